//! The page of one of several namesakes: its articles are known one by one, so what the index tells
//! of a whole name is told here by what is read of them.

use super::gathered::Gathered;
use super::{Chosen, Figure, Narrowing, Profile, ProfileReading, Subject};
use crate::entity::Closeness;
use crate::index::query::{DateRange, Query};
use crate::index::{Order, Stop, Timeline};
use crate::library::{ArticleRow, LibraryError, Reader, Sort};
use crate::model::{ArticleId, PartialDate, Span};
use std::sync::Arc;

/// Rows of the newest articles.
const N_NEWEST: usize = 20;

/// One of several namesakes, and the dates of its articles as far as they are read.
#[derive(Debug)]
pub(super) struct One {
    narrowing: Narrowing,
    dates: Vec<(u32, Option<PartialDate>)>,
    timeline: Timeline,
}

/// Of which of several a profile is.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Narrowed {
    nth: usize,
    /// The articles read, with their dates.
    dates: Vec<(u32, Option<PartialDate>)>,
}

impl Narrowed {
    pub(super) fn of(one: &One) -> Self {
        Self {
            nth: one.narrowing.nth,
            dates: one.dates.clone(),
        }
    }
}

impl One {
    pub(super) fn add(&mut self, place: u32, date: Option<PartialDate>) {
        self.timeline.add_date(date);
        self.dates.push((place, date));
    }

    pub(super) const fn timeline(&self) -> &Timeline {
        &self.timeline
    }

    /// Where an article names this one.
    pub(super) fn places_in(&self, id: &ArticleId) -> &[Span] {
        let places = self.narrowing.namesake().and_then(|n| n.places.get(id));
        places.map_or(&[], Vec::as_slice)
    }
}

impl Reader {
    /// Begins the profile of one of several namesakes, all of whose articles are read; given up once
    /// it is overtaken.
    ///
    /// # Errors
    /// When the index or the databases cannot be read; [`LibraryError::is_overtaken`].
    pub fn begin_narrowed_profile(
        &self,
        subject: &Subject,
        narrowing: Narrowing,
        stop: &Stop,
    ) -> Result<ProfileReading, LibraryError> {
        self.see_commits()?;
        let ids = narrowing.namesake().map(|one| Arc::clone(&one.articles));
        let ids = ids.unwrap_or_default();
        let found = self
            .index
            .among(&ids, Order::Newest, (0, ids.len()), stop)?;
        let ids: Arc<[ArticleId]> = found.ids.into_iter().map(ArticleId).collect();
        let chosen = Chosen::Articles(Arc::clone(&ids));
        let rows = |sort, n| {
            let rows = self.chosen_rows(&chosen, &Query::default(), sort, (0, n), stop)?;
            Ok::<Vec<ArticleRow>, LibraryError>(rows.rows)
        };
        let (newest, oldest) = (rows(Sort::DateDown, N_NEWEST)?, rows(Sort::DateUp, 1)?);
        let date_of_first = |rows: &[ArticleRow]| rows.first().and_then(|row| row.date);
        Ok(ProfileReading {
            gathered: Gathered::new(subject.clone()),
            subject: subject.clone(),
            query: subject.articles(),
            n_articles: ids.len(),
            n_to_read: ids.len(),
            timeline: Timeline::default(),
            span: (date_of_first(&oldest), date_of_first(&newest)),
            newest,
            n_shared: std::collections::BTreeMap::new(),
            n_counted: std::collections::BTreeMap::new(),
            ids: Vec::new(),
            listed: Some(ids),
            n_read: 0,
            identity: None,
            who: Some(Arc::clone(&narrowing.who)),
            one: Some(One {
                narrowing,
                dates: Vec::new(),
                timeline: Timeline::default(),
            }),
        })
    }
}

impl Profile {
    /// Which of several namesakes it is of alone, by its place in [`super::Who::namesakes`].
    #[must_use]
    pub fn nth_namesake(&self) -> Option<usize> {
        self.narrowed.as_ref().map(|narrowed| narrowed.nth)
    }

    /// The articles that a figure counts on the page of one of several, where the index would count
    /// those of all.
    pub(super) fn chosen_of_one(&self, figure: &Figure) -> Option<Chosen> {
        let dates = &self.narrowed.as_ref()?.dates;
        let of_dates = |is_meant: &dyn Fn(&Timeline) -> bool| {
            let meant = dates.iter().filter(|(_, date)| {
                let mut timeline = Timeline::default();
                timeline.add_date(*date);
                is_meant(&timeline)
            });
            let places: Vec<u32> = meant.map(|(place, _)| *place).collect();
            self.at(&places)
        };
        let in_range = |range: DateRange| move |timeline: &Timeline| timeline.n_in(range) > 0;
        Some(match figure {
            Figure::All => Chosen::Articles(Arc::clone(&self.articles)),
            Figure::Dates(range) => of_dates(&in_range(*range)),
            Figure::Undated => of_dates(&|timeline| timeline.n_undated > 0),
            Figure::Company(facet, name, Closeness::Article) => {
                self.at(&self.companion(*facet, name)?.article)
            }
            _ => return None,
        })
    }

    /// The articles of a figure that tells who goes by the name.
    pub(super) fn told_by_who(&self, figure: &Figure) -> Option<&Arc<[ArticleId]>> {
        let who = self.who.as_ref()?;
        match figure {
            Figure::Namesake(nth) => Some(&who.namesakes.get(*nth)?.articles),
            Figure::Open => Some(&who.open),
            Figure::AlsoWritten(name) => {
                let also = self.also_written();
                let also = also.iter().find(|also| also.name == *name)?;
                Some(&also.articles)
            }
            _ => None,
        }
    }

    /// The other names of whom the page is of; of several namesakes together, none.
    #[must_use]
    pub fn also_written(&self) -> &[super::AlsoWritten] {
        let one = self.who.as_ref().and_then(|who| match self.nth_namesake() {
            Some(nth) => who.namesakes.get(nth),
            None if who.is_of_several() => None,
            None => who.namesakes.first(),
        });
        one.map_or(&[], |one| &one.also_written)
    }
}
