//! Who goes by a page's name, and under which other names: what `entity::resolution` found out,
//! told as articles of the page. Every number opens its articles, every reason the place that
//! shows it.

use super::Subject;
use crate::entity::resolution::{
    Apart, Cited, CitedPost, Group, Observation, Reason, SeenPost, Separation,
};
use crate::library::NameIdentities;
use crate::model::{ArticleId, PartialDate, Span};
use crate::text::fold;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Posts or names that stand for one of several.
const N_IN_LABEL: usize = 2;

/// Who goes by a name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Who {
    /// Those that it is a name of, the one with the most articles first; more than one are
    /// namesakes.
    pub namesakes: Vec<Namesake>,
    /// Why they are not one.
    pub partings: Vec<Parting>,
    /// Articles of the name that do not show which of the namesakes is meant; where there is one
    /// only, none.
    pub open: Arc<[ArticleId]>,
    /// Were there more articles than were looked at?
    pub is_cut: bool,
}

/// One that goes by the name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Namesake {
    /// Its posts, the first named first.
    pub posts: Vec<SeenPost>,
    /// The dates of its first and its last article.
    pub dates: Option<(PartialDate, PartialDate)>,
    /// Its articles under this name.
    pub articles: Arc<[ArticleId]>,
    /// Its other names, the most used first.
    pub also_written: Vec<AlsoWritten>,
    /// Where each of its articles names it.
    pub(super) places: BTreeMap<ArticleId, Vec<Span>>,
}

/// Another name of the same thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlsoWritten {
    /// The name.
    pub name: String,
    /// The articles that have it.
    pub articles: Arc<[ArticleId]>,
    /// Why it is one with the page's name.
    pub reason: Option<Reason>,
    /// The place that shows it.
    pub at: Option<Cited>,
}

/// Two namesakes, and why they are not one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parting {
    /// Their places.
    pub namesakes: (usize, usize),
    /// Why.
    pub reason: Apart,
    /// What each of them is there, and the place that shows it.
    pub evidence: Vec<CitedPost>,
}

/// One of several namesakes, for whom alone a page is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Narrowing {
    /// Who goes by the name.
    pub who: Arc<Who>,
    /// Which of them.
    pub nth: usize,
}

impl Narrowing {
    /// The one.
    #[must_use]
    pub fn namesake(&self) -> Option<&Namesake> {
        self.who.namesakes.get(self.nth)
    }
}

impl Namesake {
    /// What tells it from the others in a few words: its latest posts, else other names; may be
    /// empty.
    #[must_use]
    pub fn label(&self) -> String {
        let posts = self.posts.iter().rev().map(|post| post.post.as_str());
        let mut words: Vec<&str> = posts.take(N_IN_LABEL).collect();
        words.reverse();
        if words.is_empty() {
            let names = self.also_written.iter().map(|also| also.name.as_str());
            words = names.take(N_IN_LABEL).collect();
        }
        words.join("、")
    }
}

impl Who {
    /// What was found out about a subject that its articles call `shown`. `listed` are all of its
    /// articles, where they are known.
    pub(super) fn of(
        found: &NameIdentities,
        subject: &Subject,
        shown: &str,
        listed: Option<&[ArticleId]>,
    ) -> Self {
        let names = Names {
            own: fold(&subject.name).text,
            shown: fold(shown).text,
            observations: &found.observations,
        };
        let groups = found.identities.groups.iter().enumerate();
        let mut namesakes: Vec<(usize, Namesake)> = groups
            .map(|(place, group)| (place, names.namesake(group)))
            .filter(|(_, namesake)| !namesake.articles.is_empty())
            .collect();
        namesakes.sort_by_key(|(_, namesake)| Reverse(namesake.articles.len()));
        let place = |of: usize| namesakes.iter().position(|(group, _)| *group == of);
        let separations = found.identities.separations.iter();
        let mut partings: Vec<Parting> = separations
            .filter_map(|separation| {
                let (one, other) = separation.groups;
                let (one, other) = (place(one)?, place(other)?);
                Some(Parting {
                    namesakes: (one.min(other), one.max(other)),
                    reason: separation.reason.clone(),
                    evidence: names.evidence(separation, &found.identities.groups),
                })
            })
            .collect();
        partings.sort_by_key(|parting| parting.namesakes);
        let namesakes: Vec<Namesake> = namesakes.into_iter().map(|(_, one)| one).collect();
        let open = if namesakes.len() < 2 {
            Vec::new()
        } else if let Some(listed) = listed.filter(|_| !found.is_cut) {
            let told: BTreeSet<&ArticleId> = namesakes.iter().flat_map(|n| &*n.articles).collect();
            let open = listed.iter().filter(|id| !told.contains(id));
            open.cloned().collect()
        } else {
            names.articles(&found.identities.open, |seen| names.is_own(seen))
        };
        Self {
            namesakes,
            partings,
            open: open.into(),
            is_cut: found.is_cut,
        }
    }

    /// Is it a name of more than one?
    #[must_use]
    pub fn is_of_several(&self) -> bool {
        self.namesakes.len() > 1
    }

    /// The namesake that has most of these articles, where there are several.
    #[must_use]
    pub fn likest(&self, articles: &[ArticleId]) -> Option<usize> {
        let known: BTreeSet<&ArticleId> = articles.iter().collect();
        let n_shared = |one: &Namesake| one.articles.iter().filter(|id| known.contains(id)).count();
        let namesakes = self.namesakes.iter().enumerate();
        let shared = namesakes.map(|(nth, one)| (n_shared(one), nth));
        let most = shared.max_by_key(|(n, nth)| (*n, Reverse(*nth)))?;
        (self.is_of_several() && most.0 > 0).then_some(most.1)
    }
}

