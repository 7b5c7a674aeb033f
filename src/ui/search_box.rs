//! The search box: searches as one types, but never what an input method is still composing.

use super::bars::LINE_HEIGHT;
use super::composing::Composing;
use super::suggestions::{is_under_pointer, suggestions_ui};
use super::{fonts, strings, theme::Palette};
use crate::app::{App, Command, CommandId, entry};
use crate::model::{Span, clip};
use egui::{Align, Id, Key, Layout, RichText, Role, Ui, WidgetInfo, vec2};

/// The search box's own state.
#[derive(Debug, Default)]
pub(super) struct SearchBar {
    /// What is typed, an unfinished composition included.
    draft: String,
    /// The app's query when the draft was last equal to it.
    known: String,
    /// An input method may be composing: what stands in the box is no query yet.
    composing: Composing,
    /// Put the caret into the box.
    wants_focus: bool,
    /// The suggestion that was taken last, and put the caret somewhere.
    taken: u64,
    /// Has the box the caret?
    pub(super) has_focus: bool,
}

impl SearchBar {
    /// Puts the caret into the box in the next frame.
    pub(super) fn focus(&mut self) {
        self.wants_focus = true;
    }

    /// The widget's name, for those who drive the window from outside.
    pub(super) fn id() -> Id {
        Id::unique("search box")
    }

    fn ui(&mut self, ui: &mut Ui, app: &App, commands: &mut Vec<Command>) {
        let palette = Palette::of(ui);
        let language = app.language();
        if self.known != app.query_text {
            self.known.clone_from(&app.query_text);
            self.draft.clone_from(&app.query_text);
        }
        let is_open = self.shows_suggestions(app);
        if is_open {
            self.choose(ui, app, commands);
        }
        self.place_caret(ui, app);
        // Escape and Enter are ours only when the input method does not want them.
        let leaves = self.has_focus
            && !self.composing.is_on()
            && ui.input_mut(|i| i.consume_key(egui::Modifiers::NONE, Key::Escape));
        let steps_down = self.has_focus
            && !self.composing.is_on()
            && ui.input_mut(|i| i.consume_key(egui::Modifiers::NONE, Key::ArrowDown));
        let edit = egui::TextEdit::singleline(&mut self.draft)
            .id(Self::id())
            .font(fonts::sans(14.0))
            .hint_text(
                RichText::new(strings::SEARCH_HINT.pick(language))
                    .font(fonts::sans(13.5))
                    .color(palette.faint),
            )
            .frame(egui::Frame::NONE)
            .desired_width(f32::INFINITY)
            .align(egui::Align2::LEFT_CENTER)
            .margin(vec2(2.0, 4.0))
            .event_filter(egui::EventFilter {
                horizontal_arrows: true,
                vertical_arrows: true,
                tab: is_open,
                escape: is_open,
            });
        let shown = keeping_focus(ui, is_open && is_under_pointer(ui), |ui| edit.show(ui));
        if self.draft == app.query_text {
            underline_problems(ui, app, &shown);
        }
        let response = shown.response.response;
        response.widget_info(|| {
            let mut info = WidgetInfo::text_edit(
                true,
                self.draft.as_str(),
                self.draft.as_str(),
                strings::SEARCH_HINT.pick(language),
            );
            info.role = Role::SearchInput;
            info.label = Some(strings::SEARCH_BOX.pick(language).to_owned());
            info
        });
        if std::mem::take(&mut self.wants_focus) {
            response.request_focus();
            select(ui, response.id, 0, self.draft.chars().count());
        }
        let was_composing = self.composing.is_on();
        let is_entered = response.has_focus() && !self.has_focus;
        self.has_focus = response.has_focus();
        let is_composing = self.composing.watch(ui, self.has_focus);
        if !is_composing && self.draft != app.query_text {
            self.known.clone_from(&self.draft);
            commands.push(Command::SetQuery(self.draft.clone()));
            commands.push(self.suggest_at(shown.cursor_range));
        } else if is_entered && self.draft.is_empty() {
            commands.push(self.suggest_at(None));
        }
        let is_done =
            response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter)) && !was_composing;
        if is_done {
            commands.push(Command::EnterQuery);
        }
        if leaves && is_open && !self.draft.is_empty() {
            commands.push(Command::CloseSuggestions);
        } else if leaves {
            commands.push(Command::CloseSuggestions);
            if app.query_text.is_empty() {
                response.surrender_focus();
            } else {
                commands.push(Command::SetQuery(String::new()));
            }
        }
        if steps_down {
            response.surrender_focus();
            commands.push(Command::NextArticle);
        }
    }

    /// Does something drop down? Not while an input method has a window of its own there.
    fn shows_suggestions(&self, app: &App) -> bool {
        self.has_focus && !self.composing.is_on() && app.has_suggestions()
    }

    /// The keys of what dropped down, before the box sees them. Enter alone stays with the box.
    fn choose(&self, ui: &Ui, app: &App, commands: &mut Vec<Command>) {
        let pressed = |key| ui.input_mut(|i| i.consume_key(egui::Modifiers::NONE, key));
        let chosen = app.suggest.chosen;
        // Quick fingers step and take within one frame.
        let mut is_chosen = chosen.is_some();
        for (key, forward) in [(Key::ArrowDown, true), (Key::ArrowUp, false)] {
            if pressed(key) {
                commands.push(Command::StepSuggestion { forward });
                is_chosen = true;
            }
        }
        if is_chosen && pressed(Key::Enter) {
            commands.push(Command::TakeChosen);
        }
        if pressed(Key::Tab) {
            commands.push(Command::TakeSuggestion(chosen.unwrap_or(0)));
        }
    }

    /// Puts the caret behind what was taken.
    fn place_caret(&mut self, ui: &Ui, app: &App) {
        let Some((taken, byte)) = app.suggest.caret.filter(|(taken, _)| *taken != self.taken)
        else {
            return;
        };
        self.taken = taken;
        let n_chars = clip(&self.draft, Span::new(0, byte)).chars().count();
        select(ui, Self::id(), n_chars, n_chars);
    }

    fn suggest_at(&self, caret: Option<egui::text::CCursorRange>) -> Command {
        let n_chars = caret.map_or(usize::MAX, |range| range.primary.index.0);
        let at = self.draft.char_indices().nth(n_chars);
        Command::Suggest {
            text: self.draft.clone(),
            caret: at.map_or(self.draft.len(), |(at, _)| at),
        }
    }
}

