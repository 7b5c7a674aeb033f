//! The reader's work in the window: a key or two clicks for each, what is shown then, and one key back.

use crate::ui::Screen;
use banmian::app::{App, Language, Notice, OwnAsk};
use banmian::library::{Library, Own, Query, Sort};
use banmian::model::{LabelKind, Status, clip};
use egui::{Event, Key, Modifiers, PointerButton, Role, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

const BODY: &str = "本报讯 8月21日，青石镇夜市开张，首日迎客三千人。摊主说，明天还要再来。";

fn library_folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut library = Library::open(&folder.path().join("library")).unwrap();
    let lines: String = (1..=3)
        .map(|nth| {
            let body = format!("{BODY}第{nth}天。");
            crate::samples::json_line(&format!("第{nth}号码头"), &body, Some("2021-08-22"))
        })
        .collect();
    library
        .import_bytes("a.jsonl", lines.as_bytes(), None)
        .unwrap();
    folder
}

fn screen() -> Screen {
    let folder = library_folder();
    let path = folder.path().join("library");
    Screen::open_on(folder, Some(path), Language::Chinese).settled()
}

fn is_quiet(app: &App) -> bool {
    !app.is_loading && !app.is_searching && !app.repair.is_waiting && !app.has_stale_facets()
}

fn press(screen: &mut Screen, key: Key) {
    screen.harness.key_press(key);
    screen.harness.run_steps(3);
}

fn undo(screen: &mut Screen, what: &str, is_undone: impl Fn(&App) -> bool) {
    screen
        .harness
        .key_press_modifiers(Modifiers::COMMAND, Key::Z);
    screen.harness.run_steps(2);
    screen.until(what, |app| is_quiet(app) && is_undone(app));
}

fn type_and_enter(screen: &mut Screen, text: &str) {
    screen.harness.get_by_role(Role::TextInput).type_text(text);
    screen.harness.run_steps(2);
    press(screen, Key::Enter);
}

fn click(screen: &mut Screen, role: Role, label: &str) {
    screen.harness.get_by_role_and_label(role, label).click();
    screen.harness.run_steps(3);
}

fn drag_over_the_first_line(screen: &mut Screen) {
    let blocks = screen.harness.get_all_by_role(Role::Document);
    let body = blocks.into_iter().find(|node| {
        let label = node.accesskit_node().label();
        label.is_some_and(|label| label.contains("青石镇夜市"))
    });
    let from = body.unwrap().rect().left_top() + vec2(180.0, 16.0);
    let to = from + vec2(170.0, 0.0);
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
        button(to, false),
    ] {
        screen.harness.event(event);
        screen.harness.run_steps(2);
    }
}

fn status(app: &App) -> Option<Status> {
    app.article.as_ref().unwrap().work.status
}

#[test]
fn a_key_sets_a_status_and_the_same_key_or_undo_takes_it_off() {
    let mut screen = screen();
    press(&mut screen, Key::Y);
    screen.until("the status", |app| {
        is_quiet(app) && app.repair.history.undo.is_some()
    });
    assert_eq!(status(screen.app()), Some(Status::ToUse));
    let row = screen.app().list.row(0).unwrap();
    assert_eq!(row.work.status, Some(Status::ToUse));
    press(&mut screen, Key::Q);
    screen.until("another", |app| status(app) == Some(Status::ToCheck));
    press(&mut screen, Key::Q);
    screen.until("none", |app| is_quiet(app) && status(app).is_none());
    undo(&mut screen, "to check", |app| {
        status(app) == Some(Status::ToCheck)
    });
    undo(&mut screen, "to use", |app| {
        status(app) == Some(Status::ToUse)
    });
    undo(&mut screen, "none", |app| status(app).is_none());
}

