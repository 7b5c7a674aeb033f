//! Chinese typesetting over epaint: 避头尾, justified lines, first lines indented by two
//! characters, hanging punctuation.
//!
//! epaint's own breaking lets opening marks end a line and loses the indent of justified
//! paragraphs. Here the lines are broken by our own rules and each is laid out as one galley row;
//! the rows are then joined to one galley whose text is exactly the source's, so selecting and
//! copying stay exact. Where the lines break depends on text, type and width alone and is kept
//! ([`Breaks`]); galleys are made anew each frame, for egui may move its glyphs.

use crate::model::{Span, clip};
use egui::epaint::text::FontsView;
use egui::text::{ByteIndex, Galley, LayoutJob, LayoutSection, TextFormat};
use egui::{Color32, FontId, Rect};
use std::sync::Arc;

/// May not begin a line (GB/T 15834-2011 §5.1; W3C CLREQ, 行首禁则).
const NO_START: &str =
    "、。，．：；？！％‰℃°′″·・•～—…‥）〕］｝〉》」』】〗〙〛＞”’!),.:;?]}%»›々〻ー／";
/// May not end a line (行尾禁则).
const NO_END: &str = "（〔［｛〈《「『【〖〘〚＜“‘([{«‹＄￥￡＃＠№";
/// May stand out over the edge by half an em: the right half of their box is blank.
const HANGS: &str = "。，、；：！？";

/// How a text is set.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Manner {
    /// The face of what has no other.
    pub(super) font: FontId,
    /// The colour of what has no other.
    pub(super) color: Color32,
    /// Distance of baselines, in points.
    pub(super) line_height: f32,
    /// Indent of a paragraph's first line, in ems.
    pub(super) indent_em: f32,
    /// The text goes on a paragraph: its first line is not indented.
    pub(super) is_continued: bool,
    /// Are lines stretched to the full width?
    pub(super) is_justified: bool,
    /// Extra space after a paragraph, in points.
    pub(super) paragraph_gap: f32,
    /// The measure, in points.
    pub(super) width: f32,
}

/// A stretch in another face.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Accent {
    /// In the text.
    pub(super) span: Span,
    /// Its face.
    pub(super) font: FontId,
    /// Its colour.
    pub(super) color: Color32,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Line {
    span: Span,
    indent: f32,
    spacing: f32,
    ends_paragraph: bool,
}

/// Where the lines of one text break; kept from frame to frame.
#[derive(Clone, Debug, Default)]
pub(super) struct Breaks {
    key: Option<(Manner, f32)>,
    lines: Vec<Line>,
}

/// Is a break allowed between these two?
fn can_break(before: char, after: char) -> bool {
    let is_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '\u{c0}'..='\u{24f}');
    let is_joint = |c: char| matches!(c, '-' | '_' | '/' | '\'' | '&' | '.' | ',');
    if after.is_whitespace() {
        return false;
    }
    if before.is_whitespace() {
        return true;
    }
    !(NO_END.contains(before)
        || NO_START.contains(after)
        || (is_word(before) && is_word(after))
        || (is_word(before) && is_joint(after))
        || (is_joint(before) && is_word(after))
        // A dash or an ellipsis of two characters is one mark.
        || (before == after && matches!(before, '—' | '…')))
}

/// Sets a text. The galley's origin is the top left; its text equals `text`. `breaks` belongs to
/// this text and no other.
pub(super) fn set_text(
    fonts: &mut FontsView<'_>,
    text: &str,
    accents: &[Accent],
    manner: &Manner,
    breaks: &mut Breaks,
    pixels_per_point: f32,
) -> Arc<Galley> {
    let setting = Setting {
        text,
        accents,
        manner,
    };
    let key = (manner.clone(), pixels_per_point);
    if breaks.key.as_ref() != Some(&key) {
        breaks.lines = setting.break_lines(fonts);
        breaks.key = Some(key);
    }
    let mut rows = Vec::with_capacity(breaks.lines.len());
    for line in &breaks.lines {
        let mut job = setting.job(line.span, line.spacing);
        if let Some(first) = job.sections.first_mut() {
            first.leading_space = line.indent;
        }
        rows.push(fonts.layout_job(job));
    }
    let mut whole = setting.job(Span::new(0, text.len()), 0.0);
    whole.wrap.max_width = manner.width;
    // `concat` ends every row with a paragraph; the soft breaks are put back.
    let mut galley = Galley::concat(Arc::new(whole), &rows, pixels_per_point);
    let n_rows = galley.rows.len();
    let mut gap = 0.0;
    for (i, (row, line)) in galley.rows.iter_mut().zip(&breaks.lines).enumerate() {
        row.ends_with_newline = line.ends_paragraph && i + 1 < n_rows;
        row.pos.y += gap;
        if row.ends_with_newline {
            gap += manner.paragraph_gap;
        }
    }
    galley.rect.max.y += gap;
    galley.mesh_bounds.max.y += gap;
    Arc::new(galley)
}

