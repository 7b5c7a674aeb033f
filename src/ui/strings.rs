//! The words of the interface, in Chinese and English.

use crate::app::{App, Language, Text};
use crate::library::{Counts, ImportReport, NameKind, Progress, Sort, Stage, SuggestionKind};
use crate::model::{EntityKind, PartialDate};
use std::time::Duration;

macro_rules! texts {
    ($($name:ident = $zh:literal / $en:literal;)*) => {
        $(pub(super) const $name: Text = Text { zh: $zh, en: $en };)*
    };
}

texts! {
    SEARCH_BOX = "搜索全文" / "Search the full text";
    SEARCH_HINT = "搜索全文、人物、标题…… 用引号查原句，用 - 排除" / "Search text, people, headlines…  quotes for a phrase, - to exclude";
    SEARCHING = "正在搜索…" / "Searching…";
    ENTITIES = "本文要素" / "In this article";
    NO_ENTITIES = "这篇文章里没有认出人物、机构或地点。" / "No people, organisations or places were recognised in this article.";
    DOUBTFUL = "存疑" / "doubtful";
    DOUBTFUL_WHY = "这篇文章的复原不太有把握，请按 O 对照原版，按 R 修正。" / "This restoration is uncertain. Press O to see the raw page, R to repair it.";
    OPENING = "正在打开资料库…" / "Opening the library…";
    LOADING = "正在载入…" / "Loading…";
    OPEN_FAILED = "资料库打不开" / "The library cannot be opened";
    EMPTY_LIBRARY = "资料库里还没有文章" / "No articles yet";
    EMPTY_LIBRARY_HOW = "把报纸版面文件或文件夹拖进窗口，或按 Ctrl+O 导入。可读有文字的 PDF、网页（HTML）、DOCX、EPUB、OCR 程序输出的 ALTO 和 hOCR，还有 TXT、MD、CSV、JSON Lines，以及它们的 ZIP 压缩包。" / "Drop newspaper pages or a folder on the window, or press Ctrl+O. PDF with text, HTML, DOCX, EPUB, the ALTO and hOCR of OCR programs, TXT, MD, CSV and JSON Lines are read, and ZIP archives of these.";
    NO_MATCH = "没有找到" / "Nothing found";
    NO_MATCH_HOW = "每个词都要在同一篇文章里出现。少写一个词，或只写词的一部分试试。" / "Every word must stand in the same article. Try fewer words, or a part of a word.";
    PICK_ARTICLE = "在左边选一篇文章" / "Choose an article on the left";
    RAW_PAGE = "原版" / "Raw page";
    RAW_PAGE_NOTE = "本文各行已标出" / "this article's lines are marked";
    PAGE_AS_PRINTED = "看版面" / "As printed";
    PAGE_AS_TEXT = "看文字" / "As text";
    READ_ONLY = "只读" / "read-only";
    READ_ONLY_NOTICE = "这个资料库已在另一个窗口打开。这里只能阅读和搜索；要导入、加星标或标已读，请用那个窗口，或关掉它再打开这里。" / "This library is open in another window. Here you can read and search; to import, star or mark articles, use that window, or close it and open this one again.";
    REBUILT = "全部文章已重新复原。" / "All articles were restored anew.";
    STOPPED = "已停止。还没有复原到的文章仍是原样，下次会接着做。" / "Stopped. What was not reached yet is as it was; it goes on next time.";
    CLOSE = "关闭" / "Close";
    MARK_READ = "标为已读" / "Mark read";
    MARK_UNREAD = "标为未读" / "Mark unread";
    STAR = "加星标" / "Star";
    UNSTAR = "去掉星标" / "Remove star";
    THEME = "外观" / "Appearance";
    THEME_SYSTEM = "跟随系统" / "Follow the system";
    THEME_LIGHT = "浅色" / "Light";
    THEME_DARK = "深色" / "Dark";
    LANGUAGE = "语言" / "Language";
    LANGUAGE_SYSTEM = "跟随系统" / "Follow the system";
    TEXT_SIZE = "正文字号" / "Text size";
    MORE = "更多" / "More";
    KEYS = "快捷键" / "Keys";
    SEARCH_WAYS = "怎样搜索" / "How to search";
    KEYS_MOUSE = "点要素跳到下一处；双击正文里的名字、点要素栏里的“›”或按 P，打开它的专页；按住 Ctrl 点要素，搜索它；右键点要素，更正它。" / "Click an entity to jump to its next mention; double-click a name in the text, click its “›” in the panel or press P for its page; Ctrl+click searches for it; right-click corrects it.";
    IMPORT = "导入" / "Import";
    LIGHT_UP = "在正文中标出" / "Light up in the text";
    ALIASES = "又作 " / "also ";
    DROP_HERE = "松开鼠标即可导入" / "Drop to import";
    SEARCH_FAILED = "搜索没有完成" / "The search failed";
    FAILURES = "未能导入：" / "Not imported:";
    WARNINGS = "请注意：" / "Please note:";
    INFERRED_DATE = "文中没有写出年份，按出版日期推定" / "The article prints no year; it follows from the issue's date";
    INFERRED = "（推定）" / " (inferred)";
    SET_DATE_HOW = "点一下，给本页所有文章设定日期" / "Click to set the date for all articles of the page";
    NO_DATE = "日期不详" / "no date";
    NONE_DOUBTFUL = "没有存疑的文章" / "Nothing doubtful";
    TRY_THIS = "这样搜可以找到：" / "These find something:";
    TABLE_NAME = "批量检索.csv" / "names.csv";
    ONLY_NEW = "只看新的" / "only new";
    SUGGEST_KEYS = "↓ ↑ 选择　Tab 或回车采用　Esc 收起　不选就按回车，照所写的搜索" / "↓ ↑ choose   Tab or Enter take   Esc close   Enter alone searches as typed";
    UNREAD = "未读" / "unread";
    STARRED = "已加星标" / "starred";
}

