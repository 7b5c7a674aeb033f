//! A screen nobody sees: an Xvfb of our own, gone when it is dropped.

use crate::Outcome;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

/// A running Xvfb.
pub struct VirtualScreen {
    server: Child,
    /// The value of DISPLAY for programs that shall draw on it, such as ":7".
    display: String,
}

impl VirtualScreen {
    /// Starts Xvfb on the first free display and waits until it takes connections.
    pub fn start(width: u32, height: u32) -> Outcome<Self> {
        let mut server = Command::new("Xvfb")
            // It picks the number and writes it to this descriptor when it is ready.
            .args([
                "-displayfd",
                "1",
                "-nolisten",
                "tcp",
                "-noreset",
                "-screen",
                "0",
            ])
            .arg(format!("{width}x{height}x24"))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("Xvfb could not be started: {error}"))?;
        let mut number = String::new();
        if let Some(output) = server.stdout.take() {
            // An Xvfb that fails closes its output, so this read always ends.
            BufReader::new(output)
                .read_line(&mut number)
                .map_err(|error| format!("Xvfb said nothing: {error}"))?;
        }
        let screen = Self {
            server,
            display: format!(":{}", number.trim()),
        };
        if number.trim().is_empty() {
            return Err("Xvfb found no display it could open".into());
        }
        Ok(screen)
    }

    /// Makes `command` draw on this screen, by software.
    pub fn show<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command
            .env("DISPLAY", &self.display)
            .env("LIBGL_ALWAYS_SOFTWARE", "1")
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("WAYLAND_SOCKET")
    }
}

impl Drop for VirtualScreen {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing left to do.
        self.server.kill().ok();
        self.server.wait().ok();
    }
}
