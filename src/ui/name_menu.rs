//! What can be said of a name: the menu on a highlighted name, on a row of the panel and on selected
//! text.

use super::{correction_words as words, profile_words};
use crate::app::{
    App, Command, CommandId, NameAsk, NameDeed, NameTarget, NameWish, NetworkWish, OwnWish,
    ProfileWish, entry,
};
use crate::model::EntityKind;
use egui::{Popup, PopupCloseBehavior, Response, Role, Ui, WidgetInfo};

/// The command of a deed, which has its words and its key.
pub(super) const fn command_of(deed: NameDeed) -> Option<CommandId> {
    Some(match deed {
        NameDeed::NotEntity => CommandId::NotEntity,
        NameDeed::Is(EntityKind::Person) => CommandId::IsPerson,
        NameDeed::Is(EntityKind::Organization) => CommandId::IsOrganization,
        NameDeed::Is(EntityKind::Place) => CommandId::IsPlace,
        NameDeed::Is(EntityKind::Facility) => CommandId::IsFacility,
        NameDeed::Is(EntityKind::Project) => CommandId::IsProject,
        NameDeed::Is(EntityKind::Date | EntityKind::Quantity) => return None,
        NameDeed::Ask(NameAsk::Deed) => CommandId::CorrectName,
        NameDeed::Ask(NameAsk::Extent) => CommandId::AskExtent,
        NameDeed::Ask(NameAsk::Rename) => CommandId::AskRename,
        NameDeed::Ask(NameAsk::Alias) => CommandId::AskAlias,
        NameDeed::Ask(NameAsk::Merge) => CommandId::AskMerge,
        NameDeed::Ask(NameAsk::Split) => CommandId::AskSplit,
    })
}

/// The deed of a key.
pub(super) const fn deed_of(id: CommandId) -> Option<NameDeed> {
    Some(match id {
        CommandId::NotEntity => NameDeed::NotEntity,
        CommandId::IsPerson => NameDeed::Is(EntityKind::Person),
        CommandId::IsOrganization => NameDeed::Is(EntityKind::Organization),
        CommandId::IsPlace => NameDeed::Is(EntityKind::Place),
        CommandId::IsFacility => NameDeed::Is(EntityKind::Facility),
        CommandId::IsProject => NameDeed::Is(EntityKind::Project),
        CommandId::CorrectName => NameDeed::Ask(NameAsk::Deed),
        CommandId::AskExtent => NameDeed::Ask(NameAsk::Extent),
        CommandId::AskRename => NameDeed::Ask(NameAsk::Rename),
        CommandId::AskAlias => NameDeed::Ask(NameAsk::Alias),
        CommandId::AskMerge => NameDeed::Ask(NameAsk::Merge),
        CommandId::AskSplit => NameDeed::Ask(NameAsk::Split),
        _ => return None,
    })
}

/// The menu that a right click on something opens; a click on its switch leaves it open.
pub(super) fn name_menu(on: &Response, app: &App, target: NameTarget, commands: &mut Vec<Command>) {
    Popup::context_menu(on)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .show(|ui| name_menu_ui(ui, app, target, commands));
}

/// What can be done with a selected passage.
fn passage_ui(ui: &mut Ui, app: &App, commands: &mut Vec<Command>) {
    for (id, wish) in [
        (CommandId::AskNote, OwnWish::AskNote),
        (CommandId::MarkPassage, OwnWish::Mark),
    ] {
        let label = entry(id).label.pick(app.language());
        let mut button = egui::Button::new(label);
        if let Some(key) = entry(id).shortcuts.first() {
            button = button.shortcut_text(key.label());
        }
        let button = ui.add(button);
        button.widget_info(|| WidgetInfo::labeled(Role::Button, true, label));
        if button.clicked() {
            commands.push(Command::Own(wish));
            ui.close();
        }
    }
    ui.separator();
}

/// The first lines: the ways to the name's own page and to its network.
fn ways_ui(ui: &mut Ui, app: &App, target: NameTarget, commands: &mut Vec<Command>) {
    let language = app.language();
    let mut ways = Vec::new();
    if let Some(subject) = app.subject_at(target) {
        let label = profile_words::open_page(&subject.name, language);
        let wish = Command::Profile(ProfileWish::Open(subject));
        ways.push((label, CommandId::ShowProfile, wish));
    }
    if let Some(subject) = app.network_subject(target) {
        let label = entry(CommandId::ShowNetwork).label.pick(language);
        let wish = Command::Network(NetworkWish::Open(subject));
        ways.push((label.to_owned(), CommandId::ShowNetwork, wish));
    }
    let has_ways = !ways.is_empty();
    for (label, id, wish) in ways {
        let mut button = egui::Button::new(&label);
        if let Some(key) = entry(id).shortcuts.first() {
            button = button.shortcut_text(key.label());
        }
        let button = ui.add(button);
        button.widget_info(|| WidgetInfo::labeled(Role::Button, true, &label));
        if button.clicked() {
            commands.push(wish);
            ui.close();
        }
    }
    if has_ways {
        ui.separator();
    }
}

/// Draws the menu's lines.
fn name_menu_ui(ui: &mut Ui, app: &App, target: NameTarget, commands: &mut Vec<Command>) {
    let language = app.language();
    ui.set_min_width(210.0);
    if matches!(target, NameTarget::Text(_)) {
        passage_ui(ui, app, commands);
    }
    let Some(aimed) = app.name_at(target) else {
        return;
    };
    ui.label(egui::RichText::new(words::aimed_line(&aimed, language)).small());
    ways_ui(ui, app, target, commands);
    let deeds = app.name_deeds(target);
    if deeds.is_empty() {
        ui.label(words::NOT_NOW.pick(language));
        return;
    }
    let mut was_asking = true;
    for deed in deeds {
        let is_asking = matches!(deed, NameDeed::Ask(_));
        if is_asking && !was_asking {
            ui.separator();
        }
        was_asking = is_asking;
        let Some(entry) = command_of(deed).map(entry) else {
            continue;
        };
        let mut button = egui::Button::new(entry.label.pick(language));
        if let Some(key) = entry.shortcuts.first() {
            button = button.shortcut_text(key.label());
        }
        let button = ui.add(button);
        let label = entry.label.pick(language);
        button.widget_info(|| WidgetInfo::labeled(Role::Button, true, label));
        if button.clicked() {
            commands.push(Command::Names(NameWish::Aim(target)));
            commands.push(Command::Names(NameWish::Do(deed)));
            ui.close();
        }
    }
    ui.separator();
    let mut only_here = app.names.only_here;
    if ui
        .checkbox(&mut only_here, words::ONLY_HERE.pick(language))
        .changed()
    {
        commands.push(Command::Names(NameWish::OnlyHere(only_here)));
    }
}
