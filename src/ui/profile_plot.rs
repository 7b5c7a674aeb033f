//! When the articles of a name were printed: small bars, each of which lists its articles.

use super::histogram::Axis;
use super::{facet_words, fonts, profile_words as words, theme::Palette};
use crate::app::{Command, Language, ProfileWish};
use crate::library::{Figure, Profile};
use egui::{Align2, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

const BARS_HEIGHT: f32 = 30.0;
const LABELS_HEIGHT: f32 = 17.0;
/// With more months than this, bars are years.
const N_MOST_MONTHS: i32 = 60;
/// A bar is not wider, in points.
const WIDEST_BAR: f32 = 20.0;

/// Draws the bars, and how many articles have no date.
pub(super) fn plot_ui(
    ui: &mut Ui,
    profile: &Profile,
    language: Language,
    commands: &mut Vec<Command>,
) {
    let timeline = &profile.timeline;
    // Where only the year of some is known, every bar is a year: none is left out.
    let n_months = if timeline.years.is_empty() {
        N_MOST_MONTHS
    } else {
        0
    };
    let Some(axis) = Axis::of(timeline, n_months) else {
        undated_ui(ui, None, profile, language, commands);
        return;
    };
    let palette = Palette::of(ui);
    let size = vec2(ui.available_width(), BARS_HEIGHT + LABELS_HEIGHT);
    let (area, _) = ui.allocate_exact_size(size, Sense::hover());
    let bottom = area.top() + BARS_HEIGHT;
    let step = (area.width() / axis.n_bars() as f32).min(WIDEST_BAR);
    let gap = if step > 3.0 { 1.0 } else { 0.0 };
    ui.painter()
        .hline(area.x_range(), bottom + 0.5, (1.0, palette.rule));
    let counts: Vec<usize> = (0..axis.n_bars())
        .map(|bar| timeline.n_in(axis.range(bar, bar)))
        .collect();
    let most = counts.iter().copied().max().unwrap_or(0).max(1) as f32;
    for (bar, n) in counts.into_iter().enumerate().filter(|(_, n)| *n > 0) {
        let left = area.left() + bar as f32 * step;
        let column = Rect::from_min_max(pos2(left, area.top()), pos2(left + step, bottom));
        let range = axis.range(bar, bar);
        let label = facet_words::counted(&facet_words::dates(range, language), n, language);
        let id = ui.scope_id().with(("time", bar));
        let response = ui.interact(column, id, Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &label));
        let height = (n as f32 / most * BARS_HEIGHT).max(3.0);
        let color = if response.hovered() || response.has_focus() {
            palette.accent
        } else {
            palette.accent.gamma_multiply(0.72)
        };
        let right = (left + step - gap).max(left + 1.0);
        let rect = Rect::from_min_max(pos2(left, bottom - height), pos2(right, bottom));
        ui.painter().rect_filled(rect, 1.0, color);
        if response.clicked() {
            commands.push(Command::Profile(ProfileWish::List(Figure::Dates(range))));
        }
        response.on_hover_text(format!("{label}\n{}", words::PLOT_HOW.pick(language)));
    }
    let labels = Rect::from_min_max(pos2(area.left(), bottom + 2.0), area.max);
    let right = undated_ui(ui, Some(labels), profile, language, commands);
    years_ui(ui, axis, step, labels.with_max_x(right));
}

/// The years under the bars, as many as find room.
fn years_ui(ui: &Ui, axis: Axis, step: f32, rect: Rect) {
    let palette = Palette::of(ui);
    let mut free_from = rect.left();
    for bar in 0..axis.n_bars() {
        let Some(date) = axis.date(bar) else { continue };
        let x = rect.left() + bar as f32 * step;
        let is_labelled = bar == 0 || date.month.is_none_or(|month| month == 1);
        if !is_labelled || x < free_from {
            continue;
        }
        let year = date.year.to_string();
        let galley = ui
            .painter()
            .layout_no_wrap(year, fonts::sans(11.0), palette.faint);
        let end = x + galley.size().x;
        if end <= rect.right() {
            ui.painter()
                .galley(pos2(x, rect.top()), galley, palette.faint);
            free_from = end + 8.0;
        }
    }
}

/// The articles of no known date, at the right under the bars, or in a line of their own; gives
/// where that begins.
fn undated_ui(
    ui: &mut Ui,
    rect: Option<Rect>,
    profile: &Profile,
    language: Language,
    commands: &mut Vec<Command>,
) -> f32 {
    let n = profile.timeline.n_undated;
    let end = rect.map_or(0.0, |rect| rect.right());
    if n == 0 {
        return end;
    }
    let palette = Palette::of(ui);
    let what = words::UNDATED.pick(language);
    let galley =
        ui.painter()
            .layout_no_wrap(format!("{what} {n}"), fonts::sans(11.0), palette.soft);
    let place = match rect {
        Some(rect) => Align2::RIGHT_TOP.anchor_size(rect.right_top(), galley.size()),
        None => ui.allocate_exact_size(galley.size(), Sense::hover()).0,
    };
    let response = ui.interact(place, ui.scope_id().with("undated"), Sense::click());
    let label = facet_words::counted(what, n, language);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &label));
    if response.clicked() {
        commands.push(Command::Profile(ProfileWish::List(Figure::Undated)));
    }
    if response.hovered() || response.has_focus() {
        ui.painter()
            .hline(place.x_range(), place.bottom(), (1.0, palette.soft));
    }
    ui.painter().galley(place.min, galley, palette.soft);
    place.left() - 6.0
}
