//! Two queries over time in one plot: a card above the window. A click on a point lists its articles.

use super::composing::Composing;
use super::histogram::Axis;
use super::{facet_words, fonts, strings, theme::Palette};
use crate::app::{App, Command, Compared, Language, Text};
use crate::library::{Timeline, describe};
use crate::model::EntityKind;
use egui::{
    Align2, Color32, EventFilter, Frame, Id, Key, Margin, Modifiers, Pos2, Rect, RichText, Role,
    Sense, Ui, WidgetInfo, pos2, vec2,
};

/// Width of the card, in points, and height of the plot.
const WIDTH: f32 = 820.0;
const PLOT_HEIGHT: f32 = 300.0;
/// Room for the figures at the left, and the years below.
const LEFT: f32 = 54.0;
const BELOW: f32 = 22.0;
/// With more months than this, points are years.
const N_MOST_MONTHS: i32 = 130;

const TITLE: Text = Text {
    zh: "按时间对比",
    en: "Compare over time",
};
const OTHER: Text = Text {
    zh: "再写一个要比的搜索",
    en: "Another search to compare with",
};
const NUMBERS: Text = Text {
    zh: "篇数",
    en: "Articles",
};
const SHARES: Text = Text {
    zh: "占当时全部文章的比例",
    en: "Share of all articles of the time",
};
const LIST_EMPTY: Text = Text {
    zh: "列表里现在是全部文章：先搜索，再来对比",
    en: "The list shows all articles: search first, then compare",
};
const POINT_HOW: Text = Text {
    zh: "点一下，列出这些文章",
    en: "Click to list these articles",
};
const PLOT: Text = Text {
    zh: "按时间：左右键移动，上下键换一条线，回车列出文章",
    en: "By date: left and right move, up and down change the line, Enter lists the articles",
};
const NO_DATES: Text = Text {
    zh: "资料库里的文章都没有日期",
    en: "No article of the library has a date",
};

/// What is typed into the card, and where its keyboard stands.
#[derive(Debug, Default)]
pub(super) struct CompareCard {
    draft: String,
    composing: Composing,
    was_open: bool,
    /// Is the other query being typed?
    pub(super) has_focus: bool,
    cursor: (usize, usize),
}

impl CompareCard {
    /// Draws the card, where it is open.
    pub(super) fn ui(&mut self, ui: &Ui, app: &App, commands: &mut Vec<Command>) {
        self.has_focus = false;
        let is_new = app.comparison.is_open && !self.was_open;
        self.was_open = app.comparison.is_open;
        if !app.comparison.is_open {
            return;
        }
        if is_new {
            self.draft.clone_from(&app.comparison.typed);
        }
        let palette = Palette::of(ui);
        let language = app.language();
        let frame = Frame::window(ui.style())
            .inner_margin(Margin::same(24))
            .fill(palette.raised);
        let room = ui.ctx().content_rect().width() - 100.0;
        let modal = egui::Modal::new(Id::unique("compare"))
            .frame(frame)
            .show(ui.ctx(), |ui| {
                ui.set_width(WIDTH.min(room).max(360.0));
                ui.label(
                    RichText::new(TITLE.pick(language))
                        .font(fonts::song_bold(20.0))
                        .color(palette.text),
                );
                ui.add_space(8.0);
                listed_ui(ui, app, palette);
                self.other_ui(ui, app, is_new, commands);
                ui.add_space(10.0);
                let size = vec2(ui.available_width(), PLOT_HEIGHT);
                let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
                self.plot_ui(ui, rect, app, commands);
                ui.add_space(8.0);
                foot_ui(ui, app, commands);
            });
        // Escape goes through the table of commands.
        if modal.backdrop_response.clicked() && !ui.input(|i| i.key_pressed(Key::Escape)) {
            commands.push(Command::ToggleComparison);
        }
    }

