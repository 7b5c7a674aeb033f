//! Where an export is written: beside its place at first, and in its place once it is whole. What
//! was given up leaves nothing behind.

use super::ExportError;
use std::fs::File;
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};

/// A file that is not there before it is whole.
#[derive(Debug)]
pub(in crate::library) struct TargetFile {
    path: PathBuf,
    /// Where it is written to; `None` once it is in its place.
    part: Option<PathBuf>,
}

impl TargetFile {
    /// Begins a file. One that is there is replaced at the end, if that is wanted.
    pub(in crate::library) fn begin(
        path: &Path,
        replaces: bool,
    ) -> Result<(Self, BufWriter<File>), ExportError> {
        let failed = |error| ExportError::of(path, error);
        if path.is_dir() {
            return Err(ExportError::IsFolder {
                path: path.to_owned(),
            });
        }
        if !replaces && path.exists() {
            return Err(ExportError::Exists {
                path: path.to_owned(),
            });
        }
        let mut name = std::ffi::OsString::from(".");
        name.push(path.file_name().unwrap_or_default());
        name.push(format!(".{}.part", std::process::id()));
        let part = path.with_file_name(name);
        let file = File::create(&part).map_err(failed)?;
        let target = Self {
            path: path.to_owned(),
            part: Some(part),
        };
        Ok((target, BufWriter::with_capacity(256 << 10, file)))
    }

    /// Puts the file in its place, whole and lasting.
    pub(in crate::library) fn finish(
        mut self,
        written: BufWriter<File>,
    ) -> Result<(), ExportError> {
        let Some(part) = self.part.take() else {
            return Ok(());
        };
        let done = written
            .into_inner()
            .map_err(io::IntoInnerError::into_error)
            .and_then(|file| file.sync_all())
            .and_then(|()| std::fs::rename(&part, &self.path));
        done.map_err(|error| {
            self.part = Some(part);
            ExportError::of(&self.path, error)
        })
    }

    pub(in crate::library) fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for TargetFile {
    fn drop(&mut self) {
        if let Some(part) = &self.part
            && let Err(error) = std::fs::remove_file(part)
        {
            log::warn!("{} stays: {error}", part.display());
        }
    }
}

/// Makes the folder of an export, or takes one that is empty.
pub(super) fn begin_folder(path: &Path) -> Result<(), ExportError> {
    let failed = |error| ExportError::of(path, error);
    if path.is_file() {
        return Err(ExportError::Exists {
            path: path.to_owned(),
        });
    }
    std::fs::create_dir_all(path).map_err(failed)?;
    let is_empty = std::fs::read_dir(path).map_err(failed)?.next().is_none();
    if is_empty {
        Ok(())
    } else {
        Err(ExportError::NotEmpty {
            path: path.to_owned(),
        })
    }
}

/// Characters of a headline in a name of a file.
const N_NAME_CHARS: usize = 40;

/// A name of a file, without its ending, that every system takes: without what they forbid, and not too
/// long. Empty where nothing is left.
#[must_use]
pub fn safe_name(text: &str) -> String {
    let kept = text.chars().filter_map(|c| match c {
        '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => Some('_'),
        c if c.is_control() || crate::text::is_invisible(c) => None,
        c if c.is_whitespace() => Some('_'),
        c => Some(c),
    });
    let name: String = kept.take(N_NAME_CHARS).collect();
    name.trim_matches(['.', '_', ' ']).to_owned()
}
