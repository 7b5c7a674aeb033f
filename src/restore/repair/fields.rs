//! What is found in a body is found again when the reader has changed it: dateline, opening
//! byline, subheads, day. Relies on `dates`.

use super::matter::Paragraph;
use crate::model::{Article, DateEvidence, DateSource, Page, Span, clip};
use crate::restore::dates;

/// Finds the fields of a body that was set anew or corrected.
pub(super) fn find_fields(page: &Page, article: &mut Article, paragraphs: &[Paragraph]) {
    let body = &article.body.text;
    article.dateline = dates::find_dateline(body);
    article.opening_byline = dates::find_opening_byline(body, article.dateline);
    article.subheads = find_subheads(body, paragraphs);
    let Some(dateline) = article.dateline else {
        // What the engine concluded from elsewhere still holds.
        return;
    };
    let day = dates::date_of(body, Some(dateline), page.issue_date);
    if day.is_none() || day == article.date {
        return;
    }
    let prints_year = day.is_some_and(|d| clip(body, dateline).contains(&d.year.to_string()));
    let provenance = &article.body.provenance;
    let ends = [dateline.start, dateline.end.saturating_sub(1)]
        .map(|byte| body.floor_char_boundary(byte))
        .map(|byte| provenance.page_byte(body, page, byte));
    let on_page = match ends {
        [Some(start), Some(last)] if start <= last => {
            let n_last = page.clip(Span::new(last, page.text.len())).chars().next();
            Some(Span::new(start, last + n_last.map_or(0, char::len_utf8)))
        }
        _ => None,
    };
    article.date = day;
    article.date_evidence = Some(DateEvidence {
        source: DateSource::Dateline,
        year_source: page.issue_source.filter(|_| !prints_year),
        is_inferred: !prints_year,
        page: on_page,
    });
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
