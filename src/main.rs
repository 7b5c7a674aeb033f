//! The program: a subcommand works without a display, none opens the window.

use std::process::ExitCode;

fn main() -> ExitCode {
    keep_log();
    let arguments = banmian::cli::parse_arguments();
    match arguments.command {
        Some(command) => banmian::cli::run(command),
        None => open_window(arguments.window),
    }
}

#[cfg(not(feature = "gui"))]
fn keep_log() {
    env_logger::init();
}

#[cfg(feature = "gui")]
fn keep_log() {
    let log = env_logger::Logger::from_default_env();
    let most = log.filter();
    banmian::ui::keep_log(log, most);
}

#[cfg(not(feature = "gui"))]
fn open_window(_: banmian::cli::WindowArguments) -> ExitCode {
    banmian::cli::print_usage()
}

#[cfg(feature = "gui")]
fn open_window(arguments: banmian::cli::WindowArguments) -> ExitCode {
    use anyhow::Context as _;
    let opened = banmian::app::Folders::of_user()
        .context(
            "this user has no home folder, where the sample library and the settings could be kept",
        )
        .and_then(|folders| {
            Ok(banmian::ui::open_window(
                launch_from_arguments(arguments),
                folders,
            )?)
        });
    match opened {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => banmian::cli::print_failure(&format!("{error:#}")),
    }
}

#[cfg(feature = "gui")]
fn launch_from_arguments(arguments: banmian::cli::WindowArguments) -> banmian::ui::Launch {
    use banmian::app::{Language, ThemeChoice};
    use banmian::cli::{LanguageArgument, ThemeArgument};
    let usual = banmian::ui::Launch::default();
    banmian::ui::Launch {
        library: arguments.library,
        query: arguments.query,
        size: arguments.size.unwrap_or(usual.size),
        theme: arguments.theme.map(|theme| match theme {
            ThemeArgument::Light => ThemeChoice::Light,
            ThemeArgument::Dark => ThemeChoice::Dark,
        }),
        language: arguments.language.map(|language| match language {
            LanguageArgument::Zh => Language::Chinese,
            LanguageArgument::En => Language::English,
        }),
        shows_page: arguments.raw_page,
        repairs: arguments.repair,
        screenshot: arguments.screenshot,
        state_file: arguments.state_file,
        outcome: usual.outcome,
        asks_system_fonts: usual.asks_system_fonts,
    }
}
