//! Bylines: "记者 … 通讯员 … 文/图", in their many shapes. Relies on `names` and `text`.
//!
//! A byline is read word by word: words of a role, names of people, names of papers. What holds
//! anything else, such as punctuation of a sentence or a verb, is none.

use super::names::{count_run_names, is_all_of_line, is_first_of_name, is_outlet, is_person_name};
use crate::text::{is_blank, is_han, is_invisible, plain_char, words};

/// Words that say what somebody did for the article; the longer before the shorter.
const ROLES: &[&str] = &[
    "融媒体记者",
    "全媒体记者",
    "首席记者",
    "见习记者",
    "实习记者",
    "特约记者",
    "特派记者",
    "驻站记者",
    "摄影记者",
    "本报记者",
    "本刊记者",
    "本台记者",
    "本网记者",
    "晚报记者",
    "日报记者",
    "时报记者",
    "晨报记者",
    "实习生",
    "通讯员",
    "特派员",
    "评论员",
    "特约",
    "首席",
    "全媒体",
    "融媒体",
    "本报",
    "记者",
    "作者",
    "摄影报道",
    "综合报道",
    "报道",
    "摄影",
    "文并图",
    "文/图",
    "图/文",
    "文／图",
    "图／文",
    "文图",
    "图文",
    "采写",
    "撰文",
    "整理",
    "供稿",
    "供图",
    "编译",
    "综合",
];

/// Roles that a person's name follows.
const ROLES_BEFORE_NAMES: &[&str] = &["记者", "通讯员", "实习生", "特派员", "评论员", "作者"];

/// Does a text end with a role that a name follows?
pub(super) fn ends_with_role(text: &str) -> bool {
    ROLES_BEFORE_NAMES.iter().any(|r| text.ends_with(r))
}

fn is_separator(c: char) -> bool {
    is_blank(c) || matches!(c, '、' | '，' | ',' | '：' | ':' | '/' | '／' | '|' | '｜')
}

const OPENING_MARKS: &[char] = &['□', '◎', '■', '●', '◇', '○', '▲', '◆', '☉', '⊙', '△'];

/// What a text read as a byline turned out to hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Words {
    n_roles: usize,
    n_names: usize,
    /// How many of them are people's.
    n_people: usize,
    ends_with_role_of_person: bool,
    last_name_chars: usize,
}

/// Reads a text as roles and names; `None` where anything else stands in it. `strict` asks that
/// names begin with a family name.
fn read_words(text: &str, strict: bool) -> Option<Words> {
    let mut words = Words::default();
    let mut rest = text;
    let mut after_blank = true;
    loop {
        let trimmed = rest.trim_start_matches(is_separator);
        after_blank |= trimmed.len() < rest.len();
        rest = trimmed;
        if rest.is_empty() {
            break;
        }
        if let Some(role) = role_at(rest) {
            rest = rest.strip_prefix(role)?;
            words.n_roles += 1;
            words.ends_with_role_of_person = ROLES_BEFORE_NAMES.iter().any(|r| role.ends_with(r));
            after_blank = false;
            continue;
        }
        let end = name_end(rest);
        let name = rest.get(..end).filter(|n| !n.is_empty())?;
        let follows_role = words.ends_with_role_of_person;
        let is_single = matches!(name, "文" | "图" | "摄");
        let is_name = is_person_name(name)
            || (after_blank && !strict && (1..=4).contains(&name.chars().count()))
            || (!strict && is_first_of_name(name) && rest.len() == name.len())
            || (name.contains('·') && name.chars().count() <= 16);
        if is_single {
            words.n_roles += 1;
        } else if is_name || is_outlet(name) {
            words.n_names += 1;
            words.n_people += usize::from(is_name);
        } else if follows_role && is_all_of_line(text, name) {
            words.n_names += 1;
        } else if let Some(n) = count_run_names(name).filter(|_| follows_role) {
            words.n_names += n;
            words.n_people += n;
        } else {
            return None;
        }
        words.last_name_chars = if is_single { 0 } else { name.chars().count() };
        words.ends_with_role_of_person = false;
        rest = rest.get(end..)?;
        after_blank = false;
    }
    Some(words)
}

/// The word of role that a text begins with.
fn role_at(text: &str) -> Option<&'static str> {
    // The first character spares nearly every text the comparison with all of them.
    if !may_begin_role(text.chars().next()?) {
        return None;
    }
    ROLES.iter().copied().find(|r| text.starts_with(r))
}

