//! The likeliest sequence of labels (Viterbi). Which labels a character can have at all is given.

use super::labels::Part;
use super::labels::{N_LABELS, NO_NAME, can_begin, can_end, can_follow, read_label};
use super::model::{Model, N_ROW};
use std::sync::LazyLock;

/// Less than any sum of weights, with room to go on subtracting.
const NEVER: i32 = i32::MIN / 4;

/// The sums of the weights of a character's features, one a label.
pub(super) type Scores = [i32; N_ROW];

/// Sequences that are worse than the best by more than this (in weights) are given up.
const BEAM: f32 = 12.0;

/// Which labels can stand behind each label.
static BEHIND: LazyLock<[Vec<u8>; N_LABELS]> = LazyLock::new(|| {
    std::array::from_fn(|before| {
        (0..N_LABELS)
            .filter(|after| can_follow(before, *after))
            .map(|after| after as u8)
            .collect()
    })
});

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
        let next = step(model, &best, least, sources);
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
    model: &Model,
    best: &[i32; N_LABELS],
    least: i32,
    sources: &mut [u8; N_LABELS],
) -> [i32; N_LABELS] {
    let mut next = [NEVER; N_LABELS];
    let all = best.iter().zip(&model.transitions).zip(BEHIND.iter());
    for (before, ((sum, steps), behind)) in all.enumerate() {
        // No name is always a way on: whatever the rules have settled further on fits behind it.
        if *sum == NEVER || (*sum < least && before != NO_NAME) {
            continue;
        }
        for label in behind {
            let label = usize::from(*label);
            if let (Some(weight), Some(slot), Some(source)) = (
                steps.get(label),
                next.get_mut(label),
                sources.get_mut(label),
            ) && sum + weight > *slot
            {
                *slot = sum + weight;
                *source = before as u8;
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
