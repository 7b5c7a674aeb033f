//! Folding: what counts as the same text.
//!
//! Two strengths. [`plain_char`] mends what an extractor broke (Kangxi radicals set for the
//! characters they stand for) and is applied to restored text. [`fold_char`] forgets what a reader
//! who searches does not care about (width, case, traditional or simplified, kind of quotes) and
//! is applied to both sides of a comparison, never shown. Both map one character to one character,
//! so that offsets survive.

use crate::model::Span;
use ferrous_opencc::{OpenCC, config::BuiltinConfig};
use std::sync::OnceLock;
use unicode_normalization::UnicodeNormalization as _;

/// Radicals of the block "CJK Radicals Supplement" (U+2E80–2EF3) that extractors print in the
/// place of characters, and those characters. Unicode gives this block no decompositions, unlike
/// the Kangxi block; the pairs are those of its `EquivalentUnifiedIdeograph.txt`.
const RADICALS: &[(char, char)] = &[
    ('⺁', '厂'),
    ('⺆', '冂'),
    ('⺇', '几'),
    ('⺈', '刀'),
    ('⺊', '卜'),
    ('⺋', '㔾'),
    ('⺌', '小'),
    ('⺍', '小'),
    ('⺎', '兀'),
    ('⺐', '尢'),
    ('⺑', '尣'),
    ('⺒', '巳'),
    ('⺓', '幺'),
    ('⺔', '彑'),
    ('⺕', '彐'),
    ('⺗', '心'),
    ('⺙', '攵'),
    ('⺚', '无'),
    ('⺛', '旡'),
    ('⺜', '日'),
    ('⺝', '月'),
    ('⺞', '歹'),
    ('⺟', '母'),
    ('⺠', '民'),
    ('⺢', '水'),
    ('⺣', '灬'),
    ('⺤', '爪'),
    ('⺥', '爫'),
    ('⺦', '丬'),
    ('⺧', '牛'),
    ('⺨', '犭'),
    ('⺩', '王'),
    ('⺪', '疋'),
    ('⺫', '目'),
    ('⺬', '示'),
    ('⺭', '礻'),
    ('⺮', '竹'),
    ('⺯', '糸'),
    ('⺰', '纟'),
    ('⺱', '罓'),
    ('⺲', '罒'),
    ('⺳', '网'),
    ('⺶', '羊'),
    ('⺸', '羊'),
    ('⺹', '老'),
    ('⺺', '肀'),
    ('⺻', '聿'),
    ('⺼', '肉'),
    ('⺽', '臼'),
    ('⺾', '艹'),
    ('⺿', '艹'),
    ('⻀', '艹'),
    ('⻁', '虎'),
    ('⻂', '衤'),
    ('⻃', '覀'),
    ('⻄', '西'),
    ('⻅', '见'),
    ('⻆', '角'),
    ('⻈', '讠'),
    ('⻉', '贝'),
    ('⻊', '足'),
    ('⻋', '车'),
    ('⻌', '辶'),
    ('⻍', '辶'),
    ('⻎', '辶'),
    ('⻏', '阝'),
    ('⻐', '钅'),
    ('⻑', '長'),
    ('⻒', '镸'),
    ('⻓', '长'),
    ('⻔', '门'),
    ('⻖', '阝'),
    ('⻘', '青'),
    ('⻙', '韦'),
    ('⻚', '页'),
    ('⻛', '风'),
    ('⻜', '飞'),
    ('⻝', '食'),
    ('⻞', '食'),
    ('⻟', '饣'),
    ('⻠', '饣'),
    ('⻡', '首'),
    ('⻢', '马'),
    ('⻣', '骨'),
    ('⻤', '鬼'),
    ('⻥', '鱼'),
    ('⻦', '鸟'),
    ('⻧', '卤'),
    ('⻨', '麦'),
    ('⻩', '黄'),
    ('⻪', '黾'),
    ('⻫', '斉'),
    ('⻬', '齐'),
    ('⻭', '歯'),
    ('⻮', '齿'),
    ('⻯', '竜'),
    ('⻰', '龙'),
    ('⻱', '龟'),
    ('⻲', '亀'),
    ('⻳', '龟'),
];

