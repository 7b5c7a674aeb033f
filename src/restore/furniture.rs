//! What belongs to the page and to no article, told by its words: mastheads, dates, page numbers,
//! editors, jump lines. Relies on `heads`, `jumps` and `telltales`.

use super::heads::{is_page_number, is_paper_name, is_run_of_heads, is_section};
use super::jumps;
use super::telltales::Telltales;

/// By what a line is told to belong to the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    Editors,
    Masthead,
    PageNumber,
    Section,
    Jump,
    Capitals,
}

/// Does the line belong to the page rather than to an article: masthead, date, page number,
/// editors, addresses?
pub(super) fn is_furniture(text: &str) -> bool {
    sign_of(text, Telltales::of(text)).is_some()
}

/// The same, with what tells it; `tells` is what the text holds.
pub(super) fn sign_of(text: &str, tells: Telltales) -> Option<Sign> {
    if tells.has(Telltales::DIRECTION) && jumps::read_jump(text).is_some() {
        return Some(Sign::Jump);
    }
    let pauses = Telltales::COMMA | Telltales::ASCII_COMMA | Telltales::LIST;
    if tells.has(pauses | Telltales::STOP) {
        return None;
    }
    let n_chars = text.chars().count();
    if n_chars > 60 {
        return None;
    }
    let may_be_masthead = tells.has(Telltales::MASTHEAD | Telltales::DIGIT);
    let may_be_imprint = tells.has(Telltales::IMPRINT | Telltales::DIGIT);
    match () {
        () if tells.has(Telltales::EDITOR) && is_editors_line(text) => Some(Sign::Editors),
        () if may_be_masthead && is_masthead(text, n_chars) => Some(Sign::Masthead),
        () if may_be_imprint && is_imprint(text, n_chars) => Some(Sign::Masthead),
        () if tells.has(Telltales::DIVIDER) && is_run_of_heads(text, n_chars) => {
            Some(Sign::Masthead)
        }
        () if is_page_number(text) => Some(Sign::PageNumber),
        () if is_section(text, n_chars) => Some(Sign::Section),
        () if tells.has(Telltales::CAPITAL) && is_capitals(text) => Some(Sign::Capitals),
        () => None,
    }
}

fn is_editors_line(text: &str) -> bool {
    const EDITORS: &[&str] = &[
        "责编",
        "责任编辑",
        "编辑：",
        "编辑:",
        "版式",
        "美编",
        "校对",
        "统筹",
        "本版编辑",
        "值班编委",
        "组版",
        "编审",
        "值班主任",
        "版面编辑",
        "主编",
    ];
    let n_found = EDITORS.iter().filter(|e| text.contains(**e)).count();
    let n_chars = text.chars().count();
    let most_chars = if text.contains('@') { 48 } else { 24 };
    n_found >= 2
        || (n_found == 1 && EDITORS.iter().any(|e| text.starts_with(e)) && n_chars <= most_chars)
        || names_editor(text)
}

/// "编辑 某某", alone or before others of the desk.
fn names_editor(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("编辑") else {
        return false;
    };
    let mut words = rest.split(is_divider).filter(|w| !w.is_empty());
    rest.starts_with(is_divider)
        && words
            .next()
            .is_some_and(|w| (2..=4).contains(&w.chars().count()))
        && words.next().is_none()
}

pub(super) fn is_divider(c: char) -> bool {
    matches!(
        c,
        ' ' | '/' | '／' | '|' | '｜' | '·' | '：' | ':' | '■' | '□' | '◆' | '●'
    )
}

