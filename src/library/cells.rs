//! Cells of tables for spreadsheets.

/// What a spreadsheet would reckon with is marked as text: a sign that begins a formula gets an
/// apostrophe before it.
pub(super) fn no_formula(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}
