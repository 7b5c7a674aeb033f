//! A disk that is full ends an import in a sentence, and leaves an intact library that goes on when
//! there is room again.

use crate::samples::json_line;
use banmian::library::Library;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Runs an import in the program, which can be given less room than we have.
fn import_with(command: &mut Command, files: &Path, library: &Path) -> (bool, String) {
    let done = command
        .arg("import")
        .arg(files)
        .arg("--library")
        .arg(library)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    (done.status.success(), said)
}

/// Letters without any order, which no packing makes much smaller.
fn noise(seed: usize, n_letters: usize) -> String {
    let mut bytes = vec![0; n_letters];
    blake3::Hasher::new()
        .update(&seed.to_le_bytes())
        .finalize_xof()
        .fill(&mut bytes);
    let letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    bytes
        .iter()
        .map(|byte| char::from(letters[usize::from(byte & 63)]))
        .collect()
}

/// Forty files that take about 3 MB in a library, of which little is text to work on.
fn write_large_files(folder: &Path) -> PathBuf {
    let files = folder.join("files");
    std::fs::create_dir(&files).unwrap();
    for idx in 0..40 {
        let padding = format!("{{\"padding\":\"{}\",", noise(idx, 92_000));
        let body = format!("第{idx}篇。{}", "安置房建设工程进度。".repeat(50));
        let line = json_line(&format!("标题{idx}"), &body, None).replacen('{', &padding, 1);
        std::fs::write(files.join(format!("{idx:02}.jsonl")), line).unwrap();
    }
    files
}

fn assert_recovers(files: &Path, library: &Path) {
    let program = env!("CARGO_BIN_EXE_banmian");
    let (is_done, said) = import_with(&mut Command::new(program), files, library);
    assert!(is_done, "{said}");
    let library = Library::open(library).unwrap();
    let report = library.check().unwrap();
    assert_eq!(report.problems, Vec::<String>::new());
    assert_eq!((report.n_indexed, report.counts.n_articles), (40, 40));
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_grow_ends_in_a_sentence_and_an_intact_library() {
    let folder = tempfile::tempdir().unwrap();
    let files = write_large_files(folder.path());
    for n_blocks in [64, 400, 3000] {
        let library = folder.path().join(format!("library-{n_blocks}"));
        let mut shell = Command::new("sh");
        // Ignored, the signal becomes an error of the write, as on a full disk.
        let script = format!("trap '' XFSZ; ulimit -f {n_blocks}; exec \"$0\" \"$@\"");
        shell
            .args(["-c", &script])
            .arg(env!("CARGO_BIN_EXE_banmian"));
        let (is_done, said) = import_with(&mut shell, &files, &library);
        assert!(!is_done && said.contains("intact"), "{n_blocks}: {said}");
        assert!(!said.contains("panicked"), "{said}");
        assert_recovers(&files, &library);
    }
}

/// A disk of one's own takes root, and a system that lets root mount; elsewhere the test above
/// stands in.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_ends_in_a_sentence_and_an_intact_library() {
    let folder = tempfile::tempdir().unwrap();
    let disk = folder.path().join("disk");
    std::fs::create_dir(&disk).unwrap();
    let files = write_large_files(folder.path());
    for n_kilobytes in [200, 1500, 3000, 3100, 3200, 3300, 3500] {
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o"])
            .arg(format!("size={n_kilobytes}k"))
            .arg("tmpfs")
            .arg(&disk)
            .output();
        if !mounted.is_ok_and(|done| done.status.success()) {
            return;
        }
        let library = disk.join("library");
        let program = env!("CARGO_BIN_EXE_banmian");
        let (is_done, said) = import_with(&mut Command::new(program), &files, &library);
        let grown = Command::new("mount")
            .args(["-o", "remount,size=100m"])
            .arg(&disk)
            .output()
            .unwrap();
        assert!(grown.status.success());
        let problems = std::panic::catch_unwind(|| {
            assert!(is_done || said.contains("intact"), "{n_kilobytes}: {said}");
            assert!(!is_done || n_kilobytes > 1500, "{n_kilobytes}");
            assert!(!said.contains("panicked"), "{said}");
            assert_recovers(&files, &library);
        });
        // Whatever was found, the disk has to go.
        let unmounted = Command::new("umount").arg(&disk).output().unwrap();
        assert!(unmounted.status.success());
        if let Err(problems) = problems {
            std::panic::resume_unwind(problems);
        }
    }
}
