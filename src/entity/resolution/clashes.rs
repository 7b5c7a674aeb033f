//! What two sets of observations contradict each other in, so that they surely are not one person.

use super::homes::are_two_places;
use super::persons::{Seen, cited};
use super::post_words::{Calling, PostWords};
use super::{Apart, CitedPost, Observation};
use std::collections::BTreeMap;

/// Days within which two callings are of the same time.
const N_DAYS_TOGETHER: i32 = 400;

/// Which sets contradict each other, the first of two before the second.
pub(super) type Clashes = BTreeMap<(usize, usize), Apart>;

/// Can a post contradict another?
fn is_telling(words: &PostWords) -> bool {
    words.calling.is_some() || words.rank.is_some()
}

/// A post with its day.
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

/// What a set has that can contradict another.
struct Side<'a> {
    /// By day.
    told: Vec<Told<'a>>,
    /// Given names, each with the full name.
    given: BTreeMap<&'a str, &'a str>,
}

impl<'a> Side<'a> {
    fn of(seen: &'a [Seen<'a>], set: &[usize]) -> Self {
        let members = || set.iter().filter_map(|idx| seen.get(*idx));
        let mut told: Vec<Told<'a>> = members()
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
        let named = members().filter_map(|one| {
            let mut names = std::iter::once(&one.of.name).chain(&one.of.aliases);
            Some((one.given?, names.find(|name| name.contains('·'))?.as_str()))
        });
        Self {
            told,
            given: named.collect(),
        }
    }

    /// Why two sides are not one person, where they surely are not.
    fn clash(&self, other: &Side<'_>) -> Option<Apart> {
        if let Some(reason) = by_given_names(self, other) {
            return Some(reason);
        }
        for left in &self.told {
            for right in &other.told {
                if let Some(reason) = by_posts(left, right) {
                    return Some(reason);
                }
            }
        }
        by_turns(&self.told, &other.told).or_else(|| by_turns(&other.told, &self.told))
    }
}

/// Which of some sets contradict each other.
pub(super) fn find_clashes(seen: &[Seen<'_>], sets: &[Vec<usize>]) -> Clashes {
    let sides = sets.iter().map(|set| Side::of(seen, set)).enumerate();
    let telling: Vec<(usize, Side<'_>)> = sides
        .filter(|(_, side)| !side.told.is_empty() || !side.given.is_empty())
        .collect();
    let mut clashes = Clashes::new();
    for (nth, (one, left)) in telling.iter().enumerate() {
        for (other, right) in telling.iter().skip(nth + 1) {
            if let Some(reason) = left.clash(right) {
                clashes.insert((*one, *other), reason);
            }
        }
    }
    clashes
}

/// Do two sets contradict each other?
pub(super) fn do_clash(seen: &[Seen<'_>], left: &[usize], right: &[usize]) -> bool {
    Side::of(seen, left).clash(&Side::of(seen, right)).is_some()
}

/// Offices of two countries, callings and ranks that nobody has at the same time.
fn by_posts(one: &Told<'_>, other: &Told<'_>) -> Option<Apart> {
    let countries = one.words.country.zip(other.words.country);
    if countries.is_some_and(|(one, other)| one != other) {
        return Some(Apart::Countries {
            one: one.cited(),
            other: other.cited(),
        });
    }
    let is_now = !one.words.is_former && !other.words.is_former;
    let is_together = (one.day - other.day).abs() <= N_DAYS_TOGETHER;
    (is_now && is_together && one.words.excludes(other.words)).then(|| Apart::Callings {
        one: one.cited(),
        other: other.cited(),
    })
}

/// Given names of which none has a character of another.
fn by_given_names(one: &Side<'_>, other: &Side<'_>) -> Option<Apart> {
    // One name is written in more ways than one (戴维, 戴卫), and may be cut.
    let is_like = |a: &str, b: &str| a.chars().any(|c| c != '·' && b.contains(c));
    let is_shared = one
        .given
        .keys()
        .any(|a| other.given.keys().any(|b| is_like(a, b)));
    let (left, right) = (one.given.values().next()?, other.given.values().next()?);
    (!is_shared).then(|| Apart::GivenNames {
        one: (*left).to_owned(),
        other: (*right).to_owned(),
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
