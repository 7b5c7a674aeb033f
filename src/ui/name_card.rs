//! What a rule for a name needs to know: another name, or which of several. A card that floats at the
//! lower edge and moves nothing, with the names that the archive has.

use super::batch_card::field_frame;
use super::name_menu::command_of;
use super::{correction_words as words, fonts, repair_words, theme::Palette};
use crate::app::{
    AimedName, App, Command, Language, NameAsk, NameDeed, NameTarget, NameWish, entry,
};
use crate::model::EntityKind;
use egui::{Align2, Area, Frame, Id, Key, Margin, Order, Rect, RichText, TextEdit, Ui, vec2};

/// Width of the card, in points.
const WIDTH: f32 = 520.0;
/// Names that are offered at most.
const N_OFFERED: usize = 8;

/// What is typed into the card.
#[derive(Debug, Default)]
pub(super) struct NameCard {
    shown: Option<(NameAsk, Option<NameTarget>)>,
    typed: String,
    /// The kind of what was not recognised.
    kind: Option<EntityKind>,
    takes_focus: bool,
    /// Is something typed there?
    pub(super) has_focus: bool,
}

impl NameCard {
    /// Draws the card, when something is asked, at the lower edge of `over`.
    pub(super) fn ui(&mut self, ui: &Ui, app: &App, over: Rect, commands: &mut Vec<Command>) {
        let asked = app.names.ask.map(|ask| (ask, app.names.aim));
        self.has_focus = false;
        let aimed = app.aimed_name();
        if self.shown != asked {
            self.shown = asked;
            self.typed = first_words(app.names.ask, aimed.as_ref());
            self.kind = None;
            self.takes_focus = true;
            if let (Some(ask), Some(aimed)) = (app.names.ask, &aimed) {
                self.offer(ask, aimed, String::new(), commands);
            }
        }
        let (Some(ask), Some(aimed)) = (app.names.ask, aimed) else {
            return;
        };
        let area = Area::new(Id::unique("name card"))
            .order(Order::Foreground)
            .pivot(Align2::CENTER_BOTTOM)
            .fixed_pos(over.center_bottom() - vec2(0.0, 14.0));
        area.show(ui.ctx(), |ui| {
            Frame::popup(ui.style())
                .inner_margin(Margin::symmetric(18, 14))
                .show(ui, |ui| {
                    ui.set_width(WIDTH.min(over.width() - 60.0).max(240.0));
                    self.content_ui(ui, app, ask, &aimed, commands);
                });
        });
        // Keys with no modifier belong to the field that is typed in.
        if self.has_focus && ui.input(|i| i.key_pressed(Key::Escape)) {
            commands.push(Command::Names(NameWish::CloseAsk));
        }
    }

    fn content_ui(
        &mut self,
        ui: &mut Ui,
        app: &App,
        ask: NameAsk,
        aimed: &AimedName,
        out: &mut Vec<Command>,
    ) {
        let language = app.language();
        let palette = Palette::of(ui);
        ui.label(
            RichText::new(words::ask_title(ask, aimed, language))
                .font(fonts::song_bold(16.0))
                .color(palette.text),
        );
        ui.add_space(6.0);
        match ask {
            NameAsk::Deed => deeds_ui(ui, app, out),
            NameAsk::Split => {
                ui.horizontal_wrapped(|ui| {
                    for name in aimed.other_names() {
                        if ui.button(name).clicked() {
                            let kind = aimed.kind.unwrap_or(EntityKind::Person);
                            out.push(Command::Names(NameWish::Enter(name.to_owned(), kind)));
                        }
                    }
                });
            }
            NameAsk::Extent | NameAsk::Rename | NameAsk::Alias | NameAsk::Merge => {
                self.name_ui(ui, app, ask, aimed, out);
            }
        }
        ui.add_space(6.0);
        ui.horizontal(|ui| {
            let takes_name = !matches!(ask, NameAsk::Deed | NameAsk::Split);
            if takes_name && ui.button(repair_words::SAVE.pick(language)).clicked() {
                self.enter(aimed, out);
            }
            if ui.button(repair_words::CANCEL.pick(language)).clicked() {
                out.push(Command::Names(NameWish::CloseAsk));
            }
            let mut only_here = app.names.only_here;
            let label = words::ONLY_HERE.pick(language);
            if ui.checkbox(&mut only_here, label).changed() {
                out.push(Command::Names(NameWish::OnlyHere(only_here)));
            }
        });
    }

