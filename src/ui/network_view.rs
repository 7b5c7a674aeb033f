//! The drawing of a network: moved by hand, read by pointer, key and ear.
//!
//! Places come with the network; here they only become points of the screen. What the pointer or the
//! keyboard is on stands out with its neighbours, the rest steps back. Nothing moves by itself, so
//! nothing is drawn anew while nobody touches it.

use super::network_labels::{Spot, place_labels};
use super::network_marks::paint_mark;
use super::{fonts, network_words as words, theme::Palette};
use crate::app::{App, Command, NetworkChoice, NetworkWish};
use crate::library::{Network, NetworkNode};
use egui::emath::TSTransform;
use egui::{
    Align2, Color32, EventFilter, Id, Painter, PointerButton, Pos2, Rect, Response, Role, Scene,
    Sense, Stroke, Ui, Vec2, WidgetInfo, pos2, vec2,
};

/// How far one may come near and go away.
const ZOOMS: std::ops::RangeInclusive<f32> = 0.12..=4.0;
/// Small networks are not blown up.
const MOST_FITTED: f32 = 1.5;
/// What stays free at the edges of a network that is seen as a whole.
const MARGIN: Vec2 = vec2(28.0, 34.0);
/// So near must the pointer be to a tie.
const NEAR: f32 = 5.0;
/// The size of names.
const LABEL: f32 = 12.5;
const SUBJECT_LABEL: f32 = 15.0;
/// A name that another one's name stands over for a moment.
const FAINT: f32 = 0.22;

/// How much something stands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Weight {
    Strong,
    Usual,
    Faint,
}

/// The view's own state.
#[derive(Debug, Default)]
pub(super) struct NetworkView {
    /// Which network it is of.
    serial: u64,
    /// What of the drawing is in the middle, and how large it is; `None`: all of it, as large as it
    /// fits.
    camera: Option<(Vec2, f32)>,
    /// The names' places for a size, and for which.
    labels: Vec<Option<Vec2>>,
    labels_of: Option<(u64, f32)>,
    /// The node that the keyboard goes to next.
    wants_focus: Option<usize>,
    /// The node that has the keyboard.
    focused: Option<usize>,
    /// What the pointer is on.
    hovered: Option<NetworkChoice>,
}

/// What one frame is drawn from.
struct Drawing<'a> {
    network: &'a Network,
    palette: &'static Palette,
    painter: Painter,
    spots: Vec<Spot>,
    hot: Option<NetworkChoice>,
    chosen: Option<NetworkChoice>,
    focused: Option<usize>,
    is_near: Vec<bool>,
}

impl NetworkView {
    /// The next node, by strength, gets the keyboard.
    pub(super) fn step(&mut self, network: &Network, forward: bool) {
        let n = network.nodes.len();
        let at = self.focused.unwrap_or(0);
        self.wants_focus = (n > 0).then(|| if forward { at + 1 } else { at + n - 1 } % n.max(1));
    }

