//! The names of the index in a flat table, for suggesting them while one types.
//!
//! Taken from the dictionaries of the fields of names, anew whenever the index has changed. One pass
//! over the table answers; see `benches/suggest.rs` for what that costs.

use super::query::{NameKind, Query};
use super::{ArticleIndex, IndexError, Only};
use crate::model::Span;
use crate::text::fold;
use crate::text::pinyin::{Sounds, Typed};
use aho_corasick::AhoCorasick;
use std::cmp::Reverse;
use std::sync::{Arc, Mutex, PoisonError};
use tantivy::Searcher;

/// The kinds of names that are suggested.
const KINDS: [NameKind; 8] = [
    NameKind::Person,
    NameKind::Organization,
    NameKind::Place,
    NameKind::Facility,
    NameKind::Project,
    NameKind::Author,
    NameKind::Page,
    NameKind::Source,
];

/// What stands between two names; no folded name holds it.
const GAP: char = '\n';

/// A name that typed text stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundName {
    /// Of what.
    pub kind: NameKind,
    /// The name, folded.
    pub name: String,
    /// What of it the typed text stands for.
    pub matched: Span,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    /// In `text`.
    span: (u32, u32),
    /// In `sounds`.
    sounds: (u32, u32),
    kind: NameKind,
    n_articles: u32,
}

/// How well typed text fits a name, best first: literally or by sound, at its beginning or not, by
/// usual readings or not; then by articles, then by length.
type Rank = (u8, Reverse<u32>, u32, usize);

/// All names with the number of articles each is in.
#[derive(Clone, Debug, Default)]
pub struct NameTable {
    text: String,
    sounds: Sounds,
    entries: Vec<Entry>,
}

impl NameTable {
    /// A table of folded names with the number of their articles.
    #[must_use]
    pub fn new(names: impl IntoIterator<Item = (NameKind, String, u32)>) -> Self {
        let mut table = Self::default();
        for (kind, name, n_articles) in names {
            table.add(kind, &name, n_articles);
        }
        table
    }

    fn add(&mut self, kind: NameKind, name: &str, n_articles: u32) {
        let start = self.text.len();
        self.text.push_str(name);
        let sounds = self.sounds.add(name);
        let places = [start, self.text.len(), sounds.start, sounds.end].map(u32::try_from);
        self.text.push(GAP);
        // Four gigabytes of names are not looked through while one types.
        if let [Ok(from), Ok(to), Ok(first), Ok(last)] = places {
            self.entries.push(Entry {
                span: (from, to),
                sounds: (first, last),
                kind,
                n_articles,
            });
        }
    }

    /// How many names there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Is there none?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The names that fit best, at most so many: those that typed text stands in, in characters or
    /// by sound. Empty text fits every name. Pages and files are found only where they are asked
    /// for by kind.
    #[must_use]
    pub fn find(&self, typed: &str, kinds: Option<&[NameKind]>, n_most: usize) -> Vec<FoundName> {
        let folded = fold(typed).text;
        let is_wanted = |kind: NameKind| match kinds {
            Some(kinds) => kinds.contains(&kind),
            None => !matches!(kind, NameKind::Page | NameKind::Source),
        };
        let mut best = Best::new(n_most);
        if folded.is_empty() {
            for (idx, entry) in self.entries.iter().enumerate() {
                if is_wanted(entry.kind) {
                    best.offer(0, idx, entry, Span::new(0, 0));
                }
            }
        } else {
            self.find_literal(&folded, is_wanted, &mut best);
            self.find_by_sound(&folded, is_wanted, &mut best);
        }
        let found = best.found.into_iter();
        found
            .filter_map(|(rank, matched)| self.found_name(rank.3, matched))
            .collect()
    }

    fn find_literal(&self, folded: &str, is_wanted: impl Fn(NameKind) -> bool, best: &mut Best) {
        let Ok(finder) = AhoCorasick::new([folded]) else {
            return;
        };
        // Hits come in order, and so do entries: one walk along both.
        let mut entries = self.entries.iter().enumerate().peekable();
        let mut last = None;
        for hit in finder.find_iter(&self.text) {
            while entries
                .peek()
                .is_some_and(|(_, e)| (e.span.1 as usize) < hit.end())
            {
                entries.next();
            }
            let Some(&(idx, entry)) = entries.peek() else {
                return;
            };
            // The first hit of a name decides.
            if last.replace(idx) == Some(idx) || !is_wanted(entry.kind) {
                continue;
            }
            let (from, to) = (entry.span.0 as usize, entry.span.1 as usize);
            let tier = match (hit.start() == from, hit.end() == to) {
                (true, true) => 0,
                (true, false) => 1,
                (false, _) => 3,
            };
            let Some(start) = hit.start().checked_sub(from) else {
                continue;
            };
            best.offer(tier, idx, entry, Span::new(start, hit.end() - from));
        }
    }

