//! Earlier and saved searches, over the panes: open, save, rename, delete, forget.

use super::batch_card::field_frame;
use super::{fonts, strings, theme::Palette};
use crate::app::{App, Command, Language, SearchWish, Text};
use crate::library::{PastSearch, SavedRow};
use egui::{Align, Frame, Id, Key, Layout, Margin, RichText, Role, TextEdit, Ui, WidgetInfo};

const WIDTH: f32 = 660.0;

const SAVED: Text = Text::both("已存检索", "Saved searches");
const NONE_SAVED: Text = Text::both(
    "还没有。搜索之后按 Ctrl+S 存下来；以后导入了新报纸，这里会说有几篇是新的。",
    "None yet. Press Ctrl+S after a search; when newspapers are imported later, this says how many articles are new.",
);
const PAST: Text = Text::both("搜过的", "Earlier searches");
const NONE_PAST: Text = Text::both(
    "还没有。打开过结果、按过回车的检索会记在这里。",
    "None yet. Searches are noted here once a result was opened or Enter was pressed.",
);
const NAME: Text = Text::both("名称", "Name");
const SAVE: Text = Text::both("存下", "Save");
const SAVE_THIS: Text = Text::both("存下这次检索", "Save this search");
const RENAME: Text = Text::both("改名", "Rename");
const DELETE: Text = Text::both("删除", "Delete");
const UNDO: Text = Text::both("撤销", "Undo");
const FORGET: Text = Text::both("不再记着", "Forget");
const FORGET_ALL: Text = Text::both("全部清除", "Clear all");
const REALLY: Text = Text::both("确定全部清除", "Really clear all");

/// The card's own state.
#[derive(Debug, Default)]
pub(super) struct SearchesCard {
    /// The name that is being typed, and of which saved search; `None`: of the one to be saved.
    typed: Option<(Option<i64>, String)>,
    takes_focus: bool,
    asked_name: bool,
    /// "Clear all" was pressed once.
    is_sure: bool,
    /// Is something typed there?
    pub(super) has_focus: bool,
}

impl SearchesCard {
    /// Draws the card, when it is open.
    pub(super) fn ui(&mut self, ui: &Ui, app: &App, commands: &mut Vec<Command>) {
        self.has_focus = false;
        if !app.searches.is_shown {
            *self = Self::default();
            return;
        }
        if app.searches.asks_name && !self.asked_name {
            self.type_name(None, app.query_text.trim().to_owned());
        }
        self.asked_name = app.searches.asks_name;
        let palette = Palette::of(ui);
        let frame = Frame::window(ui.style())
            .inner_margin(Margin::same(24))
            .fill(palette.raised);
        let modal = egui::Modal::new(Id::unique("searches"))
            .frame(frame)
            .show(ui.ctx(), |ui| {
                ui.set_width(WIDTH.min(ui.ctx().content_rect().width() - 80.0));
                let room = (ui.ctx().content_rect().height() - 170.0).max(120.0);
                egui::ScrollArea::vertical()
                    .max_height(room)
                    .show(ui, |ui| {
                        self.saved_ui(ui, app, commands);
                        ui.add_space(18.0);
                        self.past_ui(ui, app, commands);
                    });
                ui.add_space(10.0);
                if ui.button(strings::CLOSE.pick(app.language())).clicked() {
                    commands.push(Command::Searches(SearchWish::Toggle));
                }
            });
        // Escape goes through the table of commands.
        if modal.backdrop_response.clicked() && !ui.input(|i| i.key_pressed(Key::Escape)) {
            commands.push(Command::Searches(SearchWish::Toggle));
        }
    }

    fn type_name(&mut self, of: Option<i64>, name: String) {
        self.typed = Some((of, name));
        self.takes_focus = true;
    }

