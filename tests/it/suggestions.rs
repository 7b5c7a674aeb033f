//! What is suggested while one types: the right things, each with the number of articles that
//! choosing it gives.

use crate::samples::json_line;
use banmian::library::{Library, NameKind, Only, Query, Sort, Suggestion, SuggestionKind, Typing};
use std::path::Path;

fn suggested(library: &Library, typed: &str) -> Vec<Suggestion> {
    let typing = Typing {
        text: typed.to_owned(),
        caret: typed.len(),
        ..Typing::default()
    };
    library.reader().suggest(&typing).unwrap()
}

/// What is suggested first: what it is and what it puts into the box.
fn first(library: &Library, typed: &str) -> (SuggestionKind, String) {
    let found = suggested(library, typed).into_iter().next();
    let found = found.unwrap_or_else(|| panic!("nothing for {typed}"));
    (found.kind, found.text)
}

fn sample(folder: &Path) -> Library {
    Library::open_sample(&folder.join("sample")).unwrap()
}

const PERSON: SuggestionKind = SuggestionKind::Name(NameKind::Person);

#[test]
fn a_person_is_found_by_characters_pinyin_and_initials() {
    let folder = tempfile::tempdir().unwrap();
    let library = sample(folder.path());
    for typed in [
        "王新",
        "wxt",
        "wangxinting",
        "wangxt",
        "王xt",
        "WXT",
        "新亭",
    ] {
        let (kind, text) = first(&library, typed);
        assert_eq!(kind, PERSON, "{typed}");
        assert_eq!(text, "人物:王新亭 ", "{typed}");
    }
    assert_eq!(first(&library, "网络靶场 wxt").1, "网络靶场 人物:王新亭 ");
    assert_eq!(first(&library, "人物:wxt").1, "人物:王新亭 ");
    assert_eq!(first(&library, "招商 -wxt").1, "招商 -人物:王新亭 ");
    assert_eq!(first(&library, "同句(靶场 wxt").1, "同句(靶场 王新亭 ");
}

#[test]
fn every_count_is_what_choosing_gives() {
    let folder = tempfile::tempdir().unwrap();
    let library = sample(folder.path());
    let mut n_counted = 0;
    for typed in [
        "w",
        "wx",
        "王",
        "高新",
        "gxq",
        "郑州",
        "zz",
        "网络",
        "网络靶场 w",
        "招商 gx",
        "-王",
        "360",
        "人物:",
        "单位:高",
        "地点:zz",
        "园区:",
        "项目:",
        "作者:s",
        "版:",
        "来源:",
        "标题:高新区",
        "w 或 zz",
    ] {
        for only in [Only::All, Only::Doubtful] {
            let typing = Typing {
                text: typed.to_owned(),
                caret: typed.len(),
                only,
                is_english: false,
            };
            for found in library.reader().suggest(&typing).unwrap() {
                let Some(n_articles) = found.n_articles else {
                    assert_eq!(found.kind, SuggestionKind::Field, "{typed}");
                    continue;
                };
                let query = Query::parse(&found.text);
                let results = library
                    .reader()
                    .find_only(&query, only, Sort::Relevance, 0, 0)
                    .unwrap();
                assert_eq!(results.total, n_articles, "{typed}: {}", found.text);
                assert!(n_articles > 0, "{typed}: {}", found.text);
                n_counted += 1;
            }
        }
    }
    assert!(n_counted > 60, "{n_counted}");
}

#[test]
fn a_field_that_is_typed_takes_only_its_kind() {
    let folder = tempfile::tempdir().unwrap();
    let library = sample(folder.path());
    for (typed, kinds) in [
        ("人物:w", &[NameKind::Person][..]),
        ("单位:g", &[NameKind::Organization]),
        ("地点:z", &[NameKind::Place, NameKind::Facility]),
        ("作者:s", &[NameKind::Author]),
    ] {
        let found = suggested(&library, typed);
        assert!(!found.is_empty(), "{typed}");
        for suggestion in found {
            match suggestion.kind {
                SuggestionKind::Name(kind) => assert!(kinds.contains(&kind), "{typed}"),
                other => panic!("{typed}: {other:?}"),
            }
        }
    }
    assert!(suggested(&library, "金额:>1").is_empty());
}

