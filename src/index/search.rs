//! From a [`Query`] to tantivy's, and its answer.
//!
//! Only grams decide what is found; words and the headline decide the order. BM25 with tantivy's
//! usual constants (k1 = 1.2, b = 0.75).

use super::excluded::Excluded;
use super::query::{Query, Term};
use super::schema::{Fields, NEWEST, OLDEST, PLACE};
use super::tokens::{covering_grams, ranking_words};
use super::{IndexError, Only, Order};
use crate::model::DOUBTFUL_BELOW;
use crate::text::fold;
use std::ops::Bound;
use tantivy::collector::sort_key::{SortBySimilarityScore, SortByStaticFastValue};
use tantivy::collector::{Collector, Count, TopDocs};
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, EmptyQuery, Occur, PhraseQuery, Query as TantivyQuery,
    RangeQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption, Value as _};
use tantivy::{DocAddress, Searcher, TantivyDocument, Term as TantivyTerm};

/// How much more a hit in headline or deck weighs than one in the body.
const HEAD_BOOST: f32 = 3.0;

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
        Order::Relevance if query.wanted().next().is_none() => Order::Place,
        order => order,
    };
    let of_query = build_query(fields, query, order);
    let doubtful = only_doubtful(fields, of_query.clone());
    let n_doubtful = searcher.search(&doubtful, &Count)?;
    let wish = match only {
        Only::All => of_query,
        Only::Doubtful => doubtful,
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

fn build_query(fields: &Fields, query: &Query, order: Order) -> BooleanQuery {
    let mut clauses: Vec<(Occur, Box<dyn TantivyQuery>)> = Vec::new();
    for term in &query.terms {
        let literal = literal_query(fields, term);
        if term.is_excluded {
            clauses.push((Occur::MustNot, Box::new(Excluded(literal))));
            continue;
        }
        clauses.push((Occur::Must, literal));
        if order == Order::Relevance {
            clauses.extend(ranking_queries(fields, term));
        }
    }
    if query.wanted().next().is_none() {
        clauses.push((Occur::Must, Box::new(AllQuery)));
    }
    BooleanQuery::new(clauses)
}

/// Those of the articles that may be restored wrongly.
fn only_doubtful(fields: &Fields, of_query: BooleanQuery) -> BooleanQuery {
    let limit = TantivyTerm::from_field_u64(fields.confidence, super::thousandths(DOUBTFUL_BELOW));
    BooleanQuery::new(vec![
        (Occur::Must, Box::new(of_query)),
        (
            Occur::Must,
            Box::new(RangeQuery::new(Bound::Unbounded, Bound::Excluded(limit))),
        ),
    ])
}

/// The articles that hold a term as it stands, in headline, deck, body or byline.
fn literal_query(fields: &Fields, term: &Term) -> Box<dyn TantivyQuery> {
    let folded = fold(&term.text).text;
    let head = literal_in(fields.head_grams, &folded);
    let text = literal_in(fields.text_grams, &folded);
    Box::new(BooleanQuery::union(vec![
        Box::new(BoostQuery::new(head, HEAD_BOOST)),
        text,
    ]))
}

fn literal_in(field: Field, folded: &str) -> Box<dyn TantivyQuery> {
    let gram_term = |gram: &str| TantivyTerm::from_field_text(field, gram);
    let mut chars = folded.chars();
    match (chars.next(), chars.next(), chars.next()) {
        (None, ..) => Box::new(EmptyQuery),
        // Every place of a character begins a gram: a pair, or the end mark.
        (Some(_), None, _) => Box::new(RangeQuery::new(
            Bound::Included(gram_term(folded)),
            Bound::Included(gram_term(&format!("{folded}{}", char::MAX))),
        )),
        (Some(_), Some(_), None) => Box::new(TermQuery::new(
            gram_term(folded),
            IndexRecordOption::WithFreqs,
        )),
        _ => Box::new(PhraseQuery::new_with_offset(
            covering_grams(folded)
                .into_iter()
                .map(|(at, gram)| (at, gram_term(&gram)))
                .collect(),
        )),
    }
}

/// What lifts articles that hold a term as words, in the headline above all.
fn ranking_queries(fields: &Fields, term: &Term) -> Vec<(Occur, Box<dyn TantivyQuery>)> {
    ranking_words(&fold(&term.text).text)
        .iter()
        .flat_map(|word| {
            let word_query = |field| {
                TermQuery::new(
                    TantivyTerm::from_field_text(field, word),
                    IndexRecordOption::WithFreqs,
                )
            };
            let head = BoostQuery::new(Box::new(word_query(fields.head_words)), HEAD_BOOST);
            [
                (Occur::Should, Box::new(head) as Box<dyn TantivyQuery>),
                (Occur::Should, Box::new(word_query(fields.text_words))),
            ]
        })
        .collect()
}
