//! The window as a whole: one frame after another, keys, and what floats.

use super::article_list::ArticleList;
use super::bars::{TOP_HEIGHT, Wishes, foot_ui, top_bar_ui};
use super::batch_card::BatchCard;
use super::compare::CompareCard;
use super::dialogs::Dialogs;
use super::export_card::{copy_citation, export_card_ui, is_of_export};
use super::facet_pane::FacetPane;
use super::files_card::FilesCard;
use super::launch::state_line;
use super::name_card::NameCard;
use super::name_menu::deed_of;
use super::network_pane::{NetworkPane, STRIP_HEIGHT, command_of_key, strip_ui};
use super::notes_card::NotesCard;
use super::own_card::OwnCard;
use super::page_pane::PagePane;
use super::palette_card::PaletteCard;
use super::reading_pane::ReadingPane;
use super::repair_ask::AskCard;
use super::rules_card::RulesCard;
use super::search_box::SearchBar;
use super::searches::SearchesCard;
use super::side_panel::SidePanel;
use super::theme::Palette;
use super::wishes::{
    is_of_article, is_of_batch, is_of_files, is_of_notes, is_of_rules, own_command, repair_command,
};
use super::{Launch, correction_words, fonts, keys, overlays, strings, theme};
use crate::app::{
    App, BatchWish, Command, CommandId, ExportWish, FilesWish, Job, LibraryPlace, NameWish,
    NetworkWish, OwnAsk, PaletteWish, ProfileWish, SearchWish, ThemeChoice, Workers, entry,
};
use crate::library::{GraphFormat, safe_name};
use crate::model::Span;
use egui::{CentralPanel, Frame, Margin, Panel, Ui};
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// How long a frame may take in what the threads report.
const DRAIN: Duration = Duration::from_millis(4);
/// From this width on, the raw page stands beside the article instead of in its place; where the
/// entity panel leaves less, it makes room.
const SIDE_BY_SIDE: f32 = 860.0;
/// From this width on, a network stands beside the article instead of in its place.
const NETWORK_BESIDE: f32 = 1500.0;
/// The entity panel's usual width.
const PANEL_WIDTH: f32 = 285.0;

/// The window.
pub struct Window {
    pub(super) app: App,
    pub(super) workers: Workers,
    search: SearchBar,
    facets: FacetPane,
    compare: CompareCard,
    list: ArticleList,
    reading: ReadingPane,
    page: PagePane,
    panel: SidePanel,
    ask: AskCard,
    name: NameCard,
    rules: RulesCard,
    files: FilesCard,
    palette: PaletteCard,
    own: OwnCard,
    notes: NotesCard,
    searches: SearchesCard,
    batch: BatchCard,
    network: NetworkPane,
    /// Where the article is, or the raw page in its place.
    reading_rect: egui::Rect,
    dialogs: Dialogs,
    pub(super) launch: Launch,
    applied_theme: Option<ThemeChoice>,
    state_line: String,
    pub(super) n_quiet_frames: u32,
    pub(super) has_asked_picture: bool,
}

impl Window {
    /// The window's state; its threads start to work at once.
    #[must_use]
    pub fn new(ctx: &egui::Context, app: App, workers: Workers, launch: Launch) -> Self {
        fonts::install(ctx, launch.asks_system_fonts);
        theme::install(ctx);
        let mut window = Self {
            app,
            workers,
            search: SearchBar::default(),
            facets: FacetPane::default(),
            compare: CompareCard::default(),
            list: ArticleList::default(),
            reading: ReadingPane::default(),
            page: PagePane::default(),
            panel: SidePanel::default(),
            ask: AskCard::default(),
            name: NameCard::default(),
            rules: RulesCard::default(),
            files: FilesCard::default(),
            palette: PaletteCard::default(),
            own: OwnCard::default(),
            notes: NotesCard::default(),
            searches: SearchesCard::default(),
            batch: BatchCard::default(),
            network: NetworkPane::default(),
            reading_rect: egui::Rect::NOTHING,
            dialogs: Dialogs::default(),
            launch,
            applied_theme: None,
            state_line: String::new(),
            n_quiet_frames: 0,
            has_asked_picture: false,
        };
        window.app.run_theme = window.launch.theme;
        window.app.run_language = window.launch.language;
        if let Some(query) = window.launch.query.clone() {
            let jobs = window.app.update(Command::SetQuery(query));
            window.workers.send_all(jobs);
        }
        let place = window.first_library();
        window.workers.send_all(vec![Job::Open {
            place,
            import: vec![],
        }]);
        window
    }

