//! A passage of an article as stretches of its page, and back: what the reader notes of it outlives the
//! article as it is put together today. Pure.

use crate::model::{Article, ArticleText, Field, Page, Part, Run, Span, clip};

/// The parts of an article with their stretches of its text.
fn parts<'a>(article: &'a Article, text: &ArticleText) -> Vec<(&'a Part, Span)> {
    let decks = article.deck.iter().enumerate();
    let decks = decks.map(|(idx, part)| (part, text.span_of(Field::Deck(idx))));
    let mut parts = vec![(&article.headline, text.span_of(Field::Headline))];
    parts.extend(decks);
    parts.push((&article.body, text.span_of(Field::Body)));
    // A byline that stands in the opening is a stretch of the body.
    if !article.byline.is_empty() {
        parts.push((&article.byline, text.span_of(Field::Byline)));
    }
    parts
}

/// The stretches of the page that a stretch of the article's text came from, sorted.
pub(super) fn page_spans_of(
    article: &Article,
    text: &ArticleText,
    page: &Page,
    wanted: Span,
) -> Vec<Span> {
    let mut found = Vec::new();
    for (part, at) in parts(article, text) {
        let (start, end) = (wanted.start.max(at.start), wanted.end.min(at.end));
        if start >= end {
            continue;
        }
        let inside = Span::new(start - at.start, end - at.start);
        for edit in &part.provenance.edits {
            if edit.text.overlaps(inside) {
                found.push(edit.page);
            }
        }
        for run in &part.provenance.runs {
            found.extend(page_span_in(part, page, *run, inside));
        }
    }
    found.sort_unstable();
    let mut joined: Vec<Span> = Vec::new();
    for span in found {
        match joined.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => joined.push(span),
        }
    }
    joined
}

fn page_span_in(part: &Part, page: &Page, run: Run, inside: Span) -> Option<Span> {
    let start = run.text.start.max(inside.start);
    let end = run.text.end.min(inside.end);
    if start >= end {
        return None;
    }
    let n_chars = |from, to| clip(&part.text, Span::new(from, to)).chars().count();
    let (n_before, n_inside) = (n_chars(run.text.start, start), n_chars(start, end));
    let on_page = page.clip(run.page);
    let at = |n: usize| {
        let nth = on_page.char_indices().nth(n);
        run.page.start + nth.map_or(on_page.len(), |(at, _)| at)
    };
    Some(Span::new(at(n_before), at(n_before + n_inside)))
}

/// Where stretches of the page stand in the article's text, sorted; those side by side, or with a blank
/// or a line's end between them, are one.
pub(super) fn text_spans_of(
    article: &Article,
    text: &ArticleText,
    page: &Page,
    passage: &[Span],
) -> Vec<Span> {
    let mut found = Vec::new();
    for (part, at) in parts(article, text) {
        for wanted in passage {
            let of_part = part.provenance.text_spans(&part.text, page, *wanted);
            found.extend(of_part.into_iter().map(|span| span.shifted(at.start)));
        }
    }
    found.sort_unstable();
    let mut joined: Vec<Span> = Vec::new();
    for span in found {
        if let Some(last) = joined.last_mut() {
            let between = Span::new(last.end.min(span.start), span.start);
            if clip(&text.text, between).trim().is_empty() {
                last.end = last.end.max(span.end);
                continue;
            }
        }
        joined.push(span);
    }
    joined
}
