//! Reading what a subject's articles say, and who goes by its name, on the reader's thread, a few at a time, so that whoever
//! types meanwhile is answered first.

use super::threads::{Reporter, TURN};
use super::{Generation, JobEvent};
use crate::library::{LibraryError, Narrowing, ProfileReading, Reader, Stop, Subject};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How often what is known is told, while there is more to read.
const REPORTS: Duration = Duration::from_millis(200);

/// A profile that is wanted.
pub(super) struct Profiling {
    pub(super) generation: Generation,
    stop: Stop,
    stage: Stage,
    reported: Instant,
}

/// What is wanted.
pub(super) struct Asked {
    pub(super) subject: Subject,
    pub(super) n_most: usize,
    pub(super) narrowing: Option<Narrowing>,
}

impl Asked {
    fn begin(&self, reader: &Reader, stop: &Stop) -> Result<ProfileReading, LibraryError> {
        match &self.narrowing {
            Some(one) => reader.begin_narrowed_profile(&self.subject, one.clone(), stop),
            None => reader.begin_profile(&self.subject, self.n_most, stop),
        }
    }
}

enum Stage {
    Asked(Asked),
    Begun(Box<ProfileReading>),
}

impl Profiling {
    pub(super) fn new(generation: Generation, asked: Asked, stop: Stop) -> Self {
        Self {
            generation,
            stop,
            stage: Stage::Asked(asked),
            reported: Instant::now(),
        }
    }

    /// Reads some; gives what is left.
    pub(super) fn go_on(mut self, reader: &Reader, reporter: &Reporter) -> Option<Self> {
        if self.stop.is_overtaken() {
            return None;
        }
        match self.take_turn(reader, reporter) {
            Ok(true) => None,
            Ok(false) => Some(self),
            Err(error) if error.is_overtaken() => None,
            Err(error) => {
                let event = JobEvent::ProfileFailed(self.generation, error.sentence());
                reporter.report(event);
                None
            }
        }
    }

    /// Is it done after this turn?
    fn take_turn(&mut self, reader: &Reader, reporter: &Reporter) -> Result<bool, LibraryError> {
        let start = Instant::now();
        let is_new = matches!(self.stage, Stage::Asked(_));
        if let Stage::Asked(asked) = &self.stage {
            let begun = asked.begin(reader, &self.stop)?;
            self.stage = Stage::Begun(Box::new(begun));
        }
        let Stage::Begun(reading) = &mut self.stage else {
            return Ok(true);
        };
        while !reading.is_done() && start.elapsed() < TURN {
            reading.go_on(reader)?;
        }
        let is_done = reading.is_done();
        if is_new || is_done || self.reported.elapsed() >= REPORTS {
            let profile = reading.profile(reader)?;
            let event = JobEvent::ProfileRead(self.generation, Arc::new(profile));
            reporter.report(event);
            self.reported = Instant::now();
        }
        Ok(is_done)
    }
}
