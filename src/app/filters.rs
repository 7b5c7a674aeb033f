//! Filters beside the typed query, and what the articles found have in common.
//!
//! A filter is a leaf of the query language: what is typed stays as it is, and [`App::query`] asks
//! for both. So a filter finds, marks and is said exactly as if it had been typed. Counts come
//! after the first rows, by a job of their own; those of an older query are shown as stale until
//! the new ones are there.

use super::{App, Generation, Job, Phase};
use crate::library::{Facet, FacetList, Facets, Leaf, Node, Own, Query, Timeline};

/// What a filter is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FilterKind {
    /// The date: one filter at a time, for an article has only one.
    Date,
    /// A name of this kind.
    Name(Facet),
    /// What the reader said of it.
    Own,
}

/// One thing that the articles listed must have, or must not.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Filter {
    /// What it is about.
    pub kind: FilterKind,
    /// The thing.
    pub leaf: Leaf,
    /// Must they not have it?
    pub is_excluded: bool,
}

impl Filter {
    /// Articles with a name, or those without it.
    #[must_use]
    pub fn name(facet: Facet, name: &str, is_excluded: bool) -> Self {
        Self {
            kind: FilterKind::Name(facet),
            leaf: facet.leaf(name),
            is_excluded,
        }
    }

    /// Articles of a date or of none, as a leaf says, or the others.
    #[must_use]
    pub fn date(leaf: Leaf, is_excluded: bool) -> Self {
        Self {
            kind: FilterKind::Date,
            leaf,
            is_excluded,
        }
    }

    /// Articles of which the reader said something, or the others.
    #[must_use]
    pub const fn own(own: Own, is_excluded: bool) -> Self {
        Self {
            kind: FilterKind::Own,
            leaf: Leaf::Own(own),
            is_excluded,
        }
    }

    fn node(&self) -> Node {
        let node = Node::Leaf(self.leaf.clone());
        if self.is_excluded {
            node.negated()
        } else {
            node
        }
    }
}

/// The facets as far as they are counted.
#[derive(Clone, Debug, Default)]
pub struct FacetState {
    /// The newest counts; those of the present list unless they are stale.
    pub counted: Option<Facets>,
    /// When all articles of the library were printed: the axis of the histogram, which stays where
    /// it is while one types.
    pub whole: Option<Timeline>,
    /// Which names are shown.
    pub open: Option<Facet>,
    /// All names of the open facet, where they were asked for.
    pub full: Option<FullList>,
    /// The list that `counted` belongs to.
    counted_for: Generation,
    list_generation: Generation,
}

/// All names of a facet, or those that hold a text.
#[derive(Clone, Debug, Default)]
pub struct FullList {
    /// The text; empty for all names.
    pub part: String,
    /// The names, once they are there.
    pub list: Option<FacetList>,
}

/// What was counted: the facets of a list and, where it was asked for, of which months all articles
/// are.
pub type Counted = (Facets, Option<Timeline>);

impl App {
    /// Are the counts those of an older list?
    #[must_use]
    pub fn has_stale_facets(&self) -> bool {
        self.is_searching || self.facets.counted_for != self.find_generation
    }

    /// The filter that is about the date.
    #[must_use]
    pub fn date_filter(&self) -> Option<&Filter> {
        self.filters.iter().find(|f| f.kind == FilterKind::Date)
    }

    /// Is this a filter now, and one that excludes? `None`: it is none.
    #[must_use]
    pub fn filtered(&self, leaf: &Leaf) -> Option<bool> {
        let found = self.filters.iter().find(|filter| filter.leaf == *leaf);
        found.map(|filter| filter.is_excluded)
    }

    /// What is typed, and all filters; without those about the date, if so wished.
    pub(super) fn filtered_query(&self, with_dates: bool) -> Query {
        let filters = self.filters.iter();
        let filters = filters.filter(|f| with_dates || f.kind != FilterKind::Date);
        let typed = self.typed.root().cloned().into_iter();
        Query::from(Node::all(typed.chain(filters.map(Filter::node)).collect()))
    }

