//! A book for reading elsewhere: EPUB 3, a chapter for each article, with a table of contents.

use super::exported::Exported;
use super::formats::Format;
use super::html::{Marks, escaped, inner};
use super::target::TargetFile;
use super::{ExportError, ExportRequest};
use std::fs::File;
use std::io::{self, BufWriter, Write as _};
use time::UtcDateTime;
use time::format_description::well_known::Rfc3339;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A book with more articles opens nowhere in good time.
const N_MOST: usize = 5_000;

const CONTAINER: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
<container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\">\
<rootfiles><rootfile full-path=\"OEBPS/book.opf\" media-type=\"application/oebps-package+xml\"/></rootfiles>\
</container>\n";

const STYLE: &str = "body{line-height:1.8;margin:1em}\n\
h1{font-size:1.4em;line-height:1.4}\nh2{font-size:1.05em}\n\
p{margin:0;text-indent:2em;text-align:justify}\n\
.deck{font-weight:bold;text-indent:0}\n.from,.byline,.caption{text-indent:0;color:#666;font-size:.85em;margin:.6em 0}\n\
mark{background:#ffe08a}\n";

/// The book.
pub(super) struct Book {
    target: TargetFile,
    zip: ZipWriter<BufWriter<File>>,
    title: String,
    is_english: bool,
    /// The headlines of its chapters.
    chapters: Vec<String>,
    /// Of all ids: two exports of the same articles are the same book.
    identity: blake3::Hasher,
}

impl Book {
    pub(super) fn begin(request: &ExportRequest, n_articles: usize) -> Result<Self, ExportError> {
        if n_articles > N_MOST {
            return Err(ExportError::TooMany {
                n_articles,
                most: N_MOST,
            });
        }
        let (target, out) = TargetFile::begin(&request.path, request.replaces)?;
        let title = if request.query.is_empty() {
            let stem = request.path.file_stem().unwrap_or_default();
            stem.to_string_lossy().into_owned()
        } else {
            request.query.to_string()
        };
        let mut book = Self {
            target,
            zip: ZipWriter::new(out),
            title,
            is_english: request.is_english,
            chapters: Vec::with_capacity(n_articles),
            identity: blake3::Hasher::new(),
        };
        // It comes first, and is not packed: so readers know the format.
        book.put(
            "mimetype",
            "application/epub+zip",
            CompressionMethod::Stored,
        )?;
        book.put(
            "META-INF/container.xml",
            CONTAINER,
            CompressionMethod::Deflated,
        )?;
        book.put("OEBPS/style.css", STYLE, CompressionMethod::Deflated)?;
        Ok(book)
    }

    fn put(
        &mut self,
        name: &str,
        text: &str,
        method: CompressionMethod,
    ) -> Result<(), ExportError> {
        // No time of day: the same articles give the same bytes.
        let options = SimpleFileOptions::default().compression_method(method);
        let done = self
            .zip
            .start_file(name, options)
            .map_err(io::Error::from)
            .and_then(|()| self.zip.write_all(text.as_bytes()));
        done.map_err(|error| ExportError::of(self.target.path(), error))
    }

    fn nav(&self) -> String {
        let head = if self.is_english {
            "Contents"
        } else {
            "目录"
        };
        let lines: Vec<String> = self
            .chapters
            .iter()
            .enumerate()
            .map(|(idx, name)| {
                format!(
                    "<li><a href=\"{}\">{}</a></li>",
                    chapter_name(idx),
                    escaped(name)
                )
            })
            .collect();
        page(
            head,
            &format!(
                "<nav epub:type=\"toc\" id=\"toc\"><h1>{head}</h1><ol>\n{}\n</ol></nav>",
                lines.join("\n")
            ),
        )
    }

    fn package(&self, modified: &str) -> String {
        let idxs = 0..self.chapters.len();
        let items: String = idxs
            .clone()
            .map(|idx| {
                let name = chapter_name(idx);
                format!(
                    "<item id=\"c{idx}\" href=\"{name}\" media-type=\"application/xhtml+xml\"/>\n"
                )
            })
            .collect();
        let spine: String = idxs
            .map(|idx| format!("<itemref idref=\"c{idx}\"/>\n"))
            .collect();
        let hash = self.identity.finalize().to_hex();
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" unique-identifier=\"id\" xml:lang=\"zh-CN\">\n\
             <metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n\
             <dc:identifier id=\"id\">urn:banmian:{hash}</dc:identifier>\n\
             <dc:title>{}</dc:title>\n<dc:language>zh-CN</dc:language>\n\
             <meta property=\"dcterms:modified\">{}</meta>\n</metadata>\n\
             <manifest>\n<item id=\"nav\" href=\"nav.xhtml\" media-type=\"application/xhtml+xml\" properties=\"nav\"/>\n\
             <item id=\"style\" href=\"style.css\" media-type=\"text/css\"/>\n{items}</manifest>\n\
             <spine>\n<itemref idref=\"nav\"/>\n{spine}</spine>\n</package>\n",
            escaped(&self.title),
            modified
        )
    }
}

impl Format for Book {
    fn add(&mut self, exported: &Exported) -> Result<(), ExportError> {
        self.identity.update(exported.id.0.as_bytes());
        let name = chapter_name(self.chapters.len());
        let text = page(&exported.name, &inner(exported, Marks::Hits));
        self.put(&format!("OEBPS/{name}"), &text, CompressionMethod::Deflated)?;
        self.chapters.push(exported.name.clone());
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<(), ExportError> {
        // As EPUB wants it: in UTC, to the second.
        let modified = UtcDateTime::now().truncate_to_second().format(&Rfc3339);
        let modified = modified
            .map_err(|error| ExportError::of(self.target.path(), io::Error::other(error)))?;
        let (nav, package) = (self.nav(), self.package(&modified));
        self.put("OEBPS/nav.xhtml", &nav, CompressionMethod::Deflated)?;
        self.put("OEBPS/book.opf", &package, CompressionMethod::Deflated)?;
        let Self { target, zip, .. } = *self;
        let out = zip
            .finish()
            .map_err(|error| ExportError::of(target.path(), io::Error::from(error)))?;
        target.finish(out)
    }
}

fn chapter_name(idx: usize) -> String {
    format!("article-{:05}.xhtml", idx + 1)
}

fn page(title: &str, inner: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n\
         <html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\" xml:lang=\"zh-CN\" lang=\"zh-CN\">\n\
         <head><meta charset=\"utf-8\"/><title>{}</title><link rel=\"stylesheet\" type=\"text/css\" href=\"style.css\"/></head>\n\
         <body>\n{inner}</body>\n</html>\n",
        escaped(title)
    )
}
