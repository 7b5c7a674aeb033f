//! The whole library as an open archive: a ZIP file of the originals and of lines of JSON, that anybody can
//! read without this program, and that comes back without loss.
//!
//! In it: `banmian.json` says what it is; `files.jsonl` has a line for each file, with its number, its name,
//! what the reader said of it, and which member its bytes are; `originals/` has the files, byte for byte;
//! `articles.jsonl` has what was restored, for other programs; `reader/` has the reader's own rows, a
//! file for each table, and `library/` what is known of imports. Two archives of the same library are the
//! same, byte for byte: nothing in it depends on when it was written.

mod back;
mod out;

pub use back::ArchiveReport;
pub use out::{ArchiveWork, ArchivedLibrary};

use crate::model::{PartialDate, TextEncoding};
use serde::{Deserialize, Serialize};

/// The format that is written; archives of a newer one are refused.
const FORMAT: u64 = 1;

const HEAD: &str = "banmian.json";
const FILES: &str = "files.jsonl";
const ARTICLES: &str = "articles.jsonl";

/// What an archive is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Head {
    /// Always "banmian library".
    kind: String,
    format: u64,
    /// The format of the reader's rows.
    reader_format: u64,
    n_files: usize,
    n_articles: usize,
}

/// A file in an archive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct FileLine {
    number: i64,
    name: String,
    /// The hash of its bytes: BLAKE3, in hex.
    hash: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    issue_date: Option<PartialDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    encoding: Option<TextEncoding>,
    /// The member that its bytes are.
    original: String,
    /// Which of their twins its articles are, where one is not the first: their ids hang on it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    twins: Vec<u64>,
}
