//! The reader's rules for names: what they do to what was recognised, how they are written, and what
//! follows from them in a library.

use banmian::entity::{Corrections, recognize_page};
use banmian::library::{Facet, Library, Only, Query, Sort, Stop, StoredDeed};
use banmian::model::{
    Act, ArticlePlace, ArticleText, Correction, Entity, EntityKind, PageHash, Recognition, Span,
    clip, parse_corrections, print_corrections,
};
use proptest::prelude::*;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

use EntityKind::{Organization, Person, Place};

fn rule(line: &str) -> Correction {
    line.parse().unwrap()
}

fn rules(lines: &[&str]) -> Vec<Correction> {
    lines.iter().map(|line| rule(line)).collect()
}

/// What is recognised in a text by itself.
fn found_in(text: &str) -> (ArticleText, Recognition) {
    let text = ArticleText {
        text: text.to_owned(),
        fields: vec![],
    };
    let found = recognize_page(std::slice::from_ref(&text));
    (text, found.into_iter().next().unwrap())
}

fn corrected(text: &str, lines: &[&str]) -> Recognition {
    let (text, found) = found_in(text);
    let rules = rules(lines);
    let corrections = Corrections::new(&rules);
    let after = corrections.apply(&text, found);
    assert_sound(&text.text, &after);
    assert_eq!(
        corrections.apply(&text, after.clone()),
        after,
        "twice is once"
    );
    after
}

fn assert_sound(text: &str, found: &Recognition) {
    for pair in found.mentions.windows(2) {
        assert!(pair[0].span.end <= pair[1].span.start, "{found:?}");
    }
    for mention in &found.mentions {
        assert!(!clip(text, mention.span).is_empty(), "{mention:?}");
    }
    let mut owned: Vec<usize> = found
        .entities
        .iter()
        .flat_map(|entity| entity.mention_idxs.iter().copied())
        .collect();
    owned.sort_unstable();
    assert_eq!(owned, (0..found.mentions.len()).collect::<Vec<_>>());
    for entity in &found.entities {
        assert!(!entity.mention_idxs.is_empty());
        let of_kind = |idx: &usize| found.mentions[*idx].kind == entity.kind;
        assert!(entity.mention_idxs.iter().all(of_kind), "{entity:?}");
    }
    let mut names: Vec<_> = found.entities.iter().map(|e| (e.kind, &e.name)).collect();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), found.entities.len(), "each thing once");
}

fn entity<'a>(found: &'a Recognition, kind: EntityKind, name: &str) -> Option<&'a Entity> {
    let mut entities = found.entities.iter();
    entities.find(|entity| entity.kind == kind && entity.name == name)
}

fn surfaces(text: &str, found: &Recognition, kind: EntityKind) -> Vec<String> {
    let mentions = found.mentions.iter().filter(|m| m.kind == kind);
    mentions.map(|m| clip(text, m.span).to_owned()).collect()
}

const TEXT: &str = "本报讯 8月21日，青石镇党委书记沈一舟会见临溪集团董事长韩小满。沈一舟说，临溪集团要多办实事。\
韩小满说，老韩我在石桥湾住了十年，石桥湾大桥通车了。";

#[test]
fn what_is_tested_here_is_recognised_by_itself() {
    let (_, found) = found_in(TEXT);
    for (kind, name) in [
        (Person, "沈一舟"),
        (Person, "韩小满"),
        (Organization, "临溪集团"),
    ] {
        assert!(entity(&found, kind, name).is_some(), "{name}: {found:?}");
    }
}

#[test]
fn a_name_that_is_nothing_is_marked_nowhere() {
    let found = corrected(TEXT, &["不是 人物 沈一舟"]);
    assert!(entity(&found, Person, "沈一舟").is_none());
    assert!(found.people.iter().all(|person| person.name != "沈一舟"));
    assert!(entity(&found, Person, "韩小满").is_some());
    let found = corrected(TEXT, &["不是 人物 沈一舟", "是 人物 沈一舟"]);
    assert!(
        entity(&found, Person, "沈一舟").is_some(),
        "the later rule wins"
    );
}

