//! What the reader mends stays mended: after a rebuild, after a new import, in another library,
//! under another engine; and can be taken back.

use crate::promises::check_provenance;
use banmian::library::{
    Library, LibraryError, Only, PageSheet, Query, RepairHistory, Sort, StoredDeed,
};
use banmian::model::{
    Article, ArticleId, DateSource, Join, Page, PageHash, PartialDate, Place, Repair, Restoration,
    Span, clip,
};
use banmian::restore::{repair_page, restore_page};
use proptest::prelude::*;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::TempDir;

/// Two articles, one after the other, and a line of the page's own.
const PAGE: &str = "A03版

夜市开张迎客三千人

本报讯 3月5日，位于石桥的夜市昨晚
开张，首日迎客三千人，热闹非凡。
　　摊主说，生意比去年好得多，明天还
要再来。
　　镇里说，夜市要开到十月。
记者 沈一舟

开渔节渔民驾船出港

本报讯 3月6日，临溪镇举行开渔节，
渔民驾船出港，岸上锣鼓喧天。
　　老渔民说，今年鱼汛来得早。
记者 韩小满
";

fn go_on(_: banmian::library::Progress) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

/// A library with the page in it.
struct Shelf {
    library: Library,
    path: PathBuf,
    folder: TempDir,
}

/// An article as a reader sees it.
#[derive(Clone, Debug, PartialEq)]
struct Seen {
    id: ArticleId,
    article: Article,
    is_starred: bool,
    is_read: bool,
}

impl Shelf {
    fn new(text: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("library");
        let mut library = Library::open(&path).unwrap();
        library
            .import_bytes("page.txt", text.as_bytes(), None)
            .unwrap();
        Self {
            library,
            path,
            folder,
        }
    }

    fn seen(&self) -> Vec<Seen> {
        seen(&self.library)
    }

    fn sheet(&self) -> Arc<PageSheet> {
        let reader = self.library.reader();
        let id = &self.seen()[0].id;
        let loaded = reader.article(id, &Query::default()).unwrap().unwrap();
        loaded.sheet
    }

    fn hash(&self) -> PageHash {
        self.sheet().hash.clone()
    }

    fn repair(&mut self, repair: &Repair) {
        let hash = self.hash();
        self.library.repair(&hash, repair).unwrap();
    }

    fn refuse(&mut self, repair: &Repair) {
        let hash = self.hash();
        let before = self.seen();
        let refused = self.library.repair(&hash, repair);
        assert!(
            matches!(refused, Err(LibraryError::RepairRefused)),
            "{repair:?}"
        );
        assert_eq!(self.seen(), before);
        assert_eq!(
            self.library.repair_history().unwrap(),
            RepairHistory::default()
        );
    }

    fn reopen(self) -> Self {
        let Self {
            library,
            path,
            folder,
        } = self;
        drop(library);
        Self {
            library: Library::open(&path).unwrap(),
            path,
            folder,
        }
    }

    fn total(&self, typed: &str) -> usize {
        let reader = self.library.reader();
        let query = Query::parse(typed);
        reader.find(&query, Sort::Relevance, 0, 0).unwrap().total
    }

    fn assert_sound(&self) {
        let report = self.library.check().unwrap();
        assert_eq!(report.problems, Vec::<String>::new());
    }
}

fn seen(library: &Library) -> Vec<Seen> {
    let reader = library.reader();
    let found = reader
        .find(&Query::default(), Sort::Relevance, 0, 1000)
        .unwrap();
    let ids = found.rows.into_iter().map(|row| row.id);
    ids.map(|id| {
        let loaded = reader.article(&id, &Query::default()).unwrap().unwrap();
        Seen {
            id,
            article: loaded.article,
            is_starred: loaded.is_starred,
            is_read: loaded.is_read,
        }
    })
    .collect()
}

/// Where words stand on the page.
fn at(words: &str) -> Span {
    span_in(PAGE, words)
}

fn span_in(text: &str, words: &str) -> Span {
    let start = text.find(words).unwrap();
    Span::new(start, start + words.len())
}

/// As if an older engine had restored what is there.
fn age_engine(library: &Path) {
    let database = rusqlite::Connection::open(library.join("library.sqlite")).unwrap();
    let sql = "UPDATE state SET value = 0 WHERE name = 'engine_version'";
    assert_eq!(database.execute(sql, []).unwrap(), 1);
}

