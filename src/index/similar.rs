//! Articles that are near to one: those that share what is characteristic of it.
//!
//! Characteristic are names and words that the article has and few others have. Each weighs as much
//! as it is rare (its inverse document frequency), names half as much again; an article is as near
//! as the share of that weight which it has, too. One list of articles is gone through for each of
//! them, and none that is long, so the time does not grow with what is common.

use super::IndexError;
use super::query::{NameKind, Zone};
use super::reprints::{Groups, group_of};
use super::schema::Fields;
use super::tokens::{all_ranking_words, name_term};
use crate::text::fold;
use std::collections::{BTreeMap, HashMap, HashSet};
use tantivy::schema::{Field, IndexRecordOption, Value as _};
use tantivy::{DocAddress, DocSet, Searcher, TERMINATED, TantivyDocument, Term};

/// So many names and words stand for an article; one bit each.
const N_TERMS: usize = u32::BITS as usize;
/// Names and words that more articles than this have are never characteristic.
const N_MOST_ARTICLES: u64 = 20_000;
/// An article that has less of the weight than this is not near.
const LEAST_SHARE: f32 = 0.2;
/// Nor is one that shares fewer names and words.
const N_LEAST_SHARED: u32 = 3;
/// How much more a name weighs than a word as rare.
const NAME_WEIGHT: f32 = 1.5;
/// What stands behind so many characters of a text is not looked at: it is no newspaper's.
const N_MOST_CHARS: usize = 20_000;

/// An article, for those who look for others like it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Portrait {
    /// Its id: it is not like itself.
    pub id: String,
    /// Headline, deck and body.
    pub texts: Vec<String>,
    /// The full names in it, as they are printed.
    pub names: Vec<(NameKind, String)>,
}

/// An article that is near to another.
#[derive(Clone, Debug, PartialEq)]
pub struct NearArticle {
    /// Which.
    pub id: String,
    /// The share of what is characteristic that it has, too, 0..=1.
    pub share: f32,
    /// What both have, names first, the rarest first.
    pub shared: Vec<String>,
}

/// What is characteristic of an article.
struct Trait {
    /// As it is shown.
    text: String,
    terms: Vec<Term>,
    is_name: bool,
    weight: f32,
}

pub(super) fn find_similar(
    searcher: &Searcher,
    fields: &Fields,
    groups: &Groups,
    portrait: &Portrait,
    n_most: usize,
) -> Result<Vec<NearArticle>, IndexError> {
    let traits = traits_of(searcher, fields, portrait)?;
    let whole: f32 = traits.iter().map(|t| t.weight).sum();
    if whole <= 0.0 {
        return Ok(Vec::new());
    }
    let mut near: Vec<(f32, DocAddress, u32)> = shared_by(searcher, &traits)?
        .into_iter()
        .filter(|(_, shared)| shared.count_ones() >= N_LEAST_SHARED)
        .map(|(address, shared)| {
            let own = of_bits(&traits, shared).map(|t| t.weight);
            (own.sum::<f32>() / whole, address, shared)
        })
        .filter(|(share, ..)| *share >= LEAST_SHARE)
        .collect();
    near.sort_unstable_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
    let own_group = group_of(searcher, fields, &portrait.id)?;
    let mut known_groups: HashSet<u64> = own_group.into_iter().collect();
    let mut articles = Vec::new();
    for (share, address, shared) in near {
        if articles.len() == n_most {
            break;
        }
        let group = groups.of_article(address);
        if group.is_some_and(|group| !known_groups.insert(group)) {
            continue;
        }
        let document: TantivyDocument = searcher.doc(address)?;
        let id = document.get_first(fields.id).and_then(|id| id.as_str());
        if let Some(id) = id.filter(|id| *id != portrait.id) {
            let (names, words): (Vec<&Trait>, Vec<&Trait>) =
                of_bits(&traits, shared).partition(|t| t.is_name);
            let shared = names.into_iter().chain(words);
            articles.push(NearArticle {
                id: id.to_owned(),
                share,
                shared: shared.map(|t| t.text.clone()).collect(),
            });
        }
    }
    Ok(articles)
}

