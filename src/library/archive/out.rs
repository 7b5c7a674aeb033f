//! Writing an archive, a few milliseconds at a time.

use super::{ARTICLES, FILES, FORMAT, FileLine, HEAD, Head};
use crate::library::export::TargetFile;
use crate::library::{ExportError, LibraryError, Reader, safe_name};
use crate::store::{Catalog, DumpError, Notebook};
use serde_json::json;
use std::fs::File;
use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};
use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, DateTime};

/// Pages whose articles are written together.
const N_PAGES_AT_A_TIME: usize = 32;

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArchivedLibrary {
    /// How many files.
    pub n_files: usize,
    /// How many articles were restored from them.
    pub n_articles: usize,
    /// Where.
    pub path: PathBuf,
}

/// What is written next.
enum Stage {
    Files,
    Originals,
    /// Of the file at `n_done`, those behind a page.
    Articles {
        after: i64,
    },
    Rows,
    Done,
}

/// An archive on its way. Dropped, it leaves nothing behind.
pub struct ArchiveWork {
    path: PathBuf,
    replaces: bool,
    writing: Option<Writing>,
}

impl std::fmt::Debug for ArchiveWork {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ArchiveWork")
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}

struct Writing {
    target: TargetFile,
    zip: ZipWriter<BufWriter<File>>,
    stage: Stage,
    /// The numbers of the files.
    sources: Vec<i64>,
    /// How many of them the present stage has done.
    n_done: usize,
    n_articles: usize,
    n_articles_done: usize,
}

impl ArchiveWork {
    /// Nothing is written yet. `replaces`: a file that is there may be replaced.
    #[must_use]
    pub fn new(path: &Path, replaces: bool) -> Self {
        Self {
            path: path.to_owned(),
            replaces,
            writing: None,
        }
    }

    /// How far it is, and of how much: each file counts twice, each article once.
    #[must_use]
    pub fn progress(&self) -> (usize, usize) {
        self.writing.as_ref().map_or((0, 0), |writing| {
            let n_files = writing.sources.len();
            let done = match writing.stage {
                Stage::Files => writing.n_done,
                Stage::Originals => n_files + writing.n_done,
                Stage::Articles { .. } => 2 * n_files + writing.n_articles_done,
                Stage::Rows | Stage::Done => 2 * n_files + writing.n_articles,
            };
            (done, 2 * n_files + writing.n_articles)
        })
    }

    /// Goes on for as long as `goes_on` says so, and a file or a few articles longer; gives a report once
    /// all is written.
    ///
    /// # Errors
    /// When the library cannot be read or the file not be written; then there is no file, and one that was
    /// there is as it was.
    pub fn go_on(
        &mut self,
        reader: &Reader,
        goes_on: &mut dyn FnMut() -> bool,
    ) -> Result<Option<ArchivedLibrary>, ExportError> {
        loop {
            let Some(writing) = &mut self.writing else {
                self.writing = Some(Writing::begin(reader, &self.path, self.replaces)?);
                continue;
            };
            if matches!(writing.stage, Stage::Done) {
                let Some(writing) = self.writing.take() else {
                    return Err(ExportError::Ended);
                };
                return writing.finish(&self.path).map(Some);
            }
            writing.step(reader)?;
            if !goes_on() {
                return Ok(None);
            }
        }
    }
}

impl Writing {
    fn begin(reader: &Reader, path: &Path, replaces: bool) -> Result<Self, ExportError> {
        let (sources, n_articles) = {
            let catalog = &reader.connections().catalog;
            let counts = catalog.counts().map_err(LibraryError::from)?;
            (
                catalog.source_ids().map_err(LibraryError::from)?,
                counts.n_articles,
            )
        };
        let (target, out) = TargetFile::begin(path, replaces)?;
        let mut writing = Self {
            target,
            zip: ZipWriter::new(out),
            stage: Stage::Files,
            sources,
            n_done: 0,
            n_articles,
            n_articles_done: 0,
        };
        let head = Head {
            kind: "banmian library".to_owned(),
            format: FORMAT,
            reader_format: Notebook::format_version(),
            n_files: writing.sources.len(),
            n_articles,
        };
        writing.member(HEAD)?;
        let head = serde_json::to_string_pretty(&head).map_err(io::Error::from);
        writing.line(&head.map_err(|error| ExportError::of(path, error))?)?;
        writing.member(FILES)?;
        Ok(writing)
    }

    fn step(&mut self, reader: &Reader) -> Result<(), ExportError> {
        match self.stage {
            Stage::Files => self.file_step(reader),
            Stage::Originals => self.original_step(reader),
            Stage::Articles { after } => self.article_step(reader, after),
            Stage::Rows => self.rows(reader),
            Stage::Done => Ok(()),
        }
    }

    fn file_step(&mut self, reader: &Reader) -> Result<(), ExportError> {
        let Some(number) = self.sources.get(self.n_done).copied() else {
            (self.stage, self.n_done) = (Stage::Originals, 0);
            return Ok(());
        };
        self.n_done += 1;
        let found = {
            let catalog = &reader.connections().catalog;
            let head = catalog.source_head(number).map_err(LibraryError::from)?;
            let twins = catalog.twins_of(number).map_err(LibraryError::from)?;
            head.map(|head| (head, twins))
        };
        // Removed since: then it is not in the library.
        let Some((head, twins)) = found else {
            return Ok(());
        };
        let line = FileLine {
            original: original_name(number, &head.name),
            number,
            name: head.name,
            hash: head.hash,
            issue_date: head.issue_date,
            encoding: head.encoding,
            twins: if twins.iter().all(|twin| *twin == 0) {
                Vec::new()
            } else {
                twins
            },
        };
        let line = serde_json::to_string(&line).map_err(io::Error::from);
        let line = line.map_err(|error| ExportError::of(self.target.path(), error))?;
        self.line(&line)
    }

