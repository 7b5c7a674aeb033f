//! One folder of the reader's: open, import, read, edit, rebuild. The façade over `ingest`,
//! `restore`, `entity`, `store` and `index`; `app` and `cli` know nothing below it.
//!
//! A [`Library`] is the single writer; [`Reader`]s are handles for other threads, which go on
//! reading while it writes. What is written is written in one order: source bytes and catalog rows
//! in one transaction, then the commit of the index, then the mark "indexed up to here". A crash
//! between any two is found at the next start, and finished.

mod check;
mod error;
mod folder;
mod identity;
mod import;
mod indexing;
mod open;
mod progress;
mod reader;
mod restored;
mod rows;
mod types;

pub use crate::index::query::{Query, Term};
pub use crate::ingest::{IngestError, Picture};
pub use check::CheckReport;
pub use error::LibraryError;
pub use folder::SAMPLE_NAMES;
pub use open::Library;
pub use reader::Reader;
pub use restored::{RestoredPage, RestoredSource, list_files, restore_file, restore_files};
pub use types::{
    ArticleRow, Counts, ImportReport, LoadedArticle, Progress, Results, Snippet, Sort, Stage,
};
