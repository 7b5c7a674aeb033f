//! Bringing the index up to the catalog. The one place that adds to the index, whether after an
//! import, a crash or a loss: it adds what stands after the mark, commits, then moves the mark.

use super::entry::entry_with;
use super::progress::Meter;
use super::reprints::ReprintFinder;
use super::{LibraryError, Progress, Stage};
use crate::index::ArticleIndex;
use crate::store::Catalog;
use std::ops::ControlFlow;

/// Articles read at a time.
const N_ARTICLES_AT_A_TIME: usize = 256;
/// Text between two commits, in bytes. A commit costs a few file syncs and makes a segment.
const N_BYTES_TO_COMMIT: usize = 128 << 20;

/// Does more come soon?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Then {
    /// Yes: nothing is tidied.
    More,
    /// No.
    Rest,
}

/// Adds what is missing; `Break` when it was told to stop, which loses nothing.
pub(super) fn complete(
    catalog: &Catalog,
    index: &ArticleIndex,
    then: Then,
    on_progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<ControlFlow<()>, LibraryError> {
    if add_pending(catalog, index, then, on_progress)?.is_break() {
        return Ok(ControlFlow::Break(()));
    }
    if index.n_articles() == catalog.counts()?.n_articles {
        return Ok(ControlFlow::Continue(()));
    }
    // An index that someone else has changed, or that lost its last commit: fill it anew.
    log::warn!("the index does not agree with the catalog and is filled anew");
    catalog.set_indexed_up_to(0)?;
    add_pending(catalog, index, then, on_progress)
}

fn add_pending(
    catalog: &Catalog,
    index: &ArticleIndex,
    then: Then,
    on_progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<ControlFlow<()>, LibraryError> {
    let mut done_up_to = catalog.indexed_up_to()?;
    let n_total = catalog.counts()?.n_articles - catalog.n_articles_up_to(done_up_to)?;
    let removed = catalog.removed_articles()?;
    if n_total == 0 && removed.is_empty() && (done_up_to > 0 || index.n_articles() == 0) {
        return Ok(ControlFlow::Continue(()));
    }
    let mut writer = index.writer()?;
    if done_up_to == 0 {
        writer.remove_all()?;
    }
    // Before anything is added: an id may have come back.
    for id in &removed {
        writer.remove(id);
    }
    let mut reprints = ReprintFinder::new(catalog, index);
    let mut meter = Meter::new(Stage::Indexing, n_total);
    let (mut n_done, mut n_bytes) = (0, 0);
    let mut flow = ControlFlow::Continue(());
    loop {
        let articles = catalog.articles_after(done_up_to, N_ARTICLES_AT_A_TIME)?;
        let is_end = articles.is_empty();
        for indexable in articles {
            done_up_to = indexable.stored.seq;
            n_done += 1;
            // A crash may have left it in the index, though not under the mark.
            writer.remove(&indexable.stored.id);
            let stored = &indexable.stored;
            let likeness = reprints.look(&stored.id, &stored.article.body.text)?;
            let entry = entry_with(indexable, likeness);
            n_bytes += entry.text.iter().map(String::len).sum::<usize>();
            writer.add(entry)?;
        }
        if is_end || flow.is_break() || n_bytes >= N_BYTES_TO_COMMIT {
            writer.commit()?;
            reprints.committed();
            catalog.set_indexed_up_to(done_up_to)?;
            if !removed.is_empty() {
                catalog.forget_removed()?;
            }
            n_bytes = 0;
        }
        if is_end || flow.is_break() {
            break;
        }
        flow = meter.report(n_done, on_progress);
    }
    match then {
        Then::More => writer.pause()?,
        Then::Rest => writer.finish()?,
    }
    meter.report_end(n_done, on_progress);
    Ok(flow)
}
