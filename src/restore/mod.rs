//! "Here is a page: give me its articles." Pure; relies on `model` and `text`.
//!
//! | step | module |
//! |---|---|
//! | measure the page's lines, their columns, and how they were printed; cut columns abreast | `lines`, `measures`, `columns`, `prints`, `abreast`, `stacked` |
//! | tell running text, headlines, bylines, captions and furniture apart | `labels`, `marks`, `fragments`, `cues`, `furniture`, `heads`, `jumps`, `bylines`, `names`, `joints`, `telltales`, `sequence` |
//! | put columns that were read by turns back into reading order | `weave`, `chains`, `continuity` |
//! | cut running text into stretches, put stretches together into drafts | `stretches`, `partings`, `trees`, `boxes`, `drafts`, `leads`, `paragraphs` |
//! | give the headline lines to the drafts, order each block | `headlines`, `breaks`, `clauses`, `blocks`, `overlap`, `letters` |
//! | set the parts with their provenance, find the fields | `assemble`, `render`, `dates` |
//! | say how likely every join is right, and how sure every article is | `joins`, `sureness` |
//! | date the articles, with the evidence | `dating`, `masthead`, `years` |
//! | apply the reader's repairs | `repair` |
//! | say why each line became what it is, and what was weighed | `explain`, `signs` |

mod abreast;
mod assemble;
mod blocks;
mod boxes;
mod breaks;
mod bylines;
mod chains;
mod clauses;
mod columns;
mod continuity;
mod cues;
mod dates;
mod dating;
mod day_span;
mod drafts;
mod explain;
mod fragments;
mod furniture;
mod headlines;
mod heads;
mod joins;
mod joints;
mod jumps;
mod labels;
mod leads;
mod letters;
mod lines;
mod marks;
mod masthead;
mod measures;
mod names;
mod overlap;
mod paragraphs;
mod partings;
mod prints;
mod render;
mod repair;
mod sequence;
mod signs;
mod stacked;
mod stretches;
mod sureness;
mod telltales;
mod trees;
mod weave;
mod years;

pub use dating::read_masthead;
pub use day_span::day_span;
pub use explain::{
    ArticleExplanation, Explanation, JoinExplanation, LineClass, LineExplanation, explain_page,
};
pub use repair::{date_page, repair_page};
pub use signs::{PageSigns, Sign, WeighedArticle, WeighedBreak, WeighedParting, weigh_page};

use crate::model::{Page, Restoration};

/// Grows whenever the same page may give other articles than before: every library is then
/// restored anew, with the reader's marks and repairs kept.
pub const ENGINE_VERSION: u32 = 6;

/// Restores the articles of a page.
///
/// Nothing of the page is lost or doubled: every character but blanks lies under exactly one run
/// of one part. A page without articles gives its text as one article of low confidence, or as
/// furniture.
#[must_use]
pub fn restore_page(page: &Page) -> Restoration {
    work_page(page).restoration
}

/// A page's restoration, with the lines as they were judged on the way.
struct Work {
    /// In reading order.
    lines: Vec<lines::Line>,
    habits: labels::PageHabits,
    /// The page sets the lines of a headline apart.
    is_loose: bool,
    restoration: Restoration,
    /// What the confidence of each article was made of.
    signs: Vec<Vec<signs::Sign>>,
    /// Where an article could have begun.
    partings: Vec<partings::Weighed>,
}

fn work_page(page: &Page) -> Work {
    let mut lines = lines::measure_lines(page);
    prints::set_prints(page, &mut lines);
    let habits = labels::observe_habits(&lines);
    labels::label_lines(&mut lines, habits);
    if let Some(mut ordered) = weave::unweave(&lines, habits) {
        lines::set_neighbours(&mut ordered);
        labels::label_lines(&mut ordered, habits);
        lines = ordered;
    }
    let lines = fragments::cut_broken_bylines(page, lines);
    let letters = letters::Letters::of(&lines);
    let mut drafts = drafts::gather_drafts(&lines, &letters, habits);
    let given = headlines::assign_headlines(&lines, &letters, &drafts.drafts, &drafts.runs);
    drafts::give_orphan_bylines(&lines, &mut drafts, &given);
    let materials = assemble::Materials {
        page,
        lines: &lines,
        letters: &letters,
        habits,
        is_loose: breaks::sets_headlines_apart(&lines),
    };
    let is_loose = materials.is_loose;
    let (mut restoration, signs) = assemble::assemble(&materials, &drafts, &given);
    dating::date_articles(page, &mut restoration.articles);
    let warning = dating::warn_of_contradiction(page);
    restoration.warnings.extend(warning);
    Work {
        lines,
        habits,
        is_loose,
        restoration,
        signs,
        partings: drafts.weighed,
    }
}
