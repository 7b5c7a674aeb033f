//! What the reader mends on a page.

use super::{PartialDate, Span};
use serde::{Deserialize, Serialize};

/// Names a page by its text, so that the same page in another file, another library or another
/// import is the same page to the reader's repairs. 64 hex digits.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PageHash(pub String);

impl std::fmt::Display for PageHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where in an article lines can stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// The main line; the one before goes to the deck.
    Headline,
    /// Kicker or sub line.
    Deck,
    /// The body, among its lines as they stand on the page.
    Body,
    /// The closing byline.
    Byline,
    /// A picture's caption.
    Caption,
}

/// One correction of the reader's.
///
/// All of it is said of the page: bytes of its text, on character boundaries, never the articles,
/// their order or their ids. So it means the same to an engine that restores the page differently.
/// An article is named by any stretch of the page that stands in it, its body above all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Repair {
    /// These lines, wherever they stand, belong to the article at `to`.
    MoveLines {
        /// The lines.
        lines: Vec<Span>,
        /// A stretch of the article.
        to: Span,
        /// Where in it.
        place: Place,
    },
    /// With this line another article begins.
    Split {
        /// The line's first byte; blanks before its first word may be counted to it or not.
        at: usize,
    },
    /// Two articles are one, in this order.
    Merge {
        /// A stretch of the one that comes first.
        first: Span,
        /// A stretch of the other.
        second: Span,
    },
    /// These lines stand elsewhere in their article's body.
    Reorder {
        /// The lines, in their new order.
        lines: Vec<Span>,
        /// Before this line of the body; `None`: at its end.
        before: Option<Span>,
    },
    /// These lines belong to the page and to no article.
    Furniture {
        /// The lines.
        lines: Vec<Span>,
    },
    /// Characters were misread.
    EditText {
        /// The characters.
        span: Span,
        /// What they should be: one line, not blank.
        to: String,
    },
    /// The day or month the page appeared; `None`: nobody knows.
    PageDate {
        /// The date.
        date: Option<PartialDate>,
    },
    /// The article is right as it is.
    Confirm {
        /// A stretch of it.
        article: Span,
    },
}
