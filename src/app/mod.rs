//! The state of the program without a window: what is open, what is asked, what is awaited.
//!
//! [`App::update`] takes a wish and returns the work it needs; [`App::apply`] takes what a thread
//! reports. Neither does any I/O, so both are tested without a window. No egui here.

mod browse;
mod command;
mod deeds;
mod folders;
mod job;
mod list;
mod picturing;
mod settings;
mod state;
mod threads;
mod worker;

pub use command::{COMMANDS, Command, CommandEntry, CommandId, Shortcut, entry};
pub use folders::Folders;
pub use job::{Generation, Job, JobEvent, LibraryPlace};
pub use list::{CHUNK, Listing};
pub use picturing::Pictures;
pub use settings::{Language, Settings, Text, ThemeChoice};
pub use state::{App, Goto, LibraryState, Notice, Phase};
pub use worker::{SavePicture, Workers};
