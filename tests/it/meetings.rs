//! Who met whom, where, when and about what.

use banmian::entity::{read_meetings, recognize_page};
use banmian::library::{list_files, restore_files};
use banmian::model::{Article, ArticleText, Meeting, Part, Recognition, clip};
use expect_test::{Expect, expect};
use proptest::prelude::*;
use std::path::PathBuf;

fn article(body: &str) -> ArticleText {
    Article {
        body: Part {
            text: body.to_owned(),
            ..Part::default()
        },
        ..Article::default()
    }
    .full_text()
}

/// A meeting in one line.
fn line_of(text: &ArticleText, recognition: &Recognition, meeting: &Meeting) -> String {
    let names = |idxs: &[usize]| {
        idxs.iter()
            .filter_map(|idx| recognition.mentions.get(*idx))
            .map(|mention| clip(&text.text, mention.span))
            .collect::<Vec<_>>()
            .join("、")
    };
    let mut line = format!("{:?} {}", meeting.deed, names(&meeting.who));
    let earlier = if meeting.is_who_earlier {
        "(earlier)"
    } else {
        ""
    };
    line.push_str(earlier);
    for (sign, idxs) in [
        (" → ", &meeting.whom),
        (" with ", &meeting.with),
        (" at ", &meeting.places),
        (" on ", &meeting.date.into_iter().collect()),
        (" of ", &meeting.projects),
    ] {
        if !idxs.is_empty() {
            line.push_str(sign);
            line.push_str(&names(idxs));
        }
    }
    if let Some(topic) = meeting.topic {
        line.push_str(&format!(" about “{}”", clip(&text.text, topic)));
    }
    line
}

fn check(bodies: &[&str], expected: &Expect) {
    let mut out = String::new();
    for body in bodies {
        let text = article(body);
        let recognition = recognize_page(std::slice::from_ref(&text)).remove(0);
        let meetings = read_meetings(&text, &recognition);
        if meetings.is_empty() {
            out.push_str("nothing\n");
        }
        for meeting in &meetings {
            out.push_str(&line_of(&text, &recognition, meeting));
            out.push('\n');
        }
    }
    expected.assert_eq(&out);
}

#[test]
fn who_received_whom_and_who_came_along() {
    check(
        &[
            "本报讯 5月12日，云州市委书记宋佳明、市长谭玉山分别会见衡远集团董事长裴正一行。副市长纪长庚参加会见。",
            "滨海高新区党工委书记谭玉山在管委会会见了云岭重工股份有限公司总经理鲁大成，双方就新能源电池项目建设进行了深入交流。",
            "市长宋佳明受到省委书记冯春来的亲切会见。",
        ],
        &expect![[r#"
            Met 宋佳明、谭玉山 → 裴正 with 纪长庚 on 5月12日
            Met 谭玉山 → 鲁大成 about “新能源电池项目建设”
            nothing
        "#]],
    );
}

#[test]
fn who_went_where_to_see_what() {
    check(
        &[
            "8月21日上午，云州市副市长纪长庚到云岭重工股份有限公司调研，市水利局局长洪涛陪同。在座谈会上，纪长庚指出，要加快建设。",
            "近日，市长宋佳明带队赴苏州考察衡远集团，区长谭玉山陪同考察。考察团一行拜访了恒澈传动科技有限公司总经理高远帆，并与技术总监陆一鸣座谈。",
            "县委书记郭有田看望慰问老党员吴大山。",
            "市长宋佳明到云岭重工股份有限公司和恒澈传动科技有限公司调研。",
            "郭有田在调研中强调，要抓好落实。",
        ],
        &expect![[r#"
            Visited 纪长庚 → 云岭重工股份有限公司 with 洪涛 on 8月21日上午
            Visited 宋佳明 → 衡远集团 with 谭玉山 at 苏州 on 近日
            Met 宋佳明(earlier) → 高远帆
            Talked 宋佳明 → 陆一鸣
            Visited 郭有田 → 吴大山
            Visited 宋佳明 → 云岭重工股份有限公司、恒澈传动科技有限公司
            nothing
        "#]],
    );
}

#[test]
fn what_was_signed_and_held() {
    check(
        &[
            "3月5日，云州市科技馆馆长王小荷和滨海博物馆馆长张云丽签署合作协议。",
            "昨日，云州市召开安全生产工作会议，市长宋佳明出席会议。",
            "会议由副市长纪长庚主持召开。",
            "市教育局在人民会堂举行表彰大会。",
            "他希望与会者参加活动。",
        ],
        &expect![[r#"
            Signed 王小荷、张云丽 on 3月5日 about “合作协议”
            Convened 云州市 with 宋佳明 on 昨日 about “安全生产工作会议”
            nothing
            Convened 市教育局 at 人民会堂 about “表彰大会”
            nothing
        "#]],
    );
}

#[test]
fn what_is_only_said_wished_or_a_noun_is_no_meeting() {
    check(
        &[
            "宋佳明表示，欢迎裴正来云州考察。",
            "会见中，宋佳明介绍了情况。",
            "“市长宋佳明会见了裴正”，他说。",
            "市长宋佳明将于下周会见裴正。",
            "宋佳明部署的调研工作已经开始。",
        ],
        &expect![[r#"
            nothing
            nothing
            nothing
            nothing
            nothing
        "#]],
    );
}

#[test]
fn the_meetings_of_the_sample_pages() {
    let seeds = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let mut out = String::new();
    let (files, _) = list_files(&[seeds]);
    let sources: Vec<_> = restore_files(&files, None)
        .into_iter()
        .collect::<Result<_, _>>()
        .expect("the sample pages are whole");
    for page in sources.iter().flat_map(|source| &source.pages) {
        for (article, recognition) in page.restoration.articles.iter().zip(&page.recognitions) {
            let text = article.full_text();
            for meeting in read_meetings(&text, recognition) {
                out.push_str(&line_of(&text, recognition, &meeting));
                out.push('\n');
            }
        }
    }
    for line in [
        "Met 王新亭、张红军 → 张巍",
        "Met 王新亭 → 孙松儿",
        "Visited 史占勇 → 360集团 with 王新亭 at 北京 on 8月21日",
        "Talked 史占勇(earlier) → 周鸿祎",
        "Convened 赵毅 on 近日 about “新型城镇化工作领导小组专题会议”",
    ] {
        assert!(
            out.lines().any(|told| told.starts_with(line)),
            "{line} is not in\n{out}"
        );
    }
}

proptest! {
    /// Whatever stands there, what is told stands in the text.
    #[test]
    fn every_part_stands_in_its_text(body in "([市区长书记会见考察调研陪同与就到，。、王李张云州“”]|会见|座谈|宋佳明|衡远集团){0,80}") {
        let text = article(&body);
        let recognition = recognize_page(std::slice::from_ref(&text)).remove(0);
        for meeting in read_meetings(&text, &recognition) {
            prop_assert!(!meeting.who.is_empty());
            prop_assert!(meeting.parts().all(|idx| idx < recognition.mentions.len()));
            prop_assert!(meeting.sentence.contains(meeting.verb));
            prop_assert!(!clip(&text.text, meeting.verb).is_empty());
        }
    }
}
