//! Which article is a reprint of which: asked of each when it is indexed.
//!
//! Candidates are articles that share a number of their [sketches](sketch); what is taken for a
//! reprint is told by their texts. Relies on the index for those that are committed, and remembers
//! those that are not yet.

use super::LibraryError;
use crate::index::{ArticleIndex, group_number};
use crate::model::ArticleId;
use crate::store::Catalog;
use crate::text::{Shingles, sketch};
use std::collections::HashMap;

/// Candidates looked at for each number of a sketch. A sentence that more articles share is a set
/// phrase; their other numbers find them.
const N_CANDIDATES: usize = 4;

/// Finds reprints among articles that are added one after another.
pub(super) struct ReprintFinder<'a> {
    catalog: &'a Catalog,
    index: &'a ArticleIndex,
    /// Of the articles since the last commit: who has a number, and the group of each.
    with_number: HashMap<u64, Vec<ArticleId>>,
    groups: HashMap<ArticleId, u64>,
}

/// What the index is told of it.
#[derive(Debug, Default)]
pub(super) struct Likeness {
    pub(super) sketch: Vec<u64>,
    /// The group of the article it is a reprint of.
    pub(super) group: Option<u64>,
}

impl<'a> ReprintFinder<'a> {
    pub(super) fn new(catalog: &'a Catalog, index: &'a ArticleIndex) -> Self {
        Self {
            catalog,
            index,
            with_number: HashMap::new(),
            groups: HashMap::new(),
        }
    }

    /// Looks at the next article.
    pub(super) fn look(&mut self, id: &ArticleId, body: &str) -> Result<Likeness, LibraryError> {
        let sketch = sketch(body);
        let group = self.find(id, body, &sketch)?;
        for number in &sketch {
            let known = self.with_number.entry(*number).or_default();
            if known.len() < N_CANDIDATES {
                known.push(id.clone());
            }
        }
        let own = group.unwrap_or_else(|| group_number(&id.0));
        self.groups.insert(id.clone(), own);
        Ok(Likeness { sketch, group })
    }

    /// All articles so far are in the index now.
    pub(super) fn committed(&mut self) {
        self.with_number.clear();
        self.groups.clear();
    }

    fn find(
        &self,
        id: &ArticleId,
        body: &str,
        sketch: &[u64],
    ) -> Result<Option<u64>, LibraryError> {
        let mut looked_at = vec![id.clone()];
        let mut own = None;
        for number in sketch {
            let mut candidates = self.index.with_sketch(*number, N_CANDIDATES)?;
            candidates.extend(self.with_number.get(number).into_iter().flatten().cloned());
            for candidate in candidates {
                if looked_at.contains(&candidate) {
                    continue;
                }
                looked_at.push(candidate.clone());
                // One that was removed from the catalog is still in the index.
                let Some(stored) = self.catalog.find_article(&candidate)? else {
                    continue;
                };
                let own = own.get_or_insert_with(|| Shingles::of(body));
                if !own.is_reprint_of(&Shingles::of(&stored.article.body.text)) {
                    continue;
                }
                let group = match self.groups.get(&candidate) {
                    Some(group) => Some(*group),
                    None => self.index.group_of(&candidate)?,
                };
                if group.is_some() {
                    return Ok(group);
                }
            }
        }
        Ok(None)
    }
}
