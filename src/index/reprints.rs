//! Reprints: articles that are one text, of which a list shows the first and counts the rest.
//!
//! Every article carries the number of its group in a column, that of the first article of it that
//! came; the lowest bit tells those that came later. So nothing of the first has to be changed when
//! a reprint is added. [`Groups`] are read off that column once after each commit. Relies on
//! [`crate::text::sketch`] for the numbers that candidates are found by.

use super::IndexError;
use super::schema::{Fields, GROUP};
use crate::text::stored_hash;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};
use tantivy::index::SegmentId;
use tantivy::query::{
    BitSetDocSet, ConstScorer, EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight,
};
use tantivy::schema::{IndexRecordOption, Value as _};
use tantivy::{
    BitSet, DocAddress, DocId, DocSet, Score, Searcher, SegmentReader, TERMINATED, TantivyDocument,
    TantivyError, Term,
};

/// The lowest bit of a group's number in its column: this article came later.
const LATER: u64 = 1;

/// The number of the group that an article founds. Two may share one by chance: in a million
/// articles with odds of one in thirty millions.
pub fn group_number(id: &str) -> u64 {
    stored_hash(id)
}

/// What the column holds for an article.
pub(super) fn column_value(own: u64, joins: Option<u64>) -> u64 {
    joins.map_or(own & !LATER, |group| group | LATER)
}

/// The groups that have more than one article, as a searcher sees them.
#[derive(Debug, Default)]
pub(super) struct Groups {
    /// The group of each article that is in one.
    of_article: HashMap<DocAddress, u64>,
    /// The same articles, to search among.
    articles: Arc<BTreeMap<SegmentId, BitSet>>,
}

impl Groups {
    fn read(searcher: &Searcher) -> Result<Self, IndexError> {
        let mut joined = HashSet::new();
        visit(searcher, &mut |_, value| {
            if value & LATER != 0 {
                joined.insert(value & !LATER);
            }
        })?;
        let mut by_group: HashMap<u64, Vec<DocAddress>> = HashMap::new();
        if !joined.is_empty() {
            visit(searcher, &mut |address, value| {
                let group = value & !LATER;
                if joined.contains(&group) {
                    by_group.entry(group).or_default().push(address);
                }
            })?;
        }
        // One whose others are gone from the library stands for itself again.
        by_group.retain(|_, articles| articles.len() > 1);
        let of_article: HashMap<DocAddress, u64> = by_group
            .into_iter()
            .flat_map(|(group, articles)| articles.into_iter().map(move |at| (at, group)))
            .collect();
        let articles = Arc::new(bit_sets(searcher, of_article.keys().copied()));
        Ok(Self {
            of_article,
            articles,
        })
    }

    /// The group of an article, where it has others.
    pub(super) fn of_article(&self, address: DocAddress) -> Option<u64> {
        self.of_article.get(&address).copied()
    }

    /// Is there none?
    pub(super) fn is_empty(&self) -> bool {
        self.of_article.is_empty()
    }

    /// How many articles are in groups.
    pub(super) fn n_articles(&self) -> usize {
        self.of_article.len()
    }

    /// The articles that are in groups.
    pub(super) fn articles(&self) -> ArticlesQuery {
        ArticlesQuery(Arc::clone(&self.articles))
    }

    /// The articles of a group.
    pub(super) fn members(&self, searcher: &Searcher, group: u64) -> ArticlesQuery {
        let of_group = self.of_article.iter().filter(|(_, own)| **own == group);
        let articles = of_group.map(|(address, _)| *address);
        ArticlesQuery(Arc::new(bit_sets(searcher, articles)))
    }

    /// Those of the articles, in a list's order from its first on, that have a row of their own.
    pub(super) fn shown(&self, articles: &[DocAddress]) -> Vec<DocAddress> {
        let mut seen = HashSet::new();
        let mut is_first = |at: &&DocAddress| {
            let group = self.of_article.get(at);
            group.is_none_or(|group| seen.insert(*group))
        };
        articles.iter().filter(|at| is_first(at)).copied().collect()
    }

    /// Folds articles that match, the first in the list's order first: which of them are shown in
    /// no row of their own, and how many are behind each that is.
    pub(super) fn fold(&self, searcher: &Searcher, matching: &[DocAddress]) -> FoldedGroups {
        let mut first_of: HashMap<u64, DocAddress> = HashMap::new();
        let mut folded = FoldedGroups::default();
        let mut hidden = Vec::new();
        for address in matching {
            let Some(group) = self.of_article.get(address) else {
                continue;
            };
            match first_of.get(group) {
                None => {
                    first_of.insert(*group, *address);
                }
                Some(first) => {
                    *folded.n_behind.entry(*first).or_default() += 1;
                    hidden.push(*address);
                }
            }
        }
        folded.n_hidden = hidden.len();
        folded.hidden = ArticlesQuery(Arc::new(bit_sets(searcher, hidden.into_iter())));
        folded
    }
}

/// What [`Groups::fold`] gives.
#[derive(Debug, Default)]
pub(super) struct FoldedGroups {
    /// Those without a row.
    pub(super) hidden: ArticlesQuery,
    /// How many they are.
    pub(super) n_hidden: usize,
    /// How many are behind an article with a row.
    pub(super) n_behind: HashMap<DocAddress, usize>,
}

