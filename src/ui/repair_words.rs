//! The words of repairing, in Chinese and English.

use crate::app::{App, Deed, Language, Text};
use crate::library::StoredDeed;
use crate::model::{Article, DateEvidence, DateSource, Join, Repair};

const fn text(zh: &'static str, en: &'static str) -> Text {
    Text { zh, en }
}

pub(super) const REPAIR: Text = text("修正", "Repair");
pub(super) const CHOOSE_LINES: Text = text(
    "选一行：点，或按 ↑↓；多行：拖，或按住 Shift。",
    "Choose a line: click, or ↑↓. Several: drag, or hold Shift.",
);
pub(super) const WAITING: Text = text("正在修正…", "Repairing…");
pub(super) const UNDO: Text = text("撤销", "Undo");
pub(super) const REDO: Text = text("重做", "Redo");
pub(super) const SAVE: Text = text("保存", "Save");
pub(super) const CANCEL: Text = text("取消", "Cancel");
pub(super) const EDIT_TITLE: Text = text("改正这一行的字", "Correct this line");
pub(super) const EDIT_NOTE: Text = text(
    "原来的字仍保存着，改前改后都能搜到。",
    "The original is kept; both can be searched for.",
);
pub(super) const PRINTED: Text = text("原文", "Printed");
pub(super) const DATE_TITLE: Text = text("这一版是哪天的报？", "When did this page appear?");
pub(super) const DATE_NOTE: Text = text(
    "用于本版所有文章。可写 2019-08-21、2019-08 或 2019。",
    "For all articles of the page. 2019-08-21, 2019-08 or 2019.",
);
pub(super) const DATE_UNKNOWN: Text = text("不知道", "Unknown");
pub(super) const TARGET_TITLE: Text = text("移到哪一篇？", "To which article?");
pub(super) const TARGET_NOTE: Text = text(
    "也可以在原版上点那一篇的任何一行。",
    "Or click any of its lines on the raw page.",
);
pub(super) const MERGE: Text = text("与本文合并", "Merge with this one");
pub(super) const REPAIRED: Text = text("您修正过", "repaired by you");
pub(super) const JOIN_HOW: Text = text(
    "点一下，在原版上看这一处",
    "Click to see it on the raw page",
);

/// "已选 2 行".
pub(super) fn n_chosen(n: usize, language: Language) -> String {
    match (language, n) {
        (Language::Chinese, _) => format!("已选 {n} 行"),
        (Language::English, 1) => "1 line chosen".to_owned(),
        (Language::English, _) => format!("{n} lines chosen"),
    }
}

/// "第 2 篇 标题".
pub(super) fn nth_article(nth: usize, name: &str, language: Language) -> String {
    match language {
        Language::Chinese => format!("第 {nth} 篇 {name}"),
        Language::English => format!("Article {nth}: {name}"),
    }
}

/// How sure the restoration is: "把握 52 %".
pub(super) fn confidence(confidence: f32, language: Language) -> String {
    let percent = (confidence * 100.0).floor();
    match language {
        Language::Chinese => format!("把握 {percent} %"),
        Language::English => format!("{percent} % sure"),
    }
}

/// The same of an article, which may be sure as a whole: "可信 · 把握 97 %".
pub(super) fn sureness(article: &Article, language: Language) -> String {
    let figure = confidence(article.confidence, language);
    match language {
        _ if !article.is_sure() => figure,
        Language::Chinese => format!("可信 · {figure}"),
        Language::English => format!("Reliable · {figure}"),
    }
}

/// A kind of repair, to name it by.
pub(super) fn repair_name(repair: &Repair) -> Text {
    match repair {
        Repair::MoveLines { .. } => text("移动几行", "moved lines"),
        Repair::Split { .. } => text("拆分文章", "split"),
        Repair::Merge { .. } => text("合并文章", "merge"),
        Repair::Reorder { .. } => text("调整顺序", "new order"),
        Repair::Furniture { .. } => text("移出文章", "lines taken out"),
        Repair::EditText { .. } => text("改字", "corrected text"),
        Repair::PageDate { .. } => text("本页日期", "date of the page"),
        Repair::Confirm { .. } => text("本文无误", "article is right"),
    }
}

/// What an undo or redo is about: "合并文章（版名）".
pub(super) fn stored_name(stored: &StoredDeed, language: Language) -> String {
    let stored = match stored {
        StoredDeed::Repair(stored) => stored,
        StoredDeed::Corrections(deed) => return super::correction_words::deed_name(deed, language),
        StoredDeed::Work(deed) => {
            let told = deed.sentence();
            return language.pick(&told).to_owned();
        }
    };
    let name = match &stored.repair {
        Some(repair) => repair_name(repair),
        None => text("新版本所作的修正", "a newer version's repair"),
    };
    let page = super::strings::page_name(&stored.page_name);
    match language {
        Language::Chinese => format!("{}（{page}）", name.zh),
        Language::English => format!("{} ({page})", name.en),
    }
}

/// What was done last, for the line at the foot.
pub(super) fn deed_line(app: &App) -> Option<String> {
    let language = app.language();
    let history = &app.repair.history;
    let (what, stored) = match app.repair.deed? {
        Deed::Repaired => (text("已修正：", "Repaired: "), &history.undo),
        Deed::Undone => (text("已撤销：", "Undone: "), &history.redo),
        Deed::Redone => (text("已重做：", "Done again: "), &history.undo),
    };
    let stored = stored.as_ref()?;
    let what = match (stored, app.repair.deed) {
        (StoredDeed::Work(_), Some(Deed::Repaired)) => text("已记下：", "Done: "),
        (StoredDeed::Corrections(_), Some(Deed::Repaired)) => text("已更正：", "Corrected: "),
        _ => what,
    };
    Some(format!(
        "{}{}",
        what.pick(language),
        stored_name(stored, language)
    ))
}

/// Why two stretches were joined.
pub(super) fn join_reason(join: &Join, language: Language) -> String {
    let reason = join.reason_sentence();
    match language {
        Language::English => reason.en,
        Language::Chinese => reason.zh,
    }
}

/// Who says what the date is.
pub(super) fn date_source(source: DateSource) -> Text {
    match source {
        DateSource::Reader => text("您设定的", "set by you"),
        DateSource::Source => text("来源所注", "from the source"),
        DateSource::FileName => text("据文件名", "from the file's name"),
        DateSource::Masthead => text("据报头", "from the masthead"),
        DateSource::Dateline => text("据电头", "from the dateline"),
        DateSource::Text => text("据正文", "from the text"),
        DateSource::Page => text("据同版其他文章", "from other articles of the page"),
    }
}

/// How a date is known, with the words that say so: "据电头“8月21日”，年份据文件名（推定）".
pub(super) fn date_evidence(evidence: &DateEvidence, printed: &str, language: Language) -> String {
    let mut line = date_source(evidence.source).pick(language).to_owned();
    if !printed.is_empty() {
        line.push_str(&match language {
            Language::Chinese => format!("“{printed}”"),
            Language::English => format!(" “{printed}”"),
        });
    }
    if let Some(source) = evidence.year_source {
        let source = date_source(source).pick(language);
        line.push_str(&match language {
            Language::Chinese => format!("，年份{source}"),
            Language::English => format!(", year {source}"),
        });
    }
    if evidence.is_inferred {
        line.push_str(super::strings::INFERRED.pick(language));
    }
    line
}
