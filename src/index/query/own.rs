//! What the reader said of articles, as something to search for: `标记:星标`, `状态:待查`, `标签:能源`,
//! `收藏:专题`, `笔记:有`. The index knows nothing of it; it is told which articles are meant.

use super::fields::FieldKind;
use super::print::{quoted, quoted_if_needed};
use super::problem::Trouble;
use crate::model::{LabelKind, Sentence, Status};
use crate::text::fold;

/// A choice of articles by what the reader said of them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Own {
    /// Starred ones.
    Starred,
    /// Read ones.
    Read,
    /// Those that are not read.
    Unread,
    /// Those with a status.
    Status(Status),
    /// Those with a tag, or in a collection, by its name.
    Label(LabelKind, String),
    /// Those with notes that hold a text; with any note, where it is empty.
    Noted(String),
}

/// What marks are called, first as they are printed.
const MARKS: [(Own, [&str; 3]); 3] = [
    (Own::Starred, ["星标", "starred", "star"]),
    (Own::Read, ["已读", "read", "读过"]),
    (Own::Unread, ["未读", "unread", "没读"]),
];
const STATUSES: [(Status, [&str; 3]); 3] = [
    (Status::ToCheck, ["待查", "check", "tocheck"]),
    (Status::Seen, ["已看", "seen", "看过"]),
    (Status::ToUse, ["要用", "use", "touse"]),
];
/// Any note.
const ANY_NOTE: [&str; 2] = ["有", "any"];

impl Own {
    /// The field that asks for it.
    #[must_use]
    pub const fn field(&self) -> FieldKind {
        match self {
            Self::Starred | Self::Read | Self::Unread => FieldKind::Mark,
            Self::Status(_) => FieldKind::Status,
            Self::Label(kind, _) => FieldKind::Label(*kind),
            Self::Noted(_) => FieldKind::Note,
        }
    }

    /// Its value, as it is typed.
    pub(super) fn value_text(&self) -> String {
        let mark = |own: &Self| MARKS.iter().find(|(known, _)| known == own);
        match self {
            Self::Starred | Self::Read | Self::Unread => {
                mark(self).map_or("", |(_, names)| names[0]).to_owned()
            }
            Self::Status(status) => status.names().0.to_owned(),
            Self::Label(_, name) => quoted_if_needed(name),
            Self::Noted(text) if text.is_empty() => ANY_NOTE[0].to_owned(),
            Self::Noted(text) if is_any(text) => quoted(text),
            Self::Noted(text) => quoted_if_needed(text),
        }
    }

    /// What an article of it is, or is not: "星标", "没有标签“能源”".
    #[must_use]
    pub fn words(&self, is_so: bool) -> Sentence {
        let (zh, en) = match self {
            Self::Starred => ("星标".to_owned(), "starred".to_owned()),
            Self::Read => ("已读".to_owned(), "read".to_owned()),
            Self::Unread => ("未读".to_owned(), "unread".to_owned()),
            Self::Status(status) => {
                let (zh, en) = status.names();
                (format!("状态“{zh}”"), format!("of status “{en}”"))
            }
            Self::Label(LabelKind::Tag, name) => {
                (format!("标签“{name}”"), format!("tagged “{name}”"))
            }
            Self::Label(LabelKind::Collection, name) => (
                format!("收藏夹“{name}”"),
                format!("in the collection “{name}”"),
            ),
            Self::Noted(text) if text.is_empty() => ("笔记".to_owned(), "with notes".to_owned()),
            Self::Noted(text) => (
                format!("含“{text}”的笔记"),
                format!("with a note that has “{text}”"),
            ),
        };
        if is_so {
            return match self {
                Self::Noted(_) => Sentence::new(format!("有{zh}"), en),
                Self::Label(LabelKind::Collection, _) => Sentence::new(format!("在{zh}里"), en),
                Self::Starred => Sentence::new("有星标", en),
                _ => Sentence::new(zh, en),
            };
        }
        let zh = match self {
            Self::Read | Self::Unread => format!("不是{zh}"),
            Self::Label(LabelKind::Collection, _) => format!("不在{zh}里"),
            _ => format!("没有{zh}"),
        };
        Sentence::new(zh, format!("not {en}"))
    }
}

fn is_any(text: &str) -> bool {
    ANY_NOTE.contains(&fold(text).text.as_str())
}

/// A value of one of these fields; `None` where the field is none of them.
pub(super) fn read_own(
    kind: FieldKind,
    text: &str,
    is_quoted: bool,
) -> Option<Result<Own, Trouble>> {
    let folded = fold(text).text;
    Some(match kind {
        FieldKind::Mark => {
            let mut marks = MARKS.into_iter();
            let found = marks.find(|(_, names)| names.contains(&folded.as_str()));
            found.map(|(own, _)| own).ok_or(Trouble::NotAMark)
        }
        FieldKind::Status => {
            let mut all = STATUSES.into_iter();
            let found = all.find(|(_, names)| names.contains(&folded.as_str()));
            let found = found.map(|(status, _)| Own::Status(status));
            found.ok_or(Trouble::NotAStatus)
        }
        FieldKind::Label(kind) => Ok(Own::Label(kind, text.to_owned())),
        FieldKind::Note if !is_quoted && is_any(text) => Ok(Own::Noted(String::new())),
        FieldKind::Note => Ok(Own::Noted(text.to_owned())),
        _ => return None,
    })
}
