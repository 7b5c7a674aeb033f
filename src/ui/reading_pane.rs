//! The reading pane: the article, set as a newspaper would set it, its entities lit up.

use super::article_list::message_ui;
use super::blocks::{Block, Painted, Scene};
use super::meta_line::{byline_ui, joins_ui, meta_ui};
use super::own_line::own_line_ui;
use super::passages::notes_ui;
use super::ribbon::ribbon_ui;
use super::{fonts, strings, theme::Palette};
use crate::app::{App, Command, Phase};
use crate::library::LoadedArticle;
use crate::model::{Field, Part, Span};
use egui::{Align, ScrollArea, Stroke, Ui, pos2, vec2};

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
    /// The entity under the pointer.
    pub(super) hovered_entity: Option<usize>,
    /// The entity under the pointer in the panel.
    pub(super) hovered_in_panel: Option<usize>,
    /// Where the hits stand, as shares of the content's height.
    hit_marks: Vec<(usize, f32)>,
    /// What the pointer is on, in bytes of the page, while the raw page is shown.
    pub(super) pointed: Option<Span>,
    /// What the pointer is on in the raw page, and where that stands in the article.
    lit: (Option<Span>, Vec<Span>),
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

    /// The entity under the pointer, here or in the panel.
    pub(super) fn hovered(&self) -> Option<usize> {
        self.hovered_in_panel.or(self.hovered_entity)
    }

    /// Scrolls back by a screen.
    pub(super) fn read_back(&mut self) {
        self.scroll_by -= self.view_height * 0.88;
    }

    /// Draws the pane. `lit` is a stretch of the page that the pointer is on in the raw page.
    pub(super) fn ui(
        &mut self,
        ui: &mut Ui,
        app: &App,
        lit: Option<Span>,
        commands: &mut Vec<Command>,
    ) {
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
        self.take_in(app, article, lit);
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
        ribbon_ui(ui, app, pane, &self.hit_marks, commands);
    }

    /// Makes the blocks of another article, and notes where the reader wants to go in it.
    fn take_in(&mut self, app: &App, article: &LoadedArticle, lit: Option<Span>) {
        if self.lit.0 != lit || self.article_serial != app.article_serial {
            let places = lit.map_or_else(Vec::new, |span| places_of(article, span));
            self.lit = (lit, places);
        }
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
        let lit = std::mem::take(&mut self.lit.1);
        let scene = Scene {
            app,
            article,
            palette,
            width,
            left: left.round(),
            view: ui.clip_rect(),
            hovered_entity: self.hovered(),
            sought: self.sought,
            lit: &lit,
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
        joins_ui(ui, &scene, commands);
        own_line_ui(ui, &scene, commands);
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
        notes_ui(ui, &scene, commands);
        ui.add_space(64.0);
        self.blocks = blocks;
        self.lit.1 = lit;
        let pointed = painted.pointed.and_then(|byte| page_place(article, byte));
        if pointed != self.pointed {
            self.pointed = pointed;
            ui.ctx().request_repaint();
        }
        self.after_painting(ui, painted, top, commands);
    }

    fn after_painting(&mut self, ui: &Ui, painted: Painted, top: f32, commands: &mut Vec<Command>) {
        // Where all of it is seen, the marks stand beside their lines.
        let height = (ui.cursor().top() - top).max(self.view_height).max(1.0);
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
}

/// The fields of an article's text that have a part of their own.
fn placed_parts(article: &LoadedArticle) -> impl Iterator<Item = (&Part, Span)> {
    article.text.fields.iter().filter_map(|(field, span)| {
        let part = match field {
            Field::Headline => &article.article.headline,
            Field::Deck(idx) => article.article.deck.get(*idx)?,
            Field::Body => &article.article.body,
            Field::Byline => &article.article.byline,
        };
        // A byline that stands in the body is shown there.
        (part.text.len() == span.len()).then_some((part, *span))
    })
}

/// Where a stretch of the page stands in the article's text.
fn places_of(article: &LoadedArticle, wanted: Span) -> Vec<Span> {
    placed_parts(article)
        .flat_map(|(part, field)| {
            let found = part
                .provenance
                .text_spans(&part.text, &article.page, wanted);
            found.into_iter().map(move |span| span.shifted(field.start))
        })
        .collect()
}

/// Where on the page a byte of the article's text stands.
fn page_place(article: &LoadedArticle, byte: usize) -> Option<Span> {
    let (part, field) = placed_parts(article).find(|(_, f)| f.start <= byte && byte < f.end)?;
    let at = part
        .provenance
        .page_byte(&part.text, &article.page, byte - field.start)?;
    Some(Span::new(at, at + 1))
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
