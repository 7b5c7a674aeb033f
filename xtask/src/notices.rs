//! `xtask notices`: THIRD-PARTY.md, from what cargo knows of the dependencies.

use crate::{Outcome, cargo, root};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;

/// What is not a crate, or lies inside one under a licence of its own.
const PREFACE: &str = "\
# Third-party notices

What Banmian is made of besides its own code. The list of crates is written by `cargo xtask notices`.

## Data and embedded works

| what | where from | licence |
|---|---|---|
| Noto Sans SC (subset) | © 2014–2021 Adobe, reserved font name “Source” | OFL-1.1, `assets/fonts/OFL.txt` |
| Noto Serif SC (subset) | © 2017–2024 Adobe | OFL-1.1, `assets/fonts/OFL.txt` |
| fallback fonts of egui (Hack, Noto Emoji, Ubuntu Light, emoji-icon-font) | crate `epaint_default_fonts` | OFL-1.1, Ubuntu-font-1.0, MIT |
| list of 通用规范汉字表 | Unihan database 15.0, property kTGH, © Unicode, Inc. | Unicode-3.0 |
| word list of jieba | crate `jieba-rs`, after jieba © 2013 Sun Junyi | MIT |
| model of names, `assets/model/names.bin` | learnt from our own news, AISHELL-NER (Apache-2.0) and UNER Chinese-GSDSIMP (CC BY-SA 4.0) | CC BY-SA 4.0, `assets/model/README.md` |
| dictionaries of OpenCC | crate `ferrous-opencc`, after OpenCC © Carbo Kuo and contributors | Apache-2.0 |
| standard fonts of PDF (Foxit) | crate `hayro-font`, © 2014 PDFium Authors | BSD-3-Clause |
| CMaps of PDF | crate `hayro-cmap`, © Adobe | BSD-3-Clause |
| SQLite | crate `libsqlite3-sys`, D. Richard Hipp and others | public domain |
";

/// Writes THIRD-PARTY.md again.
pub fn write() -> Outcome {
    let answer = cargo()
        .args([
            "tree",
            "--locked",
            "--package",
            "banmian",
            "--edges",
            "normal,build",
            "--target",
            "all",
        ])
        .args(["--prefix", "none", "--format", "{p}|{l}|{r}"])
        .output()
        .map_err(|error| format!("cargo could not be started: {error}"))?;
    if !answer.status.success() {
        return Err(format!(
            "cargo tree failed:\n{}",
            String::from_utf8_lossy(&answer.stderr)
        ));
    }
    let listing = String::from_utf8_lossy(&answer.stdout);
    let rows: BTreeSet<String> = listing.lines().filter_map(row_from_line).collect();
    let mut text = PREFACE.to_owned();
    text.push_str("\n## Crates\n\nOn all platforms together, tools that only build among them.\n\n| crate | version | licence |\n|---|---|---|\n");
    for row in &rows {
        writeln!(text, "{row}").map_err(|error| error.to_string())?;
    }
    fs::write(root().join("THIRD-PARTY.md"), text)
        .map_err(|error| format!("THIRD-PARTY.md cannot be written: {error}"))?;
    println!("THIRD-PARTY.md: {} crates", rows.len());
    Ok(())
}

/// "name v1.0 (proc-macro)|MIT|https://…" → a row of the table; `None` for our own crate.
fn row_from_line(line: &str) -> Option<String> {
    let mut fields = line.trim_end_matches(" (*)").split('|');
    let mut words = fields.next()?.split_whitespace();
    let (name, version) = (words.next()?, words.next()?.trim_start_matches('v'));
    if name == "banmian" {
        return None;
    }
    let licence = fields
        .next()
        .filter(|text| !text.is_empty())
        .unwrap_or("see the crate");
    let name = match fields.next().filter(|url| url.starts_with("https://")) {
        Some(url) => format!("[{name}]({url})"),
        None => name.to_owned(),
    };
    Some(format!(
        "| {name} | {version} | {} |",
        licence.replace('/', " OR ").replace("  ", " ")
    ))
}
