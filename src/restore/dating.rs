//! The date of every article, with its evidence: dateline, opening, the page's issue; and the year
//! of what is printed without one. Whatever nobody printed as such is marked as inferred. Relies
//! on `dates`, `masthead`, `years`.

use super::dates::{self, PrintedDay};
use super::masthead::PrintedIssue;
use super::{masthead, years};
use crate::model::{
    Article, DateEvidence, DateSource, Page, PartialDate, Sentence, Span, Warning, clip,
};

/// The issue that a page is of.
#[derive(Clone, Copy, Debug)]
struct Issue {
    date: PartialDate,
    source: DateSource,
    /// What its year was taken from, where its source prints none.
    year_source: Option<DateSource>,
    /// Where it is printed.
    page: Option<Span>,
}

/// Gives a page without a date the one of its masthead, where that prints all of it.
pub fn read_masthead(page: &mut Page) {
    if page.issue_date.is_none() && page.issue_source.is_none() {
        page.issue_date = masthead::find_issue(page).and_then(|issue| issue.date());
        page.issue_source = page.issue_date.map(|_| DateSource::Masthead);
    }
}

/// A word for the reader where the file's name and the masthead give different days.
pub(super) fn warn_of_contradiction(page: &Page) -> Option<Warning> {
    let given = page
        .issue_date
        .filter(|_| page.issue_source == Some(DateSource::FileName))?;
    let printed = masthead::find_issue(page)?.date()?;
    (!agrees(given, printed)).then(|| Warning {
        place: page.name.clone(),
        message: Sentence::new(
            format!("文件名说这一版是 {given} 的，报头印的却是 {printed}；这里依文件名。"),
            format!(
                "The file's name dates this page {given}, its masthead {printed}; the name was \
                 followed."
            ),
        ),
    })
}

/// Is the second a day of what the first says?
fn agrees(given: PartialDate, printed: PartialDate) -> bool {
    given.year == printed.year
        && given.month.is_none_or(|m| printed.month == Some(m))
        && given.day.is_none_or(|d| printed.day == Some(d))
}

/// Dates the articles of a page, but for those that came with a date or were dated by the reader.
pub(super) fn date_articles(page: &Page, articles: &mut [Article]) {
    let known = Known::of_page(page, articles);
    let found: Vec<Option<(PartialDate, DateEvidence)>> = articles
        .iter()
        .map(|article| date_of(page, article, known))
        .collect();
    for (article, found) in articles.iter_mut().zip(found) {
        let came_dated = article.date_evidence.is_some_and(|evidence| {
            !evidence.is_inferred
                && matches!(evidence.source, DateSource::Source | DateSource::Reader)
        });
        if !came_dated {
            (article.date, article.date_evidence) = found.unzip();
        }
    }
}

/// What is known of a page's time.
#[derive(Clone, Copy, Debug)]
struct Known {
    issue: Option<Issue>,
    /// The year that its articles tell, where no issue is known without it.
    year: Option<u16>,
}

impl Known {
    fn of_page(page: &Page, articles: &[Article]) -> Self {
        let printed = masthead::find_issue(page);
        if let Some(issue) = issue_of(page, printed, None) {
            return Self {
                issue: Some(issue),
                year: None,
            };
        }
        // A weekday of the masthead may speak against a year.
        let year = years::of_page(articles)
            .filter(|year| printed.is_none_or(|p| p.year.is_some() || p.in_year(*year).is_some()));
        Self {
            issue: issue_of(page, printed, year),
            year,
        }
    }
}

