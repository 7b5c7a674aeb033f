//! Is a headline broken over two printed lines, or are these two lines of its block? Relies on
//! `lines`, `joints`, `prints`, `letters`, `signs`, `text`.
//!
//! Every sign adds to the odds. Its weight (a natural logarithm) is rounded from a logistic
//! regression over 1,000 pairs of lines of pages made of news of our own, whose headlines are
//! known: on pages left out it is right for 91 pairs in 100. Signs that those pages lack (what no
//! line can end or begin with, a word that comes back) have their weight by judgement. How to fit
//! them anew stands in `tools/press/README.md`.

use super::boxes::is_label;
use super::clauses::one_clause_odds;
use super::letters::grams;
use super::lines::{Line, Role, count_han};
use super::prints;
use super::signs::{Sign, odds_of};
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
    settled(a, b).unwrap_or_else(|| odds_of(&join_signs(a, b, around)) > 0.0)
}

/// What is weighed between two lines; `None` where a rule settles it.
pub(super) fn weigh_break(a: &Line, b: &Line, around: Around<'_>) -> Option<Vec<Sign>> {
    settled(a, b).is_none().then(|| join_signs(a, b, around))
}

/// The answer, where nothing needs to be weighed.
fn settled(a: &Line, b: &Line) -> Option<bool> {
    if a.heading != b.heading || a.heading > 0 || b.n_blank_before > 1 || a.stacked != b.stacked {
        return Some(false);
    }
    if is_label(&a.text) || is_label(&b.text) {
        return Some(false);
    }
    if a.stacked {
        return Some(true);
    }
    let by_print = prints::one_headline(a, b);
    by_print.or_else(|| b.text.starts_with(GO_ON).then_some(true))
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

fn join_signs(a: &Line, b: &Line, around: Around<'_>) -> Vec<Sign> {
    let bare = |t: &str| -> String { t.chars().filter(|c| !is_blank(*c)).collect() };
    let (first, second) = (bare(&a.text), bare(&b.text));
    let mut signs = form_signs(a, b, around);
    signs.extend(opening_signs(a, b));
    signs.extend(length_signs(&first, &second));
    signs.extend(word_signs(&first, &second));
    if let Some(body) = around.body {
        signs.extend(body_signs(&first, &second, body));
    }
    signs
}

/// Do only a few characters follow a colon ("发布会：国内")? What it announces goes on.
fn breaks_after_colon(text: &str) -> bool {
    text.rsplit_once(['：', ':'])
        .is_some_and(|(_, after)| (1..=3).contains(&after.chars().count()))
}

/// How the lines stand.
fn form_signs(a: &Line, b: &Line, around: Around<'_>) -> Vec<Sign> {
    let is_open = [('“', '”'), ('《', '》'), ('（', '）')]
        .iter()
        .any(|(open, close)| {
            let count = |c: char| around.before.matches(c).count() + a.text.matches(c).count();
            count(*open) > count(*close)
        });
    let closes = is_open && b.text.contains(['”', '》', '）']);
    let is_apart = b.n_blank_before == 1 && !around.is_loose;
    let is_phrases = a.text.split(' ').filter(|p| count_han(p) >= 2).count() >= 2;
    let fits_column = a.column.is_some_and(|c| a.width <= c) && a.width >= 14;
    let is_wide = a.column.is_some_and(|c| a.width > c);
    // A headline of many lines is rarer the longer it is already.
    let n_before = around.before.chars().count() as f32;
    vec![
        Sign::of("constant", 3.4, 1.0),
        Sign::of("characters before the first line", -0.05, n_before),
        Sign::when("a blank line between", -0.5, is_apart),
        Sign::when("a quotation is open", 1.0, is_open),
        Sign::when("the open quotation closes", 1.0, closes),
        Sign::when("the first line has phrases", 0.5, is_phrases),
        Sign::when(
            "both fit the column",
            1.3,
            fits_column && b.width <= a.width,
        ),
        Sign::when("the first line is wider than the column", 0.5, is_wide),
    ]
}

/// With what the first line ends and the second begins.
fn opening_signs(a: &Line, b: &Line) -> Vec<Sign> {
    let ends_in_figure = a.text.ends_with(|c: char| c.is_ascii_digit());
    let adverbs = ['再', '已', '正', '又', '均', '仍', '不', '也', '都'];
    let particles = ['的', '了', '着', '得', '之'];
    vec![
        Sign::when(
            "a few characters after a colon",
            2.0,
            breaks_after_colon(&a.text),
        ),
        Sign::when(
            "a figure without its word",
            1.5,
            ends_in_figure && b.text.starts_with(is_han),
        ),
        Sign::when(
            "the second line opens a quotation",
            1.3,
            b.text.starts_with(['“', '《']),
        ),
        Sign::when("the first line asks for more", 2.0, asks_for_more(&a.text)),
        Sign::when(
            "the first line ends in a comma or colon",
            0.6,
            a.text.ends_with(['：', ':', '，', ',']),
        ),
        Sign::when(
            "the second line begins with a particle",
            3.0,
            b.text.starts_with(particles),
        ),
        Sign::when(
            "the first line ends in an adverb",
            2.0,
            a.text.ends_with(adverbs),
        ),
    ]
}

/// A headline is no longer than one can take in, and its halves are much alike; but for a last
/// word alone.
fn length_signs(first: &str, second: &str) -> Vec<Sign> {
    let (n_a, n_b) = (first.chars().count(), second.chars().count());
    let uneven = n_a.abs_diff(n_b) as f32 / n_a.max(n_b).max(1) as f32;
    vec![
        Sign::when("one or two characters last", 2.0, n_b <= 2),
        Sign::when("three or four characters last", 0.2, matches!(n_b, 3 | 4)),
        Sign::of("characters of both", -0.19, (n_a + n_b) as f32),
        Sign::of("unevenness", -2.2, uneven),
    ]
}

/// Two clauses, or lines that say the same, are each for themselves.
fn word_signs(first: &str, second: &str) -> Vec<Sign> {
    let (own, other) = (grams(first), grams(second));
    let n_shared = own.iter().filter(|g| other.contains(**g)).count();
    vec![
        Sign::when("a slogan", -3.5, is_refrain(first) || is_refrain(second)),
        Sign::of("one clause, in odds", 0.8, one_clause_odds(first, second)),
        Sign::of("pairs in common", -0.55, n_shared.min(3) as f32),
    ]
}

/// Words that stand together in the text were broken apart; what is quoted from it is a line of
/// its own.
fn body_signs(first: &str, second: &str, body: &str) -> Vec<Sign> {
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
    let second_is_quoted = is_quoted(second) && !asks_for_more(first);
    let both_are_quoted = is_quoted(&format!("{first}{second}"));
    vec![
        Sign::when("the first line is quoted", -1.3, is_quoted(first)),
        Sign::when("the second line is quoted", -1.5, second_is_quoted),
        Sign::when("both are quoted as one", 0.8, both_are_quoted),
        Sign::when(
            "four characters across stand together",
            1.4,
            stands_together(2),
        ),
        Sign::when(
            "two characters across stand together",
            2.5,
            stands_together(1),
        ),
    ]
}
