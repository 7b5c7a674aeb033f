//! "With whom does a name stand in the same sentence?" The network around one person, body, site or
//! project, told by sentences.
//!
//! [`gather`] reads the articles that name somebody, newest first, and keeps the sentences in which
//! two names stand; [`tie`] counts them and chooses whom to show; [`layout`] finds everybody a
//! place; [`export`] writes all of it down. [`NetworkWork`] does these one after another in as many
//! turns as its caller likes. There is no tie without a sentence: what is drawn can be read.
//!
//! A name is one node for each kind, compared as names are searched for. Short forms belong to their
//! full names as each article tells; nothing is joined across articles but by the reader's rules,
//! which the articles have.

mod export;
mod gather;
mod layout;
mod tie;

pub use export::{GraphFormat, graphml_of, ties_csv_of};

use super::{LibraryError, Reader, Subject};
use crate::index::query::{Leaf, NameKind, Node, Query};
use crate::index::{Only, Order, Reprints, Stop, Wish};
use crate::model::{ArticleId, EntityKind, PartialDate, Span};
use gather::Gathered;
use layout::Layout;
use std::collections::{BTreeSet, VecDeque};
use tie::Tying;

/// So many names are shown, and so many ties between them: more cannot be told apart.
pub const N_MOST_NODES: usize = 300;
/// The strongest ties are shown, and each name's strongest.
pub const N_MOST_EDGES: usize = 1_500;
/// So many of the newest articles that name the subject are read.
const N_ARTICLES: usize = 5_000;
/// At depth 2, so many of the strongest neighbours are looked at in turn …
const N_EXPANDED: usize = 30;
/// … in so many of their newest articles.
const N_ARTICLES_OF_NEIGHBOUR: usize = 300;
/// Articles that are read in one go, between two looks at the clock.
const N_AT_A_TIME: usize = 2;

/// The kinds that networks are made of, in the order in which they are listed.
pub const NETWORK_KINDS: [EntityKind; 5] = [
    EntityKind::Person,
    EntityKind::Organization,
    EntityKind::Facility,
    EntityKind::Project,
    EntityKind::Place,
];

/// What finds the articles that name a subject; `None` for dates and quantities, which have no
/// network.
fn articles_of(subject: &Subject) -> Option<Query> {
    let kind = NameKind::of(subject.kind)?;
    Some(Query::from(Some(Node::Leaf(Leaf::Name {
        kind,
        text: subject.name.clone(),
        is_whole: true,
    }))))
}

/// Which network is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NetworkRequest {
    /// Whose.
    pub subject: Subject,
    /// 1: who stands beside the subject; 2: and who beside the strongest of these.
    pub depth: u8,
    /// Which kinds of names; the subject is always there.
    pub kinds: BTreeSet<EntityKind>,
}

impl NetworkRequest {
    /// Depth 1, all kinds but places: a paper's own town stands in every other sentence and would tie
    /// everybody to everybody.
    #[must_use]
    pub fn of(subject: Subject) -> Self {
        Self {
            subject,
            depth: 1,
            kinds: Self::usual_kinds(),
        }
    }

    /// The kinds that it has unless others are asked for.
    #[must_use]
    pub fn usual_kinds() -> BTreeSet<EntityKind> {
        let kinds = NETWORK_KINDS.into_iter();
        kinds.filter(|kind| *kind != EntityKind::Place).collect()
    }
}

/// A name of a network.
#[derive(Clone, Debug, PartialEq)]
pub struct NetworkNode {
    /// What it is.
    pub kind: EntityKind,
    /// As most of the articles have it.
    pub name: String,
    /// A person's posts in the newest article that tells any.
    pub posts: Vec<String>,
    /// 0: the subject; 1: it stands beside it; 2: beside one of those.
    pub ring: u8,
    /// In how many sentences it stands beside the subject, or beside one of ring 1; the subject
    /// itself: beside anybody.
    pub n_sentences: usize,
    /// In how many articles these are.
    pub n_articles: usize,
    /// Where it is drawn, in points from the subject, which is at 0, 0.
    pub place: (f32, f32),
    /// How large, in points.
    pub radius: f32,
}

impl NetworkNode {
    /// As much of its name as is drawn beside it.
    #[must_use]
    pub fn short_name(&self) -> String {
        let mut chars = self.name.chars();
        let mut short: String = chars.by_ref().take(layout::N_NAME_CHARS).collect();
        if chars.next().is_some() {
            short.pop();
            short.push('…');
        }
        short
    }
}

