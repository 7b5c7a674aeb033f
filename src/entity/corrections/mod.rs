//! "What did the reader say of names?" Applies the reader's rules to what was recognised, first to
//! the mentions, then to the things that they name. Pure, and the same whatever is given: applied
//! to what it gave, it changes nothing more. Of rules that contradict each other the later wins.

mod book;
mod marking;
mod regrouping;

use crate::model::{Act, ArticleText, Correction, EntityKind, Recognition};
use book::Identities;
use marking::Marks;

/// The rules that hold for an article, ready to be applied.
#[derive(Debug, Default)]
pub struct Corrections {
    marks: Marks,
    identities: Identities,
}

impl Corrections {
    /// Makes rules ready, in the order in which they were made. Whether one is limited to an article
    /// is not looked at: that is for whoever knows which article it is.
    #[must_use]
    pub fn new<'a>(rules: impl IntoIterator<Item = &'a Correction>) -> Self {
        let mut marks = marking::Draft::default();
        let mut identities = Identities::default();
        for rule in rules.into_iter().filter(|rule| rule.trouble().is_none()) {
            let (name, kind) = (rule.name.as_str(), rule.kind);
            match &rule.act {
                Act::NotEntity => marks.forbid(name, kind),
                Act::IsEntity => marks.demand(name, kind),
                Act::Extent(whole) => marks.stretch(name, kind, whole),
                Act::Rename(other) | Act::Merge(other) => identities.join(kind, name, other),
                Act::Alias(other) => {
                    marks.demand(name, kind);
                    identities.join(kind, name, other);
                }
                Act::Split(other) => identities.part(kind, name, other),
            }
        }
        Self {
            marks: marks.finish(),
            identities,
        }
    }

    /// Is there nothing to correct?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.marks.is_empty() && self.identities.is_empty()
    }

    /// Corrects what was recognised in a text.
    #[must_use]
    pub fn apply(&self, text: &ArticleText, found: Recognition) -> Recognition {
        let mentions = self.marks.apply(&text.text, &found.mentions);
        regrouping::regroup(&text.text, mentions, found, &self.identities)
    }
}

/// The kinds whose things have names of their own.
pub(super) const fn is_named(kind: EntityKind) -> bool {
    !matches!(kind, EntityKind::Date | EntityKind::Quantity)
}
