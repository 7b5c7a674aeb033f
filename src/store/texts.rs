//! The files, byte for byte, and the texts of their pages, which tell most of those bytes.
//!
//! A file and its texts are the truth together: a page that is derived anew points at the text that
//! is there, and where a file gives other texts than before, it is told anew by those.

use super::StoreError;
use super::catalog::{Catalog, StoredSource};
use super::changes::{NewSource, Transaction};
use super::dictionaries::{Purpose, damaged, dictionary_of};
use super::origins::read_encoding;
use super::packed_articles::UnpackedArticle;
use super::packing::{inflate, older_text, text_of};
use super::quoting::{Quoted, quote};
use super::reading::{date_text, read_date};
use crate::model::{Article, Page, Recognition};
use rusqlite::{OptionalExtension as _, Row, params};
use std::io::{self, ErrorKind};

/// How the bytes of a file are kept: the column `source.form`.
mod form {
    /// As they are.
    pub(super) const PLAIN: u8 = 0;
    /// Deflate, by an older version.
    pub(super) const DEFLATED: u8 = 1;
    /// Packed.
    pub(super) const PACKED: u8 = 2;
    /// Packed, and to be read beside the texts of its pages.
    pub(super) const QUOTING: u8 = 3;
}

/// A dictionary of rows is made of no more articles.
const N_MOST_ROWS: usize = 8000;

/// What is read of a file, in the order of [`Catalog::read_bytes`].
const BYTES: &str = "source.bytes, source.form, source.first_text, source.n_texts";

/// The texts of a file: numbers that follow each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct TextRange {
    first: i64,
    n_texts: i64,
}

/// A file that was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AddedSource {
    /// Its number.
    pub source_id: i64,
    /// The number of its first page's text; the others follow.
    pub first_text: i64,
}

impl Catalog {
    /// The next source after a number, in order of import; 0 gives the first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn next_source(&self, after: i64) -> Result<Option<StoredSource>, StoreError> {
        self.source_where(
            "encoding FROM source LEFT JOIN origin USING (source_id)
             WHERE source_id > ?1 ORDER BY source_id LIMIT 1",
            after,
        )
    }

    /// A source by its number alone, whatever has become of all else that is known of it: for catalogs
    /// that are damaged, or of an older format.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn find_source_alone(&self, source_id: i64) -> Result<Option<StoredSource>, StoreError> {
        self.source_where("NULL FROM source WHERE source_id = ?1", source_id)
    }

    fn source_where(&self, rest: &str, id: i64) -> Result<Option<StoredSource>, StoreError> {
        let sql = format!("SELECT {BYTES}, source_id, hash, name, issue_date, {rest}");
        let found = self.database.connection.query_row(&sql, [id], |row| {
            Ok(StoredSource {
                bytes: self.read_bytes(row)?,
                source_id: row.get(4)?,
                hash: row.get(5)?,
                name: row.get(6)?,
                issue_date: read_date(row, 7)?,
                encoding: read_encoding(row, 8)?,
            })
        });
        self.database.tried(found.optional())
    }

    /// The bytes of the file that a page is of.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn find_original(&self, page_id: i64) -> Result<Option<Vec<u8>>, StoreError> {
        let sql =
            format!("SELECT {BYTES} FROM source JOIN page USING (source_id) WHERE page_id = ?1");
        let found = self
            .database
            .connection
            .query_row(&sql, [page_id], |row| self.read_bytes(row));
        self.database.tried(found.optional())
    }

    fn read_bytes(&self, row: &Row<'_>) -> rusqlite::Result<Vec<u8>> {
        let bytes = row.get_ref(0)?.as_blob()?;
        match row.get(1)? {
            form::PLAIN => Ok(bytes.to_vec()),
            form::DEFLATED => inflate(bytes).map_err(damaged),
            form::PACKED => self.unpack(bytes),
            form::QUOTING => {
                let texts = self.texts(TextRange {
                    first: row.get(2)?,
                    n_texts: row.get(3)?,
                })?;
                let quoted = Quoted::from_bytes(&self.unpack(bytes)?);
                quoted
                    .and_then(|quoted| quoted.read(texts.iter().map(String::as_str)))
                    .ok_or_else(|| damaged(io::Error::from(ErrorKind::InvalidData)))
            }
            _ => Err(damaged(io::Error::from(ErrorKind::Unsupported))),
        }
    }

    fn texts(&self, range: TextRange) -> rusqlite::Result<Vec<String>> {
        self.database
            .connection
            .prepare_cached(
                "SELECT packed, is_older FROM text WHERE text_id >= ?1 AND text_id < ?1 + ?2
                 ORDER BY text_id",
            )?
            .query_map([range.first, range.n_texts], |row| self.read_text(row, 0))?
            .collect()
    }

    /// A text; the column after it says whether an older version packed it.
    pub(super) fn read_text(&self, row: &Row<'_>, column: usize) -> rusqlite::Result<String> {
        let value = row.get_ref(column)?;
        if row.get(column + 1)? {
            return Ok(older_text(value)?.into_owned());
        }
        Ok(text_of(Ok(self.unpack(value.as_blob()?)?))?)
    }
}

/// Rows of the articles of some pages, evenly over all of them.
fn sample_rows(pages: &[(&Page, &[Article], &[Recognition])]) -> Vec<Vec<u8>> {
    let n_articles: usize = pages.iter().map(|(_, articles, _)| articles.len()).sum();
    let nth = n_articles.div_ceil(N_MOST_ROWS).max(1);
    let articles = pages.iter().flat_map(|(page, articles, recognitions)| {
        let of_page = articles.iter().zip(*recognitions);
        of_page.map(|(article, recognition)| UnpackedArticle {
            page_text: &page.text,
            article,
            recognition,
        })
    });
    let rows = articles
        .step_by(nth)
        .filter_map(|article| article.compact());
    rows.flatten().collect()
}

