//! The stretch of a sentence around one verb: who stands before it, whom and what behind it.

use super::Sentence;
use super::words::{GATHERINGS, GOING_ON, SAYING, TOPIC_ENDS, TOWARDS, Verb};
use crate::model::{Deed, EntityKind, Span};

/// Longest topic, in characters; what is longer is more than one.
const N_TOPIC_CHARS: usize = 40;
/// Farther from the verb, in characters, a name is not its subject.
const N_REACH_CHARS: usize = 90;

/// A verb with its sides.
pub(super) struct Clause<'s> {
    pub(super) sentence: &'s Sentence<'s>,
    pub(super) verb: &'s Verb,
    /// From the verb before, or the sentence's beginning.
    left: Span,
    /// Up to the comma behind the verb.
    pub(super) right: Span,
    /// Behind 与 or 同, where partners stand before the verb.
    partners: Option<Span>,
}

impl<'s> Clause<'s> {
    pub(super) fn read(
        sentence: &'s Sentence<'s>,
        verb: &'s Verb,
        from: usize,
        until: usize,
    ) -> Self {
        let mut left = Span::new(from, verb.span.start);
        // A semicolon or a colon begins another statement.
        if let Some((at, c)) = sentence
            .words(left)
            .char_indices()
            .rfind(|(_, c)| matches!(c, '；' | '：' | '。' | '！' | '？'))
        {
            left = Span::new(left.start + at + c.len_utf8(), left.end);
        }
        let behind = Span::new(verb.span.end, until.max(verb.span.end));
        let n_right = sentence
            .words(Span::new(behind.start, sentence.span.end))
            .find(['，', '。', '；', '：', '！', '？', ',', '\n'])
            .unwrap_or(sentence.span.end - behind.start);
        let comma = (behind.start + n_right).min(sentence.span.end);
        // "调研云岭重工时部署的…": behind 时 something else is told.
        let end = sentence
            .mentions
            .iter()
            .filter(|m| behind.start <= m.span.start && m.span.end <= comma)
            .map(|m| m.span.end)
            .find(|end| {
                let rest = sentence.words(Span::new(*end, comma));
                rest.starts_with(['时', '后']) || rest.starts_with("期间")
            });
        let right = Span::new(behind.start, end.unwrap_or(comma));
        let mut clause = Self {
            sentence,
            verb,
            left,
            right,
            partners: None,
        };
        // Elsewhere 和 joins two who did it, or two places.
        let has_partners = matches!(verb.deed, Deed::Met | Deed::Talked | Deed::Convened);
        clause.partners = has_partners.then(|| clause.find_partners()).flatten();
        clause
    }

    /// "与X座谈": what stands behind 与, without a comma up to the verb.
    fn find_partners(&self) -> Option<Span> {
        let words = self.sentence.words(self.left);
        let tail_from = words.rfind(['，', ',']).map_or(0, |at| at);
        let tail = words.get(tail_from..)?;
        let at = tail
            .char_indices()
            .filter(|(at, c)| {
                let byte = self.left.start + tail_from + at;
                let before = words.get(..tail_from + at).unwrap_or_default();
                let behind = tail.get(at + c.len_utf8()..).unwrap_or_default();
                let is_word = ["共", "一", "陪", "会", "不", "协", "相", "参", "给"]
                    .iter()
                    .any(|head| before.ends_with(head))
                    || ["时", "意", "步", "志", "会", "学"]
                        .iter()
                        .any(|end| behind.starts_with(end));
                matches!(c, '与' | '同' | '和') && !self.sentence.is_named(byte) && !is_word
            })
            .map(|(at, c)| (at, at + c.len_utf8()))
            .next()?;
        let start = self.left.start + tail_from + at.1;
        Some(Span::new(start, self.left.end))
    }

