//! A line of the raw page as the reader edits it: which characters of the page a change concerns.

use crate::library::PageSheet;
use crate::model::{Page, Repair, Span};
use crate::text::is_blank;

/// A piece that is kept or changed as a whole: a character, or what was corrected before.
struct Piece {
    page: Span,
    text: String,
    is_edit: bool,
}

/// The text of a line as it reads now, with the corrections that were made in it.
#[must_use]
pub fn line_text(page: &Page, sheet: &PageSheet, line: Span) -> String {
    let pieces = pieces_of(page, sheet, line);
    pieces.into_iter().map(|piece| piece.text).collect()
}

fn pieces_of(page: &Page, sheet: &PageSheet, line: Span) -> Vec<Piece> {
    let text = page.clip(line);
    let start = line.start + text.len() - text.trim_start_matches(is_blank).len();
    let end = start + text.trim_matches(is_blank).len();
    let mut pieces = Vec::new();
    let mut edits = sheet
        .edits
        .iter()
        .filter(|(span, _)| span.overlaps(Span::new(start, end)))
        .peekable();
    let mut at = start;
    while at < end {
        if let Some((span, text)) = edits.next_if(|(span, _)| span.start <= at) {
            pieces.push(Piece {
                page: *span,
                text: text.clone(),
                is_edit: true,
            });
            at = at.max(span.end);
            continue;
        }
        let Some(c) = page.clip(Span::new(at, end)).chars().next() else {
            break;
        };
        let next = at + c.len_utf8();
        pieces.push(Piece {
            page: Span::new(at, next),
            text: c.to_string(),
            is_edit: false,
        });
        at = next;
    }
    pieces
}

/// The smallest correction that makes a line read as typed; `None` where it reads so already, or
/// nothing was typed. It never stands for nothing, nor sets nothing.
pub(super) fn edit_of(page: &Page, sheet: &PageSheet, line: Span, typed: &str) -> Option<Repair> {
    let typed = typed.trim_matches(is_blank);
    let pieces = pieces_of(page, sheet, line);
    let before: String = pieces.iter().map(|p| p.text.as_str()).collect();
    if typed.is_empty() || typed == before || pieces.is_empty() {
        return None;
    }
    let mut first = 0;
    let mut rest = typed;
    while let Some(after) = pieces
        .get(first)
        .and_then(|p| rest.strip_prefix(p.text.as_str()))
    {
        first += 1;
        rest = after;
    }
    let mut last = pieces.len();
    while last > first
        && let Some(after) = pieces
            .get(last - 1)
            .and_then(|p| rest.strip_suffix(p.text.as_str()))
    {
        last -= 1;
        rest = after;
    }
    let mut to = rest.to_owned();
    let is_bare = |first: usize, last: usize, to: &str| {
        let inside = pieces.get(first..last).unwrap_or_default();
        let holds_text = |p: &Piece| p.is_edit || p.text.chars().any(|c| !is_blank(c));
        !inside.iter().any(holds_text) || to.chars().all(is_blank)
    };
    // Something put in, or left out, is a correction of its neighbour.
    while is_bare(first, last, &to) {
        if let Some(piece) = first.checked_sub(1).and_then(|i| pieces.get(i)) {
            to.insert_str(0, &piece.text);
            first -= 1;
        } else if let Some(piece) = pieces.get(last) {
            to.push_str(&piece.text);
            last += 1;
        } else {
            return None;
        }
    }
    let (start, end) = (
        pieces.get(first)?.page.start,
        pieces.get(last - 1)?.page.end,
    );
    Some(Repair::EditText {
        span: Span::new(start, end),
        to,
    })
}

#[cfg(test)]
mod tests {
    use super::{edit_of, line_text};
    use crate::library::PageSheet;
    use crate::model::{Page, Repair, Span};

    fn edit(edits: &[(&str, &str)], typed: &str) -> Option<(String, String)> {
        let page = Page {
            text: "前行\n　　郑卅市市长到场\n".to_owned(),
            ..Page::default()
        };
        let sheet = PageSheet {
            edits: edits
                .iter()
                .map(|(from, to)| {
                    let start = page.text.find(from).unwrap();
                    (Span::new(start, start + from.len()), (*to).to_owned())
                })
                .collect(),
            ..PageSheet::default()
        };
        let line = page.lines().nth(1).unwrap().span;
        let Some(Repair::EditText { span, to }) = edit_of(&page, &sheet, line, typed) else {
            assert_eq!(line_text(&page, &sheet, line), typed.trim());
            return None;
        };
        Some((page.clip(span).to_owned(), to))
    }

    #[test]
    fn a_change_concerns_as_few_characters_as_it_can() {
        let found = |typed: &str| edit(&[], typed).unwrap();
        let pair = |from: &str, to: &str| (from.to_owned(), to.to_owned());
        assert_eq!(found("郑州市市长到场"), pair("卅", "州"));
        assert_eq!(found("郑卅市副市长到场"), pair("市", "市副"));
        assert_eq!(found("郑卅市长到场"), pair("市市", "市"));
        assert_eq!(found("原郑卅市市长到场"), pair("郑", "原郑"));
        assert_eq!(edit(&[], " 郑卅市市长到场 "), None);
        // What was corrected before is corrected again as a whole.
        let edits = [("卅市", "州市")];
        assert_eq!(edit(&edits, "郑州市市长到场"), None);
        assert_eq!(
            edit(&edits, "郑州省市长到场").unwrap(),
            pair("卅市", "州省")
        );
    }
}
