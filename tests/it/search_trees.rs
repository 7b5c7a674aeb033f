//! Whatever is asked for, the index gives exactly the articles that a look at every text gives.

use crate::samples::seed_articles;
use banmian::index::query::{
    AmountRange, DateRange, Form, Leaf, Limits, NameKind, Node, NumberRange, Pattern, Query, Reach,
    Zone,
};
use banmian::index::{ArticleIndex, Entry, Order};
use banmian::library::{Library, Sort};
use banmian::model::{PartialDate, clip};
use banmian::text::{Amount, Currency, Decimal, fold, fold_char, is_blank, is_han, is_invisible};
use proptest::prelude::*;
use std::collections::BTreeSet;

// ---- the plain way: no index, every text read ----

/// The texts of a zone, each by itself.
fn texts_in(entry: &Entry, zone: Option<Zone>) -> Vec<&str> {
    let all = [
        (Zone::Headline, &entry.head),
        (Zone::Body, &entry.text),
        (Zone::Byline, &entry.byline),
    ];
    let printed = entry.printed.iter().map(|(of, text)| (*of, text.as_str()));
    all.into_iter()
        .flat_map(|(of, texts)| texts.iter().map(move |text| (of, text.as_str())))
        .chain(printed)
        .filter(|(of, _)| zone.is_none_or(|zone| zone == *of))
        .map(|(_, text)| text)
        .collect()
}

/// Where the Latin words of a text stand, blanks not counted.
fn latin_words(text: &str) -> Vec<(usize, String)> {
    let mut words: Vec<(usize, String)> = Vec::new();
    let (mut at, mut goes_on) = (0, false);
    for c in text.chars().filter(|c| !is_invisible(*c)) {
        let folded = fold_char(c);
        let is_latin = folded.is_alphanumeric() && !is_han(folded);
        match words.last_mut() {
            Some((_, word)) if is_latin && goes_on => word.push(folded),
            _ if is_latin => words.push((at, folded.to_string())),
            _ => {}
        }
        goes_on = is_latin;
        at += usize::from(!is_blank(c));
    }
    words.retain(|(_, word)| word.chars().count() <= 64);
    words
}

/// All words with one error or none, by making them.
fn with_one_error(word: &str) -> BTreeSet<String> {
    let chars: Vec<char> = word.chars().collect();
    let alphabet: Vec<char> = ('a'..='z').chain('0'..='9').collect();
    let mut made = BTreeSet::from([word.to_owned()]);
    for at in 0..=chars.len() {
        let (before, after) = chars.split_at(at);
        let joined = |middle: &[char], rest: &[char]| -> String {
            before.iter().chain(middle).chain(rest).collect()
        };
        for c in &alphabet {
            made.insert(joined(&[*c], after));
            if let Some(rest) = after.get(1..) {
                made.insert(joined(&[*c], rest));
            }
        }
        if let Some(rest) = after.get(1..) {
            made.insert(joined(&[], rest));
        }
        if let [a, b, rest @ ..] = after {
            made.insert(joined(&[*b, *a], rest));
        }
    }
    made
}

fn places(text: &str, pattern: &Pattern) -> Vec<(usize, usize)> {
    let wanted: Vec<char> = fold(&pattern.text).text.chars().collect();
    let needle: String = wanted.iter().collect();
    let of_words = |is_wanted: &dyn Fn(&str) -> bool| {
        latin_words(text)
            .into_iter()
            .filter(|(_, word)| is_wanted(word))
            .map(|(at, word)| (at, at + word.chars().count()))
            .collect()
    };
    match pattern.form {
        Form::Literal => {
            let chars: Vec<char> = fold(text).text.chars().collect();
            (0..chars.len())
                .filter(|at| chars[*at..].starts_with(&wanted))
                .map(|at| (at, at + wanted.len()))
                .collect()
        }
        Form::Prefix => of_words(&|word| word.starts_with(&needle)),
        Form::Fuzzy => {
            let made = with_one_error(&needle);
            of_words(&|word| made.contains(word))
        }
    }
}

