//! The library's files, over the panes: what is in it, what could not be taken, which folders are watched.

use super::bars::Wishes;
use super::batch_card::field_frame;
use super::composing::Composing;
use super::file_reading::ReadingForm;
use super::{files_words as words, fonts, strings, theme::Palette};
use crate::app::{App, Command, CommandId, FilesTab, FilesWish, entry};
use crate::library::{FailedFile, FileRow};
use egui::{
    Align, Frame, Id, Key, Layout, Margin, RichText, Role, ScrollArea, TextEdit, Ui, WidgetInfo,
};
use std::num::NonZero;

const WIDTH: f32 = 860.0;
/// Height of a row of two lines, in points.
const ROW: f32 = 46.0;

/// The card's own state.
#[derive(Debug, Default)]
pub(super) struct FilesCard {
    /// What is typed, an unfinished composition included.
    draft: String,
    composing: Composing,
    reading: ReadingForm,
    was_shown: bool,
    /// Is something typed there?
    pub(super) has_focus: bool,
}

impl FilesCard {
    /// Draws the card, when it is open.
    pub(super) fn ui(
        &mut self,
        ui: &Ui,
        app: &App,
        commands: &mut Vec<Command>,
        wishes: &mut Wishes,
    ) {
        self.has_focus = false;
        if !app.files.is_shown {
            *self = Self::default();
            return;
        }
        let takes_focus = !std::mem::replace(&mut self.was_shown, true);
        let language = app.language();
        let palette = Palette::of(ui);
        let frame = Frame::window(ui.style())
            .inner_margin(Margin::same(24))
            .fill(palette.raised);
        let modal = egui::Modal::new(Id::unique("files"))
            .frame(frame)
            .show(ui.ctx(), |ui| {
                ui.set_width(WIDTH.min(ui.ctx().content_rect().width() - 80.0));
                ui.label(
                    RichText::new(words::FILES.pick(language))
                        .font(fonts::song_bold(18.0))
                        .color(palette.text),
                );
                ui.add_space(6.0);
                if app.files.preview.is_some() {
                    self.has_focus = self.reading.ui(ui, app, commands);
                    return;
                }
                tabs_ui(ui, app, commands);
                ui.add_space(8.0);
                // As high whatever it shows, so that nothing jumps away under the pointer.
                let height = room(ui) + 66.0;
                ui.scope(|ui| {
                    ui.set_min_height(height);
                    match app.files.tab {
                        FilesTab::Kept => self.kept_ui(ui, app, takes_focus, commands),
                        FilesTab::Failed => failed_ui(ui, app, commands),
                        FilesTab::Watched => watched_ui(ui, app, commands),
                        FilesTab::Backups => backups_ui(ui, app, commands),
                    }
                });
                ui.add_space(10.0);
                foot_ui(ui, app, commands, wishes);
            });
        // Escape goes through the table of commands.
        if modal.backdrop_response.clicked() && !ui.input(|i| i.key_pressed(Key::Escape)) {
            commands.push(Command::Files(FilesWish::Toggle));
        }
    }