    fn original_step(&mut self, reader: &Reader) -> Result<(), ExportError> {
        let Some(number) = self.sources.get(self.n_done).copied() else {
            (self.stage, self.n_done) = (Stage::Articles { after: 0 }, 0);
            return self.member(ARTICLES);
        };
        self.n_done += 1;
        let found = reader.connections().catalog.find_source(number);
        if let Some(source) = found.map_err(LibraryError::from)? {
            self.member(&original_name(number, &source.name))?;
            self.put(&source.bytes)?;
        }
        Ok(())
    }

    fn article_step(&mut self, reader: &Reader, after: i64) -> Result<(), ExportError> {
        let Some(number) = self.sources.get(self.n_done).copied() else {
            self.stage = Stage::Rows;
            return Ok(());
        };
        let found = reader
            .connections()
            .catalog
            .articles_of_source(number, after, N_PAGES_AT_A_TIME)
            .map_err(LibraryError::from)?;
        let Some((last_page, found)) = found else {
            self.n_done += 1;
            self.stage = Stage::Articles { after: 0 };
            return Ok(());
        };
        self.stage = Stage::Articles { after: last_page };
        for indexable in found {
            let article = &indexable.stored.article;
            let names: Vec<_> = indexable
                .recognition
                .entities
                .iter()
                .map(|entity| json!({"kind": entity.kind.as_str(), "name": entity.name}))
                .collect();
            let line = json!({
                "id": indexable.stored.id,
                "file": indexable.source_id,
                "page": indexable.stored.page_name,
                "date": article.date.or(indexable.stored.page_date).map(|date| date.to_string()),
                "deck": article.deck.iter().map(|part| part.text.as_str()).collect::<Vec<_>>(),
                "headline": article.headline.text,
                "byline": article.byline.text,
                "body": article.body.text,
                "names": names,
            });
            self.line(&line.to_string())?;
            self.n_articles_done += 1;
        }
        Ok(())
    }

    /// The reader's rows and what is known of imports: little, beside the files.
    fn rows(&mut self, reader: &Reader) -> Result<(), ExportError> {
        let connections = reader.connections();
        let notebook = &connections.notebook;
        let snapshot = notebook.snapshot().map_err(LibraryError::from)?;
        for table in notebook.tables().map_err(LibraryError::from)? {
            self.member(&format!("reader/{table}.jsonl"))?;
            let path = self.target.path().to_owned();
            let visited = notebook.for_each_row(&table, &mut |line| writeln!(self.zip, "{line}"));
            visited.map_err(|error| of_dump(&path, error))?;
        }
        drop(snapshot);
        for table in Catalog::tables_to_keep() {
            self.member(&format!("library/{table}.jsonl"))?;
            let path = self.target.path().to_owned();
            let catalog = &connections.catalog;
            let visited = catalog.for_each_row(table, &mut |line| writeln!(self.zip, "{line}"));
            visited.map_err(|error| of_dump(&path, error))?;
        }
        self.stage = Stage::Done;
        Ok(())
    }

    fn finish(self, path: &Path) -> Result<ArchivedLibrary, ExportError> {
        let Self { target, zip, .. } = self;
        let out = zip
            .finish()
            .map_err(|error| ExportError::of(path, io::Error::from(error)))?;
        target.finish(out)?;
        Ok(ArchivedLibrary {
            n_files: self.sources.len(),
            n_articles: self.n_articles_done,
            path: path.to_owned(),
        })
    }

    fn member(&mut self, name: &str) -> Result<(), ExportError> {
        // No time of ours: the same library makes the same archive.
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default())
            .large_file(true);
        let begun = self.zip.start_file(name, options);
        begun.map_err(|error| ExportError::of(self.target.path(), io::Error::from(error)))
    }

    fn line(&mut self, line: &str) -> Result<(), ExportError> {
        self.put(line.as_bytes())?;
        self.put(b"\n")
    }

    fn put(&mut self, bytes: &[u8]) -> Result<(), ExportError> {
        let put = self.zip.write_all(bytes);
        put.map_err(|error| ExportError::of(self.target.path(), error))
    }
}

/// The member that holds a file's bytes: its number, and a name that every system takes.
fn original_name(number: i64, name: &str) -> String {
    let path = Path::new(name);
    let stem = safe_name(&path.file_stem().unwrap_or_default().to_string_lossy());
    let ending = path.extension().unwrap_or_default().to_string_lossy();
    let ending = safe_name(&ending);
    let dot = if ending.is_empty() { "" } else { "." };
    format!("originals/{number:07}-{stem}{dot}{ending}")
}

fn of_dump(path: &Path, error: DumpError) -> ExportError {
    match error {
        DumpError::Store(error) => ExportError::from(LibraryError::from(error)),
        DumpError::Lines(error) => ExportError::of(path, error),
        DumpError::BadRow { table } => ExportError::of(path, io::Error::other(table)),
    }
}
