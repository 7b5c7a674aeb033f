//! Correcting names: what is chosen, what is said of it, and what became of it. The window shows what
//! the library has confirmed.

use super::{AimedName, App, Deed, Job, Notice};
use crate::library::StoredCorrection;
use crate::library::{CorrectionImport, Counts, Facet, LoadedArticle, RepairHistory};
use crate::model::{Act, ArticlePlace, Correction, Entity, EntityKind, Sentence, Span};
use std::path::PathBuf;

/// What is corrected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameTarget {
    /// A stretch of the open article's text.
    Text(Span),
    /// A mention, by its place in [`crate::model::Recognition::mentions`].
    Mention(usize),
    /// A thing with all of its names, by its place in [`crate::model::Recognition::entities`].
    Entity(usize),
}

/// What the reader is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NameAsk {
    /// What to do.
    Deed,
    /// What the name really is.
    Extent,
    /// Under which name it is to be shown.
    Rename,
    /// Of what it is another name.
    Alias,
    /// With what it is one.
    Merge,
    /// Which of its names is not its own.
    Split,
}

/// What can be said of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NameDeed {
    /// It is nothing of its kind.
    NotEntity,
    /// It is something of this kind; of a stretch that is longer or shorter than a recognised name of
    /// the kind: that is its extent.
    Is(EntityKind),
    /// Something that the reader has to be asked for.
    Ask(NameAsk),
}

/// What the reader wants with names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NameWish {
    /// Show all rules, or stop.
    Toggle,
    /// A stretch of the open article's text is selected, or nothing.
    Select(Option<Span>),
    /// The next wish is of this, whatever is selected or followed.
    Aim(NameTarget),
    /// Say it, or ask for what it needs.
    Do(NameDeed),
    /// Stop asking.
    CloseAsk,
    /// The name that was asked for, and the kind of what has none yet.
    Enter(String, EntityKind),
    /// The next rule holds for the open article alone, or everywhere.
    OnlyHere(bool),
    /// Offer names of a kind that hold what is typed.
    Offer(EntityKind, String),
    /// Take a rule off, by its number.
    Delete(i64),
    /// Take in the rules of a file.
    Import(PathBuf),
    /// Write the rules to a file.
    Export(PathBuf),
}

/// The state of correcting names.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NamesState {
    /// Are all rules shown?
    pub is_shown: bool,
    /// The rules, in the order in which they were made.
    pub rules: Vec<StoredCorrection>,
    /// What is selected in the text.
    pub selected: Option<Span>,
    /// What the menu or the card is about, where that was said.
    pub aim: Option<NameTarget>,
    /// What the reader is asked for.
    pub ask: Option<NameAsk>,
    /// Does the next rule hold for the open article alone?
    pub only_here: bool,
    /// Names that are offered, with the number of their articles.
    pub offered: Vec<(String, usize)>,
    offer_serial: u64,
}

impl App {
    /// What a key would correct: what was aimed at, then what is selected, then what is followed, then
    /// what the page is of.
    #[must_use]
    pub fn name_target(&self) -> Option<NameTarget> {
        let followed = || self.followed.map(|(entity, _)| NameTarget::Entity(entity));
        let selected = || self.names.selected.map(NameTarget::Text);
        let on_page = || {
            let here = self.subject_here().filter(|_| self.profile.is_shown);
            here.map(NameTarget::Entity)
        };
        let aimed = self.names.aim.or_else(selected).or_else(followed);
        aimed.or_else(on_page)
    }

    /// What a key would correct, in words.
    #[must_use]
    pub fn aimed_name(&self) -> Option<AimedName> {
        self.name_at(self.name_target()?)
    }

    /// Can a key do this now?
    #[must_use]
    pub fn can_name(&self, deed: NameDeed) -> bool {
        let Some(target) = self.name_target() else {
            return false;
        };
        let deeds = self.name_deeds(target);
        deeds.contains(&deed) || (deed == NameDeed::Ask(NameAsk::Deed) && !deeds.is_empty())
    }

