//! A search finds every article that holds the words, and no other.

use crate::samples::{json_line, seed_articles, seed_json_lines};
use banmian::index::query::{Leaf, Node, Query, Zone};
use banmian::index::{ArticleIndex, Entry, Order};
use banmian::library::{Library, Sort};
use banmian::text::fold;
use proptest::prelude::*;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// An index of articles that are headline and body; each id is its place in the list.
fn index_of(articles: &[(String, String)]) -> ArticleIndex {
    let index = ArticleIndex::create_in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    for (idx, (headline, body)) in articles.iter().enumerate() {
        writer
            .add(Entry {
                id: idx.to_string(),
                place: idx as u64,
                date: None,
                head: vec![headline.clone()],
                text: vec![body.clone()],
                ..Entry::default()
            })
            .unwrap();
    }
    writer.commit().unwrap();
    index
}

fn found(index: &ArticleIndex, query: &Query) -> BTreeSet<usize> {
    let found = index.find(query, Order::Place, 0, 10_000).unwrap();
    assert_eq!(found.total, found.ids.len());
    found.ids.iter().map(|id| id.parse().unwrap()).collect()
}

/// The articles' headlines and bodies as they are compared.
fn folded(articles: &[(String, String)]) -> Vec<[String; 2]> {
    articles
        .iter()
        .map(|(headline, body)| [fold(headline).text, fold(body).text])
        .collect()
}

/// What should be found, by looking at every text.
fn expected(folded: &[[String; 2]], query: &Query) -> BTreeSet<usize> {
    let all: BTreeSet<usize> = (0..folded.len()).collect();
    query.root().map_or(all.clone(), |root| {
        all.into_iter()
            .filter(|&idx| holds(&folded[idx], root))
            .collect()
    })
}

fn holds(fields: &[String; 2], node: &Node) -> bool {
    match node {
        Node::All(list) => list.iter().all(|inner| holds(fields, inner)),
        Node::Any(list) => list.iter().any(|inner| holds(fields, inner)),
        Node::Not(inner) => !holds(fields, inner),
        Node::Leaf(Leaf::Text { pattern, .. }) => {
            let needle = fold(&pattern.text).text;
            fields.iter().any(|field| field.contains(&needle))
        }
        Node::Leaf(other) => panic!("{other:?}"),
    }
}

#[test]
fn every_piece_of_every_page_finds_its_article() {
    let articles = seed_articles();
    let index = index_of(&articles);
    let mut holders: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for (idx, (_, body)) in articles.iter().enumerate() {
        let chars: Vec<char> = body.chars().collect();
        for piece in (2..=8).flat_map(|n| chars.windows(n)) {
            holders
                .entry(piece.iter().collect())
                .or_default()
                .insert(idx);
        }
    }
    assert!(holders.len() > 70_000, "{}", holders.len());
    let folded = folded(&articles);
    let holders: Vec<_> = holders.into_iter().collect();
    holders
        .par_iter()
        .enumerate()
        .for_each(|(nth, (piece, holders))| {
            let hits = found(&index, &Query::parse(piece));
            assert!(hits.is_superset(holders), "{piece:?}");
            // As a phrase it has to stand in the article, character by character.
            if nth % 5 == 0 && !piece.trim().is_empty() {
                let phrase = Query::literal(piece);
                assert_eq!(
                    found(&index, &phrase),
                    expected(&folded, &phrase),
                    "{piece:?}"
                );
            }
        });
}

#[test]
fn minus_leaves_exactly_the_rest() {
    let articles = seed_articles();
    let index = index_of(&articles);
    let all: BTreeSet<usize> = (0..articles.len()).collect();
    for word in ["王新亭", "高新区", "，", "360", "“金字招牌”", "没有这个词"] {
        let with = found(&index, &Query::parse(word));
        let without = found(&index, &Query::parse(&format!("-{word}")));
        assert_eq!(with.union(&without).copied().collect::<BTreeSet<_>>(), all);
        assert_eq!(with.intersection(&without).count(), 0, "{word}");
    }
}

