//! What an import would do, without doing it: every file is read and nothing is written.

use super::import::{Candidate, Failed, Fate, Taking, bring_candidate, fate_of, load_candidate};
use super::importing::{ImportRequest, listed};
use super::open::Library;
use super::reader::Reader;
use super::restored::is_page_name;
use super::{LibraryError, Progress, Stage};
use crate::ingest;
use crate::model::Warning;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::path::Path;
use std::time::Instant;

/// Files looked at together.
const N_AT_A_TIME: usize = 32;

/// What an import would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SurveyReport {
    /// Files that would come in.
    pub n_new: usize,
    /// Their pages; of files of articles, their articles.
    pub n_pages: usize,
    /// Their bytes.
    pub n_bytes: u64,
    /// Files that are in the library, byte for byte, or come twice.
    pub n_unchanged: usize,
    /// Files that are in the library and have been moved since.
    pub n_moved: usize,
    /// Files that could not be taken: name and reason.
    pub failures: Vec<Warning>,
    /// What else the reader should know.
    pub warnings: Vec<Warning>,
    /// Was it stopped before the end?
    pub is_cancelled: bool,
}

struct Survey<'r> {
    /// `None`: there is no library yet.
    reader: Option<&'r Reader>,
    taking: Taking,
    hashes: BTreeSet<String>,
    report: SurveyReport,
}

impl Reader {
    /// What [`super::Library::import_as`] would do. Articles are not restored, so their number is not
    /// known; all else is as it would be.
    ///
    /// # Errors
    /// When the databases cannot be read.
    pub fn survey(
        &self,
        request: &ImportRequest,
        on_progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<SurveyReport, LibraryError> {
        survey(Some(self), request, on_progress)
    }
}

impl Library {
    /// What an import into a library that is not there yet would do.
    ///
    /// # Errors
    /// As [`Reader::survey`].
    pub fn survey_for_new(
        request: &ImportRequest,
        on_progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<SurveyReport, LibraryError> {
        survey(None, request, on_progress)
    }
}

fn survey(
    reader: Option<&Reader>,
    request: &ImportRequest,
    on_progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<SurveyReport, LibraryError> {
    let (files, mut report) = listed(&request.paths);
    let mut survey = Survey {
        reader,
        taking: Taking {
            said: request.said,
            is_by_itself: request.is_by_itself,
        },
        hashes: BTreeSet::new(),
        report: SurveyReport {
            failures: std::mem::take(&mut report.failures),
            warnings: std::mem::take(&mut report.warnings),
            ..SurveyReport::default()
        },
    };
    let begun = Instant::now();
    for (nth, batch) in files.chunks(N_AT_A_TIME).enumerate() {
        let n_done = nth * N_AT_A_TIME;
        let progress = Progress {
            stage: Stage::Surveying,
            n_done,
            n_total: files.len(),
            weight: (n_done as u64, files.len() as u64),
            elapsed: begun.elapsed(),
        };
        if on_progress(progress).is_break() {
            survey.report.is_cancelled = true;
            break;
        }
        let loaded: Vec<_> = batch
            .par_iter()
            .map(|(path, stamp)| load_candidate(path, stamp))
            .collect();
        survey.look(loaded)?;
    }
    Ok(survey.report)
}

impl Survey<'_> {
    fn look(&mut self, loaded: Vec<Result<Candidate, Failed>>) -> Result<(), LibraryError> {
        let mut files = Vec::new();
        for candidate in loaded {
            match candidate {
                Ok(archive) if ingest::is_archive(&archive.bytes) => self.open(&archive)?,
                other => files.push(other),
            }
        }
        self.look_at_files(files)
    }

    fn open(&mut self, archive: &Candidate) -> Result<(), LibraryError> {
        let mut batch = Vec::new();
        let mut looked = Ok(());
        let wants = |name: &str| is_page_name(Path::new(name));
        let mut visit = |member: Result<ingest::Member, Warning>| {
            batch.push(bring_candidate(member, archive));
            if batch.len() >= N_AT_A_TIME {
                looked = self.look_at_files(std::mem::take(&mut batch));
            }
            looked.is_ok()
        };
        let read = ingest::for_each_member(&archive.name, &archive.bytes, &wants, &mut visit);
        looked?;
        self.look_at_files(batch)?;
        if let Err(error) = read {
            let failed = archive.failed(error.sentence());
            self.report.failures.push(failed.warning);
        }
        Ok(())
    }

    fn look_at_files(&mut self, files: Vec<Result<Candidate, Failed>>) -> Result<(), LibraryError> {
        let mut new = Vec::new();
        for file in files {
            match file {
                Err(failed) => self.report.failures.push(failed.warning),
                Ok(loaded) => {
                    let fate = match self.reader {
                        Some(reader) => {
                            fate_of(&reader.connections().catalog, &loaded, self.taking)?
                        }
                        None => Fate::New,
                    };
                    match fate {
                        Fate::Known | Fate::Learnt(_) => self.report.n_unchanged += 1,
                        Fate::Moved(_) => self.report.n_moved += 1,
                        Fate::New if !self.hashes.insert(loaded.hash.clone()) => {
                            self.report.n_unchanged += 1;
                        }
                        Fate::New => new.push(loaded),
                    }
                }
            }
        }
        let said = self.taking.said;
        let read: Vec<_> = new
            .into_par_iter()
            .map(|loaded| {
                let read = ingest::read_bytes_as(&loaded.name, &loaded.bytes, said);
                let n_bytes = loaded.bytes.len() as u64;
                let read = read.map(|source| (source.pages.len(), n_bytes, source.warnings));
                read.map_err(|error| loaded.failed(error.sentence()).warning)
            })
            .collect();
        for result in read {
            match result {
                Ok((n_pages, n_bytes, warnings)) => {
                    self.report.n_new += 1;
                    self.report.n_pages += n_pages;
                    self.report.n_bytes += n_bytes;
                    self.report.warnings.extend(warnings);
                }
                Err(failure) => self.report.failures.push(failure),
            }
        }
        Ok(())
    }
}
