//! The page of a followed name: of whom or what, what is known so far, and which of the panel's two
//! tabs is shown. The library is asked anew whenever it has changed. What is of one namesake alone
//! is in [`super::narrowing`].

use super::narrowing::NarrowedTo;
use super::{App, Generation, Job, NameTarget, Notice, OwnList};
use crate::library::{Figure, Profile, Subject};
use crate::model::{ArticleId, Sentence};
use std::sync::Arc;

/// So many articles of a name are read, the newest; more only where the reader asks for it. It takes
/// a second or two.
const N_READ_AT_FIRST: usize = 3000;
/// So many pages are remembered to go back to.
const N_REMEMBERED: usize = 30;

/// What the reader wants of the page of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProfileWish {
    /// Open the page of what stands at a place of the open article.
    OpenAt(NameTarget),
    /// Open the page of this.
    Open(Subject),
    /// Open the page of what is followed; where there is none, turn from one tab to the other.
    OpenFollowed,
    /// The page before.
    Back,
    /// Show the page, or the names of the open article.
    Show(bool),
    /// Close the page.
    Close,
    /// Read all articles, however many there are.
    ReadAll,
    /// Show what is of one of several namesakes alone, or of all.
    Choose(Option<usize>),
    /// List the articles that a figure counts.
    List(Figure),
    /// Open the article that tells a meeting, by its place, where it tells it.
    OpenMeeting(usize),
    /// Back from a list of such articles.
    LeaveList,
    /// Search for what such a list shows.
    SearchList,
}

/// The page of a name.
#[derive(Clone, Debug, Default)]
pub struct ProfileState {
    /// Of whom or what; `None`: there is no page.
    pub subject: Option<Subject>,
    /// Is it shown, and not the names of the open article?
    pub is_shown: bool,
    /// Was it asked for after the raw page, which leaves the panel no room in a narrow window?
    pub is_over_raw_page: bool,
    /// And after a network beside the article?
    pub is_over_network: bool,
    /// What is known; of the subject, but perhaps of before the library changed.
    pub profile: Option<Arc<Profile>>,
    /// Is something newer on its way?
    pub is_reading: bool,
    /// Of how many articles, out of how many, what is on its way is: as long as it is of fewer than
    /// what is shown, that stays.
    pub coming: Option<(usize, usize)>,
    /// Why nothing could be read.
    pub error: Option<Sentence>,
    /// For which of several namesakes alone it is.
    pub(super) narrowed: Option<NarrowedTo>,
    /// Is what is on its way of all who go by the name?
    pub(super) reads_whole: bool,
    /// Pages before this one.
    past: Vec<Subject>,
    n_most: usize,
    pub(super) generation: Generation,
}

impl App {
    /// The thing at a place of the open article that has a page, if any.
    #[must_use]
    pub fn subject_at(&self, target: NameTarget) -> Option<Subject> {
        let entities = &self.article.as_ref()?.recognition.entities;
        let entity = match target {
            NameTarget::Entity(idx) => entities.get(idx),
            NameTarget::Mention(idx) => entities.iter().find(|e| e.mention_idxs.contains(&idx)),
            NameTarget::Text(_) => {
                let aimed = self.name_at(target)?;
                let (kind, name) = (aimed.kind?, aimed.of?);
                return Subject::new(kind, &name);
            }
        };
        entity.and_then(|entity| Subject::new(entity.kind, &entity.name))
    }

    /// The thing whose page a key would open.
    #[must_use]
    pub fn followed_subject(&self) -> Option<Subject> {
        self.subject_at(self.name_target()?)
    }

    /// Would the key for pages do anything?
    #[must_use]
    pub fn can_open_page(&self) -> bool {
        self.profile.subject.is_some() || self.followed_subject().is_some()
    }

    /// Is there a page to go back to?
    #[must_use]
    pub fn has_page_before(&self) -> bool {
        !self.profile.past.is_empty()
    }

    /// The place of the page's subject among the open article's entities, where it is there.
    #[must_use]
    pub fn subject_here(&self) -> Option<usize> {
        let subject = self.profile.subject.as_ref()?;
        let entities = self.article.as_ref()?.recognition.entities.iter();
        let mut entities = entities.enumerate();
        entities
            .find(|(_, entity)| subject.is(entity))
            .map(|(idx, _)| idx)
    }

    pub(super) fn profile_wish(&mut self, wish: ProfileWish) -> Vec<Job> {
        match wish {
            ProfileWish::OpenAt(target) => match self.subject_at(target) {
                Some(subject) => self.open_page(subject),
                None => vec![],
            },
            ProfileWish::Open(subject) => self.open_page(subject),
            ProfileWish::OpenFollowed => self.open_followed(),
            ProfileWish::Back => match self.profile.past.pop() {
                Some(before) => self.ask_page(before),
                None => vec![],
            },
            ProfileWish::Show(is_shown) => {
                self.profile.is_shown = is_shown && self.profile.subject.is_some();
                self.profile.is_over_raw_page &= is_shown;
                self.profile.is_over_network &= is_shown;
                vec![]
            }
            ProfileWish::Close => self.close_page(),
            ProfileWish::ReadAll => {
                self.profile.n_most = usize::MAX;
                self.read_page()
            }
            ProfileWish::Choose(nth) => self.choose_namesake(nth),
            ProfileWish::List(figure) => self.list_figure(&figure),
            ProfileWish::OpenMeeting(place) => self.open_meeting(place),
            ProfileWish::LeaveList => self.leave_own_list(),
            ProfileWish::SearchList => self.search_own_list(),
        }
    }

