//! hOCR: HTML of OCR programs. Pages, blocks and lines are elements of a class; places and sizes
//! stand in their titles.

use super::layout::{Place, ReadLine};
use super::markup::{OpenTag, Piece, for_each_piece};
use super::scanned::{ScannedPage, add_pages, join_word};
use super::{IngestError, Issue, Source};

/// Scans are made at this resolution where a file does not say, in dots an inch.
const USUAL_DPI: f32 = 300.0;
/// Deeper elements are looked through, but take no part.
const DEEPEST: usize = 200;

/// Reads the pages into `source`.
pub(super) fn read_pages(
    text: &str,
    stem: &str,
    issue: Option<Issue>,
    source: &mut Source,
) -> Result<(), IngestError> {
    let mut parser = Parser::default();
    for_each_piece(text, &mut |piece| parser.take(piece));
    parser.end_line();
    if parser.pages.iter().all(|page| page.lines.is_empty()) {
        return Err(IngestError::Empty);
    }
    add_pages(parser.pages, stem, issue, source);
    Ok(())
}

/// What an element is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Line,
    Bold,
    Other,
}

struct OpenLine {
    place: Option<Place>,
    /// In points.
    size: Option<f32>,
    text: String,
    has_blank: bool,
    n_bold: usize,
    n_chars: usize,
}

struct Parser {
    pages: Vec<ScannedPage>,
    /// Points in a pixel.
    unit: f32,
    starts_block: bool,
    line: Option<OpenLine>,
    /// Elements that are open, by name.
    open: Vec<(String, Role)>,
    n_bold_open: usize,
}

impl Default for Parser {
    fn default() -> Self {
        Self {
            pages: Vec::new(),
            unit: 72.0 / USUAL_DPI,
            starts_block: true,
            line: None,
            open: Vec::new(),
            n_bold_open: 0,
        }
    }
}

impl Parser {
    fn take(&mut self, piece: Piece<'_>) {
        match piece {
            Piece::Open(tag) => self.open(&tag),
            Piece::Close(name) => self.close(name),
            Piece::Text(text) => self.take_text(text),
        }
    }

    fn open(&mut self, tag: &OpenTag<'_>) {
        let class = tag.attribute("class").unwrap_or_default();
        let title = tag.attribute("title").unwrap_or_default();
        let role = class
            .split_ascii_whitespace()
            .find_map(|class| self.begin(class, title))
            .unwrap_or(match tag.name() {
                "strong" | "b" => Role::Bold,
                _ => Role::Other,
            });
        if !tag.is_empty() && self.open.len() < DEEPEST {
            self.n_bold_open += usize::from(role == Role::Bold);
            self.open.push((tag.name().to_owned(), role));
        }
    }

    /// Begins what a class stands for.
    fn begin(&mut self, class: &str, title: &str) -> Option<Role> {
        match class {
            "ocr_page" => {
                self.end_line();
                let dpi = numbers(title, "scan_res").first().copied();
                self.unit = 72.0 / dpi.filter(|dpi| *dpi >= 30.0).unwrap_or(USUAL_DPI);
                let paper = self.bbox(title).unwrap_or_default();
                self.starts_block = true;
                self.pages.push(ScannedPage {
                    width: paper.right,
                    height: paper.bottom,
                    lines: Vec::new(),
                });
                Some(Role::Other)
            }
            "ocr_carea" | "ocrx_block" | "ocr_column" => {
                self.end_line();
                self.starts_block = true;
                Some(Role::Other)
            }
            "ocr_line" | "ocrx_line" | "ocr_header" | "ocr_footer" | "ocr_caption"
            | "ocr_textfloat" => {
                self.end_line();
                self.line = Some(OpenLine {
                    place: self.bbox(title),
                    size: self.size(title),
                    text: String::new(),
                    has_blank: false,
                    n_bold: 0,
                    n_chars: 0,
                });
                Some(Role::Line)
            }
            "ocrx_word" => {
                let (place, size) = (self.bbox(title), self.size(title));
                if let Some(line) = &mut self.line {
                    line.place = line.place.or(place);
                    line.size = line.size.or(size);
                }
                None
            }
            _ => None,
        }
    }

    fn bbox(&self, title: &str) -> Option<Place> {
        let edges = numbers(title, "bbox");
        let [left, top, right, bottom] = edges.get(..4)?.try_into().ok()?;
        let place = Place {
            left: left * self.unit,
            top: top * self.unit,
            right: right * self.unit,
            bottom: bottom * self.unit,
        };
        place.is_sound().then_some(place)
    }

    fn size(&self, title: &str) -> Option<f32> {
        let points = numbers(title, "x_fsize").first().copied();
        let pixels = numbers(title, "x_size").first().copied();
        points
            .or(pixels.map(|pixels| pixels * self.unit))
            .filter(|size| (1.0..1000.0).contains(size))
    }

    fn close(&mut self, name: &str) {
        // What was left open inside closes with it; what was never open closes nothing.
        let Some(from) = self.open.iter().rposition(|(open, _)| open == name) else {
            return;
        };
        for (_, role) in self.open.split_off(from) {
            match role {
                Role::Line => self.end_line(),
                Role::Bold => self.n_bold_open = self.n_bold_open.saturating_sub(1),
                Role::Other => {}
            }
        }
    }

    fn take_text(&mut self, text: &str) {
        let is_bold = self.n_bold_open > 0;
        let Some(line) = &mut self.line else { return };
        let begins_blank = text.starts_with(|c: char| c.is_ascii_whitespace());
        line.has_blank |= begins_blank;
        for word in text.split_ascii_whitespace() {
            join_word(&mut line.text, word, line.has_blank);
            line.has_blank = true;
            let n_chars = word.chars().count();
            line.n_chars += n_chars;
            line.n_bold += if is_bold { n_chars } else { 0 };
        }
        if !text.trim_ascii().is_empty() {
            line.has_blank = text.ends_with(|c: char| c.is_ascii_whitespace());
        }
    }

    fn end_line(&mut self) {
        let Some(line) = self.line.take() else { return };
        let (Some(page), Some(place)) = (self.pages.last_mut(), line.place) else {
            return;
        };
        page.push(ReadLine {
            text: line.text,
            place,
            size: line.size,
            is_bold: line.n_bold * 2 > line.n_chars,
            starts_block: std::mem::take(&mut self.starts_block),
        });
    }
}

/// The numbers after a word in a title: "bbox 1 2 3 4; x_size 30".
fn numbers(title: &str, word: &str) -> Vec<f32> {
    title
        .split(';')
        .filter_map(|property| property.trim_start().strip_prefix(word))
        .find(|rest| rest.starts_with(' '))
        .map(|rest| {
            rest.split_ascii_whitespace()
                .map_while(|number| number.parse::<f32>().ok())
                .filter(|number| number.is_finite())
                .collect()
        })
        .unwrap_or_default()
}
