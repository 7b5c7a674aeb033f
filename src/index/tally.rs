//! How many articles match, between which days, and in which files: in one pass.

use super::query::Query;
use super::schema::{IMPORT, NEWEST, OLDEST};
use super::wishes::build_query;
use super::{ArticleIndex, IndexError};
use crate::model::PartialDate;
use std::collections::BTreeSet;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

/// What a query finds, in figures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many articles.
    pub n_articles: usize,
    /// The date of the oldest that has one.
    pub first: Option<PartialDate>,
    /// The date of the newest that has one.
    pub last: Option<PartialDate>,
    /// The numbers of their files.
    pub sources: BTreeSet<u64>,
}

impl ArticleIndex {
    /// What a query finds, in figures.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn tally(&self, query: &Query) -> Result<Tally, IndexError> {
        let searcher = self.reader.searcher();
        let wish = build_query(&self.ground(&searcher, query)?, query, false);
        let figures = searcher.search(&wish, &Tallying)?;
        Ok(Tally {
            n_articles: figures.n_articles,
            first: super::entry::date_of(figures.first),
            last: super::entry::date_of(figures.last),
            sources: figures.sources,
        })
    }
}

/// The same in the numbers of the index.
#[derive(Debug)]
struct Figures {
    n_articles: usize,
    first: u64,
    last: u64,
    sources: BTreeSet<u64>,
}

impl Default for Figures {
    fn default() -> Self {
        Self {
            n_articles: 0,
            first: u64::MAX,
            last: 0,
            sources: BTreeSet::new(),
        }
    }
}

struct Tallying;

struct OfSegment {
    oldest: Column<u64>,
    newest: Column<u64>,
    import: Column<u64>,
    figures: Figures,
    /// Articles of one file stand together.
    last_import: Option<u64>,
}

impl SegmentCollector for OfSegment {
    type Fruit = Figures;

    fn collect(&mut self, doc: DocId, _score: Score) {
        let figures = &mut self.figures;
        figures.n_articles += 1;
        if let Some(oldest) = self.oldest.first(doc) {
            figures.first = figures.first.min(oldest);
        }
        if let Some(newest) = self.newest.first(doc) {
            figures.last = figures.last.max(newest);
        }
        let import = self.import.first(doc);
        if import != self.last_import {
            self.last_import = import;
            figures.sources.extend(import);
        }
    }

    fn harvest(self) -> Figures {
        self.figures
    }
}

impl Collector for Tallying {
    type Fruit = Figures;
    type Child = OfSegment;

    fn for_segment(
        &self,
        _ordinal: SegmentOrdinal,
        segment: &SegmentReader,
    ) -> tantivy::Result<OfSegment> {
        let columns = segment.fast_fields();
        Ok(OfSegment {
            oldest: columns.u64(OLDEST)?,
            newest: columns.u64(NEWEST)?,
            import: columns.u64(IMPORT)?,
            figures: Figures::default(),
            last_import: None,
        })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, fruits: Vec<Figures>) -> tantivy::Result<Figures> {
        Ok(fruits.into_iter().fold(Figures::default(), |mut all, one| {
            all.n_articles += one.n_articles;
            all.first = all.first.min(one.first);
            all.last = all.last.max(one.last);
            all.sources.extend(one.sources);
            all
        }))
    }
}
