//! The reader's work - star, status, tags, collections, notes - stays with the articles, is found by a
//! search exactly, and can be taken back in one order with repairs and corrections.

use banmian::library::{
    Facets, FoundNotes, Leaf, Library, LibraryError, LoadedArticle, Node, Only, Query, Sort, Stop,
    StoredDeed, WorkWish,
};
use banmian::model::{
    Act, ArticleId, Correction, EntityKind, Label, LabelKind, Repair, Span, Status, clip,
};
use proptest::prelude::*;
use std::ops::ControlFlow;
use std::path::PathBuf;
use tempfile::TempDir;

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

/// Words that a line of the page breaks.
const PASSAGE: &str = "明天还要再来";

struct Desk {
    library: Library,
    path: PathBuf,
    folder: TempDir,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("library");
        let mut library = Library::open(&path).unwrap();
        library
            .import_bytes("page.txt", PAGE.as_bytes(), None)
            .unwrap();
        Self {
            library,
            path,
            folder,
        }
    }

    fn reopened(self) -> Self {
        let Self {
            library,
            path,
            folder,
        } = self;
        drop(library);
        let library = Library::open(&path).unwrap();
        Self {
            library,
            path,
            folder,
        }
    }

    fn ids(&self) -> Vec<ArticleId> {
        self.found(&Query::default())
    }

    fn found(&self, query: &Query) -> Vec<ArticleId> {
        let reader = self.library.reader();
        let found = reader.find(query, Sort::Relevance, 0, 1000).unwrap();
        assert_eq!(found.total, found.rows.len());
        found.rows.into_iter().map(|row| row.id).collect()
    }

    fn typed(&self, typed: &str) -> usize {
        let parsed = banmian::library::parse(typed);
        assert_eq!(parsed.problems, [], "{typed}");
        self.found(&parsed.query).len()
    }

    fn article(&self, id: &ArticleId) -> LoadedArticle {
        let reader = self.library.reader();
        reader.article(id, &Query::default()).unwrap().unwrap()
    }

    /// The article whose headline holds a text.
    fn with(&self, headline: &str) -> LoadedArticle {
        let articles = self.ids().into_iter().map(|id| self.article(&id));
        let mut found = articles.filter(|a| a.article.headline.text.contains(headline));
        found.next().unwrap()
    }

    fn work(&self, wish: &WorkWish) {
        assert!(self.library.work(wish).unwrap(), "{wish:?}");
    }

    fn note_passage(&self, article: &LoadedArticle, words: &str, text: &str) {
        let start = article.text.text.find(words).unwrap();
        let span = Span::new(start, start + words.len());
        self.work(&WorkWish::Note(
            article.id.clone(),
            Some(span),
            text.to_owned(),
        ));
    }

    fn labels(&self) -> Vec<Label> {
        self.library.reader().labels().unwrap()
    }

    fn label(&self, name: &str) -> i64 {
        let labels = self.labels();
        let found = labels.iter().find(|label| label.name == name);
        found.unwrap().label_id
    }

    fn notes(&self, part: &str) -> FoundNotes {
        self.library.reader().find_notes(part, 100).unwrap()
    }

    fn undo(&mut self) {
        match self.library.last_deed().unwrap().unwrap() {
            StoredDeed::Work(_) => self.library.undo_work().unwrap(),
            StoredDeed::Repair(_) => drop(self.library.undo_repair().unwrap()),
            StoredDeed::Corrections(_) => {
                self.library.undo_corrections().unwrap();
                let _all = self.library.apply_corrections(&mut go_on).unwrap();
            }
        }
    }

    fn redo(&mut self) {
        match self.library.first_undone_deed().unwrap().unwrap() {
            StoredDeed::Work(_) => self.library.redo_work().unwrap(),
            StoredDeed::Repair(_) => drop(self.library.redo_repair().unwrap()),
            StoredDeed::Corrections(_) => {
                self.library.redo_corrections().unwrap();
                let _all = self.library.apply_corrections(&mut go_on).unwrap();
            }
        }
    }

    /// All that a reader sees of the work, articles by their headlines.
    fn seen(&self) -> Vec<String> {
        let mut lines: Vec<String> = self
            .labels()
            .iter()
            .map(|label| format!("{:?} {} {}", label.kind, label.name, label.colour))
            .collect();
        for id in self.ids() {
            let article = self.article(&id);
            let labels: Vec<String> = article
                .work
                .labels
                .iter()
                .map(|id| self.labels().into_iter().find(|l| l.label_id == *id))
                .map(|label| label.unwrap().name)
                .collect();
            let notes: Vec<(String, Vec<&str>)> = article
                .work
                .notes
                .iter()
                .map(|note| {
                    let words = note.spans.iter().map(|s| clip(&article.text.text, *s));
                    (note.note.text.clone(), words.collect())
                })
                .collect();
            lines.push(format!(
                "{}: {} {} {:?} {labels:?} {notes:?}",
                article.article.headline.text,
                article.is_starred,
                article.is_read,
                article.work.status,
            ));
        }
        lines
    }

    fn facets(&self, query: &Query) -> Facets {
        let reader = self.library.reader();
        reader.facets(query, Only::All, 8, &Stop::never()).unwrap()
    }
}

