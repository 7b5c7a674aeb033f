//! A network for other programs: GraphML for Gephi, yEd and networkx, and a table of all evidence for
//! spreadsheets.

use super::{Network, NetworkEdge, NetworkSentence};
use crate::library::cells::no_formula;
use crate::model::PartialDate;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use std::io;

/// As what a network is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GraphFormat {
    /// Nodes and ties, each tie with its sentences.
    GraphMl,
    /// A line for each sentence of each tie.
    Csv,
}

/// The attributes of nodes and edges: for which, under which key, name and type.
const KEYS: [(&str, &str, &str, &str); 12] = [
    ("node", "label", "label", "string"),
    ("node", "kind", "kind", "string"),
    ("node", "ring", "ring", "int"),
    ("node", "posts", "posts", "string"),
    ("node", "n_sentences", "sentences", "int"),
    ("node", "n_articles", "articles", "int"),
    ("edge", "weight", "weight", "double"),
    ("edge", "e_sentences", "sentences", "int"),
    ("edge", "e_articles", "articles", "int"),
    ("edge", "first", "first", "string"),
    ("edge", "last", "last", "string"),
    ("edge", "evidence", "evidence", "string"),
];

/// A network as GraphML: well-formed, whatever the names hold.
#[must_use]
pub fn graphml_of(network: &Network) -> String {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 1);
    // Into memory there is nothing to fail.
    if let Err(error) = write_graph(&mut writer, network) {
        log::error!("a network was not written to its end: {error}");
    }
    let mut bytes = writer.into_inner();
    bytes.push(b'\n');
    String::from_utf8(bytes).unwrap_or_default()
}

type Xml = Writer<Vec<u8>>;

fn write_graph(xml: &mut Xml, network: &Network) -> io::Result<()> {
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    open(
        xml,
        "graphml",
        &[("xmlns", "http://graphml.graphdrawing.org/xmlns")],
    )?;
    for (of, id, name, kind) in KEYS {
        let mut key = BytesStart::new("key");
        for attribute in [
            ("id", id),
            ("for", of),
            ("attr.name", name),
            ("attr.type", kind),
        ] {
            key.push_attribute(attribute);
        }
        xml.write_event(Event::Empty(key))?;
    }
    open(xml, "graph", &[("edgedefault", "undirected")])?;
    for (idx, node) in network.nodes.iter().enumerate() {
        open(xml, "node", &[("id", &format!("n{idx}"))])?;
        data(xml, "label", &node.name)?;
        data(xml, "kind", node.kind.as_str())?;
        data(xml, "ring", &node.ring.to_string())?;
        if !node.posts.is_empty() {
            data(xml, "posts", &node.posts.join("、"))?;
        }
        data(xml, "n_sentences", &node.n_sentences.to_string())?;
        data(xml, "n_articles", &node.n_articles.to_string())?;
        close(xml, "node")?;
    }
    for (idx, edge) in network.edges.iter().enumerate() {
        let (one, other) = edge.ends;
        let ends = (format!("n{one}"), format!("n{other}"));
        let id = format!("e{idx}");
        let attributes = [
            ("id", id.as_str()),
            ("source", &ends.0),
            ("target", &ends.1),
        ];
        open(xml, "edge", &attributes)?;
        let n_sentences = edge.evidence.len().to_string();
        data(xml, "weight", &n_sentences)?;
        data(xml, "e_sentences", &n_sentences)?;
        data(xml, "e_articles", &edge.n_articles.to_string())?;
        let (first, last) = time_of(network, edge);
        for (key, date) in [("first", first), ("last", last)] {
            if let Some(date) = date {
                data(xml, key, &date.to_string())?;
            }
        }
        let lines: Vec<String> = evidence(network, edge)
            .map(|sentence| line_of(network, sentence))
            .collect();
        data(xml, "evidence", &lines.join("\n"))?;
        close(xml, "edge")?;
    }
    close(xml, "graph")?;
    close(xml, "graphml")
}

