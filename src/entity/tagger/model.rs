//! The weights: a table from the keys of features to what they add to each label, and what a label
//! adds to the next. All whole numbers, so that every machine gives the same labels.
//!
//! The bytes of a model: `BMTG`, the version, two bytes for 1.0 in weights, the transitions (two
//! bytes each, little-endian), the number of features (four bytes); then for each feature, by
//! ascending key, the distance from the key before (seven bits a byte, low ones first), three bytes
//! that say which labels it has a weight for, and a byte for each of these.

use super::decode::Steps;
use super::labels::N_LABELS;
use super::sums::{NO_WEIGHTS, Row, set_weight};
use super::table::{MOST_ROWS, Table};
use crate::text::QuickMap;

const MAGIC: &[u8] = b"BMTG";
const VERSION: u8 = 1;

/// More features than this no model has: damaged bytes are not followed.
const MAX_FEATURES: usize = MOST_ROWS;

/// What the tagger has learnt.
#[derive(Debug)]
pub struct Model {
    /// What one label adds to the next.
    pub(super) steps: Steps,
    /// What 1.0 is in the weights.
    unit: u16,
    /// The place of each feature's row in `rows`.
    pub(super) places: Table,
    /// The first says nothing; then each once: two features in three share one, mostly of a single
    /// weight.
    pub(super) rows: Vec<Row>,
    n_features: usize,
}

struct Reader<'b> {
    bytes: &'b [u8],
}

impl<'b> Reader<'b> {
    fn take(&mut self, n: usize) -> Option<&'b [u8]> {
        let (head, rest) = self.bytes.split_at_checked(n)?;
        self.bytes = rest;
        Some(head)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    fn varint(&mut self) -> Option<u32> {
        let mut value = 0u32;
        for shift in (0..35).step_by(7) {
            let [byte] = self.array::<1>()?;
            value |= u32::from(byte & 127).checked_shl(shift)?;
            if byte < 128 {
                return Some(value);
            }
        }
        None
    }
}

impl Model {
    /// Reads a model; nothing when the bytes are not one.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader { bytes };
        if reader.take(MAGIC.len())? != MAGIC || reader.array::<1>()? != [VERSION] {
            return None;
        }
        let unit = u16::from_le_bytes(reader.array()?);
        let mut transitions = [[0; N_LABELS]; N_LABELS];
        for weight in transitions.iter_mut().flatten() {
            *weight = i32::from(i16::from_le_bytes(reader.array()?));
        }
        let n_features = usize::try_from(u32::from_le_bytes(reader.array()?)).ok()?;
        if n_features > MAX_FEATURES {
            return None;
        }
        let mut places = Vec::with_capacity(n_features);
        // What says nothing comes first: no feature's row stands there.
        let mut rows = vec![NO_WEIGHTS];
        let mut known_rows: QuickMap<(u64, u64, u64), u32> = QuickMap::default();
        known_rows.reserve(n_features / 2);
        let mut key = 0u32;
        for _ in 0..n_features {
            let distance = reader.varint()?;
            key = key.checked_add(distance).filter(|_| distance > 0)?;
            let [a, b, c] = reader.array()?;
            let mask = u32::from_le_bytes([a, b, c, 0]);
            let mut row = NO_WEIGHTS;
            let mut labels = mask;
            while labels != 0 {
                let weight = i8::from_le_bytes(reader.array()?);
                set_weight(&mut row, labels.trailing_zeros() as usize, weight);
                labels &= labels - 1;
            }
            let [a, b, c] = row;
            let place = *known_rows.entry((a, b, c)).or_insert_with(|| {
                rows.push(row);
                rows.len() as u32 - 1
            });
            places.push((key, place));
        }
        let places = Table::of(&places)?;
        reader.bytes.is_empty().then_some(Self {
            steps: Steps::of(&transitions),
            unit,
            places,
            rows,
            n_features,
        })
    }

    /// The bytes of a model: transitions and, by ascending key, the weights of each feature.
    /// `unit` is what 1.0 is in them.
    #[must_use]
    pub fn write(
        unit: u16,
        transitions: &[[i16; N_LABELS]; N_LABELS],
        features: &[(u32, [i8; N_LABELS])],
    ) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.push(VERSION);
        bytes.extend(unit.to_le_bytes());
        for weight in transitions.iter().flatten() {
            bytes.extend(weight.to_le_bytes());
        }
        bytes.extend(u32::try_from(features.len()).unwrap_or(0).to_le_bytes());
        let mut before = 0;
        for (key, weights) in features {
            let mut distance = key - before;
            before = *key;
            while distance >= 128 {
                bytes.push((distance & 127) as u8 | 128);
                distance >>= 7;
            }
            bytes.push(distance as u8);
            let mask = weights
                .iter()
                .enumerate()
                .filter(|(_, weight)| **weight != 0)
                .fold(0u32, |mask, (label, _)| mask | 1 << label);
            bytes.extend(mask.to_le_bytes().iter().take(3));
            bytes.extend(weights.iter().filter(|w| **w != 0).map(|w| *w as u8));
        }
        bytes
    }

    /// A weight in the model's whole numbers.
    #[must_use]
    pub(super) fn whole(&self, weight: f32) -> i32 {
        (weight * f32::from(self.unit)).round() as i32
    }

    /// How many features have weights.
    #[must_use]
    pub fn n_features(&self) -> usize {
        self.n_features
    }
}
