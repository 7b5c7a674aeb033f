//! Databases that were cut off. SQLite reads nothing at all of a file that is shorter than its head says;
//! filled up with zeros it reads every page that is there, and says of the others that they are damaged.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

/// How every database begins.
const MAGIC: &[u8] = b"SQLite format 3\0";
/// A head is so long (<https://www.sqlite.org/fileformat2.html>).
const N_HEAD: usize = 100;

/// How long a database is by its head; `None` where it is none.
fn told_length(path: &Path) -> io::Result<Option<u64>> {
    let mut head = Vec::new();
    File::open(path)?
        .take(N_HEAD as u64)
        .read_to_end(&mut head)?;
    if !head.starts_with(MAGIC) {
        return Ok(None);
    }
    let number = |at: usize, n: usize| {
        let bytes = head.get(at..at + n)?;
        Some(
            bytes
                .iter()
                .fold(0_u64, |sum, byte| (sum << 8) | u64::from(*byte)),
        )
    };
    let page_size = match number(16, 2) {
        // 65536 does not fit there.
        Some(1) => Some(65_536),
        other => other,
    };
    Ok(page_size
        .zip(number(28, 4))
        .map(|(size, n_pages)| size * n_pages))
}

/// Is a database shorter than its head says?
///
/// # Errors
/// When the file cannot be read.
pub fn is_cut_off(path: &Path) -> io::Result<bool> {
    let told = told_length(path)?;
    let is = std::fs::metadata(path)?.len();
    Ok(told.is_some_and(|told| is < told))
}

/// Fills a database that was cut off up with zeros; what is there stays as it is.
///
/// # Errors
/// When the file cannot be read or written.
pub fn fill_up(path: &Path) -> io::Result<()> {
    if let Some(told) = told_length(path)?
        && std::fs::metadata(path)?.len() < told
    {
        File::options().write(true).open(path)?.set_len(told)?;
    }
    Ok(())
}
