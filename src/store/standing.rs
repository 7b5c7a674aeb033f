//! How far the catalog is: what the index has, which engine restored it, which repairs it has.

use super::StoreError;
use super::catalog::Catalog;
use super::reading::read_hex;
use crate::model::{ArticleId, PageHash};
use rusqlite::params;

impl Catalog {
    /// Every text of a page that was restored with repairs, and which state of them it has.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn repaired_pages(&self) -> Result<Vec<(PageHash, u64)>, StoreError> {
        let found = self
            .database
            .connection
            .prepare("SELECT DISTINCT text_hash, repaired_at FROM page WHERE repaired_at > 0")
            .and_then(|mut statement| {
                statement
                    .query_map([], |row| Ok((PageHash(read_hex(row, 0)?), row.get(1)?)))?
                    .collect()
            });
        self.database.tried(found)
    }

    /// Ids of articles that are gone, though the index may still have them.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn removed_articles(&self) -> Result<Vec<ArticleId>, StoreError> {
        let found = self
            .database
            .connection
            .prepare("SELECT id FROM removed")
            .and_then(|mut statement| {
                statement
                    .query_map([], |row| Ok(ArticleId(read_hex(row, 0)?)))?
                    .collect()
            });
        self.database.tried(found)
    }

    /// Notes that the index has forgotten what is gone.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn forget_removed(&self) -> Result<(), StoreError> {
        self.database.run("DELETE FROM removed")
    }

    /// The `seq` up to which every article is in the search index for good; 0 when the index has
    /// to be filled from nothing.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn indexed_up_to(&self) -> Result<u64, StoreError> {
        self.state("indexed_up_to")
    }

    /// Sets [`Catalog::indexed_up_to`].
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn set_indexed_up_to(&self, seq: u64) -> Result<(), StoreError> {
        self.set_state("indexed_up_to", seq)
    }

    /// Which engine restored what is here; 0: one that did not say.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn engine_version(&self) -> Result<u64, StoreError> {
        self.state("engine_version")
    }

    /// Sets [`Catalog::engine_version`].
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn set_engine_version(&self, version: u64) -> Result<(), StoreError> {
        self.set_state("engine_version", version)
    }

    /// Have the reader's marks been looked after since articles changed?
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn are_marks_settled(&self) -> Result<bool, StoreError> {
        Ok(self.state("are_marks_settled")? != 0)
    }

    /// Sets [`Catalog::are_marks_settled`].
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn set_marks_settled(&self, are_settled: bool) -> Result<(), StoreError> {
        self.set_state("are_marks_settled", u64::from(are_settled))
    }

    fn state(&self, name: &str) -> Result<u64, StoreError> {
        self.database.tried(self.database.connection.query_row(
            "SELECT value FROM state WHERE name = ?1",
            [name],
            |row| row.get(0),
        ))
    }

    fn set_state(&self, name: &str, value: u64) -> Result<(), StoreError> {
        let done = self.database.connection.execute(
            "UPDATE state SET value = ?2 WHERE name = ?1",
            params![name, value],
        );
        self.database.tried(done).map(|_n_rows| ())
    }
}
