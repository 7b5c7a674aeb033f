//! Searching for what the reader said of articles. The index does not know it: it asks whoever does for
//! the articles' ids, and looks up where these stand. What was looked up is kept until the next commit of
//! the index, and what was answered until the reader's rows change, so that a hundred thousand marked
//! articles are looked up once and not at every key.

use super::counting::FoundArticles;
use super::query::{Own, Query};
use super::reprints::{ArticlesQuery, articles_with};
use super::schema::Fields;
use super::{ArticleIndex, IndexError};
use crate::model::{ArticleId, Sentence};
use std::collections::HashMap;
use std::fmt;
use std::ops::Deref;
use std::sync::{Arc, Mutex, PoisonError};
use tantivy::{DocAddress, Searcher, TantivyError, Term};

/// Who knows what the reader said of articles.
pub trait OwnRows: Send + Sync {
    /// A number that is another one whenever the rows have changed.
    ///
    /// # Errors
    /// Why they cannot be read.
    fn version(&self) -> Result<i64, Sentence>;

    /// The articles of a choice, sorted. Never asked for [`Own::Unread`].
    ///
    /// # Errors
    /// Why they cannot be read.
    fn articles(&self, own: &Own) -> Result<Vec<ArticleId>, Sentence>;

    /// The choices that are worth counting, in the order in which they are shown.
    ///
    /// # Errors
    /// Why they cannot be read.
    fn choices(&self) -> Result<Vec<Own>, Sentence>;
}

/// How many of the articles found are of a choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnCount {
    /// The choice.
    pub own: Own,
    /// How many.
    pub n_articles: usize,
}

/// The fields, with the articles that a query means by what the reader said of them.
pub(super) struct Ground {
    fields: Fields,
    own: HashMap<Own, ArticlesQuery>,
}

impl Ground {
    /// The articles of a choice.
    pub(super) fn articles_of(&self, own: &Own) -> ArticlesQuery {
        self.own.get(own).cloned().unwrap_or_default()
    }
}

impl Deref for Ground {
    type Target = Fields;

    fn deref(&self) -> &Fields {
        &self.fields
    }
}

/// What is known of the reader's rows.
#[derive(Clone, Default)]
pub(super) struct KnownOwn {
    rows: Option<Arc<dyn OwnRows>>,
    known: Arc<Mutex<Known>>,
}

impl fmt::Debug for KnownOwn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let has_rows = self.rows.is_some();
        f.debug_struct("KnownOwn").field("rows", &has_rows).finish()
    }
}

#[derive(Default)]
struct Known {
    /// The commit that it is of.
    generation: u64,
    /// The state of the reader's rows that the answers are of.
    version: i64,
    /// Where articles stand; `None`: nowhere.
    places: HashMap<ArticleId, Option<DocAddress>>,
    answers: HashMap<Own, ArticlesQuery>,
}

impl KnownOwn {
    fn of(
        &self,
        searcher: &Searcher,
        fields: &Fields,
        wanted: &[Own],
    ) -> Result<HashMap<Own, ArticlesQuery>, IndexError> {
        let Some(rows) = &self.rows else {
            return Ok(HashMap::new());
        };
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let generation = searcher.generation().generation_id();
        // Asked before the rows are read: should they change meanwhile, they are read once more.
        let version = rows.version().map_err(IndexError::ReadersRows)?;
        if known.generation != generation {
            known.places.clear();
        }
        if known.generation != generation || known.version != version {
            known.answers.clear();
            (known.generation, known.version) = (generation, version);
        }
        let mut found = HashMap::new();
        for own in wanted {
            let answer = match known.answers.get(own) {
                Some(answer) => answer.clone(),
                None => {
                    let ids = rows.articles(own).map_err(IndexError::ReadersRows)?;
                    let answer = known.look_up(searcher, fields, ids)?;
                    known.answers.insert(own.clone(), answer.clone());
                    answer
                }
            };
            found.insert(own.clone(), answer);
        }
        Ok(found)
    }
}

impl Known {
    fn look_up(
        &mut self,
        searcher: &Searcher,
        fields: &Fields,
        ids: Vec<ArticleId>,
    ) -> Result<ArticlesQuery, IndexError> {
        let mut found = Vec::with_capacity(ids.len());
        for id in ids {
            if let Some(place) = self.places.get(&id) {
                found.extend(*place);
                continue;
            }
            let term = Term::from_field_text(fields.id, &id.0);
            let places = articles_with(searcher, &term, 1).map_err(TantivyError::from)?;
            found.extend(places.first());
            self.places.insert(id, places.first().copied());
        }
        Ok(ArticlesQuery::at(searcher, found.into_iter()))
    }
}

impl ArticleIndex {
    /// The same index, which asks for the reader's work there. Without, no article has any.
    #[must_use]
    pub fn with_own_rows(mut self, rows: Arc<dyn OwnRows>) -> Self {
        self.own = KnownOwn {
            rows: Some(rows),
            known: Arc::default(),
        };
        self
    }

    pub(super) fn ground(&self, searcher: &Searcher, query: &Query) -> Result<Ground, IndexError> {
        let wanted: Vec<Own> = query.own().into_iter().map(asked_as).collect();
        let own = if wanted.is_empty() {
            HashMap::new()
        } else {
            self.own.of(searcher, &self.fields, &wanted)?
        };
        let fields = self.fields;
        Ok(Ground { fields, own })
    }

    /// What the reader said of the articles found.
    pub(super) fn own_counts(
        &self,
        searcher: &Searcher,
        found: &FoundArticles<'_>,
    ) -> Result<Vec<OwnCount>, IndexError> {
        let Some(rows) = &self.own.rows else {
            return Ok(Vec::new());
        };
        let choices = rows.choices().map_err(IndexError::ReadersRows)?;
        let asked: Vec<Own> = choices.iter().map(asked_as).collect();
        let articles = self.own.of(searcher, &self.fields, &asked)?;
        let mut counts = Vec::with_capacity(choices.len());
        for own in choices {
            let of_own = articles.get(&asked_as(&own));
            let n_among = of_own.map_or(Ok(0), |articles| found.n_among(articles))?;
            let n_articles = match own {
                Own::Unread => found.n_articles() - n_among,
                _ => n_among,
            };
            counts.push(OwnCount { own, n_articles });
        }
        Ok(counts)
    }
}

/// The choice that the rows are asked for: what is not read is told by what is.
fn asked_as(own: &Own) -> Own {
    match own {
        Own::Unread => Own::Read,
        other => other.clone(),
    }
}