/// Makes a repair and sees it through everything that could lose it.
fn check_kept(repair: &Repair, is_done: impl Fn(&[Seen]) -> bool) {
    check_kept_on(PAGE, repair, is_done);
}

fn check_kept_on(text: &str, repair: &Repair, is_done: impl Fn(&[Seen]) -> bool) {
    let mut shelf = Shelf::new(text);
    let first = shelf.seen()[0].id.clone();
    shelf.library.star(&first, true).unwrap();
    shelf.library.mark_read(&first, true).unwrap();
    let before = shelf.seen();
    assert!(!is_done(&before), "{before:#?}");

    shelf.repair(repair);
    let after = shelf.seen();
    assert!(is_done(&after), "{after:#?}");
    let starred = |seen: &[Seen]| seen.iter().filter(|s| s.is_starred).count();
    assert_eq!(starred(&after), 1, "the star goes with the article");
    shelf.assert_sound();

    shelf.library.rebuild(&mut go_on).unwrap();
    assert_eq!(shelf.seen(), after, "a rebuild");
    let shelf = shelf.reopen();
    assert_eq!(shelf.seen(), after, "a new start");
    age_engine(&shelf.path);
    let mut shelf = shelf.reopen();
    assert_eq!(shelf.seen(), after, "another engine");
    shelf.assert_sound();

    // A new library with the reader's own rows and the same page from another file.
    let other = shelf.folder.path().join("other");
    std::fs::create_dir(&other).unwrap();
    let copied = shelf.folder.path().join("copied");
    copy_rows(&shelf.path, &copied);
    std::fs::rename(copied, other.join("reader.sqlite")).unwrap();
    let mut fresh = Library::open(&other).unwrap();
    fresh
        .import_bytes("other.txt", text.as_bytes(), None)
        .unwrap();
    assert_eq!(seen(&fresh), after, "a new import");
    fresh.undo_repair().unwrap().unwrap();
    assert_eq!(seen(&fresh), before, "undone in a new library");
    drop(fresh);

    let report = shelf.library.undo_repair().unwrap().unwrap();
    assert_eq!(shelf.seen(), before, "undone");
    let Some(StoredDeed::Repair(redo)) = report.history.redo else {
        panic!("nothing to do again");
    };
    assert_eq!(redo.repair.as_ref(), Some(repair));
    shelf.assert_sound();
    let mut shelf = shelf.reopen();
    assert_eq!(shelf.seen(), before, "still undone");
    shelf.library.redo_repair().unwrap().unwrap();
    assert_eq!(shelf.seen(), after, "done again");
    assert!(shelf.library.redo_repair().unwrap().is_none());
    shelf.assert_sound();
    assert_eq!(shelf.reopen().seen(), after, "still done");
}

/// The reader's database as it is now, journal and all.
fn copy_rows(library: &Path, to: &Path) {
    let database = rusqlite::Connection::open(library.join("reader.sqlite")).unwrap();
    let sql = format!("VACUUM INTO '{}'", to.display());
    database.execute_batch(&sql).unwrap();
}

fn bodies(seen: &[Seen]) -> Vec<&str> {
    seen.iter().map(|s| s.article.body.text.as_str()).collect()
}

fn headlines(seen: &[Seen]) -> Vec<&str> {
    seen.iter()
        .map(|s| s.article.headline.text.as_str())
        .collect()
}

#[test]
fn the_page_is_restored_as_the_tests_expect() {
    let seen = Shelf::new(PAGE).seen();
    assert_eq!(
        headlines(&seen),
        ["夜市开张迎客三千人", "开渔节渔民驾船出港"]
    );
    assert_eq!(seen[0].article.body.text.matches('\n').count(), 2);
    assert_eq!(seen[1].article.byline.text, "记者 韩小满");
}

#[test]
fn a_headline_moved_to_another_body_stays_there() {
    let repair = Repair::MoveLines {
        lines: vec![at("夜市开张迎客三千人")],
        to: at("渔民驾船出港，岸上"),
        place: Place::Headline,
    };
    check_kept(&repair, |seen| {
        headlines(seen) == ["", "夜市开张迎客三千人"]
            && seen[1].article.deck[0].text == "开渔节渔民驾船出港"
            && seen[1].article.confidence == 1.0
            && seen[1]
                .article
                .joins
                .iter()
                .any(|j| j.reason == Join::MADE_BY_READER)
    });
}

