//! The system's file dialogs. They run on a thread of their own: a frame never waits for one.

use super::dialog_log;
use super::export_card;
use super::network_words::file_name;
use crate::app::{App, BatchWish, Command, ExportWish, FilesWish, NameWish, NetworkWish};
use crate::library::GraphFormat;
use crate::model::Sentence;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// Endings of the names of files that can be imported.
const PAGE_ENDINGS: [&str; 19] = [
    "pdf", "txt", "text", "md", "markdown", "html", "htm", "xhtml", "shtml", "hocr", "xml", "alto",
    "jsonl", "ndjson", "docx", "epub", "csv", "tsv", "zip",
];

/// What was picked.
#[derive(Debug)]
pub(super) enum Picked {
    /// Files or a folder to import.
    Import(Vec<PathBuf>),
    /// A folder to open as a library.
    Library(PathBuf),
    /// A folder to watch.
    Watched(PathBuf),
    /// A folder to look at before it is imported.
    Survey(PathBuf),
    /// A file to write the library to.
    Archive(PathBuf),
    /// An archive to make a library of.
    Unarchive(PathBuf),
    /// A file with a list of names.
    Names(PathBuf),
    /// A file to write a table to.
    Table(PathBuf),
    /// A file to write a network to.
    Graph(PathBuf, GraphFormat),
    /// A file of rules for names.
    Rules(PathBuf),
    /// A file to write rules for names to.
    RulesFile(PathBuf),
    /// A file to write articles to, or a folder for them.
    Export(PathBuf),
    /// Nothing: the dialog could not be shown.
    Failed(Sentence),
}

impl Picked {
    /// What the reader wants with it; else what to say.
    pub(super) fn into_command(self) -> Result<Command, Sentence> {
        Ok(match self {
            Self::Import(paths) => Command::Import(paths),
            Self::Library(folder) => Command::OpenLibrary(folder),
            Self::Survey(path) => Command::Files(FilesWish::Survey(vec![path])),
            Self::Archive(path) => Command::Files(FilesWish::Archive(path)),
            Self::Unarchive(path) => Command::Files(FilesWish::Unarchive(path)),
            Self::Watched(folder) => Command::Files(FilesWish::Watch(folder)),
            Self::Names(path) => Command::Batch(BatchWish::Load(path)),
            Self::Table(path) => Command::Batch(BatchWish::Export(path)),
            Self::Graph(path, format) => Command::Network(NetworkWish::Export(path, format)),
            Self::Rules(path) => Command::Names(NameWish::Import(path)),
            Self::RulesFile(path) => Command::Names(NameWish::Export(path)),
            Self::Export(path) => Command::Export(ExportWish::Write(path)),
            Self::Failed(sentence) => return Err(sentence),
        })
    }
}

/// The dialogs that are open.
#[derive(Debug)]
pub(super) struct Dialogs {
    sender: SyncSender<Picked>,
    receiver: Receiver<Picked>,
}

impl Default for Dialogs {
    fn default() -> Self {
        let (sender, receiver) = sync_channel(8);
        Self { sender, receiver }
    }
}

impl Dialogs {
    /// Asks for files to import.
    pub(super) fn pick_files(&self, ctx: &egui::Context) {
        let dialog = rfd::AsyncFileDialog::new()
            .add_filter(
                "PDF, HTML, DOCX, EPUB, ALTO, hOCR, TXT, MD, JSONL, CSV, ZIP",
                &PAGE_ENDINGS,
            )
            .add_filter("*", &["*"])
            .pick_files();
        self.wait(ctx, async {
            dialog
                .await
                .map(|files| Picked::Import(files.iter().map(|f| f.path().to_owned()).collect()))
        });
    }

    /// Asks for a folder to import.
    pub(super) fn pick_folder(&self, ctx: &egui::Context) {
        let dialog = rfd::AsyncFileDialog::new().pick_folder();
        self.wait(ctx, async {
            dialog
                .await
                .map(|f| Picked::Import(vec![f.path().to_owned()]))
        });
    }

    /// Asks for a library's folder.
    pub(super) fn pick_library(&self, ctx: &egui::Context) {
        let dialog = rfd::AsyncFileDialog::new().pick_folder();
        self.wait(ctx, async {
            dialog.await.map(|f| Picked::Library(f.path().to_owned()))
        });
    }

    /// Asks for a folder to look at.
    pub(super) fn pick_surveyed(&self, ctx: &egui::Context) {
        let dialog = rfd::AsyncFileDialog::new().pick_folder();
        self.wait(ctx, async {
            dialog.await.map(|f| Picked::Survey(f.path().to_owned()))
        });
    }

    /// Asks for a folder to watch.
    pub(super) fn pick_watched(&self, ctx: &egui::Context) {
        let dialog = rfd::AsyncFileDialog::new().pick_folder();
        self.wait(ctx, async {
            dialog.await.map(|f| Picked::Watched(f.path().to_owned()))
        });
    }

