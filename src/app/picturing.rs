//! Pictures of pages: asked for when the raw page is shown, the last few kept.

use super::{App, Job};
use crate::library::Picture;
use std::sync::Arc;

/// So many pages stay at hand. One of 2000 pixels' width takes about 24 megabytes.
const N_KEPT: usize = 3;

/// The pictures that are at hand, the newest last.
#[derive(Debug, Default)]
pub struct Pictures {
    kept: Vec<(i64, Option<Arc<Picture>>)>,
    /// The page whose picture is being drawn.
    awaited: Option<i64>,
}

impl Pictures {
    /// The picture of a page, when it is at hand.
    #[must_use]
    pub fn of(&self, page_id: i64) -> Option<&Arc<Picture>> {
        let found = self.kept.iter().find(|(id, _)| *id == page_id);
        found.and_then(|(_, picture)| picture.as_ref())
    }

    /// Is the picture of a page being drawn?
    #[must_use]
    pub fn is_awaited(&self, page_id: i64) -> bool {
        self.awaited == Some(page_id)
    }

    /// Is any picture being drawn?
    #[must_use]
    pub fn is_any_awaited(&self) -> bool {
        self.awaited.is_some()
    }
}

impl App {
    /// Asks for the picture of the open article's page, when the raw page is shown, may have one
    /// and it is not at hand.
    pub(super) fn ask_picture(&mut self) -> Vec<Job> {
        let Some(article) = self.article.as_ref().filter(|_| self.shows_page) else {
            return vec![];
        };
        let layout = article.page.layout.as_ref();
        let page_id = article.page_id;
        let is_known = self.pictures.kept.iter().any(|(id, _)| *id == page_id);
        if is_known
            || self.pictures.is_awaited(page_id)
            || layout.is_none_or(|layout| layout.page_number == 0)
        {
            return vec![];
        }
        self.pictures.awaited = Some(page_id);
        vec![Job::DrawPage { page_id }]
    }

    /// Keeps a picture in the place of the oldest.
    pub(super) fn drawn(&mut self, page_id: i64, picture: Option<Arc<Picture>>) -> Vec<Job> {
        // A late one is of a page, or even of a library, that was left.
        if !self.pictures.is_awaited(page_id) {
            return vec![];
        }
        self.pictures.awaited = None;
        if self.pictures.kept.len() >= N_KEPT {
            self.pictures.kept.remove(0);
        }
        self.pictures.kept.push((page_id, picture));
        vec![]
    }

    /// Shows the raw page as a picture, or as text.
    pub(super) fn toggle_page_text(&mut self) -> Vec<Job> {
        self.shows_page_text = !self.shows_page_text;
        vec![]
    }

    /// Can the raw page be shown as it was printed?
    #[must_use]
    pub fn has_layout(&self) -> bool {
        self.shows_page
            && self
                .article
                .as_ref()
                .is_some_and(|a| a.page.layout.is_some())
    }
}
