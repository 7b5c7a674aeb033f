//! Whose is a byline that stands by no text? Pages of extractors that print it under a headline.

use banmian::model::Page;
use banmian::restore::restore_page;

/// Headline and byline of every article.
fn signed(text: &str) -> Vec<(String, String)> {
    let page = Page {
        name: "页".to_owned(),
        text: text.to_owned(),
        ..Page::default()
    };
    restore_page(&page)
        .articles
        .iter()
        .map(|a| (a.headline.text.clone(), a.byline_text().to_owned()))
        .collect()
}

fn pairs(of: &[(&str, &str)]) -> Vec<(String, String)> {
    of.iter()
        .map(|(headline, byline)| ((*headline).to_owned(), (*byline).to_owned()))
        .collect()
}

const UNSIGNED: &str = "石桥水库开展防汛演练

本报讯 5月6日，临溪镇水利站在石桥水库开展
防汛演练，二十名巡查员参加，演练持续两小时。

夜市开张首日迎客三千人

记者 沈一舟

本报讯 5月7日，位于石桥的夜市昨晚开张，首日
迎客三千人，摊主多是附近的居民，营业到零点。
";

/// Between a text without byline and one that has none either, it belongs to the headline above.
#[test]
fn a_byline_under_a_headline_signs_the_text_below() {
    assert_eq!(
        signed(UNSIGNED),
        pairs(&[
            ("石桥水库开展防汛演练", ""),
            ("夜市开张首日迎客三千人", "记者 沈一舟"),
        ])
    );
}

/// Where the text below has a byline of its own, the one above it came from the column before.
#[test]
fn a_byline_above_a_signed_text_signs_the_text_before() {
    assert_eq!(
        signed(&format!("{UNSIGNED}记者 韩小满\n")),
        pairs(&[
            ("石桥水库开展防汛演练", "记者 沈一舟"),
            ("夜市开张首日迎客三千人", "记者 韩小满"),
        ])
    );
}

/// A headline painted last brings its byline along.
#[test]
fn a_byline_under_a_headline_far_from_its_text_goes_with_it() {
    assert_eq!(
        signed(
            "本报讯 5月6日，临溪镇水利站在石桥水库开展
防汛演练，二十名巡查员参加，演练持续两小时。

夜市开张首日迎客三千人

本报讯 5月7日，位于石桥的夜市昨晚开张，首日
迎客三千人，摊主多是附近的居民，营业到零点。

石桥水库开展防汛演练
记者 韩小满
"
        ),
        pairs(&[
            ("石桥水库开展防汛演练", "记者 韩小满"),
            ("夜市开张首日迎客三千人", ""),
        ])
    );
}
