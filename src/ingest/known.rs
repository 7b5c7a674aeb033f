//! Articles that come as such, field by field; nothing is restored.

use super::{IngestError, Issue, KnownArticle, Source};
use crate::model::{
    Article, DateEvidence, DateSource, Page, Part, PartialDate, Run, Sentence, Span, Warning,
};
use crate::text::{is_blank, plain_char};

/// The fields of an article, as a file gives them. Each may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Fields {
    pub(super) headline: String,
    pub(super) deck: Vec<String>,
    pub(super) body: String,
    pub(super) byline: String,
    pub(super) date: Option<PartialDate>,
    /// The newspaper and page, to show.
    pub(super) source: String,
}

/// Takes the articles of a file in, line by line; lines that are none become warnings.
#[derive(Default)]
pub(super) struct Lines {
    first_trouble: Option<Sentence>,
}

impl Lines {
    /// Takes a line in, by its number from 1. A page without a name is called after the file.
    pub(super) fn take(
        &mut self,
        n: usize,
        read: Result<(Page, Article), Sentence>,
        stem: &str,
        source: &mut Source,
    ) {
        match read {
            Ok((mut page, article)) => {
                if page.name.is_empty() {
                    page.name = format!("{stem}-{n}");
                }
                source.known.push(KnownArticle {
                    page_idx: source.pages.len(),
                    article,
                });
                source.pages.push(page);
            }
            Err(trouble) => {
                let message = Sentence::new(
                    format!("第 {n} 行未收入：{}", trouble.zh),
                    format!("Line {n} was left out: {}", trouble.en),
                );
                self.first_trouble.get_or_insert_with(|| message.clone());
                source.warnings.push(Warning {
                    place: source.name.clone(),
                    message,
                });
            }
        }
    }

    /// # Errors
    /// [`IngestError::NoArticles`] where no line is one, with the first line's trouble.
    pub(super) fn finish(self, source: &Source) -> Result<(), IngestError> {
        match self.first_trouble {
            Some(trouble) if source.pages.is_empty() => Err(IngestError::NoArticles(trouble)),
            _ => Ok(()),
        }
    }
}

/// The article and its page, which holds it alone.
///
/// # Errors
/// When there is neither headline nor body.
pub(super) fn article_of(
    fields: &Fields,
    issue: Option<Issue>,
) -> Result<(Page, Article), Sentence> {
    let date = fields.date;
    let mut page = Page {
        name: fields.source.trim().to_owned(),
        text: String::new(),
        issue_date: date.or(issue.map(|i| i.date)),
        issue_source: date
            .map(|_date| DateSource::Source)
            .or(issue.map(|i| i.source)),
        layout: None,
    };
    let article = Article {
        headline: add_part(&mut page.text, &fields.headline),
        deck: fields
            .deck
            .iter()
            .map(|deck| add_part(&mut page.text, deck))
            .filter(|part| !part.is_empty())
            .collect(),
        body: add_part(&mut page.text, &fields.body),
        byline: add_part(&mut page.text, &fields.byline),
        date: page.issue_date,
        date_evidence: page.issue_source.map(|source| DateEvidence {
            source,
            year_source: None,
            is_inferred: false,
            page: None,
        }),
        confidence: 1.0,
        ..Article::default()
    };
    if article.headline.is_empty() && article.body.is_empty() {
        return Err(Sentence::new(
            "既无标题，又无正文。",
            "it has neither headline nor body.",
        ));
    }
    Ok((page, article))
}

/// Writes a field at the end of the page, its paragraphs trimmed and blank ones left out, and
/// gives the part that is that stretch.
fn add_part(page: &mut String, field: &str) -> Part {
    let paragraphs: Vec<&str> = field
        .split(['\n', '\r'])
        .map(|paragraph| paragraph.trim_matches(is_blank))
        .filter(|paragraph| !paragraph.is_empty())
        .collect();
    if paragraphs.is_empty() {
        return Part::default();
    }
    if !page.is_empty() {
        page.push('\n');
    }
    let mut part = Part::default();
    for (idx, paragraph) in paragraphs.into_iter().enumerate() {
        if idx > 0 {
            page.push('\n');
            part.text.push('\n');
        }
        let (page_start, text_start) = (page.len(), part.text.len());
        page.push_str(paragraph);
        part.text.extend(paragraph.chars().map(plain_char));
        part.provenance.runs.push(Run {
            text: Span::new(text_start, part.text.len()),
            page: Span::new(page_start, page.len()),
        });
    }
    part
}
