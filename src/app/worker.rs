//! The threads. `reader` answers searches and loads articles: of several requests only the newest
//! counts. `writer` opens, imports, marks and rebuilds: first in, first out. Channels are bounded;
//! a job that finds its channel full is kept and offered again, never dropped. Dropping
//! [`Workers`] ends both threads.

use super::{Job, JobEvent, LibraryPlace, Settings};
use crate::library::{Library, LibraryError, Progress, Query, Reader, Sort};
use crate::model::Sentence;
use std::collections::VecDeque;
use std::io::{self, Write as _};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

const QUEUE: usize = 64;
/// Progress is told at most this often.
const PROGRESS_EVERY: Duration = Duration::from_millis(100);

/// Wakes the window.
type Wake = Arc<dyn Fn() + Send + Sync>;

/// Where the program keeps what is its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folders {
    /// Libraries.
    pub data: PathBuf,
    /// Settings.
    pub config: PathBuf,
}

impl Folders {
    /// The system's usual places for this user; `None` where there is no home.
    #[must_use]
    pub fn of_user() -> Option<Self> {
        let dirs = directories::ProjectDirs::from("", "", "banmian")?;
        Some(Self {
            data: dirs.data_dir().to_owned(),
            config: dirs.config_dir().to_owned(),
        })
    }

    /// The file of the settings.
    #[must_use]
    pub fn settings_file(&self) -> PathBuf {
        self.config.join("settings.json")
    }

    /// The folder of the sample library.
    #[must_use]
    pub fn sample_library(&self) -> PathBuf {
        self.data.join("sample")
    }

    /// The folder of the reader's own first library.
    #[must_use]
    pub fn own_library(&self) -> PathBuf {
        self.data.join("library")
    }
}

/// Work for the reader thread.
enum Reading {
    Use(Reader),
    Answer(Job),
}

/// Saves a picture given its width, its height and its RGBA bytes.
pub type SavePicture = Box<dyn FnOnce(usize, usize, Vec<u8>) + Send>;

/// The threads and the ways to them.
pub struct Workers {
    to_reader: Option<SyncSender<Reading>>,
    to_writer: Option<SyncSender<Job>>,
    events: Receiver<JobEvent>,
    refused: VecDeque<Job>,
    is_cancelled: Arc<AtomicBool>,
    is_picture_saved: Arc<AtomicBool>,
    wake: Wake,
    threads: Vec<JoinHandle<()>>,
}

impl Workers {
    /// Starts the threads. `wake` is called whenever there is an event to fetch; without
    /// `keeps_settings`, settings last for this run only.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(folders: Folders, keeps_settings: bool, wake: Wake) -> io::Result<Self> {
        let (to_reader, reader_jobs) = sync_channel(QUEUE);
        let (to_writer, writer_jobs) = sync_channel(QUEUE);
        let (events_in, events) = sync_channel(QUEUE * 4);
        let is_cancelled = Arc::new(AtomicBool::new(false));
        let reporter = Reporter {
            events: events_in,
            wake: wake.clone(),
        };
        let reader = ReaderThread {
            reader: None,
            reporter: reporter.clone(),
        };
        let writer = WriterThread {
            folders,
            keeps_settings,
            library: None,
            to_reader: to_reader.clone(),
            reporter,
            is_cancelled: is_cancelled.clone(),
        };
        let threads = vec![
            std::thread::Builder::new()
                .name("reader".to_owned())
                .spawn(move || reader.run(&reader_jobs))?,
            std::thread::Builder::new()
                .name("writer".to_owned())
                .spawn(move || writer.run(&writer_jobs))?,
        ];
        Ok(Self {
            to_reader: Some(to_reader),
            to_writer: Some(to_writer),
            events,
            refused: VecDeque::new(),
            is_cancelled,
            is_picture_saved: Arc::default(),
            wake,
            threads,
        })
    }

    /// Sends work to its thread, without waiting.
    pub fn send_all(&mut self, jobs: Vec<Job>) {
        self.refused.extend(jobs);
        self.offer_again();
    }

    /// Offers what a full channel refused.
    pub fn offer_again(&mut self) {
        while let Some(job) = self.refused.pop_front() {
            if let Some(job) = self.offer(job) {
                self.refused.push_front(job);
                break;
            }
        }
    }

    /// Does work wait for a full channel?
    #[must_use]
    pub fn has_refused(&self) -> bool {
        !self.refused.is_empty()
    }

    fn offer(&self, job: Job) -> Option<Job> {
        let back = match job {
            Job::Find { .. } | Job::LoadArticle { .. } => {
                let sent = self.to_reader.as_ref()?.try_send(Reading::Answer(job));
                match sent {
                    Err(TrySendError::Full(Reading::Answer(job))) => Some(job),
                    _ => None,
                }
            }
            job => match self.to_writer.as_ref()?.try_send(job) {
                Err(TrySendError::Full(job)) => Some(job),
                _ => None,
            },
        };
        if back.is_none() {
            log::trace!("a job went out");
        }
        back
    }

    /// The next report, if there is one.
    #[must_use]
    pub fn next_event(&self) -> Option<JobEvent> {
        self.events.try_recv().ok()
    }

    /// The next report; waits for one as long as `patience`.
    #[must_use]
    pub fn wait_for_event(&self, patience: Duration) -> Option<JobEvent> {
        self.events.recv_timeout(patience).ok()
    }

    /// Asks the running import or rebuild to stop, or lets the next one run.
    pub fn set_cancelled(&self, is_cancelled: bool) {
        self.is_cancelled.store(is_cancelled, Ordering::Relaxed);
    }

    /// A function that saves a picture, from whatever thread has one.
    #[must_use]
    pub fn picture_saver(&self, path: PathBuf) -> SavePicture {
        let (is_saved, wake) = (self.is_picture_saved.clone(), self.wake.clone());
        Box::new(move |width, height, rgba| {
            if let Err(error) = save_picture(&path, width, height, &rgba) {
                log::error!("{}: the picture cannot be saved: {error}", path.display());
            }
            is_saved.store(true, Ordering::Relaxed);
            wake();
        })
    }

    /// Has the picture been saved, or failed to be?
    #[must_use]
    pub fn is_picture_saved(&self) -> bool {
        self.is_picture_saved.load(Ordering::Relaxed)
    }
}

