//! When the articles found were printed, as bars to click and to drag over.
//!
//! The axis is that of all articles of the library, so that nothing moves while one types; bars are
//! months, or years where the months would be too narrow.

use super::{facet_words as words, fonts, theme::Palette};
use crate::app::{App, Command, Filter};
use crate::library::{DateRange, Leaf, Timeline};
use crate::model::PartialDate;
use egui::{
    Align2, Color32, EventFilter, Key, Modifiers, Rect, Response, Role, Sense, Ui, WidgetInfo,
    pos2, vec2,
};

const MARGIN: f32 = 14.0;
const BARS_HEIGHT: f32 = 36.0;
const LABELS_HEIGHT: f32 = 18.0;
/// With more months than this, bars are years.
const N_MOST_MONTHS: i32 = 72;
/// A bar is not wider, in points, so that few of them do not look like walls.
const WIDEST_BAR: f32 = 22.0;

/// The bars and what they stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Axis {
    /// Months or years, counted from the year 0.
    first: i32,
    n: usize,
    is_monthly: bool,
}

impl Axis {
    /// The axis that holds all dates of a timeline, in years where there are more months than
    /// `n_months`; `None` where no date is known.
    pub(super) fn of(timeline: &Timeline, n_months: i32) -> Option<Self> {
        let (first_year, last_year) = timeline.years_spanned()?;
        let in_months = |year: u16, month: u8| i32::from(year) * 12 + i32::from(month) - 1;
        let months = timeline.months.keys().map(|(y, m)| in_months(*y, *m));
        let of_years = timeline.years.keys();
        let of_years = of_years.flat_map(|y| [in_months(*y, 1), in_months(*y, 12)]);
        let (first, last) = months
            .chain(of_years)
            .fold((i32::MAX, i32::MIN), |(least, most), month| {
                (least.min(month), most.max(month))
            });
        let is_monthly = last - first < n_months;
        let (first, last) = if is_monthly {
            (first, last)
        } else {
            (i32::from(first_year), i32::from(last_year))
        };
        let n = usize::try_from(last - first + 1).unwrap_or(1);
        Some(Self {
            first,
            n,
            is_monthly,
        })
    }

    pub(super) const fn n_bars(self) -> usize {
        self.n
    }

    /// The month or year of a bar.
    pub(super) fn date(self, bar: usize) -> Option<PartialDate> {
        let at = self.first + i32::try_from(bar.min(self.n - 1)).unwrap_or(0);
        if !self.is_monthly {
            return PartialDate::new(u16::try_from(at).ok()?, None, None);
        }
        let month = u8::try_from(at.rem_euclid(12) + 1).ok();
        PartialDate::new(u16::try_from(at.div_euclid(12)).ok()?, month, None)
    }

    /// From one bar to another, both included.
    pub(super) fn range(self, one: usize, other: usize) -> DateRange {
        DateRange {
            from: self.date(one.min(other)),
            to: self.date(one.max(other)),
        }
    }

    /// The bars that a range covers, both included; `None` where it covers none of them.
    fn bars(self, range: DateRange) -> Option<(usize, usize)> {
        let at = |date: PartialDate| {
            if self.is_monthly {
                i32::from(date.year) * 12 + i32::from(date.month.unwrap_or(1)) - 1
            } else {
                i32::from(date.year)
            }
        };
        let last = self.first + i32::try_from(self.n).unwrap_or(1) - 1;
        let from = range.from.map_or(self.first, |d| at(d.first_day()));
        let to = range.to.map_or(last, |d| at(d.last_day()));
        let (from, to) = (from.max(self.first), to.min(last));
        let bar = |at: i32| usize::try_from(at - self.first).ok();
        (from <= to).then(|| Some((bar(from)?, bar(to)?))).flatten()
    }
}

/// Where the bars stand.
#[derive(Clone, Copy)]
struct Place {
    rect: Rect,
    step: f32,
    n: usize,
}

impl Place {
    fn new(rect: Rect, n: usize) -> Self {
        let step = (rect.width() / n.max(1) as f32).min(WIDEST_BAR);
        Self { rect, step, n }
    }

    fn column(&self, bar: usize) -> Rect {
        let left = self.rect.left() + bar as f32 * self.step;
        Rect::from_min_max(
            pos2(left, self.rect.top()),
            pos2(left + self.step, self.rect.bottom()),
        )
    }

