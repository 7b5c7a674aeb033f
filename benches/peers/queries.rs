//! What is asked: some queries to be timed, and more to be checked.

use crate::corpus::{Parts, RawArticle};
use crate::maker::Dice;
use anyhow::Context as _;
use banmian::index::query::{Node, Query};
use banmian::text::is_han;
use std::path::Path;

/// Queries that are timed where nobody gives any.
const N_MADE: usize = 200;

/// A query, as a list of texts that an article must all hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Asked {
    /// How long it is, and the like.
    pub(crate) kind: String,
    /// The texts.
    pub(crate) texts: Vec<String>,
}

impl Asked {
    fn new(kind: &str, text: &str) -> Self {
        let texts = if kind.starts_with("and") {
            text.split_whitespace().map(str::to_owned).collect()
        } else {
            vec![text.to_owned()]
        };
        Self {
            kind: kind.to_owned(),
            texts,
        }
    }

    /// The texts as they stand, all of them.
    pub(crate) fn query(&self) -> Query {
        let leaves = self.texts.iter().map(Node::literal);
        Query::from(Node::all(leaves.collect()))
    }

    /// What a reader types for that.
    pub(crate) fn typed(&self) -> String {
        self.texts.join(" ")
    }

    /// Can a trigram answer it?
    pub(crate) fn has_trigrams(&self) -> bool {
        self.texts.iter().all(|text| text.chars().count() >= 3)
    }
}

/// The queries.
#[derive(Debug, Default)]
pub(crate) struct Queries {
    /// Those that are timed; they are checked, too.
    pub(crate) timed: Vec<Asked>,
    /// Those that are only checked.
    pub(crate) checked: Vec<Asked>,
}

impl Queries {
    /// All of them.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Asked> {
        self.timed.iter().chain(&self.checked)
    }
}

/// The queries of a folder, or some that are made of the articles.
pub(crate) fn load(folder: Option<&Path>, parts: &Parts) -> anyhow::Result<Queries> {
    let Some(folder) = folder else {
        let articles = parts.read().next().context("no articles")??;
        return Ok(make_queries(&articles));
    };
    let timed: Vec<(String, String)> =
        serde_json::from_str(&std::fs::read_to_string(folder.join("queries.json"))?)?;
    let mut queries = Queries {
        timed: timed
            .iter()
            .map(|(kind, text)| Asked::new(kind, text))
            .collect(),
        checked: Vec::new(),
    };
    for name in ["queries.tsv", "queries2.tsv"] {
        let path = folder.join(name);
        if path.exists() {
            let text = std::fs::read_to_string(path)?;
            let lines = text.lines().filter_map(|line| line.split_once('\t'));
            queries
                .checked
                .extend(lines.map(|(kind, text)| Asked::new(kind, text)));
        }
    }
    Ok(queries)
}

/// Pieces of the articles, two fifths of them of two characters, and some that are nowhere.
fn make_queries(articles: &[RawArticle]) -> Queries {
    let mut dice = Dice(4);
    let mut queries = Queries::default();
    while queries.timed.len() < N_MADE {
        let (kind, n_chars) = match queries.timed.len() % 20 {
            0..8 => ("word2", 2),
            8..11 => ("word3", 3),
            11..13 => ("word4-6", 4 + dice.below(3)),
            13..16 => ("phrase5-8", 5 + dice.below(4)),
            _ => ("and2", 2),
        };
        let mut piece = || {
            let article = &articles[dice.below(articles.len())];
            piece_of(&article.body, n_chars, &mut dice)
        };
        let text = match kind {
            "and2" => piece().zip(piece()).map(|(a, b)| format!("{a} {b}")),
            _ => piece(),
        };
        queries
            .timed
            .extend(text.map(|text| Asked::new(kind, &text)));
    }
    queries.timed.push(Asked::new("miss", "龘靐齉"));
    for n_chars in [1, 1, 2, 3, 5, 8, 12] {
        for _ in 0..40 {
            let article = &articles[dice.below(articles.len())];
            let chars: Vec<char> = article.body.chars().collect();
            let start = dice.below(chars.len().saturating_sub(n_chars));
            let text: String = chars.iter().skip(start).take(n_chars).collect();
            if text.chars().any(|c| !c.is_whitespace()) {
                queries.checked.push(Asked::new("piece", &text));
            }
        }
    }
    queries
}

/// So many Chinese characters in a row, from a place that is thrown.
fn piece_of(body: &str, n_chars: usize, dice: &mut Dice) -> Option<String> {
    let chars: Vec<char> = body.chars().collect();
    let start = dice.below(chars.len());
    let piece = chars.get(start..start + n_chars)?;
    piece
        .iter()
        .all(|c| is_han(*c))
        .then(|| piece.iter().collect())
}
