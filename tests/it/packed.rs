//! Documents and archives that are packed, tables, and encodings: what stands in them is in the
//! library; what is hostile in them is a sentence and touches nothing.

use crate::samples::json_line;
use banmian::library::{ImportReport, Library, Query, Sort};
use proptest::prelude::*;
use std::io::{Cursor, Write as _};
use std::ops::ControlFlow;
use std::path::Path;
use tempfile::TempDir;
use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, ZipWriter};

/// A ZIP file of members.
fn packed(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in members {
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

struct Shelf {
    _folder: TempDir,
    library: Library,
}

impl Shelf {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let library = Library::open(&folder.path().join("library")).unwrap();
        Self {
            _folder: folder,
            library,
        }
    }

    fn import(&mut self, name: &str, bytes: &[u8]) -> ImportReport {
        self.library.import_bytes(name, bytes, None).unwrap()
    }

    fn n_found(&self, query: &str) -> usize {
        let reader = self.library.reader();
        let found = reader.find(&Query::parse(query), Sort::Relevance, 0, 1);
        found.unwrap().total
    }

    fn first_body(&self, query: &str) -> String {
        let reader = self.library.reader();
        let query = Query::parse(query);
        let found = reader.find(&query, Sort::Relevance, 0, 1).unwrap();
        let article = reader.article(&found.rows[0].id, &query).unwrap().unwrap();
        article.article.body.text
    }
}

const NEWS: &str = "码头开工\n\n本报讯 8月21日，青石镇第一号码头开工，总投资1.5亿元。\n";

fn docx(body: &str) -> Vec<u8> {
    let document = format!(
        "<?xml version=\"1.0\"?><w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>"
    );
    let styles =
        "<w:styles><w:style w:styleId=\"3\"><w:name w:val=\"heading 1\"/></w:style></w:styles>";
    packed(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/styles.xml", styles.as_bytes()),
        ("word/document.xml", document.as_bytes()),
        ("word/vbaProject.bin", b"Sub AutoOpen()"),
    ])
}

#[test]
fn a_document_of_word_is_read_with_its_headings() {
    let mut shelf = Shelf::new();
    let bytes = docx(
        "<w:p><w:pPr><w:pStyle w:val=\"3\"/></w:pPr><w:r><w:t>码头&amp;开工</w:t></w:r></w:p>\
         <w:p><w:r><w:t xml:space=\"preserve\">本报讯 8月21日，第一号</w:t></w:r><w:r><w:t>码头开工。</w:t></w:r>\
         <w:del><w:r><w:delText>删掉的话</w:delText></w:r></w:del></w:p>",
    );
    let report = shelf.import("报道.docx", &bytes);
    assert_eq!((report.n_added, report.n_articles), (1, 1), "{report:?}");
    assert_eq!(shelf.n_found("标题:码头&开工"), 1);
    assert_eq!(shelf.first_body("码头"), "本报讯 8月21日，第一号码头开工。");
    assert_eq!((shelf.n_found("删掉"), shelf.n_found("AutoOpen")), (0, 0));
    // The file is kept as it came.
    assert_eq!(
        shelf.library.check().unwrap().problems,
        Vec::<String>::new()
    );
}

