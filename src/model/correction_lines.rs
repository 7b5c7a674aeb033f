//! Rules of the reader's as lines of text, to keep, share and edit by hand: a keyword, a kind, a
//! name, and after an arrow another name (不是 人物 耿直; 别名 人物 老王 → 王新亭). What follows `#` is a
//! comment; `@page:byte` at the end limits a rule to one article. Keywords and kinds are read in
//! Chinese and English, and written in Chinese.

use super::correction::{Act, ArticlePlace, Correction};
use super::{EntityKind, PageHash, Sentence};
use std::fmt;
use std::str::FromStr;

/// What a line could not be read for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadLine {
    /// Which line, from 1; 0 where it stands alone.
    pub number: usize,
    /// What is wrong with it.
    pub message: Sentence,
}

/// Keywords: the one that is written, then others that are read.
const ACTS: [&[&str]; 7] = [
    &["不是", "not"],
    &["是", "is"],
    &["范围", "extent", "span"],
    &["改名", "rename"],
    &["别名", "alias"],
    &["合并", "merge"],
    &["分开", "split"],
];

/// Names of kinds: the one that is written, then others that are read.
const KINDS: [(EntityKind, &[&str]); 7] = [
    (EntityKind::Person, &["人物", "人", "person"]),
    (
        EntityKind::Organization,
        &[
            "机构",
            "单位",
            "组织",
            "organization",
            "organisation",
            "org",
        ],
    ),
    (EntityKind::Place, &["地点", "地方", "place"]),
    (EntityKind::Facility, &["设施", "园区", "facility", "site"]),
    (EntityKind::Project, &["项目", "活动", "project"]),
    (EntityKind::Date, &["日期", "date"]),
    (EntityKind::Quantity, &["数量", "quantity"]),
];

/// Between two names: the one that is written, then others that are read.
const ARROWS: [&str; 4] = ["→", "->", "=>", "－>"];

/// The head of an exported file.
const HEAD: &str = "\
# 版面：要素更正，一行一条。# 之后是注释。
# Banmian: corrections of names, one a line; what follows # is a comment.
#
#   不是 人物 甲        not person A             甲不是人物
#   是 机构 甲          is organization A        甲是机构
#   范围 机构 甲 → 甲乙  extent org A -> AB       标成甲的，其实是甲乙
#   改名 人物 甲 → 乙    rename person A -> B     甲显示为乙
#   别名 人物 甲 → 乙    alias person A -> B      甲是乙的又名
#   合并 机构 甲 → 乙    merge org A -> B         甲与乙是同一个
#   分开 机构 甲 → 乙    split org A -> B         甲不是乙
#
# 人物 person  机构 organization  地点 place  设施 facility  项目 project  日期 date  数量 quantity
";

/// Rules as a file.
#[must_use]
pub fn print_corrections(rules: &[Correction]) -> String {
    let mut text = HEAD.to_owned();
    for rule in rules {
        text.push_str(&rule.to_string());
        text.push('\n');
    }
    text
}

/// Reads a file of rules: those that can be read, and what is wrong with the other lines.
#[must_use]
pub fn parse_corrections(text: &str) -> (Vec<Correction>, Vec<BadLine>) {
    let (mut rules, mut bad) = (Vec::new(), Vec::new());
    for (idx, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        match read_line(line) {
            Ok(rule) => rules.extend(rule),
            Err(message) => bad.push(BadLine {
                number: idx + 1,
                message,
            }),
        }
    }
    (rules, bad)
}

impl FromStr for Correction {
    type Err = BadLine;

    fn from_str(line: &str) -> Result<Self, BadLine> {
        let no_rule = || Sentence::new("这里没有规则。", "There is no rule.");
        read_line(line)
            .and_then(|rule| rule.ok_or_else(no_rule))
            .map_err(|message| BadLine { number: 0, message })
    }
}

impl fmt::Display for Correction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let keyword = match self.act {
            Act::NotEntity => "不是",
            Act::IsEntity => "是",
            Act::Extent(_) => "范围",
            Act::Rename(_) => "改名",
            Act::Alias(_) => "别名",
            Act::Merge(_) => "合并",
            Act::Split(_) => "分开",
        };
        let kind = KINDS.iter().find(|(kind, _)| *kind == self.kind);
        let kind = kind.and_then(|(_, names)| names.first()).unwrap_or(&"人物");
        write!(f, "{keyword} {kind} {}", name_text(&self.name))?;
        if let Some(other) = self.act.other() {
            write!(f, " → {}", name_text(other))?;
        }
        match &self.only_in {
            Some(place) => write!(f, " @{}:{}", place.page, place.at),
            None => Ok(()),
        }
    }
}

/// A name as it is written: in quotes where it could be taken for something else.
fn name_text(name: &str) -> String {
    let is_plain = !name.contains(['#', '＃', '@', '"', '\\'])
        && !ARROWS.iter().any(|arrow| name.contains(arrow));
    if is_plain {
        return name.to_owned();
    }
    let escaped = name.replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{escaped}\"")
}

