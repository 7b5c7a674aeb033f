//! The bar at the top with the search box, and the line at the foot.

use super::{fonts, strings, theme::Palette};
use crate::app::{App, COMMANDS, Command, CommandId, Language, Phase, ThemeChoice, entry};
use egui::{Align, Event, Id, ImeEvent, Key, Layout, RichText, Role, Ui, WidgetInfo, vec2};

/// The search box's own state.
#[derive(Debug, Default)]
pub(super) struct SearchBar {
    /// What is typed, an unfinished composition included.
    draft: String,
    /// The app's query when the draft was last equal to it.
    known: String,
    /// An input method is composing: what stands in the box is no query yet.
    is_composing: bool,
    /// The composition was emptied; its text may come in the next frame.
    is_ending: bool,
    /// Put the caret into the box.
    wants_focus: bool,
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
        // Escape and Enter are ours only when the input method does not want them.
        let leaves = self.has_focus
            && !self.is_composing
            && ui.input_mut(|i| i.consume_key(egui::Modifiers::NONE, Key::Escape));
        let steps_down = self.has_focus
            && !self.is_composing
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
            .margin(vec2(2.0, 4.0));
        let response = ui.add(edit);
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
            select_all(ui, response.id, self.draft.chars().count());
        }
        let was_composing = self.is_composing;
        self.watch_composition(ui);
        self.has_focus = response.has_focus();
        if !self.has_focus {
            self.is_composing = false;
        }
        if !self.is_composing && self.draft != app.query_text {
            self.known.clone_from(&self.draft);
            commands.push(Command::SetQuery(self.draft.clone()));
        }
        let is_done =
            response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter)) && !was_composing;
        if is_done && app.selected_row.is_none() {
            commands.push(Command::OpenRow(0));
        }
        if leaves {
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

    /// The text of an unfinished composition is in the box and must not be searched for. An empty
    /// one ends it a frame later, for its result may come in an event of its own.
    fn watch_composition(&mut self, ui: &Ui) {
        if std::mem::take(&mut self.is_ending) {
            self.is_composing = false;
        }
        ui.input(|input| {
            for event in &input.events {
                match event {
                    Event::Ime(ImeEvent::Preedit { text, .. }) if text.is_empty() => {
                        self.is_ending = self.is_composing
                    }
                    Event::Ime(ImeEvent::Preedit { .. }) => {
                        self.is_composing = true;
                        self.is_ending = false;
                    }
                    Event::Ime(ImeEvent::Commit(_)) => {
                        self.is_composing = false;
                        self.is_ending = false;
                    }
                    _ => {}
                }
            }
        });
        if self.is_ending {
            ui.ctx().request_repaint();
        }
    }
}

fn select_all(ui: &Ui, id: Id, n_chars: usize) {
    if let Some(mut state) = egui::TextEdit::load_state(ui.ctx(), id) {
        let range = egui::text::CCursorRange::two(
            egui::text::CCursor::new(0),
            egui::text::CCursor::new(n_chars),
        );
        state.cursor.set_char_range(Some(range));
        egui::TextEdit::store_state(ui.ctx(), id, state);
    }
}

/// A wish that the bars cannot fulfil by themselves.
pub(super) type Wishes = Vec<CommandId>;

/// The bar at the top.
pub(super) fn top_bar_ui(
    ui: &mut Ui,
    app: &App,
    search: &mut SearchBar,
    commands: &mut Vec<Command>,
    wishes: &mut Wishes,
) {
    let palette = Palette::of(ui);
    let language = app.language();
    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
        ui.add_space(6.0);
        ui.label(
            RichText::new("版面")
                .font(fonts::song_bold(18.0))
                .color(palette.accent),
        );
        ui.add_space(2.0);
        ui.spacing_mut().item_spacing.x = 0.0;
        for (id, sign) in [(CommandId::GoBack, "‹"), (CommandId::GoForward, "›")] {
            icon_button_ui(ui, app, id, sign, wishes);
        }
        ui.spacing_mut().item_spacing.x = 8.0;
        let room = ui.available_width();
        let width = (room * 0.5).clamp(180.0, 560.0);
        box_ui(ui, width, app, search, commands);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(4.0);
            more_menu_ui(ui, app, commands, wishes);
            type_menu_ui(ui, app, commands);
            text_button_ui(ui, app, CommandId::TogglePage, wishes);
            import_menu_ui(ui, app, wishes);
            let line = summary(app, language);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let label = egui::Label::new(
                    RichText::new(line)
                        .font(fonts::sans(12.5))
                        .color(palette.soft),
                )
                .truncate();
                ui.add(label);
            });
        });
    });
}

