//! The card of the library's files: what is in it, what could not be taken, which folders are watched;
//! and pausing an import.

use super::{App, Filter, Job, Notice};
use crate::library::{
    Backup, Counts, Facet, FailedFile, FilePreview, FoundFiles, ImportRequest, RedoneFile, Said,
    Stage, SurveyReport,
};
use crate::model::Sentence;
use std::num::NonZero;
use std::ops::Range;
use std::path::PathBuf;

/// Rows of the list that are loaded together.
const CHUNK: usize = 100;

/// What the card shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FilesTab {
    /// The files of the library.
    #[default]
    Kept,
    /// Files that could not be taken.
    Failed,
    /// Folders whose new files come in by themselves.
    Watched,
    /// Copies of what the reader made.
    Backups,
}

/// What the reader wants with files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FilesWish {
    /// Show the card, or close it.
    Toggle,
    /// Show another part of it.
    Show(FilesTab),
    /// Only files whose name or path holds this.
    Find(String),
    /// Rows that are on the screen; what is missing of them is loaded.
    ShowRows(Range<usize>),
    /// List the articles of a file, by its name.
    List(String),
    /// Ask whether a file is to be removed.
    Ask(i64),
    /// Remove the file that was asked about.
    Remove,
    /// Show how a file is read, and how it could be.
    Preview(i64),
    /// Back to the list, whatever was asked.
    Back,
    /// Restore the file that is previewed anew, read so.
    Redo(Said),
    /// Try to take files again that failed: one by its number, or all.
    Retry(Option<i64>),
    /// Forget that a file failed, by its number, or that any did.
    Forget(Option<i64>),
    /// Watch a folder.
    Watch(PathBuf),
    /// Watch it no more.
    Unwatch(PathBuf),
    /// Pause the import that runs, or go on with it.
    Pause,
    /// Ask whether to go back to a copy, by its name.
    AskRestore(String),
    /// Go back to the copy that was asked about.
    Restore,
    /// See what an import of these would do, without doing it.
    Survey(Vec<PathBuf>),
    /// How many threads restore files; `None`: as many as there are cores.
    SetThreads(Option<NonZero<usize>>),
    /// Write the whole library to a file.
    Archive(PathBuf),
    /// Make a library of an archive, and open it.
    Unarchive(PathBuf),
}

/// What is heard of files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FilesNews {
    /// A stretch of the list, and which request it answers.
    Found(u64, FoundFiles),
    /// Files that failed.
    Failed(Vec<FailedFile>),
    /// Folders that are watched.
    Watched(Vec<PathBuf>),
    /// How a file is read, and how it could be; `None`: it is gone.
    Preview(Option<FilePreview>),
    /// Files were removed: so many articles with them, and how much there is now.
    Removed(usize, Counts),
    /// A file was restored anew.
    Redone(RedoneFile, Counts),
    /// Copies of what the reader made, the newest first.
    Backups(Vec<Backup>),
    /// A copy, by its name, is in its place; what was there is kept under another.
    Restored(String, String),
    /// What an import of these would do.
    Surveyed(SurveyReport, Vec<PathBuf>),
    /// A wish was refused.
    Refused(Sentence),
    /// Files have come to watched folders.
    Appeared(Vec<PathBuf>),
}

/// The card's state.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FilesState {
    /// Is it open?
    pub is_shown: bool,
    /// What it shows.
    pub tab: FilesTab,
    /// What the names of the listed files hold.
    pub part: String,
    /// The list, as far as it is loaded.
    pub found: FoundFiles,
    /// Files that could not be taken.
    pub failed: Vec<FailedFile>,
    /// Watched folders.
    pub watched: Vec<PathBuf>,
    /// Copies of what the reader made.
    pub backups: Vec<Backup>,
    /// The copy to go back to, once the reader says yes.
    pub asked_backup: Option<String>,
    /// The file that is to be removed, once the reader says yes.
    pub asked: Option<i64>,
    /// The file whose reading is looked at.
    pub preview: Option<FilePreview>,
    /// Is the import paused?
    pub is_paused: bool,
    serial: u64,
}

impl FilesState {
    /// Is something over the list that Escape closes first?
    #[must_use]
    pub const fn has_question(&self) -> bool {
        self.asked.is_some() || self.asked_backup.is_some() || self.preview.is_some()
    }
}

