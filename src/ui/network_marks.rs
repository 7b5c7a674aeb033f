//! The forms of nodes: each kind has its own, for those who do not see the colours.

use crate::model::EntityKind;
use egui::{Color32, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, Vec2, vec2};

/// Draws a node: a circle is a person, a square a body, a diamond a project, a triangle a site, a
/// triangle on its tip, as a pin on a map, a place.
pub(super) fn paint_mark(
    painter: &Painter,
    kind: EntityKind,
    at: Pos2,
    radius: f32,
    fill: Color32,
    stroke: Stroke,
) {
    // All forms look equally large.
    let corners: &[Vec2] = match kind {
        EntityKind::Person | EntityKind::Date | EntityKind::Quantity => {
            painter.circle(at, radius, fill, stroke);
            return;
        }
        EntityKind::Organization => {
            let side = Vec2::splat(radius * 1.76);
            let rect = Rect::from_center_size(at, side);
            painter.rect(rect, 1.0, fill, stroke, StrokeKind::Middle);
            return;
        }
        EntityKind::Project => &[
            vec2(0.0, -1.25),
            vec2(1.25, 0.0),
            vec2(0.0, 1.25),
            vec2(-1.25, 0.0),
        ],
        EntityKind::Facility => &[vec2(0.0, -1.25), vec2(1.2, 0.9), vec2(-1.2, 0.9)],
        EntityKind::Place => &[vec2(0.0, 1.25), vec2(-1.2, -0.9), vec2(1.2, -0.9)],
    };
    let corners = corners.iter().map(|corner| at + *corner * radius);
    painter.add(Shape::convex_polygon(corners.collect(), fill, stroke));
}
