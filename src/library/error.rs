//! Why a library cannot do what was asked, as sentences.

use crate::index::IndexError;
use crate::model::Sentence;
use crate::store::StoreError;
use std::path::PathBuf;

/// Why a library cannot do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum LibraryError {
    /// A file stands where the library's folder should be.
    #[error("{path} is a file. A library is a folder; please choose another place.")]
    NotAFolder {
        /// What was named.
        path: PathBuf,
    },
    /// The folder may not be written by this user.
    #[error("You have no right to write in {path}. Please choose another place.")]
    NoRights {
        /// What was named.
        path: PathBuf,
    },
    /// There is no library, and none was to be made.
    #[error("There is no library at {path}.")]
    Missing {
        /// What was named.
        path: PathBuf,
    },
    /// The system refused something else.
    #[error("The library at {path} cannot be used: {error}.")]
    Folder {
        /// What was named.
        path: PathBuf,
        /// What the system says.
        error: std::io::Error,
    },
    /// Another window or program has it open for writing.
    #[error(
        "The library at {path} is open in another window. Here it can be read, but not changed."
    )]
    ReadOnly {
        /// The library's folder.
        path: PathBuf,
    },
    /// The catalog is damaged.
    #[error(
        "The catalog of the library at {} is damaged ({reason}). What you made (stars, notes, repairs) is \
         in another file and safe. `banmian salvage --library {}` takes over every file that is sound and \
         keeps the damaged one.", path.display(), path.display()
    )]
    DamagedCatalog {
        /// The library's folder.
        path: PathBuf,
        /// What SQLite says.
        reason: String,
    },
    /// A repair of a page that is not, or no longer, in the library.
    #[error("This page is no longer in the library; nothing was changed.")]
    NoSuchPage,
    /// The folder was moved, deleted or pulled out while it was open.
    #[error(
        "The library is no longer in {path}: its folder was moved, deleted or pulled out. This was not kept; \
         all that was kept before is in the folder. Put it back, or open it where it is now."
    )]
    Gone {
        /// Where it was.
        path: std::path::PathBuf,
    },
    /// A file that is not there any more.
    #[error("This file is no longer in the library; nothing was changed.")]
    NoSuchFile,
    /// A kept file that cannot be read as the reader says.
    #[error("{name} was left as it is: {why}")]
    FileRefused {
        /// Its name.
        name: String,
        /// Why.
        why: Sentence,
    },
    /// There is something in a folder that is to be made.
    #[error("There is something in {path} already. Choose a folder that is new or empty.")]
    FolderTaken {
        /// The folder.
        path: std::path::PathBuf,
    },
    /// An archive that no library can be made of.
    #[error("No library was made of {path}: {why}.")]
    BadArchive {
        /// The archive.
        path: std::path::PathBuf,
        /// Why.
        why: Sentence,
    },
    /// A repair that makes no sense, or that changes nothing.
    #[error(
        "This repair would change nothing here, or does not fit the page; nothing was changed."
    )]
    RepairRefused,
    /// A rule for a name that makes no sense, or is there already.
    #[error("{why}")]
    CorrectionRefused {
        /// Why.
        why: Sentence,
    },
    /// The databases failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The search index failed.
    #[error(transparent)]
    Index(#[from] IndexError),
}

impl LibraryError {
    /// The error as the reader is told of it.
    #[must_use]
    pub fn sentence(&self) -> Sentence {
        let zh = match self {
            Self::NotAFolder { path } => {
                format!(
                    "{} 是文件。资料库是一个文件夹，请另选一处。",
                    path.display()
                )
            }
            Self::NoRights { path } => {
                format!("没有写入 {} 的权限，请另选一处。", path.display())
            }
            Self::Missing { path } => format!("{} 没有资料库。", path.display()),
            Self::Folder { path, error } => {
                format!("{} 的资料库不能使用：{error}。", path.display())
            }
            Self::ReadOnly { path } => {
                format!(
                    "{} 的资料库已在另一个窗口打开，这里只能阅读，不能改动。",
                    path.display()
                )
            }
            Self::DamagedCatalog { path, reason } => format!(
                "{path} 的资料目录已损坏（{reason}）。您自己做的（星标、笔记、修正）在另一个文件里，是安全的。运行 \
                 `banmian salvage --library {path}`，会把完好的文件逐个取出，损坏的目录留在原处。",
                path = path.display()
            ),
            Self::NoSuchPage => "这一版已不在资料库里，没有作任何改动。".to_owned(),
            Self::RepairRefused => {
                "这处修正在这里不会改变什么，或与本版对不上，没有作任何改动。".to_owned()
            }
            Self::FolderTaken { path } => {
                format!("{} 里已有东西，请选一个新的或空的文件夹。", path.display())
            }
            Self::BadArchive { path, why } => {
                format!("没有从 {} 建成资料库：{}。", path.display(), why.zh)
            }
            Self::Gone { path } => format!(
                "{} 的资料库不见了：文件夹被移走、删除或拔出了。刚才这一下没有记下；此前记下的都在那个文件夹里。请放回原处，\
                 或在它现在的地方打开。",
                path.display()
            ),
            Self::NoSuchFile => "这个文件已不在资料库里，没有作任何改动。".to_owned(),
            Self::FileRefused { name, why } => format!("{name} 没有改动：{}", why.zh),
            Self::CorrectionRefused { why } => return why.clone(),
            Self::Store(error) => return error.sentence(),
            Self::Index(error) => return error.sentence(),
        };
        Sentence::new(zh, self.to_string())
    }

    /// Was a search given up for a newer one? Then nobody need be told.
    #[must_use]
    pub const fn is_overtaken(&self) -> bool {
        matches!(self, Self::Index(IndexError::Overtaken))
    }

    /// Gives an error of the system our words.
    pub(super) fn of_folder(path: &std::path::Path, error: std::io::Error) -> Self {
        let path = path.to_owned();
        match error.kind() {
            std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => {
                Self::NoRights { path }
            }
            std::io::ErrorKind::NotADirectory | std::io::ErrorKind::AlreadyExists => {
                Self::NotAFolder { path }
            }
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => {
                Self::Store(StoreError::DiskFull)
            }
            _ => Self::Folder { path, error },
        }
    }
}
