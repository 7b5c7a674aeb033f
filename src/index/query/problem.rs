//! What in a query could not be understood, where, and how the reader is told.

use super::fields::FieldKind;
use crate::model::{Sentence, Span};

/// A part of what was typed that is not searched for as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where it stands in what was typed, in bytes.
    pub span: Span,
    /// What is wrong with it; it names the spot.
    pub sentence: Sentence,
}

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// A closing bracket too many.
    StrayBracket,
    /// A bracket that nothing closes.
    OpenBracket,
    /// More brackets in one another than anybody needs.
    TooDeep,
    /// An OR with nothing on one side.
    HalfOr,
    /// A NOT with nothing behind it.
    HalfNot,
    /// A field with nothing behind it.
    EmptyField(FieldKind),
    /// No date.
    NotADate,
    /// A range of dates whose end is before its beginning.
    DatesTurned,
    /// No amount of money.
    NotAnAmount,
    /// No number.
    NotANumber,
    /// A range of amounts whose end is less than its beginning.
    AmountsTurned,
    /// 同句 and its like hold something else than words.
    NotNear,
    /// A field where no field can be.
    FieldInNear,
    /// 近 with a number that is too large.
    TooFar,
    /// 同句 and its like in a field that is no text.
    NearInField,
    /// No mark of the reader's.
    NotAMark,
    /// No status.
    NotAStatus,
}

impl Trouble {
    /// The sentence about a piece of what was typed.
    pub(super) fn at(self, span: Span, piece: &str) -> Problem {
        let piece = shortened(piece);
        let (zh, en) = match self {
            Self::StrayBracket => (
                format!("多了一个“{piece}”，没有理会它。"),
                format!("There is one “{piece}” too many; it was left out."),
            ),
            Self::OpenBracket => (
                format!("“{piece}”还没有合上，当作在末尾合上。"),
                format!("“{piece}” is not closed; it is taken to end at the end."),
            ),
            Self::TooDeep => (
                "括号套得太深，里层的括号没有理会。".to_owned(),
                "The brackets go too deep; the inner ones were left out.".to_owned(),
            ),
            Self::HalfOr => (
                format!("“{piece}”的一边没有词，没有理会它；要搜这个字，请加引号。"),
                format!(
                    "“{piece}” lacks a word on one side and was left out; to search for it, put it in quotes."
                ),
            ),
            Self::HalfNot => (
                format!("“{piece}”后面没有词，没有理会它；要搜这个字，请加引号。"),
                format!(
                    "“{piece}” is followed by no word and was left out; to search for it, put it in quotes."
                ),
            ),
            Self::EmptyField(kind) => (
                format!("“{piece}”后面还没有写{}。", kind.name()),
                format!("“{piece}” is followed by nothing yet."),
            ),
            Self::NotADate => (
                format!(
                    "“{piece}”不是日期，没有理会它；可以写 2019、2019-08、2019-08-21、2019..2020。"
                ),
                format!(
                    "“{piece}” is not a date and was left out; write 2019, 2019-08, 2019-08-21 or 2019..2020."
                ),
            ),
            Self::DatesTurned => (
                format!("“{piece}”的起止颠倒了，已掉转过来。"),
                format!("“{piece}” ends before it begins; the two were exchanged."),
            ),
            Self::NotAnAmount => (
                format!("“{piece}”不是金额，没有理会它；可以写 1亿元、>500万元、1亿..5亿元。"),
                format!(
                    "“{piece}” is not an amount and was left out; write 1亿元, >500万元 or 1亿..5亿元."
                ),
            ),
            Self::NotANumber => (
                format!("“{piece}”不是数量，没有理会它；可以写 3000人、>10万人、100..500亩。"),
                format!(
                    "“{piece}” is not a number and was left out; write 3000人, >10万人 or 100..500亩."
                ),
            ),
            Self::AmountsTurned => (
                format!("“{piece}”前大后小，已掉转过来。"),
                format!("“{piece}” begins with the larger number; the two were exchanged."),
            ),
            Self::NotNear => (
                format!(
                    "“{piece}”不能写在这里，没有理会它：同句、同段、近 只管词，和用“或”连起来的词。"
                ),
                format!(
                    "“{piece}” cannot stand here and was left out: only words, and words joined by OR, can be near each other."
                ),
            ),
            Self::FieldInNear => (
                format!(
                    "同句、同段、近 里面不能再分栏目，“{piece}”没有理会；请把栏目写在前面，如 标题:同句(甲 乙)。"
                ),
                format!(
                    "“{piece}” was left out: a field stands before 同句, 同段 and 近, as in 标题:同句(甲 乙)."
                ),
            ),
            Self::TooFar => (
                format!(
                    "“{piece}”太远了，最多隔 {} 个字。",
                    super::Reach::MOST_CHARS
                ),
                format!(
                    "“{piece}” is too far; {} characters at most.",
                    super::Reach::MOST_CHARS
                ),
            ),
            Self::NearInField => (
                format!("“{piece}”只能用于全文、标题、正文和作者，已在全文里找。"),
                format!(
                    "“{piece}” works in the text, headline, body or byline only; the whole text was searched."
                ),
            ),
            Self::NotAMark => (
                format!("“{piece}”不是标记，没有理会它；可以写 星标、已读、未读。"),
                format!("“{piece}” is no mark and was left out; write starred, read or unread."),
            ),
            Self::NotAStatus => (
                format!("“{piece}”不是状态，没有理会它；可以写 待查、已看、要用。"),
                format!("“{piece}” is no status and was left out; write check, seen or use."),
            ),
        };
        Problem {
            span,
            sentence: Sentence::new(zh, en),
        }
    }
}

/// Characters of a piece that a sentence repeats.
const N_SHOWN: usize = 24;

fn shortened(piece: &str) -> String {
    let piece = piece.trim();
    if piece.chars().count() <= N_SHOWN {
        return piece.to_owned();
    }
    piece.chars().take(N_SHOWN).chain(['…']).collect()
}
