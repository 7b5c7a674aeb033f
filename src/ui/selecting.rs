//! Selecting a name or a passage in the text: what egui marks for copying is not told, so the stretch is followed
//! here, within one block.

use super::blocks::{Block, Painted, Scene};
use super::name_menu::name_menu;
use crate::app::{Command, NameTarget, NameWish, OwnAsk, OwnWish};
use crate::model::{Span, clip};
use egui::text::Galley;
use egui::{PointerButton, Pos2, Response, Ui};

impl Block {
    /// Follows the pointer that selects, and opens the menu for what is selected.
    pub(super) fn select_ui(
        &mut self,
        ui: &Ui,
        scene: &Scene<'_>,
        galley: &Galley,
        response: &Response,
        painted: &mut Painted,
    ) {
        let text = clip(&scene.article.text.text, self.span());
        let byte_at = |pos: Pos2| {
            let n_before = galley.cursor_from_pos(pos - response.rect.min).index.0;
            let at = text.char_indices().nth(n_before);
            self.span().start + at.map_or(text.len(), |(at, _)| at)
        };
        let (origin, pointer) = ui.input(|i| (i.pointer.press_origin(), i.pointer.latest_pos()));
        let known = scene.app.names.selected;
        let is_dragged = response.dragged_by(PointerButton::Primary);
        if let (true, Some(origin), Some(pointer)) = (is_dragged, origin, pointer) {
            let (from, to) = (byte_at(origin), byte_at(pointer));
            let span = Span::new(from.min(to), from.max(to));
            let selected = words_in(&scene.article.text.text, span);
            if selected != known {
                let wish = NameWish::Select(selected);
                painted.commands.push(Command::Names(wish));
            }
        } else if response.clicked()
            && let Some(note) = pointer.and_then(|at| scene.article.note_at(byte_at(at)))
            && let Some(note) = scene.article.work.notes.get(note)
        {
            let ask = OwnAsk::Note(note.note.note_id);
            painted.commands.push(Command::Own(OwnWish::Ask(ask)));
        } else if response.clicked() && known.is_some() {
            let wish = NameWish::Select(None);
            painted.commands.push(Command::Names(wish));
        }
        if let Some(selected) = known.filter(|selected| self.span().contains(*selected)) {
            let target = NameTarget::Text(selected);
            name_menu(response, scene.app, target, &mut painted.commands);
        }
    }
}

/// The stretch without the blanks at its ends.
fn words_in(text: &str, span: Span) -> Option<Span> {
    let words = clip(text, span);
    let start = span.start + (words.len() - words.trim_start().len());
    let words = words.trim();
    (!words.is_empty()).then(|| Span::new(start, start + words.len()))
}
