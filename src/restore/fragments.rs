//! Second thoughts about running text, once all of it is labelled: scraps that are none, and
//! bylines broken over two lines at its end. Relies on `lines`, `cues`, `bylines`.

use super::lines::{Line, Role, ends_mid_sentence};
use super::{bylines, cues};
use crate::model::Page;

/// Cuts off bylines that follow a sentence's end and are broken over two lines: "…完成。记 / 者 某某".
pub(super) fn cut_broken_bylines(page: &Page, lines: Vec<Line>) -> Vec<Line> {
    let mut cut = Vec::with_capacity(lines.len());
    let mut rest = lines.into_iter().peekable();
    let mut before: Option<Line> = None;
    while let Some(line) = rest.next() {
        let ends_text = rest
            .peek()
            .is_none_or(|next| next.role != Role::Body || cues::opens_article(&next.text));
        let Some(last) = before.take() else {
            before = Some(line);
            continue;
        };
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
        while lines.get(end).is_some_and(|l| {
            l.role == Role::Body && (end == start || !cues::opens_article(&l.text))
        }) {
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
    let opens = run.first().is_some_and(|l| cues::opens_article(&l.text));
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
    let is_sentence = run.iter().any(|l| l.has_stop || l.text.contains('；'));
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
