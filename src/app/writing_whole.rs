//! The writer thread's work with a library as a whole: out of an archive, and back to an earlier copy of
//! the reader's rows.

use super::writing::WriterThread;
use super::{FilesNews, JobEvent, LibraryPlace};
use crate::library::{Library, safe_name};
use crate::model::Sentence;
use std::path::{Path, PathBuf};

impl WriterThread {
    /// Makes a library of an archive beside the reader's other ones, and opens it.
    pub(super) fn unarchive(&mut self, archive: &Path) {
        let stem = archive.file_stem().unwrap_or_default().to_string_lossy();
        let folder = free_folder(&self.folders.data, &safe_name(&stem));
        let made = Library::from_archive(archive, &folder, &mut self.progress());
        match made {
            Ok(report) if report.is_cancelled => {
                let why =
                    Sentence::new("已停止，没有建成资料库。", "Stopped; no library was made.");
                self.report_files(FilesNews::Refused(why));
            }
            Ok(report) => {
                self.open(&LibraryPlace::Folder(folder), vec![]);
                if let Some(first) = report.failures.first() {
                    let n = report.failures.len();
                    let (place, why) = (&first.place, &first.message);
                    self.reporter.report(JobEvent::Failed(Sentence::new(
                        format!("档案里有 {n} 个文件没有收入，如 {place}：{}", why.zh),
                        format!(
                            "{n} files of the archive were not taken, such as {place}: {}",
                            why.en
                        ),
                    )));
                }
            }
            Err(error) => self.report_files(FilesNews::Refused(error.sentence())),
        }
    }

    /// What copies of the reader's rows there are.
    pub(super) fn report_backups(&self) {
        let Some(library) = &self.library else { return };
        match Library::backups(library.folder()) {
            Ok(backups) => self.report_files(FilesNews::Backups(backups)),
            Err(error) => self.reporter.report(JobEvent::Failed(error.sentence())),
        }
    }

    /// Goes back to a copy. The library is closed for it, and opened again whatever comes of it.
    pub(super) fn restore_backup(&mut self, name: &str) {
        let Some(library) = self.library.take() else {
            return;
        };
        let folder = library.folder().to_owned();
        self.forget_imports();
        // Its lock goes with it.
        drop(library);
        let restored = Library::restore_backup(&folder, name);
        self.open(&LibraryPlace::Folder(folder), vec![]);
        match restored {
            Ok(kept) => self.report_files(FilesNews::Restored(name.to_owned(), kept)),
            Err(error) => self.report_files(FilesNews::Refused(error.sentence())),
        }
        self.report_backups();
    }
}

/// A folder of this name, or the next that is not there yet.
fn free_folder(parent: &Path, name: &str) -> PathBuf {
    let name = if name.is_empty() { "archive" } else { name };
    let first = parent.join(name);
    let others = (2..).map(|nth| parent.join(format!("{name}-{nth}")));
    let mut all = std::iter::once(first).chain(others);
    // The names do not end.
    all.find(|folder| !folder.exists()).unwrap_or_default()
}
