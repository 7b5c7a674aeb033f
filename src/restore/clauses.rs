//! Does one clause go on over a break, or do two clauses meet there? By the kinds of the words on
//! both sides alone. Relies on `joints`,
//! `text`.
//!
//! The weights (natural logarithms) are a logistic regression's over 10,000 breaks made in our own
//! news: inside clauses, and between clauses whose punctuation was taken away. On articles left
//! out the area under its curve is 0.89. `tools/press/fit_clauses.py` fits them and prints the
//! tables.

use super::joints::word_across;
use crate::text::words::{self, Word};

/// What holds for every break.
const ALWAYS: f32 = 3.27;

/// The length of the word that stands across the break, up to 4; 0 for none.
const ACROSS: [(usize, f32); 4] = [(0, -3.41), (2, 1.19), (3, 1.04), (4, 2.00)];

/// The kind of the last word before the break, by the first letter of jieba's tag; 的 and 了 have
/// their own.
const ENDS: &[(&str, f32)] = &[
    ("a", 0.03),
    ("b", 1.31),
    ("d", 1.12),
    ("e", 2.58),
    ("f", -0.67),
    ("j", 1.03),
    ("m", -1.30),
    ("n", 0.13),
    ("p", 2.72),
    ("q", -0.87),
    ("r", 1.14),
    ("t", -0.77),
    ("u", 1.21),
    ("uj", 1.80),
    ("v", -0.03),
    ("x", 0.41),
    ("z", -0.02),
];

/// The kind of the first word after it.
const BEGINS: &[(&str, f32)] = &[
    ("a", 0.16),
    ("b", -0.04),
    ("c", -0.69),
    ("d", -0.41),
    ("e", 0.00),
    ("f", 0.15),
    ("j", -0.92),
    ("m", -0.46),
    ("n", -0.50),
    ("p", -1.43),
    ("q", 1.25),
    ("r", -1.90),
    ("t", -1.65),
    ("u", 2.08),
    ("uj", 3.01),
    ("v", 0.29),
    ("x", 0.72),
    ("z", 0.06),
];

/// Both sides have a verb; neither has.
const BOTH_ACT: f32 = -1.08;
const NONE_ACTS: f32 = 0.60;

/// Both have one, and the second begins with it.
const BEGINS_TO_ACT: f32 = 0.08;

/// The first side's verb has its object.
const HAS_OBJECT: f32 = -0.54;

/// A side is nothing but one word.
const FIRST_IS_WORD: f32 = 1.26;
const SECOND_IS_WORD: f32 = 4.19;

/// The odds that `first` and `second`, without blanks, are one clause broken in two; natural
/// logarithm, 0 where they say nothing.
pub(super) fn one_clause_odds(first: &str, second: &str) -> f32 {
    let (before, after) = (words::tag(first), words::tag(second));
    let (Some(last), Some(next)) = (before.last(), after.first()) else {
        return 0.0;
    };
    let (acts, goes_on_acting) = (before.iter().any(is_verb), after.iter().any(is_verb));
    let mut odds = ALWAYS + worth_of(ENDS, kind(last)) + worth_of(BEGINS, kind(next));
    let n_across = n_across(first, second);
    odds += ACROSS
        .iter()
        .find(|(n, _)| *n == n_across)
        .map_or(0.0, |(_, worth)| *worth);
    odds += match (acts, goes_on_acting) {
        (true, true) if is_verb(next) => BOTH_ACT + BEGINS_TO_ACT,
        (true, true) => BOTH_ACT,
        (false, false) => NONE_ACTS,
        _ => 0.0,
    };
    if acts && !is_verb(last) && matches!(kind(last), "n" | "v") {
        odds += HAS_OBJECT;
    }
    if before.len() == 1 {
        odds += FIRST_IS_WORD;
    }
    if after.len() == 1 {
        odds += SECOND_IS_WORD;
    }
    odds
}

fn is_verb(word: &Word) -> bool {
    word.tag.starts_with('v') && word.tag != "vn"
}

fn kind(word: &Word) -> &str {
    match word.tag.as_str() {
        whole @ ("uj" | "ul") => whole,
        tag => tag.get(..1).unwrap_or(""),
    }
}

fn worth_of(table: &[(&str, f32)], kind: &str) -> f32 {
    table
        .iter()
        .find(|(k, _)| *k == kind)
        .map_or(0.0, |(_, worth)| *worth)
}

/// How many characters the word across the break has, 4 for more.
fn n_across(first: &str, second: &str) -> usize {
    let joined = format!("{first}{second}");
    word_across(&joined, first.len())
        .and_then(|span| joined.get(span.range()))
        .map_or(0, |word| word.chars().count().min(4))
}