    /// What stands before the verb, and before the partners where there are some.
    fn subject_zone(&self) -> Span {
        match self.partners {
            Some(partners) => Span::new(self.left.start, partners.start),
            None => self.left,
        }
    }

    /// Those who do it.
    pub(super) fn who(&self) -> Vec<usize> {
        let zone = self.subject_zone();
        let words = self.sentence.words(zone);
        if SAYING.iter().any(|word| words.contains(word)) {
            return Vec::new();
        }
        let mut people = self.sentence.named(zone, &[EntityKind::Person]);
        // Whoever is named within 到…, 与… or 的 is not the one who goes there.
        people.retain(|idx| !self.is_owner(*idx));
        if people.is_empty() {
            return self.acting_bodies(zone);
        }
        let is_near = people
            .last()
            .and_then(|idx| self.sentence.mention(*idx))
            .is_some_and(|m| {
                let between = self.sentence.words(Span::new(m.span.end, zone.end));
                between.chars().count() <= N_REACH_CHARS
                    && !self.has_other_subject(m.span.end, zone)
            });
        if is_near { people } else { Vec::new() }
    }

    /// Does 的 follow the name ("宋佳明的讲话")?
    fn is_owner(&self, idx: usize) -> bool {
        self.sentence.mention(idx).is_some_and(|m| {
            let rest = self
                .sentence
                .words(Span::new(m.span.end, self.sentence.span.end));
            rest.starts_with('的') || rest.starts_with("旗下") || rest.starts_with("下属")
        })
    }

    /// "…，市水利局…召开": behind the last comma another body acts.
    fn has_other_subject(&self, from: usize, zone: Span) -> bool {
        let words = self.sentence.words(Span::new(from, zone.end));
        let Some(at) = words.rfind('，') else {
            return false;
        };
        let comma = from + at + '，'.len_utf8();
        self.sentence
            .mentions
            .iter()
            .any(|m| m.span.start == comma && m.kind == EntityKind::Organization)
    }

    /// Bodies and places that convene or sign.
    fn acting_bodies(&self, zone: Span) -> Vec<usize> {
        let bodies = match self.verb.deed {
            Deed::Convened => &[EntityKind::Organization, EntityKind::Place][..],
            Deed::Signed => &[EntityKind::Organization][..],
            _ => {
                let delegations = self.sentence.named(zone, &[EntityKind::Organization]);
                return delegations
                    .into_iter()
                    .filter(|idx| {
                        self.sentence.mention(*idx).is_some_and(|m| {
                            let name = self.sentence.words(m.span);
                            name.ends_with("代表团") || name.ends_with("考察团")
                        })
                    })
                    .collect();
            }
        };
        let mut acting = self.sentence.named(zone, bodies);
        acting.retain(|idx| !self.is_owner(*idx));
        let first = acting.first().and_then(|idx| self.sentence.mention(*idx));
        if !first.is_some_and(|m| self.opens_clause(m.span.start)) {
            return Vec::new();
        }
        let opening = acting.first().copied();
        // A place acts only right before the verb: 云州市召开.
        acting.retain(|idx| {
            self.sentence.mention(*idx).is_some_and(|m| {
                let before = self.sentence.words(Span::new(zone.start, m.span.start));
                let is_site = TOWARDS.iter().any(|word| before.ends_with(word));
                !is_site
                    && (m.kind == EntityKind::Organization || m.span.end == self.verb.span.start)
            })
        });
        if acting.first().copied() == opening {
            acting
        } else {
            Vec::new()
        }
    }

    /// Does nothing but a dateline and a date stand between a byte and the comma before it?
    fn opens_clause(&self, at: usize) -> bool {
        let before = self.sentence.words(Span::new(self.sentence.span.start, at));
        let from = before
            .rfind(['，', '；', '：'])
            .map_or(0, |at| at + '，'.len_utf8());
        let mut words = before.get(from..).unwrap_or_default().to_owned();
        for m in self.sentence.mentions {
            if m.kind == EntityKind::Date && m.span.end <= at {
                words = words.replace(self.sentence.words(m.span), "");
            }
        }
        let words = words.replace("本报讯", "");
        words.trim().chars().count() <= 1
    }

