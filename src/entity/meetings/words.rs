//! The verbs that tell a deed, and where they do not.

use super::Sentence;
use crate::model::{Deed, Span};

/// A verb in a sentence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Verb {
    pub(super) deed: Deed,
    pub(super) span: Span,
    /// It says who came along to a deed told before.
    pub(super) is_company: bool,
}

/// Verbs and what they tell; where one begins another, the longer first.
const VERBS: &[(&str, Deed)] = &[
    ("会见", Deed::Met),
    ("会晤", Deed::Met),
    ("接见", Deed::Met),
    ("拜会", Deed::Met),
    ("拜访", Deed::Met),
    ("约见", Deed::Met),
    ("考察", Deed::Visited),
    ("调研", Deed::Visited),
    ("视察", Deed::Visited),
    ("参观", Deed::Visited),
    ("观摩", Deed::Visited),
    ("察看", Deed::Visited),
    ("走访", Deed::Visited),
    ("看望", Deed::Visited),
    ("慰问", Deed::Visited),
    ("座谈", Deed::Talked),
    ("会谈", Deed::Talked),
    ("签署", Deed::Signed),
    ("签订", Deed::Signed),
    ("签约", Deed::Signed),
    ("召开", Deed::Convened),
    ("举行", Deed::Convened),
    ("出席", Deed::Attended),
    ("参加", Deed::Attended),
];

/// Says who came along.
const COMPANY: &str = "陪同";

/// Behind a verb: it is a noun, or part of another word.
const NOUN_TAILS: &[&str] = &[
    "时", "中", "后", "前", "会", "团", "组", "员", "者", "报告", "活动", "仪式", "课题", "成果",
    "期间", "过程", "结束", "纪要", "点", "站", "室", "厅", "对象", "基地", "路线", "令", "人员",
    "情况", "之", "品", "信", "金",
];

/// The same behind 召开, 举行, 出席 and 参加.
const HELD_TAILS: &[&str] = &["时", "中", "后", "前", "者", "人员", "地", "之"];

/// Before a verb: it is not told as done, or done by those who were with others.
const NOT_BEHIND: &[&str] = &[
    "的",
    "此次",
    "这次",
    "本次",
    "该次",
    "首次",
    "受到",
    "得到",
    "接受",
    "应邀",
    "欢迎",
    "邀请",
    "希望",
    "将",
    "拟",
    "要",
    "应",
    "须",
    "请",
    "让",
    "未",
    "没有",
    "不",
    "陪同",
    "参加",
    "出席",
    "组织",
    "座谈",
    "随后的",
];

/// The deeds that a sentence may tell, in order; none in quotes or inside a name.
pub(super) fn find_verbs(sentence: &Sentence<'_>) -> Vec<Verb> {
    let words = sentence.words(sentence.span);
    let mut found = Vec::new();
    let mut depth = 0_usize;
    for (at, c) in words.char_indices() {
        match c {
            '“' | '「' | '『' | '（' | '(' | '《' => depth += 1,
            '”' | '」' | '』' | '）' | ')' | '》' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let rest = words.get(at..).unwrap_or_default();
        let start = sentence.span.start + at;
        if depth > 0 || sentence.is_named(start) {
            continue;
        }
        if rest.starts_with(COMPANY) {
            found.push(Verb {
                deed: Deed::Attended,
                span: Span::new(start, start + COMPANY.len()),
                is_company: true,
            });
            continue;
        }
        let Some((word, deed)) = VERBS.iter().find(|(word, _)| rest.starts_with(word)) else {
            continue;
        };
        let before = words.get(..at).unwrap_or_default();
        let behind = rest.get(word.len()..).unwrap_or_default();
        // "出席会议" and "召开会议" go on with what is held.
        let holds = matches!(deed, Deed::Convened | Deed::Attended);
        let tails = if holds { HELD_TAILS } else { NOUN_TAILS };
        let is_noun = tails.iter().any(|tail| behind.starts_with(tail));
        let is_of_others = NOT_BEHIND.iter().any(|word| before.ends_with(word))
            && !(*deed == Deed::Convened && before.ends_with("组织"));
        let clause = before.rsplit(['，', '；', '：']).next().unwrap_or_default();
        let is_to_come = TO_COME.iter().any(|word| clause.contains(word));
        if !is_noun && !is_of_others && !is_to_come {
            found.push(Verb {
                deed: *deed,
                span: Span::new(start, start + word.len()),
                is_company: false,
            });
        }
    }
    found
}

/// Somewhere before a verb: it has not been done yet.
const TO_COME: &[&str] = &[
    "将于",
    "将在",
    "即将",
    "将到",
    "将赴",
    "拟于",
    "计划于",
    "定于",
];

/// Where the words behind 就 or 围绕 end.
pub(super) const TOPIC_ENDS: &[&str] = &[
    "进行", "展开", "开展", "深入", "达成", "交换", "作了", "作出", "听取", "与",
];

/// What goes on with the subject of the words before.
pub(super) const GOING_ON: &[&str] = &["并", "随后", "还", "又", "接着", "主持", "先后", "之后"];

/// Verbs of saying: what follows is an account, and its subject another.
pub(super) const SAYING: &[&str] = &[
    "表示",
    "指出",
    "强调",
    "介绍",
    "认为",
    "说",
    "要求",
    "透露",
    "告诉",
    "希望",
    "提出",
    "获悉",
    "了解到",
    "消息",
];

/// Behind these stands where somebody goes to.
pub(super) const TOWARDS: &[&str] = &[
    "来到",
    "走进",
    "前往",
    "深入",
    "赶赴",
    "奔赴",
    "分别到",
    "先后到",
    "到",
    "赴",
    "在",
    "来",
];

/// What is held, or who meets at it.
pub(super) const GATHERINGS: &[&str] = &[
    "会议",
    "大会",
    "座谈会",
    "座谈",
    "会",
    "仪式",
    "论坛",
    "典礼",
    "会见",
    "调研",
    "考察",
    "观摩",
    "活动",
    "签约",
    "启动",
];
