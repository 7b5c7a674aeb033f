//! PDF files: text with its places, and pictures of pages.
//!
//! Relies on hayro, which reads and draws PDF in pure Rust. It is a large parser of hostile input,
//! so its work happens on a thread of its own: that has a stack deep enough for what it recurses
//! into, and a panic in there ends as [`IngestError::Damaged`].

mod bombs;
mod glyphs;
mod picture;

use super::layout::{Sheet, read_sheet};
use super::{IngestError, Issue, Source};
use crate::model::{Page, Sentence, Warning};
use glyphs::{Gathered, TooMuch, gather};
use hayro::hayro_interpret::InterpreterCache;
use hayro::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

pub use picture::Picture;
pub(super) use picture::draw_page;

/// A file with more pages than this is read up to here.
const N_PAGES_MOST: usize = 2_000;
/// A larger file is refused.
const N_BYTES_MOST: usize = 1 << 30;
/// How deep a stack the interpreter gets, in bytes. Address space only, until it is used.
const N_BYTES_STACK: usize = 64 << 20;
/// With more than one in so many characters unknown, a page cannot be read.
const ONE_UNKNOWN_IN: usize = 3;

/// Is this a PDF file? The mark stands at its beginning; in a file that is called one, rubbish may
/// stand before it.
pub(super) fn is_pdf(bytes: &[u8], name: &Path) -> bool {
    const MARK: &[u8] = b"%PDF-";
    let is_called_so = name
        .extension()
        .is_some_and(|e| e.eq_ignore_ascii_case("pdf"));
    let head = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
    bytes.trim_ascii_start().starts_with(MARK)
        || (is_called_so && head.windows(MARK.len()).any(|window| window == MARK))
}

/// Reads the pages that hold text into `source`; what the others are becomes a warning.
pub(super) fn read_pages(
    bytes: &[u8],
    stem: &str,
    issue: Option<Issue>,
    source: &mut Source,
) -> Result<(), IngestError> {
    let contents = with_pdf(bytes, read_contents)??;
    let n_pages = contents.pages.len();
    let mut troubled = Troubled::default();
    for (idx, content) in contents.pages.into_iter().enumerate() {
        let number = idx + 1;
        match content {
            Content::Text(text, mut layout) => {
                layout.page_number = u32::try_from(number).unwrap_or(0);
                source.pages.push(Page {
                    name: if n_pages == 1 {
                        stem.to_owned()
                    } else {
                        format!("{stem}-{number}")
                    },
                    text,
                    issue_date: issue.map(|i| i.date),
                    issue_source: issue.map(|i| i.source),
                    layout: Some(layout),
                });
            }
            Content::Scan => troubled.scans.push(number),
            Content::Unknown => troubled.unknown.push(number),
            Content::Damaged => troubled.damaged.push(number),
            Content::Blank => {}
        }
    }
    if source.pages.is_empty() {
        return Err(troubled.refusal());
    }
    let mut notes = troubled.notes();
    if contents.n_unread > 0 {
        notes.push(Sentence::new(
            format!("文件太长，只读了前 {N_PAGES_MOST} 页。"),
            format!("The file is too long; only its first {N_PAGES_MOST} pages were read."),
        ));
    }
    source
        .warnings
        .extend(notes.into_iter().map(|message| Warning {
            place: source.name.clone(),
            message,
        }));
    Ok(())
}

/// What was found on the pages of a file.
struct Contents {
    pages: Vec<Content>,
    n_unread: usize,
}

/// What was found on a page.
enum Content {
    Text(String, crate::model::PageLayout),
    /// Pictures and no text.
    Scan,
    /// Letters of which the file does not say what they are.
    Unknown,
    /// It cannot be interpreted, or draws without end.
    Damaged,
    /// Nothing at all.
    Blank,
}

/// The numbers of pages that give no text, by their reason.
#[derive(Default)]
struct Troubled {
    scans: Vec<usize>,
    unknown: Vec<usize>,
    damaged: Vec<usize>,
}

