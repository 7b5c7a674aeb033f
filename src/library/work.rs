//! The reader's work with articles: star, read, status, tags, collections and notes. Each is a deed that
//! can be taken back, in one order with repairs and corrections of names.

use super::passages::page_spans_of;
use super::rows::headline_of;
use super::{Library, LibraryError};
use crate::index::query::Query;
use crate::index::{Only, Order};
use crate::model::{ArticleId, Label, LabelKind, Sentence, Span, Status, WorkAct, WorkDeed, clip};
use crate::store::{Anchor, MarkValue, NewNote, Placed, StoredNote};
use crate::text::fold;

/// Characters of a note, or of a headline, that a deed is told with.
const N_TOLD: usize = 20;
/// No note is longer, in bytes.
const N_MOST_NOTE_BYTES: usize = 1 << 20;

/// Something that the reader wants done with articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WorkWish {
    /// Star articles, or take the stars off.
    Star(Vec<ArticleId>, bool),
    /// Mark them as read, or as unread.
    Read(Vec<ArticleId>, bool),
    /// Give them a status, or none.
    Status(Vec<ArticleId>, Option<Status>),
    /// Give them a label, by its number, or take it off.
    Label(Vec<ArticleId>, i64, bool),
    /// Give a label to every article that a query finds.
    LabelFound(Query, Only, i64),
    /// Make a label and give it to them, if to any; where one is called so already, that one.
    NewLabel(LabelKind, String, Vec<ArticleId>),
    /// Give a label another name.
    RenameLabel(i64, String),
    /// Give a label another colour.
    RecolourLabel(i64, u8),
    /// Delete a label.
    DeleteLabel(i64),
    /// Write a note on an article, or on a stretch of its text.
    Note(ArticleId, Option<Span>, String),
    /// Rewrite a note.
    EditNote(i64, String),
    /// Delete a note.
    DeleteNote(i64),
}

fn refused(zh: &str, en: &str) -> LibraryError {
    LibraryError::CorrectionRefused {
        why: Sentence::new(zh, en),
    }
}

fn shortened(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut short: String = line.chars().take(N_TOLD).collect();
    if short.len() < line.len() {
        short.push('…');
    }
    short
}

/// A label's name as it is kept: without blanks around it and line ends in it.
fn label_name(typed: &str) -> Result<String, LibraryError> {
    let name = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    let counts = !fold(&name).text.is_empty();
    if !counts || name.chars().count() > Label::N_LONGEST_NAME {
        return Err(refused(
            "名称要有一个字以上、四十个字以内，没有作任何改动。",
            "A name has one to forty characters; nothing was changed.",
        ));
    }
    Ok(name)
}

impl Library {
    /// Does what is wanted of articles, as one deed; `false` where it changes nothing.
    ///
    /// # Errors
    /// When the library is read-only or cannot be written; [`LibraryError::CorrectionRefused`] with the
    /// reason where it cannot be done, and nothing was changed.
    pub fn work(&self, wish: &WorkWish) -> Result<bool, LibraryError> {
        let notebook = &self.writing()?.notebook;
        match wish {
            WorkWish::Star(ids, on) => self.mark(ids, MarkValue::Starred(*on), WorkAct::Star(*on)),
            WorkWish::Read(ids, on) => self.mark(ids, MarkValue::Read(*on), WorkAct::Read(*on)),
            WorkWish::Status(ids, status) => {
                self.mark(ids, MarkValue::Status(*status), WorkAct::Status(*status))
            }
            WorkWish::Label(ids, label_id, is_on) => {
                let label = self.kept_label(*label_id)?;
                let act = WorkAct::Label(label.kind, label.name, *is_on);
                let deed = self.deed_about(act, ids)?;
                Ok(notebook.set_labelled(*label_id, &self.placed(ids)?, *is_on, &deed)?)
            }
            WorkWish::LabelFound(query, only, label_id) => {
                let ids = self.found_by(query, *only)?;
                self.work(&WorkWish::Label(ids, *label_id, true))
            }
            WorkWish::NewLabel(kind, name, ids) => self.new_label(*kind, name, ids),
            WorkWish::RenameLabel(label_id, name) => {
                let (label, name) = (self.kept_label(*label_id)?, label_name(name)?);
                let other = self.label_named(label.kind, &name)?;
                if other.is_some_and(|other| other.label_id != label.label_id) {
                    return Err(refused(
                        "已经有同名的了，没有作任何改动。",
                        "Another one is called so already; nothing was changed.",
                    ));
                }
                Ok(notebook.rename_label(&label, &name)?)
            }
            WorkWish::RecolourLabel(label_id, colour) => {
                let label = self.kept_label(*label_id)?;
                Ok(notebook.recolour_label(&label, colour % Label::N_COLOURS)?)
            }
            WorkWish::DeleteLabel(label_id) => {
                Ok(notebook.delete_label(&self.kept_label(*label_id)?)?)
            }
            WorkWish::Note(id, span, text) => self.write_note(id, *span, text),
            WorkWish::EditNote(note_id, text) => {
                let note = self.kept_note(*note_id)?;
                check_note(text, note.passage.is_empty())?;
                let deed = deed_of_note(WorkAct::EditNote(told(text, &note.quote)), &note);
                Ok(notebook.set_note_text(*note_id, text.trim(), &deed)?)
            }
            WorkWish::DeleteNote(note_id) => {
                let note = self.kept_note(*note_id)?;
                let act = WorkAct::DeleteNote(told(&note.text, &note.quote));
                Ok(notebook.delete_note(*note_id, &deed_of_note(act, &note))?)
            }
        }
    }