impl Drop for Workers {
    fn drop(&mut self) {
        self.set_cancelled(true);
        self.to_writer = None;
        self.to_reader = None;
        // A thread that waits for room among the events must not wait for us.
        while self.events.try_recv().is_ok() {}
        let (_, closed) = sync_channel(0);
        self.events = closed;
        for thread in self.threads.drain(..) {
            if thread.join().is_err() {
                log::error!("a thread ended badly");
            }
        }
    }
}

#[derive(Clone)]
struct Reporter {
    events: SyncSender<JobEvent>,
    wake: Wake,
}

impl Reporter {
    fn report(&self, event: JobEvent) {
        // Nobody listens any more when the window is closing.
        if self.events.send(event).is_ok() {
            (self.wake)();
        }
    }
}

struct ReaderThread {
    reader: Option<Reader>,
    reporter: Reporter,
}

impl ReaderThread {
    fn run(mut self, jobs: &Receiver<Reading>) {
        while let Ok(first) = jobs.recv() {
            let (mut find, mut load) = (None, None);
            for reading in std::iter::once(first).chain(jobs.try_iter()) {
                match reading {
                    Reading::Use(reader) => {
                        warm_up(&reader);
                        self.reader = Some(reader);
                    }
                    Reading::Answer(job @ Job::Find { .. }) => find = Some(job),
                    Reading::Answer(job) => load = Some(job),
                }
            }
            for job in [load, find].into_iter().flatten() {
                self.answer(job);
            }
        }
    }

    fn answer(&self, job: Job) {
        let Some(reader) = &self.reader else { return };
        match job {
            Job::Find {
                generation,
                query,
                sort,
                offset,
                limit,
            } => {
                self.reporter
                    .report(match reader.find(&query, sort, offset, limit) {
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
                    Err(error) => JobEvent::Failed(error.sentence()),
                });
            }
            _ => {}
        }
    }
}

/// Loads the dictionaries that the first search would otherwise wait for.
fn warm_up(reader: &Reader) {
    if let Err(error) = reader.find(&Query::parse("版面"), Sort::Relevance, 0, 1) {
        log::debug!("a first search failed: {error}");
    }
}

struct WriterThread {
    folders: Folders,
    keeps_settings: bool,
    library: Option<Library>,
    to_reader: SyncSender<Reading>,
    reporter: Reporter,
    is_cancelled: Arc<AtomicBool>,
}

impl WriterThread {
    fn run(mut self, jobs: &Receiver<Job>) {
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
            Job::SaveSettings(settings) => self.save_settings(&settings),
            Job::AppendLine { path, line } => {
                if let Err(error) = append_line(&path, &line) {
                    log::error!("{}: {error}", path.display());
                }
            }
            Job::Find { .. } | Job::LoadArticle { .. } => {}
        }
    }

    fn open(&mut self, place: &LibraryPlace, import: Vec<PathBuf>) {
        // The old one's lock goes before a new one is taken: it may be the same library.
        self.library = None;
        let is_sample = *place == LibraryPlace::Sample;
        let opened = match place {
            LibraryPlace::Sample => Library::open_sample(&self.folders.sample_library()),
            LibraryPlace::Own => self.attach(&self.folders.own_library()),
            LibraryPlace::Folder(dir) => self.attach(dir),
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
        self.library = Some(library);
        if !import.is_empty() {
            self.import(&import);
        }
    }

    /// Opens a library and finishes, with progress, what an earlier run left undone.
    fn attach(&self, dir: &Path) -> Result<Library, LibraryError> {
        let mut library = Library::attach(dir)?;
        if !library.is_read_only() {
            let control = library.complete(&mut self.progress())?;
            if control.is_break() {
                log::info!(
                    "{}: the index is completed at the next start",
                    dir.display()
                );
            }
        }
        Ok(library)
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
            Err(error) => JobEvent::Failed(error.sentence()),
        });
    }

    fn rebuild(&mut self) {
        let mut progress = self.progress();
        let Some(library) = &mut self.library else {
            return;
        };
        let rebuilt = library
            .rebuild(&mut progress)
            .and_then(|_| library.counts());
        if let Some(library) = &self.library {
            self.lend_reader(library);
        }
        self.reporter.report(match rebuilt {
            Ok(counts) => JobEvent::Rebuilt(counts),
            Err(error) => JobEvent::Failed(error.sentence()),
        });
    }

    fn mark(&self, set: impl FnOnce(&Library) -> Result<(), LibraryError>) {
        if let Some(Err(error)) = self.library.as_ref().map(set) {
            self.reporter.report(JobEvent::Failed(error.sentence()));
        }
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

fn append_line(path: &Path, line: &str) -> io::Result<()> {
    let mut file = std::fs::OpenOptions::new()
        .create(true)
        .append(true)
        .open(path)?;
    writeln!(file, "{line}")
}

fn save_picture(path: &Path, width: usize, height: usize, rgba: &[u8]) -> io::Result<()> {
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