#[test]
fn a_name_is_marked_wherever_it_stands_in_whole() {
    let found = corrected(TEXT, &["是 地点 石桥湾", "是 设施 石桥湾大桥"]);
    assert_eq!(
        entity(&found, Place, "石桥湾").unwrap().mention_idxs.len(),
        1
    );
    let bridge = entity(&found, EntityKind::Facility, "石桥湾大桥").unwrap();
    assert_eq!(bridge.mention_idxs.len(), 1);
    // Another kind for what was found by itself.
    let found = corrected(TEXT, &["是 地点 临溪集团"]);
    assert!(entity(&found, Organization, "临溪集团").is_none());
    assert_eq!(
        entity(&found, Place, "临溪集团")
            .unwrap()
            .mention_idxs
            .len(),
        2
    );
    // Not inside a longer word, nor inside what is longer and known.
    let found = corrected("NASAB与NAS在一起。", &["是 机构 NAS"]);
    assert_eq!(
        surfaces("NASAB与NAS在一起。", &found, Organization),
        ["NAS"]
    );
    let found = corrected(TEXT, &["是 地点 临溪"]);
    assert!(entity(&found, Place, "临溪").is_none(), "{found:?}");
}

#[test]
fn a_mention_is_made_longer_or_shorter() {
    let found = corrected(TEXT, &["范围 机构 临溪集团 → 临溪"]);
    assert_eq!(
        entity(&found, Organization, "临溪")
            .unwrap()
            .mention_idxs
            .len(),
        2
    );
    let text = "记者从临溪集团获悉，临溪集团公司旧址还在。";
    let found = corrected(text, &["范围 机构 临溪集团 → 临溪集团公司旧址"]);
    assert!(surfaces(text, &found, Organization).contains(&"临溪集团公司旧址".to_owned()));
}

#[test]
fn things_are_renamed_joined_and_parted() {
    let found = corrected(TEXT, &["改名 人物 韩小满 → 韩晓满"]);
    let renamed = entity(&found, Person, "韩晓满").unwrap();
    assert_eq!(renamed.aliases, ["韩小满"]);
    assert_eq!(renamed.posts, found_in(TEXT).1.people[1].posts);
    assert!(found.people.iter().any(|person| person.name == "韩晓满"));

    let found = corrected(TEXT, &["别名 人物 老韩 → 韩小满"]);
    let whole = entity(&found, Person, "韩小满").unwrap();
    assert_eq!(
        (whole.mention_idxs.len(), whole.aliases.as_slice()),
        (3, &["老韩".to_owned()][..])
    );
    assert!(entity(&found, Person, "老韩").is_none());

    let found = corrected(TEXT, &["合并 人物 沈一舟 → 韩小满"]);
    let one = entity(&found, Person, "韩小满").unwrap();
    assert!(one.posts.len() >= 2, "{one:?}");
    let apart = corrected(
        TEXT,
        &["合并 人物 沈一舟 → 韩小满", "分开 人物 韩小满 → 沈一舟"],
    );
    assert_eq!(apart, found_in(TEXT).1);

    let text = "青石镇党委昨日开会。镇党委书记说，青石镇党委要办实事，镇党委委员参加。";
    let (_, before) = found_in(text);
    let short = before
        .entities
        .iter()
        .find(|e| !e.aliases.is_empty())
        .unwrap();
    let (name, alias) = (short.name.clone(), short.aliases[0].clone());
    let line = format!("分开 机构 {alias} → {name}");
    let found = corrected(text, &[&line]);
    assert!(entity(&found, Organization, &alias).is_some(), "{found:?}");
    // A chain of names ends where the last rule leads.
    let found = corrected(
        TEXT,
        &["合并 人物 韩小满 → 甲某", "别名 人物 老韩 → 韩小满"],
    );
    assert_eq!(
        entity(&found, Person, "甲某").unwrap().mention_idxs.len(),
        3
    );
}

