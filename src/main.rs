//! The program: a subcommand works without a display, none opens the window.

use std::process::ExitCode;

fn main() -> ExitCode {
    env_logger::init();
    match banmian::cli::parse_arguments().command {
        Some(command) => banmian::cli::run(command),
        None => banmian::cli::print_usage(),
    }
}
