//! The reader's repairs, applied to whatever the engine gave. Pure; relies on `model` and on the
//! engine's own ways to set a part and to find its fields.
//!
//! A repair speaks of the page ([`crate::model::Repair`]), so it can be applied to the restoration
//! of any engine. One that is fulfilled already changes nothing; one that cannot be understood any
//! more (its article is gone, its bytes are not the page's) is left out, and said to be. What no
//! repair touched stays to the letter as the engine set it.

mod desk;
mod edits;
mod fields;
mod matter;
mod seams;

use crate::model::{
    DateSource, Join, JoinKind, Page, Place, Repair, Restoration, Sentence, Span, Warning,
};
use crate::restore::dating;
use desk::{Desk, Story};
use matter::{Manner, Matter, Paragraph};

/// Gives a page the date that the reader set for it last; to be done before it is restored.
pub fn date_page(page: &mut Page, repairs: &[Repair]) {
    let last = repairs.iter().rev().find_map(|repair| match repair {
        Repair::PageDate { date } => Some(*date),
        _ => None,
    });
    if let Some(date) = last {
        page.issue_date = date;
        // Also where the reader says that nobody knows: the masthead is not asked then.
        page.issue_source = Some(DateSource::Reader);
    }
}

/// Applies repairs, in the order in which they were made, to a page's restoration.
///
/// As before, every character of the page but blanks stands in exactly one part: under a run, or
/// under a correction. Articles that were put together otherwise have a confidence of 1 and say by
/// a join that the reader did it.
#[must_use]
pub fn repair_page(page: &Page, restoration: Restoration, repairs: &[Repair]) -> Restoration {
    let works = |repair: &Repair| !matches!(repair, Repair::PageDate { .. });
    if !repairs.iter().any(works) {
        return restoration;
    }
    let Restoration {
        articles,
        furniture,
        warnings,
    } = restoration;
    let mut repaired = Restoration {
        warnings,
        ..Restoration::default()
    };
    let mut desk = Desk::of_restoration(page, articles, furniture);
    for repair in repairs {
        if !desk.apply(repair) {
            repaired.warnings.push(not_applied(page, repair));
        }
    }
    for span in desk.finish(&mut repaired) {
        let to = String::new();
        repaired
            .warnings
            .push(not_applied(page, &Repair::EditText { span, to }));
    }
    dating::date_articles(page, &mut repaired.articles);
    repaired
}

