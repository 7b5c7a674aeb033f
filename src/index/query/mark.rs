//! Where a query stands in a text: what the reader sees marked.

use super::near::{Place, Units, near_places};
use super::{AmountRange, Form, Leaf, NameKind, Pattern, Query, Reach};
use crate::model::Span;
use crate::text::{
    Amount, Folded, LatinWord, find_amounts, fold, is_within_one_error, latin_words, unit_starts,
};

/// The texts of an article that can be searched apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Zone {
    /// Headline and deck lines.
    Headline,
    /// The body.
    Body,
    /// The byline, wherever it is printed.
    Byline,
}

impl AmountRange {
    /// Is it an amount that is wanted?
    #[must_use]
    pub fn holds(&self, amount: Amount) -> bool {
        amount.currency == self.currency && self.limits.hold(&amount.cents)
    }
}

impl Query {
    /// Where a text holds what is wanted of it, sorted; overlapping hits are one. The text is a
    /// whole one of its zone: one deck line, the body.
    #[must_use]
    pub fn find_in(&self, text: &str, zone: Zone) -> Vec<Span> {
        let wanted = self.wanted();
        if wanted.is_empty() {
            return Vec::new();
        }
        let mut looked = LookedAt {
            text,
            folded: fold(text),
            words: None,
        };
        let mut hits: Vec<Span> = wanted
            .into_iter()
            .flat_map(|leaf| looked.hits(leaf, zone))
            .collect();
        hits.sort_unstable();
        merge_overlapping(&hits)
    }
}

/// A text while leaves are looked for in it.
struct LookedAt<'a> {
    text: &'a str,
    folded: Folded,
    /// Its Latin words, once they have been asked for.
    words: Option<Vec<(u32, LatinWord)>>,
}

impl LookedAt<'_> {
    fn hits(&mut self, leaf: &Leaf, zone: Zone) -> Vec<Span> {
        let is_here = |wanted: &Option<Zone>| wanted.is_none_or(|wanted| wanted == zone);
        let places = match leaf {
            Leaf::Text {
                zone: wanted,
                pattern,
            } if is_here(wanted) => self.places(pattern),
            Leaf::Near {
                zone: wanted,
                reach,
                words,
            } if is_here(wanted) => self.near(*reach, words),
            Leaf::Name { kind, text, .. } if is_named_in(*kind, zone) => self.literal_places(text),
            Leaf::Amount(range) => {
                let amounts = find_amounts(self.text).into_iter();
                return amounts
                    .filter(|(_, amount)| range.holds(*amount))
                    .map(|(span, _)| span)
                    .collect();
            }
            Leaf::Text { .. }
            | Leaf::Near { .. }
            | Leaf::Name { .. }
            | Leaf::Date(_)
            | Leaf::Undated
            // What is recognised in a text tells these; see `library::hits`.
            | Leaf::Said(_)
            | Leaf::Number(_)
            | Leaf::Own(_) => vec![],
        };
        places
            .into_iter()
            .map(|(start, end)| {
                let chars = start as usize..end as usize;
                self.folded.original_span(self.text, chars)
            })
            .collect()
    }

    /// Where a pattern stands, sorted.
    fn places(&mut self, pattern: &Pattern) -> Vec<Place> {
        if pattern.form == Form::Literal {
            return self.literal_places(&pattern.text);
        }
        let wanted = fold(&pattern.text).text;
        let words = self.words.get_or_insert_with(|| latin_words(self.text));
        let is_wanted = |word: &LatinWord| match pattern.form {
            Form::Fuzzy => is_within_one_error(&word.text, &wanted),
            Form::Prefix | Form::Literal => word.text.starts_with(&wanted),
        };
        let found = words.iter().filter(|(_, word)| is_wanted(word));
        found
            .map(|(at, word)| (*at, at.saturating_add(small(word.n_chars))))
            .collect()
    }

    fn literal_places(&self, text: &str) -> Vec<Place> {
        let found = self.folded.find_chars(&fold(text).text).into_iter();
        found
            .map(|chars| (small(chars.start), small(chars.end)))
            .collect()
    }

    fn near(&mut self, reach: Reach, words: &[Vec<Pattern>]) -> Vec<Place> {
        let places: Vec<Vec<Place>> = words
            .iter()
            .map(|word| {
                let mut places: Vec<Place> = word
                    .iter()
                    .flat_map(|pattern| self.places(pattern))
                    .collect();
                places.sort_unstable();
                places
            })
            .collect();
        if places.iter().any(Vec::is_empty) {
            return Vec::new();
        }
        let (sentences, paragraphs) = unit_starts(self.text);
        let starts = match reach {
            Reach::Sentence => sentences,
            Reach::Paragraph => paragraphs,
            Reach::Chars(_) => vec![0],
        };
        let units = Units {
            starts: &starts,
            reach,
        };
        near_places(&places, units)
    }
}

/// Do names of this kind stand in a zone?
fn is_named_in(kind: NameKind, zone: Zone) -> bool {
    match kind {
        NameKind::Author => zone == Zone::Byline,
        NameKind::Page | NameKind::Source => false,
        NameKind::Person
        | NameKind::Organization
        | NameKind::Place
        | NameKind::Facility
        | NameKind::Project => true,
    }
}

/// Places are counted in 32 bits, as the index counts them; no text comes near.
fn small(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
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
