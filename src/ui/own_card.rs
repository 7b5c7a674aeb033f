//! What the reader's work needs: which tags or collections, the words of a note; and all tags and
//! collections. Cards that float at the lower edge and move nothing; the last over the panes.

use super::batch_card::field_frame;
use super::composing::Composing;
use super::own_line::{label_row_ui, paint_sign};
use super::passages::one_line;
use super::{fonts, own_words as words, repair_words, strings, theme::Palette};
use crate::app::{App, Command, Filter, OwnAsk, OwnWish};
use crate::library::{Leaf, Own, WorkWish};
use crate::model::{ArticleId, Label, LabelKind, clip};
use egui::{
    Align, Align2, Area, Frame, Id, Key, Layout, Margin, Modifiers, Order, Rect, Response,
    RichText, Role, ScrollArea, Sense, TextEdit, Ui, WidgetInfo, vec2,
};

/// Width of a card, in points.
const WIDTH: f32 = 520.0;

/// The cards' own state.
#[derive(Debug, Default)]
pub(super) struct OwnCard {
    shown: Option<OwnAsk>,
    typed: String,
    /// A note that was begun and not saved, and on what: it is there again when one comes back.
    begun: Option<(OwnAsk, ArticleId, String)>,
    /// Does a label that is clicked go to every article of the list?
    takes_list: bool,
    /// The label that is being renamed.
    renamed: Option<i64>,
    composing: Composing,
    takes_focus: bool,
    /// Is something typed there?
    pub(super) has_focus: bool,
}

impl OwnCard {
    /// Draws the card, when something is asked, at the lower edge of `over`.
    pub(super) fn ui(&mut self, ui: &Ui, app: &App, over: Rect, commands: &mut Vec<Command>) {
        if self.shown != app.own.ask {
            self.begin(app);
        }
        self.has_focus = false;
        match app.own.ask {
            None => {}
            Some(OwnAsk::AllLabels) => self.all_ui(ui, app, commands),
            Some(ask) => {
                let area = Area::new(Id::unique("own card"))
                    .order(Order::Foreground)
                    .pivot(Align2::CENTER_BOTTOM)
                    .fixed_pos(over.center_bottom() - vec2(0.0, 14.0));
                area.show(ui.ctx(), |ui| {
                    Frame::popup(ui.style())
                        .inner_margin(Margin::symmetric(18, 14))
                        .show(ui, |ui| {
                            ui.set_width(WIDTH.min(over.width() - 60.0).max(240.0));
                            match ask {
                                OwnAsk::Labels(kind) => self.labels_ui(ui, app, kind, commands),
                                _ => self.note_ui(ui, app, ask, commands),
                            }
                        });
                });
                // Keys with no modifier belong to the field that is typed in.
                let is_left = self.has_focus && !self.composing.is_on();
                if is_left && ui.input(|i| i.key_pressed(Key::Escape)) {
                    commands.push(Command::Own(OwnWish::CloseAsk));
                }
            }
        }
    }

    /// Another question, or none: what was being written is kept for the time it is asked again.
    fn begin(&mut self, app: &App) {
        self.shown = app.own.ask;
        self.composing = Composing::default();
        self.takes_focus = true;
        self.renamed = None;
        self.takes_list = false;
        self.typed = match (app.own.ask, &app.article) {
            (Some(ask), Some(article)) => match &self.begun {
                Some((of, id, text)) if *of == ask && *id == article.id => text.clone(),
                _ => first_words(app, ask),
            },
            _ => String::new(),
        };
    }

    fn title_ui(ui: &mut Ui, title: &str) {
        let palette = Palette::of(ui);
        ui.label(
            RichText::new(title)
                .font(fonts::song_bold(16.0))
                .color(palette.text),
        );
        ui.add_space(6.0);
    }

    fn watch(&mut self, ui: &Ui, response: &Response) {
        if std::mem::take(&mut self.takes_focus) {
            response.request_focus();
        }
        self.has_focus = response.has_focus() || response.lost_focus();
        self.composing.watch(ui, response.has_focus());
    }

    // ---- tags and collections of the open article ----

