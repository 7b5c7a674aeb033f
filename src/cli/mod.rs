//! The same without a display: subcommands that parse, call the library and print.
//!
//! What was asked for goes to standard output, progress and troubles to standard error. The exit
//! status is 0 when all went well, 1 when some input failed (it is named), 2 for a wrong usage.

mod arguments;
mod corrections;
mod explain;
mod export;
mod extract;
mod files;
mod keep;
mod network;
mod output;
mod parsing;
mod values;
mod who;
mod window;

use crate::library::{ImportRequest, Said};
use arguments::CorrectionsCommand;
use clap::{CommandFactory as _, Parser as _};
use output::Output;
use std::process::ExitCode;

pub use arguments::{Arguments, Command};
pub use window::{LanguageArgument, ThemeArgument, WindowArguments};

/// Reads the program's arguments; a wrong usage, `--help` and `--version` end the program.
#[must_use]
pub fn parse_arguments() -> Arguments {
    Arguments::parse()
}

/// Prints how the program is used.
#[must_use]
pub fn print_usage() -> ExitCode {
    let mut output = Output::new();
    let help = Arguments::command().render_long_help().to_string();
    let done = output.line(&help).and_then(|()| output.flush());
    finish(done, output.has_failed())
}

/// Says why the program could not do what it was asked to.
#[must_use]
pub fn print_failure(sentence: &str) -> ExitCode {
    let mut output = Output::new();
    output.fail(sentence);
    finish(output.flush(), output.has_failed())
}

/// Does what a subcommand says.
#[must_use]
pub fn run(command: Command) -> ExitCode {
    let mut output = Output::new();
    let done = match command {
        Command::Extract {
            files,
            json,
            explain,
            output: folder,
            issue_date,
        } => {
            let manner = extract::Manner {
                is_json: json,
                is_explained: explain,
                folder: folder.as_deref(),
            };
            extract::extract(&mut output, &files, manner, issue_date)
        }
        Command::Import {
            paths,
            library,
            issue_date,
            encoding,
            dry_run,
            threads,
            background,
        } => {
            let request = ImportRequest {
                paths,
                said: Said {
                    issue_date,
                    encoding,
                },
                is_by_itself: false,
            };
            let manner = files::Manner {
                is_dry: dry_run,
                n_threads: threads,
                is_in_background: background,
            };
            files::import(&mut output, request, &library, &manner)
        }
        Command::Archive {
            library,
            output: file,
            force,
        } => files::archive(&mut output, &library, &file, force),
        Command::Unarchive { archive, library } => {
            files::unarchive(&mut output, &archive, &library)
        }
        Command::Files {
            library,
            failed: true,
            ..
        } => files::failed(&mut output, &library),
        Command::Files {
            part,
            library,
            limit,
            offset,
            ..
        } => {
            let rows = offset..offset.saturating_add(limit);
            files::files(&mut output, &part, &library, rows)
        }
        Command::Remove { files, library } => files::remove(&mut output, &files, &library),
        Command::Redo {
            file,
            library,
            issue_date,
            encoding,
        } => {
            let said = Said {
                issue_date,
                encoding,
            };
            files::redo(&mut output, file, said, &library)
        }
        Command::Search {
            batch: Some(list),
            queries,
            library,
            ..
        } => keep::search_list(&mut output, &list, queries, &library),
        Command::Search {
            query,
            library,
            json,
            limit,
            offset,
            ..
        } => keep::search(
            &mut output,
            query.as_deref().unwrap_or_default(),
            &library,
            json,
            offset..offset.saturating_add(limit),
        ),
        Command::Check { library, rebuild } => keep::check(&mut output, &library, rebuild),
        Command::Backups { library } => keep::backups(&mut output, &library),
        Command::Restore { name, library } => keep::restore(&mut output, &library, &name),
        Command::Salvage { library } => keep::salvage(&mut output, &library),
        Command::Export {
            query,
            library,
            format,
            output: path,
            replace,
            order,
        } => {
            let wish = export::Wish {
                query,
                format,
                path,
                replaces: replace,
                sort: order,
            };
            export::export(&mut output, &library, wish)
        }
        Command::Network {
            name,
            library,
            kind,
            depth,
            places,
            graphml,
            csv,
        } => {
            let wish = network::Wish {
                name: &name,
                kind,
                depth,
                has_places: places,
                graphml,
                csv,
            };
            network::network(&mut output, &library, &wish)
        }
        Command::Who {
            name,
            kind,
            library,
            json,
        } => who::who(&mut output, &name, kind, &library, json),
        Command::Corrections { action } => match action {
            CorrectionsCommand::Export {
                library,
                output: file,
            } => corrections::export(&mut output, &library, file.as_deref()),
            CorrectionsCommand::Import { file, library } => {
                corrections::import(&mut output, &file, &library)
            }
        },
    };
    finish(done.and_then(|()| output.flush()), output.has_failed())
}

fn finish(done: std::io::Result<()>, has_failed: bool) -> ExitCode {
    match done {
        Ok(()) if !has_failed => ExitCode::SUCCESS,
        // Whoever reads us has seen enough (`| head`): that is no failure.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe && !has_failed => {
            ExitCode::SUCCESS
        }
        Ok(()) => ExitCode::FAILURE,
        Err(error) => {
            Output::new().fail(&format!("The output cannot be written: {error}."));
            ExitCode::FAILURE
        }
    }
}
