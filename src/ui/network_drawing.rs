//! What a network looks like: ties, nodes, names; what the reader is on stands out with its
//! neighbours, the rest steps back.

use super::network_labels::{Spot, place_labels};
use super::network_marks::paint_mark;
use super::{fonts, theme::Palette};
use crate::app::NetworkChoice;
use crate::library::{Network, NetworkNode};
use egui::{Align2, Color32, Painter, Rect, Stroke, Vec2, vec2};

/// The size of names.
pub(super) const LABEL: f32 = 12.5;
const SUBJECT_LABEL: f32 = 15.0;
/// What is left of the colour of what steps back.
const FAINT: f32 = 0.22;

/// How much something stands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Weight {
    Strong,
    Usual,
    Faint,
}

/// What one frame is drawn from.
pub(super) struct Drawing<'a> {
    pub(super) network: &'a Network,
    pub(super) palette: &'static Palette,
    pub(super) painter: Painter,
    pub(super) spots: Vec<Spot>,
    pub(super) hot: Option<NetworkChoice>,
    pub(super) chosen: Option<NetworkChoice>,
    pub(super) focused: Option<usize>,
    pub(super) is_near: Vec<bool>,
}

/// What stands beside a node.
pub(super) fn label(node: &NetworkNode, idx: usize) -> String {
    if idx == 0 {
        node.name.clone()
    } else {
        node.short_name()
    }
}

/// The face of a node's name.
pub(super) fn font(idx: usize) -> egui::FontId {
    if idx == 0 {
        fonts::song_bold(SUBJECT_LABEL)
    } else {
        fonts::sans(LABEL)
    }
}

/// Which nodes stand out with what the reader is on.
pub(super) fn near(network: &Network, hot: Option<NetworkChoice>) -> Vec<bool> {
    let mut near = vec![false; network.nodes.len()];
    let mut mark = |idx: usize| {
        if let Some(near) = near.get_mut(idx) {
            *near = true;
        }
    };
    match hot {
        Some(NetworkChoice::Node(node)) => {
            mark(node);
            let edges = network.edges.iter();
            edges.filter_map(|edge| edge.other(node)).for_each(mark);
        }
        Some(NetworkChoice::Edge(edge)) => {
            if let Some(edge) = network.edges.get(edge) {
                mark(edge.ends.0);
                mark(edge.ends.1);
            }
        }
        None => {}
    }
    near
}

