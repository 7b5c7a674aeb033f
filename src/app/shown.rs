//! Parts of the state that are shown as they are: how the library was found, messages, and where the
//! reading pane should go.

use crate::library::{Counts, ImportReport, SurveyReport};
use crate::model::{Sentence, Span};
use std::path::PathBuf;

/// How far the list is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Phase {
    /// The library is being opened.
    #[default]
    Opening,
    /// A library is open.
    Ready,
    /// It could not be opened; why.
    Failed(Sentence),
}

/// The open library.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LibraryState {
    /// How far it is.
    pub phase: Phase,
    /// Its name to show.
    pub name: String,
    /// Where it is.
    pub dir: PathBuf,
    /// Is it the sample library?
    pub is_sample: bool,
    /// Does another window write to it?
    pub is_read_only: bool,
    /// How much it holds.
    pub counts: Counts,
}

/// A message that stays until it is closed or overtaken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// An import is over.
    Imported(ImportReport),
    /// What an import of these would do; nothing is done yet.
    Surveyed(SurveyReport, Vec<PathBuf>),
    /// Everything was restored anew.
    Rebuilt,
    /// The rebuild was stopped; what it had not reached is as it was.
    Stopped,
    /// A file was written.
    Written(PathBuf),
    /// Something was done.
    Done(Sentence),
    /// Something failed.
    Failed(Sentence),
    /// How the library was found: an index built anew, marks taken from a backup.
    Notes(Vec<Sentence>),
    /// The library is open in another window.
    ReadOnly,
}

/// A place in the open article that the reading pane should bring into view, once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Goto {
    /// Grows with every wish, so that the pane knows a new one.
    pub serial: u64,
    /// In the article's text; `None`: the top.
    pub span: Option<Span>,
}

impl super::App {
    /// Shows the reader what could not be done; it stays until it is closed or overtaken.
    pub fn tell_failure(&mut self, failure: Sentence) {
        self.notice = Some(Notice::Failed(failure));
    }
}
