//! `xtask run`: the window, or a picture of it where there is no desktop.

use crate::{Outcome, build_release, run};
use std::process::Command;

/// Builds the program and starts it with `arguments`.
#[cfg(not(target_os = "linux"))]
pub fn run_window(arguments: &[String]) -> Outcome {
    run(Command::new(build_release()?).args(arguments))
}

/// Builds the program and starts it with `arguments`. Installs what the system lacks; without a
/// desktop, saves a picture of the window.
#[cfg(target_os = "linux")]
pub fn run_window(arguments: &[String]) -> Outcome {
    use crate::{screenshots, system, target};

    system::prepare_window()?;
    let program = build_release()?;
    if system::has_wayland() || system::has_x11() {
        return run(Command::new(program).args(arguments));
    }
    let picture = target().join("banmian.png");
    println!("There is no display here: the window opens on a virtual one.");
    screenshots::take(
        Command::new(program).args(arguments),
        &picture,
        screenshots::SIZE,
    )?;
    println!("A picture of the window is in {}", picture.display());
    Ok(())
}
