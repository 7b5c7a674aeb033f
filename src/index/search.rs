//! The answer to a [`Query`].
//!
//! Only grams decide what is found; words and the headline decide the order. BM25 with tantivy's
//! usual constants (k1 = 1.2, b = 0.75).

use super::entry::thousandths;
use super::query::Query;
use super::reprints::{ArticlesQuery, FoldedGroups, KnownGroups, group_of};
use super::schema::{Fields, NEWEST, OLDEST, PLACE, SOURCE_ORDER};
use super::wishes::{build_query, can_rank};
use super::{IndexError, Only, Order};
use crate::model::DOUBTFUL_BELOW;
use std::ops::Bound;
use tantivy::collector::sort_key::{SortBySimilarityScore, SortByStaticFastValue, SortByString};
use tantivy::collector::{Collector, Count, TopDocs};
use tantivy::query::{
    BooleanQuery, ConstScoreQuery, Occur, Query as TantivyQuery, RangeQuery, TermQuery,
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

/// What becomes of [reprints](super::reprints) in a list.
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
pub(super) struct Wish<'a> {
    pub(super) query: &'a Query,
    pub(super) only: Only,
    pub(super) reprints: Reprints<'a>,
    pub(super) order: Order,
    pub(super) offset: usize,
    pub(super) limit: usize,
}

pub(super) fn search(
    searcher: &Searcher,
    fields: &Fields,
    known_groups: &KnownGroups,
    wish: Wish<'_>,
) -> Result<Found, IndexError> {
    let order = match wish.order {
        Order::Relevance if !can_rank(wish.query) => Order::Place,
        order => order,
    };
    let of_query = build_query(fields, wish.query, order == Order::Relevance);
    let doubtful = only_doubtful(fields, of_query.clone());
    let n_doubtful = searcher.search(&doubtful, &Count)?;
    let mut matching = match wish.only {
        Only::Doubtful => doubtful,
        only => among(fields, of_query, only),
    };
    let mut folded = FoldedGroups::default();
    match wish.reprints {
        Reprints::Apart => {}
        Reprints::Folded => {
            let groups = known_groups.of(searcher)?;
            if !groups.is_empty() {
                let among = both(matching.clone(), groups.articles());
                let (_, in_groups) = ordered(searcher, &among, order, 0, groups.n_articles())?;
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
    let (n_rows, addresses) = ordered(searcher, &matching, order, wish.offset, wish.limit)?;
    let mut found = Found {
        total: n_rows + folded.n_hidden,
        n_rows,
        n_doubtful,
        ..Found::default()
    };
    for address in addresses {
        let document: TantivyDocument = searcher.doc(address)?;
        if let Some(id) = document.get_first(fields.id).and_then(|v| v.as_str()) {
            found.ids.push(id.to_owned());
            let n_behind = folded.n_behind.get(&address).copied();
            found.n_behind.push(n_behind.unwrap_or(0));
        }
    }
    Ok(found)
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

/// How many match, and a stretch of them in order.
fn ordered(
    searcher: &Searcher,
    matching: &BooleanQuery,
    order: Order,
    offset: usize,
    limit: usize,
) -> Result<(usize, Vec<DocAddress>), IndexError> {
    let n_articles = usize::try_from(searcher.num_docs()).unwrap_or(usize::MAX);
    if limit == 0 || offset >= n_articles {
        return Ok((searcher.search(matching, &Count)?, Vec::new()));
    }
    // Never more than there are: the collector makes room for what it is asked for.
    let top = TopDocs::with_limit(limit.min(n_articles - offset)).and_offset(offset);
    let place = || SortByStaticFastValue::<u64>::for_field(PLACE);
    match order {
        Order::Relevance => collect(
            searcher,
            matching,
            top.order_by((
                (SortBySimilarityScore, tantivy::Order::Desc),
                (place(), tantivy::Order::Asc),
            )),
        ),
        Order::Place => collect(
            searcher,
            matching,
            top.order_by((place(), tantivy::Order::Asc)),
        ),
        Order::Source => collect(
            searcher,
            matching,
            top.order_by((
                (SortByString::for_field(SOURCE_ORDER), tantivy::Order::Asc),
                (place(), tantivy::Order::Asc),
            )),
        ),
        Order::Newest => collect(
            searcher,
            matching,
            top.order_by_fast_field::<u64>(NEWEST, tantivy::Order::Desc),
        ),
        Order::Oldest => collect(
            searcher,
            matching,
            top.order_by_fast_field::<u64>(OLDEST, tantivy::Order::Asc),
        ),
    }
}

/// How many match.
pub(super) fn count(
    searcher: &Searcher,
    fields: &Fields,
    query: &Query,
    only: Only,
) -> Result<usize, IndexError> {
    Ok(searcher.search(&wish_among(fields, query, only), &Count)?)
}

/// How many match, and where the best of them stand, in one pass.
fn collect<K>(
    searcher: &Searcher,
    matching: &BooleanQuery,
    top: impl Collector<Fruit = Vec<(K, DocAddress)>>,
) -> Result<(usize, Vec<DocAddress>), IndexError> {
    let (total, hits) = searcher.search(matching, &(Count, top))?;
    let addresses = hits.into_iter().map(|(_, address)| address).collect();
    Ok((total, addresses))
}

/// The articles that a query finds among some, without an order.
pub(super) fn wish_among(fields: &Fields, query: &Query, only: Only) -> BooleanQuery {
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