/// The sentences of a text, cut by hand.
fn sentences(text: &str) -> Vec<String> {
    let mut cut = Vec::new();
    for paragraph in text.split('\n') {
        let mut sentence = String::new();
        let mut is_over = false;
        for c in paragraph.chars().filter(|c| !is_blank(*c)) {
            let ends = "。！？!?｡".contains(c);
            if is_over && !ends && !"”’」』）)】》〉〕］]\"'＂".contains(c) {
                cut.push(std::mem::take(&mut sentence));
                is_over = false;
            }
            is_over |= ends;
            sentence.push(c);
        }
        cut.push(sentence);
    }
    cut
}

fn is_near(text: &str, reach: Reach, words: &[Vec<Pattern>]) -> bool {
    let places_of = |text: &str| -> Vec<Vec<(usize, usize)>> {
        let of_word = |word: &Vec<Pattern>| word.iter().flat_map(|p| places(text, p)).collect();
        words.iter().map(of_word).collect()
    };
    let are_all_in = |text: &str| places_of(text).iter().all(|places| !places.is_empty());
    match reach {
        Reach::Paragraph => text.split('\n').any(are_all_in),
        // Blanks are gone in a sentence, and with them the ends of Latin words: these tests have
        // none of the two in one text.
        Reach::Sentence => sentences(text).iter().any(|sentence| are_all_in(sentence)),
        Reach::Chars(n) => {
            let places = places_of(text);
            let mut firsts = places.iter().flatten();
            firsts.any(|first| {
                places.iter().all(|word| {
                    word.iter()
                        .any(|place| first.0 <= place.0 && place.0 <= first.1 + usize::from(n))
                })
            })
        }
    }
}

fn holds(entry: &Entry, leaf: &Leaf) -> bool {
    match leaf {
        Leaf::Text { zone, pattern } => texts_in(entry, *zone)
            .into_iter()
            .any(|text| !places(text, pattern).is_empty()),
        Leaf::Near { zone, reach, words } => texts_in(entry, *zone)
            .into_iter()
            .any(|text| is_near(text, *reach, words)),
        Leaf::Name {
            kind,
            text,
            is_whole,
        } => {
            let wanted = fold(text).text;
            let kinds: &[NameKind] = match kind {
                NameKind::Place => &[NameKind::Place, NameKind::Facility],
                NameKind::Project => &[NameKind::Project, NameKind::Facility],
                other => &[*other],
            };
            let names = entry.names.iter().chain(&entry.other_names);
            names.into_iter().any(|(of, name)| {
                let name = fold(name).text;
                let is_it = if *is_whole {
                    name == wanted
                } else {
                    name.contains(&wanted)
                };
                kinds.contains(of) && is_it
            })
        }
        Leaf::Date(range) => entry.date.is_some_and(|date| {
            range
                .from
                .is_none_or(|from| from.first_day() <= date.first_day())
                && range.to.is_none_or(|to| date.last_day() <= to.last_day())
        }),
        Leaf::Undated => entry.date.is_none(),
        // Nobody tells this index what a reader said.
        Leaf::Own(own) => *own == banmian::library::Own::Unread,
        // All of the days lie in the range.
        Leaf::Said(range) => entry.said_days.iter().any(|(first, last)| {
            let is_late = |from: PartialDate| from.first_day() <= first.first_day();
            let is_early = |to: PartialDate| last.last_day() <= to.last_day();
            range.from.is_none_or(is_late) && range.to.is_none_or(is_early)
        }),
        Leaf::Number(range) => entry.said_numbers.iter().any(|(unit, number)| {
            let is_unit = range.unit.is_empty() || range.unit == *unit;
            is_unit
                && match range.limits {
                    Limits::Above(limit) => *number > limit,
                    Limits::AtLeast(limit) => *number >= limit,
                    Limits::Below(limit) => *number < limit,
                    Limits::AtMost(limit) => *number <= limit,
                    Limits::Between(from, to) => (from..=to).contains(number),
                }
        }),
        Leaf::Amount(range) => entry.amounts.iter().any(|amount| {
            let cents = amount.cents;
            amount.currency == range.currency
                && match range.limits {
                    Limits::Above(limit) => cents > limit,
                    Limits::AtLeast(limit) => cents >= limit,
                    Limits::Below(limit) => cents < limit,
                    Limits::AtMost(limit) => cents <= limit,
                    Limits::Between(from, to) => (from..=to).contains(&cents),
                }
        }),
    }
}

