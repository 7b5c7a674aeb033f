//! What floats above the panes: keys, notices, the invitation to drop.

use super::search_line::ways_ui;
use super::{files_words, fonts, strings, theme::Palette};
use crate::app::{App, COMMANDS, Command, CommandEntry, Language, Notice};
use crate::model::Warning;
use egui::{Align2, Area, Frame, Id, Key, Margin, Order, RichText, Ui, vec2};

/// At most so many failures or warnings of an import are listed; their number is always told.
const N_LISTED: usize = 8;

/// Draws what is open.
pub(super) fn overlays_ui(ui: &Ui, app: &App, commands: &mut Vec<Command>) {
    if app.shows_help {
        help_ui(ui, app, commands);
    }
    if let Some(notice) = &app.notice {
        notice_ui(ui, app, notice, commands);
    }
}

fn help_ui(ui: &Ui, app: &App, commands: &mut Vec<Command>) {
    let palette = Palette::of(ui);
    let language = app.language();
    let frame = Frame::window(ui.style())
        .inner_margin(Margin::same(24))
        .fill(palette.raised);
    let modal = egui::Modal::new(Id::unique("keys"))
        .frame(frame)
        .show(ui.ctx(), |ui| {
            ui.set_width(700.0);
            ui.label(
                RichText::new(strings::KEYS.pick(language))
                    .font(fonts::song_bold(20.0))
                    .color(palette.text),
            );
            ui.add_space(10.0);
            let with_keys: Vec<_> = COMMANDS
                .iter()
                .filter(|e| !e.shortcuts.is_empty())
                .collect();
            // Where the window is low, the list scrolls.
            let room = (ui.ctx().content_rect().height() - 190.0).max(120.0);
            let list = egui::ScrollArea::vertical().max_height(room);
            list.show(ui, |ui| {
                keys_ui(ui, &with_keys, language);
                ui.add_space(14.0);
                ways_ui(ui, language);
            });
            ui.add_space(8.0);
            ui.label(
                RichText::new(strings::KEYS_MOUSE.pick(language))
                    .font(fonts::sans(12.5))
                    .color(palette.soft),
            );
            ui.add_space(6.0);
            if ui.button(strings::CLOSE.pick(language)).clicked() {
                commands.push(Command::ToggleHelp);
            }
        });
    // Escape goes through the table of commands.
    if modal.backdrop_response.clicked() && !ui.input(|i| i.key_pressed(Key::Escape)) {
        commands.push(Command::ToggleHelp);
    }
}

/// The keys and what they do, in two columns.
fn keys_ui(ui: &mut Ui, with_keys: &[&CommandEntry], language: Language) {
    let palette = Palette::of(ui);
    let half = with_keys.len().div_ceil(2);
    ui.columns(2, |columns| {
        for (i, entry) in with_keys.iter().enumerate() {
            let Some(ui) = columns.get_mut(i / half) else {
                continue;
            };
            ui.horizontal(|ui| {
                ui.set_height(24.0);
                let keys: Vec<String> = entry.shortcuts.iter().map(|s| s.label()).collect();
                let (rect, _) = ui.allocate_exact_size(vec2(158.0, 20.0), egui::Sense::hover());
                ui.painter().text(
                    rect.left_center(),
                    Align2::LEFT_CENTER,
                    keys.join("  "),
                    fonts::sans_bold(12.5),
                    palette.accent,
                );
                ui.label(
                    RichText::new(entry.label.pick(language))
                        .font(fonts::sans(13.0))
                        .color(palette.text),
                );
            });
        }
    });
}

