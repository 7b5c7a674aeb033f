//! The lines of the raw page: whose each is, which are chosen, which the pointer is on, here or in
//! the article.

use super::{fonts, repair_words as words, theme::Palette};
use crate::app::{App, Ask, Command};
use crate::library::{LoadedArticle, Owner, SheetLine};
use crate::model::Span;
use egui::text_selection::LabelSelectionState;
use egui::{Align2, Rect, Response, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

/// Height of a line, in points.
pub(super) const LINE_HEIGHT: f32 = 23.0;
/// Where the text begins.
pub(super) const GUTTER: f32 = 64.0;
/// The part of the gutter that belongs to the article's number.
const NUMBER: f32 = 30.0;

/// Draws lines.
pub(super) struct PageLines<'a> {
    pub(super) app: &'a App,
    pub(super) article: &'a LoadedArticle,
    /// The place of the open article on the page.
    pub(super) open: Option<usize>,
    /// A line that the pointer is on in the article.
    pub(super) lit: Option<usize>,
}

impl PageLines<'_> {
    /// Draws a line; gives its stretch of the page when the pointer is on it.
    pub(super) fn line_ui(
        &self,
        ui: &mut Ui,
        idx: usize,
        commands: &mut Vec<Command>,
    ) -> Option<Span> {
        let line = self.article.sheet.lines.get(idx)?;
        let palette = Palette::of(ui);
        let is_open = line.owner.article().is_some() && line.owner.article() == self.open;
        let is_chosen = self.is_chosen(idx);
        // Of an endless line its beginning is enough here.
        let text = self.article.page.clip(line.span);
        let shown = text.get(..text.floor_char_boundary(1200)).unwrap_or(text);
        let color = match line.owner {
            _ if is_open => palette.text,
            Owner::Article { .. } => palette.soft,
            Owner::Blank | Owner::Furniture => palette.faint,
        };
        let galley = ui
            .painter()
            .layout_no_wrap(shown.to_owned(), fonts::song(15.0), color);
        let width = (galley.size().x + GUTTER + 24.0).max(ui.available_width());
        let (rect, response) = ui.allocate_exact_size(vec2(width, LINE_HEIGHT), Sense::hover());
        let is_hovered = ui.rect_contains_pointer(rect) && line.owner != Owner::Blank;
        self.ground_ui(
            ui,
            rect,
            is_open,
            is_chosen,
            is_hovered || self.lit == Some(idx),
        );
        self.gutter_ui(ui, idx, line, rect, response.id, commands);
        let origin = pos2(
            rect.left() + GUTTER,
            rect.center().y - galley.size().y * 0.5,
        );
        let body = Rect::from_min_max(pos2(rect.left() + NUMBER, rect.top()), rect.max);
        if self.app.repair.is_on {
            let chosen = ui.interact(body, response.id.with("line"), Sense::click_and_drag());
            let nth = format!("{} {shown}", idx + 1);
            chosen.widget_info(|| WidgetInfo::selected(Role::ListItem, true, is_chosen, &nth));
            self.choose(ui, idx, line, body, &chosen, commands);
            ui.painter().galley(origin, galley, color);
        } else {
            response.widget_info(|| WidgetInfo::selected(Role::Label, true, is_open, shown));
            LabelSelectionState::label_text_selection(
                ui,
                &ui.interact(body, response.id.with("text"), Sense::click_and_drag()),
                origin,
                galley,
                color,
                Stroke::NONE,
            );
        }
        is_hovered.then_some(line.span)
    }

    fn is_chosen(&self, idx: usize) -> bool {
        let selection = self.app.repair.selection;
        self.app.repair.is_on && selection.is_some_and(|s| s.lines().contains(&idx))
    }

    fn ground_ui(&self, ui: &Ui, rect: Rect, is_open: bool, is_chosen: bool, is_lit: bool) {
        let palette = Palette::of(ui);
        if is_chosen {
            ui.painter().rect_filled(rect, 0.0, palette.marked);
        } else if is_lit {
            ui.painter()
                .rect_filled(rect, 0.0, palette.hit.gamma_multiply(0.55));
        } else if is_open {
            ui.painter()
                .rect_filled(rect, 0.0, palette.selected.gamma_multiply(0.55));
        }
        if is_open {
            let bar = Rect::from_min_max(rect.min, pos2(rect.left() + 3.0, rect.bottom()));
            ui.painter().rect_filled(bar, 0.0, palette.accent);
        }
    }

    /// The number of the line's article, where it begins, and of the line.
    fn gutter_ui(
        &self,
        ui: &Ui,
        idx: usize,
        line: &SheetLine,
        rect: Rect,
        id: egui::Id,
        commands: &mut Vec<Command>,
    ) {
        let palette = Palette::of(ui);
        let line_number = pos2(rect.left() + GUTTER - 12.0, rect.center().y);
        ui.painter().text(
            line_number,
            Align2::RIGHT_CENTER,
            idx + 1,
            fonts::sans(10.5),
            palette.faint,
        );
        let Some((nth, owner)) = line
            .owner
            .article()
            .and_then(|nth| Some((nth, self.article.sheet.articles.get(nth)?)))
        else {
            return;
        };
        let gutter = Rect::from_min_max(rect.min, pos2(rect.left() + NUMBER, rect.bottom()));
        let link = ui.interact(gutter, id.with("article"), Sense::click());
        let name = words::nth_article(nth + 1, &owner.name, self.app.language());
        let is_open = Some(nth) == self.open;
        link.widget_info(|| WidgetInfo::labeled(Role::Link, !is_open, &name));
        let is_hovered = link.hovered() || link.has_focus();
        if is_hovered && !is_open {
            ui.set_cursor_icon(egui::CursorIcon::PointingHand);
        }
        if self.begins_run(idx, nth) || is_hovered {
            let color = if is_open {
                palette.accent
            } else if is_hovered {
                palette.text
            } else {
                palette.soft
            };
            let number = pos2(rect.left() + 8.0, rect.center().y);
            ui.painter().text(
                number,
                Align2::LEFT_CENTER,
                nth + 1,
                fonts::sans_bold(11.5),
                color,
            );
        } else if !is_open {
            let x = rect.left() + 11.0;
            ui.painter().vline(x, rect.y_range(), (1.0, palette.rule));
        }
        if link.on_hover_text(&name).clicked() && !is_open {
            commands.push(Command::OpenArticle(owner.id.clone()));
        }
    }

    /// Is it the first line of several of one article?
    fn begins_run(&self, idx: usize, article: usize) -> bool {
        let lines = self.article.sheet.lines.get(..idx).unwrap_or_default();
        let before = lines.iter().rev().find(|l| l.owner != Owner::Blank);
        before.is_none_or(|before| before.owner.article() != Some(article))
    }

    /// Chooses lines by click, Shift and drag; or the article that chosen lines go to.
    fn choose(
        &self,
        ui: &Ui,
        idx: usize,
        line: &SheetLine,
        rect: Rect,
        response: &Response,
        commands: &mut Vec<Command>,
    ) {
        let extends = ui.input(|i| i.modifiers.shift);
        if response.clicked() {
            let target = line.owner.article();
            commands.push(match (self.app.repair.ask, target) {
                (Some(Ask::Target), Some(article)) => Command::MoveTo(article),
                _ => Command::SelectLine { line: idx, extends },
            });
        }
        if response.drag_started() {
            commands.push(Command::SelectLine { line: idx, extends });
        } else if response.dragged()
            && let Some(pointer) = response.interact_pointer_pos()
        {
            let n_lines = ((pointer.y - rect.top()) / LINE_HEIGHT).floor();
            let at = (idx as f32 + n_lines).max(0.0) as usize;
            let last = self.article.sheet.lines.len().saturating_sub(1);
            let selection = self.app.repair.selection;
            if selection.is_none_or(|s| s.head != at.min(last)) {
                commands.push(Command::SelectLine {
                    line: at.min(last),
                    extends: true,
                });
            }
        }
    }
}