fn matches(entry: &Entry, node: &Node) -> bool {
    match node {
        Node::All(list) => list.iter().all(|inner| matches(entry, inner)),
        Node::Any(list) => list.iter().any(|inner| matches(entry, inner)),
        Node::Not(inner) => !matches(entry, inner),
        Node::Leaf(leaf) => holds(entry, leaf),
    }
}

fn expected(entries: &[Entry], node: &Node) -> BTreeSet<String> {
    entries
        .iter()
        .filter(|entry| matches(entry, node))
        .map(|entry| entry.id.clone())
        .collect()
}

// ---- the index ----

fn index_of(entries: &[Entry]) -> ArticleIndex {
    let index = ArticleIndex::create_in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    for (nth, entry) in entries.iter().enumerate() {
        writer.add(entry.clone()).unwrap();
        // More segments than one.
        if nth == 1 {
            writer.commit().unwrap();
        }
    }
    writer.commit().unwrap();
    index
}

fn found(index: &ArticleIndex, query: &Query, order: Order) -> BTreeSet<String> {
    let found = index.find(query, order, 0, 10_000).unwrap();
    assert_eq!(found.total, found.ids.len());
    found.ids.into_iter().collect()
}

// ---- made-up articles and wishes ----

fn chinese_text(n_most: usize) -> impl Strategy<Value = String> {
    let chars: Vec<char> = "王新亭市长京北国國。！？”“\n 　，１2、（）"
        .chars()
        .collect();
    proptest::collection::vec(proptest::sample::select(chars), 0..n_most)
        .prop_map(|chars| chars.into_iter().collect())
}

fn latin_text() -> impl Strategy<Value = String> {
    let pieces = vec![
        "abc", "ab", "Ａbc", "acb", "abcd", "b", "1", " ", "\n", "市", "，", "\u{200b}",
    ];
    proptest::collection::vec(proptest::sample::select(pieces), 0..12)
        .prop_map(|pieces| pieces.concat())
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![2 => chinese_text(30), 1 => latin_text()]
}

pub(crate) fn date() -> impl Strategy<Value = PartialDate> {
    (
        2019_u16..2022,
        proptest::option::of((1_u8..4, proptest::option::of(27_u8..=28))),
    )
        .prop_map(|(year, rest)| {
            let (month, day) = rest.map_or((None, None), |(month, day)| (Some(month), day));
            PartialDate::new(year, month, day).unwrap()
        })
}

fn amount() -> impl Strategy<Value = Amount> {
    let currency = proptest::sample::select(vec![Currency::Yuan, Currency::UsDollar]);
    let cents = prop_oneof![0..6_u64, Just(Amount::MOST_CENTS)];
    (currency, cents).prop_map(|(currency, cents)| Amount { currency, cents })
}

fn said_days() -> impl Strategy<Value = (PartialDate, PartialDate)> {
    (date(), date()).prop_map(|(one, other)| {
        if one.first_day() <= other.last_day() {
            (one, other)
        } else {
            (other, one)
        }
    })
}

pub(crate) fn said_number() -> impl Strategy<Value = (String, Decimal)> {
    let units = vec!["人", "亩", "千瓦时", "%"];
    let numbers = vec![
        "0",
        "0.05",
        "0.5",
        "1",
        "1.5",
        "9",
        "10",
        "12345",
        "133000",
        "200000000",
        "123456789012.123456789012",
    ];
    let (units, numbers) = (
        proptest::sample::select(units),
        proptest::sample::select(numbers),
    );
    (units, numbers).prop_map(|(unit, number)| (unit.to_owned(), Decimal::parse(number).unwrap()))
}

