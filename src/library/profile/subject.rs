//! Whom or what a page is about, and which articles are its own: the one place that says so.

use crate::index::Facet;
use crate::index::query::{Leaf, Node, Query};
use crate::model::{Entity, EntityKind, Recognition};
use crate::text::fold;

/// A person, a body, a place, a site or a project, by name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Subject {
    /// What it is.
    pub kind: EntityKind,
    /// Its name, as it was met.
    pub name: String,
}

impl Subject {
    /// Something with a page of its own; `None` for days and quantities.
    #[must_use]
    pub fn new(kind: EntityKind, name: &str) -> Option<Self> {
        facet_of(kind)?;
        let name = name.to_owned();
        Some(Self { kind, name })
    }

    /// One of the names that articles are counted by.
    #[must_use]
    pub fn of_facet(facet: Facet, name: &str) -> Option<Self> {
        let kind = match facet {
            Facet::Person => EntityKind::Person,
            Facet::Organization => EntityKind::Organization,
            Facet::Place => EntityKind::Place,
            Facet::Project => EntityKind::Project,
            Facet::Author | Facet::Source | Facet::Page => return None,
        };
        Self::new(kind, name)
    }

    /// The names among which it is counted.
    #[must_use]
    pub fn facet(&self) -> Facet {
        // Nothing else is made.
        facet_of(self.kind).unwrap_or(Facet::Person)
    }

    /// Its articles: those that the index counts for its name. Every list and every figure of its
    /// page begins with these.
    #[must_use]
    pub fn articles(&self) -> Query {
        self.articles_with(None)
    }

    /// Those of its articles that have something else, too.
    #[must_use]
    pub fn articles_with(&self, other: Option<Leaf>) -> Query {
        let own = self.facet().leaf(&self.name);
        let leaves = std::iter::once(own).chain(other);
        Query::from(Node::all(leaves.map(Node::Leaf).collect()))
    }

    /// Is a thing of an article this one? By any of its names, as the index has it.
    #[must_use]
    pub fn is(&self, entity: &Entity) -> bool {
        if !facets_of(entity.kind).contains(&self.facet()) {
            return false;
        }
        // Asked for every name of an article when a frame is drawn: mostly they are written alike.
        let mut names = std::iter::once(&entity.name).chain(&entity.aliases);
        names.clone().any(|name| *name == self.name) || {
            let own = fold(&self.name).text;
            names.any(|name| fold(name).text == own)
        }
    }

    /// The places of this in an article's [`Recognition::entities`]: mostly one, where an article
    /// knows it as a place and as a site, two.
    pub(super) fn places_in(&self, recognition: &Recognition) -> Vec<usize> {
        let entities = recognition.entities.iter().enumerate();
        let own = entities.filter(|(_, entity)| self.is(entity));
        own.map(|(idx, _)| idx).collect()
    }
}

const fn facet_of(kind: EntityKind) -> Option<Facet> {
    Some(match kind {
        EntityKind::Person => Facet::Person,
        EntityKind::Organization => Facet::Organization,
        EntityKind::Place | EntityKind::Facility => Facet::Place,
        EntityKind::Project => Facet::Project,
        EntityKind::Date | EntityKind::Quantity => return None,
    })
}

/// All facets that count things of a kind; in the list of the first they make a line.
pub(super) const fn facets_of(kind: EntityKind) -> &'static [Facet] {
    match kind {
        EntityKind::Person => &[Facet::Person],
        EntityKind::Organization => &[Facet::Organization],
        EntityKind::Place => &[Facet::Place],
        EntityKind::Facility => &[Facet::Place, Facet::Project],
        EntityKind::Project => &[Facet::Project],
        EntityKind::Date | EntityKind::Quantity => &[],
    }
}
