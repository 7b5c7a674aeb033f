//! How long a search takes in a library of 20,000 articles, from the typed words to the rows.

use banmian::library::{Library, Query, Reader, Sort};
use divan::Bencher;
use std::sync::OnceLock;

fn main() {
    divan::main();
}

/// About 30 MB in articles of a page's length, no two alike.
fn reader() -> &'static Reader {
    static LIBRARY: OnceLock<(tempfile::TempDir, Reader)> = OnceLock::new();
    let (_, reader) = LIBRARY.get_or_init(|| {
        let lines: Vec<&str> = include_str!("../seeds/001_219aa7355dfc29b7.txt")
            .lines()
            .chain(include_str!("../seeds/003_8014b657e8a248d2.txt").lines())
            .filter(|line| !line.is_empty())
            .collect();
        let file: String = (0..20_000)
            .map(|idx| {
                let body: String = (0..36)
                    .map(|nth| lines[(idx * 31 + nth * (1 + idx % 11)) % lines.len()])
                    .collect();
                let headline = format!("第{idx}号{}", lines[idx % lines.len()]);
                format!(
                    "{}\n",
                    serde_json::json!({"headline": headline, "body": body})
                )
            })
            .collect();
        let folder = tempfile::tempdir().expect("a folder");
        let mut library = Library::open(&folder.path().join("library")).expect("a library");
        library
            .import_bytes("bench.jsonl", file.as_bytes(), None)
            .expect("imported");
        (folder, library.reader())
    });
    reader
}

#[divan::bench(args = ["", "高", "高新区", "智慧产业发展", "高新区 企业 -记者", "“党工委书记”", "第19999号"])]
fn find_first_fifty(bencher: Bencher, typed: &str) {
    let reader = reader();
    bencher.bench(|| {
        reader
            .find(&Query::parse(typed), Sort::Relevance, 0, 50)
            .expect("found")
    });
}

#[divan::bench(args = ["", "高新区"])]
fn find_far_down_by_date(bencher: Bencher, typed: &str) {
    let reader = reader();
    bencher.bench(|| {
        reader
            .find(&Query::parse(typed), Sort::DateDown, 9_000, 50)
            .expect("found")
    });
}
