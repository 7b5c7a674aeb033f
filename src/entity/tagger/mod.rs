//! "Which of these characters are a name?", by weights learnt from annotated news: a linear-chain
//! conditional random field over hashed features. It decides what the rules leave open, and sees
//! what they say. `tools/tagger` trains it; the weights are in `assets/model`.

mod decode;
mod features;
mod labels;
mod model;
mod sums;
mod table;

pub use labels::{
    ALL_LABELS, KINDS, N_LABELS, NO_NAME, can_begin, can_end, can_follow, kind_idx, label_in,
    labels_of,
};
pub use model::Model;

use super::line::{Line, Mark};
use crate::model::EntityKind;
use decode::Scores;
use features::View;
use std::sync::OnceLock;
use sums::{N_ROW, scores_of};

const BYTES: &[u8] = include_bytes!("../../../assets/model/names.bin");

/// The model that comes with the program, read at first use; nothing should its bytes be damaged.
#[must_use]
pub fn bundled() -> Option<&'static Model> {
    static MODEL: OnceLock<Option<Model>> = OnceLock::new();
    MODEL.get_or_init(|| Model::read(BYTES)).as_ref()
}

/// The keys of the features of each character of a line.
pub(super) fn keys_of(line: &Line) -> Vec<Vec<u32>> {
    let view = View::new(line);
    (0..view.len())
        .map(|i| {
            let mut keys = Vec::with_capacity(64);
            view.visit(i, |key| keys.push(key));
            keys
        })
        .collect()
}

/// A name that the tagger sees, in characters of its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) kind: EntityKind,
}

/// The names of a line. The `firm` marks of the rules hold; the rest is weighed.
/// `caution` is taken from every beginning of a name, kind by kind as in [`KINDS`].
pub(super) fn find_names(
    model: &Model,
    line: &Line,
    caution: &[f32; KINDS.len()],
    loyalty: f32,
    firm: &[Mark],
) -> Vec<Found> {
    let view = View::new(line);
    let mut scores: Vec<Scores> = scores_of(model, &view);
    let mut cautions: Scores = [0; N_ROW];
    for (kind, weight) in caution.iter().enumerate() {
        for label in [label_in(kind, 0, 2), label_in(kind, 0, 1)] {
            if let Some(slot) = cautions.get_mut(label) {
                *slot = model.whole(*weight);
            }
        }
    }
    for row in &mut scores {
        for (sum, caution) in row.iter_mut().zip(cautions) {
            *sum -= caution;
        }
    }
    support_marks(line, model.whole(loyalty), &mut scores);
    let allowed = allowed_labels(line, firm);
    let labels = decode::best_labels(model, &scores, &allowed);
    decode::read_names(&labels)
        .into_iter()
        .filter_map(|(start, end, kind)| {
            KINDS.get(kind).map(|kind| Found {
                start,
                end,
                kind: *kind,
            })
        })
        .collect()
}

/// Adds something for the marks of the rules, where each begins and ends.
fn support_marks(line: &Line, loyalty: i32, scores: &mut [Scores]) {
    for mark in line.marks() {
        let Some(kind) = kind_idx(mark.kind) else {
            continue;
        };
        let n = mark.end - mark.start;
        for i in [0, n - 1] {
            if let Some(sum) = scores
                .get_mut(mark.start + i)
                .and_then(|row| row.get_mut(label_in(kind, i, n)))
            {
                *sum += loyalty;
            }
        }
    }
}

/// What the rules leave open, for each character.
fn allowed_labels(line: &Line, firm: &[Mark]) -> Vec<u32> {
    let mut allowed = vec![ALL_LABELS; line.len()];
    for mark in firm {
        let n = mark.end - mark.start;
        let stretch = allowed.get_mut(mark.start..mark.end).into_iter().flatten();
        for (i, slot) in stretch.enumerate() {
            *slot = 1 << kind_idx(mark.kind).map_or(NO_NAME, |kind| label_in(kind, i, n));
        }
    }
    allowed
}
