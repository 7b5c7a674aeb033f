//! In the side panel: who and what the open article speaks of, by kind.

use super::meeting_cards::meetings_ui;
use super::name_menu::name_menu;
use super::similar_list::similar_ui;
use super::{fonts, profile_words, strings, theme::Palette, value_words};
use crate::app::{App, Command, Language, NameTarget, ProfileWish};
use crate::library::{Query, Subject, value_of_entity};
use crate::model::{Entity, EntityKind};
use egui::text::{LayoutJob, TextFormat};
use egui::{Align2, Rect, Response, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

const MARGIN: f32 = 14.0;
const INDENT: f32 = 32.0;
/// Width of the sign that opens a name's page, in points.
const SIGN_WIDTH: f32 = 26.0;

/// Draws the names; `hovered` is the entity under the pointer, in the text or here.
pub(super) fn entity_panel_ui(
    ui: &mut Ui,
    app: &App,
    hovered: &mut Option<usize>,
    commands: &mut Vec<Command>,
) {
    let palette = Palette::of(ui);
    let language = app.language();
    let Some(article) = &app.article else { return };
    ScrollArea::vertical()
        .id_salt(("entities", &article.id.0))
        .auto_shrink(false)
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            ui.add_space(6.0);
            if article.recognition.entities.is_empty() {
                egui::Frame::NONE
                    .inner_margin(egui::Margin::symmetric(14, 4))
                    .show(ui, |ui| {
                        ui.label(
                            egui::RichText::new(strings::NO_ENTITIES.pick(language))
                                .font(fonts::sans(13.0))
                                .color(palette.soft),
                        );
                    });
            }
            for kind in EntityKind::ALL {
                let of_kind = || {
                    let listed = article.listed.iter().filter_map(|idx| {
                        let entity = article.recognition.entities.get(*idx)?;
                        Some((*idx, entity))
                    });
                    listed.filter(move |(_, e)| e.kind == kind)
                };
                let n_entities = of_kind().count();
                if n_entities == 0 {
                    continue;
                }
                kind_ui(ui, kind, n_entities, app, palette, commands);
                for (idx, entity) in of_kind() {
                    entity_ui(ui, idx, entity, app, hovered, commands);
                }
                ui.add_space(8.0);
            }
            meetings_ui(ui, app, commands);
            similar_ui(ui, app, commands);
            ui.add_space(24.0);
        });
}

/// A kind's name with its swatch, which is the switch for lighting the kind up.
fn kind_ui(
    ui: &mut Ui,
    kind: EntityKind,
    n_entities: usize,
    app: &App,
    palette: &Palette,
    commands: &mut Vec<Command>,
) {
    let language = app.language();
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 26.0), Sense::click());
    let is_on = !app.settings.hidden_kinds.contains(&kind);
    let name = strings::kind(kind).pick(language);
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, is_on, name));
    if response.clicked() {
        commands.push(Command::ToggleKind(kind));
    }
    let swatch = Rect::from_center_size(
        pos2(rect.left() + MARGIN + 6.0, rect.center().y),
        vec2(11.0, 11.0),
    );
    let line = palette.line(kind);
    if is_on {
        ui.painter().rect(
            swatch,
            3.0,
            palette.tint(kind),
            (1.5, line),
            egui::StrokeKind::Inside,
        );
    } else {
        ui.painter()
            .rect_stroke(swatch, 3.0, (1.0, palette.faint), egui::StrokeKind::Inside);
    }
    let color = if response.hovered() {
        palette.text
    } else {
        palette.soft
    };
    let left = pos2(rect.left() + INDENT, rect.center().y);
    ui.painter()
        .text(left, Align2::LEFT_CENTER, name, fonts::sans(12.5), color);
    let right = pos2(rect.right() - SIGN_WIDTH, rect.center().y);
    ui.painter().text(
        right,
        Align2::RIGHT_CENTER,
        n_entities,
        fonts::sans(12.0),
        palette.faint,
    );
    response.on_hover_text(strings::LIGHT_UP.pick(language));
}

