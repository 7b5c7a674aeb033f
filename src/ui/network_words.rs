//! The words of networks, in Chinese and English.

use super::profile_words;
use crate::app::{Language, Text};
use crate::library::{N_MOST_NODES, Network, NetworkEdge, NetworkNode, safe_name};

pub(super) const DEPTHS: [(u8, Text, Text); 2] = [
    (
        1,
        Text::both("一层", "1 step"),
        Text::both("与它同句的名称", "Names in the same sentence"),
    ),
    (
        2,
        Text::both("两层", "2 steps"),
        Text::both(
            "再加上与其中最常见者同句的名称",
            "And names in one sentence with the strongest of these",
        ),
    ),
];
pub(super) const EXPORT: Text = Text::both("导出", "Export");
pub(super) const CLOSE: Text = Text::both("关闭关系图", "Close the network");
pub(super) const BACK: Text = Text::both("回到上一张关系图", "The network before");
pub(super) const STOP: Text = Text::both("停止", "Stop");
pub(super) const ITS_NETWORK: Text = Text::both("看它的关系图", "Its own network");
pub(super) const ITS_ARTICLES: Text = Text::both("列出它的文章", "List its articles");
pub(super) const TIES: Text = Text::both("同句", "In one sentence with");
pub(super) const SENTENCES: Text = Text::both("原句", "Sentences");
pub(super) const WHOLE: Text = Text::both("全图", "Whole network");
pub(super) const FAILED: Text = Text::both("关系图没有做成", "The network could not be made");
pub(super) const HINT: Text = Text::both(
    "滚轮缩放　拖动平移　双击空白看全图　点名称或连线看原句",
    "Scroll to zoom   Drag to move   Double-click to see all   Click a name or a line",
);
pub(super) const OPEN_SENTENCE: Text = Text::both(
    "点一下，在文章里看这一句",
    "Click to see the sentence in its article",
);
pub(super) const KIND_SWITCH: Text = Text::both("显示或不显示", "Show or leave out");
pub(super) const NOBODY_HOW: Text = Text::both(
    "在左下角打开别的类别，或看两层。",
    "Switch on other kinds below, or look two steps far.",
);

/// "7 句".
pub(super) fn n_sentences(n: usize, language: Language) -> String {
    match (language, n) {
        (Language::Chinese, _) => format!("{n} 句"),
        (Language::English, 1) => "1 sentence".to_owned(),
        (Language::English, _) => format!("{n} sentences"),
    }
}

/// "7 句 · 4 篇".
pub(super) fn strength(n: usize, n_articles: usize, language: Language) -> String {
    let articles = super::strings::n_articles(n_articles, language);
    format!("{} · {articles}", n_sentences(n, language))
}

/// "图上与 14 个名称同句".
pub(super) fn n_ties(n: usize, language: Language) -> String {
    match (language, n) {
        (Language::Chinese, _) => format!("图上与 {n} 个名称同句"),
        (Language::English, 1) => "1 tie shown".to_owned(),
        (Language::English, _) => format!("{n} ties shown"),
    }
}

/// "与王新亭 4 句 · 3 篇".
pub(super) fn with_subject(subject: &str, edge: &NetworkEdge, language: Language) -> String {
    let strength = strength(edge.evidence.len(), edge.n_articles, language);
    match language {
        Language::Chinese => format!("与{subject}同句：{strength}"),
        Language::English => format!("With {subject}: {strength}"),
    }
}

