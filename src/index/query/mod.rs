//! The query language. Pure: it reads a string and cannot fail.
//!
//! Blanks separate terms, and an article must hold all of them. `"…"`, `“…”`, `「…」` and `『…』`
//! at the beginning of a term make one term of what they enclose, blanks and all; a quote that is
//! never closed runs to the end, as it does while it is being typed. A `-` before a term excludes
//! the articles that hold it. Everything else is taken literally, and compared by
//! [`crate::text::fold`]: width, case, blanks and traditional or simplified do not matter.

use crate::model::Span;
use crate::text::{fold, is_blank};
use std::fmt;

/// Opening quotes and what closes each.
const QUOTES: [(char, char); 5] = [
    ('"', '"'),
    ('“', '”'),
    ('「', '」'),
    ('『', '』'),
    ('＂', '＂'),
];

/// One thing that articles must hold, or must not.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Term {
    /// As typed, without quotes and minus; it holds at least one character that counts.
    pub text: String,
    /// Was it in quotes?
    pub is_phrase: bool,
    /// Must it be absent?
    pub is_excluded: bool,
}

/// A parsed wish.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Query {
    /// In the order typed.
    pub terms: Vec<Term>,
}

impl Query {
    /// Reads what was typed.
    #[must_use]
    pub fn parse(typed: &str) -> Self {
        let mut query = Self::default();
        let mut rest = typed.trim_start();
        while !rest.is_empty() {
            let (term, after) = read_term(rest);
            if term.text.chars().any(|c| !is_blank(c)) {
                query.terms.push(term);
            }
            rest = after.trim_start();
        }
        query
    }

    /// Does it ask for nothing? Such a query lists everything.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// The terms that must be there.
    pub fn wanted(&self) -> impl Iterator<Item = &Term> {
        self.terms.iter().filter(|term| !term.is_excluded)
    }

    /// Where the wanted terms stand in a text, sorted; overlapping hits are one.
    #[must_use]
    pub fn find_in(&self, text: &str) -> Vec<Span> {
        if self.wanted().next().is_none() {
            return Vec::new();
        }
        let folded = fold(text);
        let mut hits: Vec<Span> = self
            .wanted()
            .flat_map(|term| folded.find_all(text, &fold(&term.text).text))
            .collect();
        hits.sort_unstable();
        merge_overlapping(&hits)
    }
}

impl fmt::Display for Query {
    /// Prints what parses to the same query.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (idx, term) in self.terms.iter().enumerate() {
            if idx > 0 {
                f.write_str(" ")?;
            }
            if term.is_excluded {
                f.write_str("-")?;
            }
            if term.is_phrase {
                // A phrase never holds the quote that would have closed it.
                let (open, close) = QUOTES
                    .into_iter()
                    .find(|(_, close)| !term.text.contains(*close))
                    .unwrap_or(('"', '"'));
                write!(f, "{open}{}{close}", term.text)?;
            } else {
                f.write_str(&term.text)?;
            }
        }
        Ok(())
    }
}

/// Reads one term off the front of a text that does not begin with a blank.
fn read_term(typed: &str) -> (Term, &str) {
    let after_minus = typed.strip_prefix(['-', '－', '−']);
    let is_excluded = after_minus.is_some();
    let start = after_minus.unwrap_or(typed);
    let opening = start.chars().next().and_then(|first| {
        QUOTES
            .into_iter()
            .find(|(open, _)| *open == first)
            .map(|(_, close)| (first.len_utf8(), close))
    });
    let (text, after) = match opening {
        Some((n_bytes, close)) => {
            let inside = start.get(n_bytes..).unwrap_or_default();
            inside.split_once(close).unwrap_or((inside, ""))
        }
        None => match start.find(char::is_whitespace) {
            Some(end) => start.split_at(end),
            None => (start, ""),
        },
    };
    let term = Term {
        text: text.to_owned(),
        is_phrase: opening.is_some(),
        is_excluded,
    };
    (term, after)
}

/// Makes one span of spans that share a byte; `sorted` by start.
fn merge_overlapping(sorted: &[Span]) -> Vec<Span> {
    let mut merged: Vec<Span> = Vec::with_capacity(sorted.len());
    for span in sorted {
        match merged.last_mut() {
            Some(last) if last.overlaps(*span) => last.end = last.end.max(span.end),
            _ => merged.push(*span),
        }
    }
    merged
}