impl Troubled {
    fn refusal(&self) -> IngestError {
        if !self.scans.is_empty() {
            IngestError::Scan
        } else if !self.unknown.is_empty() {
            IngestError::UnknownLetters
        } else if !self.damaged.is_empty() {
            IngestError::Damaged
        } else {
            IngestError::Empty
        }
    }

    fn notes(&self) -> Vec<Sentence> {
        let reasons: [(&[usize], &str, &str); 3] = [
            (
                &self.scans,
                "是没有文字的扫描图，需要先做文字识别（OCR）",
                "scans without text that need OCR",
            ),
            (
                &self.unknown,
                "的文字没有编码，需要先做文字识别（OCR）",
                "pages whose letters are not named in the file and need OCR",
            ),
            (
                &self.damaged,
                "已损坏，读不出来",
                "damaged and cannot be read",
            ),
        ];
        reasons
            .into_iter()
            .filter(|(numbers, _, _)| !numbers.is_empty())
            .map(|(numbers, zh, en)| {
                Sentence::new(
                    format!("第 {} 页{zh}，未收入。", list_numbers(numbers, "、")),
                    format!("Left out as {en}: {}.", list_numbers(numbers, ", ")),
                )
            })
            .collect()
    }
}

/// "1–3, 7": neighbours together.
fn list_numbers(numbers: &[usize], separator: &str) -> String {
    let mut ranges: Vec<(usize, usize)> = Vec::new();
    for &number in numbers {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => ranges.push((number, number)),
        }
    }
    let texts: Vec<String> = ranges
        .into_iter()
        .map(|(first, last)| {
            if first == last {
                first.to_string()
            } else {
                format!("{first}–{last}")
            }
        })
        .collect();
    texts.join(separator)
}

fn read_contents(pdf: &Pdf) -> Result<Contents, IngestError> {
    let pages = pdf.pages();
    if pages.is_empty() {
        return Err(IngestError::Damaged);
    }
    let n_read = pages.len().min(N_PAGES_MOST);
    let cache = InterpreterCache::new();
    let contents = pages.iter().take(n_read).map(|page| {
        // What a page leaves half done in the cache is at worst a font that is missing.
        let gathered = catch_unwind(AssertUnwindSafe(|| gather(page, &cache)));
        gathered.map_or_else(
            |cause| content_of_panic(&*cause),
            |found| content_of(&found),
        )
    });
    Ok(Contents {
        pages: contents.collect(),
        n_unread: pages.len() - n_read,
    })
}

fn content_of_panic(cause: &(dyn std::any::Any + Send)) -> Content {
    if !cause.is::<TooMuch>() {
        log::warn!("a page of a PDF could not be interpreted");
    }
    Content::Damaged
}

fn content_of(gathered: &Gathered) -> Content {
    let sheet: &Sheet = &gathered.sheet;
    if gathered.n_unknown * ONE_UNKNOWN_IN > sheet.glyphs.len() {
        return Content::Unknown;
    }
    match read_sheet(sheet) {
        Some((text, layout)) => Content::Text(text, layout),
        None if sheet.pictures.is_empty() => Content::Blank,
        None => Content::Scan,
    }
}

/// Does something with a PDF on a thread of its own.
fn with_pdf<T: Send>(bytes: &[u8], work: impl FnOnce(&Pdf) -> T + Send) -> Result<T, IngestError> {
    if bytes.len() > N_BYTES_MOST || bombs::unpack_too_large(bytes) {
        return Err(IngestError::TooLarge);
    }
    std::thread::scope(|scope| {
        std::thread::Builder::new()
            .name("pdf".to_owned())
            .stack_size(N_BYTES_STACK)
            .spawn_scoped(scope, || Ok(work(&open(bytes)?)))
            .map_err(IngestError::Unreadable)?
            .join()
            .unwrap_or_else(|_cause| Err(IngestError::Damaged))
    })
}

fn open(bytes: &[u8]) -> Result<Pdf, IngestError> {
    Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => IngestError::Locked,
        LoadPdfError::Decryption(_) => IngestError::LockedStrangely,
        LoadPdfError::Invalid => IngestError::Damaged,
    })
}