    fn kept_ui(&mut self, ui: &mut Ui, app: &App, takes_focus: bool, commands: &mut Vec<Command>) {
        let language = app.language();
        let palette = Palette::of(ui);
        let hint = words::FIND_FILE.pick(language);
        let id = Id::unique("part of a file's name");
        let field = ui.add(
            TextEdit::singleline(&mut self.draft)
                .id(id)
                .font(fonts::sans(14.0))
                .frame(field_frame(ui))
                .hint_text(hint)
                .desired_width(f32::INFINITY),
        );
        field.widget_info(|| WidgetInfo::labeled(Role::SearchInput, true, hint));
        if takes_focus {
            field.request_focus();
        }
        self.has_focus = field.has_focus();
        let is_composing = self.composing.watch(ui, self.has_focus);
        if !is_composing && self.draft != app.files.part {
            commands.push(Command::Files(FilesWish::Find(self.draft.clone())));
        }
        ui.add_space(6.0);
        let found = &app.files.found;
        if found.total == 0 {
            let text = RichText::new(strings::NO_MATCH.pick(language)).font(fonts::sans(13.0));
            ui.label(text.color(palette.soft));
        }
        ui.spacing_mut().item_spacing.y = 0.0;
        ScrollArea::vertical()
            .max_height(room(ui))
            .auto_shrink([false, true])
            .show_rows(ui, ROW, found.total, |ui, rows| {
                for nth in rows.clone() {
                    let row = nth
                        .checked_sub(found.offset)
                        .and_then(|at| found.rows.get(at));
                    ui.horizontal(|ui| {
                        ui.set_height(ROW);
                        match row {
                            Some(row) => row_ui(ui, app, row, commands),
                            None => _ = ui.label("…"),
                        }
                    });
                }
                commands.push(Command::Files(FilesWish::ShowRows(rows)));
            });
        ui.spacing_mut().item_spacing.y = 4.0;
    }
}

/// How high a list may be.
fn room(ui: &Ui) -> f32 {
    (ui.ctx().content_rect().height() - 320.0).max(96.0)
}

fn tabs_ui(ui: &mut Ui, app: &App, commands: &mut Vec<Command>) {
    let language = app.language();
    ui.horizontal(|ui| {
        let tabs = [
            (
                FilesTab::Kept,
                words::KEPT,
                Some(app.library.counts.n_sources),
            ),
            (
                FilesTab::Failed,
                words::FAILED,
                Some(app.files.failed.len()),
            ),
            (
                FilesTab::Watched,
                words::WATCHED,
                Some(app.files.watched.len()),
            ),
            (FilesTab::Backups, words::BACKUPS, None),
        ];
        for (tab, label, n) in tabs {
            let label = match n {
                Some(n) => format!("{} {n}", label.pick(language)),
                None => label.pick(language).to_owned(),
            };
            if ui.selectable_label(app.files.tab == tab, label).clicked() {
                commands.push(Command::Files(FilesWish::Show(tab)));
            }
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            threads_ui(ui, app, commands);
        });
    });
}

/// How many threads restore files.
fn threads_ui(ui: &mut Ui, app: &App, commands: &mut Vec<Command>) {
    let language = app.language();
    let name = |n: Option<NonZero<usize>>| match n {
        None => words::ALL_CORES.pick(language).to_owned(),
        Some(n) => n.to_string(),
    };
    let chosen = app.settings.import_threads;
    let n_cores = std::thread::available_parallelism().map_or(1, NonZero::get);
    let offered = std::iter::once(None).chain((1..=n_cores).map(NonZero::new));
    egui::ComboBox::from_id_salt("threads")
        .selected_text(name(chosen))
        .width(90.0)
        .show_ui(ui, |ui| {
            for n in offered {
                if ui.selectable_label(chosen == n, name(n)).clicked() {
                    commands.push(Command::Files(FilesWish::SetThreads(n)));
                }
            }
        })
        .response
        .widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, words::THREADS.pick(language)));
    let label = RichText::new(words::THREADS.pick(language)).font(fonts::sans(12.0));
    ui.label(label.color(Palette::of(ui).soft));
}

fn row_ui(ui: &mut Ui, app: &App, row: &FileRow, commands: &mut Vec<Command>) {
    let language = app.language();
    if app.files.asked == Some(row.source_id) {
        return ask_ui(ui, app, row, commands);
    }
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        let may = app.can_change_files();
        let wishes = [
            (words::REMOVE, FilesWish::Ask(row.source_id), may),
            (words::READING, FilesWish::Preview(row.source_id), may),
            (
                words::LIST,
                FilesWish::List(row.name.clone()),
                row.n_articles > 0,
            ),
        ];
        for (label, wish, is_offered) in wishes {
            if small_button(ui, label.pick(language), &row.name, is_offered) {
                commands.push(Command::Files(wish));
            }
        }
        let path = row.stamp.path.as_ref();
        let path = path.map(|path| path.display().to_string());
        two_lines(
            ui,
            &row.name,
            &words::row_line(row, language),
            path.as_deref(),
        );
    });
}

