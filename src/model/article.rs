//! What restoration gives: articles whose every character can be traced back to the page.

use super::{DateEvidence, PartialDate, Provenance, Sentence, Span, Warning, clip};
use serde::{Deserialize, Serialize};

/// Names an article. Computed from its content and provenance, never counted up, so that what the
/// reader attached to it survives a rebuild, a move of the folder and a re-import.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ArticleId(pub String);

impl std::fmt::Display for ArticleId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// A piece of an article as restored: a headline, a body, a byline …
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The restored text; paragraphs are joined by `\n`.
    pub text: String,
    /// Where it came from.
    pub provenance: Provenance,
}

impl Part {
    /// Is there no text?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}

/// One article of a page, in the newspaper's own words.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Article {
    /// The main line of the headline block; may be empty.
    pub headline: Part,
    /// Kicker (above the headline) and sub lines (below it), in reading order.
    pub deck: Vec<Part>,
    /// The body: what is printed between headline and byline, lead first, section subheads as
    /// paragraphs of their own, paragraphs joined by `\n`.
    pub body: Part,
    /// The closing byline ("记者 … 通讯员 …"); empty when there is none.
    pub byline: Part,
    /// Captions of the article's pictures.
    pub captions: Vec<Part>,
    /// The dateline ("本报讯 8月21日", "新华社北京8月21日电"), in the body.
    pub dateline: Option<Span>,
    /// A byline that stands in the body's opening ("本报讯（记者 …）"), in the body: its
    /// `记者 …` without the brackets.
    pub opening_byline: Option<Span>,
    /// Paragraphs of the body that are section subheads.
    pub subheads: Vec<Span>,
    /// The day the article is of, from its dateline and the page's issue date.
    pub date: Option<PartialDate>,
    /// How `date` is known; `None` where there is none.
    #[serde(default)]
    pub date_evidence: Option<DateEvidence>,
    /// How likely the article is right as a whole, 0..=1.
    pub confidence: f32,
    /// Every place where text that stood apart on the page was put together.
    pub joins: Vec<Join>,
}

/// What was put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JoinKind {
    /// A headline block to a body.
    Headline,
    /// A stretch of body to the one before it.
    Body,
    /// A byline to a body.
    Byline,
}

/// One decision of the assembly, with how sure it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Join {
    /// What was joined.
    pub kind: JoinKind,
    /// Where the joined stretch begins on the page.
    pub page: Span,
    /// How likely the join is right, 0..=1.
    pub confidence: f32,
    /// Why, in a few words, for the reader who asks.
    pub reason: String,
}

impl Join {
    /// The reason of a join that the reader made.
    pub const MADE_BY_READER: &'static str = "读者修正";
    /// The reason of a join that the reader looked at and found right.
    pub const SEEN_BY_READER: &'static str = "读者确认";

    /// The reasons that the engine gives, and in English. Kept articles name them by their places
    /// here, so new ones come last.
    pub const REASONS: [(&str, &str); 9] = [
        (Self::MADE_BY_READER, "repaired by you"),
        (Self::SEEN_BY_READER, "confirmed by you"),
        ("标题紧接在正文之前", "headline right before the body"),
        ("标题与正文用词相同", "headline and body share words"),
        (
            "导语另排，与下文用词相同",
            "lead set apart, shares words with the rest",
        ),
        ("正文相接", "body goes on"),
        ("上段未完，下段接续", "the sentence goes on below"),
        ("署名紧接正文", "byline right after the body"),
        ("署名与正文不相邻", "byline away from the body"),
    ];

    /// The reason in both languages. The engine gives it in Chinese.
    #[must_use]
    pub fn reason_sentence(&self) -> Sentence {
        let known = Self::REASONS.iter().find(|(zh, _)| *zh == self.reason);
        Sentence::new(
            self.reason.clone(),
            known.map_or(self.reason.as_str(), |(_, en)| en),
        )
    }

    /// Does the reader answer for it?
    #[must_use]
    pub fn is_readers(&self) -> bool {
        [Self::MADE_BY_READER, Self::SEEN_BY_READER].contains(&self.reason.as_str())
    }
}

