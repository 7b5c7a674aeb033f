//! The same without a display: subcommands that parse, call the library and print.
//!
//! What was asked for goes to standard output, progress and troubles to standard error. The exit
//! status is 0 when all went well, 1 when some input failed (it is named), 2 for a wrong usage.

mod corrections;
mod explain;
mod export;
mod extract;
mod keep;
mod network;
mod output;
mod values;
mod who;
mod window;

use crate::library::{ExportFormat, NETWORK_KINDS, Sort};
use crate::model::{EntityKind, PartialDate};
use clap::{ArgGroup, CommandFactory as _, Parser, Subcommand};
use output::Output;
use std::path::PathBuf;
use std::process::ExitCode;

pub use window::{LanguageArgument, ThemeArgument, WindowArguments};

/// Banmian 版面: turns raw pages of Chinese newspapers into articles to read, search and trace.
#[derive(Debug, Parser)]
#[command(name = "banmian", version, args_conflicts_with_subcommands = true)]
pub struct Arguments {
    /// How to open the window.
    #[command(flatten)]
    pub window: WindowArguments,
    /// What to do; nothing opens the window.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What can be done without a window.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Restore the articles of files and recognise who and what is in them, without a library
    Extract {
        /// Pages (PDF, text, HTML, DOCX, EPUB, ALTO, hOCR), articles (JSON Lines, CSV), or folders of them
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// One JSON object for each file
        #[arg(long)]
        json: bool,
        /// Say of every line why it was taken for what it is, and of every join how sure it is
        #[arg(long)]
        explain: bool,
        /// Write DIR/STEM.json for each file instead
        #[arg(short, long, value_name = "DIR", requires = "json")]
        output: Option<PathBuf>,
        /// The day or month the files were printed
        #[arg(long, value_name = "YYYY-MM[-DD]", value_parser = parse_date)]
        issue_date: Option<PartialDate>,
    },
    /// Add files to a library; files that are in it already change nothing
    Import {
        /// Pages (PDF, text, HTML, DOCX, EPUB, ALTO, hOCR), articles (JSON Lines, CSV), archives (ZIP) or
        /// folders of them
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
        /// The library's folder; it is made when there is none
        #[arg(long, value_name = "DIR")]
        library: PathBuf,
        /// The day or month the files were printed
        #[arg(long, value_name = "YYYY-MM[-DD]", value_parser = parse_date)]
        issue_date: Option<PartialDate>,
    },
    /// Find articles: all words are required; OR, -word, ( ), "…", fields such as headline:,
    /// date:2019-08..2020, said:2019, amount:>1亿元, number:>10万人 and sentence(a b) are understood
    Search {
        /// What to look for
        #[arg(
            value_name = "QUERY",
            allow_hyphen_values = true,
            required_unless_present = "batch"
        )]
        query: Option<String>,
        /// Look for each name of a list instead (one a line; of a CSV its first column), and print
        /// a table in CSV: name, articles, first and last date, number and names of files
        #[arg(long, value_name = "FILE", conflicts_with_all = ["query", "json", "offset", "limit"])]
        batch: Option<PathBuf>,
        /// Each line of the list is a query, not a name
        #[arg(long, requires = "batch")]
        queries: bool,
        /// The library's folder
        #[arg(long, value_name = "DIR")]
        library: PathBuf,
        /// One JSON object
        #[arg(long)]
        json: bool,
        /// How many articles to list
        #[arg(long, value_name = "N", default_value_t = 20)]
        limit: usize,
        /// How many of the first ones to leave out
        #[arg(long, value_name = "N", default_value_t = 0)]
        offset: usize,
    },
    /// Check that a library is sound
    Check {
        /// The library's folder
        #[arg(long, value_name = "DIR")]
        library: PathBuf,
        /// Restore every kept file anew first, and build the search index anew
        #[arg(long)]
        rebuild: bool,
    },
    /// List the daily copies of what you made of a library (stars, notes, tags, repairs, rules), and what
    /// each holds
    Backups {
        /// The library's folder
        #[arg(long, value_name = "DIR")]
        library: PathBuf,
    },
    /// Put one of these copies in the place of what is there, which is copied first
    Restore {
        /// The copy's name, as `backups` lists it
        #[arg(value_name = "NAME")]
        name: String,
        /// The library's folder
        #[arg(long, value_name = "DIR")]
        library: PathBuf,
    },
    /// Take over what is sound in a damaged library; the damaged catalog is kept beside the new one
    Salvage {
        /// The library's folder
        #[arg(long, value_name = "DIR")]
        library: PathBuf,
    },
    /// Write articles for other programs: Markdown, text, HTML, EPUB, tables, references
    Export {
        /// Which articles: those that this finds; without it all
        #[arg(value_name = "QUERY", allow_hyphen_values = true, default_value = "")]
        query: String,
        /// The library's folder
        #[arg(long, value_name = "DIR")]
        library: PathBuf,
        /// markdown, markdown-files (a folder), text, html, epub, dossier (your notes with the passages and
        /// sources), csv or jsonl (articles; also entities-,
        /// mentions- and context- before these two), gbt7714, ris or bibtex
        #[arg(long, value_name = "FORMAT", value_parser = export::parse_format)]
        format: ExportFormat,
        /// The file, or the folder of markdown-files
        #[arg(short, long, value_name = "FILE")]
        output: PathBuf,
        /// Replace the file if it is there
        #[arg(long)]
        replace: bool,
        /// The order of the articles
        #[arg(long, value_name = "ORDER", default_value = "best", value_parser = parse_order)]
        order: Sort,
    },
    /// Write down with whom a name stands in the same sentences, and the sentences
    #[command(group = ArgGroup::new("file").args(["graphml", "csv"]).required(true).multiple(true))]
    Network {
        /// A person, body, site, project or place
        name: String,
        /// The library's folder
        #[arg(long, value_name = "DIR")]
        library: PathBuf,
        /// What it is; without this, what most articles call by the name
        #[arg(long, value_name = "KIND", value_parser = parse_kind)]
        kind: Option<EntityKind>,
        /// 1: who stands in one sentence with it; 2: and who with the strongest of these
        #[arg(long, value_name = "1|2", default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=2))]
        depth: u8,
        /// With places, too
        #[arg(long)]
        places: bool,
        /// Write it to this file as GraphML, for Gephi, yEd or networkx
        #[arg(long, value_name = "FILE")]
        graphml: Option<PathBuf>,
        /// Write it to this file as a table, a line for each sentence of each tie
        #[arg(long, value_name = "FILE")]
        csv: Option<PathBuf>,
    },
    /// Who or what has a name: one or several, under which names and posts, from when to when, and
    /// why they are taken for one or kept apart
    Who {
        /// The whole name
        #[arg(value_name = "NAME")]
        name: String,
        /// What it is the name of
        #[arg(long, value_name = "KIND", default_value = "person", value_parser = parse_kind)]
        kind: EntityKind,
        /// The library's folder
        #[arg(long, value_name = "DIR")]
        library: PathBuf,
        /// One JSON object
        #[arg(long)]
        json: bool,
    },
    /// Share what you corrected of names: readable rules, one a line
    Corrections {
        /// What to do with them
        #[command(subcommand)]
        action: CorrectionsCommand,
    },
}