fn go_on(_: banmian::library::Progress) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

/// Says something of each kind.
fn mark_up(desk: &Desk) {
    let (market, fish) = (desk.with("夜市"), desk.with("开渔"));
    desk.work(&WorkWish::Star(vec![market.id.clone()], true));
    desk.work(&WorkWish::Read(vec![fish.id.clone()], true));
    desk.work(&WorkWish::Status(
        vec![market.id.clone()],
        Some(Status::ToUse),
    ));
    let both = vec![market.id.clone(), fish.id.clone()];
    desk.work(&WorkWish::NewLabel(LabelKind::Tag, "乡镇".to_owned(), both));
    let one = vec![market.id.clone()];
    desk.work(&WorkWish::NewLabel(
        LabelKind::Tag,
        "夜经济".to_owned(),
        one.clone(),
    ));
    desk.work(&WorkWish::NewLabel(
        LabelKind::Collection,
        "专题".to_owned(),
        one,
    ));
    desk.work(&WorkWish::Note(
        fish.id.clone(),
        None,
        "核对日期".to_owned(),
    ));
    desk.note_passage(&market, PASSAGE, "谁说的？");
}

#[test]
fn what_is_said_of_articles_survives_a_rebuild_a_new_catalog_and_another_engine() {
    let mut desk = Desk::new();
    mark_up(&desk);
    let before = desk.seen();
    assert!(
        before.iter().any(|line| line.contains(PASSAGE)),
        "{before:?}"
    );
    desk.library.rebuild(&mut go_on).unwrap();
    assert_eq!(desk.seen(), before);
    desk = desk.reopened();
    assert_eq!(desk.seen(), before);

    // All that is derived is lost, with the files: only the reader's rows are left.
    let Desk {
        library,
        path,
        folder,
    } = desk;
    drop(library);
    std::fs::remove_file(path.join("library.sqlite")).unwrap();
    std::fs::remove_dir_all(path.join("index")).unwrap();
    let library = Library::open(&path).unwrap();
    let mut desk = Desk {
        library,
        path,
        folder,
    };
    assert_eq!(desk.ids(), []);
    let kept = desk.notes("");
    assert_eq!((kept.total, kept.rows[0].is_here), (2, false));
    assert_eq!(kept.rows[0].headline, "夜市开张迎客三千人");
    // The same page in another file.
    desk.library
        .import_bytes("other.txt", PAGE.as_bytes(), None)
        .unwrap();
    assert_eq!(desk.seen(), before);

    // Another engine: the articles are restored anew at the next start.
    let Desk {
        library,
        path,
        folder,
    } = desk;
    drop(library);
    let catalog = rusqlite::Connection::open(path.join("library.sqlite")).unwrap();
    catalog
        .execute_batch("UPDATE state SET value = 0 WHERE name = 'engine_version'")
        .unwrap();
    drop(catalog);
    let library = Library::open(&path).unwrap();
    let desk = Desk {
        library,
        path,
        folder,
    };
    assert_eq!(desk.seen(), before);
    assert_eq!(desk.library.check().unwrap().problems, Vec::<String>::new());
}

