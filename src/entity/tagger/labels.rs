//! The labels of the tagger: for each kind the first, an inner and the last character of a name,
//! and a name of one character; and no name.

use crate::model::EntityKind;

/// The kinds that the tagger tells apart. Dates and quantities are the grammars'.
pub const KINDS: [EntityKind; 5] = [
    EntityKind::Person,
    EntityKind::Organization,
    EntityKind::Place,
    EntityKind::Facility,
    EntityKind::Project,
];

/// How many labels there are.
pub const N_LABELS: usize = 1 + 4 * KINDS.len();

/// The label of a character that is in no name.
pub const NO_NAME: usize = 0;

/// All labels, as a bit set.
pub const ALL_LABELS: u32 = (1 << N_LABELS) - 1;

/// Where a character stands in a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// The first of several.
    First,
    /// Neither first nor last.
    Inner,
    /// The last of several.
    Last,
    /// The only one.
    Only,
}

impl Part {
    const ALL: [Self; 4] = [Self::First, Self::Inner, Self::Last, Self::Only];

    /// The part of the `i`th character of a name of `n`.
    pub(super) fn of(i: usize, n: usize) -> Self {
        match (i, n) {
            (_, 1) => Self::Only,
            (0, _) => Self::First,
            (i, n) if i + 1 == n => Self::Last,
            _ => Self::Inner,
        }
    }
}

/// The place of a kind in [`KINDS`].
#[must_use]
pub fn kind_idx(kind: EntityKind) -> Option<usize> {
    KINDS.iter().position(|k| *k == kind)
}

pub(super) const fn label(kind_idx: usize, part: Part) -> usize {
    1 + 4 * kind_idx + part as usize
}

/// The label of the `i`th character of a name of `n` characters.
#[must_use]
pub fn label_in(kind_idx: usize, i: usize, n: usize) -> usize {
    label(kind_idx, Part::of(i, n))
}

/// The kind and the part that a label means; nothing for [`NO_NAME`].
pub(super) fn read_label(label: usize) -> Option<(usize, Part)> {
    let i = label.checked_sub(1)?;
    Part::ALL.get(i % 4).map(|part| (i / 4, *part))
}

/// Is a name still open behind this label?
fn is_open(label: usize) -> Option<usize> {
    match read_label(label) {
        Some((kind, Part::First | Part::Inner)) => Some(kind),
        _ => None,
    }
}

/// Does this label go on with a name?
fn goes_on(label: usize) -> Option<usize> {
    match read_label(label) {
        Some((kind, Part::Inner | Part::Last)) => Some(kind),
        _ => None,
    }
}

/// Can one label follow another?
#[must_use]
pub fn can_follow(before: usize, after: usize) -> bool {
    is_open(before) == goes_on(after)
}

/// Can a line begin with a label?
#[must_use]
pub fn can_begin(label: usize) -> bool {
    goes_on(label).is_none()
}

/// Can a line end with a label?
#[must_use]
pub fn can_end(label: usize) -> bool {
    is_open(label).is_none()
}

/// Every label that a name of this kind can have, as a bit set.
#[must_use]
pub fn labels_of(kind_idx: usize) -> u32 {
    0b1111 << (1 + 4 * kind_idx)
}
