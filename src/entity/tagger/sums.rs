//! The weights of the features of each character of a line, added up.
//!
//! Nearly all of the time goes into waiting for the table and the rows. So a whole line is asked for
//! step by step, and no step waits for an answer before it asks the next question.

use super::features::View;
use super::labels::N_LABELS;
use super::model::Model;

/// Weights of a feature, one a label, and some more to fill the row: each is a byte, and [`BIAS`]
/// more than it is, so that none is negative.
pub(super) type Row = [u64; N_ROW / 8];

/// The length of a row.
pub(super) const N_ROW: usize = 24;

/// What is added to each weight of a row.
const BIAS: u8 = 128;

/// No character has more features: so many rows do not run over in a sum.
const MAX_KEYS: usize = 96;

const _: () = assert!(MAX_KEYS * u8::MAX as usize <= u16::MAX as usize && N_LABELS <= N_ROW);

/// The row that says nothing.
pub(super) const NO_WEIGHTS: Row = [u64::from_le_bytes([BIAS; 8]); N_ROW / 8];

/// Puts a weight into a row that has none for the label yet.
pub(super) fn set_weight(row: &mut Row, label: usize, weight: i8) {
    if let Some(eight) = row.get_mut(label / 8) {
        let byte = weight.cast_unsigned().wrapping_add(BIAS);
        *eight ^= u64::from(byte ^ BIAS) << (8 * (label % 8));
    }
}

/// Rows added up: sixteen bits for each label, those of even and of odd places apart.
#[derive(Clone, Copy, Debug, Default)]
struct RowSum {
    even: Row,
    odd: Row,
    n_rows: u16,
}

impl RowSum {
    /// Every other byte.
    const EVEN: u64 = 0x00ff_00ff_00ff_00ff;

    #[inline]
    fn add(&mut self, row: &Row) {
        for ((even, odd), eight) in self.even.iter_mut().zip(&mut self.odd).zip(row) {
            *even += eight & Self::EVEN;
            *odd += (eight >> 8) & Self::EVEN;
        }
        self.n_rows += 1;
    }

    /// The sums, one a label.
    #[inline]
    fn scores(&self) -> [i32; N_ROW] {
        let bias = i32::from(self.n_rows) * i32::from(BIAS);
        let mut scores = [0; N_ROW];
        let eights = self.even.iter().zip(&self.odd);
        for ((even, odd), eight) in eights.zip(scores.chunks_exact_mut(8)) {
            for (k, pair) in eight.chunks_exact_mut(2).enumerate() {
                for (slot, sums) in pair.iter_mut().zip([even, odd]) {
                    *slot = i32::from((sums >> (16 * k)) as u16) - bias;
                }
            }
        }
        scores
    }
}

/// A feature of a character of the line.
#[derive(Clone, Copy, Debug, Default)]
struct Asked {
    char_idx: u32,
    key: u32,
}

/// The features that may have weights, in order. Whether one may is no branch: it would be taken
/// by chance.
fn ask(model: &Model, view: &View) -> Vec<Asked> {
    let mut asked: Vec<Asked> = Vec::new();
    let mut n_asked = 0;
    for i in 0..view.len() {
        if asked.len() < n_asked + MAX_KEYS {
            asked.resize(2 * n_asked + 8 * MAX_KEYS, Asked::default());
        }
        let Some(slots) = asked.get_mut(n_asked..n_asked + MAX_KEYS) else {
            break;
        };
        let char_idx = i as u32;
        let mut n_keys = 0;
        view.visit(i, |key| {
            if let Some(slot) = slots.get_mut(n_keys) {
                *slot = Asked { char_idx, key };
                n_keys += usize::from(model.places.may_hold(key));
            }
        });
        n_asked += n_keys;
    }
    asked.truncate(n_asked);
    asked
}

/// What the features of each character add to each label.
pub(super) fn scores_of(model: &Model, view: &View) -> Vec<[i32; N_ROW]> {
    let asked = ask(model, view);
    let ranks: Vec<usize> = asked.iter().map(|one| model.places.rank(one.key)).collect();
    let places: Vec<u32> = asked
        .iter()
        .zip(ranks)
        .map(|(one, rank)| model.places.place_at(rank, one.key))
        .collect();
    let mut sums = vec![RowSum::default(); view.len()];
    for (one, place) in asked.iter().zip(places) {
        if let (Some(sum), Some(row)) = (
            sums.get_mut(one.char_idx as usize),
            model.rows.get(place as usize),
        ) {
            sum.add(row);
        }
    }
    sums.iter().map(RowSum::scores).collect()
}

#[cfg(test)]
mod tests {
    use super::{MAX_KEYS, N_ROW, NO_WEIGHTS, RowSum, set_weight};

    #[test]
    fn rows_add_up_label_by_label() {
        let weights: [i8; N_ROW] = std::array::from_fn(|i| (i as i32 * 11 - 128) as i8);
        let mut row = NO_WEIGHTS;
        for (label, weight) in weights.into_iter().enumerate() {
            set_weight(&mut row, label, weight);
        }
        let mut sum = RowSum::default();
        for _ in 0..MAX_KEYS {
            sum.add(&row);
        }
        assert_eq!(
            sum.scores(),
            weights.map(|w| i32::from(w) * MAX_KEYS as i32)
        );
    }
}
