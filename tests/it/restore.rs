//! From raw pages to articles: the five sample pages exactly, small pages for every habit of
//! newspapers and extractors, and the promise that no character is lost or doubled.

use crate::promises::{check_provenance, page_of};
use banmian::model::{Article, Page, PageLayout, PartialDate, PlacedLine, Restoration, Span, clip};
use banmian::restore::{LineClass, explain_page, restore_page};
use banmian::text::fold;
use expect_test::{Expect, expect};
use proptest::prelude::{Strategy, any, prop_oneof, proptest};
use serde::Deserialize;

#[derive(Deserialize)]
struct GoldArticle {
    headline: String,
    deck: Vec<String>,
    body: String,
    byline: String,
}

/// Headline, deck, body and byline of every article, blanks and widths forgotten.
fn check_sample(page: &str, gold: &str) {
    let gold: Vec<GoldArticle> = serde_json::from_str(gold).expect("gold is a list of articles");
    let restoration = restore_page(&page_of(page));
    let folded = |text: &str| fold(text).text;
    assert_eq!(restoration.articles.len(), gold.len());
    for expected in &gold {
        let body = folded(&expected.body);
        let article = restoration
            .articles
            .iter()
            .find(|a| folded(&a.body.text) == body)
            .unwrap_or_else(|| panic!("no article has the body of {}", expected.headline));
        assert_eq!(folded(&article.headline.text), folded(&expected.headline));
        let deck: Vec<String> = article.deck.iter().map(|p| folded(&p.text)).collect();
        let expected_deck: Vec<String> = expected.deck.iter().map(|d| folded(d)).collect();
        assert_eq!(deck, expected_deck, "{}", expected.headline);
        assert_eq!(article.byline_text(), expected.byline);
    }
}

#[test]
fn the_sample_pages_give_their_28_articles() {
    check_sample(
        include_str!("../../seeds/000_aa0ac877f7c04fa7.txt"),
        include_str!("../fixtures/restore/000_aa0ac877f7c04fa7.json"),
    );
    check_sample(
        include_str!("../../seeds/001_219aa7355dfc29b7.txt"),
        include_str!("../fixtures/restore/001_219aa7355dfc29b7.json"),
    );
    check_sample(
        include_str!("../../seeds/002_2715cff893d69419.txt"),
        include_str!("../fixtures/restore/002_2715cff893d69419.json"),
    );
    check_sample(
        include_str!("../../seeds/003_8014b657e8a248d2.txt"),
        include_str!("../fixtures/restore/003_8014b657e8a248d2.json"),
    );
    check_sample(
        include_str!("../../seeds/004_f228202663bfc03c.txt"),
        include_str!("../fixtures/restore/004_f228202663bfc03c.json"),
    );
}

/// A restoration as a table of what a reader sees.
fn show(restoration: &Restoration) -> String {
    let mut shown = String::new();
    let mut row = |name: &str, text: &str| {
        shown.push_str(&format!("{name} {}\n", text.replace('\n', " ¶ ")));
    };
    for article in &restoration.articles {
        row("题", &article.headline.text);
        article.deck.iter().for_each(|d| row("副", &d.text));
        row("文", &article.body.text);
        if !article.byline_text().is_empty() {
            row("署", article.byline_text());
        }
        article.captions.iter().for_each(|c| row("图", &c.text));
    }
    restoration
        .furniture
        .iter()
        .for_each(|f| row("版", &f.text));
    shown
}

fn check(page: &str, expected: Expect) {
    let page = page_of(page);
    let restoration = restore_page(&page);
    check_provenance(&page, &restoration);
    expected.assert_eq(&show(&restoration));
}

