//! The reader's own rows: what was read and what was starred. Nothing else can give them back, so
//! they are checked at every start, backed up every day, and taken from the newest sound backup
//! when the file is damaged.

use super::StoreError;
use super::database::Database;
use crate::model::{ArticleId, Sentence};
use rusqlite::{OptionalExtension as _, params};
use std::path::{Path, PathBuf};

const STEPS: &[&str] = &["CREATE TABLE mark (
        article_id TEXT PRIMARY KEY,
        is_read INTEGER NOT NULL DEFAULT 0,
        is_starred INTEGER NOT NULL DEFAULT 0
    ) WITHOUT ROWID;"];

/// Daily copies that are kept.
const N_BACKUPS: usize = 14;

/// What the reader noted of an article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    /// Read?
    pub is_read: bool,
    /// Starred?
    pub is_starred: bool,
}

/// The database of the reader's rows.
pub struct Marks {
    database: Database,
}

impl Marks {
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
        let marks = match Self::open_sound(path, backups) {
            Ok(marks) => marks,
            Err(StoreError::Damaged { .. }) => {
                notes.push(replace_damaged(path, backups)?);
                Self::open_sound(path, backups)?
            }
            Err(error) => return Err(error),
        };
        // A failed backup must not keep the reader from the library.
        if let Err(error) = marks.back_up_daily(backups) {
            notes.push(Sentence::new(
                format!("已读和星标的每日备份没有做成：{}", error.sentence().zh),
                format!("The daily backup of your read and starred marks failed: {error}"),
            ));
        }
        Ok((marks, notes))
    }

    /// Opens for reading only.
    ///
    /// # Errors
    /// When there is no file, or it cannot be read.
    pub fn open_read_only(path: &Path) -> Result<Self, StoreError> {
        Database::open_read_only(path, STEPS).map(|database| Self { database })
    }

    fn open_sound(path: &Path, backups: &Path) -> Result<Self, StoreError> {
        let database = Database::open_or_create(path, STEPS, backups)?;
        match database.check()?.into_iter().next() {
            None => Ok(Self { database }),
            Some(reason) => Err(StoreError::Damaged {
                path: path.to_owned(),
                reason,
            }),
        }
    }

    /// What was noted of an article.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn of(&self, id: &ArticleId) -> Result<Mark, StoreError> {
        let found = self
            .database
            .connection
            .prepare_cached("SELECT is_read, is_starred FROM mark WHERE article_id = ?1")
            .and_then(|mut statement| {
                statement
                    .query_row([&id.0], |row| {
                        Ok(Mark {
                            is_read: row.get(0)?,
                            is_starred: row.get(1)?,
                        })
                    })
                    .optional()
            });
        Ok(self.database.tried(found)?.unwrap_or_default())
    }

    /// Notes that an article was read, or not.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn set_read(&self, id: &ArticleId, is_read: bool) -> Result<(), StoreError> {
        self.set(
            "INSERT INTO mark (article_id, is_read) VALUES (?1, ?2)
             ON CONFLICT (article_id) DO UPDATE SET is_read = ?2",
            id,
            is_read,
        )
    }

    /// Stars an article, or not.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn set_starred(&self, id: &ArticleId, is_starred: bool) -> Result<(), StoreError> {
        self.set(
            "INSERT INTO mark (article_id, is_starred) VALUES (?1, ?2)
             ON CONFLICT (article_id) DO UPDATE SET is_starred = ?2",
            id,
            is_starred,
        )
    }

    fn set(&self, sql: &str, id: &ArticleId, value: bool) -> Result<(), StoreError> {
        let done = self.database.connection.execute(sql, params![id.0, value]);
        self.database.tried(done).map(|_n_rows| ())
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
fn find_backups(backups: &Path) -> Vec<PathBuf> {
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
    let beside = |suffix: &str| {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        PathBuf::from(name)
    };
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
            "已读和星标的数据库已损坏，又没有备份，只好从头开始；损坏的文件保存在它旁边。",
            "The database of your read and starred marks was damaged and there was no backup; it \
             begins anew. The damaged file was kept beside it.",
        ));
    };
    std::fs::rename(&fresh, path).map_err(failed)?;
    let name = backup.file_name().unwrap_or_default().to_string_lossy();
    Ok(Sentence::new(
        format!("已读和星标的数据库已损坏，已换上备份 {name}；损坏的文件保存在它旁边。"),
        format!(
            "The database of your read and starred marks was damaged; the backup {name} has taken \
             its place. The damaged file was kept beside it."
        ),
    ))
}