fn notice_ui(ui: &Ui, app: &App, notice: &Notice, commands: &mut Vec<Command>) {
    let palette = Palette::of(ui);
    let language = app.language();
    let (text, is_bad) = match notice {
        Notice::Imported(report) => (
            strings::import_line(report, language),
            !report.failures.is_empty(),
        ),
        Notice::Surveyed(report, _) => (
            files_words::survey_line(report, language),
            !report.failures.is_empty(),
        ),
        Notice::Rebuilt => (strings::REBUILT.pick(language).to_owned(), false),
        Notice::Stopped => (strings::STOPPED.pick(language).to_owned(), false),
        Notice::Written(path) => (strings::written_line(path, language), false),
        Notice::Done(sentence) => (language.pick(sentence).to_owned(), false),
        Notice::Failed(sentence) => (language.pick(sentence).to_owned(), true),
        Notice::Notes(notes) => {
            let lines: Vec<&str> = notes.iter().map(|n| language.pick(n)).collect();
            (lines.join("\n"), false)
        }
        Notice::ReadOnly => (strings::READ_ONLY_NOTICE.pick(language).to_owned(), false),
    };
    let area = Area::new(Id::unique("notice"))
        .order(Order::Foreground)
        .anchor(Align2::CENTER_BOTTOM, vec2(0.0, -44.0));
    area.show(ui.ctx(), |ui| {
        let edge = if is_bad { palette.accent } else { palette.rule };
        Frame::popup(ui.style())
            .stroke((1.0, edge))
            .inner_margin(Margin::symmetric(16, 12))
            .show(ui, |ui| {
                ui.set_max_width(560.0);
                ui.label(
                    RichText::new(text)
                        .font(fonts::sans(13.5))
                        .color(palette.text)
                        .line_height(Some(21.0)),
                );
                let lists = match notice {
                    Notice::Imported(report) => Some((&report.failures, &report.warnings)),
                    Notice::Surveyed(report, _) => Some((&report.failures, &report.warnings)),
                    _ => None,
                };
                if let Some((failures, warnings)) = lists {
                    list_ui(ui, strings::FAILURES.pick(language), failures, language);
                    list_ui(ui, strings::WARNINGS.pick(language), warnings, language);
                }
                ui.add_space(4.0);
                if let Notice::Surveyed(report, paths) = notice
                    && report.n_new + report.n_moved > 0
                {
                    let text = RichText::new(files_words::IMPORT_THEM.pick(language));
                    if ui.button(text.color(palette.accent)).clicked() {
                        commands.push(Command::Import(paths.clone()));
                    }
                }
                if ui.button(strings::CLOSE.pick(language)).clicked() {
                    commands.push(Command::DismissNotice);
                }
            });
    });
}

fn list_ui(ui: &mut Ui, title: &str, items: &[Warning], language: Language) {
    if items.is_empty() {
        return;
    }
    let palette = Palette::of(ui);
    ui.add_space(6.0);
    ui.label(
        RichText::new(title)
            .font(fonts::sans_bold(13.0))
            .color(palette.text),
    );
    egui::ScrollArea::vertical()
        .id_salt(title)
        .max_height(200.0)
        .show(ui, |ui| {
            for item in items.iter().take(N_LISTED) {
                let line = format!("{}：{}", item.place, language.pick(&item.message));
                ui.label(
                    RichText::new(line)
                        .font(fonts::sans(13.0))
                        .color(palette.soft)
                        .line_height(Some(20.0)),
                );
            }
            if items.len() > N_LISTED {
                let n_more = items.len() - N_LISTED;
                let more = match language {
                    Language::Chinese => format!("……另有 {n_more} 条"),
                    Language::English => format!("… and {n_more} more"),
                };
                ui.label(
                    RichText::new(more)
                        .font(fonts::sans(13.0))
                        .color(palette.soft),
                );
            }
        });
}

/// The whole window as a place to drop files.
pub(super) fn drop_ui(ui: &Ui, text: &str) {
    let palette = Palette::of(ui);
    let painter = ui
        .ctx()
        .layer_painter(egui::LayerId::new(Order::Tooltip, Id::unique("drop")));
    let rect = ui.ctx().content_rect().shrink(12.0);
    painter.rect(
        rect,
        10.0,
        palette.paper.gamma_multiply(0.92),
        (2.0, palette.accent),
        egui::StrokeKind::Inside,
    );
    painter.text(
        rect.center(),
        Align2::CENTER_CENTER,
        text,
        fonts::song_bold(24.0),
        palette.accent,
    );
}
