//! "Here is an article: who and what is in it?" Pure.
//!
//! Recognition goes in layers, and an earlier layer is never overwritten: titles and campaigns in
//! quotes, dates and quantities, bylines, posts with their persons, bodies, sites and places by the
//! ends of their names, listed places; then what one article of a page made sure is searched for
//! in all of them. [`read_meetings`] then reads who met whom from the names. The word lists are in `assets/lexicons`; words come from `text`.

mod bodies;
mod bylines;
mod calendar;
mod extent;
mod group;
mod kinds;
mod lexicon;
mod line;
mod meetings;
mod names;
mod numeral;
mod page;
mod persons;
mod places;
mod posts;
mod quoted;

use crate::model::{ArticleText, EntityKind, Field, Mention, Recognition};
use line::Line;
pub use meetings::read_meetings;
use names::NameCounts;
use page::PageNames;
use persons::Office;

/// An article on its way.
struct Draft<'t> {
    text: &'t str,
    lines: Vec<Line>,
    offices: Vec<Office>,
}

/// Recognises the entities in the articles of one page. The articles help each other: a name that
/// one of them makes sure is found in the others.
#[must_use]
pub fn recognize_page(texts: &[ArticleText]) -> Vec<Recognition> {
    let mut drafts: Vec<Draft<'_>> = texts
        .iter()
        .map(|article| Draft {
            text: &article.text,
            lines: line::read_lines(&article.text, article.span_of(Field::Byline)),
            offices: Vec::new(),
        })
        .collect();
    let mut counts = NameCounts::default();
    for line in drafts.iter().flat_map(|draft| &draft.lines) {
        counts.read(line);
    }
    for draft in &mut drafts {
        for line in &mut draft.lines {
            quoted::mark_quoted(line);
            calendar::mark_dates(line);
            draft.offices.extend(persons::mark_persons(line, &counts));
        }
    }
    // Persons first: 张红军 is not the army in his name.
    mark_page_names(&mut drafts, &[EntityKind::Person]);
    for line in drafts.iter_mut().flat_map(|draft| &mut draft.lines) {
        mark_things(line);
    }
    mark_page_names(&mut drafts, &EntityKind::ALL);
    drafts.into_iter().map(finish).collect()
}

/// The layers for all but persons and dates.
fn mark_things(line: &mut Line) {
    numeral::mark_quantities(line);
    bodies::mark_by_ends(line);
    places::mark_listed_places(line);
    places::mark_abbreviations(line);
    page::mark_firm_lists(line);
}

/// Searches every line again for the page's names of some kinds.
fn mark_page_names(drafts: &mut [Draft<'_>], kinds: &[EntityKind]) {
    let mut names = PageNames::default();
    for line in drafts.iter().flat_map(|draft| &draft.lines) {
        names.read(line, kinds);
    }
    let Some(finder) = names.into_finder() else {
        return;
    };
    for line in drafts.iter_mut().flat_map(|draft| &mut draft.lines) {
        finder.mark(line);
    }
}

fn finish(draft: Draft<'_>) -> Recognition {
    let mut mentions: Vec<Mention> = draft
        .lines
        .iter()
        .flat_map(|line| {
            line.marks().iter().map(|mark| Mention {
                span: line.origin(mark.start, mark.end),
                kind: mark.kind,
            })
        })
        .filter(|mention| !mention.span.is_empty())
        .collect();
    mentions.sort_unstable();
    group::assemble(draft.text, mentions, &draft.offices)
}
