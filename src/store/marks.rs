//! What the reader noted of articles: read, starred. A mark knows the article's id of the day and
//! the stretches of the page that the article began with; the latter stay when the former goes.

use super::StoreError;
use super::notebook::Notebook;
use crate::model::{ArticleId, PageHash, Span};
use rusqlite::{OptionalExtension as _, params};

/// What the reader noted of an article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    /// Read?
    pub is_read: bool,
    /// Starred?
    pub is_starred: bool,
}

/// Where an article stands, whatever its id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Anchor {
    /// Its page.
    pub page: PageHash,
    /// Stretches of the page that it begins with.
    pub spans: Vec<Span>,
}

/// A mark as kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredMark {
    /// Its number.
    pub mark_id: i64,
    /// The article it is on now.
    pub article: ArticleId,
    /// Stretches of its page that the article began with when it was made.
    pub spans: Vec<Span>,
}

impl Notebook {
    /// What was noted of an article.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn of(&self, id: &ArticleId) -> Result<Mark, StoreError> {
        let found = self
            .database
            .connection
            .prepare_cached(
                "SELECT coalesce(max(is_read), 0), coalesce(max(is_starred), 0) FROM mark
                 WHERE article_id = ?1",
            )
            .and_then(|mut statement| {
                statement.query_row([&id.0], |row| {
                    Ok(Mark {
                        is_read: row.get(0)?,
                        is_starred: row.get(1)?,
                    })
                })
            });
        self.database.tried(found)
    }

    /// Notes that an article was read, or not.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn set_read(
        &self,
        id: &ArticleId,
        is_read: bool,
        anchor: Option<&Anchor>,
    ) -> Result<(), StoreError> {
        self.set(
            "UPDATE mark SET is_read = ?2 WHERE article_id = ?1",
            "INSERT INTO mark (article_id, is_read, page_hash, spans) VALUES (?1, ?2, ?3, ?4)",
            id,
            is_read,
            anchor,
        )
    }

    /// Stars an article, or not.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn set_starred(
        &self,
        id: &ArticleId,
        is_starred: bool,
        anchor: Option<&Anchor>,
    ) -> Result<(), StoreError> {
        self.set(
            "UPDATE mark SET is_starred = ?2 WHERE article_id = ?1",
            "INSERT INTO mark (article_id, is_starred, page_hash, spans) VALUES (?1, ?2, ?3, ?4)",
            id,
            is_starred,
            anchor,
        )
    }

    fn set(
        &self,
        update: &str,
        insert: &str,
        id: &ArticleId,
        value: bool,
        anchor: Option<&Anchor>,
    ) -> Result<(), StoreError> {
        let connection = &self.database.connection;
        let n_rows = self
            .database
            .tried(connection.execute(update, params![id.0, value]))?;
        if n_rows > 0 {
            return Ok(());
        }
        let page = anchor.map(|a| a.page.0.as_str());
        let spans = anchor.map(|a| self.spans_text(&a.spans)).transpose()?;
        let done = connection.execute(insert, params![id.0, value, page, spans]);
        self.database.tried(done).map(|_n_rows| ())
    }

    /// The articles of marks that are not anchored: made by an older version.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn unanchored(&self) -> Result<Vec<ArticleId>, StoreError> {
        let found = self
            .database
            .connection
            .prepare("SELECT DISTINCT article_id FROM mark WHERE page_hash IS NULL")
            .and_then(|mut statement| {
                statement
                    .query_map([], |row| Ok(ArticleId(row.get(0)?)))?
                    .collect()
            });
        self.database.tried(found)
    }

    /// Anchors the marks of an article that are not anchored yet.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn set_anchor(&self, id: &ArticleId, anchor: &Anchor) -> Result<(), StoreError> {
        let done = self.database.connection.execute(
            "UPDATE mark SET page_hash = ?2, spans = ?3
             WHERE article_id = ?1 AND page_hash IS NULL",
            params![id.0, anchor.page.0, self.spans_text(&anchor.spans)?],
        );
        self.database.tried(done).map(|_n_rows| ())
    }

    /// The pages that have marks.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn marked_pages(&self) -> Result<Vec<PageHash>, StoreError> {
        let found = self
            .database
            .connection
            .prepare("SELECT DISTINCT page_hash FROM mark WHERE page_hash IS NOT NULL")
            .and_then(|mut statement| {
                statement
                    .query_map([], |row| Ok(PageHash(row.get(0)?)))?
                    .collect()
            });
        self.database.tried(found)
    }

    /// The marks of a page, in the order in which they were made.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn marks_of_page(&self, page: &PageHash) -> Result<Vec<StoredMark>, StoreError> {
        let found = self
            .database
            .connection
            .prepare_cached(
                "SELECT mark_id, article_id, spans FROM mark WHERE page_hash = ?1 ORDER BY mark_id",
            )
            .and_then(|mut statement| {
                statement
                    .query_map([&page.0], |row| {
                        let spans: Option<String> = row.get(2)?;
                        Ok(StoredMark {
                            mark_id: row.get(0)?,
                            article: ArticleId(row.get(1)?),
                            spans: spans
                                .and_then(|text| serde_json::from_str(&text).ok())
                                .unwrap_or_default(),
                        })
                    })?
                    .collect()
            });
        self.database.tried(found)
    }

    /// Has an article a mark?
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn has_mark(&self, id: &ArticleId) -> Result<bool, StoreError> {
        let found = self
            .database
            .connection
            .query_row("SELECT 1 FROM mark WHERE article_id = ?1", [&id.0], |_| {
                Ok(())
            })
            .optional();
        Ok(self.database.tried(found)?.is_some())
    }

    /// Puts a mark on the article that its own has become.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn move_mark(&self, mark_id: i64, to: &ArticleId) -> Result<(), StoreError> {
        let done = self.database.connection.execute(
            "UPDATE mark SET article_id = ?2 WHERE mark_id = ?1",
            params![mark_id, to.0],
        );
        self.database.tried(done).map(|_n_rows| ())
    }

    /// Does several things in one transaction; when one fails, none was done.
    ///
    /// # Errors
    /// When the database cannot be written, or as `deeds` says.
    pub fn together<T>(
        &self,
        deeds: impl FnOnce(&Self) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.database.run("BEGIN IMMEDIATE")?;
        let done = deeds(self).and_then(|value| {
            self.database.run("COMMIT")?;
            Ok(value)
        });
        if done.is_err()
            && !self.database.connection.is_autocommit()
            && let Err(error) = self.database.run("ROLLBACK")
        {
            log::warn!("a transaction was not rolled back: {error}");
        }
        done
    }

    fn spans_text(&self, spans: &[Span]) -> Result<String, StoreError> {
        serde_json::to_string(spans).map_err(|e| StoreError::Failed {
            path: self.database.path.clone(),
            reason: e.to_string(),
        })
    }
}
