//! The article list: one row an article, drawn only where it is seen.

use super::bars::{Wishes, tooltip};
use super::own_line::{row_work_ui, row_work_width, row_work_words};
use super::snippets::in_view;
use super::{facet_words, fonts, reprints, strings, theme::Palette};
use crate::app::{App, Command, CommandId, Phase, SearchWish};
use crate::library::{ArticleRow, Only, Snippet, Sort};
use crate::model::Span;
use egui::text::{ByteIndex, LayoutJob, LayoutSection, TextFormat};
use egui::{Align, Color32, FontId, Rect, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

const ROW_HEIGHT: f32 = 98.0;
const MARGIN: f32 = 14.0;

/// The list's own state.
#[derive(Debug, Default)]
pub(super) struct ArticleList {
    /// The row that was brought into view last.
    shown_row: Option<usize>,
    /// What names the list that is shown; another one starts at the top.
    shown_query: String,
    /// How far it is scrolled, in points.
    offset: f32,
    /// How much of it is seen, in points.
    view_height: f32,
}

impl ArticleList {
    /// Draws the pane.
    pub(super) fn ui(
        &mut self,
        ui: &mut Ui,
        app: &App,
        commands: &mut Vec<Command>,
        wishes: &mut Wishes,
    ) {
        let palette = Palette::of(ui);
        head_ui(ui, app, palette, commands, wishes);
        rule_ui(ui, palette);
        if app.list.total == 0 {
            empty_ui(ui, app);
            near_ui(ui, app, commands);
            return;
        }
        ui.spacing_mut().item_spacing.y = 0.0;
        let mut area = ScrollArea::vertical()
            .id_salt("articles")
            .auto_shrink(false);
        if let Some(offset) = self.new_offset(app) {
            area = area.vertical_scroll_offset(offset);
        }
        let output = area.show_rows(ui, ROW_HEIGHT, app.list.total, |ui, rows| {
            for idx in rows.clone() {
                let (rect, _) =
                    ui.allocate_exact_size(vec2(ui.available_width(), ROW_HEIGHT), Sense::hover());
                if let Some(row) = app.list.row(idx) {
                    row_ui(ui, rect, idx, row, app, commands);
                } else {
                    ui.painter()
                        .hline(rect.x_range(), rect.bottom() - 0.5, (1.0, palette.rule));
                }
            }
            rows
        });
        self.offset = output.state.clamped_offset().y;
        self.view_height = output.inner_rect.height();
        commands.push(Command::ShowRows(output.inner));
    }

    /// Where to scroll: to the top for another query, to the chosen row when it changed and is
    /// out of view; otherwise nothing moves.
    fn new_offset(&mut self, app: &App) -> Option<f32> {
        let query = app.list_key();
        if self.shown_query != query && !app.is_searching {
            self.shown_query = query;
            self.shown_row = app.selected_row;
            return Some(0.0);
        }
        if self.shown_row == app.selected_row || self.view_height <= 0.0 {
            return None;
        }
        self.shown_row = app.selected_row;
        let top = app.selected_row? as f32 * ROW_HEIGHT;
        let lowest = (top + ROW_HEIGHT - self.view_height).max(0.0);
        let new = self.offset.max(lowest).min(top);
        ((new - self.offset).abs() > 0.5).then_some(new)
    }
}

/// The switch that leaves only what may be restored wrongly, with their number.
fn doubtful_ui(ui: &mut Ui, app: &App, palette: &Palette, wishes: &mut Wishes) {
    let language = app.language();
    let is_on = app.only == Only::Doubtful;
    if app.own_list.is_some() || app.list.n_doubtful == 0 && !is_on {
        return;
    }
    let label = strings::n_doubtful(app.list.n_doubtful, language);
    let color = if is_on { palette.accent } else { palette.soft };
    let text = egui::RichText::new(&label)
        .font(fonts::sans(12.5))
        .color(color);
    let button = ui.add(egui::Button::new(text));
    button.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, is_on, &label));
    let id = CommandId::ToggleDoubtful;
    if button.on_hover_text(tooltip(id, language)).clicked() {
        wishes.push(id);
    }
}

