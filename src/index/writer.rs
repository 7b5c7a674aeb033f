//! Changing the index: articles are added and removed, committed, and what is left over is tidied.

use super::schema::Fields;
use super::{Entry, IndexError};
use crate::model::ArticleId;
use tantivy::{Index, IndexReader, IndexWriter, Term};

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

    /// Ends the work, with its threads, and removes the files that merging has left over.
    ///
    /// # Errors
    /// When the index cannot be written.
    pub fn finish(self) -> Result<(), IndexError> {
        self.writer.wait_merging_threads()?;
        self.reader.reload()?;
        // When a merge ends the reader still holds what was merged, so its files stay. Now it does
        // not; those that somebody else reads go the next time.
        let tidier: IndexWriter = self.index.writer_with_num_threads(1, TIDIER_BYTES)?;
        tidier.garbage_collect_files().wait()?;
        tidier.wait_merging_threads()?;
        Ok(())
    }
}
