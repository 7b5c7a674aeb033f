//! Words for the reader's work, in Chinese and English.

use crate::app::{Language, Text};
use crate::library::Own;
use crate::model::{LabelKind, Status};

pub(super) const MINE: Text = Text::both("我的", "Mine");
pub(super) const MINE_HOW: Text = Text::both(
    "按星标、状态、标签、收藏夹和笔记筛选",
    "Filter by star, status, tags, collections and notes",
);
pub(super) const STATUS: Text = Text::both("状态", "Status");
pub(super) const NO_STATUS: Text = Text::both("不设状态", "No status");
pub(super) const TAGS: Text = Text::both("标签", "Tags");
pub(super) const COLLECTIONS: Text = Text::both("收藏夹", "Collections");
pub(super) const ADD_NOTE: Text = Text::both("写笔记", "Note");
pub(super) const NOTES: Text = Text::both("笔记", "Notes");
pub(super) const ALL_NOTES: Text = Text::both("全部笔记", "All notes");
pub(super) const FIND_NOTE: Text = Text::both("在笔记里查找", "Look through the notes");
pub(super) const NO_NOTES: Text = Text::both(
    "还没有。按 A 给文章写一条，或先选中几个字再按 A，写在那里；按 H 只划线。",
    "None yet. Press A for a note on the article, or select some text first; H only highlights it.",
);
pub(super) const GONE: Text = Text::both("文章已不在资料库里", "no longer in the library");
pub(super) const EDIT: Text = Text::both("修改", "Edit");
pub(super) const DELETE: Text = Text::both("删除", "Delete");
pub(super) const NOTE_KEYS: Text =
    Text::both("Ctrl+Enter 存下，Esc 收起", "Ctrl+Enter saves, Esc closes");
pub(super) const NOTE_HINT: Text = Text::both("写在这里", "Write here");
pub(super) const NOTE_ON_ARTICLE: Text = Text::both("给本文的笔记", "Note on this article");
pub(super) const NOTE_ON_PASSAGE: Text = Text::both("给这几句的笔记", "Note on this passage");
pub(super) const ALL_LABELS: Text = Text::both("标签与收藏夹", "Tags and collections");
pub(super) const LABELS_NOTE: Text = Text::both(
    "点颜色换一种，点数字列出文章。删除和改名都可以用 Ctrl+Z 撤销，文章不受影响。",
    "Click a colour to change it, a number to list the articles. Ctrl+Z takes renaming and deleting back; the articles stay.",
);
pub(super) const NO_LABELS: Text = Text::both("还没有。", "None yet.");
pub(super) const RENAME: Text = Text::both("改名", "Rename");
pub(super) const LIVING: Text = Text::both(
    "检索收藏（随检索更新）",
    "Living collections (saved searches)",
);
pub(super) const FILTER_HOW: Text = Text::both(
    "点击：只看有它的文章",
    "Click to list the articles that have it",
);

/// Several of a kind.
pub(super) const fn kind(kind: LabelKind) -> Text {
    match kind {
        LabelKind::Tag => TAGS,
        LabelKind::Collection => COLLECTIONS,
    }
}

/// What is typed to find or make one.
pub(super) const fn find_label(kind: LabelKind) -> Text {
    match kind {
        LabelKind::Tag => Text::both(
            "找标签，或写个新的按回车",
            "Find a tag, or type a new one and press Enter",
        ),
        LabelKind::Collection => Text::both(
            "找收藏夹，或写个新的按回车",
            "Find a collection, or type a new one and press Enter",
        ),
    }
}

/// "新建“能源”".
pub(super) fn make(name: &str, language: Language) -> String {
    match language {
        Language::Chinese => format!("新建“{name}”"),
        Language::English => format!("New: “{name}”"),
    }
}

/// "点一个，列表里 28 篇都加上".
pub(super) fn takes_list(n: usize, language: Language) -> String {
    match language {
        Language::Chinese => format!("点一个，列表里 {n} 篇都加上"),
        Language::English => format!("A click gives it to all {n} articles of the list"),
    }
}

/// A status.
pub(super) fn status(status: Status, language: Language) -> &'static str {
    let (zh, en) = status.names();
    match language {
        Language::Chinese => zh,
        Language::English => en,
    }
}

/// A choice as a row of the filters: "星标", "待查", "能源".
pub(super) fn own(own: &Own, language: Language) -> String {
    let text = match own {
        Own::Starred => Text::both("星标", "Starred"),
        Own::Read => Text::both("已读", "Read"),
        Own::Unread => Text::both("未读", "Unread"),
        Own::Noted(_) => Text::both("有笔记", "With notes"),
        Own::Status(of) => return status(*of, language).to_owned(),
        Own::Label(_, name) => return name.clone(),
    };
    text.pick(language).to_owned()
}

/// "3 条笔记".
pub(super) fn n_notes(n: usize, language: Language) -> String {
    match (language, n) {
        (Language::Chinese, _) => format!("{n} 条笔记"),
        (Language::English, 1) => "1 note".to_owned(),
        (Language::English, _) => format!("{n} notes"),
    }
}

/// "还有 1200 条，写几个字来找".
pub(super) fn notes_left(n: usize, language: Language) -> String {
    match language {
        Language::Chinese => format!("还有 {n} 条，在上面写几个字来找"),
        Language::English => format!("{n} more; type above to find them"),
    }
}