fn may_begin_role(c: char) -> bool {
    matches!(
        c,
        '融' | '全'
            | '首'
            | '见'
            | '实'
            | '特'
            | '驻'
            | '摄'
            | '本'
            | '晚'
            | '日'
            | '时'
            | '晨'
            | '通'
            | '评'
            | '记'
            | '作'
            | '报'
            | '综'
            | '文'
            | '图'
            | '采'
            | '撰'
            | '整'
            | '供'
            | '编'
    )
}

/// Can a byline begin so: with a role, a bracket, a mark, or 据 before an agency?
fn may_begin_byline(text: &str) -> bool {
    let first = text.chars().next();
    first.is_some_and(|c| {
        matches!(c, '（' | '(' | '据' | '文' | '图')
            || OPENING_MARKS.contains(&c)
            || role_at(text).is_some()
    })
}

/// Where the name at the start of a text ends: at a separator, at a word of role, or at anything
/// that no name holds (then at 0).
fn name_end(text: &str) -> usize {
    for (i, c) in text.char_indices() {
        let rest = text.get(i..).unwrap_or("");
        if is_separator(c) || (i > 0 && role_at(rest).is_some()) {
            return i;
        }
        if !is_han(c) && c != '·' {
            return 0;
        }
    }
    text.len()
}

/// The text inside one pair of brackets around the whole.
fn unbracketed(text: &str) -> Option<&str> {
    let inner = text
        .strip_prefix(['（', '('])
        .and_then(|t| t.strip_suffix(['）', ')']))?;
    (!inner.contains(['（', '(', '）', ')'])).then_some(inner.trim())
}

/// Longest byline, in characters.
const MAX_CHARS: usize = 70;

/// Is this text, as a whole, a byline?
pub(super) fn is_byline(text: &str) -> bool {
    let text = text.trim();
    if !may_begin_byline(text) || text.chars().count() > MAX_CHARS {
        return false;
    }
    let is_picture = ["图/", "图／", "图：", "图:"]
        .iter()
        .any(|p| text.starts_with(p))
        && !text.contains('文');
    if is_picture || text.trim_end_matches(['）', ')']).ends_with('摄') {
        return false;
    }
    if let Some(inner) = unbracketed(text) {
        return is_source(inner)
            || read_words(inner, false).is_some_and(|w| w.n_roles >= 1 && is_credit(inner, w))
            || read_words(inner, true).is_some_and(|w| w.n_names >= 1)
            || is_list_of_names(inner);
    }
    let marked = text.strip_prefix(OPENING_MARKS);
    let inner = marked.unwrap_or(text).trim();
    // A mark alone heads sections as well: somebody must be named.
    if marked.is_some() && read_words(inner, true).is_some_and(|w| w.n_people >= 1) {
        return true;
    }
    if is_wire(inner) {
        return true;
    }
    // What could be a credit opens with a role: all other text need not be read.
    let may_be_credit = role_at(inner).is_some() || inner.starts_with(['文', '图']);
    may_be_credit && read_words(inner, false).is_some_and(|w| w.n_roles >= 1 && is_credit(inner, w))
}

/// Several words built like names, most of them with a family name of the list.
fn is_list_of_names(text: &str) -> bool {
    let words: Vec<&str> = text.split(is_separator).filter(|w| !w.is_empty()).collect();
    let could_be = |w: &&str| (2..=3).contains(&w.chars().count()) && w.chars().all(is_han);
    let n_listed = words.iter().filter(|w| is_person_name(w)).count();
    (2..=5).contains(&words.len()) && words.iter().all(could_be) && n_listed * 2 >= words.len()
}

/// Nothing but names and roles, no name a word of the dictionary: a byline's second line.
fn is_rest_of_byline(text: &str) -> bool {
    let mut words = text
        .split(is_separator)
        .filter(|w| !w.is_empty())
        .peekable();
    words.peek().is_some()
        && words.all(|w| ROLES.contains(&w) || (is_person_name(w) && !words::is_word(w)))
}

/// Somebody named, or a word that needs nobody ("综合报道"); and not a lone word that could be
/// any heading.
fn is_credit(text: &str, words: Words) -> bool {
    let opens_with_role =
        ROLES.iter().any(|r| text.starts_with(r)) || text.starts_with(['文', '图']);
    opens_with_role && words.n_names >= 1
        || text == "本报综合"
        || text == "综合报道"
        || (text.starts_with("本报") && text.ends_with("报道"))
}

