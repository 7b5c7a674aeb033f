//! The palette: commands by a part of their names or their sounds, and what the archive holds.

use crate::ui::Screen;
use banmian::app::{CommandId, PaletteRow};
use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::Queryable as _;

const HINT: &str = "命令、人物、单位、标题……　汉字、拼音、首字母都可以";

fn open(screen: &mut Screen) {
    screen
        .harness
        .key_press_modifiers(Modifiers::COMMAND, Key::K);
    screen.harness.run_steps(3);
    assert!(screen.app().palette.is_shown);
}

fn type_in(screen: &mut Screen, text: &str) {
    screen
        .harness
        .get_by_role_and_label(Role::SearchInput, HINT)
        .type_text(text);
    screen.harness.run_steps(3);
}

#[test]
fn a_command_is_found_by_its_words_or_its_sounds_and_done() {
    for typed in ["导出文章", "dcwz", "daochuwen", "export art"] {
        let mut screen = Screen::open();
        open(&mut screen);
        type_in(&mut screen, typed);
        screen.until("the command", |app| {
            app.palette_row(0) == Some(PaletteRow::Command(CommandId::ShowExport))
        });
        screen.press(Key::Enter);
        screen.until("the export", |app| app.export.is_shown);
        assert!(!screen.app().palette.is_shown);
    }
}

#[test]
fn only_what_can_be_done_now_is_offered() {
    let mut screen = Screen::open();
    open(&mut screen);
    type_in(&mut screen, "停止");
    assert!(
        screen.app().palette.commands.is_empty(),
        "nothing runs that could be stopped"
    );
    // Escape leads back, and what was typed is forgotten.
    screen.press(Key::Escape);
    assert!(!screen.app().palette.is_shown);
    open(&mut screen);
    assert_eq!(screen.app().palette.text, "");
    assert!(screen.app().n_palette_rows() > 4);
}

#[test]
fn a_name_of_the_archive_is_found_by_its_sounds_and_searched_for() {
    let mut screen = Screen::open();
    open(&mut screen);
    type_in(&mut screen, "wxt");
    let is_there = |app: &banmian::app::App| {
        (0..app.n_palette_rows()).find(|row| match app.palette_row(*row) {
            Some(PaletteRow::Suggestion(place)) => app.suggest.rows[place].label.text == "王新亭",
            _ => false,
        })
    };
    screen.until("the name", |app| is_there(app).is_some());
    let row = is_there(screen.app()).unwrap();
    for _ in 0..row {
        screen.press(Key::ArrowDown);
    }
    assert_eq!(screen.app().palette.chosen, row);
    screen.press(Key::Enter);
    screen.until("his articles", |app| {
        app.query_text.contains("王新亭") && !app.is_searching && !app.palette.is_shown
    });
    assert!(screen.app().list.total > 0);
}

#[test]
fn arrows_go_round_and_a_click_takes_a_row() {
    let mut screen = Screen::open();
    open(&mut screen);
    let n_rows = screen.app().n_palette_rows();
    screen.press(Key::ArrowUp);
    assert_eq!(screen.app().palette.chosen, n_rows - 1);
    screen.press(Key::ArrowDown);
    assert_eq!(screen.app().palette.chosen, 0);
    type_in(&mut screen, "全部笔记");
    screen.until("the command", |app| app.palette.commands.len() == 1);
    screen.harness.get_by_label_contains("全部笔记").click();
    screen.until("the notes", |app| app.own.shows_notes);
}
