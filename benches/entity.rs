//! How fast a page's articles are read for names.

use banmian::entity::recognize_page;
use banmian::model::{Article, ArticleText, Part};
use divan::Bencher;
use divan::counter::BytesCount;

fn main() {
    divan::main();
}

/// A page of six articles with some three thousand bytes each.
fn page() -> Vec<ArticleText> {
    let paragraph = "本报讯 8月21日上午，云州市委副书记、市长宋佳明到云岭重工股份有限公司调研，市水利局局长洪涛、滨海高新区党工委书记谭玉山陪同。宋佳明指出，要抓好望江湿地公园项目，全年投资41.86亿元，服务企业360家。";
    (0..6)
        .map(|_| {
            Article {
                headline: Part {
                    text: "宋佳明调研重点企业".to_owned(),
                    ..Part::default()
                },
                body: Part {
                    text: [paragraph; 10].join("\n"),
                    ..Part::default()
                },
                byline: Part {
                    text: "记者 龙小雨 通讯员 何一帆".to_owned(),
                    ..Part::default()
                },
                ..Article::default()
            }
            .full_text()
        })
        .collect()
}

#[divan::bench]
fn recognize(bencher: Bencher<'_, '_>) {
    let page = page();
    let n_bytes: usize = page.iter().map(|article| article.text.len()).sum();
    bencher
        .counter(BytesCount::new(n_bytes))
        .bench(|| recognize_page(divan::black_box(&page)));
}
