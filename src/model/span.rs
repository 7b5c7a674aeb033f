//! A stretch of text, in bytes.

use serde::{Deserialize, Serialize};

/// A half-open stretch `start..end` of some text, in bytes on character boundaries.
///
/// Unlike `Range<usize>` it is `Copy`, ordered, and never has `start > end`.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span `start..end`; an `end` before `start` gives the empty span at `start`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self {
            start,
            end: if end < start { start } else { end },
        }
    }

    /// Length in bytes.
    #[must_use]
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// Does it cover nothing?
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Do the two share at least one byte?
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Does `other` lie wholly inside?
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The span as a range, for indexing.
    #[must_use]
    pub const fn range(self) -> std::ops::Range<usize> {
        self.start..self.end
    }

    /// The same length, moved right by `n_bytes`.
    #[must_use]
    pub const fn shifted(self, n_bytes: usize) -> Self {
        Self {
            start: self.start + n_bytes,
            end: self.end + n_bytes,
        }
    }
}

/// The text under a span; empty when the span does not fit the text.
///
/// This is the one way to slice text by bytes: it cannot panic inside a character.
#[must_use]
pub fn clip(text: &str, span: Span) -> &str {
    text.get(span.range()).unwrap_or("")
}

/// The span in Unicode characters, as the outside world (JSON) counts.
#[must_use]
pub fn char_span(text: &str, span: Span) -> (usize, usize) {
    let start = clip(text, Span::new(0, span.start)).chars().count();
    (start, start + clip(text, span).chars().count())
}