    fn saved_ui(&mut self, ui: &mut Ui, app: &App, commands: &mut Vec<Command>) {
        let language = app.language();
        ui.horizontal(|ui| {
            title_ui(ui, SAVED.pick(language));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let is_typing = matches!(self.typed, Some((None, _)));
                if app.can_save_search()
                    && !is_typing
                    && ui.button(SAVE_THIS.pick(language)).clicked()
                {
                    self.type_name(None, app.query_text.trim().to_owned());
                }
            });
        });
        if matches!(self.typed, Some((None, _)))
            && let Some(name) = self.name_ui(ui, language)
        {
            commands.push(Command::Searches(SearchWish::Save(name)));
        }
        let saved = &app.searches.kept.saved;
        if saved.is_empty() {
            note_ui(ui, NONE_SAVED.pick(language));
        }
        for row in saved {
            self.saved_row_ui(ui, app, row, commands);
        }
        if let Some(deleted) = &app.searches.deleted {
            ui.horizontal(|ui| {
                note_ui(ui, &strings::deleted_line(&deleted.name, language));
                if ui.button(UNDO.pick(language)).clicked() {
                    commands.push(Command::Searches(SearchWish::UndoDelete));
                }
            });
        }
    }

    fn saved_row_ui(&mut self, ui: &mut Ui, app: &App, row: &SavedRow, out: &mut Vec<Command>) {
        let language = app.language();
        let palette = Palette::of(ui);
        let (id, name) = (row.saved.saved_id, row.saved.name.as_str());
        if matches!(&self.typed, Some((Some(of), _)) if *of == id) {
            if let Some(name) = self.name_ui(ui, language) {
                out.push(Command::Searches(SearchWish::Rename(id, name)));
            }
            return;
        }
        ui.horizontal(|ui| {
            ui.set_height(28.0);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if small_ui(ui, DELETE.pick(language), name).clicked() {
                    out.push(Command::Searches(SearchWish::Delete(id)));
                }
                if small_ui(ui, RENAME.pick(language), name).clicked() {
                    self.type_name(Some(id), name.to_owned());
                }
                ui.label(count_text(row.n_found, app, palette));
                if row.n_new > 0 {
                    let new = strings::n_new(row.n_new, language);
                    let text = RichText::new(&new)
                        .font(fonts::sans_bold(12.5))
                        .color(palette.accent);
                    let button = ui.add(egui::Button::new(text));
                    button.widget_info(|| {
                        WidgetInfo::labeled(Role::Button, true, format!("{name} {new}"))
                    });
                    if button.clicked() {
                        out.push(Command::Searches(SearchWish::OpenNew(id)));
                    }
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    if line_ui(ui, name, &row.saved.typed).clicked() {
                        out.push(Command::Searches(SearchWish::OpenSaved(id)));
                    }
                });
            });
        });
    }

    /// The field for a name; gives it once it is entered.
    fn name_ui(&mut self, ui: &mut Ui, language: Language) -> Option<String> {
        let (_, typed) = self.typed.as_mut()?;
        let mut is_entered = false;
        let mut ends = false;
        ui.horizontal(|ui| {
            ui.set_height(30.0);
            let field = ui.add(
                TextEdit::singleline(typed)
                    .id(Id::unique("name of a search"))
                    .font(fonts::sans(14.0))
                    .frame(field_frame(ui))
                    .hint_text(NAME.pick(language))
                    .desired_width(ui.available_width() - 90.0),
            );
            if std::mem::take(&mut self.takes_focus) {
                field.request_focus();
            }
            self.has_focus |= field.has_focus() || field.lost_focus();
            is_entered = field.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
            is_entered |= ui.button(SAVE.pick(language)).clicked();
            ends = ui.input(|i| i.key_pressed(Key::Escape));
        });
        if !is_entered && !ends {
            return None;
        }
        self.typed
            .take()
            .map(|(_, name)| name)
            .filter(|_| is_entered)
    }

    fn past_ui(&mut self, ui: &mut Ui, app: &App, commands: &mut Vec<Command>) {
        let language = app.language();
        let past = &app.searches.kept.past;
        ui.horizontal(|ui| {
            title_ui(ui, PAST.pick(language));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if past.is_empty() {
                    return;
                }
                let words = if self.is_sure { REALLY } else { FORGET_ALL };
                if ui.button(words.pick(language)).clicked() {
                    if self.is_sure {
                        commands.push(Command::Searches(SearchWish::ForgetAll));
                    }
                    self.is_sure = !self.is_sure;
                }
            });
        });
        if past.is_empty() {
            note_ui(ui, NONE_PAST.pick(language));
        }
        for search in past {
            past_row_ui(ui, app, search, commands);
        }
    }
}

fn past_row_ui(ui: &mut Ui, app: &App, search: &PastSearch, commands: &mut Vec<Command>) {
    let palette = Palette::of(ui);
    let language = app.language();
    ui.horizontal(|ui| {
        ui.set_height(26.0);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if small_ui(ui, FORGET.pick(language), &search.typed).clicked() {
                commands.push(Command::Searches(SearchWish::Forget(search.search_id)));
            }
            ui.label(
                RichText::new(&search.searched_at)
                    .font(fonts::sans(12.0))
                    .color(palette.faint),
            );
            ui.label(count_text(search.n_found, app, palette));
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                if line_ui(ui, &search.typed, "").clicked() {
                    commands.push(Command::Searches(SearchWish::Again(search.typed.clone())));
                }
            });
        });
    });
}

fn title_ui(ui: &mut Ui, title: &str) {
    let palette = Palette::of(ui);
    ui.label(
        RichText::new(title)
            .font(fonts::song_bold(18.0))
            .color(palette.text),
    );
}

fn note_ui(ui: &mut Ui, note: &str) {
    let palette = Palette::of(ui);
    ui.label(
        RichText::new(note)
            .font(fonts::sans(13.0))
            .color(palette.soft)
            .line_height(Some(21.0)),
    );
}

fn count_text(n_found: usize, app: &App, palette: &Palette) -> RichText {
    RichText::new(strings::n_articles(n_found, app.language()))
        .font(fonts::sans(12.5))
        .color(palette.soft)
}

/// A line to click: what it is called, and what is asked where that is something else.
fn line_ui(ui: &mut Ui, name: &str, typed: &str) -> egui::Response {
    let palette = Palette::of(ui);
    let mut job = egui::text::LayoutJob::default();
    let format = |size, color| egui::text::TextFormat::simple(fonts::sans(size), color);
    job.append(name, 0.0, format(14.0, palette.text));
    if !typed.is_empty() && typed != name {
        job.append(typed, 12.0, format(12.5, palette.faint));
    }
    let button = egui::Button::new(job).frame(false).truncate();
    let response = ui.add(button);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    response.on_hover_text(if typed.is_empty() { name } else { typed })
}

fn small_ui(ui: &mut Ui, words: &str, of: &str) -> egui::Response {
    let palette = Palette::of(ui);
    let text = RichText::new(words)
        .font(fonts::sans(12.0))
        .color(palette.soft);
    let response = ui.add(egui::Button::new(text));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{words} {of}")));
    response
}
