//! The kept files as a reader manages them: listed, removed, restored anew under another date or encoding;
//! and those that could not be taken.

use super::error::LibraryError;
use super::keeping::{Before, add_pages_again, learn, texts_of};
use super::open::Library;
use super::reader::Reader;
use super::restored::restore_bytes;
use crate::ingest::{self, Said};
use crate::model::{PageHash, PartialDate, TextEncoding, Warning};
use crate::store::{AddedSource, FailedFile, FileRow, StoredSource};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Kept files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FoundFiles {
    /// How many there are.
    pub total: usize,
    /// Where `rows` starts among them.
    pub offset: usize,
    /// A stretch of them, the newest first.
    pub rows: Vec<FileRow>,
}

/// What a file looks like in each encoding.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FilePreview {
    /// Its number.
    pub source_id: i64,
    /// Its name.
    pub name: String,
    /// The date that the reader gave it.
    pub issue_date: Option<PartialDate>,
    /// The encoding that the reader gave it.
    pub encoding: Option<TextEncoding>,
    /// Its first lines by encoding; empty where its format has an encoding of its own.
    pub texts: Vec<(TextEncoding, String)>,
}

/// What redoing a file came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RedoneFile {
    /// How many articles it has now.
    pub n_articles: usize,
    /// What the reader should know of it.
    pub warnings: Vec<Warning>,
}

impl Reader {
    /// The kept files whose name or path holds a text; all where it is empty.
    ///
    /// # Errors
    /// When the databases cannot be read.
    pub fn files(
        &self,
        part: &str,
        (offset, limit): (usize, usize),
    ) -> Result<FoundFiles, LibraryError> {
        let catalog = &self.connections().catalog;
        let (total, rows) = catalog.files(part.trim(), (offset, limit))?;
        Ok(FoundFiles {
            total,
            offset,
            rows,
        })
    }

    /// Every file that could not be taken, the newest first.
    ///
    /// # Errors
    /// When the databases cannot be read.
    pub fn failed_files(&self) -> Result<Vec<FailedFile>, LibraryError> {
        Ok(self.connections().catalog.failed_files()?)
    }

    /// What a kept file looks like in each encoding; `None` when it is gone.
    ///
    /// # Errors
    /// When the databases cannot be read.
    pub fn preview_file(&self, source_id: i64) -> Result<Option<FilePreview>, LibraryError> {
        let found = self.connections().catalog.find_source(source_id)?;
        Ok(found.map(|source| FilePreview {
            texts: if ingest::has_encoding(&source.name, &source.bytes) {
                let of = |encoding| (encoding, ingest::preview(&source.bytes, encoding));
                TextEncoding::ALL.map(of).to_vec()
            } else {
                Vec::new()
            },
            source_id,
            name: source.name,
            issue_date: source.issue_date,
            encoding: source.encoding,
        }))
    }
}

impl Library {
    /// Removes files from the library, with their articles; gives the number of these. What the reader
    /// made of them stays, and is theirs again when they are imported again. Watched folders do not
    /// bring them back.
    ///
    /// # Errors
    /// When the library is read-only or cannot be written; then all are still there.
    pub fn remove_files(&mut self, source_ids: &[i64]) -> Result<usize, LibraryError> {
        let n_before = self.counts()?.n_articles;
        let transaction = self.writing_mut()?.catalog.begin()?;
        let mut pages = BTreeSet::new();
        for source_id in source_ids {
            for page_id in transaction.pages_of_source(*source_id)? {
                pages.extend(transaction.catalog().hash_of_page(page_id)?);
            }
            transaction.remove_source(*source_id)?;
        }
        transaction.catalog().set_marks_settled(false)?;
        transaction.commit()?;
        self.settle_marks(pages)?;
        self.complete_quietly()?;
        Ok(n_before.saturating_sub(self.counts()?.n_articles))
    }

    /// Restores a kept file anew, as the reader says it is to be read from now on. Its articles keep
    /// their places, and those that come out as before keep their ids.
    ///
    /// # Errors
    /// When the library is read-only or cannot be written, or the file cannot be read so; then it is as
    /// it was.
    pub fn redo_file(&mut self, source_id: i64, said: Said) -> Result<RedoneFile, LibraryError> {
        let writing = self.writing_mut()?;
        let book = writing.reader_book()?;
        let Some(source) = writing.catalog.find_source(source_id)? else {
            return Err(LibraryError::NoSuchFile);
        };
        let restored = restore_bytes(&source.name, &source.bytes, said, &book);
        let restored = restored.map_err(|error| LibraryError::FileRefused {
            name: source.name.clone(),
            why: error.sentence(),
        })?;
        let StoredSource { hash, .. } = source;
        let stamp = writing.catalog.origin_of(&hash)?.unwrap_or_default().1;
        let transaction = writing.catalog.begin()?;
        learn(&transaction, std::iter::once(&restored))?;
        let page_ids = transaction.pages_of_source(source_id)?;
        let mut pages = BTreeSet::<PageHash>::new();
        for page_id in &page_ids {
            pages.extend(transaction.catalog().hash_of_page(*page_id)?);
            transaction.remove_articles(*page_id)?;
            transaction.remove_page(*page_id)?;
        }
        transaction.set_issue_date(source_id, said.issue_date)?;
        transaction.set_origin(source_id, &stamp, said.encoding)?;
        let first_text = transaction.renew_texts(source_id, &texts_of(&restored))?;
        let kept = AddedSource {
            source_id,
            first_text,
        };
        let before = Before {
            page_ids: &page_ids,
            twins: &[],
        };
        let n_articles = add_pages_again(&transaction, kept, &restored, before)?;
        pages.extend(restored.pages.iter().map(|p| p.origin.text_hash.clone()));
        transaction.catalog().set_marks_settled(false)?;
        transaction.commit()?;
        self.settle_marks(pages)?;
        self.complete_quietly()?;
        Ok(RedoneFile {
            n_articles,
            warnings: super::import::warnings_of(restored).collect(),
        })
    }

    /// Folders whose new files come in by themselves while the library is open in the window.
    ///
    /// # Errors
    /// When the library is read-only or cannot be read.
    pub fn watched_folders(&self) -> Result<Vec<PathBuf>, LibraryError> {
        Ok(self.writing()?.notebook.watched()?)
    }

    /// Watches a folder from now on, or no more.
    ///
    /// # Errors
    /// When the library is read-only or cannot be written, or when the folder's name is no text.
    pub fn watch_folder(&self, folder: &Path, is_watched: bool) -> Result<(), LibraryError> {
        if self.writing()?.notebook.watch(folder, is_watched)? {
            Ok(())
        } else {
            Err(LibraryError::NotAFolder {
                path: folder.to_owned(),
            })
        }
    }

    /// Forgets that a file could not be taken; all of them where no number is given.
    ///
    /// # Errors
    /// When the library is read-only or cannot be written.
    pub fn forget_failure(&mut self, failure_id: Option<i64>) -> Result<(), LibraryError> {
        Ok(self.writing()?.catalog.forget_failure(failure_id)?)
    }

    /// What an import that was cut off was to take; empty when there is none. It is to be gone on with by
    /// an import of these.
    ///
    /// # Errors
    /// When the library is read-only or cannot be read.
    pub fn pending_import(&self) -> Result<Vec<(PathBuf, Option<PartialDate>)>, LibraryError> {
        Ok(self.writing()?.catalog.pending()?)
    }
}