/// What can be done with the reader's rules for names.
#[derive(Debug, Subcommand)]
pub enum CorrectionsCommand {
    /// Print the rules of a library
    Export {
        /// The library's folder
        #[arg(long, value_name = "DIR")]
        library: PathBuf,
        /// Write them to this file instead
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Add the rules of a file to a library, and apply them to what is in it and comes later
    Import {
        /// One rule a line, as they are exported; a line that is not understood is named, the rest
        /// is taken in
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// The library's folder
        #[arg(long, value_name = "DIR")]
        library: PathBuf,
    },
}

fn parse_date(typed: &str) -> Result<PartialDate, String> {
    PartialDate::parse(typed).ok_or_else(|| "a date is YYYY-MM-DD, YYYY-MM or YYYY".to_owned())
}

fn parse_order(typed: &str) -> Result<Sort, String> {
    Ok(match typed {
        "best" => Sort::Relevance,
        "newest" => Sort::DateDown,
        "oldest" => Sort::DateUp,
        "source" => Sort::Source,
        _ => return Err("an order is best, newest, oldest or source".to_owned()),
    })
}

fn parse_kind(typed: &str) -> Result<EntityKind, String> {
    let mut kinds = NETWORK_KINDS.into_iter();
    kinds
        .find(|kind| kind.as_str() == typed)
        .ok_or_else(|| "a kind is person, organization, facility, project or place".to_owned())
}

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
        } => keep::import(&mut output, &paths, &library, issue_date),
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
