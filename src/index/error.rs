//! Why a search or the building of the index failed, as sentences.

use crate::model::Sentence;
use std::path::PathBuf;

/// Why a search or the building of the index failed.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// The folder of the index cannot be made or moved.
    #[error("The search index at {path} cannot be written: {error}.")]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the system says.
        error: std::io::Error,
    },
    /// The disk is full or not writable.
    #[error("The search index cannot be written ({0}). The library itself is intact.")]
    Unwritable(std::io::Error),
    /// A thread of the writer ended, for which a full disk is the usual reason.
    #[error(
        "The search index could not be written; perhaps the disk is full. The library itself is \
         intact, and the index is finished at the next start."
    )]
    WriterEnded,
    /// What the reader said of articles could not be read.
    #[error("{0}")]
    ReadersRows(Sentence),
    /// A newer search is wanted in its place.
    #[error("The search was given up for a newer one.")]
    Overtaken,
    /// Anything else that tantivy reports.
    #[error("The search index failed ({0}). The library itself is intact.")]
    Failed(tantivy::TantivyError),
}

impl IndexError {
    /// The error as the reader is told of it.
    #[must_use]
    pub fn sentence(&self) -> Sentence {
        let zh = match self {
            Self::Folder { path, error } => {
                format!("{} 的搜索索引不能写入：{error}。", path.display())
            }
            Self::Unwritable(error) => format!("搜索索引不能写入（{error}）。资料库本身完好。"),
            Self::WriterEnded => {
                "搜索索引没有写成，也许是磁盘满了。资料库本身完好，索引会在下次启动时补齐。"
                    .to_owned()
            }
            Self::ReadersRows(why) => return why.clone(),
            Self::Overtaken => "搜索已让位给更新的一次。".to_owned(),
            Self::Failed(error) => format!("搜索索引出了错（{error}）。资料库本身完好。"),
        };
        Sentence::new(zh, self.to_string())
    }
}

impl From<tantivy::TantivyError> for IndexError {
    fn from(error: tantivy::TantivyError) -> Self {
        match error {
            tantivy::TantivyError::IoError(io) => {
                Self::Unwritable(std::io::Error::new(io.kind(), io.to_string()))
            }
            tantivy::TantivyError::ErrorInThread(_) => Self::WriterEnded,
            other => Self::Failed(other),
        }
    }
}
