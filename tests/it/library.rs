//! A library keeps what it was given, whatever happens to it.

use crate::samples::{json_line, seed_json_lines};
use banmian::library::{Library, LibraryError, Query, Reader, SAMPLE_NAMES, Sort};
use banmian::model::ArticleId;
use std::io::Write as _;
use std::ops::ControlFlow;
use std::path::Path;

fn go_on(_: banmian::library::Progress) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn open(folder: &Path) -> Library {
    Library::open(folder).unwrap()
}

/// A library of the pages' articles, in a folder of its own.
fn sample(folder: &Path) -> Library {
    let mut library = open(&folder.join("library"));
    let report = library
        .import_bytes("seeds.jsonl", seed_json_lines().as_bytes(), None)
        .unwrap();
    assert_eq!(report.n_added, 1);
    library
}

fn all_ids(reader: &Reader) -> Vec<ArticleId> {
    let results = reader
        .find(&Query::default(), Sort::Relevance, 0, 10_000)
        .unwrap();
    results.rows.into_iter().map(|row| row.id).collect()
}

fn total(library: &Library, typed: &str) -> usize {
    let query = Query::parse(typed);
    let reader = library.reader();
    reader.find(&query, Sort::Relevance, 0, 0).unwrap().total
}

/// Nothing is wrong with it, and everything in it is found.
fn assert_sound(library: &Library) {
    let report = library.check().unwrap();
    assert_eq!(report.problems, Vec::<String>::new());
    assert_eq!(report.n_indexed, report.counts.n_articles);
}

#[test]
fn the_sample_library_is_made_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sample");
    let counts = Library::open_sample(&path).unwrap().counts().unwrap();
    assert_eq!((counts.n_sources, counts.n_pages), (SAMPLE_NAMES.len(), 5));
    assert_eq!(counts.n_articles, 28);
    let library = Library::open_sample(&path).unwrap();
    assert_eq!(library.counts().unwrap(), counts);
    assert_sound(&library);
}

#[test]
fn the_same_bytes_again_change_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut library = sample(folder.path());
    let before = all_ids(&library.reader());
    let report = library
        .import_bytes("other name.jsonl", seed_json_lines().as_bytes(), None)
        .unwrap();
    assert_eq!((report.n_added, report.n_unchanged), (0, 1));
    assert_eq!(all_ids(&library.reader()), before);

    // Twice in one import, too.
    let files = folder.path().join("files");
    std::fs::create_dir(&files).unwrap();
    for name in ["a.jsonl", "b.jsonl"] {
        std::fs::write(files.join(name), json_line("新", "新的", None)).unwrap();
    }
    let report = library.import(&[files], None, &mut go_on).unwrap();
    assert_eq!((report.n_added, report.n_unchanged), (1, 1));
}

#[test]
fn marks_survive_a_rebuild_a_move_and_a_new_import() {
    let folder = tempfile::tempdir().unwrap();
    let mut library = sample(folder.path());
    let ids = all_ids(&library.reader());
    let (starred, read) = (&ids[3], &ids[5]);
    library.star(starred, true).unwrap();
    library.mark_read(read, true).unwrap();
    let is_kept = |library: &Library| {
        let load = |id| {
            let loaded = library.reader().article(id, &Query::default());
            loaded.unwrap().unwrap()
        };
        assert!(load(starred).is_starred && !load(starred).is_read);
        assert!(load(read).is_read && !load(read).is_starred);
        assert_eq!(all_ids(&library.reader()), ids);
    };
    is_kept(&library);

    library.rebuild(&mut go_on).unwrap();
    is_kept(&library);
    assert_sound(&library);
    drop(library);

    let moved = folder.path().join("moved");
    std::fs::rename(folder.path().join("library"), &moved).unwrap();
    is_kept(&open(&moved));

    // A library of the same articles from another file knows them by the same names.
    let mut other = open(&folder.path().join("other"));
    let wrapped = seed_json_lines().replace("。", "。 ");
    other
        .import_bytes("other.jsonl", wrapped.as_bytes(), None)
        .unwrap();
    assert_eq!(all_ids(&other.reader()), ids);
}

