//! The network around a name: every tie is told by sentences that name both, rules for names are
//! kept, what is cut is said, and what is exported can be read again.

use crate::samples::json_line;
use banmian::library::{
    Library, N_MOST_NODES, Network, NetworkArticle, NetworkEdge, NetworkNode, NetworkRequest,
    NetworkSentence, Query, Sort, Subject, graphml_of, ties_csv_of,
};
use banmian::model::{ArticleId, Correction, EntityKind, PartialDate, Span, clip};
use quick_xml::events::Event;
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;
use tempfile::TempDir;

use EntityKind::{Organization, Person, Place};

fn request(kind: EntityKind, name: &str, depth: u8) -> NetworkRequest {
    let name = name.to_owned();
    NetworkRequest {
        depth,
        ..NetworkRequest::of(Subject { kind, name })
    }
}

fn network(library: &Library, kind: EntityKind, name: &str, depth: u8) -> Network {
    let reader = library.reader();
    let network = reader.network(request(kind, name, depth)).unwrap();
    assert_sound(library, &network);
    network
}

/// What must be true of every network: each sentence of each tie stands in its article as told, and
/// names both ends there.
fn assert_sound(library: &Library, network: &Network) {
    let reader = library.reader();
    for edge in &network.edges {
        assert!(!edge.evidence.is_empty() && edge.ends.0 < edge.ends.1);
        for idx in &edge.evidence {
            let told = &network.sentences[*idx];
            let id = &network.articles[told.article].id;
            let article = reader.article(id, &Query::default()).unwrap().unwrap();
            assert_eq!(clip(&article.text.text, told.span), told.text);
            for end in [edge.ends.0, edge.ends.1] {
                let node = &network.nodes[end];
                let place = told.place_of(end).unwrap();
                let mentions = &article.recognition.mentions;
                let mention = mentions.iter().position(|m| m.span == place).unwrap();
                let mut entities = article.recognition.entities.iter();
                let entity = entities
                    .find(|e| e.mention_idxs.contains(&mention))
                    .unwrap();
                let mut names = std::iter::once(&entity.name).chain(&entity.aliases);
                assert!(entity.kind == node.kind && names.any(|name| *name == node.name));
            }
        }
    }
    for (idx, node) in network.nodes.iter().enumerate() {
        assert_eq!(node.ring == 0, idx == 0);
        assert!(
            idx == 0 || network.edges_of(idx).next().is_some(),
            "{node:?}"
        );
        assert!(node.place.0.is_finite() && node.place.1.is_finite());
    }
}

fn node(network: &Network, name: &str) -> Option<usize> {
    network.nodes.iter().position(|node| node.name == name)
}

/// The sentences that tie two names.
fn sentences<'n>(network: &'n Network, one: &str, other: &str) -> Vec<&'n str> {
    let ends = node(network, one).zip(node(network, other));
    let edge = ends.and_then(|(one, other)| network.edge_between(one, other));
    let evidence = edge.map_or(&[][..], |edge| &network.edges[edge].evidence);
    let texts = evidence
        .iter()
        .map(|idx| network.sentences[*idx].text.as_str());
    texts.collect()
}

struct Shelf {
    library: Library,
    _folder: TempDir,
}

/// A library of articles: headline, body, day.
fn shelf(articles: &[(&str, String, &str)]) -> Shelf {
    let folder = tempfile::tempdir().unwrap();
    let mut library = Library::open(&folder.path().join("library")).unwrap();
    let lines: String = articles
        .iter()
        .map(|(headline, body, date)| json_line(headline, body, Some(date)))
        .collect();
    library
        .import_bytes("a.jsonl", lines.as_bytes(), None)
        .unwrap();
    Shelf {
        library,
        _folder: folder,
    }
}

const MET: &str =
    "本报讯 8月21日，青石镇党委书记沈一舟会见临溪集团董事长韩小满。韩小满说，青石镇党委很重视。";
const LATER: &str = "本报讯 9月2日，临溪集团董事长韩小满拜访白沙镇党委书记周明远。";
const AGAIN: &str = "本报讯 9月3日，青石镇党委书记沈一舟在镇上会见临溪集团董事长韩小满。";

fn three() -> Shelf {
    shelf(&[
        ("第一号码头", MET.to_owned(), "2021-08-22"),
        ("第二号码头", LATER.to_owned(), "2021-09-02"),
        ("第三号码头", AGAIN.to_owned(), "2021-09-03"),
    ])
}

fn correct(library: &mut Library, lines: &[&str]) {
    let rules: Vec<Correction> = lines.iter().map(|line| line.parse().unwrap()).collect();
    library.correct(&rules).unwrap();
    let applied = library.apply_corrections(&mut |_| ControlFlow::Continue(()));
    assert!(applied.unwrap().is_continue());
}