/// A kind of entity.
pub(super) const fn kind(kind: EntityKind) -> Text {
    match kind {
        EntityKind::Person => Text {
            zh: "人物",
            en: "People",
        },
        EntityKind::Organization => Text {
            zh: "机构",
            en: "Organisations",
        },
        EntityKind::Place => Text {
            zh: "地点",
            en: "Places",
        },
        EntityKind::Facility => Text {
            zh: "园区与设施",
            en: "Sites",
        },
        EntityKind::Date => Text {
            zh: "日期",
            en: "Dates",
        },
        EntityKind::Quantity => Text {
            zh: "数量",
            en: "Quantities",
        },
        EntityKind::Project => Text {
            zh: "项目与活动",
            en: "Projects",
        },
    }
}

/// What is suggested.
pub(super) const fn suggestion(kind: SuggestionKind) -> Text {
    let (zh, en) = match kind {
        SuggestionKind::Name(NameKind::Person) => ("人物", "person"),
        SuggestionKind::Name(NameKind::Organization) => ("单位", "org"),
        SuggestionKind::Name(NameKind::Place) => ("地点", "place"),
        SuggestionKind::Name(NameKind::Facility) => ("园区", "site"),
        SuggestionKind::Name(NameKind::Project) => ("项目", "project"),
        SuggestionKind::Name(NameKind::Author) => ("作者", "author"),
        SuggestionKind::Name(NameKind::Page) => ("版", "page"),
        SuggestionKind::Name(NameKind::Source) => ("来源", "source"),
        SuggestionKind::Headline => ("标题", "title"),
        SuggestionKind::Past => ("搜过", "earlier"),
        SuggestionKind::Saved => ("已存", "saved"),
        SuggestionKind::Date => ("日期", "date"),
        SuggestionKind::Near => ("试试", "try"),
        SuggestionKind::Field => ("写法", "field"),
    };
    Text { zh, en }
}

/// The order of the list.
pub(super) const fn sort(sort: Sort) -> Text {
    match sort {
        Sort::Relevance => Text {
            zh: "按相关度",
            en: "By relevance",
        },
        Sort::DateDown => Text {
            zh: "由新到旧",
            en: "Newest first",
        },
        Sort::DateUp => Text {
            zh: "由旧到新",
            en: "Oldest first",
        },
        Sort::Source => Text {
            zh: "按来源",
            en: "By source",
        },
    }
}

/// The unsearched list is in page order.
pub(super) const BY_PAGE: Text = Text {
    zh: "按版面",
    en: "By page",
};

/// "28 篇".
pub(super) fn n_articles(n: usize, language: Language) -> String {
    match (language, n) {
        (Language::Chinese, _) => format!("{n} 篇"),
        (Language::English, 1) => "1 article".to_owned(),
        (Language::English, _) => format!("{n} articles"),
    }
}

/// How far the search for many names is: "120 / 1000 行，86 个有结果".
pub(super) fn batch_line(app: &App, language: Language) -> String {
    let (n_done, n_all) = (app.batch.n_rows(), app.batch.n_lines);
    let n_found = app.batch.n_with_articles();
    match language {
        Language::Chinese => format!("{n_done} / {n_all} 行，{n_found} 行有结果"),
        Language::English => format!("{n_done} of {n_all} lines, {n_found} found"),
    }
}

/// "已写入 …".
pub(super) fn written_line(path: &std::path::Path, language: Language) -> String {
    match language {
        Language::Chinese => format!("已写入 {}", path.display()),
        Language::English => format!("Written to {}", path.display()),
    }
}

/// "（2 个有新的）".
pub(super) fn with_new(n: usize, language: Language) -> String {
    match language {
        Language::Chinese => format!("（{n} 个有新的）"),
        Language::English => format!(" ({n} with something new)"),
    }
}

/// "3 篇新的".
pub(super) fn n_new(n: usize, language: Language) -> String {
    match language {
        Language::Chinese => format!("{n} 篇新的"),
        Language::English => format!("{n} new"),
    }
}

