//! Sentences that introduce a short name: 某某公司（以下简称“某某”）.

use crate::model::{Span, clip};

/// A short name that a text introduces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShortName {
    /// The name that stands before it.
    pub full: String,
    /// The short name.
    pub short: String,
    /// Where both stand, in the text.
    pub span: Span,
}

/// What says that a short name follows, the longer ones first.
const SAID: [&str; 5] = ["以下简称为", "以下简称", "以下称", "下称", "简称"];
/// Characters of a short name.
const N_LONGEST: usize = 16;

/// The short names that a text introduces right behind names that are recognised in it, which are
/// given by their places, sorted.
#[must_use]
pub fn short_names_in(text: &str, names: &[Span]) -> Vec<ShortName> {
    names
        .iter()
        .filter_map(|name| {
            let behind = clip(text, Span::new(name.end, text.len()));
            let said = behind
                .trim_start_matches(['”', '》', ' '])
                .strip_prefix(['（', '('])?
                .trim_start();
            let rest = SAID.iter().find_map(|word| said.strip_prefix(word))?;
            let rest = rest.trim_start_matches(['“', '"', '：', ':', '为', '「', ' ']);
            let n_bytes = rest.find(['”', '"', '）', ')', '」', '、', '，', '。', '\n'])?;
            let short = rest.get(..n_bytes)?.trim();
            let n_chars = short.chars().count();
            ((2..=N_LONGEST).contains(&n_chars)).then(|| ShortName {
                full: clip(text, *name).trim().to_owned(),
                short: short.to_owned(),
                span: Span::new(name.start, text.len() - rest.len() + n_bytes),
            })
        })
        .collect()
}
