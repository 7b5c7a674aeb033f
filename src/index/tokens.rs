//! The tokenizers. Those of texts stream, with one token reused, because a text may be a line of
//! 100 MB.

use super::schema::Mark;
use crate::model::Span;
use crate::text::{
    Begins, LatinWord, QuickSet, UnitReader, fold_char, fold_text, is_blank, is_han, is_invisible,
    is_latin_char, latin_word_at, words,
};
use std::str::Chars;
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// How many characters are cut into words at a time.
const N_CHUNK_CHARS: usize = 2048;
/// Of a name so many characters are kept.
const N_NAME_CHARS: usize = 1000;

/// Grams, and with them Latin words and the beginnings of units; see [`super::schema`].
#[derive(Clone, Default)]
pub(super) struct GramTokenizer;

/// A character that counts, folded exactly as [`fold_text`] does, and what begins at it.
struct Counted {
    c: char,
    begins: Begins,
    word: Option<LatinWord>,
}

/// Reads the characters that count off a text.
struct CountedChars<'a> {
    chars: Chars<'a>,
    units: UnitReader,
    is_in_word: bool,
}

impl Iterator for CountedChars<'_> {
    type Item = Counted;

    fn next(&mut self) -> Option<Counted> {
        loop {
            let rest = self.chars.as_str();
            let c = self.chars.next()?;
            let begins = self.units.read(c);
            if is_invisible(c) {
                continue;
            }
            let is_latin = is_latin_char(c);
            let is_word_start = is_latin && !self.is_in_word;
            self.is_in_word = is_latin;
            if is_blank(c) {
                continue;
            }
            return Some(Counted {
                c: fold_char(c),
                begins,
                word: is_word_start.then(|| latin_word_at(rest)).flatten(),
            });
        }
    }
}

/// The tokens of one character, in the order in which they are given.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Value,
    Paragraph,
    Sentence,
    Word,
    Gram,
}

pub(super) struct GramStream<'a> {
    rest: CountedChars<'a>,
    /// The character whose tokens are given.
    current: Option<Counted>,
    step: Step,
    /// Its place among the characters that count.
    position: usize,
    token: Token,
}

impl Tokenizer for GramTokenizer {
    type TokenStream<'a> = GramStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> GramStream<'a> {
        let mut rest = CountedChars {
            chars: text.chars(),
            units: UnitReader::default(),
            is_in_word: false,
        };
        let current = rest.next();
        GramStream {
            rest,
            current,
            step: Step::Value,
            position: 0,
            token: Token::default(),
        }
    }
}

impl GramStream<'_> {
    fn set(&mut self, sign: char, text: &str) {
        self.token.text.clear();
        self.token.text.push(sign);
        self.token.text.push_str(text);
        self.token.position = self.position;
    }
}

impl TokenStream for GramStream<'_> {
    fn advance(&mut self) -> bool {
        loop {
            let Some(current) = &mut self.current else {
                return false;
            };
            let begins = current.begins;
            match self.step {
                Step::Value => {
                    self.step = Step::Paragraph;
                    if self.position == 0 {
                        self.set(Mark::Value.sign(), "");
                        return true;
                    }
                }
                Step::Paragraph => {
                    self.step = Step::Sentence;
                    if begins == Begins::Paragraph {
                        self.set(Mark::Paragraph.sign(), "");
                        return true;
                    }
                }
                Step::Sentence => {
                    self.step = Step::Word;
                    if begins >= Begins::Sentence {
                        self.set(Mark::Sentence.sign(), "");
                        return true;
                    }
                }
                Step::Word => {
                    self.step = Step::Gram;
                    if let Some(word) = current.word.take() {
                        self.set(Mark::Word.sign(), &word.text);
                        return true;
                    }
                }
                Step::Gram => {
                    self.step = Step::Paragraph;
                    let first = current.c;
                    self.current = self.rest.next();
                    self.set(first, "");
                    self.token
                        .text
                        .extend(self.current.as_ref().map(|next| next.c));
                    self.position += 1;
                    return true;
                }
            }
        }
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

/// Names: each is one token.
#[derive(Clone, Default)]
pub(super) struct NameTokenizer;

pub(super) struct NameStream {
    name: Option<String>,
    token: Token,
}

impl Tokenizer for NameTokenizer {
    type TokenStream<'a> = NameStream;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> NameStream {
        NameStream {
            name: Some(name_term(text)).filter(|name| !name.is_empty()),
            token: Token {
                position: 0,
                ..Token::default()
            },
        }
    }
}

