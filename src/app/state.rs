//! [`App`]: what is open, asked and awaited; one method for every wish and every report.

use super::{
    CHUNK, Command, Generation, Job, JobEvent, Language, LibraryPlace, Listing, Settings,
};
use crate::library::Query;
use crate::library::{Counts, ImportReport, LoadedArticle, Progress, Results, Sort};
use crate::model::{ArticleId, EntityKind, Span};
use std::ops::Range;
use std::path::PathBuf;

/// How far the list is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Phase {
    /// The library is being opened.
    #[default]
    Opening,
    /// A library is open.
    Ready,
    /// It could not be opened; why, as a sentence.
    Failed(String),
}

/// The open library.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LibraryState {
    /// How far it is.
    pub phase: Phase,
    /// Its name to show.
    pub name: String,
    /// Where it is.
    pub dir: PathBuf,
    /// Is it the sample library?
    pub is_sample: bool,
    /// Does another window write to it?
    pub is_read_only: bool,
    /// How much it holds.
    pub counts: Counts,
}

/// A message that stays until it is closed or overtaken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// An import is over.
    Imported(ImportReport),
    /// Everything was restored anew.
    Rebuilt,
    /// Something failed; a sentence.
    Failed(String),
    /// The library is open in another window.
    ReadOnly,
}

/// A place in the open article that the reading pane should bring into view, once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Goto {
    /// Grows with every wish, so that the pane knows a new one.
    pub serial: u64,
    /// In the article's text; `None`: the top.
    pub span: Option<Span>,
}

/// The program's state.
#[derive(Debug)]
pub struct App {
    /// What the reader has set.
    pub settings: Settings,
    /// The system's language, for those who set none.
    pub system_language: Language,
    /// The open library.
    pub library: LibraryState,
    /// The query as typed.
    pub query_text: String,
    /// The query as understood.
    pub query: Query,
    /// The list's order.
    pub sort: Sort,
    /// The list.
    pub list: Listing,
    /// Is the list of an older query than the one typed?
    pub is_searching: bool,
    /// Why the search failed, as a sentence.
    pub search_error: Option<String>,
    /// The open article's row, when it is in the list.
    pub selected_row: Option<usize>,
    /// The open article.
    pub article: Option<LoadedArticle>,
    /// Grows whenever `article` is set anew.
    pub article_serial: u64,
    /// Is another article on its way?
    pub is_loading: bool,
    /// The hit one stands at, in the open article's hits.
    pub hit_idx: Option<usize>,
    /// The entity one follows through the text and the mention one stands at.
    pub followed: Option<(usize, usize)>,
    /// What the reading pane should bring into view.
    pub goto: Goto,
    /// Is the raw page shown beside the article?
    pub shows_page: bool,
    /// Are the keys shown?
    pub shows_help: bool,
    /// The message shown.
    pub notice: Option<Notice>,
    /// How far the running import or rebuild is.
    pub progress: Option<Progress>,
    /// Has the running work been asked to stop?
    pub is_cancelling: bool,
    find_generation: Generation,
    load_generation: Generation,
    /// Marks the article as read once it is loaded: it was opened on purpose.
    marks_read: bool,
    /// Opens the first row once the list is there.
    opens_first: bool,
    /// Stands at the last hit of the article that is loading.
    enters_backwards: bool,
    trail: Vec<ArticleId>,
    trail_at: usize,
    moves_on_trail: bool,
}

impl App {
    /// The state at the start: a library is being opened.
    #[must_use]
    pub fn new(settings: Settings, system_language: Language) -> Self {
        Self {
            settings,
            system_language,
            library: LibraryState::default(),
            query_text: String::new(),
            query: Query::default(),
            sort: Sort::default(),
            list: Listing::default(),
            is_searching: false,
            search_error: None,
            selected_row: None,
            article: None,
            article_serial: 0,
            is_loading: false,
            hit_idx: None,
            followed: None,
            goto: Goto { serial: 0, span: None },
            shows_page: false,
            shows_help: false,
            notice: None,
            progress: None,
            is_cancelling: false,
            find_generation: Generation::default(),
            load_generation: Generation::default(),
            marks_read: false,
            opens_first: false,
            enters_backwards: false,
            trail: Vec::new(),
            trail_at: 0,
            moves_on_trail: false,
        }
    }

