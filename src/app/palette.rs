//! The palette: every command by a part of its name, in Chinese, in English or by pinyin, and below the
//! commands what the search box would offer for the same letters: names, headlines, searches.

use super::{App, COMMANDS, CommandId, Job, Phase, Text};
use crate::model::{Span, clip};
use crate::text::fold;
use crate::text::pinyin::Typed;

/// Commands that are shown at most.
const N_COMMANDS: usize = 8;

/// What the reader wants of the palette.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PaletteWish {
    /// Show it, or close it.
    Toggle,
    /// Show what goes with this.
    Type(String),
    /// Choose the next row, or the one before.
    Step {
        /// The next?
        forward: bool,
    },
    /// Choose this row.
    Choose(usize),
}

/// The palette's state.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PaletteState {
    /// Is it open?
    pub is_shown: bool,
    /// What is typed.
    pub text: String,
    /// The row that is chosen.
    pub chosen: usize,
    /// Commands that go with it, the best first; what else goes with it follows them.
    pub commands: Vec<PaletteCommand>,
}

/// A command that goes with what is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PaletteCommand {
    /// Which.
    pub id: CommandId,
    /// What it is called.
    pub label: Text,
    /// What of its name in the interface's language was typed; empty where another name was meant.
    pub hit: Span,
}

/// What a row of the palette is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaletteRow {
    /// A command.
    Command(CommandId),
    /// A row of what the search box would offer, by its place there.
    Suggestion(usize),
}

impl App {
    pub(super) fn palette_wish(&mut self, wish: PaletteWish) -> Vec<Job> {
        match wish {
            PaletteWish::Toggle => {
                let is_shown = !self.palette.is_shown;
                self.close_suggestions();
                self.palette = PaletteState {
                    is_shown,
                    ..PaletteState::default()
                };
                if is_shown {
                    return self.fill_palette();
                }
            }
            PaletteWish::Type(text) => {
                self.palette.text = text;
                return self.fill_palette();
            }
            PaletteWish::Step { forward } => {
                let n_rows = self.n_palette_rows().max(1);
                let step = if forward { 1 } else { n_rows - 1 };
                self.palette.chosen = (self.palette.chosen + step) % n_rows;
            }
            PaletteWish::Choose(row) => self.palette.chosen = row,
        }
        vec![]
    }

    /// How many rows the palette has.
    #[must_use]
    pub fn n_palette_rows(&self) -> usize {
        let is_of_now = self.suggest.of == self.palette.text && !self.palette.text.is_empty();
        let n_others = if is_of_now {
            self.suggest.rows.len()
        } else {
            0
        };
        self.palette.commands.len() + n_others
    }

    /// What a row of the palette is.
    #[must_use]
    pub fn palette_row(&self, row: usize) -> Option<PaletteRow> {
        match self.palette.commands.get(row) {
            Some(command) => Some(PaletteRow::Command(command.id)),
            None if row < self.n_palette_rows() => {
                let place = row - self.palette.commands.len();
                Some(PaletteRow::Suggestion(place))
            }
            None => None,
        }
    }

    fn fill_palette(&mut self) -> Vec<Job> {
        self.palette.chosen = 0;
        self.palette.commands = self.commands_for(&self.palette.text);
        let text = self.palette.text.clone();
        if text.trim().is_empty() || self.library.phase != Phase::Ready {
            self.close_suggestions();
            return vec![];
        }
        let caret = text.len();
        self.suggest(text, caret)
    }

    /// The commands whose names hold what is typed: those that begin with it first, then in the order of
    /// the table. Only what can be done now.
    fn commands_for(&self, typed: &str) -> Vec<PaletteCommand> {
        let language = self.language();
        let wanted = fold(typed.trim()).text;
        let by_sound = Typed::new(&wanted);
        let offered = COMMANDS.iter().filter(|entry| {
            let is_itself = entry.id == CommandId::ShowPalette;
            !is_itself && entry.id != CommandId::StepBack && (entry.is_offered)(self)
        });
        let mut found: Vec<(usize, PaletteCommand)> = offered
            .filter_map(|entry| {
                let label = entry.label;
                let shown = label.pick(language);
                let hit = hit_in(shown, &wanted, by_sound.as_ref());
                // Whoever knows the other language's name, or its sound, finds it, too.
                let other = || {
                    let names = [label.zh, label.en];
                    let mut hits = names.iter().map(|n| hit_in(n, &wanted, by_sound.as_ref()));
                    hits.find_map(|hit| hit)
                };
                let rank = match hit {
                    Some(hit) if hit.start == 0 => 0,
                    Some(_) => 1,
                    None => other().map(|_hit| 2)?,
                };
                let hit = hit.unwrap_or_default();
                Some((
                    rank,
                    PaletteCommand {
                        id: entry.id,
                        label,
                        hit,
                    },
                ))
            })
            .collect();
        found.sort_by_key(|(rank, _)| *rank);
        let commands = found.into_iter().map(|(_, command)| command);
        commands.take(N_COMMANDS).collect()
    }
}

/// Where a name holds what is typed, by its letters or by its sounds.
fn hit_in(name: &str, wanted: &str, by_sound: Option<&Typed>) -> Option<Span> {
    if wanted.is_empty() {
        return Some(Span::default());
    }
    let folded = fold(name);
    let by_letters = folded.find_chars(wanted).into_iter().next();
    let chars = by_letters.or_else(|| {
        let found = by_sound?.find_in(&folded.text)?;
        let n_chars_to = |byte: usize| clip(&folded.text, Span::new(0, byte)).chars().count();
        Some(n_chars_to(found.start)..n_chars_to(found.end))
    })?;
    Some(folded.original_span(name, chars))
}