    fn labels_ui(&mut self, ui: &mut Ui, app: &App, kind: LabelKind, out: &mut Vec<Command>) {
        let language = app.language();
        let palette = Palette::of(ui);
        Self::title_ui(ui, words::kind(kind).pick(language));
        let hint = words::find_label(kind).pick(language);
        let was_composing = self.composing.is_on();
        let response = ui.add(
            TextEdit::singleline(&mut self.typed)
                .id(Id::unique("name of a label"))
                .font(fonts::sans(14.5))
                .frame(field_frame(ui))
                .char_limit(Label::N_LONGEST_NAME)
                .hint_text(hint)
                .desired_width(f32::INFINITY),
        );
        response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, hint));
        self.watch(ui, &response);
        let is_entered =
            response.lost_focus() && !was_composing && ui.input(|i| i.key_pressed(Key::Enter));
        ui.add_space(4.0);
        let part = self.typed.trim().to_lowercase();
        let of_kind = app.own.labels.iter().filter(|label| label.kind == kind);
        let found: Vec<&Label> = of_kind
            .filter(|label| label.name.to_lowercase().contains(&part))
            .collect();
        let same = found.iter().find(|label| label.name.to_lowercase() == part);
        let has = |label: &Label| {
            let article = app.article.as_ref();
            article.is_some_and(|a| a.work.labels.contains(&label.label_id))
        };
        ScrollArea::vertical().max_height(230.0).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for label in &found {
                let is_on = has(label);
                if label_row_ui(ui, label, is_on, palette).clicked() {
                    let wish = if self.takes_list {
                        OwnWish::LabelList(label.label_id)
                    } else {
                        OwnWish::Label(label.label_id, !is_on)
                    };
                    out.push(Command::Own(wish));
                }
            }
        });
        if app.can_label_list() && !found.is_empty() {
            let label = words::takes_list(app.list.n_articles, language);
            ui.checkbox(&mut self.takes_list, label);
        }
        let new_name = self.typed.trim().to_owned();
        let can_make = !new_name.is_empty() && same.is_none();
        let mut makes = false;
        if can_make {
            let text = RichText::new(words::make(&new_name, language)).font(fonts::sans(13.5));
            makes = ui.button(text.color(palette.accent)).clicked();
        }
        if makes || (is_entered && can_make) {
            out.push(Command::Own(OwnWish::NewLabel(kind, new_name)));
        } else if let (true, Some(label)) = (is_entered, same) {
            let wish = OwnWish::Label(label.label_id, !has(label));
            out.push(Command::Own(wish));
        }
        if is_entered || makes {
            self.typed.clear();
            self.takes_focus = true;
        }
        ui.add_space(6.0);
        ui.horizontal(|ui| {
            if ui.button(strings::CLOSE.pick(language)).clicked() {
                out.push(Command::Own(OwnWish::CloseAsk));
            }
            if ui.button(words::ALL_LABELS.pick(language)).clicked() {
                out.push(Command::Own(OwnWish::Ask(OwnAsk::AllLabels)));
            }
        });
    }

    // ---- a note ----

    fn note_ui(&mut self, ui: &mut Ui, app: &App, ask: OwnAsk, out: &mut Vec<Command>) {
        let language = app.language();
        let palette = Palette::of(ui);
        let quote = quote_of(app, ask);
        let title = if quote.is_empty() {
            words::NOTE_ON_ARTICLE
        } else {
            words::NOTE_ON_PASSAGE
        };
        Self::title_ui(ui, title.pick(language));
        if !quote.is_empty() {
            let quote = RichText::new(one_line(&quote))
                .font(fonts::song(14.0))
                .color(palette.soft);
            ui.add(egui::Label::new(quote).truncate());
            ui.add_space(4.0);
        }
        let saves = !self.composing.is_on()
            && ui.input_mut(|i| i.consume_key(Modifiers::COMMAND, Key::Enter));
        let hint = words::NOTE_HINT.pick(language);
        let field = ScrollArea::vertical().max_height(220.0).show(ui, |ui| {
            ui.add(
                TextEdit::multiline(&mut self.typed)
                    .id(Id::unique("text of a note"))
                    .font(fonts::sans(14.5))
                    .frame(field_frame(ui))
                    .hint_text(hint)
                    .desired_rows(4)
                    .desired_width(f32::INFINITY),
            )
        });
        let response = field.inner;
        response.widget_info(|| {
            let mut info = WidgetInfo::text_edit(true, &self.typed, &self.typed, hint);
            info.role = Role::MultilineTextInput;
            info.label = Some(title.pick(language).to_owned());
            info
        });
        self.watch(ui, &response);
        if response.changed()
            && let Some(article) = &app.article
        {
            self.begun = Some((ask, article.id.clone(), self.typed.clone()));
        }
        ui.add_space(6.0);
        ui.horizontal(|ui| {
            let can_save = !self.typed.trim().is_empty() || !quote.is_empty();
            let save = egui::Button::new(repair_words::SAVE.pick(language));
            if (ui.add_enabled(can_save, save).clicked() || saves) && can_save {
                self.begun = None;
                out.push(Command::Own(OwnWish::WriteNote(self.typed.clone())));
            }
            if ui.button(repair_words::CANCEL.pick(language)).clicked() {
                self.begun = None;
                out.push(Command::Own(OwnWish::CloseAsk));
            }
            if let OwnAsk::Note(note_id) = ask
                && ui.button(words::DELETE.pick(language)).clicked()
            {
                self.begun = None;
                out.push(Command::Own(OwnWish::Do(WorkWish::DeleteNote(note_id))));
                out.push(Command::Own(OwnWish::CloseAsk));
            }
            let keys = RichText::new(words::NOTE_KEYS.pick(language)).font(fonts::sans(12.0));
            ui.label(keys.color(palette.faint));
        });
    }

    // ---- all tags and collections ----

    fn all_ui(&mut self, ui: &Ui, app: &App, out: &mut Vec<Command>) {
        let language = app.language();
        let palette = Palette::of(ui);
        let frame = Frame::window(ui.style())
            .inner_margin(Margin::same(24))
            .fill(palette.raised);
        let modal = egui::Modal::new(Id::unique("labels"))
            .frame(frame)
            .show(ui.ctx(), |ui| {
                ui.set_width(560.0_f32.min(ui.ctx().content_rect().width() - 80.0));
                Self::title_ui(ui, words::ALL_LABELS.pick(language));
                let note = RichText::new(words::LABELS_NOTE.pick(language)).font(fonts::sans(12.5));
                ui.label(note.color(palette.soft).line_height(Some(20.0)));
                let room = (ui.ctx().content_rect().height() - 270.0).max(90.0);
                ScrollArea::vertical().max_height(room).show(ui, |ui| {
                    for kind in [LabelKind::Tag, LabelKind::Collection] {
                        ui.add_space(8.0);
                        let title = RichText::new(words::kind(kind).pick(language));
                        ui.label(title.font(fonts::sans_bold(13.5)).color(palette.text));
                        let of_kind = app.own.labels.iter().filter(|label| label.kind == kind);
                        let mut is_any = false;
                        for label in of_kind {
                            is_any = true;
                            self.label_ui(ui, app, label, out);
                        }
                        if !is_any {
                            let none = RichText::new(words::NO_LABELS.pick(language));
                            ui.label(none.font(fonts::sans(13.0)).color(palette.faint));
                        }
                    }
                });
                ui.add_space(10.0);
                if ui.button(strings::CLOSE.pick(language)).clicked() {
                    out.push(Command::Own(OwnWish::CloseAsk));
                }
            });
        // Escape goes through the table of commands.
        if modal.backdrop_response.clicked() && !ui.input(|i| i.key_pressed(Key::Escape)) {
            out.push(Command::Own(OwnWish::CloseAsk));
        }
    }

    fn label_ui(&mut self, ui: &mut Ui, app: &App, label: &Label, out: &mut Vec<Command>) {
        let language = app.language();
        let palette = Palette::of(ui);
        let small = |text: &str| {
            let text = RichText::new(text).font(fonts::sans(12.0));
            text.color(palette.soft)
        };
        ui.horizontal(|ui| {
            ui.set_height(28.0);
            self.colour_ui(ui, app, label, out);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.spacing_mut().item_spacing.x = 2.0;
                if app.is_writable() {
                    if ui.button(small(words::DELETE.pick(language))).clicked() {
                        let wish = WorkWish::DeleteLabel(label.label_id);
                        out.push(Command::Own(OwnWish::Do(wish)));
                    }
                    if ui.button(small(words::RENAME.pick(language))).clicked() {
                        self.renamed = Some(label.label_id);
                        self.typed.clone_from(&label.name);
                        self.takes_focus = true;
                    }
                }
                if let Some(n_articles) = n_articles_of(app, label) {
                    let list = strings::n_articles(n_articles, language);
                    if ui.button(small(&list)).clicked() {
                        let own = Own::Label(label.kind, label.name.clone());
                        let filter = Filter::own(own, false);
                        out.push(Command::Own(OwnWish::CloseAsk));
                        if app.filtered(&filter.leaf) != Some(false) {
                            out.push(Command::ToggleFilter(filter));
                        }
                    }
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    if self.renamed == Some(label.label_id) {
                        self.rename_ui(ui, label, out);
                    } else {
                        let name = RichText::new(&label.name).font(fonts::sans(14.0));
                        ui.add(egui::Label::new(name.color(palette.text)).truncate());
                    }
                });
            });
        });
    }

    fn rename_ui(&mut self, ui: &mut Ui, label: &Label, out: &mut Vec<Command>) {
        let response = ui.add(
            TextEdit::singleline(&mut self.typed)
                .id(Id::unique("new name of a label"))
                .font(fonts::sans(14.0))
                .char_limit(Label::N_LONGEST_NAME)
                .desired_width(f32::INFINITY),
        );
        response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, &label.name));
        let was_composing = self.composing.is_on();
        self.watch(ui, &response);
        if response.lost_focus() {
            self.renamed = None;
            if !was_composing && ui.input(|i| i.key_pressed(Key::Enter)) {
                let wish = WorkWish::RenameLabel(label.label_id, self.typed.clone());
                out.push(Command::Own(OwnWish::Do(wish)));
            }
        }
    }

    /// The label's sign; a click gives it the next colour.
    fn colour_ui(&self, ui: &mut Ui, app: &App, label: &Label, out: &mut Vec<Command>) {
        let palette = Palette::of(ui);
        let (rect, response) = ui.allocate_exact_size(vec2(26.0, 26.0), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &label.name));
        if response.hovered() || response.has_focus() {
            ui.painter().rect_filled(rect, 4.0, palette.selected);
        }
        let color = palette.label(label.colour);
        paint_sign(ui.painter(), rect.center(), label.kind, color);
        if response.clicked() && app.is_writable() {
            let next = (label.colour + 1) % Label::N_COLOURS;
            let wish = WorkWish::RecolourLabel(label.label_id, next);
            out.push(Command::Own(OwnWish::Do(wish)));
        }
    }
}

