//! `banmian extract`: files in, articles out, and nothing kept.

use super::explain;
use super::output::{Each, Output, write_json};
use super::values::json_of_value;
use crate::library::{
    Anchor, RestoredSource, day_span, list_files, read_meetings, restore_files, values_of,
};
use crate::model::{Article, DateSource, PartialDate, Recognition, Span, clip};
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Files restored together, before any of them is printed.
const N_FILES_AT_A_TIME: usize = 16;

/// What is printed, and where.
#[derive(Clone, Copy, Debug)]
pub(super) struct Manner<'a> {
    pub(super) is_json: bool,
    /// Why, instead of what.
    pub(super) is_explained: bool,
    /// One file of JSON for each in this folder, instead of standard output.
    pub(super) folder: Option<&'a Path>,
}

impl Manner<'_> {
    fn write_json(
        self,
        out: &mut impl Write,
        source: &RestoredSource,
        stem: &str,
    ) -> io::Result<()> {
        if self.is_explained {
            write_json(out, &explain::json_of(source, stem))
        } else {
            write_json(out, &json_of(source, stem))
        }
    }
}

pub(super) fn extract(
    output: &mut Output,
    paths: &[PathBuf],
    manner: Manner<'_>,
    issue_date: Option<PartialDate>,
) -> io::Result<()> {
    let folder = manner.folder;
    let (files, warnings) = list_files(paths);
    for warning in &warnings {
        output.note(&format!("{}: {}", warning.place, warning.message));
    }
    if files.is_empty() {
        output.fail("There is no file to read.");
        return Ok(());
    }
    if let Some(folder) = folder
        && let Err(error) = std::fs::create_dir_all(folder)
    {
        output.fail(&format!("{}: {error}", folder.display()));
        return Ok(());
    }
    let mut written = BTreeSet::new();
    for batch in files.chunks(N_FILES_AT_A_TIME) {
        for (file, restored) in batch.iter().zip(restore_files(batch, issue_date)) {
            let source = match restored {
                Ok(source) => source,
                Err(error) => {
                    output.fail(&format!("{}: {error}", file.display()));
                    continue;
                }
            };
            let stem = file.file_stem().unwrap_or_default().to_string_lossy();
            match folder {
                Some(folder) => {
                    let target = folder.join(format!("{}.json", unused_name(&stem, &mut written)));
                    let done = File::create(&target).and_then(|file| {
                        let mut out = BufWriter::new(file);
                        manner.write_json(&mut out, &source, &stem)?;
                        out.flush()
                    });
                    if let Err(error) = done {
                        output.fail(&format!("{}: {error}", target.display()));
                    }
                }
                None if manner.is_json => {
                    manner.write_json(output.stdout(), &source, &stem)?;
                }
                None if manner.is_explained => explain::print_source(output, &source)?,
                None => print_source(output, &source)?,
            }
        }
    }
    Ok(())
}

/// The stem, numbered when files of several folders share it.
fn unused_name(stem: &str, written: &mut BTreeSet<String>) -> String {
    let mut name = stem.to_owned();
    let mut n_same = 1;
    while !written.insert(name.clone()) {
        n_same += 1;
        name = format!("{stem}-{n_same}");
    }
    name
}

/// Written article by article: as one value, what is found in them takes many times the file's size.
fn json_of<'a>(source: &'a RestoredSource, stem: &'a str) -> impl Serialize + 'a {
    /// In the order of the alphabet, as JSON values are printed.
    #[derive(Serialize)]
    struct SourceJson<'a, A: Serialize, F: Serialize, W: Serialize> {
        articles: A,
        furniture: F,
        page: &'a str,
        warnings: W,
    }
    let pages = &source.pages;
    SourceJson {
        articles: Each(move || {
            pages.iter().flat_map(|page| {
                let both = page.restoration.articles.iter().zip(&page.recognitions);
                both.map(|(article, recognition)| {
                    json_of_article(article, recognition, page.page.issue_date)
                })
            })
        }),
        furniture: Each(move || {
            let parts = pages.iter().flat_map(|page| &page.restoration.furniture);
            parts.map(|part| part.text.as_str())
        }),
        page: stem,
        warnings: Each(move || {
            let of_restoration = pages.iter().flat_map(|page| &page.restoration.warnings);
            let warnings = source.warnings.iter().chain(of_restoration);
            warnings.map(|warning| format!("{}: {}", warning.place, warning.message))
        }),
    }
}

