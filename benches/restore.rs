//! Restoring the sample pages, a file of many pages, and one page of many pages' length.
//!
//! `BANMIAN_BENCH_FILE=pages.txt cargo bench --bench restore` takes another file's pages, which
//! form feeds part, instead of the samples repeated. One thread does all of it, so the bytes a
//! second are those of one core; where other programs run beside it, the fastest sample counts.

use banmian::ingest::read_bytes;
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

/// So many times the samples make a megabyte.
const N_TIMES: usize = 22;

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

/// The pages of the file to measure with.
fn pages_of_file() -> Vec<Page> {
    let bytes = match std::env::var_os("BANMIAN_BENCH_FILE") {
        Some(path) => std::fs::read(path).expect("the file can be read"),
        None => PAGES.join("\u{c}").repeat(N_TIMES).into_bytes(),
    };
    let source = read_bytes("pages.txt", &bytes, None);
    source.expect("the file holds pages").pages
}

fn n_bytes(pages: &[Page]) -> usize {
    pages.iter().map(|page| page.text.len()).sum()
}

#[divan::bench(args = 0..5)]
fn sample_page(bencher: divan::Bencher<'_, '_>, which: usize) {
    let page = page_of(PAGES.get(which).copied().unwrap_or("").to_owned());
    bencher
        .counter(BytesCount::of_str(&page.text))
        .bench(|| restore_page(divan::black_box(&page)));
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn pages_of_a_file(bencher: divan::Bencher<'_, '_>) {
    let pages = pages_of_file();
    bencher.counter(BytesCount::new(n_bytes(&pages))).bench(|| {
        for page in &pages {
            divan::black_box(restore_page(divan::black_box(page)));
        }
    });
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn whole_file_as_one_page(bencher: divan::Bencher<'_, '_>) {
    let texts: Vec<String> = pages_of_file().into_iter().map(|page| page.text).collect();
    let page = page_of(texts.join("\n"));
    bencher
        .counter(BytesCount::of_str(&page.text))
        .bench(|| restore_page(divan::black_box(&page)));
}
