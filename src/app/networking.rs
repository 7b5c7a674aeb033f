//! The network around a name, as the window shows it: in the place of the article, or beside it where
//! the window is wide.
//!
//! Whoever opens an article, from a tie's sentence or from the list, leaves the network for it; it
//! stays at hand and one key brings it back. What is chosen in it is kept, as long as it is there,
//! when the network is made anew.

use super::{App, Generation, Job, Language, NameTarget, Notice, Phase};
use crate::library::{GraphFormat, Network, NetworkRequest, Subject};
use crate::model::{ArticleId, EntityKind, Sentence, Span};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

/// What is chosen of a network, by its place in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NetworkChoice {
    /// A name.
    Node(usize),
    /// A tie.
    Edge(usize),
}

/// What the reader wants with networks.
#[derive(Clone, Debug, PartialEq)]
pub enum NetworkWish {
    /// Show the network of this.
    Open(Subject),
    /// Show the network of what stands there in the open article.
    OpenOf(NameTarget),
    /// Show the network again, or the article again; where there is none, the network of what is
    /// selected or followed.
    Toggle,
    /// Show the network before this one.
    Back,
    /// Stop showing it.
    Close,
    /// 1: who stands beside the subject; 2: and who beside these.
    SetDepth(u8),
    /// Show names of a kind, or leave them out.
    ToggleKind(EntityKind),
    /// Choose a name or a tie, or nothing.
    Choose(Option<NetworkChoice>),
    /// Open the article of a sentence, by its place in [`Network::sentences`], where it names a node.
    Read {
        /// The sentence.
        sentence: usize,
        /// The node.
        node: usize,
    },
    /// List the articles that name a node.
    List(usize),
    /// Write the network to a file.
    Export(PathBuf, GraphFormat),
    /// The window is wide enough for network and article, or no longer.
    StandBeside(bool),
}

/// The network that is shown, or on its way.
#[derive(Clone, Debug)]
pub struct NetworkState {
    /// What was asked for; `None`: no network is open.
    pub request: Option<NetworkRequest>,
    /// The newest that is there; while another one is on its way, the one before.
    pub found: Option<Arc<Network>>,
    /// Grows whenever `found` is set anew.
    pub serial: u64,
    /// Is one on its way?
    pub is_working: bool,
    /// How many articles were read for it, and of how many as far as that is known.
    pub progress: (usize, usize),
    /// Why there is none.
    pub error: Option<Sentence>,
    /// What is chosen.
    pub chosen: Option<NetworkChoice>,
    /// Does the article stand in its place, for the time being?
    pub is_aside: bool,
    /// Is there room for both?
    pub is_beside: bool,
    /// The depth and the kinds that the next one has.
    depth: u8,
    kinds: BTreeSet<EntityKind>,
    earlier: Vec<Subject>,
    generation: Generation,
}

impl Default for NetworkState {
    fn default() -> Self {
        Self {
            request: None,
            found: None,
            serial: 0,
            is_working: false,
            progress: (0, 0),
            error: None,
            chosen: None,
            is_aside: false,
            is_beside: false,
            depth: 1,
            kinds: NetworkRequest::usual_kinds(),
            earlier: Vec::new(),
            generation: Generation::default(),
        }
    }
}

impl NetworkState {
    /// Is one open, shown or not?
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.request.is_some()
    }

    /// Is one open, and not left for an article?
    #[must_use]
    pub const fn is_front(&self) -> bool {
        self.request.is_some() && !self.is_aside
    }

    /// Does it stand in the article's place?
    #[must_use]
    pub const fn covers(&self) -> bool {
        self.is_front() && !self.is_beside
    }

    /// Is there one before it?
    #[must_use]
    pub const fn can_go_back(&self) -> bool {
        !self.earlier.is_empty()
    }

    /// Is there something to walk through, or to write down?
    #[must_use]
    pub fn has_nodes(&self) -> bool {
        self.is_front() && self.found.is_some()
    }
}

impl App {
    /// The subject that stands at a target; `None` for dates, quantities, and what is nothing.
    #[must_use]
    pub fn network_subject(&self, target: NameTarget) -> Option<Subject> {
        let aimed = self.name_at(target)?;
        Subject::new(aimed.kind?, &aimed.of?)
    }

