//! SQLite FTS5 with trigrams, as one would set it up for Chinese: its index holds the text, too.

use crate::corpus::Parts;
use crate::ours::{BUILD_BY_PROCESSOR, first_answer, n_bytes, processor_seconds};
use crate::queries::{Asked, Queries};
use crate::table::{Table, millis, percentile, time_each};
use rusqlite::Connection;
use std::path::Path;
use std::time::Instant;

/// Builds and asks.
pub(crate) fn measure(
    parts: &Parts,
    queries: &Queries,
    work: &Path,
    table: &mut Table,
) -> anyhow::Result<()> {
    let path = work.join("fts5.sqlite");
    let megabytes = parts.n_bytes as f64 / 1e6;
    if !path.exists() {
        let before = processor_seconds();
        let seconds = build(parts, &path)?;
        table.theirs("build of the index, MB/s", megabytes / seconds);
        if let Some((after, before)) = processor_seconds().zip(before) {
            table.theirs(BUILD_BY_PROCESSOR, megabytes / (after - before));
        }
    }
    table.theirs(
        "size with text and all else / text",
        n_bytes(&path)? / megabytes,
    );
    let opened = first_answer(&path)?;
    table.theirs("from opening to the first answer, ms", opened);
    let connection = Connection::open(&path)?;
    let long: Vec<String> = queries
        .timed
        .iter()
        .filter(|asked| asked.has_trigrams())
        .map(matching)
        .collect();
    let times = time_each(&long, |query| first_page(&connection, query))?;
    tell(table, "first 20, 3 characters or more", &times);
    let times = time_each(&long, |query| {
        first_page(&connection, query)?;
        count(&connection, query)
    })?;
    tell(
        table,
        "first 20 with exact count, 3 characters or more",
        &times,
    );
    let short: Vec<String> = queries
        .timed
        .iter()
        .filter(|asked| asked.kind == "word2")
        .map(|asked| format!("%{}%", asked.typed()))
        .collect();
    let times = time_each(&short, |pattern| scan(&connection, pattern))?;
    tell(table, "first 20, 2 characters", &times);
    Ok(())
}

/// Builds it in one transaction; how long it takes, reading the articles left out, in seconds.
fn build(parts: &Parts, path: &Path) -> anyhow::Result<f64> {
    let mut connection = Connection::open(path)?;
    connection.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536;
         CREATE VIRTUAL TABLE article USING fts5(title, body, tokenize = 'trigram');",
    )?;
    let transaction = connection.transaction()?;
    let mut seconds = 0.0;
    for articles in parts.read() {
        let articles = articles?;
        let started = Instant::now();
        let mut insert =
            transaction.prepare_cached("INSERT INTO article (title, body) VALUES (?1, ?2)")?;
        for article in &articles {
            insert.execute([&article.title, &article.body])?;
        }
        seconds += started.elapsed().as_secs_f64();
    }
    let started = Instant::now();
    transaction.commit()?;
    // The last of the log goes into the file, whose size is told.
    connection.execute_batch("PRAGMA journal_mode = DELETE;")?;
    Ok(seconds + started.elapsed().as_secs_f64())
}

fn matching(asked: &Asked) -> String {
    let quoted = asked
        .texts
        .iter()
        .map(|text| format!("\"{}\"", text.replace('"', "\"\"")));
    quoted.collect::<Vec<_>>().join(" AND ")
}

fn first_page(connection: &Connection, query: &str) -> anyhow::Result<()> {
    let mut statement = connection.prepare_cached(
        "SELECT rowid, title, snippet(article, 1, '[', ']', '…', 64) FROM article
         WHERE article MATCH ?1 ORDER BY rank LIMIT 20",
    )?;
    let mut rows = statement.query([query])?;
    while let Some(row) = rows.next()? {
        let (_, _): (String, String) = (row.get(1)?, row.get(2)?);
    }
    Ok(())
}

fn count(connection: &Connection, query: &str) -> anyhow::Result<()> {
    let mut statement =
        connection.prepare_cached("SELECT count(*) FROM article WHERE article MATCH ?1")?;
    let _: i64 = statement.query_row([query], |row| row.get(0))?;
    Ok(())
}

/// What is left for two characters: a look at every article, in no order.
fn scan(connection: &Connection, pattern: &str) -> anyhow::Result<()> {
    let mut statement = connection.prepare_cached(
        "SELECT rowid, title, body FROM article WHERE title LIKE ?1 OR body LIKE ?1 LIMIT 20",
    )?;
    let mut rows = statement.query([pattern])?;
    while let Some(row) = rows.next()? {
        let (_, _): (String, String) = (row.get(1)?, row.get(2)?);
    }
    Ok(())
}

fn tell(table: &mut Table, name: &str, times: &[f64]) {
    table.theirs(&format!("{name}, p50 ms"), percentile(times, 0.5));
    table.theirs(&format!("{name}, p95 ms"), percentile(times, 0.95));
}

/// From the opening of a file to its first answer, in milliseconds.
pub(crate) fn open_and_answer(path: &Path) -> anyhow::Result<f64> {
    let started = Instant::now();
    let connection = Connection::open(path)?;
    first_page(&connection, "\"现代化\"")?;
    Ok(millis(started.elapsed()))
}
