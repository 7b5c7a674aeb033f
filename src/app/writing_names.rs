//! What the writer thread does with rules for names: the rule is kept, the open article gets it, the
//! window is told, and then all other articles follow.

use super::writing::WriterThread;
use super::{Deed, JobEvent};
use crate::library::{CorrectionImport, Library, LibraryError, StoredDeed, read_list_file};
use crate::model::{ArticleId, Sentence};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

impl WriterThread {
    /// Keeps rules, or takes them back, and applies what has changed.
    pub(super) fn correct(
        &mut self,
        deed: Deed,
        open: Option<&ArticleId>,
        keep: impl FnOnce(&mut Library) -> Result<Option<CorrectionImport>, LibraryError>,
    ) {
        let mut progress = self.progress();
        let Some(library) = &mut self.library else {
            return;
        };
        let kept = keep(library).and_then(|imported| {
            if let Some(open) = open {
                library.correct_article(open)?;
            }
            let history = library.repair_history()?;
            Ok((imported, history, library.corrections()?))
        });
        let (imported, history, rules) = match kept {
            Ok(kept) => kept,
            Err(error) => {
                let event = JobEvent::RepairFailed(error.sentence());
                return self.reporter.report(event);
            }
        };
        self.reporter
            .report(JobEvent::RulesKept(deed, history, rules));
        let applied = library.apply_corrections(&mut progress);
        let applied = applied.and_then(|control| Ok((control, library.counts()?)));
        let event = match applied {
            Ok((control, counts)) => {
                if control == ControlFlow::Break(()) {
                    log::info!("the rules are applied to the rest at the next start");
                }
                JobEvent::RulesApplied(counts, imported)
            }
            Err(error) => {
                self.reporter
                    .report(JobEvent::RepairFailed(error.sentence()));
                self.work_failed(&error)
            }
        };
        // The names of the index are others now.
        if let Some(library) = &self.library {
            self.lend_reader(library);
        }
        self.reporter.report(event);
        self.report_searches();
    }

    pub(super) fn undo(&mut self, open: Option<&ArticleId>) {
        match self.next(Library::last_deed) {
            Ok(Some(StoredDeed::Corrections(_))) => self.correct(Deed::Undone, open, |library| {
                library.undo_corrections().map(|()| None)
            }),
            Ok(Some(StoredDeed::Work(_))) => {
                self.work_with(Deed::Undone, |library| library.undo_work().map(|()| true));
            }
            Ok(Some(StoredDeed::Repair(_)) | None) => {
                self.repair(Deed::Undone, Library::undo_repair);
            }
            Err(why) => self.reporter.report(JobEvent::RepairFailed(why)),
        }
    }

    pub(super) fn redo(&mut self, open: Option<&ArticleId>) {
        match self.next(Library::first_undone_deed) {
            Ok(Some(StoredDeed::Corrections(_))) => self.correct(Deed::Redone, open, |library| {
                library.redo_corrections().map(|()| None)
            }),
            Ok(Some(StoredDeed::Work(_))) => {
                self.work_with(Deed::Redone, |library| library.redo_work().map(|()| true));
            }
            Ok(Some(StoredDeed::Repair(_)) | None) => {
                self.repair(Deed::Redone, Library::redo_repair);
            }
            Err(why) => self.reporter.report(JobEvent::RepairFailed(why)),
        }
    }

    /// What comes next.
    fn next(
        &self,
        next: fn(&Library) -> Result<Option<StoredDeed>, LibraryError>,
    ) -> Result<Option<StoredDeed>, Sentence> {
        let next = self.library.as_ref().map_or(Ok(None), next);
        next.map_err(|error| error.sentence())
    }

    pub(super) fn import_rules(&mut self, path: &Path, open: Option<&ArticleId>) {
        match read_list_file(path) {
            Ok(text) => self.correct(Deed::Repaired, open, |library| {
                library.import_corrections(&text).map(Some)
            }),
            Err(error) => {
                let (said, name) = (error.sentence(), path.display());
                let sentence = Sentence::new(
                    format!("{name}：{}", said.zh),
                    format!("{name}: {}", said.en),
                );
                self.reporter.report(JobEvent::RepairFailed(sentence));
            }
        }
    }

    pub(super) fn export_rules(&self, path: PathBuf) {
        let Some(library) = &self.library else {
            return;
        };
        match library.export_corrections() {
            Ok(text) => self.write_file(path, &text),
            Err(error) => {
                let event = JobEvent::Failed(error.sentence());
                self.reporter.report(event);
            }
        }
    }
}
