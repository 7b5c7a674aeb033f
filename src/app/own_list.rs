//! A list of its own: the articles that a figure on a name's page counts, whatever is typed and
//! filtered. What was listed before comes back when it is left.

use super::{App, CHUNK, Job};
use crate::library::{Chosen, Closeness, DateRange, Figure, MeetingCard};
use crate::library::{Only, Profile, Query, Sort, Subject};

/// What such a list is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListAbout {
    /// All articles of the name.
    All,
    /// Those of a time.
    Dates(DateRange),
    /// Those of no known date.
    Undated,
    /// Those that give a post.
    Post(String),
    /// Those that name another one so near.
    Company(String, Closeness),
    /// Those that tell a meeting.
    Meeting(Box<MeetingCard>),
    /// Those of one of several namesakes.
    Namesake(String),
    /// Those that do not show which of them is meant.
    Open,
    /// Those that have another name.
    AlsoWritten(String),
}

/// The articles of a figure, with what they are called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnList {
    /// Whose page the figure stands on.
    pub subject: Subject,
    /// What its articles call it; of one of several namesakes with what tells it from the others.
    pub name: String,
    /// On the page of which of several namesakes the figure stands; `None`: of all.
    pub(super) nth: Option<usize>,
    /// The figure.
    figure: Figure,
    /// What it counts.
    pub about: ListAbout,
    /// The articles.
    pub chosen: Chosen,
    /// What is marked in them.
    pub marks: Query,
}

impl OwnList {
    /// The list of a figure; `None` where the profile has no such figure.
    #[must_use]
    pub fn of(profile: &Profile, figure: &Figure) -> Option<Self> {
        let about = match figure {
            Figure::All => ListAbout::All,
            Figure::Dates(range) => ListAbout::Dates(*range),
            Figure::Undated => ListAbout::Undated,
            Figure::Post(post) => ListAbout::Post(post.clone()),
            Figure::Company(_, name, near) => ListAbout::Company(name.clone(), *near),
            Figure::Meeting(place) => {
                let meeting = profile.meetings.get(*place)?;
                ListAbout::Meeting(Box::new(meeting.card.clone()))
            }
            Figure::Namesake(nth) => ListAbout::Namesake(label_of(profile, *nth)),
            Figure::Open => ListAbout::Open,
            Figure::AlsoWritten(name) => ListAbout::AlsoWritten(name.clone()),
        };
        Some(Self {
            subject: profile.subject.clone(),
            figure: figure.clone(),
            name: match (profile.nth_namesake(), figure) {
                (None, _) | (_, Figure::Namesake(_) | Figure::Open) => profile.name.clone(),
                (Some(nth), _) => format!("{}（{}）", profile.name, label_of(profile, nth)),
            },
            nth: profile.nth_namesake(),
            about,
            chosen: profile.chosen(figure)?,
            marks: profile.marks(figure),
        })
    }
}

/// What tells a namesake from the others; its number, where nothing does.
fn label_of(profile: &Profile, nth: usize) -> String {
    let namesakes = profile.who.as_ref().map(|who| &who.namesakes);
    let label = namesakes.and_then(|namesakes| Some(namesakes.get(nth)?.label()));
    let label = label.filter(|label| !label.is_empty());
    label.unwrap_or_else(|| (nth + 1).to_string())
}

impl App {
    /// The order of the list: one of its own has the newest first, unless another order was chosen.
    #[must_use]
    pub fn list_sort(&self) -> Sort {
        match (&self.own_list, self.sort) {
            (Some(_), Sort::Relevance) => Sort::DateDown,
            (_, sort) => sort,
        }
    }

    /// What names the list that is shown: another one begins at its top.
    #[must_use]
    pub fn list_key(&self) -> String {
        match &self.own_list {
            Some(list) => format!("{} {:?}", list.name, list.about),
            None => self.query.to_string(),
        }
    }

    /// What is marked in the articles of the list.
    pub(super) fn marks(&self) -> Query {
        let own = self.own_list.as_ref().map(|list| &list.marks);
        own.unwrap_or(&self.query).clone()
    }

    pub(super) fn show_own_list(&mut self, list: OwnList) -> Vec<Job> {
        self.own_list = Some(list);
        self.opens_first = true;
        self.find_from_start()
    }

    /// What the list's figure counts now that the library has changed.
    pub(super) fn renew_own_list(&mut self, profile: &Profile) -> Vec<Job> {
        let Some(list) = &self.own_list else {
            return vec![];
        };
        // Which meeting or namesake had been meant is not known any more; a query finds what there is
        // by itself.
        let is_by_ids = matches!(list.chosen, Chosen::Articles(_));
        let is_by_place = matches!(list.figure, Figure::Meeting(_) | Figure::Namesake(_));
        let is_of_page = list.subject == profile.subject && list.nth == profile.nth_namesake();
        if !is_of_page || !is_by_ids || is_by_place {
            return vec![];
        }
        match OwnList::of(profile, &list.figure) {
            Some(now) if now.chosen == list.chosen => vec![],
            Some(now) => {
                self.own_list = Some(now);
                self.find_from_start()
            }
            None => self.leave_own_list(),
        }
    }

    /// Back to what is typed and filtered.
    pub(super) fn leave_own_list(&mut self) -> Vec<Job> {
        if self.own_list.take().is_none() {
            return vec![];
        }
        let mut jobs = self.find_from_start();
        // What is open keeps its place, but its marks are of the list that was left.
        jobs.extend(self.reload());
        jobs
    }

    /// Searches for what the list shows, where a query says it.
    pub(super) fn search_own_list(&mut self) -> Vec<Job> {
        let Some(list) = &self.own_list else {
            return vec![];
        };
        let Chosen::Query(query) = &list.chosen else {
            return vec![];
        };
        let typed = query.to_string();
        self.own_list = None;
        self.filters.clear();
        self.query_text = typed;
        self.understand();
        self.query = self.filtered_query(true);
        self.only = Only::All;
        self.reprints_of = None;
        let mut jobs = self.find_from_start();
        jobs.extend(self.reload());
        jobs
    }

    /// The job for a stretch of the list, where it is one of its own.
    pub(super) fn own_list_chunk(&self, chunk: usize) -> Option<Job> {
        let list = self.own_list.as_ref()?;
        Some(Job::ListChosen {
            generation: self.find_generation,
            chosen: list.chosen.clone(),
            marks: list.marks.clone(),
            sort: self.list_sort(),
            offset: chunk * CHUNK,
            limit: CHUNK,
        })
    }
}
