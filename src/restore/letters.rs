//! Letters as texts are compared by them: folded, in pairs of neighbours, punctuation passed over.
//! Relies on `text` and `lines`.

use super::lines::Line;
use crate::text::{fold_char, is_han};
use std::ops::ControlFlow;
use std::sync::OnceLock;

/// Two neighbouring characters, folded.
pub(super) type Gram = (char, char);

/// The character pairs of a text, each once, in order.
#[derive(Clone, Debug, Default)]
pub(super) struct Grams(Vec<Gram>);

impl Grams {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Pairs of any kind, each once.
    pub(super) fn of_pairs(mut pairs: Vec<Gram>) -> Self {
        pairs.sort_unstable();
        pairs.dedup();
        Self(pairs)
    }

    /// Is it among them? They are sorted.
    pub(super) fn contains(&self, gram: Gram) -> bool {
        self.0.binary_search(&gram).is_ok()
    }

    /// How many of them stand in a text, in pieces as they follow one another. The text's own pairs
    /// need not be sorted for that.
    pub(super) fn count_in<'a>(&self, texts: impl Iterator<Item = &'a str>) -> usize {
        let mut count = Count::of(self);
        let chars = texts.flat_map(str::chars).filter(|c| *c != ' ');
        each_pair(&mut chars.map(letter_of), |gram| count.meet(gram));
        count.n_found
    }

    /// How many of them stand in lines of a page that follow one another.
    pub(super) fn count_in_lines(
        &self,
        letters: &Letters,
        lines: impl Iterator<Item = usize>,
    ) -> usize {
        let mut count = Count::of(self);
        letters.each_pair(lines, |gram| count.meet(gram));
        count.n_found
    }

    /// How many of them are among other pairs, which may be in any order.
    pub(super) fn count_among(&self, pairs: impl Iterator<Item = Gram>) -> usize {
        let mut count = Count::of(self);
        for gram in pairs {
            if count.meet(gram).is_break() {
                break;
            }
        }
        count.n_found
    }

    pub(super) fn iter(&self) -> std::slice::Iter<'_, Gram> {
        self.0.iter()
    }
}

impl<'a> IntoIterator for &'a Grams {
    type Item = &'a Gram;
    type IntoIter = std::slice::Iter<'a, Gram>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// Pairs that are looked for among others, and which of them were found.
struct Count<'a> {
    wanted: &'a Grams,
    sieve: [u64; COUNT_WORDS],
    is_found: Vec<bool>,
    n_found: usize,
}

/// Words of a sieve that suffices for a headline's pairs.
const COUNT_WORDS: usize = 8;

impl<'a> Count<'a> {
    fn of(wanted: &'a Grams) -> Self {
        let mut sieve = [0; COUNT_WORDS];
        fill_sieve(&mut sieve, wanted.iter());
        Self {
            wanted,
            sieve,
            is_found: vec![false; wanted.len()],
            n_found: 0,
        }
    }

    /// Breaks off once all are found.
    fn meet(&mut self, gram: Gram) -> ControlFlow<()> {
        if passes_sieve(&self.sieve, gram)
            && let Ok(at) = self.wanted.0.binary_search(&gram)
            && let Some(found) = self.is_found.get_mut(at).filter(|found| !**found)
        {
            *found = true;
            self.n_found += 1;
            if self.n_found == self.wanted.len() {
                return ControlFlow::Break(());
            }
        }
        ControlFlow::Continue(())
    }
}

/// The character pairs of a text, each once, punctuation passed over.
pub(super) fn grams(text: &str) -> Grams {
    Grams::of_pairs(pairs_of(text))
}

/// The character pairs of a text as they follow one another, punctuation passed over.
pub(super) fn pairs_of(text: &str) -> Vec<Gram> {
    let mut pairs = Vec::with_capacity(text.len() / 3);
    let mut letters = text.chars().filter(|c| *c != ' ').map(letter_of);
    each_pair(&mut letters, |gram| {
        pairs.push(gram);
        ControlFlow::Continue(())
    });
    pairs
}

