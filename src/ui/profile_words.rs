//! The words of the page of a name, and of the lists that its figures open, in Chinese and English.

use super::{facet_words, meeting_cards, strings, who_words};
use crate::app::{Language, ListAbout, OwnList, Text};
use crate::library::{Closeness, Facet, Profile, Subject, Tenure};
use crate::model::{EntityKind, PartialDate};

macro_rules! texts {
    ($($name:ident = $zh:literal / $en:literal;)*) => {
        $(pub(super) const $name: Text = Text { zh: $zh, en: $en };)*
    };
}

texts! {
    THIS_ARTICLE = "本篇" / "This article";
    CLOSE_PAGE = "关闭专页" / "Close the page";
    PAGE_BEFORE = "回到上一个专页" / "The page before";
    READING = "正在读…" / "Reading…";
    RENEWING = "正在更新…" / "Being brought up to date…";
    READ_ALL = "读完其余" / "Read the rest";
    NO_ARTICLES = "资料库里没有文章提到它了。" / "No article of the library names it any more.";
    POSTS = "任职（据文中所见）" / "Posts, as the articles say";
    ALSO_WRITTEN = "文中写法：" / "As printed:";
    COMPANY = "同现" / "With whom";
    COMPANY_HOW = "点名字打开它的专页；点数字列出这些文章" / "Click a name for its page, a figure for its articles";
    MEETINGS = "往来与活动" / "Meetings and visits";
    MORE = "再看一些" / "More";
    ARTICLES = "文章（新的在前）" / "Articles, newest first";
    UNDATED = "日期不明" / "undated";
    HERE = "到本篇出处" / "Show it here";
    CORRECT = "更正名称…" / "Correct it…";
    PLOT_HOW = "点一下，列出这些文章" / "Click to list these articles";
    LEAVE_LIST = "回到原来的列表" / "Back to the list before";
    SEARCH_LIST = "写成搜索" / "Make it a search";
}

/// What something is: "人物", "person".
pub(super) const fn kind(kind: EntityKind) -> Text {
    match kind {
        EntityKind::Person => Text::both("人物", "Person"),
        EntityKind::Organization => Text::both("机构", "Organisation"),
        EntityKind::Place => Text::both("地点", "Place"),
        EntityKind::Facility => Text::both("园区或设施", "Site"),
        EntityKind::Project => Text::both("项目或活动", "Project"),
        EntityKind::Date => Text::both("日期", "Date"),
        EntityKind::Quantity => Text::both("数量", "Quantity"),
    }
}

/// "打开“沈一舟”的专页".
pub(super) fn open_page(name: &str, language: Language) -> String {
    match language {
        Language::Chinese => format!("打开“{name}”的专页"),
        Language::English => format!("Open the page of “{name}”"),
    }
}

/// "2019-08 至 2023-02".
pub(super) fn span(
    first: Option<PartialDate>,
    last: Option<PartialDate>,
    language: Language,
) -> String {
    match (first, last) {
        (Some(first), Some(last)) if first != last => match language {
            Language::Chinese => format!("{first} 至 {last}"),
            Language::English => format!("{first} to {last}"),
        },
        (Some(date), _) | (None, Some(date)) => date.to_string(),
        (None, None) => UNDATED.pick(language).to_owned(),
    }
}

/// "人物 · 11 篇 · 2019-08 至 2023-02 · 2 篇日期不明".
pub(super) fn facts(profile: &Profile, language: Language) -> String {
    let mut facts = vec![
        kind(profile.subject.kind).pick(language).to_owned(),
        articles_and_times(profile, language),
    ];
    let n_undated = profile.timeline.n_undated;
    if profile.first.is_some() {
        facts.push(span(profile.first, profile.last, language));
    }
    if n_undated > 0 && profile.first.is_some() {
        facts.push(match language {
            Language::Chinese => format!("{n_undated} 篇日期不明"),
            Language::English => format!("{n_undated} undated"),
        });
    } else if n_undated > 0 {
        facts.push(UNDATED.pick(language).to_owned());
    }
    facts.join(" · ")
}

/// "11 篇 41 次": how often it is named is known when all is read.
fn articles_and_times(profile: &Profile, language: Language) -> String {
    let articles = strings::n_articles(profile.n_articles, language);
    if !profile.is_done || profile.is_cut() || profile.n_mentions == 0 {
        return articles;
    }
    match language {
        Language::Chinese => format!("{articles} {} 次", profile.n_mentions),
        Language::English => format!("{articles}, named {} times", profile.n_mentions),
    }
}

/// "又作 老韩、韩总".
pub(super) fn other_names(profile: &Profile, language: Language) -> Option<String> {
    const N_NAMES: usize = 5;
    let names = profile.other_names.iter().take(N_NAMES);
    let names: Vec<&str> = names.map(|(name, _)| name.as_str()).collect();
    let more = if profile.other_names.len() > N_NAMES {
        "…"
    } else {
        ""
    };
    let listed = names.join(between(language));
    (!names.is_empty()).then(|| format!("{}{listed}{more}", strings::ALIASES.pick(language)))
}

/// What stands between names.
pub(super) const fn between(language: Language) -> &'static str {
    match language {
        Language::Chinese => "、",
        Language::English => ", ",
    }
}

