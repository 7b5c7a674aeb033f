//! How [`App`] moves through lists and articles: queries, rows, hits, mentions, the trail.

use super::{App, CHUNK, Generation, Goto, Job, Listing, Phase};
use crate::library::{LoadedArticle, Only, Results, Sort, parse};
use crate::model::{ArticleId, Span};
use std::ops::Range;

impl App {
    /// Is there an article to go back to?
    #[must_use]
    pub fn can_go_back(&self) -> bool {
        self.trail_at > 0 && !self.trail.is_empty()
    }

    /// Is there an article to go forward to?
    #[must_use]
    pub fn can_go_forward(&self) -> bool {
        self.trail_at + 1 < self.trail.len()
    }

    /// How many hits the open article has.
    #[must_use]
    pub fn n_hits(&self) -> usize {
        self.article.as_ref().map_or(0, |a| a.hits.len())
    }

    pub(super) fn set_query(&mut self, text: String) -> Vec<Job> {
        if text == self.query_text && self.own_list.is_none() {
            return vec![];
        }
        self.query_text = text;
        self.understand();
        self.ask_anew()
    }

    /// Reads what is typed.
    pub(super) fn understand(&mut self) {
        let parsed = parse(&self.query_text);
        self.query_problems = parsed.problems;
        self.typed = parsed.query;
    }

    /// Searches for what is typed and filtered by now, if it is not what the list shows.
    pub(super) fn ask_anew(&mut self) -> Vec<Job> {
        let query = self.filtered_query(true);
        let is_same = query == self.query && self.own_list.is_none();
        if is_same && self.search_error.is_none() {
            return vec![];
        }
        self.query = query;
        self.reprints_of = None;
        self.own_list = None;
        // What is new in a saved search is so for that search alone.
        if matches!(self.only, Only::ImportedAfter(_)) {
            self.only = Only::All;
        }
        self.opens_first = !self.query.is_empty();
        let mut jobs = self.find_from_start();
        // What is open keeps its place, but its marks are of the old query.
        if self.query.is_empty() {
            jobs.extend(self.reload());
        }
        jobs
    }

    pub(super) fn set_sort(&mut self, sort: Sort) -> Vec<Job> {
        if sort == self.sort {
            return vec![];
        }
        self.sort = sort;
        self.find_from_start()
    }

    pub(super) fn find_from_start(&mut self) -> Vec<Job> {
        if self.library.phase != Phase::Ready {
            return vec![];
        }
        self.find_generation.0 += 1;
        self.is_searching = true;
        self.search_error = None;
        self.near.clear();
        vec![self.find_chunk(0)]
    }

    pub(super) fn find_chunk(&self, chunk: usize) -> Job {
        if let Some(job) = self.own_list_chunk(chunk) {
            return job;
        }
        Job::Find {
            generation: self.find_generation,
            query: self.query.clone(),
            only: self.only,
            reprints: self.reprint_view(),
            sort: self.sort,
            offset: chunk * CHUNK,
            limit: CHUNK,
        }
    }

    pub(super) fn show_rows(&mut self, rows: &Range<usize>) -> Vec<Job> {
        if self.is_searching {
            return vec![];
        }
        self.list.trim(rows);
        match self.list.missing_chunk(rows.clone()) {
            Some(chunk) => {
                self.list.mark_asked(chunk);
                vec![self.find_chunk(chunk)]
            }
            None => vec![],
        }
    }

    /// Shows the first rows while the rest is looked for and counted.
    pub(super) fn first_found(&mut self, generation: Generation, results: Results) -> Vec<Job> {
        if generation != self.find_generation || !self.is_searching {
            return vec![];
        }
        self.list = Listing::default();
        self.list.take_in(results);
        self.list.is_counted = false;
        let open_id = self.article.as_ref().map(|a| a.id.clone());
        self.selected_row = open_id.and_then(|id| self.list.position(&id));
        if std::mem::take(&mut self.opens_first) {
            return self.open_row(0, false);
        }
        vec![]
    }

