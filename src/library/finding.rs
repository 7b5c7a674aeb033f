//! Lists of articles: a stretch of an answer, as rows.

use super::own::RowWorks;
use super::rows::row_of;
use super::{LibraryError, Reader, ReprintView, Results, Sort};
use crate::index::query::Query;
use crate::index::{Only, Order, Reprints, Stop, Wish};
use crate::model::ArticleId;
use std::time::Instant;

/// Which rows of which list are wanted.
#[derive(Clone, Copy, Debug)]
pub struct RowsWish<'a> {
    /// What to look for. An empty query lists all.
    pub query: &'a Query,
    /// Among which articles.
    pub only: Only,
    /// Do reprints share rows?
    pub reprints: &'a ReprintView,
    /// In which order.
    pub sort: Sort,
    /// From which row.
    pub offset: usize,
    /// How many rows at most.
    pub limit: usize,
}

/// The first rows of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct FirstRows {
    /// They, and as many as they are for totals.
    pub results: Results,
    /// Is there no other row, so that the totals are right?
    pub is_all: bool,
}

impl<'a> RowsWish<'a> {
    pub(super) fn in_index(&self) -> Wish<'a> {
        Wish {
            query: self.query,
            only: self.only,
            reprints: match self.reprints {
                ReprintView::Apart => Reprints::Apart,
                ReprintView::Folded => Reprints::Folded,
                ReprintView::Of(id) => Reprints::Of(&id.0),
            },
            order: match self.sort {
                Sort::Relevance => Order::Relevance,
                Sort::DateDown => Order::Newest,
                Sort::DateUp => Order::Oldest,
                Sort::Source => Order::Source,
            },
            offset: self.offset,
            limit: self.limit,
        }
    }
}

impl Reader {
    /// Rows of a list, with all counts; given up once it is overtaken.
    ///
    /// # Errors
    /// When the index or the databases cannot be read; [`LibraryError::is_overtaken`].
    pub fn rows(&self, wish: RowsWish<'_>, stop: &Stop) -> Result<Results, LibraryError> {
        let started = Instant::now();
        self.see_commits()?;
        let found = self.index.answer(wish.in_index(), stop)?;
        let mut results = Results {
            total: found.total,
            n_rows: found.n_rows,
            n_doubtful: found.n_doubtful,
            offset: wish.offset,
            ..Results::default()
        };
        self.add_rows(&mut results, found.ids, found.n_behind, wish.query)?;
        results.elapsed = started.elapsed();
        Ok(results)
    }

    /// The first rows of a list, before anything is counted; `None` where they take as long as
    /// [`Reader::rows`]. How many reprints share a row is not told yet.
    ///
    /// # Errors
    /// As [`Reader::rows`].
    pub fn first_rows(
        &self,
        wish: RowsWish<'_>,
        stop: &Stop,
    ) -> Result<Option<FirstRows>, LibraryError> {
        let started = Instant::now();
        self.see_commits()?;
        let Some(found) = self.index.first(wish.in_index(), stop)? else {
            return Ok(None);
        };
        let n_behind = vec![0; found.ids.len()];
        let mut results = Results::default();
        self.add_rows(&mut results, found.ids, n_behind, wish.query)?;
        results.total = results.rows.len();
        results.n_rows = results.total;
        results.n_doubtful = results.rows.iter().filter(|row| row.is_doubtful()).count();
        results.elapsed = started.elapsed();
        let is_all = found.is_all;
        Ok(Some(FirstRows { results, is_all }))
    }

    pub(super) fn add_rows(
        &self,
        results: &mut Results,
        ids: Vec<String>,
        n_behind: Vec<usize>,
        query: &Query,
    ) -> Result<(), LibraryError> {
        let connections = self.connections();
        // Each database is locked once and not for every row.
        let _catalog = connections.catalog.snapshot()?;
        let _notebook = connections.notebook.snapshot()?;
        let ids: Vec<ArticleId> = ids.into_iter().map(ArticleId).collect();
        let mut articles = connections
            .catalog
            .find_articles(&ids)?
            .into_iter()
            .peekable();
        let works = RowWorks::begin(&connections.notebook)?;
        for (id, n_reprints) in ids.iter().zip(n_behind) {
            // Between a rebuild's transaction and the index after it, an id may be gone.
            if let Some(stored) = articles.next_if(|stored| stored.id == *id) {
                let mark = connections.notebook.of(id)?;
                let mut row = row_of(stored, mark, query, n_reprints);
                row.work = works.of(id, &mark)?;
                results.rows.push(row);
            }
        }
        Ok(())
    }
}
