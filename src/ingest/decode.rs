//! From bytes to text: UTF-8, UTF-16, GB18030 (which holds GBK and GB2312) and Big5, and the refusal
//! of what is no text.
//!
//! Strict first: only bytes that fit no encoding strictly are looked at leniently, and then every
//! bad place becomes a visible "�" and a note with its offset.

use super::IngestError;
use crate::model::{Sentence, TextEncoding};
use encoding_rs::{BIG5, DecoderResult, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

/// More notes than this say the same thing.
const N_OFFSETS_NAMED: usize = 5;

/// So much of a file tells which of two encodings it is in.
const N_BYTES_WEIGHED: usize = 1 << 15;

/// What bytes decode to.
pub(super) struct Decoded {
    /// The text; line ends are `\n`.
    pub(super) text: String,
    /// Sentences on what could not be decoded.
    pub(super) notes: Vec<Sentence>,
}

/// Text in one encoding, with the bad places.
struct Attempt {
    text: String,
    /// Byte offsets that fit no character.
    bad_offsets: Vec<usize>,
    encoding: &'static Encoding,
}

/// What is known of the encoding of a file before it is looked at.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Known<'a> {
    /// What the file gives itself, which is often wrong.
    pub(super) declared: Option<&'a str>,
    /// What the reader says, which holds.
    pub(super) said: Option<TextEncoding>,
}

/// Decodes a file.
pub(super) fn decode(bytes: &[u8], known: Known<'_>) -> Result<Decoded, IngestError> {
    if bytes.is_empty() {
        return Err(IngestError::Empty);
    }
    if let Some(said) = known.said {
        return Ok(decode_as(bytes, said));
    }
    let declared = known.declared;
    if let Some((zh, en)) = foreign_format(bytes) {
        return Err(IngestError::NotText(zh, en));
    }
    let attempt = choose_attempt(bytes, declared)?;
    refuse_gibberish(&attempt)?;
    let notes = note_bad_offsets(&attempt, bytes.len());
    Ok(Decoded {
        text: unify_line_ends(attempt.text),
        notes,
    })
}

/// Decodes a file in this encoding and no other, whatever comes of it; a mark of this encoding at its
/// head is no part of the text.
pub(super) fn decode_as(bytes: &[u8], encoding: TextEncoding) -> Decoded {
    let encoding = match encoding {
        TextEncoding::Utf8 => UTF_8,
        TextEncoding::Gb18030 => GB18030,
        TextEncoding::Big5 => BIG5,
        TextEncoding::Utf16Le => UTF_16LE,
        TextEncoding::Utf16Be => UTF_16BE,
    };
    let n_mark = match Encoding::for_bom(bytes) {
        Some((marked, n_bytes)) if marked == encoding => n_bytes,
        _ => 0,
    };
    let attempt = attempt(encoding, bytes, n_mark);
    let notes = note_bad_offsets(&attempt, bytes.len());
    Decoded {
        text: unify_line_ends(attempt.text),
        notes,
    }
}

/// What a file is, in Chinese and in English.
type Kind = (&'static str, &'static str);

/// Formats that are often renamed or picked by mistake, by their first bytes.
fn foreign_format(bytes: &[u8]) -> Option<Kind> {
    const FORMATS: &[(&[u8], Kind)] = &[
        (b"\xff\xd8\xff", ("是 JPEG 图片", "is a JPEG picture")),
        (b"\x89PNG\r\n", ("是 PNG 图片", "is a PNG picture")),
        (b"GIF8", ("是 GIF 图片", "is a GIF picture")),
        (b"II*\0", ("是 TIFF 图片", "is a TIFF picture")),
        (b"MM\0*", ("是 TIFF 图片", "is a TIFF picture")),
        (b"%PDF-", ("是 PDF 文档", "is a PDF document")),
        (
            b"PK\x03\x04",
            (
                "是压缩包或办公文档（.docx、.xlsx）",
                "is a ZIP archive or an office document (.docx, .xlsx)",
            ),
        ),
        (
            b"\xd0\xcf\x11\xe0",
            (
                "是旧式办公文档（.doc、.xls）",
                "is an old office document (.doc, .xls)",
            ),
        ),
        (b"\x1f\x8b", ("是压缩文件", "is a compressed file")),
        (b"7z\xbc\xaf", ("是 7-Zip 压缩包", "is a 7-Zip archive")),
        (b"Rar!", ("是 RAR 压缩包", "is a RAR archive")),
        (b"SQLite format 3\0", ("是数据库", "is a database")),
        (b"\x7fELF", ("是程序", "is a program")),
    ];
    FORMATS
        .iter()
        .find(|(magic, _)| bytes.starts_with(magic))
        .map(|(_, kind)| *kind)
}

