//! Who or what has a name: what the stored articles say of it, gathered a few at a time, and put
//! together to things by `entity::resolution`.

use super::{LibraryError, Reader};
use crate::entity::resolution::{
    Identities, Observation, home_of, is_ranked, resolve, short_names_in, stands_before,
};
use crate::index::Order;
use crate::index::query::{Leaf, NameKind, Node, Query};
use crate::model::{ArticleId, Entity, EntityKind, Recognition, Span, clip};
use crate::store::StoredArticle;
use crate::text::fold;
use std::collections::{BTreeSet, VecDeque};

/// Articles that are read in one step.
const N_AT_A_TIME: usize = 4;
/// Articles of one name that are looked at, the oldest first.
const N_ARTICLES: usize = 3000;
/// Names that are followed from one to the next.
const N_NAMES: usize = 8;

/// Who or what has a name, and what each article says of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NameIdentities {
    /// What the articles say; the groups tell of them by their places.
    pub observations: Vec<Observation>,
    /// Who is who.
    pub identities: Identities,
    /// Were there more articles than are looked at?
    pub is_cut: bool,
}

/// The work of finding out who or what has a name; see [`Reader::identities`].
#[derive(Clone, Debug)]
pub struct IdentityWork {
    kind: EntityKind,
    /// Names whose articles are still to be looked for.
    names: VecDeque<String>,
    /// As the index compares them.
    known_names: BTreeSet<String>,
    /// Articles still to be read.
    ids: VecDeque<ArticleId>,
    known_ids: BTreeSet<ArticleId>,
    observations: Vec<Observation>,
    is_cut: bool,
}

impl Reader {
    /// Begins to find out who or what has a name; [`IdentityWork::step`] does it in small steps.
    /// Dates and quantities are nobody.
    #[must_use]
    pub fn identities(&self, kind: EntityKind, name: &str) -> IdentityWork {
        let names = NameKind::of(kind).map(|_| name.trim().to_owned());
        IdentityWork {
            kind,
            known_names: names.iter().map(|name| fold(name).text).collect(),
            names: names.into_iter().collect(),
            ids: VecDeque::new(),
            known_ids: BTreeSet::new(),
            observations: Vec::new(),
            is_cut: false,
        }
    }
}

impl IdentityWork {
    /// Looks for the articles of one name, or reads a few articles; `None` while more is to be done.
    ///
    /// # Errors
    /// When the index or the databases cannot be read.
    pub fn step(&mut self, reader: &Reader) -> Result<Option<NameIdentities>, LibraryError> {
        if !self.ids.is_empty() {
            self.read_some(reader)?;
        } else if let Some(name) = self.names.pop_front() {
            self.look_for(reader, &name)?;
        } else {
            let observations = std::mem::take(&mut self.observations);
            return Ok(Some(NameIdentities {
                identities: resolve(self.kind, &observations),
                observations,
                is_cut: self.is_cut,
            }));
        }
        Ok(None)
    }

    /// Does all at once, where nobody waits.
    ///
    /// # Errors
    /// As [`IdentityWork::step`].
    pub fn finish(mut self, reader: &Reader) -> Result<NameIdentities, LibraryError> {
        loop {
            if let Some(found) = self.step(reader)? {
                return Ok(found);
            }
        }
    }

    fn look_for(&mut self, reader: &Reader, name: &str) -> Result<(), LibraryError> {
        let Some(kind) = NameKind::of(self.kind) else {
            return Ok(());
        };
        reader.see_commits()?;
        let query = Query::from(Some(Node::Leaf(Leaf::Name {
            kind,
            text: name.to_owned(),
            is_whole: true,
        })));
        let found = reader.index.find(&query, Order::Oldest, 0, N_ARTICLES)?;
        self.is_cut |= found.total > found.ids.len();
        for id in found.ids.into_iter().map(ArticleId) {
            if self.known_ids.len() < N_ARTICLES && self.known_ids.insert(id.clone()) {
                self.ids.push_back(id);
            }
        }
        Ok(())
    }

    fn read_some(&mut self, reader: &Reader) -> Result<(), LibraryError> {
        let connections = reader.connections();
        for _ in 0..N_AT_A_TIME {
            let Some(id) = self.ids.pop_front() else {
                break;
            };
            let (Some(stored), Some(found)) = (
                connections.catalog.find_article(&id)?,
                connections.catalog.find_recognition(&id)?,
            ) else {
                // Between a rebuild's transaction and the index after it, an id may be gone.
                continue;
            };
            let text = stored.article.full_text().text;
            let wanted = found.entities.iter().filter(|e| e.kind == self.kind);
            let wanted: Vec<&Entity> = wanted
                .filter(|e| {
                    let mut names = std::iter::once(&e.name).chain(&e.aliases);
                    names.any(|name| self.known_names.contains(&fold(name).text))
                })
                .collect();
            for entity in wanted {
                let observed = observe(&stored, &text, &found, entity);
                self.follow(&observed);
                self.observations.push(observed);
            }
        }
        Ok(())
    }

    /// The names that lead on: short ones that a text introduces or that stand at the beginning of
    /// the full one, and the full ones. 公司 is short for too much.
    fn follow(&mut self, seen: &Observation) {
        if self.kind == EntityKind::Person {
            return;
        }
        let said = seen.short_names.iter();
        let said = said.flat_map(|said| [&said.short, &said.full]);
        let aliases = seen.aliases.iter();
        let leading = aliases.filter(|alias| stands_before(alias, &seen.name) || is_ranked(alias));
        let grouped = leading.flat_map(|alias| [alias, &seen.name]);
        for name in said.chain(grouped) {
            if self.known_names.len() < N_NAMES && self.known_names.insert(fold(name).text) {
                self.names.push_back(name.clone());
            }
        }
    }
}

/// What an article says of one of its entities.
fn observe(
    stored: &StoredArticle,
    text: &str,
    found: &Recognition,
    entity: &Entity,
) -> Observation {
    let spans: Vec<Span> = entity
        .mention_idxs
        .iter()
        .filter_map(|idx| found.mentions.get(*idx))
        .map(|mention| mention.span)
        .collect();
    let named = |span: &Span| clip(text, *span).trim() == entity.name;
    let others = |kind: EntityKind| {
        let others = found.entities.iter().filter(move |e| e.kind == kind);
        let others = others.filter(|e| e.name != entity.name);
        others.map(|e| e.name.clone()).collect()
    };
    let span = spans.iter().find(|span| named(span)).or(spans.first());
    Observation {
        article: Some(stored.id.clone()),
        date: stored.article.date.or(stored.page_date),
        name: entity.name.clone(),
        aliases: entity.aliases.clone(),
        span: span.copied().unwrap_or_default(),
        posts: entity.posts.clone(),
        people: others(EntityKind::Person),
        bodies: others(EntityKind::Organization),
        short_names: short_names_in(text, &spans),
        home: home_of(&stored.page_name),
    }
}
