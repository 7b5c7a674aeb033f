//! PDF, HTML, ALTO and hOCR: text in reading order, lines at their places, and a sentence for what
//! cannot be read.

use crate::pdf_maker::{PdfPage, assemble, pdf, stream};
use banmian::ingest::{Source, draw_page, read_bytes};
use banmian::library::Library;
use banmian::model::{DateSource, Page};
use encoding_rs::GBK;
use expect_test::{Expect, expect};

fn read(name: &str, bytes: &[u8]) -> Source {
    read_bytes(name, bytes, None).unwrap()
}

fn refusal(name: &str, bytes: &[u8]) -> String {
    read_bytes(name, bytes, None).unwrap_err().to_string()
}

fn fixture(name: &str) -> Vec<u8> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/ingest");
    std::fs::read(folder.join(name)).unwrap()
}

fn check_text(page: PdfPage, text: Expect) {
    let source = read("a.pdf", &pdf(vec![page]));
    assert_sound(&source.pages[0]);
    text.assert_eq(&source.pages[0].text);
}

/// Every placed line is a line of the text, in order; every line with text has a place.
fn assert_sound(page: &Page) {
    let Some(layout) = &page.layout else { return };
    let placed: Vec<_> = layout.lines.iter().map(|line| line.span).collect();
    let printed: Vec<_> = page
        .lines()
        .filter(|line| !line.text.trim().is_empty())
        .map(|line| line.span)
        .collect();
    assert_eq!(placed, printed);
    for line in &layout.lines {
        assert!(line.area.width() >= 0 && line.area.height() >= 0);
    }
}

const LEFT: [&str; 4] = [
    "　　一栏第一行字字字",
    "一栏第二行字字字字字",
    "一栏第三行字字字字字",
    "一栏第四行。",
];
const RIGHT: [&str; 4] = [
    "二栏第一行字字字字字",
    "二栏第二行字字字字字",
    "　　二栏第三行字字字",
    "二栏第四行字字字。",
];