/// A blank or an invisible character: never compared, never counted.
#[must_use]
#[inline]
pub fn is_blank(c: char) -> bool {
    match c {
        // Nearly all characters of a page, told without Unicode's tables.
        '\u{3001}'..='\u{fefe}'
        | '!'..='~'
        | '\u{2010}'..='\u{2027}'
        | '\u{ff00}'..='\u{10ffff}' => false,
        _ => c.is_whitespace() || c.is_control() || is_invisible(c),
    }
}

/// Surely no blank, and no sign that stands for another character: what is restored as it is.
/// Nearly all characters of a page, told in a few comparisons.
#[must_use]
#[inline]
pub fn is_plain(c: char) -> bool {
    matches!(c, '\u{3001}'..='\u{9fff}' | '!'..='~' | '\u{2010}'..='\u{2027}' | '\u{ff01}'..='\u{ffef}')
}

/// A character of no width: zero-width blanks and joiners, byte-order marks, soft hyphens.
#[must_use]
#[inline]
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{ad}')
}

/// A Chinese character (ideographs of all planes, and 〇).
#[must_use]
#[inline]
pub fn is_han(c: char) -> bool {
    matches!(c, '〇' | '々' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

/// The character that a radical sign stands for; every other character as it is.
#[must_use]
#[inline]
pub fn plain_char(c: char) -> char {
    match c {
        '\u{3000}'..='\u{9fff}' => c,
        '\u{2e80}'..='\u{2eff}' => RADICALS
            .iter()
            .find(|(radical, _)| *radical == c)
            .map_or(c, |(_, plain)| *plain),
        // Unicode gives the Taiwan form; fonts of the mainland mean their own.
        '\u{2f3e}' => '户',
        // Kangxi radicals and compatibility ideographs have decompositions of one character.
        '\u{2f00}'..='\u{2fdf}' | '\u{f900}'..='\u{faff}' => {
            std::iter::once(c).nfkc().next().unwrap_or(c)
        }
        _ => c,
    }
}

/// A form of another character, for a place in vertical text, a small one, or one that only an
/// older standard tells apart; every other character as it is.
fn common_form(c: char) -> char {
    if !matches!(c, '\u{fe10}'..='\u{fe19}' | '\u{fe30}'..='\u{fe6b}' | '\u{2f800}'..='\u{2fa1d}') {
        return plain_char(c);
    }
    let mut forms = std::iter::once(c).nfkc();
    match (forms.next(), forms.next()) {
        (Some(one), None) if !is_blank(one) => one,
        _ => c,
    }
}

/// The character to compare by: half width, lower case, simplified, straight quotes.
#[must_use]
#[inline]
pub fn fold_char(c: char) -> char {
    if matches!(c, '\u{4e00}'..='\u{9fff}') {
        return simplified_char(c);
    }
    let c = match common_form(c) {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '“' | '”' | '„' | '「' | '」' | '『' | '』' | '〝' | '〞' | '〟' | '｢' | '｣' => {
            '"'
        }
        '‘' | '’' => '\'',
        '—' | '–' | '―' | '─' | '━' | '‐' | '‑' | '‒' | '−' => '-',
        '〜' | '∼' => '~',
        '‧' | '•' | '・' | '･' => '·',
        '。' | '｡' => '.',
        '､' => '、',
        '∶' => ':',
        '⋯' => '…',
        '￥' => '¥',
        // Set for the zero of a year (二○一九).
        '○' | '◯' => '〇',
        '【' | '〔' | '〖' => '[',
        '】' | '〕' | '〗' => ']',
        plain => plain,
    };
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    if is_han(c) {
        return simplified_char(c);
    }
    let mut lower = c.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(one), None) => one,
        _ => c,
    }
}

/// Text to compare by, with the way back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    /// The folded text, without blanks.
    pub text: String,
    /// For every character of `text`, the byte where the original one starts; then the original's
    /// length.
    starts: Vec<usize>,
    /// For every character of `text`, its own byte start; then the text's length.
    folded_starts: Vec<usize>,
}

