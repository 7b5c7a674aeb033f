//! What dates and quantities of a text come to, and that they are found by it.

use banmian::entity::{Anchor, Value, recognize_page, values_of};
use banmian::library::{Library, Sort, parse};
use banmian::model::{ArticleText, EntityKind, Field, PartialDate, Span, clip};
use banmian::text::{Decimal, read_count};

/// A text as the body of an article.
fn article_of(text: &str) -> ArticleText {
    ArticleText {
        text: text.to_owned(),
        fields: vec![(Field::Body, Span::new(0, text.len()))],
    }
}

/// Every date or quantity of a text with its value.
fn values_in(text: &str, kind: EntityKind, known: &str, today: &str) -> Vec<(String, String)> {
    let article = article_of(text);
    let found = recognize_page(std::slice::from_ref(&article)).remove(0);
    let anchor = Anchor {
        date: PartialDate::parse(known),
        today: PartialDate::parse(today),
    };
    let values = values_of(&article, &found, anchor);
    let mentions = found.mentions.iter().zip(&values);
    mentions
        .filter(|(mention, _)| mention.kind == kind)
        .map(|(mention, value)| {
            let value = match value {
                Some(Value::Days(days)) => days.iso(),
                Some(Value::Count(count)) => {
                    let number = if count.least == count.most {
                        count.least.to_string()
                    } else {
                        format!("{}..{}", count.least, count.most)
                    };
                    let unit = match count.unit.currency() {
                        Some(currency) => currency.code(),
                        None => count.unit.name(),
                    };
                    format!("{}{number} {unit}", count.exactness.sign())
                }
                None => String::new(),
            };
            (clip(text, mention.span).to_owned(), value)
        })
        .collect()
}

fn assert_values(kind: EntityKind, known: &str, today: &str, table: &[(&str, &[(&str, &str)])]) {
    for (text, expected) in table {
        let found = values_in(text, kind, known, today);
        let found: Vec<(&str, &str)> = found
            .iter()
            .map(|(text, value)| (text.as_str(), value.as_str()))
            .collect();
        assert_eq!(found, *expected, "{text}");
    }
}

#[test]
fn dates_that_say_all_have_their_days() {
    assert_values(
        EntityKind::Date,
        "",
        "",
        &[
            (
                "会议于2019年8月21日上午9时30分召开。",
                &[("2019年8月21日上午9时30分", "2019-08-21")],
            ),
            (
                "二〇一九年八月，工程开工。",
                &[("二〇一九年八月", "2019-08")],
            ),
            (
                "2018年12月30日至2019年1月2日封路。",
                &[("2018年12月30日至2019年1月2日", "2018-12-30/2019-01-02")],
            ),
            (
                "2019年1月31日~2月2日，考察。",
                &[("2019年1月31日~2月2日", "2019-01-31/2019-02-02")],
            ),
            (
                "2020年3月5-7日举行。",
                &[("2020年3月5-7日", "2020-03-05/2020-03-07")],
            ),
            ("2019年上半年增长。", &[("2019年上半年", "2019-01/2019-06")]),
            (
                "2019年第三季度增长。",
                &[("2019年第三季度", "2019-07/2019-09")],
            ),
            (
                "2019年前八个月增长。",
                &[("2019年前八个月", "2019-01/2019-08")],
            ),
            (
                "2019年2月下旬竣工。",
                &[("2019年2月下旬", "2019-02-21/2019-02-28")],
            ),
            ("2019年底竣工。", &[("2019年底", "2019")]),
            ("2019年国庆节开放。", &[("2019年国庆节", "2019-10-01")]),
            // No day of that time is sure.
            ("2019年国庆节期间开放。", &[("2019年国庆节", "2019")]),
            ("上世纪八十年代建成。", &[("上世纪八十年代", "1980/1989")]),
            ("78年3月出生。", &[("78年3月", "1978-03")]),
            // Nothing is known of the article.
            (
                "8月21日签约，昨日开工，近日验收。",
                &[("8月21日", ""), ("昨日", ""), ("近日", "")],
            ),
            ("2019年2月30日。", &[("2019年2月30日", "")]),
        ],
    );
}

