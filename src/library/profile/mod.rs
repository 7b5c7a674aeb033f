//! All that the library tells of one person, body, place or project: the page of a followed name.
//!
//! [`Subject::articles`] says which articles are its own. What is exact over all of them comes from
//! the index at once: how many, when, and how many others share each of them. Posts, meetings and
//! who stands in one sentence with it are read from the articles, the newest first, a few at a time
//! ([`ProfileReading`]); a [`Profile`] is what is known so far. Every figure in it opens exactly as
//! many articles ([`Chosen`]). At last it is asked who goes by the name ([`Who`]); of several, one can
//! have a page alone ([`Narrowing`]), which is told by what its articles say and not by the index.

mod card;
mod chosen;
mod gathered;
mod narrowed;
mod reading;
mod subject;
mod who;

pub use card::MeetingCard;
pub use chosen::Chosen;
pub use reading::ProfileReading;
pub use subject::Subject;
pub use who::{AlsoWritten, Namesake, Narrowing, Parting, Who};

use super::ArticleRow;
use crate::entity::{Closeness, Tenure};
use crate::index::query::{DateRange, Form, Leaf, Node, Pattern, Query, Reach};
use crate::index::{Facet, Timeline};
use crate::model::{ArticleId, PartialDate};
use narrowed::Narrowed;
use std::sync::Arc;

/// What is known of a subject so far.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    /// Of whom or what.
    pub subject: Subject,
    /// What its articles call it.
    pub name: String,
    /// Its other names, with the number of articles read that use each, the most used first.
    pub other_names: Vec<(String, usize)>,
    /// How many articles it has, exactly.
    pub n_articles: usize,
    /// When they were printed.
    pub timeline: Timeline,
    /// The day, month or year of the earliest of them; `None` where none has a date.
    pub first: Option<PartialDate>,
    /// The same of the latest.
    pub last: Option<PartialDate>,
    /// The newest of them, as rows.
    pub newest: Vec<ArticleRow>,
    /// How many of them have been read.
    pub n_read: usize,
    /// How many are to be read: all, or the newest as far as was asked.
    pub n_to_read: usize,
    /// Have all of these been read, and is it known who goes by the name?
    pub is_done: bool,
    /// How often the articles read name it.
    pub n_mentions: usize,
    /// A person's posts, in order of time.
    pub posts: Vec<Tenure>,
    /// With whom and what it is named, by kinds.
    pub company: Vec<Company>,
    /// What it took part in, the newest first.
    pub meetings: Vec<Arc<ProfileMeeting>>,
    /// Who goes by the name; `None` as long as that is not known.
    pub who: Option<Arc<Who>>,
    /// Of one of these alone, where the page is.
    narrowed: Option<Narrowed>,
    /// The articles that may be read, the newest first: figures name them by their places.
    pub(super) articles: Arc<[ArticleId]>,
}

/// Those of one kind that a subject is named with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Company {
    /// Which kind.
    pub facet: Facet,
    /// How many there are in the articles read.
    pub n_names: usize,
    /// Those that are nearest most often.
    pub companions: Vec<Companion>,
}

/// Somebody or something that is named in the same articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Companion {
    /// By name.
    pub name: String,
    /// How many articles have both, exactly.
    pub n_articles: usize,
    /// The articles read that name both; where the index tells them, none.
    pub(super) article: Vec<u32>,
    /// The articles read that name both in one paragraph.
    pub paragraph: Vec<u32>,
    /// The articles read that name both in one sentence.
    pub sentence: Vec<u32>,
}

impl Companion {
    /// In how many articles it is so near.
    #[must_use]
    pub fn n_at(&self, closeness: Closeness) -> usize {
        match closeness {
            Closeness::Article => self.n_articles,
            Closeness::Paragraph => self.paragraph.len(),
            Closeness::Sentence => self.sentence.len(),
        }
    }
}

/// A meeting that a subject took part in, with the articles that tell it in the same words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileMeeting {
    /// The meeting, as the newest of its articles tells it.
    pub card: MeetingCard,
    /// When that article was printed.
    pub date: Option<PartialDate>,
    /// The articles, the newest first.
    pub articles: Vec<u32>,
}

/// A figure of a profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Figure {
    /// All articles.
    All,
    /// Those of a time.
    Dates(DateRange),
    /// Those of no known date.
    Undated,
    /// Those that give a person a post, as it is shown.
    Post(String),
    /// Those that name a companion so near.
    Company(Facet, String, Closeness),
    /// Those that tell a meeting, by its place in [`Profile::meetings`].
    Meeting(usize),
    /// Those of one of several namesakes, by its place in [`Who::namesakes`].
    Namesake(usize),
    /// Those that do not show which namesake is meant.
    Open,
    /// Those that have another name of the same thing.
    AlsoWritten(String),
}

