//! Where the kept files came from, and what is listed of them. Apart from the files themselves, whose rows hold their bytes and are
//! slow to list.

use super::catalog::IndexableArticle;
use super::changes::Transaction;
use super::reading::{ARTICLE, INDEXABLE, date_text, read_date};
use super::{Catalog, StoreError};
use crate::model::{PartialDate, TextEncoding};
use rusqlite::{OptionalExtension as _, Row, params};
use std::path::{Path, PathBuf};

/// The step of the catalog's format that made room for it, and for what `attempts` keeps.
pub(super) const STEP: &str = "
    CREATE TABLE origin (
        source_id INTEGER PRIMARY KEY,
        path TEXT,
        n_bytes INTEGER NOT NULL,
        modified_at INTEGER,
        imported_at TEXT NOT NULL,
        encoding TEXT
    );
    CREATE INDEX origin_by_path ON origin (path) WHERE path IS NOT NULL;
    CREATE TABLE failure (
        failure_id INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE,
        path TEXT,
        issue_date TEXT,
        failed_at TEXT NOT NULL,
        zh TEXT NOT NULL,
        en TEXT NOT NULL
    );
    CREATE TABLE removed_source (hash TEXT PRIMARY KEY) WITHOUT ROWID;
    CREATE TABLE seen (
        path TEXT PRIMARY KEY,
        n_bytes INTEGER NOT NULL,
        modified_at INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE pending (
        nth INTEGER PRIMARY KEY,
        path TEXT NOT NULL,
        issue_date TEXT
    );
";

/// A file of the disk as it was when it was looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileStamp {
    /// Where it is, from the root; of a file in an archive, where the archive is. `None`: it came from
    /// nowhere on this disk, or its path is no text.
    pub path: Option<PathBuf>,
    /// How large it is, in bytes.
    pub n_bytes: u64,
    /// When it was changed last, in nanoseconds since 1970; `None` where the system does not say.
    pub modified_at: Option<i64>,
}

/// A kept file in the list of all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileRow {
    /// Its number, ascending in order of import.
    pub source_id: i64,
    /// Its name when it was imported.
    pub name: String,
    /// Where it was, as far as that is known.
    pub stamp: FileStamp,
    /// The day it was imported, in local time; empty where an older version did.
    pub imported_at: String,
    /// The date that the reader gave with it.
    pub issue_date: Option<PartialDate>,
    /// The encoding that the reader said it is in.
    pub encoding: Option<TextEncoding>,
    /// How many pages it has.
    pub n_pages: usize,
    /// How many articles.
    pub n_articles: usize,
}

/// What is known of a kept file, without its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceHead {
    /// The hash of its bytes.
    pub hash: String,
    /// Its name.
    pub name: String,
    /// The date that the reader gave with it.
    pub issue_date: Option<PartialDate>,
    /// The encoding that the reader said it is in.
    pub encoding: Option<TextEncoding>,
}

/// A path as it is kept: only one that is text.
pub(super) fn path_text(path: Option<&Path>) -> Option<&str> {
    path.and_then(Path::to_str)
}

