//! Datelines: where they stand in a body, and the day they print. Relies on `model` and `cues`.

use super::cues;
use crate::model::{Span, clip};

/// The dateline of a body: its source ("本报讯") and the day that follows it directly.
pub(super) fn find_dateline(body: &str) -> Option<Span> {
    let n_source = cues::dateline_len(body)?;
    let rest = body.get(n_source..)?;
    let after = rest.trim_start_matches(' ');
    let gap = rest.len() - after.len();
    for word in ["近日", "日前", "昨日", "昨天", "今日", "今天"] {
        if after.starts_with(word) {
            return Some(Span::new(0, n_source + gap + word.len()));
        }
    }
    let n_day = read_day(after).map_or(0, |(_, n)| gap + n);
    Some(Span::new(0, n_source + n_day))
}

/// A day as printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PrintedDay {
    /// The year, where it is printed.
    pub(super) year: Option<u16>,
    pub(super) month: u8,
    pub(super) day: u8,
    /// Where in the body.
    pub(super) span: Span,
}

/// The day inside a body's dateline: "新华社北京8月21日电".
pub(super) fn day_inside(body: &str, dateline: Span) -> Option<PrintedDay> {
    let inside = clip(body, dateline);
    let at = inside.find(|c: char| c.is_ascii_digit())?;
    day_at(body, dateline.start + at)
}

/// The day printed at a byte of a body; of several days ("至", "、") none.
pub(super) fn day_at(body: &str, at: usize) -> Option<PrintedDay> {
    let ((year, month, day), n) = read_day(body.get(at..)?)?;
    let span = Span::new(at, at + n);
    day.map(|day| PrintedDay {
        year,
        month,
        day,
        span,
    })
}

/// Where the text begins, after dateline and brackets that name reporters.
pub(super) fn opening_at(body: &str, dateline: Option<Span>) -> usize {
    let mut at = dateline.map_or(0, |span| span.end);
    // "本报讯", "（记者 …）", and seldom a column's name before them.
    for _ in 0..3 {
        let rest = body.get(at..).unwrap_or_default();
        let text = rest.trim_start_matches([' ', '\n']);
        at += rest.len() - text.len();
        let is_open = text.starts_with(['（', '(', '【']);
        let close = Some(text)
            .filter(|_| is_open)
            .and_then(|text| text.find(['）', ')', '】']))
            .filter(|c| *c < 240);
        let Some((close, mark)) = close.zip(close.and_then(|c| text.get(c..)?.chars().next()))
        else {
            break;
        };
        let is_day = text.chars().nth(1).is_some_and(|c| c.is_ascii_digit());
        if is_day {
            // "（8月21日）"
            return at + text.chars().next().map_or(0, char::len_utf8);
        }
        at += close + mark.len_utf8();
    }
    at
}

/// How far into its text an article names its day, in characters.
const N_OPENING_CHARS: usize = 40;

/// The first day in the opening of a text: "锣鼓一响，人潮涌动。10月8日晚，…".
pub(super) fn day_in_opening(body: &str, opening: usize) -> Option<PrintedDay> {
    const BOUNDS: [&str; 7] = ["截至", "截止", "自", "从", "至", "到", "于"];
    let rest = body.get(opening..)?;
    let text = rest.get(..rest.find('\n').unwrap_or(rest.len()))?;
    let at = text
        .char_indices()
        .take(N_OPENING_CHARS)
        .map(|(at, _)| at)
        .find(|at| {
            let before = text.get(..*at).unwrap_or_default();
            !before.ends_with(|c: char| c.is_ascii_digit() || c == '年')
                && read_day(text.get(*at..).unwrap_or_default())
                    .is_some_and(|((_, _, day), _)| day.is_some())
        })?;
    let is_bound = BOUNDS
        .iter()
        .any(|word| text.get(..at).unwrap_or_default().ends_with(word));
    let found = day_at(body, opening + at).filter(|_| !is_bound)?;
    let after = clip(body, Span::new(found.span.end, body.len()));
    (!after.starts_with(['前', '起', '止', '后'])).then_some(found)
}

/// Year if any, month, day if any.
type Day = (Option<u16>, u8, Option<u8>);

fn read_day(text: &str) -> Option<(Day, usize)> {
    let mut at = 0;
    let mut year = None;
    let (first, n) = read_number(text)?;
    let mut number = first;
    let mut rest = text.get(n..)?;
    at += n;
    if let Some(after) = strip_unit(rest, '年') {
        year = u16::try_from(number)
            .ok()
            .filter(|y| (1900..=2199).contains(y));
        year?;
        at += rest.len() - after.len();
        let (month, n) = read_number(after)?;
        number = month;
        rest = after.get(n..)?;
        at += n;
    }
    let after = strip_unit(rest, '月')?;
    at += rest.len() - after.len();
    let month = u8::try_from(number).ok().filter(|m| (1..=12).contains(m))?;
    let day = read_number(after).and_then(|(day, n)| {
        let left = after.get(n..)?;
        let beyond = strip_unit(left, '日').or_else(|| strip_unit(left, '号'))?;
        let day = u8::try_from(day).ok().filter(|d| (1..=31).contains(d))?;
        Some((day, after.len() - beyond.len()))
    });
    let is_first_of_several = |n: usize| {
        let after = after.get(n..).unwrap_or_default().trim_start_matches(' ');
        after.starts_with(['至', '到', '—', '-', '－', '～', '~', '、'])
    };
    match day {
        Some((_, n)) if is_first_of_several(n) => None,
        Some((day, n)) => Some(((year, month, Some(day)), at + n)),
        None => Some(((year, month, None), at)),
    }
}

/// A unit with blanks before it.
pub(super) fn strip_unit(text: &str, unit: char) -> Option<&str> {
    text.trim_start_matches(' ').strip_prefix(unit)
}

/// A number of Arabic digits with blanks before it, and how many bytes both take.
pub(super) fn read_number(text: &str) -> Option<(u32, usize)> {
    let blank = text.len() - text.trim_start_matches(' ').len();
    let digits: String = text
        .get(blank..)?
        .chars()
        .take_while(char::is_ascii_digit)
        .take(4)
        .collect();
    digits.parse().ok().map(|n| (n, blank + digits.len()))
}

/// The reporter named in the opening: `记者 …` inside "本报讯（记者 …）".
pub(super) fn find_opening_byline(body: &str, dateline: Option<Span>) -> Option<Span> {
    let from = match dateline {
        Some(span) => span.end,
        None => 0,
    };
    let first = body.get(..body.find('\n').unwrap_or(body.len()))?;
    let rest = first.get(from..)?;
    let n_before: usize = rest
        .chars()
        .take_while(|c| !matches!(c, '（' | '('))
        .map(char::len_utf8)
        .sum();
    let before = rest.get(..n_before)?;
    if before.chars().count() > 14 || before.contains(['，', '。']) {
        return None;
    }
    let open = rest.get(n_before..)?;
    let inner_at = open.chars().next()?.len_utf8();
    let close = open.find(['）', ')']).filter(|c| *c < 240)?;
    let inner = open.get(inner_at..close)?;
    let trimmed = inner.trim();
    let lead = inner.len() - inner.trim_start().len();
    let start = from + n_before + inner_at + lead;
    (super::bylines::is_byline(trimmed) && !trimmed.is_empty())
        .then_some(Span::new(start, start + trimmed.len()))
}
