//! What belongs to the page and to no article, told by its words: mastheads, dates, page numbers,
//! editors, jump lines. Relies on `text` only.

use crate::text::is_han;

/// Words that head a page's section when they stand alone.
const SECTIONS: &[&str] = &[
    "要闻",
    "综合",
    "综合新闻",
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
];

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
    sign_of(text).is_some()
}

/// The same, with what tells it.
pub(super) fn sign_of(text: &str) -> Option<Sign> {
    if text.contains(['。', '，', '、', ',']) {
        return None;
    }
    let n_chars = text.chars().count();
    if n_chars > 60 {
        return None;
    }
    match () {
        () if is_editors_line(text) => Some(Sign::Editors),
        () if is_masthead(text, n_chars) => Some(Sign::Masthead),
        () if is_page_number(text) => Some(Sign::PageNumber),
        () if is_section(text, n_chars) => Some(Sign::Section),
        () if is_jump_line(text) => Some(Sign::Jump),
        () if is_capitals(text) => Some(Sign::Capitals),
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
    // Every one of them holds one of these.
    if !text.contains(['编', '版', '校', '统', '值']) {
        return false;
    }
    let n_found = EDITORS.iter().filter(|e| text.contains(**e)).count();
    n_found >= 2
        || (n_found == 1
            && EDITORS.iter().any(|e| text.starts_with(e))
            && text.chars().count() <= 24)
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
    // Every one of them holds one of these.
    let may_hold_sign = text.contains([
        '网', 'w', 'h', '热', '统', '版', '邮', '期', '维', '客', 'C',
    ]);
    let signs = if may_hold_sign { SIGNS } else { &[] };
    let n_signs = signs
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
        || (is_date(text) && digits_share(text) * 2 >= n_chars && n_chars <= 24)
        || (n_chars <= 8 && is_paper_name(text))
}

fn digits_share(text: &str) -> usize {
    text.chars()
        .filter(|c| c.is_ascii_digit() || matches!(c, '年' | '月' | '日' | '.' | '/' | '-' | ' '))
        .count()
}

fn is_date(text: &str) -> bool {
    if text.bytes().filter(u8::is_ascii_digit).count() < 4 {
        return false;
    }
    let digits: Vec<char> = text.chars().filter(|c| *c != ' ').collect();
    digits.windows(5).any(|w| {
        w.iter().take(4).all(char::is_ascii_digit)
            && matches!(w.last(), Some('年' | '.' | '/' | '-'))
    }) && ["年", ".", "/", "-"].iter().any(|s| text.contains(s))
}

fn is_paper_name(text: &str) -> bool {
    let name = text.trim();
    let n_chars = name.chars().filter(|c| *c != ' ').count();
    (4..=6).contains(&n_chars)
        && name.chars().all(|c| is_han(c) || c == ' ')
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
        ]
        .iter()
        .any(|e| name.ends_with(e))
}

fn is_page_number(text: &str) -> bool {
    let may_be_part = |c: char| c.is_ascii() || "第版一二三四五六七八".contains(c);
    if !text.chars().all(may_be_part) {
        return false;
    }
    let core: String = text.chars().filter(|c| *c != ' ').collect();
    let core = core.trim_start_matches('第').trim_end_matches('版');
    let digits = core.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let n_letters = core.len() - digits.len();
    n_letters <= 1 && (1..=3).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
        || matches!(core, "一" | "二" | "三" | "四" | "五" | "六" | "七" | "八")
            && text.contains('版')
}

fn is_section(text: &str, n_chars: usize) -> bool {
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
    SECTIONS.contains(&words.as_str()) || (words.starts_with("今日") && words.chars().count() == 4)
}

fn is_jump_line(text: &str) -> bool {
    let core = text.trim_matches([
        '（', '）', '(', ')', '【', '】', ' ', '▶', '►', '→', '◀', '《', '》', '☞',
    ]);
    let n_chars = core.chars().count();
    n_chars <= 24
        && (["下转", "上接", "紧接", "接上版", "转第", "详见"]
            .iter()
            .any(|s| core.starts_with(s)))
        && core.contains('版')
}

fn is_capitals(text: &str) -> bool {
    let n_letters = text.chars().filter(char::is_ascii_uppercase).count();
    n_letters >= 6 && text.chars().all(|c| c.is_ascii_uppercase() || c == ' ')
}

/// Is it a word that heads a page's section?
pub(super) fn is_section_word(word: &str) -> bool {
    const ENDS: [&str; 4] = ["新闻", "专版", "专刊", "周刊"];
    let is_short = word.chars().count() <= 6;
    SECTIONS.contains(&word) || (is_short && ENDS.iter().any(|end| word.ends_with(end)))
}
