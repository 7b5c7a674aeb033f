//! The dated copies of the reader's rows: what is in each, and putting one in the place of the rows.

use super::StoreError;
use super::database::{Database, beside};
use super::notebook::{Notebook, STEPS, find_backups};
use std::path::{Path, PathBuf};

/// A copy of the reader's rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// Its file's name, by which it is asked for.
    pub name: String,
    /// Its size in bytes.
    pub n_bytes: u64,
    /// What is wrong with it; `None`: it is sound.
    pub trouble: Option<String>,
    /// How many articles are starred, and how many rows it has of notes, repairs, rules for names and
    /// saved searches.
    pub counts: BackupCounts,
}

/// What a copy holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BackupCounts {
    /// Articles with a star.
    pub n_stars: usize,
    /// Notes.
    pub n_notes: usize,
    /// Repairs of pages.
    pub n_repairs: usize,
    /// Rules for names.
    pub n_corrections: usize,
    /// Saved searches.
    pub n_searches: usize,
}

/// What the copies are called that are made before a restore. They are never removed.
const BEFORE: &str = "before-restore";

impl Notebook {
    /// The copies in a folder, the newest first; those made before a restore, too.
    #[must_use]
    pub fn backups(folder: &Path) -> Vec<Backup> {
        let mut paths = find_backups(folder);
        paths.extend(kept_before(folder));
        let mut backups: Vec<Backup> = paths.iter().map(|path| look_at(path)).collect();
        // Their names end in their days.
        backups.sort_by_key(|backup| std::cmp::Reverse(day_of(&backup.name)));
        backups
    }

    /// Puts a copy in the place of the rows at `path`. What was there is copied first, or moved aside
    /// where it cannot be read; gives the name under which it is kept.
    ///
    /// # Errors
    /// When there is no such copy, or it is damaged, or nothing can be written; then all is as it was.
    pub fn restore(path: &Path, folder: &Path, name: &str) -> Result<String, StoreError> {
        let unwritable = |error: std::io::Error| StoreError::Unwritable {
            path: path.to_owned(),
            reason: error.to_string(),
        };
        let backup = folder.join(name);
        let is_known = Path::new(name).file_name().is_some_and(|n| n == name) && backup.is_file();
        if !is_known {
            return Err(StoreError::NoBackup {
                name: name.to_owned(),
            });
        }
        if let Some(reason) = look_at(&backup).trouble {
            return Err(StoreError::Damaged {
                path: backup,
                reason,
            });
        }
        // Whole, and beside its place, before anything goes.
        let fresh = beside(path, ".restored");
        std::fs::copy(&backup, &fresh).map_err(unwritable)?;
        let kept = keep_present(path, folder)?;
        for suffix in ["-wal", "-shm"] {
            let left = beside(path, suffix);
            if left.exists() {
                std::fs::remove_file(left).map_err(unwritable)?;
            }
        }
        std::fs::rename(fresh, path).map_err(unwritable)?;
        Ok(kept)
    }
}

/// Copies the rows that are there; gives the copy's name.
fn keep_present(path: &Path, folder: &Path) -> Result<String, StoreError> {
    let unwritable = |error: std::io::Error| StoreError::Unwritable {
        path: path.to_owned(),
        reason: error.to_string(),
    };
    let name = unused(folder);
    let copied = Database::open_or_create(path, STEPS, folder)
        .and_then(|present| present.back_up(folder, &name));
    if let Err(error) = copied {
        log::warn!("the present rows are kept as they are: {error}");
        std::fs::copy(path, folder.join(&name)).map_err(unwritable)?;
    }
    Ok(name)
}

fn unused(folder: &Path) -> String {
    let mut names = (1..).map(|n| format!("{BEFORE}-{n}.sqlite"));
    let found = names.find(|name| !folder.join(name).exists());
    found.unwrap_or_default()
}

fn kept_before(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|file| Some(file.ok()?.path()))
        .filter(|path| {
            let name = path.file_name().and_then(|name| name.to_str());
            name.is_some_and(|name| name.starts_with(BEFORE) && name.ends_with(".sqlite"))
        })
        .collect();
    found.sort();
    found
}

fn day_of(name: &str) -> String {
    name.strip_prefix("reader-").unwrap_or(name).to_owned()
}

fn look_at(path: &Path) -> Backup {
    let opened = Database::open_read_only(path, STEPS).and_then(|database| {
        let problems = database.check()?;
        Ok((counts_of(&database), problems.into_iter().next()))
    });
    let (counts, trouble) = match opened {
        Ok((counts, trouble)) => (counts, trouble),
        Err(error) => (BackupCounts::default(), Some(error.to_string())),
    };
    Backup {
        name: path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned(),
        n_bytes: std::fs::metadata(path).map_or(0, |found| found.len()),
        trouble,
        counts,
    }
}

/// An older version lacks some of the tables: nothing stands there then.
fn counts_of(database: &Database) -> BackupCounts {
    let count = |sql: &str| {
        let found = database
            .connection
            .query_row(sql, [], |row| row.get::<_, usize>(0));
        found.unwrap_or(0)
    };
    BackupCounts {
        n_stars: count("SELECT count(DISTINCT article_id) FROM mark WHERE is_starred"),
        n_notes: count("SELECT count(*) FROM note WHERE is_gone = 0"),
        n_repairs: count("SELECT count(*) FROM repair WHERE standing = 0"),
        n_corrections: count("SELECT count(*) FROM correction WHERE standing = 0"),
        n_searches: count("SELECT count(*) FROM saved_search"),
    }
}
