//! Files of every encoding are read; what is no text is refused with a sentence.

use banmian::ingest::{Source, read_bytes, read_file};
use banmian::model::PartialDate;
use encoding_rs::GB18030;

const TEXT: &str = "本报讯 8月21日，副市长带队赴京。\n記者 王二小，３６０集团，𠮷";

fn utf16(text: &str, is_big_endian: bool, has_mark: bool) -> Vec<u8> {
    let mark = has_mark.then_some(0xfeff_u16);
    mark.into_iter()
        .chain(text.encode_utf16())
        .flat_map(|unit| {
            if is_big_endian {
                unit.to_be_bytes()
            } else {
                unit.to_le_bytes()
            }
        })
        .collect()
}

fn gb18030(text: &str) -> Vec<u8> {
    let (bytes, _, is_lossy) = GB18030.encode(text);
    assert!(!is_lossy);
    bytes.into_owned()
}

fn read(name: &str, bytes: &[u8]) -> Source {
    read_bytes(name, bytes, None).unwrap()
}

fn refusal(name: &str, bytes: &[u8]) -> String {
    read_bytes(name, bytes, None).unwrap_err().to_string()
}

#[test]
fn every_encoding_gives_the_same_text() {
    let utf8 = TEXT.as_bytes().to_vec();
    let with_mark = [b"\xef\xbb\xbf".as_slice(), &utf8].concat();
    for (encoding, bytes) in [
        ("UTF-8", utf8),
        ("UTF-8 with mark", with_mark),
        ("UTF-16 LE", utf16(TEXT, false, true)),
        ("UTF-16 BE", utf16(TEXT, true, true)),
        ("UTF-16 LE without mark", utf16(TEXT, false, false)),
        ("UTF-16 BE without mark", utf16(TEXT, true, false)),
        ("GB18030", gb18030(TEXT)),
    ] {
        let source = read("a.txt", &bytes);
        assert_eq!(source.pages[0].text, TEXT, "{encoding}");
        assert_eq!(source.warnings, [], "{encoding}");
    }
}

#[test]
fn every_line_end_is_one() {
    for text in ["一\r\n二\r\n\r\n三", "一\r二\r\r三", "一\n二\n\n三"] {
        assert_eq!(read("a.txt", text.as_bytes()).pages[0].text, "一\n二\n\n三");
    }
}

#[test]
fn form_feeds_separate_pages() {
    let source = read("报.md", "一版\u{c}\n\u{c}二版\n".as_bytes());
    let pages: Vec<_> = source
        .pages
        .iter()
        .map(|page| (page.name.as_str(), page.text.as_str()))
        .collect();
    assert_eq!(pages, [("报-1", "一版"), ("报-2", "二版\n")]);
}

#[test]
fn the_issue_date_is_read_off_the_name_unless_the_reader_says_otherwise() {
    let date = |name: &str, given| {
        let source = read_bytes(name, TEXT.as_bytes(), given).unwrap();
        source.pages[0].issue_date.map(|date| date.to_string())
    };
    assert_eq!(
        date("高新报2019-08-22.txt", None).as_deref(),
        Some("2019-08-22")
    );
    let given = PartialDate::parse("2020-01");
    assert_eq!(
        date("高新报2019-08-22.txt", given).as_deref(),
        Some("2020-01")
    );
    assert_eq!(date("002_2715cff893d69419.txt", None), None);
}

#[test]
fn a_file_cut_in_a_character_is_read_with_a_warning() {
    let mut cut = gb18030(&TEXT.replace('𠮷', "完"));
    cut.pop();
    let n_bytes = cut.len();
    let source = read("旧报.txt", &cut);
    assert!(source.pages[0].text.ends_with("３６０集团，�"));
    assert_eq!(source.warnings.len(), 1);
    assert_eq!(source.warnings[0].place, "旧报.txt");
    assert_eq!(
        source.warnings[0].message.en,
        format!(
            "Byte {} fits no character of gb18030; it is shown as “�”. The file seems to be cut \
             off there.",
            n_bytes - 1
        )
    );

    let mut cut = TEXT.as_bytes().to_vec();
    cut.truncate(cut.len() - 1);
    let source = read("新报.txt", &cut);
    assert!(source.pages[0].text.ends_with("集团，�"));
    assert!(source.warnings[0].message.en.contains("of UTF-8"));
}

#[test]
fn a_scratch_in_utf8_is_shown_where_it_is() {
    let mut bytes = TEXT.repeat(4).into_bytes();
    bytes[TEXT.len()] = 0xff;
    let source = read("a.txt", &bytes);
    assert!(source.pages[0].text.starts_with(TEXT));
    let message = &source.warnings[0].message.en;
    assert!(
        message.starts_with(&format!("Byte {} fits", TEXT.len())),
        "{message}"
    );
}

