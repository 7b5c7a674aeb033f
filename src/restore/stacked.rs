//! Headlines set from top to bottom, which extractors print one character to a line: put together
//! to one line. Relies on `lines`.

use super::lines::{Line, count_han, ends_sentence};
use super::measures::{Measures, measure_text};
use crate::model::{Page, Span};
use crate::text::{is_blank, is_han};

/// So many characters one below the other are no accident.
const MIN_CHARS: usize = 4;

/// No headline is longer.
const MAX_CHARS: usize = 40;

/// Joins every run of lines that hold one character each.
pub(super) fn join_stacked(lines: Vec<Line>) -> Vec<Line> {
    let mut joined = Vec::with_capacity(lines.len());
    let mut rest = lines.into_iter().peekable();
    while let Some(first) = rest.next() {
        if !is_one_character(&first) {
            joined.push(first);
            continue;
        }
        let mut run = vec![first];
        while let Some(line) = rest.next_if(|l| is_one_character(l) && l.n_blank_before <= 1) {
            run.push(line);
        }
        match join_run(&run) {
            Some(line) => joined.push(line),
            None => joined.append(&mut run),
        }
    }
    joined
}

/// One Chinese character or mark, or a number as it is set upright in a stack.
fn is_one_character(line: &Line) -> bool {
    if line.width > 3 {
        return false;
    }
    let n_chars = line.n_chars();
    let is_number = n_chars <= 3 && line.text.chars().all(|c| c.is_ascii_digit() || c == '.');
    line.heading == 0 && !line.glued && !line.strong && (n_chars == 1 || is_number)
}

fn join_run(run: &[Line]) -> Option<Line> {
    let (first, last) = (run.first()?, run.last()?);
    let text: String = run.iter().map(|l| l.text.as_str()).collect();
    let n_chars = text.chars().count();
    let is_text = count_han(&text) >= MIN_CHARS
        && count_han(&text) * 2 > n_chars
        && n_chars <= MAX_CHARS
        && text.chars().any(is_han)
        && !ends_sentence(text.trim_end_matches(['！', '？', '”', '…']));
    // A letter-spaced page of tables has its numbers so; a headline is mostly words.
    (run.len() >= MIN_CHARS && is_text).then(|| {
        let Measures {
            width,
            n_chars,
            tells,
            opens,
        } = measure_text(&text);
        Line {
            span: Span::new(first.span.start, last.span.end),
            width,
            n_chars,
            tells,
            opens,
            closed: false,
            has_stop: false,
            text,
            stacked: true,
            ..first.clone()
        }
    })
}

/// The stretches of the page under a line: one for each of its characters where they are stacked.
pub(super) fn pieces_of(page: &Page, line: &Line) -> Vec<Span> {
    if !line.stacked {
        return vec![line.span];
    }
    let raw = page.clip(line.span);
    let mut pieces: Vec<Span> = Vec::new();
    let mut goes_on = false;
    for (i, c) in raw.char_indices() {
        if is_blank(c) {
            goes_on = false;
            continue;
        }
        let start = line.span.start + i;
        let end = start + c.len_utf8();
        match pieces.last_mut() {
            Some(piece) if goes_on => piece.end = end,
            _ => pieces.push(Span::new(start, end)),
        }
        goes_on = true;
    }
    pieces
}
