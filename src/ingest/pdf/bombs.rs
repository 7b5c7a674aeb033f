//! Streams that unpack to more than any page needs. hayro unpacks a stream in one piece, however
//! large it grows, so what may grow too large is unpacked here first, and thrown away.

use flate2::read::ZlibDecoder;
use std::io::Read as _;

/// A stream that unpacks to more is a bomb: the largest scans of newspaper pages have a third of it.
const N_BYTES_MOST: u64 = 384 << 20;
/// Deflate packs no tighter than this.
const BEST_RATIO: u64 = 1032;
/// All streams of a file together may take this much unpacking here.
const N_BYTES_TRIED: u64 = 4 << 30;

/// Does a packed stream in this file grow too large? Streams too short for that are not tried.
pub(super) fn unpack_too_large(bytes: &[u8]) -> bool {
    let mut budget = N_BYTES_TRIED;
    let mut starts = stream_starts(bytes).peekable();
    while let Some(start) = starts.next() {
        let end = starts.peek().copied().unwrap_or(bytes.len());
        let packed = bytes.get(start..end).unwrap_or_default();
        if (packed.len() as u64).saturating_mul(BEST_RATIO) <= N_BYTES_MOST {
            continue;
        }
        let grown = std::io::copy(
            &mut ZlibDecoder::new(packed).take(N_BYTES_MOST + 1),
            &mut std::io::sink(),
        );
        // What cannot be unpacked here grows no further there.
        let n_bytes = grown.unwrap_or(0);
        budget = budget.saturating_sub(n_bytes);
        if n_bytes > N_BYTES_MOST || budget == 0 {
            return true;
        }
    }
    false
}

/// Where the contents of zlib streams start, as far as their first bytes tell.
fn stream_starts(bytes: &[u8]) -> impl Iterator<Item = usize> {
    const MARK: &[u8] = b"stream";
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let found = find(bytes.get(at..)?, MARK)?;
            let mut start = at + found + MARK.len();
            at = start;
            while bytes.get(start).is_some_and(|b| matches!(b, b'\r' | b'\n')) {
                start += 1;
            }
            let is_zlib = bytes.get(start).is_some_and(|first| first & 0x0f == 8);
            if start > at && is_zlib {
                return Some(start);
            }
        }
    })
}

fn find(bytes: &[u8], mark: &[u8]) -> Option<usize> {
    let first = *mark.first()?;
    let mut at = 0;
    loop {
        at += bytes.get(at..)?.iter().position(|byte| *byte == first)?;
        if bytes.get(at..)?.starts_with(mark) {
            return Some(at);
        }
        at += 1;
    }
}
