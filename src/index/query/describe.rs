//! A query in plain words: what was searched for, and as which pieces.

use super::fields::FieldKind;
use super::values::page_number;
use super::{
    AmountRange, DateRange, Form, Leaf, Limits, NameKind, Node, NumberRange, Pattern, Query, Reach,
    Zone,
};
use crate::model::{PartialDate, Sentence};
use crate::text::Amount;

/// What a query asks for, without a full stop.
#[must_use]
pub fn describe(query: &Query) -> Sentence {
    let Some(root) = query.root() else {
        return Sentence::new("全部文章", "all articles");
    };
    Sentence::new(top_text(&CHINESE, root), top_text(&ENGLISH, root))
}

/// What differs between the languages.
struct Tongue {
    and: &'static str,
    or: &'static str,
    /// Before what limits the whole: dates, pages, sources.
    apart: &'static str,
    brackets: (&'static str, &'static str),
    none_of: &'static str,
    leaf: fn(&Leaf, bool) -> String,
    /// Texts of one zone of which one is enough.
    one_of: fn(Option<Zone>, &[&Pattern]) -> String,
}

const CHINESE: Tongue = Tongue {
    and: "，且",
    or: "，或",
    apart: "；",
    brackets: ("（", "）"),
    none_of: "不是",
    leaf: chinese_leaf,
    one_of: |zone, patterns| {
        let patterns: Vec<String> = patterns.iter().map(|p| chinese_pattern(p)).collect();
        format!("{}{}", chinese_has(zone), patterns.join("或"))
    },
};

const ENGLISH: Tongue = Tongue {
    and: ", and ",
    or: ", or ",
    apart: "; ",
    brackets: ("(", ")"),
    none_of: "not ",
    leaf: english_leaf,
    one_of: |zone, patterns| {
        let patterns: Vec<String> = patterns.iter().map(|p| english_pattern(p)).collect();
        format!("{} {}", english_has(zone), patterns.join(" or "))
    },
};

/// Does a node only say when or where an article was printed?
fn is_limit(node: &Node) -> bool {
    match node {
        Node::Leaf(Leaf::Date(_) | Leaf::Undated) => true,
        Node::Leaf(Leaf::Name { kind, .. }) => matches!(kind, NameKind::Page | NameKind::Source),
        Node::Not(inner) => is_limit(inner),
        _ => false,
    }
}

/// The whole: what an article holds first, its limits after it.
fn top_text(tongue: &Tongue, root: &Node) -> String {
    let Node::All(list) = root else {
        return node_text(tongue, root);
    };
    let text = |wants_limits: bool, between: &str| {
        let chosen = list.iter().filter(|node| is_limit(node) == wants_limits);
        let texts: Vec<String> = chosen.map(|node| inner_text(tongue, node)).collect();
        texts.join(between)
    };
    let (held, limits) = (text(false, tongue.and), text(true, tongue.apart));
    if held.is_empty() || limits.is_empty() {
        return held + &limits;
    }
    format!("{held}{}{limits}", tongue.apart)
}

fn node_text(tongue: &Tongue, node: &Node) -> String {
    match node {
        Node::Leaf(leaf) => (tongue.leaf)(leaf, true),
        Node::Not(inner) => match &**inner {
            Node::Leaf(leaf) => (tongue.leaf)(leaf, false),
            list => format!("{}{}", tongue.none_of, bracketed(tongue, list)),
        },
        Node::All(list) => {
            let texts: Vec<String> = list.iter().map(|n| inner_text(tongue, n)).collect();
            texts.join(tongue.and)
        }
        Node::Any(list) => one_of_texts(tongue, list).unwrap_or_else(|| {
            let texts: Vec<String> = list.iter().map(|n| inner_text(tongue, n)).collect();
            texts.join(tongue.or)
        }),
    }
}