#[test]
fn the_samples_tell_whom_a_person_met_and_in_which_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let library = Library::open_sample(&folder.path().join("sample")).unwrap();
    let network = network(&library, Person, "王新亭", 1);
    let subject = &network.nodes[0];
    assert_eq!((subject.kind, subject.name.as_str()), (Person, "王新亭"));
    assert!(
        subject.posts.iter().any(|post| post.contains("书记")),
        "{subject:?}"
    );
    for (name, said) in [("张红军", "分别会见"), ("史占勇", "陪同考察")] {
        let sentences = sentences(&network, "王新亭", name);
        assert!(
            sentences.iter().any(|s| s.contains(said)),
            "{name}: {sentences:?}"
        );
    }
    // The towns of the paper are left out unless they are asked for.
    assert!(network.nodes.iter().all(|node| node.kind != Place));
    let mut with_places = request(Person, "王新亭", 1);
    with_places.kinds.insert(Place);
    let with_places = library.reader().network(with_places).unwrap();
    assert_sound(&library, &with_places);
    assert!(with_places.nodes.len() > network.nodes.len());
    // Who wrote the article did not meet anybody.
    assert!(node(&network, "孙庆辉").is_none());
    let found = library
        .reader()
        .find(&Query::parse("人物:=王新亭"), Sort::DateDown, 0, 1);
    assert_eq!(network.totals.n_articles, found.unwrap().total);
}

#[test]
fn two_steps_lead_to_those_whom_the_neighbours_met() {
    let shelf = three();
    let near = network(&shelf.library, Person, "沈一舟", 1);
    assert!(node(&near, "周明远").is_none());
    let far = network(&shelf.library, Person, "沈一舟", 2);
    assert_eq!(far.nodes[node(&far, "韩小满").unwrap()].ring, 1);
    assert_eq!(far.nodes[node(&far, "周明远").unwrap()].ring, 2);
    assert_eq!(sentences(&far, "韩小满", "周明远"), [LATER]);
    assert_eq!(sentences(&far, "沈一舟", "周明远"), Vec::<&str>::new());
    assert_eq!(
        far,
        network(&shelf.library, Person, "沈一舟", 2),
        "it is the same every time"
    );
}

#[test]
fn ties_are_as_strong_as_their_sentences_and_the_newest_comes_first() {
    let shelf = three();
    let network = network(&shelf.library, Person, "沈一舟", 1);
    let tie = sentences(&network, "沈一舟", "韩小满");
    assert_eq!(tie.len(), 2);
    assert_eq!(tie[0], AGAIN);
    let edge = network.edge_between(0, node(&network, "韩小满").unwrap());
    assert_eq!(network.edges[edge.unwrap()].n_articles, 2);
    // What stands in the next sentence is no tie of the subject.
    assert!(tie.iter().all(|sentence| !sentence.contains("很重视")));
    assert_eq!(network.articles[0].headline, "第三号码头");
    assert_eq!(network.totals.n_articles_read, 2);
}

#[test]
fn rules_for_names_hold_in_networks() {
    let mut shelf = three();
    correct(&mut shelf.library, &["不是 机构 临溪集团"]);
    let without = network(&shelf.library, Person, "沈一舟", 1);
    assert!(node(&without, "临溪集团").is_none());
    correct(&mut shelf.library, &["改名 人物 韩小满 → 韩晓满"]);
    let renamed = network(&shelf.library, Person, "沈一舟", 1);
    assert!(node(&renamed, "韩小满").is_none());
    assert_eq!(sentences(&renamed, "沈一舟", "韩晓满").len(), 2);
    // The old name leads to the same network.
    let by_old_name = network(&shelf.library, Person, "韩小满", 1);
    assert!(node(&by_old_name, "沈一舟").is_some());
}

#[test]
fn many_names_are_cut_and_all_are_counted() {
    let surnames = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗";
    let given = "明远志强建国文华晓东海波永健立新";
    let names: Vec<String> = surnames
        .chars()
        .flat_map(|surname| {
            let pairs: Vec<char> = given.chars().collect();
            let pairs: Vec<String> = pairs.chunks(2).map(|pair| pair.iter().collect()).collect();
            pairs.into_iter().flat_map(move |pair| {
                let turned: String = pair.chars().rev().collect();
                [format!("{surname}{pair}"), format!("{surname}{turned}")]
            })
        })
        .collect();
    assert!(names.len() >= 320);
    let mut articles: Vec<_> = names
        .chunks(10)
        .map(|names| {
            let sentences = names.iter().map(|name| format!("沈一舟会见{name}。"));
            (
                "会见客人",
                sentences.collect::<Vec<_>>().join("\n"),
                "2021-08-22",
            )
        })
        .collect();
    // Whoever is two steps away has room, too.
    let far = "何明远会见钱多多。".to_owned();
    articles.push(("远处", far, "2021-08-23"));
    let mut shelf = shelf(&articles);
    let mut rules: Vec<String> = names.iter().map(|name| format!("是 人物 {name}")).collect();
    rules.extend(["沈一舟", "钱多多"].map(|name| format!("是 人物 {name}")));
    let rules: Vec<&str> = rules.iter().map(String::as_str).collect();
    correct(&mut shelf.library, &rules);
    let found = network(&shelf.library, Person, "沈一舟", 2);
    assert_eq!(found.nodes.len(), N_MOST_NODES);
    assert_eq!(found.totals.n_nodes, names.len() + 2);
    assert_eq!(found.nodes[node(&found, "钱多多").unwrap()].ring, 2);
    let near = network(&shelf.library, Person, "沈一舟", 1);
    assert_eq!(
        (near.nodes.len(), near.totals.n_nodes),
        (N_MOST_NODES, names.len() + 1)
    );
}

