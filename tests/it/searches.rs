//! Earlier and saved searches: nothing of them is lost, and what is new is exactly that.

use crate::samples::json_line;
use banmian::library::{Library, Query, Searches, Sort, SuggestionKind, Typing};
use std::ops::ControlFlow;
use std::path::Path;

fn open(folder: &Path) -> Library {
    Library::open(&folder.join("library")).unwrap()
}

fn import(library: &mut Library, name: &str, lines: &[(&str, &str)]) {
    let text: String = lines
        .iter()
        .map(|(headline, body)| json_line(headline, body, None))
        .collect();
    library.import_bytes(name, text.as_bytes(), None).unwrap();
}

fn searches(library: &Library) -> Searches {
    library.reader().searches().unwrap()
}

/// The headlines of what is new in the first saved search.
fn new_headlines(library: &Library) -> Vec<String> {
    let saved = &searches(library).saved[0].saved;
    let found = library
        .reader()
        .find_only(
            &Query::parse(&saved.typed),
            saved.only_new(),
            Sort::DateUp,
            0,
            100,
        )
        .unwrap();
    found
        .rows
        .into_iter()
        .map(|row| row.headline.text)
        .collect()
}

#[test]
fn the_last_200_different_searches_are_remembered() {
    let folder = tempfile::tempdir().unwrap();
    let mut library = open(folder.path());
    import(
        &mut library,
        "a.jsonl",
        &[("招商会", "招商引资工作会议召开。")],
    );
    for n in 0..205 {
        library.note_search(&format!("第{n}次")).unwrap();
    }
    library.note_search("招商 会议").unwrap();
    library.note_search("第204次").unwrap();
    library.note_search("招商、会议").unwrap();
    let past = searches(&library).past;
    assert_eq!(past.len(), 200);
    assert_eq!(
        past[0].typed, "招商、会议",
        "the same in other signs is the same"
    );
    assert_eq!(past[0].n_found, 1);
    assert_eq!(past[1].typed, "第204次");
    assert_eq!(past[2].typed, "第203次");
    assert_eq!(past[199].typed, "第6次");

    library.forget_search(Some(past[1].search_id)).unwrap();
    assert_eq!(searches(&library).past[1].typed, "第203次");
    drop(library);
    let library = open(folder.path());
    assert_eq!(searches(&library).past.len(), 199);
    library.forget_search(None).unwrap();
    assert!(searches(&library).past.is_empty());
}

#[test]
fn a_saved_search_tells_what_came_since_it_was_looked_at() {
    let folder = tempfile::tempdir().unwrap();
    let mut library = open(folder.path());
    import(
        &mut library,
        "a.jsonl",
        &[("旧闻", "招商引资工作会议召开。")],
    );
    let id = library.save_search("招商动态", "招商").unwrap();
    let new = |library: &Library| {
        let row = searches(library).saved[0].clone();
        (row.n_found, row.n_new)
    };
    assert_eq!(new(&library), (1, 0));
    import(
        &mut library,
        "b.jsonl",
        &[
            ("新闻一", "招商局来访。"),
            ("新闻二", "与此无关。"),
            ("新闻三", "招商局再来。"),
        ],
    );
    assert_eq!(new(&library), (3, 2));
    assert_eq!(new_headlines(&library), ["新闻一", "新闻三"]);

    // Restoring everything anew makes nothing new.
    library.rebuild(&mut |_| ControlFlow::Continue(())).unwrap();
    assert_eq!(new(&library), (3, 2));
    assert_eq!(new_headlines(&library), ["新闻一", "新闻三"]);

    let newest = searches(&library).newest_source;
    library.see_saved(id, newest).unwrap();
    assert_eq!(new(&library), (3, 0));
    // The same file again is nothing new, either.
    import(
        &mut library,
        "c.jsonl",
        &[("旧闻", "招商引资工作会议召开。")],
    );
    assert_eq!(new(&library), (3, 0));
    import(&mut library, "d.jsonl", &[("新闻四", "招商局又来。")]);
    assert_eq!(new_headlines(&library), ["新闻四"]);
}

