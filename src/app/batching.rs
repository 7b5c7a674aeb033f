//! A search for many names on the reader's thread, a few at a time, so that whoever types meanwhile
//! is answered first.

use super::threads::{Reporter, TURN};
use super::{Generation, JobEvent};
use crate::library::{BatchLine, Reader};
use std::time::Instant;

/// What is left of a list.
pub(super) struct Batch {
    pub(super) generation: Generation,
    lines: std::vec::IntoIter<BatchLine>,
}

impl Batch {
    pub(super) fn new(generation: Generation, lines: Vec<BatchLine>) -> Self {
        Self {
            generation,
            lines: lines.into_iter(),
        }
    }

    /// Searches for some; gives what is left.
    pub(super) fn go_on(mut self, reader: &Reader, reporter: &Reporter) -> Option<Self> {
        let start = Instant::now();
        let mut rows = Vec::new();
        while start.elapsed() < TURN {
            let Some(line) = self.lines.next() else { break };
            match reader.batch_row(&line) {
                Ok(row) => rows.push(row),
                Err(error) => {
                    reporter.report(JobEvent::BatchFailed(self.generation, error.sentence()));
                    return None;
                }
            }
        }
        reporter.report(JobEvent::BatchFound(self.generation, rows));
        (self.lines.len() > 0).then_some(self)
    }
}
