//! `banmian import`, `files`, `remove`, `redo`, `archive` and `unarchive`: what goes into a library, what
//! is in it, and all of it out and back.

use super::keep::{fail_with, note_all};
use super::output::Output;
use crate::library::{ArchiveWork, ImportRequest, Library, LibraryError, Said, SurveyReport};
use std::io;
use std::num::NonZero;
use std::ops::{ControlFlow, Range};
use std::path::Path;

/// How an import is done.
pub(super) struct Manner {
    /// Is nothing to be written?
    pub(super) is_dry: bool,
    /// Threads; `None`: as many as there are cores.
    pub(super) n_threads: Option<NonZero<usize>>,
    /// Behind whatever else runs?
    pub(super) is_in_background: bool,
}

pub(super) fn import(
    output: &mut Output,
    request: ImportRequest,
    folder: &Path,
    manner: &Manner,
) -> io::Result<()> {
    if manner.is_dry {
        return survey(output, &request, folder);
    }
    let imported = Library::attach(folder).and_then(|mut library| {
        note_all(output, library.notes());
        if manner.n_threads.is_some() || manner.is_in_background {
            library.set_threads(manner.n_threads, manner.is_in_background);
        }
        library.import_as(request, &mut |progress| {
            output.progress(progress);
            ControlFlow::Continue(())
        })
    });
    let report = match imported {
        Ok(report) => report,
        Err(error) => return fail_with(output, &error),
    };
    for warning in &report.warnings {
        output.note(&format!("{}: {}", warning.place, warning.message));
    }
    for failure in &report.failures {
        output.fail(&format!("{}: {}", failure.place, failure.message));
    }
    let moved = match report.n_moved {
        0 => String::new(),
        n => format!(" {n} moved,"),
    };
    output.line(&format!(
        "{} files added ({} articles), {} already there,{moved} {} failed.",
        report.n_added,
        report.n_articles,
        report.n_unchanged,
        report.failures.len()
    ))
}

/// Says what an import would do. A library that is not there yet is not made.
fn survey(output: &mut Output, request: &ImportRequest, folder: &Path) -> io::Result<()> {
    let mut on_progress = |progress| {
        output.progress(progress);
        ControlFlow::Continue(())
    };
    let surveyed = match Library::open_for_reading(folder) {
        Ok(library) => library.reader().survey(request, &mut on_progress),
        Err(LibraryError::Missing { .. }) => Library::survey_for_new(request, &mut on_progress),
        Err(error) => Err(error),
    };
    let report: SurveyReport = match surveyed {
        Ok(report) => report,
        Err(error) => return fail_with(output, &error),
    };
    for warning in &report.warnings {
        output.note(&format!("{}: {}", warning.place, warning.message));
    }
    for failure in &report.failures {
        output.fail(&format!("{}: {}", failure.place, failure.message));
    }
    output.line(&format!(
        "{} files would be added ({} pages, {} bytes), {} are already there, {} were moved, {} would fail. \
         Nothing was written.",
        report.n_new,
        report.n_pages,
        report.n_bytes,
        report.n_unchanged,
        report.n_moved,
        report.failures.len()
    ))
}

/// Lists kept files, a line each: number, day, articles, name, path.
pub(super) fn files(
    output: &mut Output,
    part: &str,
    folder: &Path,
    rows: Range<usize>,
) -> io::Result<()> {
    let found = Library::open_for_reading(folder)
        .and_then(|library| library.reader().files(part, (rows.start, rows.len())));
    let found = match found {
        Ok(found) => found,
        Err(error) => return fail_with(output, &error),
    };
    for row in &found.rows {
        let path = row.stamp.path.as_ref();
        let path = path.map_or_else(String::new, |path| format!("  {}", path.display()));
        let encoding = row.encoding.map(|encoding| format!("  as {encoding}"));
        let date = row.issue_date.map(|date| format!("  dated {date}"));
        output.line(&format!(
            "{:>6}  {}  {:>5} articles  {}{path}{}{}",
            row.source_id,
            row.imported_at,
            row.n_articles,
            row.name,
            date.unwrap_or_default(),
            encoding.unwrap_or_default()
        ))?;
    }
    output.note(&format!("{} files", found.total));
    Ok(())
}

/// Lists files that could not be added.
pub(super) fn failed(output: &mut Output, folder: &Path) -> io::Result<()> {
    let found =
        Library::open_for_reading(folder).and_then(|library| library.reader().failed_files());
    let found = match found {
        Ok(found) => found,
        Err(error) => return fail_with(output, &error),
    };
    for file in &found {
        output.line(&format!("{}  {}: {}", file.failed_at, file.name, file.why))?;
    }
    output.note(&format!("{} files could not be added", found.len()));
    Ok(())
}

pub(super) fn remove(output: &mut Output, files: &[i64], folder: &Path) -> io::Result<()> {
    let removed = Library::open_existing(folder).and_then(|mut library| {
        note_all(output, library.notes());
        let reader = library.reader();
        for file in files {
            if reader.preview_file(*file)?.is_none() {
                return Err(LibraryError::NoSuchFile);
            }
        }
        library.remove_files(files)
    });
    match removed {
        Ok(n_articles) => output.line(&format!(
            "{} files removed ({n_articles} articles). Their originals are where they were.",
            files.len()
        )),
        Err(error) => fail_with(output, &error),
    }
}

pub(super) fn redo(output: &mut Output, file: i64, said: Said, folder: &Path) -> io::Result<()> {
    let redone = Library::open_existing(folder).and_then(|mut library| {
        note_all(output, library.notes());
        library.redo_file(file, said)
    });
    match redone {
        Ok(redone) => {
            for warning in &redone.warnings {
                output.note(&format!("{}: {}", warning.place, warning.message));
            }
            output.line(&format!("Restored anew: {} articles.", redone.n_articles))
        }
        Err(error) => fail_with(output, &error),
    }
}

pub(super) fn archive(
    output: &mut Output,
    folder: &Path,
    file: &Path,
    replaces: bool,
) -> io::Result<()> {
    let reader = match Library::open_for_reading(folder) {
        Ok(library) => library.reader(),
        Err(error) => return fail_with(output, &error),
    };
    let mut work = ArchiveWork::new(file, replaces);
    loop {
        match work.go_on(&reader, &mut || true) {
            Ok(None) => {}
            Ok(Some(report)) => {
                return output.line(&format!(
                    "{}: {} files, {} articles, and all that you made.",
                    report.path.display(),
                    report.n_files,
                    report.n_articles
                ));
            }
            Err(error) => {
                output.fail(&error.to_string());
                return Ok(());
            }
        }
    }
}

pub(super) fn unarchive(output: &mut Output, archive: &Path, folder: &Path) -> io::Result<()> {
    let made = Library::from_archive(archive, folder, &mut |progress| {
        output.progress(progress);
        ControlFlow::Continue(())
    });
    match made {
        Ok(report) => {
            for failure in &report.failures {
                output.fail(&format!("{}: {}", failure.place, failure.message));
            }
            output.line(&format!(
                "{} files, {} articles, and all that you made are in {}.",
                report.n_files,
                report.n_articles,
                folder.display()
            ))
        }
        Err(error) => fail_with(output, &error),
    }
}
