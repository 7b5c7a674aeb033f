//! Whatever moment the program is killed at while it notes what the reader does, builds a library anew,
//! brings an old one up to date, copies the reader's rows or puts a copy in their place: what was
//! confirmed is there at the next start, and all of it is sound. Killed imports are in `crash.rs`.
//!
//! `BANMIAN_KILLS=500` kills so often in all instead of fifty times.

use banmian::library::{Library, LoadedArticle, Query, Sort, WorkWish};
use banmian::model::{ArticleId, Correction, LabelKind, PartialDate, Repair};
use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, sync_channel};
use std::time::{Duration, Instant};

const N_ARTICLES: usize = 240;
/// The library that the test below works on when it is a child, and the deed that comes first.
const WORK_ON: &str = "BANMIAN_WORK_ON";
const WORK_FROM: &str = "BANMIAN_WORK_FROM";
const CONFIRMED: &str = "CONFIRMED ";

/// How many kills there are in all rooms together.
pub(crate) fn n_kills() -> usize {
    let wanted = std::env::var("BANMIAN_KILLS").ok();
    wanted.and_then(|n| n.parse().ok()).unwrap_or(50)
}

/// Moments that differ, the same in every run.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    fn roll(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % n.max(1)
    }

    /// Some moment of what takes so long.
    pub(crate) fn moment(&mut self, of: Duration) -> Duration {
        Duration::from_micros(self.roll(u64::try_from(of.as_micros()).unwrap()))
    }
}

pub(crate) fn make_library(path: &Path) {
    let mut library = Library::open(path).unwrap();
    let lines: Vec<String> = (0..N_ARTICLES)
        .map(|n| {
            let body = format!("本报讯 第{n}号工程昨日开工，标记{n}止。");
            crate::samples::json_line(&format!("第{n}号工程开工"), &body, Some("2021-08-22"))
        })
        .collect();
    for (nth, some) in lines.chunks(40).enumerate() {
        let name = format!("{nth}.jsonl");
        library
            .import_bytes(&name, some.concat().as_bytes(), None)
            .unwrap();
    }
}

/// The article that the deed of this number is done to; found by the index.
fn article(library: &Library, nth: usize) -> LoadedArticle {
    let reader = library.reader();
    let query = Query::parse(&format!("标记{nth}止"));
    let found = reader.find(&query, Sort::Relevance, 0, 5).unwrap();
    assert_eq!(found.total, 1, "article {nth}");
    reader.article(&found.rows[0].id, &query).unwrap().unwrap()
}

fn day_of(nth: usize) -> Option<PartialDate> {
    PartialDate::parse(&format!("2001-02-{:02}", nth % 28 + 1))
}

fn rule_of(nth: usize) -> String {
    format!("不是 人物 王小{nth}")
}

fn do_deed(library: &mut Library, nth: usize) {
    let loaded = article(library, nth);
    let ids: Vec<ArticleId> = vec![loaded.id.clone()];
    match nth % 6 {
        0 => library.star(&loaded.id, true).unwrap(),
        1 => library.mark_read(&loaded.id, true).unwrap(),
        2 => {
            let note = WorkWish::Note(loaded.id, None, format!("笔记{nth}止"));
            assert!(library.work(&note).unwrap());
        }
        3 => {
            let date = day_of(nth);
            library
                .repair(&loaded.sheet.hash, &Repair::PageDate { date })
                .unwrap();
        }
        4 => {
            let rule: Correction = rule_of(nth).parse().unwrap();
            library.correct(&[rule]).unwrap();
        }
        _ => {
            let tag = WorkWish::NewLabel(LabelKind::Tag, format!("标签{nth}"), ids);
            assert!(library.work(&tag).unwrap());
        }
    }
}

fn is_done(library: &Library, nth: usize) -> bool {
    let loaded = article(library, nth);
    match nth % 6 {
        0 => loaded.is_starred,
        1 => loaded.is_read,
        2 => {
            let mut notes = loaded.work.notes.iter();
            notes.any(|note| note.note.text == format!("笔记{nth}止"))
        }
        3 => loaded.page.issue_date == day_of(nth),
        4 => {
            let rules = library.corrections().unwrap();
            rules.iter().any(|c| c.rule.to_string() == rule_of(nth))
        }
        _ => {
            let labels = library.reader().labels().unwrap();
            let mut named = labels.iter().filter(|l| l.name == format!("标签{nth}"));
            named.any(|label| loaded.work.labels.contains(&label.label_id))
        }
    }
}