/// The head line: how much is shown, and of how much.
pub(super) fn counts(network: &Network, language: Language) -> String {
    let (n_nodes, n_edges) = (network.nodes.len(), network.edges.len());
    let totals = network.totals;
    let mut parts = Vec::new();
    parts.push(match language {
        Language::Chinese if totals.n_nodes > n_nodes => {
            format!("最常同句的前 {N_MOST_NODES} 个名称；共 {}", totals.n_nodes)
        }
        Language::Chinese => format!("{n_nodes} 个名称"),
        Language::English if totals.n_nodes > n_nodes => {
            format!(
                "the {N_MOST_NODES} strongest of {} names",
                group(totals.n_nodes)
            )
        }
        Language::English => format!("{n_nodes} names"),
    });
    parts.push(match language {
        Language::Chinese if totals.n_edges > n_edges => {
            format!("{n_edges} 条关系；共 {}", totals.n_edges)
        }
        Language::Chinese => format!("{n_edges} 条关系"),
        Language::English if totals.n_edges > n_edges => {
            format!("{} of {} ties", group(n_edges), group(totals.n_edges))
        }
        Language::English => format!("{} ties", group(n_edges)),
    });
    let (n_read, n_all) = (totals.n_articles_read, totals.n_articles);
    parts.push(match language {
        Language::Chinese if n_all > n_read => format!("据最新的 {n_read} 篇；共 {n_all}"),
        Language::Chinese => format!("据 {n_read} 篇"),
        Language::English if n_all > n_read => {
            format!("the newest {} of {} articles", group(n_read), group(n_all))
        }
        Language::English => super::strings::n_articles(n_read, language),
    });
    parts.join(" · ")
}

/// 5,000.
fn group(n: usize) -> String {
    let digits = n.to_string();
    let mut grouped = String::new();
    for (nth, digit) in digits.chars().enumerate() {
        if nth > 0 && (digits.len() - nth).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// How far the work is.
pub(super) fn progress(progress: (usize, usize), language: Language) -> String {
    let (n_done, n_all) = progress;
    match language {
        Language::Chinese => format!("正在读 {n_done} / {n_all} 篇"),
        Language::English => format!("Reading {n_done} of {n_all} articles"),
    }
}

/// Nobody stands beside the subject.
pub(super) fn nobody(name: &str, language: Language) -> String {
    match language {
        Language::Chinese => format!("没有哪一句里，“{name}”与这些类别的名称同在"),
        Language::English => format!("No sentence has {name} with a name of these kinds"),
    }
}

/// A node in words.
pub(super) fn node_line(node: &NetworkNode, language: Language) -> String {
    let kind = profile_words::kind(node.kind).pick(language);
    let strength = strength(node.n_sentences, node.n_articles, language);
    format!("{}　{kind}　{strength}", node.name)
}

/// The two ends of a tie: "王新亭 — 张红军".
pub(super) fn ends(network: &Network, edge: &NetworkEdge) -> String {
    let name = |idx: usize| network.nodes.get(idx).map_or("", |node| &node.name);
    format!("{} — {}", name(edge.ends.0), name(edge.ends.1))
}

/// A tie in words.
pub(super) fn edge_line(network: &Network, edge: &NetworkEdge, language: Language) -> String {
    let strength = strength(edge.evidence.len(), edge.n_articles, language);
    format!("{}　{strength}", ends(network, edge))
}

/// From when to when a tie is told: "2019-08 至 2021-03-20".
pub(super) fn time(network: &Network, edge: &NetworkEdge, language: Language) -> Option<String> {
    let dates = || {
        let sentences = edge.evidence.iter();
        let sentences = sentences.filter_map(|idx| network.sentences.get(*idx));
        sentences.filter_map(|told| network.articles.get(told.article)?.date)
    };
    let (first, last) = (dates().min()?, dates().max()?);
    Some(match language {
        _ if first == last => first.to_string(),
        Language::Chinese => format!("{first} 至 {last}"),
        Language::English => format!("{first} to {last}"),
    })
}

/// What leads back to a network that was left for an article.
pub(super) fn back_to(name: &str, language: Language) -> String {
    match language {
        Language::Chinese => format!("‹ 回到“{name}”的关系图"),
        Language::English => format!("‹ Back to the network of {name}"),
    }
}

/// What the drawing is, for those who do not see it.
pub(super) fn drawing(name: &str, n_nodes: usize, language: Language) -> String {
    match language {
        Language::Chinese => format!("“{name}”的关系图，{n_nodes} 个名称"),
        Language::English => format!("Network of {name}, {n_nodes} names"),
    }
}

/// The name of the file to write.
pub(super) fn file_name(name: &str, ending: &str, language: Language) -> String {
    let name = safe_name(name);
    match language {
        Language::Chinese => format!("{name}的关系图.{ending}"),
        Language::English => format!("network of {name}.{ending}"),
    }
}

/// "……再看 100 句".
pub(super) fn more(n: usize, language: Language) -> String {
    match language {
        Language::Chinese => format!("……再看 {n} 句"),
        Language::English => format!("… {n} more"),
    }
}
