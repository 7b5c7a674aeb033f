//! What two stretches of a page have in common, counted in character pairs; a pair that few
//! articles share says more (inverse document frequency over the page). Relies on `letters`.

use super::letters::{Gram, Grams, Letters, fill_sieve, passes_sieve};
use crate::text::QuickMap;
use std::ops::ControlFlow;

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
    /// An index over the wanted pairs of some documents, each of which is lines of the page.
    pub(super) fn of<'a, D>(
        wanted: impl Iterator<Item = &'a Grams> + Clone,
        letters: &Letters,
        docs: impl Iterator<Item = D>,
    ) -> Self
    where
        D: Iterator<Item = usize>,
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
            letters.each_pair(lines, |gram| {
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
