//! Stretches of running text put together into drafts of articles: which goes on with which, what
//! a headline line between two of them means. Relies on `stretches`, `leads`, `paragraphs`.

use super::boxes::{Place, part_boxes};
use super::headlines::Given;
use super::joints::breaks_word;
use super::jumps;
use super::labels::PageHabits;
use super::leads::{LEAD_REACH, join_displaced_leads};
use super::letters::Letters;
use super::lines::{Line, Role};
use super::paragraphs::{Paragraph, split_paragraphs};
use super::partings::{Parting, Usual, Weighed};
use super::stretches::{
    Kinship, Norms, Stretch, compare_stretches, cut_stretches, has_opening_byline, observe_norms,
    odds_of_going_on,
};
use super::trees;

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
    /// It is the text of a box inside or beside another article.
    pub(super) is_box: bool,
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
        let subheads = self.subheads.iter().copied().collect();
        split_paragraphs(lines, &body, &subheads, habits)
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
    /// What was weighed where an article could begin.
    pub(super) weighed: Vec<Weighed>,
}

/// Puts the page's stretches together into drafts and runs of headline lines.
pub(super) fn gather_drafts(lines: &[Line], letters: &Letters, habits: PageHabits) -> Drafts {
    let cut = cut_stretches(lines);
    let (stretches, places) = part_boxes(lines, cut.stretches, habits);
    let norms = observe_norms(&stretches, lines);
    let mut gatherer = Gatherer {
        lines,
        letters,
        usual: Usual::of(lines, &stretches),
        habits,
        norms,
        kinship: compare_stretches(letters, &stretches),
        stretches: &stretches,
        places: &places,
        out: Drafts {
            orphan_bylines: cut.orphan_bylines,
            ..Drafts::default()
        },
        members: Vec::new(),
        current: None,
        host: None,
    };
    for k in 0..stretches.len() {
        match gatherer.find_draft(k) {
            Some(draft) => gatherer.join(draft, k),
            None => gatherer.open(k),
        }
    }
    let current = gatherer.current;
    let mut out = gatherer.out;
    push_run(&mut out.runs, &cut.last_displays, None, current);
    if norms.datelines {
        join_displaced_leads(lines, letters, &mut out);
    }
    out
}

/// Drafts while they are put together.
struct Gatherer<'a> {
    lines: &'a [Line],
    letters: &'a Letters,
    usual: Usual,
    habits: PageHabits,
    norms: Norms,
    kinship: Kinship,
    stretches: &'a [Stretch],
    /// What every stretch is to the one before it.
    places: &'a [Place],
    out: Drafts,
    /// The stretches of every draft.
    members: Vec<Vec<usize>>,
    /// The draft that the last stretch went to.
    current: Option<usize>,
    /// The draft around the last box.
    host: Option<usize>,
}

/// How far back a text that broke off is looked for, in drafts.
const BROKEN_REACH: usize = 8;

