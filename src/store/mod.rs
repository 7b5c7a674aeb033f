//! "Where is everything kept?" The only user of SQLite.
//!
//! Two databases: the [`Catalog`] (the imported files, byte for byte, and what was derived from
//! them) and the reader's own [`Notebook`], which nothing can derive and which is therefore backed
//! up every day. Both carry their version from the first one on: an older database is brought up
//! to date after a backup, a newer one is refused. Relies on `model`.

mod anchored;
mod attempts;
mod backups;
mod catalog;
mod changes;
mod checking;
mod compact;
mod compact_names;
mod corrected;
mod corrections;
mod cut_off;
mod database;
mod dictionaries;
mod dumping;
mod labels;
mod marks;
mod notebook;
mod notes;
mod origins;
mod packed_articles;
mod packing;
mod quoting;
mod reading;
mod repairs;
mod searches;
mod shape;
mod standing;
mod texts;
mod watched;
mod work_deeds;
mod work_lists;

pub use anchored::{AnchoredRow, AnchoredTable};
pub use attempts::FailedFile;
pub use backups::{Backup, BackupCounts};
pub use catalog::{
    Catalog, CatalogCounts, IndexableArticle, StoredArticle, StoredPage, StoredSource,
};
pub use changes::{NewArticle, NewPage, NewSource, Transaction};
pub use corrected::AppliedRules;
pub use corrections::{CorrectionDeed, StoredCorrection, StoredDeed};
pub use cut_off::{fill_up, is_cut_off};
pub use database::{Snapshot, beside};
pub use dumping::DumpError;
pub use labels::Placed;
pub use marks::{Anchor, Mark, MarkValue};
pub use notebook::Notebook;
pub use notes::{NewNote, StoredNote};
pub use origins::{FileRow, FileStamp, SourceHead};
pub use packed_articles::{PackedArticle, UnpackedArticle};
pub use repairs::{PageRepairs, StoredRepair};
pub use searches::{N_PAST_SEARCHES, PastSearch, SavedSearch};
pub use texts::AddedSource;
pub use work_lists::OwnChoice;

use crate::model::Sentence;
use std::path::PathBuf;

/// Why the databases could not be read or written, as sentences.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// No room left. Every write is a transaction, so nothing is half done.
    #[error("The disk is full. The library is intact; make room and try again.")]
    DiskFull,
    /// The system refused to write or read.
    #[error("The library at {path} cannot be written or read ({reason}). What it held is intact.")]
    Unwritable {
        /// The database file.
        path: PathBuf,
        /// What SQLite says.
        reason: String,
    },
    /// The file is no database, or a damaged one.
    #[error("{path} is damaged or is not a library's database ({reason}).")]
    Damaged {
        /// The database file.
        path: PathBuf,
        /// What SQLite says.
        reason: String,
    },
    /// No copy of that name.
    #[error("There is no backup called {name}. Nothing was changed.")]
    NoBackup {
        /// What was named.
        name: String,
    },
    /// Written by a newer version of the program.
    #[error(
        "{path} was written by a newer version of Banmian (format {found}; this one reads up to \
         {known}). Please update the program."
    )]
    Newer {
        /// The database file.
        path: PathBuf,
        /// Its format.
        found: i64,
        /// The newest format that this program reads.
        known: i64,
    },
    /// Another program holds the database.
    #[error("Another program is writing to {path}. Please try again.")]
    Busy {
        /// The database file.
        path: PathBuf,
    },
    /// Anything else that SQLite reports.
    #[error("The database {path} failed ({reason}).")]
    Failed {
        /// The database file.
        path: PathBuf,
        /// What SQLite says.
        reason: String,
    },
}

impl StoreError {
    /// The error as the reader is told of it.
    #[must_use]
    pub fn sentence(&self) -> Sentence {
        let zh = match self {
            Self::DiskFull => "磁盘满了。资料库完好；腾出空间后请再试。".to_owned(),
            Self::Unwritable { path, reason } => {
                format!(
                    "{} 的资料库不能读写（{reason}）。已有的内容完好。",
                    path.display()
                )
            }
            Self::Damaged { path, reason } => {
                format!(
                    "{} 已损坏，或不是资料库的数据库（{reason}）。",
                    path.display()
                )
            }
            Self::NoBackup { name } => format!("没有叫 {name} 的备份，什么也没有改动。"),
            Self::Newer { path, found, known } => format!(
                "{} 是更新版本的版面写的（格式 {found}；本程序只认到 {known}），请更新程序。",
                path.display()
            ),
            Self::Busy { path } => format!("另一个程序正在写 {}，请稍后再试。", path.display()),
            Self::Failed { path, reason } => {
                format!("数据库 {} 出了错（{reason}）。", path.display())
            }
        };
        Sentence::new(zh, self.to_string())
    }
}
