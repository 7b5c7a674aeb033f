//! The bar at the top, and the line at the foot.

use super::search_box::{SearchBar, search_box_ui};
use super::search_line::search_line_ui;
use super::{files_words, fonts, strings, theme::Palette};
use crate::app::{App, COMMANDS, Command, CommandId, Language, Phase, ThemeChoice, entry};
use egui::{Align, Layout, RichText, Role, Ui, WidgetInfo, vec2};

/// The bar's height, and that of the line under the search box in it.
pub(super) const TOP_HEIGHT: f32 = 60.0;
pub(super) const LINE_HEIGHT: f32 = 19.0;

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
    let whole = ui.max_rect();
    let mut line = whole.with_min_y(whole.bottom() - LINE_HEIGHT);
    let row = whole.with_max_y(line.top());
    let row = egui::UiBuilder::new()
        .max_rect(row)
        .layout(Layout::left_to_right(Align::Center));
    ui.scope_builder(row, |ui| {
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
        line.min.x = search_box_ui(ui, width, app, search, commands).left() + 2.0;
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(4.0);
            more_menu_ui(ui, app, wishes);
            type_menu_ui(ui, app, commands);
            text_button_ui(ui, app, CommandId::TogglePage, wishes);
            searches_button_ui(ui, app, wishes);
            import_menu_ui(ui, app, wishes);
            // A part of it would tell nothing.
            let line = if ui.available_width() > 60.0 {
                summary(app, language)
            } else {
                String::new()
            };
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
    line.max.x -= 8.0;
    search_line_ui(ui, line, app, search.has_focus);
}

fn summary(app: &App, language: Language) -> String {
    let is_search = app.own_list.is_none() && !app.query.is_empty();
    if app.library.phase != Phase::Ready || !is_search || app.search_error.is_some() {
        String::new()
    } else if app.is_searching {
        strings::SEARCHING.pick(language).to_owned()
    } else {
        strings::answer_line(app.list.n_articles, app.list.elapsed, language)
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

/// A clock: earlier and saved searches; with a dot where a saved one has something new.
fn searches_button_ui(ui: &mut Ui, app: &App, wishes: &mut Wishes) {
    let palette = Palette::of(ui);
    let id = CommandId::ShowSearches;
    let response = ui.add(egui::Button::new("").min_size(vec2(28.0, 26.0)));
    let center = response.rect.center();
    let color = if response.hovered() {
        palette.text
    } else {
        palette.soft
    };
    ui.painter().circle_stroke(center, 6.5, (1.3, color));
    for hand in [vec2(0.0, -4.2), vec2(3.2, 0.0)] {
        ui.painter()
            .line_segment([center, center + hand], (1.3, color));
    }
    let n_new = app.n_with_new();
    let language = app.language();
    let mut label = entry(id).label.pick(language).to_owned();
    if n_new > 0 {
        let at = center + vec2(8.0, -7.0);
        ui.painter().circle_filled(at, 3.0, palette.accent);
        label.push_str(&strings::with_new(n_new, language));
    }
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &label));
    let mut hover = tooltip(id, language);
    if n_new > 0 {
        hover.push_str(&strings::with_new(n_new, language));
    }
    if response.on_hover_text(hover).clicked() {
        wishes.push(id);
    }
}

/// What a button does, and its keys.
pub(super) fn tooltip(id: CommandId, language: Language) -> String {
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
        ui.separator();
        menu_item_ui(ui, app, CommandId::ShowExport, wishes);
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
                    .radio(app.theme() == choice, name.pick(language))
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

fn more_menu_ui(ui: &mut Ui, app: &App, wishes: &mut Wishes) {
    let palette = Palette::of(ui);
    let button = ui.menu_button(
        RichText::new("···")
            .font(fonts::sans(13.0))
            .color(palette.soft),
        |ui| {
            ui.set_min_width(220.0);
            for id in [
                CommandId::ToggleFacets,
                CommandId::ToggleComparison,
                CommandId::TogglePanel,
                CommandId::ShowNetwork,
            ] {
                menu_item_ui(ui, app, id, wishes);
            }
            ui.separator();
            for id in [
                CommandId::ToggleStar,
                CommandId::ToggleRead,
                CommandId::AskTags,
                CommandId::AskCollections,
                CommandId::AskNote,
                CommandId::ShowNotes,
                CommandId::ShowLabels,
            ] {
                menu_item_ui(ui, app, id, wishes);
            }
            ui.separator();
            for id in [
                CommandId::ToggleRepair,
                CommandId::AskDate,
                CommandId::UndoRepair,
                CommandId::RedoRepair,
            ] {
                menu_item_ui(ui, app, id, wishes);
            }
            ui.separator();
            for id in [
                CommandId::ShowSearches,
                CommandId::SaveSearch,
                CommandId::ShowBatch,
                CommandId::ShowFiles,
            ] {
                menu_item_ui(ui, app, id, wishes);
            }
            ui.separator();
            for id in [
                CommandId::ShowExport,
                CommandId::CopyCitation,
                CommandId::CopyRis,
                CommandId::CopyBibTex,
            ] {
                menu_item_ui(ui, app, id, wishes);
            }
            ui.separator();
            for id in [
                CommandId::ShowProfile,
                CommandId::CorrectName,
                CommandId::ShowNames,
                CommandId::ImportRules,
                CommandId::ExportRules,
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
        if let Some(line) = super::repair_words::deed_line(app) {
            ui.label(small(line));
        }
        if let Some(at) = app.hit_idx {
            ui.label(small(strings::hit_line(at + 1, app.n_hits(), language)));
        }
        if let Some(progress) = app.progress {
            ui.add(egui::Spinner::new().size(13.0));
            ui.label(small(strings::progress_line(progress, language)));
            let pace = files_words::pace_line(&app.pace, language);
            if !pace.is_empty() {
                ui.label(small(pace));
            }
            let (done, total) = progress.weight;
            let share = done as f32 / total.max(1) as f32;
            ui.add(
                egui::ProgressBar::new(share)
                    .desired_width(120.0)
                    .desired_height(4.0)
                    .fill(palette.accent),
            );
            if app.can_pause() {
                let label = if app.files.is_paused {
                    files_words::GO_ON
                } else {
                    files_words::PAUSE
                };
                let button = egui::Button::new(small(label.pick(language).to_owned()));
                if ui.add_enabled(!app.is_cancelling, button).clicked() {
                    wishes.push(CommandId::PauseImport);
                }
            }
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
    if app.repair.is_on {
        keys.extend([
            CommandId::ToggleRepair,
            CommandId::UndoRepair,
            CommandId::ExtendDown,
            CommandId::NextLine,
        ]);
    } else if app.network.covers() {
        keys.extend([
            CommandId::ShowNetwork,
            CommandId::PreviousNode,
            CommandId::NextNode,
        ]);
    } else if app.n_hits() > 0 {
        keys.extend([CommandId::PreviousHit, CommandId::NextHit]);
    } else {
        keys.extend([CommandId::PreviousArticle, CommandId::NextArticle]);
    }
    keys.retain(|id| (entry(*id).is_offered)(app));
    debug_assert!(COMMANDS.len() > keys.len());
    keys
}