    /// What the window shows.
    #[must_use]
    pub fn app(&self) -> &App {
        &self.app
    }

    /// What the pointer is on in the raw page, and in the article, in bytes of the page; either
    /// lights the other up.
    #[must_use]
    pub fn pointed(&self) -> (Option<Span>, Option<Span>) {
        (self.page.pointed, self.reading.pointed)
    }

    /// Imports files and folders, as if they had been dropped on the window.
    pub fn import(&mut self, paths: Vec<PathBuf>) {
        self.run(vec![Command::Import(paths)]);
    }

    fn first_library(&self) -> LibraryPlace {
        let asked = self.launch.library.clone();
        match asked.or_else(|| self.app.settings.last_library.clone()) {
            Some(dir) => LibraryPlace::Folder(dir),
            None => LibraryPlace::Sample,
        }
    }

    /// Carries out commands, as if the reader had uttered them.
    pub fn run(&mut self, commands: Vec<Command>) {
        for command in commands {
            let jobs = self.app.update(command);
            self.workers.send_all(jobs);
        }
        self.workers.set_cancelled(self.app.is_cancelling);
    }

    /// Takes in what the threads report. No work is done here, only state changed.
    fn drain(&mut self, ctx: &egui::Context) {
        let start = Instant::now();
        while let Some(event) = self.workers.next_event() {
            let jobs = self.app.apply(event);
            self.workers.send_all(jobs);
            if start.elapsed() > DRAIN {
                ctx.request_repaint();
                break;
            }
        }
        self.workers.offer_again();
        if self.workers.has_refused() {
            ctx.request_repaint_after(Duration::from_millis(10));
        }
    }

