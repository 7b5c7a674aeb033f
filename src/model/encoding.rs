//! In what encoding the text of a file is, as the reader may say it.

use serde::{Deserialize, Serialize};

/// An encoding of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum TextEncoding {
    /// UTF-8.
    #[serde(rename = "UTF-8")]
    Utf8,
    /// GB18030, which holds GBK and GB2312.
    #[serde(rename = "GB18030")]
    Gb18030,
    /// Big5, as Windows has it.
    #[serde(rename = "Big5")]
    Big5,
    /// UTF-16, the lower byte first.
    #[serde(rename = "UTF-16LE")]
    Utf16Le,
    /// UTF-16, the higher byte first.
    #[serde(rename = "UTF-16BE")]
    Utf16Be,
}

impl TextEncoding {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 5] = [
        Self::Utf8,
        Self::Gb18030,
        Self::Big5,
        Self::Utf16Le,
        Self::Utf16Be,
    ];

    /// Its name, which is kept.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Gb18030 => "GB18030",
            Self::Big5 => "Big5",
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
        }
    }

    /// The one of a name, in capitals or not; GBK and GB2312 are GB18030.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        if name.eq_ignore_ascii_case("GBK") || name.eq_ignore_ascii_case("GB2312") {
            return Some(Self::Gb18030);
        }
        let is_it = |encoding: &Self| encoding.name().eq_ignore_ascii_case(name);
        Self::ALL.into_iter().find(is_it)
    }
}

impl std::fmt::Display for TextEncoding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}
