//! The days of an article that names several as one span: "1月31日~2月2日", "8月21日至23日".
//! Relies on how `dates` reads numbers.

use super::dates::{opening_at, read_number, strip_unit};
use crate::model::{Article, PartialDate};

/// Signs and words between the first day and the last.
const JOINTS: [&str; 9] = ["~", "～", "至", "到", "——", "—", "–", "-", "－"];

/// The first day and the last that an article opens with; `None` where it opens with no span of
/// days, or its year is not known.
#[must_use]
pub fn day_span(article: &Article) -> Option<(PartialDate, PartialDate)> {
    let body = &article.body.text;
    // A dateline may hold the span's first words.
    let source = article.dateline.map(|span| span.start);
    let starts = [opening_at(body, article.dateline), source.unwrap_or(0)];
    starts.iter().find_map(|start| {
        let text = body.get(*start..)?.trim_start_matches(' ');
        let text = text.strip_prefix("本报讯").unwrap_or(text);
        read_span(text.trim_start_matches(' '), article.date?)
    })
}

/// A span at the beginning of a text; `known` tells the year, and perhaps the month.
fn read_span(text: &str, known: PartialDate) -> Option<(PartialDate, PartialDate)> {
    let (mut number, n) = read_number(text)?;
    let mut rest = text.get(n..)?;
    let mut year = None;
    if let Some(after) = strip_unit(rest, '年') {
        year = u16::try_from(number).ok();
        let (month, n) = read_number(after)?;
        number = month;
        rest = after.get(n..)?;
    }
    let month = number;
    let after = strip_unit(rest, '月')?;
    let (day, n) = read_number(after)?;
    rest = after.get(n..)?;
    rest = strip_unit(rest, '日')
        .unwrap_or(rest)
        .trim_start_matches(' ');
    rest = JOINTS.iter().find_map(|joint| rest.strip_prefix(joint))?;
    let (mut last, n) = read_number(rest)?;
    rest = rest.get(n..)?;
    let mut last_month = month;
    if let Some(after) = strip_unit(rest, '月') {
        last_month = last;
        let (day, n) = read_number(after)?;
        last = day;
        rest = after.get(n..)?;
    }
    strip_unit(rest, '日')?;
    // Over the turn of a year the known month tells which of the two years is known.
    let turns = last_month < month;
    let knows_last = turns && known.month.is_some_and(|m| u32::from(m) <= last_month);
    let first_year = year.unwrap_or(known.year - u16::from(knows_last));
    let date = |year: u16, month: u32, day: u32| {
        let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
        PartialDate::new(year, Some(month), Some(day))
    };
    let first = date(first_year, month, day)?;
    let last = date(first_year + u16::from(turns), last_month, last)?;
    (first < last).then_some((first, last))
}

#[cfg(test)]
mod tests {
    use super::day_span;
    use crate::model::{Article, Part, PartialDate};

    #[test]
    fn a_span_of_days_has_a_first_and_a_last() {
        for (body, known, span) in [
            (
                "1月31日~2月2日，市长带队考察。",
                "2023-01",
                "2023-01-31/2023-02-02",
            ),
            ("8月21日至23日，大会举行。", "2019", "2019-08-21/2019-08-23"),
            (
                "2018年8月21-23日，大会举行。",
                "2019",
                "2018-08-21/2018-08-23",
            ),
            (
                "12月30日－1月2日，道路封闭。",
                "2020-01",
                "2019-12-30/2020-01-02",
            ),
            (
                "12月30日－1月2日，道路封闭。",
                "2019-12",
                "2019-12-30/2020-01-02",
            ),
            ("8月21日，大会举行。", "2019-08", ""),
            ("8月23日至21日，大会举行。", "2019-08", ""),
            ("8月21日至40日，大会举行。", "2019-08", ""),
        ] {
            let article = Article {
                body: Part {
                    text: body.to_owned(),
                    ..Part::default()
                },
                date: PartialDate::parse(known),
                ..Article::default()
            };
            let found = day_span(&article).map(|(first, last)| format!("{first}/{last}"));
            assert_eq!(found.unwrap_or_default(), span, "{body} {known}");
        }
    }
}
