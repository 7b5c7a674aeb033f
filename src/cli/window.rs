//! What the command line says about the window. Plain values: the window's own types exist only
//! with the feature `gui`.

use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Light or dark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ThemeArgument {
    /// Paper by day.
    Light,
    /// Paper by night.
    Dark,
}

/// A language of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LanguageArgument {
    /// 简体中文.
    Zh,
    /// English.
    En,
}

/// How to open the window, where no subcommand is given.
#[derive(Clone, Debug, Args)]
pub struct WindowArguments {
    /// Open the library in this folder; it is made when there is none
    #[arg(long, value_name = "DIR")]
    pub library: Option<PathBuf>,
    /// Search for this at the start
    #[arg(long, value_name = "QUERY", allow_hyphen_values = true)]
    pub query: Option<String>,
    /// Light or dark, for this run
    #[arg(long)]
    pub theme: Option<ThemeArgument>,
    /// The language of the interface, for this run
    #[arg(long)]
    pub language: Option<LanguageArgument>,
    /// The window's size
    #[arg(long, value_name = "WxH", value_parser = parse_size)]
    pub size: Option<(f32, f32)>,
    /// Show the raw page at the start
    #[arg(long, hide = true)]
    pub raw_page: bool,
    /// Repair the raw page at the start
    #[arg(long, hide = true)]
    pub repair: bool,
    /// Save a picture of the window as PNG once it is drawn, and close it
    #[arg(long, value_name = "FILE")]
    pub screenshot: Option<PathBuf>,
    /// Append a line of JSON to a file whenever the window shows something else
    #[arg(long, value_name = "FILE", hide = true)]
    pub state_file: Option<PathBuf>,
}

fn parse_size(typed: &str) -> Result<(f32, f32), String> {
    let sides = typed
        .split_once('x')
        .and_then(|(w, h)| Some((w.parse().ok()?, h.parse().ok()?)));
    match sides {
        Some((w, h)) if (320.0..=16384.0).contains(&w) && (240.0..=16384.0).contains(&h) => {
            Ok((w, h))
        }
        _ => Err("a size is WIDTHxHEIGHT, such as 1280x800".to_owned()),
    }
}
