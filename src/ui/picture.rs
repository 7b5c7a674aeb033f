//! A picture of the window, taken for those who drive it from outside.

use super::window::Window;
use crate::app::Command;
use std::time::Duration;

impl Window {
    /// Takes the picture that was asked for at the start, once everything is drawn, and closes.
    pub(super) fn take_picture(&mut self, ctx: &egui::Context) {
        let Some(path) = self.launch.screenshot.clone() else {
            return;
        };
        if let Some(is_saved) = self.workers.picture_outcome() {
            self.launch
                .outcome
                .store(!is_saved, std::sync::atomic::Ordering::Relaxed);
            ctx.send_viewport_cmd(egui::ViewportCommand::Close);
            return;
        }
        let app = &self.app;
        let is_quiet = !app.is_searching
            && !app.is_loading
            && !app.pictures.is_any_awaited()
            && !matches!(app.library.phase, crate::app::Phase::Opening);
        self.n_quiet_frames = if is_quiet { self.n_quiet_frames + 1 } else { 0 };
        if self.n_quiet_frames == 3 && self.launch.shows_page && !app.shows_page {
            let jobs = self.app.update(Command::TogglePage);
            self.workers.send_all(jobs);
        }
        if self.n_quiet_frames == 5 && self.launch.repairs && !self.app.repair.is_on {
            let step = Command::StepLine {
                forward: true,
                extends: false,
            };
            self.run(vec![Command::ToggleRepair, step]);
        }
        if self.n_quiet_frames > 8 && !self.has_asked_picture {
            self.has_asked_picture = true;
            let save = self.workers.picture_saver(path);
            ctx.send_viewport_cmd(egui::ViewportCommand::Screenshot(
                egui::ScreenshotCallback::new(move |image: std::sync::Arc<egui::ColorImage>| {
                    let [width, height] = image.size;
                    save(width, height, image.as_raw().to_vec());
                }),
            ));
        }
        ctx.request_repaint_after(Duration::from_millis(15));
    }
}
