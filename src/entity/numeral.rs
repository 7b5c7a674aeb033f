//! Numerals and quantities: a number from two up with its measure word or unit.

use super::lexicon::Class;
use super::line::Line;
use crate::model::EntityKind;
use crate::text::{chinese_digit, power_of_ten};

/// A number in a line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Numeral {
    /// Where it ends.
    pub(super) end: usize,
    /// Its value, as near as it matters.
    pub(super) value: f64,
    /// Is it whole and without 万, 多 and the like?
    pub(super) is_plain: bool,
    /// Is it in Chinese digits?
    pub(super) is_chinese: bool,
}

/// What a number may begin with.
pub(super) const NUMERALS: &str = "0123456789〇一二三四五六七八九零○两几数十百千万亿";

fn digit_value(c: char) -> Option<f64> {
    match c {
        // Some few: what matters is that it is a number.
        '几' | '数' => Some(5.0),
        _ => chinese_digit(c).map(f64::from),
    }
}

fn power_value(c: char) -> Option<f64> {
    power_of_ten(c).map(f64::from)
}

/// Can a number begin with this character?
fn begins_numeral(c: char) -> bool {
    c.is_ascii_digit() || digit_value(c).is_some() || power_value(c).is_some()
}

/// The number that starts at a place, in Arabic or Chinese digits, with 万, 亿 and 多, 余.
pub(super) fn read_numeral(line: &Line, i: usize) -> Option<Numeral> {
    let mut number = if line.at(i).is_ascii_digit() {
        read_arabic(line, i)
    } else {
        read_chinese(line, i)?
    };
    while let Some(power) = power_value(line.at(number.end))
        && !begins_unit(line, number.end)
    {
        number.end += 1;
        number.value *= power;
        number.is_plain = false;
    }
    // "3亿2000万".
    if matches!(line.before(number.end), '亿' | '万')
        && line.at(number.end).is_ascii_digit()
        && let Some(rest) = read_numeral(line, number.end)
        && !rest.is_plain
        && rest.value < number.value
        && matches!(line.before(rest.end), '万' | '千')
    {
        number.end = rest.end;
        number.value += rest.value;
    }
    if matches!(line.at(number.end), '多' | '余' | '来' | '几') && number.value >= 10.0 {
        number.end += 1;
        number.is_plain = false;
        while let Some(power) = power_value(line.at(number.end)) {
            number.end += 1;
            number.value *= power;
        }
    }
    Some(number)
}

/// 千瓦, 千米, 千克: the 千 is the unit's.
fn begins_unit(line: &Line, i: usize) -> bool {
    line.at(i) == '千' && matches!(line.at(i + 1), '瓦' | '米' | '克' | '卡' | '伏' | '赫')
}

fn read_arabic(line: &Line, i: usize) -> Numeral {
    let mut end = i;
    let mut value = 0.0;
    let mut scale = 0.0;
    loop {
        let c = line.at(end);
        if let Some(digit) = c.to_digit(10) {
            if scale > 0.0 {
                value += f64::from(digit) * scale;
                scale /= 10.0;
            } else {
                value = value * 10.0 + f64::from(digit);
            }
        } else if c == '.' && scale == 0.0 && line.at(end + 1).is_ascii_digit() {
            scale = 0.1;
        } else if !(c == ',' && line.at(end + 1).is_ascii_digit()) {
            break;
        }
        end += 1;
    }
    Numeral {
        end,
        value,
        is_plain: scale == 0.0,
        is_chinese: false,
    }
}

/// Chinese digits with their powers of ten ("三百九十", "十六", "二〇一九", "几十").
fn read_chinese(line: &Line, i: usize) -> Option<Numeral> {
    let (mut total, mut section, mut digit) = (0.0, 0.0, None::<f64>);
    let mut end = i;
    let mut n_digits = 0;
    let mut is_plain = true;
    loop {
        let c = line.at(end);
        if let Some(d) = digit_value(c) {
            is_plain &= !matches!(c, '几' | '数');
            digit = Some(digit.map_or(d, |before| before * 10.0 + d));
            n_digits += 1;
        } else if let Some(power) = power_value(c) {
            if power >= 1e4 {
                total =
                    (total + section + digit.take().unwrap_or(if end == i { 1.0 } else { 0.0 }))
                        * power;
                section = 0.0;
            } else {
                section += digit.take().unwrap_or(1.0) * power;
            }
        } else if c == '点'
            && line.at(end + 1) != '钟'
            && digit_value(line.at(end + 1)).is_some()
            && n_digits > 0
            && digit_value(line.at(end + 2)).is_none()
            && !matches!(line.at(end + 2), '十' | '分')
        {
            is_plain = false;
        } else {
            break;
        }
        end += 1;
    }
    // "几" and "数" alone are no numbers, nor is a zero.
    let is_vague = end == i + 1 && matches!(line.at(i), '几' | '数' | '零' | '〇');
    (end > i && !is_vague).then(|| Numeral {
        end,
        value: total + section + digit.unwrap_or(0.0),
        is_plain,
        is_chinese: true,
    })
}

