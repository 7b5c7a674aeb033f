//! Articles and recognitions as the catalog keeps them: without what their page says already.
//!
//! The text of a part is that of the page under its runs, so only the runs are kept; a name is the
//! text of one of its mentions. Numbers are differences, so that most take a byte. Whatever cannot
//! be told so is kept as it is; what is packed is unpacked and compared before it is kept.
//!
//! The order of fields and kinds is part of the format: they only grow at their ends.

use crate::model::{
    Article, DateEvidence, Edit, Join, JoinKind, Part, PartialDate, Provenance, Run, Span,
};
use crate::text::plain_char;
use serde::{Deserialize, Serialize};

/// An article beside its page.
#[derive(Serialize, Deserialize)]
struct CompactArticle {
    headline: CompactPart,
    deck: Vec<CompactPart>,
    body: CompactPart,
    byline: CompactPart,
    captions: Vec<CompactPart>,
    dateline: Option<Span>,
    opening_byline: Option<Span>,
    subheads: Vec<Span>,
    date: Option<PartialDate>,
    date_evidence: Option<DateEvidence>,
    confidence: f32,
    joins: Vec<CompactJoin>,
}

#[derive(Serialize, Deserialize)]
enum CompactPart {
    Empty,
    /// The page's text under runs. Of each: the blanks before it from where the last one ended, on
    /// the page and in the text (see [`step_of`]), and its length on the page.
    OfPage(Vec<(u64, usize)>),
    Whole {
        text: String,
        runs: Vec<Run>,
        edits: Vec<Edit>,
    },
}

#[derive(Serialize, Deserialize)]
struct CompactJoin {
    kind: JoinKind,
    page: Span,
    confidence: f32,
    reason: Reason,
}

#[derive(Serialize, Deserialize)]
enum Reason {
    /// Its place in [`Join::REASONS`].
    Known(u8),
    Other(String),
}

/// What stands between two runs, by its number in a step.
const BETWEEN: [&str; 3] = ["", "\n", " "];

/// An article as bytes, to be read beside the text of its page; `None` where it would not come back
/// as it is.
pub(super) fn pack_article(article: &Article, page: &str) -> Option<Vec<u8>> {
    let part = |part: &Part| CompactPart::of(part, page);
    let compact = CompactArticle {
        headline: part(&article.headline),
        deck: article.deck.iter().map(part).collect(),
        body: part(&article.body),
        byline: part(&article.byline),
        captions: article.captions.iter().map(part).collect(),
        dateline: article.dateline,
        opening_byline: article.opening_byline,
        subheads: article.subheads.clone(),
        date: article.date,
        date_evidence: article.date_evidence,
        confidence: article.confidence,
        joins: article.joins.iter().map(CompactJoin::of).collect(),
    };
    let bytes = postcard::to_allocvec(&compact).ok()?;
    (unpack_article(&bytes, page).as_ref() == Some(article)).then_some(bytes)
}

/// The article that was packed beside such a page; `None` where the bytes are damaged.
pub(super) fn unpack_article(bytes: &[u8], page: &str) -> Option<Article> {
    let compact: CompactArticle = postcard::from_bytes(bytes).ok()?;
    let parts = |parts: Vec<CompactPart>| -> Option<Vec<Part>> {
        parts.into_iter().map(|part| part.read(page)).collect()
    };
    let joins = compact.joins.into_iter().map(CompactJoin::read);
    Some(Article {
        headline: compact.headline.read(page)?,
        deck: parts(compact.deck)?,
        body: compact.body.read(page)?,
        byline: compact.byline.read(page)?,
        captions: parts(compact.captions)?,
        dateline: compact.dateline,
        opening_byline: compact.opening_byline,
        subheads: compact.subheads,
        date: compact.date,
        date_evidence: compact.date_evidence,
        confidence: compact.confidence,
        joins: joins.collect::<Option<_>>()?,
    })
}

impl CompactPart {
    fn of(part: &Part, page: &str) -> Self {
        if *part == Part::default() {
            return Self::Empty;
        }
        if let Some(steps) = steps_of(part) {
            let of_page = Self::OfPage(steps);
            if of_page.read_ref(page).as_ref() == Some(part) {
                return of_page;
            }
        }
        Self::Whole {
            text: part.text.clone(),
            runs: part.provenance.runs.clone(),
            edits: part.provenance.edits.clone(),
        }
    }

    fn read(self, page: &str) -> Option<Part> {
        match self {
            Self::Whole { text, runs, edits } => Some(Part {
                text,
                provenance: Provenance { runs, edits },
            }),
            other => other.read_ref(page),
        }
    }

    /// A part of the page's own text; `None` where it does not fit the page, or is whole.
    fn read_ref(&self, page: &str) -> Option<Part> {
        let mut part = Part::default();
        let Self::OfPage(steps) = self else {
            return matches!(self, Self::Empty).then_some(part);
        };
        let n_bytes = steps.iter().map(|(_, n_bytes)| n_bytes + 1).sum::<usize>();
        part.text.reserve(n_bytes.min(page.len()));
        part.provenance.runs.reserve(steps.len().min(page.len()));
        let mut last_end = 0;
        for (step, n_bytes) in steps {
            let (between, way) = read_step(*step)?;
            part.text.push_str(between);
            let page_start = i64::try_from(last_end).ok()?.checked_add(way)?;
            let page_start = usize::try_from(page_start).ok()?;
            last_end = page_start.checked_add(*n_bytes)?;
            let start = part.text.len();
            let printed = page.get(page_start..last_end)?;
            part.text.extend(printed.chars().map(plain_char));
            part.provenance.runs.push(Run {
                text: Span::new(start, part.text.len()),
                page: Span::new(page_start, last_end),
            });
        }
        Some(part)
    }
}

