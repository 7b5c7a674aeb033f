//! Importing files, and restoring every kept file anew.

use super::identity::bytes_hash;
use super::keeping::{add_pages, learn, texts_of};
use super::open::Library;
use super::progress::Meter;
use super::restored::DERIVED_BY;
use super::restored::ReaderBook;
use super::restored::{RestoredSource, is_page_name, list_files, restore_bytes};
use super::{ImportReport, LibraryError, Progress, Stage};
use crate::ingest::{self, IngestError};
use crate::model::{PartialDate, Warning};
use crate::store::{AddedSource, AppliedRules, Catalog, NewSource, StoreError, StoredSource};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Files restored and written together: many small ones, or one large one.
const N_FILES_AT_A_TIME: usize = 32;
/// Bytes restored and written together; a single file may be larger.
const N_BYTES_AT_A_TIME: u64 = 4 << 20;
/// How long new articles wait at most before a search finds them.
const INDEX_EVERY: Duration = Duration::from_secs(5);

/// The hash of a file, and why it is not taken.
type Failure = (String, Warning);

/// A file on its way in.
pub(super) struct Candidate {
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
    pub(super) hash: String,
}

impl Library {
    /// Imports files, and the files of folders, however deep, in order of their paths. What is in
    /// the library byte for byte is left as it is; what cannot be imported is reported, and the
    /// rest goes on. `issue_date` is the reader's word for all of them.
    ///
    /// `on_progress` hears how many files are safely in the library, at most ten times a second,
    /// and may stop the import between two batches; what was imported stays.
    ///
    /// # Errors
    /// When the library is read-only or cannot be written; what was imported before stays.
    pub fn import(
        &mut self,
        paths: &[PathBuf],
        issue_date: Option<PartialDate>,
        on_progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<ImportReport, LibraryError> {
        self.writing()?;
        let (files, warnings) = list_files(paths);
        let mut report = ImportReport::default();
        for warning in warnings {
            // A folder that cannot be read is a failure; files left out are not.
            if Path::new(&warning.place).read_dir().is_err() {
                report.failures.push(warning);
            } else {
                report.warnings.push(warning);
            }
        }
        let mut meter = Meter::new(Stage::Importing, files.len());
        let mut last_indexed = Instant::now();
        let mut rest = files.as_slice();
        while !rest.is_empty() {
            if meter
                .report(files.len() - rest.len(), on_progress)
                .is_break()
            {
                report.is_cancelled = true;
                break;
            }
            let (batch, after) = rest.split_at(batch_len(rest));
            let n_done = files.len() - rest.len();
            let candidates = batch.par_iter().map(|file| load_candidate(file)).collect();
            let mut goes_on = || !meter.report(n_done, on_progress).is_break();
            self.import_batch(candidates, issue_date, &mut report, &mut goes_on)?;
            rest = after;
            if last_indexed.elapsed() >= INDEX_EVERY && !rest.is_empty() {
                self.keep_up()?;
                last_indexed = Instant::now();
            }
        }
        meter.report_end(files.len() - rest.len(), on_progress);
        if report.is_cancelled {
            // What is in the library is to be found, too.
            self.complete_quietly()?;
        } else if self.complete(on_progress)?.is_break() {
            report.is_cancelled = true;
        }
        Ok(report)
    }

    /// Imports a file from memory, as [`Library::import`] does.
    ///
    /// # Errors
    /// When the library is read-only or cannot be written.
    pub fn import_bytes(
        &mut self,
        name: &str,
        bytes: &[u8],
        issue_date: Option<PartialDate>,
    ) -> Result<ImportReport, LibraryError> {
        let mut report = ImportReport::default();
        let candidate = Candidate {
            name: name.to_owned(),
            hash: bytes_hash(bytes),
            bytes: bytes.to_vec(),
        };
        self.import_batch(vec![Ok(candidate)], issue_date, &mut report, &mut || true)?;
        self.complete_quietly()?;
        Ok(report)
    }

    /// Imports some files; archives last, each of their files by itself. `goes_on` is asked between the
    /// files of an archive.
    fn import_batch(
        &mut self,
        candidates: Vec<Result<Candidate, Warning>>,
        issue_date: Option<PartialDate>,
        report: &mut ImportReport,
        goes_on: &mut dyn FnMut() -> bool,
    ) -> Result<(), LibraryError> {
        let is_archive = |candidate: &Result<Candidate, Warning>| {
            let loaded = candidate.as_ref().ok();
            loaded.is_some_and(|loaded| ingest::is_archive(&loaded.bytes))
        };
        let (archives, files): (Vec<_>, Vec<_>) = candidates.into_iter().partition(is_archive);
        self.import_candidates(files, issue_date, report)?;
        for archive in archives.into_iter().flatten() {
            self.import_archive(&archive, issue_date, report, goes_on)?;
        }
        Ok(())
    }

    fn import_archive(
        &mut self,
        archive: &Candidate,
        issue_date: Option<PartialDate>,
        report: &mut ImportReport,
        goes_on: &mut dyn FnMut() -> bool,
    ) -> Result<(), LibraryError> {
        let (mut batch, mut n_bytes) = (Vec::new(), 0);
        let mut written = Ok(());
        let wants = |name: &str| is_page_name(Path::new(name));
        let mut visit = |member: Result<ingest::Member, Warning>| {
            batch.push(member.map(|member| {
                n_bytes += member.bytes.len() as u64;
                Candidate {
                    hash: bytes_hash(&member.bytes),
                    name: member.name,
                    bytes: member.bytes,
                }
            }));
            if batch.len() < N_FILES_AT_A_TIME && n_bytes < N_BYTES_AT_A_TIME {
                return true;
            }
            n_bytes = 0;
            written = self.import_candidates(std::mem::take(&mut batch), issue_date, report);
            written.is_ok() && goes_on()
        };
        let read = ingest::for_each_member(&archive.name, &archive.bytes, &wants, &mut visit);
        written?;
        self.import_candidates(batch, issue_date, report)?;
        if let Err(error) = read {
            report.failures.push(Warning {
                place: archive.name.clone(),
                message: error.sentence(),
            });
        }
        Ok(())
    }

    /// Restores those that are new, and writes them in one transaction.
    pub(super) fn import_candidates(
        &mut self,
        candidates: Vec<Result<Candidate, Warning>>,
        issue_date: Option<PartialDate>,
        report: &mut ImportReport,
    ) -> Result<(), LibraryError> {
        let book = self.writing()?.reader_book()?;
        let catalog = &mut self.writing_mut()?.catalog;
        let mut hashes = BTreeSet::new();
        let (mut new, mut twins) = (Vec::new(), Vec::new());
        for candidate in candidates {
            match candidate {
                Ok(loaded) if catalog.has_source(&loaded.hash)? => report.n_unchanged += 1,
                Ok(loaded) if !hashes.insert(loaded.hash.clone()) => {
                    twins.push((loaded.name, loaded.hash));
                }
                new_one => new.push(new_one),
            }
        }
        let restored: Vec<Result<(Candidate, RestoredSource), Failure>> = new
            .into_par_iter()
            .map(|candidate| match candidate {
                Ok(candidate) => restore_candidate(candidate, issue_date, &book),
                Err(unread) => Err((String::new(), unread)),
            })
            .collect();
        let transaction = catalog.begin()?;
        // Counted apart: a transaction that fails adds nothing.
        let mut added = ImportReport::default();
        let mut failed = BTreeMap::new();
        let mut pages = BTreeSet::new();
        learn(&transaction, restored.iter().flatten().map(|(_, new)| new))?;
        for result in restored {
            match result {
                Ok((candidate, restored)) => {
                    let source = transaction.add_source(NewSource {
                        hash: &candidate.hash,
                        name: &candidate.name,
                        issue_date,
                        bytes: &candidate.bytes,
                        texts: &texts_of(&restored),
                    })?;
                    added.n_added += 1;
                    let hashes = restored.pages.iter().map(|p| p.origin.text_hash.clone());
                    pages.extend(hashes);
                    added.n_articles += add_pages(&transaction, source, &restored)?;
                    added.warnings.extend(warnings_of(restored));
                }
                Err((hash, failure)) => {
                    failed.insert(hash, failure.message.clone());
                    added.failures.push(failure);
                }
            }
        }
        // What is there twice fails twice: each file is named.
        for (place, hash) in twins {
            match failed.get(&hash) {
                Some(message) => added.failures.push(Warning {
                    place,
                    message: message.clone(),
                }),
                None => added.n_unchanged += 1,
            }
        }
        transaction.catalog().set_marks_settled(false)?;
        transaction.commit()?;
        self.settle_marks(pages)?;
        report.n_added += added.n_added;
        report.n_unchanged += added.n_unchanged;
        report.n_articles += added.n_articles;
        report.warnings.extend(added.warnings);
        report.failures.extend(added.failures);
        Ok(())
    }

    /// Restores every kept file anew, with the reader's repairs, and builds the index anew. What the
    /// reader marked goes with the article that has most of what the marked one began with. Stopped,
    /// it leaves everything as it was.
    ///
    /// # Errors
    /// When the library is read-only or cannot be written.
    pub fn rebuild(
        &mut self,
        on_progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<ImportReport, LibraryError> {
        let n_total = self.counts()?.n_sources;
        let mut report = ImportReport::default();
        let mut meter = Meter::new(Stage::Rebuilding, n_total);
        let book = self.writing()?.reader_book()?;
        let transaction = self.writing_mut()?.catalog.begin()?;
        transaction.remove_derived()?;
        let (mut last_id, mut n_done) = (0, 0);
        loop {
            if meter.report(n_done, on_progress).is_break() {
                return Ok(ImportReport {
                    is_cancelled: true,
                    ..ImportReport::default()
                });
            }
            let batch = next_sources(transaction.catalog(), last_id)?;
            let Some(last) = batch.last() else { break };
            last_id = last.source_id;
            n_done += batch.len();
            let restored: Vec<Result<RestoredSource, IngestError>> = batch
                .par_iter()
                .map(|source| restore_bytes(&source.name, &source.bytes, source.issue_date, &book))
                .collect();
            learn(&transaction, restored.iter().flatten())?;
            for (source, restored) in batch.into_iter().zip(restored) {
                match restored {
                    Ok(restored) => {
                        let source_id = source.source_id;
                        let texts = texts_of(&restored);
                        let first_text = transaction.renew_texts(source_id, &texts)?;
                        let kept = AddedSource {
                            source_id,
                            first_text,
                        };
                        report.n_articles += add_pages(&transaction, kept, &restored)?;
                        report.warnings.extend(warnings_of(restored));
                    }
                    Err(error) => report.failures.push(Warning {
                        place: source.name,
                        message: error.sentence(),
                    }),
                }
            }
        }
        let catalog = transaction.catalog();
        catalog.set_engine_version(DERIVED_BY)?;
        catalog.set_marks_settled(false)?;
        transaction.set_applied_rules(&AppliedRules {
            everywhere: book.rules.lines(),
            on_their_way: Vec::new(),
        })?;
        transaction.commit()?;
        meter.report_end(n_done, on_progress);
        report.is_cancelled = self.complete(on_progress)?.is_break();
        Ok(report)
    }
}

fn load_candidate(file: &Path) -> Result<Candidate, Warning> {
    let bytes = ingest::load_bytes(file).map_err(|error| Warning {
        place: file.display().to_string(),
        message: error.sentence(),
    })?;
    Ok(Candidate {
        name: ingest::name_of(file),
        hash: bytes_hash(&bytes),
        bytes,
    })
}

fn restore_candidate(
    candidate: Candidate,
    issue_date: Option<PartialDate>,
    book: &ReaderBook,
) -> Result<(Candidate, RestoredSource), Failure> {
    match restore_bytes(&candidate.name, &candidate.bytes, issue_date, book) {
        Ok(restored) => Ok((candidate, restored)),
        Err(error) => {
            let failure = Warning {
                place: candidate.name,
                message: error.sentence(),
            };
            Err((candidate.hash, failure))
        }
    }
}

/// How many of the files to take at a time, at least one.
fn batch_len(files: &[PathBuf]) -> usize {
    let mut n_bytes = 0;
    let n_fitting = files
        .iter()
        .take(N_FILES_AT_A_TIME)
        .take_while(|file| {
            n_bytes += std::fs::metadata(file).map_or(0, |found| found.len());
            n_bytes <= N_BYTES_AT_A_TIME
        })
        .count();
    n_fitting.max(1)
}

/// The next kept files, at least one if there is one.
fn next_sources(catalog: &Catalog, after: i64) -> Result<Vec<StoredSource>, StoreError> {
    let mut batch: Vec<StoredSource> = Vec::new();
    let mut n_bytes = 0;
    let mut last_id = after;
    while batch.len() < N_FILES_AT_A_TIME && n_bytes < N_BYTES_AT_A_TIME {
        let Some(source) = catalog.next_source(last_id)? else {
            break;
        };
        last_id = source.source_id;
        n_bytes += source.bytes.len() as u64;
        batch.push(source);
    }
    Ok(batch)
}

fn warnings_of(source: RestoredSource) -> impl Iterator<Item = Warning> {
    let of_pages = source
        .pages
        .into_iter()
        .flat_map(|page| page.restoration.warnings);
    source.warnings.into_iter().chain(of_pages)
}