#[test]
fn a_note_goes_with_its_passage_and_a_tag_with_the_articles_beginning() {
    let mut desk = Desk::new();
    mark_up(&desk);
    let before = desk.seen();
    let article = desk.with("夜市");
    let at = PAGE.find("摊主说").unwrap();
    desk.library
        .repair(&article.sheet.hash, &Repair::Split { at })
        .unwrap();
    let parts: Vec<LoadedArticle> = desk.ids().iter().map(|id| desk.article(id)).collect();
    assert_eq!(parts.len(), 3);
    let first = parts
        .iter()
        .find(|p| p.text.text.contains("夜市昨晚"))
        .unwrap();
    let second = parts
        .iter()
        .find(|p| p.text.text.contains(PASSAGE))
        .unwrap();
    assert_ne!(first.id, second.id);
    assert!(first.is_starred && !second.is_starred);
    assert_eq!(first.work.status, Some(Status::ToUse));
    assert_eq!(first.work.labels.len(), 3);
    assert_eq!((first.work.notes.len(), second.work.notes.len()), (0, 1));
    let span = second.work.notes[0].spans[0];
    assert_eq!(clip(&second.text.text, span), PASSAGE);
    assert_eq!(desk.notes("").rows[0].span, Some(span));

    // A misread word in the passage is corrected: it is the same passage.
    let start = PAGE.find("要再来").unwrap();
    let edit = Repair::EditText {
        span: Span::new(start, start + "要再来".len()),
        to: "会再来的".to_owned(),
    };
    desk.library.repair(&article.sheet.hash, &edit).unwrap();
    let noted = desk.notes("").rows[0].clone();
    let edited = desk.article(&noted.note.article);
    assert_ne!(edited.id, second.id);
    assert_eq!(
        clip(&edited.text.text, noted.span.unwrap()),
        "明天还会再来的"
    );
    assert_eq!(noted.note.quote, PASSAGE);
    desk.undo();
    desk.undo();
    assert_eq!(desk.seen(), before);
}

#[test]
fn all_deeds_are_taken_back_in_one_order_over_restarts() {
    let mut desk = Desk::new();
    let mut states = vec![desk.seen()];
    let market = desk.with("夜市");
    let ids = || vec![market.id.clone()];
    let rule = Correction::new(Act::NotEntity, EntityKind::Person, "沈一舟");
    let at = PAGE.find("摊主说").unwrap();
    for step in 0..8 {
        match step {
            0 => desk.work(&WorkWish::Star(ids(), true)),
            1 => desk.work(&WorkWish::NewLabel(
                LabelKind::Tag,
                "乡镇".to_owned(),
                ids(),
            )),
            2 => desk.library.correct(std::slice::from_ref(&rule)).unwrap(),
            3 => desk.note_passage(&market, PASSAGE, "谁说的？"),
            4 => drop(
                desk.library
                    .repair(&market.sheet.hash, &Repair::Split { at })
                    .unwrap(),
            ),
            5 => desk.work(&WorkWish::DeleteLabel(desk.label("乡镇"))),
            6 => {
                let note = desk.notes("").rows[0].note.note_id;
                desk.work(&WorkWish::EditNote(note, "摊主".to_owned()));
            }
            _ => {
                let note = desk.notes("").rows[0].note.note_id;
                desk.work(&WorkWish::DeleteNote(note));
            }
        }
        states.push(desk.seen());
    }
    for nth in (0..8).rev() {
        desk = desk.reopened();
        desk.undo();
        assert_eq!(desk.seen(), states[nth], "undone {nth}");
    }
    assert_eq!(desk.library.last_deed().unwrap(), None);
    for (nth, state) in states.iter().enumerate().skip(1) {
        desk = desk.reopened();
        desk.redo();
        assert_eq!(desk.seen(), *state, "done again {nth}");
    }
    // A new deed takes the place of what was taken back.
    desk.undo();
    desk.work(&WorkWish::Star(vec![desk.ids()[0].clone()], false));
    assert_eq!(desk.library.first_undone_deed().unwrap(), None);
}

/// Every count opens exactly the articles that it counts, alone and with what is searched for.
fn assert_counts_open_their_articles(desk: &Desk, query: &Query) {
    let among = desk.found(query);
    for count in desk.facets(query).own {
        let own = Node::Leaf(Leaf::Own(count.own.clone()));
        let root = query.root().cloned();
        let both = Node::all(root.clone().into_iter().chain([own.clone()]).collect());
        let found = desk.found(&Query::from(both));
        assert_eq!(found.len(), count.n_articles, "{:?}", count.own);
        let rest = Node::all(root.into_iter().chain([own.clone().negated()]).collect());
        let rest = desk.found(&Query::from(rest));
        assert_eq!(found.len() + rest.len(), among.len(), "{:?}", count.own);
        assert!(rest.iter().all(|id| !found.contains(id)));
        let printed = Query::from(Some(own)).to_string();
        assert_eq!(banmian::library::parse(&printed).problems, [], "{printed}");
        let typed = desk.found(&Query::parse(&printed));
        assert_eq!(
            found,
            typed
                .into_iter()
                .filter(|id| among.contains(id))
                .collect::<Vec<_>>()
        );
    }
}

