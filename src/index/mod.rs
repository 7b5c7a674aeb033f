//! "Which articles match?" The only user of tantivy.
//!
//! Everything in the index is derived: one that is missing, damaged or of another version is set
//! aside and filled anew from the database. Relies on `model` and `text`; the query language is
//! in a folder of its own, [`query`], and pure.

mod counting;
mod entry;
mod error;
mod excluded;
mod facets;
mod first;
mod matching_terms;
mod name_table;
mod nearness;
mod own;
pub mod query;
mod reprints;
mod said;
mod schema;
mod search;
mod similar;
mod soundness;
mod stop;
mod tally;
mod tokens;
mod visiting;
mod wishes;
mod writer;

pub use entry::Entry;
pub use error::IndexError;
pub use facets::{Facet, FacetList, FacetValue, Facets, Timeline};
pub use first::FirstFound;
pub use name_table::{FoundName, NameTable};
pub use own::{OwnCount, OwnRows};
pub use reprints::group_number;
pub use search::{Found, Reprints, Wish};
pub use similar::{NearArticle, Portrait};
pub use stop::{Newest, Stop};
pub use tally::Tally;
pub use writer::EntryWriter;

use crate::model::ArticleId;
use counting::FoundArticles;
use query::Query;
use schema::Fields;
use soundness::is_doubted;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use tantivy::directory::MmapDirectory;
use tantivy::store::Compressor;
use tantivy::{Index, IndexReader, IndexSettings, ReloadPolicy};

/// Ids that are read together, in bytes.
const STORE_BLOCK_BYTES: usize = 2048;
/// An index smaller than this is read through, checksums and all, when it is opened.
const QUICK_CHECK_BYTES: u64 = 64 << 20;

/// The order of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Best first; without a wanted term, by place.
    Relevance,
    /// As on the pages.
    Place,
    /// By the names of the sources, and as on the pages in each.
    Source,
    /// Newest first, undated last.
    Newest,
    /// Oldest first, undated last.
    Oldest,
}

/// Which articles to look among.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Only {
    /// All of them.
    #[default]
    All,
    /// Those that may be restored wrongly.
    Doubtful,
    /// Those of files that were imported after the one of this number.
    ImportedAfter(u64),
}

/// The index as found on disk.
pub struct Opened {
    /// Ready to use.
    pub index: ArticleIndex,
    /// Why the former one was set aside, when it was.
    pub set_aside: Option<String>,
    /// Is there nothing in it, so that all articles have to be added?
    pub is_new: bool,
}

/// The index: searched through shared references, changed through an [`EntryWriter`].
#[derive(Clone)]
pub struct ArticleIndex {
    index: Index,
    reader: IndexReader,
    fields: Fields,
    tables: counting::KnownTables,
    groups: reprints::KnownGroups,
    names: name_table::KnownNames,
    own: own::KnownOwn,
}

