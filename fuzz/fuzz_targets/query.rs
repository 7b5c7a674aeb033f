//! A query printed and read again is the same query, and its hits hold what was asked for.
#![no_main]

mod common;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| common::promises::check_input("query", bytes));
