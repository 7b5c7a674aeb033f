//! What both databases share: opening, versions, backups and errors.

use super::StoreError;
use rusqlite::{Connection, ErrorCode, OpenFlags, Transaction};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long to wait for another connection's write.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);

/// So much of a file is mapped into a reader's memory, in bytes, so that its pages are not copied for
/// each row; of what lies behind, some pages are kept. The index is read so as well.
const READER_MAPPED_BYTES: u64 = 4 << 30;

/// One state of a database; what is read while it lives is of one moment.
pub struct Snapshot<'a> {
    _transaction: Transaction<'a>,
}

/// A connection that knows its file, so that errors can name it.
pub(super) struct Database {
    pub(super) connection: Connection,
    pub(super) path: PathBuf,
}

impl Database {
    /// Opens for writing, makes the file when there is none, and brings it up to date.
    /// `steps[n]` is the SQL that leads from version n to n + 1.
    pub(super) fn open_or_create(
        path: &Path,
        steps: &[&str],
        backups: &Path,
    ) -> Result<Self, StoreError> {
        let mut database = Self::connect(path, OpenFlags::default())?;
        // WAL: readers go on while one writes. FULL: what was confirmed survives a power cut.
        database.run(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;",
        )?;
        database.migrate(steps, backups)?;
        Ok(database)
    }

    /// Opens for reading; there has to be a file.
    pub(super) fn open_read_only(path: &Path, steps: &[&str]) -> Result<Self, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
            | OpenFlags::SQLITE_OPEN_NO_MUTEX
            | OpenFlags::SQLITE_OPEN_URI;
        let database = Self::connect(path, flags)?;
        database.refuse_newer(steps)?;
        database.run(&format!("PRAGMA mmap_size = {READER_MAPPED_BYTES};"))?;
        Ok(database)
    }

    fn connect(path: &Path, flags: OpenFlags) -> Result<Self, StoreError> {
        let connection =
            Connection::open_with_flags(path, flags).map_err(|e| store_error(path, &e))?;
        let database = Self {
            connection,
            path: path.to_owned(),
        };
        database.tried(database.connection.busy_timeout(BUSY_TIMEOUT))?;
        Ok(database)
    }

    /// Gives SQLite's errors our words.
    pub(super) fn tried<T>(&self, result: rusqlite::Result<T>) -> Result<T, StoreError> {
        result.map_err(|e| store_error(&self.path, &e))
    }

    /// Reads one state of the file until what is given is dropped.
    pub(super) fn snapshot(&self) -> Result<Snapshot<'_>, StoreError> {
        let begun = self.connection.unchecked_transaction();
        self.tried(begun).map(|transaction| Snapshot {
            _transaction: transaction,
        })
    }

    /// Runs statements without parameters.
    pub(super) fn run(&self, sql: &str) -> Result<(), StoreError> {
        self.tried(self.connection.execute_batch(sql))
    }

    fn version(&self) -> Result<i64, StoreError> {
        self.tried(
            self.connection
                .query_row("PRAGMA user_version", [], |row| row.get(0)),
        )
    }

    /// The version of the file, if it is one that we read.
    fn refuse_newer(&self, steps: &[&str]) -> Result<usize, StoreError> {
        let found = self.version()?;
        match usize::try_from(found) {
            Ok(version) if version <= steps.len() => Ok(version),
            _ => Err(StoreError::Newer {
                path: self.path.clone(),
                found,
                known: i64::try_from(steps.len()).unwrap_or(i64::MAX),
            }),
        }
    }

    /// Is the file of the newest format?
    pub(super) fn is_current(&self, steps: &[&str]) -> bool {
        self.version()
            .is_ok_and(|version| usize::try_from(version) == Ok(steps.len()))
    }

    fn migrate(&mut self, steps: &[&str], backups: &Path) -> Result<(), StoreError> {
        let version = self.refuse_newer(steps)?;
        if version > 0 && version < steps.len() {
            let stem = self.path.file_stem().unwrap_or_default().to_string_lossy();
            self.back_up(backups, &format!("{stem}-version-{version}.sqlite"))?;
        }
        for (idx, step) in steps.iter().enumerate().skip(version) {
            self.run(&format!(
                "BEGIN IMMEDIATE; {step} PRAGMA user_version = {}; COMMIT;",
                idx + 1
            ))?;
        }
        Ok(())
    }

    /// Copies the database as it is now; a copy of that name is replaced.
    pub(super) fn back_up(&self, backups: &Path, name: &str) -> Result<(), StoreError> {
        let failed = |error: std::io::Error| StoreError::Unwritable {
            path: backups.join(name),
            reason: error.to_string(),
        };
        std::fs::create_dir_all(backups).map_err(failed)?;
        // Under another name until it is whole.
        let unfinished = backups.join(format!("{name}.unfinished"));
        self.tried(
            self.connection
                .backup("main", &unfinished, rusqlite::backup::NO_PROGRESS),
        )?;
        std::fs::rename(&unfinished, backups.join(name)).map_err(failed)
    }

    /// What SQLite finds wrong with the file; empty when it is sound.
    pub(super) fn check(&self) -> Result<Vec<String>, StoreError> {
        let mut statement = self.tried(self.connection.prepare("PRAGMA integrity_check(10)"))?;
        let rows = statement.query_map([], |row| row.get::<_, String>(0));
        let found: Vec<String> = self.tried(rows.and_then(Iterator::collect))?;
        Ok(found.into_iter().filter(|line| line != "ok").collect())
    }
}

/// A file beside another one: its name with more at its end.
pub fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// Is a value not what was written there?
const fn is_misread(error: &rusqlite::Error) -> bool {
    matches!(
        error,
        rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::InvalidColumnType(..)
            | rusqlite::Error::IntegralValueOutOfRange(..)
            | rusqlite::Error::Utf8Error(..)
    )
}

fn store_error(path: &Path, error: &rusqlite::Error) -> StoreError {
    let path = path.to_owned();
    let reason = error.to_string();
    match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => StoreError::DiskFull,
        Some(
            ErrorCode::CannotOpen
            | ErrorCode::ReadOnly
            | ErrorCode::PermissionDenied
            | ErrorCode::SystemIoFailure
            | ErrorCode::TooBig,
        ) => StoreError::Unwritable { path, reason },
        Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => {
            StoreError::Damaged { path, reason }
        }
        None if is_misread(error) => StoreError::Damaged { path, reason },
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Busy { path },
        _ => StoreError::Failed { path, reason },
    }
}