    fn bar_at(&self, x: f32) -> usize {
        let at = ((x - self.rect.left()) / self.step).max(0.0) as usize;
        at.min(self.n.saturating_sub(1))
    }
}

/// The histogram's own state.
#[derive(Debug, Default)]
pub(super) struct Histogram {
    /// Where a drag began, and where it is.
    dragged: Option<(usize, usize)>,
    /// Where the keyboard stands, and where its span began.
    cursor: (usize, usize),
}

impl Histogram {
    /// Draws it, where dates are known.
    pub(super) fn ui(&mut self, ui: &mut Ui, app: &App, commands: &mut Vec<Command>) {
        let (Some(facets), Some(whole)) = (&app.facets.counted, &app.facets.whole) else {
            // Its place is kept, so that nothing moves when it comes.
            ui.add_space(BARS_HEIGHT + LABELS_HEIGHT + 10.0);
            return;
        };
        let timeline = &facets.timeline;
        let Some(axis) = Axis::of(whole, N_MOST_MONTHS) else {
            return;
        };
        let language = app.language();
        let size = vec2(ui.available_width(), BARS_HEIGHT + LABELS_HEIGHT + 10.0);
        let (area, _) = ui.allocate_exact_size(size, Sense::hover());
        let bars = Rect::from_min_size(
            area.min + vec2(MARGIN, 8.0),
            vec2(area.width() - 2.0 * MARGIN, BARS_HEIGHT),
        );
        let id = ui.scope_id().with("histogram");
        let whole_response = ui.interact(bars, id, Sense::click_and_drag());
        whole_response.widget_info(|| {
            WidgetInfo::labeled(Role::Slider, true, words::HISTOGRAM.pick(language))
        });
        let place = Place::new(bars, axis.n_bars());
        self.follow_drag(ui, &whole_response, axis, place, app, commands);
        self.follow_keys(ui, &whole_response, axis, app, commands);
        let shown = Shown {
            axis,
            place,
            timeline,
            app,
        };
        shown.bars_ui(ui, self.span(whole_response.has_focus()), commands);
        let labels = Rect::from_min_max(
            pos2(bars.left(), bars.bottom() + 3.0),
            pos2(bars.right(), area.bottom()),
        );
        shown.labels_ui(ui, labels, self.span(whole_response.has_focus()), commands);
    }

    /// What is being chosen.
    fn span(&self, has_focus: bool) -> Option<(usize, usize)> {
        let (one, other) = self.dragged.or(has_focus.then_some(self.cursor))?;
        Some((one.min(other), one.max(other)))
    }

    fn follow_drag(
        &mut self,
        ui: &Ui,
        response: &Response,
        axis: Axis,
        place: Place,
        app: &App,
        commands: &mut Vec<Command>,
    ) {
        let Some(pointer) = response.interact_pointer_pos() else {
            self.dragged = None;
            return;
        };
        if response.drag_started() {
            let origin = ui.input(|i| i.pointer.press_origin()).unwrap_or(pointer);
            let from = place.bar_at(origin.x);
            self.dragged = Some((from, from));
        }
        if let Some((_, to)) = &mut self.dragged {
            *to = place.bar_at(pointer.x);
        }
        if response.drag_stopped()
            && let Some((from, to)) = self.dragged.take()
        {
            let filter = Filter::date(Leaf::Date(axis.range(from, to)), false);
            // The same span once more is no wish to lose it.
            if app.date_filter() != Some(&filter) {
                commands.push(Command::ToggleFilter(filter));
            }
        }
    }

    fn follow_keys(
        &mut self,
        ui: &Ui,
        response: &Response,
        axis: Axis,
        app: &App,
        commands: &mut Vec<Command>,
    ) {
        if response.gained_focus() {
            let chosen = app.date_filter().and_then(|filter| match &filter.leaf {
                Leaf::Date(range) => axis.bars(*range),
                _ => None,
            });
            let last = axis.n_bars() - 1;
            self.cursor = chosen.unwrap_or((last, last));
        }
        if !response.has_focus() {
            return;
        }
        let arrows = EventFilter {
            horizontal_arrows: true,
            ..EventFilter::default()
        };
        ui.memory_mut(|m| m.set_focus_lock_filter(response.id, arrows));
        for (key, forward) in [(Key::ArrowLeft, false), (Key::ArrowRight, true)] {
            for (modifiers, extends) in [(Modifiers::SHIFT, true), (Modifiers::NONE, false)] {
                if ui.input_mut(|i| i.consume_key(modifiers, key)) {
                    self.step(forward, extends, axis);
                }
            }
        }
        let is_entered = ui.input(|i| i.key_pressed(Key::Enter) || i.key_pressed(Key::Space));
        if is_entered {
            let range = axis.range(self.cursor.0, self.cursor.1);
            let filter = Filter::date(Leaf::Date(range), false);
            commands.push(Command::ToggleFilter(filter));
        }
    }

