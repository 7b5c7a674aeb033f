//! Second thoughts about running text, once all of it is labelled: scraps that are none, and
//! bylines broken over two lines at its end. Relies on `lines`, `cues`, `bylines`.

use super::breaks::asks_for_more;
use super::joints::breaks_word;
use super::letters::grams;
use super::lines::{Line, Role, ends_mid_sentence};
use super::telltales::Telltales;
use super::{bylines, cues};
use crate::model::Page;

/// Cuts off bylines that follow a sentence's end and are broken over two lines: "…完成。记 / 者 某某".
pub(super) fn cut_broken_bylines(page: &Page, lines: Vec<Line>) -> Vec<Line> {
    let mut cut = Vec::with_capacity(lines.len());
    let mut rest = lines.into_iter().peekable();
    let mut before: Option<Line> = None;
    while let Some(line) = rest.next() {
        let Some(last) = before.take() else {
            before = Some(line);
            continue;
        };
        let ends_text = rest
            .peek()
            .is_none_or(|next| next.role != Role::Body || next.opens);
        let both_text = last.role == Role::Body && line.role == Role::Body && ends_text;
        let short = line.n_chars() <= 24 && !line.has_stop && last.has_stop;
        let split = if both_text && short && !last.closed {
            split_broken_byline(page, &last, &line)
        } else {
            None
        };
        match split {
            Some((text, opening)) => {
                cut.push(text);
                cut.push(opening);
                let mut line = line;
                line.role = Role::Byline;
                before = Some(line);
            }
            None => {
                cut.push(last);
                before = Some(line);
            }
        }
    }
    cut.extend(before);
    cut
}

pub(super) fn split_broken_byline(page: &Page, last: &Line, line: &Line) -> Option<(Line, Line)> {
    let raw = page.clip(last.span);
    ["", " "].iter().find_map(|between| {
        let joined = format!("{raw}{between}{}", page.clip(line.span));
        let at = bylines::find_glued(&joined).filter(|at| *at < raw.len())?;
        last.split_at(page, last.span.start + at)
    })
}

/// Longest run of lines, in lines and characters, that is no text when no sentence ends in it.
const FRAGMENT_LINES: usize = 3;
const FRAGMENT_CHARS: usize = 70;

/// Running text in which no sentence ends is a headline; a lone short sentence with no text around
/// it is a caption.
pub(super) fn revise_fragments(lines: &mut [Line]) {
    let mut start = 0;
    while start < lines.len() {
        let mut end = start;
        while lines
            .get(end)
            .is_some_and(|l| l.role == Role::Body && (end == start || !l.opens))
        {
            end += 1;
        }
        if end > start {
            revise_fragment(lines, start, end);
        }
        start = end.max(start + 1);
    }
}

fn revise_fragment(lines: &mut [Line], start: usize, end: usize) {
    let Some(run) = lines.get(start..end) else {
        return;
    };
    let n_chars: usize = run.iter().map(Line::n_chars).sum();
    let opens = run.first().is_some_and(|l| l.opens);
    if opens || run.len() > FRAGMENT_LINES || n_chars > FRAGMENT_CHARS {
        return;
    }
    // Text goes on over captions, furniture and headlines that the extractor set into it.
    let before = lines.get(..start).and_then(|l| {
        l.iter()
            .rev()
            .take(60)
            .find(|l| l.role == Role::Body || l.role == Role::Byline)
    });
    if before.is_some_and(|l| l.role == Role::Body && !l.closed) {
        return;
    }
    let is_sentence = run
        .iter()
        .any(|l| l.has_stop || l.tells.has(Telltales::SEMICOLON));
    let ends_open = run.last().is_some_and(|l| ends_mid_sentence(&l.text));
    let next = lines.get(end).map(|l| l.role);
    let is_plain = n_chars <= 44 && !run.iter().any(|l| l.text.contains('，'));
    let role = if !is_sentence && !ends_open && (next != Some(Role::Byline) || is_plain) {
        Role::Display
    } else if run.len() == 1
        && n_chars <= 28
        && matches!(next, Some(Role::Display) | None)
        && before.is_none_or(|l| l.role == Role::Byline)
    {
        Role::Caption
    } else {
        return;
    };
    for line in lines.iter_mut().take(end).skip(start) {
        line.role = role;
    }
}

/// How much of a line's words the text after it must have to tell that it is its headline: after
/// an article's end, and where text before it may go on. Running text repeats a tenth.
const TOLD_AGAIN: f32 = 0.35;
const TOLD_AGAIN_INSIDE: f32 = 0.65;

/// So many lines after a headline tell what it tells.
const TELLING_LINES: usize = 12;

/// A line as wide as its column reads like running text; where it begins a text, has no mark at
/// all, and the text tells again what it says, it is a headline.
pub(super) fn revise_openings(lines: &mut [Line]) {
    for i in (0..lines.len()).rev() {
        if is_told_again(lines, i)
            && let Some(line) = lines.get_mut(i)
        {
            line.role = Role::Display;
        }
    }
}

fn is_told_again(lines: &[Line], i: usize) -> bool {
    let Some(line) = lines.get(i) else {
        return false;
    };
    let pauses = Telltales::COMMA | Telltales::ASCII_COMMA | Telltales::LIST;
    let marks = pauses | Telltales::STOP | Telltales::SEMICOLON;
    let is_plain = line.role == Role::Body
        && !line.closed
        && !line.glued
        && !line.is_indented()
        && (8..=26).contains(&line.n_chars())
        && !line.tells.has(marks)
        && !line.opens;
    let before = i.checked_sub(1).and_then(|b| lines.get(b));
    let begins = before.is_none_or(|b| b.role != Role::Body || b.closed);
    if !is_plain || !begins {
        return false;
    }
    let after = lines.get(i + 1..).unwrap_or(&[]);
    // Under a headline the text may well begin by telling it again.
    let is_headed = before.is_some_and(|b| b.role == Role::Display);
    let stands_off = after.first().is_some_and(|next| {
        next.n_blank_before > 0 || next.is_indented() || cues::opens_like_lead(&next.text)
    });
    let is_cut = asks_for_more(&line.text) || line.text.ends_with(['天', '日']);
    let goes_on = || {
        after.first().is_some_and(|next| {
            next.role == Role::Body && (next.glued || breaks_word(&line.text, &next.text))
        })
    };
    if (is_headed && !stands_off) || is_cut || goes_on() {
        return false;
    }
    let text = after
        .iter()
        .take(4 * TELLING_LINES)
        .filter(|l| l.role == Role::Body)
        .take(TELLING_LINES)
        .map(|l| l.text.as_str());
    let own = grams(&line.text);
    let n_told = own.count_in(text);
    let wanted = match before {
        Some(b) if b.role == Role::Body => TOLD_AGAIN_INSIDE,
        _ => TOLD_AGAIN,
    };
    n_told as f32 >= wanted * own.len().max(1) as f32
}