    /// "考察团一行…": those of the sentence before.
    pub(super) fn is_of_delegation(&self) -> bool {
        let words = self.sentence.words(self.subject_zone());
        ["考察团", "代表团", "调研组", "考察组"]
            .iter()
            .any(|word| words.contains(word))
    }

    /// Does the verb go on with the subject of the verb before it: nobody else acts between?
    pub(super) fn goes_on(&self) -> bool {
        let zone = self.subject_zone();
        let words = self.sentence.words(zone);
        let last = words.rsplit(['，', '、']).next().unwrap_or_default();
        let is_bare = |words: &str| words.trim().chars().count() <= 2;
        let joins = GOING_ON.iter().any(|word| last.starts_with(word)) || is_bare(last);
        let start = zone.end - last.len();
        let kinds = [EntityKind::Person, EntityKind::Organization];
        let reach = Span::new(start, zone.end);
        joins && self.sentence.named(reach, &kinds).is_empty()
    }

    /// Those before 陪同.
    pub(super) fn company(&self) -> Vec<usize> {
        self.sentence.named(self.left, &[EntityKind::Person])
    }

    /// Whom or what, and where.
    pub(super) fn objects(&self, who: &[usize]) -> (Vec<usize>, Vec<usize>) {
        let mut whom = Vec::new();
        let mut places = Vec::new();
        let bodies = [EntityKind::Organization, EntityKind::Facility];
        let towards = self.towards();
        match self.verb.deed {
            Deed::Met | Deed::Talked => {
                let zone = if self.verb.deed == Deed::Met && self.partners.is_none() {
                    self.right
                } else {
                    self.partners
                        .unwrap_or(Span::new(self.right.end, self.right.end))
                };
                whom = self.sentence.named(zone, &[EntityKind::Person]);
                if whom.is_empty() {
                    whom = self.sentence.named(zone, &[EntityKind::Organization]);
                }
                places = self.sites(towards);
            }
            Deed::Visited => {
                let zone = towards.unwrap_or(Span::new(self.right.start, self.right.start));
                for zone in [zone, self.right] {
                    whom.extend(self.sentence.named(zone, &bodies));
                    places.extend(self.sentence.named(zone, &[EntityKind::Place]));
                }
                let verb = self.sentence.words(self.verb.span);
                if matches!(verb, "看望" | "慰问" | "走访") {
                    whom.extend(self.sentence.named(self.right, &[EntityKind::Person]));
                }
            }
            Deed::Signed | Deed::Convened | Deed::Attended => places = self.sites(towards),
        }
        whom.retain(|idx| !who.contains(idx));
        places.retain(|idx| !who.contains(idx) && !whom.contains(idx));
        (whom, places)
    }

    /// The stretch behind 到 or 在, up to the verb.
    fn towards(&self) -> Option<Span> {
        let words = self.sentence.words(self.left);
        let at = words
            .char_indices()
            .filter(|(at, _)| !self.sentence.is_named(self.left.start + at))
            .filter_map(|(at, _)| {
                let rest = words.get(at..)?;
                let word = TOWARDS.iter().find(|word| rest.starts_with(**word))?;
                let start = self.left.start + at + word.len();
                self.sentence
                    .mentions
                    .iter()
                    .any(|m| m.span.start == start || self.follows_kind(start, m.span.start))
                    .then_some(start)
            })
            .next()?;
        let end = self.partners.map_or(self.left.end, |p| p.start.max(at));
        Some(Span::new(at, end))
    }

    /// A few characters may stand between 到 and a name ("到位于…").
    fn follows_kind(&self, from: usize, to: usize) -> bool {
        from < to
            && self.sentence.words(Span::new(from, to)).chars().count() <= 3
            && !self
                .sentence
                .words(Span::new(from, to))
                .contains(['，', '、'])
    }

