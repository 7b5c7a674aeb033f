//! Above a list of its own: of what it is, the way back, and the way to a search.

use super::{fonts, profile_words as words, theme::Palette};
use crate::app::{App, Command, ProfileWish};
use crate::library::Chosen;
use egui::{Frame, Margin, RichText, Role, Ui, WidgetInfo, vec2};

/// Draws the head of a list of its own; gives whether the list is one.
pub(super) fn own_list_ui(ui: &mut Ui, app: &App, commands: &mut Vec<Command>) -> bool {
    let Some(list) = &app.own_list else {
        return false;
    };
    let palette = Palette::of(ui);
    let language = app.language();
    Frame::NONE
        .inner_margin(Margin::symmetric(14, 8))
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing = vec2(16.0, 2.0);
            // The words begin where the title does.
            ui.spacing_mut().button_padding = vec2(0.0, 3.0);
            let title = RichText::new(words::list_title(list, language))
                .font(fonts::sans_bold(14.0))
                .color(palette.text);
            ui.add(egui::Label::new(title).wrap());
            let button = |ui: &mut Ui, label: &str, color| {
                let text = RichText::new(label).font(fonts::sans(12.5)).color(color);
                let button = ui.add(egui::Button::new(text).frame(false));
                button.widget_info(|| WidgetInfo::labeled(Role::Button, true, label));
                button
            };
            ui.horizontal_wrapped(|ui| {
                let back = words::LEAVE_LIST.pick(language);
                let back = button(ui, &format!("× {back}"), palette.accent);
                if back.on_hover_text("Esc").clicked() {
                    commands.push(Command::Profile(ProfileWish::LeaveList));
                }
                let is_query = matches!(list.chosen, Chosen::Query(_));
                let search = words::SEARCH_LIST.pick(language);
                if is_query && button(ui, search, palette.soft).clicked() {
                    commands.push(Command::Profile(ProfileWish::SearchList));
                }
            });
        });
    let rule = ui.available_rect_before_wrap();
    ui.painter()
        .hline(rule.x_range(), rule.top(), (1.0, palette.rule));
    true
}
