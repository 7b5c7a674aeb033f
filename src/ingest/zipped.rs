//! ZIP, as documents and archives use it: read from memory, a member at a time, with limits on what
//! it may grow to. Nothing is ever unpacked to disk, so names in it are only labels.

use super::IngestError;
use encoding_rs::GB18030;
use std::io::{Cursor, Read as _};
use zip::ZipArchive;
use zip::result::ZipError;

/// A member that unpacks to more is no newspaper: the largest files of a year have a tenth of it.
const MOST_OF_MEMBER: u64 = 512 << 20;
/// More than so many members are no archive of a newspaper's.
const MOST_MEMBERS: usize = 200_000;
/// From this size on …
const SUSPICIOUS: u64 = 32 << 20;
/// … text never packs so tightly, and bombs do: deflate goes to 1032.
const MOST_RATIO: u64 = 150;

/// What a ZIP file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ZipKind {
    /// A text document of Word.
    Docx,
    /// A book.
    Epub,
    /// Another office document.
    Office,
    /// Files.
    Archive,
}

/// A ZIP file in memory.
pub(super) struct Zipped<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
}

/// Does a file begin as ZIP files do?
pub(super) fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

impl<'a> Zipped<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, IngestError> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| told(&error))?;
        if zip.len() > MOST_MEMBERS {
            return Err(IngestError::TooLarge);
        }
        Ok(Self { zip })
    }

    pub(super) fn len(&self) -> usize {
        self.zip.len()
    }

    /// What it is.
    pub(super) fn kind(&mut self) -> ZipKind {
        if self.has("word/document.xml") {
            ZipKind::Docx
        } else if self.has("META-INF/container.xml") {
            ZipKind::Epub
        } else if self.has("[Content_Types].xml") || self.has("content.xml") {
            ZipKind::Office
        } else {
            ZipKind::Archive
        }
    }

    fn has(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    /// A member's name as a label; `None` for a folder.
    pub(super) fn label(&mut self, idx: usize) -> Option<String> {
        let member = self.zip.by_index_raw(idx).ok()?;
        let raw = member.name_raw();
        let name = decoded(raw);
        (!name.ends_with(['/', '\\'])).then(|| harmless(&name))
    }

    /// A member's bytes by its name.
    pub(super) fn read_named(&mut self, name: &str) -> Result<Vec<u8>, IngestError> {
        let idx = self.zip.index_for_name(name);
        idx.map_or(Err(IngestError::BrokenZip), |idx| self.read(idx))
    }

    /// A member's bytes.
    pub(super) fn read(&mut self, idx: usize) -> Result<Vec<u8>, IngestError> {
        let member = self.zip.by_index(idx).map_err(|error| told(&error))?;
        let n_packed = member.compressed_size().max(1);
        // The size that it gives itself may be a lie: so much is read, and no more.
        let most = MOST_OF_MEMBER.min(SUSPICIOUS.max(n_packed.saturating_mul(MOST_RATIO)));
        let mut bytes = Vec::new();
        let n_read = member.take(most + 1).read_to_end(&mut bytes);
        match n_read {
            Ok(n) if n as u64 > most => Err(IngestError::TooLarge),
            Ok(_) => Ok(bytes),
            Err(_damaged) => Err(IngestError::BrokenZip),
        }
    }
}

fn told(error: &ZipError) -> IngestError {
    match error {
        ZipError::UnsupportedArchive(reason) if *reason == ZipError::PASSWORD_REQUIRED => {
            IngestError::Locked
        }
        ZipError::UnsupportedArchive(_) => IngestError::LockedStrangely,
        _ => IngestError::BrokenZip,
    }
}

/// Old Chinese programs write names in GBK and say nothing of it, new ones in UTF-8 and say nothing of
/// it either. Two letters of GBK may be legal UTF-8 (一 is һ), but no Chinese name then.
fn decoded(raw: &[u8]) -> String {
    let (gbk, _, is_bad) = GB18030.decode(raw);
    let has_han = |name: &str| name.chars().any(crate::text::is_han);
    match std::str::from_utf8(raw) {
        Ok(name) if name.is_ascii() || has_han(name) || is_bad || !has_han(&gbk) => name.to_owned(),
        Ok(_) | Err(_) => gbk.into_owned(),
    }
}

/// A name from an archive without what leads elsewhere or cannot be seen: no `..`, no drive, no
/// control characters.
fn harmless(name: &str) -> String {
    let parts = name.split(['/', '\\']).map(|part| {
        let part: String = part
            .chars()
            .filter(|c| !c.is_control() && !crate::text::is_invisible(*c))
            .collect();
        part.trim().to_owned()
    });
    let parts: Vec<String> = parts
        .filter(|part| !matches!(part.as_str(), "" | "." | "..") && !part.ends_with(':'))
        .collect();
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn names_lead_nowhere() {
        for (name, label) in [
            ("2019/八月/01.txt", "2019/八月/01.txt"),
            ("../../etc/passwd", "etc/passwd"),
            ("C:\\Windows\\a.txt", "Windows/a.txt"),
            ("/abs/a\n.txt", "abs/a.txt"),
            ("a/\u{202e}txt.exe", "a/txt.exe"),
        ] {
            assert_eq!(harmless(name), label);
        }
    }
}
