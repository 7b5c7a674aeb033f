//! Numbers with their measure words: one reader for what is printed and for what is searched.
//! Relies on folded text: half width, no blanks.
//!
//! What is only hinted at (几十, 数百, 三四个) is no number.

use super::{Decimal, chinese_digit, fold, power_of_ten};

/// A number as it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numeral {
    /// How much.
    pub value: Decimal,
    /// Its characters.
    pub n_chars: usize,
    /// Is it said to be more (三千余, 30多万)?
    pub is_over: bool,
    /// Has it 万, 亿 or the like?
    pub has_power: bool,
}

/// The power of ten at a place; in 千瓦, 千米, 千克 the 千 is the unit's.
fn power_at(chars: &[char], at: usize) -> Option<u128> {
    let c = *chars.get(at)?;
    let is_of_unit = c == '千'
        && chars
            .get(at + 1)
            .is_some_and(|next| "瓦米克卡伏赫".contains(*next));
    power_of_ten(c).map(u128::from).filter(|_| !is_of_unit)
}

/// The number that folded characters begin with.
#[must_use]
pub fn read_numeral(chars: &[char]) -> Option<Numeral> {
    let mut number = read_step(chars)?;
    // "3亿2000万".
    while number.has_power
        && !number.is_over
        && let Some(next) = chars.get(number.n_chars..).and_then(read_step)
        && next.has_power
        && next.value < number.value
    {
        number = Numeral {
            value: number.value.plus(next.value)?,
            n_chars: number.n_chars + next.n_chars,
            ..next
        };
    }
    Some(number)
}

fn read_step(chars: &[char]) -> Option<Numeral> {
    let mut number = if chars.first()?.is_ascii_digit() {
        read_arabic(chars)?
    } else {
        read_chinese(chars)?
    };
    loop {
        if let Some(power) = power_at(chars, number.n_chars) {
            number.value = number.value.times(power)?;
            number.has_power = true;
        } else if matches!(chars.get(number.n_chars), Some('多' | '余' | '来' | '几'))
            && number.value >= Decimal::whole(10)
        {
            number.is_over = true;
        } else {
            return Some(number);
        }
        number.n_chars += 1;
    }
}

/// Digits with commas at thousands and a decimal point.
fn read_arabic(chars: &[char]) -> Option<Numeral> {
    let is_digit = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
    let mut digits = String::new();
    let mut at = 0;
    while let Some(c) = chars.get(at) {
        let has_point = digits.contains('.');
        let is_thousands =
            *c == ',' && !has_point && (1..=3).all(|n| is_digit(at + n)) && !is_digit(at + 4);
        if c.is_ascii_digit() || (*c == '.' && !has_point && is_digit(at + 1)) {
            digits.push(*c);
        } else if !is_thousands {
            break;
        }
        at += 1;
    }
    Some(Numeral {
        value: Decimal::parse(&digits)?,
        n_chars: at,
        is_over: false,
        has_power: false,
    })
}

/// Chinese digits and powers of ten ("一千二百万", "三点五", "一九八").
fn read_chinese(chars: &[char]) -> Option<Numeral> {
    let (mut total, mut section) = (Decimal::default(), Decimal::default());
    let mut digits = Vec::new();
    let mut has_power = false;
    let mut at = 0;
    while let Some(c) = chars.get(at) {
        if let Some(digit) = chinese_digit(*c) {
            digits.push(digit);
        } else if let Some(power) = power_at(chars, at) {
            // A bare 百, 千 or 万 is a word more often than a number; 十 is ten.
            if at == 0 && *c != '十' {
                return None;
            }
            let own = digits_value(&digits, true)?;
            digits.clear();
            has_power = true;
            if power < 10_000 {
                let own = own.unwrap_or(Decimal::whole(1));
                section = section.plus(own.times(power)?)?;
            } else {
                let whole = section.plus(own.unwrap_or_default())?;
                let whole = if power > 10_000 {
                    std::mem::take(&mut total).plus(whole)?
                } else {
                    whole
                };
                total = total.plus(whole.times(power)?)?;
                section = Decimal::default();
            }
        } else {
            break;
        }
        at += 1;
    }
    let rest = digits_value(&digits, has_power)?;
    if at == 0 {
        return None;
    }
    let mut value = total.plus(section)?.plus(rest.unwrap_or_default())?;
    if chars.get(at) == Some(&'点') {
        let decimals: String = chars
            .get(at + 1..)?
            .iter()
            .map_while(|c| chinese_digit(*c))
            .map(|digit| digit.to_string())
            .collect();
        if !decimals.is_empty() {
            value = value.plus(Decimal::parse(&format!("0.{decimals}"))?)?;
            at += 1 + decimals.len();
        }
    }
    Some(Numeral {
        value,
        n_chars: at,
        is_over: false,
        has_power,
    })
}

/// Digits in a row as one number: `Some(None)` for none. Two that only hint at a number (三四) are
/// no number at all.
fn digits_value(digits: &[u8], beside_powers: bool) -> Option<Option<Decimal>> {
    let digits = match digits {
        [0, rest @ ..] if beside_powers => rest,
        all => all,
    };
    match digits {
        [] => Some(None),
        [one] => Some(Some(Decimal::whole(u64::from(*one)))),
        [_, _] => None,
        _ if beside_powers || digits.len() > 18 => None,
        several => {
            let number = several
                .iter()
                .fold(0, |sum, digit| sum * 10 + u64::from(*digit));
            Some(Some(Decimal::whole(number)))
        }
    }
}

/// Measure words that count the same: what they are known by, and the others.
const SAME_UNITS: [(&str, &[&str]); 8] = [
    ("人", &["名", "位", "口人", "号人"]),
    ("公里", &["千米", "km"]),
    ("公斤", &["千克", "kg"]),
    ("平方米", &["平方", "平米", "㎡"]),
    ("平方公里", &["平方千米"]),
    ("立方米", &["立方", "方"]),
    ("毫米", &["mm"]),
    ("厘米", &["cm", "公分"]),
];

/// A measure word as those of its meaning are known by: 名 and 位 count 人.
#[must_use]
pub fn common_unit(unit: &str) -> String {
    let folded = fold(unit).text;
    SAME_UNITS
        .iter()
        .find(|(_, others)| others.contains(&folded.as_str()))
        .map_or(folded, |(common, _)| (*common).to_owned())
}

/// Reads a text that is a number with its measure word or without as a whole: "10万人".
#[must_use]
pub fn read_count(text: &str) -> Option<(Decimal, String)> {
    let folded: Vec<char> = fold(text).text.chars().collect();
    let number = read_numeral(&folded)?;
    let unit: String = folded.get(number.n_chars..)?.iter().collect();
    let is_unit = unit.chars().count() <= 6
        && unit.chars().all(|c| {
            (c.is_alphabetic() || "%‰℃°".contains(c)) && power_of_ten(c).is_none_or(|_| c == '千')
        });
    (is_unit && !number.is_over).then(|| (number.value, common_unit(&unit)))
}
