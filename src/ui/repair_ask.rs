//! What a repair needs to know beyond the chosen lines: another text, a date, an article. A card
//! that floats at the lower edge and moves nothing.

use super::{fonts, repair_words as words, strings, theme::Palette};
use crate::app::{App, Ask, Command, Language, line_text};
use crate::model::PartialDate;
use egui::{Align2, Area, Frame, Id, Key, Margin, Order, Rect, RichText, TextEdit, Ui, vec2};

/// Width of the card, in points.
const WIDTH: f32 = 520.0;

/// What is typed into the card.
#[derive(Debug, Default)]
pub(super) struct AskCard {
    shown: Option<Ask>,
    typed: String,
    takes_focus: bool,
    /// Is something typed there?
    pub(super) has_focus: bool,
}

impl AskCard {
    /// Draws the card, when something is asked, at the lower edge of `over`: the article's pane, so
    /// that the raw page beside it stays free.
    pub(super) fn ui(&mut self, ui: &Ui, app: &App, over: Rect, commands: &mut Vec<Command>) {
        if self.shown != app.repair.ask {
            self.shown = app.repair.ask;
            self.typed = first_words(app);
            self.takes_focus = true;
        }
        self.has_focus = false;
        let Some(ask) = app.repair.ask else { return };
        let palette = Palette::of(ui);
        let area = Area::new(Id::unique("repair ask"))
            .order(Order::Foreground)
            .pivot(Align2::CENTER_BOTTOM)
            .fixed_pos(over.center_bottom() - vec2(0.0, 14.0));
        area.show(ui.ctx(), |ui| {
            Frame::popup(ui.style())
                .inner_margin(Margin::symmetric(18, 14))
                .show(ui, |ui| {
                    ui.set_width(WIDTH.min(over.width() - 60.0).max(240.0));
                    match ask {
                        Ask::Text => self.text_ui(ui, app, palette, commands),
                        Ask::Date => self.date_ui(ui, app, palette, commands),
                        Ask::Target => self.target_ui(ui, app, palette, commands),
                    }
                });
        });
        // Keys with no modifier belong to the field that is typed in.
        if ui.input(|i| i.key_pressed(Key::Escape)) {
            commands.push(Command::CloseAsk);
        }
    }

    fn text_ui(&mut self, ui: &mut Ui, app: &App, palette: &Palette, out: &mut Vec<Command>) {
        let language = app.language();
        head_ui(ui, words::EDIT_TITLE.pick(language), palette);
        let is_entered = self.field_ui(ui, words::EDIT_TITLE.pick(language));
        let printed = match (&app.article, app.chosen_line()) {
            (Some(article), Some(line)) => article.page.clip(line).trim(),
            _ => "",
        };
        let note = format!(
            "{} {printed}\n{}",
            words::PRINTED.pick(language),
            words::EDIT_NOTE.pick(language)
        );
        note_ui(ui, &note, palette);
        ui.horizontal(|ui| {
            if ui.button(words::SAVE.pick(language)).clicked() || is_entered {
                out.push(Command::EditLine(self.typed.clone()));
            }
            cancel_ui(ui, language, out);
        });
    }

    fn date_ui(&mut self, ui: &mut Ui, app: &App, palette: &Palette, out: &mut Vec<Command>) {
        let language = app.language();
        head_ui(ui, words::DATE_TITLE.pick(language), palette);
        let is_entered = self.field_ui(ui, words::DATE_TITLE.pick(language));
        note_ui(ui, words::DATE_NOTE.pick(language), palette);
        let date = PartialDate::parse(self.typed.trim());
        ui.horizontal(|ui| {
            let save = egui::Button::new(words::SAVE.pick(language));
            let is_saved = ui.add_enabled(date.is_some(), save).clicked();
            if (is_saved || is_entered) && date.is_some() {
                out.push(Command::DatePage(date));
            }
            if ui.button(words::DATE_UNKNOWN.pick(language)).clicked() {
                out.push(Command::DatePage(None));
            }
            cancel_ui(ui, language, out);
        });
    }

    fn target_ui(&mut self, ui: &mut Ui, app: &App, palette: &Palette, out: &mut Vec<Command>) {
        let language = app.language();
        head_ui(ui, words::TARGET_TITLE.pick(language), palette);
        note_ui(ui, words::TARGET_NOTE.pick(language), palette);
        let Some(article) = &app.article else { return };
        let open = app.open_on_page();
        let list = egui::ScrollArea::vertical().max_height(320.0);
        list.show(ui, |ui| {
            egui::Grid::new("targets").num_columns(2).show(ui, |ui| {
                for (idx, other) in article.sheet.articles.iter().enumerate() {
                    if Some(idx) == open {
                        continue;
                    }
                    let name = strings::page_name(&other.name);
                    let name = words::nth_article(idx + 1, &name, language);
                    let button = ui.button(RichText::new(name).font(fonts::song(14.5)));
                    if std::mem::take(&mut self.takes_focus) {
                        button.request_focus();
                    }
                    if button.on_hover_text(&other.name).clicked() {
                        out.push(Command::MoveTo(idx));
                    }
                    let merge = RichText::new(words::MERGE.pick(language))
                        .font(fonts::sans(12.5))
                        .color(palette.soft);
                    if ui.button(merge).clicked() {
                        out.push(Command::MergeWith(idx));
                    }
                    ui.end_row();
                }
            });
        });
        ui.horizontal(|ui| cancel_ui(ui, language, out));
    }

    /// The field; `true` when Enter was pressed in it.
    fn field_ui(&mut self, ui: &mut Ui, label: &str) -> bool {
        let field = TextEdit::singleline(&mut self.typed)
            .font(fonts::song(17.0))
            .margin(Margin::symmetric(8, 6))
            .desired_width(f32::INFINITY);
        let response = ui.add(field);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, label));
        if std::mem::take(&mut self.takes_focus) {
            response.request_focus();
        }
        self.has_focus = response.has_focus();
        response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter))
    }
}

/// What the card's field begins with.
fn first_words(app: &App) -> String {
    let Some(article) = &app.article else {
        return String::new();
    };
    match app.repair.ask {
        Some(Ask::Text) => app
            .chosen_line()
            .map(|line| line_text(&article.page, &article.sheet, line))
            .unwrap_or_default(),
        Some(Ask::Date) => article
            .page
            .issue_date
            .map(|date| date.to_string())
            .unwrap_or_default(),
        Some(Ask::Target) | None => String::new(),
    }
}

fn head_ui(ui: &mut Ui, title: &str, palette: &Palette) {
    ui.label(
        RichText::new(title)
            .font(fonts::song_bold(16.0))
            .color(palette.text),
    );
    ui.add_space(4.0);
}

fn note_ui(ui: &mut Ui, note: &str, palette: &Palette) {
    ui.label(
        RichText::new(note)
            .font(fonts::sans(12.5))
            .color(palette.soft)
            .line_height(Some(20.0)),
    );
    ui.add_space(4.0);
}

fn cancel_ui(ui: &mut Ui, language: Language, out: &mut Vec<Command>) {
    if ui.button(words::CANCEL.pick(language)).clicked() {
        out.push(Command::CloseAsk);
    }
}
