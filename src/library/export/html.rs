//! One page for browsers: articles with hits and names marked, all in the file itself. Nothing in
//! it is run or fetched.

use super::exported::Exported;
use super::formats::Format;
use super::plain::origin_line;
use super::target::TargetFile;
use super::{ExportError, ExportRequest};
use crate::model::{EntityKind, Field, Span};
use std::fs::File;
use std::io::{BufWriter, Write as _};

/// Paper, ink, and one quiet line for each kind of names, as in the window.
const STYLE: &str = "
:root{color-scheme:light dark;--paper:#fbf8f1;--ink:#221e18;--soft:#6e665a;--hit:#ffe08a;--line:#d9d2c3}
@media(prefers-color-scheme:dark){:root{--paper:#1c1a17;--ink:#e8e2d6;--soft:#a49a8a;--hit:#6a5312;--line:#3b362e}}
body{background:var(--paper);color:var(--ink);font:18px/1.9 'Source Han Serif SC','Noto Serif CJK SC','Songti SC',SimSun,serif;margin:0}
main{max-width:36em;margin:0 auto;padding:2.5em 1.5em}
article{border-top:1px solid var(--line);padding:2em 0}
article:first-child{border:0}
h1{font-size:1.5em;line-height:1.4;margin:.2em 0}
h2{font-size:1.05em;margin:1.2em 0 .3em}
.deck{font-weight:600;margin:.2em 0}
.from{color:var(--soft);font-size:.8em;margin:.4em 0 1.2em}
p{margin:0;text-indent:2em;text-align:justify}
.byline,.caption{text-indent:0;color:var(--soft);margin-top:.6em}
mark{background:var(--hit);color:inherit}
.person,.org,.place,.site,.project{text-decoration:underline 1px;text-underline-offset:.25em}
.person{text-decoration-style:solid}.org{text-decoration-style:double}.place{text-decoration-style:dotted}
.site{text-decoration-style:dashed}.project{text-decoration-style:wavy}
";

/// The page.
pub(super) struct Page {
    target: TargetFile,
    out: BufWriter<File>,
}

impl Page {
    pub(super) fn begin(request: &ExportRequest) -> Result<Self, ExportError> {
        let (target, mut out) = TargetFile::begin(&request.path, request.replaces)?;
        let title = if request.query.is_empty() {
            "版面 Banmian".to_owned()
        } else {
            request.query.to_string()
        };
        let head = format!(
            "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
             <title>{}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n",
            escaped(&title)
        );
        out.write_all(head.as_bytes())
            .map_err(|error| ExportError::of(target.path(), error))?;
        Ok(Self { target, out })
    }
}

impl Format for Page {
    fn add(&mut self, exported: &Exported) -> Result<(), ExportError> {
        let text = format!("<article>\n{}</article>\n", inner(exported, Marks::Classes));
        self.out
            .write_all(text.as_bytes())
            .map_err(|error| ExportError::of(self.target.path(), error))
    }

    fn finish(mut self: Box<Self>) -> Result<(), ExportError> {
        self.out
            .write_all(b"</main>\n</body>\n</html>\n")
            .map_err(|error| ExportError::of(self.target.path(), error))?;
        self.target.finish(self.out)
    }
}

/// What is marked.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Marks {
    /// Hits and names.
    Classes,
    /// Hits alone.
    Hits,
}

/// An article's elements: well-formed as XML, too.
pub(super) fn inner(exported: &Exported, marks: Marks) -> String {
    let article = &exported.article;
    let mut html = String::new();
    let name = if article.headline.is_empty() {
        escaped(&format!("（{}）", exported.name))
    } else {
        marked(exported, exported.text.span_of(Field::Headline), marks).replace('\n', "<br/>")
    };
    html.push_str(&format!("<h1>{name}</h1>\n"));
    for idx in 0..article.deck.len() {
        let deck = marked(exported, exported.text.span_of(Field::Deck(idx)), marks);
        html.push_str(&format!(
            "<p class=\"deck\">{}</p>\n",
            deck.replace('\n', "<br/>")
        ));
    }
    html.push_str(&format!(
        "<p class=\"from\">{}</p>\n",
        escaped(&origin_line(exported))
    ));
    let body = exported.text.span_of(Field::Body);
    let mut start = 0;
    for paragraph in article.body.text.split('\n') {
        let is_subhead = article.subheads.iter().any(|span| span.start == start);
        let span = Span::new(start, start + paragraph.len()).shifted(body.start);
        start += paragraph.len() + 1;
        if paragraph.trim().is_empty() {
            continue;
        }
        let tag = if is_subhead { "h2" } else { "p" };
        html.push_str(&format!(
            "<{tag}>{}</{tag}>\n",
            marked(exported, span, marks)
        ));
    }
    if !article.byline.is_empty() {
        let byline = marked(exported, exported.text.span_of(Field::Byline), marks);
        html.push_str(&format!(
            "<p class=\"byline\">（{}）</p>\n",
            byline.replace('\n', " ")
        ));
    }
    for caption in &article.captions {
        html.push_str(&format!(
            "<p class=\"caption\">{}</p>\n",
            escaped(&caption.text.replace('\n', " "))
        ));
    }
    html
}

const fn class_of(kind: EntityKind) -> Option<&'static str> {
    match kind {
        EntityKind::Person => Some("person"),
        EntityKind::Organization => Some("org"),
        EntityKind::Place => Some("place"),
        EntityKind::Facility => Some("site"),
        EntityKind::Project => Some("project"),
        EntityKind::Date | EntityKind::Quantity => None,
    }
}

/// A stretch of the text with its marks: cut wherever one begins or ends, so that they may overlap.
fn marked(exported: &Exported, span: Span, marks: Marks) -> String {
    let names: Vec<(Span, &str)> = if marks == Marks::Classes {
        let mentions = exported.recognition.mentions.iter();
        mentions
            .filter(|mention| mention.span.overlaps(span))
            .filter_map(|mention| Some((mention.span, class_of(mention.kind)?)))
            .collect()
    } else {
        Vec::new()
    };
    let hits: Vec<Span> = exported
        .hits
        .iter()
        .copied()
        .filter(|hit| hit.overlaps(span))
        .collect();
    let mut cuts: Vec<usize> = names
        .iter()
        .map(|(name, _)| *name)
        .chain(hits.iter().copied())
        .flat_map(|s| [s.start, s.end])
        .filter(|at| span.start < *at && *at < span.end)
        .chain([span.start, span.end])
        .collect();
    cuts.sort_unstable();
    cuts.dedup();
    let mut html = String::new();
    for pair in cuts.windows(2) {
        let &[start, end] = pair else { continue };
        let piece = Span::new(start, end);
        let words = escaped(super::plain::words(exported, piece));
        let name = names.iter().find(|(name, _)| name.contains(piece));
        let is_hit = hits.iter().any(|hit| hit.contains(piece));
        let words = if is_hit {
            format!("<mark>{words}</mark>")
        } else {
            words
        };
        match name {
            Some((_, class)) => html.push_str(&format!("<span class=\"{class}\">{words}</span>")),
            None => html.push_str(&words),
        }
    }
    html
}

/// Text as HTML and XML take it: without marks of theirs, and without characters that XML forbids.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\t' | '\n' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'.. => {
                escaped.push(c);
            }
            _ => {}
        }
    }
    escaped
}