    /// Fulfils the wishes that need the window itself; the rest becomes commands.
    fn fulfil(&mut self, wishes: Wishes, ctx: &egui::Context, commands: &mut Vec<Command>) {
        for id in wishes {
            // Under the help page, or what floats over the panes, nothing happens unseen.
            let is_covered = (self.app.shows_help
                && !matches!(id, CommandId::ToggleHelp | CommandId::StepBack))
                || (self.app.searches.is_shown
                    && !matches!(id, CommandId::ShowSearches | CommandId::StepBack))
                || (self.app.names.is_shown && !is_of_rules(id))
                || (self.app.palette.is_shown
                    && !matches!(id, CommandId::ShowPalette | CommandId::StepBack))
                || (self.app.files.is_shown && !is_of_files(id))
                || (self.app.own.shows_notes && !is_of_notes(id))
                || (self.app.own.ask == Some(OwnAsk::AllLabels) && !is_of_notes(id))
                || (self.app.comparison.is_open
                    && !matches!(id, CommandId::ToggleComparison | CommandId::StepBack))
                || (self.app.batch.is_shown && !is_of_batch(id))
                || (self.app.export.is_shown && !is_of_export(id))
                || (self.app.network.covers() && is_of_article(id));
            if is_covered || !(entry(id).is_offered)(&self.app) {
                continue;
            }
            match id {
                CommandId::Search => self.search.focus(),
                CommandId::ReadOn => self.reading.read_on(commands),
                CommandId::ReadBack => self.reading.read_back(),
                CommandId::ImportFiles => self.dialogs.pick_files(ctx),
                CommandId::ImportFolder => self.dialogs.pick_folder(ctx),
                CommandId::OpenLibrary => self.dialogs.pick_library(ctx),
                CommandId::ToggleDark => {
                    let is_dark = ctx.theme() == egui::Theme::Dark;
                    commands.push(Command::SetTheme(if is_dark {
                        ThemeChoice::Light
                    } else {
                        ThemeChoice::Dark
                    }));
                }
                CommandId::ShowSearches => {
                    commands.push(Command::Searches(SearchWish::Toggle));
                }
                CommandId::ShowBatch => commands.push(Command::Batch(BatchWish::Toggle)),
                CommandId::LoadNames => self.dialogs.pick_names(ctx),
                CommandId::ExportTable => {
                    let name = strings::TABLE_NAME.pick(self.app.language());
                    self.dialogs.pick_table(ctx, name);
                }
                CommandId::ShowExport => commands.push(Command::Export(ExportWish::Toggle)),
                CommandId::WriteExport => self.dialogs.pick_export(ctx, &self.app),
                CommandId::StopExport => commands.push(Command::Export(ExportWish::Stop)),
                CommandId::CopyCitation | CommandId::CopyRis | CommandId::CopyBibTex => {
                    copy_citation(ctx, &self.app, id);
                }
                CommandId::SaveSearch => commands.push(Command::Searches(SearchWish::AskName)),
                CommandId::NextArticle => commands.push(Command::NextArticle),
                CommandId::PreviousArticle => commands.push(Command::PreviousArticle),
                CommandId::NextHit => commands.push(Command::NextHit),
                CommandId::PreviousHit => commands.push(Command::PreviousHit),
                CommandId::ToggleDoubtful => commands.push(Command::ToggleDoubtful),
                CommandId::ToggleFacets => commands.push(Command::ToggleFacets),
                CommandId::ToggleComparison => commands.push(Command::ToggleComparison),
                CommandId::TogglePage => commands.push(Command::TogglePage),
                CommandId::TogglePageText => commands.push(Command::TogglePageText),
                CommandId::TogglePanel => commands.push(Command::TogglePanel),
                CommandId::ToggleStar => commands.push(Command::ToggleStar),
                CommandId::ToggleRead => commands.push(Command::ToggleRead),
                CommandId::GoBack => commands.push(Command::GoBack),
                CommandId::GoForward => commands.push(Command::GoForward),
                CommandId::LargerText => commands.push(Command::ChangeTextSize(1.0)),
                CommandId::SmallerText => commands.push(Command::ChangeTextSize(-1.0)),
                CommandId::ResetTextSize => commands.push(Command::ResetTextSize),
                CommandId::OpenSample => commands.push(Command::OpenSample),
                CommandId::Rebuild => commands.push(Command::Rebuild),
                CommandId::CancelWork => commands.push(Command::CancelWork),
                CommandId::ToggleHelp => commands.push(Command::ToggleHelp),
                CommandId::StepBack => commands.push(Command::StepBack),
                CommandId::ShowProfile => {
                    commands.push(Command::Profile(ProfileWish::OpenFollowed));
                }
                CommandId::ShowNetwork => {
                    commands.push(command_of_key(&self.app, self.reading.hovered()));
                }
                CommandId::NextNode => self.network.step(&self.app, true),
                CommandId::PreviousNode => self.network.step(&self.app, false),
                CommandId::ExportGraph => {
                    self.dialogs
                        .pick_graph(ctx, &self.app, GraphFormat::GraphMl)
                }
                CommandId::ExportTies => self.dialogs.pick_graph(ctx, &self.app, GraphFormat::Csv),
                CommandId::ShowPalette => {
                    commands.push(Command::Palette(PaletteWish::Toggle));
                }
                CommandId::ShowFiles => commands.push(Command::Files(FilesWish::Toggle)),
                CommandId::PauseImport => commands.push(Command::Files(FilesWish::Pause)),
                CommandId::SurveyFolder => self.dialogs.pick_surveyed(ctx),
                CommandId::WriteArchive => {
                    let name = safe_name(&self.app.library.name);
                    self.dialogs.pick_archive(ctx, &name);
                }
                CommandId::OpenArchive => self.dialogs.pick_unarchive(ctx),
                CommandId::WatchFolder => self.dialogs.pick_watched(ctx),
                CommandId::ShowNames => commands.push(Command::Names(NameWish::Toggle)),
                CommandId::ImportRules => self.dialogs.pick_rules(ctx),
                CommandId::ExportRules => {
                    let name = correction_words::FILE_NAME.pick(self.app.language());
                    self.dialogs.pick_rules_file(ctx, name);
                }
                other => {
                    let deed = deed_of(other).map(|deed| Command::Names(NameWish::Do(deed)));
                    let deed = deed.or_else(|| repair_command(other));
                    commands.extend(deed.or_else(|| own_command(other)));
                }
            }
        }
    }

