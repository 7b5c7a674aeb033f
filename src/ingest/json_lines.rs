//! JSON Lines: one article to a line, known as such, so that nothing is restored.

use super::Issue;
use super::known::{Fields, Lines, article_of};
use super::{IngestError, Source};
use crate::model::{Article, Page, PartialDate, Sentence};
use crate::text::is_blank;
use serde::Deserialize;

/// A line. Every field but the body may be missing; fields of other names are ignored.
#[derive(Deserialize)]
struct Line {
    headline: Option<String>,
    /// Stands for the headline where there is none.
    title: Option<String>,
    deck: Option<OneOrMany>,
    body: Option<String>,
    byline: Option<String>,
    /// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    date: Option<String>,
    /// The newspaper and page, to show.
    source: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

/// Reads the articles into `source`; lines that are none become warnings.
///
/// # Errors
/// [`IngestError::NoArticles`] when no line is one, with the first line's trouble.
pub(super) fn read_articles(
    text: &str,
    stem: &str,
    issue: Option<Issue>,
    source: &mut Source,
) -> Result<(), IngestError> {
    let mut lines = Lines::default();
    for (idx, line) in text.split('\n').enumerate() {
        if line.contains(|c| !is_blank(c)) {
            lines.take(idx + 1, read_line(line, issue), stem, source);
        }
    }
    lines.finish(source)
}

fn read_line(line: &str, issue: Option<Issue>) -> Result<(Page, Article), Sentence> {
    let line: Line = serde_json::from_str(line).map_err(|e| {
        Sentence::new(
            format!("不是一篇文章的 JSON（{e}）。"),
            format!("it is not the JSON of an article ({e})."),
        )
    })?;
    let date = match line.date.as_deref().map(str::trim) {
        None | Some("") => None,
        Some(date) => Some(PartialDate::parse(date).ok_or_else(|| {
            Sentence::new(
                format!("“{date}”不是日期。"),
                format!("“{date}” is not a date."),
            )
        })?),
    };
    let fields = Fields {
        headline: line.headline.or(line.title).unwrap_or_default(),
        deck: match line.deck {
            None => vec![],
            Some(OneOrMany::One(deck)) => vec![deck],
            Some(OneOrMany::Many(decks)) => decks,
        },
        body: line.body.unwrap_or_default(),
        byline: line.byline.unwrap_or_default(),
        date,
        source: line.source.unwrap_or_default(),
    };
    article_of(&fields, issue)
}
