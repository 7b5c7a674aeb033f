//! Tables of articles (CSV, or with tabs): a line for each, with a head that says what stands where.
//! Known as such, so that nothing is restored.

use super::known::{Fields, Lines, article_of};
use super::{IngestError, Issue, Source, issue_date_in_name};
use crate::model::{PartialDate, Sentence};

/// What a column holds, with the heads that say so, folded. The first that is there counts.
const COLUMNS: [(Column, &[&str]); 7] = [
    (
        Column::Headline,
        &[
            "标题",
            "题名",
            "篇名",
            "题目",
            "新闻标题",
            "headline",
            "title",
        ],
    ),
    (
        Column::Deck,
        &["副题", "副标题", "引题", "肩题", "deck", "subtitle"],
    ),
    (
        Column::Body,
        &[
            "正文",
            "全文",
            "内容",
            "正文内容",
            "文本",
            "body",
            "text",
            "content",
            "fulltext",
        ],
    ),
    (
        Column::Byline,
        &[
            "署名",
            "作者",
            "责任者",
            "记者",
            "byline",
            "author",
            "authors",
        ],
    ),
    (
        Column::Date,
        &[
            "日期",
            "出版日期",
            "报纸日期",
            "发布日期",
            "见报日期",
            "时间",
            "发布时间",
            "date",
            "published",
            "pubdate",
        ],
    ),
    (
        Column::Paper,
        &[
            "报纸",
            "报纸名",
            "报纸名称",
            "报刊",
            "来源",
            "媒体",
            "paper",
            "newspaper",
            "source",
        ],
    ),
    (
        Column::PageNumber,
        &["版次", "版号", "版面", "版名", "page_number", "page"],
    ),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Headline,
    Deck,
    Body,
    Byline,
    Date,
    Paper,
    PageNumber,
}

/// Reads the articles into `source`; lines that are none become warnings.
///
/// # Errors
/// [`IngestError::NoColumns`] where the head names neither headlines nor texts;
/// [`IngestError::NoArticles`] where no line is an article, with the first line's trouble.
pub(super) fn read_articles(
    text: &str,
    stem: &str,
    issue: Option<Issue>,
    source: &mut Source,
) -> Result<(), IngestError> {
    let head = text.lines().next().unwrap_or_default();
    let delimiter = [b'\t', b';', b',']
        .into_iter()
        .find(|sign| head.contains(char::from(*sign)))
        .unwrap_or(b',');
    let mut table = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .from_reader(text.as_bytes());
    let heads: Vec<String> = match table.headers() {
        Ok(heads) => heads
            .iter()
            .map(|head| crate::text::fold(head).text)
            .collect(),
        Err(_not_text) => return Err(IngestError::NoColumns),
    };
    let place = |wanted: Column| {
        let names = COLUMNS.iter().find(|(column, _)| *column == wanted);
        let mut names = names.into_iter().flat_map(|(_, names)| names.iter());
        names.find_map(|name| heads.iter().position(|head| head == name))
    };
    let places = COLUMNS.map(|(column, _)| (column, place(column)));
    let has = |wanted: Column| places.iter().any(|(c, at)| *c == wanted && at.is_some());
    if !has(Column::Headline) && !has(Column::Body) {
        return Err(IngestError::NoColumns);
    }
    let mut lines = Lines::default();
    for (idx, record) in table.records().enumerate() {
        let read = record
            .map_err(|error| {
                Sentence::new(
                    format!("读不出来（{error}）。"),
                    format!("it cannot be read ({error})."),
                )
            })
            .and_then(|record| fields_of(&record, &places))
            .and_then(|fields| article_of(&fields, issue));
        // The head is line 1.
        lines.take(idx + 2, read, stem, source);
    }
    lines.finish(source)
}

fn fields_of(
    record: &csv::StringRecord,
    places: &[(Column, Option<usize>)],
) -> Result<Fields, Sentence> {
    let mut fields = Fields::default();
    let mut page_number = "";
    for (column, at) in places {
        let Some(cell) = at.and_then(|at| record.get(at)) else {
            continue;
        };
        let cell = cell.trim();
        match column {
            Column::Headline => cell.clone_into(&mut fields.headline),
            Column::Deck => fields.deck = vec![cell.to_owned()],
            Column::Body => cell.clone_into(&mut fields.body),
            Column::Byline => cell.clone_into(&mut fields.byline),
            Column::Paper => cell.clone_into(&mut fields.source),
            Column::PageNumber => page_number = cell,
            Column::Date if cell.is_empty() => {}
            Column::Date => {
                let date = PartialDate::parse(cell).or_else(|| issue_date_in_name(cell));
                fields.date = Some(date.ok_or_else(|| {
                    Sentence::new(
                        format!("“{cell}”不是日期。"),
                        format!("“{cell}” is not a date."),
                    )
                })?);
            }
        }
    }
    if !page_number.is_empty() && !fields.source.is_empty() {
        let is_number = page_number.chars().all(|c| c.is_ascii_alphanumeric());
        let number = if is_number {
            format!(" 第{page_number}版")
        } else {
            format!(" {page_number}")
        };
        fields.source.push_str(&number);
    }
    Ok(fields)
}
