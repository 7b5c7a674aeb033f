//! Dates as newspapers print them: often without a day, sometimes without a year.

use super::Span;
use serde::{Deserialize, Serialize};

/// What a date was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateSource {
    /// The reader set it.
    Reader,
    /// The source itself, in a field of its own (a JSON line's date, an HTML page's).
    Source,
    /// The file's name.
    FileName,
    /// The page's masthead.
    Masthead,
    /// The article's dateline.
    Dateline,
    /// What the article tells: a day named in its text.
    Text,
    /// The other articles of the page.
    Page,
}

/// How an article's date is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateEvidence {
    /// What the day, or what is known of it, was read from.
    pub source: DateSource,
    /// What the year was taken from, where `source` does not print one.
    pub year_source: Option<DateSource>,
    /// Nobody printed this date as such: part of it is a conclusion, and is shown as one.
    pub is_inferred: bool,
    /// Where on the page it is printed, where it is.
    pub page: Option<Span>,
}

/// A calendar date of which the day, or the month and the day, may be unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PartialDate {
    /// Year, 1..=9999.
    pub year: u16,
    /// Month, 1..=12.
    pub month: Option<u8>,
    /// Day, 1..=31, valid for the month. Never present without a month.
    pub day: Option<u8>,
}

impl PartialDate {
    /// A checked date; `None` when month or day are not of the calendar.
    #[must_use]
    pub fn new(year: u16, month: Option<u8>, day: Option<u8>) -> Option<Self> {
        if !(1..=9999).contains(&year) || (day.is_some() && month.is_none()) {
            return None;
        }
        if let Some(m) = month {
            let n_days = days_in_month(year, m)?;
            if day.is_some_and(|d| d == 0 || d > n_days) {
                return None;
            }
        }
        Some(Self { year, month, day })
    }

    /// Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let year = parts.next().filter(|y| y.len() == 4)?.parse().ok()?;
        let month = parts.next().map(str::parse).transpose().ok()?;
        let day = parts.next().map(str::parse).transpose().ok()?;
        if parts.next().is_some() {
            return None;
        }
        Self::new(year, month, day)
    }

    /// The first day that it may be.
    #[must_use]
    pub fn first_day(self) -> Self {
        Self {
            month: self.month.or(Some(1)),
            day: self.day.or(Some(1)),
            ..self
        }
    }

    /// The last day that it may be.
    #[must_use]
    pub fn last_day(self) -> Self {
        let month = self.month.unwrap_or(12);
        Self {
            month: Some(month),
            day: self.day.or_else(|| days_in_month(self.year, month)),
            ..self
        }
    }

    /// Days since the year 0 of the Gregorian calendar, for counting between days; `None` where
    /// the day is unknown.
    #[must_use]
    pub fn day_number(self) -> Option<i32> {
        let (month, day) = (i32::from(self.month?), i32::from(self.day?));
        // Years are counted from March, so that the leap day is the last.
        let year = i32::from(self.year) - i32::from(month <= 2);
        let n_months = (month + 9) % 12;
        Some(365 * year + year / 4 - year / 100 + year / 400 + (153 * n_months + 2) / 5 + day)
    }

    /// The weekday, 0 for Sunday; `None` where the day is unknown.
    #[must_use]
    pub fn weekday(self) -> Option<u8> {
        u8::try_from((self.day_number()? + 2).rem_euclid(7)).ok()
    }

    /// The day after; `None` where the day is unknown.
    #[must_use]
    pub fn day_after(self) -> Option<Self> {
        let (month, day) = (self.month?, self.day?);
        Self::new(self.year, Some(month), Some(day + 1))
            .or_else(|| Self::new(self.year, Some(month + 1), Some(1)))
            .or_else(|| Self::new(self.year.checked_add(1)?, Some(1), Some(1)))
    }

    /// The day before; `None` where the day is unknown.
    #[must_use]
    pub fn day_before(self) -> Option<Self> {
        let (month, day) = (self.month?, self.day?);
        if day > 1 {
            return Self::new(self.year, Some(month), Some(day - 1));
        }
        let (year, month) = if month > 1 {
            (self.year, month - 1)
        } else {
            (self.year.checked_sub(1)?, 12)
        };
        Self::new(year, Some(month), days_in_month(year, month))
    }
}

impl std::fmt::Display for PartialDate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(m) = self.month {
            write!(f, "-{m:02}")?;
        }
        if let Some(d) = self.day {
            write!(f, "-{d:02}")?;
        }
        Ok(())
    }
}

fn days_in_month(year: u16, month: u8) -> Option<u8> {
    Some(match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::PartialDate;

    #[test]
    fn days_follow_one_another() {
        for (day, before, weekday) in [
            ("2021-03-05", "2021-03-04", 5),
            ("2020-03-01", "2020-02-29", 0),
            ("2000-01-01", "1999-12-31", 6),
        ] {
            let day = PartialDate::parse(day).unwrap();
            let earlier = day.day_before().unwrap();
            assert_eq!(earlier.to_string(), before);
            assert_eq!(earlier.day_after(), Some(day));
            assert_eq!(day.weekday(), Some(weekday), "{day}");
            assert_eq!(
                day.day_number().unwrap() - earlier.day_number().unwrap(),
                1,
                "{day}"
            );
        }
    }
}
