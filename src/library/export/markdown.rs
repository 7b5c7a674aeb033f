//! Markdown: one file, or a file for each article with its data at its head (YAML).

use super::exported::Exported;
use super::formats::Format;
use super::plain::origin_line;
use super::target::{TargetFile, begin_folder, safe_name};
use super::{ExportError, ExportRequest};
use crate::model::EntityKind;
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::PathBuf;

/// All articles in one file.
pub(super) struct OneFile {
    target: TargetFile,
    out: BufWriter<File>,
}

impl OneFile {
    pub(super) fn begin(request: &ExportRequest, n_articles: usize) -> Result<Self, ExportError> {
        let (target, mut out) = TargetFile::begin(&request.path, request.replaces)?;
        let mut head = String::from("---\n");
        if !request.query.is_empty() {
            field(&mut head, "query", &request.query.to_string());
        }
        head.push_str(&format!("articles: {n_articles}\n---\n"));
        out.write_all(head.as_bytes())
            .map_err(|error| ExportError::of(target.path(), error))?;
        Ok(Self { target, out })
    }
}

impl Format for OneFile {
    fn add(&mut self, exported: &Exported) -> Result<(), ExportError> {
        let mut text = String::from("\n");
        headline(&mut text, exported);
        text.push_str(&format!("*{}*\n\n", escaped(&origin_line(exported))));
        rest(&mut text, exported);
        self.out
            .write_all(text.as_bytes())
            .map_err(|error| ExportError::of(self.target.path(), error))
    }

    fn finish(self: Box<Self>) -> Result<(), ExportError> {
        self.target.finish(self.out)
    }
}

/// A file for each.
pub(super) struct Folder {
    path: PathBuf,
    /// Names that are taken, folded: some systems do not tell capitals.
    taken: BTreeSet<String>,
}

impl Folder {
    pub(super) fn begin(request: &ExportRequest) -> Result<Self, ExportError> {
        begin_folder(&request.path)?;
        Ok(Self {
            path: request.path.clone(),
            taken: BTreeSet::new(),
        })
    }

    fn name_of(&mut self, exported: &Exported) -> String {
        let date = exported.date().map(|date| format!("{date}_"));
        let stem = format!("{}{}", date.unwrap_or_default(), safe_name(&exported.name));
        let mut name = stem.clone();
        let mut n_same = 1;
        while name.is_empty() || !self.taken.insert(name.to_lowercase()) {
            n_same += 1;
            name = format!("{stem}-{n_same}");
        }
        format!("{name}.md")
    }
}

impl Format for Folder {
    fn add(&mut self, exported: &Exported) -> Result<(), ExportError> {
        let name = self.name_of(exported);
        let path = self.path.join(name);
        let mut text = front_matter(exported);
        headline(&mut text, exported);
        rest(&mut text, exported);
        let (target, mut out) = TargetFile::begin(&path, false)?;
        out.write_all(text.as_bytes())
            .map_err(|error| ExportError::of(&path, error))?;
        target.finish(out)
    }

    fn finish(self: Box<Self>) -> Result<(), ExportError> {
        Ok(())
    }
}

/// A line of YAML. A string of JSON is one of YAML, whatever it holds.
fn field(head: &mut String, name: &str, value: &str) {
    if !value.is_empty() {
        head.push_str(name);
        head.push_str(": ");
        head.push_str(&serde_json::Value::from(value).to_string());
        head.push('\n');
    }
}

fn fields<'a>(head: &mut String, name: &str, values: impl Iterator<Item = &'a str>) {
    let values: Vec<String> = values
        .map(|value| serde_json::Value::from(value).to_string())
        .collect();
    if !values.is_empty() {
        head.push_str(&format!("{name}: [{}]\n", values.join(", ")));
    }
}