fn ask_ui(ui: &mut Ui, app: &App, row: &FileRow, commands: &mut Vec<Command>) {
    let language = app.language();
    let palette = Palette::of(ui);
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        let remove = RichText::new(words::REMOVE_IT.pick(language)).color(palette.accent);
        if ui.button(remove).clicked() {
            commands.push(Command::Files(FilesWish::Remove));
        }
        if ui.button(words::BACK.pick(language)).clicked() {
            commands.push(Command::Files(FilesWish::Back));
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let text = RichText::new(words::ask_line(Some(row), language)).font(fonts::sans(12.5));
            ui.add(egui::Label::new(text.color(palette.text).line_height(Some(18.0))).wrap());
        });
    });
}

fn failed_ui(ui: &mut Ui, app: &App, commands: &mut Vec<Command>) {
    let language = app.language();
    if app.files.failed.is_empty() {
        soft(ui, words::NO_FAILURES.pick(language));
        return;
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    ScrollArea::vertical()
        .max_height(room(ui))
        .auto_shrink([false, true])
        .show_rows(ui, ROW, app.files.failed.len(), |ui, rows| {
            for file in app.files.failed.get(rows).unwrap_or_default() {
                ui.horizontal(|ui| {
                    ui.set_height(ROW);
                    failure_ui(ui, app, file, commands);
                });
            }
        });
    ui.spacing_mut().item_spacing.y = 4.0;
    ui.add_space(6.0);
    ui.horizontal(|ui| {
        let retry = egui::Button::new(words::RETRY_ALL.pick(language));
        if ui.add_enabled(app.can_change_files(), retry).clicked() {
            commands.push(Command::Files(FilesWish::Retry(None)));
        }
        let forget = egui::Button::new(words::FORGET_ALL.pick(language));
        if ui.add_enabled(app.can_change_files(), forget).clicked() {
            commands.push(Command::Files(FilesWish::Forget(None)));
        }
    });
}

fn failure_ui(ui: &mut Ui, app: &App, file: &FailedFile, commands: &mut Vec<Command>) {
    let language = app.language();
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        let may = app.can_change_files();
        let id = Some(file.failure_id);
        let wishes = [
            (words::FORGET, FilesWish::Forget(id), may),
            (
                words::RETRY,
                FilesWish::Retry(id),
                may && file.path.is_some(),
            ),
        ];
        for (label, wish, is_offered) in wishes {
            if small_button(ui, label.pick(language), &file.name, is_offered) {
                commands.push(Command::Files(wish));
            }
        }
        let why = format!("{} · {}", language.pick(&file.why), file.failed_at);
        two_lines(ui, &file.name, &why, None);
    });
}

fn watched_ui(ui: &mut Ui, app: &App, commands: &mut Vec<Command>) {
    let language = app.language();
    soft(ui, words::WATCHED_NOTE.pick(language));
    ui.add_space(6.0);
    if app.files.watched.is_empty() {
        soft(ui, words::NO_FOLDERS.pick(language));
    }
    ScrollArea::vertical()
        .max_height(room(ui))
        .auto_shrink([false, true])
        .show(ui, |ui| {
            for folder in &app.files.watched {
                ui.horizontal(|ui| {
                    ui.set_height(30.0);
                    let name = folder.display().to_string();
                    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                        let label = words::UNWATCH.pick(language);
                        if small_button(ui, label, &name, app.is_writable()) {
                            let wish = FilesWish::Unwatch(folder.clone());
                            commands.push(Command::Files(wish));
                        }
                        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                            let text = RichText::new(&name).font(fonts::sans(14.0));
                            ui.add(egui::Label::new(text).truncate());
                        });
                    });
                });
            }
        });
}

