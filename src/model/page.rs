//! What a file gives: pages of raw lines.

use super::{DateSource, PageLayout, PartialDate, Sentence, Span, clip};
use serde::{Deserialize, Serialize};

/// One printed page of a source: its text as decoded, untouched but for line ends.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// A short name to show: the file's stem, with the page's number where a file has several.
    pub name: String,
    /// The decoded text. Line ends are `\n`; nothing else is changed.
    pub text: String,
    /// The day or month the issue appeared, where a file name, a masthead or the reader says so.
    pub issue_date: Option<PartialDate>,
    /// Who says so. Without an `issue_date` it is `None`, or the reader, who says that nobody
    /// knows.
    #[serde(default)]
    pub issue_source: Option<DateSource>,
    /// Where its lines were printed, when the source says so.
    #[serde(default)]
    pub layout: Option<PageLayout>,
}

/// One line of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    /// Where it stands in the page's text, without its line end.
    pub span: Span,
    /// Its text, without its line end.
    pub text: &'a str,
}

impl Page {
    /// The lines of the page, blank ones too.
    pub fn lines(&self) -> impl Iterator<Item = Line<'_>> {
        let mut start = 0;
        self.text.split('\n').map(move |text| {
            let span = Span::new(start, start + text.len());
            start = span.end + 1;
            Line { span, text }
        })
    }

    /// The text under a span of this page.
    #[must_use]
    pub fn clip(&self, span: Span) -> &str {
        clip(&self.text, span)
    }
}

/// Something that went wrong without stopping the work: text that is merely broken is no error.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// Where: a file's name, or a page's.
    pub place: String,
    /// What.
    pub message: Sentence,
}
