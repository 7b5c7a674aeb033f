//! One integration binary, a module for each room.

mod app;
mod cli;
mod crash;
#[cfg(all(target_os = "linux", feature = "gui"))]
mod desktop;
mod ingest;
mod library;
mod restore;
mod samples;
mod search;
mod tidy;
#[cfg(feature = "gui")]
mod ui;
