//! Which of the reader's rules for names the catalog was derived with, and deriving it anew.
//!
//! Three things are known. The rules that every page has, but for those that are on their way; the
//! rules on their way, which some pages may have and others not; and for each page the state of the
//! rules with which it was derived last, so that work that was stopped goes on where it stood.

use super::changes::Transaction;
use super::compact_names::pack_recognition;
use super::dictionaries::Purpose;
use super::reading::{hex_value, read_hex};
use super::{Catalog, StoreError};
use crate::model::{ArticleId, PageHash, Recognition};
use rusqlite::types::Value;
use rusqlite::{OptionalExtension as _, params};

/// The step of the catalog's format that made room for it.
pub(super) const STEP: &str = "
    CREATE TABLE applied_rule (
        nth INTEGER PRIMARY KEY AUTOINCREMENT,
        rule TEXT NOT NULL,
        is_everywhere INTEGER NOT NULL
    );
    ALTER TABLE page ADD COLUMN rules INTEGER NOT NULL DEFAULT 0;
";

/// The rules that the catalog was derived with, as lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AppliedRules {
    /// Those that every page has, in order.
    pub everywhere: Vec<String>,
    /// Those that some page may have and another not.
    pub on_their_way: Vec<String>,
}

impl Catalog {
    /// The rules that the catalog was derived with.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn applied_rules(&self) -> Result<AppliedRules, StoreError> {
        let found: rusqlite::Result<Vec<(String, bool)>> = self
            .database
            .connection
            .prepare_cached("SELECT rule, is_everywhere FROM applied_rule ORDER BY nth")
            .and_then(|mut statement| {
                statement
                    .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
                    .collect()
            });
        let mut applied = AppliedRules::default();
        for (rule, is_everywhere) in self.database.tried(found)? {
            if is_everywhere {
                applied.everywhere.push(rule);
            } else {
                applied.on_their_way.push(rule);
            }
        }
        Ok(applied)
    }

    /// Which state of the rules a page was derived with last; 0: none.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn rules_of_page(&self, page_id: i64) -> Result<i64, StoreError> {
        let found = self
            .database
            .connection
            .prepare_cached("SELECT rules FROM page WHERE page_id = ?1")
            .and_then(|mut statement| statement.query_row([page_id], |row| row.get(0)));
        self.database.tried(found)
    }

    /// The number of the page that an article stands on.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn page_of_article(&self, id: &ArticleId) -> Result<Option<i64>, StoreError> {
        let found = self
            .database
            .connection
            .prepare_cached("SELECT page_id FROM article WHERE id = ?1")
            .and_then(|mut statement| {
                statement
                    .query_row([hex_value(&id.0)], |row| row.get(0))
                    .optional()
            });
        self.database.tried(found)
    }

    /// Is an article kept by its page's text?
    fn is_compact(&self, id: &ArticleId) -> Result<bool, StoreError> {
        let found = self
            .database
            .connection
            .prepare_cached("SELECT is_compact FROM article WHERE id = ?1")
            .and_then(|mut statement| statement.query_row([hex_value(&id.0)], |row| row.get(0)));
        self.database.tried(found)
    }

    /// What names the text of a page.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn hash_of_page(&self, page_id: i64) -> Result<Option<PageHash>, StoreError> {
        let found = self
            .database
            .connection
            .prepare_cached("SELECT text_hash FROM page WHERE page_id = ?1")
            .and_then(|mut statement| {
                let hash = statement.query_row([page_id], |row| Ok(PageHash(read_hex(row, 0)?)));
                hash.optional()
            });
        self.database.tried(found)
    }
}

impl Transaction<'_> {
    /// Notes the rules that the catalog has.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn set_applied_rules(&self, applied: &AppliedRules) -> Result<(), StoreError> {
        let database = &self.catalog().database;
        database.run("DELETE FROM applied_rule")?;
        let everywhere = applied.everywhere.iter().map(|rule| (rule, true));
        let on_their_way = applied.on_their_way.iter().map(|rule| (rule, false));
        for (rule, is_everywhere) in everywhere.chain(on_their_way) {
            let done = database.connection.execute(
                "INSERT INTO applied_rule (rule, is_everywhere) VALUES (?1, ?2)",
                params![rule, is_everywhere],
            );
            database.tried(done)?;
        }
        Ok(())
    }

    /// Notes which state of the rules a page has.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn set_rules_of_page(&self, page_id: i64, rules: i64) -> Result<(), StoreError> {
        let database = &self.catalog().database;
        let done = database
            .connection
            .prepare_cached("UPDATE page SET rules = ?2 WHERE page_id = ?1")
            .and_then(|mut statement| statement.execute(params![page_id, rules]));
        database.tried(done).map(|_n_rows| ())
    }

    /// Replaces what was recognised in an article, and gives it a new number, so that the index takes
    /// it up anew.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn renew_recognition(
        &self,
        id: &ArticleId,
        recognition: &Recognition,
    ) -> Result<(), StoreError> {
        let catalog = self.catalog();
        let database = &catalog.database;
        let Some(stored) = catalog.find_article(id)? else {
            return Ok(());
        };
        let text = stored.article.full_text().text;
        let is_compact = catalog.is_compact(id)?;
        let packed = pack_recognition(recognition, &text);
        let (article, kept) = match packed.filter(|_| is_compact) {
            Some(packed) => (None, Value::Blob(catalog.pack(Purpose::Row, &packed)?)),
            // Article and recognition are kept in one manner.
            None => (
                Some(self.json(&stored.article)?),
                Value::Text(self.json(recognition)?),
            ),
        };
        // The number of an article that is gone is not given again either.
        let done = database
            .connection
            .prepare_cached("UPDATE sqlite_sequence SET seq = seq + 1 WHERE name = 'article'")
            .and_then(|mut statement| statement.execute([]))
            .and_then(|_n_rows| {
                database.connection.prepare_cached(
                    "UPDATE article SET recognition = ?2, article = coalesce(?3, article),
                         is_compact = ?3 IS NULL, seq =
                         (SELECT seq FROM sqlite_sequence WHERE name = 'article')
                     WHERE id = ?1",
                )
            })
            .and_then(|mut statement| statement.execute(params![hex_value(&id.0), kept, article]));
        database.tried(done).map(|_n_rows| ())
    }
}