/// Claims every quantity of a line.
pub(super) fn mark_quantities(line: &mut Line) {
    let mut i = 0;
    while i < line.len() {
        let c = line.at(i);
        if !begins_numeral(c) && !matches!(c, '上' | '成') {
            i += 1;
            continue;
        }
        match read_quantity(line, i) {
            Some(end) if line.claim(i, end, EntityKind::Quantity) => i = end,
            _ => {
                // The rest of a number is no number of its own.
                i = read_numeral(line, i).map_or(i + 1, |number| number.end.max(i + 1));
            }
        }
    }
}

/// A quantity from a place: where it ends.
fn read_quantity(line: &Line, i: usize) -> Option<usize> {
    let before = line.before(i);
    if before.is_ascii_alphanumeric()
        || matches!(before, '第' | '.' | '初' | '-')
        || digit_or_power(before)
    {
        return None;
    }
    if let Some(end) = read_fraction(line, i) {
        return Some(end);
    }
    let i_number =
        if matches!(line.at(i), '上' | '成') && matches!(line.at(i + 1), '百' | '千' | '万') {
            i + 1
        } else {
            i
        };
    let mut number = read_numeral(line, i_number)?;
    // A range has its unit once: "8至10名".
    if matches!(line.at(number.end), '至' | '-' | '~' | '—')
        && let Some(last) = read_numeral(line, number.end + 1)
        && last.value > number.value
    {
        number = last;
    }
    let is_bare_power = i_number == i
        && matches!(line.at(i), '百' | '千' | '万' | '亿')
        && !line.text(i, number.end).ends_with(['余', '多']);
    if is_bare_power {
        return None;
    }
    let end = read_unit(line, number.end)?;
    // 360|集团: the measure word is the beginning of another.
    if line.token_at(end - 1).is_some_and(|t| {
        t.end > end
            && t.start >= number.end
            && !t.tag.starts_with(b"v")
            && line.listed_from(Class::OrgSuffix, end - 1) > 0
    }) {
        return None;
    }
    let unit = line.text(number.end, end);
    let is_one = (number.value - 1.0).abs() < 1e-9;
    if (is_one || number.value < 1e-9 && number.is_chinese)
        && !unit.ends_with(['元', '%', '点'])
        && number.value.fract() < 1e-9
    {
        return None;
    }
    if number.is_chinese && !is_chinese_quantity(line, i_number, &number, end) {
        return None;
    }
    // A range's second half belongs to it ("3%至5%", "20-30家").
    Some(end)
}

fn digit_or_power(c: char) -> bool {
    digit_value(c).is_some_and(|_| !matches!(c, '数' | '几')) || matches!(c, '十' | '百' | '千')
}

/// "百分之三十", "千分之三", "三分之一".
fn read_fraction(line: &Line, i: usize) -> Option<usize> {
    let bottom = read_numeral(line, i)?;
    if !line.starts_with(bottom.end, "分之") {
        return None;
    }
    let top = read_numeral(line, bottom.end + 2)?;
    Some(top.end)
}

/// The measure word or unit behind a number: where it ends.
fn read_unit(line: &Line, i: usize) -> Option<usize> {
    let n = line.listed_from(Class::Unit, i);
    if n == 0 {
        return None;
    }
    let unit = line.text(i, i + n);
    // Spans of time are no quantities, nor are kinds ("5G网络") and floors of a name.
    if matches!(
        unit,
        "小时" | "分钟" | "秒" | "个月" | "天" | "G" | "T" | "M"
    ) || line.starts_with(i, "个月")
        || line.starts_with(i, "个小时")
        || line.starts_with(i, "个年头")
        || line.starts_with(i, "个工作日")
        || line.starts_with(i, "个星期")
        || line.starts_with(i, "个昼夜")
        || line.starts_with(i, "周年")
        || line.starts_with(i, "年")
        || line.starts_with(i, "个多小时")
        || line.starts_with(i, "个半小时")
        || line.starts_with(i, "个多月")
        || line.starts_with(i, "个半月")
    {
        return None;
    }
    Some(i + n)
}

/// Chinese numerals are also parts of words: is this one a count?
fn is_chinese_quantity(line: &Line, start: usize, number: &Numeral, end: usize) -> bool {
    let unit = line.text(number.end, end);
    if matches!(
        unit,
        "级" | "方"
            | "重"
            | "路"
            | "面"
            | "手"
            | "部"
            | "分"
            | "点"
            | "期"
            | "站"
            | "代"
            | "步"
            | "集"
            | "服"
            | "味"
            | "把"
            | "下"
            | "发"
            | "车"
            | "阵"
            | "番"
            | "身"
            | "色"
            | "号"
            | "股"
            | "成"
            | "线"
            | "T"
            | "M"
            | "安"
            | "担"
            | "里"
            | "处"
            | "头"
            | "顶"
            | "口"
            | "行"
            | "列"
            | "式"
            | "角"
            | "毛"
            | "节"
            | "度"
            | "停"
            | "管"
            | "回"
            | "票"
            | "团"
            | "群"
    ) && number.value < 10.5
        && !matches!(
            unit,
            "头" | "口" | "处" | "集" | "成" | "部" | "期" | "票" | "里" | "度"
        )
    {
        return false;
    }
    let Some(token) = line.token_at(start) else {
        return false;
    };
    if token.start < start {
        return false;
    }
    // A dictionary word that outlasts the number and is no count ("三门峡", "十分", "四处").
    let outlasts = token.end > number.end;
    let is_count = matches!(token.tag, [b'm', _]) && token.end <= end;
    !outlasts || is_count
}
