//! The fields of the query language and their names.

use super::{NameKind, Zone};
use crate::model::{LabelKind, Span};
use crate::text::{fold, fold_char};

/// What a field's value is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// One of the texts.
    Text(Zone),
    /// Names.
    Name(NameKind),
    /// The date.
    Date,
    /// Days that the text speaks of.
    Said,
    /// Amounts of money.
    Amount,
    /// Numbers with a measure word.
    Number,
    /// The reader's marks: starred, read.
    Mark,
    /// The reader's status.
    Status,
    /// The reader's tags or collections.
    Label(LabelKind),
    /// The reader's notes.
    Note,
}

impl FieldKind {
    /// Is it compared with dates or numbers, so that a sign of comparison may follow?
    const fn is_measured(self) -> bool {
        matches!(self, Self::Date | Self::Said | Self::Amount | Self::Number)
    }
}

/// A field: what it is and what it is called, first as it is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// What it is compared with.
    pub kind: FieldKind,
    /// Its Chinese names.
    pub zh: &'static [&'static str],
    /// Its English names.
    pub en: &'static [&'static str],
}

/// All fields, in the order in which help lists them.
pub const FIELDS: [Field; 19] = [
    Field {
        kind: FieldKind::Text(Zone::Headline),
        zh: &["标题"],
        en: &["headline", "title"],
    },
    Field {
        kind: FieldKind::Text(Zone::Body),
        zh: &["正文"],
        en: &["body", "text"],
    },
    Field {
        kind: FieldKind::Text(Zone::Byline),
        zh: &["作者", "记者"],
        en: &["author", "byline"],
    },
    Field {
        kind: FieldKind::Date,
        zh: &["日期"],
        en: &["date"],
    },
    Field {
        kind: FieldKind::Name(NameKind::Page),
        zh: &["版", "版次", "版面"],
        en: &["page"],
    },
    Field {
        kind: FieldKind::Name(NameKind::Source),
        zh: &["来源"],
        en: &["source"],
    },
    Field {
        kind: FieldKind::Name(NameKind::Person),
        zh: &["人物"],
        en: &["person"],
    },
    Field {
        kind: FieldKind::Name(NameKind::Organization),
        zh: &["单位", "机构"],
        en: &["org", "organisation", "organization"],
    },
    Field {
        kind: FieldKind::Name(NameKind::Place),
        zh: &["地点"],
        en: &["place"],
    },
    Field {
        kind: FieldKind::Name(NameKind::Facility),
        zh: &["园区", "设施"],
        en: &["site"],
    },
    Field {
        kind: FieldKind::Name(NameKind::Project),
        zh: &["项目"],
        en: &["project"],
    },
    Field {
        kind: FieldKind::Said,
        zh: &["提到"],
        en: &["said"],
    },
    Field {
        kind: FieldKind::Amount,
        zh: &["金额"],
        en: &["amount"],
    },
    Field {
        kind: FieldKind::Number,
        zh: &["数量"],
        en: &["number"],
    },
    Field {
        kind: FieldKind::Mark,
        zh: &["标记"],
        en: &["mark"],
    },
    Field {
        kind: FieldKind::Status,
        zh: &["状态"],
        en: &["status"],
    },
    Field {
        kind: FieldKind::Label(LabelKind::Tag),
        zh: &["标签"],
        en: &["tag"],
    },
    Field {
        kind: FieldKind::Label(LabelKind::Collection),
        zh: &["收藏", "收藏夹"],
        en: &["collection"],
    },
    Field {
        kind: FieldKind::Note,
        zh: &["笔记"],
        en: &["note"],
    },
];

impl FieldKind {
    /// The field's entry.
    #[must_use]
    pub fn field(self) -> &'static Field {
        // A name in a byline is asked for in the field of the byline.
        let listed = match self {
            Self::Name(NameKind::Author) => Self::Text(Zone::Byline),
            other => other,
        };
        FIELDS
            .iter()
            .find(|field| field.kind == listed)
            .unwrap_or(&FIELDS[0])
    }

    /// The Chinese name that is printed and shown.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.field().zh.first().copied().unwrap_or_default()
    }

    /// The English name that is shown.
    #[must_use]
    pub fn english_name(self) -> &'static str {
        self.field().en.first().copied().unwrap_or_default()
    }
}

/// No name of a field is longer, in characters.
const N_LONGEST_NAME: usize = 12;

/// A field at the beginning of a text, with its colon: which one, and the bytes of both. Before a
/// date or a number, a sign of comparison may stand in the colon's place, and is left.
pub(super) fn read_field(text: &str) -> Option<(FieldKind, Span)> {
    let (at, sign) = text
        .char_indices()
        .take(N_LONGEST_NAME + 1)
        .take_while(|(_, c)| !c.is_whitespace())
        .find(|(_, c)| is_colon(*c) || is_comparison(*c))?;
    let name = fold(text.get(..at)?).text;
    let field = FIELDS
        .iter()
        .find(|field| field.zh.iter().chain(field.en).any(|known| *known == name))?;
    if is_colon(sign) {
        return Some((field.kind, Span::new(0, at + sign.len_utf8())));
    }
    field
        .kind
        .is_measured()
        .then_some((field.kind, Span::new(0, at)))
}

pub(super) fn is_colon(c: char) -> bool {
    fold_char(c) == ':'
}

pub(super) fn is_comparison(c: char) -> bool {
    matches!(fold_char(c), '<' | '>' | '=' | '≤' | '≥' | '≦' | '≧')
}