#[test]
fn a_book_is_read_chapter_by_chapter() {
    let mut shelf = Shelf::new();
    let chapter = |n: u32| {
        format!(
            "<html><head><title>x</title></head><body><h1>第{n}章开工</h1>\
             <p>本报讯 第{n}号工程昨日开工，建设单位表示将按期完成。</p><script>alert(1)</script>\
             <img src=\"http://example.com/x.png\"/></body></html>"
        )
    };
    let package = "<package><manifest><item id=\"nav\" href=\"nav.xhtml\" properties=\"nav\"/>\
         <item id=\"b\" href=\"text/%E4%BA%8C.xhtml\"/><item id=\"a\" href=\"../a.xhtml\"/>\
         <item id=\"gone\" href=\"gone.xhtml\"/></manifest>\
         <spine><itemref idref=\"nav\"/><itemref idref=\"a\"/><itemref idref=\"b\"/><itemref idref=\"gone\"/></spine></package>";
    let container =
        "<container><rootfiles><rootfile full-path=\"O/book.opf\"/></rootfiles></container>";
    let bytes = packed(&[
        ("mimetype", b"application/epub+zip"),
        ("META-INF/container.xml", container.as_bytes()),
        ("O/book.opf", package.as_bytes()),
        ("O/text/二.xhtml", chapter(2).as_bytes()),
        ("a.xhtml", chapter(1).as_bytes()),
        ("O/nav.xhtml", "<p>目录里的话</p>".as_bytes()),
    ]);
    let report = shelf.import("书.epub", &bytes);
    assert_eq!(report.n_articles, 2, "{report:?}");
    assert!(
        report
            .warnings
            .iter()
            .any(|w| w.place.contains("gone.xhtml"))
    );
    assert_eq!(
        (shelf.n_found("标题:第1章"), shelf.n_found("标题:第2章")),
        (1, 1)
    );
    assert_eq!((shelf.n_found("目录"), shelf.n_found("alert")), (0, 0));
}

#[test]
fn what_goes_out_as_a_book_comes_in_again() {
    use banmian::library::{ExportFormat, ExportRequest, ExportWhat, Only};
    let mut shelf = Shelf::new();
    shelf.import("a.txt", NEWS.as_bytes());
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out.epub");
    let request = ExportRequest {
        what: ExportWhat::Search {
            only: Only::All,
            sort: Sort::Source,
        },
        query: Query::default(),
        format: ExportFormat::Epub,
        path: path.clone(),
        replaces: false,
        is_english: true,
    };
    shelf
        .library
        .reader()
        .export(request, &mut |_, _| {})
        .unwrap();
    let mut other = Shelf::new();
    let report = other.import("out.epub", &std::fs::read(path).unwrap());
    assert_eq!(report.n_articles, 1, "{report:?}");
    assert_eq!(other.n_found("青石镇第一号码头开工，总投资1.5亿元"), 1);
}

#[test]
fn a_table_with_a_head_is_a_list_of_articles() {
    let mut shelf = Shelf::new();
    let table = "\u{feff}日期,标题,报纸,版次,作者,正文\r\n2019年8月21日,码头开工,青石日报,3,周明远,\"第一段，\n第二段。\"\r\n不知何时,坏行,,,,正文\r\n,,,,,\r\n2020-01-02,二,,,,短。\r\n";
    let report = shelf.import("表.csv", table.as_bytes());
    assert_eq!(report.n_articles, 2, "{report:?}");
    assert_eq!(report.warnings.len(), 2, "{:?}", report.warnings);
    assert_eq!(
        shelf.n_found("日期:2019-08-21 来源:青石日报 版:3 作者:周明远"),
        1
    );
    assert_eq!(shelf.first_body("码头"), "第一段，\n第二段。");
    let report = shelf.import("别的.csv", "姓名,电话\n甲,1\n".as_bytes());
    assert_eq!(report.failures.len(), 1);
    assert!(
        report.failures[0].message.zh.contains("表头"),
        "{:?}",
        report.failures
    );
    let report = shelf.import("b.tsv", "title\tbody\nA\t含\t制表符\n".as_bytes());
    assert_eq!(report.n_articles, 1);
}

