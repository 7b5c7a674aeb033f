//! What the words of a date say, before anything is known of the article: numbers of the calendar,
//! and words that count from another day (去年, 昨日, 次日). Relies on folded text.

use crate::text::read_numeral;

/// A day, month or year told from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Told {
    /// By its number.
    Number(u16),
    /// So many after that of the article.
    FromNow(i16),
    /// So many after the one named last.
    FromLast(i16),
}

/// One end of a date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Point {
    pub(super) year: Option<Told>,
    /// 本月, 上月, 同月.
    pub(super) month_word: Option<Told>,
    /// From the one to the other; most often the same.
    pub(super) months: Option<(u8, u8)>,
    /// From the one to the other; 31 is the last of any month.
    pub(super) days: Option<(u8, u8)>,
    /// 今天, 昨日, 次日.
    pub(super) day_word: Option<Told>,
    /// The years of a decade.
    pub(super) decade: Option<(u16, u16)>,
    /// Is it a part of the year that only a year can tell (上半年, 一季度, 前八个月)?
    pub(super) is_part: bool,
    /// Does a rule of the calendar tell it?
    pub(super) is_by_rule: bool,
}

/// A date, as its words tell it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Words {
    pub(super) from: Point,
    pub(super) to: Option<Point>,
    /// 以来: to the day of the article.
    pub(super) is_since: bool,
}

const YEAR_WORDS: [(&str, Told); 10] = [
    ("本年度", Told::FromNow(0)),
    ("今年", Told::FromNow(0)),
    ("本年", Told::FromNow(0)),
    ("去年", Told::FromNow(-1)),
    ("上年", Told::FromNow(-1)),
    ("明年", Told::FromNow(1)),
    ("同年", Told::FromLast(0)),
    ("次年", Told::FromLast(1)),
    ("翌年", Told::FromLast(1)),
    ("前年", Told::FromNow(-2)),
];

const MONTH_WORDS: [(&str, Told); 7] = [
    ("本月", Told::FromNow(0)),
    ("上个月", Told::FromNow(-1)),
    ("上月", Told::FromNow(-1)),
    ("下个月", Told::FromNow(1)),
    ("下月", Told::FromNow(1)),
    ("同月", Told::FromLast(0)),
    ("次月", Told::FromLast(1)),
];

const DAY_WORDS: [(&str, Told); 18] = [
    ("今天", Told::FromNow(0)),
    ("今日", Told::FromNow(0)),
    ("今晚", Told::FromNow(0)),
    ("今早", Told::FromNow(0)),
    ("昨天", Told::FromNow(-1)),
    ("昨日", Told::FromNow(-1)),
    ("昨晚", Told::FromNow(-1)),
    ("昨夜", Told::FromNow(-1)),
    ("前天", Told::FromNow(-2)),
    ("明天", Told::FromNow(1)),
    ("明日", Told::FromNow(1)),
    ("后天", Told::FromNow(2)),
    ("当天", Told::FromLast(0)),
    ("当日", Told::FromLast(0)),
    ("同日", Told::FromLast(0)),
    ("当晚", Told::FromLast(0)),
    ("次日", Told::FromLast(1)),
    ("翌日", Told::FromLast(1)),
];

/// Parts of a year, in months.
const YEAR_PARTS: [(&str, (u8, u8)); 11] = [
    ("上半年", (1, 6)),
    ("下半年", (7, 12)),
    ("前三季度", (1, 9)),
    ("第一季度", (1, 3)),
    ("第二季度", (4, 6)),
    ("第三季度", (7, 9)),
    ("第四季度", (10, 12)),
    ("一季度", (1, 3)),
    ("二季度", (4, 6)),
    ("三季度", (7, 9)),
    ("四季度", (10, 12)),
];

/// Words behind a year that name no month, the longer ones first: all that is sure is the year.
const VAGUE_PARTS: [&str; 30] = [
    "中秋节",
    "中秋",
    "年初",
    "年底",
    "年末",
    "年中",
    "初",
    "底",
    "末",
    "中",
    "春季",
    "夏季",
    "秋季",
    "冬季",
    "春天",
    "夏天",
    "秋天",
    "冬天",
    "春节",
    "清明节",
    "清明",
    "端午节",
    "端午",
    "重阳节",
    "除夕",
    "元宵节",
    "暑期",
    "同期",
    "汛期",
    "度",
];