/// Says that the list holds only what is new in a saved search; a click shows the rest, too.
fn only_new_ui(ui: &mut Ui, app: &App, palette: &Palette, commands: &mut Vec<Command>) {
    if app.own_list.is_some() || !matches!(app.only, Only::ImportedAfter(_)) {
        return;
    }
    let label = strings::ONLY_NEW.pick(app.language());
    let text = egui::RichText::new(format!("{label} ×"))
        .font(fonts::sans(12.5))
        .color(palette.accent);
    let button = ui.add(egui::Button::new(text));
    button.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, true, label));
    if button.clicked() {
        commands.push(Command::Searches(SearchWish::ShowAll));
    }
}

fn head_ui(
    ui: &mut Ui,
    app: &App,
    palette: &Palette,
    commands: &mut Vec<Command>,
    wishes: &mut Wishes,
) {
    let language = app.language();
    ui.horizontal(|ui| {
        ui.set_height(32.0);
        ui.add_space(MARGIN);
        let count = match app.list.is_counted || app.list.total == 0 {
            true => reprints::count_line(app),
            false => strings::SEARCHING.pick(language).to_owned(),
        };
        ui.label(
            egui::RichText::new(count)
                .font(fonts::sans(12.5))
                .color(palette.soft),
        );
        only_new_ui(ui, app, palette, commands);
        reprints::only_reprints_ui(ui, app, palette, commands);
        doubtful_ui(ui, app, palette, wishes);
        ui.with_layout(egui::Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(MARGIN - 6.0);
            let name = |sort: Sort| match sort {
                // Names and dates rank nothing.
                Sort::Relevance if app.query_text.trim().is_empty() => {
                    strings::BY_PAGE.pick(language)
                }
                _ => strings::sort(sort).pick(language),
            };
            let sort = app.list_sort();
            let current = match sort {
                Sort::Relevance | Sort::Source => name(sort).to_owned(),
                Sort::DateDown => format!("{} ↓", name(sort)),
                Sort::DateUp => format!("{} ↑", name(sort)),
            };
            let text = egui::RichText::new(current)
                .font(fonts::sans(12.5))
                .color(palette.soft);
            ui.menu_button(text, |ui| {
                for sort in [Sort::Relevance, Sort::DateDown, Sort::DateUp, Sort::Source] {
                    let is_chosen = app.list_sort() == sort;
                    if ui.selectable_label(is_chosen, name(sort)).clicked() {
                        commands.push(Command::SetSort(sort));
                        ui.close();
                    }
                }
                reprints::switch_ui(ui, app, commands);
            });
            if app.own_list.is_none() {
                facets_button_ui(ui, app, palette, wishes);
            }
        });
    });
}

/// The switch that shows what the articles have in common.
fn facets_button_ui(ui: &mut Ui, app: &App, palette: &Palette, wishes: &mut Wishes) {
    let language = app.language();
    let is_on = app.settings.shows_facets;
    let color = if is_on { palette.text } else { palette.faint };
    let label = facet_words::FACETS.pick(language);
    let text = egui::RichText::new(label)
        .font(fonts::sans(12.5))
        .color(color);
    let button = ui.add(egui::Button::new(text));
    button.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, is_on, label));
    let id = CommandId::ToggleFacets;
    if button.on_hover_text(tooltip(id, language)).clicked() {
        wishes.push(id);
    }
}

fn rule_ui(ui: &mut Ui, palette: &Palette) {
    let rect = ui.available_rect_before_wrap();
    ui.painter()
        .hline(rect.x_range(), rect.top(), (1.0, palette.rule));
}

fn empty_ui(ui: &mut Ui, app: &App) {
    // The reading pane says it, at more length.
    let is_said = app.article.is_none()
        && (matches!(app.library.phase, Phase::Failed(_) | Phase::Opening)
            || (app.library.counts.n_articles == 0 && app.query.is_empty()));
    if is_said {
        return;
    }
    let language = app.language();
    let (title, detail) = match (&app.library.phase, &app.search_error) {
        (Phase::Opening, _) => (strings::OPENING, String::new()),
        (Phase::Failed(_), _) => (strings::OPEN_FAILED, String::new()),
        (Phase::Ready, Some(sentence)) => {
            (strings::SEARCH_FAILED, language.pick(sentence).to_owned())
        }
        (Phase::Ready, None) if app.is_searching => (strings::SEARCHING, String::new()),
        (Phase::Ready, None) if app.own_list.is_some() => (strings::NO_MATCH, String::new()),
        (Phase::Ready, None) if app.only == Only::Doubtful => {
            (strings::NONE_DOUBTFUL, String::new())
        }
        (Phase::Ready, None) if app.query.is_empty() => (
            strings::EMPTY_LIBRARY,
            strings::EMPTY_LIBRARY_HOW.pick(language).to_owned(),
        ),
        (Phase::Ready, None) if !app.filters.is_empty() => (
            strings::NO_MATCH,
            facet_words::FILTERED_OUT_HOW.pick(language).to_owned(),
        ),
        (Phase::Ready, None) => (
            strings::NO_MATCH,
            strings::NO_MATCH_HOW.pick(language).to_owned(),
        ),
    };
    message_ui(ui, title.pick(language), &detail);
}

