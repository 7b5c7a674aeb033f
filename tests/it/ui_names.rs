//! Correcting names in the window, by pointer and by key: every deed, and what the text, the panel,
//! the filters and a search say afterwards.

use crate::ui::Screen;
use banmian::app::{
    App, Command, Folders, Job, JobEvent, Language, LibraryPlace, NameAsk, NameWish, Notice,
    Settings, Workers,
};
use banmian::library::{Library, Query, Sort};
use banmian::model::{Entity, EntityKind};
use egui::{Event, Key, Modifiers, PointerButton, Role, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

const BODY: &str = "本报讯 8月21日，青石镇党委书记沈一舟会见临溪集团董事长韩小满。沈一舟说，\
临溪集团要多办实事。老韩说，石桥湾大桥通车了，青石镇党委很重视。镇党委昨日开会。";

/// A library of three articles that name the same people, the first of which is open.
fn screen(language: Language) -> Screen {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library");
    let mut library = Library::open(&path).unwrap();
    let lines: String = (1..=3)
        .map(|nth| crate::samples::json_line(&format!("第{nth}号码头"), BODY, Some("2021-08-22")))
        .collect();
    library
        .import_bytes("a.jsonl", lines.as_bytes(), None)
        .unwrap();
    drop(library);
    Screen::open_on(folder, Some(path), language).settled()
}

fn entity<'a>(app: &'a App, kind: EntityKind, name: &str) -> Option<&'a Entity> {
    let article = app.article.as_ref()?;
    let mut entities = article.recognition.entities.iter();
    entities.find(|entity| entity.kind == kind && entity.name == name)
}

fn until_corrected(screen: &mut Screen) {
    screen.until("the rule", |app| {
        !app.repair.is_waiting && !app.is_loading && !app.is_searching && !app.is_busy()
    });
}

/// Follows an entity by its row in the panel.
fn follow(screen: &mut Screen, name: &str) {
    let label = format!("{name} ");
    let rows = screen.harness.get_all_by_role(Role::Button);
    let row = rows.into_iter().find(|node| {
        let node = node.accesskit_node();
        node.label().is_some_and(|l| l.starts_with(&label))
    });
    row.unwrap().click();
    screen.harness.run_steps(3);
}

fn open_menu_on_link(screen: &mut Screen, name: &str) {
    let mut links = screen.harness.get_all_by_role_and_label(Role::Link, name);
    links.next().unwrap().click_secondary();
    drop(links);
    screen.harness.run_steps(3);
}

/// Clicks what is labelled so, among others that may be labelled alike the last: what floats.
fn click_label(screen: &mut Screen, label: &str) {
    let nodes: Vec<_> = screen.harness.get_all_by_label(label).collect();
    nodes.last().unwrap().click();
    drop(nodes);
    screen.harness.run_steps(3);
}

fn type_name(screen: &mut Screen, name: &str) {
    let field = screen.harness.get_by_role(Role::TextInput);
    field.type_text(name);
    screen.harness.run_steps(3);
}

fn clear_field(screen: &mut Screen) {
    screen
        .harness
        .key_press_modifiers(Modifiers::COMMAND, Key::A);
    screen.harness.run_steps(1);
    screen.harness.key_press(Key::Backspace);
    screen.harness.run_steps(2);
}

fn undo(screen: &mut Screen) {
    screen
        .harness
        .key_press_modifiers(Modifiers::COMMAND, Key::Z);
    screen.harness.run_steps(3);
    until_corrected(screen);
}

