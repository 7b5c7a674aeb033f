//! From what was typed to tokens: words, quotes, brackets, operators, fields.

use super::Reach;
use super::fields::{FieldKind, is_colon, read_field};
use crate::model::{Span, clip};
use crate::text::{fold, fold_char};

/// Opening quotes and what closes each.
pub(super) const QUOTES: [(char, char); 5] = [
    ('"', '"'),
    ('“', '”'),
    ('「', '」'),
    ('『', '』'),
    ('＂', '＂'),
];

/// What a token is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A run of characters.
    Word(String),
    /// What quotes enclose.
    Quoted(String),
    Open,
    Close,
    /// A closing bracket that closes nothing.
    Stray,
    Or,
    And,
    Not,
    /// 同句( and its like, the bracket included; the number as typed, if it is too large.
    Near(Reach, bool),
    /// A field's name with its colon, and with the `=` that asks for a whole name.
    Field(FieldKind, bool),
}

/// A token and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) span: Span,
}

/// Cuts what was typed into tokens.
pub(super) fn lex(typed: &str) -> Vec<Token> {
    let mut lexer = Lexer {
        typed,
        at: 0,
        n_open: 0,
        tokens: Vec::new(),
    };
    while lexer.step() {}
    lexer.tokens
}

pub(super) fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, '、' | '､' | '﹑')
}

pub(super) fn is_or_sign(c: char) -> bool {
    matches!(c, '|' | '｜')
}

pub(super) fn is_minus(c: char) -> bool {
    matches!(c, '-' | '－' | '−')
}

pub(super) fn is_opening(c: char) -> bool {
    matches!(c, '(' | '（')
}

pub(super) fn is_closing(c: char) -> bool {
    matches!(c, ')' | '）')
}

pub(super) fn is_quote(c: char) -> bool {
    QUOTES.iter().any(|(open, close)| *open == c || *close == c)
}

/// The operator that a word by itself is.
pub(super) fn operator_of(word: &str) -> Option<Kind> {
    Some(match word {
        "OR" | "ＯＲ" | "或" => Kind::Or,
        "AND" | "ＡＮＤ" | "且" | "与" => Kind::And,
        "NOT" | "ＮＯＴ" | "非" => Kind::Not,
        _ => return None,
    })
}

struct Lexer<'a> {
    typed: &'a str,
    at: usize,
    /// Brackets that are open.
    n_open: usize,
    tokens: Vec<Token>,
}

