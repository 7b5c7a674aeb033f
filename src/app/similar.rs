//! The articles nearest to the open one. They come after it, where the side panel shows them.

use super::{App, Job};
use crate::library::SimilarArticle;
use crate::model::ArticleId;

/// The articles nearest to one.
#[derive(Clone, Debug, Default)]
pub(super) struct Similar {
    /// To which; `None`: not asked for yet.
    of: Option<ArticleId>,
    articles: Vec<SimilarArticle>,
}

impl App {
    /// The articles nearest to the open one, as far as they are known.
    #[must_use]
    pub fn similar_articles(&self) -> &[SimilarArticle] {
        let open = self.article.as_ref().map(|article| &article.id);
        if open.is_some() && open == self.similar.of.as_ref() {
            &self.similar.articles
        } else {
            &[]
        }
    }

    /// Asks for them, where they are shown and not asked for yet.
    pub(super) fn ask_similar(&mut self) -> Vec<Job> {
        let open = self.article.as_ref().map(|article| article.id.clone());
        let Some(id) = open.filter(|_| self.settings.shows_panel) else {
            return vec![];
        };
        if self.similar.of.as_ref() == Some(&id) {
            return vec![];
        }
        self.similar = Similar {
            of: Some(id.clone()),
            articles: Vec::new(),
        };
        vec![Job::FindSimilar { id }]
    }

    /// What was near may no longer be: the library has changed.
    pub(super) fn forget_similar(&mut self) {
        self.similar = Similar::default();
    }

    pub(super) fn found_similar(&mut self, id: &ArticleId, found: Vec<SimilarArticle>) -> Vec<Job> {
        if self.similar.of.as_ref() == Some(id) {
            self.similar.articles = found;
        }
        vec![]
    }
}
