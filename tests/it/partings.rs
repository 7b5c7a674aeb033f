//! Where one article ends and the next begins, when neither a dateline nor a byline tells.
//!
//! The fixtures are pages of the project's own fictional news, made by `tools/press` and kept out
//! of what the trees were fitted on.

use crate::promises::page_of;
use banmian::restore::restore_page;

/// Headline of every article, and how its text begins and ends.
fn check_articles(page: &str, expected: &[(&str, &str, &str)]) {
    let restoration = restore_page(&page_of(page));
    let found: Vec<(&str, &str)> = restoration
        .articles
        .iter()
        .map(|a| (a.headline.text.as_str(), a.body.text.as_str()))
        .collect();
    assert_eq!(found.len(), expected.len(), "{found:?}");
    for ((headline, body), (expected, begin, end)) in found.iter().zip(expected) {
        assert!(headline.starts_with(expected), "{headline}");
        assert!(body.starts_with(begin) && body.ends_with(end), "{body}");
    }
}

/// A section's heading without any mark, as long as a headline, tells what its section tells.
#[test]
fn a_plain_heading_between_sections_begins_no_article() {
    check_articles(
        include_str!("../fixtures/restore/sections.txt"),
        &[
            ("中宁县开打枸杞“质量保卫战”", "本报讯", "绝不姑息。"),
            (
                "梅坪水利枢纽通航设施工程开工",
                "新华社桐陵",
                "四百多户药农怎么办？”",
            ),
        ],
    );
}

/// A headline short enough for a section's heading begins an article of its own.
#[test]
fn a_short_headline_over_another_matter_begins_an_article() {
    check_articles(
        include_str!("../fixtures/restore/undated.txt"),
        &[
            ("福平特色产业园迎来首批企业", "12月10日", "31家企业。"),
            ("一座桥的三个名字", "玉田城北", "《我们的凤城河》。"),
        ],
    );
}
