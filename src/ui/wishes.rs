//! Which wishes can be fulfilled under what floats over the panes, and the commands of keys that
//! repair.

use crate::app::{Ask, Command, CommandId, Mending, OwnAsk, OwnWish};
use crate::model::{LabelKind, Status};

/// The wishes that the search for many names can fulfil; under it nothing else happens.
pub(super) const fn is_of_batch(id: CommandId) -> bool {
    matches!(
        id,
        CommandId::ShowBatch | CommandId::LoadNames | CommandId::ExportTable | CommandId::StepBack
    )
}

/// The wishes that the list of files can fulfil.
pub(super) const fn is_of_files(id: CommandId) -> bool {
    matches!(
        id,
        CommandId::ShowFiles
            | CommandId::ImportFiles
            | CommandId::ImportFolder
            | CommandId::WatchFolder
            | CommandId::SurveyFolder
            | CommandId::WriteArchive
            | CommandId::OpenArchive
            | CommandId::PauseImport
            | CommandId::CancelWork
            | CommandId::StepBack
    )
}

/// The wishes that the list of rules can fulfil.
pub(super) const fn is_of_rules(id: CommandId) -> bool {
    matches!(
        id,
        CommandId::ShowNames
            | CommandId::ImportRules
            | CommandId::ExportRules
            | CommandId::UndoRepair
            | CommandId::RedoRepair
            | CommandId::StepBack
    )
}

/// The command of a key that repairs.
pub(super) fn repair_command(id: CommandId) -> Option<Command> {
    let step = |forward, extends| Command::StepLine { forward, extends };
    Some(match id {
        CommandId::ToggleRepair => Command::ToggleRepair,
        CommandId::UndoRepair => Command::UndoRepair,
        CommandId::RedoRepair => Command::RedoRepair,
        CommandId::NextLine => step(true, false),
        CommandId::PreviousLine => step(false, false),
        CommandId::ExtendDown => step(true, true),
        CommandId::ExtendUp => step(false, true),
        CommandId::MendHeadline => Command::Mend(Mending::Headline),
        CommandId::MendDeck => Command::Mend(Mending::Deck),
        CommandId::MendBody => Command::Mend(Mending::Body),
        CommandId::MendByline => Command::Mend(Mending::Byline),
        CommandId::MendCaption => Command::Mend(Mending::Caption),
        CommandId::MendSplit => Command::Mend(Mending::Split),
        CommandId::MendMerge => Command::Mend(Mending::Merge),
        CommandId::MendFurniture => Command::Mend(Mending::Furniture),
        CommandId::MendUp => Command::Mend(Mending::Up),
        CommandId::MendDown => Command::Mend(Mending::Down),
        CommandId::MendConfirm => Command::Mend(Mending::Confirm),
        CommandId::AskTarget => Command::Ask(Ask::Target),
        CommandId::AskText => Command::Ask(Ask::Text),
        CommandId::AskDate => Command::Ask(Ask::Date),
        _ => return None,
    })
}

/// The wishes that the list of all notes, or of all labels, can fulfil.
pub(super) const fn is_of_notes(id: CommandId) -> bool {
    matches!(
        id,
        CommandId::ShowNotes
            | CommandId::ShowLabels
            | CommandId::UndoRepair
            | CommandId::RedoRepair
            | CommandId::StepBack
    )
}

/// The command of a key of the reader's work.
pub(super) const fn own_command(id: CommandId) -> Option<Command> {
    Some(Command::Own(match id {
        CommandId::StatusToCheck => OwnWish::Status(Status::ToCheck),
        CommandId::StatusSeen => OwnWish::Status(Status::Seen),
        CommandId::StatusToUse => OwnWish::Status(Status::ToUse),
        CommandId::AskTags => OwnWish::Ask(OwnAsk::Labels(LabelKind::Tag)),
        CommandId::AskCollections => OwnWish::Ask(OwnAsk::Labels(LabelKind::Collection)),
        CommandId::AskNote => OwnWish::AskNote,
        CommandId::MarkPassage => OwnWish::Mark,
        CommandId::ShowNotes => OwnWish::ToggleNotes,
        CommandId::ShowLabels => OwnWish::Ask(OwnAsk::AllLabels),
        _ => return None,
    }))
}

/// The wishes that are about the open article; under a network in its place they would happen unseen.
pub(super) const fn is_of_article(id: CommandId) -> bool {
    matches!(
        id,
        CommandId::ReadOn
            | CommandId::ReadBack
            | CommandId::NextHit
            | CommandId::PreviousHit
            | CommandId::ToggleStar
            | CommandId::ToggleRead
            | CommandId::StatusToCheck
            | CommandId::StatusSeen
            | CommandId::StatusToUse
            | CommandId::AskTags
            | CommandId::AskCollections
            | CommandId::AskNote
            | CommandId::MarkPassage
            | CommandId::AskDate
    )
}
