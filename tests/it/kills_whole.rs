//! Killed while a whole library goes out, comes back, is salvaged or goes back to a copy: there is all of it
//! or none of it, and beginning again comes to the end.

use crate::kills::{Dice, kill_after, make_library, n_kills, program};
use banmian::library::{Library, Query, Sort};
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// Runs to the end; gives how long that takes.
fn run(mut command: Command) -> Duration {
    let start = Instant::now();
    let output = command.output().unwrap();
    assert!(output.status.success(), "{output:?}");
    start.elapsed()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn assert_whole(path: &Path, n_articles: usize) {
    let library = Library::open(path).unwrap();
    assert_eq!(library.check().unwrap().problems, Vec::<String>::new());
    assert_eq!(library.counts().unwrap().n_articles, n_articles);
    let found = library
        .reader()
        .find(&Query::parse("工程"), Sort::Relevance, 0, 1);
    assert_eq!(found.unwrap().total, n_articles);
}

fn archive(library: &Path, file: &Path) -> Command {
    let mut command = program(&["archive", "--force"], library);
    command.arg("--output").arg(file);
    command
}

fn unarchive(file: &Path, library: &Path) -> Command {
    let mut command = program(&["unarchive"], library);
    command.arg(file);
    command
}

/// How often each of the four is killed.
fn n_each() -> usize {
    (n_kills() / 12).max(3)
}

#[test]
fn a_killed_archive_is_whole_or_not_there() {
    let folder = tempfile::tempdir().unwrap();
    let (library, file) = (folder.path().join("library"), folder.path().join("a.zip"));
    make_library(&library);
    let time = run(archive(&library, &file));
    let whole = fs::read(&file).unwrap();
    let mut dice = Dice(0x1234_5678_9abc);
    for nth in 0..n_each() {
        // Every second time one is there that is to be replaced.
        if nth % 2 == 0 {
            fs::remove_file(&file).unwrap();
        }
        kill_after(archive(&library, &file), dice.moment(time));
        match fs::read(&file) {
            Ok(bytes) => assert!(bytes == whole, "half an archive is in its place"),
            Err(_none) => assert_eq!(nth % 2, 0, "the one that was there is gone"),
        }
        run(archive(&library, &file));
        assert!(fs::read(&file).unwrap() == whole);
    }
}

#[test]
fn a_library_that_comes_back_is_whole_or_not_there() {
    let folder = tempfile::tempdir().unwrap();
    let (library, file) = (folder.path().join("library"), folder.path().join("a.zip"));
    make_library(&library);
    let n_articles = Library::open(&library)
        .unwrap()
        .counts()
        .unwrap()
        .n_articles;
    run(archive(&library, &file));
    let back = folder.path().join("back");
    let time = run(unarchive(&file, &back));
    let mut dice = Dice(0x2345_6789_abcd);
    for _ in 0..n_each() {
        if back.exists() {
            fs::remove_dir_all(&back).unwrap();
        }
        kill_after(unarchive(&file, &back), dice.moment(time));
        if !back.join("library.sqlite").exists() {
            run(unarchive(&file, &back));
        }
        assert_whole(&back, n_articles);
        assert!(!folder.path().join("back.part").exists());
    }
}

#[test]
fn a_salvage_that_is_killed_is_gone_on_with() {
    let folder = tempfile::tempdir().unwrap();
    let pattern = folder.path().join("pattern");
    make_library(&pattern);
    let catalog = fs::File::options()
        .write(true)
        .open(pattern.join("library.sqlite"))
        .unwrap();
    let n_bytes = catalog.metadata().unwrap().len();
    catalog.set_len(n_bytes * 9 / 10).unwrap();
    drop(catalog);
    let n_left = |path: &Path| {
        let library = Library::open(path).unwrap();
        assert_eq!(library.check().unwrap().problems, Vec::<String>::new());
        library.counts().unwrap().n_sources
    };
    let salvage = |path: &Path| program(&["salvage"], path);
    let at_once = folder.path().join("at once");
    copy(&pattern, &at_once);
    let start = Instant::now();
    Library::salvage(&at_once, &mut |_| ControlFlow::Continue(())).unwrap();
    let (time, n_whole) = (start.elapsed(), n_left(&at_once));
    let mut dice = Dice(0x3456_789a_bcde);
    for nth in 0..n_each() {
        let path = folder.path().join(nth.to_string());
        copy(&pattern, &path);
        kill_after(salvage(&path), dice.moment(time));
        let output = salvage(&path).output().unwrap();
        // Lost files are failures, and named; whether any are lost is the damage's doing.
        assert!(
            output.status.code().is_some_and(|code| code <= 1),
            "{output:?}"
        );
        assert_eq!(n_left(&path), n_whole);
        assert!(path.join("library.sqlite.damaged").exists());
    }
}

#[test]
fn rows_that_go_back_to_a_copy_are_the_one_or_the_other() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library");
    make_library(&path);
    let star = |is_starred: bool| {
        let library = Library::open(&path).unwrap();
        let found = library
            .reader()
            .find(&Query::parse("标记7止"), Sort::Relevance, 0, 1);
        library
            .star(&found.unwrap().rows[0].id, is_starred)
            .unwrap();
    };
    star(true);
    let copy: PathBuf = path.join("backups/reader-2020-01-02.sqlite");
    fs::create_dir_all(path.join("backups")).unwrap();
    fs::copy(path.join("reader.sqlite"), &copy).unwrap();
    let restore = || {
        let mut command = program(&["restore"], &path);
        command.arg("reader-2020-01-02.sqlite");
        command
    };
    let n_starred = || {
        let library = Library::open(&path).unwrap();
        assert_eq!(library.check().unwrap().problems, Vec::<String>::new());
        let found = library
            .reader()
            .find(&Query::parse("标记:星标"), Sort::Relevance, 0, 9);
        found.unwrap().total
    };
    star(false);
    let time = run(restore());
    let mut dice = Dice(0x4567_89ab_cdef);
    for _ in 0..n_each() {
        star(false);
        assert_eq!(n_starred(), 0);
        kill_after(restore(), dice.moment(time));
        assert!(n_starred() <= 1);
        run(restore());
        assert_eq!(n_starred(), 1);
    }
}
