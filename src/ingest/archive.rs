//! ZIP archives of files: one member after the other, archives in archives too, never more than one
//! of them in memory at each depth.

use super::IngestError;
use super::zipped::{ZipKind, Zipped, is_zip};
use crate::model::{Sentence, Warning};

/// Archives in archives in an archive are opened; what is deeper is named and left.
const MOST_DEPTH: usize = 3;
/// What all members of an archive together may unpack to, in bytes.
const MOST_OF_ALL: u64 = 64 << 30;

/// A file of an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The archive's name and its own, a label: `papers.zip/2019/01.txt`.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Are these bytes an archive of files, and not a document that is packed as one?
#[must_use]
pub fn is_archive(bytes: &[u8]) -> bool {
    is_zip(bytes) && Zipped::open(bytes).is_ok_and(|mut zip| zip.kind() == ZipKind::Archive)
}

/// How many entries an archive has itself, folders and what is not read included; 0 where it cannot be
/// read.
#[must_use]
pub fn n_members(bytes: &[u8]) -> usize {
    Zipped::open(bytes).map_or(0, |zip| zip.len())
}

/// Visits every file of an archive, or why it cannot be read; `wants` is asked first, by the name.
/// Stops where `visit` says so.
///
/// # Errors
/// When the archive itself cannot be read.
pub fn for_each_member(
    name: &str,
    bytes: &[u8],
    wants: &dyn Fn(&str) -> bool,
    visit: &mut dyn FnMut(Result<Member, Warning>) -> bool,
) -> Result<(), IngestError> {
    let mut walk = Walk {
        wants,
        visit,
        left: MOST_OF_ALL,
        goes_on: true,
    };
    walk.archive(name, bytes, 1)
}

struct Walk<'w> {
    wants: &'w dyn Fn(&str) -> bool,
    visit: &'w mut dyn FnMut(Result<Member, Warning>) -> bool,
    /// Bytes that may still be unpacked.
    left: u64,
    goes_on: bool,
}

impl Walk<'_> {
    fn archive(&mut self, name: &str, bytes: &[u8], depth: usize) -> Result<(), IngestError> {
        let mut zip = Zipped::open(bytes)?;
        for idx in 0..zip.len() {
            if !self.goes_on {
                return Ok(());
            }
            let Some(label) = zip.label(idx) else {
                continue;
            };
            let is_zip_name = label.to_ascii_lowercase().ends_with(".zip");
            if label.is_empty() || is_litter(&label) || !(is_zip_name || (self.wants)(&label)) {
                continue;
            }
            let label = format!("{name}/{label}");
            match zip.read(idx) {
                Err(error) => self.fail(label, error.sentence()),
                Ok(member) => {
                    self.left = self.left.saturating_sub(member.len() as u64);
                    if self.left == 0 {
                        self.fail(label, IngestError::TooLarge.sentence());
                        self.goes_on = false;
                    } else if is_archive(&member) {
                        self.inner(label, &member, depth + 1);
                    } else {
                        let member = Member {
                            name: label,
                            bytes: member,
                        };
                        self.goes_on = (self.visit)(Ok(member));
                    }
                }
            }
        }
        Ok(())
    }

    fn inner(&mut self, label: String, bytes: &[u8], depth: usize) {
        if depth > MOST_DEPTH {
            let message = Sentence::new(
                "压缩包套压缩包，套得太深，未收入。",
                "It is an archive in too many archives, and was left out.",
            );
            self.fail(label, message);
        } else if let Err(error) = self.archive(&label, bytes, depth) {
            self.fail(label, error.sentence());
        }
    }

    fn fail(&mut self, place: String, message: Sentence) {
        self.goes_on &= (self.visit)(Err(Warning { place, message }));
    }
}

/// What systems put beside files.
fn is_litter(label: &str) -> bool {
    label.split('/').any(|part| {
        part.starts_with('.') || matches!(part, "__MACOSX" | "Thumbs.db" | "desktop.ini")
    })
}
