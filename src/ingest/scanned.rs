//! What the formats of OCR programs have in common: lines at their places, in the order the program
//! read them, block by block.

use super::layout::{Place, ReadLine, print_lines};
use super::{Issue, Source};
use crate::model::Page;

/// A page as an OCR program read it.
#[derive(Debug, Default)]
pub(super) struct ScannedPage {
    /// In points.
    pub(super) width: f32,
    /// In points.
    pub(super) height: f32,
    pub(super) lines: Vec<ReadLine>,
}

impl ScannedPage {
    /// Adds a line, unless it is blank or stands nowhere.
    pub(super) fn push(&mut self, line: ReadLine) {
        if line.place.is_sound() && !line.text.chars().all(crate::text::is_blank) {
            self.lines.push(line);
        }
    }
}

/// Adds the pages that hold text to the source; they are numbered where there are several.
pub(super) fn add_pages(
    pages: Vec<ScannedPage>,
    stem: &str,
    issue: Option<Issue>,
    source: &mut Source,
) {
    let is_single = pages.len() == 1;
    for (idx, mut page) in pages.into_iter().enumerate() {
        let reach = page
            .lines
            .iter()
            .map(|line| line.place)
            .reduce(Place::union);
        if let Some(reach) = reach {
            page.width = page.width.max(reach.right);
            page.height = page.height.max(reach.bottom);
        }
        let Some((text, layout)) = print_lines(page.lines, page.width, page.height) else {
            continue;
        };
        source.pages.push(Page {
            name: if is_single {
                stem.to_owned()
            } else {
                format!("{stem}-{}", idx + 1)
            },
            text,
            issue_date: issue.map(|i| i.date),
            issue_source: issue.map(|i| i.source),
            layout: Some(layout),
        });
    }
}

/// Joins words as they were read: the blanks between Chinese words are the program's own.
pub(super) fn join_word(line: &mut String, word: &str, has_blank: bool) {
    let is_narrow = |c: char| c < '\u{2e80}' && !crate::text::is_blank(c);
    if has_blank
        && line.chars().next_back().is_some_and(is_narrow)
        && word.chars().next().is_some_and(is_narrow)
    {
        line.push(' ');
    }
    line.push_str(word);
}
