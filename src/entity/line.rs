//! A line of an article as the layers see it: folded characters with the way back, words, listed
//! words, and what has been recognised so far. Earlier layers win: a stretch is claimed once.

use super::lexicon::{Class, N_CLASSES, lexicon};
use crate::model::{EntityKind, Span};
use crate::text::{fold_char, is_blank, is_han, is_invisible, words};

/// Longer lines are cut, so that no layer meets a line of megabytes.
const MAX_LINE_CHARS: usize = 4096;

/// A recognised stretch, in characters of its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Mark {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) kind: EntityKind,
}

/// A word of the segmenter, in characters of its line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) start: usize,
    pub(super) end: usize,
    /// The first two letters of jieba's tag.
    pub(super) tag: [u8; 2],
}

impl Token {
    pub(super) fn n_chars(&self) -> usize {
        self.end - self.start
    }
}

/// One line.
pub(super) struct Line {
    /// The folded text.
    text: String,
    chars: Vec<char>,
    /// Where each character starts in `text`; then its length.
    starts: Vec<usize>,
    /// Where each character stands in the article.
    origins: Vec<Span>,
    tokens: Vec<Token>,
    /// The token that holds each character.
    token_idxs: Vec<u32>,
    /// Length of the longest listed word of each class that starts at, and that ends at, each place.
    starting: Vec<[u8; N_CLASSES]>,
    ending: Vec<[u8; N_CLASSES]>,
    covered: Vec<bool>,
    marks: Vec<Mark>,
    /// Is it a line of the byline?
    pub(super) is_byline: bool,
}

/// The character by which the layers compare: simplified, half width, Chinese punctuation.
fn plain_mark(c: char) -> char {
    match c {
        '\u{ff10}'..='\u{ff19}'
        | '\u{ff21}'..='\u{ff3a}'
        | '\u{ff41}'..='\u{ff5a}'
        | '％'
        | '．' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        ';' => '；',
        ':' => '：',
        '(' => '（',
        ')' => '）',
        '?' => '？',
        '!' => '！',
        '～' | '〜' => '~',
        '–' | '―' | '─' => '—',
        '‧' | '•' | '・' | '･' => '·',
        '「' | '『' | '‘' | '〝' => '“',
        '」' | '』' | '’' | '〞' => '”',
        '[' => '【',
        ']' => '】',
        c if is_han(c) => fold_char(c),
        c => c,
    }
}

fn is_latin(c: char) -> bool {
    c.is_ascii_alphanumeric()
}

/// The characters of a line that count, each with where it stands: blanks that an extractor set
/// between Chinese and Latin script are left out, runs of blanks become one.
fn read_chars(text: &str, span: Span) -> Vec<(char, Span)> {
    let mut chars: Vec<(char, Span)> = Vec::new();
    let mut blank: Option<Span> = None;
    let mut quote_is_open = false;
    for (at, c) in text.get(span.range()).unwrap_or_default().char_indices() {
        let origin = Span::new(span.start + at, span.start + at + c.len_utf8());
        if is_invisible(c) {
            continue;
        }
        if is_blank(c) {
            blank.get_or_insert(origin);
            continue;
        }
        let mut c = plain_mark(c);
        if c == '"' {
            quote_is_open = !quote_is_open;
            c = if quote_is_open { '“' } else { '”' };
        }
        if let (Some(blank), Some((before, _))) = (blank.take(), chars.last())
            && is_latin(*before) == is_latin(c)
        {
            chars.push((' ', blank));
        }
        chars.push((c, origin));
    }
    // A comma between digits groups them; any other is a Chinese comma.
    for i in 0..chars.len() {
        let digit_at = |j: usize| chars.get(j).is_some_and(|(c, _)| c.is_ascii_digit());
        if chars.get(i).is_some_and(|(c, _)| *c == ',')
            && !(i > 0 && digit_at(i - 1) && digit_at(i + 1))
            && let Some(slot) = chars.get_mut(i)
        {
            slot.0 = '，';
        }
    }
    chars
}