    /// Stars an article, or not.
    ///
    /// # Errors
    /// As [`Library::work`].
    pub fn star(&self, id: &ArticleId, is_starred: bool) -> Result<(), LibraryError> {
        let wish = WorkWish::Star(vec![id.clone()], is_starred);
        self.work(&wish).map(|_is_changed| ())
    }

    /// Takes the last deed of the reader's work back; see [`Library::last_deed`].
    ///
    /// # Errors
    /// When the library is read-only or cannot be written.
    pub fn undo_work(&self) -> Result<(), LibraryError> {
        Ok(self.writing()?.notebook.undo_work()?)
    }

    /// Does again what was taken back last.
    ///
    /// # Errors
    /// When the library is read-only or cannot be written.
    pub fn redo_work(&self) -> Result<(), LibraryError> {
        Ok(self.writing()?.notebook.redo_work()?)
    }

    fn mark(
        &self,
        ids: &[ArticleId],
        value: MarkValue,
        act: WorkAct,
    ) -> Result<bool, LibraryError> {
        let writing = self.writing()?;
        let mut articles = Vec::with_capacity(ids.len());
        for id in ids {
            articles.push((id.clone(), writing.find_anchor(id)?));
        }
        let deed = self.deed_about(act, ids)?;
        Ok(writing.notebook.set_mark(&articles, value, &deed)?)
    }

    fn new_label(
        &self,
        kind: LabelKind,
        typed: &str,
        ids: &[ArticleId],
    ) -> Result<bool, LibraryError> {
        let name = label_name(typed)?;
        let notebook = &self.writing()?.notebook;
        let articles = self.placed(ids)?;
        if let Some(label) = self.label_named(kind, &name)? {
            let deed = self.deed_about(WorkAct::Label(kind, label.name, true), ids)?;
            return Ok(notebook.set_labelled(label.label_id, &articles, true, &deed)?);
        }
        // The colour that the fewest have.
        let labels = self.labels_of_kind(kind)?;
        let n_with = |colour: &u8| labels.iter().filter(|l| l.colour == *colour).count();
        let colour = (0..Label::N_COLOURS).min_by_key(n_with).unwrap_or(0);
        let deed = self.deed_about(WorkAct::NewLabel(kind, name.clone()), ids)?;
        notebook.make_label((kind, &name, colour), &articles, &deed)?;
        Ok(true)
    }

    fn write_note(
        &self,
        id: &ArticleId,
        span: Option<Span>,
        text: &str,
    ) -> Result<bool, LibraryError> {
        check_note(text, span.is_none())?;
        let writing = self.writing()?;
        let found = writing.catalog.find_article(id)?;
        let found = found.map(|stored| Ok((writing.catalog.find_page(stored.page_id)?, stored)));
        let Some((Some(on_page), stored)) = found.transpose().map_err(LibraryError::Store)? else {
            return Err(LibraryError::NoSuchPage);
        };
        let mut anchor = self.anchor_now(id)?;
        let article = &stored.article;
        let full = article.full_text();
        let (passage, quote) = match span {
            None => (Vec::new(), ""),
            Some(span) => {
                let passage = page_spans_of(article, &full, &on_page.page, span);
                if passage.is_empty() {
                    return Err(refused(
                        "选中的几个字在版面上没有着落，没有记下。",
                        "What is selected stands nowhere on the page; nothing was noted.",
                    ));
                }
                (passage, clip(&full.text, span))
            }
        };
        if !passage.is_empty() {
            anchor.spans.clone_from(&passage);
        }
        let about = headline_of(article);
        let deed = WorkDeed {
            act: WorkAct::Note(told(text, quote)),
            about: shortened(&about),
            n_articles: 1,
        };
        let note = NewNote {
            article: id,
            anchor: &anchor,
            passage: &passage,
            quote,
            about: &about,
            text: text.trim(),
        };
        writing.notebook.add_note(&note, &deed)?;
        Ok(true)
    }

