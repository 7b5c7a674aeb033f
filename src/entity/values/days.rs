//! Days of the calendar that a date comes to, and what is known of the day of an article.

use crate::model::{Article, DateSource, PartialDate, clip};

/// The days that a date stands for: a day, a month, a year, or from one of them to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    /// The first: all of it.
    pub first: PartialDate,
    /// The last: all of it.
    pub last: PartialDate,
    /// Do the words leave part of it to the article's date, or to a rule (下旬, 第三季度)?
    pub is_concluded: bool,
}

impl Days {
    /// As in ISO 8601: "2019-08-21", "2019-08", "2019-01-31/2019-02-02".
    #[must_use]
    pub fn iso(&self) -> String {
        if self.first == self.last {
            return self.first.to_string();
        }
        format!("{}/{}", self.first, self.last)
    }
}

/// What is known of the day of an article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Anchor {
    /// The day, month or year it is of.
    pub date: Option<PartialDate>,
    /// The day that 今天 means in it.
    pub today: Option<PartialDate>,
}

impl Anchor {
    /// What is known of the day of an article that stands on a page of this date.
    #[must_use]
    pub fn of(article: &Article, page_date: Option<PartialDate>) -> Self {
        let with_day = |date: Option<PartialDate>| date.filter(|date| date.day.is_some());
        let source = article.date_evidence.map(|evidence| evidence.source);
        let dateline = article.dateline.map(|span| clip(&article.body.text, span));
        // A dispatch tells of its own day; a paper of the day it is printed on.
        let is_dispatch = source == Some(DateSource::Dateline)
            && dateline.is_some_and(|line| line.trim_end().ends_with('电'));
        let is_printed_day = matches!(
            source,
            Some(
                DateSource::Source
                    | DateSource::FileName
                    | DateSource::Masthead
                    | DateSource::Reader
            )
        );
        let of_page = with_day(page_date);
        let own = with_day(article.date);
        let today = if is_dispatch {
            own
        } else {
            of_page.or(own.filter(|_| is_printed_day))
        };
        let date = with_day(article.date)
            .or(of_page)
            .or(article.date)
            .or(page_date);
        Self { date, today }
    }
}
