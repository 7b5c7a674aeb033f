//! Where the program keeps what is its own.

use std::path::PathBuf;

/// Where the program keeps what is its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folders {
    /// Libraries.
    pub data: PathBuf,
    /// Settings.
    pub config: PathBuf,
}

impl Folders {
    /// The system's usual places for this user; `None` where there is no home.
    #[must_use]
    pub fn of_user() -> Option<Self> {
        let dirs = directories::ProjectDirs::from("", "", "banmian")?;
        Some(Self {
            data: dirs.data_dir().to_owned(),
            config: dirs.config_dir().to_owned(),
        })
    }

    /// The file of the settings.
    #[must_use]
    pub fn settings_file(&self) -> PathBuf {
        self.config.join("settings.json")
    }

    /// The folder of the sample library.
    #[must_use]
    pub fn sample_library(&self) -> PathBuf {
        self.data.join("sample")
    }

    /// The folder of the reader's own first library.
    #[must_use]
    pub fn own_library(&self) -> PathBuf {
        self.data.join("library")
    }
}
