//! Saved web pages of digital editions: their text, headings as Markdown headings, every paragraph a
//! line. Scripts, styles, navigation and what is hidden are left out; nothing is ever fetched.

use super::markup::{OpenTag, Piece, for_each_piece};
use super::{Issue, issue_date_in_name};
use crate::model::{DateSource, Page, PartialDate};
use crate::text::is_blank;

/// Elements whose contents are no text of the page.
const LEFT_OUT: &[&str] = &[
    "script", "style", "noscript", "template", "svg", "math", "nav", "footer", "menu", "button",
    "select", "textarea", "iframe", "object", "head", "noframes", "noembed", "xmp",
];
/// Elements that begin and end a line.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "caption",
    "center",
    "dd",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];
/// Fields in which pages tell their day.
const DATE_FIELDS: &[&str] = &[
    "article:published_time",
    "citation_publication_date",
    "date",
    "dc.date",
    "dcterms.date",
    "og:published_time",
    "pub_date",
    "pubdate",
    "publication_date",
    "publish-date",
    "publish_time",
    "publishdate",
    "publisheddate",
    "weibo: article:create_at",
];
/// So many lines after one another that are nothing but links are a menu.
const N_LINKS_OF_MENU: usize = 4;

/// A line of the page.
#[derive(Default)]
struct TextLine {
    text: String,
    /// The level of the heading it stands in, or 0.
    heading: usize,
    /// Is all of its text in links?
    is_link: bool,
}

/// Reads a web page; `None` where it holds no text.
pub(super) fn read_page(text: &str, stem: &str, issue: Option<Issue>) -> Option<Page> {
    let mut reader = PageReader::default();
    for_each_piece(text, &mut |piece| reader.take(piece));
    reader.end_line();
    let own_date = reader.date.map(|date| Issue {
        date,
        source: DateSource::Source,
    });
    // The reader's word stands above the page's, and that above the name of the file.
    let issue = match issue {
        Some(issue) if issue.source == DateSource::Reader => Some(issue),
        named => own_date.or(named),
    };
    let mut lines = without_menus(reader.lines);
    set_headline(&mut lines, &reader.title);
    let text = print(&lines);
    (!text.is_empty()).then(|| Page {
        name: stem.to_owned(),
        text,
        issue_date: issue.map(|i| i.date),
        issue_source: issue.map(|i| i.source),
        layout: None,
    })
}

#[derive(Default)]
struct PageReader {
    lines: Vec<TextLine>,
    line: TextLine,
    n_chars: usize,
    n_chars_in_links: usize,
    title: String,
    is_in_title: bool,
    heading: usize,
    n_links_open: usize,
    is_preformatted: bool,
    /// The element that is left out, and how many of its name are open in it.
    left_out: Option<(String, usize)>,
    date: Option<PartialDate>,
}

impl PageReader {
    fn take(&mut self, piece: Piece<'_>) {
        match piece {
            Piece::Open(tag) => self.open(&tag),
            Piece::Close(name) => self.close(name),
            Piece::Text(text) if self.is_in_title => self.title.push_str(text),
            Piece::Text(text) if self.left_out.is_none() => self.take_text(text),
            Piece::Text(_) => {}
        }
    }

    fn open(&mut self, tag: &OpenTag<'_>) {
        let name = tag.name();
        match name {
            "title" => self.is_in_title = true,
            "meta" => self.take_meta(tag),
            // A head that nobody closed ends here.
            "body" => self.left_out = None,
            _ => {}
        }
        if let Some((outer, n_open)) = &mut self.left_out {
            if outer.as_str() == name && !tag.is_empty() {
                *n_open += 1;
            }
            return;
        }
        if !tag.is_empty() && (LEFT_OUT.contains(&name) || is_hidden(tag)) {
            self.end_line();
            self.left_out = Some((name.to_owned(), 1));
            return;
        }
        if BLOCKS.contains(&name) {
            self.end_line();
        }
        match name {
            "a" if tag.attribute("href").is_some() => self.n_links_open += 1,
            "pre" => self.is_preformatted = true,
            "time" if self.date.is_none() => {
                self.date = tag.attribute("datetime").and_then(date_of);
            }
            _ => self.heading = heading_level(name).unwrap_or(self.heading),
        }
    }

    fn close(&mut self, name: &str) {
        if name == "title" {
            self.is_in_title = false;
        }
        if let Some((outer, n_open)) = &mut self.left_out {
            if outer.as_str() == name {
                *n_open -= 1;
            }
            if *n_open == 0 || matches!(name, "html" | "body") {
                self.left_out = None;
            }
            return;
        }
        if BLOCKS.contains(&name) {
            self.end_line();
        }
        match name {
            "a" => self.n_links_open = self.n_links_open.saturating_sub(1),
            "pre" => self.is_preformatted = false,
            _ if heading_level(name).is_some() => self.heading = 0,
            _ => {}
        }
    }