fn choose_attempt(bytes: &[u8], declared: Option<&str>) -> Result<Attempt, IngestError> {
    if let Some((encoding, n_bytes)) = Encoding::for_bom(bytes) {
        return Ok(attempt(encoding, bytes, n_bytes));
    }
    if bytes.contains(&0) {
        return match utf16_by_nuls(bytes) {
            Some(encoding) => Ok(attempt(encoding, bytes, 0)),
            None => Err(IngestError::NotText(
                "含有文本里不会有的字节",
                "contains bytes that no text has",
            )),
        };
    }
    let utf8 = attempt(UTF_8, bytes, 0);
    if utf8.bad_offsets.is_empty() {
        return Ok(utf8);
    }
    // A UTF-8 file with a scratch stays one: read as GB18030 it would be gibberish, though often
    // legal gibberish. A file in GB18030 is bad UTF-8 almost everywhere.
    let n_wide = utf8.text.chars().filter(|c| !c.is_ascii()).count();
    if n_wide >= 20 * utf8.bad_offsets.len() {
        return Ok(utf8);
    }
    let declared = declared.and_then(|name| Encoding::for_label(name.as_bytes()));
    if let Some(encoding) = declared.filter(|encoding| *encoding != UTF_8 && *encoding != GBK) {
        let attempted = attempt(encoding, bytes, 0);
        if attempted.bad_offsets.len() * 20 <= utf8.bad_offsets.len() {
            return Ok(attempted);
        }
    }
    let head = bytes.get(..N_BYTES_WEIGHED).unwrap_or(bytes);
    if is_rather(&attempt(BIG5, head, 0), &attempt(GB18030, head, 0)) {
        return Ok(attempt(BIG5, bytes, 0));
    }
    let gb18030 = attempt(GB18030, bytes, 0);
    if gb18030.bad_offsets.len() <= utf8.bad_offsets.len() {
        Ok(gb18030)
    } else {
        Ok(utf8)
    }
}

/// The most frequent characters of Chinese, as both scripts write them: a third of every text, and
/// next to none of one that is read in another encoding, though that is mostly legal there as well.
const FREQUENT: &str = "的一是在不了有和人这這中大为為上个個国國我以要他时時来來用们們生到作地于於出就分对對成会會可主\
                        发發年动動同工也能下过過子说說产產种種面而方后後多定行学學法所民得经經，。、";

/// Is a text rather in the one encoding than in the other? Of its characters beyond ASCII a tenth at
/// least are frequent ones, and three times as many as in the other.
fn is_rather(one: &Attempt, other: &Attempt) -> bool {
    let share = |attempt: &Attempt| {
        let wide = attempt.text.chars().filter(|c| !c.is_ascii());
        let (mut n, mut n_frequent) = (0_usize, 0_usize);
        for c in wide {
            n += 1;
            n_frequent += usize::from(FREQUENT.contains(c));
        }
        (n_frequent, n.max(1))
    };
    let ((n_one, of_one), (n_other, of_other)) = (share(one), share(other));
    n_one * 10 >= of_one
        && n_one * of_other >= 3 * n_other * of_one
        && one.bad_offsets.len() * 50 <= of_one
}

