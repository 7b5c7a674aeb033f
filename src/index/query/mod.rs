//! The query language. Pure: it reads a string and cannot fail.
//!
//! What is typed | what it means
//! ---|---
//! `甲 乙`, `甲、乙`, `甲 AND 乙` | both, wherever they stand in headline, deck, body or byline
//! `甲 OR 乙`, `甲 或 乙`, `甲\|乙`, `甲｜乙` | one of them, or both; AND binds tighter
//! `-甲`, `－甲`, `NOT 甲`, `非 甲` | articles without it
//! `( )`, `（ ）` | what belongs together
//! `"…"`, `“…”`, `「…」`, `『…』`, `＂…＂` | as it stands, signs and all; quotes mean nothing else
//! `标题:甲`, `标题:(甲 或 乙)` | in one field; [`fields`] has their names
//! `人物:王军`, `人物:=王军` | a name that has 王军 in it; the whole name
//! `日期:2019-08..2020`, `日期>=2019年8月` | dates; `金额:>1亿元`, `金额:1亿..5亿元` amounts
//! `提到:2019-08..2020`, `数量:>10万人` | days that the text speaks of; numbers in it
//! `标记:星标`, `状态:待查`, `标签:能源`, `收藏:专题`, `笔记:有` | what the reader said of articles
//! `同句(甲 乙)`, `同段(甲 乙)`, `近5(甲 乙)` | in one sentence, one paragraph, near each other
//! `huawei*`, `huawei~` | Latin words that begin so; that differ by one error
//!
//! Operators of letters are operators only where they stand alone, between blanks or brackets:
//! 非常, 或者 and ORANGE are words, and 或 by itself is one, too. A bracket inside a word, closed
//! before the next blank, is part of it (公司（集团）), and a field that nobody knows is text
//! (报道：时间). A quote that is never closed runs to the end, as it does while it is typed; in
//! quotes, `\` before the closing quote or another `\` takes its meaning away.
//!
//! Everything is compared by [`crate::text::fold`]: width, case, blanks and traditional or
//! simplified do not matter. What cannot be understood becomes a [`Problem`]; the rest is searched.
//!
//! A query printed by [`Query`]'s `Display` and read again is the same query.

mod describe;
pub mod fields;
mod lex;
mod mark;
pub(super) mod near;
mod own;
mod parse;
mod print;
mod problem;
mod typing;
mod values;

pub use describe::describe;
pub use mark::Zone;
pub use own::Own;
pub use parse::{Parsed, parse};
pub use problem::Problem;
pub use typing::{TypedWord, word_at, words_of};
pub use values::page_number;

use crate::model::{EntityKind, PartialDate};
use crate::text::{Currency, Decimal, is_blank};

/// How a [`Pattern`] is compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Form {
    /// As it stands, anywhere in a text.
    #[default]
    Literal,
    /// The beginning of a Latin word.
    Prefix,
    /// A Latin word with at most one error.
    Fuzzy,
}

/// What a text must hold.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Pattern {
    /// As typed; it holds at least one character that counts. With another form than
    /// [`Form::Literal`] it is one Latin word.
    pub text: String,
    /// How it is compared.
    pub form: Form,
}

/// How near to each other words must stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reach {
    /// In one sentence.
    Sentence,
    /// In one paragraph; a headline and each deck line are one.
    Paragraph,
    /// Between the end of the one that stands first and the beginning of the one that stands last
    /// there are at most so many characters, blanks not counted.
    Chars(u16),
}

impl Reach {
    /// The farthest distance that can be asked for.
    pub const MOST_CHARS: u16 = 999;
}

/// What a name is the name of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NameKind {
    /// Who wrote the article: a name in its byline.
    Author,
    /// A person in the article.
    Person,
    /// An organisation.
    Organization,
    /// A place, a park or a building.
    Place,
    /// A park, a building, another site.
    Facility,
    /// A campaign, a plan, an event, or the site of a project.
    Project,
    /// The page, by the name it has in the library.
    Page,
    /// The file it was imported from, or the newspaper that the file names.
    Source,
}

