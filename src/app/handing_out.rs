//! An export on the reader's thread, a few milliseconds at a time, so that whoever types meanwhile
//! is answered first.

use super::threads::{Reporter, TURN};
use super::{ExportNews, Generation, JobEvent};
use crate::library::{ExportRequest, ExportWork, Reader};
use std::time::{Duration, Instant};

/// Progress is told at most this often.
const PROGRESS_EVERY: Duration = Duration::from_millis(100);

/// An export that is not there yet.
pub(super) struct HandingOut {
    generation: Generation,
    work: ExportWork,
    told: Instant,
}

impl HandingOut {
    pub(super) fn new(generation: Generation, request: ExportRequest) -> Self {
        Self {
            generation,
            work: ExportWork::new(request),
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
