//! What the reader said of an article, as quiet chips with colour and name: under the headline, and in
//! the rows of the list.

use super::blocks::Scene;
use super::{fonts, own_words as words, theme::Palette};
use crate::app::{App, Command, Filter, OwnAsk, OwnWish};
use crate::library::{Own, RowWork};
use crate::model::{Label, LabelKind, Status};
use egui::{
    Align2, Color32, CornerRadius, Rect, Response, RichText, Role, Sense, StrokeKind, Ui,
    WidgetInfo, pos2, vec2,
};
use std::ops::RangeInclusive;

/// Height of a chip, in points.
const CHIP: f32 = 20.0;
/// Characters of a label that a row of the list shows.
const N_ROW_CHARS: usize = 6;
/// Labels that a row of the list shows.
const N_ROW_LABELS: usize = 2;

/// The form beside the name tells tags from collections without colour.
pub(super) fn paint_sign(
    painter: &egui::Painter,
    center: egui::Pos2,
    kind: LabelKind,
    color: Color32,
) {
    match kind {
        LabelKind::Tag => {
            painter.circle_filled(center, 3.5, color);
        }
        LabelKind::Collection => {
            let body = Rect::from_center_size(center + vec2(0.0, 0.7), vec2(8.5, 6.0));
            painter.rect_filled(body, 1.0, color);
            let tab = Rect::from_min_size(body.left_top() - vec2(0.0, 1.8), vec2(4.2, 2.4));
            painter.rect_filled(tab, CornerRadius::same(1), color);
        }
    }
}

/// A status as it is drawn: an empty, a half and a full circle.
pub(super) fn paint_status(
    painter: &egui::Painter,
    center: egui::Pos2,
    status: Status,
    color: Color32,
) {
    painter.circle_stroke(center, 4.0, (1.2, color));
    match status {
        Status::ToCheck => {}
        Status::Seen => {
            let half = Rect::from_min_max(center - vec2(4.0, 4.0), center + vec2(0.0, 4.0));
            painter
                .with_clip_rect(painter.clip_rect().intersect(half))
                .circle_filled(center, 4.0, color);
        }
        Status::ToUse => {
            painter.circle_filled(center, 4.0, color);
        }
    }
}

/// A chip with a label's name.
fn chip_ui(ui: &mut Ui, label: &Label, palette: &Palette) -> Response {
    let galley = ui
        .painter()
        .layout_no_wrap(label.name.clone(), fonts::sans(12.0), palette.text);
    let size = vec2(galley.size().x + 25.0, CHIP);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &label.name));
    let is_lit = response.hovered() || response.has_focus();
    let edge = if is_lit { palette.soft } else { palette.rule };
    ui.painter()
        .rect_stroke(rect, 4.0, (1.0, edge), StrokeKind::Inside);
    let sign = pos2(rect.left() + 11.0, rect.center().y);
    paint_sign(ui.painter(), sign, label.kind, palette.label(label.colour));
    let at = pos2(rect.left() + 19.0, rect.center().y - galley.size().y * 0.5);
    ui.painter().galley(at, galley, palette.text);
    response
}

/// Status, labels, and the ways to more of them.
pub(super) fn own_line_ui(ui: &mut Ui, scene: &Scene<'_>, commands: &mut Vec<Command>) {
    let (app, article) = (scene.app, scene.article);
    let work = &article.work;
    let is_bare = work.status.is_none() && work.labels.is_empty();
    if is_bare && !app.is_writable() {
        return;
    }
    ui.add_space(2.0);
    let top = ui.cursor().top();
    let room = Rect::from_min_size(pos2(scene.left, top), vec2(scene.width, CHIP));
    let mut line = ui.new_child(egui::UiBuilder::new().max_rect(room));
    line.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 4.0);
        ui.spacing_mut().button_padding = vec2(5.0, 1.0);
        ui.spacing_mut().interact_size.y = CHIP;
        status_ui(ui, scene, commands);
        for label in work.labels.iter().filter_map(|id| app.label(*id)) {
            let language = app.language();
            let chip = chip_ui(ui, label, scene.palette);
            let how = words::FILTER_HOW.pick(language);
            if chip.on_hover_text(how).clicked() {
                let own = Own::Label(label.kind, label.name.clone());
                commands.push(Command::ToggleFilter(Filter::own(own, false)));
            }
        }
        if app.is_writable() {
            ways_ui(ui, scene, commands);
        }
    });
    let height = line.min_rect().height().max(CHIP);
    ui.allocate_exact_size(vec2(ui.available_width(), height + 2.0), Sense::hover());
}

fn quiet(text: &str, palette: &Palette) -> RichText {
    RichText::new(text)
        .font(fonts::sans(12.0))
        .color(palette.soft)
}

/// The status, as a menu of all.
fn status_ui(ui: &mut Ui, scene: &Scene<'_>, commands: &mut Vec<Command>) {
    let (app, palette) = (scene.app, scene.palette);
    let language = app.language();
    let status = scene.article.work.status;
    if !app.is_writable() && status.is_none() {
        return;
    }
    let name = status.map_or(words::STATUS.pick(language), |s| words::status(s, language));
    let text = match status {
        // Room for the sign.
        Some(_) => RichText::new(format!("      {name}"))
            .font(fonts::sans(12.0))
            .color(palette.text),
        None => quiet(&format!("＋{name}"), palette),
    };
    let menu = ui.menu_button(text, |ui| {
        ui.set_min_width(120.0);
        for of in Status::ALL {
            let is_on = status == Some(of);
            if ui.radio(is_on, words::status(of, language)).clicked() {
                if !is_on {
                    commands.push(Command::Own(OwnWish::Status(of)));
                }
                ui.close();
            }
        }
        let none = ui.radio(status.is_none(), words::NO_STATUS.pick(language));
        if none.clicked() {
            commands.extend(status.map(|of| Command::Own(OwnWish::Status(of))));
            ui.close();
        }
    });
    if let Some(of) = status {
        let at = menu.response.rect.left_center() + vec2(12.0, 0.0);
        paint_status(ui.painter(), at, of, palette.text);
    }
    menu.response.on_hover_text("Q / W / Y");
}

