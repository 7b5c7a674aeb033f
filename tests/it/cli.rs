//! The program without a display, as a script uses it.

use crate::samples::json_line;
use std::path::Path;
use std::process::{Command, Stdio};

struct Said {
    status: i32,
    out: String,
    err: String,
}

fn run(arguments: &[&str]) -> Said {
    let done = Command::new(env!("CARGO_BIN_EXE_banmian"))
        .args(arguments)
        .output()
        .unwrap();
    Said {
        status: done.status.code().unwrap(),
        out: String::from_utf8(done.stdout).unwrap(),
        err: String::from_utf8(done.stderr).unwrap(),
    }
}

fn write_page(folder: &Path) -> String {
    let path = folder.join("某报2019-08.jsonl");
    let lines = [
        json_line(
            "市领导考察",
            "本报讯 市领导昨日考察安置房。",
            Some("2019-08-21"),
        ),
        json_line("无关", "另一件事，没有日子。", None),
    ];
    std::fs::write(&path, lines.concat()).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn extract_gives_one_json_object_for_each_file() {
    let folder = tempfile::tempdir().unwrap();
    let page = write_page(folder.path());
    let said = run(&["extract", &page, "--json", "--issue-date", "2020-01"]);
    assert_eq!(said.status, 0, "{}", said.err);
    assert_eq!(said.out.lines().count(), 1);
    let object: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(object["page"], "某报2019-08");
    let article = &object["articles"][0];
    assert_eq!(article["headline"], "市领导考察");
    assert_eq!(article["body"], "本报讯 市领导昨日考察安置房。");
    assert_eq!(article["date_iso"], "2019-08-21");
    assert!(object["articles"][1]["date_iso"].is_null());
    for list in ["deck", "captions", "mentions", "people"] {
        assert!(article[list].is_array(), "{list}");
    }
    assert!(article["byline"].is_string() && article["confidence"].is_number());
    assert!(object["furniture"].is_array() && object["warnings"].is_array());
}

#[test]
fn mentions_count_unicode_characters_of_the_joined_text() {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let said = run(&["extract", seeds.to_str().unwrap(), "--json"]);
    assert_eq!((said.status, said.out.lines().count()), (0, 5));
    for line in said.out.lines() {
        let object: serde_json::Value = serde_json::from_str(line).unwrap();
        for article in object["articles"].as_array().unwrap() {
            let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
            let mut fields = vec![text(&article["headline"])];
            fields.extend(article["deck"].as_array().unwrap().iter().map(text));
            fields.extend([text(&article["body"]), text(&article["byline"])]);
            let joined: Vec<char> = fields.join("\n").chars().collect();
            for mention in article["mentions"].as_array().unwrap() {
                let at = |key: &str| usize::try_from(mention[key].as_u64().unwrap()).unwrap();
                let found: String = joined[at("start")..at("end")].iter().collect();
                assert_eq!(found, text(&mention["text"]));
            }
        }
    }
}

#[test]
fn extract_writes_a_file_for_each_file() {
    let folder = tempfile::tempdir().unwrap();
    let page = write_page(folder.path());
    let empty = folder.path().join("empty.txt");
    std::fs::write(&empty, "").unwrap();
    let target = folder.path().join("out");
    let said = run(&[
        "extract",
        &page,
        empty.to_str().unwrap(),
        "--json",
        "-o",
        target.to_str().unwrap(),
    ]);
    assert_eq!((said.status, said.out.as_str()), (1, ""));
    assert!(said.err.contains("empty.txt: It is empty"), "{}", said.err);
    let written = std::fs::read_to_string(target.join("某报2019-08.json")).unwrap();
    assert!(serde_json::from_str::<serde_json::Value>(&written).is_ok());
    assert_eq!(std::fs::read_dir(&target).unwrap().count(), 1);
}

#[test]
fn extract_prints_for_people_too() {
    let folder = tempfile::tempdir().unwrap();
    let said = run(&["extract", &write_page(folder.path())]);
    assert_eq!(said.status, 0);
    assert!(said.out.contains("【市领导考察】") && said.out.contains("　　本报讯"));
}

#[test]
fn a_list_of_names_gives_a_table() {
    let folder = tempfile::tempdir().unwrap();
    let page = write_page(folder.path());
    let library = folder.path().join("library");
    let library = library.to_str().unwrap();
    assert_eq!(run(&["import", &page, "--library", library]).status, 0);
    let list = folder.path().join("names.csv");
    std::fs::write(&list, "安置房,甲\n不在,乙\n").unwrap();
    let list = list.to_str().unwrap();
    let said = run(&["search", "--batch", list, "--library", library]);
    assert_eq!(said.status, 0, "{}", said.err);
    let lines: Vec<&str> = said.out.lines().collect();
    assert_eq!(lines.len(), 3);
    assert_eq!(
        lines[1],
        "安置房,1,2019-08-21,2019-08-21,1,某报2019-08.jsonl"
    );
    assert_eq!(lines[2], "不在,0,,,0,");

    let queries = folder.path().join("queries.txt");
    std::fs::write(&queries, "安置房 OR 日子\n日期:2019-13\n").unwrap();
    let queries = queries.to_str().unwrap();
    let said = run(&[
        "search",
        "--batch",
        queries,
        "--queries",
        "--library",
        library,
    ]);
    assert_eq!(said.status, 1, "what is not understood is an error");
    assert!(said.err.contains("2019-13"), "{}", said.err);
    assert!(said.out.contains("安置房 OR 日子,2,"), "{}", said.out);
    assert_eq!(
        run(&["search", "x", "--batch", list, "--library", library]).status,
        2
    );
    let none = folder.path().join("none.txt");
    let said = run(&[
        "search",
        "--batch",
        none.to_str().unwrap(),
        "--library",
        library,
    ]);
    assert_eq!(said.status, 1);
}

#[test]
fn import_search_and_check_work_together() {
    let folder = tempfile::tempdir().unwrap();
    let page = write_page(folder.path());
    let library = folder.path().join("library");
    let library = library.to_str().unwrap();
    let said = run(&["import", &page, "--library", library]);
    assert_eq!(said.status, 0, "{}", said.err);
    assert!(said.out.starts_with("1 files added (2 articles)"));
    assert!(said.err.contains("Importing 1/1"));

    let said = run(&["search", "安置房 -北京", "--library", library, "--json"]);
    let found: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!((said.status, &found["total"]), (0, &1.into()));
    let hit = &found["hits"][0];
    assert_eq!(hit["headline"], "市领导考察");
    assert_eq!(hit["date"], "2019-08-21");
    assert!(hit["snippet"].as_str().unwrap().contains("安置房"));
    assert!(hit["id"].is_string() && hit["source"].is_string());
    assert!(found["elapsed_ms"].is_number());

    let said = run(&["search", "-安置房", "--library", library]);
    assert!(said.out.starts_with("1 articles") && said.out.contains("无关"));
    let said = run(&[
        "search",
        "，",
        "--library",
        library,
        "--json",
        "--limit",
        "1",
        "--offset",
        "1",
    ]);
    let found: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(found["hits"].as_array().unwrap().len(), 0);

    let said = run(&["search", "安置房 日期:2019", "--library", library]);
    assert_eq!(said.status, 0, "{}", said.err);
    assert!(said.err.contains("Searched: with “安置房”; date 2019"));
    let said = run(&["search", "安置房 日期:2019-13", "--library", library]);
    assert_eq!(said.status, 1, "a part was not understood");
    assert!(said.err.contains("“2019-13” is not a date"), "{}", said.err);
    assert!(said.out.starts_with("1 articles"), "the rest is searched");

    for extra in [None, Some("--rebuild")] {
        let mut arguments = vec!["check", "--library", library];
        arguments.extend(extra);
        let said = run(&arguments);
        assert_eq!(said.status, 0, "{}", said.err);
        assert!(said.out.contains("All is well."));
    }
}

#[test]
fn troubles_end_in_their_exit_status() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("missing");
    let missing = missing.to_str().unwrap();
    for (arguments, status, sentence) in [
        (&["extract", missing][..], 1, "There is no such file."),
        (&["search", "x", "--library", missing], 1, "no library"),
        (&["check", "--library", missing], 1, "no library"),
        (&["extract"], 2, "Usage"),
        (&["search", "x"], 2, "--library"),
        (
            &["extract", missing, "--issue-date", "21/8"],
            2,
            "YYYY-MM-DD",
        ),
        (&["extract", missing, "-o", missing], 2, "--json"),
        (&["nonsense"], 2, "nonsense"),
    ] {
        let said = run(arguments);
        assert_eq!(said.status, status, "{arguments:?}");
        assert!(said.err.contains(sentence), "{arguments:?}: {}", said.err);
    }
}

