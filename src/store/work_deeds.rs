//! Deeds of the reader's work: each changes values of rows, and keeps what they were and what they
//! became. Taking it back writes the former, doing it again the latter; rows are never deleted, and
//! which article a row is on is no part of a deed. Deeds are numbered together with repairs and rules.

use super::StoreError;
use super::notebook::Notebook;
use super::repairs::{DONE, UNDONE};
use crate::model::WorkDeed;
use rusqlite::types::Value;
use rusqlite::{OptionalExtension as _, params};

/// A value that a deed may change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Starred,
    Read,
    Status,
    LabelName,
    LabelColour,
    LabelGone,
    LabelledGone,
    NoteText,
    NoteGone,
}

impl Field {
    const ALL: [Self; 9] = [
        Self::Starred,
        Self::Read,
        Self::Status,
        Self::LabelName,
        Self::LabelColour,
        Self::LabelGone,
        Self::LabelledGone,
        Self::NoteText,
        Self::NoteGone,
    ];

    /// Its table and its column; both together name it in the database.
    const fn place(self) -> (&'static str, &'static str) {
        match self {
            Self::Starred => ("mark", "is_starred"),
            Self::Read => ("mark", "is_read"),
            Self::Status => ("mark", "status"),
            Self::LabelName => ("label", "name"),
            Self::LabelColour => ("label", "colour"),
            Self::LabelGone => ("label", "is_gone"),
            Self::LabelledGone => ("labelled", "is_gone"),
            Self::NoteText => ("note", "text"),
            Self::NoteGone => ("note", "is_gone"),
        }
    }

    fn name(self) -> String {
        let (table, column) = self.place();
        format!("{table}.{column}")
    }

    fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name() == name)
    }
}

/// A value of a row, as it shall be.
pub(super) struct Change {
    pub(super) field: Field,
    pub(super) row_id: i64,
    pub(super) to: Value,
}

impl Change {
    pub(super) fn new(field: Field, row_id: i64, to: impl Into<Value>) -> Self {
        Self {
            field,
            row_id,
            to: to.into(),
        }
    }
}

impl Notebook {
    /// Does a deed, in one transaction: `plan` makes what rows it needs, without a meaning of their
    /// own yet, and says what is to change. Where nothing does, there was no deed: `false`.
    pub(super) fn do_work(
        &self,
        deed: &WorkDeed,
        plan: impl FnOnce(&Self) -> Result<Vec<Change>, StoreError>,
    ) -> Result<bool, StoreError> {
        let what = serde_json::to_string(deed).map_err(|error| self.unwritten(&error))?;
        self.together(|notebook| {
            let mut real = Vec::new();
            for change in plan(notebook)? {
                let was = notebook.value(&change)?;
                if was != change.to {
                    real.push((was, change));
                }
            }
            if real.is_empty() {
                return Ok(false);
            }
            notebook.give_up_undone()?;
            let deed_id = notebook.next_deed()?;
            let database = &notebook.database;
            let done = database.connection.execute(
                "INSERT INTO deed (deed_id, made_at, what, standing)
                 VALUES (?1, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), ?2, ?3)",
                params![deed_id, what, DONE],
            );
            database.tried(done)?;
            for (place, (was, change)) in real.into_iter().enumerate() {
                notebook.write(change.field, change.row_id, &change.to)?;
                let kept = database
                    .connection
                    .prepare_cached(
                        "INSERT INTO deed_change (deed_id, place, what, row_id, was, became)
                         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                    )
                    .and_then(|mut statement| {
                        let name = change.field.name();
                        statement.execute(params![
                            deed_id,
                            place,
                            name,
                            change.row_id,
                            was,
                            change.to
                        ])
                    });
                database.tried(kept)?;
            }
            Ok(true)
        })
    }

    /// Takes the last deed of the reader's work back.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn undo_work(&self) -> Result<(), StoreError> {
        self.together(|notebook| match notebook.last_work()? {
            Some((deed_id, _)) => notebook.turn_work(deed_id, UNDONE),
            None => Ok(()),
        })
    }

    /// Does the first such deed that was taken back again.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn redo_work(&self) -> Result<(), StoreError> {
        self.together(|notebook| match notebook.first_undone_work()? {
            Some((deed_id, _)) => notebook.turn_work(deed_id, DONE),
            None => Ok(()),
        })
    }

    pub(super) fn last_work(&self) -> Result<Option<(i64, WorkDeed)>, StoreError> {
        self.find_work("ORDER BY deed_id DESC", DONE)
    }

    pub(super) fn first_undone_work(&self) -> Result<Option<(i64, WorkDeed)>, StoreError> {
        self.find_work("ORDER BY deed_id", UNDONE)
    }

    fn find_work(&self, order: &str, standing: u8) -> Result<Option<(i64, WorkDeed)>, StoreError> {
        let sql = format!("SELECT deed_id, what FROM deed WHERE standing = ?1 {order} LIMIT 1");
        let found = self
            .database
            .connection
            .query_row(&sql, [standing], |row| Ok((row.get(0)?, row.get(1)?)));
        let found: Option<(i64, String)> = self.database.tried(found.optional())?;
        found
            .map(|(deed_id, what)| {
                let deed = serde_json::from_str(&what).map_err(|error| self.unwritten(&error))?;
                Ok((deed_id, deed))
            })
            .transpose()
    }

    fn turn_work(&self, deed_id: i64, to: u8) -> Result<(), StoreError> {
        // Backwards, as it was done: a value may have been changed twice.
        let (column, order) = if to == DONE {
            ("became", "place")
        } else {
            ("was", "place DESC")
        };
        let sql = format!(
            "SELECT what, row_id, {column} FROM deed_change WHERE deed_id = ?1 ORDER BY {order}"
        );
        let found: rusqlite::Result<Vec<(String, i64, Value)>> = self
            .database
            .connection
            .prepare(&sql)
            .and_then(|mut statement| {
                statement
                    .query_map([deed_id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
                    .collect()
            });
        for (name, row_id, value) in self.database.tried(found)? {
            match Field::of(&name) {
                Some(field) => self.write(field, row_id, &value)?,
                None => log::warn!("a deed has changed {name}, which is not known here"),
            }
        }
        let done = self.database.connection.execute(
            "UPDATE deed SET standing = ?2 WHERE deed_id = ?1",
            params![deed_id, to],
        );
        self.database.tried(done).map(|_n_rows| ())
    }

    fn value(&self, change: &Change) -> Result<Value, StoreError> {
        let (table, column) = change.field.place();
        let sql = format!("SELECT {column} FROM {table} WHERE {table}_id = ?1");
        let found = self
            .database
            .connection
            .prepare_cached(&sql)
            .and_then(|mut statement| statement.query_row([change.row_id], |row| row.get(0)));
        self.database.tried(found)
    }

    fn write(&self, field: Field, row_id: i64, value: &Value) -> Result<(), StoreError> {
        let (table, column) = field.place();
        let sql = format!("UPDATE {table} SET {column} = ?2 WHERE {table}_id = ?1");
        let done = self
            .database
            .connection
            .prepare_cached(&sql)
            .and_then(|mut statement| statement.execute(params![row_id, value]));
        self.database.tried(done).map(|_n_rows| ())
    }

    fn unwritten(&self, error: &serde_json::Error) -> StoreError {
        StoreError::Failed {
            path: self.database.path.clone(),
            reason: error.to_string(),
        }
    }
}
