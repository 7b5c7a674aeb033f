//! From glyphs to rows: what stands side by side, close enough to be read on.
//!
//! Relies on the order in which a file draws its glyphs only where places alone do not tell: a
//! headline of widely spaced letters is drawn letter after letter.

use super::stacks::take_stacks;
use super::{Glyph, Place, Row, Sheet};
use crate::text::is_han;
use std::collections::HashMap;

/// A gap wider than this, in ems, ends a row: the gutter between two columns is wider.
const GAP: f32 = 0.75;
/// Letters that are all set apart by the same gap, up to this many ems, belong together.
const WIDEST_SPACING: f32 = 3.0;

/// The rows of a sheet, in no order that means anything.
pub(super) fn rows_of(sheet: &Sheet) -> Vec<Row> {
    let glyphs = without_doubles(&sheet.glyphs);
    let (stacks, glyphs) = take_stacks(glyphs);
    let mut rows: Vec<Row> = stacks.iter().map(|stack| row_of(stack, true)).collect();
    for run in join_runs(cut_runs(&glyphs), sheet) {
        if run.iter().any(|glyph| !glyph.is_blank()) {
            rows.push(row_of(&run, false));
        }
    }
    rows
}

/// Bold faces are often feigned by drawing a letter twice, and shadows by drawing it beside itself.
fn without_doubles(glyphs: &[Glyph]) -> Vec<&Glyph> {
    let cell = |glyph: &Glyph| {
        let step = (glyph.size * 0.5).max(0.5);
        (
            (glyph.place.left / step).floor() as i64,
            (glyph.place.top / step).floor() as i64,
        )
    };
    let mut seen = HashMap::<(&str, i64, i64), Vec<Place>>::new();
    let mut kept = Vec::with_capacity(glyphs.len());
    for glyph in glyphs {
        let (x, y) = cell(glyph);
        let near = 0.12 * glyph.size;
        let is_double = (-1..=1)
            .flat_map(|dx| (-1..=1).map(move |dy| (x + dx, y + dy)))
            .filter_map(|(x, y)| seen.get(&(glyph.text.as_str(), x, y)))
            .flatten()
            .any(|place| {
                (place.left - glyph.place.left).abs() <= near
                    && (place.top - glyph.place.top).abs() <= near
            });
        if !is_double {
            seen.entry((glyph.text.as_str(), x, y))
                .or_default()
                .push(glyph.place);
            kept.push(glyph);
        }
    }
    kept
}

/// Do they stand on one line?
fn is_level(a: &Glyph, b: &Glyph) -> bool {
    let small = a.size.min(b.size);
    let large = a.size.max(b.size);
    (a.place.bottom - b.place.bottom).abs() <= 0.3 * small.max(0.5 * large)
}

fn gap(a: &Glyph, b: &Glyph) -> f32 {
    b.place.left - a.place.right
}

/// Runs of glyphs that follow one another, as drawn and as printed.
fn cut_runs<'a>(glyphs: &[&'a Glyph]) -> Vec<Vec<&'a Glyph>> {
    let mut runs: Vec<Vec<&Glyph>> = Vec::new();
    for (idx, &glyph) in glyphs.iter().enumerate() {
        let goes_on = runs.last().is_some_and(|run| {
            let Some(&last) = run.last() else {
                return false;
            };
            let size = last.size.min(glyph.size);
            let distance = gap(last, glyph);
            if !is_level(last, glyph) || distance < -0.6 * size {
                return false;
            }
            distance <= GAP * size
                || (distance <= WIDEST_SPACING * size
                    && is_evenly_spaced(run, glyph, glyphs.get(idx + 1).copied()))
        });
        match runs.last_mut() {
            Some(run) if goes_on => run.push(glyph),
            _ => runs.push(vec![glyph]),
        }
    }
    runs
}

/// Is the wide gap before a glyph the same as the one before that, or the one after?
fn is_evenly_spaced(run: &[&Glyph], glyph: &Glyph, next: Option<&Glyph>) -> bool {
    let Some(&last) = run.last() else {
        return false;
    };
    let here = gap(last, glyph);
    let is_same = |other: f32| (other - here).abs() <= 0.12 * glyph.size;
    let is_like = |other: &Glyph| (other.size - glyph.size).abs() <= 0.05 * glyph.size;
    let before = run
        .len()
        .checked_sub(2)
        .and_then(|idx| run.get(idx))
        .is_some_and(|&previous| is_same(gap(previous, last)));
    let after = next
        .is_some_and(|next| is_like(next) && is_level(glyph, next) && is_same(gap(glyph, next)));
    is_like(last) && (before || after)
}

