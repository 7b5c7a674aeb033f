//! Running text cut into stretches wherever a new article could begin, and what tells whether a
//! stretch goes on with the one before it. Relies on `lines`, `labels`, `cues`, `letters`, `overlap`.

use super::cues;
use super::joints::breaks_word;
use super::jumps;
use super::labels::PageHabits;
use super::letters::{Grams, Letters};
use super::lines::{Line, Role};
use super::overlap::Overlap;
use super::prints;
use super::telltales::Telltales;
use std::collections::BTreeMap;

/// Running text with nothing but captions and furniture between its lines.
#[derive(Clone, Debug, Default)]
pub(super) struct Stretch {
    /// Lines of running text and subheads, by their places in the page's lines.
    pub(super) lines: Vec<usize>,
    /// Headline lines directly before it, since the stretch before.
    pub(super) displays: Vec<usize>,
    /// Byline lines between its headline and it.
    pub(super) head_bylines: Vec<usize>,
    /// Byline lines that follow it directly.
    pub(super) bylines: Vec<usize>,
    /// Captions in it or after it.
    pub(super) captions: Vec<usize>,
    /// It opens with a dateline.
    pub(super) opens: bool,
}

impl Stretch {
    pub(super) fn first(&self) -> usize {
        self.lines.first().copied().unwrap_or(0)
    }

    pub(super) fn last(&self) -> usize {
        self.lines.last().copied().unwrap_or(0)
    }
}

/// What cutting came to.
#[derive(Debug, Default)]
pub(super) struct Cut {
    /// The stretches, in page order.
    pub(super) stretches: Vec<Stretch>,
    /// Headline lines after the last stretch.
    pub(super) last_displays: Vec<usize>,
    /// Bylines that stand by no text.
    pub(super) orphan_bylines: Vec<usize>,
}

/// Does the stretch need no byline, so that the one on line `i` is another's?
fn is_signed(stretch: &Stretch, lines: &[Line], i: usize) -> bool {
    let goes_on = stretch.bylines.contains(&i.wrapping_sub(1));
    !goes_on
        && (!stretch.bylines.is_empty() || (stretch.opens && has_opening_byline(stretch, lines)))
}

/// Does a byline stand between a headline above it and the text below? Directly above it, where
/// the text before still lacks a byline.
fn stands_under_headline(lines: &[Line], i: usize, is_signed_before: bool) -> bool {
    let is_byline = |k: usize| lines.get(k).is_some_and(|l| l.role == Role::Byline);
    let first = (i.saturating_sub(4)..=i)
        .rev()
        .take_while(|k| is_byline(*k))
        .last()
        .unwrap_or(i);
    let last = (i..lines.len().min(i + 5))
        .take_while(|k| is_byline(*k))
        .last()
        .unwrap_or(i);
    let above = first.checked_sub(1).and_then(|k| lines.get(k));
    let below = lines.get(last + 1);
    above.is_some_and(|l| l.role == Role::Display)
        && lines.get(first).is_some_and(|l| {
            !l.glued && (l.n_blank_before == 0 || is_signed_before || !is_signed_below(lines, last))
        })
        && below.is_some_and(|l| l.role == Role::Body)
}

/// Is the text below line `i` signed at its end or in its opening, so that a byline above it is
/// another's? Where the text's end is not plain, it counts as signed.
fn is_signed_below(lines: &[Line], i: usize) -> bool {
    let below = lines.get(i + 1..).unwrap_or(&[]);
    let opens = |l: &Line| l.role == Role::Body && l.opens;
    if !below.first().is_some_and(opens) {
        return true;
    }
    let n_lines = below
        .iter()
        .skip(1)
        .take_while(|l| !opens(l) && l.role != Role::Byline)
        .count()
        + 1;
    let opening = Stretch {
        lines: (i + 1..i + 1 + n_lines.min(3)).collect(),
        ..Stretch::default()
    };
    below.get(n_lines).is_some_and(|l| l.role == Role::Byline)
        || has_opening_byline(&opening, lines)
}

/// Does a byline stand right below a headline that has no text below it?
fn signs_headline(lines: &[Line], i: usize) -> bool {
    let above = i.checked_sub(1).and_then(|k| lines.get(k));
    let has_no_text = lines
        .get(i + 1..)
        .unwrap_or(&[])
        .iter()
        .find(|l| l.role != Role::Byline)
        .is_none_or(|l| !matches!(l.role, Role::Body | Role::Subhead));
    above.is_some_and(|l| l.role == Role::Display)
        && lines
            .get(i)
            .is_some_and(|l| l.n_blank_before == 0 && !l.glued)
        && has_no_text
}

