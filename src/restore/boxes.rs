//! Boxes set into an article's column ("相关链接", "小贴士"): where one begins, and where the
//! article around it goes on. Relies on `stretches`, `lines`, `joints`, `letters`.

use super::joints::breaks_word;
use super::labels::PageHabits;
use super::letters::{Grams, grams};
use super::lines::{Line, Role};
use super::stretches::Stretch;

/// Words that head a box, alone on a line.
const LABELS: &[&str] = &[
    "相关链接",
    "新闻链接",
    "知识链接",
    "背景链接",
    "政策链接",
    "相关新闻",
    "相关报道",
    "延伸阅读",
    "新闻背景",
    "新闻延伸",
    "背景资料",
    "资料链接",
    "名词解释",
    "小贴士",
    "温馨提示",
    "温馨提醒",
    "特别提醒",
    "特别提示",
    "提醒",
    "链接",
    "背景",
    "小知识",
    "知识点",
    "记者手记",
    "采访手记",
    "编后",
    "短评",
    "新闻纵深",
    "新闻速递",
    "专家提醒",
    "专家建议",
    "相关阅读",
    "人物简介",
    "人物名片",
    "新闻人物",
    "数读",
    "对话",
    "声音",
    "旁白",
    "记者观察",
    "相关知识",
    "新闻助读",
];

/// No label is longer, its marks and blanks included.
pub(super) const LABEL_CHARS: usize = 14;

/// Characters of a label without them.
const LABEL_CORE: std::ops::RangeInclusive<usize> = 2..=4;

/// Does the line head a box?
pub(super) fn is_label(text: &str) -> bool {
    if text.chars().nth(LABEL_CHARS).is_some() {
        return false;
    }
    let is_of_label = |c: &char| !c.is_whitespace() && !is_mark(*c);
    let n_chars = text.chars().filter(is_of_label).count();
    if !LABEL_CORE.contains(&n_chars) {
        return false;
    }
    let core: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    LABELS.contains(&core.trim_matches(is_mark))
}

/// A mark around a label.
fn is_mark(c: char) -> bool {
    matches!(
        c,
        '【' | '】'
            | '［'
            | '］'
            | '['
            | ']'
            | '■'
            | '□'
            | '▶'
            | '►'
            | '●'
            | '◆'
            | '◇'
            | '★'
            | '☆'
            | '：'
            | ':'
            | '>'
            | '＞'
            | '·'
            | '•'
            | '|'
            | '—'
            | '▲'
            | '▼'
            | '〉'
            | '〈'
    )
}

/// What a stretch is to the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Nothing is known.
    Plain,
    /// The text of a box.
    InBox,
    /// The article around a box, going on after it.
    AfterBox,
}

/// Cuts every stretch that a box begins at the line where the article around it goes on.
pub(super) fn part_boxes(
    lines: &[Line],
    stretches: Vec<Stretch>,
    habits: PageHabits,
) -> (Vec<Stretch>, Vec<Place>) {
    let mut parted: Vec<Stretch> = Vec::with_capacity(stretches.len());
    let mut places = Vec::with_capacity(stretches.len());
    for mut stretch in stretches {
        if !opens_box(lines, &stretch) {
            parted.push(stretch);
            places.push(Place::Plain);
            continue;
        }
        let host = parted.last().filter(|host| host.bylines.is_empty());
        let resumes = host.and_then(|host| find_resumption(lines, host, &stretch, habits));
        let rest = resumes.map(|at| Stretch {
            lines: stretch.lines.split_off(at),
            bylines: std::mem::take(&mut stretch.bylines),
            ..Stretch::default()
        });
        parted.push(stretch);
        places.push(Place::InBox);
        if let Some(rest) = rest {
            parted.push(rest);
            places.push(Place::AfterBox);
        }
    }
    (parted, places)
}

/// So many headline lines a box has at most, its label among them.
const BOX_HEADLINES: usize = 4;

fn opens_box(lines: &[Line], stretch: &Stretch) -> bool {
    let last = stretch.displays.iter().rev().take(BOX_HEADLINES);
    !stretch.opens
        && stretch.head_bylines.is_empty()
        && last
            .filter_map(|i| lines.get(*i))
            .any(|l| is_label(&l.text))
}