#[test]
fn a_roll_ties_its_names_to_the_subject_only() {
    let names: Vec<String> = (0..45_u32)
        .filter_map(|nth| Some(format!("欧阳{}", char::from_u32(0x4e00 + nth * 7)?)))
        .collect();
    let body = format!("出席的有沈一舟、{}。", names.join("、"));
    let mut shelf = shelf(&[("名单", body, "2021-08-22")]);
    let mut rules: Vec<String> = names.iter().map(|name| format!("是 人物 {name}")).collect();
    rules.push("是 人物 沈一舟".to_owned());
    let rules: Vec<&str> = rules.iter().map(String::as_str).collect();
    correct(&mut shelf.library, &rules);
    let network = network(&shelf.library, Person, "沈一舟", 1);
    assert_eq!(network.nodes.len(), names.len() + 1);
    assert!(network.edges.iter().all(|edge| edge.ends.0 == 0));
}

#[test]
fn what_nobody_names_has_an_empty_network() {
    let shelf = three();
    let network = network(&shelf.library, Organization, "不在集团", 2);
    assert_eq!((network.nodes.len(), network.edges.len()), (1, 0));
    assert_eq!(network.totals.n_articles, 0);
    let reader = shelf.library.reader();
    assert_eq!(reader.kind_of_name("临溪集团").unwrap(), Some(Organization));
    assert_eq!(reader.kind_of_name("不在集团").unwrap(), None);
}

/// A network whose names are out to break what reads it.
fn hostile() -> Network {
    let name = |name: &str, ring: u8| NetworkNode {
        kind: Organization,
        name: name.to_owned(),
        posts: vec!["<post>&".to_owned()],
        ring,
        n_sentences: 1,
        n_articles: 1,
        place: (0.0, 0.0),
        radius: 5.0,
    };
    let text = "=1+1，]]> \u{0}\u{b}“引号”,\"quote\"\t&amp;\r\nzwei\u{fffe}🙂";
    Network {
        nodes: vec![
            name("=cmd|' /C calc'!A0", 0),
            name("<a b='c'>&\u{1}\u{ffff}", 1),
        ],
        edges: vec![NetworkEdge {
            ends: (0, 1),
            evidence: vec![0],
            n_articles: 1,
        }],
        sentences: vec![NetworkSentence {
            article: 0,
            span: Span::new(0, text.len()),
            text: text.to_owned(),
            names: vec![(0, Span::new(0, 1)), (1, Span::new(1, 2))],
        }],
        articles: vec![NetworkArticle {
            id: ArticleId("@id".to_owned()),
            headline: "+标题".to_owned(),
            date: PartialDate::parse("2021-08"),
            page: "-版".to_owned(),
        }],
        ..Network::default()
    }
}

/// The data of a GraphML file by their keys, and how many nodes and edges it has. Fails where it is
/// not well-formed.
fn read_graphml(text: &str) -> (BTreeMap<String, Vec<String>>, usize, usize) {
    let mut reader = quick_xml::Reader::from_str(text);
    let (mut data, mut key) = (BTreeMap::<String, Vec<String>>::new(), None);
    let (mut n_nodes, mut n_edges) = (0, 0);
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => match start.name().as_ref() {
                b"node" => n_nodes += 1,
                b"edge" => n_edges += 1,
                b"data" => {
                    let found = start.try_get_attribute("key").unwrap().unwrap();
                    let found = String::from_utf8(found.value.into_owned()).unwrap();
                    data.entry(found.clone()).or_default().push(String::new());
                    key = Some(found);
                }
                _ => {}
            },
            Event::Text(text) => {
                if let Some(last) = key.as_ref().and_then(|k| data.get_mut(k)?.last_mut()) {
                    last.push_str(&text.decode().unwrap());
                }
            }
            Event::GeneralRef(entity) => {
                let entity = entity.decode().unwrap();
                let c = match &*entity {
                    "amp" => "&",
                    "lt" => "<",
                    "gt" => ">",
                    "quot" => "\"",
                    "apos" => "'",
                    other => panic!("{other}"),
                };
                if let Some(last) = key.as_ref().and_then(|k| data.get_mut(k)?.last_mut()) {
                    last.push_str(c);
                }
            }
            Event::End(end) if end.name().as_ref() == b"data" => key = None,
            Event::Eof => break,
            _ => {}
        }
    }
    (data, n_nodes, n_edges)
}

