//! The reader's work with the open article: star, read, status, tags, collections and notes; and the list
//! of all notes. What is a switch is shown at once; the rest when the library has confirmed it.

use super::{App, Deed, Filter, Job, Notice, Phase};
use crate::library::{ArticleNote, FoundNotes, Leaf, LoadedArticle, Own, RepairHistory, WorkWish};
use crate::model::{Label, LabelKind, Sentence, Span, Status};

/// What the reader is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OwnAsk {
    /// Which tags or collections the open article has.
    Labels(LabelKind),
    /// A note on a stretch of the open article's text, or on all of it.
    NewNote(Option<Span>),
    /// What a note should say, by its number.
    Note(i64),
    /// Nothing: all tags and collections are shown, to be renamed, recoloured, deleted.
    AllLabels,
}

/// What the reader wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OwnWish {
    /// Give the open article a status, or take it off where it has it.
    Status(Status),
    /// Ask for something.
    Ask(OwnAsk),
    /// Ask for a note on what is selected, or on the article.
    AskNote,
    /// Stop asking.
    CloseAsk,
    /// Give the open article a label, by its number, or take it off.
    Label(i64, bool),
    /// Give every article of the list a label.
    LabelList(i64),
    /// Give it a new label.
    NewLabel(LabelKind, String),
    /// Mark what is selected, without a word.
    Mark,
    /// What was asked for, of a note.
    WriteNote(String),
    /// Something that is not about the open article.
    Do(WorkWish),
    /// Show all notes, or stop.
    ToggleNotes,
    /// Show the notes that hold a text.
    FindNotes(String),
    /// Open the article of a note in the list, at its passage.
    OpenNote(usize),
    /// Show the filters by the reader's work above the list, or hide them.
    OpenOwn,
}

/// The reader's work, as the window shows it.
#[derive(Clone, Debug, Default)]
pub struct OwnState {
    /// Tags, then collections, in the order in which they were made.
    pub labels: Vec<Label>,
    /// What the reader is asked for.
    pub ask: Option<OwnAsk>,
    /// Are all notes shown?
    pub shows_notes: bool,
    /// What the notes shown hold; empty: all are shown.
    pub part: String,
    /// They, once they are there.
    pub notes: Option<FoundNotes>,
    /// Are the filters by the reader's work unfolded?
    pub is_open: bool,
    notes_serial: u64,
    /// Something was asked for that is about the whole list.
    changes_list: bool,
}

impl App {
    /// A label by its number.
    #[must_use]
    pub fn label(&self, label_id: i64) -> Option<&Label> {
        let mut labels = self.own.labels.iter();
        labels.find(|label| label.label_id == label_id)
    }

    /// A note of the open article, by its number.
    #[must_use]
    pub fn note(&self, note_id: i64) -> Option<&ArticleNote> {
        let mut notes = self.article.as_ref()?.work.notes.iter();
        notes.find(|note| note.note.note_id == note_id)
    }

    /// Can every article of the list be given a label? Of a list of its own, not.
    #[must_use]
    pub fn can_label_list(&self) -> bool {
        let is_by_query = self.own_list.is_none() && self.reprints_of.is_none();
        is_by_query && !self.is_searching && self.list.is_counted && self.list.n_articles > 1
    }

    pub(super) fn own_wish(&mut self, wish: OwnWish) -> Vec<Job> {
        match wish {
            OwnWish::CloseAsk => self.own.ask = None,
            OwnWish::ToggleNotes => return self.toggle_notes(),
            OwnWish::FindNotes(part) => return self.find_notes(part),
            OwnWish::OpenNote(row) => return self.open_note(row),
            OwnWish::OpenOwn => {
                self.own.is_open = !self.own.is_open;
                self.facets.open = None;
                self.facets.full = None;
            }
            OwnWish::Ask(OwnAsk::AllLabels) => self.own.ask = Some(OwnAsk::AllLabels),
            // What follows changes something.
            _ if !self.is_writable() => self.say_read_only(),
            OwnWish::Do(wish) => return vec![Job::Work(wish)],
            OwnWish::Ask(ask) => {
                if self.article.is_some() {
                    self.own.ask = Some(ask);
                }
            }
            OwnWish::AskNote => {
                if self.article.is_some() {
                    self.own.ask = Some(OwnAsk::NewNote(self.names.selected));
                }
            }
            OwnWish::Status(status) => return self.set_status(status),
            OwnWish::Label(label_id, is_on) => return self.set_label(label_id, is_on),
            OwnWish::LabelList(label_id) => {
                if self.can_label_list() {
                    self.own.changes_list = true;
                    let (query, only) = (self.query.clone(), self.only);
                    return vec![Job::Work(WorkWish::LabelFound(query, only, label_id))];
                }
            }
            OwnWish::NewLabel(kind, name) => {
                let open = self.open_id().into_iter().collect();
                return vec![Job::Work(WorkWish::NewLabel(kind, name, open))];
            }
            OwnWish::Mark => {
                if let (Some(id), Some(span)) = (self.open_id(), self.names.selected.take()) {
                    let wish = WorkWish::Note(id, Some(span), String::new());
                    return vec![Job::Work(wish)];
                }
            }
            OwnWish::WriteNote(text) => return self.write_note(text),
        }
        vec![]
    }

    pub(super) fn say_read_only(&mut self) {
        if self.library.phase == Phase::Ready {
            self.notice = Some(Notice::ReadOnly);
        }
    }

    fn set_status(&mut self, status: Status) -> Vec<Job> {
        let Some(article) = &mut self.article else {
            return vec![];
        };
        let status = (article.work.status != Some(status)).then_some(status);
        article.work.status = status;
        let id = article.id.clone();
        self.show_work_in_list();
        vec![Job::Work(WorkWish::Status(vec![id], status))]
    }

