//! Where things stand in a library's folder, who may write in it, and the built-in sample.

use super::LibraryError;
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

/// The five pages of the sample library: name, the month they appeared (their text prints no
/// year; `docs/sample-library.md` says how the months are known), and bytes.
pub(super) const SAMPLE: [(&str, &str, &[u8]); 5] = [
    (
        SAMPLE_NAMES[0],
        "2019-08",
        include_bytes!("../../seeds/000_aa0ac877f7c04fa7.txt"),
    ),
    (
        SAMPLE_NAMES[1],
        "2021-03",
        include_bytes!("../../seeds/001_219aa7355dfc29b7.txt"),
    ),
    (
        SAMPLE_NAMES[2],
        "2020-03",
        include_bytes!("../../seeds/002_2715cff893d69419.txt"),
    ),
    (
        SAMPLE_NAMES[3],
        "2022-10",
        include_bytes!("../../seeds/003_8014b657e8a248d2.txt"),
    ),
    (
        SAMPLE_NAMES[4],
        "2023-02",
        include_bytes!("../../seeds/004_f228202663bfc03c.txt"),
    ),
];

/// The names of the sample library's files.
pub const SAMPLE_NAMES: [&str; 5] = [
    "000_aa0ac877f7c04fa7.txt",
    "001_219aa7355dfc29b7.txt",
    "002_2715cff893d69419.txt",
    "003_8014b657e8a248d2.txt",
    "004_f228202663bfc03c.txt",
];

/// The places in a library's folder.
#[derive(Clone, Debug)]
pub(super) struct Places {
    pub(super) folder: PathBuf,
}

impl Places {
    pub(super) fn catalog(&self) -> PathBuf {
        self.folder.join("library.sqlite")
    }

    pub(super) fn notebook(&self) -> PathBuf {
        self.folder.join("reader.sqlite")
    }

    pub(super) fn backups(&self) -> PathBuf {
        self.folder.join("backups")
    }

    pub(super) fn index(&self) -> PathBuf {
        self.folder.join("index")
    }

    fn lock(&self) -> PathBuf {
        self.folder.join("lock")
    }

    /// Makes the folder when there is none.
    pub(super) fn create_folder(&self) -> Result<(), LibraryError> {
        let folder = &self.folder;
        match std::fs::metadata(folder) {
            Ok(found) if found.is_dir() => Ok(()),
            Ok(_) => Err(LibraryError::NotAFolder {
                path: folder.clone(),
            }),
            Err(_) => std::fs::create_dir_all(folder)
                .map_err(|error| LibraryError::of_folder(folder, error)),
        }
    }

    /// Takes the right to write; `None` when another program has it. It is given back when the
    /// file is dropped, or the program ends in whatever way.
    pub(super) fn take_lock(&self) -> Result<Option<File>, LibraryError> {
        let failed = |error| LibraryError::of_folder(&self.folder, error);
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(self.lock())
            .map_err(failed)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(file)),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(failed(error)),
        }
    }
}

impl Places {
    /// Does the folder still have the file that is locked? Not where it was moved or deleted, or its disk
    /// was pulled out: what is written then goes nowhere that anybody will find.
    pub(super) fn has(&self, lock: &File) -> bool {
        match (lock.metadata(), std::fs::metadata(self.lock())) {
            (Ok(held), Ok(found)) => is_same(&held, &found),
            _ => false,
        }
    }
}

#[cfg(unix)]
fn is_same(one: &std::fs::Metadata, other: &std::fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

/// Elsewhere a file that is open can be neither deleted nor moved.
#[cfg(not(unix))]
const fn is_same(_one: &std::fs::Metadata, _other: &std::fs::Metadata) -> bool {
    true
}

impl From<&Path> for Places {
    fn from(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
        }
    }
}
