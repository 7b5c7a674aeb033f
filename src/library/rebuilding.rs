//! Restoring every kept file anew, or one of them.

use super::import::{N_BYTES_AT_A_TIME, N_FILES_AT_A_TIME, warnings_of};
use super::keeping::{add_pages, learn, texts_of};
use super::open::Library;
use super::progress::Meter;
use super::restored::{DERIVED_BY, RestoredSource, restore_bytes};
use super::{ImportReport, LibraryError, Progress, Stage};
use crate::ingest::{IngestError, Said};
use crate::model::Warning;
use crate::store::{AddedSource, AppliedRules, Catalog, StoreError, StoredSource};
use rayon::prelude::*;
use std::ops::ControlFlow;

impl Library {
    /// Restores every kept file anew, with the reader's repairs, and builds the index anew. What the
    /// reader marked goes with the article that has most of what the marked one began with. Stopped,
    /// it leaves everything as it was.
    ///
    /// # Errors
    /// When the library is read-only or cannot be written.
    pub fn rebuild(
        &mut self,
        on_progress: &mut (dyn FnMut(Progress) -> ControlFlow<()> + Send),
    ) -> Result<ImportReport, LibraryError> {
        let hands = self.hands.clone();
        hands.work(|| self.rebuild_here(on_progress))
    }

    pub(super) fn rebuild_here(
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
                .map(|source| restore_bytes(&source.name, &source.bytes, said_of(source), &book))
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
        report.is_cancelled = self.complete_here(on_progress)?.is_break();
        Ok(report)
    }
}

/// How a kept file is to be read.
pub(super) const fn said_of(source: &StoredSource) -> Said {
    Said {
        issue_date: source.issue_date,
        encoding: source.encoding,
    }
}

/// The next kept files, at least one if there is one.
fn next_sources(catalog: &Catalog, after: i64) -> Result<Vec<StoredSource>, StoreError> {
    let mut batch: Vec<StoredSource> = Vec::new();
    let mut n_bytes = 0;
    let mut last_id = after;
    while batch.len() < N_FILES_AT_A_TIME && n_bytes < N_BYTES_AT_A_TIME as u64 {
        let Some(source) = catalog.next_source(last_id)? else {
            break;
        };
        last_id = source.source_id;
        n_bytes += source.bytes.len() as u64;
        batch.push(source);
    }
    Ok(batch)
}
