//! From the catalog's rows to pages and articles.

use super::StoreError;
use super::catalog::{Catalog, IndexableArticle, StoredArticle, StoredPage};
use super::compact::unpack_article;
use super::compact_names::unpack_recognition;
use super::dictionaries::damaged;
use super::packing::older_text;
use crate::model::{Article, ArticleId, Page, PageLayout, PartialDate, Recognition};
use rusqlite::types::{ToSqlOutput, Type, Value, ValueRef};
use rusqlite::{Row, params};
use serde::de::DeserializeOwned;
use std::io::{self, ErrorKind};

/// What [`Catalog::read_article`] reads, of `article JOIN page JOIN text`.
pub(super) const ARTICLE: &str = "seq, article.id, article, is_compact, page.name, page_id,
    page.issue_date, place, text.packed, text.is_older";
/// Columns of [`ARTICLE`].
pub(super) const N_ARTICLE_COLUMNS: usize = 10;
/// What [`Catalog::read_indexable`] reads.
pub(super) const INDEXABLE: &str = "source.name, is_known, source_id, recognition";
/// What [`Catalog::read_page`] reads, of `page JOIN source JOIN text`.
pub(super) const PAGE: &str = "page_id, page.name, text.packed, text.is_older, page.issue_date,
    issue_source, layout, source.name, given_date, given_source, is_known, furniture, source_id,
    warnings";

impl Catalog {
    /// Articles with who and what is in each, in the order of their ids here; those that are not
    /// there are left out.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn find_recognized(
        &self,
        ids: &[ArticleId],
    ) -> Result<Vec<(StoredArticle, Recognition)>, StoreError> {
        // CROSS: each id is looked up, in this order.
        let sql = format!(
            "SELECT {ARTICLE}, recognition FROM json_each(?1) AS wanted
             CROSS JOIN article ON article.id = coalesce(unhex(wanted.value), wanted.value)
             CROSS JOIN page USING (page_id) CROSS JOIN text USING (text_id)"
        );
        let ids = serde_json::Value::from_iter(ids.iter().map(|id| id.0.as_str()));
        let read = |row: &Row<'_>| {
            let stored = self.read_article(row)?;
            let found = self.read_recognition(row, N_ARTICLE_COLUMNS, &stored.article)?;
            Ok((stored, found))
        };
        let found = self
            .database
            .connection
            .prepare_cached(&sql)
            .and_then(|mut statement| {
                statement
                    .query_map(params![ids.to_string()], read)?
                    .collect()
            });
        self.database.tried(found)
    }

    pub(super) fn read_page(&self, row: &Row<'_>) -> rusqlite::Result<StoredPage> {
        Ok(StoredPage {
            page_id: row.get(0)?,
            source_id: row.get(12)?,
            source: row.get(7)?,
            page: Page {
                name: row.get(1)?,
                text: self.read_text(row, 2)?,
                issue_date: read_date(row, 4)?,
                issue_source: read_json_if_any(row, 5)?,
                layout: self.read_layout(row, 6)?,
            },
            given: (read_date(row, 8)?, read_json_if_any(row, 9)?),
            is_known: row.get(10)?,
            furniture: read_json(row, 11)?,
            warnings: read_json(row, 13)?,
        })
    }

    pub(super) fn read_article(&self, row: &Row<'_>) -> rusqlite::Result<StoredArticle> {
        let article: Article = if row.get(3)? {
            let bytes = self.unpack(row.get_ref(2)?.as_blob()?)?;
            let page = self.read_text(row, 8)?;
            unpack_article(&bytes, &page).ok_or_else(unreadable)?
        } else {
            read_older_json(row, 2)?
        };
        Ok(StoredArticle {
            seq: row.get(0)?,
            id: ArticleId(read_hex(row, 1)?),
            article,
            page_name: row.get(4)?,
            page_date: read_date(row, 6)?,
            page_id: row.get(5)?,
            place: row.get(7)?,
        })
    }

    pub(super) fn read_indexable(&self, row: &Row<'_>) -> rusqlite::Result<IndexableArticle> {
        let stored = self.read_article(row)?;
        Ok(IndexableArticle {
            source: row.get(N_ARTICLE_COLUMNS)?,
            is_known: row.get(N_ARTICLE_COLUMNS + 1)?,
            source_id: row.get(N_ARTICLE_COLUMNS + 2)?,
            recognition: self.read_recognition(row, N_ARTICLE_COLUMNS + 3, &stored.article)?,
            stored,
        })
    }

    /// A recognition beside its article; the row is one of [`ARTICLE`] and more.
    pub(super) fn read_recognition(
        &self,
        row: &Row<'_>,
        column: usize,
        article: &Article,
    ) -> rusqlite::Result<Recognition> {
        if !row.get::<_, bool>(3)? {
            return read_older_json(row, column);
        }
        let bytes = self.unpack(row.get_ref(column)?.as_blob()?)?;
        unpack_recognition(&bytes, &article.full_text().text).ok_or_else(unreadable)
    }

    /// Where the lines of a page were printed; the row is one of [`PAGE`].
    fn read_layout(&self, row: &Row<'_>, column: usize) -> rusqlite::Result<Option<PageLayout>> {
        let value = row.get_ref(column)?;
        if value == ValueRef::Null {
            return Ok(None);
        }
        // Its text was kept together with it.
        if row.get(3)? {
            return read_older_json(row, column).map(Some);
        }
        from_json(&self.unpack(value.as_blob()?)?).map(Some)
    }
}