impl Gatherer<'_> {
    /// The draft that a stretch goes on with, if it does.
    fn find_draft(&mut self, k: usize) -> Option<usize> {
        let stretch = self.stretches.get(k)?;
        if stretch.opens || !stretch.head_bylines.is_empty() {
            return None;
        }
        let current = self.current?;
        match self.places.get(k) {
            Some(Place::InBox) => return None,
            Some(Place::AfterBox) => return self.host,
            _ => {}
        }
        if self.comes_from_elsewhere(k) {
            return None;
        }
        let odds = self.odds_with(k, k.wrapping_sub(1), current);
        let odds = self.weigh(k, current, odds);
        if let Some((around, host)) = self.odds_with_host(k, current)
            && around > odds.max(0.0)
        {
            return Some(host);
        }
        let goes_on = odds > 0.0;
        let current_worth = self.worth_after_break(k, current).map(|w| w + NEXT_IN_FILE);
        let rival = (self.members.len().saturating_sub(BROKEN_REACH)..self.members.len())
            .filter(|d| *d != current)
            .filter_map(|d| self.worth_after_break(k, d).map(|w| (w, d)))
            .max_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        match rival {
            Some((worth, draft))
                if worth > current_worth.unwrap_or(if goes_on { 2.5 } else { 0.8 }) =>
            {
                Some(draft)
            }
            _ => goes_on.then_some(current),
        }
    }

    /// What the trees make of the odds of the rules.
    fn weigh(&mut self, k: usize, draft: usize, rules: f32) -> f32 {
        if rules < RULED_OUT {
            return rules;
        }
        let parting = Parting {
            lines: self.lines,
            letters: self.letters,
            stretches: self.stretches,
            kinship: &self.kinship,
            norms: self.norms,
            habits: self.habits,
            usual: self.usual,
            k,
            members: self.members.get(draft).map_or(&[][..], Vec::as_slice),
            rules,
        };
        let Some(values) = parting.values() else {
            return rules;
        };
        let (before, next) = (self.stretches.get(k - 1), self.stretches.get(k));
        if let Some((before, next)) = before.zip(next) {
            self.out.weighed.push(Weighed {
                last: before.last(),
                first: next.first(),
                values,
            });
        }
        trees::odds_of_going_on(&values).unwrap_or(rules)
    }

    /// Does a jump line stand between a stretch and the one before it?
    fn comes_from_elsewhere(&self, k: usize) -> bool {
        let between = k.checked_sub(1).and_then(|b| {
            let (before, next) = (self.stretches.get(b)?, self.stretches.get(k)?);
            self.lines.get(before.last() + 1..next.first())
        });
        between.is_some_and(|lines| {
            lines
                .iter()
                .any(|l| l.role == Role::Furniture && jumps::parts_text(&l.text))
        })
    }

    /// Odds that a stretch goes on with a draft whose last stretch is taken to be `before`.
    fn odds_with(&self, k: usize, before: usize, draft: usize) -> f32 {
        let (Some(before), Some(next)) = (self.stretches.get(before), self.stretches.get(k)) else {
            return -1.0;
        };
        let members = self.members.get(draft).map_or(&[][..], Vec::as_slice);
        let in_opening = members
            .first()
            .and_then(|m| self.stretches.get(*m))
            .is_some_and(|s| has_opening_byline(s, self.lines));
        let (norms, habits) = (self.norms, self.habits);
        odds_of_going_on(self.lines, before, next, in_opening, norms, habits)
            + self.kinship.odds(k, members)
    }

    /// Odds that a stretch goes on with the draft around the box before it; `None` where no box
    /// stands there.
    fn odds_with_host(&self, k: usize, current: usize) -> Option<(f32, usize)> {
        let host = self.host?;
        let is_box = self.out.drafts.get(current).is_some_and(|d| d.is_box);
        let last = *self.members.get(host)?.last()?;
        is_box.then(|| (self.odds_with(k, last, host), host))
    }

    /// How well a stretch goes on with a draft whose text broke off; `None` if it did not.
    fn worth_after_break(&self, k: usize, draft: usize) -> Option<f32> {
        let members = self.members.get(draft)?;
        let last_stretch = self.stretches.get(*members.last()?)?;
        let last = self.lines.get(last_stretch.last())?;
        let first = self.lines.get(self.stretches.get(k)?.first())?;
        let ended = last.closed || last.role != Role::Body || !last_stretch.bylines.is_empty();
        if ended || (self.habits.indents && first.is_indented()) || first.role != Role::Body {
            return None;
        }
        let mut worth = 18.0 * self.kinship.share(k, members).min(0.25) - 1.6;
        if breaks_word(&last.text, &first.text) {
            worth += 2.0;
        }
        worth -= 0.1 * (self.members.len() - draft).min(10) as f32;
        Some(worth)
    }

    fn join(&mut self, draft: usize, k: usize) {
        let Some(stretch) = self.stretches.get(k) else {
            return;
        };
        let last = self
            .members
            .get(draft)
            .and_then(|m| m.last())
            .and_then(|m| self.stretches.get(*m));
        let ends_closed = last
            .and_then(|s| self.lines.get(s.last()))
            .is_none_or(|l| l.closed);
        let after_draft = self.current;
        let Some(joined) = self.out.drafts.get_mut(draft) else {
            return;
        };
        joined.bylines.extend(&stretch.bylines);
        joined.captions.extend(&stretch.captions);
        let is_text = ends_closed && is_loose_line(self.lines, &stretch.displays);
        if is_text || is_subhead(self.lines, &stretch.displays, ends_closed) {
            if !is_text {
                joined.subheads.extend(&stretch.displays);
            }
            let mut both = stretch.displays.clone();
            both.extend(&stretch.lines);
            joined.stretches.push(both);
        } else {
            joined.stretches.push(stretch.lines.clone());
            push_run(&mut self.out.runs, &stretch.displays, None, after_draft);
        }
        if let Some(members) = self.members.get_mut(draft) {
            members.push(k);
        }
        self.current = Some(draft);
    }

    fn open(&mut self, k: usize) {
        let Some(stretch) = self.stretches.get(k) else {
            return;
        };
        let is_box = self.places.get(k) == Some(&Place::InBox);
        if is_box {
            self.host = self.current;
        }
        let next = self.out.drafts.len();
        push_run(
            &mut self.out.runs,
            &stretch.displays,
            Some(next),
            self.current,
        );
        self.out.drafts.push(Draft {
            stretches: vec![stretch.lines.clone()],
            bylines: stretch
                .head_bylines
                .iter()
                .chain(&stretch.bylines)
                .copied()
                .collect(),
            captions: stretch.captions.clone(),
            opens: stretch.opens,
            is_box,
            first: stretch.first(),
            ..Draft::default()
        });
        self.members.push(vec![k]);
        self.current = Some(next);
    }
}

