//! Lines with marks of their own: furniture, bylines, captions, subheads, over as many printed
//! lines as they take. Relies on `lines`, `cues`, `bylines`, `telltales`.

use super::joints::breaks_word;
use super::lines::{Line, Role, ends_mid_sentence};
use super::telltales::Telltales;
use super::{boxes, bylines, cues, furniture, jumps};

/// Labels every line that its own marks tell.
pub(super) fn label_marks(lines: &mut [Line]) {
    label_furniture(lines);
    label_boxes(lines);
    label_bylines(lines);
    label_captions(lines);
    label_subheads(lines);
}

fn label_furniture(lines: &mut [Line]) {
    for i in 0..lines.len() {
        label_broken_jump(lines, i);
        let Some(line) = lines.get(i).filter(|l| l.role == Role::Unknown) else {
            continue;
        };
        let Some(sign) = furniture::sign_of(&line.text, line.tells) else {
            continue;
        };
        if sign != furniture::Sign::Jump && is_inside_sentence(lines, i) {
            continue;
        }
        let Some(line) = lines.get_mut(i) else {
            continue;
        };
        line.role = Role::Furniture;
        let n_blank = line.n_blank_before;
        // What stands beyond it is as far from the text before as it is itself.
        if let Some(next) = lines.get_mut(i + 1) {
            next.n_blank_before = next.n_blank_before.max(n_blank);
        }
    }
}

/// A jump mark in brackets over two or three lines: it may quote a long headline.
fn label_broken_jump(lines: &mut [Line], i: usize) {
    let opens = |l: &Line| {
        l.text.starts_with(['（', '(']) && !l.text.contains(['）', ')']) && l.role == Role::Unknown
    };
    let Some(first) = lines.get(i).filter(|l| opens(l)) else {
        return;
    };
    let mut joined = first.text.clone();
    for n in 2..=3 {
        let Some(next) = lines.get(i + n - 1).filter(|l| l.n_blank_before <= 1) else {
            return;
        };
        joined.push_str(&next.text);
        if next.text.ends_with(['）', ')']) {
            if jumps::read_jump(&joined).is_some() {
                for line in lines.iter_mut().skip(i).take(n) {
                    line.role = Role::Furniture;
                }
            }
            return;
        }
    }
}

/// What heads a box is a headline line, wherever it stands.
fn label_boxes(lines: &mut [Line]) {
    for line in lines.iter_mut() {
        let may_be_label = line.role == Role::Unknown && line.n_chars() <= boxes::LABEL_CHARS;
        if may_be_label && boxes::is_label(&line.text) {
            line.role = Role::Display;
        }
    }
}

/// Does a full line stand between full lines, the one before it without an end? Then it is running
/// text that merely reads like something of the page.
fn is_inside_sentence(lines: &[Line], i: usize) -> bool {
    let (Some(line), Some(before)) = (lines.get(i), i.checked_sub(1).and_then(|b| lines.get(b)))
    else {
        return false;
    };
    let goes_on = lines
        .get(i + 1)
        .is_some_and(|next| next.n_blank_before == 0);
    let is_wrapped = |l: &Line| l.column.is_some() && l.is_full();
    line.n_blank_before == 0
        && goes_on
        && before.role == Role::Unknown
        && !before.closed
        && is_wrapped(before)
        && is_wrapped(line)
}

fn label_bylines(lines: &mut [Line]) {
    let mut i = 0;
    while i < lines.len() {
        let n_lines = byline_at(lines, i);
        for line in lines.iter_mut().skip(i).take(n_lines) {
            line.role = Role::Byline;
        }
        i += n_lines.max(1);
    }
}

/// How many lines from `i` on are one byline.
fn byline_at(lines: &[Line], i: usize) -> usize {
    let Some(line) = lines
        .get(i)
        .filter(|l| l.role == Role::Unknown && l.heading == 0)
    else {
        return 0;
    };
    let is_whole = bylines::is_byline(&line.text);
    let next = lines.get(i + 1).filter(|l| l.role == Role::Unknown);
    if line.glued && !is_whole && next.is_some_and(|n| bylines::is_broken(&line.text, &n.text)) {
        return 2;
    }
    if !is_whole && !bylines::opens_byline(&line.text) {
        return 0;
    }
    // A byline glued to its sentence stands at the line's end.
    let n_blanks = line.text.matches(' ').count();
    let reaches_edge = line
        .column
        .is_some_and(|c| line.width + 2 * n_blanks + 4 >= c);
    let is_full = line.is_full() || line.glued || reaches_edge;
    let mut joined = line.text.clone();
    let mut n_lines = usize::from(is_whole);
    for (k, next) in lines.iter().enumerate().skip(i + 1).take(2) {
        if next.role != Role::Unknown || next.n_blank_before > 2 {
            break;
        }
        if !bylines::continues(&joined, &next.text, is_full) {
            break;
        }
        joined.push(' ');
        joined.push_str(&next.text);
        n_lines = k - i + 1;
    }
    n_lines
}

