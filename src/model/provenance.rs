//! The way from a part's text to its page and back.

use super::{Page, Part, Span, clip};
use serde::{Deserialize, Serialize};

/// A stretch of restored text and the stretch of the page it came from. Both hold the same number
/// of characters, in the same order; a character may have been folded to another (⻓ → 长), so the
/// byte lengths can differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// In the part's text.
    pub text: Span,
    /// In the page's text.
    pub page: Span,
}

/// A stretch that the reader corrected. As a whole it stands for the stretch of the page; how many
/// characters either holds says nothing about the other. Neither is ever empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// In the part's text.
    pub text: Span,
    /// In the page's text.
    pub page: Span,
    /// What stood in the part's text before: the misread original, still to be found.
    pub printed: String,
}

/// The way back from a part's text to its page: runs and edits, which never overlap, in the order
/// of the part's text. Characters of the text under neither were set by us (a paragraph's `\n`, a
/// blank between Latin words); blanks and zero-width characters of the page may be under none;
/// every other character of the page is under exactly one run or edit of exactly one part of the
/// page's [`super::Restoration`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provenance {
    /// Sorted by `text`, not overlapping.
    pub runs: Vec<Run>,
    /// The reader's corrections; sorted by `text`, not overlapping.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub edits: Vec<Edit>,
}

impl Provenance {
    /// Runs and edits together, sorted by `text`; an edit is mapped as a whole.
    #[must_use]
    pub fn pieces(&self) -> Vec<Run> {
        let edits = self.edits.iter().map(|edit| Run {
            text: edit.text,
            page: edit.page,
        });
        let mut pieces: Vec<Run> = self.runs.iter().copied().chain(edits).collect();
        pieces.sort_by_key(|piece| piece.text);
        pieces
    }

    /// Where in the page a character of the part's text stands (`byte` is its first); the
    /// beginning of what was corrected, for a character of a correction; `None` for a character
    /// that we set.
    #[must_use]
    pub fn page_byte(&self, part: &str, page: &Page, byte: usize) -> Option<usize> {
        let holds = |span: Span| span.start <= byte && byte < span.end;
        if let Some(edit) = self.edits.iter().find(|edit| holds(edit.text)) {
            return Some(edit.page.start);
        }
        let run = self.runs.iter().find(|run| holds(run.text))?;
        let n_before = clip(part, Span::new(run.text.start, byte)).chars().count();
        nth_char(page.clip(run.page), n_before).map(|(at, _)| run.page.start + at)
    }

    /// What became of a stretch of the page in the part's text: the stretches that it gave, sorted;
    /// of a correction, the whole.
    #[must_use]
    pub fn text_spans(&self, part: &str, page: &Page, wanted: Span) -> Vec<Span> {
        let mut found: Vec<Span> = self
            .edits
            .iter()
            .filter(|edit| edit.page.overlaps(wanted))
            .map(|edit| edit.text)
            .collect();
        for run in self.runs.iter().filter(|run| run.page.overlaps(wanted)) {
            let start = run.page.start.max(wanted.start);
            let end = run.page.end.min(wanted.end);
            let n_before = page.clip(Span::new(run.page.start, start)).chars().count();
            let n_inside = page.clip(Span::new(start, end)).chars().count();
            let text = clip(part, run.text);
            let at = |n: usize| nth_char(text, n).map_or(text.len(), |(at, _)| at);
            let span = Span::new(at(n_before), at(n_before + n_inside));
            if !span.is_empty() {
                found.push(span.shifted(run.text.start));
            }
        }
        found.sort_unstable();
        found
    }
}

fn nth_char(text: &str, n: usize) -> Option<(usize, char)> {
    text.char_indices().nth(n)
}

/// A part's text with the reader's corrections taken back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Printed {
    /// As it was printed and restored.
    pub text: String,
    /// Each correction: what it stands for in `text`, and where it is in the part's text.
    edits: Vec<(Span, Span)>,
}

