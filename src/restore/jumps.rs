//! Jump lines: where an article goes on, and where it came from ("下转02版", "上接第一版").
//! Relies on `text` only.

use crate::text::is_blank;

/// Which way a jump line sends the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Jump {
    /// On to another page.
    Onward,
    /// From an earlier page: the text goes on here. (紧接 and 接 are used for both.)
    Back,
    /// To what is told elsewhere; the text ends or goes on as it would without.
    Aside,
}

/// Words before a page's number; the longer before the shorter.
const ONWARD: &[&str] = &["下转", "紧转", "转"];
const BACK: &[&str] = &["上接", "紧接", "承接", "接上", "接"];
const ASIDE: &[&str] = &["详情见", "详见", "见"];

/// Words that need no 版 after the number: nothing else begins so.
const SURE: &[&str] = &["下转", "上接", "紧接", "详见"];

/// What may stand before "见2版".
const TOPICS: &[&str] = &[
    "相关", "更多", "详细", "图文", "新闻", "报道", "评论", "内容", "今日", "本报", "社论", "全文",
    "另",
];

/// Longest jump line, in characters: it may quote the headline.
const MAX_CHARS: usize = 48;

/// Reads a whole line as a jump line.
pub(super) fn read_jump(text: &str) -> Option<Jump> {
    // Every word of direction holds one of these, and hardly any line does.
    if !text.contains(['转', '接', '见']) || text.chars().count() > MAX_CHARS {
        return None;
    }
    let bare: String = text.chars().filter(|c| !is_blank(*c)).collect();
    let core = bare.trim_matches(is_mark);
    let (core, quoted) = match core.find('《') {
        Some(at) if core.ends_with(['》', '“']) || core.contains('》') => core.split_at(at),
        // The line's end is trimmed of the mark that closes a headline.
        Some(at) if text.contains('》') => core.split_at(at),
        _ => (core, ""),
    };
    let core = core
        .trim_matches(is_mark)
        .trim_end_matches(['：', ':', '·']);
    find_direction(core, BACK, Jump::Back)
        .or_else(|| find_direction(core, ONWARD, Jump::Onward))
        .or_else(|| find_direction(core, ASIDE, Jump::Aside))
        .filter(|_| quoted.chars().count() + core.chars().count() <= MAX_CHARS)
}

/// Does the text before a line end on this page, or the text after it come from another?
pub(super) fn parts_text(text: &str) -> bool {
    matches!(read_jump(text), Some(Jump::Onward | Jump::Back))
}

fn find_direction(core: &str, words: &[&str], jump: Jump) -> Option<Jump> {
    words.iter().find_map(|word| {
        let (before, after) = core.split_once(word)?;
        if !is_page(after, SURE.contains(word)) {
            return None;
        }
        let topic = TOPICS
            .iter()
            .fold(before.to_owned(), |b, t| b.replace(t, ""));
        topic.is_empty().then_some(jump)
    })
}

fn is_mark(c: char) -> bool {
    matches!(
        c,
        '（' | '）'
            | '('
            | ')'
            | '【'
            | '】'
            | '［'
            | '］'
            | '['
            | ']'
            | '▶'
            | '►'
            | '→'
            | '◀'
            | '◄'
            | '←'
            | '》'
            | '☞'
            | '▲'
            | '△'
            | '▼'
            | '▽'
            | '●'
            | '■'
            | '◆'
            | '>'
            | '<'
            | '＞'
            | '＜'
            | '—'
            | '-'
            | '。'
    )
}

/// "第二版", "02版", "A3版要闻", "B叠04版"; where nothing else can be meant, also "3".
fn is_page(text: &str, is_sure: bool) -> bool {
    let rest = text.strip_prefix('本').map_or(text, |_| "");
    let core = rest.trim_start_matches('第');
    let digits = core.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let n_letters = core.len() - digits.len();
    let is_digit = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let tail = digits.trim_start_matches(is_digit);
    let number = digits.strip_suffix(tail).unwrap_or("");
    let n_digits = number.chars().count();
    let names_page = tail
        .strip_prefix(['版', '页'])
        .map(|section| section.chars().count() <= 6);
    (1..=3).contains(&n_digits)
        && n_letters <= 1
        && names_page.unwrap_or(is_sure && tail.is_empty())
}

/// The jump mark that ends or begins a line of running text, in brackets ("…措施（下转第二版）"):
/// where it begins, or where it ends, in bytes.
pub(super) fn find_glued(raw: &str) -> Option<usize> {
    if !raw.contains('版') {
        return None;
    }
    let trimmed = raw.trim_end_matches(is_blank);
    if trimmed.ends_with(['）', ')', '】']) {
        let at = trimmed.rfind(['（', '(', '【'])?;
        let jumps = at > 0 && read_jump(trimmed.get(at..)?).is_some();
        return jumps.then_some(at);
    }
    let opened = raw.trim_start_matches(is_blank);
    if !opened.starts_with(['（', '(', '【']) {
        return None;
    }
    let (close, mark) = opened
        .char_indices()
        .find(|(_, c)| matches!(c, '）' | ')' | '】'))?;
    let end = close + mark.len_utf8();
    let at = raw.len() - opened.len() + end;
    let jumps = at < raw.len() && read_jump(opened.get(..end)?).is_some();
    jumps.then_some(at)
}

#[cfg(test)]
mod tests {
    use super::{Jump, find_glued, read_jump};

    #[test]
    fn jump_lines_are_read_in_their_many_forms() {
        for line in [
            "下转02版",
            "（下转第二版）",
            "下转第 3 版",
            "▶下转A3版",
            "(转7版)",
            "转第四版",
            "下转05",
            "→ 下转8版·要闻",
        ] {
            assert_eq!(read_jump(line), Some(Jump::Onward), "{line}");
        }
        for line in ["详见A06版", "相关报道见3版", "（全文见第二版）"] {
            assert_eq!(read_jump(line), Some(Jump::Aside), "{line}");
        }
        for line in [
            "（上接01版）",
            "上接第一版",
            "紧接第三版",
            "（接第一版）",
            "（上接A1版《水库春灌开闸》）",
            "上接第十二版",
        ] {
            assert_eq!(read_jump(line), Some(Jump::Back), "{line}");
        }
    }

    #[test]
    fn what_only_begins_like_a_jump_line_is_none() {
        for line in [
            "转型升级再上新台阶",
            "转3个项目进园区",
            "接第一批游客",
            "详见公告",
            "见义勇为受表彰",
            "本版见习编辑",
            "第二版",
        ] {
            assert_eq!(read_jump(line), None, "{line}");
        }
    }

    #[test]
    fn a_jump_mark_at_a_lines_end_or_start_is_found() {
        let line = "抢修组分三路出发。（下转第二版）";
        let at = find_glued(line).expect("a mark at the end");
        assert_eq!(line.get(at..), Some("（下转第二版）"));
        let line = "（上接01版）抢修组分三路出发";
        let at = find_glued(line).expect("a mark at the start");
        assert_eq!(line.get(..at), Some("（上接01版）"));
        assert_eq!(find_glued("（下转第二版）"), None);
        assert_eq!(find_glued("新版课本（第二版）"), None);
    }
}
