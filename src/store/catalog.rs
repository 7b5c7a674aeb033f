//! The catalog: the imported files, byte for byte, and the pages and articles derived from them.
//!
//! Only `source` is the truth; `page` and `article` may be emptied and filled anew from it.
//! `article.seq` grows and is never used twice, so that "indexed up to" means something.

use super::StoreError;
use super::database::Database;
use crate::model::{Article, ArticleId, Page, Part, PartialDate, Recognition, Warning};
use rusqlite::{OptionalExtension as _, Row, params};
use serde::{Serialize, de::DeserializeOwned};
use std::path::Path;

const STEPS: &[&str] = &[
    "
    CREATE TABLE source (
        source_id INTEGER PRIMARY KEY AUTOINCREMENT,
        hash TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        issue_date TEXT,
        bytes BLOB NOT NULL
    );
    CREATE TABLE page (
        page_id INTEGER PRIMARY KEY AUTOINCREMENT,
        source_id INTEGER NOT NULL REFERENCES source,
        name TEXT NOT NULL,
        text TEXT NOT NULL,
        issue_date TEXT,
        furniture TEXT NOT NULL,
        warnings TEXT NOT NULL
    );
    CREATE INDEX page_by_source ON page (source_id);
    CREATE TABLE article (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        page_id INTEGER NOT NULL REFERENCES page,
        content TEXT NOT NULL,
        twin INTEGER NOT NULL,
        article TEXT NOT NULL,
        recognition TEXT NOT NULL
    );
    CREATE INDEX article_by_content ON article (content, twin);
    CREATE INDEX article_by_page ON article (page_id);
    CREATE TABLE state (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
    INSERT INTO state VALUES ('indexed_up_to', 0);
",
    "
    ALTER TABLE page ADD COLUMN issue_source TEXT;
    ALTER TABLE page ADD COLUMN layout TEXT;
",
];

/// A file to keep.
#[derive(Clone, Copy, Debug)]
pub struct NewSource<'a> {
    /// The hash of its bytes; no two sources share one.
    pub hash: &'a str,
    /// Its name.
    pub name: &'a str,
    /// The day the reader gave with it.
    pub issue_date: Option<PartialDate>,
    /// The file.
    pub bytes: &'a [u8],
}

/// A file as kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredSource {
    /// Its number, ascending in order of import.
    pub source_id: i64,
    /// The hash its bytes had.
    pub hash: String,
    /// Its name.
    pub name: String,
    /// The day the reader gave with it.
    pub issue_date: Option<PartialDate>,
    /// The file.
    pub bytes: Vec<u8>,
}

/// A page to keep.
#[derive(Clone, Copy, Debug)]
pub struct NewPage<'a> {
    /// The page.
    pub page: &'a Page,
    /// What belongs to no article of it.
    pub furniture: &'a [Part],
    /// What the reader should know of it.
    pub warnings: &'a [Warning],
}

/// An article to keep.
#[derive(Clone, Copy, Debug)]
pub struct NewArticle<'a> {
    /// Its id.
    pub id: &'a ArticleId,
    /// The hash of its content, which twins share.
    pub content: &'a str,
    /// Which of its twins it is, from 0.
    pub twin: u64,
    /// The article.
    pub article: &'a Article,
    /// Who and what is in it.
    pub recognition: &'a Recognition,
}

/// An article as kept.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredArticle {
    /// Its place among all; ascending with import, then pages.
    pub seq: u64,
    /// Its id.
    pub id: ArticleId,
    /// The article.
    pub article: Article,
    /// The name of its page.
    pub page_name: String,
    /// The day or month its page appeared.
    pub page_date: Option<PartialDate>,
    /// The number of its page, for [`Catalog::find_page`].
    pub page_id: i64,
}

/// How much the catalog holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CatalogCounts {
    /// Files.
    pub n_sources: usize,
    /// Pages.
    pub n_pages: usize,
    /// Articles.
    pub n_articles: usize,
}

/// The catalog's database.
pub struct Catalog {
    pub(super) database: Database,
}

impl Catalog {
    /// Opens the catalog, or makes one.
    ///
    /// # Errors
    /// When it cannot be read or written, is damaged, or is of a newer version.
    pub fn open_or_create(path: &Path, backups: &Path) -> Result<Self, StoreError> {
        Database::open_or_create(path, STEPS, backups).map(|database| Self { database })
    }

    /// Opens for reading only.
    ///
    /// # Errors
    /// When there is no file, or it cannot be read.
    pub fn open_read_only(path: &Path) -> Result<Self, StoreError> {
        Database::open_read_only(path, STEPS).map(|database| Self { database })
    }

    /// Is a file of these bytes kept?
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn has_source(&self, hash: &str) -> Result<bool, StoreError> {
        let found = self
            .database
            .connection
            .prepare_cached("SELECT 1 FROM source WHERE hash = ?1")
            .and_then(|mut statement| statement.exists([hash]));
        self.database.tried(found)
    }

