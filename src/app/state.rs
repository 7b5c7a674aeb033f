//! [`App`]: what is open, asked and awaited; one method for every wish and every report.

use super::shown::{Goto, LibraryState, Notice, Phase};
use super::similar::Similar;
use super::{BatchState, Comparison, FacetState, Filter, RepairState, SearchesState, SuggestState};
use super::{
    Command, Generation, Job, JobEvent, Language, LibraryPlace, Listing, Pictures, Settings,
    ThemeChoice,
};
use super::{ExportState, NamesState, NetworkState, OwnList, OwnState, ProfileState};
use super::{FilesState, Pace, PaletteState};
use crate::library::{LoadedArticle, Only, Problem, Progress, Query, Sort, Suggestion};
use crate::model::{ArticleId, Sentence, Span};

/// The program's state.
#[derive(Debug)]
pub struct App {
    /// What the reader has set.
    pub settings: Settings,
    /// The theme for this run only, where the command line names one.
    pub run_theme: Option<ThemeChoice>,
    /// The language for this run only, where the command line names one.
    pub run_language: Option<Language>,
    /// The system's language, for those who set none.
    pub system_language: Language,
    /// The open library.
    pub library: LibraryState,
    /// The query as typed.
    pub query_text: String,
    /// The query as understood, with the filters.
    pub query: Query,
    /// The typed part of it.
    pub(super) typed: Query,
    /// What else the articles must have, or must not.
    pub filters: Vec<Filter>,
    /// What the articles of the list have in common.
    pub facets: FacetState,
    /// Two queries over time.
    pub comparison: Comparison,
    /// What was not understood of the query as typed.
    pub query_problems: Vec<Problem>,
    /// The list's order.
    pub sort: Sort,
    /// Which articles the list shows.
    pub only: Only,
    /// The article whose reprints alone the list shows.
    pub reprints_of: Option<ArticleId>,
    /// The articles of a figure on a name's page, where the list shows these alone.
    pub own_list: Option<OwnList>,
    /// The list.
    pub list: Listing,
    /// Is the list of an older query than the one typed?
    pub is_searching: bool,
    /// Why the search failed.
    pub search_error: Option<Sentence>,
    /// The open article's row, when it is in the list.
    pub selected_row: Option<usize>,
    /// The open article.
    pub article: Option<LoadedArticle>,
    /// Grows whenever `article` is set anew.
    pub article_serial: u64,
    /// The articles nearest to it; see [`App::similar_articles`].
    pub(super) similar: Similar,
    /// Is another article on its way?
    pub is_loading: bool,
    /// The hit one stands at, in the open article's hits.
    pub hit_idx: Option<usize>,
    /// The entity one follows through the text and the mention one stands at.
    pub followed: Option<(usize, usize)>,
    /// The page of a name.
    pub profile: ProfileState,
    /// What the reading pane should bring into view.
    pub goto: Goto,
    /// Is the raw page shown beside the article?
    pub shows_page: bool,
    /// What is being repaired.
    pub repair: RepairState,
    /// What is being corrected of names.
    pub names: NamesState,
    /// The reader's work.
    pub own: OwnState,
    /// Is the raw page shown as text, where it could be shown as printed?
    pub shows_page_text: bool,
    /// Pictures of pages.
    pub pictures: Pictures,
    /// What is offered under the search box.
    pub suggest: SuggestState,
    /// What is near to the search, where it found nothing.
    pub near: Vec<Suggestion>,
    /// Earlier and saved searches.
    pub searches: SearchesState,
    /// The search for many names.
    pub batch: BatchState,
    /// The library's files.
    pub files: FilesState,
    /// The palette.
    pub palette: PaletteState,
    /// The network around a name.
    pub network: NetworkState,
    /// Articles as files.
    pub export: ExportState,
    /// Are the keys shown?
    pub shows_help: bool,
    /// The message shown.
    pub notice: Option<Notice>,
    /// How far the running import or rebuild is.
    pub progress: Option<Progress>,
    /// How fast the running work goes.
    pub pace: Pace,
    /// Has the running work been asked to stop?
    pub is_cancelling: bool,
    pub(super) find_generation: Generation,
    pub(super) load_generation: Generation,
    /// Marks the article as read once it is loaded: it was opened on purpose.
    pub(super) marks_read: bool,
    /// Opens the first row once the list is there.
    pub(super) opens_first: bool,
    /// Where to go in an article that is loading.
    pub(super) lands_at: Option<(ArticleId, Span)>,
    /// Stands at the last hit of the article that is loading.
    pub(super) enters_backwards: bool,
    pub(super) trail: Vec<ArticleId>,
    pub(super) trail_at: usize,
    pub(super) moves_on_trail: bool,
    /// The article that is loading was not asked for by name, but is the first found.
    pub(super) opened_by_itself: bool,
    /// The article that is loading is the open one, repaired: nothing moves under the hand.
    pub(super) keeps_place: bool,
    /// The article that is loading is opened at this stretch of its text.
    pub(super) opens_at: Option<(ArticleId, Span)>,
    /// So was the last one on the trail.
    pub(super) trail_ends_by_itself: bool,
}