impl Desk<'_> {
    /// Applies one; `false` when it makes no sense here.
    fn apply(&mut self, repair: &Repair) -> bool {
        match repair {
            Repair::MoveLines { lines, to, place } => self.move_lines(lines, *to, *place),
            Repair::Split { at } => self.split(*at),
            Repair::Merge { first, second } => self.merge(*first, *second),
            Repair::Reorder { lines, before } => self.reorder(lines, *before),
            Repair::Furniture { lines } => self.remove_lines(lines),
            Repair::EditText { span, to } => {
                let page = self.page;
                self.edits.add(page, *span, to)
            }
            Repair::PageDate { .. } => true,
            Repair::Confirm { article } => self.confirm(*article),
        }
    }

    fn move_lines(&mut self, lines: &[Span], to: Span, place: Place) -> bool {
        let mut lines = self.usable(lines);
        lines.sort_unstable();
        let Some(story) = self.story_at(to) else {
            return false;
        };
        let left = self.stories_of(&lines);
        let lifted = self.lift(&lines);
        if lifted.is_empty() {
            return false;
        }
        self.note_all(&left);
        self.put(story, place, lifted);
        true
    }

    fn remove_lines(&mut self, lines: &[Span]) -> bool {
        let lines = self.usable(lines);
        if lines.is_empty() {
            return false;
        }
        let left = self.stories_of(&lines);
        if left.is_empty() {
            // All of it is furniture already.
            return true;
        }
        let lifted = self.lift(&lines);
        self.note_all(&left);
        self.discard(lifted);
        true
    }

    fn reorder(&mut self, lines: &[Span], before: Option<Span>) -> bool {
        let lines = self.usable(lines);
        let Some(first) = lines.first().copied() else {
            return false;
        };
        let Some(story) = self.story_at(before.unwrap_or(first)) else {
            return false;
        };
        if before.is_some_and(|b| lines.iter().any(|line| line.overlaps(b))) {
            return false;
        }
        let left = self.stories_of(&lines);
        let lifted = self.lift(&lines);
        let page = self.page;
        let Some(found) = self.stories.get_mut(story).filter(|_| !lifted.is_empty()) else {
            return false;
        };
        let at = before
            .and_then(|b| found.body.spans().position(|span| span.overlaps(b)))
            .unwrap_or_else(|| found.body.spans().count());
        seams::insert(page, &mut found.body.paragraphs, at, lifted);
        found.body.is_changed = true;
        found.note(JoinKind::Body, first, Join::MADE_BY_READER);
        self.note_all(&left);
        true
    }

    fn split(&mut self, at: usize) -> bool {
        let page = self.page;
        if !page.text.is_char_boundary(at) {
            return false;
        }
        let line = page.clip(Span::new(at, seams::line_of(page, at).end));
        let words = line.trim_start_matches(crate::text::is_blank);
        if words.is_empty() {
            return false;
        }
        let at = at + line.len() - words.len();
        let is_there = |span: &Span| span.start <= at && at < span.end;
        let found = self
            .stories
            .iter()
            .position(|story| story.body.spans().any(|s| is_there(&s)));
        let Some((found, story)) = found.and_then(|i| Some((i, self.stories.get_mut(i)?))) else {
            return false;
        };
        if story.body.start() == Some(at) {
            return true;
        }
        let (first, second) = split_paragraphs(std::mem::take(&mut story.body.paragraphs), at);
        let last_start = first
            .iter()
            .flat_map(|p| &p.spans)
            .map(|s| s.start)
            .next_back();
        let mut new = Story::empty();
        new.body = Matter::of_paragraphs(Manner::Body, second);
        story.body.paragraphs = first;
        story.body.is_changed = true;
        // Headlines stand anywhere on a page; one between the two bodies is the second's.
        let between =
            |matter: &Matter| matter.start() > last_start && matter.start().is_some_and(|s| s < at);
        let end_of_new = |matter: &Matter| matter.start().is_some_and(|s| s >= at);
        if end_of_new(&story.byline) {
            std::mem::swap(&mut new.byline, &mut story.byline);
        }
        let captions = std::mem::take(&mut story.captions);
        (new.captions, story.captions) = captions.into_iter().partition(end_of_new);
        let deck = std::mem::take(&mut story.deck);
        (new.deck, story.deck) = deck.into_iter().partition(between);
        if between(&story.headline) {
            std::mem::swap(&mut new.headline, &mut story.headline);
            promote(story);
        } else {
            promote(&mut new);
        }
        for story in [story, &mut new] {
            let start = story.body.spans().next().unwrap_or_default();
            story.note(JoinKind::Body, start, Join::MADE_BY_READER);
        }
        self.stories.insert(found + 1, new);
        true
    }

    fn merge(&mut self, first: Span, second: Span) -> bool {
        let (Some(into), Some(from)) = (self.story_at(first), self.story_at(second)) else {
            return false;
        };
        if into == from {
            return true;
        }
        let Some(other) = self.stories.get_mut(from) else {
            return false;
        };
        let other = std::mem::replace(other, Story::empty());
        let page = self.page;
        let Some(story) = self.stories.get_mut(into) else {
            return false;
        };
        let start = other.matters().flat_map(Matter::spans).min();
        let mut heads = vec![other.headline];
        heads.extend(other.deck);
        heads.retain(|head| !head.is_empty());
        if story.headline.is_empty() {
            story.deck.extend(heads);
            promote(story);
        } else {
            // What was taken for another headline heads a section.
            heads.sort_by_key(Matter::start);
            let heads = heads.into_iter().map(|head| Paragraph {
                spans: head.spans().collect(),
                is_subhead: true,
            });
            story.body.paragraphs.extend(heads);
        }
        let n_before = story.body.spans().count();
        let rest = other.body.paragraphs;
        seams::insert(page, &mut story.body.paragraphs, n_before, rest);
        story.body.is_changed = true;
        if !other.byline.is_empty() {
            story.byline.paragraphs.extend(other.byline.paragraphs);
            story.byline.is_changed = true;
        }
        story.captions.extend(other.captions);
        story.joins.extend(other.joins);
        story.given.joins.extend(other.given.joins);
        if story.given.date.is_none() {
            story.given.date = other.given.date;
            story.given.date_evidence = other.given.date_evidence;
        }
        story.note(
            JoinKind::Body,
            start.unwrap_or(second),
            Join::MADE_BY_READER,
        );
        true
    }

    fn confirm(&mut self, article: Span) -> bool {
        let Some(story) = self.story_at(article) else {
            return false;
        };
        if let Some(story) = self.stories.get_mut(story) {
            let start = story.matters().find_map(|m| m.spans().next());
            story.note(
                JoinKind::Body,
                start.unwrap_or(article),
                Join::SEEN_BY_READER,
            );
        }
        true
    }

    /// The stories that have any of these lines.
    fn stories_of(&self, lines: &[Span]) -> Vec<usize> {
        let has = |story: &Story| {
            let mut matters = story.matters();
            matters.any(|m| lines.iter().any(|line| m.n_bytes_of(*line) > 0))
        };
        let stories = self.stories.iter().enumerate();
        stories.filter(|(_, s)| has(s)).map(|(i, _)| i).collect()
    }

    /// Notes at the beginning of stories that lines were taken out of them.
    fn note_all(&mut self, stories: &[usize]) {
        for idx in stories {
            let Some(story) = self.stories.get_mut(*idx) else {
                continue;
            };
            let start = story.matters().find_map(|m| m.spans().next());
            if let Some(start) = start {
                story.note(JoinKind::Body, start, Join::MADE_BY_READER);
            }
        }
    }
}

