//! Where a query stands in an article: in what is there, and in what was printed where the reader
//! corrected it.

use crate::entity::Value;
use crate::index::query::{Leaf, Query, Zone};
use crate::model::{Article, ArticleText, Field, Part, Recognition, Span, clip};

/// All that a query finds in an article: words, and where no word is hit, days and numbers; sorted.
pub(super) fn all_hits(
    article: &Article,
    text: &ArticleText,
    (recognition, values): (&Recognition, &[Option<Value>]),
    query: &Query,
) -> Vec<Span> {
    let mut hits = find_hits(article, text, query);
    let of_values = hits_of_values(recognition, values, query).into_iter();
    let of_values: Vec<Span> = of_values
        .filter(|span| !hits.iter().any(|hit| hit.overlaps(*span)))
        .collect();
    hits.extend(of_values);
    hits.sort_unstable();
    hits
}

/// Hits field by field, as the index finds them: none runs from a headline into a body.
fn find_hits(article: &Article, text: &ArticleText, query: &Query) -> Vec<Span> {
    text.fields
        .iter()
        .flat_map(|(field, span)| {
            let zone = zone_of(*field);
            let hits = match part_of(article, *field) {
                Some(part) => hits_in(part, query, zone),
                None => query.find_in(clip(&text.text, *span), zone),
            };
            hits.into_iter().map(|hit| hit.shifted(span.start))
        })
        .collect()
}

/// Where the days and numbers stand that a query asks for.
fn hits_of_values(recognition: &Recognition, values: &[Option<Value>], query: &Query) -> Vec<Span> {
    let wanted = query.wanted();
    let is_wanted = |value: &Value| {
        wanted.iter().any(|leaf| match (leaf, value) {
            (Leaf::Said(range), Value::Days(days)) => range.holds(days.first, days.last),
            (Leaf::Number(range), Value::Count(count)) => {
                let unit = count.unit.key();
                count.unit.currency().is_none()
                    && (range.holds(&unit, count.least) || range.holds(&unit, count.most))
            }
            _ => false,
        })
    };
    let mentions = recognition.mentions.iter().zip(values);
    mentions
        .filter(|(_, value)| value.as_ref().is_some_and(is_wanted))
        .map(|(mention, _)| mention.span)
        .collect()
}

fn zone_of(field: Field) -> Zone {
    match field {
        Field::Headline | Field::Deck(_) => Zone::Headline,
        Field::Body => Zone::Body,
        Field::Byline => Zone::Byline,
    }
}

/// The part that is a field; `None` for a byline that stands in the body.
fn part_of(article: &Article, field: Field) -> Option<&Part> {
    match field {
        Field::Headline => Some(&article.headline),
        Field::Deck(idx) => article.deck.get(idx),
        Field::Body => Some(&article.body),
        Field::Byline => Some(&article.byline).filter(|byline| !byline.is_empty()),
    }
}

/// Where a query stands in a part, sorted; a hit on a misread original is marked where it was
/// corrected.
pub(super) fn hits_in(part: &Part, query: &Query, zone: Zone) -> Vec<Span> {
    let mut hits = query.find_in(&part.text, zone);
    let Some(printed) = part.printed() else {
        return hits;
    };
    let of_printed = query.find_in(&printed.text, zone).into_iter();
    hits.extend(
        of_printed
            .filter(|hit| printed.is_corrected(*hit))
            .map(|hit| printed.corrected_span(hit)),
    );
    hits.sort_unstable();
    let mut merged: Vec<Span> = Vec::with_capacity(hits.len());
    for hit in hits {
        match merged.last_mut() {
            Some(last) if last.overlaps(hit) => last.end = last.end.max(hit.end),
            _ => merged.push(hit),
        }
    }
    merged
}