#[test]
fn a_split_article_stays_split() {
    let repair = Repair::Split {
        at: at("镇里说").start - "　　".len(),
    };
    check_kept(&repair, |seen| {
        seen.len() == 3
            && seen[0].article.body.text.ends_with("要再来。")
            && seen[1].article.body.text == "镇里说，夜市要开到十月。"
            && seen[1].article.byline.text == "记者 沈一舟"
            && seen[0].is_starred
            && seen[1].is_read
    });
}

#[test]
fn merged_articles_stay_one() {
    let repair = Repair::Merge {
        first: at("摊主说"),
        second: at("老渔民说"),
    };
    check_kept(&repair, |seen| {
        let [one] = seen else { return false };
        let body = &one.article.body.text;
        let subheads: Vec<&str> = one
            .article
            .subheads
            .iter()
            .map(|s| clip(body, *s))
            .collect();
        subheads == ["开渔节渔民驾船出港"]
            && body.ends_with("今年鱼汛来得早。")
            && one.article.byline.text == "记者 沈一舟 记者 韩小满"
    });
}

#[test]
fn a_merger_says_where_the_second_article_stood_in_whole_characters() {
    let page = Page {
        text: PAGE.to_owned(),
        ..Page::default()
    };
    let repair = Repair::Merge {
        first: at("摊主说"),
        second: at("老渔民说"),
    };
    let merged = repair_page(&page, restore_page(&page), &[repair]);
    let joins = merged.articles[0].joins.iter().filter(|j| j.is_readers());
    let printed: Vec<&str> = joins.map(|j| page.clip(j.page)).collect();
    assert_eq!(printed, ["开渔节渔民驾船出港"]);
}

#[test]
fn stars_of_merged_articles_part_again_when_it_is_undone() {
    let mut shelf = Shelf::new(PAGE);
    for seen in shelf.seen() {
        shelf.library.star(&seen.id, true).unwrap();
    }
    let before = shelf.seen();
    shelf.repair(&Repair::Merge {
        first: at("摊主说"),
        second: at("老渔民说"),
    });
    assert!(shelf.seen().len() == 1 && shelf.seen()[0].is_starred);
    shelf.library.undo_repair().unwrap();
    assert_eq!(shelf.seen(), before);
}

#[test]
fn lines_in_another_order_stay_so() {
    let repair = Repair::Reorder {
        lines: vec![at("镇里说，夜市要开到十月。")],
        before: Some(at("摊主说，生意比去年好得多")),
    };
    check_kept(&repair, |seen| {
        let paragraphs: Vec<&str> = seen[0].article.body.text.split('\n').skip(1).collect();
        paragraphs
            == [
                "镇里说，夜市要开到十月。",
                "摊主说，生意比去年好得多，明天还要再来。",
            ]
    });
    let to_the_end = Repair::Reorder {
        lines: vec![at("摊主说，生意比去年好得多"), at("要再来。")],
        before: None,
    };
    check_kept(&to_the_end, |seen| {
        seen[0]
            .article
            .body
            .text
            .ends_with("\n摊主说，生意比去年好得多，明天还要再来。")
            || seen[0].article.body.text.ends_with("要再来。")
    });
}

#[test]
fn lines_taken_out_stay_out_and_can_be_taken_in() {
    let out = Repair::Furniture {
        lines: vec![at("老渔民说，今年鱼汛来得早。")],
    };
    check_kept(&out, |seen| {
        seen.len() == 2 && !bodies(seen)[1].contains("老渔民") && headlines(seen)[1].len() > 3
    });
    let into = Repair::MoveLines {
        lines: vec![at("A03版")],
        to: at("老渔民说"),
        place: Place::Body,
    };
    check_kept(&into, |seen| bodies(seen)[1].contains("A03版"));
    let mut shelf = Shelf::new(PAGE);
    shelf.repair(&out);
    assert_eq!(shelf.total("鱼汛"), 0);
    shelf.library.undo_repair().unwrap();
    assert_eq!(shelf.total("鱼汛"), 1);
}

