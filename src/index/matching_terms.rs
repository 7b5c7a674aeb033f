//! The articles with a term that is told by more than its beginning, as a query of tantivy's: a name
//! with a part in it, days that end in time, a number of any measure word.
//!
//! Names are whole terms: most are asked for whole, and there are far fewer names than mentions.
//! For a part, the names of a segment are gone through, which is exact and needs no room. (Terms
//! from each character of each name on would answer without that, and took 30 MB more on 105 MB of
//! news, more than a fifth of the whole index.) The same holds for days and numbers; see
//! [`super::said`] for how they are written.

use super::query::{DateRange, NumberRange};
use super::said::{days_of_term, first_days, number_of_term, unit_prefix};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use tantivy::index::SegmentId;
use tantivy::query::{
    BitSetDocSet, ConstScorer, EnableScoring, Explanation, Query, Scorer, Weight,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{BitSet, DocId, Score, SegmentReader, TantivyError};

/// Which terms are wanted.
#[derive(Clone, Debug)]
pub(super) enum Wanted {
    /// Names that hold this, which is folded and not empty.
    Part(String),
    /// Days that all lie in a range.
    Days(DateRange),
    /// Numbers.
    Numbers(NumberRange),
}

impl Wanted {
    /// The terms to be gone through: from the first on, to the second, both included.
    fn bounds(&self) -> (Option<String>, Option<String>) {
        match self {
            Self::Part(_) => (None, None),
            Self::Days(range) => first_days(*range),
            Self::Numbers(range) if range.unit.is_empty() => (None, None),
            Self::Numbers(range) => {
                let prefix = unit_prefix(&range.unit);
                let end = format!("{prefix}{}", char::MAX);
                (Some(prefix), Some(end))
            }
        }
    }

    fn holds(&self, term: &str) -> bool {
        match self {
            Self::Part(part) => term.contains(part),
            Self::Days(range) => {
                days_of_term(term).is_some_and(|(first, last)| range.holds(first, last))
            }
            Self::Numbers(range) => {
                number_of_term(term).is_some_and(|(unit, number)| range.holds(unit, number))
            }
        }
    }
}

/// The articles that have a wanted term in a field.
#[derive(Clone, Debug)]
pub(super) struct MatchingTermsQuery {
    field: Field,
    wanted: Wanted,
    /// What was found, for those who ask once more: a search counts in more ways than one.
    found: Arc<Mutex<BTreeMap<SegmentId, BitSet>>>,
}

impl MatchingTermsQuery {
    pub(super) fn new(field: Field, wanted: Wanted) -> Self {
        Self {
            field,
            wanted,
            found: Arc::default(),
        }
    }

    fn find(&self, reader: &SegmentReader) -> tantivy::Result<BitSet> {
        let index = reader.inverted_index(self.field)?;
        let mut found = BitSet::with_max_value(reader.max_doc());
        let mut range = index.terms().range();
        let (from, to) = self.wanted.bounds();
        if let Some(from) = from {
            range = range.ge(from);
        }
        if let Some(to) = to {
            range = range.le(to);
        }
        let mut terms = range.into_stream()?;
        while terms.advance() {
            if !std::str::from_utf8(terms.key()).is_ok_and(|term| self.wanted.holds(term)) {
                continue;
            }
            let mut postings =
                index.read_block_postings_from_terminfo(terms.value(), IndexRecordOption::Basic)?;
            while !postings.docs().is_empty() {
                for doc in postings.docs() {
                    found.insert(*doc);
                }
                postings.advance();
            }
        }
        Ok(found)
    }
}

impl Query for MatchingTermsQuery {
    fn weight(&self, _scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(MatchingTermsWeight(self.clone())))
    }
}

struct MatchingTermsWeight(MatchingTermsQuery);

impl Weight for MatchingTermsWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let id = reader.segment_id();
        let known = |found: &Mutex<BTreeMap<SegmentId, BitSet>>| {
            let found = found.lock().unwrap_or_else(PoisonError::into_inner);
            found.get(&id).cloned()
        };
        let found = match known(&self.0.found) {
            Some(found) => found,
            None => {
                let found = self.0.find(reader)?;
                let mut known = self.0.found.lock().unwrap_or_else(PoisonError::into_inner);
                known.insert(id, found.clone());
                found
            }
        };
        let found = BitSetDocSet::from(found);
        Ok(Box::new(ConstScorer::new(found, boost)))
    }

    fn explain(&self, _reader: &SegmentReader, _doc: DocId) -> tantivy::Result<Explanation> {
        Err(TantivyError::InvalidArgument(
            "what a term holds has no score of its own".to_owned(),
        ))
    }
}
