//! Does a stretch of text go on with the article before it, or does another begin? What can be
//! seen of it, and the odds that trees fitted on pages of our own make of that. Relies on
//! `stretches`, `letters`, `cues`, `prints`, `joints`, `trees`.

use super::cues;
use super::joints::breaks_word;
use super::labels::PageHabits;
use super::letters::{Grams, Letters};
use super::lines::{Line, Role};
use super::prints;
use super::stretches::{Kinship, Norms, Stretch, has_opening_byline};

/// What is looked at, in the order of [`Parting::values`]; `tools/press/fit_partings.py` knows the
/// signs by these names.
pub(super) const SIGNS: [&str; 46] = [
    "odds of the rules",
    "the text before does not end",
    "a word stands across",
    "paragraphs are indented",
    "no indent",
    "headline lines",
    "headline characters",
    "characters of the last headline line",
    "blank lines before the headline",
    "blank lines before the text",
    "the headline asks or names",
    "the headline has a comma",
    "level of the heading",
    "odds of the print",
    "opens like a lead",
    "signed at its end",
    "bylines stand at ends",
    "datelines open articles",
    "signed in the opening",
    "share of the opening told before",
    "share of the headline told before",
    "share of the headline told after",
    "share of the headline told just before",
    "share of the article's headline told after",
    "share of the article's headline told just before",
    "lines of the article so far",
    "stretches of the article so far",
    "lines of the stretch",
    "the article has a headline",
    "the article opens with a dateline",
    "subheads so far",
    "characters off the subheads so far",
    "the line before is short",
    "captions between",
    "the headline has a section's mark",
    "the headline has a full stop",
    "the headline stood from top to bottom",
    "width of the headline in columns",
    "the stretch after opens",
    "the stretch after has a headline",
    "blank lines usual before headlines",
    "headline lines usual",
    "the stretch begins with a subhead",
    "lines are wrapped",
    "characters of the article's headline",
    "a byline is owed",
];

/// One value for each of [`SIGNS`].
pub(super) type Values = [f32; SIGNS.len()];

/// A place where an article could begin, and what was weighed there.
#[derive(Clone, Debug)]
pub(super) struct Weighed {
    /// The last line of text before it.
    pub(super) last: usize,
    /// The first line of text after it.
    pub(super) first: usize,
    /// What was seen.
    pub(super) values: Values,
}

/// A stretch and the article it may go on with.
pub(super) struct Parting<'a> {
    pub(super) lines: &'a [Line],
    pub(super) letters: &'a Letters,
    pub(super) stretches: &'a [Stretch],
    pub(super) kinship: &'a Kinship,
    pub(super) norms: Norms,
    pub(super) habits: PageHabits,
    /// What is usual on the page.
    pub(super) usual: Usual,
    /// The stretch that may go on.
    pub(super) k: usize,
    /// The article's stretches.
    pub(super) members: &'a [usize],
    /// What the rules make of it.
    pub(super) rules: f32,
}

/// What is usual where stretches begin, as a mean over the page.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Usual {
    blanks: f32,
    n_displays: f32,
    opening: f32,
    signed: f32,
}

impl Usual {
    pub(super) fn of(lines: &[Line], stretches: &[Stretch]) -> Self {
        let headed = || stretches.iter().filter_map(|s| s.displays.first());
        let n_headed = headed().count().max(1) as f32;
        let n = stretches.len().max(1) as f32;
        let blanks = headed().filter_map(|i| lines.get(*i));
        let signed = |s: &&Stretch| !s.bylines.is_empty() || has_opening_byline(s, lines);
        Self {
            blanks: blanks.map(|l| l.n_blank_before.min(3) as f32).sum::<f32>() / n_headed,
            n_displays: stretches
                .iter()
                .map(|s| s.displays.len().min(5) as f32)
                .sum::<f32>()
                / n_headed,
            opening: stretches.iter().filter(|s| s.opens).count() as f32 / n,
            signed: stretches.iter().filter(signed).count() as f32 / n,
        }
    }
}

