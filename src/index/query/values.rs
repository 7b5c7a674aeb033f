//! The values of fields that are no text: dates, amounts, page numbers.

use super::fields::is_comparison;
use super::problem::Trouble;
use super::{AmountRange, DateRange, Leaf, Limits, NumberRange};
use crate::model::PartialDate;
use crate::text::{Amount, Currency, Decimal, fold, fold_char, has_unit, read_amount, read_count};

/// What stands between the ends of a range.
const RANGE_SIGNS: [&str; 8] = ["...", "..", "……", "…", "~", "至", "到", "--"];

/// A comparison at the beginning of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Comparison {
    Above,
    AtLeast,
    Below,
    AtMost,
}

/// A value as it is typed, of half width: the comparison, if any, and the rest.
fn read_comparison(value: &str) -> (Option<Comparison>, &str) {
    let signs: String = value
        .chars()
        .take_while(|c| is_comparison(*c))
        .map(fold_char)
        .collect();
    let rest = value.trim_start_matches(is_comparison);
    let comparison = match signs.as_str() {
        ">" => Comparison::Above,
        ">=" | "=>" | "≥" | "≧" => Comparison::AtLeast,
        "<" => Comparison::Below,
        "<=" | "=<" | "≤" | "≦" => Comparison::AtMost,
        // "=" says nothing, and what is none of them is no number either.
        "=" | "" => return (None, rest),
        _ => return (None, value),
    };
    (Some(comparison), rest)
}

/// The two ends of a range; one may be empty.
fn split_range(value: &str) -> Option<(&str, &str)> {
    RANGE_SIGNS
        .iter()
        .filter_map(|sign| Some((value.find(sign)?, *sign)))
        .min_by_key(|(at, sign)| (*at, std::cmp::Reverse(sign.len())))
        .and_then(|(at, sign)| Some((value.get(..at)?, value.get(at + sign.len()..)?)))
}

/// Dates as they are typed. A range that is turned round is turned back, and said to be.
pub(super) fn read_dates(typed: &str) -> Result<(DateRange, Option<Trouble>), Trouble> {
    let value = fold(typed).text;
    let (comparison, value) = read_comparison(&value);
    let point = |text: &str| read_date(text).ok_or(Trouble::NotADate);
    let between = |from, to| (DateRange { from, to }, None);
    if let Some(comparison) = comparison {
        let date = point(value)?;
        let (from, to) = match comparison {
            Comparison::AtLeast => (Some(date), None),
            Comparison::AtMost => (None, Some(date)),
            Comparison::Above => (Some(date_after(date).ok_or(Trouble::NotADate)?), None),
            Comparison::Below => (None, Some(date_before(date).ok_or(Trouble::NotADate)?)),
        };
        return Ok(between(from, to));
    }
    let Some((from, to)) = split_range(value) else {
        let date = point(value)?;
        return Ok(between(Some(date), Some(date)));
    };
    match (from, to) {
        ("", "") => Err(Trouble::NotADate),
        ("", to) => Ok(between(None, Some(point(to)?))),
        (from, "") => Ok(between(Some(point(from)?), None)),
        (from, to) => {
            let (from, to) = (point(from)?, point(to)?);
            if from.first_day() <= to.last_day() {
                Ok(between(Some(from), Some(to)))
            } else {
                let (turned, _) = between(Some(to), Some(from));
                Ok((turned, Some(Trouble::DatesTurned)))
            }
        }
    }
}

/// How the field of the date asks for articles without one, as it is printed.
pub(super) const UNDATED: &str = "不明";
/// Further words for it.
const UNDATED_WORDS: [&str; 6] = [UNDATED, "不详", "无", "none", "unknown", "undated"];

/// Does the value of a date say that there is none?
pub(super) fn is_undated(typed: &str) -> bool {
    UNDATED_WORDS.contains(&fold(typed).text.as_str())
}

/// A year, month or day: 2019, 2019-8, 2019.08.21, 2019年8月21日, 20190821.
fn read_date(text: &str) -> Option<PartialDate> {
    if !text
        .chars()
        .all(|c| c.is_ascii_digit() || "-/.年月日号".contains(c))
    {
        return None;
    }
    if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
        let number = |from: usize, to: usize| text.get(from..to)?.parse().ok();
        return PartialDate::new(
            text.get(..4)?.parse().ok()?,
            Some(number(4, 6)?),
            Some(number(6, 8)?),
        );
    }
    let text = text.trim_end_matches(['年', '月', '日', '号', '-', '/', '.']);
    let mut parts = text.split(|c: char| !c.is_ascii_digit());
    let year = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let month = parts.next().map(str::parse).transpose().ok()?;
    let day = parts.next().map(str::parse).transpose().ok()?;
    if parts.next().is_some() {
        return None;
    }
    PartialDate::new(year, month, day)
}