fn backups_ui(ui: &mut Ui, app: &App, commands: &mut Vec<Command>) {
    let language = app.language();
    let palette = Palette::of(ui);
    soft(ui, words::BACKUPS_NOTE.pick(language));
    ui.add_space(6.0);
    ui.spacing_mut().item_spacing.y = 0.0;
    ScrollArea::vertical()
        .max_height(room(ui))
        .auto_shrink([false, true])
        .show(ui, |ui| {
            for backup in &app.files.backups {
                ui.horizontal(|ui| {
                    ui.set_height(ROW);
                    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                        if app.files.asked_backup.as_ref() == Some(&backup.name) {
                            let yes = words::RESTORE_IT.pick(language);
                            let yes = RichText::new(yes).color(palette.accent);
                            if ui.button(yes).clicked() {
                                commands.push(Command::Files(FilesWish::Restore));
                            }
                            if ui.button(words::CANCEL.pick(language)).clicked() {
                                commands.push(Command::Files(FilesWish::Back));
                            }
                            let ask = words::ASK_RESTORE.pick(language);
                            two_lines(ui, &backup.name, ask, None);
                            return;
                        }
                        let may = app.can_change_files() && backup.trouble.is_none();
                        let label = words::RESTORE.pick(language);
                        if small_button(ui, label, &backup.name, may) {
                            let wish = FilesWish::AskRestore(backup.name.clone());
                            commands.push(Command::Files(wish));
                        }
                        two_lines(
                            ui,
                            &backup.name,
                            &words::backup_line(backup, language),
                            None,
                        );
                    });
                });
            }
        });
    ui.spacing_mut().item_spacing.y = 4.0;
}

fn foot_ui(ui: &mut Ui, app: &App, commands: &mut Vec<Command>, wishes: &mut Wishes) {
    ui.horizontal_wrapped(|ui| {
        if ui.button(strings::CLOSE.pick(app.language())).clicked() {
            commands.push(Command::Files(FilesWish::Toggle));
        }
        let ids = [
            CommandId::ImportFiles,
            CommandId::ImportFolder,
            CommandId::SurveyFolder,
            CommandId::WatchFolder,
            CommandId::WriteArchive,
            CommandId::OpenArchive,
        ];
        for id in ids {
            let entry = entry(id);
            let button = egui::Button::new(entry.label.pick(app.language()));
            if ui.add_enabled((entry.is_offered)(app), button).clicked() {
                wishes.push(id);
            }
        }
    });
}

fn soft(ui: &mut Ui, text: &str) {
    let color = Palette::of(ui).soft;
    let text = RichText::new(text).font(fonts::sans(13.0)).color(color);
    ui.label(text.line_height(Some(21.0)));
}

/// A button of a row; whoever hears it learns of which row it is.
fn small_button(ui: &mut Ui, label: &str, of: &str, is_offered: bool) -> bool {
    let text = RichText::new(label).font(fonts::sans(12.0));
    let button = egui::Button::new(text.color(Palette::of(ui).soft));
    let button = ui.add_enabled(is_offered, button);
    button.widget_info(|| WidgetInfo::labeled(Role::Button, is_offered, format!("{label} {of}")));
    button.clicked()
}

/// A name above what is known of it, in what room there is.
fn two_lines(ui: &mut Ui, name: &str, about: &str, whole: Option<&str>) {
    let palette = Palette::of(ui);
    ui.with_layout(Layout::top_down(Align::Min), |ui| {
        ui.add_space(4.0);
        let text = RichText::new(name)
            .font(fonts::sans(14.0))
            .color(palette.text);
        let label = ui.add(egui::Label::new(text).truncate());
        if let Some(whole) = whole {
            label.on_hover_text(whole);
        }
        let text = RichText::new(about)
            .font(fonts::sans(12.0))
            .color(palette.faint);
        ui.add(egui::Label::new(text).truncate())
            .on_hover_text(about);
    });
}
