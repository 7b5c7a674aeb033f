//! Tables: articles, things named in them, each mention, and each hit with its words around it; for
//! spreadsheets (CSV with the mark by which Excel knows UTF-8, no cell a formula) and as JSON Lines.
//!
//! Offsets count Unicode characters of the article's text: headline, deck lines, body and byline,
//! joined by line ends, as `banmian extract --json` has it.

use super::exported::Exported;
use super::formats::{Format, Table};
use super::target::TargetFile;
use super::{ExportError, ExportRequest};
use crate::entity::Value as Said;
use crate::library::cells::no_formula;
use crate::model::{Field, Span, clip};
use crate::store::StoredNote;
use serde_json::{Map, Value, json};
use std::fs::File;
use std::io::{BufWriter, Write as _};

/// Characters on each side of a hit.
const N_CHARS_AROUND: usize = 30;

/// Columns that tell the article, before those of a table: name, head, head in Chinese.
const OF_ARTICLE: [(&str, &str); 6] = [
    ("article_id", "文章编号"),
    ("date", "日期"),
    ("headline", "标题"),
    ("paper", "报纸"),
    ("page_number", "版次"),
    ("page", "版面"),
];

const fn columns(table: Table) -> &'static [(&'static str, &'static str)] {
    match table {
        Table::Articles => &[
            ("source", "文件"),
            ("date_inferred", "日期为推断"),
            ("deck", "副题"),
            ("authors", "作者"),
            ("body", "正文"),
            ("byline", "署名"),
            ("captions", "图注"),
            ("hits", "命中数"),
            ("confidence", "还原把握"),
            ("starred", "星标"),
            ("read", "已读"),
            ("status", "状态"),
            ("tags", "标签"),
            ("collections", "收藏夹"),
            ("notes", "笔记"),
        ],
        Table::Entities => &[
            ("kind", "类别"),
            ("name", "名称"),
            ("aliases", "别称"),
            ("posts", "职务"),
            ("mentions", "提及次数"),
        ],
        Table::Mentions => &[
            ("kind", "类别"),
            ("name", "名称"),
            ("text", "原文"),
            ("field", "位置"),
            ("start", "起"),
            ("end", "止"),
            ("value", "数值"),
        ],
        Table::Context => &[
            ("before", "上文"),
            ("hit", "命中"),
            ("after", "下文"),
            ("field", "位置"),
            ("start", "起"),
            ("end", "止"),
        ],
    }
}

/// The lines of an article: the values of all columns, in order.
fn lines_of(exported: &Exported, table: Table) -> Vec<Vec<Value>> {
    let citation = &exported.citation;
    let own = [
        json!(exported.id),
        json!(citation.date.map(|date| date.to_string())),
        json!(citation.title),
        json!(citation.paper),
        json!(citation.page),
        json!(exported.page),
    ];
    let rows = match table {
        Table::Articles => vec![article_cells(exported)],
        Table::Entities => entity_cells(exported),
        Table::Mentions => mention_cells(exported),
        Table::Context => context_cells(exported),
    };
    let all = rows.into_iter();
    all.map(|row| own.iter().cloned().chain(row).collect())
        .collect()
}

fn article_cells(exported: &Exported) -> Vec<Value> {
    let article = &exported.article;
    let texts = |parts: &[crate::model::Part]| -> Vec<String> {
        parts.iter().map(|part| part.text.clone()).collect()
    };
    vec![
        json!(exported.source),
        json!(exported.citation.is_date_inferred),
        json!(texts(&article.deck)),
        json!(exported.citation.authors),
        json!(article.body.text),
        json!(article.byline_text()),
        json!(texts(&article.captions)),
        json!(exported.hits.len()),
        // In hundredths, as it is shown.
        json!((f64::from(article.confidence) * 100.0).round() / 100.0),
        json!(exported.mark.is_starred),
        json!(exported.mark.is_read),
        json!(exported.mark.status.map(|status| status.names().0)),
        json!(exported.tags),
        json!(exported.collections),
        json!(exported.notes.iter().map(note_text).collect::<Vec<_>>()),
    ]
}

/// "“passage” note".
fn note_text(note: &StoredNote) -> String {
    if note.quote.is_empty() {
        note.text.clone()
    } else {
        format!("“{}” {}", note.quote, note.text)
            .trim_end()
            .to_owned()
    }
}

fn entity_cells(exported: &Exported) -> Vec<Vec<Value>> {
    let entities = exported.recognition.entities.iter();
    let cells = entities.map(|entity| {
        vec![
            json!(entity.kind.as_str()),
            json!(entity.name),
            json!(entity.aliases),
            json!(entity.posts),
            json!(entity.mention_idxs.len()),
        ]
    });
    cells.collect()
}

fn mention_cells(exported: &Exported) -> Vec<Vec<Value>> {
    let found = &exported.recognition;
    let mut names = vec![""; found.mentions.len()];
    for entity in &found.entities {
        for idx in &entity.mention_idxs {
            if let Some(name) = names.get_mut(*idx) {
                *name = &entity.name;
            }
        }
    }
    let spans: Vec<Span> = found.mentions.iter().map(|mention| mention.span).collect();
    let places = chars_of(exported, &spans);
    let values = exported.values.iter().map(Option::as_ref);
    let values = values.chain(std::iter::repeat(None));
    let mentions = found.mentions.iter().zip(names).zip(places).zip(values);
    mentions
        .map(|(((mention, name), (start, end)), value)| {
            vec![
                json!(mention.kind.as_str()),
                json!(name),
                json!(super::plain::words(exported, mention.span)),
                json!(field_name(exported, mention.span)),
                json!(start),
                json!(end),
                json!(value.map(value_text)),
            ]
        })
        .collect()
}

