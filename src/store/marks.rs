//! What the reader noted of articles: read, starred, their status. A mark knows the article's id of the
//! day and the stretches of the page that the article began with; the latter stay when the former goes.

use super::StoreError;
use super::notebook::Notebook;
use super::work_deeds::{Change, Field};
use crate::model::{ArticleId, PageHash, Span, Status, WorkDeed};
use rusqlite::{OptionalExtension as _, params};

/// What the reader noted of an article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    /// Read?
    pub is_read: bool,
    /// Starred?
    pub is_starred: bool,
    /// What is to become of it.
    pub status: Option<Status>,
}

/// One value of a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkValue {
    /// Starred, or not.
    Starred(bool),
    /// Read, or not.
    Read(bool),
    /// A status, or none.
    Status(Option<Status>),
}

/// The number that a status is kept as; 0 is none.
pub(super) fn status_number(status: Option<Status>) -> u8 {
    match status {
        None => 0,
        Some(Status::ToCheck) => 1,
        Some(Status::Seen) => 2,
        Some(Status::ToUse) => 3,
    }
}

fn status_of(number: u8) -> Option<Status> {
    let is_it = |status: &Status| status_number(Some(*status)) == number;
    Status::ALL.into_iter().find(is_it)
}

/// Where an article stands, whatever its id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Anchor {
    /// Its page.
    pub page: PageHash,
    /// Stretches of the page that it begins with.
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
                "SELECT coalesce(max(is_read), 0), coalesce(max(is_starred), 0),
                     coalesce(max(status), 0) FROM mark WHERE article_id = ?1",
            )
            .and_then(|mut statement| {
                statement.query_row([&id.0], |row| {
                    Ok(Mark {
                        is_read: row.get(0)?,
                        is_starred: row.get(1)?,
                        status: status_of(row.get(2)?),
                    })
                })
            });
        self.database.tried(found)
    }

    /// Notes that an article was read, or not, by the way: that is no deed to be taken back.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn set_read(
        &self,
        id: &ArticleId,
        is_read: bool,
        anchor: Option<&Anchor>,
    ) -> Result<(), StoreError> {
        let connection = &self.database.connection;
        let n_rows = self.database.tried(connection.execute(
            "UPDATE mark SET is_read = ?2 WHERE article_id = ?1",
            params![id.0, is_read],
        ))?;
        if n_rows > 0 {
            return Ok(());
        }
        let page = anchor.map(|a| a.page.0.as_str());
        let spans = anchor.map(|a| self.spans_text(&a.spans)).transpose()?;
        let done = connection.execute(
            "INSERT INTO mark (article_id, is_read, page_hash, spans) VALUES (?1, ?2, ?3, ?4)",
            params![id.0, is_read, page, spans],
        );
        self.database.tried(done).map(|_n_rows| ())
    }

    /// Gives the marks of articles a value, as a deed that can be taken back; `false` where nothing
    /// changed.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn set_mark(
        &self,
        articles: &[(ArticleId, Option<Anchor>)],
        value: MarkValue,
        deed: &WorkDeed,
    ) -> Result<bool, StoreError> {
        let (field, to) = match value {
            MarkValue::Starred(is_on) => (Field::Starred, i64::from(is_on)),
            MarkValue::Read(is_on) => (Field::Read, i64::from(is_on)),
            MarkValue::Status(status) => (Field::Status, i64::from(status_number(status))),
        };
        self.do_work(deed, |notebook| {
            let mut changes = Vec::new();
            for (id, anchor) in articles {
                let rows = notebook.mark_rows(id)?;
                let rows = if rows.is_empty() && to != 0 {
                    vec![notebook.add_mark(id, anchor.as_ref())?]
                } else {
                    rows
                };
                let change = |row_id| Change::new(field, row_id, to);
                changes.extend(rows.into_iter().map(change));
            }
            Ok(changes)
        })
    }

    fn mark_rows(&self, id: &ArticleId) -> Result<Vec<i64>, StoreError> {
        let found = self
            .database
            .connection
            .prepare_cached("SELECT mark_id FROM mark WHERE article_id = ?1")
            .and_then(|mut statement| statement.query_map([&id.0], |row| row.get(0))?.collect());
        self.database.tried(found)
    }

    /// A mark that says nothing yet.
    fn add_mark(&self, id: &ArticleId, anchor: Option<&Anchor>) -> Result<i64, StoreError> {
        let page = anchor.map(|a| a.page.0.as_str());
        let spans = anchor.map(|a| self.spans_text(&a.spans)).transpose()?;
        let done = self
            .database
            .connection
            .prepare_cached("INSERT INTO mark (article_id, page_hash, spans) VALUES (?1, ?2, ?3)")
            .and_then(|mut statement| statement.execute(params![id.0, page, spans]));
        self.database.tried(done)?;
        Ok(self.database.connection.last_insert_rowid())
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

    pub(super) fn spans_text(&self, spans: &[Span]) -> Result<String, StoreError> {
        serde_json::to_string(spans).map_err(|e| StoreError::Failed {
            path: self.database.path.clone(),
            reason: e.to_string(),
        })
    }
}
