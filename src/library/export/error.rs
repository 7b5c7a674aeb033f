//! Why an export is not there, as sentences.

use crate::library::LibraryError;
use crate::model::Sentence;
use std::io;
use std::path::{Path, PathBuf};

/// Why an export is not there.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// A file is there already.
    #[error("{path} exists already. It was not touched; please choose another name.")]
    Exists {
        /// Which.
        path: PathBuf,
    },
    /// A folder has that name.
    #[error("{path} is a folder. Please name a file.")]
    IsFolder {
        /// Which.
        path: PathBuf,
    },
    /// The folder for many files has files.
    #[error("The folder {path} is not empty. Nothing was written; please choose another one.")]
    NotEmpty {
        /// Which.
        path: PathBuf,
    },
    /// The system refused.
    #[error(
        "{path} cannot be written: {reason}. Nothing was left behind; the library is as it was."
    )]
    Unwritable {
        /// Which.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// There is nothing to write.
    #[error("No article is there to be exported.")]
    NoArticles,
    /// A dossier of articles of which nothing is noted.
    #[error("Nothing is noted of these articles; a dossier is made of notes and marked passages.")]
    NoNotes,
    /// Words in context without words.
    #[error("Nothing is searched for: words in context need a search.")]
    NothingSought,
    /// Too many articles for one book.
    #[error(
        "{n_articles} articles are too many for one EPUB; at most {most}. Please narrow the search, or \
         choose another format."
    )]
    TooMany {
        /// How many there are.
        n_articles: usize,
        /// How many there may be.
        most: usize,
    },
    /// It was ended before.
    #[error("This export has ended already.")]
    Ended,
    /// The library cannot be read.
    #[error(transparent)]
    Library(#[from] LibraryError),
}

impl ExportError {
    pub(in crate::library) fn of(path: &Path, error: impl Into<io::Error>) -> Self {
        Self::Unwritable {
            path: path.to_owned(),
            reason: error.into().to_string(),
        }
    }

    /// The error as the reader is told of it.
    #[must_use]
    pub fn sentence(&self) -> Sentence {
        let zh = match self {
            Self::Exists { path } => {
                format!("{} 已经有了，没有动它；请换一个名字。", path.display())
            }
            Self::IsFolder { path } => format!("{} 是文件夹，请给一个文件名。", path.display()),
            Self::NotEmpty { path } => {
                format!(
                    "文件夹 {} 不是空的，没有写入任何东西；请另选一个。",
                    path.display()
                )
            }
            Self::Unwritable { path, reason } => format!(
                "{} 写不进去：{reason}。没有留下残缺的文件，资料库没有变化。",
                path.display()
            ),
            Self::NoArticles => "没有可以导出的文章。".to_owned(),
            Self::NoNotes => "这些文章里没有笔记；摘录由笔记和标出的段落组成。".to_owned(),
            Self::NothingSought => "没有检索词：关键词上下文表要先检索。".to_owned(),
            Self::TooMany { n_articles, most } => format!(
                "{n_articles} 篇太多，一本 EPUB 最多 {most} 篇；请缩小检索范围，或换一种格式。"
            ),
            Self::Ended => "这次导出已经结束。".to_owned(),
            Self::Library(error) => return error.sentence(),
        };
        Sentence::new(zh, self.to_string())
    }
}