/// Shows the pairs of letters one after the other, until enough are seen.
fn each_pair(
    letters: &mut impl Iterator<Item = char>,
    mut found: impl FnMut(Gram) -> ControlFlow<()>,
) {
    let mut before = NO_LETTER;
    let _is_enough = letters.try_for_each(|here| {
        let pair = (std::mem::replace(&mut before, here), here);
        if pair.0 == NO_LETTER || here == NO_LETTER {
            return ControlFlow::Continue(());
        }
        found(pair)
    });
}

/// What stands for a character that is no letter.
const NO_LETTER: char = '\0';

/// The folded letter, or [`NO_LETTER`].
fn letter_of(c: char) -> char {
    static TABLE: OnceLock<Vec<char>> = OnceLock::new();
    // To ask Unicode's tables and to fold takes longer than all the comparing.
    let table = TABLE.get_or_init(|| {
        let all = 0..=u32::from('\u{ffff}');
        all.map(|n| char::from_u32(n).map_or(NO_LETTER, find_letter))
            .collect()
    });
    let known = table.get(c as usize).copied();
    known.unwrap_or_else(|| find_letter(c))
}

fn find_letter(c: char) -> char {
    if is_han(c) || c.is_alphanumeric() {
        fold_char(c)
    } else {
        NO_LETTER
    }
}

/// The letters of a page's lines, folded once for all that compares them.
#[derive(Debug, Default)]
pub(super) struct Letters {
    all: Vec<char>,
    /// Where every line's end.
    ends: Vec<usize>,
}

impl Letters {
    pub(super) fn of(lines: &[Line]) -> Self {
        let mut letters = Self::default();
        letters.all.reserve(lines.iter().map(Line::n_chars).sum());
        letters.ends.reserve(lines.len());
        for line in lines {
            let own = line.text.chars().filter(|c| *c != ' ');
            letters.all.extend(own.map(letter_of));
            letters.ends.push(letters.all.len());
        }
        letters
    }

    fn of_line(&self, i: usize) -> &[char] {
        let start = i
            .checked_sub(1)
            .map_or(Some(0), |b| self.ends.get(b).copied());
        let own = start.zip(self.ends.get(i).copied());
        own.and_then(|(start, end)| self.all.get(start..end))
            .unwrap_or(&[])
    }

    /// Shows the pairs of lines that follow one another, until enough are seen.
    pub(super) fn each_pair(
        &self,
        lines: impl Iterator<Item = usize>,
        found: impl FnMut(Gram) -> ControlFlow<()>,
    ) {
        let mut letters = lines.flat_map(|i| self.of_line(i)).copied();
        each_pair(&mut letters, found);
    }

    /// The pairs of lines that follow one another, each once.
    pub(super) fn grams(&self, lines: impl Iterator<Item = usize>) -> Grams {
        let mut pairs = Vec::new();
        self.each_pair(lines, |gram| {
            pairs.push(gram);
            ControlFlow::Continue(())
        });
        Grams::of_pairs(pairs)
    }
}

/// Sets the bits of a sieve, by which most pairs that are not wanted are told faster than by a map
/// or a search: a bit for every hash. The sieve's length is a power of two.
pub(super) fn fill_sieve<'a>(sieve: &mut [u64], pairs: impl Iterator<Item = &'a Gram>) {
    let mask = sieve.len().wrapping_sub(1);
    for gram in pairs {
        let hash = sieve_hash(*gram);
        if let Some(word) = sieve.get_mut((hash as usize >> 6) & mask) {
            *word |= 1 << (hash & 63);
        }
    }
}

fn sieve_hash((a, b): Gram) -> u64 {
    ((u64::from(a) << 21) | u64::from(b)).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32
}

/// Could the pair be wanted?
pub(super) fn passes_sieve(sieve: &[u64], gram: Gram) -> bool {
    let hash = sieve_hash(gram);
    let at = (hash as usize >> 6) & sieve.len().wrapping_sub(1);
    sieve.get(at).is_some_and(|w| (w >> (hash & 63)) & 1 == 1)
}