fn front_matter(exported: &Exported) -> String {
    let (citation, article) = (&exported.citation, &exported.article);
    let mut head = String::from("---\n");
    field(&mut head, "title", &citation.title);
    fields(
        &mut head,
        "deck",
        article.deck.iter().map(|part| part.text.as_str()),
    );
    fields(
        &mut head,
        "authors",
        citation.authors.iter().map(String::as_str),
    );
    if let Some(date) = citation.date {
        field(&mut head, "date", &date.to_string());
        head.push_str(&format!("date_inferred: {}\n", citation.is_date_inferred));
    }
    field(
        &mut head,
        "paper",
        citation.paper.as_deref().unwrap_or_default(),
    );
    field(
        &mut head,
        "page_number",
        citation.page.as_deref().unwrap_or_default(),
    );
    field(&mut head, "page", &exported.page);
    field(&mut head, "source", &exported.source);
    let named = |kind: EntityKind| {
        let entities = exported.recognition.entities.iter();
        entities
            .filter(move |e| e.kind == kind)
            .map(|e| e.name.as_str())
    };
    fields(&mut head, "people", named(EntityKind::Person));
    fields(&mut head, "organizations", named(EntityKind::Organization));
    fields(&mut head, "places", named(EntityKind::Place));
    fields(&mut head, "facilities", named(EntityKind::Facility));
    fields(&mut head, "projects", named(EntityKind::Project));
    head.push_str(&format!("starred: {}\n", exported.mark.is_starred));
    let status = exported.mark.status.map(|status| status.names().0);
    field(&mut head, "status", status.unwrap_or_default());
    fields(&mut head, "tags", exported.tags.iter().map(String::as_str));
    fields(
        &mut head,
        "collections",
        exported.collections.iter().map(String::as_str),
    );
    head.push_str(&format!("confidence: {:.2}\n", article.confidence));
    field(&mut head, "id", &exported.id.0);
    head.push_str("---\n\n");
    head
}

fn headline(text: &mut String, exported: &Exported) {
    let name = if exported.article.headline.is_empty() {
        format!("（{}）", exported.name)
    } else {
        exported.name.clone()
    };
    text.push_str(&format!("# {}\n\n", escaped(&name)));
    for line in exported
        .article
        .deck
        .iter()
        .flat_map(|part| part.text.lines())
    {
        if !line.trim().is_empty() {
            text.push_str(&format!("**{}**\n\n", escaped(line.trim())));
        }
    }
}

/// Body, byline and captions.
fn rest(text: &mut String, exported: &Exported) {
    let article = &exported.article;
    let mut start = 0;
    for paragraph in article.body.text.split('\n') {
        let is_subhead = article.subheads.iter().any(|span| span.start == start);
        start += paragraph.len() + 1;
        if paragraph.trim().is_empty() {
            continue;
        }
        if is_subhead {
            text.push_str("## ");
        }
        text.push_str(&escaped(paragraph.trim_end()));
        text.push_str("\n\n");
    }
    if !article.byline.is_empty() {
        text.push_str(&format!(
            "（{}）\n\n",
            escaped(&article.byline.text.replace('\n', " "))
        ));
    }
    for caption in &article.captions {
        text.push_str(&format!(
            "> {}\n\n",
            escaped(&caption.text.replace('\n', " "))
        ));
    }
    notes(text, exported);
}

/// What the reader noted, each after the passage that it is about.
fn notes(text: &mut String, exported: &Exported) {
    for note in &exported.notes {
        if !note.quote.is_empty() {
            text.push_str(&quoted(&note.quote));
        }
        if !note.text.trim().is_empty() {
            let line = note.text.trim().replace('\n', " ");
            text.push_str(&format!("*笔记 {}*　{}\n\n", note.made_at, escaped(&line)));
        }
    }
}

/// A stretch as a quotation.
pub(super) fn quoted(passage: &str) -> String {
    let lines = passage.lines().filter(|line| !line.trim().is_empty());
    let lines: Vec<String> = lines
        .map(|line| format!("> {}\n", escaped(line.trim())))
        .collect();
    format!("{}\n", lines.join(">\n"))
}

/// What Markdown would take for a mark is escaped, so that the text is read as it is printed.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    let body = text.trim_start_matches([' ', '\t']);
    let digits = body.trim_start_matches(|c: char| c.is_ascii_digit());
    // A list or a heading would begin here.
    let number_ends = if digits.len() < body.len() && digits.starts_with(['.', ')']) {
        Some(text.len() - digits.len())
    } else {
        None
    };
    for (at, c) in text.char_indices() {
        let is_first = at == text.len() - body.len();
        let is_mark = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '$' => true,
            '#' | '+' | '-' | '=' => is_first,
            '.' | ')' => number_ends == Some(at),
            _ => false,
        };
        if is_mark {
            escaped.push('\\');
        }
        match c {
            // Four blanks at the beginning would be code.
            ' ' | '\t' if at < text.len() - body.len() => {}
            '\r' => {}
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn text_is_no_markup() {
        for (text, written) in [
            ("区党工委", "区党工委"),
            ("# 一", "\\# 一"),
            ("1. 一", "1\\. 一"),
            ("1.5亿元", "1\\.5亿元"),
            ("投资1.5亿元", "投资1.5亿元"),
            ("a*b_c", "a\\*b\\_c"),
            ("<script>", "\\<script\\>"),
            ("    代码", "代码"),
            ("- 一", "\\- 一"),
            ("2019-08", "2019-08"),
        ] {
            assert_eq!(escaped(text), written);
        }
    }
}
