//! Why every line of a page became what it is: the lines as the engine judged them, in words. It
//! decides nothing; classes are read off the restoration, reasons off the measures and rules that
//! the steps before went by.

use super::furniture::Sign;
use super::joints::breaks_word;
use super::labels::{PageHabits, body_odds};
use super::lines::{Line, Role, ends_mid_sentence};
use super::{Work, boxes, cues, furniture, work_page};
use crate::model::{JoinKind, Page, Part, Restoration, Sentence, Span};

/// What a line became.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LineClass {
    /// The main line of a headline.
    Headline,
    /// A kicker or sub line.
    Deck,
    /// Running text.
    Body,
    /// A section's heading inside an article.
    Subhead,
    /// A byline.
    Byline,
    /// A picture's caption.
    Caption,
    /// Of the page, not of an article.
    Furniture,
}

impl LineClass {
    /// Its name in English, in lower case.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Headline => "headline",
            Self::Deck => "deck",
            Self::Body => "body",
            Self::Subhead => "subhead",
            Self::Byline => "byline",
            Self::Caption => "caption",
            Self::Furniture => "furniture",
        }
    }
}

/// A line of the page, with what it became and why. A byline glued to a sentence is a line of its
/// own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineExplanation {
    /// Which line of the page's text, counted from 1, blank lines too.
    pub number: usize,
    /// Where on the page.
    pub page: Span,
    /// Its text, blanks closed up.
    pub text: String,
    /// What it became.
    pub class: LineClass,
    /// Whose it is, by its place in the restoration's articles; `None` for furniture.
    pub article: Option<usize>,
    /// It was read after another line than the one printed before it.
    pub is_moved: bool,
    /// What told so; never empty.
    pub reasons: Vec<Sentence>,
}

/// A join, with the line where the joined stretch begins.
#[derive(Clone, Debug, PartialEq)]
pub struct JoinExplanation {
    /// What was joined.
    pub kind: JoinKind,
    /// Counted from 1, as in [`LineExplanation`].
    pub line: usize,
    /// How likely the join is right, 0..=1.
    pub confidence: f32,
    /// Why.
    pub reason: Sentence,
}

/// How sure an article is, and why not surer.
#[derive(Clone, Debug, PartialEq)]
pub struct ArticleExplanation {
    /// Its main line; may be empty.
    pub headline: String,
    /// How likely it is right as a whole, 0..=1.
    pub confidence: f32,
    /// Every place where it was put together.
    pub joins: Vec<JoinExplanation>,
}

/// Why a page was restored as it was.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Explanation {
    /// Every line with text, in page order.
    pub lines: Vec<LineExplanation>,
    /// The articles, in the restoration's order.
    pub articles: Vec<ArticleExplanation>,
    /// The page's columns were read by turns, and its lines put in order first.
    pub is_reordered: bool,
}

/// Explains what [`super::restore_page`] makes of a page; both go one way.
#[must_use]
pub fn explain_page(page: &Page) -> Explanation {
    let work = work_page(page);
    let starts: Vec<usize> = page.lines().map(|line| line.span.start).collect();
    let number_of = |span: Span| starts.partition_point(|start| *start <= span.start);
    let places = places_of(&work.restoration);
    let ranks = ranks_of(&work.lines);
    let mut lines: Vec<LineExplanation> = (0..work.lines.len())
        .filter_map(|i| {
            let before = i.checked_sub(1).and_then(|b| ranks.get(b));
            let is_moved = *ranks.get(i)? != before.map_or(0, |rank| rank + 1);
            explain_line(&work, i, is_moved, &places, &number_of)
        })
        .collect();
    lines.sort_by_key(|line| line.page);
    let articles = work.restoration.articles.iter().map(|article| {
        let joins = article.joins.iter().map(|join| JoinExplanation {
            kind: join.kind,
            line: number_of(join.page),
            confidence: join.confidence,
            reason: join.reason_sentence(),
        });
        ArticleExplanation {
            headline: article.headline.text.clone(),
            confidence: article.confidence,
            joins: joins.collect(),
        }
    });
    Explanation {
        is_reordered: lines.iter().any(|line| line.is_moved),
        articles: articles.collect(),
        lines,
    }
}

