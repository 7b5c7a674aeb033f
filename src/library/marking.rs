//! What the reader notes of articles, and how it stays with them when they are restored otherwise.
//!
//! An article's id is made from its content, so a repair or a better engine changes it. Each mark,
//! and likewise each label and note, therefore knows where its article began on the page; whenever pages are derived anew, marks
//! whose article is gone are put on the one that has most of that now. Where there is none they
//! stay as they are, and come back with the article.

use super::LibraryError;
use super::identity::{anchor_of, overlap, page_hash};
use super::open::{Library, Writing};
use crate::model::{ArticleId, PageHash, Span};
use crate::store::{Anchor, AnchoredTable};
use std::collections::{BTreeMap, BTreeSet};

/// A candidate for a mark: an article as it is now.
pub(super) struct Standing {
    pub(super) id: ArticleId,
    /// What it covers of the page, sorted.
    pub(super) covered: Vec<Span>,
    pub(super) anchor: Anchor,
}

impl Library {
    /// Notes that an article was read, or not, by the way: that is no deed to be taken back.
    ///
    /// # Errors
    /// When the library is read-only, or cannot be written.
    pub fn mark_read(&self, id: &ArticleId, is_read: bool) -> Result<(), LibraryError> {
        let writing = self.writing()?;
        let anchor = writing.find_anchor(id)?;
        Ok(writing.notebook.set_read(id, is_read, anchor.as_ref())?)
    }

    /// Puts the marks of these pages on the articles that theirs have become, and notes that all
    /// marks have been looked after.
    pub(super) fn settle_marks(
        &self,
        pages: impl IntoIterator<Item = PageHash>,
    ) -> Result<(), LibraryError> {
        let writing = self.writing()?;
        for page in pages {
            writing.settle_page(&page)?;
        }
        Ok(writing.catalog.set_marks_settled(true)?)
    }
}

impl Writing {
    pub(super) fn find_anchor(&self, id: &ArticleId) -> Result<Option<Anchor>, LibraryError> {
        let Some(stored) = self.catalog.find_article(id)? else {
            return Ok(None);
        };
        let Some(found) = self.catalog.find_page(stored.page_id)? else {
            return Ok(None);
        };
        let page = page_hash(&found.page.text);
        Ok(Some(anchor_of(&page, &stored.article)))
    }

    /// Anchors marks that an older version made, as long as their articles are known by their ids.
    pub(super) fn anchor_marks(&self) -> Result<(), LibraryError> {
        let ids = self.notebook.unanchored()?;
        let mut anchors = Vec::with_capacity(ids.len());
        for id in ids {
            if let Some(anchor) = self.find_anchor(&id)? {
                anchors.push((id, anchor));
            }
        }
        if anchors.is_empty() {
            return Ok(());
        }
        Ok(self.notebook.together(|notebook| {
            anchors
                .iter()
                .try_for_each(|(id, anchor)| notebook.set_anchor(id, anchor))
        })?)
    }

    /// The articles of all pages of a text.
    pub(super) fn standing(&self, page: &PageHash) -> Result<Vec<Standing>, LibraryError> {
        let mut standing = Vec::new();
        for stored in self.catalog.pages_of_text(page)? {
            for article in self.catalog.articles_of_page(stored.page_id)? {
                standing.push(Standing {
                    anchor: anchor_of(page, &article.article),
                    covered: article.article.page_spans(),
                    id: article.id,
                });
            }
        }
        Ok(standing)
    }

    fn settle_page(&self, page: &PageHash) -> Result<(), LibraryError> {
        let rows = self.notebook.rows_of_page(page)?;
        if rows.is_empty() {
            return Ok(());
        }
        let standing = self.standing(page)?;
        let alive: BTreeSet<&ArticleId> = standing.iter().map(|s| &s.id).collect();
        let (settled, lost): (Vec<_>, Vec<_>) =
            rows.iter().partition(|row| alive.contains(&row.article));
        // Of each kind: the articles that have a row, each with what the row's article was called.
        let mut taken: BTreeMap<(AnchoredTable, i64), Vec<(&ArticleId, &ArticleId)>> =
            BTreeMap::new();
        for row in settled {
            let of_kind = taken.entry((row.table, row.group)).or_default();
            of_kind.push((&row.article, &row.article));
        }
        let mut moves = Vec::new();
        for row in lost {
            let of_kind = taken.entry((row.table, row.group)).or_default();
            // Notes of one article stay together, even where its page is there twice.
            let others = of_kind.iter().filter(|(_, was)| **was != row.article);
            let marked: BTreeSet<ArticleId> = others.map(|(to, _)| (*to).clone()).collect();
            let found = best(&standing, &row.spans, &marked);
            let found = found.and_then(|to| standing.iter().find(|s| s.id == *to));
            if let Some(to) = found {
                moves.push((row, &to.id));
                of_kind.push((&to.id, &row.article));
            }
        }
        if moves.is_empty() {
            return Ok(());
        }
        Ok(self.notebook.together(|notebook| {
            moves
                .iter()
                .try_for_each(|(row, to)| notebook.move_row(row, to))
        })?)
    }
}

/// The article that has most of a stretch; of several that have as much (a page may be there
/// twice) the first without a mark of its own.
pub(super) fn best<'a>(
    standing: &'a [Standing],
    spans: &[Span],
    marked: &BTreeSet<ArticleId>,
) -> Option<&'a ArticleId> {
    let mut best: Option<(usize, bool, &ArticleId)> = None;
    for candidate in standing {
        let n_shared = overlap(spans, &candidate.covered);
        let is_free = !marked.contains(&candidate.id);
        let is_better = match best {
            None => n_shared > 0,
            Some((n, free, _)) => (n_shared, is_free) > (n, free),
        };
        if is_better {
            best = Some((n_shared, is_free, &candidate.id));
        }
    }
    best.map(|(.., id)| id)
}
