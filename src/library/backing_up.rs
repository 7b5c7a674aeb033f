//! Going back to an earlier copy of the reader's rows.

use super::folder::Places;
use super::{Library, LibraryError};
use crate::store::{Backup, Catalog, Notebook};
use std::path::Path;

impl Library {
    /// The copies of the reader's rows in a library's folder, the newest first, with what each holds.
    ///
    /// # Errors
    /// [`LibraryError::Missing`] when there is no library.
    pub fn backups(folder: &Path) -> Result<Vec<Backup>, LibraryError> {
        let places = Places::from(folder);
        if !places.catalog().exists() {
            return Err(LibraryError::Missing {
                path: folder.to_owned(),
            });
        }
        Ok(Notebook::backups(&places.backups()))
    }

    /// Puts a copy, by its name, in the place of the reader's rows. The present ones are copied first
    /// and never removed; gives the name of that copy, by which this can be undone. Articles follow
    /// when the library is opened next.
    ///
    /// # Errors
    /// When the library is missing or open elsewhere, when there is no such copy or it is damaged, or
    /// when nothing can be written; then all is as it was.
    pub fn restore_backup(folder: &Path, name: &str) -> Result<String, LibraryError> {
        let places = Places::from(folder);
        if !places.catalog().exists() {
            return Err(LibraryError::Missing {
                path: folder.to_owned(),
            });
        }
        let Some(_lock) = places.take_lock()? else {
            return Err(LibraryError::ReadOnly {
                path: folder.to_owned(),
            });
        };
        // What was noted of articles that are called otherwise by now is looked after anew.
        Catalog::open_or_create(&places.catalog(), &places.backups())?.set_marks_settled(false)?;
        let kept = Notebook::restore(&places.notebook(), &places.backups(), name)?;
        Ok(kept)
    }
}
