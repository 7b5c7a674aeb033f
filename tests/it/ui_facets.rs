//! The facets above the list, without a display: what is clicked is what is found.

use crate::ui::Screen;
use banmian::app::App;
use banmian::library::Facet;
use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::Queryable as _;

fn is_counted(app: &App) -> bool {
    app.facets.counted.is_some() && !app.is_searching && !app.has_stale_facets()
}

fn open() -> Screen {
    let mut screen = Screen::open();
    screen.until("the counts", is_counted);
    screen
}

fn n_articles(app: &App, facet: Facet, name: &str) -> usize {
    let lists = &app.facets.counted.as_ref().unwrap().lists;
    let list = lists.iter().find(|list| list.facet == facet).unwrap();
    let value = list.values.iter().find(|value| value.name == name).unwrap();
    value.n_articles
}

impl Screen {
    fn click(&mut self, role: Role, label: &str) {
        self.harness.get_by_role_and_label(role, label).click();
        self.harness.run_steps(3);
    }

    fn until_counted(&mut self, total: usize) {
        self.until("the filtered list", move |app| {
            is_counted(app) && app.list.total == total
        });
    }
}

#[test]
fn a_name_is_chosen_left_out_and_let_go() {
    let mut screen = open();
    screen.click(Role::Tab, "人物");
    let n = n_articles(screen.app(), Facet::Person, "王新亭");
    assert!(n > 1 && n < 28);
    screen.click(Role::CheckBox, &format!("人物 王新亭：{n} 篇"));
    screen.until_counted(n);
    assert_eq!(screen.app().query.to_string(), "人物:=王新亭");
    // Its chip takes it off again.
    screen.click(Role::Button, "人物 王新亭");
    screen.until_counted(28);
    screen.click(Role::Button, "排除 人物 王新亭");
    screen.until_counted(28 - n);
    assert!(
        screen
            .harness
            .query_by_label(&format!("人物 王新亭：{n} 篇"))
            .is_none()
    );
    screen.press(Key::Escape);
    screen.until_counted(28);
}

#[test]
fn a_month_is_chosen_by_its_bar_and_by_the_keyboard() {
    let mut screen = open();
    let timeline = screen
        .app()
        .facets
        .counted
        .as_ref()
        .unwrap()
        .timeline
        .clone();
    let ((year, month), n) = timeline.months.iter().next_back().unwrap();
    let bar = format!("{year} 年 {month} 月：{n} 篇");
    screen.click(Role::Button, &bar);
    screen.until_counted(*n);
    // The other months are still there to be chosen.
    let now = &screen.app().facets.counted.as_ref().unwrap().timeline;
    assert_eq!(*now, timeline);
    screen.click(Role::Button, &bar);
    screen.until_counted(28);
    screen.harness.get_by_role(Role::Slider).focus();
    screen.harness.run_steps(2);
    // From the last month leftwards over a year's end.
    for _ in 0..14 {
        screen
            .harness
            .key_press_modifiers(Modifiers::SHIFT, Key::ArrowLeft);
        screen.harness.run_steps(1);
    }
    screen.press(Key::Enter);
    screen.until("a span of months", |app| {
        is_counted(app) && app.date_filter().is_some()
    });
    let months = timeline.months.iter().filter(|(at, _)| {
        let n = |(year, month): (u16, u8)| i32::from(year) * 12 + i32::from(month);
        n((*year, *month)) - n(**at) <= 14
    });
    let n_expected: usize = months.map(|(_, n)| n).sum();
    assert_eq!(screen.app().list.total, n_expected);
}

#[test]
fn all_names_can_be_searched() {
    let mut screen = open();
    screen.click(Role::Tab, "地点");
    let counted = screen.app().facets.counted.as_ref().unwrap();
    let list = counted
        .lists
        .iter()
        .find(|list| list.facet == Facet::Place)
        .unwrap();
    let more = format!("全部 {} 个…", list.n_values);
    screen.click(Role::Button, &more);
    screen.until("all names", |app| {
        app.facets
            .full
            .as_ref()
            .is_some_and(|full| full.list.is_some())
    });
    screen
        .harness
        .get_by_role_and_label(Role::TextInput, "在这些名字里找")
        .type_text("郑州");
    screen.harness.run_steps(2);
    screen.until("the names with 郑州", |app| {
        let list = app.facets.full.as_ref().and_then(|full| full.list.as_ref());
        list.is_some_and(|list| list.values.iter().all(|value| value.name.contains("郑州")))
    });
    assert_eq!(screen.app().query_text, "", "nothing else was typed");
    screen.press(Key::Escape);
    assert!(screen.app().facets.full.is_none());
}

#[test]
fn similar_articles_stand_in_the_panel_and_open() {
    let mut screen = open();
    for _ in 0..27 {
        if !screen.app().similar_articles().is_empty() {
            break;
        }
        screen.press(Key::J);
        screen.until("the next article", |app| !app.is_loading);
    }
    let near = screen.app().similar_articles().first().unwrap().clone();
    let links = screen
        .harness
        .get_all_by_role_and_label(Role::Link, &near.headline);
    // Below the edge of the panel, perhaps.
    links.last().unwrap().click_accesskit();
    let id = near.id.clone();
    screen.until("the similar article", move |app| {
        app.article.as_ref().is_some_and(|open| open.id == id)
    });
}

#[test]
fn a_point_of_the_comparison_lists_its_articles() {
    let mut screen = open();
    screen.press(Key::V);
    screen.until("the times", |app| app.comparison.timelines.is_some());
    let field = "再写一个要比的搜索";
    screen
        .harness
        .get_by_role_and_label(Role::TextInput, field)
        .type_text("张红军");
    screen.until("the other's times", |app| {
        let timelines = app.comparison.timelines.as_ref();
        timelines.is_some_and(|[_, other, _]| other.n_articles() > 0)
    });
    let [_, other, _] = screen.app().comparison.timelines.clone().unwrap();
    let ((year, month), n) = other.months.iter().next_back().unwrap();
    let point = format!("{year} 年 {month} 月：{n} 篇");
    let points = screen
        .harness
        .get_all_by_role_and_label(Role::Button, &point);
    points.last().unwrap().click();
    screen.until_counted(*n);
    assert_eq!(screen.app().query_text, "张红军");
    assert!(!screen.app().comparison.is_open);
}

#[test]
fn the_facets_can_be_put_away_but_not_the_filters() {
    let mut screen = open();
    screen.click(Role::Tab, "人物");
    screen.click(Role::Button, "排除 人物 王新亭");
    screen.press(Key::F);
    assert!(screen.harness.query_by_role(Role::Tab).is_none());
    screen
        .harness
        .get_by_role_and_label(Role::Button, "排除 人物 王新亭");
}
