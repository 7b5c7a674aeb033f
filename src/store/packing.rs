//! Texts, files and rows made small for the catalog, and read back.
//!
//! Zstandard, by zstd. What is short gains little by itself, so a library makes dictionaries of its
//! first texts: of news, rows of 1,400 bytes take 0.38 of their size with one of 256 KiB, 0.57 with
//! deflate, and are unpacked in some microseconds. A packed value begins with the number of its
//! dictionary. Older rows are text, or deflate, and are read as they stand.

use flate2::read::DeflateDecoder;
use rusqlite::types::{FromSqlError, FromSqlResult, ValueRef};
use std::borrow::Cow;
use std::io::{self, Read as _};
use zstd::bulk::{Compressor, Decompressor};

/// No value is larger, whatever a damaged database says.
const N_MOST_BYTES: usize = 1 << 32;
/// How hard zstd tries on rows: half as fast as level 6, a fiftieth smaller.
const LEVEL: i32 = 9;
/// A dictionary is made of this many times its size at least.
const N_SAMPLES_TO_ONE: usize = 8;
/// No dictionary is made of more, in bytes: it takes a second.
const N_MOST_SAMPLED: usize = 8 << 20;
/// What a value begins with that is not packed, by an older version.
const PLAIN: u8 = 0;
/// What a value begins with that is not packed; its sum follows.
const SUMMED: u8 = u8::MAX;
/// Bytes of a sum, as zstd has them.
const N_SUM_BYTES: usize = 4;
/// What a value begins with that was packed without a dictionary.
pub(super) const ALONE: u8 = 1;
/// The number of the first dictionary.
pub(super) const FIRST_DICTIONARY: u8 = 2;

/// Packs and unpacks with one dictionary, or without.
pub(super) struct Press {
    number: u8,
    compressor: Compressor<'static>,
    decompressor: Decompressor<'static>,
}

impl Press {
    /// One that has no dictionary.
    pub(super) fn alone() -> io::Result<Self> {
        Self::with_dictionary(ALONE, &[])
    }

    /// One with a dictionary, by its number.
    pub(super) fn with_dictionary(number: u8, dictionary: &[u8]) -> io::Result<Self> {
        let mut compressor = Compressor::with_dictionary(LEVEL, dictionary)?;
        // Four bytes each, and no text is shown that the disk has changed: SQLite does not see it.
        compressor.include_checksum(true)?;
        Ok(Self {
            number,
            compressor,
            decompressor: Decompressor::with_dictionary(dictionary)?,
        })
    }

    /// The bytes made small, or as they are where that gains nothing.
    pub(super) fn pack(&mut self, bytes: &[u8]) -> io::Result<Vec<u8>> {
        let packed = self.compressor.compress(bytes)?;
        let mut value = Vec::with_capacity(bytes.len().min(packed.len()) + 1 + N_SUM_BYTES);
        if packed.len() < bytes.len() + N_SUM_BYTES {
            value.push(self.number);
            value.extend_from_slice(&packed);
        } else {
            value.push(SUMMED);
            value.extend_from_slice(&sum_of(bytes));
            value.extend_from_slice(bytes);
        }
        Ok(value)
    }

    /// What was packed with it.
    pub(super) fn unpack(&mut self, packed: &[u8]) -> io::Result<Vec<u8>> {
        self.decompressor.decompress(packed, N_MOST_BYTES)
    }
}

/// Which dictionary a value was packed with; `None` where it is as it was.
pub(super) fn split(value: &[u8]) -> io::Result<(Option<u8>, &[u8])> {
    match value.split_first() {
        None => Err(io::Error::from(io::ErrorKind::UnexpectedEof)),
        Some((&PLAIN, rest)) => Ok((None, rest)),
        Some((&SUMMED, rest)) => match rest.split_first_chunk() {
            Some((sum, rest)) if *sum == sum_of(rest) => Ok((None, rest)),
            _ => Err(io::Error::from(io::ErrorKind::InvalidData)),
        },
        Some((number, rest)) => Ok((Some(*number), rest)),
    }
}

fn sum_of(bytes: &[u8]) -> [u8; N_SUM_BYTES] {
    let [a, b, c, d, ..] = *blake3::hash(bytes).as_bytes();
    [a, b, c, d]
}

