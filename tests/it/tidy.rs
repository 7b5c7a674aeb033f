//! The rules of the house, checked by reading `src/`.

use std::path::{Path, PathBuf};

/// A source file: its path below `src/`, with `/`, and its text.
struct Source {
    path: String,
    text: String,
}

impl Source {
    /// The first part of the path: the room.
    fn room(&self) -> &str {
        let first = self.path.split('/').next().unwrap_or_default();
        first.strip_suffix(".rs").unwrap_or(first)
    }

    /// Lines of code: no comments, and nothing of the unit tests at the end.
    fn code(&self) -> impl Iterator<Item = &str> {
        self.text
            .lines()
            .take_while(|line| !line.starts_with("#[cfg(test)]"))
            .filter(|line| !line.trim_start().starts_with("//"))
    }

    /// Does the code name this, as a word?
    fn names(&self, word: &str) -> bool {
        let is_part = |c: char| c.is_alphanumeric() || c == '_';
        self.code().any(|line| {
            let pieces: Vec<&str> = line.split(word).collect();
            pieces.windows(2).any(|around| {
                let before = around[0].chars().next_back();
                let after = around[1].chars().next();
                !before.is_some_and(is_part) && !after.is_some_and(is_part)
            })
        })
    }
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        paths.sort();
        for path in paths {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let below = path.strip_prefix(&root).unwrap();
                found.push(Source {
                    path: below.to_str().unwrap().replace('\\', "/"),
                    text: std::fs::read_to_string(&path).unwrap(),
                });
            }
        }
    }
    assert!(found.len() > 20);
    found
}

fn assert_none(what: &str, offenders: Vec<String>) {
    assert!(offenders.is_empty(), "{what}:\n{}", offenders.join("\n"));
}

/// Who may name a dependency.
const DEPENDENCIES: &[(&str, &[&str])] = &[
    ("egui", &["ui", "main"]),
    ("eframe", &["ui", "main"]),
    ("rfd", &["ui", "main"]),
    ("tantivy", &["index"]),
    ("rusqlite", &["store"]),
    ("jieba_rs", &["text"]),
    ("ferrous_opencc", &["text"]),
    ("ToPinyinMulti", &["text"]),
    ("encoding_rs", &["ingest"]),
    ("hayro", &["ingest"]),
    ("html5ever", &["ingest"]),
    ("quick_xml", &["ingest", "library"]),
    ("anyhow", &["main"]),
    ("clap", &["cli", "main"]),
];

#[test]
fn each_dependency_is_named_by_its_room_alone() {
    let mut offenders = Vec::new();
    for source in sources() {
        for (dependency, rooms) in DEPENDENCIES {
            if !rooms.contains(&source.room()) && source.names(dependency) {
                offenders.push(format!("{} names {dependency}", source.path));
            }
        }
    }
    assert_none("a dependency has left its room", offenders);
}

/// Which rooms a room may name. A room that is not here may name every other.
const ROOMS: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("text", &["model"]),
    ("ingest", &["model", "text"]),
    ("restore", &["model", "text"]),
    ("entity", &["model", "text"]),
    ("index", &["model", "text"]),
    ("store", &["model", "text"]),
    (
        "library",
        &[
            "model", "text", "ingest", "restore", "entity", "index", "store",
        ],
    ),
    ("app", &["model", "text", "library"]),
    ("cli", &["model", "text", "library"]),
    ("ui", &["model", "text", "library", "app"]),
];

#[test]
fn rooms_name_only_the_rooms_below_them() {
    let mut offenders = Vec::new();
    for source in sources() {
        let Some((room, allowed)) = ROOMS.iter().find(|(room, _)| *room == source.room()) else {
            continue;
        };
        for (other, _) in ROOMS {
            let is_allowed = other == room || allowed.contains(other);
            if !is_allowed && source.names(&format!("crate::{other}")) {
                offenders.push(format!("{} names crate::{other}", source.path));
            }
        }
        // `use crate::{entity, restore};`
        let grouped = source
            .code()
            .filter_map(|line| line.trim().strip_prefix("use crate::{"));
        for name in grouped.flat_map(|names| names.split([',', ' ', '}', ';', ':'])) {
            let is_room = ROOMS.iter().any(|(other, _)| *other == name);
            if is_room && name != *room && !allowed.contains(&name) {
                offenders.push(format!("{} names crate::{name}", source.path));
            }
        }
    }
    assert_none("a room names one above or beside it", offenders);
}

#[test]
fn pure_rooms_touch_no_file_thread_clock_or_log() {
    let impure = [
        "std::fs",
        "std::io",
        "std::net",
        "std::process",
        "std::thread",
        "std::time",
        "std::env",
        "log::",
        "rayon",
        "Instant",
        "SystemTime",
        "File::open",
    ];
    let mut offenders = Vec::new();
    for source in sources() {
        let is_pure = ["model", "text", "restore", "entity"].contains(&source.room())
            || source.path.starts_with("index/query/");
        for name in impure {
            if is_pure && source.code().any(|line| line.contains(name)) {
                offenders.push(format!("{} names {name}", source.path));
            }
        }
    }
    assert_none("a pure module is not", offenders);
}

#[test]
fn the_window_touches_no_file_and_never_waits() {
    let forbidden = [
        "std::fs",
        ".recv()",
        "recv_timeout",
        "Library::",
        "thread::sleep",
    ];
    let mut offenders = Vec::new();
    for source in sources().iter().filter(|source| source.room() == "ui") {
        for name in forbidden {
            if source.code().any(|line| line.contains(name)) {
                offenders.push(format!("{} names {name}", source.path));
            }
        }
    }
    assert_none("the window works instead of drawing", offenders);
}

/// Lines of a file, its unit tests among them.
const N_LINES_MOST: usize = 500;

#[test]
fn files_begin_with_what_they_are_for_and_stay_short() {
    let mut offenders = Vec::new();
    for source in sources() {
        if !source.text.starts_with("//!") {
            offenders.push(format!("{} does not begin with `//!`", source.path));
        }
        let n_lines = source.text.lines().count();
        if n_lines > N_LINES_MOST {
            offenders.push(format!("{} has {n_lines} lines", source.path));
        }
    }
    assert_none("a file is hard to find one's way in", offenders);
}

#[test]
fn lints_are_answered_with_reasons() {
    let mut offenders = Vec::new();
    for source in sources() {
        if source.code().any(|line| line.contains("[allow(")) {
            offenders.push(format!("{} allows instead of expecting", source.path));
        }
        for word in ["TODO", "FIXME", "XXX"] {
            if source.text.contains(word) {
                offenders.push(format!("{} holds a {word}", source.path));
            }
        }
    }
    assert_none("something was left for later", offenders);
}