    /// Sets a filter, or takes it off where it is set.
    pub(super) fn toggle_filter(&mut self, filter: Filter) -> Vec<Job> {
        if self.filters.contains(&filter) {
            self.filters.retain(|known| *known != filter);
        } else {
            self.set_filter(filter);
        }
        self.ask_anew()
    }

    pub(super) fn set_filter(&mut self, filter: Filter) {
        self.filters.retain(|known| {
            known.leaf != filter.leaf
                && !(filter.kind == FilterKind::Date && known.kind == FilterKind::Date)
        });
        self.filters.push(filter);
    }

    pub(super) fn clear_filters(&mut self) -> Vec<Job> {
        self.filters.clear();
        self.ask_anew()
    }

    /// Makes the filters a part of what is typed.
    pub(super) fn type_filters(&mut self) -> Vec<Job> {
        if !self.filters.is_empty() {
            self.query_text = self.query.to_string();
            self.query_problems.clear();
            self.typed = std::mem::take(&mut self.query);
            self.filters.clear();
            // The same articles; only the histogram counts otherwise.
            self.query = self.typed.clone();
            return self.count_facets();
        }
        vec![]
    }

    /// Shows the facets, or hides them.
    pub(super) fn toggle_facets(&mut self) -> Vec<Job> {
        self.settings.shows_facets = !self.settings.shows_facets;
        let mut jobs = self.save_settings();
        jobs.extend(self.count_facets());
        jobs
    }

    /// Unfolds the names of a facet, or folds them up where they are unfolded.
    pub(super) fn open_facet(&mut self, facet: Facet) -> Vec<Job> {
        let is_open = self.facets.open == Some(facet);
        self.own.is_open = false;
        self.facets.open = (!is_open).then_some(facet);
        self.facets.full = None;
        vec![]
    }

    /// All names of the open facet that hold a text; `None`: only the most frequent ones again.
    pub(super) fn list_facet(&mut self, part: Option<String>) -> Vec<Job> {
        let Some(part) = part else {
            self.facets.full = None;
            return vec![];
        };
        let full = self.facets.full.get_or_insert_default();
        if full.list.is_some() && full.part == part {
            return vec![];
        }
        full.part = part;
        self.ask_facet_list()
    }

    fn ask_facet_list(&mut self) -> Vec<Job> {
        let (Some(facet), Some(full)) = (self.facets.open, &self.facets.full) else {
            return vec![];
        };
        self.facets.list_generation.0 += 1;
        vec![Job::ListFacet {
            generation: self.facets.list_generation,
            query: self.query.clone(),
            only: self.only,
            facet,
            part: full.part.clone(),
        }]
    }

    /// Asks for the counts of the list, where they are shown.
    pub(super) fn count_facets(&mut self) -> Vec<Job> {
        let is_shown = self.settings.shows_facets && self.own_list.is_none();
        if !is_shown || self.library.phase != Phase::Ready {
            return vec![];
        }
        let has_dates = self.date_filter().is_some();
        let mut jobs = vec![Job::CountFacets {
            generation: self.find_generation,
            query: self.query.clone(),
            dateless: has_dates.then(|| self.filtered_query(false)),
            only: self.only,
            with_whole: self.facets.whole.is_none(),
        }];
        jobs.extend(self.ask_facet_list());
        jobs
    }

    pub(super) fn counted(&mut self, generation: Generation, (facets, whole): Counted) -> Vec<Job> {
        if whole.is_some() {
            self.facets.whole = whole;
        }
        if generation == self.find_generation {
            self.facets.counted_for = generation;
            self.facets.counted = Some(facets);
        }
        vec![]
    }

    pub(super) fn facet_listed(&mut self, generation: Generation, list: FacetList) -> Vec<Job> {
        if generation == self.facets.list_generation
            && let Some(full) = &mut self.facets.full
        {
            full.list = Some(list);
        }
        vec![]
    }
}
