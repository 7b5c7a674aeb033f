//! The window's logic, without a display: a real library, real threads, egui's own events. The
//! faces are the bundled ones, so a character they lack fails the test.

use banmian::app::{App, Folders, Language, Settings, Workers};
use banmian::ui::{Launch, Window};
use egui::{Event, ImeEvent, Key, Modifiers, OutputCommand, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, sync_channel};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Far beyond what a slow machine needs; a test that waits so long has failed.
const PATIENCE: Duration = Duration::from_secs(60);

pub(crate) struct Screen {
    pub(crate) harness: Harness<'static, Window>,
    woken: Receiver<()>,
    folder: TempDir,
}

impl Screen {
    pub(crate) fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let screen = Self::open_on(folder, None, Language::Chinese);
        screen.settled()
    }

    pub(crate) fn open_on(folder: TempDir, library: Option<PathBuf>, language: Language) -> Self {
        let folders = Folders {
            data: folder.path().join("data"),
            config: folder.path().join("config"),
        };
        let (wake, woken) = sync_channel(1024);
        let wake = Arc::new(move || {
            // A full queue has woken us already.
            let _is_queued = wake.try_send(()).is_ok();
        });
        let harness = Harness::builder()
            .with_size(egui::vec2(1280.0, 800.0))
            .build_eframe(move |cc| {
                let workers = Workers::start(folders, true, wake).unwrap();
                let launch = Launch {
                    library,
                    asks_system_fonts: false,
                    ..Launch::default()
                };
                Window::new(
                    &cc.egui_ctx,
                    App::new(Settings::default(), language),
                    workers,
                    launch,
                )
            });
        Self {
            harness,
            woken,
            folder,
        }
    }

    pub(crate) fn app(&self) -> &App {
        self.harness.state().app()
    }

    /// Closes the window; gives the folder, in which all is that it has written.
    pub(crate) fn close(self) -> TempDir {
        let Self {
            harness, folder, ..
        } = self;
        drop(harness);
        folder
    }

    /// A folder for this test alone.
    pub(crate) fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// Draws frames, as the threads report, until something is so.
    pub(crate) fn until(&mut self, what: &str, is_so: impl Fn(&App) -> bool) {
        let start = Instant::now();
        self.harness.run_steps(2);
        while !is_so(self.app()) {
            assert!(start.elapsed() < PATIENCE, "waited in vain for {what}");
            // Woken by the next report; a frame that needs none comes by itself.
            let _is_woken = self.woken.recv_timeout(Duration::from_millis(50)).is_ok();
            self.harness.run_steps(1);
        }
        self.harness.run_steps(3);
    }

    pub(crate) fn settled(mut self) -> Self {
        self.until("an article on the screen", |app| app.article.is_some());
        self
    }

    pub(crate) fn press(&mut self, key: Key) {
        self.harness.key_press(key);
        self.harness.run_steps(3);
    }

    pub(crate) fn type_query(&mut self, text: &str) {
        self.press(Key::Slash);
        self.harness.get_by_role(Role::SearchInput).type_text(text);
        self.harness.run_steps(2);
        let text = text.to_owned();
        self.until("the answer", move |app| {
            app.query_text == text && !app.is_searching && !app.is_loading
        });
    }

    pub(crate) fn copied(&mut self) -> Vec<String> {
        self.harness.event(Event::Copy);
        self.harness.step();
        let commands = &self.harness.output().platform_output.commands;
        let texts = commands.iter().filter_map(|command| match command {
            OutputCommand::CopyText(text) => Some(text.clone()),
            _ => None,
        });
        texts.collect()
    }
}

#[test]
fn the_sample_library_opens_with_28_articles_and_lit_entities() {
    let screen = Screen::open();
    assert_eq!(screen.app().list.total, 28);
    let headline = screen
        .app()
        .article
        .as_ref()
        .unwrap()
        .article
        .headline
        .text
        .clone();
    screen
        .harness
        .get_by_role_and_label(Role::Heading, &headline);
    assert!(screen.harness.get_all_by_role(Role::ListItem).count() >= 6);
    assert!(screen.harness.get_all_by_role(Role::Link).count() >= 5);
}