    /// Draws the network in a place.
    pub(super) fn ui(
        &mut self,
        ui: &mut Ui,
        rect: Rect,
        app: &App,
        network: &Network,
        commands: &mut Vec<Command>,
    ) {
        if self.serial != app.network.serial {
            // Made anew for the same subject, it keeps its place only where it is seen as a whole.
            self.serial = app.network.serial;
            self.camera = None;
            self.hovered = None;
            self.wants_focus = Some(
                self.focused
                    .filter(|idx| *idx < network.nodes.len())
                    .unwrap_or(0),
            );
        }
        let id = ui.scope_id().with("network");
        let mut ground = ui.interact(rect, id, Sense::click_and_drag());
        let language = app.language();
        let name = network.nodes.first().map_or("", |node| &node.name);
        let drawing = words::drawing(name, network.nodes.len(), language);
        ground.widget_info(|| WidgetInfo::labeled(Role::Group, true, &drawing));
        let to_screen = self.move_by_hand(ui, &mut ground, network);
        let palette = Palette::of(ui);
        let painter = ui.painter().with_clip_rect(rect);
        let spots = spots(&painter, network, to_screen);
        self.nodes_ui(ui, rect, id, app, network, &spots, to_screen, commands);
        self.ground_ui(&ground, network, &spots, commands);
        self.place_labels(&spots, to_screen.scaling);
        let chosen = app.network.chosen;
        let focused = self.focused.filter(|idx| *idx > 0);
        let hot = self.hovered.or(focused.map(NetworkChoice::Node)).or(chosen);
        let drawing = Drawing {
            is_near: near(network, hot),
            network,
            palette,
            painter,
            spots,
            hot,
            chosen,
            focused: self.focused,
        };
        drawing.paint_edges();
        drawing.paint_nodes();
        drawing.paint_labels(&self.labels);
        let line = match self.hovered {
            Some(NetworkChoice::Node(idx)) => {
                let node = network.nodes.get(idx);
                node.map(|node| words::node_line(node, language))
            }
            Some(NetworkChoice::Edge(idx)) => {
                let edge = network.edges.get(idx);
                edge.map(|edge| words::edge_line(network, edge, language))
            }
            None => None,
        };
        drawing.paint_line(rect, line.as_deref(), words::HINT.pick(language));
    }

    /// Where the drawing stands after what the reader did with it.
    fn move_by_hand(&mut self, ui: &Ui, ground: &mut Response, network: &Network) -> TSTransform {
        if ground.double_clicked() {
            self.camera = None;
        }
        let rect = ground.rect;
        let (center, zoom) = self.camera.unwrap_or_else(|| fitted(network, rect.size()));
        let mut to_screen = TSTransform::new(rect.center().to_vec2() - center * zoom, zoom);
        let before = to_screen;
        let mut response = ground.clone();
        Scene::new()
            .zoom_range(*ZOOMS.start()..=*ZOOMS.end())
            .scroll_zooms(true)
            .register_pan_and_zoom(ui, &mut response, &mut to_screen);
        if to_screen != before && to_screen.is_valid() {
            let zoom = to_screen.scaling;
            let center = (rect.center().to_vec2() - to_screen.translation) / zoom;
            self.camera = Some((center, zoom));
        }
        to_screen
    }

    /// The nodes as buttons: for the pointer, the keyboard and the ear.
    #[expect(clippy::too_many_arguments, reason = "what one frame knows")]
    fn nodes_ui(
        &mut self,
        ui: &Ui,
        rect: Rect,
        id: Id,
        app: &App,
        network: &Network,
        spots: &[Spot],
        to_screen: TSTransform,
        commands: &mut Vec<Command>,
    ) {
        let language = app.language();
        self.hovered = None;
        self.focused = None;
        let wanted = self.wants_focus.take();
        for (idx, (node, spot)) in network.nodes.iter().zip(spots).enumerate() {
            let side = Vec2::splat(2.0 * spot.radius + 8.0);
            let place = Rect::from_center_size(spot.at, side);
            let id = id.with((node.kind, &node.name));
            let is_seen = rect.intersects(place);
            let response = ui.interact(place.intersect(rect), id, Sense::click());
            response.widget_info(|| {
                let is_chosen = app.network.chosen == Some(NetworkChoice::Node(idx));
                let line = words::node_line(node, language);
                WidgetInfo::selected(Role::Button, true, is_chosen, line)
            });
            if wanted == Some(idx) {
                response.request_focus();
            }
            if response.has_focus() {
                self.focused = Some(idx);
                // The arrows go by strength.
                let filter = EventFilter {
                    horizontal_arrows: true,
                    vertical_arrows: true,
                    ..EventFilter::default()
                };
                ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
                if !is_seen {
                    let center = vec2(node.place.0, node.place.1);
                    self.camera = Some((center, to_screen.scaling));
                    ui.ctx().request_repaint();
                }
            }
            if is_seen && response.hovered() {
                self.hovered = Some(NetworkChoice::Node(idx));
                ui.set_cursor_icon(egui::CursorIcon::PointingHand);
            }
            if response.clicked() {
                choose(Some(NetworkChoice::Node(idx)), commands);
            }
        }
    }