    fn panes_ui(&mut self, ui: &mut Ui, commands: &mut Vec<Command>, wishes: &mut Wishes) {
        let palette = Palette::of(ui);
        let pane = Frame::NONE.fill(palette.pane);
        let app = &self.app;
        Panel::top("top")
            .exact_size(TOP_HEIGHT)
            .frame(pane.inner_margin(Margin::symmetric(6, 0)))
            .show(ui, |ui| {
                top_bar_ui(ui, app, &mut self.search, commands, wishes);
            });
        Panel::bottom("foot")
            .exact_size(26.0)
            .frame(pane.inner_margin(Margin::symmetric(8, 0)))
            .show(ui, |ui| {
                foot_ui(ui, app, wishes);
            });
        let width = ui.available_width();
        Panel::left("list")
            .size_range(220.0..=(width * 0.4).max(221.0))
            .default_size(330.0)
            .frame(pane)
            .show(ui, |ui| {
                self.facets.ui(ui, app, commands);
                self.list.ui(ui, app, commands, wishes);
            });
        let needed = if app.network.is_front() && !app.profile.is_over_network {
            NETWORK_BESIDE
        } else if app.shows_page && !app.profile.is_over_raw_page {
            SIDE_BY_SIDE
        } else {
            0.0
        };
        self.reading.hovered_in_panel = None;
        let has_room = needed == 0.0 || ui.available_width() >= needed + PANEL_WIDTH;
        if app.settings.shows_panel && width > 760.0 && has_room {
            let in_text = self.reading.hovered_entity;
            let mut hovered = in_text;
            Panel::right("entities")
                .size_range(200.0..=(width * 0.35).max(201.0))
                .default_size(PANEL_WIDTH)
                .frame(pane)
                .show(ui, |ui| {
                    self.panel.ui(ui, app, &mut hovered, commands);
                });
            self.reading.hovered_in_panel = hovered.filter(|_| hovered != in_text);
        }
        let paper = Frame::NONE.fill(palette.paper);
        CentralPanel::no_frame().frame(paper).show(ui, |ui| {
            let lit = self.page.pointed.filter(|_| app.shows_page);
            self.reading_rect = ui.max_rect();
            let network = &app.network;
            let is_beside = !app.shows_page && ui.available_width() >= NETWORK_BESIDE;
            if network.is_open() && network.is_beside != is_beside {
                commands.push(Command::Network(NetworkWish::StandBeside(is_beside)));
            }
            if network.is_front() && !is_beside {
                self.network.ui(ui, app, commands, wishes);
                return;
            }
            if network.is_open() && is_beside {
                let width = ui.available_width() * 0.56;
                Panel::right("network")
                    .exact_size(width)
                    .frame(paper)
                    .show(ui, |ui| self.network.ui(ui, app, commands, wishes));
                CentralPanel::no_frame().frame(paper).show(ui, |ui| {
                    self.reading_rect = ui.max_rect();
                    self.reading.ui(ui, app, None, commands);
                });
                return;
            }
            if network.is_open() {
                let way_back = Panel::top("way back").exact_size(STRIP_HEIGHT).frame(pane);
                way_back.show(ui, |ui| strip_ui(ui, app, commands));
            }
            if !app.shows_page {
                self.reading.ui(ui, app, None, commands);
            } else if ui.available_width() < SIDE_BY_SIDE {
                self.page.ui(ui, app, None, commands, wishes);
            } else {
                let half = ui.available_width() * 0.46;
                let (page, pointed) = (&mut self.page, self.reading.pointed);
                Panel::right("raw page")
                    .exact_size(half)
                    .frame(pane)
                    .show(ui, |ui| page.ui(ui, app, pointed, commands, wishes));
                CentralPanel::no_frame().frame(paper).show(ui, |ui| {
                    self.reading_rect = ui.max_rect();
                    self.reading.ui(ui, app, lit, commands);
                });
            }
        });
    }

