//! The search for many names, over the panes: a list on the left, a table on the right.

use super::bars::Wishes;
use super::{fonts, strings, theme::Palette};
use crate::app::{App, BatchColumn, BatchWish, Command, CommandId, Language, Text};
use crate::library::{BatchRow, tsv_of};
use egui::{
    Align, Align2, Frame, Id, Key, Layout, Margin, Rect, RichText, Role, ScrollArea, Sense,
    TextEdit, Ui, WidgetInfo, pos2, vec2,
};

const TITLE: Text = Text::both("批量检索", "Search for a list of names");
const HINT: Text = Text::both(
    "每行一个名称；从表格粘贴时取第一列",
    "one name a line; of a table its first column",
);
const LOAD: Text = Text::both("读入名单…", "Load a list…");
const QUERIES: Text = Text::both("每行是一条检索式", "each line is a query");
const RUN: Text = Text::both("开始检索", "Search");
const STOP: Text = Text::both("停止", "Stop");
const EXPORT: Text = Text::both("导出 CSV…", "Export CSV…");
const COPY: Text = Text::both("复制表格", "Copy the table");
const NOTHING: Text = Text::both(
    "把名单贴在左边，按“开始检索”。每个名称有几篇、最早最晚是哪天、出自哪些文件，列在这里；点一行就搜它。",
    "Paste a list on the left and press Search. How many articles each name has, from when to when, and in which files, is listed here; a click on a line searches for it.",
);

const WIDTH: f32 = 980.0;
const LIST_WIDTH: f32 = 240.0;
const ROW_HEIGHT: f32 = 26.0;

/// The columns with their names and the share of the width that each takes.
const COLUMNS: [(BatchColumn, Text, f32); 5] = [
    (BatchColumn::Name, Text::both("名称", "Name"), 0.34),
    (BatchColumn::Articles, Text::both("篇数", "Articles"), 0.12),
    (BatchColumn::First, Text::both("最早", "First"), 0.16),
    (BatchColumn::Last, Text::both("最晚", "Last"), 0.16),
    (BatchColumn::Sources, Text::both("文件", "Files"), 0.22),
];

/// The card's own state.
#[derive(Debug, Default)]
pub(super) struct BatchCard {
    /// Is something typed there?
    pub(super) has_focus: bool,
}

impl BatchCard {
    /// Draws the card, when it is open.
    pub(super) fn ui(
        &mut self,
        ui: &Ui,
        app: &App,
        commands: &mut Vec<Command>,
        wishes: &mut Wishes,
    ) {
        self.has_focus = false;
        if !app.batch.is_shown {
            return;
        }
        let palette = Palette::of(ui);
        let language = app.language();
        let frame = Frame::window(ui.style())
            .inner_margin(Margin::same(22))
            .fill(palette.raised);
        let window = ui.ctx().content_rect();
        let modal = egui::Modal::new(Id::unique("batch")).frame(frame);
        let shown = modal.show(ui.ctx(), |ui| {
            ui.set_width(WIDTH.min(window.width() - 90.0));
            ui.label(
                RichText::new(TITLE.pick(language))
                    .font(fonts::song_bold(18.0))
                    .color(palette.text),
            );
            ui.add_space(8.0);
            let height = (window.height() - 230.0).clamp(160.0, 560.0);
            ui.horizontal_top(|ui| {
                ui.allocate_ui_with_layout(
                    vec2(LIST_WIDTH, height),
                    Layout::top_down(Align::Min),
                    |ui| self.list_ui(ui, app, height, commands, wishes),
                );
                ui.add_space(14.0);
                let room = vec2(ui.available_width(), height);
                ui.allocate_ui_with_layout(room, Layout::top_down(Align::Min), |ui| {
                    ui.set_min_size(room);
                    table_ui(ui, app, commands);
                });
            });
            ui.add_space(10.0);
            foot_ui(ui, app, commands, wishes);
        });
        // Elsewhere than in the list, Escape goes through the table of commands.
        let is_escape = ui.input(|i| i.key_pressed(Key::Escape));
        let closes = if is_escape {
            self.has_focus
        } else {
            shown.backdrop_response.clicked()
        };
        if closes {
            commands.push(Command::Batch(BatchWish::Toggle));
        }
    }

