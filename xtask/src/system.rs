//! What a Linux system must have before the window can open or the tests can drive it.
//!
//! The program finds its libraries at run time (`dlopen`), so the linker does not report what is
//! missing: it is looked for here, as files, since packages bear different names elsewhere.
//! Package names are those of Debian and Ubuntu.

use crate::Outcome;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Something the system must have, and the package that brings it.
struct Need {
    probe: Probe,
    package: &'static str,
}

/// How to find out whether a need is met.
enum Probe {
    /// A shared object of this name.
    Library(&'static str),
    /// A program of this name on the PATH.
    Program(&'static str),
    /// A driver that turns OpenGL into pixels: Mesa's, in either of its layouts, or another
    /// vendor's.
    OpenGlDriver,
}

const fn library(name: &'static str, package: &'static str) -> Need {
    Need {
        probe: Probe::Library(name),
        package,
    }
}

const fn program(name: &'static str, package: &'static str) -> Need {
    Need {
        probe: Probe::Program(name),
        package,
    }
}

/// For any window.
const DRAWING: [Need; 4] = [
    library("libEGL.so.1", "libegl1"),
    library("libGL.so.1", "libgl1"),
    library("libxkbcommon.so.0", "libxkbcommon0"),
    Need {
        probe: Probe::OpenGlDriver,
        package: "libgl1-mesa-dri",
    },
];

/// For a window on X11.
const X11: [Need; 5] = [
    library("libX11.so.6", "libx11-6"),
    library("libX11-xcb.so.1", "libx11-xcb1"),
    library("libXcursor.so.1", "libxcursor1"),
    library("libXi.so.6", "libxi6"),
    library("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
];

/// For a window on Wayland.
const WAYLAND: [Need; 2] = [
    library("libwayland-client.so.0", "libwayland-client0"),
    library("libwayland-egl.so.1", "libwayland-egl1"),
];

/// For a window where there is no screen.
const VIRTUAL_SCREEN: [Need; 1] = [program("Xvfb", "xvfb")];

/// For tests that press keys in the window.
const KEYBOARD: [Need; 1] = [program("xdotool", "xdotool")];

/// Sees to it that the window can open: on the desktop that is there, or else on a virtual screen.
pub fn prepare_window() -> Outcome {
    if has_wayland() {
        provide(DRAWING.iter().chain(&WAYLAND))
    } else if has_x11() {
        provide(DRAWING.iter().chain(&X11))
    } else {
        prepare_virtual_screen()
    }
}

/// Sees to it that the window can open on a virtual screen.
pub fn prepare_virtual_screen() -> Outcome {
    provide(DRAWING.iter().chain(&X11).chain(&VIRTUAL_SCREEN))
}

/// Sees to it that the tests can open and drive the window.
pub fn prepare_tests() -> Outcome {
    provide(
        DRAWING
            .iter()
            .chain(&X11)
            .chain(&VIRTUAL_SCREEN)
            .chain(&KEYBOARD),
    )
}

/// Is there a Wayland desktop to show a window on?
pub fn has_wayland() -> bool {
    is_set("WAYLAND_DISPLAY") || is_set("WAYLAND_SOCKET")
}

/// Is there an X11 desktop to show a window on?
pub fn has_x11() -> bool {
    is_set("DISPLAY")
}

fn is_set(variable: &str) -> bool {
    env::var_os(variable).is_some_and(|value| !value.is_empty())
}

/// Installs what is missing of `needs`, or says what to type.
fn provide<'a>(needs: impl Iterator<Item = &'a Need>) -> Outcome {
    let libraries = Libraries::find();
    let mut packages: Vec<&str> = needs
        .filter(|need| !is_met(&need.probe, &libraries))
        .map(|need| need.package)
        .collect();
    packages.sort_unstable();
    packages.dedup();
    if packages.is_empty() {
        return Ok(());
    }
    let listed = packages.join(" ");
    if find_program("apt-get").is_none() {
        return Err(format!(
            "the system lacks what these Debian packages hold; install their like from your system: {listed}"
        ));
    }
    let by_hand = format!(
        "sudo apt-get update && sudo apt-get install --yes --no-install-recommends {listed}"
    );
    let Some(prefix) = root_prefix() else {
        return Err(format!(
            "the system lacks some packages; type this once, then try again:\n\n    {by_hand}\n"
        ));
    };
    println!("Installing what the system lacks: {listed}");
    apt_get(prefix, &["update"])
        .and_then(|()| {
            apt_get(
                prefix,
                &[
                    &["install", "--yes", "--no-install-recommends"],
                    packages.as_slice(),
                ]
                .concat(),
            )
        })
        .map_err(|error| format!("{error}; try it yourself:\n\n    {by_hand}\n"))
}

/// What to put before a command so that it runs as root: nothing for root, `sudo -n` where sudo
/// asks for no password; `None` where neither is so.
fn root_prefix() -> Option<&'static [&'static str]> {
    let user = Command::new("id").arg("-u").output().ok()?;
    if user.stdout.trim_ascii() == b"0" {
        return Some(&[]);
    }
    let sudo = Command::new("sudo")
        .args(["-n", "true"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    sudo.is_ok_and(|status| status.success())
        .then_some(&["sudo", "-n"])
}

fn apt_get(prefix: &[&str], arguments: &[&str]) -> Outcome {
    // `env` carries the setting through sudo, which drops the environment.
    let words = [
        prefix,
        &["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"],
        arguments,
    ]
    .concat();
    let (program, rest) = words.split_first().ok_or("nothing to run")?;
    crate::run(Command::new(program).args(rest).stdin(Stdio::null()))
}

fn is_met(probe: &Probe, libraries: &Libraries) -> bool {
    match probe {
        Probe::Library(name) => libraries.has(name),
        Probe::Program(name) => find_program(name).is_some(),
        Probe::OpenGlDriver => {
            libraries.has_file(|name| {
                name.starts_with("libgallium") || name.starts_with("libEGL_nvidia")
            }) || libraries
                .folders
                .iter()
                .any(|folder| folder.join("dri/swrast_dri.so").exists())
        }
    }
}

/// The full path of a program on the PATH.
pub fn find_program(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .map(|folder| folder.join(name))
        .find(|file| file.is_file())
}

/// The shared objects the loader would find.
struct Libraries {
    /// What `ldconfig -p` prints; empty where there is no such program.
    listing: String,
    /// Where libraries usually lie.
    folders: Vec<PathBuf>,
}

impl Libraries {
    fn find() -> Self {
        // Not on the PATH of ordinary users in Debian.
        let listing = ["/sbin/ldconfig", "/usr/sbin/ldconfig", "ldconfig"]
            .iter()
            .find_map(|program| {
                Command::new(program)
                    .arg("-p")
                    .stderr(Stdio::null())
                    .output()
                    .ok()
            })
            .map(|output| String::from_utf8_lossy(&output.stdout).into_owned())
            .unwrap_or_default();
        let architecture = env::consts::ARCH;
        let mut folders: Vec<PathBuf> = env::var_os("LD_LIBRARY_PATH")
            .map(|paths| env::split_paths(&paths).collect())
            .unwrap_or_default();
        folders.extend(
            [
                format!("/usr/lib/{architecture}-linux-gnu"),
                format!("/lib/{architecture}-linux-gnu"),
                "/usr/lib64".into(),
                "/usr/lib".into(),
                "/usr/local/lib".into(),
            ]
            .map(PathBuf::from),
        );
        Self { listing, folders }
    }

    fn has(&self, name: &str) -> bool {
        let listed = self
            .listing
            .lines()
            .any(|line| line.split_whitespace().next() == Some(name));
        listed || self.folders.iter().any(|folder| folder.join(name).exists())
    }

    /// Is there a file in one of the folders whose name pleases `wanted`?
    fn has_file(&self, wanted: impl Fn(&str) -> bool) -> bool {
        let names = |folder: &Path| {
            fs::read_dir(folder)
                .into_iter()
                .flatten()
                .flatten()
                .map(|entry| entry.file_name())
                .collect::<Vec<_>>()
        };
        self.folders.iter().any(|folder| {
            names(folder)
                .iter()
                .any(|name| name.to_str().is_some_and(&wanted))
        })
    }
}
