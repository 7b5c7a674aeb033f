//! How near to each other an article names two things: in one sentence, in one paragraph, or only in
//! one article. Pure; relies on the one definition of sentences and paragraphs in `text`.

use crate::model::{Mention, Recognition, Span};
use crate::text::{Begins, UnitReader};
use std::collections::BTreeSet;

/// How near two things are named; the nearer, the greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Closeness {
    /// In one article.
    Article,
    /// In one paragraph of it; a headline and each deck line are one.
    Paragraph,
    /// In one sentence.
    Sentence,
}

impl Closeness {
    /// All of them, the nearest first.
    pub const ALL: [Self; 3] = [Self::Sentence, Self::Paragraph, Self::Article];
}

/// Where units of a text begin, in bytes, ascending.
struct Starts(Vec<usize>);

impl Starts {
    fn unit_of(&self, mention: &Mention) -> usize {
        self.0.partition_point(|start| *start <= mention.span.start)
    }
}

/// Of every thing of an article, in its order, how near it is named to some mentions, which are
/// places in [`Recognition::mentions`]. Who is named in `bylines` alone is near to nobody: who wrote
/// of somebody does not stand beside them.
#[must_use]
pub fn closeness_to(
    text: &str,
    recognition: &Recognition,
    to: &[usize],
    bylines: &[Span],
) -> Vec<Closeness> {
    let (mut sentences, mut paragraphs) = (Starts(Vec::new()), Starts(Vec::new()));
    let mut reader = UnitReader::default();
    for (at, c) in text.char_indices() {
        let begins = reader.read(c);
        if begins >= Begins::Sentence {
            sentences.0.push(at);
        }
        if begins == Begins::Paragraph {
            paragraphs.0.push(at);
        }
    }
    let mention = |idx: &usize| {
        let mention = recognition.mentions.get(*idx)?;
        let is_told = !bylines.iter().any(|byline| byline.contains(mention.span));
        is_told.then_some(mention)
    };
    let units = |starts: &Starts| -> BTreeSet<usize> {
        let mentions = to.iter().filter_map(mention);
        mentions.map(|m| starts.unit_of(m)).collect()
    };
    let (own_sentences, own_paragraphs) = (units(&sentences), units(&paragraphs));
    let of_mention = |m: &Mention| {
        if own_sentences.contains(&sentences.unit_of(m)) {
            Closeness::Sentence
        } else if own_paragraphs.contains(&paragraphs.unit_of(m)) {
            Closeness::Paragraph
        } else {
            Closeness::Article
        }
    };
    let entities = recognition.entities.iter();
    let nearest = entities.map(|entity| {
        let mentions = entity.mention_idxs.iter().filter_map(mention);
        mentions.map(of_mention).max().unwrap_or(Closeness::Article)
    });
    nearest.collect()
}

#[cfg(test)]
mod tests {
    use super::{Closeness, closeness_to};
    use crate::model::{Entity, EntityKind, Mention, Recognition, Span};

    /// Every name as a mention and a thing of its own, by its first place in a text.
    fn named(text: &str, names: &[&str]) -> Recognition {
        let mut found = Recognition::default();
        for (idx, name) in names.iter().enumerate() {
            let at = text.find(name).unwrap();
            found.mentions.push(Mention {
                span: Span::new(at, at + name.len()),
                kind: EntityKind::Person,
            });
            found.entities.push(Entity {
                kind: EntityKind::Person,
                name: (*name).to_owned(),
                aliases: vec![],
                posts: vec![],
                mention_idxs: vec![idx],
            });
        }
        found
    }

    #[test]
    fn names_are_near_by_sentences_and_paragraphs() {
        let text = "沈一舟来了\n沈舟说：“好！”韩小满在。罗明也在。\n纪长庚没来。";
        let found = named(text, &["沈舟", "韩小满", "罗明", "纪长庚", "沈一舟"]);
        let near = closeness_to(text, &found, &[1], &[]);
        assert_eq!(
            near,
            [
                Closeness::Paragraph,
                Closeness::Sentence,
                Closeness::Paragraph,
                Closeness::Article,
                Closeness::Article,
            ]
        );
        let both = closeness_to(text, &found, &[1, 4], &[]);
        assert_eq!(both[0], Closeness::Paragraph);
        assert_eq!(both[4], Closeness::Sentence);
    }

    #[test]
    fn who_wrote_is_near_to_nobody() {
        let text = "（记者 韩小满）沈舟到访，罗明在座。";
        let found = named(text, &["韩小满", "沈舟", "罗明"]);
        let byline = Span::new(0, text.find("沈舟").unwrap());
        let near = closeness_to(text, &found, &[1], &[byline]);
        assert_eq!(
            near,
            [Closeness::Article, Closeness::Sentence, Closeness::Sentence]
        );
    }
}
