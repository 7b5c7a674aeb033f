//! "When is this, and how much is that?" The values of dates and quantities: days of the calendar,
//! exact numbers with what they count. Pure; relies on the mentions that recognition gives, and on
//! the article's date for what the words leave open.
//!
//! A value is given only where it is sure. What a reader cannot tell from the article (近日, a month
//! that may be of this year or the next) has none.

mod counts;
mod days;
mod points;
mod told;

pub use counts::{Count, Exactness, Unit};
pub use days::{Anchor, Days};

use crate::model::{ArticleText, Entity, EntityKind, Recognition};
use std::collections::BTreeMap;

/// What a date or a quantity comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Of a date.
    Days(Days),
    /// Of a quantity.
    Count(Count),
}

/// The values of an article's mentions, in their order; `None` for what has none.
#[must_use]
pub fn values_of(
    text: &ArticleText,
    recognition: &Recognition,
    anchor: Anchor,
) -> Vec<Option<Value>> {
    let mut calendar = told::Calendar::new(&text.text, anchor);
    let mentions = recognition.mentions.iter();
    mentions
        .map(|mention| match mention.kind {
            EntityKind::Date => calendar.read(mention.span).map(Value::Days),
            EntityKind::Quantity => {
                counts::read_quantity(&text.text, mention.span).map(Value::Count)
            }
            _ => None,
        })
        .collect()
}

/// The value of an entity: that of its mentions, where they have one and the same.
#[must_use]
pub fn value_of_entity<'v>(entity: &Entity, values: &'v [Option<Value>]) -> Option<&'v Value> {
    let mut of_mentions = entity.mention_idxs.iter().map(|idx| values.get(*idx));
    let first = of_mentions.next()??.as_ref()?;
    of_mentions
        .all(|value| value.and_then(Option::as_ref) == Some(first))
        .then_some(first)
}

/// The places of the entities in the order in which they are listed: dates by their days, money
/// before other quantities and each kind of them by number, what has no value behind; all else as
/// it is.
#[must_use]
pub fn listed_order(recognition: &Recognition, values: &[Option<Value>]) -> Vec<usize> {
    let entities = &recognition.entities;
    let mut units: BTreeMap<String, usize> = BTreeMap::new();
    for entity in entities {
        if let Some(Value::Count(count)) = value_of_entity(entity, values) {
            let next = units.len();
            units.entry(count.unit.key()).or_insert(next);
        }
    }
    let mut order: Vec<usize> = (0..entities.len()).collect();
    let kind_place = |kind: EntityKind| EntityKind::ALL.iter().position(|k| *k == kind);
    order.sort_by_cached_key(|idx| {
        let entity = entities.get(*idx);
        let kind = entity.and_then(|entity| kind_place(entity.kind));
        let value = entity.and_then(|entity| value_of_entity(entity, values));
        let (group, key) = match value {
            Some(Value::Days(days)) => (0, days.iso()),
            Some(Value::Count(count)) => {
                let unit = units.get(&count.unit.key()).copied().unwrap_or_default();
                let group = if count.unit.currency().is_some() {
                    unit
                } else {
                    units.len() + unit
                };
                (
                    group,
                    format!("{} {}", count.least.sort_key(), count.most.sort_key()),
                )
            }
            None => (usize::MAX, String::new()),
        };
        (kind, group, key, *idx)
    });
    order
}
