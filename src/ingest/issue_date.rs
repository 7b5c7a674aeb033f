//! The day an issue appeared, from a file's name.

use crate::model::PartialDate;

/// The first date in a name: `2019-08-21`, `2019_08`, `20190821`, `2019年8月21日`. Years are
/// 1900..=2099, so that numbers of other kinds are not taken for dates.
#[must_use]
pub fn issue_date_in_name(name: &str) -> Option<PartialDate> {
    let chars: Vec<char> = name.chars().collect();
    (0..chars.len())
        .filter(|&i| i == 0 || !chars.get(i - 1).is_some_and(char::is_ascii_digit))
        .find_map(|i| date_at(chars.get(i..)?))
}

fn date_at(chars: &[char]) -> Option<PartialDate> {
    let n_digits = count_digits(chars);
    if n_digits == 8 {
        return checked(
            number(chars.get(..4)?)?,
            number(chars.get(4..6)?)?,
            Some(number(chars.get(6..8)?)?),
        );
    }
    if n_digits != 4 {
        return None;
    }
    let year = number(chars.get(..4)?)?;
    let separator = *chars.get(4)?;
    if !matches!(separator, '-' | '_' | '.' | '年') {
        return None;
    }
    let after_year = chars.get(5..)?;
    let n_month = count_digits(after_year);
    if !(1..=2).contains(&n_month) || (separator != '年' && n_month != 2) {
        return None;
    }
    let month = number(after_year.get(..n_month)?)?;
    let day_separator = if separator == '年' { '月' } else { separator };
    let day = after_year
        .get(n_month)
        .filter(|c| **c == day_separator)
        .and_then(|_| after_year.get(n_month + 1..))
        .and_then(|after| match count_digits(after) {
            n @ 1..=2 => number(after.get(..n)?),
            _ => None,
        });
    checked(year, month, day).or_else(|| checked(year, month, None))
}

fn count_digits(chars: &[char]) -> usize {
    chars.iter().take_while(|c| c.is_ascii_digit()).count()
}

fn number(digits: &[char]) -> Option<u16> {
    digits.iter().collect::<String>().parse().ok()
}

fn checked(year: u16, month: u16, day: Option<u16>) -> Option<PartialDate> {
    if !(1900..=2099).contains(&year) {
        return None;
    }
    let day = match day {
        Some(day) => Some(u8::try_from(day).ok()?),
        None => None,
    };
    PartialDate::new(year, Some(u8::try_from(month).ok()?), day)
}

#[cfg(test)]
mod tests {
    use super::issue_date_in_name;

    #[test]
    fn names_give_dates() {
        for (name, date) in [
            ("2019-08-21", Some("2019-08-21")),
            ("郑州晚报20190821A03", Some("2019-08-21")),
            ("高新报 2019年8月21日 第3版", Some("2019-08-21")),
            ("2019年8月", Some("2019-08")),
            ("page_2019-08", Some("2019-08")),
            ("2019-08-41", Some("2019-08")),
            ("002_2715cff893d69419", None),
            ("120190821", None),
            ("2019-8", None),
            ("99991231", None),
        ] {
            let found = issue_date_in_name(name).map(|d| d.to_string());
            assert_eq!(found.as_deref(), date, "{name}");
        }
    }
}
