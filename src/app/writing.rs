//! The writer thread: opens, imports, marks, repairs and rebuilds, and keeps settings.

use super::threads::{Reading, Reporter};
use super::writing_files::Imports;
use super::{Deed, Folders, Job, JobEvent, LibraryPlace, SearchDeed, Settings};
use crate::library::{
    GraphFormat, ImportRequest, Library, LibraryError, Progress, RepairReport, WorkWish,
    graphml_of, read_list_file, ties_csv_of,
};
use crate::model::Sentence;
use std::io::{self, Write as _};
use std::num::NonZero;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError};
use std::time::{Duration, Instant};

/// Progress is told at most this often.
const PROGRESS_EVERY: Duration = Duration::from_millis(100);

/// Opens, imports, marks and rebuilds.
pub(super) struct WriterThread {
    pub(super) folders: Folders,
    pub(super) keeps_settings: bool,
    pub(super) library: Option<Library>,
    pub(super) to_reader: SyncSender<Reading>,
    pub(super) reporter: Reporter,
    pub(super) is_cancelled: Arc<AtomicBool>,
    /// Jobs that were sent and are not taken yet; an import makes room for them.
    pub(super) n_waiting: Arc<AtomicUsize>,
    pub(super) imports: Imports,
    /// Is the window closing? Then an import is left to be gone on with, and not stopped.
    pub(super) is_closing: Arc<AtomicBool>,
    /// Threads that restore; `None`: as many as there are cores.
    pub(super) n_threads: Option<NonZero<usize>>,
}

impl WriterThread {
    pub(super) fn run(mut self, jobs: &Receiver<Job>) {
        loop {
            let next = if self.imports.is_waiting() {
                match jobs.try_recv() {
                    Ok(job) => Some(job),
                    Err(TryRecvError::Empty) => None,
                    Err(TryRecvError::Disconnected) => break,
                }
            } else {
                match jobs.recv() {
                    Ok(job) => Some(job),
                    Err(_closed) => break,
                }
            };
            if let Some(job) = next {
                self.n_waiting.fetch_sub(1, Ordering::Relaxed);
                self.perform(job);
            } else {
                self.import_on();
            }
        }
    }

    fn perform(&mut self, job: Job) {
        match job {
            Job::Open { place, import } => self.open(&place, import),
            Job::Import(request) => self.begin_import(request),
            Job::PauseImport(is_paused) => self.imports.is_paused = is_paused,
            Job::StopImports => self.stop_imports(),
            Job::Survey(paths) => self.survey(paths),
            Job::Unarchive(path) => self.unarchive(&path),
            Job::ListBackups => self.report_backups(),
            Job::RestoreBackup(name) => self.restore_backup(&name),
            Job::RemoveFiles(files) => self.remove_files(&files),
            Job::RedoFile(file, said) => self.redo_file(file, said),
            Job::ForgetFailure(failure) => self.forget_failure(failure),
            Job::Watch(folder, is_watched) => self.watch(folder, is_watched),
            Job::Rebuild => self.rebuild(),
            Job::MarkRead(id, is_read) => self.mark(|library| library.mark_read(&id, is_read)),
            Job::Star(id, is_starred) => self.work(&WorkWish::Star(vec![id], is_starred)),
            Job::Work(wish) => self.work(&wish),
            Job::Repair { page, repair } => {
                self.repair(Deed::Repaired, |library| {
                    library.repair(&page, &repair).map(Some)
                });
            }
            Job::UndoRepair(open) => self.undo(open.as_ref()),
            Job::RedoRepair(open) => self.redo(open.as_ref()),
            Job::Correct {
                made,
                taken_off,
                open,
            } => self.correct(Deed::Repaired, open.as_ref(), |library| {
                library.keep_corrections(&made, &taken_off).map(|()| None)
            }),
            Job::ImportRules { path, open } => self.import_rules(&path, open.as_ref()),
            Job::ExportRules(path) => self.export_rules(path),
            Job::SaveSettings(settings) => {
                self.set_threads(settings.import_threads);
                self.save_settings(&settings);
            }
            Job::AppendLine { path, line } => {
                if let Err(error) = append_line(&path, &line) {
                    log::error!("{}: {error}", path.display());
                }
            }
            Job::KeepSearch(deed) => self.keep_search(deed),
            Job::LoadList(path) => self.load_list(&path),
            Job::WriteFile { path, text } => self.write_file(path, &text),
            Job::ExportNetwork {
                path,
                network,
                format,
                is_english,
            } => {
                let text = match format {
                    GraphFormat::GraphMl => graphml_of(&network),
                    GraphFormat::Csv => ties_csv_of(&network, is_english, true),
                };
                self.write_file(path, &text);
            }
            Job::Find { .. }
            | Job::ListChosen { .. }
            | Job::ReadProfile { .. }
            | Job::StopProfile
            | Job::Suggest { .. }
            | Job::Rescue { .. }
            | Job::Batch { .. }
            | Job::StopBatch
            | Job::Network { .. }
            | Job::StopNetwork
            | Job::Export(..)
            | Job::Archive(..)
            | Job::StopExport
            | Job::LoadArticle { .. }
            | Job::CountFacets { .. }
            | Job::ListFacet { .. }
            | Job::Compare { .. }
            | Job::FindSimilar { .. }
            | Job::OfferNames { .. }
            | Job::FindNotes { .. }
            | Job::ListFiles { .. }
            | Job::PreviewFile(_)
            | Job::DrawPage { .. } => {}
        }
    }

