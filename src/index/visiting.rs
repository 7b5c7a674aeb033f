//! Going through the values that articles have in a column, many at a time.

use tantivy::DocId;
use tantivy::columnar::{Column, ColumnIndex};

/// How many articles are looked at in one go: their values fit the processor's nearest memory.
const N_AT_A_TIME: usize = 1024;

/// Visits every value that the articles have in a column.
pub(super) fn visit_values(column: &Column<u64>, docs: &[DocId], visit: &mut impl FnMut(u64)) {
    if docs.len() == column.num_docs() as usize {
        return visit_all(column, visit);
    }
    let (mut rows, mut of_docs, mut values) = (Vec::new(), Vec::new(), Vec::new());
    for docs in docs.chunks(N_AT_A_TIME) {
        let rows = if matches!(column.index, ColumnIndex::Full) {
            docs
        } else {
            rows.clear();
            of_docs.clear();
            column.row_ids_for_docs(docs, &mut of_docs, &mut rows);
            rows.as_slice()
        };
        values.resize(rows.len(), 0);
        column.values.get_vals(rows, &mut values);
        for value in &values {
            visit(*value);
        }
    }
}

/// The same for all articles of a segment: the values one after another.
fn visit_all(column: &Column<u64>, visit: &mut impl FnMut(u64)) {
    let mut values = [0; N_AT_A_TIME];
    let (mut at, end) = (0, u64::from(column.values.num_vals()));
    while at < end {
        let n = usize::try_from(end - at).map_or(N_AT_A_TIME, |left| left.min(N_AT_A_TIME));
        let Some(some) = values.get_mut(..n) else {
            return;
        };
        column.values.get_range(at, some);
        some.iter().for_each(|value| visit(*value));
        at += n as u64;
    }
}
