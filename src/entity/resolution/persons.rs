//! Persons of one name: linked by posts, bodies, places of office and company; told apart by callings
//! that exclude each other, and by offices of two places held by turns.

use super::homes::{are_two_places, place_stem};
use super::joining::Joined;
use super::post_words::{Calling, PostWords, bare_post, read_post};
use super::{Apart, Cited, CitedPost, Group, Identities, Link, Observation, Reason, Separation};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Days within which two callings are of the same time.
const N_DAYS_TOGETHER: i32 = 400;
/// How much company must be shared: a person counts twice, a body once.
const N_COMPANY: usize = 4;
/// A body's name must be this long, in characters, to tell anything.
const N_BODY_CHARS: usize = 4;
/// Persons that a reason names.
const N_NAMED: usize = 3;

/// An observation, taken apart.
struct Seen<'a> {
    of: &'a Observation,
    day: Option<i32>,
    /// The given name of a foreign one: 马修 of 马修·米勒.
    given: Option<&'a str>,
    posts: Vec<(&'a str, PostWords)>,
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
                .find_map(|name| Some(name.split_once('·')?.0)),
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
    part(&sets, &clashes, &reasons)
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
        if find_clash(seen, set, other).is_some() {
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

// ---- what tells apart ----

type Clashes = BTreeMap<(usize, usize), Apart>;

/// Can a post contradict another?
fn is_telling(words: &PostWords) -> bool {
    words.calling.is_some() || words.rank.is_some()
}

fn find_clashes(seen: &[Seen<'_>], sets: &[Vec<usize>]) -> Clashes {
    // Only who has a calling or a given name can contradict anybody.
    let telling: Vec<usize> = (0..sets.len())
        .filter(|place| {
            let members = sets.get(*place).into_iter().flatten();
            let mut members = members.filter_map(|idx| seen.get(*idx));
            members.any(|one| one.given.is_some() || one.posts.iter().any(|p| is_telling(&p.1)))
        })
        .collect();
    let mut clashes = Clashes::new();
    for (nth, one) in telling.iter().enumerate() {
        for other in telling.iter().skip(nth + 1) {
            let (Some(left), Some(right)) = (sets.get(*one), sets.get(*other)) else {
                continue;
            };
            if let Some(reason) = find_clash(seen, left, right) {
                clashes.insert((*one, *other), reason);
            }
        }
    }
    clashes
}

/// A post with its day, of somebody who has a calling.
struct Told<'a> {
    of: &'a Observation,
    day: i32,
    post: &'a str,
    words: &'a PostWords,
}

impl Told<'_> {
    fn cited(&self) -> CitedPost {
        CitedPost {
            post: self.post.to_owned(),
            at: cited(self.of),
        }
    }
}

fn told_by<'a>(seen: &'a [Seen<'a>], set: &[usize]) -> Vec<Told<'a>> {
    let members = set.iter().filter_map(|idx| seen.get(*idx));
    let mut told: Vec<Told<'a>> = members
        .filter_map(|one| Some((one, one.day?)))
        .flat_map(|(one, day)| {
            one.posts.iter().map(move |(post, words)| Told {
                of: one.of,
                day,
                post,
                words,
            })
        })
        .filter(|told| is_telling(told.words))
        .collect();
    told.sort_by_key(|told| told.day);
    told
}

/// Why two sets are not one person, where they surely are not.
fn find_clash(seen: &[Seen<'_>], left: &[usize], right: &[usize]) -> Option<Apart> {
    if let Some(reason) = by_given_names(seen, left, right) {
        return Some(reason);
    }
    let (left, right) = (told_by(seen, left), told_by(seen, right));
    for one in &left {
        for other in &right {
            let is_now = !one.words.is_former && !other.words.is_former;
            let is_together = (one.day - other.day).abs() <= N_DAYS_TOGETHER;
            let countries = one.words.country.zip(other.words.country);
            if countries.is_some_and(|(one, other)| one != other) {
                return Some(Apart::Countries {
                    one: one.cited(),
                    other: other.cited(),
                });
            }
            if is_now && is_together && one.words.excludes(other.words) {
                return Some(Apart::Callings {
                    one: one.cited(),
                    other: other.cited(),
                });
            }
        }
    }
    by_turns(&left, &right).or_else(|| by_turns(&right, &left))
}

/// Given names of which none is both's.
fn by_given_names(seen: &[Seen<'_>], left: &[usize], right: &[usize]) -> Option<Apart> {
    let given = |set: &[usize]| -> BTreeMap<&str, &str> {
        let members = set.iter().filter_map(|idx| seen.get(*idx));
        let named = members.filter_map(|one| {
            let mut names = std::iter::once(&one.of.name).chain(&one.of.aliases);
            Some((one.given?, names.find(|name| name.contains('·'))?.as_str()))
        });
        named.collect()
    };
    let (left, right) = (given(left), given(right));
    let (one, other) = (left.iter().next()?, right.iter().next()?);
    let is_shared = left.keys().any(|name| right.contains_key(name));
    (!is_shared).then(|| Apart::GivenNames {
        one: (*one.1).to_owned(),
        other: (*other.1).to_owned(),
    })
}

/// Offices of one place, and between them one of another place.
fn by_turns(around: &[Told<'_>], between: &[Told<'_>]) -> Option<Apart> {
    let place = |told: &Told<'_>| {
        let is_office = told.words.calling == Some(Calling::Office) && !told.words.is_former;
        told.words.place.clone().filter(|_| is_office)
    };
    for inner in between {
        let Some(inner_place) = place(inner) else {
            continue;
        };
        let is_other = |told: &&Told<'_>| {
            place(told).is_some_and(|outer| are_two_places(&outer, &inner_place))
        };
        let before = around
            .iter()
            .filter(is_other)
            .find(|told| told.day < inner.day);
        let Some(before) = before else { continue };
        let is_same = |told: &&Told<'_>| place(told) == place(before);
        let comes_back = around
            .iter()
            .filter(is_same)
            .any(|told| told.day > inner.day);
        if comes_back {
            return Some(Apart::Places {
                one: before.cited(),
                other: inner.cited(),
            });
        }
    }
    None
}

/// Groups of sets that do not contradict each other; who contradicts nobody may be any of them.
fn part(sets: &[Vec<usize>], clashes: &Clashes, reasons: &[Option<Reason>]) -> Identities {
    let clash = |one: usize, other: usize| clashes.get(&(one.min(other), one.max(other)));
    let involved: BTreeSet<usize> = clashes
        .keys()
        .flat_map(|(one, other)| [*one, *other])
        .collect();
    let mut parts: Vec<Vec<usize>> = Vec::new();
    for set in &involved {
        // Who contradicts the same people is taken to be one.
        let fits = parts.iter_mut().find(|part| {
            part.iter().all(|other| clash(*set, *other).is_none())
                && part.iter().any(|other| {
                    involved.iter().any(|third| {
                        clash(*set, *third).is_some() && clash(*other, *third).is_some()
                    })
                })
        });
        match fits {
            Some(part) => part.push(*set),
            None => parts.push(vec![*set]),
        }
    }
    let mut separations = Vec::new();
    for (nth, one) in parts.iter().enumerate() {
        for (mth, other) in parts.iter().enumerate().skip(nth + 1) {
            let mut pairs = one.iter().flat_map(|a| other.iter().map(move |b| (*a, *b)));
            if let Some(reason) = pairs.find_map(|(a, b)| clash(a, b)) {
                separations.push(Separation {
                    groups: (nth, mth),
                    reason: reason.clone(),
                });
            }
        }
    }
    let members = |part: &Vec<usize>| -> Vec<usize> {
        let sets = part.iter().filter_map(|place| sets.get(*place));
        sets.flatten().copied().collect()
    };
    let open = sets
        .iter()
        .enumerate()
        .filter(|(place, _)| !involved.contains(place));
    let mut open: Vec<usize> = open.flat_map(|(_, set)| set).copied().collect();
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
