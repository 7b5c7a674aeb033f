//! From a file to articles with their entities: ingest, restore and recognise, without a library.

use super::error::LibraryError;
use super::identity::page_hash;
use super::rules::RuleBook;
use crate::ingest::{self, IngestError, KnownArticle, Said, Source};
use crate::model::{
    Article, ArticleText, DateEvidence, DateSource, Page, PageHash, PartialDate, Recognition,
    Restoration, Sentence, Warning,
};
use crate::restore::Explanation;
use crate::store::PageRepairs;
use crate::{entity, restore};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// A page with all that was found on it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RestoredPage {
    /// The page.
    pub page: Page,
    /// Its articles and furniture.
    pub restoration: Restoration,
    /// For each article, who and what is in it.
    pub recognitions: Vec<Recognition>,
    pub(super) origin: PageOrigin,
}

impl RestoredPage {
    /// Why its lines became what the engine made of them, before any repair; `None` where its
    /// article came as one.
    #[must_use]
    pub fn explain(&self) -> Option<Explanation> {
        (!self.origin.is_known).then(|| restore::explain_page(&self.page))
    }
}

/// What a page was before it was restored, and which repairs it has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct PageOrigin {
    pub(super) text_hash: PageHash,
    /// The date that its file gives it, and who says so there.
    pub(super) given: (Option<PartialDate>, Option<DateSource>),
    /// Its one article came as such.
    pub(super) is_known: bool,
    /// See [`PageRepairs::revision`].
    pub(super) repaired_at: u64,
    /// See [`RuleBook::state`].
    pub(super) rules: i64,
}

/// The reader's repairs, page by page.
pub(super) type RepairBook = BTreeMap<PageHash, PageRepairs>;

/// What the reader said: of pages, and of names.
#[derive(Debug, Default)]
pub(super) struct ReaderBook {
    pub(super) repairs: RepairBook,
    pub(super) rules: RuleBook,
}

/// A file with all that was found in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RestoredSource {
    /// The file's name.
    pub name: String,
    /// Its pages.
    pub pages: Vec<RestoredPage>,
    /// What the reader should know of the file; each page has warnings of its own.
    pub warnings: Vec<Warning>,
}

/// What restored the articles of a library and recognised the names in them: the versions of both.
/// A library of another is restored anew.
pub(super) const DERIVED_BY: u64 =
    ((entity::RECOGNITION_VERSION as u64) << 32) | crate::restore::ENGINE_VERSION as u64;

/// A longer text is no article but something else in one line, and its names are nobody's.
const N_BYTES_RECOGNIZED: usize = 2 << 20;

/// Reads, restores and recognises a file.
///
/// # Errors
/// When the file cannot be read, or is not text.
pub fn restore_file(
    path: &Path,
    issue_date: Option<PartialDate>,
) -> Result<RestoredSource, IngestError> {
    let said = Said {
        issue_date,
        encoding: None,
    };
    restore_bytes(
        &ingest::name_of(path),
        &ingest::load_bytes(path)?,
        said,
        &ReaderBook::default(),
    )
}

/// The same for several files, on all cores; one answer for each, in their order.
#[must_use]
pub fn restore_files(
    paths: &[PathBuf],
    issue_date: Option<PartialDate>,
) -> Vec<Result<RestoredSource, IngestError>> {
    paths
        .par_iter()
        .map(|path| restore_file(path, issue_date))
        .collect()
}

/// The same for a file in memory.
pub(super) fn restore_bytes(
    name: &str,
    bytes: &[u8],
    said: Said,
    book: &ReaderBook,
) -> Result<RestoredSource, IngestError> {
    let source = ingest::read_bytes_as(name, bytes, said)?;
    Ok(restore_source(source, book))
}

/// Restores the pages of a source, each on whatever core is free.
fn restore_source(source: Source, book: &ReaderBook) -> RestoredSource {
    let mut known: BTreeMap<usize, KnownArticle> = source
        .known
        .into_iter()
        .map(|known| (known.page_idx, known))
        .collect();
    let pages: Vec<(Page, Option<KnownArticle>)> = source
        .pages
        .into_iter()
        .enumerate()
        .map(|(idx, page)| (page, known.remove(&idx)))
        .collect();
    RestoredSource {
        name: source.name,
        warnings: source.warnings,
        pages: pages
            .into_par_iter()
            .map(|(page, known)| restore_one(page, known.map(|k| k.article), book))
            .collect(),
    }
}

/// Restores a page, or takes the article that is known, with the reader's repairs.
pub(super) fn restore_one(
    mut page: Page,
    known: Option<Article>,
    book: &ReaderBook,
) -> RestoredPage {
    let text_hash = page_hash(&page.text);
    let none = PageRepairs::default();
    let of_page = book.repairs.get(&text_hash).unwrap_or(&none);
    let origin = PageOrigin {
        text_hash,
        given: (page.issue_date, page.issue_source),
        is_known: known.is_some(),
        repaired_at: of_page.revision,
        rules: book.rules.state(),
    };
    restore::date_page(&mut page, &of_page.repairs);
    let restoration = match known {
        Some(mut article) => {
            date_known(&page, &mut article);
            Restoration {
                articles: vec![article],
                ..Restoration::default()
            }
        }
        None => {
            restore::read_masthead(&mut page);
            restore::restore_page(&page)
        }
    };
    let restoration = restore::repair_page(&page, restoration, &of_page.repairs);
    recognize(page, restoration, origin, &book.rules)
}

