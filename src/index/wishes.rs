//! From a [`Query`] to tantivy's.
//!
//! Every leaf is exact by itself, the choice of the text in which it stands included; so ALL, ANY
//! and NOT of them are exact, too. What ranks stands beside them and decides nothing.

use super::entry::sortable_day;
use super::excluded::Excluded;
use super::matching_terms::{MatchingTermsQuery, Wanted};
use super::nearness::NearQuery;
use super::own::Ground;
use super::query::{
    AmountRange, DateRange, Form, Leaf, Limits, NameKind, Node, Own, Pattern, Query, Zone,
    page_number,
};
use super::schema::{FIRST_DAY, Fields, Mark};
use super::tokens::{covering_grams, name_term, ranking_words};
use crate::text::{Amount, fold};
use std::ops::Bound;
use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, ExistsQuery, FuzzyTermQuery,
    Occur, PhraseQuery, Query as TantivyQuery, RangeQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

/// How much more a hit in headline or deck weighs than one in the body.
const HEAD_BOOST: f32 = 3.0;

type Clauses = Vec<(Occur, Box<dyn TantivyQuery>)>;

/// The articles that a query asks for; ranked by words, too, where `is_ranked`.
pub(super) fn build_query(fields: &Ground, query: &Query, is_ranked: bool) -> BooleanQuery {
    if is_ranked
        && let Some(Node::Leaf(leaf)) = query.root()
        && let Some(clauses) = pair_clauses(fields, leaf)
    {
        return BooleanQuery::new(clauses);
    }
    let mut clauses: Clauses = Vec::new();
    match query.root() {
        None => clauses.push((Occur::Must, Box::new(AllQuery))),
        Some(root) => clauses.push((Occur::Must, node_query(fields, root))),
    }
    if is_ranked {
        for leaf in query.wanted() {
            clauses.extend(ranking_queries(fields, leaf));
        }
    }
    BooleanQuery::new(clauses)
}

/// Two characters anywhere, as alternatives of single terms: of those the best articles are found
/// without a look at all. What ranks may stand among them, since an article that holds the two as a
/// word holds them as a pair.
fn pair_clauses(fields: &Fields, leaf: &Leaf) -> Option<Clauses> {
    let Leaf::Text {
        zone: None,
        pattern,
    } = leaf
    else {
        return None;
    };
    let is_pair = pattern.form == Form::Literal && fold(&pattern.text).n_chars() == 2;
    is_pair.then(|| {
        let grams = zone_queries(fields, &|field| pattern_in(field, pattern));
        let mut clauses: Clauses = grams.map(|query| (Occur::Should, query)).into();
        clauses.extend(ranking_queries(fields, leaf));
        clauses
    })
}

/// Does a query hold anything that articles can be ranked by?
pub(super) fn can_rank(query: &Query) -> bool {
    let ranks = |leaf: &&Leaf| matches!(leaf, Leaf::Text { .. } | Leaf::Near { .. });
    query.wanted().iter().any(ranks)
}

fn node_query(fields: &Ground, node: &Node) -> Box<dyn TantivyQuery> {
    match node {
        Node::Leaf(leaf) => leaf_query(fields, leaf),
        Node::Not(_) => all_query(fields, std::slice::from_ref(node)),
        Node::All(list) => all_query(fields, list),
        Node::Any(list) => {
            let alternatives = list.iter().map(|inner| node_query(fields, inner));
            Box::new(BooleanQuery::union(alternatives.collect()))
        }
    }
}

/// What must all be so; where nothing is wanted, every article but the excluded ones.
fn all_query(fields: &Ground, list: &[Node]) -> Box<dyn TantivyQuery> {
    let mut clauses: Clauses = list
        .iter()
        .map(|node| match node {
            Node::Not(inner) => {
                let excluded: Box<dyn TantivyQuery> = Box::new(Excluded(node_query(fields, inner)));
                (Occur::MustNot, excluded)
            }
            wanted => (Occur::Must, node_query(fields, wanted)),
        })
        .collect();
    if !clauses.iter().any(|(occur, _)| *occur == Occur::Must) {
        clauses.push((Occur::Must, unranked(AllQuery)));
    }
    Box::new(BooleanQuery::new(clauses))
}

/// A query that decides and does not rank.
fn unranked(query: impl TantivyQuery) -> Box<dyn TantivyQuery> {
    Box::new(ConstScoreQuery::new(Box::new(query), 0.0))
}

