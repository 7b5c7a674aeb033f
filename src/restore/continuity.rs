//! How well one stretch of running text goes on with another, by their words alone: words,
//! numbers, brackets and phrases of the page that stand across the join. Relies on `text`.
//!
//! The weights were set by judgement on pages of several papers and hold for any text: nothing
//! here knows a name.

use super::joints::word_across;
use super::lines::Line;
use crate::text::{CharSieve, QuickSet, is_han};

/// So many characters on either side of a join are looked at for words.
const WORD_CHARS: usize = 5;

/// Most characters of a phrase of the page on one side of a join that it is looked for across.
const PHRASE_SIDE: usize = 4;

/// Characters on either side of a join in which brackets and quotes are balanced.
const BRACKET_CHARS: usize = 40;

/// One end of a stretch of running text, prepared for many comparisons.
#[derive(Clone, Debug, Default)]
pub(super) struct Edge {
    /// Its characters but blanks, in reading order; the join is at the end of a tail and at the
    /// start of a head.
    chars: Vec<char>,
    /// For every pair of [`BRACKETS`]: opened and not closed again (positive), or closed without
    /// having been opened (negative).
    balances: [i32; 3],
}

/// What is balanced across a join, and what that is worth.
const BRACKETS: [(char, char, f32); 3] = [('“', '”', 1.6), ('《', '》', 2.2), ('（', '）', 2.0)];

impl Edge {
    /// The last characters of a stretch's lines.
    pub(super) fn tail<'a>(lines: impl DoubleEndedIterator<Item = &'a Line>) -> Self {
        let mut chars = Vec::with_capacity(BRACKET_CHARS);
        for line in lines.rev() {
            let n_more = BRACKET_CHARS - chars.len();
            let own = line.text.chars().rev().filter(|c| *c != ' ');
            chars.extend(own.take(n_more));
            if chars.len() >= BRACKET_CHARS {
                break;
            }
        }
        chars.reverse();
        Self::of(chars)
    }

    /// The first characters of a stretch's lines.
    pub(super) fn head<'a>(lines: impl Iterator<Item = &'a Line>) -> Self {
        let mut chars = Vec::with_capacity(BRACKET_CHARS);
        for line in lines {
            let n_more = BRACKET_CHARS - chars.len();
            chars.extend(line.text.chars().filter(|c| *c != ' ').take(n_more));
            if chars.len() >= BRACKET_CHARS {
                break;
            }
        }
        Self::of(chars)
    }

    fn of(chars: Vec<char>) -> Self {
        // A bracket seldom stands there at all.
        let is_bracket = |c: &char| {
            BRACKETS
                .iter()
                .any(|(open, close, _)| c == open || c == close)
        };
        let balances = if chars.iter().any(is_bracket) {
            BRACKETS.map(|(open, close, _)| balance(&chars, open, close))
        } else {
            [0; BRACKETS.len()]
        };
        Self { chars, balances }
    }

    fn first(&self) -> Option<char> {
        self.chars.first().copied()
    }

    fn last(&self) -> Option<char> {
        self.chars.last().copied()
    }

    fn starts(&self, n: usize) -> &[char] {
        self.chars.get(..n.min(self.chars.len())).unwrap_or(&[])
    }

    fn ends(&self, n: usize) -> &[char] {
        self.chars
            .get(self.chars.len().saturating_sub(n)..)
            .unwrap_or(&[])
    }
}

fn balance(chars: &[char], open: char, close: char) -> i32 {
    let (mut depth, mut lowest) = (0i32, 0i32);
    for c in chars {
        if *c == open {
            depth += 1;
        } else if *c == close {
            depth -= 1;
            lowest = lowest.min(depth);
        }
    }
    if lowest < 0 { lowest } else { depth }
}

/// The phrases of a page's running text, to ask which of them stand across a join.
#[derive(Debug, Default)]
pub(super) struct Phrases {
    hashes: QuickSet<u64>,
    /// The last characters of the tails that will be asked for, and the first ones of the heads.
    lasts: CharSieve,
    firsts: CharSieve,
}

