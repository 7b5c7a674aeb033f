//! Repairs: the reader's row first, then everything that follows from it.
//!
//! A repair counts once it is in the reader's database. Then the pages of its text are derived
//! anew: their articles replaced in one transaction of the catalog, the marks put where they
//! belong, the index brought up. Every page knows which state of its repairs it has, so a crash in
//! between is found at the next opening and finished.

use super::identity::overlap;
use super::keeping::{add_articles, new_page};
use super::marking::{Standing, best};
use super::open::{Library, Writing};
use super::rebuilding::said_of;
use super::restored::DERIVED_BY;
use super::restored::{ReaderBook, RestoredPage, restore_one};
use super::{Counts, LibraryError, Progress};
use crate::ingest;
use crate::model::{Article, ArticleId, PageHash, Repair};
use crate::store::{StoredDeed, StoredPage};
use std::collections::BTreeSet;
use std::ops::ControlFlow;

/// What can be taken back, and what can be done again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RepairHistory {
    /// The repair, or the rules for names, that an undo takes back.
    pub undo: Option<StoredDeed>,
    /// What a redo does again.
    pub redo: Option<StoredDeed>,
}

/// What a repair did, or taking one back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RepairReport {
    /// The page.
    pub page: PageHash,
    /// Its articles as they were, each with the one that has most of it now.
    pub moved: Vec<(ArticleId, ArticleId)>,
    /// How much the library holds now.
    pub counts: Counts,
    /// What can be taken back now.
    pub history: RepairHistory,
}

impl Library {
    /// Keeps a repair of the reader's and applies it to every page of this text.
    ///
    /// # Errors
    /// [`LibraryError::NoSuchPage`], or [`LibraryError::RepairRefused`] when it makes no sense or
    /// changes nothing, and nothing was kept; when the library is read-only or cannot be written.
    pub fn repair(
        &mut self,
        page: &PageHash,
        repair: &Repair,
    ) -> Result<RepairReport, LibraryError> {
        let writing = self.writing()?;
        let pages = writing.catalog.pages_of_text(page)?;
        let Some(first) = pages.first() else {
            return Err(LibraryError::NoSuchPage);
        };
        let mut book = writing.reader_book()?;
        let before = writing.derive(first, &book)?;
        let of_page = book.repairs.entry(page.clone()).or_default();
        of_page.repairs.push(repair.clone());
        let after = writing.derive(first, &book)?;
        let n_warnings = |restored: &RestoredPage| restored.restoration.warnings.len();
        if n_warnings(&after) > n_warnings(&before)
            || (after.restoration == before.restoration
                && after.page.issue_date == before.page.issue_date)
        {
            return Err(LibraryError::RepairRefused);
        }
        writing
            .notebook
            .add_repair(page, &first.page.name, repair)?;
        self.renew(page, true)
    }

    /// Takes the last repair back; `None` when there is none.
    ///
    /// # Errors
    /// When the library is read-only or cannot be written.
    pub fn undo_repair(&mut self) -> Result<Option<RepairReport>, LibraryError> {
        match self.writing()?.notebook.undo_repair()? {
            Some(undone) => self.renew(&undone.page, false).map(Some),
            None => Ok(None),
        }
    }

    /// Does again what was taken back last; `None` when there is nothing.
    ///
    /// # Errors
    /// When the library is read-only or cannot be written.
    pub fn redo_repair(&mut self) -> Result<Option<RepairReport>, LibraryError> {
        match self.writing()?.notebook.redo_repair()? {
            Some(redone) => self.renew(&redone.page, true).map(Some),
            None => Ok(None),
        }
    }

    /// What can be taken back, and what can be done again; nothing in a library that is read-only.
    ///
    /// # Errors
    /// When the reader's database cannot be read.
    pub fn repair_history(&self) -> Result<RepairHistory, LibraryError> {
        let Ok(writing) = self.writing() else {
            return Ok(RepairHistory::default());
        };
        Ok(RepairHistory {
            undo: writing.notebook.last_deed()?,
            redo: writing.notebook.first_undone_deed()?,
        })
    }

    /// `parts_read`: what was read stays read in each of its pieces. Taking a repair back gives
    /// every article its own marks again.
    fn renew(&mut self, page: &PageHash, parts_read: bool) -> Result<RepairReport, LibraryError> {
        let moved = self.renew_pages(page, parts_read)?;
        self.complete_quietly()?;
        Ok(RepairReport {
            page: page.clone(),
            moved,
            counts: self.counts()?,
            history: self.repair_history()?,
        })
    }

