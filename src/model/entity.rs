//! What recognition gives: names in a text, and the things they name.

use super::Span;
use serde::{Deserialize, Serialize};

/// What kind of thing a mention names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntityKind {
    /// A person, by name.
    Person,
    /// A body that acts: company, office, party body, school, newspaper, museum.
    Organization,
    /// A place or a natural feature.
    Place,
    /// A park, building, investment project or other named site.
    Facility,
    /// A date, a time of day, a holiday, or a word that places news on the calendar.
    Date,
    /// A number with its measure word or unit.
    Quantity,
    /// A campaign, plan, policy, agreement, contest, fair or congress.
    Project,
}

impl EntityKind {
    /// All kinds, in the order in which they are shown.
    pub const ALL: [Self; 7] = [
        Self::Person,
        Self::Organization,
        Self::Place,
        Self::Facility,
        Self::Project,
        Self::Date,
        Self::Quantity,
    ];

    /// The name in files and on the command line.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organization => "organization",
            Self::Place => "place",
            Self::Facility => "facility",
            Self::Date => "date",
            Self::Quantity => "quantity",
            Self::Project => "project",
        }
    }
}

/// A name in a text. Mentions of an article never overlap and are sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Mention {
    /// Where it stands in the article's [`super::ArticleText`].
    pub span: Span,
    /// What it names.
    pub kind: EntityKind,
}

/// A person of an article with the posts that the article gives them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The bare name.
    pub name: String,
    /// Offices, each in the article's own words ("高新区党工委书记"), in order of mention.
    pub posts: Vec<String>,
}

/// A thing named in an article: all mentions of one kind with one name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entity {
    /// What it is.
    pub kind: EntityKind,
    /// The name to show: the fullest of its names in the article.
    pub name: String,
    /// Its other names in the article.
    pub aliases: Vec<String>,
    /// A person's posts; empty for the rest.
    pub posts: Vec<String>,
    /// Which mentions are its own: places in [`Recognition::mentions`], ascending, never empty.
    pub mention_idxs: Vec<usize>,
}

/// Who and what one article speaks of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recognition {
    /// Sorted, not overlapping.
    pub mentions: Vec<Mention>,
    /// Every person mentioned, once, in order of first mention.
    pub people: Vec<Person>,
    /// The things named, by kind in [`EntityKind::ALL`]'s order, then by first mention.
    pub entities: Vec<Entity>,
}
