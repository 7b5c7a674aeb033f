//! The catalog: the imported files, byte for byte, and the pages and articles derived from them.
//!
//! Only `source` is the truth, with the `text` of its pages that tells most of its bytes, and the
//! `dictionary` that both are packed with; `page` and `article` may be emptied and filled anew.
//! `article.seq` grows and is never used twice, so that "indexed up to" means something.

use super::StoreError;
use super::changes::Transaction;
use super::database::{Database, Snapshot};
use super::dictionaries::Presses;
use super::reading::{ARTICLE, INDEXABLE, N_ARTICLE_COLUMNS, PAGE, hex_value};
use crate::model::{
    Article, ArticleId, DateSource, Page, PageHash, Part, PartialDate, Recognition, TextEncoding,
    Warning,
};
use rusqlite::{OptionalExtension as _, Row, params};
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
    // The page as its file gives it, so that it can be restored anew by itself; which state of the
    // reader's repairs it has; places of articles that stay when a page is restored anew; ids that
    // the index has to forget.
    "
    ALTER TABLE page ADD COLUMN text_hash TEXT NOT NULL DEFAULT '';
    ALTER TABLE page ADD COLUMN repaired_at INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE page ADD COLUMN is_known INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE page ADD COLUMN given_date TEXT;
    ALTER TABLE page ADD COLUMN given_source TEXT;
    UPDATE page SET given_date = issue_date, given_source = issue_source;
    CREATE INDEX page_by_text ON page (text_hash);
    ALTER TABLE article ADD COLUMN place INTEGER NOT NULL DEFAULT 0;
    UPDATE article SET place = page_id * 4096 + min(4095, seq -
        (SELECT min(other.seq) FROM article AS other WHERE other.page_id = article.page_id));
    CREATE TABLE removed (id TEXT PRIMARY KEY) WITHOUT ROWID;
    INSERT INTO state VALUES ('engine_version', 0), ('are_marks_settled', 1);
",
    // Texts and files are packed from here on; rows that are there stay as they are.
    "
    ALTER TABLE source ADD COLUMN is_packed INTEGER NOT NULL DEFAULT 0;
",
    // Texts stand apart from pages, and files and articles are told by them. Ids are bytes and not
    // digits, and what names an article's content is kept only where that is not its id. Rows that
    // are there keep their values as they are.
    "
    CREATE TABLE dictionary (
        dictionary_id INTEGER PRIMARY KEY,
        purpose TEXT NOT NULL,
        n_bytes INTEGER NOT NULL,
        bytes BLOB NOT NULL
    );
    CREATE TABLE text (
        text_id INTEGER PRIMARY KEY,
        is_older INTEGER NOT NULL,
        packed BLOB NOT NULL
    );
    INSERT INTO text SELECT page_id, 1, text FROM page;
    ALTER TABLE source RENAME COLUMN is_packed TO form;
    ALTER TABLE source ADD COLUMN first_text INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE source ADD COLUMN n_texts INTEGER NOT NULL DEFAULT 0;
    UPDATE source SET (first_text, n_texts) =
        (SELECT coalesce(min(page_id), 0), count(*) FROM page
         WHERE page.source_id = source.source_id);
    DROP INDEX page_by_text;
    ALTER TABLE page ADD COLUMN text_id INTEGER NOT NULL DEFAULT 0;
    UPDATE page SET text_id = page_id, text_hash = coalesce(unhex(text_hash), text_hash);
    ALTER TABLE page DROP COLUMN text;
    CREATE INDEX page_by_text ON page (substr(text_hash, 1, 8));
    CREATE TABLE article_5 (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        id BLOB NOT NULL UNIQUE,
        page_id INTEGER NOT NULL REFERENCES page,
        content BLOB,
        twin INTEGER NOT NULL,
        place INTEGER NOT NULL,
        is_compact INTEGER NOT NULL,
        article BLOB NOT NULL,
        recognition BLOB NOT NULL
    );
    INSERT INTO article_5
        SELECT seq, coalesce(unhex(id), id), page_id,
               CASE WHEN content <> id THEN coalesce(unhex(content), content) END,
               twin, place, 0, article, recognition
        FROM article;
    DELETE FROM sqlite_sequence WHERE name = 'article_5';
    INSERT INTO sqlite_sequence SELECT 'article_5', seq FROM sqlite_sequence WHERE name = 'article';
    DROP TABLE article;
    ALTER TABLE article_5 RENAME TO article;
    CREATE INDEX article_by_content ON article (content, twin) WHERE content IS NOT NULL;
    CREATE INDEX article_by_page ON article (page_id);
    UPDATE removed SET id = coalesce(unhex(id), id);