    fn find_by_sound(&self, folded: &str, is_wanted: impl Fn(NameKind) -> bool, best: &mut Best) {
        let Some(typed) = Typed::new(folded) else {
            return;
        };
        // One letter in the middle of a name says nothing.
        let anywhere = typed.n_chars() > 1;
        let finder = self.sounds.finder(&typed);
        for (idx, entry) in self.entries.iter().enumerate() {
            // Most names would come behind those that were found; they need not be looked at.
            if !is_wanted(entry.kind) || !best.has_room_for(2, idx, entry) {
                continue;
            }
            let sounds = Span::new(entry.sounds.0 as usize, entry.sounds.1 as usize);
            let anywhere = anywhere && best.has_room_for(4, idx, entry);
            let Some(hit) = finder.find(sounds, anywhere) else {
                continue;
            };
            let byte = |nth: usize| {
                let name = self.name_of(entry);
                name.char_indices()
                    .nth(nth)
                    .map_or(name.len(), |(at, _)| at)
            };
            let tier = match (hit.n_before, hit.is_usual) {
                (0, _) => 2,
                (_, true) => 4,
                (_, false) => 5,
            };
            best.offer(
                tier,
                idx,
                entry,
                Span::new(byte(hit.n_before), byte(hit.n_before + hit.n_chars)),
            );
        }
    }

    fn entry_at(&self, byte: usize) -> Option<usize> {
        let after = self.entries.partition_point(|e| e.span.0 as usize <= byte);
        after.checked_sub(1)
    }

    fn name_of(&self, entry: &Entry) -> &str {
        let range = entry.span.0 as usize..entry.span.1 as usize;
        self.text.get(range).unwrap_or_default()
    }

    fn found_name(&self, idx: usize, matched: Span) -> Option<FoundName> {
        let entry = self.entries.get(idx)?;
        let name = self.name_of(entry);
        Some(FoundName {
            kind: entry.kind,
            name: name.to_owned(),
            matched,
        })
    }

    /// Is a folded name a part of a longer one that is found under the same field?
    #[must_use]
    pub fn is_part_of_longer(&self, kind: NameKind, name: &str) -> bool {
        let kinds = super::wishes::kinds_of(kind);
        let Ok(finder) = AhoCorasick::new([name]) else {
            return true;
        };
        finder.find_iter(&self.text).any(|hit| {
            let entry = self
                .entry_at(hit.start())
                .and_then(|idx| self.entries.get(idx));
            entry.is_some_and(|e| kinds.contains(&e.kind) && self.name_of(e).len() > name.len())
        })
    }
}

/// The best of many, in order.
struct Best {
    n_most: usize,
    found: Vec<(Rank, Span)>,
}

impl Best {
    fn new(n_most: usize) -> Self {
        Self {
            n_most,
            found: Vec::with_capacity(n_most + 1),
        }
    }

    fn rank(tier: u8, idx: usize, entry: &Entry) -> Rank {
        let n_bytes = entry.span.1 - entry.span.0;
        (tier, Reverse(entry.n_articles), n_bytes, idx)
    }

    fn has_room_for(&self, tier: u8, idx: usize, entry: &Entry) -> bool {
        let rank = Self::rank(tier, idx, entry);
        self.found.len() < self.n_most || self.found.last().is_some_and(|(last, _)| rank < *last)
    }

    fn offer(&mut self, tier: u8, idx: usize, entry: &Entry, matched: Span) {
        if self.n_most == 0 || !self.has_room_for(tier, idx, entry) {
            return;
        }
        let rank = Self::rank(tier, idx, entry);
        // Found in characters and by sound: the better one counts.
        if let Some(at) = self.found.iter().position(|(other, _)| other.3 == idx) {
            if self.found.get(at).is_some_and(|(other, _)| *other <= rank) {
                return;
            }
            self.found.remove(at);
        }
        let at = self.found.partition_point(|(other, _)| *other < rank);
        self.found.insert(at, (rank, matched));
        self.found.truncate(self.n_most);
    }
}