#[test]
fn an_archive_is_its_files_each_by_itself() {
    let mut shelf = Shelf::new();
    let other = NEWS.replace('一', "二");
    let inner = packed(&[("二.txt", other.as_bytes())]);
    // 一.txt, as old programs write it.
    let gbk: &[u8] = b"\xd2\xbb.txt";
    let mut archive = packed(&[
        ("../../etc/XY.txt", NEWS.as_bytes()),
        ("inner.zip", &inner),
        ("__MACOSX/._a.txt", b"litter"),
        ("picture.jpg", b"\xff\xd8\xff"),
        ("bad.txt", b"\0\x01\x02\0\x03"),
    ]);
    while let Some(at) = archive.windows(6).position(|w| w == b"XY.txt") {
        archive[at..at + 6].copy_from_slice(gbk);
    }
    let report = shelf.import("papers.zip", &archive);
    assert_eq!((report.n_added, report.n_articles), (2, 2), "{report:?}");
    assert_eq!(report.failures.len(), 1);
    assert_eq!(report.failures[0].place, "papers.zip/bad.txt");
    let reader = shelf.library.reader();
    let all = Query::default();
    let found = reader.find(&all, Sort::Source, 0, 9).unwrap();
    let mut sources: Vec<String> = found
        .rows
        .iter()
        .map(|row| reader.article(&row.id, &all).unwrap().unwrap().source)
        .collect();
    sources.sort();
    assert_eq!(
        sources,
        ["papers.zip/etc/一.txt", "papers.zip/inner.zip/二.txt"]
    );
    // Again, and one of its files alone: nothing is new.
    assert_eq!(shelf.import("papers.zip", &archive).n_unchanged, 2);
    assert_eq!(shelf.import("x.txt", NEWS.as_bytes()).n_unchanged, 1);
}

#[test]
fn bombs_are_named_and_touch_nothing() {
    let mut shelf = Shelf::new();
    let zeros = vec![b'0'; 96 << 20];
    let bomb = packed(&[("bomb.txt", &zeros), ("good.txt", NEWS.as_bytes())]);
    let report = shelf.import("bomb.zip", &bomb);
    assert_eq!(
        (report.n_articles, report.failures.len()),
        (1, 1),
        "{report:?}"
    );
    assert_eq!(report.failures[0].place, "bomb.zip/bomb.txt");
    // An archive in archives without end.
    let mut nested = packed(&[("a.txt", NEWS.replace('一', "三").as_bytes())]);
    for _ in 0..6 {
        nested = packed(&[("in.zip", &nested)]);
    }
    let report = shelf.import("nested.zip", &nested);
    assert_eq!(
        (report.n_added, report.failures.len()),
        (0, 1),
        "{report:?}"
    );
    assert!(report.failures[0].message.en.contains("too many archives"));
    // A document whose words are a bomb.
    let report = shelf.import("bomb.docx", &docx(&"<w:p/>".repeat(8 << 20)));
    assert_eq!(report.n_added, 0, "{report:?}");
    // Entities that unfold to billions, and elements without end.
    let laughs = "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>";
    let deep = format!(
        "{laughs}{}<w:p><w:r><w:t>&b;码头</w:t></w:r></w:p>",
        "<w:x>".repeat(200_000)
    );
    let report = shelf.import("deep.docx", &docx(&deep));
    assert_eq!(report.n_added, 1, "{report:?}");
    for (name, bytes) in [
        ("cut.zip", &bomb[..bomb.len() / 2]),
        (
            "table.xlsx",
            packed(&[("[Content_Types].xml", b"<Types/>")]).as_slice(),
        ),
        ("empty.zip", &packed(&[])[..]),
    ] {
        let report = shelf.import(name, bytes);
        assert_eq!(report.n_added, 0, "{name}: {report:?}");
    }
    assert_eq!(
        shelf.library.check().unwrap().problems,
        Vec::<String>::new()
    );
}

#[test]
fn traditional_pages_in_big5_are_read() {
    let page = "碼頭開工\n\n本報訊 八月二十一日，青石鎮第一號碼頭開工，總投資一億元。鎮長說，這是為了發展經濟，不是為了面子，以後還要建第二號和第三號碼頭。\n";
    let (bytes, _, has_lost) = encoding_rs::BIG5.encode(page);
    assert!(!has_lost);
    let mut shelf = Shelf::new();
    assert_eq!(shelf.import("big5.txt", &bytes).n_articles, 1);
    assert_eq!(shelf.n_found("第一號碼頭開工"), 1);
    // As it was: simplified pages in GBK, short ones too.
    let (bytes, ..) = encoding_rs::GBK.encode(NEWS);
    assert_eq!(shelf.import("gbk.txt", &bytes).n_articles, 1);
    assert_eq!(shelf.n_found("青石镇第一号码头开工，总投资1.5亿元"), 1);
}