impl App {
    /// The state at the start: a library is being opened.
    #[must_use]
    pub fn new(settings: Settings, system_language: Language) -> Self {
        Self {
            settings,
            run_theme: None,
            run_language: None,
            system_language,
            library: LibraryState::default(),
            query_text: String::new(),
            query: Query::default(),
            typed: Query::default(),
            filters: Vec::new(),
            facets: FacetState::default(),
            comparison: Comparison::default(),
            query_problems: Vec::new(),
            sort: Sort::default(),
            only: Only::default(),
            reprints_of: None,
            own_list: None,
            list: Listing::default(),
            is_searching: false,
            search_error: None,
            selected_row: None,
            article: None,
            article_serial: 0,
            similar: Similar::default(),
            is_loading: false,
            hit_idx: None,
            followed: None,
            profile: ProfileState::default(),
            goto: Goto {
                serial: 0,
                span: None,
            },
            shows_page: false,
            repair: RepairState::default(),
            names: NamesState::default(),
            own: OwnState::default(),
            shows_page_text: false,
            pictures: Pictures::default(),
            suggest: SuggestState::default(),
            near: Vec::new(),
            searches: SearchesState::default(),
            batch: BatchState::default(),
            files: FilesState::default(),
            palette: PaletteState::default(),
            pace: Pace::default(),
            network: NetworkState::default(),
            export: ExportState::default(),
            shows_help: false,
            notice: None,
            progress: None,
            is_cancelling: false,
            find_generation: Generation::default(),
            load_generation: Generation::default(),
            marks_read: false,
            opens_first: false,
            lands_at: None,
            enters_backwards: false,
            trail: Vec::new(),
            trail_at: 0,
            moves_on_trail: false,
            opened_by_itself: false,
            keeps_place: false,
            opens_at: None,
            trail_ends_by_itself: false,
        }
    }

    /// The language of the interface.
    #[must_use]
    pub fn language(&self) -> Language {
        self.run_language
            .or(self.settings.language)
            .unwrap_or(self.system_language)
    }

