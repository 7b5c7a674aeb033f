//! Words for the library's files, in Chinese and English.

use super::strings::n_articles;
use crate::app::{Language, Pace, Text};
use crate::library::{Backup, FileRow, SurveyReport};
use std::time::Duration;

pub(super) const FILES: Text = Text::both("资料库里的文件", "Files of the library");
pub(super) const KEPT: Text = Text::both("已收入", "In the library");
pub(super) const FAILED: Text = Text::both("未能收入", "Could not be taken");
pub(super) const WATCHED: Text = Text::both("监视的文件夹", "Watched folders");
pub(super) const FIND_FILE: Text = Text::both("文件名或路径里含有", "Name or path contains");
pub(super) const LIST: Text = Text::both("列出文章", "Articles");
pub(super) const READING: Text = Text::both("编码与日期…", "Encoding, date…");
pub(super) const REMOVE: Text = Text::both("移出…", "Remove…");
pub(super) const REMOVE_IT: Text = Text::both("移出", "Remove");
pub(super) const BACK: Text = Text::both("不移", "Keep it");
pub(super) const CANCEL: Text = Text::both("取消", "Cancel");
pub(super) const REDO: Text = Text::both("照此重新整理", "Restore anew so");
pub(super) const BY_ITSELF: Text = Text::both("自动判断", "Found by itself");
pub(super) const ENCODING: Text = Text::both("文字编码", "Encoding");
pub(super) const OWN_ENCODING: Text = Text::both(
    "这种格式自带编码，不用选。",
    "This format has an encoding of its own.",
);
pub(super) const DATE: Text = Text::both("出版日期", "Printed on");
pub(super) const DATE_HINT: Text = Text::both(
    "2019-08-21、2019-08 或 2019；空着就用文件自己的",
    "2019-08-21, 2019-08 or 2019; empty: as the file says",
);
pub(super) const BAD_DATE: Text = Text::both("这不是日期", "This is no date");
pub(super) const RETRY: Text = Text::both("再试", "Try again");
pub(super) const RETRY_ALL: Text = Text::both("全部再试", "Try all again");
pub(super) const FORGET: Text = Text::both("不再列出", "Forget");
pub(super) const FORGET_ALL: Text = Text::both("清空", "Forget all");
pub(super) const NO_FAILURES: Text = Text::both("没有。", "None.");
pub(super) const UNWATCH: Text = Text::both("不再监视", "Watch no more");
pub(super) const WATCHED_NOTE: Text = Text::both(
    "版面开着的时候，这些文件夹里新来的文件会自动收入；关着时来的，下次打开资料库时收入。从资料库移出的文件不会自己回来。",
    "While Banmian is open, files that come to these folders are taken in by themselves; those that came \
     while it was closed, when the library is opened next. Files you removed do not come back by themselves.",
);
pub(super) const NO_FOLDERS: Text = Text::both("还没有。", "None yet.");
pub(super) const PAUSE: Text = Text::both("暂停", "Pause");
pub(super) const GO_ON: Text = Text::both("继续", "Go on");

pub(super) const IMPORT_THEM: Text = Text::both("导入", "Import them");
pub(super) const THREADS: Text = Text::both("整理用的线程", "Threads that restore");
pub(super) const ALL_CORES: Text = Text::both("自动", "all cores");

/// What an import would do.
pub(super) fn survey_line(report: &SurveyReport, language: Language) -> String {
    let (new, pages, there) = (report.n_new, report.n_pages, report.n_unchanged);
    let (moved, failing) = (report.n_moved, report.failures.len());
    let megabytes = report.n_bytes as f64 / 1e6;
    let stopped = match (report.is_cancelled, language) {
        (false, _) => "",
        (true, Language::Chinese) => "（看到一半停下了）",
        (true, Language::English) => " (Stopped before the end.)",
    };
    match language {
        Language::Chinese => format!(
            "试看：会收入 {new} 个文件（{pages} 页，{megabytes:.1} MB），{there} 个已经有了，{moved} 个换了位置，\
             {failing} 个收不进来。什么也没有写。{stopped}"
        ),
        Language::English => format!(
            "Looked at: {new} files would come in ({pages} pages, {megabytes:.1} MB), {there} are there \
             already, {moved} were moved, {failing} cannot be taken. Nothing was written.{stopped}"
        ),
    }
}

