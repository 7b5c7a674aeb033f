//! The heads of a page: the paper's name, the section, the number, the day, the desk, one after
//! another in any order. Relies on `furniture` and `text`.

use super::furniture::{is_date, is_divider};
use crate::text::is_han;

/// Words that head a page's section when they stand alone.
const SECTIONS: &[&str] = &[
    "要闻",
    "综合",
    "综合新闻",
    "本地新闻",
    "社会",
    "时政",
    "民生",
    "教育",
    "专题",
    "城事",
    "关注",
    "科创",
    "经济",
    "本地",
    "国内",
    "国际",
    "体育",
    "文化",
    "文体",
    "财经",
    "评论",
    "副刊",
    "广告",
    "头版",
    "焦点",
    "热点",
    "健康",
    "生活",
    "法治",
    "科技",
    "导读",
    "公告",
    "时事",
    "新闻",
    "特刊",
    "视点",
    "民生新闻",
    "今日要闻",
    "区域",
    "县区",
    "园区",
    "党建",
    "娱乐",
    "天下",
    "中国",
    "世界",
    "三农",
    "产业",
    "科教",
    "县域",
];

/// Who makes a page, before a name.
const DESK: &[&str] = &[
    "责编",
    "责任编辑",
    "编辑",
    "本版编辑",
    "版式",
    "美编",
    "校对",
    "统筹",
    "组版",
    "编审",
    "主编",
    "值班编委",
    "值班主任",
    "版面编辑",
    "审校",
    "电话",
];

/// Longest line of heads, in characters, and longest section that a page's number shows to be one.
const HEADS_CHARS: usize = 90;
const SECTION_CHARS: usize = 4;

/// Nothing but words that head a page, at least two of them.
pub(super) fn is_run_of_heads(text: &str, n_chars: usize) -> bool {
    if n_chars > HEADS_CHARS {
        return false;
    }
    let words: Vec<&str> = text.split(is_divider).filter(|w| !w.is_empty()).collect();
    if let [first, last] = words.as_slice() {
        let names_section =
            |w: &str| (2..=SECTION_CHARS).contains(&w.chars().count()) && w.chars().all(is_han);
        let is_pair =
            |number: &str, section: &str| is_marked_number(number) && names_section(section);
        if is_pair(first, last) || is_pair(last, first) {
            return true;
        }
    }
    let mut n_named = 0;
    let mut follows_desk = false;
    for word in &words {
        let is_name = follows_desk && is_person_or_number(word);
        follows_desk = DESK.contains(word) || (is_name && !word.is_ascii());
        n_named += usize::from(!is_page_number(word));
        if !(is_name || follows_desk || is_head(word)) {
            return false;
        }
    }
    words.len() >= 2 && n_named > 0
}

fn is_head(word: &str) -> bool {
    is_paper_name(word)
        || is_page_number(word)
        || is_section_word(word)
        || is_day(word)
        || is_issue(word)
}

/// A number that only a page has: "A03", "08", "第三版", but not "12", as a table may have it.
fn is_marked_number(word: &str) -> bool {
    let is_plain = word.bytes().all(|b| b.is_ascii_digit()) && !word.starts_with('0');
    is_page_number(word) && !is_plain
}

/// A day by itself ("2016年4月10日", "2014/3/27"), or one of the week.
fn is_day(word: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_digit() || "年月日./-".contains(c);
    let is_of_week = word
        .strip_prefix("星期")
        .is_some_and(|d| d.chars().count() == 1);
    is_of_week || (word.chars().all(is_plain) && is_date(word))
}

/// "总第3200期", "今日16版".
fn is_issue(word: &str) -> bool {
    let has_number = word.contains(|c: char| c.is_ascii_digit());
    has_number
        && ((word.starts_with("总第") && word.ends_with('期'))
            || (word.ends_with('版') && ["今日", "本期", "共"].iter().any(|w| word.starts_with(w))))
}

/// What follows a word of the desk: a name of two to four characters, a telephone.
fn is_person_or_number(word: &str) -> bool {
    let is_name = (2..=4).contains(&word.chars().count()) && word.chars().all(is_han);
    let is_phone = word.len() >= 5 && word.chars().all(|c| c.is_ascii_digit() || c == '-');
    is_name || is_phone
}

/// Is it the name of a paper?
pub(super) fn is_paper_name(text: &str) -> bool {
    let name: String = text.chars().filter(|c| *c != ' ').collect();
    let n_chars = name.chars().count();
    (4..=6).contains(&n_chars)
        && name.chars().all(is_han)
        && [
            "日报",
            "晚报",
            "晨报",
            "时报",
            "商报",
            "都市报",
            "快报",
            "早报",
            "导报",
            "周刊",
            "周报",
            "区报",
            "开发区报",
            "新报",
            "信报",
            "工人报",
            "农民报",
            "青年报",
        ]
        .iter()
        .any(|e| name.ends_with(e))
}

/// Is it the number of a page: "A03", "第三版", "08"?
pub(super) fn is_page_number(text: &str) -> bool {
    let may_be_part = |c: char| c.is_ascii() || "第版一二三四五六七八九十".contains(c);
    if !text.chars().all(may_be_part) {
        return false;
    }
    let core: String = text.chars().filter(|c| *c != ' ').collect();
    let core = core.trim_start_matches('第').trim_end_matches('版');
    let digits = core.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let n_letters = core.len() - digits.len();
    n_letters <= 1 && (1..=3).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
        || matches!(
            core,
            "一" | "二" | "三" | "四" | "五" | "六" | "七" | "八" | "九" | "十"
        ) && text.contains('版')
}

/// Is it a section's name, with the page's number or without?
pub(super) fn is_section(text: &str, n_chars: usize) -> bool {
    if n_chars > 10 {
        return false;
    }
    let core = text.trim_matches(|c: char| {
        c.is_ascii_digit()
            || c == ' '
            || c == '版'
            || c.is_ascii_uppercase()
            || c == '·'
            || c == '|'
    });
    let words: String = core.chars().filter(|c| *c != ' ').collect();
    // "相关新闻" heads a box.
    (is_section_word(&words) && !super::boxes::is_label(text))
        || (words.starts_with("今日") && words.chars().count() == 4)
}

/// Is it a word that heads a page's section?
pub(super) fn is_section_word(word: &str) -> bool {
    const ENDS: [&str; 4] = ["新闻", "专版", "专刊", "周刊"];
    let is_short = word.chars().count() <= 6;
    SECTIONS.contains(&word) || (is_short && ENDS.iter().any(|end| word.ends_with(end)))
}