impl Transaction<'_> {
    /// Makes dictionaries of what is about to be kept, where that is worth while: pages with their
    /// articles and who is in each.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn learn(&self, pages: &[(&Page, &[Article], &[Recognition])]) -> Result<(), StoreError> {
        let catalog = self.catalog();
        let n_bytes = pages.iter().map(|(page, ..)| page.text.len()).sum();
        let of_texts = || {
            let texts: Vec<&[u8]> = pages
                .iter()
                .map(|(page, ..)| page.text.as_bytes())
                .collect();
            dictionary_of(Purpose::Text, &texts)
        };
        let of_rows = || dictionary_of(Purpose::Row, &sample_rows(pages));
        let wants_texts = catalog.wants_dictionary(Purpose::Text, n_bytes)?;
        let wants_rows = catalog.wants_dictionary(Purpose::Row, n_bytes)?;
        // Each takes up to a second.
        let (for_texts, for_rows) = rayon::join(
            || wants_texts.then(of_texts).flatten(),
            || wants_rows.then(of_rows).flatten(),
        );
        for (purpose, dictionary) in [(Purpose::Text, for_texts), (Purpose::Row, for_rows)] {
            if let Some(dictionary) = dictionary {
                catalog.add_dictionary(purpose, n_bytes, &dictionary)?;
            }
        }
        Ok(())
    }

    /// Keeps a file and the texts of its pages.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn add_source(&self, source: NewSource<'_>) -> Result<AddedSource, StoreError> {
        let range = self.add_texts(source.texts)?;
        let (form, bytes) = self.told(source.bytes, source.texts)?;
        let source_id = self.insert(
            "INSERT INTO source
                 (hash, name, issue_date, bytes, form, first_text, n_texts, source_id)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            params![
                source.hash,
                source.name,
                date_text(source.issue_date),
                bytes,
                form,
                range.first,
                range.n_texts,
                source.source_id
            ],
        )?;
        Ok(AddedSource {
            source_id,
            first_text: range.first,
        })
    }

    /// Sees to it that a kept file has these texts; gives the number of the first one.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn renew_texts(&self, source_id: i64, texts: &[&str]) -> Result<i64, StoreError> {
        let catalog = self.catalog();
        let database = &catalog.database;
        let found = database.connection.query_row(
            "SELECT first_text, n_texts, form,
                    (SELECT max(is_older) FROM text
                     WHERE text_id >= first_text AND text_id < first_text + n_texts)
             FROM source WHERE source_id = ?1",
            [source_id],
            |row| {
                let range = TextRange {
                    first: row.get(0)?,
                    n_texts: row.get(1)?,
                };
                let is_older = row.get::<_, u8>(2)? < form::PACKED
                    || row.get::<_, Option<bool>>(3)?.unwrap_or(false);
                Ok((range, is_older))
            },
        );
        let (range, is_older) = database.tried(found)?;
        // Texts that cannot be read are made anew as well, where the file does not need them.
        if !is_older && catalog.texts(range).is_ok_and(|kept| kept == texts) {
            return Ok(range.first);
        }
        let sql = format!("SELECT {BYTES} FROM source WHERE source_id = ?1");
        let read = database
            .connection
            .query_row(&sql, [source_id], |row| catalog.read_bytes(row));
        let bytes = database.tried(read)?;
        let removed = database.connection.execute(
            "DELETE FROM text WHERE text_id >= ?1 AND text_id < ?1 + ?2",
            [range.first, range.n_texts],
        );
        database.tried(removed)?;
        let range = self.add_texts(texts)?;
        let (form, bytes) = self.told(&bytes, texts)?;
        let done = database.connection.execute(
            "UPDATE source SET bytes = ?2, form = ?3, first_text = ?4, n_texts = ?5
             WHERE source_id = ?1",
            params![source_id, bytes, form, range.first, range.n_texts],
        );
        database.tried(done)?;
        Ok(range.first)
    }

    fn add_texts(&self, texts: &[&str]) -> Result<TextRange, StoreError> {
        let bytes: Vec<&[u8]> = texts.iter().map(|text| text.as_bytes()).collect();
        let mut range = TextRange::default();
        for packed in self.catalog().pack_all(Purpose::Text, &bytes)? {
            let text_id = self.insert(
                "INSERT INTO text (packed, is_older) VALUES (?1, 0)",
                params![packed],
            )?;
            if range.n_texts == 0 {
                range.first = text_id;
            }
            range.n_texts += 1;
        }
        Ok(range)
    }

    /// How a file is kept: told by its texts where they hold much of it, else packed.
    fn told(&self, bytes: &[u8], texts: &[&str]) -> Result<(u8, Vec<u8>), StoreError> {
        let catalog = self.catalog();
        let lines = || texts.iter().copied();
        let quoted = quote(bytes, lines());
        // Compared with what it is to give: the reader's file must never depend on our cleverness.
        if quoted.n_rest() < bytes.len() / 2 && quoted.read(lines()).as_deref() == Some(bytes) {
            return Ok((form::QUOTING, catalog.pack_alone(&quoted.to_bytes())?));
        }
        Ok((form::PACKED, catalog.pack_alone(bytes)?))
    }
}