#[test]
fn saved_searches_are_renamed_deleted_and_put_back_as_they_were() {
    let folder = tempfile::tempdir().unwrap();
    let mut library = open(folder.path());
    import(
        &mut library,
        "a.jsonl",
        &[("旧闻", "招商引资工作会议召开。")],
    );
    let first = library.save_search("招商动态", "招商").unwrap();
    library.save_search("会议", "会议").unwrap();
    library.rename_saved(first, "招商").unwrap();
    import(&mut library, "b.jsonl", &[("新闻", "招商局来访。")]);
    let before = searches(&library);
    assert_eq!(before.saved[0].saved.name, "招商");
    library.delete_saved(first).unwrap();
    assert_eq!(searches(&library).saved.len(), 1);
    library.restore_saved(&before.saved[0].saved).unwrap();
    assert_eq!(searches(&library), before, "what was new is new still");
    drop(library);
    assert_eq!(searches(&open(folder.path())), before);
}

#[test]
fn earlier_and_saved_searches_are_suggested() {
    let folder = tempfile::tempdir().unwrap();
    let mut library = open(folder.path());
    import(
        &mut library,
        "a.jsonl",
        &[("旧闻", "招商引资工作会议召开。")],
    );
    library.save_search("每周要看", "招商 -会议").unwrap();
    library.note_search("招商 会议").unwrap();
    let suggested = |typed: &str| -> Vec<(SuggestionKind, String, Option<usize>)> {
        let typing = Typing {
            text: typed.to_owned(),
            caret: typed.len(),
            ..Typing::default()
        };
        let found = library.reader().suggest(&typing).unwrap().into_iter();
        found
            .filter(|s| matches!(s.kind, SuggestionKind::Past | SuggestionKind::Saved))
            .map(|s| (s.kind, s.text, s.n_articles))
            .collect()
    };
    let saved = (SuggestionKind::Saved, "招商 -会议".to_owned(), Some(0));
    let past = (SuggestionKind::Past, "招商 会议".to_owned(), Some(1));
    assert_eq!(suggested(""), [saved.clone(), past.clone()]);
    assert_eq!(suggested("招"), [saved.clone(), past.clone()]);
    assert_eq!(
        suggested("mzyk"),
        std::slice::from_ref(&saved),
        "by the sound of its name"
    );
    assert_eq!(
        suggested("招商 会议"),
        [],
        "what stands there is not suggested"
    );
}

/// Files of older versions, as those wrote them.
#[test]
fn older_databases_of_the_reader_are_brought_up_to_date_with_all_that_is_in_them() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/store");
    for version in [1, 2, 3] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("library");
        std::fs::create_dir(&path).unwrap();
        let old = fixtures.join(format!("reader-version-{version}.sqlite"));
        let file = path.join("reader.sqlite");
        std::fs::copy(&old, &file).unwrap();
        let library = Library::open(&path).unwrap();
        assert_eq!(library.notes(), [], "version {version}");
        library.note_search("招商").unwrap();
        library.save_search("招商", "招商").unwrap();
        let kept = searches(&library);
        assert_eq!((kept.past.len(), kept.saved.len()), (1, 1));
        drop(library);
        let marks = |path: &Path| -> Vec<(String, bool, bool)> {
            let rows = rusqlite::Connection::open(path).unwrap();
            let mut statement = rows
                .prepare("SELECT article_id, is_read, is_starred FROM mark ORDER BY article_id")
                .unwrap();
            let found = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)));
            found.unwrap().map(Result::unwrap).collect()
        };
        let expected = [
            ("first", true, false),
            ("second", true, true),
            ("third", false, true),
        ]
        .map(|(id, is_read, is_starred)| (id.to_owned(), is_read, is_starred));
        assert_eq!(marks(&file), expected, "version {version}");
        let backup = path.join(format!("backups/reader-version-{version}.sqlite"));
        assert_eq!(marks(&backup), expected, "the backup of version {version}");
    }
}

/// A search that cannot be kept is said, and what was kept stays.
#[test]
fn a_library_that_only_reads_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let mut library = open(folder.path());
    import(
        &mut library,
        "a.jsonl",
        &[("旧闻", "招商引资工作会议召开。")],
    );
    library.save_search("招商", "招商").unwrap();
    let other = Library::open_for_reading(&folder.path().join("library")).unwrap();
    assert!(other.note_search("招商").is_err());
    assert!(other.save_search("会议", "会议").is_err());
    assert_eq!(searches(&other).saved.len(), 1);
}
