//! Lines under the names in a text.

use crate::model::EntityKind;
use egui::{Color32, Shape, Stroke, Ui, pos2};

/// The underline's form tells the kinds apart without colour.
pub(super) fn paint_underline(
    ui: &Ui,
    kind: EntityKind,
    x: std::ops::RangeInclusive<f32>,
    y: f32,
    color: Color32,
    is_strong: bool,
) {
    let width = if is_strong { 2.0 } else { 1.0 };
    let y = y.round() + 0.5;
    let ends = [pos2(*x.start(), y), pos2(*x.end(), y)];
    match kind {
        EntityKind::Person => {
            ui.painter().hline(x, y, Stroke::new(width, color));
        }
        EntityKind::Organization | EntityKind::Project => {
            ui.painter().extend(Shape::dashed_line(
                &ends,
                Stroke::new(width, color),
                4.0,
                2.5,
            ));
        }
        EntityKind::Place | EntityKind::Facility => {
            ui.painter()
                .extend(Shape::dotted_line(&ends, color, 3.0, 0.5 + 0.3 * width));
        }
        EntityKind::Date | EntityKind::Quantity => {
            ui.painter()
                .hline(x.clone(), y - 1.5, Stroke::new(width * 0.75, color));
            ui.painter()
                .hline(x, y + 1.0, Stroke::new(width * 0.75, color));
        }
    }
}