#[test]
fn a_corrected_character_is_found_as_it_was_and_as_it_is() {
    let misread = PAGE.replace("开渔节，", "幵渔节，");
    for (from, to) in [
        ("幵渔节", "开渔节"),
        ("幵渔", "盛大的开渔"),
        ("锣鼓喧天", "锣鼓"),
    ] {
        let repair = Repair::EditText {
            span: span_in(&misread, from),
            to: to.to_owned(),
        };
        check_kept_on(&misread, &repair, |seen| {
            seen[1].article.body.text.contains(to) && !seen[1].article.body.text.contains(from)
        });
        let mut shelf = Shelf::new(&misread);
        shelf.repair(&repair);
        for typed in [from, to, &format!("镇举行{from}"), &format!("镇举行{to}")] {
            if typed.starts_with("镇举行") && !from.contains('渔') {
                continue;
            }
            let reader = shelf.library.reader();
            let query = Query::parse(&format!("\"{typed}\""));
            let found = reader.find(&query, Sort::Relevance, 0, 9).unwrap();
            assert_eq!(found.total, 1, "{typed}");
            assert!(!found.rows[0].preview.hits.is_empty(), "{typed}");
            let id = &found.rows[0].id;
            let loaded = reader.article(id, &query).unwrap().unwrap();
            let marked = clip(&loaded.text.text, *loaded.hits.last().unwrap());
            let expected = if typed.contains("镇举行") {
                format!("镇举行{to}")
            } else {
                to.to_owned()
            };
            assert_eq!(marked, expected, "{typed}");
        }
    }
}

#[test]
fn a_later_correction_of_the_same_words_counts() {
    let mut shelf = Shelf::new(PAGE);
    for to in ["李记者 沈一丹", "李记者 沈一帆"] {
        shelf.repair(&Repair::EditText {
            span: at("记者 沈一舟"),
            to: to.to_owned(),
        });
    }
    assert_eq!(shelf.seen()[0].article.byline.text, "李记者 沈一帆");
    assert_eq!((shelf.total("沈一舟"), shelf.total("沈一丹")), (1, 0));
    // A part of what was corrected cannot be corrected by itself.
    let hash = shelf.hash();
    let part = Repair::EditText {
        span: at("沈一舟"),
        to: "x".to_owned(),
    };
    assert!(shelf.library.repair(&hash, &part).is_err());
}

#[test]
fn a_pages_date_is_the_date_of_all_its_articles() {
    let date = PartialDate::parse("2021-03-08");
    check_kept(&Repair::PageDate { date }, |seen| {
        let days: Vec<String> = seen
            .iter()
            .filter_map(|s| s.article.date.map(|d| d.to_string()))
            .collect();
        days == ["2021-03-05", "2021-03-06"]
    });
    let mut shelf = Shelf::new(PAGE);
    shelf.repair(&Repair::PageDate { date });
    let id = shelf.seen()[0].id.clone();
    let loaded = shelf.library.reader().article(&id, &Query::default());
    let page = loaded.unwrap().unwrap().page;
    assert_eq!(
        (page.issue_date, page.issue_source),
        (date, Some(DateSource::Reader))
    );
    let reader = shelf.library.reader();
    let rows = reader
        .find(&Query::default(), Sort::DateDown, 0, 9)
        .unwrap()
        .rows;
    assert_eq!(rows[0].date.unwrap().to_string(), "2021-03-06");
}

#[test]
fn an_article_that_came_as_one_is_dated_and_repaired_too() {
    let folder = tempfile::tempdir().unwrap();
    let mut library = Library::open(&folder.path().join("library")).unwrap();
    let lines = [
        crate::samples::json_line("新桥", "新桥通车。\n老桥拆了。", Some("2020-01-01")),
        crate::samples::json_line("旧桥", "旧桥还在。\n人也还在。", None),
    ];
    library
        .import_bytes("a.jsonl", lines.concat().as_bytes(), None)
        .unwrap();
    let loaded = library
        .reader()
        .article(&seen(&library)[1].id, &Query::default())
        .unwrap()
        .unwrap();
    let hash = loaded.sheet.hash.clone();
    let date = PartialDate::parse("2019-05");
    library.repair(&hash, &Repair::PageDate { date }).unwrap();
    let text = &loaded.page.text;
    let split = Repair::Split {
        at: span_in(text, "人也").start,
    };
    library.repair(&hash, &split).unwrap();
    let after = seen(&library);
    assert_eq!(headlines(&after), ["新桥", "旧桥", ""]);
    assert_eq!(after[1].article.date, date);
    library.rebuild(&mut go_on).unwrap();
    assert_eq!(seen(&library), after);
}