impl TokenStream for NameStream {
    fn advance(&mut self) -> bool {
        let name = self.name.take();
        let is_there = name.is_some();
        self.token.text = name.unwrap_or_default();
        is_there
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

/// A name as a term.
pub(super) fn name_term(name: &str) -> String {
    fold_text(name).chars().take(N_NAME_CHARS).collect()
}

/// The words that rank, each once; see [`super::schema`].
#[derive(Clone, Default)]
pub(super) struct WordTokenizer;

pub(super) struct WordStream<'a> {
    rest: &'a str,
    chunk: String,
    /// The words of the chunk, the next one last.
    spans: Vec<Span>,
    /// Those that were given.
    given: QuickSet<RankingWord>,
    token: Token,
}

impl Tokenizer for WordTokenizer {
    type TokenStream<'a> = WordStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> WordStream<'a> {
        WordStream {
            rest: text,
            chunk: String::new(),
            spans: Vec::new(),
            given: QuickSet::default(),
            token: Token {
                position: 0,
                ..Token::default()
            },
        }
    }
}

impl TokenStream for WordStream<'_> {
    fn advance(&mut self) -> bool {
        loop {
            while let Some(span) = self.spans.pop() {
                if let Some(text) = self.chunk.get(span.range())
                    && let Some(word) = as_ranking_word(text)
                    && self.given.insert(word)
                {
                    self.token.text.clear();
                    self.token.text.push_str(text);
                    return true;
                }
            }
            if self.rest.is_empty() {
                return false;
            }
            let (chunk, rest) = self.rest.split_at(chunk_end(self.rest));
            self.rest = rest;
            self.chunk.clear();
            let counted = chunk.chars().filter(|c| !is_blank(*c));
            self.chunk.extend(counted.map(fold_char));
            self.spans = words::cut(&self.chunk);
        }
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

/// Where to stop cutting: after a paragraph, or a sentence when the paragraph is long, or
/// anywhere when there is none.
fn chunk_end(text: &str) -> usize {
    let mut last_stop = None;
    for (n_chars, (at, c)) in text.char_indices().enumerate() {
        if c == '\n' && n_chars > 0 {
            return at + 1;
        }
        if n_chars >= N_CHUNK_CHARS {
            return last_stop.unwrap_or(at);
        }
        if matches!(c, '。' | '！' | '？' | '；' | '，') {
            last_stop = Some(at + c.len_utf8());
        }
    }
    text.len()
}

/// Two to four Chinese characters that are a word, 21 bits for each, the last one lowest. Longer ones
/// are as good as named by the pairs in them, single ones say nothing.
type RankingWord = (u64, u64);

const MOST_WORD_CHARS: usize = 4;

fn as_ranking_word(text: &str) -> Option<RankingWord> {
    let mut word = (0, 0);
    let mut n_chars = 0;
    for c in text.chars() {
        if n_chars == MOST_WORD_CHARS || !is_han(c) {
            return None;
        }
        word = (
            word.0 << 21 | word.1 >> 21,
            (word.1 & ((1 << 21) - 1)) << 21 | u64::from(c),
        );
        n_chars += 1;
    }
    (n_chars >= 2).then_some(word)
}

/// The grams that a folded text of two or more characters must hold, with their places: every
/// second pair and the last one, which together cover each character.
pub(super) fn covering_grams(folded: &str) -> Vec<(usize, String)> {
    let chars: Vec<char> = folded.chars().collect();
    let n_pairs = chars.len().saturating_sub(1);
    chars
        .windows(2)
        .enumerate()
        .filter(|(at, _)| at % 2 == 0 || at + 1 == n_pairs)
        .map(|(at, pair)| (at, pair.iter().collect()))
        .collect()
}

/// The words of a folded text that rank, as often as they stand there.
pub(super) fn all_ranking_words(folded: &str) -> Vec<String> {
    words::cut(folded)
        .into_iter()
        .filter_map(|span| folded.get(span.range()))
        .filter(|word| as_ranking_word(word).is_some())
        .map(str::to_owned)
        .collect()
}

/// The words of a folded text that rank, each once.
pub(super) fn ranking_words(folded: &str) -> Vec<String> {
    let mut found = all_ranking_words(folded);
    found.sort_unstable();
    found.dedup();
    found
}
