//! Why names are one thing or are not: with the evidence, as a sentence.

use crate::model::{ArticleId, PartialDate, Sentence, Span};

/// Where something is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cited {
    /// In which article.
    pub article: Option<ArticleId>,
    /// The date of the article.
    pub date: Option<PartialDate>,
    /// Where in its text.
    pub span: Span,
}

/// A post that an article names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CitedPost {
    /// In its own words.
    pub post: String,
    /// Where.
    pub at: Cited,
}

/// Why something is one with what it is linked to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A text says that the one name is short for the other (以下简称…).
    SaidToBeShort {
        /// The short name.
        short: String,
        /// The full name.
        full: String,
        /// Where.
        at: Cited,
    },
    /// An article has both names for one thing.
    OneInArticle {
        /// The short name.
        short: String,
        /// The full name.
        full: String,
        /// Where.
        at: Cited,
    },
    /// They have the same post.
    SamePost {
        /// Which.
        post: String,
        /// Where it is named first.
        at: Cited,
    },
    /// They have posts of the same body.
    SameBody {
        /// Which.
        body: String,
        /// Where a post of it is named first.
        at: Cited,
    },
    /// They hold offices of the same place.
    SamePlace {
        /// Which.
        place: String,
        /// Where such an office is named first.
        at: Cited,
    },
    /// They appear with the same persons.
    SameCompany {
        /// Which.
        people: Vec<String>,
        /// With whom, elsewhere.
        at: Cited,
    },
    /// A body that is named by its rank alone (市公安局), on a page of a known place.
    OfThePagesPlace {
        /// The place.
        place: String,
    },
    /// They have the same full name.
    SameName,
    /// Nothing speaks against it.
    Unopposed,
}

/// Why two groups are not one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Apart {
    /// Callings that nobody has at the same time.
    Callings {
        /// Of the one.
        one: CitedPost,
        /// Of the other.
        other: CitedPost,
    },
    /// Offices of two countries.
    Countries {
        /// Of the one.
        one: CitedPost,
        /// Of the other.
        other: CitedPost,
    },
    /// Foreign names that differ in the given name.
    GivenNames {
        /// The one full name.
        one: String,
        /// The other.
        other: String,
    },
    /// Offices of two places, held by turns.
    Places {
        /// Of the one.
        one: CitedPost,
        /// Of the other, between two times at which the first is named.
        other: CitedPost,
    },
    /// The one is a part or a subsidiary of the other, by its name.
    PartOf {
        /// The part.
        part: String,
        /// The whole.
        whole: String,
    },
    /// Names that no text says to be of one thing.
    NotSaidToBeOne {
        /// The one name.
        one: String,
        /// The other.
        other: String,
    },
    /// A body that is named by its rank alone, on pages of two places.
    TwoPlaces {
        /// Its name.
        name: String,
        /// The places.
        places: (String, String),
    },
}

impl Cited {
    fn when(&self) -> (String, String) {
        self.date.map_or_else(
            || ("另一篇".to_owned(), "another article".to_owned()),
            |date| (format!("{date} 的报道"), format!("an article of {date}")),
        )
    }
}

impl Reason {
    /// The place in an article that shows it.
    #[must_use]
    pub const fn evidence(&self) -> Option<&Cited> {
        match self {
            Self::SaidToBeShort { at, .. }
            | Self::OneInArticle { at, .. }
            | Self::SamePost { at, .. }
            | Self::SameBody { at, .. }
            | Self::SamePlace { at, .. }
            | Self::SameCompany { at, .. } => Some(at),
            Self::OfThePagesPlace { .. } | Self::SameName | Self::Unopposed => None,
        }
    }