    fn other_ui(&mut self, ui: &mut Ui, app: &App, is_new: bool, commands: &mut Vec<Command>) {
        let palette = Palette::of(ui);
        let name = OTHER.pick(app.language());
        ui.horizontal(|ui| {
            swatch_ui(ui, line_color(palette, Compared::Other));
            ui.visuals_mut().selection.stroke.color = palette.accent;
            let hint = RichText::new(name)
                .font(fonts::sans(13.5))
                .color(palette.faint);
            let field = egui::TextEdit::singleline(&mut self.draft)
                .font(fonts::sans(14.0))
                .hint_text(hint)
                .desired_width(f32::INFINITY)
                .margin(vec2(8.0, 5.0));
            let response = ui.add(field);
            response.widget_info(|| {
                let mut info = WidgetInfo::text_edit(true, &self.draft, &self.draft, name);
                info.label = Some(name.to_owned());
                info
            });
            if is_new {
                response.request_focus();
            }
            self.has_focus = response.has_focus();
            let is_composing = self.composing.watch(ui, self.has_focus);
            if !is_composing && self.draft != app.comparison.typed {
                commands.push(Command::CompareWith(self.draft.clone()));
            }
        });
    }

    fn plot_ui(&mut self, ui: &mut Ui, rect: Rect, app: &App, commands: &mut Vec<Command>) {
        let palette = Palette::of(ui);
        let language = app.language();
        let Some([one, other, all]) = &app.comparison.timelines else {
            return;
        };
        let Some(axis) = Axis::of(all, N_MOST_MONTHS) else {
            ui.painter().text(
                rect.center(),
                Align2::CENTER_CENTER,
                NO_DATES.pick(language),
                fonts::sans(13.5),
                palette.soft,
            );
            return;
        };
        let inner = Rect::from_min_max(rect.min + vec2(LEFT, 8.0), rect.max - vec2(10.0, BELOW));
        let plot = Plot::new(axis, inner, [one, other], all, app.comparison.shows_shares);
        let response = ui.interact(inner, ui.scope_id().with("plot"), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Slider, true, PLOT.pick(language)));
        plot.ground_ui(ui, palette);
        let has_focus = response.has_focus();
        if has_focus {
            self.follow_keys(ui, &response, &plot, commands);
        }
        for (series, which) in Compared::BOTH.into_iter().enumerate() {
            plot.line_ui(ui, series, line_color(palette, which));
            for bar in 0..axis.n_bars() {
                let is_here = has_focus && self.cursor == (series, bar);
                plot.point_ui(ui, (series, bar), is_here, language, commands);
            }
        }
    }

    fn follow_keys(
        &mut self,
        ui: &Ui,
        response: &egui::Response,
        plot: &Plot,
        commands: &mut Vec<Command>,
    ) {
        let arrows = EventFilter {
            horizontal_arrows: true,
            vertical_arrows: true,
            ..EventFilter::default()
        };
        ui.memory_mut(|m| m.set_focus_lock_filter(response.id, arrows));
        let pressed = |key| ui.input_mut(|i| i.consume_key(Modifiers::NONE, key));
        let (series, bar) = &mut self.cursor;
        if pressed(Key::ArrowLeft) {
            *bar = bar.saturating_sub(1);
        }
        if pressed(Key::ArrowRight) {
            *bar += 1;
        }
        if pressed(Key::ArrowUp) || pressed(Key::ArrowDown) {
            *series = 1 - *series;
        }
        *bar = (*bar).min(plot.axis.n_bars() - 1);
        let is_entered = ui.input(|i| i.key_pressed(Key::Enter) || i.key_pressed(Key::Space));
        if is_entered && plot.n_at(*series, *bar) > 0 {
            commands.push(plot.opening((*series, *bar)));
        }
    }
}

fn line_color(palette: &Palette, which: Compared) -> Color32 {
    match which {
        Compared::Listed => palette.accent,
        Compared::Other => palette.line(EntityKind::Organization),
    }
}

fn swatch_ui(ui: &mut Ui, color: Color32) {
    let (rect, _) = ui.allocate_exact_size(vec2(18.0, 20.0), Sense::hover());
    ui.painter().hline(
        rect.left()..=rect.right() - 4.0,
        rect.center().y,
        (2.5, color),
    );
}

