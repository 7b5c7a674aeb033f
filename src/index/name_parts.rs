//! The articles with a name that has a part in it, as a query of tantivy's.
//!
//! Names are whole terms: most are asked for whole, and there are far fewer names than mentions.
//! For a part, the names of a segment are gone through, which is exact and needs no room. (Terms
//! from each character of each name on would answer without that, and took 30 MB more on 105 MB of
//! news, more than a fifth of the whole index.)

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use tantivy::index::SegmentId;
use tantivy::query::{
    BitSetDocSet, ConstScorer, EnableScoring, Explanation, Query, Scorer, Weight,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{BitSet, DocId, Score, SegmentReader, TantivyError};

/// The articles that have a name with this part, which is folded and not empty, in a field.
#[derive(Clone, Debug)]
pub(super) struct NamePartQuery {
    field: Field,
    part: String,
    /// What was found, for those who ask once more: a search counts in more ways than one.
    found: Arc<Mutex<BTreeMap<SegmentId, BitSet>>>,
}

impl NamePartQuery {
    pub(super) fn new(field: Field, part: String) -> Self {
        Self {
            field,
            part,
            found: Arc::default(),
        }
    }

    fn find(&self, reader: &SegmentReader) -> tantivy::Result<BitSet> {
        let index = reader.inverted_index(self.field)?;
        let mut found = BitSet::with_max_value(reader.max_doc());
        let mut names = index.terms().stream()?;
        while names.advance() {
            if !std::str::from_utf8(names.key()).is_ok_and(|name| name.contains(&self.part)) {
                continue;
            }
            let mut postings =
                index.read_block_postings_from_terminfo(names.value(), IndexRecordOption::Basic)?;
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

impl Query for NamePartQuery {
    fn weight(&self, _scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(NamePartWeight(self.clone())))
    }
}

struct NamePartWeight(NamePartQuery);

impl Weight for NamePartWeight {
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
            "a part of a name has no score of its own".to_owned(),
        ))
    }
}
