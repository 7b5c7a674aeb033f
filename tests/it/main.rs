//! Tests.

#![expect(clippy::unwrap_used, reason = "a test that fails says where")]

mod cli;
mod crash;
mod ingest;
mod library;
mod samples;
mod search;
mod tidy;
