//! What is sound in a damaged catalog, taken over into a new one: file after file, each only when its
//! bytes are what they were. The reader's rows are in a database of their own and stay as they are;
//! they come back with their pages.

use super::folder::Places;
use super::identity::bytes_hash;
use super::import::{Candidate, Taking};
use super::progress::Meter;
use super::rebuilding::said_of;
use super::{ImportReport, Library, LibraryError, Progress, Stage};
use crate::store::{Catalog, FileStamp, StoreError, StoredSource, beside, fill_up, is_cut_off};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// Files that are taken over together.
const N_AT_A_TIME: usize = 32;
/// Where a catalog does not even say how many files it has, so many numbers are tried.
const MOST_FILES: i64 = 100_000;

/// What was taken over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SalvageReport {
    /// Files that are in the library again.
    pub n_files: usize,
    /// Articles restored from them.
    pub n_articles: usize,
    /// Names of files whose bytes are lost; import them again where you have them.
    pub lost: Vec<String>,
    /// Where damaged catalogs are kept, the oldest first.
    pub aside: Vec<PathBuf>,
}

impl Library {
    /// Makes a new catalog of what is sound in a damaged one, which is kept beside it for good, and of
    /// what is sound in those that were set aside before. Cut off at any point it can be begun again,
    /// and goes on. `None`: nothing is damaged, and nothing was done.
    ///
    /// # Errors
    /// When the library is missing, open elsewhere, cannot be written, or when nothing at all can be
    /// read of the catalog; then it is as it was.
    pub fn salvage(
        folder: &Path,
        on_progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<Option<SalvageReport>, LibraryError> {
        let places = Places::from(folder);
        let catalog = places.catalog();
        let mut aside = set_aside_before(&places);
        if !catalog.exists() && aside.is_empty() {
            return Err(LibraryError::Missing {
                path: folder.to_owned(),
            });
        }
        if catalog.exists() {
            let lock = places.take_lock()?;
            if lock.is_none() {
                return Err(LibraryError::ReadOnly {
                    path: folder.to_owned(),
                });
            }
            if !Catalog::open_read_only(&catalog).is_ok_and(|found| is_sound(&found)) {
                let free = beside(&catalog, &damaged_suffix(aside.len()));
                let failed = |error| LibraryError::of_folder(folder, error);
                let is_cut_off = is_cut_off(&catalog).map_err(failed)?;
                // One of which nothing can be read stays where it is.
                if aside.is_empty() && !is_cut_off {
                    Catalog::open_read_only(&catalog)?;
                }
                set_aside(&places, &free)?;
                fill_up(&free).map_err(failed)?;
                aside.push(free);
            } else if aside.is_empty() {
                return Ok(None);
            }
        }
        let mut library = Self::open(folder)?;
        let mut report = SalvageReport::default();
        for damaged in aside {
            match Catalog::open_read_only(&damaged) {
                Ok(found) => library.take_over(&found, &mut report, on_progress)?,
                Err(error) => log::warn!("{}: {error}", damaged.display()),
            }
            report.aside.push(damaged);
        }
        Ok(Some(report))
    }

    fn take_over(
        &mut self,
        damaged: &Catalog,
        report: &mut SalvageReport,
        on_progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<(), LibraryError> {
        let ids = damaged.source_ids();
        let is_guess = ids.is_err();
        let ids = ids.unwrap_or_else(|_damaged| (1..=MOST_FILES).collect());
        let mut meter = Meter::new(Stage::Rebuilding, ids.len());
        let mut batch: Vec<StoredSource> = Vec::new();
        for (n_done, id) in ids.iter().enumerate() {
            match whole_or_alone(damaged, *id) {
                Ok(Some(source)) if bytes_hash(&source.bytes) == source.hash => batch.push(source),
                Ok(None) => {}
                _ if is_guess => {}
                _ => {
                    let name = damaged.source_name(*id).ok().flatten();
                    report.lost.push(name.unwrap_or_else(|| format!("#{id}")));
                }
            }
            if batch.len() >= N_AT_A_TIME {
                self.take_in(std::mem::take(&mut batch), report)?;
                if meter.report(n_done + 1, on_progress).is_break() {
                    return Ok(());
                }
            }
        }
        self.take_in(batch, report)?;
        meter.report_end(ids.len(), on_progress);
        self.complete_here(on_progress).map(|_goes_on| ())
    }

    /// Restores some files; those of which the reader said the same together.
    fn take_in(
        &mut self,
        sources: Vec<StoredSource>,
        report: &mut SalvageReport,
    ) -> Result<(), LibraryError> {
        let mut rest = sources.into_iter().peekable();
        while let Some(first) = rest.next() {
            let said = said_of(&first);
            let mut same = vec![first];
            while let Some(next) = rest.next_if(|next| said_of(next) == said) {
                same.push(next);
            }
            let candidates = same.into_iter().map(|source| {
                Ok(Candidate {
                    name: source.name,
                    stamp: FileStamp {
                        n_bytes: source.bytes.len() as u64,
                        ..FileStamp::default()
                    },
                    bytes: source.bytes,
                    hash: source.hash,
                })
            });
            let mut imported = ImportReport::default();
            let taking = Taking {
                said,
                // What the reader removed since stays out.
                is_by_itself: true,
            };
            self.import_candidates(candidates.collect(), taking, &mut imported)?;
            report.n_files += imported.n_added + imported.n_unchanged;
            report.n_articles += imported.n_articles;
            let failures = imported.failures.into_iter();
            report.lost.extend(failures.map(|failure| failure.place));
        }
        Ok(())
    }
}

/// A file of a damaged catalog, where nothing else can be told of it by itself.
fn whole_or_alone(damaged: &Catalog, id: i64) -> Result<Option<StoredSource>, StoreError> {
    match damaged.find_source(id) {
        Ok(found) => Ok(found),
        Err(_damaged) => damaged.find_source_alone(id),
    }
}

/// What is put behind the name of a damaged catalog, beside so many that are there.
fn damaged_suffix(n_before: usize) -> String {
    if n_before == 0 {
        ".damaged".to_owned()
    } else {
        format!(".damaged-{}", n_before + 1)
    }
}

/// Damaged catalogs that are kept, the oldest first.
fn set_aside_before(places: &Places) -> Vec<PathBuf> {
    let all = (0..).map(|nth| beside(&places.catalog(), &damaged_suffix(nth)));
    all.take_while(|path| path.exists()).collect()
}

/// Is everything as it was?
fn is_sound(catalog: &Catalog) -> bool {
    let is_whole = catalog.check().is_ok_and(|problems| problems.is_empty());
    let is_kept = |id: i64| {
        let found = catalog.find_source(id).ok().flatten();
        found.is_some_and(|source| bytes_hash(&source.bytes) == source.hash)
    };
    is_whole
        && catalog
            .source_ids()
            .is_ok_and(|ids| ids.into_iter().all(is_kept))
}

/// Moves the catalog aside. What SQLite keeps beside it goes first: left behind, it would be taken for
/// the new one's.
fn set_aside(places: &Places, aside: &Path) -> Result<(), LibraryError> {
    let failed = |error| LibraryError::of_folder(&places.folder, error);
    let catalog = places.catalog();
    for suffix in ["-wal", "-shm"] {
        let from = beside(&catalog, suffix);
        if from.exists() {
            std::fs::rename(from, beside(aside, suffix)).map_err(failed)?;
        }
    }
    // Made of what the catalog held; a new one is made.
    if places.index().is_dir() {
        std::fs::remove_dir_all(places.index()).map_err(failed)?;
    }
    std::fs::rename(catalog, aside).map_err(failed)
}
