//! A library out of an archive, into a folder that has none. What the archive says is not believed: each
//! file is compared with its hash, and rows come in only where they fit.

use super::{FILES, FORMAT, FileLine, HEAD, Head};
use crate::ingest::Said;
use crate::library::folder::Places;
use crate::library::identity::bytes_hash;
use crate::library::keeping::{Before, add_pages_again, learn, texts_of};
use crate::library::progress::Meter;
use crate::library::restored::restore_bytes;
use crate::library::{Library, LibraryError, Progress, Stage};
use crate::model::{Sentence, Warning};
use crate::store::{Catalog, DumpError, NewSource, Notebook};
use rayon::prelude::*;
use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read as _};
use std::ops::ControlFlow;
use std::path::Path;
use zip::ZipArchive;

/// Files restored together.
const N_AT_A_TIME: usize = 32;
/// A longer line is none of ours.
const MOST_BYTES_OF_LINE: u64 = 256 << 20;
/// Nor is a larger table.
const MOST_BYTES_OF_TABLE: u64 = 2 << 30;
/// A larger file is no newspaper's, as with every import.
const MOST_BYTES_OF_FILE: u64 = 4 << 30;

/// What came out of an archive.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ArchiveReport {
    /// How many files.
    pub n_files: usize,
    /// How many articles were restored from them.
    pub n_articles: usize,
    /// Files that are not as they were, or cannot be read.
    pub failures: Vec<Warning>,
    /// Was it stopped? Then there is no library.
    pub is_cancelled: bool,
}

type Zip = ZipArchive<BufReader<File>>;
/// A line of a table.
type TableLine = io::Result<(String, String)>;

impl Library {
    /// Makes a library in a folder out of an archive. It is made beside the folder, and is in its place
    /// only once it is whole.
    ///
    /// # Errors
    /// When the archive cannot be read or is none, when there is a library or anything else in the
    /// folder, or it cannot be written; then there is none.
    pub fn from_archive(
        archive: &Path,
        folder: &Path,
        on_progress: &mut (dyn FnMut(Progress) -> ControlFlow<()> + Send),
    ) -> Result<ArchiveReport, LibraryError> {
        let failed = |error| LibraryError::of_folder(folder, error);
        let is_taken = match std::fs::read_dir(folder) {
            Ok(mut entries) => entries.next().is_some(),
            Err(_missing) => folder.exists(),
        };
        if is_taken {
            return Err(LibraryError::FolderTaken {
                path: folder.to_owned(),
            });
        }
        // By its whole name: `papers/` and `.` are beside nothing.
        let whole = folder
            .canonicalize()
            .or_else(|_new| std::path::absolute(folder));
        let whole = whole.map_err(failed)?;
        let mut name = whole.file_name().unwrap_or_default().to_owned();
        name.push(".part");
        let part = whole.with_file_name(name);
        if part.exists() {
            // Left by one that was cut off.
            std::fs::remove_dir_all(&part).map_err(failed)?;
        }
        let made = make(archive, &part, on_progress);
        if !matches!(&made, Ok(report) if !report.is_cancelled) {
            if part.exists() {
                std::fs::remove_dir_all(&part).map_err(failed)?;
            }
            return made;
        }
        if folder.exists() {
            std::fs::remove_dir(folder).map_err(failed)?;
        }
        std::fs::rename(&part, folder).map_err(failed)?;
        made
    }
}

fn make(
    archive: &Path,
    folder: &Path,
    on_progress: &mut (dyn FnMut(Progress) -> ControlFlow<()> + Send),
) -> Result<ArchiveReport, LibraryError> {
    let bad = |zh: &str, en: &str| LibraryError::BadArchive {
        path: archive.to_owned(),
        why: Sentence::new(zh, en),
    };
    let unread = |error: &dyn std::fmt::Display| {
        bad(
            &format!("读不出来（{error}）"),
            &format!("it cannot be read ({error})"),
        )
    };
    let file = File::open(archive).map_err(|error| unread(&error))?;
    let mut zip = ZipArchive::new(BufReader::new(file)).map_err(|error| unread(&error))?;
    let head = match lines_of(&mut zip, HEAD).map(|lines| lines.collect::<io::Result<String>>()) {
        Some(Ok(text)) => serde_json::from_str::<Head>(&text).ok(),
        _ => None,
    };
    let Some(head) = head.filter(|head| head.kind == "banmian library") else {
        return Err(bad("它不是资料库的档案", "it is no archive of a library"));
    };
    if head.format > FORMAT {
        return Err(bad(
            "它是更新版本的版面写的，请更新程序",
            "a newer version of Banmian wrote it; please update the program",
        ));
    }
    let places = Places::from(folder);
    places.create_folder()?;
    let of_dump = |error| match error {
        DumpError::Store(error) => LibraryError::Store(error),
        DumpError::Lines(error) => unread(&error),
        DumpError::BadRow { table } => bad(
            &format!("{table} 里有读不懂的一行"),
            &format!("a line of {table} cannot be understood"),
        ),
    };
    let notebook = places.notebook();
    with_rows(&mut zip, "reader", |rows| {
        Notebook::create_of_rows(&notebook, head.reader_format, rows)
    })
    .map_err(of_dump)?;
    let mut library = Library::attach(folder)?;
    let mut report = ArchiveReport::default();
    let files: Vec<FileLine> = match lines_of(&mut zip, FILES) {
        Some(lines) => lines
            .map(|line| line.and_then(|line| serde_json::from_str(&line).map_err(io::Error::from)))
            .collect::<io::Result<_>>()
            .map_err(|error| unread(&error))?,
        None => return Err(bad("缺少 files.jsonl", "files.jsonl is missing")),
    };
    let mut meter = Meter::new(Stage::Importing, files.len());
    for (nth, batch) in files.chunks(N_AT_A_TIME).enumerate() {
        if meter.report(nth * N_AT_A_TIME, on_progress).is_break() {
            report.is_cancelled = true;
            return Ok(report);
        }
        library.take_from_archive(&mut zip, batch, &mut report)?;
    }
    meter.report_end(files.len(), on_progress);
    with_rows(&mut zip, "library", |rows| {
        library.catalog_mut()?.insert_rows(rows)
    })
    .map_err(of_dump)?;
    report.is_cancelled = library.complete(on_progress)?.is_break();
    Ok(report)
}

