//! Which telling characters a text holds: read off in one walk, so that the many rules that ask
//! for one of them need not look at the text at all. Relies on `text`.

use crate::text::{is_plain, plain_char};
use std::ops::BitOr;

/// A set of kinds of telling characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Telltales(u32);

impl Telltales {
    /// `，`
    pub(super) const COMMA: Self = Self(1);
    /// `,`
    pub(super) const ASCII_COMMA: Self = Self(1 << 1);
    /// `。`
    pub(super) const STOP: Self = Self(1 << 2);
    /// `、`
    pub(super) const LIST: Self = Self(1 << 3);
    /// `；`
    pub(super) const SEMICOLON: Self = Self(1 << 4);
    /// A blank.
    pub(super) const BLANK: Self = Self(1 << 5);
    /// An ASCII digit.
    pub(super) const DIGIT: Self = Self(1 << 6);
    /// An ASCII capital.
    pub(super) const CAPITAL: Self = Self(1 << 7);
    /// What opens a bracket or quotation that goes on over lines.
    pub(super) const OPENING: Self = Self(1 << 8);
    /// What ends a sentence that a byline may follow.
    pub(super) const ENDING: Self = Self(1 << 9);
    /// One stands in every word of a jump line.
    pub(super) const DIRECTION: Self = Self(1 << 10);
    /// `版`
    pub(super) const PAGE: Self = Self(1 << 11);
    /// One stands in every post of a page's desk.
    pub(super) const EDITOR: Self = Self(1 << 12);
    /// One stands in every masthead but for its date, which has digits.
    pub(super) const MASTHEAD: Self = Self(1 << 13);
    /// One stands in whatever a paper prints about itself, or digits do.
    pub(super) const IMPRINT: Self = Self(1 << 14);
    /// What parts the words of a page's head.
    pub(super) const DIVIDER: Self = Self(1 << 15);
    /// One stands in every word and day that a lead begins with.
    pub(super) const LEAD: Self = Self(1 << 16);
    /// One stands in every caption that is known by its words.
    pub(super) const PICTURE: Self = Self(1 << 17);
    /// One ends every dateline's source.
    pub(super) const WIRE: Self = Self(1 << 18);
    /// A mark that no masthead holds.
    pub(super) const OF_TEXT: Self = Self(1 << 19);
    /// A digit of any kind that dates are printed with.
    pub(super) const NUMERAL: Self = Self(1 << 20);
    /// What follows the first number of a date.
    pub(super) const OF_DATE: Self = Self(1 << 21);

    /// The kinds that a text holds.
    pub(super) fn of(text: &str) -> Self {
        text.chars()
            .fold(Self::default(), |all, c| all | Self::of_char(c))
    }

    /// The same of text as the page has it, where signs may stand for characters.
    pub(super) fn of_raw(text: &str) -> Self {
        let plain = |c: char| if is_plain(c) { c } else { plain_char(c) };
        let kinds = text.chars().map(|c| Self::of_char(plain(c)));
        kinds.fold(Self::default(), BitOr::bitor)
    }

    /// The kinds that a character is of.
    #[inline]
    pub(super) fn of_char(c: char) -> Self {
        let class = CLASSES.of_chars.get(c as usize).copied().unwrap_or(0);
        Self(CLASSES.kinds.get(usize::from(class)).copied().unwrap_or(0))
    }

    /// Are any of these kinds among them?
    #[inline]
    pub(super) const fn has(self, any_of: Self) -> bool {
        self.0 & any_of.0 != 0
    }
}

impl BitOr for Telltales {
    type Output = Self;

    #[inline]
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

const DIGITS: [char; 10] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];

