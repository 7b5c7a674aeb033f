//! How long counting takes: all facets of an answer, and its months alone.
//!
//! `BANMIAN_BENCH_ARTICLES` says of how many articles; without it, 100,000. The names are spread as
//! names are: a few are everywhere, most are rare.

use banmian::index::query::{NameKind, Query};
use banmian::index::{ArticleIndex, Entry, Facet, Only, Portrait, Stop};
use banmian::model::PartialDate;
use divan::Bencher;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

fn main() {
    divan::main();
}

/// A number that looks random, and is the same each time.
fn mixed(seed: u64) -> u64 {
    let mut x = seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
    x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}

/// How many names an article has of a kind, and of how many there are.
const NAMES: [(NameKind, &str, u64, f64); 7] = [
    (NameKind::Person, "人物", 3, 200_000.0),
    (NameKind::Organization, "单位", 3, 100_000.0),
    (NameKind::Place, "地点", 4, 5_000.0),
    (NameKind::Project, "项目", 1, 50_000.0),
    (NameKind::Author, "作者", 2, 5_000.0),
    (NameKind::Source, "来源", 1, 30.0),
    (NameKind::Page, "版", 1, 20_000.0),
];

fn entry(idx: u64) -> Entry {
    let mut names = Vec::new();
    for (nth, (kind, word, n, n_names)) in (0_u64..).zip(NAMES) {
        for which in 0..n {
            let unit = mixed(idx * 64 + nth * 8 + which) as f64 / u64::MAX as f64;
            let rank = n_names.powf(unit) as u64;
            names.push((kind, format!("{word}{rank}")));
        }
    }
    let day = mixed(idx);
    let date = PartialDate::new(
        2000 + (day % 20) as u16,
        Some(1 + (day / 20 % 12) as u8),
        None,
    );
    let mut body = "每篇都有".to_owned();
    for (word, every) in [("十篇之一", 10), ("百篇之一", 100), ("千篇之一", 1000)] {
        if mixed(idx + every).is_multiple_of(every) {
            body.push_str(word);
        }
    }
    Entry {
        id: format!("{idx:016x}"),
        place: idx,
        date,
        text: vec![body],
        names,
        confidence: 1.0,
        ..Entry::default()
    }
}

fn index() -> &'static ArticleIndex {
    static INDEX: OnceLock<(tempfile::TempDir, ArticleIndex)> = OnceLock::new();
    let (_, index) = INDEX.get_or_init(|| {
        let n_articles = std::env::var("BANMIAN_BENCH_ARTICLES").ok();
        let n_articles = n_articles.and_then(|n| n.parse().ok()).unwrap_or(100_000);
        let folder = tempfile::tempdir().expect("a folder");
        let opened = ArticleIndex::open_or_create(&folder.path().join("index"));
        let index = opened.expect("an index").index;
        let mut writer = index.writer().expect("a writer");
        for idx in 0..n_articles {
            writer.add(entry(idx)).expect("added");
            if idx % 50_000 == 49_999 {
                writer.commit().expect("committed");
            }
        }
        writer.commit().expect("committed");
        writer.finish().expect("finished");
        (folder, index)
    });
    index
}

const TYPED: [&str; 5] = ["", "每篇都有", "十篇之一", "百篇之一", "千篇之一"];

#[divan::bench(args = TYPED)]
fn all_facets(bencher: Bencher, typed: &str) {
    let (index, query) = (index(), Query::parse(typed));
    bencher.bench(|| {
        index
            .facets(&query, Only::All, 8, &Stop::never())
            .expect("counted")
    });
}

#[divan::bench(args = TYPED)]
fn months(bencher: Bencher, typed: &str) {
    let (index, query) = (index(), Query::parse(typed));
    bencher.bench(|| {
        index
            .timeline(&query, Only::All, &Stop::never())
            .expect("counted")
    });
}

#[divan::bench(args = ["", "人物12"])]
fn names_with(bencher: Bencher, part: &str) {
    let (index, query) = (index(), Query::default());
    bencher.bench(|| {
        let list = index.facet_list(&query, Only::All, Facet::Person, part, 300, &Stop::never());
        list.expect("listed")
    });
}

/// The articles nearest to one.
#[divan::bench]
fn nearest(bencher: Bencher) {
    let index = index();
    let Entry {
        id, text, names, ..
    } = entry(7);
    let portrait = Portrait {
        id,
        texts: text,
        names,
    };
    bencher.bench(|| index.similar(&portrait, 5).expect("found"));
}

/// With what the first count after a commit pays for: the numbers that names have in common.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn first_after_a_commit(bencher: Bencher) {
    let query = Query::parse("没有的词");
    let next = AtomicU64::new(1 << 40);
    bencher
        .with_inputs(|| {
            let mut writer = index().writer().expect("a writer");
            let idx = next.fetch_add(1, Ordering::Relaxed);
            writer.add(entry(idx)).expect("added");
            writer.commit().expect("committed");
        })
        .bench_values(|()| {
            index()
                .facets(&query, Only::All, 8, &Stop::never())
                .expect("counted")
        });
}
