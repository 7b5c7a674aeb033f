//! A person's posts over time: a row for each, down a line of years, with a track that shows how
//! long it was seen beside the others.

use super::panel_rows::{MARGIN, section_head_ui};
use super::{fonts, profile_words as words, theme::Palette};
use crate::app::{Command, Language, ProfileWish};
use crate::library::{Figure, Profile, Tenure};
use crate::model::{EntityKind, PartialDate};
use egui::text::LayoutJob;
use egui::{Align2, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

/// Where the line of years stands, and where the posts begin, from the panel's edge.
const LINE_AT: f32 = 52.0;
const TEXT_AT: f32 = 64.0;
const TRACK_HEIGHT: f32 = 3.0;

/// Draws the section, where posts are known.
pub(super) fn posts_ui(
    ui: &mut Ui,
    profile: &Profile,
    language: Language,
    commands: &mut Vec<Command>,
) {
    if profile.posts.is_empty() {
        return;
    }
    section_head_ui(ui, words::POSTS.pick(language));
    let track = Track::of(&profile.posts);
    let mut year = None;
    let n_posts = profile.posts.len();
    for (nth, tenure) in profile.posts.iter().enumerate() {
        let first = tenure.first.map(|date| date.year);
        let shown_year = first.filter(|first| year != Some(*first));
        year = first.or(year);
        let ends = (nth == 0, nth + 1 == n_posts);
        tenure_ui(ui, tenure, shown_year, ends, track, language, commands);
    }
    ui.add_space(8.0);
}

/// The time in which posts were seen, in days.
#[derive(Clone, Copy)]
struct Track {
    first: i32,
    last: i32,
}

impl Track {
    /// `None` where all of it is one day, month or year.
    fn of(posts: &[Tenure]) -> Option<Self> {
        let days = posts.iter().filter_map(days_of);
        let (first, last) = days.fold((i32::MAX, i32::MIN), |(first, last), (from, to)| {
            (first.min(from), last.max(to))
        });
        let is_one = posts.iter().filter_map(days_of).all(|d| d == (first, last));
        (first < last && !is_one).then_some(Self { first, last })
    }

    /// Where a stretch of it lies, as shares of its width.
    fn place(self, (from, to): (i32, i32)) -> (f32, f32) {
        let share = |day: i32| (day - self.first) as f32 / (self.last - self.first) as f32;
        (share(from), share(to))
    }
}

fn days_of(tenure: &Tenure) -> Option<(i32, i32)> {
    let from = tenure.first.map(PartialDate::first_day)?.day_number()?;
    let to = tenure.last.map(PartialDate::last_day)?.day_number()?;
    Some((from, to))
}

fn tenure_ui(
    ui: &mut Ui,
    tenure: &Tenure,
    year: Option<u16>,
    (is_first, is_last): (bool, bool),
    track: Option<Track>,
    language: Language,
    commands: &mut Vec<Command>,
) {
    let palette = Palette::of(ui);
    let width = ui.available_width();
    let text_width = (width - TEXT_AT - MARGIN).max(40.0);
    let layout = |ui: &Ui, text: String, font, color| {
        let job = LayoutJob::simple(text, font, color, text_width);
        ui.fonts_mut(|fonts| fonts.layout_job(job))
    };
    let post = layout(ui, tenure.post.clone(), fonts::sans(13.5), palette.text);
    let facts = words::tenure_facts(tenure, language);
    let facts = layout(ui, facts, fonts::sans(12.0), palette.soft);
    let track_place = track.zip(days_of(tenure));
    let below = if track_place.is_some() {
        TRACK_HEIGHT + 4.0
    } else {
        0.0
    };
    let height = 4.0 + post.size().y + 1.0 + facts.size().y + below + 5.0;
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::click());
    let label = words::tenure(tenure, language);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &label));
    if response.hovered() || response.has_focus() {
        ui.painter()
            .rect_filled(rect, 0.0, palette.selected.gamma_multiply(0.6));
    }
    let dot = pos2(rect.left() + LINE_AT, rect.top() + 13.0);
    let top = if is_first { dot.y } else { rect.top() };
    let end = if is_last { dot.y } else { rect.bottom() };
    let color = palette.line(EntityKind::Person);
    ui.painter().vline(dot.x, top..=end, (1.0, palette.rule));
    if tenure.first.is_some() {
        ui.painter().circle_filled(dot, 3.5, color);
    } else {
        ui.painter().circle(dot, 3.0, palette.pane, (1.0, color));
    }
    if let Some(year) = year {
        let at = pos2(dot.x - 9.0, dot.y);
        let font = fonts::sans(12.0);
        ui.painter()
            .text(at, Align2::RIGHT_CENTER, year, font, palette.soft);
    }
    let mut at = rect.min + vec2(TEXT_AT, 4.0);
    for galley in [post, facts] {
        let height = galley.size().y + 1.0;
        ui.painter().galley(at, galley, palette.text);
        at.y += height;
    }
    if let Some((track, days)) = track_place {
        let (from, to) = track.place(days);
        let whole = Rect::from_min_size(at + vec2(0.0, 2.0), vec2(text_width, TRACK_HEIGHT));
        ui.painter().rect_filled(whole, 1.5, palette.rule);
        let left = whole.left() + from * text_width;
        // A day is seen, too.
        let right = (whole.left() + to * text_width).max(left + 3.0);
        let part = whole
            .with_min_x(left.min(whole.right() - 3.0))
            .with_max_x(right);
        ui.painter().rect_filled(part, 1.5, color);
    }
    if response.clicked() {
        let figure = Figure::Post(tenure.post.clone());
        commands.push(Command::Profile(ProfileWish::List(figure)));
    }
    let how = words::PLOT_HOW.pick(language);
    response.on_hover_text(format!("{}\n{how}", words::forms(tenure, language)));
}
