//! What the writer thread does with the reader's work: the deed is kept, and the window is told what can
//! be taken back now and which labels there are.

use super::writing::WriterThread;
use super::{Deed, JobEvent};
use crate::library::{Library, LibraryError, WorkWish};

impl WriterThread {
    pub(super) fn work(&self, wish: &WorkWish) {
        self.work_with(Deed::Repaired, |library| library.work(wish));
    }

    /// Does something with the reader's work; `work` tells whether anything changed.
    pub(super) fn work_with(
        &self,
        deed: Deed,
        work: impl FnOnce(&Library) -> Result<bool, LibraryError>,
    ) {
        let Some(library) = &self.library else {
            return;
        };
        let done = work(library).and_then(|is_changed| {
            let history = library.repair_history()?;
            Ok((is_changed, history, library.reader().labels()?))
        });
        self.reporter.report(match done {
            Ok((is_changed, history, labels)) => {
                JobEvent::WorkDone(is_changed.then_some(deed), history, labels)
            }
            Err(error) => JobEvent::WorkRefused(error.sentence()),
        });
        // Saved searches may ask for it.
        match library.reader().asks_for_own_work() {
            Ok(true) => self.report_searches(),
            Ok(false) => {}
            Err(error) => self.reporter.report(JobEvent::Failed(error.sentence())),
        }
    }
}
