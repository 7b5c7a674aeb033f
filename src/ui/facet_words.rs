//! The words of filters and facets, in Chinese and English.

use super::strings::{long_date, n_articles};
use crate::app::{Filter, FilterKind, Language, Text};
use crate::library::{DateRange, Facet, Leaf};
use crate::model::PartialDate;

macro_rules! texts {
    ($($name:ident = $zh:literal / $en:literal;)*) => {
        $(pub(super) const $name: Text = Text { zh: $zh, en: $en };)*
    };
}

texts! {
    FACETS = "筛选" / "Filter";
    HISTOGRAM = "按时间：左右键移动，Shift 加左右键选一段，回车只看这一段" / "By date: arrow keys move, with Shift they select a span, Enter shows it only";
    UNDATED = "日期不明" / "undated";
    BAR_HOW = "点一下只看，再点取消；拖动选一段；右键或 Alt+点排除" / "Click to see these only, again to undo; drag for a span; right click or Alt+click to leave out";
    NAME_HOW = "点一下只看有它的文章，再点取消；右键、Alt+点或“−”排除" / "Click to see only articles with it, again to undo; right click, Alt+click or “−” to leave out";
    CHIP_HOW = "点一下取消这项筛选；右键或 Alt+点，在“只看”和“排除”之间换" / "Click to take this filter off; right click or Alt+click turns it round";
    CLEAR_ALL = "全部取消" / "Clear all";
    TYPE_FILTERS = "写进搜索框" / "To the search box";
    TYPE_FILTERS_HOW = "把这些筛选写成搜索词，可以接着改" / "Write the filters as a query, to go on from there";
    MORE_NAMES = "全部" / "All";
    FEWER_NAMES = "收起" / "Fewer";
    FIND_NAME = "在这些名字里找" / "Find among these names";
    NO_NAMES = "没有这样的名字" / "No such name";
    FILTERED_OUT_HOW = "筛选之后没有文章了。点列表上方的筛选条，可以取消它。" / "The filters leave no article. Click a filter above the list to take it off.";
}

/// A facet, as its tab is called.
pub(super) const fn facet(facet: Facet) -> Text {
    match facet {
        Facet::Person => Text {
            zh: "人物",
            en: "People",
        },
        Facet::Organization => Text {
            zh: "单位",
            en: "Bodies",
        },
        Facet::Place => Text {
            zh: "地点",
            en: "Places",
        },
        Facet::Project => Text {
            zh: "项目",
            en: "Projects",
        },
        Facet::Author => Text {
            zh: "作者",
            en: "Authors",
        },
        Facet::Source => Text {
            zh: "来源",
            en: "Sources",
        },
        Facet::Page => Text {
            zh: "版",
            en: "Pages",
        },
    }
}

/// What one name of a facet is: "Person".
pub(super) const fn kind(facet: Facet) -> Text {
    let en = match facet {
        Facet::Person => "Person",
        Facet::Organization => "Body",
        Facet::Place => "Place",
        Facet::Project => "Project",
        Facet::Author => "Author",
        Facet::Source => "Source",
        Facet::Page => "Page",
    };
    Text {
        zh: self::facet(facet).zh,
        en,
    }
}

/// "2019 年 3 月至 2020 年".
pub(super) fn dates(range: DateRange, language: Language) -> String {
    let date = |date: PartialDate| long_date(date, language);
    match (range.from, range.to, language) {
        (Some(from), Some(to), _) if from == to => date(from),
        (Some(from), Some(to), Language::Chinese) => format!("{}至 {}", date(from), date(to)),
        (Some(from), Some(to), Language::English) => format!("{} to {}", date(from), date(to)),
        (Some(from), None, Language::Chinese) => format!("{}起", date(from)),
        (Some(from), None, Language::English) => format!("since {}", date(from)),
        (None, Some(to), Language::Chinese) => format!("{}止", date(to)),
        (None, Some(to), Language::English) => format!("until {}", date(to)),
        (None, None, _) => String::new(),
    }
}

/// What a filter is about: "人物 王新亭".
pub(super) fn filter(filter: &Filter, language: Language) -> String {
    let what = match &filter.leaf {
        Leaf::Date(range) => dates(*range, language),
        Leaf::Undated => UNDATED.pick(language).to_owned(),
        Leaf::Name { text, .. } => {
            const N_SHOWN: usize = 16;
            let is_long = text.chars().nth(N_SHOWN).is_some();
            let shown: String = text.chars().take(N_SHOWN).collect();
            format!("{shown}{}", if is_long { "…" } else { "" })
        }
        Leaf::Text { .. }
        | Leaf::Near { .. }
        | Leaf::Said(_)
        | Leaf::Amount(_)
        | Leaf::Number(_) => String::new(),
        Leaf::Own(own) => language.pick(&own.words(!filter.is_excluded)).to_owned(),
    };
    let what = match filter.kind {
        FilterKind::Name(facet) => format!("{} {what}", kind(facet).pick(language)),
        FilterKind::Date => what,
        FilterKind::Own => return what,
    };
    if filter.is_excluded {
        excluding(&what, language)
    } else {
        what
    }
}

/// "排除 人物 王新亭".
pub(super) fn excluding(what: &str, language: Language) -> String {
    match language {
        Language::Chinese => format!("排除 {what}"),
        Language::English => format!("without {what}"),
    }
}

/// "2019 年 8 月：13 篇".
pub(super) fn counted(what: &str, n: usize, language: Language) -> String {
    let n = n_articles(n, language);
    match language {
        Language::Chinese => format!("{what}：{n}"),
        Language::English => format!("{what}: {n}"),
    }
}

/// "全部 128 个…".
pub(super) fn all_names(n: usize, language: Language) -> String {
    match language {
        Language::Chinese => format!("{} {n} 个…", MORE_NAMES.zh),
        Language::English => format!("{} {n}…", MORE_NAMES.en),
    }
}

/// "128 个名字".
pub(super) fn n_names(n: usize, language: Language) -> String {
    match (language, n) {
        (Language::Chinese, _) => format!("{n} 个名字"),
        (Language::English, 1) => "1 name".to_owned(),
        (Language::English, _) => format!("{n} names"),
    }
}

/// "还有 1200 个，写几个字来找".
pub(super) fn names_left(n: usize, language: Language) -> String {
    match language {
        Language::Chinese => format!("还有 {n} 个，在上面写几个字来找"),
        Language::English => format!("{n} more; type above to find them"),
    }
}
