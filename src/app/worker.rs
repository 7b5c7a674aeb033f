//! The threads. `reader` answers searches and loads articles: of several requests only the newest
//! counts. `writer` opens, imports, marks and rebuilds: first in, first out. Channels are bounded;
//! a job that finds its channel full is kept and offered again, never dropped. Dropping
//! [`Workers`] ends both threads.

use super::long_work::LongWork;
use super::threads::{NewestJobs, ReaderThread, Reading, Reporter};
use super::writing::{WriterThread, save_picture};
use super::writing_files::Imports;
use super::{Folders, Job, JobEvent};
use std::collections::VecDeque;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::thread::JoinHandle;
use std::time::Duration;

const QUEUE: usize = 64;
const PICTURE_SAVED: u8 = 1;
const PICTURE_FAILED: u8 = 2;

/// Wakes the window.
pub(super) type Wake = Arc<dyn Fn() + Send + Sync>;

/// Saves a picture given its width, its height and its RGBA bytes.
pub type SavePicture = Box<dyn FnOnce(usize, usize, Vec<u8>) + Send>;

/// The threads and the ways to them.
pub struct Workers {
    to_reader: Option<SyncSender<Reading>>,
    to_writer: Option<SyncSender<Job>>,
    events: Receiver<JobEvent>,
    refused: VecDeque<Job>,
    is_cancelled: Arc<AtomicBool>,
    /// Is it the window that ends the work, and not its reader?
    is_closing: Arc<AtomicBool>,
    /// Jobs that the writer has not taken yet.
    n_waiting: Arc<AtomicUsize>,
    newest: NewestJobs,
    picture: Arc<AtomicU8>,
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
        let n_waiting = Arc::new(AtomicUsize::new(0));
        let is_closing = Arc::new(AtomicBool::new(false));
        let newest = NewestJobs::default();
        let reporter = Reporter {
            events: events_in,
            wake: wake.clone(),
        };
        let reader = ReaderThread {
            reader: None,
            long_work: LongWork::default(),
            has_names: false,
            reporter: reporter.clone(),
            newest: newest.clone(),
        };
        let writer = WriterThread {
            folders,
            keeps_settings,
            library: None,
            to_reader: to_reader.clone(),
            reporter,
            is_cancelled: is_cancelled.clone(),
            n_waiting: n_waiting.clone(),
            imports: Imports::default(),
            is_closing: is_closing.clone(),
            n_threads: None,
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
            n_waiting,
            is_closing,
            newest,
            picture: Arc::default(),
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
        self.newest.announce(&job);
        let back = match job {
            job if job.rank().is_some() || job.is_of_turns() => {
                let sent = self.to_reader.as_ref()?.try_send(Reading::Answer(job));
                match sent {
                    Err(TrySendError::Full(Reading::Answer(job))) => Some(job),
                    _ => None,
                }
            }
            job => {
                let writer = self.to_writer.as_ref()?;
                // Before it is sent: the writer counts down once it has it.
                self.n_waiting.fetch_add(1, Ordering::Relaxed);
                let sent = writer.try_send(job);
                if sent.is_err() {
                    self.n_waiting.fetch_sub(1, Ordering::Relaxed);
                }
                match sent {
                    Err(TrySendError::Full(job)) => Some(job),
                    _ => None,
                }
            }
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
        let (is_saved, wake) = (self.picture.clone(), self.wake.clone());
        Box::new(move |width, height, rgba| {
            match save_picture(&path, width, height, &rgba) {
                Ok(()) => is_saved.store(PICTURE_SAVED, Ordering::Relaxed),
                Err(error) => {
                    log::error!("{}: the picture cannot be saved: {error}", path.display());
                    is_saved.store(PICTURE_FAILED, Ordering::Relaxed);
                }
            }
            wake();
        })
    }

    /// Has the picture been saved? `Some(false)`: it could not be.
    #[must_use]
    pub fn picture_outcome(&self) -> Option<bool> {
        match self.picture.load(Ordering::Relaxed) {
            PICTURE_SAVED => Some(true),
            PICTURE_FAILED => Some(false),
            _ => None,
        }
    }
}

impl Workers {
    /// Marks and repairs that still wait for a full channel are the reader's own: they are waited for.
    fn send_what_must_not_be_lost(&mut self) {
        for job in std::mem::take(&mut self.refused) {
            let is_kept = matches!(
                job,
                Job::MarkRead(..)
                    | Job::Star(..)
                    | Job::Work(_)
                    | Job::Repair { .. }
                    | Job::UndoRepair(_)
                    | Job::RedoRepair(_)
                    | Job::Correct { .. }
                    | Job::ImportRules { .. }
                    | Job::KeepSearch(_)
                    | Job::WriteFile { .. }
                    | Job::ExportNetwork { .. }
                    | Job::SaveSettings(_)
                    | Job::AppendLine { .. }
                    | Job::RemoveFiles(_)
                    | Job::RedoFile(..)
                    | Job::ForgetFailure(_)
                    | Job::Watch(..)
            );
            if let (true, Some(writer)) = (is_kept, &self.to_writer) {
                // The writer may wait for room among the events; make some.
                while self.events.try_recv().is_ok() {}
                self.n_waiting.fetch_add(1, Ordering::Relaxed);
                if writer.send(job).is_err() {
                    log::error!("the writer thread has ended before its time");
                }
            }
        }
    }
}

impl Drop for Workers {
    fn drop(&mut self) {
        self.is_closing.store(true, Ordering::Relaxed);
        self.set_cancelled(true);
        self.send_what_must_not_be_lost();
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
