//! What the library gives and takes: plain structs in the words of the screen.

use super::{ArticleWork, Citation, PageSheet, RowWork};
use crate::entity::Value;
use crate::model::{
    Article, ArticleId, ArticleText, Meeting, Page, PartialDate, Recognition, Span, Warning,
};
use std::sync::Arc;
use std::time::Duration;

/// How much a library holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Files imported.
    pub n_sources: usize,
    /// Printed pages in them.
    pub n_pages: usize,
    /// Articles restored from them.
    pub n_articles: usize,
}

/// The order of a list of articles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Sort {
    /// Best match first; without a query, page order.
    #[default]
    Relevance,
    /// Newest first; undated last.
    DateDown,
    /// Oldest first; undated last.
    DateUp,
    /// By the names of the sources, in page order in each.
    Source,
}

/// What becomes of reprints in a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum ReprintView {
    /// Each has a row.
    #[default]
    Apart,
    /// The first of them in the list's order has a row, and counts the others.
    Folded,
    /// The list is of one article and its reprints.
    Of(ArticleId),
}

/// A few words of an article, with what was searched for marked in them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snippet {
    /// The words, without line breaks; "…" where it was cut.
    pub text: String,
    /// The hits, in `text`.
    pub hits: Vec<Span>,
}

/// One row of the article list.
#[derive(Clone, Debug, PartialEq)]
pub struct ArticleRow {
    /// Which article.
    pub id: ArticleId,
    /// The headline, hits marked; the first words of the body where there is no headline
    /// (`has_headline` tells).
    pub headline: Snippet,
    /// Is `headline` the newspaper's own?
    pub has_headline: bool,
    /// The day, month or year it is of.
    pub date: Option<PartialDate>,
    /// Nobody printed that date as such: it is a conclusion, and is shown as one.
    pub is_date_inferred: bool,
    /// The name of its page.
    pub page: String,
    /// The names in the byline, without "记者" and the like; empty when there is none.
    pub author: String,
    /// The opening of the body, or the words around the first hits.
    pub preview: Snippet,
    /// How likely the restoration is right, 0..=1.
    pub confidence: f32,
    /// Has the reader read it?
    pub is_read: bool,
    /// Has the reader starred it?
    pub is_starred: bool,
    /// What else the reader said of it.
    pub work: RowWork,
    /// How many reprints of it the row stands for as well.
    pub n_reprints: usize,
}

impl ArticleRow {
    /// Should the reader be warned that it may be restored wrongly?
    #[must_use]
    pub fn is_doubtful(&self) -> bool {
        self.confidence < crate::model::DOUBTFUL_BELOW
    }
}

/// A stretch of the answer to a query.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Results {
    /// How many articles match, exactly.
    pub total: usize,
    /// How many rows they make: fewer where reprints share one.
    pub n_rows: usize,
    /// Where `rows` starts in the whole answer.
    pub offset: usize,
    /// The rows asked for.
    pub rows: Vec<ArticleRow>,
    /// How many of all that match the query may be restored wrongly.
    pub n_doubtful: usize,
    /// How long the search took.
    pub elapsed: Duration,
}

/// An article with all that the window shows of it.
#[derive(Clone, Debug, PartialEq)]
pub struct LoadedArticle {
    /// Which.
    pub id: ArticleId,
    /// As restored.
    pub article: Article,
    /// Its text; hits and mentions count in it.
    pub text: ArticleText,
    /// Who and what is in it.
    pub recognition: Recognition,
    /// What its dates and quantities come to, mention by mention.
    pub values: Vec<Option<Value>>,
    /// The places of its entities in the order in which they are listed.
    pub listed: Vec<usize>,
    /// Who met whom, by the mentions of `recognition`.
    pub meetings: Vec<Meeting>,
    /// The page it stands on.
    pub page: Arc<Page>,
    /// The page line by line, with all of its articles.
    pub sheet: Arc<PageSheet>,
    /// The number of its page, for [`super::Reader::page_picture`].
    pub page_id: i64,
    /// The file it came from, by name.
    pub source: String,
    /// How it is cited.
    pub citation: Citation,
    /// What the query found in it, in `text`, sorted.
    pub hits: Vec<Span>,
    /// Has the reader read it?
    pub is_read: bool,
    /// Has the reader starred it?
    pub is_starred: bool,
    /// What else the reader said of it.
    pub work: ArticleWork,
}

/// An article that is near to another one.
#[derive(Clone, Debug, PartialEq)]
pub struct SimilarArticle {
    /// Which.
    pub id: ArticleId,
    /// Its headline, or its first words.
    pub headline: String,
    /// The day, month or year it is of.
    pub date: Option<PartialDate>,
    /// The name of its page.
    pub page: String,
    /// Characteristic names and words that both have, names first.
    pub shared: Vec<String>,
}

/// What long work is busy with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Reading and restoring files.
    Importing,
    /// Building the search index.
    Indexing,
    /// Restoring every stored source anew.
    Rebuilding,
    /// Applying the reader's rules for names.
    Correcting,
    /// Looking at files that are not taken yet.
    Surveying,
}

/// How far long work is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What it is busy with.
    pub stage: Stage,
    /// How many files (or articles, when indexing; pages, when correcting) are done.
    pub n_done: usize,
    /// Of how many.
    pub n_total: usize,
    /// How much of the work that is, and of how much: files weigh by their bytes.
    pub weight: (u64, u64),
    /// Since when it is busy with that.
    pub elapsed: Duration,
}

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportReport {
    /// Files that are new in the library.
    pub n_added: usize,
    /// Files that were there already, byte for byte.
    pub n_unchanged: usize,
    /// Files that were there already, and have been moved or renamed since.
    pub n_moved: usize,
    /// Articles added.
    pub n_articles: usize,
    /// Files that could not be imported: name and reason, as a sentence.
    pub failures: Vec<Warning>,
    /// What the reader should know of files that were.
    pub warnings: Vec<Warning>,
    /// Was it stopped before the end?
    pub is_cancelled: bool,
}

impl ImportReport {
    /// Adds what was done further.
    pub(super) fn add(&mut self, more: Self) {
        self.n_added += more.n_added;
        self.n_unchanged += more.n_unchanged;
        self.n_moved += more.n_moved;
        self.n_articles += more.n_articles;
        self.failures.extend(more.failures);
        self.warnings.extend(more.warnings);
        self.is_cancelled |= more.is_cancelled;
    }
}