/// Does deeds one after the other and says of each when it is done. It is its own child: the test below
/// runs it in another process, to kill that.
#[test]
fn every_deed_is_there_when_it_is_confirmed() {
    let folder = tempfile::tempdir().unwrap();
    let given = std::env::var_os(WORK_ON).map(PathBuf::from);
    let path = given.clone().unwrap_or_else(|| folder.path().to_owned());
    let first = std::env::var(WORK_FROM).ok();
    let first: usize = first.and_then(|n| n.parse().ok()).unwrap_or(0);
    let end = if given.is_some() { N_ARTICLES } else { 12 };
    if given.is_none() {
        make_library(&path);
    }
    let mut library = Library::open(&path).unwrap();
    for nth in first..end {
        do_deed(&mut library, nth);
        let mut out = std::io::stdout();
        writeln!(out, "{CONFIRMED}{nth}").unwrap();
        out.flush().unwrap();
    }
    drop(library);
    let library = Library::open(&path).unwrap();
    assert!((first..end).all(|nth| is_done(&library, nth)));
}

fn start_work(library: &Path, first: usize) -> (Child, Receiver<usize>) {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "kills::every_deed_is_there_when_it_is_confirmed"])
        .arg("--nocapture")
        .env(WORK_ON, library)
        .env(WORK_FROM, first.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let stdout = BufReader::new(child.stdout.take().unwrap());
    let (sender, confirmed) = sync_channel(N_ARTICLES);
    std::thread::Builder::new()
        .name("stdout".to_owned())
        .spawn(move || {
            for line in stdout.lines().map_while(Result::ok) {
                let told = line.split_once(CONFIRMED);
                let nth = told.and_then(|(_, nth)| nth.trim().parse().ok());
                if let Some(nth) = nth
                    && sender.send(nth).is_err()
                {
                    return;
                }
            }
        })
        .unwrap();
    (child, confirmed)
}

/// Kills the program after so long; was it still at work?
pub(crate) fn kill_after(mut command: Command, delay: Duration) -> bool {
    let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
    // Its end closes the pipe: then there is nothing to wait for.
    let stderr = BufReader::new(child.stderr.take().unwrap());
    let (sender, ended) = sync_channel::<()>(1);
    let listener = std::thread::Builder::new().name("stderr".to_owned());
    listener
        .spawn(move || {
            let _n_lines = stderr.lines().map_while(Result::ok).count();
            drop(sender);
        })
        .unwrap();
    let _timeout_or_end = ended.recv_timeout(delay);
    let was_at_work = child.try_wait().unwrap().is_none();
    child.kill().unwrap();
    child.wait().unwrap();
    was_at_work
}