#[test]
fn graphml_is_well_formed_whatever_the_names_hold() {
    let text = graphml_of(&hostile());
    let is_allowed =
        |c: char| c >= ' ' && !('\u{fffe}'..='\u{ffff}').contains(&c) || c == '\n' || c == '\t';
    assert!(text.chars().all(is_allowed), "XML 1.0 forbids the rest");
    let (data, n_nodes, n_edges) = read_graphml(&text);
    assert_eq!((n_nodes, n_edges), (2, 1));
    assert_eq!(data["label"], ["=cmd|' /C calc'!A0", "<a b='c'>&"]);
    assert_eq!(data["weight"], ["1"]);
    assert_eq!(
        (data["first"][0].as_str(), data["last"][0].as_str()),
        ("2021-08", "2021-08")
    );
    assert!(
        data["evidence"][0].ends_with("“引号”,\"quote\"\t&amp;\nzwei🙂"),
        "{data:?}"
    );
}

#[test]
fn the_table_has_a_line_for_each_sentence_and_no_formulas() {
    for (is_english, first) in [(false, "名称一"), (true, "name_1")] {
        let text = ties_csv_of(&hostile(), is_english, true);
        let text = text.strip_prefix('\u{feff}').unwrap();
        let mut table = csv::Reader::from_reader(text.as_bytes());
        assert_eq!(&table.headers().unwrap()[0], first);
        let lines: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
        assert_eq!(lines.len(), 1);
        assert_eq!(&lines[0][0], "'=cmd|' /C calc'!A0");
        for cell in &lines[0] {
            assert!(!cell.starts_with(['=', '+', '-', '@']), "{cell}");
        }
        assert!(lines[0][9].contains("zwei"));
    }
    assert!(ties_csv_of(&Network::default(), true, false).starts_with("name_1,kind_1"));
}

#[test]
fn what_is_exported_is_the_network() {
    let shelf = three();
    let network = network(&shelf.library, Person, "沈一舟", 2);
    let (data, n_nodes, n_edges) = read_graphml(&graphml_of(&network));
    assert_eq!(
        (n_nodes, n_edges),
        (network.nodes.len(), network.edges.len())
    );
    let names: Vec<&String> = network.nodes.iter().map(|node| &node.name).collect();
    assert_eq!(data["label"].iter().collect::<Vec<_>>(), names);
    let n_sentences: usize = network.edges.iter().map(|edge| edge.evidence.len()).sum();
    let lines = ties_csv_of(&network, true, false);
    assert_eq!(
        csv::Reader::from_reader(lines.as_bytes()).records().count(),
        n_sentences
    );
}

#[test]
fn the_command_line_writes_both_files() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library");
    let mut library = Library::open(&path).unwrap();
    let line = json_line("码头", MET, Some("2021-08-22"));
    library
        .import_bytes("a.jsonl", line.as_bytes(), None)
        .unwrap();
    drop(library);
    let run = |arguments: &[&str]| {
        let program = env!("CARGO_BIN_EXE_banmian");
        let mut command = std::process::Command::new(program);
        let said = command
            .arg("network")
            .arg("--library")
            .arg(&path)
            .args(arguments);
        let said = said.output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (
            said.status.code().unwrap(),
            text(said.stdout),
            text(said.stderr),
        )
    };
    let file = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (graph, table) = (file("a.graphml"), file("a.csv"));
    let both = [
        "韩小满",
        "--depth",
        "2",
        "--graphml",
        &graph,
        "--csv",
        &table,
    ];
    let (status, said, troubles) = run(&both);
    assert_eq!((status, troubles.as_str()), (0, ""));
    assert!(
        said.starts_with("韩小满: ") && said.contains("1 of 1 articles read"),
        "{said}"
    );
    let read = |path: &str| std::fs::read_to_string(Path::new(path)).unwrap();
    assert!(read_graphml(&read(&graph)).0["label"].contains(&"沈一舟".to_owned()));
    assert!(read(&table).contains("沈一舟"));
    let (status, _, said) = run(&["不在", "--csv", &table]);
    assert_eq!(status, 1);
    assert!(said.contains("No article names 不在."), "{said}");
    assert_eq!(run(&["韩小满"]).0, 2, "neither file is named");
    assert_eq!(run(&["韩小满", "--kind", "date", "--csv", &table]).0, 2);
}
