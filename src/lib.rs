//! Banmian 版面 turns raw pages of Chinese newspapers into articles to read, search and trace.
//!
//! Data flows one way, and the modules stand here in that order:
//!
//! | module | the question it answers |
//! |---|---|
//! | [`model`] | What do the words mean? The glossary; depends on nothing. |
//! | [`text`] | How is text compared and cut into words? |
//! | [`ingest`] | Here is a file: what pages does it hold? |
//! | [`restore`] | Here is a page: what are its articles? |
//! | [`entity`] | Here is an article: who and what is in it? |
//! | [`index`] | Which articles match a query? |
//! | [`store`] | Where is everything kept? |
//! | [`library`] | One folder of the reader's: open, import, read, edit, rebuild. |
//! | [`app`] | What is the program doing, without a window? |
//! | `ui` | How does it look? (only with the feature `gui`) |
//! | [`cli`] | The same without a display. |
//!
//! `ARCHITECTURE.md` has the rules of the house; `tests/it/tidy.rs` checks them.

pub mod model;
pub mod text;

#[cfg(feature = "gui")]
mod faces;
pub mod ingest;

pub mod restore;

pub mod entity;

pub mod index;
pub mod store;

pub mod library;

pub mod app;

#[cfg(feature = "gui")]
pub mod ui;

pub mod cli;