    /// The language of the interface.
    #[must_use]
    pub fn language(&self) -> Language {
        self.settings.language.unwrap_or(self.system_language)
    }

    /// Can marks and stars be set?
    #[must_use]
    pub fn is_writable(&self) -> bool {
        self.library.phase == Phase::Ready && !self.library.is_read_only
    }

    /// Does an import or a rebuild run?
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.progress.is_some()
    }

    /// Can files be imported now? Into the sample library goes nothing: an import there opens the
    /// reader's own.
    #[must_use]
    pub fn can_import(&self) -> bool {
        !self.is_busy() && (self.is_writable() || self.library.is_sample)
    }

    /// Is there an article to go back to?
    #[must_use]
    pub fn can_go_back(&self) -> bool {
        self.trail_at > 0 && !self.trail.is_empty()
    }

    /// Is there an article to go forward to?
    #[must_use]
    pub fn can_go_forward(&self) -> bool {
        self.trail_at + 1 < self.trail.len()
    }

    /// How many hits the open article has.
    #[must_use]
    pub fn n_hits(&self) -> usize {
        self.article.as_ref().map_or(0, |a| a.hits.len())
    }

    /// Fulfils a wish; returns the work that it needs.
    #[must_use]
    pub fn update(&mut self, command: Command) -> Vec<Job> {
        match command {
            Command::SetQuery(text) => self.set_query(text),
            Command::OpenRow(row) => self.open_row(row, true),
            Command::NextArticle => self.step_article(true),
            Command::PreviousArticle => self.step_article(false),
            Command::NextHit => self.step_hit(true),
            Command::PreviousHit => self.step_hit(false),
            Command::JumpToMention(entity) => self.jump_to_mention(entity),
            Command::Follow { entity, nth } => {
                self.followed = Some((entity, nth));
                vec![]
            }
            Command::ToggleKind(kind) => self.toggle_kind(kind),
            Command::ShowRows(rows) => self.show_rows(&rows),
            Command::SetSort(sort) => self.set_sort(sort),
            Command::ToggleStar => self.toggle_star(),
            Command::ToggleRead => self.toggle_read(),
            Command::TogglePage => self.toggle_page(),
            Command::TogglePanel => {
                self.settings.shows_panel = !self.settings.shows_panel;
                self.save_settings()
            }
            Command::ToggleHelp => {
                self.shows_help = !self.shows_help;
                vec![]
            }
            Command::StepBack => self.step_back(),
            Command::GoBack => self.walk_trail(false),
            Command::GoForward => self.walk_trail(true),
            Command::ChangeTextSize(points) => self.set_text_size(self.settings.body_size + points),
            Command::ResetTextSize => self.set_text_size(Settings::default().body_size),
            Command::SetTheme(theme) => {
                self.settings.theme = theme;
                self.save_settings()
            }
            Command::SetLanguage(language) => {
                self.settings.language = language;
                self.save_settings()
            }
            Command::Import(paths) => self.import(paths),
            Command::OpenLibrary(dir) => self.open_library(LibraryPlace::Folder(dir), vec![]),
            Command::OpenSample => self.open_library(LibraryPlace::Sample, vec![]),
            Command::Rebuild => self.rebuild(),
            Command::CancelWork => {
                self.is_cancelling = self.is_busy();
                vec![]
            }
            Command::DismissNotice => {
                self.notice = None;
                vec![]
            }
        }
    }

    /// Takes in what a thread reports; returns the work that follows from it.
    #[must_use]
    pub fn apply(&mut self, event: JobEvent) -> Vec<Job> {
        match event {
            JobEvent::Opened { name, dir, is_sample, is_read_only, counts } => {
                self.library = LibraryState {
                    phase: Phase::Ready,
                    name,
                    dir,
                    is_sample,
                    is_read_only,
                    counts,
                };
                self.library_opened()
            }
            JobEvent::OpenFailed(sentence) => {
                self.library.phase = Phase::Failed(sentence);
                vec![]
            }
            JobEvent::Found(generation, results) => self.found(generation, results),
            JobEvent::FindFailed(generation, sentence) => {
                if generation == self.find_generation {
                    self.is_searching = false;
                    self.search_error = Some(sentence);
                }
                vec![]
            }
            JobEvent::Loaded(generation, loaded) => self.loaded(generation, *loaded),
            JobEvent::Progressed(progress) => {
                self.progress = Some(progress);
                vec![]
            }
            JobEvent::Imported { report, counts } => self.imported(report, counts),
            JobEvent::Rebuilt(counts) => {
                self.work_ended(counts);
                self.notice = Some(Notice::Rebuilt);
                self.refresh()
            }
            JobEvent::Failed(sentence) => {
                self.progress = None;
                self.is_cancelling = false;
                self.notice = Some(Notice::Failed(sentence));
                vec![]
            }
        }
    }

    // ---- the list ----

    fn set_query(&mut self, text: String) -> Vec<Job> {
        if text == self.query_text {
            return vec![];
        }
        self.query_text = text;
        let query = Query::parse(&self.query_text);
        if query == self.query && self.search_error.is_none() {
            return vec![];
        }
        self.query = query;
        self.opens_first = !self.query.is_empty();
        let mut jobs = self.find_from_start();
        // What is open keeps its place, but its marks are of the old query.
        if self.query.is_empty() {
            jobs.extend(self.reload());
        }
        jobs
    }

    fn set_sort(&mut self, sort: Sort) -> Vec<Job> {
        if sort == self.sort {
            return vec![];
        }
        self.sort = sort;
        self.find_from_start()
    }

    fn find_from_start(&mut self) -> Vec<Job> {
        if self.library.phase != Phase::Ready {
            return vec![];
        }
        self.find_generation.0 += 1;
        self.is_searching = true;
        self.search_error = None;
        vec![self.find_chunk(0)]
    }

    fn find_chunk(&self, chunk: usize) -> Job {
        Job::Find {
            generation: self.find_generation,
            query: self.query.clone(),
            sort: self.sort,
            offset: chunk * CHUNK,
            limit: CHUNK,
        }
    }

    fn show_rows(&mut self, rows: &Range<usize>) -> Vec<Job> {
        if self.is_searching {
            return vec![];
        }
        self.list.trim(rows);
        match self.list.missing_chunk(rows.clone()) {
            Some(chunk) => {
                self.list.mark_asked(chunk);
                vec![self.find_chunk(chunk)]
            }
            None => vec![],
        }
    }

    fn found(&mut self, generation: Generation, results: Results) -> Vec<Job> {
        if generation != self.find_generation {
            return vec![];
        }
        if self.is_searching {
            self.is_searching = false;
            self.list = Listing::default();
        }
        self.list.take_in(results);
        let open_id = self.article.as_ref().map(|a| a.id.clone());
        self.selected_row = open_id.and_then(|id| self.list.position(&id));
        if std::mem::take(&mut self.opens_first) && self.list.total > 0 {
            return self.open_row(0, false);
        }
        vec![]
    }

    /// Everything anew, after the library changed.
    fn refresh(&mut self) -> Vec<Job> {
        let mut jobs = self.find_from_start();
        jobs.extend(self.reload());
        jobs
    }

    // ---- the article ----

    fn open_row(&mut self, row: usize, on_purpose: bool) -> Vec<Job> {
        let Some(found) = self.list.row(row) else {
            return vec![];
        };
        let id = found.id.clone();
        self.selected_row = Some(row);
        self.marks_read = on_purpose;
        self.moves_on_trail = false;
        self.load(id)
    }

    fn load(&mut self, id: ArticleId) -> Vec<Job> {
        self.load_generation.0 += 1;
        self.is_loading = true;
        vec![Job::LoadArticle {
            generation: self.load_generation,
            id,
            query: self.query.clone(),
        }]
    }

    fn reload(&mut self) -> Vec<Job> {
        let Some(id) = self.article.as_ref().map(|a| a.id.clone()) else {
            return vec![];
        };
        self.marks_read = false;
        self.moves_on_trail = true;
        self.load(id)
    }

    fn step_article(&mut self, forward: bool) -> Vec<Job> {
        let next = match self.selected_row {
            None => 0,
            Some(row) if forward => row + 1,
            Some(0) => return vec![],
            Some(row) => row - 1,
        };
        if next >= self.list.total {
            return vec![];
        }
        self.open_row(next, true)
    }

    fn loaded(&mut self, generation: Generation, loaded: Option<LoadedArticle>) -> Vec<Job> {
        if generation != self.load_generation {
            return vec![];
        }
        self.is_loading = false;
        self.article_serial += 1;
        let Some(article) = loaded else {
            self.article = None;
            return vec![];
        };
        let is_same = self.article.as_ref().is_some_and(|a| a.id == article.id);
        if !self.moves_on_trail {
            self.note_on_trail(article.id.clone());
        }
        self.selected_row = self.list.position(&article.id);
        self.hit_idx = match article.hits.len() {
            0 => None,
            n if std::mem::take(&mut self.enters_backwards) => Some(n - 1),
            _ => Some(0),
        };
        let first_hit = self.hit_idx.and_then(|i| article.hits.get(i)).copied();
        if !is_same || first_hit.is_some() {
            self.followed = None;
            self.go_to(first_hit);
        }
        let marks = std::mem::take(&mut self.marks_read) && !article.is_read;
        self.article = Some(article);
        if marks { self.mark_read(true) } else { vec![] }
    }

    fn go_to(&mut self, span: Option<Span>) {
        self.goto = Goto { serial: self.goto.serial + 1, span };
    }

    fn step_hit(&mut self, forward: bool) -> Vec<Job> {
        let n_hits = self.n_hits();
        let next = match (self.hit_idx, forward) {
            (None, _) => Some(0),
            (Some(i), true) if i + 1 < n_hits => Some(i + 1),
            (Some(i), false) if i > 0 => Some(i - 1),
            _ => None,
        };
        let hit = next.and_then(|i| self.article.as_ref()?.hits.get(i).copied());
        if hit.is_some() {
            self.hit_idx = next;
            self.go_to(hit);
            return vec![];
        }
        // Past the last hit goes on in the next article of the list.
        self.enters_backwards = !forward;
        let jobs = self.step_article(forward);
        self.enters_backwards &= !jobs.is_empty();
        jobs
    }

    fn jump_to_mention(&mut self, entity: usize) -> Vec<Job> {
        let Some(article) = &self.article else {
            return vec![];
        };
        let Some(found) = article.recognition.entities.get(entity) else {
            return vec![];
        };
        let nth = match self.followed {
            Some((followed, nth)) if followed == entity => (nth + 1) % found.mention_idxs.len().max(1),
            _ => 0,
        };
        let span = found
            .mention_idxs
            .get(nth)
            .and_then(|i| article.recognition.mentions.get(*i))
            .map(|m| m.span);
        self.followed = Some((entity, nth));
        if span.is_some() {
            self.go_to(span);
        }
        vec![]
    }

    fn note_on_trail(&mut self, id: ArticleId) {
        if self.trail.get(self.trail_at) == Some(&id) {
            return;
        }
        self.trail.truncate(self.trail_at + 1);
        self.trail.push(id);
        self.trail_at = self.trail.len() - 1;
    }

    fn walk_trail(&mut self, forward: bool) -> Vec<Job> {
        let at = if forward { self.trail_at.checked_add(1) } else { self.trail_at.checked_sub(1) };
        let Some((at, id)) = at.and_then(|at| Some((at, self.trail.get(at)?.clone()))) else {
            return vec![];
        };
        self.trail_at = at;
        self.moves_on_trail = true;
        self.marks_read = false;
        self.load(id)
    }

    // ---- what the reader made ----

    fn toggle_star(&mut self) -> Vec<Job> {
        if !self.is_writable() {
            return vec![];
        }
        let Some(article) = &mut self.article else {
            return vec![];
        };
        article.is_starred = !article.is_starred;
        let (id, is_starred) = (article.id.clone(), article.is_starred);
        if let Some(row) = self.list.row_mut(&id) {
            row.is_starred = is_starred;
        }
        vec![Job::Star(id, is_starred)]
    }

    fn toggle_read(&mut self) -> Vec<Job> {
        let is_read = self.article.as_ref().is_some_and(|a| a.is_read);
        self.mark_read(!is_read)
    }

    fn mark_read(&mut self, is_read: bool) -> Vec<Job> {
        if !self.is_writable() {
            return vec![];
        }
        let Some(article) = &mut self.article else {
            return vec![];
        };
        article.is_read = is_read;
        let id = article.id.clone();
        if let Some(row) = self.list.row_mut(&id) {
            row.is_read = is_read;
        }
        vec![Job::MarkRead(id, is_read)]
    }

    // ---- the window ----

    fn toggle_kind(&mut self, kind: EntityKind) -> Vec<Job> {
        if !self.settings.hidden_kinds.remove(&kind) {
            self.settings.hidden_kinds.insert(kind);
        }
        self.save_settings()
    }

    fn toggle_page(&mut self) -> Vec<Job> {
        self.shows_page = !self.shows_page && self.article.is_some();
        vec![]
    }

    fn step_back(&mut self) -> Vec<Job> {
        if self.shows_help {
            self.shows_help = false;
        } else if self.notice.is_some() {
            self.notice = None;
        } else if self.shows_page {
            self.shows_page = false;
        } else if self.followed.is_some() {
            self.followed = None;
        } else {
            return self.set_query(String::new());
        }
        vec![]
    }

    fn set_text_size(&mut self, points: f32) -> Vec<Job> {
        let sizes = Settings::BODY_SIZES;
        self.settings.body_size = points.clamp(*sizes.start(), *sizes.end());
        self.save_settings()
    }

    fn save_settings(&self) -> Vec<Job> {
        vec![Job::SaveSettings(self.settings.clone())]
    }

    // ---- the library ----

    fn open_library(&mut self, place: LibraryPlace, import: Vec<PathBuf>) -> Vec<Job> {
        if self.is_busy() {
            return vec![];
        }
        self.library = LibraryState::default();
        self.list = Listing::default();
        self.article = None;
        self.selected_row = None;
        self.trail.clear();
        self.trail_at = 0;
        self.shows_page = false;
        self.notice = None;
        vec![Job::Open { place, import }]
    }

    fn library_opened(&mut self) -> Vec<Job> {
        self.notice = self.library.is_read_only.then_some(Notice::ReadOnly);
        self.settings.last_library = (!self.library.is_sample).then(|| self.library.dir.clone());
        self.query = Query::parse(&self.query_text);
        self.opens_first = true;
        let mut jobs = self.save_settings();
        jobs.extend(self.find_from_start());
        jobs
    }

    fn import(&mut self, paths: Vec<PathBuf>) -> Vec<Job> {
        if paths.is_empty() || !self.can_import() {
            return vec![];
        }
        self.notice = None;
        if self.library.is_sample {
            return self.open_library(LibraryPlace::Own, paths);
        }
        vec![Job::Import(paths)]
    }

    fn imported(&mut self, report: ImportReport, counts: Counts) -> Vec<Job> {
        self.work_ended(counts);
        self.notice = Some(Notice::Imported(report));
        self.opens_first = self.article.is_none();
        self.refresh()
    }

    fn rebuild(&mut self) -> Vec<Job> {
        if !self.is_writable() || self.is_busy() {
            return vec![];
        }
        self.notice = None;
        vec![Job::Rebuild]
    }

    fn work_ended(&mut self, counts: Counts) {
        self.progress = None;
        self.is_cancelling = false;
        self.library.counts = counts;
    }
}
