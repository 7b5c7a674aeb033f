//! The reader's notes, on articles and on passages of them. A passage is kept as stretches of the page,
//! and as the words that stood there, for the day on which the page is gone.

use super::StoreError;
use super::marks::Anchor;
use super::notebook::Notebook;
use super::work_deeds::{Change, Field};
use crate::model::{ArticleId, PageHash, Span, WorkDeed};
use rusqlite::{OptionalExtension as _, Row, params};

/// A note as kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredNote {
    /// Its number, never used twice.
    pub note_id: i64,
    /// When it was made, in local time: "2024-08-21 09:30".
    pub made_at: String,
    /// The article it is on now.
    pub article: ArticleId,
    /// The page.
    pub page: PageHash,
    /// The stretches of the page that it is about; none: it is about the article.
    pub passage: Vec<Span>,
    /// What stood there when it was made.
    pub quote: String,
    /// The article's headline when it was made.
    pub about: String,
    /// What the reader wrote; may be empty on a passage, which is then only marked.
    pub text: String,
}

/// A note to be kept.
#[derive(Clone, Debug)]
pub struct NewNote<'a> {
    /// The article.
    pub article: &'a ArticleId,
    /// Where it stands: with a passage, where that stands.
    pub anchor: &'a Anchor,
    /// The passage; empty: the article.
    pub passage: &'a [Span],
    /// What stands there.
    pub quote: &'a str,
    /// The article's headline.
    pub about: &'a str,
    /// What the reader wrote.
    pub text: &'a str,
}

const COLUMNS: &str =
    "SELECT note_id, strftime('%Y-%m-%d %H:%M', made_at, 'localtime'), article_id,
     page_hash, passage, quote, about, text FROM note WHERE is_gone = 0";

fn read_note(row: &Row<'_>) -> rusqlite::Result<StoredNote> {
    let made_at: Option<String> = row.get(1)?;
    let passage: String = row.get(4)?;
    Ok(StoredNote {
        note_id: row.get(0)?,
        made_at: made_at.unwrap_or_default(),
        article: ArticleId(row.get(2)?),
        page: PageHash(row.get(3)?),
        passage: serde_json::from_str(&passage).unwrap_or_default(),
        quote: row.get(5)?,
        about: row.get(6)?,
        text: row.get(7)?,
    })
}

impl Notebook {
    /// All notes, the newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn notes(&self) -> Result<Vec<StoredNote>, StoreError> {
        let found = self
            .database
            .connection
            .prepare_cached(&format!("{COLUMNS} ORDER BY note_id DESC"))
            .and_then(|mut statement| statement.query_map([], read_note)?.collect());
        self.database.tried(found)
    }

    /// The notes of an article, in the order in which they were made.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn notes_of(&self, id: &ArticleId) -> Result<Vec<StoredNote>, StoreError> {
        let found = self
            .database
            .connection
            .prepare_cached(&format!("{COLUMNS} AND article_id = ?1 ORDER BY note_id"))
            .and_then(|mut statement| statement.query_map([&id.0], read_note)?.collect());
        self.database.tried(found)
    }

    /// How many notes an article has.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn n_notes_of(&self, id: &ArticleId) -> Result<usize, StoreError> {
        let found = self
            .database
            .connection
            .prepare_cached("SELECT count(*) FROM note WHERE article_id = ?1 AND is_gone = 0")
            .and_then(|mut statement| statement.query_row([&id.0], |row| row.get(0)));
        self.database.tried(found)
    }

    /// Has any article a label, and is there any note? Those that were taken back count, too.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn has_labelled_or_noted(&self) -> Result<(bool, bool), StoreError> {
        let found = self
            .database
            .connection
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM labelled), EXISTS (SELECT 1 FROM note)")
            .and_then(|mut statement| {
                statement.query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
            });
        self.database.tried(found)
    }

    /// A note by its number; `None` when it was deleted, or never was.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn note(&self, note_id: i64) -> Result<Option<StoredNote>, StoreError> {
        let sql = format!("{COLUMNS} AND note_id = ?1");
        let connection = &self.database.connection;
        let found = connection.query_row(&sql, [note_id], read_note);
        self.database.tried(found.optional())
    }

    /// Keeps a note; gives its number.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn add_note(&self, note: &NewNote<'_>, deed: &WorkDeed) -> Result<i64, StoreError> {
        let (spans, passage) = (
            self.spans_text(&note.anchor.spans)?,
            self.spans_text(note.passage)?,
        );
        let mut note_id = 0;
        self.do_work(deed, |notebook| {
            let connection = &notebook.database.connection;
            let done = connection.execute(
                "INSERT INTO note (made_at, article_id, page_hash, spans, passage, quote, about, text,
                     is_gone)
                 VALUES (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), ?1, ?2, ?3, ?4, ?5, ?6, ?7, 1)",
                params![
                    note.article.0,
                    note.anchor.page.0,
                    spans,
                    passage,
                    note.quote,
                    note.about,
                    note.text
                ],
            );
            notebook.database.tried(done)?;
            note_id = connection.last_insert_rowid();
            Ok(vec![Change::new(Field::NoteGone, note_id, 0)])
        })?;
        Ok(note_id)
    }

    /// Rewrites a note; `false` where nothing changed.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn set_note_text(
        &self,
        note_id: i64,
        text: &str,
        deed: &WorkDeed,
    ) -> Result<bool, StoreError> {
        let change = Change::new(Field::NoteText, note_id, text.to_owned());
        self.do_work(deed, |_| Ok(vec![change]))
    }

    /// Deletes a note.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn delete_note(&self, note_id: i64, deed: &WorkDeed) -> Result<bool, StoreError> {
        let change = Change::new(Field::NoteGone, note_id, 1);
        self.do_work(deed, |_| Ok(vec![change]))
    }
}
