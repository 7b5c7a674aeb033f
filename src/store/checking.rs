//! Reading everything that is kept, to see whether it is as it was: what cannot be read is a
//! finding and ends nothing.

use super::StoreError;
use super::catalog::{Catalog, StoredPage, StoredSource};
use super::database::Database;

impl Catalog {
    /// The numbers of all files.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn source_ids(&self) -> Result<Vec<i64>, StoreError> {
        all_ids(
            &self.database,
            "SELECT source_id FROM source ORDER BY source_id",
        )
    }

    /// The numbers of all pages.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn page_ids(&self) -> Result<Vec<i64>, StoreError> {
        all_ids(&self.database, "SELECT page_id FROM page ORDER BY page_id")
    }

    /// A file by its number.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn find_source(&self, source_id: i64) -> Result<Option<StoredSource>, StoreError> {
        Ok(self
            .next_source(source_id - 1)?
            .filter(|source| source.source_id == source_id))
    }

    /// The hash of a page's text as it was, and the page as it is.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn page_with_hash(&self, page_id: i64) -> Result<Option<(String, StoredPage)>, StoreError> {
        let hash = self.hash_of_page(page_id)?;
        let page = self.find_page(page_id)?;
        Ok(hash.map(|hash| hash.0).zip(page))
    }
}

fn all_ids(database: &Database, sql: &str) -> Result<Vec<i64>, StoreError> {
    let found = database.connection.prepare(sql).and_then(|mut statement| {
        statement
            .query_map([], |row| row.get(0))?
            .collect::<rusqlite::Result<Vec<i64>>>()
    });
    database.tried(found)
}