/// What would find something where the search did not.
fn near_ui(ui: &mut Ui, app: &App, commands: &mut Vec<Command>) {
    if app.near.is_empty() || app.is_searching {
        return;
    }
    let palette = Palette::of(ui);
    let language = app.language();
    ui.add_space(14.0);
    ui.vertical_centered(|ui| {
        ui.label(
            egui::RichText::new(strings::TRY_THIS.pick(language))
                .font(fonts::sans(13.0))
                .color(palette.soft),
        );
        ui.add_space(4.0);
        for near in &app.near {
            let count = strings::n_articles(near.n_articles.unwrap_or(0), language);
            let mut job = LayoutJob::default();
            let format = |size, color| TextFormat::simple(fonts::sans(size), color);
            job.append(&near.label.text, 0.0, format(14.0, palette.accent));
            job.append(&count, 10.0, format(12.0, palette.soft));
            let button = ui.add(egui::Button::new(job).wrap());
            if button.clicked() {
                commands.push(Command::Searches(SearchWish::Again(near.text.clone())));
            }
        }
    });
}

/// A title and a sentence in the middle of an empty pane.
pub(super) fn message_ui(ui: &mut Ui, title: &str, detail: &str) {
    let palette = Palette::of(ui);
    let height = ui.available_height();
    ui.add_space((height * 0.3).max(24.0));
    ui.vertical_centered(|ui| {
        ui.set_max_width((ui.available_width() - 48.0).clamp(120.0, 420.0));
        ui.label(
            egui::RichText::new(title)
                .font(fonts::song_bold(19.0))
                .color(palette.text),
        );
        if !detail.is_empty() {
            ui.add_space(6.0);
            ui.label(
                egui::RichText::new(detail)
                    .font(fonts::sans(13.0))
                    .color(palette.soft)
                    .line_height(Some(21.0)),
            );
        }
    });
}

fn row_ui(
    ui: &mut Ui,
    rect: Rect,
    idx: usize,
    row: &ArticleRow,
    app: &App,
    commands: &mut Vec<Command>,
) {
    let palette = Palette::of(ui);
    let language = app.language();
    let id = ui.scope_id().with(("row", &row.id.0));
    let response = ui.interact(rect, id, Sense::click());
    let is_selected = app.selected_row == Some(idx);
    response.widget_info(|| {
        let mut label = row.headline.text.clone();
        for (is_so, note) in [
            (!row.is_read, strings::UNREAD),
            (row.is_starred, strings::STARRED),
        ] {
            if is_so {
                label.push_str(&format!("（{}）", note.pick(language)));
            }
        }
        label.push_str(&row_work_words(app, &row.work));
        WidgetInfo::selected(Role::ListItem, true, is_selected, label)
    });
    if response.clicked() {
        commands.push(Command::OpenRow(idx));
    }
    let painter = ui.painter_at(rect);
    if is_selected {
        painter.rect_filled(rect, 0.0, palette.selected);
        painter.rect_filled(
            Rect::from_min_max(rect.min, pos2(rect.left() + 3.0, rect.bottom())),
            0.0,
            palette.accent,
        );
    } else if response.hovered() || response.has_focus() {
        painter.rect_filled(rect, 0.0, palette.selected.gamma_multiply(0.5));
    }
    painter.hline(rect.x_range(), rect.bottom() - 0.5, (1.0, palette.rule));
    if !row.is_read && !is_selected {
        painter.circle_filled(
            pos2(rect.left() + 7.0, rect.top() + 20.0),
            2.5,
            palette.accent,
        );
    }
    let width = rect.width() - 2.0 * MARGIN;
    let at = |y: f32| pos2(rect.left() + MARGIN, rect.top() + y);
    let right = pos2(rect.right() - MARGIN + 2.0, rect.top() + 39.0);
    let reprints_width = reprints::badge_ui(ui, right, idx, row, app, commands);
    let headline = snippet_job(
        &row.headline,
        fonts::sans_bold(15.0),
        palette.text,
        palette.hit,
        width,
        1,
        20.0,
    );
    let meta = plain_job(
        &meta_line(row),
        fonts::sans(12.0),
        palette.faint,
        (width - 50.0 - reprints_width - row_work_width(app, &row.work)).max(width * 0.35),
    );
    let preview = snippet_job(
        &row.preview,
        fonts::sans(13.0),
        palette.soft,
        palette.hit,
        width,
        2,
        19.0,
    );
    let meta_galley = ui.fonts_mut(|f| f.layout_job(meta));
    let mut badge_x = at(0.0).x + meta_galley.size().x + 8.0;
    for (y, galley) in [
        (9.0, ui.fonts_mut(|f| f.layout_job(headline))),
        (31.0, meta_galley),
        (50.0, ui.fonts_mut(|f| f.layout_job(preview))),
    ] {
        painter.galley(at(y), galley, palette.text);
    }
    if row.is_starred {
        let star = painter.text(
            pos2(badge_x, rect.top() + 39.0),
            egui::Align2::LEFT_CENTER,
            "★",
            fonts::sans(12.0),
            palette.accent,
        );
        badge_x = star.right() + 6.0;
    }
    let y = rect.top() + 39.0;
    if row.is_doubtful() {
        let text = strings::DOUBTFUL.pick(language);
        badge_x = badge_ui(&painter, pos2(badge_x, y), text, palette) + 6.0;
    }
    let room = badge_x..=right.x - reprints_width;
    row_work_ui(&painter, app, palette, &row.work, (room, y));
}