impl NameKind {
    /// That of what is recognised in articles; dates and quantities are no names.
    #[must_use]
    pub const fn of(kind: EntityKind) -> Option<Self> {
        Some(match kind {
            EntityKind::Person => Self::Person,
            EntityKind::Organization => Self::Organization,
            EntityKind::Place => Self::Place,
            EntityKind::Facility => Self::Facility,
            EntityKind::Project => Self::Project,
            EntityKind::Date | EntityKind::Quantity => return None,
        })
    }
}

/// Days of articles. An article whose month or day is unknown is found when all of the month or
/// year that is known lies between the two; and so are days that an article speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DateRange {
    /// From the first day of this on.
    pub from: Option<PartialDate>,
    /// To the last day of this. One of the two is there at least; `from` is not after `to`.
    pub to: Option<PartialDate>,
}

/// Limits of numbers; of amounts in hundredths of the currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Limits<T = u64> {
    /// More.
    Above(T),
    /// As much, or more.
    AtLeast(T),
    /// Less.
    Below(T),
    /// As much, or less.
    AtMost(T),
    /// From the first to the second, both included; the first is not more than the second.
    Between(T, T),
}

impl<T: PartialOrd> Limits<T> {
    /// Is a number within them?
    #[must_use]
    pub fn hold(&self, number: &T) -> bool {
        match self {
            Self::Above(limit) => number > limit,
            Self::AtLeast(limit) => number >= limit,
            Self::Below(limit) => number < limit,
            Self::AtMost(limit) => number <= limit,
            Self::Between(from, to) => from <= number && number <= to,
        }
    }
}

/// Amounts of money that an article prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct AmountRange {
    /// What they are counted in; others are not compared.
    pub currency: Currency,
    /// How much.
    pub limits: Limits,
}

/// Numbers with a measure word that an article prints, money left out.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct NumberRange {
    /// The measure word, as [`crate::text::common_unit`] gives it; empty: any.
    pub unit: String,
    /// How many.
    pub limits: Limits<Decimal>,
}

impl DateRange {
    /// Do all days from one to another lie in it?
    #[must_use]
    pub fn holds(&self, first: PartialDate, last: PartialDate) -> bool {
        let from = self.from.map(PartialDate::first_day);
        let to = self.to.map(PartialDate::last_day);
        from.is_none_or(|from| from <= first.first_day())
            && to.is_none_or(|to| last.last_day() <= to)
    }
}

impl NumberRange {
    /// Is it a number that is wanted?
    #[must_use]
    pub fn holds(&self, unit: &str, number: Decimal) -> bool {
        (self.unit.is_empty() || self.unit == unit) && self.limits.hold(&number)
    }
}

/// One thing that an article has or has not.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Leaf {
    /// A text holds a pattern.
    Text {
        /// Which text; `None`: any of them.
        zone: Option<Zone>,
        /// What it holds.
        pattern: Pattern,
    },
    /// A text holds patterns near to each other.
    Near {
        /// Which text; `None`: any of them, but all of it in one.
        zone: Option<Zone>,
        /// How near.
        reach: Reach,
        /// Two words or more, each with one or more patterns that it may be.
        words: Vec<Vec<Pattern>>,
    },
    /// A name of the article, or of where it is from.
    Name {
        /// Of what.
        kind: NameKind,
        /// It, or a part of it, as typed.
        text: String,
        /// Is it the whole name?
        is_whole: bool,
    },
    /// The article's date.
    Date(DateRange),
    /// That its date is unknown.
    Undated,
    /// Days that it speaks of.
    Said(DateRange),
    /// An amount of money in it.
    Amount(AmountRange),
    /// Another number in it.
    Number(NumberRange),
    /// What the reader said of it.
    Own(Own),
}

