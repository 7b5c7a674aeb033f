//! Above the list: the filters by what the reader said of articles, each with the number of articles that
//! a click leaves; and the saved searches, which are collections that keep themselves.

use super::histogram::click_kind;
use super::own_line::{paint_sign, paint_status};
use super::{facet_words, fonts, own_words as words, theme::Palette};
use crate::app::{App, Command, Filter, FilterKind, OwnWish, SearchWish};
use crate::library::{Leaf, Own, OwnCount};
use egui::{Align2, Response, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

const MARGIN: f32 = 14.0;
const ROW_HEIGHT: f32 = 23.0;

/// The tab, beside those of the kinds of names.
pub(super) fn own_tab_ui(ui: &mut Ui, app: &App, commands: &mut Vec<Command>) {
    let palette = Palette::of(ui);
    let language = app.language();
    let is_open = app.own.is_open;
    let is_filtered = app.filters.iter().any(|f| f.kind == FilterKind::Own);
    let name = words::MINE.pick(language);
    let color = if is_open || is_filtered {
        palette.accent
    } else {
        palette.soft
    };
    let galley = ui
        .painter()
        .layout_no_wrap(name.to_owned(), fonts::sans(12.5), color);
    let size = vec2(galley.size().x + 13.0, 26.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Tab, true, is_open, name));
    ui.painter()
        .galley(rect.center() - galley.size() * 0.5, galley, color);
    let line = rect.shrink2(vec2(6.5, 0.0)).x_range();
    if is_open {
        ui.painter()
            .hline(line, rect.bottom() - 2.0, (2.0, palette.accent));
    } else if response.hovered() || response.has_focus() {
        ui.painter()
            .hline(line, rect.bottom() - 2.0, (1.0, palette.faint));
    }
    if response.clicked() {
        commands.push(Command::Own(OwnWish::OpenOwn));
    }
    response.on_hover_text(words::MINE_HOW.pick(language));
}

/// The filters, where the tab is open.
pub(super) fn own_facets_ui(ui: &mut Ui, app: &App, commands: &mut Vec<Command>) {
    let (true, Some(counted)) = (app.own.is_open, &app.facets.counted) else {
        return;
    };
    ui.add_space(2.0);
    let height = (ui.available_height() * 0.5).clamp(90.0, 420.0);
    let area = ScrollArea::vertical()
        .id_salt("own filters")
        .auto_shrink([false, true])
        .max_height(height);
    area.show(ui, |ui| {
        for count in &counted.own {
            let is_filter = app.filtered(&Leaf::Own(count.own.clone())).is_some();
            let is_always = matches!(count.own, Own::Starred | Own::Unread);
            if count.n_articles > 0 || is_filter || is_always {
                count_ui(ui, app, count, commands);
            }
        }
        let saved = &app.searches.kept.saved;
        if !saved.is_empty() {
            let palette = Palette::of(ui);
            let size = vec2(ui.available_width(), ROW_HEIGHT);
            let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
            ui.painter().text(
                pos2(rect.left() + MARGIN, rect.center().y),
                Align2::LEFT_CENTER,
                words::LIVING.pick(app.language()),
                fonts::sans(11.5),
                palette.faint,
            );
        }
        for row in saved {
            let response = row_ui(ui, app, &row.saved.name, row.n_found, false);
            let response = response.on_hover_text(&row.saved.typed);
            if response.clicked() {
                let wish = SearchWish::OpenSaved(row.saved.saved_id);
                commands.push(Command::Searches(wish));
            }
        }
    });
    ui.add_space(6.0);
}

fn count_ui(ui: &mut Ui, app: &App, count: &OwnCount, commands: &mut Vec<Command>) {
    let palette = Palette::of(ui);
    let language = app.language();
    let is_on = app.filtered(&Leaf::Own(count.own.clone())) == Some(false);
    let name = words::own(&count.own, language);
    let response = row_ui(ui, app, &name, count.n_articles, is_on);
    let sign = response.rect.left_center() + vec2(MARGIN + 5.0, 0.0);
    match &count.own {
        Own::Status(status) => paint_status(ui.painter(), sign, *status, palette.soft),
        Own::Label(kind, name) => {
            let mut labels = app.own.labels.iter();
            let label = labels.find(|label| label.kind == *kind && label.name == *name);
            let color = label.map_or(palette.soft, |label| palette.label(label.colour));
            paint_sign(ui.painter(), sign, *kind, color);
        }
        _ => {}
    }
    if let Some(is_excluded) = click_kind(ui, &response) {
        let filter = Filter::own(count.own.clone(), is_excluded);
        commands.push(Command::ToggleFilter(filter));
    }
    let how = facet_words::NAME_HOW.pick(language);
    response.on_hover_text(format!("{name}\n{how}"));
}

/// A name with its number; room before it for a sign.
fn row_ui(ui: &mut Ui, app: &App, name: &str, n_articles: usize, is_on: bool) -> Response {
    let palette = Palette::of(ui);
    let size = vec2(ui.available_width(), ROW_HEIGHT);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let label = facet_words::counted(name, n_articles, app.language());
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, is_on, &label));
    if response.hovered() || response.has_focus() {
        ui.painter()
            .rect_filled(rect, 0.0, palette.selected.gamma_multiply(0.6));
    }
    let fade = if app.has_stale_facets() { 0.6 } else { 1.0 };
    let n = ui.painter().text(
        pos2(rect.right() - MARGIN, rect.center().y),
        Align2::RIGHT_CENTER,
        n_articles,
        fonts::sans(12.0),
        palette.soft.gamma_multiply(fade),
    );
    let color = if is_on { palette.accent } else { palette.text };
    let left = rect.left() + MARGIN + 15.0;
    let mut job = egui::text::LayoutJob::simple(
        name.to_owned(),
        fonts::sans(13.0),
        color.gamma_multiply(fade),
        (n.left() - left - 8.0).max(20.0),
    );
    job.wrap.max_rows = 1;
    job.wrap.break_anywhere = true;
    let galley = ui.fonts_mut(|f| f.layout_job(job));
    let at = pos2(left, rect.center().y - galley.size().y * 0.5);
    ui.painter().galley(at, galley, color);
    response
}
