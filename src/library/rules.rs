//! The reader's rules for names, ready to be applied to what is recognised on any page.

use crate::entity::Corrections;
use crate::model::{Article, ArticleText, Correction, PageHash, Recognition};

/// The rules that count.
#[derive(Debug, Default)]
pub(super) struct RuleBook {
    rules: Vec<Correction>,
    /// Those that hold for every article.
    everywhere: Corrections,
    has_limited: bool,
    state: i64,
}

impl RuleBook {
    /// The rules, in the order in which they were made.
    pub(super) fn new(rules: Vec<Correction>) -> Self {
        let general = rules.iter().filter(|rule| rule.only_in.is_none());
        Self {
            everywhere: Corrections::new(general),
            has_limited: rules.iter().any(|rule| rule.only_in.is_some()),
            state: state_of(&rules),
            rules,
        }
    }

    /// Names this state of the rules; 0: there is none.
    pub(super) const fn state(&self) -> i64 {
        self.state
    }

    /// The rules as they are written.
    pub(super) fn lines(&self) -> Vec<String> {
        self.rules.iter().map(ToString::to_string).collect()
    }

    /// Corrects what was recognised in an article of a page.
    pub(super) fn apply(
        &self,
        page: &PageHash,
        article: &Article,
        text: &ArticleText,
        found: Recognition,
    ) -> Recognition {
        if self.has_limited {
            let is_for_it = |rule: &&Correction| is_for(rule, page, article);
            let limited = |rule: &Correction| rule.only_in.is_some() && is_for(rule, page, article);
            if self.rules.iter().any(limited) {
                let rules = self.rules.iter().filter(is_for_it);
                return Corrections::new(rules).apply(text, found);
            }
        }
        if self.everywhere.is_empty() {
            return found;
        }
        self.everywhere.apply(text, found)
    }
}

/// Does a rule hold for an article?
fn is_for(rule: &Correction, page: &PageHash, article: &Article) -> bool {
    let Some(place) = &rule.only_in else {
        return true;
    };
    let holds = || {
        let mut spans = article.page_spans().into_iter();
        spans.any(|span| (span.start..span.end).contains(&place.at))
    };
    place.page == *page && holds()
}

/// A number for a list of rules: another for every other list, but by a chance of 2^-63.
fn state_of(rules: &[Correction]) -> i64 {
    if rules.is_empty() {
        return 0;
    }
    let mut hasher = blake3::Hasher::new();
    for rule in rules {
        hasher.update(rule.to_string().as_bytes());
        hasher.update(b"\n");
    }
    let bytes = hasher.finalize();
    let number = bytes
        .as_bytes()
        .iter()
        .take(8)
        .fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    i64::try_from(number >> 1).unwrap_or(i64::MAX).max(1)
}
