//! What must hold whatever a page, a file, a repair or a query holds: no character lost or doubled,
//! no panic, every span on the boundaries of characters. The tests and the fuzz targets check the
//! same, and read the same bytes as the same page and repairs.

use banmian::entity::recognize_page;
use banmian::index::query::{Leaf, Zone, describe, parse};
use banmian::ingest::{Member, draw_page, for_each_member, read_bytes};
use banmian::model::{
    Area, Article, Page, PageLayout, Part, PartialDate, Place, PlacedLine, Repair, Restoration,
    Span, Warning, clip,
};
use banmian::restore::{date_page, explain_page, read_masthead, repair_page, restore_page};
use banmian::text::is_blank;

/// A page of nothing but text.
pub(crate) fn page_of(text: &str) -> Page {
    Page {
        name: "页".to_owned(),
        text: text.to_owned(),
        ..Page::default()
    }
}

/// Every character of the page but blanks lies under exactly one run or edit of one part, and
/// whatever speaks of the page or of a text speaks of whole characters of it.
pub(crate) fn check_provenance(page: &Page, restoration: &Restoration) {
    let mut n_over = vec![0_u32; page.text.len() + 1];
    let of_articles = restoration.articles.iter().flat_map(Article::parts);
    for part in of_articles.chain(&restoration.furniture) {
        check_part(page, part, &mut n_over);
    }
    for (i, c) in page.text.char_indices() {
        let is_right = n_over[i] == 1 || (is_blank(c) && n_over[i] == 0);
        assert!(is_right, "{c:?} at {i} stands in {} parts", n_over[i]);
    }
    for article in &restoration.articles {
        assert!((0.0..=1.0).contains(&article.confidence));
        let spans = article.subheads.iter().chain(&article.dateline);
        for span in spans.chain(&article.opening_byline) {
            assert!(article.body.text.get(span.range()).is_some(), "{span:?}");
        }
        let printed = article.date_evidence.and_then(|evidence| evidence.page);
        for span in article.joins.iter().map(|join| join.page).chain(printed) {
            assert!(page.text.get(span.range()).is_some(), "{span:?}");
        }
    }
}

fn check_part(page: &Page, part: &Part, n_over: &mut [u32]) {
    let mut at = 0;
    for piece in part.provenance.pieces() {
        assert!(piece.text.start >= at && !piece.text.is_empty());
        let ours = clip(&part.text, Span::new(at, piece.text.start));
        assert!(ours.chars().all(|c| matches!(c, '\n' | ' ')), "{ours:?}");
        for (i, _) in page.clip(piece.page).char_indices() {
            n_over[piece.page.start + i] += 1;
        }
        at = piece.text.end;
    }
    assert_eq!(part.text.len(), at, "text after the last piece");
    for run in &part.provenance.runs {
        let count = |text: &str| text.chars().count();
        assert_eq!(
            count(clip(&part.text, run.text)),
            count(page.clip(run.page))
        );
    }
    let printed = part.printed().map(|p| p.text);
    assert_eq!(printed.is_some(), !part.provenance.edits.is_empty());
}

/// Restores a page as a library does, and looks for names in it; all of it holds and nothing
/// panics.
fn check_page(page: &Page) {
    let mut page = page.clone();
    read_masthead(&mut page);
    let restoration = restore_page(&page);
    check_provenance(&page, &restoration);
    let texts: Vec<_> = restoration
        .articles
        .iter()
        .map(Article::full_text)
        .collect();
    for (text, found) in texts.iter().zip(recognize_page(&texts)) {
        for mention in found.mentions {
            assert!(!clip(&text.text, mention.span).is_empty());
        }
    }
}

/// Every line is explained, in the page's order, and the explanation has the restoration's
/// articles.
fn check_explanation(page: &Page, restoration: &Restoration) {
    let explanation = explain_page(page);
    let mut at = 0;
    for line in &explanation.lines {
        assert!(line.page.start >= at && page.text.get(line.page.range()).is_some());
        assert!(!line.reasons.is_empty());
        assert!(
            line.article
                .is_none_or(|idx| idx < restoration.articles.len())
        );
        at = line.page.end;
    }
    let told: Vec<f32> = explanation.articles.iter().map(|a| a.confidence).collect();
    let given: Vec<f32> = restoration.articles.iter().map(|a| a.confidence).collect();
    assert_eq!(told, given);
}

/// What ends the text in the bytes of a fuzzer; no character's code holds it.
pub(crate) const END_OF_TEXT: u8 = 0xff;