impl Lexer<'_> {
    fn rest(&self) -> &str {
        self.typed.get(self.at..).unwrap_or_default()
    }

    fn push(&mut self, kind: Kind, n_bytes: usize) {
        let span = Span::new(self.at, self.at + n_bytes);
        self.at = span.end;
        self.tokens.push(Token { kind, span });
    }

    /// Reads a token that may be anything; false at the end.
    fn step(&mut self) -> bool {
        let Some(c) = self.rest().chars().next() else {
            return false;
        };
        if is_separator(c) {
            self.at += c.len_utf8();
        } else if is_or_sign(c) {
            let n_bytes = self.rest().len() - self.rest().trim_start_matches(is_or_sign).len();
            self.push(Kind::Or, n_bytes);
        } else if is_closing(c) && self.n_open == 0 && self.ends_after(c) {
            self.push(Kind::Stray, c.len_utf8());
        } else if is_closing(c) && self.n_open > 0 {
            self.n_open -= 1;
            self.push(Kind::Close, c.len_utf8());
        } else if is_minus(c) {
            if self.ends_after(c) {
                // Between blanks it is no more than a dash.
                self.at += c.len_utf8();
            } else {
                self.push(Kind::Not, c.len_utf8());
                self.read_operand(false);
            }
        } else {
            self.read_operand(true);
        }
        true
    }

    /// Does no word go on behind the character here?
    fn ends_after(&self, c: char) -> bool {
        let next = self.rest().chars().nth(1);
        next.is_none_or(|next| is_separator(next) || is_or_sign(next) || is_closing(next))
            || (is_closing(c) && next.is_some_and(|next| is_opening(next) || is_quote(next)))
    }

    /// Reads what an operator may stand before. Right behind a minus or a colon, a word is no
    /// operator.
    fn read_operand(&mut self, may_be_operator: bool) {
        if let Some((kind, n_bytes)) = self.quoted() {
            self.push(kind, n_bytes);
        } else if let Some((reach, is_too_far, n_bytes)) = read_near(self.rest()) {
            self.n_open += 1;
            self.push(Kind::Near(reach, is_too_far), n_bytes);
        } else if let Some((kind, span)) = read_field(self.rest()) {
            self.read_field(kind, span.end);
        } else {
            self.read_word_or_bracket(may_be_operator);
        }
    }

    /// A field; what follows it right away is its value, whatever it looks like.
    fn read_field(&mut self, kind: FieldKind, n_bytes: usize) {
        let after = self.rest().get(n_bytes..).unwrap_or_default();
        let is_name = matches!(
            kind,
            FieldKind::Name(_) | FieldKind::Text(super::Zone::Byline)
        );
        let equals = after
            .chars()
            .next()
            .filter(|c| is_name && fold_char(*c) == '=');
        let n_equals = equals.map_or(0, char::len_utf8);
        self.push(Kind::Field(kind, equals.is_some()), n_bytes + n_equals);
        let Some(next) = self.rest().chars().next() else {
            return;
        };
        if is_separator(next) || is_or_sign(next) || is_closing(next) || is_minus(next) {
            return;
        }
        if let Some((kind, n_bytes)) = self.quoted() {
            self.push(kind, n_bytes);
        } else if read_near(self.rest()).is_none() {
            self.read_word_or_bracket(false);
        }
    }

    fn read_word_or_bracket(&mut self, may_be_operator: bool) {
        let first = self.rest().chars().next().unwrap_or_default();
        if is_opening(first) && !self.is_text_in_brackets() {
            self.n_open += 1;
            self.push(Kind::Open, first.len_utf8());
            return;
        }
        let n_bytes = self.word_len(may_be_operator);
        let word = clip(self.rest(), Span::new(0, n_bytes));
        let kind = operator_of(word)
            .filter(|_| may_be_operator)
            .unwrap_or_else(|| Kind::Word(word.to_owned()));
        self.push(kind, n_bytes);
    }

    /// A quote, to its end or to the end of all.
    fn quoted(&self) -> Option<(Kind, usize)> {
        let open = self.rest().chars().next()?;
        let (_, close) = QUOTES.into_iter().find(|(first, _)| *first == open)?;
        let mut text = String::new();
        let mut chars = self.rest().char_indices().skip(1).peekable();
        while let Some((at, c)) = chars.next() {
            if c == close {
                return Some((Kind::Quoted(text), at + c.len_utf8()));
            }
            let is_escape = c == '\\'
                && chars
                    .peek()
                    .is_some_and(|(_, next)| *next == '\\' || *next == close);
            match chars.next_if(|_| is_escape) {
                Some((_, escaped)) => text.push(escaped),
                None => text.push(c),
            }
        }
        Some((Kind::Quoted(text), self.rest().len()))
    }

    /// Do the brackets here belong to a word, as in （集团）公司: closed before any blank, with
    /// more of the word behind them?
    fn is_text_in_brackets(&self) -> bool {
        let Some(end) = closing_place(self.rest()) else {
            return false;
        };
        let next = self.rest().get(end..).and_then(|rest| rest.chars().next());
        next.is_some_and(|c| {
            !is_separator(c) && !is_or_sign(c) && !is_closing(c) && !is_opening(c) && !is_quote(c)
        }) && !self.is_operator_at(end)
    }

    /// Does a word that is an operator stand at a place, between brackets or blanks?
    fn is_operator_at(&self, from: usize) -> bool {
        let ends =
            |c: &char| is_separator(*c) || is_or_sign(*c) || is_opening(*c) || is_closing(*c);
        let rest = self.rest().get(from..).unwrap_or_default().chars();
        // No operator is longer than three characters.
        let word: String = rest.take(4).take_while(|c| !ends(c)).collect();
        operator_of(&word).is_some()
    }

    /// The bytes of the word here; at least one character.
    fn word_len(&self, may_be_operator: bool) -> usize {
        let rest = self.rest();
        let mut end = 0;
        while let Some(c) = rest.get(end..).and_then(|rest| rest.chars().next()) {
            if is_separator(c) || is_or_sign(c) {
                break;
            }
            if is_opening(c) {
                let word = clip(rest, Span::new(0, end));
                if may_be_operator && operator_of(word).is_some() {
                    break;
                }
                let behind = rest.get(end..).unwrap_or_default();
                match closing_place(behind) {
                    Some(n_bytes) => {
                        end += n_bytes;
                        continue;
                    }
                    // A bracket that is still being typed; else it holds more than a word.
                    None if !holds_an_end(behind) => {}
                    None if end > 0 => break,
                    None => {}
                }
            }
            if is_closing(c) && end > 0 {
                let after = rest.get(end..).unwrap_or_default();
                let goes_on = after
                    .trim_start_matches(is_closing)
                    .chars()
                    .next()
                    .is_some_and(|next| !is_separator(next) && !is_or_sign(next));
                if self.n_open > 0 || !goes_on {
                    break;
                }
            }
            end += c.len_utf8();
        }
        end
    }
}