fn badge_ui(
    painter: &egui::Painter,
    left_center: egui::Pos2,
    text: &str,
    palette: &Palette,
) -> f32 {
    let galley = painter.layout_no_wrap(text.to_owned(), fonts::sans(10.5), palette.accent);
    let size = galley.size() + vec2(8.0, 0.0);
    let rect = Rect::from_min_size(left_center - vec2(0.0, size.y * 0.5), size);
    painter.rect_stroke(rect, 3.0, (1.0, palette.accent), egui::StrokeKind::Inside);
    painter.galley(rect.min + vec2(4.0, 0.0), galley, palette.accent);
    rect.right()
}

fn meta_line(row: &ArticleRow) -> String {
    let date = match row.date {
        // As catalogues show what is concluded.
        Some(date) if row.is_date_inferred => format!("[{date}]"),
        Some(date) => date.to_string(),
        None => String::new(),
    };
    let page = strings::page_name(&row.page);
    let parts = [date.as_str(), page.as_str(), row.author.as_str()];
    let present: Vec<&str> = parts.into_iter().filter(|p| !p.is_empty()).collect();
    present.join("   ")
}

fn plain_job(text: &str, font: FontId, color: Color32, width: f32) -> LayoutJob {
    let mut job = LayoutJob::simple(text.to_owned(), font, color, width);
    job.wrap.max_rows = 1;
    job.wrap.break_anywhere = true;
    job
}

pub(super) fn snippet_job(
    snippet: &Snippet,
    font: FontId,
    color: Color32,
    hit: Color32,
    width: f32,
    max_rows: usize,
    line_height: f32,
) -> LayoutJob {
    let n_chars = (width / font.size) as usize * max_rows;
    let snippet = in_view(snippet, n_chars.saturating_sub(1)).into_owned();
    let mut job = LayoutJob {
        text: snippet.text.clone(),
        ..LayoutJob::default()
    };
    let format = |background: Color32| TextFormat {
        font_id: font.clone(),
        color,
        background,
        line_height: Some(line_height),
        valign: Align::Center,
        ..TextFormat::default()
    };
    let mut at = 0;
    let mut push = |span: Span, background: Color32| {
        if !span.is_empty() {
            job.sections.push(LayoutSection {
                leading_space: 0.0,
                byte_range: ByteIndex(span.start)..ByteIndex(span.end),
                format: format(background),
            });
        }
    };
    for span in &snippet.hits {
        if span.start >= at && snippet.text.get(span.range()).is_some() {
            push(Span::new(at, span.start), Color32::TRANSPARENT);
            push(*span, hit);
            at = span.end;
        }
    }
    push(Span::new(at, snippet.text.len()), Color32::TRANSPARENT);
    job.wrap.max_width = width;
    job.wrap.max_rows = max_rows;
    job.wrap.break_anywhere = max_rows == 1;
    job
}