impl Profile {
    /// Must articles be left unread, unless the reader asks for them?
    #[must_use]
    pub fn is_cut(&self) -> bool {
        self.n_to_read < self.n_articles
    }

    /// How many articles a figure counts; `None` where the profile has no such figure.
    #[must_use]
    pub fn count(&self, figure: &Figure) -> Option<usize> {
        Some(match figure {
            Figure::All => self.n_articles,
            Figure::Dates(range) => self.timeline.n_in(*range),
            Figure::Undated => self.timeline.n_undated,
            Figure::Post(post) => self.tenure(post)?.articles.len(),
            Figure::Company(facet, name, near) => self.companion(*facet, name)?.n_at(*near),
            Figure::Meeting(place) => self.meetings.get(*place)?.articles.len(),
            Figure::Namesake(_) | Figure::Open | Figure::AlsoWritten(_) => {
                self.told_by_who(figure)?.len()
            }
        })
    }

    /// The articles that a figure counts.
    #[must_use]
    pub fn chosen(&self, figure: &Figure) -> Option<Chosen> {
        if let Some(chosen) = self.chosen_of_one(figure) {
            return Some(chosen);
        }
        let with = |leaf| Chosen::Query(self.subject.articles_with(leaf));
        Some(match figure {
            Figure::All => with(None),
            Figure::Dates(range) => with(Some(Leaf::Date(*range))),
            Figure::Undated => with(Some(Leaf::Undated)),
            Figure::Post(post) => self.at(&self.tenure(post)?.articles),
            Figure::Company(facet, name, near) => {
                let companion = self.companion(*facet, name)?;
                match near {
                    Closeness::Article => with(Some(facet.leaf(name))),
                    Closeness::Paragraph => self.at(&companion.paragraph),
                    Closeness::Sentence => self.at(&companion.sentence),
                }
            }
            Figure::Meeting(place) => self.at(&self.meetings.get(*place)?.articles),
            Figure::Namesake(_) | Figure::Open | Figure::AlsoWritten(_) => {
                Chosen::Articles(Arc::clone(self.told_by_who(figure)?))
            }
        })
    }

    /// What is marked in the articles that a figure counts: the names it is about, where they stand
    /// as near as it says.
    #[must_use]
    pub fn marks(&self, figure: &Figure) -> Query {
        let own = || self.names().map(Node::literal).collect::<Vec<Node>>();
        let node = match figure {
            Figure::Post(post) => {
                let forms = self.tenure(post).map(|tenure| &tenure.forms);
                let forms = forms.into_iter().flatten();
                Node::any(forms.map(|(form, _)| Node::literal(form)).collect())
            }
            Figure::Company(_, name, near) => match near {
                Closeness::Article => {
                    let mut names = own();
                    names.push(Node::literal(name));
                    Node::any(names)
                }
                Closeness::Paragraph => Some(self.near(name, Reach::Paragraph)),
                Closeness::Sentence => Some(self.near(name, Reach::Sentence)),
            },
            Figure::Meeting(place) => {
                let told = self.meetings.get(*place);
                told.map(|meeting| Node::literal(&meeting.card.sentence))
            }
            Figure::AlsoWritten(name) => Some(Node::literal(name)),
            Figure::All
            | Figure::Dates(_)
            | Figure::Undated
            | Figure::Namesake(_)
            | Figure::Open => Node::any(own()),
        };
        Query::from(node)
    }

    fn near(&self, name: &str, reach: Reach) -> Node {
        let pattern = |text: &str| Pattern {
            text: text.to_owned(),
            form: Form::Literal,
        };
        let own = self.names().map(pattern).collect();
        Node::Leaf(Leaf::Near {
            zone: None,
            reach,
            words: vec![own, vec![pattern(name)]],
        })
    }

    /// Every name it goes by, each once.
    fn names(&self) -> impl Iterator<Item = &str> {
        let others = self.other_names.iter().map(|(name, _)| name.as_str());
        std::iter::once(self.name.as_str()).chain(others)
    }

    fn at(&self, places: &[u32]) -> Chosen {
        let ids = places.iter().filter_map(|place| {
            let place = usize::try_from(*place).ok()?;
            self.articles.get(place).cloned()
        });
        Chosen::Articles(ids.collect())
    }

    fn tenure(&self, post: &str) -> Option<&Tenure> {
        self.posts.iter().find(|tenure| tenure.post == post)
    }

    fn companion(&self, facet: Facet, name: &str) -> Option<&Companion> {
        let company = self.company.iter().find(|company| company.facet == facet)?;
        company.companions.iter().find(|c| c.name == name)
    }

    /// The article that tells a meeting, by its place in [`Profile::meetings`]: the newest.
    #[must_use]
    pub fn article_of_meeting(&self, place: usize) -> Option<&ArticleId> {
        let first = *self.meetings.get(place)?.articles.first()?;
        self.articles.get(usize::try_from(first).ok()?)
    }
}
