//! Latin words: runs of letters and digits that are no Chinese characters, as far as the next blank
//! or sign. Inside Chinese text they are the only words that anybody can see the ends of.

use super::fold::{fold_char, is_blank, is_han, is_invisible};

/// Longer runs (hashes, rows of digits) are no words.
pub const MAX_LATIN_CHARS: usize = 64;

/// A Latin word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LatinWord {
    /// The word, folded.
    pub text: String,
    /// Its length.
    pub n_chars: usize,
}

/// Can the character stand in a Latin word?
#[must_use]
#[inline]
pub fn is_latin_char(c: char) -> bool {
    if matches!(c, '\u{2e80}'..='\u{303f}' | '\u{3400}'..='\u{9fff}') {
        return false;
    }
    let folded = fold_char(c);
    folded.is_alphanumeric() && !is_han(folded)
}

/// The Latin word that a text begins with. Whether it is a whole word, the character before tells.
#[must_use]
pub fn latin_word_at(text: &str) -> Option<LatinWord> {
    let mut word = LatinWord {
        text: String::new(),
        n_chars: 0,
    };
    for c in text.chars() {
        if is_latin_char(c) {
            if word.n_chars == MAX_LATIN_CHARS {
                return None;
            }
            word.text.push(fold_char(c));
            word.n_chars += 1;
        } else if !is_invisible(c) {
            break;
        }
    }
    (word.n_chars > 0).then_some(word)
}

/// The Latin words of a text, each with the place of its first character among those that are no
/// blanks.
#[must_use]
pub fn latin_words(text: &str) -> Vec<(u32, LatinWord)> {
    let mut words = Vec::new();
    let (mut at, mut is_inside) = (0, false);
    for (byte, c) in text.char_indices() {
        if is_invisible(c) {
            continue;
        }
        let is_latin = is_latin_char(c);
        if is_latin
            && !is_inside
            && let Some(word) = text.get(byte..).and_then(latin_word_at)
        {
            words.push((at, word));
        }
        is_inside = is_latin;
        at += u32::from(!is_blank(c));
    }
    words
}

/// Is the text one Latin word, blanks aside? Gives it folded.
#[must_use]
pub fn as_latin_word(text: &str) -> Option<LatinWord> {
    if !text.chars().all(|c| is_latin_char(c) || is_invisible(c)) {
        return None;
    }
    let start = text.find(is_latin_char)?;
    text.get(start..).and_then(latin_word_at)
}

/// Are two words equal but for one character too many, too few or another, or two neighbours that
/// have changed places?
#[must_use]
pub fn is_within_one_error(one: &str, other: &str) -> bool {
    let one: Vec<char> = one.chars().collect();
    let other: Vec<char> = other.chars().collect();
    let n_same = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let rest = |word: &[char], from: usize| word.get(from..).map(<[char]>::to_vec);
    let tails = |from_one: usize, from_other: usize| {
        rest(&one, n_same + from_one) == rest(&other, n_same + from_other)
            && n_same + from_one <= one.len()
            && n_same + from_other <= other.len()
    };
    let is_swapped = one.get(n_same).is_some()
        && one.get(n_same) == other.get(n_same + 1)
        && one.get(n_same + 1) == other.get(n_same)
        && tails(2, 2);
    tails(0, 0) || tails(1, 1) || tails(1, 0) || tails(0, 1) || is_swapped
}

#[cfg(test)]
mod tests {
    use super::{as_latin_word, is_within_one_error, latin_words};

    #[test]
    fn latin_words_stand_between_signs_blanks_and_chinese() {
        let words = |text: &str| -> Vec<(u32, String)> {
            let found = latin_words(text).into_iter();
            found.map(|(at, word)| (at, word.text)).collect()
        };
        let as_said = |at: u32, word: &str| (at, word.to_owned());
        assert_eq!(
            words("用 Ｗｉ-Fi6的 net\nwork soft\u{ad}ware"),
            [
                as_said(1, "wi"),
                as_said(4, "fi6"),
                as_said(8, "net"),
                as_said(11, "work"),
                as_said(15, "software"),
            ]
        );
        assert!(words(&"a".repeat(65)).is_empty());
        assert!(as_latin_word("华为").is_none() && as_latin_word("5G").is_some());
    }

    #[test]
    fn one_error_is_one_error() {
        for (one, other, is_so) in [
            ("huawei", "huawei", true),
            ("huawei", "huawe", true),
            ("huawei", "huaawei", true),
            ("huawei", "huawai", true),
            ("huawei", "uhawei", true),
            ("huawei", "huaiwe", false),
            ("huawei", "huaw", false),
            ("ab", "ba", true),
            ("", "a", true),
        ] {
            assert_eq!(is_within_one_error(one, other), is_so, "{one} {other}");
            assert_eq!(is_within_one_error(other, one), is_so, "{other} {one}");
        }
    }
}