/// The year, month or day that follows.
fn date_after(date: PartialDate) -> Option<PartialDate> {
    let next_year = || date.year.checked_add(1);
    match (date.month, date.day) {
        (None, _) => PartialDate::new(next_year()?, None, None),
        (Some(12), None) => PartialDate::new(next_year()?, Some(1), None),
        (Some(month), None) => PartialDate::new(date.year, Some(month + 1), None),
        (Some(month), Some(day)) => PartialDate::new(date.year, Some(month), Some(day + 1))
            .or_else(|| {
                let first = date_after(PartialDate::new(date.year, Some(month), None)?)?;
                PartialDate::new(first.year, first.month, Some(1))
            }),
    }
}

/// The year, month or day before.
fn date_before(date: PartialDate) -> Option<PartialDate> {
    let year_before = || date.year.checked_sub(1);
    match (date.month, date.day) {
        (None, _) => PartialDate::new(year_before()?, None, None),
        (Some(1), None) => PartialDate::new(year_before()?, Some(12), None),
        (Some(month), None) => PartialDate::new(date.year, Some(month - 1), None),
        _ => date.day_before(),
    }
}

/// Amounts as they are typed. "1..5亿元" is from 1亿元 on, as in the language itself.
pub(super) fn read_amounts(typed: &str) -> Result<(AmountRange, Option<Trouble>), Trouble> {
    let value = fold(typed).text;
    let (comparison, value) = read_comparison(&value);
    let point = |text: &str| read_amount(text).ok_or(Trouble::NotAnAmount);
    let of = |amount: Amount, limits| {
        let range = AmountRange {
            currency: amount.currency,
            limits,
        };
        (range, None)
    };
    if let Some(comparison) = comparison {
        let amount = point(value)?;
        let limits = match comparison {
            Comparison::Above => Limits::Above,
            Comparison::AtLeast => Limits::AtLeast,
            Comparison::Below => Limits::Below,
            Comparison::AtMost => Limits::AtMost,
        };
        return Ok(of(amount, limits(amount.cents)));
    }
    let Some((from, to)) = split_range(value) else {
        let amount = point(value)?;
        return Ok(of(amount, Limits::Between(amount.cents, amount.cents)));
    };
    match (from, to) {
        ("", "") => Err(Trouble::NotAnAmount),
        ("", to) => point(to).map(|amount| of(amount, Limits::AtMost(amount.cents))),
        (from, "") => point(from).map(|amount| of(amount, Limits::AtLeast(amount.cents))),
        (from, to) => {
            let (from, to) = range_ends(from, to).ok_or(Trouble::NotAnAmount)?;
            let (least, most) = (from.cents.min(to.cents), from.cents.max(to.cents));
            let (range, _) = of(to, Limits::Between(least, most));
            Ok((
                range,
                (from.cents > to.cents).then_some(Trouble::AmountsTurned),
            ))
        }
    }
}

/// Both ends of a range in the currency of the last; a bare number before 亿 or 万 shares them.
fn range_ends(from: &str, to: &str) -> Option<(Amount, Amount)> {
    let last = read_amount(to)?;
    let mut first = read_amount(from)?;
    if !has_unit(from) {
        let unit = to.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
        if let Some(shared) = read_amount(&format!("{from}{unit}"))
            && shared.cents <= last.cents
        {
            first = shared;
        }
    }
    first.currency = last.currency;
    Some((first, last))
}

/// Numbers as they are typed; those of money are amounts. "1..5万人" is from 1万人 on.
pub(super) fn read_numbers(typed: &str) -> Result<(Leaf, Option<Trouble>), Trouble> {
    let value = fold(typed).text;
    let (comparison, value) = read_comparison(&value);
    let point = |text: &str| read_count(text).ok_or(Trouble::NotANumber);
    let of = |(number, unit): (Decimal, String), limits: fn(Decimal) -> Limits<Decimal>| {
        let limits = limits(number);
        (Leaf::Number(NumberRange { unit, limits }), None)
    };
    let ends = split_range(value).filter(|_| comparison.is_none());
    let last = ends.map_or(value, |(from, to)| if to.is_empty() { from } else { to });
    if point(last).is_ok_and(|(_, unit)| Currency::named(&unit).is_some()) {
        return read_amounts(typed).map(|(range, trouble)| (Leaf::Amount(range), trouble));
    }
    match (comparison, ends) {
        (Some(Comparison::Above), _) => Ok(of(point(value)?, Limits::Above)),
        (Some(Comparison::AtLeast), _) => Ok(of(point(value)?, Limits::AtLeast)),
        (Some(Comparison::Below), _) => Ok(of(point(value)?, Limits::Below)),
        (Some(Comparison::AtMost), _) => Ok(of(point(value)?, Limits::AtMost)),
        (None, None) => Ok(of(point(value)?, |number| Limits::Between(number, number))),
        (None, Some(("", to))) => Ok(of(point(to)?, Limits::AtMost)),
        (None, Some((from, ""))) => Ok(of(point(from)?, Limits::AtLeast)),
        (None, Some((from, to))) => {
            let (last, unit) = point(to)?;
            let first = first_number(from, to, last, &unit).ok_or(Trouble::NotANumber)?;
            let limits = Limits::Between(first.min(last), first.max(last));
            let trouble = (first > last).then_some(Trouble::AmountsTurned);
            Ok((Leaf::Number(NumberRange { unit, limits }), trouble))
        }
    }
}

