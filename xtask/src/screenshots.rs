//! Pictures of the window, taken by the program itself on a virtual screen.

use crate::display::VirtualScreen;
use crate::{Outcome, build_release, root, system, target};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;
use wait_timeout::ChildExt as _;

/// Width and height of a picture, in pixels.
pub const SIZE: (u32, u32) = (1280, 800);

/// Longer than the slowest start seen: a first start builds the sample library, and the pixels
/// are drawn without a graphics card.
const PATIENCE: Duration = Duration::from_secs(120);

/// The pictures of the documents: file, then what the program is asked to show.
const PICTURES: [(&str, &[&str]); 3] = [
    (
        "docs/reading.png",
        &["--language", "zh", "--theme", "light"],
    ),
    (
        "docs/search.png",
        &[
            "--language",
            "zh",
            "--theme",
            "dark",
            "--query",
            "产业 项目",
        ],
    ),
    (
        "docs/english.png",
        &["--language", "en", "--theme", "light", "--query", "招商"],
    ),
];

/// Makes the pictures in `docs/` again, on a library of their own.
pub fn make() -> Outcome {
    system::prepare_virtual_screen()?;
    let program = build_release()?;
    let home = target().join("screenshots");
    if home.exists() {
        fs::remove_dir_all(&home)
            .map_err(|error| format!("{} cannot be emptied: {error}", home.display()))?;
    }
    for (file, wishes) in PICTURES {
        let mut command = Command::new(&program);
        command.args(wishes);
        for variable in [
            "XDG_DATA_HOME",
            "XDG_CONFIG_HOME",
            "XDG_CACHE_HOME",
            "XDG_STATE_HOME",
        ] {
            let folder = home.join(variable);
            fs::create_dir_all(&folder)
                .map_err(|error| format!("{} cannot be made: {error}", folder.display()))?;
            command.env(variable, folder);
        }
        take(&mut command, &root().join(file), SIZE)?;
        println!("{file}");
    }
    Ok(())
}

/// Starts the program on a virtual screen, has it save `picture` and waits for its end.
pub fn take(command: &mut Command, picture: &Path, (width, height): (u32, u32)) -> Outcome {
    if let Some(folder) = picture.parent() {
        fs::create_dir_all(folder)
            .map_err(|error| format!("{} cannot be made: {error}", folder.display()))?;
    }
    if picture.exists() {
        fs::remove_file(picture)
            .map_err(|error| format!("{} is in the way: {error}", picture.display()))?;
    }
    let screen = VirtualScreen::start(width, height)?;
    command
        .arg("--screenshot")
        .arg(picture)
        .arg("--size")
        .arg(format!("{width}x{height}"));
    let mut child = screen
        .show(command)
        .spawn()
        .map_err(|error| format!("the program could not be started: {error}"))?;
    let waited = child
        .wait_timeout(PATIENCE)
        .map_err(|error| format!("the program was lost: {error}"))?;
    let Some(status) = waited else {
        child.kill().ok();
        child.wait().ok();
        return Err(format!(
            "the window was not drawn within {} seconds",
            PATIENCE.as_secs()
        ));
    };
    match (status.success(), picture.exists()) {
        (true, true) => Ok(()),
        (true, false) => Err(format!(
            "the program ended without saving {}",
            picture.display()
        )),
        (false, _) => Err(format!("the program failed ({status})")),
    }
}
