//! Annotated text: sentences of public sets, and articles of our own.

use banmian::entity::tagger::{ALL_LABELS, KINDS, NO_NAME, kind_idx, label_in};
use banmian::entity::tagger_lines;
use banmian::model::{ArticleText, EntityKind, Field, Span};
use serde::Deserialize;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// A text with its names, in bytes.
#[derive(Clone, Debug)]
pub struct Annotated {
    pub text: ArticleText,
    pub names: Vec<(Span, EntityKind)>,
    /// Is it of a public set: only persons, bodies and places are annotated, and sites among them?
    pub is_public: bool,
}

/// A line to learn from: for each character the keys of its features and its possible labels.
pub struct Lesson {
    pub keys: Vec<Vec<u32>>,
    pub allowed: Vec<u32>,
    pub is_public: bool,
}

#[derive(Deserialize)]
struct Name {
    start: usize,
    end: usize,
    #[serde(rename = "type")]
    kind: String,
}

#[derive(Deserialize)]
struct Sentence {
    text: String,
    entities: Vec<Name>,
}

#[derive(Deserialize)]
struct NewsArticle {
    headline: String,
    deck: Vec<String>,
    body: String,
    byline: String,
    mentions: Vec<Name>,
}

fn kind_of(name: &str) -> Option<EntityKind> {
    Some(match name {
        "PER" | "name" => EntityKind::Person,
        "ORG" | "company" | "government" | "organization" => EntityKind::Organization,
        "LOC" | "address" | "scene" => EntityKind::Place,
        "FAC" => EntityKind::Facility,
        "PROJ" => EntityKind::Project,
        "DATE" => EntityKind::Date,
        "NUM" => EntityKind::Quantity,
        _ => return None,
    })
}

/// Names with offsets in bytes instead of characters, sorted, none inside another.
fn in_bytes(text: &str, names: &[Name]) -> Vec<(Span, EntityKind)> {
    let mut starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    starts.push(text.len());
    let mut found: Vec<(Span, EntityKind)> = names
        .iter()
        .filter_map(|name| {
            let span = Span::new(*starts.get(name.start)?, *starts.get(name.end)?);
            Some((span, kind_of(&name.kind)?))
        })
        .collect();
    found.sort_unstable();
    let mut end = 0;
    found.retain(|(span, _)| {
        let is_free = span.start >= end;
        if is_free {
            end = span.end;
        }
        is_free
    });
    found
}

fn read_lines<T: for<'d> Deserialize<'d>>(path: &Path) -> io::Result<Vec<T>> {
    fs::read_to_string(path)?
        .lines()
        .filter(|line| !line.is_empty())
        .map(|line| serde_json::from_str(line).map_err(io::Error::other))
        .collect()
}

/// The sentences of a public set.
pub fn read_sentences(path: &Path) -> io::Result<Vec<Annotated>> {
    let sentences: Vec<Sentence> = read_lines(path)?;
    Ok(sentences
        .into_iter()
        .map(|sentence| {
            let span = Span::new(0, sentence.text.len());
            Annotated {
                names: in_bytes(&sentence.text, &sentence.entities),
                text: ArticleText {
                    text: sentence.text,
                    fields: vec![(Field::Body, span)],
                },
                is_public: true,
            }
        })
        .collect())
}

/// Articles of our own.
pub fn read_news(path: &Path) -> io::Result<Vec<Annotated>> {
    let articles: Vec<NewsArticle> = read_lines(path)?;
    Ok(articles
        .into_iter()
        .map(|article| {
            let mut text = ArticleText::default();
            let decks = article.deck.iter().enumerate();
            let parts = std::iter::once((Field::Headline, &article.headline))
                .chain(decks.map(|(i, line)| (Field::Deck(i), line)))
                .chain([
                    (Field::Body, &article.body),
                    (Field::Byline, &article.byline),
                ]);
            for (i, (field, part)) in parts.enumerate() {
                if i > 0 {
                    text.text.push('\n');
                }
                let start = text.text.len();
                text.text.push_str(part);
                text.fields.push((field, Span::new(start, text.text.len())));
            }
            Annotated {
                names: in_bytes(&text.text, &article.mentions),
                text,
                is_public: false,
            }
        })
        .collect())
}

/// Every `.jsonl` and `.txt` file below a folder, sorted by name, or the file itself.
pub fn files_below(path: &Path) -> io::Result<Vec<PathBuf>> {
    if path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    let mut paths: Vec<PathBuf> = fs::read_dir(path)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<_>>()?;
    paths.sort();
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            files.extend(files_below(&path)?);
        } else if path.extension().is_some_and(|e| e == "jsonl" || e == "txt") {
            files.push(path);
        }
    }
    Ok(files)
}

