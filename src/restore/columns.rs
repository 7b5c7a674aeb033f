//! How wide the columns are that the lines stand in. Relies on `lines`.

use super::lines::{Line, indent_of};

/// How far a column's width is looked for, in lines on each side.
const COLUMN_REACH: usize = 9;

/// So many lines near one another must share a width to make a column.
const COLUMN_SUPPORT: usize = 4;

/// Gives every line the width that most lines around it share; failing that, the one that most
/// lines of the page share.
pub(super) fn set_columns(lines: &mut [Line]) {
    let widths: Vec<usize> = lines.iter().map(|l| l.width + indent_of(l)).collect();
    let page_column = commonest_width(&widths);
    let mut counts = WidthCounts([0; MAX_WIDTH]);
    let mut counted = 0;
    for (i, line) in lines.iter_mut().enumerate() {
        let from = i.saturating_sub(COLUMN_REACH);
        let to = (i + COLUMN_REACH + 1).min(widths.len());
        let near = widths.get(from..to).unwrap_or(&[]);
        for w in widths.get(counted..to).unwrap_or(&[]) {
            counts.add(*w);
        }
        counted = to;
        if let Some(passed) = from.checked_sub(1).and_then(|k| widths.get(k)) {
            counts.take(*passed);
        }
        let mut best: Option<(usize, usize)> = None;
        for w in near.iter().copied().filter(|w| COLUMN_WIDTHS.contains(w)) {
            // Line breaking rules shorten a line by a character; nothing makes it longer.
            let shorter = counts.between(w - 3, w);
            let equal = counts.between(w - 1, w);
            let support = shorter + 2 * equal;
            if shorter >= COLUMN_SUPPORT && best.is_none_or(|b| (support, w) > b) {
                best = Some((support, w));
            }
        }
        line.column = best.map(|(_, w)| w).or(page_column);
    }
    set_wide_columns(lines);
}

/// How many lines have each width, in half-width columns.
struct WidthCounts([usize; MAX_WIDTH]);

/// Wider lines make no column.
const MAX_WIDTH: usize = 112;

impl WidthCounts {
    fn add(&mut self, width: usize) {
        if let Some(count) = self.0.get_mut(width) {
            *count += 1;
        }
    }

    fn take(&mut self, width: usize) {
        if let Some(count) = self.0.get_mut(width) {
            *count -= 1;
        }
    }

    /// Lines from one width to another, both included.
    fn between(&self, from: usize, to: usize) -> usize {
        self.0.get(from..=to).unwrap_or(&[]).iter().sum()
    }
}

/// Leads are set over several columns, in too few lines to make a column by themselves: lines of
/// one width with a sentence's punctuation in them.
fn set_wide_columns(lines: &mut [Line]) {
    for i in 1..lines.len() {
        let (Some(a), Some(b)) = (lines.get(i - 1), lines.get(i)) else {
            continue;
        };
        let is_wide = |l: &Line| l.column.is_none_or(|c| l.width > c + 4);
        let alike = (a.width + indent_of(a)).abs_diff(b.width + indent_of(b)) <= 3;
        let has_comma = |l: &Line| l.text.contains(['，', '、', '。']);
        if b.n_blank_before == 0
            && alike
            && is_wide(a)
            && is_wide(b)
            && a.width > 24
            && (has_comma(a) || has_comma(b))
        {
            let column = Some(a.width.max(b.width));
            for k in [i - 1, i] {
                if let Some(line) = lines.get_mut(k) {
                    line.column = column;
                }
            }
        }
    }
}

/// Widths of columns, in half-width columns.
const COLUMN_WIDTHS: std::ops::RangeInclusive<usize> = 12..=110;

/// The width that most of the page's lines share, if it is a column's.
pub(super) fn commonest_width(widths: &[usize]) -> Option<usize> {
    let mut counts = WidthCounts([0; MAX_WIDTH]);
    for w in widths {
        counts.add(*w);
    }
    let support = |w: usize| counts.between(w - 1, w + 1);
    let best = COLUMN_WIDTHS.max_by_key(|w| (support(*w), *w))?;
    (support(best) >= 6 && support(best) * 5 >= widths.len()).then_some(best)
}
