//! Files into the catalog: some at a time, each once, in one transaction with all that was found in them
//! and with what could not be taken. The search index follows (`indexing`).

use super::identity::bytes_hash;
use super::importing::{ImportRequest, ImportWork};
use super::keeping::{add_pages, learn, texts_of};
use super::open::Library;
use super::progress::Meter;
use super::restored::{ReaderBook, RestoredSource, restore_bytes};
use super::{ImportReport, LibraryError, Progress, Stage};
use crate::ingest::{self, Said};
use crate::model::{PageHash, PartialDate, Sentence, Warning};
use crate::store::{Catalog, FileStamp, NewSource, StoreError, Transaction};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// Files restored and written together: many small ones, or one large one.
pub(super) const N_FILES_AT_A_TIME: usize = 32;
/// Bytes restored and written together; a single file may be larger.
pub(super) const N_BYTES_AT_A_TIME: usize = 4 << 20;

/// A file on its way in.
#[derive(Debug)]
pub(super) struct Candidate {
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
    pub(super) hash: String,
    pub(super) stamp: FileStamp,
}

/// A file that cannot be taken.
#[derive(Debug)]
pub(super) struct Trouble {
    /// Its hash, where it could be read.
    hash: Option<String>,
    /// Which, and why.
    pub(super) warning: Warning,
    /// What to import to try again.
    stamp: FileStamp,
}

/// A file that cannot be taken, small to hand on.
pub(super) type Failed = Box<Trouble>;

/// How files are taken.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Taking {
    /// What the reader says of them.
    pub(super) said: Said,
    /// See [`ImportRequest::is_by_itself`].
    pub(super) is_by_itself: bool,
}

/// What becomes of a file.
pub(super) enum Fate {
    /// It comes in.
    New,
    /// It is there.
    Known,
    /// It is there, and stands elsewhere now; the number of the kept file.
    Moved(i64),
    /// It is there, and nobody knew where it stands.
    Learnt(i64),
}

impl Candidate {
    /// Is it the file at a path?
    pub(super) fn is_at(&self, path: &Path) -> bool {
        self.stamp.path.as_deref() == Some(path)
    }

    pub(super) fn failed(&self, message: Sentence) -> Failed {
        Box::new(Trouble {
            hash: Some(self.hash.clone()),
            warning: Warning {
                place: self.place(),
                message,
            },
            stamp: self.stamp.clone(),
        })
    }

