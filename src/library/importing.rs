//! An import as a value: what is left of it, and going on with it. It can be interrupted between any two
//! batches, so that it can be paused, and so that whoever marks an article meanwhile need not wait.
//! Relies on `import` for each batch.

use super::import::{
    Candidate, N_BYTES_AT_A_TIME, N_FILES_AT_A_TIME, Taking, bring_candidate, load_candidate,
};
use super::open::Library;
use super::restored::{is_page_name, list_files};
use super::{ImportReport, LibraryError, Progress, Stage};
use crate::ingest::{self, Said};
use crate::model::Warning;
use crate::store::FileStamp;
use rayon::prelude::*;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How long new articles wait at most before a search finds them.
const INDEX_EVERY: Duration = Duration::from_secs(5);

/// What is to be imported, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportRequest {
    /// Files, and folders with all that is in them.
    pub paths: Vec<PathBuf>,
    /// What the reader says of all of them.
    pub said: Said,
    /// Nobody chose these files one by one: those that look as they did are not read again, and those
    /// that the reader removed stay out.
    pub is_by_itself: bool,
}

/// An import that is not done yet. It may be dropped at any time: what was taken stays.
#[derive(Debug)]
pub struct ImportWork {
    request: ImportRequest,
    files: Vec<(PathBuf, FileStamp)>,
    /// How many of `files` are done.
    n_done: usize,
    weight_done: u64,
    weight_total: u64,
    /// An archive that is not done yet, and how many of its files are.
    archive: Option<(Candidate, usize)>,
    report: ImportReport,
    begun: Instant,
    last_indexed: Instant,
    /// Is only the index left to do?
    is_taken: bool,
}

/// Who hears how far an import is, and may interrupt it.
type OnProgress<'a> = &'a mut (dyn FnMut(Progress) -> ControlFlow<()> + Send);

impl ImportWork {
    /// Finds the files; nothing is taken yet. Until the import is done or stopped, the library knows of
    /// it, so that it can be gone on with after a crash.
    ///
    /// # Errors
    /// When the library is read-only or cannot be written.
    pub fn begin(library: &Library, mut request: ImportRequest) -> Result<Self, LibraryError> {
        let catalog = &library.writing()?.catalog;
        for path in &mut request.paths {
            // What is remembered must not depend on where the program was started.
            if let Ok(whole) = std::path::absolute(&*path) {
                *path = whole;
            }
        }
        if !request.is_by_itself {
            catalog.note_pending(&request.paths, request.said.issue_date)?;
        }
        let (files, report) = listed(&request.paths);
        Ok(Self {
            weight_total: files.iter().map(|(_, stamp)| weight_of(stamp)).sum(),
            request,
            files,
            n_done: 0,
            weight_done: 0,
            archive: None,
            report,
            begun: Instant::now(),
            last_indexed: Instant::now(),
            is_taken: false,
        })
    }

    /// The files of an archive that is in memory.
    pub(super) fn of_archive(archive: Candidate, said: Said) -> Self {
        Self {
            request: ImportRequest {
                said,
                ..ImportRequest::default()
            },
            files: Vec::new(),
            n_done: 0,
            weight_done: 0,
            weight_total: 0,
            archive: Some((archive, 0)),
            report: ImportReport::default(),
            begun: Instant::now(),
            last_indexed: Instant::now(),
            is_taken: false,
        }
    }

    /// Goes on to the end.
    pub(super) fn finish(mut self, library: &mut Library) -> Result<ImportReport, LibraryError> {
        loop {
            let done = self.go_on(library, &mut |_| ControlFlow::Continue(()))?;
            if let Some(report) = done {
                return Ok(report);
            }
        }
    }

    /// What it takes.
    #[must_use]
    pub const fn request(&self) -> &ImportRequest {
        &self.request
    }

    /// How far it is.
    #[must_use]
    pub fn progress(&self) -> Progress {
        Progress {
            stage: Stage::Importing,
            n_done: self.n_done,
            n_total: self.files.len(),
            weight: (self.weight_done, self.weight_total),
            elapsed: self.begun.elapsed(),
        }
    }

