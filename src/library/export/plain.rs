//! Plain text, and lists of references.

use super::exported::Exported;
use super::formats::Format;
use super::target::TargetFile;
use super::{CitationForm, ExportError, ExportRequest};
use crate::model::{Span, clip};
use std::fs::File;
use std::io::{BufWriter, Write as _};

/// Articles as they are read, with two blanks before each paragraph.
pub(super) struct Text {
    target: TargetFile,
    out: BufWriter<File>,
    is_first: bool,
}

impl Text {
    pub(super) fn begin(request: &ExportRequest) -> Result<Self, ExportError> {
        let (target, out) = TargetFile::begin(&request.path, request.replaces)?;
        Ok(Self {
            target,
            out,
            is_first: true,
        })
    }
}

impl Format for Text {
    fn add(&mut self, exported: &Exported) -> Result<(), ExportError> {
        let mut text = String::new();
        if !std::mem::take(&mut self.is_first) {
            text.push_str("\n\n");
        }
        text.push_str(&text_of(exported));
        self.out
            .write_all(text.as_bytes())
            .map_err(|error| ExportError::of(self.target.path(), error))
    }

    fn finish(self: Box<Self>) -> Result<(), ExportError> {
        self.target.finish(self.out)
    }
}

/// An article as plain text.
fn text_of(exported: &Exported) -> String {
    let article = &exported.article;
    let mut text = String::new();
    for line in article.headline.text.lines() {
        text.push_str(line);
        text.push('\n');
    }
    for line in article.deck.iter().flat_map(|part| part.text.lines()) {
        text.push_str("  ");
        text.push_str(line);
        text.push('\n');
    }
    let from = origin_line(exported);
    if !from.is_empty() {
        text.push_str(&from);
        text.push('\n');
    }
    text.push('\n');
    let mut start = 0;
    for paragraph in article.body.text.split('\n') {
        let is_subhead = article.subheads.iter().any(|span| span.start == start);
        if !is_subhead && !paragraph.is_empty() {
            text.push_str("　　");
        }
        text.push_str(paragraph);
        text.push('\n');
        start += paragraph.len() + 1;
    }
    if !article.byline.is_empty() {
        text.push_str(&format!("（{}）\n", article.byline.text.replace('\n', " ")));
    }
    for caption in &article.captions {
        text.push_str(&format!("〔图〕{}\n", caption.text.replace('\n', " ")));
    }
    text
}

/// "云州日报  2019-08-21  第3版"; a date that is a conclusion in brackets.
pub(super) fn origin_line(exported: &Exported) -> String {
    let citation = &exported.citation;
    let date = citation.date.map(|date| {
        if citation.is_date_inferred {
            format!("[{date}]")
        } else {
            date.to_string()
        }
    });
    let paper = citation
        .paper
        .clone()
        .or_else(|| Some(exported.page.clone()));
    let page = citation.page.as_ref().map(|page| format!("第{page}版"));
    let parts = [paper, date, page].into_iter().flatten();
    let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
    parts.join("  ")
}

/// References, each once an article.
pub(super) struct Citations {
    target: TargetFile,
    out: BufWriter<File>,
    form: CitationForm,
    n_written: usize,
}

impl Citations {
    pub(super) fn begin(request: &ExportRequest, form: CitationForm) -> Result<Self, ExportError> {
        let (target, out) = TargetFile::begin(&request.path, request.replaces)?;
        Ok(Self {
            target,
            out,
            form,
            n_written: 0,
        })
    }
}

impl Format for Citations {
    fn add(&mut self, exported: &Exported) -> Result<(), ExportError> {
        self.n_written += 1;
        let text = exported.citation.text(self.form, &exported.id);
        let text = match self.form {
            CitationForm::GbT7714 => format!("[{}] {text}\n", self.n_written),
            CitationForm::Ris | CitationForm::BibTex => text,
        };
        self.out
            .write_all(text.as_bytes())
            .map_err(|error| ExportError::of(self.target.path(), error))
    }

    fn finish(self: Box<Self>) -> Result<(), ExportError> {
        self.target.finish(self.out)
    }
}

/// A stretch of an article's text.
pub(super) fn words(exported: &Exported, span: Span) -> &str {
    clip(&exported.text.text, span)
}
