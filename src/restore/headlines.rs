//! Headline lines to drafts: one assignment over the whole page, scored by what a line shares with
//! a draft's text and by where it stands, improved until no move of neighbouring lines helps.
//! Relies on `drafts`, `breaks`, `letters` and `overlap`.

use super::breaks::{Around, joins_headline, sets_headlines_apart};
use super::drafts::{DisplayRun, Draft};
use super::letters::{Grams, Letters};
use super::lines::Line;
use super::overlap::Overlap;
use std::collections::BTreeMap;

/// How far from its place a headline is looked for without a rare word in common, in drafts.
const REACH: usize = 8;

/// Most rounds of improvement; real pages settle in three.
const MAX_ROUNDS: usize = 6;

/// Value of giving a draft its first headline line.
const FIRST_LINE: f32 = 1.3;

/// Weights, by judgement over pages of several papers: what words in common are worth, and a
/// headline's place.
const WORDS: f32 = 4.2;
const DIRECTLY_BEFORE: f32 = 1.9;
const DIRECTLY_AFTER: f32 = 0.25;
const PER_DRAFT_AWAY: f32 = 0.09;

/// One line's headline candidates: drafts and what each is worth.
type Worths = BTreeMap<usize, f32>;

struct Assignment {
    /// For every run the draft of each line.
    chosen: Vec<Vec<usize>>,
    /// For every run and line what each draft is worth.
    worths: Vec<Vec<Worths>>,
    /// For every draft how many lines it has.
    n_lines: Vec<usize>,
    /// For every run and line: does it go on with a word of the line before it?
    tied: Vec<Vec<bool>>,
}

/// What a headline line was given to, and how sure that is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Given {
    /// The line.
    pub(super) line: usize,
    /// The draft.
    pub(super) draft: usize,
    /// What it is worth more there than anywhere else.
    pub(super) margin: f32,
    /// It stands directly before the draft.
    pub(super) adjacent: bool,
}

/// Gives every line of every run to a draft.
pub(super) fn assign_headlines(
    lines: &[Line],
    letters: &Letters,
    drafts: &[Draft],
    runs: &[DisplayRun],
) -> Vec<Given> {
    if drafts.is_empty() || runs.is_empty() {
        return Vec::new();
    }
    let texts: Vec<Vec<Grams>> = runs
        .iter()
        .map(|r| {
            r.lines
                .iter()
                .map(|i| letters.grams(std::iter::once(*i)))
                .collect()
        })
        .collect();
    let docs = drafts.iter().map(Draft::body_lines);
    let overlap = Overlap::of(texts.iter().flatten(), letters, docs);
    let worths: Vec<Vec<Worths>> = runs
        .iter()
        .zip(&texts)
        .map(|(run, texts)| {
            let n_lines = texts.len();
            texts
                .iter()
                .enumerate()
                .map(|(k, text)| {
                    let mut worths = Worths::new();
                    let text = overlap.look_up(text);
                    let home = run.opens_draft.or(run.after_draft).unwrap_or(0);
                    let near = home.saturating_sub(REACH)..(home + REACH + 1).min(drafts.len());
                    for draft in near.chain(text.docs_sharing_rare()) {
                        worths.entry(draft).or_insert_with(|| {
                            WORDS * text.share(draft) + place_worth(run, draft, n_lines - 1 - k)
                        });
                    }
                    worths
                })
                .collect()
        })
        .collect();
    let is_loose = sets_headlines_apart(lines);
    let tied = runs
        .iter()
        .map(|run| tied_lines(lines, run, is_loose))
        .collect();
    let mut assignment = Assignment {
        chosen: worths
            .iter()
            .map(|run| run.iter().map(best).collect())
            .collect(),
        worths,
        n_lines: vec![0; drafts.len()],
        tied,
    };
    for &draft in assignment.chosen.iter().flatten() {
        if let Some(n) = assignment.n_lines.get_mut(draft) {
            *n += 1;
        }
    }
    for _ in 0..MAX_ROUNDS {
        if !improve(&mut assignment) {
            break;
        }
    }
    list_given(runs, &assignment)
}

fn tied_lines(lines: &[Line], run: &DisplayRun, is_loose: bool) -> Vec<bool> {
    let around = Around {
        body: None,
        before: "",
        is_loose,
    };
    let mut tied = vec![false];
    let mut unit = String::new();
    for pair in run.lines.windows(2) {
        let (Some(a), Some(b)) = (
            pair.first().and_then(|i| lines.get(*i)),
            pair.last().and_then(|i| lines.get(*i)),
        ) else {
            continue;
        };
        let around = Around {
            before: &unit,
            ..around
        };
        let joins = joins_headline(a, b, around);
        tied.push(joins || (b.heading > a.heading && a.heading > 0));
        if joins {
            unit.push_str(&a.text);
        } else {
            unit.clear();
        }
    }
    tied
}

/// What a draft is worth to a run's line by place alone; `n_after` lines of the run follow it.
fn place_worth(run: &DisplayRun, draft: usize, n_after: usize) -> f32 {
    let home = run.opens_draft.or(run.after_draft).unwrap_or(0);
    let mut worth = -PER_DRAFT_AWAY * home.abs_diff(draft).min(12) as f32;
    if run.opens_draft == Some(draft) {
        worth += DIRECTLY_BEFORE - 0.15 * n_after.min(4) as f32;
    } else if run.after_draft == Some(draft) {
        worth += DIRECTLY_AFTER;
    }
    worth
}