#[test]
fn a_name_is_taken_for_nothing_with_two_clicks_and_comes_back_with_one_key() {
    let mut screen = screen(Language::Chinese);
    let n_links = |screen: &Screen| {
        let links = screen
            .harness
            .query_all_by_role_and_label(Role::Link, "沈一舟");
        links.count()
    };
    let n_before = n_links(&screen);
    assert!(n_before >= 2);
    open_menu_on_link(&mut screen, "沈一舟");
    click_label(&mut screen, "不是要素");
    until_corrected(&mut screen);
    assert_eq!(n_links(&screen), 0, "the text");
    assert!(entity(screen.app(), EntityKind::Person, "沈一舟").is_none());
    assert!(
        screen
            .harness
            .query_by_label_contains("已更正：“沈一舟”不是人物")
            .is_some()
    );
    screen.type_query("人物:沈一舟");
    assert_eq!(screen.app().list.n_articles, 0, "the search");
    screen.press(Key::Escape);
    screen.press(Key::Escape);
    undo(&mut screen);
    assert_eq!(n_links(&screen), n_before);
    screen.type_query("人物:沈一舟");
    assert_eq!(screen.app().list.n_articles, 3);
}

#[test]
fn what_is_followed_gets_another_kind_with_one_key() {
    let mut screen = screen(Language::Chinese);
    screen.press(Key::X);
    assert!(screen.app().names.rules.is_empty(), "nothing is followed");
    follow(&mut screen, "临溪集团");
    screen.press(Key::Num3);
    until_corrected(&mut screen);
    let place = entity(screen.app(), EntityKind::Place, "临溪集团").unwrap();
    assert_eq!(place.mention_idxs.len(), 2);
    let (followed, _) = screen.app().followed.unwrap();
    let article = screen.app().article.as_ref().unwrap();
    assert_eq!(article.recognition.entities[followed].name, "临溪集团");
    screen.press(Key::X);
    until_corrected(&mut screen);
    assert!(entity(screen.app(), EntityKind::Place, "临溪集团").is_none());
    assert_eq!(screen.app().names.rules.len(), 2);
}

#[test]
fn a_thing_is_renamed_in_the_panel_and_found_under_both_names() {
    let mut screen = screen(Language::Chinese);
    follow(&mut screen, "韩小满");
    screen.press(Key::Num7);
    assert_eq!(screen.app().names.ask, Some(NameAsk::Rename));
    clear_field(&mut screen);
    type_name(&mut screen, "韩晓满");
    screen.harness.key_press(Key::Enter);
    screen.harness.run_steps(3);
    until_corrected(&mut screen);
    assert_eq!(screen.app().names.ask, None);
    assert!(entity(screen.app(), EntityKind::Person, "韩晓满").is_some());
    for name in ["韩晓满", "韩小满"] {
        screen.type_query(&format!("人物:{name}"));
        assert_eq!(screen.app().list.n_articles, 3, "{name}");
        screen.press(Key::Escape);
        screen.press(Key::Escape);
    }
}

#[test]
fn another_name_is_given_to_whom_the_archive_offers() {
    let mut screen = screen(Language::Chinese);
    // The card by its key, then its button.
    follow(&mut screen, "沈一舟");
    screen.press(Key::M);
    assert_eq!(screen.app().names.ask, Some(NameAsk::Deed));
    click_label(&mut screen, "与另一个是同一个…");
    assert_eq!(screen.app().names.ask, Some(NameAsk::Merge));
    type_name(&mut screen, "韩");
    screen.until("names that are offered", |app| {
        app.names.offered.contains(&("韩小满".to_owned(), 3))
    });
    click_label(&mut screen, "韩小满");
    until_corrected(&mut screen);
    let one = entity(screen.app(), EntityKind::Person, "韩小满").unwrap();
    assert_eq!(one.aliases, ["沈一舟"]);

    // And parted again.
    follow(&mut screen, "韩小满");
    screen.press(Key::Num0);
    assert_eq!(screen.app().names.ask, Some(NameAsk::Split));
    click_label(&mut screen, "沈一舟");
    until_corrected(&mut screen);
    assert!(entity(screen.app(), EntityKind::Person, "沈一舟").is_some());
    undo(&mut screen);
    undo(&mut screen);
    assert!(screen.app().names.rules.is_empty());
    let whole = entity(screen.app(), EntityKind::Person, "韩小满").unwrap();
    assert!(whole.aliases.is_empty());
}