/// Joins runs that stand on one line side by side, wherever in the file they were drawn.
fn join_runs<'a>(runs: Vec<Vec<&'a Glyph>>, sheet: &Sheet) -> Vec<Vec<&'a Glyph>> {
    let mut order: Vec<(Place, f32, Vec<&Glyph>)> = runs
        .into_iter()
        .filter_map(|run| {
            let place = place_of(&run)?;
            let size = run.iter().map(|glyph| glyph.size).fold(0.0, f32::max);
            Some((place, size, run))
        })
        .collect();
    order.sort_by(|a, b| {
        a.0.bottom
            .total_cmp(&b.0.bottom)
            .then(a.0.left.total_cmp(&b.0.left))
    });
    let mut joined: Vec<(Place, f32, Vec<&Glyph>)> = Vec::new();
    // Runs that may still grow: those whose line is not yet passed.
    let mut first_open = 0;
    for (place, size, run) in order {
        while joined
            .get(first_open)
            .is_some_and(|(open, open_size, _)| open.bottom < place.bottom - open_size.max(size))
        {
            first_open += 1;
        }
        let host = joined
            .iter_mut()
            .skip(first_open)
            // A page of one endless line is not worth looking through.
            .take(400)
            .find(|(open, open_size, _)| is_beside(*open, *open_size, place, size, sheet));
        match host {
            Some((open, open_size, glyphs)) => {
                *open = open.union(place);
                *open_size = open_size.max(size);
                glyphs.extend(run);
            }
            None => joined.push((place, size, run)),
        }
    }
    joined
        .into_iter()
        .map(|(_, _, mut run)| {
            run.sort_by(|a, b| a.place.left.total_cmp(&b.place.left));
            run
        })
        .collect()
}

fn is_beside(a: Place, a_size: f32, b: Place, b_size: f32, sheet: &Sheet) -> bool {
    let (small, large) = (a_size.min(b_size), a_size.max(b_size));
    if (a.bottom - b.bottom).abs() > 0.3 * small || large > 2.2 * small {
        return false;
    }
    let distance = (b.left - a.right).max(a.left - b.right);
    if !(-0.6 * small..=GAP * small).contains(&distance) {
        return false;
    }
    let (from, to) = if a.left <= b.left {
        (a.right, b.left)
    } else {
        (b.right, a.left)
    };
    let is_parted = sheet.rules.iter().any(|rule| {
        rule.height() > rule.width()
            && rule.shared_height(b) > 0.5 * b.height()
            && rule.center_x() > from - 0.1 * small
            && rule.center_x() < to + 0.1 * small
    });
    !is_parted
}

fn place_of(glyphs: &[&Glyph]) -> Option<Place> {
    glyphs
        .iter()
        .map(|glyph| glyph.place)
        .reduce(|a, b| a.union(b))
}

/// A row of glyphs in their order; blanks that were left as gaps come back.
fn row_of(glyphs: &[&Glyph], is_vertical: bool) -> Row {
    let size = common_size(glyphs);
    let usual_gap = usual_gap(glyphs);
    let mut text = String::new();
    let mut previous: Option<&Glyph> = None;
    for &glyph in glyphs {
        if let (Some(last), false) = (previous, is_vertical)
            && !last.is_blank()
            && !glyph.is_blank()
            && needs_blank(last, glyph, usual_gap)
        {
            text.push(' ');
        }
        text.push_str(&glyph.text);
        previous = Some(glyph);
    }
    let inked: Vec<&Glyph> = glyphs.iter().copied().filter(|g| !g.is_blank()).collect();
    let n_bold = inked.iter().filter(|glyph| glyph.is_bold).count();
    Row {
        place: place_of(&inked).unwrap_or_default(),
        text: text.trim_end_matches(crate::text::is_blank).to_owned(),
        size,
        is_bold: n_bold * 2 > inked.len(),
        is_vertical,
        follows: None,
    }
}

/// The gap that most letters of a row have between them, in points.
fn usual_gap(glyphs: &[&Glyph]) -> f32 {
    let mut gaps: Vec<f32> = glyphs
        .windows(2)
        .filter_map(|pair| match pair {
            [a, b] => Some(gap(a, b)),
            _ => None,
        })
        .collect();
    gaps.sort_by(f32::total_cmp);
    gaps.get(gaps.len() / 2).copied().unwrap_or(0.0).max(0.0)
}

fn needs_blank(a: &Glyph, b: &Glyph, usual_gap: f32) -> bool {
    let size = a.size.min(b.size);
    let distance = gap(a, b) - usual_gap;
    let is_wide = |glyph: &Glyph| glyph.text.chars().any(|c| is_han(c) || c >= '\u{2e80}');
    let least = if is_wide(a) || is_wide(b) { 0.45 } else { 0.15 };
    distance > least * size
}

fn common_size(glyphs: &[&Glyph]) -> f32 {
    let mut sizes: Vec<f32> = glyphs
        .iter()
        .filter(|glyph| !glyph.is_blank())
        .map(|glyph| glyph.size)
        .collect();
    sizes.sort_by(f32::total_cmp);
    sizes.get(sizes.len() / 2).copied().unwrap_or(10.0)
}
