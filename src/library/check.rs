//! Is everything in a library sound?

use super::identity::{article_id, bytes_hash, content_hash};
use super::open::{Library, Writing};
use super::{Counts, LibraryError};
use crate::store::StoredArticle;

/// What a check found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckReport {
    /// How much the library holds.
    pub counts: Counts,
    /// How many articles a search can find.
    pub n_indexed: usize,
    /// What is wrong, as sentences; empty when all is well.
    pub problems: Vec<String>,
}

/// More findings of one kind say the same thing.
const N_MOST_NAMED: usize = 20;
/// Articles of one content are told apart by their numbers; more than so many are not looked through.
const N_MOST_TWINS: u64 = 1_000;

impl Library {
    /// Reads everything and compares: both databases with themselves, every kept file and every page
    /// with its hash, every article with its id, the index with its checksums and with the catalog.
    /// What cannot be read is a finding.
    ///
    /// # Errors
    /// When the library is read-only, or the databases cannot even be opened.
    pub fn check(&self) -> Result<CheckReport, LibraryError> {
        let writing = self.writing()?;
        let mut report = CheckReport {
            counts: self.counts()?,
            n_indexed: writing.index.n_articles(),
            problems: Vec::new(),
        };
        for problem in writing.catalog.check()? {
            report
                .problems
                .push(format!("The catalog is damaged: {problem}."));
        }
        for problem in writing.notebook.check()? {
            report
                .problems
                .push(format!("The marks and repairs are damaged: {problem}."));
        }
        add(&mut report, "files", writing.changed_files()?);
        add(&mut report, "pages", writing.changed_pages()?);
        if let Err(problem) = writing.index.check_bytes() {
            report
                .problems
                .push(format!("{problem}; --rebuild builds it anew."));
        }
        if report.n_indexed != report.counts.n_articles {
            report.problems.push(format!(
                "A search finds {} of {} articles; --rebuild builds the index anew.",
                report.n_indexed, report.counts.n_articles
            ));
        }
        Ok(report)
    }
}

fn add(report: &mut CheckReport, what: &str, found: Vec<String>) {
    let n_more = found.len().saturating_sub(N_MOST_NAMED);
    report.problems.extend(found.into_iter().take(N_MOST_NAMED));
    if n_more > 0 {
        report
            .problems
            .push(format!("{n_more} more {what} like these."));
    }
}

impl Writing {
    fn changed_files(&self) -> Result<Vec<String>, LibraryError> {
        let mut found = Vec::new();
        for id in self.catalog.source_ids()? {
            match self.catalog.find_source(id) {
                Ok(Some(source)) if bytes_hash(&source.bytes) != source.hash => {
                    found.push(format!(
                        "The kept file {} has changed; import it again where you have it.",
                        source.name
                    ))
                }
                Ok(_) => {}
                Err(error) => {
                    let name = self.catalog.source_name(id).ok().flatten();
                    let name = name.unwrap_or_else(|| format!("number {id}"));
                    found.push(format!("The kept file {name} cannot be read: {error}"));
                }
            }
        }
        Ok(found)
    }

    fn changed_pages(&self) -> Result<Vec<String>, LibraryError> {
        let mut found = Vec::new();
        for id in self.catalog.page_ids()? {
            match self.catalog.page_with_hash(id) {
                Ok(Some((hash, page))) if bytes_hash(page.page.text.as_bytes()) != hash => {
                    found.push(format!(
                        "The text of the page {} has changed; --rebuild reads it anew from its file.",
                        page.page.name
                    ));
                    continue;
                }
                Ok(_) => {}
                Err(error) => {
                    found.push(format!("A page cannot be read: {error}"));
                    continue;
                }
            }
            match self.catalog.articles_of_page(id) {
                Ok(articles) => {
                    let changed = articles.iter().filter(|article| !is_itself(article));
                    found.extend(changed.map(|article| {
                        format!(
                            "The article {} has changed; --rebuild restores it anew.",
                            article.id
                        )
                    }));
                    for article in &articles {
                        if let Err(error) = self.catalog.find_recognition(&article.id) {
                            found.push(format!(
                                "The names of the article {} cannot be read ({error}); --rebuild reads \
                                 them anew.",
                                article.id
                            ));
                        }
                    }
                }
                Err(error) => found.push(format!(
                    "Articles of a page cannot be read ({error}); --rebuild restores them anew."
                )),
            }
        }
        Ok(found)
    }
}

/// Is an article the one that its id names?
fn is_itself(stored: &StoredArticle) -> bool {
    let content = content_hash(&stored.article);
    stored.id.0 == content || (1..N_MOST_TWINS).any(|twin| article_id(&content, twin) == stored.id)
}
