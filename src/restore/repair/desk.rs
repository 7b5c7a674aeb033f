//! The page's articles taken apart on a desk: what the repairs work on. Every character of the
//! page but blanks lies in exactly one matter, before and after each of them.

use super::edits::Edits;
use super::fields::find_fields;
use super::matter::{Manner, Matter, Paragraph, holds_text};
use super::seams::{self, goes_on};
use crate::model::{Article, Join, JoinKind, Page, Part, Place, Restoration, Span};

/// An article taken apart.
#[derive(Clone, Debug)]
pub(super) struct Story {
    pub(super) headline: Matter,
    pub(super) deck: Vec<Matter>,
    pub(super) body: Matter,
    pub(super) byline: Matter,
    pub(super) captions: Vec<Matter>,
    /// As the engine gave it; empty for one that a repair made.
    pub(super) given: Article,
    /// The reader's joins.
    pub(super) joins: Vec<Join>,
}

impl Story {
    /// One with nothing in it.
    pub(super) fn empty() -> Self {
        Self {
            headline: Matter::empty(Manner::Phrases),
            deck: Vec::new(),
            body: Matter::empty(Manner::Body),
            byline: Matter::empty(Manner::Credits),
            captions: Vec::new(),
            given: Article::default(),
            joins: Vec::new(),
        }
    }

    fn of_article(page: &Page, article: Article) -> Self {
        let part = |part: &Part, manner| Matter::of_part(page, part.clone(), &[], manner);
        let parts = |parts: &[Part]| -> Vec<Matter> {
            parts.iter().map(|p| part(p, Manner::Phrases)).collect()
        };
        Self {
            headline: part(&article.headline, Manner::Phrases),
            deck: parts(&article.deck),
            body: Matter::of_part(page, article.body.clone(), &article.subheads, Manner::Body),
            byline: part(&article.byline, Manner::Credits),
            captions: parts(&article.captions),
            given: article,
            joins: Vec::new(),
        }
    }

    /// All of its matter.
    pub(super) fn matters(&self) -> impl Iterator<Item = &Matter> {
        std::iter::once(&self.headline)
            .chain(&self.deck)
            .chain([&self.body, &self.byline])
            .chain(&self.captions)
    }

    fn matters_mut(&mut self) -> impl Iterator<Item = &mut Matter> {
        std::iter::once(&mut self.headline)
            .chain(&mut self.deck)
            .chain([&mut self.body, &mut self.byline])
            .chain(&mut self.captions)
    }

    /// Notes that the reader put this here, or looked at it.
    pub(super) fn note(&mut self, kind: JoinKind, at: Span, reason: &str) {
        self.joins
            .retain(|join| join.page != at || join.kind != kind);
        self.joins.push(Join {
            kind,
            page: at,
            confidence: 1.0,
            reason: reason.to_owned(),
        });
    }

    fn is_empty(&self) -> bool {
        self.matters().all(Matter::is_empty)
    }
}

/// The page on the desk.
pub(super) struct Desk<'a> {
    pub(super) page: &'a Page,
    pub(super) stories: Vec<Story>,
    furniture: Vec<Matter>,
    pub(super) edits: Edits,
}

impl<'a> Desk<'a> {
    /// Takes a restoration apart.
    pub(super) fn of_restoration(
        page: &'a Page,
        articles: Vec<Article>,
        furniture: Vec<Part>,
    ) -> Self {
        Self {
            page,
            stories: articles
                .into_iter()
                .map(|article| Story::of_article(page, article))
                .collect(),
            furniture: furniture
                .into_iter()
                .map(|part| Matter::of_part(page, part, &[], Manner::Phrases))
                .collect(),
            edits: Edits::default(),
        }
    }

    /// The stretches as they can be used: on character boundaries, with text in them, none twice.
    pub(super) fn usable(&self, lines: &[Span]) -> Vec<Span> {
        let mut usable: Vec<Span> = Vec::new();
        for line in lines {
            let mut rest = vec![*line];
            for other in &usable {
                rest = rest
                    .into_iter()
                    .flat_map(|span| {
                        [
                            Span::new(span.start, span.end.min(other.start)),
                            Span::new(span.start.max(other.end), span.end),
                        ]
                    })
                    .filter(|span| !span.is_empty())
                    .collect();
                rest.dedup();
            }
            usable.extend(rest.into_iter().filter(|s| holds_text(self.page, *s)));
        }
        usable
    }

    /// The story that has most of a stretch: in its body, else anywhere in it.
    pub(super) fn story_at(&self, span: Span) -> Option<usize> {
        let most = |n_bytes: &dyn Fn(&Story) -> usize| {
            let counts = self.stories.iter().map(n_bytes).enumerate();
            // The first of those that have as much.
            counts
                .filter(|(_, n)| *n > 0)
                .max_by_key(|(idx, n)| (*n, usize::MAX - idx))
                .map(|(idx, _)| idx)
        };
        most(&|story| story.body.n_bytes_of(span))
            .or_else(|| most(&|story| story.matters().map(|m| m.n_bytes_of(span)).sum()))
    }