/// No more lines of a text are looked at for a headline's words.
const MOST_LINES: usize = 40;

/// No more stretches of an article are looked at, so that a file of many pages takes no longer
/// for each.
const MOST_MEMBERS: usize = 64;

/// The stretches around a place.
struct Around<'a> {
    before: &'a Stretch,
    next: &'a Stretch,
    /// The article's first.
    opening: &'a Stretch,
    /// The headline lines before the next.
    displays: Vec<&'a Line>,
}

impl Parting<'_> {
    fn line(&self, i: usize) -> Option<&Line> {
        self.lines.get(i)
    }

    /// The value of each sign; `None` where there is no such stretch.
    pub(super) fn values(&self) -> Option<Values> {
        let next = self.stretches.get(self.k)?;
        let around = Around {
            before: self.stretches.get(self.k.checked_sub(1)?)?,
            next,
            opening: self.stretches.get(*self.members.first()?)?,
            displays: next.displays.iter().filter_map(|i| self.line(*i)).collect(),
        };
        let last = self.line(around.before.last())?;
        let first = self.line(next.first())?;
        let all = (self.of_break(last, first).into_iter())
            .chain(of_headline(&around.displays, first))
            .chain(self.of_bylines(&around, first))
            .chain(self.of_words(&around))
            .chain(self.of_article(&around))
            .chain(self.of_place(&around, last, first))
            .chain(self.of_page(&around, first));
        let mut values = [0.0; SIGNS.len()];
        values.iter_mut().zip(all).for_each(|(slot, v)| *slot = v);
        Some(values)
    }

    /// How the text breaks off, and goes on.
    fn of_break(&self, last: &Line, first: &Line) -> [f32; 5] {
        let is_open = !last.closed && last.role != Role::Subhead;
        [
            self.rules.clamp(-12.0, 12.0),
            flag(is_open),
            flag(is_open && breaks_word(&last.text, &first.text)),
            flag(self.habits.indents),
            flag(!first.is_indented()),
        ]
    }

    /// Datelines and bylines.
    fn of_bylines(&self, around: &Around<'_>, first: &Line) -> [f32; 5] {
        [
            flag(cues::opens_like_lead(&first.text)),
            flag(!around.next.bylines.is_empty()),
            self.usual.signed,
            self.usual.opening,
            flag(has_opening_byline(around.opening, self.lines)),
        ]
    }

    /// Whose words come back where.
    fn of_words(&self, around: &Around<'_>) -> [f32; 6] {
        let grams = |s: &Stretch| self.letters.grams(s.displays.iter().copied().take(4));
        let (heads, own_heads) = (grams(around.next), grams(around.opening));
        [
            self.kinship.share(self.k, self.members),
            self.kinship.headline_share(self.k, self.members),
            self.told(&heads, around.next),
            self.told(&heads, around.before),
            self.told(&own_heads, around.next),
            self.told(&own_heads, around.before),
        ]
    }

    /// The article so far.
    fn of_article(&self, around: &Around<'_>) -> [f32; 7] {
        let subs = self.subheads();
        let n_subs = subs.len() as f32;
        let mean = subs.iter().sum::<f32>() / n_subs.max(1.0);
        let off = (n_chars(&around.displays) - mean).abs().min(20.0);
        [
            self.n_lines(around.opening).min(200) as f32,
            self.members.len().min(8) as f32,
            around.next.lines.len().min(100) as f32,
            flag(!around.opening.displays.is_empty()),
            flag(around.opening.opens),
            n_subs.min(5.0),
            if subs.is_empty() { -1.0 } else { off },
        ]
    }

    /// The place and what stands there.
    fn of_place(&self, around: &Around<'_>, last: &Line, first: &Line) -> [f32; 8] {
        let any = |holds: &dyn Fn(&Line) -> bool| flag(around.displays.iter().any(|l| holds(l)));
        let after = self.stretches.get(self.k + 1);
        let short = last.shortfall();
        [
            short.map_or(-1.0, |s| s.clamp(0, 60) as f32),
            around.before.captions.len().min(3) as f32,
            any(&|l| cues::opens_subhead(&l.text)),
            any(&|l| l.has_stop),
            any(&|l| l.stacked),
            head_width(&around.displays, first),
            flag(after.is_some_and(|s| s.opens)),
            flag(after.is_some_and(|s| !s.displays.is_empty())),
        ]
    }

    /// What the page does elsewhere.
    fn of_page(&self, around: &Around<'_>, first: &Line) -> [f32; 6] {
        let opening = around.opening;
        let is_signed =
            has_opening_byline(opening, self.lines) || !around.before.bylines.is_empty();
        let displays: Vec<&Line> = opening
            .displays
            .iter()
            .filter_map(|i| self.line(*i))
            .collect();
        [
            self.usual.blanks,
            self.usual.n_displays,
            flag(first.role == Role::Subhead),
            flag(self.habits.wrapped),
            n_chars(&displays).min(80.0),
            flag(self.norms.bylines && !is_signed),
        ]
    }

    /// The article's stretches after its first, as far as they are looked at.
    fn later(&self) -> impl Iterator<Item = &Stretch> {
        let from = self.members.len().saturating_sub(MOST_MEMBERS).max(1);
        let later = self.members.get(from..).unwrap_or(&[]);
        later.iter().filter_map(|m| self.stretches.get(*m))
    }

    /// Characters of the headline lines that the article took for subheads or passed over.
    fn subheads(&self) -> Vec<f32> {
        let runs = self.later().filter(|s| !s.displays.is_empty());
        let lines = |s: &Stretch| {
            let lines = s.displays.iter().filter_map(|i| self.line(*i));
            lines.map(|l| l.n_chars() as f32).sum()
        };
        runs.map(lines).collect()
    }

    fn n_lines(&self, opening: &Stretch) -> usize {
        opening.lines.len() + self.later().map(|s| s.lines.len()).sum::<usize>()
    }

    /// How much of a headline a stretch tells again, 0 to 1; -1 where there is no headline.
    fn told(&self, headline: &Grams, stretch: &Stretch) -> f32 {
        if headline.is_empty() {
            return -1.0;
        }
        let lines = stretch.lines.iter().copied().take(MOST_LINES);
        headline.count_in_lines(self.letters, lines) as f32 / headline.len() as f32
    }
}

