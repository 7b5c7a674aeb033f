//! Cutting a region into columns side by side or bands one below the other, by the white between.

use super::Place;
use super::order::Item;
use std::collections::BTreeMap;

/// Beside several lines a gutter is at least this wide, in ems of the body.
const GUTTER: f32 = 0.5;
/// Beside only one or two lines, white is a gutter from this width on, in ems of their letters.
const GUTTER_OF_FEW: f32 = 0.9;
/// From this height on, in ems, there are several lines.
const SEVERAL: f32 = 3.6;

/// The region's columns from left to right; `None` where it has but one. Where rules run over some
/// of its gutters, these belong to texts one below the other, and only the others are cut.
pub(super) fn cut_columns(
    items: &[Item],
    rules: &[Place],
    body_size: f32,
) -> Option<Vec<Vec<usize>>> {
    let mut stretch = Stretch::default();
    for item in items {
        stretch.take_in(item);
    }
    let least = stretch.least_gutter(body_size);
    let all = gutters(items.iter().map(|item| item.reach), least);
    if all.is_empty() {
        return None;
    }
    let (top, bottom) = stretch.height?;
    let is_free = |gutter: &f32| {
        !rules.iter().any(|rule| {
            let is_inside = rule.top > top + body_size && rule.bottom < bottom - body_size;
            let (left, right) = (rule.left + body_size, rule.right - body_size);
            is_inside && rule.width() > rule.height() && (left..right).contains(gutter)
        })
    };
    let free: Vec<f32> = all.iter().copied().filter(is_free).collect();
    let gutters = if free.is_empty() { all } else { free };
    let mut columns = vec![Vec::new(); gutters.len() + 1];
    for (idx, item) in items.iter().enumerate() {
        let column = gutters.partition_point(|gutter| *gutter <= item.reach.left);
        columns.get_mut(column)?.push(idx);
    }
    columns.retain(|column| !column.is_empty());
    Some(columns)
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
    let mut bands: Vec<(Vec<usize>, Stretch)> = Vec::new();
    for line in lines_of(items) {
        let mut own = Stretch::default();
        for item in line.iter().filter_map(|idx| items.get(*idx)) {
            own.take_in(item);
        }
        if let Some((idxs, stretch)) = bands.last_mut() {
            let both = stretch.joined(&own);
            let is_cut = match (stretch.is_white(body_size), both.is_white(body_size)) {
                (true, is_white) => !is_white,
                (false, true) => false,
                (false, false) => own.is_white(body_size),
            };
            if !is_cut {
                *stretch = both;
                idxs.extend(line);
                continue;
            }
        }
        bands.push((line, own));
    }
    bands.into_iter().map(|(idxs, _)| idxs).collect()
}

/// What a stretch of lines covers of a region.
#[derive(Clone, Default)]
struct Stretch {
    /// Covered spans of the width, sorted, apart from one another.
    spans: Vec<(f32, f32)>,
    height: Option<(f32, f32)>,
    /// Sizes of the letters, and how many items are set in them.
    sizes: BTreeMap<i32, usize>,
}

impl Stretch {
    fn take_in(&mut self, item: &Item) {
        let (left, right) = (item.reach.left, item.reach.right);
        let from = self.spans.partition_point(|span| span.1 < left);
        let to = self.spans.partition_point(|span| span.0 <= right);
        let met = self.spans.get(from..to.max(from)).unwrap_or_default();
        let span = met.iter().fold((left, right), |span, other| {
            (span.0.min(other.0), span.1.max(other.1))
        });
        self.spans.splice(from..to.max(from), [span]);
        let (top, bottom) = (item.place.top, item.place.bottom);
        self.height = Some(
            self.height
                .map_or((top, bottom), |(a, b)| (a.min(top), b.max(bottom))),
        );
        *self.sizes.entry((item.size * 4.0) as i32).or_default() += 1;
    }

    fn joined(&self, other: &Self) -> Self {
        let mut spans: Vec<(f32, f32)> = [self.spans.as_slice(), &other.spans].concat();
        spans.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut merged: Vec<(f32, f32)> = Vec::new();
        for (left, right) in spans {
            match merged.last_mut() {
                Some(last) if left <= last.1 => last.1 = last.1.max(right),
                _ => merged.push((left, right)),
            }
        }
        let mut sizes = self.sizes.clone();
        for (size, n_items) in &other.sizes {
            *sizes.entry(*size).or_default() += n_items;
        }
        Self {
            spans: merged,
            height: match (self.height, other.height) {
                (Some(a), Some(b)) => Some((a.0.min(b.0), a.1.max(b.1))),
                (a, b) => a.or(b),
            },
            sizes,
        }
    }

    /// How wide white must be here to part columns, in points.
    fn least_gutter(&self, body_size: f32) -> f32 {
        let n_half = self.sizes.values().sum::<usize>().div_ceil(2);
        let mut n_smaller = 0;
        let middle = self
            .sizes
            .iter()
            .find(|(_, n_items)| {
                n_smaller += **n_items;
                n_smaller >= n_half
            })
            .map_or(body_size, |(quarter, _)| *quarter as f32 / 4.0);
        let height = self.height.map_or(0.0, |(top, bottom)| bottom - top);
        if height >= SEVERAL * middle {
            GUTTER * body_size
        } else {
            GUTTER_OF_FEW * middle.max(body_size)
        }
    }

    fn is_white(&self, body_size: f32) -> bool {
        let least = self.least_gutter(body_size);
        self.spans
            .windows(2)
            .any(|pair| matches!(pair, [a, b] if b.0 - a.1 >= least))
    }
}
