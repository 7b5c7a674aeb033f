//! Whatever a file holds, reading it ends in pages or in a sentence.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for name in ["page.txt", "articles.jsonl"] {
        match banmian::ingest::read_bytes(name, bytes, None) {
            Ok(source) => assert!(!source.pages.is_empty()),
            Err(error) => assert!(!error.sentence().zh.is_empty()),
        }
    }
});
