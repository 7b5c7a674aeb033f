//! How one file is read: its encoding, chosen by what its first lines look like in each, and the date it
//! was printed.

use super::batch_card::field_frame;
use super::{files_words as words, fonts, theme::Palette};
use crate::app::{App, Command, FilesWish};
use crate::library::{FilePreview, Said};
use crate::model::{PartialDate, TextEncoding};
use egui::{Frame, Id, Margin, RichText, Role, ScrollArea, TextEdit, Ui, WidgetInfo};

/// What is chosen and not done yet.
#[derive(Debug, Default)]
pub(super) struct ReadingForm {
    /// Of which file.
    of: Option<i64>,
    encoding: Option<TextEncoding>,
    date: String,
}

impl ReadingForm {
    /// Draws the form for the file that is looked at; is something typed there?
    pub(super) fn ui(&mut self, ui: &mut Ui, app: &App, commands: &mut Vec<Command>) -> bool {
        let Some(preview) = &app.files.preview else {
            return false;
        };
        if self.of != Some(preview.source_id) {
            *self = Self {
                of: Some(preview.source_id),
                encoding: preview.encoding,
                date: preview
                    .issue_date
                    .map(|d| d.to_string())
                    .unwrap_or_default(),
            };
        }
        let language = app.language();
        let palette = Palette::of(ui);
        let name = RichText::new(&preview.name).font(fonts::sans(14.0));
        ui.label(name.color(palette.text));
        ui.add_space(8.0);
        self.encodings_ui(ui, app, preview);
        ui.add_space(8.0);
        let has_focus = self.date_ui(ui, app);
        ui.add_space(12.0);
        let date = self.said_date();
        ui.horizontal(|ui| {
            if ui.button(words::CANCEL.pick(language)).clicked() {
                commands.push(Command::Files(FilesWish::Back));
            }
            let redo = RichText::new(words::REDO.pick(language)).color(palette.accent);
            let may = date.is_some() && app.can_change_files();
            if ui.add_enabled(may, egui::Button::new(redo)).clicked() {
                commands.push(Command::Files(FilesWish::Redo(Said {
                    issue_date: date.flatten(),
                    encoding: self.encoding,
                })));
            }
        });
        has_focus
    }

    /// The date; `None` where what is typed is none.
    fn said_date(&self) -> Option<Option<PartialDate>> {
        match self.date.trim() {
            "" => Some(None),
            typed => PartialDate::parse(typed).map(Some),
        }
    }

    fn encodings_ui(&mut self, ui: &mut Ui, app: &App, preview: &FilePreview) {
        let language = app.language();
        let palette = Palette::of(ui);
        let small = |text: &str| {
            let text = RichText::new(text).font(fonts::sans(12.5));
            text.color(palette.soft)
        };
        if preview.texts.is_empty() {
            ui.label(small(words::OWN_ENCODING.pick(language)));
            return;
        }
        ui.horizontal_wrapped(|ui| {
            ui.label(small(words::ENCODING.pick(language)));
            let by_itself = words::BY_ITSELF.pick(language);
            if ui
                .selectable_label(self.encoding.is_none(), by_itself)
                .clicked()
            {
                self.encoding = None;
            }
            for (encoding, _) in &preview.texts {
                let is_chosen = self.encoding == Some(*encoding);
                if ui.selectable_label(is_chosen, encoding.name()).clicked() {
                    self.encoding = Some(*encoding);
                }
            }
        });
        let chosen = preview
            .texts
            .iter()
            .find(|(e, _)| Some(*e) == self.encoding);
        if let Some((_, text)) = chosen {
            Frame::NONE
                .fill(palette.paper)
                .inner_margin(Margin::same(12))
                .show(ui, |ui| {
                    ScrollArea::both().max_height(260.0).show(ui, |ui| {
                        let text = RichText::new(text).font(fonts::song(14.0));
                        ui.label(text.color(palette.text).line_height(Some(22.0)));
                    });
                });
        }
    }

    fn date_ui(&mut self, ui: &mut Ui, app: &App) -> bool {
        let language = app.language();
        let palette = Palette::of(ui);
        let field = ui.horizontal(|ui| {
            let label = words::DATE.pick(language);
            let text = RichText::new(label).font(fonts::sans(12.5));
            ui.label(text.color(palette.soft));
            let field = ui.add(
                TextEdit::singleline(&mut self.date)
                    .id(Id::unique("date of a file"))
                    .font(fonts::sans(14.0))
                    .frame(field_frame(ui))
                    .hint_text(words::DATE_HINT.pick(language))
                    .desired_width(380.0),
            );
            field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, label));
            field
        });
        if self.said_date().is_none() {
            let text = RichText::new(words::BAD_DATE.pick(language)).font(fonts::sans(12.5));
            ui.label(text.color(palette.accent));
        }
        field.inner.has_focus()
    }
}
