//! Many names searched for at once, as the window shows it.

use super::{App, Generation, Job, Language, Notice, Phase};
use crate::library::{BatchRow, csv_of, read_list};
use crate::model::Sentence;
use std::cmp::Ordering;
use std::path::PathBuf;

/// A column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BatchColumn {
    /// As in the list.
    Place,
    /// The name.
    Name,
    /// How many articles.
    Articles,
    /// The date of the oldest.
    First,
    /// The date of the newest.
    Last,
    /// How many files.
    Sources,
}

/// What the reader wants of the search for many names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BatchWish {
    /// Show it, or stop showing it; it goes on meanwhile.
    Toggle,
    /// The list, as it is now.
    Edit(String),
    /// Is each line a query of the language?
    AreQueries(bool),
    /// Read the list from a file.
    Load(PathBuf),
    /// Search for all of them.
    Run,
    /// Stop; what was found stays.
    Stop,
    /// Order the table by a column; once more, the other way round.
    SortBy(BatchColumn),
    /// Search for a row of the table, by its place in it.
    Open(usize),
    /// Write the table to a file.
    Export(PathBuf),
}

/// The search for many names.
#[derive(Clone, Debug)]
pub struct BatchState {
    /// Is it shown?
    pub is_shown: bool,
    /// The list: one name a line.
    pub list: String,
    /// Is each line a query of the language?
    pub are_queries: bool,
    /// How many lines are searched for in all.
    pub n_lines: usize,
    /// Does it go on?
    pub is_running: bool,
    /// The order, and whether the largest come first.
    pub sort: (BatchColumn, bool),
    /// What was found so far, in the order of the list.
    found: Vec<BatchRow>,
    /// The same in the order shown, by place in `found`.
    order: Vec<usize>,
    generation: Generation,
}

impl Default for BatchState {
    fn default() -> Self {
        Self {
            is_shown: false,
            list: String::new(),
            are_queries: false,
            n_lines: 0,
            is_running: false,
            sort: (BatchColumn::Place, false),
            found: Vec::new(),
            order: Vec::new(),
            generation: Generation::default(),
        }
    }
}

impl App {
    pub(super) fn batch_wish(&mut self, wish: BatchWish) -> Vec<Job> {
        match wish {
            BatchWish::Toggle => {
                self.batch.is_shown = !self.batch.is_shown;
                self.close_suggestions();
                vec![]
            }
            BatchWish::Edit(list) => {
                self.batch.list = list;
                vec![]
            }
            BatchWish::AreQueries(are_queries) => {
                self.batch.are_queries = are_queries;
                vec![]
            }
            BatchWish::Load(path) => vec![Job::LoadList(path)],
            BatchWish::Run => self.run_batch(),
            BatchWish::Stop => self.stop_batch(),
            BatchWish::SortBy(column) => {
                let (now, is_down) = self.batch.sort;
                // Numbers and dates are looked at from the largest on.
                let first = matches!(
                    column,
                    BatchColumn::Articles | BatchColumn::Sources | BatchColumn::Last
                );
                self.batch.sort = (column, if now == column { !is_down } else { first });
                self.batch.order();
                vec![]
            }
            BatchWish::Open(row) => {
                let typed = self.batch.row(row).map(|row| row.typed.clone());
                self.batch.is_shown &= typed.is_none();
                let mut jobs = typed.map_or_else(Vec::new, |typed| self.set_query(typed));
                jobs.extend(self.note_search());
                jobs
            }
            BatchWish::Export(path) => vec![Job::WriteFile {
                path,
                text: csv_of(
                    &self.batch.rows(),
                    self.language() == Language::English,
                    true,
                ),
            }],
        }
    }

    fn run_batch(&mut self) -> Vec<Job> {
        let lines = read_list(&self.batch.list, self.batch.are_queries);
        if self.library.phase != Phase::Ready || lines.is_empty() {
            return vec![];
        }
        let batch = &mut self.batch;
        batch.generation.0 += 1;
        batch.n_lines = lines.len();
        batch.is_running = true;
        batch.found.clear();
        batch.order.clear();
        vec![Job::Batch {
            generation: batch.generation,
            lines,
        }]
    }

    pub(super) fn stop_batch(&mut self) -> Vec<Job> {
        if !std::mem::take(&mut self.batch.is_running) {
            return vec![];
        }
        // Rows on their way come too late.
        self.batch.generation.0 += 1;
        vec![Job::StopBatch]
    }

    pub(super) fn batch_found(&mut self, generation: Generation, rows: Vec<BatchRow>) -> Vec<Job> {
        if generation == self.batch.generation {
            let batch = &mut self.batch;
            batch.found.extend(rows);
            batch.is_running = batch.found.len() < batch.n_lines;
            batch.order();
        }
        vec![]
    }

    pub(super) fn batch_failed(&mut self, generation: Generation, sentence: Sentence) -> Vec<Job> {
        if generation == self.batch.generation {
            self.batch.is_running = false;
            self.notice = Some(Notice::Failed(sentence));
        }
        vec![]
    }

    pub(super) fn list_loaded(&mut self, list: String) -> Vec<Job> {
        self.batch.list = list;
        vec![]
    }
}

impl BatchState {
    /// How many lines the list has that would be searched for.
    #[must_use]
    pub fn n_in_list(&self) -> usize {
        self.list
            .lines()
            .filter(|line| !line.trim().is_empty())
            .count()
    }

    /// How many rows there are.
    #[must_use]
    pub fn n_rows(&self) -> usize {
        self.order.len()
    }

    /// How many of them found something.
    #[must_use]
    pub fn n_with_articles(&self) -> usize {
        self.found.iter().filter(|row| row.n_articles > 0).count()
    }

    /// A row, by its place in the table.
    #[must_use]
    pub fn row(&self, idx: usize) -> Option<&BatchRow> {
        self.found.get(*self.order.get(idx)?)
    }

    /// All rows, in the order shown.
    #[must_use]
    pub fn rows(&self) -> Vec<BatchRow> {
        (0..self.n_rows())
            .filter_map(|idx| self.row(idx).cloned())
            .collect()
    }

    /// Forgets what was found in another library; the list stays.
    pub(super) fn forget_rows(&mut self) {
        self.found.clear();
        self.order.clear();
        self.n_lines = 0;
        self.is_shown = false;
    }

    fn order(&mut self) {
        let (column, is_down) = self.sort;
        let mut order: Vec<(usize, &BatchRow)> = self.found.iter().enumerate().collect();
        let by = |a: &BatchRow, b: &BatchRow| match column {
            BatchColumn::Place => Ordering::Equal,
            BatchColumn::Name => a.name.cmp(&b.name),
            BatchColumn::Articles => a.n_articles.cmp(&b.n_articles),
            BatchColumn::First => a.first.cmp(&b.first),
            BatchColumn::Last => a.last.cmp(&b.last),
            BatchColumn::Sources => a.n_sources.cmp(&b.n_sources),
        };
        // Where two are alike, the list decides.
        if is_down {
            order.sort_by(|a, b| by(b.1, a.1));
        } else {
            order.sort_by(|a, b| by(a.1, b.1));
        }
        self.order = order.into_iter().map(|(idx, _)| idx).collect();
    }
}
