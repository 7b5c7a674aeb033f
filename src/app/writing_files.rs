//! The writer thread's work with files: imports, batch after batch between other work; removing and
//! redoing; watched folders.

use super::watching::FolderWatch;
use super::writing::WriterThread;
use super::{FilesNews, JobEvent};
use crate::library::{ImportReport, ImportRequest, ImportWork, Library, LibraryError, Said};
use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::atomic::Ordering;

/// Imports that are not done yet, the first one under way; and what is watched.
#[derive(Default)]
pub(super) struct Imports {
    queue: VecDeque<ImportWork>,
    pub(super) is_paused: bool,
    watch: Option<FolderWatch>,
}

impl Imports {
    /// Is there anything to go on with?
    pub(super) fn is_waiting(&self) -> bool {
        !self.is_paused && !self.queue.is_empty()
    }
}

impl WriterThread {
    /// Puts an import behind those that are not done yet.
    pub(super) fn begin_import(&mut self, request: ImportRequest) {
        let Some(library) = &self.library else { return };
        match ImportWork::begin(library, request) {
            Ok(work) => {
                self.reporter.report(JobEvent::Progressed(work.progress()));
                self.imports.queue.push_back(work);
            }
            Err(error) => self.reporter.report(self.work_failed(&error)),
        }
    }

    /// Goes on with the first import until it is done, is stopped, or other work waits.
    pub(super) fn import_on(&mut self) {
        let mut progress = self.progress();
        let n_waiting = self.n_waiting.clone();
        let (Some(library), Some(mut work)) = (&mut self.library, self.imports.queue.pop_front())
        else {
            self.imports.queue.clear();
            return;
        };
        let done = work.go_on(library, &mut |at| {
            let flow = progress(at);
            if n_waiting.load(Ordering::Relaxed) > 0 {
                ControlFlow::Break(())
            } else {
                flow
            }
        });
        match done {
            Ok(None) if self.is_stopped() => {
                self.imports.queue.push_front(work);
                self.stop_imports();
            }
            Ok(None) => self.imports.queue.push_front(work),
            Ok(Some(report)) => self.import_ended(Ok(report), work.request().is_by_itself),
            Err(error) => self.import_ended(Err(error), false),
        }
    }

    /// Does the reader want no more of it? When the window closes it is only left for the next time.
    fn is_stopped(&self) -> bool {
        self.is_cancelled.load(Ordering::Relaxed) && !self.is_closing.load(Ordering::Relaxed)
    }

    /// Stops all imports; what they took stays.
    pub(super) fn stop_imports(&mut self) {
        self.imports.is_paused = false;
        let mut stopped: Option<Result<ImportReport, LibraryError>> = None;
        for mut work in std::mem::take(&mut self.imports.queue) {
            let Some(library) = &mut self.library else {
                return;
            };
            let report = work.stop(library);
            // One report tells of all.
            stopped.get_or_insert(report);
        }
        if let Some(stopped) = stopped {
            self.import_ended(stopped, false);
        }
    }

    /// Another library takes the place of this one, whose imports go on when it is opened again.
    pub(super) fn forget_imports(&mut self) {
        self.imports = Imports::default();
    }

    fn import_ended(&mut self, ended: Result<ImportReport, LibraryError>, is_by_itself: bool) {
        let Some(library) = &self.library else { return };
        let ended = ended.and_then(|report| Ok((report, library.counts()?)));
        let is_last = self.imports.queue.is_empty();
        // A folder in which nothing has come is no news.
        let has_news = ended.as_ref().is_ok_and(|(report, _)| {
            report.n_added + report.n_moved > 0
                || !report.failures.is_empty()
                || report.is_cancelled
        });
        if has_news {
            self.lend_reader(library);
        }
        self.reporter.report(match ended {
            Ok((_, counts)) if is_by_itself && !has_news => JobEvent::ImportedNothing(counts),
            Ok((report, counts)) => JobEvent::Imported { report, counts },
            Err(error) => self.work_failed(&error),
        });
        if !is_last {
            let next = self.imports.queue.front().map(ImportWork::progress);
            if let Some(next) = next {
                self.reporter.report(JobEvent::Progressed(next));
            }
        }
        if has_news {
            self.report_searches();
            self.report_failed();
        }
    }

