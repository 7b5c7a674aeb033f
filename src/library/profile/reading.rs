//! Reading a subject's articles, a few at a time, so that others may be answered between.

use super::gathered::{Gathered, Near, ReadArticle};
use super::narrowed::{Narrowed, One};
use super::{Companion, Company, Profile, Subject, Who};
use crate::index::query::Query;
use crate::index::{Facet, FacetList, Only, Order, Reprints, Stop, Timeline, Wish};
use crate::library::rows::date_of;
use crate::library::{ArticleRow, IdentityWork, LibraryError, Reader, Sort};
use crate::model::{ArticleId, PartialDate};
use crate::text::fold;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;

/// The facets that a subject has company in, in the order in which they are shown.
const FACETS: [Facet; 4] = [
    Facet::Person,
    Facet::Organization,
    Facet::Place,
    Facet::Project,
];
/// Rows of the newest articles.
const N_NEWEST: usize = 20;
/// Companions of a kind that are given.
const N_COMPANIONS: usize = 60;
/// Names of a kind whose articles are counted in one go.
const N_COUNTED: usize = 300;
/// Ids that are looked for at a time.
const N_IDS: usize = 1000;
/// Articles that are read at a time.
const N_AT_A_TIME: usize = 8;

/// A profile on its way.
#[derive(Debug)]
pub struct ProfileReading {
    pub(super) subject: Subject,
    pub(super) query: Query,
    pub(super) n_articles: usize,
    pub(super) n_to_read: usize,
    pub(super) timeline: Timeline,
    pub(super) span: (Option<PartialDate>, Option<PartialDate>),
    pub(super) newest: Vec<ArticleRow>,
    /// How many articles share a name with the subject, by facet and folded name.
    pub(super) n_shared: BTreeMap<(Facet, String), (String, usize)>,
    /// The same of names that are not among the most frequent, once they are counted.
    pub(super) n_counted: BTreeMap<(Facet, String), usize>,
    /// The articles to be read, as far as they are found; then all.
    pub(super) ids: Vec<ArticleId>,
    pub(super) listed: Option<Arc<[ArticleId]>>,
    pub(super) n_read: usize,
    pub(super) gathered: Gathered,
    /// Who goes by the name, as far as that is found out.
    pub(super) identity: Option<IdentityWork>,
    pub(super) who: Option<Arc<Who>>,
    /// Of one of these alone, where it is.
    pub(super) one: Option<One>,
}

impl Reader {
    /// Begins a profile: all that the index knows of it. At most `n_most` articles are to be read;
    /// given up once it is overtaken.
    ///
    /// # Errors
    /// When the index or the databases cannot be read; [`LibraryError::is_overtaken`].
    pub fn begin_profile(
        &self,
        subject: &Subject,
        n_most: usize,
        stop: &Stop,
    ) -> Result<ProfileReading, LibraryError> {
        self.see_commits()?;
        let query = subject.articles();
        let facets = self.facets(&query, Only::All, N_COUNTED, stop)?;
        let newest = self.find(&query, Sort::DateDown, 0, N_NEWEST)?;
        let oldest = self.find(&query, Sort::DateUp, 0, 1)?;
        let date_of_first = |rows: &[ArticleRow]| rows.first().and_then(|row| row.date);
        let n_articles = newest.total;
        Ok(ProfileReading {
            gathered: Gathered::new(subject.clone()),
            subject: subject.clone(),
            n_articles,
            n_to_read: n_articles.min(n_most),
            span: (date_of_first(&oldest.rows), date_of_first(&newest.rows)),
            newest: newest.rows,
            n_shared: shared_names(&facets.lists),
            n_counted: BTreeMap::new(),
            timeline: facets.timeline,
            ids: Vec::new(),
            listed: None,
            n_read: 0,
            query,
            identity: None,
            who: None,
            one: None,
        })
    }

    /// A whole profile at once.
    ///
    /// # Errors
    /// As [`Reader::begin_profile`].
    pub fn profile(&self, subject: &Subject, n_most: usize) -> Result<Profile, LibraryError> {
        let mut reading = self.begin_profile(subject, n_most, &Stop::never())?;
        while !reading.is_done() {
            reading.go_on(self)?;
        }
        reading.profile(self)
    }
}

fn shared_names(lists: &[FacetList]) -> BTreeMap<(Facet, String), (String, usize)> {
    let values = lists.iter().flat_map(|list| {
        let values = list.values.iter();
        values.map(|value| (list.facet, value))
    });
    values
        .map(|(facet, value)| {
            let key = (facet, fold(&value.name).text);
            (key, (value.name.clone(), value.n_articles))
        })
        .collect()
}

impl ProfileReading {
    /// Is there nothing left to read or to find out?
    #[must_use]
    pub fn is_done(&self) -> bool {
        let listed = self.listed.as_ref();
        listed.is_some_and(|ids| self.n_read >= ids.len()) && self.who.is_some()
    }

    /// How many articles have been read.
    #[must_use]
    pub fn n_read(&self) -> usize {
        self.n_read
    }

    /// Takes one step: a few milliseconds.
    ///
    /// # Errors
    /// When the index or the databases cannot be read.
    pub fn go_on(&mut self, reader: &Reader) -> Result<(), LibraryError> {
        match self.listed.clone() {
            None => self.find_more(reader),
            Some(ids) if self.n_read < ids.len() => self.read_more(reader, &ids),
            Some(ids) => self.find_out(reader, &ids),
        }
    }

