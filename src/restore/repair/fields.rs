//! What is found in a body is found again when the reader has changed it: dateline, opening
//! byline, subheads. Relies on `dates`.

use super::matter::Paragraph;
use crate::model::{Article, Span};
use crate::restore::dates;

/// Finds the fields of a body that was set anew or corrected.
pub(super) fn find_fields(article: &mut Article, paragraphs: &[Paragraph]) {
    let body = &article.body.text;
    article.dateline = dates::find_dateline(body);
    article.opening_byline = dates::find_opening_byline(body, article.dateline);
    article.subheads = find_subheads(body, paragraphs);
}

fn find_subheads(body: &str, paragraphs: &[Paragraph]) -> Vec<Span> {
    let with_text = paragraphs.iter().filter(|p| !p.spans.is_empty());
    let mut at = 0;
    let mut found = Vec::new();
    for (text, paragraph) in body.split('\n').zip(with_text) {
        if paragraph.is_subhead && !text.is_empty() {
            found.push(Span::new(at, at + text.len()));
        }
        at += text.len() + 1;
    }
    found
}
