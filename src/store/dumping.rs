//! Rows as lines of JSON and back: how a library goes into an open archive. A row is an object by its
//! columns; bytes are an object with their hex digits.

use super::database::Database;
use super::notebook::{Notebook, STEPS};
use super::{Catalog, StoreError};
use rusqlite::types::{Value, ValueRef};
use rusqlite::{Row, params_from_iter};
use serde_json::{Map, Value as Json, json};
use std::path::Path;

/// What the catalog keeps beside the files that nothing can derive.
const OF_CATALOG: [&str; 5] = ["failure", "origin", "pending", "removed_source", "seen"];

/// Where SQLite keeps which numbers were given.
const SEQUENCE: &str = "sqlite_sequence";

/// Takes in a line.
type Visit<'a> = &'a mut dyn FnMut(&str) -> std::io::Result<()>;

impl Notebook {
    /// The version of the format, which goes with the rows.
    #[must_use]
    pub fn format_version() -> u64 {
        STEPS.len() as u64
    }

    /// The names of its tables.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn tables(&self) -> Result<Vec<String>, StoreError> {
        tables_of(&self.database)
    }

    /// Visits the rows of a table as lines of JSON, in order.
    ///
    /// # Errors
    /// When the database cannot be read; what `visit` fails with.
    pub fn for_each_row(&self, table: &str, visit: Visit<'_>) -> Result<(), DumpError> {
        for_each_row(&self.database, table, visit)
    }

    /// Makes a database of an older version or of this one, where there is none, of rows: pairs of a table
    /// and a line. It is brought up to date when it is opened.
    ///
    /// # Errors
    /// When it cannot be written, or the rows do not fit; then what is there is of no use.
    pub fn create_of_rows(
        path: &Path,
        version: u64,
        rows: &mut dyn Iterator<Item = std::io::Result<(String, String)>>,
    ) -> Result<(), DumpError> {
        let n_steps = usize::try_from(version).unwrap_or(usize::MAX);
        let Some(steps) = STEPS.get(..n_steps) else {
            return Err(DumpError::Store(StoreError::Newer {
                path: path.to_owned(),
                found: i64::try_from(version).unwrap_or(i64::MAX),
                known: i64::try_from(STEPS.len()).unwrap_or(i64::MAX),
            }));
        };
        let backups = path.with_file_name("backups");
        let database = Database::open_or_create(path, steps, &backups)?;
        database.run("BEGIN IMMEDIATE; PRAGMA defer_foreign_keys = ON;")?;
        insert_all(&database, rows, &tables_of(&database)?)?;
        Ok(database.run("COMMIT")?)
    }
}

impl Catalog {
    /// The names of the tables that go into an archive.
    #[must_use]
    pub fn tables_to_keep() -> &'static [&'static str] {
        &OF_CATALOG
    }

    /// Visits the rows of one of these tables as lines of JSON, in order.
    ///
    /// # Errors
    /// When the database cannot be read; what `visit` fails with.
    pub fn for_each_row(&self, table: &str, visit: Visit<'_>) -> Result<(), DumpError> {
        for_each_row(&self.database, table, visit)
    }

    /// Takes in rows of these tables: pairs of a table and a line.
    ///
    /// # Errors
    /// When it cannot be written, or the rows do not fit; then nothing has changed.
    pub fn insert_rows(
        &mut self,
        rows: &mut dyn Iterator<Item = std::io::Result<(String, String)>>,
    ) -> Result<(), DumpError> {
        let transaction = self.begin()?;
        let tables = OF_CATALOG.map(str::to_owned);
        insert_all(&transaction.catalog().database, rows, &tables)?;
        Ok(transaction.commit()?)
    }
}

