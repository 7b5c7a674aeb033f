//! The palette, over the panes: a field, and under it the commands, names, headlines and searches that go
//! with what is typed.

use super::article_list::snippet_job;
use super::bars::Wishes;
use super::batch_card::field_frame;
use super::composing::Composing;
use super::suggestions::kind_of;
use super::{fonts, strings, theme::Palette};
use crate::app::{App, Command, CommandId, PaletteCommand, PaletteRow, PaletteWish, Text, entry};
use crate::library::Snippet;
use egui::{
    Align2, Color32, Frame, Id, Key, Margin, Modifiers, Rect, Role, ScrollArea, Sense, TextEdit,
    Ui, WidgetInfo, pos2, vec2,
};

const WIDTH: f32 = 620.0;
const ROW: f32 = 34.0;
/// What a row is stands so wide at its left.
const KIND_WIDTH: f32 = 66.0;
const MARGIN: f32 = 12.0;

const HINT: Text = Text::both(
    "命令、人物、单位、标题……　汉字、拼音、首字母都可以",
    "Commands, people, bodies, headlines … in Chinese, English or pinyin",
);
const COMMAND: Text = Text::both("命令", "command");
const NOTHING: Text = Text::both("没有这样的命令或名称。", "No command or name is like this.");

/// The card's own state.
#[derive(Debug, Default)]
pub(super) struct PaletteCard {
    /// What is typed, an unfinished composition included.
    draft: String,
    composing: Composing,
    was_shown: bool,
    /// A command that was taken; it is carried out once the palette is gone.
    taken: Option<CommandId>,
    /// Is something typed there?
    pub(super) has_focus: bool,
}

impl PaletteCard {
    /// Draws the palette, when it is open.
    pub(super) fn ui(
        &mut self,
        ui: &Ui,
        app: &App,
        commands: &mut Vec<Command>,
        wishes: &mut Wishes,
    ) {
        self.has_focus = false;
        if !app.palette.is_shown {
            wishes.extend(self.taken.take());
            *self = Self::default();
            return;
        }
        let takes_focus = !std::mem::replace(&mut self.was_shown, true);
        let palette = Palette::of(ui);
        let frame = Frame::window(ui.style())
            .inner_margin(Margin::same(14))
            .fill(palette.raised);
        let area = egui::Modal::default_area(Id::unique("palette"))
            .anchor(Align2::CENTER_TOP, vec2(0.0, 72.0));
        let modal = egui::Modal::new(Id::unique("palette"))
            .area(area)
            .frame(frame)
            .show(ui.ctx(), |ui| {
                ui.set_width(WIDTH.min(ui.ctx().content_rect().width() - 80.0));
                self.field_ui(ui, app, takes_focus, commands);
                ui.add_space(8.0);
                self.rows_ui(ui, app, commands);
            });
        // Escape goes through the table of commands.
        if modal.backdrop_response.clicked() && !ui.input(|i| i.key_pressed(Key::Escape)) {
            commands.push(Command::Palette(PaletteWish::Toggle));
        }
    }

    fn field_ui(&mut self, ui: &mut Ui, app: &App, takes_focus: bool, commands: &mut Vec<Command>) {
        let id = Id::unique("palette's text");
        // While an input method composes, these keys are its own.
        if !self.composing.is_on() {
            self.take_keys(ui, app, commands);
        }
        let hint = HINT.pick(app.language());
        let field = ui.add(
            TextEdit::singleline(&mut self.draft)
                .id(id)
                .font(fonts::sans(16.0))
                .frame(field_frame(ui))
                .hint_text(hint)
                .desired_width(f32::INFINITY),
        );
        field.widget_info(|| WidgetInfo::labeled(Role::SearchInput, true, hint));
        if takes_focus {
            field.request_focus();
        }
        self.has_focus = field.has_focus();
        let is_composing = self.composing.watch(ui, self.has_focus);
        if !is_composing && self.draft != app.palette.text {
            let wish = PaletteWish::Type(self.draft.clone());
            commands.push(Command::Palette(wish));
        }
    }

    fn take_keys(&mut self, ui: &Ui, app: &App, commands: &mut Vec<Command>) {
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        for (key, forward) in [(Key::ArrowDown, true), (Key::ArrowUp, false)] {
            if pressed(key) {
                commands.push(Command::Palette(PaletteWish::Step { forward }));
            }
        }
        if pressed(Key::Escape) {
            commands.push(Command::Palette(PaletteWish::Toggle));
        }
        if pressed(Key::Enter) && self.draft == app.palette.text {
            self.take(app, app.palette.chosen, commands);
        }
    }