/// A row that is not what it should be.
fn unreadable() -> rusqlite::Error {
    damaged(io::Error::from(ErrorKind::InvalidData))
}

pub(super) fn date_text(date: Option<PartialDate>) -> Option<String> {
    date.map(|date| date.to_string())
}

pub(super) fn read_date(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<PartialDate>> {
    let text: Option<String> = row.get(column)?;
    Ok(text.as_deref().and_then(PartialDate::parse))
}

/// Hex digits as the bytes they stand for, which take half the room; anything else as it is.
pub(super) fn hex_value(text: &str) -> ToSqlOutput<'_> {
    let is_hex = |b: &u8| b.is_ascii_digit() || (b'a'..=b'f').contains(b);
    let bytes = text.as_bytes();
    if bytes.is_empty() || !bytes.len().is_multiple_of(2) || !bytes.iter().all(is_hex) {
        return ToSqlOutput::Borrowed(ValueRef::Text(bytes));
    }
    let digit = |b: u8| if b <= b'9' { b - b'0' } else { b - b'a' + 10 };
    let pairs = bytes.chunks_exact(2);
    let blob = pairs.map(|pair| pair.iter().fold(0, |sum, b| sum << 4 | digit(*b)));
    ToSqlOutput::Owned(Value::Blob(blob.collect()))
}

/// What [`hex_value`] was made of.
pub(super) fn read_hex(row: &Row<'_>, column: usize) -> rusqlite::Result<String> {
    const DIGITS: [char; 16] = [
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f',
    ];
    let ValueRef::Blob(bytes) = row.get_ref(column)? else {
        return row.get(column);
    };
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    Ok(digits
        .filter_map(|digit| DIGITS.get(usize::from(digit)))
        .collect())
}

fn read_json<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> rusqlite::Result<T> {
    from_json(row.get_ref(column)?.as_str()?.as_bytes())
}

fn read_json_if_any<T: DeserializeOwned>(
    row: &Row<'_>,
    column: usize,
) -> rusqlite::Result<Option<T>> {
    match row.get_ref(column)? {
        ValueRef::Null => Ok(None),
        _ => read_json(row, column).map(Some),
    }
}

/// JSON as older versions kept it, and as it is kept where it cannot be told shorter.
fn read_older_json<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> rusqlite::Result<T> {
    from_json(older_text(row.get_ref(column)?)?.as_bytes())
}

fn from_json<T: DeserializeOwned>(json: &[u8]) -> rusqlite::Result<T> {
    serde_json::from_slice(json)
        .map_err(|e| rusqlite::Error::FromSqlConversionFailure(0, Type::Text, Box::new(e)))
}