/// What the list shows, which is one of the two.
fn listed_ui(ui: &mut Ui, app: &App, palette: &Palette) {
    let language = app.language();
    let query = app.compared_query(Compared::Listed);
    ui.horizontal(|ui| {
        ui.set_height(26.0);
        swatch_ui(ui, line_color(palette, Compared::Listed));
        let (text, color) = if query.is_empty() {
            (LIST_EMPTY.pick(language).to_owned(), palette.soft)
        } else {
            (language.pick(&describe(&query)).to_owned(), palette.text)
        };
        let text = RichText::new(text).font(fonts::sans(14.0)).color(color);
        ui.add(egui::Label::new(text).truncate());
    });
}

fn foot_ui(ui: &mut Ui, app: &App, commands: &mut Vec<Command>) {
    let language = app.language();
    ui.horizontal(|ui| {
        for (shares, name) in [(false, NUMBERS), (true, SHARES)] {
            let is_on = app.comparison.shows_shares == shares;
            if ui.radio(is_on, name.pick(language)).clicked() {
                commands.push(Command::CompareShares(shares));
            }
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if ui.button(strings::CLOSE.pick(language)).clicked() {
                commands.push(Command::ToggleComparison);
            }
        });
    });
}

/// Two lines over one axis.
struct Plot {
    axis: Axis,
    rect: Rect,
    /// Of each line, for each bar of the axis: how many articles, and how high the point stands.
    series: [Vec<(usize, f64)>; 2],
    /// How high the plot goes.
    top: f64,
    shows_shares: bool,
}

impl Plot {
    fn new(
        axis: Axis,
        rect: Rect,
        timelines: [&Timeline; 2],
        all: &Timeline,
        shows_shares: bool,
    ) -> Self {
        let point = |timeline: &Timeline, bar: usize| {
            let range = axis.range(bar, bar);
            let n = timeline.n_in(range);
            let of = if shows_shares {
                all.n_in(range).max(1)
            } else {
                1
            };
            (n, n as f64 / of as f64)
        };
        let series =
            timelines.map(|timeline| (0..axis.n_bars()).map(|bar| point(timeline, bar)).collect());
        let heights = series.iter().flat_map(|points: &Vec<(usize, f64)>| points);
        let most = heights.map(|(_, height)| *height).fold(0.0, f64::max);
        Self {
            axis,
            rect,
            series,
            top: round_top(most, shows_shares),
            shows_shares,
        }
    }

    fn n_at(&self, series: usize, bar: usize) -> usize {
        let points = self.series.get(series);
        points.and_then(|p| p.get(bar)).map_or(0, |(n, _)| *n)
    }

    fn at(&self, series: usize, bar: usize) -> Pos2 {
        let points = self.series.get(series);
        let height = points.and_then(|p| p.get(bar)).map_or(0.0, |(_, h)| *h);
        let step = self.rect.width() / self.axis.n_bars() as f32;
        pos2(
            self.rect.left() + (bar as f32 + 0.5) * step,
            self.rect.bottom() - (height / self.top) as f32 * self.rect.height(),
        )
    }

    /// What a point lists.
    fn opening(&self, (series, bar): (usize, usize)) -> Command {
        let which = if series == 0 {
            Compared::Listed
        } else {
            Compared::Other
        };
        Command::OpenCompared(which, self.axis.range(bar, bar))
    }

