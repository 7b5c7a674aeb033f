//! Cutting a region into columns side by side or bands one below the other, by the white between.

use super::Place;
use super::order::Item;

/// In a region of several lines a gutter is at least this wide, in ems of the body.
const GUTTER: f32 = 0.5;
/// Beside only one or two lines, white is a gutter from this width on, in ems of the largest.
const GUTTER_OF_FEW: f32 = 0.9;

/// The region's columns from left to right; `None` where it has but one.
pub(super) fn cut_columns(items: &[Item], body_size: f32) -> Option<Vec<Vec<usize>>> {
    let n_lines = lines_of(items).len();
    let gutters = gutters(
        items.iter().map(|item| item.reach),
        least(items, n_lines, body_size),
    );
    if gutters.is_empty() {
        return None;
    }
    let mut columns = vec![Vec::new(); gutters.len() + 1];
    for (idx, item) in items.iter().enumerate() {
        let column = gutters.partition_point(|gutter| *gutter <= item.reach.left);
        columns.get_mut(column)?.push(idx);
    }
    columns.retain(|column| !column.is_empty());
    Some(columns)
}

fn least(items: &[Item], n_lines: usize, body_size: f32) -> f32 {
    if n_lines >= 3 {
        return GUTTER * body_size;
    }
    let largest = items.iter().map(|item| item.size).fold(body_size, f32::max);
    GUTTER_OF_FEW * largest
}

/// The middles of the white strips at least `least` wide that no place reaches into.
fn gutters(places: impl Iterator<Item = Place>, least: f32) -> Vec<f32> {
    let mut spans: Vec<(f32, f32)> = places.map(|place| (place.left, place.right)).collect();
    spans.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut found = Vec::new();
    let mut reached: Option<f32> = None;
    for (left, right) in spans {
        if let Some(edge) = reached
            && left - edge >= least
        {
            found.push(0.5 * (left + edge));
        }
        reached = Some(reached.map_or(right, |edge| edge.max(right)));
    }
    found
}

/// The region's items line by line: what shares some height shares a line.
pub(super) fn lines_of(items: &[Item]) -> Vec<Vec<usize>> {
    // Tightly set lines touch; what is cut off here keeps them apart.
    let span = |item: &Item| {
        let slack = (0.18 * item.size).min(0.3 * item.place.height());
        (item.place.top + slack, item.place.bottom - slack)
    };
    let mut order: Vec<usize> = (0..items.len()).collect();
    let top = |idx: &usize| items.get(*idx).map_or(0.0, |item| span(item).0);
    order.sort_by(|a, b| top(a).total_cmp(&top(b)));
    let mut lines: Vec<Vec<usize>> = Vec::new();
    let mut reached = f32::MIN;
    for idx in order {
        let Some(item) = items.get(idx) else { continue };
        let (top, bottom) = span(item);
        match lines.last_mut() {
            Some(line) if top <= reached => line.push(idx),
            _ => lines.push(vec![idx]),
        }
        reached = reached.max(bottom);
    }
    lines
}

/// The region's bands from top to bottom: stretches of lines that share a gutter, or have none.
pub(super) fn cut_bands(items: &[Item], body_size: f32) -> Vec<Vec<usize>> {
    let white = |idxs: &[usize], n_lines: usize| -> Vec<f32> {
        let members: Vec<Item> = idxs
            .iter()
            .filter_map(|idx| items.get(*idx).map(Item::outline))
            .collect();
        gutters(
            members.iter().map(|item| item.reach),
            least(&members, n_lines, body_size),
        )
    };
    let mut bands: Vec<Band> = Vec::new();
    for line in lines_of(items) {
        let own = white(&line, 1);
        if let Some(band) = bands.last_mut() {
            let mut both = band.idxs.clone();
            both.extend(&line);
            let shared = band.shared_with(items, &line, body_size);
            let is_cut = match (band.is_white, shared) {
                (true, shared) => !shared,
                (false, true) => false,
                (false, false) => !own.is_empty(),
            };
            if !is_cut {
                band.is_white = shared;
                band.take_in(items, &line);
                continue;
            }
        }
        let mut band = Band {
            is_white: !own.is_empty(),
            ..Band::default()
        };
        band.take_in(items, &line);
        bands.push(band);
    }
    bands.into_iter().map(|band| band.idxs).collect()
}

/// A stretch of lines, and what they cover of the width.
#[derive(Default)]
struct Band {
    idxs: Vec<usize>,
    /// Covered spans, sorted, apart from one another.
    spans: Vec<(f32, f32)>,
    n_lines: usize,
    largest: f32,
    is_white: bool,
}

impl Band {
    fn covered_with(&self, items: &[Item], line: &[usize]) -> Vec<(f32, f32)> {
        let mut spans = self.spans.clone();
        spans.extend(
            line.iter()
                .filter_map(|idx| items.get(*idx))
                .map(|item| (item.reach.left, item.reach.right)),
        );
        spans.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut merged: Vec<(f32, f32)> = Vec::new();
        for (left, right) in spans {
            match merged.last_mut() {
                Some(last) if left <= last.1 => last.1 = last.1.max(right),
                _ => merged.push((left, right)),
            }
        }
        merged
    }

    fn take_in(&mut self, items: &[Item], line: &[usize]) {
        self.spans = self.covered_with(items, line);
        self.n_lines += 1;
        self.largest = self.largest_with(items, line);
        self.idxs.extend(line);
    }

    fn largest_with(&self, items: &[Item], line: &[usize]) -> f32 {
        line.iter()
            .filter_map(|idx| items.get(*idx))
            .map(|item| item.size)
            .fold(self.largest, f32::max)
    }

    /// Is there a gutter that this stretch and the next line leave white?
    fn shared_with(&self, items: &[Item], line: &[usize], body_size: f32) -> bool {
        let least = if self.n_lines >= 2 {
            GUTTER * body_size
        } else {
            GUTTER_OF_FEW * self.largest_with(items, line).max(body_size)
        };
        self.covered_with(items, line)
            .windows(2)
            .any(|pair| matches!(pair, [a, b] if b.0 - a.1 >= least))
    }
}
