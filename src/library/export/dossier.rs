//! A dossier: the passages that the reader marked, what was noted of them, and where they are from.
//! Articles without a note are left out.

use super::exported::Exported;
use super::formats::Format;
use super::markdown::{escaped, quoted};
use super::target::TargetFile;
use super::{CitationForm, ExportError, ExportRequest};
use std::fs::File;
use std::io::{BufWriter, Write as _};

/// The file, as Markdown.
pub(super) struct Dossier {
    target: TargetFile,
    out: BufWriter<File>,
    n_written: usize,
}

impl Dossier {
    pub(super) fn begin(request: &ExportRequest) -> Result<Self, ExportError> {
        let (target, out) = TargetFile::begin(&request.path, request.replaces)?;
        Ok(Self {
            target,
            out,
            n_written: 0,
        })
    }
}

impl Format for Dossier {
    fn add(&mut self, exported: &Exported) -> Result<(), ExportError> {
        if exported.notes.is_empty() {
            return Ok(());
        }
        self.n_written += 1;
        let mut text = format!("## {}\n\n", escaped(&exported.name));
        for note in &exported.notes {
            if !note.quote.is_empty() {
                text.push_str(&quoted(&note.quote));
            }
            for line in note.text.lines().filter(|line| !line.trim().is_empty()) {
                text.push_str(&escaped(line.trim()));
                text.push_str("\n\n");
            }
        }
        let source = exported.citation.text(CitationForm::GbT7714, &exported.id);
        text.push_str(&format!("—— {}\n\n", escaped(&source)));
        self.out
            .write_all(text.as_bytes())
            .map_err(|error| ExportError::of(self.target.path(), error))
    }

    fn finish(self: Box<Self>) -> Result<(), ExportError> {
        if self.n_written == 0 {
            return Err(ExportError::NoNotes);
        }
        self.target.finish(self.out)
    }
}