    /// Derives all pages of a text anew; gives what each article has become. The index follows
    /// with [`Library::complete`].
    fn renew_pages(
        &mut self,
        page: &PageHash,
        parts_read: bool,
    ) -> Result<Vec<(ArticleId, ArticleId)>, LibraryError> {
        let writing = self.writing_mut()?;
        let book = writing.reader_book()?;
        let before = writing.standing(page)?;
        let mut read = BTreeSet::new();
        for article in &before {
            if writing.notebook.of(&article.id)?.is_read {
                read.insert(article.id.clone());
            }
        }
        let mut derived = Vec::new();
        for stored in writing.catalog.pages_of_text(page)? {
            derived.push((stored.page_id, writing.derive(&stored, &book)?));
        }
        let transaction = writing.catalog.begin()?;
        for (page_id, restored) in &derived {
            transaction.remove_articles(*page_id)?;
            transaction.renew_page(*page_id, new_page(restored))?;
            transaction.set_rules_of_page(*page_id, restored.origin.rules)?;
            let twin_of = |content: &str| transaction.first_free_twin(content);
            add_articles(&transaction, *page_id, restored, &twin_of)?;
        }
        transaction.catalog().set_marks_settled(false)?;
        transaction.commit()?;
        self.settle_marks([page.clone()])?;
        let writing = self.writing()?;
        let after = writing.standing(page)?;
        if parts_read {
            writing.keep_read(&before, &read, &after)?;
        }
        Ok(before
            .iter()
            .filter_map(|old| {
                // One that is as it was has become itself, even where its page is there twice.
                let same = after.iter().find(|new| new.id == old.id).map(|new| &new.id);
                let new = same.or_else(|| best(&after, &old.anchor.spans, &BTreeSet::new()))?;
                Some((old.id.clone(), new.clone()))
            })
            .collect())
    }

    /// Restores anew what another engine restored, and applies repairs that are not applied yet.
    pub(super) fn catch_up(
        &mut self,
        on_progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<ControlFlow<()>, LibraryError> {
        let writing = self.writing()?;
        // First, while their articles still have the ids that the marks know.
        writing.anchor_marks()?;
        if writing.catalog.engine_version()? != DERIVED_BY {
            let report = self.rebuild_here(on_progress)?;
            return Ok(if report.is_cancelled {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            });
        }
        for page in self.writing()?.outdated_pages()? {
            self.renew_pages(&page, false)?;
        }
        if !self.writing()?.catalog.are_marks_settled()? {
            self.settle_marks(self.writing()?.notebook.marked_pages()?)?;
        }
        Ok(ControlFlow::Continue(()))
    }
}

impl Writing {
    /// All that the reader said of pages and names.
    pub(super) fn reader_book(&self) -> Result<ReaderBook, LibraryError> {
        Ok(ReaderBook {
            repairs: self.notebook.repairs_by_page()?,
            rules: self.rule_book()?,
        })
    }

    /// Restores a kept page anew, from what its file gave.
    fn derive(&self, stored: &StoredPage, book: &ReaderBook) -> Result<RestoredPage, LibraryError> {
        let known = if stored.is_known {
            self.known_article(stored)?
        } else {
            None
        };
        let mut page = stored.page.clone();
        (page.issue_date, page.issue_source) = stored.given;
        Ok(restore_one(page, known, book))
    }

    /// The article of a page that came as such: read from the kept file.
    fn known_article(&self, stored: &StoredPage) -> Result<Option<Article>, LibraryError> {
        let page_idx = self.catalog.page_idx(stored)?;
        let Some(source) = self.catalog.next_source(stored.source_id - 1)? else {
            return Ok(None);
        };
        let read = match ingest::read_bytes_as(&source.name, &source.bytes, said_of(&source)) {
            Ok(read) => read,
            Err(error) => {
                // It could be read once; what has changed is the program.
                log::warn!("{}: {error}", source.name);
                return Ok(None);
            }
        };
        let known = read.known.into_iter().find(|k| k.page_idx == page_idx);
        Ok(known.map(|known| known.article))
    }

    /// Pages whose repairs are not those that they were derived with.
    fn outdated_pages(&self) -> Result<Vec<PageHash>, LibraryError> {
        let book = self.notebook.repairs_by_page()?;
        let repaired = self.catalog.repaired_pages()?;
        let revision = |page: &PageHash| book.get(page).map_or(0, |of_page| of_page.revision);
        let mut outdated: BTreeSet<PageHash> = repaired
            .iter()
            .filter(|(page, at)| revision(page) != *at)
            .map(|(page, _)| page.clone())
            .collect();
        let known: BTreeSet<&PageHash> = repaired.iter().map(|(page, _)| page).collect();
        for page in book.keys().filter(|page| !known.contains(page)) {
            if !self.catalog.pages_of_text(page)?.is_empty() {
                outdated.insert(page.clone());
            }
        }
        Ok(outdated.into_iter().collect())
    }

    /// What was read is read, in however many pieces.
    fn keep_read(
        &self,
        before: &[Standing],
        read: &BTreeSet<ArticleId>,
        after: &[Standing],
    ) -> Result<(), LibraryError> {
        let was_read = |article: &Standing| {
            let share = |old: &&Standing| overlap(&article.anchor.spans, &old.covered);
            let most = before.iter().max_by_key(share);
            most.is_some_and(|old| share(&old) > 0 && read.contains(&old.id))
        };
        for article in after.iter().filter(|a| was_read(a)) {
            if !self.notebook.has_mark(&article.id)? {
                self.notebook
                    .set_read(&article.id, true, Some(&article.anchor))?;
            }
        }
        Ok(())
    }
}