    /// What lies between the nodes: ties, and nothing.
    fn ground_ui(
        &mut self,
        ground: &Response,
        network: &Network,
        spots: &[Spot],
        commands: &mut Vec<Command>,
    ) {
        let is_moved = ground.dragged_by(PointerButton::Primary);
        let pointer = ground.hover_pos().filter(|_| self.hovered.is_none());
        let edge = pointer.and_then(|at| edge_at(network, spots, at));
        if let Some(edge) = edge.filter(|_| !is_moved) {
            self.hovered = Some(NetworkChoice::Edge(edge));
            ground.ctx.set_cursor_icon(egui::CursorIcon::PointingHand);
        }
        if ground.clicked() {
            choose(edge.map(NetworkChoice::Edge), commands);
        }
    }

    /// Finds the names their places, where the size has changed.
    fn place_labels(&mut self, spots: &[Spot], zoom: f32) {
        let key = Some((self.serial, zoom));
        if self.labels_of != key {
            self.labels_of = key;
            self.labels = place_labels(spots, 0..spots.len(), Vec::new(), |_| true);
        }
    }
}

fn choose(choice: Option<NetworkChoice>, commands: &mut Vec<Command>) {
    commands.push(Command::Network(NetworkWish::Choose(choice)));
}

/// The whole of a network with its names in a room: what is in the middle, and how large.
fn fitted(network: &Network, room: Vec2) -> (Vec2, f32) {
    let room = (room - 2.0 * MARGIN).max(Vec2::splat(40.0));
    let mut zoom = MOST_FITTED;
    for node in &network.nodes {
        // Names do not grow with the drawing.
        let name = LABEL * node.short_name().chars().count() as f32 + 12.0;
        let name = name.min(room.x * 0.3);
        let (x, y) = (node.place.0.abs().max(1.0), node.place.1.abs().max(1.0));
        zoom = zoom.min((room.x * 0.5 - name) / x);
        zoom = zoom.min((room.y * 0.5 - 10.0) / y);
    }
    (Vec2::ZERO, zoom.clamp(*ZOOMS.start(), *ZOOMS.end()))
}

fn spots(painter: &Painter, network: &Network, to_screen: TSTransform) -> Vec<Spot> {
    let zoom = to_screen.scaling;
    let nodes = network.nodes.iter().enumerate();
    nodes
        .map(|(idx, node)| {
            let galley = painter.layout_no_wrap(label(node, idx), font(idx), Color32::PLACEHOLDER);
            Spot {
                at: to_screen * pos2(node.place.0, node.place.1),
                // Marks stay readable when the drawing gets small.
                radius: (node.radius * zoom.clamp(0.05, 2.0).sqrt()).max(3.0),
                label: galley.size(),
            }
        })
        .collect()
}

fn label(node: &NetworkNode, idx: usize) -> String {
    if idx == 0 {
        node.name.clone()
    } else {
        node.short_name()
    }
}

fn font(idx: usize) -> egui::FontId {
    if idx == 0 {
        fonts::song_bold(SUBJECT_LABEL)
    } else {
        fonts::sans(LABEL)
    }
}