    /// Goes on with what an earlier run did not finish, and takes what has come to watched folders.
    pub(super) fn take_up(&mut self) {
        let Some(library) = self.library.as_ref().filter(|l| !l.is_read_only()) else {
            return;
        };
        let pending = library.pending_import().unwrap_or_else(|error| {
            log::warn!("it cannot be told what was to be imported: {error}");
            Vec::new()
        });
        for (path, issue_date) in pending {
            self.begin_import(ImportRequest {
                paths: vec![path],
                said: Said {
                    issue_date,
                    encoding: None,
                },
                is_by_itself: true,
            });
        }
        self.report_failed();
        let watched = self.watch_folders();
        // A stick that is not there now is no failure.
        let paths: Vec<PathBuf> = watched
            .into_iter()
            .filter(|folder| folder.is_dir())
            .collect();
        if !paths.is_empty() {
            self.begin_import(ImportRequest {
                paths,
                is_by_itself: true,
                ..ImportRequest::default()
            });
        }
    }

    /// Watches the library's folders from now on; gives them.
    fn watch_folders(&mut self) -> Vec<PathBuf> {
        let Some(library) = &self.library else {
            return Vec::new();
        };
        let watched = match library.watched_folders() {
            Ok(watched) => watched,
            Err(error) => {
                self.reporter.report(JobEvent::Failed(error.sentence()));
                return Vec::new();
            }
        };
        // The old watcher goes first: both would tell the same.
        self.imports.watch = None;
        let (watch, troubles) = FolderWatch::start(&watched, self.reporter.clone());
        self.imports.watch = watch;
        for trouble in troubles {
            self.reporter.report(JobEvent::Failed(trouble));
        }
        self.report_files(FilesNews::Watched(watched.clone()));
        watched
    }

    pub(super) fn watch(&mut self, folder: PathBuf, is_watched: bool) {
        let Some(library) = &self.library else { return };
        let folder = std::path::absolute(&folder).unwrap_or(folder);
        if let Err(error) = library.watch_folder(&folder, is_watched) {
            return self.report_files(FilesNews::Refused(error.sentence()));
        }
        self.watch_folders();
        if is_watched {
            self.begin_import(ImportRequest {
                paths: vec![folder],
                is_by_itself: true,
                ..ImportRequest::default()
            });
        }
    }

    pub(super) fn remove_files(&mut self, files: &[i64]) {
        self.change_files(|library| {
            let n_articles = library.remove_files(files)?;
            Ok(FilesNews::Removed(n_articles, library.counts()?))
        });
    }

    pub(super) fn redo_file(&mut self, file: i64, said: Said) {
        self.change_files(|library| {
            let redone = library.redo_file(file, said)?;
            Ok(FilesNews::Redone(redone, library.counts()?))
        });
    }

    pub(super) fn forget_failure(&mut self, failure: Option<i64>) {
        let Some(library) = &mut self.library else {
            return;
        };
        match library.forget_failure(failure) {
            Ok(()) => self.report_failed(),
            Err(error) => self.report_files(FilesNews::Refused(error.sentence())),
        }
    }

    /// What an import would do; nothing is written.
    pub(super) fn survey(&self, paths: Vec<PathBuf>) {
        let Some(library) = &self.library else { return };
        let request = ImportRequest {
            paths: paths.clone(),
            ..ImportRequest::default()
        };
        match library.reader().survey(&request, &mut self.progress()) {
            Ok(report) => self.report_files(FilesNews::Surveyed(report, paths)),
            Err(error) => self.reporter.report(self.work_failed(&error)),
        }
    }

    fn change_files(
        &mut self,
        change: impl FnOnce(&mut Library) -> Result<FilesNews, LibraryError>,
    ) {
        let Some(library) = &mut self.library else {
            return;
        };
        let news = change(library).unwrap_or_else(|error| FilesNews::Refused(error.sentence()));
        if !matches!(news, FilesNews::Refused(_))
            && let Some(library) = &self.library
        {
            self.lend_reader(library);
        }
        self.report_files(news);
        self.report_searches();
    }

    /// Which files could not be taken, as it is now.
    fn report_failed(&self) {
        let Some(library) = &self.library else { return };
        match library.reader().failed_files() {
            Ok(failed) => self.report_files(FilesNews::Failed(failed)),
            Err(error) => self.reporter.report(JobEvent::Failed(error.sentence())),
        }
    }

    pub(super) fn report_files(&self, news: FilesNews) {
        self.reporter.report(JobEvent::Files(Box::new(news)));
    }
}
