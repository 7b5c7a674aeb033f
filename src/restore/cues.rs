//! What single lines give away by their words: datelines, captions, subheads. Relies on
//! `text` only.

use crate::text::is_han;

/// Does a `本报讯`, `新华社…电` or the like begin the text? Its length in bytes, without the day
/// that may follow.
///
/// Older and some local papers set it in brackets, "【本报讯】".
pub(super) fn dateline_len(text: &str) -> Option<usize> {
    let Some(inner) = text.strip_prefix(['【', '［', '[', '〔']) else {
        return plain_dateline_len(text);
    };
    let n_inner = plain_dateline_len(inner)?;
    let after = inner.get(n_inner..)?;
    let close = after
        .chars()
        .next()
        .filter(|c| matches!(c, '】' | '］' | ']' | '〕'))?;
    Some(text.len() - after.len() + close.len_utf8())
}

fn plain_dateline_len(text: &str) -> Option<usize> {
    const WIRES: &[&str] = &[
        "本报",
        "本刊",
        "本台",
        "本网",
        "新华社",
        "据新华社",
        "新华网",
        "中新社",
        "据中新社",
        "中新网",
        "据中新网",
        "人民网",
        "据人民网",
        "新华时评",
        "央视网",
    ];
    let may_be_wire = text.starts_with(['本', '新', '据', '中', '人', '央']);
    let wires = if may_be_wire { WIRES } else { &[] };
    let wire = wires
        .iter()
        .find(|w| text.starts_with(**w))
        .copied()
        .or_else(|| paper_prefix(text))?;
    let rest = text.get(wire.len()..)?;
    // "本报 / 讯", "本报郑州8月21日 / 电", "新华社北京8月21日 / 电", "本报讯"
    for (n, (i, c)) in rest.char_indices().enumerate() {
        if n > 22 {
            return None;
        }
        match c {
            '讯' | '电' => {
                let after = rest.get(i + c.len_utf8()..).unwrap_or("");
                let place = rest.get(..i).unwrap_or("");
                return (is_dateline_place(place) && !continues_word(c, after))
                    .then_some(wire.len() + i + c.len_utf8());
            }
            '，' | '。' | '：' | '、' | '“' | '（' | '；' => return None,
            _ => {}
        }
    }
    None
}

/// Is the line nothing but a dateline, whose reporter and text follow on the next?
pub(super) fn is_dateline_alone(text: &str) -> bool {
    dateline_len(text).is_some_and(|n| n == text.trim_end().len())
}

/// "晨报讯", "长江商报讯": a paper's own name before 讯.
fn paper_prefix(text: &str) -> Option<&str> {
    let (n_chars, (at, _)) = text
        .char_indices()
        .take(7)
        .enumerate()
        .find(|(_, (_, c))| *c == '讯')?;
    let name = text.get(..at)?;
    ((2..=6).contains(&n_chars) && name.ends_with('报') && name.chars().all(is_han)).then_some(name)
}

/// What may stand between 本报 and 讯 or 电: nothing, places, a day.
fn is_dateline_place(place: &str) -> bool {
    place.chars().all(|c| {
        is_han(c) || c.is_ascii_digit() || matches!(c, ' ' | '·' | '—' | '-' | '/' | '～' | '~')
    }) && !["记者", "通过", "致", "获", "发", "来"]
        .iter()
        .any(|w| place.contains(w))
}

/// 电 and 讯 also begin words: 电力, 电视, 讯息.
fn continues_word(c: char, after: &str) -> bool {
    let next = after.chars().next();
    match c {
        '电' => next.is_some_and(|n| "力视子动影网话台商信脑气器机报厂价费站池".contains(n)),
        _ => next.is_some_and(|n| "息问号".contains(n)),
    }
}

/// Does an article open here: a dateline, or a reporter in brackets at the very start?
pub(super) fn opens_article(text: &str) -> bool {
    dateline_len(text).is_some() || (opens_with_bracketed_reporter(text) && !ends_as_byline(text))
}

fn opens_with_bracketed_reporter(text: &str) -> bool {
    text.starts_with(['（', '('])
        && [
            "（记者",
            "(记者",
            "（本报记者",
            "（通讯员",
            "(通讯员",
            "（全媒体记者",
            "（首席记者",
        ]
        .iter()
        .any(|p| text.starts_with(p))
}

fn ends_as_byline(text: &str) -> bool {
    text.ends_with(['）', ')']) || !text.contains(['）', ')'])
}

