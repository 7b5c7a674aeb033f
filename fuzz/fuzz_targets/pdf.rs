//! Whatever a PDF file holds, reading it and drawing its pages ends in pages or in a sentence.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let bytes = [b"%PDF-1.7\n".as_slice(), bytes].concat();
    let Ok(source) = banmian::ingest::read_bytes("page.pdf", &bytes, None) else {
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
    // A page that cannot be drawn is an error, never a panic.
    let _picture = banmian::ingest::draw_page(&bytes, 1, 200).is_ok();
});