    pub(super) fn name_wish(&mut self, wish: NameWish) -> Vec<Job> {
        match wish {
            NameWish::Toggle => self.names.is_shown = !self.names.is_shown,
            NameWish::Select(span) => {
                self.names.selected = span;
                self.names.aim = None;
                self.names.ask = None;
            }
            NameWish::Aim(target) => self.names.aim = Some(target),
            NameWish::Do(deed) => {
                let jobs = self.name_deed(deed);
                // One that was refused leaves no aim behind.
                if self.names.ask.is_none() {
                    self.names.aim = None;
                }
                return jobs;
            }
            NameWish::CloseAsk => self.close_name_ask(),
            NameWish::Enter(typed, kind) => return self.enter_name(&typed, kind),
            NameWish::OnlyHere(only_here) => self.names.only_here = only_here,
            NameWish::Offer(kind, part) => return self.offer_names(kind, part),
            NameWish::Delete(id) => {
                if self.can_change() {
                    return self.send_rules(vec![], vec![id]);
                }
            }
            NameWish::Import(path) => {
                if self.can_change() {
                    self.repair.is_waiting = true;
                    let open = self.open_id();
                    return vec![Job::ImportRules { path, open }];
                }
            }
            NameWish::Export(path) => return vec![Job::ExportRules(path)],
        }
        vec![]
    }

    pub(super) fn close_name_ask(&mut self) {
        self.names.ask = None;
        self.names.aim = None;
        self.names.only_here = false;
    }

    fn name_deed(&mut self, deed: NameDeed) -> Vec<Job> {
        if !self.can_name(deed) {
            return vec![];
        }
        match deed {
            NameDeed::NotEntity => self.deny(),
            NameDeed::Is(kind) => self.affirm(kind),
            NameDeed::Ask(ask) => {
                self.names.ask = Some(ask);
                self.names.offered.clear();
                // What the card is about stays, whatever the pointer does meanwhile.
                self.names.aim = self.name_target();
                vec![]
            }
        }
    }

    fn deny(&mut self) -> Vec<Job> {
        let Some((aimed, kind)) = self.aimed_name().and_then(|a| a.kind.map(|kind| (a, kind)))
        else {
            return vec![];
        };
        let acts = aimed.surfaces.iter();
        let rules = acts.map(|name| Correction::new(Act::NotEntity, kind, name));
        self.say(rules.collect())
    }

    fn affirm(&mut self, kind: EntityKind) -> Vec<Job> {
        let Some(aimed) = self.aimed_name() else {
            return vec![];
        };
        let rules = match aimed.crossed {
            // What is selected is a recognised name and more, or a part of one.
            Some((name, of)) if of == kind => {
                vec![Correction::new(Act::Extent(aimed.name), kind, &name)]
            }
            _ => {
                let names = aimed.surfaces.iter();
                let rules = names.map(|name| Correction::new(Act::IsEntity, kind, name));
                rules.collect()
            }
        };
        self.say(rules)
    }

    fn enter_name(&mut self, typed: &str, kind: EntityKind) -> Vec<Job> {
        let (Some(ask), Some(aimed)) = (self.names.ask, self.aimed_name()) else {
            return vec![];
        };
        let (name, typed) = (aimed.name.as_str(), typed.trim().to_owned());
        let kind = aimed.kind.unwrap_or(kind);
        let rule = match ask {
            NameAsk::Deed => return vec![],
            NameAsk::Extent => Correction::new(Act::Extent(typed), kind, name),
            NameAsk::Rename => Correction::new(Act::Rename(typed), kind, name),
            NameAsk::Alias => Correction::new(Act::Alias(typed), kind, name),
            NameAsk::Merge => Correction::new(Act::Merge(typed), kind, name),
            NameAsk::Split => {
                let of = aimed.of.unwrap_or_default();
                Correction::new(Act::Split(of), kind, &typed)
            }
        };
        self.say(vec![rule])
    }

    /// Sends rules out, for the open article alone where that is wanted.
    fn say(&mut self, rules: Vec<Correction>) -> Vec<Job> {
        if !self.can_change() || rules.is_empty() {
            return vec![];
        }
        if let Some(trouble) = rules.iter().find_map(Correction::trouble) {
            self.notice = Some(Notice::Failed(trouble));
            return vec![];
        }
        let place = self.open_place().filter(|_| self.names.only_here);
        let rules = rules.into_iter().map(|rule| match &place {
            Some(place) => rule.only_in(place.clone()),
            None => rule,
        });
        let rules = rules.collect();
        self.close_name_ask();
        self.names.selected = None;
        self.send_rules(rules, vec![])
    }

    fn send_rules(&mut self, made: Vec<Correction>, taken_off: Vec<i64>) -> Vec<Job> {
        self.repair.is_waiting = true;
        self.notice = None;
        let open = self.open_id();
        vec![Job::Correct {
            made,
            taken_off,
            open,
        }]
    }

