//! JSON Lines: one article to a line, known as such, so that nothing is restored.

use super::Issue;
use super::{IngestError, KnownArticle, Source};
use crate::model::{
    Article, DateEvidence, DateSource, Page, Part, PartialDate, Run, Sentence, Span, Warning,
};
use crate::text::{is_blank, plain_char};
use serde::Deserialize;

/// A line. Every field but the body may be missing; fields of other names are ignored.
#[derive(Deserialize)]
struct Line {
    headline: Option<String>,
    /// Stands for the headline where there is none.
    title: Option<String>,
    deck: Option<OneOrMany>,
    body: Option<String>,
    byline: Option<String>,
    /// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    date: Option<String>,
    /// The newspaper and page, to show.
    source: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

/// Reads the articles into `source`; lines that are none become warnings.
///
/// # Errors
/// [`IngestError::NoArticles`] when no line is one, with the first line's trouble.
pub(super) fn read_articles(
    text: &str,
    stem: &str,
    issue: Option<Issue>,
    source: &mut Source,
) -> Result<(), IngestError> {
    let mut first_trouble = None;
    for (idx, line) in text.split('\n').enumerate() {
        if line.chars().all(is_blank) {
            continue;
        }
        match read_line(line, issue) {
            Ok((mut page, article)) => {
                if page.name.is_empty() {
                    page.name = format!("{stem}-{}", idx + 1);
                }
                source.known.push(KnownArticle {
                    page_idx: source.pages.len(),
                    article,
                });
                source.pages.push(page);
            }
            Err(trouble) => {
                let n = idx + 1;
                let message = Sentence::new(
                    format!("第 {n} 行未收入：{}", trouble.zh),
                    format!("Line {n} was left out: {}", trouble.en),
                );
                first_trouble.get_or_insert_with(|| message.clone());
                source.warnings.push(Warning {
                    place: source.name.clone(),
                    message,
                });
            }
        }
    }
    match first_trouble {
        Some(trouble) if source.pages.is_empty() => Err(IngestError::NoArticles(trouble)),
        _ => Ok(()),
    }
}

fn read_line(line: &str, issue: Option<Issue>) -> Result<(Page, Article), Sentence> {
    let line: Line = serde_json::from_str(line).map_err(|e| {
        Sentence::new(
            format!("不是一篇文章的 JSON（{e}）。"),
            format!("it is not the JSON of an article ({e})."),
        )
    })?;
    let date = match line.date.as_deref().map(str::trim) {
        None | Some("") => None,
        Some(date) => Some(PartialDate::parse(date).ok_or_else(|| {
            Sentence::new(
                format!("“{date}”不是日期。"),
                format!("“{date}” is not a date."),
            )
        })?),
    };
    let mut page = Page {
        name: line.source.unwrap_or_default().trim().to_owned(),
        text: String::new(),
        issue_date: date.or(issue.map(|i| i.date)),
        issue_source: date
            .map(|_date| DateSource::Source)
            .or(issue.map(|i| i.source)),
        layout: None,
    };
    let decks = match line.deck {
        None => vec![],
        Some(OneOrMany::One(deck)) => vec![deck],
        Some(OneOrMany::Many(decks)) => decks,
    };
    let article = Article {
        headline: add_part(
            &mut page.text,
            &line.headline.or(line.title).unwrap_or_default(),
        ),
        deck: decks
            .iter()
            .map(|deck| add_part(&mut page.text, deck))
            .filter(|part| !part.is_empty())
            .collect(),
        body: add_part(&mut page.text, &line.body.unwrap_or_default()),
        byline: add_part(&mut page.text, &line.byline.unwrap_or_default()),
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
