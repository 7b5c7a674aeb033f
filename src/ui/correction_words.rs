//! Words for the reader's rules for names, in Chinese and English.

use crate::app::{AimedName, Language, NameAsk, Text};
use crate::library::CorrectionDeed;
use crate::model::{Act, Correction, EntityKind};

/// One thing of a kind: "a person".
pub(super) const fn one_of(kind: EntityKind) -> Text {
    match kind {
        EntityKind::Person => Text::both("人物", "a person"),
        EntityKind::Organization => Text::both("机构", "an organisation"),
        EntityKind::Place => Text::both("地点", "a place"),
        EntityKind::Facility => Text::both("园区或设施", "a site"),
        EntityKind::Project => Text::both("项目或活动", "a project"),
        EntityKind::Date => Text::both("日期", "a date"),
        EntityKind::Quantity => Text::both("数量", "a quantity"),
    }
}

/// A rule as a sentence: "“耿直”不是人物".
pub(super) fn rule_line(rule: &Correction, language: Language) -> String {
    let (name, kind) = (&rule.name, one_of(rule.kind).pick(language));
    match language {
        Language::Chinese => match &rule.act {
            Act::NotEntity => format!("“{name}”不是{kind}"),
            Act::IsEntity => format!("“{name}”是{kind}"),
            Act::Extent(whole) => format!("“{name}”其实是“{whole}”"),
            Act::Rename(shown) => format!("“{name}”显示为“{shown}”"),
            Act::Alias(of) => format!("“{name}”是“{of}”的又名"),
            Act::Merge(into) => format!("“{name}”与“{into}”是同一个"),
            Act::Split(from) => format!("“{name}”不是“{from}”"),
        },
        Language::English => match &rule.act {
            Act::NotEntity => format!("“{name}” is not {kind}"),
            Act::IsEntity => format!("“{name}” is {kind}"),
            Act::Extent(whole) => format!("“{name}” is really “{whole}”"),
            Act::Rename(shown) => format!("“{name}” is shown as “{shown}”"),
            Act::Alias(of) => format!("“{name}” is another name of “{of}”"),
            Act::Merge(into) => format!("“{name}” and “{into}” are one"),
            Act::Split(from) => format!("“{name}” is not “{from}”"),
        },
    }
}

/// What an undo or redo is about.
pub(super) fn deed_name(deed: &CorrectionDeed, language: Language) -> String {
    match (deed.made.as_slice(), deed.taken_off.as_slice()) {
        ([rule], []) => rule_line(rule, language),
        ([], [rule]) => match language {
            Language::Chinese => format!("删去规则：{}", rule_line(rule, language)),
            Language::English => format!("rule deleted: {}", rule_line(rule, language)),
        },
        (made, taken_off) => {
            let n_rules = made.len() + taken_off.len();
            match language {
                Language::Chinese => format!("{n_rules} 条更正规则"),
                Language::English => format!("{n_rules} rules for names"),
            }
        }
    }
}

pub(super) const ONLY_HERE: Text = Text::both("只在本文", "Only in this article");
pub(super) const IN_ONE: Text = Text::both("只在一篇", "one article");
pub(super) const NOT_NOW: Text = Text::both("现在不能更正", "Cannot be corrected now");
pub(super) const DELETE: Text = Text::both("删除", "Delete");
pub(super) const RULES: Text = Text::both("名称更正一览", "Corrections of names");
pub(super) const RULES_NOTE: Text = Text::both(
    "这些规则对全部文章有效，以后导入的也算；先后矛盾的，以后来的为准。删除可以用 Ctrl+Z 撤销。",
    "These rules hold for all articles, those imported later too; of two that contradict each other the later one wins. Ctrl+Z takes a deletion back.",
);
pub(super) const FIND_RULE: Text = Text::both("在规则里查找", "Look through the rules");
pub(super) const NO_RULES: Text = Text::both(
    "还没有。右键点正文或要素栏里的名称，或选中几个字再点右键，就可以更正。",
    "None yet. Right-click a name in the text or the panel, or select some text and right-click it.",
);
pub(super) const FILE_NAME: Text = Text::both("名称更正.txt", "corrections.txt");

/// What is corrected: "沈一舟（人物）".
pub(super) fn aimed_line(aimed: &AimedName, language: Language) -> String {
    let kind = aimed.kind.map(|kind| one_of(kind).pick(language));
    match (language, kind) {
        (_, None) => format!("“{}”", aimed.name),
        (Language::Chinese, Some(kind)) => format!("“{}”（{kind}）", aimed.name),
        (Language::English, Some(kind)) => format!("“{}” ({kind})", aimed.name),
    }
}

/// What the reader is asked.
pub(super) fn ask_title(ask: NameAsk, aimed: &AimedName, language: Language) -> String {
    let name = &aimed.name;
    let of = aimed.of.as_ref().unwrap_or(name);
    match language {
        Language::Chinese => match ask {
            NameAsk::Deed => format!("更正{}", aimed_line(aimed, language)),
            NameAsk::Extent => format!("“{name}”的全名其实是？（多几个字，或少几个字）"),
            NameAsk::Rename => format!("“{name}”应显示为？"),
            NameAsk::Alias => format!("“{name}”是谁的又名？"),
            NameAsk::Merge => format!("“{name}”与哪一个是同一个？"),
            NameAsk::Split => format!("哪个名称不是“{of}”？"),
        },
        Language::English => match ask {
            NameAsk::Deed => format!("Correct {}", aimed_line(aimed, language)),
            NameAsk::Extent => format!("What is “{name}” really? (some characters more or fewer)"),
            NameAsk::Rename => format!("Under which name should “{name}” be shown?"),
            NameAsk::Alias => format!("Of what is “{name}” another name?"),
            NameAsk::Merge => format!("With what is “{name}” one and the same?"),
            NameAsk::Split => format!("Which name is not “{of}”?"),
        },
    }
}

/// A name that is offered, with its articles where they are known.
pub(super) fn offered_line(name: &str, n_articles: Option<usize>, language: Language) -> String {
    match n_articles {
        Some(n) => format!("{name}  {}", super::strings::n_articles(n, language)),
        None => name.to_owned(),
    }
}
