//! What the sections at the end of the side panel are made of: a heading under a rule, and rows of
//! several lines to click on.

use super::{fonts, theme::Palette};
use egui::text::LayoutJob;
use egui::{Align2, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

/// What stands free at both sides, in points.
pub(super) const MARGIN: f32 = 14.0;

/// Draws a section's heading.
pub(super) fn section_head_ui(ui: &mut Ui, title: &str) -> Response {
    let palette = Palette::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 34.0), Sense::hover());
    ui.painter()
        .hline(rect.x_range(), rect.top() + 2.0, (1.0, palette.rule));
    ui.painter().text(
        pos2(rect.left() + MARGIN, rect.top() + 20.0),
        Align2::LEFT_CENTER,
        title,
        fonts::sans(12.5),
        palette.soft,
    );
    response
}

/// Draws a row that unfolds more, or leads to all.
pub(super) fn more_ui(ui: &mut Ui, label: &str) -> Response {
    let palette = Palette::of(ui);
    let size = vec2(ui.available_width(), 24.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, label));
    let color = if response.hovered() || response.has_focus() {
        palette.accent
    } else {
        palette.soft
    };
    let at = rect.left_center() + vec2(MARGIN, 0.0);
    ui.painter()
        .text(at, Align2::LEFT_CENTER, label, fonts::sans(12.0), color);
    response
}

/// Draws lines one below the other as one row, which has a name for those who do not see it.
pub(super) fn row_ui(
    ui: &mut Ui,
    lines: impl IntoIterator<Item = LayoutJob>,
    role: Role,
    name: &str,
) -> Response {
    let palette = Palette::of(ui);
    let galleys: Vec<_> = lines
        .into_iter()
        .map(|job| ui.fonts_mut(|fonts| fonts.layout_job(job)))
        .collect();
    let height: f32 = galleys.iter().map(|galley| galley.size().y + 1.0).sum();
    let size = vec2(ui.available_width(), height + 9.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(role, true, name));
    if response.hovered() || response.has_focus() {
        ui.painter()
            .rect_filled(rect, 0.0, palette.selected.gamma_multiply(0.6));
    }
    let mut at = rect.min + vec2(MARGIN, 4.0);
    for galley in galleys {
        let height = galley.size().y + 1.0;
        ui.painter().galley(at, galley, palette.text);
        at.y += height;
    }
    response
}
