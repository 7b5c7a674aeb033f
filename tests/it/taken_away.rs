//! A library whose folder goes away while it is open, whose rights are withdrawn, or whose files change
//! as they are read: a sentence, and nothing confirmed that is not kept.

use banmian::library::{Library, LibraryError, Query, Sort};
use banmian::model::ArticleId;
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const NEWS: [(&str, &str, &str); 2] = [
    (
        "第一号码头",
        "本报讯 8月21日，第一号码头开工。",
        "2021-08-22",
    ),
    (
        "第二号码头",
        "本报讯 9月2日，第二号码头开工。",
        "2021-09-02",
    ),
];

fn library() -> (TempDir, PathBuf, Library, ArticleId) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library");
    crate::samples::print_news(&path, &NEWS);
    let library = Library::open(&path).unwrap();
    let id = first(&library);
    (folder, path, library, id)
}

fn first(library: &Library) -> ArticleId {
    let reader = library.reader();
    let found = reader
        .find(&Query::parse("第一号"), Sort::Relevance, 0, 1)
        .unwrap();
    found.rows[0].id.clone()
}

fn is_starred(path: &Path, id: &ArticleId) -> bool {
    let library = Library::open(path).unwrap();
    assert_eq!(library.check().unwrap().problems, Vec::<String>::new());
    library
        .reader()
        .article(id, &Query::default())
        .unwrap()
        .unwrap()
        .is_starred
}

#[cfg(unix)]
#[test]
fn a_folder_that_was_moved_takes_nothing_more_and_has_all_that_was_kept() {
    let (folder, path, mut library, id) = library();
    library.star(&id, true).unwrap();
    let elsewhere = folder.path().join("elsewhere");
    fs::rename(&path, &elsewhere).unwrap();
    let error = library.star(&id, false).unwrap_err();
    assert!(matches!(error, LibraryError::Gone { .. }), "{error}");
    assert!(error.sentence().zh.contains("没有记下"));
    let imported = library.import_bytes("a.txt", "甲\n\n本报讯 甲。\n".as_bytes(), None);
    assert!(matches!(imported.unwrap_err(), LibraryError::Gone { .. }));
    // Another one in its place is not it either.
    drop(Library::open(&path).unwrap());
    assert!(matches!(
        library.star(&id, false).unwrap_err(),
        LibraryError::Gone { .. }
    ));
    drop(library);
    assert!(is_starred(&elsewhere, &id));
}

#[cfg(unix)]
#[test]
fn a_folder_that_is_back_in_its_place_goes_on() {
    let (folder, path, library, id) = library();
    let elsewhere = folder.path().join("elsewhere");
    fs::rename(&path, &elsewhere).unwrap();
    assert!(library.star(&id, true).is_err());
    fs::rename(&elsewhere, &path).unwrap();
    library.star(&id, true).unwrap();
    drop(library);
    assert!(is_starred(&path, &id));
}

#[cfg(unix)]
#[test]
fn a_deleted_folder_is_told_at_the_next_deed() {
    let (_folder, path, library, id) = library();
    fs::remove_dir_all(&path).unwrap();
    let error = library.star(&id, true).unwrap_err();
    assert!(matches!(error, LibraryError::Gone { .. }), "{error}");
    // Searching what is still in memory or on the disk neither crashes nor writes anything.
    let found = library
        .reader()
        .find(&Query::parse("码头"), Sort::Relevance, 0, 9);
    if let Err(error) = found {
        assert!(!error.sentence().zh.is_empty());
    }
    drop(library);
    assert!(!path.join("library.sqlite").exists());
}

/// As root has every right, the reading is done by somebody who has none, where that can be.
#[cfg(unix)]
#[test]
fn files_without_rights_are_named_and_the_others_come_in() {
    use std::os::unix::fs::PermissionsExt as _;
    let (folder, _, mut library, _) = library();
    let incoming = folder.path().join("in");
    fs::create_dir_all(incoming.join("closed")).unwrap();
    for name in ["a.txt", "b.txt", "closed/c.txt"] {
        fs::write(
            incoming.join(name),
            format!("{name}码头\n\n本报讯 {name}码头开工。\n"),
        )
        .unwrap();
    }
    let close = |name: &str, mode: u32| {
        let rights = fs::Permissions::from_mode(mode);
        fs::set_permissions(incoming.join(name), rights).unwrap();
    };
    close("b.txt", 0o000);
    close("closed", 0o000);
    let has_all_rights = fs::read(incoming.join("b.txt")).is_ok();
    let go_on = &mut |_| ControlFlow::Continue(());
    let report = library
        .import(std::slice::from_ref(&incoming), None, go_on)
        .unwrap();
    if has_all_rights {
        assert_eq!(report.n_added, 3);
    } else {
        assert_eq!((report.n_added, report.failures.len()), (1, 2));
        assert!(
            report
                .failures
                .iter()
                .all(|failure| failure.message.zh.contains("权限"))
        );
        assert_eq!(
            library.reader().failed_files().unwrap().len(),
            1,
            "of files"
        );
    }
    close("b.txt", 0o600);
    close("closed", 0o700);
    let report = library.import(&[incoming], None, go_on).unwrap();
    assert_eq!(report.failures, []);
    assert_eq!(library.counts().unwrap().n_sources, 4);
}

/// The first page of a program's memory cannot be read, though it is a file: a read error of the system's own.
#[cfg(target_os = "linux")]
#[test]
fn a_file_that_fails_as_it_is_read_is_named_and_the_others_come_in() {
    let (folder, _, mut library, _) = library();
    let incoming = folder.path().join("in");
    fs::create_dir(&incoming).unwrap();
    fs::write(
        incoming.join("a.txt"),
        "第三号码头\n\n本报讯 第三号码头开工。\n",
    )
    .unwrap();
    std::os::unix::fs::symlink("/proc/self/mem", incoming.join("b.txt")).unwrap();
    assert!(fs::metadata(incoming.join("b.txt")).unwrap().is_file());
    fs::read(incoming.join("b.txt")).unwrap_err();
    let go_on = &mut |_| ControlFlow::Continue(());
    let report = library.import(&[incoming], None, go_on).unwrap();
    assert_eq!((report.n_added, report.failures.len()), (1, 1));
    assert!(report.failures[0].place.ends_with("b.txt"));
    assert!(!report.failures[0].message.zh.is_empty());
    // A failure of the disk may pass: watched folders try such a file again.
    assert_eq!(library.reader().failed_files().unwrap().len(), 1);
}

/// A file that grows and shrinks while it is read is taken as it was at some moment, or named.
#[test]
fn a_file_that_changes_while_it_is_read_is_whole_or_named() {
    let (folder, _, mut library, _) = library();
    let path = folder.path().join("changing.txt");
    let text = |n: usize| format!("第{n}码头开工\n\n本报讯 {}。\n", "码头开工".repeat(n));
    fs::write(&path, text(1)).unwrap();
    let is_over = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut n = 0;
            while !is_over.load(std::sync::atomic::Ordering::Relaxed) {
                n = (n * 7 + 13) % 4001;
                fs::write(&path, text(n)).unwrap();
            }
        });
        for _ in 0..12 {
            let go_on = &mut |_| ControlFlow::Continue(());
            let report = library
                .import(std::slice::from_ref(&path), None, go_on)
                .unwrap();
            assert!(report.n_added + report.n_unchanged + report.failures.len() == 1);
        }
        is_over.store(true, std::sync::atomic::Ordering::Relaxed);
    });
    assert_eq!(library.check().unwrap().problems, Vec::<String>::new());
}
