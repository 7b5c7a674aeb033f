//! The one table that labels the commands. Menus, buttons, shortcuts, the help page and the README
//! read it; a button outside it is a bug.

use super::{App, Ask, CommandId, Mending, NameAsk, NameDeed, Phase, Shortcut, Text};
use crate::model::EntityKind;

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

const REPAIRING: fn(&App) -> bool = |app| app.repair.is_on && app.article.is_some();

/// The table of commands, in the order of the help page. Where two share a key, the later one has
/// it as long as it is offered.
pub const COMMANDS: &[CommandEntry] = &[
    entry!(
        Search,
        "搜索",
        "Search",
        ALWAYS,
        [S::plain("Slash"), S::ctrl("F")]
    ),
    entry!(
        ShowSearches,
        "检索记录与已存检索",
        "Earlier and saved searches",
        ALWAYS,
        [S::ctrl("H")]
    ),
    entry!(
        SaveSearch,
        "存下这次检索…",
        "Save this search…",
        App::can_save_search,
        [S::ctrl("S")]
    ),
    entry!(
        ShowBatch,
        "批量检索…",
        "Search for a list of names…",
        ALWAYS,
        [S::ctrl("B")]
    ),
    entry!(
        LoadNames,
        "读入名单…",
        "Load a list of names…",
        |a| a.batch.is_shown,
        []
    ),
    entry!(
        ExportTable,
        "导出表格…",
        "Export the table…",
        |a| a.batch.is_shown && a.batch.n_rows() > 0,
        []
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
        ToggleDoubtful,
        "只看存疑",
        "Doubtful only",
        |a| a.library.phase == super::Phase::Ready,
        [S::plain("D")]
    ),
    entry!(ToggleFacets, "筛选栏", "Filters", ALWAYS, [S::plain("F")]),
    entry!(
        ToggleComparison,
        "按时间对比",
        "Compare over time",
        |a| a.library.phase == super::Phase::Ready && a.library.counts.n_articles > 0,
        [S::plain("V")]
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
    entry!(ToggleStar, "星标", "Star", WITH_ARTICLE, [S::plain("S")]),
    entry!(
        ToggleRead,
        "标为已读或未读",
        "Mark read or unread",
        WITH_ARTICLE,
        [S::plain("U")]
    ),
    // Where the library is read-only they say so.
    entry! {StatusToCheck, "状态：待查", "Status: to check", WITH_ARTICLE, [S::plain("Q")]},
    entry! {StatusSeen, "状态：已看", "Status: seen", WITH_ARTICLE, [S::plain("W")]},
    entry! {StatusToUse, "状态：要用", "Status: to use", WITH_ARTICLE, [S::plain("Y")]},
    entry! {AskTags, "标签…", "Tags…", WITH_ARTICLE, [S::plain("L")]},
    entry! {AskCollections, "收藏夹…", "Collections…", WITH_ARTICLE, [S::plain("B")]},
    entry! {AskNote, "写笔记（选中几个字时，写在那里）…", "Write a note (on what is selected)…", WITH_ARTICLE, [S::plain("A")]},
    entry! {MarkPassage, "划线：标出选中的几个字", "Highlight what is selected", |a| a.article.is_some() && a.names.selected.is_some(), [S::plain("H")]},
    entry! {ShowNotes, "全部笔记", "All notes", ALWAYS, [S::shift("A")]},
    entry! {ShowLabels, "全部标签与收藏夹", "All tags and collections", ALWAYS, [S::shift("L")]},
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
    entry!(
        ToggleRepair,
        "修正本版",
        "Repair the page",
        App::can_begin_repair,
        [S::plain("R")]
    ),
    entry!(
        UndoRepair,
        "撤销",
        "Undo",
        |a| a.can_change() && a.repair.history.undo.is_some(),
        [S::ctrl("Z")]
    ),
    entry!(
        RedoRepair,
        "重做",
        "Redo",
        |a| a.can_change() && a.repair.history.redo.is_some(),
        [S::ctrl_shift("Z"), S::ctrl("Y")]
    ),
    // In braces, which keeps each on its line. While lines are repaired the digits are theirs.
    entry! {CorrectName, "更正名称…", "Correct the name…", |a| a.can_name(NameDeed::Ask(NameAsk::Deed)), [S::plain("M")]},
    entry! {NotEntity, "不是要素", "Not a name of anything", |a| a.can_name(NameDeed::NotEntity), [S::plain("X")]},
    entry! {IsPerson, "是人物", "A person", |a| a.can_name(NameDeed::Is(EntityKind::Person)), [S::plain("1")]},
    entry! {IsOrganization, "是机构", "An organisation", |a| a.can_name(NameDeed::Is(EntityKind::Organization)), [S::plain("2")]},
    entry! {IsPlace, "是地点", "A place", |a| a.can_name(NameDeed::Is(EntityKind::Place)), [S::plain("3")]},
    entry! {IsFacility, "是园区或设施", "A site", |a| a.can_name(NameDeed::Is(EntityKind::Facility)), [S::plain("4")]},
    entry! {IsProject, "是项目或活动", "A project", |a| a.can_name(NameDeed::Is(EntityKind::Project)), [S::plain("5")]},
    entry! {AskExtent, "名称应更长或更短…", "Longer or shorter…", |a| a.can_name(NameDeed::Ask(NameAsk::Extent)), [S::plain("6")]},
    entry! {AskRename, "改显示的名称…", "Show under another name…", |a| a.can_name(NameDeed::Ask(NameAsk::Rename)), [S::plain("7")]},
    entry! {AskAlias, "是谁的又名…", "Another name of…", |a| a.can_name(NameDeed::Ask(NameAsk::Alias)), [S::plain("8")]},
    entry! {AskMerge, "与另一个是同一个…", "The same as…", |a| a.can_name(NameDeed::Ask(NameAsk::Merge)), [S::plain("9")]},
    entry! {AskSplit, "不是同一个，分开…", "Not the same, part…", |a| a.can_name(NameDeed::Ask(NameAsk::Split)), [S::plain("0")]},
    entry! {ShowProfile, "人物、单位等的专页", "Page of the followed name", |a| a.can_open_page() || a.article.is_some(), [S::plain("P")]},
    entry! {ShowNetwork, "关系图", "Network", |a| a.network.is_open() || a.article.is_some(), [S::plain("G")]},
    entry! {ExportGraph, "导出关系图（GraphML）…", "Export the network (GraphML)…", |a| a.network.has_nodes(), []},
    entry! {ExportTies, "导出关系与原句（CSV）…", "Export ties and sentences (CSV)…", |a| a.network.has_nodes(), []},
    entry! {ShowExport, "导出文章…", "Export articles…", App::can_export, [S::ctrl_shift("E")]},
    entry! {WriteExport, "选择文件并导出…", "Choose a file and export…", |a| a.export.is_shown && a.can_write(), []},
    entry! {StopExport, "停止导出", "Stop the export", |a| a.export.progress.is_some(), []},
    entry! {CopyCitation, "复制引用（GB/T 7714）", "Copy the reference (GB/T 7714)", WITH_ARTICLE, [S::ctrl_shift("R")]},
    entry! {CopyRis, "复制引用（RIS）", "Copy the reference (RIS)", WITH_ARTICLE, []},
    entry! {CopyBibTex, "复制引用（BibTeX）", "Copy the reference (BibTeX)", WITH_ARTICLE, []},
    entry! {ShowPalette, "命令面板", "Commands", ALWAYS, [S::ctrl("K")]},
    entry! {ShowFiles, "资料库里的文件", "Files of the library", |a| a.library.phase == Phase::Ready, [S::ctrl("I")]},
    entry! {WatchFolder, "监视文件夹…", "Watch a folder…", |a| a.is_writable() && !a.library.is_sample, []},
    entry! {SurveyFolder, "先看看会收入什么…", "See what would come in…", |a| !a.is_busy() && a.library.phase == Phase::Ready, []},
    entry! {WriteArchive, "资料库存为开放档案…", "Save the library as an open archive…", App::can_archive, []},
    entry! {OpenArchive, "从档案建资料库…", "Make a library of an archive…", |a| !a.is_busy(), []},
    entry! {PauseImport, "暂停或继续导入", "Pause or go on importing", App::can_pause, []},
    entry! {ShowNames, "名称更正一览", "Corrections of names", ALWAYS, [S::ctrl("E")]},
    entry! {ImportRules, "导入更正规则…", "Import corrections…", App::can_change, []},
    entry! {ExportRules, "导出更正规则…", "Export corrections…", |a| !a.names.rules.is_empty(), []},
    entry!(
        NextLine,
        "下一行（修正时）",
        "Next line (repairing)",
        REPAIRING,
        [S::plain("ArrowDown")]
    ),
    entry!(
        PreviousLine,
        "上一行（修正时）",
        "Previous line (repairing)",
        REPAIRING,
        [S::plain("ArrowUp")]
    ),
    entry!(
        ExtendDown,
        "往下多选一行",
        "Select one line more below",
        REPAIRING,
        [S::shift("ArrowDown")]
    ),
    entry!(
        ExtendUp,
        "往上多选一行",
        "Select one line more above",
        REPAIRING,
        [S::shift("ArrowUp")]
    ),
    entry!(
        MendHeadline,
        "作为本文标题",
        "As the headline",
        |a| a.can_mend(Mending::Headline),
        [S::plain("1")]
    ),
    entry!(
        MendDeck,
        "作为引题副题",
        "As kicker or subtitle",
        |a| a.can_mend(Mending::Deck),
        [S::plain("2")]
    ),
    entry!(
        MendBody,
        "归入本文正文",
        "As body text",
        |a| a.can_mend(Mending::Body),
        [S::plain("3")]
    ),
    entry!(
        MendByline,
        "作为署名",
        "As the byline",
        |a| a.can_mend(Mending::Byline),
        [S::plain("4")]
    ),
    entry!(
        MendCaption,
        "作为图注",
        "As a caption",
        |a| a.can_mend(Mending::Caption),
        [S::plain("5")]
    ),
    entry!(
        MendSplit,
        "从这里分成两篇",
        "Split here",
        |a| a.can_mend(Mending::Split),
        [S::plain("6")]
    ),
    entry!(
        MendMerge,
        "并入上一篇",
        "Join to the one before",
        |a| a.can_mend(Mending::Merge),
        [S::plain("7")]
    ),
    entry!(
        MendFurniture,
        "不属于文章",
        "Take out of the article",
        |a| a.can_mend(Mending::Furniture),
        [S::plain("8")]
    ),
    entry!(
        AskTarget,
        "移到另一篇…",
        "To another article…",
        |a| a.can_ask(Ask::Target),
        [S::plain("9")]
    ),
    entry!(
        AskText,
        "改字…",
        "Correct the text…",
        |a| a.can_ask(Ask::Text),
        [S::plain("0")]
    ),
    entry!(
        AskDate,
        "本页日期…",
        "Date of the page…",
        |a| a.can_ask(Ask::Date),
        [S::plain("T")]
    ),
    entry!(
        MendUp,
        "上移一段",
        "Paragraph up",
        |a| a.can_mend(Mending::Up),
        [S::alt("ArrowUp")]
    ),
    entry!(
        MendDown,
        "下移一段",
        "Paragraph down",
        |a| a.can_mend(Mending::Down),
        [S::alt("ArrowDown")]
    ),
    entry!(
        MendConfirm,
        "本文无误",
        "Article is right",
        |a| a.can_mend(Mending::Confirm),
        [S::plain("C")]
    ),
    entry! {NextNode, "下一个名称（关系图）", "Next name (network)", |a| a.network.has_nodes(), [S::plain("ArrowRight"), S::plain("ArrowDown")]},
    entry! {PreviousNode, "上一个名称（关系图）", "Previous name (network)", |a| a.network.has_nodes(), [S::plain("ArrowLeft"), S::plain("ArrowUp")]},
];

/// The table's line for a command.
#[must_use]
pub fn entry(id: CommandId) -> &'static CommandEntry {
    // The table is complete: a test goes through every id.
    COMMANDS.iter().find(|e| e.id == id).unwrap_or(&COMMANDS[0])
}
