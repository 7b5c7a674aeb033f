//! Whatever ALTO holds, every placed line is a line of the text.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let bytes = [b"<alto>".as_slice(), bytes].concat();
    let Ok(source) = banmian::ingest::read_bytes("page.xml", &bytes, None) else {
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
