//! A headline block: which printed lines are one line, and which of them is the main one. Relies
//! on `headlines`, `lines`.

use super::assemble::Materials;
use super::headlines::{Given, joins_headline_of};
use super::lines::Line;
use super::prints;
use crate::model::{Page, Span};
use crate::text::is_blank;

/// One line of a headline block, put together where it was broken, cut where two stand on one line.
pub(super) struct Unit {
    pub(super) spans: Vec<Span>,
    text: String,
    heading: usize,
    /// Size of its letters, in sizes of the page's running text; 0 where nothing says.
    size: f32,
    /// The first phrase of a markdown heading that holds two lines.
    opens_heading: bool,
}

/// A headline line longer than this that holds a blank is two lines set on one.
const LONG_HEADLINE_CHARS: usize = 28;

pub(super) fn headline_units(materials: &Materials<'_>, given: &[Given], body: &str) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    let mut before: Option<usize> = None;
    for one in given {
        let Some(line) = materials.lines.get(one.line) else {
            continue;
        };
        let joins = before
            .filter(|b| b + 1 == one.line)
            .and_then(|b| materials.lines.get(b))
            .is_some_and(|b| joins_headline_of(b, line, body));
        before = Some(one.line);
        match units.last_mut() {
            Some(unit) if joins => {
                unit.spans.push(line.span);
                unit.text.push_str(&line.text);
            }
            _ => {
                if let Some((first, rest)) = cut_long_line(materials.page, line) {
                    for (k, span) in [first, rest].into_iter().enumerate() {
                        units.push(Unit {
                            spans: vec![span],
                            text: super::lines::plain_text(materials.page.clip(span)),
                            heading: line.heading,
                            size: line.print.map_or(0.0, |p| p.size),
                            opens_heading: k == 0 && line.heading > 0,
                        });
                    }
                } else {
                    units.push(Unit {
                        spans: vec![line.span],
                        text: line.text.clone(),
                        heading: line.heading,
                        size: line.print.map_or(0.0, |p| p.size),
                        opens_heading: false,
                    });
                }
            }
        }
    }
    units
}

/// Cuts a long line at the blank that leaves its halves most alike.
fn cut_long_line(page: &Page, line: &Line) -> Option<(Span, Span)> {
    if line.n_chars() < LONG_HEADLINE_CHARS {
        return None;
    }
    let raw = page.clip(line.span);
    let mut best: Option<(usize, usize, usize)> = None;
    let total = raw.chars().filter(|c| !is_blank(*c)).count();
    let mut n_before = 0usize;
    let mut cut_start: Option<usize> = None;
    for (i, c) in raw.char_indices() {
        if is_blank(c) {
            cut_start.get_or_insert(i);
            continue;
        }
        if let Some(start) = cut_start.take() {
            let beside_han = !c.is_ascii_alphanumeric()
                && raw
                    .get(..start)
                    .and_then(|b| b.chars().next_back())
                    .is_some_and(|b| !b.is_ascii_alphanumeric());
            let uneven = (2 * n_before).abs_diff(total);
            if beside_han && best.is_none_or(|(u, _, _)| uneven < u) {
                best = Some((uneven, start, i));
            }
        }
        n_before += 1;
    }
    let (uneven, end, start) = best?;
    (uneven * 2 < total).then(|| {
        (
            Span::new(line.span.start, line.span.start + end),
            Span::new(line.span.start + start, line.span.end),
        )
    })
}

/// The main line of a headline block. By default the last; a line that merely quotes the text, or
/// reads as a sentence, or is a deeper heading, is a sub line or kicker.
pub(super) fn choose_main(units: &[Unit], body: &str) -> Option<usize> {
    let names_leaders = units.iter().any(|u| u.text.contains("领导"));
    let top = units
        .iter()
        .map(|u| u.heading)
        .filter(|h| *h > 0)
        .min()
        .unwrap_or(0);
    let n_units = units.len();
    let mut best: Option<(f32, usize)> = None;
    for (k, unit) in units.iter().enumerate() {
        let text: String = unit.text.chars().filter(|c| !is_blank(*c)).collect();
        let quotes_body = text.chars().count() >= 5 && body.contains(&text);
        let mut score = if k + 1 == n_units {
            0.3
        } else if k == 0 {
            0.1
        } else {
            0.2
        };
        let others = units.iter().enumerate().filter(|(i, _)| *i != k);
        score += prints::main_worth(unit.size, others.map(|(_, u)| u.size));
        if quotes_body {
            score -= if names_leaders { 0.1 } else { 1.0 };
        }
        if unit.text.contains('，') {
            score -= 1.0;
        }
        if unit.heading > top {
            score -= 2.0;
        }
        if unit.opens_heading {
            score += 1.6;
        }
        if text.chars().count() < 5 {
            score -= 0.8;
        }
        if best.is_none_or(|(s, _)| score > s) {
            best = Some((score, k));
        }
    }
    best.map(|(_, k)| k)
}
