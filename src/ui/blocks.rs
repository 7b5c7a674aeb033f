//! The pieces a reading pane is made of: stretches of text short enough to be laid out every
//! frame. Those out of view are not laid out at all, so an article may be of any length.

use super::cutting::cut;
use super::name_menu::name_menu;
use super::passages::paint_notes;
use super::typeset::{Accent, Breaks, Manner, rects_of_chars, set_text};
use super::underline::paint_underline;
use super::{fonts, theme::Palette, value_words};
use crate::app::{App, Command, NameTarget, ProfileWish};
use crate::library::{LoadedArticle, Query};
use crate::model::{EntityKind, Field, Span, clip};
use egui::text::Galley;
use egui::text_selection::LabelSelectionState;
use egui::{Color32, Id, Pos2, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};
use std::ops::Range;
use std::sync::Arc;

/// The height of the byline's one line, in points.
pub(super) const BYLINE_HEIGHT: f32 = 21.0;

/// What all blocks of a frame are drawn from.
#[derive(Clone, Copy)]
pub(super) struct Scene<'a> {
    pub(super) app: &'a App,
    pub(super) article: &'a LoadedArticle,
    pub(super) palette: &'static Palette,
    /// The measure, in points.
    pub(super) width: f32,
    /// The left edge of the measure.
    pub(super) left: f32,
    /// What is in view.
    pub(super) view: Rect,
    pub(super) hovered_entity: Option<usize>,
    /// A place to bring into view, in the article's text.
    pub(super) sought: Option<Span>,
    /// What the pointer is on in the raw page, in the article's text; sorted.
    pub(super) lit: &'a [Span],
}

/// What drawing the blocks found.
#[derive(Debug, Default)]
pub(super) struct Painted {
    pub(super) commands: Vec<Command>,
    pub(super) hovered_entity: Option<usize>,
    /// The byte of the article's text under the pointer, while the raw page is shown.
    pub(super) pointed: Option<usize>,
    /// Where hits stand.
    pub(super) hit_ys: Vec<(usize, f32)>,
    /// Where the sought place stands; `false` when only its block is known.
    pub(super) sought: Option<(Rect, bool)>,
}

/// A mention as it is drawn.
#[derive(Clone, Debug)]
struct Lit {
    chars: Range<usize>,
    kind: EntityKind,
    entity: usize,
    nth: usize,
    /// Its place in [`crate::model::Recognition::mentions`].
    mention: usize,
    span: Span,
    text: String,
}

/// A stretch of one field of the article.
#[derive(Debug)]
pub(super) struct Block {
    /// Which field it is of.
    pub(super) field: Field,
    /// In the article's text.
    span: Span,
    /// Does it begin inside a paragraph?
    is_continued: bool,
    n_chars: usize,
    lit: Vec<Lit>,
    hits: Vec<(Range<usize>, usize)>,
    breaks: Breaks,
    /// Its height when it was last laid out, and the width and size it had then.
    measured: Option<(f32, f32, f32)>,
}

impl Block {
    /// Cuts an article into blocks, and finds what is to be marked in each.
    pub(super) fn of_article(article: &LoadedArticle) -> Vec<Self> {
        let text = &article.text.text;
        let mut blocks: Vec<Self> = Vec::new();
        for &(field, span) in article.text.fields.iter().filter(|(_, s)| !s.is_empty()) {
            for (span, is_continued) in cut(text, span) {
                blocks.push(Self {
                    field,
                    span,
                    is_continued,
                    n_chars: clip(text, span).chars().count(),
                    lit: Vec::new(),
                    hits: Vec::new(),
                    breaks: Breaks::default(),
                    measured: None,
                });
            }
        }
        let chars_of = |block: &Self, span: Span| block.chars_of(text, span);
        let mut owners: Vec<Option<(usize, usize)>> =
            vec![None; article.recognition.mentions.len()];
        for (entity, found) in article.recognition.entities.iter().enumerate() {
            for (nth, &mention) in found.mention_idxs.iter().enumerate() {
                if let Some(owner) = owners.get_mut(mention) {
                    *owner = Some((entity, nth));
                }
            }
        }
        for block in &mut blocks {
            let mentions = article.recognition.mentions.iter().zip(&owners);
            for (idx, (mention, owner)) in mentions.enumerate() {
                if let (Some(chars), Some((entity, nth))) = (chars_of(block, mention.span), *owner)
                {
                    let text = clip(text, mention.span).to_owned();
                    block.lit.push(Lit {
                        chars,
                        kind: mention.kind,
                        entity,
                        nth,
                        mention: idx,
                        span: mention.span,
                        text,
                    });
                }
            }
            for (idx, hit) in article.hits.iter().enumerate() {
                if let Some(chars) = chars_of(block, *hit) {
                    block.hits.push((chars, idx));
                }
            }
        }
        blocks
    }

