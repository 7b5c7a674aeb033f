//! Who and what is in an article, as the catalog keeps it: names are stretches of its text.
//!
//! Read beside the article's [full text](crate::model::Article::full_text). As in
//! [`super::compact`], the order of fields is part of the format.

use crate::model::{Entity, EntityKind, Mention, Person, Recognition, Span, clip};
use serde::{Deserialize, Serialize};

/// The kinds by their numbers.
const KINDS: [EntityKind; 7] = [
    EntityKind::Person,
    EntityKind::Organization,
    EntityKind::Place,
    EntityKind::Facility,
    EntityKind::Date,
    EntityKind::Quantity,
    EntityKind::Project,
];

#[derive(Serialize, Deserialize)]
struct CompactRecognition {
    /// Of each mention: how far it is from the end of the last one, and its length and kind in one
    /// number.
    mentions: Vec<(usize, usize)>,
    entities: Vec<CompactEntity>,
    /// `None` where they are those of the entities, in the order of their first mentions.
    people: Option<Vec<(Name, Vec<Name>)>>,
}

#[derive(Serialize, Deserialize)]
struct CompactEntity {
    /// Its place in [`KINDS`].
    kind: u8,
    name: Name,
    aliases: Vec<Name>,
    posts: Vec<Name>,
    /// Each as its difference from the last one.
    mentions: Vec<usize>,
}

#[derive(Serialize, Deserialize)]
enum Name {
    /// What one of the entity's own mentions says, counted from 0.
    Mentioned(usize),
    /// A stretch of the text: where it begins, and its length.
    Said(usize, usize),
    Other(String),
}

/// A recognition as bytes, to be read beside its text; `None` where it would not come back as it is.
pub(super) fn pack_recognition(recognition: &Recognition, text: &str) -> Option<Vec<u8>> {
    let mut last_end = 0;
    let mut mentions = Vec::with_capacity(recognition.mentions.len());
    for mention in &recognition.mentions {
        let gap = mention.span.start.checked_sub(last_end)?;
        let kind = usize::from(kind_number(mention.kind)?);
        mentions.push((gap, mention.span.len() * KINDS.len() + kind));
        last_end = mention.span.end;
    }
    let mut entities = Vec::with_capacity(recognition.entities.len());
    for entity in &recognition.entities {
        let own = said_by(&recognition.mentions, &entity.mention_idxs, text);
        let names = |names: &[String]| names.iter().map(|n| Name::of(n, &own, text)).collect();
        let mut last = 0;
        let mut differences = Vec::with_capacity(entity.mention_idxs.len());
        for idx in &entity.mention_idxs {
            differences.push(idx.checked_sub(last)?);
            last = *idx;
        }
        entities.push(CompactEntity {
            kind: kind_number(entity.kind)?,
            name: Name::of(&entity.name, &own, text),
            aliases: names(&entity.aliases),
            posts: names(&entity.posts),
            mentions: differences,
        });
    }
    let are_people_told = people_of(&recognition.entities) == recognition.people;
    let in_text = |name: &String| Name::of(name, &[], text);
    let people = recognition.people.iter().map(|person| {
        let posts = person.posts.iter().map(in_text).collect();
        (in_text(&person.name), posts)
    });
    let compact = CompactRecognition {
        mentions,
        entities,
        people: (!are_people_told).then(|| people.collect()),
    };
    let bytes = postcard::to_allocvec(&compact).ok()?;
    (unpack_recognition(&bytes, text).as_ref() == Some(recognition)).then_some(bytes)
}

/// The recognition that was packed beside such a text; `None` where the bytes are damaged.
pub(super) fn unpack_recognition(bytes: &[u8], text: &str) -> Option<Recognition> {
    let compact: CompactRecognition = postcard::from_bytes(bytes).ok()?;
    let mut at: usize = 0;
    let mut mentions = Vec::with_capacity(compact.mentions.len());
    for (gap, number) in compact.mentions {
        let start = at.checked_add(gap)?;
        at = start.checked_add(number / KINDS.len())?;
        mentions.push(Mention {
            span: Span::new(start, at),
            kind: *KINDS.get(number % KINDS.len())?,
        });
    }
    let entities = compact.entities.into_iter();
    let entities: Vec<Entity> = entities
        .map(|entity| entity.read(&mentions, text))
        .collect::<Option<_>>()?;
    let people = match compact.people {
        None => people_of(&entities),
        Some(people) => people
            .into_iter()
            .map(|(name, posts)| {
                Some(Person {
                    name: name.read(&[], text)?,
                    posts: read_all(posts, &[], text)?,
                })
            })
            .collect::<Option<_>>()?,
    };
    Some(Recognition {
        mentions,
        people,
        entities,
    })
}

