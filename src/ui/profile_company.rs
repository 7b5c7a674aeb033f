//! With whom and what a name stands: a row for each companion, with the number of articles that name
//! both in one sentence, in one paragraph, at all; each number lists its articles.

use super::panel_rows::{MARGIN, more_ui, section_head_ui};
use super::{fonts, profile_words as words, theme::Palette};
use crate::app::{Command, Language, ProfileWish};
use crate::library::{Closeness, Companion, Company, Facet, Figure, Profile, Subject};
use egui::text::LayoutJob;
use egui::{Align2, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};
use std::collections::BTreeMap;

/// Companions of a kind that are shown at first, and how many more at a click.
const N_SHOWN: usize = 5;
const N_MORE: usize = 15;
const ROW_HEIGHT: f32 = 23.0;

/// Width of a column of numbers, in points.
const fn column(language: Language) -> f32 {
    match language {
        Language::Chinese => 38.0,
        Language::English => 42.0,
    }
}

/// Draws the section, where there is somebody.
pub(super) fn company_ui(
    ui: &mut Ui,
    profile: &Profile,
    n_more: &mut BTreeMap<Facet, usize>,
    language: Language,
    commands: &mut Vec<Command>,
) {
    if profile.company.is_empty() {
        return;
    }
    section_head_ui(ui, words::COMPANY.pick(language));
    for company in &profile.company {
        head_ui(ui, company, language);
        let n_shown = N_SHOWN + n_more.get(&company.facet).copied().unwrap_or(0);
        for companion in company.companions.iter().take(n_shown) {
            companion_ui(ui, company.facet, companion, language, commands);
        }
        let n_listed = company.companions.len();
        if n_shown < n_listed {
            if more_ui(ui, words::MORE.pick(language)).clicked() {
                *n_more.entry(company.facet).or_default() += N_MORE;
            }
        } else if company.n_names > n_listed {
            let left = words::names_left(company.n_names - n_listed, language);
            note_ui(ui, &left);
        }
        ui.add_space(6.0);
    }
}

fn note_ui(ui: &mut Ui, note: &str) {
    let palette = Palette::of(ui);
    let size = vec2(ui.available_width(), ROW_HEIGHT);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let at = rect.left_center() + vec2(MARGIN, 0.0);
    let font = fonts::sans(12.0);
    ui.painter()
        .text(at, Align2::LEFT_CENTER, note, font, palette.faint);
}

/// Where a column of numbers stands in a row.
fn place_of(row: Rect, nth: usize, language: Language) -> Rect {
    let width = column(language);
    let right = row.right() - MARGIN + 4.0 - (2 - nth.min(2)) as f32 * width;
    Rect::from_min_max(pos2(right - width, row.top()), pos2(right, row.bottom()))
}

/// The kind, and what the columns are.
fn head_ui(ui: &mut Ui, company: &Company, language: Language) {
    let palette = Palette::of(ui);
    let size = vec2(ui.available_width(), ROW_HEIGHT);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let kind = words::company_head(company.facet, company.n_names, language);
    let at = rect.left_center() + vec2(MARGIN, 0.0);
    ui.painter().text(
        at,
        Align2::LEFT_CENTER,
        kind,
        fonts::sans(12.0),
        palette.soft,
    );
    for (nth, near) in Closeness::ALL.into_iter().enumerate() {
        let place = place_of(rect, nth, language);
        let at = place.right_center() - vec2(4.0, 0.0);
        let what = words::closeness(near).pick(language);
        let font = fonts::sans(11.0);
        ui.painter()
            .text(at, Align2::RIGHT_CENTER, what, font, palette.faint);
    }
}

fn companion_ui(
    ui: &mut Ui,
    facet: Facet,
    companion: &Companion,
    language: Language,
    commands: &mut Vec<Command>,
) {
    let palette = Palette::of(ui);
    let size = vec2(ui.available_width(), ROW_HEIGHT);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let numbers = place_of(rect, 0, language).left();
    let name = rect.with_max_x(numbers);
    let id = ui.scope_id().with(("companion", facet, &companion.name));
    let response = ui.interact(name, id, Sense::click());
    let label = words::open_page(&companion.name, language);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &label));
    let is_lit = response.hovered() || response.has_focus();
    if is_lit {
        ui.painter()
            .rect_filled(name, 0.0, palette.selected.gamma_multiply(0.6));
    }
    let width = name.width() - MARGIN - 4.0;
    let font = fonts::sans(13.5);
    let mut job = LayoutJob::simple(companion.name.clone(), font, palette.text, width);
    job.wrap.max_rows = 1;
    job.wrap.break_anywhere = true;
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let at = pos2(
        rect.left() + MARGIN,
        rect.center().y - galley.size().y * 0.5,
    );
    ui.painter().galley(at, galley, palette.text);
    if response.clicked()
        && let Some(subject) = Subject::of_facet(facet, &companion.name)
    {
        commands.push(Command::Profile(ProfileWish::Open(subject)));
    }
    let how = words::COMPANY_HOW.pick(language);
    response.on_hover_text(format!("{}\n{how}", companion.name));
    for (nth, near) in Closeness::ALL.into_iter().enumerate() {
        let place = place_of(rect, nth, language);
        let id = id.with(nth);
        number_ui(ui, place, id, (facet, companion, near), language, commands);
    }
}

/// How many articles name both so near.
fn number_ui(
    ui: &Ui,
    place: Rect,
    id: egui::Id,
    (facet, companion, near): (Facet, &Companion, Closeness),
    language: Language,
    commands: &mut Vec<Command>,
) {
    let palette = Palette::of(ui);
    let at = place.right_center() - vec2(4.0, 0.0);
    let n = companion.n_at(near);
    let font = fonts::sans(12.5);
    if n == 0 {
        ui.painter()
            .text(at, Align2::RIGHT_CENTER, "·", font, palette.faint);
        return;
    }
    let response = ui.interact(place, id, Sense::click());
    let label = words::company(&companion.name, near, n, language);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &label));
    let is_lit = response.hovered() || response.has_focus();
    let color = if is_lit { palette.accent } else { palette.soft };
    let text = ui.painter().text(at, Align2::RIGHT_CENTER, n, font, color);
    if is_lit {
        ui.painter()
            .hline(text.x_range(), text.bottom() - 1.0, (1.0, color));
    }
    if response.clicked() {
        let figure = Figure::Company(facet, companion.name.clone(), near);
        commands.push(Command::Profile(ProfileWish::List(figure)));
    }
    response.on_hover_text(format!("{label}\n{}", words::PLOT_HOW.pick(language)));
}
