//! What the tagger looks at: for each character of a line the keys of some sixty features, made of
//! the characters and words around it, the listed words it is in, and what the rules say.

use crate::entity::lexicon::{Class, lexicon};
use crate::entity::line::{Line, is_break};
use crate::entity::tagger::labels::{Part, kind_idx};
use crate::model::EntityKind;
use crate::text::is_han;

/// Characters before and behind a line that are looked at as if they were there.
const PAD: usize = 3;

/// Lists whose words are looked for, the more telling ones first.
const TELLING: [Class; 12] = [
    Class::OrgName,
    Class::Place,
    Class::OrgSuffix,
    Class::FacSuffix,
    Class::ProjectSuffix,
    Class::Post,
    Class::PlaceSuffix,
    Class::ActVerb,
    Class::PostPrefix,
    Class::StopWord,
    Class::InnerVerb,
    Class::Unit,
];

/// Lists of ends of names that are looked for further on.
const ENDS: [Class; 5] = [
    Class::OrgSuffix,
    Class::FacSuffix,
    Class::ProjectSuffix,
    Class::PlaceSuffix,
    Class::Post,
];

/// How far on the end of a name is looked for, in characters.
const MAX_AHEAD: usize = 14;

/// Longer stretches in quotation marks are speech, no names.
const MAX_QUOTED: usize = 20;

/// One character as features see it.
#[derive(Clone, Copy, Default)]
struct Cell {
    /// The character, all digits one, all letters one.
    c: u64,
    /// Its script or use.
    class: u64,
    /// The listed word it is in, and where in it.
    listed: u64,
    /// The mark of the rules it is in, and where in it.
    marked: u64,
    /// Is it a family name; how usual is it in given names?
    surname: u64,
    given: u64,
    /// The next end of a name: its list and how far it is, and which word it is.
    ahead: u64,
    ahead_word: u64,
    /// Lists of which a word ends with this character, as a bit set.
    ending: u64,
    /// Where it stands in quotation marks, how long they are, and the words in front and behind.
    quoted: u64,
    quoted_len: u64,
    lead: u64,
    tail: u64,
    /// The place of its word in the line's, and where in it the character stands.
    word: usize,
    part: u64,
}

#[derive(Clone, Copy)]
struct WordCell {
    id: u64,
    tag: u64,
}

/// A line made ready.
pub(super) struct View {
    cells: Vec<Cell>,
    words: Vec<WordCell>,
}

fn plain(c: char) -> u64 {
    u64::from(u32::from(match c {
        '0'..='9' => '0',
        'a'..='z' | 'A'..='Z' => 'a',
        c => c,
    }))
}

fn class_of(c: char) -> u64 {
    match c {
        '0'..='9' => 1,
        'a'..='z' => 2,
        'A'..='Z' => 3,
        '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '千'
        | '万' | '亿' | '零' | '〇' | '两' => 4,
        '年' | '月' | '日' | '时' | '分' => 5,
        '·' => 6,
        ' ' => 7,
        '、' => 8,
        '“' => 9,
        '”' => 10,
        c if is_han(c) => 11,
        c if is_break(c) => 12,
        _ => 13,
    }
}

/// A number of forty bits for a word.
fn word_id(line: &Line, start: usize, end: usize) -> u64 {
    let id = (start..end).fold(7u64, |id, i| {
        (id ^ plain(line.at(i))).wrapping_mul(0x0100_0000_01b3)
    });
    id >> 8 & 0xff_ffff_ffff
}

/// A code for the place of a character in a stretch of some type: never 0.
fn code(kind: usize, i: usize, n: usize) -> u64 {
    (kind * 4 + Part::of(i, n) as usize + 1) as u64
}

impl View {
    pub(super) fn new(line: &Line) -> Self {
        let outside = |c| Cell {
            c,
            class: 20 + c,
            given: 9,
            word: usize::MAX,
            ..Cell::default()
        };
        let mut view = Self {
            cells: vec![outside(1); PAD],
            words: vec![WordCell { id: 1, tag: 1 }; 2],
        };
        view.cells.extend((0..line.len()).map(|i| {
            let c = line.at(i);
            Cell {
                c: plain(c),
                class: class_of(c),
                surname: match line.listed_from(Class::Surname, i) {
                    0 => u64::from(lexicon().is_surname(c)),
                    _ => 2,
                },
                given: u64::from(lexicon().given_rank(c)),
                ..Cell::default()
            }
        }));
        view.cells.extend([outside(2); PAD]);
        view.read_words(line);
        view.read_listed(line);
        view.read_marks(line);
        view.read_ahead(line);
        view.read_quotes(line);
        view
    }

    fn cell_mut(&mut self, i: usize) -> Option<&mut Cell> {
        self.cells.get_mut(i + PAD)
    }

