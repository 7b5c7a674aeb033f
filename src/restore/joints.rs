//! Does a word stand across a line break? Relies on `text`.

use crate::model::Span;
use crate::text::{is_han, words};

/// Does a word stand across the line break?
pub(super) fn breaks_word(before: &str, after: &str) -> bool {
    let tail: String = {
        let mut tail: Vec<char> = before
            .chars()
            .rev()
            .take(4)
            .take_while(|c| is_word_char(*c))
            .collect();
        tail.reverse();
        tail.into_iter().collect()
    };
    let head: String = after
        .chars()
        .take(4)
        .take_while(|c| is_word_char(*c))
        .collect();
    if tail.is_empty() || head.is_empty() {
        return false;
    }
    let (Some(a), Some(b)) = (tail.chars().next_back(), head.chars().next()) else {
        return false;
    };
    if a.is_ascii_alphanumeric() && b.is_ascii_alphanumeric() {
        return true;
    }
    if a.is_ascii_digit() && UNITS.contains(b) {
        return true;
    }
    if !is_han(a) || !is_han(b) {
        return false;
    }
    let joined = format!("{tail}{head}");
    let at = tail.len();
    let crosses = |span: &Span| span.start < at && at < span.end;
    words::cut(&joined).iter().any(crosses)
}

/// What follows a number broken off at a line's end.
const UNITS: &str = "年月日号时分秒个多万亿余名人元吨公亩米项家次位岁度届条点倍";

fn is_word_char(c: char) -> bool {
    is_han(c) || c.is_ascii_alphanumeric()
}
