//! What is typed is understood, said in plain words, and printed as it would be typed again.

use crate::search_trees::{limits, number_range, tree_of};
use banmian::index::query::{
    AmountRange, DateRange, Form, Leaf, NameKind, Node, Own, Pattern, Query, Reach, Zone, describe,
    parse,
};
use banmian::model::{LabelKind, PartialDate, Status, clip};
use banmian::text::{Amount, Currency, fold, is_blank};
use proptest::prelude::*;

/// What a query prints as; it must have been understood wholly.
fn read(typed: &str) -> String {
    let parsed = parse(typed);
    assert_eq!(parsed.problems, [], "{typed}");
    parsed.query.to_string()
}

fn assert_read(table: &[(&str, &str)]) {
    for (typed, printed) in table {
        assert_eq!(read(typed), *printed, "{typed}");
    }
}

#[test]
fn words_quotes_and_minus_are_read_as_ever() {
    assert_read(&[
        ("", ""),
        ("  \u{3000} ", ""),
        ("王新亭 360", "王新亭 360"),
        ("王新亭\u{3000}360", "王新亭 360"),
        ("“金字 招牌” 郑州", "\"金字 招牌\" 郑州"),
        ("「金字」『招牌』", "金字 招牌"),
        ("\"not closed", "\"not closed\""),
        ("\"", ""),
        ("\"\" 市", "市"),
        ("-北京 -\"一 二\"", "-北京 -\"一 二\""),
        ("- 北京", "北京"),
        ("--北京", "-\"-北京\""),
        ("8-10月", "8-10月"),
        ("“甲”乙", "甲 乙"),
        ("\"甲\"乙", "甲 乙"),
        ("8月 21日", "8月 21日"),
        ("3.5亿元，增长10%", "3.5亿元，增长10%"),
    ]);
    let literal = Query::literal("打造“金字招牌”的");
    assert_eq!(Query::parse("打造“金字招牌”的"), literal);
    assert_eq!(Query::parse(&literal.to_string()), literal);
}

#[test]
fn numbers_are_read_in_all_their_forms() {
    for (typed, printed) in [
        (">10万人", "数量:>10万人"),
        ("＞＝３０００名", "数量:>=3000人"),
        ("1..5万人", "数量:1万人..5万人"),
        ("500..1万人", "数量:500人..1万人"),
        ("100亩～500亩", "数量:100亩..500亩"),
        ("..一百家", "数量:<=100家"),
        ("12345", "数量:12345"),
        ("500..20000", "数量:500..20000"),
        ("5%", "数量:5%"),
        ("500千瓦时..3万千瓦时", "数量:500千瓦时..3万千瓦时"),
        // Money is asked for as such.
        (">1亿元", "金额:>1亿元"),
    ] {
        assert_eq!(read(&format!("数量:{typed}")), printed, "{typed}");
        assert_eq!(read(printed), printed);
    }
    for typed in ["很多人", ">", "..", "3亩..5人", "几十人"] {
        assert_eq!(parse(&format!("数量:{typed}")).problems.len(), 1, "{typed}");
    }
}

#[test]
fn operators_are_operators_only_where_they_stand_alone() {
    assert_read(&[
        ("甲 OR 乙", "甲 | 乙"),
        ("甲 或 乙", "甲 | 乙"),
        ("甲|乙｜丙", "甲 | 乙 | 丙"),
        ("甲 乙 或 丙", "甲 乙 | 丙"),
        ("甲 且 乙 AND 丙 与 丁", "甲 乙 丙 丁"),
        ("甲、乙", "甲 乙"),
        ("甲 NOT 乙", "甲 -乙"),
        ("非 甲 乙", "-甲 乙"),
        ("非(甲 或 乙)", "-(甲 | 乙)"),
        ("-(甲 乙)", "-(甲 乙)"),
        ("（甲 或 乙） 丙", "(甲 | 乙) 丙"),
        ("(甲)或(乙 丙)", "甲 | 乙 丙"),
        ("非 非 甲", "甲"),
        ("非常 或者 ORANGE not or", "非常 或者 ORANGE not or"),
        ("\"或\" “非” \"OR\"", "\"或\" \"非\" \"OR\""),
        ("-或", "-\"或\""),
        // By themselves they are what is looked for.
        ("或", "\"或\""),
        ("非 NOT", "\"非\" \"NOT\""),
        ("|", "\"|\""),
        ("（", "\"（\""),
    ]);
}

