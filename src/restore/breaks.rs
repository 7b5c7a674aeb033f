//! Is a headline broken over two printed lines, or are these two lines of its block? Relies on
//! `lines`, `joints`, `prints`, `overlap`, `text`.
//!
//! Every sign adds to the odds. Its weight (a natural logarithm) is rounded from a logistic
//! regression over 1,000 pairs of lines of pages made of news of our own, whose headlines are
//! known: on pages left out it is right for 91 pairs in 100. Signs that those pages lack (what no
//! line can end or begin with, a word that comes back) have their weight by judgement.

use super::boxes::is_label;
use super::clauses::one_clause_odds;
use super::lines::{Line, Role, count_han};
use super::overlap::grams;
use super::prints;
use crate::text::{is_blank, is_han};

/// What surrounds a break.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Around<'a> {
    /// The article's text without blanks; `None` where it is not known yet.
    pub(super) body: Option<&'a str>,
    /// The same headline before the first of the two lines.
    pub(super) before: &'a str,
    /// The page sets all of its headline lines apart.
    pub(super) is_loose: bool,
}

/// Does the page set a blank line between nearly any two lines of a headline? Then a blank line
/// says nothing.
pub(super) fn sets_headlines_apart(lines: &[Line]) -> bool {
    let (mut n_pairs, mut n_apart) = (0, 0);
    for pair in lines.windows(2) {
        let [a, b] = pair else { continue };
        if a.role == Role::Display && b.role == Role::Display {
            n_pairs += 1;
            n_apart += usize::from(b.n_blank_before > 0);
        }
    }
    n_pairs >= 4 && n_apart * 5 >= n_pairs * 4
}

/// Is a headline broken over these two printed lines, which follow one another?
pub(super) fn joins_headline(a: &Line, b: &Line, around: Around<'_>) -> bool {
    if a.heading != b.heading || a.heading > 0 || b.n_blank_before > 1 || a.stacked != b.stacked {
        return false;
    }
    if is_label(&a.text) || is_label(&b.text) {
        return false;
    }
    if a.stacked {
        return true;
    }
    if let Some(answer) = prints::one_headline(a, b) {
        return answer;
    }
    if b.text.starts_with(GO_ON) {
        return true;
    }
    join_odds(a, b, around) > 0.0
}

/// Marks that no line of a headline begins with.
const GO_ON: [char; 12] = [
    '，', '。', '、', '；', '：', '）', '》', '”', '％', '%', '！', '？',
];

/// Words after which a headline cannot end.
const ASK_FOR_MORE: &[&str] = &[
    "调研", "会见", "考察", "出席", "召开", "举行", "发布", "印发", "慰问", "视察", "走访", "主持",
    "参加", "会晤", "赴", "在", "到", "与", "和", "同", "对", "向", "把", "被", "就", "为", "将",
    "的", "及", "或", "访", "、", "—", "《", "“", "签署", "发表", "审议", "超", "达", "近", "逾",
    "约", "获",
];

/// Does a text end with a word that something must follow?
pub(super) fn asks_for_more(text: &str) -> bool {
    ASK_FOR_MORE.iter().any(|w| text.ends_with(w))
}

/// Does one word come back again and again, as in a slogan that stands for itself?
pub(super) fn is_refrain(bare: &str) -> bool {
    let mut chars: Vec<char> = bare.chars().filter(|c| is_han(*c)).collect();
    chars.sort_unstable();
    chars.len() <= 15 && chars.windows(3).any(|w| w.first() == w.last())
}

fn join_odds(a: &Line, b: &Line, around: Around<'_>) -> f32 {
    let bare = |t: &str| -> String { t.chars().filter(|c| !is_blank(*c)).collect() };
    let (first, second) = (bare(&a.text), bare(&b.text));
    // A headline of many lines is rarer the longer it is already.
    form_odds(a, b, around) - 0.05 * around.before.chars().count() as f32
        + length_odds(&first, &second)
        + word_odds(&first, &second)
        + around
            .body
            .map_or(0.0, |body| body_odds(&first, &second, body))
}

