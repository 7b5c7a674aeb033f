//! The first rows of an answer, before anything is counted.
//!
//! Counting looks at every article that matches; the best of them are known sooner: where articles
//! are ranked by single grams and words, whole blocks of them cannot be among the best and are
//! skipped.

use super::IndexError;
use super::own::Ground;
use super::reprints::KnownGroups;
use super::search::{Reprints, Wish, best, ids_at, matching_of, order_of};
use super::stop::Stop;
use tantivy::{DocAddress, Searcher};

/// How many articles more than rows are looked at first, where some may be folded.
const N_TO_SPARE: usize = 12;

/// The first articles of an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FirstFound {
    /// Those of the first rows, in order.
    pub ids: Vec<String>,
    /// Are they all that match?
    pub is_all: bool,
}

/// The first rows, from the first on; `None` where there is no short cut to them.
pub(super) fn first(
    searcher: &Searcher,
    fields: &Ground,
    known_groups: &KnownGroups,
    wish: Wish<'_>,
    stop: &Stop,
) -> Result<Option<FirstFound>, IndexError> {
    let folds = match wish.reprints {
        Reprints::Apart => false,
        Reprints::Folded => true,
        Reprints::Of(_) => return Ok(None),
    };
    let order = order_of(&wish);
    let matching = matching_of(fields, &wish, order);
    let groups = known_groups.of(searcher)?;
    let folds = folds && !groups.is_empty();
    let mut n_most = wish.limit + if folds { N_TO_SPARE } else { 0 };
    loop {
        let found = best(searcher, &matching, order, 0, n_most, stop)?;
        let is_end = found.len() < n_most;
        let n_found = found.len();
        let mut shown: Vec<DocAddress> = if folds { groups.shown(&found) } else { found };
        if !is_end && shown.len() < wish.limit {
            n_most *= 4;
            continue;
        }
        let is_all = is_end && shown.len() == n_found && n_found <= wish.limit;
        shown.truncate(wish.limit);
        return Ok(Some(FirstFound {
            ids: ids_at(searcher, fields, &shown)?,
            is_all,
        }));
    }
}