#[test]
fn a_query_is_answered_as_it_is_typed_and_opens_at_its_first_hit() {
    let mut screen = Screen::open();
    screen.type_query("网络靶场");
    assert!(screen.app().list.total >= 1 && screen.app().list.total < 28);
    assert_eq!(screen.app().hit_idx, Some(0));
    let article = screen.app().article.as_ref().unwrap();
    for hit in &article.hits {
        assert_eq!(banmian::model::clip(&article.text.text, *hit), "网络靶场");
    }
    let n_hits = screen.app().n_hits();
    assert!(n_hits > 1);
    screen.until("what drops down", |app| {
        app.suggest.of == "网络靶场" && app.has_suggestions()
    });
    screen.press(Key::Escape);
    assert_eq!(
        screen.app().query_text,
        "网络靶场",
        "what dropped down is closed first"
    );
    screen.press(Key::Escape);
    assert_eq!(screen.app().query_text, "", "Escape clears the query");
}

#[test]
fn hits_are_stepped_through_by_key() {
    let mut screen = Screen::open();
    screen.type_query("网络靶场");
    screen.press(Key::Enter);
    screen.press(Key::N);
    assert_eq!(screen.app().hit_idx, Some(1));
    screen.harness.key_press_modifiers(Modifiers::SHIFT, Key::N);
    screen.harness.run_steps(3);
    assert_eq!(screen.app().hit_idx, Some(0));
}

#[test]
fn a_line_under_the_box_says_what_was_searched_and_what_was_not_understood() {
    let mut screen = Screen::open();
    let n_with =
        |screen: &Screen, words: &str| screen.harness.query_all_by_label_contains(words).count();
    screen.type_query("网络靶场 日期:2021-13");
    assert_eq!(n_with(&screen, "有“网络靶场”"), 1);
    assert_eq!(n_with(&screen, "“2021-13”不是日期"), 1, "the spot is named");
    assert!(screen.app().list.total >= 1, "the rest is searched");
    screen.press(Key::Escape);
    assert_eq!(n_with(&screen, "空格：都要有"), 0);
    screen.press(Key::Slash);
    assert_eq!(n_with(&screen, "空格：都要有"), 1, "how one can ask");
    screen.press(Key::Escape);
    screen.type_query("网络靶场 日期:2021");
    assert_eq!(n_with(&screen, "有“网络靶场”；日期 2021 年"), 1);
}

#[test]
fn nothing_is_searched_while_an_input_method_composes() {
    let mut screen = Screen::open();
    screen.press(Key::Slash);
    let preedit = |text: &str| {
        Event::Ime(ImeEvent::Preedit {
            text: text.to_owned(),
            active_range_chars: None,
        })
    };
    for typed in ["z", "zh", "zheng zhou"] {
        screen.harness.event(preedit(typed));
        screen.harness.run_steps(2);
        assert_eq!(screen.app().query_text, "", "{typed} is no query yet");
    }
    screen.harness.event(preedit(""));
    screen
        .harness
        .event(Event::Ime(ImeEvent::Commit("郑州".to_owned())));
    screen.until("the search for what was composed", |app| {
        app.query_text == "郑州" && !app.is_searching
    });
    assert!(screen.app().list.total > 1);
}

#[test]
fn articles_are_walked_through_by_key_and_marked_as_read() {
    let mut screen = Screen::open();
    let first = screen.app().article.as_ref().unwrap().id.clone();
    screen.press(Key::J);
    screen.until("the second article", |app| {
        app.selected_row == Some(1) && !app.is_loading
    });
    assert!(screen.app().list.row(1).unwrap().is_read);
    screen.press(Key::ArrowDown);
    screen.until("the third article", |app| {
        app.selected_row == Some(2) && !app.is_loading
    });
    screen.press(Key::K);
    screen.press(Key::K);
    screen.until("the first article", |app| {
        app.article.as_ref().is_some_and(|a| a.id == first)
    });
}

#[test]
fn space_reads_on_and_then_turns_to_the_next_article() {
    let mut screen = Screen::open();
    for _ in 0..30 {
        if screen.app().selected_row != Some(0) || screen.app().is_loading {
            break;
        }
        screen.press(Key::Space);
    }
    screen.until("the next article", |app| {
        app.selected_row == Some(1) && !app.is_loading
    });
}