    /// Finds out who goes by the name.
    fn find_out(&mut self, reader: &Reader, ids: &[ArticleId]) -> Result<(), LibraryError> {
        let Self {
            subject, identity, ..
        } = self;
        let work = identity.get_or_insert_with(|| reader.identities(subject.kind, &subject.name));
        if let Some(found) = work.step(reader)? {
            let is_all = self.n_to_read >= self.n_articles;
            let listed = Some(ids).filter(|_| is_all);
            let who = Who::of(&found, &self.subject, &self.gathered.name(), listed);
            self.who = Some(Arc::new(who));
        }
        Ok(())
    }

    /// Finds the next of the articles to be read, the newest first.
    fn find_more(&mut self, reader: &Reader) -> Result<(), LibraryError> {
        let offset = self.ids.len();
        let limit = N_IDS.min(self.n_to_read.saturating_sub(offset));
        let wish = Wish {
            query: &self.query,
            only: Only::All,
            reprints: Reprints::Apart,
            order: Order::Newest,
            offset,
            limit,
        };
        let found = reader.index.answer(wish, &Stop::never())?;
        let is_end = found.ids.len() < limit;
        self.ids.extend(found.ids.into_iter().map(ArticleId));
        if is_end || self.ids.len() >= self.n_to_read {
            // Fewer than were counted: the library has changed since.
            self.n_to_read = self.ids.len();
            self.listed = Some(std::mem::take(&mut self.ids).into());
        }
        Ok(())
    }

    fn read_more(&mut self, reader: &Reader, ids: &[ArticleId]) -> Result<(), LibraryError> {
        let end = ids.len().min(self.n_read + N_AT_A_TIME);
        let some = ids.get(self.n_read..end).unwrap_or_default();
        let connections = reader.connections();
        let found = connections.catalog.find_recognized(some)?;
        drop(connections);
        let mut found = found.into_iter().peekable();
        for (place, id) in (self.n_read..).zip(some) {
            // One that is gone from the catalog is left out.
            let Some((stored, recognition)) = found.next_if(|(stored, _)| stored.id == *id) else {
                continue;
            };
            let place = u32::try_from(place).unwrap_or(u32::MAX);
            let date = date_of(&stored).0;
            if let Some(one) = &mut self.one {
                one.add(place, date);
            }
            let text = stored.article.full_text();
            self.gathered.take_in(&ReadArticle {
                place,
                date,
                text: &text,
                recognition: &recognition,
                bylines: &stored.article.byline_spans(&text),
                only: self.one.as_ref().map(|one| one.places_in(id)),
            });
        }
        self.n_read = end;
        Ok(())
    }

    /// What is known so far.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn profile(&mut self, reader: &Reader) -> Result<Profile, LibraryError> {
        let mut company = Vec::with_capacity(FACETS.len());
        for facet in FACETS {
            company.push(self.company(reader, facet)?);
        }
        let gathered = &self.gathered;
        Ok(Profile {
            subject: self.subject.clone(),
            name: gathered.name(),
            other_names: gathered.other_names(),
            n_articles: self.n_articles,
            timeline: self
                .one
                .as_ref()
                .map_or(&self.timeline, One::timeline)
                .clone(),
            first: self.span.0,
            last: self.span.1,
            newest: self.newest.clone(),
            n_read: self.n_read,
            n_to_read: self.n_to_read,
            is_done: self.is_done(),
            n_mentions: gathered.n_mentions,
            posts: gathered.posts(),
            company: company.into_iter().filter(|c| c.n_names > 0).collect(),
            meetings: gathered.meetings(),
            who: self.who.clone(),
            narrowed: self.one.as_ref().map(Narrowed::of),
            articles: self.listed.clone().unwrap_or_default(),
        })
    }

    /// What is counted for it stays known for the next time.
    fn company(&mut self, reader: &Reader, facet: Facet) -> Result<Company, LibraryError> {
        let own = fold(&self.subject.name).text;
        let near = self.gathered.near(facet);
        let others = near
            .into_iter()
            .filter(|(folded, _)| facet != self.subject.facet() || *folded != own);
        let others: Vec<(&str, &Near)> = others.collect();
        let mut companions = Vec::new();
        for (folded, near) in others.iter().take(N_COMPANIONS) {
            let key = (facet, (*folded).to_owned());
            let (name, n_articles) = match self.n_shared.get(&key) {
                _ if self.one.is_some() => (&near.name, near.article.len()),
                Some((name, n_articles)) => (name, *n_articles),
                None => {
                    let n_articles = match self.n_counted.entry(key) {
                        Entry::Occupied(known) => *known.get(),
                        Entry::Vacant(unknown) => {
                            let both = self.subject.articles_with(Some(facet.leaf(&near.name)));
                            *unknown.insert(reader.index.count(&both, Only::All)?)
                        }
                    };
                    (&near.name, n_articles)
                }
            };
            companions.push(Companion {
                name: name.clone(),
                n_articles,
                article: match self.one {
                    Some(_) => near.article.clone(),
                    None => Vec::new(),
                },
                paragraph: near.paragraph.clone(),
                sentence: near.sentence.clone(),
            });
        }
        companions.sort_by_key(|c| {
            let counts = (c.sentence.len(), c.paragraph.len(), c.n_articles);
            std::cmp::Reverse(counts)
        });
        Ok(Company {
            facet,
            n_names: others.len(),
            companions,
        })
    }
}