pub(super) fn read_path(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<PathBuf>> {
    Ok(row.get::<_, Option<String>>(column)?.map(PathBuf::from))
}

impl Catalog {
    /// The number of the file that was imported last; 0 when there is none.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn newest_source(&self) -> Result<i64, StoreError> {
        self.database.tried(self.database.connection.query_row(
            "SELECT coalesce(max(source_id), 0) FROM source",
            [],
            |row| row.get(0),
        ))
    }

    /// The name of a file, by its number.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn source_name(&self, source_id: i64) -> Result<Option<String>, StoreError> {
        let found = self
            .database
            .connection
            .prepare_cached("SELECT name FROM source WHERE source_id = ?1")
            .and_then(|mut statement| {
                statement
                    .query_row([source_id], |row| row.get(0))
                    .optional()
            });
        self.database.tried(found)
    }

    /// The kept file that was at a path when it was imported, the newest of several: its number, its
    /// hash, and what it was like.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn source_at(&self, path: &Path) -> Result<Option<(i64, String, FileStamp)>, StoreError> {
        let Some(text) = path_text(Some(path)) else {
            return Ok(None);
        };
        let found = self
            .database
            .connection
            .prepare_cached(
                "SELECT source_id, hash, path, n_bytes, modified_at
                 FROM origin JOIN source USING (source_id)
                 WHERE path = ?1 ORDER BY source_id DESC LIMIT 1",
            )
            .and_then(|mut statement| {
                let read = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?, read_stamp(row, 2)?));
                statement.query_row([text], read).optional()
            });
        self.database.tried(found)
    }

    /// Where the kept file of a hash came from: its number, and what it was like.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn origin_of(&self, hash: &str) -> Result<Option<(i64, FileStamp)>, StoreError> {
        let found = self
            .database
            .connection
            .prepare_cached(
                "SELECT source_id, path, coalesce(n_bytes, 0), modified_at
                 FROM source LEFT JOIN origin USING (source_id) WHERE hash = ?1",
            )
            .and_then(|mut statement| {
                let read = |row: &Row<'_>| Ok((row.get(0)?, read_stamp(row, 1)?));
                statement.query_row([hash], read).optional()
            });
        self.database.tried(found)
    }

    /// The kept files whose name or path holds a text (all, where it is empty), the newest first: how
    /// many they are, and a stretch of them.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn files(
        &self,
        part: &str,
        (offset, limit): (usize, usize),
    ) -> Result<(usize, Vec<FileRow>), StoreError> {
        let connection = &self.database.connection;
        // Without a text, the count need not look at the files.
        let chosen = "FROM source LEFT JOIN origin USING (source_id)
             WHERE ?1 = '' OR instr(lower(source.name), lower(?1)) > 0
                OR instr(lower(coalesce(path, '')), lower(?1)) > 0";
        let n_found = if part.is_empty() {
            connection.query_row("SELECT count(*) FROM source", [], |row| row.get(0))
        } else {
            let count = format!("SELECT count(*) {chosen}");
            connection.query_row(&count, [part], |row| row.get(0))
        };
        let n_found = self.database.tried(n_found)?;
        let rows = format!(
            "SELECT source_id, source.name, path, coalesce(n_bytes, 0), modified_at,
                 coalesce(strftime('%Y-%m-%d %H:%M', imported_at, 'localtime'), ''),
                 issue_date, encoding,
                 (SELECT count(*) FROM page WHERE page.source_id = source.source_id),
                 (SELECT count(*) FROM page JOIN article USING (page_id)
                  WHERE page.source_id = source.source_id)
             {chosen} ORDER BY source_id DESC LIMIT ?3 OFFSET ?2"
        );
        let read = |row: &Row<'_>| {
            Ok(FileRow {
                source_id: row.get(0)?,
                name: row.get(1)?,
                stamp: read_stamp(row, 2)?,
                imported_at: row.get(5)?,
                issue_date: read_date(row, 6)?,
                encoding: read_encoding(row, 7)?,
                n_pages: row.get(8)?,
                n_articles: row.get(9)?,
            })
        };
        let found = connection.prepare_cached(&rows).and_then(|mut statement| {
            let rows = statement.query_map(params![part, offset, limit], read)?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        });
        Ok((n_found, self.database.tried(found)?))
    }

    /// What is known of a kept file, without its bytes; `None` when it is not there.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn source_head(&self, source_id: i64) -> Result<Option<SourceHead>, StoreError> {
        let found = self
            .database
            .connection
            .prepare_cached(
                "SELECT hash, name, issue_date, encoding
                 FROM source LEFT JOIN origin USING (source_id) WHERE source_id = ?1",
            )
            .and_then(|mut statement| {
                let read = |row: &Row<'_>| {
                    Ok(SourceHead {
                        hash: row.get(0)?,
                        name: row.get(1)?,
                        issue_date: read_date(row, 2)?,
                        encoding: read_encoding(row, 3)?,
                    })
                };
                statement.query_row([source_id], read).optional()
            });
        self.database.tried(found)
    }

    /// The articles of the next pages of a file behind one of its pages, at most so many of these, in
    /// order; and the last of these pages. `None`: there are no more pages.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn articles_of_source(
        &self,
        source_id: i64,
        after_page: i64,
        n_pages: usize,
    ) -> Result<Option<(i64, Vec<IndexableArticle>)>, StoreError> {
        let connection = &self.database.connection;
        let last = connection
            .prepare_cached(
                "SELECT max(page_id) FROM (SELECT page_id FROM page
                 WHERE source_id = ?1 AND page_id > ?2 ORDER BY page_id LIMIT ?3)",
            )
            .and_then(|mut statement| {
                let values = params![source_id, after_page, n_pages];
                statement.query_row(values, |row| row.get::<_, Option<i64>>(0))
            });
        let Some(last) = self.database.tried(last)? else {
            return Ok(None);
        };
        let sql = format!(
            "SELECT {ARTICLE}, {INDEXABLE} FROM article JOIN page USING (page_id)
             JOIN text USING (text_id) JOIN source USING (source_id)
             WHERE page.source_id = ?1 AND page_id > ?2 AND page_id <= ?3 ORDER BY place, seq"
        );
        let read = |row: &Row<'_>| self.read_indexable(row);
        let found = connection.prepare_cached(&sql).and_then(|mut statement| {
            let rows = statement.query_map(params![source_id, after_page, last], read)?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        });
        Ok(Some((last, self.database.tried(found)?)))
    }

    /// Which of their twins the articles of a kept file are, in their order.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn twins_of(&self, source_id: i64) -> Result<Vec<u64>, StoreError> {
        let found = self
            .database
            .connection
            .prepare_cached(
                "SELECT twin FROM page JOIN article USING (page_id)
                 WHERE source_id = ?1 ORDER BY place, seq",
            )
            .and_then(|mut statement| {
                statement
                    .query_map([source_id], |row| row.get(0))?
                    .collect()
            });
        self.database.tried(found)
    }

    /// The encoding that the reader gave a kept file.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn encoding_of(&self, source_id: i64) -> Result<Option<TextEncoding>, StoreError> {
        let found = self
            .database
            .connection
            .prepare_cached("SELECT encoding FROM origin WHERE source_id = ?1")
            .and_then(|mut statement| {
                let read = |row: &Row<'_>| read_encoding(row, 0);
                statement.query_row([source_id], read).optional()
            });
        Ok(self.database.tried(found)?.flatten())
    }
}

