//! Where sentences and paragraphs begin: the one definition, for the index and for marking hits.
//!
//! A paragraph ends at a line end; restored text has none inside a paragraph. A sentence ends after
//! 。！？ (either width), and after the quotes and brackets that close right behind them. A full
//! stop of Latin script ends none: it also stands in numbers and abbreviations.

use super::fold::is_blank;
use crate::model::Span;

/// What begins at a character.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Begins {
    /// Neither.
    #[default]
    Nothing,
    /// A sentence.
    Sentence,
    /// A paragraph, and with it a sentence.
    Paragraph,
}

/// Reads a text character by character.
#[derive(Clone, Debug)]
pub struct UnitReader {
    /// What the next character that counts begins.
    due: Begins,
}

impl Default for UnitReader {
    /// At the beginning of a text, which begins a paragraph.
    fn default() -> Self {
        Self {
            due: Begins::Paragraph,
        }
    }
}

impl UnitReader {
    /// Takes the next character of the text; blanks begin nothing.
    #[inline]
    pub fn read(&mut self, c: char) -> Begins {
        if is_blank(c) {
            if matches!(c, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}') {
                self.due = Begins::Paragraph;
            }
            return Begins::Nothing;
        }
        let is_end = matches!(c, '。' | '！' | '？' | '!' | '?' | '｡');
        if self.due == Begins::Sentence && (is_end || is_closing(c)) {
            return Begins::Nothing;
        }
        let begins = std::mem::take(&mut self.due);
        if is_end {
            self.due = Begins::Sentence;
        }
        begins
    }
}

fn is_closing(c: char) -> bool {
    matches!(
        c,
        '”' | '’'
            | '」'
            | '』'
            | '）'
            | ')'
            | '】'
            | '》'
            | '〉'
            | '〕'
            | '］'
            | ']'
            | '"'
            | '\''
            | '＂'
    )
}

/// Where the sentences and the paragraphs of a text begin, counted in characters that are no
/// blanks, as [`super::fold`] counts.
#[must_use]
pub fn unit_starts(text: &str) -> (Vec<u32>, Vec<u32>) {
    let mut reader = UnitReader::default();
    let (mut sentences, mut paragraphs) = (Vec::new(), Vec::new());
    let mut at = 0;
    for c in text.chars() {
        let begins = reader.read(c);
        if begins >= Begins::Sentence {
            sentences.push(at);
        }
        if begins == Begins::Paragraph {
            paragraphs.push(at);
        }
        at += u32::from(!is_blank(c));
    }
    (sentences, paragraphs)
}

/// The sentences of a stretch of a text, in order; blanks between two belong to the first.
#[must_use]
pub fn sentence_spans(text: &str, within: Span) -> Vec<Span> {
    let mut reader = UnitReader::default();
    let mut starts = Vec::new();
    for (at, c) in text.get(within.range()).unwrap_or_default().char_indices() {
        if reader.read(c) >= Begins::Sentence {
            starts.push(within.start + at);
        }
    }
    let ends = starts.iter().skip(1).copied().chain([within.end]);
    starts
        .iter()
        .zip(ends)
        .map(|(start, end)| Span::new(*start, end))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::unit_starts;
    use crate::text::fold;

    #[test]
    fn sentences_end_behind_their_closing_marks() {
        for (text, sentences, n_paragraphs) in [
            ("", vec![], 0),
            (
                "他说：“好。”我走了！\n第二段",
                vec!["他说:\"好.\"", "我走了!", "第二段"],
                2,
            ),
            (
                "真的？！是的（不错。）3.5 亿元",
                vec!["真的?!", "是的(不错.)", "3.5亿元"],
                1,
            ),
            ("一行\n 。\n\n三行", vec!["一行", ".", "三行"], 3),
        ] {
            let (starts, paragraphs) = unit_starts(text);
            let folded: Vec<char> = fold(text).text.chars().collect();
            let ends = starts.iter().skip(1).copied().chain([folded.len() as u32]);
            let read: Vec<String> = starts
                .iter()
                .zip(ends)
                .map(|(from, to)| folded[*from as usize..to as usize].iter().collect())
                .collect();
            assert_eq!(read, sentences, "{text}");
            assert_eq!(paragraphs.len(), n_paragraphs, "{text}");
        }
    }
}
