//! The files that pages were read from, byte for byte.

use super::catalog::read_bytes;
use super::{Catalog, StoreError};
use rusqlite::OptionalExtension as _;

impl Catalog {
    /// The bytes of the file that a page is of.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn find_original(&self, page_id: i64) -> Result<Option<Vec<u8>>, StoreError> {
        let found = self.database.connection.query_row(
            "SELECT bytes, is_packed FROM source JOIN page USING (source_id) WHERE page_id = ?1",
            [page_id],
            |row| read_bytes(row, 0),
        );
        self.database.tried(found.optional())
    }
}
