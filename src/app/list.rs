//! The article list as the window sees it: rows by their place, loaded chunk by chunk as they come
//! into view, so that no list is too long.

use crate::library::{ArticleRow, Results};
use crate::model::ArticleId;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::time::Duration;

/// How many rows are loaded at a time.
pub const CHUNK: usize = 100;

/// How many chunks are kept; those farthest from the screen go first.
const N_KEPT: usize = 40;

/// The rows of an answer, as far as they are loaded.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    /// How many rows there are in all.
    pub total: usize,
    /// How many articles they are, reprints that share a row included.
    pub n_articles: usize,
    /// Is that all of them, and not only as many as were found first?
    pub is_counted: bool,
    /// How many of all that match the query may be restored wrongly.
    pub n_doubtful: usize,
    /// How long the search took.
    pub elapsed: Duration,
    chunks: BTreeMap<usize, Vec<ArticleRow>>,
    asked: BTreeSet<usize>,
}

impl Listing {
    /// A row, when it is loaded.
    #[must_use]
    pub fn row(&self, idx: usize) -> Option<&ArticleRow> {
        self.chunks.get(&(idx / CHUNK))?.get(idx % CHUNK)
    }

    /// A row to change.
    pub fn row_mut(&mut self, id: &ArticleId) -> Option<&mut ArticleRow> {
        self.chunks.values_mut().flatten().find(|row| row.id == *id)
    }

    /// Where an article stands, among the loaded rows.
    #[must_use]
    pub fn position(&self, id: &ArticleId) -> Option<usize> {
        self.chunks.iter().find_map(|(chunk, rows)| {
            let at = rows.iter().position(|row| row.id == *id)?;
            Some(chunk * CHUNK + at)
        })
    }

    /// Takes in a stretch of the answer.
    pub fn take_in(&mut self, results: Results) {
        let chunk = results.offset / CHUNK;
        self.total = results.n_rows;
        self.n_articles = results.total;
        self.is_counted = true;
        self.n_doubtful = results.n_doubtful;
        self.elapsed = results.elapsed;
        self.asked.remove(&chunk);
        self.chunks.insert(chunk, results.rows);
    }

    /// Notes that a chunk has been asked for.
    pub fn mark_asked(&mut self, chunk: usize) {
        self.asked.insert(chunk);
    }

    /// The first chunk of these rows that is neither loaded nor asked for.
    #[must_use]
    pub fn missing_chunk(&self, rows: Range<usize>) -> Option<usize> {
        if rows.start >= rows.end.min(self.total) {
            return None;
        }
        let last = rows.end.min(self.total).saturating_sub(1) / CHUNK;
        (rows.start / CHUNK..=last)
            .find(|chunk| !self.chunks.contains_key(chunk) && !self.asked.contains(chunk))
    }

    /// Forgets chunks far from the rows on the screen, and requests that a newer one displaced.
    pub fn trim(&mut self, rows: &Range<usize>) {
        let middle = rows.start / CHUNK;
        self.asked.retain(|chunk| chunk.abs_diff(middle) <= 1);
        while self.chunks.len() > N_KEPT {
            let farthest = self
                .chunks
                .keys()
                .copied()
                .max_by_key(|c| c.abs_diff(middle));
            match farthest {
                Some(chunk) => self.chunks.remove(&chunk),
                None => break,
            };
        }
    }
}
