//! Reading amounts: a number of one or more steps, and what it is counted in.

use super::{Amount, Currency};
use crate::model::Span;
use crate::text::{chinese_digit, is_blank, power_of_ten};

/// Names of currencies as they stand behind a number; where one ends another, the longer first.
pub(super) const UNITS: [(&str, Currency); 18] = [
    ("元", Currency::Yuan),
    ("块钱", Currency::Yuan),
    ("人民币", Currency::Yuan),
    ("美元", Currency::UsDollar),
    ("美金", Currency::UsDollar),
    ("港元", Currency::HongKongDollar),
    ("港币", Currency::HongKongDollar),
    ("新台币", Currency::TaiwanDollar),
    ("台币", Currency::TaiwanDollar),
    ("欧元", Currency::Euro),
    ("日元", Currency::Yen),
    ("日圆", Currency::Yen),
    ("英镑", Currency::Pound),
    ("韩元", Currency::Won),
    ("卢布", Currency::Rouble),
    ("澳元", Currency::AustralianDollar),
    ("加元", Currency::CanadianDollar),
    ("元人民币", Currency::Yuan),
];

/// 元 before these is the beginning of another word (元旦, 二元化, 三元里).
const NOT_AFTER_YUAN: &str = "旦宵素件首老帅化次论组谋里桥气";

/// Characters looked at from the beginning of a number on.
const N_WINDOW_CHARS: usize = 48;

/// One character of the window, of half width.
#[derive(Clone, Copy)]
struct Glyph {
    c: char,
    end: usize,
    /// Does a blank stand before it?
    is_apart: bool,
}

/// The amounts of a text with the places where they stand, in order. A range ("3至5亿元") gives
/// both its ends.
#[must_use]
pub fn find_amounts(text: &str) -> Vec<(Span, Amount)> {
    let mut found = Vec::new();
    let mut before = ' ';
    let mut done = 0;
    for (at, raw) in text.char_indices() {
        let c = half_width(raw);
        let can_begin = c.is_ascii_digit() || chinese_digit(c).is_some() || is_small_power(c);
        let goes_on = is_number_char(before) || matches!(before, '.' | ',' | '第' | '数' | '几');
        if can_begin && !goes_on && at >= done {
            let glyphs = window(text.get(at..).unwrap_or_default());
            if let Some((amounts, end)) = read_printed(&glyphs) {
                done = at + end;
                found.extend(amounts.into_iter().map(|a| (Span::new(at, done), a)));
            }
        }
        before = c;
    }
    found
}

/// Reads a text that is an amount as a whole; without a currency it is in yuan.
#[must_use]
pub fn read_amount(text: &str) -> Option<Amount> {
    let glyphs = window(text.trim());
    if glyphs.len() == N_WINDOW_CHARS {
        return None;
    }
    let number = read_number(&glyphs, 0)?;
    let (currency, end) = match read_unit(&glyphs, number.end) {
        Some((currency, end)) => (currency, end),
        None => (Currency::Yuan, number.end),
    };
    (end == glyphs.len()).then(|| number.amount(currency))
}

/// Does a text name a currency, or 万 or 亿?
#[must_use]
pub fn has_unit(text: &str) -> bool {
    text.contains(['万', '亿']) || UNITS.iter().any(|(name, _)| text.contains(name))
}

fn window(text: &str) -> Vec<Glyph> {
    let mut is_apart = false;
    let mut glyphs = Vec::with_capacity(16);
    for (at, c) in text.char_indices() {
        if is_blank(c) {
            is_apart = true;
            continue;
        }
        if glyphs.len() == N_WINDOW_CHARS {
            break;
        }
        glyphs.push(Glyph {
            c: half_width(c),
            end: at + c.len_utf8(),
            is_apart: std::mem::take(&mut is_apart),
        });
    }
    glyphs
}

