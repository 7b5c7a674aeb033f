//! The grey line under the headline: date, page, marks; and how sure the restoration is.

use super::blocks::{Block, Painted, Scene};
use super::{fonts, repair_words, strings};
use crate::app::{App, Ask, Command};
use crate::library::LoadedArticle;
use crate::model::{Join, clip};
use egui::{Align, Rect, Response, RichText, Sense, Ui, pos2, vec2};

/// The byline goes on the grey line where there is room, and under it where there is none.
pub(super) fn byline_ui(
    ui: &mut Ui,
    block: &mut Block,
    scene: &Scene<'_>,
    room: Rect,
    painted: &mut Painted,
) {
    if block.width_at_most() > room.width() {
        block.ui(ui, scene, painted);
        return;
    }
    let mut line_ui = ui.new_child(egui::UiBuilder::new().max_rect(room));
    let scene = Scene {
        left: room.left(),
        width: room.width(),
        ..*scene
    };
    block.ui(&mut line_ui, &scene, painted);
}

/// Date, page, reading time and the marks, in one grey line; returns the room left on it.
pub(super) fn meta_ui(ui: &mut Ui, scene: &Scene<'_>, commands: &mut Vec<Command>) -> Rect {
    let (app, article, palette) = (scene.app, scene.article, scene.palette);
    let language = app.language();
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 24.0), egui::Sense::hover());
    let line = Rect::from_min_size(pos2(scene.left, rect.top()), vec2(scene.width, 24.0));
    let mut line_ui = ui.new_child(
        egui::UiBuilder::new()
            .max_rect(line)
            .layout(egui::Layout::left_to_right(Align::Center)),
    );
    let ui = &mut line_ui;
    ui.spacing_mut().item_spacing.x = 14.0;
    let grey = |text: String| {
        egui::RichText::new(text)
            .font(fonts::sans(13.0))
            .color(palette.soft)
    };
    date_ui(ui, scene, commands);
    let page = if scene.width > 430.0 {
        strings::page_name(&article.page.name)
    } else {
        String::new()
    };
    let page = ui.label(grey(page));
    let mut after = page.on_hover_text(&article.source).rect;
    if article.article.is_doubtful() {
        let badge = egui::RichText::new(strings::DOUBTFUL.pick(language))
            .font(fonts::sans(12.0))
            .color(palette.accent);
        let badge = ui
            .label(badge)
            .on_hover_text(strings::DOUBTFUL_WHY.pick(language));
        after = badge.rect;
    }
    let marks = ui.with_layout(egui::Layout::right_to_left(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        if app.is_writable() {
            let mark = if article.is_read {
                strings::MARK_UNREAD
            } else {
                strings::MARK_READ
            };
            if ui.button(grey(mark.pick(language).to_owned())).clicked() {
                commands.push(Command::ToggleRead);
            }
            let (sign, name) = if article.is_starred {
                ("★", strings::UNSTAR)
            } else {
                ("☆", strings::STAR)
            };
            let color = if article.is_starred {
                palette.accent
            } else {
                palette.soft
            };
            let star = ui.button(
                egui::RichText::new(sign)
                    .font(fonts::sans(14.0))
                    .color(color),
            );
            star.widget_info(|| {
                egui::WidgetInfo::labeled(egui::Role::Button, true, name.pick(language))
            });
            if star.on_hover_text(name.pick(language)).clicked() {
                commands.push(Command::ToggleStar);
            }
        }
        let n_chars = article.article.body.text.chars().count();
        if scene.width > 500.0 {
            ui.label(grey(strings::reading_time(n_chars, language)));
        }
    });
    let center = after.center().y - 0.5 * super::blocks::BYLINE_HEIGHT;
    Rect::from_min_max(
        pos2(after.right() + 14.0, center.round()),
        pos2(marks.response.rect.left() - 14.0, line.bottom()),
    )
}

/// The date; dotted where it is a conclusion. It says who says so, and a click sets it.
fn date_ui(ui: &mut Ui, scene: &Scene<'_>, commands: &mut Vec<Command>) {
    let (app, article, palette) = (scene.app, scene.article, scene.palette);
    let language = app.language();
    let can_set = app.can_ask(Ask::Date);
    let date = article.article.date.or(article.page.issue_date);
    let (text, color) = match date {
        Some(date) => (strings::long_date(date, language), palette.soft),
        None if can_set => (strings::NO_DATE.pick(language).to_owned(), palette.faint),
        None => return,
    };
    let shown = RichText::new(&text).font(fonts::sans(13.0)).color(color);
    let sense = if can_set {
        Sense::click()
    } else {
        Sense::hover()
    };
    let label = ui.add(egui::Label::new(shown).sense(sense));
    if can_set {
        label.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &text));
    }
    if is_inferred(article) {
        dots_ui(ui, scene, &label);
    }
    let mut why = date.map_or_else(String::new, |_| date_reason(app, article));
    if can_set {
        why = format!("{why}\n{}", strings::SET_DATE_HOW.pick(language));
    }
    if label.on_hover_text(why.trim()).clicked() {
        commands.push(Command::Ask(Ask::Date));
    }
}

