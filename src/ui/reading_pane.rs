//! The reading pane: the article, set as a newspaper would set it, its entities lit up.

use super::article_list::{is_doubtful, message_ui};
use super::blocks::{Block, Painted, Scene};
use super::{fonts, strings, theme::Palette};
use crate::app::{App, Command, Phase};
use crate::library::LoadedArticle;
use crate::model::{Field, Span, clip};
use egui::{Align, Rect, ScrollArea, Stroke, Ui, pos2, vec2};

/// Characters in a full line.
const MEASURE_EM: f32 = 34.0;

/// The pane's own state.
#[derive(Debug, Default)]
pub(super) struct ReadingPane {
    /// Which loading of which article the blocks are of.
    article_serial: u64,
    blocks: Vec<Block>,
    goto_serial: u64,
    /// The place to bring into view, until it is.
    sought: Option<Span>,
    /// How far to scroll in the next frame, in points.
    scroll_by: f32,
    starts_at_top: bool,
    offset: f32,
    view_height: f32,
    content_height: f32,
    /// The entity under the pointer, here or in the panel.
    pub(super) hovered_entity: Option<usize>,
    /// Where the hits stand, as shares of the content's height.
    hit_marks: Vec<(usize, f32)>,
}

impl ReadingPane {
    /// Scrolls on by a screen; past the end, asks for the next article.
    pub(super) fn read_on(&mut self, commands: &mut Vec<Command>) {
        if self.offset + self.view_height + 2.0 >= self.content_height {
            commands.push(Command::NextArticle);
        } else {
            self.scroll_by += self.view_height * 0.88;
        }
    }

    /// Scrolls back by a screen.
    pub(super) fn read_back(&mut self) {
        self.scroll_by -= self.view_height * 0.88;
    }

    /// Draws the pane.
    pub(super) fn ui(&mut self, ui: &mut Ui, app: &App, commands: &mut Vec<Command>) {
        let language = app.language();
        let Some(article) = &app.article else {
            match (&app.library.phase, app.is_loading) {
                (Phase::Opening, _) => message_ui(ui, strings::OPENING.pick(language), ""),
                (Phase::Failed(sentence), _) => failed_ui(ui, app, sentence, commands),
                (Phase::Ready, true) => message_ui(ui, strings::LOADING.pick(language), ""),
                (Phase::Ready, false) if app.library.counts.n_articles == 0 => message_ui(
                    ui,
                    strings::EMPTY_LIBRARY.pick(language),
                    strings::EMPTY_LIBRARY_HOW.pick(language),
                ),
                (Phase::Ready, false) if app.list.total == 0 => {}
                (Phase::Ready, false) => message_ui(ui, strings::PICK_ARTICLE.pick(language), ""),
            }
            return;
        };
        self.take_in(app, article);
        let pane = ui.max_rect();
        let mut area = ScrollArea::vertical().id_salt("reading").auto_shrink(false);
        if std::mem::take(&mut self.starts_at_top) {
            area = area.vertical_scroll_offset(0.0);
        } else if self.scroll_by != 0.0 {
            let most = (self.content_height - self.view_height).max(0.0);
            area = area.vertical_scroll_offset((self.offset + self.scroll_by).clamp(0.0, most));
        }
        self.scroll_by = 0.0;
        let output = area.show(ui, |ui| self.content_ui(ui, app, article, commands));
        self.offset = output.state.clamped_offset().y;
        self.view_height = output.inner_rect.height();
        self.content_height = output.content_size.y;
        self.ribbon_ui(ui, app, pane);
    }

    /// Makes the blocks of another article, and notes where the reader wants to go in it.
    fn take_in(&mut self, app: &App, article: &LoadedArticle) {
        if self.article_serial != app.article_serial {
            self.article_serial = app.article_serial;
            self.blocks = Block::of_article(article);
            self.hovered_entity = None;
            self.hit_marks.clear();
        }
        if self.goto_serial != app.goto.serial {
            self.goto_serial = app.goto.serial;
            self.sought = app.goto.span;
            self.starts_at_top = app.goto.span.is_none();
        }
    }

    fn content_ui(
        &mut self,
        ui: &mut Ui,
        app: &App,
        article: &LoadedArticle,
        commands: &mut Vec<Command>,
    ) {
        let palette = Palette::of(ui);
        let size = app.settings.body_size;
        let width = (MEASURE_EM * size)
            .min(ui.available_width() - 48.0)
            .max(120.0);
        let left = ui.max_rect().left() + (ui.max_rect().width() - width) * 0.5;
        let top = ui.cursor().top();
        let scene = Scene {
            app,
            article,
            palette,
            width,
            left: left.round(),
            view: ui.clip_rect(),
            hovered_entity: self.hovered_entity,
            sought: self.sought,
        };
        let mut painted = Painted::default();
        let mut blocks = std::mem::take(&mut self.blocks);
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.add_space(28.0);
        let decks_above = n_decks_above(article);
        let deck_place = |block: &Block| match block.field {
            Field::Deck(i) => Some(i < decks_above),
            _ => None,
        };
        for block in blocks.iter_mut().filter(|b| deck_place(b) == Some(true)) {
            block.ui(ui, &scene, &mut painted);
        }
        for block in blocks.iter_mut().filter(|b| b.field == Field::Headline) {
            ui.add_space(2.0);
            block.ui(ui, &scene, &mut painted);
        }
        for block in blocks.iter_mut().filter(|b| deck_place(b) == Some(false)) {
            ui.add_space(4.0);
            block.ui(ui, &scene, &mut painted);
        }
        ui.add_space(8.0);
        let after_page = meta_ui(ui, &scene, commands);
        for block in blocks.iter_mut().filter(|b| b.field == Field::Byline) {
            byline_ui(ui, block, &scene, after_page, &mut painted);
        }
        ui.add_space(8.0);
        let y = ui.cursor().top();
        ui.painter().hline(
            scene.left..=scene.left + width,
            y,
            Stroke::new(1.0, palette.rule),
        );
        ui.add_space(size * 0.9);
        for block in blocks.iter_mut().filter(|b| b.field == Field::Body) {
            block.ui(ui, &scene, &mut painted);
        }
        captions_ui(ui, &scene);
        ui.add_space(64.0);
        self.blocks = blocks;
        self.after_painting(ui, painted, top, commands);
    }