#[test]
fn what_is_no_text_is_refused_with_a_sentence() {
    let jpeg = b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01";
    assert_eq!(
        refusal("a.txt", jpeg),
        "It is not a text file: it is a JPEG picture."
    );
    let noise: Vec<u8> = (0..5000_u32)
        .map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8)
        .collect();
    assert_eq!(
        refusal("a.txt", &noise),
        "It is not a text file: it contains bytes that no text has."
    );
    let noise: Vec<u8> = noise.into_iter().map(|b| b | 0x81).collect();
    assert_eq!(
        refusal("a.txt", &noise),
        "It is not a text file: it is neither UTF-8 nor UTF-16 nor GB18030 (GBK) nor Big5 text."
    );
    for empty in ["", "\u{feff}", " \n\r\n\u{3000}\t\u{c}"] {
        assert_eq!(
            refusal("a.txt", empty.as_bytes()),
            "It is empty: there is no text in it."
        );
    }
}

#[test]
fn what_cannot_be_opened_is_refused_with_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let refusal = |path: &std::path::Path| read_file(path).unwrap_err().to_string();
    assert_eq!(refusal(folder.path()), "It is a folder, not a file.");
    assert_eq!(
        refusal(&folder.path().join("none.txt")),
        "There is no such file."
    );
}

#[test]
fn json_lines_are_articles_of_their_own() {
    let lines = concat!(
        "{\"headline\":\"头条\",\"deck\":[\"引题\",\"副题\"],\"body\":\"第一段。\\r\\n\\n　　第二⼈。\",",
        "\"byline\":\"记者 某人\",\"date\":\"2019-08-21\",\"source\":\"某报 1版\"}\n",
        "\n",
        "not json\n",
        "{\"title\":\"二条\",\"deck\":\"副题\",\"body\":\"正文\",\"extra\":1}\n",
        "{\"title\":\"坏\",\"date\":\"21/8/2019\",\"body\":\"正文\"}\n",
        "{}\n",
    );
    let source = read("报纸2020-02-03.jsonl", lines.as_bytes());
    let names: Vec<_> = source.pages.iter().map(|page| page.name.as_str()).collect();
    assert_eq!(names, ["某报 1版", "报纸2020-02-03-4"]);
    let first = &source.known[0].article;
    assert_eq!(first.headline.text, "头条");
    assert_eq!(first.deck.len(), 2);
    assert_eq!(first.body.text, "第一段。\n第二人。");
    assert_eq!(first.date.unwrap().to_string(), "2019-08-21");
    assert_eq!(
        source.known[1].article.date.unwrap().to_string(),
        "2020-02-03"
    );
    let messages: Vec<_> = source
        .warnings
        .iter()
        .map(|w| {
            w.message
                .en
                .split(' ')
                .take(2)
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect();
    assert_eq!(messages, ["Line 3", "Line 5", "Line 6"]);

    // Every character of an article leads back to its page.
    for known in &source.known {
        let page = &source.pages[known.page_idx];
        for part in known.article.parts() {
            for run in &part.provenance.runs {
                let text = banmian::model::clip(&part.text, run.text);
                let printed: String = page
                    .clip(run.page)
                    .chars()
                    .map(banmian::text::plain_char)
                    .collect();
                assert_eq!(text, printed);
            }
        }
    }
    assert!(refusal("a.jsonl", b"x\ny").contains("Line 1"));
}

proptest::proptest! {
    #[test]
    fn no_bytes_panic_and_none_vanish_unsaid(bytes: Vec<u8>, name in "[a-z]{1,3}\\.(txt|jsonl|bin)") {
        if let Ok(source) = read_bytes(&name, &bytes, None) {
            let has_mark = source.pages.iter().any(|page| page.text.contains('\u{fffd}'));
            let is_said = !source.warnings.is_empty();
            let was_there = String::from_utf8_lossy(&bytes).contains('\u{fffd}');
            proptest::prop_assert!(!has_mark || is_said || was_there);
        }
    }
}

#[test]
fn utf_16_without_a_mark_is_known_by_its_signs() {
    let text = "一、开会通知\n最近，一行十人到会。\n";
    for (order, name) in [(0, "le"), (1, "be")] {
        let bytes: Vec<u8> = text
            .encode_utf16()
            .flat_map(|unit| {
                if order == 0 {
                    unit.to_le_bytes()
                } else {
                    unit.to_be_bytes()
                }
            })
            .collect();
        let source = read_bytes("page.txt", &bytes, None).unwrap();
        assert_eq!(source.pages[0].text, text, "{name}");
    }
}

#[test]
fn null_fields_and_two_names_of_the_headline_lose_no_article() {
    let lines = "{\"headline\":\"题\",\"title\":\"别题\",\"deck\":null,\"body\":\"文。\",\"byline\":null}\n";
    let source = read_bytes("a.jsonl", lines.as_bytes(), None).unwrap();
    assert_eq!(source.known.len(), 1);
    assert_eq!(source.known[0].article.headline.text, "题");
}