/// A node in a list: lists in it are held together.
fn inner_text(tongue: &Tongue, node: &Node) -> String {
    match node {
        Node::Any(list) if one_of_texts(tongue, list).is_some() => node_text(tongue, node),
        Node::Any(_) | Node::All(_) => bracketed(tongue, node),
        Node::Leaf(_) | Node::Not(_) => node_text(tongue, node),
    }
}

fn bracketed(tongue: &Tongue, node: &Node) -> String {
    let (open, close) = tongue.brackets;
    format!("{open}{}{close}", node_text(tongue, node))
}

/// Alternatives that are all texts of one zone, said in short.
fn one_of_texts(tongue: &Tongue, list: &[Node]) -> Option<String> {
    let mut zones = Vec::new();
    let mut patterns = Vec::new();
    for node in list {
        let Node::Leaf(Leaf::Text { zone, pattern }) = node else {
            return None;
        };
        zones.push(*zone);
        patterns.push(pattern);
    }
    zones.dedup();
    match zones.as_slice() {
        [zone] => Some((tongue.one_of)(*zone, &patterns)),
        _ => None,
    }
}

// ---- Chinese ----

fn chinese_zone(zone: Option<Zone>) -> &'static str {
    zone.map_or("", |zone| FieldKind::Text(zone).name())
}

fn chinese_has(zone: Option<Zone>) -> String {
    match zone {
        None => "有".to_owned(),
        Some(_) => format!("{}含", chinese_zone(zone)),
    }
}

fn chinese_pattern(pattern: &Pattern) -> String {
    let text = &pattern.text;
    match pattern.form {
        Form::Literal => format!("“{text}”"),
        Form::Prefix => format!("以“{text}”开头的词"),
        Form::Fuzzy => format!("与“{text}”至多差一个字母的词"),
    }
}

fn chinese_leaf(leaf: &Leaf, is_so: bool) -> String {
    match leaf {
        Leaf::Text { zone, pattern } if is_so => {
            format!("{}{}", chinese_has(*zone), chinese_pattern(pattern))
        }
        Leaf::Text { zone, pattern } => {
            format!("{}不含{}", chinese_zone(*zone), chinese_pattern(pattern))
        }
        Leaf::Near { zone, reach, words } => {
            let words: Vec<String> = words
                .iter()
                .map(|w| joined(w, chinese_pattern, "或"))
                .collect();
            let (not, inside) = (if is_so { "" } else { "没有" }, chinese_zone(*zone));
            let inside = match inside {
                "" => String::new(),
                zone => format!("{zone}里"),
            };
            let words = words.join("与");
            match reach {
                Reach::Sentence => format!("{inside}{not}{words}在同一句"),
                Reach::Paragraph => format!("{inside}{not}{words}在同一段"),
                Reach::Chars(n) => format!("{inside}{not}{words}相隔不超过 {n} 个字"),
            }
        }
        Leaf::Name {
            kind,
            text,
            is_whole,
        } => chinese_name(*kind, text, *is_whole, is_so),
        Leaf::Date(range) => {
            let not = if is_so { "" } else { "不在" };
            format!("日期{not} {}", chinese_dates(*range))
        }
        Leaf::Undated if is_so => "日期不明".to_owned(),
        Leaf::Undated => "日期已知".to_owned(),
        Leaf::Said(range) => {
            let not = if is_so { "" } else { "没有" };
            format!("{not}提到 {}的日子", chinese_dates(*range))
        }
        Leaf::Amount(range) => {
            let has = if is_so { "有" } else { "没有" };
            format!("{has}{}的金额", chinese_amounts(*range))
        }
        Leaf::Number(range) => {
            let has = if is_so { "有" } else { "没有" };
            format!("{has}{}的数量", chinese_numbers(range))
        }
        Leaf::Own(own) => own.words(is_so).zh,
    }
}

fn joined(word: &[Pattern], pattern_text: fn(&Pattern) -> String, or: &str) -> String {
    let patterns: Vec<String> = word.iter().map(pattern_text).collect();
    patterns.join(or)
}

