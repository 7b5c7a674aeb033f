//! Persons of one name: linked by posts, bodies, places of office and company; told apart by what
//! `clashes` finds.

use super::clashes::{Clashes, do_clash, find_clashes};
use super::homes::place_stem;
use super::joining::Joined;
use super::post_words::{Calling, PostWords, bare_post, read_post};
use super::{Cited, Group, Identities, Link, Observation, Reason, Separation};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// How much company must be shared: a person counts twice, a body once.
const N_COMPANY: usize = 4;
/// A body's name must be this long, in characters, to tell anything.
const N_BODY_CHARS: usize = 4;
/// Persons that a reason names.
const N_NAMED: usize = 3;

/// An observation, taken apart.
pub(super) struct Seen<'a> {
    pub(super) of: &'a Observation,
    pub(super) day: Option<i32>,
    /// The given names of a foreign one: 马修 of 马修·米勒.
    pub(super) given: Option<&'a str>,
    pub(super) posts: Vec<(&'a str, PostWords)>,
}

pub(super) fn cited(of: &Observation) -> Cited {
    Cited {
        article: of.article.clone(),
        date: of.date,
        span: of.span,
    }
}

/// Who has a name.
pub(super) fn resolve_persons(observations: &[Observation]) -> Identities {
    let seen: Vec<Seen<'_>> = observations
        .iter()
        .map(|of| Seen {
            of,
            day: of.date.and_then(|date| date.first_day().day_number()),
            given: std::iter::once(&of.name)
                .chain(&of.aliases)
                .find_map(|name| Some(name.rsplit_once('·')?.0)),
            posts: of
                .posts
                .iter()
                .map(|post| bare_post(post))
                .map(|post| (post, read_post(post)))
                .collect(),
        })
        .collect();
    let mut joined = Joined::new(seen.len());
    let mut reasons: Vec<Option<Reason>> = vec![None; seen.len()];
    join_by_posts(&seen, &mut joined, &mut reasons);
    join_by_company(&seen, &mut joined, &mut reasons);
    let mut sets = joined.sets();
    sets.sort_by_key(|set| (Reverse(set.len()), set.first().copied()));
    let clashes = find_clashes(&seen, &sets);
    if clashes.is_empty() {
        let members = (0..seen.len()).collect();
        return Identities {
            groups: Vec::from_iter((!seen.is_empty()).then(|| group_of(members, &reasons))),
            ..Identities::default()
        };
    }
    part(&seen, &sets, &clashes, &reasons)
}

fn group_of(mut members: Vec<usize>, reasons: &[Option<Reason>]) -> Group {
    members.sort_unstable();
    let links = members.iter().skip(1).map(|member| Link {
        member: *member,
        reason: reasons
            .get(*member)
            .cloned()
            .flatten()
            .unwrap_or(Reason::Unopposed),
    });
    Group {
        links: links.collect(),
        members,
        ..Group::default()
    }
}

// ---- what links ----

/// Joins what has the same post, a post of the same body, or an office of the same place.
fn join_by_posts(seen: &[Seen<'_>], joined: &mut Joined, reasons: &mut [Option<Reason>]) {
    type Key<'a> = (u8, &'a str);
    let mut firsts: BTreeMap<Key<'_>, usize> = BTreeMap::new();
    let mut links: Vec<(u8, usize, usize, Reason)> = Vec::new();
    for (idx, one) in seen.iter().enumerate() {
        for (post, words) in &one.posts {
            let keys = [
                (!words.body.is_empty()).then_some((0, *post)),
                (words.body.chars().count() >= N_BODY_CHARS
                    && words.place.as_deref() != Some(words.body.as_str()))
                .then_some((1, words.body.as_str())),
                words
                    .place
                    .as_deref()
                    .filter(|place| words.calling == Some(Calling::Office) && *place != "中国")
                    .map(|place| (2, place_stem(place))),
            ];
            for key in keys.into_iter().flatten() {
                let first = *firsts.entry(key).or_insert(idx);
                let Some(at) = seen
                    .get(first)
                    .filter(|_| first != idx)
                    .map(|s| cited(s.of))
                else {
                    continue;
                };
                let what = key.1.to_owned();
                let reason = match key.0 {
                    0 => Reason::SamePost { post: what, at },
                    1 => Reason::SameBody { body: what, at },
                    _ => Reason::SamePlace { place: what, at },
                };
                links.push((key.0, first, idx, reason));
            }
        }
    }
    let mut given: BTreeMap<&str, usize> = BTreeMap::new();
    for (idx, name) in seen
        .iter()
        .enumerate()
        .filter_map(|(i, s)| Some((i, s.given?)))
    {
        let first = *given.entry(name).or_insert(idx);
        if first != idx {
            links.push((3, first, idx, Reason::SameName));
        }
    }
    // The strongest reason is the one that is told.
    links.sort_by_key(|(strength, _, idx, _)| (*strength, *idx));
    for (_, first, idx, reason) in links {
        joined.join(first, idx);
        if let Some(slot) = reasons.get_mut(idx) {
            slot.get_or_insert(reason);
        }
    }
}

