//! Prints what was weighed on pages, one line of JSON a file: the signs that `tools/press` fits
//! the weights of `src/restore/sureness.rs` and `src/restore/breaks.rs` and the trees of
//! `src/restore/partings.rs` on. For whoever fits them anew; no part of the program.
//!
//! ```text
//! cargo run --release -p weigh -- pages/*.txt > signs.jsonl
//! ```

use banmian::library::restore_files;
use banmian::restore::{PageSigns, Sign, weigh_page};
use serde_json::{Map, Value, json};
use std::io::{self, Write};
use std::path::PathBuf;

fn main() -> io::Result<()> {
    let paths: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let mut output = io::stdout().lock();
    for (path, restored) in paths.iter().zip(restore_files(&paths, None)) {
        let source =
            restored.map_err(|error| io::Error::other(format!("{}: {error}", path.display())))?;
        let pages = source
            .pages
            .iter()
            .map(|page| json_of(&weigh_page(&page.page)));
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let line = json!({"page": name, "pages": pages.collect::<Vec<_>>()});
        writeln!(output, "{line}")?;
    }
    Ok(())
}

fn json_of(page: &PageSigns) -> Value {
    let articles = page.articles.iter().map(|article| {
        json!({
            "body": article.body,
            "confidence": article.confidence,
            "signs": json_of_signs(&article.signs),
        })
    });
    let breaks = page.breaks.iter().map(|pair| {
        json!({
            "first": pair.first,
            "second": pair.second,
            "signs": json_of_signs(&pair.signs),
        })
    });
    let partings = page.partings.iter().map(|parting| {
        json!({
            "before": parting.before,
            "after": parting.after,
            "signs": json_of_signs(&parting.signs),
        })
    });
    json!({"partings": partings.collect::<Vec<_>>(), "articles": articles.collect::<Vec<_>>(), "breaks": breaks.collect::<Vec<_>>()})
}

/// Name to value and weight; serde_json keeps the order only of arrays.
fn json_of_signs(signs: &[Sign]) -> Value {
    let all = signs.iter().map(|sign| {
        let mut one = Map::new();
        one.insert("name".to_owned(), json!(sign.name));
        one.insert("value".to_owned(), json!(sign.value));
        one.insert("weight".to_owned(), json!(sign.weight));
        Value::Object(one)
    });
    Value::Array(all.collect())
}