/// Limits of one of their five forms.
pub(crate) fn limits<T: Ord + Clone>(form: u8, one: T, other: T) -> Limits<T> {
    match form {
        0 => Limits::Above(one),
        1 => Limits::AtLeast(one),
        2 => Limits::Below(one),
        3 => Limits::AtMost(one),
        _ => Limits::Between(one.clone().min(other.clone()), one.max(other)),
    }
}

pub(crate) fn number_range() -> impl Strategy<Value = NumberRange> {
    (said_number(), said_number(), 0..5_u8, any::<bool>()).prop_map(
        |((unit, one), (_, other), form, is_any)| NumberRange {
            unit: if is_any { String::new() } else { unit },
            limits: limits(form, one, other),
        },
    )
}

const KINDS: [NameKind; 8] = [
    NameKind::Author,
    NameKind::Person,
    NameKind::Organization,
    NameKind::Place,
    NameKind::Facility,
    NameKind::Project,
    NameKind::Page,
    NameKind::Source,
];

fn name() -> impl Strategy<Value = String> {
    proptest::sample::select(vec![
        "王新",
        "新王新",
        "王新亭",
        "国",
        "國國",
        "京 北",
        "市长",
    ])
    .prop_map(str::to_owned)
}

fn entries() -> impl Strategy<Value = Vec<Entry>> {
    let zone = proptest::sample::select(vec![Zone::Headline, Zone::Body, Zone::Byline]);
    let entry = (
        proptest::collection::vec(chinese_text(8), 0..3),
        text(),
        chinese_text(6),
        proptest::option::of((zone, chinese_text(8))),
        proptest::collection::vec((proptest::sample::select(KINDS.to_vec()), name()), 0..4),
        proptest::option::of(date()),
        proptest::collection::vec(amount(), 0..3),
        proptest::collection::vec(said_days(), 0..3),
        proptest::collection::vec(said_number(), 0..3),
    );
    proptest::collection::vec(entry, 1..7).prop_map(|entries| {
        let entry =
            |(idx, (head, body, byline, printed, names, date, amounts, days, numbers))| Entry {
                id: format!("{idx}"),
                place: idx as u64,
                date,
                head,
                text: vec![body],
                byline: vec![byline],
                printed: Option::into_iter(printed).collect(),
                names,
                amounts,
                said_days: days,
                said_numbers: numbers,
                ..Entry::default()
            };
        entries.into_iter().enumerate().map(entry).collect()
    })
}

/// A pattern of blanks alone asks for nothing, and the parser gives none.
fn with_a_character(mut text: String) -> String {
    if text.chars().all(is_blank) {
        text.push('市');
    }
    text
}

fn pattern() -> impl Strategy<Value = Pattern> {
    let literal = prop_oneof![chinese_text(5), latin_text()];
    prop_oneof![
        6 => literal.prop_map(with_a_character)
            .prop_map(|text| Pattern { text, form: Form::Literal }),
        1 => "[ab1]{1,3}".prop_map(|text| Pattern { text, form: Form::Prefix }),
        1 => "[abc]{3,4}".prop_map(|text| Pattern { text, form: Form::Fuzzy }),
    ]
}

