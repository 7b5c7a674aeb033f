//! What two stretches of a page have in common, counted in character pairs; a pair that few
//! articles share says more (inverse document frequency over the page). Relies on `text` only.

use crate::text::{fold_char, is_han};
use std::collections::{BTreeSet, HashMap};

/// Two neighbouring characters, folded.
pub(super) type Gram = (char, char);

/// The character pairs of a text, each once, punctuation passed over.
pub(super) fn grams(text: &str) -> BTreeSet<Gram> {
    let mut pairs = BTreeSet::new();
    each_gram(text.chars(), |g| {
        pairs.insert(g);
    });
    pairs
}

fn each_gram(chars: impl Iterator<Item = char>, mut found: impl FnMut(Gram)) {
    let mut before: Option<char> = None;
    for c in chars {
        if c == ' ' {
            continue;
        }
        let here = (is_han(c) || c.is_alphanumeric()).then(|| fold_char(c));
        if let (Some(a), Some(b)) = (before, here) {
            found((a, b));
        }
        before = here;
    }
}

/// Which documents hold which of the wanted pairs. Every document has a lead, which weighs more.
#[derive(Debug, Default)]
pub(super) struct Overlap {
    /// For every wanted pair the documents that hold it, ascending, and whether their lead does.
    postings: HashMap<Gram, Vec<(u32, bool)>>,
    n_docs: usize,
}

/// So many characters of a document count as its lead.
const LEAD_CHARS: usize = 140;

/// A pair found in no more documents than this is worth a look far away.
const RARE: usize = 4;

impl Overlap {
    /// An index over the pairs in `wanted`.
    pub(super) fn new(wanted: impl Iterator<Item = Gram>) -> Self {
        Self {
            postings: wanted.map(|g| (g, Vec::new())).collect(),
            n_docs: 0,
        }
    }

    /// Adds the next document.
    pub(super) fn push<'a>(&mut self, lines: impl Iterator<Item = &'a str>) {
        let doc = u32::try_from(self.n_docs).unwrap_or(u32::MAX);
        self.n_docs += 1;
        let mut n_seen = 0;
        let postings = &mut self.postings;
        each_gram(lines.flat_map(str::chars), |gram| {
            n_seen += 1;
            if let Some(list) = postings.get_mut(&gram)
                && list.last().is_none_or(|(d, _)| *d != doc)
            {
                list.push((doc, n_seen <= LEAD_CHARS));
            }
        });
    }

    fn weight(&self, n_holding: usize) -> f32 {
        (1.0 + self.n_docs as f32 / n_holding.max(1) as f32).ln()
    }

    /// How much of a text's weight a document holds, 0..=1; pairs that no document holds count
    /// for little.
    pub(super) fn share(&self, text: &BTreeSet<Gram>, doc: usize) -> f32 {
        let (mut held, mut total) = (0.0, 0.0);
        for gram in text {
            let Some(list) = self.postings.get(gram) else {
                continue;
            };
            if list.is_empty() {
                total += 0.3 * self.weight(1);
                continue;
            }
            let weight = self.weight(list.len());
            total += weight;
            if let Ok(at) = list.binary_search_by(|(d, _)| (*d as usize).cmp(&doc)) {
                let in_lead = list.get(at).is_some_and(|(_, lead)| *lead);
                held += if in_lead { weight } else { 0.65 * weight };
            }
        }
        if total > 0.0 { held / total } else { 0.0 }
    }

    /// Documents anywhere on the page that share a rare pair with a text.
    pub(super) fn docs_sharing_rare(&self, text: &BTreeSet<Gram>) -> BTreeSet<usize> {
        text.iter()
            .filter_map(|g| self.postings.get(g))
            .filter(|list| list.len() <= RARE)
            .flat_map(|list| list.iter().map(|(d, _)| *d as usize))
            .collect()
    }
}
