//! Whatever a disk does to a library's files: the program never falls over, what it shows is true,
//! what the reader made is there, and what is derived comes back.
//!
//! `BANMIAN_FAULTS=1000` tries so many instead of the few dozen of every run.

use banmian::library::{Library, LibraryError, Query, Sort};
use banmian::model::ArticleId;
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const N_FAULTS: u64 = 36;
const N_ARTICLES: usize = 300;

/// The texts of a library's articles.
type Truth = BTreeMap<ArticleId, String>;

struct Pattern {
    _folder: TempDir,
    library: PathBuf,
    truth: Truth,
    starred: ArticleId,
}

/// A sound library with a star, a rule for a name, and a backup of both.
fn pattern() -> Pattern {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library");
    let lines: Vec<String> = (0..N_ARTICLES)
        .map(|n| {
            let body = format!(
                "本报讯 第{n}号工程昨日开工，青石镇党委书记沈一舟出席。{}标记{n}止。",
                "建设单位表示将按期完成，沿线居民表示欢迎。".repeat(n % 9)
            );
            crate::samples::json_line(&format!("第{n}号工程开工"), &body, Some("2021-08-22"))
        })
        .collect();
    let mut library = Library::open(&path).unwrap();
    for (nth, some) in lines.chunks(60).enumerate() {
        let name = format!("{nth}.jsonl");
        library
            .import_bytes(&name, some.concat().as_bytes(), None)
            .unwrap();
    }
    let reader = library.reader();
    let all = Query::default();
    let found = reader.find(&all, Sort::Source, 0, N_ARTICLES).unwrap();
    let truth: Truth = found
        .rows
        .iter()
        .map(|row| {
            let article = reader.article(&row.id, &all).unwrap().unwrap();
            (row.id.clone(), article.text.text)
        })
        .collect();
    assert_eq!(truth.len(), N_ARTICLES);
    let starred = found.rows[7].id.clone();
    library.star(&starred, true).unwrap();
    drop(reader);
    drop(library);
    // Today's backup was made when there was no star yet.
    for backup in std::fs::read_dir(path.join("backups")).unwrap() {
        std::fs::remove_file(backup.unwrap().path()).unwrap();
    }
    drop(Library::open(&path).unwrap());
    Pattern {
        _folder: folder,
        library: path,
        truth,
        starred,
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Numbers without order, the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(n.max(1)).unwrap()).unwrap()
    }
}

fn flip_bytes(path: &Path, n: usize, dice: &mut Dice) {
    let mut bytes = std::fs::read(path).unwrap();
    for _ in 0..n {
        let at = dice.roll(bytes.len());
        bytes[at] ^= 1 << dice.roll(8);
    }
    std::fs::write(path, bytes).unwrap();
}

fn cut(path: &Path, dice: &mut Dice) {
    let bytes = std::fs::read(path).unwrap();
    std::fs::write(path, &bytes[..dice.roll(bytes.len())]).unwrap();
}

fn some_file_of_index(library: &Path, dice: &mut Dice) -> PathBuf {
    let mut files: Vec<PathBuf> = std::fs::read_dir(library.join("index"))
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|path| std::fs::metadata(path).unwrap().len() > 0)
        .collect();
    files.sort();
    files.swap_remove(dice.roll(files.len()))
}

/// What is done to it, in words; does it touch what cannot be derived?
fn harm(library: &Path, kind: usize, dice: &mut Dice) -> &'static str {
    let (catalog, notebook) = (
        library.join("library.sqlite"),
        library.join("reader.sqlite"),
    );
    match kind {
        0 => {
            let n = 1 + dice.roll(4);
            flip_bytes(&catalog, n, dice);
            "catalog: bits flipped"
        }
        1 => {
            flip_bytes(&notebook, 3, dice);
            "reader's rows: bits flipped"
        }
        2 => {
            cut(&notebook, dice);
            "reader's rows: cut off"
        }
        3 => {
            std::fs::remove_file(&notebook).unwrap();
            "reader's rows: gone"
        }
        4 => {
            cut(&some_file_of_index(library, dice), dice);
            "index: cut off"
        }
        5 => {
            flip_bytes(&some_file_of_index(library, dice), 2, dice);
            "index: bits flipped"
        }
        6 => {
            std::fs::remove_file(some_file_of_index(library, dice)).unwrap();
            "index: a file gone"
        }
        7 => {
            std::fs::remove_dir_all(library.join("index")).unwrap();
            std::fs::write(library.join("index"), "a file").unwrap();
            "index: a file in its place"
        }
        _ => {
            cut(&catalog, dice);
            "catalog: cut off"
        }
    }
}

