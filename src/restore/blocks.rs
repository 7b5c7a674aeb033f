//! A headline block: which printed lines are one line, and which of them is the main one. Relies
//! on `breaks`, `headlines`, `lines`.

use super::assemble::Materials;
use super::boxes::is_label;
use super::breaks::{Around, is_refrain, joins_headline};
use super::headlines::Given;
use super::labels::leaves_bracket_open;
use super::letters::{Gram, Letters, grams, pairs_of};
use super::lines::Line;
use super::prints;
use super::stacked::pieces_of;
use crate::model::{Page, Span};
use crate::text::is_blank;

/// One line of a headline block, put together where it was broken, cut where two stand on one line.
pub(super) struct Unit {
    pub(super) spans: Vec<Span>,
    text: String,
    heading: usize,
    /// Size of its letters, in sizes of the page's running text; 0 where nothing says.
    size: f32,
    /// The first phrase of a markdown heading that holds two lines.
    opens_heading: bool,
}

/// A headline line longer than this that holds a blank is two lines set on one.
const LONG_HEADLINE_CHARS: usize = 28;

pub(super) fn headline_units(materials: &Materials<'_>, given: &[Given], body: &str) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    let mut before: Option<usize> = None;
    let mut n_last = 0;
    let around = Around {
        body: Some(body),
        before: "",
        is_loose: materials.is_loose,
    };
    for one in given {
        let Some(line) = materials.lines.get(one.line) else {
            continue;
        };
        // The unit's last line is the one that may be broken.
        let unit = units.last().map_or("", |u| u.text.as_str());
        let around = Around {
            before: unit.get(..unit.len().saturating_sub(n_last)).unwrap_or(""),
            ..around
        };
        let joins = before
            .filter(|b| b + 1 == one.line)
            .and_then(|b| materials.lines.get(b))
            .is_some_and(|b| joins_headline(b, line, around));
        before = Some(one.line);
        n_last = line.text.len();
        match units.last_mut() {
            Some(unit) if joins => {
                unit.spans.extend(pieces_of(materials.page, line));
                unit.text.push_str(&line.text);
            }
            _ => {
                if let Some((first, rest)) = cut_long_line(materials.page, line) {
                    for (k, span) in [first, rest].into_iter().enumerate() {
                        units.push(Unit {
                            spans: vec![span],
                            text: super::lines::plain_text(materials.page.clip(span)),
                            heading: line.heading,
                            size: line.print.map_or(0.0, |p| p.size),
                            opens_heading: k == 0 && line.heading > 0,
                        });
                    }
                } else {
                    units.push(Unit {
                        spans: pieces_of(materials.page, line),
                        text: line.text.clone(),
                        heading: line.heading,
                        size: line.print.map_or(0.0, |p| p.size),
                        opens_heading: false,
                    });
                }
            }
        }
    }
    units
}

/// Cuts a long line at the blank that leaves its halves most alike.
fn cut_long_line(page: &Page, line: &Line) -> Option<(Span, Span)> {
    if line.n_chars() < LONG_HEADLINE_CHARS {
        return None;
    }
    let raw = page.clip(line.span);
    let mut best: Option<(usize, usize, usize)> = None;
    let total = raw.chars().filter(|c| !is_blank(*c)).count();
    let mut n_before = 0usize;
    let mut cut_start: Option<usize> = None;
    for (i, c) in raw.char_indices() {
        if is_blank(c) {
            cut_start.get_or_insert(i);
            continue;
        }
        if let Some(start) = cut_start.take() {
            let beside_han = !c.is_ascii_alphanumeric()
                && raw
                    .get(..start)
                    .and_then(|b| b.chars().next_back())
                    .is_some_and(|b| !b.is_ascii_alphanumeric());
            let uneven = (2 * n_before).abs_diff(total);
            let is_inside = raw.get(..start).is_some_and(leaves_bracket_open);
            if beside_han && !is_inside && best.is_none_or(|(u, _, _)| uneven < u) {
                best = Some((uneven, start, i));
            }
        }
        n_before += 1;
    }
    let (uneven, end, start) = best?;
    (uneven * 2 < total).then(|| {
        (
            Span::new(line.span.start, line.span.start + end),
            Span::new(line.span.start + start, line.span.end),
        )
    })
}

/// So many characters of a body count as its lead.
const LEAD_CHARS: usize = 140;

