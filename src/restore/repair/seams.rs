//! Where stretches meet that the reader put together: one paragraph or two? Relies on `cues` and
//! `lines`.

use super::matter::Paragraph;
use crate::model::{Page, Span};
use crate::restore::cues::opens_article;
use crate::restore::lines::{ends_sentence, plain_text};
use crate::text::is_blank;

/// Does a stretch go on with the sentence of the one before it?
pub(super) fn goes_on(page: &Page, before: Span, after: Span) -> bool {
    let (before, text) = (plain_text(page.clip(before)), plain_text(page.clip(after)));
    !ends_sentence(&before) && !opens_article(&text) && !is_indented(page, after)
}

/// Does a stretch begin its line, set in as a paragraph is?
pub(super) fn is_indented(page: &Page, span: Span) -> bool {
    let start = line_of(page, span.start).start;
    let before = page.clip(Span::new(start, span.start));
    let width: usize = before
        .chars()
        .map(|c| if c == '\u{3000}' || c == '\t' { 2 } else { 1 })
        .sum();
    width >= 3 && before.chars().all(is_blank)
}

/// The printed line that a byte stands on, without its end.
pub(super) fn line_of(page: &Page, byte: usize) -> Span {
    let start = page
        .clip(Span::new(0, byte))
        .rfind('\n')
        .map_or(0, |at| at + 1);
    let end = page
        .clip(Span::new(byte, page.text.len()))
        .find('\n')
        .map_or(page.text.len(), |at| byte + at);
    Span::new(start, end)
}

/// Puts paragraphs among others: before the `at`-th stretch, counted over all of them.
pub(super) fn insert(page: &Page, into: &mut Vec<Paragraph>, at: usize, new: Vec<Paragraph>) {
    let mut before: Vec<Paragraph> = Vec::new();
    let mut after: Vec<Paragraph> = Vec::new();
    let mut is_cut = false;
    let mut n_before = 0;
    for paragraph in std::mem::take(into) {
        if n_before >= at {
            after.push(paragraph);
            continue;
        }
        let n_here = paragraph.spans.len().min(at - n_before);
        n_before += n_here;
        let mut head = paragraph;
        let tail = head.spans.split_off(n_here);
        if !tail.is_empty() {
            is_cut = true;
            after.push(Paragraph {
                spans: tail,
                is_subhead: head.is_subhead,
            });
        }
        before.push(head);
    }
    let n_new = new.len();
    let mut whole = before;
    for (idx, paragraph) in new.into_iter().enumerate() {
        push(page, &mut whole, paragraph, idx == 0);
    }
    for (idx, paragraph) in after.into_iter().enumerate() {
        // The rest of a sentence that was cut in two goes on, unless it is set in.
        let is_seam = idx == 0 && n_new > 0;
        let rejoins = is_seam
            && is_cut
            && paragraph
                .spans
                .first()
                .is_some_and(|s| !is_indented(page, *s));
        match whole.last_mut() {
            Some(last) if rejoins && !last.is_subhead => last.spans.extend(paragraph.spans),
            // An emptied one shows where something has gone.
            _ if paragraph.spans.is_empty() => whole.push(paragraph),
            _ => push(page, &mut whole, paragraph, is_seam),
        }
    }
    *into = whole;
}

/// Adds a paragraph; at a seam, to the one before when that one's sentence goes on in it.
fn push(page: &Page, whole: &mut Vec<Paragraph>, paragraph: Paragraph, is_seam: bool) {
    let Some(first) = paragraph.spans.first().copied() else {
        return;
    };
    let joins = |last: &Paragraph| {
        is_seam
            && !last.is_subhead
            && !paragraph.is_subhead
            && last.spans.last().is_some_and(|l| goes_on(page, *l, first))
    };
    match whole.last_mut() {
        Some(last) if joins(last) => last.spans.extend(paragraph.spans),
        _ => whole.push(paragraph),
    }
}
