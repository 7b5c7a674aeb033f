//! Which mentions are of one thing after the reader's rules: as recognition had it, as far as no
//! rule says otherwise.

use super::book::Identities;
use super::is_named;
use crate::entity::group::{add_post, find_full_names};
use crate::model::{Entity, EntityKind, Mention, Person, Recognition, clip};
use std::collections::{BTreeMap, BTreeSet};

/// The names of one kind in an article.
struct Owners {
    /// For each name that stands in the text the name of its thing.
    own: BTreeMap<String, String>,
}

/// Puts a recognition together from corrected mentions and what was recognised before.
pub(super) fn regroup(
    text: &str,
    mentions: Vec<Mention>,
    found: Recognition,
    identities: &Identities,
) -> Recognition {
    let is_touched = |entity: &Entity| {
        let mut names = std::iter::once(&entity.name).chain(&entity.aliases);
        names.any(|name| identities.is_spoken_of(entity.kind, name))
    };
    if mentions == found.mentions && !found.entities.iter().any(is_touched) {
        return found;
    }
    let people = list_people(text, &mentions, &found.people, identities);
    let mut entities = Vec::new();
    for kind in EntityKind::ALL {
        let of_kind = list_kind(text, &mentions, &found, kind, identities);
        for (name, aliases, mention_idxs) in of_kind {
            let posts = posts_of(&people, kind, &name, &aliases);
            entities.push(Entity {
                kind,
                name,
                aliases,
                posts,
                mention_idxs,
            });
        }
    }
    Recognition {
        mentions,
        people,
        entities,
    }
}

fn surface(text: &str, mention: &Mention) -> String {
    clip(text, mention.span).trim().to_owned()
}

/// Every person once, in order of first mention; one who got another name has it.
fn list_people(
    text: &str,
    mentions: &[Mention],
    before: &[Person],
    identities: &Identities,
) -> Vec<Person> {
    let mut people: Vec<Person> = Vec::new();
    let mut seen = BTreeSet::new();
    for mention in mentions.iter().filter(|m| m.kind == EntityKind::Person) {
        let name = surface(text, mention);
        if !seen.insert(name.clone()) {
            continue;
        }
        let shown = identities.root(EntityKind::Person, &name).to_owned();
        let place = people.iter().position(|person| person.name == shown);
        let place = place.unwrap_or_else(|| {
            people.push(Person {
                name: shown.clone(),
                posts: Vec::new(),
            });
            people.len() - 1
        });
        let Some(person) = people.get_mut(place) else {
            continue;
        };
        for old in before.iter().filter(|p| p.name == name || p.name == shown) {
            for post in &old.posts {
                add_post(&mut person.posts, post.clone());
            }
        }
    }
    people
}

fn posts_of(people: &[Person], kind: EntityKind, name: &str, aliases: &[String]) -> Vec<String> {
    let mut posts = Vec::new();
    let named = |person: &&Person| person.name == name || aliases.contains(&person.name);
    for person in people
        .iter()
        .filter(|_| kind == EntityKind::Person)
        .filter(named)
    {
        for post in &person.posts {
            add_post(&mut posts, post.clone());
        }
    }
    posts
}

/// The things of a kind, by first mention: name, other names, mentions.
fn list_kind(
    text: &str,
    mentions: &[Mention],
    found: &Recognition,
    kind: EntityKind,
    identities: &Identities,
) -> Vec<(String, Vec<String>, Vec<usize>)> {
    let mut names: Vec<String> = Vec::new();
    let mut idxs: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (idx, mention) in mentions.iter().enumerate().filter(|(_, m)| m.kind == kind) {
        let name = surface(text, mention);
        let list = idxs.entry(name.clone()).or_default();
        if list.is_empty() {
            names.push(name);
        }
        list.push(idx);
    }
    let owners = Owners::of(text, &names, found, kind);
    let mut things: Vec<(String, Vec<String>, Vec<usize>)> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for name in names {
        let shown = owners.resolve(&name, kind, identities);
        let place = *places.entry(shown.clone()).or_insert_with(|| {
            things.push((shown.clone(), Vec::new(), Vec::new()));
            things.len() - 1
        });
        let Some((_, aliases, mention_idxs)) = things.get_mut(place) else {
            continue;
        };
        mention_idxs.extend(idxs.get(&name).into_iter().flatten());
        if name != shown {
            aliases.push(name);
        }
    }
    for (_, _, mention_idxs) in &mut things {
        mention_idxs.sort_unstable();
    }
    things.sort_by_key(|(_, _, mention_idxs)| mention_idxs.first().copied());
    things
}

impl Owners {
    /// As recognition had it; names that are new stand with what their form says.
    fn of(text: &str, names: &[String], found: &Recognition, kind: EntityKind) -> Self {
        let mut own: BTreeMap<String, String> = BTreeMap::new();
        let mut stood: BTreeSet<String> = BTreeSet::new();
        for entity in found.entities.iter().filter(|entity| entity.kind == kind) {
            for mention in entity
                .mention_idxs
                .iter()
                .filter_map(|idx| found.mentions.get(*idx))
            {
                let name = surface(text, mention);
                stood.insert(name.clone());
                own.entry(name).or_insert_with(|| entity.name.clone());
            }
        }
        let standing: BTreeSet<&String> = names.iter().collect();
        let is_new = |name: &String| !stood.contains(name);
        let by_form = find_full_names(names, kind);
        let mut owners = BTreeMap::new();
        for (name, full) in names.iter().zip(by_form) {
            let full = names.get(full).unwrap_or(name);
            let before = own.get(name);
            // The thing's name was taken away by a rule; or it never stood there and is a rule's.
            let is_gone = before.is_some_and(|b| stood.contains(b) && !standing.contains(b));
            let is_alone = before.is_none_or(|b| b == name) || is_gone;
            let owner = match before {
                Some(before) if !is_alone => before,
                // What was alone on purpose is not joined but to something new.
                _ if is_new(name) || is_new(full) || is_gone => full,
                _ => name,
            };
            owners.insert(name.clone(), owner.clone());
        }
        Self { own: owners }
    }

    /// The name of a name's thing: rules lead from name to name, and so does what recognition said
    /// of short forms, until they come to an end.
    fn resolve(&self, name: &str, kind: EntityKind, identities: &Identities) -> String {
        let first = identities.root(kind, name);
        if !is_named(kind) {
            return first.to_owned();
        }
        let mut path = vec![first];
        loop {
            let at = path.last().copied().unwrap_or(first);
            let Some(full) = self.own.get(at) else { break };
            let next = identities.root(kind, full);
            if next == at {
                break;
            }
            if identities.are_apart(kind, first, next) {
                return first.to_owned();
            }
            if let Some(turn) = path.iter().position(|seen| *seen == next) {
                // Two names that are each other's short form: any will do, if it is always the same.
                let circle = path.get(turn..).unwrap_or_default();
                return circle.iter().min().copied().unwrap_or(first).to_owned();
            }
            path.push(next);
        }
        path.last().copied().unwrap_or(first).to_owned()
    }
}
