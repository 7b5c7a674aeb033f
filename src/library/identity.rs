//! What makes an article the same article: its headline and body, as a search compares them, so
//! that a re-import, another file name, another line wrap or another encoding change nothing.
//! Articles that agree in both are twins, and told apart by their order.

use crate::model::{Article, ArticleId, PageHash, Part, Span};
use crate::store::Anchor;
use crate::text::fold_text;

/// How many bytes of the hash an id keeps: enough for any archive (2^64 articles to a clash).
const N_ID_BYTES: usize = 16;

/// The hash of an article's content, in hex.
pub(super) fn content_hash(article: &Article) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(fold_text(&article.headline.text).as_bytes());
    // No folded text holds a control character.
    hasher.update(b"\0");
    hasher.update(fold_text(&article.body.text).as_bytes());
    hex(&hasher.finalize())
}

/// The id of the `twin`-th article of this content, counted from 0.
pub(super) fn article_id(content: &str, twin: u64) -> ArticleId {
    if twin == 0 {
        return ArticleId(content.to_owned());
    }
    ArticleId(hex(&blake3::hash(format!("{content}\0{twin}").as_bytes())))
}

/// What names a page: the hash of its text.
pub(super) fn page_hash(text: &str) -> PageHash {
    PageHash(bytes_hash(text.as_bytes()))
}

/// How many stretches of the page an anchor keeps: a long article's beginning is enough.
const N_ANCHOR_SPANS: usize = 64;

/// Where an article stands on its page: its body, then its headline.
pub(super) fn anchor_of(page: &PageHash, article: &Article) -> Anchor {
    let spans_of = |part: &Part| -> Vec<Span> {
        let pieces = part.provenance.pieces();
        pieces.into_iter().map(|piece| piece.page).collect()
    };
    let mut spans = spans_of(&article.body);
    spans.extend(spans_of(&article.headline));
    spans.truncate(N_ANCHOR_SPANS);
    Anchor {
        page: page.clone(),
        spans,
    }
}

/// Bytes of an article's beginning that count more than all that follows: when it is split, what
/// was noted of it stays with its first words.
const N_FIRST_BYTES: usize = 120;

/// How much of an anchor lies in an article that covers `covered`, which is sorted.
pub(super) fn overlap(anchor: &[Span], covered: &[Span]) -> usize {
    let mut n_seen = 0;
    let mut sum = 0;
    for span in anchor {
        let from = covered.partition_point(|c| c.end <= span.start);
        let n_shared: usize = covered
            .iter()
            .skip(from)
            .take_while(|c| c.start < span.end)
            .map(|c| c.end.min(span.end) - c.start.max(span.start))
            .sum();
        let weight = if n_seen < N_FIRST_BYTES { 1 << 20 } else { 1 };
        sum += n_shared * weight;
        n_seen += span.len();
    }
    sum
}

/// The hash of a file's bytes, in hex.
pub(super) fn bytes_hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

fn hex(hash: &blake3::Hash) -> String {
    hash.to_hex().chars().take(2 * N_ID_BYTES).collect()
}
