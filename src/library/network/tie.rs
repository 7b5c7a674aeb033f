//! Whom to show, and which sentences tie them: counted a few thousand sentences at a time.

use super::gather::{Gathered, SUBJECT, Strength};
use super::{
    N_MOST_EDGES, N_MOST_NODES, Network, NetworkArticle, NetworkEdge, NetworkNode, NetworkSentence,
    NetworkTotals,
};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Sentences that are counted in one go.
const N_AT_A_TIME: usize = 2_000;

/// Ties in the making.
#[derive(Debug)]
pub(super) struct Tying {
    gathered: Gathered,
    /// The names that are shown, by their places among the gathered ones: the nodes.
    shown: Vec<usize>,
    rings: Vec<u8>,
    strengths: Vec<Strength>,
    /// For each name its node.
    node_of: Vec<Option<usize>>,
    n_all: usize,
    /// Of each two nodes the sentences that tie them; see [`Tying::pair`].
    ties: Vec<Vec<usize>>,
    /// How many sentences are counted.
    at: usize,
}

impl Tying {
    pub(super) fn new(gathered: Gathered, depth: u8) -> Self {
        let mut strengths = gathered.beside_subject();
        let ring_1 = gathered.ranked(&strengths);
        // Who stands beside the subject leaves room for those who stand beside them.
        let half = ring_1.get(..N_MOST_NODES / 2).unwrap_or(&ring_1);
        let ring_2 = if depth > 1 {
            let further = beside(&gathered, &ring_1, half);
            let ranked = gathered.ranked(&further);
            for name in &ranked {
                if let (Some(to), Some(from)) = (strengths.get_mut(*name), further.get(*name)) {
                    *to = *from;
                }
            }
            ranked
        } else {
            Vec::new()
        };
        let n_all = 1 + ring_1.len() + ring_2.len();
        let n_first = (N_MOST_NODES - 1).saturating_sub(ring_2.len());
        let n_first = n_first.max(N_MOST_NODES / 2);
        let rings = std::iter::once((SUBJECT, 0))
            .chain(ring_1.into_iter().take(n_first).map(|name| (name, 1)))
            .chain(ring_2.into_iter().map(|name| (name, 2)));
        let (shown, rings): (Vec<usize>, Vec<u8>) = rings.take(N_MOST_NODES).unzip();
        let mut node_of = vec![None; gathered.known.len()];
        for (node, name) in shown.iter().enumerate() {
            if let Some(place) = node_of.get_mut(*name) {
                *place = Some(node);
            }
        }
        Self {
            ties: vec![Vec::new(); shown.len() * shown.len()],
            gathered,
            shown,
            rings,
            strengths,
            node_of,
            n_all,
            at: 0,
        }
    }

    /// Where the sentences of two nodes are, the first before the second.
    fn pair(&self, one: usize, other: usize) -> usize {
        one * self.shown.len() + other
    }

    /// Counts some sentences; true once all are counted.
    pub(super) fn count_some(&mut self) -> bool {
        let to = (self.at + N_AT_A_TIME).min(self.gathered.sentences.len());
        for idx in self.at..to {
            let Some(told) = self.gathered.sentences.get(idx) else {
                break;
            };
            let named = told.named.iter();
            let mut nodes: Vec<usize> = named
                .filter_map(|name| self.node_of.get(*name).copied().flatten())
                .collect();
            nodes.sort_unstable();
            let is_roll = told.is_roll();
            for (nth, one) in nodes.iter().enumerate() {
                if is_roll && *one != SUBJECT {
                    break;
                }
                for other in nodes.iter().skip(nth + 1) {
                    let pair = self.pair(*one, *other);
                    if let Some(tie) = self.ties.get_mut(pair) {
                        tie.push(idx);
                    }
                }
            }
        }
        self.at = to;
        to == self.gathered.sentences.len()
    }

    /// The network, without places yet.
    pub(super) fn finish(mut self: Box<Self>, totals: NetworkTotals) -> Network {
        let mut edges = self.edges();
        let n_edges = edges.len();
        edges = strongest(edges, self.shown.len());
        let nodes = self.nodes();
        let (sentences, articles) = self.sentences(&mut edges);
        Network {
            nodes,
            edges,
            sentences,
            articles,
            totals: NetworkTotals {
                n_nodes: self.n_all,
                n_edges,
                ..totals
            },
        }
    }

    /// All ties, the strongest first; their evidence as places among the gathered sentences.
    fn edges(&mut self) -> Vec<NetworkEdge> {
        let n = self.shown.len();
        let mut edges = Vec::new();
        for (pair, evidence) in std::mem::take(&mut self.ties).into_iter().enumerate() {
            if evidence.is_empty() {
                continue;
            }
            let mut strength = Strength::default();
            for idx in &evidence {
                if let Some(told) = self.gathered.sentences.get(*idx) {
                    strength.add(told.article);
                }
            }
            edges.push(NetworkEdge {
                ends: (pair / n, pair % n),
                evidence,
                n_articles: strength.n_articles,
            });
        }
        edges.sort_by_key(|edge| {
            (
                Reverse(edge.evidence.len()),
                Reverse(edge.n_articles),
                edge.ends,
            )
        });
        edges
    }