impl Part {
    /// The text as printed; `None` where nothing was corrected.
    #[must_use]
    pub fn printed(&self) -> Option<Printed> {
        if self.provenance.edits.is_empty() {
            return None;
        }
        let mut printed = Printed::default();
        let mut at = 0;
        for edit in &self.provenance.edits {
            printed
                .text
                .push_str(clip(&self.text, Span::new(at, edit.text.start)));
            let start = printed.text.len();
            printed.text.push_str(&edit.printed);
            let span = Span::new(start, printed.text.len());
            printed.edits.push((span, edit.text));
            at = edit.text.end;
        }
        printed
            .text
            .push_str(clip(&self.text, Span::new(at, self.text.len())));
        Some(printed)
    }
}

impl Printed {
    /// Where a stretch of the printed text stands in the corrected one; what touches a correction
    /// covers all of it.
    #[must_use]
    pub fn corrected_span(&self, span: Span) -> Span {
        let start = self.corrected_byte(span.start, false);
        Span::new(start, self.corrected_byte(span.end, true))
    }

    /// Does a stretch of the printed text touch a correction?
    #[must_use]
    pub fn is_corrected(&self, span: Span) -> bool {
        self.edits.iter().any(|(printed, _)| printed.overlaps(span))
    }

    fn corrected_byte(&self, byte: usize, is_end: bool) -> usize {
        let (mut from, mut to) = (0, 0);
        for (printed, text) in &self.edits {
            let is_before = if is_end {
                byte <= printed.start
            } else {
                byte < printed.start
            };
            if is_before {
                break;
            }
            if byte < printed.end {
                return if is_end { text.end } else { text.start };
            }
            (from, to) = (printed.end, text.end);
        }
        to + byte.saturating_sub(from)
    }
}

#[cfg(test)]
mod tests {
    use super::{Edit, Provenance, Run};
    use crate::model::{Page, Part, Span, clip};

    /// "市〇长到场" was printed, "市长到场" is right.
    fn corrected() -> (Page, Part) {
        let page = Page {
            text: "市〇长到\n场".to_owned(),
            ..Page::default()
        };
        let text = "市长到场".to_owned();
        let provenance = Provenance {
            runs: vec![
                Run {
                    text: Span::new(0, 3),
                    page: Span::new(0, 3),
                },
                Run {
                    text: Span::new(6, 9),
                    page: Span::new(9, 12),
                },
                Run {
                    text: Span::new(9, 12),
                    page: Span::new(13, 16),
                },
            ],
            edits: vec![Edit {
                text: Span::new(3, 6),
                page: Span::new(3, 9),
                printed: "〇长".to_owned(),
            }],
        };
        (page, Part { text, provenance })
    }

    #[test]
    fn the_way_to_the_page_leads_back() {
        let (page, part) = corrected();
        let spans = |wanted: &str| -> Vec<&str> {
            let start = page.text.find(wanted).unwrap();
            let span = Span::new(start, start + wanted.len());
            let found = part.provenance.text_spans(&part.text, &page, span);
            found.into_iter().map(|s| clip(&part.text, s)).collect()
        };
        assert_eq!(spans("到\n场"), ["到", "场"]);
        assert_eq!(spans("〇"), ["长"], "a correction is one");
        assert_eq!(part.provenance.page_byte(&part.text, &page, 3), Some(3));
        assert_eq!(part.provenance.page_byte(&part.text, &page, 9), Some(13));
    }

    #[test]
    fn the_printed_text_knows_where_it_was_corrected() {
        let (_, part) = corrected();
        let printed = part.printed().unwrap();
        assert_eq!(printed.text, "市〇长到场");
        for (wanted, found) in [
            ("〇长", "长"),
            ("市〇", "市长"),
            ("长到", "长到"),
            ("到场", "到场"),
            ("市", "市"),
        ] {
            let start = printed.text.find(wanted).unwrap();
            let span = printed.corrected_span(Span::new(start, start + wanted.len()));
            assert_eq!(clip(&part.text, span), found, "{wanted}");
        }
    }
}
