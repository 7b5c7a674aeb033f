//! The raw page, with the open article's lines marked.

use super::page_picture::{Marks, PictureView, Sheet};
use super::{fonts, strings, theme::Palette};
use crate::app::{App, Command, CommandId, entry};
use crate::library::LoadedArticle;
use crate::model::{Line, Span, clip};
use egui::{Align2, Rect, ScrollArea, Sense, Ui, pos2, vec2};

const LINE_HEIGHT: f32 = 23.0;
const GUTTER: f32 = 56.0;

/// The pane's own state.
#[derive(Default)]
pub(super) struct PagePane {
    article_serial: u64,
    /// The page's lines, and whether the article has a part in them.
    lines: Vec<(Span, bool)>,
    seeks_mark: bool,
    /// Was it text at the last frame?
    was_text: bool,
    /// What of the page the article covers.
    marked: Vec<Span>,
    view: PictureView,
}

impl PagePane {
    /// Draws the pane.
    pub(super) fn ui(&mut self, ui: &mut Ui, app: &App, commands: &mut Vec<Command>) {
        let Some(article) = &app.article else { return };
        let palette = Palette::of(ui);
        if self.article_serial != app.article_serial {
            self.article_serial = app.article_serial;
            self.lines = marked_lines(article);
            self.marked = article.article.page_spans();
            self.seeks_mark = true;
        }
        ui.spacing_mut().item_spacing.y = 0.0;
        head_ui(ui, app, article, commands);
        let rule = ui.available_rect_before_wrap();
        ui.painter()
            .hline(rule.x_range(), rule.top(), (1.0, palette.rule));
        self.seeks_mark |= self.was_text != app.shows_page_text;
        self.was_text = app.shows_page_text;
        let seeks_mark = std::mem::take(&mut self.seeks_mark);
        if let (Some(layout), false) = (&article.page.layout, app.shows_page_text) {
            let sheet = Sheet {
                page_id: article.page_id,
                text: &article.page.text,
                layout,
                picture: app.pictures.of(article.page_id),
            };
            let marks = Marks {
                marked: &self.marked,
                hovered: None,
            };
            self.view.ui(ui, sheet, marks, seeks_mark);
            return;
        }
        let mut area = ScrollArea::both().id_salt("raw page").auto_shrink(false);
        if seeks_mark {
            let first = self
                .lines
                .iter()
                .position(|(_, is_marked)| *is_marked)
                .unwrap_or(0);
            area = area.vertical_scroll_offset((first.saturating_sub(3) as f32) * LINE_HEIGHT);
        }
        area.show_rows(ui, LINE_HEIGHT, self.lines.len(), |ui, rows| {
            for idx in rows {
                self.line_ui(ui, idx, article, palette);
            }
        });
    }

    fn line_ui(&self, ui: &mut Ui, idx: usize, article: &LoadedArticle, palette: &Palette) {
        let Some(&(span, is_marked)) = self.lines.get(idx) else {
            return;
        };
        // Of an endless line its beginning is enough here.
        let text = clip(&article.page.text, span);
        let shown = text.get(..text.floor_char_boundary(1200)).unwrap_or(text);
        let color = if is_marked {
            palette.text
        } else {
            palette.faint
        };
        let galley = ui
            .painter()
            .layout_no_wrap(shown.to_owned(), fonts::song(15.0), color);
        let width = (galley.size().x + GUTTER + 24.0).max(ui.available_width());
        let (rect, response) = ui.allocate_exact_size(vec2(width, LINE_HEIGHT), Sense::hover());
        if is_marked {
            ui.painter()
                .rect_filled(rect, 0.0, palette.selected.gamma_multiply(0.55));
            let bar = Rect::from_min_max(rect.min, pos2(rect.left() + 3.0, rect.bottom()));
            ui.painter().rect_filled(bar, 0.0, palette.accent);
        }
        let number = pos2(rect.left() + GUTTER - 16.0, rect.center().y);
        ui.painter().text(
            number,
            Align2::RIGHT_CENTER,
            idx + 1,
            fonts::sans(10.5),
            palette.faint,
        );
        let origin = pos2(
            rect.left() + GUTTER,
            rect.center().y - galley.size().y * 0.5,
        );
        response
            .widget_info(|| egui::WidgetInfo::selected(egui::Role::Label, true, is_marked, shown));
        egui::text_selection::LabelSelectionState::label_text_selection(
            ui,
            &ui.interact(rect, response.id.with("text"), Sense::click_and_drag()),
            origin,
            galley,
            color,
            egui::Stroke::NONE,
        );
    }
}

/// What is shown, of which file, and how else it can be shown.
fn head_ui(ui: &mut Ui, app: &App, article: &LoadedArticle, commands: &mut Vec<Command>) {
    let palette = Palette::of(ui);
    let language = app.language();
    ui.horizontal(|ui| {
        ui.set_height(36.0);
        ui.add_space(GUTTER);
        ui.label(
            egui::RichText::new(strings::RAW_PAGE.pick(language))
                .font(fonts::sans_bold(13.5))
                .color(palette.text),
        );
        let note = format!(
            "{} · {}",
            article.source,
            strings::RAW_PAGE_NOTE.pick(language)
        );
        ui.label(
            egui::RichText::new(note)
                .font(fonts::sans(12.5))
                .color(palette.soft),
        );
        if article.page.layout.is_some() {
            toggle_ui(ui, app, commands);
        }
    });
}

/// As printed, or as text: the one that is not shown.
fn toggle_ui(ui: &mut Ui, app: &App, commands: &mut Vec<Command>) {
    let language = app.language();
    let label = if app.shows_page_text {
        strings::PAGE_AS_PRINTED
    } else {
        strings::PAGE_AS_TEXT
    };
    let text = egui::RichText::new(label.pick(language))
        .font(fonts::sans(12.5))
        .color(Palette::of(ui).accent);
    let tip = entry(CommandId::TogglePageText).label.pick(language);
    if ui.button(text).on_hover_text(tip).clicked() {
        commands.push(Command::TogglePageText);
    }
}

fn marked_lines(article: &LoadedArticle) -> Vec<(Span, bool)> {
    let spans = article.article.page_spans();
    let mut next = 0;
    article
        .page
        .lines()
        .map(|Line { span, .. }| {
            while spans.get(next).is_some_and(|s| s.end <= span.start) {
                next += 1;
            }
            (span, spans.get(next).is_some_and(|s| s.start < span.end))
        })
        .collect()
}
