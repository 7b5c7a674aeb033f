//! Running text cut into stretches, and stretches put together into drafts of articles: which
//! stretch goes on with which, what a headline line between two of them means, and which lead
//! stands apart from its sections. Relies on `lines`, `labels`, `overlap`, `paragraphs`.

use super::cues;
use super::labels::{PageHabits, breaks_word};
use super::lines::{Line, Role};
use super::overlap::{Gram, Overlap, grams};
use super::paragraphs::{Paragraph, split_paragraphs};
use std::collections::{BTreeMap, BTreeSet};

/// Running text with nothing but captions and furniture between its lines.
#[derive(Clone, Debug, Default)]
pub(super) struct Stretch {
    /// Lines of running text and subheads, by their places in the page's lines.
    pub(super) lines: Vec<usize>,
    /// Headline lines directly before it, since the stretch before.
    pub(super) displays: Vec<usize>,
    /// Byline lines that follow it directly.
    pub(super) bylines: Vec<usize>,
    /// Captions in it or after it.
    pub(super) captions: Vec<usize>,
    /// It opens with a dateline.
    pub(super) opens: bool,
}

impl Stretch {
    fn first(&self) -> usize {
        self.lines.first().copied().unwrap_or(0)
    }

    fn last(&self) -> usize {
        self.lines.last().copied().unwrap_or(0)
    }
}

/// An article in the making.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    /// Its stretches of text, in reading order.
    pub(super) stretches: Vec<Vec<usize>>,
    /// Its byline lines.
    pub(super) bylines: Vec<usize>,
    /// Its captions' lines.
    pub(super) captions: Vec<usize>,
    /// Headline lines between its stretches that were taken for subheads.
    pub(super) subheads: Vec<usize>,
    /// It opens with a dateline.
    pub(super) opens: bool,
    /// Its lead stood apart.
    pub(super) lead_displaced: bool,
    /// Where its first stretch begins among the page's lines.
    pub(super) first: usize,
}

impl Draft {
    /// All its lines of running text, in reading order.
    pub(super) fn body_lines(&self) -> impl Iterator<Item = usize> {
        self.stretches.iter().flatten().copied()
    }

    /// Its paragraphs.
    pub(super) fn paragraphs(&self, lines: &[Line], habits: PageHabits) -> Vec<Paragraph> {
        let body: Vec<usize> = self.body_lines().collect();
        split_paragraphs(lines, &body, &self.subheads, habits)
    }
}

/// A run of headline lines that stand together, and the drafts around it.
#[derive(Clone, Debug, Default)]
pub(super) struct DisplayRun {
    /// Its lines.
    pub(super) lines: Vec<usize>,
    /// The draft whose text begins directly after it.
    pub(super) opens_draft: Option<usize>,
    /// The draft it stands inside of or directly after.
    pub(super) after_draft: Option<usize>,
}

/// What the page's text came to.
#[derive(Debug, Default)]
pub(super) struct Drafts {
    /// The articles in the making, in page order.
    pub(super) drafts: Vec<Draft>,
    /// Headline lines still to be given to a draft.
    pub(super) runs: Vec<DisplayRun>,
    /// Bylines that stand by no text.
    pub(super) orphan_bylines: Vec<usize>,
    /// Captions that stand by no text.
    pub(super) orphan_captions: Vec<usize>,
}

/// Cuts the page's running text wherever a new article could begin.
fn cut_stretches(lines: &[Line], drafts: &mut Drafts) -> (Vec<Stretch>, Vec<usize>) {
    let mut stretches: Vec<Stretch> = Vec::new();
    let mut displays: Vec<usize> = Vec::new();
    let mut captions: Vec<usize> = Vec::new();
    let mut is_open = false;
    for (i, line) in lines.iter().enumerate() {
        match line.role {
            Role::Body | Role::Subhead => {
                let after_dateline = i
                    .checked_sub(1)
                    .and_then(|b| lines.get(b))
                    .is_some_and(|b| b.role == Role::Body && cues::is_dateline_alone(&b.text));
                let opens =
                    line.role == Role::Body && cues::opens_article(&line.text) && !after_dateline;
                if !is_open || opens || !displays.is_empty() {
                    stretches.push(Stretch {
                        opens,
                        displays: std::mem::take(&mut displays),
                        captions: std::mem::take(&mut captions),
                        ..Stretch::default()
                    });
                }
                if let Some(stretch) = stretches.last_mut() {
                    stretch.lines.push(i);
                }
                is_open = true;
            }
            Role::Display | Role::Unknown => displays.push(i),
            Role::Byline => {
                is_open = false;
                match stretches
                    .last_mut()
                    .filter(|s| s.bylines.is_empty() || s.bylines.contains(&(i - 1)))
                {
                    Some(stretch) if displays.is_empty() || stretch.bylines.is_empty() => {
                        stretch.bylines.push(i)
                    }
                    _ => drafts.orphan_bylines.push(i),
                }
            }
            Role::Caption => match stretches.last_mut() {
                Some(stretch) if is_open && displays.is_empty() => stretch.captions.push(i),
                _ => captions.push(i),
            },
            Role::Furniture => {}
        }
    }
    match stretches.last_mut() {
        Some(stretch) => stretch.captions.append(&mut captions),
        None => drafts.orphan_captions = captions,
    }
    (stretches, displays)
}

