//! What the two threads do with their jobs.

use super::batching::Batch;
use super::worker::Wake;
use super::{Deed, Folders, Job, JobEvent, LibraryPlace, SearchDeed, Settings};
use crate::library::{
    Library, LibraryError, Progress, Query, Reader, RepairReport, Sort, read_list_file,
};
use crate::model::Sentence;
use std::io::{self, Write as _};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError};
use std::time::{Duration, Instant};

/// Progress is told at most this often.
const PROGRESS_EVERY: Duration = Duration::from_millis(100);

/// How wide pictures of pages are drawn, in pixels: body letters can still be read.
const PICTURE_WIDTH: u32 = 2_000;

/// Work for the reader thread.
pub(super) enum Reading {
    Use(Reader),
    Answer(Job),
}

/// Tells the window what happened.
#[derive(Clone)]
pub(super) struct Reporter {
    pub(super) events: SyncSender<JobEvent>,
    pub(super) wake: Wake,
}

impl Reporter {
    pub(super) fn report(&self, event: JobEvent) {
        // Nobody listens any more when the window is closing.
        if self.events.send(event).is_ok() {
            (self.wake)();
        }
    }
}

/// Answers searches and loads articles.
pub(super) struct ReaderThread {
    pub(super) reader: Option<Reader>,
    /// A search for many names that goes on whenever there is nothing else to do.
    pub(super) batch: Option<Batch>,
    pub(super) reporter: Reporter,
}

impl ReaderThread {
    pub(super) fn run(mut self, jobs: &Receiver<Reading>) {
        while let Some(first) = self.next(jobs) {
            let (mut find, mut suggest, mut rescue) = (None, None, None);
            let (mut load, mut draw) = (None, None);
            for reading in first.into_iter().chain(jobs.try_iter()) {
                match reading {
                    Reading::Use(reader) => {
                        warm_up(&reader);
                        self.reader = Some(reader);
                    }
                    Reading::Answer(job @ Job::Find { .. }) => find = Some(job),
                    Reading::Answer(Job::Batch { generation, lines }) => {
                        self.batch = Some(Batch::new(generation, lines));
                    }
                    Reading::Answer(Job::StopBatch) => self.batch = None,
                    Reading::Answer(job @ Job::Suggest { .. }) => suggest = Some(job),
                    Reading::Answer(job @ Job::Rescue { .. }) => rescue = Some(job),
                    Reading::Answer(job @ Job::DrawPage { .. }) => draw = Some(job),
                    Reading::Answer(job) => load = Some(job),
                }
            }
            // A picture takes longest, and is waited for least.
            for job in [load, find, suggest, rescue, draw].into_iter().flatten() {
                self.answer(job);
            }
            if let (Some(batch), Some(reader)) = (self.batch.take(), &self.reader) {
                self.batch = batch.go_on(reader, &self.reporter);
            }
        }
    }

    /// The next request; `None` at the end. Where names are still to be searched for, nothing is
    /// waited for.
    fn next(&self, jobs: &Receiver<Reading>) -> Option<Option<Reading>> {
        if self.batch.is_none() {
            return jobs.recv().ok().map(Some);
        }
        match jobs.try_recv() {
            Ok(reading) => Some(Some(reading)),
            Err(TryRecvError::Empty) => Some(None),
            Err(TryRecvError::Disconnected) => None,
        }
    }

    fn answer(&self, job: Job) {
        let Some(reader) = &self.reader else { return };
        match job {
            Job::Find {
                generation,
                query,
                only,
                sort,
                offset,
                limit,
            } => {
                let found = reader.find_only(&query, only, sort, offset, limit);
                self.reporter.report(match found {
                    Ok(results) => JobEvent::Found(generation, results),
                    Err(error) => JobEvent::FindFailed(generation, error.sentence()),
                });
            }
            Job::LoadArticle {
                generation,
                id,
                query,
            } => {
                self.reporter.report(match reader.article(&id, &query) {
                    Ok(article) => JobEvent::Loaded(generation, Box::new(article)),
                    Err(error) => JobEvent::LoadFailed(generation, error.sentence()),
                });
            }
            Job::Suggest { generation, typing } => {
                let found = reader.suggest(&typing).unwrap_or_else(|error| {
                    log::warn!("nothing can be suggested: {error}");
                    Vec::new()
                });
                self.reporter.report(JobEvent::Suggested(generation, found));
            }
            Job::Rescue { generation, typing } => {
                let found = reader.rescue(&typing).unwrap_or_else(|error| {
                    log::warn!("nothing near can be looked for: {error}");
                    Vec::new()
                });
                self.reporter.report(JobEvent::Rescued(generation, found));
            }
            Job::DrawPage { page_id } => self.draw_page(reader, page_id),
            _ => {}
        }
    }