/// Two names that stand in the same sentences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NetworkEdge {
    /// The two, by their places among the nodes, the stronger first.
    pub ends: (usize, usize),
    /// The sentences, by their places in [`Network::sentences`], newest first; never empty.
    pub evidence: Vec<usize>,
    /// In how many articles they stand.
    pub n_articles: usize,
}

impl NetworkEdge {
    /// The other end.
    #[must_use]
    pub fn other(&self, node: usize) -> Option<usize> {
        match self.ends {
            (a, b) if a == node => Some(b),
            (a, b) if b == node => Some(a),
            _ => None,
        }
    }
}

/// A sentence that ties names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NetworkSentence {
    /// Its article, by its place in [`Network::articles`].
    pub article: usize,
    /// Where it stands in the article's [`crate::model::ArticleText`].
    pub span: Span,
    /// Its words.
    pub text: String,
    /// Which nodes are named where in `text`, in order.
    pub names: Vec<(usize, Span)>,
}

impl NetworkSentence {
    /// Where a node is named first, in the article's text.
    #[must_use]
    pub fn place_of(&self, node: usize) -> Option<Span> {
        let mut names = self.names.iter();
        let (_, span) = names.find(|(named, _)| *named == node)?;
        Some(span.shifted(self.span.start))
    }
}

/// An article that a sentence is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NetworkArticle {
    /// Which.
    pub id: ArticleId,
    /// Its headline, or its first words.
    pub headline: String,
    /// The day, month or year it is of.
    pub date: Option<PartialDate>,
    /// The name of its page.
    pub page: String,
}

/// Who stands in the same sentences as the subject, and where.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Network {
    /// The names, the subject first, then by rings, the strongest first.
    pub nodes: Vec<NetworkNode>,
    /// The ties, the strongest first.
    pub edges: Vec<NetworkEdge>,
    /// The sentences, newest first.
    pub sentences: Vec<NetworkSentence>,
    /// Their articles, newest first.
    pub articles: Vec<NetworkArticle>,
    /// What there is in all.
    pub totals: NetworkTotals,
}

/// How much there is, shown or not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NetworkTotals {
    /// Names.
    pub n_nodes: usize,
    /// Ties between the names that are shown.
    pub n_edges: usize,
    /// Articles that name the subject.
    pub n_articles: usize,
    /// Of these, the newest ones that were read.
    pub n_articles_read: usize,
}

impl Network {
    /// The ties of a node by their places, the strongest first.
    pub fn edges_of(&self, node: usize) -> impl Iterator<Item = usize> {
        let edges = self.edges.iter().enumerate();
        edges.filter_map(move |(idx, edge)| edge.other(node).map(|_| idx))
    }

    /// The tie of two nodes.
    #[must_use]
    pub fn edge_between(&self, one: usize, other: usize) -> Option<usize> {
        let mut edges = self.edges.iter();
        edges.position(|edge| edge.other(one) == Some(other))
    }
}

/// A network in the making.
#[derive(Debug)]
pub struct NetworkWork {
    depth: u8,
    gathered: Gathered,
    stage: Stage,
    totals: NetworkTotals,
    /// Articles read, and those to read as far as they are known.
    progress: (usize, usize),
}

#[derive(Debug)]
enum Stage {
    /// The subject's articles are looked for.
    Beginning(Option<Query>),
    /// Articles are read.
    Reading { ring: u8, left: VecDeque<ArticleId> },
    /// The articles of neighbours are looked for.
    Spreading {
        neighbours: VecDeque<Subject>,
        found: VecDeque<ArticleId>,
    },
    /// Sentences are counted.
    Tying(Box<Tying>),
    /// Nodes find their places.
    Settling(Box<Network>, Box<Layout>),
}

impl NetworkWork {
    /// Nothing is read yet.
    #[must_use]
    pub fn new(request: NetworkRequest) -> Self {
        Self {
            depth: request.depth,
            stage: Stage::Beginning(articles_of(&request.subject)),
            gathered: Gathered::new(request.subject, request.kinds),
            totals: NetworkTotals::default(),
            progress: (0, 0),
        }
    }

    /// How many articles are read, and of how many as far as that is known.
    #[must_use]
    pub const fn progress(&self) -> (usize, usize) {
        self.progress
    }

