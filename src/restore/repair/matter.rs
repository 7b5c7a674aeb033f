//! A part taken apart into the stretches of the page that it was set from, so that stretches can
//! go from one part to another and each be set anew. Relies on `render`.

use super::seams::goes_on;
use crate::model::{Page, Part, Span, clip};
use crate::restore::render::{Setting, set_part};
use crate::text::is_blank;

/// Stretches of the page in reading order that are one paragraph.
#[derive(Clone, Debug, Default)]
pub(super) struct Paragraph {
    pub(super) spans: Vec<Span>,
    pub(super) is_subhead: bool,
}

/// How a part is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Manner {
    /// In paragraphs.
    Body,
    /// In one line, parted where the print is.
    Phrases,
    /// In one line, a blank between printed lines.
    Credits,
}

/// A part and what it is set from.
#[derive(Clone, Debug)]
pub(super) struct Matter {
    pub(super) manner: Manner,
    pub(super) paragraphs: Vec<Paragraph>,
    /// As set when nothing has changed since.
    part: Part,
    pub(super) is_changed: bool,
}

impl Matter {
    /// Nothing yet.
    pub(super) fn empty(manner: Manner) -> Self {
        Self {
            manner,
            paragraphs: Vec::new(),
            part: Part::default(),
            is_changed: false,
        }
    }

    /// New matter of these paragraphs.
    pub(super) fn of_paragraphs(manner: Manner, paragraphs: Vec<Paragraph>) -> Self {
        Self {
            paragraphs,
            is_changed: true,
            ..Self::empty(manner)
        }
    }

    /// Takes a part apart. What stands on one printed line with nothing but blanks between is one
    /// stretch.
    pub(super) fn of_part(page: &Page, part: Part, subheads: &[Span], manner: Manner) -> Self {
        let mut paragraphs: Vec<Paragraph> = Vec::new();
        let mut at = 0;
        for piece in part.provenance.pieces() {
            let between = clip(&part.text, Span::new(at, piece.text.start));
            at = piece.text.end;
            if paragraphs.is_empty() || between.contains('\n') {
                paragraphs.push(Paragraph {
                    spans: Vec::new(),
                    is_subhead: subheads.iter().any(|s| s.start == piece.text.start),
                });
            }
            let Some(paragraph) = paragraphs.last_mut() else {
                continue;
            };
            match paragraph.spans.last_mut() {
                Some(last) if is_gap(page, last.end, piece.page.start) => {
                    last.end = piece.page.end;
                }
                _ => paragraph.spans.push(piece.page),
            }
        }
        Self {
            manner,
            paragraphs,
            part,
            is_changed: false,
        }
    }

    /// Every stretch, in reading order.
    pub(super) fn spans(&self) -> impl Iterator<Item = Span> + '_ {
        self.paragraphs.iter().flat_map(|p| p.spans.iter().copied())
    }

    /// Is nothing left?
    pub(super) fn is_empty(&self) -> bool {
        self.spans().next().is_none()
    }

    /// The page's byte where it begins.
    pub(super) fn start(&self) -> Option<usize> {
        self.spans().next().map(|span| span.start)
    }

    /// How many bytes of a stretch of the page stand in it.
    pub(super) fn n_bytes_of(&self, wanted: Span) -> usize {
        let inside = |span: Span| {
            span.end
                .min(wanted.end)
                .saturating_sub(span.start.max(wanted.start))
        };
        self.spans().map(inside).sum()
    }

    /// Takes a stretch of the page out; gives what of it was here, with the paragraph it was in.
    pub(super) fn take(&mut self, page: &Page, wanted: Span) -> Vec<(Span, usize, bool)> {
        let mut taken = Vec::new();
        for (idx, paragraph) in self.paragraphs.iter_mut().enumerate() {
            if !paragraph.spans.iter().any(|span| span.overlaps(wanted)) {
                continue;
            }
            let mut kept = Vec::with_capacity(paragraph.spans.len() + 1);
            for span in &paragraph.spans {
                let start = span.start.max(wanted.start);
                let end = span.end.min(wanted.end);
                if start >= end {
                    kept.push(*span);
                    continue;
                }
                for rest in [Span::new(span.start, start), Span::new(end, span.end)] {
                    if holds_text(page, rest) {
                        kept.push(rest);
                    }
                }
                if holds_text(page, Span::new(start, end)) {
                    taken.push((Span::new(start, end), idx, paragraph.is_subhead));
                }
            }
            paragraph.spans = kept;
        }
        self.is_changed |= !taken.is_empty();
        taken
    }

    /// Joins what was parted only by a paragraph that has gone, and forgets that one.
    fn mend(&mut self, page: &Page) {
        let mut mended: Vec<Paragraph> = Vec::new();
        let mut has_gap = false;
        for paragraph in std::mem::take(&mut self.paragraphs) {
            let Some(first) = paragraph.spans.first() else {
                has_gap = !mended.is_empty();
                continue;
            };
            let goes_on = |last: &Paragraph| {
                has_gap
                    && !last.is_subhead
                    && !paragraph.is_subhead
                    && last.spans.last().is_some_and(|l| goes_on(page, *l, *first))
            };
            match mended.last_mut() {
                Some(last) if goes_on(last) => last.spans.extend(paragraph.spans),
                _ => mended.push(paragraph),
            }
            has_gap = false;
        }
        self.paragraphs = mended;
    }

    /// The part, set anew if anything has changed.
    pub(super) fn set(&mut self, page: &Page) -> Part {
        if !self.is_changed {
            return self.part.clone();
        }
        self.mend(page);
        match self.manner {
            Manner::Body => {
                let paragraphs: Vec<Vec<Span>> =
                    self.paragraphs.iter().map(|p| p.spans.clone()).collect();
                set_part(page, &paragraphs, Setting::Body)
            }
            Manner::Phrases => set_part(page, &[self.spans().collect()], Setting::Phrases),
            Manner::Credits => {
                let mut part = Part::default();
                for span in self.spans() {
                    append(&mut part, &set_part(page, &[vec![span]], Setting::Phrases));
                }
                part
            }
        }
    }
}

/// One part after another, a blank between.
fn append(part: &mut Part, next: &Part) {
    if next.is_empty() {
        return;
    }
    if !part.is_empty() {
        part.text.push(' ');
    }
    let shift = part.text.len();
    part.text.push_str(&next.text);
    for run in &next.provenance.runs {
        let mut run = *run;
        run.text = run.text.shifted(shift);
        part.provenance.runs.push(run);
    }
}

/// Does nothing but blanks of one line stand between?
fn is_gap(page: &Page, from: usize, to: usize) -> bool {
    from <= to
        && page
            .clip(Span::new(from, to))
            .chars()
            .all(|c| is_blank(c) && c != '\n')
}

/// Does a stretch hold anything but blanks?
pub(super) fn holds_text(page: &Page, span: Span) -> bool {
    page.clip(span).chars().any(|c| !is_blank(c))
}