    fn step(&mut self, forward: bool, extends: bool, axis: Axis) {
        let (anchor, at) = self.cursor;
        let at = if forward {
            (at + 1).min(axis.n_bars() - 1)
        } else {
            at.saturating_sub(1)
        };
        self.cursor = (if extends { anchor } else { at }, at);
    }
}

/// What is drawn in one frame.
struct Shown<'a> {
    axis: Axis,
    place: Place,
    timeline: &'a Timeline,
    app: &'a App,
}

impl Shown<'_> {
    fn bars_ui(&self, ui: &mut Ui, span: Option<(usize, usize)>, commands: &mut Vec<Command>) {
        let palette = Palette::of(ui);
        let n_at = |bar: usize| self.timeline.n_in(self.axis.range(bar, bar));
        let counts: Vec<usize> = (0..self.axis.n_bars()).map(n_at).collect();
        let most = counts.iter().copied().max().unwrap_or(0).max(1) as f32;
        let chosen = self
            .app
            .date_filter()
            .and_then(|filter| match &filter.leaf {
                Leaf::Date(range) => Some((self.axis.bars(*range)?, filter.is_excluded)),
                _ => None,
            });
        let bottom = self.place.rect.bottom();
        ui.painter()
            .hline(self.place.rect.x_range(), bottom + 0.5, (1.0, palette.rule));
        let fade = if self.app.has_stale_facets() {
            0.5
        } else {
            1.0
        };
        let gap = if self.place.step > 3.0 { 1.0 } else { 0.0 };
        for (bar, n) in counts.into_iter().enumerate().filter(|(_, n)| *n > 0) {
            let column = self.place.column(bar);
            let response = self.bar_response(ui, bar, n, column, commands);
            let height = (n as f32 / most * BARS_HEIGHT).max(2.0);
            let rect = Rect::from_min_max(
                pos2(column.left(), bottom - height),
                pos2((column.right() - gap).max(column.left() + 1.0), bottom),
            );
            let is_in = |span: Option<(usize, usize)>| {
                span.is_some_and(|(from, to)| from <= bar && bar <= to)
            };
            let color = match chosen {
                _ if is_in(span) => palette.accent,
                Some((bars, false)) if is_in(Some(bars)) => palette.accent,
                _ if response.hovered() => palette.soft,
                _ => palette.faint.gamma_multiply(0.7),
            };
            let is_left_out = chosen.is_some_and(|(bars, out)| out && is_in(Some(bars)));
            if is_left_out {
                let stroke = (1.0, palette.accent);
                ui.painter()
                    .rect_stroke(rect, 1.0, stroke, egui::StrokeKind::Inside);
            } else {
                ui.painter()
                    .rect_filled(rect, 1.0, color.gamma_multiply(fade));
            }
        }
    }

    /// The column of a bar: what a click does, and what it is called.
    fn bar_response(
        &self,
        ui: &mut Ui,
        bar: usize,
        n: usize,
        column: Rect,
        commands: &mut Vec<Command>,
    ) -> Response {
        let language = self.app.language();
        let range = self.axis.range(bar, bar);
        let leaf = Leaf::Date(range);
        let id = ui.scope_id().with(("bar", bar));
        // The keyboard goes through the bars with the arrows, not bar by bar with Tab.
        let response = ui.interact(column, id, Sense::CLICK);
        let label = words::counted(&words::dates(range, language), n, language);
        let is_chosen = self.app.filtered(&leaf) == Some(false);
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_chosen, &label));
        if let Some(is_excluded) = click_kind(ui, &response) {
            commands.push(Command::ToggleFilter(Filter::date(leaf, is_excluded)));
        }
        response.on_hover_text(format!("{label}\n{}", words::BAR_HOW.pick(language)))
    }

    fn labels_ui(
        &self,
        ui: &mut Ui,
        rect: Rect,
        span: Option<(usize, usize)>,
        commands: &mut Vec<Command>,
    ) {
        let palette = Palette::of(ui);
        let language = self.app.language();
        let undated = undated_ui(ui, rect, self.timeline.n_undated, self.app, commands);
        let right = undated.map_or(rect.right(), |undated| undated.left() - 6.0);
        let text = |ui: &Ui, x: f32, text: String, color: Color32| {
            let galley = ui.painter().layout_no_wrap(text, fonts::sans(11.0), color);
            let end = x + galley.size().x;
            if end <= right {
                ui.painter().galley(pos2(x, rect.top()), galley, color);
            }
            end.min(right)
        };
        // While a span is being chosen, it is named where the years stand.
        if let Some((from, to)) = span {
            let range = self.axis.range(from, to);
            let n = self.timeline.n_in(range);
            let line = words::counted(&words::dates(range, language), n, language);
            text(ui, rect.left(), line, palette.accent);
            return;
        }
        let mut free_from = rect.left();
        for bar in 0..self.axis.n_bars() {
            let Some(date) = self.axis.date(bar) else {
                continue;
            };
            let x = self.place.column(bar).left();
            let is_labelled = bar == 0 || date.month.is_none_or(|month| month == 1);
            if is_labelled && x >= free_from {
                free_from = text(ui, x, date.year.to_string(), palette.faint) + 10.0;
            }
        }
    }
}