/// The place in page order of each line in reading order.
fn ranks_of(lines: &[Line]) -> Vec<usize> {
    let mut printed: Vec<usize> = (0..lines.len()).collect();
    printed.sort_by_key(|i| lines.get(*i).map(|line| line.span));
    let mut ranks = vec![0; lines.len()];
    for (rank, i) in printed.into_iter().enumerate() {
        if let Some(slot) = ranks.get_mut(i) {
            *slot = rank;
        }
    }
    ranks
}

/// A stretch of the page, and what it became.
pub(super) type Placed = (Span, LineClass, Option<usize>);

/// What became of every stretch of the page, in page order.
pub(super) fn places_of(restoration: &Restoration) -> Vec<Placed> {
    let mut places: Vec<Placed> = Vec::new();
    let mut add = |part: &Part, class: LineClass, article: Option<usize>| {
        let pieces = part.provenance.pieces().into_iter();
        places.extend(pieces.map(|piece| (piece.page, class, article)));
    };
    for (idx, article) in restoration.articles.iter().enumerate() {
        let idx = Some(idx);
        add(&article.headline, LineClass::Headline, idx);
        for deck in &article.deck {
            add(deck, LineClass::Deck, idx);
        }
        add(&article.byline, LineClass::Byline, idx);
        for caption in &article.captions {
            add(caption, LineClass::Caption, idx);
        }
    }
    for part in &restoration.furniture {
        add(part, LineClass::Furniture, None);
    }
    for (idx, article) in restoration.articles.iter().enumerate() {
        for piece in article.body.provenance.pieces() {
            let is_subhead = article.subheads.iter().any(|s| s.overlaps(piece.text));
            let class = if is_subhead {
                LineClass::Subhead
            } else {
                LineClass::Body
            };
            places.push((piece.page, class, Some(idx)));
        }
    }
    places.sort_by_key(|(span, _, _)| *span);
    places
}

/// What became of a line, and whose it is.
pub(super) fn class_of(places: &[Placed], line: Span) -> Option<(LineClass, Option<usize>)> {
    let at = places.partition_point(|(span, _, _)| span.end <= line.start);
    let (_, class, article) = *places.get(at).filter(|(s, _, _)| s.overlaps(line))?;
    Some((class, article))
}

fn explain_line(
    work: &Work,
    i: usize,
    is_moved: bool,
    places: &[Placed],
    number_of: &impl Fn(Span) -> usize,
) -> Option<LineExplanation> {
    let line = work.lines.get(i)?;
    let (class, article) = class_of(places, line.span)?;
    let before = i.checked_sub(1).and_then(|b| work.lines.get(b));
    let number = number_of(line.span);
    let mut reasons = reasons_of(line, before, work.habits);
    reasons.extend(revision(class, line.role));
    if is_moved {
        let n_before = before.map_or(0, |b| number_of(b.span));
        reasons.push(Sentence::new(
            format!("接在第 {n_before} 行之后读"),
            format!("read after line {n_before}"),
        ));
    }
    Some(LineExplanation {
        number,
        page: line.span,
        text: line.text.clone(),
        class,
        article,
        is_moved,
        reasons,
    })
}

/// Why a line became something else than its label says.
fn revision(class: LineClass, role: Role) -> Option<Sentence> {
    let (zh, en) = match (class, role) {
        (LineClass::Furniture, Role::Furniture) => return None,
        (LineClass::Furniture, _) => ("没有文章用它", "no article took it"),
        (LineClass::Body, Role::Display | Role::Furniture) => {
            ("夹在正文之间，归入正文", "stands inside running text")
        }
        (LineClass::Headline | LineClass::Deck, Role::Body | Role::Subhead | Role::Caption) => {
            ("归入标题", "taken into the headline")
        }
        (LineClass::Subhead, Role::Display | Role::Body) => (
            "独自成行，夹在正文之间",
            "a line of its own inside running text",
        ),
        _ => return None,
    };
    Some(Sentence::new(zh, en))
}

