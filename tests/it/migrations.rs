//! A stored library of every earlier format opens with all that was in it. A new step of either
//! database's format needs a sample of the version before it, in `tests/fixtures/store`.

use banmian::library::{Library, Query, Sort};
use std::path::{Path, PathBuf};

fn sample(of: &str, version: u64) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/store");
    let forms = ["sqlite", "sql"].map(|end| folder.join(format!("{of}-version-{version}.{end}")));
    forms.into_iter().find(|path| path.exists())
}

/// Puts a database of an older version somewhere: a file as it was written, or one made of its text.
pub(crate) fn put_sample(of: &str, version: u64, to: &Path) {
    let stored = sample(of, version)
        .unwrap_or_else(|| panic!("tests/fixtures/store has no {of}-version-{version}: add one"));
    if stored.extension().is_some_and(|end| end == "sql") {
        let text = std::fs::read_to_string(&stored).unwrap();
        let rows = rusqlite::Connection::open(to).unwrap();
        rows.execute_batch(&text).unwrap();
    } else {
        std::fs::copy(&stored, to).unwrap();
    }
    assert_eq!(version_of(to), version, "{}", stored.display());
}

fn version_of(path: &Path) -> u64 {
    let rows = rusqlite::Connection::open(path).unwrap();
    rows.query_row("PRAGMA user_version", [], |row| row.get(0))
        .unwrap()
}

/// The versions that are written now: of the catalog, of the reader's rows.
fn present() -> (u64, u64) {
    let folder = tempfile::tempdir().unwrap();
    drop(Library::open(folder.path()).unwrap());
    let version = |name: &str| version_of(&folder.path().join(name));
    (version("library.sqlite"), version("reader.sqlite"))
}

/// Seven articles of two files, and three marks: what all samples hold.
pub(crate) fn assert_rows_are_there(library: &Library, path: &Path) {
    let counts = library.counts().unwrap();
    assert_eq!((counts.n_sources, counts.n_articles), (2, 7));
    let reader = library.reader();
    let found = |typed: &str| {
        let query = Query::parse(typed);
        reader.find(&query, Sort::Relevance, 0, 9).unwrap().total
    };
    assert_eq!(found("青河大桥"), 2);
    assert_eq!(found(""), 7);
    let rows = rusqlite::Connection::open(path.join("reader.sqlite")).unwrap();
    let marks: String = rows
        .query_row(
            "SELECT group_concat(article_id || is_read || is_starred, ' ')
             FROM (SELECT * FROM mark ORDER BY article_id)",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(marks, "first10 second11 third01");
}

#[test]
fn every_earlier_format_opens_with_all_that_was_in_it() {
    let (catalog, reader) = present();
    for of_catalog in 1..catalog {
        for of_reader in 1..reader {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path();
            put_sample("catalog", of_catalog, &path.join("library.sqlite"));
            put_sample("reader", of_reader, &path.join("reader.sqlite"));
            let library = Library::open(path).unwrap();
            let what = format!("catalog {of_catalog}, reader {of_reader}");
            assert_eq!(library.notes(), [], "{what}");
            assert_eq!(library.check().unwrap().problems, [""; 0], "{what}");
            assert_rows_are_there(&library, path);
            if of_reader >= 4 {
                let rules = library.corrections().unwrap();
                assert_eq!(rules.len(), 2, "{what}");
            }
            drop(library);
            assert_eq!(version_of(&path.join("library.sqlite")), catalog, "{what}");
            assert_eq!(version_of(&path.join("reader.sqlite")), reader, "{what}");
            // What it was is kept beside it, as it was.
            for (of, version) in [("library", of_catalog), ("reader", of_reader)] {
                let backup = path.join(format!("backups/{of}-version-{version}.sqlite"));
                assert_eq!(version_of(&backup), version, "{what}");
            }
        }
    }
}