fn leaf() -> impl Strategy<Value = Node> {
    let zone = || {
        let zones = vec![
            None,
            Some(Zone::Headline),
            Some(Zone::Body),
            Some(Zone::Byline),
        ];
        proptest::sample::select(zones)
    };
    let short = || {
        chinese_text(3)
            .prop_map(with_a_character)
            .prop_map(|text| Pattern {
                text,
                form: Form::Literal,
            })
    };
    let chinese_words = proptest::collection::vec(proptest::collection::vec(short(), 1..3), 2..4);
    let any_words = proptest::collection::vec(proptest::collection::vec(pattern(), 1..2), 2..3);
    let reach = prop_oneof![Just(Reach::Paragraph), (0..9_u16).prop_map(Reach::Chars)];
    let limits = (amount(), amount(), 0..5).prop_map(|(one, other, form)| AmountRange {
        currency: one.currency,
        limits: match form {
            0 => Limits::Above(one.cents),
            1 => Limits::AtLeast(one.cents),
            2 => Limits::Below(one.cents),
            3 => Limits::AtMost(one.cents),
            _ => Limits::Between(one.cents.min(other.cents), one.cents.max(other.cents)),
        },
    });
    let dates = || {
        (proptest::option::of(date()), date(), any::<bool>()).prop_map(|(from, to, is_open)| {
            DateRange {
                from: if is_open { Some(to) } else { from },
                to: if is_open { None } else { Some(to) },
            }
        })
    };
    prop_oneof![
        6 => (zone(), pattern()).prop_map(|(zone, pattern)| Leaf::Text { zone, pattern }),
        2 => (zone(), chinese_words).prop_map(|(zone, words)| Leaf::Near {
            zone,
            reach: Reach::Sentence,
            words,
        }),
        2 => (zone(), reach, any_words)
            .prop_map(|(zone, reach, words)| Leaf::Near { zone, reach, words }),
        2 => (proptest::sample::select(KINDS.to_vec()), name(), any::<bool>())
            .prop_map(|(kind, text, is_whole)| Leaf::Name { kind, text, is_whole }),
        1 => dates().prop_map(Leaf::Date),
        1 => dates().prop_map(Leaf::Said),
        1 => number_range().prop_map(Leaf::Number),
        1 => Just(Leaf::Undated),
        1 => limits.prop_map(Leaf::Amount),
    ]
    .prop_map(Node::Leaf)
}

