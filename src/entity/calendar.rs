//! Dates: calendar dates, times of day, holidays, and the words that place news on the calendar.
//! A hand-written scanner over characters; durations ("23年", "三个月") are no dates.

use super::kinds::{HOLIDAYS, RELATIVE_DAYS, WordsAtPlaces, YEAR_TAILS};
use super::line::Line;
use super::numeral::{NUMERALS, read_numeral};
use super::word_set::WordSet;
use crate::model::EntityKind;
use crate::text::CharSieve;
use std::sync::LazyLock;

static RELATIVE_YEARS: WordsAtPlaces = LazyLock::new(|| {
    WordSet::of([
        "今年",
        "去年",
        "明年",
        "当年",
        "本年度",
        "同年",
        "次年",
        "翌年",
        "上年",
        "本年",
    ])
});

static RELATIVE_MONTHS: WordsAtPlaces = LazyLock::new(|| {
    WordSet::of([
        "本月",
        "上月",
        "下月",
        "上个月",
        "下个月",
        "当月",
        "同月",
        "次月",
    ])
});

static HOLIDAY_TAILS: WordsAtPlaces = LazyLock::new(|| {
    WordSet::of([
        "假期期间",
        "长假期间",
        "小长假期间",
        "小长假",
        "黄金周期间",
        "黄金周",
        "假期",
        "长假",
        "期间",
        "前夕",
        "前后",
        "当天",
        "当日",
    ])
});

static DAY_PARTS: WordsAtPlaces = LazyLock::new(|| {
    WordSet::of([
        "一大早",
        "凌晨",
        "清晨",
        "早晨",
        "早上",
        "上午",
        "中午",
        "正午",
        "下午",
        "午后",
        "午间",
        "傍晚",
        "晚间",
        "晚上",
        "深夜",
        "夜间",
        "晚",
        "夜",
        "早",
    ])
});

static SEASONS: WordsAtPlaces = LazyLock::new(|| {
    WordSet::of([
        "春季",
        "夏季",
        "秋季",
        "冬季",
        "春天",
        "夏天",
        "秋天",
        "冬天",
        "春节",
        "开春",
        "入冬",
        "入夏",
        "入秋",
        "暑期",
        "国庆节",
        "国庆",
        "中秋",
        "五一",
    ])
});

static MONTH_TAILS: WordsAtPlaces = LazyLock::new(|| {
    WordSet::of([
        "上旬", "中旬", "下旬", "月初", "月底", "底", "初", "末", "中",
    ])
});

/// What stands before a decade.
const CENTURIES: &[&str] = &["上世纪", "本世纪", "上个世纪"];

/// Whose day a named day is.
const KEEPERS: &[&str] = &["世界", "国际", "全国", "全民"];

/// Months that are not numbered.
const NAMED_MONTHS: &[&str] = &["正月", "腊月", "冬月"];

/// The characters that a date may begin with: a twentieth of a text.
static STARTS: LazyLock<CharSieve> = LazyLock::new(|| {
    let lists = [
        &RELATIVE_YEARS,
        &RELATIVE_MONTHS,
        &DAY_PARTS,
        &SEASONS,
        &HOLIDAYS,
        &RELATIVE_DAYS,
    ];
    let others = [CENTURIES, KEEPERS, NAMED_MONTHS, &[NUMERALS, "O前"]];
    lists
        .iter()
        .flat_map(|words| words.firsts())
        .chain(others.into_iter().flatten().flat_map(|word| word.chars()))
        .collect()
});

/// Claims every date of a line.
pub(super) fn mark_dates(line: &mut Line) {
    let starts = &*STARTS;
    let mut i = 0;
    while i < line.len() {
        if !starts.may_hold(line.at(i)) {
            i += 1;
            continue;
        }
        match read_date(line, i) {
            Some(end) if line.claim(i, end, EntityKind::Date) => i = end,
            _ => i += 1,
        }
    }
}