/// Words of time and of source with which articles without a dateline begin.
const LEAD_WORDS: &[&str] = &[
    "近日",
    "日前",
    "今天",
    "今日",
    "昨天",
    "昨日",
    "连日来",
    "眼下",
    "当前",
    "目前",
    "当地时间",
    "近年来",
    "今年以来",
    "截至",
    "为期",
    "记者从",
    "记者获悉",
    "记者了解到",
];

/// So many characters from the start are looked at for them.
const LEAD_WORD_WITHIN: usize = 14;

/// Does the text begin as an article may that has no dateline: when, or by whom it was told?
pub(super) fn opens_like_lead(text: &str) -> bool {
    if text.starts_with('据') {
        return true;
    }
    let end = text.char_indices().nth(LEAD_WORD_WITHIN);
    let opening = end.and_then(|(end, _)| text.get(..end)).unwrap_or(text);
    // Each of the words and days holds one of these.
    if !opening.contains(['日', '号', '天', '眼', '当', '目', '年', '截', '期', '者']) {
        return false;
    }
    let after = opening.chars().skip(1);
    let names_day = || {
        let mut pairs = opening.chars().zip(after);
        pairs.any(|(d, mark)| d.is_ascii_digit() && matches!(mark, '日' | '号'))
    };
    LEAD_WORDS.iter().any(|w| opening.contains(w)) || names_day()
}

/// Is the line a picture's caption by its own marks?
pub(super) fn is_caption(text: &str) -> bool {
    const STARTS: &[&str] = &[
        "图为",
        "上图",
        "下图",
        "左图",
        "右图",
        "题图",
        "图①",
        "图②",
        "图③",
        "图④",
        "图片说明",
        "图片：",
    ];
    text.starts_with(['▲', '△', '▼', '▽', '◀', '◁', '◄'])
        || STARTS.iter().any(|s| text.starts_with(s)) && text.chars().count() <= 80
        || ends_caption(text)
}

/// Does a caption end here: a photographer or a source of pictures?
pub(super) fn ends_caption(text: &str) -> bool {
    const ENDS: &[&str] = &[
        "资料图片",
        "资料图",
        "资料照片",
        "图片来源网络",
        "供图",
        "供图）",
        "新华社发",
        "新华社发）",
        "（资料图片）",
        "受访者供图",
    ];
    let core = text.trim_end_matches(['）', ')']);
    if ENDS.iter().any(|e| text.ends_with(e)) && text.chars().count() > 6 {
        return true;
    }
    // "… 某某 摄", "（某某 摄）": the photographer after a blank or a bracket.
    if let Some(rest) = core.strip_suffix("摄") {
        let name: String = rest
            .trim_end()
            .chars()
            .rev()
            .take_while(|c| is_han(*c))
            .collect();
        let before = rest
            .trim_end()
            .strip_suffix(&name.chars().rev().collect::<String>())
            .unwrap_or("");
        return (2..=6).contains(&name.chars().count())
            && (before.is_empty() || before.ends_with([' ', '（', '(', '。', '/', '：']));
    }
    // "图/某某"
    if !text.contains('图') {
        return false;
    }
    text.rfind("图/")
        .or_else(|| text.rfind("图／"))
        .or_else(|| text.rfind("图："))
        .is_some_and(|at| {
            let before = text.get(..at).unwrap_or("");
            let name = text
                .get(at + 4..)
                .unwrap_or("")
                .trim_start_matches('：')
                .trim();
            let n_chars = name.chars().count();
            (2..=6).contains(&n_chars)
                && name.chars().all(is_han)
                && (before.is_empty() || before.ends_with([' ', '（', '。', '”', '）']))
                && !before.ends_with("文/")
        })
}

/// Is it only "（某某 摄）" or "某某 摄", the end of a caption whose beginning stands before it?
pub(super) fn is_photographer_alone(text: &str) -> bool {
    ends_caption(text) && text.chars().count() <= 12 && !text.contains('。')
}

/// Is it a section's heading by the mark before it?
pub(super) fn opens_subhead(text: &str) -> bool {
    let is_marked = text.starts_with([
        '【', '■', '▶', '►', '◆', '●', '★', '☆', '◇', '□', '◎', '▷', '※', '〖',
    ]);
    (is_marked || numbered_len(text).is_some()) && dateline_len(text).is_none()
}

/// "一、", "（一）", "1.", "第一章"; not "一是".
fn numbered_len(text: &str) -> Option<usize> {
    let core = text.strip_prefix(['（', '(']).unwrap_or(text);
    let digits = core
        .char_indices()
        .find(|(_, c)| !"一二三四五六七八九十".contains(*c))
        .map(|(i, _)| i)
        .filter(|i| *i > 0)?;
    let mark = core.get(digits..)?.chars().next()?;
    matches!(mark, '、' | '）' | ')' | '．').then_some(digits)
}