impl Phrases {
    /// None yet, to be asked for joins between some tails and heads only.
    pub(super) fn across<'a>(
        tails: impl Iterator<Item = &'a Edge>,
        heads: impl Iterator<Item = &'a Edge>,
    ) -> Self {
        Self {
            hashes: QuickSet::default(),
            lasts: tails.filter_map(Edge::last).collect(),
            firsts: heads.filter_map(Edge::first).collect(),
        }
    }

    /// Takes in the phrases of a stretch, of at most [`PHRASE_SIDE`] characters on either side of
    /// where a join could be.
    pub(super) fn add<'a>(&mut self, lines: impl Iterator<Item = &'a Line>) {
        let chars: Vec<char> = lines
            .flat_map(|l| l.text.chars())
            .filter(|c| *c != ' ')
            .collect();
        for (i, pair) in chars.windows(2).enumerate() {
            if let [last, first] = pair
                && self.lasts.may_hold(*last)
                && self.firsts.may_hold(*first)
            {
                let (before, after) = chars.split_at(i + 1);
                self.add_across(before, after);
            }
        }
    }

    fn add_across(&mut self, before: &[char], after: &[char]) {
        let is_of_word = |c: &&char| is_word_char(**c);
        let near = before.iter().rev().take(PHRASE_SIDE);
        let n_most = near.take_while(is_of_word).count();
        for n_before in 1..=n_most {
            let start = before.len() - n_before;
            let mut hash = before.iter().skip(start).fold(SEED, |h, c| mix(h, *c));
            for c in after.iter().take(PHRASE_SIDE).take_while(is_of_word) {
                hash = mix(hash, *c);
                self.hashes.insert(hash);
            }
        }
    }

    /// The longest phrase of the page across the join, in characters; 0 for none.
    fn longest_across(&self, tail: &Edge, head: &Edge) -> usize {
        let mut best = 0;
        if self.hashes.is_empty() {
            return best;
        }
        for n_before in 1..=PHRASE_SIDE {
            let before = tail.ends(n_before);
            if before.len() < n_before || !before.iter().all(|c| is_word_char(*c)) {
                break;
            }
            let mut hash = before.iter().fold(SEED, |h, c| mix(h, *c));
            for (k, c) in head.starts(PHRASE_SIDE).iter().enumerate() {
                if !is_word_char(*c) {
                    break;
                }
                hash = mix(hash, *c);
                if !self.hashes.contains(&hash) {
                    break;
                }
                best = best.max(n_before + k + 1);
            }
            if best == 0 {
                // Longer ones would hold the two characters at the join as well.
                break;
            }
        }
        best
    }
}

const SEED: u64 = 0xcbf2_9ce4_8422_2325;

/// One step of the FNV-1a hash, over characters.
fn mix(hash: u64, c: char) -> u64 {
    (hash ^ u64::from(u32::from(c))).wrapping_mul(0x0000_0100_0000_01b3)
}

fn is_word_char(c: char) -> bool {
    is_han(c) || c.is_ascii_alphanumeric()
}

/// What follows a number broken off at a line's end.
const UNITS: &str = "年月日号时分秒个多万亿余名人元吨公亩米项家次位岁度届条点倍%％.．";

/// Punctuation that cannot begin a line of running text.
const CLOSERS: &str = "，。、；：！？”’）》】」』％%,";

/// How much the words speak for `head` going on where `tail` breaks off inside a sentence; about
/// natural-log odds, 0 where they say nothing.
pub(super) fn odds_across(tail: &Edge, head: &Edge, phrases: &Phrases) -> f32 {
    odds_across_above(f32::NEG_INFINITY, tail, head, phrases).unwrap_or(0.0)
}

/// The same; `None` where they are surely no more than `floor`. To look for a word of the
/// dictionary takes long.
pub(super) fn odds_across_above(
    floor: f32,
    tail: &Edge,
    head: &Edge,
    phrases: &Phrases,
) -> Option<f32> {
    let (Some(a), Some(b)) = (tail.last(), head.first()) else {
        return Some(0.0);
    };
    let of_phrase = 0.9 * phrases.longest_across(tail, head).saturating_sub(1) as f32;
    let of_mark = match CLOSERS.contains(b) {
        true if is_word_char(a) || "”》）％%".contains(a) => 3.5,
        true => -4.0,
        false => 0.0,
    };
    let balances = tail.balances.iter().zip(&head.balances).zip(BRACKETS);
    let of_brackets =
        balances.map(
            |((before, after), (_, _, worth))| match (*before > 0, *after < 0) {
                (true, true) => worth,
                (false, false) => 0.0,
                (true, false) => -0.5 * worth,
                (false, true) => -worth,
            },
        );
    let most = MOST_OF_WORD + of_phrase + of_mark + of_brackets.clone().sum::<f32>();
    if most < floor {
        return None;
    }
    let odds = word_odds(tail, head, a, b) + of_phrase + of_mark;
    Some(of_brackets.fold(odds, |odds, more| odds + more))
}

/// More than any word across a join is worth.
const MOST_OF_WORD: f32 = 4.6;

/// Words and numbers across the join.
fn word_odds(tail: &Edge, head: &Edge, a: char, b: char) -> f32 {
    if a.is_ascii_digit() || a == '.' {
        return match () {
            () if b.is_ascii_digit() => 2.0,
            () if UNITS.contains(b) => 2.2,
            () => -0.8,
        };
    }
    if a.is_ascii_alphabetic() && b.is_ascii_alphabetic() {
        return 2.0;
    }
    if !is_han(a) || !is_han(b) {
        return 0.0;
    }
    let mut joined = String::with_capacity(6 * WORD_CHARS);
    let n_before = tail
        .ends(WORD_CHARS)
        .iter()
        .rev()
        .take_while(|c| is_han(**c))
        .count();
    joined.extend(tail.ends(n_before));
    let at = joined.len();
    joined.extend(head.starts(WORD_CHARS).iter().take_while(|c| is_han(**c)));
    let across = word_across(&joined, at).map_or(0, |w| {
        joined.get(w.range()).map_or(0, |t| t.chars().count())
    });
    match across {
        0 => 0.0,
        2 => 2.4,
        3 => 3.2,
        _ => 4.5,
    }
}
