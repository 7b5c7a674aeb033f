//! One integration binary, a module for each room.

#![expect(clippy::unwrap_used, reason = "a test that fails says where")]

mod app;
mod cli;
mod crash;
mod desktop;
mod documents;
mod entity;
mod full_disk;
mod ingest;
mod library;
mod restore;
mod samples;
mod search;
mod tidy;
mod ui;