/// Digits and signs of full width as those of half width. The Chinese comma and full stop are none.
fn half_width(c: char) -> char {
    match c {
        '\u{ff10}'..='\u{ff19}' | '．' | '－' | '～' => {
            char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c)
        }
        '萬' => '万',
        '億' => '亿',
        _ => c,
    }
}

fn is_small_power(c: char) -> bool {
    matches!(c, '十' | '百' | '千')
}

fn is_number_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || chinese_digit(c).is_some() || power_of_ten(c).is_some()
}

/// A number as read.
struct Number {
    /// In [`PARTS`] of one, so that no decimal of what we print is lost.
    parts: u128,
    end: usize,
    /// Has it 万, 亿 or the like?
    has_power: bool,
    is_chinese: bool,
}

const PARTS: u128 = 1_000_000_000_000;

impl Number {
    fn amount(&self, currency: Currency) -> Amount {
        let cents = u64::try_from(self.parts / (PARTS / 100)).unwrap_or(u64::MAX);
        Amount {
            currency,
            cents: cents.min(Amount::MOST_CENTS),
        }
    }
}

/// The amounts that a window begins with, and the byte where they end.
fn read_printed(glyphs: &[Glyph]) -> Option<(Vec<Amount>, usize)> {
    let first = read_number(glyphs, 0)?;
    let sign = glyphs.get(first.end).map(|glyph| glyph.c);
    let mut numbers = vec![first];
    if matches!(sign, Some('至' | '到' | '-' | '~' | '—' | '–'))
        && let Some(first) = numbers.first_mut()
        && let Some(last) = read_number(glyphs, first.end + 1)
    {
        share_power(first, &last, glyphs);
        numbers.push(last);
    }
    let last = numbers.last()?;
    let (currency, end) = read_unit(glyphs, last.end)?;
    // 三元 is a name more often than money.
    if last.is_chinese && !last.has_power && end == last.end + 1 {
        return None;
    }
    let end_byte = glyphs.get(end.checked_sub(1)?)?.end;
    let amounts = numbers.iter().map(|n| n.amount(currency)).collect();
    Some((amounts, end_byte))
}

/// "3至5亿元" is from 3亿元 on.
fn share_power(first: &mut Number, last: &Number, glyphs: &[Glyph]) {
    if first.has_power || first.parts >= last.parts {
        return;
    }
    let powers = glyphs.get(first.end + 1..last.end).unwrap_or_default();
    let power: u128 = powers
        .iter()
        .rev()
        .take(2)
        .take_while(|glyph| matches!(glyph.c, '万' | '亿'))
        .filter_map(|glyph| power_of_ten(glyph.c))
        .map(u128::from)
        .product();
    let shared = first.parts.saturating_mul(power);
    if shared <= last.parts {
        first.parts = shared;
    }
}

/// A number in one or more steps ("3亿2000万").
fn read_number(glyphs: &[Glyph], from: usize) -> Option<Number> {
    let mut number = read_step(glyphs, from)?;
    while number.has_power
        && glyphs.get(number.end).is_some_and(|g| !g.is_apart)
        && let Some(next) = read_step(glyphs, number.end)
        && next.has_power
        && next.parts < number.parts
        && !number.is_chinese
    {
        number.parts += next.parts;
        number.end = next.end;
    }
    Some(number)
}

fn read_step(glyphs: &[Glyph], from: usize) -> Option<Number> {
    let mut number = read_arabic(glyphs, from).or_else(|| read_chinese(glyphs, from))?;
    loop {
        match glyphs.get(number.end).map(|glyph| glyph.c) {
            Some('多' | '余') => number.end += 1,
            Some(c) => {
                let Some(power) = power_of_ten(c) else { break };
                number.parts = number.parts.saturating_mul(power.into());
                number.has_power = true;
                number.end += 1;
            }
            None => break,
        }
    }
    Some(number)
}

