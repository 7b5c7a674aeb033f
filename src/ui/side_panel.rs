//! The side panel: the names of the open article, and beside them, as a second tab, the page of a
//! followed name.

use super::entity_panel::entity_panel_ui;
use super::panel_rows::MARGIN;
use super::profile_page::ProfilePage;
use super::{fonts, profile_words as words, strings, theme::Palette};
use crate::app::{App, Command, ProfileWish};
use crate::library::Subject;
use egui::{Align, Layout, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

/// Height of the tabs, in points.
const TABS_HEIGHT: f32 = 32.0;

/// The panel's own state.
#[derive(Debug, Default)]
pub(super) struct SidePanel {
    page: ProfilePage,
}

impl SidePanel {
    /// Draws the panel; `hovered` is the entity under the pointer, in the text or here.
    pub(super) fn ui(
        &mut self,
        ui: &mut Ui,
        app: &App,
        hovered: &mut Option<usize>,
        commands: &mut Vec<Command>,
    ) {
        let palette = Palette::of(ui);
        // A panel is as wide as what it holds.
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 0.0;
        match &app.profile.subject {
            Some(subject) => tabs_ui(ui, app, subject, commands),
            None => title_ui(ui, app),
        }
        let rule = ui.available_rect_before_wrap();
        ui.painter()
            .hline(rule.x_range(), rule.top(), (1.0, palette.rule));
        match &app.profile.subject {
            Some(subject) if app.profile.is_shown => self.page.ui(ui, app, subject, commands),
            _ => entity_panel_ui(ui, app, hovered, commands),
        }
    }
}

/// Where there is no page, the panel has a title.
fn title_ui(ui: &mut Ui, app: &App) {
    let palette = Palette::of(ui);
    ui.horizontal(|ui| {
        ui.set_height(TABS_HEIGHT);
        ui.add_space(MARGIN);
        ui.label(
            egui::RichText::new(strings::ENTITIES.pick(app.language()))
                .font(fonts::sans_bold(13.5))
                .color(palette.text),
        );
    });
}

fn tabs_ui(ui: &mut Ui, app: &App, subject: &Subject, commands: &mut Vec<Command>) {
    let palette = Palette::of(ui);
    let language = app.language();
    let is_page = app.profile.is_shown;
    ui.horizontal(|ui| {
        ui.set_height(TABS_HEIGHT);
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.add_space(MARGIN);
        let this = words::THIS_ARTICLE.pick(language);
        if tab_ui(ui, this, !is_page, palette).clicked() {
            commands.push(Command::Profile(ProfileWish::Show(false)));
        }
        ui.add_space(16.0);
        let name = words::tab(subject, app.profile.profile.as_deref());
        if tab_ui(ui, &name, is_page, palette).clicked() {
            commands.push(Command::Profile(ProfileWish::Show(true)));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(MARGIN - 8.0);
            ui.spacing_mut().item_spacing.x = 0.0;
            let close = words::CLOSE_PAGE.pick(language);
            if sign_ui(ui, "×", close, palette).clicked() {
                commands.push(Command::Profile(ProfileWish::Close));
            }
            let before = words::PAGE_BEFORE.pick(language);
            if app.has_page_before() && sign_ui(ui, "‹", before, palette).clicked() {
                commands.push(Command::Profile(ProfileWish::Back));
            }
        });
    });
}

fn tab_ui(ui: &mut Ui, name: &str, is_open: bool, palette: &Palette) -> Response {
    let font = if is_open {
        fonts::sans_bold(13.5)
    } else {
        fonts::sans(13.5)
    };
    let galley = ui
        .painter()
        .layout_no_wrap(name.to_owned(), font, palette.soft);
    let size = vec2(galley.size().x, TABS_HEIGHT);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Tab, true, is_open, name));
    let color = if is_open || response.hovered() || response.has_focus() {
        palette.text
    } else {
        palette.soft
    };
    let at = pos2(rect.left(), rect.center().y - galley.size().y * 0.5);
    ui.painter()
        .galley_with_override_text_color(at, galley, color);
    if is_open {
        let line = (2.0, palette.accent);
        ui.painter()
            .hline(rect.x_range(), rect.bottom() - 1.0, line);
    }
    response
}

fn sign_ui(ui: &mut Ui, sign: &str, what: &str, palette: &Palette) -> Response {
    let text = egui::RichText::new(sign)
        .font(fonts::sans(16.0))
        .color(palette.soft);
    let button = ui.add(egui::Button::new(text).min_size(vec2(24.0, 24.0)));
    button.widget_info(|| WidgetInfo::labeled(Role::Button, true, what));
    button.on_hover_text(what)
}
