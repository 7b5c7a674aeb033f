//! In the side panel: who met whom, a card for each: in the open article, where a click shows the
//! sentence, and in all articles of a name.

use super::panel_rows::{MARGIN, row_ui, section_head_ui};
use super::{fonts, profile_words, strings, theme::Palette};
use crate::app::{App, Command, Language, ProfileWish, Text};
use crate::library::{Figure, MeetingCard, ProfileMeeting};
use crate::model::Deed;
use egui::text::LayoutJob;
use egui::{Align2, Response, Role, Sense, Ui, WidgetInfo, vec2};

/// Of many names, so many stand on a card.
const N_NAMES: usize = 6;

const MEETINGS: Text = Text {
    zh: "往来与活动",
    en: "Meetings and visits",
};
const EARLIER: Text = Text {
    zh: "（见前文）",
    en: " (named earlier)",
};
const WITH: Text = Text {
    zh: "同行：",
    en: "with: ",
};
const PLACE: Text = Text {
    zh: "地点：",
    en: "at: ",
};
const ABOUT: Text = Text {
    zh: "事由：",
    en: "about: ",
};

/// What was done, on a card.
const fn deed(deed: Deed) -> Text {
    match deed {
        Deed::Met => Text {
            zh: "会见",
            en: "Met",
        },
        Deed::Visited => Text {
            zh: "考察",
            en: "Visited",
        },
        Deed::Talked => Text {
            zh: "座谈",
            en: "Talked",
        },
        Deed::Signed => Text {
            zh: "签署",
            en: "Signed",
        },
        Deed::Convened => Text {
            zh: "举行",
            en: "Held",
        },
        Deed::Attended => Text {
            zh: "出席",
            en: "Attended",
        },
    }
}

/// Draws the section, where somebody met somebody.
pub(super) fn meetings_ui(ui: &mut Ui, app: &App, commands: &mut Vec<Command>) {
    let Some(article) = app.article.as_ref().filter(|a| !a.meetings.is_empty()) else {
        return;
    };
    let language = app.language();
    section_head_ui(ui, MEETINGS.pick(language));
    for meeting in &article.meetings {
        let card = MeetingCard::of(&article.text, &article.recognition, meeting);
        if card_ui(ui, &card, &card.day, language).clicked() {
            commands.push(Command::ShowText(meeting.verb));
        }
    }
    ui.add_space(8.0);
}

/// Names as a list, as many as a card has room for.
fn list(names: &[String], language: Language) -> String {
    let between = profile_words::between(language);
    let shown = names.get(..N_NAMES).unwrap_or(names).join(between);
    if names.len() > N_NAMES {
        format!("{shown}…")
    } else {
        shown
    }
}

/// Who did it, and to whom.
fn who_line(card: &MeetingCard, language: Language) -> String {
    let mut who = list(&card.who, language);
    if card.is_who_earlier {
        who.push_str(EARLIER.pick(language));
    }
    if !card.whom.is_empty() {
        who = format!("{who} → {}", list(&card.whom, language));
    }
    who
}

/// A meeting in a few words: "会见 沈一舟 → 韩小满".
pub(super) fn title(card: &MeetingCard, language: Language) -> String {
    let what = deed(card.deed).pick(language);
    format!("{what} {}", who_line(card, language))
}

/// Draws a card; `when` stands behind what was done.
fn card_ui(ui: &mut Ui, card: &MeetingCard, when: &str, language: Language) -> Response {
    let palette = Palette::of(ui);
    let width = ui.available_width();
    let line = |text: String, font, color| {
        LayoutJob::simple(text, font, color, (width - 2.0 * MARGIN).max(40.0))
    };
    let what = deed(card.deed).pick(language);
    let mut lines = vec![
        line(format!("{what}   {when}"), fonts::sans(12.0), palette.faint),
        line(who_line(card, language), fonts::sans(13.5), palette.text),
    ];
    for (label, value) in [
        (WITH, list(&card.with, language)),
        (PLACE, list(&card.places, language)),
        (ABOUT, card.topic.clone()),
    ] {
        if !value.is_empty() {
            let text = format!("{}{value}", label.pick(language));
            lines.push(line(text, fonts::sans(12.0), palette.soft));
        }
    }
    let response = row_ui(ui, lines, Role::Button, &title(card, language));
    let told = format!("{}\n\n{}", card.sentence, card.posts.join("\n"));
    response.on_hover_text(told.trim())
}

/// Draws a card of a name's page: a click opens the article that tells it; where several do, their
/// number lists them.
pub(super) fn profile_card_ui(
    ui: &mut Ui,
    place: usize,
    meeting: &ProfileMeeting,
    language: Language,
    commands: &mut Vec<Command>,
) {
    let palette = Palette::of(ui);
    let when = match meeting.date {
        Some(date) => date.to_string(),
        None => profile_words::UNDATED.pick(language).to_owned(),
    };
    let card = card_ui(ui, &meeting.card, &when, language);
    if card.clicked() {
        commands.push(Command::Profile(ProfileWish::OpenMeeting(place)));
    }
    let n_articles = meeting.articles.len();
    if n_articles < 2 {
        return;
    }
    let label = strings::n_articles(n_articles, language);
    let galley = ui
        .painter()
        .layout_no_wrap(label.clone(), fonts::sans(12.0), palette.soft);
    let right = card.rect.right_top() + vec2(-MARGIN, 4.0);
    let rect = Align2::RIGHT_TOP.anchor_size(right, galley.size());
    let id = ui.scope_id().with(("meeting", place));
    let number = ui.interact(rect.expand(3.0), id, Sense::click());
    let name = format!("{} {label}", title(&meeting.card, language));
    number.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    let color = if number.hovered() || number.has_focus() {
        palette.accent
    } else {
        palette.soft
    };
    ui.painter()
        .galley_with_override_text_color(rect.min, galley, color);
    ui.painter()
        .hline(rect.x_range(), rect.bottom() - 1.0, (1.0, color));
    if number.clicked() {
        let figure = Figure::Meeting(place);
        commands.push(Command::Profile(ProfileWish::List(figure)));
    }
}