#[test]
fn what_dates_leave_open_the_article_tells_where_it_is_sure() {
    assert_values(
        EntityKind::Date,
        "2019-08-21",
        "2019-08-22",
        &[
            ("8月5日，项目开工。", &[("8月5日", "2019-08-05")]),
            (
                "昨日，项目开工；今天验收。",
                &[("昨日", "2019-08-21"), ("今天", "2019-08-22")],
            ),
            ("20日上午，项目开工。", &[("20日上午", "2019-08-20")]),
            // The 28th may be of last month or of this one.
            ("28日，项目开工。", &[("28日", "")]),
            (
                "去年底立项，明年3月竣工，本月开工。",
                &[
                    ("去年底", "2018"),
                    ("明年3月", "2020-03"),
                    ("本月", "2019-08"),
                ],
            ),
            (
                "今年上半年，产值增长。",
                &[("今年上半年", "2019-01/2019-06")],
            ),
            ("上半年，产值增长。", &[("上半年", "2019-01/2019-06")]),
            // May be of the year before.
            ("四季度，产值增长。", &[("四季度", "")]),
            ("12月开放。", &[("12月", "2019-12")]),
            ("1至6月，产值增长。", &[("1至6月", "2019-01/2019-06")]),
            (
                "2012年以来，产值增长。",
                &[("2012年以来", "2012/2019-08-21")],
            ),
            ("近年来，产值增长。", &[("近年来", "")]),
            ("每年3月举行。", &[("3月", "")]),
        ],
    );
    // Around the turn of the year.
    assert_values(
        EntityKind::Date,
        "2020-01-10",
        "",
        &[
            ("12月30日，项目开工。", &[("12月30日", "2019-12-30")]),
            ("9月，学校开学。", &[("9月", "")]),
            (
                "12月30日至1月2日，道路封闭。",
                &[("12月30日至1月2日", "2019-12-30/2020-01-02")],
            ),
        ],
    );
    assert_values(
        EntityKind::Date,
        "2019-12",
        "",
        &[
            ("1月，项目开工。", &[("1月", "")]),
            ("12日，项目开工。", &[("12日", "")]),
        ],
    );
}

#[test]
fn a_date_goes_on_from_the_one_before_it() {
    assert_values(
        EntityKind::Date,
        "2019-08-21",
        "",
        &[
            (
                "2016年3月5日开工，次日停工，6月复工。",
                &[
                    ("2016年3月5日", "2016-03-05"),
                    ("次日", "2016-03-06"),
                    ("6月", "2016-06"),
                ],
            ),
            // Of 2016 or of this year.
            (
                "2016年，公司成立。8月5日，项目开工。",
                &[("2016年", "2016"), ("8月5日", "")],
            ),
            (
                "公司2016年成立，同年12月投产。",
                &[("2016年", "2016"), ("同年12月", "2016-12")],
            ),
            (
                "7月3日报名，5日考试。",
                &[("7月3日", "2019-07-03"), ("5日", "2019-07-05")],
            ),
            (
                "7月3日报名。15日考试。",
                &[("7月3日", "2019-07-03"), ("15日", "")],
            ),
        ],
    );
}

#[test]
fn quantities_are_exact_numbers_with_their_units() {
    assert_values(
        EntityKind::Quantity,
        "",
        "",
        &[
            ("总投资388.95亿元。", &[("388.95亿元", "38895000000 CNY")]),
            ("新增岗位13.3万个。", &[("13.3万个", "133000 个")]),
            ("每户补贴3至5万元。", &[("3至5万元", "30000..50000 CNY")]),
            (
                "约3000万美元，逾2万人，近500亩。",
                &[
                    ("3000万美元", "≈ 30000000 USD"),
                    ("2万人", "> 20000 人"),
                    ("500亩", "< 500 亩"),
                ],
            ),
            ("吸引三千余人参加。", &[("三千余人", "> 3000 人")]),
            (
                "上涨12.5%，下降百分之三。",
                &[("12.5%", "12.5 %"), ("百分之三", "3 %")],
            ),
            (
                "有两个园区，3亿2000万元产值。",
                &[("两个", "2 个"), ("3亿2000万元", "320000000 CNY")],
            ),
            ("投入0.1亿元，占1/3。", &[("0.1亿元", "10000000 CNY")]),
            ("占地1,200亩左右。", &[("1,200亩", "≈ 1200 亩")]),
        ],
    );
}

#[test]
fn days_and_numbers_are_found_by_what_they_come_to() {
    let folder = tempfile::tempdir().unwrap();
    let mut library = Library::open(&folder.path().join("library")).unwrap();
    let line = |headline: &str, body: &str| {
        serde_json::json!({"headline": headline, "body": body, "date": "2019-09-20", "source": "晨报"})
            .to_string()
            + "\n"
    };
    let lines = [
        line(
            "甲园开放",
            "昨日，三千名市民走进新园。园区占地1.2万亩，去年底建成。",
        ),
        line(
            "乙桥合龙",
            "9月3日，大桥合龙。桥长3.5公里，2016年3月开工，投资3亿元。",
        ),
        line("丙", "近日，街头多了几十个花坛。"),
    ];
    library
        .import_bytes("九月.jsonl", lines.concat().as_bytes(), None)
        .unwrap();
    let reader = library.reader();
    for (typed, wanted, marked) in [
        ("提到:2019-09-19", "甲", "昨日"),
        ("提到:2019-09", "甲乙", "昨日"),
        ("said:2018", "甲", "去年底"),
        ("提到:2016-03..2016-05", "乙", "2016年3月"),
        ("提到<2018", "乙", "2016年3月"),
        ("-提到:1900..2100", "丙", ""),
        ("日期:2016", "", ""),
        ("数量:>2000人", "甲", "三千名"),
        ("数量:3000名", "甲", "三千名"),
        ("number:1..2万亩", "甲", "1.2万亩"),
        ("数量:3.5公里", "乙", "3.5公里"),
        ("数量:>10000", "甲", "1.2万亩"),
        ("数量:>1亿元", "乙", "3亿元"),
        ("数量:>10亩 提到:2019", "甲", "昨日"),
        ("-数量:>0", "丙", ""),
    ] {
        let parsed = parse(typed);
        assert_eq!(parsed.problems, [], "{typed}");
        let found = reader.find(&parsed.query, Sort::DateUp, 0, 10).unwrap();
        assert_eq!(
            crate::samples::first_letters(&found.rows),
            wanted,
            "{typed}"
        );
        let Some(row) = found
            .rows
            .iter()
            .find(|row| wanted.contains(row.headline.text.chars().next().unwrap()))
        else {
            continue;
        };
        let loaded = reader.article(&row.id, &parsed.query).unwrap().unwrap();
        let hits: Vec<&str> = loaded
            .hits
            .iter()
            .map(|hit| clip(&loaded.text.text, *hit))
            .collect();
        if found.rows.len() == 1 && !marked.is_empty() {
            assert!(hits.contains(&marked), "{typed}: {hits:?}");
        }
    }
}

