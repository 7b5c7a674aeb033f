//! Lines into paragraphs: where a line break, a blank line or a column break ends a paragraph
//! and where it does not. Relies on `lines` and `labels`.

use super::labels::PageHabits;
use super::lines::{Line, Role};
use std::collections::BTreeSet;

/// A paragraph: the lines it is made of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Paragraph {
    /// By their places in the page's lines.
    pub(super) lines: Vec<usize>,
    /// It is a section's heading.
    pub(super) is_subhead: bool,
}

/// Puts lines of running text together into paragraphs.
pub(super) fn split_paragraphs(
    lines: &[Line],
    body: &[usize],
    subheads: &BTreeSet<usize>,
    habits: PageHabits,
) -> Vec<Paragraph> {
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut before: Option<(usize, &Line)> = None;
    for &i in body {
        let Some(line) = lines.get(i) else { continue };
        let is_subhead = line.role == Role::Subhead || subheads.contains(&i);
        let joins = match (paragraphs.last(), before) {
            (Some(paragraph), Some((b, last))) if paragraph.is_subhead == is_subhead => {
                if is_subhead {
                    b + 1 == i && subhead_goes_on(last, line)
                } else {
                    goes_on(last, line, b + 1 == i, habits)
                }
            }
            _ => false,
        };
        match paragraphs.last_mut() {
            Some(paragraph) if joins => paragraph.lines.push(i),
            _ => paragraphs.push(Paragraph {
                lines: vec![i],
                is_subhead,
            }),
        }
        before = Some((i, line));
    }
    paragraphs
}

fn subhead_goes_on(before: &Line, line: &Line) -> bool {
    let opens_anew = super::cues::opens_subhead(&line.text);
    (before.text.contains('【') && !before.text.contains('】'))
        || (before.is_full() && line.n_blank_before == 0 && !opens_anew)
}

/// Does a line go on with the paragraph of the line before it?
fn goes_on(before: &Line, line: &Line, is_next: bool, habits: PageHabits) -> bool {
    if line.glued {
        return true;
    }
    if line.opens {
        return super::cues::is_dateline_alone(&before.text);
    }
    if !before.closed {
        // A blank line, a column break or a picture inside a sentence.
        return !(habits.indents && line.is_indented() && before.text.ends_with(['：', ':']));
    }
    if habits.indents {
        return !line.is_indented() && habits.wrapped && is_flush(before);
    }
    if !habits.wrapped || line.n_blank_before > 0 || !is_next {
        return false;
    }
    // A sentence that ends exactly at the column's edge may end a paragraph or not; most do not.
    is_flush(before)
}

/// Does the line reach its column's edge, but for what line breaking rules take?
fn is_flush(line: &Line) -> bool {
    line.column.is_some_and(|column| {
        let width = line.width + if line.is_indented() { 4 } else { 0 };
        width + 2 >= column
    })
}