#[test]
fn an_entity_is_followed_from_text_and_panel_and_searched_with_ctrl() {
    let mut screen = Screen::open();
    let recognition = screen.app().article.as_ref().unwrap().recognition.clone();
    let (idx, entity) = recognition
        .entities
        .iter()
        .enumerate()
        .find(|(_, e)| e.mention_idxs.len() > 1 && e.aliases.is_empty())
        .expect("an entity that is named twice");
    let label = format!("{} {} 次", entity.name, entity.mention_idxs.len());
    screen
        .harness
        .get_by_role_and_label(Role::Button, &label)
        .click();
    screen.harness.run_steps(3);
    assert_eq!(screen.app().followed, Some((idx, 0)));
    screen
        .harness
        .get_by_role_and_label(Role::Button, &label)
        .click();
    screen.harness.run_steps(3);
    assert_eq!(
        screen.app().followed,
        Some((idx, 1)),
        "each click goes to the next mention"
    );
    screen
        .harness
        .get_by_role_and_label(Role::Button, &label)
        .click_modifiers(Modifiers::COMMAND);
    let name = entity.name.clone();
    screen.until("the search for the entity", move |app| {
        app.query_text == name && !app.is_searching
    });
}

#[test]
fn a_kind_can_be_left_unlit() {
    let mut screen = Screen::open();
    let n_lit = screen.harness.get_all_by_role(Role::Link).count();
    screen
        .harness
        .get_by_role_and_label(Role::CheckBox, "人物")
        .click();
    screen.harness.run_steps(3);
    assert!(screen.harness.get_all_by_role(Role::Link).count() < n_lit);
}

#[test]
fn the_raw_page_is_one_key_away_with_the_articles_lines_marked() {
    let mut screen = Screen::open();
    screen.press(Key::O);
    assert!(screen.app().shows_page);
    assert!(screen.harness.query_by_label("原版").is_some());
    screen.press(Key::Escape);
    assert!(!screen.app().shows_page);
}

/// Beside the raw page a reader is told how far an article may be relied on.
#[test]
fn an_article_is_called_reliable_only_where_it_is_sure() {
    let mut screen = Screen::open();
    screen.press(Key::O);
    let mut n_sure = 0;
    for row in 0..6 {
        screen.until("the article", |app| {
            app.selected_row == Some(row) && !app.is_loading
        });
        let is_sure = screen.app().article.as_ref().unwrap().article.is_sure();
        n_sure += usize::from(is_sure);
        let called = screen
            .harness
            .query_all_by_label_contains("可信 · ")
            .count();
        assert_eq!(called > 0, is_sure);
        screen.press(Key::J);
    }
    assert!((1..6).contains(&n_sure), "{n_sure}");
}

#[test]
fn the_keys_are_shown_and_every_command_with_a_key_is_among_them() {
    let mut screen = Screen::open();
    screen.press(Key::F1);
    screen.harness.run_steps(3);
    for entry in banmian::app::COMMANDS
        .iter()
        .filter(|e| !e.shortcuts.is_empty())
    {
        let n_shown = screen.harness.query_all_by_label(entry.label.zh).count();
        assert!(n_shown >= 1, "{}", entry.label.zh);
    }
    let ways = screen.harness.query_all_by_label_contains("差一个字母");
    assert!(ways.count() >= 1, "the ways to search are told, too");
    screen.press(Key::Escape);
    assert!(!screen.app().shows_help);
}