/// Do only a few characters follow a colon ("发布会：国内")? What it announces goes on.
fn breaks_after_colon(text: &str) -> bool {
    text.rsplit_once(['：', ':'])
        .is_some_and(|(_, after)| (1..=3).contains(&after.chars().count()))
}

fn sum_of(signs: &[(bool, f32)]) -> f32 {
    signs
        .iter()
        .filter(|(holds, _)| *holds)
        .map(|(_, w)| w)
        .sum()
}

/// How the lines stand and end.
fn form_odds(a: &Line, b: &Line, around: Around<'_>) -> f32 {
    let is_open = [('“', '”'), ('《', '》'), ('（', '）')]
        .iter()
        .any(|(open, close)| {
            let count = |c: char| around.before.matches(c).count() + a.text.matches(c).count();
            count(*open) > count(*close)
        });
    let closes = is_open && b.text.contains(['”', '》', '）']);
    let is_phrases = a.text.split(' ').filter(|p| count_han(p) >= 2).count() >= 2;
    let fits_column = a.column.is_some_and(|c| a.width <= c) && a.width >= 14;
    sum_of(&[
        (true, 3.4),
        (b.n_blank_before == 1 && !around.is_loose, -0.5),
        (is_open, 1.0),
        (closes, 1.0),
        (breaks_after_colon(&a.text), 2.0),
        (
            a.text.ends_with(|c: char| c.is_ascii_digit()) && b.text.starts_with(is_han),
            1.5,
        ),
        (b.text.starts_with(['“', '《']), 1.3),
        (asks_for_more(&a.text), 2.0),
        (a.text.ends_with(['：', ':', '，', ',']), 0.6),
        (fits_column && b.width <= a.width, 1.3),
        (a.column.is_some_and(|c| a.width > c), 0.5),
        (is_phrases, 0.5),
        (b.text.starts_with(['的', '了', '着', '得', '之']), 3.0),
        (
            a.text
                .ends_with(['再', '已', '正', '又', '均', '仍', '不', '也', '都']),
            2.0,
        ),
    ])
}

/// A headline is no longer than one can take in, and its halves are much alike; but for a last
/// word alone.
fn length_odds(first: &str, second: &str) -> f32 {
    let (n_a, n_b) = (first.chars().count(), second.chars().count());
    let uneven = n_a.abs_diff(n_b) as f32 / n_a.max(n_b).max(1) as f32;
    sum_of(&[(n_b <= 2, 2.0), (matches!(n_b, 3 | 4), 0.2)])
        - 0.19 * (n_a + n_b) as f32
        - 2.2 * uneven
}

/// Two clauses, or lines that say the same, are each for themselves.
fn word_odds(first: &str, second: &str) -> f32 {
    let (own, other) = (grams(first), grams(second));
    let n_shared = own.iter().filter(|g| other.contains(**g)).count();
    sum_of(&[(is_refrain(first) || is_refrain(second), -3.5)])
        + CLAUSE * one_clause_odds(first, second)
        - 0.55 * n_shared.min(3) as f32
}

/// What the words' kinds are worth beside the other signs.
const CLAUSE: f32 = 0.8;

/// Words that stand together in the text were broken apart; what is quoted from it is a line of
/// its own.
fn body_odds(first: &str, second: &str, body: &str) -> f32 {
    let across = |n: usize| -> String {
        let tail: Vec<char> = first.chars().rev().take(n).collect();
        tail.into_iter()
            .rev()
            .chain(second.chars().take(n))
            .collect()
    };
    let is_plain = |t: &str| t.chars().all(|c| is_han(c) || c.is_alphanumeric());
    let stands_together = |n: usize| {
        let junction = across(n);
        is_plain(&junction) && body.contains(&junction)
    };
    let is_quoted = |t: &str| t.chars().count() >= 5 && body.contains(t);
    // What a verb asks for is a name, and stands in the text anyway.
    let is_asked_for = asks_for_more(first);
    sum_of(&[
        (is_quoted(first), -1.3),
        (is_quoted(second) && !is_asked_for, -1.5),
        (is_quoted(&format!("{first}{second}")), 0.8),
        (stands_together(2), 1.4),
        (stands_together(1), 2.5),
    ])
}
