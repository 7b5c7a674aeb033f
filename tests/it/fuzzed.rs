//! What fuzzing came upon once holds for good: the kept corpus (`fuzz/corpus`, a folder for each
//! target) goes through the checks of the fuzz targets.

use crate::promises::check_input;
use std::path::{Path, PathBuf};

fn sorted_entries(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

/// The inputs of a target, checked; the file is named where one fails.
fn replay(target: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus");
    let inputs = sorted_entries(&root.join(target));
    assert!(!inputs.is_empty());
    for path in inputs {
        let bytes = std::fs::read(&path).unwrap();
        let checked = std::panic::catch_unwind(|| check_input(target, &bytes));
        assert!(
            checked.is_ok(),
            "the {target} target fails on {}",
            path.display()
        );
    }
}

#[test]
fn no_kept_page_loses_or_doubles_anything() {
    replay("restore");
}

#[test]
fn no_kept_repair_loses_or_doubles_anything() {
    replay("repair");
}

#[test]
fn no_kept_page_with_places_loses_or_doubles_anything() {
    replay("placed");
}

#[test]
fn no_kept_file_of_any_format_is_trouble() {
    for target in [
        "decode", "html", "alto", "hocr", "pdf", "docx", "epub", "archive", "table",
    ] {
        replay(target);
    }
}

#[test]
fn every_kept_query_means_what_it_prints() {
    replay("query");
}

/// A folder of the corpus that no test above knows would be kept for nothing.
#[test]
fn the_corpus_is_of_the_fuzz_targets() {
    let fuzz = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    let stems = |folder: &Path, is_kept: fn(&Path) -> bool| -> Vec<PathBuf> {
        let kept = sorted_entries(folder)
            .into_iter()
            .filter(|path| is_kept(path));
        kept.map(|path| PathBuf::from(path.file_stem().unwrap()))
            .collect()
    };
    let kept = stems(&fuzz.join("corpus"), |path| path.is_dir());
    let targets = stems(&fuzz.join("fuzz_targets"), |path| !path.is_dir());
    assert_eq!(kept, targets);
}