#[test]
fn twins_are_two_articles() {
    let folder = tempfile::tempdir().unwrap();
    let mut library = open(&folder.path().join("library"));
    let twice = json_line("公告", "同一段话。", None).repeat(2);
    library
        .import_bytes("a.jsonl", twice.as_bytes(), None)
        .unwrap();
    let thrice = json_line("公告", "同一段话。 ", None);
    library
        .import_bytes("b.jsonl", thrice.as_bytes(), None)
        .unwrap();
    let ids = all_ids(&library.reader());
    assert_eq!(ids.len(), 3);
    assert!(ids[0] != ids[1] && ids[1] != ids[2] && ids[0] != ids[2]);
    library.rebuild(&mut go_on).unwrap();
    assert_eq!(all_ids(&library.reader()), ids);
}

#[test]
fn the_second_who_opens_it_may_only_read() {
    let folder = tempfile::tempdir().unwrap();
    let mut first = sample(folder.path());
    let mut second = open(&folder.path().join("library"));
    assert!(!first.is_read_only() && second.is_read_only());
    assert!(second.notes()[0].en.contains("open in another window"));
    let refused = second.import_bytes("a.txt", b"x", None).unwrap_err();
    assert!(matches!(refused, LibraryError::ReadOnly { .. }));
    let id = ArticleId("x".to_owned());
    assert!(second.star(&id, true).is_err() && second.rebuild(&mut go_on).is_err());

    // It sees what the first one adds.
    assert_eq!(total(&second, "新鲜事"), 0);
    first
        .import_bytes(
            "new.jsonl",
            json_line("新鲜事", "正文", None).as_bytes(),
            None,
        )
        .unwrap();
    assert_eq!(total(&second, "新鲜事"), 1);

    drop((first, second));
    assert!(!open(&folder.path().join("library")).is_read_only());
}

#[test]
fn reading_goes_on_while_the_writer_works() {
    let folder = tempfile::tempdir().unwrap();
    let mut library = sample(folder.path());
    let reader = library.reader();
    let n_articles = library.counts().unwrap().n_articles;
    let query = Query::parse("，");
    let expected = reader.find(&query, Sort::Relevance, 0, 1).unwrap().total;
    let mut n_reads = 0;
    library
        .rebuild(&mut |_| {
            let results = reader.find(&query, Sort::Relevance, 0, 5).unwrap();
            assert_eq!(results.total, expected);
            assert_eq!(reader.counts().unwrap().n_articles, n_articles);
            n_reads += 1;
            ControlFlow::Continue(())
        })
        .unwrap();
    assert!(n_reads > 1);
}

#[test]
fn a_stopped_import_keeps_what_it_had_and_goes_on_later() {
    let folder = tempfile::tempdir().unwrap();
    let files = folder.path().join("files");
    std::fs::create_dir(&files).unwrap();
    for idx in 0..100 {
        let line = json_line(&format!("标题{idx}"), "正文", None);
        std::fs::write(files.join(format!("{idx:03}.jsonl")), line).unwrap();
    }
    let mut library = open(&folder.path().join("library"));
    let mut is_first = true;
    let report = library
        .import(std::slice::from_ref(&files), None, &mut |_| {
            if std::mem::take(&mut is_first) {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            }
        })
        .unwrap();
    assert_sound(&library);
    assert_eq!(library.counts().unwrap().n_sources, report.n_added);
    let rest = library.import(&[files], None, &mut go_on).unwrap();
    assert_eq!(rest.n_unchanged, report.n_added);
    assert_eq!(library.counts().unwrap().n_sources, 100);
    assert_sound(&library);
}

