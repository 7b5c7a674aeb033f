//! The page of a followed name, as far as it is read: its facts, its namesakes and when its articles
//! were printed, posts over time, other names, with whom it is named, what it took part in, its articles.

use super::meeting_cards::profile_card_ui;
use super::panel_rows::{MARGIN, more_ui, row_ui, section_head_ui};
use super::profile_company::company_ui;
use super::profile_plot::plot_ui;
use super::profile_posts::posts_ui;
use super::profile_who::{WhoShown, also_written_ui, namesakes_ui};
use super::{fonts, profile_words as words, strings, theme::Palette, who_words};
use crate::app::{
    App, Command, CommandId, NameAsk, NameDeed, NameTarget, NameWish, NetworkWish, ProfileWish,
    entry,
};
use crate::library::{ArticleRow, Facet, Figure, Profile, Subject};
use egui::text::LayoutJob;
use egui::{Frame, Margin, RichText, Role, ScrollArea, Ui, WidgetInfo, vec2};
use std::collections::BTreeMap;

/// Cards that are shown at first, and how many more at a click.
const N_CARDS: usize = 4;
const N_MORE_CARDS: usize = 12;

/// The page's own state: how much of it is unfolded.
#[derive(Debug, Default)]
pub(super) struct ProfilePage {
    of: Option<Subject>,
    n_more_cards: usize,
    /// How many more companions of each kind.
    n_more: BTreeMap<Facet, usize>,
    who: WhoShown,
}

impl ProfilePage {
    /// Draws the page.
    pub(super) fn ui(
        &mut self,
        ui: &mut Ui,
        app: &App,
        subject: &Subject,
        commands: &mut Vec<Command>,
    ) {
        if self.of.as_ref() != Some(subject) {
            *self = Self {
                of: Some(subject.clone()),
                ..Self::default()
            };
        }
        ScrollArea::vertical()
            .id_salt(("profile", &subject.name))
            .auto_shrink(false)
            .show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                let Some(profile) = &app.profile.profile else {
                    waiting_ui(ui, app, subject);
                    return;
                };
                head_ui(ui, app, profile, commands);
                namesakes_ui(ui, app, profile, &mut self.who, commands);
                times_ui(ui, app, profile, commands);
                posts_ui(ui, profile, app.language(), commands);
                also_written_ui(ui, profile, &mut self.who, app.language(), commands);
                company_ui(ui, profile, &mut self.n_more, app.language(), commands);
                self.meetings_ui(ui, app, profile, commands);
                articles_ui(ui, app, profile, commands);
                ui.add_space(24.0);
            });
    }

    fn meetings_ui(
        &mut self,
        ui: &mut Ui,
        app: &App,
        profile: &Profile,
        commands: &mut Vec<Command>,
    ) {
        if profile.meetings.is_empty() {
            return;
        }
        let language = app.language();
        let n_all = profile.meetings.len();
        let title = format!("{} {n_all}", words::MEETINGS.pick(language));
        section_head_ui(ui, &title);
        let n_shown = (N_CARDS + self.n_more_cards).min(n_all);
        for (place, meeting) in profile.meetings.iter().enumerate().take(n_shown) {
            profile_card_ui(ui, place, meeting, language, commands);
        }
        if n_shown < n_all && more_ui(ui, words::MORE.pick(language)).clicked() {
            self.n_more_cards += N_MORE_CARDS;
        }
        ui.add_space(8.0);
    }
}

/// Before anything is known.
fn waiting_ui(ui: &mut Ui, app: &App, subject: &Subject) {
    let language = app.language();
    Frame::NONE
        .inner_margin(Margin::symmetric(14, 12))
        .show(ui, |ui| {
            name_ui(ui, &subject.name);
            let line = match &app.profile.error {
                Some(why) => language.pick(why),
                None => words::READING.pick(language),
            };
            soft_ui(ui, line);
        });
}

fn name_ui(ui: &mut Ui, name: &str) {
    let palette = Palette::of(ui);
    let name = RichText::new(name)
        .font(fonts::song_bold(21.0))
        .color(palette.text);
    ui.add(egui::Label::new(name).wrap());
}

fn soft_ui(ui: &mut Ui, line: &str) {
    let palette = Palette::of(ui);
    let line = RichText::new(line)
        .font(fonts::sans(12.5))
        .color(palette.soft);
    ui.add(egui::Label::new(line).wrap());
}

fn head_ui(ui: &mut Ui, app: &App, profile: &Profile, commands: &mut Vec<Command>) {
    let language = app.language();
    Frame::NONE
        .inner_margin(Margin {
            left: 14,
            right: 14,
            top: 10,
            bottom: 4,
        })
        .show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 3.0;
            name_ui(ui, &profile.name);
            if profile.n_articles == 0 {
                soft_ui(ui, words::NO_ARTICLES.pick(language));
                return;
            }
            soft_ui(ui, &words::facts(profile, language));
            if let Some(names) = words::other_names(profile, language) {
                soft_ui(ui, &names);
            }
            reading_ui(ui, app, profile, commands);
        });
}

