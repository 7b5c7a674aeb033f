//! The answer to a [`Query`].
//!
//! Only grams decide what is found; words and the headline decide the order. BM25 with tantivy's
//! usual constants (k1 = 1.2, b = 0.75).

use super::entry::thousandths;
use super::own::Ground;
use super::query::Query;
use super::reprints::{ArticlesQuery, FoldedGroups, KnownGroups, group_of};
use super::schema::{Fields, NEWEST, OLDEST, PLACE, SOURCE_ORDER};
use super::stop::{Stop, search_until};
use super::wishes::{build_query, can_rank};
use super::{IndexError, Only, Order};
use crate::model::{ArticleId, DOUBTFUL_BELOW};
use std::ops::Bound;
use tantivy::collector::sort_key::{SortByStaticFastValue, SortByString};
use tantivy::collector::{Collector, Count, TopDocs};
use tantivy::query::{
    BooleanQuery, ConstScoreQuery, Occur, Query as TantivyQuery, RangeQuery, TermQuery,
    TermSetQuery,
};
use tantivy::schema::{IndexRecordOption, Value as _};
use tantivy::{DocAddress, Searcher, TantivyDocument, Term as TantivyTerm};

/// Which articles match: how many, and the ids of a stretch of them in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// How many match, exactly.
    pub total: usize,
    /// How many rows they make: fewer where reprints are folded.
    pub n_rows: usize,
    /// Those asked for.
    pub ids: Vec<String>,
    /// How many matching articles each of `ids` stands for besides itself.
    pub n_behind: Vec<usize>,
    /// How many of all that match the query may be restored wrongly.
    pub n_doubtful: usize,
}

/// What becomes of reprints in a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Reprints<'a> {
    /// Each has a row.
    #[default]
    Apart,
    /// The first of them in the list's order has a row, and counts the others.
    Folded,
    /// The list is of one article, by its id, and its reprints.
    Of(&'a str),
}

/// What to look for, and which stretch of the answer is wanted.
#[derive(Clone, Copy, Debug)]
pub struct Wish<'a> {
    /// What to look for.
    pub query: &'a Query,
    /// Among which articles.
    pub only: Only,
    /// Do they share rows?
    pub reprints: Reprints<'a>,
    /// The order of the rows.
    pub order: Order,
    /// From which row.
    pub offset: usize,
    /// How many rows at most.
    pub limit: usize,
}

/// The order of the rows: there is no best among articles that nothing ranks.
pub(super) fn order_of(wish: &Wish<'_>) -> Order {
    match wish.order {
        Order::Relevance if !can_rank(wish.query) => Order::Place,
        order => order,
    }
}

/// The articles that are asked for, without a look at reprints.
pub(super) fn matching_of(fields: &Ground, wish: &Wish<'_>, order: Order) -> BooleanQuery {
    let of_query = build_query(fields, wish.query, order == Order::Relevance);
    among(fields, of_query, wish.only)
}

pub(super) fn search(
    searcher: &Searcher,
    fields: &Ground,
    known_groups: &KnownGroups,
    wish: Wish<'_>,
    stop: &Stop,
) -> Result<Found, IndexError> {
    let order = order_of(&wish);
    let mut matching = matching_of(fields, &wish, order);
    let doubtful = only_doubtful(fields, build_query(fields, wish.query, false));
    let n_doubtful = search_until(searcher, &doubtful, Count, stop)?;
    let mut folded = FoldedGroups::default();
    match wish.reprints {
        Reprints::Apart => {}
        Reprints::Folded => {
            let groups = known_groups.of(searcher)?;
            if !groups.is_empty() {
                let among = both(matching.clone(), groups.articles());
                let in_groups = best(searcher, &among, order, 0, groups.n_articles(), stop)?;
                folded = groups.fold(searcher, &in_groups);
                matching = without(matching, folded.hidden.clone());
            }
        }
        Reprints::Of(id) => {
            let group = group_of(searcher, fields, id)?.unwrap_or_default();
            let others = known_groups.of(searcher)?.members(searcher, group);
            let own = TantivyTerm::from_field_text(fields.id, id);
            let own = TermQuery::new(own, IndexRecordOption::Basic);
            let own = ConstScoreQuery::new(Box::new(own), 0.0);
            let group = BooleanQuery::union(vec![Box::new(others), Box::new(own)]);
            matching = both(matching, group);
        }
    }
    let n_rows = search_until(searcher, &matching, Count, stop)?;
    let addresses = best(searcher, &matching, order, wish.offset, wish.limit, stop)?;
    let n_behind = addresses.iter().map(|at| folded.n_behind.get(at).copied());
    Ok(Found {
        total: n_rows + folded.n_hidden,
        n_rows,
        n_behind: n_behind.map(Option::unwrap_or_default).collect(),
        ids: ids_at(searcher, fields, &addresses)?,
        n_doubtful,
    })
}

