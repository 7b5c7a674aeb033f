//! The day an issue appeared, from the page's own masthead: lines that hold a date and, besides
//! it, only what mastheads hold (weekday, lunar date, the paper's name, page number, section).
//! Never running text. Relies on `furniture`, `heads`, `lines`, `telltales`.

use super::lines::{ends_sentence, plain_text};
use super::telltales::Telltales;
use super::{furniture, heads};
use crate::model::{Line, Page, PartialDate, Span};
use crate::text::is_blank;

/// The date of an issue as its masthead prints it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PrintedIssue {
    /// The year, where it is printed.
    pub(super) year: Option<u16>,
    pub(super) month: u8,
    pub(super) day: u8,
    /// The weekday beside it, 0 for Sunday.
    pub(super) weekday: Option<u8>,
    /// Where on the page.
    pub(super) page: Span,
}

impl PrintedIssue {
    /// The date in a year, if the calendar has it and the weekday does not speak against it.
    pub(super) fn in_year(&self, year: u16) -> Option<PartialDate> {
        let date = PartialDate::new(year, Some(self.month), Some(self.day))?;
        let agrees = |w: u8| date.weekday() == Some(w);
        self.weekday.is_none_or(agrees).then_some(date)
    }

    /// The date where a masthead prints all of it.
    pub(super) fn date(&self) -> Option<PartialDate> {
        PartialDate::new(self.year?, Some(self.month), Some(self.day))
    }
}

/// How much a line looks like a masthead: only dates of the highest weight on a page count, and
/// only where they agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Weight {
    /// A full date alone on a line: an announcement ends so, too.
    Alone,
    /// Month and day with a weekday.
    WithoutYear,
    /// A full date beside other words of mastheads.
    Whole,
}

/// What a masthead of the page says, where its mastheads agree.
pub(super) fn find_issue(page: &Page) -> Option<PrintedIssue> {
    let lines: Vec<Line<'_>> = page
        .lines()
        .filter(|line| line.text.contains(|c| !is_blank(c)))
        .collect();
    let mut found: Vec<(Weight, PrintedIssue)> = Vec::new();
    let mut i = 0;
    while i < lines.len() {
        let some = lines.iter().skip(i).take(n_lines_at(&lines, i));
        let some: Vec<(Span, String)> = some
            .map(|line| (line.span, plain_text(line.text)))
            .collect();
        // Mastheads are set in boxes of a few short lines; most of them say all on one.
        let hit = (1..=some.len())
            .find_map(|n| read_lines(some.get(..n)?, i, lines.len()).map(|hit| (n, hit)));
        i += match hit {
            Some((n, hit)) => {
                found.push(hit);
                n
            }
            None => 1,
        };
    }
    let best = found.iter().map(|(weight, _)| *weight).max()?;
    let of_best = || found.iter().filter(|(w, _)| *w == best).map(|(_, p)| *p);
    // A date whose weekday is right is an issue's, whatever stands elsewhere.
    let is_sure = |p: &PrintedIssue| p.date().is_some_and(|d| d.weekday() == p.weekday);
    let sure: Vec<PrintedIssue> = of_best().filter(is_sure).collect();
    let candidates = if sure.is_empty() {
        of_best().collect()
    } else {
        sure
    };
    let first = *candidates.first()?;
    let same = |p: &PrintedIssue| (p.year, p.month, p.day) == (first.year, first.month, first.day);
    candidates.iter().all(same).then_some(first)
}

/// A masthead's box has no more lines.
const MOST_LINES: usize = 3;

