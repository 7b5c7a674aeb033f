//! Work for the threads, and what they report.

use super::Counted;
use super::{ExportNews, FilesNews};
use super::{SearchDeed, Settings};
use crate::library::{BatchLine, BatchRow, ExportRequest, FoundNotes, Query, WorkWish};
use crate::library::{Chosen, GraphFormat, Narrowing, Network, NetworkRequest, Profile, Subject};
use crate::library::{
    CorrectionImport, Counts, Facet, FacetList, ImportReport, LoadedArticle, Only, Picture,
    Progress, RepairHistory, RepairReport, ReprintView, Results, Searches, SimilarArticle, Sort,
    StoredCorrection, Suggestion, Timeline, Typing,
};
use crate::library::{ImportRequest, Said};
use crate::model::{ArticleId, Correction, Label, PageHash, Repair, Sentence};
use std::path::PathBuf;
use std::sync::Arc;

/// Which request an answer belongs to. Answers to an older one are dropped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Generation(pub u64);

/// Which library to open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LibraryPlace {
    /// The built-in sample library.
    Sample,
    /// The reader's own first library, at the usual place.
    Own,
    /// The library in this folder; it is created where there is none.
    Folder(PathBuf),
}

/// Work for a thread.
#[derive(Clone, Debug, PartialEq)]
pub enum Job {
    /// Open a library in the place of the present one, then import `import` into it.
    Open {
        /// Which.
        place: LibraryPlace,
        /// Files and folders to import once it is open.
        import: Vec<PathBuf>,
    },
    /// Load a stretch of the list. Only the newest of these matters.
    Find {
        /// Which request.
        generation: Generation,
        /// What to look for.
        query: Query,
        /// Among which articles.
        only: Only,
        /// What becomes of reprints.
        reprints: ReprintView,
        /// In which order.
        sort: Sort,
        /// From which row.
        offset: usize,
        /// How many rows at most.
        limit: usize,
    },
    /// Load a stretch of a list of chosen articles, in the place of a [`Job::Find`].
    ListChosen {
        /// Which request.
        generation: Generation,
        /// The articles.
        chosen: Chosen,
        /// What to mark in them.
        marks: Query,
        /// In which order.
        sort: Sort,
        /// From which row.
        offset: usize,
        /// How many rows at most.
        limit: usize,
    },
    /// Count what the articles of the list have in common. Only the newest of these matters, and
    /// none that a newer [`Job::Find`] has overtaken.
    CountFacets {
        /// Which list.
        generation: Generation,
        /// What it shows.
        query: Query,
        /// What it would show without filters on the date, where there are any: the months are
        /// counted among these.
        dateless: Option<Query>,
        /// Among which articles.
        only: Only,
        /// Are the months of all articles wanted, too?
        with_whole: bool,
    },
    /// List the names of a facet. Only the newest of these matters.
    ListFacet {
        /// Which request.
        generation: Generation,
        /// Of which articles.
        query: Query,
        /// Among which.
        only: Only,
        /// Which names.
        facet: Facet,
        /// What they must hold; empty for all.
        part: String,
    },
    /// Look for what may be wanted of what is typed. Only the newest of these matters.
    Suggest {
        /// Which request.
        generation: Generation,
        /// What is typed.
        typing: Typing,
    },
    /// Count two queries over time. Only the newest of these matters.
    Compare {
        /// Which request.
        generation: Generation,
        /// What is compared.
        queries: [Query; 2],
        /// Among which articles.
        only: Only,
    },
    /// Find the articles nearest to the open one. Only the newest of these matters.
    FindSimilar {
        /// Which article.
        id: ArticleId,
    },
    /// Look for what is near to a search that found nothing. Only the newest of these matters.
    Rescue {
        /// The search.
        generation: Generation,
        /// What was typed.
        typing: Typing,
    },
    /// Search for many things, one after another.
    Batch {
        /// Which request.
        generation: Generation,
        /// What for.
        lines: Vec<BatchLine>,
    },
    /// Search for no more of them.
    StopBatch,
    /// Read what the articles of a name say. Only the newest of these matters.
    ReadProfile {
        /// Which request.
        generation: Generation,
        /// Of whom or what.
        subject: Subject,
        /// How many articles at most.
        n_most: usize,
        /// Of which of several namesakes alone.
        narrowing: Option<Narrowing>,
    },
    /// Read no more of them.
    StopProfile,
    /// Make a network, a little at a time. Only the newest of these matters.
    Network {
        /// Which request.
        generation: Generation,
        /// Which network.
        request: NetworkRequest,
    },
    /// Make it no longer.
    StopNetwork,
    /// Write articles to a file, a few at a time. Only the newest of these goes on.
    Export(Generation, Box<ExportRequest>),
    /// Write no more of them.
    StopExport,
    /// Write a network to a file.
    ExportNetwork {
        /// Which file.
        path: PathBuf,
        /// What it holds.
        network: Arc<Network>,
        /// In which format.
        format: GraphFormat,
        /// Are its columns named in English?
        is_english: bool,
    },
    /// Read a list of names from a file.
    LoadList(PathBuf),
    /// Write a file.
    WriteFile {
        /// Which.
        path: PathBuf,
        /// What it holds.
        text: String,
    },
    /// Load an article. Only the newest of these matters.
    LoadArticle {
        /// Which request.
        generation: Generation,
        /// Which article.
        id: ArticleId,
        /// What to mark in it.
        query: Query,
    },
    /// Draw a page as it was printed. Only the newest of these matters.
    DrawPage {
        /// Which page.
        page_id: i64,
    },
    /// Import files and folders.
    Import(ImportRequest),
    /// Write the whole library to a file, as an archive.
    Archive(Generation, PathBuf),
    /// See what an import of these would do, without doing it.
    Survey(Vec<PathBuf>),
    /// Make a library of an archive, in a folder that is new, and open it.
    Unarchive(PathBuf),
    /// List the copies of the reader's rows.
    ListBackups,
    /// Put a copy, by its name, in the place of the reader's rows, and open the library again.
    RestoreBackup(String),
    /// Pause the imports, or go on with them.
    PauseImport(bool),
    /// Stop all imports, paused ones too; what they took stays.
    StopImports,
    /// Remove files, by their numbers.
    RemoveFiles(Vec<i64>),
    /// Restore a file anew, read so.
    RedoFile(i64, Said),
    /// Forget that a file failed, or that any did.
    ForgetFailure(Option<i64>),
    /// Watch a folder from now on, or no more.
    Watch(PathBuf, bool),
    /// List files of the library. Only the newest of these matters.
    ListFiles {
        /// Which request.
        serial: u64,
        /// What their names or paths hold.
        part: String,
        /// From which row, and how many at most.
        rows: (usize, usize),
    },
    /// Show how a file is read, and how it could be. Only the newest of these matters.
    PreviewFile(i64),
    /// Restore everything anew.
    Rebuild,
    /// Set or clear the read mark, by the way.
    MarkRead(ArticleId, bool),
    /// Set or clear the star.
    Star(ArticleId, bool),
    /// Do something of the reader's work.
    Work(WorkWish),
    /// Look for notes that hold a text. Only the newest of these matters.
    FindNotes {
        /// Which request.
        serial: u64,
        /// What they hold; empty: all.
        part: String,
    },
    /// Keep a repair and apply it.
    Repair {
        /// The page.
        page: PageHash,
        /// What to repair.
        repair: Repair,
    },
    /// Take the last repair, or the last rules for names, back; the open article comes first.
    UndoRepair(Option<ArticleId>),
    /// Do again what was taken back last.
    RedoRepair(Option<ArticleId>),
    /// Keep rules for names, take others off by their numbers, and apply them.
    Correct {
        /// New ones.
        made: Vec<Correction>,
        /// Old ones.
        taken_off: Vec<i64>,
        /// The open article, which comes first.
        open: Option<ArticleId>,
    },
    /// Keep the rules of a file and apply them.
    ImportRules {
        /// The file.
        path: PathBuf,
        /// The open article, which comes first.
        open: Option<ArticleId>,
    },
    /// Write the rules to a file.
    ExportRules(PathBuf),
    /// Look for names that hold a text. Only the newest of these matters.
    OfferNames {
        /// Which request.
        serial: u64,
        /// Among which names.
        facet: Facet,
        /// What they must hold.
        part: String,
    },
    /// Change what is kept of searches.
    KeepSearch(SearchDeed),
    /// Keep the settings.
    SaveSettings(Settings),
    /// Append a line to a file, for those who drive the window from outside.
    AppendLine {
        /// Which file.
        path: PathBuf,
        /// The line, without its end.
        line: String,
    },
}

