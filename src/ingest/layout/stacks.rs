//! Letters set one below the other: a vertical headline, a line of a page set from top to bottom.

use super::Glyph;
use crate::text::{is_han, plain_char};

/// Fewer letters than this, drawn one below the other, are no vertical line unless their font says
/// so.
const N_LEAST: usize = 3;

/// Takes the vertical lines out; gives them, and the glyphs that are left in their order.
pub(super) fn take_stacks(glyphs: Vec<&Glyph>) -> (Vec<Vec<&Glyph>>, Vec<&Glyph>) {
    let mut stacks = Vec::new();
    let mut rest = Vec::with_capacity(glyphs.len());
    let mut run: Vec<&Glyph> = Vec::new();
    for glyph in glyphs {
        if run.last().is_some_and(|last| !is_below(last, glyph)) {
            settle(std::mem::take(&mut run), &mut stacks, &mut rest);
        }
        run.push(glyph);
    }
    settle(run, &mut stacks, &mut rest);
    (stacks, rest)
}

/// Is the next glyph drawn right below?
fn is_below(last: &Glyph, next: &Glyph) -> bool {
    let size = last.size;
    let is_alike = (next.size - size).abs() <= 0.1 * size;
    let step = next.place.top - last.place.top;
    let is_set_so = last.is_vertical && next.is_vertical;
    // In a vertical font even a blank or a bracket takes its own height; elsewhere only letters
    // that are as wide as high can be told from the ends of lines.
    let least = if is_set_so { 0.2 } else { 0.85 };
    let most = if is_set_so { 3.0 } else { 1.7 };
    is_alike
        && (next.place.center_x() - last.place.center_x()).abs() <= 0.3 * size
        && (least * size..=most * size).contains(&step)
}

fn settle<'a>(run: Vec<&'a Glyph>, stacks: &mut Vec<Vec<&'a Glyph>>, rest: &mut Vec<&'a Glyph>) {
    let is_vertical = run.iter().all(|glyph| glyph.is_vertical);
    let n_han = run
        .iter()
        .filter(|glyph| glyph.text.chars().any(|c| is_han(plain_char(c))))
        .count();
    let is_stack = (is_vertical && run.len() >= 2 && n_han > 0)
        || (run.len() >= N_LEAST && n_han * 3 >= run.len() * 2 && is_even(&run));
    if is_stack {
        stacks.push(run);
    } else {
        rest.extend(run);
    }
}

/// Are its letters set apart by about the same step?
fn is_even(run: &[&Glyph]) -> bool {
    let steps: Vec<f32> = run
        .windows(2)
        .filter_map(|pair| match pair {
            [a, b] => Some((b.place.top - a.place.top) / a.size),
            _ => None,
        })
        .collect();
    let (least, most) = steps
        .iter()
        .fold((f32::MAX, f32::MIN), |(least, most), step| {
            (least.min(*step), most.max(*step))
        });
    most - least <= 0.5
}
