//! Keys to commands, by the table of commands.

use super::bars::Wishes;
use crate::app::{COMMANDS, Shortcut};
use egui::{Key, Modifiers, Ui};

/// Collects the commands whose keys were pressed. While something is typed, only keys with Ctrl
/// or Alt and function keys count.
pub(super) fn collect(ui: &Ui, is_typing: bool, wishes: &mut Wishes) {
    let is_widget_focused = ui.memory(|m| m.focused().is_some());
    ui.input_mut(|input| {
        for entry in COMMANDS {
            for shortcut in entry.shortcuts {
                let Some(key) = Key::from_name(shortcut.key) else {
                    continue;
                };
                let is_bare = !shortcut.ctrl && !shortcut.alt && !is_function_key(key);
                if is_bare && is_typing {
                    continue;
                }
                // Space and Enter press the button that has the focus.
                if key == Key::Space && is_widget_focused {
                    continue;
                }
                if input.consume_key(modifiers(*shortcut), key) {
                    wishes.push(entry.id);
                }
            }
        }
    });
}

fn is_function_key(key: Key) -> bool {
    matches!(key, Key::F1)
}

fn modifiers(shortcut: Shortcut) -> Modifiers {
    Modifiers {
        alt: shortcut.alt,
        shift: shortcut.shift,
        command: shortcut.ctrl,
        ..Modifiers::NONE
    }
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
