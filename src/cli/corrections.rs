//! `banmian corrections`: the reader's rules for names out of a library, and into one.

use super::keep::fail_with;
use super::output::Output;
use crate::library::{Library, read_list_file};
use std::io::{self, Write as _};
use std::ops::ControlFlow;
use std::path::Path;

/// Prints the rules of a library, or writes them to a file.
pub(super) fn export(output: &mut Output, folder: &Path, file: Option<&Path>) -> io::Result<()> {
    let library = Library::open_for_reading(folder);
    let text = match library.and_then(|library| library.export_corrections()) {
        Ok(text) => text,
        Err(error) => return fail_with(output, &error),
    };
    let Some(file) = file else {
        return output.stdout().write_all(text.as_bytes());
    };
    if let Err(error) = std::fs::write(file, text) {
        output.fail(&format!("{} cannot be written: {error}.", file.display()));
    }
    Ok(())
}

/// Takes the rules of a file into a library and applies them.
pub(super) fn import(output: &mut Output, file: &Path, folder: &Path) -> io::Result<()> {
    let text = match read_list_file(file) {
        Ok(text) => text,
        Err(error) => {
            output.fail(&format!("{}: {error}", file.display()));
            return Ok(());
        }
    };
    let imported = Library::open_existing(folder).and_then(|mut library| {
        let report = library.import_corrections(&text)?;
        // Nobody can tell it to stop, so it comes to the end.
        let completed = library.complete(&mut |progress| {
            output.progress(progress);
            ControlFlow::Continue(())
        });
        completed.map(|_always_continues| report)
    });
    let report = match imported {
        Ok(report) => report,
        Err(error) => return fail_with(output, &error),
    };
    for bad in &report.bad {
        output.fail(&format!(
            "{}:{}: {}",
            file.display(),
            bad.number,
            bad.message
        ));
    }
    output.line(&format!(
        "{} rules added, {} already there, {} lines not understood.",
        report.n_added,
        report.n_known,
        report.bad.len()
    ))
}
