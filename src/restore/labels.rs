//! What every line is. Lines with marks of their own are told first; between running text and
//! headlines the likeliest sequence over the whole page decides (Viterbi over two states), from
//! widths, punctuation, indents and words broken at line ends. Relies on `lines`, `cues`, `telltales`.

use super::joints::breaks_word;
use super::lines::{Line, Role, ends_mid_sentence};
use super::telltales::Telltales;
use super::{cues, fragments, marks, prints};
use crate::text::is_han;

/// What is true of the whole page.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct PageHabits {
    /// Paragraphs open with an indent that the text still shows.
    pub(super) indents: bool,
    /// Lines are wrapped to columns.
    pub(super) wrapped: bool,
}

/// Reads the page's habits off its lines.
pub(super) fn observe_habits(lines: &[Line]) -> PageHabits {
    let n_lines = lines.len().max(1);
    let n_indented = lines.iter().filter(|l| l.is_indented()).count();
    let n_wrapped = lines.iter().filter(|l| l.column.is_some()).count();
    PageHabits {
        indents: n_indented >= 3 && n_indented * 25 >= n_lines,
        wrapped: n_wrapped * 2 > n_lines,
    }
}

/// Gives every line its role.
pub(super) fn label_lines(lines: &mut [Line], habits: PageHabits) {
    marks::label_marks(lines);
    label_rest(lines, habits);
    fragments::revise_fragments(lines);
    fragments::revise_openings(lines);
}

/// Marks that may stand beyond a column's edge.
const HANGING: [char; 10] = ['，', '。', '、', '；', '：', '”', '）', '》', '？', '！'];

/// How much more a line looks like running text than like a headline, in natural-log odds by
/// judgement.
pub(super) fn body_odds(line: &Line, habits: PageHabits) -> f32 {
    let mut odds = 0.0;
    if line.heading > 0 {
        return -9.0;
    }
    if line.stacked {
        return -6.0;
    }
    if line.opens {
        return 9.0;
    }
    if line.is_indented() {
        odds += if habits.indents { 5.0 } else { 1.0 };
    }
    if line.has_stop {
        odds += 6.0;
    } else if line.closed {
        odds += if line.text.ends_with(['！', '？', '!', '?', '”', '）']) {
            0.3
        } else {
            4.0
        };
    }
    if ends_mid_sentence(&line.text) {
        odds += 4.0;
    }
    if line.tells.has(Telltales::SEMICOLON) {
        odds += 2.0;
    } else if line.tells.has(Telltales::COMMA | Telltales::ASCII_COMMA) {
        odds += 0.8;
    }
    odds += match line.shortfall() {
        // Only a mark that hangs over the edge makes a line of text wider.
        Some(-2) if !line.text.ends_with(HANGING) => 0.4,
        Some(-2..=2) => 1.6,
        // A paragraph's first line whose indent the text has lost.
        Some(3..=5) => 0.6,
        Some(6) => 0.0,
        Some(..-2) => -2.0,
        Some(_) if !line.closed => -1.8,
        Some(_) => 0.0,
        None if line.width >= 84 => 4.0,
        None if line.width >= 60 => 1.0,
        None if !line.closed => -2.0,
        None => 0.0,
    };
    odds += prints::body_odds(line);
    if line.tells.has(Telltales::BLANK) && !line.has_stop && is_spaced(&line.text) {
        odds -= 1.0;
    }
    odds
}

/// Do blanks part phrases, as in headlines?
fn is_spaced(text: &str) -> bool {
    let phrases = || text.split(' ');
    let n_phrases = phrases().filter(|p| p.chars().count() >= 3).count();
    let ends_phrase = |c: char| is_han(c) || c == '”';
    n_phrases >= 2
        && phrases()
            .zip(phrases().skip(1))
            .any(|(a, b)| a.ends_with(ends_phrase) && b.starts_with(|c| is_han(c) || c == '“'))
}

/// How much better a line follows the one before it as running text after running text (and so
/// on) than not, in the same measure: `[from][to]`, 0 for headline, 1 for running text.
fn transition_odds(before: &Line, line: &Line, habits: PageHabits) -> [[f32; 2]; 2] {
    let crossing = !before.closed && line.crossing.is_some_and(|(_, crosses)| crosses);
    let opens = line.opens;
    let after_blank = line.n_blank_before > 0;
    let mut odds = [[0.0f32; 2]; 2];
    // Headline to headline.
    odds[0][0] = if crossing && before.heading == 0 {
        1.0
    } else {
        -0.2
    };
    // Headline to running text.
    odds[0][1] = match () {
        () if opens => 1.0,
        () if crossing => -2.0,
        () if line.is_indented() => 0.5,
        () if after_blank => -0.3,
        () => -1.0,
    };
    // Running text to headline.
    odds[1][0] = match () {
        () if before.closed => 0.0,
        () if before.is_full() && before.column.is_some() => {
            if after_blank {
                -2.0
            } else {
                -4.0
            }
        }
        () if before.column.is_none() => -1.5,
        () if after_blank => -1.0,
        () => -3.0,
    };
    // Running text to running text.
    odds[1][1] = match () {
        () if before.closed => 0.0,
        () if opens => -5.0,
        () if line.is_indented() && habits.indents => -4.0,
        () if crossing => 2.5,
        () if ends_mid_sentence(&before.text) => 1.0,
        () => match before.shortfall() {
            Some(-4..=4) => 1.2,
            Some(5..=6) => 0.5,
            Some(7..=8) => -0.8,
            None if before.width >= 56 => 1.2,
            _ => -3.0,
        },
    };
    if opens && before.closed && !before.has_stop && before.text.ends_with(['？', '！', '”']) {
        odds[1][1] -= 2.0;
    }
    let may_lead = line.tells.has(Telltales::LEAD) || line.text.starts_with('据');
    if !before.closed && !opens && !crossing && may_lead && cues::opens_like_lead(&line.text) {
        odds[0][1] += 0.7;
        odds[1][1] -= 0.7;
    }
    if !before.closed && before.alone && line.alone {
        let pauses = Telltales::COMMA | Telltales::ASCII_COMMA | Telltales::LIST;
        let is_short = |l: &Line| l.width < 56 && !l.tells.has(pauses);
        odds[1][1] -= if is_short(before) && is_short(line) {
            4.0
        } else {
            2.0
        };
    }
    let may_open = before.tells.has(Telltales::OPENING);
    if !before.closed && may_open && leaves_bracket_open(&before.text) {
        odds[1][1] += 4.0;
        odds[1][0] -= 4.0;
    }
    if line.glued
        || line.text.starts_with([
            '，', '。', '、', '；', '：', '）', '》', '”', '％', '%', ',',
        ])
    {
        odds[1][1] += 6.0;
        odds[0][1] -= 3.0;
        odds[0][0] += if line.glued { 0.0 } else { 1.5 };
    }
    odds
}