/// "已删除“…”。".
pub(super) fn deleted_line(name: &str, language: Language) -> String {
    match language {
        Language::Chinese => format!("已删除“{name}”。"),
        Language::English => format!("“{name}” was deleted."),
    }
}

/// "存疑 3".
pub(super) fn n_doubtful(n: usize, language: Language) -> String {
    match language {
        Language::Chinese => format!("存疑 {n}"),
        Language::English => format!("{n} doubtful"),
    }
}

/// "5 次".
pub(super) fn n_times(n: usize, language: Language) -> String {
    match language {
        Language::Chinese => format!("{n} 次"),
        Language::English => format!("{n}×"),
    }
}

/// "样例资料库 · 5 版 28 篇".
pub(super) fn library_line(name: &str, counts: Counts, language: Language) -> String {
    match language {
        Language::Chinese => format!("{name} · {} 版 {} 篇", counts.n_pages, counts.n_articles),
        Language::English => format!(
            "{name} · {} pages, {} articles",
            counts.n_pages, counts.n_articles
        ),
    }
}

/// The name of the sample library.
pub(super) const SAMPLE_LIBRARY: Text = Text {
    zh: "样例资料库",
    en: "Sample library",
};

/// "命中 3 / 9".
pub(super) fn hit_line(at: usize, n_hits: usize, language: Language) -> String {
    match language {
        Language::Chinese => format!("命中 {at} / {n_hits}"),
        Language::English => format!("Hit {at} of {n_hits}"),
    }
}

/// How many articles a search found, and in what time.
pub(super) fn answer_line(total: usize, elapsed: Duration, language: Language) -> String {
    let millis = elapsed.as_secs_f64() * 1e3;
    let time = match language {
        Language::Chinese => format!("{millis:.1} 毫秒"),
        Language::English => format!("{millis:.1} ms"),
    };
    format!("{} · {time}", n_articles(total, language))
}

/// A page's name, shortened in the middle of a line: names of files can be long.
pub(super) fn page_name(name: &str) -> String {
    const N_SHOWN: usize = 14;
    if name.chars().count() <= N_SHOWN + 2 {
        return name.to_owned();
    }
    name.chars().take(N_SHOWN).chain(['…']).collect()
}

/// A date as it is read: "2019 年 8 月 21 日".
pub(super) fn long_date(date: PartialDate, language: Language) -> String {
    if language == Language::English {
        return date.to_string();
    }
    let mut text = format!("{} 年", date.year);
    if let Some(month) = date.month {
        text.push_str(&format!(" {month} 月"));
    }
    if let Some(day) = date.day {
        text.push_str(&format!(" {day} 日"));
    }
    text
}

/// "约 2 分钟": at 400 characters a minute.
pub(super) fn reading_time(n_chars: usize, language: Language) -> String {
    let minutes = n_chars.div_ceil(400).max(1);
    match language {
        Language::Chinese => format!("约 {minutes} 分钟"),
        Language::English => format!("about {minutes} min"),
    }
}

/// What long work is busy with.
pub(super) fn progress_line(progress: Progress, language: Language) -> String {
    let what = match progress.stage {
        Stage::Importing => Text {
            zh: "正在导入",
            en: "Importing",
        },
        Stage::Indexing => Text {
            zh: "正在建索引",
            en: "Indexing",
        },
        Stage::Surveying => Text {
            zh: "正在查看文件",
            en: "Looking at files",
        },
        Stage::Correcting => Text {
            zh: "正在按您的更正改",
            en: "Correcting",
        },
        Stage::Rebuilding => Text {
            zh: "正在重新复原",
            en: "Restoring",
        },
    };
    format!(
        "{} {} / {}",
        what.pick(language),
        progress.n_done,
        progress.n_total
    )
}

/// What an import did, in a sentence.
pub(super) fn import_line(report: &ImportReport, language: Language) -> String {
    let (added, unchanged, articles, failed) = (
        report.n_added,
        report.n_unchanged,
        report.n_articles,
        report.failures.len(),
    );
    let mut line = match language {
        Language::Chinese => format!("导入了 {added} 个文件，得到 {articles} 篇文章"),
        Language::English => format!("{added} files imported, {articles} articles restored"),
    };
    if unchanged > 0 {
        line.push_str(&match language {
            Language::Chinese => format!("；{unchanged} 个文件早已在库中，未作改动"),
            Language::English => format!("; {unchanged} were there already and stay as they are"),
        });
    }
    if failed > 0 {
        line.push_str(&match language {
            Language::Chinese => format!("；{failed} 个文件未能导入"),
            Language::English => format!("; {failed} could not be imported"),
        });
    }
    if report.is_cancelled {
        line.push_str(match language {
            Language::Chinese => "；已按要求停止，再次导入会接着做完",
            Language::English => "; stopped as asked, another import goes on from here",
        });
    }
    line.push_str(if language == Language::Chinese {
        "。"
    } else {
        "."
    });
    line
}
