//! What a file is: by what stands in it first, by its name where that leaves it open.

use std::path::Path;

/// The formats of text files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// Plain text and Markdown.
    Text,
    /// One article to a line.
    JsonLines,
    /// A table of articles with a head.
    Table,
    /// A saved web page.
    Html,
    /// XML of OCR programs.
    Alto,
    /// HTML of OCR programs.
    Hocr,
    /// Other XML.
    OtherXml,
}

/// How much of a file is looked at, in bytes.
const N_BYTES_HEAD: usize = 16 << 10;

/// What a decoded file of this name is.
pub(super) fn format_of(text: &str, name: &Path) -> Format {
    let is_named = |endings: &[&str]| {
        name.extension()
            .is_some_and(|e| endings.iter().any(|ending| e.eq_ignore_ascii_case(ending)))
    };
    if is_named(&["jsonl", "ndjson"]) {
        return Format::JsonLines;
    }
    if is_named(&["csv", "tsv"]) {
        return Format::Table;
    }
    let head = text
        .get(..text.floor_char_boundary(N_BYTES_HEAD))
        .unwrap_or_default()
        .trim_start()
        .to_ascii_lowercase();
    if head.starts_with('<') {
        let has_root = |root: &str| {
            head.split('<').any(|tag| {
                tag.split([' ', '>', '\n', '\t', '\r'])
                    .next()
                    .is_some_and(|word| word.rsplit(':').next() == Some(root))
            })
        };
        if has_root("alto") {
            return Format::Alto;
        }
        if head.contains("ocr_page") || head.contains("ocr-system") || is_named(&["hocr"]) {
            return Format::Hocr;
        }
        if head.contains("<!doctype html") || has_root("html") {
            return Format::Html;
        }
        if head.starts_with("<?xml") || is_named(&["xml"]) {
            return Format::OtherXml;
        }
    }
    if is_named(&["html", "htm", "xhtml", "shtml"]) {
        return Format::Html;
    }
    if is_named(&["xml", "alto", "hocr"]) {
        return Format::OtherXml;
    }
    Format::Text
}

/// The name of the encoding that an HTML or XML file gives itself.
pub(super) fn declared_encoding(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..bytes.len().min(N_BYTES_HEAD))?;
    let head: String = head
        .iter()
        .map(|byte| {
            if byte.is_ascii() {
                char::from(*byte).to_ascii_lowercase()
            } else {
                '?'
            }
        })
        .collect();
    if !head
        .trim_start_matches(['?', ' ', '\r', '\n', '\t'])
        .starts_with('<')
    {
        return None;
    }
    ["charset", "encoding"].iter().find_map(|word| {
        let (_, after) = head.split_once(word)?;
        let after = after.trim_start().strip_prefix('=')?;
        let name = after.trim_start_matches([' ', '"', '\'']);
        let end = name
            .find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_')
            .unwrap_or(name.len());
        name.get(..end)
            .filter(|name| !name.is_empty())
            .map(str::to_owned)
    })
}
