//! The network of a name in the place of the article: head, drawing, kinds, and what is chosen.

use super::article_list::message_ui;
use super::bars::{Wishes, tooltip};
use super::network_marks::paint_mark;
use super::network_side::NetworkSide;
use super::network_view::NetworkView;
use super::{fonts, network_words as words, strings, theme::Palette};
use crate::app::{App, Command, CommandId, NameTarget, NetworkWish, entry};
use crate::library::{NETWORK_KINDS, Network, NetworkRequest};
use egui::{
    Align, Align2, Button, Layout, Rect, RichText, Role, Sense, Stroke, Ui, UiBuilder, WidgetInfo,
    pos2, vec2,
};

const HEAD_HEIGHT: f32 = 40.0;
const FOOT_HEIGHT: f32 = 30.0;
/// The column beside the drawing, from a width of the pane on; else it stands below.
const SIDE_WIDTH: f32 = 285.0;
const ROOM_FOR_SIDE: f32 = 680.0;
/// The line over an article for which a network was left.
pub(super) const STRIP_HEIGHT: f32 = 30.0;

/// The pane's own state.
#[derive(Debug, Default)]
pub(super) struct NetworkPane {
    view: NetworkView,
    side: NetworkSide,
}

impl NetworkPane {
    /// The next name, by strength, gets the keyboard.
    pub(super) fn step(&mut self, app: &App, forward: bool) {
        if let Some(network) = &app.network.found {
            self.view.step(network, forward);
        }
    }

    /// Draws the pane.
    pub(super) fn ui(
        &mut self,
        ui: &mut Ui,
        app: &App,
        commands: &mut Vec<Command>,
        wishes: &mut Wishes,
    ) {
        let Some(request) = &app.network.request else {
            return;
        };
        let palette = Palette::of(ui);
        let whole = ui.max_rect();
        let head = whole.with_max_y(whole.top() + HEAD_HEIGHT);
        part_ui(ui, head, Layout::left_to_right(Align::Center), |ui| {
            head_ui(ui, app, request, commands, wishes);
        });
        let edge = (1.0, palette.rule);
        ui.painter().hline(head.x_range(), head.bottom(), edge);
        let below = whole.with_min_y(head.bottom() + 1.0);
        let Some(network) = &app.network.found else {
            part_ui(ui, below, Layout::top_down(Align::Center), |ui| {
                waiting_ui(ui, app, commands);
            });
            return;
        };
        let (drawing, side) = if below.width() >= ROOM_FOR_SIDE {
            let (drawing, side) = below.split_left_right_at_x(below.right() - SIDE_WIDTH);
            ui.painter().vline(side.left(), side.y_range(), edge);
            (drawing, side.with_min_x(side.left() + 1.0))
        } else {
            let (drawing, side) = below.split_top_bottom_at_fraction(0.58);
            ui.painter().hline(side.x_range(), side.top(), edge);
            (drawing, side.with_min_y(side.top() + 1.0))
        };
        let foot = drawing.with_min_y(drawing.bottom() - FOOT_HEIGHT);
        let drawing = drawing.with_max_y(foot.top());
        part_ui(ui, drawing, Layout::top_down(Align::Center), |ui| {
            self.view.ui(ui, drawing, app, network, commands);
            if network.nodes.len() < 2 && !app.network.is_working {
                let language = app.language();
                let nobody = words::nobody(&request.subject.name, language);
                ui.add_space(drawing.height() * 0.2);
                message_ui(ui, &nobody, words::NOBODY_HOW.pick(language));
            }
        });
        part_ui(ui, foot, Layout::left_to_right(Align::Center), |ui| {
            kinds_ui(ui, app, request, network, commands);
        });
        ui.painter().rect_filled(side, 0.0, palette.pane);
        part_ui(ui, side, Layout::top_down(Align::Min), |ui| {
            self.side.ui(ui, app, network, commands);
        });
    }
}

/// A part of the pane, which nothing leaves.
fn part_ui(ui: &mut Ui, rect: Rect, layout: Layout, add: impl FnOnce(&mut Ui)) {
    let builder = UiBuilder::new().max_rect(rect).layout(layout);
    ui.scope_builder(builder, |ui| {
        ui.set_clip_rect(rect.intersect(ui.clip_rect()));
        add(ui);
    });
}

