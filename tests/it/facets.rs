//! Every figure beside a name or a month is the number of articles that it opens.

use crate::search_trees::date;
use banmian::index::query::{DateRange, Form, Leaf, NameKind, Node, Pattern, Query};
use banmian::index::{ArticleIndex, Entry, Facet, Only, Order, Stop};
use banmian::library::{Library, Sort};
use banmian::model::PartialDate;
use banmian::text::fold;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const KINDS: [NameKind; 8] = [
    NameKind::Author,
    NameKind::Person,
    NameKind::Organization,
    NameKind::Place,
    NameKind::Facility,
    NameKind::Project,
    NameKind::Page,
    NameKind::Source,
];

fn names() -> impl Strategy<Value = Vec<(NameKind, String)>> {
    let name = proptest::sample::select(vec![
        "王新",
        "王新亭",
        "国",
        "國",
        "京 北",
        "京北",
        "Ａbc",
        "abc",
        "ABC",
        "",
        "园区",
    ]);
    let name = (proptest::sample::select(KINDS.to_vec()), name);
    proptest::collection::vec(name.prop_map(|(kind, name)| (kind, name.to_owned())), 0..6)
}

fn entries() -> impl Strategy<Value = Vec<Entry>> {
    let body = proptest::sample::select(vec!["甲乙", "乙", "丙", "甲丙"]);
    let entry = (
        body,
        names(),
        names(),
        proptest::option::of(date()),
        any::<bool>(),
    );
    proptest::collection::vec(entry, 1..24).prop_map(|entries| {
        let entry = |(idx, (body, names, other_names, date, is_sure))| Entry {
            id: format!("{idx}"),
            place: 100 - idx as u64,
            text: vec![String::from(body)],
            names,
            other_names,
            date,
            confidence: if is_sure { 1.0 } else { 0.1 },
            ..Entry::default()
        };
        entries.into_iter().enumerate().map(entry).collect()
    })
}

/// Several segments, and an article that is no longer there.
fn index_of(entries: &[Entry]) -> ArticleIndex {
    let index = ArticleIndex::create_in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    let forgotten = Entry {
        id: "forgotten".to_owned(),
        names: vec![(NameKind::Person, "王新亭".to_owned())],
        ..Entry::default()
    };
    writer.add(forgotten).unwrap();
    for (nth, entry) in entries.iter().enumerate() {
        writer.add(entry.clone()).unwrap();
        if nth % 7 == 1 {
            writer.commit().unwrap();
        }
    }
    writer.commit().unwrap();
    writer.remove(&banmian::model::ArticleId("forgotten".to_owned()));
    writer.commit().unwrap();
    index
}

fn ids(index: &ArticleIndex, query: &Query, only: Only) -> BTreeSet<String> {
    let found = index
        .find_only(query, only, Order::Place, 0, 10_000)
        .unwrap();
    assert_eq!(found.total, found.ids.len());
    found.ids.into_iter().collect()
}

fn and(query: &Query, node: Node) -> Query {
    let nodes = query.root().cloned().into_iter().chain([node]);
    Query::from(Node::all(nodes.collect()))
}

/// The figure is the number of articles found with the leaf, and what is left is found without.
fn assert_opens(index: &ArticleIndex, query: &Query, only: Only, leaf: Leaf, n: usize) {
    let all = ids(index, query, only);
    let with = ids(index, &and(query, Node::Leaf(leaf.clone())), only);
    let without = ids(index, &and(query, Node::Leaf(leaf.clone()).negated()), only);
    assert_eq!(with.len(), n, "{leaf:?} within {query}");
    assert!(with.is_disjoint(&without));
    assert_eq!(with.union(&without).count(), all.len());
    assert!(with.is_subset(&all) && without.is_subset(&all));
    // It can be typed, too.
    let typed = Query::from(Some(Node::Leaf(leaf)));
    assert_eq!(Query::parse(&typed.to_string()), typed);
}

/// The full names of the articles, by what they are compared by.
fn listed(entries: &[&Entry], facet: Facet) -> BTreeSet<String> {
    let is_of = |kind: NameKind| {
        kind == facet.kind() || facet == Facet::Place && kind == NameKind::Facility
    };
    let names = entries.iter().flat_map(|entry| &entry.names);
    names
        .filter(|(kind, _)| is_of(*kind))
        .map(|(_, name)| fold(name).text)
        .filter(|name| !name.is_empty())
        .collect()
}

