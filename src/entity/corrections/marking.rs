//! Which stretches of a text are names, by the reader's word: mentions taken out, given another
//! kind, made longer or shorter, and names marked wherever they stand in whole.

use crate::model::{EntityKind, Mention, Span, clip};
use aho_corasick::AhoCorasick;
use std::collections::{BTreeMap, BTreeSet};

/// A name with a kind.
type Named = (String, EntityKind);

/// What rules say of mentions, while they are read one after another.
#[derive(Debug, Default)]
pub(super) struct Draft {
    demanded: BTreeMap<String, EntityKind>,
    forbidden: BTreeSet<Named>,
    shortened: BTreeMap<Named, String>,
}

/// What rules say of mentions.
#[derive(Debug, Default)]
pub(super) struct Marks {
    demanded: Vec<Named>,
    forbidden: BTreeSet<Named>,
    shortened: BTreeMap<Named, String>,
    /// Finds the demanded names, by their places.
    finder: Option<AhoCorasick>,
}

impl Draft {
    /// A name is nothing of a kind.
    pub(super) fn forbid(&mut self, name: &str, kind: EntityKind) {
        if self.demanded.get(name) == Some(&kind) {
            self.demanded.remove(name);
        }
        self.forbidden.insert((name.to_owned(), kind));
    }

    /// A name is something of a kind, wherever it stands.
    pub(super) fn demand(&mut self, name: &str, kind: EntityKind) {
        let named = (name.to_owned(), kind);
        self.forbidden.remove(&named);
        self.shortened.remove(&named);
        self.demanded.insert(named.0, kind);
    }

    /// What is found under a name is really a longer name, or a part of it.
    pub(super) fn stretch(&mut self, name: &str, kind: EntityKind, whole: &str) {
        if whole.contains(name) {
            self.demand(whole, kind);
        } else if name.contains(whole) {
            let named = (name.to_owned(), kind);
            self.forbidden.remove(&(whole.to_owned(), kind));
            if self.demanded.get(name) == Some(&kind) {
                self.demanded.remove(name);
            }
            self.shortened.remove(&(whole.to_owned(), kind));
            self.shortened.insert(named, whole.to_owned());
        }
    }

    pub(super) fn finish(self) -> Marks {
        let demanded: Vec<Named> = self.demanded.into_iter().collect();
        let names = demanded.iter().map(|(name, _)| name);
        Marks {
            // It fails only for more names than memory could hold.
            finder: (!demanded.is_empty())
                .then(|| AhoCorasick::new(names).ok())
                .flatten(),
            demanded,
            forbidden: self.forbidden,
            shortened: self.shortened,
        }
    }
}

impl Marks {
    pub(super) fn is_empty(&self) -> bool {
        self.demanded.is_empty() && self.forbidden.is_empty() && self.shortened.is_empty()
    }

    /// The mentions of a text as the reader wants them: sorted, not overlapping.
    pub(super) fn apply(&self, text: &str, mentions: &[Mention]) -> Vec<Mention> {
        if self.is_empty() {
            return mentions.to_vec();
        }
        let kept = mentions.iter().filter_map(|mention| {
            let mention = self.shorten(text, *mention);
            let name = clip(text, mention.span).trim();
            let is_forbidden = !self.forbidden.is_empty()
                && self.forbidden.contains(&(name.to_owned(), mention.kind));
            (!is_forbidden).then_some(mention)
        });
        self.mark(text, kept.collect())
    }

    /// A mention as short as the reader wants it.
    fn shorten(&self, text: &str, mut mention: Mention) -> Mention {
        while !self.shortened.is_empty() {
            let name = clip(text, mention.span);
            let key = (name.trim().to_owned(), mention.kind);
            let part = self.shortened.get(&key);
            let Some((at, part)) = part.and_then(|part| Some((name.find(part)?, part))) else {
                break;
            };
            let start = mention.span.start + at;
            mention.span = Span::new(start, start + part.len());
        }
        mention
    }

    /// Marks the demanded names, the longest first. A name inside a longer one stays unmarked; what
    /// only touches a demanded name gives way to it.
    fn mark(&self, text: &str, mut mentions: Vec<Mention>) -> Vec<Mention> {
        let places = self.find(text);
        if places.is_empty() {
            return mentions;
        }
        // What stands where a demanded name stands is the reader's word or gives way to it.
        let exact: BTreeSet<Span> = places.iter().map(|place| place.span).collect();
        mentions.retain(|mention| !exact.contains(&mention.span));
        loop {
            let (others, marked) = choose(&mentions, &places);
            // Whatever gave way may have kept another name from being marked.
            if others.len() == mentions.len() {
                let mut all = others;
                all.extend(marked);
                all.sort_unstable();
                return all;
            }
            mentions = others;
        }
    }

    /// Where the demanded names stand, the longest first.
    fn find(&self, text: &str) -> Vec<Mention> {
        let Some(finder) = &self.finder else {
            return Vec::new();
        };
        let mut places: Vec<Mention> = finder
            .find_overlapping_iter(text)
            .filter_map(|found| {
                let span = Span::new(found.start(), found.end());
                let (_, kind) = self.demanded.get(found.pattern().as_usize())?;
                is_word_alone(text, span).then_some(Mention { span, kind: *kind })
            })
            .collect();
        places.sort_by_key(|place| (std::cmp::Reverse(place.span.len()), place.span.start));
        places
    }
}

/// Of other mentions those that stay, and the demanded names that are marked; `places` are the
/// longest first.
fn choose(others: &[Mention], places: &[Mention]) -> (Vec<Mention>, Vec<Mention>) {
    let mut stays = vec![true; others.len()];
    let mut marked: BTreeMap<usize, Mention> = BTreeMap::new();
    for place in places {
        let before = marked.range(..place.span.end).next_back();
        if before.is_some_and(|(_, mention)| mention.span.end > place.span.start) {
            continue;
        }
        let first = others.partition_point(|other| other.span.end <= place.span.start);
        let touched = others.iter().enumerate().skip(first);
        let touched = touched.take_while(|(_, other)| other.span.start < place.span.end);
        let touched: Vec<(usize, &Mention)> = touched.collect();
        let is_inside = |(idx, other): &(usize, &Mention)| {
            stays.get(*idx) == Some(&true) && other.span.contains(place.span)
        };
        if touched.iter().any(is_inside) {
            continue;
        }
        for (idx, _) in touched {
            if let Some(stays) = stays.get_mut(idx) {
                *stays = false;
            }
        }
        marked.insert(place.span.start, *place);
    }
    let others = others.iter().zip(stays);
    let others = others.filter_map(|(other, stays)| stays.then_some(*other));
    (others.collect(), marked.into_values().collect())
}

/// Latin letters and digits at the ends of a name are not those of a longer word.
fn is_word_alone(text: &str, span: Span) -> bool {
    let name = clip(text, span);
    let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let before = clip(text, Span::new(0, span.start)).chars().next_back();
    let after = text.get(span.end..).and_then(|rest| rest.chars().next());
    let goes_on_before = is_latin(before) && is_latin(name.chars().next());
    let goes_on_after = is_latin(after) && is_latin(name.chars().next_back());
    !goes_on_before && !goes_on_after
}