impl Library {
    fn catalog_mut(&mut self) -> Result<&mut Catalog, DumpError> {
        match self.writing_mut() {
            Ok(writing) => Ok(&mut writing.catalog),
            Err(_read_only) => Err(DumpError::Lines(io::Error::from(
                io::ErrorKind::PermissionDenied,
            ))),
        }
    }

    fn take_from_archive(
        &mut self,
        zip: &mut Zip,
        lines: &[FileLine],
        report: &mut ArchiveReport,
    ) -> Result<(), LibraryError> {
        let mut whole = Vec::new();
        for line in lines {
            match bytes_of(zip, &line.original) {
                Ok(bytes) if bytes_hash(&bytes) == line.hash => whole.push((line, bytes)),
                _ => report.failures.push(Warning {
                    place: line.name.clone(),
                    message: Sentence::new(
                        "档案里的这个文件不完整，或不是原来那个，没有收入。",
                        "In the archive this file is not whole, or not what it was; it was not taken.",
                    ),
                }),
            }
        }
        let book = self.writing()?.reader_book()?;
        let restored: Vec<_> = whole
            .par_iter()
            .map(|(line, bytes)| {
                let said = Said {
                    issue_date: line.issue_date,
                    encoding: line.encoding,
                };
                restore_bytes(&line.name, bytes, said, &book)
            })
            .collect();
        let transaction = self.writing_mut()?.catalog.begin()?;
        learn(&transaction, restored.iter().flatten())?;
        for ((line, bytes), restored) in whole.into_iter().zip(restored) {
            let restored = match restored {
                Ok(restored) => restored,
                Err(error) => {
                    report.failures.push(Warning {
                        place: line.name.clone(),
                        message: error.sentence(),
                    });
                    continue;
                }
            };
            let kept = transaction.add_source(NewSource {
                hash: &line.hash,
                name: &line.name,
                issue_date: line.issue_date,
                bytes: &bytes,
                texts: &texts_of(&restored),
                source_id: Some(line.number),
            })?;
            let before = Before {
                page_ids: &[],
                twins: &line.twins,
            };
            report.n_articles += add_pages_again(&transaction, kept, &restored, before)?;
            report.n_files += 1;
        }
        // Another engine may call the articles otherwise than the reader's rows do.
        transaction.catalog().set_marks_settled(false)?;
        Ok(transaction.commit()?)
    }
}

fn bytes_of(zip: &mut Zip, name: &str) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let member = zip.by_name(name).map_err(io::Error::from)?;
    member.take(MOST_BYTES_OF_FILE).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The lines of a member; `None` where there is none of that name.
fn lines_of<'z>(
    zip: &'z mut Zip,
    name: &str,
) -> Option<impl Iterator<Item = io::Result<String>> + use<'z>> {
    let member = zip.by_name(name).ok()?;
    let mut reader = BufReader::new(member.take(MOST_BYTES_OF_TABLE));
    Some(std::iter::from_fn(move || {
        let mut line = String::new();
        let read = reader
            .by_ref()
            .take(MOST_BYTES_OF_LINE)
            .read_line(&mut line);
        match read {
            Ok(0) => None,
            Ok(n) if n as u64 == MOST_BYTES_OF_LINE => {
                Some(Err(io::Error::from(io::ErrorKind::FileTooLarge)))
            }
            Ok(_) => Some(Ok(line)),
            Err(error) => Some(Err(error)),
        }
    }))
}

/// Lends all lines of the tables of a folder of the archive, table by table.
fn with_rows(
    zip: &mut Zip,
    folder: &str,
    take: impl FnOnce(&mut dyn Iterator<Item = TableLine>) -> Result<(), DumpError>,
) -> Result<(), DumpError> {
    let mut tables: Vec<String> = zip
        .file_names()
        .filter_map(Result::ok)
        .filter_map(|name| {
            let table = name.strip_prefix(folder)?.strip_prefix('/')?;
            table.strip_suffix(".jsonl").map(str::to_owned)
        })
        .collect();
    // Which numbers were given comes last: rows give numbers.
    tables.sort_by_key(|table| (table == "sqlite_sequence", table.clone()));
    let mut tables = tables.into_iter();
    let mut rows: Vec<TableLine> = Vec::new();
    let mut all = std::iter::from_fn(|| {
        loop {
            if let Some(row) = rows.pop() {
                return Some(row);
            }
            let table = tables.next()?;
            let lines = lines_of(zip, &format!("{folder}/{table}.jsonl"));
            rows.extend(
                lines
                    .into_iter()
                    .flatten()
                    .map(|line| line.map(|line| (table.clone(), line))),
            );
            rows.reverse();
        }
    });
    take(&mut all)
}
