//! The real window, driven from outside as a reader drives it: keys go in through the X server,
//! and what comes out is read from the program's state file and from the pixels on the screen.
//!
//! Relies on Xvfb, xdotool and a software OpenGL, which `cargo xtask test` sees to. Without them
//! the test says that it was left out; where BANMIAN_DESKTOP_TEST or CI is set it fails instead.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on fails where it stands"
)]

use serde::Deserialize;
use std::env;
use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Far beyond what a slow machine needs, since waiting ends as soon as the awaited has come.
const PATIENCE: Duration = Duration::from_secs(90);

/// Articles of the built-in sample library.
const N_SAMPLE_ARTICLES: usize = 28;

/// Behind hit words, in the light and in the dark theme.
const HIT_COLOURS: [[u8; 3]; 2] = [[0xFF, 0xE5, 0x8A], [0x6B, 0x5A, 0x12]];

/// The article list ends left of this column of the screen.
const READING_PANE_LEFT: usize = 360;

#[test]
fn a_query_typed_in_the_window_opens_the_article_at_its_hits() {
    if let Some(missing) = find_missing_program() {
        let is_required = env::var_os("BANMIAN_DESKTOP_TEST")
            .or(env::var_os("CI"))
            .is_some();
        assert!(
            !is_required,
            "{missing} is not installed: run `cargo xtask test`"
        );
        println!("left out: {missing} is not installed; `cargo xtask test` installs it");
        return;
    }
    let desktop = Desktop::start();
    desktop.wait_for("the sample library", |state| {
        state.n_results == N_SAMPLE_ARTICLES
    });
    desktop.focus_window();
    assert_eq!(
        desktop.n_hit_pixels(),
        0,
        "nothing was searched, nothing is marked"
    );

    desktop.xdotool(&["key", "slash"]);
    desktop.wait_for("the cursor in the search box", |state| {
        state.focus.contains("search")
    });
    desktop.xdotool(&["type", "--delay", "60", "360"]);
    desktop.wait_for("one article that has 360", |state| {
        state.query == "360" && state.n_results == 1
    });

    desktop.xdotool(&["key", "Return"]);
    desktop.wait_for("the article about 360", |state| {
        state.selected_headline.contains("360集团") && !state.focus.contains("search")
    });
    // Three characters at reading size cover some five hundred pixels, less the ink.
    desktop.wait_until("the hits marked in the article", || {
        desktop.n_hit_pixels() > 150
    });

    desktop.xdotool(&["key", "o"]);
    desktop.wait_for("the raw page", |state| state.shows_page);
    desktop.xdotool(&["key", "o"]);
    desktop.wait_for("the article again", |state| !state.shows_page);
    desktop.xdotool(&["key", "Escape"]);
    desktop.wait_for("all articles, without a query", |state| {
        state.query.is_empty() && state.n_results == N_SAMPLE_ARTICLES
    });
}

/// What the program says of itself after every change.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct State {
    query: String,
    n_results: usize,
    selected_headline: String,
    shows_page: bool,
    focus: String,
}

/// A screen with the program on it; both end when it is dropped.
struct Desktop {
    screen: Child,
    program: Child,
    display: String,
    folder: TempDir,
}

impl Desktop {
    /// Starts a screen of its own and the program on it, as on the first day: every folder the
    /// program may write to is new and empty.
    fn start() -> Self {
        let folder = TempDir::new().unwrap();
        let (screen, display) = start_screen(folder.path());
        let runtime = folder.path().join("runtime");
        fs::create_dir(&runtime).unwrap();
        fs::set_permissions(&runtime, fs::Permissions::from_mode(0o700)).unwrap();
        let program = Command::new(env!("CARGO_BIN_EXE_banmian"))
            .arg("--state-file")
            .arg(state_file(folder.path()))
            .env("DISPLAY", &display)
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("WAYLAND_SOCKET")
            .env_remove("DBUS_SESSION_BUS_ADDRESS")
            .env("LIBGL_ALWAYS_SOFTWARE", "1")
            .env("LANG", "C.UTF-8")
            .env("HOME", folder.path())
            .env("XDG_DATA_HOME", folder.path().join("data"))
            .env("XDG_CONFIG_HOME", folder.path().join("config"))
            .env("XDG_CACHE_HOME", folder.path().join("cache"))
            .env("XDG_STATE_HOME", folder.path().join("state"))
            .env("XDG_RUNTIME_DIR", runtime)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(fs::File::create(log_file(folder.path())).unwrap())
            .spawn()
            .unwrap();
        Self {
            screen,
            program,
            display,
            folder,
        }
    }

    /// Gives the keyboard to the window, as there is no window manager to do it.
    fn focus_window(&self) {
        let process = self.program.id().to_string();
        self.wait_until("a window that takes the keyboard", || {
            let found = self.run_xdotool(&["search", "--onlyvisible", "--pid", &process]);
            let Some(window) = found.lines().last() else {
                return false;
            };
            self.run_xdotool(&["windowfocus", window]);
            self.run_xdotool(&["getwindowfocus"]).trim() == window
        });
    }

