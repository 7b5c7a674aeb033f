//! Whatever a web page holds, reading it ends in a page or in a sentence.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let bytes = [b"<html>".as_slice(), bytes].concat();
    let Ok(source) = banmian::ingest::read_bytes("page.html", &bytes, None) else {
        return;
    };
    for page in &source.pages {
        let Some(layout) = &page.layout else { continue };
        let lines: Vec<_> = page
            .lines()
            .filter(|line| !line.text.trim().is_empty())
            .map(|line| line.span)
            .collect();
        assert!(layout.lines.iter().map(|line| line.span).eq(lines));
    }
});
