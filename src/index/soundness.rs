//! Damaged files: tantivy tells most of them by an error and some by a panic. Both end here, as a
//! sentence; an index that fell over while it was searched is looked through byte by byte when it
//! is opened next, however large it is.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

/// Does what reads an index; a panic becomes a sentence.
pub(super) fn guarded<T>(work: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    // What it has begun is dropped: nothing half done is used.
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|_panic| Err("the search index is damaged".to_owned()))
}

/// Says that an index in a folder cannot be trusted.
///
/// # Errors
/// When that cannot be written down.
pub(super) fn doubt(folder: &Path) -> std::io::Result<()> {
    std::fs::write(sign(folder), "")
}

/// Has it been doubted?
pub(super) fn is_doubted(folder: &Path) -> bool {
    sign(folder).exists()
}

/// It was looked through and is sound.
pub(super) fn trust(folder: &Path) {
    if let Err(error) = std::fs::remove_file(sign(folder)) {
        // Then it is looked through once more.
        log::debug!("the sign of doubt stays: {error}");
    }
}

fn sign(folder: &Path) -> PathBuf {
    folder.join(".doubted")
}
