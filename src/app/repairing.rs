//! Repairing the open article's page: choosing lines, asking for what a repair needs, sending it
//! out, and taking in what became of it. The window shows what the library has confirmed.

use super::line_text::edit_of;
use super::{App, Deed, Job, Mending, Selection};
use crate::library::{LoadedArticle, Owner, RepairHistory, RepairReport};
use crate::model::{PartialDate, Repair, Span};

/// What the reader is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ask {
    /// The article that the chosen lines belong to.
    Target,
    /// What the chosen line should read.
    Text,
    /// The date of the page.
    Date,
}

/// A stretch of the raw page to bring into view, once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PageGoto {
    /// Grows with every wish.
    pub serial: u64,
    /// Where.
    pub span: Span,
}

/// The state of repairing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RepairState {
    /// Are lines chosen and repaired?
    pub is_on: bool,
    /// The chosen lines.
    pub selection: Option<Selection>,
    /// What the reader is asked for.
    pub ask: Option<Ask>,
    /// What can be taken back and done again.
    pub history: RepairHistory,
    /// What was done last.
    pub deed: Option<Deed>,
    /// Is a repair on its way?
    pub is_waiting: bool,
    /// What the raw page should bring into view.
    pub goto: PageGoto,
}

impl App {
    /// Can the library be changed now?
    #[must_use]
    pub fn can_change(&self) -> bool {
        self.is_writable() && !self.is_busy() && !self.repair.is_waiting
    }

    /// Can the page of the open article be repaired?
    #[must_use]
    pub fn can_begin_repair(&self) -> bool {
        self.is_writable() && self.article.is_some()
    }

    /// Can the reader be asked for this now?
    #[must_use]
    pub fn can_ask(&self, ask: Ask) -> bool {
        if !self.can_change() || self.article.is_none() {
            return false;
        }
        match ask {
            Ask::Date => true,
            Ask::Target => {
                let n_articles = self.sheet().map_or(0, |sheet| sheet.articles.len());
                self.repair.is_on && n_articles > 1 && !self.chosen_lines().is_empty()
            }
            Ask::Text => self.repair.is_on && self.chosen_lines().len() == 1,
        }
    }

    /// The chosen line, where it is one.
    #[must_use]
    pub fn chosen_line(&self) -> Option<Span> {
        match self.chosen_lines().as_slice() {
            [one] => Some(one.span),
            _ => None,
        }
    }

    pub(super) fn toggle_repair(&mut self) -> Vec<Job> {
        if self.repair.is_on {
            self.leave_repair();
        } else if self.can_begin_repair() {
            self.repair.is_on = true;
            self.repair.deed = None;
            self.leave_network();
            self.shows_page = true;
        }
        vec![]
    }

    pub(super) fn leave_repair(&mut self) {
        self.repair.is_on = false;
        self.repair.selection = None;
        self.repair.ask = None;
    }

    pub(super) fn show_on_page(&mut self, span: Span) -> Vec<Job> {
        self.leave_network();
        self.shows_page = self.article.is_some();
        self.repair.goto = PageGoto {
            serial: self.repair.goto.serial + 1,
            span,
        };
        vec![]
    }

    // ---- choosing lines ----

    pub(super) fn select_line(&mut self, line: usize, extends: bool) -> Vec<Job> {
        let n_lines = self.sheet().map_or(0, |sheet| sheet.lines.len());
        if line >= n_lines || !self.repair.is_on {
            return vec![];
        }
        let anchor = match self.repair.selection {
            Some(selection) if extends => selection.anchor,
            _ => line,
        };
        self.repair.selection = Some(Selection { anchor, head: line });
        self.repair.ask = None;
        vec![]
    }

    pub(super) fn step_line(&mut self, forward: bool, extends: bool) -> Vec<Job> {
        let Some(sheet) = self.sheet() else {
            return vec![];
        };
        let has_text = |line: &usize| {
            let line = sheet.lines.get(*line);
            line.is_some_and(|line| line.owner != Owner::Blank)
        };
        let n_lines = sheet.lines.len();
        let next = match self.repair.selection {
            Some(selection) if forward => (selection.head + 1..n_lines).find(has_text),
            Some(selection) => (0..selection.head).rev().find(has_text),
            // The first line of what is being read.
            None => {
                let open = self.open_on_page();
                let of_open = |line: &usize| {
                    let line = sheet.lines.get(*line);
                    line.is_some_and(|line| line.owner.article() == open && open.is_some())
                };
                (0..n_lines).find(of_open)
            }
        };
        let Some((line, span)) = next.and_then(|n| Some((n, sheet.lines.get(n)?.span))) else {
            return vec![];
        };
        let mut jobs = self.select_line(line, extends);
        jobs.extend(self.show_on_page(span));
        jobs
    }

