//! Books: each chapter a page, in the order of the spine, read as web pages are.

use super::markup::{Piece, for_each_piece};
use super::zipped::Zipped;
use super::{IngestError, Issue, Source, decode, html};
use crate::model::Warning;
use std::collections::BTreeMap;

/// Reads a book's chapters into `source`; those without text are left out.
///
/// # Errors
/// When the book does not say where its chapters are.
pub(super) fn read_pages(
    zip: &mut Zipped<'_>,
    stem: &str,
    issue: Option<Issue>,
    source: &mut Source,
) -> Result<(), IngestError> {
    let container = text_of(zip, "META-INF/container.xml")?;
    let mut package_name = None;
    for_each_piece(&container, &mut |piece| {
        if let Piece::Open(tag) = piece
            && tag.name() == "rootfile"
            && package_name.is_none()
        {
            package_name = tag.attribute("full-path").map(str::to_owned);
        }
    });
    let package_name = package_name.ok_or(IngestError::BrokenZip)?;
    let package = text_of(zip, &package_name)?;
    for (idx, href) in chapters(&package).into_iter().enumerate() {
        let name = resolved(&package_name, &href);
        let chapter = match text_of(zip, &name) {
            Ok(chapter) => chapter,
            Err(IngestError::Empty) => continue,
            Err(error) => {
                source.warnings.push(Warning {
                    place: format!("{}/{name}", source.name),
                    message: error.sentence(),
                });
                continue;
            }
        };
        let name = format!("{stem}-{}", idx + 1);
        source.pages.extend(html::read_page(&chapter, &name, issue));
    }
    Ok(())
}

fn text_of(zip: &mut Zipped<'_>, name: &str) -> Result<String, IngestError> {
    Ok(decode::decode(&zip.read_named(name)?, decode::Known::default())?.text)
}

/// Where the chapters are, in order; the table of contents is none.
fn chapters(package: &str) -> Vec<String> {
    let mut hrefs = BTreeMap::new();
    let mut spine = Vec::new();
    for_each_piece(package, &mut |piece| {
        let Piece::Open(tag) = piece else { return };
        let name = tag.name();
        let name = name.rsplit(':').next().unwrap_or(name);
        match name {
            "item" => {
                let properties = tag.attribute("properties").unwrap_or_default();
                let is_contents = properties.split_ascii_whitespace().any(|p| p == "nav");
                if let (Some(id), Some(href), false) =
                    (tag.attribute("id"), tag.attribute("href"), is_contents)
                {
                    hrefs.insert(id.to_owned(), href.to_owned());
                }
            }
            "itemref" => spine.extend(tag.attribute("idref").map(str::to_owned)),
            _ => {}
        }
    });
    let found = spine.iter().filter_map(|id| hrefs.get(id).cloned());
    found.collect()
}

/// A name in the book, as the package at `base` gives it. It only leads to members of the book.
fn resolved(base: &str, href: &str) -> String {
    let href = href.split(['#', '?']).next().unwrap_or_default();
    let mut parts: Vec<&str> = base.split('/').collect();
    parts.pop();
    let decoded = percent_decoded(href);
    for part in decoded.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = after.get(..2).filter(|_| *first == b'%');
        let code = code.and_then(|code| std::str::from_utf8(code).ok());
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