impl Folded {
    /// How many characters are left.
    #[must_use]
    pub fn n_chars(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// The stretch of the original that the folded characters `chars` came from; blanks inside
    /// belong to it, blanks around do not.
    #[must_use]
    pub fn original_span(&self, original: &str, chars: std::ops::Range<usize>) -> Span {
        let (Some(&start), true) = (self.starts.get(chars.start), chars.start < chars.end) else {
            return Span::default();
        };
        let last = self.starts.get(chars.end - 1).copied().unwrap_or(start);
        let n_bytes = original
            .get(last..)
            .and_then(|rest| rest.chars().next())
            .map_or(0, char::len_utf8);
        Span::new(start, last + n_bytes)
    }

    /// Every place where the folded text `needle` stands, overlapping ones too, as stretches of
    /// the original.
    #[must_use]
    pub fn find_all(&self, original: &str, needle: &str) -> Vec<Span> {
        self.find_chars(needle)
            .into_iter()
            .map(|chars| self.original_span(original, chars))
            .collect()
    }

    /// The same, as stretches of the folded text in characters.
    #[must_use]
    pub fn find_chars(&self, needle: &str) -> Vec<std::ops::Range<usize>> {
        let mut found = Vec::new();
        let n_chars = needle.chars().count();
        if n_chars == 0 {
            return found;
        }
        let mut from = 0;
        while let Some(at) = self.text.get(from..).and_then(|rest| rest.find(needle)) {
            let byte = from + at;
            let Ok(char_idx) = self.folded_starts.binary_search(&byte) else {
                break;
            };
            found.push(char_idx..char_idx + n_chars);
            from = self
                .folded_starts
                .get(char_idx + 1)
                .copied()
                .unwrap_or(self.text.len());
        }
        found
    }
}

/// Folds a text and drops its blanks, so that what a line break cut in two is whole again.
#[must_use]
pub fn fold(original: &str) -> Folded {
    // Most characters have three bytes.
    let n_chars = original.len() / 3 + 2;
    let mut folded = Folded {
        text: String::with_capacity(original.len()),
        starts: Vec::with_capacity(n_chars),
        folded_starts: Vec::with_capacity(n_chars),
    };
    for (at, c) in original.char_indices() {
        if is_blank(c) {
            continue;
        }
        folded.starts.push(at);
        folded.folded_starts.push(folded.text.len());
        folded.text.push(fold_char(c));
    }
    folded.starts.push(original.len());
    folded.folded_starts.push(folded.text.len());
    folded
}

/// The same without the way back: half the work.
#[must_use]
pub fn fold_text(original: &str) -> String {
    let mut folded = String::with_capacity(original.len());
    folded.extend(original.chars().filter(|c| !is_blank(*c)).map(fold_char));
    folded
}

/// The characters that are written in a simpler form somewhere.
const TRADITIONAL: std::ops::RangeInclusive<char> = '\u{3400}'..='\u{9fff}';

/// Traditional to simplified, character by character. The table is read off OpenCC's dictionary
/// once; phrase-level conversion would change lengths and agrees but for 6 of 35,573 characters.
fn simplified_char(c: char) -> char {
    static TABLE: OnceLock<Vec<char>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        // The dictionary is compiled in; were it broken, folding would only be narrower.
        let Ok(opencc) = OpenCC::from_config(BuiltinConfig::T2s) else {
            return Vec::new();
        };
        TRADITIONAL
            .map(|c| {
                let simplified = opencc.convert(c.encode_utf8(&mut [0; 4]));
                let mut chars = simplified.chars();
                match (chars.next(), chars.next()) {
                    (Some(s), None) => s,
                    _ => c,
                }
            })
            .collect()
    });
    let at = u32::from(c).checked_sub(u32::from(*TRADITIONAL.start()));
    at.and_then(|at| table.get(at as usize))
        .copied()
        .unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::{is_blank, is_invisible, is_plain, plain_char};

    #[test]
    fn blanks_are_those_of_unicode() {
        for c in '\0'..=char::MAX {
            let by_tables = c.is_whitespace() || c.is_control() || is_invisible(c);
            assert_eq!(is_blank(c), by_tables, "{:x}", u32::from(c));
        }
    }

    #[test]
    fn what_is_plain_is_no_blank_and_stands_for_itself() {
        for c in ('\0'..=char::MAX).filter(|c| is_plain(*c)) {
            assert!(!is_blank(c) && plain_char(c) == c, "{:x}", u32::from(c));
        }
    }
}
