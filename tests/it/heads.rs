//! What heads a page in one printed line is the page's, whatever stands beside what.

use banmian::model::Page;
use banmian::restore::restore_page;

const TEXTS: &str = "石桥水库开展防汛演练

本报讯 5月6日，临溪镇水利站在石桥水库开展
防汛演练，二十名巡查员参加，演练持续两小时。
记者 沈一舟
";

fn furniture_and_articles(text: String) -> (Vec<String>, Vec<String>) {
    let page = Page {
        name: "页".to_owned(),
        text,
        ..Page::default()
    };
    let restored = restore_page(&page);
    let furniture = restored.furniture.iter().map(|p| p.text.clone()).collect();
    let blocks = restored.articles.iter().map(|a| {
        let deck: String = a.deck.iter().map(|d| d.text.as_str()).collect();
        format!("{}{deck}", a.headline.text)
    });
    (furniture, blocks.collect())
}

#[test]
fn heads_of_a_page_on_one_line_are_no_headline() {
    for heads in [
        "溪口晚报 2014.11.9 星期四",
        "总第3200期 今日16版   2016年4月10日 星期六 编辑 周秀 版式 陈子",
        "2014/3/27 星期六 编辑 郑虹 版式 田宏 电话 0600-3346579",
        "A05 三农",
        "第三版 读者来信",
        "园区动态 第四版",
    ] {
        for text in [format!("{heads}\n\n{TEXTS}"), format!("{TEXTS}\n{heads}\n")] {
            let (furniture, blocks) = furniture_and_articles(text);
            assert_eq!(blocks, ["石桥水库开展防汛演练"], "{heads}");
            assert_eq!(furniture.len(), 1, "{heads}");
        }
    }
}

#[test]
fn a_row_of_a_table_is_no_head_of_a_page() {
    let text =
        "奖牌榜\n\n本报讯 5月6日，临溪镇运动会今天结束，各队所得奖牌如下。\n石桥队 12\n临溪队 9\n";
    let (furniture, _) = furniture_and_articles(text.to_owned());
    assert!(furniture.is_empty(), "{furniture:?}");
}