    fn take_meta(&mut self, tag: &OpenTag<'_>) {
        let field = ["name", "property", "itemprop"]
            .iter()
            .find_map(|key| tag.attribute(key))
            .unwrap_or_default()
            .to_ascii_lowercase();
        let is_date = DATE_FIELDS.contains(&field.as_str()) || field == "datepublished";
        if is_date && self.date.is_none() {
            self.date = tag.attribute("content").and_then(date_of);
        }
    }

    fn take_text(&mut self, text: &str) {
        for c in text.chars() {
            if self.is_preformatted && c == '\n' {
                self.end_line();
                continue;
            }
            // Full-width blanks indent paragraphs; the others are the writer's line ends and tabs.
            let c = if c.is_ascii_whitespace() { ' ' } else { c };
            if c == ' '
                && self
                    .line
                    .text
                    .chars()
                    .next_back()
                    .is_none_or(|last| last == ' ')
            {
                continue;
            }
            if !is_blank(c) {
                close_up(&mut self.line.text, c);
                self.n_chars += 1;
                self.n_chars_in_links += usize::from(self.n_links_open > 0);
            }
            self.line.text.push(c);
        }
    }

    fn end_line(&mut self) {
        let mut line = std::mem::take(&mut self.line);
        line.text
            .truncate(line.text.trim_end_matches(is_blank).len());
        line.heading = self.heading;
        line.is_link = self.n_chars == self.n_chars_in_links;
        if self.n_chars > 0 {
            self.lines.push(line);
        }
        self.n_chars = 0;
        self.n_chars_in_links = 0;
    }
}

/// Where a source line ends inside a Chinese sentence, nothing is printed.
fn close_up(line: &mut String, next: char) {
    let is_wide = |c: char| c >= '\u{2e80}';
    let mut last = line.chars().rev();
    if is_wide(next) && last.next() == Some(' ') && last.next().is_some_and(is_wide) {
        line.pop();
    }
}

fn heading_level(name: &str) -> Option<usize> {
    match name {
        "h1" => Some(1),
        "h2" => Some(2),
        "h3" => Some(3),
        "h4" => Some(4),
        "h5" => Some(5),
        "h6" => Some(6),
        _ => None,
    }
}

fn is_hidden(tag: &OpenTag<'_>) -> bool {
    let style: String = tag
        .attribute("style")
        .unwrap_or_default()
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    tag.attribute("hidden").is_some()
        || tag.attribute("role") == Some("navigation")
        || style.to_ascii_lowercase().contains("display:none")
}

/// A date in whatever form: "2019-08-21T08:00", "2019/8/21", "20190821", "2019年8月21日".
fn date_of(text: &str) -> Option<PartialDate> {
    issue_date_in_name(text)
        .filter(|date| date.day.is_some())
        .or_else(|| {
            let mut numbers = text
                .split(|c: char| !c.is_ascii_digit())
                .filter(|digits| !digits.is_empty());
            let (year, month, day) = (numbers.next()?, numbers.next()?, numbers.next()?);
            if year.len() != 4 {
                return None;
            }
            PartialDate::new(
                year.parse().ok()?,
                Some(month.parse().ok()?),
                Some(day.parse().ok()?),
            )
        })
}

fn without_menus(lines: Vec<TextLine>) -> Vec<TextLine> {
    let mut kept: Vec<TextLine> = Vec::with_capacity(lines.len());
    let mut n_links = 0;
    for line in lines {
        let is_link = line.is_link && line.heading == 0;
        if !is_link {
            if n_links >= N_LINKS_OF_MENU {
                kept.truncate(kept.len() - n_links);
            }
            n_links = 0;
        } else {
            n_links += 1;
        }
        kept.push(line);
    }
    // A page that is nothing but links is a list of titles, and is kept.
    if n_links >= N_LINKS_OF_MENU && n_links < kept.len() {
        kept.truncate(kept.len() - n_links);
    }
    kept
}

/// Many digital editions mark no heading, but repeat the headline in the page's title.
fn set_headline(lines: &mut [TextLine], title: &str) {
    if lines.iter().any(|line| line.heading > 0) {
        return;
    }
    let solid = |text: &str| -> String { text.chars().filter(|c| !is_blank(*c)).collect() };
    let title = solid(title);
    let headline = lines.iter_mut().find(|line| {
        let text = solid(&line.text);
        text.chars().count() >= 4 && title.starts_with(&text)
    });
    if let Some(line) = headline {
        line.heading = 1;
    }
}

/// Lines as Markdown knows them: headings marked, blank lines around them.
fn print(lines: &[TextLine]) -> String {
    let mut text = String::new();
    let mut was_heading = 0;
    for line in lines {
        if !text.is_empty() {
            text.push('\n');
            if line.heading != was_heading {
                text.push('\n');
            }
        }
        was_heading = line.heading;
        if line.heading > 0 {
            text.push_str(&"#".repeat(line.heading));
            text.push(' ');
            text.push_str(line.text.trim_start_matches(is_blank));
        } else {
            text.push_str(&line.text);
        }
    }
    text
}
