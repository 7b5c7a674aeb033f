//! A query as a reader would type it.

use super::fields::{FieldKind, read_field};
use super::lex::{
    QUOTES, is_closing, is_minus, is_opening, is_or_sign, is_quote, is_separator, operator_of,
};
use super::values::UNDATED;
use super::{
    AmountRange, DateRange, Form, Leaf, Limits, NameKind, Node, NumberRange, Pattern, Query, Reach,
    Zone,
};
use crate::text::{Amount, Decimal, fold_char, has_unit};
use std::fmt;

impl fmt::Display for Query {
    /// Prints what parses to the same query, without problems.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.root()
            .map_or(Ok(()), |root| f.write_str(&node_text(root)))
    }
}

/// How much a node must be held together.
fn in_brackets(node: &Node, needs_brackets: bool) -> String {
    if needs_brackets {
        format!("({})", node_text(node))
    } else {
        node_text(node)
    }
}

fn node_text(node: &Node) -> String {
    match node {
        Node::Any(list) => {
            let texts: Vec<String> = list.iter().map(node_text).collect();
            texts.join(" | ")
        }
        Node::All(list) => {
            let texts: Vec<String> = list
                .iter()
                .map(|inner| in_brackets(inner, matches!(inner, Node::Any(_))))
                .collect();
            texts.join(" ")
        }
        Node::Not(inner) => {
            let is_list = matches!(**inner, Node::All(_) | Node::Any(_));
            format!("-{}", in_brackets(inner, is_list))
        }
        Node::Leaf(leaf) => leaf_text(leaf),
    }
}

fn leaf_text(leaf: &Leaf) -> String {
    match leaf {
        Leaf::Text { zone, pattern } => format!("{}{}", zone_text(*zone), pattern_text(pattern)),
        Leaf::Near { zone, reach, words } => {
            let words: Vec<String> = words.iter().map(|word| word_text(word)).collect();
            let reach = match reach {
                Reach::Sentence => "同句".to_owned(),
                Reach::Paragraph => "同段".to_owned(),
                Reach::Chars(n) => format!("近{n}"),
            };
            format!("{}{reach}({})", zone_text(*zone), words.join(" "))
        }
        Leaf::Name {
            kind,
            text,
            is_whole,
        } => {
            let equals = if *is_whole || *kind == NameKind::Author {
                "="
            } else {
                ""
            };
            let field = FieldKind::Name(*kind).name();
            format!("{field}:{equals}{}", quoted_if_needed(text))
        }
        Leaf::Date(range) => format!("{}:{}", FieldKind::Date.name(), dates_text(*range)),
        Leaf::Undated => format!("{}:{UNDATED}", FieldKind::Date.name()),
        Leaf::Said(range) => format!("{}:{}", FieldKind::Said.name(), dates_text(*range)),
        Leaf::Amount(range) => format!("{}:{}", FieldKind::Amount.name(), amounts_text(*range)),
        Leaf::Number(range) => format!("{}:{}", FieldKind::Number.name(), numbers_text(range)),
        Leaf::Own(own) => format!("{}:{}", own.field().name(), own.value_text()),
    }
}

fn zone_text(zone: Option<Zone>) -> String {
    zone.map(|zone| format!("{}:", FieldKind::Text(zone).name()))
        .unwrap_or_default()
}

/// A word near to others: what it may be.
fn word_text(word: &[Pattern]) -> String {
    let patterns: Vec<String> = word.iter().map(pattern_text).collect();
    match patterns.as_slice() {
        [only] => only.clone(),
        several => format!("({})", several.join(" | ")),
    }
}

fn pattern_text(pattern: &Pattern) -> String {
    match pattern.form {
        Form::Literal => quoted_if_needed(&pattern.text),
        Form::Prefix => format!("{}*", pattern.text),
        Form::Fuzzy => format!("{}~", pattern.text),
    }
}

/// A text that is read as it stands, in quotes where it would be read otherwise.
pub(super) fn quoted_if_needed(text: &str) -> String {
    if is_plain(text) {
        text.to_owned()
    } else {
        quoted(text)
    }
}

/// A text in quotes.
pub(super) fn quoted(text: &str) -> String {
    let (open, close) = QUOTES
        .into_iter()
        .find(|(_, close)| !text.contains(*close))
        .unwrap_or(('"', '"'));
    let mut quoted = String::from(open);
    for c in text.chars() {
        if c == '\\' || c == close {
            quoted.push('\\');
        }
        quoted.push(c);
    }
    quoted.push(close);
    quoted
}

/// Is a text one word wherever it stands?
fn is_plain(text: &str) -> bool {
    let may_mean_more =
        |c: char| is_separator(c) || is_or_sign(c) || is_opening(c) || is_closing(c) || is_quote(c);
    let begins_otherwise = |c: char| is_minus(c) || fold_char(c) == '=';
    let ends_otherwise = |c: char| matches!(c, '*' | '＊' | '~' | '～');
    !text.contains(may_mean_more)
        && !text.starts_with(begins_otherwise)
        && !text.ends_with(ends_otherwise)
        && operator_of(text).is_none()
        && read_field(text).is_none()
}

/// Days as they are typed.
pub(super) fn dates_text(range: DateRange) -> String {
    let date = |date: Option<crate::model::PartialDate>| {
        date.map(|date| date.to_string()).unwrap_or_default()
    };
    if range.from == range.to {
        return date(range.from);
    }
    format!("{}..{}", date(range.from), date(range.to))
}

/// Amounts as they are typed.
pub(super) fn amounts_text(range: AmountRange) -> String {
    let amount = |cents| Amount {
        currency: range.currency,
        cents,
    };
    match range.limits {
        Limits::Above(cents) => format!(">{}", amount(cents)),
        Limits::AtLeast(cents) => format!(">={}", amount(cents)),
        Limits::Below(cents) => format!("<{}", amount(cents)),
        Limits::AtMost(cents) => format!("<={}", amount(cents)),
        Limits::Between(from, to) if from == to => amount(from).to_string(),
        Limits::Between(from, to) => {
            // A bare number before 亿 would be read as so many 亿.
            let number = amount(from).number();
            let from = if has_unit(&number) {
                number
            } else {
                amount(from).to_string()
            };
            format!("{from}..{}", amount(to))
        }
    }
}

/// Numbers as they are typed. Each has its measure word: a bare one before 万 would be read as so
/// many 万, so those of no word are printed in digits.
pub(super) fn numbers_text(range: &NumberRange) -> String {
    let unit = &range.unit;
    let number = |number: Decimal| format!("{}{unit}", number.short());
    match range.limits {
        Limits::Above(limit) => format!(">{}", number(limit)),
        Limits::AtLeast(limit) => format!(">={}", number(limit)),
        Limits::Below(limit) => format!("<{}", number(limit)),
        Limits::AtMost(limit) => format!("<={}", number(limit)),
        Limits::Between(from, to) if from == to => number(from),
        Limits::Between(from, to) if unit.is_empty() => format!("{from}..{to}"),
        Limits::Between(from, to) => format!("{}..{}", number(from), number(to)),
    }
}