/// What the page's articles have in common.
#[derive(Clone, Copy, Debug)]
struct Norms {
    /// Most articles open with a dateline.
    datelines: bool,
    /// Most articles end with a byline or carry one in the opening.
    bylines: bool,
}

fn observe_norms(stretches: &[Stretch], lines: &[Line]) -> Norms {
    let n_opening = stretches.iter().filter(|s| s.opens).count();
    let n_ended = stretches.iter().filter(|s| !s.bylines.is_empty()).count();
    let n_signed = stretches
        .iter()
        .filter(|s| has_opening_byline(s, lines))
        .count();
    let n_largest = n_opening.max(n_ended).max(1);
    Norms {
        datelines: n_opening * 2 >= n_largest && n_opening > 0,
        bylines: (n_ended + n_signed) * 2 >= n_largest && n_ended + n_signed > 0,
    }
}

fn has_opening_byline(stretch: &Stretch, lines: &[Line]) -> bool {
    stretch
        .lines
        .first()
        .and_then(|i| lines.get(*i))
        .is_some_and(|l| {
            l.text.chars().take(40).collect::<String>().contains("记者")
                && l.text.contains(['（', '('])
        })
}

/// Does the stretch `next` go on with the article of `before`? Positive when it does.
fn odds_of_going_on(
    lines: &[Line],
    before: &Stretch,
    next: &Stretch,
    in_opening: bool,
    norms: Norms,
    habits: PageHabits,
) -> f32 {
    let (Some(last), Some(first)) = (lines.get(before.last()), lines.get(next.first())) else {
        return -1.0;
    };
    if next.opens || !before.bylines.is_empty() {
        return -9.0;
    }
    let mut odds = 0.0;
    if !last.closed && last.role != Role::Subhead {
        odds += 4.0;
        if breaks_word(&last.text, &first.text) {
            odds += 2.0;
        }
    }
    if habits.indents && !first.is_indented() && first.role == Role::Body {
        odds += 3.0;
    }
    let displays: Vec<&Line> = next.displays.iter().filter_map(|i| lines.get(*i)).collect();
    let n_chars: usize = displays.iter().map(|l| l.n_chars()).sum();
    odds += match displays.len() {
        0 => 2.0,
        1 if n_chars <= 11 => 1.0,
        1 if n_chars <= 14 => 0.0,
        1 => -1.0,
        _ if n_chars <= 16 => -0.3,
        _ => -1.8,
    };
    // A markdown heading of the page's first levels opens an article; a deeper one need not.
    match displays.iter().map(|l| l.heading).filter(|h| *h > 0).min() {
        Some(1 | 2) => odds -= 4.0,
        Some(_) => odds += 3.0,
        None => {}
    }
    if norms.datelines {
        odds += 1.3;
    } else {
        odds -= 1.0;
    }
    if norms.bylines {
        odds += if in_opening { -1.2 } else { 1.3 };
    } else {
        odds -= 1.0;
    }
    odds
}

/// What stretches have in common with the ones before them, where it matters.
struct Kinship {
    overlap: Overlap,
    /// For every stretch that may go on with the one before: the pairs of its beginning, and
    /// those of the headline lines before it.
    openings: BTreeMap<usize, (BTreeSet<Gram>, BTreeSet<Gram>)>,
}

/// So many lines of a stretch tell what it is about.
const OPENING_LINES: usize = 8;