/// UTF-16 without its mark: read in its own order of bytes, nearly every unit is a sign that such
/// texts are made of; in the other, few are.
fn utf16_by_nuls(bytes: &[u8]) -> Option<&'static Encoding> {
    let is_usual = |unit: u16| matches!(unit, 0x09 | 0x0a | 0x0d | 0x20..=0x7e | 0xb7 | 0x2010..=0x203f | 0x3000..=0x30ff | 0x4e00..=0x9fff | 0xff00..=0xffef);
    let (units, _) = bytes.as_chunks::<2>();
    let n_usual = |read: fn([u8; 2]) -> u16| units.iter().filter(|u| is_usual(read(**u))).count();
    let (little, big) = (n_usual(u16::from_le_bytes), n_usual(u16::from_be_bytes));
    let (most, encoding) = if little >= big {
        (little, UTF_16LE)
    } else {
        (big, UTF_16BE)
    };
    (!units.is_empty() && most * 10 >= units.len() * 9).then_some(encoding)
}

/// Decodes from `start`; every bad stretch becomes one U+FFFD and one offset.
fn attempt(encoding: &'static Encoding, bytes: &[u8], start: usize) -> Attempt {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::new();
    let mut bad_offsets = Vec::new();
    let mut at = start;
    loop {
        let rest = bytes.get(at..).unwrap_or_default();
        // Enough for what is common; the loop asks again for the rest, so that a run of bad bytes
        // does not ask for the whole remainder every time.
        let n_wanted = decoder
            .max_utf8_buffer_length_without_replacement(rest.len().min(1 << 16))
            .unwrap_or(1 << 18);
        text.reserve(n_wanted);
        let (result, n_read) = decoder.decode_to_string_without_replacement(rest, &mut text, true);
        at += n_read;
        match result {
            DecoderResult::InputEmpty => break,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(n_bad, n_after) => {
                bad_offsets.push(at.saturating_sub(usize::from(n_bad) + usize::from(n_after)));
                text.push('\u{fffd}');
            }
        }
    }
    Attempt {
        text,
        bad_offsets,
        encoding,
    }
}

/// Bytes that decode to what no newspaper prints are not text: more than one character in fifty
/// bad, a control character or a private one. (A page of text has none; a cut one has one.)
fn refuse_gibberish(attempt: &Attempt) -> Result<(), IngestError> {
    let n_odd = attempt
        .text
        .chars()
        .filter(|c| {
            matches!(c, '\0'..='\u{8}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{9f}')
                || matches!(c, '\u{e000}'..='\u{f8ff}')
        })
        .count();
    let n_bad = n_odd + attempt.bad_offsets.len();
    let n_chars = attempt.text.chars().count();
    // The one bad character of a file cut short does not make a short file gibberish.
    if n_bad > 1 + n_chars / 50 || (n_bad > 0 && n_bad == n_chars) {
        return Err(IngestError::NotText(
            "既不是 UTF-8、UTF-16，也不是 GB18030（GBK）、Big5 文本",
            "is neither UTF-8 nor UTF-16 nor GB18030 (GBK) nor Big5 text",
        ));
    }
    Ok(())
}

fn note_bad_offsets(attempt: &Attempt, n_bytes: usize) -> Vec<Sentence> {
    let name = attempt.encoding.name();
    let mut notes = Vec::new();
    for offset in attempt.bad_offsets.iter().take(N_OFFSETS_NAMED) {
        let mut note = Sentence::new(
            format!("第 {offset} 字节不是 {name} 的字符，以“�”显示。"),
            format!("Byte {offset} fits no character of {name}; it is shown as “�”."),
        );
        if offset + 4 > n_bytes {
            note.zh.push_str("文件似乎在那里被截断了。");
            note.en.push_str(" The file seems to be cut off there.");
        }
        notes.push(note);
    }
    let n_more = attempt.bad_offsets.len().saturating_sub(N_OFFSETS_NAMED);
    if n_more > 0 {
        notes.push(Sentence::new(
            format!("这样的地方还有 {n_more} 处。"),
            format!("{n_more} more places like these follow."),
        ));
    }
    notes
}

fn unify_line_ends(text: String) -> String {
    if text.contains('\r') {
        text.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        text
    }
}
