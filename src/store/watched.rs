//! Folders whose new files come in by themselves: the reader's own choice, and kept with it.

use super::StoreError;
use super::notebook::Notebook;
use std::path::{Path, PathBuf};

/// The step of the format that made room for it.
pub(super) const STEP: &str = "
    CREATE TABLE watched (path TEXT PRIMARY KEY) WITHOUT ROWID;
";

impl Notebook {
    /// Watched folders, by their paths.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn watched(&self) -> Result<Vec<PathBuf>, StoreError> {
        let found: rusqlite::Result<Vec<String>> = self
            .database
            .connection
            .prepare("SELECT path FROM watched ORDER BY path")
            .and_then(|mut statement| statement.query_map([], |row| row.get(0))?.collect());
        let paths = self.database.tried(found)?.into_iter();
        Ok(paths.map(PathBuf::from).collect())
    }

    /// Watches a folder from now on, or no more; `false` for a path that is no text, which cannot be kept.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn watch(&self, folder: &Path, is_watched: bool) -> Result<bool, StoreError> {
        let Some(path) = folder.to_str() else {
            return Ok(false);
        };
        let sql = if is_watched {
            "INSERT OR IGNORE INTO watched (path) VALUES (?1)"
        } else {
            "DELETE FROM watched WHERE path = ?1"
        };
        let done = self.database.connection.execute(sql, [path]);
        self.database.tried(done).map(|_n_rows| true)
    }
}