/// What is shown is as it was, or an error; gives how many are shown.
fn assert_true(library: &Library, truth: &Truth, what: &str) -> usize {
    let reader = library.reader();
    let all = Query::default();
    let mut n_shown = 0;
    for (id, text) in truth {
        if let Ok(Some(article)) = reader.article(id, &all) {
            assert_eq!(
                &article.text.text, text,
                "{what}: an article reads otherwise"
            );
            n_shown += 1;
        }
    }
    n_shown
}

fn is_sentence(error: &LibraryError) -> bool {
    let sentence = error.sentence();
    sentence.zh.chars().count() > 6 && sentence.en.chars().count() > 10
}

#[test]
fn whatever_happens_to_its_files_a_library_is_true_and_comes_back() {
    let pattern = pattern();
    let n_faults = std::env::var("BANMIAN_FAULTS").ok();
    let n_faults = n_faults.and_then(|n| n.parse().ok()).unwrap_or(N_FAULTS);
    let folder = tempfile::tempdir().unwrap();
    let mut outcomes: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for nth in 0..n_faults {
        let mut dice = Dice(88_172_645_463_325_252 ^ (nth + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let path = folder.path().join(format!("{nth}"));
        copy(&pattern.library, &path);
        let what = harm(&path, usize::try_from(nth % 9).unwrap(), &mut dice);
        let outcome = look_after(&path, &pattern, what);
        *outcomes.entry((what, outcome)).or_default() += 1;
        std::fs::remove_dir_all(&path).unwrap();
    }
    for ((what, outcome), n) in &outcomes {
        eprintln!("| {what} | {outcome} | {n} |");
    }
    // What is derived, or has a backup, comes back always.
    for (what, outcome) in outcomes.keys() {
        assert!(
            what.starts_with("catalog") || *outcome == "as it was",
            "{what}: {outcome}"
        );
    }
}

fn look_after(path: &Path, pattern: &Pattern, what: &str) -> &'static str {
    let mut library = match Library::open(path) {
        Ok(library) => library,
        Err(error) => {
            assert!(is_sentence(&error), "{what}: {error}");
            assert!(what.starts_with("catalog"), "{what}: {error}");
            return salvage(path, pattern, what);
        }
    };
    let n_shown = assert_true(&library, &pattern.truth, what);
    if !what.starts_with("catalog") {
        // The databases are sound: all can be read at once, and is found.
        assert_eq!(n_shown, N_ARTICLES, "{what}");
    }
    let report = library.check();
    let is_well = report
        .as_ref()
        .is_ok_and(|report| report.problems.is_empty());
    if is_well {
        assert_eq!(n_shown, N_ARTICLES, "{what}: called sound");
    } else if let Err(e) = library.rebuild(&mut |_| ControlFlow::Continue(())) {
        assert!(is_sentence(&e), "{what}: {e}");
        // What a file has lost cannot be made; what is there can still be read.
        assert_true(&library, &pattern.truth, what);
        drop(library);
        return salvage(path, pattern, what);
    }
    let reader = library.reader();
    let report = library.check();
    let is_well = report.is_ok_and(|report| report.problems.is_empty());
    let n_shown = assert_true(&library, &pattern.truth, what);
    let starred = reader.article(&pattern.starred, &Query::default());
    let is_starred = starred.is_ok_and(|article| article.is_some_and(|a| a.is_starred));
    if !is_well || n_shown < N_ARTICLES {
        drop((reader, library));
        return salvage(path, pattern, what);
    }
    assert!(is_starred, "{what}: the star is lost");
    for n in (0..N_ARTICLES).step_by(59) {
        let query = Query::parse(&format!("标记{n}止"));
        let found = reader.find(&query, Sort::Relevance, 0, 5).unwrap();
        assert_eq!(found.total, 1, "{what}: {n}");
    }
    "as it was"
}

/// Takes over what is sound, which is all that stands in files whose bytes are what they were.
fn salvage(path: &Path, pattern: &Pattern, what: &str) -> &'static str {
    let report = match Library::salvage(path, &mut |_| ControlFlow::Continue(())) {
        Ok(Some(report)) => report,
        Ok(None) => panic!("{what}: no file is lost, so all should have come back"),
        Err(error) => {
            assert!(is_sentence(&error), "{what}: {error}");
            return "nothing can be read, with a sentence";
        }
    };
    let library = Library::open(path).unwrap();
    assert_eq!(
        library.check().unwrap().problems,
        Vec::<String>::new(),
        "{what}"
    );
    let n_shown = assert_true(&library, &pattern.truth, what);
    assert_eq!(n_shown, library.counts().unwrap().n_articles, "{what}");
    assert_eq!(n_shown, report.n_files * 60, "{what}");
    if let Ok(Some(article)) = library
        .reader()
        .article(&pattern.starred, &Query::default())
    {
        assert!(article.is_starred, "{what}: the star is lost");
    }
    // Begun again it finds nothing new, and loses nothing.
    let again = Library::salvage(path, &mut |_| ControlFlow::Continue(()));
    drop(library);
    assert!(again.is_err(), "two may not write at once");
    let again = Library::salvage(path, &mut |_| ControlFlow::Continue(())).unwrap();
    assert_eq!(again.unwrap().n_files, report.n_files, "{what}");
    if report.n_files == 5 {
        "all files salvaged"
    } else {
        "salvaged but for lost files, which are named"
    }
}