    /// Thin rules with their figures, and the years.
    fn ground_ui(&self, ui: &Ui, palette: &Palette) {
        const N_RULES: u32 = 4;
        let painter = ui.painter();
        for nth in 0..=N_RULES {
            let part = f64::from(nth) / f64::from(N_RULES);
            let y = self.rect.bottom() - part as f32 * self.rect.height();
            painter.hline(self.rect.x_range(), y, (1.0, palette.rule));
            let value = self.top * part;
            let figure = if self.shows_shares {
                format!("{:.1} %", value * 100.0)
            } else {
                format!("{value:.0}")
            };
            painter.text(
                pos2(self.rect.left() - 8.0, y),
                Align2::RIGHT_CENTER,
                figure,
                fonts::sans(11.0),
                palette.faint,
            );
        }
        let mut free_from = self.rect.left();
        for bar in 0..self.axis.n_bars() {
            let Some(date) = self.axis.date(bar) else {
                continue;
            };
            let x = self.at(0, bar).x;
            if x < free_from || !(bar == 0 || date.month.is_none_or(|month| month == 1)) {
                continue;
            }
            let label = painter.text(
                pos2(x, self.rect.bottom() + 5.0),
                Align2::CENTER_TOP,
                date.year,
                fonts::sans(11.0),
                palette.faint,
            );
            free_from = label.right() + 24.0;
        }
    }

    fn line_ui(&self, ui: &Ui, series: usize, color: Color32) {
        let is_anything = self
            .series
            .get(series)
            .is_some_and(|points| points.iter().any(|(n, _)| *n > 0));
        if is_anything {
            let points = (0..self.axis.n_bars()).map(|bar| self.at(series, bar));
            ui.painter().line(points.collect(), (1.8, color));
        }
    }

    /// A point: it lists its articles.
    fn point_ui(
        &self,
        ui: &mut Ui,
        (series, bar): (usize, usize),
        is_here: bool,
        language: Language,
        commands: &mut Vec<Command>,
    ) {
        let n = self.n_at(series, bar);
        if n == 0 && !is_here {
            return;
        }
        let palette = Palette::of(ui);
        let which = if series == 0 {
            Compared::Listed
        } else {
            Compared::Other
        };
        let color = line_color(palette, which);
        let at = self.at(series, bar);
        let step = self.rect.width() / self.axis.n_bars() as f32;
        let size = vec2(step.clamp(6.0, 16.0), 16.0);
        let id = ui.scope_id().with(("point", series, bar));
        let response = ui.interact(Rect::from_center_size(at, size), id, Sense::CLICK);
        let dates = facet_words::dates(self.axis.range(bar, bar), language);
        let label = facet_words::counted(&dates, n, language);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, n > 0, &label));
        let is_lit = response.hovered() || is_here;
        let radius = match (is_lit, step > 7.0) {
            (true, _) => 4.5,
            (false, true) => 2.6,
            (false, false) => 0.0,
        };
        ui.painter().circle_filled(at, radius, color);
        if is_here {
            ui.painter().text(
                pos2(self.rect.right(), self.rect.top() - 4.0),
                Align2::RIGHT_TOP,
                &label,
                fonts::sans(12.5),
                color,
            );
        }
        if n > 0 && response.clicked() {
            commands.push(self.opening((series, bar)));
        }
        response.on_hover_text(format!("{label}\n{}", POINT_HOW.pick(language)));
    }
}

/// The next round figure that four rules divide well.
fn round_top(most: f64, is_share: bool) -> f64 {
    let least = if is_share { 0.001 } else { 4.0 };
    let wanted = most.max(least);
    let power = 10_f64.powf(wanted.log10().floor());
    let steps = [1.0, 1.2, 1.6, 2.0, 2.4, 3.2, 4.0, 6.0, 8.0, 10.0, 12.0];
    let top = steps
        .iter()
        .map(|step| step * power)
        .find(|top| *top >= wanted);
    let top = top.unwrap_or(wanted);
    if is_share {
        top.min(1.0).max(wanted)
    } else {
        // Whole figures at every rule.
        (top / 4.0).ceil() * 4.0
    }
}

#[cfg(test)]
mod tests {
    use super::round_top;

    #[test]
    fn rules_stand_at_whole_figures() {
        for (most, top) in [
            (0.0, 4.0),
            (3.0, 4.0),
            (5.0, 8.0),
            (13.0, 16.0),
            (99.0, 100.0),
        ] {
            assert!((round_top(most, false) - top).abs() < 1e-9, "{most}");
        }
        assert!((round_top(0.31, true) - 0.32).abs() < 1e-9);
        assert!(round_top(1.0, true) <= 1.0);
    }
}
