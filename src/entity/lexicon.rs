//! The word lists, compiled in from `assets/lexicons`, and one automaton that finds all of them in
//! one pass. Relies on nothing but the lists.

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, AhoCorasickKind, MatchKind};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The list that a word is on. One word can be on several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// Family names of two characters.
    Surname,
    /// Ends of posts.
    Post,
    /// What stands between a body and the end of a post.
    PostPrefix,
    /// Ends of names of bodies.
    OrgSuffix,
    /// Bodies named without anything before them.
    OrgName,
    /// Ends of names of sites.
    FacSuffix,
    /// Names of places.
    Place,
    /// Ends of names of places.
    PlaceSuffix,
    /// Ends of names of plans, fairs, congresses.
    ProjectSuffix,
    /// Words at which a name ends when it is read leftwards.
    StopWord,
    /// What people do at the head of a clause.
    ActVerb,
    /// Verbs that names hold.
    InnerVerb,
    /// Measure words.
    Unit,
}

/// How many classes there are.
pub(super) const N_CLASSES: usize = 13;

const LISTS: [(Class, &str); 13] = [
    (Class::Post, include_str!("../../assets/lexicons/posts.txt")),
    (
        Class::PostPrefix,
        include_str!("../../assets/lexicons/post_prefixes.txt"),
    ),
    (
        Class::OrgSuffix,
        include_str!("../../assets/lexicons/org_suffixes.txt"),
    ),
    (
        Class::OrgName,
        include_str!("../../assets/lexicons/org_standalone.txt"),
    ),
    (
        Class::FacSuffix,
        include_str!("../../assets/lexicons/fac_suffixes.txt"),
    ),
    (
        Class::Place,
        include_str!("../../assets/lexicons/divisions.txt"),
    ),
    (
        Class::Place,
        include_str!("../../assets/lexicons/foreign_places.txt"),
    ),
    (
        Class::PlaceSuffix,
        include_str!("../../assets/lexicons/place_suffixes.txt"),
    ),
    (
        Class::ProjectSuffix,
        include_str!("../../assets/lexicons/project_suffixes.txt"),
    ),
    (
        Class::StopWord,
        include_str!("../../assets/lexicons/stop_words.txt"),
    ),
    (
        Class::ActVerb,
        include_str!("../../assets/lexicons/act_verbs.txt"),
    ),
    (
        Class::InnerVerb,
        include_str!("../../assets/lexicons/org_inner_verbs.txt"),
    ),
    (Class::Unit, include_str!("../../assets/lexicons/units.txt")),
];

const SURNAMES: &str = include_str!("../../assets/lexicons/surnames.txt");
const GIVEN_CHARACTERS: &str = include_str!("../../assets/lexicons/given_characters.txt");

/// All lists, ready to be searched for.
pub(super) struct Lexicon {
    automaton: Option<AhoCorasick>,
    /// For every pattern of the automaton: the classes as a bit set, and its length in characters.
    patterns: Vec<(u16, u8)>,
    /// Of each character up to the last one listed: how usual it is in given names (3 very, 2, 1
    /// seldom), and [`SURNAME`].
    in_names: Vec<u8>,
}

/// The one lexicon, built at first use.
pub(super) fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(Lexicon::new)
}

/// The words of a list file: blank-separated; lines that begin with `#` are remarks.
pub(super) fn list_words(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace)
}

/// The bit of a family name of one character.
const SURNAME: u8 = 4;

/// What [`Lexicon::in_names`] holds, of family names and of the lines of the list of characters in
/// given names, the commonest first.
fn read_in_names(surnames: &[char]) -> Vec<u8> {
    let given = GIVEN_CHARACTERS
        .lines()
        .filter(|line| !line.starts_with('#'))
        .zip([3, 2, 1])
        .flat_map(|(line, rank)| line.chars().map(move |c| (c, rank)));
    let mut in_names = Vec::new();
    let mut set = |c: char, kept: u8, more: u8| {
        let at = c as usize;
        if in_names.len() <= at {
            in_names.resize(at + 1, 0);
        }
        if let Some(slot) = in_names.get_mut(at) {
            *slot = *slot & kept | more;
        }
    };
    // Of a character on two lines the last one counts.
    given.for_each(|(c, rank)| set(c, 0, rank));
    surnames.iter().for_each(|c| set(*c, !SURNAME, SURNAME));
    in_names
}

impl Lexicon {
    fn new() -> Self {
        let mut classes: BTreeMap<&str, u16> = BTreeMap::new();
        for (class, list) in LISTS {
            for word in list_words(list) {
                *classes.entry(word).or_default() |= 1 << class as u16;
            }
        }
        let mut surnames = Vec::new();
        for line in SURNAMES.lines().filter(|line| !line.starts_with('#')) {
            if line.contains(' ') {
                for word in line.split_whitespace() {
                    *classes.entry(word).or_default() |= 1 << Class::Surname as u16;
                }
            } else {
                surnames.extend(line.chars());
            }
        }
        let patterns = classes
            .iter()
            .map(|(word, mask)| (*mask, u8::try_from(word.chars().count()).unwrap_or(u8::MAX)))
            .collect();
        Self {
            automaton: AhoCorasickBuilder::new()
                .match_kind(MatchKind::Standard)
                .kind(Some(AhoCorasickKind::ContiguousNFA))
                .build(classes.keys())
                .ok(),
            patterns,
            in_names: read_in_names(&surnames),
        }
    }

    /// Every listed word in a text, overlapping ones too: byte where it starts, byte where it ends,
    /// its classes, its length in characters.
    pub(super) fn find_all<'t>(
        &'t self,
        text: &'t str,
    ) -> impl Iterator<Item = (usize, usize, u16, u8)> + 't {
        self.automaton
            .iter()
            .flat_map(move |automaton| automaton.find_overlapping_iter(text))
            .filter_map(|found| {
                let (mask, n_chars) = *self.patterns.get(found.pattern().as_usize())?;
                Some((found.start(), found.end(), mask, n_chars))
            })
    }

    /// Is this a family name of one character?
    pub(super) fn is_surname(&self, c: char) -> bool {
        self.in_names(c) & SURNAME != 0
    }

    /// How usual a character is in given names: 3 very, 2, 1 seldom, 0 hardly.
    pub(super) fn given_rank(&self, c: char) -> u8 {
        self.in_names(c) & !SURNAME
    }

    #[inline]
    fn in_names(&self, c: char) -> u8 {
        self.in_names.get(c as usize).copied().unwrap_or(0)
    }
}