impl CompactEntity {
    fn read(self, mentions: &[Mention], text: &str) -> Option<Entity> {
        let mut last: usize = 0;
        let mut mention_idxs = Vec::with_capacity(self.mentions.len());
        for difference in self.mentions {
            last = last.checked_add(difference)?;
            mention_idxs.push(last);
        }
        let own = said_by(mentions, &mention_idxs, text);
        Some(Entity {
            kind: *KINDS.get(usize::from(self.kind))?,
            name: self.name.read(&own, text)?,
            aliases: read_all(self.aliases, &own, text)?,
            posts: read_all(self.posts, &own, text)?,
            mention_idxs,
        })
    }
}

/// What these mentions say.
fn said_by<'a>(mentions: &[Mention], idxs: &[usize], text: &'a str) -> Vec<&'a str> {
    let spans = idxs.iter().filter_map(|idx| mentions.get(*idx));
    spans.map(|mention| clip(text, mention.span)).collect()
}

/// The people among things, in the order of their first mentions.
fn people_of(entities: &[Entity]) -> Vec<Person> {
    let mut people: Vec<&Entity> = entities
        .iter()
        .filter(|entity| entity.kind == EntityKind::Person)
        .collect();
    people.sort_by_key(|entity| entity.mention_idxs.first());
    let person = |entity: &Entity| Person {
        name: entity.name.clone(),
        posts: entity.posts.clone(),
    };
    people.into_iter().map(person).collect()
}

fn kind_number(kind: EntityKind) -> Option<u8> {
    let nth = KINDS.iter().position(|known| *known == kind)?;
    u8::try_from(nth).ok()
}

fn read_all(names: Vec<Name>, own: &[&str], text: &str) -> Option<Vec<String>> {
    names.into_iter().map(|name| name.read(own, text)).collect()
}

impl Name {
    fn of(name: &str, own: &[&str], text: &str) -> Self {
        if let Some(nth) = own.iter().position(|said| *said == name) {
            return Self::Mentioned(nth);
        }
        match text.find(name) {
            Some(at) => Self::Said(at, name.len()),
            None => Self::Other(name.to_owned()),
        }
    }

    fn read(self, own: &[&str], text: &str) -> Option<String> {
        match self {
            Self::Mentioned(nth) => own.get(nth).map(|said| (*said).to_owned()),
            Self::Said(at, n_bytes) => text
                .get(at..at.checked_add(n_bytes)?)
                .map(ToOwned::to_owned),
            Self::Other(name) => Some(name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{pack_recognition, unpack_recognition};
    use crate::model::{Entity, EntityKind, Mention, Person, Recognition, Span};

    const TEXT: &str = "县委书记李明到青河县调研。李明说，青河大桥年内通车。李书记很高兴。";

    fn sample() -> Recognition {
        let named = [
            ("李明", 0, EntityKind::Person),
            ("青河县", 0, EntityKind::Place),
            ("李明", 1, EntityKind::Person),
            ("青河大桥", 0, EntityKind::Facility),
            ("李书记", 0, EntityKind::Person),
        ];
        let mentions = named.map(|(name, nth, kind)| {
            let (at, _) = TEXT.match_indices(name).nth(nth).unwrap();
            let span = Span::new(at, at + name.len());
            Mention { span, kind }
        });
        let thing = |kind, name: &str, mention_idxs: &[usize]| Entity {
            kind,
            name: name.to_owned(),
            aliases: vec![],
            posts: vec![],
            mention_idxs: mention_idxs.to_vec(),
        };
        let person = Entity {
            aliases: vec!["李书记".to_owned()],
            posts: vec!["县委书记".to_owned()],
            ..thing(EntityKind::Person, "李明", &[0, 2, 4])
        };
        Recognition {
            mentions: mentions.into(),
            people: vec![Person {
                name: person.name.clone(),
                posts: person.posts.clone(),
            }],
            entities: vec![
                person,
                thing(EntityKind::Place, "青河县", &[1]),
                thing(EntityKind::Facility, "青河大桥", &[3]),
            ],
        }
    }

    #[test]
    fn names_are_told_by_the_text() {
        let mut recognition = sample();
        let bytes = pack_recognition(&recognition, TEXT).unwrap();
        assert_eq!(
            unpack_recognition(&bytes, TEXT).as_ref(),
            Some(&recognition)
        );
        assert!(bytes.len() < 50, "{} bytes", bytes.len());
        assert_eq!(unpack_recognition(&bytes[..bytes.len() / 2], TEXT), None);
        assert_ne!(
            unpack_recognition(&bytes, "短").as_ref(),
            Some(&recognition)
        );
        // Names that stand nowhere are kept, too.
        recognition.people.push(Person {
            name: "王小红".to_owned(),
            posts: vec!["县委书记".to_owned(), "主任".to_owned()],
        });
        let bytes = pack_recognition(&recognition, TEXT).unwrap();
        assert_eq!(unpack_recognition(&bytes, TEXT), Some(recognition));
    }
}