struct Setting<'a> {
    text: &'a str,
    accents: &'a [Accent],
    manner: &'a Manner,
}

impl Setting<'_> {
    fn format(&self, font: &FontId, color: Color32, spacing: f32) -> TextFormat {
        TextFormat {
            font_id: font.clone(),
            color,
            line_height: Some(self.manner.line_height),
            extra_letter_spacing: spacing,
            valign: egui::Align::Center,
            ..TextFormat::default()
        }
    }

    /// One stretch of the text as a job; its sections cover it without gaps.
    fn job(&self, span: Span, spacing: f32) -> LayoutJob {
        let mut job = LayoutJob {
            text: clip(self.text, span).to_owned(),
            break_on_newline: false,
            ..LayoutJob::default()
        };
        job.wrap.max_width = f32::INFINITY;
        let plain = self.format(&self.manner.font, self.manner.color, spacing);
        let mut at = span.start;
        let mut push = |from: usize, to: usize, format: TextFormat| {
            if from < to || span.is_empty() {
                job.sections.push(LayoutSection {
                    leading_space: 0.0,
                    byte_range: ByteIndex(from - span.start)..ByteIndex(to - span.start),
                    format,
                });
            }
        };
        for accent in self.accents {
            let (from, to) = (accent.span.start.max(at), accent.span.end.min(span.end));
            if from < to {
                push(at, from, plain.clone());
                push(from, to, self.format(&accent.font, accent.color, spacing));
                at = to;
            }
        }
        push(at, span.end, plain);
        job
    }

    fn break_lines(&self, fonts: &mut FontsView<'_>) -> Vec<Line> {
        let mut lines = Vec::new();
        let mut start = 0;
        for paragraph in self.text.split('\n') {
            let span = Span::new(start, start + paragraph.len());
            // Measured as one endless row.
            let measured = fonts.layout_job(self.job(span, 0.0));
            let widths: Vec<f32> = measured
                .rows
                .iter()
                .flat_map(|row| row.glyphs.iter().map(|g| g.advance_width))
                .collect();
            let is_indented = start > 0 || !self.manner.is_continued;
            self.break_paragraph(paragraph, span.start, &widths, is_indented, &mut lines);
            start = span.end + 1;
        }
        lines
    }

    fn break_paragraph(
        &self,
        paragraph: &str,
        offset: usize,
        widths: &[f32],
        is_indented: bool,
        lines: &mut Vec<Line>,
    ) {
        let chars: Vec<(usize, char)> = paragraph.char_indices().collect();
        let byte = |i: usize| offset + chars.get(i).map_or(paragraph.len(), |c| c.0);
        let width = |i: usize| widths.get(i).copied().unwrap_or(0.0);
        let em = self.manner.font.size;
        let mut start = 0;
        let mut indent = if is_indented {
            self.manner.indent_em * em
        } else {
            0.0
        };
        loop {
            let measure = self.manner.width - indent;
            let (end, is_last) = fill_line(&chars, &width, start, measure, em);
            let n_gaps = end.saturating_sub(start + 1);
            let used: f32 = (start..end).map(width).sum();
            let spacing = if self.manner.is_justified && !is_last && n_gaps > 0 {
                ((measure - used) / n_gaps as f32).clamp(-em * 0.03, em * 0.5)
            } else {
                0.0
            };
            lines.push(Line {
                span: Span::new(byte(start), byte(end)),
                indent,
                spacing,
                ends_paragraph: is_last,
            });
            if is_last {
                break;
            }
            start = end;
            indent = 0.0;
        }
    }
}

