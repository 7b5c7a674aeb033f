//! Who goes by a name, in the window: namesakes on the page of their name, one of them alone, other
//! names with their reasons; and the ways between a page and a network.

use crate::ui::Screen;
use banmian::app::{App, Language};
use banmian::model::clip;
use egui::{Key, Role, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

const NEWS: [(&str, &str, &str); 6] = [
    (
        "调研",
        "1日，云州市市长林望舒到衡远集团调研。",
        "2019-03-01",
    ),
    (
        "会见",
        "1日，云州市市长林望舒会见衡远集团董事长裴正。",
        "2019-04-01",
    ),
    (
        "夺冠",
        "决赛中，运动员林望舒夺冠。教练谭玉山很高兴。",
        "2019-05-01",
    ),
    ("名单", "林望舒在座谈会上说，大家都要多看书。", "2019-06-01"),
    (
        "签约",
        "1日，恒澈传动科技有限公司（以下简称“恒澈传动”）签约落户。恒澈传动将建设新厂。",
        "2020-03-01",
    ),
    (
        "开工",
        "1日，恒澈传动科技有限公司举行开工仪式。",
        "2020-05-01",
    ),
];

/// What is typed is found, and the first article is open.
fn screen(language: Language, typed: &str) -> Screen {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library");
    crate::samples::print_news(&path, &NEWS);
    let mut screen = Screen::open_on(folder, Some(path), language).settled();
    screen.type_query(typed);
    screen.press(Key::Enter);
    screen
}

fn click(screen: &mut Screen, role: Role, label: &str) {
    let mut nodes = screen.harness.get_all_by_role_and_label(role, label);
    nodes.next().unwrap().click();
    drop(nodes);
    screen.harness.run_steps(3);
}

fn n_with(screen: &Screen, label: &str) -> usize {
    screen.harness.query_all_by_label_contains(label).count()
}

/// Is the page there, with all that can be found out?
fn until_read(screen: &mut Screen, n_articles: usize) {
    screen.until("the page", move |app| {
        let page = app.profile.profile.as_ref();
        page.is_some_and(|p| p.is_done && p.n_articles == n_articles) && !app.profile.is_reading
    });
}

fn until_listed(screen: &mut Screen, n_articles: usize) {
    screen.until("the list", move |app| {
        !app.is_searching && !app.is_loading && app.list.n_articles == n_articles
    });
}

/// The headline of the open article, and what is brought into view of it.
fn shown(app: &App) -> (String, String) {
    let article = app.article.as_ref().unwrap();
    let span = app.goto.span.unwrap_or_default();
    let headline = article.article.headline.text.clone();
    (headline, clip(&article.text.text, span).to_owned())
}

#[test]
fn namesakes_stand_at_the_top_with_their_articles_and_what_tells_them_apart() {
    let mut screen = screen(Language::Chinese, "林望舒 夺冠");
    click(&mut screen, Role::Button, "打开“林望舒”的专页");
    until_read(&mut screen, 4);
    assert_eq!(n_with(&screen, "同名者 2"), 1);
    for (label, n) in [
        ("云州市市长 2 篇", 2),
        ("运动员 1 篇", 1),
        ("1 篇未能判明", 1),
    ] {
        click(&mut screen, Role::Button, label);
        until_listed(&mut screen, n);
        assert!(screen.app().own_list.is_some(), "{label}");
    }
    // Both sides of the reason.
    assert!(n_with(&screen, "不会是同一个人") > 0);
    let links: Vec<String> = screen
        .harness
        .get_all_by_role(Role::Link)
        .filter_map(|node| node.accesskit_node().label())
        .filter(|label| label.ends_with('›'))
        .collect();
    assert_eq!(links.len(), 2, "{links:?}");
    for link in links {
        click(&mut screen, Role::Link, &link);
        let day = link
            .split(" · ")
            .nth(1)
            .unwrap()
            .trim_end_matches(" ›")
            .to_owned();
        screen.until("the place that shows it", move |app| {
            let article = app.article.as_ref();
            let date = article.and_then(|a| a.article.date);
            !app.is_loading && date.is_some_and(|date| date.to_string() == day)
        });
        assert_eq!(shown(screen.app()).1, "林望舒");
    }
}

#[test]
fn the_page_of_one_alone_has_his_figures_and_all_leads_back() {
    let mut screen = screen(Language::Chinese, "林望舒 夺冠");
    click(&mut screen, Role::Button, "打开“林望舒”的专页");
    until_read(&mut screen, 4);
    click(&mut screen, Role::RadioButton, "云州市市长");
    until_read(&mut screen, 2);
    assert_eq!(n_with(&screen, "人物 · 2 篇"), 1);
    assert_eq!(n_with(&screen, "同名者 2"), 1, "the others stay in sight");
    assert_eq!(n_with(&screen, "谭玉山 同篇"), 0);
    click(&mut screen, Role::Button, "列出全部 2 篇");
    until_listed(&mut screen, 2);
    assert_eq!(n_with(&screen, "林望舒（云州市市长）"), 1);
    click(&mut screen, Role::Button, "运动员 1 篇");
    until_listed(&mut screen, 1);
    assert_eq!(
        n_with(&screen, "林望舒 · 运动员"),
        1,
        "who is counted, not whose page it is"
    );
    click(&mut screen, Role::Button, "2019 年 4 月：1 篇");
    until_listed(&mut screen, 1);
    click(&mut screen, Role::RadioButton, "运动员");
    until_read(&mut screen, 1);
    assert!(n_with(&screen, "谭玉山 同篇") > 0);
    assert_eq!(screen.app().list.n_articles, 1, "what is listed stays");
    click(&mut screen, Role::RadioButton, "全部");
    until_read(&mut screen, 4);
    assert!(n_with(&screen, "谭玉山 同篇") > 0 && n_with(&screen, "裴正 同篇") > 0);
}

#[test]
fn other_names_tell_their_articles_and_why() {
    let mut screen = screen(Language::English, "开工仪式");
    let name = "恒澈传动科技有限公司";
    click(
        &mut screen,
        Role::Button,
        &format!("Open the page of “{name}”"),
    );
    screen.until("the page", |app| {
        let page = app.profile.profile.as_ref();
        page.is_some_and(|page| page.is_done) && !app.profile.is_reading
    });
    assert_eq!(n_with(&screen, "Also written"), 1);
    assert_eq!(n_with(&screen, "of this name"), 0);
    click(&mut screen, Role::Button, "恒澈传动 1 article");
    until_listed(&mut screen, 1);
    let said = "An article of 2020-03-01 says that “恒澈传动” is short for “恒澈传动科技有限公司”.";
    click(&mut screen, Role::Link, said);
    screen.until("the sentence", |app| {
        !app.is_loading && shown(app).0 == "签约"
    });
    let (_, words) = shown(screen.app());
    assert!(words.ends_with("以下简称“恒澈传动"), "{words}");
    // By its name one gets to the page of the other one.
    click(&mut screen, Role::Button, "Open the page of “恒澈传动”");
    screen.until("its page", |app| {
        let subject = app.profile.subject.as_ref();
        subject.is_some_and(|subject| subject.name == "恒澈传动")
    });
}

/// Opens the network of the mayor from his page.
fn network(screen: &mut Screen) {
    click(screen, Role::Button, "打开“林望舒”的专页");
    until_read(screen, 4);
    click(screen, Role::Button, "关系图");
    screen.until("the network", |app| {
        app.network.found.is_some() && !app.network.is_working
    });
}

fn n_pages(screen: &Screen, name: &str) -> usize {
    let tabs = screen.harness.query_all_by_role_and_label(Role::Tab, name);
    tabs.count()
}

#[test]
fn from_a_network_one_opens_the_page_of_a_name_and_sees_it() {
    let mut screen = screen(Language::Chinese, "林望舒 会见");
    network(&mut screen);
    assert!(screen.app().network.covers());
    assert_eq!(n_pages(&screen, "林望舒"), 0, "the network has the room");
    // Its own page, which was there before, and that of another one.
    click(&mut screen, Role::Button, "打开专页");
    assert_eq!(n_pages(&screen, "林望舒"), 1);
    assert!(screen.app().network.is_open() && !screen.app().network.covers());
    screen.press(Key::G);
    assert!(screen.app().network.covers());
    let rows: Vec<_> = screen
        .harness
        .get_all_by_role(Role::Button)
        .filter(|node| {
            let label = node.accesskit_node().label();
            label.is_some_and(|label| label.starts_with("裴正　人物"))
        })
        .collect();
    rows.last().unwrap().click();
    drop(rows);
    screen.harness.run_steps(3);
    click(&mut screen, Role::Button, "打开专页");
    screen.until("his page", |app| {
        let page = app.profile.profile.as_ref();
        page.is_some_and(|page| page.name == "裴正" && page.is_done)
    });
    assert_eq!(n_pages(&screen, "裴正"), 1);
    // By key, too; and Escape leads back to the network.
    screen.press(Key::G);
    assert_eq!(n_pages(&screen, "裴正"), 0);
    screen.press(Key::P);
    assert_eq!(n_pages(&screen, "裴正"), 1);
    screen.press(Key::Escape);
    assert!(screen.app().network.covers());
}

#[test]
fn where_network_and_article_stand_side_by_side_a_page_is_seen_as_well() {
    let mut screen = screen(Language::Chinese, "林望舒 会见");
    screen.harness.set_size(vec2(1920.0, 1000.0));
    screen.harness.run_steps(3);
    network(&mut screen);
    screen.harness.run_steps(3);
    assert!(screen.app().network.is_front());
    click(&mut screen, Role::Button, "打开专页");
    screen.harness.run_steps(3);
    assert_eq!(n_pages(&screen, "林望舒"), 1);
    assert!(screen.app().network.is_front(), "the network stays");
}
