//! Are the tables of a database those that its steps make? A bit that flips in a column's name leaves a file
//! that SQLite calls sound, and that nothing can be read from.

use super::StoreError;
use super::database::Database;
use rusqlite::Connection;

/// A table's column, or an index of it.
type Place = (String, String);

fn places(connection: &Connection) -> rusqlite::Result<Vec<Place>> {
    let mut statement = connection.prepare(
        "SELECT shape.name, col.name FROM sqlite_schema AS shape
         JOIN pragma_table_info(shape.name) AS col WHERE shape.type = 'table'
         UNION ALL
         SELECT tbl_name, name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL
         ORDER BY 1, 2",
    )?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    rows.collect()
}

/// What differs in a database of the newest version from what the steps make; `None`: nothing.
pub(super) fn what_differs(
    database: &Database,
    steps: &[&str],
) -> Result<Option<String>, StoreError> {
    let made = Connection::open_in_memory().and_then(|fresh| {
        for step in steps {
            fresh.execute_batch(step)?;
        }
        places(&fresh)
    });
    let made = database.tried(made)?;
    // A schema that cannot even be read is not ours.
    let Ok(found) = places(&database.connection) else {
        return Ok(Some("its tables cannot be read".to_owned()));
    };
    let is_missing = |place: &&Place| !found.contains(place);
    Ok(made
        .iter()
        .find(is_missing)
        .map(|(table, column)| format!("{table} has no {column}")))
}