/// Holidays that are on one day of the calendar every year.
const HOLIDAYS: [(&str, (u8, u8)); 24] = [
    ("元旦", (1, 1)),
    ("三八妇女节", (3, 8)),
    ("妇女节", (3, 8)),
    ("\"三八\"", (3, 8)),
    ("植树节", (3, 12)),
    ("五一劳动节", (5, 1)),
    ("劳动节", (5, 1)),
    ("\"五一\"", (5, 1)),
    ("五一", (5, 1)),
    ("青年节", (5, 4)),
    ("护士节", (5, 12)),
    ("六一儿童节", (6, 1)),
    ("儿童节", (6, 1)),
    ("\"六一\"", (6, 1)),
    ("建党节", (7, 1)),
    ("\"七一\"", (7, 1)),
    ("建军节", (8, 1)),
    ("\"八一\"", (8, 1)),
    ("教师节", (9, 10)),
    ("国庆节", (10, 1)),
    ("国庆", (10, 1)),
    ("\"十一\"", (10, 1)),
    ("记者节", (11, 8)),
    ("圣诞节", (12, 25)),
];

/// Behind a holiday: the time around it, of which no day is sure.
const AROUND: [&str; 8] = [
    "期间",
    "前夕",
    "前后",
    "假期",
    "长假",
    "小长假",
    "黄金周",
    "假日",
];

/// What a time of the day is written with.
const CLOCK: &str =
    "0123456789零一二三四五六七八九十时点分半许整钟:上下午凌清早晨中晚间夜傍正后深大";

/// Reads the words of a date, folded; `None` where they say no day, month or year, or more than is
/// understood. `behind` is what stands behind them.
pub(super) fn read_words(folded: &str, behind: &str) -> Option<Words> {
    let chars: Vec<char> = folded.chars().collect();
    let mut scan = Scan {
        chars: &chars,
        at: 0,
        is_around: AROUND.iter().any(|word| behind.starts_with(word)),
    };
    let from = scan.point()?;
    scan.skip_clock();
    let to = if scan.eat_sign() {
        let to = scan.point();
        scan.skip_clock();
        to
    } else {
        None
    };
    let is_since = scan.eat("以来");
    (scan.at == chars.len()).then_some(Words { from, to, is_since })
}

struct Scan<'a> {
    chars: &'a [char],
    at: usize,
    /// Is what stands behind of the time around it?
    is_around: bool,
}