/// Drags over the whole headline.
fn select_headline(screen: &mut Screen) {
    let rect = screen.harness.get_by_role(Role::Heading).rect();
    let (from, to) = (
        rect.left_center() + vec2(1.0, 0.0),
        rect.right_center() - vec2(2.0, 0.0),
    );
    let button = |pos, pressed| Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    for event in [
        Event::PointerMoved(from),
        button(from, true),
        Event::PointerMoved(from + vec2(40.0, 0.0)),
        Event::PointerMoved(to),
    ] {
        screen.harness.event(event);
        screen.harness.run_steps(2);
    }
    screen.harness.event(button(to, false));
    screen.harness.run_steps(2);
}

#[test]
fn selected_text_is_marked_as_what_it_is() {
    let mut screen = screen(Language::Chinese);
    select_headline(&mut screen);
    let headline = screen
        .app()
        .article
        .as_ref()
        .unwrap()
        .article
        .headline
        .text
        .clone();
    assert_eq!(screen.app().aimed_name().unwrap().name, headline);
    assert_eq!(
        screen.copied(),
        std::slice::from_ref(&headline),
        "it can still be copied"
    );
    screen.press(Key::Num5);
    until_corrected(&mut screen);
    assert!(entity(screen.app(), EntityKind::Project, &headline).is_some());
    assert_eq!(screen.app().names.selected, None);

    // By the menu, and for one article alone.
    select_headline(&mut screen);
    let at = screen
        .harness
        .get_by_role(Role::Heading)
        .rect()
        .left_center()
        + vec2(20.0, 0.0);
    for pressed in [true, false] {
        screen.harness.event(Event::PointerMoved(at));
        screen.harness.event(Event::PointerButton {
            pos: at,
            button: PointerButton::Secondary,
            pressed,
            modifiers: Modifiers::NONE,
        });
        screen.harness.run_steps(2);
    }
    screen.harness.run_steps(2);
    click_label(&mut screen, "只在本文");
    click_label(&mut screen, "不是要素");
    until_corrected(&mut screen);
    assert!(entity(screen.app(), EntityKind::Project, &headline).is_none());
    let rule = &screen.app().names.rules.last().unwrap().rule;
    assert!(rule.only_in.is_some() && !screen.app().names.only_here);
}

#[test]
fn a_name_is_made_longer_and_another_name_is_marked() {
    let mut screen = screen(Language::Chinese);
    follow(&mut screen, "临溪集团");
    screen.press(Key::Num6);
    assert_eq!(screen.app().names.ask, Some(NameAsk::Extent));
    clear_field(&mut screen);
    type_name(&mut screen, "临溪");
    screen.harness.key_press(Key::Enter);
    screen.harness.run_steps(3);
    until_corrected(&mut screen);
    assert!(entity(screen.app(), EntityKind::Organization, "临溪").is_some());

    follow(&mut screen, "沈一舟");
    screen.press(Key::Num8);
    assert_eq!(screen.app().names.ask, Some(NameAsk::Alias));
    type_name(&mut screen, "沈一舟");
    screen.harness.key_press(Key::Enter);
    screen.harness.run_steps(3);
    assert!(
        screen.app().notice.is_some(),
        "nobody is another name of himself"
    );
    assert_eq!(screen.app().names.rules.len(), 1);
}

#[test]
fn all_rules_are_listed_looked_through_and_taken_off() {
    let mut screen = screen(Language::Chinese);
    for name in ["沈一舟", "韩小满"] {
        follow(&mut screen, name);
        screen.press(Key::X);
        until_corrected(&mut screen);
    }
    screen
        .harness
        .key_press_modifiers(Modifiers::COMMAND, Key::E);
    screen.harness.run_steps(3);
    for line in ["“沈一舟”不是人物", "“韩小满”不是人物"] {
        assert!(screen.harness.query_by_label(line).is_some(), "{line}");
    }
    let field = screen
        .harness
        .get_by_role_and_label(Role::SearchInput, "在规则里查找");
    field.type_text("韩");
    screen.harness.run_steps(3);
    assert!(screen.harness.query_by_label("“沈一舟”不是人物").is_none());
    click_label(&mut screen, "删除 “韩小满”不是人物");
    until_corrected(&mut screen);
    assert_eq!(screen.app().names.rules.len(), 1);
    assert!(entity(screen.app(), EntityKind::Person, "韩小满").is_some());
    screen.press(Key::Escape);
    screen.press(Key::Escape);
    assert!(!screen.app().names.is_shown);
    undo(&mut screen);
    assert_eq!(screen.app().names.rules.len(), 2);
}