    pub(super) fn open(&mut self, place: &LibraryPlace, import: Vec<PathBuf>) {
        // The old one's lock goes before a new one is taken: it may be the same library.
        self.forget_imports();
        self.library = None;
        // What is remembered must not depend on where the program was started.
        let place = match place {
            LibraryPlace::Folder(dir) => {
                LibraryPlace::Folder(std::path::absolute(dir).unwrap_or_else(|_| dir.clone()))
            }
            usual => usual.clone(),
        };
        let place = &place;
        let is_sample = *place == LibraryPlace::Sample;
        let opened = match place {
            LibraryPlace::Sample => Library::open_sample(&self.folders.sample_library()),
            LibraryPlace::Own => Library::attach(&self.folders.own_library()),
            LibraryPlace::Folder(dir) => Library::attach(dir),
        };
        let library = match opened {
            Ok(mut library) => {
                // Whoever reads meanwhile goes first.
                library.set_threads(self.n_threads, true);
                library
            }
            Err(error) => {
                return self.reporter.report(JobEvent::OpenFailed(error.sentence()));
            }
        };
        let dir = library.folder().to_owned();
        let name = dir.file_name().map_or_else(
            || dir.display().to_string(),
            |n| n.to_string_lossy().into_owned(),
        );
        let is_read_only = library.is_read_only();
        let is_safe = is_sample || dir != self.folders.sample_library();
        let notes = library.notes().to_vec();
        self.lend_reader(&library);
        match library.counts() {
            Ok(counts) => self.reporter.report(JobEvent::Opened {
                name,
                dir,
                is_sample: is_sample || !is_safe,
                is_read_only,
                counts,
                notes,
            }),
            Err(error) => {
                return self.reporter.report(JobEvent::OpenFailed(error.sentence()));
            }
        }
        match library
            .repair_history()
            .and_then(|history| Ok((history, library.reader().labels()?)))
        {
            Ok((history, labels)) => {
                self.reporter
                    .report(JobEvent::WorkDone(None, history, labels));
            }
            Err(error) => self.reporter.report(JobEvent::Failed(error.sentence())),
        }
        match library.corrections() {
            Ok(rules) => self.reporter.report(JobEvent::Rules(rules)),
            Err(error) => self.reporter.report(JobEvent::Failed(error.sentence())),
        }
        self.library = Some(library);
        self.report_searches();
        self.complete();
        if !import.is_empty() {
            self.begin_import(ImportRequest {
                paths: import,
                ..ImportRequest::default()
            });
        }
        self.take_up();
    }

    /// Finishes, with progress, what an earlier run or version left undone. What is there can be
    /// read meanwhile.
    fn complete(&mut self) {
        let mut progress = self.progress();
        let Some(library) = self.library.as_mut().filter(|l| !l.is_read_only()) else {
            return;
        };
        let mut has_worked = false;
        let completed = library.complete(&mut |done| {
            has_worked = true;
            progress(done)
        });
        let completed = completed.and_then(|control| Ok((control, library.counts()?)));
        match completed {
            Ok((control, counts)) => {
                if control.is_break() {
                    log::info!("the library is completed at the next start");
                }
                if has_worked {
                    self.reporter.report(JobEvent::Completed { counts });
                }
            }
            Err(error) => self.reporter.report(self.work_failed(&error)),
        }
    }

    fn set_threads(&mut self, n_threads: Option<NonZero<usize>>) {
        if self.n_threads != n_threads {
            self.n_threads = n_threads;
            if let Some(library) = &mut self.library {
                library.set_threads(n_threads, true);
            }
        }
    }

    fn keep_search(&self, deed: SearchDeed) {
        self.mark(|library| match &deed {
            SearchDeed::Note(typed) => library.note_search(typed),
            SearchDeed::Forget(id) => library.forget_search(*id),
            SearchDeed::Save { name, typed } => library.save_search(name, typed).map(|_id| ()),
            SearchDeed::Rename(id, name) => library.rename_saved(*id, name),
            SearchDeed::See(id, up_to) => library.see_saved(*id, *up_to),
            SearchDeed::Delete(id) => library.delete_saved(*id),
            SearchDeed::Restore(saved) => library.restore_saved(saved),
        });
        self.report_searches();
    }

    /// What is kept of searches, with what the saved ones find now.
    pub(super) fn report_searches(&self) {
        let Some(library) = &self.library else { return };
        self.reporter.report(match library.reader().searches() {
            Ok(searches) => JobEvent::Searches(searches),
            Err(error) => JobEvent::Failed(error.sentence()),
        });
    }

