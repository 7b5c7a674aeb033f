//! How far a name reaches to the left of its last word: over nouns, names and the verbs that names
//! hold, to punctuation, a preposition, a conjunction, a verb of meeting or going.

use super::lexicon::Class;
use super::line::{Line, Token};
use crate::text::CharSet;
use std::sync::LazyLock;

/// Names longer than this are sentences.
const MAX_NAME_CHARS: usize = 28;

/// Topics that hold an 和 or 与: the names of offices ("住房和城乡建设局").
const JOINED_TOPICS: &[(&str, &str)] = &[
    ("自然资源", "规划"),
    ("发展", "改革"),
    ("经济", "信息化"),
    ("工业", "信息化"),
    ("住房", "城乡建设"),
    ("人力资源", "社会保障"),
    ("卫生", "计划生育"),
    ("文化", "旅游"),
    ("文化", "体育"),
    ("文化广电", "旅游"),
    ("商务", "粮食"),
    ("科学", "技术"),
    ("林业", "草原"),
    ("教育", "体育"),
    ("粮食", "物资"),
    ("规划", "自然资源"),
    ("规划", "建设"),
    ("园林", "林业"),
    ("城乡建设", "交通"),
    ("财政", "经济"),
    ("监察", "司法"),
    ("社会", "法制"),
    ("住房", "建设"),
    ("住房", "城市建设"),
    ("新闻", "出版"),
    ("新闻", "传播"),
    ("文学", "艺术"),
    ("环境", "资源"),
    ("农业", "农村"),
    ("农村", "农业"),
    ("疾病预防", "控制"),
    ("预防", "控制"),
    ("国防", "军事"),
    ("水利", "湖泊"),
    ("海洋", "渔业"),
    ("民族", "宗教"),
    ("人才", "就业"),
    ("贸易", "发展"),
    ("贸易", "工业"),
    ("大数据", "政务"),
    ("交通", "物流"),
    ("安全", "应急"),
    ("质量", "技术"),
    ("工商", "质量"),
    ("机关", "事务"),
    ("城市", "环境"),
    ("历史", "文化"),
    ("能源", "环境"),
    ("物理", "化学"),
    ("投资", "贸易"),
    ("投资", "促进"),
    ("工业", "商务"),
    ("数据", "政务"),
    ("体育", "旅游"),
    ("食品", "药品"),
    ("法制", "司法"),
    ("营商", "政务"),
];

fn is_joined_topic(line: &Line, conjunction: usize) -> bool {
    JOINED_TOPICS.iter().any(|(left, right)| {
        line.ends_with(conjunction, left) && line.starts_with(conjunction + 1, right)
    })
}

/// Single characters that no name holds.
static HARD_STOPS: LazyLock<CharSet> = LazyLock::new(|| {
    CharSet::of(
        "完兼为在到赴对与和及同跟向由被把将让使于的了着过是有等并也都还就又再已据按给从自至以但而且或他她它我你这那此某每之称说随该其各",
    )
});

/// Is it a character that no name holds?
pub(super) fn is_hard_stop(c: char) -> bool {
    HARD_STOPS.contains(c)
}

/// Must a name end (read leftwards) before this token?
fn stops(line: &Line, token: Token) -> bool {
    let n = token.n_chars();
    if (token.start..token.end).any(|i| line.is_break(i)) {
        return true;
    }
    if line.is_listed(Class::InnerVerb, token.start, token.end) {
        // "建设综合性研究院" says what is to be done: "…性" describes, it does not name.
        return line
            .token_at(token.end)
            .is_some_and(|next| line.ends_with(next.end, "性") && next.n_chars() > 1);
    }
    if n > 1 && line.is_listed(Class::StopWord, token.start, token.end) {
        return true;
    }
    if n == 1 {
        return token.tag[0] == b'f' || HARD_STOPS.contains(line.at(token.start));
    }
    if line.at(token.start) == '第' {
        return false;
    }
    match token.tag {
        [b'v', b'n'] => false,
        [
            b'v' | b'p' | b'c' | b'u' | b'd' | b'r' | b'y' | b't' | b'i' | b'q',
            _,
        ] => true,
        [b'm', _] => !line.at(token.start).is_ascii_digit(),
        _ => false,
    }
}

/// Where a name that ends with the word at `head` begins. What is recognised already ends it, but
/// for the numbers and years that names hold.
pub(super) fn left_extent(line: &Line, head: usize) -> usize {
    let mut start = head;
    let n_place = line.listed_to(Class::Place, head);
    if n_place >= 2 && !line.is_covered(head - n_place, head) {
        start = head - n_place;
    }
    // The head may have been cut in the middle of a token ("副|局长").
    if let Some(token) = line.token_at(head)
        && token.start < head
        && start == head
    {
        start = token.start;
        if line.is_covered(start, head) {
            return head;
        }
    }
    let mut in_brackets = false;
    while start > 0 {
        // A bracket inside a name: 中国（郑州）…
        if line.at(start - 1) == '）' || (in_brackets && line.at(start - 1) == '（') {
            let closes = line.at(start - 1) == '）';
            if closes && !has_short_bracket(line, start - 1) {
                break;
            }
            in_brackets = closes;
            start -= 1;
            continue;
        }
        if joins_places(line, start - 1) {
            start -= 1;
            continue;
        }
        let Some(token) = line.token_at(start - 1) else {
            break;
        };
        if head - token.start > MAX_NAME_CHARS || line.is_covered(token.start, start) {
            break;
        }
        if matches!(line.at(start - 1), '和' | '与')
            && token.n_chars() == 1
            && is_joined_topic(line, start - 1)
        {
            start -= 1;
            continue;
        }
        if let Some(n_listed) = listed_before(line, token, start)
            && head - start + n_listed <= MAX_NAME_CHARS
        {
            start -= n_listed;
            continue;
        }
        if stops(line, token) || start < head && is_before_place(line, token, start) {
            break;
        }
        start = token.start;
    }
    if in_brackets {
        return head;
    }
    while start < head
        && matches!(
            line.at(start),
            '-' | '.' | '/' | '+' | '%' | '）' | '·' | '&'
        )
    {
        start += 1;
    }
    start
}

