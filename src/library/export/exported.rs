//! An article with all that goes out with it.

use super::citation::{Citation, paper_in, title_of};
use crate::entity::{Anchor, Value, values_of};
use crate::index::query::Query;
use crate::library::entry::number_in_name;
use crate::library::hits::all_hits;
use crate::library::rows::{author_names, date_of, headline_of};
use crate::library::{LibraryError, Reader};
use crate::model::{
    Article, ArticleId, ArticleText, Label, LabelKind, PartialDate, Recognition, Span,
};
use crate::store::{Mark, StoredArticle, StoredNote, StoredPage};
use std::path::Path;

/// An article on its way out.
#[derive(Clone, Debug)]
pub(super) struct Exported {
    pub(super) id: ArticleId,
    pub(super) article: Article,
    pub(super) text: ArticleText,
    pub(super) recognition: Recognition,
    pub(super) values: Vec<Option<Value>>,
    /// Where the search stands in it, in `text`, sorted.
    pub(super) hits: Vec<Span>,
    pub(super) citation: Citation,
    /// Its headline, or its first words, in one line.
    pub(super) name: String,
    pub(super) page: String,
    pub(super) source: String,
    pub(super) mark: Mark,
    /// Names of its tags, and of its collections.
    pub(super) tags: Vec<String>,
    pub(super) collections: Vec<String>,
    /// What the reader noted of it.
    pub(super) notes: Vec<StoredNote>,
}

impl Exported {
    pub(super) const fn date(&self) -> Option<PartialDate> {
        self.citation.date
    }
}

/// How an article is cited, as far as its page tells.
pub(in crate::library) fn citation_of(stored: &StoredArticle, page: &StoredPage) -> Citation {
    let (date, is_date_inferred) = date_of(stored);
    let article = &stored.article;
    let authors = author_names(article.byline_text());
    let furniture = || page.furniture.iter().map(|part| part.text.as_str());
    let paper = if page.is_known {
        // Such a file names the newspaper of each article as its page; else the page is named by it.
        let name = &stored.page_name;
        (!name.is_empty() && !is_named_by(name, &page.source)).then(|| name.clone())
    } else {
        paper_in(furniture())
    };
    let has_headline = !article.headline.is_empty();
    Citation {
        authors: authors
            .split(' ')
            .filter(|name| !name.is_empty())
            .map(str::to_owned)
            .collect(),
        title: if has_headline {
            title_of(article)
        } else {
            headline_of(article)
        },
        has_headline,
        paper,
        date,
        is_date_inferred,
        page: number_in_name(&stored.page_name, page.is_known)
            .or_else(|| printed_number(furniture()))
            .map(|number| number.to_uppercase()),
    }
}

fn names_of(labels: &[Label], kind: LabelKind) -> Vec<String> {
    let labels = labels.iter().filter(|label| label.kind == kind);
    labels.map(|label| label.name.clone()).collect()
}

/// Is a page called after its file: a.jsonl, page a-3?
fn is_named_by(page: &str, source: &str) -> bool {
    let stem = Path::new(source).file_stem().unwrap_or_default();
    let rest = page.strip_prefix(stem.to_string_lossy().as_ref());
    rest.is_some_and(|rest| {
        let number = rest.strip_prefix('-').unwrap_or(rest);
        number.bytes().all(|b| b.is_ascii_digit())
    })
}

/// The page's number as its own lines print it; `None` where they print none, or several.
fn printed_number<'a>(furniture: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut numbers: Vec<String> = furniture
        .filter_map(|text| number_in_name(text, true))
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    match numbers.as_slice() {
        [one] => Some(one.clone()),
        _ => None,
    }
}

impl Reader {
    /// An article with all that goes out with it; `None` when it is not, or no longer, there.
    pub(super) fn exported(
        &self,
        id: &ArticleId,
        query: &Query,
    ) -> Result<Option<Exported>, LibraryError> {
        let connections = self.connections();
        let Some(stored) = connections.catalog.find_article(id)? else {
            return Ok(None);
        };
        let Some(on_page) = connections.catalog.find_page(stored.page_id)? else {
            return Ok(None);
        };
        let recognition = connections.catalog.find_recognition(id)?;
        let recognition = recognition.unwrap_or_default();
        let mark = connections.notebook.of(id)?;
        let notes = connections.notebook.notes_of(id)?;
        let own = connections.notebook.labels_of(id)?;
        let mut labels = if own.is_empty() {
            Vec::new()
        } else {
            connections.notebook.labels()?
        };
        labels.retain(|label| own.contains(&label.label_id));
        drop(connections);
        let text = stored.article.full_text();
        let values = values_of(
            &text,
            &recognition,
            Anchor::of(&stored.article, stored.page_date),
        );
        let hits = all_hits(&stored.article, &text, (&recognition, &values), query);
        Ok(Some(Exported {
            citation: citation_of(&stored, &on_page),
            name: headline_of(&stored.article),
            id: stored.id,
            article: stored.article,
            text,
            recognition,
            values,
            hits,
            page: stored.page_name,
            source: on_page.source,
            mark,
            tags: names_of(&labels, LabelKind::Tag),
            collections: names_of(&labels, LabelKind::Collection),
            notes,
        }))
    }
}