    pub(super) fn repair(
        &mut self,
        deed: Deed,
        work: impl FnOnce(&mut Library) -> Result<Option<RepairReport>, LibraryError>,
    ) {
        let Some(library) = &mut self.library else {
            return;
        };
        self.reporter.report(match work(library) {
            Ok(report) => JobEvent::Repaired(deed, report.map(Box::new)),
            Err(error) => JobEvent::RepairFailed(error.sentence()),
        });
    }

    pub(super) fn lend_reader(&self, library: &Library) {
        if self
            .to_reader
            .send(Reading::Use(Box::new(library.reader())))
            .is_err()
        {
            log::debug!("the reader thread has ended");
        }
    }

    pub(super) fn progress(&self) -> impl FnMut(Progress) -> ControlFlow<()> + Send + use<> {
        let (reporter, is_cancelled) = (self.reporter.clone(), self.is_cancelled.clone());
        let mut last: Option<Instant> = None;
        move |progress| {
            if last.is_none_or(|at| at.elapsed() >= PROGRESS_EVERY) {
                last = Some(Instant::now());
                reporter.report(JobEvent::Progressed(progress));
            }
            if is_cancelled.load(Ordering::Relaxed) {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        }
    }

    fn rebuild(&mut self) {
        let mut progress = self.progress();
        let Some(library) = &mut self.library else {
            return;
        };
        let rebuilt = library.rebuild(&mut progress);
        let rebuilt = rebuilt.and_then(|report| Ok((report.is_cancelled, library.counts()?)));
        if let Some(library) = &self.library {
            self.lend_reader(library);
        }
        self.reporter.report(match rebuilt {
            Ok((is_cancelled, counts)) => JobEvent::Rebuilt {
                is_cancelled,
                counts,
            },
            Err(error) => self.work_failed(&error),
        });
        self.report_searches();
    }

    pub(super) fn work_failed(&self, error: &LibraryError) -> JobEvent {
        JobEvent::WorkFailed {
            sentence: error.sentence(),
            counts: self
                .library
                .as_ref()
                .and_then(|library| library.counts().ok()),
        }
    }

    fn mark(&self, set: impl FnOnce(&Library) -> Result<(), LibraryError>) {
        if let Some(Err(error)) = self.library.as_ref().map(set) {
            self.reporter.report(JobEvent::Failed(error.sentence()));
        }
    }

    fn load_list(&self, path: &Path) {
        self.reporter.report(match read_list_file(path) {
            Ok(list) => JobEvent::ListLoaded(list),
            Err(error) => {
                let (said, name) = (error.sentence(), path.display());
                let (zh, en) = (
                    format!("{name}：{}", said.zh),
                    format!("{name}: {}", said.en),
                );
                JobEvent::Failed(Sentence::new(zh, en))
            }
        });
    }

    pub(super) fn write_file(&self, path: PathBuf, text: &str) {
        self.reporter.report(match write_whole(&path, text) {
            Ok(()) => JobEvent::Written(path),
            Err(error) => JobEvent::Failed(Sentence::new(
                format!("{} 没有写成：{error}。", path.display()),
                format!("{} cannot be written: {error}.", path.display()),
            )),
        });
    }

    fn save_settings(&self, settings: &Settings) {
        let path = self.folders.settings_file();
        if self.keeps_settings
            && let Err(error) = settings.save(&path)
        {
            let sentence = Sentence::new(
                format!("设置没有存下来（{}）：{error}。", path.display()),
                format!(
                    "The settings cannot be saved ({}): {error}.",
                    path.display()
                ),
            );
            self.reporter.report(JobEvent::Failed(sentence));
        }
    }
}

/// Writes a file, whole or not at all.
fn write_whole(path: &Path, text: &str) -> io::Result<()> {
    let mut name = path.as_os_str().to_owned();
    name.push(".new");
    let new = PathBuf::from(name);
    std::fs::write(&new, text)?;
    std::fs::rename(&new, path)
}

fn append_line(path: &Path, line: &str) -> io::Result<()> {
    let mut file = std::fs::OpenOptions::new()
        .create(true)
        .append(true)
        .open(path)?;
    writeln!(file, "{line}")
}

/// Writes a picture as PNG.
pub(super) fn save_picture(
    path: &Path,
    width: usize,
    height: usize,
    rgba: &[u8],
) -> io::Result<()> {
    let too_large = |e: std::num::TryFromIntError| io::Error::new(io::ErrorKind::InvalidInput, e);
    let width = u32::try_from(width).map_err(too_large)?;
    let height = u32::try_from(height).map_err(too_large)?;
    let file = io::BufWriter::new(std::fs::File::create(path)?);
    let mut encoder = png::Encoder::new(file, width, height);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header().map_err(io::Error::other)?;
    writer.write_image_data(rgba).map_err(io::Error::other)?;
    writer.finish().map_err(io::Error::other)
}
