//! What the READMEs promise: the keys of the program, and files that are there.

use banmian::app::{COMMANDS, Language};
use std::fmt::Write;
use std::path::Path;

const READMES: [(&str, Language); 2] = [
    ("README.md", Language::English),
    ("README.zh-CN.md", Language::Chinese),
];

#[test]
fn the_keys_in_the_readmes_are_those_of_the_program() {
    for (file, language) in READMES {
        let text = read(file);
        let (_, rest) = text
            .split_once("<!-- keys -->\n")
            .expect("the table's beginning is marked");
        let (table, _) = rest
            .split_once("<!-- /keys -->")
            .expect("the table's end is marked");
        let rows: String = table
            .lines()
            .skip(2)
            .map(|line| format!("{line}\n"))
            .collect();
        let expected = key_rows(language);
        assert!(
            rows == expected,
            "{file}: the table of keys should hold\n\n{expected}"
        );
    }
}

#[test]
fn what_the_documents_link_to_is_there() {
    for file in [
        "README.md",
        "README.zh-CN.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
    ] {
        for target in read(file)
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split_once(')'))
            .map(|(target, _)| target)
        {
            let is_there = target.contains("://") || root().join(target).exists();
            assert!(is_there, "{file} links to {target}, which is not there");
        }
    }
}

/// The rows that the table of keys should have: every command that has a key.
fn key_rows(language: Language) -> String {
    let mut rows = String::new();
    for command in COMMANDS
        .iter()
        .filter(|command| !command.shortcuts.is_empty())
    {
        let keys: Vec<String> = command
            .shortcuts
            .iter()
            .map(|keys| format!("`{}`", keys.label()))
            .collect();
        writeln!(
            rows,
            "| {} | {} |",
            keys.join(" · "),
            command.label.pick(language)
        )
        .expect("a string takes all");
    }
    rows
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(file: &str) -> String {
    std::fs::read_to_string(root().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}