    fn take(&mut self, app: &App, row: usize, commands: &mut Vec<Command>) {
        match app.palette_row(row) {
            Some(PaletteRow::Command(id)) => {
                self.taken = Some(id);
                commands.push(Command::Palette(PaletteWish::Toggle));
            }
            Some(PaletteRow::Suggestion(place)) => {
                // Taken before the palette forgets what was offered.
                commands.push(Command::TakeSuggestion(place));
                commands.push(Command::Palette(PaletteWish::Toggle));
            }
            None => {}
        }
    }

    fn rows_ui(&mut self, ui: &mut Ui, app: &App, commands: &mut Vec<Command>) {
        let n_rows = app.n_palette_rows();
        if n_rows == 0 {
            let color = Palette::of(ui).soft;
            ui.colored_label(color, NOTHING.pick(app.language()));
            return;
        }
        let room = (ui.ctx().content_rect().height() - 220.0).max(3.0 * ROW);
        ui.spacing_mut().item_spacing.y = 0.0;
        ScrollArea::vertical().max_height(room).show(ui, |ui| {
            for row in 0..n_rows {
                let size = vec2(ui.available_width(), ROW);
                let (rect, response) = ui.allocate_exact_size(size, Sense::click());
                let is_chosen = app.palette.chosen == row;
                if is_chosen {
                    response.scroll_to_me(None);
                }
                let label = row_label(ui, rect, app, row, is_chosen || response.hovered());
                response.widget_info(|| {
                    WidgetInfo::selected(Role::ListBoxOption, true, is_chosen, &label)
                });
                if response.clicked() {
                    self.take(app, row, commands);
                }
            }
        });
    }
}

/// Draws a row; gives its name.
fn row_label(ui: &Ui, rect: Rect, app: &App, row: usize, is_lit: bool) -> String {
    let palette = Palette::of(ui);
    let language = app.language();
    if is_lit {
        ui.painter().rect_filled(rect, 4.0, palette.selected);
    }
    let (kind, color, snippet, aside) = match app.palette_row(row) {
        Some(PaletteRow::Command(id)) => {
            let command = app.palette.commands.get(row);
            let snippet = command
                .map(|command| snippet_of(command, app))
                .unwrap_or_default();
            let key = entry(id).shortcuts.first();
            let key = key.map(|key| key.label()).unwrap_or_default();
            (COMMAND.pick(language), palette.soft, snippet, key)
        }
        Some(PaletteRow::Suggestion(place)) => {
            let Some(found) = app.suggest.rows.get(place) else {
                return String::new();
            };
            let (kind, color) = kind_of(found.kind, language, palette);
            let count = found.n_articles.map(|n| strings::n_articles(n, language));
            (kind, color, found.label.clone(), count.unwrap_or_default())
        }
        None => return String::new(),
    };
    draw_row(ui, rect, (kind, color), &snippet, &aside);
    format!("{} {aside}", snippet.text).trim().to_owned()
}

fn snippet_of(command: &PaletteCommand, app: &App) -> Snippet {
    Snippet {
        text: command.label.pick(app.language()).to_owned(),
        hits: if command.hit.is_empty() {
            Vec::new()
        } else {
            vec![command.hit]
        },
    }
}

fn draw_row(ui: &Ui, rect: Rect, kind: (&str, Color32), snippet: &Snippet, aside: &str) {
    let palette = Palette::of(ui);
    let painter = ui.painter_at(rect);
    let y = rect.center().y;
    let left = rect.left() + MARGIN;
    painter.text(
        pos2(left, y),
        Align2::LEFT_CENTER,
        kind.0,
        fonts::sans(11.0),
        kind.1,
    );
    let at = left + KIND_WIDTH;
    let width = rect.right() - MARGIN - 90.0 - at;
    let job = snippet_job(
        snippet,
        fonts::sans(14.5),
        palette.text,
        palette.hit,
        width,
        1,
        20.0,
    );
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    painter.galley(pos2(at, y - galley.size().y * 0.5), galley, palette.text);
    let right = pos2(rect.right() - MARGIN, y);
    painter.text(
        right,
        Align2::RIGHT_CENTER,
        aside,
        fonts::sans(12.0),
        palette.faint,
    );
}