    /// The open article as a rule names it.
    fn open_place(&self) -> Option<ArticlePlace> {
        let sheet = self.sheet()?;
        let at = sheet.articles.get(self.open_on_page()?)?.anchor.start;
        let page = sheet.hash.clone();
        Some(ArticlePlace { page, at })
    }

    fn offer_names(&mut self, kind: EntityKind, part: String) -> Vec<Job> {
        let facet = match kind {
            EntityKind::Person => Facet::Person,
            EntityKind::Organization => Facet::Organization,
            EntityKind::Place | EntityKind::Facility => Facet::Place,
            EntityKind::Project => Facet::Project,
            EntityKind::Date | EntityKind::Quantity => return vec![],
        };
        self.names.offer_serial += 1;
        vec![Job::OfferNames {
            serial: self.names.offer_serial,
            facet,
            part,
        }]
    }

    // ---- what the library says ----

    pub(super) fn names_offered(&mut self, serial: u64, names: Vec<(String, usize)>) {
        if serial == self.names.offer_serial && self.names.ask.is_some() {
            self.names.offered = names;
        }
    }

    /// Rules are kept, or taken back, and the open article has them: it is shown at once.
    pub(super) fn rules_kept(
        &mut self,
        deed: Deed,
        history: RepairHistory,
        rules: Vec<StoredCorrection>,
    ) -> Vec<Job> {
        self.repair.deed = Some(deed);
        self.repair.history = history;
        self.names.rules = rules;
        if self.is_loading {
            return vec![];
        }
        self.keeps_place = true;
        self.reload()
    }

    /// Every article has the rules, or the work was stopped.
    pub(super) fn rules_applied(
        &mut self,
        counts: Counts,
        imported: Option<CorrectionImport>,
    ) -> Vec<Job> {
        self.repair.is_waiting = false;
        self.work_ended(counts);
        if let Some(imported) = imported {
            self.notice = Some(Notice::Notes(notes_of(&imported)));
        }
        self.keeps_place = true;
        self.refresh()
    }

    /// What is followed stays so in the article as it is now; what is selected is the same text.
    pub(super) fn keep_followed(&mut self, loaded: &LoadedArticle) {
        let Some(before) = &self.article else { return };
        let is_same = before.id == loaded.id && before.text == loaded.text;
        if is_same && before.recognition == loaded.recognition {
            return;
        }
        let followed = self.followed.filter(|_| is_same);
        self.followed = match followed {
            Some(followed) => followed_now(before, loaded, followed),
            None => self.followed,
        };
        if !is_same {
            self.names.selected = None;
        }
        self.close_name_ask();
    }

    pub(super) fn open_id(&self) -> Option<crate::model::ArticleId> {
        self.article.as_ref().map(|article| article.id.clone())
    }
}

/// The thing that has the followed mention now, and which of its mentions it is.
fn followed_now(
    before: &LoadedArticle,
    now: &LoadedArticle,
    (entity, nth): (usize, usize),
) -> Option<(usize, usize)> {
    let old = before.recognition.entities.get(entity)?;
    let mention = *old.mention_idxs.get(nth).or(old.mention_idxs.first())?;
    let span = before.recognition.mentions.get(mention)?.span;
    let new = &now.recognition;
    let idx = new.mentions.iter().position(|m| m.span.overlaps(span))?;
    let owner = |e: &Entity| e.mention_idxs.contains(&idx);
    let entity = new.entities.iter().position(owner)?;
    let mut idxs = new.entities.get(entity)?.mention_idxs.iter();
    Some((entity, idxs.position(|i| *i == idx).unwrap_or(0)))
}

/// Lines that could not be read are told, as far as they are not too many.
const N_TOLD: usize = 8;

fn notes_of(imported: &CorrectionImport) -> Vec<Sentence> {
    let (n_added, n_known) = (imported.n_added, imported.n_known);
    let mut notes = vec![Sentence::new(
        format!("已导入 {n_added} 条更正规则，{n_known} 条原已有。"),
        format!("{n_added} rules were imported; {n_known} were there already."),
    )];
    let told = imported.bad.iter().take(N_TOLD).map(|bad| {
        let (number, message) = (bad.number, &bad.message);
        Sentence::new(
            format!("第 {number} 行未导入：{}", message.zh),
            format!("Line {number} was left out: {}", message.en),
        )
    });
    notes.extend(told);
    let n_more = imported.bad.len().saturating_sub(N_TOLD);
    if n_more > 0 {
        notes.push(Sentence::new(
            format!("……另有 {n_more} 行未导入。"),
            format!("… and {n_more} more lines."),
        ));
    }
    notes
}