    /// Where it stands in the article's text.
    pub(super) const fn span(&self) -> Span {
        self.span
    }

    /// A stretch of the article's text, in characters of the block.
    fn chars_of(&self, text: &str, span: Span) -> Option<Range<usize>> {
        let inside = Span::new(span.start.max(self.span.start), span.end.min(self.span.end));
        if inside.is_empty() {
            return None;
        }
        let start = clip(text, Span::new(self.span.start, inside.start))
            .chars()
            .count();
        Some(start..start + clip(text, inside).chars().count())
    }

    /// The byte of the article's text under the pointer.
    fn pointed_byte(&self, ui: &Ui, text: &str, galley: &Galley, rect: Rect) -> Option<usize> {
        if !ui.rect_contains_pointer(rect) {
            return None;
        }
        let pointer = ui.ctx().pointer_hover_pos()?;
        let n_before = galley.cursor_from_pos(pointer - rect.min).index.0;
        let (at, _) = text.char_indices().nth(n_before)?;
        Some(self.span.start + at)
    }

    /// Draws the block at the cursor.
    pub(super) fn ui(&mut self, ui: &mut Ui, scene: &Scene<'_>, painted: &mut Painted) {
        let manner = self.manner(scene);
        let key = (scene.width, scene.app.settings.body_size);
        let known = self.measured.filter(|m| (m.1, m.2) == key).map(|m| m.0);
        let height = known.unwrap_or_else(|| self.estimated_height(&manner));
        let top = ui.cursor().top();
        let is_sought = scene.sought.is_some_and(|s| s.overlaps(self.span));
        let is_seen = top < scene.view.bottom() + 200.0 && top + height > scene.view.top() - 200.0;
        if !is_seen {
            let (rect, _) =
                ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
            if is_sought {
                painted.sought = Some((rect, false));
            }
            let share = |chars: &Range<usize>| chars.start as f32 / self.n_chars.max(1) as f32;
            painted
                .hit_ys
                .extend(self.hits.iter().map(|(c, i)| (*i, top + height * share(c))));
            return;
        }
        let text = clip(&scene.article.text.text, self.span);
        let accents = self.accents(scene);
        let pixels_per_point = ui.ctx().pixels_per_point();
        let galley = ui.fonts_mut(|f| {
            set_text(
                f,
                text,
                &accents,
                &manner,
                &mut self.breaks,
                pixels_per_point,
            )
        });
        self.measured = Some((galley.size().y, key.0, key.1));
        let (row, _) =
            ui.allocate_exact_size(vec2(ui.available_width(), galley.size().y), Sense::hover());
        let origin = pos2(scene.left, row.top());
        let rect = Rect::from_min_size(
            origin,
            vec2(scene.width + manner.font.size * 0.5, galley.size().y),
        );
        let id = ui
            .scope_id()
            .with(("block", &scene.article.id.0, self.span.start));
        let response = ui.interact(rect, id, Sense::click_and_drag());
        let role = if self.field == Field::Headline {
            Role::Heading
        } else {
            Role::Document
        };
        response.widget_info(|| WidgetInfo::labeled(role, true, text));
        if scene.app.shows_page {
            painted.pointed = self
                .pointed_byte(ui, text, &galley, rect)
                .or(painted.pointed);
        }
        self.select_ui(ui, scene, &galley, &response, painted);
        self.paint_grounds(ui, scene, &galley, origin, painted);
        LabelSelectionState::label_text_selection(
            ui,
            &response,
            origin,
            galley.clone(),
            manner.color,
            Stroke::NONE,
        );
        self.links_ui(ui, scene, &galley, origin, id, painted);
        if is_sought && let Some(span) = scene.sought {
            let start = clip(
                &scene.article.text.text,
                Span::new(self.span.start, span.start.max(self.span.start)),
            )
            .chars()
            .count();
            let place = rects_of_chars(&galley, start..start + 1);
            let place = place
                .first()
                .map_or(rect, |r| r.translate(origin.to_vec2()));
            painted.sought = Some((place, true));
        }
    }

