//! An article's text cut into stretches that can be laid out every frame.

use crate::model::{Span, clip};

/// A block is closed at the end of a paragraph after this many bytes, and anywhere after eight
/// times as many.
const BLOCK_BYTES: usize = 12_000;

/// Cuts a field into stretches; `true`: the stretch goes on a paragraph.
pub(super) fn cut(text: &str, field: Span) -> Vec<(Span, bool)> {
    let mut pieces = Vec::new();
    let mut start = field.start;
    let mut is_continued = false;
    while field.end - start > BLOCK_BYTES {
        let at = |offset: usize| {
            start + clip(text, Span::new(start, field.end)).floor_char_boundary(offset)
        };
        let (soft, hard) = (at(BLOCK_BYTES), at(BLOCK_BYTES * 8));
        let next = clip(text, Span::new(soft, hard))
            .find('\n')
            .map(|i| soft + i);
        // Inside a paragraph without end, after a sentence, where a new line hurts least.
        let sentence = clip(text, Span::new(soft, hard))
            .rfind('。')
            .map(|i| soft + i + '。'.len_utf8());
        let end = next.or(sentence).unwrap_or(hard);
        pieces.push((Span::new(start, end), is_continued));
        is_continued = next.is_none() && end < field.end;
        start = if next.is_some() { end + 1 } else { end };
    }
    if start < field.end {
        pieces.push((Span::new(start, field.end), is_continued));
    }
    pieces
}