/// How many articles of the list have a label, where that is counted.
fn n_articles_of(app: &App, label: &Label) -> Option<usize> {
    let own = Own::Label(label.kind, label.name.clone());
    let filtered = app.filtered(&Leaf::Own(own.clone())).is_some();
    let counts = app.facets.counted.iter().flat_map(|counted| &counted.own);
    let mut counts = counts.filter(|count| count.own == own);
    counts
        .next()
        .map(|count| count.n_articles)
        .filter(|_| !filtered || !app.has_stale_facets())
}

/// What the field begins with.
fn first_words(app: &App, ask: OwnAsk) -> String {
    match ask {
        OwnAsk::Note(note_id) => app
            .note(note_id)
            .map(|note| note.note.text.clone())
            .unwrap_or_default(),
        OwnAsk::NewNote(_) | OwnAsk::Labels(_) | OwnAsk::AllLabels => String::new(),
    }
}

/// The passage that a note is about.
fn quote_of(app: &App, ask: OwnAsk) -> String {
    match (ask, &app.article) {
        (OwnAsk::NewNote(Some(span)), Some(article)) => clip(&article.text.text, span).to_owned(),
        (OwnAsk::Note(note_id), _) => {
            let note = app.note(note_id);
            note.map(|note| note.note.quote.clone()).unwrap_or_default()
        }
        _ => String::new(),
    }
}
