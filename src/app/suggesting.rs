//! What is offered under the search box while one types.

use super::{App, Generation, Job, Language, Phase};
use crate::library::{Only, Suggestion, SuggestionKind, Typing};

/// What is offered under the search box.
#[derive(Clone, Debug, Default)]
pub struct SuggestState {
    /// What may be chosen.
    pub rows: Vec<Suggestion>,
    /// The text that the rows are for: while another one is typed, none of them can be taken.
    pub of: String,
    /// The row that is chosen; `None`: what is typed stays as it is.
    pub chosen: Option<usize>,
    /// Is it open? Esc closes it until more is typed.
    pub is_open: bool,
    /// Where the caret goes after a row was taken, in bytes, and a number that grows with each.
    pub caret: Option<(u64, usize)>,
    asked: String,
    generation: Generation,
    n_taken: u64,
}

impl App {
    /// Are there rows to choose from?
    #[must_use]
    pub fn has_suggestions(&self) -> bool {
        self.suggest.is_open && !self.suggest.rows.is_empty()
    }

    pub(super) fn suggest(&mut self, text: String, caret: usize) -> Vec<Job> {
        if self.library.phase != Phase::Ready {
            return vec![];
        }
        let state = &mut self.suggest;
        state.generation.0 += 1;
        state.is_open = true;
        state.chosen = None;
        state.asked.clone_from(&text);
        let typing = Typing {
            text,
            caret,
            only: self.only,
            is_english: self.language() == Language::English,
        };
        vec![Job::Suggest {
            generation: self.suggest.generation,
            typing,
        }]
    }

    pub(super) fn suggested(&mut self, generation: Generation, rows: Vec<Suggestion>) -> Vec<Job> {
        let state = &mut self.suggest;
        if generation == state.generation {
            state.of.clone_from(&state.asked);
            state.rows = rows;
            state.chosen = None;
        }
        vec![]
    }

    /// The next row, or the one before; past the last stands what was typed.
    pub(super) fn step_suggestion(&mut self, forward: bool) -> Vec<Job> {
        let n_rows = self.suggest.rows.len();
        if self.has_suggestions() {
            self.suggest.chosen = match (self.suggest.chosen, forward) {
                (None, true) => Some(0),
                (None, false) => Some(n_rows - 1),
                (Some(row), true) => Some(row + 1).filter(|row| *row < n_rows),
                (Some(row), false) => row.checked_sub(1),
            };
        }
        vec![]
    }

    /// Puts a row into the search box; of a text that is no longer there, nothing.
    pub(super) fn take_suggestion(&mut self, row: usize) -> Vec<Job> {
        let is_of_now = self.suggest.of == self.suggest.asked;
        let Some(taken) = self.suggest.rows.get(row).filter(|_| is_of_now).cloned() else {
            return vec![];
        };
        self.close_suggestions();
        self.suggest.n_taken += 1;
        self.suggest.caret = Some((self.suggest.n_taken, taken.caret));
        let mut jobs = self.set_query(taken.text.clone());
        match taken.kind {
            // A field waits for its value.
            SuggestionKind::Field => jobs.extend(self.suggest(taken.text, taken.caret)),
            _ => jobs.extend(self.note_search()),
        }
        jobs
    }

    pub(super) fn take_chosen(&mut self) -> Vec<Job> {
        match self.suggest.chosen {
            Some(row) => self.take_suggestion(row),
            None => self.enter_query(),
        }
    }

    /// Asks for what is near to a search that found nothing.
    pub(super) fn rescue(&self) -> Vec<Job> {
        let is_search = self.own_list.is_none() && !self.query.is_empty();
        if self.list.total > 0 || !is_search || self.only != Only::All {
            return vec![];
        }
        vec![Job::Rescue {
            generation: self.find_generation,
            typing: Typing {
                text: self.query_text.clone(),
                caret: self.query_text.len(),
                only: self.only,
                is_english: self.language() == Language::English,
            },
        }]
    }

    pub(super) fn close_suggestions(&mut self) {
        self.suggest.is_open = false;
        self.suggest.chosen = None;
        self.suggest.rows.clear();
        // An answer on its way comes too late.
        self.suggest.generation.0 += 1;
    }
}
