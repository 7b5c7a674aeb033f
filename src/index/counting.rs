//! Counting the names and the months of the articles found; see [`super::facets`].
//!
//! Each article has its names in columns of numbers, so that counting reads no text: one pass over
//! the articles found gives their places, and each column is then counted in a flat array, the
//! columns at once on as many threads as there are. Every segment numbers its names for itself, in
//! their order; [`Tables`] has the numbers that they have in common, until the next commit.

use super::IndexError;
use super::facets::{Facet, FacetList, FacetValue, N_MONTHS, Timeline, UNLISTED};
use super::reprints::ArticlesQuery;
use super::schema::{FORMS, MONTH};
use super::stop::{Stop, search_until};
use super::visiting::visit_values;
use crate::text::fold;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, HashMap};
use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::StrColumn;
use tantivy::index::SegmentId;
use tantivy::query::Query as TantivyQuery;
use tantivy::{DocId, Score, Searcher, SegmentOrdinal, SegmentReader};

/// Gathers the articles found, segment by segment.
struct FoundDocs;

struct SegmentDocs {
    segment: SegmentOrdinal,
    docs: Vec<DocId>,
}

impl Collector for FoundDocs {
    type Fruit = Vec<(SegmentOrdinal, Vec<DocId>)>;
    type Child = SegmentDocs;

    fn for_segment(
        &self,
        segment: SegmentOrdinal,
        _reader: &SegmentReader,
    ) -> tantivy::Result<SegmentDocs> {
        let docs = Vec::new();
        Ok(SegmentDocs { segment, docs })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, found: Self::Fruit) -> tantivy::Result<Self::Fruit> {
        Ok(found)
    }
}

impl SegmentCollector for SegmentDocs {
    type Fruit = (SegmentOrdinal, Vec<DocId>);

    fn collect(&mut self, doc: DocId, _score: Score) {
        self.docs.push(doc);
    }

    fn collect_block(&mut self, docs: &[DocId]) {
        self.docs.extend_from_slice(docs);
    }

    fn harvest(self) -> Self::Fruit {
        (self.segment, self.docs)
    }
}

/// The articles that a query finds.
pub(super) struct FoundArticles<'a> {
    searcher: &'a Searcher,
    /// By their segments' places in the searcher.
    docs: Vec<(usize, Vec<DocId>)>,
    stop: &'a Stop,
}

impl<'a> FoundArticles<'a> {
    pub(super) fn find(
        searcher: &'a Searcher,
        wish: &dyn TantivyQuery,
        stop: &'a Stop,
    ) -> Result<Self, IndexError> {
        let found = search_until(searcher, wish, FoundDocs, stop)?.into_iter();
        let docs = found.map(|(segment, docs)| (segment as usize, docs));
        Ok(Self {
            searcher,
            docs: docs.collect(),
            stop,
        })
    }

    /// The articles, segment by segment, as long as they are wanted.
    fn by_segment(
        &self,
    ) -> impl Iterator<Item = Result<(usize, &'a SegmentReader, &[DocId]), IndexError>> {
        let readers = self.searcher.segment_readers();
        let docs = self.docs.iter();
        docs.filter_map(|(at, docs)| {
            let segment = (*at, readers.get(*at)?, docs.as_slice());
            Some(self.stop.check().map(|()| segment))
        })
    }

    /// How many they are.
    pub(super) fn n_articles(&self) -> usize {
        self.docs.iter().map(|(_, docs)| docs.len()).sum()
    }

    /// How many of them are among some.
    pub(super) fn n_among(&self, articles: &ArticlesQuery) -> Result<usize, IndexError> {
        let mut n_articles = 0;
        for segment in self.by_segment() {
            let (_, reader, docs) = segment?;
            if let Some(set) = articles.of_segment(reader.segment_id()) {
                n_articles += docs.iter().filter(|doc| set.contains(**doc)).count();
            }
        }
        Ok(n_articles)
    }

