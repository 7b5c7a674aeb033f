//! The page of a name in the window: opened from text and panel, its figures open their articles,
//! and it follows what changes.

use crate::ui::Screen;
use banmian::app::{App, Language};
use banmian::library::{Closeness, Facet, Figure, Library, Profile};
use banmian::model::EntityKind;
use egui::{Key, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use std::sync::Arc;

const BODY: &str = "本报讯 8月21日，青石镇党委书记沈一舟会见临溪集团董事长韩小满。沈一舟说，\
临溪集团要多办实事。\n罗明川也到了青石镇。";

/// A library of four articles about the same people, one of them without a date.
fn screen(language: Language) -> Screen {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library");
    let mut library = Library::open(&path).unwrap();
    let mut lines: String = (1..=3)
        .map(|nth| {
            let day = format!("20{}-08-22", 18 + nth);
            let body = format!("{BODY}第{nth}号码头开工。");
            crate::samples::json_line(&format!("第{nth}号码头"), &body, Some(&day))
        })
        .collect();
    let other = "本报讯 沈一舟当选青石镇镇长。";
    lines.push_str(&crate::samples::json_line("当选", other, None));
    library
        .import_bytes("a.jsonl", lines.as_bytes(), None)
        .unwrap();
    drop(library);
    Screen::open_on(folder, Some(path), language).settled()
}

fn profile(app: &App) -> Arc<Profile> {
    Arc::clone(app.profile.profile.as_ref().unwrap())
}

fn until_read(screen: &mut Screen, name: &str) {
    let name = name.to_owned();
    screen.until("the page", move |app| {
        let profile = app.profile.profile.as_ref();
        profile.is_some_and(|p| p.name == name && p.is_done) && !app.profile.is_reading
    });
}

fn until_listed(screen: &mut Screen) {
    screen.until("the list", |app| !app.is_searching && !app.is_loading);
}

fn click(screen: &mut Screen, role: Role, label: &str) {
    let mut nodes = screen.harness.get_all_by_role_and_label(role, label);
    nodes.next().unwrap().click();
    drop(nodes);
    screen.harness.run_steps(3);
}

/// Opens a page by the sign in its row of the panel.
fn open_page(screen: &mut Screen, name: &str) {
    click(screen, Role::Button, &format!("打开“{name}”的专页"));
    until_read(screen, name);
}

#[test]
fn a_page_is_opened_from_the_panel_the_text_the_menu_and_by_key() {
    let mut screen = screen(Language::Chinese);
    open_page(&mut screen, "沈一舟");
    assert!(screen.app().profile.is_shown);
    screen.harness.get_by_role_and_label(Role::Tab, "沈一舟");
    let facts = screen
        .harness
        .query_all_by_label_contains("人物 · 4 篇")
        .count();
    assert_eq!(facts, 1);
    // The tabs.
    click(&mut screen, Role::Tab, "本篇");
    assert!(!screen.app().profile.is_shown);
    screen.press(Key::P);
    assert!(screen.app().profile.is_shown, "the key turns the tabs");
    // By a double click in the text; a frame of the harness takes a quarter of a second.
    screen
        .harness
        .ctx
        .options_mut(|options| options.input_options.max_double_click_delay = 0.9);
    let mut links = screen
        .harness
        .get_all_by_role_and_label(Role::Link, "韩小满");
    let pos = links.next().unwrap().rect().center();
    drop(links);
    screen.harness.event(egui::Event::PointerMoved(pos));
    for pressed in [true, false, true, false] {
        screen.harness.event(egui::Event::PointerButton {
            pos,
            button: egui::PointerButton::Primary,
            pressed,
            modifiers: egui::Modifiers::NONE,
        });
    }
    until_read(&mut screen, "韩小满");
    // Back to the one before, and shut.
    click(&mut screen, Role::Button, "回到上一个专页");
    until_read(&mut screen, "沈一舟");
    click(&mut screen, Role::Button, "关闭专页");
    assert!(screen.app().profile.subject.is_none());
    // By the first row of the menu.
    let mut links = screen
        .harness
        .get_all_by_role_and_label(Role::Link, "临溪集团");
    links.next().unwrap().click_secondary();
    drop(links);
    screen.harness.run_steps(3);
    let label = "打开“临溪集团”的专页";
    let rows: Vec<_> = screen.harness.get_all_by_label(label).collect();
    rows.last().unwrap().click();
    drop(rows);
    until_read(&mut screen, "临溪集团");
    // By key, for what is followed.
    click(&mut screen, Role::Tab, "本篇");
    click(&mut screen, Role::Button, "韩小满 1 次");
    screen.press(Key::P);
    until_read(&mut screen, "韩小满");
    for _ in 0..3 {
        screen.press(Key::Escape);
    }
    assert!(screen.app().profile.subject.is_none(), "Escape shuts it");
}

#[test]
fn a_figure_lists_exactly_its_articles_and_escape_leads_back() {
    let mut screen = screen(Language::Chinese);
    screen.type_query("临溪集团");
    assert_eq!(screen.app().list.n_articles, 3);
    screen.press(Key::Enter);
    open_page(&mut screen, "沈一舟");
    let row_width = |screen: &Screen| {
        let mut rows = screen.harness.get_all_by_role(Role::ListItem);
        rows.next().unwrap().rect().width()
    };
    let width = row_width(&screen);
    let seen = profile(screen.app());
    let near = Figure::Company(Facet::Person, "罗明川".to_owned(), Closeness::Article);
    assert_eq!(seen.count(&near), Some(3));
    for (label, n) in [
        ("韩小满 同句 3 篇", 3),
        ("罗明川 同篇 3 篇", 3),
        ("2020 年 8 月：1 篇", 1),
        ("日期不明：1 篇", 1),
        ("列出全部 4 篇", 4),
    ] {
        click(&mut screen, Role::Button, label);
        until_listed(&mut screen);
        assert_eq!(screen.app().list.n_articles, n, "{label}");
        assert!(screen.app().own_list.is_some());
        let rows = screen.harness.get_all_by_role(Role::ListItem);
        assert_eq!(rows.count(), n, "{label}");
        assert!((row_width(&screen) - width).abs() < 0.5, "nothing moves");
        assert!(screen.harness.query_by_label("× 回到原来的列表").is_some());
    }
    assert_eq!(
        screen.app().query_text,
        "临溪集团",
        "what was typed is kept"
    );
    screen.press(Key::Escape);
    until_listed(&mut screen);
    assert!(screen.app().own_list.is_none());
    assert_eq!(screen.app().list.n_articles, 3);
    // What a query says can be made one.
    click(&mut screen, Role::Button, "列出全部 4 篇");
    until_listed(&mut screen);
    click(&mut screen, Role::Button, "写成搜索");
    until_listed(&mut screen);
    assert_eq!(screen.app().query_text, "人物:=沈一舟");
    assert_eq!(screen.app().list.n_articles, 4);
    // And what is typed is searched for, whatever was listed.
    click(&mut screen, Role::Button, "罗明川 同篇 3 篇");
    until_listed(&mut screen);
    screen.type_query("码头");
    assert!(screen.app().own_list.is_none());
    assert_eq!(screen.app().list.n_articles, 3);
}

#[test]
fn posts_over_time_and_meetings_open_what_they_are_from() {
    let mut screen = screen(Language::Chinese);
    open_page(&mut screen, "沈一舟");
    let seen = profile(screen.app());
    let posts: Vec<&str> = seen.posts.iter().map(|t| t.post.as_str()).collect();
    assert!(posts.contains(&"青石镇党委书记"), "{posts:?}");
    let label = "青石镇党委书记 2019-08-22 至 2021-08-22   3 篇";
    click(&mut screen, Role::Button, label);
    until_listed(&mut screen);
    assert_eq!(screen.app().list.n_articles, 3);
    screen.press(Key::Escape);
    until_listed(&mut screen);
    // The same meeting is told by three articles: one card, whose number lists them.
    assert_eq!(seen.meetings.len(), 1, "{:#?}", seen.meetings);
    click(&mut screen, Role::Button, "会见 沈一舟 → 韩小满 3 篇");
    until_listed(&mut screen);
    assert_eq!(screen.app().list.n_articles, 3);
    click(&mut screen, Role::Button, "会见 沈一舟 → 韩小满");
    let newest = seen.article_of_meeting(0).unwrap().clone();
    screen.until("the newest of them", move |app| {
        app.article.as_ref().is_some_and(|a| a.id == newest) && !app.is_loading
    });
    let goto = screen.app().goto.span.unwrap();
    let article = screen.app().article.as_ref().unwrap();
    assert_eq!(banmian::model::clip(&article.text.text, goto), "会见");
}

#[test]
fn a_page_leads_from_name_to_name_and_into_articles() {
    let mut screen = screen(Language::Chinese);
    open_page(&mut screen, "沈一舟");
    click(&mut screen, Role::Button, "打开“韩小满”的专页");
    until_read(&mut screen, "韩小满");
    let headline = profile(screen.app()).newest[2].headline.text.clone();
    click(&mut screen, Role::Link, &headline);
    screen.until("the article", move |app| {
        let open = app.article.as_ref();
        open.is_some_and(|a| a.article.headline.text == headline) && !app.is_loading
    });
    assert!(screen.app().profile.is_shown, "the page stays");
    click(&mut screen, Role::Button, "到本篇出处");
    let (followed, _) = screen.app().followed.unwrap();
    let article = screen.app().article.as_ref().unwrap();
    assert_eq!(article.recognition.entities[followed].name, "韩小满");
}

#[test]
fn a_key_corrects_the_name_whose_page_is_open_and_no_other() {
    let mut screen = screen(Language::Chinese);
    let aimed = |screen: &Screen| {
        let target = screen.app().name_target()?;
        screen.app().name_at(target).map(|aimed| aimed.name)
    };
    open_page(&mut screen, "沈一舟");
    click(&mut screen, Role::Button, "到本篇出处");
    assert_eq!(aimed(&screen).as_deref(), Some("沈一舟"));
    open_page(&mut screen, "韩小满");
    assert_eq!(aimed(&screen).as_deref(), Some("韩小满"));
}

#[test]
fn a_correction_renews_the_open_page_and_the_list_that_it_opened() {
    let mut screen = screen(Language::Chinese);
    open_page(&mut screen, "沈一舟");
    click(&mut screen, Role::Button, "韩小满 同句 3 篇");
    until_listed(&mut screen);
    assert_eq!(screen.app().list.n_articles, 3);
    click(&mut screen, Role::Tab, "本篇");
    let rows = screen.harness.get_all_by_role(Role::Button);
    let row = rows.into_iter().find(|node| {
        let label = node.accesskit_node().label();
        label.is_some_and(|label| label.starts_with("韩小满 "))
    });
    row.unwrap().click();
    screen.harness.run_steps(3);
    screen.press(Key::X);
    screen.until("the page without him", |app| {
        let figure = Figure::Company(Facet::Person, "韩小满".to_owned(), Closeness::Article);
        !app.repair.is_waiting
            && !app.profile.is_reading
            && app
                .profile
                .profile
                .as_ref()
                .unwrap()
                .count(&figure)
                .is_none()
    });
    until_listed(&mut screen);
    assert!(screen.app().own_list.is_none(), "nothing is left to list");
    assert_eq!(screen.app().list.n_articles, 4);
    // Nor does anything name who is nobody.
    let article = screen.app().article.as_ref().unwrap();
    let people = article.recognition.entities.iter();
    let mut people = people.filter(|e| e.kind == EntityKind::Person);
    assert!(people.all(|person| person.name != "韩小满"));
}

#[test]
fn a_page_that_is_asked_for_is_seen_whatever_else_is_shown() {
    let mut screen = screen(Language::Chinese);
    let has_page = |screen: &Screen| {
        let tabs = screen
            .harness
            .query_all_by_role_and_label(Role::Tab, "韩小满");
        tabs.count() == 1
    };
    click(&mut screen, Role::Button, "韩小满 1 次");
    screen.press(Key::E);
    assert!(!screen.app().settings.shows_panel);
    screen.press(Key::P);
    until_read(&mut screen, "韩小满");
    assert!(has_page(&screen), "the panel was hidden");
    screen.press(Key::O);
    assert!(!has_page(&screen), "the raw page needs the room");
    screen.press(Key::P);
    assert!(has_page(&screen));
    screen.press(Key::P);
    assert!(!screen.app().profile.is_shown);
}

#[test]
fn a_page_speaks_english_too() {
    let mut screen = screen(Language::English);
    click(&mut screen, Role::Button, "Open the page of “沈一舟”");
    until_read(&mut screen, "沈一舟");
    for label in [
        "This article",
        "List all 4 articles",
        "韩小满 in one sentence 3 articles",
    ] {
        assert!(
            screen.harness.query_all_by_label(label).count() >= 1,
            "{label}"
        );
    }
    let facts = screen
        .harness
        .query_all_by_label_contains("Person · 4 articles");
    assert!(facts.count() >= 1);
    click(
        &mut screen,
        Role::Button,
        "韩小满 in one sentence 3 articles",
    );
    until_listed(&mut screen);
    let title = screen
        .harness
        .query_all_by_label("沈一舟 and 韩小满 in one sentence");
    assert!(title.count() >= 1);
}