fn compare_stretches(lines: &[Line], stretches: &[Stretch]) -> Kinship {
    let mut openings = BTreeMap::new();
    for (k, pair) in stretches.windows(2).enumerate() {
        let (Some(before), Some(next)) = (pair.first(), pair.last()) else {
            continue;
        };
        if next.opens || !before.bylines.is_empty() || next.displays.is_empty() {
            continue;
        }
        let text = |places: &[usize], n: usize| -> String {
            places
                .iter()
                .take(n)
                .filter_map(|i| lines.get(*i))
                .map(|l| l.text.as_str())
                .collect()
        };
        openings.insert(
            k + 1,
            (
                grams(&text(&next.lines, OPENING_LINES)),
                grams(&text(&next.displays, 4)),
            ),
        );
    }
    let wanted = openings
        .values()
        .flat_map(|(a, b)| a.iter().chain(b))
        .copied();
    let mut overlap = Overlap::new(wanted);
    for stretch in stretches {
        overlap.push(
            stretch
                .lines
                .iter()
                .filter_map(|i| lines.get(*i))
                .map(|l| l.text.as_str()),
        );
    }
    Kinship { overlap, openings }
}

impl Kinship {
    /// Odds that stretch `k` is about the same as the stretches from `first` on before it: its
    /// beginning shares pairs with them, and the headline lines between are not its alone. Two
    /// articles of a page share two pairs in a hundred by weight, an article's parts ten.
    fn odds(&self, k: usize, first: usize) -> f32 {
        let Some((opening, displays)) = self.openings.get(&k) else {
            return 0.0;
        };
        let from = first.max(k.saturating_sub(4));
        let most = |text: &BTreeSet<Gram>| {
            (from..k)
                .map(|d| self.overlap.share(text, d))
                .fold(0.0, f32::max)
        };
        let own_headline = self.overlap.share(displays, k) - most(displays);
        (3.0 + 55.0 * most(opening) - 6.0 * own_headline).clamp(-5.0, 6.0)
    }
}

/// Puts the page's stretches together into drafts and runs of headline lines.
pub(super) fn gather_drafts(lines: &[Line], habits: PageHabits) -> Drafts {
    let mut out = Drafts::default();
    let (stretches, last_displays) = cut_stretches(lines, &mut out);
    let norms = observe_norms(&stretches, lines);
    let kinship = compare_stretches(lines, &stretches);
    let mut in_opening = false;
    let mut first_of_draft = 0;
    let mut before: Option<&Stretch> = None;
    for (k, stretch) in stretches.iter().enumerate() {
        let goes_on = before.is_some_and(|b| {
            odds_of_going_on(lines, b, stretch, in_opening, norms, habits)
                + kinship.odds(k, first_of_draft)
                > 0.0
        });
        let after_draft = out.drafts.len().checked_sub(1);
        if goes_on {
            let ends_closed = before
                .and_then(|b| lines.get(b.last()))
                .is_none_or(|l| l.closed);
            let Some(draft) = out.drafts.last_mut() else {
                continue;
            };
            if is_subhead(lines, &stretch.displays, ends_closed) {
                draft.subheads.extend(&stretch.displays);
                let mut joined = stretch.displays.clone();
                joined.extend(&stretch.lines);
                draft.stretches.push(joined);
            } else {
                draft.stretches.push(stretch.lines.clone());
                push_run(&mut out.runs, &stretch.displays, None, after_draft);
            }
            if let Some(draft) = out.drafts.last_mut() {
                draft.bylines.extend(&stretch.bylines);
                draft.captions.extend(&stretch.captions);
            }
        } else {
            let next = out.drafts.len();
            push_run(&mut out.runs, &stretch.displays, Some(next), after_draft);
            out.drafts.push(Draft {
                stretches: vec![stretch.lines.clone()],
                bylines: stretch.bylines.clone(),
                captions: stretch.captions.clone(),
                opens: stretch.opens,
                first: stretch.first(),
                ..Draft::default()
            });
            in_opening = has_opening_byline(stretch, lines);
            first_of_draft = k;
        }
        before = Some(stretch);
    }
    let after_draft = out.drafts.len().checked_sub(1);
    push_run(&mut out.runs, &last_displays, None, after_draft);
    if norms.datelines {
        join_displaced_leads(lines, &mut out);
    }
    give_orphan_bylines(&mut out);
    out
}

fn push_run(
    runs: &mut Vec<DisplayRun>,
    displays: &[usize],
    opens_draft: Option<usize>,
    after_draft: Option<usize>,
) {
    if !displays.is_empty() {
        runs.push(DisplayRun {
            lines: displays.to_vec(),
            opens_draft,
            after_draft,
        });
    }
}