#[test]
fn the_filters_count_what_the_rules_leave() {
    let mut screen = screen(Language::Chinese);
    let n_people = |app: &App| {
        let facets = app.facets.counted.as_ref()?;
        let people = facets.lists.first()?;
        Some(
            people
                .values
                .iter()
                .map(|v| (v.name.clone(), v.n_articles))
                .collect::<Vec<_>>(),
        )
    };
    screen.until("the counts", |app| n_people(app).is_some());
    assert!(
        n_people(screen.app())
            .unwrap()
            .contains(&("韩小满".to_owned(), 3))
    );
    follow(&mut screen, "韩小满");
    screen.press(Key::X);
    until_corrected(&mut screen);
    screen.until("the counts without a name", |app| {
        n_people(app).is_some_and(|people| people.iter().all(|(name, _)| name != "韩小满"))
    });
    assert!(
        n_people(screen.app())
            .unwrap()
            .contains(&("沈一舟".to_owned(), 3))
    );
}

#[test]
fn rules_are_shared_by_files() {
    let folder = tempfile::tempdir().unwrap();
    let (path, file) = (
        folder.path().join("library"),
        folder.path().join("rules.txt"),
    );
    let line = crate::samples::json_line("码头", BODY, None);
    Library::open(&path)
        .unwrap()
        .import_bytes("a.jsonl", line.as_bytes(), None)
        .unwrap();
    std::fs::write(&file, "not person 沈一舟\n也许 人物 韩小满\n").unwrap();
    let folders = Folders {
        data: folder.path().join("data"),
        config: folder.path().join("config"),
    };
    let mut workers = Workers::start(folders, false, std::sync::Arc::new(|| {})).unwrap();
    let mut app = App::new(Settings::default(), Language::Chinese);
    workers.send_all(vec![Job::Open {
        place: LibraryPlace::Folder(path.clone()),
        import: vec![],
    }]);
    let mut has_asked = false;
    loop {
        let Some(event) = workers.next_event() else {
            std::thread::yield_now();
            continue;
        };
        let is_end = matches!(event, JobEvent::RulesApplied(..));
        let jobs = app.apply(event);
        workers.send_all(jobs);
        if is_end {
            break;
        }
        if app.can_change() && !has_asked {
            has_asked = true;
            let wish = NameWish::Import(file.clone());
            let jobs = app.update(Command::Names(wish));
            workers.send_all(jobs);
        }
    }
    let Some(Notice::Notes(notes)) = &app.notice else {
        panic!("{:?}", app.notice);
    };
    assert!(
        notes[0].zh.contains("1 条") && notes[1].zh.contains("第 2 行"),
        "{notes:?}"
    );
    drop(workers);
    let library = Library::open(&path).unwrap();
    let found = library
        .reader()
        .find(&Query::parse("人物:沈一舟"), Sort::Relevance, 0, 1)
        .unwrap();
    assert_eq!(found.total, 0);
    assert!(
        library
            .export_corrections()
            .unwrap()
            .contains("不是 人物 沈一舟\n")
    );
}

#[test]
fn correcting_speaks_english_too() {
    let mut screen = screen(Language::English);
    open_menu_on_link(&mut screen, "沈一舟");
    for label in ["A place", "Another name of…", "Only in this article"] {
        assert!(screen.harness.query_by_label(label).is_some(), "{label}");
    }
    click_label(&mut screen, "Show under another name…");
    let title = "Under which name should “沈一舟” be shown?";
    assert!(
        screen
            .harness
            .query_by_role_and_label(Role::TextInput, title)
            .is_some()
    );
}
