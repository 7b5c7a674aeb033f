//! Characters that were misread: what the reader sets in their place. Applied last, so that they
//! stay with their characters wherever these have gone.

use crate::model::{Edit, Page, Part, Run, Span, clip};
use crate::text::is_blank;

/// The corrections of a page; none overlaps another.
#[derive(Clone, Debug, Default)]
pub(super) struct Edits {
    edits: Vec<(Span, String)>,
}

impl Edits {
    /// Adds one, which takes the place of those that it covers; `false` when it is none, or covers
    /// a part of another.
    pub(super) fn add(&mut self, page: &Page, span: Span, to: &str) -> bool {
        let text = page.clip(span);
        let trimmed = text.trim_matches(is_blank);
        let n_before = text.len() - text.trim_start_matches(is_blank).len();
        let start = span.start + n_before;
        let span = Span::new(start, start + trimmed.len());
        let to = one_line(to);
        if trimmed.is_empty() || to.is_empty() {
            return false;
        }
        let is_cut = |other: &Span| other.overlaps(span) && !span.contains(*other);
        if self.edits.iter().any(|(other, _)| is_cut(other)) {
            return false;
        }
        self.edits.retain(|(other, _)| !other.overlaps(span));
        self.edits.push((span, to));
        true
    }

    pub(super) fn len(&self) -> usize {
        self.edits.len()
    }

    /// Where those stand that found no place.
    pub(super) fn unused(&self, is_used: &[bool]) -> Vec<Span> {
        let both = self.edits.iter().zip(is_used);
        both.filter(|(_, is_used)| !**is_used)
            .map(|((span, _), _)| *span)
            .collect()
    }

    /// Corrects a part; `true` when anything in it was.
    pub(super) fn apply(&self, page: &Page, part: &mut Part, is_used: &mut [bool]) -> bool {
        let mut is_edited = false;
        for ((span, to), is_used) in self.edits.iter().zip(is_used) {
            if correct(page, part, *span, to) {
                *is_used = true;
                is_edited = true;
            }
        }
        is_edited
    }
}

/// A correction as it can stand in a line.
fn one_line(to: &str) -> String {
    let plain: String = to
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    plain.trim_matches(is_blank).to_owned()
}

/// Sets `to` for what a part has of a stretch of the page: all of it, side by side, or nothing is
/// done.
fn correct(page: &Page, part: &mut Part, span: Span, to: &str) -> bool {
    let found = part.provenance.text_spans(&part.text, page, span);
    let (Some(first), Some(last)) = (found.first(), found.last()) else {
        return false;
    };
    let place = Span::new(first.start, last.end);
    let n_wanted = page.clip(span).chars().filter(|c| !is_blank(*c)).count();
    let printed = clip(&part.text, place).to_owned();
    let count = |text: &str| text.chars().filter(|c| !is_blank(*c)).count();
    let n_found: usize = found.iter().map(|s| count(clip(&part.text, *s))).sum();
    if n_found != n_wanted || count(&printed) != n_wanted || printed.contains('\n') {
        return false;
    }
    let end = place.start + to.len();
    let moved = |at: usize| at - place.end + end;
    let mut runs = Vec::with_capacity(part.provenance.runs.len() + 1);
    for run in &part.provenance.runs {
        if run.text.end <= place.start {
            runs.push(*run);
        } else if run.text.start >= place.end {
            let text = Span::new(moved(run.text.start), moved(run.text.end));
            runs.push(Run { text, ..*run });
        } else {
            runs.extend(rests(page, part, run, place).map(|rest| {
                let is_after = rest.text.start >= place.end;
                let text = if is_after {
                    Span::new(moved(rest.text.start), moved(rest.text.end))
                } else {
                    rest.text
                };
                Run { text, ..rest }
            }));
        }
    }
    for edit in &mut part.provenance.edits {
        if edit.text.start >= place.end {
            edit.text = Span::new(moved(edit.text.start), moved(edit.text.end));
        }
    }
    let before = clip(&part.text, Span::new(0, place.start)).to_owned();
    let after = clip(&part.text, Span::new(place.end, part.text.len())).to_owned();
    part.text = before + to + &after;
    part.provenance.runs = runs;
    part.provenance.edits.push(Edit {
        text: Span::new(place.start, end),
        page: span,
        printed,
    });
    part.provenance.edits.sort_by_key(|edit| edit.text);
    true
}

/// What is left of a run beside a stretch of the text that it overlaps.
fn rests(page: &Page, part: &Part, run: &Run, place: Span) -> impl Iterator<Item = Run> {
    let n_chars = |span: Span| clip(&part.text, span).chars().count();
    let byte = |n: usize| {
        let printed = page.clip(run.page);
        let at = printed.char_indices().nth(n).map(|(at, _)| at);
        run.page.start + at.unwrap_or(printed.len())
    };
    let before = Span::new(run.text.start, place.start.max(run.text.start));
    let after = Span::new(place.end.min(run.text.end), run.text.end);
    let head = Run {
        text: before,
        page: Span::new(run.page.start, byte(n_chars(before))),
    };
    let n_to_tail = n_chars(Span::new(run.text.start, after.start));
    let tail = Run {
        text: after,
        page: Span::new(byte(n_to_tail), run.page.end),
    };
    [head, tail]
        .into_iter()
        .filter(|rest| !rest.text.is_empty())
}