/// What the bytes of a fuzzer say: the page's text up to [`END_OF_TEXT`], then numbers. Broken
/// characters become replacement characters.
fn read_input(bytes: &[u8]) -> (Page, &[u8]) {
    let end = bytes.iter().position(|b| *b == END_OF_TEXT);
    let n_text = end.unwrap_or(bytes.len());
    let (text, rest) = bytes.split_at(n_text);
    let numbers = rest.get(1..).unwrap_or(&[]);
    (page_of(&String::from_utf8_lossy(text)), numbers)
}

/// Most repairs that an input stands for.
const MOST_REPAIRS: usize = 12;

/// Repairs of any kind, five numbers each: what is wished, three lines, and how far into its first
/// line a wish begins or where it ends.
fn read_repairs(page: &Page, numbers: &[u8]) -> Vec<Repair> {
    let wishes = numbers.chunks_exact(5).take(MOST_REPAIRS);
    let all: Vec<Span> = page.lines().map(|line| line.span).collect();
    wishes.filter_map(|wish| read_repair(&all, wish)).collect()
}

fn read_repair(all: &[Span], wish: &[u8]) -> Option<Repair> {
    let &[kind, first, second, third, shift] = wish else {
        return None;
    };
    let line = |n: u8| all[usize::from(n) % all.len()];
    let shift = usize::from(shift);
    // Many begin or end inside a line, some inside a character or beyond the page.
    let cut = |span: Span| match shift % 4 {
        0 => span,
        1 => Span::new(span.start + shift / 4, span.end),
        2 => Span::new(span.start, span.start + shift / 4),
        _ => Span::new(span.start, span.end + shift / 4),
    };
    let lines: Vec<Span> = [first, second].map(line).into_iter().map(cut).collect();
    let to = line(third);
    let places = [
        Place::Headline,
        Place::Deck,
        Place::Body,
        Place::Byline,
        Place::Caption,
    ];
    let words = [
        "改过的字",
        "字",
        "",
        "两\n行",
        " 空 ",
        "\u{200b}",
        "⻓江。",
        "a",
    ];
    Some(match kind % 13 {
        n @ 0..=4 => Repair::MoveLines {
            lines,
            to,
            place: places[usize::from(n)],
        },
        5 => Repair::Split { at: cut(to).start },
        6 => Repair::Merge {
            first: cut(to),
            second: line(first),
        },
        7 => Repair::Reorder {
            lines,
            before: Some(to).filter(|_| shift % 8 > 3),
        },
        8 => Repair::Furniture { lines },
        9 | 10 => Repair::EditText {
            span: cut(to),
            to: words[usize::from(first) % words.len()].to_owned(),
        },
        11 => Repair::PageDate {
            date: PartialDate::new(1900 + u16::from(first), Some(second), Some(third)),
        },
        _ => Repair::Confirm { article: cut(to) },
    })
}

/// Repairs lose and double nothing either, and give the same every time.
fn check_repairs(page: &Page, repairs: &[Repair]) {
    let mut page = page.clone();
    date_page(&mut page, repairs);
    let restoration = restore_page(&page);
    let repaired = repair_page(&page, restoration.clone(), repairs);
    check_provenance(&page, &repaired);
    assert_eq!(repair_page(&page, restoration, repairs), repaired);
}

/// The same text as a page of known places: four numbers for each line, its column, its height on
/// the page, the size of its letters, and their kind.
fn place_lines(page: &mut Page, numbers: &[u8]) {
    let kept = page.lines().filter(|line| !line.text.chars().all(is_blank));
    let placed = kept.zip(
        numbers
            .chunks_exact(4)
            .chain(std::iter::repeat(&[0; 4][..])),
    );
    let lines: Vec<PlacedLine> = placed
        .map(|(line, numbers)| {
            let number = |n: usize| i32::from(numbers.get(n).copied().unwrap_or(0));
            let (left, top) = (number(0) * 40, number(1) * 40);
            PlacedLine {
                span: line.span,
                area: Area {
                    left,
                    top,
                    right: left + 400,
                    bottom: top + 40,
                },
                font_size: number(2),
                is_bold: number(3) & 1 == 1,
                is_vertical: number(3) & 2 == 2,
            }
        })
        .collect();
    page.layout = Some(PageLayout {
        page_number: 1,
        width: 10_000,
        height: 10_000,
        lines,
    });
}

/// Reading a file ends in pages or in a sentence; placed lines are lines of the text; and the pages
/// lose nothing when they are restored.
fn check_file(name: &str, bytes: &[u8]) {
    let source = match read_bytes(name, bytes, None) {
        Ok(source) => source,
        Err(error) => {
            assert!(!error.sentence().zh.is_empty());
            return;
        }
    };
    assert!(!source.pages.is_empty());
    for page in &source.pages {
        if let Some(layout) = &page.layout {
            let lines = page.lines().filter(|line| !line.text.trim().is_empty());
            let placed = layout.lines.iter().map(|line| line.span);
            assert!(placed.eq(lines.map(|line| line.span)));
        }
        check_provenance(page, &restore_page(page));
    }
}

