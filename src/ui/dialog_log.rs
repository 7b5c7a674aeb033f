//! Why a file dialog did not come up. rfd gives `None` for a dialog that was closed and for one that
//! could not be shown alike, and says why only in its log; so the program's log is listened to.

use crate::model::Sentence;
use std::sync::{Mutex, PoisonError};

/// The last reason, until it is asked for.
static REASON: Mutex<Option<String>> = Mutex::new(None);

/// A log that remembers why dialogs fail, and passes everything on.
struct Listening<L>(L);

impl<L: log::Log> log::Log for Listening<L> {
    fn enabled(&self, metadata: &log::Metadata<'_>) -> bool {
        is_of_dialogs(metadata) || self.0.enabled(metadata)
    }

    fn log(&self, record: &log::Record<'_>) {
        if is_of_dialogs(record.metadata()) {
            *REASON.lock().unwrap_or_else(PoisonError::into_inner) =
                Some(record.args().to_string());
        }
        if self.0.enabled(record.metadata()) {
            self.0.log(record);
        }
    }

    fn flush(&self) {
        self.0.flush();
    }
}

fn is_of_dialogs(metadata: &log::Metadata<'_>) -> bool {
    metadata.level() == log::Level::Error && metadata.target().starts_with("rfd")
}

/// Makes a log the program's own, and listens to it for file dialogs that fail. `most` is what that
/// log wants to hear at most.
pub fn keep_log(log: impl log::Log + 'static, most: log::LevelFilter) {
    if log::set_boxed_logger(Box::new(Listening(log))).is_ok() {
        log::set_max_level(most.max(log::LevelFilter::Error));
    }
}

/// Why the dialog that gave nothing was not shown; `None` where it was, and was closed.
pub(super) fn take_failure() -> Option<Sentence> {
    let reason = REASON
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .take()?;
    Some(failure(&reason))
}

/// What to say of a dialog that is not shown.
pub(super) fn failure(reason: &str) -> Sentence {
    Sentence::new(
        format!(
            "系统的文件对话框打不开（{reason}）。可以把文件或文件夹拖到窗口里，或装上 xdg-desktop-portal 或 zenity 后再试。"
        ),
        format!(
            "The system's file dialog cannot be shown ({reason}). Drag files or folders onto the window, or \
             install xdg-desktop-portal or zenity and try again."
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::{Listening, take_failure};
    use log::Log as _;

    struct Deaf;

    impl log::Log for Deaf {
        fn enabled(&self, _: &log::Metadata<'_>) -> bool {
            false
        }
        fn log(&self, _: &log::Record<'_>) {}
        fn flush(&self) {}
    }

    #[test]
    fn a_dialog_that_fails_says_why_once() {
        let log = Listening(Deaf);
        let say = |target: &str, level, text: &str| {
            log.log(
                &log::Record::builder()
                    .target(target)
                    .level(level)
                    .args(format_args!("{text}"))
                    .build(),
            );
        };
        say("wgpu", log::Level::Error, "no adapter");
        say("rfd::backend", log::Level::Warn, "Using zenity fallback");
        assert_eq!(take_failure(), None);
        say(
            "rfd::backend",
            log::Level::Error,
            "Failed to pick file with zenity: not found",
        );
        let said = take_failure().unwrap();
        assert!(said.zh.contains("not found") && said.en.contains("not found"));
        assert_eq!(take_failure(), None);
    }
}