/// The lines of a text, to learn from.
pub fn lessons_of(annotated: &Annotated) -> Vec<Lesson> {
    tagger_lines(std::slice::from_ref(&annotated.text))
        .into_iter()
        .flatten()
        .filter(|line| !line.keys.is_empty())
        .map(|line| Lesson {
            allowed: allowed_labels(annotated, &line.origins),
            keys: line.keys,
            is_public: annotated.is_public,
        })
        .collect()
}

/// The labels that the annotation leaves open: a public set's place can be a site. (Its unnamed
/// characters can be of a project or a site too; but then the tagger sees these everywhere.)
fn allowed_labels(annotated: &Annotated, origins: &[Span]) -> Vec<u32> {
    let outside = 1 << NO_NAME;
    let mut allowed = vec![outside; origins.len()];
    for (span, kind) in &annotated.names {
        let Some(idx) = kind_idx(*kind) else { continue };
        let first = origins.partition_point(|origin| origin.start < span.start);
        let n = origins
            .iter()
            .skip(first)
            .take_while(|origin| origin.end <= span.end)
            .count();
        for i in 0..n {
            let mut set = 1 << label_in(idx, i, n);
            if annotated.is_public
                && *kind == EntityKind::Place
                && let Some(site) = kind_idx(EntityKind::Facility)
            {
                set |= 1 << label_in(site, i, n);
            }
            if let Some(slot) = allowed.get_mut(first + i) {
                *slot = set & ALL_LABELS;
            }
        }
    }
    allowed
}

/// For every kind of the tagger its letters in tables.
pub fn heading(kind: usize) -> &'static str {
    KINDS.get(kind).map_or("all", |kind| kind.as_str())
}

/// The kind that a letter stands for in marked text.
fn kind_of_letter(letter: char) -> Option<EntityKind> {
    Some(match letter {
        'P' => EntityKind::Person,
        'O' => EntityKind::Organization,
        'L' => EntityKind::Place,
        'F' => EntityKind::Facility,
        'J' => EntityKind::Project,
        _ => return None,
    })
}

/// Articles of our own with the names marked in the text (`[P张三]`), an empty line between two;
/// lines that begin with `#` are remarks. The first line of an article is its headline.
pub fn read_marked(path: &Path) -> io::Result<Vec<Annotated>> {
    let whole: String = fs::read_to_string(path)?
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(|line| [line, "\n"])
        .collect();
    whole
        .split("\n\n")
        .map(str::trim)
        .filter(|article| !article.is_empty())
        .map(read_marks)
        .collect()
}

fn read_marks(marked: &str) -> io::Result<Annotated> {
    let mut text = String::new();
    let mut names = Vec::new();
    let mut open = None;
    let mut characters = marked.chars();
    while let Some(c) = characters.next() {
        match (c, open) {
            ('[', None) => {
                let kind = characters.next().and_then(kind_of_letter);
                open = Some((text.len(), kind.ok_or_else(|| bad_mark(marked))?));
            }
            (']', Some((start, kind))) => {
                names.push((Span::new(start, text.len()), kind));
                open = None;
            }
            ('[' | ']', _) => return Err(bad_mark(marked)),
            (c, _) => text.push(c),
        }
    }
    let end_of_headline = text.find('\n').unwrap_or(text.len());
    let fields = vec![
        (Field::Headline, Span::new(0, end_of_headline)),
        (
            Field::Body,
            Span::new((end_of_headline + 1).min(text.len()), text.len()),
        ),
        (Field::Byline, Span::new(text.len(), text.len())),
    ];
    Ok(Annotated {
        text: ArticleText { text, fields },
        names,
        is_public: false,
    })
}

fn bad_mark(article: &str) -> io::Error {
    let head: String = article.chars().take(40).collect();
    io::Error::other(format!("a mark is wrong in the article “{head}”"))
}

/// An article without annotation.
#[derive(Deserialize)]
struct PlainArticle {
    headline: String,
    body: String,
}

/// The first articles of a file, to measure on.
pub fn read_plain(path: &Path, n: usize) -> io::Result<Vec<ArticleText>> {
    let articles: Vec<PlainArticle> = read_lines(path)?;
    Ok(articles
        .into_iter()
        .take(n)
        .map(|article| {
            let body = Span::new(
                article.headline.len() + 1,
                article.headline.len() + 1 + article.body.len(),
            );
            ArticleText {
                fields: vec![
                    (Field::Headline, Span::new(0, article.headline.len())),
                    (Field::Body, body),
                ],
                text: format!("{}\n{}", article.headline, article.body),
            }
        })
        .collect())
}
