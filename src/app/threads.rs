//! The reader thread: answers searches, counts, loads articles and pictures; and how both threads
//! report. The writer is in [`super::writing`].

use super::comparing::count_both;
use super::long_work::LongWork;
use super::worker::Wake;
use super::{Counted, FilesNews, Generation, Job, JobEvent};
use crate::library::{LibraryError, Newest, Only, Query, Reader, Results, RowsWish, Sort, Stop};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError};
use std::time::Duration;

/// How long work that takes many turns goes on before something else may come between.
pub(super) const TURN: Duration = Duration::from_millis(15);

/// How wide pictures of pages are drawn, in pixels: body letters can still be read.
const PICTURE_WIDTH: u32 = 2_000;

/// Work for the reader thread.
pub(super) enum Reading {
    Use(Box<Reader>),
    Answer(Job),
}

/// Tells the window what happened.
#[derive(Clone)]
pub(super) struct Reporter {
    pub(super) events: SyncSender<JobEvent>,
    pub(super) wake: Wake,
}

impl Reporter {
    pub(super) fn report(&self, event: JobEvent) {
        // Nobody listens any more when the window is closing.
        if self.events.send(event).is_ok() {
            (self.wake)();
        }
    }
}

/// Answers searches and loads articles.
pub(super) struct ReaderThread {
    pub(super) reader: Option<Reader>,
    pub(super) long_work: LongWork,
    /// Have the names that suggestions come from been read?
    pub(super) has_names: bool,
    pub(super) reporter: Reporter,
    pub(super) newest: NewestJobs,
}

/// The newest of each kind that was sent: what is under way gives up for it.
#[derive(Clone, Default)]
pub(super) struct NewestJobs {
    /// Lists, and the counts beside them.
    lists: Newest,
    comparisons: Newest,
    /// Lists of the names of one kind.
    names: Newest,
    profiles: Newest,
}

impl NewestJobs {
    pub(super) fn stop_of_profile(&self, generation: Generation) -> Stop {
        self.profiles.stop_of(generation.0)
    }

    pub(super) fn announce(&self, job: &Job) {
        let (newest, generation) = match job {
            Job::Find { generation, .. } | Job::ListChosen { generation, .. } => {
                (&self.lists, generation)
            }
            Job::Compare { generation, .. } => (&self.comparisons, generation),
            Job::ListFacet { generation, .. } => (&self.names, generation),
            Job::ReadProfile { generation, .. } => (&self.profiles, generation),
            _ => return,
        };
        newest.announce(generation.0);
    }
}

impl ReaderThread {
    pub(super) fn run(mut self, jobs: &Receiver<Reading>) {
        let mut waiting = Waiting::default();
        while let Some(first) = self.next(jobs, waiting.is_empty()) {
            for reading in first.into_iter().chain(jobs.try_iter()) {
                match reading {
                    Reading::Use(reader) => {
                        self.reader = Some(*reader);
                        self.guarded(|this| this.reader.iter().for_each(warm_up));
                        self.has_names = false;
                        self.long_work.see_other_reader();
                    }
                    Reading::Answer(job) => {
                        if let Some(job) = self.long_work.take(job, &self.newest) {
                            waiting.add(job);
                        }
                    }
                }
            }
            if let Some(job) = waiting.take_first() {
                self.guarded(|this| this.answer(job));
                // Once the reader has an answer to look at: among many names it takes a while.
                if waiting.is_empty() && !std::mem::replace(&mut self.has_names, true) {
                    self.guarded(Self::read_names);
                }
            } else {
                self.long_work.go_on(self.reader.as_ref(), &self.reporter);
            }
        }
    }

    /// The next request; `None` at the end. Where there is still something to do, nothing is waited
    /// for.
    fn next(&self, jobs: &Receiver<Reading>, is_idle: bool) -> Option<Option<Reading>> {
        if is_idle && !self.long_work.is_waiting() {
            return jobs.recv().ok().map(Some);
        }
        match jobs.try_recv() {
            Ok(reading) => Some(Some(reading)),
            Err(TryRecvError::Empty) => Some(None),
            Err(TryRecvError::Disconnected) => None,
        }
    }

    fn read_names(&self) {
        let read = self.reader.as_ref().map(Reader::prepare_suggestions);
        if let Some(Err(error)) = read {
            log::debug!("the names cannot be read: {error}");
        }
    }