impl ArticleIndex {
    /// Opens the index in a folder, or makes one. A damaged or foreign one is moved to
    /// `<folder>-set-aside` first, in the place of what was there.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn open_or_create(folder: &Path) -> Result<Opened, IndexError> {
        let checked = Self::open(folder).and_then(|opened| match opened {
            Some(index) if n_bytes(folder) < QUICK_CHECK_BYTES || is_doubted(folder) => {
                index.check_bytes().map(|()| Some(index))
            }
            other => Ok(other),
        });
        let trouble = match checked {
            Ok(Some(index)) => {
                if is_doubted(folder) {
                    soundness::trust(folder);
                }
                return Ok(Opened {
                    index,
                    set_aside: None,
                    is_new: false,
                });
            }
            Ok(None) => None,
            Err(trouble) => Some(trouble),
        };
        if folder.exists() {
            set_aside(folder)?;
        }
        std::fs::create_dir_all(folder).map_err(|error| IndexError::Folder {
            path: folder.to_owned(),
            error,
        })?;
        let (schema, fields) = schema::build_schema();
        // Only ids are stored, and they do not compress; small blocks are read sooner.
        let settings = IndexSettings {
            docstore_compression: Compressor::None,
            docstore_blocksize: STORE_BLOCK_BYTES,
            ..IndexSettings::default()
        };
        let builder = Index::builder().schema(schema).settings(settings);
        let index = builder.create_in_dir(folder)?;
        Ok(Opened {
            index: Self::with_index(index, fields)?,
            set_aside: trouble,
            is_new: true,
        })
    }

    /// Opens the index in a folder; `None` when there is none.
    ///
    /// # Errors
    /// Why it cannot be used, as a sentence.
    pub fn open(folder: &Path) -> Result<Option<Self>, String> {
        if !folder.exists() {
            return Ok(None);
        }
        soundness::guarded(|| Self::open_there(folder))
    }

    fn open_there(folder: &Path) -> Result<Option<Self>, String> {
        let directory = MmapDirectory::open(folder).map_err(|e| e.to_string())?;
        if !Index::exists(&directory).map_err(|e| e.to_string())? {
            return if n_files(folder) == 0 {
                Ok(None)
            } else {
                Err("the search index lacks its table of contents".to_owned())
            };
        }
        let index = Index::open(directory).map_err(|e| e.to_string())?;
        let (schema, fields) = schema::build_schema();
        if index.schema() != schema {
            return Err("the search index is of another version".to_owned());
        }
        let opened = Self::with_index(index, fields).map_err(|e| e.to_string())?;
        Ok(Some(opened))
    }

    /// An empty index that is kept nowhere.
    ///
    /// # Errors
    /// When there is no memory for it.
    pub fn create_in_memory() -> Result<Self, IndexError> {
        let (schema, fields) = schema::build_schema();
        Self::with_index(Index::create_in_ram(schema), fields)
    }

    fn with_index(index: Index, fields: Fields) -> Result<Self, IndexError> {
        index
            .tokenizers()
            .register(schema::GRAMS, tokens::GramTokenizer);
        index
            .tokenizers()
            .register(schema::WORDS, tokens::WordTokenizer);
        index
            .tokenizers()
            .register(schema::NAMES, tokens::NameTokenizer);
        // Manual: no thread watches the folder; whoever commits reloads.
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()?;
        Ok(Self {
            index,
            reader,
            fields,
            tables: counting::KnownTables::default(),
            groups: reprints::KnownGroups::default(),
            names: name_table::KnownNames::default(),
            own: own::KnownOwn::default(),
        })
    }

    /// Says that the index in a folder fell over: it is looked through when it is opened next.
    ///
    /// # Errors
    /// When that cannot be written down.
    pub fn doubt(folder: &Path) -> std::io::Result<()> {
        soundness::doubt(folder)
    }

    /// Compares every byte with its checksum.
    ///
    /// # Errors
    /// Which files are damaged, as a sentence.
    pub fn check_bytes(&self) -> Result<(), String> {
        let checked = soundness::guarded(|| Ok(self.index.validate_checksum()))?;
        match checked {
            Ok(damaged) if damaged.is_empty() => Ok(()),
            Ok(damaged) => Err(format!(
                "{} files of the search index are damaged",
                damaged.len()
            )),
            Err(error) => Err(format!("the search index cannot be read ({error})")),
        }
    }

    /// How many articles are in it.
    #[must_use]
    pub fn n_articles(&self) -> usize {
        usize::try_from(self.reader.searcher().num_docs()).unwrap_or(usize::MAX)
    }

    /// Answers a query. An empty one matches everything.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn find(
        &self,
        query: &Query,
        order: Order,
        offset: usize,
        limit: usize,
    ) -> Result<Found, IndexError> {
        self.find_only(query, Only::All, order, offset, limit)
    }

    /// The same among some of the articles.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn find_only(
        &self,
        query: &Query,
        only: Only,
        order: Order,
        offset: usize,
        limit: usize,
    ) -> Result<Found, IndexError> {
        self.find_rows(query, only, Reprints::Apart, order, offset, limit)
    }

    /// The same as rows of a list, in which reprints may share one.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn find_rows(
        &self,
        query: &Query,
        only: Only,
        reprints: Reprints<'_>,
        order: Order,
        offset: usize,
        limit: usize,
    ) -> Result<Found, IndexError> {
        let wish = Wish {
            query,
            only,
            reprints,
            order,
            offset,
            limit,
        };
        self.answer(wish, &Stop::never())
    }

    /// The same, given up once it is overtaken.
    ///
    /// # Errors
    /// When the index cannot be read; [`IndexError::Overtaken`].
    pub fn answer(&self, wish: Wish<'_>, stop: &Stop) -> Result<Found, IndexError> {
        let searcher = self.reader.searcher();
        let ground = self.ground(&searcher, wish.query)?;
        search::search(&searcher, &ground, &self.groups, wish, stop)
    }

    /// The first rows alone, sooner than [`ArticleIndex::answer`] gives them and counts; `None` where
    /// there is no short cut.
    ///
    /// # Errors
    /// As [`ArticleIndex::answer`].
    pub fn first(&self, wish: Wish<'_>, stop: &Stop) -> Result<Option<FirstFound>, IndexError> {
        let searcher = self.reader.searcher();
        let ground = self.ground(&searcher, wish.query)?;
        first::first(&searcher, &ground, &self.groups, wish, stop)
    }

    /// A stretch of some articles in order, each with a row of its own; those that are not in the
    /// index are left out. Given up once it is overtaken.
    ///
    /// # Errors
    /// As [`ArticleIndex::answer`].
    pub fn among(
        &self,
        ids: &[ArticleId],
        order: Order,
        rows: (usize, usize),
        stop: &Stop,
    ) -> Result<Found, IndexError> {
        let searcher = self.reader.searcher();
        search::search_among(&searcher, &self.fields, ids, order, rows, stop)
    }

    /// The group of reprints that an article is in; `None` when it is not in the index, or not
    /// committed yet.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn group_of(&self, id: &ArticleId) -> Result<Option<u64>, IndexError> {
        reprints::group_of(&self.reader.searcher(), &self.fields, &id.0)
    }

    /// Committed articles with a number in their sketch, at most `n_most`, the first by place.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn with_sketch(&self, number: u64, n_most: usize) -> Result<Vec<ArticleId>, IndexError> {
        let searcher = self.reader.searcher();
        let ids = reprints::with_sketch(&searcher, &self.fields, number, n_most)?;
        Ok(ids.into_iter().map(ArticleId).collect())
    }

    /// When the articles found were printed; given up once it is overtaken.
    ///
    /// # Errors
    /// As [`ArticleIndex::answer`].
    pub fn timeline(&self, query: &Query, only: Only, stop: &Stop) -> Result<Timeline, IndexError> {
        let searcher = self.reader.searcher();
        let wish = search::wish_among(&self.ground(&searcher, query)?, query, only);
        FoundArticles::find(&searcher, &wish, stop)?.timeline()
    }

    /// What the articles found have in common, each list with its `n_most` most frequent names;
    /// given up once it is overtaken.
    ///
    /// # Errors
    /// As [`ArticleIndex::answer`].
    pub fn facets(
        &self,
        query: &Query,
        only: Only,
        n_most: usize,
        stop: &Stop,
    ) -> Result<Facets, IndexError> {
        let searcher = self.reader.searcher();
        let wish = search::wish_among(&self.ground(&searcher, query)?, query, only);
        let found = FoundArticles::find(&searcher, &wish, stop)?;
        Ok(Facets {
            timeline: found.timeline()?,
            lists: found.lists(&*self.tables.of(&searcher)?, n_most)?,
            own: self.own_counts(&searcher, &found)?,
        })
    }

    /// The names of one facet that hold a text, the `n_most` most frequent ones; given up once it
    /// is overtaken.
    ///
    /// # Errors
    /// As [`ArticleIndex::answer`].
    pub fn facet_list(
        &self,
        query: &Query,
        only: Only,
        facet: Facet,
        part: &str,
        n_most: usize,
        stop: &Stop,
    ) -> Result<FacetList, IndexError> {
        let searcher = self.reader.searcher();
        let wish = search::wish_among(&self.ground(&searcher, query)?, query, only);
        let found = FoundArticles::find(&searcher, &wish, stop)?;
        let tables = self.tables.of(&searcher)?;
        found.list_with(&tables, facet, part, n_most)
    }

    /// The articles nearest to one, at most `n_most`; none where none is near. Its reprints are
    /// left out, and of those of another article one is given.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn similar(
        &self,
        portrait: &Portrait,
        n_most: usize,
    ) -> Result<Vec<NearArticle>, IndexError> {
        let searcher = self.reader.searcher();
        let groups = self.groups.of(&searcher)?;
        similar::find_similar(&searcher, &self.fields, &groups, portrait, n_most)
    }

    /// Takes up what another process has committed, if it has.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn reload(&self) -> Result<(), IndexError> {
        // What is known of a commit, groups and tables, is lost with each new searcher.
        let searcher = self.reader.searcher();
        let readers = searcher.segment_readers().iter();
        let known: BTreeSet<_> = readers
            .map(|reader| (reader.segment_id(), reader.num_deleted_docs()))
            .collect();
        let metas = self.index.searchable_segment_metas()?;
        let committed: BTreeSet<_> = metas
            .iter()
            .map(|meta| (meta.id(), meta.num_deleted_docs()))
            .collect();
        if known != committed {
            self.reader.reload()?;
        }
        Ok(())
    }

    /// Begins to change it. One at a time.
    ///
    /// # Errors
    /// When another writer is at work, or the folder cannot be written.
    pub fn writer(&self) -> Result<EntryWriter, IndexError> {
        EntryWriter::begin(&self.index, &self.reader, self.fields)
    }
}

/// Moves a damaged index out of the way; the one set aside before it goes.
fn set_aside(folder: &Path) -> Result<(), IndexError> {
    let mut name = folder.as_os_str().to_owned();
    name.push("-set-aside");
    let aside = PathBuf::from(name);
    let at = |error| IndexError::Folder {
        path: folder.to_owned(),
        error,
    };
    if aside.is_dir() {
        std::fs::remove_dir_all(&aside).map_err(at)?;
    } else if aside.exists() {
        std::fs::remove_file(&aside).map_err(at)?;
    }
    std::fs::rename(folder, &aside).map_err(at)
}

fn n_files(folder: &Path) -> usize {
    std::fs::read_dir(folder).map_or(0, Iterator::count)
}

fn n_bytes(folder: &Path) -> u64 {
    std::fs::read_dir(folder).map_or(0, |files| {
        files
            .filter_map(|file| Some(file.ok()?.metadata().ok()?.len()))
            .sum()
    })
}