/// Why rows did not go out or come in.
#[derive(Debug, thiserror::Error)]
pub enum DumpError {
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Reading or writing the lines failed.
    #[error(transparent)]
    Lines(#[from] std::io::Error),
    /// A line is no row of its table.
    #[error("a row of {table} cannot be understood")]
    BadRow {
        /// Which table.
        table: String,
    },
}

fn tables_of(database: &Database) -> Result<Vec<String>, StoreError> {
    let sql = "SELECT name FROM sqlite_schema WHERE type = 'table'
               AND (name NOT LIKE 'sqlite\\_%' ESCAPE '\\' OR name = 'sqlite_sequence') ORDER BY name";
    let found = database.connection.prepare(sql).and_then(|mut statement| {
        let names = statement.query_map([], |row| row.get(0))?;
        names.collect::<rusqlite::Result<Vec<String>>>()
    });
    database.tried(found)
}

fn columns_of(database: &Database, table: &str) -> Result<Vec<String>, StoreError> {
    let sql = "SELECT name FROM pragma_table_info(?1) ORDER BY cid";
    let found = database.connection.prepare(sql).and_then(|mut statement| {
        let names = statement.query_map([table], |row| row.get(0))?;
        names.collect::<rusqlite::Result<Vec<String>>>()
    });
    database.tried(found)
}

fn for_each_row(database: &Database, table: &str, visit: Visit<'_>) -> Result<(), DumpError> {
    let columns = columns_of(database, table)?;
    if columns.is_empty() {
        return Ok(());
    }
    let order: Vec<String> = (1..=columns.len()).map(|nth| nth.to_string()).collect();
    let sql = format!("SELECT * FROM \"{table}\" ORDER BY {}", order.join(", "));
    let mut statement = database.tried(database.connection.prepare(&sql))?;
    let mut rows = database.tried(statement.query([]))?;
    while let Some(row) = database.tried(rows.next())? {
        let line = database.tried(line_of(row, &columns))?;
        visit(&line)?;
    }
    Ok(())
}

fn line_of(row: &Row<'_>, columns: &[String]) -> rusqlite::Result<String> {
    let mut object = Map::new();
    for (idx, column) in columns.iter().enumerate() {
        let value = match row.get_ref(idx)? {
            ValueRef::Null => Json::Null,
            ValueRef::Integer(number) => json!(number),
            ValueRef::Real(number) => json!(number),
            ValueRef::Text(text) => {
                let text = std::str::from_utf8(text).map_err(rusqlite::Error::from);
                json!(text?)
            }
            ValueRef::Blob(bytes) => {
                let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
                json!({ "hex": hex })
            }
        };
        object.insert(column.clone(), value);
    }
    Ok(Json::Object(object).to_string())
}

fn insert_all(
    database: &Database,
    rows: &mut dyn Iterator<Item = std::io::Result<(String, String)>>,
    tables: &[String],
) -> Result<(), DumpError> {
    let mut columns: Option<(String, Vec<String>)> = None;
    for row in rows {
        let (table, line) = row?;
        let bad = || DumpError::BadRow {
            table: table.clone(),
        };
        // Only names of our own ever stand in a statement.
        if !tables.contains(&table) {
            return Err(bad());
        }
        if columns.as_ref().is_none_or(|(of, _)| *of != table) {
            columns = Some((table.clone(), columns_of(database, &table)?));
            if table == SEQUENCE {
                database.run("DELETE FROM sqlite_sequence")?;
            }
        }
        let Some((_, known)) = &columns else { continue };
        let Ok(Json::Object(object)) = serde_json::from_str(&line) else {
            return Err(bad());
        };
        let (mut names, mut values) = (Vec::new(), Vec::new());
        for column in known {
            let Some(value) = object.get(column) else {
                continue;
            };
            names.push(format!("\"{column}\""));
            values.push(value_of(value).ok_or_else(bad)?);
        }
        if names.is_empty() || names.len() < object.len() {
            return Err(bad());
        }
        let places = vec!["?"; names.len()].join(", ");
        let sql = format!(
            "INSERT INTO \"{table}\" ({}) VALUES ({places})",
            names.join(", ")
        );
        let done = database
            .connection
            .prepare_cached(&sql)
            .and_then(|mut statement| statement.execute(params_from_iter(values)));
        database.tried(done)?;
    }
    Ok(())
}

fn value_of(value: &Json) -> Option<Value> {
    Some(match value {
        Json::Null => Value::Null,
        Json::String(text) => Value::Text(text.clone()),
        Json::Number(number) => match number.as_i64() {
            Some(whole) => Value::Integer(whole),
            None => Value::Real(number.as_f64()?),
        },
        Json::Object(object) => {
            let hex = object.get("hex")?.as_str()?;
            let (pairs, rest) = hex.as_bytes().as_chunks::<2>();
            if !rest.is_empty() {
                return None;
            }
            let byte = |pair: &[u8; 2]| {
                let text = std::str::from_utf8(pair).ok()?;
                u8::from_str_radix(text, 16).ok()
            };
            Value::Blob(pairs.iter().map(byte).collect::<Option<Vec<u8>>>()?)
        }
        Json::Bool(_) | Json::Array(_) => return None,
    })
}
