//! From articles to sentences: which names stand together, and where.
//!
//! Headline, deck and body are read, not bylines: who wrote of somebody does not stand beside them.
//! Relies on what recognition and the reader's rules made of each article.

use super::{NetworkArticle, Subject};
use crate::library::rows::headline_of;
use crate::model::{ArticleId, ArticleText, EntityKind, PartialDate, Recognition, Span};
use crate::store::StoredArticle;
use crate::text::{fold, sentence_spans};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// A sentence with more names is a roll: it tells who stands with the subject, and not that all of
/// them have to do with each other.
const N_NAMES_IN_SENTENCE: usize = 40;

/// The subject's place among the names.
pub(super) const SUBJECT: usize = 0;

/// A name as the articles have it.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) kind: EntityKind,
    /// Its forms, and how many articles have each.
    forms: BTreeMap<String, usize>,
    /// Posts, with the date of the article that tells them.
    posts: (Option<PartialDate>, Vec<String>),
}

impl Known {
    /// The form that most articles have.
    pub(super) fn name(&self) -> &str {
        let most = self
            .forms
            .iter()
            .max_by_key(|(form, n)| (**n, Reverse(*form)));
        most.map_or("", |(form, _)| form.as_str())
    }

    pub(super) fn posts(&self) -> &[String] {
        &self.posts.1
    }

    fn see(&mut self, name: &str, date: Option<PartialDate>, posts: &[String]) {
        *self.forms.entry(name.to_owned()).or_default() += 1;
        let is_newer = self.posts.1.is_empty() || date > self.posts.0;
        if !posts.is_empty() && is_newer {
            self.posts = (date, posts.to_vec());
        }
    }
}

/// A sentence in which two names stand at least.
#[derive(Debug)]
pub(super) struct Told {
    pub(super) article: usize,
    /// In the article's text.
    pub(super) span: Span,
    pub(super) text: String,
    /// Which names stand where, in `text`.
    pub(super) names: Vec<(usize, Span)>,
    /// The names in it, each once, ascending.
    pub(super) named: Vec<usize>,
}

impl Told {
    pub(super) fn is_roll(&self) -> bool {
        self.names.len() > N_NAMES_IN_SENTENCE
    }
}

/// In how many sentences and articles something is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Strength {
    pub(super) n_sentences: usize,
    pub(super) n_articles: usize,
    last_article: Option<usize>,
}

impl Strength {
    /// Sentences of an article come one after another.
    pub(super) fn add(&mut self, article: usize) {
        self.n_sentences += 1;
        if self.last_article != Some(article) {
            self.n_articles += 1;
            self.last_article = Some(article);
        }
    }
}

/// What was read.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    /// The subject's names, folded as they are compared.
    subject: Option<(EntityKind, String)>,
    kinds: BTreeSet<EntityKind>,
    pub(super) known: Vec<Known>,
    places: BTreeMap<(EntityKind, String), usize>,
    pub(super) articles: Vec<NetworkArticle>,
    /// Articles that were read or will be.
    expected: BTreeSet<ArticleId>,
    pub(super) sentences: Vec<Told>,
}

impl Gathered {
    pub(super) fn new(subject: Subject, kinds: BTreeSet<EntityKind>) -> Self {
        let folded = fold(&subject.name).text;
        let known = Known {
            kind: subject.kind,
            // It is shown under the name that it was asked for by.
            forms: BTreeMap::from([(subject.name, usize::MAX / 2)]),
            posts: (None, Vec::new()),
        };
        Self {
            places: BTreeMap::from([((subject.kind, folded.clone()), SUBJECT)]),
            subject: Some((subject.kind, folded)),
            kinds,
            known: vec![known],
            ..Self::default()
        }
    }

    /// Of these articles the ones that are not read yet.
    pub(super) fn expect(&mut self, ids: Vec<ArticleId>) -> Vec<ArticleId> {
        let new = ids.into_iter();
        new.filter(|id| self.expected.insert(id.clone())).collect()
    }

    /// Reads an article; one that was read already is left alone.
    pub(super) fn take_in(&mut self, stored: StoredArticle, recognition: &Recognition) {
        let article = self.articles.len();
        let text = stored.article.full_text();
        let date = stored.article.date.or(stored.page_date);
        let owners = self.owners(recognition, date);
        let bylines = stored.article.byline_spans(&text);
        for (_, field) in &text.fields {
            for span in sentence_spans(&text.text, *field) {
                let told = read_sentence(&text, span, &bylines, recognition, &owners, article);
                self.sentences.extend(told);
            }
        }
        self.expected.insert(stored.id.clone());
        self.articles.push(NetworkArticle {
            headline: headline_of(&stored.article),
            id: stored.id,
            date,
            page: stored.page_name,
        });
    }