/// What a paper prints about itself: its telephones, addresses, price, printer, rights; the
/// weather; what asks the reader to follow it.
fn is_imprint(text: &str, n_chars: usize) -> bool {
    const PHONES: &[&str] = &["热线", "电话", "传真", "邮箱", "微信", "QQ"];
    const OF_THE_PAPER: &[&str] = &[
        "新闻",
        "读者",
        "广告",
        "订阅",
        "发行",
        "投稿",
        "报料",
        "爆料",
        "订报",
        "投递",
        "编辑部",
        "总编",
        "服务",
        "采访",
        "本报",
        "报社",
        "热线",
    ];
    const WORDS: &[&str] = &["版权所有", "零售价", "邮编：", "邮编:", "邮政编码", "承印"];
    const OPENINGS: &[&str] = &[
        "未经许可",
        "未经授权",
        "印刷：",
        "扫描二维码",
        "扫码",
        "扫一扫",
        "公益广告",
        "讲文明 树新风",
        "关注官方微信",
        "官方微博",
        "E-mail",
    ];
    if n_chars > 40 {
        return false;
    }
    let n_digits = text.bytes().filter(u8::is_ascii_digit).count();
    let ends_with_digit = text
        .trim_end_matches(['）', ')'])
        .ends_with(|c: char| c.is_ascii_digit());
    let is_phone = n_digits >= 5
        && ends_with_digit
        && PHONES.iter().any(|p| text.contains(p))
        && OF_THE_PAPER.iter().any(|p| text.contains(p))
        && super::lines::count_han(text) <= 12;
    let is_extent = n_chars <= 10
        && n_digits >= 1
        && text.ends_with('版')
        && ["今日", "本期", "共"].iter().any(|w| text.starts_with(w));
    let is_price = n_chars <= 12 && n_digits >= 1 && text.starts_with("定价");
    let is_weather = n_chars <= 24
        && text.ends_with(['℃', '级'])
        && text.contains('℃')
        && text.contains([' ', '～', '~', '/'])
        && text.contains(['晴', '云', '雨', '雪', '阴']);
    let is_mail = text.contains('@') && super::lines::count_han(text) <= 8;
    is_phone
        || is_extent
        || is_price
        || is_weather
        || is_mail
        || WORDS.iter().any(|w| text.contains(w))
        || OPENINGS.iter().any(|w| text.starts_with(w))
}

fn is_masthead(text: &str, n_chars: usize) -> bool {
    const SIGNS: &[&str] = &[
        "网址",
        "www.",
        "http://",
        "新闻热线",
        "国内统一",
        "连续出版物号",
        "邮发代号",
        "广告热线",
        "投稿邮箱",
        "发行热线",
        "星期",
        "电子版",
        "二维码",
        "客户端下载",
        "CN ",
    ];
    let is_address = |sign: &str| sign.starts_with("www") || sign.starts_with("http");
    let n_signs = SIGNS
        .iter()
        .filter(|s| {
            text.contains(**s) && (!is_address(s) || super::lines::count_han(text) * 3 <= n_chars)
        })
        .count();
    let is_issue = (text.contains("总第") || text.contains('第'))
        && text.contains('期')
        && (text.contains('今') || text.starts_with("总第") || text.starts_with('第'))
        && n_chars <= 20;
    (n_signs >= 1
        && n_chars <= 46
        && !text.contains('，')
        && (is_date(text) || n_signs >= 2 || !text.contains("星期")))
        || is_issue
        || (is_date(text)
            && digits_share(text) * 2 >= n_chars
            && n_chars <= 24
            // The years of a plan whose name is broken there.
            && !text.contains(['《', '》', '（', '）', '(', ')']))
        || (n_chars <= 11 && is_paper_name(text))
}

fn digits_share(text: &str) -> usize {
    text.chars()
        .filter(|c| c.is_ascii_digit() || matches!(c, '年' | '月' | '日' | '.' | '/' | '-' | ' '))
        .count()
}

pub(super) fn is_date(text: &str) -> bool {
    if text.bytes().filter(u8::is_ascii_digit).count() < 4 {
        return false;
    }
    let digits: Vec<char> = text.chars().filter(|c| *c != ' ').collect();
    digits.windows(5).any(|w| {
        w.iter().take(4).all(char::is_ascii_digit)
            && matches!(w.last(), Some('年' | '.' | '/' | '-'))
    }) && ["年", ".", "/", "-"].iter().any(|s| text.contains(s))
}

fn is_capitals(text: &str) -> bool {
    let n_letters = text.chars().filter(char::is_ascii_uppercase).count();
    n_letters >= 6 && text.chars().all(|c| c.is_ascii_uppercase() || c == ' ')
}
