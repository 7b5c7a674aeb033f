//! Beside the drawing of a network: who a name is and with whom it stands, or the sentences of a tie.

use super::network_marks::paint_mark;
use super::panel_rows::{MARGIN, row_ui, section_head_ui};
use super::{fonts, network_words as words, profile_words, theme::Palette, who_words};
use crate::app::{App, Command, Language, NetworkChoice, NetworkWish, ProfileWish};
use crate::library::{Network, NetworkEdge, NetworkSentence, Subject};
use crate::model::{Span, clip};
use egui::text::{LayoutJob, TextFormat};
use egui::{
    Align2, Color32, RichText, Role, ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2, vec2,
};

/// The height of a tie's row.
const ROW_HEIGHT: f32 = 27.0;
/// So many sentences are shown at first, and more by as many.
const N_SENTENCES: usize = 60;
/// A longer sentence is cut to what stands around its names; all of it stands in the article.
const N_CHARS: usize = 150;
const N_CHARS_AROUND: usize = 30;
const N_LINES: usize = 12;

/// The column's own state.
#[derive(Debug, Default)]
pub(super) struct NetworkSide {
    /// What is shown, and how many sentences of it.
    shown: (Option<NetworkChoice>, u64),
    n_sentences: usize,
}

impl NetworkSide {
    /// Draws what is chosen; the subject, where nothing is.
    pub(super) fn ui(
        &mut self,
        ui: &mut Ui,
        app: &App,
        network: &Network,
        commands: &mut Vec<Command>,
    ) {
        let shown = (app.network.chosen, app.network.serial);
        if self.shown != shown {
            self.shown = shown;
            self.n_sentences = N_SENTENCES;
        }
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.add_space(10.0);
        match app.network.chosen {
            Some(NetworkChoice::Edge(idx)) => {
                if let Some(edge) = network.edges.get(idx) {
                    self.tie_ui(ui, app, network, edge, commands);
                }
            }
            Some(NetworkChoice::Node(idx)) => node_ui(ui, app, network, idx, commands),
            None => node_ui(ui, app, network, 0, commands),
        }
    }

    /// The sentences of a tie.
    fn tie_ui(
        &mut self,
        ui: &mut Ui,
        app: &App,
        network: &Network,
        edge: &NetworkEdge,
        commands: &mut Vec<Command>,
    ) {
        let language = app.language();
        let palette = Palette::of(ui);
        for node in [edge.ends.0, edge.ends.1] {
            name_row_ui(ui, network, node, None, language, commands);
        }
        let mut line = words::strength(edge.evidence.len(), edge.n_articles, language);
        if let Some(time) = words::time(network, edge, language) {
            line = format!("{line} · {time}");
        }
        note_ui(ui, &line, palette.soft);
        ui.add_space(6.0);
        section_head_ui(ui, words::SENTENCES.pick(language));
        ScrollArea::vertical()
            .id_salt(("sentences", app.network.serial, edge.ends))
            .auto_shrink(false)
            .show(ui, |ui| {
                let mut last = None;
                for idx in edge.evidence.iter().take(self.n_sentences) {
                    let Some(told) = network.sentences.get(*idx) else {
                        continue;
                    };
                    // An article's headline stands over the first of its sentences.
                    let is_first = last != Some(told.article);
                    last = Some(told.article);
                    let row = sentence_ui(ui, network, edge, told, is_first, language);
                    if row {
                        let node = edge.ends.0;
                        let sentence = *idx;
                        let wish = NetworkWish::Read { sentence, node };
                        commands.push(Command::Network(wish));
                    }
                }
                let n_left = edge.evidence.len().saturating_sub(self.n_sentences);
                if n_left > 0 {
                    let label = words::more(n_left.min(N_SENTENCES), language);
                    if ui.button(label).clicked() {
                        self.n_sentences += N_SENTENCES;
                    }
                }
                ui.add_space(16.0);
            });
    }
}

