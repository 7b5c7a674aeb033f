//! Passages with notes in the text, and the notes below it. A passage has a thick bar under its line and
//! a tint: names have thin lines and hits have none, so the form tells them apart without colour.

use super::blocks::Scene;
use super::typeset::rects_of_chars;
use super::{fonts, own_words as words};
use crate::app::{Command, OwnAsk, OwnWish};
use crate::library::{ArticleNote, WorkWish};
use crate::model::Span;
use egui::text::Galley;
use egui::{Rect, RichText, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};
use std::ops::Range;

/// Paints the passages of a block; `chars_of` gives a stretch of the article's text in its characters,
/// `place` the ground of some of them.
pub(super) fn paint_notes(
    ui: &Ui,
    scene: &Scene<'_>,
    galley: &Galley,
    chars_of: &dyn Fn(Span) -> Option<Range<usize>>,
    place: &dyn Fn(Rect) -> Rect,
) {
    let (bar, ground) = scene.palette.note;
    for note in &scene.article.work.notes {
        let is_open = scene.app.own.ask == Some(OwnAsk::Note(note.note.note_id));
        for chars in note.spans.iter().filter_map(|span| chars_of(*span)) {
            for rect in rects_of_chars(galley, chars) {
                let rect = place(rect);
                ui.painter().rect_filled(rect, 0.0, ground);
                let width = if is_open { 4.0 } else { 2.5 };
                ui.painter()
                    .hline(rect.x_range(), rect.bottom() + 0.5, (width, bar));
            }
        }
    }
}

/// The notes of the article, below it.
pub(super) fn notes_ui(ui: &mut Ui, scene: &Scene<'_>, commands: &mut Vec<Command>) {
    let notes = &scene.article.work.notes;
    if notes.is_empty() {
        return;
    }
    let language = scene.app.language();
    ui.add_space(26.0);
    let top = ui.cursor().top();
    let room = Rect::from_min_size(pos2(scene.left, top), vec2(scene.width, 0.0));
    let mut column = ui.new_child(egui::UiBuilder::new().max_rect(room));
    column.set_max_width(scene.width);
    column.label(
        RichText::new(words::NOTES.pick(language))
            .font(fonts::sans_bold(13.5))
            .color(scene.palette.soft),
    );
    for note in notes {
        column.add_space(10.0);
        note_ui(&mut column, scene, note, commands);
    }
    let height = column.min_rect().height();
    ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
}

fn note_ui(ui: &mut Ui, scene: &Scene<'_>, note: &ArticleNote, commands: &mut Vec<Command>) {
    let language = scene.app.language();
    let palette = scene.palette;
    let top = ui.cursor().top();
    ui.horizontal(|ui| {
        ui.add_space(14.0);
        ui.vertical(|ui| {
            ui.set_width(scene.width - 20.0);
            if !note.note.quote.is_empty() {
                let quote = RichText::new(one_line(&note.note.quote))
                    .font(fonts::song(14.0))
                    .color(palette.soft);
                let quote = ui.add(egui::Label::new(quote).truncate().sense(Sense::click()));
                quote.widget_info(|| {
                    WidgetInfo::labeled(Role::Link, true, one_line(&note.note.quote))
                });
                if let (true, Some(span)) = (quote.clicked(), note.spans.first()) {
                    commands.push(Command::ShowText(*span));
                }
            }
            if !note.note.text.is_empty() {
                let text = RichText::new(&note.note.text)
                    .font(fonts::sans(14.0))
                    .color(palette.text)
                    .line_height(Some(22.0));
                ui.add(egui::Label::new(text).wrap().selectable(true));
            }
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 2.0;
                ui.spacing_mut().button_padding = vec2(4.0, 1.0);
                let small = |text: &str| {
                    RichText::new(text)
                        .font(fonts::sans(12.0))
                        .color(palette.faint)
                };
                ui.label(small(&note.note.made_at));
                ui.add_space(8.0);
                if !scene.app.is_writable() {
                    return;
                }
                if ui.button(small(words::EDIT.pick(language))).clicked() {
                    let ask = OwnAsk::Note(note.note.note_id);
                    commands.push(Command::Own(OwnWish::Ask(ask)));
                }
                if ui.button(small(words::DELETE.pick(language))).clicked() {
                    let wish = WorkWish::DeleteNote(note.note.note_id);
                    commands.push(Command::Own(OwnWish::Do(wish)));
                }
            });
        });
    });
    let color = if note.note.quote.is_empty() {
        palette.rule
    } else {
        palette.note.0
    };
    ui.painter().vline(
        scene.left + 2.0,
        top..=ui.min_rect().bottom(),
        Stroke::new(2.5, color),
    );
}

/// A passage in one line.
pub(super) fn one_line(text: &str) -> String {
    text.replace('\n', " ")
}