pub(crate) fn program(arguments: &[&str], library: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_banmian"));
    command.args(arguments).arg("--library").arg(library);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// How long the program takes when it is let alone.
fn time_of(arguments: &[&str], library: &Path) -> Duration {
    let begun = Instant::now();
    program(arguments, library).status().unwrap();
    begun.elapsed()
}

/// A library, and what is known to have been done in it; each kind of kill says whether it struck the
/// program at work.
struct Desk {
    folder: tempfile::TempDir,
    library: PathBuf,
    confirmed: Vec<usize>,
    next: usize,
    n_libraries: usize,
    dice: Dice,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let library = folder.path().join("library-0");
        make_library(&library);
        Self {
            folder,
            library,
            confirmed: Vec::new(),
            next: 0,
            n_libraries: 1,
            dice: Dice(88_172_645_463_325_252),
        }
    }

    fn assert_all_is_there(&self, what: &str) -> Library {
        let library = Library::open(&self.library).unwrap();
        assert_eq!(library.check().unwrap().problems, [""; 0], "{what}");
        assert_eq!(library.counts().unwrap().n_articles, N_ARTICLES, "{what}");
        for nth in &self.confirmed {
            assert!(is_done(&library, *nth), "{what}: deed {nth} is lost");
        }
        library
    }

    fn kill_work(&mut self) -> bool {
        if self.next + 40 > N_ARTICLES {
            self.library = self
                .folder
                .path()
                .join(format!("library-{}", self.n_libraries));
            self.n_libraries += 1;
            make_library(&self.library);
            self.confirmed.clear();
            self.next = 0;
        }
        let (mut child, told) = start_work(&self.library, self.next);
        // In one of four it may still be opening the library.
        let n_awaited = self.dice.roll(8).saturating_sub(1);
        let mut done: Vec<usize> = (0..n_awaited).map_while(|_| told.recv().ok()).collect();
        let moment = self.dice.moment(Duration::from_millis(40));
        done.extend(told.recv_timeout(moment).ok());
        let was_at_work = child.try_wait().unwrap().is_none();
        child.kill().unwrap();
        child.wait().unwrap();
        // What it said before it died counts, too.
        done.extend(told.iter());
        assert!(done.len() as u64 >= n_awaited, "the child fell over");
        self.confirmed.extend(&done);
        let library = self.assert_all_is_there("marking");
        // A deed may be there whose confirmation was cut off; it is not done twice.
        self.next += done.len();
        while self.next < N_ARTICLES && is_done(&library, self.next) {
            self.confirmed.push(self.next);
            self.next += 1;
        }
        was_at_work
    }

    fn kill_rebuild(&mut self) -> bool {
        let whole = time_of(&["check", "--rebuild"], &self.library);
        let rebuild = program(&["check", "--rebuild"], &self.library);
        let was_at_work = kill_after(rebuild, self.dice.moment(whole));
        drop(self.assert_all_is_there("rebuilding"));
        was_at_work
    }

    fn remove_backups(&self) {
        for backup in std::fs::read_dir(self.library.join("backups")).unwrap() {
            std::fs::remove_file(backup.unwrap().path()).unwrap();
        }
    }

    /// The day's first start copies the reader's rows.
    fn kill_backup(&mut self) -> bool {
        let whole = time_of(&["check"], &self.library);
        self.remove_backups();
        let was_at_work = kill_after(program(&["check"], &self.library), self.dice.moment(whole));
        drop(self.assert_all_is_there("backing up"));
        for backup in std::fs::read_dir(self.library.join("backups")).unwrap() {
            let path = backup.unwrap().path();
            if path.extension().is_some_and(|end| end == "sqlite") {
                let rows = rusqlite::Connection::open(&path).unwrap();
                let said: String = rows
                    .query_row("PRAGMA integrity_check", [], |row| row.get(0))
                    .unwrap();
                assert_eq!(said, "ok", "{}", path.display());
            }
        }
        was_at_work
    }

    /// Damaged rows are replaced by their copy, which holds all of them here.
    fn kill_restore(&mut self) -> bool {
        self.remove_backups();
        drop(Library::open(&self.library).unwrap());
        let whole = time_of(&["check"], &self.library);
        let rows = self.library.join("reader.sqlite");
        let mut bytes = std::fs::read(&rows).unwrap();
        bytes[..64].fill(0x5a);
        std::fs::write(&rows, bytes).unwrap();
        let was_at_work = kill_after(program(&["check"], &self.library), self.dice.moment(whole));
        drop(self.assert_all_is_there("replacing damaged rows"));
        was_at_work
    }

    /// Libraries of older formats, as they were written.
    fn kill_migration(&mut self, nth: u64) -> bool {
        let make = |path: &Path| {
            std::fs::create_dir(path).unwrap();
            let reader = nth % 4 + 1;
            crate::migrations::put_sample("catalog", 1 + nth % 5, &path.join("library.sqlite"));
            crate::migrations::put_sample("reader", reader, &path.join("reader.sqlite"));
        };
        let (path, other) = (
            self.folder.path().join("old"),
            self.folder.path().join("timed"),
        );
        make(&path);
        make(&other);
        let whole = time_of(&["check"], &other);
        let was_at_work = kill_after(program(&["check"], &path), self.dice.moment(whole));
        let library = Library::open(&path).unwrap();
        assert_eq!(library.check().unwrap().problems, [""; 0]);
        crate::migrations::assert_rows_are_there(&library, &path);
        drop(library);
        std::fs::remove_dir_all(&path).unwrap();
        std::fs::remove_dir_all(&other).unwrap();
        was_at_work
    }
}

#[test]
fn whatever_it_is_killed_at_what_was_confirmed_is_there() {
    let mut desk = Desk::new();
    // With the killed imports these are all.
    let n_wanted = (n_kills() * 3).div_ceil(5);
    let mut struck: BTreeMap<&str, usize> = BTreeMap::new();
    let mut nth = 0;
    while struck.values().sum::<usize>() < n_wanted {
        let (what, was_at_work) = match nth % 6 {
            0 | 1 => ("marking", desk.kill_work()),
            2 => ("rebuilding", desk.kill_rebuild()),
            3 => ("backing up", desk.kill_backup()),
            4 => ("replacing damaged rows", desk.kill_restore()),
            _ => ("migrating", desk.kill_migration(nth / 6)),
        };
        *struck.entry(what).or_default() += usize::from(was_at_work);
        nth += 1;
        assert!(nth < 4 * n_wanted as u64 + 40, "hardly any kill strikes");
    }
    eprintln!("killed at work: {struck:?}");
}