/// Where there is no headline, the first line of the deck is it.
fn promote(story: &mut Story) {
    if story.headline.is_empty() && !story.deck.is_empty() {
        story.headline = story.deck.remove(0);
    }
}

/// The paragraphs before a byte of the page, in reading order, and those from it on.
fn split_paragraphs(paragraphs: Vec<Paragraph>, at: usize) -> (Vec<Paragraph>, Vec<Paragraph>) {
    let (mut first, mut second) = (Vec::new(), Vec::new());
    for mut paragraph in paragraphs {
        let is_here = |s: &Span| s.start <= at && at < s.end;
        if !second.is_empty() {
            second.push(paragraph);
            continue;
        }
        let Some(idx) = paragraph.spans.iter().position(is_here) else {
            first.push(paragraph);
            continue;
        };
        let mut tail = paragraph.spans.split_off(idx);
        if let Some(cut) = tail.first_mut().filter(|cut| cut.start < at) {
            paragraph.spans.push(Span::new(cut.start, at));
            cut.start = at;
        }
        let is_subhead = paragraph.is_subhead;
        if !paragraph.spans.is_empty() {
            first.push(paragraph);
        }
        second.push(Paragraph {
            spans: tail,
            is_subhead,
        });
    }
    (first, second)
}

fn not_applied(page: &Page, repair: &Repair) -> Warning {
    let (zh, en) = match repair {
        Repair::MoveLines { .. } => ("移动几行", "moved lines"),
        Repair::Split { .. } => ("拆分文章", "a split article"),
        Repair::Merge { .. } => ("合并文章", "merged articles"),
        Repair::Reorder { .. } => ("调整顺序", "a new order"),
        Repair::Furniture { .. } => ("移出文章", "lines taken out"),
        Repair::EditText { .. } => ("改字", "corrected characters"),
        Repair::PageDate { .. } => ("本页日期", "the page's date"),
        Repair::Confirm { .. } => ("确认无误", "a confirmed article"),
    };
    Warning {
        place: page.name.clone(),
        message: Sentence::new(
            format!("您的一处修正（{zh}）与这一版现在的复原结果对不上，暂未用上；它仍保存着。"),
            format!(
                "One of your repairs ({en}) does not fit what is restored from this page now and \
                 was left out; it is kept."
            ),
        ),
    }
}
