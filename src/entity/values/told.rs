//! From the words of dates to days, in the order of the text: what one date leaves open, the dates
//! before it and the article's own tell, where they tell it surely.

use super::days::{Anchor, Days};
use super::points::{Point, Told, Words, read_words};
use crate::model::{PartialDate, Span, clip};
use crate::text::fold;

/// A year without its words is this year's up to so many months ahead; what is farther may be of
/// the year before.
const N_MONTHS_AHEAD: u8 = 4;

/// Before a date: it comes again every year, or is of another calendar.
const OTHER_CALENDARS: [&str; 8] = [
    "每年",
    "历年",
    "往年",
    "每逢",
    "农历",
    "公元前",
    "阴历",
    "每",
];

/// The date that was told last.
#[derive(Clone, Copy, Debug)]
struct Last {
    days: Option<Days>,
    end: usize,
}

/// Goes through the dates of a text.
pub(super) struct Calendar<'a> {
    text: &'a str,
    anchor: Anchor,
    last: Option<Last>,
}

/// What stands between a date and the one before it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Distance {
    Sentence,
    Paragraph,
    Far,
}

/// Dates of which the first and the last are known, and whether that was concluded.
type Known = (PartialDate, PartialDate, bool);

impl<'a> Calendar<'a> {
    pub(super) fn new(text: &'a str, anchor: Anchor) -> Self {
        Self {
            text,
            anchor,
            last: None,
        }
    }

    /// The days of the next date of the text.
    pub(super) fn read(&mut self, span: Span) -> Option<Days> {
        let before = clip(self.text, Span::new(0, span.start));
        if OTHER_CALENDARS.iter().any(|word| before.ends_with(word)) {
            return None;
        }
        let behind = clip(self.text, Span::new(span.end, self.text.len()));
        let words = read_words(&fold(clip(self.text, span)).text, behind)?;
        let days = self.days_of(words, span.start);
        self.last = Some(Last {
            days,
            end: span.end,
        });
        days
    }

    fn days_of(&self, words: Words, at: usize) -> Option<Days> {
        let (first, last, is_concluded) = match words.to {
            None => self.known(words.from, at)?,
            Some(to) => {
                let (from, to) = self.with_shared(words.from, to, at)?;
                let (first, _, from_concluded) = self.known(from, at)?;
                let (_, last, to_concluded) = self.known(to, at)?;
                (first, last, from_concluded || to_concluded)
            }
        };
        let (last, is_concluded) = if words.is_since {
            (self.anchor.date?, true)
        } else {
            (last, is_concluded)
        };
        (first.first_day() <= last.last_day()).then_some(Days {
            first,
            last,
            is_concluded,
        })
    }

    /// Both ends of a range, each with what only the other one says.
    fn with_shared(&self, mut from: Point, mut to: Point, at: usize) -> Option<(Point, Point)> {
        if let (None, None, Some((_, month)), Some((day, _)), Some((last_day, _))) =
            (from.months, from.month_word, to.months, from.days, to.days)
        {
            // "31日至2月2日".
            let before = if month == 1 { 12 } else { month - 1 };
            let month = if day > last_day { before } else { month };
            from.months = Some((month, month));
        }
        if to.months.is_none() && to.days.is_some() && to.day_word.is_none() {
            to.months = from.months;
            to.month_word = from.month_word;
        }
        if let (None, None, Some((first, _)), Some((_, last))) =
            (from.months, from.month_word, from.days, to.days)
            && first <= last
        {
            // "12日至15日".
            let (year, month) = self.month_of_day(first, at)?;
            for end in [&mut from, &mut to] {
                end.year = Some(Told::Number(year));
                end.months = Some((month, month));
                end.is_by_rule = true;
            }
        }
        let (Some((first_month, _)), Some((last_month, _))) = (from.months, to.months) else {
            return Some((from, to));
        };
        let turns = u16::from(last_month < first_month);
        match (from.year, to.year) {
            (Some(told), None) => {
                let year = self.year_told(told, at)?;
                to.year = Some(Told::Number(year.checked_add(turns)?));
                to.is_by_rule |= !matches!(told, Told::Number(_));
            }
            (None, Some(told)) => {
                let year = self.year_told(told, at)?;
                from.year = Some(Told::Number(year.checked_sub(turns)?));
                from.is_by_rule |= !matches!(told, Told::Number(_));
            }
            (None, None) => {
                let year = self.year_of_month(last_month, at)?;
                to.year = Some(Told::Number(year));
                from.year = Some(Told::Number(year.checked_sub(turns)?));
                (from.is_by_rule, to.is_by_rule) = (true, true);
            }
            (Some(_), Some(_)) => {}
        }
        Some((from, to))
    }

