//! What imports came to: files that could not be taken, files that were looked at, files that the reader
//! removed, and an import that is not done yet.

use super::changes::Transaction;
use super::origins::{FileStamp, path_text, read_path};
use super::reading::{date_text, read_date};
use super::{Catalog, StoreError};
use crate::model::{PartialDate, Sentence};
use rusqlite::{Row, params};
use std::path::{Path, PathBuf};

/// A file that could not be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailedFile {
    /// Its number, for [`Catalog::forget_failure`].
    pub failure_id: i64,
    /// What it is called: its path, or its archive and its name in there.
    pub name: String,
    /// What to import to try again; `None` where its path is no text.
    pub path: Option<PathBuf>,
    /// The date that the reader gave with it.
    pub issue_date: Option<PartialDate>,
    /// When, in local time.
    pub failed_at: String,
    /// Why.
    pub why: Sentence,
}

impl Catalog {
    /// Every file that could not be taken, the newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn failed_files(&self) -> Result<Vec<FailedFile>, StoreError> {
        let read = |row: &Row<'_>| {
            Ok(FailedFile {
                failure_id: row.get(0)?,
                name: row.get(1)?,
                path: read_path(row, 2)?,
                issue_date: read_date(row, 3)?,
                failed_at: row.get(4)?,
                why: Sentence {
                    zh: row.get(5)?,
                    en: row.get(6)?,
                },
            })
        };
        let found = self
            .database
            .connection
            .prepare_cached(
                "SELECT failure_id, name, path, issue_date,
                     strftime('%Y-%m-%d %H:%M', failed_at, 'localtime'), zh, en
                 FROM failure ORDER BY failure_id DESC",
            )
            .and_then(|mut statement| statement.query_map([], read)?.collect());
        self.database.tried(found)
    }

    /// Is a file of this name one that could not be taken?
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn has_failed(&self, name: &str) -> Result<bool, StoreError> {
        let found = self
            .database
            .connection
            .prepare_cached("SELECT 1 FROM failure WHERE name = ?1")
            .and_then(|mut statement| statement.exists([name]));
        self.database.tried(found)
    }

    /// Forgets that a file could not be taken; all of them where no number is given.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn forget_failure(&self, failure_id: Option<i64>) -> Result<(), StoreError> {
        let done = self.database.connection.execute(
            "DELETE FROM failure WHERE ?1 IS NULL OR failure_id = ?1",
            [failure_id],
        );
        self.database.tried(done).map(|_n_rows| ())
    }

    /// Was a file looked at as it is now: the same place, the same length, changed at the same moment?
    /// Then nothing new is in it, whatever became of it.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn has_seen(&self, stamp: &FileStamp) -> Result<bool, StoreError> {
        let (Some(path), Some(at)) = (path_text(stamp.path.as_deref()), stamp.modified_at) else {
            return Ok(false);
        };
        let found = self
            .database
            .connection
            .prepare_cached(
                "SELECT 1 FROM seen WHERE path = ?1 AND n_bytes = ?2 AND modified_at = ?3",
            )
            .and_then(|mut statement| statement.exists(params![path, stamp.n_bytes, at]));
        self.database.tried(found)
    }

    /// Did the reader remove a file of this hash?
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn is_removed_source(&self, hash: &str) -> Result<bool, StoreError> {
        let found = self
            .database
            .connection
            .prepare_cached("SELECT 1 FROM removed_source WHERE hash = ?1")
            .and_then(|mut statement| statement.exists([hash]));
        self.database.tried(found)
    }

    /// What an import was to take that was not finished; empty when there is none.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn pending(&self) -> Result<Vec<(PathBuf, Option<PartialDate>)>, StoreError> {
        let found = self
            .database
            .connection
            .prepare("SELECT path, issue_date FROM pending ORDER BY nth")
            .and_then(|mut statement| {
                let read = |row: &Row<'_>| {
                    let path: String = row.get(0)?;
                    Ok((PathBuf::from(path), read_date(row, 1)?))
                };
                statement.query_map([], read)?.collect()
            });
        self.database.tried(found)
    }

    /// Notes what an import is to take, until [`Catalog::forget_pending`].
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn note_pending(
        &self,
        paths: &[PathBuf],
        issue_date: Option<PartialDate>,
    ) -> Result<(), StoreError> {
        for path in paths {
            let Some(text) = path.to_str() else { continue };
            let done = self.database.connection.execute(
                "INSERT INTO pending (path, issue_date)
                 SELECT ?1, ?2 WHERE NOT EXISTS (SELECT 1 FROM pending WHERE path = ?1)",
                params![text, date_text(issue_date)],
            );
            self.database.tried(done)?;
        }
        Ok(())
    }

    /// Nothing of this is left to take.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn forget_pending(&self, paths: &[PathBuf]) -> Result<(), StoreError> {
        for path in paths.iter().filter_map(|path| path.to_str()) {
            let connection = &self.database.connection;
            let done = connection.execute("DELETE FROM pending WHERE path = ?1", [path]);
            self.database.tried(done)?;
        }
        Ok(())
    }
}

impl Transaction<'_> {
    /// Notes that a file was looked at as it is.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn note_seen(&self, stamp: &FileStamp) -> Result<(), StoreError> {
        let (Some(path), Some(at)) = (path_text(stamp.path.as_deref()), stamp.modified_at) else {
            return Ok(());
        };
        self.insert(
            "INSERT OR REPLACE INTO seen (path, n_bytes, modified_at) VALUES (?1, ?2, ?3)",
            params![path, stamp.n_bytes, at],
        )
        .map(|_row| ())
    }

    /// Notes that a file could not be taken, in the place of what was noted of it before.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn note_failure(
        &self,
        name: &str,
        path: Option<&Path>,
        issue_date: Option<PartialDate>,
        why: &Sentence,
    ) -> Result<(), StoreError> {
        self.insert(
            "INSERT OR REPLACE INTO failure (name, path, issue_date, failed_at, zh, en)
             VALUES (?1, ?2, ?3, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), ?4, ?5)",
            params![name, path_text(path), date_text(issue_date), why.zh, why.en],
        )
        .map(|_row| ())
    }

    /// A file was taken: that it once could not be is forgotten. `name` is what it is called.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn forget_failure_of(&self, name: &str) -> Result<(), StoreError> {
        let database = &self.catalog().database;
        let done = database
            .connection
            .prepare_cached("DELETE FROM failure WHERE name = ?1")
            .and_then(|mut statement| statement.execute([name]));
        database.tried(done).map(|_n_rows| ())
    }

    /// A file that the reader had removed comes in again by the reader's wish.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn let_in(&self, hash: &str) -> Result<(), StoreError> {
        let database = &self.catalog().database;
        let done = database
            .connection
            .prepare_cached("DELETE FROM removed_source WHERE hash = ?1")
            .and_then(|mut statement| statement.execute([hash]));
        database.tried(done).map(|_n_rows| ())
    }
}
