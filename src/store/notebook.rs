//! The reader's own rows: what was read, starred, repaired, corrected, searched for. Nothing else can give
//! them back, so they are checked at every start, backed up every day, and taken from the newest
//! sound backup when the file is damaged.
//!
//! What is noted of an article is anchored to the page it stands on; the article's id, which
//! changes when it is restored otherwise, can be found again from there.

use super::StoreError;
use super::database::{Database, Snapshot, beside};
use super::shape::what_differs;
use crate::model::Sentence;
use std::path::{Path, PathBuf};

pub(super) const STEPS: &[&str] = &[
    "CREATE TABLE mark (
        article_id TEXT PRIMARY KEY,
        is_read INTEGER NOT NULL DEFAULT 0,
        is_starred INTEGER NOT NULL DEFAULT 0
    ) WITHOUT ROWID;",
    "
    CREATE TABLE anchored_mark (
        mark_id INTEGER PRIMARY KEY,
        article_id TEXT NOT NULL,
        is_read INTEGER NOT NULL DEFAULT 0,
        is_starred INTEGER NOT NULL DEFAULT 0,
        page_hash TEXT,
        spans TEXT
    );
    INSERT INTO anchored_mark (article_id, is_read, is_starred)
        SELECT article_id, is_read, is_starred FROM mark;
    DROP TABLE mark;
    ALTER TABLE anchored_mark RENAME TO mark;
    CREATE INDEX mark_by_article ON mark (article_id);
    CREATE INDEX mark_by_page ON mark (page_hash);
    CREATE TABLE repair (
        repair_id INTEGER PRIMARY KEY AUTOINCREMENT,
        made_at TEXT NOT NULL,
        page_hash TEXT NOT NULL,
        page_name TEXT NOT NULL,
        repair TEXT NOT NULL,
        standing INTEGER NOT NULL,
        changed INTEGER NOT NULL
    );
    CREATE INDEX repair_by_page ON repair (page_hash);
",
    "
    CREATE TABLE past_search (
        search_id INTEGER PRIMARY KEY AUTOINCREMENT,
        meaning TEXT NOT NULL UNIQUE,
        typed TEXT NOT NULL,
        searched_at TEXT NOT NULL,
        n_found INTEGER NOT NULL
    );
    CREATE TABLE saved_search (
        saved_id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL,
        typed TEXT NOT NULL,
        seen_up_to INTEGER NOT NULL
    );
",
    // Rules for names, as lines of text. Their deeds are numbered together with the repairs.
    "
    CREATE TABLE correction (
        correction_id INTEGER PRIMARY KEY AUTOINCREMENT,
        deed INTEGER NOT NULL,
        made_at TEXT NOT NULL,
        rule TEXT NOT NULL,
        takes_off INTEGER REFERENCES correction,
        standing INTEGER NOT NULL
    );
    CREATE INDEX correction_by_deed ON correction (deed);
",
    // The reader's work. Of its rows none is ever deleted: a deed changes values, which it keeps as they
    // were and as they are, so that it can be taken back whatever the rows' articles are called by now.
    "
    ALTER TABLE mark ADD COLUMN status INTEGER NOT NULL DEFAULT 0;
    CREATE INDEX mark_starred ON mark (article_id) WHERE is_starred = 1;
    CREATE INDEX mark_read ON mark (article_id) WHERE is_read = 1;
    CREATE INDEX mark_by_status ON mark (status, article_id) WHERE status > 0;
    CREATE TABLE label (
        label_id INTEGER PRIMARY KEY AUTOINCREMENT,
        kind INTEGER NOT NULL,
        name TEXT NOT NULL,
        colour INTEGER NOT NULL,
        is_gone INTEGER NOT NULL
    );
    CREATE TABLE labelled (
        labelled_id INTEGER PRIMARY KEY,
        label_id INTEGER NOT NULL REFERENCES label,
        article_id TEXT NOT NULL,
        page_hash TEXT NOT NULL,
        spans TEXT NOT NULL,
        is_gone INTEGER NOT NULL
    );
    CREATE INDEX labelled_by_article ON labelled (article_id);
    CREATE INDEX labelled_by_label ON labelled (label_id, is_gone, article_id);
    CREATE INDEX labelled_by_page ON labelled (page_hash);
    CREATE TABLE note (
        note_id INTEGER PRIMARY KEY AUTOINCREMENT,
        made_at TEXT NOT NULL,
        article_id TEXT NOT NULL,
        page_hash TEXT NOT NULL,
        spans TEXT NOT NULL,
        passage TEXT NOT NULL,
        quote TEXT NOT NULL,
        about TEXT NOT NULL,
        text TEXT NOT NULL,
        is_gone INTEGER NOT NULL
    );
    CREATE INDEX note_by_article ON note (article_id);
    CREATE INDEX note_by_page ON note (page_hash);
    CREATE TABLE deed (
        deed_id INTEGER PRIMARY KEY,
        made_at TEXT NOT NULL,
        what TEXT NOT NULL,
        standing INTEGER NOT NULL
    );
    CREATE TABLE deed_change (
        deed_id INTEGER NOT NULL REFERENCES deed,
        place INTEGER NOT NULL,
        what TEXT NOT NULL,
        row_id INTEGER NOT NULL,
        was NOT NULL,
        became NOT NULL,
        PRIMARY KEY (deed_id, place)
    ) WITHOUT ROWID;
",
    super::watched::STEP,
];

/// Daily copies that are kept.
const N_BACKUPS: usize = 14;

/// The database of the reader's rows.
pub struct Notebook {
    pub(super) database: Database,
}

