//! Rows that are on an article: marks, labels that it has, notes. Each knows the article's id of the day
//! and stretches of the page, so that it can be put on what the article has become.

use super::StoreError;
use super::notebook::Notebook;
use crate::model::{ArticleId, PageHash, Span};
use rusqlite::params;

/// Where such a row is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AnchoredTable {
    /// Read, starred, status.
    Mark,
    /// The labels that articles have.
    Labelled,
    /// Notes.
    Note,
}

impl AnchoredTable {
    const ALL: [Self; 3] = [Self::Mark, Self::Labelled, Self::Note];

    const fn name(self) -> &'static str {
        match self {
            Self::Mark => "mark",
            Self::Labelled => "labelled",
            Self::Note => "note",
        }
    }

    /// What tells those apart of which an article needs one at most.
    const fn group(self) -> &'static str {
        match self {
            Self::Labelled => "label_id",
            Self::Mark | Self::Note => "0",
        }
    }
}

/// A row that is on an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnchoredRow {
    /// Where it is kept.
    pub table: AnchoredTable,
    /// Its number there.
    pub row_id: i64,
    /// The label, where it is one.
    pub group: i64,
    /// The article it is on now.
    pub article: ArticleId,
    /// Stretches of its page that the article began with when it was made; of a note on a passage,
    /// the passage.
    pub spans: Vec<Span>,
}

impl Notebook {
    /// The pages that have such rows.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn marked_pages(&self) -> Result<Vec<PageHash>, StoreError> {
        let found = self
            .database
            .connection
            .prepare(
                "SELECT page_hash FROM mark WHERE page_hash IS NOT NULL
                 UNION SELECT page_hash FROM labelled UNION SELECT page_hash FROM note",
            )
            .and_then(|mut statement| {
                statement
                    .query_map([], |row| Ok(PageHash(row.get(0)?)))?
                    .collect()
            });
        self.database.tried(found)
    }

    /// The rows of a page, table by table, in the order in which they were made; those that do not
    /// count now are among them, since they may again.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn rows_of_page(&self, page: &PageHash) -> Result<Vec<AnchoredRow>, StoreError> {
        let mut rows = Vec::new();
        for table in AnchoredTable::ALL {
            let (name, group) = (table.name(), table.group());
            let sql = format!(
                "SELECT {name}_id, {group}, article_id, spans FROM {name} WHERE page_hash = ?1
                 ORDER BY {name}_id"
            );
            let found: rusqlite::Result<Vec<AnchoredRow>> = self
                .database
                .connection
                .prepare_cached(&sql)
                .and_then(|mut statement| {
                    statement
                        .query_map([&page.0], |row| {
                            let spans: Option<String> = row.get(3)?;
                            Ok(AnchoredRow {
                                table,
                                row_id: row.get(0)?,
                                group: row.get(1)?,
                                article: ArticleId(row.get(2)?),
                                spans: spans
                                    .and_then(|text| serde_json::from_str(&text).ok())
                                    .unwrap_or_default(),
                            })
                        })?
                        .collect()
                });
            rows.extend(self.database.tried(found)?);
        }
        Ok(rows)
    }

    /// Puts a row on the article that its own has become.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn move_row(&self, row: &AnchoredRow, to: &ArticleId) -> Result<(), StoreError> {
        let name = row.table.name();
        let sql = format!("UPDATE {name} SET article_id = ?2 WHERE {name}_id = ?1");
        let done = self
            .database
            .connection
            .prepare_cached(&sql)
            .and_then(|mut statement| statement.execute(params![row.row_id, to.0]));
        self.database.tried(done).map(|_n_rows| ())
    }
}
