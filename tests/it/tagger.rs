//! The tagger: names that no rule gives away, and the model that comes with the program.

use banmian::entity::tagger::{Model, bundled};
use banmian::entity::{Layers, recognize_page, recognize_with};
use banmian::model::{Article, ArticleText, EntityKind, Part, clip};

fn body(text: &str) -> ArticleText {
    Article {
        body: Part {
            text: text.to_owned(),
            ..Part::default()
        },
        ..Article::default()
    }
    .full_text()
}

/// The names of a kind in a text.
fn names(text: &str, kind: EntityKind) -> Vec<String> {
    let article = body(text);
    recognize_page(std::slice::from_ref(&article))
        .remove(0)
        .mentions
        .into_iter()
        .filter(|mention| mention.kind == kind)
        .map(|mention| clip(&article.text, mention.span).to_owned())
        .collect()
}

#[test]
fn a_person_without_post_or_verb_is_found() {
    let text = "清晨六点，老街上已经飘起豆香，这是程玉兰每天最忙的时候。";
    assert_eq!(names(text, EntityKind::Person), ["程玉兰"]);
}

#[test]
fn persons_in_a_row_are_found() {
    let text = "主教练派出孟凡、程玉兰和邓小勇首发上场。";
    assert_eq!(
        names(text, EntityKind::Person),
        ["孟凡", "程玉兰", "邓小勇"]
    );
}

#[test]
fn a_site_that_is_to_open_is_no_plan() {
    let text = "望江智造产业园计划明年投产。";
    assert_eq!(names(text, EntityKind::Project), Vec::<String>::new());
    assert_eq!(names(text, EntityKind::Facility), ["望江智造产业园"]);
}

#[test]
fn a_title_stays_one_whatever_its_words() {
    let text = "他把这段往事写进了《渡口夜雨》和《望江镇采访记》。";
    assert_eq!(
        names(text, EntityKind::Project),
        ["渡口夜雨", "望江镇采访记"]
    );
}

#[test]
fn a_campaign_in_quotes_is_told_by_the_words_around_it() {
    let text = "望江镇日前启动“暖巢到家”活动，镇里还推出“暖巢到家”三年行动。";
    assert_eq!(
        names(text, EntityKind::Project).first().map(String::as_str),
        Some("暖巢到家")
    );
}

#[test]
fn the_model_is_small_and_whole() {
    let model = bundled().expect("the bundled model is sound");
    assert!(model.n_features() > 100_000);
    let bytes = include_bytes!("../../assets/model/names.bin");
    assert!(bytes.len() <= 4 << 20, "{} bytes", bytes.len());
}

#[test]
fn damaged_models_are_refused() {
    let bytes = include_bytes!("../../assets/model/names.bin");
    assert!(Model::read(&[]).is_none());
    assert!(Model::read(&bytes[..bytes.len() / 2]).is_none());
    assert!(Model::read(&bytes[1..]).is_none());
    let mut longer = bytes.to_vec();
    longer.push(0);
    assert!(Model::read(&longer).is_none());
}

#[test]
fn the_same_text_gives_the_same_names() {
    let texts = [body(
        "云岭重工的新厂房就建在望江镇，镇长袁和平说，年底投产。",
    )];
    assert_eq!(recognize_page(&texts), recognize_page(&texts));
}

#[test]
fn without_a_model_the_rules_still_recognise() {
    let texts = [body("云州市市长宋佳明到会。")];
    let layers = Layers {
        tagger: None,
        ..Layers::all()
    };
    let found = recognize_with(&texts, &layers).remove(0);
    assert_eq!(found.people[0].name, "宋佳明");
}