/// A ZIP file of members.
fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in members {
        let options = zip::write::SimpleFileOptions::default()
            .compression_method(zip::CompressionMethod::Stored);
        zip.start_file(*name, options).unwrap();
        std::io::Write::write_all(&mut zip, bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// An archive is a file that says so, or its members, each of which is read or is told; names in it lead
/// nowhere.
fn check_archive(bytes: &[u8]) {
    check_file("papers.zip", bytes);
    let mut n_left = 64;
    let mut visit = |member: Result<Member, Warning>| {
        match member {
            Ok(member) => {
                assert!(member.name.starts_with("papers.zip/"), "{}", member.name);
                assert!(!member.name.contains(['\n', '\u{202e}']), "{}", member.name);
                check_file(&member.name, &member.bytes);
            }
            Err(warning) => assert!(!warning.message.zh.is_empty()),
        }
        n_left -= 1;
        n_left > 0
    };
    if let Err(error) = for_each_member("papers.zip", bytes, &|_| true, &mut visit) {
        assert!(!error.sentence().zh.is_empty());
    }
}

/// A query printed and read again is the same query, can be said in words, and its hits hold what
/// was asked for.
fn check_query(typed: &str, text: &str) {
    let parsed = parse(typed);
    for problem in &parsed.problems {
        assert!(!clip(typed, problem.span).is_empty(), "{problem:?}");
    }
    let query = parsed.query;
    let printed = parse(&query.to_string());
    assert_eq!(printed.query, query);
    assert_eq!(printed.problems, []);
    assert!(!describe(&query).zh.is_empty());
    let wanted = query.wanted();
    let stands_alone = !wanted.iter().any(|leaf| matches!(leaf, Leaf::Near { .. }));
    for zone in [Zone::Headline, Zone::Body, Zone::Byline] {
        let hits = query.find_in(text, zone);
        assert!(hits.windows(2).all(|pair| pair[0].end <= pair[1].start));
        for hit in hits {
            let found = clip(text, hit);
            assert!(!found.is_empty());
            assert!(!stands_alone || !query.find_in(found, zone).is_empty());
        }
    }
}

/// One input through the checks of the fuzz target of this name.
pub(crate) fn check_input(target: &str, bytes: &[u8]) {
    let under = |head: &str| [head.as_bytes(), bytes].concat();
    match target {
        "decode" => {
            check_file("page.txt", bytes);
            check_file("articles.jsonl", bytes);
        }
        "html" => check_file("page.html", &under("<html>")),
        "alto" => check_file("page.xml", &under("<alto>")),
        "hocr" => check_file("page.hocr", &under("<html><div class=\"ocr_page\">")),
        "pdf" => {
            let bytes = under("%PDF-1.7\n");
            check_file("page.pdf", &bytes);
            // A page that cannot be drawn is an error, never a panic.
            let _picture = draw_page(&bytes, 1, 200).is_ok();
        }
        "table" => {
            check_file("articles.csv", bytes);
            check_file("articles.tsv", bytes);
        }
        "docx" => {
            let mut parts = bytes.split(|byte| *byte == END_OF_TEXT);
            let mut part = || parts.next().unwrap_or_default();
            let (document, styles) = (part(), part());
            let members = [("word/document.xml", document), ("word/styles.xml", styles)];
            check_file("report.docx", &zipped(&members));
        }
        "epub" => {
            let mut parts = bytes.split(|byte| *byte == END_OF_TEXT);
            let mut part = || parts.next().unwrap_or_default();
            let (package, first, second) = (part(), part(), part());
            let container = br#"<container><rootfile full-path="b.opf"/></container>"#;
            let members = [
                ("META-INF/container.xml", container.as_slice()),
                ("b.opf", package),
                ("1.xhtml", first),
                ("2.xhtml", second),
            ];
            check_file("book.epub", &zipped(&members));
        }
        "archive" => check_archive(bytes),
        "query" => {
            let input = String::from_utf8_lossy(bytes);
            let (typed, text) = input.split_once('\n').unwrap_or((&input, &input));
            check_query(typed, text);
        }
        _ => check_page_input(target, bytes),
    }
}

fn check_page_input(target: &str, bytes: &[u8]) {
    let (mut page, numbers) = read_input(bytes);
    match target {
        "restore" => check_page(&page),
        "repair" => check_repairs(&page, &read_repairs(&page, numbers)),
        "placed" => {
            place_lines(&mut page, numbers);
            let restoration = restore_page(&page);
            check_provenance(&page, &restoration);
            check_explanation(&page, &restoration);
        }
        other => panic!("there is no fuzz target {other}"),
    }
}
