//! `xtask test`: every check the project has, the tests last.

use crate::{Outcome, cargo, run};
use std::env;
use std::process::{Command, Stdio};
use std::time::Instant;

/// Runs all checks, even when one fails, and says at the end which did.
pub fn run_all() -> Outcome {
    #[cfg(target_os = "linux")]
    crate::system::prepare_tests()?;

    let start = Instant::now();
    let mut report = Report::default();
    report.check(
        "format",
        cargo().args(["fmt", "--all", "--", "--check", "-l"]),
    );
    report.check(
        "lints",
        cargo().args([
            "clippy",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ]),
    );
    report.check(
        "lints without the window",
        cargo().args([
            "clippy",
            "--package",
            "banmian",
            "--no-default-features",
            "--lib",
            "--bins",
            "--",
            "-D",
            "warnings",
        ]),
    );
    report.check(
        "documentation",
        cargo()
            .args(["doc", "--no-deps", "--workspace"])
            .env("RUSTDOCFLAGS", "-D warnings"),
    );
    check_licences(&mut report);
    report.check(
        "examples in the documentation",
        cargo().args(["test", "--doc"]),
    );
    // The test of the window may not be left out: what it needs has just been seen to.
    report.check("tests", tests().env("BANMIAN_DESKTOP_TEST", "required"));
    report.conclude(start)
}

/// The runner of the tests: nextest where it is installed, as it is quicker.
fn tests() -> Command {
    let mut command = cargo();
    if is_installed("nextest") {
        command.args(["nextest", "run", "--workspace"]);
    } else {
        command.args(["test", "--workspace", "--lib", "--bins", "--tests"]);
    }
    command
}

/// Licences and sources of the dependencies. Advisories are left to `cargo deny check advisories`,
/// which downloads a database: a check must give the same answer today and tomorrow, online or not.
fn check_licences(report: &mut Report) {
    if is_installed("deny") {
        report.check(
            "licences and sources of the dependencies",
            cargo().args([
                "deny",
                "check",
                "--hide-inclusion-graph",
                "bans",
                "licenses",
                "sources",
            ]),
        );
    } else if env::var_os("CI").is_some() {
        report
            .failed
            .push("licences and sources of the dependencies (cargo-deny is not installed)");
    } else {
        println!(
            "\n── licences and sources of the dependencies: left out, cargo-deny is not installed"
        );
    }
}

/// Does cargo know this subcommand?
fn is_installed(subcommand: &str) -> bool {
    let answer = cargo()
        .args([subcommand, "--version"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    answer.is_ok_and(|status| status.success())
}

/// What has been checked so far.
#[derive(Default)]
struct Report {
    n_passed: usize,
    failed: Vec<&'static str>,
}

impl Report {
    fn check(&mut self, name: &'static str, command: &mut Command) {
        println!("\n── {name}");
        let start = Instant::now();
        let outcome = run(command);
        let seconds = start.elapsed().as_secs();
        match outcome {
            Ok(()) => {
                println!("── {name}: good ({seconds} s)");
                self.n_passed += 1;
            }
            Err(error) => {
                println!("── {name}: FAILED ({seconds} s): {error}");
                self.failed.push(name);
            }
        }
    }

    fn conclude(self, start: Instant) -> Outcome {
        let seconds = start.elapsed().as_secs();
        if self.failed.is_empty() {
            println!("\nAll {} checks passed in {seconds} s.", self.n_passed);
            return Ok(());
        }
        Err(format!(
            "{} passed, failed: {} ({seconds} s)",
            self.n_passed,
            self.failed.join("; ")
        ))
    }
}
