//! What the reader has set, and where it is kept. Missing, damaged or unknown fields fall back to
//! their defaults: settings must never keep the program from starting.

use crate::model::{EntityKind, Sentence};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::io;
use std::num::NonZero;
use std::path::{Path, PathBuf};

/// Light, dark, or as the system is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ThemeChoice {
    /// As the system is.
    #[default]
    System,
    /// Paper by day.
    Light,
    /// Paper by night.
    Dark,
}

/// A language of the interface. The newspapers' own words are never translated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// 简体中文.
    #[default]
    Chinese,
    /// English.
    English,
}

impl Language {
    /// The interface language for a system locale such as `zh-CN` or `en_GB.UTF-8`: Chinese
    /// where the locale is Chinese or unknown, for that is what is read here.
    #[must_use]
    pub fn from_locale(locale: Option<&str>) -> Self {
        match locale {
            None => Self::Chinese,
            Some(l)
                if l.is_empty()
                    || l.starts_with("zh")
                    || l == "C"
                    || l.starts_with("C.")
                    || l == "POSIX" =>
            {
                Self::Chinese
            }
            Some(_) => Self::English,
        }
    }
}

impl Language {
    /// A sentence in this language.
    #[must_use]
    pub fn pick(self, sentence: &Sentence) -> &str {
        match self {
            Self::Chinese => &sentence.zh,
            Self::English => &sentence.en,
        }
    }
}

/// A string of the interface in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text {
    /// 简体中文.
    pub zh: &'static str,
    /// English.
    pub en: &'static str,
}

impl Text {
    /// The string as it is in either language.
    #[must_use]
    pub const fn both(zh: &'static str, en: &'static str) -> Self {
        Self { zh, en }
    }

    /// The string in a language.
    #[must_use]
    pub const fn pick(self, language: Language) -> &'static str {
        match language {
            Language::Chinese => self.zh,
            Language::English => self.en,
        }
    }
}

/// What the reader has set.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Light or dark.
    pub theme: ThemeChoice,
    /// `None`: by the system's language.
    pub language: Option<Language>,
    /// Size of the body's type in points, within [`Settings::BODY_SIZES`].
    pub body_size: f32,
    /// Kinds that are not lit up in the text.
    pub hidden_kinds: BTreeSet<EntityKind>,
    /// Do reprints of an article share a row of the list?
    pub folds_reprints: bool,
    /// Is the entity panel shown?
    pub shows_panel: bool,
    /// Are the facets shown above the list?
    pub shows_facets: bool,
    /// Threads that restore files; `None`: as many as there are cores.
    pub import_threads: Option<NonZero<usize>>,
    /// The library to open at the start; `None`: the sample library.
    pub last_library: Option<PathBuf>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: ThemeChoice::default(),
            language: None,
            body_size: 17.5,
            hidden_kinds: BTreeSet::new(),
            folds_reprints: true,
            shows_panel: true,
            shows_facets: true,
            import_threads: None,
            last_library: None,
        }
    }
}

impl Settings {
    /// The smallest and the largest body type, in points.
    pub const BODY_SIZES: std::ops::RangeInclusive<f32> = 13.0..=32.0;

    /// Reads the settings of a file; the defaults where there is none or it is damaged.
    #[must_use]
    pub fn load(path: &Path) -> Self {
        let read = std::fs::read(path);
        let mut settings: Self = match read.map(|bytes| serde_json::from_slice(&bytes)) {
            Ok(Ok(settings)) => settings,
            Ok(Err(error)) => {
                log::warn!(
                    "{}: settings are damaged, defaults used: {error}",
                    path.display()
                );
                Self::default()
            }
            Err(error) => {
                if error.kind() != io::ErrorKind::NotFound {
                    log::warn!("{}: settings cannot be read: {error}", path.display());
                }
                Self::default()
            }
        };
        if !settings.body_size.is_finite() {
            settings.body_size = Self::default().body_size;
        }
        settings.body_size = settings
            .body_size
            .clamp(*Self::BODY_SIZES.start(), *Self::BODY_SIZES.end());
        settings
    }

    /// Writes the settings to a file, whole or not at all.
    ///
    /// # Errors
    /// When the folder cannot be made or the file cannot be written.
    pub fn save(&self, path: &Path) -> io::Result<()> {
        if let Some(dir) = path.parent() {
            std::fs::create_dir_all(dir)?;
        }
        let new = path.with_extension("new");
        std::fs::write(&new, serde_json::to_vec_pretty(self)?)?;
        std::fs::rename(&new, path)
    }
}