/// The first number of a range; without a measure word, a bare one before 亿 or 万 shares them.
fn first_number(from: &str, to: &str, last: Decimal, unit: &str) -> Option<Decimal> {
    let (first, of) = read_count(from)?;
    if of == unit && !unit.is_empty() {
        return Some(first);
    }
    if !of.is_empty() {
        return None;
    }
    let is_digit = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let powers: String = to
        .trim_start_matches(is_digit)
        .chars()
        .take_while(|c| matches!(c, '万' | '亿'))
        .collect();
    let shared = read_count(&format!("{from}{powers}")).filter(|_| from.chars().all(is_digit));
    Some(shared.map_or(
        first,
        |(shared, _)| {
            if shared <= last { shared } else { first }
        },
    ))
}

/// The number of a page, when a text is one: "3", "03", "A03", "第3版" give "3", "3", "a3", "3".
#[must_use]
pub fn page_number(text: &str) -> Option<String> {
    let folded = fold(text).text;
    let bare = folded.strip_prefix('第').unwrap_or(&folded);
    let bare = bare.strip_suffix(['版', '页']).unwrap_or(bare);
    let letter: String = bare
        .chars()
        .take(1)
        .filter(char::is_ascii_lowercase)
        .collect();
    let digits = bare.get(letter.len()..)?;
    let is_number = (1..=3).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    let number = digits.trim_start_matches('0');
    (is_number && !number.is_empty()).then(|| format!("{letter}{number}"))
}

#[cfg(test)]
mod tests {
    use super::{page_number, read_amounts, read_dates};
    use crate::index::query::print::{amounts_text, dates_text};

    #[test]
    fn dates_are_read_in_all_their_forms() {
        for (typed, read) in [
            ("2019", "2019"),
            ("２０１９年", "2019"),
            ("2019-8", "2019-08"),
            ("2019.08.21", "2019-08-21"),
            ("2019年8月21日", "2019-08-21"),
            ("20190821", "2019-08-21"),
            ("2019-08..2020", "2019-08..2020"),
            ("2019年8月至2020年", "2019-08..2020"),
            ("2019..", "2019.."),
            ("…2019", "..2019"),
            (">2019", "2020.."),
            ("＞＝2019-12", "2019-12.."),
            ("<2019-01", "..2018-12"),
            ("≤2019-02-28", "..2019-02-28"),
            (">2019-02-28", "2019-03-01.."),
            ("2020..2019", "2019..2020"),
            ("2019..2019-03", "2019..2019-03"),
            ("2019-", "2019"),
        ] {
            let found = read_dates(typed).map(|(range, _)| dates_text(range));
            assert_eq!(found.as_deref(), Ok(read), "{typed}");
        }
        for typed in [
            "",
            "..",
            "19",
            "2019-13",
            "2019-02-30",
            "去年",
            "2019-1-1-1",
            "<>2019",
        ] {
            assert!(read_dates(typed).is_err(), "{typed}");
        }
    }

    #[test]
    fn amounts_are_read_in_all_their_forms() {
        for (typed, read) in [
            (">1亿元", ">1亿元"),
            ("＞＝５００万", ">=500万元"),
            ("1亿..5亿元", "1亿..5亿元"),
            ("1..5亿元", "1亿..5亿元"),
            ("500..1亿元", "500元..1亿元"),
            ("3000万美元", "3000万美元"),
            ("1000万～2000万美元", "1000万..2000万美元"),
            ("..一百万元", "<=100万元"),
            ("5亿..1亿", "1亿..5亿元"),
            ("0.5元", "0.5元"),
        ] {
            let found = read_amounts(typed).map(|(range, _)| amounts_text(range));
            assert_eq!(found.as_deref(), Ok(read), "{typed}");
        }
        for typed in ["", "很多", ">", "..", "1亿元左右"] {
            assert!(read_amounts(typed).is_err(), "{typed}");
        }
    }

    #[test]
    fn pages_are_called_by_number() {
        for (typed, number) in [
            ("3", Some("3")),
            ("０３", Some("3")),
            ("A03版", Some("a3")),
            ("第12版", Some("12")),
            ("0", None),
            ("2019", None),
            ("要闻", None),
            ("版", None),
        ] {
            assert_eq!(page_number(typed).as_deref(), number, "{typed}");
        }
    }
}