fn open(xml: &mut Xml, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
    let mut start = BytesStart::new(name);
    for attribute in attributes {
        start.push_attribute(*attribute);
    }
    xml.write_event(Event::Start(start))
}

fn close(xml: &mut Xml, name: &str) -> io::Result<()> {
    xml.write_event(Event::End(BytesEnd::new(name)))
}

fn data(xml: &mut Xml, key: &str, value: &str) -> io::Result<()> {
    open(xml, "data", &[("key", key)])?;
    let value: String = value.chars().filter(|c| is_of_xml(*c)).collect();
    xml.write_event(Event::Text(BytesText::new(&value)))?;
    close(xml, "data")
}

/// The characters that XML 1.0 allows (2.2), but for the carriage return, which readers take for a
/// line end.
const fn is_of_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

fn evidence<'n>(
    network: &'n Network,
    edge: &'n NetworkEdge,
) -> impl Iterator<Item = &'n NetworkSentence> {
    let idxs = edge.evidence.iter();
    idxs.filter_map(|idx| network.sentences.get(*idx))
}

/// When a tie is told for the first and the last time, as far as is known.
fn time_of(network: &Network, edge: &NetworkEdge) -> (Option<PartialDate>, Option<PartialDate>) {
    let dates = || {
        evidence(network, edge).filter_map(|sentence| network.articles.get(sentence.article)?.date)
    };
    (dates().min(), dates().max())
}

/// "2021-03-20 加快推动…：本报讯 …".
fn line_of(network: &Network, sentence: &NetworkSentence) -> String {
    let Some(article) = network.articles.get(sentence.article) else {
        return sentence.text.clone();
    };
    let date = article.date.map(|date| format!("{date} "));
    format!(
        "{}{}：{}",
        date.unwrap_or_default(),
        article.headline,
        sentence.text
    )
}

const COLUMNS: [&str; 11] = [
    "名称一",
    "类别一",
    "名称二",
    "类别二",
    "句数",
    "篇数",
    "日期",
    "标题",
    "版面",
    "句子",
    "文章编号",
];
const COLUMNS_EN: [&str; 11] = [
    "name_1",
    "kind_1",
    "name_2",
    "kind_2",
    "sentences",
    "articles",
    "date",
    "headline",
    "page",
    "sentence",
    "article_id",
];

/// The ties of a network as a table, a line for each sentence of each; with the mark by which
/// spreadsheets know UTF-8, where `has_mark`. No cell is taken for a formula.
#[must_use]
pub fn ties_csv_of(network: &Network, is_english: bool, has_mark: bool) -> String {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    let head = if is_english { COLUMNS_EN } else { COLUMNS };
    let mut lines = vec![head.map(str::to_owned)];
    for edge in &network.edges {
        let node = |idx: usize| {
            let node = network.nodes.get(idx);
            node.map_or(("", ""), |node| (node.name.as_str(), node.kind.as_str()))
        };
        let (one, other) = (node(edge.ends.0), node(edge.ends.1));
        for sentence in evidence(network, edge) {
            let article = network.articles.get(sentence.article);
            let date = article.and_then(|article| article.date);
            let text = |text: fn(&super::NetworkArticle) -> &str| {
                article.map_or_else(String::new, |article| no_formula(text(article)))
            };
            lines.push([
                no_formula(one.0),
                one.1.to_owned(),
                no_formula(other.0),
                other.1.to_owned(),
                edge.evidence.len().to_string(),
                edge.n_articles.to_string(),
                date.map_or_else(String::new, |date| date.to_string()),
                text(|article| &article.headline),
                text(|article| &article.page),
                no_formula(&sentence.text),
                text(|article| &article.id.0),
            ]);
        }
    }
    for line in lines {
        // Into memory, and all lines of one length: there is nothing to fail.
        if let Err(error) = writer.write_record(&line) {
            log::error!("a line of a table was left out: {error}");
        }
    }
    let bytes = writer.into_inner().unwrap_or_default();
    let mark = if has_mark { "\u{feff}" } else { "" };
    format!("{mark}{}", String::from_utf8(bytes).unwrap_or_default())
}