    /// Sends keys; they go to the window that has the keyboard.
    fn xdotool(&self, arguments: &[&str]) {
        let status = self.xdotool_command(arguments).status().unwrap();
        assert!(status.success(), "xdotool {arguments:?}: {status}");
    }

    /// What xdotool prints; empty when it fails.
    fn run_xdotool(&self, arguments: &[&str]) -> String {
        let output = self
            .xdotool_command(arguments)
            .stderr(Stdio::null())
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap()
    }

    fn xdotool_command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("xdotool");
        command.args(arguments).env("DISPLAY", &self.display);
        command
    }

    /// What the program last said of itself; the default before it has said anything.
    fn state(&self) -> State {
        let text = fs::read_to_string(state_file(self.folder.path())).unwrap_or_default();
        // The last line may be half written: then the one before it still holds.
        text.lines()
            .rev()
            .find_map(|line| serde_json::from_str(line).ok())
            .unwrap_or_default()
    }

    fn wait_for(&self, what: &str, is_reached: impl Fn(&State) -> bool) {
        self.wait_until(what, || is_reached(&self.state()));
    }

    /// Waits until `is_reached`, and fails after [`PATIENCE`].
    fn wait_until(&self, what: &str, is_reached: impl Fn() -> bool) {
        let start = Instant::now();
        while !is_reached() {
            if start.elapsed() > PATIENCE {
                let log = fs::read_to_string(log_file(self.folder.path())).unwrap_or_default();
                panic!(
                    "waited in vain for {what}; state: {:?}; the program's log:\n{log}",
                    self.state()
                );
            }
            thread::park_timeout(Duration::from_millis(25));
        }
    }

    /// Pixels of the reading pane that have the colour of a hit.
    fn n_hit_pixels(&self) -> usize {
        let picture = fs::read(self.folder.path().join("Xvfb_screen0")).unwrap();
        pixels_right_of(&picture, READING_PANE_LEFT)
            .filter(|pixel| {
                // Drivers may differ by a shade.
                HIT_COLOURS
                    .iter()
                    .any(|hit| pixel.iter().zip(hit).all(|(a, b)| a.abs_diff(*b) <= 4))
            })
            .count()
    }
}

impl Drop for Desktop {
    fn drop(&mut self) {
        for child in [&mut self.program, &mut self.screen] {
            child.kill().ok();
            child.wait().ok();
        }
    }
}

/// Starts Xvfb with its picture in `folder`; returns it and the display it chose.
fn start_screen(folder: &Path) -> (Child, String) {
    let mut screen = Command::new("Xvfb")
        .args([
            "-displayfd",
            "1",
            "-nolisten",
            "tcp",
            "-noreset",
            "-screen",
            "0",
            "1280x800x24",
            "-fbdir",
        ])
        .arg(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut number = String::new();
    // Xvfb writes the number when it is ready and closes the pipe when it fails.
    BufReader::new(screen.stdout.take().unwrap())
        .read_line(&mut number)
        .unwrap();
    if number.trim().is_empty() {
        screen.wait().unwrap();
        panic!("Xvfb found no display it could open");
    }
    (screen, format!(":{}", number.trim()))
}

/// Red, green and blue of the pixels from column `left` on, of an XWD picture as Xvfb keeps it:
/// a header of big-endian words (X11/XWDFile.h), a colour map, rows of 32-bit little-endian pixels.
fn pixels_right_of(picture: &[u8], left: usize) -> impl Iterator<Item = [u8; 3]> {
    let word = |index: usize| {
        let bytes = picture.get(index * 4..index * 4 + 4).unwrap();
        usize::try_from(u32::from_be_bytes(bytes.try_into().unwrap())).unwrap()
    };
    let (header_size, width, height) = (word(0), word(4), word(5));
    let (bits_per_pixel, bytes_per_line, n_colours) = (word(11), word(12), word(19));
    assert_eq!(bits_per_pixel, 32);
    let rows = picture
        .get(header_size + n_colours * 12..)
        .unwrap()
        .chunks_exact(bytes_per_line)
        .take(height);
    rows.flat_map(move |row| row.chunks_exact(4).take(width).skip(left))
        .map(|pixel| [pixel[2], pixel[1], pixel[0]])
}

/// The first program that the test needs and the system lacks.
fn find_missing_program() -> Option<&'static str> {
    let path = env::var_os("PATH").unwrap_or_default();
    let is_there = |name: &&str| env::split_paths(&path).any(|folder| folder.join(name).is_file());
    ["Xvfb", "xdotool"].into_iter().find(|name| !is_there(name))
}

fn state_file(folder: &Path) -> PathBuf {
    folder.join("state.jsonl")
}

fn log_file(folder: &Path) -> PathBuf {
    folder.join("log.txt")
}
