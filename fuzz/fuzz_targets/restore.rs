//! No character of a page is lost or doubled, and recognition keeps to the text.
#![no_main]

use banmian::model::{Page, clip};
use banmian::text::is_blank;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let page = Page {
        text: text.to_owned(),
        ..Page::default()
    };
    let restored = banmian::restore::restore_page(&page);
    let mut n_covered = vec![0u8; text.len()];
    let parts = restored
        .articles
        .iter()
        .flat_map(|a| a.parts())
        .chain(&restored.furniture);
    for run in parts.flat_map(|part| &part.provenance.runs) {
        for covered in &mut n_covered[run.page.range()] {
            *covered += 1;
        }
    }
    for (at, c) in text.char_indices() {
        assert!(
            n_covered[at] == 1 || (is_blank(c) && n_covered[at] == 0),
            "{c:?} at {at}"
        );
    }
    let texts: Vec<_> = restored.articles.iter().map(|a| a.full_text()).collect();
    for (text, found) in texts.iter().zip(banmian::entity::recognize_page(&texts)) {
        for mention in found.mentions {
            assert!(!clip(&text.text, mention.span).is_empty());
        }
    }
});
