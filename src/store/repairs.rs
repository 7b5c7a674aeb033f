//! The reader's repairs, one row each, in the order in which they were made. None is ever deleted:
//! one that was undone stays to be done again, and one that was undone before another was made
//! stays as a memory.

use super::StoreError;
use super::notebook::Notebook;
use crate::model::{PageHash, Repair};
use rusqlite::{OptionalExtension as _, Row, params};
use std::collections::BTreeMap;

/// Counts.
pub(super) const DONE: u8 = 0;
/// Does not count, but can be done again.
pub(super) const UNDONE: u8 = 1;
/// Does not count: something else was done after it was undone.
pub(super) const GIVEN_UP: u8 = 2;

/// A repair as kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredRepair {
    /// The page it is of.
    pub page: PageHash,
    /// The page's name when it was made, to show.
    pub page_name: String,
    /// What it is; `None` where a newer version of the program made it.
    pub repair: Option<Repair>,
}

/// The repairs of one page that count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageRepairs {
    /// Grows with every change of the page's repairs; 0: there has never been one.
    pub revision: u64,
    /// In the order in which they were made.
    pub repairs: Vec<Repair>,
}

const COLUMNS: &str = "SELECT page_hash, page_name, repair, repair_id FROM repair";

impl Notebook {
    /// Keeps a repair; what was undone before can no longer be done again.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn add_repair(
        &self,
        page: &PageHash,
        page_name: &str,
        repair: &Repair,
    ) -> Result<(), StoreError> {
        let text = serde_json::to_string(repair).map_err(|e| StoreError::Failed {
            path: self.database.path.clone(),
            reason: e.to_string(),
        })?;
        let connection = &self.database.connection;
        self.together(|notebook| {
            notebook.give_up_undone()?;
            let deed = notebook.next_deed()?;
            let done = connection.execute(
                "INSERT INTO repair
                     (made_at, page_hash, page_name, repair, standing, changed, repair_id)
                 VALUES (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), ?1, ?2, ?3, ?4,
                         (SELECT coalesce(max(changed), 0) + 1 FROM repair), ?5)",
                params![page.0, page_name, text, DONE, deed],
            );
            notebook.database.tried(done).map(|_n_rows| ())
        })
    }

    /// Takes the last repair back; gives it. See also [`Notebook::last_deed`].
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn undo_repair(&self) -> Result<Option<StoredRepair>, StoreError> {
        self.change(self.find_last_done()?, UNDONE)
    }

    /// Does again what was undone last; gives it.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn redo_repair(&self) -> Result<Option<StoredRepair>, StoreError> {
        self.change(self.find_first_undone()?, DONE)
    }

    /// The repairs that count, page by page. Pages of which every repair was undone are there,
    /// too: they have a revision.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn repairs_by_page(&self) -> Result<BTreeMap<PageHash, PageRepairs>, StoreError> {
        let found: rusqlite::Result<Vec<(PageHash, String, u8, u64)>> = self
            .database
            .connection
            .prepare("SELECT page_hash, repair, standing, changed FROM repair ORDER BY repair_id")
            .and_then(|mut statement| {
                statement
                    .query_map([], |row| {
                        Ok((PageHash(row.get(0)?), row.get(1)?, row.get(2)?, row.get(3)?))
                    })?
                    .collect()
            });
        let mut pages: BTreeMap<PageHash, PageRepairs> = BTreeMap::new();
        for (page, text, standing, changed) in self.database.tried(found)? {
            let of_page = pages.entry(page).or_default();
            of_page.revision = of_page.revision.max(changed);
            if standing == DONE {
                // One of a newer version is kept for it, and left out here.
                of_page.repairs.extend(read_repair(&text));
            }
        }
        Ok(pages)
    }

    pub(super) fn find_last_done(&self) -> Result<Option<(i64, StoredRepair)>, StoreError> {
        self.find_repair("WHERE standing = ?1 ORDER BY repair_id DESC LIMIT 1", DONE)
    }

    pub(super) fn find_first_undone(&self) -> Result<Option<(i64, StoredRepair)>, StoreError> {
        self.find_repair("WHERE standing = ?1 ORDER BY repair_id LIMIT 1", UNDONE)
    }

    fn find_repair(
        &self,
        which: &str,
        standing: u8,
    ) -> Result<Option<(i64, StoredRepair)>, StoreError> {
        let found =
            self.database
                .connection
                .query_row(&format!("{COLUMNS} {which}"), [standing], |row| {
                    Ok((row.get(3)?, read_stored(row)?))
                });
        self.database.tried(found.optional())
    }

    fn change(
        &self,
        found: Option<(i64, StoredRepair)>,
        standing: u8,
    ) -> Result<Option<StoredRepair>, StoreError> {
        let Some((repair_id, stored)) = found else {
            return Ok(None);
        };
        let done = self.database.connection.execute(
            "UPDATE repair SET standing = ?2,
                 changed = (SELECT max(changed) + 1 FROM repair) WHERE repair_id = ?1",
            params![repair_id, standing],
        );
        self.database.tried(done)?;
        Ok(Some(stored))
    }
}

fn read_stored(row: &Row<'_>) -> rusqlite::Result<StoredRepair> {
    let text: String = row.get(2)?;
    Ok(StoredRepair {
        page: PageHash(row.get(0)?),
        page_name: row.get(1)?,
        repair: read_repair(&text),
    })
}

fn read_repair(text: &str) -> Option<Repair> {
    match serde_json::from_str(text) {
        Ok(repair) => Some(repair),
        Err(error) => {
            log::warn!("a repair cannot be read and is left out: {error}");
            None
        }
    }
}