fn of_bits(traits: &[Trait], bits: u32) -> impl Iterator<Item = &Trait> {
    let is_set = move |at: usize| bits & (1 << at) != 0;
    traits
        .iter()
        .enumerate()
        .filter(move |(at, _)| is_set(*at))
        .map(|(_, t)| t)
}

/// Which articles have which of the traits, one bit each.
fn shared_by(
    searcher: &Searcher,
    traits: &[Trait],
) -> Result<HashMap<DocAddress, u32>, IndexError> {
    let mut shared: HashMap<DocAddress, u32> = HashMap::new();
    for (segment, reader) in (0_u32..).zip(searcher.segment_readers()) {
        let alive = reader.alive_bitset();
        for (at, term) in traits
            .iter()
            .enumerate()
            .flat_map(|(at, t)| t.terms.iter().map(move |term| (at, term)))
        {
            let index = reader.inverted_index(term.field())?;
            let postings = index.read_postings(term, IndexRecordOption::Basic);
            let Some(mut postings) = postings.map_err(tantivy::TantivyError::from)? else {
                continue;
            };
            let mut doc = postings.doc();
            while doc != TERMINATED {
                if alive.is_none_or(|alive| alive.is_alive(doc)) {
                    *shared.entry(DocAddress::new(segment, doc)).or_default() |= 1 << at;
                }
                doc = postings.advance();
            }
        }
    }
    Ok(shared)
}

/// What is most characteristic of an article, the weightiest first.
fn traits_of(
    searcher: &Searcher,
    fields: &Fields,
    portrait: &Portrait,
) -> Result<Vec<Trait>, IndexError> {
    let mut found = Vec::new();
    for (kind, name) in &portrait.names {
        let term = name_term(name);
        let term = (!term.is_empty()).then(|| Term::from_field_text(fields.names(*kind), &term));
        found.extend(weighed(
            searcher,
            name,
            term.into_iter().collect(),
            true,
            1.0,
        )?);
    }
    let word_fields = [fields.words(Zone::Headline), fields.words(Zone::Body)];
    for (word, n_times) in words_of(portrait) {
        let terms = word_fields.map(|field: Field| Term::from_field_text(field, &word));
        // A word said twice tells more than one said once, but not twice as much.
        let times = 1.0 + (n_times as f32).ln().min(1.0);
        found.extend(weighed(searcher, &word, terms.into(), false, times)?);
    }
    // Of words inside one another, the longest.
    found.sort_by(|one, other| {
        let by_length = other.text.len().cmp(&one.text.len());
        other.weight.total_cmp(&one.weight).then(by_length)
    });
    let mut traits: Vec<Trait> = Vec::new();
    for one in found {
        // What is said twice over counts once.
        let is_said =
            |known: &Trait| known.text.contains(&one.text) || one.text.contains(&known.text);
        if traits.len() < N_TERMS && !traits.iter().any(is_said) {
            traits.push(one);
        }
    }
    Ok(traits)
}

/// A name or word with its weight; `None` when no other article has it, or too many have.
fn weighed(
    searcher: &Searcher,
    text: &str,
    terms: Vec<Term>,
    is_name: bool,
    times: f32,
) -> Result<Option<Trait>, IndexError> {
    let mut n_with = 0;
    for term in &terms {
        n_with = n_with.max(searcher.doc_freq(term)?);
    }
    let n_articles = searcher.num_docs();
    if !(2..=N_MOST_ARTICLES.min(n_articles / 4)).contains(&n_with) {
        return Ok(None);
    }
    let rarity = (n_articles as f32 / n_with as f32).ln();
    Ok(Some(Trait {
        text: text.to_owned(),
        terms,
        is_name,
        weight: rarity * times * if is_name { NAME_WEIGHT } else { 1.0 },
    }))
}

/// The different words of an article of two characters and more, and how often each stands there.
fn words_of(portrait: &Portrait) -> BTreeMap<String, usize> {
    let mut words = BTreeMap::new();
    for text in &portrait.texts {
        let text: String = text.chars().take(N_MOST_CHARS).collect();
        for word in all_ranking_words(&fold(&text).text) {
            if word.chars().nth(1).is_some() && !word.chars().all(char::is_numeric) {
                *words.entry(word).or_default() += 1;
            }
        }
    }
    words
}