impl Job {
    /// How soon the reader thread turns to it, 0 first; `None`: it is the writer's. What is waited
    /// for least comes last.
    pub(super) const fn rank(&self) -> Option<usize> {
        match self {
            Self::LoadArticle { .. } => Some(0),
            Self::Find { .. } | Self::ListChosen { .. } => Some(1),
            Self::Suggest { .. } => Some(2),
            Self::Rescue { .. } => Some(3),
            Self::ListFacet { .. } => Some(4),
            Self::CountFacets { .. } => Some(5),
            Self::Compare { .. } => Some(6),
            Self::FindSimilar { .. } => Some(7),
            Self::DrawPage { .. } => Some(8),
            Self::OfferNames { .. } => Some(9),
            Self::FindNotes { .. } => Some(10),
            Self::ListFiles { .. } => Some(11),
            Self::PreviewFile(_) => Some(12),
            _ => None,
        }
    }

    /// Is it the reader thread's, to be done in turns when there is nothing else to do?
    pub(super) const fn is_of_turns(&self) -> bool {
        matches!(
            self,
            Self::Batch { .. }
                | Self::StopBatch
                | Self::ReadProfile { .. }
                | Self::StopProfile
                | Self::Network { .. }
                | Self::StopNetwork
                | Self::Export(..)
                | Self::Archive(..)
                | Self::StopExport
        )
    }

