//! Banmian.
fn main() {}
