//! What the reader says of articles: star, read, status, tags, collections, notes; and a deed with
//! these, as it can be told and taken back.

use super::Sentence;
use serde::{Deserialize, Serialize};

/// What is to become of an article; it has one status or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// 待查: to be looked into.
    ToCheck,
    /// 已看: looked into, nothing more to do.
    Seen,
    /// 要用: to be used.
    ToUse,
}

impl Status {
    /// All of them, in the order in which work goes on.
    pub const ALL: [Self; 3] = [Self::ToCheck, Self::Seen, Self::ToUse];

    /// What it is called.
    #[must_use]
    pub const fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::ToCheck => ("待查", "to check"),
            Self::Seen => ("已看", "seen"),
            Self::ToUse => ("要用", "to use"),
        }
    }
}

/// What a label is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LabelKind {
    /// A tag: what an article is about, or good for.
    Tag,
    /// A collection: articles put together.
    Collection,
}

/// A tag or a collection; articles may have several.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Label {
    /// Its number, never used twice.
    pub label_id: i64,
    /// What it is.
    pub kind: LabelKind,
    /// What the reader calls it; no other one of its kind is called so.
    pub name: String,
    /// Its colour, below [`Label::N_COLOURS`].
    pub colour: u8,
}

impl Label {
    /// How many colours there are.
    pub const N_COLOURS: u8 = 8;
    /// No name is longer, in characters.
    pub const N_LONGEST_NAME: usize = 40;
}

/// What was done with articles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WorkAct {
    /// Starred, or the star taken off.
    Star(bool),
    /// Marked as read, or as unread.
    Read(bool),
    /// Given a status, or none.
    Status(Option<Status>),
    /// Given a label, or that taken off.
    Label(LabelKind, String, bool),
    /// A label was made.
    NewLabel(LabelKind, String),
    /// A label has another name now: from, to.
    RenameLabel(LabelKind, String, String),
    /// A label has another colour.
    RecolourLabel(LabelKind, String),
    /// A label was deleted.
    DeleteLabel(LabelKind, String),
    /// A note was written: its beginning.
    Note(String),
    /// A note was rewritten.
    EditNote(String),
    /// A note was deleted.
    DeleteNote(String),
}

/// A deed of the reader's with articles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkDeed {
    /// What was done.
    pub act: WorkAct,
    /// The headline of the article; empty where it is about none, or about several.
    pub about: String,
    /// How many articles it is about.
    pub n_articles: usize,
}

impl WorkDeed {
    /// A deed that is about no article.
    #[must_use]
    pub const fn of_none(act: WorkAct) -> Self {
        Self {
            act,
            about: String::new(),
            n_articles: 0,
        }
    }

    /// It as it is told, without a full stop: "标签“能源”：夜市开张".
    #[must_use]
    pub fn sentence(&self) -> Sentence {
        let (zh, en) = self.act.words();
        match (self.about.as_str(), self.n_articles) {
            ("", 0 | 1) => Sentence::new(zh, en),
            ("", n) => Sentence::new(format!("{zh}：{n} 篇"), format!("{en}: {n} articles")),
            (about, _) => Sentence::new(format!("{zh}：{about}"), format!("{en}: {about}")),
        }
    }
}

impl WorkAct {
    fn words(&self) -> (String, String) {
        let kind_words = |kind: &LabelKind| match kind {
            LabelKind::Tag => ("标签", "tag"),
            LabelKind::Collection => ("收藏夹", "collection"),
        };
        let same = |zh: &str, en: &str| (zh.to_owned(), en.to_owned());
        match self {
            Self::Star(true) => same("星标", "star"),
            Self::Star(false) => same("取消星标", "star taken off"),
            Self::Read(true) => same("标为已读", "marked as read"),
            Self::Read(false) => same("标为未读", "marked as unread"),
            Self::Status(None) => same("取消状态", "status taken off"),
            Self::Status(Some(status)) => {
                let (zh, en) = status.names();
                (format!("状态“{zh}”"), format!("status “{en}”"))
            }
            Self::Label(kind, name, true) => {
                let (zh, en) = kind_words(kind);
                (format!("{zh}“{name}”"), format!("{en} “{name}”"))
            }
            Self::Label(kind, name, false) => {
                let (zh, en) = kind_words(kind);
                (
                    format!("去掉{zh}“{name}”"),
                    format!("{en} “{name}” taken off"),
                )
            }
            Self::NewLabel(kind, name) => {
                let (zh, en) = kind_words(kind);
                (format!("新{zh}“{name}”"), format!("new {en} “{name}”"))
            }
            Self::RenameLabel(kind, from, to) => {
                let (zh, en) = kind_words(kind);
                (
                    format!("{zh}“{from}”改名“{to}”"),
                    format!("{en} “{from}” renamed “{to}”"),
                )
            }
            Self::RecolourLabel(kind, name) => {
                let (zh, en) = kind_words(kind);
                (
                    format!("{zh}“{name}”换颜色"),
                    format!("colour of the {en} “{name}”"),
                )
            }
            Self::DeleteLabel(kind, name) => {
                let (zh, en) = kind_words(kind);
                (
                    format!("删除{zh}“{name}”"),
                    format!("{en} “{name}” deleted"),
                )
            }
            Self::Note(text) => (format!("笔记“{text}”"), format!("note “{text}”")),
            Self::EditNote(text) => (format!("改笔记“{text}”"), format!("note “{text}” changed")),
            Self::DeleteNote(text) => (
                format!("删除笔记“{text}”"),
                format!("note “{text}” deleted"),
            ),
        }
    }
}
