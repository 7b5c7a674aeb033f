//! Quantities as numbers: how much, of what, and how exactly it is said.

use crate::model::{Span, clip};
use crate::text::{Currency, Decimal, common_unit, fold, read_numeral};

/// How exactly a number is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exactness {
    /// As it stands.
    Exact,
    /// 约, 左右.
    About,
    /// 逾, 超过, 多, 余: it is more.
    Over,
    /// 近, 不足: it is less.
    Under,
}

impl Exactness {
    /// The name in files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::About => "about",
            Self::Over => "over",
            Self::Under => "under",
        }
    }

    /// The sign before a number.
    #[must_use]
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Exact => "",
            Self::About => "≈ ",
            Self::Over => "> ",
            Self::Under => "< ",
        }
    }
}

/// What a number counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Money.
    Money(Currency),
    /// Anything else, by its measure word as it is printed.
    Of(String),
}

impl Unit {
    /// The currency of money.
    #[must_use]
    pub const fn currency(&self) -> Option<Currency> {
        match self {
            Self::Money(currency) => Some(*currency),
            Self::Of(_) => None,
        }
    }

    /// What is counted in the same has the same key.
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Self::Money(currency) => currency.code().to_owned(),
            Self::Of(unit) => common_unit(unit),
        }
    }

    /// The word behind a number.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Money(currency) => currency.name(),
            Self::Of(unit) => unit,
        }
    }
}

/// A quantity as a number, or a range of numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// The number, or the least of a range.
    pub least: Decimal,
    /// The number, or the most of a range.
    pub most: Decimal,
    /// Of what.
    pub unit: Unit,
    /// How exactly it is said.
    pub exactness: Exactness,
}

/// Marks before a number, the longer ones first where one ends another; in words that only end like
/// one, the number is exact.
const BEFORE: [(&str, Exactness); 31] = [
    ("不少于", Exactness::Over),
    ("不低于", Exactness::Over),
    ("不超过", Exactness::Under),
    ("不高于", Exactness::Under),
    ("不多于", Exactness::Under),
    ("超过", Exactness::Over),
    ("超出", Exactness::Over),
    ("突破", Exactness::Over),
    ("多达", Exactness::About),
    ("至少", Exactness::Over),
    ("大于", Exactness::Over),
    ("高于", Exactness::Over),
    ("逾", Exactness::Over),
    ("超", Exactness::Over),
    ("不足", Exactness::Under),
    ("不到", Exactness::Under),
    ("未满", Exactness::Under),
    ("小于", Exactness::Under),
    ("低于", Exactness::Under),
    ("将近", Exactness::Under),
    ("接近", Exactness::Under),
    ("附近", Exactness::Exact),
    ("最近", Exactness::Exact),
    ("近", Exactness::Under),
    ("临近", Exactness::Exact),
    ("签约", Exactness::Exact),
    ("合约", Exactness::Exact),
    ("预约", Exactness::Exact),
    ("节约", Exactness::Exact),
    ("制约", Exactness::Exact),
    ("约", Exactness::About),
];

/// Marks behind a quantity.
const BEHIND: [(&str, Exactness); 8] = [
    ("左右", Exactness::About),
    ("上下", Exactness::About),
    ("以上", Exactness::Over),
    ("之多", Exactness::About),
    ("以下", Exactness::Under),
    ("以内", Exactness::Under),
    ("之内", Exactness::Under),
    ("多", Exactness::Over),
];

/// The value of a quantity that stands in a text; `None` where it has none.
pub(super) fn read_quantity(text: &str, span: Span) -> Option<Count> {
    let before = clip(text, Span::new(0, span.start)).chars().next_back();
    // What is the rest of a number is none.
    if before.is_some_and(|c| c.is_ascii_digit() || matches!(c, '万' | '亿' | '.')) {
        return None;
    }
    let folded: Vec<char> = fold(clip(text, span)).text.chars().collect();
    let mut count = read_count(&folded)?;
    if count.exactness == Exactness::Exact {
        count.exactness = exactness_around(text, span);
    }
    Some(count)
}

