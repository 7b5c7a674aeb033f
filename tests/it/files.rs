//! The files of a library as a reader manages them: imports that can be interrupted and gone on with,
//! files that fail, move, change, are removed or read otherwise, and folders that are watched.

use banmian::library::{
    ImportReport, ImportRequest, ImportWork, Library, Query, Said, Sort, WorkWish,
};
use banmian::model::{ArticleId, PartialDate, TextEncoding};
use proptest::prelude::*;
use std::fs::{self, File};
use std::io::{Cursor, Write as _};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};
use tempfile::TempDir;
use zip::write::{SimpleFileOptions, ZipWriter};

struct Desk {
    folder: TempDir,
    library: Library,
}

fn page(name: &str) -> String {
    format!("{name}码头开工\n\n本报讯 8月21日，青石镇{name}号码头开工，总投资1.5亿元。\n")
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("in")).unwrap();
        let library = Library::open(&folder.path().join("library")).unwrap();
        Self { folder, library }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join("in").join(name)
    }

    fn put(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, bytes).unwrap();
        path
    }

    fn import(&mut self, path: &Path) -> ImportReport {
        let go_on = &mut |_| ControlFlow::Continue(());
        self.library
            .import(&[path.to_owned()], None, go_on)
            .unwrap()
    }

    fn import_by_itself(&mut self, path: &Path) -> ImportReport {
        let request = by_itself(path);
        let go_on = &mut |_| ControlFlow::Continue(());
        self.library.import_as(request, go_on).unwrap()
    }

    fn n_found(&self, query: &str) -> usize {
        self.ids(query).len()
    }

    fn ids(&self, query: &str) -> Vec<ArticleId> {
        let reader = self.library.reader();
        let found = reader
            .find(&Query::parse(query), Sort::Relevance, 0, 1000)
            .unwrap();
        assert_eq!(found.total, found.rows.len());
        found.rows.into_iter().map(|row| row.id).collect()
    }

    fn number_of(&self, name: &str) -> i64 {
        let found = self.library.reader().files(name, (0, 10)).unwrap();
        assert_eq!(found.total, 1, "{name}");
        found.rows[0].source_id
    }

    fn assert_sound(&self) {
        let report = self.library.check().unwrap();
        assert_eq!(report.problems, Vec::<String>::new());
    }

    fn reopen(self) -> Self {
        let Self { folder, library } = self;
        drop(library);
        let library = Library::open(&folder.path().join("library")).unwrap();
        Self { folder, library }
    }
}

fn by_itself(path: &Path) -> ImportRequest {
    ImportRequest {
        paths: vec![path.to_owned()],
        is_by_itself: true,
        ..ImportRequest::default()
    }
}

