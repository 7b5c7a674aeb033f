//! What the reader corrects of names: readable rules, said of names and never of places in a text,
//! so that they hold for every article that is there or comes later.

use super::{EntityKind, PageHash, Sentence};
use serde::{Deserialize, Serialize};

/// One rule of the reader's.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Correction {
    /// What is said of the name.
    pub act: Act,
    /// The kind that it is said of: the kind which the thing has, or is to have.
    pub kind: EntityKind,
    /// The name: one line, not blank, without blanks at its ends.
    pub name: String,
    /// The one article it holds for; `None`: every article.
    pub only_in: Option<ArticlePlace>,
}

/// What is said of a name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// It names nothing of the kind.
    NotEntity,
    /// It names something of the kind, wherever it stands in whole.
    IsEntity,
    /// What is found under the name is really this name, which holds it or is held by it.
    Extent(String),
    /// What has the name is shown under this one.
    Rename(String),
    /// It is another name of what has this one, and marked wherever it stands in whole.
    Alias(String),
    /// What has the name is the thing that has this one.
    Merge(String),
    /// What has the name is not the thing that has this one.
    Split(String),
}

/// An article, named by its page and a byte of the page's text that stands in it. So it is still
/// meant when it is restored otherwise.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ArticlePlace {
    /// The page.
    pub page: PageHash,
    /// A byte of its text.
    pub at: usize,
}

/// A name is no longer, in characters.
const MAX_NAME_CHARS: usize = 80;

impl Act {
    /// The other name of the rule, where it has one.
    #[must_use]
    pub fn other(&self) -> Option<&str> {
        match self {
            Self::NotEntity | Self::IsEntity => None,
            Self::Extent(other)
            | Self::Rename(other)
            | Self::Alias(other)
            | Self::Merge(other)
            | Self::Split(other) => Some(other),
        }
    }
}

impl Correction {
    /// A rule that holds everywhere; blanks at the ends of names are left out.
    #[must_use]
    pub fn new(act: Act, kind: EntityKind, name: &str) -> Self {
        let trimmed = |name: String| name.trim().to_owned();
        Self {
            act: match act {
                Act::NotEntity | Act::IsEntity => act,
                Act::Extent(other) => Act::Extent(trimmed(other)),
                Act::Rename(other) => Act::Rename(trimmed(other)),
                Act::Alias(other) => Act::Alias(trimmed(other)),
                Act::Merge(other) => Act::Merge(trimmed(other)),
                Act::Split(other) => Act::Split(trimmed(other)),
            },
            kind,
            name: name.trim().to_owned(),
            only_in: None,
        }
    }

    /// The same for one article alone.
    #[must_use]
    pub fn only_in(mut self, place: ArticlePlace) -> Self {
        self.only_in = Some(place);
        self
    }

    /// The names that it speaks of.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.act.other())
    }

    /// Why it makes no sense; `None` when it does.
    #[must_use]
    pub fn trouble(&self) -> Option<Sentence> {
        if let Some(trouble) = self.names().find_map(name_trouble) {
            return Some(trouble);
        }
        let other = self.act.other();
        if other == Some(self.name.as_str()) {
            return Some(Sentence::new(
                "两个名称是同一个。",
                "The two names are the same.",
            ));
        }
        let is_value = matches!(self.kind, EntityKind::Date | EntityKind::Quantity);
        if is_value && !matches!(self.act, Act::NotEntity | Act::Extent(_)) {
            return Some(Sentence::new(
                "日期和数量只能说“不是”或改范围。",
                "Of dates and quantities one can only say that they are none, or change their extent.",
            ));
        }
        match &self.act {
            Act::IsEntity | Act::Alias(_) if self.name.chars().count() < 2 => Some(Sentence::new(
                "要标出的名称至少两个字。",
                "A name to be marked has two characters or more.",
            )),
            Act::Extent(whole) if !whole.contains(&self.name) && !self.name.contains(whole) => {
                Some(Sentence::new(
                    "改范围的两个名称，要一个含着另一个。",
                    "Of two names of an extent, one holds the other.",
                ))
            }
            Act::Extent(whole) if whole.chars().count() < 2 => Some(Sentence::new(
                "要标出的名称至少两个字。",
                "A name to be marked has two characters or more.",
            )),
            _ => None,
        }
    }
}

fn name_trouble(name: &str) -> Option<Sentence> {
    let is_clean = !name.chars().any(char::is_control) && name.trim() == name;
    if !is_clean || !name.chars().any(char::is_alphanumeric) {
        return Some(Sentence::new(
            "名称要写成一行，里面要有字。",
            "A name is one line with a letter in it.",
        ));
    }
    (name.chars().count() > MAX_NAME_CHARS).then(|| {
        Sentence::new(
            format!("名称太长，最多 {MAX_NAME_CHARS} 字。"),
            format!("The name is too long: {MAX_NAME_CHARS} characters at most."),
        )
    })
}