    fn list_ui(
        &mut self,
        ui: &mut Ui,
        app: &App,
        height: f32,
        commands: &mut Vec<Command>,
        wishes: &mut Wishes,
    ) {
        let language = app.language();
        let mut list = app.batch.list.clone();
        let area = ScrollArea::vertical()
            .id_salt("names")
            .max_height(height - 72.0);
        area.show(ui, |ui| {
            let edit = TextEdit::multiline(&mut list)
                .id(Id::unique("names"))
                .font(fonts::sans(13.5))
                .hint_text(HINT.pick(language))
                .frame(field_frame(ui))
                .desired_width(LIST_WIDTH)
                .desired_rows(((height - 84.0) / 20.0).max(3.0) as usize);
            let response = ui.add(edit);
            self.has_focus = response.has_focus() || response.lost_focus();
            response.widget_info(|| {
                let mut info = WidgetInfo::text_edit(true, &list, &list, HINT.pick(language));
                info.role = Role::MultilineTextInput;
                info.label = Some(TITLE.pick(language).to_owned());
                info
            });
        });
        if list != app.batch.list {
            commands.push(Command::Batch(BatchWish::Edit(list)));
        }
        ui.add_space(6.0);
        let mut are_queries = app.batch.are_queries;
        if ui
            .checkbox(&mut are_queries, QUERIES.pick(language))
            .changed()
        {
            commands.push(Command::Batch(BatchWish::AreQueries(are_queries)));
        }
        if ui.button(LOAD.pick(language)).clicked() {
            wishes.push(CommandId::LoadNames);
        }
    }
}

/// The edge of a field to type in, which is seen without the caret, too.
pub(super) fn field_frame(ui: &Ui) -> Frame {
    let palette = Palette::of(ui);
    Frame::NONE
        .stroke((1.0, palette.rule))
        .corner_radius(4)
        .inner_margin(Margin::symmetric(8, 6))
}

fn foot_ui(ui: &mut Ui, app: &App, commands: &mut Vec<Command>, wishes: &mut Wishes) {
    let language = app.language();
    let palette = Palette::of(ui);
    let batch = &app.batch;
    ui.horizontal(|ui| {
        if batch.is_running {
            if ui.button(STOP.pick(language)).clicked() {
                commands.push(Command::Batch(BatchWish::Stop));
            }
        } else {
            let run = egui::Button::new(RichText::new(RUN.pick(language)).color(palette.accent));
            if ui.add_enabled(batch.n_in_list() > 0, run).clicked() {
                commands.push(Command::Batch(BatchWish::Run));
            }
        }
        let has_rows = batch.n_rows() > 0;
        let button = |words: Text| egui::Button::new(words.pick(language));
        if ui
            .add_enabled(has_rows && !batch.is_running, button(EXPORT))
            .clicked()
        {
            wishes.push(CommandId::ExportTable);
        }
        if ui.add_enabled(has_rows, button(COPY)).clicked() {
            ui.ctx()
                .copy_text(tsv_of(&batch.rows(), language == Language::English));
        }
        if ui.button(strings::CLOSE.pick(language)).clicked() {
            commands.push(Command::Batch(BatchWish::Toggle));
        }
        if batch.n_lines > 0 {
            let share = batch.n_rows() as f32 / batch.n_lines as f32;
            if batch.is_running {
                let bar = egui::ProgressBar::new(share)
                    .desired_width(120.0)
                    .desired_height(4.0)
                    .fill(palette.accent);
                ui.add(bar);
            }
            ui.label(
                RichText::new(strings::batch_line(app, language))
                    .font(fonts::sans(12.5))
                    .color(palette.soft),
            );
        }
    });
}

