//! Above the list: when its articles were printed, the filters that are set, and who and what is in
//! them, each with the number of articles that a click leaves.

use super::composing::Composing;
use super::histogram::{Histogram, click_kind};
use super::own_facets::{own_facets_ui, own_tab_ui};
use super::own_list::own_list_ui;
use super::{facet_words as words, fonts, theme::Palette};
use crate::app::{App, Command, Filter, FilterKind, FullList, Phase};
use crate::library::{Facet, FacetList, FacetValue};
use egui::{
    Align2, Key, Margin, Rect, Response, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2,
};

const MARGIN: f32 = 14.0;
const ROW_HEIGHT: f32 = 23.0;
/// How wide the sign is that leaves a name out.
const OUT_WIDTH: f32 = 22.0;

/// The pane's own state.
#[derive(Debug, Default)]
pub(super) struct FacetPane {
    histogram: Histogram,
    /// What is typed to find a name, an unfinished composition included.
    draft: String,
    composing: Composing,
    /// Is a name being typed?
    pub(super) has_focus: bool,
    /// Was one, in the frame before?
    had_focus: bool,
    shown_full: bool,
}

impl FacetPane {
    /// Draws the pane.
    pub(super) fn ui(&mut self, ui: &mut Ui, app: &App, commands: &mut Vec<Command>) {
        // The field's Escape must be taken before egui takes the caret away by it.
        self.had_focus = std::mem::take(&mut self.has_focus);
        if own_list_ui(ui, app, commands) {
            return;
        }
        let has_articles = app.library.phase == Phase::Ready && app.library.counts.n_articles > 0;
        let is_shown = app.settings.shows_facets && has_articles;
        if !is_shown && app.filters.is_empty() {
            return;
        }
        let palette = Palette::of(ui);
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            if is_shown {
                self.histogram.ui(ui, app, commands);
            }
            if is_shown {
                tabs_ui(ui, app, palette, commands);
                self.names_ui(ui, app, palette, commands);
                own_facets_ui(ui, app, commands);
            }
            // Below the names, which so keep their places while one clicks them.
            if !app.filters.is_empty() {
                chips_ui(ui, app, palette, commands);
            }
            let rule = ui.available_rect_before_wrap();
            ui.painter()
                .hline(rule.x_range(), rule.top(), (1.0, palette.rule));
        });
    }

    /// The names of the open facet.
    fn names_ui(&mut self, ui: &mut Ui, app: &App, palette: &Palette, commands: &mut Vec<Command>) {
        let (Some(facet), Some(counted)) = (app.facets.open, &app.facets.counted) else {
            self.shown_full = false;
            return;
        };
        let Some(top) = counted.lists.iter().find(|list| list.facet == facet) else {
            return;
        };
        ui.add_space(2.0);
        if let Some(full) = &app.facets.full {
            self.full_ui(ui, app, facet, full, commands);
        } else {
            self.shown_full = false;
            for value in &top.values {
                name_ui(ui, app, facet, value, most(top), commands);
            }
            let language = app.language();
            if top.n_values > top.values.len() {
                let label = words::all_names(top.n_values, language);
                if link_ui(ui, &label, palette).clicked() {
                    commands.push(Command::ListFacet(Some(String::new())));
                }
            }
        }
        ui.add_space(6.0);
    }

    /// All names of the open facet, to be searched.
    fn full_ui(
        &mut self,
        ui: &mut Ui,
        app: &App,
        facet: Facet,
        full: &FullList,
        commands: &mut Vec<Command>,
    ) {
        let palette = Palette::of(ui);
        let language = app.language();
        let is_new = !std::mem::replace(&mut self.shown_full, true);
        if is_new {
            self.draft.clone_from(&full.part);
        }
        egui::Frame::NONE
            .inner_margin(Margin::symmetric(12, 4))
            .show(ui, |ui| self.field_ui(ui, app, is_new, full, commands));
        let height = (ui.available_height() * 0.5).clamp(90.0, 420.0);
        if let Some(list) = &full.list {
            let area = ScrollArea::vertical()
                .id_salt(("names", words::facet(facet).en))
                .auto_shrink([false, true])
                .max_height(height);
            area.show_rows(ui, ROW_HEIGHT, list.values.len(), |ui, rows| {
                for value in list.values.get(rows).unwrap_or_default() {
                    name_ui(ui, app, facet, value, most(list), commands);
                }
            });
            let n_left = list.n_values - list.values.len().min(list.n_values);
            let note = match (list.n_values, n_left) {
                (0, _) => Some(words::NO_NAMES.pick(language).to_owned()),
                (_, 0) => None,
                (_, n_left) => Some(words::names_left(n_left, language)),
            };
            if let Some(note) = note {
                let (rect, _) =
                    ui.allocate_exact_size(vec2(ui.available_width(), ROW_HEIGHT), Sense::hover());
                ui.painter().text(
                    rect.left_center() + vec2(MARGIN, 0.0),
                    Align2::LEFT_CENTER,
                    note,
                    fonts::sans(12.0),
                    palette.faint,
                );
            }
        }
        if link_ui(ui, words::FEWER_NAMES.pick(language), palette).clicked() {
            commands.push(Command::ListFacet(None));
        }
    }

    fn field_ui(
        &mut self,
        ui: &mut Ui,
        app: &App,
        takes_focus: bool,
        full: &FullList,
        commands: &mut Vec<Command>,
    ) {
        let leaves = self.had_focus
            && !self.composing.is_on()
            && ui.input_mut(|i| i.consume_key(egui::Modifiers::NONE, Key::Escape));
        let palette = Palette::of(ui);
        ui.visuals_mut().selection.stroke.color = palette.accent;
        let name = words::FIND_NAME.pick(app.language());
        let hint = egui::RichText::new(name)
            .font(fonts::sans(12.5))
            .color(palette.faint);
        let field = egui::TextEdit::singleline(&mut self.draft)
            .font(fonts::sans(13.0))
            .hint_text(hint)
            .desired_width(f32::INFINITY)
            .margin(vec2(8.0, 4.0));
        let response = ui.add(field);
        response.widget_info(|| {
            let mut info = WidgetInfo::text_edit(true, &self.draft, &self.draft, name);
            info.label = Some(name.to_owned());
            info
        });
        if takes_focus {
            response.request_focus();
        }
        self.has_focus = response.has_focus();
        let is_composing = self.composing.watch(ui, self.has_focus);
        if !is_composing && self.draft != full.part {
            commands.push(Command::ListFacet(Some(self.draft.clone())));
        }
        if leaves {
            response.surrender_focus();
            commands.push(Command::ListFacet(None));
        }
    }
}

