//! What takes the reader thread many turns: a page of a name, a network, a batch of searches, an
//! export. Of each kind the newest, a turn at a time, whenever there is nothing else to answer.

use super::batching::Batch;
use super::handing_out::HandingOut;
use super::profiling::{Asked, Profiling};
use super::threads::{NewestJobs, Reporter};
use super::weaving::Weaving;
use super::{ExportNews, Generation, Job, JobEvent};
use crate::library::Reader;
use crate::model::Sentence;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What is under way.
#[derive(Default)]
pub(super) struct LongWork {
    /// The page of a name, before all else: somebody looks at it.
    profiling: Option<Profiling>,
    network: Option<Weaving>,
    batch: Option<Batch>,
    export: Option<HandingOut>,
}

/// A turn that fell over.
struct Fallen;

/// How a failure is reported.
type Told = fn(Generation, Sentence) -> JobEvent;

impl LongWork {
    /// Takes what is its own, to begin or to give up; gives back what is not.
    pub(super) fn take(&mut self, job: Job, newest: &NewestJobs) -> Option<Job> {
        match job {
            Job::Batch { generation, lines } => self.batch = Some(Batch::new(generation, lines)),
            Job::StopBatch => self.batch = None,
            Job::ReadProfile {
                generation,
                subject,
                n_most,
                narrowing,
            } => {
                let asked = Asked {
                    subject,
                    n_most,
                    narrowing,
                };
                let stop = newest.stop_of_profile(generation);
                self.profiling = Some(Profiling::new(generation, asked, stop));
            }
            Job::StopProfile => self.profiling = None,
            Job::Network {
                generation,
                request,
            } => self.network = Some(Weaving::new(generation, request)),
            Job::StopNetwork => self.network = None,
            Job::Export(generation, request) => {
                self.export = Some(HandingOut::new(generation, *request));
            }
            Job::Archive(generation, path) => {
                self.export = Some(HandingOut::of_library(generation, &path));
            }
            Job::StopExport => self.export = None,
            other => return Some(other),
        }
        None
    }

    /// Is anything left to do?
    pub(super) const fn is_waiting(&self) -> bool {
        self.profiling.is_some()
            || self.network.is_some()
            || self.batch.is_some()
            || self.export.is_some()
    }

    /// The library is another one, or the same anew: what reads its articles one after the other would
    /// mix both.
    pub(super) fn see_other_reader(&mut self) {
        (self.profiling, self.export) = (None, None);
    }

    /// Goes on for a turn; without a reader there is nothing to go on with. What falls over, as it may
    /// on a damaged index, is given up, and the one who waits for it is told.
    pub(super) fn go_on(&mut self, reader: Option<&Reader>, reporter: &Reporter) {
        let Some(reader) = reader else {
            *self = Self::default();
            return;
        };
        let (generation, told, gone_on): (Generation, Told, Result<(), Fallen>) =
            if let Some(work) = self.profiling.take() {
                let generation = work.generation;
                let rest = guarded(|| work.go_on(reader, reporter));
                let gone_on = rest.map(|rest| self.profiling = rest);
                (generation, JobEvent::ProfileFailed, gone_on)
            } else if let Some(work) = self.network.take() {
                let generation = work.generation;
                let rest = guarded(|| work.go_on(reader, reporter));
                let gone_on = rest.map(|rest| self.network = rest);
                (generation, JobEvent::NetworkFailed, gone_on)
            } else if let Some(work) = self.batch.take() {
                let generation = work.generation;
                let rest = guarded(|| work.go_on(reader, reporter));
                let gone_on = rest.map(|rest| self.batch = rest);
                (generation, JobEvent::BatchFailed, gone_on)
            } else if let Some(work) = self.export.take() {
                let generation = work.generation;
                let rest = guarded(|| work.go_on(reader, reporter));
                let gone_on = rest.map(|rest| self.export = rest);
                let told: Told =
                    |generation, why| JobEvent::Export(generation, ExportNews::Failed(why));
                (generation, told, gone_on)
            } else {
                return;
            };
        if gone_on.is_err() {
            reporter.report(told(generation, reader.doubt_index()));
        }
    }
}

fn guarded<T>(turn: impl FnOnce() -> T) -> Result<T, Fallen> {
    catch_unwind(AssertUnwindSafe(turn)).map_err(|_panic| Fallen)
}
