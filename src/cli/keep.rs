//! `banmian search`, `check`, `backups`, `restore` and `salvage`: what works on a library.

use super::output::Output;
use crate::library::{
    Library, LibraryError, Results, Sort, csv_of, describe, parse, read_list, read_list_file,
};
use serde_json::json;
use std::io::{self, Write as _};
use std::ops::{ControlFlow, Range};
use std::path::{Path, PathBuf};

pub(super) fn search(
    output: &mut Output,
    typed: &str,
    folder: &Path,
    is_json: bool,
    rows: Range<usize>,
) -> io::Result<()> {
    let parsed = parse(typed);
    let found = Library::open_for_reading(folder).and_then(|library| {
        library
            .reader()
            .find(&parsed.query, Sort::Relevance, rows.start, rows.len())
    });
    if found.is_ok() {
        output.note(&format!("Searched: {}", describe(&parsed.query).en));
        for problem in &parsed.problems {
            output.fail(&problem.sentence.en);
        }
    }
    match found {
        Ok(results) if is_json => output.line(&json_of(&results).to_string()),
        Ok(results) => print_results(output, &results),
        Err(error) => fail_with(output, &error),
    }
}

/// Searches for each line of a list, and prints the table.
pub(super) fn search_list(
    output: &mut Output,
    list: &Path,
    are_queries: bool,
    folder: &Path,
) -> io::Result<()> {
    let text = match read_list_file(list) {
        Ok(text) => text,
        Err(error) => {
            output.fail(&format!("{}: {error}", list.display()));
            return Ok(());
        }
    };
    let found = Library::open_for_reading(folder).and_then(|library| {
        let reader = library.reader();
        let lines = read_list(&text, are_queries);
        let rows = lines.iter().map(|line| reader.batch_row(line));
        rows.collect::<Result<Vec<_>, _>>()
    });
    match found {
        Ok(rows) => {
            for (row, problem) in rows
                .iter()
                .flat_map(|r| r.problems.iter().map(move |p| (r, p)))
            {
                output.fail(&format!("{}: {}", row.name, problem.sentence.en));
            }
            output
                .stdout()
                .write_all(csv_of(&rows, true, false).as_bytes())
        }
        Err(error) => fail_with(output, &error),
    }
}

fn json_of(results: &Results) -> serde_json::Value {
    let hits: Vec<_> = results
        .rows
        .iter()
        .map(|row| {
            json!({
                "id": row.id,
                "headline": row.headline.text,
                "date": row.date.map(|date| date.to_string()),
                "source": row.page,
                "snippet": row.preview.text,
            })
        })
        .collect();
    json!({
        "total": results.total,
        "elapsed_ms": results.elapsed.as_secs_f64() * 1000.0,
        "hits": hits,
    })
}

fn print_results(output: &mut Output, results: &Results) -> io::Result<()> {
    output.line(&format!(
        "{} articles ({:.1} ms)",
        results.total,
        results.elapsed.as_secs_f64() * 1000.0
    ))?;
    for (idx, row) in results.rows.iter().enumerate() {
        let date = row.date.map(|date| format!("{date}  ")).unwrap_or_default();
        output.line(&format!(
            "\n{:>4}  {}\n      {date}{}  {}\n      {}",
            results.offset + idx + 1,
            row.headline.text,
            row.page,
            row.author,
            row.preview.text
        ))?;
    }
    Ok(())
}

pub(super) fn check(output: &mut Output, folder: &Path, is_rebuild: bool) -> io::Result<()> {
    let checked = Library::open_existing(folder).and_then(|mut library| {
        note_all(output, library.notes());
        if is_rebuild {
            let report = library.rebuild(&mut |progress| {
                output.progress(progress);
                ControlFlow::Continue(())
            })?;
            for failure in &report.failures {
                output.fail(&format!("{}: {}", failure.place, failure.message));
            }
        }
        library.check()
    });
    let report = match checked {
        Ok(report) => report,
        Err(error) => return fail_with(output, &error),
    };
    for problem in &report.problems {
        output.fail(problem);
    }
    let verdict = if report.problems.is_empty() {
        "All is well."
    } else {
        "There are problems."
    };
    output.line(&format!(
        "{} files, {} pages, {} articles; a search finds {}. {verdict}",
        report.counts.n_sources, report.counts.n_pages, report.counts.n_articles, report.n_indexed
    ))
}

/// Lists the copies of the reader's rows.
pub(super) fn backups(output: &mut Output, folder: &Path) -> io::Result<()> {
    let backups = match Library::backups(folder) {
        Ok(backups) => backups,
        Err(error) => return fail_with(output, &error),
    };
    for backup in backups {
        let counts = backup.counts;
        let state = backup.trouble.map_or_else(
            || {
                format!(
                    "{} stars, {} notes, {} repairs, {} rules for names, {} saved searches",
                    counts.n_stars,
                    counts.n_notes,
                    counts.n_repairs,
                    counts.n_corrections,
                    counts.n_searches
                )
            },
            |trouble| format!("damaged: {trouble}"),
        );
        output.line(&format!(
            "{}  {} bytes  {state}",
            backup.name, backup.n_bytes
        ))?;
    }
    Ok(())
}

/// Goes back to one of them.
pub(super) fn restore(output: &mut Output, folder: &Path, name: &str) -> io::Result<()> {
    let restored = Library::restore_backup(folder, name).and_then(|kept| {
        // Articles follow what was repaired and corrected.
        let library = Library::open(folder)?;
        note_all(output, library.notes());
        Ok(kept)
    });
    match restored {
        Ok(kept) => output.line(&format!(
            "{name} is in its place. What was there is kept as {kept}; `banmian restore {kept}` undoes this."
        )),
        Err(error) => fail_with(output, &error),
    }
}

/// Takes over what is sound in a damaged library.
pub(super) fn salvage(output: &mut Output, folder: &Path) -> io::Result<()> {
    let salvaged = Library::salvage(folder, &mut |progress| {
        output.progress(progress);
        ControlFlow::Continue(())
    });
    match salvaged {
        Ok(None) => output.line("Every kept file is sound; nothing was done. `banmian check --rebuild` makes anew what is derived."),
        Ok(Some(report)) => {
            for name in &report.lost {
                output.fail(&format!(
                    "{name} is lost; import it again where you have it."
                ));
            }
            output.line(&format!(
                "{} files are in the library again ({} articles restored), {} are lost. What was damaged is kept \
                 as {}.",
                report.n_files,
                report.n_articles,
                report.lost.len(),
                list_of(&report.aside)
            ))
        }
        Err(error) => fail_with(output, &error),
    }
}

fn list_of(paths: &[PathBuf]) -> String {
    let paths: Vec<String> = paths
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    paths.join(", ")
}

pub(super) fn note_all(output: &mut Output, notes: &[crate::model::Sentence]) {
    for note in notes {
        output.note(&note.en);
    }
}

pub(super) fn fail_with(output: &mut Output, error: &LibraryError) -> io::Result<()> {
    output.fail(&error.to_string());
    Ok(())
}