// ---- as text ----

fn any_name() -> impl Strategy<Value = String> {
    prop_oneof![
        "[甲乙丙丁]{1,4}",
        "[A-Za-z甲#＃@\"\\\\ →=>-]{1,6}",
        "\\PC{1,8}",
    ]
}

fn any_rule() -> impl Strategy<Value = Correction> {
    let kind = proptest::sample::select(EntityKind::ALL.to_vec());
    let place = proptest::option::of(("[0-9a-f]{8}", 0..5_000_usize));
    (0..7_u8, kind, any_name(), any_name(), place).prop_map(|(act, kind, name, other, place)| {
        let act = match act {
            0 => Act::NotEntity,
            1 => Act::IsEntity,
            2 => Act::Extent(format!("{name}{other}")),
            3 => Act::Rename(other),
            4 => Act::Alias(other),
            5 => Act::Merge(other),
            _ => Act::Split(other),
        };
        let rule = Correction::new(act, kind, &name);
        match place {
            Some((page, at)) => rule.only_in(ArticlePlace {
                page: PageHash(page),
                at,
            }),
            None => rule,
        }
    })
}

/// A rule over few names, so that rules meet each other.
fn meeting_rule() -> impl Strategy<Value = Correction> {
    let kind = proptest::sample::select(vec![Person, Organization, Place]);
    let name = || "[甲乙丙丁A]{1,3}";
    (0..8_u8, kind, name(), name()).prop_map(|(act, kind, name, other)| {
        let act = match act {
            0 => Act::NotEntity,
            1 => Act::IsEntity,
            2 => Act::Extent(format!("{other}{name}")),
            3 => Act::Rename(other),
            4 => Act::Alias(other),
            5 => Act::Merge(other),
            6 => Act::Split(other),
            _ => {
                return Correction::new(
                    Act::Extent(other.clone()),
                    kind,
                    &format!("{other}{name}"),
                );
            }
        };
        Correction::new(act, kind, &name)
    })
}

