//! Lines that hold pieces of two or three columns abreast, as extractors print them where the
//! columns stand close, cut at the gutter. Relies on `lines`, `continuity`.
//!
//! Such lines have a blank where the first column ends, line after line at the same width; a blank
//! beside a number stands anywhere.

use super::bylines;
use super::columns::commonest_width;
use super::continuity::{Edge, Phrases, odds_across};
use super::lines::{Line, char_width, measure_line};
use super::telltales::Telltales;
use crate::model::{Page, Span};
use crate::text::{is_blank, is_invisible};
use std::collections::BTreeSet;

/// Widths of a column, in half-width columns, between which a gutter is looked for.
const COLUMN: std::ops::RangeInclusive<usize> = 14..=64;

/// By how much justified lines of one column differ in width: line breaking rules shorten them.
const SHORTER: usize = 4;

/// A line so much wider than its column holds another one's text.
const WIDER: usize = 5;

/// A lead over several columns has no more lines than this.
const MOST_LEAD_LINES: usize = 8;

/// A place where a line could be cut.
#[derive(Clone, Copy, Debug)]
struct Gap {
    /// Where its right piece begins on the page.
    at: usize,
    /// Width of what is before it.
    left: usize,
    /// Width of what is after it.
    right: usize,
    /// No number or Latin word stands beside it, which would explain the blank.
    is_plain: bool,
}

/// Cuts lines that hold several columns, and puts each block's columns one after the other.
pub(super) fn part_columns(page: &Page, lines: Vec<Line>) -> Vec<Line> {
    if page.layout.is_some() {
        // Where the source knows places, its lines are those of columns.
        return lines;
    }
    let widths: Vec<usize> = lines.iter().map(|l| l.width).collect();
    let page_column = commonest_width(&widths);
    let mut parted = Vec::with_capacity(lines.len());
    let mut block = Vec::new();
    for line in lines {
        if line.n_blank_before > 0 {
            part_block(page, &mut block, page_column, &mut parted);
        }
        block.push(line);
    }
    part_block(page, &mut block, page_column, &mut parted);
    parted
}

/// Takes all lines of a block.
fn part_block(
    page: &Page,
    block: &mut Vec<Line>,
    page_column: Option<usize>,
    parted: &mut Vec<Line>,
) {
    let widest = block.iter().map(|l| l.width).max().unwrap_or(0);
    let has_blank = |l: &&Line| l.tells.has(Telltales::BLANK);
    let is_candidate = widest >= 2 * COLUMN.start()
        && block.iter().filter(has_blank).count() >= 2
        && block.iter().all(|l| l.marks.is_empty());
    if !is_candidate {
        parted.append(block);
        return;
    }
    let gaps: Vec<Vec<Gap>> = block.iter().map(|l| find_gaps(page, l)).collect();
    let found = find_column(block, &gaps, page_column).and_then(|(column, n_before)| {
        let (block, gaps) = (block.get(n_before..)?, gaps.get(n_before..)?);
        Some((n_before, cut_block(page, block, gaps, column)?))
    });
    match found {
        Some((n_before, mut rows)) => {
            parted.extend(block.drain(..).take(n_before));
            if let Some(first) = rows.first_mut().and_then(|row| row.first_mut())
                && n_before > 0
            {
                first.n_blank_before = 1;
            }
            push_columns(rows, parted);
        }
        None => parted.append(block),
    }
}

fn find_gaps(page: &Page, line: &Line) -> Vec<Gap> {
    let mut gaps = Vec::new();
    if line.stacked {
        // What parts its characters are line ends.
        return gaps;
    }
    let mut left = 0;
    let mut after_blank = false;
    let mut before = ' ';
    for (i, c) in page.clip(line.span).char_indices() {
        if is_blank(c) {
            after_blank |= !is_invisible(c);
            continue;
        }
        if after_blank && left > 0 {
            gaps.push(Gap {
                at: line.span.start + i,
                left,
                right: line.width.saturating_sub(left),
                is_plain: !before.is_ascii() && !c.is_ascii(),
            });
        }
        after_blank = false;
        before = c;
        left += char_width(c);
    }
    gaps
}

/// The width of the first column: where the blanks of several lines stand, so that no line is
/// wider without a blank there; and how many lines at the block's head are wider, as a lead over
/// several columns is.
fn find_column(
    block: &[Line],
    gaps: &[Vec<Gap>],
    page_column: Option<usize>,
) -> Option<(usize, usize)> {
    let may_end = |gap: &Gap| {
        gap.is_plain && COLUMN.contains(&gap.left) && gap.right + SHORTER >= *COLUMN.start()
    };
    let ends: BTreeSet<usize> = gaps
        .iter()
        .flatten()
        .filter(|g| may_end(g))
        .map(|g| g.left)
        .collect();
    // In how many lines a column of this width ends at a blank.
    let support = |w: usize| {
        let is_near = |g: &Gap| may_end(g) && (w.saturating_sub(SHORTER)..=w).contains(&g.left);
        gaps.iter().filter(|gaps| gaps.iter().any(is_near)).count()
    };
    let (n_lines, column) = ends
        .into_iter()
        .map(|w| (support(w), w))
        .max()
        .filter(|(n, _)| *n >= 2)?;
    let is_single = |l: &Line| (column.saturating_sub(SHORTER)..=column + 1).contains(&l.width);
    let is_known = n_lines >= 3
        || block.iter().any(is_single)
        || page_column.is_some_and(|c| c.abs_diff(column) <= 2);
    let fits = |(line, gaps): (&Line, &Vec<Gap>)| {
        line.stacked || line.width <= column + WIDER || find_cut(gaps, line.width, column).is_some()
    };
    let n_before = block
        .iter()
        .zip(gaps)
        .take_while(|pair| !fits(*pair))
        .count();
    let all_fit = block.iter().zip(gaps).skip(n_before).all(fits);
    (is_known && all_fit && n_before <= MOST_LEAD_LINES).then_some((column, n_before))
}

