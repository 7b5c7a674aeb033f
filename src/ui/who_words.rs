//! The words of who goes by a name, and of its other names, in Chinese and English.

use super::{profile_words, strings};
use crate::app::{Language, Text};
use crate::library::Namesake;
use crate::model::PartialDate;

pub(super) const ALSO_WRITTEN: Text = Text::both("也写作", "Also written");
pub(super) const FINDING_OUT: Text = Text::both("正在辨认同名者与别名…", "Finding out who is who…");
pub(super) const NAMESAKE_HOW: Text = Text::both(
    "点一下，专页只看这一个；点篇数，列出这些文章",
    "Click to see this one alone; click the number for its articles",
);
pub(super) const ALL: Text = Text::both("全部", "All");
pub(super) const OPEN: Text = Text::both("未能判明", "not told apart");
pub(super) const CUT: Text = Text::both(
    "文章太多，只据最早的一部分辨认。",
    "There are too many articles: only the oldest were looked at.",
);
pub(super) const OPEN_PAGE: Text = Text::both("打开专页", "Its page");

/// "同名者 2".
pub(super) fn namesakes(n: usize, language: Language) -> String {
    match language {
        Language::Chinese => format!("同名者 {n}"),
        Language::English => format!("{n} of this name"),
    }
}

/// What a namesake is called: "郑州市市长"; where nothing tells it from the others, "第 2 个".
pub(super) fn namesake(one: &Namesake, nth: usize, language: Language) -> String {
    let label = one.label();
    match language {
        _ if !label.is_empty() => label,
        Language::Chinese => format!("第 {} 个", nth + 1),
        Language::English => format!("Number {}", nth + 1),
    }
}

/// From when to when: "2019-03-01 至 2019-04-01".
pub(super) fn dates(dates: Option<(PartialDate, PartialDate)>, language: Language) -> String {
    profile_words::span(dates.map(|d| d.0), dates.map(|d| d.1), language)
}

/// "1 篇未能判明".
pub(super) fn open(n: usize, language: Language) -> String {
    match language {
        Language::Chinese => format!("{n} 篇未能判明"),
        Language::English => format!("{} not told apart", strings::n_articles(n, language)),
    }
}

/// "云州市市长 2 篇": a number that lists the articles of something.
pub(super) fn counted(what: &str, n: usize, language: Language) -> String {
    format!("{what} {}", strings::n_articles(n, language))
}

/// What leads to a place that shows something: "女排队员 · 2019-05-01 ›".
pub(super) fn evidence(what: &str, date: Option<PartialDate>, language: Language) -> String {
    let date = date.map_or_else(
        || profile_words::UNDATED.pick(language).to_owned(),
        |date| date.to_string(),
    );
    format!("{what} · {date} ›")
}