#[test]
fn brackets_inside_a_word_belong_to_it() {
    for typed in [
        "公司（集团）",
        "（集团）公司",
        "恒澈传动（苏州）有限公司",
        "a(b)c(d)",
    ] {
        assert_eq!(Query::parse(typed), Query::literal(typed), "{typed}");
    }
    assert_read(&[
        ("（图）", "图"),
        ("甲(乙 丙)", "甲 乙 丙"),
        ("甲(乙|丙)", "甲 (乙 | 丙)"),
        ("(公司（集团） 甲)", "\"公司（集团）\" 甲"),
        ("公司（集团", "\"公司（集团\""),
    ]);
}

#[test]
fn fields_have_chinese_and_english_names() {
    assert_read(&[
        ("标题：网络靶场", "标题:网络靶场"),
        ("標題:网络", "标题:网络"),
        ("Title: 网络", "标题:网络"),
        ("headline:\"a b\"", "标题:\"a b\""),
        ("标题:(甲 或 乙) 丙", "(标题:甲 | 标题:乙) 丙"),
        ("标题:-甲", "-标题:甲"),
        ("-标题:甲", "-标题:甲"),
        ("正文:甲 body:乙 text:丙", "正文:甲 正文:乙 正文:丙"),
        ("作者:孙庆辉 byline:李", "作者:孙庆辉 作者:李"),
        ("作者:=孙庆辉", "作者:=孙庆辉"),
        ("人物：王军 人物:＝王军", "人物:王军 人物:=王军"),
        ("person:=\"A B\"", "人物:=\"A B\""),
        ("单位:局 org:局 机构:局", "单位:局 单位:局 单位:局"),
        ("地点:郑州 项目:靶场 园区:园", "地点:郑州 项目:靶场 园区:园"),
        ("版:03 page:A3 来源:日报", "版:03 版:A3 来源:日报"),
        ("日期:2019 日期>=2019年8月", "日期:2019 日期:2019-08.."),
        ("日期：2019-08..2020", "日期:2019-08..2020"),
        ("日期：不明", "日期:不明"),
        ("-date:none", "-日期:不明"),
        ("日期:(2019 | 2021)", "日期:2019 | 日期:2021"),
        ("金额：＞１亿元", "金额:>1亿元"),
        (
            "金额<=500万 amount:1..5亿元",
            "金额:<=500万元 金额:1亿..5亿元",
        ),
        ("金额:3000万美元", "金额:3000万美元"),
        ("提到：2019年8月 said>=2020", "提到:2019-08 提到:2020.."),
        (
            "数量:>10万人 number:1..5万亩 数量>=500",
            "数量:>10万人 数量:1万亩..5万亩 数量:>=500",
        ),
        // What nobody knows as a field is text.
        (
            "报道：时间 12:30 http://a.cn",
            "报道：时间 12:30 http://a.cn",
        ),
        ("标题:日期:2019", "标题:\"日期:2019\""),
    ]);
}

#[test]
fn words_can_be_near_to_each_other() {
    assert_read(&[
        ("同句(甲 乙)", "同句(甲 乙)"),
        ("同段（甲、乙 “丙 丁”）", "同段(甲 乙 \"丙 丁\")"),
        ("近5(甲 乙) 近５字(丙 丁)", "近5(甲 乙) 近5(丙 丁)"),
        ("near10(a b) sentence(a b)", "近10(a b) 同句(a b)"),
        ("同句(甲 (会见 或 座谈))", "同句(甲 (会见 | 座谈))"),
        ("同句(甲 乙 或 丙)", "同句(甲 乙) | 丙"),
        ("标题:同句(甲 乙)", "标题:同句(甲 乙)"),
        ("近5(甲)", "甲"),
        ("-近5(甲 乙) 同句", "-近5(甲 乙) 同句"),
        ("近5", "近5"),
    ]);
}

