//! The card of the library's files in the window: listed, removed after a question, tried again, watched;
//! an import that pauses while its reader works on; archives and backups.

use crate::ui::Screen;
use banmian::app::{Command, FilesTab, FilesWish, Language, Notice};
use banmian::library::WorkWish;
use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::Queryable as _;
use std::fs;
use std::path::PathBuf;

fn page(name: &str) -> String {
    format!("{name}码头开工\n\n本报讯 8月21日，青石镇{name}号码头开工，总投资1.5亿元。\n")
}

/// A library of three files, and a folder beside it.
fn screen(language: Language) -> (Screen, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library");
    let incoming = folder.path().join("in");
    fs::create_dir(&incoming).unwrap();
    let mut library = banmian::library::Library::open(&path).unwrap();
    for name in ["甲", "乙", "丙"] {
        let bytes = page(name).into_bytes();
        library
            .import_bytes(&format!("{name}.txt"), &bytes, None)
            .unwrap();
    }
    drop(library);
    (
        Screen::open_on(folder, Some(path), language).settled(),
        incoming,
    )
}

fn open_card(screen: &mut Screen) {
    screen
        .harness
        .key_press_modifiers(Modifiers::COMMAND, Key::I);
    screen.harness.run_steps(3);
    screen.until("the files", |app| !app.files.found.rows.is_empty());
}

fn run(screen: &mut Screen, command: Command) {
    screen.harness.state_mut().run(vec![command]);
}

#[test]
fn a_file_is_removed_only_after_a_question() {
    let (mut screen, _) = screen(Language::Chinese);
    open_card(&mut screen);
    screen.harness.get_by_label("甲.txt");
    screen.harness.get_by_label("移出… 甲.txt").click();
    screen.harness.run_steps(3);
    // Escape closes the question, not the card.
    screen.press(Key::Escape);
    assert!(screen.app().files.is_shown && screen.app().files.asked.is_none());
    assert_eq!(screen.app().library.counts.n_sources, 3);
    screen.harness.get_by_label("移出… 甲.txt").click();
    screen.harness.run_steps(3);
    screen.harness.get_by_label("移出").click();
    screen.until("two files", |app| {
        app.library.counts.n_sources == 2 && app.files.found.total == 2 && app.list.total == 2
    });
    assert!(screen.harness.query_by_label("甲.txt").is_none());
    screen.press(Key::Escape);
    assert!(!screen.app().files.is_shown);
}

#[test]
fn files_are_found_by_their_names_and_lead_to_their_articles() {
    let (mut screen, _) = screen(Language::English);
    open_card(&mut screen);
    screen
        .harness
        .get_by_role_and_label(Role::SearchInput, "Name or path contains")
        .type_text("乙");
    screen.harness.run_steps(2);
    screen.until("one file", |app| app.files.found.total == 1);
    screen.harness.get_by_label("Articles 乙.txt").click();
    screen.until("its article", |app| {
        app.list.total == 1 && !app.is_searching
    });
    assert!(!screen.app().files.is_shown);
}

#[test]
fn what_failed_is_tried_again_from_the_card() {
    let (mut screen, incoming) = screen(Language::Chinese);
    let bad = incoming.join("bad.txt");
    fs::write(&bad, b"").unwrap();
    run(&mut screen, Command::Import(vec![bad.clone()]));
    screen.until("the failure", |app| app.files.failed.len() == 1);
    open_card(&mut screen);
    run(
        &mut screen,
        Command::Files(FilesWish::Show(FilesTab::Failed)),
    );
    screen.harness.run_steps(3);
    fs::write(&bad, page("丁")).unwrap();
    screen.harness.get_by_label("全部再试").click();
    screen.until("the file", |app| {
        app.library.counts.n_sources == 4 && app.files.failed.is_empty()
    });
}

#[test]
fn what_comes_to_a_watched_folder_comes_in_by_itself() {
    let (mut screen, incoming) = screen(Language::Chinese);
    fs::write(incoming.join("there.txt"), page("丁")).unwrap();
    run(
        &mut screen,
        Command::Files(FilesWish::Watch(incoming.clone())),
    );
    screen.until("what was there", |app| app.library.counts.n_sources == 4);
    assert_eq!(screen.app().files.watched, std::slice::from_ref(&incoming));
    // Into a folder that did not exist, as one sorts papers by the month.
    fs::create_dir(incoming.join("2026")).unwrap();
    fs::write(incoming.join("2026/new.txt"), page("戊")).unwrap();
    fs::write(incoming.join("2026/notes.xyz"), "no page").unwrap();
    screen.until("what has come", |app| app.library.counts.n_sources == 5);
    run(&mut screen, Command::Files(FilesWish::Unwatch(incoming)));
    screen.until("no folder", |app| app.files.watched.is_empty());
}

