//! Articles as files from the window: which and as what is chosen in a card, and what was typed
//! meanwhile is answered.

use crate::ui::Screen;
use banmian::app::{Command, ExportWish, Language, Notice};
use banmian::library::{CitationForm, ExportFormat, Table};
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;

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

fn screen(language: Language) -> Screen {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library");
    crate::samples::print_news(&path, &NEWS);
    Screen::open_on(folder, Some(path), language).settled()
}

#[test]
fn the_list_goes_to_a_file_and_the_card_closes() {
    let mut screen = screen(Language::Chinese);
    screen
        .harness
        .key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::E);
    screen.harness.run_steps(3);
    assert!(screen.app().export.is_shown);
    screen.harness.get_by_label("列表里的全部 2 篇");
    screen.harness.get_by_label("文章表 CSV").click();
    screen.harness.run_steps(3);
    assert_eq!(
        screen.app().export.format,
        ExportFormat::Csv(Table::Articles)
    );
    let path = screen.folder().join("out.csv");
    // The system's dialog is not part of the window.
    screen
        .harness
        .state_mut()
        .run(vec![Command::Export(ExportWish::Write(path.clone()))]);
    screen.until("the file", |app| {
        app.notice == Some(Notice::Written(path.clone()))
    });
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains("第一号码头") && text.contains("第二号码头"));
    assert!(!screen.app().export.is_shown);
}

#[test]
fn words_in_context_wait_for_a_search() {
    let mut screen = screen(Language::English);
    screen.harness.state_mut().run(vec![
        Command::Export(ExportWish::Toggle),
        Command::Export(ExportWish::SetFormat(ExportFormat::Csv(Table::Context))),
    ]);
    screen.harness.run_steps(3);
    screen.harness.get_by_label("Search for something first");
    assert!(!screen.app().can_write());
    screen.press(Key::Escape);
    assert!(!screen.app().export.is_shown);
}

#[test]
fn the_open_article_is_cited() {
    let screen = screen(Language::Chinese);
    let citation = screen.app().citation(CitationForm::GbT7714).unwrap();
    assert!(citation.ends_with("[N]. 2021-08-22."), "{citation}");
}
