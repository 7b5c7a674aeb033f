//! At the end of the side panel: articles near to the open one, and what they share with it.

use super::panel_rows::{MARGIN, row_ui, section_head_ui};
use super::{fonts, strings, theme::Palette};
use crate::app::{App, Command, Language, Text};
use crate::library::SimilarArticle;
use egui::text::LayoutJob;
use egui::{Role, Ui};

/// Of what two articles share, so much is named.
const N_SHARED: usize = 5;

const SIMILAR: Text = Text {
    zh: "相近文章",
    en: "Similar articles",
};
const SHARED: Text = Text {
    zh: "都有：",
    en: "shared: ",
};
const OPEN_IT: Text = Text {
    zh: "点一下打开；“后退”回到本文",
    en: "Click to open; Back leads here again",
};

/// Draws the section, where there is something near.
pub(super) fn similar_ui(ui: &mut Ui, app: &App, commands: &mut Vec<Command>) {
    let similar = app.similar_articles();
    if similar.is_empty() {
        return;
    }
    let language = app.language();
    section_head_ui(ui, SIMILAR.pick(language));
    for article in similar {
        article_ui(ui, article, language, commands);
    }
}

fn article_ui(
    ui: &mut Ui,
    article: &SimilarArticle,
    language: Language,
    commands: &mut Vec<Command>,
) {
    let palette = Palette::of(ui);
    let width = ui.available_width();
    let line = |text: String, font, color, n_rows| {
        let mut job = LayoutJob::simple(text, font, color, (width - 2.0 * MARGIN).max(40.0));
        job.wrap.max_rows = n_rows;
        job.wrap.break_anywhere = n_rows == 1;
        job
    };
    let date = article.date.map(|date| date.to_string());
    let page = strings::page_name(&article.page);
    let place: Vec<String> = date.into_iter().chain([page]).collect();
    let between = match language {
        Language::Chinese => "、",
        Language::English => ", ",
    };
    let shared: Vec<&str> = article.shared.iter().map(String::as_str).collect();
    let named = shared.get(..N_SHARED).unwrap_or(&shared).join(between);
    let why = format!("{}{named}", SHARED.pick(language));
    let headline = article.headline.clone();
    let lines = [
        line(headline, fonts::sans(13.5), palette.text, 2),
        line(place.join("   "), fonts::sans(12.0), palette.faint, 1),
        line(why, fonts::sans(12.0), palette.soft, 2),
    ];
    let response = row_ui(ui, lines, Role::Link, &article.headline);
    if response.clicked() {
        commands.push(Command::OpenArticle(article.id.clone()));
    }
    response.on_hover_text(format!(
        "{}{}\n{}",
        SHARED.pick(language),
        shared.join(between),
        OPEN_IT.pick(language)
    ));
}
