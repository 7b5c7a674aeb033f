//! Words for exports, in Chinese and English.

use crate::app::{Language, Text};
use crate::library::{CitationForm, ExportFormat as F, Table};

pub(super) const EXPORT: Text = Text::both("导出文章", "Export articles");
pub(super) const OPEN_ARTICLE: Text = Text::both("打开的这一篇", "The open article");
pub(super) const NEEDS_SEARCH: Text = Text::both("先检索一个词", "Search for something first");
pub(super) const FILE_NAME: Text = Text::both("版面文章", "articles");

/// The formats, as they are offered.
pub(super) const GROUPS: [(Text, &[F]); 3] = [
    (
        Text::both("阅读", "To read"),
        &[
            F::Markdown,
            F::MarkdownFiles,
            F::Html,
            F::Epub,
            F::Text,
            F::Dossier,
        ],
    ),
    (
        Text::both("数据", "Data"),
        &[
            F::Csv(Table::Articles),
            F::Csv(Table::Context),
            F::Csv(Table::Entities),
            F::Csv(Table::Mentions),
            F::JsonLines(Table::Articles),
            F::JsonLines(Table::Context),
            F::JsonLines(Table::Entities),
            F::JsonLines(Table::Mentions),
        ],
    ),
    (
        Text::both("引用", "References"),
        &[
            F::Citations(CitationForm::GbT7714),
            F::Citations(CitationForm::Ris),
            F::Citations(CitationForm::BibTex),
        ],
    ),
];

pub(super) const fn format_name(format: F) -> Text {
    match format {
        F::Markdown => Text::both("Markdown", "Markdown"),
        F::MarkdownFiles => Text::both("Markdown，每篇一个文件", "Markdown, a file each"),
        F::Text => Text::both("纯文本", "Plain text"),
        F::Html => Text::both("网页 HTML", "HTML"),
        F::Epub => Text::both("电子书 EPUB", "EPUB"),
        F::Dossier => Text::both("笔记摘录", "Dossier of notes"),
        F::Csv(Table::Articles) => Text::both("文章表 CSV", "Articles, CSV"),
        F::Csv(Table::Context) => Text::both("关键词上下文 CSV", "Words in context, CSV"),
        F::Csv(Table::Entities) => Text::both("人物单位 CSV", "Names, CSV"),
        F::Csv(Table::Mentions) => Text::both("各处提及 CSV", "Mentions, CSV"),
        F::JsonLines(Table::Articles) => Text::both("文章 JSON Lines", "Articles, JSON Lines"),
        F::JsonLines(Table::Context) => {
            Text::both("上下文 JSON Lines", "Words in context, JSON Lines")
        }
        F::JsonLines(Table::Entities) => Text::both("人物单位 JSON Lines", "Names, JSON Lines"),
        F::JsonLines(Table::Mentions) => Text::both("提及 JSON Lines", "Mentions, JSON Lines"),
        F::Citations(CitationForm::GbT7714) => Text::both("GB/T 7714", "GB/T 7714"),
        F::Citations(CitationForm::Ris) => Text::both("RIS", "RIS"),
        F::Citations(CitationForm::BibTex) => Text::both("BibTeX", "BibTeX"),
    }
}

pub(super) const fn format_note(format: F) -> Text {
    match format {
        F::Markdown => Text::both("所有文章写进一个文件。", "All articles in one file."),
        F::MarkdownFiles => Text::both(
            "每篇一个文件，日期、来源、作者、人物等写在文件开头；请选一个空文件夹。",
            "A file for each, with date, source, authors and names at its head; choose an empty folder.",
        ),
        F::Text => Text::both("只有文字，段首空两格。", "Words alone."),
        F::Html => Text::both(
            "标出检索词、人物、单位、地点、项目；一个文件，不联网。",
            "Hits and names are marked; one file that fetches nothing.",
        ),
        F::Epub => Text::both(
            "每篇一章，有目录，标出检索词；最多 5000 篇。",
            "A chapter for each, with contents and hits marked; at most 5,000 articles.",
        ),
        F::Dossier => Text::both(
            "标出的段落、笔记和出处，没有笔记的文章不写；Markdown。",
            "Marked passages, notes and sources as Markdown; articles without a note are left out.",
        ),
        F::Csv(Table::Articles) | F::JsonLines(Table::Articles) => Text::both(
            "每篇一行，有全文。",
            "A line for each article, with its text.",
        ),
        F::Csv(Table::Context) | F::JsonLines(Table::Context) => Text::both(
            "每处命中一行，前后各 30 字。",
            "A line for each hit, with 30 characters on each side.",
        ),
        F::Csv(Table::Entities) | F::JsonLines(Table::Entities) => Text::both(
            "每篇里的每个人物、单位、地点、项目等一行，有职务。",
            "A line for each person, body, place and project of each article, with posts.",
        ),
        F::Csv(Table::Mentions) | F::JsonLines(Table::Mentions) => Text::both(
            "名称的每次出现一行，有字符位置。",
            "A line for each place where something is named, counted in characters.",
        ),
        F::Citations(CitationForm::GbT7714) => Text::both(
            "参考文献著录格式；不知道的项目不写，推断的日期加方括号。",
            "The Chinese standard for references; what is unknown is left out, inferred dates stand in brackets.",
        ),
        F::Citations(_) => Text::both("供文献管理软件读入。", "For reference managers."),
    }
}

pub(super) fn list_line(n_articles: usize, language: Language) -> String {
    match (language, n_articles) {
        (Language::Chinese, n) => format!("列表里的全部 {n} 篇"),
        (Language::English, 1) => "The one article of the list".to_owned(),
        (Language::English, n) => format!("All {n} articles of the list"),
    }
}

pub(super) fn progress_line(n_done: usize, n_total: usize, language: Language) -> String {
    match language {
        Language::Chinese => format!("已写 {n_done} / {n_total} 篇"),
        Language::English => format!("{n_done} of {n_total} written"),
    }
}
