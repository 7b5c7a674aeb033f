//! Changes to the catalog, which happen together or not at all.

use super::StoreError;
use super::catalog::Catalog;
use super::packed_articles::PackedArticle;
use super::reading::{date_text, hex_value};
use crate::model::{ArticleId, DateSource, Page, PageHash, Part, PartialDate, Warning};
use rusqlite::params;
use serde::Serialize;

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
    /// The texts of its pages, in order.
    pub texts: &'a [&'a str],
    /// The number it is to have; `None`: the next one.
    pub source_id: Option<i64>,
}

/// A page to keep.
#[derive(Clone, Copy, Debug)]
pub struct NewPage<'a> {
    /// The page; its text is kept with its file.
    pub page: &'a Page,
    /// Names its text.
    pub text_hash: &'a PageHash,
    /// The date that the page's file gave it, and who says so there.
    pub given: (Option<PartialDate>, Option<DateSource>),
    /// Its one article came as such and was not restored.
    pub is_known: bool,
    /// Which state of the reader's repairs it has.
    pub repaired_at: u64,
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
    /// Its place among the articles of the library.
    pub place: u64,
    /// The article, and who and what is in it.
    pub packed: &'a PackedArticle,
}

/// The numbers of the articles of a content, which the first of them has for its id.
const TWINS: &str = "SELECT twin FROM article WHERE content = ?1
    UNION ALL SELECT twin FROM article WHERE id = ?1 AND content IS NULL";

/// Changes to the catalog that happen together or not at all.
pub struct Transaction<'a> {
    catalog: &'a Catalog,
}

impl<'a> Transaction<'a> {
    /// The transaction that has just begun.
    pub(super) fn of(catalog: &'a Catalog) -> Self {
        Self { catalog }
    }
}

impl Drop for Transaction<'_> {
    fn drop(&mut self) {
        let database = &self.catalog.database;
        // Dictionaries may go with it.
        self.catalog.presses.forget();
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

    pub(super) fn insert(
        &self,
        sql: &str,
        values: &[&dyn rusqlite::ToSql],
    ) -> Result<i64, StoreError> {
        let database = &self.catalog.database;
        let done = database
            .connection
            .prepare_cached(sql)
            .and_then(|mut statement| statement.insert(values));
        database.tried(done)
    }

    /// Keeps a page of a file, whose text has a number there; gives the page's: the one it had, if it
    /// had one.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn add_page(
        &self,
        source_id: i64,
        text_id: i64,
        page_id: Option<i64>,
        new: NewPage<'_>,
    ) -> Result<i64, StoreError> {
        let layout = self.json_if_any(new.page.layout.as_ref())?;
        let layout = layout.map(|json| self.catalog.pack_alone(json.as_bytes()));
        self.insert(
            "INSERT INTO page
                 (source_id, name, text_id, issue_date, furniture, warnings, issue_source, layout,
                  text_hash, repaired_at, is_known, given_date, given_source, page_id)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
            params![
                source_id,
                new.page.name,
                text_id,
                date_text(new.page.issue_date),
                self.json(new.furniture)?,
                self.json(new.warnings)?,
                self.json_if_any(new.page.issue_source.as_ref())?,
                layout.transpose()?,
                hex_value(&new.text_hash.0),
                new.repaired_at,
                new.is_known,
                date_text(new.given.0),
                self.json_if_any(new.given.1.as_ref())?,
                page_id
            ],
        )
    }

    /// Replaces what was derived of a page, but for its articles.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn renew_page(&self, page_id: i64, new: NewPage<'_>) -> Result<(), StoreError> {
        let database = &self.catalog.database;
        let done = database.connection.execute(
            "UPDATE page SET issue_date = ?2, issue_source = ?3, furniture = ?4, warnings = ?5,
                 repaired_at = ?6 WHERE page_id = ?1",
            params![
                page_id,
                date_text(new.page.issue_date),
                self.json_if_any(new.page.issue_source.as_ref())?,
                self.json(new.furniture)?,
                self.json(new.warnings)?,
                new.repaired_at
            ],
        );
        database.tried(done).map(|_n_rows| ())
    }

    /// Forgets the articles of a page; the index has to forget them, too.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn remove_articles(&self, page_id: i64) -> Result<(), StoreError> {
        let connection = &self.catalog.database.connection;
        let done = connection
            .execute(
                "INSERT OR IGNORE INTO removed SELECT id FROM article WHERE page_id = ?1",
                [page_id],
            )
            .and_then(|_n_rows| {
                connection.execute("DELETE FROM article WHERE page_id = ?1", [page_id])
            });
        self.catalog.database.tried(done).map(|_n_rows| ())
    }

    /// Forgets a page that has no articles any more.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn remove_page(&self, page_id: i64) -> Result<(), StoreError> {
        let database = &self.catalog.database;
        let connection = &database.connection;
        let done = connection.execute("DELETE FROM page WHERE page_id = ?1", [page_id]);
        database.tried(done).map(|_n_rows| ())
    }

    /// How many articles of this content have been kept: the next one's `twin`.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn next_twin(&self, content: &str) -> Result<u64, StoreError> {
        let database = &self.catalog.database;
        let found = database
            .connection
            .prepare_cached(&format!("SELECT coalesce(max(twin) + 1, 0) FROM ({TWINS})"))
            .and_then(|mut statement| statement.query_row([hex_value(content)], |row| row.get(0)));
        database.tried(found)
    }

    /// The first number that no article of this content has, so that one which was taken out to be
    /// set anew gets its own again. Takes time in proportion to their number.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn first_free_twin(&self, content: &str) -> Result<u64, StoreError> {
        let database = &self.catalog.database;
        let found = database
            .connection
            .prepare_cached(&format!("{TWINS} ORDER BY twin"))
            .and_then(|mut statement| {
                let mut next = 0;
                let mut rows = statement.query([hex_value(content)])?;
                while let Some(row) = rows.next()? {
                    if row.get::<_, u64>(0)? != next {
                        break;
                    }
                    next += 1;
                }
                Ok(next)
            });
        database.tried(found)
    }

    /// Keeps an article of a page.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn add_article(&self, page_id: i64, new: NewArticle<'_>) -> Result<(), StoreError> {
        self.insert(
            "INSERT INTO article
                 (id, page_id, content, twin, article, recognition, place, is_compact)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            params![
                hex_value(&new.id.0),
                page_id,
                (new.content != new.id.0).then(|| hex_value(new.content)),
                new.twin,
                new.packed.article,
                new.packed.recognition,
                new.place,
                new.packed.is_compact
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
            .run("DELETE FROM article; DELETE FROM page; DELETE FROM removed;")?;
        self.catalog.set_indexed_up_to(0)
    }

    fn json_if_any<T: Serialize>(&self, value: Option<&T>) -> Result<Option<String>, StoreError> {
        value.map(|value| self.json(value)).transpose()
    }

    pub(super) fn json<T: Serialize + ?Sized>(&self, value: &T) -> Result<String, StoreError> {
        serde_json::to_string(value).map_err(|e| StoreError::Failed {
            path: self.catalog.database.path.clone(),
            reason: e.to_string(),
        })
    }
}
