//! Articles that a list shows on their own, whatever is typed and filtered: those of a query, or
//! those that were counted one by one.

use crate::index::query::Query;
use crate::index::{Found, Only, Order, Reprints, Stop, Wish};
use crate::library::{LibraryError, Reader, Results, Sort};
use crate::model::ArticleId;
use std::sync::Arc;
use std::time::Instant;

/// Some of the articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// All that a query finds.
    Query(Query),
    /// These.
    Articles(Arc<[ArticleId]>),
}

impl Reader {
    /// Rows of a list of chosen articles, each with a row of its own, and in them `marks` marked;
    /// given up once it is overtaken.
    ///
    /// # Errors
    /// When the index or the databases cannot be read; [`LibraryError::is_overtaken`].
    pub fn chosen_rows(
        &self,
        chosen: &Chosen,
        marks: &Query,
        sort: Sort,
        (offset, limit): (usize, usize),
        stop: &Stop,
    ) -> Result<Results, LibraryError> {
        let started = Instant::now();
        self.see_commits()?;
        let found = self.find_chosen(chosen, sort, (offset, limit), stop)?;
        let mut results = Results {
            total: found.total,
            n_rows: found.n_rows,
            offset,
            ..Results::default()
        };
        self.add_rows(&mut results, found.ids, found.n_behind, marks)?;
        results.elapsed = started.elapsed();
        Ok(results)
    }
    /// A stretch of some of the articles, in order.
    pub(in crate::library) fn find_chosen(
        &self,
        chosen: &Chosen,
        sort: Sort,
        (offset, limit): (usize, usize),
        stop: &Stop,
    ) -> Result<Found, LibraryError> {
        let order = match sort {
            Sort::Relevance => Order::Place,
            Sort::DateDown => Order::Newest,
            Sort::DateUp => Order::Oldest,
            Sort::Source => Order::Source,
        };
        Ok(match chosen {
            Chosen::Query(query) => {
                let wish = Wish {
                    query,
                    only: Only::All,
                    reprints: Reprints::Apart,
                    order,
                    offset,
                    limit,
                };
                self.index.answer(wish, stop)?
            }
            Chosen::Articles(ids) => self.index.among(ids, order, (offset, limit), stop)?,
        })
    }
}
