//! Two queries over time: what the list shows, and another one that is typed beside it. Filters on
//! the date are left out of both, for the plot shows all dates.

use super::{App, Filter, Generation, Job};
use crate::library::{DateRange, Leaf, LibraryError, Only, Query, Reader, Stop, Timeline};

/// Which of the two queries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Compared {
    /// What the list shows.
    Listed,
    /// What is typed beside it.
    Other,
}

impl Compared {
    /// Both.
    pub const BOTH: [Self; 2] = [Self::Listed, Self::Other];
}

/// The comparison as far as it is there.
#[derive(Clone, Debug, Default)]
pub struct Comparison {
    /// Is it shown?
    pub is_open: bool,
    /// The other query, as it is typed.
    pub typed: String,
    /// Are shares of all articles of a time shown instead of numbers?
    pub shows_shares: bool,
    /// The times of the list's articles, of the other query's, and of all: the newest that are
    /// there.
    pub timelines: Option<[Timeline; 3]>,
    generation: Generation,
}

impl App {
    /// The two queries of the comparison, without dates.
    #[must_use]
    pub fn compared_query(&self, which: Compared) -> Query {
        match which {
            Compared::Listed => self.filtered_query(false),
            Compared::Other => Query::parse(&self.comparison.typed),
        }
    }

    pub(super) fn toggle_comparison(&mut self) -> Vec<Job> {
        self.comparison.is_open = !self.comparison.is_open;
        self.comparison.timelines = None;
        self.ask_comparison()
    }

    pub(super) fn compare_with(&mut self, typed: String) -> Vec<Job> {
        if typed == self.comparison.typed {
            return vec![];
        }
        self.comparison.typed = typed;
        self.ask_comparison()
    }

    pub(super) fn ask_comparison(&mut self) -> Vec<Job> {
        if !self.comparison.is_open {
            return vec![];
        }
        self.comparison.generation.0 += 1;
        vec![Job::Compare {
            generation: self.comparison.generation,
            queries: Compared::BOTH.map(|which| self.compared_query(which)),
            only: self.only,
        }]
    }

    pub(super) fn compared(&mut self, generation: Generation, found: [Timeline; 3]) -> Vec<Job> {
        if generation == self.comparison.generation {
            self.comparison.timelines = Some(found);
        }
        vec![]
    }

    /// Lists the articles of one of the queries that are of a time.
    pub(super) fn open_compared(&mut self, which: Compared, range: DateRange) -> Vec<Job> {
        self.comparison.is_open = false;
        if which == Compared::Other {
            self.query_text.clone_from(&self.comparison.typed);
            self.filters.clear();
            self.understand();
        }
        self.set_filter(Filter::date(Leaf::Date(range), false));
        self.ask_anew()
    }
}

/// The times of two queries' articles, and of all. What asks for nothing is compared with nothing.
pub(super) fn count_both(
    reader: &Reader,
    [one, other]: [&Query; 2],
    only: Only,
    stop: &Stop,
) -> Result<[Timeline; 3], LibraryError> {
    let asked = |query: &Query| {
        if query.is_empty() {
            return Ok(Timeline::default());
        }
        reader.timeline(query, only, stop)
    };
    let all = reader.timeline(&Query::default(), only, stop)?;
    Ok([asked(one)?, asked(other)?, all])
}