/// The length in characters of the first of `words` that stands at a place; 0 when none does.
fn one_of(line: &Line, i: usize, words: &[&str]) -> usize {
    words
        .iter()
        .filter(|word| line.starts_with(i, word))
        .map(|word| word.chars().count())
        .max()
        .unwrap_or(0)
}

/// A date or a range of dates from a place: where it ends.
fn read_date(line: &Line, i: usize) -> Option<usize> {
    let mut end = read_point(line, i, false)?;
    let sign = line.at(end);
    let after_sign = if line.starts_with(end, "——") || line.starts_with(end, "--") {
        end + 2
    } else {
        end + 1
    };
    if matches!(sign, '至' | '到' | '~' | '—' | '-')
        && !(sign == '到' && matches!(line.before(i), '从' | '由' | '自'))
        && let Some(range_end) = read_point(line, after_sign, true)
    {
        end = range_end;
    }
    if line.starts_with(end, "以来") {
        end += 2;
    }
    Some(end)
}

/// One date from a place; at the end of a range, a bare hour or day counts too.
fn read_point(line: &Line, i: usize, ends_range: bool) -> Option<usize> {
    let before = line.before(i);
    if before.is_ascii_digit() || matches!(before, '.' | '第') {
        return None;
    }
    read_decade(line, i)
        .or_else(|| read_year_first(line, i))
        .or_else(|| read_month_first(line, i))
        .or_else(|| read_day_first(line, i))
        .or_else(|| read_first_months(line, i))
        .or_else(|| read_named_day(line, i))
        .or_else(|| read_word(line, i))
        .or_else(|| read_clock(line, i, ends_range))
}

/// "上世纪八十年代", "20世纪90年代初", "九十年代".
fn read_decade(line: &Line, i: usize) -> Option<usize> {
    let mut at = i + one_of(line, i, CENTURIES);
    if at == i
        && let Some(century) = read_numeral(line, i)
        && line.starts_with(century.end, "世纪")
    {
        at = century.end + 2;
    }
    match read_numeral(line, at) {
        Some(decade) if line.starts_with(decade.end, "年代") => {
            let end = decade.end + 2;
            Some(
                end + one_of(
                    line,
                    end,
                    &["初期", "初", "中期", "末期", "末", "后期", "中后期", "以来"],
                ),
            )
        }
        _ if at > i => Some(at + one_of(line, at, &["初", "末"])),
        _ => None,
    }
}

/// Where a year of four digits and its 年 end.
fn read_year(line: &Line, i: usize) -> Option<usize> {
    let is_digit = |c: char| {
        c.is_ascii_digit()
            || matches!(
                c,
                '〇' | '○'
                    | '零'
                    | '一'
                    | '二'
                    | '三'
                    | '四'
                    | '五'
                    | '六'
                    | '七'
                    | '八'
                    | '九'
                    | 'O'
            )
    };
    let n_digits = (i..i + 5).take_while(|k| is_digit(line.at(*k))).count();
    let first_is_right = matches!(line.at(i), '1' | '2' | '一' | '二');
    // Two digits are a year only where a month follows ("78年3月").
    let is_short_year = n_digits == 2
        && line.at(i).is_ascii_digit()
        && line.at(i + 2) == '年'
        && read_numeral(line, i + 3).is_some_and(|month| line.at(month.end) == '月');
    ((n_digits == 4 && first_is_right && line.at(i + 4) == '年') || is_short_year)
        .then_some(i + n_digits + 1)
}

/// Dates that begin with a year, by number or by word.
fn read_year_first(line: &Line, i: usize) -> Option<usize> {
    let word_len = RELATIVE_YEARS.len_at(line, i);
    let mut end = match read_year(line, i) {
        Some(end) => end,
        None if word_len > 0 => i + word_len,
        None => return None,
    };
    if word_len == 0 && line.starts_with(end, "代") {
        return None;
    }
    if word_len == 0 && line.at(end) == '度' {
        return Some(end + 1);
    }
    if let Some(month_end) = read_month(line, end) {
        return Some(read_after_month(line, month_end));
    }
    let tail = YEAR_TAILS.len_at(line, end);
    if tail > 0 {
        end += tail;
        return Some(end);
    }
    let holiday = HOLIDAYS.len_at(line, end);
    if holiday > 0 {
        end += holiday;
        return Some(end + HOLIDAY_TAILS.len_at(line, end));
    }
    Some(read_first_months(line, end).unwrap_or(end))
}

