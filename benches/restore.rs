//! Restoring the sample pages, and a file of many pages' length.

use banmian::model::Page;
use banmian::restore::restore_page;
use divan::counter::BytesCount;

const PAGES: [&str; 5] = [
    include_str!("../seeds/000_aa0ac877f7c04fa7.txt"),
    include_str!("../seeds/001_219aa7355dfc29b7.txt"),
    include_str!("../seeds/002_2715cff893d69419.txt"),
    include_str!("../seeds/003_8014b657e8a248d2.txt"),
    include_str!("../seeds/004_f228202663bfc03c.txt"),
];

fn main() {
    divan::main();
}

fn page_of(text: String) -> Page {
    Page {
        name: String::new(),
        text,
        ..Page::default()
    }
}

#[divan::bench(args = 0..5)]
fn sample_page(bencher: divan::Bencher<'_, '_>, which: usize) {
    let page = page_of(PAGES.get(which).copied().unwrap_or("").to_owned());
    bencher
        .counter(BytesCount::of_str(&page.text))
        .bench(|| restore_page(divan::black_box(&page)));
}

#[divan::bench(args = [10, 100])]
fn many_pages_in_one(bencher: divan::Bencher<'_, '_>, n_times: usize) {
    let page = page_of(PAGES.concat().repeat(n_times));
    bencher
        .counter(BytesCount::of_str(&page.text))
        .bench(|| restore_page(divan::black_box(&page)));
}
