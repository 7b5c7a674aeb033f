//! Every wish the reader can utter.

use super::{
    Ask, BatchWish, Compared, ExportWish, FilesWish, Filter, Language, Mending, NameWish,
    NetworkWish, OwnWish, PaletteWish, ProfileWish, SearchWish, ThemeChoice,
};
use crate::library::{DateRange, Facet, Sort};
use crate::model::{ArticleId, EntityKind, PartialDate, Span};
use std::ops::Range;
use std::path::PathBuf;

/// A wish of the reader, complete with what it is about. Pure data.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Search for this text as it stands; the empty text lists everything.
    SetQuery(String),
    /// Offer what may be wanted of what is typed.
    Suggest {
        /// What is in the search box.
        text: String,
        /// Where the caret stands, in bytes of it.
        caret: usize,
    },
    /// Choose the next row of what is offered, or the one before.
    StepSuggestion {
        /// The next?
        forward: bool,
    },
    /// Put a row of what is offered into the search box.
    TakeSuggestion(usize),
    /// Put the chosen row into the search box; where none is chosen any more, search for what is
    /// typed.
    TakeChosen,
    /// Offer nothing until more is typed.
    CloseSuggestions,
    /// Search for what is typed, as it is.
    EnterQuery,
    /// What the reader wants of the search for many names.
    Batch(BatchWish),
    /// What the reader wants of earlier and saved searches.
    Searches(SearchWish),
    /// What the reader wants with names that are recognised wrongly.
    Names(NameWish),
    /// What the reader wants of star, status, tags, collections and notes.
    Own(OwnWish),
    /// What the reader wants of the page of a name.
    Profile(ProfileWish),
    /// What the reader wants with exports.
    Export(ExportWish),
    /// What the reader wants of the palette.
    Palette(PaletteWish),
    /// What the reader wants with the library's files.
    Files(FilesWish),
    /// What the reader wants with the network around a name.
    Network(NetworkWish),
    /// Open an article and bring a stretch of its text into view; a name that stands exactly there is
    /// followed.
    OpenAt {
        /// Which article.
        id: ArticleId,
        /// In its text.
        span: Span,
    },
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
    /// Go to a hit of the open article, by its place among them.
    GoToHit(usize),
    /// Jump to the next mention of an entity of the open article, by its place in
    /// [`crate::model::Recognition::entities`].
    JumpToMention(usize),
    /// Bring a stretch of the open article's text into view.
    ShowText(Span),
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
    /// Set a filter, or take it off where it is set.
    ToggleFilter(Filter),
    /// Take all filters off.
    ClearFilters,
    /// Make the filters a part of what is typed.
    TypeFilters,
    /// Compare what the list shows with another query over time, or stop.
    ToggleComparison,
    /// The other query of the comparison, as it is typed.
    CompareWith(String),
    /// Compare shares of all articles, or numbers.
    CompareShares(bool),
    /// List the articles of a compared query that are of a time.
    OpenCompared(Compared, DateRange),
    /// Show the facets above the list, or hide them.
    ToggleFacets,
    /// Unfold the names of a facet, or fold them up.
    OpenFacet(Facet),
    /// List all names of the open facet that hold this text; `None`: only the most frequent ones.
    ListFacet(Option<String>),
    /// Star the open article, or take the star off.
    ToggleStar,
    /// Mark the open article as read, or as unread.
    ToggleRead,
    /// Show only articles that may be restored wrongly, or all.
    ToggleDoubtful,
    /// List the article of a row with its reprints.
    ShowReprints(usize),
    /// Back from such a list.
    LeaveReprints,
    /// Fold reprints into one row, or give each its own.
    ToggleFolding,
    /// Open an article of the open one's page.
    OpenArticle(ArticleId),
    /// Show the raw page and bring a stretch of it into view.
    ShowOnPage(Span),
    /// Begin to repair the raw page, or end it.
    ToggleRepair,
    /// Choose a line of the raw page, by its number from 0.
    SelectLine {
        /// Which.
        line: usize,
        /// All lines from the one chosen first to this one.
        extends: bool,
    },
    /// Choose the next line with text, or the one before.
    StepLine {
        /// The next?
        forward: bool,
        /// Keep the lines that are chosen.
        extends: bool,
    },
    /// Repair with the chosen lines.
    Mend(Mending),
    /// Move the chosen lines to another article of the page, by its place in
    /// [`crate::library::PageSheet::articles`].
    MoveTo(usize),
    /// Merge the open article with another one of the page, the one that begins first in front.
    MergeWith(usize),
    /// Ask the reader for what a repair needs.
    Ask(Ask),
    /// Stop asking.
    CloseAsk,
    /// What the chosen line should read.
    EditLine(String),
    /// The day or month the open article's page appeared; `None`: unknown.
    DatePage(Option<PartialDate>),
    /// Take the last deed back, of whatever kind.
    UndoRepair,
    /// Do again what was taken back.
    RedoRepair,
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
    ShowSearches,
    SaveSearch,
    ShowBatch,
    LoadNames,
    ExportTable,
    NextArticle,
    PreviousArticle,
    ReadOn,
    ReadBack,
    NextHit,
    PreviousHit,
    ToggleDoubtful,
    ToggleFacets,
    ToggleComparison,
    TogglePage,
    TogglePageText,
    TogglePanel,
    ToggleStar,
    ToggleRead,
    StatusToCheck,
    StatusSeen,
    StatusToUse,
    AskTags,
    AskCollections,
    AskNote,
    MarkPassage,
    ShowNotes,
    ShowLabels,
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
    ToggleRepair,
    UndoRepair,
    RedoRepair,
    CorrectName,
    NotEntity,
    IsPerson,
    IsOrganization,
    IsPlace,
    IsFacility,
    IsProject,
    AskExtent,
    AskRename,
    AskAlias,
    AskMerge,
    AskSplit,
    ShowProfile,
    ShowNames,
    ShowFiles,
    ShowPalette,
    PauseImport,
    WatchFolder,
    SurveyFolder,
    WriteArchive,
    OpenArchive,
    ImportRules,
    ExportRules,
    ShowNetwork,
    ExportGraph,
    ExportTies,
    ShowExport,
    WriteExport,
    StopExport,
    CopyCitation,
    CopyRis,
    CopyBibTex,
    NextLine,
    PreviousLine,
    ExtendDown,
    ExtendUp,
    MendHeadline,
    MendDeck,
    MendBody,
    MendByline,
    MendCaption,
    MendSplit,
    MendMerge,
    MendFurniture,
    AskTarget,
    AskText,
    AskDate,
    MendUp,
    MendDown,
    MendConfirm,
    NextNode,
    PreviousNode,
}
