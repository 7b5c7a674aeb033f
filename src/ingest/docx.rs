//! Documents of Word: their paragraphs, headings as Markdown headings, cells of tables as lines.
//! Pictures, macros, what was deleted and what lies outside the file are never looked at.

use super::markup::{OpenTag, Piece, for_each_piece};
use super::zipped::Zipped;
use super::{IngestError, Issue, decode};
use crate::model::Page;
use crate::text::is_blank;
use std::collections::BTreeMap;

/// Reads a document; `None` where it holds no text.
///
/// # Errors
/// When its parts cannot be read.
pub(super) fn read_page(
    zip: &mut Zipped<'_>,
    stem: &str,
    issue: Option<Issue>,
) -> Result<Option<Page>, IngestError> {
    let styles = match zip.read_named("word/styles.xml") {
        Ok(bytes) => heading_styles(&decode::decode(&bytes, decode::Known::default())?.text),
        // Without styles there are no headings.
        Err(IngestError::BrokenZip) => BTreeMap::new(),
        Err(error) => return Err(error),
    };
    let document = decode::decode(
        &zip.read_named("word/document.xml")?,
        decode::Known::default(),
    )?;
    let mut reader = Reader {
        styles,
        ..Reader::default()
    };
    for_each_piece(&document.text, &mut |piece| reader.take(piece));
    reader.end_line();
    let text = reader.text.trim_end().to_owned();
    Ok(text.contains(|c| !is_blank(c)).then(|| Page {
        name: stem.to_owned(),
        text,
        issue_date: issue.map(|i| i.date),
        issue_source: issue.map(|i| i.source),
        layout: None,
    }))
}

/// The levels of headings by the ids of their styles: Word's own names for them stay English in every
/// language.
fn heading_styles(xml: &str) -> BTreeMap<String, usize> {
    let mut styles = BTreeMap::new();
    let mut id = None;
    for_each_piece(xml, &mut |piece| {
        let Piece::Open(tag) = piece else { return };
        match tag.name() {
            "w:style" => id = tag.attribute("w:styleid").map(str::to_owned),
            "w:name" => {
                let name = tag.attribute("w:val").unwrap_or_default();
                let name = name.to_ascii_lowercase();
                let level = match name.as_str() {
                    "title" => Some(1),
                    name => name
                        .strip_prefix("heading ")
                        .and_then(|level| level.parse().ok()),
                };
                if let (Some(id), Some(level)) = (id.take(), level) {
                    styles.insert(id, level);
                }
            }
            _ => {}
        }
    });
    styles
}

#[derive(Default)]
struct Reader {
    styles: BTreeMap<String, usize>,
    text: String,
    line: String,
    heading: usize,
    is_text: bool,
    /// How many elements are open whose text stands elsewhere as well.
    n_left_out: usize,
}

impl Reader {
    fn take(&mut self, piece: Piece<'_>) {
        match piece {
            Piece::Open(tag) => self.open(&tag),
            Piece::Close("w:t") => self.is_text = false,
            Piece::Close("w:p") => self.end_line(),
            Piece::Close("mc:fallback") => self.n_left_out = self.n_left_out.saturating_sub(1),
            Piece::Close(_) => {}
            Piece::Text(text) if self.is_text && self.n_left_out == 0 => self.line.push_str(text),
            Piece::Text(_) => {}
        }
    }

    fn open(&mut self, tag: &OpenTag<'_>) {
        match tag.name() {
            "mc:fallback" if !tag.is_empty() => self.n_left_out += 1,
            "w:t" => self.is_text = !tag.is_empty(),
            "w:pstyle" => {
                let id = tag.attribute("w:val").unwrap_or_default();
                self.heading = self.styles.get(id).copied().unwrap_or(0);
            }
            "w:tab" if self.n_left_out == 0 => self.line.push(' '),
            "w:br" | "w:cr" => self.end_line(),
            "w:p" if tag.is_empty() => self.end_line(),
            _ => {}
        }
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        if self.heading > 0 && line.contains(|c| !is_blank(c)) {
            self.text.push_str(&"#".repeat(self.heading.min(6)));
            self.text.push(' ');
        }
        self.text.push_str(line.trim_end());
        self.text.push('\n');
        self.heading = 0;
    }
}
