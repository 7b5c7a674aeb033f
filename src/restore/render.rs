//! Lines into parts: the text as a reader should see it, with the way back to every character of
//! the page. Relies on `model` and `text`.
//!
//! A character is kept, folded to one other, or (blanks only) dropped; what is set by us is a line
//! break between paragraphs and a blank between words.

use crate::model::{Page, Part, Run, Span};
use crate::text::{is_blank, is_han, is_plain, plain_char};

use super::bylines;

/// What kind of text is set, since blanks mean more in a headline than in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Setting {
    /// Running text.
    Body,
    /// A headline, byline, caption: blanks part phrases.
    Phrases,
}

/// A character on its way from the page to a part.
#[derive(Clone, Copy, Debug)]
struct Glyph {
    at: usize,
    raw: char,
    c: char,
    /// A blank or line break stood before it.
    blank_before: bool,
    /// It is the first of a printed line.
    line_start: bool,
}

/// Sets paragraphs, each of them stretches of the page in reading order.
pub(super) fn set_part(page: &Page, paragraphs: &[Vec<Span>], setting: Setting) -> Part {
    let mut part = Part::default();
    for spans in paragraphs {
        if spans.iter().all(|span| is_set_as_it_is(page.clip(*span))) {
            set_as_it_is(page, spans, &mut part);
            continue;
        }
        let mut glyphs = read_glyphs(page, spans);
        if glyphs.is_empty() {
            continue;
        }
        widen_punctuation(&mut glyphs);
        if !part.text.is_empty() {
            part.text.push('\n');
        }
        set_paragraph(page, &glyphs, setting, &mut part);
    }
    part
}

/// Has the text neither blanks nor anything that is set otherwise, nor a bracket, in which a
/// credit may stand? Most paragraphs are such.
fn is_set_as_it_is(raw: &str) -> bool {
    let is_such = |c| is_plain(c) && !is_half_width(c) && c != '（';
    !raw.is_empty() && raw.chars().all(is_such)
}

/// Sets a paragraph as it is, with a blank between Latin words at a line's end.
fn set_as_it_is(page: &Page, spans: &[Span], part: &mut Part) {
    if !spans.is_empty() && !part.text.is_empty() {
        part.text.push('\n');
    }
    let mut before: Option<char> = None;
    for span in spans {
        let raw = page.clip(*span);
        if let (Some(before), Some(first)) = (before, raw.chars().next())
            && parts_latin(before, first, true)
        {
            part.text.push(' ');
        }
        let start = part.text.len();
        part.text.push_str(raw);
        add_run(part, start, *span);
        before = raw.chars().next_back();
    }
}

fn read_glyphs(page: &Page, spans: &[Span]) -> Vec<Glyph> {
    // Most characters of a page take three bytes.
    let n_bytes: usize = spans.iter().map(|s| s.range().len()).sum();
    let mut glyphs = Vec::with_capacity(n_bytes / 3 + 1);
    for span in spans {
        let mut blank_before = false;
        let mut line_start = true;
        for (i, raw) in page.clip(*span).char_indices() {
            let is_plain = is_plain(raw);
            if !is_plain && is_blank(raw) {
                blank_before |= !crate::text::is_invisible(raw);
                continue;
            }
            glyphs.push(Glyph {
                at: span.start + i,
                raw,
                c: if is_plain { raw } else { plain_char(raw) },
                blank_before,
                line_start,
            });
            blank_before = false;
            line_start = false;
        }
    }
    glyphs
}