#[test]
fn columns_are_read_one_after_the_other_under_their_headline() {
    let page = PdfPage::default()
        .column(180.0, 120.0, 10.0, &RIGHT)
        .column(60.0, 120.0, 10.0, &LEFT)
        .text(110.0, 90.0, 24.0, "横跨两栏的题");
    check_text(
        page,
        expect![[r#"
            横跨两栏的题

            　　一栏第一行字字字
            一栏第二行字字字字字
            一栏第三行字字字字字
            一栏第四行。

            二栏第一行字字字字字
            二栏第二行字字字字字
            　　二栏第三行字字字
            二栏第四行字字字。"#]],
    );
}

#[test]
fn a_short_headline_stands_over_all_columns_that_begin_level_with_its_own() {
    let lower: Vec<String> = LEFT.iter().map(|line| line.replace('一', "三")).collect();
    let lower: Vec<&str> = lower.iter().map(String::as_str).collect();
    let page = PdfPage::default()
        .text(60.0, 90.0, 20.0, "上题")
        .column(60.0, 120.0, 10.0, &LEFT)
        .column(180.0, 120.0, 10.0, &RIGHT)
        .text(60.0, 230.0, 20.0, "下题")
        .column(60.0, 260.0, 10.0, &lower)
        .column(
            180.0,
            260.0,
            10.0,
            &["四栏第一行字字字字字", "四栏第二行。"],
        );
    let source = read("a.pdf", &pdf(vec![page]));
    let text = &source.pages[0].text;
    let places: Vec<usize> = [
        "上题",
        "一栏第一",
        "二栏第四",
        "下题",
        "三栏第三",
        "四栏第二",
    ]
    .iter()
    .map(|part| text.find(part).unwrap())
    .collect();
    assert!(places.is_sorted(), "{text}");
}

#[test]
fn a_rule_and_a_frame_keep_texts_together() {
    let page = PdfPage::default()
        .column(60.0, 120.0, 10.0, &LEFT)
        .column(180.0, 120.0, 10.0, &RIGHT)
        .raw("50 625 240 0.5 re f")
        .column(60.0, 190.0, 10.0, &["下栏左一字字字字字字", "下栏左二。"])
        .column(180.0, 190.0, 10.0, &["下栏右一字字字字字字", "下栏右二。"])
        .raw("320 600 130 100 re S")
        .column(330.0, 120.0, 10.0, &["框中第一行", "框中第二行"]);
    let source = read("a.pdf", &pdf(vec![page]));
    let text = &source.pages[0].text;
    assert!(
        text.find("二栏第四").unwrap() < text.find("下栏左一").unwrap(),
        "{text}"
    );
    assert!(text.contains("框中第一行\n框中第二行"), "{text}");
}

#[test]
fn letters_one_below_the_other_are_a_line() {
    let page = PdfPage::default()
        .upright(60.0, 120.0, 20.0, "竖排的题目")
        .column(100.0, 110.0, 10.0, &LEFT);
    let source = read("a.pdf", &pdf(vec![page]));
    let page = &source.pages[0];
    let first = page.layout.as_ref().unwrap().lines[0];
    assert_eq!(page.clip(first.span), "竖排的题目");
    assert!(first.is_vertical);
    assert_eq!(first.font_size, 200);
}

#[test]
fn what_is_drawn_twice_is_read_once_and_spaced_letters_are_a_line() {
    check_text(
        PdfPage::default()
            .text(60.0, 100.0, 10.0, "影影绰绰")
            .text(60.3, 100.3, 10.0, "影影绰绰")
            .text(60.0, 140.0, 30.0, "要")
            .text(130.0, 140.0, 30.0, "闻")
            .text(200.0, 140.0, 30.0, "版"),
        expect![[r#"
            影影绰绰

            要闻版"#]],
    );
}

#[test]
fn hidden_text_over_a_scan_counts() {
    let page = PdfPage::default()
        .picture()
        .raw("3 Tr")
        .text(60.0, 100.0, 10.0, "认出的字");
    check_text(page, expect!["认出的字"]);
}

#[test]
fn a_printed_page_is_read_in_order_with_sizes_and_weights() {
    let source = read("某报2021-03-10.pdf", &fixture("columns.pdf"));
    assert_eq!(source.pages.len(), 1);
    assert_eq!(source.warnings, []);
    let page = &source.pages[0];
    assert_sound(page);
    let plain: String = page.text.chars().map(banmian::text::plain_char).collect();
    let places: Vec<usize> = [
        "佳木斯市部署",
        "以开局就是决战",
        "118.6亿元。",
        "局、市农业农村局",
        "蒲定国调研",
        "企业趁势而上",
        "汇川区检查\n岁末年初安\n全生产工作",
        "　　本报讯 12",
        "责编",
    ]
    .iter()
    .map(|part| {
        plain
            .find(part)
            .unwrap_or_else(|| panic!("{part} in {plain}"))
    })
    .collect();
    // The editors' line may stand anywhere between the articles.
    assert!(places[..8].is_sorted(), "{plain}");
    let layout = page.layout.as_ref().unwrap();
    let headline = layout
        .lines
        .iter()
        .find(|line| line.font_size == 220)
        .unwrap();
    assert!(headline.is_bold);
    assert!(
        layout
            .lines
            .iter()
            .filter(|line| line.font_size == 80 && !line.is_bold)
            .count()
            > 30
    );
    assert_eq!(
        (layout.width, layout.height, layout.page_number),
        (4200, 5599, 1)
    );
}

#[test]
fn a_scan_and_a_locked_file_say_so() {
    let scan = pdf(vec![PdfPage::default().picture()]);
    assert!(
        refusal("a.pdf", &scan).starts_with("It is a scan: its pages are pictures without text.")
    );
    assert_eq!(
        refusal("a.pdf", &fixture("locked.pdf")),
        "It is locked with a password. Save a copy without one and import that."
    );
    assert_eq!(
        refusal("a.pdf", &pdf(vec![PdfPage::default()])),
        "It is empty: there is no text in it."
    );
}

#[test]
fn pages_of_a_scan_among_others_are_named() {
    let text = || PdfPage::default().text(60.0, 100.0, 10.0, "有字的页");
    let scan = || PdfPage::default().picture();
    let source = read("报.pdf", &pdf(vec![scan(), text(), scan(), scan(), text()]));
    let names: Vec<_> = source.pages.iter().map(|page| page.name.as_str()).collect();
    assert_eq!(names, ["报-2", "报-5"]);
    assert_eq!(source.warnings.len(), 1);
    assert_eq!(
        source.warnings[0].message.en,
        "Left out as scans without text that need OCR: 1, 3–4."
    );
}

#[test]
fn damaged_and_hostile_files_end_in_a_sentence() {
    let whole = fixture("columns.pdf");
    for n_bytes in [9, 100, 5_000, whole.len() / 2, whole.len() - 700] {
        // Cut off, a file is read as far as it goes, or refused.
        match read_bytes("a.pdf", &whole[..n_bytes], None) {
            Ok(source) => source.pages.iter().for_each(assert_sound),
            Err(error) => assert!(!error.sentence().zh.is_empty()),
        }
    }
    assert_eq!(
        refusal("a.pdf", b"%PDF-1.7\nnothing more"),
        "It is damaged or cut off: as a PDF document it cannot be read."
    );
    // A page that draws itself, and pages that are their own parents.
    let own = assemble(&[
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Count 2/Kids[3 0 R 2 0 R]>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>>>"
            .to_owned(),
        stream("", "/F Do"),
        stream(
            "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 5 0 R>>>>",
            "/F Do /F Do",
        ),
    ]);
    assert!(!refusal("a.pdf", &own).is_empty());
}

#[test]
fn a_page_that_draws_without_end_is_left() {
    // Forms that draw the next ten times each: ten to the twelfth in all.
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Count 1/Kids[3 0 R]>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>>>"
            .to_owned(),
        stream("", "/F Do"),
    ];
    for idx in 0..12 {
        objects.push(stream(
            &format!(
                "/Type/XObject/Subtype/Form/BBox[0 0 99 99]/Resources<</XObject<</F {} 0 R>>>>",
                6 + idx
            ),
            &"/F Do ".repeat(10),
        ));
    }
    objects.push(stream(
        "/Type/XObject/Subtype/Form/BBox[0 0 99 99]",
        "0 0 50 50 re f",
    ));
    assert_eq!(
        refusal("a.pdf", &assemble(&objects)),
        "It is damaged or cut off: as a PDF document it cannot be read."
    );
}

#[test]
fn a_page_is_drawn_as_wide_as_asked() {
    let picture = draw_page(&fixture("columns.pdf"), 1, 600).unwrap().unwrap();
    assert_eq!((picture.width, picture.height), (600, 800));
    assert_eq!(picture.rgba.len(), 4 * 600 * 800);
    let n_dark = picture
        .rgba
        .chunks(4)
        .filter(|pixel| pixel[0] < 128)
        .count();
    assert!((5_000..100_000).contains(&n_dark), "{n_dark}");
    assert!(draw_page(&fixture("columns.pdf"), 2, 600).is_err());
    assert_eq!(draw_page("文字".as_bytes(), 1, 600).unwrap(), None);
}

#[cfg(feature = "gui")]
#[test]
fn letters_whose_font_is_not_in_the_file_are_drawn_in_ours() {
    let bytes = pdf(vec![PdfPage::default().text(60.0, 400.0, 60.0, "国家")]);
    let picture = draw_page(&bytes, 1, 600).unwrap().unwrap();
    let n_dark = picture
        .rgba
        .chunks(4)
        .filter(|pixel| pixel[0] < 128)
        .count();
    assert!(n_dark > 500, "{n_dark}");
}

#[test]
fn the_layout_survives_storing_and_the_page_can_be_drawn() {
    let folder = tempfile::tempdir().unwrap();
    let mut library = Library::open(&folder.path().join("library")).unwrap();
    let bytes = fixture("columns.pdf");
    library.import_bytes("某报.pdf", &bytes, None).unwrap();
    let reader = library.reader();
    let query = banmian::library::Query::parse("蒲定国");
    let results = reader
        .find(&query, banmian::library::Sort::Relevance, 0, 1)
        .unwrap();
    let article = reader
        .article(&results.rows[0].id, &query)
        .unwrap()
        .unwrap();
    let mut page = read("某报.pdf", &bytes).pages.remove(0);
    banmian::restore::read_masthead(&mut page);
    assert_eq!(page.issue_source, Some(DateSource::Masthead));
    assert_eq!(*article.page, page);
    let picture = reader.page_picture(article.page_id, 300).unwrap().unwrap();
    assert_eq!((picture.width, picture.height), (300, 400));
    assert_eq!(reader.page_picture(article.page_id + 1, 300).unwrap(), None);
}

const HTML: &str = "<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=gb2312\">\
    <title>题目在此-某某日报数字版</title><meta name=\"publishdate\" content=\"2019-8-2\">\
    <style>p { color: red }</style><script>document.write(\"<p>不要</p>\")</script></head><body>\
    <nav><a href=x>首页</a></nav>\
    <ul><li><a href=1>第一版</a><li><a href=2>第二版</a><li><a href=3>第三版</a><li><a href=4>第四版</a></ul>\
    <h2>题目&middot;在此</h2><h3>副题</h3><div style='display: none'>隐藏</div>\
    <p>　　第一段文字，<b>加粗</b>的字\n和下一行。<p>　　第二段&nbsp;&lt;完&gt;<br>换行\
    <img src=\"http://example.com/a.png\"></body></html>";

#[test]
fn web_pages_give_headings_and_paragraphs() {
    let (bytes, _, _) = GBK.encode(HTML);
    for (name, bytes) in [("页.html", bytes.as_ref()), ("页", HTML.as_bytes())] {
        let source = read(name, bytes);
        let page = &source.pages[0];
        expect![[r#"
            ## 题目·在此

            ### 副题

            　　第一段文字，加粗的字和下一行。
            　　第二段 <完>
            换行"#]]
        .assert_eq(&page.text.replace('\u{a0}', " "));
        assert_eq!(page.issue_date.unwrap().to_string(), "2019-08-02");
        assert_eq!(page.issue_source, Some(DateSource::Source));
    }
}

#[test]
fn a_headline_that_only_the_title_repeats_is_one() {
    let html = "<!DOCTYPE html><title>开发区签约 - 某报</title><table><tr><td>开发区签约<td>正文。</table>";
    assert_eq!(
        read("a.htm", html.as_bytes()).pages[0].text,
        "# 开发区签约\n\n正文。"
    );
}

const ALTO: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#"><Description><MeasurementUnit>mm10</MeasurementUnit></Description>
<Styles><TextStyle ID="T0" FONTSIZE="24" FONTSTYLE="bold"/><TextStyle ID="T1" FONTSIZE="9"/></Styles>
<Layout><Page ID="P1" WIDTH="2540" HEIGHT="5080"><PrintSpace>
<TextBlock ID="B1" STYLEREFS="T0"><TextLine HPOS="254" VPOS="254" WIDTH="1016" HEIGHT="90"><String CONTENT="大标题"/></TextLine></TextBlock>
<TextBlock ID="B2" STYLEREFS="T1">
<TextLine HPOS="318" VPOS="400" WIDTH="500" HEIGHT="32"><String CONTENT="本报"/><SP/><String CONTENT="讯"/></TextLine>
<TextLine HPOS="254" VPOS="440" WIDTH="564" HEIGHT="32"><String CONTENT="IBM"/><SP/><String CONTENT="A&amp;B"/></TextLine>
<TextLine HPOS="254" VPOS="480" WIDTH="564" HEIGHT="32"><String CONTENT="第三行。"/></TextLine>
</TextBlock></PrintSpace></Page></Layout></alto>"#;

#[test]
fn alto_lines_carry_their_places() {
    let source = read("扫描.xml", ALTO.as_bytes());
    let page = &source.pages[0];
    assert_sound(page);
    assert_eq!(page.text, "大标题\n\n　　本报讯\nIBM A&B\n第三行。");
    let layout = page.layout.as_ref().unwrap();
    assert_eq!(
        (layout.width, layout.height, layout.page_number),
        (7200, 14400, 0)
    );
    let first = layout.lines[0];
    assert_eq!(
        (first.area.left, first.area.top, first.area.right),
        (720, 720, 3600)
    );
    assert_eq!((first.font_size, first.is_bold), (240, true));
    assert_eq!(
        (layout.lines[1].font_size, layout.lines[1].is_bold),
        (90, false)
    );
}

#[test]
fn broken_and_other_xml_end_in_a_sentence() {
    let (half, _) = ALTO
        .split_once("<TextLine HPOS=\"254\" VPOS=\"480\"")
        .unwrap();
    let source = read("扫描.xml", half.as_bytes());
    assert!(source.pages[0].text.ends_with("A&B"));
    assert!(source.warnings[0].message.en.contains("cut off"));
    let (start, _) = ALTO.split_once("<Layout").unwrap();
    assert_eq!(
        refusal("a.xml", start.as_bytes()),
        "It is damaged or cut off: as XML it cannot be read."
    );
    assert_eq!(
        refusal("a.xml", b"<?xml version=\"1.0\"?><feed/>"),
        "It is XML of a kind that is not read here; ALTO and hOCR are."
    );
    let bomb = "<!DOCTYPE alto [<!ENTITY a \"&b;&b;\"><!ENTITY b \"&a;&a;\">]><alto><Page><TextLine \
                HPOS='1' VPOS='1' WIDTH='9' HEIGHT='9'><String CONTENT='&a;'/></TextLine></Page></alto>";
    assert_eq!(read("a.xml", bomb.as_bytes()).pages[0].text, "&a;");
    let deep = format!("<alto>{}", "<x>".repeat(100_000));
    assert!(!refusal("a.xml", deep.as_bytes()).is_empty());
}

#[test]
fn hocr_lines_carry_their_places() {
    let hocr = "<!DOCTYPE html><html><head><meta name='ocr-system' content='tesseract'></head><body>\
        <div class='ocr_page' title='image \"a.png\"; bbox 0 0 3000 4000; ppageno 0; scan_res 300 300'>\
        <div class='ocr_carea' title='bbox 100 100 900 200'><p class='ocr_par'>\
        <span class='ocr_line' title='bbox 100 100 900 200; x_size 100'>\
        <span class='ocrx_word' title='bbox 100 100 400 200'><strong>大</strong></span> \
        <span class='ocrx_word'><strong>标题</strong></span></span></p></div>\
        <div class='ocr_carea'><p class='ocr_par'>\
        <span class='ocr_line' title='bbox 100 300 600 340'><span class='ocrx_word'>Big</span> \
        <span class='ocrx_word'>News</span></span>\
        <span class='ocr_line' title='bbox 100 360 600 400'>正文</span></p></div></div></body></html>";
    for name in ["a.hocr", "a.html"] {
        let source = read(name, hocr.as_bytes());
        let page = &source.pages[0];
        assert_sound(page);
        assert_eq!(page.text, "大标题\n\nBig News\n正文");
        let layout = page.layout.as_ref().unwrap();
        assert_eq!((layout.width, layout.height), (7200, 9600));
        let first = layout.lines[0];
        assert_eq!((first.font_size, first.is_bold), (240, true));
        assert_eq!((first.area.left, first.area.right), (240, 2160));
        assert_eq!(layout.lines[1].font_size, 0);
    }
    assert_eq!(
        refusal(
            "a.hocr",
            b"<html><div class='ocr_page' title='bbox 0 0 1 1'></div></html>"
        ),
        "It is empty: there is no text in it."
    );
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(48))]

    #[test]
    fn wherever_letters_stand_lines_and_places_agree(
        texts in proptest::collection::vec(
            (0.0_f32..580.0, 10.0_f32..790.0, 4.0_f32..40.0, "[一-三a 。]{1,12}"), 1..40
        ),
    ) {
        let mut page = PdfPage::default();
        for (x, y, size, text) in &texts {
            page = page.text(*x, *y, *size, text);
        }
        if let Ok(source) = read_bytes("a.pdf", &pdf(vec![page]), None) {
            assert_sound(&source.pages[0]);
        }
    }

    #[test]
    fn no_mark_up_panics(
        pieces in proptest::collection::vec(
            "<(/?(div|p|nav|title|span|alto|Page|TextLine|String|script))( class='ocr_(page|line|carea)')?( title='bbox -?[0-9 e]{0,9}')?( (HPOS|VPOS|WIDTH|HEIGHT|CONTENT)='[0-9a&;一]{0,5}')*/?>|[一&;<! ]{1,4}",
            0..30,
        ),
        name in "a\\.(html|xml|hocr|pdf)",
    ) {
        for head in ["<html>", "<alto>", "<div class=ocr_page>", "%PDF-1.4 "] {
            let text = format!("{head}{}", pieces.concat());
            if let Ok(source) = read_bytes(&name, text.as_bytes(), None) {
                source.pages.iter().for_each(assert_sound);
            }
        }
    }
}
