//! What every line is. Lines with marks of their own are told first; between running text and
//! headlines the likeliest sequence over the whole page decides (Viterbi over two states), from
//! widths, punctuation, indents and words broken at line ends. Relies on `lines` and `cues`.

use super::lines::{Line, Role, ends_mid_sentence};
use super::{bylines, cues};
use crate::model::{Page, Span};
use crate::text::{is_han, words};

/// What is true of the whole page.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct PageHabits {
    /// Paragraphs open with an indent that the text still shows.
    pub(super) indents: bool,
    /// Lines are wrapped to columns.
    pub(super) wrapped: bool,
}

/// Reads the page's habits off its lines.
pub(super) fn observe_habits(lines: &[Line]) -> PageHabits {
    let n_lines = lines.len().max(1);
    let n_indented = lines.iter().filter(|l| l.is_indented()).count();
    let n_wrapped = lines.iter().filter(|l| l.column.is_some()).count();
    PageHabits {
        indents: n_indented >= 3 && n_indented * 25 >= n_lines,
        wrapped: n_wrapped * 2 > n_lines,
    }
}

/// Gives every line its role.
pub(super) fn label_lines(lines: &mut [Line], habits: PageHabits) {
    label_marked(lines);
    label_bylines(lines);
    label_captions(lines);
    label_subheads(lines);
    label_rest(lines, habits);
    revise_fragments(lines);
}

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