impl Notebook {
    /// Opens the database, or makes one; gives also what the reader should know of: a damaged
    /// file that was replaced, a backup that failed.
    ///
    /// # Errors
    /// When the file can be neither read nor replaced.
    pub fn open_or_create(
        path: &Path,
        backups: &Path,
    ) -> Result<(Self, Vec<Sentence>), StoreError> {
        let mut notes = Vec::new();
        // Cut off between two renames, or deleted by hand: a backup is better than nothing.
        if !path.exists() && !find_backups(backups).is_empty() {
            notes.push(replace_damaged(path, backups)?);
        }
        let notebook = match Self::open_sound(path, backups) {
            Ok(notebook) => notebook,
            Err(StoreError::Damaged { .. }) => {
                notes.push(replace_damaged(path, backups)?);
                Self::open_sound(path, backups)?
            }
            Err(error) => return Err(error),
        };
        // A failed backup must not keep the reader from the library.
        if let Err(error) = notebook.back_up_daily(backups) {
            notes.push(Sentence::new(
                format!(
                    "已读、星标、修正和检索的每日备份没有做成：{}",
                    error.sentence().zh
                ),
                format!("The daily backup of your marks, repairs and searches failed: {error}"),
            ));
        }
        Ok((notebook, notes))
    }

    /// Opens for reading only.
    ///
    /// # Errors
    /// When there is no file, or it cannot be read.
    pub fn open_read_only(path: &Path) -> Result<Self, StoreError> {
        Database::open_read_only(path, STEPS).map(|database| Self { database })
    }

    /// Is the file at a path of the format that this program writes?
    #[must_use]
    pub fn is_current(path: &Path) -> bool {
        Database::open_read_only(path, STEPS).is_ok_and(|database| database.is_current(STEPS))
    }

    fn open_sound(path: &Path, backups: &Path) -> Result<Self, StoreError> {
        let database = Database::open_or_create(path, STEPS, backups)?;
        let wrong = match database.check()?.into_iter().next() {
            Some(reason) => Some(reason),
            None => what_differs(&database, STEPS)?,
        };
        match wrong {
            None => Ok(Self { database }),
            Some(reason) => Err(StoreError::Damaged {
                path: path.to_owned(),
                reason,
            }),
        }
    }

    /// Reads one state of it until what is given is dropped.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn snapshot(&self) -> Result<Snapshot<'_>, StoreError> {
        self.database.snapshot()
    }

    /// What is wrong with the file; empty when it is sound.
    ///
    /// # Errors
    /// When it cannot even be read.
    pub fn check(&self) -> Result<Vec<String>, StoreError> {
        self.database.check()
    }

    fn back_up_daily(&self, backups: &Path) -> Result<(), StoreError> {
        let today: String = self.database.tried(self.database.connection.query_row(
            "SELECT date('now', 'localtime')",
            [],
            |row| row.get(0),
        ))?;
        let name = format!("reader-{today}.sqlite");
        if backups.join(&name).exists() {
            return Ok(());
        }
        self.database.back_up(backups, &name)?;
        let n_old = find_backups(backups).len().saturating_sub(N_BACKUPS);
        for old in find_backups(backups).iter().take(n_old) {
            // One that cannot be removed is tried again tomorrow.
            if let Err(error) = std::fs::remove_file(old) {
                log::warn!("an old backup stays: {error}");
            }
        }
        Ok(())
    }
}

/// The daily backups, oldest first: their names sort by day.
pub(super) fn find_backups(backups: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir(backups)
        .into_iter()
        .flatten()
        .filter_map(|file| Some(file.ok()?.path()))
        .filter(|path| {
            path.file_name()
                .and_then(|name| name.to_str())
                .is_some_and(|name| name.starts_with("reader-2") && name.ends_with(".sqlite"))
        })
        .collect();
    found.sort_unstable();
    found
}

/// Moves the damaged file aside and puts the newest sound backup in its place; says what it did.
fn replace_damaged(path: &Path, backups: &Path) -> Result<Sentence, StoreError> {
    let failed = |error: std::io::Error| StoreError::Unwritable {
        path: path.to_owned(),
        reason: error.to_string(),
    };
    let beside = |suffix: &str| beside(path, suffix);
    let sound = find_backups(backups).into_iter().rev().find(|backup| {
        Database::open_read_only(backup, STEPS)
            .and_then(|database| database.check())
            .is_ok_and(|problems| problems.is_empty())
    });
    // The backup is there, whole, before the damaged file goes: a crash in between loses neither.
    let fresh = beside(".restored");
    if let Some(backup) = &sound {
        std::fs::copy(backup, &fresh).map_err(failed)?;
    }
    if path.exists() {
        std::fs::rename(path, beside(".damaged")).map_err(failed)?;
    }
    for suffix in ["-wal", "-shm"] {
        if beside(suffix).exists() {
            std::fs::rename(beside(suffix), beside(&format!(".damaged{suffix}")))
                .map_err(failed)?;
        }
    }
    let Some(backup) = sound else {
        return Ok(Sentence::new(
            "已读、星标、修正和检索的数据库已损坏，又没有备份，只好从头开始；损坏的文件保存在它旁边。",
            "The database of your marks, repairs and searches was damaged and there was no backup; it \
             begins anew. The damaged file was kept beside it.",
        ));
    };
    std::fs::rename(&fresh, path).map_err(failed)?;
    let name = backup.file_name().unwrap_or_default().to_string_lossy();
    Ok(Sentence::new(
        format!(
            "已读、星标、修正和检索的数据库已损坏，已换上备份 {name}；损坏的文件保存在它旁边。"
        ),
        format!(
            "The database of your marks, repairs and searches was damaged; the backup {name} has taken \
             its place. The damaged file was kept beside it."
        ),
    ))
}