    fn set_label(&mut self, label_id: i64, is_on: bool) -> Vec<Job> {
        let Some(article) = &mut self.article else {
            return vec![];
        };
        let labels = &mut article.work.labels;
        labels.retain(|known| *known != label_id);
        if is_on {
            labels.push(label_id);
            let places = self.own.labels.iter().map(|label| label.label_id);
            let order: Vec<i64> = places.collect();
            labels.sort_by_key(|label| order.iter().position(|known| known == label));
        }
        let id = article.id.clone();
        self.show_work_in_list();
        vec![Job::Work(WorkWish::Label(vec![id], label_id, is_on))]
    }

    fn write_note(&mut self, text: String) -> Vec<Job> {
        let ask = self.own.ask.take();
        let Some(id) = self.open_id() else {
            return vec![];
        };
        match ask {
            Some(OwnAsk::NewNote(span)) => {
                self.names.selected = None;
                vec![Job::Work(WorkWish::Note(id, span, text))]
            }
            Some(OwnAsk::Note(note_id)) => vec![Job::Work(WorkWish::EditNote(note_id, text))],
            _ => vec![],
        }
    }

    /// What is asked about an article ends with it.
    pub(super) fn keep_own_ask(&mut self, loaded: &LoadedArticle) {
        let open = self.article.as_ref();
        let is_same = open.is_some_and(|open| open.id == loaded.id && open.text == loaded.text);
        if !is_same && self.own.ask != Some(OwnAsk::AllLabels) {
            self.own.ask = None;
        }
    }

    /// The open article's row says what the article says.
    pub(super) fn show_work_in_list(&mut self) {
        let Some(article) = &self.article else { return };
        let (id, work) = (article.id.clone(), article.work.clone());
        let (is_read, is_starred) = (article.is_read, article.is_starred);
        if let Some(row) = self.list.row_mut(&id) {
            (row.is_read, row.is_starred) = (is_read, is_starred);
            row.work.status = work.status;
            row.work.n_notes = work.notes.len();
            row.work.labels = work.labels;
        }
    }

    // ---- all notes ----

    fn toggle_notes(&mut self) -> Vec<Job> {
        self.own.shows_notes = !self.own.shows_notes;
        self.own.part.clear();
        self.own.notes = None;
        self.ask_notes()
    }

    fn find_notes(&mut self, part: String) -> Vec<Job> {
        if part == self.own.part {
            return vec![];
        }
        self.own.part = part;
        self.ask_notes()
    }

    fn ask_notes(&mut self) -> Vec<Job> {
        if !self.own.shows_notes {
            return vec![];
        }
        self.own.notes_serial += 1;
        vec![Job::FindNotes {
            serial: self.own.notes_serial,
            part: self.own.part.clone(),
        }]
    }

    pub(super) fn notes_found(&mut self, serial: u64, found: FoundNotes) {
        if serial == self.own.notes_serial {
            self.own.notes = Some(found);
        }
    }

    fn open_note(&mut self, row: usize) -> Vec<Job> {
        let mut rows = self.own.notes.iter().flat_map(|notes| &notes.rows);
        let Some(found) = rows.nth(row).filter(|found| found.is_here) else {
            return vec![];
        };
        let (id, span) = (found.note.article.clone(), found.span);
        self.own.shows_notes = false;
        match span {
            Some(span) => self.open_at(id, span),
            None => self.open_article(id),
        }
    }

    // ---- what the library says ----

    /// Something was done, taken back or done again; `None`: nothing has changed.
    pub(super) fn work_done(
        &mut self,
        deed: Option<Deed>,
        history: RepairHistory,
        labels: Vec<Label>,
    ) -> Vec<Job> {
        self.repair.is_waiting = false;
        self.repair.history = history;
        self.own.labels = labels;
        let Some(deed) = deed else {
            return vec![];
        };
        self.repair.deed = Some(deed);
        let is_dropped = self.drop_gone_filters();
        // What was done here is about the open article, whose row follows it; what is taken back may be
        // about any.
        let is_elsewhere = std::mem::take(&mut self.own.changes_list)
            || is_dropped
            || deed != Deed::Repaired
            || !self.query.own().is_empty();
        let mut jobs = if is_elsewhere {
            self.find_from_start()
        } else {
            self.count_facets()
        };
        jobs.extend(self.reload_in_place());
        jobs.extend(self.ask_notes());
        jobs
    }

    /// It could not be done: what was shown ahead of it is shown as it is.
    pub(super) fn work_refused(&mut self, why: Sentence) -> Vec<Job> {
        self.repair.is_waiting = false;
        self.notice = Some(Notice::Failed(why));
        let mut jobs = self.find_from_start();
        jobs.extend(self.reload_in_place());
        jobs
    }

    /// The open article as it is now; another one that is on its way comes so anyway.
    fn reload_in_place(&mut self) -> Vec<Job> {
        if self.is_loading {
            return vec![];
        }
        self.keeps_place = true;
        self.reload()
    }

    /// A filter by a label that is called otherwise now, or gone, would find nothing without a reason.
    fn drop_gone_filters(&mut self) -> bool {
        let labels = &self.own.labels;
        let is_there = |filter: &Filter| match &filter.leaf {
            Leaf::Own(Own::Label(kind, name)) => labels
                .iter()
                .any(|label| label.kind == *kind && label.name == *name),
            _ => true,
        };
        let n_before = self.filters.len();
        self.filters.retain(is_there);
        if self.filters.len() == n_before {
            return false;
        }
        self.query = self.filtered_query(true);
        true
    }
}