",
    super::corrected::STEP,
    super::origins::STEP,
];

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
    /// The encoding that the reader said it is in.
    pub encoding: Option<TextEncoding>,
    /// The file.
    pub bytes: Vec<u8>,
}

/// An article as kept.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredArticle {
    /// Grows with every article that is written; never used twice.
    pub seq: u64,
    /// Its place among all: by import, then page, then where it stands on it.
    pub place: u64,
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

/// An article with all that the index is told of it.
#[derive(Clone, Debug, PartialEq)]
pub struct IndexableArticle {
    /// The article.
    pub stored: StoredArticle,
    /// Who and what is in it.
    pub recognition: Recognition,
    /// The number of its file, ascending in order of import.
    pub source_id: i64,
    /// The name of its file.
    pub source: String,
    /// It came as an article and was not restored from a page.
    pub is_known: bool,
}

/// A page as kept.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredPage {
    /// Its number.
    pub page_id: i64,
    /// The number of its file.
    pub source_id: i64,
    /// The name of its file.
    pub source: String,
    /// The page, dated as the reader says where the reader says anything.
    pub page: Page,
    /// The date that the page's file gave it, and who says so there.
    pub given: (Option<PartialDate>, Option<DateSource>),
    /// Its one article came as such and was not restored.
    pub is_known: bool,
    /// What belongs to no article of it.
    pub furniture: Vec<Part>,
    /// What the reader should know of it.
    pub warnings: Vec<Warning>,
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
    pub(super) presses: Presses,
}

impl Catalog {
    /// Opens the catalog, or makes one.
    ///
    /// # Errors
    /// When it cannot be read or written, is damaged, or is of a newer version.
    pub fn open_or_create(path: &Path, backups: &Path) -> Result<Self, StoreError> {
        Database::open_or_create(path, STEPS, backups).map(Self::of)
    }

    fn of(database: Database) -> Self {
        Self {
            database,
            presses: Presses::default(),
        }
    }

    /// Is the file at a path of the format that this program writes?
    #[must_use]
    pub fn is_current(path: &Path) -> bool {
        Database::open_read_only(path, STEPS).is_ok_and(|database| database.is_current(STEPS))
    }

    /// Opens for reading only.
    ///
    /// # Errors
    /// When there is no file, or it cannot be read.
    pub fn open_read_only(path: &Path) -> Result<Self, StoreError> {
        Database::open_read_only(path, STEPS).map(Self::of)
    }

    /// Reads one state of it until what is given is dropped.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn snapshot(&self) -> Result<Snapshot<'_>, StoreError> {
        self.database.snapshot()
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

