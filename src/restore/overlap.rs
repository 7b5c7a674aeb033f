//! What two stretches of a page have in common, counted in character pairs; a pair that few
//! articles share says more (inverse document frequency over the page). Relies on `text` only.

use crate::text::{fold_char, is_han};
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::ControlFlow;

/// Two neighbouring characters, folded.
pub(super) type Gram = (char, char);

/// Hashes short keys of the page's own; nobody chooses them to collide, or it would only be slow.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct QuickHasher(u64);

impl Hasher for QuickHasher {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u32(&mut self, n: u32) {
        self.write_u64(u64::from(n));
    }

    fn write_u64(&mut self, n: u64) {
        // The multiplier of Knuth's multiplicative hashing for 64 bits.
        self.0 = (self.0.rotate_left(23) ^ n).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

/// A map and a set that hash quickly.
type QuickMap<K, V> = HashMap<K, V, BuildHasherDefault<QuickHasher>>;
pub(super) type QuickSet<K> = HashSet<K, BuildHasherDefault<QuickHasher>>;

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
        each_gram(texts.flat_map(str::chars), |gram| count.meet(gram));
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
    each_gram(text.chars(), |gram| {
        pairs.push(gram);
        ControlFlow::Continue(())
    });
    pairs
}

/// Shows the pairs of a text one after the other, until enough are seen.
fn each_gram(
    mut chars: impl Iterator<Item = char>,
    mut found: impl FnMut(Gram) -> ControlFlow<()>,
) {
    let mut before: Option<char> = None;
    let _is_enough = chars.try_for_each(|c| {
        if c == ' ' {
            return ControlFlow::Continue(());
        }
        let here = is_of_word(c).then(|| fold_char(c));
        let pair = before.zip(here);
        before = here;
        pair.map_or(ControlFlow::Continue(()), &mut found)
    });
}

fn is_of_word(c: char) -> bool {
    // The commonest marks first: to look a character up takes longer.
    is_han(c)
        || !matches!(
            c,
            '，' | '。' | '、' | '“' | '”' | '：' | '；' | '（' | '）' | '《' | '》'
        ) && c.is_alphanumeric()
}

/// Which documents hold which of the wanted pairs. Every document has a lead, which weighs more.
#[derive(Debug, Default)]
pub(super) struct Overlap {
    /// The number of every wanted pair.
    numbers: QuickMap<Gram, u32>,
    /// For every pair where its documents begin in `postings`; then the end of all.
    starts: Vec<usize>,
    /// The documents that hold a pair, ascending, and whether their lead does.
    postings: Vec<Posting>,
    n_docs: usize,
}

/// A document, and whether its lead holds the pair.
type Posting = (u32, bool);

/// Sets the bits of a sieve, by which most pairs that are not wanted are told faster than by a map
/// or a search: a bit for every hash. The sieve's length is a power of two.
fn fill_sieve<'a>(sieve: &mut [u64], pairs: impl Iterator<Item = &'a Gram>) {
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
fn passes_sieve(sieve: &[u64], gram: Gram) -> bool {
    let hash = sieve_hash(gram);
    let at = (hash as usize >> 6) & sieve.len().wrapping_sub(1);
    sieve.get(at).is_some_and(|w| (w >> (hash & 63)) & 1 == 1)
}

/// So many characters of a document count as its lead.
const LEAD_CHARS: usize = 140;

/// A pair found in no more documents than this is worth a look far away.
const RARE: usize = 4;

/// A pair met in a document.
struct Hit {
    number: u32,
    posting: Posting,
}

impl Overlap {
    /// An index over the wanted pairs of some documents, each of which is lines of text.
    pub(super) fn of<'a, D>(
        wanted: impl Iterator<Item = &'a Grams> + Clone,
        docs: impl Iterator<Item = D>,
    ) -> Self
    where
        D: Iterator<Item = &'a str>,
    {
        let mut overlap = Self::default();
        let n_most = wanted.clone().map(Grams::len).sum();
        overlap.numbers.reserve(n_most);
        for gram in wanted.flatten() {
            let next = u32::try_from(overlap.numbers.len()).unwrap_or(u32::MAX);
            overlap.numbers.entry(*gram).or_insert(next);
        }
        // So many bits for every pair that most of the others meet none of theirs.
        let n_words = (overlap.numbers.len() / 4 + 1).next_power_of_two();
        let mut sieve = vec![0; n_words];
        fill_sieve(&mut sieve, overlap.numbers.keys());
        let mut hits = Vec::new();
        let mut last_docs = vec![u32::MAX; overlap.numbers.len()];
        for lines in docs {
            let doc = u32::try_from(overlap.n_docs).unwrap_or(u32::MAX);
            overlap.n_docs += 1;
            let mut n_seen = 0;
            each_gram(lines.flat_map(str::chars), |gram| {
                n_seen += 1;
                if passes_sieve(&sieve, gram)
                    && let Some(number) = overlap.numbers.get(&gram).copied()
                    && let Some(last) = last_docs.get_mut(number as usize)
                    && *last != doc
                {
                    *last = doc;
                    let posting = (doc, n_seen <= LEAD_CHARS);
                    hits.push(Hit { number, posting });
                }
                ControlFlow::Continue(())
            });
        }
        overlap.sort_hits(&hits);
        overlap
    }

    /// Puts every pair's documents together, in their order.
    fn sort_hits(&mut self, hits: &[Hit]) {
        let mut ends = vec![0_usize; self.numbers.len() + 1];
        for hit in hits {
            if let Some(end) = ends.get_mut(hit.number as usize + 1) {
                *end += 1;
            }
        }
        let mut sum = 0;
        for end in &mut ends {
            sum += *end;
            *end = sum;
        }
        self.starts.clone_from(&ends);
        self.postings = vec![Posting::default(); hits.len()];
        for hit in hits {
            if let Some(next) = ends.get_mut(hit.number as usize) {
                if let Some(slot) = self.postings.get_mut(*next) {
                    *slot = hit.posting;
                }
                *next += 1;
            }
        }
    }

    /// The documents that hold a pair; `None` for one that was not wanted.
    fn postings(&self, gram: Gram) -> Option<&[Posting]> {
        let number = *self.numbers.get(&gram)? as usize;
        self.postings
            .get(*self.starts.get(number)?..*self.starts.get(number + 1)?)
    }

    fn weight(&self, n_holding: usize) -> f32 {
        (1.0 + self.n_docs as f32 / n_holding.max(1) as f32).ln()
    }

    /// A text's pairs looked up, to be compared with many documents.
    pub(super) fn look_up(&self, text: &Grams) -> LookedUp<'_> {
        let mut found = LookedUp::default();
        for gram in text {
            let Some(list) = self.postings(*gram) else {
                continue;
            };
            if list.is_empty() {
                found.total += 0.3 * self.weight(1);
                continue;
            }
            let weight = self.weight(list.len());
            found.total += weight;
            found.lists.push((weight, list));
        }
        found
    }
}

/// A text's pairs, each with its weight and the documents that hold it.
#[derive(Debug, Default)]
pub(super) struct LookedUp<'a> {
    total: f32,
    lists: Vec<(f32, &'a [Posting])>,
}

impl LookedUp<'_> {
    /// How much of the text's weight a document holds, 0..=1; pairs that no document holds count
    /// for little.
    pub(super) fn share(&self, doc: usize) -> f32 {
        let mut held = 0.0;
        for (weight, list) in &self.lists {
            if let Ok(at) = list.binary_search_by(|(d, _)| (*d as usize).cmp(&doc)) {
                let in_lead = list.get(at).is_some_and(|(_, lead)| *lead);
                held += if in_lead { *weight } else { 0.65 * weight };
            }
        }
        if self.total > 0.0 {
            held / self.total
        } else {
            0.0
        }
    }

    /// Documents anywhere on the page that share a rare pair with the text.
    pub(super) fn docs_sharing_rare(&self) -> impl Iterator<Item = usize> {
        let rare = self.lists.iter().filter(|(_, list)| list.len() <= RARE);
        rare.flat_map(|(_, list)| list.iter().map(|(d, _)| *d as usize))
    }
}