    /// Goes on for as long as `goes_on` says so, and a few milliseconds longer; gives the network
    /// once it is there.
    ///
    /// # Errors
    /// When the index or the databases cannot be read.
    pub fn go_on(
        mut self,
        reader: &Reader,
        goes_on: &mut dyn FnMut() -> bool,
    ) -> Result<Result<Network, Self>, LibraryError> {
        loop {
            self.stage = match self.stage {
                Stage::Beginning(query) => {
                    reader.see_commits()?;
                    let (total, left) = match &query {
                        Some(query) => newest_ids(reader, query, N_ARTICLES)?,
                        None => (0, Vec::new()),
                    };
                    self.totals.n_articles = total;
                    self.totals.n_articles_read = left.len();
                    self.progress = (0, left.len());
                    let left = VecDeque::from(left);
                    Stage::Reading { ring: 1, left }
                }
                Stage::Reading { ring, mut left } => {
                    let n = N_AT_A_TIME.min(left.len());
                    let ids: Vec<ArticleId> = left.drain(..n).collect();
                    read_articles(reader, &mut self.gathered, &ids)?;
                    self.progress.0 += n;
                    if !left.is_empty() {
                        Stage::Reading { ring, left }
                    } else if ring == 1 && self.depth > 1 {
                        let neighbours = self.gathered.strongest(N_EXPANDED);
                        Stage::Spreading {
                            neighbours: neighbours.into(),
                            found: VecDeque::new(),
                        }
                    } else {
                        let kept = std::mem::take(&mut self.gathered);
                        Stage::Tying(Box::new(Tying::new(kept, self.depth)))
                    }
                }
                Stage::Spreading {
                    mut neighbours,
                    mut found,
                } => {
                    let query = neighbours.pop_front().and_then(|next| articles_of(&next));
                    if let Some(query) = query {
                        let (_, ids) = newest_ids(reader, &query, N_ARTICLES_OF_NEIGHBOUR)?;
                        found.extend(self.gathered.expect(ids));
                    }
                    if neighbours.is_empty() {
                        self.progress.1 += found.len();
                        Stage::Reading {
                            ring: 2,
                            left: found,
                        }
                    } else {
                        Stage::Spreading { neighbours, found }
                    }
                }
                Stage::Tying(mut tying) => {
                    if tying.count_some() {
                        let network = tying.finish(self.totals);
                        let layout = Layout::of(&network);
                        Stage::Settling(Box::new(network), Box::new(layout))
                    } else {
                        Stage::Tying(tying)
                    }
                }
                Stage::Settling(mut network, mut layout) => {
                    if layout.settle_some() {
                        layout.place(&mut network.nodes);
                        return Ok(Ok(*network));
                    }
                    Stage::Settling(network, layout)
                }
            };
            if !goes_on() {
                return Ok(Err(self));
            }
        }
    }
}

impl Reader {
    /// A network, in one go.
    ///
    /// # Errors
    /// When the index or the databases cannot be read.
    pub fn network(&self, request: NetworkRequest) -> Result<Network, LibraryError> {
        let mut work = NetworkWork::new(request);
        loop {
            match work.go_on(self, &mut || true)? {
                Ok(network) => return Ok(network),
                Err(left) => work = left,
            }
        }
    }

    /// What a name is mostly the name of: the kind of which most articles have it; `None` where no
    /// article has it.
    ///
    /// # Errors
    /// When the index or the databases cannot be read.
    pub fn kind_of_name(&self, name: &str) -> Result<Option<EntityKind>, LibraryError> {
        self.see_commits()?;
        let mut most: Option<(usize, EntityKind)> = None;
        for kind in NETWORK_KINDS {
            let name = name.to_owned();
            let Some(query) = articles_of(&Subject { kind, name }) else {
                continue;
            };
            let (total, _) = newest_ids(self, &query, 0)?;
            if total > most.map_or(0, |(n, _)| n) {
                most = Some((total, kind));
            }
        }
        Ok(most.map(|(_, kind)| kind))
    }
}

/// How many articles a query finds, and the ids of the newest.
fn newest_ids(
    reader: &Reader,
    query: &Query,
    limit: usize,
) -> Result<(usize, Vec<ArticleId>), LibraryError> {
    let wish = Wish {
        query,
        only: Only::All,
        reprints: Reprints::Apart,
        order: Order::Newest,
        offset: 0,
        limit,
    };
    let found = reader.index.answer(wish, &Stop::never())?;
    let ids = found.ids.into_iter().map(ArticleId);
    Ok((found.total, ids.collect()))
}

fn read_articles(
    reader: &Reader,
    gathered: &mut Gathered,
    ids: &[ArticleId],
) -> Result<(), LibraryError> {
    if ids.is_empty() {
        return Ok(());
    }
    let found = reader.connections().catalog.find_recognized(ids)?;
    for (stored, recognition) in found {
        gathered.take_in(stored, &recognition);
    }
    Ok(())
}
