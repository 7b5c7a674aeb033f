//! The page as measured lines: what every later step looks at. Relies on `model` and `text`.
//!
//! A line knows its words without blanks at its ends, without markdown marks and invisible
//! characters, how wide it is printed, and how it stands among its neighbours.

use crate::model::{Page, Span};
use crate::text::{is_blank, is_invisible};

use super::measures::{Measures, measure_text};
pub(super) use super::measures::{
    char_width, count_han, ends_mid_sentence, ends_sentence, plain_text,
};
use super::prints::Print;
use super::telltales::Telltales;
use super::{abreast, bylines, columns, fragments, jumps, stacked};

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Not yet known.
    Unknown,
    /// Running text.
    Body,
    /// A line of a headline block.
    Display,
    /// "记者 …" at the end of an article.
    Byline,
    /// Under or beside a picture.
    Caption,
    /// Of the page, not of an article.
    Furniture,
    /// A section's heading inside an article.
    Subhead,
}

/// One printed line, or one part of it where a byline is glued to a sentence.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Where its text stands on the page, without blanks at the ends and without `marks`.
    pub(super) span: Span,
    /// Its text: plain characters, runs of blanks as one blank.
    pub(super) text: String,
    /// Markdown marks around it.
    pub(super) marks: Vec<Span>,
    /// Level of a markdown heading, 0 for none.
    pub(super) heading: usize,
    /// Set in bold as a whole by markdown.
    pub(super) strong: bool,
    /// Printed width in half-width columns, blanks not counted.
    pub(super) width: usize,
    /// Number of its characters but blanks.
    pub(super) n_chars: usize,
    /// Width of the blanks before it, in half-width columns.
    pub(super) indent: usize,
    /// Blank lines before it.
    pub(super) n_blank_before: usize,
    /// It stands on the same printed line as the one before it.
    pub(super) glued: bool,
    /// Its characters stood one below the other, each on a line.
    pub(super) stacked: bool,
    /// Blank lines stand before and after it.
    pub(super) alone: bool,
    /// It ends as a sentence ends.
    pub(super) closed: bool,
    /// It holds a full stop, at the end or inside.
    pub(super) has_stop: bool,
    /// Which telling characters it holds.
    pub(super) tells: Telltales,
    /// An article opens with it, by its words.
    pub(super) opens: bool,
    /// The width of the column it stands in; `None` where lines are not wrapped.
    pub(super) column: Option<usize>,
    /// What it is.
    pub(super) role: Role,
    /// How it was printed, where the source says so.
    pub(super) print: Option<Print>,
}

impl Line {
    /// Does it fill its column, so that the next line may well go on?
    pub(super) fn is_full(&self) -> bool {
        match self.column {
            Some(column) => (column..=column + 8).contains(&(self.width + 4 + indent_of(self))),
            None => self.width >= 56,
        }
    }

    /// How far it stays short of its column's edge, in half-width columns; negative when it
    /// sticks out.
    pub(super) fn shortfall(&self) -> Option<isize> {
        let width = isize::try_from(self.width + indent_of(self)).ok()?;
        let column = isize::try_from(self.column?).ok()?;
        Some(column - width)
    }

    /// The line as two, cut before a byte of the page; the second as glued to the first.
    pub(super) fn split_at(&self, page: &Page, at: usize) -> Option<(Self, Self)> {
        let first = Span::new(self.span.start, at);
        let second = Span::new(at, self.span.end);
        let mut head = measure_line(first.start, page.clip(first), self.n_blank_before)?;
        let mut tail = measure_line(second.start, page.clip(second), 0)?;
        head.indent = self.indent;
        head.heading = self.heading;
        head.strong = self.strong;
        // A mark after the marks ("# # …") is found only now.
        head.marks.splice(0..0, self.marks.iter().copied());
        head.column = self.column;
        head.role = self.role;
        tail.column = self.column;
        (head.print, tail.print) = (self.print, self.print);
        tail.glued = true;
        tail.indent = 0;
        tail.role = Role::Byline;
        Some((head, tail))
    }

    /// Does it open with the two-character indent of a paragraph?
    pub(super) fn is_indented(&self) -> bool {
        (3..=10).contains(&self.indent)
    }

    /// Number of characters but blanks.
    pub(super) fn n_chars(&self) -> usize {
        self.n_chars
    }
}

/// The page's lines that hold any text, measured. Every non-blank character of the page is under
/// exactly one line's span or marks.
pub(super) fn measure_lines(page: &Page) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut n_blank = 0;
    let mut add = |start: usize, text: &str| match measure_line(start, text, n_blank) {
        Some(line) => {
            n_blank = 0;
            lines.push(line);
        }
        None => n_blank += 1,
    };
    // A form feed ends a line as well; most pages have none.
    let has_form_feeds = page.text.contains('\u{c}');
    for raw in page.lines() {
        if !has_form_feeds {
            add(raw.span.start, raw.text);
            continue;
        }
        let mut start = raw.span.start;
        for piece in raw.text.split('\u{c}') {
            add(start, piece);
            start += piece.len() + 1;
        }
    }
    // Stacks first: a line's span is one stretch of the page, and cutting columns moves lines.
    let parted = abreast::part_columns(page, stacked::join_stacked(lines));
    let mut lines = Vec::with_capacity(parted.len());
    for line in parted {
        if line.stacked {
            lines.push(line);
            continue;
        }
        match split_jump(page, &line) {
            Some((first, second)) => {
                push_split_byline(page, first, &mut lines);
                push_split_byline(page, second, &mut lines);
            }
            None => push_split_byline(page, line, &mut lines),
        }
    }
    let mut lines = cut_broken_bylines(page, lines);
    columns::set_columns(&mut lines);
    set_neighbours(&mut lines);
    lines
}