    /// All articles that a query finds; those that are no longer in the library are left out.
    fn found_by(&self, query: &Query, only: Only) -> Result<Vec<ArticleId>, LibraryError> {
        let writing = self.writing()?;
        let n_found = writing
            .index
            .find_only(query, only, Order::Place, 0, 1)?
            .total;
        let found = writing
            .index
            .find_only(query, only, Order::Place, 0, n_found.max(1))?;
        let mut ids = Vec::with_capacity(found.ids.len());
        for id in found.ids.into_iter().map(ArticleId) {
            if writing.catalog.page_of_article(&id)?.is_some() {
                ids.push(id);
            }
        }
        Ok(ids)
    }

    fn deed_about(&self, act: WorkAct, ids: &[ArticleId]) -> Result<WorkDeed, LibraryError> {
        let about = match ids {
            [only] => {
                let found = self.writing()?.catalog.find_article(only)?;
                found.map(|stored| shortened(&headline_of(&stored.article)))
            }
            _ => None,
        };
        Ok(WorkDeed {
            act,
            about: about.unwrap_or_default(),
            n_articles: ids.len(),
        })
    }

    fn anchor_now(&self, id: &ArticleId) -> Result<Anchor, LibraryError> {
        let anchor = self.writing()?.find_anchor(id)?;
        anchor.ok_or(LibraryError::NoSuchPage)
    }

    fn placed(&self, ids: &[ArticleId]) -> Result<Vec<Placed>, LibraryError> {
        let placed = ids.iter();
        placed
            .map(|id| Ok((id.clone(), self.anchor_now(id)?)))
            .collect()
    }

    fn labels_of_kind(&self, kind: LabelKind) -> Result<Vec<Label>, LibraryError> {
        let mut labels = self.writing()?.notebook.labels()?;
        labels.retain(|label| label.kind == kind);
        Ok(labels)
    }

    fn label_named(&self, kind: LabelKind, name: &str) -> Result<Option<Label>, LibraryError> {
        let wanted = fold(name).text;
        let mut labels = self.labels_of_kind(kind)?.into_iter();
        Ok(labels.find(|label| fold(&label.name).text == wanted))
    }

    fn kept_label(&self, label_id: i64) -> Result<Label, LibraryError> {
        let label = self.writing()?.notebook.label(label_id)?;
        label.ok_or_else(|| {
            refused(
                "这个标签或收藏夹已经没有了，没有作任何改动。",
                "This tag or collection is gone; nothing was changed.",
            )
        })
    }

    fn kept_note(&self, note_id: i64) -> Result<StoredNote, LibraryError> {
        let note = self.writing()?.notebook.note(note_id)?;
        note.ok_or_else(|| {
            refused(
                "这条笔记已经没有了，没有作任何改动。",
                "This note is gone; nothing was changed.",
            )
        })
    }
}

/// The beginning of a note; of one without words that of its passage.
fn told(text: &str, quote: &str) -> String {
    shortened(if text.trim().is_empty() { quote } else { text })
}

fn deed_of_note(act: WorkAct, note: &StoredNote) -> WorkDeed {
    WorkDeed {
        act,
        about: shortened(&note.about),
        n_articles: 1,
    }
}

fn check_note(text: &str, needs_words: bool) -> Result<(), LibraryError> {
    if needs_words && text.trim().is_empty() {
        return Err(refused(
            "笔记里还没有字，没有记下。",
            "The note is empty; nothing was noted.",
        ));
    }
    if text.len() > N_MOST_NOTE_BYTES {
        return Err(refused(
            "笔记太长了，没有记下。",
            "The note is too long; nothing was noted.",
        ));
    }
    Ok(())
}
