//! What can be asked for on the command line.

use super::parsing::{parse_date, parse_encoding, parse_kind, parse_order};
use super::window::WindowArguments;
use crate::library::{ExportFormat, Sort};
use crate::model::{EntityKind, PartialDate, TextEncoding};
use clap::{ArgGroup, Parser, Subcommand};
use std::num::NonZero;
use std::path::PathBuf;

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
        /// The encoding of their text, where it is not found by itself: UTF-8, GB18030 (GBK), Big5,
        /// UTF-16LE, UTF-16BE
        #[arg(long, value_name = "NAME", value_parser = parse_encoding)]
        encoding: Option<TextEncoding>,
        /// Only say what would be added, what is there already and what would fail; nothing is written
        #[arg(long)]
        dry_run: bool,
        /// How many threads to restore with; one for each core otherwise
        #[arg(long, value_name = "N")]
        threads: Option<NonZero<usize>>,
        /// Step back behind whatever else runs on the machine
        #[arg(long)]
        background: bool,
    },
    /// List the files of a library, or those that could not be added and why
    Files {
        /// What their names or paths hold; without it all
        #[arg(value_name = "TEXT", default_value = "")]
        part: String,
        /// The library's folder
        #[arg(long, value_name = "DIR")]
        library: PathBuf,
        /// Those that could not be added
        #[arg(long, conflicts_with_all = ["part", "limit", "offset"])]
        failed: bool,
        /// How many to list
        #[arg(long, value_name = "N", default_value_t = 100)]
        limit: usize,
        /// How many of the newest to leave out
        #[arg(long, value_name = "N", default_value_t = 0)]
        offset: usize,
    },
    /// Remove files from a library, by their numbers in `files`; the files themselves stay where they are
    Remove {
        /// The files' numbers
        #[arg(required = true, value_name = "NUMBER")]
        files: Vec<i64>,
        /// The library's folder
        #[arg(long, value_name = "DIR")]
        library: PathBuf,
    },
    /// Restore a file of a library anew, with another date or encoding
    Redo {
        /// The file's number in `files`
        #[arg(value_name = "NUMBER")]
        file: i64,
        /// The library's folder
        #[arg(long, value_name = "DIR")]
        library: PathBuf,
        /// The day or month it was printed; without it what the file says itself
        #[arg(long, value_name = "YYYY-MM[-DD]", value_parser = parse_date)]
        issue_date: Option<PartialDate>,
        /// The encoding of its text; without it the one that is found by itself
        #[arg(long, value_name = "NAME", value_parser = parse_encoding)]
        encoding: Option<TextEncoding>,
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
    /// Write the whole library as an open archive: a ZIP file of the originals and of lines of JSON
    Archive {
        /// The library's folder
        #[arg(long, value_name = "DIR")]
        library: PathBuf,
        /// The file; one that is there is left alone
        #[arg(short, long, value_name = "FILE")]
        output: PathBuf,
        /// Replace a file that is there
        #[arg(long)]
        force: bool,
    },
    /// Make a library of an open archive
    Unarchive {
        /// The archive
        #[arg(value_name = "FILE")]
        archive: PathBuf,
        /// The library's folder, new or empty
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
        #[arg(long, value_name = "FORMAT", value_parser = super::export::parse_format)]
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
