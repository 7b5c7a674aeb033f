//! Many names at once: each row says exactly what its search finds, and tables are what
//! spreadsheets read.

use crate::samples::json_line;
use banmian::library::{BatchRow, Library, Query, Sort, csv_of, read_list, read_list_file, tsv_of};
use std::path::Path;

fn library(folder: &Path) -> Library {
    let mut library = Library::open(&folder.join("library")).unwrap();
    for (file, lines) in [
        (
            "a.jsonl",
            vec![
                ("招商会", "王军、李明出席招商会。", Some("2019-08-21")),
                ("走访", "王军走访企业。", Some("2020-01")),
            ],
        ),
        (
            "b.jsonl",
            vec![("座谈", "“王军”与客商座谈, 气氛热烈。", None)],
        ),
    ] {
        let text: String = lines
            .into_iter()
            .map(|(headline, body, date)| json_line(headline, body, date))
            .collect();
        library.import_bytes(file, text.as_bytes(), None).unwrap();
    }
    library
}

fn rows(library: &Library, list: &str, are_queries: bool) -> Vec<BatchRow> {
    let lines = read_list(list, are_queries);
    let reader = library.reader();
    lines
        .iter()
        .map(|line| reader.batch_row(line).unwrap())
        .collect()
}

#[test]
fn each_row_says_what_its_search_finds() {
    let folder = tempfile::tempdir().unwrap();
    let library = library(folder.path());
    let rows = rows(&library, "王军\n李明\n\n王军\n不在\n", false);
    let short: Vec<_> = rows
        .iter()
        .map(|row| {
            let date = |date: Option<banmian::model::PartialDate>| date.map(|d| d.to_string());
            (
                row.name.as_str(),
                row.n_articles,
                date(row.first),
                date(row.last),
                row.n_sources,
            )
        })
        .collect();
    let date = |date: &str| Some(date.to_owned());
    assert_eq!(
        short,
        [
            ("王军", 3, date("2019-08-21"), date("2020-01"), 2),
            ("李明", 1, date("2019-08-21"), date("2019-08-21"), 1),
            ("不在", 0, None, None, 0),
        ]
    );
    assert_eq!(rows[0].sources, ["a.jsonl", "b.jsonl"]);
    for row in &rows {
        let query = Query::parse(&row.typed);
        let found = library
            .reader()
            .find(&query, Sort::Relevance, 0, 0)
            .unwrap();
        assert_eq!(found.total, row.n_articles, "a click opens exactly these");
    }
}

#[test]
fn names_are_taken_as_they_stand_and_queries_where_it_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let library = library(folder.path());
    let counts = |list: &str, are_queries| -> Vec<usize> {
        rows(&library, list, are_queries)
            .iter()
            .map(|r| r.n_articles)
            .collect()
    };
    assert_eq!(counts("王军 OR 李明\n-王军\n王军 -招商", false), [0, 0, 0]);
    assert_eq!(
        counts("王军 OR 李明\n招商会 -走访\n王军 -招商", true),
        [3, 1, 2]
    );
    // A table's first column, in either kind of table; quotes of the table are not the name's.
    let names = |list: &str| -> Vec<String> {
        read_list(list, false)
            .into_iter()
            .map(|line| line.name)
            .collect()
    };
    assert_eq!(
        names("\u{feff}王军,局长\r\n\"李明\",科长\r\n"),
        ["王军", "李明"]
    );
    assert_eq!(names("王军\t局长, 代\n李明\t科长"), ["王军", "李明"]);
    assert_eq!(names("\n  \n，\n"), ["，"]);
    let problems = &read_list("日期:2021-13 王军", true)[0].problems;
    assert_eq!(problems.len(), 1, "what is not understood is told");
}

#[test]
fn a_table_reads_back_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let library = library(folder.path());
    let rows = rows(&library, "\"军”与客商座谈, 气\"\n王军", false);
    let csv = csv_of(&rows, false, true);
    assert!(csv.starts_with('\u{feff}'), "spreadsheets know UTF-8 by it");
    let back = read_list(&csv, false);
    let names: Vec<&str> = back.iter().map(|line| line.name.as_str()).collect();
    assert_eq!(names, ["名称", "军”与客商座谈, 气", "王军"]);
    assert!(csv.contains("\"军”与客商座谈, 气\",1,"));
    let tsv = tsv_of(&rows, true);
    assert!(
        tsv.lines()
            .nth(2)
            .unwrap()
            .starts_with("王军\t3\t2019-08-21\t2020-01\t2\t")
    );
}

#[test]
fn a_list_is_read_in_its_encoding() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("names.txt");
    // 王军 and 李明 in GB18030.
    std::fs::write(&file, b"\xcd\xf5\xbe\xfc\r\n\xc0\xee\xc3\xf7\r\n").unwrap();
    let list = read_list_file(&file).unwrap();
    assert_eq!(read_list(&list, false).len(), 2);
    assert_eq!(read_list(&list, false)[0].name, "王军");
    assert!(read_list_file(&folder.path().join("none.txt")).is_err());
}

#[test]
fn a_thousand_names_are_fine() {
    let folder = tempfile::tempdir().unwrap();
    let library = library(folder.path());
    let list: String = (0..1_000).map(|n| format!("王军{n}号\n")).collect();
    assert_eq!(rows(&library, &list, false).len(), 1_000);
}
