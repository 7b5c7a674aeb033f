//! The two tokenizers. Both stream, with one token reused, because a text may be a line of 100 MB.

use crate::model::Span;
use crate::text::{fold, fold_char, is_blank, words};
use std::str::Chars;
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// Longer "words" (hashes, rules of dashes) rank nothing.
const MAX_WORD_BYTES: usize = 48;
/// How many characters are cut into words at a time.
const N_CHUNK_CHARS: usize = 2048;

/// Pairs of folded characters; see [`super::schema`].
#[derive(Clone, Default)]
pub(super) struct GramTokenizer;

pub(super) struct GramStream<'a> {
    chars: Chars<'a>,
    /// The first character of the next pair.
    first: Option<char>,
    /// Its place among the characters that count.
    position: usize,
    token: Token,
}

impl Tokenizer for GramTokenizer {
    type TokenStream<'a> = GramStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> GramStream<'a> {
        let mut chars = text.chars();
        let first = next_folded(&mut chars);
        GramStream {
            chars,
            first,
            position: 0,
            token: Token::default(),
        }
    }
}

/// The next character that counts, folded exactly as [`fold`] does.
fn next_folded(chars: &mut Chars<'_>) -> Option<char> {
    chars.find(|c| !is_blank(*c)).map(fold_char)
}

impl TokenStream for GramStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(first) = self.first else {
            return false;
        };
        self.first = next_folded(&mut self.chars);
        self.token.text.clear();
        self.token.text.push(first);
        self.token.text.extend(self.first);
        self.token.position = self.position;
        self.position += 1;
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

/// The words of the folded text, long ones with the words inside them.
#[derive(Clone, Default)]
pub(super) struct WordTokenizer;

pub(super) struct WordStream<'a> {
    rest: &'a str,
    chunk: String,
    /// The words of the chunk, the next one last.
    spans: Vec<Span>,
    token: Token,
}

impl Tokenizer for WordTokenizer {
    type TokenStream<'a> = WordStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> WordStream<'a> {
        WordStream {
            rest: text,
            chunk: String::new(),
            spans: Vec::new(),
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
                if let Some(word) = self.chunk.get(span.range())
                    && is_ranking_word(word)
                {
                    self.token.text.clear();
                    self.token.text.push_str(word);
                    return true;
                }
            }
            if self.rest.is_empty() {
                return false;
            }
            let (chunk, rest) = self.rest.split_at(chunk_end(self.rest));
            self.rest = rest;
            self.chunk = fold(chunk).text;
            self.spans = words::cut_for_search(&self.chunk);
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

fn is_ranking_word(word: &str) -> bool {
    word.len() <= MAX_WORD_BYTES && word.chars().any(char::is_alphanumeric)
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

/// The words of a folded text that rank.
pub(super) fn ranking_words(folded: &str) -> Vec<String> {
    let mut found: Vec<String> = words::cut_for_search(folded)
        .into_iter()
        .filter_map(|span| folded.get(span.range()))
        .filter(|word| is_ranking_word(word))
        .map(str::to_owned)
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}
