//! The raw page, with the open article's lines marked; while it is repaired, with a strip of what
//! can be done.

use super::bars::{Wishes, tooltip};
use super::page_lines::{GUTTER, LINE_HEIGHT, PageLines};
use super::page_picture::{Marks, PictureView, Sheet};
use super::repair_bar::repair_bar_ui;
use super::{fonts, repair_words, strings, theme::Palette};
use crate::app::{App, Command, CommandId, Language, entry};
use crate::library::LoadedArticle;
use crate::model::Span;
use egui::{Align, Layout, RichText, ScrollArea, Ui};

/// The pane's own state.
#[derive(Default)]
pub(super) struct PagePane {
    /// The article whose lines were brought into view last.
    shown_article: Option<crate::model::ArticleId>,
    shown_page: Option<crate::model::PageHash>,
    goto_serial: u64,
    /// How far it is scrolled, and how much of it is seen, in points.
    offset: f32,
    view_height: f32,
    /// The line under the pointer, in bytes of the page.
    pub(super) pointed: Option<Span>,
    /// Was it text at the last frame?
    was_text: bool,
    /// What of the page the article covers.
    marked: Vec<Span>,
    view: PictureView,
}

impl PagePane {
    /// Draws the pane. `lit` is a place of the page that the pointer is on in the article.
    pub(super) fn ui(
        &mut self,
        ui: &mut Ui,
        app: &App,
        lit: Option<Span>,
        commands: &mut Vec<Command>,
        wishes: &mut Wishes,
    ) {
        let Some(article) = &app.article else { return };
        let palette = Palette::of(ui);
        ui.spacing_mut().item_spacing.y = 0.0;
        head_ui(ui, app, article, palette, wishes);
        let rule = ui.available_rect_before_wrap();
        ui.painter()
            .hline(rule.x_range(), rule.top(), (1.0, palette.rule));
        if app.repair.is_on {
            repair_bar_ui(ui, app, wishes);
        }
        if self.picture_ui(ui, app, article, lit) {
            return;
        }
        let open = app.open_on_page();
        let mut area = ScrollArea::both().id_salt("raw page").auto_shrink(false);
        if let Some(offset) = self.new_offset(app, article, open) {
            area = area.vertical_scroll_offset(offset);
        }
        let lines = PageLines {
            app,
            article,
            open,
            lit: lit.and_then(|span| article.sheet.line_at(span.start)),
        };
        let mut pointed = None;
        let output = area.show_rows(ui, LINE_HEIGHT, article.sheet.lines.len(), |ui, rows| {
            for idx in rows {
                pointed = lines.line_ui(ui, idx, commands).or(pointed);
            }
        });
        self.offset = output.state.clamped_offset().y;
        self.view_height = output.inner_rect.height();
        if self.pointed != pointed {
            self.pointed = pointed;
            ui.ctx().request_repaint();
        }
    }

    /// The page as it was printed, where that is known and wanted; repairs need its text.
    fn picture_ui(
        &mut self,
        ui: &mut Ui,
        app: &App,
        article: &LoadedArticle,
        lit: Option<Span>,
    ) -> bool {
        let Some(layout) = article.page.layout.as_ref().filter(|_| !app.repair.is_on) else {
            return false;
        };
        let is_new = self.shown_article.as_ref() != Some(&article.id);
        let seeks_mark = is_new || self.was_text;
        self.was_text = app.shows_page_text;
        if app.shows_page_text {
            return false;
        }
        if seeks_mark {
            self.marked = article.article.page_spans();
        }
        self.shown_article = Some(article.id.clone());
        let sheet = Sheet {
            page_id: article.page_id,
            text: &article.page.text,
            layout,
            picture: app.pictures.of(article.page_id),
        };
        let marks = Marks {
            marked: &self.marked,
            hovered: lit,
        };
        let pointed = self.view.ui(ui, sheet, marks, seeks_mark);
        if self.pointed != pointed {
            self.pointed = pointed;
            ui.ctx().request_repaint();
        }
        true
    }