fn ways_ui(ui: &mut Ui, scene: &Scene<'_>, commands: &mut Vec<Command>) {
    let language = scene.app.language();
    for (text, key, wish) in [
        (
            words::TAGS,
            "L",
            OwnWish::Ask(OwnAsk::Labels(LabelKind::Tag)),
        ),
        (
            words::COLLECTIONS,
            "B",
            OwnWish::Ask(OwnAsk::Labels(LabelKind::Collection)),
        ),
        (words::ADD_NOTE, "A", OwnWish::AskNote),
    ] {
        let name = text.pick(language);
        let button = ui.button(quiet(&format!("＋{name}"), scene.palette));
        button.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
        if button.on_hover_text(key).clicked() {
            commands.push(Command::Own(wish));
        }
    }
}

/// The labels that a row of the list has room for.
fn row_labels<'a>(app: &'a App, work: &'a RowWork) -> impl Iterator<Item = &'a Label> {
    let labels = work.labels.iter().filter_map(|id| app.label(*id));
    labels.take(N_ROW_LABELS)
}

fn shortened(name: &str) -> String {
    let mut short: String = name.chars().take(N_ROW_CHARS).collect();
    if short.len() < name.len() {
        short.push('…');
    }
    short
}

/// About how wide it is in a row, in points.
pub(super) fn row_work_width(app: &App, work: &RowWork) -> f32 {
    let of_labels = row_labels(app, work).map(|label| {
        let n_chars = label.name.chars().count().min(N_ROW_CHARS + 1);
        n_chars as f32 * 11.0 + 18.0
    });
    let status = work.status.map_or(0.0, |_| 16.0);
    of_labels.sum::<f32>() + status + if work.n_notes > 0 { 16.0 } else { 0.0 }
}

/// Paints it in a row, as far as there is room.
pub(super) fn row_work_ui(
    painter: &egui::Painter,
    app: &App,
    palette: &Palette,
    work: &RowWork,
    (x, y): (RangeInclusive<f32>, f32),
) {
    let (mut at, end) = (*x.start(), *x.end());
    if let Some(status) = work.status
        && at + 14.0 < end
    {
        paint_status(painter, pos2(at + 5.0, y), status, palette.soft);
        at += 16.0;
    }
    if work.n_notes > 0 && at + 14.0 < end {
        let sheet = Rect::from_center_size(pos2(at + 5.0, y), vec2(8.0, 10.0));
        painter.rect_stroke(sheet, 1.0, (1.0, palette.note.0), StrokeKind::Inside);
        for line in [-2.0, 1.0] {
            let x = sheet.left() + 2.0..=sheet.right() - 2.0;
            painter.hline(x, y + line, (1.0, palette.note.0));
        }
        at += 16.0;
    }
    for label in row_labels(app, work) {
        let name = shortened(&label.name);
        let galley = painter.layout_no_wrap(name, fonts::sans(11.0), palette.soft);
        let width = galley.size().x;
        if at + 11.0 + width > end {
            break;
        }
        let color = palette.label(label.colour);
        paint_sign(painter, pos2(at + 4.0, y), label.kind, color);
        painter.galley(
            pos2(at + 11.0, y - galley.size().y * 0.5),
            galley,
            palette.soft,
        );
        at += width + 20.0;
    }
}

/// The same in words, for those who cannot see it.
pub(super) fn row_work_words(app: &App, work: &RowWork) -> String {
    let language = app.language();
    let mut said = String::new();
    let status = work.status.map(|of| words::status(of, language).to_owned());
    let labels = work.labels.iter().filter_map(|id| app.label(*id));
    let labels = labels.map(|label| label.name.clone());
    let notes = (work.n_notes > 0).then(|| words::n_notes(work.n_notes, language));
    for one in status.into_iter().chain(labels).chain(notes) {
        said.push_str(&format!("（{one}）"));
    }
    said
}

/// A row with a label's sign, its name, and whether it is on.
pub(super) fn label_row_ui(ui: &mut Ui, label: &Label, is_on: bool, palette: &Palette) -> Response {
    let size = vec2(ui.available_width(), 26.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, is_on, &label.name));
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, 4.0, palette.selected);
    }
    let y = rect.center().y;
    if is_on {
        let corner = pos2(rect.left() + 13.0, y + 3.5);
        let line = (1.6, palette.accent);
        ui.painter()
            .line_segment([corner - vec2(4.0, 4.0), corner], line);
        ui.painter()
            .line_segment([corner, corner + vec2(6.5, -7.5)], line);
    }
    let color = palette.label(label.colour);
    paint_sign(ui.painter(), pos2(rect.left() + 32.0, y), label.kind, color);
    let at = pos2(rect.left() + 42.0, y);
    let font = fonts::sans(13.5);
    ui.painter()
        .text(at, Align2::LEFT_CENTER, &label.name, font, palette.text);
    response
}
