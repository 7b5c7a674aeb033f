//! The two streams of a subcommand, and whether something has failed. It writes to the streams
//! itself rather than with `println!`, which panics when the reader of a pipe has gone.

use crate::library::{Progress, Stage};
use serde::{Serialize, Serializer};
use std::io::{self, BufWriter, IsTerminal as _, Stdout, Write};

/// Standard output, standard error, and the exit status to be.
pub(super) struct Output {
    stdout: BufWriter<Stdout>,
    has_failed: bool,
    /// Is an unfinished line of progress on the terminal?
    has_progress_line: bool,
}

impl Output {
    pub(super) fn new() -> Self {
        Self {
            stdout: BufWriter::new(io::stdout()),
            has_failed: false,
            has_progress_line: false,
        }
    }

    /// Prints what was asked for.
    pub(super) fn line(&mut self, line: &str) -> io::Result<()> {
        self.stdout.write_all(line.as_bytes())?;
        self.stdout.write_all(b"\n")
    }

    /// Where what was asked for goes.
    pub(super) fn stdout(&mut self) -> &mut impl Write {
        &mut self.stdout
    }

    /// Says what the user should know, beside what was asked for.
    pub(super) fn note(&mut self, note: &str) {
        let end_of_progress = if std::mem::take(&mut self.has_progress_line) {
            "\n"
        } else {
            ""
        };
        // With nobody listening there is nobody to tell.
        if writeln!(io::stderr(), "{end_of_progress}{note}").is_err() {
            log::debug!("standard error is closed");
        }
    }

    /// Says what failed; the exit status will be 1.
    pub(super) fn fail(&mut self, failure: &str) {
        self.has_failed = true;
        self.note(failure);
    }

    /// Says how far the work is: on one line of a terminal, else a line each.
    pub(super) fn progress(&mut self, progress: Progress) {
        let stage = match progress.stage {
            Stage::Importing => "Importing",
            Stage::Indexing => "Indexing",
            Stage::Rebuilding => "Rebuilding",
            Stage::Correcting => "Correcting",
            Stage::Surveying => "Looking at",
        };
        self.said_progress(stage, progress.n_done, progress.n_total);
    }

    /// The same in words of the caller.
    pub(super) fn said_progress(&mut self, stage: &str, n_done: usize, n_total: usize) {
        let line = format!("{stage} {n_done}/{n_total}");
        if !io::stderr().is_terminal() {
            self.note(&line);
            return;
        }
        self.has_progress_line = true;
        if write!(io::stderr(), "\r\x1b[K{line}").is_err() {
            log::debug!("standard error is closed");
        }
    }

    pub(super) const fn has_failed(&self) -> bool {
        self.has_failed
    }

    pub(super) fn flush(&mut self) -> io::Result<()> {
        if std::mem::take(&mut self.has_progress_line) {
            writeln!(io::stderr())?;
        }
        self.stdout.flush()
    }
}

/// Writes a value as one line of JSON.
pub(super) fn write_json(out: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    out.write_all(b"\n")
}

/// A list for JSON whose items are made one by one, as they are written.
pub(super) struct Each<F>(pub(super) F);

impl<F, I> Serialize for Each<F>
where
    F: Fn() -> I,
    I: Iterator<Item: Serialize>,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
}
