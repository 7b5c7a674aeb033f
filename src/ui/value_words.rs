//! What dates and quantities come to, in words: in full where one points at them, and in short beside
//! what says less.

use super::strings::long_date;
use crate::app::Language;
use crate::library::{Count, Days, LoadedArticle, Value, value_of_entity};
use crate::model::{Entity, PartialDate};
use crate::text::{Decimal, fold};

/// In Chinese, what is below this is read from characters as fast as from digits.
const N_READ_AT_ONCE: u64 = 100;

/// What an entity comes to, where that says more than its name.
pub(super) fn note_of(
    article: &LoadedArticle,
    entity: &Entity,
    language: Language,
) -> Option<String> {
    match value_of_entity(entity, &article.values)? {
        Value::Days(days) => days.is_concluded.then(|| days_text(days, language)),
        Value::Count(count) => count_note(count, &fold(&entity.name).text, language),
    }
}

/// A value in full.
pub(super) fn full_text(value: &Value, language: Language) -> String {
    match value {
        Value::Days(days) => days_text(days, language),
        Value::Count(count) => {
            let numbers = range_text(count, Decimal::grouped);
            format!(
                "{}{}",
                count.exactness.sign(),
                counted(count, &numbers, language)
            )
        }
    }
}

/// "2019 年 1 月 31 日至 2 月 2 日".
fn days_text(days: &Days, language: Language) -> String {
    let first = long_date(days.first, language);
    if days.first == days.last {
        return first;
    }
    match language {
        Language::Chinese => format!("{first}至 {}", rest_of_date(days.first, days.last)),
        Language::English => format!("{first} to {}", long_date(days.last, language)),
    }
}

/// The second date of a range, without what it shares with the first.
fn rest_of_date(first: PartialDate, last: PartialDate) -> String {
    let whole = long_date(last, Language::Chinese);
    if first.year != last.year || last.month.is_none() {
        return whole;
    }
    let same_month = first.month == last.month && last.day.is_some();
    let shared = PartialDate {
        month: last.month.filter(|_| same_month),
        day: None,
        ..last
    };
    let shared = long_date(shared, Language::Chinese);
    whole
        .strip_prefix(&shared)
        .map_or(whole.clone(), |rest| rest.trim_start().to_owned())
}

fn count_note(count: &Count, name: &str, language: Language) -> Option<String> {
    let is_share = matches!(count.unit.name(), "%" | "‰");
    let says = |number: fn(Decimal) -> String| {
        [count.least, count.most]
            .iter()
            .all(|n| name.contains(&number(*n)))
    };
    match language {
        Language::Chinese => {
            let is_read = count.most < Decimal::whole(N_READ_AT_ONCE) && !is_share;
            let numbers = range_text(count, Decimal::short);
            (!is_read && !says(Decimal::short)).then(|| counted(count, &numbers, language))
        }
        Language::English => {
            let is_said = says(Decimal::grouped) || says(|number| number.to_string());
            let has_power = name.contains(['万', '亿', '百', '千']);
            let numbers = range_text(count, Decimal::grouped);
            (!is_said || has_power).then(|| counted(count, &numbers, language))
        }
    }
}

/// One number, or the two of a range.
fn range_text(count: &Count, text: fn(Decimal) -> String) -> String {
    if count.least == count.most {
        return text(count.least);
    }
    format!("{}–{}", text(count.least), text(count.most))
}

/// Numbers with what they count: "38,895,000,000 元", "CNY 38,895,000,000".
fn counted(count: &Count, numbers: &str, language: Language) -> String {
    match (language, count.unit.currency()) {
        (Language::English, Some(currency)) => format!("{} {numbers}", currency.code()),
        _ => format!("{numbers} {}", count.unit.name()),
    }
}

#[cfg(test)]
mod tests {
    use super::{count_note, days_text, full_text};
    use crate::app::Language::{Chinese, English};
    use crate::library::{Count, Days, Exactness, Unit, Value};
    use crate::model::PartialDate;
    use crate::text::{Currency, Decimal};

    fn count(least: &str, most: &str, unit: Unit) -> Count {
        Count {
            least: Decimal::parse(least).unwrap(),
            most: Decimal::parse(most).unwrap(),
            unit,
            exactness: Exactness::Exact,
        }
    }

    #[test]
    fn days_of_a_range_share_what_they_have_in_common() {
        for (first, last, zh) in [
            ("2019-08-21", "2019-08-21", "2019 年 8 月 21 日"),
            ("2019-08-21", "2019-08-23", "2019 年 8 月 21 日至 23 日"),
            ("2019-01-31", "2019-02-02", "2019 年 1 月 31 日至 2 月 2 日"),
            (
                "2018-12-30",
                "2019-01-02",
                "2018 年 12 月 30 日至 2019 年 1 月 2 日",
            ),
            ("2019-01", "2019-06", "2019 年 1 月至 6 月"),
            ("1990", "1999", "1990 年至 1999 年"),
        ] {
            let date = |text| PartialDate::parse(text).unwrap();
            let days = Days {
                first: date(first),
                last: date(last),
                is_concluded: true,
            };
            assert_eq!(days_text(&days, Chinese), zh);
        }
    }

    #[test]
    fn a_number_is_noted_only_where_it_says_more() {
        let yuan = || Unit::Money(Currency::Yuan);
        let of = |unit: &str| Unit::Of(unit.to_owned());
        for (name, count, zh, en) in [
            (
                "388.95亿元",
                count("38895000000", "38895000000", yuan()),
                None,
                Some("CNY 38,895,000,000"),
            ),
            (
                "一千二百万元",
                count("12000000", "12000000", yuan()),
                Some("1200万 元"),
                Some("CNY 12,000,000"),
            ),
            (
                "3~5万元",
                count("30000", "50000", yuan()),
                Some("3万–5万 元"),
                Some("CNY 30,000–50,000"),
            ),
            ("3000人", count("3000", "3000", of("人")), None, None),
            ("两个", count("2", "2", of("个")), None, Some("2 个")),
            (
                "百分之三",
                count("3", "3", of("%")),
                Some("3 %"),
                Some("3 %"),
            ),
        ] {
            assert_eq!(count_note(&count, name, Chinese).as_deref(), zh, "{name}");
            assert_eq!(count_note(&count, name, English).as_deref(), en, "{name}");
        }
        let value = Value::Count(Count {
            exactness: Exactness::Over,
            ..count("38895000000", "38895000000", yuan())
        });
        assert_eq!(full_text(&value, Chinese), "> 38,895,000,000 元");
    }
}