    /// Where to scroll: to the lines of another article, unless it is on the page and in view, or
    /// to a place that the reader wants to see.
    fn new_offset(
        &mut self,
        app: &App,
        article: &LoadedArticle,
        open: Option<usize>,
    ) -> Option<f32> {
        let first = || {
            let mut lines = article.sheet.lines.iter();
            lines.position(|line| line.owner.article().is_some() && line.owner.article() == open)
        };
        let mut offset = None;
        let is_same_page = self.shown_page.as_ref() == Some(&article.sheet.hash);
        if self.shown_article.as_ref() != Some(&article.id) {
            self.shown_article = Some(article.id.clone());
            self.shown_page = Some(article.sheet.hash.clone());
            let line = first().unwrap_or(0);
            // While it is repaired, nothing moves under the hand.
            let stays = is_same_page && (app.repair.is_on || self.is_seen(line));
            offset = (!stays).then(|| line.saturating_sub(3) as f32 * LINE_HEIGHT);
        }
        let goto = app.repair.goto;
        if self.goto_serial != goto.serial {
            self.goto_serial = goto.serial;
            let line = article.sheet.line_at(goto.span.start).unwrap_or(0);
            if !self.is_seen(line) {
                let top = line as f32 * LINE_HEIGHT;
                let is_below = top > self.offset;
                let room = (self.view_height - 3.0 * LINE_HEIGHT).max(0.0);
                let above = if is_below { room } else { 2.0 * LINE_HEIGHT };
                offset = Some((top - above).max(0.0));
            }
        }
        offset
    }

    fn is_seen(&self, line: usize) -> bool {
        let top = line as f32 * LINE_HEIGHT;
        self.offset <= top && top + LINE_HEIGHT <= self.offset + self.view_height
    }
}

fn head_ui(
    ui: &mut Ui,
    app: &App,
    article: &LoadedArticle,
    palette: &Palette,
    wishes: &mut Wishes,
) {
    let language = app.language();
    ui.horizontal(|ui| {
        ui.set_height(36.0);
        ui.add_space(GUTTER);
        ui.label(
            RichText::new(strings::RAW_PAGE.pick(language))
                .font(fonts::sans_bold(13.5))
                .color(palette.text),
        );
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(8.0);
            repair_button_ui(ui, app, palette, wishes);
            if article.page.layout.is_some() && !app.repair.is_on {
                toggle_ui(ui, app, palette, wishes);
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                note_ui(ui, article, language, palette);
            });
        });
    });
}

/// As printed, or as text: the one that is not shown.
fn toggle_ui(ui: &mut Ui, app: &App, palette: &Palette, wishes: &mut Wishes) {
    let language = app.language();
    let label = if app.shows_page_text {
        strings::PAGE_AS_PRINTED
    } else {
        strings::PAGE_AS_TEXT
    };
    let text = RichText::new(label.pick(language))
        .font(fonts::sans(13.0))
        .color(palette.soft);
    let tip = tooltip(CommandId::TogglePageText, language);
    if ui.button(text).on_hover_text(tip).clicked() {
        wishes.push(CommandId::TogglePageText);
    }
}

/// The page's file; or what the reader should know of the page.
fn note_ui(ui: &mut Ui, article: &LoadedArticle, language: Language, palette: &Palette) {
    let warnings: Vec<&str> = article
        .sheet
        .warnings
        .iter()
        .map(|warning| language.pick(warning))
        .collect();
    let (note, color, more) = if warnings.is_empty() {
        let note = format!(
            "{} · {}",
            strings::page_name(&article.source),
            strings::RAW_PAGE_NOTE.pick(language)
        );
        (note, palette.soft, article.source.clone())
    } else {
        (warnings.join(" "), palette.accent, warnings.join("\n"))
    };
    let note = RichText::new(note).font(fonts::sans(12.5)).color(color);
    ui.add(egui::Label::new(note).truncate())
        .on_hover_text(more);
}

fn repair_button_ui(ui: &mut Ui, app: &App, palette: &Palette, wishes: &mut Wishes) {
    let id = CommandId::ToggleRepair;
    if !(entry(id).is_offered)(app) {
        return;
    }
    let language = app.language();
    let color = if app.repair.is_on {
        palette.accent
    } else {
        palette.soft
    };
    let text = RichText::new(repair_words::REPAIR.pick(language))
        .font(fonts::sans(13.0))
        .color(color);
    let button = ui.add(egui::Button::new(text));
    let label = entry(id).label.pick(language);
    button.widget_info(|| {
        egui::WidgetInfo::selected(egui::Role::Button, true, app.repair.is_on, label)
    });
    if button.on_hover_text(tooltip(id, language)).clicked() {
        wishes.push(id);
    }
}