    fn nodes(&self) -> Vec<NetworkNode> {
        let strength = |name: &usize| self.strengths.get(*name).copied().unwrap_or_default();
        let most = self.shown.iter().skip(1);
        let most = most.map(|name| strength(name).n_sentences).max();
        let names = self.shown.iter().zip(&self.rings);
        let nodes = names.filter_map(|(name, ring)| {
            let known = self.gathered.known.get(*name)?;
            let strength = strength(name);
            let share = strength.n_sentences as f32 / most.unwrap_or(1).max(1) as f32;
            Some(NetworkNode {
                kind: known.kind,
                name: known.name().to_owned(),
                posts: known.posts().to_vec(),
                ring: *ring,
                n_sentences: strength.n_sentences,
                n_articles: strength.n_articles,
                place: (0.0, 0.0),
                radius: match ring {
                    0 => 14.0,
                    1 => 5.0 + 6.0 * share.clamp(0.0, 1.0).sqrt(),
                    _ => 4.0 + 3.0 * share.clamp(0.0, 1.0).sqrt(),
                },
            })
        });
        nodes.collect()
    }

    /// The sentences that the ties need and their articles, newest first; the ties are told their
    /// places.
    fn sentences(
        &mut self,
        edges: &mut [NetworkEdge],
    ) -> (Vec<NetworkSentence>, Vec<NetworkArticle>) {
        let gathered = std::mem::take(&mut self.gathered);
        let mut articles: Vec<(usize, NetworkArticle)> =
            gathered.articles.into_iter().enumerate().collect();
        // Those without a date come last.
        articles.sort_by_key(|(nth, article)| (Reverse(article.date), *nth));
        let mut needed = vec![false; gathered.sentences.len()];
        for idx in edges.iter().flat_map(|edge| &edge.evidence) {
            if let Some(needed) = needed.get_mut(*idx) {
                *needed = true;
            }
        }
        let mut of_article: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let told = gathered.sentences.iter().zip(&needed).enumerate();
        for (idx, (told, _)) in told.filter(|(_, (_, needed))| **needed) {
            of_article.entry(told.article).or_default().push(idx);
        }
        let mut texts: Vec<_> = gathered.sentences.into_iter().map(Some).collect();
        let mut places = vec![0; texts.len()];
        let (mut sentences, mut kept) = (Vec::new(), Vec::new());
        for (nth, article) in articles {
            let Some(idxs) = of_article.get(&nth) else {
                continue;
            };
            for idx in idxs {
                let Some(told) = texts.get_mut(*idx).and_then(Option::take) else {
                    continue;
                };
                if let Some(place) = places.get_mut(*idx) {
                    *place = sentences.len();
                }
                let names = told.names.into_iter().filter_map(|(name, span)| {
                    Some((self.node_of.get(name).copied().flatten()?, span))
                });
                sentences.push(NetworkSentence {
                    article: kept.len(),
                    span: told.span,
                    text: told.text,
                    names: names.collect(),
                });
            }
            kept.push(article);
        }
        for edge in edges {
            for idx in &mut edge.evidence {
                *idx = places.get(*idx).copied().unwrap_or(0);
            }
            edge.evidence.sort_unstable();
        }
        (sentences, kept)
    }
}

/// How often names of no ring yet stand beside one of ring 1 that is shown.
fn beside(gathered: &Gathered, ring_1: &[usize], shown: &[usize]) -> Vec<Strength> {
    const NEAR: u8 = 1;
    const SHOWN: u8 = 2;
    let mut rings = vec![0_u8; gathered.known.len()];
    for (names, mark) in [(ring_1, NEAR), (shown, SHOWN)] {
        for name in names {
            if let Some(ring) = rings.get_mut(*name) {
                *ring = mark;
            }
        }
    }
    let mut strengths = vec![Strength::default(); gathered.known.len()];
    for told in gathered.sentences.iter().filter(|told| !told.is_roll()) {
        let named = &told.named;
        let ring = |name: &usize| rings.get(*name).copied().unwrap_or(0);
        if !named.iter().any(|name| ring(name) == SHOWN) {
            continue;
        }
        for name in named.iter().filter(|n| **n != SUBJECT && ring(n) == 0) {
            if let Some(strength) = strengths.get_mut(*name) {
                strength.add(told.article);
            }
        }
    }
    strengths
}

/// The strongest ties; of each node at least the strongest that leads inwards. `edges` are in order,
/// and stay so.
fn strongest(edges: Vec<NetworkEdge>, n_nodes: usize) -> Vec<NetworkEdge> {
    if edges.len() <= N_MOST_EDGES {
        return edges;
    }
    let mut is_tied = vec![false; n_nodes];
    // A node stands behind those that it hangs on.
    let holds: Vec<bool> = edges
        .iter()
        .map(|edge| {
            let outer = is_tied.get_mut(edge.ends.1);
            outer.is_some_and(|is_tied| !std::mem::replace(is_tied, true))
        })
        .collect();
    let mut n_free = N_MOST_EDGES - holds.iter().filter(|holds| **holds).count();
    let kept = edges.into_iter().zip(holds).filter(|(_, holds)| {
        if *holds {
            return true;
        }
        let is_kept = n_free > 0;
        n_free = n_free.saturating_sub(1);
        is_kept
    });
    kept.map(|(edge, _)| edge).collect()
}