fn json_of_article(
    article: &Article,
    recognition: &Recognition,
    page_date: Option<PartialDate>,
) -> Value {
    let texts = |parts: &[crate::model::Part]| -> Vec<String> {
        parts.iter().map(|part| part.text.clone()).collect()
    };
    let dateline = article.dateline.map(|span| clip(&article.body.text, span));
    let evidence = article.date_evidence;
    // A day that is only the issue's is not the article's own.
    let is_own = evidence.is_some_and(|evidence| {
        !evidence.is_inferred || matches!(evidence.source, DateSource::Dateline | DateSource::Text)
    });
    let day = article.date.filter(|date| date.day.is_some() && is_own);
    json!({
        "headline": article.headline.text,
        "deck": texts(&article.deck),
        "body": article.body.text,
        "byline": article.byline_text(),
        "dateline": dateline,
        "date_iso": match (day, day_span(article)) {
            (Some(day), _) => Some(day.to_string()),
            (None, Some((first, last))) => Some(format!("{first}/{last}")),
            (None, None) => None,
        },
        "date": article.date.map(|date| date.to_string()),
        "date_source": evidence.map(|evidence| evidence.source),
        "date_year_source": evidence.and_then(|evidence| evidence.year_source),
        "date_inferred": evidence.is_some_and(|evidence| evidence.is_inferred),
        "confidence": article.confidence,
        "captions": texts(&article.captions),
        "mentions": json_of_mentions(article, recognition, page_date),
        "people": recognition
            .people
            .iter()
            .map(|person| json!({"name": person.name, "posts": person.posts}))
            .collect::<Vec<_>>(),
        "meetings": json_of_meetings(article, recognition),
    })
}

/// Who met whom, each mention as it is printed.
fn json_of_meetings(article: &Article, recognition: &Recognition) -> Vec<Value> {
    let text = article.full_text();
    let names = |idxs: &[usize]| -> Vec<&str> {
        let mentions = idxs.iter().filter_map(|idx| recognition.mentions.get(*idx));
        mentions.map(|m| clip(&text.text, m.span)).collect()
    };
    read_meetings(&text, recognition)
        .iter()
        .map(|meeting| {
            json!({
                "deed": meeting.deed.as_str(),
                "who": names(&meeting.who),
                "whom": names(&meeting.whom),
                "with": names(&meeting.with),
                "places": names(&meeting.places),
                "date": names(meeting.date.as_slice()).first(),
                "projects": names(&meeting.projects),
                "topic": meeting.topic.map(|span| clip(&text.text, span)),
                "sentence": clip(&text.text, meeting.sentence).trim(),
            })
        })
        .collect()
}

/// Mentions in characters of the joined text. They are sorted, so one walk over the text counts
/// them all.
fn json_of_mentions(
    article: &Article,
    recognition: &Recognition,
    page_date: Option<PartialDate>,
) -> Vec<Value> {
    let whole = article.full_text();
    let values = values_of(&whole, recognition, Anchor::of(article, page_date));
    let whole = whole.text;
    let (mut at, mut n_chars) = (0, 0);
    recognition
        .mentions
        .iter()
        .zip(values)
        .map(|(mention, value)| {
            let text = clip(&whole, mention.span);
            n_chars += clip(&whole, Span::new(at, mention.span.start))
                .chars()
                .count();
            at = mention.span.start;
            let mut json = json!({
                "start": n_chars,
                "end": n_chars + text.chars().count(),
                "text": text,
                "type": mention.kind.as_str(),
            });
            if let (Some(json), Some(value)) = (json.as_object_mut(), value) {
                json.insert("value".to_owned(), json_of_value(&value));
            }
            json
        })
        .collect()
}

fn print_source(output: &mut Output, source: &RestoredSource) -> io::Result<()> {
    for warning in &source.warnings {
        output.note(&format!("{}: {}", warning.place, warning.message));
    }
    for page in &source.pages {
        output.line(&format!("━━ {} ━━\n", page.page.name))?;
        for warning in &page.restoration.warnings {
            output.note(&format!("{}: {}", warning.place, warning.message));
        }
        for (article, recognition) in page.restoration.articles.iter().zip(&page.recognitions) {
            print_article(output, article, recognition)?;
        }
    }
    Ok(())
}

fn print_article(
    output: &mut Output,
    article: &Article,
    recognition: &Recognition,
) -> io::Result<()> {
    let headline = match article.headline.text.as_str() {
        "" => "（无题）",
        headline => headline,
    };
    output.line(&format!("【{}】", headline.replace('\n', " ")))?;
    for deck in &article.deck {
        output.line(&format!("  {}", deck.text.replace('\n', " ")))?;
    }
    if let Some(date) = article.date {
        let is_inferred = article.date_evidence.is_some_and(|e| e.is_inferred);
        // A conclusion stands in brackets, as in catalogues.
        let date = if is_inferred {
            format!("[{date}]")
        } else {
            date.to_string()
        };
        output.line(&format!("  {date}"))?;
    }
    for paragraph in article.body.text.lines() {
        output.line(&format!("　　{paragraph}"))?;
    }
    if !article.byline.is_empty() {
        output.line(&format!("（{}）", article.byline.text))?;
    }
    for caption in &article.captions {
        output.line(&format!("〔图〕{}", caption.text.replace('\n', " ")))?;
    }
    for person in &recognition.people {
        output.line(&format!("  · {}  {}", person.name, person.posts.join("；")))?;
    }
    output.line("")
}
