//! Changing the index: articles are added and removed, committed, and what is left over is tidied.

use super::schema::Fields;
use super::{Entry, IndexError};
use crate::model::ArticleId;
use tantivy::index::SegmentId;
use tantivy::{Index, IndexReader, IndexWriter, SegmentMeta, Term};

/// Memory for the writer's threads together, in bytes.
const WRITER_BYTES: usize = 128 << 20;
/// Memory for a writer that adds nothing, in bytes: the least there may be.
const TIDIER_BYTES: usize = 15 << 20;

/// Adds articles to the index; nothing is seen, or kept, before [`EntryWriter::commit`].
pub struct EntryWriter {
    index: Index,
    writer: IndexWriter,
    reader: IndexReader,
    fields: Fields,
}

impl EntryWriter {
    /// Begins to write to an index whose changes a reader sees.
    pub(super) fn begin(
        index: &Index,
        reader: &IndexReader,
        fields: Fields,
    ) -> Result<Self, IndexError> {
        let n_threads = std::thread::available_parallelism().map_or(1, |n| n.get().min(4));
        Ok(Self {
            index: index.clone(),
            writer: index.writer_with_num_threads(n_threads, WRITER_BYTES)?,
            reader: reader.clone(),
            fields,
        })
    }

    /// Forgets every article.
    ///
    /// # Errors
    /// When the index cannot be written.
    pub fn remove_all(&mut self) -> Result<(), IndexError> {
        self.writer.delete_all_documents()?;
        Ok(())
    }

    /// Forgets an article, should it be there.
    pub fn remove(&mut self, id: &ArticleId) {
        self.writer
            .delete_term(Term::from_field_text(self.fields.id, &id.0));
    }

    /// Adds an article.
    ///
    /// # Errors
    /// When the index cannot be written.
    pub fn add(&mut self, entry: Entry) -> Result<(), IndexError> {
        let document = entry.into_document(self.fields);
        self.writer.add_document(document)?;
        Ok(())
    }

    /// Makes everything so far lasting and visible.
    ///
    /// # Errors
    /// When the index cannot be written; then nothing since the last commit counts.
    pub fn commit(&mut self) -> Result<(), IndexError> {
        self.writer.commit()?;
        Ok(self.reader.reload()?)
    }

    /// Ends the work for now, with its threads; more is to be added soon.
    ///
    /// # Errors
    /// When the index cannot be written.
    pub fn pause(self) -> Result<(), IndexError> {
        self.writer.wait_merging_threads()?;
        Ok(self.reader.reload()?)
    }

    /// Ends the work, with its threads: merges small segments and removes the files that merging has
    /// left over.
    ///
    /// # Errors
    /// When the index cannot be written.
    pub fn finish(self) -> Result<(), IndexError> {
        self.writer.wait_merging_threads()?;
        let mut tidier: IndexWriter = self.index.writer_with_num_threads(1, TIDIER_BYTES)?;
        let small = small_segments(self.index.searchable_segment_metas()?);
        if !small.is_empty() {
            tidier.merge(&small).wait()?;
        }
        // When a merge ends the reader still holds what was merged, so its files stay. Now it does
        // not; those that somebody else reads go the next time.
        self.reader.reload()?;
        tidier.garbage_collect_files().wait()?;
        tidier.wait_merging_threads()?;
        Ok(())
    }
}

/// Fewer small segments are left as they are.
const N_LEAST_MERGED: usize = 4;

/// The segments that are better one: the smallest, and upwards all that have at most half as many
/// articles again as those before them together. What is left are few segments, each a good deal
/// larger than all smaller ones, so that an article is written anew only a few times, however many
/// files are imported one by one. tantivy by itself leaves up to seven of each size, and every one
/// costs a search some time, and room for its terms.
fn small_segments(mut segments: Vec<SegmentMeta>) -> Vec<SegmentId> {
    segments.sort_by_key(SegmentMeta::num_docs);
    let mut n_articles: u64 = 0;
    let is_small = |segment: &&SegmentMeta| {
        let n = u64::from(segment.num_docs());
        let joins = n_articles == 0 || 2 * n <= 3 * n_articles;
        n_articles += n;
        joins
    };
    let small: Vec<SegmentId> = segments
        .iter()
        .take_while(is_small)
        .map(SegmentMeta::id)
        .collect();
    if small.len() < N_LEAST_MERGED {
        return Vec::new();
    }
    small
}