fn read_stamp(row: &Row<'_>, first: usize) -> rusqlite::Result<FileStamp> {
    Ok(FileStamp {
        path: read_path(row, first)?,
        n_bytes: row.get(first + 1)?,
        modified_at: row.get(first + 2)?,
    })
}

/// A name that is not known is one of a newer version, whose catalog is not opened.
pub(super) fn read_encoding(
    row: &Row<'_>,
    column: usize,
) -> rusqlite::Result<Option<TextEncoding>> {
    let name: Option<String> = row.get(column)?;
    Ok(name.and_then(|name| TextEncoding::of_name(&name)))
}

impl Transaction<'_> {
    /// Notes where a kept file came from.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn set_origin(
        &self,
        source_id: i64,
        stamp: &FileStamp,
        encoding: Option<TextEncoding>,
    ) -> Result<(), StoreError> {
        self.insert(
            "INSERT OR REPLACE INTO origin
                 (source_id, path, n_bytes, modified_at, imported_at, encoding)
             VALUES (?1, ?2, ?3, ?4,
                 coalesce((SELECT imported_at FROM origin WHERE source_id = ?1),
                          strftime('%Y-%m-%dT%H:%M:%SZ', 'now')), ?5)",
            params![
                source_id,
                path_text(stamp.path.as_deref()),
                stamp.n_bytes,
                stamp.modified_at,
                encoding.map(TextEncoding::name)
            ],
        )
        .map(|_row| ())
    }

    /// Gives a kept file another date by the reader.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn set_issue_date(
        &self,
        source_id: i64,
        issue_date: Option<PartialDate>,
    ) -> Result<(), StoreError> {
        let database = &self.catalog().database;
        let done = database.connection.execute(
            "UPDATE source SET issue_date = ?2 WHERE source_id = ?1",
            params![source_id, date_text(issue_date)],
        );
        database.tried(done).map(|_n_rows| ())
    }

    /// Removes a file, with its pages and articles; the index has to forget them, too, and watched
    /// folders do not bring it back.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn remove_source(&self, source_id: i64) -> Result<(), StoreError> {
        let database = &self.catalog().database;
        for page_id in self.pages_of_source(source_id)? {
            self.remove_articles(page_id)?;
        }
        for sql in [
            "INSERT OR IGNORE INTO removed_source SELECT hash FROM source WHERE source_id = ?1",
            "DELETE FROM text WHERE text_id >= (SELECT first_text FROM source WHERE source_id = ?1)
                 AND text_id < (SELECT first_text + n_texts FROM source WHERE source_id = ?1)",
            "DELETE FROM page WHERE source_id = ?1",
            "DELETE FROM origin WHERE source_id = ?1",
            "DELETE FROM source WHERE source_id = ?1",
        ] {
            let done = database.connection.execute(sql, [source_id]);
            database.tried(done)?;
        }
        Ok(())
    }

    /// The numbers of a file's pages, in order.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn pages_of_source(&self, source_id: i64) -> Result<Vec<i64>, StoreError> {
        let database = &self.catalog().database;
        let found = database
            .connection
            .prepare_cached("SELECT page_id FROM page WHERE source_id = ?1 ORDER BY page_id")
            .and_then(|mut statement| {
                statement
                    .query_map([source_id], |row| row.get(0))?
                    .collect()
            });
        database.tried(found)
    }
}
