//! From rows in reading order to a page's text: a line for a row, a blank line between blocks, the
//! paragraphs' indents kept as two full-width blanks.

use super::{Place, Row};
use crate::model::{PlacedLine, Span};

/// The text, and its lines at their places.
pub(super) fn print_rows(rows: &[Row], body_size: f32) -> (String, Vec<PlacedLine>) {
    let edges = left_edges(rows, body_size);
    let mut text = String::new();
    let mut lines = Vec::with_capacity(rows.len());
    let mut previous: Option<&Row> = None;
    for (row, edge) in rows.iter().zip(edges) {
        if let Some(above) = previous {
            text.push('\n');
            if !goes_on(above, row) {
                text.push('\n');
            }
        }
        previous = Some(row);
        let start = text.len();
        if edge.is_some_and(|edge| is_indented(row, edge, body_size)) {
            text.push_str("\u{3000}\u{3000}");
        }
        // A line end inside a row would be a line that stands nowhere.
        text.extend(row.text.chars().map(|c| if ends_line(c) { ' ' } else { c }));
        lines.push(PlacedLine {
            span: Span::new(start, text.len()),
            area: row.place.area(),
            font_size: super::tenths(row.size),
            is_bold: row.is_bold,
            is_vertical: row.is_vertical,
        });
    }
    (text, lines)
}

fn ends_line(c: char) -> bool {
    matches!(
        c,
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// Does a row follow the one above without a break between blocks?
fn goes_on(above: &Row, row: &Row) -> bool {
    if let Some(follows) = row.follows {
        return follows;
    }
    if above.is_vertical || row.is_vertical {
        return above.is_vertical
            && row.is_vertical
            && (above.size - row.size).abs() <= 0.15 * row.size
            && above.place.shared_height(row.place) > 0.0
            && (above.place.left - row.place.right).max(row.place.left - above.place.right)
                < 1.2 * row.size;
    }
    let size = above.size.max(row.size);
    let is_alike = (above.size - row.size).abs() <= 0.15 * size;
    let gap = row.place.top - above.place.bottom;
    is_alike
        && is_under(above.place, row.place)
        && row.place.top > above.place.top
        && gap < 1.0 * size
}

fn is_under(above: Place, below: Place) -> bool {
    above.shared_width(below) > 0.3 * above.width().min(below.width())
}

/// For every row of running text the left edge of its column.
fn left_edges(rows: &[Row], body_size: f32) -> Vec<Option<f32>> {
    let is_body = |row: &Row| !row.is_vertical && row.size < 1.25 * body_size;
    let mut edges = vec![None; rows.len()];
    let mut start = 0;
    while start < rows.len() {
        let mut end = start + 1;
        while let (Some(above), Some(row)) = (rows.get(end - 1), rows.get(end)) {
            let is_same_column =
                row.place.top > above.place.top && is_under(above.place, row.place);
            if !is_same_column || is_body(above) != is_body(row) {
                break;
            }
            end += 1;
        }
        let column = rows.get(start..end).unwrap_or_default();
        if column.first().is_some_and(is_body)
            && let Some(edge) = usual_left(column, body_size)
        {
            for slot in edges.iter_mut().take(end).skip(start) {
                *slot = Some(edge);
            }
        }
        start = end;
    }
    edges
}

/// The leftmost edge that a fair share of a column's rows begin at.
fn usual_left(column: &[Row], body_size: f32) -> Option<f32> {
    let near = 0.3 * body_size;
    let mut lefts: Vec<f32> = column.iter().map(|row| row.place.left).collect();
    lefts.sort_by(f32::total_cmp);
    let n_needed = if column.len() < 3 {
        1
    } else {
        column.len().div_ceil(5).max(2)
    };
    lefts
        .iter()
        .copied()
        .enumerate()
        .find(|(idx, left)| {
            let n_near = lefts
                .iter()
                .skip(*idx)
                .take_while(|other| **other <= left + near)
                .count();
            n_near >= n_needed
        })
        .map(|(_, left)| left)
}

/// Does it begin two letters to the right of its column, where its text does not say so itself?
fn is_indented(row: &Row, edge: f32, body_size: f32) -> bool {
    let ems = (row.place.left - edge) / row.size.min(1.2 * body_size).max(1.0);
    !row.text.starts_with(crate::text::is_blank) && (1.5..=2.6).contains(&ems)
}
