//! ALTO: the XML of OCR programs and libraries, with the place of every line.
//!
//! Read as a stream of tags: nothing is expanded but the five entities of XML itself, and nesting
//! costs nothing.

use super::layout::{Place, ReadLine};
use super::scanned::{ScannedPage, add_pages, join_word};
use super::{IngestError, Issue, Source};
use crate::model::{Sentence, Warning};
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use std::collections::HashMap;

/// Scans are made at this resolution where a file does not say, in dots an inch.
const USUAL_DPI: f32 = 300.0;
/// Real files nest a dozen deep.
const DEEPEST: usize = 200;

/// Reads the pages into `source`. A file that breaks off gives what stood before, with a warning.
pub(super) fn read_pages(
    text: &str,
    stem: &str,
    issue: Option<Issue>,
    source: &mut Source,
) -> Result<(), IngestError> {
    let mut parser = Parser::new();
    let is_whole = parser.parse(text);
    parser.end_line();
    let n_lines: usize = parser.pages.iter().map(|page| page.lines.len()).sum();
    if n_lines == 0 {
        return Err(if is_whole {
            IngestError::Empty
        } else {
            IngestError::BrokenXml
        });
    }
    if !is_whole {
        source.warnings.push(Warning {
            place: source.name.clone(),
            message: Sentence::new(
                "文件已损坏或不完整，只读出了前面的部分。",
                "The file is damaged or cut off; only what stands before that was read.",
            ),
        });
    }
    add_pages(parser.pages, stem, issue, source);
    Ok(())
}

/// A style of letters.
#[derive(Clone, Copy, Default)]
struct Style {
    /// In points.
    size: Option<f32>,
    is_bold: bool,
}

struct Parser {
    pages: Vec<ScannedPage>,
    styles: HashMap<String, Style>,
    /// Points in one unit of the file.
    unit: f32,
    is_in_unit: bool,
    block_style: Style,
    starts_block: bool,
    line: Option<OpenLine>,
}

/// A line that is being read.
struct OpenLine {
    place: Option<Place>,
    style: Style,
    text: String,
    has_blank: bool,
    n_bold: usize,
    n_words: usize,
}

impl Parser {
    fn new() -> Self {
        Self {
            pages: Vec::new(),
            styles: HashMap::new(),
            unit: 72.0 / USUAL_DPI,
            is_in_unit: false,
            block_style: Style::default(),
            starts_block: true,
            line: None,
        }
    }

    /// Reads to the end; `false` where the file breaks off before.
    fn parse(&mut self, text: &str) -> bool {
        let mut reader = Reader::from_str(text);
        let mut depth = 0_usize;
        loop {
            match reader.read_event() {
                Ok(Event::Start(tag)) => {
                    depth += 1;
                    if depth > DEEPEST {
                        return false;
                    }
                    self.open(&tag);
                }
                Ok(Event::Empty(tag)) => {
                    self.open(&tag);
                    self.close(tag.local_name().as_ref());
                }
                Ok(Event::End(tag)) => {
                    depth = depth.saturating_sub(1);
                    self.close(tag.local_name().as_ref());
                }
                Ok(Event::Text(words)) if self.is_in_unit => {
                    self.set_unit(&String::from_utf8_lossy(&words));
                }
                Ok(Event::Eof) => return depth == 0,
                Ok(_) => {}
                Err(_broken) => return false,
            }
        }
    }

    fn set_unit(&mut self, name: &str) {
        self.unit = match name.trim() {
            "mm10" => 72.0 / 254.0,
            "inch1200" => 72.0 / 1200.0,
            _ => 72.0 / USUAL_DPI,
        };
    }