    fn sites(&self, within: Option<Span>) -> Vec<usize> {
        within.map_or_else(Vec::new, |zone| {
            self.sentence
                .named(zone, &[EntityKind::Place, EntityKind::Facility])
        })
    }

    /// The day named last before the verb.
    pub(super) fn date(&self) -> Option<usize> {
        let before = Span::new(self.sentence.span.start, self.verb.span.start);
        self.sentence
            .named(before, &[EntityKind::Date])
            .last()
            .copied()
    }

    /// Projects named from the verb on, or between the subject and it.
    pub(super) fn projects(&self) -> Vec<usize> {
        let around = match self.verb.deed {
            Deed::Signed | Deed::Convened | Deed::Attended => self.right,
            _ => Span::new(self.left.start, self.sentence.span.end),
        };
        self.sentence.named(around, &[EntityKind::Project])
    }

    /// What it is about.
    pub(super) fn topic(&self) -> Option<Span> {
        let told = self.topic_between();
        if told.is_some() {
            return told;
        }
        let behind = self.trimmed(self.right);
        let words = self.sentence.words(behind);
        let n_chars = words.chars().count();
        let is_short = (2..=N_TOPIC_CHARS).contains(&n_chars);
        match self.verb.deed {
            Deed::Visited => {
                let kinds = [
                    EntityKind::Person,
                    EntityKind::Organization,
                    EntityKind::Place,
                    EntityKind::Facility,
                ];
                let is_open = self.sentence.named(behind, &kinds).is_empty();
                (is_short && n_chars >= 4 && is_open).then_some(behind)
            }
            Deed::Signed | Deed::Convened | Deed::Attended => is_short.then_some(behind),
            Deed::Met | Deed::Talked => None,
        }
    }

    /// "就…进行", "围绕…开展": what stands between.
    fn topic_between(&self) -> Option<Span> {
        let reach = Span::new(self.left.start, self.sentence.span.end);
        let words = self.sentence.words(reach);
        ["围绕", "就"].iter().find_map(|opening| {
            let at = words.find(opening)?;
            let from = at + opening.len();
            let rest = words.get(from..)?;
            let n = TOPIC_ENDS
                .iter()
                .filter_map(|end| {
                    // 发展 goes on with 开展 now and then.
                    rest.match_indices(end)
                        .map(|(at, _)| at)
                        .find(|at| !rest.get(..*at).is_some_and(|head| head.ends_with('发')))
                })
                .min()?;
            let topic = Span::new(reach.start + from, reach.start + from + n);
            let topic = self.trimmed(topic);
            let text = self.sentence.words(topic);
            let n_chars = text.chars().count();
            let is_whole = !text.contains(['，', '。', '；']);
            ((3..=N_TOPIC_CHARS).contains(&n_chars) && is_whole).then_some(topic)
        })
    }

    /// Without 了 and blanks at the ends.
    fn trimmed(&self, span: Span) -> Span {
        let words = self.sentence.words(span);
        let start = words.trim_start_matches([' ', '了', '过']);
        let end = start.trim_end_matches([' ', '，', '、', '等']);
        let from = span.start + words.len() - start.len();
        Span::new(from, from + end.len())
    }

    /// Is what stands behind the verb something that is held?
    pub(super) fn is_gathering(&self) -> bool {
        let behind = self.trimmed(self.right);
        let words = self.sentence.words(behind);
        words.chars().count() <= N_TOPIC_CHARS && GATHERINGS.iter().any(|end| words.ends_with(end))
    }

    /// "参加会见", "出席会议": the one told of just before.
    pub(super) fn is_the_same_gathering(&self) -> bool {
        let behind = self.trimmed(self.right);
        self.sentence.words(behind).chars().count() <= 5
    }
}
