//! Does a word stand across a line break? Relies on `text`.

use crate::model::Span;
use crate::text::{is_han, words};

/// Does a word stand across the line break?
pub(super) fn breaks_word(before: &str, after: &str) -> bool {
    told_by_ends(before, after).unwrap_or_else(|| has_word_across(before, after))
}

/// The same as far as the characters at the break tell; `None` where only the dictionary does.
pub(super) fn told_by_ends(before: &str, after: &str) -> Option<bool> {
    let (Some(a), Some(b)) = (before.chars().next_back(), after.chars().next()) else {
        return Some(false);
    };
    match () {
        () if !is_word_char(a) || !is_word_char(b) => Some(false),
        () if a.is_ascii_alphanumeric() && b.is_ascii_alphanumeric() => Some(true),
        () if a.is_ascii_digit() && UNITS.contains(b) => Some(true),
        () if !is_han(a) || !is_han(b) => Some(false),
        () => None,
    }
}

/// Does a word of the dictionary stand across the line break? To find one takes long.
pub(super) fn has_word_across(before: &str, after: &str) -> bool {
    let beside = |c: &char| is_word_char(*c);
    let n_tail: usize = before
        .chars()
        .rev()
        .take(SIDE)
        .take_while(beside)
        .map(char::len_utf8)
        .sum();
    let head = after.chars().take(SIDE).take_while(beside);
    let mut joined = String::with_capacity(8 * SIDE);
    joined.push_str(before.get(before.len() - n_tail..).unwrap_or(""));
    joined.extend(head);
    word_across(&joined, n_tail).is_some()
}

/// So many characters on either side of a line break are looked at for words.
const SIDE: usize = 4;

/// The word of a text's cut that stands across a byte of it.
pub(super) fn word_across(text: &str, at: usize) -> Option<Span> {
    let crosses = |span: &Span| span.start < at && at < span.end;
    let cut_across = || words::cut(text).into_iter().find(crosses);
    if text.len() <= MOST_TRIED {
        // Cutting takes long, and most often no word of the dictionary stands there at all.
        return could_cross(text, at).then(cut_across).flatten();
    }
    // A run of letters and digits is cut as one, and is no word of the dictionary.
    let is_word = |span: &Span| text.get(span.range()).is_some_and(words::is_word);
    cut_across().filter(|span| is_word(span) || could_cross(text, at))
}

/// In longer texts, in bytes, there are too many words to try.
const MOST_TRIED: usize = 36;

/// Does any word of the dictionary stand across a byte of the text, cut so or not?
fn could_cross(text: &str, at: usize) -> bool {
    let sides = text.get(..at).zip(text.get(at..));
    let Some((before, after)) = sides else {
        return false;
    };
    before.char_indices().rev().any(|(start, _)| {
        after.char_indices().any(|(end, c)| {
            text.get(start..at + end + c.len_utf8())
                .is_some_and(words::is_word)
        })
    })
}

/// What follows a number broken off at a line's end.
const UNITS: &str = "年月日号时分秒个多万亿余名人元吨公亩米项家次位岁度届条点倍";

fn is_word_char(c: char) -> bool {
    is_han(c) || c.is_ascii_alphanumeric()
}