/// "据新华社", "来源：人民网".
fn is_source(text: &str) -> bool {
    let n_chars = text.chars().count();
    let is_short = (3..=22).contains(&n_chars) && !text.contains(['。', '，']);
    is_short && (text.starts_with('据') || text.starts_with("来源") || text.starts_with("本报综合"))
        || text == "综合"
        || (is_short && text.starts_with("综合") && is_outlet(text))
}

/// An agency named alone ("据新华社", "新华社发" is a picture's).
fn is_wire(text: &str) -> bool {
    matches!(
        text,
        "据新华社"
            | "据新华社电"
            | "据新华网"
            | "据人民网"
            | "据央视新闻"
            | "据中新社"
            | "据中新网"
            | "据央视"
    )
}

/// Does `next` go on with the byline `line`, which was broken over two printed lines? `is_full`
/// says that the first reaches its column's end.
pub(super) fn continues(line: &str, next: &str, is_full: bool) -> bool {
    if next.chars().count() > 24 {
        return false;
    }
    if let (Some(inner), Some(end)) = (
        line.strip_prefix(['（', '(']),
        next.strip_suffix(['）', ')']),
    ) && !inner.contains(['）', ')'])
        && !end.contains(['（', '('])
    {
        return is_byline(&format!("{line}{next}"));
    }
    let marked = line.trim_start_matches(OPENING_MARKS).trim();
    let Some(words) = read_words(marked, false) else {
        return false;
    };
    let joined = format!("{line} {next}");
    let opens_with_role = ROLES.iter().any(|r| next.starts_with(r)) && !next.starts_with("记者");
    let mut first_word = next.split(is_separator).next().unwrap_or("").chars();
    let n_first = first_word.by_ref().count();
    let goes_on = words.ends_with_role_of_person
        || words.last_name_chars == 1
        || opens_with_role
        || (!next.starts_with("记者")
            && ["文/图", "图/文", "摄影报道"]
                .iter()
                .any(|r| next.ends_with(r)))
        || (is_outlet(next.split(is_separator).next().unwrap_or(""))
            && next.contains(is_separator))
        || (is_full && n_first <= 1)
        || is_rest_of_byline(next)
        || (line.ends_with(['/', '／']) && n_first == 1);
    goes_on && (is_byline(&joined) || is_byline(&format!("{line}{next}")))
}

/// Could a line be the first half of a byline ("记者 某某 通讯员")?
pub(super) fn opens_byline(text: &str) -> bool {
    if !may_begin_byline(text.trim_start()) {
        return false;
    }
    let inner = text
        .trim_start_matches(OPENING_MARKS)
        .trim_start_matches(['（', '('])
        .trim();
    role_at(inner).is_some()
        && !inner.contains(['）', ')'])
        && inner.chars().count() <= MAX_CHARS
        && ROLES_BEFORE_NAMES.iter().any(|r| inner.contains(r))
        && read_words(inner, false).is_some_and(|w| w.n_roles >= 1)
}

/// Is a byline broken between these two lines, be it inside a word?
pub(super) fn is_broken(line: &str, next: &str) -> bool {
    !line.is_empty()
        && next.chars().count() <= MAX_CHARS / 2
        && ["", " "]
            .iter()
            .any(|between| is_byline(&format!("{line}{between}{next}")))
}

/// Where in a raw line a byline begins that follows a sentence's end on the same line, in bytes.
pub(super) fn find_glued(raw: &str) -> Option<usize> {
    // Only the line's tail can hold one, so long lines cost nothing.
    let tail = raw.char_indices().rev().take(MAX_CHARS + 2);
    let mut has_text_after = false;
    let mut best = None;
    for (k, (at, c)) in tail.enumerate() {
        let is_end = matches!(c, '。' | '！' | '？' | '”' | '）' | ')' | '…' | '!' | '?');
        if is_end && has_text_after {
            let candidate = plain_tail(raw.get(at + c.len_utf8()..)?);
            let trimmed = candidate.trim_start();
            // "（据新华社）" itself ends with a bracket: the sentence's end comes before it.
            if is_byline(trimmed) || (k > 1 && opens_byline(trimmed)) {
                best = Some(at + c.len_utf8());
                break;
            }
        }
        if matches!(c, '。' | '，' | '；') {
            break;
        }
        has_text_after |= !is_blank(c);
    }
    best.filter(|at| *at > 0 && *at < raw.len())
}

/// A line's tail as bylines are read: plain characters, every blank as one.
fn plain_tail(raw: &str) -> String {
    let seen = raw.chars().filter(|c| !is_invisible(*c));
    seen.map(|c| if is_blank(c) { ' ' } else { plain_char(c) })
        .collect()
}