fn chinese_name(kind: NameKind, text: &str, is_whole: bool, is_so: bool) -> String {
    if kind == NameKind::Page
        && !is_whole
        && let Some(number) = page_number(text)
    {
        let at = if is_so { "在" } else { "不在" };
        return format!("{at}第 {} 版", number.to_uppercase());
    }
    let verb = match (is_whole, is_so) {
        (false, true) => "含",
        (false, false) => "不含",
        (true, true) => "是",
        (true, false) => "不是",
    };
    let what = match (kind, is_whole, is_so) {
        (NameKind::Page | NameKind::Source | NameKind::Author, ..) => "",
        (_, true, true) => "之一",
        (_, true, false) => "都",
        _ => "",
    };
    format!("{}{what}{verb}“{text}”", FieldKind::Name(kind).name())
}

fn chinese_date(date: PartialDate) -> String {
    let mut text = format!("{} 年", date.year);
    if let Some(month) = date.month {
        text.push_str(&format!(" {month} 月"));
    }
    if let Some(day) = date.day {
        text.push_str(&format!(" {day} 日"));
    }
    text
}

fn chinese_dates(range: DateRange) -> String {
    match (range.from, range.to) {
        (Some(from), Some(to)) if from == to => chinese_date(from),
        (Some(from), Some(to)) => format!("{}至 {}", chinese_date(from), chinese_date(to)),
        (Some(from), None) => format!("{}起", chinese_date(from)),
        (None, Some(to)) => format!("{}止", chinese_date(to)),
        (None, None) => "不限".to_owned(),
    }
}

fn chinese_amounts(range: AmountRange) -> String {
    let amount = |cents| {
        let amount = Amount {
            currency: range.currency,
            cents,
        };
        amount.to_string()
    };
    chinese_limits(range.limits, &amount)
}

fn chinese_limits<T: PartialEq>(limits: Limits<T>, text: &dyn Fn(T) -> String) -> String {
    match limits {
        Limits::Above(limit) => format!("超过 {}", text(limit)),
        Limits::AtLeast(limit) => format!("不少于 {}", text(limit)),
        Limits::Below(limit) => format!("不足 {}", text(limit)),
        Limits::AtMost(limit) => format!("不超过 {}", text(limit)),
        Limits::Between(from, to) if from == to => format!("正好 {}", text(from)),
        Limits::Between(from, to) => format!(" {} 至 {} ", text(from), text(to)),
    }
}

fn chinese_numbers(range: &NumberRange) -> String {
    chinese_limits(range.limits, &|number| {
        format!("{}{}", number.short(), range.unit)
    })
}

// ---- English ----

fn english_has(zone: Option<Zone>) -> String {
    zone.map_or("with".to_owned(), |zone| {
        format!("{} with", FieldKind::Text(zone).english_name())
    })
}

fn english_pattern(pattern: &Pattern) -> String {
    let text = &pattern.text;
    match pattern.form {
        Form::Literal => format!("“{text}”"),
        Form::Prefix => format!("a word that begins with “{text}”"),
        Form::Fuzzy => format!("a word at most one letter off “{text}”"),
    }
}