fn small_text() -> impl Strategy<Value = String> {
    proptest::collection::vec(
        proptest::sample::select(
            "市长北京京北王亭国國龙龍１1AaａB8月 　\n“”\"，。,.-－—·〇\u{200b}𠮷é"
                .chars()
                .collect::<Vec<_>>(),
        ),
        0..24,
    )
    .prop_map(|chars| chars.into_iter().collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_index_agrees_with_the_texts(
        articles in proptest::collection::vec((small_text(), small_text()), 1..6),
        typed in proptest::collection::vec(small_text(), 24),
    ) {
        let index = index_of(&articles);
        let folded = folded(&articles);
        // Wishes made up, and pieces of what is there.
        let pieces = articles.iter().flat_map(|(_, body)| {
            let chars: Vec<char> = body.chars().collect();
            [1, 2, 3, 5].into_iter().flat_map(move |n| {
                chars.windows(n).map(|piece| piece.iter().collect()).collect::<Vec<String>>()
            })
        });
        for text in typed.iter().cloned().chain(pieces) {
            let query = Query::parse(&text);
            prop_assert_eq!(found(&index, &query), expected(&folded, &query), "{:?}", text);
            let ranked = index.find(&query, Order::Relevance, 0, 10).unwrap();
            prop_assert_eq!(ranked.ids.len(), ranked.total);
            prop_assert_eq!(ranked.total, expected(&folded, &query).len(), "{:?}", text);
        }
    }
}

#[test]
fn hits_are_marked_across_lines_and_writings() {
    let query = Query::parse("国家 \"360集团\" -市长");
    let text = "國\n家支持３６０ 集团，国家国家";
    let marked: Vec<&str> = query
        .find_in(text, Zone::Body)
        .into_iter()
        .map(|hit| banmian::model::clip(text, hit))
        .collect();
    assert_eq!(marked, ["國\n家", "３６０ 集团", "国家", "国家"]);
    let overlapping = Query::parse("市长 长江").find_in("市长江", Zone::Body);
    assert_eq!(overlapping.len(), 1);
}

#[test]
fn a_hit_never_runs_from_headline_to_body() {
    let articles = [("开发区".to_owned(), "长江路通车".to_owned())];
    let index = index_of(&articles);
    assert!(found(&index, &Query::parse("区长")).is_empty());
    assert_eq!(found(&index, &Query::parse("开发区 长江")).len(), 1);
}

#[test]
fn headlines_weigh_more_and_dates_sort() {
    let folder = tempfile::tempdir().unwrap();
    let mut library = Library::open(&folder.path().join("library")).unwrap();
    let body = "这里说的是别的事情，今天天气不错。".repeat(4);
    let lines = [
        json_line("天气", &format!("{body}路灯亮了。"), Some("2019-08-21")),
        json_line("路灯亮了", &body, Some("2018-08")),
        json_line("无日期", &format!("路灯。{body}"), None),
        json_line("同月有日", &body, Some("2018-08-02")),
    ]
    .concat();
    library
        .import_bytes("a.jsonl", lines.as_bytes(), None)
        .unwrap();
    let reader = library.reader();
    let headlines = |typed: &str, sort| -> Vec<String> {
        let results = reader.find(&Query::parse(typed), sort, 0, 10).unwrap();
        results
            .rows
            .into_iter()
            .map(|row| row.headline.text)
            .collect()
    };
    assert_eq!(headlines("路灯", Sort::Relevance)[0], "路灯亮了");
    assert_eq!(
        headlines("", Sort::DateDown),
        ["天气", "同月有日", "路灯亮了", "无日期"]
    );
    assert_eq!(
        headlines("", Sort::DateUp),
        ["路灯亮了", "同月有日", "天气", "无日期"]
    );
    assert_eq!(
        headlines("", Sort::Relevance),
        ["天气", "路灯亮了", "无日期", "同月有日"]
    );
}

#[test]
fn any_stretch_of_an_answer_can_be_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let mut library = Library::open(&folder.path().join("library")).unwrap();
    library
        .import_bytes("a.jsonl", seed_json_lines().as_bytes(), None)
        .unwrap();
    let reader = library.reader();
    for typed in ["", "，", "-360集团"] {
        let query = Query::parse(typed);
        let ids = |offset, limit| -> Vec<_> {
            let results = reader.find(&query, Sort::Relevance, offset, limit).unwrap();
            assert_eq!(results.offset, offset);
            results.rows.into_iter().map(|row| row.id).collect()
        };
        let whole = ids(0, 10_000);
        let total = reader.find(&query, Sort::Relevance, 0, 0).unwrap().total;
        assert_eq!(whole.len(), total);
        assert!(total > 10, "{typed}");
        assert_eq!(ids(3, 4), whole[3..7]);
        assert!(ids(total, 5).is_empty());
        assert!(ids(usize::MAX, usize::MAX).is_empty());
    }
}

#[test]
fn rows_and_articles_show_their_hits() {
    let folder = tempfile::tempdir().unwrap();
    let mut library = Library::open(&folder.path().join("library")).unwrap();
    let body = format!(
        "{}市领导察看安置房。{}",
        "前文。".repeat(50),
        "后文。".repeat(50)
    );
    library
        .import_bytes(
            "a.jsonl",
            json_line("安置房建设", &body, None).as_bytes(),
            None,
        )
        .unwrap();
    let query = Query::parse("安置房");
    let reader = library.reader();
    let row = &reader.find(&query, Sort::Relevance, 0, 1).unwrap().rows[0];
    assert_eq!(row.headline.hits.len(), 1);
    assert!(row.preview.text.starts_with('…') && row.preview.text.ends_with('…'));
    assert_eq!(
        banmian::model::clip(&row.preview.text, row.preview.hits[0]),
        "安置房"
    );
    let loaded = reader.article(&row.id, &query).unwrap().unwrap();
    let hits: Vec<&str> = loaded
        .hits
        .iter()
        .map(|hit| banmian::model::clip(&loaded.text.text, *hit))
        .collect();
    assert_eq!(hits, ["安置房", "安置房"]);
    assert_eq!(loaded.source, "a.jsonl");
}