#[test]
fn dates_are_listed_by_day_and_quantities_by_number() {
    let folder = tempfile::tempdir().unwrap();
    let mut library = Library::open(&folder.path().join("library")).unwrap();
    let body = "8月5日，工程复工。工程2016年3月开工，近日验收，去年底停工。桥长3.5公里，引桥长1200米，\
                投资3亿元，其中一期8000万元，有500人施工，高峰时达2万人。";
    let line =
        serde_json::json!({"headline": "桥", "body": body, "date": "2019-08-20"}).to_string();
    library
        .import_bytes("八月.jsonl", line.as_bytes(), None)
        .unwrap();
    let reader = library.reader();
    let rows = reader
        .find(&parse("").query, Sort::DateUp, 0, 1)
        .unwrap()
        .rows;
    let loaded = reader
        .article(&rows[0].id, &parse("").query)
        .unwrap()
        .unwrap();
    let listed = |kind: EntityKind| -> Vec<&str> {
        let entities = loaded
            .listed
            .iter()
            .map(|idx| &loaded.recognition.entities[*idx]);
        entities
            .filter(|e| e.kind == kind)
            .map(|e| e.name.as_str())
            .collect()
    };
    assert_eq!(
        listed(EntityKind::Date),
        ["2016年3月", "去年底", "8月5日", "近日"]
    );
    let quantities = listed(EntityKind::Quantity);
    assert_eq!(
        quantities,
        ["8000万元", "3亿元", "3.5公里", "1200米", "500人", "2万人"]
    );
}

#[test]
fn numbers_are_exact_and_stand_in_order_by_their_keys() {
    let numbers: Vec<Decimal> = [
        "0",
        "0.000000000001",
        "0.05",
        "0.1",
        "0.5",
        "1",
        "1.5",
        "9.99",
        "10",
        "100",
        "133000",
        "38895000000",
        "1000000000000000000000000",
    ]
    .iter()
    .map(|text| {
        let number = Decimal::parse(text).unwrap();
        assert_eq!(number.to_string(), *text);
        assert_eq!(Decimal::of_sort_key(&number.sort_key()), Some(number));
        number
    })
    .collect();
    assert!(numbers.is_sorted());
    assert!(numbers.iter().map(|n| n.sort_key()).is_sorted());
    for (number, grouped, short) in [
        ("38895000000", "38,895,000,000", "388.95亿"),
        ("133000", "133,000", "13.3万"),
        ("12345", "12,345", "12345"),
        ("1234.5", "1,234.5", "1234.5"),
        ("100000000", "100,000,000", "1亿"),
    ] {
        let number = Decimal::parse(number).unwrap();
        assert_eq!(
            (number.grouped().as_str(), number.short().as_str()),
            (grouped, short)
        );
    }
    for text in ["", ".5", "1.2.3", "-1", "1e3", "0.0000000000001"] {
        assert_eq!(Decimal::parse(text), None, "{text}");
    }
}

#[test]
fn counts_are_numbers_with_a_measure_word() {
    for (text, read) in [
        ("10万人", "100000 人"),
        ("１３．３万个", "133000 个"),
        ("三千名", "3000 人"),
        ("一万二千三百户", "12300 户"),
        ("两个", "2 个"),
        ("十八座", "18 座"),
        ("3亿2000万吨", "320000000 吨"),
        ("1,200千瓦时", "1200 千瓦时"),
        ("12.5%", "12.5 %"),
        ("三点五公里", "3.5 公里"),
        ("1500", "1500 "),
        ("一百零八位", "108 人"),
        ("一五〇头", "150 头"),
    ] {
        let found = read_count(text).map(|(n, unit)| format!("{n} {unit}"));
        assert_eq!(found.as_deref(), Some(read), "{text}");
    }
    for text in ["", "很多人", "几十人", "三四个", "千人", "1..5人", "1人2人"] {
        assert_eq!(read_count(text), None, "{text}");
    }
}