#[test]
fn while_an_import_pauses_its_reader_works_on() {
    let (mut screen, incoming) = screen(Language::Chinese);
    let n_files = 1500;
    for n in 0..n_files {
        fs::write(incoming.join(format!("{n:04}.txt")), page(&n.to_string())).unwrap();
    }
    run(&mut screen, Command::Import(vec![incoming]));
    screen.until("the import", |app| {
        app.progress.is_some_and(|at| at.n_total == n_files)
    });
    assert!(screen.app().can_pause(), "{:?}", screen.app().progress);
    run(&mut screen, Command::Files(FilesWish::Pause));
    let id = screen.app().article.as_ref().unwrap().id.clone();
    // What comes after the pause is done, though the import is not.
    let wish = WorkWish::Note(id, None, "看".to_owned());
    run(&mut screen, Command::Own(banmian::app::OwnWish::Do(wish)));
    screen.until("the note", |app| {
        app.article
            .as_ref()
            .is_some_and(|article| article.work.notes.len() == 1)
    });
    assert!(screen.app().is_busy() && screen.app().files.is_paused);
    run(&mut screen, Command::Files(FilesWish::Pause));
    screen.until("all files", |app| {
        app.library.counts.n_sources == n_files + 3
    });
    assert!(!screen.app().is_busy());
}

#[test]
fn a_paused_import_is_stopped_and_what_it_took_stays() {
    let (mut screen, incoming) = screen(Language::Chinese);
    let n_files = 1500;
    for n in 0..n_files {
        fs::write(incoming.join(format!("{n:04}.txt")), page(&n.to_string())).unwrap();
    }
    run(&mut screen, Command::Import(vec![incoming]));
    screen.until("the import", |app| app.progress.is_some());
    run(&mut screen, Command::Files(FilesWish::Pause));
    run(&mut screen, Command::CancelWork);
    screen.until("its end", |app| !app.is_busy());
    let Some(Notice::Imported(report)) = &screen.app().notice else {
        panic!("{:?}", screen.app().notice);
    };
    assert!(report.is_cancelled);
    assert_eq!(screen.app().library.counts.n_sources, 3 + report.n_added);
}

#[test]
fn an_import_that_the_closing_window_cut_off_goes_on_when_it_opens_again() {
    let (mut screen, incoming) = screen(Language::Chinese);
    let n_files = 1500;
    for n in 0..n_files {
        fs::write(incoming.join(format!("{n:04}.txt")), page(&n.to_string())).unwrap();
    }
    let library = screen.folder().join("library");
    run(&mut screen, Command::Import(vec![incoming]));
    screen.until("the import", |app| {
        app.progress.is_some_and(|at| at.n_total == n_files)
    });
    let folder = screen.close();
    let mut screen = Screen::open_on(folder, Some(library), Language::Chinese);
    screen.until("all files", |app| {
        app.library.counts.n_sources == n_files + 3 && !app.is_busy()
    });
}

#[test]
fn the_library_goes_out_as_an_archive_and_another_is_made_of_it() {
    let (mut screen, incoming) = screen(Language::Chinese);
    let archive = incoming.join("我的.zip");
    run(
        &mut screen,
        Command::Files(FilesWish::Archive(archive.clone())),
    );
    screen.until("the archive", |app| {
        app.notice == Some(Notice::Written(archive.clone()))
    });
    run(&mut screen, Command::Files(FilesWish::Unarchive(archive)));
    screen.until("the other library", |app| {
        app.library.name == "我的" && app.list.total == 3 && app.article.is_some()
    });
}

#[test]
fn an_earlier_copy_of_what_was_made_takes_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library");
    crate::samples::print_news(&path, &[("甲", "本报讯 甲码头开工。", "2021-08-22")]);
    let library = banmian::library::Library::open(&path).unwrap();
    let query = banmian::library::Query::default();
    let found = library
        .reader()
        .find(&query, banmian::library::Sort::Relevance, 0, 1)
        .unwrap();
    let id = found.rows[0].id.clone();
    library.star(&id, true).unwrap();
    drop(library);
    // A copy of an earlier day, by its name.
    fs::create_dir_all(path.join("backups")).unwrap();
    fs::copy(
        path.join("reader.sqlite"),
        path.join("backups/reader-2020-01-02.sqlite"),
    )
    .unwrap();
    let library = banmian::library::Library::open(&path).unwrap();
    library.star(&id, false).unwrap();
    drop(library);
    let mut screen = Screen::open_on(folder, Some(path), Language::Chinese).settled();
    open_card(&mut screen);
    run(
        &mut screen,
        Command::Files(FilesWish::Show(FilesTab::Backups)),
    );
    screen.until("the copies", |app| !app.files.backups.is_empty());
    screen
        .harness
        .get_by_label("恢复… reader-2020-01-02.sqlite")
        .click();
    screen.harness.run_steps(3);
    screen.harness.get_by_label("恢复").click();
    screen.until("the star", |app| {
        matches!(app.notice, Some(Notice::Done(_)))
            && app
                .article
                .as_ref()
                .is_some_and(|article| article.is_starred)
    });
}
