//! Who met whom: the deeds that the sentences of an article tell of the names in it.
//!
//! A deed is a verb of a short list with names at its sides, read by where they stand: who before
//! it, whom behind it or behind 与 or 到, who came along before 陪同, what about behind 就 or 围绕.
//! Where a part that makes the deed is missing, or the verb is a noun (座谈会上, 调研中), nothing is
//! said: a card that is missing is looked up in the article, a wrong one is believed. Relies on
//! the mentions that are recognised.

mod clause;
mod words;

use crate::model::{ArticleText, Deed, EntityKind, Field, Meeting, Mention, Recognition, Span};
use crate::text::sentence_spans;
use clause::Clause;

/// The deeds of an article, in the order in which they are told; none twice.
#[must_use]
pub fn read_meetings(text: &ArticleText, recognition: &Recognition) -> Vec<Meeting> {
    let body = text.span_of(Field::Body);
    let mut meetings: Vec<Meeting> = Vec::new();
    let mut latest: Option<Told> = None;
    for (number, span) in sentence_spans(&text.text, body).into_iter().enumerate() {
        let from = recognition
            .mentions
            .partition_point(|m| m.span.start < span.start);
        let to = recognition
            .mentions
            .partition_point(|m| m.span.end <= span.end);
        let mentions = recognition.mentions.get(from..to).unwrap_or_default();
        let sentence = Sentence {
            text: &text.text,
            span,
            first: from,
            mentions,
        };
        read_sentence(&sentence, number, &mut meetings, &mut latest);
    }
    let mut kept: Vec<Meeting> = Vec::new();
    for meeting in meetings {
        let is_known = kept.iter().any(|known| {
            known.deed == meeting.deed && known.who == meeting.who && known.whom == meeting.whom
        });
        if !is_known {
            kept.push(meeting);
        }
    }
    kept
}

/// The deed told last, which the next sentence may go on with.
struct Told {
    /// Who did it.
    who: Vec<usize>,
    /// The number of its sentence.
    number: usize,
    /// Its place among the meetings.
    place: usize,
}

/// A sentence with the names in it.
struct Sentence<'t> {
    text: &'t str,
    span: Span,
    /// The place of the first mention among the article's.
    first: usize,
    mentions: &'t [Mention],
}

impl Sentence<'_> {
    fn words(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// The mentions of some kinds within a stretch, by their places among the article's.
    fn named(&self, within: Span, kinds: &[EntityKind]) -> Vec<usize> {
        self.mentions
            .iter()
            .enumerate()
            .filter(|(_, m)| kinds.contains(&m.kind) && within.contains(m.span))
            .map(|(idx, _)| self.first + idx)
            .collect()
    }

    fn mention(&self, idx: usize) -> Option<&Mention> {
        self.mentions.get(idx.checked_sub(self.first)?)
    }

    /// Does a byte stand inside a name?
    fn is_named(&self, at: usize) -> bool {
        self.mentions
            .iter()
            .any(|m| m.span.start <= at && at < m.span.end)
    }
}

fn read_sentence(
    sentence: &Sentence<'_>,
    number: usize,
    meetings: &mut Vec<Meeting>,
    latest: &mut Option<Told>,
) {
    // What is said within quotes is somebody's account of it.
    let verbs = words::find_verbs(sentence);
    let mut from = sentence.span.start;
    for (place, verb) in verbs.iter().enumerate() {
        let until = verbs
            .get(place + 1)
            .map_or(sentence.span.end, |next| next.span.start);
        let clause = Clause::read(sentence, verb, from, until);
        let told = read_deed(&clause, number, latest.as_ref());
        match told {
            Some(Reading::New(meeting)) => {
                *latest = Some(Told {
                    who: meeting.who.clone(),
                    number,
                    place: meetings.len(),
                });
                meetings.push(meeting);
                from = clause.right.end;
            }
            Some(Reading::Company(people)) => {
                let known = latest.as_mut().and_then(|told| {
                    told.number = number;
                    meetings.get_mut(told.place)
                });
                if let Some(meeting) = known {
                    let is_known: Vec<usize> = meeting.parts().collect();
                    let new = people.into_iter().filter(|idx| !is_known.contains(idx));
                    meeting.with.extend(new);
                }
                from = verb.span.end;
            }
            None => {}
        }
    }
}

/// What a verb tells.
enum Reading {
    New(Meeting),
    /// Who was there at the deed before.
    Company(Vec<usize>),
}

fn read_deed(clause: &Clause<'_>, number: usize, latest: Option<&Told>) -> Option<Reading> {
    let verb = clause.verb;
    let follows = latest.is_some_and(|told| told.number == number || told.number + 1 == number);
    if verb.is_company {
        let people = clause.company();
        return (follows && !people.is_empty()).then_some(Reading::Company(people));
    }
    let mut who = clause.who();
    let mut is_who_earlier = false;
    if who.is_empty() {
        let told = latest.filter(|told| {
            clause.is_of_delegation() || (told.number == number && clause.goes_on())
        })?;
        who.clone_from(&told.who);
        is_who_earlier = told.number != number;
    }
    let (whom, places) = clause.objects(&who);
    let projects = clause.projects();
    let topic = clause.topic();
    let is_told = match verb.deed {
        Deed::Met | Deed::Talked => !whom.is_empty(),
        Deed::Visited => !(whom.is_empty() && places.is_empty() && topic.is_none()),
        Deed::Signed => topic.is_some() || !projects.is_empty(),
        Deed::Convened | Deed::Attended => clause.is_gathering(),
    };
    if !is_told {
        return None;
    }
    if verb.deed == Deed::Attended && follows && clause.is_the_same_gathering() {
        return Some(Reading::Company(who));
    }
    Some(Reading::New(Meeting {
        deed: verb.deed,
        verb: verb.span,
        sentence: clause.sentence.span,
        who,
        is_who_earlier,
        whom,
        with: Vec::new(),
        places,
        date: clause.date(),
        projects,
        topic,
    }))
}