#[test]
fn a_confirmed_article_is_doubtful_no_more() {
    // No headline, no dateline, no byline.
    let text = "老渔民说，今年鱼汛来得早，往年要到\n四月才有这样的收成。\n";
    let mut shelf = Shelf::new(text);
    let only = |shelf: &Shelf| {
        let reader = shelf.library.reader();
        let all = Query::default();
        reader
            .find_only(&all, Only::Doubtful, Sort::Relevance, 0, 9)
            .unwrap()
    };
    let doubtful = only(&shelf);
    assert_eq!((doubtful.total, doubtful.n_doubtful), (1, 1));
    assert!(doubtful.rows[0].is_doubtful());
    shelf.repair(&Repair::Confirm {
        article: span_in(text, "老渔民说"),
    });
    let doubtful = only(&shelf);
    assert_eq!((doubtful.total, doubtful.n_doubtful), (0, 0));
    assert_eq!(shelf.seen().len(), 1);
    check_kept_on(
        text,
        &Repair::Confirm {
            article: span_in(text, "鱼汛"),
        },
        |seen| seen[0].article.confidence == 1.0,
    );
}

#[test]
fn what_makes_no_sense_is_refused_and_not_kept() {
    let mut shelf = Shelf::new(PAGE);
    let far = Span::new(100_000, 100_003);
    let inside = Span::new(at("夜市").start + 1, at("夜市").end);
    let blank = Span::new(at("A03版").end, at("A03版").end + 2);
    let body = at("老渔民说");
    let own = at("A03版");
    let move_lines = |lines: Vec<Span>, to: Span| Repair::MoveLines {
        lines,
        to,
        place: Place::Headline,
    };
    for bad in [far, inside, blank] {
        for repair in [
            move_lines(vec![bad], body),
            move_lines(vec![body], bad),
            Repair::Split { at: bad.start },
            Repair::Merge {
                first: bad,
                second: body,
            },
            Repair::Merge {
                first: body,
                second: bad,
            },
            Repair::Reorder {
                lines: vec![bad],
                before: Some(body),
            },
            Repair::Furniture { lines: vec![bad] },
            Repair::EditText {
                span: bad,
                to: "x".to_owned(),
            },
            Repair::Confirm { article: bad },
        ] {
            // Any stretch of a line names an article, wherever its ends are.
            let is_anchor = matches!(repair, Repair::Confirm { .. } | Repair::Merge { .. })
                || matches!(&repair, Repair::MoveLines { to, .. } if *to == inside);
            if bad == inside && is_anchor {
                continue;
            }
            shelf.refuse(&repair);
        }
    }
    for repair in [
        Repair::Furniture { lines: vec![own] },
        Repair::Furniture { lines: vec![] },
        move_lines(vec![body], own),
        Repair::Split {
            at: at("本报讯 3月5日").start,
        },
        Repair::Split { at: own.start },
        Repair::Merge {
            first: body,
            second: at("渔民驾船出港，"),
        },
        Repair::Reorder {
            lines: vec![body, body],
            before: Some(body),
        },
        Repair::EditText {
            span: body,
            to: " \n".to_owned(),
        },
        Repair::PageDate { date: None },
    ] {
        shelf.refuse(&repair);
    }
    let elsewhere = PageHash("0".repeat(64));
    let refused = shelf.library.repair(&elsewhere, &Repair::Split { at: 0 });
    assert!(matches!(refused, Err(LibraryError::NoSuchPage)));
}

#[test]
fn overlapping_lines_are_taken_once() {
    let mut shelf = Shelf::new(PAGE);
    let line = at("老渔民说，今年鱼汛来得早。");
    shelf.repair(&Repair::MoveLines {
        lines: vec![line, line, Span::new(line.start, line.start + 3)],
        to: at("摊主说"),
        place: Place::Body,
    });
    let seen = shelf.seen();
    assert_eq!(bodies(&seen)[0].matches("老渔民").count(), 1);
    assert!(!bodies(&seen)[1].contains("老渔民"));
}