/// Shows each article's group, those that are deleted left out.
fn visit(searcher: &Searcher, each: &mut dyn FnMut(DocAddress, u64)) -> Result<(), IndexError> {
    for (ord, reader) in (0..).zip(searcher.segment_readers()) {
        let column = reader.fast_fields().u64(GROUP)?;
        for doc in reader.doc_ids_alive() {
            if let Some(value) = column.first(doc) {
                each(DocAddress::new(ord, doc), value);
            }
        }
    }
    Ok(())
}

fn bit_sets(
    searcher: &Searcher,
    articles: impl Iterator<Item = DocAddress>,
) -> BTreeMap<SegmentId, BitSet> {
    let mut sets: BTreeMap<SegmentId, BitSet> = BTreeMap::new();
    for address in articles {
        let readers = searcher.segment_readers();
        let Some(reader) = readers.get(address.segment_ord as usize) else {
            continue;
        };
        sets.entry(reader.segment_id())
            .or_insert_with(|| BitSet::with_max_value(reader.max_doc()))
            .insert(address.doc_id);
    }
    sets
}

/// Groups, and the commit that they are of.
type OfCommit = (u64, Arc<Groups>);

/// The groups of the last commit that was asked for.
#[derive(Clone, Debug, Default)]
pub(super) struct KnownGroups(Arc<Mutex<Option<OfCommit>>>);

impl KnownGroups {
    pub(super) fn of(&self, searcher: &Searcher) -> Result<Arc<Groups>, IndexError> {
        let generation = searcher.generation().generation_id();
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((of_generation, groups)) = &*known
            && *of_generation == generation
        {
            return Ok(Arc::clone(groups));
        }
        let groups = Arc::new(Groups::read(searcher)?);
        *known = Some((generation, Arc::clone(&groups)));
        Ok(groups)
    }
}

/// The group that an article is in; `None` when it is not in the index.
pub(super) fn group_of(
    searcher: &Searcher,
    fields: &Fields,
    id: &str,
) -> Result<Option<u64>, IndexError> {
    let term = Term::from_field_text(fields.id, id);
    let found = articles_with(searcher, &term, 1).map_err(TantivyError::from)?;
    let Some(address) = found.first() else {
        return Ok(None);
    };
    let reader = searcher.segment_reader(address.segment_ord);
    let column = reader.fast_fields().u64(GROUP)?;
    Ok(column.first(address.doc_id).map(|value| value & !LATER))
}

/// The ids of articles with a number in their sketch, at most `n_most` of them.
pub(super) fn with_sketch(
    searcher: &Searcher,
    fields: &Fields,
    number: u64,
    n_most: usize,
) -> Result<Vec<String>, IndexError> {
    let term = Term::from_field_u64(fields.sketch, number);
    let mut ids = Vec::new();
    for address in articles_with(searcher, &term, n_most).map_err(TantivyError::from)? {
        let document: TantivyDocument = searcher.doc(address)?;
        let id = document.get_first(fields.id).and_then(|v| v.as_str());
        ids.extend(id.map(str::to_owned));
    }
    Ok(ids)
}

/// The first articles that have a term. Asked four times for each article that is added, so it
/// goes to the lists themselves.
pub(super) fn articles_with(
    searcher: &Searcher,
    term: &Term,
    n_most: usize,
) -> std::io::Result<Vec<DocAddress>> {
    let mut found = Vec::new();
    for (ord, reader) in (0..).zip(searcher.segment_readers()) {
        let index = reader
            .inverted_index(term.field())
            .map_err(std::io::Error::other)?;
        let Some(mut postings) = index.read_postings(term, IndexRecordOption::Basic)? else {
            continue;
        };
        while postings.doc() != TERMINATED && found.len() < n_most {
            let doc = postings.doc();
            if reader
                .alive_bitset()
                .is_none_or(|alive| alive.is_alive(doc))
            {
                found.push(DocAddress::new(ord, doc));
            }
            postings.advance();
        }
    }
    Ok(found)
}

/// These articles and no others, as a query of tantivy's.
#[derive(Clone, Debug, Default)]
pub(super) struct ArticlesQuery(Arc<BTreeMap<SegmentId, BitSet>>);

impl ArticlesQuery {
    /// Those at these places.
    pub(super) fn at(searcher: &Searcher, articles: impl Iterator<Item = DocAddress>) -> Self {
        Self(Arc::new(bit_sets(searcher, articles)))
    }

    /// Those of a segment, where there are any.
    pub(super) fn of_segment(&self, segment: SegmentId) -> Option<&BitSet> {
        self.0.get(&segment)
    }
}

impl Query for ArticlesQuery {
    fn weight(&self, _scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for ArticlesQuery {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let Some(articles) = self.0.get(&reader.segment_id()) else {
            return Ok(Box::new(EmptyScorer));
        };
        let articles = BitSetDocSet::from(articles.clone());
        // They decide and do not rank.
        Ok(Box::new(ConstScorer::new(articles, boost * 0.0)))
    }

    fn explain(&self, _reader: &SegmentReader, _doc: DocId) -> tantivy::Result<Explanation> {
        Err(TantivyError::InvalidArgument(
            "a choice of articles has no score".to_owned(),
        ))
    }
}