    /// How much there is.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn counts(&self) -> Result<CatalogCounts, StoreError> {
        self.database.tried(self.database.connection.query_row(
            "SELECT (SELECT count(*) FROM source), (SELECT count(*) FROM page),
                    (SELECT count(*) FROM article)",
            [],
            |row| {
                Ok(CatalogCounts {
                    n_sources: row.get(0)?,
                    n_pages: row.get(1)?,
                    n_articles: row.get(2)?,
                })
            },
        ))
    }

    /// The next source after a number, in order of import; 0 gives the first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn next_source(&self, after: i64) -> Result<Option<StoredSource>, StoreError> {
        let found = self.database.connection.query_row(
            "SELECT source_id, hash, name, issue_date, bytes FROM source
             WHERE source_id > ?1 ORDER BY source_id LIMIT 1",
            [after],
            |row| {
                Ok(StoredSource {
                    source_id: row.get(0)?,
                    hash: row.get(1)?,
                    name: row.get(2)?,
                    issue_date: read_date(row, 3)?,
                    bytes: row.get(4)?,
                })
            },
        );
        self.database.tried(found.optional())
    }

    /// An article.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn find_article(&self, id: &ArticleId) -> Result<Option<StoredArticle>, StoreError> {
        let found = self
            .database
            .connection
            .prepare_cached(
                "SELECT seq, id, article, page.name, page_id, page.issue_date FROM article
                 JOIN page USING (page_id) WHERE id = ?1",
            )
            .and_then(|mut statement| statement.query_row([&id.0], read_article).optional());
        self.database.tried(found)
    }

    /// Who and what is in an article.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn find_recognition(&self, id: &ArticleId) -> Result<Option<Recognition>, StoreError> {
        let found = self.database.connection.query_row(
            "SELECT recognition FROM article WHERE id = ?1",
            [&id.0],
            |row| read_json(row, 0),
        );
        self.database.tried(found.optional())
    }

    /// A page, and the name of the file it is of.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn find_page(&self, page_id: i64) -> Result<Option<(Page, String)>, StoreError> {
        let found = self.database.connection.query_row(
            "SELECT page.name, text, page.issue_date, source.name, issue_source, layout FROM page
             JOIN source USING (source_id) WHERE page_id = ?1",
            [page_id],
            |row| {
                let page = Page {
                    name: row.get(0)?,
                    text: row.get(1)?,
                    issue_date: read_date(row, 2)?,
                    issue_source: read_json_if_any(row, 4)?,
                    layout: read_json_if_any(row, 5)?,
                };
                Ok((page, row.get(3)?))
            },
        );
        self.database.tried(found.optional())
    }

    /// The articles after a place, in order, at most `n_most`.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn articles_after(
        &self,
        seq: u64,
        n_most: usize,
    ) -> Result<Vec<StoredArticle>, StoreError> {
        let found = self
            .database
            .connection
            .prepare_cached(
                "SELECT seq, id, article, page.name, page_id, page.issue_date FROM article
                 JOIN page USING (page_id) WHERE seq > ?1 ORDER BY seq LIMIT ?2",
            )
            .and_then(|mut statement| {
                statement
                    .query_map(params![seq, n_most], read_article)?
                    .collect()
            });
        self.database.tried(found)
    }

    /// How many articles stand at a place or before it.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn n_articles_up_to(&self, seq: u64) -> Result<usize, StoreError> {
        self.database.tried(self.database.connection.query_row(
            "SELECT count(*) FROM article WHERE seq <= ?1",
            [seq],
            |row| row.get(0),
        ))
    }

    /// The place up to which every article is in the search index for good; 0 when the index has
    /// to be filled from nothing.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn indexed_up_to(&self) -> Result<u64, StoreError> {
        self.database.tried(self.database.connection.query_row(
            "SELECT value FROM state WHERE name = 'indexed_up_to'",
            [],
            |row| row.get(0),
        ))
    }

    /// Sets [`Catalog::indexed_up_to`].
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn set_indexed_up_to(&self, seq: u64) -> Result<(), StoreError> {
        let done = self.database.connection.execute(
            "UPDATE state SET value = ?1 WHERE name = 'indexed_up_to'",
            [seq],
        );
        self.database.tried(done).map(|_n_rows| ())
    }

    /// What is wrong with the file; empty when it is sound.
    ///
    /// # Errors
    /// When it cannot even be read.
    pub fn check(&self) -> Result<Vec<String>, StoreError> {
        self.database.check()
    }

    /// Begins a transaction; dropped without [`Transaction::commit`], it leaves nothing.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn begin(&mut self) -> Result<Transaction<'_>, StoreError> {
        self.database.run("BEGIN IMMEDIATE")?;
        Ok(Transaction { catalog: self })
    }
}