    pub(super) fn network_wish(&mut self, wish: NetworkWish) -> Vec<Job> {
        match wish {
            NetworkWish::Open(subject) => self.open_network(subject),
            NetworkWish::OpenOf(target) => match self.network_subject(target) {
                Some(subject) => self.open_network(subject),
                None => self.no_subject(),
            },
            NetworkWish::Toggle => self.toggle_network(),
            NetworkWish::Back => {
                let Some(subject) = self.network.earlier.pop() else {
                    return vec![];
                };
                self.show_network(subject)
            }
            NetworkWish::Close => self.close_network(),
            NetworkWish::SetDepth(depth) => {
                self.network.depth = depth.clamp(1, 2);
                self.ask_network()
            }
            NetworkWish::ToggleKind(kind) => {
                let kinds = &mut self.network.kinds;
                if !kinds.remove(&kind) {
                    kinds.insert(kind);
                }
                self.ask_network()
            }
            NetworkWish::Choose(choice) => {
                self.network.chosen = choice;
                vec![]
            }
            NetworkWish::Read { sentence, node } => self.read_sentence(sentence, node),
            NetworkWish::List(node) => self.list_articles_of(node),
            NetworkWish::Export(path, format) => {
                let network = self.network.found.clone();
                let job = network.map(|network| Job::ExportNetwork {
                    path,
                    network,
                    format,
                    is_english: self.language() == Language::English,
                });
                job.into_iter().collect()
            }
            NetworkWish::StandBeside(is_beside) => {
                self.network.is_beside = is_beside;
                vec![]
            }
        }
    }

    fn open_network(&mut self, subject: Subject) -> Vec<Job> {
        let before = self.network.request.as_ref().map(|r| r.subject.clone());
        self.profile.is_over_network = false;
        if before.as_ref() == Some(&subject) {
            self.network.is_aside = false;
            return vec![];
        }
        self.network.earlier.extend(before);
        self.show_network(subject)
    }

    fn show_network(&mut self, subject: Subject) -> Vec<Job> {
        if self.library.phase != Phase::Ready {
            return vec![];
        }
        self.leave_repair();
        self.shows_page = false;
        self.network.is_aside = false;
        self.network.chosen = None;
        self.network.found = None;
        self.network.request = Some(NetworkRequest::of(subject));
        self.ask_network()
    }

    fn toggle_network(&mut self) -> Vec<Job> {
        if self.network.is_open() {
            self.network.is_aside = !self.network.is_aside && self.article.is_some();
            self.profile.is_over_network = false;
            if !self.network.is_aside {
                self.leave_repair();
                self.shows_page = false;
            }
            return vec![];
        }
        match self.name_target() {
            Some(target) => self.network_wish(NetworkWish::OpenOf(target)),
            None => self.no_subject(),
        }
    }

    fn no_subject(&mut self) -> Vec<Job> {
        self.notice = Some(Notice::Notes(vec![Sentence::new(
            "先指着或点一下正文、要素栏里的人物、机构、园区或项目，再看它的关系图。",
            "Point at a person, body, site or project in the text or the side panel first, or click it.",
        )]));
        vec![]
    }

    /// Asks for what is wanted now.
    fn ask_network(&mut self) -> Vec<Job> {
        let network = &mut self.network;
        let Some(request) = &mut network.request else {
            return vec![];
        };
        request.depth = network.depth;
        request.kinds.clone_from(&network.kinds);
        network.generation.0 += 1;
        network.is_working = true;
        network.progress = (0, 0);
        network.error = None;
        vec![Job::Network {
            generation: network.generation,
            request: request.clone(),
        }]
    }

    /// The library has changed.
    pub(super) fn renew_network(&mut self) -> Vec<Job> {
        self.ask_network()
    }

    pub(super) fn close_network(&mut self) -> Vec<Job> {
        let was_working = self.network.is_working;
        let closed = std::mem::take(&mut self.network);
        self.network = NetworkState {
            serial: closed.serial,
            is_beside: closed.is_beside,
            depth: closed.depth,
            kinds: closed.kinds,
            // What is on its way comes too late.
            generation: Generation(closed.generation.0 + 1),
            ..NetworkState::default()
        };
        if was_working {
            vec![Job::StopNetwork]
        } else {
            vec![]
        }
    }

