//! `banmian export`: a whole search as files for other programs.

use super::keep::fail_with;
use super::output::Output;
use crate::library::{ExportFormat, ExportRequest, ExportWhat, Library, Only, Sort, parse};
use std::io;
use std::path::{Path, PathBuf};

/// What is asked for.
pub(super) struct Wish {
    pub(super) query: String,
    pub(super) format: ExportFormat,
    pub(super) path: PathBuf,
    pub(super) replaces: bool,
    pub(super) sort: Sort,
}

/// Writes all articles that a query finds to a file.
pub(super) fn export(output: &mut Output, folder: &Path, wish: Wish) -> io::Result<()> {
    let parsed = parse(&wish.query);
    for problem in &parsed.problems {
        output.note(&problem.sentence.en);
    }
    let library = match Library::open_for_reading(folder) {
        Ok(library) => library,
        Err(error) => return fail_with(output, &error),
    };
    let request = ExportRequest {
        what: ExportWhat::Search {
            only: Only::All,
            sort: wish.sort,
        },
        query: parsed.query,
        format: wish.format,
        path: wish.path,
        replaces: wish.replaces,
        is_english: true,
    };
    let mut told = std::time::Instant::now();
    let done = library.reader().export(request, &mut |n_done, n_total| {
        if told.elapsed().as_millis() >= 100 {
            told = std::time::Instant::now();
            output.said_progress("Exporting", n_done, n_total);
        }
    });
    match done {
        Ok(report) => output.line(&format!(
            "{} articles written to {}.",
            report.n_articles,
            report.path.display()
        )),
        Err(error) => {
            output.fail(&error.to_string());
            Ok(())
        }
    }
}

/// A format by its name.
pub(super) fn parse_format(typed: &str) -> Result<ExportFormat, String> {
    let mut all = ExportFormat::ALL.into_iter();
    let found = all.find(|(name, _)| *name == typed);
    found.map(|(_, format)| format).ok_or_else(|| {
        let names: Vec<&str> = ExportFormat::ALL.iter().map(|(name, _)| *name).collect();
        format!("a format is {}", names.join(", "))
    })
}