/// The same over the lines with marks of their own that stand between the two.
fn transition_over(
    before: Option<&Line>,
    passed: &[Line],
    line: &Line,
    habits: PageHabits,
) -> [[f32; 2]; 2] {
    let has = |role: Role| passed.iter().any(|l| l.role == role);
    match before {
        // A subhead is of the text around it; a box has both its headline and its text.
        Some(_) if has(Role::Subhead) || has(Role::Display) => [[0.0; 2]; 2],
        Some(before) if has(Role::Byline) => {
            let mut odds = after_end(line);
            // A byline follows a sentence's end, or stands under a headline.
            if ends_like_headline(before) {
                odds[1] = odds[1].map(|o| o - 2.0);
            }
            odds
        }
        Some(before) => {
            let mut odds = transition_odds(before, line, habits);
            if has(Role::Furniture) && before.closed {
                odds[1][1] += after_end(line)[1][1];
            }
            odds
        }
        None => [[0.0; 2]; 2],
    }
}

/// What has no mark of an opening is rather a headline where an article has just ended.
fn after_end(line: &Line) -> [[f32; 2]; 2] {
    let opens = line.opens || line.is_indented();
    let to_body = if opens { 0.0 } else { -1.5 };
    [[0.0, to_body]; 2]
}

/// Does it end as no running text does, without a mark of any kind?
fn ends_like_headline(line: &Line) -> bool {
    !line.closed && !ends_mid_sentence(&line.text) && !line.text.contains(['，', '。', '、', ','])
}

/// Does a bracket or quotation opened on the line go on in the next?
pub(super) fn leaves_bracket_open(text: &str) -> bool {
    if !text.contains(['（', '(', '《', '“']) {
        return false;
    }
    [('（', '）'), ('(', ')'), ('《', '》'), ('“', '”')]
        .iter()
        .any(
            |(open, close)| match (text.rfind(*open), text.rfind(*close)) {
                (Some(opened), Some(closed)) => opened > closed,
                (Some(_), None) => true,
                _ => false,
            },
        )
}

fn is_open_role(line: &Line) -> bool {
    line.role == Role::Unknown
}

/// Says of every line of `open` whether a word stands across the break from the one before.
fn look_for_crossings(lines: &mut [Line], open: &[usize]) {
    for pair in open.windows(2) {
        let [p, i] = *pair else { continue };
        let (Some(before), Some(line)) = (lines.get(p), lines.get(i)) else {
            continue;
        };
        let start = before.span.start;
        if before.closed || line.crossing.is_some_and(|(known, _)| known == start) {
            continue;
        }
        let crosses = breaks_word(&before.text, &line.text);
        if let Some(line) = lines.get_mut(i) {
            line.crossing = Some((start, crosses));
        }
    }
}

fn label_rest(lines: &mut [Line], habits: PageHabits) {
    // Viterbi over the lines that are still unknown; the others are passed over, and a byline or
    // a subhead ends what stood before it.
    let open: Vec<usize> = (0..lines.len())
        .filter(|i| lines.get(*i).is_some_and(is_open_role))
        .collect();
    let mut score = [0.0f32; 2];
    let mut back: Vec<[u8; 2]> = Vec::with_capacity(open.len());
    let mut previous: Option<usize> = None;
    look_for_crossings(lines, &open);
    for &i in &open {
        let Some(line) = lines.get(i) else { continue };
        let emission = [0.0, body_odds(line, habits)];
        let between = match previous {
            Some(p) => {
                let passed = lines.get(p + 1..i).unwrap_or(&[]);
                transition_over(lines.get(p), passed, line, habits)
            }
            None => [[0.0; 2]; 2],
        };
        let mut next = [0.0f32; 2];
        let mut from = [0u8; 2];
        for to in 0..2 {
            let stay = [score[0] + between[0][to], score[1] + between[1][to]];
            from[to] = u8::from(stay[1] > stay[0]);
            next[to] = stay[usize::from(from[to])] + emission[to];
        }
        // Only the difference matters; taking the larger off keeps long pages exact.
        let top = next[0].max(next[1]);
        score = [next[0] - top, next[1] - top];
        back.push(from);
        previous = Some(i);
    }
    let mut state = usize::from(score[1] >= score[0]);
    for (k, &i) in open.iter().enumerate().rev() {
        if let Some(line) = lines.get_mut(i) {
            line.role = if state == 1 {
                Role::Body
            } else {
                Role::Display
            };
        }
        state = usize::from(back.get(k).map_or(1, |b| b[state]));
    }
}
