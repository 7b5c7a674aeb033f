//! The project's chores: `cargo xtask run | test | screenshots | notices`.
//!
//! Relies on nothing but the standard library, so that it builds in seconds on a bare machine.
//! What Linux lacks it finds and installs; on other systems it only calls cargo.

mod checks;
#[cfg(target_os = "linux")]
mod display;
mod notices;
#[cfg(target_os = "linux")]
mod screenshots;
#[cfg(target_os = "linux")]
mod system;
mod window;

use std::env;
use std::path::PathBuf;
use std::process::{Command, ExitCode};

/// What a chore says when it could not be done: a sentence for the person at the terminal.
type Outcome<T = ()> = Result<T, String>;

const HELP: &str = "\
cargo xtask run [ARGUMENT…]  build the program and start it; without a display, save a screenshot
cargo xtask test             every check the project has
cargo xtask screenshots      make the pictures in docs/ again
cargo xtask notices          write THIRD-PARTY.md again";

fn main() -> ExitCode {
    let mut arguments = env::args().skip(1);
    let outcome = match arguments.next().as_deref() {
        Some("run") => window::run_window(&arguments.collect::<Vec<_>>()),
        Some("test") => checks::run_all(),
        Some("notices") => notices::write(),
        #[cfg(target_os = "linux")]
        Some("screenshots") => screenshots::make(),
        #[cfg(not(target_os = "linux"))]
        Some("screenshots") => Err("the pictures are made on Linux, under Xvfb".into()),
        None | Some("help" | "-h" | "--help") => {
            println!("{HELP}");
            Ok(())
        }
        Some(other) => Err(format!("there is no chore “{other}”\n\n{HELP}")),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("xtask: {message}");
            ExitCode::FAILURE
        }
    }
}

/// The folder of the workspace, wherever the command was typed.
fn root() -> PathBuf {
    let here =
        env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from("xtask"), PathBuf::from);
    here.parent()
        .map_or_else(|| PathBuf::from("."), PathBuf::from)
}

/// Where cargo puts what it builds.
fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| root().join("target"), |folder| root().join(folder))
}

/// The cargo that started us, to be run in the workspace.
fn cargo() -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    command
}

/// Runs a command to its end, its output going to the terminal.
fn run(command: &mut Command) -> Outcome {
    let name = command.get_program().to_string_lossy().into_owned();
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{name} failed ({status})")),
        Err(error) => Err(format!("{name} could not be started: {error}")),
    }
}

/// Builds the program as it is handed out and says where it is.
fn build_release() -> Outcome<PathBuf> {
    run(cargo().args(["build", "--release", "--package", "banmian"]))?;
    Ok(target()
        .join("release")
        .join(format!("banmian{}", env::consts::EXE_SUFFIX)))
}
