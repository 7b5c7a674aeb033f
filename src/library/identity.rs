//! What makes an article the same article: its headline and body, as a search compares them, so
//! that a re-import, another file name, another line wrap or another encoding change nothing.
//! Articles that agree in both are twins, and told apart by their order.

use crate::model::{Article, ArticleId};
use crate::text::fold;

/// How many bytes of the hash an id keeps: enough for any archive (2^64 articles to a clash).
const N_ID_BYTES: usize = 16;

/// The hash of an article's content, in hex.
pub(super) fn content_hash(article: &Article) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(fold(&article.headline.text).text.as_bytes());
    // No folded text holds a control character.
    hasher.update(b"\0");
    hasher.update(fold(&article.body.text).text.as_bytes());
    hex(&hasher.finalize())
}

/// The id of the `twin`-th article of this content, counted from 0.
pub(super) fn article_id(content: &str, twin: u64) -> ArticleId {
    if twin == 0 {
        return ArticleId(content.to_owned());
    }
    ArticleId(hex(&blake3::hash(format!("{content}\0{twin}").as_bytes())))
}

/// The hash of a file's bytes, in hex.
pub(super) fn bytes_hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

fn hex(hash: &blake3::Hash) -> String {
    hash.to_hex().chars().take(2 * N_ID_BYTES).collect()
}
