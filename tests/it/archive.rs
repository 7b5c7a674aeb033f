//! The whole library goes out as an open archive and comes back without loss.

use banmian::library::{ArchiveWork, Library, Query, Said, Sort, WorkWish};
use banmian::model::{
    ArticleId, LabelKind, PartialDate, Repair, Span, Status, TextEncoding, parse_corrections,
};
use proptest::prelude::*;
use std::fs;
use std::io::{Cursor, Read as _, Write as _};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use tempfile::TempDir;
use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, ZipArchive};

fn page(name: &str) -> String {
    format!(
        "{name}码头开工\n\n本报讯 8月21日，青石镇党委书记沈一舟说，{name}码头开工，总投资1.5亿元。\n"
    )
}

fn ids(library: &Library, query: &str) -> Vec<ArticleId> {
    let reader = library.reader();
    let found = reader
        .find(&Query::parse(query), Sort::Relevance, 0, 1000)
        .unwrap();
    found.rows.into_iter().map(|row| row.id).collect()
}

/// A library in which a reader has done everything.
fn worked_on(folder: &Path) -> Library {
    let mut library = Library::open_sample(folder).unwrap();
    for name in ["第一", "第二", "第三"] {
        library
            .import_bytes(&format!("{name}.txt"), page(name).as_bytes(), None)
            .unwrap();
    }
    // A twin of the first, in a file of its own, whose first is removed again.
    let twin = format!("\n{}", page("第一"));
    library
        .import_bytes(
            "孪生/../x.txt",
            twin.as_bytes(),
            PartialDate::parse("2020-02"),
        )
        .unwrap();
    library
        .import_bytes("大五码.txt", &[0xa4, 0xa4, 0xa4, 0xe5], None)
        .unwrap();
    let reader = library.reader();
    let number = |name: &str| reader.files(name, (0, 9)).unwrap().rows[0].source_id;
    let said = Said {
        issue_date: None,
        encoding: Some(TextEncoding::Gb18030),
    };
    library.redo_file(number("大五码"), said).unwrap();
    library.remove_files(&[number("第一.txt")]).unwrap();
    library.import_bytes("坏.txt", b"", None).unwrap();
    let id = ids(&library, "第二码头").remove(0);
    let twin = ids(&library, "第一码头").remove(0);
    for wish in [
        WorkWish::Star(vec![id.clone(), twin.clone()], true),
        WorkWish::Status(vec![id.clone()], Some(Status::ToUse)),
        WorkWish::NewLabel(LabelKind::Tag, "码头".to_owned(), vec![id.clone()]),
        WorkWish::NewLabel(LabelKind::Collection, "空的".to_owned(), vec![]),
        WorkWish::Note(
            id.clone(),
            Some(Span::new(0, 6)),
            "看\n两行 \"引号\"".to_owned(),
        ),
        WorkWish::Note(twin, None, "孪生".to_owned()),
    ] {
        library.work(&wish).unwrap();
    }
    library.mark_read(&id, true).unwrap();
    let (rules, bad) = parse_corrections("不是 人物 沈一舟\n");
    assert!(bad.is_empty());
    library.keep_corrections(&rules, &[]).unwrap();
    let done = library.complete(&mut |_| ControlFlow::Continue(()));
    assert!(done.unwrap().is_continue());
    let article = library
        .reader()
        .article(&id, &Query::default())
        .unwrap()
        .unwrap();
    let repair = Repair::PageDate {
        date: PartialDate::parse("2021-03-04"),
    };
    library.repair(&article.sheet.hash, &repair).unwrap();
    library.save_search("码头们", "码头 投资").unwrap();
    library.note_search("码头").unwrap();
    library
        .watch_folder(Path::new("/somewhere/papers"), true)
        .unwrap();
    library
}

fn archived(library: &Library, path: &Path) -> Vec<u8> {
    let mut work = ArchiveWork::new(path, true);
    let mut n_turns = 0;
    loop {
        n_turns += 1;
        if let Some(report) = work.go_on(&library.reader(), &mut || false).unwrap() {
            assert_eq!(report.n_articles, library.counts().unwrap().n_articles);
            break;
        }
        let (n_done, n_total) = work.progress();
        assert!(n_done <= n_total);
    }
    assert!(n_turns > 10, "it is written in turns");
    fs::read(path).unwrap()
}