    /// Goes on, batch after batch, until all is taken and found by searches; then gives what was done.
    /// `None`: `on_progress` interrupted it, and it can go on.
    ///
    /// # Errors
    /// When the library cannot be written; what was taken before stays.
    pub fn go_on(
        &mut self,
        library: &mut Library,
        on_progress: OnProgress<'_>,
    ) -> Result<Option<ImportReport>, LibraryError> {
        let hands = library.hands.clone();
        hands.work(|| self.go_on_here(library, on_progress))
    }

    fn go_on_here(
        &mut self,
        library: &mut Library,
        on_progress: OnProgress<'_>,
    ) -> Result<Option<ImportReport>, LibraryError> {
        while !self.is_taken {
            if on_progress(self.progress()).is_break() {
                return Ok(None);
            }
            if self.archive.is_some() {
                if self.take_archive(library, on_progress)?.is_break() {
                    return Ok(None);
                }
            } else if self.n_done < self.files.len() {
                self.take_batch(library)?;
            } else {
                self.is_taken = true;
            }
            if self.is_index_due() && (self.archive.is_some() || self.n_done < self.files.len()) {
                library.keep_up()?;
                self.last_indexed = Instant::now();
            }
        }
        if library.complete_here(on_progress)?.is_break() {
            return Ok(None);
        }
        self.end(library).map(Some)
    }

    /// Takes no more; what was taken is found by searches. Gives what was done.
    ///
    /// # Errors
    /// When the library cannot be written.
    pub fn stop(&mut self, library: &mut Library) -> Result<ImportReport, LibraryError> {
        library.complete_quietly()?;
        self.report.is_cancelled = true;
        self.end(library)
    }

    /// Once: there is nothing to go on with afterwards.
    fn end(&mut self, library: &Library) -> Result<ImportReport, LibraryError> {
        library
            .writing()?
            .catalog
            .forget_pending(&self.request.paths)?;
        Ok(std::mem::take(&mut self.report))
    }

    fn is_index_due(&self) -> bool {
        self.last_indexed.elapsed() >= INDEX_EVERY
    }

    fn taking(&self) -> Taking {
        Taking {
            said: self.request.said,
            is_by_itself: self.request.is_by_itself,
        }
    }

    /// Takes the next files; an archive is opened after those that come with it.
    fn take_batch(&mut self, library: &mut Library) -> Result<(), LibraryError> {
        let rest = self.files.get(self.n_done..).unwrap_or_default();
        let batch = rest.get(..batch_len(rest)).unwrap_or_default();
        let (mut to_read, mut seen) = (Vec::new(), Vec::new());
        for (idx, (path, stamp)) in batch.iter().enumerate() {
            if self.request.is_by_itself && library.writing()?.catalog.has_seen(stamp)? {
                seen.push(idx);
            } else {
                to_read.push((path, stamp));
            }
        }
        let mut candidates: Vec<_> = to_read
            .into_par_iter()
            .map(|(path, stamp)| load_candidate(path, stamp))
            .collect();
        let is_archive = |candidate: &Result<Candidate, _>| {
            let loaded: Option<&Candidate> = candidate.as_ref().ok();
            loaded.is_some_and(|loaded| ingest::is_archive(&loaded.bytes))
        };
        let mut n_files = batch.len();
        if let Some(nth) = candidates.iter().position(is_archive) {
            // What comes after it is read again; archives are seldom.
            let archive = candidates.drain(nth..).next();
            if let Some(Ok(archive)) = archive {
                let of_it = batch.iter().position(|(path, _)| archive.is_at(path));
                // It counts once it is done.
                n_files = of_it.unwrap_or(n_files);
                self.archive = Some((archive, 0));
            }
        }
        self.report.n_unchanged += seen.iter().filter(|idx| **idx < n_files).count();
        let counted = batch.iter().take(n_files);
        let weight: u64 = counted.map(|(_, stamp)| weight_of(stamp)).sum();
        library.import_candidates(candidates, self.taking(), &mut self.report)?;
        self.n_done += n_files;
        self.weight_done += weight;
        Ok(())
    }

