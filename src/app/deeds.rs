//! What the reader does to the library and the window: marks, settings, import, rebuild.

use super::{
    App, FacetState, Job, LibraryPlace, LibraryState, Listing, NamesState, Notice, OwnState,
    PaletteWish, Pictures, RepairState, SearchesState, Settings,
};
use crate::library::{Counts, ImportReport, ImportRequest, Only, Progress, WorkWish};
use crate::model::{EntityKind, Sentence};
use std::path::PathBuf;

impl App {
    pub(super) fn toggle_star(&mut self) -> Vec<Job> {
        if !self.is_writable() {
            self.say_read_only();
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

    pub(super) fn toggle_read(&mut self) -> Vec<Job> {
        if !self.is_writable() {
            self.say_read_only();
            return vec![];
        }
        let Some(article) = &mut self.article else {
            return vec![];
        };
        article.is_read = !article.is_read;
        let (id, is_read) = (article.id.clone(), article.is_read);
        self.show_work_in_list();
        vec![Job::Work(WorkWish::Read(vec![id], is_read))]
    }

    pub(super) fn mark_read(&mut self, is_read: bool) -> Vec<Job> {
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

    pub(super) fn toggle_kind(&mut self, kind: EntityKind) -> Vec<Job> {
        if !self.settings.hidden_kinds.remove(&kind) {
            self.settings.hidden_kinds.insert(kind);
        }
        self.save_settings()
    }

    pub(super) fn toggle_page(&mut self) -> Vec<Job> {
        self.leave_network();
        self.shows_page = !self.shows_page && self.article.is_some();
        self.profile.is_over_raw_page = false;
        if !self.shows_page {
            self.leave_repair();
        }
        self.ask_picture()
    }

    pub(super) fn step_back(&mut self) -> Vec<Job> {
        if self.shows_help {
            self.shows_help = false;
        } else if self.palette.is_shown {
            return self.palette_wish(PaletteWish::Toggle);
        } else if self.export.is_shown {
            self.export.is_shown = false;
        } else if self.files.is_shown && self.files.has_question() {
            self.files.asked = None;
            self.files.asked_backup = None;
            self.files.preview = None;
        } else if self.files.is_shown {
            self.files.is_shown = false;
        } else if self.batch.is_shown {
            self.batch.is_shown = false;
        } else if self.own.shows_notes {
            self.own.shows_notes = false;
        } else if self.own.ask.is_some() {
            self.own.ask = None;
        } else if self.names.is_shown {
            self.names.is_shown = false;
        } else if self.searches.is_shown {
            self.searches.is_shown = false;
        } else if self.comparison.is_open {
            self.comparison.is_open = false;
        } else if self.notice.is_some() {
            self.notice = None;
        } else if self.names.ask.is_some() {
            self.close_name_ask();
        } else if self.network.is_front() {
            return self.step_back_in_network();
        } else if self.repair.ask.is_some() {
            self.repair.ask = None;
        } else if self.repair.selection.is_some() {
            self.repair.selection = None;
        } else if self.repair.is_on {
            self.leave_repair();
        } else if self.shows_page {
            self.shows_page = false;
        } else if self.network.is_open() {
            self.network.is_aside = false;
        } else if self.names.selected.is_some() {
            self.names.selected = None;
        } else if self.own_list.is_some() {
            return self.leave_own_list();
        } else if self.followed.is_some() {
            self.followed = None;
        } else if self.profile.subject.is_some() {
            return self.close_page();
        } else if self.reprints_of.is_some() {
            return self.leave_reprints();
        } else if !self.filters.is_empty() {
            return self.clear_filters();
        } else {
            return self.set_query(String::new());
        }
        vec![]
    }

    pub(super) fn set_text_size(&mut self, points: f32) -> Vec<Job> {
        let sizes = Settings::BODY_SIZES;
        self.settings.body_size = points.clamp(*sizes.start(), *sizes.end());
        self.save_settings()
    }

    pub(super) fn save_settings(&self) -> Vec<Job> {
        vec![Job::SaveSettings(self.settings.clone())]
    }

    // ---- the library ----

    pub(super) fn open_library(&mut self, place: LibraryPlace, import: Vec<PathBuf>) -> Vec<Job> {
        if self.is_busy() {
            return vec![];
        }
        self.library = LibraryState::default();
        // Late answers are of the library that was left.
        self.find_generation.0 += 1;
        self.load_generation.0 += 1;
        self.is_searching = false;
        self.is_loading = false;
        self.search_error = None;
        self.hit_idx = None;
        self.followed = None;
        self.list = Listing::default();
        self.article = None;
        self.selected_row = None;
        self.trail.clear();
        self.trail_at = 0;
        self.shows_page = false;
        self.repair = RepairState::default();
        self.names = NamesState::default();
        self.own = OwnState::default();
        self.only = Only::All;
        self.reprints_of = None;
        self.own_list = None;
        self.lands_at = None;
        self.filters.clear();
        self.facets = FacetState::default();
        self.searches = SearchesState::default();
        self.close_suggestions();
        self.forget_similar();
        self.comparison.is_open = false;
        self.pictures = Pictures::default();
        self.notice = None;
        let mut jobs = self.stop_batch();
        jobs.extend(self.close_page());
        jobs.extend(self.close_network());
        self.batch.forget_rows();
        jobs.push(Job::Open { place, import });
        jobs
    }

    pub(super) fn library_opened(&mut self, notes: Vec<Sentence>) -> Vec<Job> {
        self.notice = if self.library.is_read_only {
            Some(Notice::ReadOnly)
        } else {
            (!notes.is_empty()).then_some(Notice::Notes(notes))
        };
        self.settings.last_library = (!self.library.is_sample).then(|| self.library.dir.clone());
        self.understand();
        self.query = self.filtered_query(true);
        self.opens_first = true;
        let mut jobs = self.save_settings();
        jobs.extend(self.find_from_start());
        jobs.extend(self.forget_files());
        jobs
    }

    pub(super) fn import(&mut self, paths: Vec<PathBuf>) -> Vec<Job> {
        if paths.is_empty() {
            return vec![];
        }
        if !self.can_import() {
            self.notice = Some(Notice::Failed(Sentence::new(
                "现在不能导入：资料库只读，或正忙着别的事。请稍后再试。",
                "Nothing can be imported now: the library is read-only or busy. Please try again later.",
            )));
            return vec![];
        }
        self.notice = None;
        if self.library.is_sample {
            return self.open_library(LibraryPlace::Own, paths);
        }
        vec![Job::Import(ImportRequest {
            paths,
            ..ImportRequest::default()
        })]
    }

    pub(super) fn cancel_work(&mut self) -> Vec<Job> {
        self.is_cancelling = self.is_busy();
        self.files.is_paused = false;
        // One that is paused hears of nothing else.
        vec![Job::StopImports]
    }

    pub(super) fn progressed(&mut self, progress: Progress) -> Vec<Job> {
        self.progress = Some(progress);
        if self.files.is_paused {
            self.pace.rest();
        } else {
            self.pace.see(progress);
        }
        vec![]
    }

    pub(super) fn imported(&mut self, report: ImportReport, counts: Counts) -> Vec<Job> {
        self.work_ended(counts);
        self.notice = Some(Notice::Imported(report));
        self.opens_first = self.article.is_none();
        let mut jobs = self.refresh();
        jobs.extend(self.list_files_anew());
        jobs
    }

    pub(super) fn rebuild(&mut self) -> Vec<Job> {
        if !self.is_writable() || self.is_busy() {
            return vec![];
        }
        self.notice = None;
        vec![Job::Rebuild]
    }

    pub(super) fn work_ended(&mut self, counts: Counts) {
        self.progress = None;
        self.pace.rest();
        self.files.is_paused = false;
        self.is_cancelling = false;
        self.library.counts = counts;
    }
}