/// The table of the index as it was last read, and of which state that is.
pub(super) type KnownNames = Arc<Mutex<Option<(u64, Arc<NameTable>)>>>;

impl ArticleIndex {
    /// The names of the index as it is now. Reading them takes a while after every change, so the
    /// reader's thread asks before anything is typed.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn names(&self) -> Result<Arc<NameTable>, IndexError> {
        let searcher = self.reader.searcher();
        let state = searcher.generation().generation_id();
        // The one who reads has spoilt nothing, should it panic.
        let mut known = self.names.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((of_state, names)) = &*known
            && *of_state == state
        {
            return Ok(names.clone());
        }
        let names = Arc::new(self.read_names(&searcher)?);
        *known = Some((state, names.clone()));
        Ok(names)
    }

    fn read_names(&self, searcher: &Searcher) -> Result<NameTable, IndexError> {
        let mut table = NameTable::default();
        for kind in KINDS {
            let field = self.fields.names(kind);
            let mut names: Vec<(String, u32)> = Vec::new();
            for segment in searcher.segment_readers() {
                let index = segment.inverted_index(field)?;
                let mut terms = index
                    .terms()
                    .stream()
                    .map_err(tantivy::TantivyError::from)?;
                while terms.advance() {
                    if let Ok(name) = std::str::from_utf8(terms.key()) {
                        names.push((name.to_owned(), terms.value().doc_freq));
                    }
                }
            }
            // Each segment's are in order already.
            names.sort();
            for same in names.chunk_by(|a, b| a.0 == b.0) {
                let n_articles = same.iter().map(|(_, n)| *n).fold(0, u32::saturating_add);
                if let Some((name, _)) = same.first().filter(|(name, _)| !name.contains(GAP)) {
                    table.add(kind, name, n_articles);
                }
            }
        }
        Ok(table)
    }

    /// How many articles match a query.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn count(&self, query: &Query, only: Only) -> Result<usize, IndexError> {
        let searcher = self.reader.searcher();
        let wish = super::search::wish_among(&self.ground(&searcher, query)?, query, only);
        Ok(searcher.search(&wish, &tantivy::collector::Count)?)
    }
}

#[cfg(test)]
mod tests {
    use super::{NameKind, NameTable};

    fn table() -> NameTable {
        NameTable::new(
            [
                (NameKind::Person, "王新亭", 12),
                (NameKind::Person, "王新", 3),
                (NameKind::Person, "文小婷", 40),
                (NameKind::Author, "王新亭", 2),
                (NameKind::Organization, "郑州王新亭工作室", 50),
                (NameKind::Place, "郑州", 200),
                (NameKind::Facility, "郑州网络靶场", 9),
                (NameKind::Source, "郑州日报.txt", 1),
            ]
            .map(|(kind, name, n)| (kind, name.to_owned(), n)),
        )
    }

    fn found(typed: &str, kinds: Option<&[NameKind]>) -> Vec<String> {
        let found = table().find(typed, kinds, 10);
        found.into_iter().map(|name| name.name).collect()
    }

    #[test]
    fn beginnings_come_first_then_what_is_in_more_articles() {
        assert_eq!(
            found("王新", None),
            ["王新", "王新亭", "王新亭", "郑州王新亭工作室"]
        );
        assert_eq!(
            found("wxt", None),
            ["文小婷", "王新亭", "王新亭", "郑州王新亭工作室"]
        );
        assert_eq!(found("wangxinting", None).first().unwrap(), "王新亭");
        assert_eq!(
            found("zz", None),
            ["郑州", "郑州王新亭工作室", "郑州网络靶场"]
        );
        assert_eq!(found("王xt", Some(&[NameKind::Person])), ["王新亭"]);
        assert_eq!(found("郑州", Some(&[NameKind::Source])), ["郑州日报.txt"]);
        assert_eq!(
            found("", Some(&[NameKind::Person])),
            ["文小婷", "王新亭", "王新"]
        );
        assert!(found("不在", None).is_empty());
    }

    /// Where a name is a part of another one, only the sign of a whole name asks for it alone.
    #[test]
    fn parts_of_longer_names_are_told() {
        let is_part = |name: &str, kind| table().is_part_of_longer(kind, name);
        assert!(is_part("王新", NameKind::Person));
        assert!(!is_part("王新亭", NameKind::Person));
        assert!(is_part("郑州", NameKind::Place), "a site is a place");
        assert!(!is_part("郑州网络靶场", NameKind::Facility));
    }
}
