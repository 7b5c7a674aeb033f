//! Correcting names: the reader's rule first, then everything that follows from it.
//!
//! A rule counts once it is in the reader's database. Then the articles that contain its names are
//! found with the index, which finds every substring, and what was recognised in them is derived
//! anew, page by page, in transactions of many pages; the index follows. The catalog knows which
//! rules all of its pages have and which are on their way, so whatever is cut off is finished at the
//! next start.

use super::indexing::{Then, complete};
use super::open::{Library, Writing};
use super::progress::Meter;
use super::restored::recognize_articles;
use super::rules::RuleBook;
use super::{LibraryError, Progress, Stage};
use crate::index::query::{Node, Query};
use crate::index::{Only, Order};
use crate::model::{
    Act, Article, ArticleId, ArticlePlace, BadLine, Correction, PageHash, Recognition,
    parse_corrections, print_corrections,
};
use crate::store::{AppliedRules, StoredCorrection, StoredDeed};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::ops::ControlFlow;

/// Pages that are corrected in one transaction.
const N_PAGES_AT_A_TIME: usize = 64;
/// Names that are searched for at once.
const N_NAMES_AT_A_TIME: usize = 64;

/// What an import of rules did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CorrectionImport {
    /// Rules that are new.
    pub n_added: usize,
    /// Rules that were there already.
    pub n_known: usize,
    /// Lines that could not be read; the rest was taken in.
    pub bad: Vec<BadLine>,
}

/// A page on its way.
struct Work {
    page_id: i64,
    hash: PageHash,
    articles: Vec<(ArticleId, Article, Option<Recognition>)>,
}

impl Library {
    /// The reader's rules for names, in the order in which they were made.
    ///
    /// # Errors
    /// When the reader's database cannot be read.
    pub fn corrections(&self) -> Result<Vec<StoredCorrection>, LibraryError> {
        self.reader.corrections()
    }

    /// Keeps rules of the reader's, and takes others off, by their numbers: one deed, which can be
    /// undone. [`Library::apply_corrections`] does what follows from it.
    ///
    /// # Errors
    /// [`LibraryError::CorrectionRefused`] when a rule makes no sense or nothing would change, and
    /// nothing was kept; when the library is read-only or cannot be written.
    pub fn keep_corrections(
        &mut self,
        made: &[Correction],
        taken_off: &[i64],
    ) -> Result<(), LibraryError> {
        if let Some(why) = made.iter().find_map(Correction::trouble) {
            return Err(LibraryError::CorrectionRefused { why });
        }
        let notebook = &self.writing()?.notebook;
        let known = notebook.corrections()?;
        let is_last = |rule: &Correction| {
            let said = known.iter().rev().map(|stored| &stored.rule);
            let mut of_name = said.filter(|other| other.names().any(|name| name == rule.name));
            of_name.next() == Some(rule)
        };
        let new: Vec<Correction> = made.iter().filter(|rule| !is_last(rule)).cloned().collect();
        let off: Vec<StoredCorrection> = known
            .iter()
            .filter(|stored| taken_off.contains(&stored.correction_id))
            .cloned()
            .collect();
        if new.is_empty() && off.is_empty() {
            let why =
                crate::model::Sentence::new("已经有这条规则了。", "This rule is there already.");
            return Err(LibraryError::CorrectionRefused { why });
        }
        Ok(notebook.add_corrections(&new, &off)?)
    }

    /// Keeps rules and applies them.
    ///
    /// # Errors
    /// As [`Library::keep_corrections`].
    pub fn correct(&mut self, rules: &[Correction]) -> Result<(), LibraryError> {
        self.keep_corrections(rules, &[])?;
        self.complete_quietly()
    }

    /// What an undo would take back: a repair, or rules.
    ///
    /// # Errors
    /// When the reader's database cannot be read.
    pub fn last_deed(&self) -> Result<Option<StoredDeed>, LibraryError> {
        Ok(self.writing()?.notebook.last_deed()?)
    }

    /// What a redo would do again.
    ///
    /// # Errors
    /// When the reader's database cannot be read.
    pub fn first_undone_deed(&self) -> Result<Option<StoredDeed>, LibraryError> {
        Ok(self.writing()?.notebook.first_undone_deed()?)
    }

    /// Takes the last deed with rules back; [`Library::apply_corrections`] does what follows.
    ///
    /// # Errors
    /// When the library is read-only or cannot be written.
    pub fn undo_corrections(&mut self) -> Result<(), LibraryError> {
        Ok(self.writing()?.notebook.undo_corrections()?)
    }

    /// Does again what was taken back last.
    ///
    /// # Errors
    /// When the library is read-only or cannot be written.
    pub fn redo_corrections(&mut self) -> Result<(), LibraryError> {
        Ok(self.writing()?.notebook.redo_corrections()?)
    }