#[test]
fn a_headline_printed_last_finds_its_text() {
    check(
        "本报讯 5月 6日，临溪镇水利站在石
桥水库开展防汛演练，二十名巡查员
参加。

演练设置了闸门故障、堤脚渗水两
个科目，巡查员分组抢修，用时四十分
钟。
记者 沈一舟

图书馆夜间开放到十点

本报讯 5月7日，临溪镇图书馆宣
布，自下周起夜间开放到十点，读者可
凭身份证入馆阅览。
记者 韩小满

石桥水库开展防汛演练
",
        expect![[r#"
            题 石桥水库开展防汛演练
            文 本报讯 5月6日，临溪镇水利站在石桥水库开展防汛演练，二十名巡查员参加。 ¶ 演练设置了闸门故障、堤脚渗水两个科目，巡查员分组抢修，用时四十分钟。
            署 记者 沈一舟
            题 图书馆夜间开放到十点
            文 本报讯 5月7日，临溪镇图书馆宣布，自下周起夜间开放到十点，读者可凭身份证入馆阅览。
            署 记者 韩小满
        "#]],
    );
}

#[test]
fn a_lead_printed_last_comes_first() {
    check(
        "茶农学会直播
【走进茶园】学员在地头练习讲解
在云岭村茶园，四十名学员轮流对
着手机介绍采摘与炒制，老师在旁点
评语速和光线。

【线上接单】当晚卖出三百斤春茶
当晚八点，学员第一次开播，半小时
内卖出春茶三百斤，订单来自十一个
省份。

本报讯 近日，云岭村茶园举办直播培训班，四十名学员学习用手机介绍
春茶采摘与炒制，并在当晚第一次开播接单。记者 沈一舟
",
        expect![[r#"
            题 茶农学会直播
            文 本报讯 近日，云岭村茶园举办直播培训班，四十名学员学习用手机介绍春茶采摘与炒制，并在当晚第一次开播接单。 ¶ 【走进茶园】学员在地头练习讲解 ¶ 在云岭村茶园，四十名学员轮流对着手机介绍采摘与炒制，老师在旁点评语速和光线。 ¶ 【线上接单】当晚卖出三百斤春茶 ¶ 当晚八点，学员第一次开播，半小时内卖出春茶三百斤，订单来自十一个省份。
            署 记者 沈一舟
        "#]],
    );
}

#[test]
fn a_byline_glued_to_the_last_sentence_is_cut_off() {
    check(
        "旧桥加固完工
本报讯 6月3日，临溪镇旧桥加固工
程完工并恢复通车，施工历时四十天，
比计划提前五天。记者 沈一舟 通讯员 罗青
禾 文/图
",
        expect![[r#"
            题 旧桥加固完工
            文 本报讯 6月3日，临溪镇旧桥加固工程完工并恢复通车，施工历时四十天，比计划提前五天。
            署 记者 沈一舟 通讯员 罗青禾 文/图
        "#]],
    );
}

#[test]
fn a_byline_broken_inside_a_word_or_printed_without_blanks_is_one() {
    check(
        "图书馆夜间开放到十点

本报讯 5月7日，临溪镇图书馆宣
布，读者可凭身份证入馆阅览。记
者 韩小满

石桥水库开展防汛演练

本报讯 5月6日，临溪镇水利站在石
桥水库开展防汛演练，二十名巡查员
参加。
□本报记者沈一舟韩小满通讯员罗青禾
",
        expect![[r#"
            题 图书馆夜间开放到十点
            文 本报讯 5月7日，临溪镇图书馆宣布，读者可凭身份证入馆阅览。
            署 记者 韩小满
            题 石桥水库开展防汛演练
            文 本报讯 5月6日，临溪镇水利站在石桥水库开展防汛演练，二十名巡查员参加。
            署 □本报记者沈一舟韩小满通讯员罗青禾
        "#]],
    );
}

#[test]
fn a_headline_broken_over_two_lines_is_one() {
    check(
        "临溪镇新建十二处口
袋公园惠及三万居民

本报讯 4月2日，记者从园林处获
悉，临溪镇今年新建十二处口袋公园，
惠及三万居民，其中五处已经开放。
记者 韩小满
",
        expect![[r#"
            题 临溪镇新建十二处口袋公园惠及三万居民
            文 本报讯 4月2日，记者从园林处获悉，临溪镇今年新建十二处口袋公园，惠及三万居民，其中五处已经开放。
            署 记者 韩小满
        "#]],
    );
}

#[test]
fn the_halves_of_a_headline_are_one_and_its_sub_line_is_not() {
    check(
        "石桥村千亩藕塘
开始采挖
二十名采藕人天不亮下塘

本报讯 10月1日，临溪镇石桥村的藕
塘开始采挖，二十名采藕人天不亮下塘，
每天两千斤藕当天装车运往城里。
记者 沈一舟

石桥水库
新添三座“风雨
亭”
本报讯 10月2日，石桥水库大坝上新
添了三座亭子，巡查员下雨天有了歇
脚的地方。
记者 韩小满
",
        expect![[r#"
            题 石桥村千亩藕塘开始采挖
            副 二十名采藕人天不亮下塘
            文 本报讯 10月1日，临溪镇石桥村的藕塘开始采挖，二十名采藕人天不亮下塘，每天两千斤藕当天装车运往城里。
            署 记者 沈一舟
            题 石桥水库新添三座“风雨亭”
            文 本报讯 10月2日，石桥水库大坝上新添了三座亭子，巡查员下雨天有了歇脚的地方。
            署 记者 韩小满
        "#]],
    );
}

#[test]
fn a_headline_as_wide_as_its_column_is_none_of_the_text() {
    check(
        "校园新添三座风雨操场
本报讯 9月9日，临溪镇三所小
学的风雨操场同时启用，雨天也能
上体育课，家长们都说盼了好久。
记者 韩小满
石桥村藕塘开采人手不够用
天不亮，二十名采藕人就下了
塘。石桥村的藕塘今年收成好，开
采以来人手一直不够用，合作社从
邻村请来了帮手。
记者 沈一舟
",
        expect![[r#"
            题 校园新添三座风雨操场
            文 本报讯 9月9日，临溪镇三所小学的风雨操场同时启用，雨天也能上体育课，家长们都说盼了好久。
            署 记者 韩小满
            题 石桥村藕塘开采人手不够用
            文 天不亮，二十名采藕人就下了塘。石桥村的藕塘今年收成好，开采以来人手一直不够用，合作社从邻村请来了帮手。
            署 记者 沈一舟
        "#]],
    );
}

#[test]
fn a_dateline_in_brackets_opens_an_article() {
    check(
        "校园新添三座风雨操场
【本报讯】9月9日，临溪镇三所小
学的风雨操场同时启用，雨天也能
上体育课，家长们都说盼了好久。
图书馆夜间开放
【本报讯】5月7日，临溪镇图书馆
宣布，读者可凭身份证入馆阅览。
",
        expect![[r#"
            题 校园新添三座风雨操场
            文 【本报讯】9月9日，临溪镇三所小学的风雨操场同时启用，雨天也能上体育课，家长们都说盼了好久。
            题 图书馆夜间开放
            文 【本报讯】5月7日，临溪镇图书馆宣布，读者可凭身份证入馆阅览。
        "#]],
    );
}

#[test]
fn a_plan_s_name_broken_at_its_years_stays_in_its_headline() {
    check(
        "临溪镇印发《水库安全
规划纲要（2016-2030
年）》
本报讯 7月11日，临溪镇日前印发
《水库安全规划纲要（2016-2030年）》，
石桥水库列在首位。
记者 沈一舟
",
        expect![[r#"
            题 临溪镇印发《水库安全规划纲要（2016-2030年）》
            文 本报讯 7月11日，临溪镇日前印发《水库安全规划纲要（2016-2030年）》，石桥水库列在首位。
            署 记者 沈一舟
        "#]],
    );
}

#[test]
fn a_headline_set_from_top_to_bottom_is_one_line() {
    check(
        "石
桥
村
藕
塘
开
采

本报讯 10月1日，临溪镇石桥村的藕
塘开始采挖，二十名采藕人天不亮下塘，
当天装车运往城里。
记者 沈一舟
",
        expect![[r#"
            题 石桥村藕塘开采
            文 本报讯 10月1日，临溪镇石桥村的藕塘开始采挖，二十名采藕人天不亮下塘，当天装车运往城里。
            署 记者 沈一舟
        "#]],
    );
}

#[test]
fn a_headline_set_from_top_to_bottom_stands_whole_over_columns_abreast() {
    check(
        "\
石
桥
夜
市
开
张
本报讯 3月5日，位于石桥的夜      本报讯 3月6日，渔民驾船出港，
市昨晚开张，首日迎客三千人，      岸上锣鼓喧天。老渔民说，今年
热闹非凡。摊主说，生意比去年      鱼汛来得早，家家户户都忙着补
好得多，明天他还要再来一趟。      网，网补好了就等开渔那一天。
",
        expect![[r#"
            题 石桥夜市开张
            文 本报讯 3月5日，位于石桥的夜市昨晚开张，首日迎客三千人，热闹非凡。摊主说，生意比去年好得多，明天他还要再来一趟。
            题 
            文 本报讯 3月6日，渔民驾船出港，岸上锣鼓喧天。老渔民说，今年鱼汛来得早，家家户户都忙着补网，网补好了就等开渔那一天。
        "#]],
    );
}

#[test]
fn a_markdown_page_keeps_its_marks_out_of_the_text() {
    check(
        "# 临溪镇举办农民运动会 八个村组队参赛

本报讯 9月8日,临溪镇第三届农民运动会在中心小学操场开幕,八个村的三百余名选手参加插秧接力、扛粮

赛跑等十二个项目的比赛。

记者 韩小满

## 山道亮起太阳能路灯

本报讯 9月9日,从云岭村到石桥的七公里山道装上一百四十盏太阳能路灯,村民夜间出行不再摸黑。

记者 沈一舟
通讯员 罗青禾
",
        expect![[r#"
            题 临溪镇举办农民运动会 八个村组队参赛
            文 本报讯 9月8日，临溪镇第三届农民运动会在中心小学操场开幕，八个村的三百余名选手参加插秧接力、扛粮赛跑等十二个项目的比赛。
            署 记者 韩小满
            题 山道亮起太阳能路灯
            文 本报讯 9月9日，从云岭村到石桥的七公里山道装上一百四十盏太阳能路灯，村民夜间出行不再摸黑。
            署 记者 沈一舟 通讯员 罗青禾
            版 # ##
        "#]],
    );
}

#[test]
fn an_article_without_dateline_opens_under_its_headline() {
    check(
        "老粮站变成了书屋

　　走进云岭村的老粮站，木梁还在，
粮囤换成了书架。去年冬天，村里用
六十天把闲置多年的粮站改成书屋。
　　管书屋的是退休教师，每天下午
开门，周末带孩子们读绘本。
记者 韩小满

溪边添了慢行道

　　沿着石桥往下游走，一条三公里
长的慢行道刚刚铺好，晨跑的人多了
起来。
记者 沈一舟
",
        expect![[r#"
            题 老粮站变成了书屋
            文 走进云岭村的老粮站，木梁还在，粮囤换成了书架。去年冬天，村里用六十天把闲置多年的粮站改成书屋。 ¶ 管书屋的是退休教师，每天下午开门，周末带孩子们读绘本。
            署 记者 韩小满
            题 溪边添了慢行道
            文 沿着石桥往下游走，一条三公里长的慢行道刚刚铺好，晨跑的人多了起来。
            署 记者 沈一舟
        "#]],
    );
}

#[test]
fn editors_and_mastheads_are_no_article() {
    check(
        "A03
临溪时报
2021年9月10日 星期五 责编 罗青禾 版式 韩小满
校园添了三座风雨操场
本报讯 9月9日，临溪镇三所小学的
风雨操场同时启用，雨天也能上体育
课。
记者 沈一舟
下转A05版
新闻热线：0000-1234567
",
        expect![[r#"
            题 校园添了三座风雨操场
            文 本报讯 9月9日，临溪镇三所小学的风雨操场同时启用，雨天也能上体育课。
            署 记者 沈一舟
            版 A03
            版 临溪时报
            版 2021年9月10日 星期五 责编 罗青禾 版式 韩小满
            版 下转A05版
            版 新闻热线：0000-1234567
        "#]],
    );
}

#[test]
fn what_a_paper_prints_about_itself_is_no_article() {
    check(
        "临 溪 时 报
A03 本地新闻
今日16版 零售价：1元
订阅电话：00001
多云转晴 12℃～21℃
校园添了三座风雨操场
本报讯 9月9日，临溪镇三所小学的
风雨操场同时启用，雨天也能上体育
课。
记者 沈一舟
编辑 罗青禾
版权所有 未经许可不得转载
",
        expect![[r#"
            题 校园添了三座风雨操场
            文 本报讯 9月9日，临溪镇三所小学的风雨操场同时启用，雨天也能上体育课。
            署 记者 沈一舟
            版 临溪时报
            版 A03本地新闻
            版 今日16版 零售价：1元
            版 订阅电话：00001
            版 多云转晴12℃～21℃
            版 编辑 罗青禾
            版 版权所有 未经许可不得转载
        "#]],
    );
}

#[test]
fn a_text_from_another_page_is_an_article_of_its_own() {
    check(
        "校园添了三座风雨操场
本报讯 9月9日，临溪镇三所小学的
风雨操场同时启用，雨天也能上体育
课。家长们说，这样的操场早就盼着
了，（下转第三版）
（上接第一版）藕塘里的水放到齐膝
深，采藕人排成一行往前走，一天能
采两千斤。村里的合作社当天装车运
往城里。
",
        expect![[r#"
            题 校园添了三座风雨操场
            文 本报讯 9月9日，临溪镇三所小学的风雨操场同时启用，雨天也能上体育课。家长们说，这样的操场早就盼着了，
            题 
            文 藕塘里的水放到齐膝深，采藕人排成一行往前走，一天能采两千斤。村里的合作社当天装车运往城里。
            版 （下转第三版）
            版 （上接第一版）
        "#]],
    );
}

#[test]
fn an_article_goes_on_after_the_box_in_its_column() {
    check(
        "石桥村藕塘开采
　　本报讯 10月1日，石桥村的
藕塘开始采挖，二十名采藕人每天
天不亮下塘。合作社说，今年的藕
比去年多收两成，价钱也好，采藕
人一天能挣三百
小贴士
挑藕有窍门
　　好藕外皮微黄，两
头封口，掂在手里沉。
切开后气孔里没有泥。
多元。
　　藕塘边上新修了路，装车比
往年快了一个钟头，采藕人上岸
就能歇息。
记者 沈一舟
",
        expect![[r#"
            题 石桥村藕塘开采
            文 本报讯 10月1日，石桥村的藕塘开始采挖，二十名采藕人每天天不亮下塘。合作社说，今年的藕比去年多收两成，价钱也好，采藕人一天能挣三百多元。 ¶ 藕塘边上新修了路，装车比往年快了一个钟头，采藕人上岸就能歇息。
            署 记者 沈一舟
            题 挑藕有窍门
            副 小贴士
            文 好藕外皮微黄，两头封口，掂在手里沉。 ¶ 切开后气孔里没有泥。
        "#]],
    );
}

#[test]
fn a_caption_is_neither_headline_nor_text() {
    check(
        "采藕人下塘

▲采藕人在石桥村塘里劳作。
（沈一舟 摄）

　　本报讯 10月1日，石桥村的
藕塘开始采挖，二十名采藕人每天
天不亮下塘，当天装车运往城里。
记者 沈一舟
",
        expect![[r#"
            题 采藕人下塘
            文 本报讯 10月1日，石桥村的藕塘开始采挖，二十名采藕人每天天不亮下塘，当天装车运往城里。
            署 记者 沈一舟
            图 ▲采藕人在石桥村塘里劳作。（沈一舟 摄）
        "#]],
    );
}

#[test]
fn broken_letters_and_numbers_are_mended() {
    check(
        "⻓虹桥通⻋\u{200b}

本报讯 8⽉ 21⽇,临溪⻓虹桥通⻋,桥
⻓ 360 ⽶,设计时速 40 km/h,总投资 1,200
万元(含引道),详⻅ www.example.com 公告.
记者 沈⼀⾈
",
        expect![[r#"
            题 长虹桥通车
            文 本报讯 8月21日，临溪长虹桥通车，桥长360米，设计时速40 km/h，总投资1,200万元（含引道），详见www.example.com公告.
            署 记者 沈一舟
        "#]],
    );
}

#[test]
fn a_radical_for_a_door_is_the_mainland_s_character() {
    let page =
        page_of("本报讯 5月7日，临溪镇二十\u{2f3e}人家用上了自来水，家家\u{2f3e}\u{2f3e}有表。\n");
    let restoration = restore_page(&page);
    let body = &restoration.articles.first().expect("an article").body.text;
    assert!(body.contains("二十户人家") && body.contains("户户有表"));
}

#[test]
fn a_sentence_cut_by_a_column_break_goes_on() {
    check(
        "河长巡河用上无人机
本报讯 7月1日，临溪镇河长办启用
无人机巡河，三条支流每周飞行两次，

发现漂浮物即时派单，保洁员一小时
内到场清理。
河长办负责人说，过去步行一趟要半
天，现在二十分钟就能看完全程。
记者 韩小满
",
        expect![[r#"
            题 河长巡河用上无人机
            文 本报讯 7月1日，临溪镇河长办启用无人机巡河，三条支流每周飞行两次，发现漂浮物即时派单，保洁员一小时内到场清理。 ¶ 河长办负责人说，过去步行一趟要半天，现在二十分钟就能看完全程。
            署 记者 韩小满
        "#]],
    );
}

#[test]
fn a_text_without_headline_is_still_an_article() {
    check(
        "本报讯 3月12日，临溪镇机关干部在
北山种下八百棵香樟，这是连续第十
年在同一面山坡植树。
记者 沈一舟
",
        expect![[r#"
            题 
            文 本报讯 3月12日，临溪镇机关干部在北山种下八百棵香樟，这是连续第十年在同一面山坡植树。
            署 记者 沈一舟
        "#]],
    );
}

#[test]
fn a_page_of_headlines_alone_loses_nothing() {
    check(
        "今日导读\n石桥水库蓄水\n云岭村茶园开园\n",
        expect![[r#"
        题 
        文 石桥水库蓄水 ¶ 云岭村茶园开园
        版 今日导读
    "#]],
    );
}

#[test]
fn an_empty_page_gives_nothing() {
    check("", expect![[""]]);
    check(" \n\u{3000}\n\u{c}\n", expect![[""]]);
}

#[test]
fn forty_short_articles_keep_their_headlines() {
    let subjects = [
        "水库", "茶园", "粮站", "书屋", "路灯", "藕塘", "操场", "香樟", "渡口", "戏台", "果园",
        "磨坊", "苗圃", "驿站", "鱼塘", "桑田", "竹林", "瓦窑", "菜场", "钟楼", "码头", "牌坊",
        "古井", "祠堂", "驳岸", "桥洞", "石径", "围堰", "机耕", "粉墙", "药圃", "蜂场", "花市",
        "灯会", "龙舟", "皮影", "剪纸", "年画", "陶坊", "染坊",
    ];
    let mut text = String::new();
    for (i, subject) in subjects.iter().enumerate() {
        let day = i % 28 + 1;
        text.push_str(&format!(
            "{subject}修缮方案公布\n\n本报讯 2月{day}日，临溪镇公布{subject}修\n缮方案，听取沿线居民意见，征集期为\n十五天。\n记者 沈一舟\n\n"
        ));
    }
    let page = page_of(&text);
    let restoration = restore_page(&page);
    check_provenance(&page, &restoration);
    assert_eq!(restoration.articles.len(), 40);
    for (article, subject) in restoration.articles.iter().zip(subjects) {
        assert_eq!(article.headline.text, format!("{subject}修缮方案公布"));
        assert!(article.confidence > 0.8, "{}", article.confidence);
    }
}

fn first_article(text: &str, issue: Option<&str>) -> Article {
    let page = Page {
        issue_date: issue.and_then(PartialDate::parse),
        ..page_of(text)
    };
    restore_page(&page).articles.remove(0)
}

#[test]
fn a_dateline_gives_the_day_and_the_issue_the_year() {
    let text = |dateline: &str| format!("{dateline}，临溪镇举行开渔节，渔民出港。\n");
    let day = |dateline: &str, issue: Option<&str>| {
        first_article(&text(dateline), issue)
            .date
            .map(|d| d.to_string())
    };
    assert_eq!(
        day("本报讯 8月 21日", Some("2019-08")).unwrap(),
        "2019-08-21"
    );
    assert_eq!(
        day("本报讯 12月30日", Some("2020-01-02")).unwrap(),
        "2019-12-30"
    );
    assert_eq!(
        day("本报讯 8月31日", Some("2019-08-01")).unwrap(),
        "2019-08-31"
    );
    assert_eq!(
        day("新华社临溪2018年5月1日电 当日", None).unwrap(),
        "2018-05-01"
    );
    assert_eq!(
        day("本报讯（记者 沈一舟）3月2日", Some("2021-03")).unwrap(),
        "2021-03-02"
    );
    assert_eq!(day("本报讯 8月21日", None), None);
    // What is known is the issue's day; `tests/it/dates.rs` has how that is marked.
    assert_eq!(
        day("本报讯 近日", Some("2019-08-21")).unwrap(),
        "2019-08-21"
    );
}

#[test]
fn dateline_and_opening_byline_are_found_in_the_body() {
    let article = first_article(
        "夜市开张\n本报临溪8月21日电（记者 沈一舟 通讯员\n罗青禾）位于石桥的夜市昨晚开张，首日\n迎客三千人。\n",
        None,
    );
    let under = |span: Option<Span>| clip(&article.body.text, span.unwrap()).to_owned();
    assert_eq!(under(article.dateline), "本报临溪8月21日电");
    assert_eq!(under(article.opening_byline), "记者 沈一舟 通讯员 罗青禾");
    assert_eq!(article.byline_text(), "记者 沈一舟 通讯员 罗青禾");
}

/// Lines as pages have them, in any order.
fn page_like() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        any::<u8>().prop_map(|n| format!("本报讯 {}月 {}日，临溪镇举行", n % 14, n % 33)),
        "[一-龥，。“”]{2,16}",
        "　　[一-龥，。]{8,14}",
        proptest::sample::select(vec![
            "记者 沈一舟",
            "记者 沈一舟 通讯员",
            "文/图",
            "（记者 韩小满）",
            "完工。记者 沈一舟 文/图",
            "本报讯",
            "（记者 沈一舟",
            "# 临溪镇",
            "## ",
            "**加粗**",
            "****",
            "#",
            "【小标题】",
            "【未完",
            "一、分项",
            "A03版",
            "下转02版",
            "（上接01版《石桥",
            "藕塘》）",
            "抢修组出发（下转第三版）",
            "（上接第一版）抢修组出发",
            "相关链接",
            "小贴士",
            "石",
            "桥",
            "“",
            "12",
            "【本报讯】",
            "完工。记",
            "者 沈一舟",
            "记者沈一舟韩小满",
            "▲采藕人 沈一舟 摄",
            "（沈一舟 摄）",
            "2021年9月10日 星期五",
            "",
            "",
            "\u{c}",
            "\u{200b}",
            "⻓ ⺠ ⻔",
            "(a,b)中,文:x?",
            "图/韩小满",
            "新华社临溪5月1日电 今天",
            "…",
            "——",
            "\u{feff}",
            "\r",
            "https://example.com/a?b=c,d",
        ])
        .prop_map(str::to_owned),
        "\\PC{0,24}",
    ];
    proptest::collection::vec(line, 0..40).prop_map(|lines| lines.join("\n"))
}

#[test]
fn a_mark_after_the_marks_of_a_heading_is_not_lost() {
    let page = page_of("## # 。记者 沈一舟。记者 沈一舟\n临溪镇八个村组队参赛\n");
    check_provenance(&page, &restore_page(&page));
}

#[test]
fn the_largest_line_of_a_headline_is_the_main_one() {
    let mut page = page_of(
        "临溪镇八个村组队参赛\n农民运动会今日开幕\n三百余名选手同场竞技\n本报讯 9月8日，临溪镇第三届农民运动会在中心小学操场开幕。\n",
    );
    let lines = page.lines().filter(|line| !line.text.is_empty());
    let lines = lines
        .zip([120, 240, 120, 100])
        .map(|(line, font_size)| PlacedLine {
            span: line.span,
            font_size,
            ..PlacedLine::default()
        });
    let layout = PageLayout {
        lines: lines.collect(),
        ..PageLayout::default()
    };
    page.layout = Some(layout);
    let restored = restore_page(&page);
    let headlines: Vec<_> = restored
        .articles
        .iter()
        .map(|a| a.headline.text.as_str())
        .collect();
    assert_eq!(headlines, ["农民运动会今日开幕"]);
}

proptest! {
    #[test]
    fn no_character_of_any_text_is_lost_or_doubled(text in any::<String>()) {
        let page = page_of(&text);
        check_provenance(&page, &restore_page(&page));
    }

    #[test]
    fn no_character_of_a_page_is_lost_or_doubled(text in page_like()) {
        let page = page_of(&text);
        check_provenance(&page, &restore_page(&page));
    }
}

#[test]
fn a_page_of_megabytes_is_restored_in_reasonable_time() {
    let sample = include_str!("../../seeds/003_8014b657e8a248d2.txt");
    let page = page_of(&sample.repeat(40));
    let restoration = restore_page(&page);
    check_provenance(&page, &restoration);
    assert!(
        restoration.articles.len() >= 190,
        "{}",
        restoration.articles.len()
    );
    let text = format!(
        "本报讯 藕塘开采。\n小贴士\n{}",
        "好藕外皮微黄，掂在手里沉。\n".repeat(20_000)
    );
    let boxed = page_of(&text);
    check_provenance(&boxed, &restore_page(&boxed));
    let line = page_of(&"一行没有尽头的文字，".repeat(40_000));
    check_provenance(&line, &restore_page(&line));
}

/// An explanation tells of every line once, and agrees with the restoration.
#[test]
fn every_line_is_explained_as_it_was_restored() {
    for text in crate::samples::seed_texts() {
        let page = page_of(&text);
        let (explanation, restoration) = (explain_page(&page), restore_page(&page));
        let told: String = explanation
            .lines
            .iter()
            .map(|line| page.clip(line.page))
            .collect();
        // Markdown marks stand beside the lines.
        let bare = |text: &str| text.replace(['#', '*', ' ', '\u{3000}', '\n'], "");
        assert_eq!(bare(&told), bare(&text));
        assert_eq!(explanation.articles.len(), restoration.articles.len());
        for line in &explanation.lines {
            assert!(!line.reasons.is_empty());
            let number = page
                .lines()
                .position(|l| l.span.contains(line.page))
                .unwrap()
                + 1;
            assert_eq!(line.number, number);
            let Some(article) = line.article.map(|idx| &restoration.articles[idx]) else {
                assert_eq!(line.class, LineClass::Furniture);
                continue;
            };
            let part = match line.class {
                LineClass::Headline => &article.headline,
                LineClass::Body | LineClass::Subhead => &article.body,
                LineClass::Byline => &article.byline,
                _ => continue,
            };
            let found = part.provenance.text_spans(&part.text, &page, line.page);
            assert!(!found.is_empty(), "{}", line.text);
        }
    }
}
