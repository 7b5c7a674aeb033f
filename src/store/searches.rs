//! What the reader searched for, and the searches that the reader saved.

use super::StoreError;
use super::notebook::Notebook;
use rusqlite::{Row, params};

/// Searches that are remembered; older ones are forgotten.
pub const N_PAST_SEARCHES: usize = 200;

/// A search of the past.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastSearch {
    /// Its number.
    pub search_id: i64,
    /// As it was typed.
    pub typed: String,
    /// When, in local time: "2024-08-21 09:30".
    pub searched_at: String,
    /// How many articles it found then.
    pub n_found: usize,
}

/// A search that the reader saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedSearch {
    /// Its number, never used twice.
    pub saved_id: i64,
    /// What the reader calls it.
    pub name: String,
    /// As it was typed.
    pub typed: String,
    /// The number of the newest file whose articles the reader has seen.
    pub seen_up_to: i64,
}

impl Notebook {
    fn alter(&self, sql: &str, values: &[&dyn rusqlite::ToSql]) -> Result<(), StoreError> {
        let done = self.database.connection.execute(sql, values);
        self.database.tried(done).map(|_n_rows| ())
    }

    /// Remembers a search. `meaning` tells whether two are the same, however they are typed: of
    /// these the newest stays.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn note_search(
        &self,
        meaning: &str,
        typed: &str,
        n_found: usize,
    ) -> Result<(), StoreError> {
        let database = &self.database;
        let transaction = database.tried(database.connection.unchecked_transaction())?;
        // A new number each time: the order is that of the numbers.
        self.alter("DELETE FROM past_search WHERE meaning = ?1", &[&meaning])?;
        self.alter(
            "INSERT INTO past_search (meaning, typed, searched_at, n_found)
             VALUES (?1, ?2, strftime('%Y-%m-%d %H:%M', 'now', 'localtime'), ?3)",
            params![meaning, typed, n_found],
        )?;
        self.alter(
            "DELETE FROM past_search WHERE search_id NOT IN
                 (SELECT search_id FROM past_search ORDER BY search_id DESC LIMIT ?1)",
            &[&N_PAST_SEARCHES],
        )?;
        database.tried(transaction.commit())
    }

    /// What was searched for, the newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn past_searches(&self) -> Result<Vec<PastSearch>, StoreError> {
        let found = self
            .database
            .connection
            .prepare_cached(
                "SELECT search_id, typed, searched_at, n_found FROM past_search
                 ORDER BY search_id DESC",
            )
            .and_then(|mut statement| statement.query_map([], read_past)?.collect());
        self.database.tried(found)
    }

    /// Forgets one search of the past, or all.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn forget_search(&self, search_id: Option<i64>) -> Result<(), StoreError> {
        self.alter(
            "DELETE FROM past_search WHERE ?1 IS NULL OR search_id = ?1",
            &[&search_id],
        )
    }

    /// Saves a search; gives its number.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn save_search(&self, name: &str, typed: &str, seen_up_to: i64) -> Result<i64, StoreError> {
        self.alter(
            "INSERT INTO saved_search (name, typed, seen_up_to) VALUES (?1, ?2, ?3)",
            params![name, typed, seen_up_to],
        )?;
        Ok(self.database.connection.last_insert_rowid())
    }

    /// Puts a saved search back as it was before it was deleted.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn restore_saved(&self, saved: &SavedSearch) -> Result<(), StoreError> {
        self.alter(
            "INSERT OR REPLACE INTO saved_search (saved_id, name, typed, seen_up_to)
             VALUES (?1, ?2, ?3, ?4)",
            params![saved.saved_id, saved.name, saved.typed, saved.seen_up_to],
        )
    }

    /// The saved searches, in the order in which they were saved.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn saved_searches(&self) -> Result<Vec<SavedSearch>, StoreError> {
        let found = self
            .database
            .connection
            .prepare_cached(
                "SELECT saved_id, name, typed, seen_up_to FROM saved_search ORDER BY saved_id",
            )
            .and_then(|mut statement| statement.query_map([], read_saved)?.collect());
        self.database.tried(found)
    }

    /// Gives a saved search another name.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn rename_saved(&self, saved_id: i64, name: &str) -> Result<(), StoreError> {
        self.alter(
            "UPDATE saved_search SET name = ?2 WHERE saved_id = ?1",
            params![saved_id, name],
        )
    }

    /// Notes up to which file the reader has seen what a saved search finds.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn see_saved(&self, saved_id: i64, seen_up_to: i64) -> Result<(), StoreError> {
        self.alter(
            "UPDATE saved_search SET seen_up_to = max(seen_up_to, ?2) WHERE saved_id = ?1",
            params![saved_id, seen_up_to],
        )
    }

    /// Deletes a saved search.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn delete_saved(&self, saved_id: i64) -> Result<(), StoreError> {
        self.alter("DELETE FROM saved_search WHERE saved_id = ?1", &[&saved_id])
    }
}

fn read_past(row: &Row<'_>) -> rusqlite::Result<PastSearch> {
    Ok(PastSearch {
        search_id: row.get(0)?,
        typed: row.get(1)?,
        searched_at: row.get(2)?,
        n_found: row.get(3)?,
    })
}

fn read_saved(row: &Row<'_>) -> rusqlite::Result<SavedSearch> {
    Ok(SavedSearch {
        saved_id: row.get(0)?,
        name: row.get(1)?,
        typed: row.get(2)?,
        seen_up_to: row.get(3)?,
    })
}
