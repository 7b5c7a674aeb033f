//! What the index is told of an article, and how it goes into the fields.

use super::facets::{column_values, month_number};
use super::query::{NameKind, Zone};
use super::reprints::{column_value, group_number};
use super::said::{days_term, number_term};
use super::schema::Fields;
use crate::model::PartialDate;
use crate::text::{Amount, Decimal};
use tantivy::TantivyDocument;

/// What the index needs of an article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entry {
    /// Which article.
    pub id: String,
    /// Its place among all, ascending with the pages; below 2^40.
    pub place: u64,
    /// The number of its file, which grows with every import.
    pub import: u64,
    /// The day it is of.
    pub date: Option<PartialDate>,
    /// Headline and deck lines.
    pub head: Vec<String>,
    /// The body.
    pub text: Vec<String>,
    /// The byline, wherever it is printed.
    pub byline: Vec<String>,
    /// Those of the texts that the reader corrected, as they were printed: found, never ranked by.
    pub printed: Vec<(Zone, String)>,
    /// Who and what is in it, by full names, who wrote it, and where it is from; the source that
    /// lists are sorted by comes first among the sources.
    pub names: Vec<(NameKind, String)>,
    /// Further names that it is found by, and that make no line in a list of names: short forms.
    pub other_names: Vec<(NameKind, String)>,
    /// The number of its page, as [`super::query::page_number`] gives it.
    pub page_number: Option<String>,
    /// The amounts of money in it.
    pub amounts: Vec<Amount>,
    /// The days it speaks of: from the first to the last, each a day, a month or a year.
    pub said_days: Vec<(PartialDate, PartialDate)>,
    /// The numbers in it with their measure words, as [`crate::text::common_unit`] gives them.
    pub said_numbers: Vec<(String, Decimal)>,
    /// How likely it is restored rightly, 0..=1.
    pub confidence: f32,
    /// The numbers of its text that reprints are found by; see [`crate::text::sketch`].
    pub sketch: Vec<u64>,
    /// The group of the article that it is a reprint of; see [`super::ArticleIndex::group_of`].
    pub reprint_group: Option<u64>,
}

impl Entry {
    pub(super) fn into_document(self, fields: Fields) -> TantivyDocument {
        let day = self.date.map(sortable_day);
        // One number holds the day and, below it, the place, which breaks ties.
        let place = self.place.min(PLACE_MASK);
        let mut document = TantivyDocument::default();
        let group = column_value(group_number(&self.id), self.reprint_group);
        document.add_u64(fields.group, group);
        for number in self.sketch {
            document.add_u64(fields.sketch, number);
        }
        document.add_text(fields.id, self.id);
        document.add_u64(fields.place, place);
        document.add_u64(fields.import, self.import);
        document.add_u64(
            fields.newest,
            (day.unwrap_or(0) << PLACE_BITS) | (PLACE_MASK - place),
        );
        document.add_u64(
            fields.oldest,
            (day.unwrap_or(u64::MAX >> PLACE_BITS) << PLACE_BITS) | place,
        );
        if let Some(date) = self.date {
            document.add_u64(fields.first_day, sortable_day(date.first_day()));
            document.add_u64(fields.last_day, sortable_day(date.last_day()));
        }
        add_texts(&mut document, fields, self.head, Zone::Headline);
        add_texts(&mut document, fields, self.text, Zone::Body);
        add_texts(&mut document, fields, self.byline, Zone::Byline);
        for (zone, printed) in self.printed {
            document.add_text(fields.grams(zone), printed);
        }
        document.add_u64(fields.month, month_number(self.date));
        for (column, value) in column_values(&self.names, &self.other_names) {
            document.add_text(fields.column(column), value);
        }
        let source = self
            .names
            .iter()
            .find(|(kind, _)| *kind == NameKind::Source);
        if let Some((_, source)) = source {
            document.add_text(fields.source_order, source);
        }
        for (kind, name) in self.names.into_iter().chain(self.other_names) {
            document.add_text(fields.names(kind), name);
        }
        if let Some(number) = self.page_number {
            document.add_text(fields.page_number, number);
        }
        for amount in self.amounts {
            document.add_u64(fields.amounts, amount.sortable());
        }
        for (first, last) in self.said_days {
            document.add_text(fields.said_days, days_term(first, last));
        }
        for (unit, number) in self.said_numbers {
            document.add_text(fields.said_numbers, number_term(&unit, number));
        }
        document.add_u64(fields.confidence, thousandths(self.confidence));
        document
    }
}

const PLACE_BITS: u32 = 40;
const PLACE_MASK: u64 = (1 << PLACE_BITS) - 1;

/// Days in order; an unknown month or day comes before the known ones.
pub(super) fn sortable_day(date: PartialDate) -> u64 {
    let month = u64::from(date.month.unwrap_or(0));
    let day = u64::from(date.day.unwrap_or(0));
    u64::from(date.year) * 512 + month * 32 + day
}

/// The date that a number of the fields that lists are sorted by holds; `None` where it holds none.
pub(super) fn date_of(sortable: u64) -> Option<PartialDate> {
    let day = sortable >> PLACE_BITS;
    let part = |number: u64| u8::try_from(number).ok().filter(|n| *n > 0);
    let year = u16::try_from(day / 512).ok()?;
    PartialDate::new(year, part(day / 32 % 16), part(day % 32))
}

/// A confidence as the index keeps it.
pub(super) fn thousandths(confidence: f32) -> u64 {
    // Within 0..=1000, whatever comes: a float to integer cast saturates, and NaN is 0.
    (confidence.clamp(0.0, 1.0) * 1000.0) as u64
}

fn add_texts(document: &mut TantivyDocument, fields: Fields, texts: Vec<String>, zone: Zone) {
    for text in texts {
        if !text.is_empty() {
            document.add_text(fields.words(zone), &text);
            document.add_text(fields.grams(zone), text);
        }
    }
}
