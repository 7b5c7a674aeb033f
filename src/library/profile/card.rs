//! A meeting in words, without its article.

use crate::model::{ArticleText, Deed, Meeting, Recognition, Span, clip};

/// What a card says of a meeting, in the article's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeetingCard {
    /// What was done.
    pub deed: Deed,
    /// Who did it; never empty.
    pub who: Vec<String>,
    /// Are they named in an earlier sentence only?
    pub is_who_earlier: bool,
    /// Whom or what they met or saw.
    pub whom: Vec<String>,
    /// Who was with them.
    pub with: Vec<String>,
    /// Where.
    pub places: Vec<String>,
    /// When, as the sentence says it; empty where it does not.
    pub day: String,
    /// What it was about; empty where nothing is said.
    pub topic: String,
    /// The posts that the article gives those who met, a line each.
    pub posts: Vec<String>,
    /// The sentence.
    pub sentence: String,
    /// The word that tells it, in the article's text.
    pub verb: Span,
}

impl MeetingCard {
    /// The card of a meeting.
    #[must_use]
    pub fn of(text: &ArticleText, recognition: &Recognition, meeting: &Meeting) -> Self {
        let names = |idxs: &[usize]| {
            let mut names: Vec<String> = Vec::new();
            for idx in idxs {
                let name = surface(text, recognition, *idx);
                if !name.is_empty() && !names.iter().any(|known| known == name) {
                    names.push(name.to_owned());
                }
            }
            names
        };
        let topic = meeting.topic.map_or_else(
            || names(&meeting.projects).join("、"),
            |span| clip(&text.text, span).replace('\n', ""),
        );
        Self {
            deed: meeting.deed,
            who: names(&meeting.who),
            is_who_earlier: meeting.is_who_earlier,
            whom: names(&meeting.whom),
            with: names(&meeting.with),
            places: names(&meeting.places),
            day: names(meeting.date.as_slice()).concat(),
            topic,
            posts: posts(text, recognition, meeting),
            sentence: clip(&text.text, meeting.sentence).trim().to_owned(),
            verb: meeting.verb,
        }
    }
}

fn surface<'t>(text: &'t ArticleText, recognition: &Recognition, mention: usize) -> &'t str {
    let mention = recognition.mentions.get(mention);
    mention.map_or("", |m| clip(&text.text, m.span).trim())
}

fn posts(text: &ArticleText, recognition: &Recognition, meeting: &Meeting) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for idx in meeting.parts() {
        let name = surface(text, recognition, idx);
        let known = recognition.people.iter().find(|p| p.name == name);
        if let Some(person) = known.filter(|person| !person.posts.is_empty()) {
            let line = format!("{name}  {}", person.posts.join("、"));
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
    }
    lines
}
