//! The reader's rules for names, one row each, as the lines of text that they are shared as. A row
//! is never deleted: a rule that is taken off has another row that says so. Rows of one deed share
//! its number; deeds and repairs are numbered together, so that they are undone in one order.

use super::StoreError;
use super::notebook::Notebook;
use super::repairs::{DONE, GIVEN_UP, StoredRepair, UNDONE};
use crate::model::{Correction, WorkDeed};
use rusqlite::params;

/// A rule that counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredCorrection {
    /// The number of its row.
    pub correction_id: i64,
    /// When it was made, in local time: "2024-08-21 09:30".
    pub made_at: String,
    /// The rule.
    pub rule: Correction,
}

/// A deed of the reader's with rules.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CorrectionDeed {
    /// The rules that it made, as far as this version reads them.
    pub made: Vec<Correction>,
    /// The rules that it took off.
    pub taken_off: Vec<Correction>,
}

/// Something that can be taken back, or done again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoredDeed {
    /// A repair of a page.
    Repair(StoredRepair),
    /// Rules for names.
    Corrections(CorrectionDeed),
    /// What was said of articles: star, status, tags, notes.
    Work(WorkDeed),
}

/// Rows that count, and are not taken off by another one.
const ACTIVE: &str = "SELECT correction_id, strftime('%Y-%m-%d %H:%M', made_at, 'localtime'), rule
     FROM correction AS made WHERE standing = 0 AND takes_off IS NULL AND NOT EXISTS
         (SELECT 1 FROM correction AS other
          WHERE other.takes_off = made.correction_id AND other.standing = 0)
     ORDER BY correction_id";