fn entity_ui(
    ui: &mut Ui,
    idx: usize,
    entity: &Entity,
    app: &App,
    hovered: &mut Option<usize>,
    commands: &mut Vec<Command>,
) {
    let palette = Palette::of(ui);
    let language = app.language();
    let width = ui.available_width();
    let notes = note_lines(entity, language);
    let n_times = strings::n_times(entity.mention_idxs.len(), language);
    let wrapped = |ui: &Ui, text: String, font: egui::FontId, color: egui::Color32, width: f32| {
        ui.painter().layout(text, font, color, width.max(40.0))
    };
    let value = app.article.as_ref().and_then(|article| {
        let value = value_of_entity(entity, &article.values)?;
        let note = value_words::note_of(article, entity, language);
        Some((value_words::full_text(value, language), note))
    });
    let name = name_galley(
        ui,
        &entity.name,
        value.as_ref().and_then(|(_, note)| note.as_deref()),
        width - INDENT - SIGN_WIDTH - 40.0,
    );
    let notes: Vec<_> = notes
        .into_iter()
        .map(|note| {
            wrapped(
                ui,
                note,
                fonts::sans(12.0),
                palette.soft,
                width - INDENT - MARGIN,
            )
        })
        .collect();
    let height = name.size().y + notes.iter().map(|n| n.size().y + 1.0).sum::<f32>() + 7.0;
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::click());
    response.widget_info(|| {
        WidgetInfo::labeled(Role::Button, true, format!("{} {n_times}", entity.name))
    });
    let is_followed = app.followed.is_some_and(|f| f.0 == idx);
    let opens = page_response(ui, rect, entity, language);
    if response.hovered() || opens.as_ref().is_some_and(Response::hovered) {
        *hovered = Some(idx);
    }
    if is_followed || *hovered == Some(idx) || response.has_focus() {
        let ground = if is_followed {
            palette.selected
        } else {
            palette.selected.gamma_multiply(0.6)
        };
        ui.painter().rect_filled(rect, 0.0, ground);
    }
    if response.clicked() {
        commands.push(if ui.input(|i| i.modifiers.command) {
            Command::SetQuery(Query::literal(&entity.name).to_string())
        } else {
            Command::JumpToMention(idx)
        });
    }
    name_menu(&response, app, NameTarget::Entity(idx), commands);
    if let Some(opens) = opens {
        page_sign_ui(ui, &opens, palette);
        if opens.clicked() {
            let wish = ProfileWish::OpenAt(NameTarget::Entity(idx));
            commands.push(Command::Profile(wish));
        }
    }
    if let Some((value, _)) = value {
        response.on_hover_text(value);
    }
    let mut y = rect.top() + 3.0;
    ui.painter().text(
        pos2(
            rect.right() - SIGN_WIDTH,
            y + name.rows.first().map_or(9.0, |r| r.rect().center().y),
        ),
        Align2::RIGHT_CENTER,
        n_times,
        fonts::sans(12.0),
        palette.faint,
    );
    let name_height = name.size().y;
    ui.painter()
        .galley(pos2(rect.left() + INDENT, y), name, palette.text);
    y += name_height;
    for note in notes {
        let note_height = note.size().y;
        ui.painter()
            .galley(pos2(rect.left() + INDENT, y), note, palette.soft);
        y += note_height + 1.0;
    }
}

/// The place at a row's right end that opens the page of its name, where it has one.
fn page_response(ui: &Ui, row: Rect, entity: &Entity, language: Language) -> Option<Response> {
    Subject::new(entity.kind, &entity.name)?;
    let place = row
        .with_min_x(row.right() - SIGN_WIDTH)
        .with_max_y(row.top() + 26.0);
    let id = ui.scope_id().with(("page of", entity.kind, &entity.name));
    let response = ui.interact(place, id, Sense::click());
    let label = profile_words::open_page(&entity.name, language);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &label));
    Some(response.on_hover_text(label))
}

fn page_sign_ui(ui: &Ui, opens: &Response, palette: &Palette) {
    let color = if opens.hovered() || opens.has_focus() {
        palette.accent
    } else {
        palette.faint
    };
    let at = opens.rect.center() - vec2(1.0, 2.0);
    ui.painter()
        .text(at, Align2::CENTER_CENTER, "›", fonts::sans(15.0), color);
}

/// A name, and quietly beside it what it comes to.
fn name_galley(
    ui: &Ui,
    name: &str,
    note: Option<&str>,
    width: f32,
) -> std::sync::Arc<egui::text::Galley> {
    let palette = Palette::of(ui);
    let mut job = LayoutJob::default();
    job.wrap.max_width = width.max(40.0);
    job.append(
        name,
        0.0,
        TextFormat::simple(fonts::sans(13.5), palette.text),
    );
    if let Some(note) = note {
        let format = TextFormat::simple(fonts::sans(12.0), palette.soft);
        job.append(note, 8.0, format);
    }
    ui.painter().layout_job(job)
}

/// Posts, then other names.
fn note_lines(entity: &Entity, language: Language) -> Vec<String> {
    let mut lines = Vec::new();
    let separator = if language == Language::Chinese {
        "、"
    } else {
        ", "
    };
    if !entity.posts.is_empty() {
        lines.push(entity.posts.join("、"));
    }
    if !entity.aliases.is_empty() {
        lines.push(format!(
            "{}{}",
            strings::ALIASES.pick(language),
            entity.aliases.join(separator)
        ));
    }
    lines
}
