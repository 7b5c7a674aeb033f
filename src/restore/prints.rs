//! How lines were printed, where the source says so: the size of their letters against the
//! page's running text. Text without a layout has nothing to say here. Relies on `model`.

use super::lines::Line;
use crate::model::{Page, PageLayout, PlacedLine};
use std::collections::BTreeMap;

/// How a line was printed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Print {
    /// Size of its letters, in sizes of the page's running text.
    pub(super) size: f32,
    /// Most of it is set in bold.
    pub(super) is_bold: bool,
    /// Its letters run from top to bottom.
    pub(super) is_vertical: bool,
}

/// From this size on a line is surely no running text.
const LARGE: f32 = 1.25;

/// From this size on a line is the headline of an article of its own.
const HEADLINE: f32 = 1.5;

/// Sizes that differ by no more are one size.
const SAME_SIZE: f32 = 1.06;

/// Gives every line the print of the placed line it is, or is a part of.
pub(super) fn set_prints(page: &Page, lines: &mut [Line]) {
    let Some(layout) = &page.layout else { return };
    let Some(body_size) = body_size(layout) else {
        return;
    };
    for line in lines {
        let at = layout
            .lines
            .partition_point(|placed| placed.span.end < line.span.end);
        line.print = layout
            .lines
            .get(at)
            .filter(|placed| placed.span.start <= line.span.start && placed.font_size > 0)
            .map(|placed| print_of(placed, body_size));
    }
}

fn print_of(placed: &PlacedLine, body_size: i32) -> Print {
    Print {
        size: placed.font_size as f32 / body_size as f32,
        is_bold: placed.is_bold,
        is_vertical: placed.is_vertical,
    }
}

/// The size that most of the page's text is set in, in tenths of a point.
fn body_size(layout: &PageLayout) -> Option<i32> {
    let mut n_bytes: BTreeMap<i32, usize> = BTreeMap::new();
    for line in layout.lines.iter().filter(|line| line.font_size > 0) {
        *n_bytes.entry(line.font_size).or_default() += line.span.range().len();
    }
    let most = n_bytes.into_iter().max_by_key(|(_, n)| *n)?;
    Some(most.0)
}

/// What a line's size says for its being running text rather than a headline, in natural-log
/// odds by judgement.
pub(super) fn body_odds(line: &Line) -> f32 {
    match line.print {
        Some(print) if print.size >= LARGE => -8.0,
        Some(print) if print.size >= 1.0 / SAME_SIZE && print.size <= SAME_SIZE => 2.0,
        _ => 0.0,
    }
}

/// What the sizes of the headline lines between two stretches of text say for their being one
/// article's: a headline is large, a subhead is set as the text is.
pub(super) fn break_odds(displays: &[&Line]) -> f32 {
    let sizes = displays.iter().filter_map(|l| Some(l.print?.size));
    match sizes.reduce(f32::max) {
        Some(size) if size >= HEADLINE => -4.0,
        Some(size) if size <= SAME_SIZE => 1.5,
        _ => 0.0,
    }
}

/// Are two lines that stand together one broken headline? `None` where their sizes do not say:
/// a headline keeps its size, and lines of different sizes are different lines.
pub(super) fn one_headline(a: &Line, b: &Line) -> Option<bool> {
    let (a, b) = (a.print?, b.print?);
    let ratio = a.size.max(b.size) / a.size.min(b.size);
    if ratio > SAME_SIZE || a.is_vertical != b.is_vertical {
        return Some(false);
    }
    (a.size >= LARGE && a.is_bold == b.is_bold).then_some(true)
}

/// What the sizes of a block's lines say for one of them being the main one.
pub(super) fn main_worth(size: f32, others: impl Iterator<Item = f32>) -> f32 {
    let largest = others.fold(0.0, f32::max);
    match () {
        () if size <= 0.0 || largest <= 0.0 => 0.0,
        () if size > largest * SAME_SIZE => 3.0,
        () if size * SAME_SIZE < largest => -3.0,
        () => 0.0,
    }
}