#[test]
fn the_same_page_twice_is_mended_twice() {
    let mut shelf = Shelf::new(PAGE);
    let again = format!("{PAGE}\u{c}另一版\n本报讯 昨日，无事。\n");
    let report = shelf.library.import_bytes("b.txt", again.as_bytes(), None);
    assert_eq!(report.unwrap().n_added, 1);
    let twins = |shelf: &Shelf| -> Vec<Seen> {
        let all = shelf.seen();
        let of_page = all
            .into_iter()
            .filter(|s| s.article.body.text.contains("夜市"));
        of_page.collect()
    };
    assert_eq!(twins(&shelf).len(), 2);
    let second = twins(&shelf)[1].id.clone();
    shelf.library.star(&second, true).unwrap();
    let before = shelf.seen();
    shelf.repair(&Repair::Furniture {
        lines: vec![at("　　镇里说，夜市要开到十月。")],
    });
    let mended = twins(&shelf);
    assert_eq!(mended.len(), 2);
    assert!(
        mended
            .iter()
            .all(|s| !s.article.body.text.contains("镇里说"))
    );
    assert_eq!(mended.iter().filter(|s| s.is_starred).count(), 1);
    shelf.assert_sound();
    shelf.library.undo_repair().unwrap();
    let ids = |seen: &[Seen]| -> Vec<ArticleId> { seen.iter().map(|s| s.id.clone()).collect() };
    assert_eq!(ids(&shelf.seen()), ids(&before));
}

#[test]
fn a_mark_finds_its_article_under_an_engine_that_sets_it_otherwise() {
    let shelf = Shelf::new(PAGE);
    let second = shelf.seen()[1].id.clone();
    shelf.library.star(&second, true).unwrap();
    let path = shelf.path.clone();
    drop(shelf.library);
    // The engine that made the mark gave the article another body, and so another id.
    let rows = rusqlite::Connection::open(path.join("reader.sqlite")).unwrap();
    rows.execute("UPDATE mark SET article_id = 'of another engine'", [])
        .unwrap();
    drop(rows);
    age_engine(&path);
    let library = Library::open(&path).unwrap();
    let starred: Vec<bool> = seen(&library).iter().map(|s| s.is_starred).collect();
    assert_eq!(starred, [false, true]);
}

#[test]
fn a_repair_that_was_written_but_not_applied_is_applied_at_the_next_start() {
    let mut shelf = Shelf::new(PAGE);
    shelf.repair(&Repair::Furniture {
        lines: vec![at("老渔民说，今年鱼汛来得早。")],
    });
    let after = shelf.seen();
    let path = shelf.path.clone();
    shelf.library.undo_repair().unwrap();
    drop(shelf.library);
    // As after a crash between the reader's row and all the rest.
    let rows = rusqlite::Connection::open(path.join("reader.sqlite")).unwrap();
    rows.execute("UPDATE repair SET standing = 0, changed = changed + 1", [])
        .unwrap();
    drop(rows);
    let library = Library::open(&path).unwrap();
    assert_eq!(seen(&library), after);
    assert_eq!(library.check().unwrap().problems, Vec::<String>::new());
}

#[test]
fn marks_of_the_first_format_are_kept() {
    let shelf = Shelf::new(PAGE);
    let (first, second) = (shelf.seen()[0].id.clone(), shelf.seen()[1].id.clone());
    let path = shelf.path.clone();
    drop(shelf.library);
    for file in ["reader.sqlite", "reader.sqlite-wal", "reader.sqlite-shm"] {
        let _is_gone = std::fs::remove_file(path.join(file)).is_ok();
    }
    let rows = rusqlite::Connection::open(path.join("reader.sqlite")).unwrap();
    rows.execute_batch(&format!(
        "CREATE TABLE mark (
             article_id TEXT PRIMARY KEY,
             is_read INTEGER NOT NULL DEFAULT 0,
             is_starred INTEGER NOT NULL DEFAULT 0
         ) WITHOUT ROWID;
         PRAGMA user_version = 1;
         INSERT INTO mark VALUES ('{first}', 1, 0), ('{second}', 1, 1), ('long gone', 0, 1);"
    ))
    .unwrap();
    drop(rows);

    let mut library = Library::open(&path).unwrap();
    let marks = |library: &Library| -> Vec<(bool, bool)> {
        let seen = seen(library);
        seen.iter().map(|s| (s.is_read, s.is_starred)).collect()
    };
    assert_eq!(marks(&library), [(true, false), (true, true)]);
    assert!(path.join("backups/reader-version-1.sqlite").exists());
    // They are anchored now: a repair that changes the id does not lose them.
    let hash = Shelf {
        library: Library::open_for_reading(&path).unwrap(),
        path: path.clone(),
        folder: tempfile::tempdir().unwrap(),
    }
    .hash();
    let line = at("老渔民说，今年鱼汛来得早。");
    let repair = Repair::Furniture { lines: vec![line] };
    library.repair(&hash, &repair).unwrap();
    assert_eq!(marks(&library), [(true, false), (true, true)]);
}

