//! Is everything in a library sound?

use super::identity::bytes_hash;
use super::open::Library;
use super::{Counts, LibraryError};

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

impl Library {
    /// Reads everything and compares: both databases with themselves, every kept file with its
    /// hash, the index with its checksums and with the catalog.
    ///
    /// # Errors
    /// When the library is read-only, or the databases cannot even be read.
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
        let mut last_id = 0;
        while let Some(source) = writing.catalog.next_source(last_id)? {
            last_id = source.source_id;
            if bytes_hash(&source.bytes) != source.hash {
                report
                    .problems
                    .push(format!("The kept file {} has changed.", source.name));
            }
        }
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
