//! Repairing in the window, by pointer and by key, found by what a screen reader is told.

use crate::ui::Screen;
use banmian::app::Language;
use banmian::library::Owner;
use egui::{Event, Key, Modifiers, Role};
use egui_kittest::kittest::Queryable as _;

/// The first article's page, being repaired.
fn repairing() -> Screen {
    let mut screen = Screen::open();
    screen.press(Key::R);
    assert!(screen.app().repair.is_on && screen.app().shows_page);
    screen
}

/// What a screen reader is told of a line: its number and its words.
fn line_label(screen: &Screen, line: usize) -> String {
    let article = screen.app().article.as_ref().unwrap();
    let text = article.page.clip(article.sheet.lines[line].span);
    format!("{} {text}", line + 1)
}

/// The last body line of the open article.
fn last_body_line(screen: &Screen) -> usize {
    let open = screen.app().open_on_page();
    let lines = &screen.app().article.as_ref().unwrap().sheet.lines;
    let is_body = |owner: Owner| {
        owner.article() == open
            && matches!(
                owner,
                Owner::Article {
                    place: banmian::model::Place::Body,
                    ..
                }
            )
    };
    lines.iter().rposition(|line| is_body(line.owner)).unwrap()
}

fn click_line(screen: &mut Screen, line: usize) {
    let label = line_label(screen, line);
    screen
        .harness
        .get_by_role_and_label(Role::ListItem, &label)
        .click();
    screen.harness.run_steps(3);
}

fn until_repaired(screen: &mut Screen) {
    screen.until("the repair", |app| {
        !app.repair.is_waiting && !app.is_loading && !app.is_searching
    });
}

#[test]
fn a_line_is_taken_out_by_pointer_and_put_back_by_key() {
    let mut screen = repairing();
    let line = last_body_line(&screen);
    let before = screen.app().article.as_ref().unwrap().article.clone();
    assert!(screen.harness.query_by_label("不属于文章").is_none());
    click_line(&mut screen, line);
    assert!(screen.harness.query_by_label("已选 1 行").is_some());
    screen
        .harness
        .get_by_role_and_label(Role::Button, "不属于文章")
        .click();
    screen.harness.run_steps(3);
    until_repaired(&mut screen);
    let after = screen.app().article.as_ref().unwrap().article.clone();
    assert!(after.body.text.len() < before.body.text.len());
    assert_eq!(after.headline, before.headline);
    assert!(
        screen
            .harness
            .query_by_label_contains("已修正：移出文章")
            .is_some()
    );
    assert!(screen.harness.query_by_label("您修正过").is_some());

    screen
        .harness
        .key_press_modifiers(Modifiers::COMMAND, Key::Z);
    screen.harness.run_steps(3);
    until_repaired(&mut screen);
    assert_eq!(screen.app().article.as_ref().unwrap().article, before);
    assert!(
        screen
            .harness
            .query_by_label_contains("已撤销：移出文章")
            .is_some()
    );
}

#[test]
fn lines_are_chosen_and_mended_without_a_pointer() {
    let mut screen = repairing();
    screen.press(Key::ArrowDown);
    let row = screen.app().selected_row;
    for _ in 0..2 {
        screen
            .harness
            .key_press_modifiers(Modifiers::SHIFT, Key::ArrowDown);
        screen.harness.run_steps(2);
    }
    assert_eq!(
        screen.app().selected_row,
        row,
        "the arrows choose lines now"
    );
    let n_chosen = screen.app().repair.selection.unwrap().lines().count();
    assert!(n_chosen >= 3);
    screen.press(Key::Num8);
    until_repaired(&mut screen);
    assert!(screen.app().repair.history.undo.is_some());
}

#[test]
fn what_the_pointer_is_on_is_known_on_both_sides() {
    let mut screen = repairing();
    let line = last_body_line(&screen);
    let label = line_label(&screen, line);
    let at = screen
        .harness
        .get_by_role_and_label(Role::ListItem, &label)
        .rect()
        .center();
    screen.harness.event(Event::PointerMoved(at));
    screen.harness.run_steps(2);
    let span = screen.app().article.as_ref().unwrap().sheet.lines[line].span;
    assert_eq!(screen.harness.state().pointed(), (Some(span), None));

    let headline = screen
        .app()
        .article
        .as_ref()
        .unwrap()
        .article
        .headline
        .clone();
    let at = screen
        .harness
        .get_by_role_and_label(Role::Heading, &headline.text)
        .rect();
    let inside = at.left_top() + egui::vec2(12.0, at.height() * 0.5);
    screen.harness.event(Event::PointerMoved(inside));
    screen.harness.run_steps(2);
    let (page, article) = screen.harness.state().pointed();
    assert_eq!(page, None);
    let place = article.unwrap();
    let runs = &headline.provenance.runs;
    assert!(runs.iter().any(|run| run.page.contains(place)), "{place:?}");
}