/// What told the label of a line.
fn reasons_of(line: &Line, before: Option<&Line>, habits: PageHabits) -> Vec<Sentence> {
    match line.role {
        Role::Furniture => vec![furniture_reason(line)],
        Role::Byline if line.glued => vec![Sentence::new(
            "署名，接在句末之后",
            "a byline, after a sentence's end on the same line",
        )],
        Role::Byline => vec![Sentence::new(
            "“记者”“通讯员”一类字样与人名",
            "names with words such as 记者 or 通讯员",
        )],
        Role::Caption => vec![caption_reason(line)],
        Role::Subhead if line.strong => vec![Sentence::new("整行加粗", "set in bold as a whole")],
        Role::Subhead if cues::opens_subhead(&line.text) => vec![Sentence::new(
            "以小标题的记号或序号开头",
            "opens with the mark or number of a section",
        )],
        Role::Subhead => vec![Sentence::new(
            "接着上一行的小标题",
            "goes on with the subhead before it",
        )],
        Role::Display if boxes::is_label(&line.text) => {
            vec![Sentence::new("链接、提示一类栏目的标签", "heads a box")]
        }
        Role::Body | Role::Display | Role::Unknown => odds_reasons(line, before, habits),
    }
}

fn furniture_reason(line: &Line) -> Sentence {
    let (zh, en) = match furniture::sign_of(&line.text, line.tells) {
        Some(Sign::Editors) => ("编辑、校对等字样", "editors of the page"),
        Some(Sign::Masthead) => (
            "报头：日期、刊号、网址等",
            "masthead: date, numbers, addresses",
        ),
        Some(Sign::PageNumber) => ("版次", "page number"),
        Some(Sign::Section) => ("栏目或版名", "name of a section"),
        Some(Sign::Jump) => ("转版、接版", "jump line"),
        Some(Sign::Capitals) => ("全是大写字母", "capital letters only"),
        None => ("不属于任何文章", "of no article"),
    };
    Sentence::new(zh, en)
}

fn caption_reason(line: &Line) -> Sentence {
    let (zh, en) = if cues::ends_caption(&line.text) {
        (
            "末尾有摄影者或图片来源",
            "ends with a photographer or a source",
        )
    } else if cues::is_caption(&line.text) {
        (
            "以图说的记号或“图为”开头",
            "opens with a caption's mark or 图为",
        )
    } else {
        (
            "与图说相连，或独自一句、前后没有正文",
            "part of a caption, or one sentence with no text around it",
        )
    };
    Sentence::new(zh, en)
}

/// The evidence between running text and headlines, as [`body_odds`] weighs it.
fn odds_reasons(line: &Line, before: Option<&Line>, habits: PageHabits) -> Vec<Sentence> {
    let mut reasons = Vec::new();
    let mut add = |is_so: bool, zh: &str, en: &str| {
        if is_so {
            reasons.push(Sentence::new(zh, en));
        }
    };
    add(
        line.heading > 0,
        "标记为标题（#）",
        "marked as a heading (#)",
    );
    let opens = line.opens;
    add(opens, "以电头开头", "opens with a dateline");
    add(line.is_indented(), "段首缩进", "indented as a paragraph");
    add(line.has_stop, "含句号", "holds a full stop");
    let ends_closed = line.closed && !line.has_stop;
    add(ends_closed, "句末标点收尾", "ends as a sentence ends");
    let is_open = ends_mid_sentence(&line.text);
    add(
        is_open,
        "行末是句中标点",
        "ends in the middle of a sentence",
    );
    let breaks = before.is_some_and(|b| !b.closed && breaks_word(&b.text, &line.text));
    add(
        breaks,
        "一个词断在它与上一行之间",
        "a word is broken between it and the line before",
    );
    add(line.alone, "前后都有空行", "blank lines before and after");
    reasons.push(width_reason(line));
    let odds = body_odds(line, habits);
    let is_body = line.role == Role::Body;
    let (zh, en) = if is_body == (odds >= 0.0) {
        ("", "")
    } else {
        ("，由前后行改判", ", outweighed by the lines around it")
    };
    reasons.push(Sentence::new(
        format!("正文倾向 {odds:+.1}{zh}"),
        format!("{odds:+.1} for running text{en}"),
    ));
    reasons
}

fn width_reason(line: &Line) -> Sentence {
    let width = line.width;
    let Some((column, shortfall)) = line.column.zip(line.shortfall()) else {
        return Sentence::new(
            format!("宽 {width}，附近没有共同的栏宽"),
            format!("{width} wide, no column around it"),
        );
    };
    let (zh, en) = match shortfall {
        ..-2 => ("宽出栏外", "wider than its column"),
        -2..=6 => ("占满一栏", "fills its column"),
        _ => ("不到栏边", "short of its column"),
    };
    Sentence::new(
        format!("{zh}（{width}/{column}）"),
        format!("{en} ({width} of {column})"),
    )
}
