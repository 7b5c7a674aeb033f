//! What persons of the news do together: meetings, visits, talks, signings.

use super::Span;

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Deed {
    /// Received or called on somebody: 会见, 拜访.
    Met,
    /// Went somewhere to see it: 考察, 调研, 参观.
    Visited,
    /// Sat down to talk: 座谈.
    Talked,
    /// Signed something: 签约, 签署.
    Signed,
    /// Held a conference or a ceremony: 召开, 举行.
    Convened,
    /// Was there: 出席, 参加.
    Attended,
}

impl Deed {
    /// The name in files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Visited => "visited",
            Self::Talked => "talked",
            Self::Signed => "signed",
            Self::Convened => "convened",
            Self::Attended => "attended",
        }
    }
}

/// One deed that a sentence of an article tells. Mentions are places in the article's
/// [`super::Recognition::mentions`], in the order in which they stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// What was done.
    pub deed: Deed,
    /// The word that says so, in the article's [`super::ArticleText`].
    pub verb: Span,
    /// The sentence that tells it.
    pub sentence: Span,
    /// Who did it; never empty.
    pub who: Vec<usize>,
    /// Are they named in an earlier sentence only (考察团一行)?
    pub is_who_earlier: bool,
    /// Whom or which body or site they met or saw.
    pub whom: Vec<usize>,
    /// Who was with them, by the words of this sentence or the next.
    pub with: Vec<usize>,
    /// Where.
    pub places: Vec<usize>,
    /// When, where the sentence says so.
    pub date: Option<usize>,
    /// Which projects it was about.
    pub projects: Vec<usize>,
    /// What it was about, in the article's words.
    pub topic: Option<Span>,
}

impl Meeting {
    /// Every mention that has a part in it, but for its date.
    pub fn parts(&self) -> impl Iterator<Item = usize> {
        let people = self.who.iter().chain(&self.whom).chain(&self.with);
        people.chain(&self.places).chain(&self.projects).copied()
    }
}