/// Who a name is, what can be done with it, and with whom it stands.
fn node_ui(ui: &mut Ui, app: &App, network: &Network, idx: usize, commands: &mut Vec<Command>) {
    let Some(node) = network.nodes.get(idx) else {
        return;
    };
    let (language, palette) = (app.language(), Palette::of(ui));
    let ties: Vec<usize> = network.edges_of(idx).collect();
    ui.horizontal_wrapped(|ui| {
        ui.add_space(MARGIN);
        ui.label(
            RichText::new(&node.name)
                .font(fonts::song_bold(18.0))
                .color(palette.text),
        );
    });
    let kind = profile_words::kind(node.kind).pick(language);
    let line = format!("{kind} · {}", words::n_ties(ties.len(), language));
    note_ui(ui, &line, palette.soft);
    if !node.posts.is_empty() {
        note_ui(ui, &node.posts.join("、"), palette.soft);
    }
    let with_subject = network.edge_between(0, idx);
    if let Some(edge) = with_subject.and_then(|tie| network.edges.get(tie)) {
        let subject = network.nodes.first().map_or("", |node| &node.name);
        let line = words::with_subject(subject, edge, language);
        note_ui(ui, &line, palette.soft);
    }
    ui.add_space(4.0);
    ui.horizontal_wrapped(|ui| {
        ui.add_space(MARGIN - 8.0);
        let button = |ui: &mut Ui, label: &str| {
            let text = RichText::new(label).font(fonts::sans(13.0));
            ui.button(text.color(palette.accent)).clicked()
        };
        let subject = || Subject {
            kind: node.kind,
            name: node.name.clone(),
        };
        if idx > 0 && button(ui, words::ITS_NETWORK.pick(language)) {
            commands.push(Command::Network(NetworkWish::Open(subject())));
        }
        if button(ui, who_words::OPEN_PAGE.pick(language)) {
            commands.push(Command::Profile(ProfileWish::Open(subject())));
        }
        if button(ui, words::ITS_ARTICLES.pick(language)) {
            commands.push(Command::Network(NetworkWish::List(idx)));
        }
        if idx > 0 && app.network.chosen.is_some() && button(ui, words::WHOLE.pick(language)) {
            commands.push(Command::Network(NetworkWish::Choose(None)));
        }
    });
    ui.add_space(6.0);
    section_head_ui(ui, words::TIES.pick(language));
    ScrollArea::vertical()
        .id_salt(("ties", app.network.serial, idx))
        .auto_shrink(false)
        .show_rows(ui, ROW_HEIGHT, ties.len(), |ui, rows| {
            for tie in ties.get(rows).unwrap_or_default() {
                let edge = network.edges.get(*tie);
                if let Some(other) = edge.and_then(|edge| edge.other(idx)) {
                    name_row_ui(ui, network, other, Some(*tie), language, commands);
                }
            }
        });
}

/// A row with a name: of a tie, which it chooses, with the number of its sentences; else it chooses
/// the name.
fn name_row_ui(
    ui: &mut Ui,
    network: &Network,
    node: usize,
    tie: Option<usize>,
    language: Language,
    commands: &mut Vec<Command>,
) {
    let palette = Palette::of(ui);
    let Some(found) = network.nodes.get(node) else {
        return;
    };
    let size = vec2(ui.available_width(), ROW_HEIGHT);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let edge = tie.and_then(|tie| network.edges.get(tie));
    let n = edge.map(|edge| edge.evidence.len());
    let count = n.map_or_else(String::new, |n| words::n_sentences(n, language));
    let told = format!("{} {count}", found.name);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, told.trim()));
    if response.hovered() || response.has_focus() {
        let ground = palette.selected.gamma_multiply(0.6);
        ui.painter().rect_filled(rect, 0.0, ground);
    }
    if response.clicked() {
        let choice = tie.map_or(NetworkChoice::Node(node), NetworkChoice::Edge);
        commands.push(Command::Network(NetworkWish::Choose(Some(choice))));
    }
    let line = palette.line(found.kind);
    let at = pos2(rect.left() + MARGIN + 6.0, rect.center().y);
    let fill = palette.tint(found.kind).lerp_to_gamma(line, 0.32);
    paint_mark(
        ui.painter(),
        found.kind,
        at,
        5.0,
        fill,
        Stroke::new(1.3, line),
    );
    let right = pos2(rect.right() - MARGIN, rect.center().y);
    let count = ui.painter().text(
        right,
        Align2::RIGHT_CENTER,
        count,
        fonts::sans(12.0),
        palette.faint,
    );
    let left = rect.left() + MARGIN + 20.0;
    let room = (count.left() - left - 8.0).max(30.0);
    let mut job = LayoutJob::simple(found.name.clone(), fonts::sans(13.5), palette.text, room);
    job.wrap.max_rows = 1;
    job.wrap.break_anywhere = true;
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let at = pos2(left, rect.center().y - galley.size().y * 0.5);
    ui.painter().galley(at, galley, palette.text);
    if !found.posts.is_empty() {
        response.on_hover_text(found.posts.join("、"));
    }
}

fn note_ui(ui: &mut Ui, line: &str, color: Color32) {
    egui::Frame::NONE
        .inner_margin(egui::Margin::symmetric(MARGIN as i8, 1))
        .show(ui, |ui| {
            let text = RichText::new(line).font(fonts::sans(12.5)).color(color);
            ui.label(text.line_height(Some(19.0)));
        });
}