fn archive(names: &[String]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for name in names {
        let options = SimpleFileOptions::default();
        zip.start_file(format!("{name}.txt"), options).unwrap();
        zip.write_all(page(name).as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_file_that_was_moved_is_known_and_a_copy_is_no_move() {
    let mut desk = Desk::new();
    let old = desk.put("a.txt", page("第一").as_bytes());
    assert_eq!(desk.import(&old).n_added, 1);
    let new = desk.path("b.txt");
    fs::rename(&old, &new).unwrap();
    let report = desk.import(&new);
    assert_eq!(
        (report.n_moved, report.n_added, report.n_unchanged),
        (1, 0, 0)
    );
    let row = |desk: &Desk| desk.library.reader().files("", (0, 9)).unwrap().rows[0].clone();
    assert_eq!(row(&desk).stamp.path, Some(new.clone()));
    assert_eq!(
        row(&desk).name,
        "a.txt",
        "its articles are called as they were"
    );
    let copy = desk.put("c.txt", page("第一").as_bytes());
    let report = desk.import(&copy);
    assert_eq!((report.n_moved, report.n_unchanged), (0, 1));
    assert_eq!(row(&desk).stamp.path, Some(new));
}

#[test]
fn a_file_that_has_changed_comes_in_beside_the_earlier_one_and_that_is_told() {
    let mut desk = Desk::new();
    let path = desk.put("a.txt", page("第一").as_bytes());
    assert!(desk.import(&path).warnings.is_empty());
    desk.put("a.txt", page("第二").as_bytes());
    let report = desk.import(&path);
    assert_eq!(report.n_added, 1);
    assert_eq!(report.warnings.len(), 1, "{:?}", report.warnings);
    assert!(
        report.warnings[0]
            .message
            .en
            .contains("earlier one is still there")
    );
    assert_eq!((desk.n_found("第一号"), desk.n_found("第二号")), (1, 1));
}

#[test]
fn what_failed_is_listed_until_it_is_taken_or_forgotten() {
    let mut desk = Desk::new();
    desk.put("bad.txt", &[0xff, 0x00, 0xfe, 0x00, 0x01]);
    desk.put("worse.txt", b"");
    desk.put("good.txt", page("第一").as_bytes());
    let folder = desk.path("");
    assert_eq!(desk.import(&folder).failures.len(), 2);
    let mut desk = desk.reopen();
    let failed = desk.library.reader().failed_files().unwrap();
    let names: Vec<_> = failed
        .iter()
        .map(|file| file.path.clone().unwrap())
        .collect();
    assert_eq!(names, [desk.path("worse.txt"), desk.path("bad.txt")]);
    assert!(
        failed
            .iter()
            .all(|file| !file.why.zh.is_empty() && !file.failed_at.is_empty())
    );
    // Failing again, it is listed once.
    desk.import(&folder);
    assert_eq!(desk.library.reader().failed_files().unwrap().len(), 2);
    // Mended, it is taken and listed no more.
    desk.put("bad.txt", page("第二").as_bytes());
    assert_eq!(desk.import(&names[1]).n_added, 1);
    let failed = desk.library.reader().failed_files().unwrap();
    assert_eq!(failed.len(), 1);
    desk.library
        .forget_failure(Some(failed[0].failure_id))
        .unwrap();
    assert!(desk.library.reader().failed_files().unwrap().is_empty());
}

#[test]
fn a_removed_file_is_gone_and_what_was_made_of_it_comes_back_with_it() {
    let mut desk = Desk::new();
    let first = desk.put("a.txt", page("第一").as_bytes());
    desk.put("b.txt", page("第二").as_bytes());
    let folder = desk.path("");
    desk.import(&folder);
    let id = desk.ids("第一号").remove(0);
    desk.library.star(&id, true).unwrap();
    let n_gone = desk
        .library
        .remove_files(&[desk.number_of("a.txt")])
        .unwrap();
    assert_eq!(n_gone, 1);
    assert_eq!((desk.n_found("第一号"), desk.n_found("第二号")), (0, 1));
    assert_eq!(desk.library.counts().unwrap().n_sources, 1);
    desk.assert_sound();
    // A watched folder does not bring it back; its reader does.
    assert_eq!(desk.import_by_itself(&folder).n_added, 0);
    fs::write(&first, page("第一")).unwrap();
    assert_eq!(
        desk.import_by_itself(&folder).n_added,
        0,
        "touched, it is the same"
    );
    assert_eq!(desk.import(&first).n_added, 1);
    let article = desk
        .library
        .reader()
        .article(&id, &Query::default())
        .unwrap();
    assert!(article.unwrap().is_starred, "the star has come back");
    desk.assert_sound();
}

#[test]
fn a_file_is_read_otherwise_when_its_reader_says_so() {
    let mut desk = Desk::new();
    // Read by itself as Big5, 中文; in GB18030 it is something else.
    let path = desk.put("a.txt", &[0xa4, 0xa4, 0xa4, 0xe5]);
    desk.put("b.txt", page("第二").as_bytes());
    desk.import(&path);
    let later = desk.path("b.txt");
    desk.import(&later);
    let wrong = desk.ids("");
    assert_eq!((desk.n_found("中文"), desk.n_found("いゅ")), (1, 0));
    let number = desk.number_of("a.txt");
    let preview = desk.library.reader().preview_file(number).unwrap().unwrap();
    let of = |encoding| preview.texts.iter().find(|(e, _)| *e == encoding).unwrap();
    assert_eq!(of(TextEncoding::Gb18030).1, "いゅ");
    let said = Said {
        issue_date: PartialDate::parse("2019-08"),
        encoding: Some(TextEncoding::Gb18030),
    };
    assert_eq!(desk.library.redo_file(number, said).unwrap().n_articles, 1);
    assert_eq!((desk.n_found("いゅ"), desk.n_found("日期:2019-08")), (1, 1));
    desk.assert_sound();
    // The word holds when all is restored anew.
    desk.library
        .rebuild(&mut |_| ControlFlow::Continue(()))
        .unwrap();
    assert_eq!(desk.n_found("いゅ"), 1);
    desk.assert_sound();
    // Taken back, all is as it was, ids and order included.
    desk.library.redo_file(number, Said::default()).unwrap();
    assert_eq!(desk.ids(""), wrong);
    let gone = desk.library.redo_file(9999, Said::default());
    assert!(gone.unwrap_err().to_string().contains("no longer"));
}

#[test]
fn redoing_a_file_as_before_keeps_its_articles_with_all_that_was_made_of_them() {
    let mut desk = Desk::new();
    let text: String = (1..=3)
        .map(|n| format!("{}\u{c}", page(&n.to_string())))
        .collect();
    let path = desk.put("a.txt", text.as_bytes());
    desk.import(&path);
    // Twins of its articles, in another file.
    let twins = desk.put("b.txt", format!("{text}尾").as_bytes());
    desk.import(&twins);
    let before = desk.ids("");
    assert_eq!(before.len(), 7, "the last page of the twin is one more");
    let ids = before.clone();
    desk.library
        .work(&WorkWish::Star(ids.clone(), true))
        .unwrap();
    desk.library
        .redo_file(desk.number_of("a.txt"), Said::default())
        .unwrap();
    let mut after = desk.ids("标记:星标");
    let mut expected = ids;
    after.sort();
    expected.sort();
    assert_eq!(after, expected);
    desk.assert_sound();
}

#[test]
fn an_import_that_was_cut_off_is_gone_on_with() {
    let mut desk = Desk::new();
    for n in 0..70 {
        desk.put(&format!("{n:02}.txt"), page(&format!("{n:02}")).as_bytes());
    }
    let folder = desk.path("");
    let request = ImportRequest {
        paths: vec![folder.clone()],
        said: Said {
            issue_date: PartialDate::parse("2020-05"),
            encoding: None,
        },
        is_by_itself: false,
    };
    let mut work = ImportWork::begin(&desk.library, request).unwrap();
    let mut n_asked = 0;
    let done = work.go_on(&mut desk.library, &mut |_| {
        n_asked += 1;
        if n_asked > 1 {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    assert_eq!(done.unwrap(), None);
    assert_eq!(work.progress().n_done, 32);
    drop(work);
    let mut desk = desk.reopen();
    let pending = desk.library.pending_import().unwrap();
    assert_eq!(pending, [(folder.clone(), PartialDate::parse("2020-05"))]);
    let request = ImportRequest {
        said: Said {
            issue_date: pending[0].1,
            encoding: None,
        },
        ..by_itself(&folder)
    };
    let report = desk
        .library
        .import_as(request, &mut |_| ControlFlow::Continue(()));
    let report = report.unwrap();
    assert_eq!((report.n_added, report.n_unchanged), (38, 32));
    assert_eq!(desk.n_found("日期:2020-05"), 70);
    assert!(desk.library.pending_import().unwrap().is_empty());
    desk.assert_sound();
}

#[test]
fn files_that_look_as_they_did_are_not_read_again_by_themselves() {
    let mut desk = Desk::new();
    let path = desk.put("a.txt", page("第一").as_bytes());
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_600_000_000);
    let date_back = |path: &Path| {
        File::options()
            .write(true)
            .open(path)
            .unwrap()
            .set_modified(long_ago)
            .unwrap();
    };
    date_back(&path);
    assert_eq!(desk.import_by_itself(&path).n_added, 1);
    // Another text of the same length and time: only somebody who reads it sees that.
    desk.put("a.txt", page("第二").as_bytes());
    date_back(&path);
    let report = desk.import_by_itself(&path);
    assert_eq!((report.n_added, report.n_unchanged), (0, 1));
    assert_eq!(desk.import(&path).n_added, 1);
}

#[test]
fn a_dry_run_tells_what_the_import_then_does() {
    let mut desk = Desk::new();
    let names: Vec<String> = (0..40).map(|n| format!("箱{n}")).collect();
    desk.put("box.zip", &archive(&names));
    desk.put("a.txt", page("第一").as_bytes());
    desk.put("twin.txt", page("第一").as_bytes());
    desk.put("bad.txt", b"");
    let known = desk.put("known.txt", page("第二").as_bytes());
    desk.import(&known);
    let moved = desk.put("old.txt", page("第三").as_bytes());
    desk.import(&moved);
    fs::rename(&moved, desk.path("new.txt")).unwrap();
    let request = ImportRequest {
        paths: vec![desk.path("")],
        ..ImportRequest::default()
    };
    let before = desk.library.counts().unwrap();
    let go_on = &mut |_| ControlFlow::Continue(());
    let surveyed = desk.library.reader().survey(&request, go_on).unwrap();
    assert_eq!(desk.library.counts().unwrap(), before);
    assert!(desk.library.reader().failed_files().unwrap().is_empty());
    let report = desk
        .library
        .import_as(request, &mut |_| ControlFlow::Continue(()))
        .unwrap();
    assert_eq!(
        (surveyed.n_new, surveyed.n_unchanged, surveyed.n_moved),
        (report.n_added, report.n_unchanged, report.n_moved)
    );
    assert_eq!(
        (report.n_added, report.n_unchanged, report.n_moved),
        (41, 2, 1)
    );
    assert_eq!(surveyed.failures, report.failures);
    assert_eq!(surveyed.n_pages, 41);
}

#[test]
fn stopped_in_an_archive_an_import_says_so() {
    let mut desk = Desk::new();
    let names: Vec<String> = (0..100).map(|n| format!("箱{n:02}")).collect();
    let path = desk.put("box.zip", &archive(&names));
    let request = ImportRequest {
        paths: vec![path],
        ..ImportRequest::default()
    };
    let mut work = ImportWork::begin(&desk.library, request).unwrap();
    let mut n_asked = 0;
    let mut stop_at = |nth: usize| {
        n_asked += 1;
        if n_asked == nth {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    };
    // Once for the file, once for the archive, then after each batch of its files.
    let done = work.go_on(&mut desk.library, &mut |_| stop_at(4)).unwrap();
    assert_eq!(done, None);
    let report = work.stop(&mut desk.library).unwrap();
    assert!(report.is_cancelled);
    assert_eq!(report.n_added, 64);
    assert_eq!(desk.n_found("码头"), 64, "what was taken is found");
    desk.assert_sound();
}

#[test]
fn few_threads_in_the_background_come_to_the_same() {
    let mut desk = Desk::new();
    let names: Vec<String> = (0..40).map(|n| format!("箱{n}")).collect();
    let path = desk.put("box.zip", &archive(&names));
    desk.library.set_threads(std::num::NonZero::new(1), true);
    assert_eq!(desk.import(&path).n_added, 40);
    assert_eq!(desk.n_found("码头"), 40);
}

#[test]
fn watched_folders_are_kept() {
    let desk = Desk::new();
    let folder = desk.path("");
    desk.library.watch_folder(&folder, true).unwrap();
    desk.library.watch_folder(&folder, true).unwrap();
    let desk = desk.reopen();
    let kept = desk.library.watched_folders().unwrap();
    assert_eq!(kept, std::slice::from_ref(&folder));
    desk.library.watch_folder(&folder, false).unwrap();
    assert!(desk.library.watched_folders().unwrap().is_empty());
}

#[test]
fn a_catalog_that_is_damaged_twice_is_salvaged_twice() {
    let mut desk = Desk::new();
    let spoil = |desk: Desk, name: &str| {
        let Desk { folder, library } = desk;
        drop(library);
        let catalog = folder.path().join("library/library.sqlite");
        let rows = rusqlite::Connection::open(&catalog).unwrap();
        let sql = "UPDATE source SET bytes = zeroblob(9) WHERE name = ?1";
        assert_eq!(rows.execute(sql, [name]).unwrap(), 1);
        drop(rows);
        let path = folder.path().join("library");
        let report = Library::salvage(&path, &mut |_| ControlFlow::Continue(())).unwrap();
        let library = Library::open(&path).unwrap();
        (Desk { folder, library }, report.unwrap())
    };
    for name in ["a", "b", "c"] {
        let path = desk.put(&format!("{name}.txt"), page(name).as_bytes());
        desk.import(&path);
    }
    let (desk, report) = spoil(desk, "a.txt");
    assert_eq!(
        (report.lost.as_slice(), report.aside.len()),
        (["a.txt".to_owned()].as_slice(), 1)
    );
    assert_eq!(desk.n_found("码头"), 2);
    let (desk, report) = spoil(desk, "b.txt");
    // The older copy still has what the newer one lost.
    assert_eq!(report.aside.len(), 2);
    assert!(report.aside.iter().all(|path| path.exists()));
    assert_eq!(desk.n_found("码头"), 2);
    desk.assert_sound();
}

#[test]
fn of_a_catalog_that_was_cut_off_the_rest_is_salvaged() {
    let mut desk = Desk::new();
    for n in 0..60 {
        let text: String = (0..40).map(|m| page(&format!("{n:02}第{m}"))).collect();
        desk.put(&format!("{n:02}.txt"), text.as_bytes());
    }
    let folder = desk.path("");
    desk.import(&folder);
    let id = desk.ids("00第1号").remove(0);
    desk.library.star(&id, true).unwrap();
    let Desk { folder, library } = desk;
    drop(library);
    let path = folder.path().join("library");
    let catalog = File::options()
        .write(true)
        .open(path.join("library.sqlite"))
        .unwrap();
    let n_bytes = catalog.metadata().unwrap().len();
    catalog.set_len(n_bytes * 7 / 10).unwrap();
    drop(catalog);
    let told = Library::open(&path).err().unwrap().to_string();
    assert!(told.contains("salvage"), "{told}");
    let report = Library::salvage(&path, &mut |_| ControlFlow::Continue(()))
        .unwrap()
        .unwrap();
    assert!((10..60).contains(&report.n_files), "{report:?}");
    let desk = Desk {
        library: Library::open(&path).unwrap(),
        folder,
    };
    desk.assert_sound();
    assert_eq!(desk.library.counts().unwrap().n_sources, report.n_files);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// However often an import is interrupted, each file is in the library once.
    #[test]
    fn interrupted_anywhere_every_file_is_taken_once(
        n_loose in 0_usize..70,
        n_packed in 0_usize..100,
        pauses in proptest::collection::vec(1_usize..4, 0..9),
    ) {
        let mut desk = Desk::new();
        for n in 0..n_loose {
            desk.put(&format!("{n:02}.txt"), page(&format!("散{n:02}")).as_bytes());
        }
        let names: Vec<String> = (0..n_packed).map(|n| format!("箱{n:02}")).collect();
        desk.put("40 box.zip", &archive(&names));
        let request = ImportRequest { paths: vec![desk.path("")], ..ImportRequest::default() };
        let mut work = ImportWork::begin(&desk.library, request).unwrap();
        let mut pauses = pauses.into_iter();
        let report = loop {
            let mut left = pauses.next().unwrap_or(usize::MAX);
            let done = work.go_on(&mut desk.library, &mut |_| {
                left = left.saturating_sub(1);
                if left == 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            });
            if let Some(report) = done.unwrap() {
                break report;
            }
        };
        prop_assert_eq!(report.failures.len(), 0);
        prop_assert_eq!((report.n_added, report.n_unchanged), (n_loose + n_packed, 0));
        prop_assert_eq!(desk.n_found("码头"), n_loose + n_packed);
    }
}