    /// Where it falls over, as it may on a damaged index, the reader is told, and the next question is
    /// answered.
    fn guarded(&self, does: impl FnOnce(&Self)) {
        let done = catch_unwind(AssertUnwindSafe(|| does(self)));
        if let (Err(_panic), Some(reader)) = (done, &self.reader) {
            self.reporter.report(JobEvent::Failed(reader.doubt_index()));
        }
    }

    fn answer(&self, job: Job) {
        let Some(reader) = &self.reader else { return };
        match job {
            Job::Find {
                generation,
                query,
                only,
                reprints,
                sort,
                offset,
                limit,
            } => {
                let wish = RowsWish {
                    query: &query,
                    only,
                    reprints: &reprints,
                    sort,
                    offset,
                    limit,
                };
                let rows = self.find(reader, generation, wish);
                self.report_found(generation, rows);
            }
            Job::ListChosen {
                generation,
                chosen,
                marks,
                sort,
                offset,
                limit,
            } => {
                let stop = self.newest.lists.stop_of(generation.0);
                let rows = reader.chosen_rows(&chosen, &marks, sort, (offset, limit), &stop);
                self.report_found(generation, rows);
            }
            Job::LoadArticle {
                generation,
                id,
                query,
            } => {
                self.reporter.report(match reader.article(&id, &query) {
                    Ok(article) => JobEvent::Loaded(generation, Box::new(article)),
                    Err(error) => JobEvent::LoadFailed(generation, error.sentence()),
                });
            }
            Job::CountFacets {
                generation,
                query,
                dateless,
                only,
                with_whole,
            } => {
                let stop = self.newest.lists.stop_of(generation.0);
                let counted = count(reader, &query, dateless.as_ref(), only, with_whole, &stop);
                let counted = self.counted_or_told(counted);
                if let Some(counted) = counted {
                    let event = JobEvent::Counted(generation, Box::new(counted));
                    self.reporter.report(event);
                }
            }
            Job::Compare {
                generation,
                queries: [one, other],
                only,
            } => {
                let stop = self.newest.comparisons.stop_of(generation.0);
                let found = count_both(reader, [&one, &other], only, &stop);
                if let Some(found) = self.counted_or_told(found) {
                    self.reporter
                        .report(JobEvent::Compared(generation, Box::new(found)));
                }
            }
            Job::FindSimilar { id } => {
                let similar = reader.similar(&id, N_SIMILAR);
                if let Some(similar) = self.counted_or_told(similar) {
                    self.reporter.report(JobEvent::FoundSimilar(id, similar));
                }
            }
            Job::ListFacet {
                generation,
                query,
                only,
                facet,
                part,
            } => {
                let stop = self.newest.names.stop_of(generation.0);
                let list = reader.facet_list(&query, only, facet, &part, N_LISTED_NAMES, &stop);
                if let Some(list) = self.counted_or_told(list) {
                    self.reporter
                        .report(JobEvent::FacetListed(generation, list));
                }
            }
            Job::Suggest { generation, typing } => {
                let found = reader.suggest(&typing).unwrap_or_else(|error| {
                    log::warn!("nothing can be suggested: {error}");
                    Vec::new()
                });
                self.reporter.report(JobEvent::Suggested(generation, found));
            }
            Job::Rescue { generation, typing } => {
                let found = reader.rescue(&typing).unwrap_or_else(|error| {
                    log::warn!("nothing near can be looked for: {error}");
                    Vec::new()
                });
                self.reporter.report(JobEvent::Rescued(generation, found));
            }
            Job::OfferNames {
                serial,
                facet,
                part,
            } => {
                let (all, query) = (Only::All, Query::default());
                let list =
                    reader.facet_list(&query, all, facet, &part, N_OFFERED_NAMES, &Stop::never());
                if let Some(list) = self.counted_or_told(list) {
                    let names = list.values.into_iter();
                    let names = names.map(|value| (value.name, value.n_articles));
                    let event = JobEvent::NamesOffered(serial, names.collect());
                    self.reporter.report(event);
                }
            }
            Job::FindNotes { serial, part } => {
                let found = reader.find_notes(&part, N_SHOWN_NOTES);
                if let Some(found) = self.counted_or_told(found) {
                    self.reporter.report(JobEvent::NotesFound(serial, found));
                }
            }
            Job::ListFiles { serial, part, rows } => {
                if let Some(found) = self.counted_or_told(reader.files(&part, rows)) {
                    self.report_files(FilesNews::Found(serial, found));
                }
            }
            Job::PreviewFile(source_id) => {
                if let Some(found) = self.counted_or_told(reader.preview_file(source_id)) {
                    self.report_files(FilesNews::Preview(found));
                }
            }
            Job::DrawPage { page_id } => self.draw_page(reader, page_id),
            _ => {}
        }
    }

