//! Opening a library, and what only its writer may do.

use super::folder::Places;
use super::hands::Hands;
use super::indexing::{Then, complete};
use super::own::OwnNotebook;
use super::reader::Reader;
use super::restored::DERIVED_BY;
use super::{Counts, LibraryError, Progress};
use crate::index::ArticleIndex;
use crate::model::{PartialDate, Sentence};
use crate::store::{Catalog, Notebook, StoreError};
use std::fs::File;
use std::num::NonZero;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

/// A library, open. The first who opens it may write; whoever comes later may read.
pub struct Library {
    pub(super) places: Places,
    /// Before `writing`, so that the writer closes the databases last and can tidy them.
    pub(super) reader: Reader,
    pub(super) writing: Option<Writing>,
    notes: Vec<Sentence>,
    pub(super) hands: Hands,
}

/// What the one writer holds.
pub(super) struct Writing {
    /// Before the databases, of which it reads one: who writes closes them last and can tidy them.
    pub(super) index: ArticleIndex,
    pub(super) catalog: Catalog,
    pub(super) notebook: Notebook,
    /// Held: the others see that it is locked.
    lock: File,
}

impl Library {
    /// Opens the library in a folder, or makes one, and finishes what an earlier run left
    /// unfinished.
    ///
    /// # Errors
    /// When the path is a file, may not be written, or holds what this program cannot read.
    pub fn open(folder: &Path) -> Result<Self, LibraryError> {
        let mut library = Self::attach(folder)?;
        if !library.is_read_only() {
            library.complete_quietly()?;
        }
        Ok(library)
    }

    /// Opens as [`Library::open`] does, but leaves unfinished work to [`Library::complete`], so
    /// that reading can begin at once.
    ///
    /// # Errors
    /// As [`Library::open`].
    pub fn attach(folder: &Path) -> Result<Self, LibraryError> {
        let places = Places::from(folder);
        places.create_folder()?;
        match places.take_lock()? {
            Some(lock) => Self::attach_as_writer(places, lock),
            // Another program is just making it: there is nothing to read yet.
            None if !places.notebook().exists() => Err(LibraryError::ReadOnly {
                path: folder.to_owned(),
            }),
            None => Self::attach_as_reader(places),
        }
    }

    /// Opens the library in a folder only when there is one.
    ///
    /// # Errors
    /// As [`Library::open`]; [`LibraryError::Missing`] when there is none.
    pub fn open_existing(folder: &Path) -> Result<Self, LibraryError> {
        let places = Places::from(folder);
        if folder.is_file() || places.catalog().exists() {
            Self::open(folder)
        } else {
            Err(LibraryError::Missing {
                path: folder.to_owned(),
            })
        }
    }

    /// Opens the library in a folder to read only, whether or not another program writes to it,
    /// and without keeping others from writing.
    ///
    /// # Errors
    /// [`LibraryError::Missing`] when there is none; else when it cannot be read.
    pub fn open_for_reading(folder: &Path) -> Result<Self, LibraryError> {
        let places = Places::from(folder);
        if folder.is_file() {
            return Err(LibraryError::NotAFolder {
                path: folder.to_owned(),
            });
        }
        // An index that is missing or damaged takes a writer to build it, and so does a database of
        // an older format.
        if !places.catalog().exists()
            || !Catalog::is_current(&places.catalog())
            || !Notebook::is_current(&places.notebook())
            || !matches!(ArticleIndex::open(&places.index()), Ok(Some(_)))
        {
            return Self::open_existing(folder);
        }
        Self::attach_as_reader(places)
    }

    /// Opens the sample library in a folder, or makes it of the five built-in pages.
    ///
    /// # Errors
    /// As [`Library::open`].
    pub fn open_sample(folder: &Path) -> Result<Self, LibraryError> {
        let mut library = Self::open(folder)?;
        if !library.is_read_only() && library.counts()?.n_sources < super::folder::SAMPLE.len() {
            for (name, month, bytes) in super::folder::SAMPLE {
                library.import_bytes(name, bytes, PartialDate::parse(month))?;
            }
        }
        Ok(library)
    }

    fn attach_as_writer(places: Places, lock: File) -> Result<Self, LibraryError> {
        // The database is there before the index: an empty one beside an index has lost all.
        let is_emptied = std::fs::metadata(places.catalog()).is_ok_and(|m| m.len() == 0);
        if is_emptied && places.index().exists() {
            return Err(LibraryError::Store(StoreError::Damaged {
                path: places.catalog(),
                reason: "it is empty".to_owned(),
            }));
        }
        let catalog = Catalog::open_or_create(&places.catalog(), &places.backups())
            .map_err(|error| of_catalog(&places, error))?;
        let (notebook, mut notes) =
            Notebook::open_or_create(&places.notebook(), &places.backups())?;
        let opened = ArticleIndex::open_or_create(&places.index())?;
        if opened.is_new {
            catalog.set_indexed_up_to(0)?;
        }
        if catalog.counts()?.n_sources == 0 {
            catalog.set_engine_version(DERIVED_BY)?;
        }
        if let Some(trouble) = opened.set_aside {
            notes.push(Sentence::new(
                format!("搜索索引已移到一旁，正在重建：{trouble}。"),
                format!("The search index was set aside and is built anew: {trouble}."),
            ));
        }
        let own_rows = Arc::new(OwnNotebook::open(&places)?);
        let index = opened.index.with_own_rows(own_rows);
        let reader = Reader::open(&places, index.clone(), false)?;
        Ok(Self {
            places,
            writing: Some(Writing {
                catalog,
                notebook,
                index,
                lock,
            }),
            reader,
            notes,
            hands: Hands::default(),
        })
    }