/// How far a line that begins at `start` goes, and whether it is the paragraph's last.
fn fill_line(
    chars: &[(usize, char)],
    width: &dyn Fn(usize) -> f32,
    start: usize,
    measure: f32,
    em: f32,
) -> (usize, bool) {
    let mut used = 0.0;
    let mut end = start;
    let mut last_break = None;
    while let Some(&(_, c)) = chars.get(end) {
        used += width(end);
        let hang = if HANGS.contains(c) { em * 0.5 } else { 0.0 };
        if used > measure + hang + 0.01 && end > start {
            break;
        }
        end += 1;
        if chars.get(end).is_some_and(|&(_, next)| can_break(c, next)) {
            last_break = Some(end);
        }
    }
    if end >= chars.len() {
        (chars.len(), true)
    } else {
        (last_break.unwrap_or(end), false)
    }
}

/// Where a stretch of characters of a galley stands, one rectangle a row.
pub(super) fn rects_of_chars(galley: &Galley, chars: std::ops::Range<usize>) -> Vec<Rect> {
    let mut base = 0;
    let mut rects = Vec::new();
    for row in &galley.rows {
        let n_glyphs = row.glyphs.len();
        let (from, to) = (chars.start.max(base), chars.end.min(base + n_glyphs));
        if from < to
            && let (Some(first), Some(last)) =
                (row.glyphs.get(from - base), row.glyphs.get(to - 1 - base))
        {
            rects.push(Rect::from_min_max(
                egui::pos2(row.pos.x + first.pos.x, row.min_y()),
                egui::pos2(row.pos.x + last.max_x(), row.max_y()),
            ));
        }
        base += row.char_count_including_newline().0;
        if base >= chars.end {
            break;
        }
    }
    rects
}

#[cfg(test)]
mod tests {
    use super::{Breaks, Manner, NO_END, NO_START, set_text};
    use crate::ui::fonts;

    const ARTICLE: &str = "本报讯 近日，某市召开推进会（第三次），会议指出：“要抓住机遇、乘势而上……”与会者说，《发展规划（2021—2025年）》已经发布，总投资达41.86亿元，同比增长12.5％。\n会上，“一台双峰三融合”项目（一期）签约——这是首个此类项目；MEMS研究院、R&D中心等10余家单位参加。";

    /// Rows obey 避头尾 at every width, and the galley's text is the article's.
    #[test]
    fn no_line_begins_or_ends_with_a_forbidden_mark() {
        let ctx = egui::Context::default();
        fonts::install(&ctx, false);
        let mut n_lines = 0;
        let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
            for width in (120..900).step_by(7) {
                let manner = Manner {
                    font: fonts::song(18.0),
                    color: egui::Color32::PLACEHOLDER,
                    line_height: 31.0,
                    indent_em: 2.0,
                    is_continued: false,
                    is_justified: true,
                    paragraph_gap: 8.0,
                    width: width as f32,
                };
                let galley = ui
                    .fonts_mut(|f| set_text(f, ARTICLE, &[], &manner, &mut Breaks::default(), 1.0));
                let mut begins_paragraph = true;
                let mut text = String::new();
                for row in &galley.rows {
                    n_lines += 1;
                    let (first, last) = (row.glyphs.first().unwrap(), row.glyphs.last().unwrap());
                    assert!(
                        begins_paragraph || !NO_START.contains(first.chr),
                        "{} at {width}",
                        row.text()
                    );
                    assert!(
                        row.ends_with_newline || !NO_END.contains(last.chr),
                        "{} at {width}",
                        row.text()
                    );
                    if begins_paragraph {
                        assert!(row.pos.x + first.pos.x >= 35.9, "no indent at {width}");
                    }
                    text.push_str(&row.text());
                    if row.ends_with_newline {
                        text.push('\n');
                    }
                    begins_paragraph = row.ends_with_newline;
                }
                assert_eq!(text, ARTICLE, "what is copied is what stands there");
            }
        });
        output.textures_delta.clear();
        assert!(n_lines > 500, "{n_lines}");
    }
}
