//! The likeliest sequence of labels (Viterbi). Which labels a character can have at all is given.
//!
//! A label that leaves no name open is followed by one that begins a name or is in none, each such by
//! each; any other only by two of its own kind. So the former are tried as rows, without a branch.

use super::labels::Part;
use super::labels::{KINDS, N_LABELS, NO_NAME, can_begin, can_end, label, read_label};
use super::model::Model;
use super::sums::N_ROW;

/// Less than any sum of weights, with room to go on subtracting.
const NEVER: i32 = i32::MIN / 4;

/// The sums of the weights of a character's features, one a label.
pub(super) type Scores = [i32; N_ROW];

/// Sequences that are worse than the best by more than this (in weights) are given up.
const BEAM: f32 = 12.0;

/// Labels that leave no name open, and those that can follow them: none, and two of each kind.
const N_CLOSED: usize = 1 + 2 * KINDS.len();

/// The same, and some more to fill a row.
const N_BEGINNINGS: usize = 12;

/// The labels behind which nothing is open, ascending.
const CLOSED: [usize; N_CLOSED] = labels_with(Part::Last);

/// The labels that can follow those, ascending.
const BEGINNINGS: [usize; N_CLOSED] = labels_with(Part::First);

/// No name, and for each kind this part and a name of one character, ascending.
const fn labels_with(part: Part) -> [usize; N_CLOSED] {
    let mut labels = [NO_NAME; N_CLOSED];
    let mut kind = 0;
    while kind < KINDS.len() {
        labels[1 + 2 * kind] = label(kind, part);
        labels[2 + 2 * kind] = label(kind, Part::Only);
        kind += 1;
    }
    labels
}

/// What one label adds to the next.
#[derive(Debug)]
pub(super) struct Steps {
    /// From each of [`CLOSED`] to each of [`BEGINNINGS`].
    between: [[i32; N_BEGINNINGS]; N_CLOSED],
    /// For each kind, from its first and from an inner character, to an inner and to the last one.
    within: [[[i32; 2]; 2]; KINDS.len()],
}

impl Steps {
    /// From what each label adds to each.
    pub(super) fn of(transitions: &[[i32; N_LABELS]; N_LABELS]) -> Self {
        let weight = |before: usize, after: usize| {
            let steps = transitions.get(before);
            steps.and_then(|s| s.get(after)).copied().unwrap_or(0)
        };
        let mut steps = Self {
            between: [[0; N_BEGINNINGS]; N_CLOSED],
            within: [[[0; 2]; 2]; KINDS.len()],
        };
        for (row, before) in steps.between.iter_mut().zip(CLOSED) {
            for (slot, after) in row.iter_mut().zip(BEGINNINGS) {
                *slot = weight(before, after);
            }
        }
        for (kind, rows) in steps.within.iter_mut().enumerate() {
            for (row, before) in rows.iter_mut().zip([Part::First, Part::Inner]) {
                for (slot, after) in row.iter_mut().zip([Part::Inner, Part::Last]) {
                    *slot = weight(label(kind, before), label(kind, after));
                }
            }
        }
        steps
    }
}

/// The best labels of a line, given the scores and the labels (a bit set) that each character can
/// have. Where nothing fits, there is no name.
pub(super) fn best_labels(model: &Model, scores: &[Scores], allowed: &[u32]) -> Vec<u8> {
    let beam = model.whole(BEAM);
    let mut came_from = vec![[0u8; N_LABELS]; scores.len()];
    // What a line begins with is behind no name.
    let mut best = [NEVER; N_LABELS];
    for (label, sum) in best.iter_mut().enumerate() {
        let can_be = allowed.first().copied().unwrap_or(0) >> label & 1 == 1;
        if can_begin(label) && can_be {
            *sum = scores
                .first()
                .and_then(|row| row.get(label))
                .copied()
                .unwrap_or(0);
        }
    }
    for ((row, can_be), sources) in scores.iter().zip(allowed).zip(&mut came_from).skip(1) {
        let least = best
            .iter()
            .max()
            .map_or(NEVER, |most| most - beam)
            .max(NEVER + 1);
        let next = step(&model.steps, &best, least, sources);
        for (label, sum) in best.iter_mut().enumerate() {
            let can_be = can_be >> label & 1 == 1;
            *sum = match (next.get(label), row.get(label)) {
                (Some(so_far), Some(gain)) if can_be && *so_far > NEVER => so_far + gain,
                _ => NEVER,
            };
        }
    }
    trace(&came_from, &best)
}

/// The best way to each label from those before that are not given up.
fn step(
    steps: &Steps,
    best: &[i32; N_LABELS],
    least: i32,
    sources: &mut [u8; N_LABELS],
) -> [i32; N_LABELS] {
    // No name is always a way on: whatever the rules have settled further on fits behind it.
    let is_way = |before: usize, sum: i32| sum != NEVER && (sum >= least || before == NO_NAME);
    let mut next = [NEVER; N_LABELS];
    let mut sums = [NEVER; N_BEGINNINGS];
    let mut befores = [0; N_BEGINNINGS];
    for (before, row) in CLOSED.iter().zip(&steps.between) {
        let Some(sum) = best.get(*before).filter(|sum| is_way(*before, **sum)) else {
            continue;
        };
        for ((slot, source), weight) in sums.iter_mut().zip(&mut befores).zip(row) {
            let is_better = sum + weight > *slot;
            *slot = if is_better { sum + weight } else { *slot };
            *source = if is_better { *before as i32 } else { *source };
        }
    }
    for ((label, sum), before) in BEGINNINGS.iter().zip(sums).zip(befores) {
        if let (Some(slot), Some(source)) = (next.get_mut(*label), sources.get_mut(*label)) {
            (*slot, *source) = (sum, before as u8);
        }
    }
    for (kind, rows) in steps.within.iter().enumerate() {
        for (before, row) in [Part::First, Part::Inner].iter().zip(rows) {
            let before = label(kind, *before);
            let Some(sum) = best.get(before).filter(|sum| is_way(before, **sum)) else {
                continue;
            };
            for (after, weight) in [Part::Inner, Part::Last].iter().zip(row) {
                let after = label(kind, *after);
                if let (Some(slot), Some(source)) = (next.get_mut(after), sources.get_mut(after))
                    && sum + weight > *slot
                {
                    (*slot, *source) = (sum + weight, before as u8);
                }
            }
        }
    }
    next
}

fn trace(came_from: &[[u8; N_LABELS]], last: &[i32; N_LABELS]) -> Vec<u8> {
    let mut label = (0..N_LABELS)
        .filter(|label| can_end(*label))
        .max_by_key(|label| (last.get(*label).copied(), std::cmp::Reverse(*label)))
        .unwrap_or(NO_NAME) as u8;
    let mut labels = vec![0; came_from.len()];
    for (slot, sources) in labels.iter_mut().zip(came_from).rev() {
        *slot = label;
        label = sources.get(usize::from(label)).copied().unwrap_or(0);
    }
    labels
}

/// The names that a sequence of labels spells: start, end, place of the kind.
pub(super) fn read_names(labels: &[u8]) -> Vec<(usize, usize, usize)> {
    let mut names = Vec::new();
    let mut start = 0;
    for (i, label) in labels.iter().enumerate() {
        match read_label(usize::from(*label)) {
            Some((kind, Part::Only)) => names.push((i, i + 1, kind)),
            Some((_, Part::First)) => start = i,
            Some((kind, Part::Last)) => names.push((start, i + 1, kind)),
            _ => {}
        }
    }
    names
}
