//! One folder of the reader's: open, import, read, edit, rebuild. The façade over `ingest`,
//! `restore`, `entity`, `store` and `index`; `app` and `cli` know nothing below it.
//!
//! A [`Library`] is the single writer; [`Reader`]s are handles for other threads, which go on
//! reading while it writes. What is written is written in one order: source bytes and catalog rows
//! in one transaction, then the commit of the index, then the mark "indexed up to here". A crash
//! between any two is found at the next start, and finished. What the reader notes or repairs is
//! written before anything that follows from it.

mod archive;
mod backing_up;
mod batch;
mod cells;
mod check;
mod correcting;
mod entry;
mod error;
mod export;
mod files;
mod finding;
mod folder;
mod hands;
mod hits;
mod identities;
mod identity;
mod import;
mod importing;
mod indexing;
mod keeping;
mod marking;
mod network;
mod open;
mod own;
mod passages;
mod profile;
mod progress;
mod reader;
mod rebuilding;
mod repairing;
mod reprints;
mod rescuing;
mod restored;
mod rows;
mod rules;
mod salvaging;
mod searching;
mod sheet;
mod suggesting;
mod suggesting_dates;
mod surveying;
mod types;
mod work;

pub use crate::entity::resolution::{
    Apart, Cited, CitedPost, Group, Identities, Link, Observation, Reason, SeenPost, Separation,
};
pub use crate::entity::{
    Anchor, Closeness, Count, Days, Exactness, Tenure, Unit, Value, read_meetings, value_of_entity,
    values_of,
};
pub use crate::index::query::{
    DateRange, Leaf, NameKind, Node, Own, Parsed, Problem, Query, Zone, describe, parse,
};
pub use crate::index::{
    Facet, FacetList, FacetValue, Facets, Newest, Only, OwnCount, Stop, Timeline,
};
pub use crate::ingest::{IngestError, Picture, Said};
pub use crate::restore::{Explanation, LineClass, day_span};
pub use crate::store::{
    Backup, BackupCounts, CorrectionDeed, FailedFile, FileRow, FileStamp, PastSearch, SavedSearch,
    StoredCorrection, StoredDeed, StoredNote, StoredRepair,
};
pub use archive::{ArchiveReport, ArchiveWork, ArchivedLibrary};
pub use batch::{BatchLine, BatchRow, csv_of, read_list, read_list_file, tsv_of};
pub use check::CheckReport;
pub use correcting::CorrectionImport;
pub use entry::entry_of;
pub use error::LibraryError;
pub use export::{
    Citation, CitationForm, ExportError, ExportFormat, ExportReport, ExportRequest, ExportWhat,
    ExportWork, Table, safe_name,
};
pub use files::{FilePreview, FoundFiles, RedoneFile};
pub use finding::{FirstRows, RowsWish};
pub use folder::SAMPLE_NAMES;
pub use identities::{IdentityWork, NameIdentities};
pub use importing::{ImportRequest, ImportWork};
pub use network::{
    GraphFormat, N_MOST_EDGES, N_MOST_NODES, NETWORK_KINDS, Network, NetworkArticle, NetworkEdge,
    NetworkNode, NetworkRequest, NetworkSentence, NetworkTotals, NetworkWork, graphml_of,
    ties_csv_of,
};
pub use open::Library;
pub use own::{ArticleNote, ArticleWork, FoundNotes, NoteRow, RowWork};
pub use profile::{
    AlsoWritten, Chosen, Companion, Company, Figure, MeetingCard, Namesake, Narrowing, Parting,
    Profile, ProfileMeeting, ProfileReading, Subject, Who,
};
pub use reader::Reader;
pub use repairing::{RepairHistory, RepairReport};
pub use restored::{
    RestoredPage, RestoredSource, is_page_name, list_files, restore_file, restore_files,
};
pub use salvaging::SalvageReport;
pub use searching::{SavedRow, Searches};
pub use sheet::{Owner, PageSheet, SheetArticle, SheetLine};
pub use suggesting::{Suggestion, SuggestionKind, Typing};
pub use surveying::SurveyReport;
pub use types::{
    ArticleRow, Counts, ImportReport, LoadedArticle, Progress, ReprintView, Results,
    SimilarArticle, Snippet, Sort, Stage,
};
pub use work::WorkWish;