/// A line under each part of the text that was not understood.
fn underline_problems(ui: &Ui, app: &App, shown: &egui::text_edit::TextEditOutput) {
    let color = Palette::of(ui).accent;
    let painter = ui.painter().with_clip_rect(shown.text_clip_rect);
    let place = |byte: usize| {
        let before = clip(&app.query_text, Span::new(0, byte));
        let cursor = egui::text::CCursor::new(before.chars().count());
        let place = shown.galley.pos_from_cursor(cursor);
        shown.galley_pos + place.left_bottom().to_vec2()
    };
    for problem in &app.query_problems {
        let (from, to) = (place(problem.span.start), place(problem.span.end));
        painter.line_segment([from, to], (1.5, color));
    }
}

/// Draws the box; a press on what dropped down from it leaves it the caret.
fn keeping_focus<R>(ui: &mut Ui, keeps: bool, draw: impl FnOnce(&mut Ui) -> R) -> R {
    let usual = ui.ctx().options(|o| o.input_options.surrender_focus_on);
    let set = |ui: &Ui, on| {
        ui.ctx()
            .options_mut(|o| o.input_options.surrender_focus_on = on)
    };
    if keeps {
        set(ui, egui::SurrenderFocusOn::Never);
    }
    let drawn = draw(ui);
    set(ui, usual);
    drawn
}

fn select(ui: &Ui, id: Id, from: usize, to: usize) {
    if let Some(mut state) = egui::TextEdit::load_state(ui.ctx(), id) {
        let range = egui::text::CCursorRange::two(
            egui::text::CCursor::new(from),
            egui::text::CCursor::new(to),
        );
        state.cursor.set_char_range(Some(range));
        egui::TextEdit::store_state(ui.ctx(), id, state);
    }
}

/// Draws the box with its frame, its sign and its key; gives its place.
pub(super) fn search_box_ui(
    ui: &mut Ui,
    width: f32,
    app: &App,
    search: &mut SearchBar,
    commands: &mut Vec<Command>,
) -> egui::Rect {
    let palette = Palette::of(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(width, 30.0), egui::Sense::hover());
    let stroke = if search.has_focus {
        palette.accent
    } else {
        palette.rule
    };
    ui.painter().rect(
        rect,
        6.0,
        palette.raised,
        (1.0, stroke),
        egui::StrokeKind::Inside,
    );
    let center = egui::pos2(rect.left() + 17.0, rect.center().y - 1.0);
    ui.painter().circle_stroke(center, 4.5, (1.5, palette.soft));
    ui.painter().line_segment(
        [center + vec2(3.2, 3.2), center + vec2(7.0, 7.0)],
        (1.5, palette.soft),
    );
    let hint_width = if app.query_text.is_empty() && !search.has_focus {
        60.0
    } else {
        8.0
    };
    let inner =
        egui::Rect::from_min_max(rect.min + vec2(30.0, 1.0), rect.max - vec2(hint_width, 1.0));
    let mut inner_ui = ui.new_child(
        egui::UiBuilder::new()
            .max_rect(inner)
            .layout(Layout::left_to_right(Align::Center)),
    );
    search.ui(&mut inner_ui, app, commands);
    if search.shows_suggestions(app) {
        suggestions_ui(
            ui,
            rect.translate(vec2(0.0, LINE_HEIGHT + 8.0)),
            app,
            commands,
        );
    }
    if hint_width > 8.0 {
        let key = entry(CommandId::Search).shortcuts.iter().find(|s| s.ctrl);
        let key = key.map(|s| s.label()).unwrap_or_default();
        let at = egui::pos2(rect.right() - 10.0, rect.center().y);
        ui.painter().text(
            at,
            egui::Align2::RIGHT_CENTER,
            key,
            fonts::sans(11.0),
            palette.faint,
        );
    }
    rect
}