    /// When they were printed.
    pub(super) fn timeline(&self) -> Result<Timeline, IndexError> {
        let mut counts = vec![0_u32; N_MONTHS];
        for segment in self.by_segment() {
            let (_, reader, docs) = segment?;
            let months = reader.fast_fields().u64(MONTH)?;
            visit_values(&months, docs, &mut |month| add_one(&mut counts, month));
        }
        let mut timeline = Timeline::default();
        for (number, n) in counts.into_iter().enumerate().filter(|(_, n)| *n > 0) {
            timeline.add(number, n as usize);
        }
        Ok(timeline)
    }

    /// The names of every facet, each with the `n_most` most frequent.
    pub(super) fn lists(
        &self,
        tables: &Tables,
        n_most: usize,
    ) -> Result<Vec<FacetList>, IndexError> {
        let forms = self.form_counts(tables)?;
        let lists = of_each_facet(|facet| self.list(tables, facet, n_most, &forms))?;
        Ok(lists.into_values().collect())
    }

    fn list(
        &self,
        tables: &Tables,
        facet: Facet,
        n_most: usize,
        forms: &[u32],
    ) -> Result<FacetList, IndexError> {
        let table = tables.of(facet);
        let counts = self.counts(table)?;
        let (n_values, top) = most_frequent(&counts, table, n_most);
        let values = top.into_iter().map(|(number, n)| {
            Ok(FacetValue {
                name: tables.forms.shown(table.name(number)?, n, forms),
                n_articles: n as usize,
            })
        });
        let values = values.collect::<Result<_, IndexError>>()?;
        Ok(FacetList {
            facet,
            n_values,
            values,
        })
    }

    /// The names of a facet that hold a text, the most frequent first.
    pub(super) fn list_with(
        &self,
        tables: &Tables,
        facet: Facet,
        part: &str,
        n_most: usize,
    ) -> Result<FacetList, IndexError> {
        let forms = self.form_counts(tables)?;
        let part = fold(part).text;
        if part.is_empty() {
            return self.list(tables, facet, n_most, &forms);
        }
        let table = tables.of(facet);
        let counts = self.counts(table)?;
        let mut found: Vec<(Reverse<u32>, String)> = Vec::new();
        for (number, name) in table.names_with(&part)? {
            let n = counts.get(number).copied().unwrap_or(0);
            if n > 0 {
                found.push((Reverse(n), name));
            }
        }
        found.sort_unstable();
        let values = found.iter().take(n_most).map(|(n, name)| FacetValue {
            name: tables.forms.shown(name.clone(), n.0, &forms),
            n_articles: n.0 as usize,
        });
        Ok(FacetList {
            facet,
            n_values: found.len(),
            values: values.collect(),
        })
    }

    fn form_counts(&self, tables: &Tables) -> Result<Vec<u32>, IndexError> {
        self.counts(&tables.forms.table)
    }

    /// How many articles have each name of a column, by the common numbers.
    fn counts(&self, table: &Table) -> Result<Vec<u32>, IndexError> {
        let mut counts = vec![0_u32; table.is_listed.len()];
        for segment in self.by_segment() {
            let (at, _, docs) = segment?;
            let Some(Some(segment)) = table.segments.get(at) else {
                continue;
            };
            visit_values(segment.names.ords(), docs, &mut |ord| {
                let common = usize::try_from(ord).ok();
                if let Some(common) = common.and_then(|ord| segment.common.get(ord)) {
                    add_one(&mut counts, u64::from(*common));
                }
            });
        }
        Ok(counts)
    }
}

fn add_one(counts: &mut [u32], at: u64) {
    if let Some(count) = usize::try_from(at).ok().and_then(|at| counts.get_mut(at)) {
        *count += 1;
    }
}