/// Everything that one page holds.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Restoration {
    /// The articles, in page order.
    pub articles: Vec<Article>,
    /// What belongs to the page and to no article: masthead, page number, editors, jump lines.
    pub furniture: Vec<Part>,
    /// What the reader should know of.
    pub warnings: Vec<Warning>,
}

/// A field of [`ArticleText`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The main line.
    Headline,
    /// One kicker or sub line, by its place in [`Article::deck`].
    Deck(usize),
    /// The body.
    Body,
    /// The byline.
    Byline,
}

/// The article as one text: headline, deck lines, body and byline joined by `\n`. Mentions, hits
/// and the outside world's offsets count in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ArticleText {
    /// The joined text.
    pub text: String,
    /// Where each field stands in it, in order; empty fields too.
    pub fields: Vec<(Field, Span)>,
}

impl ArticleText {
    /// Where a field stands; the empty span when the article lacks it.
    #[must_use]
    pub fn span_of(&self, field: Field) -> Span {
        self.fields
            .iter()
            .find(|(f, _)| *f == field)
            .map_or_else(Span::default, |(_, s)| *s)
    }

    /// The field that holds a byte of the text.
    #[must_use]
    pub fn field_at(&self, byte: usize) -> Option<(Field, Span)> {
        self.fields
            .iter()
            .copied()
            .find(|(_, s)| s.start <= byte && byte < s.end)
    }
}

/// Below this confidence a reader is warned that an article may be restored wrongly: of those above
/// it about one in twenty is.
pub const DOUBTFUL_BELOW: f32 = 0.75;

/// From this confidence on an article is called sure: of these fewer than one in fifty is wrong, as
/// measured in `ARCHITECTURE.md`.
pub const SURE_FROM: f32 = 0.95;

impl Article {
    /// Should the reader be warned that it may be restored wrongly?
    #[must_use]
    pub fn is_doubtful(&self) -> bool {
        self.confidence < DOUBTFUL_BELOW
    }

    /// May it be relied on without a look at the page?
    #[must_use]
    pub fn is_sure(&self) -> bool {
        self.confidence >= SURE_FROM
    }

    /// The byline as printed, wherever it stands: at the end, or in the opening.
    #[must_use]
    pub fn byline_text(&self) -> &str {
        match self.opening_byline {
            Some(span) if self.byline.is_empty() => clip(&self.body.text, span),
            _ => &self.byline.text,
        }
    }

    /// Where a text of it, as [`Self::full_text`] gives it, only says who wrote it: the byline, and
    /// the one in the opening. Empty where there is none.
    #[must_use]
    pub fn byline_spans(&self, text: &ArticleText) -> [Span; 2] {
        let body = text.span_of(Field::Body);
        let opening = self.opening_byline;
        let opening = opening.map_or_else(Span::default, |span| span.shifted(body.start));
        [text.span_of(Field::Byline), opening]
    }

    /// The article as one text.
    #[must_use]
    pub fn full_text(&self) -> ArticleText {
        let mut whole = ArticleText::default();
        let decks = self.deck.iter().enumerate();
        let fields = std::iter::once((Field::Headline, self.headline.text.as_str()))
            .chain(decks.map(|(i, part)| (Field::Deck(i), part.text.as_str())))
            .chain([
                (Field::Body, self.body.text.as_str()),
                (Field::Byline, self.byline_text()),
            ]);
        for (i, (field, text)) in fields.enumerate() {
            if i > 0 {
                whole.text.push('\n');
            }
            let start = whole.text.len();
            whole.text.push_str(text);
            whole
                .fields
                .push((field, Span::new(start, whole.text.len())));
        }
        whole
    }

    /// Every part with text of its own, in reading order.
    pub fn parts(&self) -> impl Iterator<Item = &Part> {
        std::iter::once(&self.headline)
            .chain(&self.deck)
            .chain([&self.body, &self.byline])
            .chain(&self.captions)
    }

    /// The stretches of the page that the article covers, sorted, for marking them.
    #[must_use]
    pub fn page_spans(&self) -> Vec<Span> {
        let mut spans: Vec<Span> = self
            .parts()
            .flat_map(|p| p.provenance.pieces())
            .map(|piece| piece.page)
            .collect();
        spans.sort_unstable();
        spans
    }
}