fn leaf_query(fields: &Ground, leaf: &Leaf) -> Box<dyn TantivyQuery> {
    match leaf {
        Leaf::Text { zone, pattern } => in_zones(fields, *zone, |field| pattern_in(field, pattern)),
        Leaf::Near { zone, reach, words } => in_zones(fields, *zone, |field| {
            Box::new(NearQuery::new(field, *reach, words))
        }),
        Leaf::Name {
            kind,
            text,
            is_whole,
        } => name_query(fields, *kind, text, *is_whole),
        Leaf::Date(range) => date_query(fields, *range),
        Leaf::Undated => undated_query(),
        Leaf::Said(range) => unranked(MatchingTermsQuery::new(
            fields.said_days,
            Wanted::Days(*range),
        )),
        Leaf::Amount(range) => amount_query(fields, *range),
        Leaf::Own(Own::Unread) => {
            let read = Node::Leaf(Leaf::Own(Own::Read));
            all_query(fields, &[read.negated()])
        }
        Leaf::Own(own) => Box::new(fields.articles_of(own)),
        Leaf::Number(range) => unranked(MatchingTermsQuery::new(
            fields.said_numbers,
            Wanted::Numbers(range.clone()),
        )),
    }
}

/// The same in one text or in any of them.
fn in_zones(
    fields: &Fields,
    zone: Option<Zone>,
    query_in: impl Fn(Field) -> Box<dyn TantivyQuery>,
) -> Box<dyn TantivyQuery> {
    match zone {
        Some(zone) => zone_query(fields, zone, &query_in),
        None => Box::new(BooleanQuery::union(zone_queries(fields, &query_in).into())),
    }
}

fn zone_queries(
    fields: &Fields,
    query_in: &dyn Fn(Field) -> Box<dyn TantivyQuery>,
) -> [Box<dyn TantivyQuery>; 3] {
    [Zone::Headline, Zone::Body, Zone::Byline].map(|zone| zone_query(fields, zone, query_in))
}

fn zone_query(
    fields: &Fields,
    zone: Zone,
    query_in: &dyn Fn(Field) -> Box<dyn TantivyQuery>,
) -> Box<dyn TantivyQuery> {
    let query = query_in(fields.grams(zone));
    match zone {
        Zone::Headline => Box::new(BoostQuery::new(query, HEAD_BOOST)),
        Zone::Body | Zone::Byline => query,
    }
}

/// The articles with a pattern in a field of grams.
pub(super) fn pattern_in(field: Field, pattern: &Pattern) -> Box<dyn TantivyQuery> {
    let folded = fold(&pattern.text).text;
    match pattern.form {
        Form::Literal => literal_in(field, &folded),
        Form::Prefix => beginning_with(field, &latin_term(&folded)),
        Form::Fuzzy => {
            // The mark cannot be the error: without it, no term is as long as a word with one.
            let term = Term::from_field_text(field, &latin_term(&folded));
            Box::new(FuzzyTermQuery::new(term, 1, true))
        }
    }
}

/// A Latin word, or the beginning of one, as a term.
pub(super) fn latin_term(folded: &str) -> String {
    format!("{}{folded}", Mark::Word.sign())
}

/// Terms that begin so: from the first to the second, both included.
pub(super) fn terms_beginning_with(field: Field, start: &str) -> [Term; 2] {
    [
        Term::from_field_text(field, start),
        Term::from_field_text(field, &format!("{start}{}", char::MAX)),
    ]
}

fn beginning_with(field: Field, start: &str) -> Box<dyn TantivyQuery> {
    let [first, last] = terms_beginning_with(field, start);
    Box::new(RangeQuery::new(
        Bound::Included(first),
        Bound::Included(last),
    ))
}

