//! The line under the search box: what was searched in plain words, and what was not understood;
//! while nothing is asked, how one can ask. And the same at more length, for the help page.

use super::{fonts, strings, theme::Palette};
use crate::app::{App, Language, Phase, Text};
use crate::library::describe;
use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, Label, Rect, Ui, vec2};

const HOW: Text = Text {
    zh: "空格：都要有　或：有一个就行　-：不要　“ ”：原句　标题: 作者: 人物: 单位: 日期:2021 金额:>1亿元 同句( )",
    en: "blank: all of them   OR: one of them   - : without   “ ”: as it stands   headline: author: person: org: date:2021 amount:>1亿元 sentence( )",
};

/// How one can ask: what is typed, and what it finds.
pub(super) const WAYS: [(Text, Text); 14] = [
    (
        Text::both("招商 项目", "招商 项目"),
        Text::both(
            "都有；写成 招商、项目 也一样",
            "both; 招商、项目 is the same",
        ),
    ),
    (
        Text::both("招商 或 项目", "招商 OR 项目"),
        Text::both("有一个就行；也可写 |", "one of them; also |"),
    ),
    (
        Text::both("招商 -上海", "招商 -上海"),
        Text::both(
            "没有后者；也可写 非 上海",
            "without the second; also NOT 上海",
        ),
    ),
    (
        Text::both("(签约 或 开工) 项目", "(签约 OR 开工) 项目"),
        Text::both("括号里的先算", "brackets go first"),
    ),
    (
        Text::both("“三项工程、一项管理”", "\"三项工程、一项管理\""),
        Text::both(
            "一字不差，空格、顿号、括号都算",
            "as it stands, with its signs",
        ),
    ),
    (
        Text::both("标题: 正文: 作者:", "headline: body: author:"),
        Text::both("只在一处找", "in one place only"),
    ),
    (
        Text::both("人物: 单位: 地点: 项目:", "person: org: place: project:"),
        Text::both(
            "文中认出的名字；人物:=王军 只要整个名字",
            "names that were recognised; person:=王军 is the whole name",
        ),
    ),
    (
        Text::both("日期:2019-08..2020", "date:2019-08..2020"),
        Text::both(
            "也可写 2019年8月、>=2019、..2020",
            "also 2019, 2019-08-21, >=2019, ..2020",
        ),
    ),
    (
        Text::both("提到:2019-08..2020", "said:2019-08..2020"),
        Text::both(
            "文中所说的日子，不是文章的日期",
            "days that the text speaks of, not the article's own",
        ),
    ),
    (
        Text::both("金额:>1亿元 数量:>10万人", "amount:>1亿元 number:>10万人"),
        Text::both(
            "也可写 1亿..5亿元、3000万美元、500亩",
            "also 1亿..5亿元, 3000万美元, 500亩",
        ),
    ),
    (
        Text::both("版:3 来源:日报", "page:3 source:日报"),
        Text::both(
            "版次或版名；文件名或报名",
            "number or name of the page; file or newspaper",
        ),
    ),
    (
        Text::both(
            "标签:能源 状态:待查 标记:未读",
            "tag:能源 status:check mark:unread",
        ),
        Text::both(
            "您做的记号；还有 收藏: 笔记:",
            "what you said of articles; also collection: note:",
        ),
    ),
    (
        Text::both(
            "同句(甲 乙) 同段( ) 近5( )",
            "sentence(甲 乙) paragraph( ) near5( )",
        ),
        Text::both(
            "在一句、一段、五个字以内",
            "in one sentence, paragraph, five characters",
        ),
    ),
    (
        Text::both("huawei* huawei~", "huawei* huawei~"),
        Text::both(
            "拉丁字母的词：这样开头；差一个字母",
            "Latin words: beginning so; one letter off",
        ),
    ),
];

/// Troubles that the line names; all of them are underlined.
const N_PROBLEMS: usize = 2;

/// The line's parts with their colours: troubles first, so that they are never cut off.
fn parts(app: &App, has_focus: bool, palette: &Palette) -> Vec<(String, Color32)> {
    let language = app.language();
    if app.library.phase != Phase::Ready {
        return vec![];
    }
    // A list of its own says itself what it is of.
    if app.own_list.is_some() {
        return vec![];
    }
    if app.query_text.trim().is_empty() {
        let how = HOW.pick(language).to_owned();
        return if has_focus {
            vec![(how, palette.faint)]
        } else {
            vec![]
        };
    }
    if let Some(sentence) = &app.search_error {
        return vec![(language.pick(sentence).to_owned(), palette.accent)];
    }
    let mut parts = Vec::new();
    let problems = app.query_problems.iter().take(N_PROBLEMS);
    parts.extend(problems.map(|p| (language.pick(&p.sentence).to_owned(), palette.accent)));
    let said = describe(&app.query);
    let searched = match language {
        Language::Chinese => format!("找的是：{}", said.zh),
        Language::English => format!("Searched: {}", said.en),
    };
    parts.push((searched, palette.soft));
    parts
}

/// Draws the line from `rect`'s left on, as far as it goes.
pub(super) fn search_line_ui(ui: &mut Ui, rect: Rect, app: &App, has_focus: bool) {
    let palette = Palette::of(ui);
    let parts = parts(app, has_focus, palette);
    if parts.is_empty() {
        return;
    }
    let mut job = LayoutJob::default();
    for (nth, (text, color)) in parts.iter().enumerate() {
        let space = if nth > 0 { 12.0 } else { 0.0 };
        job.append(text, space, TextFormat::simple(fonts::sans(12.0), *color));
    }
    let whole: Vec<&str> = parts.iter().map(|(text, _)| text.as_str()).collect();
    let label = Label::new(job).truncate();
    ui.scope_builder(
        egui::UiBuilder::new()
            .max_rect(rect)
            .layout(egui::Layout::left_to_right(egui::Align::Center)),
        |ui| ui.add(label).on_hover_text(whole.join("\n")),
    );
}

/// The ways to ask, for the help page.
pub(super) fn ways_ui(ui: &mut Ui, language: Language) {
    let palette = Palette::of(ui);
    ui.label(
        egui::RichText::new(strings::SEARCH_WAYS.pick(language))
            .font(fonts::song_bold(17.0))
            .color(palette.text),
    );
    ui.add_space(4.0);
    for (typed, found) in WAYS {
        ui.horizontal(|ui| {
            ui.set_height(23.0);
            let (rect, _) = ui.allocate_exact_size(vec2(260.0, 20.0), egui::Sense::hover());
            ui.painter().text(
                rect.left_center(),
                egui::Align2::LEFT_CENTER,
                typed.pick(language),
                fonts::sans_bold(12.5),
                palette.accent,
            );
            ui.label(
                egui::RichText::new(found.pick(language))
                    .font(fonts::sans(13.0))
                    .color(palette.text),
            );
        });
    }
}
