//! What the program says to its reader, in both languages of the interface.

use serde::{Deserialize, Serialize};

/// A sentence in Chinese and in English. It displays as English, the command line's language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    /// 简体中文.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Sentence {
    /// A sentence from its two forms.
    #[must_use]
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            zh: zh.into(),
            en: en.into(),
        }
    }
}

impl std::fmt::Display for Sentence {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.en)
    }
}