fn most(list: &FacetList) -> usize {
    list.values.first().map_or(1, |value| value.n_articles)
}

/// The filters that are set, each to be taken off.
fn chips_ui(ui: &mut Ui, app: &App, palette: &Palette, commands: &mut Vec<Command>) {
    let language = app.language();
    egui::Frame::NONE
        .inner_margin(Margin {
            left: 14,
            right: 10,
            top: 6,
            bottom: 4,
        })
        .show(ui, |ui| {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = vec2(6.0, 5.0);
                for filter in &app.filters {
                    let label = words::filter(filter, language);
                    let response = chip_ui(ui, &label, filter.is_excluded, palette);
                    let turned = Filter {
                        is_excluded: !filter.is_excluded,
                        ..filter.clone()
                    };
                    match click_kind(ui, &response) {
                        Some(true) => commands.push(Command::ToggleFilter(turned)),
                        Some(false) => commands.push(Command::ToggleFilter(filter.clone())),
                        None => {}
                    }
                    let full = match &filter.leaf {
                        crate::library::Leaf::Name { text, .. } => text.as_str(),
                        _ => label.as_str(),
                    };
                    response.on_hover_text(format!("{full}\n{}", words::CHIP_HOW.pick(language)));
                }
                for (text, how, command) in [
                    (words::CLEAR_ALL, words::CLEAR_ALL, Command::ClearFilters),
                    (
                        words::TYPE_FILTERS,
                        words::TYPE_FILTERS_HOW,
                        Command::TypeFilters,
                    ),
                ] {
                    let text = egui::RichText::new(text.pick(language))
                        .font(fonts::sans(12.0))
                        .color(palette.soft);
                    let button = egui::Button::new(text).min_size(vec2(0.0, 22.0));
                    if ui.add(button).on_hover_text(how.pick(language)).clicked() {
                        commands.push(command);
                    }
                }
            });
        });
}

