//! What a subject's articles say of it, one after another: its names and posts, who stands near it,
//! what it took part in. Pure.

use super::subject::{Subject, facets_of};
use super::{MeetingCard, ProfileMeeting};
use crate::entity::{Closeness, Tenure, Tenures, closeness_to, read_meetings};
use crate::index::Facet;
use crate::model::{ArticleText, Deed, EntityKind, PartialDate, Recognition, Span};
use crate::text::fold;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What the articles read so far say.
#[derive(Debug)]
pub(super) struct Gathered {
    subject: Subject,
    pub(super) n_mentions: usize,
    /// How many articles have it under each name, as their full name for it and in any manner.
    full_names: BTreeMap<String, usize>,
    all_names: BTreeMap<String, usize>,
    tenures: Tenures,
    near: BTreeMap<(Facet, String), Near>,
    meetings: Vec<Arc<ProfileMeeting>>,
    /// Where a meeting told in these words stands among them.
    told: BTreeMap<(Deed, usize, String), usize>,
}

/// Where a name stands beside the subject.
#[derive(Debug, Default)]
pub(super) struct Near {
    /// As it is printed.
    pub(super) name: String,
    /// Is it the full name of something somewhere?
    pub(super) is_listed: bool,
    pub(super) article: Vec<u32>,
    pub(super) paragraph: Vec<u32>,
    pub(super) sentence: Vec<u32>,
}

/// An article as it is read for a subject.
pub(super) struct ReadArticle<'a> {
    /// Its place among the subject's.
    pub(super) place: u32,
    pub(super) date: Option<PartialDate>,
    pub(super) text: &'a ArticleText,
    pub(super) recognition: &'a Recognition,
    /// Where its text only says who wrote it.
    pub(super) bylines: &'a [Span],
    /// Where it names the subject, where others go by its name as well.
    pub(super) only: Option<&'a [Span]>,
}

impl ReadArticle<'_> {
    /// Is a thing of the article the one that is meant?
    fn is_meant(&self, place: usize) -> bool {
        let Some(only) = self.only else { return true };
        let entity = self.recognition.entities.get(place);
        let mentions = entity.into_iter().flat_map(|entity| &entity.mention_idxs);
        let mut mentions = mentions.filter_map(|idx| self.recognition.mentions.get(*idx));
        mentions.any(|mention| only.contains(&mention.span))
    }
}

impl Gathered {
    pub(super) fn new(subject: Subject) -> Self {
        Self {
            subject,
            n_mentions: 0,
            full_names: BTreeMap::new(),
            all_names: BTreeMap::new(),
            tenures: Tenures::default(),
            near: BTreeMap::new(),
            meetings: Vec::new(),
            told: BTreeMap::new(),
        }
    }

    /// Takes in what an article says. One that does not name the subject any more says nothing.
    pub(super) fn take_in(&mut self, article: &ReadArticle<'_>) {
        let mut own = self.subject.places_in(article.recognition);
        own.retain(|place| article.is_meant(*place));
        let entities = || {
            let places = own.iter();
            places.filter_map(|place| article.recognition.entities.get(*place))
        };
        let mentions: BTreeSet<usize> = entities().flat_map(|e| &e.mention_idxs).copied().collect();
        if mentions.is_empty() {
            return;
        }
        self.n_mentions += mentions.len();
        let mut names: BTreeSet<&str> = BTreeSet::new();
        for entity in entities() {
            *self.full_names.entry(entity.name.clone()).or_default() += 1;
            names.insert(&entity.name);
            names.extend(entity.aliases.iter().map(String::as_str));
            for post in &entity.posts {
                self.tenures.add(post, article.place, article.date);
            }
        }
        for name in names {
            *self.all_names.entry(name.to_owned()).or_default() += 1;
        }
        let mentions: Vec<usize> = mentions.into_iter().collect();
        self.take_company(article, &own, &mentions);
        self.take_meetings(article, &mentions);
    }