    fn after_painting(&mut self, ui: &Ui, painted: Painted, top: f32, commands: &mut Vec<Command>) {
        let height = (ui.cursor().top() - top).max(1.0);
        self.hit_marks = painted
            .hit_ys
            .iter()
            .map(|&(idx, y)| (idx, (y - top) / height))
            .collect();
        if painted.hovered_entity != self.hovered_entity {
            self.hovered_entity = painted.hovered_entity;
            ui.ctx().request_repaint();
        }
        commands.extend(painted.commands);
        if let Some((rect, is_exact)) = painted.sought {
            // Only as far as needed: what is in view already stays where it is.
            ui.scroll_to_rect(
                rect.expand2(vec2(0.0, 90.0)),
                (!is_exact).then_some(Align::Center),
            );
            if is_exact {
                self.sought = None;
            }
            ui.ctx().request_repaint();
        }
    }

    /// Marks at the right edge where the hits stand in the whole article.
    fn ribbon_ui(&self, ui: &Ui, app: &App, pane: Rect) {
        let palette = Palette::of(ui);
        for &(idx, share) in &self.hit_marks {
            let y = pane.top() + 4.0 + share * (pane.height() - 8.0);
            let is_here = app.hit_idx == Some(idx);
            let width = if is_here { 11.0 } else { 6.0 };
            let rect = Rect::from_min_max(
                pos2(pane.right() - width - 3.0, y - 1.5),
                pos2(pane.right() - 3.0, y + 1.5),
            );
            ui.painter().rect_filled(rect, 1.0, palette.accent);
        }
    }
}

/// How many deck lines stand above the headline on the page.
fn n_decks_above(article: &LoadedArticle) -> usize {
    let first_byte = |part: &crate::model::Part| part.provenance.runs.first().map(|r| r.page.start);
    let Some(headline) = first_byte(&article.article.headline) else {
        return article.article.deck.len();
    };
    let decks = article.article.deck.iter();
    decks
        .take_while(|d| first_byte(d).is_some_and(|start| start < headline))
        .count()
}

/// The byline goes on the grey line where there is room, and under it where there is none.
fn byline_ui(ui: &mut Ui, block: &mut Block, scene: &Scene<'_>, room: Rect, painted: &mut Painted) {
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
fn meta_ui(ui: &mut Ui, scene: &Scene<'_>, commands: &mut Vec<Command>) -> Rect {
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
    if let Some(date) = article.article.date.or(article.page.issue_date) {
        let label = ui.label(grey(strings::long_date(date, language)));
        if is_inferred(article) {
            let y = label.rect.bottom() - 1.0;
            let dots = egui::Shape::dotted_line(
                &[pos2(label.rect.left(), y), pos2(label.rect.right(), y)],
                palette.soft,
                3.0,
                0.6,
            );
            ui.painter().extend(dots);
            label.on_hover_text(strings::INFERRED_DATE.pick(language));
        }
    }
    let page = if scene.width > 430.0 {
        strings::page_name(&article.page.name)
    } else {
        String::new()
    };
    let page = ui.label(grey(page));
    let mut after = page.on_hover_text(&article.source).rect;
    if is_doubtful(article.article.confidence) {
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

/// Was the date, or its year, taken from somewhere else than the dateline?
fn is_inferred(article: &LoadedArticle) -> bool {
    let Some(date) = article.article.date else {
        return true;
    };
    let dateline = article
        .article
        .dateline
        .map_or("", |span| clip(&article.article.body.text, span));
    // Known articles come with their date; what has a dateline prints the year or does not.
    article.article.dateline.is_some() && !dateline.contains(&date.year.to_string())
}

fn captions_ui(ui: &mut Ui, scene: &Scene<'_>) {
    let captions = &scene.article.article.captions;
    if captions.is_empty() {
        return;
    }
    ui.add_space(14.0);
    for caption in captions {
        let text = egui::RichText::new(&caption.text)
            .font(fonts::sans(13.0))
            .color(scene.palette.soft);
        let job = egui::WidgetText::from(text).into_galley(
            ui,
            Some(egui::TextWrapMode::Wrap),
            scene.width - 16.0,
            egui::FontSelection::Default,
        );
        let (rect, _) = ui.allocate_exact_size(
            vec2(ui.available_width(), job.size().y + 10.0),
            egui::Sense::hover(),
        );
        ui.painter().vline(
            scene.left + 1.0,
            rect.top()..=rect.bottom() - 8.0,
            Stroke::new(2.0, scene.palette.rule),
        );
        ui.painter()
            .galley(pos2(scene.left + 14.0, rect.top()), job, scene.palette.soft);
    }
}

fn failed_ui(
    ui: &mut Ui,
    app: &App,
    sentence: &crate::model::Sentence,
    commands: &mut Vec<Command>,
) {
    let language = app.language();
    message_ui(
        ui,
        strings::OPEN_FAILED.pick(language),
        language.pick(sentence),
    );
    ui.add_space(14.0);
    ui.vertical_centered(|ui| {
        let entry = crate::app::entry(crate::app::CommandId::OpenSample);
        if ui.button(entry.label.pick(language)).clicked() {
            commands.push(Command::OpenSample);
        }
    });
}