/// Over how many lines from `i` on a masthead may stand: the first has a digit, none a mark of
/// running text, and among them is what parts the numbers of a date.
fn n_lines_at(lines: &[Line<'_>], i: usize) -> usize {
    let all = lines.iter().skip(i).take(MOST_LINES);
    let mut tells = all.map(|line| Telltales::of_raw(line.text)).peekable();
    if !tells.peek().is_some_and(|t| t.has(Telltales::NUMERAL)) {
        return 0;
    }
    let (mut n, mut is_dated) = (0, false);
    for tells in tells.take_while(|t| !t.has(Telltales::OF_TEXT)) {
        n += 1;
        is_dated |= tells.has(Telltales::OF_DATE);
    }
    if is_dated { n } else { 0 }
}

/// No masthead's line is longer, editors and addresses beside it included.
const N_MASTHEAD_CHARS: usize = 64;

/// Lines from a page's beginning or end in which a date alone may be its masthead's.
const N_EDGE_LINES: usize = 8;

fn read_lines(
    lines: &[(Span, String)],
    idx: usize,
    n_lines: usize,
) -> Option<(Weight, PrintedIssue)> {
    let pieces: Vec<&str> = lines.iter().map(|(_, text)| text.as_str()).collect();
    let text = pieces.join(" ");
    let is_of_text = Telltales::of(&text).has(Telltales::OF_TEXT);
    if is_of_text || text.chars().count() > N_MASTHEAD_CHARS || ends_sentence(&text) {
        return None;
    }
    let chars: Vec<char> = close_digits(&text).chars().map(arabic).collect();
    // The date begins on the first of the lines.
    let n_first = close_digits(pieces.first()?).chars().count();
    let (date, at, n) = (0..n_first).find_map(|at| {
        let before = chars.get(..at)?.iter().rev().find(|c| **c != ' ');
        let is_inside = at > 0
            && (chars.get(at - 1).is_some_and(char::is_ascii_digit)
                || before.is_some_and(|c| matches!(c, '年' | '-' | '.' | '/' | '十')));
        if is_inside {
            return None;
        }
        read_date(chars.get(at..)?).map(|(date, n)| (date, at, n))
    })?;
    let mut rest: String = chars.get(..at)?.iter().collect();
    rest.push(' ');
    rest.extend(chars.get(at + n..)?);
    let weekday = take_weekday(&mut rest);
    let words: Vec<&str> = rest
        .split(|c: char| !(c.is_alphanumeric() || c == '℃'))
        .filter(|word| !word.is_empty())
        .collect();
    let is_split = lines.len() > 1;
    let weight = match date.year {
        Some(_) if words.is_empty() && weekday.is_none() => {
            // Announcements are dated in words, "2021年3月5日".
            let is_in_words = chars.get(at..at + n)?.contains(&'年');
            let is_edge = idx < N_EDGE_LINES || idx + N_EDGE_LINES >= n_lines;
            (!is_split && (is_edge || !is_in_words)).then_some(Weight::Alone)?
        }
        Some(_) => Weight::Whole,
        None => weekday.map(|_| Weight::WithoutYear)?,
    };
    let is_known = words.iter().all(|word| is_masthead_word(word));
    let is_held = !is_split && furniture::is_furniture(&text) && weekday.is_some();
    if !is_known && !is_held {
        return None;
    }
    let (first, last) = (lines.first()?.0, lines.last()?.0);
    let page = Span::new(first.start, last.end);
    let (month, day) = (date.month, date.day);
    let issue = PrintedIssue {
        year: date.year,
        month,
        day,
        weekday,
        page,
    };
    Some((weight, issue))
}

/// Digits set apart, "2 0 2 1年", put together.
fn close_digits(text: &str) -> String {
    let is_digit = |word: &str| word.len() == 1 && word.starts_with(|c: char| c.is_ascii_digit());
    let opens_with_digit = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    let words: Vec<&str> = text.split(' ').collect();
    let n_apart = words.iter().filter(|word| is_digit(word)).count();
    let mut closed = String::with_capacity(text.len());
    let mut before = "";
    for word in words {
        let goes_on = n_apart >= 3 && is_digit(before) && opens_with_digit(word);
        if !closed.is_empty() && !goes_on {
            closed.push(' ');
        }
        closed.push_str(word);
        before = word;
    }
    closed
}

/// Full-width and Chinese digits as the digits of a date; 十 stays.
fn arabic(c: char) -> char {
    match c {
        '〇' | '○' | '零' | '０' => '0',
        '一' => '1',
        '二' => '2',
        '三' => '3',
        '四' => '4',
        '五' => '5',
        '六' => '6',
        '七' => '7',
        '八' => '8',
        '九' => '9',
        c => c,
    }
}

struct PrintedDate {
    year: Option<u16>,
    month: u8,
    day: u8,
}

/// Reads through characters, over blanks between them.
struct Cursor<'a> {
    chars: &'a [char],
    at: usize,
}

