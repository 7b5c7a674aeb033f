//! Whatever moment an import is killed at, the library opens, holds what was confirmed, and takes
//! the rest at the next run.

use banmian::library::{Library, Query, Sort};
use std::io::{BufRead as _, BufReader};
use std::ops::ControlFlow;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::time::{Duration, Instant};

const N_FILES: usize = 1200;

fn write_files(folder: &Path) {
    for idx in 0..N_FILES {
        let line = crate::samples::json_line(
            &format!("第{idx}号工程开工"),
            &format!("本报讯 第{idx}号工程昨日开工，标记{idx}止。"),
            None,
        );
        std::fs::write(folder.join(format!("{idx:04}.jsonl")), line).unwrap();
    }
}

fn start_import(files: &Path, library: &Path) -> (Child, Receiver<usize>) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_banmian"))
        .arg("import")
        .arg(files)
        .arg("--library")
        .arg(library)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let stderr = BufReader::new(child.stderr.take().unwrap());
    let (sender, confirmed) = sync_channel(N_FILES);
    std::thread::Builder::new()
        .name("stderr".to_owned())
        .spawn(move || {
            for line in stderr.lines().map_while(Result::ok) {
                let n_done = line
                    .strip_prefix("Importing ")
                    .and_then(|rest| rest.split_once('/'))
                    .and_then(|(n_done, _)| n_done.parse().ok());
                if let Some(n_done) = n_done
                    && sender.send(n_done).is_err()
                {
                    return;
                }
            }
        })
        .unwrap();
    (child, confirmed)
}

/// Kills an import after so long; gives how many files it had confirmed, and whether it was still
/// at work.
fn kill_after(files: &Path, library: &Path, delay: Duration) -> (usize, bool) {
    let (mut child, confirmed) = start_import(files, library);
    let deadline = Instant::now() + delay;
    let mut n_confirmed = 0;
    loop {
        let left = deadline.saturating_duration_since(Instant::now());
        match confirmed.recv_timeout(left) {
            Ok(n_done) => n_confirmed = n_done,
            Err(RecvTimeoutError::Timeout) => break,
            // It has ended by itself.
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    let was_at_work = child.try_wait().unwrap().is_none();
    child.kill().unwrap();
    child.wait().unwrap();
    // What it said before it died counts, too.
    n_confirmed = confirmed.iter().last().unwrap_or(n_confirmed);
    (n_confirmed, was_at_work)
}

#[test]
fn a_killed_import_loses_nothing() {
    // Kills that must strike an import at work; `kills.rs` has the others.
    let n_wanted = crate::kills::n_kills() * 2 / 5;
    let folder = tempfile::tempdir().unwrap();
    let files = folder.path().join("files");
    std::fs::create_dir(&files).unwrap();
    write_files(&files);

    let mut seed = 88_172_645_463_325_252_u64;
    let (mut n_kills, mut n_libraries) = (0, 0);
    let mut library = folder.path().join("library-0");
    let mut n_before = 0;
    while n_kills < n_wanted {
        // Xorshift: moments that differ, the same in every run.
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        let delay = Duration::from_micros(2_000 + seed % 250_000);
        let (n_confirmed, was_at_work) = kill_after(&files, &library, delay);
        n_kills += usize::from(was_at_work);

        let opened = Library::open(&library).unwrap();
        let n_sources = opened.counts().unwrap().n_sources;
        assert!(n_sources >= n_confirmed && n_sources >= n_before);
        let report = opened.check().unwrap();
        assert_eq!(report.problems, Vec::<String>::new());
        assert_eq!(report.n_indexed, n_sources);
        n_before = n_sources;
        if n_sources == N_FILES {
            n_libraries += 1;
            library = folder.path().join(format!("library-{n_libraries}"));
            n_before = 0;
        }
    }

    let mut opened = Library::open(&library).unwrap();
    let report = opened
        .import(&[files], None, &mut |_| ControlFlow::Continue(()))
        .unwrap();
    assert_eq!(report.n_added + report.n_unchanged, N_FILES);
    assert_eq!(opened.counts().unwrap().n_articles, N_FILES);
    for idx in (0..N_FILES).step_by(97) {
        let query = Query::parse(&format!("标记{idx}止"));
        let results = opened.reader().find(&query, Sort::Relevance, 0, 5).unwrap();
        assert_eq!(results.total, 1, "{idx}");
    }
}