#[test]
fn what_fails_is_named_and_the_rest_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let files = folder.path().join("files");
    std::fs::create_dir_all(files.join("sub")).unwrap();
    let write = |name: &str, bytes: &[u8]| std::fs::write(files.join(name), bytes).unwrap();
    write("empty.txt", b"");
    write("photo.txt", b"\xff\xd8\xff\xe0\0\x10JFIF");
    write("photo.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF");
    write(".hidden.txt", b"text");
    write("sub/good.jsonl", json_line("好", "文章", None).as_bytes());
    // 标题 in GBK, its last character cut in two.
    write("cut.txt", b"\xb1\xea\xcc\xe2\n\xd5\xfd\xce");
    let mut library = open(&folder.path().join("library"));
    let missing = files.join("missing.txt");
    let report = library
        .import(&[files.clone(), missing], None, &mut go_on)
        .unwrap();
    let failures: Vec<String> = report
        .failures
        .iter()
        .map(|failure| {
            let name = Path::new(&failure.place).file_name().unwrap();
            format!("{}: {}", name.to_string_lossy(), failure.message)
        })
        .collect();
    assert_eq!(
        failures,
        [
            "empty.txt: It is empty: there is no text in it.",
            "photo.txt: It is not a text file: it is a JPEG picture.",
            "missing.txt: There is no such file.",
        ]
    );
    let warnings: Vec<&str> = report
        .warnings
        .iter()
        .map(|warning| warning.message.en.as_str())
        .collect();
    assert!(
        warnings.iter().any(|w| w.starts_with("Byte 7 fits")),
        "{warnings:?}"
    );
    assert!(
        warnings
            .iter()
            .any(|w| w.starts_with("1 files of formats that are not read here"))
    );
    assert_eq!(report.n_added, 2);
    assert_sound(&library);
}

#[test]
fn a_line_of_a_hundred_megabytes_is_imported() {
    let folder = tempfile::tempdir().unwrap();
    let mut library = open(&folder.path().join("library"));
    // As a known article, so that this is about keeping and finding; without a line end.
    let mut file = br#"{"headline":"long","body":""#.to_vec();
    let sentence = "始终把安置房建设工程作为民生实事工程的头等大事来抓，".repeat(100);
    while file.len() < 100 << 20 {
        file.write_all(sentence.as_bytes()).unwrap();
    }
    file.write_all("终点在此\"}".as_bytes()).unwrap();
    let report = library.import_bytes("long.jsonl", &file, None).unwrap();
    assert_eq!((report.n_added, report.n_articles), (1, 1));
    assert!(report.warnings[0].message.en.contains("too long"));
    assert_eq!(total(&library, "终点在此"), 1);
    assert_eq!(total(&library, "\"来抓， 终点\""), 1);
}

#[test]
fn places_that_cannot_hold_a_library_are_refused_with_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "text").unwrap();
    let refusal = |path: &Path| Library::open(path).err().unwrap().to_string();
    assert!(refusal(&file).contains("is a file. A library is a folder"));
    assert!(refusal(&file.join("below")).contains("is a file"));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "text");

    let missing = folder.path().join("missing");
    let error = Library::open_existing(&missing).err().unwrap();
    assert!(matches!(error, LibraryError::Missing { .. }));
    assert!(!missing.exists());

    // A place that nobody may write in, not even root.
    #[cfg(target_os = "linux")]
    assert!(matches!(
        Library::open(Path::new("/proc/banmian")).err().unwrap(),
        LibraryError::NoRights { .. } | LibraryError::Folder { .. }
    ));
    no_rights(folder.path());
}

/// Root may do everything, so this is asked as somebody else where that can be.
#[cfg(unix)]
fn no_rights(folder: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    let closed = folder.join("closed");
    std::fs::create_dir(&closed).unwrap();
    std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(0o500)).unwrap();
    let is_root = std::fs::write(closed.join("probe"), "").is_ok();
    if !is_root {
        let error = Library::open(&closed.join("library")).err().unwrap();
        assert!(matches!(error, LibraryError::NoRights { .. }), "{error}");
        let error = Library::open(&closed).err().unwrap();
        assert!(matches!(error, LibraryError::NoRights { .. }), "{error}");
    }
    std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(0o700)).unwrap();
}

#[cfg(not(unix))]
fn no_rights(_folder: &Path) {}

