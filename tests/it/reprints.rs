//! Reprints share a row, and none of them is lost.

use crate::samples::json_line;
use banmian::index::query::Query;
use banmian::index::{ArticleIndex, Entry, Found, Only, Order, Reprints, group_number};
use banmian::library::{Library, ReprintView, Results, Sort};
use banmian::model::{ArticleId, PartialDate};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Articles of a few groups; the first of each founds it.
fn entries() -> impl Strategy<Value = Vec<Entry>> {
    let body = proptest::sample::select(vec!["甲乙", "乙甲甲", "丙", "甲丙"]);
    let entry = (body, 0_u64..6, any::<bool>(), 2015_u16..2020, any::<bool>());
    proptest::collection::vec(entry, 1..30).prop_map(|entries| {
        let mut founders: BTreeMap<u64, u64> = BTreeMap::new();
        let entry = |(idx, (body, group, is_alone, year, is_sure)): (usize, _)| {
            let id = format!("{idx}");
            let own = group_number(&id);
            let reprint_group = if is_alone {
                None
            } else {
                let founder = *founders.entry(group).or_insert(own);
                (founder != own).then_some(founder)
            };
            Entry {
                id,
                place: 100 - idx as u64,
                text: vec![String::from(body)],
                date: PartialDate::new(year, None, None),
                confidence: if is_sure { 1.0 } else { 0.1 },
                reprint_group,
                ..Entry::default()
            }
        };
        entries.into_iter().enumerate().map(entry).collect()
    })
}

/// Several segments; one article, which may have founded a group, is gone again.
fn index_of(entries: &[Entry], gone: usize) -> ArticleIndex {
    let index = ArticleIndex::create_in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    for (nth, entry) in entries.iter().enumerate() {
        writer.add(entry.clone()).unwrap();
        if nth % 5 == 2 {
            writer.commit().unwrap();
        }
    }
    writer.commit().unwrap();
    writer.remove(&ArticleId(format!("{gone}")));
    writer.commit().unwrap();
    index
}

fn group(entry: &Entry) -> u64 {
    entry.reprint_group.unwrap_or(group_number(&entry.id)) >> 1
}

fn find(
    index: &ArticleIndex,
    query: &Query,
    only: Only,
    reprints: Reprints<'_>,
    order: Order,
) -> Found {
    index
        .find_rows(query, only, reprints, order, 0, 1000)
        .unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_row_stands_for_all_of_its_group_that_match(
        entries in entries(),
        gone in 0_usize..30,
    ) {
        let index = index_of(&entries, gone);
        let by_id: BTreeMap<&str, &Entry> =
            entries.iter().map(|entry| (entry.id.as_str(), entry)).collect();
        let orders = [Order::Relevance, Order::Place, Order::Source, Order::Newest, Order::Oldest];
        for typed in ["", "甲", "丙 或 乙", "甲 -丙", "无"] {
            let query = Query::parse(typed);
            for (only, order) in [Only::All, Only::Doubtful]
                .into_iter()
                .flat_map(|only| orders.map(|order| (only, order)))
            {
                let apart = find(&index, &query, only, Reprints::Apart, order);
                let folded = find(&index, &query, only, Reprints::Folded, order);
                prop_assert_eq!(apart.total, apart.ids.len());
                prop_assert_eq!((apart.n_rows, folded.n_rows), (apart.total, folded.ids.len()));
                prop_assert_eq!(folded.total, apart.total, "no article is lost");
                // The first of each group, in the order that the list has without folding.
                let mut seen = BTreeSet::new();
                let firsts: Vec<&String> = apart
                    .ids
                    .iter()
                    .filter(|id| seen.insert(group(by_id[id.as_str()])))
                    .collect();
                prop_assert_eq!(folded.ids.iter().collect::<Vec<_>>(), firsts);
                for (id, n_behind) in folded.ids.iter().zip(&folded.n_behind) {
                    let own = group(by_id[id.as_str()]);
                    let expected: Vec<&String> = apart
                        .ids
                        .iter()
                        .filter(|id| group(by_id[id.as_str()]) == own)
                        .collect();
                    prop_assert_eq!(*n_behind, expected.len() - 1, "{}", typed);
                    let opened = find(&index, &query, only, Reprints::Of(id), order);
                    prop_assert_eq!(opened.ids.iter().collect::<Vec<_>>(), expected);
                }
                // Any stretch of the rows is the same stretch.
                let part = index.find_rows(&query, only, Reprints::Folded, order, 2, 3).unwrap();
                let expected: Vec<_> = folded.ids.iter().skip(2).take(3).collect();
                prop_assert_eq!(part.ids.iter().collect::<Vec<_>>(), expected);
                prop_assert_eq!((part.total, part.n_rows), (folded.total, folded.n_rows));
            }
        }
    }
}

const NEWS: &str = "昨天上午，北山县水利局在青河堤上开工加固三处险段，预计六月底完工。\
    局长赵平说，今年汛期来得早，工程队分两班施工，每天能推进四十米。\
    记者在现场看到，十二台挖掘机沿河堤排开，运土的车辆在便道上来回奔忙。\
    附近的村民自发送来热水和馒头，堤上不时响起招呼声。\
    据了解，这一工程总投资三千二百万元，其中县里自筹八百万元。";

fn rows(library: &Library, typed: &str, reprints: &ReprintView) -> Results {
    let query = Query::parse(typed);
    library
        .reader()
        .find_rows(&query, Only::All, reprints, Sort::DateUp, 0, 100)
        .unwrap()
}

#[test]
fn a_library_folds_reprints_of_several_files_and_opens_them_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut library = Library::open(&folder.path().join("library")).unwrap();
    let cut: String = NEWS.chars().take(100).collect();
    let files = [
        ("a.jsonl", json_line("加固险段", NEWS, Some("2021-05-03"))),
        (
            "b.jsonl",
            [
                json_line("青河堤加固", &cut, Some("2021-05-05")),
                json_line("招工", "水利局招工十名，有意者请到县里报名。", None),
            ]
            .concat(),
        ),
        (
            "c.jsonl",
            json_line(
                "堤上忙",
                &format!("新华社电 {}", NEWS.replace("昨天上午", "5月2日")),
                Some("2021-05-04"),
            ),
        ),
    ];
    for (name, text) in files {
        library.import_bytes(name, text.as_bytes(), None).unwrap();
    }
    let folded = rows(&library, "水利局", &ReprintView::Folded);
    assert_eq!((folded.total, folded.n_rows, folded.rows.len()), (4, 2, 2));
    let first = folded.rows.first().unwrap();
    assert_eq!(
        (first.headline.text.as_str(), first.n_reprints),
        ("加固险段", 2)
    );
    assert_eq!(folded.rows.get(1).unwrap().n_reprints, 0);

    let group = rows(&library, "", &ReprintView::Of(first.id.clone()));
    let headlines: Vec<&str> = group
        .rows
        .iter()
        .map(|row| row.headline.text.as_str())
        .collect();
    assert_eq!(headlines, ["加固险段", "堤上忙", "青河堤加固"]);
    assert_eq!(rows(&library, "水利局", &ReprintView::Apart).rows.len(), 4);

    // Only what matches is behind a row: the cut one has no sum in it.
    let folded = rows(&library, "三千二百万元", &ReprintView::Folded);
    assert_eq!(
        (folded.total, folded.rows.first().unwrap().n_reprints),
        (2, 1)
    );
}