/// The lines of an article's text.
pub(super) fn read_lines(text: &str, byline: Span) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = 0;
    for piece in text.split('\n') {
        let span = Span::new(start, start + piece.len());
        start = span.end + 1;
        let chars = read_chars(text, span);
        let is_byline = !byline.is_empty() && byline.contains(span);
        let mut rest = chars.as_slice();
        while !rest.is_empty() {
            let (line, further) = rest.split_at(cut_place(rest));
            lines.push(Line::new(line, is_byline));
            rest = further;
        }
    }
    lines
}

/// Where to cut a line that is too long: after its last full stop, or hard.
fn cut_place(chars: &[(char, Span)]) -> usize {
    if chars.len() <= MAX_LINE_CHARS {
        return chars.len();
    }
    chars
        .iter()
        .take(MAX_LINE_CHARS)
        .rposition(|(c, _)| matches!(c, '。' | '！' | '？' | '；' | '，'))
        .map_or(MAX_LINE_CHARS, |i| i + 1)
}

impl Line {
    fn new(chars: &[(char, Span)], is_byline: bool) -> Self {
        let text: String = chars.iter().map(|(c, _)| c).collect();
        let mut starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        starts.push(text.len());
        let n = chars.len();
        let mut line = Self {
            text,
            chars: chars.iter().map(|(c, _)| *c).collect(),
            starts,
            origins: chars.iter().map(|(_, span)| *span).collect(),
            tokens: Vec::new(),
            token_idxs: Vec::with_capacity(n),
            starting: vec![[0; N_CLASSES]; n + 1],
            ending: vec![[0; N_CLASSES]; n + 1],
            covered: vec![false; n],
            marks: Vec::new(),
            is_byline,
        };
        line.read_tokens();
        line.read_listed_words();
        line
    }

    fn read_tokens(&mut self) {
        let mut start = 0;
        let (tokens, token_idxs) = (&mut self.tokens, &mut self.token_idxs);
        words::each_tagged(&self.text, |n_chars, tag| {
            let mut tag = tag.bytes();
            let token = Token {
                start,
                end: start + n_chars,
                tag: [tag.next().unwrap_or(b'x'), tag.next().unwrap_or(b' ')],
            };
            let idx = u32::try_from(tokens.len()).unwrap_or(u32::MAX);
            token_idxs.extend(std::iter::repeat_n(idx, n_chars));
            tokens.push(token);
            start += n_chars;
        });
    }

    fn read_listed_words(&mut self) {
        let lexicon = lexicon();
        for (from, to, mask, n_chars) in lexicon.find_all(&self.text) {
            let (Ok(start), Ok(end)) = (
                self.starts.binary_search(&from),
                self.starts.binary_search(&to),
            ) else {
                continue;
            };
            for class in 0..N_CLASSES {
                if mask >> class & 1 == 0 {
                    continue;
                }
                for slot in [self.starting.get_mut(start), self.ending.get_mut(end)] {
                    if let Some(longest) = slot.and_then(|lengths| lengths.get_mut(class)) {
                        *longest = n_chars.max(*longest);
                    }
                }
            }
        }
    }

    /// Length in characters.
    pub(super) fn len(&self) -> usize {
        self.chars.len()
    }

    /// The character at a place; NUL outside.
    #[inline]
    pub(super) fn at(&self, i: usize) -> char {
        self.chars.get(i).copied().unwrap_or('\0')
    }

    /// The characters from a place on.
    pub(super) fn from(&self, i: usize) -> &[char] {
        self.chars.get(i..).unwrap_or_default()
    }

    /// The character before a place; NUL at the start.
    pub(super) fn before(&self, i: usize) -> char {
        i.checked_sub(1).map_or('\0', |i| self.at(i))
    }