fn english_leaf(leaf: &Leaf, is_so: bool) -> String {
    match leaf {
        Leaf::Text { zone, pattern } if is_so => {
            format!("{} {}", english_has(*zone), english_pattern(pattern))
        }
        Leaf::Text { zone, pattern } => {
            let zone = zone.map(|zone| format!("{} ", FieldKind::Text(zone).english_name()));
            format!(
                "{}without {}",
                zone.unwrap_or_default(),
                english_pattern(pattern)
            )
        }
        Leaf::Near { zone, reach, words } => {
            let words: Vec<String> = words
                .iter()
                .map(|word| joined(word, english_pattern, " or "))
                .collect();
            let not = if is_so { "with" } else { "without" };
            let inside =
                zone.map(|zone| format!(" in the {}", FieldKind::Text(zone).english_name()));
            let inside = inside.unwrap_or_default();
            let words = words.join(" and ");
            match reach {
                Reach::Sentence => format!("{not} {words} in one sentence{inside}"),
                Reach::Paragraph => format!("{not} {words} in one paragraph{inside}"),
                Reach::Chars(n) => format!("{not} {words} within {n} characters{inside}"),
            }
        }
        Leaf::Name {
            kind,
            text,
            is_whole,
        } => english_name(*kind, text, *is_whole, is_so),
        Leaf::Date(range) => {
            let not = if is_so { "" } else { "not " };
            format!("date {not}{}", english_dates(*range))
        }
        Leaf::Undated if is_so => "of no known date".to_owned(),
        Leaf::Undated => "of a known date".to_owned(),
        Leaf::Said(range) => {
            let not = if is_so { "" } else { "not " };
            format!("{not}naming a date {}", english_dates(*range))
        }
        Leaf::Amount(range) => {
            let with = if is_so { "with" } else { "without" };
            format!("{with} an amount of {}", english_amounts(*range))
        }
        Leaf::Number(range) => {
            let with = if is_so { "with" } else { "without" };
            format!("{with} a number of {}", english_numbers(range))
        }
        Leaf::Own(own) => own.words(is_so).en,
    }
}

fn english_name(kind: NameKind, text: &str, is_whole: bool, is_so: bool) -> String {
    let field = FieldKind::Name(kind).english_name();
    let not = if is_so { "" } else { "not " };
    if kind == NameKind::Page
        && !is_whole
        && let Some(number) = page_number(text)
    {
        return format!("{not}on page {}", number.to_uppercase());
    }
    let with = if is_so { "with" } else { "without" };
    let a = article_of(field);
    match kind {
        NameKind::Page | NameKind::Source | NameKind::Author if is_whole => {
            format!("{field} {not}“{text}”")
        }
        NameKind::Page | NameKind::Source | NameKind::Author => {
            format!("{field} {not}with “{text}”")
        }
        _ if is_whole => format!("{with} {a} {field} named “{text}”"),
        _ => format!("{with} “{text}” in the name of {a} {field}"),
    }
}

fn article_of(noun: &str) -> &'static str {
    if noun.starts_with(['a', 'e', 'i', 'o', 'u']) {
        "an"
    } else {
        "a"
    }
}

fn english_dates(range: DateRange) -> String {
    match (range.from, range.to) {
        (Some(from), Some(to)) if from == to => from.to_string(),
        (Some(from), Some(to)) => format!("{from} to {to}"),
        (Some(from), None) => format!("from {from} on"),
        (None, Some(to)) => format!("to {to}"),
        (None, None) => "any".to_owned(),
    }
}

fn english_amounts(range: AmountRange) -> String {
    let amount = |cents: u64| {
        let number = (cents / 100).to_string();
        let n_first = number.len() % 3;
        let mut grouped = String::new();
        for (at, digit) in number.chars().enumerate() {
            if at > 0 && at % 3 == n_first {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        if !cents.is_multiple_of(100) {
            grouped.push_str(&format!(".{:02}", cents % 100));
        }
        format!("{grouped} {}", range.currency.english_name())
    };
    english_limits(range.limits, &amount)
}

fn english_limits<T: PartialEq>(limits: Limits<T>, text: &dyn Fn(T) -> String) -> String {
    match limits {
        Limits::Above(limit) => format!("more than {}", text(limit)),
        Limits::AtLeast(limit) => format!("at least {}", text(limit)),
        Limits::Below(limit) => format!("less than {}", text(limit)),
        Limits::AtMost(limit) => format!("at most {}", text(limit)),
        Limits::Between(from, to) if from == to => format!("exactly {}", text(from)),
        Limits::Between(from, to) => format!("{} to {}", text(from), text(to)),
    }
}

fn english_numbers(range: &NumberRange) -> String {
    english_limits(range.limits, &|number| {
        let blank = if range.unit.is_empty() { "" } else { " " };
        format!("{}{blank}{}", number.grouped(), range.unit)
    })
}