/// Where a line too wide for one column is cut: where the first ends, or where the last begins.
fn find_cut(gaps: &[Gap], width: usize, column: usize) -> Option<Gap> {
    let fits = |w: usize| (column.saturating_sub(SHORTER)..=column + 1).contains(&w);
    let at_left = gaps.iter().filter(|g| fits(g.left)).max_by_key(|g| g.left);
    let at_right = gaps
        .iter()
        .find(|g| fits(g.right) && width > column + WIDER);
    at_left.or(at_right).copied()
}

/// Every line of a block as the pieces of its columns.
fn cut_block(
    page: &Page,
    block: &[Line],
    gaps: &[Vec<Gap>],
    column: usize,
) -> Option<Vec<Vec<Line>>> {
    block
        .iter()
        .zip(gaps)
        .map(|(line, gaps)| {
            let mut pieces = Vec::new();
            let mut rest = line.clone();
            let mut gaps = gaps.clone();
            while rest.width > column + WIDER {
                let Some(cut) = find_cut(&gaps, rest.width, column) else {
                    break;
                };
                let (left, right) = cut_line(page, &rest, cut.at)?;
                gaps.retain(|g| g.at > cut.at);
                for gap in &mut gaps {
                    gap.left = gap.left.saturating_sub(cut.left);
                }
                pieces.push(left);
                rest = right;
            }
            pieces.push(rest);
            Some(pieces)
        })
        .collect()
}

fn cut_line(page: &Page, line: &Line, at: usize) -> Option<(Line, Line)> {
    let left = Span::new(line.span.start, at);
    let right = Span::new(at, line.span.end);
    let mut left = measure_line(left.start, page.clip(left), line.n_blank_before)?;
    left.indent = line.indent;
    Some((left, measure_line(right.start, page.clip(right), 0)?))
}

/// Puts the pieces into their columns: those of a whole line in order, those of a line that lacks
/// some where the words go on best.
fn push_columns(rows: Vec<Vec<Line>>, parted: &mut Vec<Line>) {
    let n_columns = rows.iter().map(Vec::len).max().unwrap_or(1);
    let mut columns: Vec<Vec<Line>> = vec![Vec::new(); n_columns];
    let mut expected = 0;
    for row in rows {
        let places = place_row(&row, &columns, expected);
        expected = places.last().map_or(0, |p| (p + 1) % n_columns);
        for (piece, place) in row.into_iter().zip(places) {
            if let Some(column) = columns.get_mut(place) {
                column.push(piece);
            }
        }
    }
    for (k, column) in columns.into_iter().enumerate() {
        for (i, mut line) in column.into_iter().enumerate() {
            if i == 0 && k > 0 {
                line.n_blank_before = line.n_blank_before.max(1);
            }
            parted.push(line);
        }
    }
}

/// What it is worth that a row begins in the column after the last one's: columns whose lines are
/// not level are printed by turns.
const IN_TURN: f32 = 0.6;

/// The columns of a row's pieces, from left to right.
fn place_row(row: &[Line], columns: &[Vec<Line>], expected: usize) -> Vec<usize> {
    let n_free = columns.len().saturating_sub(row.len());
    let mut places: Vec<usize> = Vec::with_capacity(row.len());
    for (k, piece) in row.iter().enumerate() {
        let first = places.last().map_or(0, |p| p + 1);
        let place = (first..=k + n_free)
            .max_by(|a, b| {
                let odds = |c: &usize| {
                    let turn = if k == 0 && *c == expected {
                        IN_TURN
                    } else {
                        0.0
                    };
                    let column = columns.get(*c);
                    turn + column.map_or(0.0, |col| odds_of_column(col, piece))
                };
                odds(a).total_cmp(&odds(b)).then(b.cmp(a))
            })
            .unwrap_or(first);
        places.push(place);
    }
    places
}

fn odds_of_column(column: &[Line], piece: &Line) -> f32 {
    let is_byline = bylines::is_byline(&piece.text);
    match column.last() {
        None => 0.0,
        Some(last) if is_byline => {
            if last.closed {
                2.0
            } else {
                -2.0
            }
        }
        Some(last) if last.closed => 0.1,
        Some(_) => {
            let tail = Edge::tail(column.iter().skip(column.len().saturating_sub(3)));
            let head = Edge::head(std::iter::once(piece));
            0.2 + odds_across(&tail, &head, &Phrases::default())
        }
    }
}