/// "已读 300 / 1204 篇".
pub(super) fn progress((n_read, n_all): (usize, usize), language: Language) -> String {
    match language {
        Language::Chinese => format!("已读 {n_read} / {n_all} 篇"),
        Language::English => format!("{n_read} of {n_all} articles read"),
    }
}

/// What a reader must know where articles are left unread.
pub(super) fn cut(profile: &Profile, language: Language) -> String {
    let (n_read, n_all) = (profile.n_to_read, profile.n_articles);
    match language {
        Language::Chinese => {
            format!("任职、同句同段和往来只据最新的 {n_read} 篇（共 {n_all} 篇）。")
        }
        Language::English => format!(
            "Posts, meetings and who shares a sentence or paragraph are of the newest {n_read} of {n_all} articles only."
        ),
    }
}

/// "列出全部 11 篇".
pub(super) fn list_all(n: usize, language: Language) -> String {
    match (language, n) {
        (Language::Chinese, _) => format!("列出全部 {n} 篇"),
        (Language::English, 1) => "List the article".to_owned(),
        (Language::English, _) => format!("List all {n} articles"),
    }
}

/// A post in one line: "管委会主任 2021-03 至 2023-01 6 篇".
pub(super) fn tenure(tenure: &Tenure, language: Language) -> String {
    format!("{} {}", tenure.post, tenure_facts(tenure, language))
}

/// "2021-03 至 2023-01   6 篇".
pub(super) fn tenure_facts(tenure: &Tenure, language: Language) -> String {
    let span = span(tenure.first, tenure.last, language);
    let n = strings::n_articles(tenure.articles.len(), language);
    let n_undated = tenure.n_undated;
    if n_undated == 0 || tenure.first.is_none() {
        return format!("{span}   {n}");
    }
    match language {
        Language::Chinese => format!("{span}   {n}（{n_undated} 篇日期不明）"),
        Language::English => format!("{span}   {n} ({n_undated} undated)"),
    }
}

/// The forms in which a post is printed, a line each.
pub(super) fn forms(tenure: &Tenure, language: Language) -> String {
    let mut lines = vec![ALSO_WRITTEN.pick(language).to_owned()];
    let forms = tenure.forms.iter();
    lines.extend(forms.map(|(form, n)| format!("{form}   {}", strings::n_articles(*n, language))));
    lines.join("\n")
}

/// How near: the head of a column.
pub(super) const fn closeness(closeness: Closeness) -> Text {
    match closeness {
        Closeness::Sentence => Text::both("同句", "sent."),
        Closeness::Paragraph => Text::both("同段", "para."),
        Closeness::Article => Text::both("同篇", "art."),
    }
}

/// "韩小满 同句 3 篇".
pub(super) fn company(name: &str, near: Closeness, n: usize, language: Language) -> String {
    let how = match (near, language) {
        (_, Language::Chinese) => closeness(near).zh,
        (Closeness::Sentence, Language::English) => "in one sentence",
        (Closeness::Paragraph, Language::English) => "in one paragraph",
        (Closeness::Article, Language::English) => "in one article",
    };
    format!("{name} {how} {}", strings::n_articles(n, language))
}

/// The kinds of company: "人物 12".
pub(super) fn company_head(facet: Facet, n_names: usize, language: Language) -> String {
    format!("{} {n_names}", facet_words::facet(facet).pick(language))
}

/// "另有 40 个没有列出".
pub(super) fn names_left(n: usize, language: Language) -> String {
    match language {
        Language::Chinese => format!("另有 {n} 个更少见的没有列出"),
        Language::English => format!("{n} rarer ones are not listed"),
    }
}

/// What a tab with a page is called.
pub(super) fn tab(subject: &Subject, profile: Option<&Profile>) -> String {
    const N_SHOWN: usize = 10;
    let name = profile.map_or(&subject.name, |profile| &profile.name);
    if name.chars().count() <= N_SHOWN + 1 {
        return name.clone();
    }
    name.chars().take(N_SHOWN).chain(['…']).collect()
}

/// What a list of its own is of: "沈一舟 与 韩小满 同句".
pub(super) fn list_title(list: &OwnList, language: Language) -> String {
    let name = &list.name;
    let what = match &list.about {
        ListAbout::All => {
            return match language {
                Language::Chinese => format!("{name} 的全部文章"),
                Language::English => format!("All articles of {name}"),
            };
        }
        ListAbout::Company(other, near) => {
            return match (language, near) {
                (Language::Chinese, _) => format!("{name} 与 {other} {}", closeness(*near).zh),
                (Language::English, Closeness::Sentence) => {
                    format!("{name} and {other} in one sentence")
                }
                (Language::English, Closeness::Paragraph) => {
                    format!("{name} and {other} in one paragraph")
                }
                (Language::English, Closeness::Article) => {
                    format!("{name} and {other} in one article")
                }
            };
        }
        ListAbout::Dates(range) => facet_words::dates(*range, language),
        ListAbout::Undated => UNDATED.pick(language).to_owned(),
        ListAbout::Post(post) => post.clone(),
        ListAbout::Meeting(card) => meeting_cards::title(card, language),
        ListAbout::Namesake(label) => label.clone(),
        ListAbout::Open => who_words::OPEN.pick(language).to_owned(),
        ListAbout::AlsoWritten(other) => {
            format!("{} {other}", who_words::ALSO_WRITTEN.pick(language))
        }
    };
    format!("{name} · {what}")
}