    fn read_words(&mut self, line: &Line) {
        for (idx, token) in line.tokens().iter().enumerate() {
            self.words.push(WordCell {
                id: word_id(line, token.start, token.end),
                tag: u64::from(u16::from_le_bytes(token.tag)),
            });
            for i in token.start..token.end {
                if let Some(cell) = self.cell_mut(i) {
                    cell.word = idx + 2;
                    cell.part = Part::of(i - token.start, token.n_chars()) as u64;
                }
            }
        }
        self.words.extend([WordCell { id: 2, tag: 2 }; 2]);
    }

    /// The longest listed word from the left, and again behind it.
    fn read_listed(&mut self, line: &Line) {
        let mut i = 0;
        while i < line.len() {
            let longest = TELLING
                .iter()
                .enumerate()
                .map(|(idx, class)| (line.listed_from(*class, i), std::cmp::Reverse(idx)))
                .max()
                .unwrap_or((0, std::cmp::Reverse(0)));
            let (n, std::cmp::Reverse(idx)) = longest;
            for k in 0..n {
                if let Some(cell) = self.cell_mut(i + k) {
                    cell.listed = code(idx, k, n);
                }
            }
            i += n.max(1);
        }
    }

    fn read_marks(&mut self, line: &Line) {
        for mark in line.marks() {
            let kind = kind_idx(mark.kind).unwrap_or(match mark.kind {
                EntityKind::Date => 5,
                _ => 6,
            });
            for i in mark.start..mark.end {
                if let Some(cell) = self.cell_mut(i) {
                    cell.marked = code(kind, i - mark.start, mark.end - mark.start);
                }
            }
        }
    }

    fn read_ahead(&mut self, line: &Line) {
        // The end of the next name, its list, from the right.
        let mut next: Option<(usize, usize, u64)> = None;
        for i in (0..line.len()).rev() {
            let ending = ENDS.iter().enumerate().fold(0, |set, (idx, class)| {
                set | u64::from(line.listed_to(*class, i + 1) > 0) << idx
            });
            if line.is_break(i) {
                next = None;
            }
            if let Some(idx) = ENDS
                .iter()
                .position(|class| line.listed_to(*class, i + 1) > 1)
            {
                let n = line.listed_to(ENDS[idx], i + 1);
                next = Some((i, idx, word_id(line, i + 1 - n, i + 1) & 0xf_ffff));
            }
            let (ahead, word) = next.map_or((0, 0), |(at, idx, word)| {
                let bucket = match at - i {
                    0 => 1,
                    1 => 2,
                    2..=3 => 3,
                    4..=6 => 4,
                    7..=9 => 5,
                    n if n <= MAX_AHEAD => 6,
                    _ => return (0, 0),
                };
                ((idx * 8 + bucket) as u64, word)
            });
            if let Some(cell) = self.cell_mut(i) {
                cell.ahead = ahead;
                cell.ahead_word = word;
                cell.ending = ending;
            }
        }
    }

    /// The stretches in quotation marks.
    fn read_quotes(&mut self, line: &Line) {
        let mut open = None;
        for i in 0..line.len() {
            match (line.at(i), open) {
                ('“', _) => open = Some(i),
                ('”', Some(start)) if i > start + 1 && i - start <= MAX_QUOTED + 1 => {
                    open = None;
                    let (lead, tail) = (self.word_before(start), self.word_at(i + 1));
                    let n = i - start - 1;
                    for k in 0..n {
                        if let Some(cell) = self.cell_mut(start + 1 + k) {
                            cell.quoted = code(0, k, n);
                            cell.quoted_len = n as u64;
                            cell.lead = lead;
                            cell.tail = tail;
                        }
                    }
                }
                ('”', _) => open = None,
                _ => {}
            }
        }
    }

    /// The number of the word that holds a character; 1 and 2 before and behind the line.
    fn word_at(&self, i: usize) -> u64 {
        let word = self.cells.get(i + PAD).map_or(usize::MAX, |cell| cell.word);
        self.words.get(word).map_or(2, |word| word.id)
    }

    fn word_before(&self, i: usize) -> u64 {
        i.checked_sub(1).map_or(1, |i| self.word_at(i))
    }

    /// How many characters the line has.
    pub(super) fn len(&self) -> usize {
        self.cells.len() - 2 * PAD
    }

    /// Gives the keys of a character's features, each once.
    #[inline]
    pub(super) fn visit(&self, i: usize, mut give: impl FnMut(u32)) {
        let Some(cells) = self
            .cells
            .get(i..i + 2 * PAD + 1)
            .and_then(|cells| <&[Cell; 7]>::try_from(cells).ok())
        else {
            return;
        };
        visit_characters(cells, &mut give);
        visit_lists(cells, &mut give);
        let Some(words) = cells[3]
            .word
            .checked_sub(2)
            .and_then(|from| self.words.get(from..from + 5))
            .and_then(|words| <&[WordCell; 5]>::try_from(words).ok())
        else {
            return;
        };
        visit_words(cells, words, &mut give);
    }
}