    pub(super) fn found(&mut self, generation: Generation, results: Results) -> Vec<Job> {
        if generation != self.find_generation {
            return vec![];
        }
        let is_first = std::mem::take(&mut self.is_searching);
        if is_first {
            self.list = Listing::default();
        }
        self.list.take_in(results);
        let open_id = self.article.as_ref().map(|a| a.id.clone());
        self.selected_row = open_id.and_then(|id| self.list.position(&id));
        let mut jobs = if std::mem::take(&mut self.opens_first) && self.list.total > 0 {
            self.open_row(0, false)
        } else if self.list.total == 0 && self.n_hits() > 0 {
            // Nothing found: what is open stays, without the marks of an older query.
            self.reload()
        } else {
            vec![]
        };
        if is_first {
            jobs.extend(self.count_facets());
        }
        jobs.extend(self.rescue());
        jobs
    }

    /// Everything anew, after the library changed.
    pub(super) fn refresh(&mut self) -> Vec<Job> {
        self.facets.whole = None;
        self.forget_similar();
        let mut jobs = self.renew_network();
        jobs.extend(self.find_from_start());
        jobs.extend(self.reload());
        jobs.extend(self.read_page());
        jobs
    }

    pub(super) fn toggle_doubtful(&mut self) -> Vec<Job> {
        self.own_list = None;
        self.only = match self.only {
            Only::All => Only::Doubtful,
            Only::Doubtful => Only::All,
            Only::ImportedAfter(_) => Only::Doubtful,
        };
        let is_in_list = self
            .article
            .as_ref()
            .is_some_and(|a| a.article.is_doubtful());
        self.opens_first = self.only == Only::Doubtful && !is_in_list;
        self.find_from_start()
    }

    // ---- the article ----

    pub(super) fn open_article(&mut self, id: ArticleId) -> Vec<Job> {
        self.leave_network();
        if self.article.as_ref().is_some_and(|open| open.id == id) {
            return vec![];
        }
        self.marks_read = true;
        self.moves_on_trail = false;
        self.opened_by_itself = false;
        self.load(id)
    }

    pub(super) fn open_row(&mut self, row: usize, on_purpose: bool) -> Vec<Job> {
        let Some(found) = self.list.row(row) else {
            return vec![];
        };
        let id = found.id.clone();
        if on_purpose {
            self.leave_network();
        }
        self.selected_row = Some(row);
        self.marks_read = on_purpose;
        self.moves_on_trail = false;
        self.opened_by_itself = !on_purpose;
        let mut jobs = if on_purpose && self.own_list.is_none() {
            self.note_search()
        } else {
            vec![]
        };
        jobs.extend(self.load(id));
        jobs
    }

    pub(super) fn load(&mut self, id: ArticleId) -> Vec<Job> {
        self.load_generation.0 += 1;
        self.is_loading = true;
        self.opens_at = None;
        vec![Job::LoadArticle {
            generation: self.load_generation,
            id,
            query: self.marks(),
        }]
    }

    pub(super) fn reload(&mut self) -> Vec<Job> {
        let Some(id) = self.article.as_ref().map(|a| a.id.clone()) else {
            return vec![];
        };
        // Another article is on its way, and comes with fresh marks.
        if self.is_loading {
            return vec![];
        }
        self.marks_read = false;
        self.moves_on_trail = true;
        self.load(id)
    }

    pub(super) fn step_article(&mut self, forward: bool) -> Vec<Job> {
        let next = match self.selected_row {
            None => 0,
            Some(row) if forward => row + 1,
            Some(0) => return vec![],
            Some(row) => row - 1,
        };
        if next >= self.list.total {
            return vec![];
        }
        self.open_row(next, true)
    }

