//! The state of the program without a window: what is open, what is asked, what is awaited.
//!
//! [`App::update`] takes a wish and returns the work it needs; [`App::apply`] takes what a thread
//! reports. Neither does any I/O, so both are tested without a window. No egui here.

mod aiming;
mod batch;
mod batching;
mod browse;
mod command;
mod commands;
mod comparing;
mod correcting;
mod deeds;
mod filters;
mod folders;
mod following;
mod job;
mod line_text;
mod list;
mod mending;
mod narrowing;
mod networking;
mod own_list;
mod own_work;
mod picturing;
mod profiling;
mod repairing;
mod reprints;
mod searching;
mod settings;
mod shortcut;
mod shown;
mod similar;
mod state;
mod suggesting;
mod threads;
mod weaving;
mod worker;
mod writing;
mod writing_names;
mod writing_work;

pub use aiming::AimedName;
pub use batch::{BatchColumn, BatchState, BatchWish};
pub use command::{Command, CommandId};
pub use commands::{COMMANDS, CommandEntry, entry};
pub use comparing::{Compared, Comparison};
pub use correcting::{NameAsk, NameDeed, NameTarget, NameWish, NamesState};
pub use filters::{Counted, FacetState, Filter, FilterKind, FullList};
pub use folders::Folders;
pub use following::{ProfileState, ProfileWish};
pub use job::{Deed, Generation, Job, JobEvent, LibraryPlace};
pub use line_text::line_text;
pub use list::{CHUNK, Listing};
pub use mending::{Mending, Selection};
pub use networking::{NetworkChoice, NetworkState, NetworkWish};
pub use own_list::{ListAbout, OwnList};
pub use own_work::{OwnAsk, OwnState, OwnWish};
pub use picturing::Pictures;
pub use repairing::{Ask, PageGoto, RepairState};
pub use searching::{SearchDeed, SearchWish, SearchesState};
pub use settings::{Language, Settings, Text, ThemeChoice};
pub use shortcut::Shortcut;
pub use shown::{Goto, LibraryState, Notice, Phase};
pub use state::App;
pub use suggesting::SuggestState;
pub use worker::{SavePicture, Workers};