#[test]
fn a_thousand_good_files_come_in_and_a_hundred_bad_ones_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let files = folder.path().join("files");
    std::fs::create_dir(&files).unwrap();
    for n in 0..1000 {
        let line = json_line(&format!("第{n}篇"), &format!("正文{n}。"), None);
        std::fs::write(files.join(format!("good-{n}.jsonl")), line).unwrap();
    }
    for n in 0..100_u8 {
        let (name, bytes): (&str, Vec<u8>) = match n % 10 {
            0 => ("empty.txt", vec![]),
            1 => ("picture.txt", b"\x89PNG\r\n\x1a\n".to_vec()),
            2 => ("binary.txt", vec![0, 1, 2, 3, 0, n]),
            3 => ("cut.pdf", b"%PDF-1.7\n1 0 obj".to_vec()),
            4 => ("broken.zip", b"PK\x03\x04 not a zip".to_vec()),
            5 => ("broken.docx", b"PK\x03\x04".to_vec()),
            6 => (
                "other.xml",
                format!("<?xml version=\"1.0\"?><x>{n}</x>").into_bytes(),
            ),
            7 => ("bad.jsonl", format!("{{\"{n}").into_bytes()),
            8 => ("table.csv", format!("a,b\n{n},2\n").into_bytes()),
            _ => (
                "blank.txt",
                format!("{}\n", " ".repeat(usize::from(n))).into_bytes(),
            ),
        };
        std::fs::write(files.join(format!("bad-{n}-{name}")), bytes).unwrap();
    }
    let mut library = Library::open(&folder.path().join("library")).unwrap();
    let report = library
        .import(&[files], None, &mut |_| ControlFlow::Continue(()))
        .unwrap();
    assert_eq!((report.n_added, report.n_articles), (1000, 1000));
    assert_eq!(report.failures.len(), 100);
    for failure in &report.failures {
        let name = Path::new(&failure.place).file_name().unwrap();
        assert!(
            name.to_string_lossy().starts_with("bad-"),
            "{}",
            failure.place
        );
        assert!(
            failure.message.zh.ends_with(['。', '）']),
            "{}",
            failure.message.zh
        );
    }
    assert_eq!(library.counts().unwrap().n_articles, 1000);
}

#[cfg(unix)]
#[test]
fn devices_pipes_and_links_in_circles_end() {
    let folder = tempfile::tempdir().unwrap();
    let files = folder.path().join("files");
    std::fs::create_dir(&files).unwrap();
    std::os::unix::fs::symlink(&files, files.join("circle")).unwrap();
    std::os::unix::fs::symlink("/dev/zero", files.join("zero.txt")).unwrap();
    std::os::unix::fs::symlink(files.join("nowhere"), files.join("gone.txt")).unwrap();
    std::fs::write(files.join("a\nb.txt"), NEWS).unwrap();
    let mut library = Library::open(&folder.path().join("library")).unwrap();
    let report = library
        .import(&[files], None, &mut |_| ControlFlow::Continue(()))
        .unwrap();
    assert_eq!(
        (report.n_added, report.failures.len()),
        (1, 2),
        "{report:?}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever bytes claim to be a document or an archive end in a report.
    #[test]
    fn packed_files_that_are_damaged_end_in_a_sentence(
        at in any::<prop::sample::Index>(), byte in any::<u8>(), kind in 0..3_u8,
    ) {
        let mut bytes = match kind {
            0 => docx("<w:p><w:r><w:t>码头开工了。</w:t></w:r></w:p>"),
            1 => packed(&[("a.txt", NEWS.as_bytes()), ("b.csv", "标题,正文\n一,二\n".as_bytes())]),
            _ => packed(&[("META-INF/container.xml", b"<rootfile full-path=\"p\"/>"), ("p", b"<spine/>")]),
        };
        let at = at.index(bytes.len());
        bytes[at] = byte;
        let mut shelf = Shelf::new();
        let report = shelf.import("x.zip", &bytes);
        prop_assert!(report.n_added <= 2);
    }
}
