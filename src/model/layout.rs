//! Where a page's lines stood on paper, for sources that say so (PDF, ALTO, hOCR).

use super::Span;
use serde::{Deserialize, Serialize};

/// A rectangle on a page, in tenths of a point from the page's upper left corner.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Area {
    /// Left edge.
    pub left: i32,
    /// Upper edge.
    pub top: i32,
    /// Right edge, not left of `left`.
    pub right: i32,
    /// Lower edge, not above `top`.
    pub bottom: i32,
}

impl Area {
    /// From edge to edge.
    #[must_use]
    pub const fn width(self) -> i32 {
        self.right - self.left
    }

    /// From top to bottom.
    #[must_use]
    pub const fn height(self) -> i32 {
        self.bottom - self.top
    }
}

/// One line of a page's text and where it was printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlacedLine {
    /// The line in the page's text, without its line end.
    pub span: Span,
    /// Where it was printed.
    pub area: Area,
    /// Size of its letters, in tenths of a point; 0 where the source does not say.
    pub font_size: i32,
    /// Is most of it set in bold?
    pub is_bold: bool,
    /// Its letters run from top to bottom.
    pub is_vertical: bool,
}

/// Where the lines of a page were printed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageLayout {
    /// Which page of its file it is, from 1, where the file's pages can be drawn; else 0.
    #[serde(default)]
    pub page_number: u32,
    /// Width of the paper, in tenths of a point.
    pub width: i32,
    /// Height of the paper, in tenths of a point.
    pub height: i32,
    /// The page's lines in the order of its text; blank lines are not among them.
    pub lines: Vec<PlacedLine>,
}