/// Which nodes stand out with what the reader is on.
fn near(network: &Network, hot: Option<NetworkChoice>) -> Vec<bool> {
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

/// The tie at a point.
fn edge_at(network: &Network, spots: &[Spot], at: Pos2) -> Option<usize> {
    let mut nearest = (NEAR, None);
    for (idx, edge) in network.edges.iter().enumerate() {
        let (Some(a), Some(b)) = (spots.get(edge.ends.0), spots.get(edge.ends.1)) else {
            continue;
        };
        let way = b.at - a.at;
        let along = ((at - a.at).dot(way) / way.length_sq().max(0.01)).clamp(0.0, 1.0);
        let distance = (a.at + way * along - at).length();
        if distance < nearest.0 {
            nearest = (distance, Some(idx));
        }
    }
    nearest.1
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

    fn paint_edges(&self) {
        let most = self.network.edges.first();
        let most = most.map_or(1, |edge| edge.evidence.len()).max(1) as f32;
        // The strong ones stand over the weak.
        for (idx, edge) in self.network.edges.iter().enumerate().rev() {
            let spot = |idx: usize| self.spots.get(idx);
            let (Some(a), Some(b)) = (spot(edge.ends.0), spot(edge.ends.1)) else {
                continue;
            };
            let share = (edge.evidence.len() as f32 / most).sqrt();
            let width = 0.8 + 3.2 * share;
            let is_chosen = self.chosen == Some(NetworkChoice::Edge(idx));
            let color = match self.edge_weight(idx, edge.ends) {
                _ if is_chosen => self.palette.accent,
                Weight::Strong => self.palette.soft.gamma_multiply(0.85),
                Weight::Usual => self.palette.soft.gamma_multiply(0.20 + 0.35 * share),
                Weight::Faint => self.palette.soft.gamma_multiply(0.07),
            };
            self.painter
                .line_segment([a.at, b.at], Stroke::new(width, color));
        }
    }

    fn paint_nodes(&self) {
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
                Some((1.2, self.palette.text))
            } else {
                None
            };
            if let Some(ring) = ring {
                self.painter
                    .circle_stroke(spot.at, spot.radius * 1.25 + 4.0, ring);
            }
        }
    }

    /// Names where they have room; with what the reader is on, all of its neighbours' names that
    /// have room among themselves.
    fn paint_labels(&self, places: &[Option<Vec2>]) {
        let rect = |idx: usize, place: Vec2| {
            let spot = self.spots.get(idx)?;
            Some(Rect::from_min_size(spot.at + place, spot.label))
        };
        let usual = places.iter().enumerate();
        let usual: Vec<(usize, Rect)> = usual
            .filter_map(|(idx, place)| Some((idx, rect(idx, (*place)?)?)))
            .collect();
        let is_strong = |idx: usize| self.weight(idx) == Weight::Strong;
        let strong = usual.iter().filter(|(idx, _)| is_strong(*idx));
        let taken: Vec<Rect> = strong.map(|(_, rect)| *rect).collect();
        let left_out = (0..self.spots.len())
            .filter(|idx| is_strong(*idx) && places.get(*idx).copied().flatten().is_none());
        // Only those that stand out are in each other's way.
        let added: Vec<(usize, Rect)> = place_labels(&self.spots, left_out, taken, is_strong)
            .into_iter()
            .enumerate()
            .filter_map(|(idx, place)| Some((idx, rect(idx, place?)?)))
            .collect();
        for (idx, rect) in &usual {
            let is_covered = added.iter().any(|(_, other)| other.intersects(*rect));
            if is_strong(*idx) || !is_covered {
                self.paint_label(*idx, *rect);
            }
        }
        for (idx, rect) in added {
            let ground = self.palette.paper.gamma_multiply(0.85);
            self.painter.rect_filled(rect, 2.0, ground);
            self.paint_label(idx, rect);
        }
    }

    fn paint_label(&self, idx: usize, rect: Rect) {
        let Some(node) = self.network.nodes.get(idx) else {
            return;
        };
        let color = match self.weight(idx) {
            Weight::Faint => self.palette.paper.lerp_to_gamma(self.palette.text, FAINT),
            _ => self.palette.text,
        };
        let galley = self
            .painter
            .layout_no_wrap(label(node, idx), font(idx), color);
        self.painter.galley(rect.min, galley, color);
    }

    /// At the top, what the pointer is on; or what can be done.
    fn paint_line(&self, rect: Rect, line: Option<&str>, hint: &str) {
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
