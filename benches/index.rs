//! How fast articles are put into the index, in bytes of text.

use banmian::index::{ArticleIndex, Entry};
use divan::Bencher;
use divan::counter::BytesCount;

fn main() {
    divan::main();
}

/// Articles of one page's length each, no two alike: the seeds' lines, turned.
fn make_entries(n_articles: usize) -> Vec<Entry> {
    let seeds = [
        include_str!("../seeds/000_aa0ac877f7c04fa7.txt"),
        include_str!("../seeds/001_219aa7355dfc29b7.txt"),
        include_str!("../seeds/003_8014b657e8a248d2.txt"),
    ];
    let lines: Vec<&str> = seeds
        .iter()
        .flat_map(|seed| seed.lines())
        .filter(|line| !line.is_empty())
        .collect();
    (0..n_articles)
        .map(|idx| Entry {
            id: format!("{idx:032}"),
            place: idx as u64,
            date: None,
            head: vec![format!("第{idx}号{}", lines[idx % lines.len()])],
            text: vec![
                (0..40)
                    .map(|nth| lines[(idx * 17 + nth * (1 + idx % 7)) % lines.len()])
                    .collect(),
            ],
            ..Entry::default()
        })
        .collect()
}

#[divan::bench(args = [400, 4000], sample_count = 5)]
fn index_articles(bencher: Bencher, n_articles: usize) {
    let n_bytes: usize = make_entries(n_articles)
        .iter()
        .map(|entry| entry.head[0].len() + entry.text[0].len())
        .sum();
    bencher
        .counter(BytesCount::new(n_bytes))
        .with_inputs(|| {
            (
                tempfile::tempdir().expect("a folder"),
                make_entries(n_articles),
            )
        })
        .bench_values(|(folder, entries)| {
            let opened =
                ArticleIndex::open_or_create(&folder.path().join("index")).expect("a new index");
            let mut writer = opened.index.writer().expect("a writer");
            for entry in entries {
                writer.add(entry).expect("added");
            }
            writer.commit().expect("committed");
            writer.finish().expect("finished");
            folder
        });
}