    /// Whoever opens an article wants to read it.
    pub(super) fn leave_network(&mut self) {
        self.network.is_aside |= self.network.covers();
    }

    /// Of what is chosen in the network, and then of the network, the first that is there is closed.
    pub(super) fn step_back_in_network(&mut self) -> Vec<Job> {
        if self.network.chosen.take().is_some() {
            return vec![];
        }
        self.close_network()
    }

    fn read_sentence(&mut self, sentence: usize, node: usize) -> Vec<Job> {
        let Some(network) = &self.network.found else {
            return vec![];
        };
        let found = network.sentences.get(sentence);
        let place = found.and_then(|told| {
            let article = network.articles.get(told.article)?;
            let span = told.place_of(node).unwrap_or(told.span);
            Some((article.id.clone(), span))
        });
        place.map_or_else(Vec::new, |(id, span)| self.open_at(id, span))
    }

    fn list_articles_of(&mut self, node: usize) -> Vec<Job> {
        let found = self.network.found.as_ref();
        let subject = found.and_then(|network| {
            let node = network.nodes.get(node)?;
            Subject::new(node.kind, &node.name)
        });
        let Some(subject) = subject else {
            return vec![];
        };
        self.filters.clear();
        let mut jobs = self.set_query(subject.articles().to_string());
        jobs.extend(self.ask_anew());
        jobs.extend(self.note_search());
        jobs
    }

    /// Opens an article and shows a stretch of its text; a name that stands exactly there is
    /// followed.
    pub(super) fn open_at(&mut self, id: ArticleId, span: Span) -> Vec<Job> {
        self.leave_network();
        if self.article.as_ref().is_some_and(|open| open.id == id) {
            self.stand_at(span);
            return vec![];
        }
        let jobs = self.open_article(id.clone());
        self.opens_at = Some((id, span));
        jobs
    }

    /// Brings a stretch of the open article into view, and follows the name that stands there.
    pub(super) fn stand_at(&mut self, span: Span) {
        let found = self.article.as_ref().and_then(|article| {
            let recognition = &article.recognition;
            let idx = recognition.mentions.iter().position(|m| m.span == span)?;
            let mut owners = recognition.entities.iter().enumerate();
            owners.find_map(|(entity, owner)| {
                let nth = owner.mention_idxs.iter().position(|i| *i == idx)?;
                Some((entity, nth))
            })
        });
        self.followed = found;
        self.go_to(Some(span));
    }

    // ---- what the reader thread says ----

    pub(super) fn network_goes_on(&mut self, generation: Generation, progress: (usize, usize)) {
        if generation == self.network.generation {
            self.network.progress = progress;
        }
    }

    pub(super) fn network_found(&mut self, generation: Generation, found: Arc<Network>) {
        if generation != self.network.generation || self.network.request.is_none() {
            return;
        }
        let state = &mut self.network;
        state.is_working = false;
        // What is as it was stays where it is.
        if state.found.as_ref() == Some(&found) {
            return;
        }
        let before = state.found.replace(found);
        state.serial += 1;
        let chosen = state.chosen.take().zip(before);
        state.chosen = chosen.and_then(|(choice, before)| {
            let now = state.found.as_ref()?;
            let node = |idx: usize| {
                let old = before.nodes.get(idx)?;
                let mut nodes = now.nodes.iter();
                nodes.position(|new| new.kind == old.kind && new.name == old.name)
            };
            match choice {
                NetworkChoice::Node(idx) => node(idx).map(NetworkChoice::Node),
                NetworkChoice::Edge(idx) => {
                    let (one, other) = before.edges.get(idx)?.ends;
                    let edge = now.edge_between(node(one)?, node(other)?);
                    edge.map(NetworkChoice::Edge)
                }
            }
        });
    }

    pub(super) fn network_failed(&mut self, generation: Generation, sentence: Sentence) {
        if generation == self.network.generation {
            self.network.is_working = false;
            self.network.error = Some(sentence);
        }
    }
}
