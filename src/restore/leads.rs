//! Leads that stand apart from their sections, put before them. Relies on `drafts` and `overlap`.

use super::drafts::{Draft, Drafts};
use super::letters::{Grams, Letters};
use super::lines::{Line, Role};
use super::overlap::Overlap;
use std::collections::{BTreeMap, BTreeSet};

/// How far a lead is looked for, in drafts.
pub(super) const LEAD_REACH: usize = 6;

/// Longest displaced lead, in characters.
const MAX_LEAD_CHARS: usize = 420;

/// Puts leads that stand apart before the sections they belong to: the one has the dateline, the
/// other lacks it, and one byline does for both.
pub(super) fn join_displaced_leads(lines: &[Line], letters: &Letters, out: &mut Drafts) {
    let leads: Vec<usize> = (0..out.drafts.len())
        .filter(|k| {
            out.drafts.get(*k).is_some_and(|d| {
                d.opens
                    && d.body_lines()
                        .filter_map(|i| lines.get(i))
                        .map(Line::n_chars)
                        .sum::<usize>()
                        <= MAX_LEAD_CHARS
            })
        })
        .collect();
    let sections: Vec<usize> = (0..out.drafts.len())
        .filter(|k| out.drafts.get(*k).is_some_and(|d| !d.opens && !d.is_box))
        .collect();
    // Most leads have no section near that looks like theirs, and need not be compared.
    let near: Vec<(usize, Vec<(usize, f32)>)> = leads
        .into_iter()
        .map(|lead| (lead, near_sections(lines, &out.drafts, &sections, lead)))
        .filter(|(_, near)| !near.is_empty())
        .collect();
    if near.is_empty() {
        return;
    }
    let mut pairs = score_leads(letters, out, &near);
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let mut taken: BTreeSet<usize> = BTreeSet::new();
    let mut into: BTreeMap<usize, usize> = BTreeMap::new();
    for (_, lead, section) in pairs {
        if taken.contains(&lead) || taken.contains(&section) {
            continue;
        }
        taken.insert(lead);
        taken.insert(section);
        into.insert(lead, section);
    }
    merge_leads(out, &into);
}

/// The sections around a lead that look like its own, with what their looks say for it.
fn near_sections(
    lines: &[Line],
    drafts: &[Draft],
    sections: &[usize],
    lead: usize,
) -> Vec<(usize, f32)> {
    let from = sections.partition_point(|s| s + LEAD_REACH < lead);
    let near = sections
        .iter()
        .skip(from)
        .take_while(|s| **s <= lead + LEAD_REACH);
    near.filter_map(|section| {
        let form = odds_by_form(lines, drafts.get(lead)?, drafts.get(*section)?)?;
        Some((*section, form))
    })
    .collect()
}

/// Leads with the sections that go on with them by looks, words and place, and how well.
fn score_leads(
    letters: &Letters,
    out: &Drafts,
    near: &[(usize, Vec<(usize, f32)>)],
) -> Vec<(f32, usize, usize)> {
    let lead_grams: Vec<Grams> = near
        .iter()
        .filter_map(|(lead, _)| out.drafts.get(*lead))
        .map(|d| letters.grams(d.body_lines()))
        .collect();
    let docs = out.drafts.iter().map(Draft::body_lines);
    let overlap = Overlap::of(lead_grams.iter(), letters, docs);
    let headed: BTreeSet<usize> = out.runs.iter().filter_map(|r| r.opens_draft).collect();
    let mut pairs: Vec<(f32, usize, usize)> = Vec::new();
    for ((lead, sections), lead_grams) in near.iter().zip(&lead_grams) {
        let lead_grams = overlap.look_up(lead_grams);
        let is_signed = out.drafts.get(*lead).is_some_and(|l| !l.bylines.is_empty());
        for (section, form) in sections {
            let headlines = match (headed.contains(lead), headed.contains(section)) {
                (false, true) => 0.5,
                (true, true) => -0.6,
                _ => 0.0,
            };
            let follows = if *section == lead + 1 && is_signed {
                -0.8
            } else {
                0.0
            };
            let distance = -0.12 * section.abs_diff(*lead) as f32;
            let words = lead_grams.share(*section) * 4.0;
            let score = words + form + headlines + follows + distance;
            if score > LEAD_THRESHOLD {
                pairs.push((score, *lead, *section));
            }
        }
    }
    pairs
}

/// What the looks of a lead and of sections say for their being one article; `None` where both are
/// signed, or neither and nothing else speaks for it.
fn odds_by_form(lines: &[Line], lead: &Draft, section: &Draft) -> Option<f32> {
    let first_line = |d: &Draft| d.body_lines().next().and_then(|i| lines.get(i));
    let opens_with_subhead = first_line(section).is_some_and(|l| l.role == Role::Subhead);
    let lead_is_signed = !lead.bylines.is_empty();
    let section_is_signed = !section.bylines.is_empty();
    let ratio = match (lead_width(lines, lead), lead_width(lines, section)) {
        (0, _) | (_, 0) => 1.0,
        (lead, section) => lead as f32 / section as f32,
    };
    if lead_is_signed && section_is_signed {
        return None;
    }
    if !lead_is_signed && !section_is_signed && !opens_with_subhead && ratio < 1.5 {
        return None;
    }
    let width = match ratio {
        ratio if ratio >= 1.5 => 1.2,
        ratio if ratio >= 1.2 => 0.5,
        _ if lead.body_lines().count() >= 6 => -1.2,
        _ => 0.0,
    };
    Some(width + if opens_with_subhead { 0.8 } else { 0.0 })
}

/// The widest line of a draft: leads are set over several columns.
fn lead_width(lines: &[Line], draft: &Draft) -> usize {
    draft
        .body_lines()
        .filter_map(|i| lines.get(i))
        .filter(|l| l.role == Role::Body && l.column.is_some())
        .map(|l| l.width)
        .max()
        .unwrap_or(0)
}

/// Odds by judgement above which a lead and sections are one article.
const LEAD_THRESHOLD: f32 = 1.1;

fn merge_leads(out: &mut Drafts, into: &BTreeMap<usize, usize>) {
    for (lead, section) in into {
        let Some(taken) = out.drafts.get_mut(*lead).map(std::mem::take) else {
            continue;
        };
        if let Some(draft) = out.drafts.get_mut(*section) {
            let mut stretches = taken.stretches;
            stretches.append(&mut draft.stretches);
            draft.stretches = stretches;
            draft.bylines.extend(taken.bylines);
            draft.captions.extend(taken.captions);
            draft.subheads.extend(taken.subheads);
            draft.opens = true;
            draft.lead_displaced = true;
        }
    }
    // Renumber.
    let mut place = Vec::with_capacity(out.drafts.len());
    let mut n_kept = 0;
    for k in 0..out.drafts.len() {
        place.push(n_kept);
        if !into.contains_key(&k) {
            n_kept += 1;
        }
    }
    let at = |k: usize| {
        let k = into.get(&k).copied().unwrap_or(k);
        place.get(k).copied()
    };
    for run in &mut out.runs {
        run.opens_draft = run.opens_draft.and_then(at);
        run.after_draft = run.after_draft.and_then(at);
    }
    let mut k = 0;
    out.drafts.retain(|_| {
        k += 1;
        !into.contains_key(&(k - 1))
    });
}
