//! The date of an article and of its page, with what it was read from.

use banmian::model::{Article, DateSource, Page, PartialDate, Repair, Restoration, clip};
use banmian::restore::{date_page, read_masthead, repair_page, restore_page};

/// A page of one article under a masthead.
fn page_of(masthead: &str, body: &str) -> Page {
    Page {
        name: "第1版".to_owned(),
        text: format!("{masthead}\n\n临溪办起开渔节\n{body}\n记者 沈一舟\n"),
        ..Page::default()
    }
}

fn dated(page: &Page, issue: Option<(&str, DateSource)>) -> Page {
    Page {
        issue_date: issue.and_then(|(date, _)| PartialDate::parse(date)),
        issue_source: issue.map(|(_, source)| source),
        ..page.clone()
    }
}

fn first(restoration: Restoration) -> Article {
    restoration.articles.into_iter().next().unwrap()
}

/// The article's date, its source, the source of its year, and whether it is inferred.
fn evidence(article: &Article) -> Option<(String, DateSource, Option<DateSource>, bool)> {
    let evidence = article.date_evidence?;
    let date = article.date.unwrap().to_string();
    Some((
        date,
        evidence.source,
        evidence.year_source,
        evidence.is_inferred,
    ))
}

#[test]
fn mastheads_give_the_day_of_the_issue() {
    for (masthead, date) in [
        ("2021年3月5日 星期五", Some("2021-03-05")),
        ("2021年3月5日 星期五 农历正月廿二 第3版", Some("2021-03-05")),
        ("2021.03.05", Some("2021-03-05")),
        ("临溪日报 2021-03-05", Some("2021-03-05")),
        ("A03版 要闻 2021/3/5 星期五", Some("2021-03-05")),
        ("二〇二一年三月五日", Some("2021-03-05")),
        ("二○二一年十二月二十一日 星期二", Some("2021-12-21")),
        ("2 0 2 1 年 3 月 5 日 星 期 五", Some("2021-03-05")),
        ("2021 年 3 月 5 日 星期五", Some("2021-03-05")),
        ("2021年\n3月5日\n星期五", Some("2021-03-05")),
        ("第3版\n星期五 2021年3月5日", Some("2021-03-05")),
        // Of the year nothing is said, or not of an issue at all.
        ("3月5日 星期五", None),
        ("2021年3月5日开工的大桥通车", None),
        ("截至2021年3月5日", None),
        ("2021年3月35日 星期五", None),
        ("2021年3月5日 星期五\n2021年3月12日 星期五", None),
    ] {
        let mut page = page_of(masthead, "本报讯 渔民昨晚出港，满载而归，岸上的人都在等。");
        read_masthead(&mut page);
        let found = page.issue_date.map(|d| d.to_string());
        assert_eq!(found.as_deref(), date, "{masthead}");
        let source = date.map(|_| DateSource::Masthead);
        assert_eq!(page.issue_source, source, "{masthead}");
    }
}

#[test]
fn every_date_says_what_it_was_read_from() {
    use DateSource::{Dateline, FileName, Masthead, Reader, Text};
    const MASTHEAD: &str = "2021年3月5日 星期五";
    let text = "临溪镇举行开渔节，渔民出港。";
    for (masthead, issue, opening, expected) in [
        // Printed in full.
        (
            "",
            None,
            "新华社临溪2018年5月1日电 ",
            Some(("2018-05-01", Dateline, None, false)),
        ),
        // The year from the issue, whoever says what that is.
        (
            MASTHEAD,
            None,
            "本报讯 3月4日，",
            Some(("2021-03-04", Dateline, Some(Masthead), true)),
        ),
        (MASTHEAD, None, "本报讯 12月30日，", None),
        (
            MASTHEAD,
            None,
            "本报临溪12月30日电 ",
            Some(("2020-12-30", Dateline, Some(Masthead), true)),
        ),
        (
            "",
            Some(("2021-03", Reader)),
            "本报讯（记者 沈一舟）3月2日，",
            Some(("2021-03-02", Dateline, Some(Reader), true)),
        ),
        // Above the masthead stands the file's name, above that the reader.
        (
            MASTHEAD,
            Some(("2020-03-05", FileName)),
            "本报讯 3月4日，",
            Some(("2020-03-04", Dateline, Some(FileName), true)),
        ),
        // The masthead knows the day of a month that was given.
        (
            MASTHEAD,
            Some(("2021-03", Reader)),
            "本报讯 昨日，",
            Some(("2021-03-04", Text, Some(Masthead), true)),
        ),
        // Days in the opening.
        (
            MASTHEAD,
            None,
            "3月4日，",
            Some(("2021-03-04", Text, Some(Masthead), true)),
        ),
        (
            MASTHEAD,
            None,
            "（3月4日）",
            Some(("2021-03-04", Text, Some(Masthead), true)),
        ),
        (
            MASTHEAD,
            None,
            "锣鼓一响，人潮涌动。3月4日晚，",
            Some(("2021-03-04", Text, Some(Masthead), true)),
        ),
        (
            MASTHEAD,
            None,
            "昨日，",
            Some(("2021-03-04", Text, Some(Masthead), true)),
        ),
        (
            MASTHEAD,
            None,
            "记者昨天获悉，",
            Some(("2021-03-04", Text, Some(Masthead), true)),
        ),
        (
            MASTHEAD,
            None,
            "本报讯 今天上午，",
            Some(("2021-03-05", Text, Some(Masthead), true)),
        ),
        // What is no day of the article: several days, a day to come, long ago, a day in general.
        (MASTHEAD, None, "本报讯 3月2日至4日，", None),
        (MASTHEAD, None, "3月8日，", None),
        (MASTHEAD, None, "1月8日，", None),
        (MASTHEAD, None, "截至3月4日，", None),
        (MASTHEAD, None, "今天是开渔的日子，", None),
        (MASTHEAD, None, "近日，", None),
    ] {
        let page = dated(&page_of(masthead, &format!("{opening}{text}")), issue);
        let article = first(restore_page(&page));
        // Where the article says nothing, it is of the day of the issue, as a conclusion.
        let expected = expected.unwrap_or(("2021-03-05", Masthead, None, true));
        let expected = (expected.0.to_owned(), expected.1, expected.2, expected.3);
        assert_eq!(evidence(&article), Some(expected), "{masthead} {opening}");
    }
    let silent = first(restore_page(&page_of(
        "",
        &format!("本报讯 8月21日，{text}"),
    )));
    assert_eq!(evidence(&silent), None);
}

