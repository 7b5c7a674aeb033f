//! The first rows of a list are there before it is counted, and are the list's own.

use crate::samples::seed_articles;
use banmian::index::query::Query;
use banmian::index::{
    ArticleIndex, Entry, Facet, IndexError, Newest, Only, Order, Reprints, Stop, Wish,
};

fn index() -> ArticleIndex {
    let index = ArticleIndex::create_in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    for (idx, (headline, body)) in seed_articles().into_iter().enumerate() {
        let entry = Entry {
            id: format!("{idx:032}"),
            place: idx as u64,
            head: vec![headline],
            text: vec![body],
            ..Entry::default()
        };
        writer.add(entry).unwrap();
    }
    writer.commit().unwrap();
    index
}

fn wish<'a>(query: &'a Query, reprints: Reprints<'a>, order: Order, limit: usize) -> Wish<'a> {
    Wish {
        query,
        only: Only::All,
        reprints,
        order,
        offset: 0,
        limit,
    }
}

#[test]
fn they_begin_the_whole_list() {
    let index = index();
    let orders = [Order::Relevance, Order::Place, Order::Newest];
    for typed in [
        "",
        "企业",
        "高新",
        "高新区",
        "党工委 企业",
        "企业 -高新区",
        "没有这个词",
    ] {
        let query = Query::parse(typed);
        for (order, limit) in orders.into_iter().flat_map(|o| [(o, 3), (o, 100)]) {
            for reprints in [Reprints::Apart, Reprints::Folded] {
                let whole = wish(&query, reprints, order, 100);
                let all = index.answer(whole, &Stop::never()).unwrap();
                let first = wish(&query, reprints, order, limit);
                let first = index.first(first, &Stop::never()).unwrap().unwrap();
                let n_rows = all.ids.len().min(limit);
                assert_eq!(first.ids, all.ids[..n_rows], "{typed} {order:?}");
                assert_eq!(first.is_all, all.total <= limit.min(n_rows), "{typed}");
            }
        }
    }
}

#[test]
fn a_search_that_is_overtaken_gives_up() {
    let index = index();
    let query = Query::parse("企业");
    let newest = Newest::default();
    let stop = newest.stop_of(1);
    let wish = wish(&query, Reprints::Apart, Order::Relevance, 10);
    assert!(index.answer(wish, &stop).is_ok());
    newest.announce(2);
    let overtaken = |error: &IndexError| matches!(error, IndexError::Overtaken);
    assert!(index.answer(wish, &stop).is_err_and(|e| overtaken(&e)));
    assert!(index.first(wish, &stop).is_err_and(|e| overtaken(&e)));
    assert!(index.answer(wish, &newest.stop_of(2)).is_ok());
}

#[test]
fn counting_that_is_overtaken_gives_up() {
    let index = index();
    let newest = Newest::default();
    let stop = newest.stop_of(1);
    for query in [Query::parse("企业"), Query::default()] {
        let facets = |stop: &Stop| index.facets(&query, Only::All, 8, stop);
        let list = |stop: &Stop| index.facet_list(&query, Only::All, Facet::Person, "", 8, stop);
        let timeline = |stop: &Stop| index.timeline(&query, Only::All, stop);
        let wanted = newest.stop_of(2);
        assert!(facets(&wanted).is_ok() && list(&wanted).is_ok() && timeline(&wanted).is_ok());
        newest.announce(2);
        let overtaken = |error: IndexError| matches!(error, IndexError::Overtaken);
        assert!(facets(&stop).is_err_and(overtaken));
        assert!(list(&stop).is_err_and(overtaken));
        assert!(timeline(&stop).is_err_and(overtaken));
        assert!(facets(&wanted).is_ok() && list(&wanted).is_ok() && timeline(&wanted).is_ok());
    }
}