/// Does the same for each facet, on threads of its own: those of an import are busy for long, and
/// whoever searches must not wait for them.
fn of_each_facet<T: Send>(
    work: impl Fn(Facet) -> Result<T, IndexError> + Sync,
) -> Result<BTreeMap<Facet, T>, IndexError> {
    const N_MOST_THREADS: usize = 4;
    let n_threads = std::thread::available_parallelism().map_or(1, |n| n.get().min(N_MOST_THREADS));
    let next = AtomicUsize::new(0);
    let work_on = || {
        let mut done = Vec::new();
        while let Some(facet) = Facet::ALL.get(next.fetch_add(1, Ordering::Relaxed)) {
            done.push(work(*facet).map(|found| (*facet, found)));
        }
        done
    };
    std::thread::scope(|scope| {
        let others: Vec<_> = (1..n_threads).map(|_| scope.spawn(work_on)).collect();
        let mut done = work_on();
        for other in others {
            match other.join() {
                Ok(found) => done.extend(found),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        done.into_iter().collect()
    })
}

/// How many names there are, and the most frequent of them by their common numbers; of equally
/// frequent ones, the first in order.
fn most_frequent(counts: &[u32], table: &Table, n_most: usize) -> (usize, Vec<(u32, u32)>) {
    let mut n_values = 0;
    let mut least = 0;
    let mut kept = BinaryHeap::with_capacity(n_most + 1);
    for ((number, n), is_listed) in (0_u32..).zip(counts).zip(&table.is_listed) {
        if *n == 0 || !is_listed {
            continue;
        }
        n_values += 1;
        if *n <= least {
            continue;
        }
        kept.push((Reverse(*n), number));
        if kept.len() > n_most {
            kept.pop();
            least = kept.peek().map_or(0, |(n, _)| n.0);
        }
    }
    let sorted = kept.into_sorted_vec().into_iter();
    (n_values, sorted.map(|(n, number)| (number, n.0)).collect())
}

/// The names of one segment.
struct SegmentNames {
    names: StrColumn,
    /// Their common numbers, which never fall.
    common: Vec<u32>,
}

/// The names of one column in all segments.
#[derive(Default)]
struct Table {
    segments: Vec<Option<SegmentNames>>,
    /// By common number: does the name make a line of a list?
    is_listed: Vec<bool>,
}

impl Table {
    /// Goes through the sorted names of all segments at once.
    fn build(searcher: &Searcher, column: &str) -> Result<Self, IndexError> {
        let mut table = Self::default();
        for reader in searcher.segment_readers() {
            let names = reader.fast_fields().str(column)?;
            table.segments.push(names.map(|names| SegmentNames {
                common: Vec::with_capacity(names.num_terms()),
                names,
            }));
        }
        table.number_names().map_err(unreadable)?;
        Ok(table)
    }

    fn number_names(&mut self) -> io::Result<()> {
        let mut streams = Vec::new();
        for segment in self.segments.iter_mut().flatten() {
            let SegmentNames { names, common } = segment;
            let mut stream = names.dictionary().stream()?;
            if stream.advance() {
                streams.push((stream, common));
            }
        }
        let (mut name, mut before) = (Vec::new(), Vec::new());
        while let Some(first) = streams.iter().map(|(stream, _)| stream.key()).min() {
            name.clear();
            name.extend_from_slice(first);
            // A short form comes right behind the full name that is spelt like it, if there is one.
            let full = name.strip_suffix(&[UNLISTED as u8]);
            if full.is_none_or(|full| *full != *before) {
                self.is_listed.push(full.is_none());
                before.clear();
                before.extend_from_slice(full.unwrap_or(&name));
            }
            let number = u32::try_from(self.is_listed.len() - 1).unwrap_or(u32::MAX);
            streams.retain_mut(|(stream, common)| {
                if stream.key() != name {
                    return true;
                }
                common.push(number);
                stream.advance()
            });
        }
        Ok(())
    }

    /// A name by its common number.
    fn name(&self, number: u32) -> Result<String, IndexError> {
        let mut name = String::new();
        for segment in self.segments.iter().flatten() {
            let ord = segment.common.partition_point(|known| *known < number);
            if segment.common.get(ord) == Some(&number) {
                segment
                    .names
                    .ord_to_str(ord as u64, &mut name)
                    .map_err(unreadable)?;
                name.truncate(name.trim_end_matches(UNLISTED).len());
                break;
            }
        }
        Ok(name)
    }

    /// Visits every name of every segment, with its common number.
    fn visit_names(&self, visit: &mut impl FnMut(usize, &str)) -> io::Result<()> {
        for segment in self.segments.iter().flatten() {
            let mut stream = segment.names.dictionary().stream()?;
            for number in &segment.common {
                if !stream.advance() {
                    break;
                }
                if let Ok(name) = std::str::from_utf8(stream.key()) {
                    visit(*number as usize, name);
                }
            }
        }
        Ok(())
    }

    /// The listed names that hold a folded text, by their common numbers.
    fn names_with(&self, part: &str) -> Result<BTreeMap<usize, String>, IndexError> {
        let mut found = BTreeMap::new();
        let mut keep = |number: usize, name: &str| {
            let name = name.trim_end_matches(UNLISTED);
            if self.is_listed.get(number) == Some(&true) && name.contains(part) {
                found.entry(number).or_insert_with(|| name.to_owned());
            }
        };
        self.visit_names(&mut keep).map_err(unreadable)?;
        Ok(found)
    }
}

fn unreadable(error: io::Error) -> IndexError {
    IndexError::Failed(error.into())
}

/// How names are printed that do not look as they are compared.
struct Forms {
    table: Table,
    /// By the name as it is compared: the forms, and their common numbers.
    by_name: HashMap<String, Vec<(usize, String)>>,
}

impl Forms {
    fn build(searcher: &Searcher) -> Result<Self, IndexError> {
        let table = Table::build(searcher, FORMS)?;
        let mut by_name: HashMap<String, Vec<(usize, String)>> = HashMap::new();
        let mut keep = |number: usize, form: &str| {
            let Some((name, printed)) = form.split_once(UNLISTED) else {
                return;
            };
            let forms = by_name.entry(name.to_owned()).or_default();
            if forms.iter().all(|(known, _)| *known != number) {
                forms.push((number, printed.to_owned()));
            }
        };
        table.visit_names(&mut keep).map_err(unreadable)?;
        Ok(Self { table, by_name })
    }

    /// A name that so many articles have, as most of them print it.
    fn shown(&self, name: String, n_articles: u32, counts: &[u32]) -> String {
        let forms = self.by_name.get(&name).map_or(&[][..], Vec::as_slice);
        let counted = forms.iter().map(|(number, form)| {
            let n = counts.get(*number).copied().unwrap_or(0);
            (n, form)
        });
        // The rest prints it as it is compared.
        let n_plain = n_articles.saturating_sub(counted.clone().map(|(n, _)| n).sum());
        match counted.max_by_key(|(n, form)| (*n, Reverse(*form))) {
            Some((n, form)) if n >= n_plain.max(1) => form.clone(),
            _ => name,
        }
    }
}

/// The numbers that the names of all columns have in common.
pub(super) struct Tables {
    /// Of these segments.
    segments: Vec<SegmentId>,
    by_facet: BTreeMap<Facet, Table>,
    forms: Forms,
    empty: Table,
}

impl Tables {
    fn build(searcher: &Searcher) -> Result<Self, IndexError> {
        Ok(Self {
            segments: segments_of(searcher),
            by_facet: of_each_facet(|facet| Table::build(searcher, facet.column()))?,
            forms: Forms::build(searcher)?,
            empty: Table::default(),
        })
    }

    fn of(&self, facet: Facet) -> &Table {
        self.by_facet.get(&facet).unwrap_or(&self.empty)
    }
}

fn segments_of(searcher: &Searcher) -> Vec<SegmentId> {
    let readers = searcher.segment_readers().iter();
    readers.map(SegmentReader::segment_id).collect()
}

/// The tables of the newest segments that were asked for.
#[derive(Clone, Default)]
pub(super) struct KnownTables(Arc<Mutex<Option<Arc<Tables>>>>);

impl KnownTables {
    /// The tables of the segments that are searched; they are built where they are not known.
    pub(super) fn of(&self, searcher: &Searcher) -> Result<Arc<Tables>, IndexError> {
        // Building them takes a moment, and whoever else needs them needs the same.
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match known.as_ref() {
            Some(tables) if tables.segments == segments_of(searcher) => Ok(Arc::clone(tables)),
            _ => {
                let tables = Arc::new(Tables::build(searcher)?);
                *known = Some(Arc::clone(&tables));
                Ok(tables)
            }
        }
    }
}
