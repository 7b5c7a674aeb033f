//! What the reader searched for and saved: kept with the reader's own rows, counted on the index.

use super::reader::Reader;
use super::{Library, LibraryError};
use crate::index::Only;
use crate::index::query::Query;
use crate::store::{PastSearch, SavedSearch};

/// A saved search with what it finds now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedRow {
    /// The search.
    pub saved: SavedSearch,
    /// How many articles it finds.
    pub n_found: usize,
    /// How many of them came with files that were imported since the reader looked last.
    pub n_new: usize,
}

/// All that is remembered of searches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Searches {
    /// Earlier ones, the newest first.
    pub past: Vec<PastSearch>,
    /// Saved ones, in the order in which they were saved.
    pub saved: Vec<SavedRow>,
    /// The number of the file that was imported last.
    pub newest_source: i64,
}

impl SavedSearch {
    /// The articles that are new to the reader.
    #[must_use]
    pub fn only_new(&self) -> Only {
        Only::ImportedAfter(u64::try_from(self.seen_up_to).unwrap_or(0))
    }
}

impl Reader {
    /// All that is remembered of searches, with what the saved ones find now.
    ///
    /// # Errors
    /// When the index or the databases cannot be read.
    pub fn searches(&self) -> Result<Searches, LibraryError> {
        let connections = self.connections();
        let past = connections.notebook.past_searches()?;
        let saved = connections.notebook.saved_searches()?;
        let newest_source = connections.catalog.newest_source()?;
        // Counting may take a while; others may read meanwhile.
        drop(connections);
        let mut rows = Vec::with_capacity(saved.len());
        for saved in saved {
            let query = Query::parse(&saved.typed);
            rows.push(SavedRow {
                n_found: self.index.count(&query, Only::All)?,
                n_new: self.index.count(&query, saved.only_new())?,
                saved,
            });
        }
        Ok(Searches {
            past,
            saved: rows,
            newest_source,
        })
    }
}

impl Reader {
    /// Does a saved search ask for what the reader said of articles?
    ///
    /// # Errors
    /// When the reader's database cannot be read.
    pub fn asks_for_own_work(&self) -> Result<bool, LibraryError> {
        let saved = self.connections().notebook.saved_searches()?;
        let mut queries = saved.iter().map(|saved| Query::parse(&saved.typed));
        Ok(queries.any(|query| !query.own().is_empty()))
    }
}

impl Library {
    /// Remembers a search, as typed, and how much it finds.
    ///
    /// # Errors
    /// When the library is read-only, or cannot be written.
    pub fn note_search(&self, typed: &str) -> Result<(), LibraryError> {
        let writing = self.writing()?;
        let query = Query::parse(typed);
        let n_found = writing.index.count(&query, Only::All)?;
        let meaning = query.to_string();
        Ok(writing.notebook.note_search(&meaning, typed, n_found)?)
    }

    /// Forgets one of the earlier searches, by its number, or all.
    ///
    /// # Errors
    /// When the library is read-only, or cannot be written.
    pub fn forget_search(&self, search_id: Option<i64>) -> Result<(), LibraryError> {
        Ok(self.writing()?.notebook.forget_search(search_id)?)
    }

    /// Saves a search under a name; all that it finds now counts as seen. Gives its number.
    ///
    /// # Errors
    /// When the library is read-only, or cannot be written.
    pub fn save_search(&self, name: &str, typed: &str) -> Result<i64, LibraryError> {
        let writing = self.writing()?;
        let newest = writing.catalog.newest_source()?;
        Ok(writing.notebook.save_search(name, typed, newest)?)
    }

    /// Gives a saved search another name.
    ///
    /// # Errors
    /// When the library is read-only, or cannot be written.
    pub fn rename_saved(&self, saved_id: i64, name: &str) -> Result<(), LibraryError> {
        Ok(self.writing()?.notebook.rename_saved(saved_id, name)?)
    }

    /// Notes that the reader has seen what a saved search finds in the files up to this number.
    ///
    /// # Errors
    /// When the library is read-only, or cannot be written.
    pub fn see_saved(&self, saved_id: i64, up_to: i64) -> Result<(), LibraryError> {
        Ok(self.writing()?.notebook.see_saved(saved_id, up_to)?)
    }

    /// Deletes a saved search.
    ///
    /// # Errors
    /// When the library is read-only, or cannot be written.
    pub fn delete_saved(&self, saved_id: i64) -> Result<(), LibraryError> {
        Ok(self.writing()?.notebook.delete_saved(saved_id)?)
    }

    /// Puts back a saved search that was deleted.
    ///
    /// # Errors
    /// When the library is read-only, or cannot be written.
    pub fn restore_saved(&self, saved: &SavedSearch) -> Result<(), LibraryError> {
        Ok(self.writing()?.notebook.restore_saved(saved)?)
    }
}