    /// The rules as a file, to share.
    ///
    /// # Errors
    /// When the reader's database cannot be read.
    pub fn export_corrections(&self) -> Result<String, LibraryError> {
        let rules: Vec<Correction> = self.corrections()?.into_iter().map(|c| c.rule).collect();
        Ok(print_corrections(&rules))
    }

    /// Keeps the rules of a file that are not there yet, as one deed, in the file's order;
    /// [`Library::apply_corrections`] does what follows.
    ///
    /// # Errors
    /// When the library is read-only or cannot be written.
    pub fn import_corrections(&mut self, text: &str) -> Result<CorrectionImport, LibraryError> {
        let (read, bad) = parse_corrections(text);
        let notebook = &self.writing()?.notebook;
        let known = notebook.corrections()?;
        let mut seen: BTreeSet<Correction> = known.into_iter().map(|c| c.rule).collect();
        let n_read = read.len();
        let new: Vec<Correction> = read
            .into_iter()
            .filter(|rule| seen.insert(rule.clone()))
            .collect();
        if !new.is_empty() {
            notebook.add_corrections(&new, &[])?;
        }
        Ok(CorrectionImport {
            n_added: new.len(),
            n_known: n_read - new.len(),
            bad,
        })
    }

    /// The article as a rule may be limited to it.
    ///
    /// # Errors
    /// When the catalog cannot be read.
    pub fn article_place(&self, id: &ArticleId) -> Result<Option<ArticlePlace>, LibraryError> {
        Ok(self.writing()?.find_anchor(id)?.and_then(|anchor| {
            let at = anchor.spans.first()?.start;
            let page = anchor.page;
            Some(ArticlePlace { page, at })
        }))
    }

    /// Corrects the page of one article before all others, so that the reader sees it at once.
    /// [`Library::apply_corrections`] does the rest.
    ///
    /// # Errors
    /// When the library is read-only or cannot be written.
    pub fn correct_article(&mut self, id: &ArticleId) -> Result<(), LibraryError> {
        let writing = self.writing_mut()?;
        let Some(stored) = writing.catalog.find_article(id)? else {
            return Ok(());
        };
        let book = writing.rule_book()?;
        if writing.begin_correcting(&book)?.is_some() {
            writing.correct_pages(&[stored.page_id], &book)?;
        }
        Ok(())
    }

    /// Derives anew what the reader's rules change, and brings the index up. Cheap when there is
    /// nothing to do; stopped, it goes on at the next call or start.
    ///
    /// # Errors
    /// When the library is read-only or cannot be written.
    pub fn apply_corrections(
        &mut self,
        on_progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<ControlFlow<()>, LibraryError> {
        let writing = self.writing_mut()?;
        let book = writing.rule_book()?;
        let Some(changed) = writing.begin_correcting(&book)? else {
            return Ok(ControlFlow::Continue(()));
        };
        let mut pages = Vec::new();
        for page_id in writing.pages_with(&changed, &book)? {
            if writing.catalog.rules_of_page(page_id)? != book.state() {
                pages.push(page_id);
            }
        }
        let mut meter = Meter::new(Stage::Correcting, pages.len());
        for (nth, batch) in pages.chunks(N_PAGES_AT_A_TIME).enumerate() {
            if meter
                .report(nth * N_PAGES_AT_A_TIME, on_progress)
                .is_break()
            {
                return Ok(ControlFlow::Break(()));
            }
            writing.correct_pages(batch, &book)?;
        }
        let transaction = writing.catalog.begin()?;
        transaction.set_applied_rules(&AppliedRules {
            everywhere: book.lines(),
            on_their_way: Vec::new(),
        })?;
        transaction.commit()?;
        if pages.len() > N_PAGES_AT_A_TIME {
            meter.report_end(pages.len(), on_progress);
        }
        complete(&writing.catalog, &writing.index, Then::Rest, on_progress)
    }
}

impl Writing {
    pub(super) fn rule_book(&self) -> Result<RuleBook, LibraryError> {
        let stored = self.notebook.corrections()?;
        let rules = stored.into_iter().map(|stored| stored.rule).collect();
        Ok(RuleBook::new(rules))
    }

    /// Notes which rules are on their way, before any page gets them; gives these, and `None` when
    /// every page has what it should have.
    fn begin_correcting(
        &mut self,
        book: &RuleBook,
    ) -> Result<Option<Vec<Correction>>, LibraryError> {
        let mut applied = self.catalog.applied_rules()?;
        let wanted = book.lines();
        let mut changed = differing(&applied.everywhere, &wanted);
        if changed.is_empty() && applied.on_their_way.is_empty() {
            return Ok(None);
        }
        let is_noted = changed
            .iter()
            .all(|line| applied.on_their_way.contains(line));
        changed.extend(std::mem::take(&mut applied.on_their_way));
        changed.sort_unstable();
        changed.dedup();
        // A line that a newer version wrote was never applied by this one.
        let rules = changed
            .iter()
            .filter_map(|line| line.parse().ok())
            .collect();
        if !is_noted {
            applied.on_their_way = changed;
            let transaction = self.catalog.begin()?;
            transaction.set_applied_rules(&applied)?;
            transaction.commit()?;
        }
        Ok(Some(rules))
    }