    /// The field for another name, and what is offered for it.
    fn name_ui(
        &mut self,
        ui: &mut Ui,
        app: &App,
        ask: NameAsk,
        aimed: &AimedName,
        out: &mut Vec<Command>,
    ) {
        let language = app.language();
        let label = words::ask_title(ask, aimed, language);
        let field = TextEdit::singleline(&mut self.typed)
            .id(Id::unique("name of a card"))
            .font(fonts::song(17.0))
            .frame(field_frame(ui))
            .desired_width(f32::INFINITY);
        let response = ui.add(field);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, &label));
        if std::mem::take(&mut self.takes_focus) {
            response.request_focus();
        }
        self.has_focus = response.has_focus() || response.lost_focus();
        if response.changed() {
            self.offer(ask, aimed, self.typed.trim().to_owned(), out);
        }
        if response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter)) {
            self.enter(aimed, out);
        }
        if aimed.kind.is_none() {
            self.kinds_ui(ui, ask, aimed, language, out);
        }
        if ask == NameAsk::Extent {
            return;
        }
        let offered = offered(app, aimed, self.kind_of(aimed), self.typed.trim());
        ui.add_space(4.0);
        ui.horizontal_wrapped(|ui| {
            for (name, n_articles) in offered {
                let text = words::offered_line(&name, n_articles, language);
                let button = ui.add(egui::Button::new(
                    RichText::new(text).font(fonts::sans(13.0)),
                ));
                button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
                if button.clicked() {
                    let kind = self.kind_of(aimed);
                    out.push(Command::Names(NameWish::Enter(name, kind)));
                }
            }
        });
    }

    fn kinds_ui(
        &mut self,
        ui: &mut Ui,
        ask: NameAsk,
        aimed: &AimedName,
        language: Language,
        out: &mut Vec<Command>,
    ) {
        ui.horizontal_wrapped(|ui| {
            for kind in EntityKind::ALL {
                if matches!(kind, EntityKind::Date | EntityKind::Quantity) {
                    continue;
                }
                let is_on = self.kind_of(aimed) == kind;
                let name = words::one_of(kind).pick(language);
                if ui.radio(is_on, name).clicked() {
                    self.kind = Some(kind);
                    self.offer(ask, aimed, self.typed.trim().to_owned(), out);
                }
            }
        });
    }

    fn kind_of(&self, aimed: &AimedName) -> EntityKind {
        aimed.kind.or(self.kind).unwrap_or(EntityKind::Person)
    }

    fn enter(&self, aimed: &AimedName, out: &mut Vec<Command>) {
        if !self.typed.trim().is_empty() {
            let wish = NameWish::Enter(self.typed.clone(), self.kind_of(aimed));
            out.push(Command::Names(wish));
        }
    }

    fn offer(&self, ask: NameAsk, aimed: &AimedName, part: String, out: &mut Vec<Command>) {
        if matches!(ask, NameAsk::Rename | NameAsk::Alias | NameAsk::Merge) {
            let wish = NameWish::Offer(self.kind_of(aimed), part);
            out.push(Command::Names(wish));
        }
    }
}

/// What the field begins with.
fn first_words(ask: Option<NameAsk>, aimed: Option<&AimedName>) -> String {
    match (ask, aimed) {
        (Some(NameAsk::Extent | NameAsk::Rename), Some(aimed)) => aimed.name.clone(),
        _ => String::new(),
    }
}

/// Names of the open article first, then those of the archive.
fn offered(
    app: &App,
    aimed: &AimedName,
    kind: EntityKind,
    part: &str,
) -> Vec<(String, Option<usize>)> {
    let mut names: Vec<(String, Option<usize>)> = Vec::new();
    let here = app.article.iter().flat_map(|a| &a.recognition.entities);
    let here = here.filter(|entity| entity.kind == kind && entity.name.contains(part));
    let here = here.map(|entity| (entity.name.clone(), None));
    let all = app.names.offered.iter().cloned();
    for (name, n_articles) in here.chain(all.map(|(name, n)| (name, Some(n)))) {
        if Some(&name) == aimed.of.as_ref() || name == aimed.name {
            continue;
        }
        match names.iter_mut().find(|(known, _)| *known == name) {
            Some((_, n_known)) => *n_known = n_known.or(n_articles),
            None => names.push((name, n_articles)),
        }
    }
    names.truncate(N_OFFERED);
    names
}

/// All that can be said, each with its key.
fn deeds_ui(ui: &mut Ui, app: &App, out: &mut Vec<Command>) {
    let language = app.language();
    let palette = Palette::of(ui);
    let deeds: Vec<NameDeed> = app
        .name_target()
        .map(|target| app.name_deeds(target))
        .unwrap_or_default();
    ui.horizontal_wrapped(|ui| {
        for deed in deeds {
            let Some(entry) = command_of(deed).map(entry) else {
                continue;
            };
            let label = entry.label.pick(language);
            let mut job = egui::text::LayoutJob::default();
            let format = |size, color| egui::text::TextFormat::simple(fonts::sans(size), color);
            if let Some(key) = entry.shortcuts.first() {
                job.append(&key.label(), 0.0, format(11.0, palette.faint));
                job.append("  ", 0.0, format(11.0, palette.faint));
            }
            job.append(label, 0.0, format(13.0, palette.text));
            let button = ui.add(egui::Button::new(job));
            button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, label));
            if button.clicked() {
                out.push(Command::Names(NameWish::Do(deed)));
            }
        }
    });
}
