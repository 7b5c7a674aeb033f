//! "How is text compared and cut into words?" Folding, with its map back to the original, and
//! word segmentation; where sentences begin, Latin words, numbers and amounts of money, reprints; how
//! names sound. Pure; relies on `model` only.

mod amount;
mod count;
mod decimal;
mod digits;
mod fold;
mod latin;
pub mod pinyin;
mod quick;
mod reprint;
mod units;
pub mod words;

pub use amount::{Amount, Currency, find_amounts, has_unit, read_amount};
pub use count::{Numeral, common_unit, read_count, read_numeral};
pub use decimal::Decimal;
pub use digits::{chinese_digit, power_of_ten};
pub use latin::{
    LatinWord, MAX_LATIN_CHARS, as_latin_word, is_latin_char, is_within_one_error, latin_word_at,
    latin_words,
};
pub use quick::{CharSet, CharSieve, QuickHasher, QuickMap, QuickSet};
pub use reprint::{Shingles, sketch, stored_hash};
pub use units::{Begins, UnitReader, sentence_spans, unit_starts};

pub use fold::{
    Folded, fold, fold_char, fold_text, is_blank, is_han, is_invisible, is_plain, plain_char,
};
