//! The weights: a table from the keys of features to what they add to each label, and what a label
//! adds to the next. All whole numbers, so that every machine gives the same labels.
//!
//! The bytes of a model: `BMTG`, the version, two bytes for 1.0 in weights, the transitions (two
//! bytes each, little-endian), the number of features (four bytes); then for each feature, by
//! ascending key, the distance from the key before (seven bits a byte, low ones first), three bytes
//! that say which labels it has a weight for, and a byte for each of these.

use super::labels::N_LABELS;

/// Weights of a feature, one a label, and some more to fill the row.
pub(super) type Row = [i8; N_ROW];

/// The length of a row: a multiple of eight, which adds quickly.
pub(super) const N_ROW: usize = 24;

const MAGIC: &[u8] = b"BMTG";
const VERSION: u8 = 1;

/// More features than this no model has: damaged bytes are not followed.
const MAX_FEATURES: usize = 1 << 21;

/// What the tagger has learnt.
#[derive(Debug)]
pub struct Model {
    /// What one label adds to the next.
    pub(super) transitions: [[i32; N_LABELS]; N_LABELS],
    /// What 1.0 is in the weights.
    unit: u16,
    /// Open addressing: key and place in `rows`; key 0 is a free slot.
    slots: Vec<(u32, u32)>,
    rows: Vec<Row>,
    /// Bits of the keys there are, by their upper bits: most features have no weight, and this says
    /// so without a look at the slots.
    filter: Vec<u64>,
}

/// How many of a key's upper bits the filter goes by.
const N_FILTER_BITS: u32 = 22;

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
        let mut model = Self {
            transitions,
            unit,
            slots: vec![(0, 0); (n_features * 2).next_power_of_two().max(2)],
            rows: Vec::with_capacity(n_features),
            filter: vec![0; 1 << (N_FILTER_BITS - 6)],
        };
        let mut key = 0u32;
        for _ in 0..n_features {
            key = key.checked_add(reader.varint()?)?;
            let [a, b, c] = reader.array()?;
            let mask = u32::from_le_bytes([a, b, c, 0]);
            let mut row = [0; N_ROW];
            for (label, weight) in row.iter_mut().enumerate() {
                if mask >> label & 1 == 1 {
                    *weight = i8::from_le_bytes(reader.array()?);
                }
            }
            model.insert(key, row)?;
        }
        reader.bytes.is_empty().then_some(model)
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

    fn insert(&mut self, key: u32, row: Row) -> Option<()> {
        let place = u32::try_from(self.rows.len()).ok()?;
        let mask = self.slots.len() - 1;
        let mut at = key as usize & mask;
        while self.slots.get(at)?.0 != 0 {
            at = (at + 1) & mask;
        }
        *self.slots.get_mut(at)? = (key, place);
        let bit = key >> (32 - N_FILTER_BITS);
        *self.filter.get_mut((bit >> 6) as usize)? |= 1 << (bit & 63);
        self.rows.push(row);
        Some(())
    }

    /// Can a feature have weights?
    #[inline]
    pub(super) fn may_hold(&self, key: u32) -> bool {
        let bit = key >> (32 - N_FILTER_BITS);
        self.filter
            .get((bit >> 6) as usize)
            .is_some_and(|bits| bits >> (bit & 63) & 1 == 1)
    }

    /// What a feature adds to each label; nothing when it says nothing.
    #[inline]
    pub(super) fn row(&self, key: u32) -> Option<&Row> {
        let mask = self.slots.len() - 1;
        let mut at = key as usize & mask;
        loop {
            let (found, place) = *self.slots.get(at)?;
            if found == key {
                return self.rows.get(place as usize);
            }
            if found == 0 {
                return None;
            }
            at = (at + 1) & mask;
        }
    }

    /// A weight in the model's whole numbers.
    #[must_use]
    pub(super) fn whole(&self, weight: f32) -> i32 {
        (weight * f32::from(self.unit)).round() as i32
    }

    /// How many features have weights.
    #[must_use]
    pub fn n_features(&self) -> usize {
        self.rows.len()
    }
}
