//! An export on the reader's thread, a few milliseconds at a time, so that whoever types meanwhile
//! is answered first.

use super::threads::{Reporter, TURN};
use super::{ExportNews, Generation, JobEvent};
use crate::library::{ArchiveWork, ExportError, ExportReport, ExportRequest, ExportWork, Reader};
use std::path::Path;
use std::time::{Duration, Instant};

/// Progress is told at most this often.
const PROGRESS_EVERY: Duration = Duration::from_millis(100);

/// What goes out.
enum Work {
    Articles(Box<ExportWork>),
    Library(Box<ArchiveWork>),
}

/// An export that is not there yet.
pub(super) struct HandingOut {
    pub(super) generation: Generation,
    work: Work,
    told: Instant,
}

impl HandingOut {
    /// Articles.
    pub(super) fn new(generation: Generation, request: ExportRequest) -> Self {
        Self {
            generation,
            work: Work::Articles(Box::new(ExportWork::new(request))),
            told: Instant::now(),
        }
    }

    /// The whole library, as an archive.
    pub(super) fn of_library(generation: Generation, path: &Path) -> Self {
        Self {
            generation,
            // The system's dialog has asked.
            work: Work::Library(Box::new(ArchiveWork::new(path, true))),
            told: Instant::now(),
        }
    }

    /// Works for a turn; gives what is left to do.
    pub(super) fn go_on(mut self, reader: &Reader, reporter: &Reporter) -> Option<Self> {
        let start = Instant::now();
        let news = match self.work.go_on(reader, &mut || start.elapsed() < TURN) {
            Ok(None) => {
                if self.told.elapsed() >= PROGRESS_EVERY {
                    self.told = Instant::now();
                    let (n_done, n_total) = self.work.progress();
                    let news = ExportNews::GoesOn(n_done, n_total);
                    reporter.report(JobEvent::Export(self.generation, news));
                }
                return Some(self);
            }
            Ok(Some(report)) => ExportNews::Done(report),
            Err(error) => ExportNews::Failed(error.sentence()),
        };
        reporter.report(JobEvent::Export(self.generation, news));
        None
    }
}

impl Work {
    fn go_on(
        &mut self,
        reader: &Reader,
        goes_on: &mut dyn FnMut() -> bool,
    ) -> Result<Option<ExportReport>, ExportError> {
        match self {
            Self::Articles(work) => work.go_on(reader, goes_on),
            Self::Library(work) => {
                let archived = work.go_on(reader, goes_on)?;
                Ok(archived.map(|archived| ExportReport {
                    n_articles: archived.n_articles,
                    path: archived.path,
                }))
            }
        }
    }

    fn progress(&self) -> (usize, usize) {
        match self {
            Self::Articles(work) => work.progress(),
            Self::Library(work) => work.progress(),
        }
    }
}