/// "前八个月" behind a year or by itself.
fn read_first_months(line: &Line, i: usize) -> Option<usize> {
    if line.at(i) != '前' {
        return None;
    }
    let count = read_numeral(line, i + 1)?;
    (line.starts_with(count.end, "个月") && count.value <= 12.0).then_some(count.end + 2)
}

/// "国际禁毒日", "世界读书日": days that the world or the country keeps.
fn read_named_day(line: &Line, i: usize) -> Option<usize> {
    if one_of(line, i, KEEPERS) == 0 {
        return None;
    }
    let end = (i + 4..i + 10).find(|end| line.before(*end) == '日')?;
    let is_word = (i..end).all(|k| {
        !line.is_break(k)
            && !line.at(k).is_ascii_digit()
            && !"二三四五六七八九十的在于为".contains(line.at(k))
    });
    let is_paper = line.at(end) == '报' || line.at(end) == '前' || line.at(end) == '本';
    (is_word && !is_paper).then_some(end)
}

/// Where a month and its 月 end; "个月" and "月份" see to themselves.
fn read_month(line: &Line, i: usize) -> Option<usize> {
    let months = one_of(line, i, NAMED_MONTHS);
    if months > 0 {
        return Some(i + months);
    }
    let mut month = read_numeral(line, i)?;
    // "1至6月".
    if matches!(line.at(month.end), '至' | '-' | '~' | '—')
        && let Some(last) = read_numeral(line, month.end + 1)
        && line.at(last.end) == '月'
        && last.value > month.value
    {
        month = last;
    }
    (line.at(month.end) == '月' && (1.0..=12.0).contains(&month.value) && month.is_plain)
        .then_some(month.end + 1)
}

/// The rest of a date behind its month: day, ten days, part of the day.
fn read_after_month(line: &Line, month_end: usize) -> usize {
    if line.at(month_end) == '份' {
        return month_end + 1;
    }
    if let Some(day_end) = read_day(line, month_end) {
        return read_after_day(line, day_end);
    }
    month_end + MONTH_TAILS.len_at(line, month_end)
}

fn read_day(line: &Line, i: usize) -> Option<usize> {
    if line.at(i) == '初' {
        let day = read_numeral(line, i + 1)?;
        return (day.value <= 10.0).then_some(day.end);
    }
    let day = read_numeral(line, i)?;
    let fits = (1.0..=31.0).contains(&day.value) && day.is_plain;
    if fits && matches!(line.at(day.end), '日' | '号') {
        return Some(day.end + 1);
    }
    // "3月5-7日": the first day of a range has no 日.
    let is_range = fits && matches!(line.at(day.end), '-' | '~' | '至' | '—');
    (is_range
        && read_numeral(line, day.end + 1)
            .is_some_and(|last| matches!(line.at(last.end), '日' | '号')))
    .then_some(day.end)
}

/// "上午9时30分", "晚" behind a day.
fn read_after_day(line: &Line, day_end: usize) -> usize {
    let part = DAY_PARTS.len_at(line, day_end);
    read_hour(line, day_end + part).unwrap_or(day_end + part)
}