/// Whose network it is, how much of it is shown, and what can be done with it.
fn head_ui(
    ui: &mut Ui,
    app: &App,
    request: &NetworkRequest,
    commands: &mut Vec<Command>,
    wishes: &mut Wishes,
) {
    let (language, palette) = (app.language(), Palette::of(ui));
    let mut wish = |wish: NetworkWish| commands.push(Command::Network(wish));
    ui.add_space(10.0);
    if app.network.can_go_back() {
        let back = sign_button(ui, "‹", words::BACK.pick(language));
        if back.on_hover_text(words::BACK.pick(language)).clicked() {
            wish(NetworkWish::Back);
        }
    }
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        ui.add_space(8.0);
        let close = sign_button(ui, "×", words::CLOSE.pick(language));
        let hover = format!("{}  Esc", words::CLOSE.pick(language));
        if close.on_hover_text(hover).clicked() {
            wish(NetworkWish::Close);
        }
        export_ui(ui, app, wishes);
        for (depth, label, tip) in words::DEPTHS.into_iter().rev() {
            let is_on = request.depth == depth;
            let button = choice_button(ui, label.pick(language), is_on);
            if button.on_hover_text(tip.pick(language)).clicked() && !is_on {
                wish(NetworkWish::SetDepth(depth));
            }
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let name = RichText::new(&request.subject.name).font(fonts::song_bold(18.0));
            let name = egui::Label::new(name.color(palette.text)).truncate();
            ui.add(name);
            ui.add_space(4.0);
            let line = if app.network.is_working {
                words::progress(app.network.progress, language)
            } else {
                let found = app.network.found.as_ref();
                found.map_or_else(String::new, |found| words::counts(found, language))
            };
            let text = RichText::new(&line).font(fonts::sans(12.5));
            ui.add(egui::Label::new(text.color(palette.soft)).truncate())
                .on_hover_text(line);
        });
    });
}

fn sign_button(ui: &mut Ui, sign: &str, name: &str) -> egui::Response {
    let palette = Palette::of(ui);
    let text = RichText::new(sign).font(fonts::sans(18.0));
    let button = Button::new(text.color(palette.soft)).min_size(vec2(26.0, 26.0));
    let response = ui.add(button);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    response
}

/// One of several, of which one is on.
fn choice_button(ui: &mut Ui, label: &str, is_on: bool) -> egui::Response {
    let palette = Palette::of(ui);
    let color = if is_on { palette.accent } else { palette.soft };
    let text = RichText::new(label).font(fonts::sans(13.0)).color(color);
    let response = ui.add(Button::new(text));
    if is_on {
        let (rect, y) = (response.rect, response.rect.bottom() - 3.0);
        let ends = rect.left() + 8.0..=rect.right() - 8.0;
        ui.painter().hline(ends, y, (1.5, palette.accent));
    }
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, is_on, label));
    response
}

fn export_ui(ui: &mut Ui, app: &App, wishes: &mut Wishes) {
    let (language, palette) = (app.language(), Palette::of(ui));
    let text = RichText::new(words::EXPORT.pick(language)).font(fonts::sans(13.0));
    ui.menu_button(text.color(palette.soft), |ui| {
        ui.set_min_width(220.0);
        for id in [CommandId::ExportGraph, CommandId::ExportTies] {
            let button = Button::new(entry(id).label.pick(language));
            if ui
                .add_enabled((entry(id).is_offered)(app), button)
                .clicked()
            {
                wishes.push(id);
                ui.close();
            }
        }
    });
}

