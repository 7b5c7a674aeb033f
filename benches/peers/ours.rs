//! Banmian's figures.

use crate::corpus::Parts;
use crate::queries::{Asked, Queries};
use crate::table::{Table, millis, percentile, time_each};
use anyhow::Context as _;
use banmian::index::query::Query;
use banmian::index::{ArticleIndex, Entry};
use banmian::library::{Library, Only, ReprintView, RowsWish, Sort, Stop, entry_of};
use banmian::store::Catalog;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

/// What other work on the machine changes least.
pub(crate) const BUILD_BY_PROCESSOR: &str = "build of the index, MB/s of one processor";
/// Rows of a first page.
const N_ROWS: usize = 20;
/// Names of each facet, as the window shows them.
const N_TOP_NAMES: usize = 8;
/// More articles than this are not held in memory as entries.
const N_MOST_ENTRIES: usize = 200_000;

/// What was built.
pub(crate) struct Built {
    /// The library's folder.
    pub(crate) library: PathBuf,
}

/// Builds and asks.
pub(crate) fn measure(
    parts: &Parts,
    queries: &Queries,
    work: &Path,
    table: &mut Table,
) -> anyhow::Result<Built> {
    let folder = work.join("library");
    let megabytes = parts.n_bytes as f64 / 1e6;
    if !folder.exists() {
        let started = Instant::now();
        let mut library = Library::open(&folder)?;
        library.import(&parts.paths, None, &mut |_| ControlFlow::Continue(()))?;
        let seconds = started.elapsed().as_secs_f64();
        table.ours(
            "import with restoration and names, MB/s",
            megabytes / seconds,
        );
    }
    if parts.n_articles <= N_MOST_ENTRIES {
        let (seconds, on_processors) = build_index(&folder, &work.join("index"))?;
        table.ours("build of the index, MB/s", megabytes / seconds);
        if let Some(seconds) = on_processors {
            table.ours(BUILD_BY_PROCESSOR, megabytes / seconds);
        }
    }
    // What an earlier program left is brought up to date.
    drop(Library::open(&folder)?);
    let size = n_bytes(&folder.join("index"))?;
    table.ours("size of the index / text", size / megabytes);
    table.ours(
        "size with text and all else / text",
        n_bytes(&folder)? / megabytes,
    );
    let opened = first_answer(&folder)?;
    table.ours("from opening to the first answer, ms", opened);
    search(&folder, queries, table)?;
    Ok(Built { library: folder })
}

/// Builds the index once more, from entries in memory; how long it takes, in seconds, and how much
/// of that on processors, where the system tells.
fn build_index(library: &Path, folder: &Path) -> anyhow::Result<(f64, Option<f64>)> {
    let entries = read_entries(library)?;
    if folder.exists() {
        std::fs::remove_dir_all(folder)?;
    }
    let opened = ArticleIndex::open_or_create(folder)?;
    let before = processor_seconds();
    let started = Instant::now();
    let mut writer = opened.index.writer()?;
    for entry in entries {
        writer.add(entry)?;
    }
    writer.commit()?;
    writer.finish()?;
    let done = (
        started.elapsed().as_secs_f64(),
        processor_seconds().zip(before).map(|(a, b)| a - b),
    );
    Ok(done)
}

fn read_entries(library: &Path) -> anyhow::Result<Vec<Entry>> {
    let catalog = Catalog::open_read_only(&library.join("library.sqlite"))?;
    let mut entries = Vec::new();
    let mut after = 0;
    loop {
        let articles = catalog.articles_after(after, 1000)?;
        let Some(last) = articles.last() else {
            return Ok(entries);
        };
        after = last.stored.seq;
        entries.extend(articles.into_iter().map(entry_of));
    }
}

fn search(folder: &Path, queries: &Queries, table: &mut Table) -> anyhow::Result<()> {
    let library = Library::open(folder)?;
    let reader = library.reader();
    let of_kind = |is_wanted: &dyn Fn(&Asked) -> bool| -> Vec<Query> {
        let wanted = queries.timed.iter().filter(|asked| is_wanted(asked));
        wanted.map(|asked| Query::parse(&asked.typed())).collect()
    };
    let kinds: [(&str, Vec<Query>); 3] = [
        ("all queries", of_kind(&|_| true)),
        ("3 characters or more", of_kind(&Asked::has_trigrams)),
        (
            "2 characters",
            of_kind(&|asked| asked.texts.iter().all(|text| text.chars().count() == 2)),
        ),
    ];
    for (kind, queries) in &kinds {
        let times = time_each(queries, |query| {
            reader.first_rows(first_page(query), &Stop::never())?;
            Ok(())
        })?;
        tell(table, &format!("first 20, {kind}"), &times);
        let times = time_each(queries, |query| {
            reader.first_rows(first_page(query), &Stop::never())?;
            reader.rows(first_page(query), &Stop::never())?;
            Ok(())
        })?;
        tell(table, &format!("first 20 with exact count, {kind}"), &times);
    }
    let (kind, queries) = &kinds[0];
    let times = time_each(queries, |query| {
        reader.first_rows(first_page(query), &Stop::never())?;
        reader.rows(first_page(query), &Stop::never())?;
        reader.facets(query, Only::All, N_TOP_NAMES, &Stop::never())?;
        Ok(())
    })?;
    tell(table, &format!("the same and all facets, {kind}"), &times);
    Ok(())
}

/// What the window asks for first.
fn first_page(query: &Query) -> RowsWish<'_> {
    RowsWish {
        query,
        only: Only::All,
        reprints: &ReprintView::Folded,
        sort: Sort::Relevance,
        offset: 0,
        limit: N_ROWS,
    }
}

fn tell(table: &mut Table, name: &str, times: &[f64]) {
    table.ours(&format!("{name}, p50 ms"), percentile(times, 0.5));
    table.ours(&format!("{name}, p95 ms"), percentile(times, 0.95));
}

/// From the opening of a library to its first answer, in milliseconds.
pub(crate) fn open_and_answer(folder: &Path) -> anyhow::Result<f64> {
    let started = Instant::now();
    let library = Library::attach(folder)?;
    let query = Query::parse("发展");
    let reader = library.reader();
    reader.first_rows(first_page(&query), &Stop::never())?;
    Ok(millis(started.elapsed()))
}

/// The median of some processes that open a library, or a file of FTS5, and ask it once.
pub(crate) fn first_answer(path: &Path) -> anyhow::Result<f64> {
    let mut times = Vec::new();
    for _ in 0..5 {
        let output = Command::new(std::env::current_exe()?)
            .arg("--open")
            .arg(path)
            .output()?;
        let printed = String::from_utf8(output.stdout)?;
        times.push(printed.trim().parse().context("no time was printed")?);
    }
    times.sort_by(f64::total_cmp);
    Ok(percentile(&times, 0.5))
}

/// Time on processors so far, in seconds; `None` where the system has no such file.
pub(crate) fn processor_seconds() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    // Behind the name in brackets: state, ten more fields, then user and system time in hundredths.
    let (_, fields) = stat.rsplit_once(')')?;
    let times = fields.split_whitespace().skip(11).take(2);
    let ticks: f64 = times.map(|n| n.parse().unwrap_or(0.0)).sum();
    Some(ticks / 100.0)
}

/// Megabytes in a folder or a file.
pub(crate) fn n_bytes(path: &Path) -> anyhow::Result<f64> {
    if path.is_file() {
        return Ok(path.metadata()?.len() as f64 / 1e6);
    }
    let mut sum = 0.0;
    for entry in std::fs::read_dir(path)? {
        sum += n_bytes(&entry?.path())?;
    }
    Ok(sum)
}