    /// What a reader is told of it by: its path; of one that came from nowhere, or out of an archive,
    /// its name.
    fn place(&self) -> String {
        match &self.stamp.path {
            Some(path) if path.ends_with(&self.name) => path.display().to_string(),
            _ => self.name.clone(),
        }
    }
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
        on_progress: &mut (dyn FnMut(Progress) -> ControlFlow<()> + Send),
    ) -> Result<ImportReport, LibraryError> {
        self.import_as(
            ImportRequest {
                paths: paths.to_vec(),
                said: Said {
                    issue_date,
                    encoding: None,
                },
                is_by_itself: false,
            },
            on_progress,
        )
    }

    /// Imports as a request says, in one go; else as [`Library::import`] does.
    ///
    /// # Errors
    /// As [`Library::import`].
    pub fn import_as(
        &mut self,
        request: ImportRequest,
        on_progress: &mut (dyn FnMut(Progress) -> ControlFlow<()> + Send),
    ) -> Result<ImportReport, LibraryError> {
        let mut work = ImportWork::begin(self, request)?;
        let mut meter = Meter::new(Stage::Importing, work.progress().n_total);
        let done = work.go_on(self, &mut |progress| {
            if progress.stage == Stage::Importing {
                meter.report_as(progress, on_progress)
            } else {
                on_progress(progress)
            }
        })?;
        match done {
            Some(report) => Ok(report),
            None => work.stop(self),
        }
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
            stamp: FileStamp {
                n_bytes: bytes.len() as u64,
                ..FileStamp::default()
            },
        };
        let said = Said {
            issue_date,
            encoding: None,
        };
        let taking = Taking {
            said,
            is_by_itself: false,
        };
        if ingest::is_archive(bytes) {
            return ImportWork::of_archive(candidate, said).finish(self);
        }
        self.import_candidates(vec![Ok(candidate)], taking, &mut report)?;
        self.complete_quietly()?;
        Ok(report)
    }

    /// Notes that an archive was looked through; `is_read`: and that it could be read.
    pub(super) fn see(&mut self, archive: &FileStamp, is_read: bool) -> Result<(), LibraryError> {
        let transaction = self.writing_mut()?.catalog.begin()?;
        transaction.note_seen(archive)?;
        if let (Some(path), true) = (&archive.path, is_read) {
            transaction.forget_failure_of(&path.display().to_string())?;
        }
        Ok(transaction.commit()?)
    }

    /// Restores those that are new, and writes them in one transaction.
    pub(super) fn import_candidates(
        &mut self,
        candidates: Vec<Result<Candidate, Failed>>,
        taking: Taking,
        report: &mut ImportReport,
    ) -> Result<(), LibraryError> {
        let book = self.writing()?.reader_book()?;
        let catalog = &mut self.writing_mut()?.catalog;
        // Counted apart: a transaction that fails adds nothing.
        let mut added = ImportReport::default();
        let mut hashes = BTreeSet::new();
        let (mut new, mut twins, mut moved) = (Vec::new(), Vec::new(), Vec::new());
        let (mut to_see, mut is_there) = (Vec::new(), Vec::new());
        for candidate in candidates {
            match candidate {
                Ok(loaded) => {
                    if !catalog.has_seen(&loaded.stamp)? {
                        to_see.push(loaded.stamp.clone());
                    }
                    let fate = fate_of(catalog, &loaded, taking)?;
                    if !matches!(fate, Fate::New) && catalog.has_failed(&loaded.place())? {
                        is_there.push(loaded.place());
                    }
                    match fate {
                        Fate::Known => added.n_unchanged += 1,
                        Fate::Moved(source_id) => {
                            added.n_moved += 1;
                            moved.push((source_id, loaded));
                        }
                        Fate::Learnt(source_id) => {
                            added.n_unchanged += 1;
                            moved.push((source_id, loaded));
                        }
                        Fate::New if !hashes.insert(loaded.hash.clone()) => twins.push(loaded),
                        Fate::New => new.push(Ok(loaded)),
                    }
                }
                Err(failed) => new.push(Err(failed)),
            }
        }
        if new.is_empty() && moved.is_empty() && to_see.is_empty() && is_there.is_empty() {
            // Nothing to write: no sync of the disk for it.
            report.n_unchanged += added.n_unchanged;
            return Ok(());
        }
        let restored: Vec<Result<(Candidate, RestoredSource), Failed>> = new
            .into_par_iter()
            .map(|candidate| restore_candidate(candidate?, taking.said, &book))
            .collect();
        let transaction = catalog.begin()?;
        learn(&transaction, restored.iter().flatten().map(|(_, new)| new))?;
        let pages = write_all(&transaction, restored, twins, taking, &mut added)?;
        for stamp in &to_see {
            transaction.note_seen(stamp)?;
        }
        for place in is_there {
            transaction.forget_failure_of(&place)?;
        }
        for (source_id, candidate) in moved {
            let encoding = transaction.catalog().encoding_of(source_id)?;
            transaction.set_origin(source_id, &candidate.stamp, encoding)?;
        }
        transaction.catalog().set_marks_settled(false)?;
        transaction.commit()?;
        self.settle_marks(pages)?;
        report.add(added);
        Ok(())
    }
}

/// What becomes of a file by what the catalog knows of it.
pub(super) fn fate_of(
    catalog: &Catalog,
    loaded: &Candidate,
    taking: Taking,
) -> Result<Fate, StoreError> {
    let Some((source_id, before)) = catalog.origin_of(&loaded.hash)? else {
        let stays_out = taking.is_by_itself && catalog.is_removed_source(&loaded.hash)?;
        return Ok(if stays_out { Fate::Known } else { Fate::New });
    };
    let is_elsewhere = match (&before.path, &loaded.stamp.path) {
        // What an older version took, or what was in no folder, is learnt of.
        (None, Some(_)) => return Ok(Fate::Learnt(source_id)),
        // Two copies are no move.
        (Some(old), Some(new)) => old != new && !old.exists(),
        (_, None) => false,
    };
    Ok(if is_elsewhere {
        Fate::Moved(source_id)
    } else {
        Fate::Known
    })
}