/// Half-width punctuation beside Chinese characters is set full width; inside numbers and Latin
/// text it stays.
fn widen_punctuation(glyphs: &mut [Glyph]) {
    let mut open_brackets: Vec<(usize, bool)> = Vec::new();
    for i in 0..glyphs.len() {
        if !glyphs.get(i).is_some_and(|g| is_half_width(g.c)) {
            continue;
        }
        let before = i.checked_sub(1).and_then(|k| glyphs.get(k)).map(|g| g.c);
        let after = glyphs.get(i + 1).map(|g| g.c);
        let Some(here) = glyphs.get(i).map(|g| g.c) else {
            continue;
        };
        let beside = before.is_some_and(is_wide) || after.is_some_and(is_wide);
        let wide = match here {
            ',' if beside => '，',
            ':' if beside => '：',
            ';' if beside => '；',
            '?' if beside => '？',
            '!' if beside => '！',
            '(' => {
                open_brackets.push((i, beside));
                continue;
            }
            ')' => {
                if let Some((k, opened_wide)) = open_brackets.pop() {
                    if opened_wide || beside {
                        if let Some(open) = glyphs.get_mut(k) {
                            open.c = '（';
                        }
                        if let Some(close) = glyphs.get_mut(i) {
                            close.c = '）';
                        }
                    }
                } else if beside && let Some(close) = glyphs.get_mut(i) {
                    close.c = '）';
                }
                continue;
            }
            _ => continue,
        };
        let both_digits =
            before.is_some_and(|c| c.is_ascii_digit()) && after.is_some_and(|c| c.is_ascii_digit());
        if !both_digits && let Some(glyph) = glyphs.get_mut(i) {
            glyph.c = wide;
        }
    }
    for (k, opened_wide) in open_brackets {
        if let Some(open) = glyphs.get_mut(k).filter(|_| opened_wide) {
            open.c = '（';
        }
    }
}

/// Punctuation that is widened beside Chinese characters.
fn is_half_width(c: char) -> bool {
    matches!(c, ',' | ':' | ';' | '?' | '!' | '(' | ')')
}

/// A Chinese character or full-width punctuation.
fn is_wide(c: char) -> bool {
    is_han(c)
        || matches!(c, '\u{3000}'..='\u{303f}' | '\u{ff01}'..='\u{ff60}' | '“' | '”' | '‘' | '’' | '—' | '…' | '·')
}

fn is_latin(c: char) -> bool {
    !is_han(c) && c.is_alphanumeric()
}

fn set_paragraph(page: &Page, glyphs: &[Glyph], setting: Setting, part: &mut Part) {
    let spaced_out = is_spaced_out(glyphs);
    let mut credit = Credit::default();
    let mut quote_depth = 0usize;
    // What is not yet set begins here, and ends there on the page.
    let mut from = 0;
    let mut page_end = 0;
    for (i, glyph) in glyphs.iter().enumerate() {
        if !glyph.blank_before && !glyph.line_start && !turns(glyph.c) {
            if glyph.at != page_end {
                push_run(page, glyphs.get(from..i).unwrap_or(&[]), part);
                from = i;
            }
            page_end = glyph.at + glyph.raw.len_utf8();
            continue;
        }
        credit.read(glyphs, i);
        let before = i.checked_sub(1).and_then(|b| glyphs.get(b));
        let keeps = match before {
            // Where no blank stood there is none to keep.
            Some(before) if glyph.blank_before || glyph.line_start => {
                let opens_dateline = i <= 40 && ends_dateline(glyphs.get(..i).unwrap_or(&[]));
                let part_phrases = setting == Setting::Phrases
                    || credit.is_inside
                    || (quote_depth > 0 && is_han(before.c) && is_han(glyph.c));
                keeps_blank(before, glyph, part_phrases && !spaced_out, opens_dateline)
            }
            _ => false,
        };
        match glyph.c {
            '“' | '《' => quote_depth += 1,
            '”' | '》' => quote_depth = quote_depth.saturating_sub(1),
            _ => {}
        }
        let may_name = credit.is_inside && glyph.line_start;
        if keeps || may_name || glyph.at != page_end {
            push_run(page, glyphs.get(from..i).unwrap_or(&[]), part);
            from = i;
        }
        // A credit broken after "通讯员" goes on with a name.
        if keeps
            || (may_name && (bylines::ends_with_role(&part.text) || opens_with_role(glyphs, i)))
        {
            part.text.push(' ');
        }
        page_end = glyph.at + glyph.raw.len_utf8();
    }
    push_run(page, glyphs.get(from..).unwrap_or(&[]), part);
}

/// Does a bracket or a quotation open or close here?
fn turns(c: char) -> bool {
    matches!(c, '（' | '）' | '“' | '”' | '《' | '》')
}

/// Sets glyphs that follow one another on the page as one run, or to the last where they go on
/// with it.
fn push_run(page: &Page, glyphs: &[Glyph], part: &mut Part) {
    let (Some(first), Some(last)) = (glyphs.first(), glyphs.last()) else {
        return;
    };
    let on_page = Span::new(first.at, last.at + last.raw.len_utf8());
    let start = part.text.len();
    if glyphs.iter().all(|g| g.c == g.raw) {
        part.text.push_str(page.clip(on_page));
    } else {
        part.text.extend(glyphs.iter().map(|g| g.c));
    }
    add_run(part, start, on_page);
}

