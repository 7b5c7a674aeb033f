//! The threads that read and restore files, and how much of the machine they may take.

use rayon::{ThreadPool, ThreadPoolBuilder};
use std::num::NonZero;
use std::sync::Arc;
use thread_priority::{ThreadPriority, ThreadPriorityValue};

/// What threads in the background have, of 0 to 99: on Linux a niceness of about 10.
const LOW: u8 = 25;

/// The threads of an import. By default those that all of the program shares, at its own priority.
#[derive(Clone, Debug, Default)]
pub(super) struct Hands(Option<Arc<ThreadPool>>);

impl Hands {
    /// Threads of their own: so many, or as many as there are cores; in the background, whoever works
    /// at the machine goes first.
    pub(super) fn new(n_threads: Option<NonZero<usize>>, is_in_background: bool) -> Self {
        let built = ThreadPoolBuilder::new()
            .num_threads(n_threads.map_or(0, NonZero::get))
            .thread_name(|nth| format!("restore {nth}"))
            .start_handler(move |_nth| {
                if is_in_background {
                    step_back();
                }
            })
            .build();
        match built {
            Ok(pool) => Self(Some(Arc::new(pool))),
            Err(error) => {
                // Without threads of its own the work is done all the same.
                log::warn!("there are no threads for imports: {error}");
                Self(None)
            }
        }
    }

    /// Does something whose parallel parts these threads share.
    pub(super) fn work<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        match &self.0 {
            Some(pool) => pool.install(work),
            None => work(),
        }
    }
}

fn step_back() {
    let set = ThreadPriorityValue::try_from(LOW)
        .map_err(|error| error.to_string())
        .and_then(|value| {
            let set = ThreadPriority::Crossplatform(value).set_for_current();
            set.map_err(|error| error.to_string())
        });
    if let Err(error) = set {
        log::info!("a thread stays at the program's priority: {error}");
    }
}
