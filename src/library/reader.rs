//! Reading a library, from any thread, while its writer works.

use super::entry::portrait_of;
use super::export::citation_of;
use super::folder::Places;
use super::hits::all_hits;
use super::own::article_work_of;
use super::rows::row_of;
use super::sheet::sheet_of;
use super::{
    Counts, LibraryError, LoadedArticle, Picture, ReprintView, Results, RowsWish, SimilarArticle,
    Sort,
};
use crate::entity::{Anchor, listed_order, read_meetings, values_of};
use crate::index::query::Query;
use crate::index::{ArticleIndex, Facet, FacetList, Facets, Only, Stop, Timeline};
use crate::ingest;
use crate::model::{ArticleId, Sentence};
use crate::store::{Catalog, Mark, Notebook, StoredCorrection};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A handle for reading. Clones share connections; each call sees what was committed last.
#[derive(Clone)]
pub struct Reader {
    shared: Arc<Mutex<Connections>>,
    pub(super) index: ArticleIndex,
    index_folder: PathBuf,
    /// Does another program write? Then its commits are looked for at every search.
    is_foreign: bool,
}

pub(super) struct Connections {
    pub(super) catalog: Catalog,
    pub(super) notebook: Notebook,
}

impl Reader {
    pub(super) fn open(
        places: &Places,
        index: ArticleIndex,
        is_foreign: bool,
    ) -> Result<Self, LibraryError> {
        let connections = Connections {
            catalog: Catalog::open_read_only(&places.catalog())?,
            notebook: Notebook::open_read_only(&places.notebook())?,
        };
        Ok(Self {
            shared: Arc::new(Mutex::new(connections)),
            index,
            index_folder: places.index(),
            is_foreign,
        })
    }

