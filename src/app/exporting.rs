//! Articles as files: what is chosen in the card for it, and how far the writing is.

use super::{App, Generation, Job, JobEvent, Language, Notice, Phase};
use crate::library::{CitationForm, ExportFormat, ExportReport, ExportRequest, ExportWhat};
use crate::model::Sentence;
use std::path::PathBuf;

/// What the reader wants with exports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExportWish {
    /// Show the card, or close it.
    Toggle,
    /// The list's articles, or the open one alone.
    TakeList(bool),
    /// As what.
    SetFormat(ExportFormat),
    /// Write it there; the reader was asked whether a file that is there may be replaced.
    Write(PathBuf),
    /// Write no more, and leave nothing behind.
    Stop,
}

/// What is heard of an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExportNews {
    /// So many articles are written, of so many.
    GoesOn(usize, usize),
    /// It is there.
    Done(ExportReport),
    /// It is not, and why.
    Failed(Sentence),
}

/// The card, and what is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportState {
    /// Is the card open?
    pub is_shown: bool,
    /// All articles of the list, not the open one alone?
    pub takes_list: bool,
    /// As what.
    pub format: ExportFormat,
    /// How far the writing is; `None`: nothing is written.
    pub progress: Option<(usize, usize)>,
    generation: Generation,
}

impl Default for ExportState {
    fn default() -> Self {
        Self {
            is_shown: false,
            takes_list: true,
            format: ExportFormat::Markdown,
            progress: None,
            generation: Generation::default(),
        }
    }
}

impl ExportState {
    /// The library is another one: what was written of the last one is given up.
    pub(super) const fn close(&mut self) {
        self.is_shown = false;
        self.progress = None;
        self.generation.0 += 1;
    }
}

impl App {
    /// Can anything go out?
    #[must_use]
    pub fn can_export(&self) -> bool {
        self.library.phase == Phase::Ready && (self.list.n_articles > 0 || self.article.is_some())
    }

    /// How many articles would be written.
    #[must_use]
    pub fn n_to_export(&self) -> usize {
        if self.export.takes_list {
            self.list.n_articles
        } else {
            usize::from(self.article.is_some())
        }
    }

    /// Can these be written so? Words in context need a search, and there must be something.
    #[must_use]
    pub fn can_write(&self) -> bool {
        self.export.progress.is_none()
            && self.n_to_export() > 0
            && !(self.export.format.needs_search() && self.marks().is_empty())
    }

    /// The reference of the open article, for the clipboard.
    #[must_use]
    pub fn citation(&self, form: CitationForm) -> Option<String> {
        let article = self.article.as_ref()?;
        Some(article.citation.text(form, &article.id))
    }

    pub(super) fn export_wish(&mut self, wish: ExportWish) -> Vec<Job> {
        match wish {
            ExportWish::Toggle => {
                self.export.is_shown = !self.export.is_shown && self.can_export();
                self.export.takes_list &= self.list.n_articles > 0;
                self.export.takes_list |= self.article.is_none();
            }
            ExportWish::TakeList(takes_list) => self.export.takes_list = takes_list,
            ExportWish::SetFormat(format) => self.export.format = format,
            ExportWish::Write(path) => return self.write_export(path),
            ExportWish::Stop => {
                self.export.progress = None;
                self.export.generation.0 += 1;
                return vec![Job::StopExport];
            }
        }
        vec![]
    }

    fn write_export(&mut self, path: PathBuf) -> Vec<Job> {
        if !self.can_write() {
            return vec![];
        }
        let what = match (&self.own_list, &self.article) {
            (_, Some(article)) if !self.export.takes_list => {
                ExportWhat::Article(article.id.clone())
            }
            (Some(list), _) => ExportWhat::Chosen(list.chosen.clone(), self.list_sort()),
            (None, _) => ExportWhat::Search {
                only: self.only,
                sort: self.sort,
            },
        };
        self.export.generation.0 += 1;
        self.export.progress = Some((0, self.n_to_export()));
        self.notice = None;
        let request = ExportRequest {
            what,
            query: self.marks(),
            format: self.export.format,
            path,
            // The system's dialog has asked.
            replaces: true,
            is_english: self.language() == Language::English,
        };
        vec![Job::Export(self.export.generation, Box::new(request))]
    }

    /// Writes the whole library, in the place of articles.
    pub(super) fn write_archive(&mut self, path: PathBuf) -> Vec<Job> {
        if !self.can_archive() {
            return vec![];
        }
        self.export.generation.0 += 1;
        self.export.progress = Some((0, 1));
        self.export.is_shown = true;
        self.files.is_shown = false;
        self.notice = None;
        vec![Job::Archive(self.export.generation, path)]
    }

    /// Can the whole library be written?
    #[must_use]
    pub fn can_archive(&self) -> bool {
        self.library.phase == Phase::Ready && self.export.progress.is_none()
    }

    pub(super) fn export_news(&mut self, generation: Generation, news: ExportNews) {
        if generation != self.export.generation {
            return;
        }
        self.export.progress = None;
        match news {
            ExportNews::GoesOn(n_done, n_total) => self.export.progress = Some((n_done, n_total)),
            ExportNews::Done(report) => {
                self.export.is_shown = false;
                self.notice = Some(Notice::Written(report.path));
            }
            ExportNews::Failed(sentence) => self.tell_failure(sentence),
        }
    }

    /// What is heard of a network.
    pub(super) fn network_event(&mut self, event: JobEvent) {
        match event {
            JobEvent::NetworkGoesOn(generation, progress) => {
                self.network_goes_on(generation, progress);
            }
            JobEvent::NetworkFound(generation, found) => self.network_found(generation, found),
            JobEvent::NetworkFailed(generation, sentence) => {
                self.network_failed(generation, sentence);
            }
            _ => {}
        }
    }
}