impl Notebook {
    /// The rules that count, in the order in which they were made. A rule that cannot be read, since
    /// a newer version made it, is kept and left out.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn corrections(&self) -> Result<Vec<StoredCorrection>, StoreError> {
        let found: rusqlite::Result<Vec<(i64, Option<String>, String)>> = self
            .database
            .connection
            .prepare_cached(ACTIVE)
            .and_then(|mut statement| {
                statement
                    .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
                    .collect()
            });
        let rows = self.database.tried(found)?;
        Ok(rows
            .into_iter()
            .filter_map(|(correction_id, made_at, line)| {
                Some(StoredCorrection {
                    correction_id,
                    made_at: made_at.unwrap_or_default(),
                    rule: read_rule(&line)?,
                })
            })
            .collect())
    }

    /// Keeps rules that one deed made, and takes others off; what was undone before can no longer be
    /// done again.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn add_corrections(
        &self,
        made: &[Correction],
        taken_off: &[StoredCorrection],
    ) -> Result<(), StoreError> {
        self.together(|notebook| {
            notebook.give_up_undone()?;
            let deed = notebook.next_deed()?;
            let lines = made.iter().map(|rule| (rule.to_string(), None));
            let off = taken_off
                .iter()
                .map(|stored| (stored.rule.to_string(), Some(stored.correction_id)));
            for (line, takes_off) in lines.chain(off) {
                let done = notebook.database.connection.execute(
                    "INSERT INTO correction (deed, made_at, rule, takes_off, standing)
                     VALUES (?1, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), ?2, ?3, ?4)",
                    params![deed, line, takes_off, DONE],
                );
                notebook.database.tried(done)?;
            }
            Ok(())
        })
    }

    /// What an undo would take back.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn last_deed(&self) -> Result<Option<StoredDeed>, StoreError> {
        let rules = self.deed_number("max(deed)", DONE)?;
        let (repair, work) = (self.find_last_done()?, self.last_work()?);
        let numbers = [
            rules,
            repair.as_ref().map(|(number, _)| *number),
            work.as_ref().map(|(number, _)| *number),
        ];
        let last = numbers.into_iter().flatten().max();
        self.deed_of(last, rules, repair, work)
    }

    /// What a redo would do again.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn first_undone_deed(&self) -> Result<Option<StoredDeed>, StoreError> {
        let rules = self.deed_number("min(deed)", UNDONE)?;
        let (repair, work) = (self.find_first_undone()?, self.first_undone_work()?);
        let numbers = [
            rules,
            repair.as_ref().map(|(number, _)| *number),
            work.as_ref().map(|(number, _)| *number),
        ];
        let first = numbers.into_iter().flatten().min();
        self.deed_of(first, rules, repair, work)
    }

    /// Takes the last deed with rules back.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn undo_corrections(&self) -> Result<(), StoreError> {
        self.set_standing("max(deed)", DONE, UNDONE)
    }

    /// Does the first deed with rules that was taken back again.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn redo_corrections(&self) -> Result<(), StoreError> {
        self.set_standing("min(deed)", UNDONE, DONE)
    }

    /// What was undone cannot be done again once something else is done.
    pub(super) fn give_up_undone(&self) -> Result<(), StoreError> {
        for table in ["repair", "correction", "deed"] {
            let sql = format!("UPDATE {table} SET standing = ?1 WHERE standing = ?2");
            let done = self
                .database
                .connection
                .execute(&sql, params![GIVEN_UP, UNDONE]);
            self.database.tried(done)?;
        }
        Ok(())
    }

    /// The number of the next deed, of whatever kind.
    pub(super) fn next_deed(&self) -> Result<i64, StoreError> {
        self.database.tried(self.database.connection.query_row(
            "SELECT 1 + max((SELECT coalesce(max(repair_id), 0) FROM repair),
                            (SELECT coalesce(max(deed), 0) FROM correction),
                            (SELECT coalesce(max(deed_id), 0) FROM deed))",
            [],
            |row| row.get(0),
        ))
    }

    /// The deed of a number, which is one of those of the candidates.
    fn deed_of(
        &self,
        number: Option<i64>,
        rules: Option<i64>,
        repair: Option<(i64, StoredRepair)>,
        work: Option<(i64, WorkDeed)>,
    ) -> Result<Option<StoredDeed>, StoreError> {
        if let Some((_, repair)) = repair.filter(|(of, _)| Some(*of) == number) {
            return Ok(Some(StoredDeed::Repair(repair)));
        }
        if let Some((_, work)) = work.filter(|(of, _)| Some(*of) == number) {
            return Ok(Some(StoredDeed::Work(work)));
        }
        match rules.filter(|of| Some(*of) == number) {
            Some(deed) => self.deed(deed).map(|d| Some(StoredDeed::Corrections(d))),
            None => Ok(None),
        }
    }

    fn deed_number(&self, which: &str, standing: u8) -> Result<Option<i64>, StoreError> {
        let sql = format!("SELECT {which} FROM correction WHERE standing = ?1");
        self.database.tried(
            self.database
                .connection
                .query_row(&sql, [standing], |row| row.get(0)),
        )
    }

    fn deed(&self, number: i64) -> Result<CorrectionDeed, StoreError> {
        let found: rusqlite::Result<Vec<(String, bool)>> = self
            .database
            .connection
            .prepare(
                "SELECT rule, takes_off IS NOT NULL FROM correction WHERE deed = ?1
                 ORDER BY correction_id",
            )
            .and_then(|mut statement| {
                statement
                    .query_map([number], |row| Ok((row.get(0)?, row.get(1)?)))?
                    .collect()
            });
        let mut deed = CorrectionDeed::default();
        for (line, takes_off) in self.database.tried(found)? {
            let list = if takes_off {
                &mut deed.taken_off
            } else {
                &mut deed.made
            };
            list.extend(read_rule(&line));
        }
        Ok(deed)
    }

    fn set_standing(&self, which: &str, from: u8, to: u8) -> Result<(), StoreError> {
        let sql = format!(
            "UPDATE correction SET standing = ?2 WHERE deed =
                 (SELECT {which} FROM correction WHERE standing = ?1)"
        );
        let done = self.database.connection.execute(&sql, params![from, to]);
        self.database.tried(done).map(|_n_rows| ())
    }
}

fn read_rule(line: &str) -> Option<Correction> {
    match line.parse() {
        Ok(rule) => Some(rule),
        Err(bad) => {
            log::warn!("a rule cannot be read and is left out: {line}: {bad:?}");
            None
        }
    }
}