/// A wish, as a tree. [`Node::all`] and its like keep it tidy: lists have two nodes or more and
/// none of their own kind, and nothing is denied twice.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Node {
    /// All of these.
    All(Vec<Node>),
    /// At least one of these.
    Any(Vec<Node>),
    /// Every article but these.
    Not(Box<Node>),
    /// One thing.
    Leaf(Leaf),
}

impl Node {
    /// All of the nodes; `None` when there are none.
    #[must_use]
    pub fn all(nodes: Vec<Self>) -> Option<Self> {
        let mut list = Vec::with_capacity(nodes.len());
        for node in nodes {
            match node {
                Self::All(inner) => list.extend(inner),
                other => list.push(other),
            }
        }
        only(list, Self::All)
    }

    /// At least one of the nodes; `None` when there are none.
    #[must_use]
    pub fn any(nodes: Vec<Self>) -> Option<Self> {
        let mut list = Vec::with_capacity(nodes.len());
        for node in nodes {
            match node {
                Self::Any(inner) => list.extend(inner),
                other => list.push(other),
            }
        }
        only(list, Self::Any)
    }

    /// The opposite.
    #[must_use]
    pub fn negated(self) -> Self {
        match self {
            Self::Not(inner) => *inner,
            other => Self::Not(Box::new(other)),
        }
    }

    /// A text, as it stands, anywhere.
    #[must_use]
    pub fn literal(text: impl Into<String>) -> Self {
        Self::Leaf(Leaf::Text {
            zone: None,
            pattern: Pattern {
                text: text.into(),
                form: Form::Literal,
            },
        })
    }
}

fn only(mut list: Vec<Node>, join: fn(Vec<Node>) -> Node) -> Option<Node> {
    if list.len() > 1 {
        Some(join(list))
    } else {
        list.pop()
    }
}

/// A parsed wish.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Query {
    root: Option<Node>,
}

impl From<Option<Node>> for Query {
    fn from(root: Option<Node>) -> Self {
        Self { root }
    }
}

impl Query {
    /// Reads what was typed; [`parse()`] also says what was not understood.
    #[must_use]
    pub fn parse(typed: &str) -> Self {
        parse(typed).query
    }

    /// Asks for a text as it stands. Printed, it is what the reader would have to type.
    #[must_use]
    pub fn literal(text: &str) -> Self {
        let counts = text.chars().any(|c| !is_blank(c));
        Self::from(counts.then(|| Node::literal(text)))
    }

    /// Does it ask for nothing? Such a query lists everything.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.root.is_none()
    }

    /// What it asks for; `None`: everything.
    #[must_use]
    pub fn root(&self) -> Option<&Node> {
        self.root.as_ref()
    }

    /// The leaves that an article is wanted for: those that no NOT stands above, or two.
    #[must_use]
    pub fn wanted(&self) -> Vec<&Leaf> {
        let mut leaves = Vec::new();
        if let Some(root) = &self.root {
            collect_wanted(root, true, &mut leaves);
        }
        leaves
    }
}

impl Query {
    /// What it asks for of the reader's work, wanted or not.
    #[must_use]
    pub fn own(&self) -> Vec<&Own> {
        let mut found = Vec::new();
        if let Some(root) = &self.root {
            collect_own(root, &mut found);
        }
        found
    }
}

fn collect_own<'a>(node: &'a Node, found: &mut Vec<&'a Own>) {
    match node {
        Node::All(list) | Node::Any(list) => {
            for inner in list {
                collect_own(inner, found);
            }
        }
        Node::Not(inner) => collect_own(inner, found),
        Node::Leaf(Leaf::Own(own)) => found.push(own),
        Node::Leaf(_) => {}
    }
}

fn collect_wanted<'a>(node: &'a Node, is_wanted: bool, leaves: &mut Vec<&'a Leaf>) {
    match node {
        Node::All(list) | Node::Any(list) => {
            for inner in list {
                collect_wanted(inner, is_wanted, leaves);
            }
        }
        Node::Not(inner) => collect_wanted(inner, !is_wanted, leaves),
        Node::Leaf(leaf) if is_wanted => leaves.push(leaf),
        Node::Leaf(_) => {}
    }
}
