//! "Out again": articles as files that other programs read. What is written is what the library
//! holds; nothing is rounded, nothing invented, and no cell, tag or file name runs anything.
//!
//! [`ExportWork`] reads the articles in turns, so that a million pass without a wall and whoever
//! types meanwhile is answered first. A [format](formats) gets one article after the other and keeps
//! no more of it than its table of contents. The file is put in its place when it is whole
//! ([`target`]).

mod citation;
mod dossier;
mod epub;
mod error;
mod exported;
mod formats;
mod html;
mod markdown;
mod plain;
mod tables;
mod target;

pub use citation::{Citation, CitationForm};
pub use error::ExportError;
pub(super) use exported::citation_of;
pub use formats::{ExportFormat, Table};
pub(super) use target::TargetFile;
pub use target::safe_name;

use super::{Chosen, LibraryError, Reader, ReprintView, RowsWish, Sort};
use crate::index::query::Query;
use crate::index::{Only, Stop};
use crate::model::ArticleId;
use formats::Format;
use std::path::PathBuf;

/// Articles that are written in one go, between two looks at the clock.
const N_AT_A_TIME: usize = 4;

/// Which articles go out.
#[derive(Clone, Debug, PartialEq)]
pub enum ExportWhat {
    /// One article.
    Article(ArticleId),
    /// All that match a query, in order.
    Search {
        /// Among which.
        only: Only,
        /// In which order.
        sort: Sort,
    },
    /// These, in order.
    Chosen(Chosen, Sort),
}

/// What is to be written, and where.
#[derive(Clone, Debug, PartialEq)]
pub struct ExportRequest {
    /// Which articles.
    pub what: ExportWhat,
    /// What is searched for: it is marked, and its places are listed.
    pub query: Query,
    /// As what.
    pub format: ExportFormat,
    /// The file; of [`ExportFormat::MarkdownFiles`] the folder.
    pub path: PathBuf,
    /// May a file that is there be replaced?
    pub replaces: bool,
    /// Words of ours (column heads) in English?
    pub is_english: bool,
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportReport {
    /// How many articles.
    pub n_articles: usize,
    /// Where.
    pub path: PathBuf,
}

/// An export on its way. Dropped, it leaves nothing behind but the files of a folder.
pub struct ExportWork {
    request: ExportRequest,
    /// What is left to write, the next one last; `None` before it is looked for.
    left: Option<Vec<ArticleId>>,
    format: Option<Box<dyn Format>>,
    n_done: usize,
    n_total: usize,
}

impl std::fmt::Debug for ExportWork {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ExportWork")
            .field("request", &self.request)
            .field("n_done", &self.n_done)
            .field("n_total", &self.n_total)
            .finish_non_exhaustive()
    }
}

impl ExportWork {
    /// Nothing is written yet.
    #[must_use]
    pub const fn new(request: ExportRequest) -> Self {
        Self {
            request,
            left: None,
            format: None,
            n_done: 0,
            n_total: 0,
        }
    }

    /// How many articles are written, and of how many as far as that is known.
    #[must_use]
    pub const fn progress(&self) -> (usize, usize) {
        (self.n_done, self.n_total)
    }

    /// Goes on for as long as `goes_on` says so, and a few milliseconds longer; gives a report once
    /// all is written.
    ///
    /// # Errors
    /// When the library cannot be read or the file not be written; then there is no file, and one
    /// that was there is as it was.
    pub fn go_on(
        &mut self,
        reader: &Reader,
        goes_on: &mut dyn FnMut() -> bool,
    ) -> Result<Option<ExportReport>, ExportError> {
        loop {
            let Some(left) = &mut self.left else {
                self.begin(reader)?;
                continue;
            };
            let Some(format) = &mut self.format else {
                return Err(ExportError::Ended);
            };
            for _ in 0..N_AT_A_TIME {
                let Some(id) = left.pop() else { break };
                // Gone meanwhile: then it is not in the library.
                if let Some(exported) = reader.exported(&id, &self.request.query)? {
                    format.add(&exported)?;
                    self.n_done += 1;
                }
            }
            if left.is_empty() {
                if let Some(format) = self.format.take() {
                    format.finish()?;
                }
                return Ok(Some(ExportReport {
                    n_articles: self.n_done,
                    path: self.request.path.clone(),
                }));
            }
            if !goes_on() {
                return Ok(None);
            }
        }
    }

    fn begin(&mut self, reader: &Reader) -> Result<(), ExportError> {
        if self.request.format.needs_search() && self.request.query.is_empty() {
            return Err(ExportError::NothingSought);
        }
        let mut ids = ids_of(reader, &self.request)?;
        if ids.is_empty() {
            return Err(ExportError::NoArticles);
        }
        self.n_total = ids.len();
        self.format = Some(formats::begin(&self.request, ids.len())?);
        ids.reverse();
        self.left = Some(ids);
        Ok(())
    }
}

fn ids_of(reader: &Reader, request: &ExportRequest) -> Result<Vec<ArticleId>, LibraryError> {
    reader.see_commits()?;
    match &request.what {
        ExportWhat::Article(id) => Ok(vec![id.clone()]),
        ExportWhat::Chosen(chosen, sort) => {
            let (stop, all) = (Stop::never(), |limit| (0, limit));
            let total = reader.find_chosen(chosen, *sort, all(0), &stop)?.total;
            let found = reader.find_chosen(chosen, *sort, all(total), &stop)?;
            Ok(found.ids.into_iter().map(ArticleId).collect())
        }
        ExportWhat::Search { only, sort } => {
            let wish = RowsWish {
                query: &request.query,
                only: *only,
                reprints: &ReprintView::Apart,
                sort: *sort,
                offset: 0,
                limit: reader.index.count(&request.query, *only)?,
            };
            let found = reader.index.answer(wish.in_index(), &Stop::never())?;
            Ok(found.ids.into_iter().map(ArticleId).collect())
        }
    }
}

impl Reader {
    /// An export, in one go.
    ///
    /// # Errors
    /// As [`ExportWork::go_on`].
    pub fn export(
        &self,
        request: ExportRequest,
        on_progress: &mut dyn FnMut(usize, usize),
    ) -> Result<ExportReport, ExportError> {
        let mut work = ExportWork::new(request);
        loop {
            if let Some(report) = work.go_on(self, &mut || false)? {
                return Ok(report);
            }
            let (n_done, n_total) = work.progress();
            on_progress(n_done, n_total);
        }
    }
}