    fn attach_as_reader(places: Places) -> Result<Self, LibraryError> {
        let index = match ArticleIndex::open(&places.index()) {
            Ok(Some(index)) => index,
            // The writer is building it; an empty one in memory answers until the next opening.
            Ok(None) | Err(_) => ArticleIndex::create_in_memory()?,
        };
        let index = index.with_own_rows(Arc::new(OwnNotebook::open(&places)?));
        let reader = Reader::open(&places, index, true)?;
        let notes = vec![
            LibraryError::ReadOnly {
                path: places.folder.clone(),
            }
            .sentence(),
        ];
        Ok(Self {
            places,
            writing: None,
            reader,
            notes,
            hands: Hands::default(),
        })
    }

    /// Its folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.places.folder
    }

    /// Has another window or program the right to write?
    #[must_use]
    pub fn is_read_only(&self) -> bool {
        self.writing.is_none()
    }

    /// What the reader should know since it was opened, as sentences: that it is read-only, that
    /// a damaged part was replaced.
    #[must_use]
    pub fn notes(&self) -> &[Sentence] {
        &self.notes
    }

    /// From now on imports and rebuilds have threads of their own: so many, or as many as there are
    /// cores. In the background they step back behind whatever else runs on the machine.
    pub fn set_threads(&mut self, n_threads: Option<NonZero<usize>>, is_in_background: bool) {
        self.hands = Hands::new(n_threads, is_in_background);
    }

    /// A handle for reading, for any thread.
    #[must_use]
    pub fn reader(&self) -> Reader {
        self.reader.clone()
    }

    /// How much it holds.
    ///
    /// # Errors
    /// When the databases cannot be read.
    pub fn counts(&self) -> Result<Counts, LibraryError> {
        self.reader.counts()
    }

    pub(super) fn writing(&self) -> Result<&Writing, LibraryError> {
        let writing = self.writing.as_ref();
        let writing = writing.ok_or_else(|| read_only(&self.places))?;
        // Asked before every deed: what is confirmed must be where it will be looked for.
        if self.places.has(&writing.lock) {
            Ok(writing)
        } else {
            Err(gone(&self.places))
        }
    }

    pub(super) fn writing_mut(&mut self) -> Result<&mut Writing, LibraryError> {
        let writing = self.writing.as_mut();
        let writing = writing.ok_or_else(|| read_only(&self.places))?;
        if self.places.has(&writing.lock) {
            Ok(writing)
        } else {
            Err(gone(&self.places))
        }
    }

    /// Finishes what an earlier run, or an earlier version of the program, left unfinished: articles
    /// restored by another engine, repairs not applied yet, articles that are not in the index yet,
    /// or an index that has to be built anew. Cheap when there is nothing to do.
    ///
    /// # Errors
    /// When the library is read-only, or cannot be written.
    pub fn complete(
        &mut self,
        on_progress: &mut (dyn FnMut(Progress) -> ControlFlow<()> + Send),
    ) -> Result<ControlFlow<()>, LibraryError> {
        let hands = self.hands.clone();
        hands.work(|| self.complete_here(on_progress))
    }

    pub(super) fn complete_here(
        &mut self,
        on_progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<ControlFlow<()>, LibraryError> {
        if self.catch_up(on_progress)?.is_break() {
            return Ok(ControlFlow::Break(()));
        }
        let writing = self.writing()?;
        if complete(&writing.catalog, &writing.index, Then::Rest, on_progress)?.is_break() {
            return Ok(ControlFlow::Break(()));
        }
        // The index finds what the rules change.
        self.apply_corrections(on_progress)
    }

    /// Lets searches find what is there in the midst of an import.
    pub(super) fn keep_up(&mut self) -> Result<(), LibraryError> {
        let writing = self.writing()?;
        let go_on = &mut |_| ControlFlow::Continue(());
        complete(&writing.catalog, &writing.index, Then::More, go_on).map(|_always_continues| ())
    }

    pub(super) fn complete_quietly(&mut self) -> Result<(), LibraryError> {
        // Nobody can tell it to stop, so it comes to the end.
        self.complete(&mut |_| ControlFlow::Continue(()))
            .map(|_always_continues| ())
    }
}

/// A damaged catalog is told with what to do.
fn of_catalog(places: &Places, error: StoreError) -> LibraryError {
    match error {
        StoreError::Damaged { reason, .. } => LibraryError::DamagedCatalog {
            path: places.folder.clone(),
            reason,
        },
        other => LibraryError::Store(other),
    }
}

fn gone(places: &Places) -> LibraryError {
    LibraryError::Gone {
        path: places.folder.clone(),
    }
}

fn read_only(places: &Places) -> LibraryError {
    LibraryError::ReadOnly {
        path: places.folder.clone(),
    }
}
