//! A network in the making on the reader's thread, a few milliseconds at a time, so that whoever
//! types meanwhile is answered first.

use super::threads::{Reporter, TURN};
use super::{Generation, JobEvent};
use crate::library::{NetworkRequest, NetworkWork, Reader};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Progress is told at most this often.
const PROGRESS_EVERY: Duration = Duration::from_millis(100);

/// A network that is not there yet.
pub(super) struct Weaving {
    pub(super) generation: Generation,
    work: NetworkWork,
    told: Instant,
}

impl Weaving {
    pub(super) fn new(generation: Generation, request: NetworkRequest) -> Self {
        Self {
            generation,
            work: NetworkWork::new(request),
            told: Instant::now(),
        }
    }

    /// Works for a turn; gives what is left to do.
    pub(super) fn go_on(self, reader: &Reader, reporter: &Reporter) -> Option<Self> {
        let start = Instant::now();
        let Self {
            generation,
            work,
            mut told,
        } = self;
        match work.go_on(reader, &mut || start.elapsed() < TURN) {
            Ok(Ok(network)) => {
                reporter.report(JobEvent::NetworkFound(generation, Arc::new(network)));
                None
            }
            Ok(Err(work)) => {
                if told.elapsed() >= PROGRESS_EVERY {
                    told = Instant::now();
                    reporter.report(JobEvent::NetworkGoesOn(generation, work.progress()));
                }
                Some(Self {
                    generation,
                    work,
                    told,
                })
            }
            Err(error) => {
                reporter.report(JobEvent::NetworkFailed(generation, error.sentence()));
                None
            }
        }
    }
}