fn chip_ui(ui: &mut Ui, label: &str, is_excluded: bool, palette: &Palette) -> Response {
    let color = if is_excluded {
        palette.accent
    } else {
        palette.text
    };
    let galley = ui
        .painter()
        .layout_no_wrap(label.to_owned(), fonts::sans(12.0), color);
    let size = vec2(galley.size().x + 32.0, 22.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, label));
    let is_lit = response.hovered() || response.has_focus();
    let (ground, edge) = match (is_excluded, is_lit) {
        (true, false) => (egui::Color32::TRANSPARENT, palette.accent),
        (true, true) => (palette.selected, palette.accent),
        (false, false) => (palette.selected, palette.selected),
        (false, true) => (palette.selected, palette.faint),
    };
    ui.painter()
        .rect(rect, 11.0, ground, (1.0, edge), egui::StrokeKind::Inside);
    let text_at = pos2(rect.left() + 11.0, rect.center().y - galley.size().y * 0.5);
    ui.painter().galley(text_at, galley, color);
    let cross = pos2(rect.right() - 12.0, rect.center().y);
    let arm = 3.0;
    let sign = if is_lit {
        palette.accent
    } else {
        palette.faint
    };
    for (x, y) in [(1.0, 1.0), (1.0, -1.0)] {
        let end = vec2(x, y) * arm;
        ui.painter()
            .line_segment([cross - end, cross + end], (1.2, sign));
    }
    response
}

/// The kinds of names; the open one is underlined.
fn tabs_ui(ui: &mut Ui, app: &App, palette: &Palette, commands: &mut Vec<Command>) {
    let language = app.language();
    egui::Frame::NONE
        .inner_margin(Margin::symmetric(8, 0))
        .show(ui, |ui| {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
                own_tab_ui(ui, app, commands);
                for facet in Facet::ALL {
                    let lists = app.facets.counted.iter().flat_map(|f| &f.lists);
                    let n_names = lists
                        .filter(|list| list.facet == facet)
                        .map(|list| list.n_values)
                        .sum();
                    let is_open = app.facets.open == Some(facet);
                    let is_filtered = app
                        .filters
                        .iter()
                        .any(|f| f.kind == FilterKind::Name(facet));
                    let name = words::facet(facet).pick(language);
                    let color = match (is_open || is_filtered, n_names) {
                        (true, _) => palette.accent,
                        (_, 0) => palette.faint,
                        _ => palette.soft,
                    };
                    let galley =
                        ui.painter()
                            .layout_no_wrap(name.to_owned(), fonts::sans(12.5), color);
                    let size = vec2(galley.size().x + 13.0, 26.0);
                    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
                    response.widget_info(|| {
                        WidgetInfo::selected(Role::Tab, n_names > 0 || is_open, is_open, name)
                    });
                    let at = rect.center() - galley.size() * 0.5;
                    ui.painter().galley(at, galley, color);
                    let line = rect.shrink2(vec2(6.5, 0.0));
                    if is_open {
                        ui.painter().hline(
                            line.x_range(),
                            rect.bottom() - 2.0,
                            (2.0, palette.accent),
                        );
                    } else if response.hovered() || response.has_focus() {
                        ui.painter().hline(
                            line.x_range(),
                            rect.bottom() - 2.0,
                            (1.0, palette.faint),
                        );
                    }
                    if response.clicked() {
                        commands.push(Command::OpenFacet(facet));
                    }
                    response
                        .on_hover_text(format!("{name} · {}", words::n_names(n_names, language)));
                }
            });
        });
}