/// The names of a page, and what the articles say of them.
struct Names<'a> {
    /// The name by which the page's articles are its own, folded.
    own: String,
    /// The name that the page shows, folded.
    shown: String,
    observations: &'a [Observation],
}

/// All names that an article has for a thing.
fn names_of(seen: &Observation) -> impl Iterator<Item = &str> {
    std::iter::once(&seen.name)
        .chain(&seen.aliases)
        .map(String::as_str)
}

fn cited(seen: &Observation) -> Cited {
    Cited {
        article: seen.article.clone(),
        date: seen.date,
        span: seen.span,
    }
}

impl<'a> Names<'a> {
    fn is_own(&self, seen: &Observation) -> bool {
        names_of(seen).any(|name| fold(name).text == self.own)
    }

    fn members(&self, members: &[usize]) -> Vec<&'a Observation> {
        let observations = self.observations;
        let members = members.iter();
        members.filter_map(|idx| observations.get(*idx)).collect()
    }

    /// The articles of some observations, each once.
    fn articles(
        &self,
        members: &[usize],
        is_meant: impl Fn(&Observation) -> bool,
    ) -> Vec<ArticleId> {
        let members = self.members(members).into_iter();
        let articles = members.filter(|seen| is_meant(seen));
        let articles: BTreeSet<&ArticleId> = articles.filter_map(|s| s.article.as_ref()).collect();
        articles.into_iter().cloned().collect()
    }

    fn namesake(&self, group: &Group) -> Namesake {
        let mut places: BTreeMap<ArticleId, Vec<Span>> = BTreeMap::new();
        let mut dates: Vec<PartialDate> = Vec::new();
        let members = self.members(&group.members).into_iter();
        for seen in members.filter(|seen| self.is_own(seen)) {
            if let Some(id) = &seen.article {
                places.entry(id.clone()).or_default().push(seen.span);
                dates.extend(seen.date);
            }
        }
        let first = dates.iter().min_by_key(|date| date.first_day());
        let last = dates.iter().max_by_key(|date| date.last_day());
        let names = group.names.iter();
        let others = names.filter(|(name, _)| fold(name).text != self.shown);
        Namesake {
            posts: group.posts.clone(),
            dates: first.copied().zip(last.copied()),
            articles: places.keys().cloned().collect(),
            also_written: others.map(|(name, _)| self.also(name, group)).collect(),
            places,
        }
    }

    fn also(&self, name: &str, group: &Group) -> AlsoWritten {
        let has_it = |seen: &Observation| names_of(seen).any(|known| known == name);
        let told = self.why(name, group);
        let (reason, at) = told.map_or((None, None), |(reason, at)| (Some(reason), Some(at)));
        AlsoWritten {
            name: name.to_owned(),
            articles: self.articles(&group.members, has_it).into(),
            reason,
            at,
        }
    }

    /// Why a name is one with the others of its group, and where that is seen: a sentence that says
    /// so, an article that has both, or what linked it.
    fn why(&self, name: &str, group: &Group) -> Option<(Reason, Cited)> {
        let is_known = |other: &str| other != name && group.names.iter().any(|(n, _)| n == other);
        let members = self.members(&group.members);
        let said = members.iter().find_map(|seen| {
            let mut said = seen.short_names.iter();
            let said = said.find(|said| {
                said.short == name && is_known(&said.full)
                    || said.full == name && is_known(&said.short)
            })?;
            let at = Cited {
                span: said.span,
                ..cited(seen)
            };
            let (short, full) = (said.short.clone(), said.full.clone());
            Some(Reason::SaidToBeShort { short, full, at })
        });
        let both = || {
            let have_it = members
                .iter()
                .filter(|seen| names_of(seen).any(|n| n == name));
            let of_both = have_it.filter_map(|seen| {
                let short = if seen.name == name {
                    let is_shown = |alias: &&String| fold(alias).text == self.shown;
                    let aliases = || seen.aliases.iter();
                    aliases().find(is_shown).or_else(|| aliases().next())?
                } else {
                    name
                };
                let is_shown = [short, &seen.name].map(|name| fold(name).text == self.shown);
                let (short, full, at) = (short.to_owned(), seen.name.clone(), cited(seen));
                let reason = Reason::OneInArticle { short, full, at };
                Some((is_shown.contains(&true), reason))
            });
            // Rather with the name that the page shows.
            let first = of_both.reduce(|one, other| if other.0 && !one.0 { other } else { one });
            first.map(|(_, reason)| reason)
        };
        if let Some(reason) = said.or_else(both) {
            let at = reason.evidence().cloned()?;
            return Some((reason, at));
        }
        let links = group
            .links
            .iter()
            .filter(|link| !matches!(link.reason, Reason::SameName | Reason::Unopposed));
        let mut links = links.filter_map(|link| Some((self.observations.get(link.member)?, link)));
        let (seen, link) = links.find(|(seen, _)| names_of(seen).any(|n| n == name))?;
        let at = link.reason.evidence().cloned();
        Some((link.reason.clone(), at.unwrap_or_else(|| cited(seen))))
    }

    /// The two posts that contradict each other; else an article of each.
    fn evidence(&self, separation: &Separation, groups: &[Group]) -> Vec<CitedPost> {
        if let Some((one, other)) = separation.reason.posts() {
            return vec![one.clone(), other.clone()];
        }
        let (one, other) = separation.groups;
        let first = |group: usize| {
            let members = self.members(&groups.get(group)?.members);
            let seen = members.into_iter().find(|seen| self.is_own(seen))?;
            let (post, at) = (seen.name.clone(), cited(seen));
            Some(CitedPost { post, at })
        };
        [one, other].into_iter().filter_map(first).collect()
    }
}