    pub(super) fn loaded(
        &mut self,
        generation: Generation,
        loaded: Option<LoadedArticle>,
    ) -> Vec<Job> {
        if generation != self.load_generation {
            return vec![];
        }
        self.is_loading = false;
        let keeps_place = std::mem::take(&mut self.keeps_place);
        self.article_serial += 1;
        let Some(article) = loaded else {
            self.article = None;
            return vec![];
        };
        let is_same = self.article.as_ref().is_some_and(|a| a.id == article.id);
        if !self.moves_on_trail {
            self.note_on_trail(article.id.clone());
        }
        self.selected_row = self.list.position(&article.id);
        let backwards = std::mem::take(&mut self.enters_backwards);
        self.keep_selection(&article);
        self.keep_own_ask(&article);
        self.keep_followed(&article);
        let is_as_it_was = self
            .article
            .as_ref()
            .is_some_and(|a| is_same && a.hits == article.hits);
        if !is_as_it_was {
            self.hit_idx = match article.hits.len() {
                0 => None,
                n if backwards => Some(n - 1),
                _ => Some(0),
            };
            let hit = self.hit_idx.and_then(|i| article.hits.get(i)).copied();
            if !keeps_place && (!is_same || hit.is_some()) {
                self.followed = None;
                self.go_to(hit);
            }
        }
        self.land(&article.id);
        let marks = std::mem::take(&mut self.marks_read) && !article.is_read;
        let sought = self.opens_at.take().filter(|(id, _)| *id == article.id);
        self.article = Some(article);
        self.show_work_in_list();
        if let Some((_, span)) = sought {
            self.stand_at(span);
        }
        if marks { self.mark_read(true) } else { vec![] }
    }

    pub(super) fn go_to(&mut self, span: Option<Span>) {
        self.goto = Goto {
            serial: self.goto.serial + 1,
            span,
        };
    }

    pub(super) fn step_hit(&mut self, forward: bool) -> Vec<Job> {
        let n_hits = self.n_hits();
        let next = match (self.hit_idx, forward) {
            (None, _) => Some(0),
            (Some(i), true) if i + 1 < n_hits => Some(i + 1),
            (Some(i), false) if i > 0 => Some(i - 1),
            _ => None,
        };
        let hit = next.and_then(|i| self.article.as_ref()?.hits.get(i).copied());
        if hit.is_some() {
            self.hit_idx = next;
            self.go_to(hit);
            return vec![];
        }
        // Past the last hit goes on in the next article of the list.
        self.enters_backwards = !forward;
        let jobs = self.step_article(forward);
        self.enters_backwards &= !jobs.is_empty();
        jobs
    }

    pub(super) fn go_to_hit(&mut self, idx: usize) -> Vec<Job> {
        let hit = self.article.as_ref().and_then(|a| a.hits.get(idx).copied());
        if hit.is_some() {
            self.hit_idx = Some(idx);
            self.go_to(hit);
        }
        vec![]
    }

    pub(super) fn jump_to_mention(&mut self, entity: usize) -> Vec<Job> {
        let Some(article) = &self.article else {
            return vec![];
        };
        let Some(found) = article.recognition.entities.get(entity) else {
            return vec![];
        };
        let nth = match self.followed {
            Some((followed, nth)) if followed == entity => {
                (nth + 1) % found.mention_idxs.len().max(1)
            }
            _ => 0,
        };
        let span = found
            .mention_idxs
            .get(nth)
            .and_then(|i| article.recognition.mentions.get(*i))
            .map(|m| m.span);
        self.followed = Some((entity, nth));
        if span.is_some() {
            self.go_to(span);
        }
        vec![]
    }

    pub(super) fn note_on_trail(&mut self, id: ArticleId) {
        if self.trail.get(self.trail_at) == Some(&id) {
            return;
        }
        self.trail.truncate(self.trail_at + 1);
        // What came up by itself while a query was typed is no step of the reader's.
        if self.opened_by_itself && self.trail_ends_by_itself {
            self.trail.pop();
        }
        self.trail_ends_by_itself = self.opened_by_itself;
        self.trail.push(id);
        self.trail_at = self.trail.len() - 1;
    }

    pub(super) fn walk_trail(&mut self, forward: bool) -> Vec<Job> {
        let at = if forward {
            self.trail_at.checked_add(1)
        } else {
            self.trail_at.checked_sub(1)
        };
        let Some((at, id)) = at.and_then(|at| Some((at, self.trail.get(at)?.clone()))) else {
            return vec![];
        };
        self.leave_network();
        self.trail_at = at;
        self.moves_on_trail = true;
        self.marks_read = false;
        self.load(id)
    }
}