    fn manner(&self, scene: &Scene<'_>) -> Manner {
        let size = scene.app.settings.body_size;
        let palette = scene.palette;
        let (font, color, leading) = match self.field {
            Field::Headline => (fonts::song_bold((size * 1.55).round()), palette.text, 1.36),
            Field::Deck(_) => (fonts::song((size * 0.92).round()), palette.soft, 1.5),
            Field::Body => (fonts::song(size), palette.text, 1.78),
            Field::Byline => (fonts::sans(13.0), palette.soft, BYLINE_HEIGHT / 13.0),
        };
        let is_body = self.field == Field::Body;
        Manner {
            line_height: (font.size * leading).round(),
            font,
            color,
            indent_em: if is_body { 2.0 } else { 0.0 },
            is_continued: self.is_continued,
            is_justified: is_body,
            paragraph_gap: if is_body { (size * 0.5).round() } else { 0.0 },
            width: scene.width,
        }
    }

    /// No line of the block is wider than this, in points.
    pub(super) fn width_at_most(&self) -> f32 {
        self.n_chars as f32 * 13.0
    }

    fn estimated_height(&self, manner: &Manner) -> f32 {
        let per_line = (manner.width / manner.font.size).max(1.0);
        (self.n_chars as f32 / per_line).ceil() * manner.line_height
    }

    /// Dateline and subheads stand apart from the running text.
    fn accents(&self, scene: &Scene<'_>) -> Vec<Accent> {
        if self.field != Field::Body {
            return Vec::new();
        }
        let size = scene.app.settings.body_size;
        let body = scene.article.text.span_of(Field::Body);
        let article = &scene.article.article;
        let within = |span: Span| {
            let span = span.shifted(body.start);
            let (start, end) = (span.start.max(self.span.start), span.end.min(self.span.end));
            (start < end).then(|| Span::new(start - self.span.start, end - self.span.start))
        };
        let mut accents: Vec<Accent> = Vec::new();
        for span in article.dateline.iter().filter_map(|s| within(*s)) {
            accents.push(Accent {
                span,
                font: fonts::sans((size * 0.94).round()),
                color: scene.palette.soft,
            });
        }
        for span in article.subheads.iter().filter_map(|s| within(*s)) {
            accents.push(Accent {
                span,
                font: fonts::song_bold(size),
                color: scene.palette.text,
            });
        }
        accents.sort_by_key(|a| a.span);
        accents
    }

    /// Tints under the text: kinds, then hits over them.
    fn paint_grounds(
        &self,
        ui: &Ui,
        scene: &Scene<'_>,
        galley: &Galley,
        origin: Pos2,
        painted: &mut Painted,
    ) {
        let ground = |r: Rect, size: f32| {
            Rect::from_center_size(r.center(), vec2(r.width() + 1.0, size * 1.42))
                .translate(origin.to_vec2())
        };
        let size = galley
            .rows
            .first()
            .and_then(|r| r.glyphs.first())
            .map_or(16.0, |g| g.font_height / 1.45);
        let pointed = scene.lit.iter();
        for chars in pointed.filter_map(|s| self.chars_of(&scene.article.text.text, *s)) {
            let color = scene.palette.hit.gamma_multiply(0.55);
            for rect in rects_of_chars(galley, chars) {
                ui.painter().rect_filled(ground(rect, size), 0.0, color);
            }
        }
        let selected = scene.app.names.selected;
        let selected = selected.and_then(|s| self.chars_of(&scene.article.text.text, s));
        for rect in selected
            .iter()
            .flat_map(|s| rects_of_chars(galley, s.clone()))
        {
            let color = scene.palette.selected;
            ui.painter().rect_filled(ground(rect, size), 0.0, color);
        }
        let place = |r: Rect| ground(r, size);
        let chars_of = |span| self.chars_of(&scene.article.text.text, span);
        paint_notes(ui, scene, galley, &chars_of, &place);
        for lit in self.lit.iter().filter(|l| self.is_lit(scene, l)) {
            let is_strong = self.is_strong(scene, lit);
            let tint = if is_strong {
                blend(
                    scene.palette.tint(lit.kind),
                    scene.palette.line(lit.kind),
                    0.28,
                )
            } else {
                scene.palette.tint(lit.kind)
            };
            for rect in rects_of_chars(galley, lit.chars.clone()) {
                ui.painter().rect_filled(ground(rect, size), 3.0, tint);
            }
        }
        for (chars, idx) in &self.hits {
            let is_here = scene.app.hit_idx == Some(*idx);
            let color = if is_here {
                scene.palette.hit_here
            } else {
                scene.palette.hit
            };
            for (nth, rect) in rects_of_chars(galley, chars.clone())
                .into_iter()
                .enumerate()
            {
                let rect = ground(rect, size);
                if nth == 0 {
                    painted.hit_ys.push((*idx, rect.center().y));
                }
                ui.painter().rect_filled(rect, 3.0, color);
            }
        }
    }

