//! The year of a page without a date, from what its articles tell. A guess is worse than none:
//! they must speak of it clearly. Relies on `dates`.

use super::dates;
use crate::model::Article;
use std::collections::BTreeMap;

/// The year that the articles of a page are of, where they agree.
pub(super) fn of_page(articles: &[Article]) -> Option<u16> {
    of_datelines(articles).or_else(|| of_mentions(articles))
}

/// The latest year printed in a dateline, or at an opening beside 昨日 or 今天.
fn of_datelines(articles: &[Article]) -> Option<u16> {
    let of_dateline = |article: &Article| {
        let body = &article.body.text;
        let inside = article
            .dateline
            .and_then(|dateline| dates::day_inside(body, dateline));
        inside.and_then(|day| day.year)
    };
    let printed = articles.iter().filter_map(of_dateline).max();
    printed.or_else(|| {
        let beside = articles
            .iter()
            .flat_map(|a| years_beside_today(&a.body.text));
        beside.max()
    })
}

/// Years of full dates right after a word for today: "昨日（2019年8月20日）".
fn years_beside_today(body: &str) -> Vec<u16> {
    ["昨日", "昨天", "今日", "今天", "日前"]
        .iter()
        .flat_map(|word| body.match_indices(word))
        .filter_map(|(at, word)| {
            let after = body.get(at + word.len()..)?;
            let date = after.trim_start_matches(['（', '(', ' ', '，', '即']);
            let at = body.len() - date.len();
            (after.len() - date.len() <= 6)
                .then(|| dates::day_at(body, at))
                .flatten()?
                .year
        })
        .collect()
}

/// At least so many articles, or so many mentions, must tell the year.
const N_ARTICLES: usize = 2;
const N_MENTIONS: usize = 3;

/// The latest year that is told of as past or present, where most that are told of are this one.
fn of_mentions(articles: &[Article]) -> Option<u16> {
    let mut counts: BTreeMap<u16, (usize, usize)> = BTreeMap::new();
    for article in articles {
        let mut own: BTreeMap<u16, usize> = BTreeMap::new();
        for year in years_told(&article.body.text) {
            *own.entry(year).or_default() += 1;
        }
        for (year, n) in own {
            let count = counts.entry(year).or_default();
            *count = (count.0 + n, count.1 + 1);
        }
    }
    let n_all: usize = counts.values().map(|(n, _)| n).sum();
    let (year, (n, n_articles)) = counts.into_iter().next_back()?;
    let is_told = n_articles >= N_ARTICLES && n >= N_MENTIONS;
    (is_told && n * 2 >= n_all).then_some(year)
}

/// The years that a text tells of, but for plans.
fn years_told(body: &str) -> Vec<u16> {
    const PLANS: [&str; 9] = [
        "到", "至", "力争", "预计", "计划", "规划", "目标", "将于", "—",
    ];
    body.match_indices('年')
        .filter_map(|(at, mark)| {
            let before = body.get(..at)?;
            let digits: Vec<char> = before
                .chars()
                .rev()
                .take_while(char::is_ascii_digit)
                .take(5)
                .collect();
            if digits.len() != 4 {
                return None;
            }
            let year: u16 = digits.iter().rev().collect::<String>().parse().ok()?;
            let before = before.get(..at - 4)?.trim_end();
            let after = body.get(at + mark.len()..)?;
            let is_plan = PLANS.iter().any(|word| before.ends_with(word))
                || ["底前", "前", "末前", "将", "—", "-", "至"]
                    .iter()
                    .any(|word| after.starts_with(word));
            ((1950..=2099).contains(&year) && !is_plan).then_some(year)
        })
        .collect()
}
