//! From mentions to things: one entity per name and kind, short forms with their full names where
//! only one full name can be meant.

use super::persons::Office;
use crate::model::{Entity, EntityKind, Mention, Person, Recognition, Span, clip};
use std::collections::BTreeMap;

/// Puts an article's recognition together from its sorted mentions and the posts found.
pub(super) fn assemble(text: &str, mentions: Vec<Mention>, offices: &[Office]) -> Recognition {
    let people = list_people(text, &mentions, offices);
    let entities = list_entities(text, &mentions, &people);
    Recognition {
        mentions,
        people,
        entities,
    }
}

/// The words of a stretch without blanks at Chinese characters' sides.
fn surface(text: &str, span: Span) -> String {
    clip(text, span).trim().to_owned()
}

fn list_people(text: &str, mentions: &[Mention], offices: &[Office]) -> Vec<Person> {
    let mut people: Vec<Person> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for mention in mentions.iter().filter(|m| m.kind == EntityKind::Person) {
        let name = surface(text, mention.span);
        if !places.contains_key(&name) {
            places.insert(name.clone(), people.len());
            people.push(Person {
                name,
                posts: Vec::new(),
            });
        }
    }
    for office in offices {
        let Some(person) = places
            .get(&surface(text, office.name))
            .and_then(|place| people.get_mut(*place))
        else {
            continue;
        };
        for post in &office.posts {
            add_post(&mut person.posts, surface(text, *post));
        }
    }
    people
}

/// One post in two forms is kept once, in the fuller.
pub(super) fn add_post(posts: &mut Vec<String>, post: String) {
    if post.is_empty() || posts.iter().any(|known| known.ends_with(&post)) {
        return;
    }
    if let Some(shorter) = posts
        .iter_mut()
        .find(|known| post.ends_with(known.as_str()))
    {
        *shorter = post;
    } else {
        posts.push(post);
    }
}

fn list_entities(text: &str, mentions: &[Mention], people: &[Person]) -> Vec<Entity> {
    let mut entities = Vec::new();
    for kind in EntityKind::ALL {
        let mut names: Vec<String> = Vec::new();
        let mut idxs: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (idx, mention) in mentions.iter().enumerate().filter(|(_, m)| m.kind == kind) {
            let name = surface(text, mention.span);
            let list = idxs.entry(name.clone()).or_default();
            if list.is_empty() {
                names.push(name);
            }
            list.push(idx);
        }
        let owners = find_full_names(&names, kind);
        let mut shorter: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (place, owner) in owners
            .iter()
            .enumerate()
            .filter(|(place, owner)| place != *owner)
        {
            shorter.entry(*owner).or_default().push(place);
        }
        for (place, name) in names.iter().enumerate() {
            if owners.get(place).is_some_and(|owner| *owner != place) {
                continue;
            }
            let aliases: Vec<String> = shorter
                .get(&place)
                .into_iter()
                .flatten()
                .filter_map(|i| names.get(*i).cloned())
                .collect();
            let mut mention_idxs: Vec<usize> = std::iter::once(name)
                .chain(&aliases)
                .filter_map(|n| idxs.get(n))
                .flatten()
                .copied()
                .collect();
            mention_idxs.sort_unstable();
            entities.push(Entity {
                kind,
                name: name.clone(),
                posts: posts_of(people, kind, name, &aliases),
                aliases,
                mention_idxs,
            });
        }
    }
    let order = |kind: EntityKind| EntityKind::ALL.iter().position(|k| *k == kind);
    entities.sort_by_key(|e: &Entity| (order(e.kind), e.mention_idxs.first().copied()));
    entities
}

fn posts_of(people: &[Person], kind: EntityKind, name: &str, aliases: &[String]) -> Vec<String> {
    if kind != EntityKind::Person {
        return Vec::new();
    }
    let mut posts = Vec::new();
    for person in people
        .iter()
        .filter(|p| p.name == name || aliases.contains(&p.name))
    {
        for post in &person.posts {
            add_post(&mut posts, post.clone());
        }
    }
    posts
}

/// More names than this of one kind are not compared with each other.
const MAX_COMPARED: usize = 400;

/// For every name the place of its full name: its own when it has none or more than one.
pub(super) fn find_full_names(names: &[String], kind: EntityKind) -> Vec<usize> {
    let own: Vec<usize> = (0..names.len()).collect();
    if names.len() > MAX_COMPARED || matches!(kind, EntityKind::Date | EntityKind::Quantity) {
        return own;
    }
    let mut owners = own;
    for (place, name) in names.iter().enumerate() {
        let mut full = names
            .iter()
            .enumerate()
            .filter(|(other, longer)| *other != place && is_short_form(name, longer, kind));
        if let (Some((only, _)), None) = (full.next(), full.next())
            && let Some(owner) = owners.get_mut(place)
        {
            *owner = only;
        }
    }
    // A short form of a short form goes to the end of the chain; names only get longer.
    (0..names.len())
        .map(|place| {
            let mut at = place;
            while let Some(next) = owners.get(at)
                && *next != at
            {
                at = *next;
            }
            at
        })
        .collect()
}

/// Can `short` stand for `full`, by form alone?
fn is_short_form(short: &str, full: &str, kind: EntityKind) -> bool {
    if short.len() >= full.len() || short.chars().count() < 2 {
        return false;
    }
    match kind {
        EntityKind::Place => {
            ["省", "市", "县", "区", "镇", "乡", "村", "自治区", "地区"]
                .iter()
                .any(|end| full.strip_suffix(end) == Some(short))
                || (full.ends_with(short) && short.ends_with("区") && short.chars().count() >= 3)
        }
        EntityKind::Person => full.ends_with(short) && full.contains('·'),
        EntityKind::Organization => is_short_body(short, full),
        _ => full.ends_with(short) && short.chars().count() >= 4,
    }
}

/// 区党工委 for 高新区党工委; 恒澈传动 for 苏州恒澈传动科技有限公司; 哈密市政府 for 哈密市人民政府.
pub(super) fn is_short_body(short: &str, full: &str) -> bool {
    if full.ends_with(short) {
        return short.chars().count() >= 2;
    }
    if full.replace("人民政府", "政府") == short {
        return true;
    }
    let core = ["公司", "集团", "股份"]
        .iter()
        .find_map(|form| short.strip_suffix(form))
        .unwrap_or(short);
    let is_firm = ["公司", "集团"].iter().any(|form| full.ends_with(form));
    let n_core = core.chars().count();
    // The firm's own name, perhaps behind its place, and then letters of the rest in order.
    let stands_early = full.find(core).is_some_and(|at| {
        full.get(..at)
            .is_some_and(|before| before.chars().count() <= 4)
    });
    is_firm && n_core >= 2 && stands_early
}