fn summary(app: &App, language: Language) -> String {
    if app.library.phase != Phase::Ready || app.query.is_empty() {
        String::new()
    } else if let Some(sentence) = &app.search_error {
        sentence.clone()
    } else if app.is_searching {
        strings::SEARCHING.pick(language).to_owned()
    } else {
        strings::search_line(&app.query, app.list.total, app.list.elapsed, language)
    }
}

fn box_ui(ui: &mut Ui, width: f32, app: &App, search: &mut SearchBar, commands: &mut Vec<Command>) {
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
    if hint_width > 8.0 {
        let at = egui::pos2(rect.right() - 10.0, rect.center().y);
        ui.painter().text(
            at,
            egui::Align2::RIGHT_CENTER,
            "Ctrl+K",
            fonts::sans(11.0),
            palette.faint,
        );
    }
}

fn icon_button_ui(ui: &mut Ui, app: &App, id: CommandId, sign: &str, wishes: &mut Wishes) {
    let palette = Palette::of(ui);
    let entry = entry(id);
    let is_offered = (entry.is_offered)(app);
    let color = if is_offered {
        palette.soft
    } else {
        palette.rule
    };
    let button = egui::Button::new(RichText::new(sign).font(fonts::sans(18.0)).color(color))
        .min_size(vec2(24.0, 26.0));
    let response = ui.add_enabled(is_offered, button);
    let label = entry.label.pick(app.language());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, is_offered, label));
    if response
        .on_hover_text(tooltip(id, app.language()))
        .clicked()
    {
        wishes.push(id);
    }
}

fn text_button_ui(ui: &mut Ui, app: &App, id: CommandId, wishes: &mut Wishes) {
    let palette = Palette::of(ui);
    let entry = entry(id);
    let is_on = id == CommandId::TogglePage && app.shows_page;
    let color = if is_on { palette.accent } else { palette.soft };
    let text = RichText::new(entry.label.pick(app.language()))
        .font(fonts::sans(13.0))
        .color(color);
    let response = ui.add_enabled((entry.is_offered)(app), egui::Button::new(text));
    if response
        .on_hover_text(tooltip(id, app.language()))
        .clicked()
    {
        wishes.push(id);
    }
}

fn tooltip(id: CommandId, language: Language) -> String {
    let entry = entry(id);
    let keys: Vec<String> = entry.shortcuts.iter().map(|s| s.label()).collect();
    if keys.is_empty() {
        entry.label.pick(language).to_owned()
    } else {
        format!("{}  {}", entry.label.pick(language), keys.join(" / "))
    }
}

/// A line of a menu: the command's label and its first key, from the table.
fn menu_item_ui(ui: &mut Ui, app: &App, id: CommandId, wishes: &mut Wishes) {
    let entry = entry(id);
    let mut button = egui::Button::new(entry.label.pick(app.language()));
    if let Some(shortcut) = entry.shortcuts.first() {
        button = button.shortcut_text(shortcut.label());
    }
    if ui.add_enabled((entry.is_offered)(app), button).clicked() {
        wishes.push(id);
        ui.close();
    }
}

fn import_menu_ui(ui: &mut Ui, app: &App, wishes: &mut Wishes) {
    let palette = Palette::of(ui);
    let text = RichText::new(strings::IMPORT.pick(app.language()))
        .font(fonts::sans(13.0))
        .color(palette.soft);
    ui.menu_button(text, |ui| {
        ui.set_min_width(210.0);
        for id in [CommandId::ImportFiles, CommandId::ImportFolder] {
            menu_item_ui(ui, app, id, wishes);
        }
        ui.separator();
        for id in [CommandId::OpenLibrary, CommandId::OpenSample] {
            menu_item_ui(ui, app, id, wishes);
        }
    });
}

