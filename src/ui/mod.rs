//! The window. Draws from [`crate::app::App`] and each pane's own small state, and pushes
//! [`crate::app::Command`]s; no file, no search and no parsing happens here.

mod article_list;
mod bars;
mod batch_card;
mod blocks;
mod compare;
mod composing;
mod correction_words;
mod dialogs;
mod entity_panel;
mod facet_pane;
mod facet_words;
mod fonts;
mod histogram;
mod keys;
mod launch;
mod meeting_cards;
mod meta_line;
mod name_card;
mod name_menu;
mod overlays;
mod page_lines;
mod page_pane;
mod page_picture;
mod panel_rows;
mod reading_pane;
mod repair_ask;
mod repair_bar;
mod repair_words;
mod reprints;
mod ribbon;
mod rules_card;
mod search_box;
mod search_line;
mod searches;
mod selecting;
mod similar_list;
mod snippets;
mod strings;
mod suggestions;
mod theme;
mod typeset;
mod underline;
mod window;

pub use launch::{Launch, WindowError, open_window};
pub use window::Window;
