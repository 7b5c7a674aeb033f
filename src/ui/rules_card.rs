//! All rules for names, over the panes: looked through, taken off, imported and exported.

use super::bars::Wishes;
use super::batch_card::field_frame;
use super::{correction_words as words, fonts, strings, theme::Palette};
use crate::app::{App, Command, CommandId, NameWish, entry};
use crate::library::StoredCorrection;
use egui::{Align, Frame, Id, Key, Layout, Margin, RichText, Role, TextEdit, Ui, WidgetInfo};

const WIDTH: f32 = 660.0;
/// Height of a row, in points.
const ROW: f32 = 28.0;

/// The card's own state.
#[derive(Debug, Default)]
pub(super) struct RulesCard {
    /// What the shown rules hold.
    part: String,
    takes_focus: bool,
    was_shown: bool,
    /// Is something typed there?
    pub(super) has_focus: bool,
}

impl RulesCard {
    /// Draws the card, when it is open.
    pub(super) fn ui(
        &mut self,
        ui: &Ui,
        app: &App,
        commands: &mut Vec<Command>,
        wishes: &mut Wishes,
    ) {
        self.has_focus = false;
        if !app.names.is_shown {
            *self = Self::default();
            return;
        }
        self.takes_focus |= !std::mem::replace(&mut self.was_shown, true);
        let language = app.language();
        let palette = Palette::of(ui);
        let frame = Frame::window(ui.style())
            .inner_margin(Margin::same(24))
            .fill(palette.raised);
        let modal = egui::Modal::new(Id::unique("rules"))
            .frame(frame)
            .show(ui.ctx(), |ui| {
                ui.set_width(WIDTH.min(ui.ctx().content_rect().width() - 80.0));
                self.head_ui(ui, app);
                self.list_ui(ui, app, commands);
                ui.add_space(10.0);
                ui.horizontal(|ui| {
                    if ui.button(strings::CLOSE.pick(language)).clicked() {
                        commands.push(Command::Names(NameWish::Toggle));
                    }
                    for id in [CommandId::ImportRules, CommandId::ExportRules] {
                        let entry = entry(id);
                        let button = egui::Button::new(entry.label.pick(language));
                        if ui.add_enabled((entry.is_offered)(app), button).clicked() {
                            wishes.push(id);
                        }
                    }
                });
            });
        // Escape goes through the table of commands.
        if modal.backdrop_response.clicked() && !ui.input(|i| i.key_pressed(Key::Escape)) {
            commands.push(Command::Names(NameWish::Toggle));
        }
    }

    fn head_ui(&mut self, ui: &mut Ui, app: &App) {
        let language = app.language();
        let palette = Palette::of(ui);
        ui.label(
            RichText::new(words::RULES.pick(language))
                .font(fonts::song_bold(18.0))
                .color(palette.text),
        );
        ui.label(
            RichText::new(words::RULES_NOTE.pick(language))
                .font(fonts::sans(12.5))
                .color(palette.soft)
                .line_height(Some(20.0)),
        );
        ui.add_space(6.0);
        let hint = words::FIND_RULE.pick(language);
        let field = ui.add(
            TextEdit::singleline(&mut self.part)
                .id(Id::unique("part of a rule"))
                .font(fonts::sans(14.0))
                .frame(field_frame(ui))
                .hint_text(hint)
                .desired_width(f32::INFINITY),
        );
        field.widget_info(|| WidgetInfo::labeled(Role::SearchInput, true, hint));
        if std::mem::take(&mut self.takes_focus) {
            field.request_focus();
        }
        self.has_focus = field.has_focus();
        ui.add_space(6.0);
    }

    fn list_ui(&self, ui: &mut Ui, app: &App, commands: &mut Vec<Command>) {
        let language = app.language();
        let palette = Palette::of(ui);
        let part = self.part.trim();
        // The newest first; only those in view are put into words.
        let rules = app.names.rules.iter().rev();
        let found: Vec<&StoredCorrection> = rules
            .filter(|stored| {
                let mut names = stored.rule.names();
                part.is_empty()
                    || names.any(|name| name.contains(part))
                    || words::rule_line(&stored.rule, language).contains(part)
            })
            .collect();
        if found.is_empty() {
            let none = if app.names.rules.is_empty() {
                words::NO_RULES
            } else {
                strings::NO_MATCH
            };
            let text = RichText::new(none.pick(language)).font(fonts::sans(13.0));
            ui.label(text.color(palette.soft).line_height(Some(21.0)));
        }
        let room = (ui.ctx().content_rect().height() - 300.0).max(90.0);
        ui.spacing_mut().item_spacing.y = 0.0;
        egui::ScrollArea::vertical().max_height(room).show_rows(
            ui,
            ROW,
            found.len(),
            |ui, rows| {
                for stored in found.get(rows).unwrap_or_default() {
                    row_ui(ui, app, stored, commands);
                }
            },
        );
        ui.spacing_mut().item_spacing.y = 4.0;
    }
}

fn row_ui(ui: &mut Ui, app: &App, stored: &StoredCorrection, commands: &mut Vec<Command>) {
    let language = app.language();
    let palette = Palette::of(ui);
    let line = words::rule_line(&stored.rule, language);
    ui.horizontal(|ui| {
        ui.set_height(ROW);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let delete = words::DELETE.pick(language);
            let text = RichText::new(delete).font(fonts::sans(12.0));
            let button = egui::Button::new(text.color(palette.soft));
            let button = ui.add_enabled(app.can_change(), button);
            button.widget_info(|| {
                WidgetInfo::labeled(Role::Button, true, format!("{delete} {line}"))
            });
            if button.clicked() {
                commands.push(Command::Names(NameWish::Delete(stored.correction_id)));
            }
            let small = |text: &str| {
                let text = RichText::new(text).font(fonts::sans(12.0));
                text.color(palette.faint)
            };
            ui.label(small(&stored.made_at));
            if stored.rule.only_in.is_some() {
                ui.label(small(words::IN_ONE.pick(language)));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let text = RichText::new(&line).font(fonts::sans(14.0));
                let label = egui::Label::new(text.color(palette.text)).truncate();
                ui.add(label).on_hover_text(stored.rule.to_string());
            });
        });
    });
}
