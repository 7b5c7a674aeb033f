//! Makes as many articles as are wanted, of the paragraphs of some: other paragraphs together,
//! other names, other numbers and dates. Each is made by its number alone, so that a run can be
//! repeated and nothing has to be kept.

use crate::corpus::RawArticle;
use banmian::entity::recognize_page;
use banmian::model::{Article, EntityKind, Field, Part, Span};
use rayon::prelude::*;
use std::collections::BTreeMap;

const SURNAMES: &str =
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕";
const GIVEN: &str =
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华玉萍红鹏飞波斌莉宁辉玲建国文思雨晨浩然嘉怡梓轩";

/// The paragraphs to make articles of.
pub(crate) struct Maker {
    articles: Vec<Sample>,
}

struct Sample {
    title: String,
    paragraphs: Vec<Paragraph>,
}

struct Paragraph {
    text: String,
    /// Where persons are named.
    names: Vec<Span>,
}

/// The pages of the sample library as articles of one paragraph or two, for want of others.
pub(crate) fn seed_articles() -> Vec<RawArticle> {
    let pages = [
        include_str!("../../seeds/000_aa0ac877f7c04fa7.txt"),
        include_str!("../../seeds/001_219aa7355dfc29b7.txt"),
        include_str!("../../seeds/002_2715cff893d69419.txt"),
        include_str!("../../seeds/003_8014b657e8a248d2.txt"),
        include_str!("../../seeds/004_f228202663bfc03c.txt"),
    ];
    let text: String = pages.concat().chars().filter(|c| *c != '\n').collect();
    let sentences: Vec<&str> = text
        .split_inclusive('。')
        .filter(|sentence| sentence.chars().count() > 8)
        .collect();
    sentences
        .chunks(3)
        .map(|sentences| RawArticle {
            title: sentences
                .iter()
                .flat_map(|sentence| sentence.chars())
                .filter(|c| c.is_alphanumeric())
                .take(16)
                .collect(),
            date: "2019-08-21".to_owned(),
            body: sentences.join("\n"),
        })
        .collect()
}

impl Maker {
    /// Looks for the names in the articles to make others of.
    pub(crate) fn new(pool: Vec<RawArticle>) -> Self {
        let articles = pool.into_par_iter().map(Sample::of).collect();
        Self { articles }
    }

    /// The article of a number.
    pub(crate) fn make(&self, nth: u64) -> RawArticle {
        let mut dice = Dice(nth);
        let mut persons = BTreeMap::new();
        let mut body = String::new();
        // As long as one of them is, of paragraphs of others.
        for _ in 0..self.any(&mut dice).paragraphs.len().max(1) {
            let sample = self.any(&mut dice);
            let Some(paragraph) = sample.paragraphs.get(dice.below(sample.paragraphs.len())) else {
                continue;
            };
            if !body.is_empty() {
                body.push('\n');
            }
            let renamed = paragraph.renamed(&mut persons, &mut dice);
            renumber(&renamed, &mut dice, &mut body);
        }
        let mut title = String::new();
        renumber(&self.any(&mut dice).title, &mut dice, &mut title);
        RawArticle {
            title,
            date: format!(
                "20{:02}-{:02}-{:02}",
                dice.below(27),
                1 + dice.below(12),
                1 + dice.below(28)
            ),
            body,
        }
    }

    fn any(&self, dice: &mut Dice) -> &Sample {
        // There is one at least: the pool is never empty.
        &self.articles[dice.below(self.articles.len())]
    }
}

impl Sample {
    fn of(raw: RawArticle) -> Self {
        let part = |text: &str| Part {
            text: text.to_owned(),
            ..Part::default()
        };
        let text = Article {
            headline: part(&raw.title),
            body: part(&raw.body),
            ..Article::default()
        }
        .full_text();
        let body = text.span_of(Field::Body);
        let recognition = recognize_page(std::slice::from_ref(&text));
        let names: Vec<Span> = recognition
            .iter()
            .flat_map(|found| &found.mentions)
            .filter(|mention| {
                mention.kind == EntityKind::Person && mention.span.start >= body.start
            })
            .map(|mention| {
                let span = mention.span;
                Span::new(span.start - body.start, span.end - body.start)
            })
            .collect();
        let mut at = 0;
        let paragraphs = raw.body.split('\n').map(|line| {
            let start = at;
            at += line.len() + 1;
            let inside = |span: &&Span| start <= span.start && span.end <= start + line.len();
            let names = names.iter().filter(inside);
            Paragraph {
                text: line.to_owned(),
                names: names
                    .map(|span| Span::new(span.start - start, span.end - start))
                    .collect(),
            }
        });
        Self {
            paragraphs: paragraphs.filter(|p| !p.text.is_empty()).collect(),
            title: raw.title,
        }
    }
}

impl Paragraph {
    /// With other names, the same for the same person of an article.
    fn renamed(&self, persons: &mut BTreeMap<String, String>, dice: &mut Dice) -> String {
        let mut renamed = String::with_capacity(self.text.len());
        let mut at = 0;
        for span in &self.names {
            let (Some(before), Some(name)) =
                (self.text.get(at..span.start), self.text.get(span.range()))
            else {
                continue;
            };
            renamed.push_str(before);
            let other = persons
                .entry(name.to_owned())
                .or_insert_with(|| dice.name());
            renamed.push_str(other);
            at = span.end;
        }
        renamed.push_str(self.text.get(at..).unwrap_or_default());
        renamed
    }
}

/// Other numbers: years, months and days that may be, else as many digits.
fn renumber(text: &str, dice: &mut Dice, out: &mut String) {
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, from) = rest.split_at(start);
        let n_digits = from.bytes().take_while(u8::is_ascii_digit).count();
        let (_, after) = from.split_at(n_digits);
        out.push_str(before);
        match (n_digits, after.chars().next()) {
            (4, Some('年')) => out.push_str(&(2000 + dice.below(27)).to_string()),
            (1 | 2, Some('月')) => out.push_str(&(1 + dice.below(12)).to_string()),
            (1 | 2, Some('日')) => out.push_str(&(1 + dice.below(28)).to_string()),
            _ => {
                out.push_str(&(1 + dice.below(9)).to_string());
                for _ in 1..n_digits {
                    out.push_str(&dice.below(10).to_string());
                }
            }
        }
        rest = after;
    }
    out.push_str(rest);
}

/// Numbers that look thrown: splitmix64.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 on, below `n`; 0 where there is none.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        (self.next() % (n.max(1) as u64)) as usize
    }

    fn of(&mut self, chars: &str) -> char {
        let n_chars = chars.chars().count();
        chars.chars().nth(self.below(n_chars)).unwrap_or('某')
    }

    fn name(&mut self) -> String {
        let n_given = 1 + self.below(2);
        let surname = self.of(SURNAMES);
        std::iter::once(surname)
            .chain((0..n_given).map(|_| self.of(GIVEN)))
            .collect()
    }
}
