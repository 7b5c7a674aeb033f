//! The formats, by name, and what each has to do.

use super::exported::Exported;
use super::{
    CitationForm, ExportError, ExportRequest, dossier, epub, html, markdown, plain, tables,
};

/// As what articles are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ExportFormat {
    /// One file of Markdown.
    Markdown,
    /// A folder with a file of Markdown for each article, with its data at its head.
    MarkdownFiles,
    /// Plain text.
    Text,
    /// A page for browsers, with hits and names marked.
    Html,
    /// A book for reading elsewhere.
    Epub,
    /// Marked passages with notes and sources, as Markdown.
    Dossier,
    /// A table for spreadsheets.
    Csv(Table),
    /// A table with an object of JSON on each line.
    JsonLines(Table),
    /// References.
    Citations(CitationForm),
}

/// What the lines of a table are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Table {
    /// Articles, with their texts.
    Articles,
    /// Things of articles: each person, body, place … once an article.
    Entities,
    /// Each place where something is named.
    Mentions,
    /// Each hit, with the words around it.
    Context,
}

impl ExportFormat {
    /// All of them, in the order in which they are offered, each with its name on the command line.
    pub const ALL: [(&str, Self); 17] = [
        ("markdown", Self::Markdown),
        ("markdown-files", Self::MarkdownFiles),
        ("text", Self::Text),
        ("html", Self::Html),
        ("epub", Self::Epub),
        ("dossier", Self::Dossier),
        ("csv", Self::Csv(Table::Articles)),
        ("entities-csv", Self::Csv(Table::Entities)),
        ("mentions-csv", Self::Csv(Table::Mentions)),
        ("context-csv", Self::Csv(Table::Context)),
        ("jsonl", Self::JsonLines(Table::Articles)),
        ("entities-jsonl", Self::JsonLines(Table::Entities)),
        ("mentions-jsonl", Self::JsonLines(Table::Mentions)),
        ("context-jsonl", Self::JsonLines(Table::Context)),
        ("gbt7714", Self::Citations(CitationForm::GbT7714)),
        ("ris", Self::Citations(CitationForm::Ris)),
        ("bibtex", Self::Citations(CitationForm::BibTex)),
    ];

    /// Does it show what was sought, so that without a search there is nothing to write?
    #[must_use]
    pub const fn needs_search(self) -> bool {
        matches!(
            self,
            Self::Csv(Table::Context) | Self::JsonLines(Table::Context)
        )
    }

    /// The ending of its files' names; `None` for a folder.
    #[must_use]
    pub const fn ending(self) -> Option<&'static str> {
        Some(match self {
            Self::Markdown | Self::Dossier => "md",
            Self::MarkdownFiles => return None,
            Self::Text | Self::Citations(CitationForm::GbT7714) => "txt",
            Self::Html => "html",
            Self::Epub => "epub",
            Self::Csv(_) => "csv",
            Self::JsonLines(_) => "jsonl",
            Self::Citations(CitationForm::Ris) => "ris",
            Self::Citations(CitationForm::BibTex) => "bib",
        })
    }
}

/// What takes articles, one after the other.
pub(super) trait Format: Send {
    /// Writes an article.
    fn add(&mut self, exported: &Exported) -> Result<(), ExportError>;

    /// Writes what comes after all of them, and puts the file in its place.
    fn finish(self: Box<Self>) -> Result<(), ExportError>;
}

/// Begins an export of so many articles.
pub(super) fn begin(
    request: &ExportRequest,
    n_articles: usize,
) -> Result<Box<dyn Format>, ExportError> {
    Ok(match request.format {
        ExportFormat::Markdown => Box::new(markdown::OneFile::begin(request, n_articles)?),
        ExportFormat::MarkdownFiles => Box::new(markdown::Folder::begin(request)?),
        ExportFormat::Text => Box::new(plain::Text::begin(request)?),
        ExportFormat::Html => Box::new(html::Page::begin(request)?),
        ExportFormat::Epub => Box::new(epub::Book::begin(request, n_articles)?),
        ExportFormat::Dossier => Box::new(dossier::Dossier::begin(request)?),
        ExportFormat::Csv(table) => Box::new(tables::Csv::begin(request, table)?),
        ExportFormat::JsonLines(table) => Box::new(tables::JsonLines::begin(request, table)?),
        ExportFormat::Citations(form) => Box::new(plain::Citations::begin(request, form)?),
    })
}