impl App {
    pub(super) fn files_wish(&mut self, wish: FilesWish) -> Vec<Job> {
        match wish {
            FilesWish::Toggle => {
                self.files.is_shown = !self.files.is_shown;
                self.files.asked = None;
                self.files.preview = None;
                self.files.part.clear();
                return self.list_files_anew();
            }
            FilesWish::Show(tab) => {
                self.files.tab = tab;
                if tab == FilesTab::Backups {
                    return vec![Job::ListBackups];
                }
            }
            FilesWish::Find(part) => {
                self.files.part = part;
                return self.list_files_from(0);
            }
            FilesWish::ShowRows(rows) => return self.show_files(&rows),
            FilesWish::List(name) => {
                self.files.is_shown = false;
                let filter = Filter::name(Facet::Source, &name, false);
                if self.filters.contains(&filter) {
                    return vec![];
                }
                return self.toggle_filter(filter);
            }
            FilesWish::Ask(source_id) => self.files.asked = Some(source_id),
            FilesWish::Back => {
                self.files.asked = None;
                self.files.asked_backup = None;
                self.files.preview = None;
            }
            FilesWish::Remove => {
                let asked = self.files.asked.take().filter(|_| self.can_change_files());
                return asked
                    .map(|id| Job::RemoveFiles(vec![id]))
                    .into_iter()
                    .collect();
            }
            FilesWish::Preview(source_id) => return vec![Job::PreviewFile(source_id)],
            FilesWish::Redo(said) => {
                let open = self
                    .files
                    .preview
                    .take()
                    .filter(|_| self.can_change_files());
                let job = open.map(|preview| Job::RedoFile(preview.source_id, said));
                return job.into_iter().collect();
            }
            FilesWish::AskRestore(name) => self.files.asked_backup = Some(name),
            FilesWish::Restore => {
                let asked = self.files.asked_backup.take();
                let asked = asked.filter(|_| self.can_change_files());
                return asked.map(Job::RestoreBackup).into_iter().collect();
            }
            FilesWish::Survey(paths) => {
                if self.is_busy() || paths.is_empty() {
                    return vec![];
                }
                self.notice = None;
                return vec![Job::Survey(paths)];
            }
            FilesWish::SetThreads(n_threads) => {
                self.settings.import_threads = n_threads;
                return self.save_settings();
            }
            FilesWish::Archive(path) => return self.write_archive(path),
            FilesWish::Unarchive(path) => {
                if self.is_busy() {
                    return vec![];
                }
                self.files.is_shown = false;
                return vec![Job::Unarchive(path)];
            }
            FilesWish::Retry(which) => return self.retry(which),
            FilesWish::Forget(which) => return vec![Job::ForgetFailure(which)],
            FilesWish::Watch(folder) => return vec![Job::Watch(folder, true)],
            FilesWish::Unwatch(folder) => return vec![Job::Watch(folder, false)],
            FilesWish::Pause => {
                self.files.is_paused = !self.files.is_paused && self.is_busy();
                return vec![Job::PauseImport(self.files.is_paused)];
            }
        }
        vec![]
    }

    /// Is there an import to pause or to go on with?
    #[must_use]
    pub fn can_pause(&self) -> bool {
        let stage = self.progress.map(|progress| progress.stage);
        self.files.is_paused || matches!(stage, Some(Stage::Importing | Stage::Indexing))
    }

    /// The library is another one: what is known of the files of the last one is forgotten.
    pub(super) fn forget_files(&mut self) -> Vec<Job> {
        self.files = FilesState {
            is_shown: self.files.is_shown,
            tab: self.files.tab,
            serial: self.files.serial,
            ..FilesState::default()
        };
        self.list_files_anew()
    }

    /// May files be removed, redone or tried again?
    #[must_use]
    pub fn can_change_files(&self) -> bool {
        self.is_writable() && !self.is_busy()
    }