#[test]
fn a_repair_that_no_longer_fits_is_kept_and_said_to_be_left_out() {
    let page = Page {
        text: PAGE.to_owned(),
        name: "版一".to_owned(),
        ..Page::default()
    };
    // An engine that took everything for furniture.
    let bare = Restoration {
        furniture: restore_page(&page).furniture,
        ..Restoration::default()
    };
    let merge = Repair::Merge {
        first: at("摊主说"),
        second: at("老渔民说"),
    };
    let repaired = repair_page(&page, bare, &[merge]);
    assert_eq!(repaired.warnings.len(), 1);
    assert!(repaired.warnings[0].message.zh.contains("合并文章"));
}

#[test]
fn the_reader_is_told_on_the_page_of_a_repair_that_no_longer_fits() {
    let mut shelf = Shelf::new(PAGE);
    assert!(shelf.sheet().warnings.is_empty());
    let before = shelf.seen();
    shelf.repair(&Repair::Furniture {
        lines: vec![at("老渔民说，今年鱼汛来得早。")],
    });
    let path = shelf.path.clone();
    drop(shelf.library);
    let rows = rusqlite::Connection::open(path.join("reader.sqlite")).unwrap();
    let sql = r#"UPDATE repair SET repair = '{"kind":"split","at":99999}', changed = changed + 1"#;
    rows.execute(sql, []).unwrap();
    drop(rows);
    let shelf = Shelf {
        library: Library::open(&path).unwrap(),
        path,
        folder: shelf.folder,
    };
    assert_eq!(shelf.seen(), before);
    let warnings = &shelf.sheet().warnings;
    assert_eq!(warnings.len(), 1);
    assert!(warnings[0].en.contains("it is kept"));
    assert!(shelf.library.repair_history().unwrap().undo.is_some());
}

/// A repair of any kind, its lines by their numbers.
#[derive(Clone, Debug)]
struct Wish {
    kind: u8,
    lines: Vec<usize>,
    to: usize,
    shift: usize,
}

fn wishes() -> impl Strategy<Value = Vec<Wish>> {
    let wish = (
        0_u8..11,
        prop::collection::vec(0_usize..400, 1..5),
        0_usize..400,
        0_usize..9,
    )
        .prop_map(|(kind, lines, to, shift)| Wish {
            kind,
            lines,
            to,
            shift,
        });
    prop::collection::vec(wish, 1..8)
}

fn repair_of(page: &Page, wish: &Wish) -> Repair {
    let all: Vec<Span> = page.lines().map(|line| line.span).collect();
    let line = |n: usize| all[n % all.len()];
    // Some begin or end inside a line, or inside a character.
    let cut = |span: Span| Span::new(span.start + wish.shift, span.end);
    let lines: Vec<Span> = wish.lines.iter().map(|n| line(*n)).collect();
    let to = line(wish.to);
    let moved = |place: Place| Repair::MoveLines {
        lines: lines.clone(),
        to,
        place,
    };
    match wish.kind {
        0 => moved(Place::Headline),
        1 => moved(Place::Deck),
        2 => moved(Place::Body),
        3 => moved(Place::Byline),
        4 => moved(Place::Caption),
        5 => Repair::Split { at: cut(to).start },
        6 => Repair::Merge {
            first: to,
            second: lines[0],
        },
        7 => Repair::Reorder {
            lines,
            before: Some(to).filter(|_| wish.shift > 2),
        },
        8 => Repair::Furniture {
            lines: lines.into_iter().map(cut).collect(),
        },
        9 => Repair::EditText {
            span: cut(lines[0]),
            to: "改过的字".to_owned(),
        },
        _ => Repair::Confirm { article: to },
    }
}

proptest! {
    #[test]
    fn no_character_is_lost_or_doubled_by_repairs(seed in 0_usize..5, wishes in wishes()) {
        let page = Page {
            text: crate::samples::seed_texts().swap_remove(seed),
            ..Page::default()
        };
        let repairs: Vec<Repair> = wishes.iter().map(|wish| repair_of(&page, wish)).collect();
        let restoration = restore_page(&page);
        let repaired = repair_page(&page, restoration.clone(), &repairs);
        check_provenance(&page, &repaired);
        // Every time the same.
        prop_assert_eq!(repair_page(&page, restoration, &repairs), repaired);
    }
}
