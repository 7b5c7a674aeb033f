//! One integration binary, a module for each room.

mod cli;
mod crash;
mod ingest;
mod library;
mod samples;
mod search;
mod tidy;