fn issue_of(page: &Page, printed: Option<PrintedIssue>, year: Option<u16>) -> Option<Issue> {
    let by_masthead = |date, year_source| Issue {
        date,
        source: DateSource::Masthead,
        year_source,
        page: printed.map(|p| p.page),
    };
    let whole = printed.and_then(|p| p.date());
    if let Some(date) = page.issue_date {
        let source = page.issue_source.unwrap_or(DateSource::Source);
        // The masthead may know the day of a month that is given.
        let exact = whole.filter(|w| *w != date && agrees(date, *w));
        return Some(match exact {
            Some(exact) => by_masthead(exact, None),
            None if source == DateSource::Masthead => by_masthead(date, None),
            None => Issue {
                date,
                source,
                year_source: None,
                page: None,
            },
        });
    }
    if page.issue_source == Some(DateSource::Reader) {
        // The reader's word: nobody knows.
        return None;
    }
    let printed = printed?;
    match whole {
        Some(date) => Some(by_masthead(date, None)),
        None => year
            .and_then(|year| printed.in_year(year))
            .map(|date| by_masthead(date, Some(DateSource::Page))),
    }
}

/// How many days before its issue an article's opening may name as its day.
const DAYS_BACK: i32 = 10;
/// The same for a day right after "本报讯".
const DAYS_BACK_OF_DATELINE: i32 = 45;

fn date_of(page: &Page, article: &Article, known: Known) -> Option<(PartialDate, DateEvidence)> {
    let issue = known.issue;
    let body = &article.body.text;
    let opening = dates::opening_at(body, article.dateline);
    let by = |source: DateSource, printed: PrintedDay, within: Option<i32>| {
        let (date, year_source) = resolve(article, printed, known)?;
        if let Some(issue) = issue.filter(|_| within.is_some())
            && !is_near(date, issue.date, within?)
        {
            return None;
        }
        let is_printed = printed.year.is_some();
        let evidence = DateEvidence {
            source,
            year_source: year_source.filter(|_| !is_printed),
            is_inferred: !is_printed,
            page: span_on_page(page, article, printed.span),
        };
        Some((date, evidence))
    };
    let of_dateline = article.dateline.and_then(|dateline| {
        let inside = dates::day_inside(body, dateline);
        let is_wired = clip(body, dateline).ends_with(['电', '讯']);
        match inside {
            Some(day) if is_wired => by(DateSource::Dateline, day, None),
            Some(day) => by(DateSource::Dateline, day, Some(DAYS_BACK_OF_DATELINE)),
            None => {
                let day = dates::day_at(body, opening)?;
                by(DateSource::Dateline, day, Some(DAYS_BACK_OF_DATELINE))
            }
        }
    });
    let of_text = || {
        issue?;
        let day = dates::day_at(body, opening).or_else(|| {
            // Further in, only a day that surely is of the week of the issue.
            issue?.date.day?;
            dates::day_in_opening(body, opening)
        })?;
        by(DateSource::Text, day, Some(DAYS_BACK))
    };
    of_dateline
        .or_else(of_text)
        .or_else(|| relative_day(page, article, opening, issue?))
        .or_else(|| Some(of_issue(issue?)))
}

/// The issue's day, which is likely the article's.
fn of_issue(issue: Issue) -> (PartialDate, DateEvidence) {
    let evidence = DateEvidence {
        source: issue.source,
        year_source: issue.year_source,
        is_inferred: true,
        page: issue.page,
    };
    (issue.date, evidence)
}

/// "昨日" and "今天", from the issue's day.
fn relative_day(
    page: &Page,
    article: &Article,
    opening: usize,
    issue: Issue,
) -> Option<(PartialDate, DateEvidence)> {
    const WORDS: [(&str, bool); 6] = [
        ("昨日", true),
        ("昨天", true),
        ("昨晚", true),
        ("今日", false),
        ("今天", false),
        ("今晨", false),
    ];
    let body = &article.body.text;
    issue.date.day?;
    let in_dateline = article.dateline.and_then(|dateline| {
        let text = clip(body, dateline);
        let found = WORDS.iter().find(|(word, _)| text.ends_with(word))?;
        let is_day = found.1 || !is_of_the_times(body.get(dateline.end..)?);
        is_day.then_some((dateline.end - found.0.len(), *found))
    });
    let in_opening = || {
        let text = body.get(opening..)?;
        let after = text.strip_prefix("记者").unwrap_or(text);
        let found = WORDS.iter().find(|(word, _)| after.starts_with(word))?;
        let beyond = after.get(found.0.len()..)?;
        let is_day = found.1 || !is_of_the_times(beyond);
        is_day.then_some((opening + text.len() - after.len(), *found))
    };
    let (at, (word, is_yesterday)) = in_dateline.or_else(in_opening)?;
    let date = if is_yesterday {
        issue.date.day_before()?
    } else {
        issue.date
    };
    let evidence = DateEvidence {
        source: DateSource::Text,
        year_source: Some(issue.source),
        is_inferred: true,
        page: span_on_page(page, article, Span::new(at, at + word.len())),
    };
    Some((date, evidence))
}

