//! A file told by the texts of its pages: most of its bytes stand in them already.
//!
//! The *script* says, line by line of the texts, whether and after how many other bytes the line
//! stands in the file; the *rest* are those other bytes. A text file is one step long; of JSON Lines
//! the rest is a hundredth of the file. Whoever quotes has to compare what is read back.

use memchr::memmem;

/// Shorter lines are not looked for, in bytes: they stand in many places.
const N_LEAST_BYTES: usize = 12;
/// How far ahead a line is looked for, in bytes, besides what was passed over since the last one.
const N_AHEAD: usize = 4096;
/// No further than this.
const N_MOST_AHEAD: usize = 1 << 16;

/// A file as quoted.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Quoted {
    /// For each line: 0, or how many bytes of the rest come before it, and 1.
    script: Vec<u8>,
    /// The bytes that stand in no line.
    rest: Vec<u8>,
}

/// Quotes as much of a file as stands in the texts, in their order.
pub(super) fn quote<'a>(bytes: &[u8], texts: impl Iterator<Item = &'a str>) -> Quoted {
    let mut quoted = Quoted::default();
    let mut at = 0;
    let mut n_passed_over = 0;
    for text in texts {
        for line in text.split('\n') {
            let ahead = (N_AHEAD + 2 * n_passed_over).min(N_MOST_AHEAD) + line.len();
            let window = bytes.get(at..).unwrap_or_default();
            let window = window.get(..ahead).unwrap_or(window);
            let found = (line.len() >= N_LEAST_BYTES)
                .then(|| memmem::find(window, line.as_bytes()))
                .flatten();
            let Some(n_before) = found else {
                n_passed_over += line.len();
                push_number(&mut quoted.script, 0);
                continue;
            };
            push_number(&mut quoted.script, n_before as u64 + 1);
            let before = window.get(..n_before).unwrap_or_default();
            quoted.rest.extend_from_slice(before);
            at += n_before + line.len();
            n_passed_over = 0;
        }
    }
    quoted
        .rest
        .extend_from_slice(bytes.get(at..).unwrap_or_default());
    quoted
}

impl Quoted {
    /// How many bytes are not quoted.
    pub(super) fn n_rest(&self) -> usize {
        self.rest.len()
    }

    /// As one row of bytes.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.script.len() + self.rest.len() + 9);
        push_number(&mut bytes, self.script.len() as u64);
        bytes.extend_from_slice(&self.script);
        bytes.extend_from_slice(&self.rest);
        bytes
    }

    /// From such a row; `None` where it is none.
    pub(super) fn from_bytes(mut bytes: &[u8]) -> Option<Self> {
        let n_script = usize::try_from(take_number(&mut bytes)?).ok()?;
        Some(Self {
            script: bytes.get(..n_script)?.to_vec(),
            rest: bytes.get(n_script..)?.to_vec(),
        })
    }

    /// The file, with the texts that it quotes; `None` where they are others.
    pub(super) fn read<'a>(&self, texts: impl Iterator<Item = &'a str>) -> Option<Vec<u8>> {
        let mut script = self.script.as_slice();
        let mut rest = self.rest.as_slice();
        let mut bytes = Vec::with_capacity(rest.len() * 2);
        for line in texts.flat_map(|text| text.split('\n')) {
            let Some(n_before) = take_number(&mut script)?.checked_sub(1) else {
                continue;
            };
            let n_before = usize::try_from(n_before).ok()?;
            bytes.extend_from_slice(rest.get(..n_before)?);
            rest = rest.get(n_before..)?;
            bytes.extend_from_slice(line.as_bytes());
        }
        bytes.extend_from_slice(rest);
        script.is_empty().then_some(bytes)
    }
}

/// Seven bits a byte, the lowest first; all but the last have the eighth.
fn push_number(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 128 {
        bytes.push((number & 127) as u8 | 128);
        number >>= 7;
    }
    bytes.push(number as u8);
}

fn take_number(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let (first, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u64::from(first & 127) << shift;
        if first & 128 == 0 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{Quoted, quote};
    use proptest::prelude::*;

    fn read_back(bytes: &[u8], texts: &[String]) -> Option<Vec<u8>> {
        let quoted = quote(bytes, texts.iter().map(String::as_str));
        let kept = Quoted::from_bytes(&quoted.to_bytes())?;
        assert_eq!(kept, quoted);
        kept.read(texts.iter().map(String::as_str))
    }

    #[test]
    fn a_file_of_articles_is_told_by_their_texts() {
        let bodies: Vec<String> = (0..50)
            .map(|nth| format!("第{nth}次会议昨天召开。\n与会者讨论了第{nth}号议案。"))
            .collect();
        let line = |body: &String| serde_json::json!({ "body": body }).to_string() + "\r\n";
        let file: String = bodies.iter().map(line).collect();
        let quoted = quote(file.as_bytes(), bodies.iter().map(String::as_str));
        assert!(quoted.n_rest() * 4 < file.len());
        assert_eq!(
            read_back(file.as_bytes(), &bodies).unwrap(),
            file.as_bytes()
        );
        assert_eq!(quoted.read(["其他"].into_iter()), None);
        assert_eq!(Quoted::from_bytes(b"\x09short"), None);
    }

    proptest! {
        #[test]
        fn any_file_is_read_back(
            pieces in proptest::collection::vec("[县市长\\n]{0,12}", 0..8),
            between in proptest::collection::vec(any::<Vec<u8>>(), 8),
            is_there in proptest::collection::vec(any::<bool>(), 8),
        ) {
            let mut file = Vec::new();
            for ((piece, other), is_there) in pieces.iter().zip(&between).zip(is_there) {
                file.extend_from_slice(other);
                if is_there {
                    file.extend_from_slice(piece.as_bytes());
                }
            }
            prop_assert_eq!(read_back(&file, &pieces).unwrap(), file);
        }
    }
}
