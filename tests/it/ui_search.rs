//! What drops down under the search box, and earlier and saved searches, in the window.

use crate::ui::Screen;
use banmian::library::SuggestionKind;
use egui::{Event, ImeEvent, Key, Role};
use egui_kittest::kittest::Queryable as _;

/// Types into the box, and waits for what is suggested for it.
fn type_for_suggestions(screen: &mut Screen, text: &str) {
    screen.type_query(text);
    let text = text.to_owned();
    screen.until("suggestions", move |app| {
        app.suggest.of == text && app.has_suggestions()
    });
}

fn n_shown(screen: &Screen) -> usize {
    screen
        .harness
        .query_all_by_role(Role::ListBoxOption)
        .count()
}

#[test]
fn a_name_is_chosen_by_key_and_finds_as_many_articles_as_it_said() {
    let mut screen = Screen::open();
    type_for_suggestions(&mut screen, "wxt");
    let row = screen.app().suggest.rows[0].clone();
    assert_eq!(row.label.text, "王新亭");
    assert!(n_shown(&screen) >= 1);
    screen.press(Key::ArrowDown);
    assert_eq!(screen.app().suggest.chosen, Some(0));
    assert_eq!(screen.app().query_text, "wxt", "nothing is taken yet");
    screen.press(Key::Enter);
    screen.until("the articles of the name", |app| {
        app.query_text == "人物:王新亭 " && !app.is_searching
    });
    assert_eq!(Some(screen.app().list.total), row.n_articles);
    assert_eq!(n_shown(&screen), 0, "it is closed");
    // The box has the caret, behind what was taken: one goes on typing.
    screen
        .harness
        .get_by_role(Role::SearchInput)
        .type_text("靶场");
    screen.until("the next word", |app| app.query_text == "人物:王新亭 靶场");
}

#[test]
fn a_row_is_taken_by_two_keys_in_one_frame() {
    let mut screen = Screen::open();
    type_for_suggestions(&mut screen, "wxt");
    screen.harness.key_press(Key::ArrowDown);
    screen.press(Key::Enter);
    screen.until("the articles of the name", |app| {
        app.query_text == "人物:王新亭 " && !app.is_searching
    });
    assert!(screen.app().list.total > 0);
}

#[test]
fn tab_takes_the_first_row_and_enter_alone_searches_as_typed() {
    let mut screen = Screen::open();
    type_for_suggestions(&mut screen, "网络靶场 wxt");
    screen.press(Key::Tab);
    screen.until("both", |app| {
        app.query_text == "网络靶场 人物:王新亭 " && !app.is_searching && !app.is_loading
    });
    assert!(screen.app().list.total > 0);
    screen.press(Key::Escape);
    type_for_suggestions(&mut screen, "王新");
    screen.press(Key::Enter);
    assert_eq!(screen.app().query_text, "王新");
    assert_eq!(n_shown(&screen), 0);
    screen.until("the search is remembered", |app| {
        app.searches
            .kept
            .past
            .first()
            .is_some_and(|p| p.typed == "王新")
    });
}

#[test]
fn escape_closes_what_dropped_down_and_then_clears() {
    let mut screen = Screen::open();
    type_for_suggestions(&mut screen, "高新");
    assert!(n_shown(&screen) > 0);
    screen.press(Key::Escape);
    assert_eq!(n_shown(&screen), 0);
    assert_eq!(screen.app().query_text, "高新");
    screen.press(Key::Escape);
    assert_eq!(screen.app().query_text, "");
}

#[test]
fn a_click_takes_a_row_and_the_box_keeps_the_caret() {
    let mut screen = Screen::open();
    type_for_suggestions(&mut screen, "人物:wx");
    for row in &screen.app().suggest.rows {
        assert!(matches!(row.kind, SuggestionKind::Name(_)), "{row:?}");
    }
    let rows = screen.harness.get_all_by_role(Role::ListBoxOption);
    rows.into_iter().next().unwrap().click();
    screen.harness.run_steps(4);
    screen.until("the name", |app| app.query_text == "人物:王新亭 ");
    assert!(screen.harness.get_by_role(Role::SearchInput).is_focused());
}