fn best(worths: &Worths) -> usize {
    worths
        .iter()
        .max_by(|a, b| a.1.total_cmp(b.1).then(b.0.cmp(a.0)))
        .map_or(0, |(draft, _)| *draft)
}

/// What a draft gains by its lines: much by the first, less and less by more.
fn count_worth(n_lines: usize) -> f32 {
    match n_lines {
        0 => 0.0,
        1..=3 => FIRST_LINE,
        4 => FIRST_LINE - 0.7,
        n => FIRST_LINE - 0.7 - 1.5 * (n - 4) as f32,
    }
}

/// Neighbouring lines of one run given to one draft.
fn cohesion(run: &[usize], tied: &[bool]) -> f32 {
    run.windows(2)
        .zip(tied.iter().skip(1))
        .map(|(pair, tied)| match (pair.first() == pair.last(), tied) {
            (true, _) => 0.55,
            (false, true) => -2.5,
            (false, false) => 0.0,
        })
        .sum()
}

/// Tries every move of neighbouring lines of a run to another draft; was any better?
fn improve(assignment: &mut Assignment) -> bool {
    let mut improved = false;
    for r in 0..assignment.chosen.len() {
        let n_lines = assignment.chosen.get(r).map_or(0, Vec::len);
        for from in 0..n_lines {
            for to in (from + 1..=n_lines.min(from + 4)).rev() {
                improved |= improve_part(assignment, r, from, to);
            }
        }
    }
    improved
}

fn improve_part(assignment: &mut Assignment, r: usize, from: usize, to: usize) -> bool {
    let Some((worths, chosen, tied)) = assignment
        .worths
        .get(r)
        .zip(assignment.chosen.get(r))
        .zip(assignment.tied.get(r))
        .map(|((w, c), t)| (w, c, t))
    else {
        return false;
    };
    let candidates: Vec<usize> = worths
        .get(from)
        .map(|w| w.keys().copied().collect())
        .unwrap_or_default();
    let value = |chosen: &[usize]| -> f32 {
        // Only the drafts that gain or lose lines matter.
        let own: f32 = chosen
            .iter()
            .zip(worths)
            .skip(from)
            .take(to - from)
            .map(|(draft, w)| w.get(draft).copied().unwrap_or(-1.5))
            .sum();
        own + cohesion(chosen, tied)
    };
    let now = value(chosen);
    let mut best_gain = 0.01;
    let mut best_chosen = None;
    let mut trial = chosen.clone();
    let mut change: Vec<(usize, isize)> = Vec::new();
    for draft in candidates {
        trial.clone_from(chosen);
        for slot in trial.iter_mut().take(to).skip(from) {
            *slot = draft;
        }
        if trial == *chosen {
            continue;
        }
        count_changes(chosen, &trial, &mut change);
        let counts: f32 = change
            .iter()
            .map(|(d, by)| {
                let n = assignment.n_lines.get(*d).copied().unwrap_or(0);
                count_worth(n.saturating_add_signed(*by)) - count_worth(n)
            })
            .sum();
        let gain = value(&trial) + counts - now;
        if gain > best_gain {
            best_gain = gain;
            best_chosen = Some((trial.clone(), change.clone()));
        }
    }
    let Some((trial, change)) = best_chosen else {
        return false;
    };
    for (d, by) in change {
        if let Some(n) = assignment.n_lines.get_mut(d) {
            *n = n.saturating_add_signed(by);
        }
    }
    if let Some(slot) = assignment.chosen.get_mut(r) {
        *slot = trial;
    }
    true
}

/// How many lines every draft gains or loses, in the order of the drafts.
fn count_changes(old: &[usize], new: &[usize], change: &mut Vec<(usize, isize)>) {
    change.clear();
    for (draft, by) in old
        .iter()
        .map(|d| (*d, -1))
        .chain(new.iter().map(|d| (*d, 1)))
    {
        match change.iter_mut().find(|(d, _)| *d == draft) {
            Some((_, sum)) => *sum += by,
            None => change.push((draft, by)),
        }
    }
    change.sort_unstable();
}

fn list_given(runs: &[DisplayRun], assignment: &Assignment) -> Vec<Given> {
    let mut given = Vec::new();
    for ((run, chosen), worths) in runs.iter().zip(&assignment.chosen).zip(&assignment.worths) {
        for ((line, draft), worths) in run.lines.iter().zip(chosen).zip(worths) {
            let here = worths.get(draft).copied().unwrap_or(0.0);
            let elsewhere = worths
                .iter()
                .filter(|(d, _)| *d != draft)
                .map(|(_, w)| *w)
                .fold(f32::NEG_INFINITY, f32::max);
            given.push(Given {
                line: *line,
                draft: *draft,
                margin: if elsewhere.is_finite() {
                    here - elsewhere
                } else {
                    2.0
                },
                adjacent: run.opens_draft == Some(*draft),
            });
        }
    }
    given
}