/// The headline lines before the text.
fn of_headline(displays: &[&Line], first: &Line) -> [f32; 9] {
    let last = displays.last();
    let headings = displays.iter().map(|l| l.heading).filter(|h| *h > 0);
    let asks = |l: &&Line| l.text.contains(['？', '！', '：', '—']);
    let has_comma = |l: &&Line| l.text.contains(['，', ' ']);
    [
        displays.len().min(6) as f32,
        n_chars(displays).min(80.0),
        last.map_or(0, |l| l.n_chars()).min(40) as f32,
        displays.first().map_or(0, |l| l.n_blank_before).min(3) as f32,
        first.n_blank_before.min(3) as f32,
        flag(last.is_some_and(asks)),
        flag(displays.iter().any(has_comma)),
        headings.min().unwrap_or(0) as f32,
        prints::break_odds(displays),
    ]
}

/// The widest headline line in widths of the text's column; -1 where either is unknown.
fn head_width(displays: &[&Line], first: &Line) -> f32 {
    let widest = displays.iter().map(|l| l.width).max();
    let column = first.column.filter(|c| *c > 0);
    let share = |(widest, column)| (widest as f32 / column as f32).min(4.0);
    widest.zip(column).map_or(-1.0, share)
}

fn n_chars(lines: &[&Line]) -> f32 {
    lines.iter().map(|l| l.n_chars()).sum::<usize>() as f32
}

fn flag(holds: bool) -> f32 {
    if holds { 1.0 } else { 0.0 }
}
