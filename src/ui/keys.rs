//! Keys to commands, by the table of commands.

use super::bars::Wishes;
use crate::app::{App, COMMANDS, CommandId, Shortcut};
use egui::{Key, Modifiers, Ui};

/// Collects the commands whose keys were pressed. While something is typed, only keys with Ctrl
/// or Alt and function keys count.
pub(super) fn collect(ui: &Ui, app: &App, is_typing: bool, wishes: &mut Wishes) {
    let is_widget_focused = ui.memory(|m| m.focused().is_some());
    // Escape closes an open menu first.
    let is_menu_open = egui::Popup::is_any_open(ui.ctx());
    ui.input_mut(|input| {
        input.events.retain(|event| {
            let egui::Event::Key {
                key,
                pressed: true,
                modifiers,
                ..
            } = event
            else {
                return true;
            };
            let is_bare = !modifiers.command && !modifiers.alt && *key != Key::F1;
            // Space presses the button that has the focus.
            let is_for_menu = is_menu_open && *key == Key::Escape;
            if is_for_menu || is_bare && (is_typing || (*key == Key::Space && is_widget_focused)) {
                return true;
            }
            let named = COMMANDS.iter().filter(|entry| {
                entry
                    .shortcuts
                    .iter()
                    .any(|s| matches(*s, *key, *modifiers))
            });
            // The later of two has the key as long as it is offered.
            let found = named.clone().rfind(|entry| (entry.is_offered)(app));
            let found = found.or_else(|| named.clone().next());
            // A text field has an undo of its own.
            let is_texts = is_typing
                && found.is_some_and(|entry| {
                    matches!(entry.id, CommandId::UndoRepair | CommandId::RedoRepair)
                });
            if is_texts {
                return true;
            }
            wishes.extend(found.map(|entry| entry.id));
            found.is_none()
        });
    });
}

fn matches(shortcut: Shortcut, key: Key, modifiers: Modifiers) -> bool {
    // Where a sign needs Shift depends on the keyboard.
    let is_sign = matches!(key, Key::Plus | Key::Minus | Key::Questionmark | Key::Slash);
    Key::from_name(shortcut.key) == Some(key)
        && modifiers.command == shortcut.ctrl
        && modifiers.alt == shortcut.alt
        && (is_sign || modifiers.shift == shortcut.shift)
}

#[cfg(test)]
mod tests {
    use crate::app::COMMANDS;

    /// A shortcut with a misspelt key would silently do nothing.
    #[test]
    fn every_shortcut_names_a_key() {
        for entry in COMMANDS {
            for shortcut in entry.shortcuts {
                assert!(
                    egui::Key::from_name(shortcut.key).is_some(),
                    "{}",
                    shortcut.key
                );
            }
        }
    }
}
