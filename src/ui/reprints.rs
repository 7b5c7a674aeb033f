//! Reprints in the list: how many a row stands for, the way into them and back, and the switch.

use super::{fonts, theme::Palette};
use crate::app::{App, Command, Language, Text};
use crate::library::ArticleRow;
use egui::{Align2, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

const WHAT: Text = Text {
    zh: "同一篇文章，别的版面或日子也登过，全文相同或略有增删。点开列出这几篇",
    en: "Printed elsewhere or on another day as well, whole or nearly so. Click to list them",
};
const ALL: Text = Text {
    zh: "同文",
    en: "Reprints",
};
const FOLD: Text = Text {
    zh: "合并转载",
    en: "Fold reprints",
};

fn n_more(n: usize, language: Language) -> String {
    match language {
        Language::Chinese => format!("另有 {n} 篇"),
        Language::English => format!("{n} more"),
    }
}

/// The articles of a list, and the rows that they make where these are fewer.
pub(super) fn count_line(app: &App) -> String {
    let (n_articles, n_rows) = (app.list.n_articles, app.list.total);
    let articles = super::strings::n_articles(n_articles, app.language());
    if n_rows == n_articles {
        return articles;
    }
    match app.language() {
        Language::Chinese => format!("{articles}，并为 {n_rows} 条"),
        Language::English => format!("{articles} in {n_rows} rows"),
    }
}

/// How many reprints a row stands for, at the right end of its line of facts; a click lists them.
/// Returns how wide it is.
pub(super) fn badge_ui(
    ui: &mut Ui,
    right_center: egui::Pos2,
    idx: usize,
    row: &ArticleRow,
    app: &App,
    commands: &mut Vec<Command>,
) -> f32 {
    if row.n_reprints == 0 {
        return 0.0;
    }
    let palette = Palette::of(ui);
    let language = app.language();
    let label = n_more(row.n_reprints, language);
    let galley = ui
        .painter()
        .layout_no_wrap(label.clone(), fonts::sans(12.0), palette.soft);
    let size = galley.size() + vec2(4.0, 4.0);
    let rect = Rect::from_min_size(right_center - vec2(size.x, size.y * 0.5), size);
    let id = ui.scope_id().with(("reprints", &row.id.0));
    let response = ui.interact(rect, id, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &label));
    let color = if response.hovered() || response.has_focus() {
        palette.accent
    } else {
        palette.soft
    };
    let at = pos2(rect.left() + 2.0, rect.center().y);
    let text = ui
        .painter()
        .text(at, Align2::LEFT_CENTER, &label, fonts::sans(12.0), color);
    ui.painter()
        .hline(text.x_range(), text.bottom() - 1.0, (1.0, color));
    if response.on_hover_text(WHAT.pick(language)).clicked() {
        commands.push(Command::ShowReprints(idx));
    }
    size.x
}

/// Says that the list is of one article and its reprints; a click leads back.
pub(super) fn only_reprints_ui(
    ui: &mut Ui,
    app: &App,
    palette: &Palette,
    commands: &mut Vec<Command>,
) {
    if app.reprints_of.is_none() || app.own_list.is_some() {
        return;
    }
    let label = ALL.pick(app.language());
    let text = egui::RichText::new(format!("{label} ×"))
        .font(fonts::sans(12.5))
        .color(palette.accent);
    let button = ui.add(egui::Button::new(text));
    button.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, true, label));
    if button.clicked() {
        commands.push(Command::LeaveReprints);
    }
}

/// The switch in the menu of orders.
pub(super) fn switch_ui(ui: &mut Ui, app: &App, commands: &mut Vec<Command>) {
    ui.separator();
    let mut folds = app.settings.folds_reprints;
    if ui.checkbox(&mut folds, FOLD.pick(app.language())).clicked() {
        commands.push(Command::ToggleFolding);
        ui.close();
    }
}