fn queries() -> impl Strategy<Value = Vec<Query>> {
    let leaf = prop_oneof![
        3 => proptest::sample::select(vec!["甲", "乙", "丙", "丁"]).prop_map(|text| Leaf::Text {
            zone: None,
            pattern: Pattern { text: text.to_owned(), form: Form::Literal },
        }),
        1 => Just(Leaf::Undated),
        2 => (proptest::sample::select(Facet::ALL.to_vec()), "[国王]").prop_map(|(facet, name)| {
            facet.leaf(&name)
        }),
    ];
    let node = (leaf, any::<bool>()).prop_map(|(leaf, is_denied)| match is_denied {
        true => Node::Leaf(leaf).negated(),
        false => Node::Leaf(leaf),
    });
    let nodes = proptest::collection::vec(node, 0..3);
    proptest::collection::vec(nodes.prop_map(|nodes| Query::from(Node::all(nodes))), 4)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn every_figure_opens_so_many_articles(entries in entries(), queries in queries()) {
        let index = index_of(&entries);
        for (query, only) in queries.iter().flat_map(|q| [(q, Only::All), (q, Only::Doubtful)]) {
            let all = ids(&index, query, only);
            let found: Vec<&Entry> = entries.iter().filter(|e| all.contains(&e.id)).collect();
            let facets = index.facets(query, only, 100, &Stop::never()).unwrap();
            let order: Vec<Facet> = facets.lists.iter().map(|list| list.facet).collect();
            prop_assert_eq!(order, Facet::ALL);
            for list in &facets.lists {
                prop_assert_eq!(list.n_values, list.values.len());
                let names: BTreeSet<String> =
                    list.values.iter().map(|value| fold(&value.name).text).collect();
                prop_assert_eq!(names.len(), list.values.len(), "no name stands there twice");
                prop_assert!(names.is_superset(&listed(&found, list.facet)));
                prop_assert!(list.values.is_sorted_by_key(|v| std::cmp::Reverse(v.n_articles)));
                for value in &list.values {
                    assert_opens(&index, query, only, list.facet.leaf(&value.name), value.n_articles);
                }
                // A part of a list is the beginning of it.
                let least = index.facets(query, only, 2, &Stop::never()).unwrap();
                let least = least.lists.into_iter().find(|l| l.facet == list.facet).unwrap();
                prop_assert_eq!(least.n_values, list.n_values);
                prop_assert_eq!(&least.values[..], &list.values[..list.values.len().min(2)]);
                // So is one that is searched.
                let some = index.facet_list(query, only, list.facet, "國", 100, &Stop::never()).unwrap();
                let with: BTreeMap<&str, usize> = list.values.iter()
                    .filter(|value| fold(&value.name).text.contains('国'))
                    .map(|value| (value.name.as_str(), value.n_articles))
                    .collect();
                let some_names: BTreeMap<&str, usize> = some.values.iter()
                    .map(|value| (value.name.as_str(), value.n_articles))
                    .collect();
                prop_assert_eq!(some_names, with);
            }
        }
    }

    #[test]
    fn every_month_and_range_opens_so_many_articles(
        entries in entries(),
        queries in queries(),
        ranges in proptest::collection::vec((date(), date()), 6),
    ) {
        let index = index_of(&entries);
        for query in &queries {
            let timeline = index.timeline(query, Only::All, &Stop::never()).unwrap();
            prop_assert_eq!(&index.facets(query, Only::All, 1, &Stop::never()).unwrap().timeline, &timeline);
            prop_assert_eq!(timeline.n_articles(), ids(&index, query, Only::All).len());
            assert_opens(&index, query, Only::All, Leaf::Undated, timeline.n_undated);
            let at = |year, month| PartialDate::new(year, month, None);
            let months = timeline.months.iter().map(|((year, month), n)| {
                (DateRange { from: at(*year, Some(*month)), to: at(*year, Some(*month)) }, *n)
            });
            let of_ranges = ranges.iter().map(|(one, other)| {
                let month = |date: &PartialDate| at(date.year, date.month);
                let (one, other) = (month(one), month(other));
                let range = DateRange { from: one.min(other), to: one.max(other) };
                (range, timeline.n_in(range))
            });
            for (range, n) in months.chain(of_ranges) {
                prop_assert_eq!(timeline.n_in(range), n);
                assert_opens(&index, query, Only::All, Leaf::Date(range), n);
            }
        }
    }
}

#[test]
fn a_name_is_shown_as_most_articles_print_it() {
    let named = |id: &str, name: &str| Entry {
        id: id.to_owned(),
        names: vec![(NameKind::Organization, name.to_owned())],
        ..Entry::default()
    };
    let entries = [
        named("1", "Nokia 公司"),
        named("2", "NOKIA公司"),
        named("3", "Nokia 公司"),
        named("4", "国土局"),
        named("5", "國土局"),
        named("6", "国土局"),
    ];
    let index = index_of(&entries);
    let list = index
        .facet_list(
            &Query::default(),
            Only::All,
            Facet::Organization,
            "",
            10,
            &Stop::never(),
        )
        .unwrap();
    let names: Vec<(&str, usize)> = list
        .values
        .iter()
        .map(|value| (value.name.as_str(), value.n_articles))
        .collect();
    assert_eq!(names, [("Nokia 公司", 3), ("国土局", 3)]);
}

#[test]
fn a_list_can_be_ordered_by_source() {
    let of = |id: &str, source: &str, place| Entry {
        id: id.to_owned(),
        place,
        names: vec![(NameKind::Source, source.to_owned())],
        ..Entry::default()
    };
    let entries = [
        of("1", "乙报", 1),
        of("2", "甲报", 4),
        of("3", "乙报", 0),
        of("4", "甲报", 3),
    ];
    let index = index_of(&entries);
    let found = index.find(&Query::default(), Order::Source, 0, 10).unwrap();
    assert_eq!(found.ids, ["3", "1", "4", "2"]);
    let second = index.find(&Query::default(), Order::Source, 1, 2).unwrap();
    assert_eq!(second.ids, ["1", "4"]);
}

#[test]
fn the_facets_of_the_sample_library_open_what_they_say() {
    let folder = tempfile::tempdir().unwrap();
    let library = Library::open_sample(&folder.path().join("library")).unwrap();
    let reader = library.reader();
    let query = Query::parse("高新区");
    let facets = reader.facets(&query, Only::All, 8, &Stop::never()).unwrap();
    let n_found = |query: &Query| {
        let found = reader.find(query, Sort::Source, 0, 1).unwrap();
        found.total
    };
    assert_eq!(facets.timeline.n_articles(), n_found(&query));
    let mut n_values = 0;
    for list in &facets.lists {
        for value in &list.values {
            let narrowed = and(&query, Node::Leaf(list.facet.leaf(&value.name)));
            assert_eq!(n_found(&narrowed), value.n_articles, "{}", value.name);
            n_values += 1;
        }
    }
    assert!(n_values > 30);
}
