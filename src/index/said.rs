//! What the index holds of the days and numbers that a text speaks of: each of them one term of
//! letters and digits, so that an article has them all and a range is a stretch of the dictionary.
//!
//! Days are the first and, where it is another, the last of them: `20190821`, `2019080120190831`.
//! A number stands behind its measure word, by [`Decimal::sort_key`], which is exact. As terms they
//! are kept once each, with the articles that have them: 0.44 MB for both in 20,000 news articles with
//! 27.5 MB of text, of which the whole index takes 58.

use super::query::DateRange;
use crate::model::PartialDate;
use crate::text::Decimal;

/// Between a measure word and its number; no folded text holds it.
const GAP: char = '\u{1}';

fn day_digits(day: PartialDate) -> String {
    let (month, day_of_month) = (day.month.unwrap_or(0), day.day.unwrap_or(0));
    format!("{:04}{month:02}{day_of_month:02}", day.year)
}

/// The term for days, each of which may be a month or a year.
pub(super) fn days_term(first: PartialDate, last: PartialDate) -> String {
    let (first, last) = (day_digits(first.first_day()), day_digits(last.last_day()));
    if first == last { first } else { first + &last }
}

/// The first and the last of the days that a term is of.
pub(super) fn days_of_term(term: &str) -> Option<(PartialDate, PartialDate)> {
    let day = |digits: &str| {
        let part = |from: usize, to: usize| digits.get(from..to)?.parse().ok();
        let year = digits.get(..4)?.parse().ok()?;
        PartialDate::new(year, Some(part(4, 6)?), Some(part(6, 8)?))
    };
    let first = day(term.get(..8)?)?;
    let last = match term.get(8..)? {
        "" => first,
        rest => day(rest)?,
    };
    Some((first, last))
}

/// The stretch of terms whose first day lies in a range.
pub(super) fn first_days(range: DateRange) -> (Option<String>, Option<String>) {
    let from = range.from.map(|from| day_digits(from.first_day()));
    // Behind the day itself stand the days that begin with it.
    let to = range.to.map(|to| day_digits(to.last_day()) + ":");
    (from, to)
}

/// What the terms of a measure word begin with.
pub(super) fn unit_prefix(unit: &str) -> String {
    format!("{unit}{GAP}")
}

/// The term for a number with its measure word.
pub(super) fn number_term(unit: &str, number: Decimal) -> String {
    format!("{unit}{GAP}{}", number.sort_key())
}

/// The measure word and the number that a term is of.
pub(super) fn number_of_term(term: &str) -> Option<(&str, Decimal)> {
    let (unit, key) = term.split_once(GAP)?;
    Some((unit, Decimal::of_sort_key(key)?))
}

#[cfg(test)]
mod tests {
    use super::{days_of_term, days_term, number_of_term, number_term};
    use crate::model::PartialDate;
    use crate::text::Decimal;

    #[test]
    fn terms_are_read_as_they_were_written() {
        for (first, last, read) in [
            ("2019-08-21", "2019-08-21", "2019-08-21 2019-08-21"),
            ("2020-02", "2020-02", "2020-02-01 2020-02-29"),
            ("2019", "2020-06", "2019-01-01 2020-06-30"),
        ] {
            let date = |text| PartialDate::parse(text).unwrap();
            let (first, last) = days_of_term(&days_term(date(first), date(last))).unwrap();
            assert_eq!(format!("{first} {last}"), read);
        }
        let number = Decimal::parse("13.25").unwrap();
        assert_eq!(
            number_of_term(&number_term("亩", number)),
            Some(("亩", number))
        );
    }
}