/// A text with mentions here and there.
fn any_found() -> impl Strategy<Value = (ArticleText, Recognition)> {
    let kinds = vec![Person, Organization, Place, EntityKind::Date];
    let piece = (
        "[甲乙丙丁A。]{1,4}",
        proptest::option::of(proptest::sample::select(kinds)),
    );
    proptest::collection::vec(piece, 0..12).prop_map(|pieces| {
        let mut text = String::new();
        let mut mentions = Vec::new();
        for (piece, kind) in pieces {
            let start = text.len();
            text.push_str(&piece);
            mentions.extend(kind.map(|kind| banmian::model::Mention {
                span: Span::new(start, text.len()),
                kind,
            }));
        }
        let mut found = Recognition {
            mentions,
            ..Recognition::default()
        };
        for kind in EntityKind::ALL {
            let mut of_kind: Vec<Entity> = Vec::new();
            for (idx, mention) in found.mentions.iter().enumerate() {
                let name = clip(&text, mention.span).to_owned();
                if mention.kind != kind {
                    continue;
                }
                // Of names that begin alike one is the other's short form, here.
                let short = |e: &&mut Entity| e.name.chars().next() == name.chars().next();
                match of_kind.iter_mut().find(short) {
                    Some(known) => {
                        known.mention_idxs.push(idx);
                        if known.name != name && !known.aliases.contains(&name) {
                            known.aliases.push(name);
                        }
                    }
                    None => of_kind.push(Entity {
                        kind,
                        name,
                        aliases: vec![],
                        posts: vec![],
                        mention_idxs: vec![idx],
                    }),
                }
            }
            found.entities.extend(of_kind);
        }
        (
            ArticleText {
                text,
                fields: vec![],
            },
            found,
        )
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn what_is_written_is_read_again(rules in proptest::collection::vec(any_rule(), 0..6)) {
        let rules: Vec<Correction> =
            rules.into_iter().filter(|rule| rule.trouble().is_none()).collect();
        let (read, bad) = parse_corrections(&print_corrections(&rules));
        prop_assert_eq!(bad, vec![]);
        prop_assert_eq!(read, rules);
    }

    #[test]
    fn any_text_is_read_without_harm(text in "\\PC{0,60}(\n\\PC{0,30}){0,3}") {
        let (rules, bad) = parse_corrections(&text);
        prop_assert!(rules.len() + bad.len() <= text.lines().count());
    }

    #[test]
    fn rules_leave_what_they_find_in_order_and_applied_twice_change_nothing(
        found in any_found(),
        rules in proptest::collection::vec(meeting_rule(), 0..8),
    ) {
        let (text, found) = found;
        let corrections = Corrections::new(&rules);
        let once = corrections.apply(&text, found);
        assert_sound(&text.text, &once);
        prop_assert_eq!(corrections.apply(&text, once.clone()), once);
    }
}

// ---- in a library ----

fn page(nth: usize) -> String {
    format!(
        "第{nth}号码头启用\n\n本报讯 3月{}日，青石镇党委书记沈一舟会见临溪集团董事长韩小满。\n\
         沈一舟说，第{nth}号码头启用后，要多办实事，老沈的话不多。\n记者 赵子衿\n\n\
         石桥夜市第{nth}次开张\n\n本报讯 3月5日，石桥夜市昨晚开张，商务局局长周明远到场，热闹非凡。\n记者 赵子衿\n",
        nth % 27 + 1
    )
}

struct Shelf {
    library: Library,
    folder: TempDir,
}

impl Shelf {
    fn new(n_pages: usize) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let library = Library::open(&folder.path().join("library")).unwrap();
        let mut shelf = Self { library, folder };
        for nth in 0..n_pages {
            shelf.import(nth);
        }
        shelf
    }

    fn import(&mut self, nth: usize) {
        let name = format!("{nth}.txt");
        self.library
            .import_bytes(&name, page(nth).as_bytes(), None)
            .unwrap();
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("library")
    }

    fn reopen(self) -> Self {
        let path = self.path();
        drop(self.library);
        Self {
            library: Library::open(&path).unwrap(),
            folder: self.folder,
        }
    }

    fn count(&self, typed: &str) -> usize {
        count(&self.library, typed)
    }
}

fn count(library: &Library, typed: &str) -> usize {
    let reader = library.reader();
    let found = reader.find(&Query::parse(typed), Sort::Relevance, 0, 1);
    found.unwrap().total
}

/// The lines of a facet.
fn facet(library: &Library, facet: Facet) -> Vec<(String, usize)> {
    let list = library
        .reader()
        .facet_list(&Query::default(), Only::All, facet, "", 100, &Stop::never())
        .unwrap();
    let mut lines: Vec<_> = list
        .values
        .into_iter()
        .map(|value| (value.name, value.n_articles))
        .collect();
    lines.sort();
    lines
}

fn facet_count(library: &Library, of: Facet, name: &str) -> usize {
    let lines = facet(library, of);
    let line = lines.into_iter().find(|(other, _)| other == name);
    line.map_or(0, |(_, n)| n)
}

/// All that was recognised, article by article.
fn recognised(library: &Library) -> Vec<(String, Recognition)> {
    let reader = library.reader();
    let found = reader
        .find(&Query::default(), Sort::Source, 0, 1000)
        .unwrap();
    let rows = found.rows.into_iter();
    rows.map(|row| {
        let article = reader.article(&row.id, &Query::default()).unwrap().unwrap();
        (row.id.0, article.recognition)
    })
    .collect()
}

fn assert_checked(library: &Library) {
    let report = library.check().unwrap();
    assert_eq!(report.problems, Vec::<String>::new());
    assert_eq!(report.n_indexed, report.counts.n_articles);
}

fn undo(library: &mut Library) {
    assert!(matches!(
        library.last_deed().unwrap(),
        Some(StoredDeed::Corrections(_))
    ));
    library.undo_corrections().unwrap();
    let done = library
        .apply_corrections(&mut |_| ControlFlow::Continue(()))
        .unwrap();
    assert!(done.is_continue());
}

/// Each kind of rule: what a search and the facets say of it, before and after.
#[test]
fn every_rule_is_applied_undone_exported_and_applied_to_a_new_library() {
    let cases: [(&str, Facet, &str, usize, &str, usize); 7] = [
        (
            "不是 人物 沈一舟",
            Facet::Person,
            "沈一舟",
            0,
            "人物:=沈一舟",
            0,
        ),
        (
            "是 机构 石桥夜市",
            Facet::Organization,
            "石桥夜市",
            3,
            "单位:=石桥夜市",
            3,
        ),
        (
            "范围 机构 临溪集团 → 临溪",
            Facet::Organization,
            "临溪",
            3,
            "单位:=临溪集团",
            0,
        ),
        (
            "改名 人物 沈一舟 → 沈一洲",
            Facet::Person,
            "沈一洲",
            3,
            "人物:=沈一舟",
            3,
        ),
        (
            "别名 人物 老沈 → 沈一舟",
            Facet::Person,
            "沈一舟",
            3,
            "人物:=老沈",
            3,
        ),
        (
            "合并 人物 周明远 → 韩小满",
            Facet::Person,
            "韩小满",
            6,
            "人物:=周明远",
            3,
        ),
        (
            "分开 人物 沈一舟 → 韩小满",
            Facet::Person,
            "韩小满",
            3,
            "人物:=沈一舟",
            3,
        ),
    ];
    let mut shelf = Shelf::new(3);
    let before = recognised(&shelf.library);
    for (line, of, name, n_in_facet, typed, n_found) in cases {
        shelf.library.correct(&rules(&[line])).unwrap();
        let check = |library: &Library, when: &str| {
            assert_eq!(facet_count(library, of, name), n_in_facet, "{line}, {when}");
            assert_eq!(count(library, typed), n_found, "{line}, {when}");
        };
        check(&shelf.library, "applied");
        assert_checked(&shelf.library);
        let after = recognised(&shelf.library);
        shelf = shelf.reopen();
        assert_eq!(recognised(&shelf.library), after, "{line}, opened again");
        check(&shelf.library, "opened again");
        let exported = shelf.library.export_corrections().unwrap();
        assert!(exported.contains(line), "{exported}");

        // A library of its own, to which the files come afterwards; and the same, rebuilt.
        let mut other = Shelf::new(0);
        let report = other.library.import_corrections(&exported).unwrap();
        assert_eq!((report.n_added, report.bad.len()), (1, 0));
        (0..3).for_each(|nth| other.import(nth));
        assert_eq!(recognised(&other.library), after, "{line}, imported");
        check(&other.library, "imported");
        other
            .library
            .rebuild(&mut |_| ControlFlow::Continue(()))
            .unwrap();
        check(&other.library, "rebuilt");

        undo(&mut shelf.library);
        assert_eq!(recognised(&shelf.library), before, "{line}, undone");
        assert_checked(&shelf.library);
        shelf.library.redo_corrections().unwrap();
        shelf = shelf.reopen();
        assert_eq!(recognised(&shelf.library), after, "{line}, done again");
        undo(&mut shelf.library);
        assert_eq!(recognised(&shelf.library), before, "{line}, undone again");
    }
}

#[test]
fn a_rule_may_hold_for_one_article_alone() {
    let mut shelf = Shelf::new(3);
    let found = shelf
        .library
        .reader()
        .find(&Query::parse("第1号码头启用"), Sort::Relevance, 0, 5)
        .unwrap();
    let place = shelf
        .library
        .article_place(&found.rows[0].id)
        .unwrap()
        .unwrap();
    let rule = rule("不是 人物 沈一舟").only_in(place);
    shelf.library.correct(std::slice::from_ref(&rule)).unwrap();
    assert_eq!(shelf.count("人物:=沈一舟"), 2);
    let exported = shelf.library.export_corrections().unwrap();
    let mut other = Shelf::new(3);
    other.library.import_corrections(&exported).unwrap();
    let other = other.reopen();
    assert_eq!(other.count("人物:=沈一舟"), 2);
    undo(&mut shelf.library);
    assert_eq!(shelf.count("人物:=沈一舟"), 3);
}

#[test]
fn one_undo_takes_back_repairs_and_rules_in_their_order() {
    let mut shelf = Shelf::new(1);
    let reader = shelf.library.reader();
    let found = reader
        .find(&Query::parse("码头启用"), Sort::Relevance, 0, 1)
        .unwrap();
    let article = reader
        .article(&found.rows[0].id, &Query::default())
        .unwrap()
        .unwrap();
    let repair = banmian::model::Repair::Confirm {
        article: article.sheet.articles[0].anchor,
    };
    let is_repair = |deed: Option<StoredDeed>| matches!(deed, Some(StoredDeed::Repair(_)));
    shelf
        .library
        .correct(&rules(&["不是 人物 沈一舟"]))
        .unwrap();
    shelf.library.repair(&article.sheet.hash, &repair).unwrap();
    shelf.library.correct(&rules(&["是 地点 码头"])).unwrap();
    assert!(!is_repair(shelf.library.last_deed().unwrap()));
    undo(&mut shelf.library);
    assert!(is_repair(shelf.library.last_deed().unwrap()));
    shelf.library.undo_repair().unwrap();
    assert!(!is_repair(shelf.library.last_deed().unwrap()));
    assert!(is_repair(shelf.library.first_undone_deed().unwrap()));
    assert_eq!(
        shelf.count("人物:=沈一舟"),
        0,
        "a repair leaves rules alone"
    );
    // Something new: what was undone is past.
    shelf.library.correct(&rules(&["是 地点 码头"])).unwrap();
    assert_eq!(shelf.library.first_undone_deed().unwrap(), None);
    undo(&mut shelf.library);
    undo(&mut shelf.library);
    assert_eq!(shelf.count("人物:=沈一舟"), 1);
    assert_eq!(shelf.library.last_deed().unwrap(), None);
}

#[test]
fn a_rule_is_deleted_from_the_middle_and_comes_back() {
    let mut shelf = Shelf::new(2);
    for line in ["不是 人物 沈一舟", "不是 人物 韩小满", "不是 人物 周明远"] {
        shelf.library.correct(&rules(&[line])).unwrap();
    }
    let kept = shelf.library.corrections().unwrap();
    shelf
        .library
        .keep_corrections(&[], &[kept[1].correction_id])
        .unwrap();
    let shelf = shelf.reopen();
    let people = |library: &Library| {
        ["沈一舟", "韩小满", "周明远"].map(|name| facet_count(library, Facet::Person, name))
    };
    assert_eq!(people(&shelf.library), [0, 2, 0]);
    let mut shelf = shelf;
    undo(&mut shelf.library);
    assert_eq!(people(&shelf.library), [0, 0, 0]);
    assert_eq!(shelf.library.corrections().unwrap(), kept);
    let refused = shelf.library.correct(&rules(&["不是 人物 周明远"]));
    assert!(refused.is_err(), "it is there already");
}

/// What was stopped, or cut off, is finished at the next start, and never half seen as whole.
#[test]
fn work_that_was_cut_off_is_finished_at_the_next_start() {
    let mut shelf = Shelf::new(150);
    let before = recognised(&shelf.library);
    shelf
        .library
        .keep_corrections(&rules(&["不是 人物 沈一舟"]), &[])
        .unwrap();
    let mut n_reports = 0;
    let stopped = shelf.library.apply_corrections(&mut |_| {
        n_reports += 1;
        ControlFlow::Break(())
    });
    assert!(stopped.unwrap().is_break());
    // The page that is read comes first, whatever else waits.
    let reader = shelf.library.reader();
    let found = reader
        .find(&Query::parse("第77号码头启用"), Sort::Relevance, 0, 1)
        .unwrap();
    let id = found.rows[0].id.clone();
    shelf.library.correct_article(&id).unwrap();
    let open = reader.article(&id, &Query::default()).unwrap().unwrap();
    assert!(entity(&open.recognition, Person, "沈一舟").is_none());
    // Half of it has the rule when the reader thinks better of it, and the program dies.
    shelf.library.undo_corrections().unwrap();
    let shelf = shelf.reopen();
    assert_eq!(recognised(&shelf.library), before);
    assert_checked(&shelf.library);
    let mut shelf = shelf;
    shelf.library.redo_corrections().unwrap();
    let shelf = shelf.reopen();
    assert_eq!(shelf.count("人物:=沈一舟"), 0);
    assert_eq!(facet_count(&shelf.library, Facet::Person, "韩小满"), 150);
    assert_checked(&shelf.library);
}

#[test]
fn rules_without_their_catalog_and_a_catalog_without_its_rules_agree_after_opening() {
    let mut shelf = Shelf::new(2);
    let before = recognised(&shelf.library);
    shelf
        .library
        .correct(&rules(&["不是 人物 沈一舟"]))
        .unwrap();
    let after = recognised(&shelf.library);
    let path = shelf.path();
    let Shelf { library, folder } = shelf;
    drop(library);
    // The reader's rows go, and come back.
    let kept = folder.path().join("kept.sqlite");
    std::fs::rename(path.join("reader.sqlite"), &kept).unwrap();
    std::fs::remove_dir_all(path.join("backups")).unwrap();
    let library = Library::open(&path).unwrap();
    assert_eq!(recognised(&library), before);
    drop(library);
    std::fs::remove_file(path.join("reader.sqlite")).unwrap();
    std::fs::rename(&kept, path.join("reader.sqlite")).unwrap();
    let library = Library::open(&path).unwrap();
    assert_eq!(recognised(&library), after);
}

/// A file of the version that first had rules: three, one of which was taken off again,
/// and one that was undone.
#[test]
fn rules_of_the_present_format_are_read() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/store");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library");
    std::fs::create_dir(&path).unwrap();
    std::fs::copy(
        fixtures.join("reader-version-4.sqlite"),
        path.join("reader.sqlite"),
    )
    .unwrap();
    let mut library = Library::open(&path).unwrap();
    let kept = library.corrections().unwrap();
    let lines: Vec<String> = kept.iter().map(|c| c.rule.to_string()).collect();
    assert_eq!(
        lines,
        ["不是 人物 耿直", "合并 机构 新河集团 → 新河集团有限公司"]
    );
    undo(&mut library);
    assert_eq!(library.corrections().unwrap().len(), 3);
    library.redo_corrections().unwrap();
    library.redo_corrections().unwrap();
    assert_eq!(library.corrections().unwrap().len(), 3);
    // Older files have room for rules once they are opened.
    for version in [1, 2, 3] {
        let old = fixtures.join(format!("reader-version-{version}.sqlite"));
        let path = folder.path().join(version.to_string());
        std::fs::create_dir(&path).unwrap();
        std::fs::copy(old, path.join("reader.sqlite")).unwrap();
        let mut library = Library::open(&path).unwrap();
        assert_eq!(library.corrections().unwrap(), []);
        library.correct(&rules(&["不是 人物 耿直"])).unwrap();
        assert_eq!(library.corrections().unwrap().len(), 1, "version {version}");
    }
}
