//! The page of one of several namesakes. The page of all of them is kept, and read first whenever
//! the library changes: only then is it known again who goes by the name.

use super::{App, Generation, Job};
use crate::library::{Narrowing, Profile};
use std::sync::Arc;

/// For whom alone the page is.
#[derive(Clone, Debug)]
pub(super) struct NarrowedTo {
    /// The page of all who go by the name.
    pub(super) whole: Arc<Profile>,
    /// Which of them.
    pub(super) nth: usize,
}

impl App {
    /// Which of several namesakes the page is of, or will be; `None`: of all.
    #[must_use]
    pub fn chosen_namesake(&self) -> Option<usize> {
        self.profile.narrowed.as_ref().map(|narrowed| narrowed.nth)
    }

    /// Shows the page of one of the namesakes, or of all of them again.
    pub(super) fn choose_namesake(&mut self, nth: Option<usize>) -> Vec<Job> {
        let page = &mut self.profile;
        let before = page.narrowed.take().map(|narrowed| narrowed.whole);
        let is_whole_coming = page.is_reading && page.reads_whole;
        let Some(nth) = nth else {
            let Some(whole) = before else { return vec![] };
            page.profile = Some(whole);
            if !page.is_reading || is_whole_coming {
                return vec![];
            }
            // What is on its way comes too late.
            page.generation = Generation(page.generation.0 + 1);
            page.is_reading = false;
            page.coming = None;
            return vec![Job::StopProfile];
        };
        let Some(whole) = before.or_else(|| page.profile.clone()) else {
            return vec![];
        };
        page.narrowed = Some(NarrowedTo { whole, nth });
        if is_whole_coming {
            return vec![];
        }
        self.read_namesake()
    }

    /// Reads what the articles of the chosen one say.
    fn read_namesake(&mut self) -> Vec<Job> {
        let page = &mut self.profile;
        let (Some(subject), Some(narrowed)) = (&page.subject, &page.narrowed) else {
            return vec![];
        };
        let Some(who) = narrowed.whole.who.clone() else {
            return vec![];
        };
        page.generation.0 += 1;
        page.is_reading = true;
        page.reads_whole = false;
        page.coming = None;
        page.error = None;
        vec![Job::ReadProfile {
            generation: page.generation,
            subject: subject.clone(),
            n_most: usize::MAX,
            narrowing: Some(Narrowing {
                who,
                nth: narrowed.nth,
            }),
        }]
    }

    /// The page of all, read anew while that of one is shown: the same one is looked for among those
    /// who go by the name now.
    pub(super) fn whole_page_read(&mut self, whole: Arc<Profile>) -> Vec<Job> {
        let page = &mut self.profile;
        if !whole.is_done {
            page.coming = Some((whole.n_read, whole.n_to_read));
            return vec![];
        }
        let Some(before) = page.narrowed.take() else {
            return vec![];
        };
        let known = before.whole.who.as_ref();
        let known = known.and_then(|who| who.namesakes.get(before.nth));
        let now = whole.who.as_ref().zip(known);
        let now = now.and_then(|(who, known)| who.likest(&known.articles));
        if let Some(list) = &mut self.own_list
            && list.nth == Some(before.nth)
        {
            list.nth = now;
        }
        match now {
            Some(nth) => {
                page.narrowed = Some(NarrowedTo { whole, nth });
                self.read_namesake()
            }
            None => {
                page.is_reading = false;
                page.coming = None;
                page.profile = Some(Arc::clone(&whole));
                self.renew_own_list(&whole)
            }
        }
    }
}