#[test]
fn the_gutter_opens_the_other_articles_of_the_page() {
    let mut screen = repairing();
    let article = screen.app().article.as_ref().unwrap();
    let other = article.sheet.articles[1].clone();
    let label = format!("第 2 篇 {}", other.name);
    screen
        .harness
        .get_all_by_role_and_label(Role::Link, &label)
        .next()
        .unwrap()
        .click();
    screen.harness.run_steps(2);
    screen.until("the second article", move |app| {
        app.article.as_ref().is_some_and(|a| a.id == other.id)
    });
    assert!(screen.app().repair.is_on);
}

#[test]
fn a_misread_line_is_corrected_and_found_either_way() {
    let mut screen = repairing();
    let line = last_body_line(&screen);
    click_line(&mut screen, line);
    screen.press(Key::Num0);
    screen.harness.run_steps(3);
    let article = screen.app().article.as_ref().unwrap();
    let printed = article
        .page
        .clip(article.sheet.lines[line].span)
        .trim()
        .to_owned();
    let field = screen
        .harness
        .get_by_role_and_label(Role::TextInput, "改正这一行的字");
    field.focus();
    screen.harness.run_steps(2);
    screen.harness.key_press(Key::Home);
    screen.harness.run_steps(2);
    screen
        .harness
        .get_by_role_and_label(Role::TextInput, "改正这一行的字")
        .type_text("甲乙丙");
    screen.harness.run_steps(2);
    // What is typed is no key.
    assert_eq!(screen.app().repair.history.undo, None);
    screen
        .harness
        .get_by_role_and_label(Role::Button, "保存")
        .click();
    screen.harness.run_steps(3);
    until_repaired(&mut screen);
    let id = screen.app().article.as_ref().unwrap().id.clone();
    assert!(
        screen
            .app()
            .article
            .as_ref()
            .unwrap()
            .article
            .body
            .text
            .contains("甲乙丙")
    );
    screen.press(Key::Escape);
    screen.press(Key::Escape);
    for typed in ["甲乙丙", &printed] {
        screen.type_query(typed);
        let app = screen.app();
        assert_eq!(app.list.total, 1, "{typed}");
        assert_eq!(app.list.row(0).unwrap().id, id, "{typed}");
        assert!(app.n_hits() > 0, "{typed}");
        screen.press(Key::Escape);
        screen.press(Key::Escape);
    }
}

#[test]
fn a_page_is_dated_where_its_date_is_shown() {
    let mut screen = Screen::open();
    let article = screen.app().article.as_ref().unwrap();
    let date = article.article.date.unwrap();
    let label = format!(
        "{} 年 {} 月 {} 日",
        date.year,
        date.month.unwrap(),
        date.day.unwrap()
    );
    screen
        .harness
        .get_by_role_and_label(Role::Button, &label)
        .click();
    screen.harness.run_steps(3);
    let name = "这一版是哪天的报？";
    screen
        .harness
        .get_by_role_and_label(Role::TextInput, name)
        .focus();
    screen.harness.run_steps(2);
    for _ in 0..12 {
        screen.harness.key_press(Key::Backspace);
    }
    screen.harness.run_steps(2);
    screen
        .harness
        .get_by_role_and_label(Role::TextInput, name)
        .type_text("2018-09");
    screen.harness.run_steps(2);
    screen
        .harness
        .get_by_role_and_label(Role::Button, "保存")
        .click();
    screen.harness.run_steps(3);
    until_repaired(&mut screen);
    let article = screen.app().article.as_ref().unwrap();
    assert_eq!(article.article.date.unwrap().year, 2018);
    assert_eq!(article.page.issue_date.unwrap().to_string(), "2018-09");
    let years: Vec<u16> = (0..article.sheet.articles.len())
        .filter_map(|row| screen.app().list.row(row)?.date)
        .map(|date| date.year)
        .collect();
    assert!(
        years.len() > 2 && years.iter().all(|y| *y == 2018),
        "{years:?}"
    );
}

#[test]
fn repairing_speaks_english_too() {
    let folder = tempfile::tempdir().unwrap();
    let mut screen = Screen::open_on(folder, None, Language::English).settled();
    screen.press(Key::R);
    let line = last_body_line(&screen);
    click_line(&mut screen, line);
    for label in ["1 line chosen", "Take out of the article", "Split here"] {
        assert!(screen.harness.query_by_label(label).is_some(), "{label}");
    }
}
