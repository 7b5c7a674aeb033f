//! The strip under the raw page while it is repaired: what can be done with the chosen lines. It
//! has one height, so that nothing moves when other lines are chosen.

use super::bars::{Wishes, tooltip};
use super::{fonts, repair_words as words, theme::Palette};
use crate::app::{App, CommandId, Language, entry};
use egui::text::{LayoutJob, TextFormat};
use egui::{Align, Frame, Layout, Margin, Panel, RichText, Ui, vec2};

/// Height of the strip, in points: enough for all that can be offered at once in this width.
fn height(ui: &Ui, language: Language) -> f32 {
    let n_rows = match language {
        Language::Chinese => (1500.0 / ui.available_width()).ceil(),
        Language::English => (2050.0 / ui.available_width()).ceil(),
    };
    38.0 + n_rows.clamp(1.0, 6.0) * 28.0
}

/// What the strip offers, in this order, as far as it can be done.
const ACTIONS: [CommandId; 14] = [
    CommandId::MendHeadline,
    CommandId::MendDeck,
    CommandId::MendBody,
    CommandId::MendByline,
    CommandId::MendCaption,
    CommandId::MendSplit,
    CommandId::MendMerge,
    CommandId::MendFurniture,
    CommandId::AskTarget,
    CommandId::AskText,
    CommandId::MendUp,
    CommandId::MendDown,
    CommandId::AskDate,
    CommandId::MendConfirm,
];

/// Draws the strip at the pane's lower edge.
pub(super) fn repair_bar_ui(ui: &mut Ui, app: &App, wishes: &mut Wishes) {
    let palette = Palette::of(ui);
    let frame = Frame::NONE
        .fill(palette.pane)
        .inner_margin(Margin::symmetric(12, 4));
    Panel::bottom("repair bar")
        .exact_size(height(ui, app.language()))
        .frame(frame)
        .show(ui, |ui| {
            head_ui(ui, app, palette, wishes);
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = vec2(2.0, 1.0);
                for id in ACTIONS {
                    action_ui(ui, app, id, palette, wishes);
                }
            });
        });
}

/// How many lines are chosen, and what can be taken back.
fn head_ui(ui: &mut Ui, app: &App, palette: &Palette, wishes: &mut Wishes) {
    let language = app.language();
    ui.horizontal(|ui| {
        ui.set_height(24.0);
        let n_chosen = app.repair.selection.map_or(0, |s| s.lines().count());
        let line = if app.repair.is_waiting {
            words::WAITING.pick(language).to_owned()
        } else if n_chosen == 0 {
            words::CHOOSE_LINES.pick(language).to_owned()
        } else {
            words::n_chosen(n_chosen, language)
        };
        let history = &app.repair.history;
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            for (id, name, stored) in [
                (CommandId::RedoRepair, words::REDO, &history.redo),
                (CommandId::UndoRepair, words::UNDO, &history.undo),
            ] {
                let text = RichText::new(name.pick(language)).font(fonts::sans(12.5));
                let is_offered = (entry(id).is_offered)(app);
                let button = ui.add_enabled(is_offered, egui::Button::new(text));
                let what = stored
                    .as_ref()
                    .map_or_else(String::new, |s| words::stored_name(s, language));
                let label = format!("{} {what}", tooltip(id, language));
                if button
                    .on_hover_text(&label)
                    .on_disabled_hover_text(tooltip(id, language))
                    .clicked()
                {
                    wishes.push(id);
                }
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let text = RichText::new(line)
                    .font(fonts::sans(12.5))
                    .color(palette.soft);
                ui.add(egui::Label::new(text).truncate());
            });
        });
    });
}

/// A button with its key beside it, where it can be used.
fn action_ui(ui: &mut Ui, app: &App, id: CommandId, palette: &Palette, wishes: &mut Wishes) {
    let entry = entry(id);
    if !(entry.is_offered)(app) {
        return;
    }
    let language = app.language();
    let label = entry.label.pick(language);
    let mut job = LayoutJob::default();
    let format = |size: f32, color| TextFormat {
        font_id: fonts::sans(size),
        color,
        valign: Align::Center,
        ..TextFormat::default()
    };
    if let Some(key) = entry.shortcuts.first() {
        job.append(&key.label(), 0.0, format(11.0, palette.faint));
        job.append(label, 4.0, format(13.0, palette.text));
    } else {
        job.append(label, 0.0, format(13.0, palette.text));
    }
    let button = ui.add(egui::Button::new(job));
    button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, label));
    if button.on_hover_text(tooltip(id, language)).clicked() {
        wishes.push(id);
    }
}