fn type_menu_ui(ui: &mut Ui, app: &App, commands: &mut Vec<Command>) {
    let palette = Palette::of(ui);
    let language = app.language();
    let button = ui.menu_button(
        RichText::new("Aa")
            .font(fonts::sans(13.0))
            .color(palette.soft),
        |ui| {
            ui.set_min_width(210.0);
            ui.label(
                RichText::new(strings::TEXT_SIZE.pick(language))
                    .small()
                    .color(palette.soft),
            );
            ui.horizontal(|ui| {
                for (sign, points) in [("−", -1.0), ("+", 1.0)] {
                    if ui
                        .add(egui::Button::new(sign).min_size(vec2(32.0, 26.0)))
                        .clicked()
                    {
                        commands.push(Command::ChangeTextSize(points));
                    }
                }
                ui.label(format!("{:.1}", app.settings.body_size));
            });
            ui.separator();
            ui.label(
                RichText::new(strings::THEME.pick(language))
                    .small()
                    .color(palette.soft),
            );
            for (choice, name) in [
                (ThemeChoice::System, strings::THEME_SYSTEM),
                (ThemeChoice::Light, strings::THEME_LIGHT),
                (ThemeChoice::Dark, strings::THEME_DARK),
            ] {
                if ui
                    .radio(app.settings.theme == choice, name.pick(language))
                    .clicked()
                {
                    commands.push(Command::SetTheme(choice));
                }
            }
            ui.separator();
            ui.label(
                RichText::new(strings::LANGUAGE.pick(language))
                    .small()
                    .color(palette.soft),
            );
            for (choice, name) in [
                (None, strings::LANGUAGE_SYSTEM.pick(language)),
                (Some(Language::Chinese), "简体中文"),
                (Some(Language::English), "English"),
            ] {
                if ui.radio(app.settings.language == choice, name).clicked() {
                    commands.push(Command::SetLanguage(choice));
                }
            }
        },
    );
    button
        .response
        .on_hover_text(strings::TEXT_SIZE.pick(language));
}

fn more_menu_ui(ui: &mut Ui, app: &App, _commands: &mut [Command], wishes: &mut Wishes) {
    let palette = Palette::of(ui);
    let button = ui.menu_button(
        RichText::new("···")
            .font(fonts::sans(13.0))
            .color(palette.soft),
        |ui| {
            ui.set_min_width(220.0);
            for id in [
                CommandId::TogglePanel,
                CommandId::ToggleStar,
                CommandId::ToggleRead,
            ] {
                menu_item_ui(ui, app, id, wishes);
            }
            ui.separator();
            for id in [CommandId::Rebuild, CommandId::ToggleHelp] {
                menu_item_ui(ui, app, id, wishes);
            }
        },
    );
    button
        .response
        .on_hover_text(strings::MORE.pick(app.language()));
}

/// The line at the foot.
pub(super) fn foot_ui(ui: &mut Ui, app: &App, wishes: &mut Wishes) {
    let palette = Palette::of(ui);
    let language = app.language();
    let small = |text: String| {
        RichText::new(text)
            .font(fonts::sans(12.0))
            .color(palette.soft)
    };
    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
        ui.add_space(6.0);
        ui.spacing_mut().item_spacing.x = 16.0;
        if app.library.phase == Phase::Ready {
            let sample = strings::SAMPLE_LIBRARY.pick(language);
            let name = if app.library.is_sample {
                sample
            } else {
                app.library.name.as_str()
            };
            ui.label(small(strings::library_line(
                name,
                app.library.counts,
                language,
            )))
            .on_hover_text(app.library.dir.display().to_string());
        }
        if app.library.is_read_only {
            ui.label(
                RichText::new(strings::READ_ONLY.pick(language))
                    .font(fonts::sans(12.0))
                    .color(palette.accent),
            )
            .on_hover_text(strings::READ_ONLY_NOTICE.pick(language));
        }
        if let Some(at) = app.hit_idx {
            ui.label(small(strings::hit_line(at + 1, app.n_hits(), language)));
        }
        if let Some(progress) = app.progress {
            ui.spinner();
            ui.label(small(strings::progress_line(progress, language)));
            let share = progress.n_done as f32 / progress.n_total.max(1) as f32;
            ui.add(
                egui::ProgressBar::new(share)
                    .desired_width(120.0)
                    .desired_height(4.0)
                    .fill(palette.accent),
            );
            let stop = entry(CommandId::CancelWork).label.pick(language);
            if ui
                .add_enabled(
                    !app.is_cancelling,
                    egui::Button::new(small(stop.to_owned())),
                )
                .clicked()
            {
                wishes.push(CommandId::CancelWork);
            }
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(6.0);
            for id in foot_keys(app) {
                let entry = entry(id);
                let Some(key) = entry.shortcuts.first() else {
                    continue;
                };
                ui.label(small(format!(
                    "{} {}",
                    key.label(),
                    entry.label.pick(language)
                )));
            }
        });
    });
}

/// The keys that matter now, rightmost first.
fn foot_keys(app: &App) -> Vec<CommandId> {
    let mut keys = vec![CommandId::ToggleHelp, CommandId::TogglePage];
    if app.n_hits() > 0 {
        keys.extend([CommandId::PreviousHit, CommandId::NextHit]);
    } else {
        keys.extend([CommandId::PreviousArticle, CommandId::NextArticle]);
    }
    keys.retain(|id| (entry(*id).is_offered)(app));
    debug_assert!(COMMANDS.len() > keys.len());
    keys
}