    fn take_company(&mut self, article: &ReadArticle<'_>, own: &[usize], mentions: &[usize]) {
        let near = closeness_to(
            &article.text.text,
            article.recognition,
            mentions,
            article.bylines,
        );
        // An article counts once for a name, however many things it calls so.
        let mut of_article: BTreeMap<(Facet, String), (Closeness, bool, &str)> = BTreeMap::new();
        let entities = article.recognition.entities.iter().zip(near).enumerate();
        for (_, (entity, closeness)) in entities.filter(|(place, _)| !own.contains(place)) {
            let others = entity.aliases.iter().map(|name| (name, false));
            for (name, is_full) in std::iter::once((&entity.name, true)).chain(others) {
                for facet in facets_of(entity.kind) {
                    let is_listed = is_full && is_listed(*facet, entity.kind);
                    let known = of_article.entry((*facet, fold(name).text));
                    let known = known.or_insert((closeness, is_listed, name.as_str()));
                    known.0 = known.0.max(closeness);
                    known.1 |= is_listed;
                }
            }
        }
        for (key, (closeness, is_listed, name)) in of_article {
            let near = self.near.entry(key).or_default();
            if near.name.is_empty() || is_listed && !near.is_listed {
                name.clone_into(&mut near.name);
            }
            near.is_listed |= is_listed;
            near.article.push(article.place);
            if closeness >= Closeness::Paragraph {
                near.paragraph.push(article.place);
            }
            if closeness >= Closeness::Sentence {
                near.sentence.push(article.place);
            }
        }
    }

    fn take_meetings(&mut self, article: &ReadArticle<'_>, mentions: &[usize]) {
        for meeting in read_meetings(article.text, article.recognition) {
            if !meeting.parts().any(|part| mentions.contains(&part)) {
                continue;
            }
            let card = MeetingCard::of(article.text, article.recognition, &meeting);
            // A reprint tells the same with the same words at the same place of the sentence.
            let at = meeting.verb.start.saturating_sub(meeting.sentence.start);
            let key = (card.deed, at, fold(&card.sentence).text);
            let known = self
                .told
                .get(&key)
                .and_then(|at| self.meetings.get_mut(*at));
            if let Some(known) = known {
                let known = Arc::make_mut(known);
                if known.articles.last() != Some(&article.place) {
                    known.articles.push(article.place);
                }
                continue;
            }
            self.told.insert(key, self.meetings.len());
            self.meetings.push(Arc::new(ProfileMeeting {
                card,
                date: article.date,
                articles: vec![article.place],
            }));
        }
    }

    /// What the articles call the subject: its name, in the form that most print; where a rule gave
    /// it another name, that.
    pub(super) fn name(&self) -> String {
        let own = fold(&self.subject.name).text;
        let names = || self.full_names.iter();
        most_used(names().filter(|(name, _)| fold(name).text == own))
            .or_else(|| most_used(names()))
            .unwrap_or(&self.subject.name)
            .clone()
    }

    /// Its other names, the most used first.
    pub(super) fn other_names(&self) -> Vec<(String, usize)> {
        let shown = self.name();
        let names = self.all_names.iter().filter(|(name, _)| **name != shown);
        let mut names: Vec<(String, usize)> = names.map(|(name, n)| (name.clone(), *n)).collect();
        names.sort_by_key(|(_, n)| Reverse(*n));
        names
    }

    pub(super) fn posts(&self) -> Vec<Tenure> {
        self.tenures.rows()
    }

    /// The names of a kind that stand beside the subject, the nearest first: by how many articles
    /// have both in one sentence, then in one paragraph, then at all.
    pub(super) fn near(&self, facet: Facet) -> Vec<(&str, &Near)> {
        let of_facet = self.near.iter().filter(|((of, _), _)| *of == facet);
        let listed = of_facet.filter(|(_, near)| near.is_listed);
        let mut listed: Vec<(&str, &Near)> = listed
            .map(|((_, folded), near)| (folded.as_str(), near))
            .collect();
        listed.sort_by_key(|(_, near)| {
            Reverse((
                near.sentence.len(),
                near.paragraph.len(),
                near.article.len(),
            ))
        });
        listed
    }

    /// What the subject took part in, in the order in which its articles were read.
    pub(super) fn meetings(&self) -> Vec<Arc<ProfileMeeting>> {
        self.meetings.clone()
    }
}

/// Of as many, the first in order.
fn most_used<'a>(names: impl Iterator<Item = (&'a String, &'a usize)>) -> Option<&'a String> {
    let most = names.max_by_key(|(name, n)| (**n, Reverse(*name)));
    most.map(|(name, _)| name)
}

/// A site makes a line among the places, and not among the projects, where it is only counted.
fn is_listed(facet: Facet, kind: EntityKind) -> bool {
    !(facet == Facet::Project && kind == EntityKind::Facility)
}