/// When its articles were printed, and what can be done.
fn times_ui(ui: &mut Ui, app: &App, profile: &Profile, commands: &mut Vec<Command>) {
    if profile.n_articles == 0 {
        return;
    }
    let margin = Margin {
        left: 14,
        right: 14,
        top: 4,
        bottom: 8,
    };
    Frame::NONE.inner_margin(margin).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 3.0;
        plot_ui(ui, profile, app.language(), commands);
        actions_ui(ui, app, profile, commands);
    });
}

/// How far the articles are read, and what is left out.
fn reading_ui(ui: &mut Ui, app: &App, profile: &Profile, commands: &mut Vec<Command>) {
    let palette = Palette::of(ui);
    let language = app.language();
    let own = (!profile.is_done).then_some((profile.n_read, profile.n_to_read));
    if let Some(why) = &app.profile.error {
        soft_ui(ui, language.pick(why));
    } else if own.is_some_and(|(n_read, n_all)| n_read == n_all && n_all > 0) {
        soft_ui(ui, who_words::FINDING_OUT.pick(language));
    } else if let Some(progress) = app.profile.coming.or(own) {
        ui.horizontal(|ui| {
            soft_ui(ui, &words::progress(progress, language));
            let share = progress.0 as f32 / progress.1.max(1) as f32;
            ui.add(
                egui::ProgressBar::new(share)
                    .desired_width(ui.available_width())
                    .desired_height(3.0)
                    .fill(palette.accent),
            );
        });
    } else if app.profile.is_reading {
        soft_ui(ui, words::RENEWING.pick(language));
    } else if profile.is_cut() {
        soft_ui(ui, &words::cut(profile, language));
        if action_ui(ui, words::READ_ALL.pick(language)) {
            commands.push(Command::Profile(ProfileWish::ReadAll));
        }
    }
}

/// What can be done with the name.
fn actions_ui(ui: &mut Ui, app: &App, profile: &Profile, commands: &mut Vec<Command>) {
    let language = app.language();
    ui.add_space(4.0);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 5.0);
        if action_ui(ui, &words::list_all(profile.n_articles, language)) {
            commands.push(Command::Profile(ProfileWish::List(Figure::All)));
        }
        let network = entry(CommandId::ShowNetwork).label.pick(language);
        if action_ui(ui, network) {
            let subject = profile.subject.clone();
            commands.push(Command::Network(NetworkWish::Open(subject)));
        }
        let Some(here) = app.subject_here() else {
            return;
        };
        if action_ui(ui, words::HERE.pick(language)) {
            commands.push(Command::JumpToMention(here));
        }
        let target = NameTarget::Entity(here);
        let can_correct = !app.name_deeds(target).is_empty();
        if can_correct && action_ui(ui, words::CORRECT.pick(language)) {
            commands.push(Command::Names(NameWish::Aim(target)));
            let ask = NameDeed::Ask(NameAsk::Deed);
            commands.push(Command::Names(NameWish::Do(ask)));
        }
    });
}

/// A small button; was it pressed?
fn action_ui(ui: &mut Ui, label: &str) -> bool {
    let palette = Palette::of(ui);
    let text = RichText::new(label)
        .font(fonts::sans(12.5))
        .color(palette.soft);
    let button = egui::Button::new(text)
        .corner_radius(egui::CornerRadius::same(12))
        .min_size(vec2(0.0, 24.0))
        .fill(palette.selected.gamma_multiply(0.55));
    let button = ui.add(button);
    button.widget_info(|| WidgetInfo::labeled(Role::Button, true, label));
    button.clicked()
}

fn articles_ui(ui: &mut Ui, app: &App, profile: &Profile, commands: &mut Vec<Command>) {
    if profile.newest.is_empty() {
        return;
    }
    let language = app.language();
    section_head_ui(ui, words::ARTICLES.pick(language));
    for row in &profile.newest {
        article_ui(ui, app, row, commands);
    }
    if profile.newest.len() < profile.n_articles {
        let label = words::list_all(profile.n_articles, language);
        if more_ui(ui, &label).clicked() {
            commands.push(Command::Profile(ProfileWish::List(Figure::All)));
        }
    }
}

fn article_ui(ui: &mut Ui, app: &App, row: &ArticleRow, commands: &mut Vec<Command>) {
    let palette = Palette::of(ui);
    let width = (ui.available_width() - 2.0 * MARGIN).max(40.0);
    let line = |text: String, font, color, n_rows: usize| {
        let mut job = LayoutJob::simple(text, font, color, width);
        job.wrap.max_rows = n_rows;
        job.wrap.break_anywhere = n_rows == 1;
        job
    };
    let date = match row.date {
        // As catalogues show what is concluded.
        Some(date) if row.is_date_inferred => format!("[{date}]"),
        Some(date) => date.to_string(),
        None => words::UNDATED.pick(app.language()).to_owned(),
    };
    let place = format!("{date}   {}", strings::page_name(&row.page));
    let is_open = app.article.as_ref().is_some_and(|open| open.id == row.id);
    let color = if is_open {
        palette.accent
    } else {
        palette.text
    };
    let lines = [
        line(row.headline.text.clone(), fonts::sans(13.5), color, 2),
        line(place, fonts::sans(12.0), palette.faint, 1),
    ];
    let response = row_ui(ui, lines, Role::Link, &row.headline.text);
    if response.clicked() {
        commands.push(Command::OpenArticle(row.id.clone()));
    }
}