#[test]
fn latin_words_may_be_begun_or_misspelt() {
    assert_read(&[
        ("huawei* Ｈuawei~", "huawei* Ｈuawei~"),
        ("标题:5g*", "标题:5g*"),
        ("\"huawei*\"", "\"huawei*\""),
    ]);
    // Any part of a Chinese word is found as it is, and a short word with an error is any word.
    for typed in ["华为*", "it~", "~", "a.b*"] {
        assert_eq!(Query::parse(typed), Query::literal(typed), "{typed}");
    }
}

#[test]
fn what_is_not_understood_is_named_and_the_rest_is_searched() {
    for (typed, printed, spots) in [
        ("甲 日期:2019-13 乙", "甲 乙", vec!["2019-13"]),
        ("金额:很多 甲", "甲", vec!["很多"]),
        ("数量:很多 甲", "甲", vec!["很多"]),
        ("提到:去年 甲", "甲", vec!["去年"]),
        ("甲 或", "甲", vec!["或"]),
        ("或 甲", "甲", vec!["或"]),
        ("甲 | | 乙", "甲 | 乙", vec!["|"]),
        ("甲 非", "甲", vec!["非"]),
        ("甲) 乙", "甲 乙", vec![")"]),
        ("甲 (乙 或 丙", "甲 (乙 | 丙)", vec!["("]),
        ("标题: 日期:", "", vec!["标题:", "日期:"]),
        ("甲 人物:", "甲", vec!["人物:"]),
        ("同句(甲 -乙 丙)", "同句(甲 丙)", vec!["-乙"]),
        ("同句(甲 标题:乙)", "同句(甲 乙)", vec!["标题:"]),
        ("同段(甲 同句(乙 丙))", "同段(甲 乙 丙)", vec!["同句("]),
        ("近5000(甲 乙)", "近999(甲 乙)", vec!["近5000("]),
        ("人物:同句(甲 乙)", "同句(甲 乙)", vec!["同句("]),
        ("日期:2020..2019", "日期:2019..2020", vec!["2020..2019"]),
        ("金额:5亿..1亿", "金额:1亿..5亿元", vec!["5亿..1亿"]),
        ("同句(甲 乙", "同句(甲 乙)", vec!["同句("]),
    ] {
        let parsed = parse(typed);
        assert_eq!(parsed.query.to_string(), printed, "{typed}");
        let named: Vec<&str> = parsed
            .problems
            .iter()
            .map(|problem| clip(typed, problem.span))
            .collect();
        assert_eq!(named, spots, "{typed}");
        for problem in &parsed.problems {
            assert!(problem.sentence.zh.ends_with('。'), "{problem:?}");
            assert!(problem.sentence.en.ends_with('.'), "{problem:?}");
        }
    }
}

#[test]
fn any_number_of_brackets_is_borne() {
    for typed in ["(", "（甲 ", "-(甲 ", "同句(甲 ", "甲(", ")"] {
        let typed = typed.repeat(20_000);
        let query = Query::parse(&typed);
        assert_eq!(Query::parse(&query.to_string()), query);
    }
}

