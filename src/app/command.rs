//! Every wish the reader can utter, and the one table that labels them. Menus, buttons, shortcuts,
//! the help page and the README read the table; a button outside it is a bug.

use super::{App, Text, ThemeChoice};
use crate::app::Language;
use crate::library::Sort;
use crate::model::EntityKind;
use std::ops::Range;
use std::path::PathBuf;

/// A wish of the reader, complete with what it is about. Pure data.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Search for this text as it stands; the empty text lists everything.
    SetQuery(String),
    /// Open the article in this row of the list.
    OpenRow(usize),
    /// Open the next row.
    NextArticle,
    /// Open the previous row.
    PreviousArticle,
    /// Step to the next hit, into the next article after the last.
    NextHit,
    /// Step to the previous hit.
    PreviousHit,
    /// Jump to the next mention of an entity of the open article, by its place in
    /// [`crate::model::Recognition::entities`].
    JumpToMention(usize),
    /// Follow an entity of the open article from where it stands in the text.
    Follow {
        /// Its place in [`crate::model::Recognition::entities`].
        entity: usize,
        /// Which of its mentions one stands at.
        nth: usize,
    },
    /// Light a kind of entity up in the text, or stop.
    ToggleKind(EntityKind),
    /// The rows that are on the screen; what is missing of them is loaded.
    ShowRows(Range<usize>),
    /// Order the list.
    SetSort(Sort),
    /// Star the open article, or take the star off.
    ToggleStar,
    /// Mark the open article as read, or as unread.
    ToggleRead,
    /// Show the raw page instead of the article, or the article again.
    TogglePage,
    /// Show the raw page as text instead of as printed, or as printed again.
    TogglePageText,
    /// Show or hide the entity panel.
    TogglePanel,
    /// Show or hide the keys.
    ToggleHelp,
    /// Close what is open: keys, notice, raw page, then the query.
    StepBack,
    /// The article before, in the order they were opened.
    GoBack,
    /// The article after.
    GoForward,
    /// Make the body's type larger by this many points, or smaller.
    ChangeTextSize(f32),
    /// The body's usual size.
    ResetTextSize,
    /// Light, dark, or by the system.
    SetTheme(ThemeChoice),
    /// The interface's language; `None`: by the system.
    SetLanguage(Option<Language>),
    /// Import files and folders.
    Import(Vec<PathBuf>),
    /// Open the library in this folder, or create it there.
    OpenLibrary(PathBuf),
    /// Open the built-in sample library.
    OpenSample,
    /// Restore every page of the library anew.
    Rebuild,
    /// Stop the import or rebuild that runs.
    CancelWork,
    /// Close the notice.
    DismissNotice,
}

/// A command by name: what menus and keys refer to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(
    missing_docs,
    reason = "the table below says what each one does, to the reader too"
)]
pub enum CommandId {
    Search,
    NextArticle,
    PreviousArticle,
    ReadOn,
    ReadBack,
    NextHit,
    PreviousHit,
    TogglePage,
    TogglePageText,
    TogglePanel,
    ToggleStar,
    ToggleRead,
    GoBack,
    GoForward,
    LargerText,
    SmallerText,
    ResetTextSize,
    ToggleDark,
    ImportFiles,
    ImportFolder,
    OpenLibrary,
    OpenSample,
    Rebuild,
    CancelWork,
    ToggleHelp,
    StepBack,
}

/// A key on the keyboard with its modifiers, by egui-independent name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shortcut {
    /// The key's name: "J", "Space", "ArrowDown", "Slash", "F1" …
    pub key: &'static str,
    /// With Ctrl (⌘ on a Mac).
    pub ctrl: bool,
    /// With Shift.
    pub shift: bool,
    /// With Alt.
    pub alt: bool,
}

/// Ctrl as it is called on this system.
const CTRL: &str = if cfg!(target_os = "macos") {
    "⌘"
} else {
    "Ctrl+"
};

impl Shortcut {
    const fn plain(key: &'static str) -> Self {
        Self {
            key,
            ctrl: false,
            shift: false,
            alt: false,
        }
    }

    const fn ctrl(key: &'static str) -> Self {
        Self {
            key,
            ctrl: true,
            shift: false,
            alt: false,
        }
    }

    const fn shift(key: &'static str) -> Self {
        Self {
            key,
            ctrl: false,
            shift: true,
            alt: false,
        }
    }

    const fn alt(key: &'static str) -> Self {
        Self {
            key,
            ctrl: false,
            shift: false,
            alt: true,
        }
    }

    /// The shortcut as it is printed: "Ctrl+K", "Shift+N", "/".
    #[must_use]
    pub fn label(self) -> String {
        let mut label = String::new();
        for (is_held, name) in [
            (self.ctrl, CTRL),
            (self.alt, "Alt+"),
            (self.shift, "Shift+"),
        ] {
            if is_held {
                label.push_str(name);
            }
        }
        label.push_str(match self.key {
            "ArrowDown" => "↓",
            "ArrowUp" => "↑",
            "ArrowLeft" => "←",
            "ArrowRight" => "→",
            "Slash" => "/",
            "Questionmark" => "?",
            "Escape" => "Esc",
            "Plus" => "+",
            "Minus" => "-",
            key => key,
        });
        label
    }
}