    fn is_lit(&self, scene: &Scene<'_>, lit: &Lit) -> bool {
        self.field != Field::Byline && !scene.app.settings.hidden_kinds.contains(&lit.kind)
    }

    fn is_strong(&self, scene: &Scene<'_>, lit: &Lit) -> bool {
        let followed = scene.app.followed.map(|f| f.0);
        scene.hovered_entity.or(followed) == Some(lit.entity)
    }

    /// Underlines, and links over the text: hover, click, and a name for those who cannot see.
    fn links_ui(
        &self,
        ui: &Ui,
        scene: &Scene<'_>,
        galley: &Arc<Galley>,
        origin: Pos2,
        id: Id,
        painted: &mut Painted,
    ) {
        let size = galley
            .rows
            .first()
            .and_then(|r| r.glyphs.first())
            .map_or(16.0, |g| g.font_height / 1.45);
        for (nth_lit, lit) in self.lit.iter().enumerate() {
            if !self.is_lit(scene, lit) {
                continue;
            }
            for (nth_rect, rect) in rects_of_chars(galley, lit.chars.clone())
                .into_iter()
                .enumerate()
            {
                let rect = rect.translate(origin.to_vec2());
                if !ui.is_rect_visible(rect) {
                    continue;
                }
                let link = ui.interact(rect, id.with((nth_lit, nth_rect)), Sense::click());
                link.widget_info(|| WidgetInfo::labeled(Role::Link, true, &lit.text));
                if link.hovered() {
                    painted.hovered_entity = Some(lit.entity);
                    ui.set_cursor_icon(egui::CursorIcon::PointingHand);
                }
                // What is selected over it counts more.
                let selected = scene.app.names.selected.filter(|s| s.overlaps(lit.span));
                let target = selected.map_or(NameTarget::Mention(lit.mention), NameTarget::Text);
                name_menu(&link, scene.app, target, &mut painted.commands);
                if link.double_clicked() {
                    let wish = ProfileWish::OpenAt(target);
                    painted.commands.push(Command::Profile(wish));
                } else if link.clicked() {
                    painted.commands.push(if ui.input(|i| i.modifiers.command) {
                        Command::SetQuery(Query::literal(&lit.text).to_string())
                    } else {
                        Command::Follow {
                            entity: lit.entity,
                            nth: lit.nth,
                        }
                    });
                }
                let is_strong = self.is_strong(scene, lit) || link.has_focus();
                let value = scene.article.values.get(lit.mention);
                if let Some(value) = value.and_then(Option::as_ref) {
                    let language = scene.app.language();
                    link.on_hover_text(value_words::full_text(value, language));
                }
                let y = rect.center().y + size * 0.68;
                paint_underline(
                    ui,
                    lit.kind,
                    rect.left()..=rect.right(),
                    y,
                    scene.palette.line(lit.kind),
                    is_strong,
                );
            }
        }
    }
}

fn blend(from: Color32, to: Color32, share: f32) -> Color32 {
    from.lerp_to_gamma(to, share)
}