/// A sentence with both names marked; true where it is to be opened.
fn sentence_ui(
    ui: &mut Ui,
    network: &Network,
    edge: &NetworkEdge,
    told: &NetworkSentence,
    has_head: bool,
    language: Language,
) -> bool {
    let palette = Palette::of(ui);
    let width = (ui.available_width() - 2.0 * MARGIN).max(40.0);
    let article = network.articles.get(told.article);
    let date = article.and_then(|article| article.date);
    let date = date.map_or_else(
        || super::strings::NO_DATE.pick(language).to_owned(),
        |date| date.to_string(),
    );
    let headline = article.map_or("", |article| &article.headline);
    let mut lines = Vec::new();
    if has_head {
        let head = format!("{date}  {headline}");
        let mut job = LayoutJob::simple(head, fonts::sans(12.0), palette.soft, width);
        job.wrap.max_rows = 1;
        job.wrap.break_anywhere = true;
        lines.push(job);
    }
    lines.push(marked(network, edge, told, palette, width));
    let name = format!("{date} {headline}：{}", told.text);
    let response = row_ui(ui, lines, Role::Link, &name);
    let is_clicked = response.clicked();
    let page = article.map_or_else(String::new, |a| super::strings::page_name(&a.page));
    response.on_hover_text(format!(
        "{headline}\n{page}\n{}",
        words::OPEN_SENTENCE.pick(language)
    ));
    is_clicked
}

/// The words of a sentence, of a long one those around the names of the tie, which are bold and in
/// their kinds' colours.
fn marked(
    network: &Network,
    edge: &NetworkEdge,
    told: &NetworkSentence,
    palette: &Palette,
    width: f32,
) -> LayoutJob {
    let mut job = LayoutJob::default();
    job.wrap.max_width = width;
    job.wrap.max_rows = N_LINES;
    let mut add = |words: &str, font, color| {
        let format = TextFormat {
            line_height: Some(20.0),
            ..TextFormat::simple(font, color)
        };
        job.append(words, 0.0, format);
    };
    let is_of_tie = |node: usize| node == edge.ends.0 || node == edge.ends.1;
    let names = told.names.iter().filter(|(node, _)| is_of_tie(*node));
    let marks: Vec<(usize, Span)> = names.copied().collect();
    let spans: Vec<Span> = marks.iter().map(|(_, span)| *span).collect();
    let mut marks = marks.into_iter().peekable();
    let mut at = 0;
    for part in shown_parts(&told.text, &spans) {
        if part.start > at {
            add("…", fonts::sans(13.0), palette.soft);
        }
        at = part.start;
        while let Some((node, span)) = marks.next_if(|(_, span)| span.end <= part.end) {
            let kind = network.nodes.get(node).map(|node| node.kind);
            let color = kind.map_or(palette.text, |kind| palette.line(kind));
            let before = clip(&told.text, Span::new(at, span.start));
            add(before, fonts::sans(13.0), palette.text);
            add(clip(&told.text, span), fonts::sans_bold(13.0), color);
            at = span.end;
        }
        let rest = clip(&told.text, Span::new(at, part.end));
        add(rest, fonts::sans(13.0), palette.text);
        at = part.end;
    }
    if at < told.text.len() {
        add("…", fonts::sans(13.0), palette.soft);
    }
    job
}

/// What is shown of a sentence: all of a short one, else what stands around its names.
fn shown_parts(text: &str, names: &[Span]) -> Vec<Span> {
    if text.chars().count() <= N_CHARS {
        return vec![Span::new(0, text.len())];
    }
    let mut parts: Vec<Span> = Vec::new();
    for name in names {
        let before = clip(text, Span::new(0, name.start)).char_indices().rev();
        let start = before.take(N_CHARS_AROUND).last();
        let mut after = clip(text, Span::new(name.end, text.len())).char_indices();
        let end = after.nth(N_CHARS_AROUND);
        let part = Span::new(
            start.map_or(name.start, |(at, _)| at),
            end.map_or(text.len(), |(at, _)| name.end + at),
        );
        match parts.last_mut() {
            Some(last) if part.start <= last.end => last.end = last.end.max(part.end),
            _ => parts.push(part),
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::{N_CHARS_AROUND, Span, clip, shown_parts};

    #[test]
    fn of_a_long_sentence_the_names_and_what_stands_around_them_is_shown() {
        let (one, other) = ("沈一舟", "韩小满");
        let text = format!("{one}{}{other}{}。", "，".repeat(200), "好".repeat(90));
        let span = |name: &str| {
            let at = text.find(name).unwrap();
            Span::new(at, at + name.len())
        };
        let parts = shown_parts(&text, &[span(one), span(other)]);
        let shown: Vec<&str> = parts.iter().map(|part| clip(&text, *part)).collect();
        assert_eq!(shown.len(), 2);
        assert!(shown[0].starts_with(one) && shown[1].contains(other));
        assert_eq!(shown[1].chars().count(), 2 * N_CHARS_AROUND + 3);
        assert_eq!(shown_parts("短句。", &[Span::new(0, 3)]), [Span::new(0, 9)]);
    }
}
