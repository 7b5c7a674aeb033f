//! Sets and maps that answer quickly: of characters, and of short keys that nobody chooses to
//! collide. Relies on nothing.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// Hashes short keys of a text's own; nobody chooses them to collide, or it would only be slow.
#[derive(Clone, Copy, Debug, Default)]
pub struct QuickHasher(u64);

impl Hasher for QuickHasher {
    #[inline]
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }

    #[inline]
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    #[inline]
    fn write_u32(&mut self, n: u32) {
        self.write_u64(u64::from(n));
    }

    #[inline]
    fn write_u64(&mut self, n: u64) {
        // The multiplier of Knuth's multiplicative hashing for 64 bits.
        self.0 = (self.0.rotate_left(23) ^ n).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

/// A map that hashes quickly.
pub type QuickMap<K, V> = HashMap<K, V, BuildHasherDefault<QuickHasher>>;
/// A set that hashes quickly.
pub type QuickSet<K> = HashSet<K, BuildHasherDefault<QuickHasher>>;

/// Which characters are surely not among some: a bit for the last bits of each.
#[derive(Clone, Debug)]
pub struct CharSieve([u64; 64]);

impl Default for CharSieve {
    fn default() -> Self {
        Self([0; 64])
    }
}

impl CharSieve {
    /// The word and the bit of a character.
    #[inline]
    fn place(c: char) -> (usize, u64) {
        let n = u32::from(c);
        ((n >> 6) as usize & 63, 1 << (n & 63))
    }

    /// Could the character be one of them?
    #[inline]
    #[must_use]
    pub fn may_hold(&self, c: char) -> bool {
        let (at, bit) = Self::place(c);
        self.0.get(at).is_some_and(|word| word & bit != 0)
    }
}

impl FromIterator<char> for CharSieve {
    fn from_iter<I: IntoIterator<Item = char>>(chars: I) -> Self {
        let mut sieve = Self::default();
        for c in chars {
            let (at, bit) = Self::place(c);
            if let Some(word) = sieve.0.get_mut(at) {
                *word |= bit;
            }
        }
        sieve
    }
}

/// Some characters, asked for often. `str::contains` would compare bytes of all of them.
#[derive(Clone, Debug, Default)]
pub struct CharSet {
    sieve: CharSieve,
    /// Ascending.
    chars: Vec<char>,
}

impl CharSet {
    /// The characters of a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut chars: Vec<char> = text.chars().collect();
        chars.sort_unstable();
        chars.dedup();
        Self {
            sieve: chars.iter().copied().collect(),
            chars,
        }
    }

    /// Is the character one of them?
    #[inline]
    #[must_use]
    pub fn contains(&self, c: char) -> bool {
        self.sieve.may_hold(c) && self.chars.binary_search(&c).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::CharSet;

    #[test]
    fn a_set_holds_its_characters_alone() {
        let text = "的了在是A·亻𠀀";
        let set = CharSet::of(text);
        for c in '\0'..=char::MAX {
            assert_eq!(set.contains(c), text.contains(c), "{c}");
        }
    }
}
