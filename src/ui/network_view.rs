//! The drawing of a network: moved by hand, read by pointer, key and ear.
//!
//! Places come with the network; here they only become points of the screen. What the pointer or the
//! keyboard is on stands out with its neighbours, the rest steps back. Nothing moves by itself, so
//! nothing is drawn anew while nobody touches it.

use super::network_drawing::{Drawing, LABEL, font, label, near};
use super::network_labels::{Spot, place_labels};
use super::{network_words as words, theme::Palette};
use crate::app::{App, Command, NetworkChoice, NetworkWish};
use crate::library::Network;
use egui::emath::TSTransform;
use egui::{
    Color32, EventFilter, Painter, PointerButton, Pos2, Rect, Response, Role, Scene, Sense, Ui,
    Vec2, WidgetInfo, pos2, vec2,
};

/// How far one may come near and go away.
const ZOOMS: std::ops::RangeInclusive<f32> = 0.12..=4.0;
/// How far the drawing is stretched, up and down or across, to fill its room.
const STRETCHES: std::ops::RangeInclusive<f32> = 0.7..=1.7;
/// Small networks are not blown up.
const MOST_FITTED: f32 = 1.9;
/// What stays free at the edges of a network that is seen as a whole.
const MARGIN: Vec2 = vec2(24.0, 46.0);
/// So near must the pointer be to a tie.
const NEAR: f32 = 5.0;
/// Which network, how large, how far stretched.
type LabelsKey = Option<(u64, f32, f32)>;

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
    labels_of: LabelsKey,
    /// Names that are added for what the reader is on.
    added: Vec<Option<Vec2>>,
    added_of: Option<(LabelsKey, Option<NetworkChoice>)>,
    /// A point of the screen that comes into the middle.
    sought: Option<Vec2>,
    /// The node that the keyboard goes to next.
    wants_focus: Option<usize>,
    /// The node that has the keyboard.
    focused: Option<usize>,
    /// What the pointer is on.
    hovered: Option<NetworkChoice>,
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
            // The keyboard is taken from nobody who types.
            let is_free = self.focused.is_some() || ui.memory(|m| m.focused().is_none());
            self.wants_focus = is_free.then_some(
                self.focused
                    .filter(|idx| *idx < network.nodes.len())
                    .unwrap_or(0),
            );
        }
        let id = ui.scope_id().with("network");
        let ground = ui.interact(rect, id, Sense::click_and_drag());
        let language = app.language();
        let name = network.nodes.first().map_or("", |node| &node.name);
        let drawing = words::drawing(name, network.nodes.len(), language);
        ground.widget_info(|| WidgetInfo::labeled(Role::Group, true, &drawing));
        let (stretch, zoom) = fitted(network, rect.size());
        let to_screen = self.move_by_hand(ui, &ground, zoom);
        let palette = Palette::of(ui);
        let painter = ui.painter().with_clip_rect(rect);
        let spots = spots(&painter, network, to_screen, stretch);
        self.nodes_ui(ui, &ground, app, network, &spots, commands);
        self.ground_ui(&ground, network, &spots, commands);
        if let Some(center) = self.sought.take() {
            let center = (center - to_screen.translation) / to_screen.scaling;
            self.camera = Some((center, to_screen.scaling));
            ui.ctx().request_repaint();
        }
        self.place_labels(&spots, to_screen.scaling, stretch);
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
        let key = (self.labels_of, hot);
        if self.added_of != Some(key) {
            self.added_of = Some(key);
            self.added = drawing.added_labels(&self.labels);
        }
        drawing.paint_labels(&self.labels, &self.added);
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
    fn move_by_hand(&mut self, ui: &Ui, ground: &Response, zoom: f32) -> TSTransform {
        if ground.double_clicked() {
            self.camera = None;
        }
        let rect = ground.rect;
        let (center, zoom) = self.camera.unwrap_or((Vec2::ZERO, zoom));
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
    fn nodes_ui(
        &mut self,
        ui: &Ui,
        ground: &Response,
        app: &App,
        network: &Network,
        spots: &[Spot],
        commands: &mut Vec<Command>,
    ) {
        let (language, rect) = (app.language(), ground.rect);
        self.hovered = None;
        self.focused = None;
        let wanted = self.wants_focus.take();
        for (idx, (node, spot)) in network.nodes.iter().zip(spots).enumerate() {
            let side = Vec2::splat(2.0 * spot.radius + 8.0);
            let place = Rect::from_center_size(spot.at, side);
            let id = ground.id.with((node.kind, &node.name));
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
                    self.sought = Some(spot.at.to_vec2());
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
    fn place_labels(&mut self, spots: &[Spot], zoom: f32, stretch: f32) {
        let key = Some((self.serial, zoom, stretch));
        if self.labels_of != key {
            self.labels_of = key;
            self.labels = place_labels(spots, 0..spots.len(), Vec::new(), |_| true);
        }
    }
}

fn choose(choice: Option<NetworkChoice>, commands: &mut Vec<Command>) {
    commands.push(Command::Network(NetworkWish::Choose(choice)));
}

/// How a network with its names fills a room, the subject in the middle: how far it is stretched up
/// and down, and how large it is.
fn fitted(network: &Network, room: Vec2) -> (f32, f32) {
    let room = (room - 2.0 * MARGIN).max(Vec2::splat(40.0)) * 0.5;
    let (mut across, mut down) = (MOST_FITTED, MOST_FITTED * STRETCHES.end());
    for node in &network.nodes {
        // Names do not grow with the drawing.
        let name = LABEL * node.short_name().chars().count() as f32 + 12.0;
        let name = name.min(room.x * 0.45);
        let (x, y) = (node.place.0.abs().max(1.0), node.place.1.abs().max(1.0));
        across = across.min((room.x - name) / x);
        down = down.min((room.y - 10.0) / y);
    }
    let stretch = (down / across).clamp(*STRETCHES.start(), *STRETCHES.end());
    let zoom = across.min(down / stretch);
    (stretch, zoom.clamp(*ZOOMS.start(), *ZOOMS.end()))
}

fn spots(painter: &Painter, network: &Network, to_screen: TSTransform, stretch: f32) -> Vec<Spot> {
    let zoom = to_screen.scaling;
    let nodes = network.nodes.iter().enumerate();
    nodes
        .map(|(idx, node)| {
            let galley = painter.layout_no_wrap(label(node, idx), font(idx), Color32::PLACEHOLDER);
            Spot {
                at: to_screen * pos2(node.place.0, node.place.1 * stretch),
                // Marks stay readable when the drawing gets small.
                radius: (node.radius * zoom.clamp(0.05, 2.0).sqrt()).max(3.0),
                label: galley.size(),
            }
        })
        .collect()
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
