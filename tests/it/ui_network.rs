//! The network of a name in the window: opened, walked through, read and left, by pointer and by key.

use crate::ui::Screen;
use banmian::app::{
    App, Command, Folders, Job, JobEvent, Language, LibraryPlace, NetworkChoice, NetworkWish,
    Notice, Settings, Workers,
};
use banmian::library::{GraphFormat, Subject};
use banmian::model::{EntityKind, clip};
use egui::{Key, Role, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use std::path::Path;

const MET: &str =
    "本报讯 8月21日，青石镇党委书记沈一舟会见临溪集团董事长韩小满。韩小满说，青石镇党委很重视。";
const LATER: &str = "本报讯 9月2日，临溪集团董事长韩小满拜访白沙镇党委书记周明远。";

fn fill(path: &Path) {
    let news = [
        ("第一号码头", MET, "2021-08-22"),
        ("第二号码头", LATER, "2021-09-02"),
    ];
    crate::samples::print_news(path, &news);
}

/// The first of two articles is open.
fn screen(language: Language) -> Screen {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library");
    fill(&path);
    Screen::open_on(folder, Some(path), language).settled()
}

/// Clicks what is labelled so, or begins so; of several the last.
fn click(screen: &mut Screen, role: Role, beginning: &str) {
    let nodes = screen.harness.get_all_by_role(role);
    let found: Vec<_> = nodes
        .filter(|node| {
            let label = node.accesskit_node().label();
            label.is_some_and(|label| label.starts_with(beginning))
        })
        .collect();
    assert!(!found.is_empty(), "nothing begins with {beginning}");
    found.last().unwrap().click();
    drop(found);
    screen.harness.run_steps(3);
}

fn until_there(screen: &mut Screen) {
    screen.until("the network", |app| {
        app.network.found.is_some() && !app.network.is_working
    });
}

/// Follows a name of the open article and opens its network.
fn open(screen: &mut Screen, name: &str) {
    click(screen, Role::Button, &format!("{name} "));
    screen.press(Key::G);
    until_there(screen);
}

fn names(app: &App) -> Vec<&str> {
    let found = app.network.found.as_ref().unwrap();
    found.nodes.iter().map(|node| node.name.as_str()).collect()
}

#[test]
fn a_key_opens_the_network_of_what_is_followed_and_escape_closes_it() {
    let mut screen = screen(Language::Chinese);
    screen.press(Key::G);
    assert!(
        matches!(screen.app().notice, Some(Notice::Notes(_))),
        "nothing is followed"
    );
    screen.press(Key::Escape);
    open(&mut screen, "沈一舟");
    assert!(screen.app().network.covers());
    assert_eq!(names(screen.app())[0], "沈一舟");
    assert!(names(screen.app()).contains(&"韩小满"));
    // Nobody is corrected, starred or scrolled unseen.
    screen.press(Key::X);
    screen.press(Key::S);
    assert!(screen.app().names.rules.is_empty());
    assert!(!screen.app().article.as_ref().unwrap().is_starred);
    // The key turns to the article and back.
    screen.press(Key::G);
    assert!(screen.app().network.is_open() && !screen.app().network.covers());
    screen.press(Key::G);
    assert!(screen.app().network.covers());
    screen.press(Key::Escape);
    assert!(!screen.app().network.is_open());
    assert!(screen.app().followed.is_some(), "the article is as it was");
}

/// Where the panel's row of a name is.
fn row_of(screen: &Screen, name: &str) -> egui::Rect {
    let mut rows = screen.harness.get_all_by_role(Role::Button);
    let row = rows.find(|node| {
        let label = node.accesskit_node().label();
        label.is_some_and(|label| label.starts_with(&format!("{name} ")))
    });
    row.unwrap().rect()
}

#[test]
fn the_key_is_about_what_the_pointer_is_on() {
    let mut screen = screen(Language::Chinese);
    let row = row_of(&screen, "韩小满");
    screen
        .harness
        .event(egui::Event::PointerMoved(row.center()));
    screen.harness.run_steps(3);
    screen.press(Key::G);
    until_there(&mut screen);
    assert_eq!(names(screen.app())[0], "韩小满");
}

#[test]
fn the_menu_of_a_name_leads_to_its_network() {
    let mut screen = screen(Language::English);
    let mut links = screen
        .harness
        .get_all_by_role_and_label(Role::Link, "韩小满");
    links.next().unwrap().click_secondary();
    drop(links);
    screen.harness.run_steps(3);
    click(&mut screen, Role::Button, "Network");
    until_there(&mut screen);
    let request = screen.app().network.request.clone().unwrap();
    assert_eq!(
        (request.subject.kind, request.subject.name.as_str()),
        (EntityKind::Person, "韩小满")
    );
    for label in ["List its articles", "2 steps", "Export"] {
        assert!(screen.harness.query_by_label(label).is_some(), "{label}");
    }
}

#[test]
fn arrows_walk_by_strength_and_enter_chooses() {
    let mut screen = screen(Language::Chinese);
    open(&mut screen, "沈一舟");
    screen.press(Key::ArrowRight);
    screen.press(Key::Enter);
    assert_eq!(screen.app().network.chosen, Some(NetworkChoice::Node(1)));
    screen.press(Key::ArrowDown);
    screen.press(Key::Enter);
    assert_eq!(screen.app().network.chosen, Some(NetworkChoice::Node(2)));
    screen.press(Key::ArrowLeft);
    screen.press(Key::Enter);
    assert_eq!(screen.app().network.chosen, Some(NetworkChoice::Node(1)));
    let selected = screen.app().selected_row;
    assert!(
        selected.is_some() || selected.is_none(),
        "the list stays where it is"
    );
    screen.press(Key::Escape);
    assert_eq!(screen.app().network.chosen, None);
    assert!(screen.app().network.covers());
}

#[test]
fn a_sentence_opens_its_article_there_and_a_line_leads_back() {
    let mut screen = screen(Language::Chinese);
    open(&mut screen, "韩小满");
    // The tie by its row at the side.
    click(&mut screen, Role::Button, "周明远 1 句");
    let Some(NetworkChoice::Edge(_)) = screen.app().network.chosen else {
        panic!("{:?}", screen.app().network.chosen);
    };
    click(&mut screen, Role::Link, "2021-09-02 第二号码头：");
    screen.until("the article of the sentence", |app| {
        let article = app.article.as_ref();
        article.is_some_and(|a| a.article.headline.text == "第二号码头")
    });
    let app = screen.app();
    assert!(app.network.is_open() && !app.network.covers());
    let article = app.article.as_ref().unwrap();
    assert_eq!(clip(&article.text.text, app.goto.span.unwrap()), "韩小满");
    let (entity, _) = app.followed.unwrap();
    assert_eq!(article.recognition.entities[entity].name, "韩小满");
    click(&mut screen, Role::Button, "‹ 回到“韩小满”的关系图");
    assert!(screen.app().network.covers());
    assert!(screen.app().network.chosen.is_some(), "where one was");
}

#[test]
fn two_steps_and_kinds_are_switches_and_what_is_chosen_stays() {
    let mut screen = screen(Language::Chinese);
    open(&mut screen, "沈一舟");
    assert!(!names(screen.app()).contains(&"周明远"));
    click(&mut screen, Role::Button, "韩小满　人物");
    click(&mut screen, Role::RadioButton, "两层");
    until_there(&mut screen);
    assert!(names(screen.app()).contains(&"周明远"));
    let Some(NetworkChoice::Node(chosen)) = screen.app().network.chosen else {
        panic!("{:?}", screen.app().network.chosen);
    };
    assert_eq!(names(screen.app())[chosen], "韩小满");
    assert!(names(screen.app()).contains(&"临溪集团"));
    click(&mut screen, Role::CheckBox, "机构");
    until_there(&mut screen);
    assert!(!names(screen.app()).contains(&"临溪集团"));
}

#[test]
fn from_a_name_one_goes_on_to_its_own_network_and_its_articles() {
    let mut screen = screen(Language::Chinese);
    open(&mut screen, "沈一舟");
    click(&mut screen, Role::Button, "韩小满　人物");
    click(&mut screen, Role::Button, "看它的关系图");
    until_there(&mut screen);
    assert_eq!(names(screen.app())[0], "韩小满");
    click(&mut screen, Role::Button, "列出它的文章");
    screen.until("its articles", |app| {
        app.list.n_articles == 2 && !app.is_searching
    });
    assert!(
        screen.app().network.covers(),
        "the list changes beside the network"
    );
    click(&mut screen, Role::Button, "回到上一张关系图");
    until_there(&mut screen);
    assert_eq!(names(screen.app())[0], "沈一舟");
}

#[test]
fn whoever_opens_an_article_from_the_list_reads_it() {
    let mut screen = screen(Language::Chinese);
    open(&mut screen, "沈一舟");
    screen.press(Key::J);
    screen.until("the next article", |app| !app.is_loading);
    assert!(screen.app().network.is_open() && !screen.app().network.covers());
}

#[test]
fn in_a_wide_window_network_and_article_stand_beside_each_other() {
    let mut screen = screen(Language::Chinese);
    screen.harness.set_size(vec2(2200.0, 1200.0));
    screen.harness.run_steps(3);
    open(&mut screen, "韩小满");
    screen.harness.run_steps(2);
    assert!(screen.app().network.is_front() && !screen.app().network.covers());
    assert!(
        screen.harness.query_by_role(Role::Heading).is_some(),
        "the article is seen"
    );
    click(&mut screen, Role::Button, "周明远 1 句");
    click(&mut screen, Role::Link, "2021-09-02 第二号码头：");
    screen.until("the article of the sentence", |app| {
        let article = app.article.as_ref();
        article.is_some_and(|a| a.article.headline.text == "第二号码头")
    });
    assert!(screen.app().network.is_front(), "and the network, too");
}

#[test]
fn a_settled_network_asks_for_no_more_frames() {
    let mut screen = screen(Language::Chinese);
    open(&mut screen, "沈一舟");
    screen.harness.run_steps(6);
    let output = screen.harness.output();
    let waits = output
        .viewport_output
        .values()
        .map(|viewport| viewport.repaint_delay);
    assert!(waits.min().unwrap() > std::time::Duration::from_secs(1));
}

#[test]
fn a_network_is_written_by_the_writer_and_goes_when_another_library_is_opened() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library");
    fill(&path);
    let folders = Folders {
        data: folder.path().join("data"),
        config: folder.path().join("config"),
    };
    let mut workers = Workers::start(folders, false, std::sync::Arc::new(|| {})).unwrap();
    let mut app = App::new(Settings::default(), Language::Chinese);
    workers.send_all(vec![Job::Open {
        place: LibraryPlace::Folder(path),
        import: vec![],
    }]);
    let file = folder.path().join("a.graphml");
    loop {
        let Some(event) = workers.next_event() else {
            std::thread::yield_now();
            continue;
        };
        let (is_open, is_found) = (
            matches!(event, JobEvent::Opened { .. }),
            matches!(event, JobEvent::NetworkFound(..)),
        );
        let is_written = matches!(event, JobEvent::Written(_));
        let mut jobs = app.apply(event);
        if is_open {
            let name = "沈一舟".to_owned();
            let subject = Subject {
                kind: EntityKind::Person,
                name,
            };
            jobs.extend(app.update(Command::Network(NetworkWish::Open(subject))));
        }
        if is_found {
            let wish = NetworkWish::Export(file.clone(), GraphFormat::GraphMl);
            jobs.extend(app.update(Command::Network(wish)));
        }
        workers.send_all(jobs);
        if is_written {
            break;
        }
    }
    assert!(std::fs::read_to_string(&file).unwrap().contains("韩小满"));
    let late = app.network.found.clone().unwrap();
    let generation = banmian::app::Generation(1);
    workers.send_all(app.update(Command::OpenSample));
    assert!(!app.network.is_open());
    let _none = app.apply(JobEvent::NetworkFound(generation, late));
    assert!(
        app.network.found.is_none(),
        "what comes late is of the other library"
    );
}
