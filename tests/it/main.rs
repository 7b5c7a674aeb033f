//! One integration binary, a module for each room.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on fails where it stands"
)]

mod app;
mod archive;
mod batches;
mod bylines;
mod cli;
mod corrections;
mod crash;
mod dates;
#[cfg(all(target_os = "linux", feature = "gui"))]
mod desktop;
mod documents;
mod entity;
mod export;
mod facets;
mod faults;
mod files;
mod filters;
mod first_rows;
mod formats;
mod full_disk;
mod fuzzed;
mod heads;
mod ingest;
mod kills;
mod kills_whole;
mod library;
mod meetings;
mod mending;
mod migrations;
mod namesakes;
mod network;
mod own_work;
mod packed;
mod partings;
mod pdf_maker;
mod profile;
mod promises;
mod queries;
mod repair;
#[cfg(feature = "gui")]
mod reprints;
mod resolution;
mod restore;
mod samples;
mod search;
mod search_trees;
mod searches;
mod similar;
mod suggestions;
mod tagger;
mod taken_away;
mod tidy;
#[cfg(feature = "gui")]
mod ui;
#[cfg(feature = "gui")]
mod ui_export;
mod ui_facets;
#[cfg(feature = "gui")]
mod ui_files;
#[cfg(feature = "gui")]
mod ui_names;
#[cfg(feature = "gui")]
mod ui_namesakes;
mod ui_network;
#[cfg(feature = "gui")]
mod ui_own_work;
#[cfg(feature = "gui")]
mod ui_palette;
#[cfg(feature = "gui")]
mod ui_profile;
#[cfg(feature = "gui")]
mod ui_repair;
#[cfg(feature = "gui")]
mod ui_search;
mod values;
