//! Drafts into articles: parts set with their provenance, fields found in them, and a word on how
//! sure every join is. Relies on all of its siblings.

use super::blocks::{choose_main, headline_units};
use super::dates;
use super::drafts::{Draft, Drafts};
use super::headlines::Given;
use super::joins::explain_joins;
use super::labels::PageHabits;
use super::letters::Letters;
use super::lines::Line;
use super::paragraphs::Paragraph;
use super::render::{Setting, set_part};
use super::signs::Sign;
use super::stacked::pieces_of;
use super::sureness::rate_articles;
use crate::model::{Article, Page, Part, Restoration, Span};
use crate::text::is_blank;

/// Everything the articles are made from.
pub(super) struct Materials<'a> {
    pub(super) page: &'a Page,
    pub(super) lines: &'a [Line],
    pub(super) letters: &'a Letters,
    pub(super) habits: PageHabits,
    /// The page sets the lines of a headline apart.
    pub(super) is_loose: bool,
}

/// Sets the articles; whatever no article took becomes furniture. The second of the answer is what
/// the confidence of each article was made of.
pub(super) fn assemble(
    materials: &Materials<'_>,
    drafts: &Drafts,
    given: &[Given],
) -> (Restoration, Vec<Vec<Sign>>) {
    let mut used = vec![false; materials.lines.len()];
    let mut headlines: Vec<Vec<Given>> = vec![Vec::new(); drafts.drafts.len()];
    for one in given {
        if let Some(list) = headlines.get_mut(one.draft) {
            list.push(*one);
        }
    }
    let mut restoration = Restoration::default();
    for (draft, mut given) in drafts.drafts.iter().zip(headlines) {
        keep_block(&mut given);
        let taken = draft
            .body_lines()
            .chain(draft.bylines.iter().copied())
            .chain(draft.captions.iter().copied())
            .chain(given.iter().map(|g| g.line));
        for i in taken {
            if let Some(flag) = used.get_mut(i) {
                *flag = true;
            }
        }
        restoration
            .articles
            .push(set_article(materials, draft, &given));
    }
    let signs = rate_articles(&mut restoration.articles);
    if restoration.articles.is_empty() {
        restoration
            .articles
            .extend(set_shapeless(materials, &mut used));
    }
    restoration.furniture = set_furniture(materials, &used);
    (restoration, signs)
}

/// Most lines of a headline block; what is beyond is a list that stands by the article.
const BLOCK_LINES: usize = 12;

/// Keeps the surest lines of a headline block, in page order.
fn keep_block(given: &mut Vec<Given>) {
    given.sort_by(|a, b| {
        let sure = b.margin.total_cmp(&a.margin);
        b.adjacent
            .cmp(&a.adjacent)
            .then(sure)
            .then(a.line.cmp(&b.line))
    });
    given.truncate(BLOCK_LINES);
    given.sort_by_key(|g| g.line);
}

fn set_article(materials: &Materials<'_>, draft: &Draft, given: &[Given]) -> Article {
    let paragraphs = draft.paragraphs(materials.lines, materials.habits);
    let spans: Vec<Vec<Span>> = paragraphs
        .iter()
        .map(|p| spans_of(materials, &p.lines))
        .collect();
    let body = set_part(materials.page, &spans, Setting::Body);
    // Set text has no other blanks.
    let bare_body: String = body.text.split('\n').flat_map(|p| p.split(' ')).collect();
    let units = headline_units(materials, given, &bare_body);
    let body_lines: Vec<usize> = draft.body_lines().collect();
    let main = choose_main(materials, &units, &bare_body, &body_lines);
    let mut headline = Part::default();
    let mut deck = Vec::new();
    for (k, unit) in units.iter().enumerate() {
        let part = set_part(
            materials.page,
            std::slice::from_ref(&unit.spans),
            Setting::Phrases,
        );
        if Some(k) == main {
            headline = part;
        } else {
            deck.push(part);
        }
    }
    let byline_spans = spans_of(materials, &draft.bylines);
    let byline = set_byline(materials, &byline_spans);
    let captions = group_captions(materials, &draft.captions);
    let dateline = dates::find_dateline(&body.text);
    let opening_byline = dates::find_opening_byline(&body.text, dateline);
    let joins = explain_joins(materials, draft, given);
    Article {
        subheads: subhead_spans(&body.text, &paragraphs, &spans, materials),
        date_evidence: None,
        // Dated when all articles are known.
        date: None,
        confidence: confidence(draft, given, dateline.is_some(), opening_byline.is_some()),
        headline,
        deck,
        body,
        byline,
        captions,
        dateline,
        opening_byline,
        joins,
    }
}

fn spans_of(materials: &Materials<'_>, lines: &[usize]) -> Vec<Span> {
    lines
        .iter()
        .filter_map(|i| materials.lines.get(*i))
        .map(|l| l.span)
        .collect()
}

/// A byline over several lines is one line with blanks; a name broken in two is put together.
fn set_byline(materials: &Materials<'_>, spans: &[Span]) -> Part {
    let mut part = Part::default();
    for (k, span) in spans.iter().enumerate() {
        let next = set_part(materials.page, &[vec![*span]], Setting::Phrases);
        let text_of = |s: &Span| super::lines::plain_text(materials.page.clip(*s));
        let is_joined = k
            .checked_sub(1)
            .and_then(|b| spans.get(b))
            .is_some_and(|before| breaks_name(&text_of(before), &text_of(span)));
        append_part(&mut part, &next, if is_joined || k == 0 { "" } else { " " });
    }
    part
}