    /// Takes stretches out of whatever has them, in the order given; those that stood in one
    /// paragraph, or whose sentence goes on, stay one. Signs alone (a markdown `#`) stay where
    /// they are.
    pub(super) fn lift(&mut self, lines: &[Span]) -> Vec<Paragraph> {
        let page = self.page;
        let mut lifted: Vec<Paragraph> = Vec::new();
        let mut last_from = None;
        for line in lines {
            let mut taken: Vec<(Span, (usize, usize), bool)> = Vec::new();
            let of_stories = self.stories.iter_mut().flat_map(Story::matters_mut);
            let all = of_stories.map(|m| (m, true));
            let furniture = self.furniture.iter_mut().map(|m| {
                let holds_words = m.spans().any(|s| has_words(page, s));
                (m, holds_words)
            });
            let all = all.chain(furniture).enumerate();
            for (nth, (matter, _)) in all.filter(|(_, (_, is_text))| *is_text) {
                let parts = matter.take(page, *line).into_iter();
                taken.extend(parts.map(|(span, idx, is_subhead)| (span, (nth, idx), is_subhead)));
            }
            taken.sort_by_key(|(span, ..)| *span);
            for (span, from, is_subhead) in taken {
                let goes_on = |last: &Paragraph| {
                    last.spans.last().is_some_and(|before| {
                        last_from == Some(from)
                            || (!is_subhead && !last.is_subhead && goes_on(page, *before, span))
                    })
                };
                match lifted.last_mut() {
                    Some(last) if goes_on(last) => last.spans.push(span),
                    _ => lifted.push(Paragraph {
                        spans: vec![span],
                        is_subhead,
                    }),
                }
                last_from = Some(from);
            }
        }
        lifted
    }

    /// Puts what was lifted into a place of a story.
    pub(super) fn put(&mut self, story: usize, place: Place, lifted: Vec<Paragraph>) {
        let page = self.page;
        let Some(story) = self.stories.get_mut(story) else {
            return;
        };
        let Some(first) = lifted.first().and_then(|p| p.spans.first()).copied() else {
            return;
        };
        let one_line = |manner| Matter::of_paragraphs(manner, lifted.clone());
        match place {
            Place::Headline => {
                let before = std::mem::replace(&mut story.headline, one_line(Manner::Phrases));
                insert_by_page(&mut story.deck, before);
            }
            Place::Deck => insert_by_page(&mut story.deck, one_line(Manner::Phrases)),
            Place::Caption => insert_by_page(&mut story.captions, one_line(Manner::Phrases)),
            Place::Byline => {
                story.byline.paragraphs.extend(lifted);
                story.byline.is_changed = true;
            }
            Place::Body => {
                let last_before = story
                    .body
                    .spans()
                    .enumerate()
                    .filter(|(_, span)| span.start < first.start)
                    .map(|(idx, _)| idx + 1)
                    .last();
                let at = last_before.unwrap_or(0);
                seams::insert(page, &mut story.body.paragraphs, at, lifted);
                story.body.is_changed = true;
            }
        }
        let kind = match place {
            Place::Headline | Place::Deck => JoinKind::Headline,
            Place::Byline => JoinKind::Byline,
            Place::Body | Place::Caption => JoinKind::Body,
        };
        story.note(kind, first, Join::MADE_BY_READER);
    }

    /// Gives stretches to the page itself.
    pub(super) fn discard(&mut self, lifted: Vec<Paragraph>) {
        for span in lifted.into_iter().flat_map(|p| p.spans) {
            let paragraph = Paragraph {
                spans: vec![span],
                is_subhead: false,
            };
            let matter = Matter::of_paragraphs(Manner::Phrases, vec![paragraph]);
            insert_by_page(&mut self.furniture, matter);
        }
    }

    /// Sets everything that has changed; gives also the corrections that found no place.
    pub(super) fn finish(mut self, restoration: &mut Restoration) -> Vec<Span> {
        let page = self.page;
        let mut is_used = vec![false; self.edits.len()];
        for mut story in self.stories {
            if !story.is_empty() {
                let article = finish_story(page, &mut story, &self.edits, &mut is_used);
                restoration.articles.push(article);
            }
        }
        for matter in &mut self.furniture {
            if !matter.is_empty() {
                let mut part = matter.set(page);
                self.edits.apply(page, &mut part, &mut is_used);
                restoration.furniture.push(part);
            }
        }
        self.edits.unused(&is_used)
    }
}

fn finish_story(page: &Page, story: &mut Story, edits: &Edits, is_used: &mut [bool]) -> Article {
    let is_new_body = story.body.is_changed;
    let mut set = |matter: &mut Matter| {
        let mut part = matter.set(page);
        let is_edited = edits.apply(page, &mut part, is_used);
        (part, is_edited)
    };
    let (body, is_edited) = set(&mut story.body);
    let mut whole = |matters: &mut Vec<Matter>| -> Vec<Part> {
        let some = matters.iter_mut().filter(|m| !m.is_empty());
        some.map(|m| set(m).0).collect()
    };
    let (deck, captions) = (whole(&mut story.deck), whole(&mut story.captions));
    let mut article = Article {
        deck,
        captions,
        headline: set(&mut story.headline).0,
        byline: set(&mut story.byline).0,
        body,
        ..std::mem::take(&mut story.given)
    };
    if is_new_body || is_edited {
        find_fields(&mut article, &story.body.paragraphs);
    }
    let spans = article.page_spans();
    let is_replaced = |join: &Join| story.joins.iter().any(|made| made.page.overlaps(join.page));
    article
        .joins
        .retain(|join| !is_replaced(join) && spans.iter().any(|s| s.overlaps(join.page)));
    if !story.joins.is_empty() {
        article.confidence = 1.0;
    }
    article.joins.append(&mut story.joins);
    article
}

/// Puts matter among others where it stands on the page.
fn insert_by_page(among: &mut Vec<Matter>, matter: Matter) {
    let Some(start) = matter.start() else { return };
    let at = among
        .iter()
        .position(|other| other.start().is_some_and(|s| s > start))
        .unwrap_or(among.len());
    among.insert(at, matter);
}

fn has_words(page: &Page, span: Span) -> bool {
    page.clip(span).chars().any(char::is_alphanumeric)
}