#[test]
fn a_search_finds_exactly_what_was_marked() {
    let desk = Desk::new();
    mark_up(&desk);
    for (typed, n_found) in [
        ("标记:星标", 1),
        ("mark:read", 1),
        ("标记:未读", 1),
        ("-标记:未读", 1),
        ("状态:要用", 1),
        ("status:check", 0),
        ("标签:乡镇", 2),
        ("标签:鄉鎮", 2),
        ("标签:夜经济 渔民", 0),
        ("标签:乡镇 渔民", 1),
        ("标签:(夜经济 或 乡镇)", 2),
        ("收藏:专题", 1),
        ("收藏:乡镇", 0),
        ("笔记:有", 2),
        ("笔记:“有”", 0),
        ("笔记:日期", 1),
        ("笔记:再来", 1),
        ("夜市 或 笔记:核对", 2),
    ] {
        assert_eq!(desk.typed(typed), n_found, "{typed}");
    }
    for typed in ["", "渔民", "夜市", "-夜市", "没有的词"] {
        assert_counts_open_their_articles(&desk, &Query::parse(typed));
    }
    // All that a search finds is given a label, as one deed.
    let label = desk.label("专题");
    desk.work(&WorkWish::LabelFound(
        Query::parse("本报讯"),
        Only::All,
        label,
    ));
    assert_eq!(desk.typed("收藏:专题"), 2);
    desk.library.undo_work().unwrap();
    assert_eq!(desk.typed("收藏:专题"), 1);
    let problems = banmian::library::parse("标记:什么 状态:不明").problems;
    assert_eq!(problems.len(), 2);
    // What is said changes the answer at once, and so does taking it back.
    let fish = desk.with("开渔");
    desk.work(&WorkWish::Star(vec![fish.id], true));
    assert_eq!(desk.typed("标记:星标"), 2);
    desk.library.undo_work().unwrap();
    assert_eq!(desk.typed("标记:星标"), 1);
    desk.work(&WorkWish::RenameLabel(
        desk.label("乡镇"),
        "县域".to_owned(),
    ));
    assert_eq!((desk.typed("标签:乡镇"), desk.typed("标签:县域")), (0, 2));
}

#[test]
fn what_makes_no_sense_is_refused_and_changes_nothing() {
    let desk = Desk::new();
    mark_up(&desk);
    let before = desk.seen();
    let last = desk.library.last_deed().unwrap();
    let id = desk.ids()[0].clone();
    let gone = ArticleId("0".repeat(32));
    let tag = desk.label("乡镇");
    for wish in [
        WorkWish::NewLabel(LabelKind::Tag, " 　".to_owned(), vec![]),
        WorkWish::NewLabel(LabelKind::Tag, "长".repeat(41), vec![]),
        WorkWish::RenameLabel(tag, "夜经济".to_owned()),
        WorkWish::Label(vec![id.clone()], 999, true),
        WorkWish::Label(vec![gone.clone()], tag, true),
        WorkWish::Note(id.clone(), None, " ".to_owned()),
        WorkWish::Note(gone, None, "字".to_owned()),
        WorkWish::Note(id.clone(), Some(Span::new(0, 0)), "字".to_owned()),
        WorkWish::EditNote(999, "字".to_owned()),
    ] {
        assert!(desk.library.work(&wish).is_err(), "{wish:?}");
    }
    // What is so already is no deed.
    assert!(
        !desk
            .library
            .work(&WorkWish::Label(vec![id], tag, true))
            .unwrap()
    );
    assert_eq!(desk.seen(), before);
    assert_eq!(desk.library.last_deed().unwrap(), last);

    // Another window reads it, and is told why it may do no more.
    let second = Library::open(&desk.path).unwrap();
    let star = WorkWish::Star(desk.ids(), true);
    let refused = second.work(&star);
    assert!(matches!(refused, Err(LibraryError::ReadOnly { .. })));
    let found = second
        .reader()
        .find(&Query::parse("标签:乡镇"), Sort::Relevance, 0, 9);
    assert_eq!(found.unwrap().total, 2);
    // It sees what the first one does from then on.
    desk.work(&WorkWish::DeleteLabel(tag));
    let found = second
        .reader()
        .find(&Query::parse("标签:乡镇"), Sort::Relevance, 0, 9);
    assert_eq!(found.unwrap().total, 0);
}

