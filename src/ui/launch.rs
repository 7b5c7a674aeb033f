//! How the window is started.

use super::Window;
use crate::app::{App, Folders, Language, Phase, Settings, ThemeChoice, Workers};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// What the command line says about the window.
#[derive(Clone, Debug)]
pub struct Launch {
    /// The library to open; `None`: the last one, or the sample library.
    pub library: Option<PathBuf>,
    /// A query to begin with.
    pub query: Option<String>,
    /// The window's size, in points.
    pub size: (f32, f32),
    /// Overrides the reader's setting, for this run.
    pub theme: Option<ThemeChoice>,
    /// Overrides the reader's setting, for this run.
    pub language: Option<Language>,
    /// Show the raw page at the start.
    pub shows_page: bool,
    /// Repair the raw page at the start, with its first article's first line chosen.
    pub repairs: bool,
    /// Save a picture of the window here, once it is drawn, and close.
    pub screenshot: Option<PathBuf>,
    /// Append a line of JSON here whenever what is shown changes.
    pub state_file: Option<PathBuf>,
    /// Set when the picture could not be saved.
    pub outcome: Arc<AtomicBool>,
    /// Ask the system for characters that the bundled faces lack.
    pub asks_system_fonts: bool,
}

impl Default for Launch {
    fn default() -> Self {
        Self {
            library: None,
            query: None,
            size: (1280.0, 800.0),
            theme: None,
            language: None,
            shows_page: false,
            repairs: false,
            screenshot: None,
            state_file: None,
            outcome: Arc::default(),
            asks_system_fonts: true,
        }
    }
}

/// Why there is no window.
#[derive(Debug, thiserror::Error)]
pub enum WindowError {
    /// No display, no OpenGL, or the system refused.
    #[error(
        "the window cannot be opened: {0}. On Linux it needs a desktop (X11 or Wayland) with OpenGL; the subcommands (`banmian --help`) work without one"
    )]
    System(String),
    /// The picture that was asked for is not there.
    #[error(
        "the picture of the window could not be saved; please name a file in a folder that exists"
    )]
    Picture,
    /// The threads could not be started.
    #[error("the program's threads cannot be started: {0}")]
    Threads(#[from] std::io::Error),
}

/// Opens the window and stays until it is closed.
///
/// # Errors
/// When there is no display to open it on.
pub fn open_window(launch: Launch, folders: Folders) -> Result<(), WindowError> {
    let settings = Settings::load(&folders.settings_file());
    let system_language = Language::from_locale(sys_locale::get_locale().as_deref());
    let icon = eframe::icon_data::from_png_bytes(include_bytes!("../../assets/icon/banmian.png"));
    let mut viewport = egui::ViewportBuilder::default()
        .with_title("版面 Banmian")
        .with_app_id("banmian")
        .with_inner_size([launch.size.0, launch.size.1])
        .with_min_inner_size([640.0, 420.0]);
    if let Ok(icon) = icon {
        viewport = viewport.with_icon(Arc::new(icon));
    }
    let options = eframe::NativeOptions {
        viewport,
        renderer: eframe::Renderer::Glow,
        // Our own provider asks with a Chinese locale; see `fonts`.
        system_font_fallback: false,
        persist_window: false,
        ..eframe::NativeOptions::default()
    };
    let has_failed = launch.outcome.clone();
    let keeps_settings = launch.screenshot.is_none();
    eframe::run_native(
        "banmian",
        options,
        Box::new(move |cc| {
            let ctx = cc.egui_ctx.clone();
            let workers = Workers::start(
                folders,
                keeps_settings,
                Arc::new(move || ctx.request_repaint()),
            )?;
            Ok(Box::new(Window::new(
                &cc.egui_ctx,
                App::new(settings, system_language),
                workers,
                launch,
            )))
        }),
    )
    .map_err(|error| WindowError::System(error.to_string()))?;
    if has_failed.load(Ordering::Relaxed) {
        return Err(WindowError::Picture);
    }
    Ok(())
}

/// What the window shows, as a line for those who drive it from outside.
pub(super) fn state_line(app: &App, is_searching: bool) -> String {
    let headline = app
        .article
        .as_ref()
        .map_or("", |a| a.article.headline.text.as_str());
    serde_json::json!({
        "query": app.query_text,
        "is_ready": app.library.phase == Phase::Ready && !app.is_searching && !app.is_loading,
        "n_results": app.list.total,
        "selected_headline": headline,
        "n_hits": app.n_hits(),
        "hit": app.hit_idx,
        "shows_page": app.shows_page,
        "focus": if is_searching { "search" } else { "article" },
    })
    .to_string()
}
