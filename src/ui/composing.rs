//! Is an input method composing in a text field? What stands in the field meanwhile is not yet what
//! the reader means. An empty composition ends it a frame later, for its result may come in an event
//! of its own.

use egui::{Event, ImeEvent, Ui};

/// Watches one field.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Composing {
    is_on: bool,
    /// The composition was emptied; its text may come in the next frame.
    is_ending: bool,
}

impl Composing {
    /// Did one go on in the frame before?
    pub(super) const fn is_on(self) -> bool {
        self.is_on
    }

    /// Takes in what happened in a frame in which the field had the caret, or had it not; tells
    /// whether a composition goes on.
    pub(super) fn watch(&mut self, ui: &Ui, has_focus: bool) -> bool {
        if std::mem::take(&mut self.is_ending) || !has_focus {
            self.is_on = false;
        }
        if has_focus {
            ui.input(|input| {
                for event in &input.events {
                    match event {
                        Event::Ime(ImeEvent::Preedit { text, .. }) if text.is_empty() => {
                            self.is_ending = self.is_on;
                        }
                        Event::Ime(ImeEvent::Preedit { .. }) => {
                            *self = Self {
                                is_on: true,
                                is_ending: false,
                            }
                        }
                        Event::Ime(ImeEvent::Commit(_)) => *self = Self::default(),
                        _ => {}
                    }
                }
            });
        }
        if self.is_ending {
            ui.ctx().request_repaint();
        }
        self.is_on
    }
}
