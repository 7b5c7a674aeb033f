//! What two stretches of a page have in common, counted in character pairs; a pair that few
//! articles share says more (inverse document frequency over the page). Relies on `text` only.

use crate::text::{fold_char, is_han};
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

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

    /// How many of them are among some pairs, in any order: of a long text, which need not be
    /// sorted for the sake of a short one.
    pub(super) fn count_among(&self, pairs: impl IntoIterator<Item = Gram>) -> usize {
        let sieve = Sieve::of(self.0.iter());
        let mut is_found = vec![false; self.0.len()];
        let mut n_found = 0;
        for gram in pairs {
            if sieve.passes(gram)
                && let Ok(at) = self.0.binary_search(&gram)
                && let Some(found) = is_found.get_mut(at).filter(|found| !**found)
            {
                *found = true;
                n_found += 1;
                if n_found == self.0.len() {
                    break;
                }
            }
        }
        n_found
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

/// The character pairs of a text, each once, punctuation passed over.
pub(super) fn grams(text: &str) -> Grams {
    Grams::of_pairs(pairs_of(std::iter::once(text)))
}

/// The character pairs of a text in pieces as they follow one another, punctuation passed over.
pub(super) fn pairs_of<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<Gram> {
    let mut pairs = Vec::new();
    each_gram(texts.flat_map(str::chars), |g| pairs.push(g));
    pairs
}

fn each_gram(chars: impl Iterator<Item = char>, mut found: impl FnMut(Gram)) {
    let mut before: Option<char> = None;
    for c in chars {
        if c == ' ' {
            continue;
        }
        let here = is_of_word(c).then(|| fold_char(c));
        if let (Some(a), Some(b)) = (before, here) {
            found((a, b));
        }
        before = here;
    }
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
    /// For every wanted pair the documents that hold it, ascending, and whether their lead does.
    postings: QuickMap<Gram, Vec<(u32, bool)>>,
    sieve: Sieve,
    n_docs: usize,
}

/// Which pairs are surely not wanted, told faster than by the map: a bit for every hash.
#[derive(Debug, Default)]
struct Sieve {
    bits: Vec<u64>,
}

impl Sieve {
    fn of<'a>(pairs: impl ExactSizeIterator<Item = &'a Gram>) -> Self {
        // So many bits for every pair that most of the others meet none of theirs.
        let n_words = (pairs.len() / 4 + 1).next_power_of_two();
        let mut bits = vec![0u64; n_words];
        for gram in pairs {
            let hash = Self::hash(*gram);
            if let Some(word) = bits.get_mut((hash as usize >> 6) & (n_words - 1)) {
                *word |= 1 << (hash & 63);
            }
        }
        Self { bits }
    }

    fn hash((a, b): Gram) -> u64 {
        ((u64::from(a) << 21) | u64::from(b)).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32
    }

    fn passes(&self, gram: Gram) -> bool {
        let hash = Self::hash(gram);
        let at = (hash as usize >> 6) & self.bits.len().wrapping_sub(1);
        self.bits
            .get(at)
            .is_some_and(|w| (w >> (hash & 63)) & 1 == 1)
    }
}

/// So many characters of a document count as its lead.
const LEAD_CHARS: usize = 140;

/// A pair found in no more documents than this is worth a look far away.
const RARE: usize = 4;

impl Overlap {
    /// An index over the pairs in `wanted`.
    pub(super) fn new(wanted: impl Iterator<Item = Gram>) -> Self {
        let postings: QuickMap<Gram, Vec<(u32, bool)>> = wanted.map(|g| (g, Vec::new())).collect();
        Self {
            sieve: Sieve::of(postings.keys()),
            postings,
            n_docs: 0,
        }
    }

    /// Adds the next document.
    pub(super) fn push<'a>(&mut self, lines: impl Iterator<Item = &'a str>) {
        let doc = u32::try_from(self.n_docs).unwrap_or(u32::MAX);
        self.n_docs += 1;
        let mut n_seen = 0;
        let Self {
            postings, sieve, ..
        } = self;
        each_gram(lines.flat_map(str::chars), |gram| {
            n_seen += 1;
            if sieve.passes(gram)
                && let Some(list) = postings.get_mut(&gram)
                && list.last().is_none_or(|(d, _)| *d != doc)
            {
                list.push((doc, n_seen <= LEAD_CHARS));
            }
        });
    }

    fn weight(&self, n_holding: usize) -> f32 {
        (1.0 + self.n_docs as f32 / n_holding.max(1) as f32).ln()
    }

    /// A text's pairs looked up, to be compared with many documents.
    pub(super) fn look_up(&self, text: &Grams) -> LookedUp<'_> {
        let mut found = LookedUp::default();
        for gram in text {
            let Some(list) = self.postings.get(gram) else {
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
    lists: Vec<(f32, &'a [(u32, bool)])>,
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