fn split_broken_byline(page: &Page, last: &Line, line: &Line) -> Option<(Line, Line)> {
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
fn revise_fragments(lines: &mut [Line]) {
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

fn label_marked(lines: &mut [Line]) {
    for line in lines.iter_mut() {
        if cues::is_furniture(&line.text) {
            line.role = Role::Furniture;
        }
    }
}

fn label_bylines(lines: &mut [Line]) {
    let mut i = 0;
    while i < lines.len() {
        let n_lines = byline_at(lines, i);
        for line in lines.iter_mut().skip(i).take(n_lines) {
            line.role = Role::Byline;
        }
        i += n_lines.max(1);
    }
}

/// How many lines from `i` on are one byline.
fn byline_at(lines: &[Line], i: usize) -> usize {
    let Some(line) = lines
        .get(i)
        .filter(|l| l.role == Role::Unknown && l.heading == 0)
    else {
        return 0;
    };
    let is_whole = bylines::is_byline(&line.text);
    if !is_whole && !bylines::opens_byline(&line.text) {
        return 0;
    }
    // A byline glued to its sentence stands at the line's end.
    let is_full = line.is_full() || line.glued;
    let mut joined = line.text.clone();
    let mut n_lines = usize::from(is_whole);
    for (k, next) in lines.iter().enumerate().skip(i + 1).take(2) {
        if next.role != Role::Unknown || next.n_blank_before > 2 {
            break;
        }
        if !bylines::continues(&joined, &next.text, is_full) {
            break;
        }
        joined.push(' ');
        joined.push_str(&next.text);
        n_lines = k - i + 1;
    }
    n_lines
}

fn label_captions(lines: &mut [Line]) {
    for i in 0..lines.len() {
        let Some(line) = lines
            .get(i)
            .filter(|l| l.role == Role::Unknown && l.heading == 0)
        else {
            continue;
        };
        if !cues::is_caption(&line.text) || line.n_chars() > 120 {
            continue;
        }
        let ends = cues::ends_caption(&line.text);
        let opens = !ends || line.text.starts_with(['▲', '△', '▼', '▽', '图']);
        let alone = cues::is_photographer_alone(&line.text);
        let mut first = i;
        if !opens && line.n_blank_before == 0 {
            first = caption_start(lines, i, alone);
        }
        let mut last = i;
        if !ends {
            last = caption_end(lines, i);
        }
        for line in lines.iter_mut().take(last + 1).skip(first) {
            if matches!(line.role, Role::Unknown) {
                line.role = Role::Caption;
            }
        }
    }
}

/// Goes back from a caption's last line over lines that it continues.
fn caption_start(lines: &[Line], i: usize, alone: bool) -> usize {
    let mut first = i;
    while first > 0 && i - first < 3 {
        let (Some(here), Some(before)) = (lines.get(first), lines.get(first - 1)) else {
            break;
        };
        let is_sentence_alone = alone && first == i && before.n_chars() <= 32;
        let joins = before.role == Role::Unknown
            && here.n_blank_before == 0
            && !here.is_indented()
            && (!before.closed || is_sentence_alone)
            && (!before.has_stop || is_sentence_alone)
            && before.heading == 0
            && (before.is_full() || alone)
            && !ends_mid_sentence(&before.text);
        if !joins {
            break;
        }
        first -= 1;
    }
    // A caption of three full lines and more is running text that merely ends like one.
    if i - first >= 3 { i } else { first }
}

/// Goes on from a caption's first line to the line that ends it.
fn caption_end(lines: &[Line], i: usize) -> usize {
    let mut last = i;
    for (k, next) in lines.iter().enumerate().skip(i + 1).take(4) {
        let Some(before) = lines.get(k - 1) else {
            break;
        };
        if next.role == Role::Caption || cues::is_photographer_alone(&next.text) {
            return k;
        }
        let goes_on = next.role == Role::Unknown
            && next.n_blank_before == 0
            && !before.closed
            && before.is_full()
            && !cues::opens_article(&next.text)
            && !next.is_indented();
        if !goes_on {
            break;
        }
        last = k;
    }
    last
}

fn label_subheads(lines: &mut [Line]) {
    let mut i = 0;
    while i < lines.len() {
        let n_lines = subhead_at(lines, i);
        for line in lines.iter_mut().skip(i).take(n_lines) {
            line.role = Role::Subhead;
        }
        i += n_lines.max(1);
    }
}

/// How many lines from `i` on are one marked subhead.
fn subhead_at(lines: &[Line], i: usize) -> usize {
    let Some(line) = lines.get(i).filter(|l| l.role == Role::Unknown) else {
        return 0;
    };
    let bold_inside = line.strong && line.n_chars() <= 30;
    if !bold_inside && (!cues::opens_subhead(&line.text) || line.heading > 0) {
        return 0;
    }
    if line.has_stop || line.closed || ends_mid_sentence(&line.text) || line.n_chars() > 34 {
        return 0;
    }
    let bracket_open = line.text.contains('【') && !line.text.contains('】');
    let Some(next) = lines.get(i + 1).filter(|l| l.role == Role::Unknown) else {
        return 1;
    };
    if bracket_open {
        return if next.text.contains('】') { 2 } else { 0 };
    }
    let wraps = line.is_full() && next.n_blank_before == 0 && !next.is_indented();
    if !wraps || line.column.is_none() {
        return 1;
    }
    if next.closed || next.has_stop || next.text.contains('，') {
        // A paragraph that opens with a mark: running text.
        return usize::from(
            !breaks_word(&line.text, &next.text) && (line.text.contains('】') || !next.is_full()),
        );
    }
    if next.is_full() { 1 } else { 2 }
}

/// Does a word stand across the line break?
pub(super) fn breaks_word(before: &str, after: &str) -> bool {
    let tail: String = {
        let mut tail: Vec<char> = before
            .chars()
            .rev()
            .take(4)
            .take_while(|c| is_word_char(*c))
            .collect();
        tail.reverse();
        tail.into_iter().collect()
    };
    let head: String = after
        .chars()
        .take(4)
        .take_while(|c| is_word_char(*c))
        .collect();
    if tail.is_empty() || head.is_empty() {
        return false;
    }
    let (Some(a), Some(b)) = (tail.chars().next_back(), head.chars().next()) else {
        return false;
    };
    if a.is_ascii_alphanumeric() && b.is_ascii_alphanumeric() {
        return true;
    }
    if a.is_ascii_digit() && UNITS.contains(b) {
        return true;
    }
    if !is_han(a) || !is_han(b) {
        return false;
    }
    let joined = format!("{tail}{head}");
    let at = tail.len();
    let crosses = |span: &Span| span.start < at && at < span.end;
    words::cut(&joined).iter().any(crosses)
}

/// What follows a number broken off at a line's end.
const UNITS: &str = "年月日号时分秒个多万亿余名人元吨公亩米项家次位岁度届条点倍";

fn is_word_char(c: char) -> bool {
    is_han(c) || c.is_ascii_alphanumeric()
}

/// How much more a line looks like running text than like a headline, in natural-log odds by
/// judgement.
fn body_odds(line: &Line, habits: PageHabits) -> f32 {
    let mut odds = 0.0;
    if line.heading > 0 {
        return -9.0;
    }
    if cues::opens_article(&line.text) {
        return 9.0;
    }
    if line.is_indented() {
        odds += if habits.indents { 5.0 } else { 1.0 };
    }
    if line.has_stop {
        odds += 6.0;
    } else if line.closed {
        odds += if line.text.ends_with(['！', '？', '!', '?', '”', '）']) {
            0.3
        } else {
            4.0
        };
    }
    if ends_mid_sentence(&line.text) {
        odds += 4.0;
    }
    if line.text.contains('；') {
        odds += 2.0;
    } else if line.text.contains(['，', ',']) {
        odds += 0.8;
    }
    odds += match line.shortfall() {
        Some(-2..=2) => 1.6,
        // A paragraph's first line whose indent the text has lost.
        Some(3..=5) => 0.6,
        Some(6) => 0.0,
        Some(..-2) => -2.0,
        Some(_) if !line.closed => -1.8,
        Some(_) => 0.0,
        None if line.width >= 84 => 4.0,
        None if line.width >= 60 => 1.0,
        None if !line.closed => -2.0,
        None => 0.0,
    };
    let n_phrases = line
        .text
        .split(' ')
        .filter(|p| p.chars().count() >= 3)
        .count();
    let ends_phrase = |c: char| is_han(c) || c == '”';
    let spaced = line
        .text
        .split(' ')
        .zip(line.text.split(' ').skip(1))
        .any(|(a, b)| a.ends_with(ends_phrase) && b.starts_with(|c| is_han(c) || c == '“'));
    if n_phrases >= 2 && spaced && !line.has_stop {
        odds -= 1.0;
    }
    odds
}

/// How much better a line follows the one before it as running text after running text (and so
/// on) than not, in the same measure: `[from][to]`, 0 for headline, 1 for running text.
fn transition_odds(before: &Line, line: &Line, habits: PageHabits) -> [[f32; 2]; 2] {
    let crossing = !before.closed && breaks_word(&before.text, &line.text);
    let opens = cues::opens_article(&line.text);
    let after_blank = line.n_blank_before > 0;
    let mut odds = [[0.0f32; 2]; 2];
    // Headline to headline.
    odds[0][0] = if crossing && before.heading == 0 {
        1.0
    } else {
        -0.2
    };
    // Headline to running text.
    odds[0][1] = match () {
        () if opens => 1.0,
        () if crossing => -2.0,
        () if line.is_indented() => 0.5,
        () if after_blank => -0.3,
        () => -1.0,
    };
    // Running text to headline.
    odds[1][0] = match () {
        () if before.closed => 0.0,
        () if before.is_full() && before.column.is_some() => {
            if after_blank {
                -2.0
            } else {
                -4.0
            }
        }
        () if before.column.is_none() => -1.5,
        () if after_blank => -1.0,
        () => -3.0,
    };
    // Running text to running text.
    odds[1][1] = match () {
        () if before.closed => 0.0,
        () if opens => -5.0,
        () if line.is_indented() && habits.indents => -4.0,
        () if crossing => 2.5,
        () if ends_mid_sentence(&before.text) => 1.0,
        () => match before.shortfall() {
            Some(-4..=4) => 1.2,
            Some(5..=6) => 0.5,
            Some(7..=8) => -0.8,
            None if before.width >= 56 => 1.2,
            _ => -3.0,
        },
    };
    if !before.closed && before.alone && line.alone {
        let is_short = |l: &Line| l.width < 56 && !l.text.contains(['，', ',', '、']);
        odds[1][1] -= if is_short(before) && is_short(line) {
            4.0
        } else {
            2.0
        };
    }
    if !before.closed && leaves_bracket_open(&before.text) {
        odds[1][1] += 4.0;
        odds[1][0] -= 4.0;
    }
    if line.glued
        || line.text.starts_with([
            '，', '。', '、', '；', '：', '）', '》', '”', '％', '%', ',',
        ])
    {
        odds[1][1] += 6.0;
        odds[0][1] -= 3.0;
    }
    odds
}

/// Does a bracket or quotation opened on the line go on in the next?
fn leaves_bracket_open(text: &str) -> bool {
    [('（', '）'), ('(', ')'), ('《', '》'), ('“', '”')]
        .iter()
        .any(
            |(open, close)| match (text.rfind(*open), text.rfind(*close)) {
                (Some(opened), Some(closed)) => opened > closed,
                (Some(_), None) => true,
                _ => false,
            },
        )
}

fn is_open_role(line: &Line) -> bool {
    line.role == Role::Unknown
}

fn label_rest(lines: &mut [Line], habits: PageHabits) {
    // Viterbi over the lines that are still unknown; the others are passed over, and a byline or
    // a subhead ends what stood before it.
    let open: Vec<usize> = (0..lines.len())
        .filter(|i| lines.get(*i).is_some_and(is_open_role))
        .collect();
    let mut score = [0.0f32; 2];
    let mut back: Vec<[u8; 2]> = Vec::with_capacity(open.len());
    let mut previous: Option<usize> = None;
    for &i in &open {
        let Some(line) = lines.get(i) else { continue };
        let emission = [0.0, body_odds(line, habits)];
        let between = match previous {
            Some(p) => {
                let ended = lines
                    .get(p + 1..i)
                    .unwrap_or(&[])
                    .iter()
                    .any(|l| matches!(l.role, Role::Byline | Role::Subhead));
                match lines.get(p) {
                    Some(before) if !ended => transition_odds(before, line, habits),
                    _ => [[0.0; 2]; 2],
                }
            }
            None => [[0.0; 2]; 2],
        };
        let mut next = [0.0f32; 2];
        let mut from = [0u8; 2];
        for to in 0..2 {
            let stay = [score[0] + between[0][to], score[1] + between[1][to]];
            from[to] = u8::from(stay[1] > stay[0]);
            next[to] = stay[usize::from(from[to])] + emission[to];
        }
        // Only the difference matters; taking the larger off keeps long pages exact.
        let top = next[0].max(next[1]);
        score = [next[0] - top, next[1] - top];
        back.push(from);
        previous = Some(i);
    }
    let mut state = usize::from(score[1] >= score[0]);
    for (k, &i) in open.iter().enumerate().rev() {
        if let Some(line) = lines.get_mut(i) {
            line.role = if state == 1 {
                Role::Body
            } else {
                Role::Display
            };
        }
        state = usize::from(back.get(k).map_or(1, |b| b[state]));
    }
}