    fn known(&self, point: Point, at: usize) -> Option<Known> {
        if let Some((first, last)) = point.decade {
            let year = |year| PartialDate::new(year, None, None);
            return Some((year(first)?, year(last)?, true));
        }
        if let Some(told) = point.day_word {
            let day = self.day_told(told, at)?;
            return Some((day, day, true));
        }
        if let Some(told) = point.month_word {
            let (year, month) = self.month_told(told, at)?;
            return dates_in(year, (month, month), point.days, true);
        }
        let Some(months) = point.months else {
            if let Some(told) = point.year {
                let year = PartialDate::new(self.year_told(told, at)?, None, None)?;
                let is_concluded = !matches!(told, Told::Number(_)) || point.is_by_rule;
                return Some((year, year, is_concluded));
            }
            let days = point.days?;
            let (year, month) = self.month_of_day(days.0, at)?;
            return dates_in(year, (month, month), point.days, true);
        };
        let (year, is_concluded) = match point.year {
            Some(told) => (
                self.year_told(told, at)?,
                point.is_by_rule || !matches!(told, Told::Number(_)),
            ),
            None if point.is_part => (self.year_of_part(months)?, true),
            None => (self.year_of_month(months.1, at)?, true),
        };
        dates_in(year, months, point.days, is_concluded)
    }

    /// How far the date before stands, and its days, where it has any.
    fn last_told(&self, at: usize) -> (Distance, Option<Days>) {
        let Some(last) = self.last else {
            return (Distance::Far, None);
        };
        let between = clip(self.text, Span::new(last.end, at));
        let distance = if between.contains('\n') {
            Distance::Far
        } else if between.contains(['。', '！', '？', '!', '?', '；']) {
            Distance::Paragraph
        } else {
            Distance::Sentence
        };
        (distance, last.days)
    }

    fn year_told(&self, told: Told, at: usize) -> Option<u16> {
        match told {
            Told::Number(year) => Some(year),
            Told::FromNow(n) => {
                let today = self.anchor.today.or(self.anchor.date)?;
                today.year.checked_add_signed(n)
            }
            Told::FromLast(n) => {
                let (distance, days) = self.last_told(at);
                let days = days.filter(|_| distance < Distance::Far)?;
                let is_one_year = days.first.year == days.last.year;
                days.last.year.checked_add_signed(n).filter(|_| is_one_year)
            }
        }
    }

    fn month_told(&self, told: Told, at: usize) -> Option<(u16, u8)> {
        let (from, n) = match told {
            Told::FromNow(n) => (self.anchor.today.or(self.anchor.date)?, n),
            Told::FromLast(n) => {
                let (distance, days) = self.last_told(at);
                (days.filter(|_| distance < Distance::Far)?.last, n)
            }
            Told::Number(_) => return None,
        };
        let month = i16::from(from.month?) + n;
        let (years, month) = ((month - 1).div_euclid(12), (month - 1).rem_euclid(12) + 1);
        let year = from.year.checked_add_signed(years)?;
        Some((year, u8::try_from(month).ok()?))
    }