/// A dictionary for such values, of so many bytes at most; `None` where they are too few.
pub(super) fn make_dictionary<T: AsRef<[u8]>>(values: &[T], most: usize) -> Option<Vec<u8>> {
    let n_bytes: usize = values.iter().map(|value| value.as_ref().len()).sum();
    // Evenly over all, in pieces: of long values no more than of others.
    let nth = n_bytes.div_ceil(N_MOST_SAMPLED).max(1);
    let samples: Vec<&[u8]> = values
        .iter()
        .flat_map(|value| value.as_ref().chunks(N_SAMPLE_BYTES))
        .step_by(nth)
        .collect();
    let n_sampled = samples.iter().map(|sample| sample.len()).sum::<usize>();
    let most = most.min(n_sampled / N_SAMPLES_TO_ONE);
    match zstd::dict::from_samples(&samples, most) {
        Ok(dictionary) => Some(dictionary),
        Err(error) => {
            // It is tried again with the next import; until then values are larger.
            log::warn!("no dictionary could be made: {error}");
            None
        }
    }
}

/// Bytes of a sample.
const N_SAMPLE_BYTES: usize = 4096;

/// Bytes that an older version packed.
pub(super) fn inflate(packed: &[u8]) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(packed.len() * 3);
    DeflateDecoder::new(packed)
        .take(N_MOST_BYTES as u64)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A text as an older version kept it, packed or plain.
pub(super) fn older_text(value: ValueRef<'_>) -> FromSqlResult<Cow<'_, str>> {
    let ValueRef::Blob(packed) = value else {
        return value.as_str().map(Cow::Borrowed);
    };
    text_of(inflate(packed)).map(Cow::Owned)
}

/// Bytes as a text.
pub(super) fn text_of(bytes: io::Result<Vec<u8>>) -> FromSqlResult<String> {
    let bytes = bytes.map_err(|e| FromSqlError::Other(Box::new(e)))?;
    String::from_utf8(bytes).map_err(|e| FromSqlError::Other(Box::new(e)))
}

#[cfg(test)]
mod tests {
    use super::{Press, inflate, make_dictionary, older_text, split};
    use proptest::prelude::*;
    use rusqlite::types::ValueRef;

    fn read_back(press: &mut Press, value: &[u8]) -> Vec<u8> {
        match split(value).unwrap() {
            (None, plain) => plain.to_vec(),
            (Some(number), packed) => {
                assert_eq!(number, press.number);
                press.unpack(packed).unwrap()
            }
        }
    }

    /// Texts that have much in common.
    fn news() -> Vec<String> {
        (0..3000)
            .map(|nth| {
                format!(
                    "昨天上午，第{nth}次会议在县水利局召开，{}人出席。",
                    nth * 7 % 31
                )
            })
            .collect()
    }

    #[test]
    fn a_dictionary_makes_short_texts_small() {
        let news = news();
        let dictionary = make_dictionary(&news, 64 << 10).unwrap();
        let mut press = Press::with_dictionary(2, &dictionary).unwrap();
        let packed = press.pack(news[7].as_bytes()).unwrap();
        assert!(packed.len() * 5 < news[7].len() * 2);
        assert_eq!(read_back(&mut press, &packed), news[7].as_bytes());
        assert!(make_dictionary(&news[..2], 64 << 10).is_none());
    }

    #[test]
    fn what_is_damaged_is_an_error() {
        assert!(inflate(b"\xff\xffdamaged").is_err());
        assert!(older_text(ValueRef::Blob(b"\xff\xffdamaged")).is_err());
        assert!(Press::alone().unwrap().unpack(b"damaged").is_err());
        assert!(split(b"").is_err());
    }

    proptest! {
        /// A byte that the disk has changed is never a text.
        #[test]
        fn what_is_packed_and_changed_is_an_error(
            text in "[中-字]{1,80}", at in any::<prop::sample::Index>(), bit in 0..8_u8,
        ) {
            let mut press = Press::alone().unwrap();
            let mut packed = press.pack(text.as_bytes()).unwrap();
            let at = 1 + at.index(packed.len() - 1);
            packed[at] ^= 1 << bit;
            let read = split(&packed).and_then(|(number, rest)| match number {
                Some(_) => press.unpack(rest),
                None => Ok(rest.to_vec()),
            });
            prop_assert!(read.map_or(true, |bytes| bytes == text.as_bytes()));
        }

        #[test]
        fn what_is_packed_is_read_as_it_was(text in "[中文ab \n]{0,400}", bytes: Vec<u8>) {
            let mut press = Press::alone().unwrap();
            for bytes in [text.as_bytes(), &bytes] {
                let packed = press.pack(bytes).unwrap();
                prop_assert_eq!(read_back(&mut press, &packed), bytes);
            }
        }
    }
}