    /// For each mention the name that it is of, where it is one of those wanted.
    fn owners(
        &mut self,
        recognition: &Recognition,
        date: Option<PartialDate>,
    ) -> Vec<Option<usize>> {
        let mut owners = vec![None; recognition.mentions.len()];
        for entity in &recognition.entities {
            let folded = |name: &String| fold(name).text;
            let is_subject = self.subject.as_ref().is_some_and(|(kind, name)| {
                let mut names = std::iter::once(&entity.name).chain(&entity.aliases);
                *kind == entity.kind && names.any(|known| folded(known) == *name)
            });
            if !is_subject && !self.kinds.contains(&entity.kind) {
                continue;
            }
            let place = if is_subject {
                SUBJECT
            } else {
                let next = self.known.len();
                let key = (entity.kind, folded(&entity.name));
                *self.places.entry(key).or_insert(next)
            };
            if place == self.known.len() {
                self.known.push(Known {
                    kind: entity.kind,
                    forms: BTreeMap::new(),
                    posts: (None, Vec::new()),
                });
            }
            if let Some(known) = self.known.get_mut(place) {
                known.see(&entity.name, date, &entity.posts);
            }
            for idx in &entity.mention_idxs {
                if let Some(owner) = owners.get_mut(*idx) {
                    *owner = Some(place);
                }
            }
        }
        owners
    }

    /// How often each name stands beside the subject.
    pub(super) fn beside_subject(&self) -> Vec<Strength> {
        let mut strengths = vec![Strength::default(); self.known.len()];
        for told in &self.sentences {
            if told.named.first() != Some(&SUBJECT) {
                continue;
            }
            for name in &told.named {
                if let Some(strength) = strengths.get_mut(*name) {
                    strength.add(told.article);
                }
            }
        }
        strengths
    }

    /// Names in the order of their strength, those without any left out; the subject is none of
    /// them.
    pub(super) fn ranked(&self, strengths: &[Strength]) -> Vec<usize> {
        let mut ranked: Vec<usize> = (1..self.known.len())
            .filter(|name| strengths.get(*name).is_some_and(|s| s.n_sentences > 0))
            .collect();
        ranked.sort_by_cached_key(|name| {
            let strength = strengths.get(*name).copied().unwrap_or_default();
            let known = self.known.get(*name);
            let named = known.map(|known| (known.kind, known.name().to_owned()));
            (
                Reverse(strength.n_sentences),
                Reverse(strength.n_articles),
                named,
            )
        });
        ranked
    }

    /// Those that stand most often beside the subject.
    pub(super) fn strongest(&self, n_most: usize) -> Vec<Subject> {
        let ranked = self.ranked(&self.beside_subject()).into_iter().take(n_most);
        let known = ranked.filter_map(|name| self.known.get(name));
        known
            .map(|known| Subject {
                kind: known.kind,
                name: known.name().to_owned(),
            })
            .collect()
    }
}

/// A sentence with the names in it, where there are two.
fn read_sentence(
    text: &ArticleText,
    span: Span,
    bylines: &[Span],
    recognition: &Recognition,
    owners: &[Option<usize>],
    article: usize,
) -> Option<Told> {
    let mentions = &recognition.mentions;
    let from = mentions.partition_point(|m| m.span.start < span.start);
    let to = mentions.partition_point(|m| m.span.end <= span.end);
    let words = text.text.get(span.range())?;
    let start = span.start + words.len() - words.trim_start().len();
    let words = words.trim();
    let inside = mentions.get(from..to)?.iter().zip(owners.get(from..to)?);
    let names: Vec<(usize, Span)> = inside
        .filter(|(mention, _)| !bylines.iter().any(|byline| byline.contains(mention.span)))
        .filter_map(|(mention, owner)| {
            let at = mention.span.start.checked_sub(start)?;
            Some(((*owner)?, Span::new(at, at + mention.span.len())))
        })
        .collect();
    let mut named: Vec<usize> = names.iter().map(|(name, _)| *name).collect();
    named.sort_unstable();
    named.dedup();
    (named.len() > 1).then(|| Told {
        article,
        span: Span::new(start, start + words.len()),
        text: words.to_owned(),
        names,
        named,
    })
}