/// Trees of leaves, so deep, of about so many nodes.
pub(crate) fn tree_of(
    leaf: impl Strategy<Value = Node> + 'static,
    depth: u32,
    n_nodes: u32,
) -> impl Strategy<Value = Node> {
    leaf.prop_recursive(depth, n_nodes, 4, |inner| {
        let list = || proptest::collection::vec(inner.clone(), 1..4);
        prop_oneof![
            list().prop_map(|list| Node::all(list).unwrap()),
            list().prop_map(|list| Node::any(list).unwrap()),
            inner.clone().prop_map(Node::negated),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_wish_is_answered_exactly(
        entries in entries(),
        wishes in proptest::collection::vec(tree_of(leaf(), 3, 12), 40),
    ) {
        let index = index_of(&entries);
        for wish in wishes {
            let expected_ids = expected(&entries, &wish);
            let query = Query::from(Some(wish.clone()));
            let ids = found(&index, &query, Order::Place);
            prop_assert_eq!(&ids, &expected_ids, "{}", query);
            prop_assert_eq!(&found(&index, &query, Order::Relevance), &ids, "{}", query);
            // NOT is exactly the rest.
            let opposite = found(&index, &Query::from(Some(wish.negated())), Order::Place);
            prop_assert_eq!(opposite.len() + ids.len(), entries.len(), "{}", query);
            prop_assert!(opposite.is_disjoint(&ids), "{}", query);
        }
    }

    #[test]
    fn what_is_marked_is_what_is_wanted(
        entries in entries(),
        wishes in proptest::collection::vec(leaf(), 40),
    ) {
        for (entry, wish) in entries.iter().flat_map(|e| wishes.iter().map(move |w| (e, w))) {
            let Node::Leaf(leaf) = wish else { continue };
            if !matches!(leaf, Leaf::Text { .. } | Leaf::Near { .. }) {
                continue;
            }
            let query = Query::from(Some(wish.clone()));
            let none = Query::from(Some(wish.clone().negated()));
            let texts = [
                (Zone::Headline, &entry.head),
                (Zone::Body, &entry.text),
                (Zone::Byline, &entry.byline),
            ];
            let mut n_hits = 0;
            for (zone, text) in texts.iter().flat_map(|(z, ts)| ts.iter().map(|t| (*z, t))) {
                let hits = query.find_in(text, zone);
                prop_assert!(hits.iter().all(|hit| !clip(text, *hit).is_empty()));
                prop_assert!(hits.is_sorted());
                n_hits += hits.len();
                prop_assert!(none.find_in(text, zone).is_empty(), "nothing excluded is marked");
            }
            let unprinted = Entry { printed: vec![], ..entry.clone() };
            prop_assert_eq!(n_hits > 0, holds(&unprinted, leaf), "{}", query);
        }
    }
}

#[test]
fn every_piece_of_the_pages_up_to_twelve_characters_is_found() {
    let entries = seed_entries();
    let index = index_of(&entries);
    for (nth, entry) in entries.iter().enumerate() {
        let chars: Vec<char> = entry.text[0].chars().collect();
        for n in 1..=12 {
            for piece in chars.windows(n).skip((nth + n) % 7).step_by(61) {
                let piece: String = piece.iter().collect();
                let query = Query::literal(&piece);
                let Some(root) = query.root() else { continue };
                let ids = found(&index, &query, Order::Place);
                assert!(ids.contains(&entry.id), "{piece:?}");
                assert_eq!(ids, expected(&entries, root), "{piece:?}");
            }
        }
    }
}

fn seed_entries() -> Vec<Entry> {
    let articles = seed_articles().into_iter().enumerate();
    articles
        .map(|(idx, (headline, body))| Entry {
            id: format!("{idx}"),
            place: idx as u64,
            head: vec![headline],
            text: vec![body],
            ..Entry::default()
        })
        .collect()
}

#[test]
fn nearness_on_the_pages_is_what_reading_gives() {
    let entries = seed_entries();
    let index = index_of(&entries);
    let mut n_found = 0;
    for (one, other) in [
        ("王新亭", "会见"),
        ("高新区", "项目"),
        ("产业", "发展"),
        ("“", "”"),
        ("市", "区"),
        ("360", "安全"),
    ] {
        for form in ["同句", "同段", "近0", "近3", "近12", "近80"] {
            for field in ["", "标题:", "正文:", "-"] {
                let typed = format!("{field}{form}(\"{one}\" \"{other}\")");
                let query = Query::parse(&typed);
                let expected = expected(&entries, query.root().unwrap());
                n_found += expected.len();
                assert_eq!(found(&index, &query, Order::Place), expected, "{typed}");
            }
        }
    }
    assert!(n_found > 300, "{n_found}");
}

#[test]
fn a_newcomer_finds_the_meetings_about_the_cyber_range_in_2021() {
    let folder = tempfile::tempdir().unwrap();
    let library = Library::open_sample(&folder.path().join("library")).unwrap();
    let reader = library.reader();
    let rows = |typed: &str| {
        let found = reader.find(&Query::parse(typed), Sort::Relevance, 0, 100);
        let found = found.unwrap();
        assert_eq!(found.total, found.rows.len());
        found.rows
    };
    let of_2021: Vec<_> = rows("")
        .into_iter()
        .filter(|row| row.date.is_some_and(|date| date.year == 2021))
        .filter(|row| {
            let loaded = reader.article(&row.id, &Query::default()).unwrap().unwrap();
            ["王新亭", "网络靶场"]
                .iter()
                .all(|word| loaded.text.text.contains(word))
        })
        .map(|row| row.id)
        .collect();
    assert!(!of_2021.is_empty());
    for typed in [
        "王新亭 网络靶场 日期:2021",
        "王新亭、网络靶场 日期：2021年",
        "人物:王新亭 网络靶场 date:2021-01..2021-12",
        "（王新亭） 網絡靶場 日期>=2021 日期<2022",
    ] {
        let mut ids: Vec<_> = rows(typed).into_iter().map(|row| row.id).collect();
        ids.sort();
        let mut wanted = of_2021.clone();
        wanted.sort();
        assert_eq!(ids, wanted, "{typed}");
    }
    let first = &rows("王新亭 网络靶场 日期:2021")[0];
    let loaded = reader
        .article(&first.id, &Query::parse("王新亭 网络靶场 日期:2021"))
        .unwrap()
        .unwrap();
    let marked: BTreeSet<String> = loaded
        .hits
        .iter()
        .map(|hit| fold(clip(&loaded.text.text, *hit)).text)
        .collect();
    assert_eq!(
        marked,
        BTreeSet::from(["王新亭".to_owned(), "网络靶场".to_owned()])
    );
}

#[test]
fn fields_are_filled_from_files_pages_and_names() {
    let folder = tempfile::tempdir().unwrap();
    let mut library = Library::open(&folder.path().join("library")).unwrap();
    let line = |headline: &str, body: &str, rest: serde_json::Value| {
        let mut line = serde_json::json!({"headline": headline, "body": body});
        line.as_object_mut()
            .unwrap()
            .extend(rest.as_object().unwrap().clone());
        format!("{line}\n")
    };
    let lines = [
        line(
            "甲项目开工",
            "本报讯 9月3日，市长李明在高新区出席仪式。项目总投资3.2亿元，一期500万美元。",
            serde_json::json!({"byline": "记者 王小军 文/图", "date": "2019-09-03", "source": "晨报 第5版"}),
        ),
        line(
            "乙公司搬迁",
            "昨日，乙公司迁入新址，投入一千二百万元。王小军说，路不远。",
            serde_json::json!({"byline": "通讯员 王小", "date": "2019-09", "source": "晚报 A06版"}),
        ),
        line("丙", "无关的文字。", serde_json::json!({"source": "晚报"})),
    ];
    library
        .import_bytes("九月.jsonl", lines.concat().as_bytes(), None)
        .unwrap();
    let reader = library.reader();
    for (typed, wanted) in [
        ("作者:王小军", "甲"),
        ("作者:王小", "甲乙"),
        ("作者:=王小", "乙"),
        ("王小军", "甲乙"),
        ("正文:王小军", "乙"),
        ("标题:项目", "甲"),
        ("正文:项目 -标题:项目", ""),
        ("版:5", "甲"),
        ("版:A6", "乙"),
        ("版:晚报", "乙丙"),
        ("版:=晚报", "丙"),
        ("来源:晨报", "甲"),
        ("来源:九月", "甲乙丙"),
        ("日期:2019-09-03", "甲"),
        ("日期:2019-09", "甲乙"),
        ("-日期:2019", "丙"),
        ("日期>2019-09-02", "甲"),
        ("金额:>1亿元", "甲"),
        ("金额:1000万..2000万元", "乙"),
        ("金额:500万美元", "甲"),
        ("-金额:>0元", "丙"),
        ("人物:李明", "甲"),
        ("人物:=李", ""),
        ("同句(项目 亿元)", "甲"),
        ("同句(市长 亿元)", ""),
        ("同段(市长 亿元)", "甲"),
        ("近3(投资 亿元)", "甲"),
    ] {
        let query = Query::parse(typed);
        let found = reader.find(&query, Sort::DateUp, 0, 10).unwrap();
        assert_eq!(
            crate::samples::first_letters(&found.rows),
            wanted,
            "{typed}"
        );
    }
    let query = Query::parse("金额:>1亿元 标题:开工 -迁入");
    let row = &reader.find(&query, Sort::Relevance, 0, 1).unwrap().rows[0];
    let loaded = reader.article(&row.id, &query).unwrap().unwrap();
    let marked: Vec<&str> = loaded
        .hits
        .iter()
        .map(|hit| clip(&loaded.text.text, *hit))
        .collect();
    assert_eq!(marked, ["开工", "3.2亿元"]);
}
