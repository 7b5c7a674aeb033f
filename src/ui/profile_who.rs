//! Who goes by the page's name: the namesakes at its top, each with its posts, years and articles
//! and why they are not one; and after the posts the other names of the same thing, and why they are.

use super::panel_rows::{MARGIN, more_ui, row_ui, section_head_ui};
use super::{fonts, profile_words, strings, theme::Palette, who_words as words};
use crate::app::{App, Command, Language, ProfileWish};
use crate::library::{AlsoWritten, Cited, Figure, Profile, Subject, Who};
use egui::text::LayoutJob;
use egui::{
    Align2, Frame, Margin, Rect, Response, RichText, Role, Sense, Stroke, Ui, WidgetInfo, pos2,
    vec2,
};

/// Rows that are shown at first, and how many more at a click.
const N_SHOWN: usize = 5;
const N_MORE: usize = 15;
/// Reasons that are shown for one another's not being the same.
const N_PARTINGS: usize = 2;
/// Where the words of a row with a mark begin.
const TEXT_AT: f32 = MARGIN + 18.0;

/// How much of it is unfolded.
#[derive(Debug, Default)]
pub(super) struct WhoShown {
    n_more_namesakes: usize,
    n_more_names: usize,
}

/// Draws the namesakes, where there are several.
pub(super) fn namesakes_ui(
    ui: &mut Ui,
    app: &App,
    profile: &Profile,
    shown: &mut WhoShown,
    commands: &mut Vec<Command>,
) {
    let Some(who) = profile.who.as_ref().filter(|who| who.is_of_several()) else {
        return;
    };
    let language = app.language();
    head_ui(ui, &words::namesakes(who.namesakes.len(), language));
    let chosen = app.chosen_namesake();
    let n_shown = N_SHOWN + shown.n_more_namesakes;
    for nth in (0..who.namesakes.len()).filter(|nth| *nth < n_shown || chosen == Some(*nth)) {
        namesake_ui(ui, who, nth, chosen == Some(nth), language, commands);
    }
    if n_shown < who.namesakes.len() && more_ui(ui, profile_words::MORE.pick(language)).clicked() {
        shown.n_more_namesakes += N_MORE;
    }
    all_ui(ui, chosen.is_none(), language, commands);
    let n_open = who.open.len();
    if n_open > 0 && more_ui(ui, &words::open(n_open, language)).clicked() {
        commands.push(Command::Profile(ProfileWish::List(Figure::Open)));
    }
    partings_ui(ui, who, chosen, language, commands);
    if who.is_cut {
        note_ui(ui, words::CUT.pick(language));
    }
    ui.add_space(6.0);
}

/// A section's heading, which is read out as well.
fn head_ui(ui: &mut Ui, title: &str) {
    let head = section_head_ui(ui, title);
    head.widget_info(|| WidgetInfo::labeled(Role::Label, true, title));
}

/// One of them: choosing it narrows the page; its number lists its articles.
fn namesake_ui(
    ui: &mut Ui,
    who: &Who,
    nth: usize,
    is_chosen: bool,
    language: Language,
    commands: &mut Vec<Command>,
) {
    let Some(one) = who.namesakes.get(nth) else {
        return;
    };
    let palette = Palette::of(ui);
    let name = words::namesake(one, nth, language);
    let n = one.articles.len();
    let count = strings::n_articles(n, language);
    let font = fonts::sans(12.0);
    let counted = ui
        .painter()
        .layout_no_wrap(count, font.clone(), palette.soft);
    let width = ui.available_width();
    let layout = |ui: &Ui, text: String, font, color, room: f32| {
        let mut job = LayoutJob::simple(text, font, color, room.max(40.0));
        job.wrap.max_rows = 2;
        job.wrap.break_anywhere = true;
        ui.fonts_mut(|fonts| fonts.layout_job(job))
    };
    let room = width - TEXT_AT - MARGIN;
    let head = layout(ui, name.clone(), fonts::sans(13.5), palette.text, room);
    let room = room - counted.size().x - 10.0;
    let years = words::dates(one.dates, language);
    let years = layout(ui, years, font, palette.soft, room);
    let height = head.size().y + years.size().y + 9.0;
    let (rect, _) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    let id = ui.scope_id().with(("namesake", nth));
    let response = ui.interact(rect, id, Sense::click());
    let line = rect.with_min_y(rect.bottom() - years.size().y - 6.0);
    let number = line.with_min_x(line.right() - MARGIN - counted.size().x - 6.0);
    choice_ui(ui, rect, &response, &name, is_chosen);
    let at = rect.min + vec2(TEXT_AT, 4.0);
    let below = at + vec2(0.0, head.size().y + 1.0);
    ui.painter().galley(at, head, palette.text);
    ui.painter().galley(below, years, palette.soft);
    let label = words::counted(&name, n, language);
    if number_ui(ui, number, id.with("articles"), &label, counted) {
        commands.push(Command::Profile(ProfileWish::List(Figure::Namesake(nth))));
    } else if response.clicked() {
        let choice = (!is_chosen).then_some(nth);
        commands.push(Command::Profile(ProfileWish::Choose(choice)));
    }
    response.on_hover_text(words::NAMESAKE_HOW.pick(language));
}

