//! Reprints in the list: folded into one row, or a list of their own.

use super::{App, Job};
use crate::library::ReprintView;

impl App {
    /// What the list does with reprints.
    #[must_use]
    pub fn reprint_view(&self) -> ReprintView {
        match &self.reprints_of {
            Some(id) => ReprintView::Of(id.clone()),
            None if self.settings.folds_reprints => ReprintView::Folded,
            None => ReprintView::Apart,
        }
    }

    /// Lists the article of a row and the reprints that the row stands for.
    pub(super) fn show_reprints(&mut self, row: usize) -> Vec<Job> {
        let Some(found) = self.list.row(row).filter(|found| found.n_reprints > 0) else {
            return vec![];
        };
        self.reprints_of = Some(found.id.clone());
        let mut jobs = self.open_row(row, true);
        jobs.extend(self.find_from_start());
        jobs
    }

    /// Back to the list that the reprints were opened from.
    pub(super) fn leave_reprints(&mut self) -> Vec<Job> {
        match self.reprints_of.take() {
            Some(_) => self.find_from_start(),
            None => vec![],
        }
    }

    /// Folds reprints, or gives each a row.
    pub(super) fn toggle_folding(&mut self) -> Vec<Job> {
        self.settings.folds_reprints = !self.settings.folds_reprints;
        self.reprints_of = None;
        let mut jobs = self.save_settings();
        jobs.extend(self.find_from_start());
        jobs
    }
}
