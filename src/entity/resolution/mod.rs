//! "Are these one and the same?" Names of many articles put together to things, or kept apart, each
//! with the reason that a reader can check. Pure: it is given what each article says of a name.
//!
//! Precision comes first. Names are linked where a text says so or their posts, bodies or companions
//! agree; they are told apart only where two posts cannot be one person's at the same time, or a
//! body is said to be a part of another. What is neither stands open: shown with all others where
//! nobody else has the name, and as open where somebody has.

mod bodies;
mod clashes;
mod homes;
mod joining;
mod persons;
mod post_words;
mod reason;
mod short_names;

pub use bodies::{is_ranked, stands_before};
pub use homes::home_of;
pub use reason::{Apart, Cited, CitedPost, Reason};
pub use short_names::{ShortName, short_names_in};

use crate::model::{ArticleId, EntityKind, PartialDate, Span};
use std::collections::BTreeMap;

/// What one article says of one thing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Observation {
    /// Which article.
    pub article: Option<ArticleId>,
    /// The day it is of.
    pub date: Option<PartialDate>,
    /// The full name that the article has.
    pub name: String,
    /// Its other names there.
    pub aliases: Vec<String>,
    /// Where it is named first, in the article's text.
    pub span: Span,
    /// The posts that it has there, for persons.
    pub posts: Vec<String>,
    /// Persons in the same article.
    pub people: Vec<String>,
    /// Bodies in the same article.
    pub bodies: Vec<String>,
    /// Sentences that give one of its names as short for another.
    pub short_names: Vec<ShortName>,
    /// The place that the article's page is of, where it is known.
    pub home: Option<String>,
}

/// A post of somebody, and when it is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenPost {
    /// In the articles' own words.
    pub post: String,
    /// The date of the first article that names it.
    pub first: Option<PartialDate>,
    /// The date of the last.
    pub last: Option<PartialDate>,
    /// How many articles name it.
    pub n_articles: usize,
}

/// Why an observation belongs to its group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Which: its place in what was given.
    pub member: usize,
    /// Why.
    pub reason: Reason,
}

/// What is one and the same thing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// Its names with the number of articles that have each, the most frequent first.
    pub names: Vec<(String, usize)>,
    /// Its observations: places in what was given, ascending.
    pub members: Vec<usize>,
    /// Its posts, the first named first.
    pub posts: Vec<SeenPost>,
    /// Why they are one: for each member but the first, in order.
    pub links: Vec<Link>,
    /// The dates of the first and the last article.
    pub dates: Option<(PartialDate, PartialDate)>,
}

/// Two groups that are not one, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Separation {
    /// The places of the groups.
    pub groups: (usize, usize),
    /// Why.
    pub reason: Apart,
}

/// Who or what has a name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identities {
    /// The largest first.
    pub groups: Vec<Group>,
    /// Why groups are not one.
    pub separations: Vec<Separation>,
    /// Observations that may belong to more than one group.
    pub open: Vec<usize>,
}

/// Puts together what is one and the same thing, and keeps apart what is not.
#[must_use]
pub fn resolve(kind: EntityKind, observations: &[Observation]) -> Identities {
    let mut identities = if kind == EntityKind::Person {
        persons::resolve_persons(observations)
    } else {
        bodies::resolve_bodies(observations)
    };
    for group in &mut identities.groups {
        complete(group, observations);
    }
    sort_groups(&mut identities);
    identities
}

/// Names, posts and dates of a group, from its members.
fn complete(group: &mut Group, observations: &[Observation]) {
    let mut names: BTreeMap<&str, usize> = BTreeMap::new();
    let mut posts: Vec<SeenPost> = Vec::new();
    let mut dates: Vec<PartialDate> = Vec::new();
    for seen in group
        .members
        .iter()
        .filter_map(|idx| observations.get(*idx))
    {
        for name in std::iter::once(&seen.name).chain(&seen.aliases) {
            *names.entry(name).or_default() += 1;
        }
        dates.extend(seen.date);
        for post in seen.posts.iter().map(|post| post_words::bare_post(post)) {
            let known = posts.iter_mut().find(|known| known.post == post);
            match known {
                Some(known) => {
                    known.n_articles += 1;
                    known.first = earlier(known.first, seen.date);
                    known.last = later(known.last, seen.date);
                }
                None => posts.push(SeenPost {
                    post: post.to_owned(),
                    first: seen.date,
                    last: seen.date,
                    n_articles: 1,
                }),
            }
        }
    }
    let mut names: Vec<(String, usize)> =
        names.into_iter().map(|(n, k)| (n.to_owned(), k)).collect();
    names.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| b.0.len().cmp(&a.0.len())));
    posts.sort_by_key(|post| (post.first.map(PartialDate::first_day), post.last));
    group.names = names;
    group.posts = posts;
    group.dates = dates
        .iter()
        .min_by_key(|date| date.first_day())
        .copied()
        .zip(dates.iter().max_by_key(|date| date.last_day()).copied());
}

fn earlier(one: Option<PartialDate>, other: Option<PartialDate>) -> Option<PartialDate> {
    one.into_iter()
        .chain(other)
        .min_by_key(|date| date.first_day())
}

fn later(one: Option<PartialDate>, other: Option<PartialDate>) -> Option<PartialDate> {
    one.into_iter()
        .chain(other)
        .max_by_key(|date| date.last_day())
}

/// The largest group first; separations follow their groups.
fn sort_groups(identities: &mut Identities) {
    let mut order: Vec<usize> = (0..identities.groups.len()).collect();
    let groups = &identities.groups;
    order.sort_by_key(|idx| {
        let n_members = groups.get(*idx).map_or(0, |group| group.members.len());
        (std::cmp::Reverse(n_members), *idx)
    });
    let place = |of: usize| order.iter().position(|idx| *idx == of).unwrap_or(of);
    for separation in &mut identities.separations {
        let (one, other) = separation.groups;
        separation.groups = (place(one).min(place(other)), place(one).max(place(other)));
    }
    identities
        .separations
        .sort_by_key(|separation| separation.groups);
    identities.groups = order
        .iter()
        .filter_map(|idx| identities.groups.get(*idx).cloned())
        .collect();
}
