//! Restored files into the catalog: their pages and articles, ready to be written.

use super::identity::{article_id, content_hash};
use super::restored::{RestoredPage, RestoredSource};
use crate::store::{
    AddedSource, NewArticle, NewPage, PackedArticle, StoreError, Transaction, UnpackedArticle,
};
use rayon::prelude::*;

/// Writes the pages and articles of a source; gives the number of articles.
pub(super) fn add_pages(
    transaction: &Transaction<'_>,
    kept: AddedSource,
    source: &RestoredSource,
) -> Result<usize, StoreError> {
    add_pages_again(transaction, kept, source, Before::default())
}

/// What is known of the pages of a source from before.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Before<'a> {
    /// Their numbers, which they get again; articles that come out as before get their ids.
    pub(super) page_ids: &'a [i64],
    /// Which of their twins the articles are; empty: none is known, or each is the first.
    pub(super) twins: &'a [u64],
}

/// The same for pages that were there before.
pub(super) fn add_pages_again(
    transaction: &Transaction<'_>,
    kept: AddedSource,
    source: &RestoredSource,
    before: Before<'_>,
) -> Result<usize, StoreError> {
    let mut page_ids = before.page_ids.iter();
    let is_again = page_ids.len() > 0;
    let n_all: usize = source.pages.iter().map(n_kept).sum();
    // Where another engine finds others, none of them is known.
    let known = before.twins.iter().filter(|_| before.twins.len() == n_all);
    let twins = std::cell::RefCell::new(known);
    let mut n_articles = 0;
    let mut ready = make_ready(transaction, &source.pages)?.into_iter();
    for (restored, text_id) in source.pages.iter().zip(kept.first_text..) {
        let before = page_ids.next().copied();
        let page = new_page(restored);
        let page_id = transaction.add_page(kept.source_id, text_id, before, page)?;
        let twin_of = |content: &str| {
            if let Some(known) = twins.borrow_mut().next() {
                Ok(*known)
            } else if is_again {
                transaction.first_free_twin(content)
            } else {
                transaction.next_twin(content)
            }
        };
        let of_page = ready.by_ref().take(n_kept(restored));
        write_articles(transaction, page_id, of_page, &twin_of)?;
        if restored.origin.rules != 0 {
            transaction.set_rules_of_page(page_id, restored.origin.rules)?;
        }
        n_articles += restored.restoration.articles.len();
    }
    Ok(n_articles)
}

/// Lets the catalog learn how to pack what comes.
pub(super) fn learn<'a>(
    transaction: &Transaction<'_>,
    sources: impl Iterator<Item = &'a RestoredSource>,
) -> Result<(), StoreError> {
    let pages = sources.flat_map(|source| &source.pages).map(|restored| {
        let articles = restored.restoration.articles.as_slice();
        (&restored.page, articles, restored.recognitions.as_slice())
    });
    transaction.learn(&pages.collect::<Vec<_>>())
}

/// The texts of a file's pages.
pub(super) fn texts_of(source: &RestoredSource) -> Vec<&str> {
    let pages = source.pages.iter();
    pages.map(|page| page.page.text.as_str()).collect()
}

/// A restored page as it is kept.
pub(super) fn new_page(restored: &RestoredPage) -> NewPage<'_> {
    NewPage {
        page: &restored.page,
        text_hash: &restored.origin.text_hash,
        given: restored.origin.given,
        is_known: restored.origin.is_known,
        repaired_at: restored.origin.repaired_at,
        furniture: &restored.restoration.furniture,
        warnings: &restored.restoration.warnings,
    }
}

/// Articles of a page whose places are told apart.
const N_PLACES: u64 = 4096;

/// An article on its way into the catalog.
struct Ready {
    content: String,
    packed: PackedArticle,
}

/// How many articles of a page are written.
fn n_kept(restored: &RestoredPage) -> usize {
    let n_articles = restored.restoration.articles.len();
    n_articles.min(restored.recognitions.len())
}

/// Does for the articles of pages what can be done side by side.
fn make_ready(
    transaction: &Transaction<'_>,
    pages: &[RestoredPage],
) -> Result<Vec<Ready>, StoreError> {
    let articles = pages.iter().flat_map(|restored| {
        let of_page = restored.restoration.articles.iter();
        let pairs = of_page.zip(&restored.recognitions);
        pairs.map(|(article, recognition)| UnpackedArticle {
            page_text: &restored.page.text,
            article,
            recognition,
        })
    });
    let articles: Vec<UnpackedArticle<'_>> = articles.collect();
    let contents: Vec<String> = articles
        .par_iter()
        .map(|unpacked| content_hash(unpacked.article))
        .collect();
    let packed = transaction.pack_articles(&articles)?;
    let ready = contents.into_iter().zip(packed);
    Ok(ready
        .map(|(content, packed)| Ready { content, packed })
        .collect())
}

/// Writes the articles of a page.
pub(super) fn add_articles(
    transaction: &Transaction<'_>,
    page_id: i64,
    restored: &RestoredPage,
    twin_of: &dyn Fn(&str) -> Result<u64, StoreError>,
) -> Result<(), StoreError> {
    let ready = make_ready(transaction, std::slice::from_ref(restored))?;
    write_articles(transaction, page_id, ready.into_iter(), twin_of)
}

fn write_articles(
    transaction: &Transaction<'_>,
    page_id: i64,
    articles: impl Iterator<Item = Ready>,
    twin_of: &dyn Fn(&str) -> Result<u64, StoreError>,
) -> Result<(), StoreError> {
    let first_place = u64::try_from(page_id).unwrap_or(0).saturating_mul(N_PLACES);
    let places = (0..N_PLACES).chain(std::iter::repeat(N_PLACES - 1));
    for (Ready { content, packed }, nth) in articles.zip(places) {
        let twin = twin_of(&content)?;
        transaction.add_article(
            page_id,
            NewArticle {
                id: &article_id(&content, twin),
                content: &content,
                twin,
                place: first_place + nth,
                packed: &packed,
            },
        )?;
    }
    Ok(())
}