/// The page of all of them together.
fn all_ui(ui: &mut Ui, is_chosen: bool, language: Language, commands: &mut Vec<Command>) {
    let palette = Palette::of(ui);
    let size = vec2(ui.available_width(), 26.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let name = words::ALL.pick(language);
    choice_ui(ui, rect, &response, name, is_chosen);
    let at = pos2(rect.left() + TEXT_AT, rect.center().y);
    let font = fonts::sans(13.5);
    ui.painter()
        .text(at, Align2::LEFT_CENTER, name, font, palette.text);
    if response.clicked() {
        commands.push(Command::Profile(ProfileWish::Choose(None)));
    }
}

/// The mark in front of what can be chosen, and the ground under the pointer.
fn choice_ui(ui: &Ui, rect: Rect, response: &Response, name: &str, is_chosen: bool) {
    let palette = Palette::of(ui);
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, is_chosen, name));
    if response.hovered() || response.has_focus() {
        let ground = palette.selected.gamma_multiply(0.6);
        ui.painter().rect_filled(rect, 0.0, ground);
    }
    let at = pos2(rect.left() + MARGIN + 5.0, rect.top() + 13.0);
    let color = if is_chosen {
        palette.accent
    } else {
        palette.faint
    };
    ui.painter().circle_stroke(at, 4.5, Stroke::new(1.2, color));
    if is_chosen {
        ui.painter().circle_filled(at, 2.4, color);
    }
}

/// A number at the right that lists what it counts; was it pressed?
fn number_ui(
    ui: &Ui,
    rect: Rect,
    id: egui::Id,
    label: &str,
    galley: std::sync::Arc<egui::Galley>,
) -> bool {
    let palette = Palette::of(ui);
    let response = ui.interact(rect, id, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, label));
    let is_lit = response.hovered() || response.has_focus();
    let color = if is_lit { palette.accent } else { palette.soft };
    let at = pos2(
        rect.right() - MARGIN - galley.size().x,
        rect.center().y - galley.size().y * 0.5,
    );
    let text = Rect::from_min_size(at, galley.size());
    ui.painter()
        .galley_with_override_text_color(at, galley, color);
    if is_lit {
        ui.painter()
            .hline(text.x_range(), text.bottom() - 1.0, (1.0, color));
    }
    response.clicked()
}

/// Why they are not one, with the places that show it; of the chosen one its own reasons.
fn partings_ui(
    ui: &mut Ui,
    who: &Who,
    chosen: Option<usize>,
    language: Language,
    commands: &mut Vec<Command>,
) {
    let is_meant =
        |(one, other): (usize, usize)| chosen.is_none_or(|chosen| chosen == one || chosen == other);
    let partings = who.partings.iter().filter(|p| is_meant(p.namesakes));
    for parting in partings.take(N_PARTINGS) {
        let sentence = parting.reason.sentence();
        note_ui(ui, language.pick(&sentence));
        for shown in &parting.evidence {
            let label = words::evidence(&shown.post, shown.at.date, language);
            evidence_ui(ui, &label, &shown.at, commands);
        }
    }
}

/// A line that opens the place that shows something.
fn evidence_ui(ui: &mut Ui, label: &str, at: &Cited, commands: &mut Vec<Command>) {
    let palette = Palette::of(ui);
    let width = (ui.available_width() - 2.0 * MARGIN).max(40.0);
    let font = fonts::sans(12.0);
    let mut job = LayoutJob::simple(label.to_owned(), font, palette.accent, width);
    job.wrap.max_rows = 2;
    job.wrap.break_anywhere = true;
    let response = row_ui(ui, [job], Role::Link, label);
    open_ui(&response, at, commands);
}