/// Is a name broken between two byline lines: one character on a side?
fn breaks_name(before: &str, after: &str) -> bool {
    let word =
        |t: Option<&str>| t.map_or(0, |w| w.chars().filter(|c| crate::text::is_han(*c)).count());
    let last = word(before.rsplit([' ', '、', '，']).next());
    let first = word(after.split([' ', '、', '，', '）']).next());
    let is_role_next = ["文", "图", "摄"].iter().any(|r| after.starts_with(r));
    (last == 1 && !before.ends_with(['图', '文', '摄']) && first <= 2)
        || (first == 1 && last <= 2 && !is_role_next)
        || (before.ends_with('/') && first == 1)
}

fn append_part(part: &mut Part, next: &Part, between: &str) {
    part.text.push_str(between);
    let shift = part.text.len();
    part.text.push_str(&next.text);
    for run in &next.provenance.runs {
        let mut run = *run;
        run.text = run.text.shifted(shift);
        part.provenance.runs.push(run);
    }
}

/// Caption lines that follow one another are one caption, unless each has its own mark.
fn group_captions(materials: &Materials<'_>, captions: &[usize]) -> Vec<Part> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for &i in captions {
        let goes_on = groups.last().and_then(|g| g.last()).is_some_and(|last| {
            last + 1 == i
                && materials.lines.get(i).is_some_and(|l| {
                    l.n_blank_before == 0 && !l.text.starts_with(['▲', '△', '▼', '图'])
                })
        });
        match groups.last_mut() {
            Some(group) if goes_on => group.push(i),
            _ => groups.push(vec![i]),
        }
    }
    groups
        .iter()
        .map(|g| set_part(materials.page, &[spans_of(materials, g)], Setting::Phrases))
        .collect()
}

/// Where the subheads stand in the body as set.
fn subhead_spans(
    body: &str,
    paragraphs: &[Paragraph],
    spans: &[Vec<Span>],
    materials: &Materials<'_>,
) -> Vec<Span> {
    let mut at = 0;
    let mut set = body.split('\n');
    let mut found = Vec::new();
    for (paragraph, spans) in paragraphs.iter().zip(spans) {
        let holds_text = spans
            .iter()
            .any(|s| materials.page.clip(*s).chars().any(|c| !is_blank(c)));
        if !holds_text {
            continue;
        }
        let Some(text) = set.next() else { break };
        if paragraph.is_subhead {
            found.push(Span::new(at, at + text.len()));
        }
        at += text.len() + 1;
    }
    found
}

/// What a headline line says of its article, 0.05 to 0.99.
fn judge_headline(given: &Given) -> f32 {
    let odds = given.margin * 1.2 + if given.adjacent { 0.8 } else { 0.0 };
    (1.0 / (1.0 + (-odds).exp())).clamp(0.05, 0.99)
}

/// What headline, fields and joins say of an article by themselves; `sureness` makes odds of it.
fn confidence(draft: &Draft, given: &[Given], has_dateline: bool, has_opening_byline: bool) -> f32 {
    let mut sure: f32 = 0.97;
    match given.iter().map(judge_headline).reduce(f32::min) {
        Some(headline) => sure *= 0.55 + 0.45 * headline,
        None => sure *= 0.5,
    }
    if !has_dateline {
        sure *= 0.9;
    }
    if draft.bylines.is_empty() && !has_opening_byline {
        sure *= 0.88;
    }
    if draft.lead_displaced {
        sure *= 0.9;
    }
    let n_breaks = draft.stretches.len().saturating_sub(1).min(6);
    sure *= 0.96f32.powi(i32::try_from(n_breaks).unwrap_or(6));
    sure.clamp(0.0, 1.0)
}

/// A page without running text: what it holds is one article's text.
fn set_shapeless(materials: &Materials<'_>, used: &mut [bool]) -> Option<Article> {
    use super::lines::Role;
    let kept: Vec<usize> = materials
        .lines
        .iter()
        .enumerate()
        .filter(|(_, l)| l.role != Role::Furniture)
        .map(|(i, _)| i)
        .collect();
    if kept.is_empty() {
        return None;
    }
    for i in &kept {
        if let Some(flag) = used.get_mut(*i) {
            *flag = true;
        }
    }
    let paragraphs: Vec<Vec<Span>> = kept.iter().map(|i| spans_of(materials, &[*i])).collect();
    Some(Article {
        body: set_part(materials.page, &paragraphs, Setting::Body),
        confidence: 0.1,
        ..Article::default()
    })
}

/// Every line that no article took, each by itself; then the markdown marks, together.
fn set_furniture(materials: &Materials<'_>, used: &[bool]) -> Vec<Part> {
    let mut furniture: Vec<Part> = materials
        .lines
        .iter()
        .zip(used)
        .filter(|(_, used)| !**used)
        .map(|(line, _)| {
            set_part(
                materials.page,
                &[pieces_of(materials.page, line)],
                Setting::Phrases,
            )
        })
        .collect();
    let mut marks = Part::default();
    for span in materials.lines.iter().flat_map(|l| &l.marks) {
        let mark = set_part(materials.page, &[vec![*span]], Setting::Phrases);
        let between = if marks.is_empty() { "" } else { " " };
        append_part(&mut marks, &mark, between);
    }
    if !marks.is_empty() {
        furniture.push(marks);
    }
    furniture
}