pub(super) const BACKUPS: Text = Text::both("备份", "Backups");
pub(super) const BACKUPS_NOTE: Text = Text::both(
    "您做的一切（星标、笔记、标签、修正、检索）每天备份一次，保留最近 14 份。恢复之前，现在的会先另存一份。文章和原件不受影响。",
    "All that you made (stars, notes, tags, corrections, searches) is copied every day; the last 14 copies \
     are kept. Before one is restored, what is there now is copied as well. Articles and originals stay.",
);
pub(super) const RESTORE: Text = Text::both("恢复…", "Restore…");
pub(super) const RESTORE_IT: Text = Text::both("恢复", "Restore");
pub(super) const ASK_RESTORE: Text = Text::both(
    "恢复到这一份？现在的会先另存一份。",
    "Go back to this one? What is there now is copied first.",
);

/// "星标 3 · 笔记 2 · …", or what is wrong with a copy.
pub(super) fn backup_line(backup: &Backup, language: Language) -> String {
    let counts = backup.counts;
    match (&backup.trouble, language) {
        (Some(trouble), Language::Chinese) => format!("已损坏：{trouble}"),
        (Some(trouble), Language::English) => format!("damaged: {trouble}"),
        (None, Language::Chinese) => format!(
            "星标 {} · 笔记 {} · 修正 {} · 名称更正 {} · 收藏的检索 {}",
            counts.n_stars,
            counts.n_notes,
            counts.n_repairs,
            counts.n_corrections,
            counts.n_searches
        ),
        (None, Language::English) => format!(
            "{} stars · {} notes · {} repairs · {} corrections of names · {} saved searches",
            counts.n_stars,
            counts.n_notes,
            counts.n_repairs,
            counts.n_corrections,
            counts.n_searches
        ),
    }
}

/// "3 篇 · 2 页 · 2026-11-27 21:03 收入".
pub(super) fn row_line(row: &FileRow, language: Language) -> String {
    let mut parts = match language {
        Language::Chinese => vec![
            format!("{} 篇", row.n_articles),
            format!("{} 页", row.n_pages),
        ],
        Language::English => vec![
            n_articles(row.n_articles, language),
            match row.n_pages {
                1 => "1 page".to_owned(),
                n => format!("{n} pages"),
            },
        ],
    };
    if !row.imported_at.is_empty() {
        parts.push(row.imported_at.clone());
    }
    parts.extend(row.encoding.map(|encoding| encoding.name().to_owned()));
    parts.extend(row.issue_date.map(|date| date.to_string()));
    parts.join(" · ")
}

/// What is asked before a file is removed.
pub(super) fn ask_line(row: Option<&FileRow>, language: Language) -> String {
    let (name, n) = row.map_or(("", 0), |row| (row.name.as_str(), row.n_articles));
    let articles = n_articles(n, Language::English);
    match language {
        Language::Chinese => format!(
            "从资料库移出“{name}”和它的 {n} 篇文章？磁盘上的原件不动。您写在这些文章上的笔记、星标和标签都留着，\
             重新收入后会回到原处。"
        ),
        Language::English => format!(
            "Remove “{name}” with its {articles} from the library? The original stays where it is. Your \
             notes, stars and tags on them are kept, and are there again when it is imported again."
        ),
    }
}

/// "每秒 120 · 还要 3 分钟"; empty while that cannot be told.
pub(super) fn pace_line(pace: &Pace, language: Language) -> String {
    let mut parts = Vec::new();
    if let Some(rate) = pace.rate() {
        let rate = if rate >= 10.0 {
            format!("{rate:.0}")
        } else {
            format!("{rate:.1}")
        };
        parts.push(match language {
            Language::Chinese => format!("每秒 {rate} 个"),
            Language::English => format!("{rate} a second"),
        });
    }
    if let Some(left) = pace.left() {
        parts.push(left_line(left, language));
    }
    parts.join(" · ")
}

/// A time in the unit that one thinks in.
fn left_line(left: Duration, language: Language) -> String {
    let seconds = left.as_secs();
    match (seconds, language) {
        (0..10, Language::Chinese) => "快好了".to_owned(),
        (0..10, Language::English) => "almost done".to_owned(),
        (10..90, Language::Chinese) => format!("还要约 {} 秒", seconds.div_ceil(10) * 10),
        (10..90, Language::English) => format!("about {} s left", seconds.div_ceil(10) * 10),
        (90..5400, Language::Chinese) => format!("还要约 {} 分钟", seconds.div_ceil(60)),
        (90..5400, Language::English) => format!("about {} min left", seconds.div_ceil(60)),
        (_, Language::Chinese) => format!("还要约 {:.1} 小时", left.as_secs_f64() / 3600.0),
        (_, Language::English) => format!("about {:.1} h left", left.as_secs_f64() / 3600.0),
    }
}
