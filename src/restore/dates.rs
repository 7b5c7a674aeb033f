//! Datelines: where they stand in a body, and the day they name. Relies on `model` and `cues`.

use super::cues;
use crate::model::{PartialDate, Span, clip};

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

/// Where the day of a body's dateline stands: in the dateline, or after the reporter's brackets.
fn day_text(body: &str, dateline: Span) -> Option<&str> {
    let inside = clip(body, dateline);
    if let Some(at) = inside.find(|c: char| c.is_ascii_digit()) {
        return inside.get(at..);
    }
    let rest = body.get(dateline.end..)?.trim_start_matches(' ');
    let close = rest
        .find(['）', ')'])
        .filter(|c| *c < 240 && rest.starts_with(['（', '(']))?;
    rest.get(close..)?
        .trim_start_matches(['）', ')', ' '])
        .into()
}

/// A day as printed: year if any, month, day if any.
type PrintedDay = (Option<u16>, u8, Option<u8>);

fn read_day(text: &str) -> Option<(PrintedDay, usize)> {
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
    match day {
        Some((day, n)) => Some(((year, month, Some(day)), at + n)),
        None => Some(((year, month, None), at)),
    }
}

/// A unit with blanks before it.
fn strip_unit(text: &str, unit: char) -> Option<&str> {
    text.trim_start_matches(' ').strip_prefix(unit)
}

fn read_number(text: &str) -> Option<(u32, usize)> {
    let blank = text.len() - text.trim_start_matches(' ').len();
    let digits: String = text
        .get(blank..)?
        .chars()
        .take_while(char::is_ascii_digit)
        .take(4)
        .collect();
    digits.parse().ok().map(|n| (n, blank + digits.len()))
}

/// How many days after its issue a dateline may lie, before it must be of the year before.
const DAYS_AHEAD: i32 = 40;

/// The day an article is of: its dateline's month and day, in the year that the dateline or the
/// issue gives. A dateline without a day gives none.
pub(super) fn date_of(
    body: &str,
    dateline: Option<Span>,
    issue: Option<PartialDate>,
) -> Option<PartialDate> {
    let ((year, month, day), _) = read_day(day_text(body, dateline?)?)?;
    let day = day?;
    if let Some(year) = year {
        return PartialDate::new(year, Some(month), Some(day));
    }
    let issue = issue?;
    let ahead = |year: u16| -> i32 {
        let days = |y: u16, m: u8, d: u8| i32::from(y) * 372 + i32::from(m) * 31 + i32::from(d);
        // An issue known by its month alone appeared at its end at the latest.
        let last = days(
            issue.year,
            issue.month.unwrap_or(12),
            issue.day.unwrap_or(31),
        );
        days(year, month, day) - last
    };
    let year = if issue.month.is_some() && ahead(issue.year) > DAYS_AHEAD {
        issue.year.checked_sub(1)?
    } else {
        issue.year
    };
    PartialDate::new(year, Some(month), Some(day))
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
