//! What every line is. Lines with marks of their own are told first; between running text and
//! headlines the likeliest sequence over the whole page decides, from widths, punctuation, indents
//! and words broken at line ends. Relies on `lines`, `cues`, `telltales`, `sequence`.

use super::joints::{has_word_across, told_by_ends};
use super::lines::{Line, Role, ends_mid_sentence};
use super::sequence::{Step, Transition, find_states};
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
/// on) than not, in the same measure: `[from][to]`, 0 for headline, 1 for running text. `crossing`
/// says that a word stands across the break.
fn transition_odds(before: &Line, line: &Line, habits: PageHabits, crossing: bool) -> Transition {
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
    before: &Line,
    passed: &[Line],
    line: &Line,
    habits: PageHabits,
    crossing: bool,
) -> Transition {
    let has = |role: Role| passed.iter().any(|l| l.role == role);
    if has(Role::Subhead) || has(Role::Display) {
        // A subhead is of the text around it; a box has both its headline and its text.
        return [[0.0; 2]; 2];
    }
    if has(Role::Byline) {
        let mut odds = after_end(line);
        // A byline follows a sentence's end, or stands under a headline.
        if ends_like_headline(before) {
            odds[1] = odds[1].map(|o| o - 2.0);
        }
        return odds;
    }
    let mut odds = transition_odds(before, line, habits, crossing);
    if has(Role::Furniture) && before.closed {
        odds[1][1] += after_end(line)[1][1];
    }
    odds
}

/// What has no mark of an opening is rather a headline where an article has just ended.
fn after_end(line: &Line) -> Transition {
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

/// How a line follows the one before it, which is not yet labelled either.
fn step_of(lines: &[Line], before: Option<usize>, i: usize, habits: PageHabits) -> Option<Step> {
    let line = lines.get(i)?;
    let step = Step {
        emission: body_odds(line, habits),
        ..Step::default()
    };
    let Some(p) = before else {
        return Some(step);
    };
    let before = lines.get(p)?;
    let passed = lines.get(p + 1..i).unwrap_or(&[]);
    let transition = |crossing: bool| transition_over(before, passed, line, habits, crossing);
    let told = if before.closed {
        Some(false)
    } else {
        told_by_ends(&before.text, &line.text)
    };
    if let Some(crossing) = told {
        return Some(Step {
            transition: transition(crossing),
            ..step
        });
    }
    let (if_no, if_yes) = (transition(false), transition(true));
    Some(Step {
        transition: if_no,
        if_yes: Some(if_yes).filter(|yes| *yes != if_no),
        ..step
    })
}

fn label_rest(lines: &mut [Line], habits: PageHabits) {
    // The lines that are still unknown; the others are passed over, and a byline or a subhead ends
    // what stood before it.
    let open: Vec<usize> = (0..lines.len())
        .filter(|i| lines.get(*i).is_some_and(is_open_role))
        .collect();
    let before = std::iter::once(None).chain(open.iter().map(|i| Some(*i)));
    let steps: Vec<Step> = open
        .iter()
        .zip(before)
        .filter_map(|(i, before)| step_of(lines, before, *i, habits))
        .collect();
    let text_of = |k: Option<usize>| {
        let i = k.and_then(|k| open.get(k));
        i.and_then(|i| lines.get(*i))
            .map_or("", |l| l.text.as_str())
    };
    let crosses = |k: usize| has_word_across(text_of(k.checked_sub(1)), text_of(Some(k)));
    let states = find_states(&steps, crosses);
    for (i, state) in open.iter().zip(states) {
        if let Some(line) = lines.get_mut(*i) {
            line.role = if state == 1 {
                Role::Body
            } else {
                Role::Display
            };
        }
    }
}