/// Those of some articles, by their ids, that are in the index, in order.
pub(super) fn search_among(
    searcher: &Searcher,
    fields: &Fields,
    ids: &[ArticleId],
    order: Order,
    (offset, limit): (usize, usize),
    stop: &Stop,
) -> Result<Found, IndexError> {
    let terms = ids.iter();
    let terms = terms.map(|id| TantivyTerm::from_field_text(fields.id, &id.0));
    let these = ConstScoreQuery::new(Box::new(TermSetQuery::new(terms)), 0.0);
    let matching = BooleanQuery::new(vec![(Occur::Must, Box::new(these))]);
    let total = search_until(searcher, &matching, Count, stop)?;
    let addresses = best(searcher, &matching, order, offset, limit, stop)?;
    Ok(Found {
        total,
        n_rows: total,
        n_behind: vec![0; addresses.len()],
        ids: ids_at(searcher, fields, &addresses)?,
        n_doubtful: 0,
    })
}

/// The ids of articles.
pub(super) fn ids_at(
    searcher: &Searcher,
    fields: &Fields,
    addresses: &[DocAddress],
) -> Result<Vec<String>, IndexError> {
    let mut ids = Vec::with_capacity(addresses.len());
    for address in addresses {
        let document: TantivyDocument = searcher.doc(*address)?;
        let id = document.get_first(fields.id).and_then(|v| v.as_str());
        // Every article has one.
        ids.push(id.unwrap_or_default().to_owned());
    }
    Ok(ids)
}

fn both(matching: BooleanQuery, articles: impl TantivyQuery) -> BooleanQuery {
    BooleanQuery::new(vec![
        (Occur::Must, Box::new(matching)),
        (Occur::Must, Box::new(articles)),
    ])
}

fn without(matching: BooleanQuery, articles: ArticlesQuery) -> BooleanQuery {
    BooleanQuery::new(vec![
        (Occur::Must, Box::new(matching)),
        (Occur::MustNot, Box::new(articles)),
    ])
}

/// Where a stretch of those that match stands, in order.
pub(super) fn best(
    searcher: &Searcher,
    matching: &BooleanQuery,
    order: Order,
    offset: usize,
    limit: usize,
    stop: &Stop,
) -> Result<Vec<DocAddress>, IndexError> {
    let n_articles = usize::try_from(searcher.num_docs()).unwrap_or(usize::MAX);
    if limit == 0 || offset >= n_articles {
        return Ok(Vec::new());
    }
    // Never more than there are: the collector makes room for what it is asked for.
    let top = TopDocs::with_limit(limit.min(n_articles - offset)).and_offset(offset);
    let place = || SortByStaticFastValue::<u64>::for_field(PLACE);
    match order {
        // By nothing else: only then what cannot be among the best is skipped. Where two are as
        // good, the one that was added first comes first.
        Order::Relevance => collect(searcher, matching, top.order_by_score(), stop),
        Order::Place => {
            let top = top.order_by((place(), tantivy::Order::Asc));
            collect(searcher, matching, top, stop)
        }
        Order::Source => {
            let source = SortByString::for_field(SOURCE_ORDER);
            let top = top.order_by((
                (source, tantivy::Order::Asc),
                (place(), tantivy::Order::Asc),
            ));
            collect(searcher, matching, top, stop)
        }
        Order::Newest => {
            let top = top.order_by_fast_field::<u64>(NEWEST, tantivy::Order::Desc);
            collect(searcher, matching, top, stop)
        }
        Order::Oldest => {
            let top = top.order_by_fast_field::<u64>(OLDEST, tantivy::Order::Asc);
            collect(searcher, matching, top, stop)
        }
    }
}

fn collect<K>(
    searcher: &Searcher,
    matching: &BooleanQuery,
    top: impl Collector<Fruit = Vec<(K, DocAddress)>>,
    stop: &Stop,
) -> Result<Vec<DocAddress>, IndexError> {
    let hits = search_until(searcher, matching, top, stop)?;
    Ok(hits.into_iter().map(|(_, address)| address).collect())
}

/// The articles that a query finds among some, without an order.
pub(super) fn wish_among(fields: &Ground, query: &Query, only: Only) -> BooleanQuery {
    among(fields, build_query(fields, query, false), only)
}

/// Those of the articles found that are asked for.
fn among(fields: &Fields, of_query: BooleanQuery, only: Only) -> BooleanQuery {
    match only {
        Only::All => of_query,
        Only::Doubtful => only_doubtful(fields, of_query),
        Only::ImportedAfter(source) => only_imported_after(fields, of_query, source),
    }
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