/// "今天是…节" tells of the day in general, "今天的…" of the times.
fn is_of_the_times(after_today: &str) -> bool {
    after_today.starts_with(['是', '的', '，'])
}

/// How many days after its issue a day may lie, before it must be of the year before.
const DAYS_AHEAD: i32 = 40;

/// A printed day with its year, and what that was taken from.
fn resolve(
    article: &Article,
    printed: PrintedDay,
    known: Known,
) -> Option<(PartialDate, Option<DateSource>)> {
    let in_year = |year: u16| PartialDate::new(year, Some(printed.month), Some(printed.day));
    if let Some(year) = printed.year {
        return Some((in_year(year)?, None));
    }
    let Some(issue) = known.issue else {
        let year = known.year?;
        let is_own = article.body.text.contains(&format!("{year}年"));
        let source = if is_own {
            DateSource::Text
        } else {
            DateSource::Page
        };
        return Some((in_year(year)?, Some(source)));
    };
    // An issue known by its month alone appeared at its end at the latest.
    let count = |month: u8, day: u8| i32::from(month) * 31 + i32::from(day);
    let last = count(issue.date.month.unwrap_or(12), issue.date.day.unwrap_or(31));
    let is_ahead = count(printed.month, printed.day) - last > DAYS_AHEAD;
    let year = if issue.date.month.is_some() && is_ahead {
        issue.date.year.checked_sub(1)?
    } else {
        issue.date.year
    };
    Some((in_year(year)?, Some(issue.source)))
}

/// Does a day lie shortly before an issue?
fn is_near(day: PartialDate, issue: PartialDate, n_days_back: i32) -> bool {
    let ends = match (issue.month, issue.day) {
        (Some(_), Some(_)) => Some((issue, issue)),
        (Some(month), None) => {
            let first = PartialDate::new(issue.year, Some(month), Some(1));
            let last = (28..=31)
                .rev()
                .find_map(|day| PartialDate::new(issue.year, Some(month), Some(day)));
            first.zip(last)
        }
        // Nothing can be said of a year.
        _ => return n_days_back > DAYS_BACK,
    };
    let number = |date: PartialDate| date.day_number();
    let Some(((first, last), day)) = ends
        .and_then(|(first, last)| number(first).zip(number(last)))
        .zip(number(day))
    else {
        return false;
    };
    // A dateline may be printed a little ahead of a date that is known roughly.
    let ahead = if n_days_back > DAYS_BACK {
        DAYS_AHEAD
    } else {
        0
    };
    (first - n_days_back..=last + ahead).contains(&day)
}

/// Where a stretch of the body is printed.
fn span_on_page(page: &Page, article: &Article, span: Span) -> Option<Span> {
    let body = &article.body.text;
    let last = clip(body, span).char_indices().next_back()?.0;
    let on_page = |byte: usize| article.body.provenance.page_byte(body, page, byte);
    let (start, last) = (on_page(span.start)?, on_page(span.start + last)?);
    let n_last = page.clip(Span::new(last, page.text.len())).chars().next()?;
    (start <= last).then(|| Span::new(start, last + n_last.len_utf8()))
}