    /// Light, dark, or as the system is.
    #[must_use]
    pub fn theme(&self) -> ThemeChoice {
        self.run_theme.unwrap_or(self.settings.theme)
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

    /// Fulfils a wish; returns the work that it needs.
    #[must_use]
    pub fn update(&mut self, command: Command) -> Vec<Job> {
        match command {
            Command::SetQuery(text) => self.set_query(text),
            Command::Suggest { text, caret } => self.suggest(text, caret),
            Command::StepSuggestion { forward } => self.step_suggestion(forward),
            Command::TakeSuggestion(row) => self.take_suggestion(row),
            Command::TakeChosen => self.take_chosen(),
            Command::CloseSuggestions => {
                self.close_suggestions();
                vec![]
            }
            Command::EnterQuery => self.enter_query(),
            Command::Batch(wish) => self.batch_wish(wish),
            Command::Searches(wish) => self.search_wish(wish),
            Command::Names(wish) => self.name_wish(wish),
            Command::Own(wish) => self.own_wish(wish),
            Command::Profile(wish) => self.profile_wish(wish),
            Command::Network(wish) => self.network_wish(wish),
            Command::Export(wish) => self.export_wish(wish),
            Command::Files(wish) => self.files_wish(wish),
            Command::Palette(wish) => self.palette_wish(wish),
            Command::OpenAt { id, span } => self.open_at(id, span),
            Command::OpenRow(row) => self.open_row(row, true),
            Command::NextArticle => self.step_article(true),
            Command::PreviousArticle => self.step_article(false),
            Command::NextHit => self.step_hit(true),
            Command::PreviousHit => self.step_hit(false),
            Command::GoToHit(idx) => self.go_to_hit(idx),
            Command::JumpToMention(entity) => self.jump_to_mention(entity),
            Command::ShowText(span) => {
                self.go_to(Some(span));
                vec![]
            }
            Command::Follow { entity, nth } => {
                self.followed = Some((entity, nth));
                vec![]
            }
            Command::ToggleKind(kind) => self.toggle_kind(kind),
            Command::ShowRows(rows) => self.show_rows(&rows),
            Command::SetSort(sort) => self.set_sort(sort),
            Command::ToggleFilter(filter) => self.toggle_filter(filter),
            Command::ClearFilters => self.clear_filters(),
            Command::TypeFilters => self.type_filters(),
            Command::ToggleComparison => self.toggle_comparison(),
            Command::CompareWith(typed) => self.compare_with(typed),
            Command::CompareShares(shows_shares) => {
                self.comparison.shows_shares = shows_shares;
                vec![]
            }
            Command::OpenCompared(which, range) => self.open_compared(which, range),
            Command::ToggleFacets => self.toggle_facets(),
            Command::OpenFacet(facet) => self.open_facet(facet),
            Command::ListFacet(part) => self.list_facet(part),
            Command::ToggleStar => self.toggle_star(),
            Command::ToggleRead => self.toggle_read(),
            Command::ToggleDoubtful => self.toggle_doubtful(),
            Command::ShowReprints(row) => self.show_reprints(row),
            Command::LeaveReprints => self.leave_reprints(),
            Command::ToggleFolding => self.toggle_folding(),
            Command::OpenArticle(id) => self.open_article(id),
            Command::ShowOnPage(span) => self.show_on_page(span),
            Command::ToggleRepair => self.toggle_repair(),
            Command::SelectLine { line, extends } => self.select_line(line, extends),
            Command::StepLine { forward, extends } => self.step_line(forward, extends),
            Command::Mend(mending) => self.mend(mending),
            Command::MoveTo(article) => self.move_to(article),
            Command::MergeWith(article) => self.merge_with(article),
            Command::Ask(ask) => self.ask(ask),
            Command::CloseAsk => {
                self.repair.ask = None;
                vec![]
            }
            Command::EditLine(text) => self.edit_line(&text),
            Command::DatePage(date) => self.date_page(date),
            Command::UndoRepair => self.undo_repair(),
            Command::RedoRepair => self.redo_repair(),
            Command::TogglePage => self.toggle_page(),
            Command::TogglePageText => self.toggle_page_text(),
            Command::TogglePanel => {
                self.settings.shows_panel = !self.settings.shows_panel;
                let mut jobs = self.save_settings();
                jobs.extend(self.ask_similar());
                jobs
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
                self.run_theme = None;
                self.settings.theme = theme;
                self.save_settings()
            }
            Command::SetLanguage(language) => {
                self.run_language = None;
                self.settings.language = language;
                self.save_settings()
            }
            Command::Import(paths) => self.import(paths),
            Command::OpenLibrary(dir) => self.open_library(LibraryPlace::Folder(dir), vec![]),
            Command::OpenSample => self.open_library(LibraryPlace::Sample, vec![]),
            Command::Rebuild => self.rebuild(),
            Command::CancelWork => self.cancel_work(),
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
            JobEvent::Opened {
                name,
                dir,
                is_sample,
                is_read_only,
                counts,
                notes,
            } => {
                self.progress = None;
                self.export.close();
                self.is_cancelling = false;
                self.library = LibraryState {
                    phase: Phase::Ready,
                    name,
                    dir,
                    is_sample,
                    is_read_only,
                    counts,
                };
                self.library_opened(notes)
            }
            JobEvent::OpenFailed(sentence) => {
                self.progress = None;
                self.is_cancelling = false;
                self.library.phase = Phase::Failed(sentence);
                vec![]
            }
            JobEvent::FirstFound(generation, results) => self.first_found(generation, results),
            JobEvent::Found(generation, results) => self.found(generation, results),
            JobEvent::Counted(generation, counted) => self.counted(generation, *counted),
            JobEvent::Compared(generation, found) => self.compared(generation, *found),
            JobEvent::FoundSimilar(id, found) => self.found_similar(&id, found),
            JobEvent::FacetListed(generation, list) => self.facet_listed(generation, list),
            JobEvent::Suggested(generation, rows) => self.suggested(generation, rows),
            JobEvent::Rescued(generation, near) => {
                if generation == self.find_generation {
                    self.near = near;
                }
                vec![]
            }
            JobEvent::BatchFound(generation, rows) => self.batch_found(generation, rows),
            JobEvent::BatchFailed(generation, sentence) => self.batch_failed(generation, sentence),
            JobEvent::ProfileRead(generation, found) => self.profile_read(generation, found),
            JobEvent::ProfileFailed(generation, why) => self.profile_failed(generation, why),
            JobEvent::NetworkGoesOn(..)
            | JobEvent::NetworkFound(..)
            | JobEvent::NetworkFailed(..) => {
                self.network_event(event);
                vec![]
            }
            JobEvent::Export(generation, news) => {
                self.export_news(generation, news);
                vec![]
            }
            JobEvent::ListLoaded(list) => self.list_loaded(list),
            JobEvent::Written(path) => {
                self.notice = Some(Notice::Written(path));
                vec![]
            }
            JobEvent::Searches(kept) => self.take_in_searches(kept),
            JobEvent::FindFailed(generation, sentence) => {
                if generation == self.find_generation {
                    self.is_searching = false;
                    self.search_error = Some(sentence);
                }
                vec![]
            }
            JobEvent::Loaded(generation, loaded) => {
                let mut jobs = self.loaded(generation, *loaded);
                jobs.extend(self.ask_picture());
                jobs.extend(self.ask_similar());
                jobs
            }
            JobEvent::Drawn { page_id, picture } => self.drawn(page_id, picture),
            JobEvent::Progressed(progress) => self.progressed(progress),
            JobEvent::Files(news) => self.files_news(*news),
            JobEvent::ImportedNothing(counts) => {
                self.work_ended(counts);
                vec![]
            }
            JobEvent::Imported { report, counts } => self.imported(report, counts),
            JobEvent::Rebuilt {
                is_cancelled,
                counts,
            } => {
                self.work_ended(counts);
                self.notice = Some(if is_cancelled {
                    Notice::Stopped
                } else {
                    Notice::Rebuilt
                });
                self.refresh()
            }
            JobEvent::LoadFailed(generation, sentence) => {
                if generation == self.load_generation {
                    self.is_loading = false;
                    self.notice = Some(Notice::Failed(sentence));
                }
                vec![]
            }
            JobEvent::WorkFailed { sentence, counts } => {
                // What was done before the failure stays, and is shown.
                self.work_ended(counts.unwrap_or(self.library.counts));
                self.notice = Some(Notice::Failed(sentence));
                self.refresh()
            }
            JobEvent::Completed { counts } => {
                self.work_ended(counts);
                self.opens_first = self.article.is_none();
                self.refresh()
            }
            JobEvent::Rules(rules) => {
                self.names.rules = rules;
                vec![]
            }
            JobEvent::RulesKept(deed, history, rules) => self.rules_kept(deed, history, rules),
            JobEvent::RulesApplied(counts, imported) => self.rules_applied(counts, imported),
            JobEvent::NamesOffered(serial, names) => {
                self.names_offered(serial, names);
                vec![]
            }
            JobEvent::Repaired(deed, report) => self.repaired(deed, report.map(|r| *r)),
            JobEvent::WorkDone(deed, history, labels) => self.work_done(deed, history, labels),
            JobEvent::NotesFound(serial, found) => {
                self.notes_found(serial, found);
                vec![]
            }
            JobEvent::WorkRefused(sentence) => self.work_refused(sentence),
            JobEvent::RepairFailed(sentence) => {
                self.repair.is_waiting = false;
                self.notice = Some(Notice::Failed(sentence));
                vec![]
            }
            JobEvent::Failed(sentence) => {
                self.notice = Some(Notice::Failed(sentence));
                vec![]
            }
        }
    }
}