    pub(super) fn files_news(&mut self, news: FilesNews) -> Vec<Job> {
        match news {
            FilesNews::Found(serial, found) => {
                if serial == self.files.serial {
                    self.files.found = found;
                }
            }
            FilesNews::Failed(failed) => self.files.failed = failed,
            FilesNews::Watched(watched) => self.files.watched = watched,
            FilesNews::Preview(preview) => self.files.preview = preview,
            FilesNews::Removed(n_articles, counts) => {
                self.work_ended(counts);
                self.notice = Some(Notice::Done(Sentence::new(
                    format!("已从资料库移出，共 {n_articles} 篇；磁盘上的原件没有动。"),
                    format!("Removed, with {n_articles} articles; the original stays where it is."),
                )));
                return self.list_changed();
            }
            FilesNews::Redone(redone, counts) => {
                self.work_ended(counts);
                let n = redone.n_articles;
                let (mut zh, mut en) = (
                    format!("已重新整理，现有 {n} 篇。"),
                    format!("Restored anew: {n} articles."),
                );
                for warning in redone.warnings {
                    zh.push_str(&warning.message.zh);
                    en.push(' ');
                    en.push_str(&warning.message.en);
                }
                self.notice = Some(Notice::Done(Sentence::new(zh, en)));
                return self.list_changed();
            }
            FilesNews::Surveyed(report, paths) => {
                self.work_ended(self.library.counts);
                self.files.is_shown = false;
                self.notice = Some(Notice::Surveyed(report, paths));
            }
            FilesNews::Backups(backups) => self.files.backups = backups,
            FilesNews::Restored(name, kept) => {
                self.notice = Some(Notice::Done(Sentence::new(
                    format!("已恢复到 {name}；此前的另存为 {kept}，也可以再恢复回来。"),
                    format!(
                        "{name} is in its place. What was there is kept as {kept}, and can be put back."
                    ),
                )));
            }
            FilesNews::Refused(why) => {
                if self.progress.is_some_and(|at| at.stage == Stage::Importing) {
                    self.work_ended(self.library.counts);
                }
                self.notice = Some(Notice::Failed(why));
            }
            FilesNews::Appeared(paths) => {
                if self.is_writable() {
                    return vec![Job::Import(ImportRequest {
                        paths,
                        is_by_itself: true,
                        ..ImportRequest::default()
                    })];
                }
            }
        }
        vec![]
    }

    /// The list of articles and the card, after files came or went.
    fn list_changed(&mut self) -> Vec<Job> {
        let mut jobs = self.refresh();
        jobs.extend(self.list_files_anew());
        jobs
    }

    /// Loads what the card shows, where it is shown.
    pub(super) fn list_files_anew(&mut self) -> Vec<Job> {
        if !self.files.is_shown {
            return vec![];
        }
        self.list_files_from(self.files.found.offset)
    }

    fn list_files_from(&mut self, offset: usize) -> Vec<Job> {
        self.files.serial += 1;
        vec![Job::ListFiles {
            serial: self.files.serial,
            part: self.files.part.clone(),
            rows: (offset, 2 * CHUNK),
        }]
    }

    fn show_files(&mut self, rows: &Range<usize>) -> Vec<Job> {
        let found = &self.files.found;
        let end = found.offset + found.rows.len();
        let wanted_end = rows.end.min(found.total);
        if rows.start >= found.offset && wanted_end <= end {
            return vec![];
        }
        let offset = rows.start.saturating_sub(CHUNK / 2);
        // One that is under way for this stretch is waited for.
        if found.offset == offset && found.rows.is_empty() {
            return vec![];
        }
        self.files.found.offset = offset;
        self.files.found.rows.clear();
        self.list_files_from(offset)
    }

    fn retry(&mut self, which: Option<i64>) -> Vec<Job> {
        if !self.can_change_files() {
            return vec![];
        }
        let failed = self.files.failed.iter();
        let wanted = failed.filter(|file| which.is_none_or(|id| id == file.failure_id));
        // Those of one date together, as they were to be taken.
        let mut requests: Vec<ImportRequest> = Vec::new();
        for file in wanted {
            let Some(path) = &file.path else { continue };
            let is_same = |r: &&mut ImportRequest| r.said.issue_date == file.issue_date;
            match requests.iter_mut().find(is_same) {
                Some(request) if request.paths.contains(path) => {}
                Some(request) => request.paths.push(path.clone()),
                None => requests.push(ImportRequest {
                    paths: vec![path.clone()],
                    said: Said {
                        issue_date: file.issue_date,
                        encoding: None,
                    },
                    is_by_itself: false,
                }),
            }
        }
        requests.into_iter().map(Job::Import).collect()
    }
}