/// The rule of a line; `None` where there is only a comment, or nothing.
fn read_line(line: &str) -> Result<Option<Correction>, Sentence> {
    let line = line.trim();
    if line.is_empty() || line.starts_with(['#', '＃']) {
        return Ok(None);
    }
    let (keyword, rest) = first_word(line);
    let lower = keyword.to_lowercase();
    let act = ACTS
        .iter()
        .position(|names| names.contains(&lower.as_str()));
    let Some(act) = act else {
        return Err(Sentence::new(
            format!("不认得“{keyword}”；开头应是：不是、是、范围、改名、别名、合并、分开。"),
            format!(
                "“{keyword}” is not known; a rule begins with not, is, extent, rename, alias, merge or split."
            ),
        ));
    };
    let (kind_name, rest) = first_word(rest);
    let lower = kind_name.to_lowercase();
    let kind = KINDS
        .iter()
        .find(|(_, names)| names.contains(&lower.as_str()));
    let Some((kind, _)) = kind else {
        return Err(Sentence::new(
            format!("不认得“{kind_name}”这一类；应是：人物、机构、地点、设施、项目、日期、数量。"),
            format!(
                "The kind “{kind_name}” is not known; there are person, organization, place, facility, project, date and quantity."
            ),
        ));
    };
    let (name, rest) = read_name(rest)?;
    let arrow = ARROWS.iter().find_map(|arrow| rest.strip_prefix(arrow));
    let (other, rest) = match arrow {
        Some(rest) => read_name(rest).map(|(other, rest)| (Some(other), rest))?,
        None => (None, rest),
    };
    let rule = Correction::new(act_of(act, other)?, *kind, &name);
    let rule = match read_place(rest)? {
        Some(place) => rule.only_in(place),
        None => rule,
    };
    match rule.trouble() {
        Some(trouble) => Err(trouble),
        None => Ok(Some(rule)),
    }
}

fn act_of(number: usize, other: Option<String>) -> Result<Act, Sentence> {
    let with = |act: fn(String) -> Act| {
        other.clone().map(act).ok_or_else(|| {
            Sentence::new(
                "这条规则还要一个名称：甲 → 乙。",
                "This rule needs a second name: A -> B.",
            )
        })
    };
    let without = |act: Act| match &other {
        None => Ok(act),
        Some(_) => Err(Sentence::new(
            "这条规则只有一个名称。",
            "This rule has one name only.",
        )),
    };
    match number {
        0 => without(Act::NotEntity),
        1 => without(Act::IsEntity),
        2 => with(Act::Extent),
        3 => with(Act::Rename),
        4 => with(Act::Alias),
        5 => with(Act::Merge),
        _ => with(Act::Split),
    }
}

fn first_word(text: &str) -> (&str, &str) {
    let text = text.trim_start();
    text.split_once(char::is_whitespace).unwrap_or((text, ""))
}

/// A name, and what follows it.
fn read_name(text: &str) -> Result<(String, &str), Sentence> {
    let text = text.trim_start();
    if let Some(quoted) = text.strip_prefix('"') {
        let mut name = String::new();
        let mut chars = quoted.char_indices();
        while let Some((at, c)) = chars.next() {
            match c {
                '"' => {
                    let rest = quoted.get(at + 1..).unwrap_or_default();
                    return Ok((name, rest.trim_start()));
                }
                '\\' => name.extend(chars.next().map(|(_, c)| c)),
                _ => name.push(c),
            }
        }
        return Err(Sentence::new("引号没有收住。", "A quote is not closed."));
    }
    let arrow = ARROWS.iter().filter_map(|arrow| text.find(arrow));
    let end = arrow
        .chain(text.find(['#', '＃', '@']))
        .min()
        .unwrap_or(text.len());
    let (name, rest) = text.split_at_checked(end).unwrap_or((text, ""));
    Ok((name.trim().to_owned(), rest))
}

/// What follows the names: the article, a comment, or nothing.
fn read_place(text: &str) -> Result<Option<ArticlePlace>, Sentence> {
    let text = text.trim();
    if text.is_empty() || text.starts_with(['#', '＃']) {
        return Ok(None);
    }
    let place = text.strip_prefix('@').and_then(|text| {
        let (word, rest) = first_word(text);
        let (page, at) = word.split_once(':')?;
        let is_hash = !page.is_empty() && page.chars().all(|c| c.is_ascii_hexdigit());
        let is_end = rest.trim_start().is_empty() || rest.trim_start().starts_with(['#', '＃']);
        let page = PageHash(page.to_owned());
        let at = at.parse().ok()?;
        (is_hash && is_end).then_some(ArticlePlace { page, at })
    });
    match place {
        Some(place) => Ok(Some(place)),
        None => Err(Sentence::new(
            format!("“{text}”读不懂；规则之后只能是 @版面:字节 或 # 注释。"),
            format!("“{text}” is not understood; a rule ends with @page:byte or a # comment."),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_in_both_languages() {
        for (line, written) in [
            ("不是 人物 耿直", "不是 人物 耿直"),
            ("NOT Person 耿直 # 是个词", "不是 人物 耿直"),
            ("is　org　高新区", "是 机构 高新区"),
            ("alias person 老王->王新亭", "别名 人物 老王 → 王新亭"),
            (
                "merge org A B => \"A \\\"#1\"",
                "合并 机构 A B → \"A \\\"#1\"",
            ),
            ("是 地点 甲乙 @0fa:12", "是 地点 甲乙 @0fa:12"),
        ] {
            let rule: Correction = line.parse().unwrap();
            assert_eq!(rule.to_string(), written);
            assert_eq!(written.parse(), Ok(rule));
        }
    }

    #[test]
    fn a_bad_line_is_told_and_the_rest_is_kept() {
        let text = "\u{feff}# 头\r\n不是 人物 耿直\r\n也许 人物 张三\n是 人物\n别名 人物 老王\n是 车 甲乙\n合并 机构 甲 → 甲\n是 地点 \"甲\n是 地点 海东";
        let (rules, bad) = parse_corrections(text);
        assert_eq!(rules.len(), 2);
        let numbers: Vec<usize> = bad.iter().map(|line| line.number).collect();
        assert_eq!(numbers, [3, 4, 5, 6, 7, 8]);
        assert!(bad[0].message.zh.contains("也许") && bad[0].message.en.contains("也许"));
    }
}
