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

/// A row of these weights, as bytes.
pub(super) fn row_of(weights: [i8; N_ROW]) -> Row {
    let mut row = Row::default();
    for (eight, weights) in row.iter_mut().zip(weights.chunks(8)) {
        let bytes = weights
            .iter()
            .rev()
            .map(|w| w.cast_unsigned().wrapping_add(BIAS));
        *eight = bytes.fold(0, |all, byte| all << 8 | u64::from(byte));
    }
    row
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
    let mut asked = ask(model, view);
    let ranks: Vec<usize> = asked.iter().map(|one| model.places.rank(one.key)).collect();
    // From here on the key of what is found gives way to the place of its row.
    let mut n_found = 0;
    for (nth, rank) in ranks.iter().enumerate() {
        let Some(one) = asked.get(nth).copied() else {
            break;
        };
        let (is_there, place) = model.places.place_at(*rank, one.key);
        if let Some(slot) = asked.get_mut(n_found) {
            *slot = Asked { key: place, ..one };
        }
        n_found += usize::from(is_there);
    }
    let mut sums = vec![RowSum::default(); view.len()];
    for found in asked.iter().take(n_found) {
        if let (Some(sum), Some(row)) = (
            sums.get_mut(found.char_idx as usize),
            model.rows.get(found.key as usize),
        ) {
            sum.add(row);
        }
    }
    sums.iter().map(RowSum::scores).collect()
}

#[cfg(test)]
mod tests {
    use super::{MAX_KEYS, N_ROW, RowSum, row_of};

    #[test]
    fn rows_add_up_label_by_label() {
        let weights: [i8; N_ROW] = std::array::from_fn(|i| (i as i8).wrapping_mul(11));
        let mut sum = RowSum::default();
        for _ in 0..MAX_KEYS {
            sum.add(&row_of(weights));
        }
        assert_eq!(
            sum.scores(),
            weights.map(|w| i32::from(w) * MAX_KEYS as i32)
        );
    }
}
