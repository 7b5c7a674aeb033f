//! Which names are of one thing, by the reader's word: a forest of names, one for each kind, whose
//! roots are the names to show.

use crate::model::EntityKind;
use std::collections::{BTreeMap, BTreeSet};

/// A kind's names.
#[derive(Debug, Default)]
struct Names {
    /// A name, and the one that stands above it. Never a circle.
    above: BTreeMap<String, String>,
    /// Names that are not of one thing, in the order of the pair.
    apart: BTreeSet<(String, String)>,
    /// Every name that a rule speaks of.
    spoken_of: BTreeSet<String>,
}

/// What the reader said of which names are of one thing.
#[derive(Debug, Default)]
pub(super) struct Identities(BTreeMap<EntityKind, Names>);

impl Names {
    fn root<'a>(&'a self, name: &'a str) -> &'a str {
        let mut at = name;
        while let Some(above) = self.above.get(at) {
            at = above;
        }
        at
    }

    fn is_below(&self, name: &str, other: &str) -> bool {
        let mut at = name;
        while let Some(above) = self.above.get(at) {
            if above == other {
                return true;
            }
            at = above;
        }
        false
    }

    fn pair(first: &str, second: &str) -> (String, String) {
        let (first, second) = if first <= second {
            (first, second)
        } else {
            (second, first)
        };
        (first.to_owned(), second.to_owned())
    }
}

impl Identities {
    /// Two names are of one thing, shown under the second.
    pub(super) fn join(&mut self, kind: EntityKind, name: &str, other: &str) {
        let names = self.names(kind, name, other);
        names.apart.remove(&Names::pair(name, other));
        // The other one has stood below this name: the later word turns that round.
        if names.is_below(other, name) {
            names.above.remove(other);
        }
        names.above.insert(name.to_owned(), other.to_owned());
    }

    /// Two names are not of one thing.
    pub(super) fn part(&mut self, kind: EntityKind, name: &str, other: &str) {
        let names = self.names(kind, name, other);
        for one in [name, other] {
            if names.root(name) == names.root(other) {
                names.above.remove(one);
            }
        }
        names.apart.insert(Names::pair(name, other));
    }

    fn names(&mut self, kind: EntityKind, name: &str, other: &str) -> &mut Names {
        let names = self.0.entry(kind).or_default();
        for one in [name, other] {
            names.spoken_of.insert(one.to_owned());
        }
        names
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The name under which a name's thing is shown, as far as rules say: often itself.
    pub(super) fn root<'a>(&'a self, kind: EntityKind, name: &'a str) -> &'a str {
        self.0.get(&kind).map_or(name, |names| names.root(name))
    }

    /// Does any rule speak of a name?
    pub(super) fn is_spoken_of(&self, kind: EntityKind, name: &str) -> bool {
        let names = self.0.get(&kind);
        names.is_some_and(|names| names.spoken_of.contains(name))
    }

    /// Are the things that are shown under two names told apart by the reader?
    pub(super) fn are_apart(&self, kind: EntityKind, first: &str, second: &str) -> bool {
        let Some(names) = self.0.get(&kind) else {
            return false;
        };
        let asked = Names::pair(first, second);
        first != second
            && names
                .apart
                .iter()
                .any(|(a, b)| Names::pair(names.root(a), names.root(b)) == asked)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KIND: EntityKind = EntityKind::Person;

    #[test]
    fn the_later_word_wins_and_no_circle_comes_about() {
        let mut all = Identities::default();
        all.join(KIND, "乙", "丙");
        all.join(KIND, "甲", "乙");
        assert_eq!(all.root(KIND, "甲"), "丙");
        all.join(KIND, "丙", "甲");
        for name in ["甲", "乙", "丙"] {
            assert_eq!(all.root(KIND, name), "甲", "{name}");
        }
        assert_eq!(all.root(EntityKind::Place, "甲"), "甲");
    }

    #[test]
    fn what_is_parted_is_not_of_one_thing() {
        let mut all = Identities::default();
        all.join(KIND, "甲", "乙");
        all.part(KIND, "乙", "甲");
        assert_ne!(all.root(KIND, "甲"), all.root(KIND, "乙"));
        assert!(all.are_apart(KIND, "甲", "乙"));
        all.join(KIND, "甲", "乙");
        assert!(!all.are_apart(KIND, "甲", "乙"));
        // Two short names of a third.
        all.join(KIND, "丁", "乙");
        all.part(KIND, "丁", "甲");
        assert_ne!(all.root(KIND, "甲"), all.root(KIND, "丁"));
    }
}
