//! Texts and files made small for the catalog, and read back.
//!
//! Deflate, by flate2, at a low level: higher ones cost more and gain nothing on news. It makes the
//! catalog half as large; an article is unpacked in some microseconds. Short or dense values stay. A
//! packed text is a blob where a plain one is text, so that older rows are read as they stand.

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use rusqlite::types::{FromSqlError, ToSqlOutput, Value, ValueRef};
use std::borrow::Cow;
use std::io::{self, Read as _, Write as _};

/// Shorter values gain nothing.
const N_FEWEST_BYTES: usize = 128;
/// No value is larger, whatever a damaged database says.
const N_MOST_BYTES: u64 = 1 << 32;

/// The bytes made small; `None` where that saves less than a tenth.
pub(super) fn pack(bytes: &[u8]) -> Option<Vec<u8>> {
    if bytes.len() < N_FEWEST_BYTES {
        return None;
    }
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::new(3));
    // Writing into memory does not fail; if it did, the plain bytes would be kept.
    encoder.write_all(bytes).ok()?;
    let packed = encoder.finish().ok()?;
    (packed.len() < bytes.len() / 10 * 9).then_some(packed)
}

/// The bytes as they were.
pub(super) fn unpack(packed: &[u8]) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(packed.len() * 3);
    DeflateDecoder::new(packed)
        .take(N_MOST_BYTES)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A text as a column keeps it.
pub(super) fn packed_text(text: &str) -> ToSqlOutput<'_> {
    match pack(text.as_bytes()) {
        Some(packed) => ToSqlOutput::Owned(Value::Blob(packed)),
        None => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
    }
}

/// A text as a column has it, packed or plain.
pub(super) fn plain_text(value: ValueRef<'_>) -> Result<Cow<'_, str>, FromSqlError> {
    let ValueRef::Blob(packed) = value else {
        return value.as_str().map(Cow::Borrowed);
    };
    let bytes = unpack(packed).map_err(|e| FromSqlError::Other(Box::new(e)))?;
    let text = String::from_utf8(bytes).map_err(|e| FromSqlError::Other(Box::new(e)))?;
    Ok(Cow::Owned(text))
}

#[cfg(test)]
mod tests {
    use super::{pack, packed_text, plain_text, unpack};
    use proptest::prelude::*;
    use rusqlite::types::{ToSqlOutput, Value, ValueRef};

    fn read_back(output: &ToSqlOutput<'_>) -> String {
        let value = match output {
            ToSqlOutput::Borrowed(value) => *value,
            ToSqlOutput::Owned(Value::Blob(blob)) => ValueRef::Blob(blob),
            other => panic!("{other:?} is no text"),
        };
        plain_text(value).unwrap().into_owned()
    }

    #[test]
    fn news_becomes_small_and_dense_bytes_stay() {
        let news = "昨天上午，县水利局在青河堤上开工加固三处险段。".repeat(20);
        let packed = pack(news.as_bytes()).unwrap();
        assert!(packed.len() * 4 < news.len());
        assert!(pack(&packed).is_none());
        assert!(pack(b"short").is_none());
        assert!(unpack(b"\xff\xffdamaged").is_err());
        assert!(plain_text(ValueRef::Blob(b"\xff\xffdamaged")).is_err());
    }

    proptest! {
        #[test]
        fn what_is_packed_is_read_as_it_was(text in "[中文ab \n]{0,400}", bytes: Vec<u8>) {
            prop_assert_eq!(read_back(&packed_text(&text)), text);
            if let Some(packed) = pack(&bytes) {
                prop_assert_eq!(unpack(&packed).unwrap(), bytes);
            }
        }
    }
}