/// Characters looked at for the end of a bracket that belongs to a word.
const N_BRACKET_CHARS: usize = 256;

fn holds_an_end(text: &str) -> bool {
    let mut chars = text.chars().take(N_BRACKET_CHARS);
    chars.any(|c| is_separator(c) || is_closing(c))
}

/// Where the bracket that a text begins with is closed, before any blank.
fn closing_place(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut before = ' ';
    for (at, c) in text.char_indices().take(N_BRACKET_CHARS) {
        // A quote that begins here may hold anything.
        let begins = is_opening(before) || is_minus(before) || is_colon(before) || before == '=';
        if is_separator(c) || is_or_sign(c) || (is_quote(c) && begins) {
            return None;
        }
        before = c;
        if is_opening(c) {
            depth += 1;
        } else if is_closing(c) {
            depth = depth.checked_sub(1)?;
            if depth == 0 {
                return Some(at + c.len_utf8());
            }
        }
    }
    None
}

/// No name of a nearness is longer, in characters.
const N_LONGEST_NEAR: usize = 14;

/// 同句(, 同段(, 近5(, or in English sentence(, paragraph(, near5(: how near, whether that is
/// farther than can be asked for, and the bytes, with the bracket.
fn read_near(text: &str) -> Option<(Reach, bool, usize)> {
    let (at, bracket) = text
        .char_indices()
        .take(N_LONGEST_NEAR + 1)
        .take_while(|(_, c)| !c.is_whitespace())
        .find(|(_, c)| is_opening(*c))?;
    let name = fold(text.get(..at)?).text;
    let n_bytes = at + bracket.len_utf8();
    let reach = match name.as_str() {
        "同句" | "sentence" => Reach::Sentence,
        "同段" | "paragraph" => Reach::Paragraph,
        other => {
            let number = other
                .strip_prefix('近')
                .or_else(|| other.strip_prefix("near"))?;
            let number = number.strip_suffix('字').unwrap_or(number);
            if number.is_empty() || !number.bytes().all(|b| b.is_ascii_digit()) {
                return None;
            }
            let n_chars = number.parse().unwrap_or(u16::MAX);
            let is_too_far = n_chars > Reach::MOST_CHARS;
            return Some((
                Reach::Chars(n_chars.min(Reach::MOST_CHARS)),
                is_too_far,
                n_bytes,
            ));
        }
    };
    Some((reach, false, n_bytes))
}