    fn open_followed(&mut self) -> Vec<Job> {
        match self.followed_subject() {
            Some(followed) if self.profile.subject.as_ref() != Some(&followed) => {
                self.open_page(followed)
            }
            _ if self.profile.subject.is_some() => {
                // Where the panel is hidden, the key shows it.
                let is_hidden = !self.settings.shows_panel
                    || (self.shows_page && !self.profile.is_over_raw_page)
                    || (self.network.is_front() && !self.profile.is_over_network);
                self.profile.is_shown = is_hidden || !self.profile.is_shown;
                self.show_panel()
            }
            _ => {
                self.notice = Some(Notice::Done(Sentence::new(
                    "先点正文或右栏里的一个名称，再看它的专页。",
                    "Click a name in the text or in the panel first; its page is about that.",
                )));
                vec![]
            }
        }
    }

    fn open_page(&mut self, subject: Subject) -> Vec<Job> {
        let before = self.profile.subject.clone();
        self.profile.is_shown = true;
        let mut jobs = self.show_panel();
        if before.as_ref() == Some(&subject) {
            return jobs;
        }
        if let Some(before) = before {
            self.profile.past.push(before);
            let n_over = self.profile.past.len().saturating_sub(N_REMEMBERED);
            self.profile.past.drain(..n_over);
        }
        jobs.extend(self.ask_page(subject));
        jobs
    }

    /// Shows the panel, where the page is. A network that leaves it no room is put aside, as for an
    /// article; one that stood beside the article takes its place.
    fn show_panel(&mut self) -> Vec<Job> {
        if self.profile.is_shown {
            self.leave_network();
        }
        self.profile.is_over_network = self.profile.is_shown && self.network.is_front();
        self.profile.is_over_raw_page = self.profile.is_shown && self.shows_page;
        if self.settings.shows_panel {
            return vec![];
        }
        self.settings.shows_panel = true;
        let mut jobs = self.save_settings();
        jobs.extend(self.ask_similar());
        jobs
    }

    fn ask_page(&mut self, subject: Subject) -> Vec<Job> {
        self.profile.subject = Some(subject);
        self.profile.is_shown = true;
        self.profile.profile = None;
        self.profile.narrowed = None;
        self.profile.n_most = N_READ_AT_FIRST;
        self.follow_subject();
        self.read_page()
    }

    /// Follows nothing but what the page is of: a key corrects no other name than the one that is
    /// looked at.
    fn follow_subject(&mut self) {
        let here = self.subject_here();
        self.followed = self.followed.filter(|(entity, _)| Some(*entity) == here);
        self.names.selected = None;
    }

    /// Reads what the library says now; what is shown stays until that is there.
    pub(super) fn read_page(&mut self) -> Vec<Job> {
        let Some(subject) = self.profile.subject.clone() else {
            return vec![];
        };
        self.profile.generation.0 += 1;
        self.profile.is_reading = true;
        self.profile.reads_whole = true;
        self.profile.coming = None;
        self.profile.error = None;
        vec![Job::ReadProfile {
            generation: self.profile.generation,
            subject,
            n_most: self.profile.n_most,
            narrowing: None,
        }]
    }

    pub(super) fn close_page(&mut self) -> Vec<Job> {
        let was_reading = self.profile.is_reading;
        // What is on its way comes too late.
        let generation = Generation(self.profile.generation.0 + 1);
        self.profile = ProfileState {
            generation,
            ..ProfileState::default()
        };
        if was_reading {
            vec![Job::StopProfile]
        } else {
            vec![]
        }
    }

    pub(super) fn profile_read(
        &mut self,
        generation: Generation,
        profile: Arc<Profile>,
    ) -> Vec<Job> {
        if generation != self.profile.generation {
            return vec![];
        }
        if self.profile.narrowed.is_some() && profile.nth_namesake().is_none() {
            return self.whole_page_read(profile);
        }
        self.profile.is_reading = !profile.is_done;
        let shown = self.profile.profile.as_ref();
        let n_known = |of: &Profile| (of.n_read, of.who.is_some());
        let is_less = shown.is_some_and(|shown| {
            shown.nth_namesake() == profile.nth_namesake() && n_known(shown) > n_known(&profile)
        });
        if is_less && !profile.is_done {
            self.profile.coming = Some((profile.n_read, profile.n_to_read));
            return vec![];
        }
        self.profile.coming = None;
        self.profile.profile = Some(Arc::clone(&profile));
        if profile.is_done {
            return self.renew_own_list(&profile);
        }
        vec![]
    }

    pub(super) fn profile_failed(&mut self, generation: Generation, why: Sentence) -> Vec<Job> {
        if generation == self.profile.generation {
            self.profile.is_reading = false;
            self.profile.error = Some(why);
        }
        vec![]
    }

    fn list_figure(&mut self, figure: &Figure) -> Vec<Job> {
        let Some(profile) = self.profile.profile.clone() else {
            return vec![];
        };
        match OwnList::of(&profile, figure) {
            Some(list) => self.show_own_list(list),
            None => vec![],
        }
    }

    fn open_meeting(&mut self, place: usize) -> Vec<Job> {
        let Some(profile) = self.profile.profile.clone() else {
            return vec![];
        };
        let (Some(id), Some(meeting)) = (
            profile.article_of_meeting(place),
            profile.meetings.get(place),
        ) else {
            return vec![];
        };
        let verb = meeting.card.verb;
        if self.article.as_ref().is_some_and(|open| open.id == *id) {
            self.go_to(Some(verb));
            return vec![];
        }
        let jobs = self.open_article(id.clone());
        self.lands_at = Some((id.clone(), verb));
        jobs
    }

    /// Where the reader wanted to go in an article that is there now.
    pub(super) fn land(&mut self, id: &ArticleId) {
        if let Some((of, span)) = self.lands_at.take()
            && of == *id
        {
            self.go_to(Some(span));
        }
    }
}
