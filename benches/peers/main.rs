//! Banmian's search beside SQLite's FTS5 (trigram), on the same articles, in one run.
//!
//! ```text
//! cargo bench --bench peers -- [ARTICLES.jsonl] [--queries DIR] [--articles N] [--work DIR]
//! ```
//!
//! Each line of `ARTICLES.jsonl` is an article: `title`, `date`, `body`. Without a file, and where
//! more articles are asked for than it has, they are [made](maker). `--queries` is a folder with
//! `queries.json` (a list of `[kind, text]`) and, where exactness is checked, `queries.tsv` and
//! `queries2.tsv` (kind, tab, text); without it, queries are taken from the text. What is built
//! stands in the folder `--work`, else in one that is removed at the end.
//!
//! The library is the real one: filled by an import, asked through its reader, which also makes the
//! rows with their snippets. The index alone is built once more from entries in memory, to tell its
//! speed. Then every query must have found exactly the articles that a plain scan of the texts
//! finds; a difference ends the program with an error.

#![expect(clippy::print_stdout, reason = "a table is what it is for")]

mod corpus;
mod exact;
mod fts5;
mod maker;
mod ours;
mod queries;
mod table;

use anyhow::Context as _;
use clap::Parser;
use std::path::{Path, PathBuf};

/// Articles that are made where nobody gives any: about 20 MB.
const N_MADE: usize = 16_000;

#[derive(Parser)]
#[command(about = "Banmian's search beside SQLite's FTS5, on the same articles")]
struct Args {
    /// Articles, one a line: title, date, body
    articles_file: Option<PathBuf>,
    /// A folder with queries.json, queries.tsv and queries2.tsv
    #[arg(long)]
    queries: Option<PathBuf>,
    /// How many articles; made of those of the file where it has too few
    #[arg(long)]
    articles: Option<usize>,
    /// Where to build, and to leave what was built; what is there is used again
    #[arg(long)]
    work: Option<PathBuf>,
    /// Leave the peer out
    #[arg(long)]
    alone: bool,
    /// Leave the check of exactness out
    #[arg(long)]
    unchecked: bool,
    /// Print how long a library, or a file of FTS5, takes from opening to an answer, and no more
    #[arg(long, hide = true)]
    open: Option<PathBuf>,
    /// What cargo adds
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() -> anyhow::Result<()> {
    let args = Args::parse();
    if let Some(path) = &args.open {
        return open_and_answer(path);
    }
    let kept;
    let work: &Path = match &args.work {
        Some(folder) => folder,
        None => {
            kept = tempfile::tempdir().context("a folder to build in")?;
            kept.path()
        }
    };
    std::fs::create_dir_all(work)?;
    let parts = corpus::write_parts(
        args.articles_file.as_deref(),
        args.articles.unwrap_or(N_MADE),
        args.articles.is_some() || args.articles_file.is_none(),
        &work.join("articles"),
    )?;
    let queries = queries::load(args.queries.as_deref(), &parts)?;
    println!(
        "{} articles, {:.1} MB of text, {} queries, {} processors",
        parts.n_articles,
        parts.n_bytes as f64 / 1e6,
        queries.timed.len(),
        std::thread::available_parallelism()?,
    );
    let mut table = table::Table::default();
    let ours = ours::measure(&parts, &queries, work, &mut table)?;
    if !args.alone {
        fts5::measure(&parts, &queries, work, &mut table)?;
    }
    table.print();
    if !args.unchecked {
        exact::check(&ours, &queries)?;
    }
    Ok(())
}

/// What a process of its own does, to tell how long a cold start takes.
fn open_and_answer(path: &Path) -> anyhow::Result<()> {
    let millis = if path.is_dir() {
        ours::open_and_answer(path)?
    } else {
        fts5::open_and_answer(path)?
    };
    println!("{millis}");
    Ok(())
}