impl Scan<'_> {
    fn peek(&self, n: usize) -> char {
        self.chars.get(self.at + n).copied().unwrap_or('\0')
    }

    fn eat(&mut self, word: &str) -> bool {
        let rest = self.chars.get(self.at..).unwrap_or_default();
        let n = word.chars().count();
        let is_here = rest.len() >= n && word.chars().zip(rest).all(|(a, b)| a == *b);
        if is_here {
            self.at += n;
        }
        is_here
    }

    fn eat_one<T: Copy>(&mut self, words: &[(&str, T)]) -> Option<T> {
        words
            .iter()
            .find(|(word, _)| self.eat(word))
            .map(|(_, meaning)| *meaning)
    }

    fn eat_any(&mut self, words: &[&str]) -> bool {
        words.iter().any(|word| self.eat(word))
    }

    /// A whole number without 万 and 多.
    fn number(&mut self) -> Option<u16> {
        let number = read_numeral(self.chars.get(self.at..)?)?;
        let value = number.value.as_whole().filter(|_| !number.is_over)?;
        self.at += number.n_chars;
        u16::try_from(value).ok()
    }

    /// A number of the calendar before its sign: "8月".
    fn number_before(&mut self, signs: &[char], most: u8) -> Option<u8> {
        let start = self.at;
        let number = self.number().and_then(|n| u8::try_from(n).ok());
        let number = number.filter(|n| (1..=most).contains(n) && signs.contains(&self.peek(0)));
        if number.is_some() {
            self.at += 1;
        } else {
            self.at = start;
        }
        number
    }

    fn eat_sign(&mut self) -> bool {
        let n_signs = (0..2)
            .take_while(|n| matches!(self.peek(*n), '至' | '到' | '~' | '—' | '-' | '–'))
            .count();
        self.at += n_signs;
        n_signs > 0
    }

    fn skip_clock(&mut self) {
        while CLOCK.contains(self.peek(0)) {
            self.at += 1;
        }
    }

    fn point(&mut self) -> Option<Point> {
        if let Some(decade) = self.decade() {
            return Some(decade);
        }
        if let Some(told) = self.eat_one(&DAY_WORDS) {
            return Some(Point {
                day_word: Some(told),
                ..Point::default()
            });
        }
        let mut point = Point {
            year: self.year(),
            ..Point::default()
        };
        if let Some(told) = self.eat_one(&MONTH_WORDS).filter(|_| point.year.is_none()) {
            point.month_word = Some(told);
            self.days(&mut point);
            return Some(point);
        }
        if let Some(months) = self.months() {
            point.months = Some(months);
            let is_whole = self.eat("份");
            if months.0 == months.1 && !is_whole {
                self.days(&mut point);
            }
            return Some(point);
        }
        if let Some(months) = self.part_of_year() {
            point.months = Some(months);
            point.is_part = true;
            point.is_by_rule = true;
            return Some(point);
        }
        if let Some((month, day)) = self.eat_one(&HOLIDAYS) {
            point.is_by_rule = true;
            let is_around = self.is_around && self.at == self.chars.len();
            if !is_around && !self.eat_any(&AROUND) {
                let _ = self.eat("当天") || self.eat("当日");
                point.months = Some((month, month));
                point.days = Some((day, day));
                return Some(point);
            }
            self.eat_any(&AROUND);
            return point.year.is_some().then_some(point);
        }
        if point.year.is_some() {
            if self.eat_any(&VAGUE_PARTS) {
                point.is_by_rule = true;
                self.eat_any(&AROUND);
            }
            return Some(point);
        }
        self.days(&mut point);
        point.days.is_some().then_some(point)
    }

    /// "上世纪八十年代", "20世纪90年代初"; a decade without its century is none.
    fn decade(&mut self) -> Option<Point> {
        let start = self.at;
        let century = if self.eat_any(&["上世纪", "上个世纪"]) {
            Some(20)
        } else {
            self.number()
                .filter(|n| (1..=21).contains(n) && self.eat("世纪"))
        };
        let decade = century.and_then(|century| {
            let decade = self.number()?;
            let fits = decade < 100 && decade.is_multiple_of(10) && self.eat("年代");
            fits.then_some((century - 1) * 100 + decade)
        });
        let Some(first) = decade else {
            self.at = start;
            return None;
        };
        self.eat_any(&["初期", "初", "中后期", "中期", "末期", "末", "后期"]);
        Some(Point {
            decade: Some((first, first + 9)),
            is_by_rule: true,
            ..Point::default()
        })
    }

    fn year(&mut self) -> Option<Told> {
        if let Some(told) = self.eat_one(&YEAR_WORDS) {
            return Some(told);
        }
        let start = self.at;
        // Two digits before a month ("78年3月") are of the last century, or of this one.
        let n_digits = (0..5)
            .take_while(|n| self.peek(*n).is_ascii_digit())
            .count();
        let number = self
            .number()
            .filter(|_| self.peek(0) == '年' && self.peek(1) != '代');
        let year = match number {
            Some(year @ 1000..=2999) => Some(year),
            Some(year @ 50..=99) if n_digits == 2 => Some(1900 + year),
            Some(year @ 0..=29) if n_digits == 2 => Some(2000 + year),
            _ => None,
        };
        self.at = if year.is_some() { self.at + 1 } else { start };
        year.map(Told::Number)
    }

    /// "8月", "1至6月", "1月至6月" is left to the range.
    fn months(&mut self) -> Option<(u8, u8)> {
        if let Some(month) = self.number_before(&['月'], 12) {
            return Some((month, month));
        }
        let start = self.at;
        let first = self.number().and_then(|n| u8::try_from(n).ok());
        let last = if self.eat_sign() {
            self.number_before(&['月'], 12)
        } else {
            None
        };
        match (first, last) {
            (Some(first), Some(last)) if (1..last).contains(&first) => Some((first, last)),
            _ => {
                self.at = start;
                None
            }
        }
    }

    /// "上半年", "第三季度", "前八个月".
    fn part_of_year(&mut self) -> Option<(u8, u8)> {
        if let Some(months) = self.eat_one(&YEAR_PARTS) {
            return Some(months);
        }
        let start = self.at;
        if self.eat("前")
            && let Some(n_months) = self.number().and_then(|n| u8::try_from(n).ok())
            && (1..=12).contains(&n_months)
            && self.eat("个月")
        {
            return Some((1, n_months));
        }
        self.at = start;
        None
    }

    /// "21日", "5-7日", "下旬", "底" behind a month.
    fn days(&mut self, point: &mut Point) {
        if let Some(day) = self.number_before(&['日', '号'], 31) {
            point.days = Some((day, day));
            return;
        }
        let start = self.at;
        let first = self.number().and_then(|n| u8::try_from(n).ok());
        if let Some(first) = first
            && self.eat_sign()
            && let Some(last) = self.number_before(&['日', '号'], 31)
            && (1..last).contains(&first)
        {
            point.days = Some((first, last));
            return;
        }
        self.at = start;
        let tens = [("上旬", (1, 10)), ("中旬", (11, 20)), ("下旬", (21, 31))];
        if let Some(days) = self.eat_one(&tens) {
            point.days = Some(days);
            point.is_by_rule = true;
        } else if self.eat_any(&["月初", "月底", "初", "底", "末", "中"]) {
            point.is_by_rule = true;
        }
    }
}
