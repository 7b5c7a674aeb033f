//! Whatever a book holds, reading it ends in pages or in a sentence.
#![no_main]

mod common;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| common::promises::check_input("epub", bytes));
