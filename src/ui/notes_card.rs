//! All notes, over the panes: looked through, opened at their passages, deleted.

use super::batch_card::field_frame;
use super::composing::Composing;
use super::passages::one_line;
use super::{fonts, own_words as words, strings, theme::Palette};
use crate::app::{App, Command, OwnWish};
use crate::library::{NoteRow, WorkWish};
use egui::{
    Align, Frame, Id, Key, Layout, Margin, RichText, Role, ScrollArea, Sense, TextEdit, Ui,
    WidgetInfo, vec2,
};

const WIDTH: f32 = 720.0;

/// The card's own state.
#[derive(Debug, Default)]
pub(super) struct NotesCard {
    /// What is typed, an unfinished composition included.
    draft: String,
    composing: Composing,
    was_shown: bool,
    /// Is something typed there?
    pub(super) has_focus: bool,
}

impl NotesCard {
    /// Draws the card, when it is open.
    pub(super) fn ui(&mut self, ui: &Ui, app: &App, commands: &mut Vec<Command>) {
        self.has_focus = false;
        if !app.own.shows_notes {
            *self = Self::default();
            return;
        }
        let takes_focus = !std::mem::replace(&mut self.was_shown, true);
        let language = app.language();
        let palette = Palette::of(ui);
        let frame = Frame::window(ui.style())
            .inner_margin(Margin::same(24))
            .fill(palette.raised);
        let modal = egui::Modal::new(Id::unique("notes"))
            .frame(frame)
            .show(ui.ctx(), |ui| {
                ui.set_width(WIDTH.min(ui.ctx().content_rect().width() - 80.0));
                ui.label(
                    RichText::new(words::ALL_NOTES.pick(language))
                        .font(fonts::song_bold(18.0))
                        .color(palette.text),
                );
                ui.add_space(6.0);
                self.field_ui(ui, app, takes_focus, commands);
                ui.add_space(6.0);
                list_ui(ui, app, commands);
                ui.add_space(10.0);
                if ui.button(strings::CLOSE.pick(language)).clicked() {
                    commands.push(Command::Own(OwnWish::ToggleNotes));
                }
            });
        // Escape goes through the table of commands.
        if modal.backdrop_response.clicked() && !ui.input(|i| i.key_pressed(Key::Escape)) {
            commands.push(Command::Own(OwnWish::ToggleNotes));
        }
    }

    fn field_ui(&mut self, ui: &mut Ui, app: &App, takes_focus: bool, commands: &mut Vec<Command>) {
        let hint = words::FIND_NOTE.pick(app.language());
        let field = ui.add(
            TextEdit::singleline(&mut self.draft)
                .id(Id::unique("part of a note"))
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
        if !is_composing && self.draft != app.own.part {
            commands.push(Command::Own(OwnWish::FindNotes(self.draft.clone())));
        }
    }
}

fn list_ui(ui: &mut Ui, app: &App, commands: &mut Vec<Command>) {
    let language = app.language();
    let palette = Palette::of(ui);
    let soft = |text: &str| {
        RichText::new(text)
            .font(fonts::sans(13.0))
            .color(palette.soft)
            .line_height(Some(21.0))
    };
    let room = (ui.ctx().content_rect().height() - 270.0).max(90.0);
    let Some(found) = &app.own.notes else {
        ui.label(soft(strings::SEARCHING.pick(language)));
        return;
    };
    if found.total == 0 {
        let none = if app.own.part.trim().is_empty() {
            words::NO_NOTES
        } else {
            strings::NO_MATCH
        };
        ui.label(soft(none.pick(language)));
        return;
    }
    ScrollArea::vertical()
        .auto_shrink([false, true])
        .max_height(room)
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 3.0;
            for (idx, row) in found.rows.iter().enumerate() {
                row_ui(ui, app, idx, row, commands);
            }
            let n_left = found.total - found.rows.len();
            if n_left > 0 {
                ui.label(soft(&words::notes_left(n_left, language)));
            }
        });
}

fn row_ui(ui: &mut Ui, app: &App, idx: usize, row: &NoteRow, commands: &mut Vec<Command>) {
    let language = app.language();
    let palette = Palette::of(ui);
    let width = ui.available_width();
    let ground = ui.painter().add(egui::Shape::Noop);
    let inside = ui.scope(|ui| {
        ui.set_width(width);
        ui.add_space(6.0);
        let said =
            |text: &str, size, color| RichText::new(text).font(fonts::sans(size)).color(color);
        if !row.note.text.is_empty() {
            let text = said(&row.note.text, 14.0, palette.text).line_height(Some(21.0));
            ui.add(egui::Label::new(text).wrap());
        }
        if !row.note.quote.is_empty() {
            let quote = RichText::new(format!("“{}”", one_line(&row.note.quote)))
                .font(fonts::song(14.0))
                .color(palette.soft);
            ui.add(egui::Label::new(quote).truncate());
        }
        ui.horizontal(|ui| {
            ui.set_height(20.0);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.spacing_mut().button_padding = vec2(4.0, 1.0);
                // Above the row, which takes the clicks around it.
                ui.add_space(52.0);
                ui.label(said(&row.note.made_at, 12.0, palette.faint));
                if !row.is_here {
                    ui.label(said(words::GONE.pick(language), 12.0, palette.accent));
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    let date = row.date.map(|date| format!("{date}  ")).unwrap_or_default();
                    let about = format!("{date}{}", row.headline);
                    ui.add(egui::Label::new(said(&about, 12.5, palette.soft)).truncate());
                });
            });
        });
        ui.add_space(6.0);
    });
    let rect = inside.response.rect;
    let id = ui.scope_id().with(("note", row.note.note_id));
    let open = ui.interact(rect, id, Sense::click());
    let label = if row.note.text.is_empty() {
        one_line(&row.note.quote)
    } else {
        row.note.text.clone()
    };
    open.widget_info(|| WidgetInfo::labeled(Role::Button, row.is_here, &label));
    if open.hovered() || open.has_focus() {
        // Under the words, which are painted already.
        let shape = egui::Shape::rect_filled(rect, 4.0, palette.selected.gamma_multiply(0.6));
        ui.painter().set(ground, shape);
    }
    if open.clicked() {
        commands.push(Command::Own(OwnWish::OpenNote(idx)));
    }
    ui.painter()
        .hline(rect.x_range(), rect.bottom() + 1.0, (1.0, palette.rule));
    if app.is_writable() {
        let delete = words::DELETE.pick(language);
        let text = RichText::new(delete)
            .font(fonts::sans(12.0))
            .color(palette.soft);
        let at =
            egui::Rect::from_min_size(rect.right_bottom() - vec2(46.0, 31.0), vec2(44.0, 20.0));
        let button = ui.put(at, egui::Button::new(text));
        button.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{delete} {label}")));
        if button.clicked() {
            let wish = WorkWish::DeleteNote(row.note.note_id);
            commands.push(Command::Own(OwnWish::Do(wish)));
        }
    }
}
