//! Saying how far long work is, not too often.

use super::{Progress, Stage};
use std::ops::ControlFlow;
use std::time::{Duration, Instant};

/// Progress is reported no more often.
const REPORT_EVERY: Duration = Duration::from_millis(100);

/// Reports the progress of one stage.
pub(super) struct Meter {
    stage: Stage,
    n_total: usize,
    last: Option<Instant>,
    begun: Instant,
}

impl Meter {
    pub(super) fn new(stage: Stage, n_total: usize) -> Self {
        Self {
            stage,
            n_total,
            last: None,
            begun: Instant::now(),
        }
    }

    /// Reports, unless it just did; `Break` when the listener wants the work to stop.
    pub(super) fn report(
        &mut self,
        n_done: usize,
        on_progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        if self.last.is_some_and(|last| last.elapsed() < REPORT_EVERY) {
            return ControlFlow::Continue(());
        }
        self.last = Some(Instant::now());
        on_progress(Progress {
            stage: self.stage,
            n_done,
            n_total: self.n_total,
            weight: (n_done as u64, self.n_total as u64),
            elapsed: self.begun.elapsed(),
        })
    }

    /// Passes on what is known already, as [`Meter::report`] does.
    pub(super) fn report_as(
        &mut self,
        progress: Progress,
        on_progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let is_end = progress.n_done == progress.n_total;
        if !is_end && self.last.is_some_and(|last| last.elapsed() < REPORT_EVERY) {
            return ControlFlow::Continue(());
        }
        self.last = Some(Instant::now());
        on_progress(progress)
    }

    /// The last word, which is never held back; there is nothing left to stop.
    pub(super) fn report_end(
        mut self,
        n_done: usize,
        on_progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) {
        self.last = None;
        if self.report(n_done, on_progress).is_break() {
            log::debug!("asked to stop when there was nothing left to stop");
        }
    }
}