/// Cuts off the first half of a byline that is broken at its line's end ("…完成。记 / 者 某某"),
/// where a blank line or an article's opening shows that it ends there.
fn cut_broken_bylines(page: &Page, lines: Vec<Line>) -> Vec<Line> {
    let mut halves = (0..lines.len())
        .filter_map(|i| Some((i, halves_at(page, &lines, i)?)))
        .collect::<Vec<_>>()
        .into_iter()
        .peekable();
    if halves.peek().is_none() {
        return lines;
    }
    let mut cut = Vec::with_capacity(lines.len() + halves.len());
    for (i, line) in lines.into_iter().enumerate() {
        match halves.next_if(|(at, _)| *at == i) {
            Some((_, (text, opening))) => cut.extend([text, opening]),
            None => cut.push(line),
        }
    }
    cut
}

/// The halves of line `i`, the second the beginning of a byline that is broken there.
fn halves_at(page: &Page, lines: &[Line], i: usize) -> Option<(Line, Line)> {
    let line = lines.get(i).filter(|l| l.has_stop && !l.closed)?;
    let second = lines
        .get(i + 1)
        .filter(|l| l.n_blank_before == 0 && !l.has_stop && l.n_chars() <= 24)?;
    let is_last = lines
        .get(i + 2)
        .is_none_or(|after| after.n_blank_before > 0 || after.opens);
    if !is_last {
        return None;
    }
    let (text, mut opening) = fragments::split_broken_byline(page, line, second)?;
    opening.role = Role::Unknown;
    Some((text, opening))
}

/// Says anew which lines stand alone, and forgets what they were taken for.
pub(super) fn set_neighbours(lines: &mut [Line]) {
    for i in 0..lines.len() {
        let ends = lines.get(i + 1).is_none_or(|next| next.n_blank_before > 0);
        if let Some(line) = lines.get_mut(i) {
            line.alone = ends && line.n_blank_before > 0;
            line.role = Role::Unknown;
        }
    }
}

pub(super) fn measure_line(start: usize, raw: &str, n_blank_before: usize) -> Option<Line> {
    let kept = |c: char| !is_blank(c);
    let first = raw.find(kept)?;
    let (last, last_char) = raw.char_indices().rfind(|(_, c)| kept(*c))?;
    let indent = raw
        .get(..first)?
        .chars()
        .filter(|c| !is_invisible(*c))
        .map(char_width)
        .sum();
    let mut span = Span::new(start + first, start + last + last_char.len_utf8());
    let mut content = raw.get(first..last + last_char.len_utf8())?;
    let mut marks = Vec::new();
    let mut heading = 0;
    let mut strong = false;
    let n_hashes = content.bytes().take_while(|b| *b == b'#').count();
    if (1..=6).contains(&n_hashes) {
        let rest = content.get(n_hashes..)?;
        let inner = rest.trim_start_matches(is_blank);
        if rest.starts_with(is_blank) && !inner.is_empty() {
            marks.push(Span::new(span.start, span.start + n_hashes));
            heading = n_hashes;
            span.start += content.len() - inner.len();
            content = inner;
        }
    }
    if let Some(inner) = content
        .strip_prefix("**")
        .and_then(|c| c.strip_suffix("**"))
        .filter(|c| c.contains(kept) && !c.contains("**"))
    {
        let lead = inner.len() - inner.trim_start_matches(is_blank).len();
        let trail = inner.len() - inner.trim_end_matches(is_blank).len();
        marks.push(Span::new(span.start, span.start + 2));
        marks.push(Span::new(span.end - 2, span.end));
        span = Span::new(span.start + 2 + lead, span.end - 2 - trail);
        content = inner.trim_matches(is_blank);
        strong = true;
    }
    let text = plain_text(content);
    let Measures {
        width,
        n_chars,
        tells,
        opens,
    } = measure_text(&text);
    Some(Line {
        span,
        width,
        n_chars,
        closed: ends_sentence(&text),
        has_stop: tells.has(Telltales::STOP),
        tells,
        opens,
        text,
        marks,
        heading,
        strong,
        indent,
        n_blank_before,
        glued: false,
        stacked: false,
        alone: false,
        column: None,
        role: Role::Unknown,
        print: None,
    })
}

/// A line as two where a jump mark in brackets stands at its beginning or end.
fn split_jump(page: &Page, line: &Line) -> Option<(Line, Line)> {
    let raw = Some(page.clip(line.span)).filter(|_| line.tells.has(Telltales::PAGE));
    let cut = jumps::find_glued(raw?)?;
    let (first, mut second) = line.split_at(page, line.span.start + cut)?;
    second.role = Role::Unknown;
    // The mark is no part of the text: what follows one begins a line of its own.
    second.glued = jumps::read_jump(&first.text).is_none();
    Some((first, second))
}

/// Adds a line, as two where a byline follows a sentence's end on it.
fn push_split_byline(page: &Page, line: Line, lines: &mut Vec<Line>) {
    let may_end = line.tells.has(Telltales::ENDING);
    let cut = Some(page.clip(line.span)).filter(|_| may_end);
    let Some(cut) = cut.and_then(bylines::find_glued) else {
        lines.push(line);
        return;
    };
    match line.split_at(page, line.span.start + cut) {
        Some((text, mut byline)) => {
            byline.role = Role::Unknown;
            lines.extend([text, byline]);
        }
        None => lines.push(line),
    }
}

pub(super) fn indent_of(line: &Line) -> usize {
    if line.is_indented() { 4 } else { 0 }
}