/// The key of a feature: never 0.
#[inline]
fn key(template: u64, values: u64) -> u32 {
    let mut x = values
        .wrapping_add(template.wrapping_mul(0x9e37_79b9_7f4a_7c15))
        .wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x ^= x >> 31;
    x = x.wrapping_mul(0x94d0_49bb_1331_11eb);
    ((x >> 32) as u32).max(1)
}

fn two(a: u64, b: u64) -> u64 {
    a | b << 21
}

fn three(a: u64, b: u64, c: u64) -> u64 {
    a | b << 21 | c << 42
}

#[inline]
fn visit_characters(cells: &[Cell; 7], give: &mut impl FnMut(u32)) {
    let [a, b, c, d, e, f, g] = cells.map(|cell| cell.c);
    give(key(1, d));
    give(key(2, c));
    give(key(3, e));
    give(key(4, b));
    give(key(5, f));
    give(key(6, two(c, d)));
    give(key(7, two(d, e)));
    give(key(8, two(b, c)));
    give(key(9, two(e, f)));
    give(key(10, two(c, e)));
    give(key(11, three(c, d, e)));
    give(key(12, three(b, c, d)));
    give(key(13, three(d, e, f)));
    give(key(14, three(a, b, c)));
    give(key(15, three(e, f, g)));
    let class = cells.map(|cell| cell.class);
    give(key(16, three(class[2], class[3], class[4])));
    give(key(
        17,
        three(class[1] << 8 | class[2], class[3], class[4] << 8 | class[5]),
    ));
}

#[inline]
fn visit_lists(cells: &[Cell; 7], give: &mut impl FnMut(u32)) {
    let [_, b, c, d, e, f, _] = cells;
    let listed = |cell: &Cell| cell.listed.div_ceil(4);
    give(key(20, d.listed));
    give(key(21, two(c.listed, d.listed)));
    give(key(22, two(d.listed, e.listed)));
    give(key(23, two(d.listed, d.c)));
    // Persons' names.
    give(key(24, three(d.surname, e.given, f.given)));
    give(key(25, three(c.surname, d.given, e.given)));
    give(key(26, three(b.surname, c.given, d.given)));
    give(key(27, three(listed(c), d.surname, e.given)));
    give(key(28, three(listed(b), c.surname, d.given)));
    give(key(
        29,
        three(listed(e), d.given, b.surname << 2 | c.surname),
    ));
    // Ends of names, here and further on.
    give(key(30, two(d.ahead, d.part)));
    give(key(31, three(d.ahead, listed(d), listed(c))));
    give(key(32, two(d.ending, listed(e))));
    give(key(33, three(d.ending, d.part, listed(e))));
    if d.ahead != 0 {
        give(key(40, two(d.ahead_word, d.ahead & 7)));
        give(key(41, three(d.ahead_word, listed(d), listed(c))));
    }
    // What quotation marks hold.
    if d.quoted != 0 {
        give(key(42, two(d.quoted, d.quoted_len)));
        give(key(43, d.quoted | d.lead << 4));
        give(key(44, d.quoted | d.tail << 4));
        give(key(45, three(d.quoted, d.quoted_len, d.ahead)));
    }
    // The rules.
    if (b.marked | c.marked | d.marked | e.marked) != 0 {
        give(key(34, d.marked));
        give(key(35, two(c.marked, d.marked)));
        give(key(36, two(d.marked, e.marked)));
        give(key(37, two(d.marked, d.c)));
        give(key(38, three(d.marked, listed(d), d.part)));
        give(key(39, two(b.marked.div_ceil(4), d.marked)));
    }
}

#[inline]
fn visit_words(cells: &[Cell; 7], words: &[WordCell; 5], give: &mut impl FnMut(u32)) {
    let part = cells[3].part;
    let [p2, p1, w, n1, n2] = words;
    let with = |id: u64| part | id << 2;
    give(key(50, with(w.tag)));
    give(key(51, with(w.id)));
    give(key(52, with(p1.id)));
    give(key(53, with(n1.id)));
    give(key(54, with(p1.tag | w.tag << 16)));
    give(key(55, with(w.tag | n1.tag << 16)));
    give(key(56, with(p1.tag | w.tag << 16 | n1.tag << 32)));
    give(key(57, with(n2.id ^ w.tag << 44)));
    give(key(58, with(p2.id ^ w.tag << 44)));
    give(key(59, with(p1.tag | p2.tag << 16 | w.tag << 32)));
    give(key(60, with(n1.tag | n2.tag << 16 | w.tag << 32)));
}
