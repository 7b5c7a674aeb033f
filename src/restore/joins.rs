//! What was joined to make an article, why, and how likely every join is right. Relies on
//! `assemble`, `drafts`, `headlines`, `joints`.
//!
//! The likelihoods are logistic regressions over 1,900 joins of 150 pages made of news of our own.
//! `ARCHITECTURE.md` has what they came to on pages they were not made on.

use super::assemble::Materials;
use super::drafts::Draft;
use super::headlines::Given;
use super::joints::breaks_word;
use super::lines::{Line, Role};
use crate::model::{Join, JoinKind, Span};
use std::ops::Range;

/// The joins of an article: its headline lines, its stretches of text, its byline.
pub(super) fn explain_joins(
    materials: &Materials<'_>,
    draft: &Draft,
    given: &[Given],
) -> Vec<Join> {
    let mut joins = join_headlines(materials, given);
    let mut end: Option<usize> = None;
    for (k, stretch) in draft.stretches.iter().enumerate() {
        let (Some(first), Some(last)) = (stretch.first(), stretch.last()) else {
            continue;
        };
        if let Some(end) = end {
            let is_lead = draft.lead_displaced && k == 1;
            joins.extend(join_stretches(materials, draft, (end, *first), is_lead));
        }
        end = Some(*last);
    }
    if let (Some(byline), Some(end)) = (draft.bylines.first(), end) {
        joins.extend(join_byline(materials, given, *byline, end));
    }
    joins
}

/// One join for headline lines that stand together.
fn join_headlines(materials: &Materials<'_>, given: &[Given]) -> Vec<Join> {
    let mut joins = Vec::new();
    let mut before: Option<usize> = None;
    for one in given {
        let stands_together = before.is_some_and(|b| b + 1 == one.line);
        before = Some(one.line);
        let Some(line) = materials.lines.get(one.line).filter(|_| !stands_together) else {
            continue;
        };
        let (odds, reason) = if one.adjacent {
            (adjacent_headline(one, line), "标题紧接在正文之前")
        } else {
            (distant_headline(one, line), "标题与正文用词相同")
        };
        joins.push(join_at(JoinKind::Headline, line, odds, reason));
    }
    joins
}

/// No margin beyond this says more.
const CLEAR_MARGIN: f32 = 4.0;

fn adjacent_headline(given: &Given, line: &Line) -> f32 {
    distant_headline(given, line) - 2.17 + 0.94 * given.margin.min(CLEAR_MARGIN)
}

fn distant_headline(given: &Given, line: &Line) -> f32 {
    -0.73
        + 0.44 * given.margin.min(CLEAR_MARGIN)
        + sum_of(&[(line.n_blank_before > 0, 0.45), (given.margin > 1.0, 0.54)])
}

/// A stretch of text, from line `first` on, after the one that ends on line `end`.
fn join_stretches(
    materials: &Materials<'_>,
    draft: &Draft,
    (end, first): (usize, usize),
    is_lead: bool,
) -> Option<Join> {
    let (before, after) = (materials.lines.get(end)?, materials.lines.get(first)?);
    let between = lines_between(materials, end + 1..first);
    let holds = |role: Role| between.iter().any(|l| l.role == role);
    let is_subhead = |i: &usize| (end..first).contains(i);
    let odds = 0.9
        + sum_of(&[
            (is_lead, -0.69),
            (before.closed, 0.38),
            (holds(Role::Display), -0.35),
            (holds(Role::Body), 1.0),
            (
                between.is_empty() || draft.subheads.iter().any(is_subhead),
                0.94,
            ),
            (breaks_word(&before.text, &after.text), 0.24),
            (after.is_indented(), -0.86),
        ])
        // A stretch that stands before the one it goes on with is as if it stood beside it.
        - 0.063 * first.saturating_sub(end).min(60) as f32;
    let reason = match () {
        () if is_lead => "导语另排，与下文用词相同",
        () if end + 1 == first => "正文相接",
        () => "上段未完，下段接续",
    };
    Some(join_at(JoinKind::Body, after, odds, reason))
}

fn join_byline(
    materials: &Materials<'_>,
    given: &[Given],
    byline: usize,
    end: usize,
) -> Option<Join> {
    let line = materials.lines.get(byline)?;
    let between = lines_between(materials, end + 1..byline);
    let is_next = end + 1 == byline;
    let odds =
        1.32 + sum_of(&[
            (is_next, 1.65),
            (byline < end, -0.34),
            (between.iter().any(|l| l.role == Role::Display), -1.42),
            (given.iter().any(|g| g.line + 1 == byline), 1.8),
            (line.glued, -1.8),
        ]) - 0.013 * byline.abs_diff(end).min(40) as f32;
    let reason = if is_next {
        "署名紧接正文"
    } else {
        "署名与正文不相邻"
    };
    Some(join_at(JoinKind::Byline, line, odds, reason))
}

fn lines_between<'a>(materials: &Materials<'a>, between: Range<usize>) -> &'a [Line] {
    materials.lines.get(between).unwrap_or(&[])
}

fn sum_of(signs: &[(bool, f32)]) -> f32 {
    signs
        .iter()
        .filter(|(holds, _)| *holds)
        .map(|(_, worth)| worth)
        .sum()
}

fn join_at(kind: JoinKind, line: &Line, odds: f32, reason: &str) -> Join {
    Join {
        kind,
        page: Span::new(line.span.start, line.span.end),
        confidence: 1.0 / (1.0 + (-odds).exp()),
        reason: reason.to_owned(),
    }
}