#[test]
fn marks_of_the_format_before_are_taken_over() {
    let desk = Desk::new();
    let (market, fish) = (desk.with("夜市"), desk.with("开渔"));
    desk.library.star(&market.id, true).unwrap();
    desk.library.mark_read(&fish.id, true).unwrap();
    let Desk {
        library,
        path,
        folder,
    } = desk;
    drop(library);
    let rows = rusqlite::Connection::open(path.join("reader.sqlite")).unwrap();
    rows.execute_batch(
        "DROP TABLE watched; DROP TABLE deed_change; DROP TABLE deed; DROP TABLE note; DROP TABLE labelled;
         DROP TABLE label; DROP INDEX mark_starred; DROP INDEX mark_read;
         DROP INDEX mark_by_status; ALTER TABLE mark DROP COLUMN status; PRAGMA user_version = 4;",
    )
    .unwrap();
    drop(rows);
    let library = Library::open(&path).unwrap();
    let desk = Desk {
        library,
        path,
        folder,
    };
    assert!(desk.article(&market.id).is_starred);
    assert!(desk.article(&fish.id).is_read);
    assert_eq!(desk.library.last_deed().unwrap(), None);
    assert!(desk.path.join("backups/reader-version-4.sqlite").exists());
    desk.work(&WorkWish::Status(
        vec![market.id.clone()],
        Some(Status::Seen),
    ));
    assert_eq!(desk.article(&market.id).work.status, Some(Status::Seen));
}

/// A deed, by numbers.
fn wish(desk: &Desk, (what, which, value): (u8, usize, u8)) -> WorkWish {
    let ids = desk.ids();
    let one = vec![ids[which % ids.len()].clone()];
    let labels = desk.labels();
    let label = labels.get(which % labels.len().max(1)).map(|l| l.label_id);
    let notes = desk.notes("").rows;
    let note = notes
        .get(which % notes.len().max(1))
        .map(|n| n.note.note_id);
    let name = format!("名{}", value % 3);
    let kind = if value % 2 == 0 {
        LabelKind::Tag
    } else {
        LabelKind::Collection
    };
    match (what % 11, label, note) {
        (0, ..) => WorkWish::Star(one, value % 2 == 0),
        (1, ..) => WorkWish::Read(ids, value % 2 == 0),
        (2, ..) => WorkWish::Status(one, Status::ALL.get(usize::from(value % 4)).copied()),
        (3, Some(label), _) => WorkWish::Label(one, label, value % 2 == 0),
        (4, ..) => WorkWish::NewLabel(kind, name, one),
        (5, Some(label), _) => WorkWish::RenameLabel(label, name),
        (6, Some(label), _) => WorkWish::RecolourLabel(label, value),
        (7, Some(label), _) => WorkWish::DeleteLabel(label),
        (8, ..) => WorkWish::Note(one[0].clone(), Some(Span::new(0, 9)), name),
        (9, _, Some(note)) => WorkWish::EditNote(note, name),
        (10, _, Some(note)) => WorkWish::DeleteNote(note),
        _ => WorkWish::Note(one[0].clone(), None, name),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Whatever is done, taking it back gives what was before, and doing it again what was after.
    #[test]
    fn any_deeds_are_taken_back_and_done_again(
        steps in proptest::collection::vec((any::<u8>(), 0..6_usize, any::<u8>()), 1..14)
    ) {
        let desk = Desk::new();
        let mut states = vec![desk.seen()];
        for step in steps {
            match desk.library.work(&wish(&desk, step)) {
                Ok(true) => states.push(desk.seen()),
                // Refused, or nothing to do: nothing was done.
                Ok(false) | Err(LibraryError::CorrectionRefused { .. }) => {
                    prop_assert_eq!(Some(&desk.seen()), states.last());
                }
                Err(error) => return Err(TestCaseError::fail(error.to_string())),
            }
        }
        for state in states.iter().rev().skip(1) {
            desk.library.undo_work().unwrap();
            prop_assert_eq!(&desk.seen(), state);
        }
        prop_assert_eq!(desk.library.last_deed().unwrap(), None);
        for state in states.iter().skip(1) {
            desk.library.redo_work().unwrap();
            prop_assert_eq!(&desk.seen(), state);
        }
    }
}