/// Odds below this are those of a rule, a byline before or a dateline after.
const RULED_OUT: f32 = -6.5;

/// What standing next in the file is worth against other texts that broke off.
const NEXT_IN_FILE: f32 = 2.0;

/// Longest run of headline lines that is weighed as one; longer ones are lists, not headlines.
const RUN_LINES: usize = 12;

fn push_run(
    runs: &mut Vec<DisplayRun>,
    displays: &[usize],
    opens_draft: Option<usize>,
    after_draft: Option<usize>,
) {
    // The last piece is the one directly before the draft.
    let mut pieces = displays.rchunks(RUN_LINES).rev().peekable();
    while let Some(piece) = pieces.next() {
        let is_last = pieces.peek().is_none();
        runs.push(DisplayRun {
            lines: piece.to_vec(),
            opens_draft: opens_draft.filter(|_| is_last),
            after_draft,
        });
    }
}

/// How far a line of running text may stay short of its column's edge, in half-width columns.
const LOOSE: isize = 10;

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

/// Is it the first line of a paragraph, set a little short because it would not fill the column?
/// A subhead leaves more of the column free, or a blank after it.
fn is_loose_line(lines: &[Line], displays: &[usize]) -> bool {
    let [only] = displays else { return false };
    let (Some(line), Some(after)) = (lines.get(*only), lines.get(only + 1)) else {
        return false;
    };
    line.shortfall().is_some_and(|short| short <= LOOSE)
        && line.heading == 0
        && after.n_blank_before == 0
        && !after.is_indented()
        && !after.glued
}

/// A byline that stands by no text belongs to the draft that got the headline above it, or else to
/// the nearest draft before it; in either case to one that lacks a byline.
pub(super) fn give_orphan_bylines(lines: &[Line], out: &mut Drafts, given: &[Given]) {
    for byline in std::mem::take(&mut out.orphan_bylines) {
        let above = (0..byline)
            .rev()
            .find(|k| lines.get(*k).is_some_and(|l| l.role != Role::Byline));
        let of_headline = given
            .iter()
            .find(|g| Some(g.line) == above)
            .and_then(|g| out.drafts.get_mut(g.draft))
            .filter(|d| d.bylines.is_empty() || d.bylines.contains(&byline.wrapping_sub(1)));
        if let Some(draft) = of_headline {
            draft.bylines.push(byline);
            continue;
        }
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