/// A name with its number, and the sign that leaves it out.
fn name_ui(
    ui: &mut Ui,
    app: &App,
    facet: Facet,
    value: &FacetValue,
    most: usize,
    commands: &mut Vec<Command>,
) {
    let palette = Palette::of(ui);
    let language = app.language();
    let width = ui.available_width();
    let (rect, response) = ui.allocate_exact_size(vec2(width, ROW_HEIGHT), Sense::click());
    let what = format!("{} {}", words::kind(facet).pick(language), value.name);
    let label = words::counted(&what, value.n_articles, language);
    let is_on = app.filtered(&facet.leaf(&value.name)) == Some(false);
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, is_on, &label));
    let out_rect = Rect::from_min_max(
        pos2(rect.right() - MARGIN - OUT_WIDTH + 6.0, rect.top()),
        rect.right_bottom() - vec2(MARGIN - 6.0, 0.0),
    );
    let out_id = response.id.with("without");
    let out = ui.interact(out_rect, out_id, Sense::click());
    let out_label = words::excluding(&what, language);
    out.widget_info(|| WidgetInfo::labeled(Role::Button, true, &out_label));
    let is_lit = response.hovered() || response.has_focus() || out.hovered() || out.has_focus();
    if is_lit {
        ui.painter()
            .rect_filled(rect, 0.0, palette.selected.gamma_multiply(0.6));
    }
    let fade = if app.has_stale_facets() { 0.6 } else { 1.0 };
    let room = out_rect.left() - rect.left() - MARGIN;
    let share = value.n_articles as f32 / most.max(1) as f32;
    let bar = Rect::from_min_size(
        pos2(rect.left() + MARGIN, rect.bottom() - 3.0),
        vec2((room * share).max(2.0), 1.5),
    );
    let bar_color = if is_on { palette.accent } else { palette.rule };
    ui.painter().rect_filled(bar, 0.0, bar_color);
    let n = ui.painter().text(
        pos2(out_rect.left() - 2.0, rect.center().y - 1.0),
        Align2::RIGHT_CENTER,
        value.n_articles,
        fonts::sans(12.0),
        palette.soft.gamma_multiply(fade),
    );
    let color = if is_on { palette.accent } else { palette.text };
    let mut job = egui::text::LayoutJob::simple(
        value.name.clone(),
        fonts::sans(13.0),
        color.gamma_multiply(fade),
        (n.left() - rect.left() - MARGIN - 8.0).max(20.0),
    );
    job.wrap.max_rows = 1;
    job.wrap.break_anywhere = true;
    let galley = ui.fonts_mut(|f| f.layout_job(job));
    let at = pos2(
        rect.left() + MARGIN,
        rect.center().y - 1.0 - galley.size().y * 0.5,
    );
    ui.painter().galley(at, galley, color);
    if is_lit {
        let sign = if out.hovered() || out.has_focus() {
            palette.accent
        } else {
            palette.faint
        };
        let x = out_rect.center().x;
        ui.painter()
            .hline(x - 4.0..=x + 4.0, rect.center().y, (1.5, sign));
    }
    let is_excluded = if out.clicked() {
        Some(true)
    } else {
        click_kind(ui, &response)
    };
    if let Some(is_excluded) = is_excluded {
        let filter = Filter::name(facet, &value.name, is_excluded);
        commands.push(Command::ToggleFilter(filter));
    }
    out.on_hover_text(out_label);
    response.on_hover_text(format!("{label}\n{}", words::NAME_HOW.pick(language)));
}

/// A line of text to click.
fn link_ui(ui: &mut Ui, label: &str, palette: &Palette) -> Response {
    let size = vec2(ui.available_width(), ROW_HEIGHT);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, label));
    let color = if response.hovered() || response.has_focus() {
        palette.text
    } else {
        palette.soft
    };
    ui.painter().text(
        rect.left_center() + vec2(MARGIN, 0.0),
        Align2::LEFT_CENTER,
        label,
        fonts::sans(12.0),
        color,
    );
    response
}