/// The steps of a part that is nothing but runs and simple blanks between them.
fn steps_of(part: &Part) -> Option<Vec<(u64, usize)>> {
    if !part.provenance.edits.is_empty() {
        return None;
    }
    let (mut text_end, mut page_end) = (0, 0);
    let mut steps = Vec::with_capacity(part.provenance.runs.len());
    for run in &part.provenance.runs {
        let between = part.text.get(text_end..run.text.start)?;
        steps.push((step_of(between, page_end, run.page.start)?, run.page.len()));
        (text_end, page_end) = (run.text.end, run.page.end);
    }
    (text_end == part.text.len()).then_some(steps)
}

/// What stands between two runs and how far it is from one to the next on the page, forwards or
/// backwards, as one number.
fn step_of(between: &str, from: usize, to: usize) -> Option<u64> {
    let nth = BETWEEN.iter().position(|known| *known == between)?;
    let way = i64::try_from(to)
        .ok()?
        .checked_sub(i64::try_from(from).ok()?)?;
    let sign = u64::from(way < 0);
    let distance = way.unsigned_abs().checked_mul(2)?.checked_add(sign)?;
    distance
        .checked_mul(BETWEEN.len() as u64)?
        .checked_add(nth as u64)
}

fn read_step(step: u64) -> Option<(&'static str, i64)> {
    let n_known = BETWEEN.len() as u64;
    let between = *BETWEEN.get(usize::try_from(step % n_known).ok()?)?;
    let distance = step / n_known;
    let way = i64::try_from(distance / 2).ok()?;
    Some((between, if distance % 2 == 1 { -way } else { way }))
}

impl CompactJoin {
    fn of(join: &Join) -> Self {
        let known = Join::REASONS.iter().position(|(zh, _)| *zh == join.reason);
        let known = known.and_then(|nth| u8::try_from(nth).ok());
        Self {
            kind: join.kind,
            page: join.page,
            confidence: join.confidence,
            reason: known.map_or_else(|| Reason::Other(join.reason.clone()), Reason::Known),
        }
    }

    fn read(self) -> Option<Join> {
        let reason = match self.reason {
            Reason::Known(nth) => Join::REASONS.get(usize::from(nth))?.0.to_owned(),
            Reason::Other(reason) => reason,
        };
        Some(Join {
            kind: self.kind,
            page: self.page,
            confidence: self.confidence,
            reason,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{pack_article, unpack_article};
    use crate::model::{Article, Edit, Join, JoinKind, Part, Provenance, Run, Span};

    /// A part that is these stretches of a page, with something between them.
    fn part(page: &str, between: &str, stretches: &[&str]) -> Part {
        let mut part = Part::default();
        for (nth, stretch) in stretches.iter().enumerate() {
            if nth > 0 {
                part.text.push_str(between);
            }
            let at = page.find(stretch).unwrap();
            let start = part.text.len();
            part.text.push_str(&stretch.replace('⻓', "长"));
            part.provenance.runs.push(Run {
                text: Span::new(start, part.text.len()),
                page: Span::new(at, at + stretch.len()),
            });
        }
        part
    }

    #[test]
    fn an_article_is_told_by_its_page() {
        let page = "市⻓到场\n宣布开工。\n记者 孙庆辉\n青河大桥开工";
        let mut article = Article {
            headline: part(page, "", &["青河大桥开工"]),
            deck: vec![part(page, "、", &["青河", "开工"])],
            body: part(page, "\n", &["市⻓到场", "宣布开工。"]),
            byline: part(page, " ", &["记者", "孙庆辉"]),
            confidence: 0.9,
            joins: ["正文相接", "另有缘故"]
                .map(|reason| Join {
                    kind: JoinKind::Body,
                    page: Span::new(0, 13),
                    confidence: 0.8,
                    reason: reason.to_owned(),
                })
                .into(),
            ..Article::default()
        };
        let bytes = pack_article(&article, page).unwrap();
        assert_eq!(unpack_article(&bytes, page).as_ref(), Some(&article));
        assert!(bytes.len() < 120, "{} bytes", bytes.len());
        // Another page, or none, is noticed or gives other words, but never a panic.
        for other in ["", "短", "市长到场宣布开工市长到场宣布开工市长到场宣布开工"]
        {
            assert_ne!(unpack_article(&bytes, other).as_ref(), Some(&article));
        }
        assert_eq!(unpack_article(&bytes[..bytes.len() / 2], page), None);
        // What the reader corrected is kept as it is.
        article.headline = Part {
            text: "清河大桥".to_owned(),
            provenance: Provenance {
                runs: vec![],
                edits: vec![Edit {
                    text: Span::new(0, 12),
                    page: Span::new(0, 12),
                    printed: "青河大桥".to_owned(),
                }],
            },
        };
        let bytes = pack_article(&article, page).unwrap();
        assert_eq!(unpack_article(&bytes, page), Some(article));
    }
}