/// Cuts the page's running text wherever a new article could begin.
pub(super) fn cut_stretches(lines: &[Line]) -> Cut {
    let mut cut = Cut::default();
    let mut stretches: Vec<Stretch> = Vec::new();
    let mut displays: Vec<usize> = Vec::new();
    let mut captions: Vec<usize> = Vec::new();
    let mut head_bylines: Vec<usize> = Vec::new();
    let mut is_open = false;
    for (i, line) in lines.iter().enumerate() {
        match line.role {
            Role::Body | Role::Subhead => {
                let after_dateline = i
                    .checked_sub(1)
                    .and_then(|b| lines.get(b))
                    .is_some_and(|b| b.role == Role::Body && cues::is_dateline_alone(&b.text));
                let opens = line.role == Role::Body && line.opens && !after_dateline;
                if !is_open || opens || !displays.is_empty() {
                    stretches.push(Stretch {
                        opens,
                        displays: std::mem::take(&mut displays),
                        head_bylines: std::mem::take(&mut head_bylines),
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
            Role::Byline
                if stands_under_headline(
                    lines,
                    i,
                    stretches.last().is_none_or(|s| is_signed(s, lines, i)),
                ) =>
            {
                is_open = false;
                head_bylines.push(i);
            }
            Role::Byline if signs_headline(lines, i) => {
                is_open = false;
                cut.orphan_bylines.push(i);
            }
            Role::Byline => {
                is_open = false;
                match stretches
                    .last_mut()
                    .filter(|s| s.bylines.is_empty() || s.bylines.contains(&(i - 1)))
                {
                    Some(stretch) if displays.is_empty() || stretch.bylines.is_empty() => {
                        stretch.bylines.push(i)
                    }
                    _ => cut.orphan_bylines.push(i),
                }
            }
            Role::Caption => match stretches.last_mut() {
                Some(stretch) if is_open && displays.is_empty() => stretch.captions.push(i),
                _ => captions.push(i),
            },
            // Where an article goes on elsewhere, or comes from, another may begin.
            Role::Furniture if jumps::parts_text(&line.text) => is_open = false,
            Role::Furniture => {}
        }
    }
    cut.orphan_bylines.append(&mut head_bylines);
    // Captions of a page without text are left for its furniture.
    if let Some(stretch) = stretches.last_mut() {
        stretch.captions.append(&mut captions);
    }
    cut.stretches = stretches;
    cut.last_displays = displays;
    cut
}

/// What the page's articles have in common.
#[derive(Clone, Copy, Debug)]
pub(super) struct Norms {
    /// Most articles open with a dateline.
    pub(super) datelines: bool,
    /// Most articles end with a byline or carry one in the opening.
    pub(super) bylines: bool,
}

pub(super) fn observe_norms(stretches: &[Stretch], lines: &[Line]) -> Norms {
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

pub(super) fn has_opening_byline(stretch: &Stretch, lines: &[Line]) -> bool {
    stretch
        .lines
        .first()
        .and_then(|i| lines.get(*i))
        .is_some_and(|l| {
            // No more than 40 characters in.
            let reporter = l.text.find("记者").and_then(|at| l.text.get(..at));
            l.tells.has(Telltales::OPENING)
                && l.text.contains(['（', '('])
                && reporter.is_some_and(|before| before.chars().count() <= 38)
        })
}

/// Does the stretch `next` go on with the article of `before`? Positive when it does.
pub(super) fn odds_of_going_on(
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
    if next.opens || !before.bylines.is_empty() || !next.head_bylines.is_empty() {
        return -9.0;
    }
    let mut odds = 1.6;
    if !last.closed && last.role != Role::Subhead {
        odds += 4.0;
        if breaks_word(&last.text, &first.text) {
            odds += 2.0;
        }
    }
    if habits.indents && !first.is_indented() && first.role == Role::Body {
        odds += 1.0;
    }
    let displays: Vec<&Line> = next.displays.iter().filter_map(|i| lines.get(*i)).collect();
    odds += display_odds(&displays) + prints::break_odds(&displays);
    if cues::opens_like_lead(&opening_of(lines, next)) {
        odds -= if displays.is_empty() { 0.8 } else { 1.5 };
    }
    if !next.bylines.is_empty() {
        odds -= 1.3;
    }
    if norms.bylines {
        odds += if in_opening { -0.4 } else { 1.3 };
    } else {
        odds -= 0.4;
    }
    odds
}

/// What the headline lines before a stretch say for its going on: a short one is a subhead, two
/// are a headline.
fn display_odds(displays: &[&Line]) -> f32 {
    let (Some(first), Some(last)) = (displays.first(), displays.last()) else {
        return 0.6;
    };
    let n_chars: usize = displays.iter().map(|l| l.n_chars()).sum();
    let mut odds = match displays.len() {
        1 if n_chars <= 13 => 1.2,
        1 => -0.8,
        _ if n_chars <= 16 => -0.7,
        _ if n_chars <= 24 => -1.5,
        _ => -2.0,
    };
    odds -= 1.2 * first.n_blank_before.min(2) as f32;
    if last.text.contains(['？', '！', '：', '—']) {
        odds -= 0.5;
    }
    // A markdown heading of the page's first levels opens an article; a deeper one need not.
    match displays.iter().map(|l| l.heading).filter(|h| *h > 0).min() {
        Some(1 | 2) => odds - 4.0,
        Some(_) => odds + 3.0,
        None => odds,
    }
}

/// The first characters of a stretch.
fn opening_of(lines: &[Line], stretch: &Stretch) -> String {
    let texts = stretch.lines.iter().filter_map(|i| lines.get(*i));
    texts
        .take(2)
        .flat_map(|l| l.text.chars())
        .filter(|c| *c != ' ')
        .take(24)
        .collect()
}

/// What stretches have in common with the ones before them, where it matters.
pub(super) struct Kinship {
    overlap: Overlap,
    /// For every stretch without a dateline: the pairs of its beginning, and those of the headline
    /// lines before it.
    openings: BTreeMap<usize, (Grams, Grams)>,
}

/// So many lines of a stretch tell what it is about.
const OPENING_LINES: usize = 8;

pub(super) fn compare_stretches(letters: &Letters, stretches: &[Stretch]) -> Kinship {
    let mut openings = BTreeMap::new();
    for (k, pair) in stretches.windows(2).enumerate() {
        let Some(next) = pair.last().filter(|s| !s.opens) else {
            continue;
        };
        let of = |places: &[usize], n: usize| letters.grams(places.iter().take(n).copied());
        openings.insert(
            k + 1,
            (of(&next.lines, OPENING_LINES), of(&next.displays, 4)),
        );
    }
    let docs = stretches
        .iter()
        .map(|stretch| stretch.lines.iter().copied());
    let wanted = openings.values().flat_map(|(a, b)| [a, b]);
    let overlap = Overlap::of(wanted, letters, docs);
    Kinship { overlap, openings }
}

impl Kinship {
    /// Odds that stretch `k` is about the same as the last of the stretches `members`, and so are
    /// the headline lines before it. Two articles of a page share two pairs in a hundred by
    /// weight, an article's parts ten.
    pub(super) fn odds(&self, k: usize, members: &[usize]) -> f32 {
        let Some((_, displays)) = self.openings.get(&k) else {
            return 0.0;
        };
        let share = self.share(k, members).min(0.3);
        if displays.is_empty() {
            return 20.0 * share;
        }
        32.0 * (share - 0.04) + 2.5 * self.most(displays, members)
    }

    /// How much of the beginning of stretch `k` one of the last of `members` holds, 0..=1.
    pub(super) fn share(&self, k: usize, members: &[usize]) -> f32 {
        self.openings
            .get(&k)
            .map_or(0.0, |(opening, _)| self.most(opening, members))
    }

    /// How much of the headline lines before stretch `k` one of the last of `members` holds,
    /// 0..=1.
    pub(super) fn headline_share(&self, k: usize, members: &[usize]) -> f32 {
        self.openings
            .get(&k)
            .map_or(0.0, |(_, displays)| self.most(displays, members))
    }

    fn most(&self, text: &Grams, members: &[usize]) -> f32 {
        let text = self.overlap.look_up(text);
        let last = members.iter().rev().take(4);
        last.map(|d| text.share(*d)).fold(0.0, f32::max)
    }
}
