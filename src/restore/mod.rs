//! "Here is a page: give me its articles." Pure.

use crate::model::{Page, Restoration};

/// Restores the articles of a page.
#[must_use]
pub fn restore_page(_page: &Page) -> Restoration {
    Restoration::default()
}
