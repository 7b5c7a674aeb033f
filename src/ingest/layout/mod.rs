//! From glyphs at their places to a page's text in reading order, with the places of its lines.
//!
//! [`glyphs`](rows::rows_of) become rows, rows an order, the order text. Pure geometry: it knows no
//! file format and nothing of what articles are. Lengths are points from the paper's upper left
//! corner.

mod columns;
mod order;
mod print;
mod reach;
mod rows;
mod stacks;

use crate::model::{Area, PageLayout};

/// A rectangle on paper, in points.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Place {
    pub(super) left: f32,
    pub(super) top: f32,
    pub(super) right: f32,
    pub(super) bottom: f32,
}

impl Place {
    pub(super) fn width(self) -> f32 {
        self.right - self.left
    }

    pub(super) fn height(self) -> f32 {
        self.bottom - self.top
    }

    fn center_x(self) -> f32 {
        0.5 * (self.left + self.right)
    }

    pub(super) fn union(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// The width both share; negative when they stand apart.
    fn shared_width(self, other: Self) -> f32 {
        self.right.min(other.right) - self.left.max(other.left)
    }

    /// The height both share; negative when they stand apart.
    fn shared_height(self, other: Self) -> f32 {
        self.bottom.min(other.bottom) - self.top.max(other.top)
    }

    fn holds(self, other: Self) -> bool {
        const SLACK: f32 = 1.5;
        other.left >= self.left - SLACK
            && other.right <= self.right + SLACK
            && other.top >= self.top - SLACK
            && other.bottom <= self.bottom + SLACK
    }

    pub(super) fn is_sound(self) -> bool {
        const FAR: f32 = 1e6;
        [self.left, self.top, self.right, self.bottom]
            .iter()
            .all(|edge| edge.abs() < FAR)
            && self.left <= self.right
            && self.top <= self.bottom
    }

    /// The same in tenths of a point.
    pub(super) fn area(self) -> Area {
        // A cast from floats saturates, and the places here are sound.
        let tenths = |edge: f32| (edge * 10.0).round() as i32;
        Area {
            left: tenths(self.left),
            top: tenths(self.top),
            right: tenths(self.right),
            bottom: tenths(self.bottom),
        }
    }
}

/// A character, or the few that one glyph stands for, as printed.
#[derive(Clone, Debug)]
pub(super) struct Glyph {
    pub(super) text: String,
    /// Its em box: as wide as it advances, as high as its letters are large.
    pub(super) place: Place,
    /// The letters' size.
    pub(super) size: f32,
    pub(super) is_bold: bool,
    /// The font says that it is set from top to bottom.
    pub(super) is_vertical: bool,
}

impl Glyph {
    fn is_blank(&self) -> bool {
        self.text.chars().all(crate::text::is_blank)
    }
}

/// Everything on one page that tells the order of its text.
#[derive(Clone, Debug, Default)]
pub(super) struct Sheet {
    pub(super) width: f32,
    pub(super) height: f32,
    /// In the order in which the file draws them.
    pub(super) glyphs: Vec<Glyph>,
    /// Thin lines.
    pub(super) rules: Vec<Place>,
    /// Frames and tinted grounds.
    pub(super) boxes: Vec<Place>,
    /// Pictures.
    pub(super) pictures: Vec<Place>,
}

/// A printed line, or a part of one that stands apart.
#[derive(Clone, Debug)]
struct Row {
    text: String,
    place: Place,
    /// The size of most of its letters.
    size: f32,
    is_bold: bool,
    is_vertical: bool,
    /// Does it go on the block of the row before? `None` where only places tell.
    follows: Option<bool>,
}

/// A line that an OCR program read: text, place, and where its block begins.
#[derive(Clone, Debug)]
pub(super) struct ReadLine {
    pub(super) text: String,
    pub(super) place: Place,
    /// The letters' size, where the program says.
    pub(super) size: Option<f32>,
    pub(super) is_bold: bool,
    /// It is the first of its block.
    pub(super) starts_block: bool,
}

/// The text of lines in the order given, and where they stand. `None` where there is none.
pub(super) fn print_lines(
    lines: Vec<ReadLine>,
    width: f32,
    height: f32,
) -> Option<(String, PageLayout)> {
    let is_told: Vec<bool> = lines.iter().map(|line| line.size.is_some()).collect();
    let rows: Vec<Row> = lines.into_iter().map(row_of_line).collect();
    if rows.is_empty() {
        return None;
    }
    let (text, mut lines) = print::print_rows(&rows, body_size(&rows));
    for (line, is_told) in lines.iter_mut().zip(is_told) {
        if !is_told {
            line.font_size = 0;
        }
    }
    let layout = PageLayout {
        width: tenths(width),
        height: tenths(height),
        lines,
        ..PageLayout::default()
    };
    Some((text, layout))
}

fn row_of_line(line: ReadLine) -> Row {
    let place = line.place;
    let n_chars = line.text.chars().count();
    let is_vertical = n_chars >= 3 && place.height() > 2.0 * place.width();
    // Without a size, the lower side of a line of letters is about as large.
    let side = place.width().min(place.height());
    Row {
        is_vertical,
        size: line.size.unwrap_or(side).max(1.0),
        text: line.text,
        place,
        is_bold: line.is_bold,
        follows: Some(!line.starts_block),
    }
}

/// The text of a sheet in reading order, and where its lines stand. `None` where there is none.
pub(super) fn read_sheet(sheet: &Sheet) -> Option<(String, PageLayout)> {
    let rows = rows::rows_of(sheet);
    if rows.is_empty() {
        return None;
    }
    let body_size = body_size(&rows);
    let rows = order::in_reading_order(rows, sheet, body_size);
    let (text, lines) = print::print_rows(&rows, body_size);
    let layout = PageLayout {
        width: tenths(sheet.width),
        height: tenths(sheet.height),
        lines,
        ..PageLayout::default()
    };
    Some((text, layout))
}

fn tenths(length: f32) -> i32 {
    (length * 10.0).round() as i32
}

/// The size in which most characters are set.
fn body_size(rows: &[Row]) -> f32 {
    let mut counts = std::collections::BTreeMap::<i32, usize>::new();
    for row in rows {
        *counts.entry((row.size * 4.0).round() as i32).or_default() += row.text.chars().count();
    }
    counts
        .into_iter()
        .max_by_key(|(_, n_chars)| *n_chars)
        .map_or(10.0, |(quarter, _)| quarter as f32 / 4.0)
        .max(1.0)
}