    /// How many ranks there are.
    pub(super) const N_RANKS: usize = 13;
}

/// What was done to a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// A repair.
    Repaired,
    /// One was taken back: what can be done again now.
    Undone,
    /// One was done again.
    Redone,
}

/// What a thread reports.
#[derive(Clone, Debug)]
pub enum JobEvent {
    /// A library is open.
    Opened {
        /// Its name to show.
        name: String,
        /// Where it is.
        dir: PathBuf,
        /// Is it the sample library?
        is_sample: bool,
        /// Is another window writing to it, so that this one only reads?
        is_read_only: bool,
        /// How much it holds.
        counts: Counts,
        /// What the reader should know of how it was found.
        notes: Vec<Sentence>,
    },
    /// A library could not be opened.
    OpenFailed(Sentence),
    /// The first rows of the list, ahead of [`JobEvent::Found`]; nothing is counted yet.
    FirstFound(Generation, Results),
    /// A stretch of the list.
    Found(Generation, Results),
    /// What the articles of a list have in common.
    Counted(Generation, Box<Counted>),
    /// The names of a facet.
    FacetListed(Generation, FacetList),
    /// When the articles of two queries were printed, and when all were.
    Compared(Generation, Box<[Timeline; 3]>),
    /// The articles nearest to one.
    FoundSimilar(ArticleId, Vec<SimilarArticle>),
    /// A search could not be answered.
    FindFailed(Generation, Sentence),
    /// What may be wanted of what is typed.
    Suggested(Generation, Vec<Suggestion>),
    /// What is near to a search that found nothing.
    Rescued(Generation, Vec<Suggestion>),
    /// What some of many things found; the rest follows.
    BatchFound(Generation, Vec<BatchRow>),
    /// The search for many things ended before its time, and why.
    BatchFailed(Generation, Sentence),
    /// What the articles of a name say, as far as they are read.
    ProfileRead(Generation, Arc<Profile>),
    /// They could not be read, and why.
    ProfileFailed(Generation, Sentence),
    /// So many articles were read for a network, of so many as are known.
    NetworkGoesOn(Generation, (usize, usize)),
    /// A network.
    NetworkFound(Generation, Arc<Network>),
    /// There is no network, and why.
    NetworkFailed(Generation, Sentence),
    /// How far an export is.
    Export(Generation, ExportNews),
    /// A list of names was read.
    ListLoaded(String),
    /// A file was written.
    Written(PathBuf),
    /// What is kept of searches, as it is now.
    Searches(Searches),
    /// An article; `None` when the library no longer holds it.
    Loaded(Generation, Box<Option<LoadedArticle>>),
    /// The picture of a page; `None` when there is none to be had.
    Drawn {
        /// Which page.
        page_id: i64,
        /// Its picture.
        picture: Option<Arc<Picture>>,
    },
    /// Long work goes on.
    Progressed(Progress),
    /// An import is over.
    Imported {
        /// What it did.
        report: ImportReport,
        /// How much the library holds now.
        counts: Counts,
    },
    /// An import that nobody asked for found nothing; how much the library holds.
    ImportedNothing(Counts),
    /// What is heard of the library's files.
    Files(Box<FilesNews>),
    /// A rebuild is over.
    Rebuilt {
        /// Was it stopped before the end?
        is_cancelled: bool,
        /// How much the library holds now.
        counts: Counts,
    },
    /// An article could not be loaded.
    LoadFailed(Generation, Sentence),
    /// An import or a rebuild failed.
    WorkFailed {
        /// Why.
        sentence: Sentence,
        /// How much the library holds now, where that can be told.
        counts: Option<Counts>,
    },
    /// What an earlier run left unfinished is finished, or was stopped again.
    Completed {
        /// How much the library holds now.
        counts: Counts,
    },
    /// The rules for names in the library that was opened.
    Rules(Vec<StoredCorrection>),
    /// Rules are kept, and the open article has them; the others follow.
    RulesKept(Deed, RepairHistory, Vec<StoredCorrection>),
    /// All articles have the rules, or the work was stopped; and what an import of them did.
    RulesApplied(Counts, Option<CorrectionImport>),
    /// Names, with the number of their articles.
    NamesOffered(u64, Vec<(String, usize)>),
    /// The reader's work is kept, or taken back: what was done, where anything has changed; what can be
    /// taken back now; and the labels.
    WorkDone(Option<Deed>, RepairHistory, Vec<Label>),
    /// It could not be done, and why.
    WorkRefused(Sentence),
    /// Notes that were looked for.
    NotesFound(u64, FoundNotes),
    /// A repair is in the library, or was taken back; `None`: there was nothing to take back.
    Repaired(Deed, Option<Box<RepairReport>>),
    /// A repair was not made, and why.
    RepairFailed(Sentence),
    /// A mark or a setting could not be kept.
    Failed(Sentence),
}
