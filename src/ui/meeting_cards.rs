//! In the side panel: who met whom in the open article, a card for each; a click shows the sentence.

use super::panel_rows::{MARGIN, row_ui, section_head_ui};
use super::{fonts, theme::Palette};
use crate::app::{App, Command, Language, Text};
use crate::library::LoadedArticle;
use crate::model::{Deed, Meeting, clip};
use egui::text::LayoutJob;
use egui::{Role, Ui};

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
        card_ui(ui, article, meeting, language, commands);
    }
    ui.add_space(8.0);
}

/// Names as a list; of the same name only the first stands there.
fn names(article: &LoadedArticle, idxs: &[usize], language: Language) -> String {
    let mut names: Vec<&str> = Vec::new();
    for idx in idxs {
        let mention = article.recognition.mentions.get(*idx);
        let name = mention.map_or("", |m| clip(&article.text.text, m.span));
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
    }
    let between = match language {
        Language::Chinese => "、",
        Language::English => ", ",
    };
    let shown = names.get(..N_NAMES).unwrap_or(&names).join(between);
    if names.len() > N_NAMES {
        format!("{shown}…")
    } else {
        shown
    }
}

/// The posts that the article gives those who met, a line each.
fn posts(article: &LoadedArticle, meeting: &Meeting) -> String {
    let mut lines: Vec<String> = Vec::new();
    for idx in meeting.parts() {
        let mention = article.recognition.mentions.get(idx);
        let name = mention.map_or("", |m| clip(&article.text.text, m.span));
        let known = article.recognition.people.iter().find(|p| p.name == name);
        if let Some(person) = known.filter(|person| !person.posts.is_empty()) {
            let line = format!("{name}  {}", person.posts.join("、"));
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
    }
    lines.join("\n")
}

fn card_ui(
    ui: &mut Ui,
    article: &LoadedArticle,
    meeting: &Meeting,
    language: Language,
    commands: &mut Vec<Command>,
) {
    let palette = Palette::of(ui);
    let width = ui.available_width();
    let line = |text: String, font, color| {
        LayoutJob::simple(text, font, color, (width - 2.0 * MARGIN).max(40.0))
    };
    let list = |idxs: &[usize]| names(article, idxs, language);
    let what = deed(meeting.deed).pick(language);
    let date = list(meeting.date.as_slice());
    let mut who = list(&meeting.who);
    if meeting.is_who_earlier {
        who.push_str(EARLIER.pick(language));
    }
    if !meeting.whom.is_empty() {
        who = format!("{who} → {}", list(&meeting.whom));
    }
    let topic = meeting.topic.map_or_else(
        || list(&meeting.projects),
        |span| clip(&article.text.text, span).replace('\n', ""),
    );
    let mut lines = vec![
        line(format!("{what}   {date}"), fonts::sans(12.0), palette.faint),
        line(who.clone(), fonts::sans(13.5), palette.text),
    ];
    for (label, value) in [
        (WITH, list(&meeting.with)),
        (PLACE, list(&meeting.places)),
        (ABOUT, topic),
    ] {
        if !value.is_empty() {
            let text = format!("{}{value}", label.pick(language));
            lines.push(line(text, fonts::sans(12.0), palette.soft));
        }
    }
    let response = row_ui(ui, lines, Role::Button, &format!("{what} {who}"));
    if response.clicked() {
        commands.push(Command::ShowText(meeting.verb));
    }
    let sentence = clip(&article.text.text, meeting.sentence).trim();
    response.on_hover_text(format!("{sentence}\n\n{}", posts(article, meeting)).trim());
}
