//! Counts right names: the same stretch and the same kind, each mention.

use crate::data::{Annotated, heading};
use banmian::entity::tagger::{KINDS, kind_idx};
use banmian::model::{EntityKind, Span};
use std::fmt::Write;

/// Names found, names there, names right; by kind as in the tagger's list.
#[derive(Clone, Debug, Default)]
pub struct Score {
    right: [usize; KINDS.len()],
    found: [usize; KINDS.len()],
    there: [usize; KINDS.len()],
}

/// Names of the tagger's kinds; a public set's sites are places.
fn comparable(names: &[(Span, EntityKind)], is_public: bool) -> Vec<(Span, usize)> {
    names
        .iter()
        .filter_map(|(span, kind)| {
            match kind {
                EntityKind::Facility if is_public => kind_idx(EntityKind::Place),
                EntityKind::Project if is_public => None,
                kind => kind_idx(*kind),
            }
            .map(|kind| (*span, kind))
        })
        .collect()
}

impl Score {
    pub fn add(&mut self, annotated: &Annotated, found: &[(Span, EntityKind)]) {
        let there = comparable(&annotated.names, annotated.is_public);
        let found = comparable(found, annotated.is_public);
        for (_, kind) in &there {
            self.there[*kind] += 1;
        }
        for name in &found {
            self.found[name.1] += 1;
            self.right[name.1] += usize::from(there.contains(name));
        }
    }

    fn line(right: usize, found: usize, there: usize) -> String {
        let precision = right as f64 / found.max(1) as f64;
        let recall = right as f64 / there.max(1) as f64;
        let f1 = 2.0 * right as f64 / (found + there).max(1) as f64;
        format!(
            "{:5.1} {:5.1} {:5.1}",
            100.0 * precision,
            100.0 * recall,
            100.0 * f1
        )
    }

    /// Precision, recall and F1 of each kind that occurs, and of all, on one line.
    pub fn table(&self) -> String {
        let mut table = String::new();
        for kind in 0..KINDS.len() {
            if self.there[kind] > 0 {
                let line = Self::line(self.right[kind], self.found[kind], self.there[kind]);
                let _ = write!(table, "{} {line} | ", heading(kind).get(..3).unwrap_or(""));
            }
        }
        let all = Self::line(
            self.right.iter().sum(),
            self.found.iter().sum(),
            self.there.iter().sum(),
        );
        table + "all " + &all
    }
}