impl Cursor<'_> {
    fn skip_blanks(&mut self) {
        while self.chars.get(self.at) == Some(&' ') {
            self.at += 1;
        }
    }

    /// Digits of a number, with 十 among them or not.
    fn number(&mut self, with_tens: bool, n_most: usize) -> Option<(u16, usize)> {
        self.skip_blanks();
        let rest = self.chars.get(self.at..)?;
        let is_of_number = |c: &&char| c.is_ascii_digit() || (with_tens && **c == '十');
        let n = rest.iter().take_while(is_of_number).count();
        let number = read_count(rest.get(..n).filter(|_| (1..=n_most).contains(&n))?)?;
        self.at += n;
        Some((number, n))
    }

    fn small_number(&mut self) -> Option<u8> {
        u8::try_from(self.number(true, 3)?.0).ok()
    }

    fn mark(&mut self, is_wanted: impl Fn(char) -> bool) -> Option<char> {
        self.skip_blanks();
        let mark = self.chars.get(self.at).copied().filter(|c| is_wanted(*c))?;
        self.at += 1;
        Some(mark)
    }
}

/// A date at the beginning, and its length in characters.
fn read_date(chars: &[char]) -> Option<(PrintedDate, usize)> {
    if !chars
        .first()
        .is_some_and(|c| c.is_ascii_digit() || *c == '十')
    {
        return None;
    }
    let mut cursor = Cursor { chars, at: 0 };
    let year = cursor
        .number(false, 4)
        .filter(|(year, n)| *n == 4 && (1900..=2099).contains(year))
        .map(|(year, _)| year);
    let date = match year {
        Some(_) => {
            let mark = cursor.mark(|c| matches!(c, '年' | '-' | '.' | '/' | '·'))?;
            let between = if mark == '年' { '月' } else { mark };
            let month = cursor.small_number()?;
            cursor.mark(|c| c == between)?;
            let day = cursor.small_number()?;
            if mark == '年' {
                cursor.mark(|c| c == '日')?;
            }
            PrintedDate { year, month, day }
        }
        None => {
            cursor.at = 0;
            let month = cursor.small_number()?;
            cursor.mark(|c| c == '月')?;
            let day = cursor.small_number()?;
            cursor.mark(|c| c == '日')?;
            PrintedDate { year, month, day }
        }
    };
    PartialDate::new(year.unwrap_or(2000), Some(date.month), Some(date.day))?;
    Some((date, cursor.at))
}

/// "12", "十2", "2十1" (of 二十一) as numbers.
fn read_count(chars: &[char]) -> Option<u16> {
    let number = |digits: &[char], empty: u16| -> Option<u16> {
        if digits.is_empty() {
            return Some(empty);
        }
        digits.iter().collect::<String>().parse().ok()
    };
    match chars.iter().position(|c| *c == '十') {
        Some(ten) => {
            let tens = number(chars.get(..ten)?, 1)?;
            let ones = number(chars.get(ten + 1..)?, 0)?;
            (tens <= 9 && ones <= 9).then_some(tens * 10 + ones)
        }
        None => number(chars, 0),
    }
}

/// Takes 星期五 or 周五 out of the text.
fn take_weekday(text: &mut String) -> Option<u8> {
    for mark in ["星期", "周"] {
        let Some((before, after)) = text.split_once(mark) else {
            continue;
        };
        let Some(day) = after.chars().next() else {
            continue;
        };
        let found = match day {
            '日' | '天' => 0,
            '1'..='6' => u8::try_from(day.to_digit(10)?).ok()?,
            _ => continue,
        };
        let rest = format!("{before} {}", after.get(day.len_utf8()..)?);
        *text = rest;
        return Some(found);
    }
    None
}

/// May a word stand beside the date of a masthead? Digits of the text are Arabic by now.
fn is_masthead_word(word: &str) -> bool {
    let word = word.trim_matches(|c: char| c.is_ascii_alphanumeric());
    let n_chars = word.chars().count();
    let is_lunar = ["农历", "夏历", "阴历"].iter().any(|w| word.contains(w))
        || (word.ends_with('年') && n_chars <= 4)
        || word.contains('月') && n_chars <= 6;
    let is_number = word.is_empty()
        || matches!(
            word,
            "第" | "版" | "期" | "版次" | "总第" | "今日" | "年" | "号"
        )
        || (n_chars <= 12 && (word.contains('版') || word.contains('期')) && word.contains('第'))
        || (n_chars <= 6 && word.ends_with('版'))
        || (n_chars <= 8 && word.starts_with("今日"));
    is_lunar
        || is_number
        || (n_chars <= 10 && word.ends_with(['报', '刊']))
        || heads::is_section_word(word)
        || matches!(word, "星期" | "出版" | "责编" | "编辑" | "中国" | "主办")
}