    /// The name in files.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::SaidToBeShort { .. } => "said_to_be_short",
            Self::OneInArticle { .. } => "one_in_article",
            Self::SamePost { .. } => "same_post",
            Self::SameBody { .. } => "same_body",
            Self::SamePlace { .. } => "same_place",
            Self::SameCompany { .. } => "same_company",
            Self::OfThePagesPlace { .. } => "of_the_pages_place",
            Self::SameName => "same_name",
            Self::Unopposed => "unopposed",
        }
    }

    /// As a sentence.
    #[must_use]
    pub fn sentence(&self) -> Sentence {
        let (zh_at, en_at) = self.evidence().map(Cited::when).unwrap_or_default();
        let (zh, en) = match self {
            Self::SaidToBeShort { short, full, .. } => (
                format!("{zh_at}写明“{short}”是“{full}”的简称。"),
                format!("{en_at} says that “{short}” is short for “{full}”."),
            ),
            Self::OneInArticle { short, full, .. } => (
                format!("{zh_at}里“{short}”就是“{full}”。"),
                format!("In {en_at} “{short}” is “{full}”."),
            ),
            Self::SamePost { post, .. } => (
                format!("职务相同：{post}（{zh_at}）。"),
                format!("The same post: {post} ({en_at})."),
            ),
            Self::SameBody { body, .. } => (
                format!("职务属同一单位：{body}（{zh_at}）。"),
                format!("Posts of the same body: {body} ({en_at})."),
            ),
            Self::SamePlace { place, .. } => (
                format!("都在{place}任职（{zh_at}）。"),
                format!("Offices of the same place: {place} ({en_at})."),
            ),
            Self::SameCompany { people, .. } => (
                format!("都与{}一同出现（{zh_at}）。", people.join("、")),
                format!("Named together with {} ({en_at}).", people.join(", ")),
            ),
            Self::OfThePagesPlace { place } => (
                format!("所在版面属于{place}。"),
                format!("It stands on a page of {place}."),
            ),
            Self::SameName => ("全称相同。".to_owned(), "The same full name.".to_owned()),
            Self::Unopposed => (
                "名字相同，没有与此矛盾之处。".to_owned(),
                "The same name, and nothing that speaks against it.".to_owned(),
            ),
        };
        Sentence::new(zh, capital(&en))
    }
}

impl Apart {
    /// The name in files.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Callings { .. } => "callings",
            Self::Countries { .. } => "countries",
            Self::GivenNames { .. } => "given_names",
            Self::Places { .. } => "places",
            Self::PartOf { .. } => "part_of",
            Self::NotSaidToBeOne { .. } => "not_said_to_be_one",
            Self::TwoPlaces { .. } => "two_places",
        }
    }

    /// The two posts that contradict each other.
    #[must_use]
    pub const fn posts(&self) -> Option<(&CitedPost, &CitedPost)> {
        match self {
            Self::Callings { one, other }
            | Self::Countries { one, other }
            | Self::Places { one, other } => Some((one, other)),
            _ => None,
        }
    }

    /// As a sentence.
    #[must_use]
    pub fn sentence(&self) -> Sentence {
        let when = |post: &CitedPost| post.at.when();
        let (zh, en) = match self {
            Self::Callings { one, other } | Self::Countries { one, other } => {
                let ((zh_one, en_one), (zh_other, en_other)) = (when(one), when(other));
                (
                    format!(
                        "{zh_one}里是{}，{zh_other}里是{}：不会是同一个人。",
                        one.post, other.post
                    ),
                    format!(
                        "{} in {en_one}, {} in {en_other}: not the same person.",
                        one.post, other.post
                    ),
                )
            }
            Self::Places { one, other } => {
                let ((_, en_one), (_, en_other)) = (when(one), when(other));
                let (zh_one, zh_other) = (when(one).0, when(other).0);
                (
                    format!(
                        "{zh_one}里是{}，其间（{zh_other}）又有{}：不在一地。",
                        one.post, other.post
                    ),
                    format!(
                        "{} in {en_one} and later, {} in {en_other} between: two places.",
                        one.post, other.post
                    ),
                )
            }
            Self::GivenNames { one, other } => (
                format!("“{one}”和“{other}”名字不同。"),
                format!("“{one}” and “{other}” differ in the given name."),
            ),
            Self::PartOf { part, whole } => (
                format!("按名称，“{part}”是“{whole}”的下属，不是它本身。"),
                format!("By its name “{part}” is a part of “{whole}”, not the same."),
            ),
            Self::NotSaidToBeOne { one, other } => (
                format!("没有凭据表明“{one}”处处都指“{other}”。"),
                format!("Nothing shows that “{one}” is “{other}” everywhere."),
            ),
            Self::TwoPlaces { name, places } => (
                format!("“{name}”在{}和{}的版面上各指一处。", places.0, places.1),
                format!(
                    "“{name}” is one thing on pages of {} and another on those of {}.",
                    places.0, places.1
                ),
            ),
        };
        Sentence::new(zh, capital(&en))
    }
}

/// A sentence begins with a capital.
fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}
