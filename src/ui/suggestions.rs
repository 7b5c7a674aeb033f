//! What drops down under the search box while one types. It never takes the caret: keys stay with
//! the box, and a press on a row does not count as one outside it.

use super::article_list::snippet_job;
use super::{fonts, strings, theme::Palette};
use crate::app::{App, Command, Language};
use crate::library::NameKind;
use crate::library::{Suggestion, SuggestionKind};
use crate::model::EntityKind;
use egui::{
    Align2, Area, Color32, Id, LayerId, Order, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2,
};

const ROW_HEIGHT: f32 = 28.0;
const MARGIN: f32 = 12.0;
/// Room for what a row is, and for its number.
const KIND_WIDTH: f32 = 46.0;
const COUNT_WIDTH: f32 = 84.0;
/// A foot with the keys.
const FOOT_HEIGHT: f32 = 24.0;

fn layer() -> LayerId {
    LayerId::new(Order::Foreground, Id::unique("suggestions"))
}

/// Is the pointer on it?
pub(super) fn is_under_pointer(ui: &Ui) -> bool {
    let ctx = ui.ctx();
    let place = ctx.pointer_interact_pos();
    place.and_then(|at| ctx.layer_id_at(at)) == Some(layer())
}

/// Draws the rows below a line, from the search box's left on.
pub(super) fn suggestions_ui(ui: &Ui, at: Rect, app: &App, commands: &mut Vec<Command>) {
    let palette = Palette::of(ui);
    let rows = &app.suggest.rows;
    let size = vec2(
        at.width().max(320.0),
        ROW_HEIGHT * rows.len() as f32 + FOOT_HEIGHT + 8.0,
    );
    Area::new(layer().id)
        .order(Order::Foreground)
        .fixed_pos(at.left_bottom())
        .constrain(true)
        .show(ui.ctx(), |ui| {
            let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
            ui.painter()
                .add(ui.visuals().popup_shadow.as_shape(rect, 6.0));
            ui.painter().rect(
                rect,
                6.0,
                palette.raised,
                (1.0, palette.rule),
                egui::StrokeKind::Inside,
            );
            for (idx, row) in rows.iter().enumerate() {
                let top = rect.top() + 4.0 + ROW_HEIGHT * idx as f32;
                let place = Rect::from_min_size(
                    pos2(rect.left() + 1.0, top),
                    vec2(rect.width() - 2.0, ROW_HEIGHT),
                );
                row_ui(ui, place, idx, row, app, commands);
            }
            ui.painter().text(
                pos2(
                    rect.left() + MARGIN,
                    rect.bottom() - FOOT_HEIGHT * 0.5 - 2.0,
                ),
                Align2::LEFT_CENTER,
                strings::SUGGEST_KEYS.pick(app.language()),
                fonts::sans(11.0),
                palette.faint,
            );
        });
}

fn row_ui(
    ui: &Ui,
    rect: Rect,
    idx: usize,
    row: &Suggestion,
    app: &App,
    commands: &mut Vec<Command>,
) {
    let palette = Palette::of(ui);
    let language = app.language();
    let response = ui.interact(rect, layer().id.with(idx), Sense::click());
    let is_chosen = app.suggest.chosen == Some(idx);
    let (kind, color) = kind_of(row.kind, language, palette);
    let count = row.n_articles.map(|n| strings::n_articles(n, language));
    let aside = count.clone().unwrap_or_default();
    response.widget_info(|| {
        let label = format!("{kind} {} {aside}", row.label.text);
        WidgetInfo::selected(Role::ListBoxOption, true, is_chosen, label.trim())
    });
    if response.clicked() {
        commands.push(Command::TakeSuggestion(idx));
    }
    let painter = ui.painter_at(rect);
    if is_chosen || response.hovered() {
        let ground = if is_chosen {
            palette.selected
        } else {
            palette.selected.gamma_multiply(0.5)
        };
        painter.rect_filled(rect, 0.0, ground);
    }
    if is_chosen {
        let edge = rect.with_max_x(rect.left() + 3.0);
        painter.rect_filled(edge, 0.0, palette.accent);
    }
    let y = rect.center().y;
    let text = |x: f32, align: Align2, text: &str, size: f32, color: Color32| {
        painter.text(pos2(x, y), align, text, fonts::sans(size), color)
    };
    text(rect.left() + MARGIN, Align2::LEFT_CENTER, kind, 11.0, color);
    let left = rect.left() + MARGIN + KIND_WIDTH;
    let width = rect.right() - MARGIN - COUNT_WIDTH - left;
    let job = snippet_job(
        &row.label,
        fonts::sans(14.0),
        palette.text,
        palette.hit,
        width,
        1,
        20.0,
    );
    let galley = ui.fonts_mut(|f| f.layout_job(job));
    let after = left + galley.size().x + 14.0;
    painter.galley(pos2(left, y - galley.size().y * 0.5), galley, palette.text);
    let right = rect.right() - MARGIN;
    match &count {
        Some(count) => text(right, Align2::RIGHT_CENTER, count, 12.0, palette.soft),
        None => text(
            after,
            Align2::LEFT_CENTER,
            language.pick(&row.example),
            12.0,
            palette.faint,
        ),
    };
}

/// What a row is, and the colour of that.
pub(super) fn kind_of(
    kind: SuggestionKind,
    language: Language,
    palette: &Palette,
) -> (&'static str, Color32) {
    let entity = match kind {
        SuggestionKind::Name(NameKind::Person) => EntityKind::Person,
        SuggestionKind::Name(NameKind::Organization) => EntityKind::Organization,
        SuggestionKind::Name(NameKind::Place) => EntityKind::Place,
        SuggestionKind::Name(NameKind::Facility) => EntityKind::Facility,
        SuggestionKind::Name(NameKind::Project) => EntityKind::Project,
        _ => return (strings::suggestion(kind).pick(language), palette.soft),
    };
    let name = strings::suggestion(kind).pick(language);
    (name, palette.line(entity))
}