fn open_ui(response: &Response, at: &Cited, commands: &mut Vec<Command>) {
    if response.clicked()
        && let Some(id) = at.article.clone()
    {
        commands.push(Command::OpenAt { id, span: at.span });
    }
}

fn note_ui(ui: &mut Ui, line: &str) {
    let palette = Palette::of(ui);
    Frame::NONE
        .inner_margin(Margin::symmetric(MARGIN as i8, 2))
        .show(ui, |ui| {
            let text = RichText::new(line)
                .font(fonts::sans(12.5))
                .color(palette.soft);
            ui.add(egui::Label::new(text).wrap());
        });
}

/// Draws the other names of the same thing, where there are any.
pub(super) fn also_written_ui(
    ui: &mut Ui,
    profile: &Profile,
    shown: &mut WhoShown,
    language: Language,
    commands: &mut Vec<Command>,
) {
    let names = profile.also_written();
    if names.is_empty() {
        return;
    }
    head_ui(ui, words::ALSO_WRITTEN.pick(language));
    let n_shown = N_SHOWN + shown.n_more_names;
    for also in names.iter().take(n_shown) {
        name_ui(ui, profile, also, language, commands);
        if let (Some(reason), Some(at)) = (&also.reason, &also.at) {
            let sentence = reason.sentence();
            reason_ui(ui, language.pick(&sentence), at, commands);
        }
    }
    if n_shown < names.len() && more_ui(ui, profile_words::MORE.pick(language)).clicked() {
        shown.n_more_names += N_MORE;
    }
    ui.add_space(6.0);
}

/// A name, which opens its page, and the number of articles that have it, which lists them.
fn name_ui(
    ui: &mut Ui,
    profile: &Profile,
    also: &AlsoWritten,
    language: Language,
    commands: &mut Vec<Command>,
) {
    let palette = Palette::of(ui);
    let n = also.articles.len();
    let count = strings::n_articles(n, language);
    let font = fonts::sans(12.0);
    let counted = ui.painter().layout_no_wrap(count, font, palette.soft);
    let width = ui.available_width();
    let room = (width - 2.0 * MARGIN - counted.size().x - 10.0).max(40.0);
    let font = fonts::sans(13.5);
    let mut job = LayoutJob::simple(also.name.clone(), font, palette.text, room);
    job.wrap.break_anywhere = true;
    let name = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let size = vec2(width, name.size().y + 7.0);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let number = rect.with_min_x(rect.right() - MARGIN - counted.size().x - 6.0);
    let id = ui.scope_id().with(("also written", &also.name));
    let whole = rect.with_max_x(number.left());
    let response = ui.interact(whole, id, Sense::click());
    let label = profile_words::open_page(&also.name, language);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &label));
    if response.hovered() || response.has_focus() {
        let ground = palette.selected.gamma_multiply(0.6);
        ui.painter().rect_filled(whole, 0.0, ground);
    }
    let at = rect.min + vec2(MARGIN, 4.0);
    ui.painter().galley(at, name, palette.text);
    let told = words::counted(&also.name, n, language);
    if number_ui(ui, number, id.with("articles"), &told, counted) {
        let figure = Figure::AlsoWritten(also.name.clone());
        commands.push(Command::Profile(ProfileWish::List(figure)));
    } else if response.clicked()
        && let Some(subject) = Subject::new(profile.subject.kind, &also.name)
    {
        commands.push(Command::Profile(ProfileWish::Open(subject)));
    }
    response.on_hover_text(label);
}

/// Why it is the same, which opens the place that shows it.
fn reason_ui(ui: &mut Ui, sentence: &str, at: &Cited, commands: &mut Vec<Command>) {
    let palette = Palette::of(ui);
    let width = (ui.available_width() - 2.0 * MARGIN).max(40.0);
    let font = fonts::sans(12.0);
    let job = LayoutJob::simple(sentence.to_owned(), font, palette.soft, width);
    let response = row_ui(ui, [job], Role::Link, sentence);
    open_ui(&response, at, commands);
}
