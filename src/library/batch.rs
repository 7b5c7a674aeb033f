//! Many names searched for at once: a list of them in, a table out.

use super::cells::no_formula;
use super::reader::Reader;
use super::{LibraryError, Problem};
use crate::index::Tally;
use crate::index::query::{Query, parse};
use crate::ingest::{self, IngestError};
use crate::model::PartialDate;
use std::collections::BTreeSet;
use std::path::Path;

/// Names of files that a row lists; their number is always told.
const N_SOURCES_NAMED: usize = 20;

/// One line of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchLine {
    /// As it stands in the list.
    pub name: String,
    /// What is searched for.
    pub query: Query,
    /// What was not understood of it.
    pub problems: Vec<Problem>,
}

/// What one line found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchRow {
    /// As it stands in the list.
    pub name: String,
    /// What was searched for, as it can be typed.
    pub typed: String,
    /// How many articles it finds.
    pub n_articles: usize,
    /// The date of the oldest.
    pub first: Option<PartialDate>,
    /// The date of the newest.
    pub last: Option<PartialDate>,
    /// How many files they are from.
    pub n_sources: usize,
    /// The names of the first of these files.
    pub sources: Vec<String>,
    /// What was not understood of it.
    pub problems: Vec<Problem>,
}

/// Reads a list: one name a line; of a table its first column, set apart by commas or tabs. Where
/// `are_queries`, each whole line is a query of the language; else it is searched for as it stands.
/// Blank lines and repetitions are left out.
#[must_use]
pub fn read_list(text: &str, are_queries: bool) -> Vec<BatchLine> {
    let text = text.trim_start_matches('\u{feff}');
    let mut known = BTreeSet::new();
    let mut lines = Vec::new();
    let mut take = |name: &str| {
        let name = name.trim();
        if name.is_empty() || !known.insert(name.to_owned()) {
            return;
        }
        let (query, problems) = if are_queries {
            let parsed = parse(name);
            (parsed.query, parsed.problems)
        } else {
            (Query::literal(name), Vec::new())
        };
        // A line of signs alone asks for nothing.
        if !query.is_empty() || !problems.is_empty() {
            lines.push(BatchLine {
                name: name.to_owned(),
                query,
                problems,
            });
        }
    };
    if are_queries {
        text.lines().for_each(&mut take);
        return lines;
    }
    // A tab in the first line tells a table that was copied from a spreadsheet.
    let is_by_tabs = text.lines().next().is_some_and(|line| line.contains('\t'));
    let mut table = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(if is_by_tabs { b'\t' } else { b',' })
        .from_reader(text.as_bytes());
    for record in table.records().flatten() {
        take(record.get(0).unwrap_or_default());
    }
    lines
}

/// Reads the file of a list, in whatever encoding.
///
/// # Errors
/// When it cannot be read, is empty, or is no text.
pub fn read_list_file(path: &Path) -> Result<String, IngestError> {
    ingest::read_plain_text(path)
}

impl Reader {
    /// What a line finds.
    ///
    /// # Errors
    /// When the index or the databases cannot be read.
    pub fn batch_row(&self, line: &BatchLine) -> Result<BatchRow, LibraryError> {
        // What was not understood at all finds nothing, not everything.
        let tally = if line.query.is_empty() {
            Tally::default()
        } else {
            self.index.tally(&line.query)?
        };
        let connections = self.connections();
        let mut sources = Vec::new();
        for number in tally.sources.iter().take(N_SOURCES_NAMED) {
            let number = i64::try_from(*number).unwrap_or(0);
            sources.extend(connections.catalog.source_name(number)?);
        }
        Ok(BatchRow {
            name: line.name.clone(),
            typed: if line.query.is_empty() {
                line.name.clone()
            } else {
                line.query.to_string()
            },
            n_articles: tally.n_articles,
            first: tally.first,
            last: tally.last,
            n_sources: tally.sources.len(),
            sources,
            problems: line.problems.clone(),
        })
    }
}

/// What stands over the columns of a table.
const COLUMNS: [&str; 6] = ["名称", "篇数", "最早", "最晚", "文件数", "文件"];
/// The same in English.
const COLUMNS_EN: [&str; 6] = ["name", "articles", "first", "last", "n_files", "files"];

/// The table as text, its columns set apart by commas, ready for a file: with the mark by which
/// spreadsheets know UTF-8, where `has_mark`.
#[must_use]
pub fn csv_of(rows: &[BatchRow], is_english: bool, has_mark: bool) -> String {
    let mark = if has_mark { "\u{feff}" } else { "" };
    format!("{mark}{}", table_of(rows, is_english, b','))
}

/// The table as text, its columns set apart by tabs, ready to be pasted into a spreadsheet.
#[must_use]
pub fn tsv_of(rows: &[BatchRow], is_english: bool) -> String {
    table_of(rows, is_english, b'\t')
}

fn table_of(rows: &[BatchRow], is_english: bool, delimiter: u8) -> String {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(delimiter)
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    let date = |date: Option<PartialDate>| date.map_or_else(String::new, |d| d.to_string());
    let lines = rows.iter().map(|row| {
        let mut sources = row.sources.join("；");
        if row.n_sources > row.sources.len() {
            sources.push_str("；…");
        }
        [
            no_formula(&row.name),
            row.n_articles.to_string(),
            date(row.first),
            date(row.last),
            row.n_sources.to_string(),
            no_formula(&sources),
        ]
    });
    let head = if is_english { COLUMNS_EN } else { COLUMNS };
    let head = head.map(str::to_owned);
    for line in std::iter::once(head).chain(lines) {
        // Into memory, and all lines of one length: there is nothing to fail.
        if let Err(error) = writer.write_record(&line) {
            log::error!("a line of a table was left out: {error}");
        }
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}