    fn take_drops(&mut self, ui: &Ui, commands: &mut Vec<Command>) {
        let dropped: Vec<PathBuf> = ui.input(|i| {
            i.raw
                .dropped_files
                .iter()
                .map(|f| f.path().to_owned())
                .collect()
        });
        if !dropped.is_empty() {
            commands.push(Command::Import(dropped));
        }
        if ui.input(|i| !i.raw.hovered_files.is_empty()) {
            overlays::drop_ui(ui, strings::DROP_HERE.pick(self.app.language()));
        }
        for picked in self.dialogs.take_picked() {
            match picked.into_command() {
                Ok(command) => commands.push(command),
                Err(failure) => self.app.tell_failure(failure),
            }
        }
    }

    fn apply_theme(&mut self, ctx: &egui::Context) {
        let theme = self.app.theme();
        if self.applied_theme != Some(theme) {
            self.applied_theme = Some(theme);
            ctx.set_theme(match theme {
                ThemeChoice::System => egui::ThemePreference::System,
                ThemeChoice::Light => egui::ThemePreference::Light,
                ThemeChoice::Dark => egui::ThemePreference::Dark,
            });
        }
    }

    /// Tells those who drive the window from outside what it shows, whenever that changes.
    fn report_state(&mut self) {
        let Some(path) = &self.launch.state_file else {
            return;
        };
        let line = state_line(&self.app, self.search.has_focus);
        if line != self.state_line {
            self.state_line.clone_from(&line);
            self.workers.send_all(vec![Job::AppendLine {
                path: path.clone(),
                line,
            }]);
        }
    }

    /// Draws one frame.
    pub fn frame_ui(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        let mut commands = Vec::new();
        let mut wishes = Wishes::new();
        let is_typing = [
            self.search.has_focus,
            self.ask.has_focus,
            self.name.has_focus,
            self.rules.has_focus,
            self.files.has_focus,
            self.palette.has_focus,
            self.own.has_focus,
            self.notes.has_focus,
            self.facets.has_focus,
            self.compare.has_focus,
            self.searches.has_focus,
            self.batch.has_focus,
        ]
        .contains(&true);
        keys::collect(ui, &self.app, is_typing, &mut wishes);
        self.panes_ui(ui, &mut commands, &mut wishes);
        self.ask.ui(ui, &self.app, self.reading_rect, &mut commands);
        self.name
            .ui(ui, &self.app, self.reading_rect, &mut commands);
        self.compare.ui(ui, &self.app, &mut commands);
        self.rules.ui(ui, &self.app, &mut commands, &mut wishes);
        self.files.ui(ui, &self.app, &mut commands, &mut wishes);
        self.own.ui(ui, &self.app, self.reading_rect, &mut commands);
        self.notes.ui(ui, &self.app, &mut commands);
        self.searches.ui(ui, &self.app, &mut commands);
        self.batch.ui(ui, &self.app, &mut commands, &mut wishes);
        self.palette.ui(ui, &self.app, &mut commands, &mut wishes);
        export_card_ui(ui, &self.app, &mut commands, &mut wishes);
        overlays::overlays_ui(ui, &self.app, &mut commands);
        self.take_drops(ui, &mut commands);
        self.fulfil(wishes, &ctx, &mut commands);
        self.run(commands);
        self.apply_theme(&ctx);
        self.report_state();
        self.take_picture(&ctx);
    }
}

impl eframe::App for Window {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        self.drain(ctx);
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        self.frame_ui(ui);
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }
}