#[test]
fn a_date_leads_to_where_it_is_printed() {
    for (opening, printed) in [
        ("本报讯 3月4日，", "3月4日"),
        ("昨日，", "昨日"),
        ("近日，", "2021年3月5日 星期五"),
    ] {
        let page = page_of(
            "2021年3月5日 星期五",
            &format!("{opening}渔民出港，满载而归。"),
        );
        let span = first(restore_page(&page)).date_evidence.unwrap().page;
        assert_eq!(clip(&page.text, span.unwrap()), printed, "{opening}");
    }
}

/// A page without any date of its own: a year is only concluded where its articles agree.
#[test]
fn without_an_issue_the_articles_tell_the_year() {
    use DateSource::{Dateline, Page as OfPage, Text};
    let page = |others: [&str; 2]| Page {
        text: format!(
            "开渔节昨日开幕\n本报讯 8月21日，临溪镇举行开渔节，渔民出港。\n记者 沈一舟\n\n\
             老桥修缮完工\n{}\n记者 罗青禾\n\n山村夜校开课\n{}\n记者 白小满\n",
            others[0], others[1]
        ),
        ..Page::default()
    };
    let told = "本报讯 2019年，镇里修了桥。2019年春，桥头种了树，行人多了。";
    for (others, expected) in [
        (
            [
                "新华社临溪2019年8月20日电 老桥修缮完工，行人又走上了桥。",
                "本报讯 夜校开课，来了三十人。",
            ],
            Some(("2019-08-21", Dateline, Some(OfPage), true)),
        ),
        (
            [
                told,
                "本报讯 夜校2019年筹建，2025年前再建五所。村里的人都来了。",
            ],
            Some(("2019-08-21", Dateline, Some(OfPage), true)),
        ),
        // One article alone may tell of anything.
        ([told, "本报讯 夜校开课，来了三十人。"], None),
        // A later year is told of.
        (
            [
                told,
                "本报讯 夜校2019年筹建，2021年起招生。村里的人都来了。",
            ],
            None,
        ),
    ] {
        let found = restore_page(&page(others)).articles;
        let article = found
            .iter()
            .find(|a| a.body.text.contains("开渔节"))
            .unwrap();
        let expected = expected.map(|(date, source, year, is)| (date.to_owned(), source, year, is));
        assert_eq!(evidence(article), expected, "{others:?}");
    }
    // A masthead without a year gets it, unless its weekday speaks against that.
    for (masthead, date) in [
        ("8月22日 星期四", Some("2019-08-21")),
        ("8月22日 星期五", None),
    ] {
        let mut page = page([told, "本报讯 夜校2019年筹建，现在开课。村里的人都来了。"]);
        page.text = format!("{masthead}\n\n{}", page.text);
        let found = restore_page(&page).articles;
        let article = found
            .iter()
            .find(|a| a.body.text.contains("开渔节"))
            .unwrap();
        let found = article.date.map(|d| d.to_string());
        assert_eq!(found.as_deref(), date, "{masthead}");
    }
    let own = Page {
        text: "渔港扩建\n本报讯 8月21日，渔港扩建。2019年动工，2019年完工。\n记者 沈一舟\n\n\
               老桥修缮完工\n本报讯 2019年，镇里修了桥，行人多了。\n记者 罗青禾\n"
            .to_owned(),
        ..Page::default()
    };
    let article = first(restore_page(&own));
    let expected = ("2019-08-21".to_owned(), Dateline, Some(Text), true);
    assert_eq!(evidence(&article), Some(expected));
}

#[test]
fn a_name_and_a_masthead_that_differ_are_said_to() {
    let page = page_of("2021年3月5日 星期五", "本报讯 3月4日，渔民出港，满载而归。");
    for (name, n_warnings) in [
        ("2021-03-05", 0),
        ("2021-03", 0),
        ("2020-03-05", 1),
        ("2021-04", 1),
    ] {
        let page = dated(&page, Some((name, DateSource::FileName)));
        assert_eq!(restore_page(&page).warnings.len(), n_warnings, "{name}");
    }
}

#[test]
fn the_reader_dates_a_page_once_for_all_of_its_articles() {
    let page = page_of("2021年3月5日 星期五", "本报讯 3月4日，渔民出港，满载而归。");
    for (date, expected) in [
        (
            Some("2019-03"),
            Some(("2019-03-04", Some(DateSource::Reader))),
        ),
        // The reader says that nobody knows: the masthead is not asked.
        (None, None),
    ] {
        let repairs = [Repair::PageDate {
            date: date.and_then(PartialDate::parse),
        }];
        let mut page = page.clone();
        date_page(&mut page, &repairs);
        read_masthead(&mut page);
        let article = first(repair_page(&page, restore_page(&page), &repairs));
        let found = evidence(&article).map(|(date, _, year, _)| (date, year));
        let expected = expected.map(|(date, year)| (date.to_owned(), year));
        assert_eq!(found, expected);
    }
}