/// Writes what was restored, and what could not be; gives the pages that came.
fn write_all(
    transaction: &Transaction<'_>,
    restored: Vec<Result<(Candidate, RestoredSource), Failed>>,
    twins: Vec<Candidate>,
    taking: Taking,
    added: &mut ImportReport,
) -> Result<BTreeSet<PageHash>, StoreError> {
    let (mut pages, mut failures) = (BTreeSet::new(), BTreeMap::new());
    for result in restored {
        match result {
            Ok((candidate, restored)) => {
                added
                    .warnings
                    .extend(changed_since(transaction, &candidate)?);
                write_one(transaction, &candidate, &restored, taking, added)?;
                let hashes = restored.pages.iter().map(|p| p.origin.text_hash.clone());
                pages.extend(hashes);
                added.warnings.extend(warnings_of(restored));
            }
            Err(failed) => {
                if let Some(hash) = &failed.hash {
                    failures.insert(hash.clone(), failed.warning.message.clone());
                }
                note_failed(transaction, *failed, taking, added)?;
            }
        }
    }
    // What is there twice fails twice: each file is named.
    for twin in twins {
        match failures.get(&twin.hash) {
            Some(message) => {
                let failed = twin.failed(message.clone());
                note_failed(transaction, *failed, taking, added)?;
            }
            None => added.n_unchanged += 1,
        }
    }
    Ok(pages)
}

fn write_one(
    transaction: &Transaction<'_>,
    candidate: &Candidate,
    restored: &RestoredSource,
    taking: Taking,
    added: &mut ImportReport,
) -> Result<(), StoreError> {
    let source = transaction.add_source(NewSource {
        hash: &candidate.hash,
        name: &candidate.name,
        issue_date: taking.said.issue_date,
        bytes: &candidate.bytes,
        texts: &texts_of(restored),
        source_id: None,
    })?;
    transaction.set_origin(source.source_id, &candidate.stamp, taking.said.encoding)?;
    transaction.let_in(&candidate.hash)?;
    transaction.forget_failure_of(&candidate.place())?;
    added.n_added += 1;
    added.n_articles += add_pages(transaction, source, restored)?;
    Ok(())
}

fn note_failed(
    transaction: &Transaction<'_>,
    failed: Trouble,
    taking: Taking,
    added: &mut ImportReport,
) -> Result<(), StoreError> {
    let Warning { place, message } = &failed.warning;
    let path = failed.stamp.path.as_deref();
    transaction.note_failure(place, path, taking.said.issue_date, message)?;
    added.failures.push(failed.warning);
    Ok(())
}

/// What to say of a file that is new where another one was taken before.
fn changed_since(
    transaction: &Transaction<'_>,
    candidate: &Candidate,
) -> Result<Option<Warning>, StoreError> {
    let Some(path) = &candidate.stamp.path else {
        return Ok(None);
    };
    let is_member = !path.ends_with(&candidate.name);
    if is_member || transaction.catalog().source_at(path)?.is_none() {
        return Ok(None);
    }
    Ok(Some(Warning {
        place: candidate.place(),
        message: Sentence::new(
            "文件的内容与上次收入时不同，已另收一份；先前那份仍在，不要时可在“文件”里移出。",
            "The file is another one than when it was taken before; it was taken, too. The earlier one is \
             still there; remove it under Files if you do not want it.",
        ),
    }))
}

pub(super) fn load_candidate(path: &Path, stamp: &FileStamp) -> Result<Candidate, Failed> {
    match ingest::load_bytes(path) {
        Ok(bytes) => Ok(Candidate {
            name: ingest::name_of(path),
            hash: bytes_hash(&bytes),
            bytes,
            stamp: stamp.clone(),
        }),
        Err(error) => Err(Box::new(Trouble {
            hash: None,
            warning: Warning {
                place: path.display().to_string(),
                message: error.sentence(),
            },
            stamp: stamp.clone(),
        })),
    }
}

/// A file of an archive.
pub(super) fn bring_candidate(
    member: Result<ingest::Member, Warning>,
    archive: &Candidate,
) -> Result<Candidate, Failed> {
    // The archive's place is the member's; seen is the archive, once it is done.
    let stamp = FileStamp {
        modified_at: None,
        ..archive.stamp.clone()
    };
    match member {
        Ok(member) => Ok(Candidate {
            hash: bytes_hash(&member.bytes),
            name: member.name,
            bytes: member.bytes,
            stamp,
        }),
        Err(warning) => Err(Box::new(Trouble {
            hash: None,
            warning,
            stamp,
        })),
    }
}

fn restore_candidate(
    candidate: Candidate,
    said: Said,
    book: &ReaderBook,
) -> Result<(Candidate, RestoredSource), Failed> {
    match restore_bytes(&candidate.name, &candidate.bytes, said, book) {
        Ok(restored) => Ok((candidate, restored)),
        Err(error) => Err(candidate.failed(error.sentence())),
    }
}

pub(super) fn warnings_of(source: RestoredSource) -> impl Iterator<Item = Warning> {
    let of_pages = source
        .pages
        .into_iter()
        .flat_map(|page| page.restoration.warnings);
    source.warnings.into_iter().chain(of_pages)
}