    /// Takes the files of an archive until that is interrupted, or searches are to find what is there.
    fn take_archive(
        &mut self,
        library: &mut Library,
        on_progress: OnProgress<'_>,
    ) -> Result<ControlFlow<()>, LibraryError> {
        let Some((archive, n_before)) = self.archive.take() else {
            return Ok(ControlFlow::Continue(()));
        };
        let (begun, taking) = (self.progress(), self.taking());
        let (weight, n_members) = (weight_of(&archive.stamp), ingest::n_members(&archive.bytes));
        let (since, clock) = (self.last_indexed, self.begun);
        let report = &mut self.report;
        let (mut batch, mut n_bytes) = (Vec::new(), 0);
        let mut written = Ok(());
        let (mut flow, mut is_left) = (ControlFlow::Continue(()), false);
        let n_seen = std::cell::Cell::new(0_usize);
        let wants = |name: &str| {
            is_page_name(Path::new(name)) && n_seen.replace(n_seen.get() + 1) >= n_before
        };
        let mut visit = |member: Result<ingest::Member, Warning>| {
            n_bytes += member.as_ref().map_or(0, |member| member.bytes.len());
            batch.push(bring_candidate(member, &archive));
            if batch.len() < N_FILES_AT_A_TIME && n_bytes < N_BYTES_AT_A_TIME {
                return true;
            }
            n_bytes = 0;
            written = library.import_candidates(std::mem::take(&mut batch), taking, report);
            let share = weight * n_seen.get().min(n_members) as u64 / n_members.max(1) as u64;
            flow = on_progress(Progress {
                weight: (begun.weight.0 + share, begun.weight.1),
                elapsed: clock.elapsed(),
                ..begun
            });
            is_left = flow.is_break() || since.elapsed() >= INDEX_EVERY;
            written.is_ok() && !is_left
        };
        let read = ingest::for_each_member(&archive.name, &archive.bytes, &wants, &mut visit);
        written?;
        library.import_candidates(batch, taking, report)?;
        if is_left {
            self.archive = Some((archive, n_seen.get()));
            return Ok(flow);
        }
        let is_read = read.is_ok();
        if let Err(error) = read {
            let failure = archive.failed(error.sentence());
            library.import_candidates(vec![Err(failure)], taking, report)?;
        }
        library.see(&archive.stamp, is_read)?;
        self.n_done += 1;
        self.weight_done += weight;
        Ok(flow)
    }
}

/// The files at some paths as they are now, and what is to be said of the paths.
pub(super) fn listed(paths: &[PathBuf]) -> (Vec<(PathBuf, FileStamp)>, ImportReport) {
    let (files, warnings) = list_files(paths);
    // A folder that cannot be read is a failure; files left out are not.
    let is_failure = |warning: &Warning| Path::new(&warning.place).read_dir().is_err();
    let (failures, warnings) = warnings.into_iter().partition(is_failure);
    let report = ImportReport {
        failures,
        warnings,
        ..ImportReport::default()
    };
    let files = files.into_iter();
    let files = files.map(|file| (file.clone(), stamp_of(file)));
    (files.collect(), report)
}

/// A file as it is now; one that cannot be asked is as large as nothing.
fn stamp_of(path: PathBuf) -> FileStamp {
    let found = std::fs::metadata(&path).ok();
    let changed = found.as_ref().and_then(|found| found.modified().ok());
    let since = changed.and_then(|at| at.duration_since(std::time::UNIX_EPOCH).ok());
    FileStamp {
        path: Some(path),
        n_bytes: found.map_or(0, |found| found.len()),
        modified_at: since.and_then(|since| i64::try_from(since.as_nanos()).ok()),
    }
}

/// What a file adds to the work: its bytes, and a little for itself.
const fn weight_of(stamp: &FileStamp) -> u64 {
    stamp.n_bytes + 1024
}

/// How many of the files to take at a time, at least one.
fn batch_len(files: &[(PathBuf, FileStamp)]) -> usize {
    let mut n_bytes = 0;
    let n_fitting = files
        .iter()
        .take(N_FILES_AT_A_TIME)
        .take_while(|(_, stamp)| {
            n_bytes += stamp.n_bytes;
            n_bytes <= N_BYTES_AT_A_TIME as u64
        })
        .count();
    n_fitting.max(1)
}