/// Joins those who stand alone to those with whom they share company.
fn join_by_company(seen: &[Seen<'_>], joined: &mut Joined, reasons: &mut [Option<Reason>]) {
    let sets = joined.sets();
    let mut company: BTreeMap<&str, BTreeMap<usize, usize>> = BTreeMap::new();
    for (place, set) in sets.iter().enumerate() {
        for member in set {
            let Some(one) = seen.get(*member) else {
                continue;
            };
            for name in names_around(one) {
                company
                    .entry(name)
                    .or_default()
                    .entry(place)
                    .or_insert(*member);
            }
        }
    }
    for (own, set) in sets.iter().enumerate() {
        let [alone] = set.as_slice() else { continue };
        let Some(one) = seen.get(*alone) else {
            continue;
        };
        let mut shared: BTreeMap<usize, Vec<(&str, usize)>> = BTreeMap::new();
        for name in names_around(one) {
            for (place, member) in company.get(name).into_iter().flatten() {
                if *place != own {
                    shared.entry(*place).or_default().push((name, *member));
                }
            }
        }
        let is_person = |name: &str| one.of.people.iter().any(|known| known == name);
        let weight = |names: &[(&str, usize)]| -> usize {
            let weights = names
                .iter()
                .map(|(name, _)| if is_person(name) { 2 } else { 1 });
            weights.sum()
        };
        let best = shared
            .iter()
            .filter(|(_, names)| names.iter().any(|(name, _)| is_person(name)))
            .max_by_key(|(place, names)| (weight(names), Reverse(**place)));
        let Some((place, names)) = best.filter(|(_, names)| weight(names) >= N_COMPANY) else {
            continue;
        };
        let other = sets.get(*place).map(Vec::as_slice).unwrap_or_default();
        if do_clash(seen, set, other) {
            continue;
        }
        let Some((_, member)) = names.first() else {
            continue;
        };
        let Some(at) = seen.get(*member).map(|s| cited(s.of)) else {
            continue;
        };
        joined.join(*alone, *member);
        let named = names
            .iter()
            .take(N_NAMED)
            .map(|(name, _)| (*name).to_owned());
        let reason = Reason::SameCompany {
            people: named.collect(),
            at,
        };
        // The later one of the two is told of.
        if let Some(slot) = reasons.get_mut(*alone.max(member)) {
            slot.get_or_insert(reason);
        }
    }
}

/// Persons, and bodies whose names are long enough.
fn names_around<'a>(one: &Seen<'a>) -> BTreeSet<&'a str> {
    let own = |name: &&String| **name != one.of.name && !one.of.aliases.contains(name);
    let bodies = one.of.bodies.iter();
    let bodies = bodies.filter(|name| name.chars().count() >= N_BODY_CHARS);
    let people = one.of.people.iter().filter(own);
    people.chain(bodies).map(String::as_str).collect()
}

/// Who contradicts all others is somebody else; who contradicts some of them is the one of the same
/// calling, if there is one; who contradicts nobody may be any of them.
fn part(
    seen: &[Seen<'_>],
    sets: &[Vec<usize>],
    clashes: &Clashes,
    reasons: &[Option<Reason>],
) -> Identities {
    let clash = |one: usize, other: usize| clashes.get(&(one.min(other), one.max(other)));
    let involved: BTreeSet<usize> = clashes
        .keys()
        .flat_map(|(one, other)| [*one, *other])
        .collect();
    let mut parts: Vec<Vec<usize>> = Vec::new();
    let mut open: Vec<usize> = (0..sets.len())
        .filter(|set| !involved.contains(set))
        .collect();
    for set in &involved {
        let free: Vec<usize> = (0..parts.len())
            .filter(|part| {
                let others = parts.get(*part).into_iter().flatten();
                others.copied().all(|other| clash(*set, other).is_none())
            })
            .collect();
        let same = |part: &usize| {
            let others = parts.get(*part).into_iter().flatten();
            let (own, others) = (marks_of(seen, sets, [*set]), others.copied());
            own == marks_of(seen, sets, others)
        };
        match free.as_slice() {
            [] => parts.push(vec![*set]),
            [only] if same(only) => parts.iter_mut().skip(*only).take(1).for_each(|part| {
                part.push(*set);
            }),
            _ => open.push(*set),
        }
    }
    let separations = separate(&parts, clashes);
    let members = |part: &[usize]| -> Vec<usize> {
        let sets = part.iter().filter_map(|place| sets.get(*place));
        sets.flatten().copied().collect()
    };
    let mut open = members(&open);
    open.sort_unstable();
    Identities {
        groups: parts
            .iter()
            .map(|part| group_of(members(part), reasons))
            .collect(),
        separations,
        open,
    }
}

/// The callings of sets, each with the place of its office.
fn marks_of<'a>(
    seen: &'a [Seen<'_>],
    sets: &[Vec<usize>],
    of: impl IntoIterator<Item = usize>,
) -> BTreeSet<(Calling, Option<&'a str>)> {
    let members = of.into_iter().filter_map(|place| sets.get(place)).flatten();
    let posts = members.filter_map(|idx| seen.get(*idx));
    let posts = posts.flat_map(|one| &one.posts);
    posts
        .filter_map(|(_, words)| Some((words.calling?, words.place.as_deref())))
        .collect()
}

fn separate(parts: &[Vec<usize>], clashes: &Clashes) -> Vec<Separation> {
    let mut separations = Vec::new();
    for (nth, one) in parts.iter().enumerate() {
        for (mth, other) in parts.iter().enumerate().skip(nth + 1) {
            let mut pairs = one.iter().flat_map(|a| other.iter().map(move |b| (*a, *b)));
            let reason = pairs.find_map(|(a, b)| clashes.get(&(a.min(b), a.max(b))));
            separations.extend(reason.map(|reason| Separation {
                groups: (nth, mth),
                reason: reason.clone(),
            }));
        }
    }
    separations
}
