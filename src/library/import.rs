//! Importing files, and restoring every kept file anew.

use super::identity::bytes_hash;
use super::keeping::{add_pages, learn, texts_of};
use super::open::Library;
use super::progress::Meter;
use super::restored::DERIVED_BY;
use super::restored::ReaderBook;
use super::restored::{RestoredSource, list_files, restore_bytes};
use super::{ImportReport, LibraryError, Progress, Stage};
use crate::ingest::{self, IngestError};
use crate::model::{PartialDate, Warning};
use crate::store::{AddedSource, AppliedRules, Catalog, NewSource, StoreError, StoredSource};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Files restored and written together: many small ones, or one large one.
const N_FILES_AT_A_TIME: usize = 32;
/// Bytes restored and written together; a single file may be larger.
const N_BYTES_AT_A_TIME: u64 = 4 << 20;
/// How long new articles wait at most before a search finds them.
const INDEX_EVERY: Duration = Duration::from_secs(5);

/// A file on its way in.
struct Candidate {
    name: String,
    bytes: Vec<u8>,
    hash: String,
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
            self.import_batch(batch, issue_date, &mut report)?;
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
        self.import_candidates(vec![Ok(candidate)], issue_date, &mut report)?;
        self.complete_quietly()?;
        Ok(report)
    }

    fn import_batch(
        &mut self,
        files: &[PathBuf],
        issue_date: Option<PartialDate>,
        report: &mut ImportReport,
    ) -> Result<(), LibraryError> {
        let candidates = files.par_iter().map(|file| load_candidate(file)).collect();
        self.import_candidates(candidates, issue_date, report)
    }

    /// Restores those that are new, and writes them in one transaction.
    fn import_candidates(
        &mut self,
        candidates: Vec<Result<Candidate, Warning>>,
        issue_date: Option<PartialDate>,
        report: &mut ImportReport,
    ) -> Result<(), LibraryError> {
        let book = self.writing()?.reader_book()?;
        let catalog = &mut self.writing_mut()?.catalog;
        let mut hashes = BTreeSet::new();
        let mut new = Vec::new();
        for candidate in candidates {
            if let Ok(loaded) = &candidate
                && (catalog.has_source(&loaded.hash)? || !hashes.insert(loaded.hash.clone()))
            {
                report.n_unchanged += 1;
            } else {
                new.push(candidate);
            }
        }
        let restored: Vec<Result<(Candidate, RestoredSource), Warning>> = new
            .into_par_iter()
            .map(|candidate| restore_candidate(candidate?, issue_date, &book))
            .collect();
        let transaction = catalog.begin()?;
        // Counted apart: a transaction that fails adds nothing.
        let mut added = ImportReport::default();
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
                Err(failure) => added.failures.push(failure),
            }
        }
        transaction.catalog().set_marks_settled(false)?;
        transaction.commit()?;
        self.settle_marks(pages)?;
        report.n_added += added.n_added;
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
) -> Result<(Candidate, RestoredSource), Warning> {
    match restore_bytes(&candidate.name, &candidate.bytes, issue_date, book) {
        Ok(restored) => Ok((candidate, restored)),
        Err(error) => Err(Warning {
            place: candidate.name,
            message: error.sentence(),
        }),
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