/// One line of the table.
#[derive(Clone, Copy, Debug)]
pub struct CommandEntry {
    /// Which command.
    pub id: CommandId,
    /// What it is called in a menu and on the help page.
    pub label: Text,
    /// Its keys, the usual one first; empty when it has none.
    pub shortcuts: &'static [Shortcut],
    /// May it be used now?
    pub is_offered: fn(&App) -> bool,
}

const ALWAYS: fn(&App) -> bool = |_| true;
const WITH_LIST: fn(&App) -> bool = |app| app.list.total > 0;
const WITH_ARTICLE: fn(&App) -> bool = |app| app.article.is_some();

macro_rules! entry {
    ($id:ident, $zh:literal, $en:literal, $offered:expr, [$($shortcut:expr),*]) => {
        CommandEntry {
            id: CommandId::$id,
            label: Text { zh: $zh, en: $en },
            shortcuts: &[$($shortcut),*],
            is_offered: $offered,
        }
    };
}

use Shortcut as S;

/// The table of commands, in the order of the help page.
pub const COMMANDS: &[CommandEntry] = &[
    entry!(
        Search,
        "搜索",
        "Search",
        ALWAYS,
        [S::plain("Slash"), S::ctrl("K"), S::ctrl("F")]
    ),
    entry!(
        NextArticle,
        "下一篇",
        "Next article",
        WITH_LIST,
        [S::plain("J"), S::plain("ArrowDown")]
    ),
    entry!(
        PreviousArticle,
        "上一篇",
        "Previous article",
        WITH_LIST,
        [S::plain("K"), S::plain("ArrowUp")]
    ),
    entry!(
        ReadOn,
        "往下读，读完到下一篇",
        "Read on, then the next article",
        WITH_ARTICLE,
        [S::plain("Space"), S::plain("PageDown")]
    ),
    entry!(
        ReadBack,
        "往上读",
        "Read back",
        WITH_ARTICLE,
        [S::shift("Space"), S::plain("PageUp")]
    ),
    entry!(
        NextHit,
        "下一处命中",
        "Next hit",
        |a| a.n_hits() > 0,
        [S::plain("N")]
    ),
    entry!(
        PreviousHit,
        "上一处命中",
        "Previous hit",
        |a| a.n_hits() > 0,
        [S::shift("N")]
    ),
    entry!(
        TogglePage,
        "对照原版",
        "Raw page",
        WITH_ARTICLE,
        [S::plain("O")]
    ),
    entry!(
        TogglePageText,
        "原版看图或看文字",
        "Raw page as printed or as text",
        App::has_layout,
        [S::shift("O")]
    ),
    entry!(
        TogglePanel,
        "要素栏",
        "Entity panel",
        ALWAYS,
        [S::plain("E")]
    ),
    entry!(
        ToggleStar,
        "星标",
        "Star",
        |a| a.article.is_some() && a.is_writable(),
        [S::plain("S")]
    ),
    entry!(
        ToggleRead,
        "标为已读或未读",
        "Mark read or unread",
        |a| a.article.is_some() && a.is_writable(),
        [S::plain("U")]
    ),
    entry!(
        GoBack,
        "后退",
        "Back",
        App::can_go_back,
        [S::alt("ArrowLeft")]
    ),
    entry!(
        GoForward,
        "前进",
        "Forward",
        App::can_go_forward,
        [S::alt("ArrowRight")]
    ),
    entry!(
        LargerText,
        "放大字号",
        "Larger text",
        ALWAYS,
        [S::ctrl("Plus")]
    ),
    entry!(
        SmallerText,
        "缩小字号",
        "Smaller text",
        ALWAYS,
        [S::ctrl("Minus")]
    ),
    entry!(
        ResetTextSize,
        "默认字号",
        "Usual text size",
        ALWAYS,
        [S::ctrl("0")]
    ),
    entry!(
        ToggleDark,
        "浅色或深色",
        "Light or dark",
        ALWAYS,
        [S::ctrl("D")]
    ),
    entry!(
        ImportFiles,
        "导入文件…",
        "Import files…",
        App::can_import,
        [S::ctrl("O")]
    ),
    entry!(
        ImportFolder,
        "导入文件夹…",
        "Import a folder…",
        App::can_import,
        []
    ),
    entry!(
        OpenLibrary,
        "打开或新建资料库…",
        "Open or create a library…",
        |a| !a.is_busy(),
        []
    ),
    entry!(
        OpenSample,
        "打开样例资料库",
        "Open the sample library",
        |a| !a.is_busy() && !a.library.is_sample,
        []
    ),
    entry!(
        Rebuild,
        "重新复原全部文章",
        "Restore all articles anew",
        |a| a.is_writable() && !a.is_busy(),
        []
    ),
    entry!(CancelWork, "停止", "Stop", App::is_busy, []),
    entry!(
        ToggleHelp,
        "快捷键",
        "Keys",
        ALWAYS,
        [S::plain("F1"), S::plain("Questionmark")]
    ),
    entry!(
        StepBack,
        "关闭或清除",
        "Close or clear",
        ALWAYS,
        [S::plain("Escape")]
    ),
];

/// The table's line for a command.
#[must_use]
pub fn entry(id: CommandId) -> &'static CommandEntry {
    // The table is complete: a test goes through every id.
    COMMANDS.iter().find(|e| e.id == id).unwrap_or(&COMMANDS[0])
}