/// A bit of a column's name: SQLite calls such a file sound.
#[test]
fn rows_whose_columns_are_called_otherwise_are_replaced_by_the_newest_copy() {
    let pattern = pattern();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library");
    copy(&pattern.library, &path);
    let rows = rusqlite::Connection::open(path.join("reader.sqlite")).unwrap();
    rows.execute_batch(
        "PRAGMA writable_schema = ON;
         UPDATE sqlite_schema SET sql = replace(sql, 'repair_id', 'repair_ie') WHERE name = 'repair';",
    )
    .unwrap();
    drop(rows);
    let library = Library::open(&path).unwrap();
    assert!(!library.notes().is_empty(), "that is told");
    let article = library
        .reader()
        .article(&pattern.starred, &Query::default());
    assert!(article.unwrap().unwrap().is_starred);
}

#[test]
fn an_earlier_state_of_the_readers_rows_comes_back_and_goes_again() {
    let pattern = pattern();
    let path = &pattern.library;
    let is_starred = |id: &ArticleId| {
        let library = Library::open(path).unwrap();
        let article = library.reader().article(id, &Query::default());
        article.unwrap().unwrap().is_starred
    };
    let other = pattern.truth.keys().find(|id| **id != pattern.starred);
    let other = other.unwrap();
    {
        let library = Library::open(path).unwrap();
        library.star(&pattern.starred, false).unwrap();
        library.star(other, true).unwrap();
        // Nobody else writes meanwhile.
        let backups = Library::backups(path).unwrap();
        let refused = Library::restore_backup(path, &backups[0].name);
        assert!(matches!(refused, Err(LibraryError::ReadOnly { .. })));
    }
    let backups = Library::backups(path).unwrap();
    assert_eq!((backups.len(), backups[0].counts.n_stars), (1, 1));
    assert_eq!(backups[0].trouble, None);
    let kept = Library::restore_backup(path, &backups[0].name).unwrap();
    assert!(is_starred(&pattern.starred) && !is_starred(other));
    Library::restore_backup(path, &kept).unwrap();
    assert!(!is_starred(&pattern.starred) && is_starred(other));
    // What is no backup, or a damaged one, changes nothing.
    let damaged = path.join("backups/reader-2001-01-01.sqlite");
    std::fs::write(&damaged, "no database").unwrap();
    for name in [
        "reader-2001-01-01.sqlite",
        "nothing.sqlite",
        "../reader.sqlite",
    ] {
        let error = Library::restore_backup(path, name).unwrap_err();
        assert!(is_sentence(&error), "{name}: {error}");
    }
    let listed = Library::backups(path).unwrap();
    assert!(listed.iter().any(|backup| backup.trouble.is_some()));
    assert!(is_starred(other));
    assert_eq!(
        Library::open(path).unwrap().check().unwrap().problems,
        Vec::<String>::new()
    );
}