/// Digits with commas at thousands and a decimal point.
fn read_arabic(glyphs: &[Glyph], from: usize) -> Option<Number> {
    let at = |i: usize| glyphs.get(i).filter(|g| i == from || !g.is_apart);
    let is_digit = |i: usize| at(i).is_some_and(|g| g.c.is_ascii_digit());
    let (mut parts, mut scale) = (0_u128, None::<u128>);
    let mut end = from;
    while let Some(glyph) = at(end) {
        if let Some(digit) = glyph.c.to_digit(10).map(u128::from) {
            match &mut scale {
                None => parts = parts.saturating_mul(10).saturating_add(digit * PARTS),
                Some(scale) => {
                    *scale /= 10;
                    parts = parts.saturating_add(digit * *scale);
                }
            }
        } else if glyph.c == '.' && scale.is_none() && end > from && is_digit(end + 1) {
            scale = Some(PARTS);
        } else {
            let is_thousands = glyph.c == ','
                && scale.is_none()
                && end > from
                && (1..=3).all(|n| is_digit(end + n))
                && !is_digit(end + 4);
            if !is_thousands {
                break;
            }
        }
        end += 1;
    }
    (end > from).then_some(Number {
        parts,
        end,
        has_power: false,
        is_chinese: false,
    })
}

/// Chinese digits and powers of ten ("一千二百万", "三点五"); a power behind decimals is left.
fn read_chinese(glyphs: &[Glyph], from: usize) -> Option<Number> {
    let at = |i: usize| glyphs.get(i).map(|glyph| glyph.c);
    let (mut total, mut section, mut digit) = (0_u128, 0_u128, None::<u128>);
    let mut has_power = false;
    let mut end = from;
    while let Some(c) = at(end) {
        if let Some(value) = chinese_digit(c).map(u128::from) {
            digit = Some(digit.unwrap_or(0).saturating_mul(10).saturating_add(value));
        } else if is_small_power(c) {
            let power = u128::from(power_of_ten(c)?);
            section = section.saturating_add(digit.take().unwrap_or(1).saturating_mul(power));
            has_power = true;
        } else if c == '万' && end > from {
            let thousands = section.saturating_add(digit.take().unwrap_or(0));
            total = total.saturating_add(thousands.saturating_mul(10_000));
            section = 0;
            has_power = true;
        } else if c == '亿' && end > from {
            let whole = total.saturating_add(section);
            let whole = whole.saturating_add(digit.take().unwrap_or(0));
            total = whole.saturating_mul(100_000_000);
            section = 0;
            has_power = true;
        } else {
            break;
        }
        end += 1;
    }
    if end == from {
        return None;
    }
    let whole = total
        .saturating_add(section)
        .saturating_add(digit.unwrap_or(0));
    let mut parts = whole.saturating_mul(PARTS);
    if at(end) == Some('点') {
        let mut scale = PARTS;
        let decimals = (end + 1..).map_while(|i| chinese_digit(at(i)?).map(u128::from));
        let decimals: Vec<u128> = decimals.collect();
        for value in &decimals {
            scale /= 10;
            parts = parts.saturating_add(value * scale);
        }
        if !decimals.is_empty() {
            end += 1 + decimals.len();
        }
    }
    Some(Number {
        parts,
        end,
        has_power,
        is_chinese: true,
    })
}

/// The currency at a place, and where it ends.
fn read_unit(glyphs: &[Glyph], from: usize) -> Option<(Currency, usize)> {
    let rest = glyphs.get(from..)?;
    let begins_with = |name: &str| {
        let n_chars = name.chars().count();
        (rest.len() >= n_chars && name.chars().zip(rest).all(|(c, glyph)| glyph.c == c))
            .then_some(from + n_chars)
    };
    let (currency, end) = UNITS
        .iter()
        .filter_map(|(name, currency)| Some((*currency, begins_with(name)?)))
        .max_by_key(|(_, end)| *end)?;
    let is_other_word = matches!(currency, Currency::Yuan | Currency::Yen)
        && glyphs
            .get(end)
            .is_some_and(|next| !next.is_apart && NOT_AFTER_YUAN.contains(next.c));
    (!is_other_word).then_some((currency, end))
}