#[test]
fn what_was_searched_is_said_in_plain_words() {
    for (typed, zh, en) in [
        ("", "全部文章", "all articles"),
        (
            "王新亭 网络靶场 日期:2021",
            "有“王新亭”，且有“网络靶场”；日期 2021 年",
            "with “王新亭”, and with “网络靶场”; date 2021",
        ),
        (
            "标题:网络靶场 日期:2021 王新亭 -会见",
            "标题含“网络靶场”，且有“王新亭”，且不含“会见”；日期 2021 年",
            "headline with “网络靶场”, and with “王新亭”, and without “会见”; date 2021",
        ),
        (
            "(会见 或 座谈) 人物:王军",
            "有“会见”或“座谈”，且人物含“王军”",
            "with “会见” or “座谈”, and with “王军” in the name of a person",
        ),
        (
            "甲 (乙 丙 或 -丁)",
            "有“甲”，且（（有“乙”，且有“丙”），或不含“丁”）",
            "with “甲”, and ((with “乙”, and with “丙”), or without “丁”)",
        ),
        (
            "-(甲 乙)",
            "不是（有“甲”，且有“乙”）",
            "not (with “甲”, and with “乙”)",
        ),
        (
            "同句(甲 (乙 | 丙)) 标题:近5(丁 戊)",
            "“甲”与“乙”或“丙”在同一句，且标题里“丁”与“戊”相隔不超过 5 个字",
            "with “甲” and “乙” or “丙” in one sentence, and with “丁” and “戊” within 5 characters in the headline",
        ),
        (
            "金额:>1亿元 日期:2019-08..2020 版:A03 -来源:日报",
            "有超过 1亿元的金额；日期 2019 年 8 月至 2020 年；在第 A3 版；来源不含“日报”",
            "with an amount of more than 100,000,000 yuan; date 2019-08 to 2020; on page A3; source not with “日报”",
        ),
        (
            "huawei* -huawei~",
            "有以“huawei”开头的词，且不含与“huawei”至多差一个字母的词",
            "with a word that begins with “huawei”, and without a word at most one letter off “huawei”",
        ),
    ] {
        let said = describe(&Query::parse(typed));
        assert_eq!(said.zh, zh, "{typed}");
        assert_eq!(said.en, en, "{typed}");
    }
}

// ---- any text, any tree ----

/// Texts in which much means something.
fn tricky_text() -> impl Strategy<Value = String> {
    let pieces = [
        "或", "非", "且", "OR", "NOT", "AND", "(", ")", "（", "）", "|", "｜", "-", "－", "\"",
        "“", "”", "「", "」", "『", "』", "＂", "\\", " ", "\u{3000}", "、", ":", "：", "=", ">",
        "<", "标题", "日期:", "提到:", "数量:", "万人", "人物:", "金额", "同句(", "近5(", "2019",
        "-08", "..", "1亿元", "a", "B", "王", "新亭", "*", "~", "\u{200b}", "\n", "é",
    ];
    proptest::collection::vec(proptest::sample::select(pieces.to_vec()), 0..14)
        .prop_map(|pieces| pieces.concat())
}

fn counted_text() -> impl Strategy<Value = String> {
    prop_oneof![tricky_text(), ".{1,8}"].prop_filter("must hold a character", |text| {
        text.chars().any(|c| !is_blank(c))
    })
}

fn pattern() -> impl Strategy<Value = Pattern> {
    prop_oneof![
        4 => counted_text().prop_map(|text| Pattern { text, form: Form::Literal }),
        1 => "[a-zA-Z0-9]{1,5}".prop_map(|text| Pattern { text, form: Form::Prefix }),
        1 => "[a-zA-Z0-9]{3,6}".prop_map(|text| Pattern { text, form: Form::Fuzzy }),
    ]
}

fn zone() -> impl Strategy<Value = Option<Zone>> {
    proptest::sample::select(vec![
        None,
        None,
        Some(Zone::Headline),
        Some(Zone::Body),
        Some(Zone::Byline),
    ])
}

fn date() -> impl Strategy<Value = PartialDate> {
    (
        1990_u16..2030,
        proptest::option::of((1_u8..=12, proptest::option::of(1_u8..=28))),
    )
        .prop_map(|(year, rest)| {
            let (month, day) = rest.map_or((None, None), |(month, day)| (Some(month), day));
            PartialDate::new(year, month, day).unwrap()
        })
}

fn dates() -> impl Strategy<Value = DateRange> {
    (date(), date(), 0..4).prop_map(|(one, other, form)| {
        let (from, to) = if one.first_day() <= other.last_day() {
            (one, other)
        } else {
            (other, one)
        };
        match form {
            0 => DateRange {
                from: Some(from),
                to: None,
            },
            1 => DateRange {
                from: None,
                to: Some(to),
            },
            2 => DateRange {
                from: Some(from),
                to: Some(from),
            },
            _ => DateRange {
                from: Some(from),
                to: Some(to),
            },
        }
    })
}