/// "2019-08-21", "2019-01-31/2019-02-02"; "38895000000 CNY", "3~5 公里".
fn value_text(value: &Said) -> String {
    let count = match value {
        Said::Days(days) => return days.iso(),
        Said::Count(count) => count,
    };
    let unit = match count.unit.currency() {
        Some(currency) => currency.code(),
        None => count.unit.name(),
    };
    let number = if count.least == count.most {
        count.least.to_string()
    } else {
        format!("{}~{}", count.least, count.most)
    };
    format!("{number} {unit}")
}

fn context_cells(exported: &Exported) -> Vec<Vec<Value>> {
    let text = &exported.text.text;
    let places = chars_of(exported, &exported.hits);
    let hits = exported.hits.iter().zip(places);
    hits.map(|(hit, (start, end))| {
        // Words of another field are no context.
        let field = exported.text.field_at(hit.start);
        let field = field.map_or(*hit, |(_, span)| span);
        let before = clip(text, Span::new(field.start.min(hit.start), hit.start));
        let after = clip(text, Span::new(hit.end, field.end.max(hit.end)));
        let from = before.char_indices().rev().nth(N_CHARS_AROUND - 1);
        let before = before.get(from.map_or(0, |(at, _)| at)..);
        let to = after.char_indices().nth(N_CHARS_AROUND);
        let after = after.get(..to.map_or(after.len(), |(at, _)| at));
        vec![
            json!(before.unwrap_or_default().replace('\n', " ")),
            json!(clip(text, *hit).replace('\n', " ")),
            json!(after.unwrap_or_default().replace('\n', " ")),
            json!(field_name(exported, *hit)),
            json!(start),
            json!(end),
        ]
    })
    .collect()
}

fn field_name(exported: &Exported, span: Span) -> &'static str {
    match exported.text.field_at(span.start) {
        Some((Field::Headline, _)) => "headline",
        Some((Field::Deck(_), _)) => "deck",
        Some((Field::Body, _)) => "body",
        Some((Field::Byline, _)) => "byline",
        None => "",
    }
}

/// Stretches in characters. They are sorted by where they begin, so one walk over the text counts
/// all beginnings.
fn chars_of(exported: &Exported, spans: &[Span]) -> Vec<(usize, usize)> {
    let text = &exported.text.text;
    let (mut at, mut n_chars) = (0, 0);
    let places = spans.iter().map(|span| {
        n_chars += clip(text, Span::new(at, span.start)).chars().count();
        at = span.start;
        (n_chars, n_chars + clip(text, *span).chars().count())
    });
    places.collect()
}

/// A table for spreadsheets.
pub(super) struct Csv {
    target: TargetFile,
    out: csv::Writer<BufWriter<File>>,
    table: Table,
}

impl Csv {
    pub(super) fn begin(request: &ExportRequest, table: Table) -> Result<Self, ExportError> {
        let (target, mut file) = TargetFile::begin(&request.path, request.replaces)?;
        let failed = |error| ExportError::of(&request.path, error);
        file.write_all("\u{feff}".as_bytes()).map_err(failed)?;
        let mut out = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer(file);
        let heads = OF_ARTICLE.iter().chain(columns(table));
        let heads = heads.map(|(en, zh)| if request.is_english { *en } else { *zh });
        out.write_record(heads)
            .map_err(|error| ExportError::of(&request.path, std::io::Error::from(error)))?;
        Ok(Self { target, out, table })
    }
}

/// A value as a cell.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => no_formula(text),
        Value::Array(values) => {
            let texts = values.iter().map(|v| v.as_str().unwrap_or_default());
            no_formula(&texts.collect::<Vec<_>>().join("；"))
        }
        other => other.to_string(),
    }
}

impl Format for Csv {
    fn add(&mut self, exported: &Exported) -> Result<(), ExportError> {
        for line in lines_of(exported, self.table) {
            self.out
                .write_record(line.iter().map(cell))
                .map_err(|error| {
                    ExportError::of(self.target.path(), std::io::Error::from(error))
                })?;
        }
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<(), ExportError> {
        let Self { target, out, .. } = *self;
        match out.into_inner() {
            Ok(file) => target.finish(file),
            Err(error) => Err(ExportError::of(
                target.path(),
                std::io::Error::new(error.error().kind(), error.error().to_string()),
            )),
        }
    }
}

/// An object on each line.
pub(super) struct JsonLines {
    target: TargetFile,
    out: BufWriter<File>,
    table: Table,
}

impl JsonLines {
    pub(super) fn begin(request: &ExportRequest, table: Table) -> Result<Self, ExportError> {
        let (target, out) = TargetFile::begin(&request.path, request.replaces)?;
        Ok(Self { target, out, table })
    }
}

impl Format for JsonLines {
    fn add(&mut self, exported: &Exported) -> Result<(), ExportError> {
        let names: Vec<&str> = OF_ARTICLE
            .iter()
            .chain(columns(self.table))
            .map(|(name, _)| *name)
            .collect();
        for line in lines_of(exported, self.table) {
            let pairs = names.iter().zip(line);
            let object: Map<String, Value> = pairs
                .map(|(name, value)| ((*name).to_owned(), value))
                .collect();
            writeln!(self.out, "{}", Value::Object(object))
                .map_err(|error| ExportError::of(self.target.path(), error))?;
        }
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<(), ExportError> {
        self.target.finish(self.out)
    }
}