#[test]
fn what_is_selected_is_copied_exactly_even_from_a_link_on() {
    let mut screen = Screen::open();
    let body = screen
        .app()
        .article
        .as_ref()
        .unwrap()
        .article
        .body
        .text
        .clone();
    let (from, to) = {
        let mut links = screen.harness.get_all_by_role(Role::Link);
        let pane = 340.0..990.0;
        let is_in_body = |rect: egui::Rect| rect.top() > 190.0 && pane.contains(&rect.left());
        let in_body: Vec<_> = links.by_ref().filter(|l| is_in_body(l.rect())).collect();
        (
            in_body[0].rect().left_center() + egui::vec2(2.0, 0.0),
            in_body[4].rect().right_center(),
        )
    };
    let button = |pos, pressed| Event::PointerButton {
        pos,
        button: egui::PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    screen.harness.event(Event::PointerMoved(from));
    screen.harness.run_steps(2);
    screen.harness.event(button(from, true));
    screen.harness.run_steps(2);
    for step in 1..=6 {
        screen.harness.event(Event::PointerMoved(
            from + (to - from) * (step as f32 / 6.0),
        ));
        screen.harness.run_steps(1);
    }
    screen.harness.event(button(to, false));
    screen.harness.run_steps(2);
    let copied = screen.copied();
    assert_eq!(copied.len(), 1);
    assert!(
        copied[0].chars().count() > 4 && body.contains(&copied[0]),
        "{copied:?}"
    );
}

#[test]
fn the_interface_is_in_english_for_those_who_want_it() {
    let folder = tempfile::tempdir().unwrap();
    let screen = Screen::open_on(folder, None, Language::English).settled();
    for label in ["In this article", "28 articles", "Import"] {
        assert!(screen.harness.query_by_label(label).is_some(), "{label}");
    }
}

#[test]
fn an_empty_library_says_how_to_fill_it() {
    let folder = tempfile::tempdir().unwrap();
    let library = folder.path().join("空");
    let mut screen = Screen::open_on(folder, Some(library), Language::Chinese);
    screen.until("the library", |app| {
        app.library.phase == banmian::app::Phase::Ready && !app.is_searching
    });
    assert!(
        screen
            .harness
            .query_all_by_label("资料库里还没有文章")
            .count()
            >= 1
    );
}

#[test]
fn a_library_that_cannot_be_opened_says_why_and_offers_the_sample() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("是文件");
    std::fs::write(&file, "x").unwrap();
    let mut screen = Screen::open_on(folder, Some(file), Language::Chinese);
    screen.until("the refusal", |app| {
        matches!(app.library.phase, banmian::app::Phase::Failed(_))
    });
    let why = screen
        .harness
        .query_all_by_label_contains("资料库是一个文件夹");
    assert!(why.count() >= 1, "in the language of the interface");
    screen.harness.get_by_label("打开样例资料库").click();
    screen.until("the sample library", |app| app.list.total == 28);
}

#[test]
fn a_second_window_reads_only_and_says_so() {
    let first = Screen::open();
    let folder = first.app().library.dir.clone();
    let mut second = Screen::open_on(
        tempfile::tempdir().unwrap(),
        Some(folder),
        Language::Chinese,
    );
    second.until("the library", |app| app.article.is_some());
    assert!(second.app().library.is_read_only);
    assert!(second.harness.query_by_label("只读").is_some());
    assert_eq!(second.app().list.total, 28);
}

#[test]
fn dropped_files_go_into_the_readers_own_library() {
    let mut screen = Screen::open();
    let papers = tempfile::tempdir().unwrap();
    let paper = papers.path().join("报.jsonl");
    std::fs::write(
        &paper,
        "{\"headline\":\"新桥通车\",\"body\":\"昨日，新桥正式通车。\"}\n",
    )
    .unwrap();
    screen.harness.state_mut().import(vec![paper]);
    screen.until("the import", |app| {
        app.list.total == 1 && app.article.is_some()
    });
    assert!(!screen.app().library.is_sample);
    assert!(
        screen
            .harness
            .query_by_label_contains("导入了 1 个文件")
            .is_some()
    );
}

#[test]
fn a_printed_page_stands_beside_its_article_as_a_picture_or_as_text() {
    let folder = tempfile::tempdir().unwrap();
    let library = folder.path().join("mine");
    let mut screen = Screen::open_on(folder, Some(library), Language::Chinese);
    screen.until("an open library", |app| {
        app.library.phase == banmian::app::Phase::Ready
    });
    let page =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/ingest/columns.pdf");
    screen.harness.state_mut().import(vec![page]);
    screen.until("an article of it", |app| app.article.is_some());
    screen.press(Key::O);
    screen.until("its picture", |app| {
        let article = app.article.as_ref().unwrap();
        app.pictures.of(article.page_id).is_some()
    });
    // As printed, the article's lines are told by their places.
    let headline = screen
        .app()
        .article
        .as_ref()
        .unwrap()
        .article
        .headline
        .text
        .clone();
    let start: String = headline.chars().take(3).collect();
    let has_line = |screen: &Screen| screen.harness.query_all_by_label_contains(&start).count();
    let n_as_printed = has_line(&screen);
    screen.harness.get_by_label("看文字").click();
    screen.harness.run_steps(3);
    assert!(screen.app().shows_page_text);
    assert!(has_line(&screen) >= n_as_printed);
    screen.harness.key_press_modifiers(Modifiers::SHIFT, Key::O);
    screen.harness.run_steps(3);
    assert!(!screen.app().shows_page_text);
}