    fn day_told(&self, told: Told, at: usize) -> Option<PartialDate> {
        let (from, n) = match told {
            Told::FromNow(n) => (self.anchor.today?, n),
            Told::FromLast(n) => {
                let (distance, days) = self.last_told(at);
                (days.filter(|_| distance < Distance::Far)?.last, n)
            }
            Told::Number(_) => return None,
        };
        from.day?;
        let mut day = from;
        for _ in 0..n.unsigned_abs() {
            day = if n < 0 {
                day.day_before()?
            } else {
                day.day_after()?
            };
        }
        Some(day)
    }

    /// The year of a month that is told without one.
    fn year_of_month(&self, month: u8, at: usize) -> Option<u16> {
        let (distance, days) = self.last_told(at);
        let of_article = self.anchor.date;
        if distance < Distance::Far {
            // A date that could not be told leaves what follows it open, too.
            let days = days.or(if distance == Distance::Paragraph {
                of_article.map(|date| Days {
                    first: date,
                    last: date,
                    is_concluded: true,
                })
            } else {
                None
            })?;
            let told = days.last;
            if of_article.is_none_or(|date| date.year != told.year) {
                let goes_on = distance == Distance::Sentence
                    && days.first.year == told.year
                    && told.month.is_none_or(|before| before <= month);
                return goes_on.then_some(told.year);
            }
        }
        let now = of_article?;
        let now_month = now.month?;
        if month > now_month {
            let is_near = month - now_month <= N_MONTHS_AHEAD;
            let is_past = now_month + 12 - month <= 2;
            return match (is_near, is_past) {
                (true, _) => Some(now.year),
                (_, true) => now.year.checked_sub(1),
                _ => None,
            };
        }
        // In November and December, 1月 may be of the next year.
        (now_month < month + 10).then_some(now.year)
    }

    /// The year of 上半年 and the like, told without one: that of the article when it is over, or
    /// nearly.
    fn year_of_part(&self, (first, last): (u8, u8)) -> Option<u16> {
        let now = self.anchor.date?;
        let month = now.month?;
        let is_within = month > first && month + 1 >= last;
        let is_after = month >= last && month <= last + 3;
        (is_within || is_after).then_some(now.year)
    }

    /// The month of a day that is told without one.
    fn month_of_day(&self, day: u8, at: usize) -> Option<(u16, u8)> {
        let (distance, days) = self.last_told(at);
        if distance == Distance::Sentence {
            let told = days?.last;
            let goes_on = told.day.is_none_or(|before| before <= day);
            if let Some(month) = told.month
                && goes_on
            {
                return Some((told.year, month));
            }
        }
        let now = self.anchor.date?;
        // Behind a date of another month, a bare day is of that one or of this.
        if distance < Distance::Far
            && days.is_none_or(|days| {
                let told = days.last;
                told.year != now.year || told.month.is_some_and(|m| Some(m) != now.month)
            })
        {
            return None;
        }
        let (month, today) = (now.month?, now.day?);
        if day <= today {
            return Some((now.year, month));
        }
        // On the 2nd, the 30th was a few days ago.
        if today <= 7 && day >= today + 20 {
            return Some(if month == 1 {
                (now.year.checked_sub(1)?, 12)
            } else {
                (now.year, month - 1)
            });
        }
        None
    }
}

/// Days of a month, months of a year.
fn dates_in(
    year: u16,
    months: (u8, u8),
    days: Option<(u8, u8)>,
    is_concluded: bool,
) -> Option<Known> {
    let date = |month: u8, day: Option<u8>| PartialDate::new(year, Some(month), day);
    let (first, last) = match days {
        // The last ten days of a month end with it; a day that is printed must be of the calendar.
        Some((21, 31)) => (date(months.0, Some(21))?, date(months.1, None)?.last_day()),
        Some((first, last)) => (date(months.0, Some(first))?, date(months.1, Some(last))?),
        None => (date(months.0, None)?, date(months.1, None)?),
    };
    Some((first, last, is_concluded))
}