    fn draw_page(&self, reader: &Reader, page_id: i64) {
        let picture = reader.page_picture(page_id, PICTURE_WIDTH);
        let picture = picture.unwrap_or_else(|error| {
            log::warn!("a page could not be drawn: {error}");
            None
        });
        self.reporter.report(JobEvent::Drawn {
            page_id,
            picture: picture.map(Arc::new),
        });
    }
}

/// Loads the dictionaries that the first search would otherwise wait for.
fn warm_up(reader: &Reader) {
    if let Err(error) = reader.find(&Query::parse("版面"), Sort::Relevance, 0, 1) {
        log::debug!("a first search failed: {error}");
    }
    if let Err(error) = reader.prepare_suggestions() {
        log::debug!("the names cannot be read: {error}");
    }
}

/// Opens, imports, marks and rebuilds.
pub(super) struct WriterThread {
    pub(super) folders: Folders,
    pub(super) keeps_settings: bool,
    pub(super) library: Option<Library>,
    pub(super) to_reader: SyncSender<Reading>,
    pub(super) reporter: Reporter,
    pub(super) is_cancelled: Arc<AtomicBool>,
}

impl WriterThread {
    pub(super) fn run(mut self, jobs: &Receiver<Job>) {
        while let Ok(job) = jobs.recv() {
            self.perform(job);
        }
    }

    fn perform(&mut self, job: Job) {
        match job {
            Job::Open { place, import } => self.open(&place, import),
            Job::Import(paths) => self.import(&paths),
            Job::Rebuild => self.rebuild(),
            Job::MarkRead(id, is_read) => self.mark(|library| library.mark_read(&id, is_read)),
            Job::Star(id, is_starred) => self.mark(|library| library.star(&id, is_starred)),
            Job::Repair { page, repair } => {
                self.repair(Deed::Repaired, |library| {
                    library.repair(&page, &repair).map(Some)
                });
            }
            Job::UndoRepair => self.repair(Deed::Undone, Library::undo_repair),
            Job::RedoRepair => self.repair(Deed::Redone, Library::redo_repair),
            Job::SaveSettings(settings) => self.save_settings(&settings),
            Job::AppendLine { path, line } => {
                if let Err(error) = append_line(&path, &line) {
                    log::error!("{}: {error}", path.display());
                }
            }
            Job::LoadList(path) => self.load_list(&path),
            Job::WriteFile { path, text } => self.write_file(path, &text),
            Job::KeepSearch(deed) => self.keep_search(deed),
            Job::Find { .. }
            | Job::Suggest { .. }
            | Job::Rescue { .. }
            | Job::Batch { .. }
            | Job::StopBatch
            | Job::LoadArticle { .. }
            | Job::DrawPage { .. } => {}
        }
    }

    fn open(&mut self, place: &LibraryPlace, import: Vec<PathBuf>) {
        // The old one's lock goes before a new one is taken: it may be the same library.
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
            Ok(library) => library,
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
        match library.repair_history() {
            Ok(history) => self.reporter.report(JobEvent::History(history)),
            Err(error) => self.reporter.report(JobEvent::Failed(error.sentence())),
        }
        self.library = Some(library);
        self.report_searches();
        self.complete();
        if !import.is_empty() {
            self.import(&import);
        }
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
                    self.report_searches();
                }
            }
            Err(error) => self.reporter.report(self.work_failed(&error)),
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
    fn report_searches(&self) {
        let Some(library) = &self.library else { return };
        self.reporter.report(match library.reader().searches() {
            Ok(searches) => JobEvent::Searches(searches),
            Err(error) => JobEvent::Failed(error.sentence()),
        });
    }

    fn repair(
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

    fn lend_reader(&self, library: &Library) {
        if self.to_reader.send(Reading::Use(library.reader())).is_err() {
            log::debug!("the reader thread has ended");
        }
    }

    fn progress(&self) -> impl FnMut(Progress) -> ControlFlow<()> + use<> {
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

    fn import(&mut self, paths: &[PathBuf]) {
        let mut progress = self.progress();
        let Some(library) = &mut self.library else {
            return;
        };
        let report = library.import(paths, None, &mut progress);
        let report = report.and_then(|report| Ok((report, library.counts()?)));
        if let Some(library) = &self.library {
            self.lend_reader(library);
        }
        self.reporter.report(match report {
            Ok((report, counts)) => JobEvent::Imported { report, counts },
            Err(error) => self.work_failed(&error),
        });
        self.report_searches();
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

    fn work_failed(&self, error: &LibraryError) -> JobEvent {
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

    fn write_file(&self, path: PathBuf, text: &str) {
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