/// The length of a body or a place of the lists that ends before a place of the line and that the
/// segmenter cut otherwise (住|建局).
fn listed_before(line: &Line, token: Token, start: usize) -> Option<usize> {
    let n_listed = [Class::OrgSuffix, Class::Place]
        .map(|class| line.listed_to(class, start))
        .into_iter()
        .max()?;
    let is_cut = n_listed >= 2 && token.n_chars() < n_listed && n_listed <= start;
    (is_cut && !line.is_covered(start - n_listed, start)).then_some(n_listed)
}

/// Names begin with their place: a common noun or a verb before it is not theirs, unless it is a trade
/// whose bodies have it in front.
fn is_before_place(line: &Line, token: Token, start: usize) -> bool {
    const TRADES: [&str; 11] = [
        "铁路", "电网", "石油", "石化", "电信", "移动", "联通", "邮政", "能源", "建设", "烟草",
    ];
    token.n_chars() >= 2
        && line.listed_to(Class::OrgSuffix, start) < 2
        && !TRADES.contains(&line.text(token.start, start))
        && matches!(token.tag, [b'n', b' '] | [b'v', _])
        && line.listed_from(Class::Place, start) >= 2
}

/// Is it the dash of 中国—东盟: one alone, behind a place?
fn joins_places(line: &Line, i: usize) -> bool {
    line.at(i) == '—'
        && line.at(i + 1) != '—'
        && line.listed_to(Class::Place, i) >= 2
        && !line.is_covered(i - 1, i)
}

/// Does a closing bracket end a place or a word of up to six characters in brackets?
fn has_short_bracket(line: &Line, closing: usize) -> bool {
    let open = (closing.saturating_sub(7)..closing)
        .rev()
        .find(|i| line.is_break(*i));
    open.is_some_and(|i| line.at(i) == '（' && i > 0 && !line.is_break(i - 1) && closing - i > 2)
}

/// The words in front of a name that are not of it: kinds, ranks, "相关", "家".
pub(super) fn trim_left(line: &Line, start: usize, end: usize) -> usize {
    let mut start = start;
    loop {
        let before = start;
        for word in [
            "原", "由", "该", "各", "某", "家", "个", "位", "所", "座", "年", "等", "级", "条",
            "项", "了", "着", "的", "其", "之", "新", "来",
        ] {
            if line.starts_with(start, word)
                && start + 2 < end
                && line
                    .token_at(start)
                    .is_some_and(|token| token.n_chars() == 1)
                && (!matches!(word, "新" | "原" | "来" | "家" | "级" | "年")
                    || line.is_covered(start.saturating_sub(1), start.max(1)) && word != "新")
            {
                start += 1;
            }
        }
        // A level of award or authority: 省级…大赛.
        for level in ["省级", "市级", "县级", "区级"] {
            if line.starts_with(start, level) && start + 4 < end {
                start += 2;
            }
        }
        if start == before {
            return start;
        }
    }
}

/// Splits the places off the front of a firm's name that only say where it is: countries, zones,
/// provinces before a city. Where the name itself begins.
pub(super) fn split_places(line: &Line, start: usize, end: usize) -> usize {
    let mut start = start;
    loop {
        let n = zone_or_country_len(line, start);
        if n == 0 || start + n + 3 > end {
            return start;
        }
        start += n;
    }
}

fn zone_or_country_len(line: &Line, i: usize) -> usize {
    let n = line.listed_from(Class::Place, i);
    let zone = [
        "高新区",
        "经开区",
        "开发区",
        "经济开发区",
        "新区",
        "自贸区",
        "保税区",
    ]
    .iter()
    .filter(|zone| line.starts_with(i + n, zone))
    .map(|zone| zone.chars().count())
    .max()
    .unwrap_or(0);
    if zone > 0 {
        return n + zone;
    }
    let place = line.text(i, i + n);
    let next = line.listed_from(Class::Place, i + n);
    if n > 0
        && ((place.ends_with("省") || place.ends_with("自治区")) && next > 0 || is_abroad(place))
    {
        return n;
    }
    if place.ends_with(['县', '区']) && n >= 3 && next == 0 {
        return n;
    }
    0
}

/// Is it one of the countries whose firms are in the news with their country in front?
fn is_abroad(place: &str) -> bool {
    matches!(
        place,
        "美国"
            | "英国"
            | "法国"
            | "德国"
            | "日本"
            | "韩国"
            | "俄罗斯"
            | "印度"
            | "泰国"
            | "越南"
            | "新加坡"
            | "马来西亚"
            | "印度尼西亚"
            | "意大利"
            | "西班牙"
            | "荷兰"
            | "瑞士"
            | "瑞典"
            | "丹麦"
            | "芬兰"
            | "挪威"
            | "奥地利"
            | "比利时"
            | "加拿大"
            | "澳大利亚"
            | "巴西"
            | "以色列"
            | "阿联酋"
    )
}