/// Says that the text from `start` on is a stretch of the page.
fn add_run(part: &mut Part, start: usize, on_page: Span) {
    let end = part.text.len();
    match part.provenance.runs.last_mut() {
        Some(run) if run.page.end == on_page.start && run.text.end == start => {
            run.page.end = on_page.end;
            run.text.end = end;
        }
        _ => part.provenance.runs.push(Run {
            text: Span::new(start, end),
            page: on_page,
        }),
    }
}

/// Does a role begin at this character?
fn opens_with_role(glyphs: &[Glyph], i: usize) -> bool {
    let ahead: String = glyphs.iter().skip(i).take(3).map(|g| g.c).collect();
    bylines::ends_with_role(&ahead) || ahead.starts_with("记者")
}

/// Does a line's end part two words of Latin text? Digits broken there are one number.
fn parts_latin(before: char, after: char, is_line_end: bool) -> bool {
    let is_number = before.is_ascii_digit() && after.is_ascii_digit();
    is_line_end && is_latin(before) && is_latin(after) && !is_number
}

/// Is one blank set between these two?
fn keeps_blank(before: &Glyph, glyph: &Glyph, phrases: bool, after_dateline: bool) -> bool {
    if is_latin(before.c) && is_latin(glyph.c) {
        return glyph.blank_before || parts_latin(before.c, glyph.c, glyph.line_start);
    }
    if glyph.line_start {
        return phrases && glyph.blank_before;
    }
    if !glyph.blank_before {
        return false;
    }
    if after_dateline {
        return true;
    }
    let latin_mark = |c: char| c.is_ascii_punctuation();
    if (is_latin(before.c) && latin_mark(glyph.c)) || (latin_mark(before.c) && is_latin(glyph.c)) {
        return !matches!(glyph.c, '%' | ',' | '.' | ')' | '/' | '-')
            && !matches!(before.c, '(' | '/' | '-' | '.');
    }
    if !phrases {
        return false;
    }
    let opens_or_closes = |c: char| {
        matches!(
            c,
            '，' | '。' | '、' | '；' | '：' | '）' | '》' | '！' | '？'
        )
    };
    let han_or_quote = |c: char| {
        is_han(c)
            || matches!(
                c,
                '“' | '”' | '（' | '）' | '《' | '》' | '【' | '】' | '！' | '？' | '。'
            )
    };
    (han_or_quote(before.c)
        && han_or_quote(glyph.c)
        && !opens_or_closes(glyph.c)
        && !matches!(before.c, '（' | '《' | '“' | '【'))
        || matches!(before.c, '◎' | '□' | '■' | '●')
}

/// Letters set apart over the whole paragraph ("通 知 公 告") say nothing about phrases.
fn is_spaced_out(glyphs: &[Glyph]) -> bool {
    let n_blanks = glyphs.iter().filter(|g| g.blank_before).count();
    n_blanks >= 3 && n_blanks * 5 >= glyphs.len() * 3
}

/// Do these first characters of a paragraph end as a dateline ends?
fn ends_dateline(glyphs: &[Glyph]) -> bool {
    let Some(last) = glyphs.last() else {
        return false;
    };
    if !matches!(last.c, '讯' | '电') {
        return false;
    }
    let text: String = glyphs.iter().map(|g| g.c).collect();
    super::cues::dateline_len(&text) == Some(text.len())
}

/// Whether we are inside the brackets of "（记者 某某）".
#[derive(Debug, Default)]
struct Credit {
    is_inside: bool,
}

impl Credit {
    fn read(&mut self, glyphs: &[Glyph], i: usize) {
        match glyphs.get(i).map(|g| g.c) {
            Some('（') => {
                let inner: String = glyphs.iter().skip(i + 1).take(6).map(|g| g.c).collect();
                self.is_inside = [
                    "记者",
                    "通讯员",
                    "本报记者",
                    "全媒体记",
                    "首席记者",
                    "融媒体记",
                    "见习记者",
                    "实习生",
                ]
                .iter()
                .any(|w| inner.starts_with(w));
            }
            Some('）') => self.is_inside = false,
            _ => {}
        }
    }
}