#[test]
fn a_damaged_or_foreign_index_is_set_aside_and_built_anew() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library");
    let n_hits = total(&sample(folder.path()), "高新区");
    assert!(n_hits > 0);
    let index = path.join("index");
    let damages: [(&str, &dyn Fn()); 4] = [
        ("missing", &|| std::fs::remove_dir_all(&index).unwrap()),
        ("no index", &|| {
            std::fs::write(index.join("meta.json"), "{}").unwrap();
        }),
        ("not whole", &|| {
            std::fs::remove_file(index.join("meta.json")).unwrap();
        }),
        ("a changed byte", &|| flip_a_byte(&index)),
    ];
    for (name, damage) in damages {
        damage();
        let library = open(&path);
        assert_eq!(total(&library, "高新区"), n_hits, "{name}");
        assert_eq!(library.notes().is_empty(), name == "missing", "{name}");
        assert_sound(&library);
    }
}

fn flip_a_byte(index: &Path) {
    let file = std::fs::read_dir(index)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| path.extension().is_some_and(|e| e == "idx"))
        .unwrap();
    let mut bytes = std::fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0x55;
    std::fs::write(file, bytes).unwrap();
}

#[test]
fn a_damaged_database_of_marks_is_replaced_by_its_backup() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library");
    let library = sample(folder.path());
    let id = all_ids(&library.reader()).remove(0);
    library.star(&id, true).unwrap();
    drop(library);
    // The backup of the day was made before the star; another day makes another.
    for backup in std::fs::read_dir(path.join("backups")).unwrap() {
        std::fs::remove_file(backup.unwrap().path()).unwrap();
    }
    drop(open(&path));
    std::fs::write(
        path.join("reader.sqlite"),
        "this is no database".repeat(100),
    )
    .unwrap();

    let library = open(&path);
    assert!(library.notes()[0].en.contains("has taken its place"));
    let loaded = library.reader().article(&id, &Query::default());
    assert!(loaded.unwrap().unwrap().is_starred);
    assert!(path.join("reader.sqlite.damaged").exists());
}

#[test]
fn a_library_that_cannot_be_read_is_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library");
    drop(sample(folder.path()));
    let catalog = path.join("library.sqlite");
    let kept = std::fs::read(&catalog).unwrap();

    // The version stands at byte 60 of an SQLite file.
    let mut newer = kept.clone();
    newer[60..64].copy_from_slice(&99_u32.to_be_bytes());
    std::fs::write(&catalog, &newer).unwrap();
    let message = Library::open(&path).err().unwrap().to_string();
    assert!(message.contains("newer version of Banmian"), "{message}");
    assert_eq!(std::fs::read(&catalog).unwrap(), newer);

    std::fs::write(
        &catalog,
        "no database, but something of somebody's".repeat(99),
    )
    .unwrap();
    let message = Library::open(&path).err().unwrap().to_string();
    assert!(message.contains("is damaged"), "{message}");

    std::fs::write(&catalog, &kept).unwrap();
    assert_sound(&open(&path));
}

/// SQLite takes an empty file for a new database; beside an index it is a loss.
#[test]
fn an_emptied_database_is_not_taken_for_a_new_one() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("library");
    drop(Library::open_sample(&dir).unwrap());
    std::fs::write(dir.join("library.sqlite"), "").unwrap();
    for leftover in ["library.sqlite-wal", "library.sqlite-shm"] {
        let _is_gone = std::fs::remove_file(dir.join(leftover)).is_ok();
    }
    let error = Library::open(&dir).err().unwrap();
    assert!(error.to_string().contains("damaged"), "{error}");
}

/// Files of the index that belong to none of its segments.
fn left_over(index: &Path) -> Vec<String> {
    let table: serde_json::Value =
        serde_json::from_slice(&std::fs::read(index.join("meta.json")).unwrap()).unwrap();
    let segments: Vec<String> = table["segments"]
        .as_array()
        .unwrap()
        .iter()
        .map(|segment| segment["segment_id"].as_str().unwrap().replace('-', ""))
        .collect();
    let files = std::fs::read_dir(index).unwrap();
    let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    names
        .filter(|name| name != "meta.json" && !name.starts_with('.'))
        .filter(|name| !segments.iter().any(|id| name.starts_with(id)))
        .collect()
}