fn members(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..zip.len())
        .map(|idx| {
            let mut member = zip.by_index(idx).unwrap();
            let mut bytes = Vec::new();
            member.read_to_end(&mut bytes).unwrap();
            (member.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

fn packed(members: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in members {
        zip.start_file(name.as_str(), options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn brought_back(bytes: &[u8]) -> (TempDir, Result<usize, String>) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.zip");
    fs::write(&file, bytes).unwrap();
    let go_on = &mut |_| ControlFlow::Continue(());
    let made = Library::from_archive(&file, &folder.path().join("back"), go_on);
    let made = made.map(|report| report.failures.len());
    (folder, made.map_err(|error| error.sentence().zh))
}

#[test]
fn out_and_back_and_out_again_gives_identical_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let library = worked_on(&folder.path().join("library"));
    let first = archived(&library, &folder.path().join("a.zip"));
    assert_eq!(first, archived(&library, &folder.path().join("again.zip")));
    let (back, made) = brought_back(&first);
    assert_eq!(made, Ok(0));
    let again = Library::open(&back.path().join("back")).unwrap();
    let second = archived(&again, &back.path().join("b.zip"));
    for ((name, was), (other, is)) in members(&first).into_iter().zip(members(&second)) {
        assert_eq!(name, other);
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        assert_eq!(text(&was), text(&is), "{name}");
    }
    assert_eq!(first, second);
    // And to the eye: what was made of articles is on them.
    assert_eq!(again.check().unwrap().problems, Vec::<String>::new());
    assert_eq!(again.counts().unwrap(), library.counts().unwrap());
    let found = |typed: &str| ids(&again, typed).len();
    assert_eq!(found("标记:星标 码头"), 2);
    assert_eq!(found("标签:码头"), 1);
    assert_eq!(found("笔记:孪生"), 1);
    assert_eq!(found("いゅ"), 1, "it is read as its reader said");
    assert_eq!(found("日期:2021-03-04"), 1, "the repair holds");
    assert_eq!(found("人物:沈一舟"), 0, "the rule holds");
}

#[test]
fn anybody_can_read_it() {
    let folder = tempfile::tempdir().unwrap();
    let library = worked_on(&folder.path().join("library"));
    let members = members(&archived(&library, &folder.path().join("a.zip")));
    let text = |name: &str| {
        let (_, bytes) = members.iter().find(|(of, _)| of == name).unwrap();
        String::from_utf8(bytes.clone()).unwrap()
    };
    let lines = |name: &str| -> Vec<serde_json::Value> {
        let text = text(name);
        text.lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    };
    let files = lines("files.jsonl");
    let file = files
        .iter()
        .find(|file| file["name"] == "第三.txt")
        .unwrap();
    assert_eq!(text(file["original"].as_str().unwrap()), page("第三"));
    let articles = lines("articles.jsonl");
    assert_eq!(articles.len(), library.counts().unwrap().n_articles);
    let article = articles
        .iter()
        .find(|a| a["headline"] == "第三码头开工")
        .unwrap();
    assert!(article["body"].as_str().unwrap().contains("1.5亿元"));
    let notes = lines("reader/note.jsonl");
    assert!(notes.iter().any(|note| note["text"] == "孪生"));
    // Names are labels, and lead nowhere.
    assert!(
        members
            .iter()
            .all(|(name, _)| !name.contains("..") && !name.starts_with('/'))
    );
}

#[test]
fn what_is_no_archive_makes_no_library() {
    let folder = tempfile::tempdir().unwrap();
    let library = worked_on(&folder.path().join("library"));
    let whole = archived(&library, &folder.path().join("a.zip"));
    let changed = |name: &str, change: &dyn Fn(String) -> String| {
        let mut members = members(&whole);
        for (of, bytes) in &mut members {
            if of == name {
                *bytes = change(String::from_utf8(bytes.clone()).unwrap()).into_bytes();
            }
        }
        packed(&members)
    };
    let mut foreign = members(&whole);
    foreign.push((
        "reader/sqlite_schema.jsonl".to_owned(),
        b"{\"name\":\"x\"}\n".to_vec(),
    ));
    for (bytes, words) in [
        (b"PK nothing".to_vec(), "读不出来"),
        (
            packed(&[("a.txt".to_owned(), b"x".to_vec())]),
            "不是资料库的档案",
        ),
        (
            changed("banmian.json", &|text| {
                text.replace("\"format\": 1", "\"format\": 9")
            }),
            "更新版本",
        ),
        (
            changed("reader/note.jsonl", &|text| {
                text.replace("\"text\"", "\"text; DROP\"")
            }),
            "note",
        ),
        (packed(&foreign), "sqlite_schema"),
        (
            changed("files.jsonl", &|text| text.replace('{', "[")),
            "读不出来",
        ),
    ] {
        let (back, made) = brought_back(&bytes);
        let why = made.unwrap_err();
        assert!(why.contains(words), "{why}");
        let left: Vec<PathBuf> = fs::read_dir(back.path())
            .unwrap()
            .map(|e| e.unwrap().path())
            .collect();
        assert_eq!(
            left,
            [back.path().join("a.zip")],
            "nothing half done is left"
        );
    }
    // A file that is another one is named, and the others are there.
    let (back, made) = brought_back(&changed("originals/0000007-第二.txt", &|_| {
        "别的".to_owned()
    }));
    assert_eq!(made, Ok(1));
    let again = Library::open(&back.path().join("back")).unwrap();
    assert_eq!(
        again.counts().unwrap().n_sources,
        library.counts().unwrap().n_sources - 1
    );
    assert_eq!(again.check().unwrap().problems, Vec::<String>::new());
}

#[test]
fn a_folder_with_anything_in_it_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let library = worked_on(&folder.path().join("library"));
    let file = folder.path().join("a.zip");
    archived(&library, &file);
    let go_on = &mut |_| ControlFlow::Continue(());
    let made = Library::from_archive(&file, &folder.path().join("library"), go_on);
    assert!(made.unwrap_err().to_string().contains("new or empty"));
    // What one that was cut off left is cleared away.
    fs::create_dir(folder.path().join("new.part")).unwrap();
    fs::write(folder.path().join("new.part/library.sqlite"), "half").unwrap();
    // A folder may be named with a slash at its end, and may be there and empty.
    for name in ["slash/", "empty/"] {
        let to = folder.path().join(name);
        if name == "empty/" {
            fs::create_dir(&to).unwrap();
        }
        let made = Library::from_archive(&file, &to, &mut |_| ControlFlow::Continue(()));
        assert_eq!(made.unwrap().failures, []);
        assert_eq!(
            Library::open(&to).unwrap().check().unwrap().problems,
            Vec::<String>::new()
        );
    }
    let stopped = Library::from_archive(&file, &folder.path().join("new"), &mut |_| {
        ControlFlow::Break(())
    });
    assert!(stopped.unwrap().is_cancelled);
    assert!(!folder.path().join("new").exists());
    assert!(!folder.path().join("new.part").exists());
}

/// The archive of a library of two files.
static SMALL: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let mut library = Library::open(&folder.path().join("library")).unwrap();
    for name in ["第一", "第二"] {
        let bytes = page(name).into_bytes();
        library
            .import_bytes(&format!("{name}.txt"), &bytes, None)
            .unwrap();
    }
    let file = folder.path().join("a.zip");
    let mut work = ArchiveWork::new(&file, true);
    while work
        .go_on(&library.reader(), &mut || true)
        .unwrap()
        .is_none()
    {}
    fs::read(&file).unwrap()
});

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    /// A damaged archive gives a library with what is sound, or a sentence and nothing.
    #[test]
    fn a_damaged_archive_never_gives_what_it_did_not_hold(at in 0.0_f64..1.0, byte: u8, cut: bool) {
        let mut bytes = SMALL.clone();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within the file")]
        let at = (at * bytes.len() as f64) as usize;
        if cut { bytes.truncate(at) } else { bytes[at] ^= byte }
        let (back, made) = brought_back(&bytes);
        let there = back.path().join("back");
        prop_assert_eq!(made.is_ok(), there.exists());
        if made.is_ok() {
            let again = Library::open(&there).unwrap();
            prop_assert_eq!(again.check().unwrap().problems, Vec::<String>::new());
            let reader = again.reader();
            for id in ids(&again, "") {
                let body = reader.article(&id, &Query::default()).unwrap().unwrap().article.body.text;
                prop_assert!(["第一", "第二"].iter().any(|name| page(name).contains(body.trim())));
            }
        }
    }
}