/// Before the first network is there.
fn waiting_ui(ui: &mut Ui, app: &App, commands: &mut Vec<Command>) {
    let language = app.language();
    if let Some(error) = &app.network.error {
        message_ui(ui, words::FAILED.pick(language), language.pick(error));
        return;
    }
    // Most are there at once; only what takes long is told.
    let (n_done, n_all) = app.network.progress;
    if n_done == 0 {
        return;
    }
    ui.add_space(ui.available_height() * 0.4);
    let share = n_done as f32 / n_all.max(1) as f32;
    let bar = egui::ProgressBar::new(share)
        .desired_width(200.0)
        .desired_height(4.0);
    ui.add(bar.fill(Palette::of(ui).accent));
    ui.add_space(8.0);
    if ui.button(words::STOP.pick(language)).clicked() {
        commands.push(Command::Network(NetworkWish::Close));
    }
}

/// The kinds with their forms: what they mean, and the switches that leave them out.
fn kinds_ui(
    ui: &mut Ui,
    app: &App,
    request: &NetworkRequest,
    network: &Network,
    commands: &mut Vec<Command>,
) {
    let (language, palette) = (app.language(), Palette::of(ui));
    ui.add_space(10.0);
    ui.spacing_mut().item_spacing.x = 2.0;
    for kind in NETWORK_KINDS {
        let is_on = request.kinds.contains(&kind);
        let others = network.nodes.iter().skip(1);
        let n = others.filter(|node| node.kind == kind).count();
        let name = strings::kind(kind).pick(language);
        let label = if is_on {
            format!("{name} {n}")
        } else {
            name.to_owned()
        };
        let color = if is_on { palette.soft } else { palette.faint };
        let galley = ui
            .painter()
            .layout_no_wrap(label.clone(), fonts::sans(12.0), color);
        let size = vec2(galley.size().x + 30.0, 24.0);
        let (rect, response) = ui.allocate_exact_size(size, Sense::click());
        response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, is_on, &label));
        if response.hovered() || response.has_focus() {
            let ground = palette.selected.gamma_multiply(0.6);
            ui.painter().rect_filled(rect, 4.0, ground);
        }
        let at = pos2(rect.left() + 12.0, rect.center().y);
        let line = if is_on {
            palette.line(kind)
        } else {
            palette.faint
        };
        let fill = if is_on {
            palette.tint(kind).lerp_to_gamma(line, 0.32)
        } else {
            palette.paper
        };
        paint_mark(ui.painter(), kind, at, 4.5, fill, Stroke::new(1.2, line));
        let at = pos2(rect.left() + 22.0, rect.center().y - galley.size().y * 0.5);
        ui.painter().galley(at, galley, color);
        if response.clicked() {
            commands.push(Command::Network(NetworkWish::ToggleKind(kind)));
        }
        response.on_hover_text(words::KIND_SWITCH.pick(language));
    }
}

/// What the key of networks does: what the pointer is on in an article counts most.
pub(super) fn command_of_key(app: &App, hovered: Option<usize>) -> Command {
    let hovered = hovered.filter(|_| !app.network.covers());
    let target = hovered.map(NameTarget::Entity);
    Command::Network(target.map_or(NetworkWish::Toggle, NetworkWish::OpenOf))
}

/// Over an article for which a network was left: the way back to it.
pub(super) fn strip_ui(ui: &mut Ui, app: &App, commands: &mut Vec<Command>) {
    let Some(request) = &app.network.request else {
        return;
    };
    let (language, palette) = (app.language(), Palette::of(ui));
    let whole = ui.max_rect();
    let rect = whole.with_max_y(whole.top() + STRIP_HEIGHT);
    let label = words::back_to(&request.subject.name, language);
    let id = ui.scope_id().with("back to the network");
    let response = ui.interact(rect, id, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &label));
    ui.painter().rect_filled(rect, 0.0, palette.pane);
    let color = if response.hovered() || response.has_focus() {
        palette.accent
    } else {
        palette.soft
    };
    let at = pos2(rect.left() + 16.0, rect.center().y);
    let painter = ui.painter();
    painter.text(at, Align2::LEFT_CENTER, label, fonts::sans(12.5), color);
    painter.hline(rect.x_range(), rect.bottom(), (1.0, palette.rule));
    if response.clicked() {
        commands.push(Command::Network(NetworkWish::Toggle));
    }
    response.on_hover_text(tooltip(CommandId::ShowNetwork, language));
    ui.advance_cursor_after_rect(rect);
}