    /// The pages that changed rules may change, in order.
    fn pages_with(
        &self,
        changed: &[Correction],
        book: &RuleBook,
    ) -> Result<BTreeSet<i64>, LibraryError> {
        let mut pages = BTreeSet::new();
        let mut names = BTreeSet::new();
        for rule in changed {
            if let Some(place) = &rule.only_in {
                let of_text = self.catalog.pages_of_text(&place.page)?;
                pages.extend(of_text.iter().map(|page| page.page_id));
                continue;
            }
            match &rule.act {
                // The longer name holds the other.
                Act::Extent(whole) => {
                    let longer = std::cmp::max_by_key(&rule.name, whole, |name| name.len());
                    names.insert(longer.clone());
                }
                _ => names.extend(rule.names().map(str::to_owned)),
            }
        }
        let applied = self.catalog.applied_rules()?;
        let before = applied.everywhere.iter().chain(&applied.on_their_way);
        let mut rules: Vec<Correction> = before.filter_map(|line| line.parse().ok()).collect();
        rules.extend(
            book.lines()
                .iter()
                .filter_map(|line| line.parse::<Correction>().ok()),
        );
        add_joined_names(&mut names, &rules);
        let names: Vec<String> = names.into_iter().collect();
        for some in names.chunks(N_NAMES_AT_A_TIME) {
            let query = Query::from(Node::any(some.iter().map(Node::literal).collect()));
            let n_found = self.index.count(&query, Only::All)?;
            let found = self.index.find(&query, Order::Source, 0, n_found.max(1))?;
            for id in found.ids {
                pages.extend(self.catalog.page_of_article(&ArticleId(id))?);
            }
        }
        Ok(pages)
    }

    /// Derives anew what is recognised on pages, in one transaction.
    fn correct_pages(&mut self, page_ids: &[i64], book: &RuleBook) -> Result<(), LibraryError> {
        let mut works = Vec::with_capacity(page_ids.len());
        for page_id in page_ids {
            let Some(hash) = self.catalog.hash_of_page(*page_id)? else {
                continue;
            };
            let mut articles = Vec::new();
            for stored in self.catalog.articles_of_page(*page_id)? {
                let before = self.catalog.find_recognition(&stored.id)?;
                articles.push((stored.id, stored.article, before));
            }
            works.push(Work {
                page_id: *page_id,
                hash,
                articles,
            });
        }
        let recognized: Vec<Vec<Recognition>> = works
            .par_iter()
            .map(|work| {
                let articles = work.articles.iter().map(|(_, article, _)| article);
                let articles: Vec<&Article> = articles.collect();
                recognize_articles(&work.hash, &articles, book).0
            })
            .collect();
        let transaction = self.catalog.begin()?;
        for (work, recognized) in works.iter().zip(recognized) {
            for ((id, _, before), after) in work.articles.iter().zip(recognized) {
                if before.as_ref() != Some(&after) {
                    transaction.renew_recognition(id, &after)?;
                }
            }
            transaction.set_rules_of_page(work.page_id, book.state())?;
        }
        Ok(transaction.commit()?)
    }
}

/// The lines in which two lists differ, but for what stands in both at their beginnings and ends.
fn differing(before: &[String], after: &[String]) -> Vec<String> {
    let n_same = |pairs: &mut dyn Iterator<Item = (&String, &String)>| {
        pairs.take_while(|(a, b)| a == b).count()
    };
    let n_first = n_same(&mut before.iter().zip(after));
    let n_left = before.len().min(after.len()) - n_first;
    let n_last = n_same(&mut before.iter().rev().zip(after.iter().rev())).min(n_left);
    let middle = |lines: &[String]| {
        let lines = lines.iter().take(lines.len() - n_last).skip(n_first);
        lines.cloned().collect::<Vec<String>>()
    };
    let mut changed = middle(before);
    changed.extend(middle(after));
    changed
}

/// Adds the names that rules say are of one thing with one of these, or not: what a thing is called
/// in an article may hang on a rule for another of its names.
fn add_joined_names(names: &mut BTreeSet<String>, rules: &[Correction]) {
    let joins = |rule: &&Correction| {
        matches!(
            rule.act,
            Act::Rename(_) | Act::Alias(_) | Act::Merge(_) | Act::Split(_)
        )
    };
    let joined: Vec<&Correction> = rules.iter().filter(joins).collect();
    loop {
        let n_before = names.len();
        for rule in &joined {
            if rule.names().any(|name| names.contains(name)) {
                names.extend(rule.names().map(str::to_owned));
            }
        }
        if names.len() == n_before {
            return;
        }
    }
}