/// Where an hour ends: "9时", "9时30分", "8点半", "14:30".
fn read_hour(line: &Line, i: usize) -> Option<usize> {
    let hour = read_numeral(line, i)?;
    if hour.value > 24.0 || !hour.is_plain {
        return None;
    }
    let mark = line.at(hour.end);
    let minute = read_numeral(line, hour.end + 1).filter(|m| m.value < 60.0 && m.is_plain);
    if mark == '：' {
        return minute.filter(|m| m.end == hour.end + 3).map(|m| m.end);
    }
    if !matches!(mark, '时' | '点') {
        return None;
    }
    if line.at(hour.end + 1) == '半'
        || line.at(hour.end + 1) == '许'
        || line.at(hour.end + 1) == '整'
    {
        return Some(hour.end + 2);
    }
    match minute {
        Some(m) if line.at(m.end) == '分' => Some(m.end + 1),
        _ if mark == '点' && line.at(hour.end + 1) == '钟' => Some(hour.end + 2),
        _ => Some(hour.end + 1),
    }
}

fn read_month_first(line: &Line, i: usize) -> Option<usize> {
    let word = RELATIVE_MONTHS.len_at(line, i);
    if word > 0 {
        return Some(read_after_month(line, i + word));
    }
    Some(read_after_month(line, read_month(line, i)?))
}

/// A day without its month ("12日", "5日上午").
fn read_day_first(line: &Line, i: usize) -> Option<usize> {
    let day = read_numeral(line, i)?;
    let fits = (1.0..=31.0).contains(&day.value) && day.is_plain && line.at(day.end) == '日';
    let is_duration = line.starts_with(day.end, "日游")
        || line.starts_with(day.end, "日内")
        || line.starts_with(day.end, "日元");
    let is_range = (1.0..=31.0).contains(&day.value)
        && matches!(line.at(day.end), '至' | '-' | '~' | '—')
        && read_numeral(line, day.end + 1).is_some_and(|last| {
            last.value > day.value && last.value <= 31.0 && line.at(last.end) == '日'
        });
    if is_range {
        return Some(day.end);
    }
    (fits && !is_duration).then(|| read_after_day(line, day.end + 1))
}

/// Words that are dates, holidays among them.
fn read_word(line: &Line, i: usize) -> Option<usize> {
    let holiday = HOLIDAYS.len_at(line, i);
    if holiday > 0 {
        let end = i + holiday;
        let tail = HOLIDAY_TAILS.len_at(line, end);
        if tail == 0
            && let Some(clock) = read_clock(line, end, false)
        {
            return Some(clock);
        }
        // "五一" and short names of days are also names of roads, schools and the like.
        let needs_tail = holiday <= 2
            && !matches!(
                line.text(i, end),
                "春节" | "国庆" | "元旦" | "除夕" | "中秋" | "端午" | "清明" | "重阳" | "元宵"
            );
        return (tail > 0 || !needs_tail).then_some(end + tail);
    }
    let word = RELATIVE_DAYS.len_at(line, i);
    if word == 0 {
        let season = SEASONS.len_at(line, i);
        return (season >= 2)
            .then_some(i + season)
            .filter(|_| line.starts_with(i, "今") || line.starts_with(i, "去"));
    }
    let end = i + word;
    let is_day = line.before(end) == '天' || line.before(end) == '日';
    if line
        .token_at(i)
        .is_some_and(|token| token.start < i && token.n_chars() > 1)
    {
        return None;
    }
    Some(
        if is_day && word == 2 && !matches!(line.text(i, end), "近日") {
            read_after_day(line, end)
        } else {
            end
        },
    )
}

/// A part of the day with its hour, or an hour of the clock.
fn read_clock(line: &Line, i: usize, ends_range: bool) -> Option<usize> {
    let part = DAY_PARTS.len_at(line, i);
    if part >= 2 {
        return read_hour(line, i + part).or_else(|| {
            let stands_alone = line.is_break(i + part) && (i == 0 || line.is_break(i - 1));
            stands_alone.then_some(i + part)
        });
    }
    let end = read_hour(line, i)?;
    let has_minutes =
        line.before(end) == '分' || line.text(i, end).contains('：') || line.before(end) == '许';
    (ends_range
        || has_minutes
        || (line.before(end) == '时'
            && line.at(i).is_ascii_digit()
            && !line.starts_with(end, "代")))
    .then_some(end)
}
