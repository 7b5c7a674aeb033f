//! Texts that several rooms test with.

use banmian::library::{ArticleRow, Library};
use banmian::model::Page;
use banmian::restore::restore_page;
use std::path::{Path, PathBuf};

/// The five built-in pages.
pub(crate) fn seed_texts() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "txt"))
        .collect();
    paths.sort();
    assert_eq!(paths.len(), 5);
    paths
        .iter()
        .map(|path| std::fs::read_to_string(path).unwrap())
        .collect()
}

/// The articles of the pages: headline and body.
pub(crate) fn seed_articles() -> Vec<(String, String)> {
    let articles: Vec<(String, String)> = seed_texts()
        .into_iter()
        .flat_map(|text| {
            let page = Page {
                text,
                ..Page::default()
            };
            restore_page(&page).articles
        })
        .map(|article| (article.headline.text, article.body.text))
        .collect();
    assert_eq!(articles.len(), 28);
    articles
}

/// A line of JSON Lines.
pub(crate) fn json_line(headline: &str, body: &str, date: Option<&str>) -> String {
    let mut line = serde_json::json!({"headline": headline, "body": body}).to_string();
    if let Some(date) = date {
        line = line.replacen('{', &format!("{{\"date\":\"{date}\","), 1);
    }
    line.push('\n');
    line
}

/// A library of news: headline, body and date of each.
pub(crate) fn print_news(library: &Path, news: &[(&str, &str, &str)]) {
    let lines: String = news
        .iter()
        .map(|(headline, body, date)| json_line(headline, body, Some(date)))
        .collect();
    Library::open(library)
        .unwrap()
        .import_bytes("a.jsonl", lines.as_bytes(), None)
        .unwrap();
}

/// The first characters of the headlines 甲, 乙 and 丙, in this order.
pub(crate) fn first_letters(rows: &[ArticleRow]) -> String {
    let letters = rows
        .iter()
        .filter_map(|row| row.headline.text.chars().next());
    let mut letters: Vec<char> = letters.collect();
    letters.sort_by_key(|c| "甲乙丙".find(*c));
    letters.into_iter().collect()
}

/// The pages' articles as one JSON Lines file.
pub(crate) fn seed_json_lines() -> String {
    seed_articles()
        .iter()
        .map(|(headline, body)| json_line(headline, body, None))
        .collect()
}