fn literal_in(field: Field, folded: &str) -> Box<dyn TantivyQuery> {
    let gram_term = |gram: &str| Term::from_field_text(field, gram);
    let mut chars = folded.chars();
    match (chars.next(), chars.next(), chars.next()) {
        (None, ..) => Box::new(EmptyQuery),
        // Every place of a character begins a gram: a pair, or the end mark.
        (Some(_), None, _) => beginning_with(field, folded),
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

/// The kinds of names that a kind stands for: a site is a place, and may be a project.
pub(super) const fn kinds_of(kind: NameKind) -> &'static [NameKind] {
    match kind {
        NameKind::Author => &[NameKind::Author],
        NameKind::Person => &[NameKind::Person],
        NameKind::Organization => &[NameKind::Organization],
        NameKind::Place => &[NameKind::Place, NameKind::Facility],
        NameKind::Facility => &[NameKind::Facility],
        NameKind::Project => &[NameKind::Project, NameKind::Facility],
        NameKind::Page => &[NameKind::Page],
        NameKind::Source => &[NameKind::Source],
    }
}

fn name_query(
    fields: &Fields,
    kind: NameKind,
    text: &str,
    is_whole: bool,
) -> Box<dyn TantivyQuery> {
    if kind == NameKind::Page
        && !is_whole
        && let Some(number) = page_number(text)
    {
        return term_query(fields.page_number, &number);
    }
    let name = name_term(text);
    if name.is_empty() {
        return Box::new(EmptyQuery);
    }
    let queries = kinds_of(kind).iter().map(|kind| {
        let field = fields.names(*kind);
        if is_whole {
            return term_query(field, &name);
        }
        unranked(MatchingTermsQuery::new(field, Wanted::Part(name.clone())))
    });
    unranked(BooleanQuery::union(queries.collect()))
}

fn term_query(field: Field, text: &str) -> Box<dyn TantivyQuery> {
    let term = Term::from_field_text(field, text);
    unranked(TermQuery::new(term, IndexRecordOption::Basic))
}

/// Articles all of whose possible days are in the range.
fn date_query(fields: &Fields, range: DateRange) -> Box<dyn TantivyQuery> {
    let mut clauses: Clauses = Vec::new();
    if let Some(from) = range.from {
        let least = Term::from_field_u64(fields.first_day, sortable_day(from.first_day()));
        let since = RangeQuery::new(Bound::Included(least), Bound::Unbounded);
        clauses.push((Occur::Must, unranked(since)));
    }
    if let Some(to) = range.to {
        let most = Term::from_field_u64(fields.last_day, sortable_day(to.last_day()));
        let until = RangeQuery::new(Bound::Unbounded, Bound::Included(most));
        clauses.push((Occur::Must, unranked(until)));
    }
    Box::new(BooleanQuery::new(clauses))
}

/// Articles of no known date.
fn undated_query() -> Box<dyn TantivyQuery> {
    let dated: Box<dyn TantivyQuery> = Box::new(ExistsQuery::new(FIRST_DAY.to_owned(), false));
    Box::new(BooleanQuery::new(vec![
        (Occur::Must, unranked(AllQuery)),
        (Occur::MustNot, Box::new(Excluded(dated))),
    ]))
}

fn amount_query(fields: &Fields, range: AmountRange) -> Box<dyn TantivyQuery> {
    let (least, most) = match range.limits {
        Limits::Above(cents) => (cents.saturating_add(1), Amount::MOST_CENTS),
        Limits::AtLeast(cents) => (cents, Amount::MOST_CENTS),
        Limits::Below(0) => return Box::new(EmptyQuery),
        Limits::Below(cents) => (0, cents - 1),
        Limits::AtMost(cents) => (0, cents),
        Limits::Between(from, to) => (from, to),
    };
    if least > most {
        return Box::new(EmptyQuery);
    }
    let bound = |cents| {
        let amount = Amount {
            currency: range.currency,
            cents,
        };
        Bound::Included(Term::from_field_u64(fields.amounts, amount.sortable()))
    };
    unranked(RangeQuery::new(bound(least), bound(most)))
}

/// What lifts articles that hold a term as words, in the headline above all.
fn ranking_queries(fields: &Fields, leaf: &Leaf) -> Clauses {
    let (zone, patterns): (Option<Zone>, Vec<&Pattern>) = match leaf {
        Leaf::Text { zone, pattern } => (*zone, vec![pattern]),
        Leaf::Near { zone, words, .. } => (*zone, words.iter().flatten().collect()),
        Leaf::Name { .. }
        | Leaf::Date(_)
        | Leaf::Undated
        | Leaf::Said(_)
        | Leaf::Amount(_)
        | Leaf::Number(_)
        | Leaf::Own(_) => return vec![],
    };
    let word_query = |field: Field, word: &str| {
        let term = Term::from_field_text(field, word);
        TermQuery::new(term, IndexRecordOption::WithFreqs)
    };
    let mut clauses: Clauses = Vec::new();
    let literal = patterns.iter().filter(|p| p.form == Form::Literal);
    for word in literal.flat_map(|p| ranking_words(&fold(&p.text).text)) {
        if matches!(zone, None | Some(Zone::Headline)) {
            let head = Box::new(word_query(fields.words(Zone::Headline), &word));
            clauses.push((Occur::Should, Box::new(BoostQuery::new(head, HEAD_BOOST))));
        }
        if zone != Some(Zone::Headline) {
            let text = word_query(fields.words(Zone::Body), &word);
            clauses.push((Occur::Should, Box::new(text)));
        }
    }
    clauses
}
