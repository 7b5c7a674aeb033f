//! What goes out is what is in the library: every format can be read again, runs nothing, is there
//! whole or not at all, and never takes the place of something the reader did not give up.

use crate::samples::json_line;
use banmian::library::{
    CitationForm, ExportError, ExportFormat, ExportRequest, ExportWhat, ExportWork, Library, Only,
    Query, Sort, Table, WorkWish,
};
use banmian::model::{LabelKind, Span, Status};
use proptest::prelude::*;
use quick_xml::events::Event;
use std::collections::BTreeSet;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

const BODY: &str = "8月21日，青石镇党委书记沈一舟会见临溪集团董事长韩小满。<script>alert(1)</script>\n总投资1.5亿元的码头项目 & 其他。";

struct Shelf {
    folder: TempDir,
    library: Library,
}

impl Shelf {
    fn of(lines: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut library = Library::open(&folder.path().join("library")).unwrap();
        library
            .import_bytes("a.jsonl", lines.as_bytes(), None)
            .unwrap();
        Self { folder, library }
    }

    fn new() -> Self {
        let mut line = json_line("码头开工", BODY, Some("2021-08-22"));
        line = line.replacen(
            '{',
            "{\"source\":\"青石日报\",\"byline\":\"记者 周明远\",",
            1,
        );
        let twin = json_line("码头开工", "=1+1 码头又开工。", Some("2021-08-22"));
        let other = json_line("=HYPERLINK(1)", "别的事。", None);
        Self::of(&format!("{line}{twin}{other}"))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn request(&self, query: &str, format: ExportFormat, name: &str) -> ExportRequest {
        ExportRequest {
            what: ExportWhat::Search {
                only: Only::All,
                sort: Sort::Source,
            },
            query: Query::parse(query),
            format,
            path: self.path(name),
            replaces: false,
            is_english: true,
        }
    }

    fn write(&self, query: &str, format: ExportFormat, name: &str) -> Vec<u8> {
        let request = self.request(query, format, name);
        let reader = self.library.reader();
        let report = reader.export(request, &mut |_, _| {}).unwrap();
        assert_eq!(report.path, self.path(name));
        std::fs::read(&report.path).unwrap_or_default()
    }

    fn text(&self, query: &str, format: ExportFormat, name: &str) -> String {
        String::from_utf8(self.write(query, format, name)).unwrap()
    }
}

fn read_csv(text: &str) -> Vec<Vec<String>> {
    let text = text
        .strip_prefix('\u{feff}')
        .expect("Excel knows UTF-8 by it");
    let mut table = csv::ReaderBuilder::new().from_reader(text.as_bytes());
    let heads = table.headers().unwrap().len();
    let rows: Vec<Vec<String>> = table
        .records()
        .map(|row| row.unwrap().iter().map(str::to_owned).collect())
        .collect();
    assert!(rows.iter().all(|row| row.len() == heads));
    rows
}

fn assert_well_formed(xml: &str) {
    let mut reader = quick_xml::Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let mut depth = 0;
    loop {
        match reader.read_event().unwrap() {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0);
}

#[test]
fn tables_can_be_read_again_and_reckon_with_nothing() {
    let shelf = Shelf::new();
    let text = shelf.text("", ExportFormat::Csv(Table::Articles), "a.csv");
    let rows = read_csv(&text);
    assert_eq!(rows.len(), 3);
    let first = rows.iter().find(|row| row[3] == "青石日报").unwrap();
    assert_eq!(
        (first[1].as_str(), first[2].as_str()),
        ("2021-08-22", "码头开工")
    );
    assert_eq!(first[9], "周明远");
    assert_eq!(first[10], BODY);
    assert!(rows.iter().any(|row| row[2] == "'=HYPERLINK(1)"));
    assert!(rows.iter().any(|row| row[10] == "'=1+1 码头又开工。"));
    for cell in rows.iter().flatten() {
        assert!(!cell.starts_with(['=', '+', '-', '@']), "{cell}");
    }
    let lines = shelf.text("", ExportFormat::JsonLines(Table::Articles), "a.jsonl");
    let bodies: Vec<String> = lines
        .lines()
        .map(|line| {
            let json: serde_json::Value = serde_json::from_str(line).unwrap();
            json["body"].as_str().unwrap().to_owned()
        })
        .collect();
    // JSON is data as it is, without apostrophes.
    assert!(bodies.contains(&"=1+1 码头又开工。".to_owned()) && bodies.contains(&BODY.to_owned()));
}

#[test]
fn words_in_context_are_all_hits_with_their_places() {
    let shelf = Shelf::new();
    let lines = shelf.text("码头", ExportFormat::JsonLines(Table::Context), "c.jsonl");
    let mut n_hits = 0;
    for line in lines.lines() {
        let json: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(json["hit"], "码头");
        assert_eq!(
            json["end"].as_u64().unwrap() - json["start"].as_u64().unwrap(),
            2
        );
        n_hits += 1;
    }
    // Two headlines and two bodies.
    assert_eq!(n_hits, 4);
    let reader = shelf.library.reader();
    let request = shelf.request("", ExportFormat::Csv(Table::Context), "c.csv");
    let error = reader.export(request, &mut |_, _| {}).unwrap_err();
    assert!(matches!(error, ExportError::NothingSought));
    assert!(!shelf.path("c.csv").exists());
}

#[test]
fn names_go_out_with_posts_places_and_values() {
    let shelf = Shelf::new();
    let rows = read_csv(&shelf.text("会见", ExportFormat::Csv(Table::Entities), "e.csv"));
    let person = rows.iter().find(|row| row[7] == "沈一舟").unwrap();
    assert_eq!(person[6], "person");
    assert!(person[9].contains("党委书记"), "{person:?}");
    let lines = shelf.text("会见", ExportFormat::JsonLines(Table::Mentions), "m.jsonl");
    let text = format!("码头开工\n{BODY}");
    let mut values = BTreeSet::new();
    for line in lines.lines() {
        let json: serde_json::Value = serde_json::from_str(line).unwrap();
        let (start, end) = (
            json["start"].as_u64().unwrap(),
            json["end"].as_u64().unwrap(),
        );
        let words: String = text
            .chars()
            .skip(usize::try_from(start).unwrap())
            .take(usize::try_from(end - start).unwrap())
            .collect();
        if json["field"] != "byline" {
            assert_eq!(json["text"], words);
        }
        values.extend(json["value"].as_str().map(str::to_owned));
    }
    assert!(
        values.contains("150000000 CNY") && values.contains("2021-08-21"),
        "{values:?}"
    );
}

#[test]
fn a_page_for_browsers_marks_and_runs_nothing() {
    let shelf = Shelf::new();
    let html = shelf.text("码头", ExportFormat::Html, "a.html");
    assert!(html.contains("<mark>码头</mark>"));
    assert!(html.contains("<span class=\"person\">沈一舟</span>"));
    assert!(html.contains("&lt;script&gt;") && !html.contains("<script"));
    assert!(html.contains("default-src 'none'"));
}

#[test]
fn a_book_is_one_that_readers_open() {
    let shelf = Shelf::new();
    let bytes = shelf.write("码头", ExportFormat::Epub, "a.epub");
    // Where every reader looks for it.
    assert_eq!(&bytes[30..58], b"mimetypeapplication/epub+zip");
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(&bytes)).unwrap();
    let names: Vec<String> = zip
        .file_names()
        .map(|name| name.unwrap().into_owned())
        .collect();
    let mut package = String::new();
    for name in &names {
        let mut text = String::new();
        zip.by_name(name)
            .unwrap()
            .read_to_string(&mut text)
            .unwrap();
        if name.ends_with("xhtml") || name.ends_with("opf") || name.ends_with("xml") {
            assert_well_formed(&text);
        }
        if name.ends_with("opf") {
            package = text;
        }
    }
    for name in names.iter().filter(|name| name.ends_with(".xhtml")) {
        let file = name.strip_prefix("OEBPS/").unwrap();
        assert!(
            package.contains(&format!("href=\"{file}\"")),
            "{file} is in the book"
        );
    }
    assert_eq!(
        names
            .iter()
            .filter(|name| name.contains("article-"))
            .count(),
        2
    );
    // The same articles are the same book.
    let again = shelf.write("码头", ExportFormat::Epub, "b.epub");
    assert!(bytes == again);
}

#[test]
fn files_of_a_folder_have_names_of_their_own() {
    let shelf = Shelf::new();
    shelf.write("", ExportFormat::MarkdownFiles, "many");
    let mut names: Vec<String> = std::fs::read_dir(shelf.path("many"))
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(
        names,
        [
            "2021-08-22_码头开工-2.md",
            "2021-08-22_码头开工.md",
            "=HYPERLINK(1).md"
        ]
    );
    let text = std::fs::read_to_string(shelf.path("many").join(&names[1])).unwrap();
    assert!(text.starts_with("---\ntitle: \"码头开工\"\n"), "{text}");
    let request = shelf.request("", ExportFormat::MarkdownFiles, "many");
    let error = shelf.library.reader().export(request, &mut |_, _| {});
    assert!(matches!(error.unwrap_err(), ExportError::NotEmpty { .. }));
}

#[test]
fn what_the_reader_made_goes_out_with_the_articles() {
    let shelf = Shelf::new();
    let all = Query::default();
    let reader = shelf.library.reader();
    let found = reader
        .find(&Query::parse("会见"), Sort::Source, 0, 1)
        .unwrap();
    let id = found.rows[0].id.clone();
    let text = reader.article(&id, &all).unwrap().unwrap().text.text;
    let at = text
        .find("第一")
        .unwrap_or_else(|| text.find("总投资").unwrap());
    let passage = Span::new(at, at + "总投资1.5亿元".len());
    for wish in [
        WorkWish::Status(vec![id.clone()], Some(Status::ToUse)),
        WorkWish::NewLabel(LabelKind::Tag, "港口".to_owned(), vec![id.clone()]),
        WorkWish::Note(id.clone(), Some(passage), "与去年*不同*".to_owned()),
        WorkWish::Note(id.clone(), None, "再核对".to_owned()),
    ] {
        shelf.library.work(&wish).unwrap();
    }
    let dossier = shelf.text("", ExportFormat::Dossier, "d.md");
    assert_eq!(
        dossier,
        "## 码头开工\n\n> 总投资1.5亿元\n\n与去年\\*不同\\*\n\n再核对\n\n—— 周明远. 码头开工\\[N\\]. 青石日报, 2021-08-22.\n\n"
    );
    shelf.write("会见", ExportFormat::MarkdownFiles, "many");
    let text = std::fs::read_to_string(shelf.path("many/2021-08-22_码头开工.md")).unwrap();
    assert!(
        text.contains("status: \"要用\"\ntags: [\"港口\"]\n"),
        "{text}"
    );
    assert!(
        text.contains("> 总投资1.5亿元\n") && text.contains("再核对"),
        "{text}"
    );
    let lines = shelf.text("会见", ExportFormat::JsonLines(Table::Articles), "w.jsonl");
    let json: serde_json::Value = serde_json::from_str(&lines).unwrap();
    assert_eq!(
        (&json["status"], &json["tags"][0]),
        (&"要用".into(), &"港口".into())
    );
    let request = shelf.request("别的事", ExportFormat::Dossier, "none.md");
    let error = reader.export(request, &mut |_, _| {}).unwrap_err();
    assert!(matches!(error, ExportError::NoNotes) && !shelf.path("none.md").exists());
}

#[test]
fn references_say_what_is_known() {
    let shelf = Shelf::new();
    let form = ExportFormat::Citations(CitationForm::GbT7714);
    let text = shelf.text("会见", form, "r.txt");
    assert_eq!(text, "[1] 周明远. 码头开工[N]. 青石日报, 2021-08-22.\n");
}

#[test]
fn a_file_is_there_whole_or_not_at_all() {
    let shelf = Shelf::new();
    let reader = shelf.library.reader();
    std::fs::write(shelf.path("mine.txt"), "mine").unwrap();
    let request = shelf.request("", ExportFormat::Text, "mine.txt");
    let error = reader.export(request.clone(), &mut |_, _| {}).unwrap_err();
    assert!(matches!(error, ExportError::Exists { .. }));
    assert_eq!(
        std::fs::read_to_string(shelf.path("mine.txt")).unwrap(),
        "mine"
    );
    // Given up before its end it leaves nothing, and what was there.
    let many: String = (0..40)
        .map(|n| json_line(&format!("第{n}篇"), "正文。", None))
        .collect();
    let shelf = Shelf::of(&many);
    std::fs::write(shelf.path("mine.txt"), "mine").unwrap();
    let mut request = shelf.request("", ExportFormat::Text, "mine.txt");
    request.replaces = true;
    let reader = shelf.library.reader();
    let mut work = ExportWork::new(request.clone());
    assert!(work.go_on(&reader, &mut || false).unwrap().is_none());
    drop(work);
    assert_eq!(
        std::fs::read_to_string(shelf.path("mine.txt")).unwrap(),
        "mine"
    );
    let files = std::fs::read_dir(shelf.folder.path()).unwrap();
    assert_eq!(files.count(), 2, "the library and the reader's file");
    reader.export(request, &mut |_, _| {}).unwrap();
    let text = std::fs::read_to_string(shelf.path("mine.txt")).unwrap();
    assert!(text.contains("第0篇") && text.contains("第39篇"));
    let request = ExportRequest {
        path: shelf.path("nowhere").join("a.txt"),
        ..shelf.request("", ExportFormat::Text, "a.txt")
    };
    let error = reader.export(request, &mut |_, _| {}).unwrap_err();
    assert!(error.sentence().zh.contains("nowhere"), "{error}");
}

#[test]
fn the_command_line_writes_a_whole_search() {
    let shelf = Shelf::new();
    let library = shelf.library.folder().to_owned();
    let run = |format: &str, path: &Path| {
        Command::new(env!("CARGO_BIN_EXE_banmian"))
            .args(["export", "码头", "--format", format, "--library"])
            .arg(&library)
            .arg("--output")
            .arg(path)
            .output()
            .unwrap()
    };
    let path = shelf.path("out.md");
    let done = run("markdown", &path);
    assert!(
        done.status.success(),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains("# 码头开工") && text.contains("articles: 2"));
    assert_eq!(run("markdown", &path).status.code(), Some(1));
    assert_eq!(run("word", &path).status.code(), Some(2));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever stands in an article, every format holds it and can be read again.
    #[test]
    fn any_text_goes_out(headline in "\\PC{0,12}", body in "[\\PC\n\t\"',;=+@<>&\\\\`#-]{1,60}") {
        let lines = json_line(&headline, &format!("码头{body}"), Some("2021-08-22"));
        let shelf = Shelf::of(&lines);
        let reader = shelf.library.reader();
        let id = reader.find(&Query::default(), Sort::Source, 0, 1).unwrap().rows[0].id.clone();
        let article = reader.article(&id, &Query::default()).unwrap().unwrap();
        let text = shelf.text("", ExportFormat::Csv(Table::Articles), "a.csv");
        let rows = read_csv(&text);
        prop_assert_eq!(rows.len(), 1);
        prop_assert_eq!(&rows[0][10], &article.article.body.text);
        let lines = shelf.text("", ExportFormat::JsonLines(Table::Articles), "a.jsonl");
        let json: serde_json::Value = serde_json::from_str(&lines).unwrap();
        prop_assert_eq!(json["body"].as_str().unwrap(), &article.article.body.text);
        let bytes = shelf.write("码头", ExportFormat::Epub, "a.epub");
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(&bytes)).unwrap();
        let mut chapter = String::new();
        zip.by_name("OEBPS/article-00001.xhtml").unwrap().read_to_string(&mut chapter).unwrap();
        assert_well_formed(&chapter);
        for (name, format) in ExportFormat::ALL {
            let query = if name.starts_with("context") { "码头" } else { "" };
            // Nothing is noted of it.
            if format == ExportFormat::Dossier {
                continue;
            }
            shelf.write(query, format, &format!("all-{name}"));
        }
    }
}