    /// An article.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn find_article(&self, id: &ArticleId) -> Result<Option<StoredArticle>, StoreError> {
        let found = self.articles_where("id = ?1", params![hex_value(&id.0)])?;
        Ok(found.into_iter().next())
    }

    /// Articles, in the order of their ids here; those that are not there are left out. Many are read
    /// sooner so than one by one.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn find_articles(&self, ids: &[ArticleId]) -> Result<Vec<StoredArticle>, StoreError> {
        // CROSS: each id is looked up, in this order.
        let sql = format!(
            "SELECT {ARTICLE} FROM json_each(?1) AS wanted
             CROSS JOIN article ON article.id = coalesce(unhex(wanted.value), wanted.value)
             CROSS JOIN page USING (page_id) CROSS JOIN text USING (text_id)"
        );
        let ids = serde_json::Value::from_iter(ids.iter().map(|id| id.0.as_str()));
        self.articles(&sql, params![ids.to_string()])
    }

    fn articles_where(
        &self,
        condition: &str,
        values: &[&dyn rusqlite::ToSql],
    ) -> Result<Vec<StoredArticle>, StoreError> {
        let sql = format!(
            "SELECT {ARTICLE} FROM article JOIN page USING (page_id) JOIN text USING (text_id)
             WHERE {condition}"
        );
        self.articles(&sql, values)
    }

    fn articles(
        &self,
        sql: &str,
        values: &[&dyn rusqlite::ToSql],
    ) -> Result<Vec<StoredArticle>, StoreError> {
        let read = |row: &Row<'_>| self.read_article(row);
        let found = self
            .database
            .connection
            .prepare_cached(sql)
            .and_then(|mut statement| statement.query_map(values, read)?.collect());
        self.database.tried(found)
    }

    /// Who and what is in an article.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn find_recognition(&self, id: &ArticleId) -> Result<Option<Recognition>, StoreError> {
        let sql = format!(
            "SELECT {ARTICLE}, recognition FROM article JOIN page USING (page_id)
             JOIN text USING (text_id) WHERE id = ?1"
        );
        let found = self
            .database
            .connection
            .query_row(&sql, [hex_value(&id.0)], |row| {
                let article = self.read_article(row)?.article;
                self.read_recognition(row, N_ARTICLE_COLUMNS, &article)
            });
        self.database.tried(found.optional())
    }

    /// A page.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn find_page(&self, page_id: i64) -> Result<Option<StoredPage>, StoreError> {
        Ok(self
            .pages_where("page_id = ?1", &[&page_id])?
            .into_iter()
            .next())
    }

    /// The pages of a text, in order of import.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn pages_of_text(&self, hash: &PageHash) -> Result<Vec<StoredPage>, StoreError> {
        self.pages_where(
            "substr(text_hash, 1, 8) = substr(?1, 1, 8) AND text_hash = ?1 ORDER BY page_id",
            params![hex_value(&hash.0)],
        )
    }

    fn pages_where(
        &self,
        condition: &str,
        values: &[&dyn rusqlite::ToSql],
    ) -> Result<Vec<StoredPage>, StoreError> {
        let sql = format!(
            "SELECT {PAGE} FROM page JOIN source USING (source_id) JOIN text USING (text_id)
             WHERE {condition}"
        );
        let read = |row: &Row<'_>| self.read_page(row);
        let found = self
            .database
            .connection
            .prepare_cached(&sql)
            .and_then(|mut statement| statement.query_map(values, read)?.collect());
        self.database.tried(found)
    }

    /// The place of a page among those of its file, from 0.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn page_idx(&self, page: &StoredPage) -> Result<usize, StoreError> {
        self.database.tried(self.database.connection.query_row(
            "SELECT count(*) FROM page WHERE source_id = ?1 AND page_id < ?2",
            [page.source_id, page.page_id],
            |row| row.get(0),
        ))
    }

    /// The articles of a page, in their order.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn articles_of_page(&self, page_id: i64) -> Result<Vec<StoredArticle>, StoreError> {
        self.articles_where("page_id = ?1 ORDER BY place, seq", &[&page_id])
    }

    /// The articles after a place, in order, at most `n_most`.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn articles_after(
        &self,
        seq: u64,
        n_most: usize,
    ) -> Result<Vec<IndexableArticle>, StoreError> {
        let sql = format!(
            "SELECT {ARTICLE}, {INDEXABLE} FROM article JOIN page USING (page_id)
             JOIN text USING (text_id) JOIN source USING (source_id)
             WHERE seq > ?1 ORDER BY seq LIMIT ?2"
        );
        let read = |row: &Row<'_>| self.read_indexable(row);
        let found = self
            .database
            .connection
            .prepare_cached(&sql)
            .and_then(|mut statement| statement.query_map(params![seq, n_most], read)?.collect());
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
        Ok(Transaction::of(self))
    }
}