impl Drawing<'_> {
    fn weight(&self, idx: usize) -> Weight {
        match (self.hot, self.is_near.get(idx)) {
            (None, _) => Weight::Usual,
            (Some(_), Some(true)) => Weight::Strong,
            (Some(_), _) => Weight::Faint,
        }
    }

    /// Does a tie stand out?
    fn edge_weight(&self, idx: usize, ends: (usize, usize)) -> Weight {
        match self.hot {
            None => Weight::Usual,
            Some(NetworkChoice::Edge(hot)) if hot == idx => Weight::Strong,
            Some(NetworkChoice::Node(hot)) if ends.0 == hot || ends.1 == hot => Weight::Strong,
            Some(_) => Weight::Faint,
        }
    }

    pub(super) fn paint_edges(&self) {
        let most = self.network.edges.first();
        let most = most.map_or(1, |edge| edge.evidence.len()).max(1) as f32;
        // Where all are tied to the subject, that alone says little.
        let n_own = self.network.edges_of(0).count().max(1) as f32;
        let own = 0.30 * (50.0 / n_own).clamp(0.3, 1.0);
        // The strong ones stand over the weak.
        for (idx, edge) in self.network.edges.iter().enumerate().rev() {
            let spot = |idx: usize| self.spots.get(idx);
            let (Some(a), Some(b)) = (spot(edge.ends.0), spot(edge.ends.1)) else {
                continue;
            };
            let share = (edge.evidence.len() as f32 / most).sqrt();
            // What the subject has to do with others comes first.
            let is_own = edge.ends.0 == 0;
            let width = if is_own {
                0.9 + 3.1 * share
            } else {
                0.6 + 2.4 * share
            };
            let is_chosen = self.chosen == Some(NetworkChoice::Edge(idx));
            let color = match self.edge_weight(idx, edge.ends) {
                _ if is_chosen => self.palette.accent,
                Weight::Strong => self.palette.soft.gamma_multiply(0.85),
                Weight::Usual if is_own => self.palette.soft.gamma_multiply(own + 0.35 * share),
                Weight::Usual => self.palette.soft.gamma_multiply(0.10 + 0.25 * share),
                Weight::Faint => self.palette.soft.gamma_multiply(0.07),
            };
            self.painter
                .line_segment([a.at, b.at], Stroke::new(width, color));
        }
    }

    pub(super) fn paint_nodes(&self) {
        for (idx, (node, spot)) in self.network.nodes.iter().zip(&self.spots).enumerate().rev() {
            let line = self.palette.line(node.kind);
            let tint = self.palette.tint(node.kind);
            let fill = if idx == 0 {
                line
            } else {
                tint.lerp_to_gamma(line, 0.32)
            };
            let fade = |color: Color32| match self.weight(idx) {
                Weight::Faint => self.palette.paper.lerp_to_gamma(color, FAINT),
                _ => color,
            };
            let width = if self.weight(idx) == Weight::Strong {
                2.0
            } else {
                1.4
            };
            let stroke = Stroke::new(width, fade(line));
            paint_mark(
                &self.painter,
                node.kind,
                spot.at,
                spot.radius,
                fade(fill),
                stroke,
            );
            let ring = if self.chosen == Some(NetworkChoice::Node(idx)) {
                Some((2.0, self.palette.accent))
            } else if self.focused == Some(idx) {
                Some((1.0, self.palette.soft))
            } else {
                None
            };
            if let Some(ring) = ring {
                self.painter
                    .circle_stroke(spot.at, spot.radius * 1.25 + 4.0, ring);
            }
        }
    }

    /// Where a name stands, in points of the screen.
    fn label_rect(&self, idx: usize, place: Option<Vec2>) -> Option<(usize, Rect)> {
        let spot = self.spots.get(idx)?;
        Some((idx, Rect::from_min_size(spot.at + place?, spot.label)))
    }

    fn label_rects(&self, places: &[Option<Vec2>]) -> Vec<(usize, Rect)> {
        let places = places.iter().enumerate();
        let rects = places.filter_map(|(idx, place)| self.label_rect(idx, *place));
        rects.collect()
    }

    /// The names that have no place, and get one as long as the reader is on what they belong to: only
    /// what stands out is in their way.
    pub(super) fn added_labels(&self, places: &[Option<Vec2>]) -> Vec<Option<Vec2>> {
        let is_strong = |idx: usize| self.weight(idx) == Weight::Strong;
        let usual = self.label_rects(places).into_iter();
        let taken = usual.filter(|(idx, _)| is_strong(*idx));
        let taken = taken.map(|(_, rect)| rect).collect();
        let left_out = (0..self.spots.len())
            .filter(|idx| is_strong(*idx) && places.get(*idx).copied().flatten().is_none());
        place_labels(&self.spots, left_out, taken, is_strong)
    }

    /// Names where they have room, and those that are added to them for the time being.
    pub(super) fn paint_labels(&self, places: &[Option<Vec2>], added: &[Option<Vec2>]) {
        let added = self.label_rects(added);
        for (idx, rect) in self.label_rects(places).into_iter().rev() {
            let is_covered = added.iter().any(|(_, other)| other.intersects(rect));
            if !is_covered || self.weight(idx) == Weight::Strong {
                self.paint_label(idx, rect);
            }
        }
        for (idx, rect) in added {
            self.paint_label(idx, rect);
        }
    }

    fn paint_label(&self, idx: usize, rect: Rect) {
        let Some(node) = self.network.nodes.get(idx) else {
            return;
        };
        let color = if self.weight(idx) == Weight::Faint {
            self.palette.paper.lerp_to_gamma(self.palette.text, FAINT)
        } else {
            // Ties and weak nodes shine through, and do not disturb.
            let ground = self.palette.paper.gamma_multiply(0.72);
            let place = rect.shrink2(vec2(0.0, 2.0));
            self.painter.rect_filled(place, 3.0, ground);
            self.palette.text
        };
        // Set once, whatever its colour.
        let (text, font) = (label(node, idx), font(idx));
        let galley = self
            .painter
            .layout_no_wrap(text, font, Color32::PLACEHOLDER);
        self.painter.galley(rect.min, galley, color);
    }

    /// At the top, what the pointer is on; or what can be done.
    pub(super) fn paint_line(&self, rect: Rect, line: Option<&str>, hint: &str) {
        let (text, color) = match line {
            Some(line) => (line, self.palette.text),
            None => (hint, self.palette.faint),
        };
        let at = rect.left_top() + vec2(14.0, 10.0);
        let galley = self
            .painter
            .layout_no_wrap(text.to_owned(), fonts::sans(12.0), color);
        let ground = Align2::LEFT_TOP.anchor_size(at, galley.size()).expand(3.0);
        let paper = self.palette.paper.gamma_multiply(0.85);
        self.painter.rect_filled(ground, 2.0, paper);
        self.painter.galley(at, galley, color);
    }
}