    pub(super) fn connections(&self) -> MutexGuard<'_, Connections> {
        // Reading leaves nothing half done, so a panic elsewhere has spoilt nothing.
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Says that a search fell over, as it does on a damaged index: it is looked through, and built anew
    /// where it has to be, when the library is opened next. Gives what to tell the reader.
    #[must_use]
    pub fn doubt_index(&self) -> Sentence {
        if let Err(error) = ArticleIndex::doubt(&self.index_folder) {
            log::warn!("the index cannot be marked: {error}");
        }
        Sentence::new(
            "检索索引似乎坏了。文章和您自己做的都完好；重新打开资料库，索引会检查并重建。",
            "The search index seems to be damaged. The articles and all that you made are safe; open the \
             library again, and the index is checked and built anew.",
        )
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

    /// The reader's rules for names, in the order in which they were made.
    ///
    /// # Errors
    /// When the reader's database cannot be read.
    pub fn corrections(&self) -> Result<Vec<StoredCorrection>, LibraryError> {
        Ok(self.connections().notebook.corrections()?)
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
        self.find_only(query, Only::All, sort, offset, limit)
    }

    /// The same among some of the articles.
    ///
    /// # Errors
    /// When the index or the databases cannot be read.
    pub fn find_only(
        &self,
        query: &Query,
        only: Only,
        sort: Sort,
        offset: usize,
        limit: usize,
    ) -> Result<Results, LibraryError> {
        self.find_rows(query, only, &ReprintView::Apart, sort, offset, limit)
    }

    /// The same as rows of a list, in which reprints may share one.
    ///
    /// # Errors
    /// When the index or the databases cannot be read.
    pub fn find_rows(
        &self,
        query: &Query,
        only: Only,
        reprints: &ReprintView,
        sort: Sort,
        offset: usize,
        limit: usize,
    ) -> Result<Results, LibraryError> {
        let wish = RowsWish {
            query,
            only,
            reprints,
            sort,
            offset,
            limit,
        };
        self.rows(wish, &Stop::never())
    }

    /// Takes up what another program has committed, where one writes.
    pub(super) fn see_commits(&self) -> Result<(), LibraryError> {
        if self.is_foreign {
            self.index.reload()?;
        }
        Ok(())
    }

    /// What the articles that match a query have in common: when they were printed, and the
    /// `n_most` most frequent names of each kind; given up once it is overtaken.
    ///
    /// # Errors
    /// When the index cannot be read; [`LibraryError::is_overtaken`].
    pub fn facets(
        &self,
        query: &Query,
        only: Only,
        n_most: usize,
        stop: &Stop,
    ) -> Result<Facets, LibraryError> {
        Ok(self.index.facets(query, only, n_most, stop)?)
    }

    /// When the articles that match a query were printed; given up once it is overtaken.
    ///
    /// # Errors
    /// As [`Reader::facets`].
    pub fn timeline(
        &self,
        query: &Query,
        only: Only,
        stop: &Stop,
    ) -> Result<Timeline, LibraryError> {
        Ok(self.index.timeline(query, only, stop)?)
    }

    /// The names of one kind that hold a text, the `n_most` most frequent ones; given up once it is
    /// overtaken.
    ///
    /// # Errors
    /// As [`Reader::facets`].
    pub fn facet_list(
        &self,
        query: &Query,
        only: Only,
        facet: Facet,
        part: &str,
        n_most: usize,
        stop: &Stop,
    ) -> Result<FacetList, LibraryError> {
        let list = self
            .index
            .facet_list(query, only, facet, part, n_most, stop);
        Ok(list?)
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
        let Some(on_page) = connections.catalog.find_page(stored.page_id)? else {
            return Ok(None);
        };
        let articles = connections.catalog.articles_of_page(stored.page_id)?;
        let recognition = connections
            .catalog
            .find_recognition(id)?
            .unwrap_or_default();
        let mark = connections.notebook.of(id)?;
        let citation = citation_of(&stored, &on_page);
        let text = stored.article.full_text();
        let parts = (&stored.article, &text, &on_page.page);
        let work = article_work_of(&connections.notebook, id, parts)?;
        drop(connections);
        let anchor = Anchor::of(&stored.article, stored.page_date);
        let values = values_of(&text, &recognition, anchor);
        let hits = all_hits(&stored.article, &text, (&recognition, &values), query);
        Ok(Some(LoadedArticle {
            id: stored.id,
            hits,
            listed: listed_order(&recognition, &values),
            values,
            sheet: Arc::new(sheet_of(&on_page, &articles)),
            citation,
            article: stored.article,
            meetings: read_meetings(&text, &recognition),
            text,
            recognition,
            page: Arc::new(on_page.page),
            page_id: stored.page_id,
            source: on_page.source,
            is_read: mark.is_read,
            is_starred: mark.is_starred,
            work,
        }))
    }

    /// The articles nearest to one, at most `n_most`, the nearest first; none where none is near.
    ///
    /// # Errors
    /// When the index or the databases cannot be read.
    pub fn similar(
        &self,
        id: &ArticleId,
        n_most: usize,
    ) -> Result<Vec<SimilarArticle>, LibraryError> {
        let connections = self.connections();
        let Some(stored) = connections.catalog.find_article(id)? else {
            return Ok(Vec::new());
        };
        let recognition = connections.catalog.find_recognition(id)?;
        drop(connections);
        let portrait = portrait_of(id, &stored.article, &recognition.unwrap_or_default());
        let mut similar = Vec::new();
        for near in self.index.similar(&portrait, n_most)? {
            let near_id = ArticleId(near.id);
            let stored = self.connections().catalog.find_article(&near_id)?;
            // Between a rebuild's transaction and the index after it, an id may be gone.
            if let Some(stored) = stored {
                let row = row_of(stored, Mark::default(), &Query::default(), 0);
                similar.push(SimilarArticle {
                    id: row.id,
                    headline: row.headline.text,
                    date: row.date,
                    page: row.page,
                    shared: near.shared,
                });
            }
        }
        Ok(similar)
    }

    /// A picture of a page as it was printed, `width` pixels wide or less; `None` when its file
    /// holds none, or the page cannot be drawn.
    ///
    /// # Errors
    /// When the databases cannot be read.
    pub fn page_picture(&self, page_id: i64, width: u32) -> Result<Option<Picture>, LibraryError> {
        let connections = self.connections();
        let Some(found) = connections.catalog.find_page(page_id)? else {
            return Ok(None);
        };
        let source = found.source;
        let number = found.page.layout.map_or(0, |layout| layout.page_number);
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
