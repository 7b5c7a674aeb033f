//! Articles as files, over the panes: which, as what, and how far the writing is.

use super::bars::Wishes;
use super::{export_words as words, fonts, strings, theme::Palette};
use crate::app::{App, Command, CommandId, ExportWish, entry};
use crate::library::{CitationForm, ExportFormat, safe_name};
use egui::{Frame, Id, Key, Margin, ProgressBar, RichText, Ui};

const WIDTH: f32 = 620.0;

/// Draws the card, when it is open.
pub(super) fn export_card_ui(ui: &Ui, app: &App, commands: &mut Vec<Command>, wishes: &mut Wishes) {
    if !app.export.is_shown {
        return;
    }
    let palette = Palette::of(ui);
    let frame = Frame::window(ui.style())
        .inner_margin(Margin::same(24))
        .fill(palette.raised);
    let modal = egui::Modal::new(Id::unique("export"))
        .frame(frame)
        .show(ui.ctx(), |ui| {
            ui.set_width(WIDTH.min(ui.ctx().content_rect().width() - 80.0));
            let language = app.language();
            ui.label(
                RichText::new(words::EXPORT.pick(language))
                    .font(fonts::song_bold(18.0))
                    .color(palette.text),
            );
            ui.add_space(8.0);
            let is_busy = app.export.progress.is_some();
            ui.add_enabled_ui(!is_busy, |ui| {
                which_ui(ui, app, commands);
                ui.add_space(10.0);
                formats_ui(ui, app, commands);
            });
            ui.add_space(12.0);
            foot_ui(ui, app, commands, wishes);
        });
    // Escape goes through the table of commands.
    if modal.backdrop_response.clicked() && !ui.input(|i| i.key_pressed(Key::Escape)) {
        commands.push(Command::Export(ExportWish::Toggle));
    }
}

fn which_ui(ui: &mut Ui, app: &App, commands: &mut Vec<Command>) {
    let language = app.language();
    ui.horizontal(|ui| {
        let n_listed = app.list.n_articles;
        let of_list = ui.add_enabled_ui(n_listed > 0, |ui| {
            let label = words::list_line(n_listed, language);
            ui.radio(app.export.takes_list, label)
        });
        if of_list.inner.clicked() {
            commands.push(Command::Export(ExportWish::TakeList(true)));
        }
        ui.add_space(12.0);
        let of_article = ui.add_enabled_ui(app.article.is_some(), |ui| {
            ui.radio(!app.export.takes_list, words::OPEN_ARTICLE.pick(language))
        });
        if of_article.inner.clicked() {
            commands.push(Command::Export(ExportWish::TakeList(false)));
        }
    });
}

fn formats_ui(ui: &mut Ui, app: &App, commands: &mut Vec<Command>) {
    let language = app.language();
    let palette = Palette::of(ui);
    for (group, formats) in words::GROUPS {
        ui.label(
            RichText::new(group.pick(language))
                .font(fonts::sans(12.0))
                .color(palette.soft),
        );
        ui.horizontal_wrapped(|ui| {
            for format in formats {
                let is_chosen = app.export.format == *format;
                let label = words::format_name(*format).pick(language);
                if ui.selectable_label(is_chosen, label).clicked() {
                    commands.push(Command::Export(ExportWish::SetFormat(*format)));
                }
            }
        });
        ui.add_space(4.0);
    }
    ui.label(
        RichText::new(words::format_note(app.export.format).pick(language))
            .font(fonts::sans(12.5))
            .color(palette.soft)
            .line_height(Some(20.0)),
    );
}

fn foot_ui(ui: &mut Ui, app: &App, commands: &mut Vec<Command>, wishes: &mut Wishes) {
    let language = app.language();
    let palette = Palette::of(ui);
    ui.horizontal(|ui| {
        if ui.button(strings::CLOSE.pick(language)).clicked() {
            commands.push(Command::Export(ExportWish::Toggle));
        }
        let id = if app.export.progress.is_some() {
            CommandId::StopExport
        } else {
            CommandId::WriteExport
        };
        let entry = entry(id);
        let is_offered = (entry.is_offered)(app);
        let color = if is_offered {
            palette.accent
        } else {
            palette.soft
        };
        let label = RichText::new(entry.label.pick(language)).color(color);
        if ui
            .add_enabled(is_offered, egui::Button::new(label))
            .clicked()
        {
            wishes.push(id);
        }
        if let Some((n_done, n_total)) = app.export.progress {
            ui.label(words::progress_line(n_done, n_total, language));
            ui.add(
                ProgressBar::new(n_done as f32 / n_total.max(1) as f32)
                    .desired_width(120.0)
                    .desired_height(4.0)
                    .fill(palette.accent),
            );
        } else if !app.can_write() && app.n_to_export() > 0 {
            ui.label(
                RichText::new(words::NEEDS_SEARCH.pick(language))
                    .font(fonts::sans(12.5))
                    .color(palette.accent),
            );
        }
    });
}

/// Copies the reference of the open article.
pub(super) fn copy_citation(ctx: &egui::Context, app: &App, id: CommandId) {
    let form = match id {
        CommandId::CopyRis => CitationForm::Ris,
        CommandId::CopyBibTex => CitationForm::BibTex,
        _ => CitationForm::GbT7714,
    };
    if let Some(text) = app.citation(form) {
        ctx.copy_text(text);
    }
}

/// A name for the file, before the reader gives it one.
pub(super) fn file_name(app: &App) -> String {
    let language = app.language();
    let stem = if app.export.takes_list {
        app.query.to_string()
    } else {
        let open = app.article.as_ref();
        open.map_or_else(String::new, |article| article.citation.title.clone())
    };
    let stem = safe_name(&stem);
    let stem = if stem.is_empty() {
        words::FILE_NAME.pick(language)
    } else {
        &stem
    };
    match app.export.format.ending() {
        Some(ending) => format!("{stem}.{ending}"),
        None => stem.to_owned(),
    }
}

/// The wishes that can be fulfilled under the card.
pub(super) const fn is_of_export(id: CommandId) -> bool {
    matches!(
        id,
        CommandId::ShowExport
            | CommandId::WriteExport
            | CommandId::StopExport
            | CommandId::StepBack
    )
}

/// Is a folder asked for, and not a file?
pub(super) fn is_folder(app: &App) -> bool {
    app.export.format == ExportFormat::MarkdownFiles
}
