//! Whatever hOCR holds, every placed line is a line of the text.
#![no_main]

mod common;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| common::promises::check_input("hocr", bytes));