#[test]
fn a_reader_of_a_pipe_may_leave_early() {
    let folder = tempfile::tempdir().unwrap();
    let lines = json_line("标题", &"很长的正文。".repeat(100), None).repeat(2000);
    let path = folder.path().join("a.jsonl");
    std::fs::write(&path, lines).unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_banmian"))
        .arg("extract")
        .arg(path)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let done = child.wait_with_output().unwrap();
    assert!(done.status.success());
    assert!(!String::from_utf8_lossy(&done.stderr).contains("panicked"));
}

#[test]
fn a_minus_of_any_width_excludes() {
    let folder = tempfile::tempdir().unwrap();
    let page = write_page(folder.path());
    let library = folder.path().join("library");
    let library = library.to_str().unwrap();
    assert_eq!(run(&["import", &page, "--library", library]).status, 0);
    for minus in ["-安置房", "－安置房"] {
        let said = run(&["search", minus, "--library", library, "--json"]);
        let object: serde_json::Value = serde_json::from_str(&said.out).unwrap();
        assert_eq!(object["total"], 1, "{minus}");
    }
}

/// Reading a pipe would wait for ever for someone to write.
#[cfg(unix)]
#[test]
fn a_pipe_among_the_files_is_named_and_the_rest_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let page = write_page(folder.path());
    let pipe = folder.path().join("pipe.txt");
    let made = Command::new("mkfifo").arg(&pipe).status();
    assert!(made.is_ok_and(|status| status.success()));
    let library = folder.path().join("library");
    let said = run(&[
        "import",
        &page,
        pipe.to_str().unwrap(),
        "--library",
        library.to_str().unwrap(),
    ]);
    assert_eq!(said.status, 1);
    assert!(
        said.err.contains("pipe.txt") && said.err.contains("a pipe or a device"),
        "{}",
        said.err
    );
}