/// The reader's word on a page's date is the word on its one article's.
fn date_known(page: &Page, article: &mut Article) {
    if page.issue_source == Some(DateSource::Reader) && page.issue_date != article.date {
        article.date = page.issue_date;
        article.date_evidence = Some(DateEvidence {
            source: DateSource::Reader,
            year_source: None,
            is_inferred: false,
            page: None,
        });
    }
}

fn recognize(
    page: Page,
    mut restoration: Restoration,
    origin: PageOrigin,
    rules: &RuleBook,
) -> RestoredPage {
    let articles: Vec<&Article> = restoration.articles.iter().collect();
    let (recognitions, n_too_long) = recognize_articles(&origin.text_hash, &articles, rules);
    let too_long = || Warning {
        place: page.name.clone(),
        message: Sentence::new(
            "其中一篇长得不像一篇文章，没有在里面识别人物、机构等要素。",
            "An article of it is too long to be one; nobody and nothing was recognised in it.",
        ),
    };
    let warnings = (0..n_too_long).map(|_| too_long());
    restoration.warnings.extend(warnings);
    RestoredPage {
        page,
        restoration,
        recognitions,
        origin,
    }
}

/// Who and what is in the articles of a page, by the reader's rules too, one answer for each; and how
/// many articles were too long to be looked at.
pub(super) fn recognize_articles(
    page: &PageHash,
    articles: &[&Article],
    rules: &RuleBook,
) -> (Vec<Recognition>, usize) {
    let mut n_too_long = 0;
    let texts: Vec<ArticleText> = articles
        .iter()
        .map(|article| article.full_text())
        .map(|text| {
            if text.text.len() <= N_BYTES_RECOGNIZED {
                return text;
            }
            n_too_long += 1;
            ArticleText::default()
        })
        .collect();
    let mut recognitions = entity::recognize_page(&texts);
    recognitions.resize_with(texts.len(), Recognition::default);
    let corrected = recognitions
        .into_iter()
        .zip(&texts)
        .zip(articles)
        .map(|((found, text), article)| rules.apply(page, article, text, found));
    (corrected.collect(), n_too_long)
}

/// Names of files in a folder that are taken for pages; a file that is named itself is always
/// taken.
const EXTENSIONS: [&str; 19] = [
    "txt", "text", "md", "markdown", "jsonl", "ndjson", "pdf", "html", "htm", "xhtml", "hocr",
    "xml", "alto", "shtml", "docx", "epub", "csv", "tsv", "zip",
];

/// The files at these paths, those of folders too, however deep; in order of paths, each once.
/// What cannot be listed comes back beside them.
#[must_use]
pub fn list_files(paths: &[PathBuf]) -> (Vec<PathBuf>, Vec<Warning>) {
    let mut listing = Listing::default();
    for path in paths {
        if path.is_dir() {
            listing.add_folder(path);
        } else if listing.seen.insert(path.clone()) {
            // One that is missing is reported by whoever reads it.
            listing.files.push(path.clone());
        }
    }
    (listing.files, listing.warnings)
}

#[derive(Default)]
struct Listing {
    files: Vec<PathBuf>,
    /// Files as named and folders as they are, so that a link in a circle ends.
    seen: BTreeSet<PathBuf>,
    warnings: Vec<Warning>,
}

impl Listing {
    fn add_folder(&mut self, folder: &Path) {
        let entries = folder
            .canonicalize()
            .and_then(|real| {
                if self.seen.insert(real) {
                    std::fs::read_dir(folder)?.collect()
                } else {
                    Ok(Vec::new())
                }
            })
            .map_err(|error| LibraryError::of_folder(folder, error));
        let entries: Vec<std::fs::DirEntry> = match entries {
            Ok(entries) => entries,
            Err(error) => {
                let message = match error {
                    LibraryError::NoRights { .. } => IngestError::NoRights.sentence(),
                    other => other.sentence(),
                };
                self.warnings.push(Warning {
                    place: folder.display().to_string(),
                    message,
                });
                return;
            }
        };
        let mut paths: Vec<PathBuf> = entries.into_iter().map(|entry| entry.path()).collect();
        paths.sort_unstable();
        let mut n_left_out = 0_usize;
        for path in paths {
            let is_hidden = path
                .file_name()
                .is_some_and(|name| name.to_string_lossy().starts_with('.'));
            if is_hidden {
                continue;
            }
            if path.is_dir() {
                self.add_folder(&path);
            } else if !is_page_name(&path) {
                n_left_out += 1;
            } else if self.seen.insert(path.clone()) {
                self.files.push(path);
            }
        }
        if n_left_out > 0 {
            self.warnings.push(Warning {
                place: folder.display().to_string(),
                message: Sentence::new(
                    format!("有 {n_left_out} 个文件不是这里能读的格式，未收入。"),
                    format!("{n_left_out} files of formats that are not read here were left out."),
                ),
            });
        }
    }
}

/// Is a file of this name taken for pages where its folder is imported?
#[must_use]
pub fn is_page_name(path: &Path) -> bool {
    path.extension().is_none_or(|extension| {
        EXTENSIONS
            .iter()
            .any(|known| extension.eq_ignore_ascii_case(known))
    })
}