    fn report_files(&self, news: FilesNews) {
        self.reporter.report(JobEvent::Files(Box::new(news)));
    }

    fn report_found(&self, generation: Generation, rows: Result<Results, LibraryError>) {
        self.reporter.report(match rows {
            Ok(results) => JobEvent::Found(generation, results),
            Err(error) if error.is_overtaken() => return,
            Err(error) => JobEvent::FindFailed(generation, error.sentence()),
        });
    }

    /// Rows of a list; those of the first screen are reported before the rest is counted.
    fn find(
        &self,
        reader: &Reader,
        generation: Generation,
        wish: RowsWish<'_>,
    ) -> Result<Results, LibraryError> {
        let stop = self.newest.lists.stop_of(generation.0);
        if wish.offset == 0 {
            let limit = wish.limit.min(N_FIRST_ROWS);
            if let Some(first) = reader.first_rows(RowsWish { limit, ..wish }, &stop)? {
                if first.is_all {
                    return Ok(first.results);
                }
                let event = JobEvent::FirstFound(generation, first.results);
                self.reporter.report(event);
            }
        }
        reader.rows(wish, &stop)
    }

    /// What was counted; a failure is told, unless something newer is asked.
    fn counted_or_told<T>(&self, counted: Result<T, LibraryError>) -> Option<T> {
        match counted {
            Ok(counted) => Some(counted),
            Err(error) if error.is_overtaken() => None,
            Err(error) => {
                self.reporter.report(JobEvent::Failed(error.sentence()));
                None
            }
        }
    }

    fn draw_page(&self, reader: &Reader, page_id: i64) {
        let picture = reader.page_picture(page_id, PICTURE_WIDTH);
        let picture = picture.unwrap_or_else(|error| {
            log::warn!("a page could not be drawn: {error}");
            None
        });
        self.reporter.report(JobEvent::Drawn {
            page_id,
            picture: picture.map(Arc::new),
        });
    }
}

/// What the reader thread has still to do: of each kind the newest only.
#[derive(Default)]
struct Waiting([Option<Job>; Job::N_RANKS]);

impl Waiting {
    fn is_empty(&self) -> bool {
        self.0.iter().all(Option::is_none)
    }

    fn add(&mut self, job: Job) {
        if let Job::Find { generation, .. } | Job::ListChosen { generation, .. } = &job {
            // Counts of a list that is no longer wanted.
            for slot in &mut self.0 {
                let is_overtaken = matches!(slot, Some(Job::CountFacets { generation: of, .. }) if *of < *generation);
                if is_overtaken {
                    *slot = None;
                }
            }
        }
        if let Some(slot) = job.rank().and_then(|rank| self.0.get_mut(rank)) {
            *slot = Some(job);
        }
    }

    fn take_first(&mut self) -> Option<Job> {
        self.0.iter_mut().find_map(Option::take)
    }
}

/// Rows that are shown before the rest is counted: a tall screen.
const N_FIRST_ROWS: usize = 24;
/// Names that a list shows before one has to be searched for.
const N_LISTED_NAMES: usize = 300;
/// Names that are offered when one is asked for.
const N_OFFERED_NAMES: usize = 8;
/// Notes that are shown before one has to look for one.
const N_SHOWN_NOTES: usize = 300;
/// Articles near to the open one.
const N_SIMILAR: usize = 5;
/// Names of each facet that are shown at first.
const N_TOP_NAMES: usize = 8;

fn count(
    reader: &Reader,
    query: &Query,
    dateless: Option<&Query>,
    only: Only,
    with_whole: bool,
    stop: &Stop,
) -> Result<Counted, LibraryError> {
    let mut facets = reader.facets(query, only, N_TOP_NAMES, stop)?;
    if let Some(dateless) = dateless {
        facets.timeline = reader.timeline(dateless, only, stop)?;
    }
    let whole = with_whole.then(|| reader.timeline(&Query::default(), Only::All, stop));
    Ok((facets, whole.transpose()?))
}

/// Loads the dictionary that the first search would otherwise wait for.
fn warm_up(reader: &Reader) {
    if let Err(error) = reader.find(&Query::parse("版面"), Sort::Relevance, 0, 1) {
        log::debug!("a first search failed: {error}");
    }
}
