//! When words stand near to each other: the one definition, for the index, which knows where
//! grams stand, and for marking hits, which looks at a text.

use super::Reach;

/// Where a word stands: its first character, and one past its last.
pub(in crate::index) type Place = (u32, u32);

/// Where the units of a text begin that words have to share, and how near they must be in one.
#[derive(Clone, Copy, Debug)]
pub(in crate::index) struct Units<'a> {
    /// Ascending. Sentences, paragraphs, or whole texts, as the reach says.
    pub(in crate::index) starts: &'a [u32],
    pub(in crate::index) reach: Reach,
}

impl Units<'_> {
    /// The unit that holds a place; `None` when the place goes beyond its end.
    fn of(&self, (start, end): Place) -> Option<usize> {
        let after = self.starts.partition_point(|at| *at <= start);
        let is_inside = self.starts.get(after).is_none_or(|next| end <= *next);
        is_inside.then_some(after)
    }
}

/// The places that stand near to places of every other word, sorted. `words` has the places of
/// each word, sorted.
pub(in crate::index) fn near_places(words: &[Vec<Place>], units: Units<'_>) -> Vec<Place> {
    let mut found = match units.reach {
        Reach::Sentence | Reach::Paragraph => {
            let shared = shared_units(words, units);
            let is_shared = |place: &Place| {
                let unit = units.of(*place);
                unit.is_some_and(|unit| shared.binary_search(&unit).is_ok())
            };
            let places = words.iter().flatten().copied();
            places.filter(is_shared).collect()
        }
        Reach::Chars(n_chars) => {
            let mut found = Vec::new();
            visit_groups(words, units, n_chars, &mut |group| {
                found.extend_from_slice(group);
                true
            });
            found
        }
    };
    found.sort_unstable();
    found.dedup();
    found
}

/// Do the words stand near to each other anywhere?
pub(in crate::index) fn is_near(words: &[Vec<Place>], units: Units<'_>) -> bool {
    match units.reach {
        Reach::Sentence | Reach::Paragraph => !shared_units(words, units).is_empty(),
        Reach::Chars(n_chars) => {
            let mut is_found = false;
            visit_groups(words, units, n_chars, &mut |_| {
                is_found = true;
                false
            });
            is_found
        }
    }
}

/// The units that hold a place of every word, ascending.
fn shared_units(words: &[Vec<Place>], units: Units<'_>) -> Vec<usize> {
    let mut shared: Option<Vec<usize>> = None;
    for places in words {
        let mut own: Vec<usize> = places.iter().filter_map(|p| units.of(*p)).collect();
        own.dedup();
        if let Some(before) = &shared {
            own.retain(|unit| before.binary_search(unit).is_ok());
        }
        shared = Some(own);
    }
    shared.unwrap_or_default()
}

/// Goes through the places that may be the first of a group, with all places of the words that are
/// near to it, until told to stop.
fn visit_groups(
    words: &[Vec<Place>],
    units: Units<'_>,
    n_chars: u16,
    on_group: &mut dyn FnMut(&[Place]) -> bool,
) {
    let mut firsts: Vec<Place> = words.iter().flatten().copied().collect();
    firsts.sort_unstable();
    firsts.dedup();
    // Places before the first of a group are no part of it, nor of any later one.
    let mut from: Vec<usize> = vec![0; words.len()];
    let mut group = Vec::new();
    for first in firsts {
        let Some(unit) = units.of(first) else {
            continue;
        };
        let farthest = first.1.saturating_add(u32::from(n_chars));
        group.clear();
        let is_group = words.iter().zip(&mut from).all(|(places, from)| {
            let rest = places.get(*from..).unwrap_or_default();
            let n_before = rest.iter().take_while(|place| place.0 < first.0).count();
            *from += n_before;
            let n_others = group.len();
            let behind = rest.iter().skip(n_before).copied();
            group.extend(
                behind
                    .take_while(|place| place.0 <= farthest)
                    .filter(|place| units.of(*place) == Some(unit)),
            );
            group.len() > n_others
        });
        if is_group && !on_group(&group) {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Reach, Units, is_near, near_places};

    #[test]
    fn words_are_near_in_one_unit_within_reach() {
        let words = [vec![(0, 2), (20, 22)], vec![(7, 9), (30, 32)]];
        let near = |reach, starts: &[u32]| {
            let units = Units { starts, reach };
            let found = near_places(&words, units);
            assert_eq!(is_near(&words, units), !found.is_empty());
            found
        };
        assert_eq!(near(Reach::Chars(5), &[0]), [(0, 2), (7, 9)]);
        assert_eq!(near(Reach::Chars(4), &[0]), []);
        assert_eq!(near(Reach::Chars(8), &[0, 25]), [(0, 2), (7, 9)]);
        assert_eq!(near(Reach::Sentence, &[0, 10, 25]), [(0, 2), (7, 9)]);
        assert_eq!(near(Reach::Sentence, &[0, 5]).len(), 3);
        // One that runs over the end of its unit is in none.
        assert_eq!(near(Reach::Sentence, &[0, 8, 15]), [(20, 22), (30, 32)]);
        // One inside the other is near, too.
        let nested = [vec![(0, 4)], vec![(2, 4)]];
        let reach = Reach::Chars(0);
        assert!(is_near(
            &nested,
            Units {
                starts: &[0],
                reach
            }
        ));
        assert!(!is_near(
            &[vec![(0, 1)], vec![]],
            Units {
                starts: &[0],
                reach
            }
        ));
    }
}
