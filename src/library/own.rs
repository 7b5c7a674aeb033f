//! What the reader said of articles, for reading: to a search, on an article, in a list of all notes.

use super::folder::Places;
use super::passages::text_spans_of;
use super::reader::Reader;
use super::rows::{date_of, headline_of};
use super::{LibraryError, LoadedArticle};
use crate::index::OwnRows;
use crate::index::query::Own;
use crate::model::{
    Article, ArticleId, ArticleText, Label, Page, PartialDate, Sentence, Span, Status,
};
use crate::store::{Mark, Notebook, OwnChoice, StoreError, StoredNote};
use crate::text::fold;
use std::sync::{Mutex, PoisonError};

/// Tells the index what the reader said, by a connection of its own.
pub(super) struct OwnNotebook(Mutex<Notebook>);

impl OwnNotebook {
    pub(super) fn open(places: &Places) -> Result<Self, LibraryError> {
        let notebook = Notebook::open_read_only(&places.notebook())?;
        Ok(Self(Mutex::new(notebook)))
    }

    fn read<T>(
        &self,
        what: impl FnOnce(&Notebook) -> Result<T, StoreError>,
    ) -> Result<T, Sentence> {
        // Reading leaves nothing half done, so a panic elsewhere has spoilt nothing.
        let notebook = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        what(&notebook).map_err(|error| error.sentence())
    }
}

impl OwnRows for OwnNotebook {
    fn version(&self) -> Result<i64, Sentence> {
        self.read(Notebook::data_version)
    }

    fn articles(&self, own: &Own) -> Result<Vec<ArticleId>, Sentence> {
        let choice = match own {
            Own::Starred => OwnChoice::Starred,
            Own::Read | Own::Unread => OwnChoice::Read,
            Own::Status(status) => OwnChoice::Status(*status),
            Own::Label(kind, name) => OwnChoice::Label(*kind, name),
            Own::Noted(text) => OwnChoice::Noted(text),
        };
        self.read(|notebook| notebook.articles_with(choice))
    }

    fn choices(&self) -> Result<Vec<Own>, Sentence> {
        let labels = self.read(Notebook::labels)?;
        let mut choices = vec![Own::Starred, Own::Unread, Own::Noted(String::new())];
        choices.extend(Status::ALL.map(Own::Status));
        let labels = labels.into_iter();
        choices.extend(labels.map(|label| Own::Label(label.kind, label.name)));
        Ok(choices)
    }
}

/// What the reader said of an article, as a row of a list shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowWork {
    /// What is to become of it.
    pub status: Option<Status>,
    /// The numbers of its labels, tags first.
    pub labels: Vec<i64>,
    /// How many notes it has.
    pub n_notes: usize,
}

/// What the reader said of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ArticleWork {
    /// What is to become of it.
    pub status: Option<Status>,
    /// The numbers of its labels, tags first.
    pub labels: Vec<i64>,
    /// Its notes, in the order in which they were made.
    pub notes: Vec<ArticleNote>,
}

/// A note on an article or a passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleNote {
    /// As kept.
    pub note: StoredNote,
    /// Where its passage stands in the article's text, sorted; empty where it is about the article,
    /// or where the passage is in another article now.
    pub spans: Vec<Span>,
}

/// A note in the list of all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteRow {
    /// As kept.
    pub note: StoredNote,
    /// The headline of its article; as it was, where that is gone.
    pub headline: String,
    /// The day, month or year that the article is of.
    pub date: Option<PartialDate>,
    /// Is the article in the library?
    pub is_here: bool,
    /// Where its passage begins in the article's text.
    pub span: Option<Span>,
}

/// All notes, or those that hold a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FoundNotes {
    /// How many they are.
    pub total: usize,
    /// The newest, as many as were asked for.
    pub rows: Vec<NoteRow>,
}