fn dots_ui(ui: &Ui, scene: &Scene<'_>, label: &Response) {
    let y = label.rect.bottom() - 1.0;
    let ends = [pos2(label.rect.left(), y), pos2(label.rect.right(), y)];
    let dots = egui::Shape::dotted_line(&ends, scene.palette.soft, 3.0, 0.6);
    ui.painter().extend(dots);
}

/// Who says what the date is.
fn date_reason(app: &App, article: &LoadedArticle) -> String {
    let language = app.language();
    let given = &article.article;
    if let (Some(_), Some(evidence)) = (given.date, &given.date_evidence) {
        let printed = evidence.page.map_or("", |span| article.page.clip(span));
        let printed: String = printed.chars().filter(|c| *c != '\n').collect();
        return repair_words::date_evidence(evidence, printed.trim(), language);
    }
    match article.page.issue_source {
        // The page's own date stands in for the article's.
        Some(source) if given.date.is_none() => {
            let source = repair_words::date_source(source).pick(language);
            format!("{source}{}", strings::INFERRED.pick(language))
        }
        _ if is_inferred(article) => strings::INFERRED_DATE.pick(language).to_owned(),
        _ => String::new(),
    }
}

/// Was the date, or its year, taken from somewhere else than the dateline?
fn is_inferred(article: &LoadedArticle) -> bool {
    let given = &article.article;
    let Some(date) = given.date else {
        return article.page.issue_date.is_some();
    };
    if let Some(evidence) = &given.date_evidence {
        return evidence.is_inferred;
    }
    let dateline = given
        .dateline
        .map_or("", |span| clip(&given.body.text, span));
    // Known articles come with their date; what has a dateline prints the year or does not.
    given.dateline.is_some() && !dateline.contains(&date.year.to_string())
}

/// Joins that are shown at most; the weakest come first.
const N_JOINS: usize = 3;
/// A join that is surer needs no word.
const SURE: f32 = 0.9;

/// How sure the restoration is and why not surer: for a doubtful article, and beside the raw page.
pub(super) fn joins_ui(ui: &mut Ui, scene: &Scene<'_>, commands: &mut Vec<Command>) {
    let article = &scene.article.article;
    if !article.is_doubtful() && !scene.app.shows_page {
        return;
    }
    let language = scene.app.language();
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 22.0), Sense::hover());
    let line = Rect::from_min_size(pos2(scene.left, rect.top()), vec2(scene.width, 22.0));
    let mut line_ui = ui.new_child(
        egui::UiBuilder::new()
            .max_rect(line)
            .layout(egui::Layout::left_to_right(Align::Center)),
    );
    let ui = &mut line_ui;
    ui.set_clip_rect(ui.clip_rect().intersect(line));
    ui.spacing_mut().item_spacing.x = 14.0;
    let is_repaired = article.joins.iter().any(Join::is_readers);
    let sure = if is_repaired {
        repair_words::REPAIRED.pick(language).to_owned()
    } else {
        repair_words::sureness(article, language)
    };
    let color = if article.is_doubtful() {
        scene.palette.accent
    } else {
        scene.palette.soft
    };
    ui.label(RichText::new(sure).font(fonts::sans(12.5)).color(color));
    let mut weak: Vec<&Join> = article
        .joins
        .iter()
        .filter(|join| join.confidence < SURE && !join.is_readers())
        .collect();
    weak.sort_by(|a, b| a.confidence.total_cmp(&b.confidence));
    for join in weak.into_iter().take(N_JOINS) {
        let text = format!(
            "{} {}",
            repair_words::join_reason(join, language),
            repair_words::confidence(join.confidence, language)
        );
        let shown = RichText::new(&text)
            .font(fonts::sans(12.5))
            .color(scene.palette.soft);
        let link = ui.add(egui::Label::new(shown).sense(Sense::click()));
        link.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Link, true, &text));
        if link.hovered() {
            ui.set_cursor_icon(egui::CursorIcon::PointingHand);
        }
        let how = repair_words::JOIN_HOW.pick(language);
        if link.on_hover_text(how).clicked() {
            commands.push(Command::ShowOnPage(join.page));
        }
    }
}
