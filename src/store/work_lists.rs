//! Which articles have what the reader said of them: what a search for it is answered with.

use super::StoreError;
use super::marks::status_number;
use super::notebook::Notebook;
use crate::model::{ArticleId, LabelKind, Status};
use crate::text::fold;
use rusqlite::ToSql;

/// A choice of articles by the reader's work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnChoice<'a> {
    /// Starred ones.
    Starred,
    /// Read ones.
    Read,
    /// Those with a status.
    Status(Status),
    /// Those with a label, by its name, compared as a search compares.
    Label(LabelKind, &'a str),
    /// Those with notes whose text or passage holds a text; with any, where it is empty.
    Noted(&'a str),
}

impl Notebook {
    /// A number that is another one whenever another connection has written since.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn data_version(&self) -> Result<i64, StoreError> {
        let connection = &self.database.connection;
        let found = connection.query_row("PRAGMA data_version", [], |row| row.get(0));
        self.database.tried(found)
    }

    /// The articles of a choice, sorted; ones that the library no longer holds are among them.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn articles_with(&self, choice: OwnChoice<'_>) -> Result<Vec<ArticleId>, StoreError> {
        let select = |sql: &str, values: &[&dyn ToSql]| self.ids(sql, values);
        match choice {
            OwnChoice::Starred => select(
                "SELECT DISTINCT article_id FROM mark WHERE is_starred = 1 ORDER BY article_id",
                &[],
            ),
            OwnChoice::Read => select(
                "SELECT DISTINCT article_id FROM mark WHERE is_read = 1 ORDER BY article_id",
                &[],
            ),
            // An article with several rows, of articles that were merged, has the farthest status.
            OwnChoice::Status(status) => select(
                "SELECT DISTINCT article_id FROM mark
                 WHERE status = ?1 AND status > 0 AND NOT EXISTS
                     (SELECT 1 FROM mark AS other
                      WHERE other.article_id = mark.article_id AND other.status > ?1)
                 ORDER BY article_id",
                &[&status_number(Some(status))],
            ),
            OwnChoice::Label(kind, name) => {
                let wanted = fold(name).text;
                let labels = self.labels()?.into_iter();
                let mut labels = labels.filter(|label| label.kind == kind);
                let Some(label) = labels.find(|label| fold(&label.name).text == wanted) else {
                    return Ok(Vec::new());
                };
                select(
                    "SELECT DISTINCT article_id FROM labelled WHERE label_id = ?1 AND is_gone = 0
                     ORDER BY article_id",
                    &[&label.label_id],
                )
            }
            OwnChoice::Noted("") => select(
                "SELECT DISTINCT article_id FROM note WHERE is_gone = 0 ORDER BY article_id",
                &[],
            ),
            OwnChoice::Noted(text) => {
                let wanted = fold(text).text;
                let holds = |text: &str| fold(text).text.contains(&wanted);
                let notes = self.notes()?.into_iter();
                let notes = notes.filter(|note| holds(&note.text) || holds(&note.quote));
                let mut ids: Vec<ArticleId> = notes.map(|note| note.article).collect();
                ids.sort_unstable();
                ids.dedup();
                Ok(ids)
            }
        }
    }

    fn ids(&self, sql: &str, values: &[&dyn ToSql]) -> Result<Vec<ArticleId>, StoreError> {
        let found = self
            .database
            .connection
            .prepare_cached(sql)
            .and_then(|mut statement| {
                statement
                    .query_map(values, |row| Ok(ArticleId(row.get(0)?)))?
                    .collect()
            });
        self.database.tried(found)
    }
}