fn exactness_around(text: &str, span: Span) -> Exactness {
    let before = clip(text, Span::new(0, span.start)).trim_end();
    let behind = clip(text, Span::new(span.end, text.len())).trim_start();
    let before = BEFORE.iter().find(|(mark, _)| before.ends_with(mark));
    let behind = BEHIND.iter().find(|(mark, _)| behind.starts_with(mark));
    before
        .filter(|(_, exactness)| *exactness != Exactness::Exact)
        .or(behind)
        .map_or(Exactness::Exact, |(_, exactness)| *exactness)
}

fn read_count(chars: &[char]) -> Option<Count> {
    if let Some(share) = read_share(chars) {
        return Some(share);
    }
    // 上千万元: a thousand of ten thousands at least.
    let begins_over = chars.first() == Some(&'上');
    let mut exactness = Exactness::Exact;
    let chars = if begins_over {
        exactness = Exactness::Over;
        chars.get(1..)?
    } else {
        chars
    };
    let (number, n_chars) = if begins_over {
        let mut with_one = vec!['一'];
        with_one.extend_from_slice(chars);
        let number = read_numeral(&with_one)?;
        (number, number.n_chars - 1)
    } else {
        let number = read_numeral(chars)?;
        (number, number.n_chars)
    };
    let (mut least, mut most, mut end) = (number.value, number.value, n_chars);
    let mut is_over = number.is_over;
    let is_sign = |c: &char| matches!(c, '至' | '到' | '-' | '~' | '—' | '–');
    if chars.get(end).is_some_and(is_sign) {
        let last = read_numeral(chars.get(end + 1..)?)?;
        least = shared_power(number, last, chars.get(end + 1..)?)?;
        (most, is_over) = (last.value, last.is_over);
        end += 1 + last.n_chars;
    }
    if least > most {
        return None;
    }
    if is_over {
        exactness = Exactness::Over;
    }
    let unit: String = chars.get(end..)?.iter().collect();
    if unit.is_empty() || unit.chars().any(|c| c.is_ascii_digit() || is_sign(&c)) {
        return None;
    }
    let unit = Currency::named(&unit).map_or(Unit::Of(unit), Unit::Money);
    Some(Count {
        least,
        most,
        unit,
        exactness,
    })
}

/// "3至5亿元" is from 3亿元 on; "3000至5万元" is not.
fn shared_power(
    first: crate::text::Numeral,
    last: crate::text::Numeral,
    from_last: &[char],
) -> Option<Decimal> {
    if first.has_power || !last.has_power {
        return Some(first.value);
    }
    let powers = from_last.get(..last.n_chars)?.iter().rev();
    let power = powers
        .filter(|c| !matches!(c, '多' | '余'))
        .take_while(|c| matches!(c, '万' | '亿'))
        .map(|c| {
            if *c == '万' {
                10_000_u128
            } else {
                100_000_000
            }
        })
        .product::<u128>();
    let shared = first.value.times(power)?;
    Some(if shared <= last.value {
        shared
    } else {
        first.value
    })
}

/// 百分之三, 千分之二点五. Of other fractions no decimal number is exact.
fn read_share(chars: &[char]) -> Option<Count> {
    let text: String = chars.iter().collect();
    let (top, unit) = text
        .strip_prefix("百分之")
        .map(|top| (top, "%"))
        .or_else(|| text.strip_prefix("千分之").map(|top| (top, "‰")))?;
    let top: Vec<char> = top.chars().collect();
    // 百分之百.
    let number = if top == ['百'] {
        Decimal::whole(100)
    } else {
        let number = read_numeral(&top)?;
        if number.n_chars != top.len() {
            return None;
        }
        number.value
    };
    Some(Count {
        least: number,
        most: number,
        unit: Unit::Of(unit.to_owned()),
        exactness: Exactness::Exact,
    })
}