/// The characters of every kind.
const KINDS: &[(Telltales, &[char])] = &[
    (Telltales::COMMA, &['，']),
    (Telltales::ASCII_COMMA, &[',']),
    (Telltales::STOP, &['。']),
    (Telltales::LIST, &['、']),
    (Telltales::SEMICOLON, &['；']),
    (Telltales::BLANK, &[' ']),
    (Telltales::DIGIT, &DIGITS),
    (
        Telltales::CAPITAL,
        &[
            'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J', 'K', 'L', 'M', 'N', 'O', 'P', 'Q',
            'R', 'S', 'T', 'U', 'V', 'W', 'X', 'Y', 'Z',
        ],
    ),
    (Telltales::OPENING, &['（', '(', '《', '“']),
    (
        Telltales::ENDING,
        &['。', '！', '？', '”', '）', ')', '…', '!', '?'],
    ),
    (Telltales::DIRECTION, &['转', '接', '见']),
    (Telltales::PAGE, &['版']),
    (Telltales::EDITOR, &['编', '版', '校', '统', '值']),
    (
        Telltales::MASTHEAD,
        &[
            '网', 'w', 'h', '热', '统', '版', '邮', '期', '维', '客', 'C', '报', '刊',
        ],
    ),
    (
        Telltales::IMPRINT,
        &[
            '℃', '@', '版', '价', '邮', '承', '未', '印', '扫', '公', '讲', '关', '官', 'E',
        ],
    ),
    (
        Telltales::DIVIDER,
        &[
            ' ', '/', '／', '|', '｜', '·', '：', ':', '■', '□', '◆', '●',
        ],
    ),
    (
        Telltales::LEAD,
        &['日', '号', '天', '眼', '当', '目', '年', '截', '期', '者'],
    ),
    (
        Telltales::PICTURE,
        &['图', '摄', '照', '社', '▲', '△', '▼', '▽', '◀', '◁', '◄'],
    ),
    (Telltales::WIRE, &['讯', '电']),
    (
        Telltales::OF_TEXT,
        &['。', '，', '、', ',', '；', '“', '？', '！'],
    ),
    (Telltales::OF_DATE, &['年', '月', '-', '.', '/', '·']),
    (Telltales::NUMERAL, &DIGITS),
    (
        Telltales::NUMERAL,
        &[
            '〇', '○', '零', '０', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十',
        ],
    ),
];

/// Characters up to here can be telling.
const N_CHARS: usize = 0x1_0000;

/// More than there are telling characters.
const N_CLASSES: usize = 160;

/// The kinds of every character. Each telling one has a class of its own, so that the table of all
/// takes a byte for each.
struct Classes {
    of_chars: [u8; N_CHARS],
    kinds: [u32; N_CLASSES],
}

static CLASSES: Classes = Classes::new();

impl Classes {
    /// Done by the compiler, which would refuse what does not fit.
    const fn new() -> Self {
        let mut classes = Self {
            of_chars: [0; N_CHARS],
            kinds: [0; N_CLASSES],
        };
        let mut n_classes = 1;
        let mut k = 0;
        while k < KINDS.len() {
            let (kind, chars) = KINDS[k];
            let mut i = 0;
            while i < chars.len() {
                let class = &mut classes.of_chars[chars[i] as usize];
                if *class == 0 {
                    *class = n_classes;
                    n_classes += 1;
                }
                classes.kinds[*class as usize] |= kind.0;
                i += 1;
            }
            k += 1;
        }
        classes
    }
}

#[cfg(test)]
mod tests {
    use super::{KINDS, Telltales};

    #[test]
    fn a_text_tells_the_kinds_of_its_characters() {
        for (kind, chars) in KINDS {
            for c in *chars {
                assert!(Telltales::of(&format!("石桥{c}藕塘")).has(*kind), "{c}");
            }
            assert!(!Telltales::of("石桥藕塘𠀀").has(*kind));
        }
        let several = Telltales::of("昨日，");
        assert!(several.has(Telltales::COMMA) && several.has(Telltales::LEAD));
        assert!(!several.has(Telltales::STOP | Telltales::DIGIT));
        assert!(Telltales::of_raw("⼋").has(Telltales::NUMERAL));
    }
}
