//! Dates among what is suggested.

use super::suggesting::{Asking, N_NAMES, Suggestion, SuggestionKind};
use super::{LibraryError, Snippet};
use crate::index::query::fields::FieldKind;
use crate::index::query::{Leaf, Node, Query, parse};
use crate::model::Sentence;
use crate::text::fold;

impl Asking<'_> {
    /// The day, month or year that is typed as a word; in the field of dates, the years and months
    /// that begin so.
    pub(super) fn dates(&self) -> Result<Vec<Suggestion>, LibraryError> {
        let typed = self.word.text.as_str();
        let candidates: Vec<String> = match self.word.field {
            None if !self.word.is_near => asks_date(typed).into_iter().collect(),
            Some(FieldKind::Date) => self.dates_beginning_with(typed)?,
            _ => Vec::new(),
        };
        let mut dates = Vec::new();
        for date in candidates {
            let (text, caret) = self.replaced(&date);
            let n_articles = self.count(&text)?;
            if n_articles > 0 && dates.len() < N_NAMES {
                dates.push(Suggestion {
                    kind: SuggestionKind::Date,
                    label: Snippet {
                        text: date,
                        hits: Vec::new(),
                    },
                    example: Sentence::default(),
                    n_articles: Some(n_articles),
                    text,
                    caret,
                });
            }
        }
        Ok(dates)
    }

    /// Years, the newest first, and the months of a year that is typed.
    fn dates_beginning_with(&self, typed: &str) -> Result<Vec<String>, LibraryError> {
        let tally = self.reader.index.tally(&Query::default())?;
        let (Some(first), Some(last)) = (tally.first, tally.last) else {
            return Ok(Vec::new());
        };
        let mut dates = Vec::new();
        for year in (first.year..=last.year).rev() {
            dates.push(year.to_string());
            if typed.starts_with(&year.to_string()) {
                dates.extend((1..=12).map(|month| format!("{year}-{month:02}")));
            }
        }
        dates.retain(|date| date.starts_with(typed) && date != typed);
        Ok(dates.iter().filter_map(|date| asks_date(date)).collect())
    }
}

/// A word that is a date of this or the last century, as a question for the date.
pub(super) fn asks_date(word: &str) -> Option<String> {
    let folded = fold(word).text;
    let year = folded.get(..4)?;
    let is_year = year.bytes().all(|b| b.is_ascii_digit())
        && (year.starts_with("19") || year.starts_with("20"));
    let may_follow =
        |c: char| matches!(c, '-' | '/' | '.' | '年' | '月' | '日') || c.is_ascii_digit();
    if !is_year || !folded.chars().all(may_follow) {
        return None;
    }
    let parsed = parse(&format!("{}:{folded}", FieldKind::Date.name()));
    let is_date = matches!(parsed.query.root(), Some(Node::Leaf(Leaf::Date(_))));
    (is_date && parsed.problems.is_empty()).then(|| parsed.query.to_string())
}
