//! The answer to a [`Query`].
//!
//! Only grams decide what is found; words and the headline decide the order. BM25 with tantivy's
//! usual constants (k1 = 1.2, b = 0.75).

use super::entry::thousandths;
use super::query::Query;
use super::schema::{Fields, NEWEST, OLDEST, PLACE};
use super::wishes::{build_query, can_rank};
use super::{IndexError, Only, Order};
use crate::model::DOUBTFUL_BELOW;
use std::ops::Bound;
use tantivy::collector::sort_key::{SortBySimilarityScore, SortByStaticFastValue};
use tantivy::collector::{Collector, Count, TopDocs};
use tantivy::query::{BooleanQuery, ConstScoreQuery, Occur, RangeQuery};
use tantivy::schema::Value as _;
use tantivy::{DocAddress, Searcher, TantivyDocument, Term as TantivyTerm};

/// Which articles match: how many, and the ids of a stretch of them in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// How many match, exactly.
    pub total: usize,
    /// Those asked for.
    pub ids: Vec<String>,
    /// How many of all that match the query may be restored wrongly.
    pub n_doubtful: usize,
}

/// What to look for, and which stretch of the answer is wanted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wish<'a> {
    pub(super) query: &'a Query,
    pub(super) only: Only,
    pub(super) order: Order,
    pub(super) offset: usize,
    pub(super) limit: usize,
}

pub(super) fn search(
    searcher: &Searcher,
    fields: &Fields,
    wish: Wish<'_>,
) -> Result<Found, IndexError> {
    let Wish {
        query,
        only,
        order,
        offset,
        limit,
    } = wish;
    let order = match order {
        Order::Relevance if !can_rank(query) => Order::Place,
        order => order,
    };
    let of_query = build_query(fields, query, order == Order::Relevance);
    let doubtful = only_doubtful(fields, of_query.clone());
    let n_doubtful = searcher.search(&doubtful, &Count)?;
    let wish = match only {
        Only::All => of_query,
        Only::Doubtful => doubtful,
        Only::ImportedAfter(source) => only_imported_after(fields, of_query, source),
    };
    let n_articles = usize::try_from(searcher.num_docs()).unwrap_or(usize::MAX);
    if limit == 0 || offset >= n_articles {
        return Ok(Found {
            total: searcher.search(&wish, &Count)?,
            ids: Vec::new(),
            n_doubtful,
        });
    }
    // Never more than there are: the collector makes room for what it is asked for.
    let top = TopDocs::with_limit(limit.min(n_articles - offset)).and_offset(offset);
    let place = || SortByStaticFastValue::<u64>::for_field(PLACE);
    let (total, addresses) = match order {
        Order::Relevance => collect(
            searcher,
            &wish,
            top.order_by((
                (SortBySimilarityScore, tantivy::Order::Desc),
                (place(), tantivy::Order::Asc),
            )),
        )?,
        Order::Place => collect(
            searcher,
            &wish,
            top.order_by((place(), tantivy::Order::Asc)),
        )?,
        Order::Newest => collect(
            searcher,
            &wish,
            top.order_by_fast_field::<u64>(NEWEST, tantivy::Order::Desc),
        )?,
        Order::Oldest => collect(
            searcher,
            &wish,
            top.order_by_fast_field::<u64>(OLDEST, tantivy::Order::Asc),
        )?,
    };
    let mut ids = Vec::with_capacity(addresses.len());
    for address in addresses {
        let document: TantivyDocument = searcher.doc(address)?;
        if let Some(id) = document.get_first(fields.id).and_then(|v| v.as_str()) {
            ids.push(id.to_owned());
        }
    }
    Ok(Found {
        total,
        ids,
        n_doubtful,
    })
}

/// How many match.
pub(super) fn count(
    searcher: &Searcher,
    fields: &Fields,
    query: &Query,
    only: Only,
) -> Result<usize, IndexError> {
    let of_query = build_query(fields, query, false);
    let wish = match only {
        Only::All => of_query,
        Only::Doubtful => only_doubtful(fields, of_query),
        Only::ImportedAfter(source) => only_imported_after(fields, of_query, source),
    };
    Ok(searcher.search(&wish, &Count)?)
}

/// How many match, and where the best of them stand, in one pass.
fn collect<K>(
    searcher: &Searcher,
    wish: &BooleanQuery,
    top: impl Collector<Fruit = Vec<(K, DocAddress)>>,
) -> Result<(usize, Vec<DocAddress>), IndexError> {
    let (total, hits) = searcher.search(wish, &(Count, top))?;
    let addresses = hits.into_iter().map(|(_, address)| address).collect();
    Ok((total, addresses))
}

/// Those of the articles that came with later files.
fn only_imported_after(fields: &Fields, of_query: BooleanQuery, source: u64) -> BooleanQuery {
    let last = TantivyTerm::from_field_u64(fields.import, source);
    let later = RangeQuery::new(Bound::Excluded(last), Bound::Unbounded);
    BooleanQuery::new(vec![
        (Occur::Must, Box::new(of_query)),
        (
            Occur::Must,
            Box::new(ConstScoreQuery::new(Box::new(later), 0.0)),
        ),
    ])
}

/// Those of the articles that may be restored wrongly.
fn only_doubtful(fields: &Fields, of_query: BooleanQuery) -> BooleanQuery {
    let limit = TantivyTerm::from_field_u64(fields.confidence, thousandths(DOUBTFUL_BELOW));
    BooleanQuery::new(vec![
        (Occur::Must, Box::new(of_query)),
        (
            Occur::Must,
            Box::new(RangeQuery::new(Bound::Unbounded, Bound::Excluded(limit))),
        ),
    ])
}