    fn open(&mut self, tag: &BytesStart<'_>) {
        match tag.local_name().as_ref() {
            b"MeasurementUnit" => self.is_in_unit = true,
            b"TextStyle" => {
                if let Some(id) = attribute(tag, "ID") {
                    let style = Style {
                        size: number(tag, "FONTSIZE"),
                        is_bold: is_bold(attribute(tag, "FONTSTYLE")),
                    };
                    self.styles.insert(id, style);
                }
            }
            b"Page" => {
                self.starts_block = true;
                self.pages.push(ScannedPage {
                    width: number(tag, "WIDTH").unwrap_or(0.0) * self.unit,
                    height: number(tag, "HEIGHT").unwrap_or(0.0) * self.unit,
                    lines: Vec::new(),
                });
            }
            b"TextBlock" => {
                self.starts_block = true;
                self.block_style = self.style(tag).unwrap_or_default();
            }
            b"TextLine" => {
                self.end_line();
                self.line = Some(OpenLine {
                    place: place(tag, self.unit),
                    style: self.style(tag).unwrap_or(self.block_style),
                    text: String::new(),
                    has_blank: false,
                    n_bold: 0,
                    n_words: 0,
                });
            }
            b"String" | b"HYP" => self.take_word(tag),
            b"SP" => {
                if let Some(line) = &mut self.line {
                    line.has_blank = true;
                }
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &[u8]) {
        match name {
            b"MeasurementUnit" => self.is_in_unit = false,
            b"TextLine" => self.end_line(),
            _ => {}
        }
    }

    fn take_word(&mut self, tag: &BytesStart<'_>) {
        let style = self.style(tag);
        let place = place(tag, self.unit);
        let Some(line) = &mut self.line else { return };
        let Some(word) = attribute(tag, "CONTENT") else {
            return;
        };
        join_word(&mut line.text, &word, line.has_blank);
        line.has_blank = false;
        line.n_words += 1;
        if is_bold(attribute(tag, "STYLE")) || style.unwrap_or(line.style).is_bold {
            line.n_bold += 1;
        }
        if line.style.size.is_none() {
            line.style.size = style.and_then(|style| style.size);
        }
        // Some files give places to words alone.
        line.place = match (line.place, place) {
            (None, place) => place,
            (Some(whole), Some(part)) => Some(whole.union(part)),
            (whole, None) => whole,
        };
    }

    fn style(&self, tag: &BytesStart<'_>) -> Option<Style> {
        let names = attribute(tag, "STYLEREFS")?;
        names
            .split_ascii_whitespace()
            .find_map(|name| self.styles.get(name).copied())
    }

    fn end_line(&mut self) {
        let Some(line) = self.line.take() else { return };
        let (Some(page), Some(place)) = (self.pages.last_mut(), line.place) else {
            return;
        };
        page.push(ReadLine {
            text: line.text,
            place,
            size: line.style.size,
            is_bold: line.n_bold * 2 > line.n_words,
            starts_block: std::mem::take(&mut self.starts_block),
        });
    }
}

fn is_bold(styles: Option<String>) -> bool {
    styles.is_some_and(|styles| styles.split_ascii_whitespace().any(|style| style == "bold"))
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.try_get_attribute(name).ok().flatten()?;
    // An entity that is not XML's own stays as it is written.
    found
        .normalized_value(quick_xml::XmlVersion::Implicit1_0)
        .map_or_else(
            |_unknown| Some(String::from_utf8_lossy(&found.value).into_owned()),
            |value| Some(value.into_owned()),
        )
}

fn number(tag: &BytesStart<'_>, name: &str) -> Option<f32> {
    let number: f32 = attribute(tag, name)?.trim().parse().ok()?;
    number.is_finite().then_some(number)
}

fn place(tag: &BytesStart<'_>, unit: f32) -> Option<Place> {
    let (left, top) = (number(tag, "HPOS")?, number(tag, "VPOS")?);
    let (width, height) = (number(tag, "WIDTH")?, number(tag, "HEIGHT")?);
    let place = Place {
        left: left * unit,
        top: top * unit,
        right: (left + width) * unit,
        bottom: (top + height) * unit,
    };
    place.is_sound().then_some(place)
}
