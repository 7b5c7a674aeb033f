//! The ribbon at the article's scroll bar: where its hits stand in the whole of it.

use super::{strings, theme::Palette};
use crate::app::{App, Command};
use egui::{Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

/// Hits nearer to each other than this, in points, share a mark.
const NEAREST: f32 = 2.0;

/// Draws a mark for each hit, given by its number and its place as a share of the height; the one
/// that one stands at is the strong one. A click goes there.
pub(super) fn ribbon_ui(
    ui: &Ui,
    app: &App,
    pane: Rect,
    marks: &[(usize, f32)],
    commands: &mut Vec<Command>,
) {
    let palette = Palette::of(ui);
    let n_hits = app.n_hits();
    let mut last = f32::NEG_INFINITY;
    for &(idx, share) in marks {
        let y = pane.top() + 4.0 + share * (pane.height() - 8.0);
        let is_here = app.hit_idx == Some(idx);
        if !is_here && (y - last).abs() < NEAREST {
            continue;
        }
        last = y;
        let around = Rect::from_center_size(pos2(pane.right() - 9.0, y), vec2(18.0, 7.0));
        let response = ui.interact(around, ui.scope_id().with(("hit", idx)), Sense::click());
        let label = strings::hit_line(idx + 1, n_hits, app.language());
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_here, &label));
        if response.clicked() {
            commands.push(Command::GoToHit(idx));
        }
        let is_wide = is_here || response.hovered();
        let (width, height) = if is_wide { (13.0, 2.0) } else { (7.0, 1.25) };
        let rect = Rect::from_min_max(
            pos2(pane.right() - width - 3.0, y - height),
            pos2(pane.right() - 3.0, y + height),
        );
        let color = if is_wide {
            palette.accent
        } else {
            palette.accent.gamma_multiply(0.75)
        };
        ui.painter().rect_filled(rect, 1.0, color);
        response.on_hover_text(label);
    }
}