fn label_captions(lines: &mut [Line]) {
    for i in 0..lines.len() {
        let Some(line) = lines
            .get(i)
            .filter(|l| l.role == Role::Unknown && l.heading == 0)
        else {
            continue;
        };
        let may_be_caption = line.tells.has(Telltales::PICTURE);
        if !may_be_caption || !cues::is_caption(&line.text) || line.n_chars() > 120 {
            continue;
        }
        let ends = cues::ends_caption(&line.text);
        let opens = !ends || line.text.starts_with(['▲', '△', '▼', '▽', '图']);
        let alone = cues::is_photographer_alone(&line.text);
        let mut first = i;
        if !opens && line.n_blank_before == 0 {
            first = caption_start(lines, i, alone);
        }
        let mut last = i;
        let is_rest = |l: &Line| matches!(l.text.as_str(), "片" | "片）" | "摄" | "摄）");
        if !ends {
            last = caption_end(lines, i);
        } else if line.text.ends_with("资料图") && lines.get(i + 1).is_some_and(is_rest) {
            last = i + 1;
        }
        for line in lines.iter_mut().take(last + 1).skip(first) {
            if matches!(line.role, Role::Unknown) {
                line.role = Role::Caption;
            }
        }
    }
}

/// Goes back from a caption's last line over lines that it continues.
fn caption_start(lines: &[Line], i: usize, alone: bool) -> usize {
    let mut first = i;
    while first > 0 && i - first < 3 {
        let (Some(here), Some(before)) = (lines.get(first), lines.get(first - 1)) else {
            break;
        };
        let is_sentence_alone = alone && first == i && before.n_chars() <= 32;
        let joins = before.role == Role::Unknown
            && here.n_blank_before == 0
            && !here.is_indented()
            && (!before.closed || is_sentence_alone)
            && (!before.has_stop || is_sentence_alone)
            && before.heading == 0
            && (before.is_full() || alone)
            && !ends_mid_sentence(&before.text);
        if !joins {
            break;
        }
        first -= 1;
    }
    // A caption of three full lines and more is running text that merely ends like one.
    if i - first >= 3 { i } else { first }
}

/// Goes on from a caption's first line to the line that ends it.
fn caption_end(lines: &[Line], i: usize) -> usize {
    let mut last = i;
    for (k, next) in lines.iter().enumerate().skip(i + 1).take(4) {
        let Some(before) = lines.get(k - 1) else {
            break;
        };
        if next.role == Role::Caption || cues::is_photographer_alone(&next.text) {
            return k;
        }
        let goes_on = next.role == Role::Unknown
            && next.n_blank_before == 0
            && !before.closed
            && before.is_full()
            && !next.opens
            && !next.is_indented();
        if !goes_on {
            break;
        }
        last = k;
    }
    last
}

fn label_subheads(lines: &mut [Line]) {
    let mut i = 0;
    while i < lines.len() {
        let n_lines = subhead_at(lines, i);
        for line in lines.iter_mut().skip(i).take(n_lines) {
            line.role = Role::Subhead;
        }
        i += n_lines.max(1);
    }
}

/// How many lines from `i` on are one marked subhead.
fn subhead_at(lines: &[Line], i: usize) -> usize {
    let Some(line) = lines.get(i).filter(|l| l.role == Role::Unknown) else {
        return 0;
    };
    let bold_inside = line.strong && line.n_chars() <= 30;
    if !bold_inside && (!cues::opens_subhead(&line.text) || line.heading > 0) {
        return 0;
    }
    if line.has_stop || line.closed || ends_mid_sentence(&line.text) || line.n_chars() > 34 {
        return 0;
    }
    let bracket_open = line.text.contains('【') && !line.text.contains('】');
    let Some(next) = lines.get(i + 1).filter(|l| l.role == Role::Unknown) else {
        return 1;
    };
    if bracket_open {
        return if next.text.contains('】') { 2 } else { 0 };
    }
    let wraps = line.is_full() && next.n_blank_before == 0 && !next.is_indented();
    if !wraps || line.column.is_none() {
        return 1;
    }
    if next.closed || next.has_stop || next.text.contains('，') {
        // A paragraph that opens with a mark: running text.
        return usize::from(
            !breaks_word(&line.text, &next.text) && (line.text.contains('】') || !next.is_full()),
        );
    }
    if next.is_full() { 1 } else { 2 }
}