/// Are headline lines between two stretches of one article its subhead?
fn is_subhead(lines: &[Line], displays: &[usize], before_closed: bool) -> bool {
    let n_chars: usize = displays
        .iter()
        .filter_map(|i| lines.get(*i))
        .map(Line::n_chars)
        .sum();
    before_closed && !displays.is_empty() && displays.len() <= 2 && n_chars <= 22
        || displays
            .iter()
            .any(|i| lines.get(*i).is_some_and(|l| l.heading >= 3))
}

/// How far a lead is looked for, in drafts.
const LEAD_REACH: usize = 6;

/// Longest displaced lead, in characters.
const MAX_LEAD_CHARS: usize = 420;

/// Puts leads that stand apart before the sections they belong to: the one has the dateline, the
/// other lacks it, and one byline does for both.
fn join_displaced_leads(lines: &[Line], out: &mut Drafts) {
    let text_of = |d: &Draft| -> String {
        d.body_lines()
            .filter_map(|i| lines.get(i))
            .map(|l| l.text.as_str())
            .collect()
    };
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
        .filter(|k| out.drafts.get(*k).is_some_and(|d| !d.opens))
        .collect();
    if leads.is_empty() || sections.is_empty() {
        return;
    }
    let lead_grams: Vec<_> = leads
        .iter()
        .filter_map(|k| out.drafts.get(*k))
        .map(|d| grams(&text_of(d)))
        .collect();
    let mut overlap = Overlap::new(lead_grams.iter().flatten().copied());
    for draft in &out.drafts {
        overlap.push(
            draft
                .body_lines()
                .filter_map(|i| lines.get(i))
                .map(|l| l.text.as_str()),
        );
    }
    let mut pairs: Vec<(f32, usize, usize)> = Vec::new();
    for (lead, lead_grams) in leads.iter().zip(&lead_grams) {
        for section in sections.iter().filter(|s| s.abs_diff(*lead) <= LEAD_REACH) {
            let (Some(l), Some(s)) = (out.drafts.get(*lead), out.drafts.get(*section)) else {
                continue;
            };
            let n_signed = usize::from(!l.bylines.is_empty()) + usize::from(!s.bylines.is_empty());
            let follows = *section == lead + 1;
            let starts_with_subhead = s
                .stretches
                .first()
                .and_then(|x| x.first())
                .and_then(|i| lines.get(*i))
                .is_some_and(|l| l.role == Role::Subhead);
            if n_signed == 2 || (n_signed == 0 && !starts_with_subhead) {
                continue;
            }
            let mut score = overlap.share(lead_grams, *section) * 4.0;
            score += if starts_with_subhead { 0.8 } else { 0.0 };
            score -= 0.12 * section.abs_diff(*lead) as f32;
            let has_own_run = out.runs.iter().any(|r| r.opens_draft == Some(*lead));
            let section_run = out.runs.iter().any(|r| r.opens_draft == Some(*section));
            score += match (has_own_run, section_run) {
                (false, true) => 0.5,
                (true, true) => -0.6,
                _ => 0.0,
            };
            if follows && !l.bylines.is_empty() {
                score -= 0.8;
            }
            score += match lead_width(lines, l) as f32 / lead_width(lines, s).max(1) as f32 {
                ratio if ratio >= 1.5 => 1.2,
                ratio if ratio >= 1.2 => 0.5,
                _ if l.body_lines().count() >= 6 => -1.2,
                _ => 0.0,
            };
            if score > LEAD_THRESHOLD {
                pairs.push((score, *lead, *section));
            }
        }
    }
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

/// The widest line of a draft: leads are set over several columns.
fn lead_width(lines: &[Line], draft: &Draft) -> usize {
    draft
        .body_lines()
        .filter_map(|i| lines.get(i))
        .filter(|l| l.role == Role::Body)
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

/// A byline that stands by no text belongs to the nearest draft before it that lacks one.
fn give_orphan_bylines(out: &mut Drafts) {
    for byline in std::mem::take(&mut out.orphan_bylines) {
        let n_before = out.drafts.partition_point(|d| d.first < byline);
        let from = n_before.saturating_sub(LEAD_REACH);
        let draft = (from..n_before)
            .rev()
            .find(|k| out.drafts.get(*k).is_some_and(|d| d.bylines.is_empty()));
        match draft.and_then(|k| out.drafts.get_mut(k)) {
            Some(draft) => draft.bylines.push(byline),
            None => out.orphan_bylines.push(byline),
        }
    }
}
