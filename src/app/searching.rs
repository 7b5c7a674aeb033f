//! Earlier and saved searches, as the window shows them.

use super::{App, Job, Notice, Phase};
use crate::library::{Only, SavedSearch, Searches, parse};

/// What the reader wants of earlier and saved searches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SearchWish {
    /// Show them, or stop.
    Toggle,
    /// Ask for the name under which to save the search that is in the box.
    AskName,
    /// Search for this again.
    Again(String),
    /// Open a saved search, by its number: all that it finds.
    OpenSaved(i64),
    /// Open what is new in it.
    OpenNew(i64),
    /// Save the search that is in the box, under this name.
    Save(String),
    /// Give a saved search another name.
    Rename(i64, String),
    /// Delete a saved search.
    Delete(i64),
    /// Put the deleted one back.
    UndoDelete,
    /// Forget one of the earlier searches, by its number.
    Forget(i64),
    /// Forget all of them.
    ForgetAll,
    /// Show all that the query finds, not only what is new.
    ShowAll,
}

/// What to do with the rows of earlier and saved searches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SearchDeed {
    /// Remember a search, as typed.
    Note(String),
    /// Forget an earlier one, or all.
    Forget(Option<i64>),
    /// Save one.
    Save {
        /// Its name.
        name: String,
        /// As typed.
        typed: String,
    },
    /// Give a saved one another name.
    Rename(i64, String),
    /// Note that a saved one was looked at, up to the file of this number.
    See(i64, i64),
    /// Delete a saved one.
    Delete(i64),
    /// Put a deleted one back.
    Restore(SavedSearch),
}

/// Earlier and saved searches.
#[derive(Clone, Debug, Default)]
pub struct SearchesState {
    /// As they are in the library.
    pub kept: Searches,
    /// Are they shown?
    pub is_shown: bool,
    /// Is the reader asked for a name to save the search under?
    pub asks_name: bool,
    /// The saved search that was deleted last, to be put back.
    pub deleted: Option<SavedSearch>,
    /// What was noted last, as it was understood.
    noted: String,
}

impl App {
    /// Can the search in the box be saved?
    #[must_use]
    pub fn can_save_search(&self) -> bool {
        self.is_writable() && !self.query.is_empty()
    }

    /// How many saved searches find something new.
    #[must_use]
    pub fn n_with_new(&self) -> usize {
        let saved = self.searches.kept.saved.iter();
        saved.filter(|row| row.n_new > 0).count()
    }

    pub(super) fn search_wish(&mut self, wish: SearchWish) -> Vec<Job> {
        match wish {
            SearchWish::Toggle => {
                self.searches.is_shown = !self.searches.is_shown;
                self.searches.asks_name = false;
                self.close_suggestions();
                vec![]
            }
            SearchWish::AskName => {
                self.searches.is_shown = self.can_save_search();
                self.searches.asks_name = self.searches.is_shown;
                self.close_suggestions();
                vec![]
            }
            SearchWish::Again(typed) => {
                self.searches.is_shown = false;
                let mut jobs = self.set_query(typed);
                jobs.extend(self.note_search());
                jobs
            }
            SearchWish::OpenSaved(id) => self.open_saved(id, false),
            SearchWish::OpenNew(id) => self.open_saved(id, true),
            SearchWish::Save(name) => {
                self.searches.asks_name = false;
                let typed = self.query_text.trim().to_owned();
                let given = name.trim();
                let name = if given.is_empty() { &typed } else { given }.to_owned();
                if !self.can_save_search() {
                    return vec![];
                }
                self.keep_search(SearchDeed::Save { name, typed })
            }
            SearchWish::Rename(id, name) if name.trim().is_empty() => {
                log::debug!("saved search {id} keeps its name");
                vec![]
            }
            SearchWish::Rename(id, name) => {
                self.keep_search(SearchDeed::Rename(id, name.trim().to_owned()))
            }
            SearchWish::Delete(id) => {
                let Some(saved) = self.saved(id) else {
                    return vec![];
                };
                self.searches.deleted = Some(saved);
                self.keep_search(SearchDeed::Delete(id))
            }
            SearchWish::UndoDelete => match self.searches.deleted.take() {
                Some(saved) => self.keep_search(SearchDeed::Restore(saved)),
                None => vec![],
            },
            SearchWish::Forget(id) => {
                self.searches.noted.clear();
                self.keep_search(SearchDeed::Forget(Some(id)))
            }
            SearchWish::ForgetAll => {
                self.searches.noted.clear();
                self.keep_search(SearchDeed::Forget(None))
            }
            SearchWish::ShowAll => {
                self.only = Only::All;
                self.find_from_start()
            }
        }
    }

    fn keep_search(&mut self, deed: SearchDeed) -> Vec<Job> {
        if !self.is_writable() {
            self.notice = Some(Notice::ReadOnly);
            return vec![];
        }
        vec![Job::KeepSearch(deed)]
    }

    fn saved(&self, id: i64) -> Option<SavedSearch> {
        let mut rows = self.searches.kept.saved.iter();
        rows.find(|row| row.saved.saved_id == id)
            .map(|row| row.saved.clone())
    }

    /// Opens a saved search. What is new in it counts as seen once it alone was opened; the files
    /// that counted as new are those of the number shown.
    fn open_saved(&mut self, id: i64, only_new: bool) -> Vec<Job> {
        let Some(saved) = self.saved(id) else {
            return vec![];
        };
        self.searches.is_shown = false;
        self.own_list = None;
        self.query_text.clone_from(&saved.typed);
        let parsed = parse(&self.query_text);
        (self.query, self.query_problems) = (parsed.query, parsed.problems);
        self.only = if only_new {
            saved.only_new()
        } else {
            Only::All
        };
        self.opens_first = true;
        self.close_suggestions();
        let mut jobs = self.find_from_start();
        if only_new && self.is_writable() {
            let up_to = self.searches.kept.newest_source;
            jobs.push(Job::KeepSearch(SearchDeed::See(id, up_to)));
        }
        jobs.extend(self.note_search());
        jobs
    }

    /// Remembers the search: the reader dwells on what it found. Without the right to write,
    /// nothing is remembered, and nothing was lost.
    pub(super) fn note_search(&mut self) -> Vec<Job> {
        let meaning = self.query.to_string();
        if meaning.is_empty() || !self.is_writable() || self.searches.noted == meaning {
            return vec![];
        }
        self.searches.noted = meaning;
        vec![Job::KeepSearch(SearchDeed::Note(
            self.query_text.trim().to_owned(),
        ))]
    }

    /// Enter was pressed: what is typed is searched for as it is.
    pub(super) fn enter_query(&mut self) -> Vec<Job> {
        self.close_suggestions();
        let mut jobs = self.note_search();
        if self.library.phase == Phase::Ready && self.selected_row.is_none() {
            jobs.extend(self.open_row(0, true));
        }
        jobs
    }

    pub(super) fn take_in_searches(&mut self, kept: Searches) -> Vec<Job> {
        self.searches.kept = kept;
        vec![]
    }
}
