//! Reading a library, from any thread, while its writer works.

use super::folder::Places;
use super::rows::row_of;
use super::{Counts, LibraryError, LoadedArticle, Picture, Results, Sort};
use crate::index::query::Query;
use crate::index::{ArticleIndex, Order};
use crate::ingest;
use crate::model::{ArticleId, ArticleText, Span, clip};
use crate::store::{Catalog, Marks};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

/// A handle for reading. Clones share connections; each call sees what was committed last.
#[derive(Clone)]
pub struct Reader {
    shared: Arc<Mutex<Connections>>,
    index: ArticleIndex,
    /// Does another program write? Then its commits are looked for at every search.
    is_foreign: bool,
}

struct Connections {
    catalog: Catalog,
    marks: Marks,
}

impl Reader {
    pub(super) fn open(
        places: &Places,
        index: ArticleIndex,
        is_foreign: bool,
    ) -> Result<Self, LibraryError> {
        let connections = Connections {
            catalog: Catalog::open_read_only(&places.catalog())?,
            marks: Marks::open_read_only(&places.marks())?,
        };
        Ok(Self {
            shared: Arc::new(Mutex::new(connections)),
            index,
            is_foreign,
        })
    }

    fn connections(&self) -> MutexGuard<'_, Connections> {
        // Reading leaves nothing half done, so a panic elsewhere has spoilt nothing.
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How much the library holds.
    ///
    /// # Errors
    /// When the databases cannot be read.
    pub fn counts(&self) -> Result<Counts, LibraryError> {
        let counts = self.connections().catalog.counts()?;
        Ok(Counts {
            n_sources: counts.n_sources,
            n_pages: counts.n_pages,
            n_articles: counts.n_articles,
        })
    }

    /// A stretch of the articles that match a query, in order. An empty query lists all.
    ///
    /// # Errors
    /// When the index or the databases cannot be read.
    pub fn find(
        &self,
        query: &Query,
        sort: Sort,
        offset: usize,
        limit: usize,
    ) -> Result<Results, LibraryError> {
        let started = Instant::now();
        if self.is_foreign {
            self.index.reload()?;
        }
        let order = match sort {
            Sort::Relevance => Order::Relevance,
            Sort::DateDown => Order::Newest,
            Sort::DateUp => Order::Oldest,
        };
        let found = self.index.find(query, order, offset, limit)?;
        let connections = self.connections();
        let mut rows = Vec::with_capacity(found.ids.len());
        for id in found.ids {
            let id = ArticleId(id);
            // Between a rebuild's transaction and the index after it, an id may be gone.
            if let Some(stored) = connections.catalog.find_article(&id)? {
                rows.push(row_of(stored, connections.marks.of(&id)?, query));
            }
        }
        Ok(Results {
            total: found.total,
            offset,
            rows,
            elapsed: started.elapsed(),
        })
    }

    /// An article with all that is shown of it, and where the query stands in it; `None` when it
    /// is not, or no longer, in the library.
    ///
    /// # Errors
    /// When the databases cannot be read.
    pub fn article(
        &self,
        id: &ArticleId,
        query: &Query,
    ) -> Result<Option<LoadedArticle>, LibraryError> {
        let connections = self.connections();
        let Some(stored) = connections.catalog.find_article(id)? else {
            return Ok(None);
        };
        let Some((page, source)) = connections.catalog.find_page(stored.page_id)? else {
            return Ok(None);
        };
        let recognition = connections
            .catalog
            .find_recognition(id)?
            .unwrap_or_default();
        let mark = connections.marks.of(id)?;
        drop(connections);
        let text = stored.article.full_text();
        Ok(Some(LoadedArticle {
            id: stored.id,
            hits: find_hits(&text, query),
            article: stored.article,
            text,
            recognition,
            page: Arc::new(page),
            page_id: stored.page_id,
            source,
            is_read: mark.is_read,
            is_starred: mark.is_starred,
        }))
    }

    /// A picture of a page as it was printed, `width` pixels wide or less; `None` when its file
    /// holds none, or the page cannot be drawn.
    ///
    /// # Errors
    /// When the databases cannot be read.
    pub fn page_picture(&self, page_id: i64, width: u32) -> Result<Option<Picture>, LibraryError> {
        let connections = self.connections();
        let Some((page, source)) = connections.catalog.find_page(page_id)? else {
            return Ok(None);
        };
        let number = page.layout.map_or(0, |layout| layout.page_number);
        if number == 0 {
            return Ok(None);
        }
        let original = connections.catalog.find_original(page_id)?;
        // Drawing takes long; others may read meanwhile.
        drop(connections);
        let picture = original.map(|bytes| ingest::draw_page(&bytes, number, width));
        Ok(picture.transpose().map_or_else(
            |error| {
                log::warn!("{source}, page {number}: {error}");
                None
            },
            Option::flatten,
        ))
    }
}

/// Hits field by field, as the index finds them: none runs from a headline into a body.
fn find_hits(text: &ArticleText, query: &Query) -> Vec<Span> {
    text.fields
        .iter()
        .flat_map(|(_, field)| {
            query
                .find_in(clip(&text.text, *field))
                .into_iter()
                .map(|hit| hit.shifted(field.start))
        })
        .collect()
}