    /// The folded text of a stretch.
    pub(super) fn text(&self, start: usize, end: usize) -> &str {
        match (self.starts.get(start), self.starts.get(end)) {
            (Some(&from), Some(&to)) => self.text.get(from..to).unwrap_or_default(),
            _ => "",
        }
    }

    /// Does a string stand at a place?
    pub(super) fn starts_with(&self, i: usize, needle: &str) -> bool {
        needle.chars().enumerate().all(|(k, c)| self.at(i + k) == c)
    }

    /// Does a string end at a place?
    pub(super) fn ends_with(&self, end: usize, needle: &str) -> bool {
        let n_chars = needle.chars().count();
        end >= n_chars && self.starts_with(end - n_chars, needle)
    }

    /// Length of the longest word of a list that starts here; 0 when there is none.
    pub(super) fn listed_from(&self, class: Class, i: usize) -> usize {
        self.starting
            .get(i)
            .and_then(|lengths| lengths.get(class as usize))
            .map_or(0, |n| usize::from(*n))
    }

    /// Length of the longest word of a list that ends here; 0 when there is none.
    pub(super) fn listed_to(&self, class: Class, end: usize) -> usize {
        self.ending
            .get(end)
            .and_then(|lengths| lengths.get(class as usize))
            .map_or(0, |n| usize::from(*n))
    }

    /// Is the stretch exactly a word of a list?
    pub(super) fn is_listed(&self, class: Class, start: usize, end: usize) -> bool {
        let n = end.saturating_sub(start);
        n > 0 && (self.listed_from(class, start) == n || self.listed_to(class, end) == n)
    }

    /// The words, in order.
    pub(super) fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// The token that holds a character.
    pub(super) fn token_at(&self, i: usize) -> Option<Token> {
        let idx = usize::try_from(*self.token_idxs.get(i)?).ok()?;
        self.tokens.get(idx).copied()
    }

    /// Is any character of the stretch recognised already?
    pub(super) fn is_covered(&self, start: usize, end: usize) -> bool {
        self.covered
            .get(start..end)
            .is_none_or(|stretch| stretch.contains(&true))
    }

    /// Recognises a stretch, unless part of it is recognised already. Blanks at its ends are no part
    /// of a name.
    pub(super) fn claim(&mut self, start: usize, end: usize, kind: EntityKind) -> bool {
        let is_printed = |i: &usize| !self.at(*i).is_whitespace();
        let first = (start..end).find(is_printed);
        let last = (start..end).rfind(is_printed);
        let (Some(start), Some(end)) = (first, last.map(|last| last + 1)) else {
            return false;
        };
        if self.is_covered(start, end) {
            return false;
        }
        if let Some(stretch) = self.covered.get_mut(start..end) {
            stretch.fill(true);
        }
        self.marks.push(Mark { start, end, kind });
        true
    }

    /// Takes back what is recognised, but for the marks to keep.
    pub(super) fn retain(&mut self, keep: impl Fn(&Mark) -> bool) {
        self.marks.retain(keep);
        self.covered.fill(false);
        for mark in &self.marks {
            if let Some(stretch) = self.covered.get_mut(mark.start..mark.end) {
                stretch.fill(true);
            }
        }
    }

    /// What is recognised, unsorted.
    pub(super) fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// Where a stretch of the line stands in the article.
    pub(super) fn origin(&self, start: usize, end: usize) -> Span {
        match (
            self.origins.get(start),
            end.checked_sub(1).and_then(|i| self.origins.get(i)),
        ) {
            (Some(first), Some(last)) => Span::new(first.start, last.end),
            _ => Span::default(),
        }
    }

    /// Is a character punctuation or a blank, or is the place outside the line?
    pub(super) fn is_break(&self, i: usize) -> bool {
        is_break(self.at(i))
    }
}

/// Punctuation, a blank, or the end of the line.
pub(super) fn is_break(c: char) -> bool {
    !(is_han(c) || c.is_alphanumeric() || matches!(c, '·' | '-' | '%' | '.' | '&' | '+' | '/'))
}