/// The main line of a headline block: the one that tells in words of its own what the lead tells.
/// A line that merely quotes the text, reads as a sentence, or is a deeper heading, is a sub line
/// or kicker. Place says little: sub lines are as common as kickers.
///
/// `body` is the body without blanks, `body_lines` its lines.
pub(super) fn choose_main(
    materials: &Materials<'_>,
    units: &[Unit],
    body: &str,
    body_lines: &[usize],
) -> Option<usize> {
    if units.len() <= 1 {
        return units.first().map(|_| 0);
    }
    let lead = first_chars(body, LEAD_CHARS);
    let text = BodyWords {
        body,
        lead_pairs: pairs_of(lead),
        letters: materials.letters,
        lines: body_lines,
    };
    let top = units
        .iter()
        .map(|u| u.heading)
        .filter(|h| *h > 0)
        .min()
        .unwrap_or(0);
    let tells_act = is_act_with_aim(units, body);
    let mut best: Option<(f32, usize)> = None;
    for (k, unit) in units.iter().enumerate() {
        let mut score = main_odds(unit, &text);
        let others = units.iter().enumerate().filter(|(i, _)| *i != k);
        score += prints::main_worth(unit.size, others.map(|(_, u)| u.size));
        if tells_act && k == 1 {
            score += 6.0;
        }
        if k == 0 {
            score -= 0.45;
        } else if k + 1 == units.len() {
            score -= 0.6;
        }
        if unit.heading > top {
            score -= 2.0;
        }
        if unit.opens_heading {
            score += 3.5;
        }
        if best.is_none_or(|(s, _)| score > s) {
            best = Some((score, k));
        }
    }
    best.map(|(_, k)| k)
}

/// The first `n` characters of a text.
fn first_chars(text: &str, n: usize) -> &str {
    let end = text.char_indices().nth(n).map(|(end, _)| end);
    end.and_then(|end| text.get(..end)).unwrap_or(text)
}

/// What officials do, as kickers tell it.
const ACTS: &[&str] = &[
    "会见", "会晤", "调研", "考察", "带队", "召开", "观摩", "走访", "慰问", "检查", "启动",
];

/// Two lines of which the first tells what an official did and the second, in words of its own,
/// what for: official papers set the first as a kicker.
fn is_act_with_aim(units: &[Unit], body: &str) -> bool {
    let [first, last] = units else { return false };
    let names_leaders = units.iter().any(|u| u.text.contains("领导"));
    let has_act = |u: &Unit| ACTS.iter().any(|a| u.text.contains(a));
    let bare: String = last.text.chars().filter(|c| !is_blank(*c)).collect();
    let is_aim = !bare.starts_with(['并', '—', '⸺', '就'])
        && !bare.starts_with("出席")
        && !bare.contains('，')
        && (names_leaders || (!has_act(last) && !body.contains(&bare)));
    units.iter().all(|u| u.heading == 0) && has_act(first) && is_aim
}

/// A body as headline lines are compared with it.
struct BodyWords<'a> {
    body: &'a str,
    lead_pairs: Vec<Gram>,
    letters: &'a Letters,
    lines: &'a [usize],
}

/// How much a line reads as the main one, by its words; in natural-log odds, by judgement.
fn main_odds(unit: &Unit, text: &BodyWords<'_>) -> f32 {
    let bare: String = unit.text.chars().filter(|c| !is_blank(*c)).collect();
    let n_chars = bare.chars().count();
    let own = grams(&bare);
    let n_own = own.len().max(1) as f32;
    let n_in_lead = own.count_among(text.lead_pairs.iter().copied()) as f32;
    let n_in_body = own.count_in_lines(text.letters, text.lines.iter().copied()) as f32;
    let mut odds = 1.8 * (n_in_lead / n_own) - 1.2 * (n_in_body / n_own);
    // The largest letters are those that take most lines.
    odds += 1.2 * (unit.spans.len().min(3) as f32 - 1.0);
    if n_chars >= 4 && text.body.contains(&bare) {
        odds -= if n_chars >= 9 { 3.0 } else { 0.9 };
    }
    if bare.starts_with(['—', '⸺', '―']) {
        odds -= 2.0;
    }
    if bare.contains('，') {
        odds -= 1.0;
    }
    // A clause broken off: "… 的时候", "… 之后".
    if bare.ends_with(['时', '后', '上', '下', '中', '的', '日']) {
        odds -= 0.7;
    }
    if bare.ends_with(['”', '》']) {
        odds += 0.4;
    }
    if first_chars(text.body, 60).contains(first_chars(&bare, 4)) {
        odds += 0.5;
    }
    if is_label(&bare) {
        odds -= 6.0;
    }
    if n_chars <= 5 {
        odds -= 0.3;
    }
    if is_refrain(&bare) {
        odds += 1.5;
    }
    odds
}