/// Changes to the catalog that happen together or not at all.
pub struct Transaction<'a> {
    catalog: &'a Catalog,
}

impl Drop for Transaction<'_> {
    fn drop(&mut self) {
        let database = &self.catalog.database;
        // After a commit, or when SQLite has rolled back by itself, there is nothing to do.
        if !database.connection.is_autocommit()
            && let Err(error) = database.run("ROLLBACK")
        {
            log::warn!("a transaction was not rolled back: {error}");
        }
    }
}

impl Transaction<'_> {
    /// The catalog as this transaction sees it.
    #[must_use]
    pub fn catalog(&self) -> &Catalog {
        self.catalog
    }

    /// Makes the changes lasting.
    ///
    /// # Errors
    /// When the database cannot be written; then nothing has changed.
    pub fn commit(self) -> Result<(), StoreError> {
        self.catalog.database.run("COMMIT")
    }

    fn insert(&self, sql: &str, values: &[&dyn rusqlite::ToSql]) -> Result<i64, StoreError> {
        let database = &self.catalog.database;
        let done = database
            .connection
            .prepare_cached(sql)
            .and_then(|mut statement| statement.insert(values));
        database.tried(done)
    }

    /// Keeps a file; gives its number.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn add_source(&self, source: NewSource<'_>) -> Result<i64, StoreError> {
        self.insert(
            "INSERT INTO source (hash, name, issue_date, bytes) VALUES (?1, ?2, ?3, ?4)",
            params![
                source.hash,
                source.name,
                date_text(source.issue_date),
                source.bytes
            ],
        )
    }

    /// Keeps a page of a file; gives its number.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn add_page(&self, source_id: i64, new: NewPage<'_>) -> Result<i64, StoreError> {
        self.insert(
            "INSERT INTO page
                 (source_id, name, text, issue_date, furniture, warnings, issue_source, layout)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            params![
                source_id,
                new.page.name,
                new.page.text,
                date_text(new.page.issue_date),
                self.json(new.furniture)?,
                self.json(new.warnings)?,
                self.json_if_any(new.page.issue_source.as_ref())?,
                self.json_if_any(new.page.layout.as_ref())?
            ],
        )
    }

    /// How many articles of this content are kept already: the next one's `twin`.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn next_twin(&self, content: &str) -> Result<u64, StoreError> {
        let database = &self.catalog.database;
        let found = database
            .connection
            .prepare_cached("SELECT coalesce(max(twin) + 1, 0) FROM article WHERE content = ?1")
            .and_then(|mut statement| statement.query_row([content], |row| row.get(0)));
        database.tried(found)
    }

    /// Keeps an article of a page.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn add_article(&self, page_id: i64, new: NewArticle<'_>) -> Result<(), StoreError> {
        self.insert(
            "INSERT INTO article (id, page_id, content, twin, article, recognition)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![
                new.id.0,
                page_id,
                new.content,
                new.twin,
                self.json(new.article)?,
                self.json(new.recognition)?
            ],
        )
        .map(|_seq| ())
    }

    /// Forgets everything that can be derived anew; the index has to be filled from nothing.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn remove_derived(&self) -> Result<(), StoreError> {
        self.catalog
            .database
            .run("DELETE FROM article; DELETE FROM page;")?;
        self.catalog.set_indexed_up_to(0)
    }

    fn json_if_any<T: Serialize>(&self, value: Option<&T>) -> Result<Option<String>, StoreError> {
        value.map(|value| self.json(value)).transpose()
    }

    fn json<T: Serialize + ?Sized>(&self, value: &T) -> Result<String, StoreError> {
        serde_json::to_string(value).map_err(|e| StoreError::Failed {
            path: self.catalog.database.path.clone(),
            reason: e.to_string(),
        })
    }
}

fn date_text(date: Option<PartialDate>) -> Option<String> {
    date.map(|date| date.to_string())
}

fn read_date(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<PartialDate>> {
    let text: Option<String> = row.get(column)?;
    Ok(text.as_deref().and_then(PartialDate::parse))
}

fn read_json<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> rusqlite::Result<T> {
    serde_json::from_str(row.get_ref(column)?.as_str()?).map_err(|e| {
        rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, Box::new(e))
    })
}

fn read_json_if_any<T: DeserializeOwned>(
    row: &Row<'_>,
    column: usize,
) -> rusqlite::Result<Option<T>> {
    match row.get_ref(column)? {
        rusqlite::types::ValueRef::Null => Ok(None),
        _ => read_json(row, column).map(Some),
    }
}

fn read_article(row: &Row<'_>) -> rusqlite::Result<StoredArticle> {
    Ok(StoredArticle {
        seq: row.get(0)?,
        id: ArticleId(row.get(1)?),
        article: read_json(row, 2)?,
        page_name: row.get(3)?,
        page_date: read_date(row, 5)?,
        page_id: row.get(4)?,
    })
}
