//! "Which row of weights has a feature?" Of forty features of a character thirty-four have weights,
//! so the table is made to be small: a bit for each stretch of keys, and for each bit that is set what
//! tells a key from the others of its stretch, with the place of its row.

use crate::text::QuickMap;

/// How many of a key's upper bits say which stretch it is in.
const N_STRETCH_BITS: u32 = 22;

/// The other bits of a key.
const N_REST_BITS: u32 = u32::BITS - N_STRETCH_BITS;
const REST: u32 = (1 << N_REST_BITS) - 1;

/// Words that hold a bit for each stretch.
const N_WORDS: usize = 1 << (N_STRETCH_BITS - 6);

/// How many bits of an entry are the place of a row; the rest of the key stands above them.
const N_PLACE_BITS: u32 = 21;
const PLACE: u32 = (1 << N_PLACE_BITS) - 1;

/// So many rows have a place.
pub(super) const MOST_ROWS: usize = (1 << N_PLACE_BITS) - 1;

/// The place of no key's row.
pub(super) const NOWHERE: u32 = 0;

/// The bit of an entry whose stretch has further keys.
const HAS_MORE: u32 = 1 << 31;

const _: () = assert!(N_PLACE_BITS + N_REST_BITS < u32::BITS);

/// Keys of features, and the place of each one's row.
#[derive(Debug)]
pub(super) struct Table {
    /// Which stretches have keys.
    filter: Box<[u64; N_WORDS]>,
    /// How many bits are set before each word.
    n_before: Box<[u32; N_WORDS]>,
    /// The first key of each stretch that has any.
    entries: Vec<u32>,
    /// The other keys: one in twenty.
    others: QuickMap<u32, u32>,
}

/// The word and the bit of a key's stretch.
#[inline]
fn word_and_bit(key: u32) -> (usize, u64) {
    let stretch = key >> N_REST_BITS;
    ((stretch >> 6) as usize, 1 << (stretch & 63))
}

impl Table {
    /// A table of keys with their places; nothing where there are too many.
    pub(super) fn of(keys: &[(u32, u32)]) -> Option<Self> {
        let mut filter = vec![0u64; N_WORDS];
        for (key, _) in keys {
            let (word, bit) = word_and_bit(*key);
            *filter.get_mut(word)? |= bit;
        }
        let mut n_set = 0;
        let n_before = filter.iter().map(|word| {
            let before = n_set;
            n_set += word.count_ones();
            before
        });
        let n_before: Vec<u32> = n_before.collect();
        let mut table = Self {
            filter: filter.into_boxed_slice().try_into().ok()?,
            n_before: n_before.into_boxed_slice().try_into().ok()?,
            entries: vec![0; n_set as usize],
            others: QuickMap::default(),
        };
        let mut last_rank = None;
        for (key, place) in keys {
            if *place > PLACE || *place == NOWHERE {
                return None;
            }
            let rank = table.rank(*key);
            let entry = table.entries.get_mut(rank)?;
            if last_rank == Some(rank) {
                *entry |= HAS_MORE;
                table.others.insert(*key, *place);
            } else {
                *entry = (key & REST) << N_PLACE_BITS | place;
            }
            last_rank = Some(rank);
        }
        Some(table)
    }

    /// Can the table hold a key?
    #[inline]
    pub(super) fn may_hold(&self, key: u32) -> bool {
        let (word, bit) = word_and_bit(key);
        self.filter.get(word).is_some_and(|bits| bits & bit != 0)
    }

    /// Where to look for a key that the table may hold.
    #[inline]
    pub(super) fn rank(&self, key: u32) -> usize {
        let (word, bit) = word_and_bit(key);
        let bits = self.filter.get(word).copied().unwrap_or(0);
        let n_before = self.n_before.get(word).copied().unwrap_or(0);
        (n_before + (bits & (bit - 1)).count_ones()) as usize
    }

    /// The place of the row of a key that has this rank; [`NOWHERE`] where the table does not hold it.
    #[inline]
    pub(super) fn place_at(&self, rank: usize, key: u32) -> u32 {
        let entry = self.entries.get(rank).copied().unwrap_or(0);
        let is_it = entry >> N_PLACE_BITS & REST == key & REST;
        if !is_it && entry & HAS_MORE != 0 {
            return self.others.get(&key).copied().unwrap_or(NOWHERE);
        }
        if is_it { entry & PLACE } else { NOWHERE }
    }
}

#[cfg(test)]
mod tests {
    use super::{NOWHERE, Table};

    #[test]
    fn a_table_finds_its_keys_and_no_others() {
        let keys = [
            1,
            2,
            1000,
            1023,
            1024,
            65_535,
            65_536,
            70_000,
            70_001,
            3_000_000_000,
            u32::MAX - 1,
        ];
        let place_of = |key: u32| key % 999 + 1;
        let table = Table::of(&keys.map(|key| (key, place_of(key)))).unwrap();
        let find = |key: u32| {
            let place = table.place_at(table.rank(key), key);
            if table.may_hold(key) { place } else { NOWHERE }
        };
        for key in keys {
            assert_eq!(find(key), place_of(key));
        }
        for other in [3, 999, 1001, 1025, 69_999, 70_002, 2_999_999_999, u32::MAX] {
            assert_eq!(find(other), NOWHERE, "{other}");
        }
    }
}
