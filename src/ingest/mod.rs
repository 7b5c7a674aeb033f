//! "Here is a file: give me its pages." Decoding and formats; no restoration.
//!
//! What cannot be read as text is refused with a sentence; what is text but for a few bytes is
//! taken, with a warning that names the place. Relies on `model` and `text`.

mod decode;
mod issue_date;
mod json_lines;

use crate::model::{Article, DateSource, Page, PartialDate, Sentence, Warning};
use std::path::Path;

pub use issue_date::issue_date_in_name;

/// A file as read: its pages, and the articles of it that are known without restoration.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Source {
    /// The file's name, without its folder.
    pub name: String,
    /// Its pages, in order; never empty.
    pub pages: Vec<Page>,
    /// Articles given as such (JSON Lines); their pages need no restoration.
    pub known: Vec<KnownArticle>,
    /// What the reader should know of: undecodable bytes, lines that were left out.
    pub warnings: Vec<Warning>,
}

/// An article that came as an article.
#[derive(Clone, Debug, PartialEq)]
pub struct KnownArticle {
    /// Its page in [`Source::pages`]; the page holds this article alone.
    pub page_idx: usize,
    /// The article; its provenance is the page, character by character.
    pub article: Article,
}

/// Why a file gives no pages. A sentence without the file's name, which stands beside it.
#[derive(Debug, thiserror::Error)]
pub enum IngestError {
    /// No such file.
    #[error("There is no such file.")]
    Missing,
    /// The file or its folder may not be read by this user.
    #[error("You have no right to read it.")]
    NoRights,
    /// A folder stands where a file was expected.
    #[error("It is a folder, not a file.")]
    IsFolder,
    /// The disk or the network failed.
    #[error("It cannot be read: {0}.")]
    Unreadable(#[source] std::io::Error),
    /// Zero bytes, or nothing but blanks.
    #[error("It is empty: there is no text in it.")]
    Empty,
    /// Pictures, archives, office documents and other bytes that are no text.
    #[error("It is not a text file: it {1}.")]
    NotText(&'static str, &'static str),
    /// A JSON Lines file without one usable line.
    #[error("None of its lines is an article: {0}")]
    NoArticles(Sentence),
}

impl IngestError {
    /// The error as the reader is told of it.
    #[must_use]
    pub fn sentence(&self) -> Sentence {
        let zh = match self {
            Self::Missing => "没有这个文件。".to_owned(),
            Self::NoRights => "没有读取它的权限。".to_owned(),
            Self::IsFolder => "这是文件夹，不是文件。".to_owned(),
            Self::Unreadable(error) => format!("读不出来：{error}。"),
            Self::Empty => "文件是空的，里面没有文字。".to_owned(),
            Self::NotText(kind, _) => format!("不是文本文件：它{kind}。"),
            Self::NoArticles(trouble) => format!("没有一行是文章：{}", trouble.zh),
        };
        Sentence::new(zh, self.to_string())
    }
}

impl From<std::io::Error> for IngestError {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::NotFound => Self::Missing,
            std::io::ErrorKind::PermissionDenied => Self::NoRights,
            std::io::ErrorKind::IsADirectory => Self::IsFolder,
            _ => Self::Unreadable(error),
        }
    }
}

/// The day a page's issue appeared, and who says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Issue {
    date: PartialDate,
    source: DateSource,
}

/// Reads a file. The issue date is taken from its name, where it has one.
///
/// # Errors
/// When the file cannot be read, is empty or is not text.
pub fn read_file(path: &Path) -> Result<Source, IngestError> {
    read_bytes(&name_of(path), &load_bytes(path)?, None)
}

/// The bytes of a file.
///
/// # Errors
/// When the file cannot be read.
pub fn load_bytes(path: &Path) -> Result<Vec<u8>, IngestError> {
    // Asked first: reading a folder fails differently on every system.
    let metadata = std::fs::metadata(path)?;
    if metadata.is_dir() {
        return Err(IngestError::IsFolder);
    }
    // Reading a pipe or a device may never end.
    if !metadata.is_file() {
        return Err(IngestError::NotText(
            "是管道或设备",
            "is a pipe or a device",
        ));
    }
    Ok(std::fs::read(path)?)
}

/// The file's name, without its folder.
#[must_use]
pub fn name_of(path: &Path) -> String {
    path.file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned()
}

/// Reads the bytes of a file of this name. `issue_date` is the reader's word, and stands above
/// the date in the name.
///
/// # Errors
/// When the bytes are empty or are not text.
pub fn read_bytes(
    name: &str,
    bytes: &[u8],
    issue_date: Option<PartialDate>,
) -> Result<Source, IngestError> {
    let decoded = decode::decode(bytes)?;
    let path = Path::new(name);
    let stem = path
        .file_stem()
        .map_or_else(|| name.to_owned(), |s| s.to_string_lossy().into_owned());
    let by = |source: DateSource| move |date: PartialDate| Issue { date, source };
    let issue = issue_date
        .map(by(DateSource::Reader))
        .or_else(|| issue_date_in_name(&stem).map(by(DateSource::FileName)));
    let mut source = Source {
        name: name.to_owned(),
        warnings: decoded
            .notes
            .into_iter()
            .map(|message| Warning {
                place: name.to_owned(),
                message,
            })
            .collect(),
        ..Source::default()
    };
    let is_json_lines = path
        .extension()
        .is_some_and(|e| e.eq_ignore_ascii_case("jsonl") || e.eq_ignore_ascii_case("ndjson"));
    if is_json_lines {
        json_lines::read_articles(&decoded.text, &stem, issue, &mut source)?;
    } else {
        source.pages = split_pages(&decoded.text, &stem, issue);
    }
    if source.pages.is_empty() {
        return Err(IngestError::Empty);
    }
    Ok(source)
}

/// Cuts at form feeds; pages without text are left out, and do not count.
fn split_pages(text: &str, stem: &str, issue: Option<Issue>) -> Vec<Page> {
    let texts: Vec<&str> = text
        .split('\u{c}')
        .filter(|page| page.chars().any(|c| !crate::text::is_blank(c)))
        .collect();
    let is_single = texts.len() == 1;
    texts
        .into_iter()
        .enumerate()
        .map(|(idx, text)| Page {
            name: if is_single {
                stem.to_owned()
            } else {
                format!("{stem}-{}", idx + 1)
            },
            text: text.to_owned(),
            issue_date: issue.map(|i| i.date),
            issue_source: issue.map(|i| i.source),
            layout: None,
        })
        .collect()
}
