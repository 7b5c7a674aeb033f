//! Giving up a search that a newer one has overtaken.
//!
//! A search looks at its [`Stop`] before each segment of the index, and so does whoever counts: a
//! segment takes milliseconds, and nothing has to be asked for each article.

use super::IndexError;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::query::{Query, Weight};
use tantivy::schema::Schema;
use tantivy::{Searcher, SegmentOrdinal, SegmentReader, TantivyError};

/// The number of the newest search, which grows. Clones share it.
#[derive(Clone, Debug, Default)]
pub struct Newest(Arc<AtomicU64>);

impl Newest {
    /// A search with this number is wanted; those with smaller ones no longer are.
    pub fn announce(&self, number: u64) {
        self.0.fetch_max(number, Ordering::Relaxed);
    }

    /// What a search with this number asks.
    #[must_use]
    pub fn stop_of(&self, number: u64) -> Stop {
        Stop(Some((self.clone(), number)))
    }
}

/// Tells a search whether it has been overtaken.
#[derive(Clone, Debug, Default)]
pub struct Stop(Option<(Newest, u64)>);

impl Stop {
    /// For a search that goes on to its end.
    #[must_use]
    pub const fn never() -> Self {
        Self(None)
    }

    /// Is the answer no longer wanted?
    #[must_use]
    pub fn is_overtaken(&self) -> bool {
        let newest = self.0.as_ref();
        newest.is_some_and(|(newest, own)| newest.0.load(Ordering::Relaxed) > *own)
    }

    /// Goes on only where the answer is still wanted.
    pub(super) fn check(&self) -> Result<(), IndexError> {
        if self.is_overtaken() {
            return Err(IndexError::Overtaken);
        }
        Ok(())
    }
}

/// Searches until it is overtaken.
pub(super) fn search_until<C: Collector>(
    searcher: &Searcher,
    query: &dyn Query,
    collector: C,
    stop: &Stop,
) -> Result<C::Fruit, IndexError> {
    let stop = stop.clone();
    let stoppable = Stoppable { collector, stop };
    searcher
        .search(query, &stoppable)
        .map_err(|error| match stoppable.stop.is_overtaken() {
            true => IndexError::Overtaken,
            false => error.into(),
        })
}

/// A collector that fails at the next segment once it is overtaken.
struct Stoppable<C> {
    collector: C,
    stop: Stop,
}

impl<C: Collector> Collector for Stoppable<C> {
    type Fruit = C::Fruit;
    type Child = C::Child;

    fn check_schema(&self, schema: &Schema) -> tantivy::Result<()> {
        self.collector.check_schema(schema)
    }

    fn for_segment(
        &self,
        segment: SegmentOrdinal,
        reader: &SegmentReader,
    ) -> tantivy::Result<C::Child> {
        self.collector.for_segment(segment, reader)
    }

    fn requires_scoring(&self) -> bool {
        self.collector.requires_scoring()
    }

    fn merge_fruits(
        &self,
        found: Vec<<C::Child as SegmentCollector>::Fruit>,
    ) -> tantivy::Result<C::Fruit> {
        self.collector.merge_fruits(found)
    }

    fn collect_segment(
        &self,
        weight: &dyn Weight,
        segment: u32,
        reader: &SegmentReader,
    ) -> tantivy::Result<<C::Child as SegmentCollector>::Fruit> {
        if self.stop.is_overtaken() {
            return Err(TantivyError::InternalError("overtaken".to_owned()));
        }
        self.collector.collect_segment(weight, segment, reader)
    }
}

#[cfg(test)]
mod tests {
    use super::{Newest, Stop};

    #[test]
    fn a_search_is_overtaken_by_newer_ones_only() {
        let newest = Newest::default();
        let stop = newest.stop_of(3);
        newest.announce(3);
        assert!(!stop.is_overtaken());
        newest.announce(2);
        assert!(!stop.is_overtaken());
        newest.announce(4);
        assert!(stop.is_overtaken() && !newest.stop_of(4).is_overtaken());
        assert!(!Stop::never().is_overtaken());
    }
}