/// What a box and the text around it are compared by.
struct Host<'a> {
    last: &'a Line,
    /// The width of its full lines.
    width: usize,
    words: Grams,
}

/// No box is longer, in lines.
const BOX_LINES: usize = 120;

/// So many lines tell a text's width and words.
const NEAR: usize = 14;

/// The place in a box's stretch where the text before the box goes on, if it does.
fn find_resumption(
    lines: &[Line],
    host: &Stretch,
    stretch: &Stretch,
    habits: PageHabits,
) -> Option<usize> {
    let text_of = |places: &[usize]| -> String {
        let texts = places.iter().filter_map(|i| lines.get(*i));
        texts.map(|l| l.text.as_str()).collect()
    };
    let tail = host.lines.get(host.lines.len().saturating_sub(NEAR)..)?;
    let host = Host {
        last: lines.get(host.last())?,
        width: widest(lines, tail),
        words: grams(&text_of(&host.lines)),
    };
    if host.last.role != Role::Body {
        return None;
    }
    let is_broken = !host.last.closed;
    let mut best = (if is_broken { -3.0 } else { 0.6 }, None);
    for at in 1..stretch.lines.len().min(BOX_LINES) {
        let (boxed, rest) = stretch.lines.split_at(at);
        let (Some(before), Some(next)) = (
            boxed.last().and_then(|i| lines.get(*i)),
            rest.first().and_then(|i| lines.get(*i)),
        ) else {
            continue;
        };
        if !before.closed {
            continue;
        }
        let rest = rest.get(..NEAR.min(rest.len())).unwrap_or(rest);
        let words = grams(&text_of(rest));
        let odds = join_odds(&host, next, habits)
            + width_odds(lines, host.width, boxed, rest)
            + 15.0 * (share(&words, &host.words) - share(&words, &grams(&text_of(boxed))))
            + if next.n_blank_before > 0 { 0.4 } else { 0.0 }
            // Boxes are rarely signed.
            + if stretch.bylines.is_empty() { 0.0 } else { 1.5 };
        if odds > best.0 {
            best = (odds, Some(at));
        }
    }
    best.1
}

/// How well a line goes on where the text before the box left off.
fn join_odds(host: &Host<'_>, next: &Line, habits: PageHabits) -> f32 {
    let begins_paragraph = habits.indents && next.is_indented();
    if next.role == Role::Subhead {
        // Nor have they sections.
        return if host.last.closed { 1.2 } else { -3.0 };
    }
    if host.last.closed {
        return if habits.indents && !begins_paragraph {
            -1.5
        } else {
            0.0
        };
    }
    let mut odds = if begins_paragraph { -4.0 } else { 0.0 };
    if breaks_word(&host.last.text, &next.text) {
        odds += 2.5;
    }
    if next
        .text
        .starts_with(['，', '。', '、', '；', '：', '）', '》', '”'])
    {
        odds += 3.0;
    }
    odds
}

/// Boxes are narrower than the column they stand in: lines as wide as before are the article's.
fn width_odds(lines: &[Line], host: usize, boxed: &[usize], rest: &[usize]) -> f32 {
    let (in_box, after) = (widest(lines, boxed), widest(lines, rest));
    let is_wrapped = |w: usize| (12..=110).contains(&w);
    if !is_wrapped(host) || !is_wrapped(in_box) || boxed.len() < 2 {
        return 0.0;
    }
    match (in_box.abs_diff(host) >= 2, after.abs_diff(host) <= 1) {
        (true, true) => 2.5,
        (true, false) if rest.len() >= 2 => -2.5,
        (false, _) => -0.5,
        (true, false) => 0.0,
    }
}

fn widest(lines: &[Line], places: &[usize]) -> usize {
    let widths = places.iter().filter_map(|i| lines.get(*i)).map(|l| {
        // An indent counts, or a paragraph's first line would be narrower.
        l.width + if l.is_indented() { 4 } else { 0 }
    });
    widths.max().unwrap_or(0)
}

/// How much of `words` another text has, 0..=1.
fn share(words: &Grams, other: &Grams) -> f32 {
    let n = words.iter().filter(|g| other.contains(**g)).count();
    n as f32 / words.len().max(1) as f32
}