#[test]
fn fields_and_headlines_are_suggested() {
    let folder = tempfile::tempdir().unwrap();
    let library = sample(folder.path());
    for typed in ["标题", "biaoti", "bt", "title"] {
        let found = suggested(&library, typed);
        let field = found.iter().find(|s| s.kind == SuggestionKind::Field);
        assert_eq!(field.expect(typed).text, "标题:", "{typed}");
    }
    let at_first = suggested(&library, "");
    assert!(at_first.iter().all(|s| s.kind == SuggestionKind::Field));
    assert!(at_first.len() >= 4);
    let found = suggested(&library, "产业园落地");
    let headline = found
        .iter()
        .find(|s| s.kind == SuggestionKind::Headline)
        .unwrap();
    assert_eq!(headline.n_articles, Some(1));
    assert!(headline.text.starts_with("标题:"));
}

/// Capitals and blanks are forgotten by the index, not by the reader.
#[test]
fn names_are_shown_as_they_are_printed() {
    let folder = tempfile::tempdir().unwrap();
    let library = sample(folder.path());
    let found = suggested(&library, "单位:fev");
    assert!(found.iter().any(|s| s.label.text == "FEV集团"), "{found:?}");
}

#[test]
fn names_follow_an_import() {
    let folder = tempfile::tempdir().unwrap();
    let mut library = Library::open(&folder.path().join("library")).unwrap();
    assert!(suggested(&library, "人物:").is_empty());
    let line = json_line(
        "市长会见客商",
        "市长欧阳明亮会见了客商。欧阳明亮说欢迎投资。",
        None,
    );
    library
        .import_bytes("a.jsonl", line.as_bytes(), None)
        .unwrap();
    assert_eq!(first(&library, "oyml").1, "人物:欧阳明亮 ");
}

/// Dates that are typed as words, and years where dates are asked for.
#[test]
fn dates_are_suggested_as_dates() {
    let folder = tempfile::tempdir().unwrap();
    let library = sample(folder.path());
    for typed in ["2021", "2021年", "2021年3月", "2021-03"] {
        let (kind, text) = first(&library, typed);
        assert_eq!(kind, SuggestionKind::Date, "{typed}");
        assert!(text.starts_with("日期:2021"), "{typed}: {text}");
    }
    let texts = |typed: &str| -> Vec<String> {
        let found = suggested(&library, typed).into_iter();
        found.map(|s| s.text.trim().to_owned()).collect()
    };
    let years = texts("日期:");
    assert!(years.contains(&"日期:2021".to_owned()), "{years:?}");
    assert!(
        years.is_sorted_by(|a, b| a > b),
        "the newest first: {years:?}"
    );
    assert!(texts("日期:2021").contains(&"日期:2021-03".to_owned()));
}

/// A newcomer who asks in plain words finds what there is.
#[test]
fn a_search_that_finds_nothing_is_helped_on() {
    let folder = tempfile::tempdir().unwrap();
    let library = sample(folder.path());
    let near = |typed: &str| -> Vec<(String, usize)> {
        let typing = Typing {
            text: typed.to_owned(),
            caret: typed.len(),
            ..Typing::default()
        };
        let found = library.reader().rescue(&typing).unwrap().into_iter();
        found.map(|s| (s.text, s.n_articles.unwrap())).collect()
    };
    for (typed, meant) in [
        ("王新亭 网络靶场 2021", "王新亭 网络靶场 日期:2021"),
        ("王新亭 网络靶场 2021年3月", "王新亭 网络靶场 日期:2021-03"),
        ("王新亭网络靶场2021", "王新亭 网络 靶场 日期:2021"),
        ("王新亭2021年网络靶场", "王新亭 日期:2021 网络 靶场"),
        ("wxt 网络靶场", "人物:王新亭 网络靶场"),
    ] {
        assert_eq!(near(typed).first(), Some(&(meant.to_owned(), 1)), "{typed}");
    }
    let shorter = near("王新亭 网络靶场 火星");
    assert_eq!(shorter.first(), Some(&("王新亭 网络靶场".to_owned(), 1)));
    for typed in ["王新亭 网络靶场 2021", "王新亭 网络靶场 火星", "火星文"] {
        for (text, n_articles) in near(typed) {
            let query = Query::parse(&text);
            let results = library
                .reader()
                .find_only(&query, Only::All, Sort::Relevance, 0, 0)
                .unwrap();
            assert_eq!(results.total, n_articles, "{text}");
        }
    }
}
