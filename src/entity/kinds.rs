//! Closed lists that the layers consult word by word, read from `assets/lexicons` at first use.

use super::lexicon::list_words;
use super::word_set::WordSet;
use std::sync::LazyLock;

/// A list of words.
pub(super) type Words = LazyLock<Vec<&'static str>>;

/// A list of words that is asked for at each place of a line.
pub(super) type WordsAtPlaces = LazyLock<WordSet>;

/// Words that end like a body or a site and are none.
pub(super) static FALSE_ENDS: Words =
    LazyLock::new(|| list_words(include_str!("../../assets/lexicons/false_ends.txt")).collect());

/// Words before the end of a name that name no particular body.
pub(super) static GENERIC_STEMS: Words =
    LazyLock::new(|| list_words(include_str!("../../assets/lexicons/generic_stems.txt")).collect());

/// Bodies of government and Party: their topic alone names them ("教育局", "党群工作部").
pub(super) static OFFICE_ENDS: Words =
    LazyLock::new(|| list_words(include_str!("../../assets/lexicons/office_ends.txt")).collect());

/// Sites whose name needs a name in it ("…小区", "…高速", "…基地").
pub(super) static PLAIN_SITES: Words =
    LazyLock::new(|| list_words(include_str!("../../assets/lexicons/plain_sites.txt")).collect());

/// What a post of a body is followed by when no name is: words that look like one.
pub(super) static NOT_NAMES: Words =
    LazyLock::new(|| list_words(include_str!("../../assets/lexicons/not_names.txt")).collect());

/// Words that are a date by themselves or begin one.
pub(super) static RELATIVE_DAYS: WordsAtPlaces = LazyLock::new(|| {
    WordSet::of(list_words(include_str!(
        "../../assets/lexicons/relative_days.txt"
    )))
});

/// Holidays and the terms of the farming year.
pub(super) static HOLIDAYS: WordsAtPlaces = LazyLock::new(|| {
    WordSet::of(list_words(include_str!(
        "../../assets/lexicons/holidays.txt"
    )))
});

/// Parts of a year, behind it.
pub(super) static YEAR_TAILS: WordsAtPlaces = LazyLock::new(|| {
    WordSet::of(list_words(include_str!(
        "../../assets/lexicons/year_tails.txt"
    )))
});

/// Words behind a quoted name that make it a campaign.
pub(super) static CAMPAIGN_WORDS: WordsAtPlaces = LazyLock::new(|| {
    WordSet::of(list_words(include_str!(
        "../../assets/lexicons/campaign_words.txt"
    )))
});

/// Short names of plans and policies that stand without more words, in quotes or not.
pub(super) static KNOWN_PROJECTS: WordsAtPlaces = LazyLock::new(|| {
    WordSet::of(list_words(include_str!(
        "../../assets/lexicons/known_projects.txt"
    )))
});

/// Trades and kinds behind a firm's own name.
pub(super) static TRADES: Words =
    LazyLock::new(|| list_words(include_str!("../../assets/lexicons/trades.txt")).collect());

/// Callings that go with a place and are not of a body.
pub(super) static CALLINGS: Words =
    LazyLock::new(|| list_words(include_str!("../../assets/lexicons/callings.txt")).collect());

/// Clause heads such as speak for a name before them by themselves.
pub(super) static SPEAKING_VERBS: WordsAtPlaces = LazyLock::new(|| {
    WordSet::of(list_words(include_str!(
        "../../assets/lexicons/speaking_verbs.txt"
    )))
});
/// Posts of firms and institutions, which a bare short name may precede.
pub(super) static MANAGER_POSTS: Words =
    LazyLock::new(|| list_words(include_str!("../../assets/lexicons/manager_posts.txt")).collect());

/// Words that name no particular body in front of a post.
pub(super) static GENERIC_BODIES: Words = LazyLock::new(|| {
    list_words(include_str!("../../assets/lexicons/generic_bodies.txt")).collect()
});

/// Ends of events, plans and agreements that are read leftwards.
pub(super) static EVENT_ENDS: Words =
    LazyLock::new(|| list_words(include_str!("../../assets/lexicons/event_ends.txt")).collect());
