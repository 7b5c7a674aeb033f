//! Places by their names alone: what a name begins with, what surely are two, what a page is of.

use crate::entity::lexicon::{Class, lexicon};

/// The listed places that a name begins with, one after another: 河南省郑州市.
pub(super) fn place_before(name: &str) -> Option<String> {
    let mut end = 0;
    loop {
        let longest = lexicon()
            .find_all(name)
            .filter(|(from, _, classes, _)| {
                *from == end && classes & (1 << Class::Place as u16) != 0
            })
            .map(|(_, to, ..)| to)
            .max();
        let Some(to) = longest else { break };
        end = to;
    }
    name.get(..end)
        .filter(|place| !place.is_empty())
        .map(str::to_owned)
}

/// Levels of places by their last character.
const LEVELS: [&str; 9] = ["自治区", "自治州", "省", "市", "县", "区", "州", "旗", "盟"];

/// A place without its level: 郑州 of 郑州市.
pub(super) fn place_stem(place: &str) -> &str {
    let stem = LEVELS.iter().find_map(|level| place.strip_suffix(level));
    stem.filter(|stem| stem.chars().count() >= 2)
        .unwrap_or(place)
}

/// Can offices of these two places be of one? Only of places of one level it is sure that they are
/// not: a county may lie in a city.
pub(super) fn are_two_places(one: &str, other: &str) -> bool {
    let level = |place: &str| {
        LEVELS
            .iter()
            .find(|level| place.ends_with(**level))
            .copied()
    };
    let (one_level, other_level) = (level(one), level(other));
    one_level.is_some()
        && one_level == other_level
        && !one.contains(place_stem(other))
        && !other.contains(place_stem(one))
}

/// The place that a page is of, by its name: 郑州 of 郑州日报.
#[must_use]
pub fn home_of(page_name: &str) -> Option<String> {
    place_before(page_name)
}
