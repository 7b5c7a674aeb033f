//! Folders whose new files come in by themselves. The system tells of changes; what has come to rest is
//! reported, and the window has it imported. What came while the program did not run is found by an
//! import of the whole folder at the start.

use super::threads::Reporter;
use super::{FilesNews, JobEvent};
use crate::model::Sentence;
use notify::event::ModifyKind;
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, TrySendError, sync_channel};
use std::time::{Duration, Instant};

/// A file that has not changed for so long is taken to be written.
const QUIET: Duration = Duration::from_secs(2);
/// Where files come without a pause, those that are there are taken after so long.
const PATIENCE: Duration = Duration::from_secs(30);

/// More changes than these are not told one by one.
const N_MOST_WAITING: usize = 4096;

/// Folders that are watched; dropped, they are so no more.
pub(super) struct FolderWatch {
    _watcher: RecommendedWatcher,
}

impl FolderWatch {
    /// Watches folders. A folder that cannot be watched is told by a sentence, and the others are.
    pub(super) fn start(folders: &[PathBuf], reporter: Reporter) -> (Option<Self>, Vec<Sentence>) {
        if folders.is_empty() {
            return (None, Vec::new());
        }
        let (sender, paths) = sync_channel(N_MOST_WAITING);
        let has_lost = Arc::new(AtomicBool::new(false));
        let loses = has_lost.clone();
        let told = move |change: notify::Result<notify::Event>| {
            let is_heard = match change {
                Ok(change) if is_of_content(change.kind) => {
                    let sent = sender.try_send(change.paths);
                    !matches!(sent, Err(TrySendError::Full(_)))
                }
                Ok(_) => true,
                Err(error) => {
                    log::warn!("a change of a watched folder was lost: {error}");
                    false
                }
            };
            if !is_heard {
                loses.store(true, Ordering::Relaxed);
            }
        };
        let mut watcher = match notify::recommended_watcher(told) {
            Ok(watcher) => watcher,
            Err(error) => return (None, vec![unwatchable(None, &error)]),
        };
        let mut troubles = Vec::new();
        for folder in folders {
            if let Err(error) = watcher.watch(folder, RecursiveMode::Recursive) {
                troubles.push(unwatchable(Some(folder), &error));
            }
        }
        let spawned = std::thread::Builder::new()
            .name("watched folders".to_owned())
            .spawn({
                let folders = folders.to_vec();
                move || {
                    gather(
                        &Changes {
                            paths,
                            has_lost,
                            folders,
                        },
                        &reporter,
                    )
                }
            });
        if let Err(error) = spawned {
            let error = notify::Error::io(error);
            return (None, vec![unwatchable(None, &error)]);
        }
        (Some(Self { _watcher: watcher }), troubles)
    }
}

/// What the system tells.
struct Changes {
    paths: Receiver<Vec<PathBuf>>,
    /// Was it more than could be heard?
    has_lost: Arc<AtomicBool>,
    /// Where it may be.
    folders: Vec<PathBuf>,
}

/// Reports what has changed once it has come to rest; ends with the watcher.
fn gather(changes: &Changes, reporter: &Reporter) {
    while let Ok(first) = changes.paths.recv() {
        let mut paths: BTreeSet<PathBuf> = first.into_iter().collect();
        let begun = Instant::now();
        let is_over = loop {
            if begun.elapsed() >= PATIENCE {
                break false;
            }
            match changes.paths.recv_timeout(QUIET) {
                Ok(more) => paths.extend(more),
                Err(RecvTimeoutError::Timeout) => break false,
                Err(RecvTimeoutError::Disconnected) => break true,
            }
        };
        if changes.has_lost.swap(false, Ordering::Relaxed) {
            paths.extend(changes.folders.iter().cloned());
        }
        let there: Vec<PathBuf> = paths.into_iter().filter(|path| is_wanted(path)).collect();
        if !there.is_empty() {
            reporter.report(JobEvent::Files(Box::new(FilesNews::Appeared(there))));
        }
        if is_over {
            return;
        }
    }
}

/// Has something been written, or has it come from elsewhere?
const fn is_of_content(kind: EventKind) -> bool {
    matches!(
        kind,
        EventKind::Any
            | EventKind::Create(_)
            | EventKind::Modify(ModifyKind::Any | ModifyKind::Data(_) | ModifyKind::Name(_))
    )
}

/// Is there something that an import of its folder would take?
fn is_wanted(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let is_folder = path.is_dir();
    !name.starts_with('.') && path.exists() && (is_folder || crate::library::is_page_name(path))
}

fn unwatchable(folder: Option<&Path>, error: &notify::Error) -> Sentence {
    let name = folder.map_or_else(String::new, |folder| folder.display().to_string());
    Sentence::new(
        format!(
            "文件夹 {name} 现在不能监视（{error}）；其中的新文件要到下次打开资料库时才会收入。"
        ),
        format!(
            "The folder {name} cannot be watched now ({error}); new files in it come in when the library \
             is opened next."
        ),
    )
}