/// The articles of no known date, at the right under the bars.
fn undated_ui(
    ui: &mut Ui,
    rect: Rect,
    n_undated: usize,
    app: &App,
    commands: &mut Vec<Command>,
) -> Option<Rect> {
    let chosen = app.filtered(&Leaf::Undated);
    if n_undated == 0 && chosen.is_none() {
        return None;
    }
    let palette = Palette::of(ui);
    let language = app.language();
    let what = words::UNDATED.pick(language);
    let color = if chosen.is_some() {
        palette.accent
    } else {
        palette.soft
    };
    let galley =
        ui.painter()
            .layout_no_wrap(format!("{what} {n_undated}"), fonts::sans(11.0), color);
    let place = Align2::RIGHT_TOP.anchor_size(rect.right_top(), galley.size());
    let response = ui.interact(place, ui.scope_id().with("undated"), Sense::click());
    let label = words::counted(what, n_undated, language);
    response
        .widget_info(|| WidgetInfo::selected(Role::Button, true, chosen == Some(false), &label));
    if let Some(is_excluded) = click_kind(ui, &response) {
        let filter = Filter::date(Leaf::Undated, is_excluded);
        commands.push(Command::ToggleFilter(filter));
    }
    if response.hovered() || response.has_focus() {
        ui.painter()
            .hline(place.x_range(), place.bottom(), (1.0, color));
    }
    ui.painter().galley(place.min, galley, color);
    response.on_hover_text(format!("{label}\n{}", words::NAME_HOW.pick(language)));
    Some(place)
}

/// What a click on something counted wishes: `Some(true)` to leave it out.
pub(super) fn click_kind(ui: &Ui, response: &Response) -> Option<bool> {
    if response.secondary_clicked() {
        return Some(true);
    }
    response.clicked().then(|| ui.input(|i| i.modifiers.alt))
}

#[cfg(test)]
mod tests {
    use super::Axis;
    use crate::library::Timeline;

    #[test]
    fn bars_are_months_or_years_and_cover_every_date() {
        let mut timeline = Timeline::default();
        assert_eq!(Axis::of(&timeline, 72), None);
        timeline.months.insert((2019, 11), 2);
        timeline.months.insert((2020, 2), 1);
        let axis = Axis::of(&timeline, 72).unwrap();
        assert_eq!(axis.n_bars(), 4);
        let dates: Vec<String> = (0..4).map(|i| axis.date(i).unwrap().to_string()).collect();
        assert_eq!(dates, ["2019-11", "2019-12", "2020-01", "2020-02"]);
        for (one, other) in [(0, 3), (1, 1), (2, 3)] {
            assert_eq!(axis.bars(axis.range(other, one)), Some((one, other)));
        }
        timeline.years.insert(1950, 1);
        let axis = Axis::of(&timeline, 72).unwrap();
        assert_eq!(axis.n_bars(), 71);
        assert_eq!(axis.date(0).unwrap().to_string(), "1950");
        let all: usize = (0..71).map(|bar| timeline.n_in(axis.range(bar, bar))).sum();
        assert_eq!(all, timeline.n_articles());
    }
}
