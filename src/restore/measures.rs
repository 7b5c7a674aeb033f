//! A line's text as the rules read it, and what it gives away by itself: its width, how it ends,
//! what it holds. Relies on `text`, `cues`, `telltales`.

use super::cues;
use super::telltales::Telltales;
use crate::text::{is_blank, is_han, is_invisible, is_plain, plain_char};

/// Is it half as wide as a Chinese character?
pub(super) fn char_width(c: char) -> usize {
    if (c as u32) < 0x1100 { 1 } else { 2 }
}

/// The text under a span as the rules read it.
pub(super) fn plain_text(raw: &str) -> String {
    if raw.chars().all(is_plain) {
        return raw.to_owned();
    }
    let mut text = String::with_capacity(raw.len());
    let mut pending_blank = false;
    let mut n_blanks = 0;
    for c in raw.chars() {
        if !is_plain(c) && is_invisible(c) {
            continue;
        }
        if !is_plain(c) && is_blank(c) {
            pending_blank = !text.is_empty();
            continue;
        }
        if pending_blank {
            text.push(' ');
            n_blanks += 1;
            pending_blank = false;
        }
        text.push(if is_plain(c) { c } else { plain_char(c) });
    }
    if n_blanks >= 4 && is_letter_spaced(&text) {
        close_up(&text)
    } else {
        text
    }
}

/// Are the letters of a justified line set apart ("费 用 占 营 业")?
fn is_letter_spaced(text: &str) -> bool {
    let words = text.split(' ').filter(|w| !w.is_empty());
    let (n_words, n_single) = words.fold((0, 0), |(all, single), word| {
        (all + 1, single + usize::from(word.chars().count() == 1))
    });
    n_words >= 5 && n_single * 5 >= n_words * 3
}

/// Drops the blanks beside full-width characters.
fn close_up(text: &str) -> String {
    let mut closed = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let wide = |c: char| char_width(c) == 2;
        let beside_wide =
            closed.chars().next_back().is_some_and(wide) || chars.peek().copied().is_some_and(wide);
        if c != ' ' || !beside_wide {
            closed.push(c);
        }
    }
    closed
}

/// Does text that ends like this end a sentence?
pub(super) fn ends_sentence(text: &str) -> bool {
    let mut chars = text.chars().rev().filter(|c| *c != ' ').peekable();
    while chars
        .peek()
        .is_some_and(|c| matches!(c, '”' | '’' | '）' | ')' | '」' | '』' | '》' | '"'))
    {
        chars.next();
    }
    match chars.next() {
        Some('。' | '！' | '？' | '…' | '!' | '?' | '｡' | '．') => true,
        // A half-width stop, but not the point of a number or an address broken there.
        Some('.') => chars.next().is_some_and(is_han),
        _ => false,
    }
}

/// What a line's text gives away by itself, as the line has it.
pub(super) struct Measures {
    pub(super) width: usize,
    pub(super) n_chars: usize,
    pub(super) tells: Telltales,
    pub(super) opens: bool,
}

/// Measures a line's text in one walk.
pub(super) fn measure_text(text: &str) -> Measures {
    let mut measures = Measures {
        width: 0,
        n_chars: 0,
        tells: Telltales::default(),
        opens: false,
    };
    for c in text.chars() {
        measures.tells = measures.tells | Telltales::of_char(c);
        if c != ' ' {
            measures.width += char_width(c);
            measures.n_chars += 1;
        }
    }
    // Nothing else can open an article.
    let could_open = measures.tells.has(Telltales::WIRE) || text.starts_with(['（', '(']);
    measures.opens = could_open && cues::opens_article(text);
    measures
}

/// Characters that only running text puts at a line's end.
pub(super) fn ends_mid_sentence(text: &str) -> bool {
    text.chars()
        .next_back()
        .is_some_and(|c| matches!(c, '，' | '、' | '；' | ',' | ';' | '（' | '《' | '“' | '‘'))
}

/// How many of its characters are Chinese?
pub(super) fn count_han(text: &str) -> usize {
    text.chars().filter(|c| is_han(*c)).count()
}