#[test]
fn extract_explains_every_line() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("版.txt");
    let text = "2021年3月5日 星期五\n\n临溪办起开渔节\n\u{3000}\u{3000}本报讯 3月4日，临溪镇举行开渔节，渔民都\n\
                出港了，岸上的人等他们回来。\n记者 沈一舟\n\n▲渔民出港。 罗青禾 摄\n";
    std::fs::write(&path, text).unwrap();
    let path = path.to_str().unwrap();
    let said = run(&["extract", path, "--explain", "--json"]);
    assert_eq!(said.status, 0, "{}", said.err);
    let object: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    let explanation = &object["pages"][0]["explanation"];
    let lines = explanation["lines"].as_array().unwrap();
    let classes: Vec<(u64, &str)> = lines
        .iter()
        .map(|line| {
            let class = line["class"].as_str().unwrap();
            (line["line"].as_u64().unwrap(), class)
        })
        .collect();
    let expected = [
        (1, "furniture"),
        (3, "headline"),
        (4, "body"),
        (5, "body"),
        (6, "byline"),
        (8, "caption"),
    ];
    assert_eq!(classes, expected);
    for line in lines {
        let reasons = line["reasons"].as_array().unwrap();
        assert!(!reasons.is_empty(), "{line}");
        let both =
            |reason: &serde_json::Value| reason["zh"].is_string() && reason["en"].is_string();
        assert!(reasons.iter().all(both), "{line}");
    }
    let article = &explanation["articles"][0];
    assert_eq!(article["headline"], "临溪办起开渔节");
    assert_eq!(article["joins"][0]["line"], 3);
    let said = run(&["extract", path, "--explain"]);
    for words in [
        "masthead",
        "opens with a dateline",
        "headline right before the body",
    ] {
        assert!(said.out.contains(words), "{words}: {}", said.out);
    }
    let said = run(&["extract", &write_page(folder.path()), "--explain"]);
    assert!(said.out.contains("came as an article"), "{}", said.out);
}

#[test]
fn extract_says_what_a_date_was_read_from() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("版.txt");
    let text = "2021年3月5日 星期五\n\n临溪办起开渔节\n本报讯 3月4日，渔民出港，满载而归。\n记者 沈一舟\n\n\
                老桥修缮完工\n本报讯 近日，老桥修缮完工，行人又走上了桥。\n记者 罗青禾\n";
    std::fs::write(&path, text).unwrap();
    let said = run(&["extract", path.to_str().unwrap(), "--json"]);
    let object: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    let of = |idx: usize| {
        let article = &object["articles"][idx];
        ["date_iso", "date", "date_source"].map(|name| article[name].as_str().map(str::to_owned))
    };
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(
        of(0),
        [some("2021-03-04"), some("2021-03-04"), some("dateline")]
    );
    // The day of the issue is not the article's own.
    assert_eq!(of(1), [None, some("2021-03-05"), some("masthead")]);
    assert_eq!(object["articles"][0]["date_year_source"], "masthead");
    assert_eq!(object["articles"][1]["date_inferred"], true);
}

#[test]
fn corrections_go_from_one_library_to_another() {
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("a.jsonl");
    let body = "本报讯 青石镇党委书记沈一舟会见临溪集团董事长韩小满。";
    std::fs::write(&page, json_line("会见", body, None)).unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (one, other, rules) = (path("one"), path("other"), path("rules.txt"));
    for library in [&one, &other] {
        let page = page.to_str().unwrap();
        assert_eq!(run(&["import", page, "--library", library]).status, 0);
    }
    std::fs::write(&rules, "# mine\nnot person 沈一舟\nperhaps person 韩小满\n").unwrap();
    let said = run(&["corrections", "import", &rules, "--library", &one]);
    assert_eq!(said.status, 1, "a line that is not understood is an error");
    assert!(
        said.err.contains("rules.txt:3:") && said.err.contains("perhaps"),
        "{}",
        said.err
    );
    assert!(said.out.contains("1 rules added"), "{}", said.out);
    let n_found = |library: &str| {
        let said = run(&["search", "人物:沈一舟", "--library", library]);
        said.out.lines().next().unwrap_or_default().to_owned()
    };
    assert!(n_found(&one).starts_with("0 articles"));
    assert!(n_found(&other).starts_with("1 articles"));

    let said = run(&["corrections", "export", "--library", &one]);
    assert!(said.out.ends_with("不是 人物 沈一舟\n"), "{}", said.out);
    assert_eq!(
        run(&["corrections", "export", "--library", &one, "-o", &rules]).status,
        0
    );
    let said = run(&["corrections", "import", &rules, "--library", &other]);
    assert_eq!(said.status, 0, "{}", said.err);
    assert!(n_found(&other).starts_with("0 articles"));
}