/// What the reader said of the articles of a list. Every search asks for it, so nothing is asked row by
/// row that the reader never used.
pub(super) struct RowWorks<'a> {
    notebook: &'a Notebook,
    has_labels: bool,
    has_notes: bool,
}

impl<'a> RowWorks<'a> {
    pub(super) fn begin(notebook: &'a Notebook) -> Result<Self, StoreError> {
        let (has_labels, has_notes) = notebook.has_labelled_or_noted()?;
        Ok(Self {
            notebook,
            has_labels,
            has_notes,
        })
    }

    pub(super) fn of(&self, id: &ArticleId, mark: &Mark) -> Result<RowWork, StoreError> {
        let mut work = RowWork {
            status: mark.status,
            ..RowWork::default()
        };
        if self.has_labels {
            work.labels = self.notebook.labels_of(id)?;
        }
        if self.has_notes {
            work.n_notes = self.notebook.n_notes_of(id)?;
        }
        Ok(work)
    }
}

pub(super) fn article_work_of(
    notebook: &Notebook,
    id: &ArticleId,
    (article, text, page): (&Article, &ArticleText, &Page),
) -> Result<ArticleWork, StoreError> {
    let notes = notebook.notes_of(id)?.into_iter().map(|note| ArticleNote {
        spans: text_spans_of(article, text, page, &note.passage),
        note,
    });
    Ok(ArticleWork {
        notes: notes.collect(),
        status: notebook.of(id)?.status,
        labels: notebook.labels_of(id)?,
    })
}

impl LoadedArticle {
    /// The note on the passage that holds a byte of the text, by its place among the notes; of several
    /// the shortest.
    #[must_use]
    pub fn note_at(&self, byte: usize) -> Option<usize> {
        let notes = self.work.notes.iter().enumerate();
        let spans = notes.flat_map(|(idx, note)| note.spans.iter().map(move |span| (idx, *span)));
        let holding = spans.filter(|(_, span)| span.start <= byte && byte < span.end);
        holding
            .min_by_key(|(_, span)| span.len())
            .map(|(idx, _)| idx)
    }
}

impl Reader {
    /// The reader's labels: tags, then collections.
    ///
    /// # Errors
    /// When the reader's database cannot be read.
    pub fn labels(&self) -> Result<Vec<Label>, LibraryError> {
        Ok(self.connections().notebook.labels()?)
    }

    /// The notes that hold a text in what was written, in their passage or in the headline, the newest
    /// first, `n_most` of them; all where the text is empty.
    ///
    /// # Errors
    /// When the databases cannot be read.
    pub fn find_notes(&self, part: &str, n_most: usize) -> Result<FoundNotes, LibraryError> {
        let wanted = fold(part).text;
        let holds = |text: &str| fold(text).text.contains(&wanted);
        let mut notes = self.connections().notebook.notes()?;
        if !wanted.is_empty() {
            notes.retain(|note| holds(&note.text) || holds(&note.quote) || holds(&note.about));
        }
        let total = notes.len();
        notes.truncate(n_most);
        let rows = notes.into_iter().map(|note| self.note_row(note));
        Ok(FoundNotes {
            total,
            rows: rows.collect::<Result<_, _>>()?,
        })
    }

    fn note_row(&self, note: StoredNote) -> Result<NoteRow, LibraryError> {
        let connections = self.connections();
        let Some(stored) = connections.catalog.find_article(&note.article)? else {
            return Ok(NoteRow {
                headline: note.about.clone(),
                date: None,
                is_here: false,
                span: None,
                note,
            });
        };
        let mut span = None;
        if !note.passage.is_empty()
            && let Some(found) = connections.catalog.find_page(stored.page_id)?
        {
            let text = stored.article.full_text();
            let spans = text_spans_of(&stored.article, &text, &found.page, &note.passage);
            span = spans.first().copied();
        }
        Ok(NoteRow {
            headline: headline_of(&stored.article),
            date: date_of(&stored).0,
            is_here: true,
            span,
            note,
        })
    }
}