    /// Asks for a file to write the library to.
    pub(super) fn pick_archive(&self, ctx: &egui::Context, name: &str) {
        let dialog = rfd::AsyncFileDialog::new()
            .add_filter("ZIP", &["zip"])
            .set_file_name(format!("{name}.zip"))
            .save_file();
        self.wait(ctx, async {
            dialog.await.map(|f| Picked::Archive(f.path().to_owned()))
        });
    }

    /// Asks for an archive to make a library of.
    pub(super) fn pick_unarchive(&self, ctx: &egui::Context) {
        let dialog = rfd::AsyncFileDialog::new()
            .add_filter("ZIP", &["zip"])
            .pick_file();
        self.wait(ctx, async {
            dialog.await.map(|f| Picked::Unarchive(f.path().to_owned()))
        });
    }

    /// Asks for a file with a list of names.
    pub(super) fn pick_names(&self, ctx: &egui::Context) {
        let dialog = rfd::AsyncFileDialog::new()
            .add_filter("TXT, CSV, TSV", &["txt", "csv", "tsv"])
            .add_filter("*", &["*"])
            .pick_file();
        self.wait(ctx, async {
            dialog.await.map(|f| Picked::Names(f.path().to_owned()))
        });
    }

    /// Asks for a file to write a table to.
    pub(super) fn pick_table(&self, ctx: &egui::Context, name: &str) {
        let dialog = rfd::AsyncFileDialog::new()
            .add_filter("CSV", &["csv"])
            .set_file_name(name)
            .save_file();
        self.wait(ctx, async {
            dialog.await.map(|f| Picked::Table(f.path().to_owned()))
        });
    }

    /// Asks for a file to write the open network to.
    pub(super) fn pick_graph(&self, ctx: &egui::Context, app: &App, format: GraphFormat) {
        let Some(request) = &app.network.request else {
            return;
        };
        let (kind, ending) = match format {
            GraphFormat::GraphMl => ("GraphML", "graphml"),
            GraphFormat::Csv => ("CSV", "csv"),
        };
        let dialog = rfd::AsyncFileDialog::new()
            .add_filter(kind, &[ending])
            .set_file_name(file_name(&request.subject.name, ending, app.language()))
            .save_file();
        self.wait(ctx, async move {
            let file = dialog.await;
            file.map(|f| Picked::Graph(f.path().to_owned(), format))
        });
    }

    /// Asks for a file to write articles to, or for a folder where each is a file.
    pub(super) fn pick_export(&self, ctx: &egui::Context, app: &App) {
        if export_card::is_folder(app) {
            let dialog = rfd::AsyncFileDialog::new().pick_folder();
            self.wait(ctx, async {
                dialog.await.map(|f| Picked::Export(f.path().to_owned()))
            });
            return;
        }
        let name = export_card::file_name(app);
        let ending = app.export.format.ending().unwrap_or("*");
        let dialog = rfd::AsyncFileDialog::new()
            .add_filter(ending.to_uppercase(), &[ending])
            .set_file_name(name)
            .save_file();
        self.wait(ctx, async {
            dialog.await.map(|f| Picked::Export(f.path().to_owned()))
        });
    }

    /// Asks for a file of rules for names.
    pub(super) fn pick_rules(&self, ctx: &egui::Context) {
        let dialog = rfd::AsyncFileDialog::new()
            .add_filter("TXT", &["txt"])
            .add_filter("*", &["*"])
            .pick_file();
        self.wait(ctx, async {
            dialog.await.map(|f| Picked::Rules(f.path().to_owned()))
        });
    }

    /// Asks for a file to write rules for names to.
    pub(super) fn pick_rules_file(&self, ctx: &egui::Context, name: &str) {
        let dialog = rfd::AsyncFileDialog::new()
            .add_filter("TXT", &["txt"])
            .set_file_name(name)
            .save_file();
        self.wait(ctx, async {
            dialog.await.map(|f| Picked::RulesFile(f.path().to_owned()))
        });
    }

    /// What was picked since the last frame.
    pub(super) fn take_picked(&self) -> Vec<Picked> {
        self.receiver.try_iter().collect()
    }

    fn wait(
        &self,
        ctx: &egui::Context,
        picking: impl Future<Output = Option<Picked>> + Send + 'static,
    ) {
        let (sender, ctx) = (self.sender.clone(), ctx.clone());
        let waiting = std::thread::Builder::new()
            .name("dialog".to_owned())
            .spawn(move || {
                let picked = pollster::block_on(picking);
                let picked = picked.or_else(|| dialog_log::take_failure().map(Picked::Failed));
                if let Some(picked) = picked
                    && sender.try_send(picked).is_ok()
                {
                    ctx.request_repaint();
                }
            });
        if let Err(error) = waiting {
            let failed = Picked::Failed(dialog_log::failure(&error.to_string()));
            if self.sender.try_send(failed).is_err() {
                log::error!("no thread for a file dialog: {error}");
            }
        }
    }
}
