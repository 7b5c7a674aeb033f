//! Words: the one place that names jieba. No hidden Markov model anywhere: it guesses words that
//! no dictionary holds, differently in every context, which is what a search must not do.

use crate::model::{Span, clip};
use jieba_rs::Jieba;
use std::sync::OnceLock;

/// A word of a text, with jieba's part of speech ("n", "v", "ns" …; "x" for what it does not
/// know).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Where it stands.
    pub span: Span,
    /// Its part of speech.
    pub tag: String,
}

fn jieba() -> &'static Jieba {
    static JIEBA: OnceLock<Jieba> = OnceLock::new();
    JIEBA.get_or_init(Jieba::new)
}

/// Cuts a text into words; blanks and punctuation are words of their own.
#[must_use]
pub fn cut(text: &str) -> Vec<Span> {
    jieba()
        .cut(text, false)
        .iter()
        .map(|t| Span::new(t.byte_start, t.byte_end))
        .collect()
}

/// Cuts for ranking: every word, and the shorter words inside it.
#[must_use]
pub fn cut_for_search(text: &str) -> Vec<Span> {
    jieba()
        .cut_for_search(text, false)
        .iter()
        .map(|t| Span::new(t.byte_start, t.byte_end))
        .collect()
}

/// Cuts a text into words with their parts of speech.
#[must_use]
pub fn tag(text: &str) -> Vec<Word> {
    jieba()
        .tag(text, false)
        .into_iter()
        .map(|t| Word {
            span: Span::new(t.byte_start, t.byte_end),
            tag: t.tag.to_owned(),
        })
        .collect()
}

/// Cuts a text as [`tag`] does, and shows of each word in order how many characters it has, and
/// its part of speech.
pub fn each_tagged(text: &str, mut show: impl FnMut(usize, &str)) {
    for word in jieba().tag(text, false) {
        show(word.end - word.start, word.tag);
    }
}

/// Does the dictionary hold this word?
#[must_use]
pub fn is_word(text: &str) -> bool {
    jieba().has_word(text)
}

/// Where a reader's double click at `byte` should select: the word there.
#[must_use]
pub fn word_at(text: &str, byte: usize) -> Option<Span> {
    // A sentence is enough context, and keeps this quick in long articles.
    let before = clip(text, Span::new(0, byte));
    let start = before.rfind(['\n', '。', '！', '？']).map_or(0, |i| {
        i + before
            .get(i..)
            .and_then(|s| s.chars().next())
            .map_or(1, char::len_utf8)
    });
    let rest = text.get(start..)?;
    let end = rest.find('\n').unwrap_or(rest.len());
    cut(clip(rest, Span::new(0, end)))
        .into_iter()
        .map(|s| s.shifted(start))
        .find(|s| s.start <= byte && byte < s.end)
}
