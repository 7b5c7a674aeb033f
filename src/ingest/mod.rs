//! "Here is a file: give me its pages." Decoding and formats; no restoration.
//!
//! What cannot be read as text is refused with a sentence; what is text but for a few bytes is
//! taken, with a warning that names the place. Formats that say where their lines stand on paper
//! give pages a layout, and pages of PDF files can be drawn. Relies on `model` and `text`.

mod alto;
mod archive;
mod decode;
mod docx;
mod epub;
mod error;
mod format;
mod hocr;
mod html;
mod issue_date;
mod json_lines;
mod known;
mod layout;
mod markup;
mod pdf;
mod scanned;
mod table;
mod zipped;

use crate::model::{Article, DateSource, Page, PartialDate, TextEncoding, Warning};
use decode::Known;
use format::Format;
use std::io::Read as _;
use std::path::Path;
use zipped::{ZipKind, Zipped};

pub use archive::{Member, for_each_member, is_archive, n_members};
pub use error::IngestError;
pub use issue_date::issue_date_in_name;
pub use pdf::Picture;

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

/// So much of a text is shown to choose its encoding by.
const N_BYTES_PREVIEWED: usize = 2_000;

/// A larger file is no newspaper's: it is held in memory as a whole.
const MOST_BYTES: u64 = 4 << 30;

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
    if metadata.len() > MOST_BYTES {
        return Err(IngestError::TooLarge);
    }
    // A file that grows while it is read is not read for ever.
    let mut bytes = Vec::new();
    std::fs::File::open(path)?
        .take(MOST_BYTES + 1)
        .read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(IngestError::TooLarge);
    }
    Ok(bytes)
}

/// The text of a file that is no page, such as a list of names.
///
/// # Errors
/// When it cannot be read, is empty, or is no text.
pub fn read_plain_text(path: &Path) -> Result<String, IngestError> {
    Ok(decode::decode(&load_bytes(path)?, Known::default())?.text)
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
    let said = Said {
        issue_date,
        encoding: None,
    };
    read_bytes_as(name, bytes, said)
}

/// What the reader says of a file, which stands above all that it says itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// The day, month or year it was printed.
    pub issue_date: Option<PartialDate>,
    /// The encoding of its text, where its format has none of its own.
    pub encoding: Option<TextEncoding>,
}

/// The first lines of a text as an encoding gives them, for the reader to choose by.
#[must_use]
pub fn preview(bytes: &[u8], encoding: TextEncoding) -> String {
    let head = bytes.get(..N_BYTES_PREVIEWED).unwrap_or(bytes);
    let text = decode::decode_as(head, encoding).text;
    // The last character may be cut.
    text.trim_end_matches('\u{fffd}').to_owned()
}

/// Can the encoding of a file be said otherwise? Not where its format has one.
#[must_use]
pub fn has_encoding(name: &str, bytes: &[u8]) -> bool {
    !pdf::is_pdf(bytes, Path::new(name)) && !zipped::is_zip(bytes)
}

/// Reads the bytes of a file of this name, as the reader says it is to be read.
///
/// # Errors
/// When the bytes are empty or are not text.
pub fn read_bytes_as(name: &str, bytes: &[u8], said: Said) -> Result<Source, IngestError> {
    let path = Path::new(name);
    let stem = path
        .file_stem()
        .map_or_else(|| name.to_owned(), |s| s.to_string_lossy().into_owned());
    let by = |source: DateSource| move |date: PartialDate| Issue { date, source };
    let issue = said
        .issue_date
        .map(by(DateSource::Reader))
        .or_else(|| issue_date_in_name(&stem).map(by(DateSource::FileName)));
    let mut source = Source {
        name: name.to_owned(),
        ..Source::default()
    };
    if pdf::is_pdf(bytes, path) {
        pdf::read_pages(bytes, &stem, issue, &mut source)?;
    } else if zipped::is_zip(bytes) {
        read_zip(bytes, &stem, issue, &mut source)?;
    } else {
        read_text(bytes, &stem, issue, said.encoding, &mut source)?;
    }
    if source.pages.is_empty() {
        return Err(IngestError::Empty);
    }
    Ok(source)
}

fn read_zip(
    bytes: &[u8],
    stem: &str,
    issue: Option<Issue>,
    source: &mut Source,
) -> Result<(), IngestError> {
    let mut zip = Zipped::open(bytes)?;
    match zip.kind() {
        ZipKind::Docx => source.pages.extend(docx::read_page(&mut zip, stem, issue)?),
        ZipKind::Epub => epub::read_pages(&mut zip, stem, issue, source)?,
        ZipKind::Office => return Err(IngestError::OtherOffice),
        // Whoever reads files opens it first, so that each of its files counts.
        ZipKind::Archive => return Err(IngestError::IsArchive),
    }
    Ok(())
}

fn read_text(
    bytes: &[u8],
    stem: &str,
    issue: Option<Issue>,
    said: Option<TextEncoding>,
    source: &mut Source,
) -> Result<(), IngestError> {
    let declared = format::declared_encoding(bytes);
    let known = Known {
        declared: declared.as_deref(),
        said,
    };
    let decoded = decode::decode(bytes, known)?;
    let place = source.name.clone();
    source
        .warnings
        .extend(decoded.notes.into_iter().map(|message| Warning {
            place: place.clone(),
            message,
        }));
    let text = &decoded.text;
    match format::format_of(text, Path::new(&source.name)) {
        Format::Text => source.pages = split_pages(text, stem, issue),
        Format::Table => table::read_articles(text, stem, issue, source)?,
        Format::JsonLines => json_lines::read_articles(text, stem, issue, source)?,
        Format::Html => source.pages.extend(html::read_page(text, stem, issue)),
        Format::Alto => alto::read_pages(text, stem, issue, source)?,
        Format::Hocr => hocr::read_pages(text, stem, issue, source)?,
        Format::OtherXml => return Err(IngestError::OtherXml),
    }
    Ok(())
}

/// Draws a page of a file, counted from 1, `width` pixels wide, or less where the picture would be
/// too large. `None` when the file is of a format that has text only.
///
/// # Errors
/// When the page cannot be drawn.
pub fn draw_page(
    bytes: &[u8],
    page_number: u32,
    width: u32,
) -> Result<Option<Picture>, IngestError> {
    if !pdf::is_pdf(bytes, Path::new("")) {
        return Ok(None);
    }
    pdf::draw_page(bytes, page_number, width).map(Some)
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
