//! Articles made small for the catalog, many side by side: only the writing itself has to go one
//! after another.

use super::StoreError;
use super::changes::Transaction;
use super::compact::pack_article;
use super::compact_names::pack_recognition;
use super::dictionaries::Purpose;
use crate::model::{Article, Recognition};
use rayon::prelude::*;
use rusqlite::types::Value;

/// An article to be kept, with its page's text and who is in it.
#[derive(Clone, Copy, Debug)]
pub struct UnpackedArticle<'a> {
    /// The text of its page.
    pub page_text: &'a str,
    /// The article.
    pub article: &'a Article,
    /// Who and what is in it.
    pub recognition: &'a Recognition,
}

impl UnpackedArticle<'_> {
    /// Article and recognition, told by the page's text; `None` where one would not come back as it
    /// is.
    pub(super) fn compact(&self) -> Option<[Vec<u8>; 2]> {
        let article = pack_article(self.article, self.page_text)?;
        let text = self.article.full_text().text;
        Some([article, pack_recognition(self.recognition, &text)?])
    }
}

/// An article as the catalog keeps it.
#[derive(Clone, Debug)]
pub struct PackedArticle {
    pub(super) article: Value,
    pub(super) recognition: Value,
    /// They are read beside the page's text.
    pub(super) is_compact: bool,
}

impl Transaction<'_> {
    /// Packs articles for [`Transaction::add_article`], in their order.
    ///
    /// # Errors
    /// When the catalog's dictionaries cannot be read.
    pub fn pack_articles(
        &self,
        articles: &[UnpackedArticle<'_>],
    ) -> Result<Vec<PackedArticle>, StoreError> {
        let compact: Vec<Option<[Vec<u8>; 2]>> =
            articles.par_iter().map(UnpackedArticle::compact).collect();
        let rows: Vec<&[u8]> = compact
            .iter()
            .flatten()
            .flatten()
            .map(Vec::as_slice)
            .collect();
        let mut packed = self.catalog().pack_all(Purpose::Row, &rows)?.into_iter();
        let pairs = articles.iter().zip(&compact).map(|(unpacked, compact)| {
            let both = compact.as_ref();
            Ok(match both.and_then(|_| packed.next().zip(packed.next())) {
                Some((article, recognition)) => PackedArticle {
                    article: Value::Blob(article),
                    recognition: Value::Blob(recognition),
                    is_compact: true,
                },
                None => PackedArticle {
                    article: Value::Text(self.json(unpacked.article)?),
                    recognition: Value::Text(self.json(unpacked.recognition)?),
                    is_compact: false,
                },
            })
        });
        pairs.collect()
    }
}