#[test]
fn a_tag_is_typed_shown_filtered_by_and_comes_back_after_deletion() {
    let mut screen = screen();
    press(&mut screen, Key::L);
    assert_eq!(screen.app().own.ask, Some(OwnAsk::Labels(LabelKind::Tag)));
    type_and_enter(&mut screen, "夜经济");
    screen.until("the tag", |app| is_quiet(app) && app.own.labels.len() == 1);
    // The card stays open for another one; keys go to its field.
    type_and_enter(&mut screen, "乡镇");
    screen.until("both", |app| is_quiet(app) && app.own.labels.len() == 2);
    press(&mut screen, Key::Escape);
    assert_eq!(screen.app().own.ask, None);
    assert_eq!(screen.app().article.as_ref().unwrap().work.labels.len(), 2);

    // The chip under the headline leaves the articles that have it: as many as it says.
    click(&mut screen, Role::Button, "夜经济");
    screen.until("the filter", |app| is_quiet(app) && app.list.total == 1);
    let counted = screen.app().facets.counted.clone().unwrap();
    let own = Own::Label(LabelKind::Tag, "夜经济".to_owned());
    let count = counted.own.iter().find(|count| count.own == own).unwrap();
    assert_eq!(count.n_articles, 1);

    // Deleted, it filters no more; undone, the article has it again.
    screen.harness.key_press_modifiers(Modifiers::SHIFT, Key::L);
    screen.harness.run_steps(3);
    assert_eq!(screen.app().own.ask, Some(OwnAsk::AllLabels));
    let mut deletes = screen
        .harness
        .get_all_by_role_and_label(Role::Button, "删除");
    deletes.next().unwrap().click();
    drop(deletes);
    screen.harness.run_steps(3);
    screen.until("deleted", |app| {
        is_quiet(app) && app.own.labels.len() == 1 && app.list.total == 3
    });
    undo(&mut screen, "there again", |app| {
        app.own.labels.len() == 2 && app.article.as_ref().unwrap().work.labels.len() == 2
    });
}

#[test]
fn a_note_is_written_on_what_is_selected_and_found_in_the_list_of_all() {
    let mut screen = screen();
    let text = screen.app().article.as_ref().unwrap().text.text.clone();
    drag_over_the_first_line(&mut screen);
    let span = screen.app().names.selected.unwrap();
    let words = clip(&text, span).to_owned();
    assert!(
        words.chars().count() > 4 && BODY.contains(&words),
        "{words}"
    );
    press(&mut screen, Key::A);
    assert_eq!(screen.app().own.ask, Some(OwnAsk::NewNote(Some(span))));
    let field = screen.harness.get_by_role(Role::MultilineTextInput);
    field.type_text("谁说的？");
    screen.harness.run_steps(2);
    screen
        .harness
        .key_press_modifiers(Modifiers::COMMAND, Key::Enter);
    screen.harness.run_steps(2);
    screen.until("the note", |app| {
        is_quiet(app) && app.article.as_ref().unwrap().work.notes.len() == 1
    });
    let article = screen.app().article.clone().unwrap();
    let note = &article.work.notes[0];
    assert_eq!(note.note.text, "谁说的？");
    assert_eq!(clip(&text, note.spans[0]), words);

    // From another article, all notes lead back to the passage.
    press(&mut screen, Key::J);
    screen.until("the next article", |app| {
        is_quiet(app) && app.article.as_ref().unwrap().id != article.id
    });
    screen.harness.key_press_modifiers(Modifiers::SHIFT, Key::A);
    screen.harness.run_steps(2);
    screen.until("all notes", |app| app.own.notes.is_some());
    click(&mut screen, Role::Button, "谁说的？");
    screen.until("the passage", |app| {
        is_quiet(app) && app.article.as_ref().unwrap().id == article.id
    });
    assert_eq!(screen.app().goto.span, Some(note.spans[0]));
    undo(&mut screen, "no note", |app| {
        app.article.as_ref().unwrap().work.notes.is_empty()
    });
}

#[test]
fn what_is_begun_is_not_written_on_another_article() {
    let mut screen = screen();
    press(&mut screen, Key::A);
    let field = screen.harness.get_by_role(Role::MultilineTextInput);
    field.type_text("未完");
    screen.harness.run_steps(2);
    // Closed and asked again, it is there.
    press(&mut screen, Key::Escape);
    assert_eq!(screen.app().own.ask, None);
    press(&mut screen, Key::A);
    let field = screen.harness.get_by_role(Role::MultilineTextInput);
    assert_eq!(field.value().as_deref(), Some("未完"));
    press(&mut screen, Key::Escape);
    press(&mut screen, Key::J);
    screen.until("the next article", is_quiet);
    press(&mut screen, Key::A);
    let field = screen.harness.get_by_role(Role::MultilineTextInput);
    assert_eq!(field.value().as_deref(), Some(""));
}

#[test]
fn a_read_only_library_says_so() {
    let folder = library_folder();
    let path = folder.path().join("library");
    let library = Library::open(&path).unwrap();
    let ids = library
        .reader()
        .find(&Query::default(), Sort::Relevance, 0, 9)
        .unwrap();
    library.star(&ids.rows[0].id, true).unwrap();
    let mut screen = Screen::open_on(folder, Some(path), Language::Chinese).settled();
    assert!(screen.app().library.is_read_only);
    for key in [Key::S, Key::U, Key::Q, Key::L, Key::B, Key::A] {
        press(&mut screen, Key::Escape);
        assert_eq!(screen.app().notice, None);
        press(&mut screen, key);
        assert_eq!(screen.app().notice, Some(Notice::ReadOnly), "{key:?}");
        assert_eq!(screen.app().own.ask, None);
    }
}