    /// The same lines stay chosen while it is the same page.
    pub(super) fn keep_selection(&mut self, loaded: &LoadedArticle) {
        let is_same_page = self
            .sheet()
            .is_some_and(|sheet| sheet.hash == loaded.sheet.hash);
        if !is_same_page {
            self.repair.selection = None;
            self.repair.ask = None;
        }
    }

    // ---- repairs ----

    pub(super) fn mend(&mut self, mending: Mending) -> Vec<Job> {
        if !self.can_mend(mending) {
            return vec![];
        }
        let repair = self.repair_of(mending);
        self.send_repair(repair)
    }

    pub(super) fn move_to(&mut self, article: usize) -> Vec<Job> {
        let repair = self.repair_to(article);
        self.send_repair(repair)
    }

    pub(super) fn merge_with(&mut self, article: usize) -> Vec<Job> {
        let Some(open) = self.open_on_page().filter(|open| *open != article) else {
            return vec![];
        };
        let (first, second) = (open.min(article), open.max(article));
        let anchor = |idx: usize| Some(self.sheet()?.articles.get(idx)?.anchor);
        let repair = anchor(first)
            .zip(anchor(second))
            .map(|(first, second)| Repair::Merge { first, second });
        self.send_repair(repair)
    }

    pub(super) fn ask(&mut self, ask: Ask) -> Vec<Job> {
        if self.can_ask(ask) {
            self.repair.ask = Some(ask);
        }
        vec![]
    }

    pub(super) fn edit_line(&mut self, typed: &str) -> Vec<Job> {
        let repair = self.chosen_line().and_then(|line| {
            let article = self.article.as_ref()?;
            edit_of(&article.page, &article.sheet, line, typed)
        });
        self.send_repair(repair)
    }

    pub(super) fn date_page(&mut self, date: Option<PartialDate>) -> Vec<Job> {
        let is_set = self.article.as_ref().is_some_and(|article| {
            let by_reader = Some(crate::model::DateSource::Reader);
            article.page.issue_date == date
                && (date.is_none() || article.page.issue_source == by_reader)
        });
        self.send_repair((!is_set).then_some(Repair::PageDate { date }))
    }

    fn send_repair(&mut self, repair: Option<Repair>) -> Vec<Job> {
        self.repair.ask = None;
        let page = self.sheet().map(|sheet| sheet.hash.clone());
        let (Some(page), Some(repair), true) = (page, repair, self.can_change()) else {
            return vec![];
        };
        self.repair.is_waiting = true;
        self.notice = None;
        vec![Job::Repair { page, repair }]
    }

    pub(super) fn undo_repair(&mut self) -> Vec<Job> {
        if !self.can_change() || self.repair.history.undo.is_none() {
            return vec![];
        }
        self.repair.is_waiting = true;
        vec![Job::UndoRepair(self.open_id())]
    }

    pub(super) fn redo_repair(&mut self) -> Vec<Job> {
        if !self.can_change() || self.repair.history.redo.is_none() {
            return vec![];
        }
        self.repair.is_waiting = true;
        vec![Job::RedoRepair(self.open_id())]
    }

    pub(super) fn repaired(&mut self, deed: Deed, report: Option<RepairReport>) -> Vec<Job> {
        self.repair.is_waiting = false;
        let Some(report) = report else {
            return vec![];
        };
        self.repair.deed = Some(deed);
        self.repair.history = report.history;
        self.library.counts = report.counts;
        for id in &mut self.trail {
            if let Some((_, new)) = report.moved.iter().find(|(old, _)| old == id) {
                *id = new.clone();
            }
        }
        self.trail.dedup();
        self.trail_at = self.trail_at.min(self.trail.len().saturating_sub(1));
        let mut jobs = self.find_from_start();
        jobs.extend(self.read_page());
        jobs.extend(self.renew_network());
        let Some(open) = self.article.as_ref().map(|a| a.id.clone()) else {
            return jobs;
        };
        let moved = report.moved.into_iter().find(|(old, _)| *old == open);
        let is_moved = moved.as_ref().is_some_and(|(old, new)| old != new);
        if is_moved || !self.is_loading {
            self.marks_read = false;
            self.moves_on_trail = true;
            self.keeps_place = true;
            jobs.extend(self.load(moved.map_or(open, |(_, new)| new)));
        }
        jobs
    }
}