fn amounts() -> impl Strategy<Value = AmountRange> {
    let cents = || prop_oneof![0..20_000_u64, 0..Amount::MOST_CENTS, Just(10_000_000_000)];
    let currency = [Currency::Yuan, Currency::UsDollar, Currency::Yen];
    (
        cents(),
        cents(),
        0..5_u8,
        proptest::sample::select(currency.to_vec()),
    )
        .prop_map(|(one, other, form, currency)| AmountRange {
            currency,
            limits: limits(form, one, other),
        })
}

fn leaf() -> impl Strategy<Value = Node> {
    let reach = prop_oneof![
        Just(Reach::Sentence),
        Just(Reach::Paragraph),
        (0..=Reach::MOST_CHARS).prop_map(Reach::Chars),
    ];
    let words = proptest::collection::vec(proptest::collection::vec(pattern(), 1..3), 2..4);
    let kinds = vec![
        NameKind::Person,
        NameKind::Organization,
        NameKind::Place,
        NameKind::Facility,
        NameKind::Project,
        NameKind::Page,
        NameKind::Source,
    ];
    prop_oneof![
        4 => (zone(), pattern()).prop_map(|(zone, pattern)| Leaf::Text { zone, pattern }),
        2 => (zone(), reach, words).prop_map(|(zone, reach, words)| Leaf::Near { zone, reach, words }),
        2 => (proptest::sample::select(kinds), counted_text(), any::<bool>())
            .prop_map(|(kind, text, is_whole)| Leaf::Name { kind, text, is_whole }),
        1 => counted_text()
            .prop_map(|text| Leaf::Name { kind: NameKind::Author, text, is_whole: true }),
        1 => dates().prop_map(Leaf::Date),
        1 => Just(Leaf::Undated),
        1 => dates().prop_map(Leaf::Said),
        1 => amounts().prop_map(Leaf::Amount),
        1 => number_range().prop_map(Leaf::Number),
        2 => own().prop_map(Leaf::Own),
    ]
    .prop_map(Node::Leaf)
}

/// What a reader may have said.
fn own() -> impl Strategy<Value = Own> {
    let kinds = prop_oneof![Just(LabelKind::Tag), Just(LabelKind::Collection)];
    prop_oneof![
        proptest::sample::select(vec![Own::Starred, Own::Read, Own::Unread]),
        proptest::sample::select(Status::ALL.map(Own::Status).to_vec()),
        (kinds, counted_text()).prop_map(|(kind, name)| Own::Label(kind, name)),
        prop_oneof![Just(String::new()), Just("有".to_owned()), counted_text()]
            .prop_map(Own::Noted),
    ]
}

fn assert_printed_is_read(query: &Query) {
    let printed = query.to_string();
    let again = parse(&printed);
    assert_eq!(&again.query, query, "{printed:?}");
    assert_eq!(again.problems, [], "{printed:?}");
    let said = describe(query);
    assert!(!said.zh.is_empty() && !said.en.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn a_query_printed_is_the_same_query(typed in tricky_text(), any in ".*") {
        for typed in [typed, any] {
            let parsed = parse(&typed);
            assert_printed_is_read(&parsed.query);
            for problem in &parsed.problems {
                prop_assert!(!clip(&typed, problem.span).is_empty(), "{problem:?}");
            }
        }
    }

    #[test]
    fn any_wish_can_be_typed(node in tree_of(leaf(), 4, 24)) {
        assert_printed_is_read(&Query::from(Some(node)));
    }

    #[test]
    fn a_text_in_quotes_is_that_text(text in counted_text()) {
        let query = Query::literal(&text);
        assert_printed_is_read(&query);
        let quoted = Query::parse(&format!("“{}”", text.replace(['”', '\\'], "")));
        if let Some(Node::Leaf(Leaf::Text { pattern, .. })) = quoted.root() {
            prop_assert_eq!(&pattern.text, &text.replace(['”', '\\'], ""));
            prop_assert_eq!(pattern.form, Form::Literal);
        } else {
            prop_assert!(fold(&text.replace(['”', '\\'], "")).text.is_empty());
        }
    }
}