fn table_ui(ui: &mut Ui, app: &App, commands: &mut Vec<Command>) {
    let palette = Palette::of(ui);
    let language = app.language();
    let batch = &app.batch;
    if batch.n_lines == 0 {
        ui.label(
            RichText::new(NOTHING.pick(language))
                .font(fonts::sans(13.0))
                .color(palette.soft)
                .line_height(Some(22.0)),
        );
        return;
    }
    head_ui(ui, app, commands);
    ui.spacing_mut().item_spacing.y = 0.0;
    let area = ScrollArea::vertical().id_salt("table").auto_shrink(false);
    area.show_rows(ui, ROW_HEIGHT, batch.n_rows(), |ui, rows| {
        for idx in rows {
            if let Some(row) = batch.row(idx) {
                row_ui(ui, app, idx, row, commands);
            }
        }
    });
}

/// Where the columns begin and end, in a row.
fn cells(rect: Rect) -> impl Iterator<Item = (f32, f32)> {
    COLUMNS.iter().scan(rect.left(), move |left, (.., share)| {
        let from = *left;
        *left += share * rect.width();
        Some((from, *left))
    })
}

fn head_ui(ui: &mut Ui, app: &App, commands: &mut Vec<Command>) {
    let palette = Palette::of(ui);
    let language = app.language();
    let size = vec2(ui.available_width(), ROW_HEIGHT);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    for ((column, name, _), (from, to)) in COLUMNS.iter().zip(cells(rect)) {
        let place = Rect::from_min_max(pos2(from, rect.top()), pos2(to, rect.bottom()));
        let id = ui.scope_id().with(name.en);
        let response = ui.interact(place, id, Sense::click());
        let sign = match app.batch.sort {
            (by, true) if by == *column => " ↓",
            (by, false) if by == *column => " ↑",
            _ => "",
        };
        let text = format!("{}{sign}", name.pick(language));
        response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, &text));
        if response.clicked() {
            commands.push(Command::Batch(BatchWish::SortBy(*column)));
        }
        let color = if response.hovered() || !sign.is_empty() {
            palette.accent
        } else {
            palette.soft
        };
        let at = pos2(from + 6.0, rect.center().y);
        ui.painter()
            .text(at, Align2::LEFT_CENTER, text, fonts::sans_bold(12.5), color);
    }
    let y = rect.bottom() - 0.5;
    ui.painter().hline(rect.x_range(), y, (1.0, palette.rule));
}

fn row_ui(ui: &mut Ui, app: &App, idx: usize, row: &BatchRow, commands: &mut Vec<Command>) {
    let palette = Palette::of(ui);
    let language = app.language();
    let size = vec2(ui.available_width(), ROW_HEIGHT);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let count = strings::n_articles(row.n_articles, language);
    response.widget_info(|| WidgetInfo::labeled(Role::Row, true, format!("{} {count}", row.name)));
    if response.clicked() {
        commands.push(Command::Batch(BatchWish::Open(idx)));
    }
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, 0.0, palette.selected);
    }
    let date =
        |date: Option<crate::model::PartialDate>| date.map_or_else(String::new, |d| d.to_string());
    let files = match row.sources.as_slice() {
        [] => String::new(),
        [only] => only.clone(),
        [first, ..] => format!("{} · {first}", row.n_sources),
    };
    let texts = [
        row.name.clone(),
        row.n_articles.to_string(),
        date(row.first),
        date(row.last),
        files,
    ];
    let color = if row.n_articles == 0 {
        palette.faint
    } else {
        palette.text
    };
    for ((from, to), text) in cells(rect).zip(texts) {
        let mut job =
            egui::text::LayoutJob::simple(text, fonts::sans(13.0), color, to - from - 12.0);
        job.wrap.max_rows = 1;
        job.wrap.break_anywhere = true;
        let galley = ui.fonts_mut(|f| f.layout_job(job));
        let at = pos2(from + 6.0, rect.center().y - galley.size().y * 0.5);
        ui.painter().galley(at, galley, color);
    }
    response.on_hover_text(hover_text(row, language));
}

/// What was not understood of a row, and all of its files.
fn hover_text(row: &BatchRow, language: Language) -> String {
    let problems = row
        .problems
        .iter()
        .map(|p| language.pick(&p.sentence).to_owned());
    let sources = row.sources.iter().cloned();
    let lines: Vec<String> = std::iter::once(row.typed.clone())
        .chain(problems)
        .chain(sources)
        .collect();
    lines.join("\n")
}