#[test]
fn nothing_is_suggested_while_an_input_method_composes() {
    let mut screen = Screen::open();
    screen.press(Key::Slash);
    screen.until("the fields", |app| app.has_suggestions());
    let preedit = |text: &str| {
        Event::Ime(ImeEvent::Preedit {
            text: text.to_owned(),
            active_range_chars: None,
        })
    };
    screen.harness.event(preedit("wang xin"));
    screen.harness.run_steps(4);
    assert_eq!(n_shown(&screen), 0, "its own window is there");
    assert_eq!(screen.app().suggest.of, "", "nothing was asked");
    screen.harness.event(preedit(""));
    screen
        .harness
        .event(Event::Ime(ImeEvent::Commit("王新".to_owned())));
    screen.until("suggestions for what was composed", |app| {
        app.suggest.of == "王新" && app.has_suggestions()
    });
}

#[test]
fn a_search_is_saved_opened_deleted_and_put_back() {
    let mut screen = Screen::open();
    screen.type_query("网络靶场");
    screen
        .harness
        .key_press_modifiers(egui::Modifiers::COMMAND, Key::S);
    screen.harness.run_steps(3);
    assert!(screen.app().searches.is_shown);
    let name = screen.harness.get_by_role(Role::TextInput);
    assert!(name.is_focused(), "the name can be typed at once");
    screen.press(Key::Enter);
    screen.until("the saved search", |app| app.searches.kept.saved.len() == 1);
    let saved = &screen.app().searches.kept.saved[0];
    assert_eq!(saved.saved.name, "网络靶场");
    assert_eq!(saved.n_found, screen.app().list.total);
    screen.harness.get_by_label("删除 网络靶场").click();
    screen.until("none", |app| app.searches.kept.saved.is_empty());
    screen.harness.get_by_label("撤销").click();
    screen.until("it is back", |app| app.searches.kept.saved.len() == 1);
    screen.press(Key::Escape);
    assert!(!screen.app().searches.is_shown);
}

#[test]
fn a_list_of_names_gives_a_table_whose_lines_are_searched_for() {
    let mut screen = Screen::open();
    screen
        .harness
        .key_press_modifiers(egui::Modifiers::COMMAND, Key::B);
    screen.harness.run_steps(3);
    assert!(screen.app().batch.is_shown);
    let list = screen.harness.get_by_role(Role::MultilineTextInput);
    list.focus();
    screen.harness.run_steps(2);
    let list = screen.harness.get_by_role(Role::MultilineTextInput);
    list.type_text("不在其中\n王新亭\n网络靶场");
    screen.harness.run_steps(3);
    assert_eq!(screen.app().batch.n_in_list(), 3);
    screen.harness.get_by_label("开始检索").click();
    screen.until("the table", |app| {
        app.batch.n_rows() == 3 && !app.batch.is_running
    });
    screen.harness.get_by_label("篇数").click();
    screen.harness.run_steps(3);
    let most = screen.app().batch.row(0).unwrap().clone();
    assert!(most.n_articles >= screen.app().batch.row(1).unwrap().n_articles);
    assert_eq!(screen.app().batch.row(2).unwrap().name, "不在其中");
    screen.harness.get_by_label("复制表格").click();
    screen.harness.step();
    let commands = &screen.harness.output().platform_output.commands;
    assert!(commands.iter().any(|command| {
        matches!(command, egui::OutputCommand::CopyText(text) if text.contains("王新亭\t"))
    }));
    screen.harness.run_steps(2);
    let line = format!("{} {} 篇", most.name, most.n_articles);
    screen.harness.get_by_label(&line).click();
    let n_articles = most.n_articles;
    screen.until("its articles", move |app| {
        app.query_text == most.typed && !app.is_searching && app.list.total == n_articles
    });
    assert!(!screen.app().batch.is_shown);
}

#[test]
fn a_search_that_finds_nothing_offers_what_does() {
    let mut screen = Screen::open();
    screen.type_query("王新亭 网络靶场 2021");
    assert_eq!(screen.app().list.total, 0);
    screen.until("what is near", |app| !app.near.is_empty());
    screen.press(Key::Enter);
    let near = screen
        .harness
        .get_by_label_contains("王新亭 网络靶场 日期:2021");
    near.click();
    screen.until("the article", |app| {
        app.query_text == "王新亭 网络靶场 日期:2021" && !app.is_searching && app.list.total == 1
    });
}

#[test]
fn a_mark_on_the_ribbon_goes_to_its_hit() {
    let mut screen = Screen::open();
    screen.type_query("网络靶场");
    screen.press(Key::Enter);
    screen.harness.run_steps(4);
    let n_hits = screen.app().n_hits();
    assert!(n_hits > 2);
    let label = format!("命中 {n_hits} / {n_hits}");
    screen
        .harness
        .get_by_role_and_label(Role::Button, &label)
        .click();
    screen.harness.run_steps(4);
    assert_eq!(screen.app().hit_idx, Some(n_hits - 1));
}