#[test]
fn what_merging_leaves_over_goes_when_an_import_ends() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library");
    let mut library = open(&path);
    // Each import makes a segment, and some of those are merged.
    for nth in 0..20 {
        let line = json_line("标题", &format!("第{nth}次会议在县里召开。"), None);
        library
            .import_bytes(&format!("{nth}.jsonl"), line.as_bytes(), None)
            .unwrap();
        assert_eq!(total(&library, "会议"), nth + 1);
        assert_eq!(left_over(&path.join("index")), Vec::<String>::new());
    }
    assert_sound(&library);
}

/// A catalog of version 4, as that wrote it: texts in the pages, articles as JSON, ids as digits.
#[test]
fn a_catalog_of_an_older_version_is_taken_over() {
    let fixture =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/store/catalog-version-4.sqlite");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library");
    std::fs::create_dir_all(&path).unwrap();
    std::fs::copy(&fixture, path.join("library.sqlite")).unwrap();
    let mut library = open(&path);
    assert_sound(&library);
    assert_eq!(library.notes(), []);
    let before = all_ids(&library.reader());
    assert_eq!(before.len(), 7);
    assert_eq!(total(&library, "青河大桥"), 2, "twins are still two");
    let read = |library: &Library| -> Vec<_> {
        let reader = library.reader();
        let read = |id| reader.article(id, &Query::default()).unwrap().unwrap();
        let articles = before.iter().map(read);
        articles
            .map(|loaded| (loaded.article, loaded.recognition, loaded.page.text.clone()))
            .collect()
    };
    let articles = read(&library);
    assert!(path.join("backups/library-version-4.sqlite").exists());
    // A file that is there is known again, and new twins get numbers of their own.
    let line = json_line(
        "青河大桥通车",
        "昨天上午，青河大桥建成通车。\n市长李明出席并宣布通车。",
        None,
    );
    let report = library
        .import_bytes("more.jsonl", line.as_bytes(), None)
        .unwrap();
    assert_eq!((report.n_added, report.n_articles), (1, 1));
    assert_eq!(total(&library, "青河大桥"), 3);
    // Everything is packed anew from the files, and says the same.
    library.rebuild(&mut go_on).unwrap();
    assert_sound(&library);
    assert_eq!(total(&library, "青河大桥"), 3);
    assert!(
        before
            .iter()
            .all(|id| all_ids(&library.reader()).contains(id))
    );
    assert_eq!(read(&library), articles);
}

#[test]
fn every_kind_of_file_is_kept_byte_for_byte() {
    let folder = tempfile::tempdir().unwrap();
    let mut library = open(&folder.path().join("library"));
    let page = include_str!("../../seeds/002_2715cff893d69419.txt");
    let in_gbk = encoding_rs::GB18030.encode(page).0.into_owned();
    let utf_16: Vec<u8> = std::iter::once(0xFEFF)
        .chain(page.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let mut odd_lines = seed_json_lines().replace('\n', "\r\n");
    odd_lines.push_str("{\"body\": \"\\u9752\\u6cb3 \\\"\\/ \"}\n\n no article\n");
    let files: Vec<(&str, Vec<u8>)> = vec![
        ("plain.txt", page.into()),
        (
            "dos.txt",
            format!("\u{feff}{}", page.replace('\n', "\r\n")).into(),
        ),
        ("gbk.txt", in_gbk),
        ("utf-16.txt", utf_16),
        (
            "page.html",
            format!("<html><body><p>{page}</p></body></html>").into(),
        ),
        ("lines.jsonl", odd_lines.into()),
    ];
    for (name, bytes) in &files {
        let report = library.import_bytes(name, bytes, None).unwrap();
        assert_eq!(report.n_added, 1, "{name}: {:?}", report.failures);
    }
    // The check compares each file with the hash it had.
    assert_sound(&library);
    library.rebuild(&mut go_on).unwrap();
    assert_sound(&library);
    for (name, bytes) in &files {
        let report = library.import_bytes(name, bytes, None).unwrap();
        assert_eq!(report.n_unchanged, 1, "{name}");
    }
}
